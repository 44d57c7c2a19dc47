//! Chapter 8, §§ 42–44: integration councils, the board of representatives, and the Council for Ethnic Minorities.
//!
//! The facts are about institutions: a council as it is composed on a day, an election, a statement. What a council lacks is listed
//! by provision. What the councils are to advise on is theirs.

pub(crate) mod elections;

use std::collections::BTreeMap;

use jiff::civil::Date;
use vocabulary::{MunicipalityCode, Period};

pub use self::elections::{
    ELECT_COUNCIL, ELECT_REPRESENTATIVE, IN_OFFICE, is_from_refugees_and_immigrants, is_in_office, is_only_one_elected,
    is_properly_elected,
};

use crate::act::Provision;
use crate::answer::{AllOf, Answer, Finding, MissingFact};
use crate::cite;
use crate::edition::Edition;
use crate::facts::{Council, CouncilMember, CouncilStatement, Dated, MemberGroup, NationalCouncil};
use crate::life::{Life, Question, Value};
use crate::why::{FactRef, Said, Why};
use crate::words::Words;

/// Whether an integration council is composed as it must be.
pub static COUNCIL: Question = Question {
    key: "council.composed",
    words: Words::new("Er integrationsrådet sammensat efter loven?", "Is the integration council composed by the Act?"),
};
/// Whether its statements are published.
pub static PUBLISHES: Question = Question {
    key: "council.publishes_statements",
    words: Words::new("Offentliggøres rådets udtalelser?", "Are the council's statements published?"),
};
/// Whether its rules of procedure rest on the minister's model.
pub static PROCEDURE: Question = Question {
    key: "council.rules_of_procedure",
    words: Words::new(
        "Hviler rådets forretningsorden på ministerens standard?",
        "Do the council's rules of procedure rest on the minister's model?",
    ),
};
/// Whether the Council for Ethnic Minorities is composed as it must be.
pub static NATIONAL_COUNCIL: Question = Question {
    key: "national_council.composed",
    words: Words::new(
        "Er Rådet for Etniske Minoriteter sammensat efter loven?",
        "Is the Council for Ethnic Minorities composed by the Act?",
    ),
};
/// Whether a statement is within what the Council may say.
pub static STATEMENT: Question = Question {
    key: "national_council.statement_allowed",
    words: Words::new("Ligger udtalelsen inden for rådets opgave?", "Is the statement within the Council's task?"),
};

static TERM_FROM: MissingFact =
    MissingFact { fact: "council.term_from", words: Words::new("periodens første dag", "the first day of the term") };
static TERM_UNTIL: MissingFact = MissingFact {
    fact: "council.term_until",
    words: Words::new("den første dag efter perioden", "the first day after the term"),
};
static NATIONAL_TERM_FROM: MissingFact = MissingFact {
    fact: "national_council.term_from",
    words: Words::new("periodens første dag", "the first day of the term"),
};
static NATIONAL_TERM_UNTIL: MissingFact = MissingFact {
    fact: "national_council.term_until",
    words: Words::new("den første dag efter perioden", "the first day after the term"),
};
static PUBLISHED: MissingFact = MissingFact {
    fact: "council.publishes_statements",
    words: Words::new("om rådets udtalelser offentliggøres", "whether the council's statements are published"),
};
static STANDARD_RULES: MissingFact = MissingFact {
    fact: "council.standard_rules",
    words: Words::new(
        "om forretningsordenen hviler på ministerens standard",
        "whether the rules of procedure rest on the minister's model",
    ),
};
static INDIVIDUAL_CASE: MissingFact = MissingFact {
    fact: "council_statement.individual_case",
    words: Words::new("om udtalelsen angår en enkeltsag", "whether the statement is about an individual case"),
};

static NOT_YET_IN_FORCE: Words = Words::new("endnu ikke i kraft", "not yet in force");

/// Conditions of which every one that fails is listed by its provision.
struct Composition {
    all: AllOf,
    lacking: Vec<Provision>,
    fact: FactRef,
}

impl Composition {
    fn of(provision: Provision, fact: FactRef) -> Self {
        Self { all: AllOf::conditions_of(provision), lacking: Vec::new(), fact }
    }

    fn require(&mut self, provision: Provision, answer: Answer, why: &mut Why) {
        self.all.require(provision, answer, self.fact, why);
        if answer.is_no() && self.lacking.last() != Some(&provision) {
            self.lacking.push(provision);
        }
    }

    fn finding(self) -> (Finding, Value) {
        let value = if self.lacking.is_empty() { Value::None } else { Value::Provisions(self.lacking) };
        (self.all.finding(), value)
    }
}

/// The municipal election period that a day is in: four years from a 1 January after local elections. None before the first that the
/// edition knows; after the last, every fourth year.
pub fn municipal_term(on: Date, edition: &Edition) -> Option<Period> {
    let figures = &edition.figures;
    let years = i16::try_from(figures.council_term_years).ok().filter(|years| *years > 0)?;
    let known = *figures.municipal_terms_from.iter().rev().find(|year| **year <= on.year())?;
    let began = known + (on.year() - known) / years * years;
    Period::new(Date::new(began, 1, 1).ok()?, Date::new(began + years, 1, 1).ok()).ok()
}

/// § 42, stk. 3, 3. pkt. and § 44, stk. 1, 2. pkt.: whether a term follows the municipal election period: it lies within one and ends
/// with it. It may begin later, since a council may be set up at any time.
pub fn follows_municipal_term(
    term: (Option<Date>, Option<Date>),
    missing: (&'static MissingFact, &'static MissingFact),
    edition: &Edition,
) -> Answer {
    match term {
        (None, _) => Answer::Missing(missing.0),
        (_, None) => Answer::Missing(missing.1),
        (Some(from), until) => Answer::of(municipal_term(from, edition).is_some_and(|period| period.to() == until)),
    }
}

/// § 42, stk. 3, 1. pkt.: whether the council has at least seven members, and all of them live in the municipality. Reads the members.
pub fn has_enough_resident_members(members: &[CouncilMember], edition: &Edition) -> Answer {
    let enough = members.len() >= usize::from(edition.figures.council_members);
    Answer::of(enough && members.iter().all(|member| member.lives_in_municipality))
}

/// § 42, stk. 3, 2. pkt.: whether the municipality appointed all members.
pub fn is_appointed_by_municipality(members: &[CouncilMember]) -> Answer {
    Answer::of(members.iter().all(|member| member.appointed_by_municipality))
}

/// § 42, stk. 4, 2.–3. pkt.: whether a group from which members must be drawn is there: one member is enough, since the municipality
/// sets the number (1. pkt.) and the Act no shares.
pub fn has_member_from(members: &[CouncilMember], group: MemberGroup) -> Answer {
    Answer::of(members.iter().any(|member| member.group == group))
}

/// § 42, stk. 4, 4. pkt.: whether the municipality's representatives, whom it may appoint besides, have not taken all seats: a council
/// wholly of them is none.
pub fn is_not_wholly_municipal(members: &[CouncilMember]) -> Answer {
    Answer::of(members.iter().any(|member| member.group != MemberGroup::Municipality))
}

/// § 42, stk. 3: the council's size, its appointment and its term.
fn require_size_and_term(council: &Dated<'_, Council>, edition: &Edition, found: &mut Composition, why: &mut Why) {
    let members = &council.members;
    found.require(cite!("§ 42, stk. 3, 1. pkt."), has_enough_resident_members(members, edition), why);
    found.require(cite!("§ 42, stk. 3, 2. pkt."), is_appointed_by_municipality(members), why);
    if let Some(term) = municipal_term(council.on, edition) {
        why.says(cite!("§ 42, stk. 3, 3. pkt."), Said::Period(term), council.fact);
    }
    let term = (council.term_from, council.term_until);
    let follows = follows_municipal_term(term, (&TERM_FROM, &TERM_UNTIL), edition);
    found.require(cite!("§ 42, stk. 3, 3. pkt."), follows, why);
}

/// § 42, stk. 3–4: whether an integration council is composed by the Act, with the provisions it falls short of. Reads its members and
/// its term. Whom the municipality appoints is the municipality's to choose.
pub fn is_council_composed(council: &Dated<'_, Council>, edition: &Edition, why: &mut Why) -> (Finding, Value) {
    let members = &council.members;
    let mut found = Composition::of(cite!("§ 42"), council.fact);
    require_size_and_term(council, edition, &mut found, why);
    let (associations, schools) = (MemberGroup::RefugeesAndImmigrants, MemberGroup::SchoolsAndAssociations);
    found.require(cite!("§ 42, stk. 4, 2. pkt."), has_member_from(members, associations), why);
    if cite!("§ 42, stk. 4, 3. pkt.").is_in_force(council.on) {
        found.require(cite!("§ 42, stk. 4, 3. pkt."), has_member_from(members, schools), why);
    } else {
        why.remarks(cite!("§ 42, stk. 4, 3. pkt."), NOT_YET_IN_FORCE, council.fact);
    }
    found.require(cite!("§ 42, stk. 4, 4. pkt."), is_not_wholly_municipal(members), why);
    found.finding()
}

/// § 42, stk. 2, 2. pkt.: whether the council's statements are published. Reads what is known of the council.
pub fn publishes_statements(council: &Dated<'_, Council>, why: &mut Why) -> Finding {
    let answer = Answer::known(council.publishes_statements, &PUBLISHED);
    Finding::noted(answer, cite!("§ 42, stk. 2, 2. pkt."), council.fact, why)
}

/// § 42, stk. 6: whether the rules of procedure that the municipality sets rest on the minister's model.
pub fn has_standard_rules(council: &Dated<'_, Council>, why: &mut Why) -> Finding {
    let answer = Answer::known(council.standard_rules, &STANDARD_RULES);
    Finding::noted(answer, cite!("§ 42, stk. 6"), council.fact, why)
}

/// § 44, stk. 1, 1. pkt.: whether the Council has the fourteen elected members.
pub fn has_elected_members(council: &NationalCouncil, edition: &Edition) -> Answer {
    Answer::of(council.members == edition.figures.national_council_members)
}

/// § 44, stk. 2: whether the Council has one chair and two deputy chairs.
pub fn has_chair_and_deputies(council: &NationalCouncil, edition: &Edition) -> Answer {
    let figures = &edition.figures;
    let wanted = (figures.national_council_chairs, figures.national_council_deputies);
    Answer::of((council.chairs, council.deputies) == wanted)
}

/// § 44, stk. 3: whether two are attached from the ministry, and have no vote.
pub fn has_attached_without_vote(council: &NationalCouncil, edition: &Edition) -> Answer {
    Answer::of(council.attached == edition.figures.national_council_attached && !council.attached_vote)
}

/// § 44, stk. 1–3: whether the Council for Ethnic Minorities is composed by the Act, with the provisions it falls short of. Reads its
/// members, offices and term. Stk. 1 is not applied to a Council from before its present wording.
pub fn is_national_council_composed(
    council: &Dated<'_, NationalCouncil>,
    edition: &Edition,
    why: &mut Why,
) -> (Finding, Value) {
    let mut found = Composition::of(cite!("§ 44"), council.fact);
    if cite!("§ 44, stk. 1").is_in_force(council.on) {
        found.require(cite!("§ 44, stk. 1, 1. pkt."), has_elected_members(council, edition), why);
        let term = (council.term_from, council.term_until);
        let follows = follows_municipal_term(term, (&NATIONAL_TERM_FROM, &NATIONAL_TERM_UNTIL), edition);
        found.require(cite!("§ 44, stk. 1, 2. pkt."), follows, why);
    }
    found.require(cite!("§ 44, stk. 2"), has_chair_and_deputies(council, edition), why);
    found.require(cite!("§ 44, stk. 3"), has_attached_without_vote(council, edition), why);
    found.finding()
}

/// § 44, stk. 4, 2. pkt.: whether a statement of the Council is within its task: it is not where it is about an individual case.
pub fn may_be_stated(statement: &Dated<'_, CouncilStatement>, why: &mut Why) -> Finding {
    let individual = Answer::known(statement.individual_case, &INDIVIDUAL_CASE);
    Finding::noted(individual.negated(), cite!("§ 44, stk. 4, 2. pkt."), statement.fact, why)
}

/// From a fact's day to the day another takes its place; nothing where that is the same day.
fn until_next(on: Date, next: Option<Date>) -> Option<Period> {
    Period::new(on, next).ok().filter(|period| period.to() != Some(on))
}

/// Draws §§ 42–44 over what the file holds of councils.
pub fn draw(life: &mut Life<'_>) {
    let (file, edition) = (life.file, life.edition);
    for (council, holds) in councils(&file.councils) {
        life.conclude(&COUNCIL, Some(council.fact), holds, |why| is_council_composed(council, edition, why));
        life.conclude(&PUBLISHES, Some(council.fact), holds, |why| (publishes_statements(council, why), Value::None));
        life.conclude(&PROCEDURE, Some(council.fact), holds, |why| (has_standard_rules(council, why), Value::None));
    }
    elections::draw(life);
    for (place, council) in file.national_councils.iter().enumerate() {
        let next = file.national_councils.get(place + 1).map(|next| next.on);
        let Some(holds) = until_next(council.on, next) else { continue };
        life.conclude(&NATIONAL_COUNCIL, Some(council.fact), holds, |why| {
            is_national_council_composed(council, edition, why)
        });
    }
    for statement in &file.council_statements {
        life.conclude(&STATEMENT, Some(statement.fact), Period::since(statement.on), |why| {
            (may_be_stated(statement, why), Value::None)
        });
    }
}

/// Each composition of a council, until the next of the same municipality.
fn councils<'f, 'a>(councils: &'f [Dated<'a, Council>]) -> Vec<(&'f Dated<'a, Council>, Period)> {
    let mut next: BTreeMap<MunicipalityCode, Date> = BTreeMap::new();
    let mut held = Vec::with_capacity(councils.len());
    for council in councils.iter().rev() {
        let until = next.insert(council.municipality, council.on);
        held.extend(until_next(council.on, until).map(|holds| (council, holds)));
    }
    held.reverse();
    held
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::edition::LBK_1593_2007;

    #[test]
    fn a_municipal_election_period_begins_every_fourth_first_of_january() {
        let began = |day| municipal_term(day, &LBK_1593_2007).map(Period::from);
        assert_eq!(began(date(1997, 12, 31)), None);
        assert_eq!(began(date(1998, 1, 1)), Some(date(1998, 1, 1)));
        assert_eq!(began(date(2009, 12, 31)), Some(date(2006, 1, 1)));
        assert_eq!(began(date(2010, 1, 1)), Some(date(2010, 1, 1)));
        assert_eq!(began(date(2026, 3, 1)), Some(date(2026, 1, 1)));
        assert_eq!(municipal_term(date(2009, 12, 31), &LBK_1593_2007).and_then(Period::to), Some(date(2010, 1, 1)));
    }
}
