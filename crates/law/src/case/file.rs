//! The facts about one person up to a day, by kind: what the provisions read.

use std::ops::Deref;

use jiff::civil::Date;
use vocabulary::UncertainDate;

use super::{Case, PersonRef};
use crate::answer::{Answer, MissingFact};
use crate::calendar;
use crate::facts::{ByKind, Cohabitation, Content, Dated, Imprisonment, Marriage, Residence, last_by, up_to};
use crate::why::FactRef;
use crate::words::Words;

/// The facts about one person that have happened by a day, by kind and in the order of their days.
#[derive(Debug)]
pub struct PersonFile<'a> {
    /// The case.
    pub case: &'a Case,
    /// The person.
    pub person: PersonRef,
    /// The last day that is looked at: what happened later is not in the file.
    pub until: Date,
    facts: ByKind<'a>,
    /// The day of the first fact.
    first: Option<Date>,
    /// Which facts point at which: (pointed at, pointing), in order.
    pointing: Vec<(FactRef, FactRef)>,
    /// The files of those the person has been married to, where they are persons of the case.
    spouses: Vec<Self>,
}

impl<'a> Deref for PersonFile<'a> {
    type Target = ByKind<'a>;

    fn deref(&self) -> &ByKind<'a> {
        &self.facts
    }
}

/// The person's day of birth.
pub static DAY_OF_BIRTH: MissingFact =
    MissingFact { fact: "persons.born", words: Words::new("fødselsdagen", "the day of birth") };

impl<'a> PersonFile<'a> {
    /// The facts about a person of the case, and about their spouses, that have happened by the end of a day.
    pub fn new(case: &'a Case, person: PersonRef, until: Date) -> Self {
        let mut file = Self::alone(case, person, until);
        for marriage in &file.facts.marriages {
            let spouse = marriage.spouse.as_deref().and_then(|id| case.person(id)).filter(|spouse| *spouse != person);
            if let Some(spouse) = spouse.filter(|spouse| file.spouses.iter().all(|known| known.person != *spouse)) {
                file.spouses.push(Self::alone(case, spouse, until));
            }
        }
        file
    }

    /// The same without the spouses.
    fn alone(case: &'a Case, person: PersonRef, until: Date) -> Self {
        let mut facts: Vec<(Date, FactRef)> = Vec::with_capacity(case.facts.len());
        let mut pointing = Vec::new();
        for (place, fact) in case.counting() {
            if fact.person != person || fact.on.earliest() > until {
                continue;
            }
            facts.push((fact.on.earliest(), place));
            fact.content.each_key(|key| pointing.extend(key.fact().map(|at| (at, place))));
        }
        facts.sort_unstable();
        pointing.sort_unstable();
        let first = facts.first().map(|(on, _)| *on);
        let mut by_kind = ByKind::default();
        for (on, place) in facts {
            let fact = case.fact(place);
            by_kind.add(on, fact.on.latest(), place, &fact.content);
        }
        Self { case, person, until, facts: by_kind, first, pointing, spouses: Vec::new() }
    }

    /// The facts that point at a fact, as a judgement points at an absence; in the order of the case.
    pub fn pointing_at(&self, fact: FactRef) -> impl Iterator<Item = (FactRef, &'a Content)> {
        let start = self.pointing.partition_point(|(at, _)| *at < fact);
        let case = self.case;
        self.pointing[start..]
            .iter()
            .take_while(move |(at, _)| *at == fact)
            .map(move |(_, from)| (*from, &case.fact(*from).content))
    }

    /// The day of the first fact about the person.
    pub fn first_day(&self) -> Option<Date> {
        self.first
    }

    /// The day a fact happened or holds from.
    pub fn day(&self, fact: FactRef) -> Date {
        self.case.fact(fact).on.earliest()
    }

    /// When the person was born, as far as it is known.
    pub fn born(&self) -> Option<UncertainDate> {
        self.case.persons[self.person.place()].born
    }

    /// Whether the person has reached an age on the day; missing where the date of birth leaves it open.
    pub fn has_reached(&self, age: u16, on: Date) -> Answer {
        let Some(born) = self.born() else { return Answer::Missing(&DAY_OF_BIRTH) };
        if calendar::birthday(born.latest(), age) <= on {
            Answer::Yes
        } else if calendar::birthday(born.earliest(), age) > on {
            Answer::No
        } else {
            Answer::Missing(&DAY_OF_BIRTH)
        }
    }

    /// The day the person reaches an age, where the day of birth is known.
    pub fn birthday(&self, age: u16) -> Option<Date> {
        self.born().and_then(UncertainDate::day).map(|born| calendar::birthday(born, age))
    }

    /// The moves of residence, in order: a stay as part of an offer is none.
    pub fn moves(&self) -> impl Iterator<Item = &Dated<'a, Residence>> {
        self.residences.iter().filter(|residence| !residence.temporary_for_offer)
    }

    /// The stay in prison or in its place that goes on on the day; of several the last begun.
    pub fn imprisonment(&self, on: Date) -> Option<&Dated<'a, Imprisonment>> {
        let mut begun = up_to(&self.imprisonments, on).iter().rev();
        begun.find(|prison| prison.until.is_none_or(|until| on < until))
    }

    /// Whom the person lives with as if married on the day.
    pub fn cohabitation(&self, on: Date) -> Option<&Dated<'a, Cohabitation>> {
        last_by(&self.cohabitations, on).filter(|held| held.until.is_none_or(|until| on < until))
    }

    /// The marriage of the day.
    pub fn marriage(&self, on: Date) -> Option<(FactRef, &'a Marriage)> {
        let marriage = last_by(&self.marriages, on)?;
        let ended = last_by(&self.marriages_ended, on).is_some_and(|end| end.on >= marriage.on);
        (!ended).then_some((marriage.fact, marriage.held))
    }

    /// The file of the spouse of the day, where the spouse is a person of the case.
    pub fn spouse(&self, on: Date) -> Option<&Self> {
        let (_, marriage) = self.marriage(on)?;
        let spouse = self.case.person(marriage.spouse.as_deref()?)?;
        self.spouses.iter().find(|known| known.person == spouse)
    }
}
