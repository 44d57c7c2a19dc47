//! What can be wrong with a person's rows: the kinds by which coupling results are broken down.

use std::fmt;

/// Something that differs between the registers or from the truth, or that makes a person hard to couple.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ErrorKind {
    /// The municipality typed no person-id.
    IdMissing,
    /// The municipality swapped or mistook digits of the person-id.
    IdDigits,
    /// The municipality typed the person-id of somebody else, often of the family.
    IdOfAnother,
    /// The municipality made an id up: birth date and a digit for the sex.
    IdLocal,
    /// The municipality left the leading zero of the person-id out.
    IdZeros,
    /// The person-id was right and the matching job failed all the same.
    TransferFailed,
    /// CARL2 knows no CPR number though there is one: the permit is uncoupled.
    NoNumber,
    /// CARL2 holds the CPR number with a wrong digit.
    NumberDigits,
    /// CARL2 holds the CPR number of somebody of the family.
    NumberOfFamily,
    /// CARL2 holds a CPR number that has been replaced.
    NumberOutdated,
    /// The person got a second CPR number on entry; the first was deleted (50).
    TwoNumbers,
    /// Birth date or sex was changed and the number with it (60).
    NumberChanged,
    /// A number that was made by mistake was annulled (30).
    NumberAnnulled,
    /// The number is administrative (20): the person is not yet resident.
    Administrative,
    /// The permit is new and there is no CPR number yet.
    NumberPending,
    /// No permit was given, so there is no CPR number.
    Refused,
    /// A permit was given and the person never came.
    NeverEntered,
    /// The person is dead (90).
    Dead,
    /// The person has left Denmark (80).
    Emigrated,
    /// The person has disappeared (70).
    Disappeared,
    /// Resident without an ordinary address (03).
    SpecialRoad,
    /// Name and address are protected (0001).
    AddressProtected,
    /// The birth date is 1 January in both registers because it is unknown.
    BirthDefault,
    /// The birth date is 1 January in CARL2 only.
    BirthDefaultOnce,
    /// Day and month are swapped in one register.
    BirthSwapped,
    /// The birth year is off in one register.
    BirthYear,
    /// The day of birth has a wrong digit in one register.
    BirthDay,
    /// CARL2 knows only the year, or year and month.
    BirthPartial,
    /// A register marks the birth date as uncertain.
    BirthUncertain,
    /// One register holds the wrong sex.
    SexDiffers,
    /// CPR holds the citizenship of a state that is no more.
    NationalityDissolved,
    /// The person became a Danish citizen, which CARL2 does not hold.
    Naturalised,
    /// One register says stateless, the other names a state.
    NationalityStateless,
    /// One register does not know the nationality.
    NationalityUnknown,
    /// The person stands in CARL2 under two person-ids.
    TwoPersonIds,
    /// An earlier permit, never used or run out, lies before the entry.
    EarlierPermit,
    /// The name is put into Latin letters in two ways.
    Romanised,
    /// Letters that ISO-8859-1 lacks were replaced in CPR.
    Folded,
    /// One register writes the name in capitals.
    Capitals,
    /// One register leaves further given names out.
    SecondGivenDropped,
    /// Two parts of the name were written as one, or one as two.
    PartsMerged,
    /// Given name and surname changed places.
    PartsSwapped,
    /// A part stands as middle name in one register and elsewhere in the other.
    PartMoved,
    /// A particle (al-, abu, ...) was dropped, joined or split.
    Particle,
    /// A chain of forefathers' names is cut at different places.
    ChainCut,
    /// A slip of the keyboard.
    Misspelled,
    /// The name is longer than CPR holds and was cut.
    NameCut,
    /// The surname was changed in CPR, which keeps the former one.
    MarriageName,
}

/// A set of kinds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ErrorKinds(u64);

impl ErrorKind {
    /// Every kind, in the order of the enum.
    pub const ALL: [Self; 48] = [
        Self::IdMissing,
        Self::IdDigits,
        Self::IdOfAnother,
        Self::IdLocal,
        Self::IdZeros,
        Self::TransferFailed,
        Self::NoNumber,
        Self::NumberDigits,
        Self::NumberOfFamily,
        Self::NumberOutdated,
        Self::TwoNumbers,
        Self::NumberChanged,
        Self::NumberAnnulled,
        Self::Administrative,
        Self::NumberPending,
        Self::Refused,
        Self::NeverEntered,
        Self::Dead,
        Self::Emigrated,
        Self::Disappeared,
        Self::SpecialRoad,
        Self::AddressProtected,
        Self::BirthDefault,
        Self::BirthDefaultOnce,
        Self::BirthSwapped,
        Self::BirthYear,
        Self::BirthDay,
        Self::BirthPartial,
        Self::BirthUncertain,
        Self::SexDiffers,
        Self::NationalityDissolved,
        Self::Naturalised,
        Self::NationalityStateless,
        Self::NationalityUnknown,
        Self::TwoPersonIds,
        Self::EarlierPermit,
        Self::Romanised,
        Self::Folded,
        Self::Capitals,
        Self::SecondGivenDropped,
        Self::PartsMerged,
        Self::PartsSwapped,
        Self::PartMoved,
        Self::Particle,
        Self::ChainCut,
        Self::Misspelled,
        Self::NameCut,
        Self::MarriageName,
    ];

    /// The name in files.
    pub fn label(self) -> &'static str {
        match self {
            Self::IdMissing => "id-missing",
            Self::IdDigits => "id-digits",
            Self::IdOfAnother => "id-of-another",
            Self::IdLocal => "id-local",
            Self::IdZeros => "id-zeros",
            Self::TransferFailed => "transfer-failed",
            Self::NoNumber => "no-number",
            Self::NumberDigits => "number-digits",
            Self::NumberOfFamily => "number-of-family",
            Self::NumberOutdated => "number-outdated",
            Self::TwoNumbers => "two-numbers",
            Self::NumberChanged => "number-changed",
            Self::NumberAnnulled => "number-annulled",
            Self::Administrative => "administrative",
            Self::NumberPending => "number-pending",
            Self::Refused => "refused",
            Self::NeverEntered => "never-entered",
            Self::Dead => "dead",
            Self::Emigrated => "emigrated",
            Self::Disappeared => "disappeared",
            Self::SpecialRoad => "special-road",
            Self::AddressProtected => "address-protected",
            Self::BirthDefault => "birth-default",
            Self::BirthDefaultOnce => "birth-default-once",
            Self::BirthSwapped => "birth-swapped",
            Self::BirthYear => "birth-year",
            Self::BirthDay => "birth-day",
            Self::BirthPartial => "birth-partial",
            Self::BirthUncertain => "birth-uncertain",
            Self::SexDiffers => "sex-differs",
            Self::NationalityDissolved => "nationality-dissolved",
            Self::Naturalised => "naturalised",
            Self::NationalityStateless => "nationality-stateless",
            Self::NationalityUnknown => "nationality-unknown",
            Self::TwoPersonIds => "two-person-ids",
            Self::EarlierPermit => "earlier-permit",
            Self::Romanised => "romanised",
            Self::Folded => "folded",
            Self::Capitals => "capitals",
            Self::SecondGivenDropped => "second-given-dropped",
            Self::PartsMerged => "parts-merged",
            Self::PartsSwapped => "parts-swapped",
            Self::PartMoved => "part-moved",
            Self::Particle => "particle",
            Self::ChainCut => "chain-cut",
            Self::Misspelled => "misspelled",
            Self::NameCut => "name-cut",
            Self::MarriageName => "marriage-name",
        }
    }
}

impl ErrorKinds {
    /// Adds a kind.
    pub fn insert(&mut self, kind: ErrorKind) {
        self.0 |= 1 << (kind as u64);
    }

    /// Removes a kind.
    pub fn remove(&mut self, kind: ErrorKind) {
        self.0 &= !(1 << (kind as u64));
    }

    /// Whether the kind is in the set.
    pub fn contains(self, kind: ErrorKind) -> bool {
        self.0 & (1 << (kind as u64)) != 0
    }

    /// Both sets.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The kinds of the set, in the order of the enum.
    pub fn iter(self) -> impl Iterator<Item = ErrorKind> {
        ErrorKind::ALL.into_iter().filter(move |&kind| self.contains(kind))
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn labels_are_different_and_a_set_holds_what_was_put_in() {
        let labels: BTreeSet<&str> = ErrorKind::ALL.iter().map(|kind| kind.label()).collect();
        assert_eq!(labels.len(), ErrorKind::ALL.len());
        let mut kinds = ErrorKinds::default();
        kinds.insert(ErrorKind::Dead);
        kinds.insert(ErrorKind::MarriageName);
        assert_eq!(kinds.iter().collect::<Vec<_>>(), [ErrorKind::Dead, ErrorKind::MarriageName]);
        kinds.remove(ErrorKind::Dead);
        assert!(!kinds.contains(ErrorKind::Dead));
    }
}
