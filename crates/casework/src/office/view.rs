//! What one officer sees of the book, and the record of whose data was looked at.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;
use oversight::audit::Live;
use vocabulary::{CprNumber, MunicipalityCode, PersonId};

use super::Refused;
use crate::access::{Action, Officer, Sight};
use crate::book::{Book, Somebody};
use crate::cases::{CaseFile, CaseNumber, CasePerson};
use crate::explanation;
use crate::fact::{self, Pair};
use crate::goals::{Documented, Flow, Goals, documented};
use crate::household::is_one_household;
use crate::method::Method;
use crate::questions::Reason;
use crate::review::decided::Decided;
use crate::review::queue::{self, Choice, QueueRow};
use crate::samples::SampleFile;
use crate::state::{CprEntry, State};
use crate::supervision::Supervision;
use crate::work::CaseLook;

/// What an officer sees. Whatever it hands out of a person stands in the read log before it leaves the office.
#[derive(Debug)]
pub struct View<'a> {
    book: &'a Book,
    officer: &'a Officer,
    reads: RefCell<BTreeSet<Looked>>,
}

/// Whose data was looked at, and which part of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Looked {
    /// Whose, in the words of a fact's subject.
    pub subject: String,
    /// In which case.
    pub case: Option<CaseNumber>,
    /// Which part.
    pub part: Part,
    /// Why, where the officer had to say it.
    pub reason: Option<String>,
}

/// Parts of what is known of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// A line in a list: name, and what is to be done.
    ListRow,
    /// A line among the results of a search.
    SearchResult,
    /// The case with its conclusions.
    Case,
    /// The whole CPR number.
    CprNumber,
    /// An address that is not protected, outside of the case.
    Address,
    /// A protected address.
    ProtectedAddress,
    /// Both registers, side by side.
    Comparison,
    /// Who looked at the person.
    AccessLog,
    /// A letter.
    Letter,
    /// The case as a hand-over or an export.
    Export,
    /// The list of cases behind a figure of the goals, or one of them.
    FigureCases,
}

impl Part {
    /// The name in the read log, in Danish: the person it is about reads it.
    pub fn key(self) -> &'static str {
        match self {
            Self::ListRow => "linje i arbejdsliste",
            Self::SearchResult => "resultat af søgning",
            Self::Case => "sagen",
            Self::CprNumber => "hele CPR-nummeret",
            Self::Address => "adresse",
            Self::ProtectedAddress => "beskyttet adresse",
            Self::Comparison => "registrene side om side",
            Self::AccessLog => "hvem der har set sagen",
            Self::Letter => "brev",
            Self::Export => "udtræk af sagen",
            Self::FigureCases => "sagerne bag et tal",
        }
    }
}

/// What somebody looks for. It follows from what they do, and nobody types it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    /// Running a case.
    Casework,
    /// Planning the work of the day.
    Planning,
    /// Looking somebody up.
    LookingUp,
    /// Coupling the registers.
    Coupling,
    /// Supervising how the Act is kept.
    Supervision,
    /// Auditing.
    Audit,
}

impl Purpose {
    /// The purpose in the read log, with the case it comes from and the reason that the officer gave.
    pub fn words(self, case: Option<&CaseNumber>, reason: Option<&str>) -> String {
        let purpose = match self {
            Self::Casework => "sagsbehandling",
            Self::Planning => "tilrettelæggelse af arbejdet",
            Self::LookingUp => "fremsøgning",
            Self::Coupling => "kobling af registre",
            Self::Supervision => "tilsyn",
            Self::Audit => "revision",
        };
        let words = case.map_or_else(|| purpose.to_owned(), |case| format!("{purpose}, sag {case}"));
        reason.map_or_else(|| words.clone(), |reason| format!("{words}: {reason}"))
    }
}

/// A case as an officer sees it.
#[derive(Clone, Copy, Debug)]
pub struct SeenCase<'a> {
    /// The case.
    pub file: &'a CaseFile,
    /// What it asks for.
    pub look: &'a CaseLook,
    /// How far the officer sees.
    pub sight: Sight,
}

impl<'a> View<'a> {
    pub(super) fn new(book: &'a Book, officer: &'a Officer) -> Self {
        Self { book, officer, reads: RefCell::default() }
    }

    pub(super) fn into_reads(self) -> BTreeSet<Looked> {
        self.reads.into_inner()
    }

    /// Who looks.
    pub fn officer(&self) -> &'a Officer {
        self.officer
    }

    /// The day that is looked at.
    pub fn day(&self) -> Date {
        self.book.day
    }

    /// Refuses what the officer's role does not do.
    pub fn must(&self, action: Action) -> Result<(), Refused> {
        if self.officer.role.may(action) { Ok(()) } else { Err(Refused::NotYourTask(action)) }
    }

    /// A case that the officer may read, and one person of it, to be shown in full.
    pub fn read_case(&self, number: &str, part: Part) -> Result<SeenCase<'a>, Refused> {
        self.must(Action::ReadCases)?;
        let place = self.book.cases.place(number).ok_or(Refused::NotFound)?;
        let seen = self.seen(place).filter(|seen| seen.sight == Sight::Content).ok_or(Refused::NotFound)?;
        for person in &seen.file.persons {
            self.note(seen.file, &person.id, part);
        }
        Ok(seen)
    }

    /// The cases that the officer sees, as far as they see them. Looking through them shows nothing yet: who shows a line of one says so by
    /// [`View::note`].
    pub fn cases(&self) -> Box<dyn Iterator<Item = SeenCase<'a>> + '_> {
        match self.officer.authority.municipality() {
            Some(code) => {
                let places = self.book.by_municipality.get(&code).into_iter().flatten();
                Box::new(places.filter_map(|place| self.seen(*place)))
            }
            None => Box::new((0..self.book.looks.len()).filter_map(|place| self.seen(place))),
        }
    }

    /// What each case asks for, without the case: for figures that name nobody. A municipality's officers have their own, the state's
    /// authorities the country's.
    pub fn looks(&self) -> Result<Box<dyn Iterator<Item = &'a CaseLook> + '_>, Refused> {
        self.must(Action::ReadFigures)?;
        Ok(match self.officer.authority.municipality() {
            Some(code) => {
                let places = self.book.by_municipality.get(&code).into_iter().flatten();
                Box::new(places.map(|place| &self.book.looks[*place]))
            }
            None if self.officer.role.is_municipal() => Box::new(std::iter::empty()),
            None => Box::new(self.book.looks.iter()),
        })
    }

    /// The looks that the asker's figures of duties are made from: for a municipality every case with a duty that was its own, those that moved
    /// away since among them. Counts alone are made of these; a case that is another's now opens to nobody here.
    pub fn looks_with_duties(&self) -> Result<Box<dyn Iterator<Item = &'a CaseLook> + '_>, Refused> {
        let Some(own) = self.officer.authority.municipality() else { return self.looks() };
        self.must(Action::ReadFigures)?;
        let has_one = move |look: &CaseLook| look.overseen.duties.iter().any(|duty| duty.municipality == Some(own));
        let is_own = move |look: &&CaseLook| look.municipalities().any(|code| code == own) || has_one(look);
        Ok(Box::new(self.book.looks.iter().filter(is_own)))
    }

    /// The uncoupled permits of the country after the last night, and which night that was; none before the first.
    pub fn uncoupled(&self) -> Result<Option<&'a (Date, oversight::uncoupled::Figures)>, Refused> {
        self.must(Action::ReadNights)?;
        Ok(self.book.uncoupled.as_deref())
    }

    /// Goals plans, for those who may read figures. They are the state's: a municipality is bound by none.
    pub fn goals(&self) -> Result<&'a Goals, Refused> {
        self.must(Action::ReadFigures)?;
        if self.officer.authority.municipality().is_some() {
            return Err(Refused::NotYourTask(Action::ReadFigures));
        }
        Ok(&self.book.goals)
    }

    /// What supervision documents of the goals: it is part of what their figures are made from, for those who may read these or supervision.
    pub fn documented(&self) -> Result<Vec<Documented>, Refused> {
        self.goals().map(drop).or_else(|_| self.supervision(Action::ReadSupervision).map(drop))?;
        Ok(documented(&self.book.supervision, &self.book.goals, self.day()))
    }

    /// The plans, to check what is recorded elsewhere against them. Nothing of them is shown.
    pub(crate) fn plans(&self) -> &'a Goals {
        &self.book.goals
    }

    /// The case flow that goals are measured on.
    pub fn flow(&self) -> Option<Arc<Flow>> {
        self.book.flow.clone()
    }

    /// Notes that a figure, or a case of the flow, was opened: its cases have numbers and no persons of the registers.
    pub fn note_of_figure(&self, subject: String) {
        self.reads.borrow_mut().insert(Looked { subject, case: None, part: Part::FigureCases, reason: None });
    }

    /// The samples that the officer's authority has drawn, or, for the state's authorities, all.
    pub fn samples(&self) -> Result<impl Iterator<Item = &'a SampleFile>, Refused> {
        self.must(Action::JudgeSamples)?;
        let own = self.officer.authority.municipality();
        Ok(self
            .book
            .samples
            .iter()
            .filter(move |sample| own.is_none_or(|code| sample.drawn.design.municipality == Some(code))))
    }

    /// A sample that the officer's authority drew, or, for the state's authorities, any.
    pub fn sample(&self, id: &str) -> Result<&'a SampleFile, Refused> {
        self.samples()?.find(|sample| sample.drawn.design.id == id).ok_or(Refused::NotFound)
    }

    /// Whether the name of a sample is taken, whoever drew it.
    pub(crate) fn is_sample_taken(&self, id: &str) -> bool {
        self.book.samples.get(id).is_some()
    }

    /// The cases of a person that the officer sees.
    pub fn cases_of(&self, person: &str) -> Vec<SeenCase<'a>> {
        self.book.cases.of_person(person).iter().filter_map(|place| self.seen(*place)).collect()
    }

    /// The case at a number, as far as the officer sees it. Shows nothing yet, as [`View::cases`].
    pub fn case(&self, number: &str) -> Option<SeenCase<'a>> {
        self.book.cases.place(number).and_then(|place| self.seen(place))
    }

    /// How many cases there are, whoever may see them: for numbering.
    pub(crate) fn case_count(&self) -> usize {
        self.book.looks.len()
    }

    /// Whether a number is taken, whoever may see the case.
    pub(crate) fn is_taken(&self, number: &CaseNumber) -> bool {
        self.book.cases.place(number.as_str()).is_some()
    }

    /// Whether a person stands in a case, whoever may see it.
    pub(crate) fn has_a_case(&self, person: &str) -> bool {
        !self.book.cases.of_person(person).is_empty()
    }

    fn seen(&self, place: usize) -> Option<SeenCase<'a>> {
        let look = &self.book.looks[place];
        let sight = self.officer.sight(look.municipalities());
        (sight != Sight::None).then(|| SeenCase { file: self.book.cases.at(place), look, sight })
    }

    /// Whether the officer may see that a person of the registers exists: those of their own cases, those who live in their municipality or were
    /// placed there; for the state's authorities those of the alien register, and for who couples all.
    fn may_find(&self, somebody: &Somebody) -> bool {
        let registers = &self.book.registers;
        let role = self.officer.role;
        match (self.officer.authority.municipality(), somebody) {
            (Some(own), Somebody::Alien(id)) => {
                !self.cases_of(id.as_str()).is_empty()
                    || (role.may(Action::OpenCases)
                        && (self.book.people.placed(id).any(|code| code == own)
                            || registers.number_of(id).is_some_and(|number| lives_in(registers, number, own))))
            }
            (Some(_), Somebody::Civil(_)) => false,
            (None, Somebody::Alien(_)) => role.may(Action::FindPersons),
            (None, Somebody::Civil(_)) => role.may(Action::ReadCouplings),
        }
    }

    /// Persons whose names fit what was typed, and whether there are more of those the officer may see.
    pub(crate) fn find_by_name(
        &self,
        typed: &str,
        most: usize,
        fits: impl Fn(&Somebody) -> bool,
    ) -> (Vec<&'a Somebody>, bool) {
        let book = self.book;
        let (people, found) = book.people.find(typed, most, |one| fits(one) && self.may_find(one));
        (people, found.more)
    }

    /// A person by a key of one of the registers, where the officer may see them.
    pub(crate) fn find_by_key(&self, somebody: Somebody) -> Option<Somebody> {
        let registers = &self.book.registers;
        let is_there = match &somebody {
            Somebody::Alien(id) => {
                registers.carl2.contains_key(id) || !self.book.cases.of_person(id.as_str()).is_empty()
            }
            Somebody::Civil(number) => registers.cpr.contains_key(number),
        };
        (is_there && self.may_find(&somebody)).then_some(somebody)
    }

    /// What the civil register says of a number, for those who were found there.
    pub(crate) fn civil_of(&self, number: CprNumber) -> Option<&'a CprEntry> {
        self.book.registers.cpr.get(&number)
    }

    /// Notes that a part of a person's data is shown.
    pub fn note(&self, file: &CaseFile, person: &str, part: Part) {
        self.note_for(file, person, part, None);
    }

    /// The same, with the reason that the officer gave for it.
    pub fn note_because(&self, file: &CaseFile, person: &str, part: Part, reason: &Reason) {
        self.note_for(file, person, part, Some(reason.as_str().to_owned()));
    }

    fn note_for(&self, file: &CaseFile, person: &str, part: Part, reason: Option<String>) {
        let subject = fact::carl2_subject(person);
        self.reads.borrow_mut().insert(Looked { subject, case: Some(file.number.clone()), part, reason });
    }

    /// Notes that a part of a register person's data is shown.
    pub fn note_subject(&self, subject: String, part: Part) {
        self.reads.borrow_mut().insert(Looked { subject, case: None, part, reason: None });
    }

    /// Notes that a part of both persons of a pair is shown.
    pub fn note_pair(&self, pair: &Pair, part: Part) {
        self.note_subject(fact::carl2_subject(&pair.person_id), part);
        self.note_subject(fact::cpr_subject(pair.cpr_number), part);
    }

    /// The registers, for those who couple them or read what the nights found. Whose data is shown must be noted.
    pub fn registers(&self, action: Action) -> Result<&'a State, Refused> {
        self.must(action)?;
        Ok(&self.book.registers)
    }

    /// What is supervised, for those who may do this with it. A municipality supervises nobody.
    pub fn supervision(&self, action: Action) -> Result<&'a Supervision, Refused> {
        self.must(action)?;
        if self.officer.authority.municipality().is_some() {
            return Err(Refused::NotYourTask(action));
        }
        Ok(&self.book.supervision)
    }

    /// Permits of the last twelve months before the last night whose holder is not coupled. Counts alone; none before a night.
    pub(crate) fn uncoupled_permits(&self) -> Option<Live> {
        let rate = self.book.registers.nights.last()?.trend.last_twelve_months;
        Some(Live { count: rate.uncoupled, of: rate.permits })
    }

    /// Administrative numbers asked for and not answered. Counts alone; none before a night.
    pub(crate) fn unanswered_requests(&self) -> Option<Live> {
        self.book.registers.nights.last()?;
        let requests = &self.book.registers.requests;
        let unanswered = requests.values().filter(|request| request.answer.is_none()).count();
        Some(Live { count: unanswered as u64, of: requests.len() as u64 })
    }

    /// Contracts of persons in a programme, and those without a goal. Counts alone.
    pub(crate) fn contracts_without_goal(&self) -> Live {
        let signs = self.book.looks.iter().flat_map(|look| &look.persons).map(|person| person.signs);
        let contracts: Vec<_> = signs.filter(|signs| signs.in_programme && signs.contract).collect();
        let without = contracts.iter().filter(|signs| !signs.goal).count();
        Live { count: without as u64, of: contracts.len() as u64 }
    }

    /// The coupling method in force; none before the first night.
    pub fn method(&self) -> Option<&'a Method> {
        self.book.method.as_ref()
    }

    /// The whole queue of pairs, in working order.
    pub(crate) fn queue(&self) -> Result<Vec<QueueRow>, Refused> {
        let state = self.registers(Action::ReadCouplings)?;
        let all = Choice { part: queue::Part::All, ..Choice::default() };
        Ok(queue::queue_knowing(state, &all, self.day(), &self.book.known_risks()))
    }

    /// What data stewards have decided lately, newest first.
    pub fn decisions(&self) -> Result<impl Iterator<Item = &'a Decided>, Refused> {
        self.must(Action::ReadCouplings)?;
        Ok(self.book.decisions.iter())
    }

    /// Position of the last fact that is seen.
    pub fn position(&self) -> u64 {
        self.book.position
    }

    /// What the civil register says of a person of a case, where the two registers are coupled.
    pub fn civil(&self, person: &str) -> Option<(CprNumber, &'a CprEntry)> {
        let number = self.number_of(person)?;
        Some((number, self.book.registers.cpr.get(&number)?))
    }

    /// What the alien register says of a person of a case.
    pub fn alien(&self, person: &str) -> Option<&'a crate::state::Carl2Entry> {
        self.book.registers.carl2.get(person)
    }

    /// The permits of a person in the alien register.
    pub(crate) fn permits_of(&self, person: &str) -> impl Iterator<Item = &'a registers::carl2::Permit> {
        let permits = self.book.registers.permits.values();
        permits.filter(move |permit| permit.person_id.to_string() == person)
    }

    /// The CPR number that a person is coupled to.
    pub fn number_of(&self, person: &str) -> Option<CprNumber> {
        self.book.registers.couplings.get(person).map(|entry| entry.coupled.pair.cpr_number)
    }

    /// The person of the alien register that a CPR number is coupled to, under this number or the one it leads to.
    pub fn person_of(&self, number: CprNumber) -> Option<&'a PersonId> {
        let registers = &self.book.registers;
        let now = registers.current_number(number);
        registers.coupled_numbers.get(&number).or_else(|| registers.coupled_numbers.get(&now))
    }

    /// Whether a person's name and address are protected today or were in the last night. Without a coupling nobody can know, and no address
    /// is shown then.
    pub fn is_protected(&self, person: &str) -> bool {
        self.number_of(person).is_some_and(|number| self.is_number_protected(number))
    }

    /// The same of a person of the civil register.
    pub(crate) fn is_number_protected(&self, number: CprNumber) -> bool {
        let registers = &self.book.registers;
        explanation::is_protected(registers, number, self.book.day)
            || explanation::is_protected_tonight(registers, number)
    }

    /// Where facts and looks of a person of a case stand: the alien register, and each CPR number that is or was theirs.
    pub(crate) fn subjects_of(&self, person: &str) -> Vec<String> {
        let registers = &self.book.registers;
        let number = self.number_of(person);
        let current = number.map(|number| registers.current_number(number));
        let earlier = current.map(|number| registers.numbers_changed_into(number)).unwrap_or_default();
        let mut numbers: Vec<CprNumber> = number.into_iter().chain(current).chain(earlier).collect();
        numbers.sort_unstable();
        numbers.dedup();
        std::iter::once(fact::carl2_subject(person)).chain(numbers.into_iter().map(fact::cpr_subject)).collect()
    }

    /// Whether it must not be shown unasked where a person lives: they are protected themselves, or somebody who lives with them is, family
    /// in the civil register or named in one of the person's cases.
    pub fn is_dwelling_protected(&self, person: &str) -> bool {
        let Some(number) = self.number_of(person) else { return false };
        self.is_number_s_dwelling_protected(number)
            || self.others_in_cases_of(person).any(|other| {
                let (Some((_, one)), Some((other, two))) = (self.civil(person), self.civil(&other.id)) else {
                    return false;
                };
                is_one_household(&one.person, &two.person) && self.is_number_protected(other)
            })
    }

    /// The same of a person of the civil register, by their family there.
    pub(crate) fn is_number_s_dwelling_protected(&self, number: CprNumber) -> bool {
        explanation::is_dwelling_protected(&self.book.registers, number, self.book.day)
    }

    /// The case by which the officer may ask where a person lives: one that their municipality is responsible for, or any that they see of
    /// somebody who is registered there. A municipality that the person moved from has a hand-over to finish, and no business with the new address.
    pub fn case_for_address(&self, person: &str) -> Option<SeenCase<'a>> {
        self.officer.role.may(Action::ReadAddresses).then_some(())?;
        let own = self.officer.authority.municipality();
        let registered = self.civil(person).and_then(|(_, entry)| entry.person.municipality());
        let is_own = |code: Option<MunicipalityCode>| code.is_some() && code == own;
        self.cases_of(person).into_iter().find(|seen| is_own(seen.look.municipality) || is_own(registered))
    }

    /// Those who stand in a case with a person, whoever may see the case.
    fn others_in_cases_of(&self, person: &str) -> impl Iterator<Item = &'a CasePerson> {
        let places = self.book.cases.of_person(person).iter();
        places.flat_map(|place| &self.book.cases.at(*place).persons).filter(move |other| other.id != person)
    }

    /// The subject of a person of a case.
    pub fn subject(person: &PersonId) -> String {
        fact::carl2_subject(person)
    }
}

fn lives_in(registers: &State, number: CprNumber, municipality: MunicipalityCode) -> bool {
    registers.cpr.get(&number).is_some_and(|entry| entry.person.municipality() == Some(municipality))
}
