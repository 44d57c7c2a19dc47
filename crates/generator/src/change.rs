//! What can happen to a person on a day, as CPR's events name it.
//!
//! CPR's list of event codes is not public; these codes are the ones whose meaning public importers and CPR's sample
//! persons show. Must not know persons.

/// Something that happened and is delivered with record 099.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Event {
    /// Moved within Denmark.
    Move,
    /// Entered from abroad, or registered as resident for the first time.
    Entry,
    /// Left Denmark.
    Exit,
    /// Disappeared.
    Disappearance,
    /// Marriage, and with it another name.
    Marriage,
    /// The number was changed.
    NumberChanged,
    /// The number of the spouse was changed: this person's records name it.
    NumberOfSpouse,
    /// The number of a child was changed.
    NumberOfChild,
    /// The number of a parent was changed.
    NumberOfParent,
    /// Something whose code is not known publicly: delivered as a general reload.
    Reload,
}

impl Event {
    /// CPR's code (`HAENDELSE`).
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Move => "A01",
            Self::Disappearance => "A02",
            Self::Entry => "A05",
            Self::Exit => "A06",
            Self::Marriage => "A19",
            Self::NumberChanged | Self::NumberOfSpouse | Self::NumberOfChild | Self::NumberOfParent => "P03",
            Self::Reload => "A74",
        }
    }

    /// CPR's mark of a person who is only touched by somebody else's event (`AFLEDTMRK`): who that somebody is.
    pub(crate) fn derived_mark(self) -> &'static str {
        match self {
            Self::NumberOfSpouse => "Æ",
            Self::NumberOfChild => "B",
            Self::NumberOfParent => "FA",
            _ => "",
        }
    }
}
