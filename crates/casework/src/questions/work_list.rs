//! The work list: duties, facts to ask for and judgements of every case that the asker works with; filtered, sorted, a page at a time.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Date;
use law::act::Provision;
use law::answer::Bearer;
use law::words::Words;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use vocabulary::MunicipalityCode;

use super::export::EXPORT_ROWS_MAX;
use crate::access::{Action, Role, Sight};
use crate::cases::CaseNumber;
use crate::office::{Part, Question, Refused, SeenCase, View};
use crate::work::{Work, WorkItem};

/// What is wanted of the work list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkList {
    /// Which rows.
    pub filter: WorkFilter,
    /// In which order.
    pub sort: WorkSort,
    /// Which page.
    pub page: Page,
}

/// Which rows of the work list are wanted. What is not said does not filter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WorkFilter {
    /// Duties, facts to ask for, or judgements.
    pub kind: WorkKind,
    /// How they stand to their dates.
    pub timing: Timing,
    /// Only this duty, fact or judgement, by its key.
    pub what: Option<String>,
    /// Who works on the case.
    pub assigned: AssignedTo,
    /// Only this municipality's.
    pub municipality: Option<MunicipalityCode>,
    /// Only cases and persons whose number or name holds this.
    pub text: Option<String>,
}

/// Duties, facts to ask for, or judgements.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum WorkKind {
    /// Duties of the Act.
    #[default]
    Duties,
    /// Facts to ask for.
    Missing,
    /// Judgements to make.
    Judgements,
}

/// How something stands to its dates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Timing {
    /// Any.
    #[default]
    Any,
    /// The legal date has passed.
    Overdue,
    /// The legal date is today or within seven days.
    WithinSevenDays,
    /// The target has passed, the legal date has not.
    PastTarget,
    /// Arose within the last seven days.
    New,
    /// The Act sets no date.
    WithoutDate,
}

/// Who works on a case.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AssignedTo {
    /// Whoever.
    #[default]
    Anybody,
    /// The asker.
    Me,
    /// Nobody.
    Nobody,
    /// This officer, by id.
    Officer(String),
}

/// In which order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum WorkSort {
    /// The legal date, the earliest first; what has none comes last, by its target.
    #[default]
    Due,
    /// The latest first.
    DueLast,
    /// The day it arose, the newest first.
    Newest,
    /// The person's name.
    Name,
    /// What is to be done.
    What,
    /// The case number.
    Case,
}

/// A page of a list, from one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Page {
    /// Which.
    pub number: usize,
    /// Rows on a page.
    pub rows: usize,
}

impl Page {
    /// Most rows on a page that somebody asks for; a file is one page of more.
    pub const ROWS_MAX: usize = 200;

    /// The first row on it and the one after its last, of so many.
    pub fn range(self, of: usize) -> std::ops::Range<usize> {
        let rows = self.rows.clamp(1, EXPORT_ROWS_MAX);
        let start = (self.number.max(1) - 1).saturating_mul(rows).min(of);
        start..start.saturating_add(rows).min(of)
    }

    /// How many pages so many rows make; at least one.
    pub fn pages(self, of: usize) -> usize {
        of.div_ceil(self.rows.clamp(1, EXPORT_ROWS_MAX)).max(1)
    }
}

impl Default for Page {
    fn default() -> Self {
        Self { number: 1, rows: 25 }
    }
}

/// A page of rows, and how many there are.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "{T}s")]
pub struct Rows<T> {
    /// The rows of the page.
    pub rows: Vec<T>,
    /// How many rows the filter leaves.
    pub found: usize,
    /// How many there are without it.
    pub of: usize,
    /// Which page it is.
    pub page: Page,
    /// What can be chosen, with how many each would leave on its own.
    pub choices: Vec<WorkChoice>,
}

/// Something that can be chosen in a filter.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct WorkChoice {
    /// Its key.
    pub key: &'static str,
    /// What users read.
    #[serde(serialize_with = "both_words")]
    #[schemars(with = "[String; 2]")]
    pub words: Words,
    /// How many rows there are of it.
    pub count: usize,
}

fn both_words<S: serde::Serializer>(words: &Words, into: S) -> Result<S::Ok, S::Error> {
    [words.da, words.en].serialize(into)
}

/// A row of the work list.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct WorkRow {
    /// The case.
    pub case: CaseNumber,
    /// The person-id.
    pub person: String,
    /// The person's name.
    pub name: String,
    /// What, by its key.
    pub what: &'static str,
    /// What users read.
    #[serde(serialize_with = "both_words")]
    #[schemars(with = "[String; 2]")]
    pub words: Words,
    /// The provision, where it is a duty.
    pub provision: Option<Provision>,
    /// Whose it is.
    pub bearer: Bearer,
    /// The day from which it is to be done.
    pub since: Date,
    /// The day by which it should be done.
    pub target: Option<Date>,
    /// The last lawful day.
    pub due: Option<Date>,
    /// Days over the legal date.
    pub days_late: Option<i32>,
    /// The id of the officer who works on the case.
    pub assigned: Option<String>,
    /// Whose work it is.
    pub municipality: Option<MunicipalityCode>,
}

/// An item with the case it belongs to.
#[derive(Clone, Copy)]
pub(super) struct Found<'a> {
    pub(super) seen: SeenCase<'a>,
    pub(super) item: &'a WorkItem,
}

impl Question for WorkList {
    type Answer = Rows<WorkRow>;

    fn answer(&self, view: &View<'_>) -> Result<Rows<WorkRow>, Refused> {
        view.must(Action::ReadCases)?;
        let mut first =
            First::new(self.page.range(usize::MAX).end, |a: &Found<'_>, b: &Found<'_>| self.sort.compare(a, b));
        let mut of = 0;
        let mut choices = Choices::default();
        for one in work(view).filter(|one| kind(one.item.what) == self.filter.kind) {
            of += 1;
            choices.count(one.item.what);
            if self.filter.takes(view, &one) {
                first.offer(one);
            }
        }
        let (found, shown) = first.finish();
        let range = self.page.range(found);
        Ok(Rows {
            rows: shown[range].iter().map(|one| row(view, one)).collect(),
            found,
            of,
            page: self.page,
            choices: choices.finish(),
        })
    }
}

/// The cases that have something in the work list, each once: to be given away together. No line of them is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CasesOfWork(pub WorkFilter);

impl Question for CasesOfWork {
    type Answer = Vec<CaseNumber>;

    fn answer(&self, view: &View<'_>) -> Result<Vec<CaseNumber>, Refused> {
        view.must(Action::AssignWork)?;
        let of_kind = work(view).filter(|one| kind(one.item.what) == self.0.kind && self.0.takes(view, one));
        let cases: BTreeSet<CaseNumber> = of_kind.map(|one| one.seen.file.number.clone()).collect();
        Ok(cases.into_iter().collect())
    }
}

/// The first of many in an order, however many there are: the list of a country has most of a million rows, and a page shows 25 of them.
pub(super) struct First<T, F> {
    most: usize,
    offered: usize,
    kept: Vec<T>,
    /// What at least so many as are wanted come before; nothing from it on is kept.
    end: Option<T>,
    order: F,
}

impl<T, F: Fn(&T, &T) -> Ordering> First<T, F> {
    pub(super) fn new(most: usize, order: F) -> Self {
        Self { most, offered: 0, kept: Vec::new(), end: None, order }
    }

    pub(super) fn offer(&mut self, one: T) {
        self.offered += 1;
        if self.end.as_ref().is_some_and(|end| (self.order)(&one, end).is_ge()) {
            return;
        }
        self.kept.push(one);
        // Cut back only now and then, so that each costs the same whatever is kept.
        if self.kept.len() > self.most.saturating_mul(2).max(1_000) {
            self.kept.select_nth_unstable_by(self.most, &self.order);
            self.end = self.kept.drain(self.most..).next();
        }
    }

    /// How many were offered, and the first of them in order.
    pub(super) fn finish(mut self) -> (usize, Vec<T>) {
        self.kept.sort_unstable_by(&self.order);
        self.kept.truncate(self.most);
        (self.offered, self.kept)
    }
}

/// Counts what there is of each thing to do.
#[derive(Default)]
struct Choices(Vec<WorkChoice>);

impl Choices {
    fn count(&mut self, what: Work) {
        let key = what.key();
        // There are some forty, and each is one text of the program: looking through them beats every table.
        match self.0.iter_mut().find(|choice| std::ptr::eq(choice.key, key)) {
            Some(choice) => choice.count += 1,
            None => self.0.push(WorkChoice { key, words: what.words(), count: 1 }),
        }
    }

    /// The things to do in the order of their keys; one that the program holds twice is one.
    fn finish(self) -> Vec<WorkChoice> {
        let mut by_key: BTreeMap<&'static str, WorkChoice> = BTreeMap::new();
        for choice in self.0 {
            by_key.entry(choice.key).and_modify(|known| known.count += choice.count).or_insert(choice);
        }
        by_key.into_values().collect()
    }
}

/// Everything that is the asker's work, or that they oversee.
pub(super) fn work<'a>(view: &'a View<'_>) -> impl Iterator<Item = Found<'a>> {
    let officer = view.officer();
    let own = officer.authority.municipality();
    let seen = view.cases().filter(|seen| seen.sight == Sight::Content);
    seen.flat_map(move |seen| seen.look.items.iter().map(move |item| Found { seen, item })).filter(move |one| {
        let of_state = officer.role == Role::PlacementOfficer;
        match one.item.what.bearer() {
            Bearer::ImmigrationService => of_state || own.is_none(),
            Bearer::Municipality | Bearer::FormerMunicipality | Bearer::NewMunicipality => {
                !of_state && own.is_none_or(|own| one.item.municipality(one.seen.look) == Some(own))
            }
            _ => false,
        }
    })
}

pub(super) fn kind(work: Work) -> WorkKind {
    match work {
        Work::Duty(_) => WorkKind::Duties,
        Work::Missing(_) => WorkKind::Missing,
        Work::Judgement(_) => WorkKind::Judgements,
    }
}

impl WorkFilter {
    fn takes(&self, view: &View<'_>, one: &Found<'_>) -> bool {
        let Found { seen, item } = one;
        self.what.as_deref().is_none_or(|what| what == item.what.key())
            && self.municipality.is_none_or(|code| item.municipality(seen.look) == Some(code))
            && self.assigned.takes(view, seen.file.assigned.as_deref())
            && self.timing.takes(item, view.day())
            && self.text.as_deref().is_none_or(|text| holds(one, text))
    }
}

fn holds(one: &Found<'_>, text: &str) -> bool {
    let text = text.trim().to_lowercase();
    let name = name(one).to_lowercase();
    text.is_empty()
        || one.seen.file.number.as_str().to_lowercase().contains(&text)
        || text.split_whitespace().all(|part| name.contains(part))
}

impl AssignedTo {
    pub(crate) fn takes(&self, view: &View<'_>, assigned: Option<&str>) -> bool {
        match self {
            Self::Anybody => true,
            Self::Me => assigned == Some(&view.officer().id),
            Self::Nobody => assigned.is_none(),
            Self::Officer(id) => assigned == Some(id),
        }
    }
}

impl Timing {
    pub(super) fn takes(self, item: &WorkItem, today: Date) -> bool {
        match self {
            Self::Any => true,
            Self::Overdue => item.due.is_some_and(|due| due < today),
            Self::WithinSevenDays => item.due.is_some_and(|due| (today..=within_seven_days(today)).contains(&due)),
            Self::PastTarget => {
                item.target.is_some_and(|target| target < today) && item.due.is_none_or(|due| due >= today)
            }
            Self::New => item.since > today.saturating_sub(7.days()),
            Self::WithoutDate => item.due.is_none(),
        }
    }
}

fn within_seven_days(today: Date) -> Date {
    law::calendar::days_after(today, 7)
}

impl WorkSort {
    fn compare(self, a: &Found<'_>, b: &Found<'_>) -> Ordering {
        let due = |one: &Found<'_>| (one.item.due.is_none(), one.item.due.or(one.item.target), one.item.since);
        let by = match self {
            Self::Due => due(a).cmp(&due(b)),
            Self::DueLast => {
                let last =
                    |one: &Found<'_>| (one.item.due.is_none(), std::cmp::Reverse(one.item.due.or(one.item.target)));
                last(a).cmp(&last(b))
            }
            Self::Newest => b.item.since.cmp(&a.item.since),
            Self::Name => name(a).cmp(name(b)),
            Self::What => a.item.what.words().da.cmp(b.item.what.words().da),
            Self::Case => Ordering::Equal,
        };
        let place = |one: &Found<'_>| (one.item.person, one.item.what.key(), one.item.since);
        by.then_with(|| due(a).cmp(&due(b)))
            .then_with(|| a.seen.file.number.cmp(&b.seen.file.number))
            .then_with(|| place(a).cmp(&place(b)))
    }
}

fn name<'a>(one: &Found<'a>) -> &'a str {
    let person = one.seen.file.persons.get(usize::from(one.item.person));
    person.map_or("", |person| person.name.as_deref().unwrap_or(&person.id))
}

/// The row of an item; its person is noted as looked at.
pub(super) fn row(view: &View<'_>, one: &Found<'_>) -> WorkRow {
    let Found { seen, item } = *one;
    let person = seen.file.persons.get(usize::from(item.person)).map(|person| person.id.clone()).unwrap_or_default();
    view.note(seen.file, &person, Part::ListRow);
    WorkRow {
        case: seen.file.number.clone(),
        person,
        name: name(one).to_owned(),
        what: item.what.key(),
        words: item.what.words(),
        provision: match item.what {
            Work::Duty(kind) => Some(kind.provision),
            Work::Missing(_) | Work::Judgement(_) => None,
        },
        bearer: item.what.bearer(),
        since: item.since,
        target: item.target,
        due: item.due,
        days_late: item.days_late(view.day()),
        assigned: seen.file.assigned.clone(),
        municipality: item.municipality(seen.look),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_many_are_those_of_the_whole_list_in_order() {
        let numbers: Vec<u32> = (0..10_000_u32).map(|nth| nth.wrapping_mul(2_654_435_761) % 7_919).collect();
        let mut sorted = numbers.clone();
        sorted.sort_unstable();
        for most in [0, 1, 25, 3_000, 20_000] {
            let mut first = First::new(most, Ord::cmp);
            for number in &numbers {
                first.offer(*number);
            }
            let (offered, kept) = first.finish();
            assert_eq!((offered, &kept[..]), (10_000, &sorted[..most.min(10_000)]), "{most}");
        }
    }

    #[test]
    fn a_page_beyond_the_last_is_empty_and_no_page_is_longer_than_it_may_be() {
        let page = |number, rows| Page { number, rows };
        assert_eq!(page(1, 25).range(3), 0..3);
        assert_eq!(page(2, 25).range(60), 25..50);
        assert_eq!(page(9, 25).range(60), 60..60);
        assert_eq!(page(0, 0).range(60), 0..1);
        assert_eq!(page(1, 50_000).range(30_000), 0..EXPORT_ROWS_MAX);
        assert_eq!(page(usize::MAX, 25).range(60), 60..60);
        assert_eq!(page(usize::MAX, 25).range(usize::MAX), usize::MAX..usize::MAX);
        assert_eq!(page(1, 25).pages(0), 1);
        assert_eq!(page(1, 25).pages(51), 3);
    }
}
