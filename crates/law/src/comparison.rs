//! Two editions on the same case: what is concluded or due differently.

use jiff::civil::Date;
use serde::Serialize;

use crate::act::Provision;
use crate::assessment::{self, ConclusionView, DutyView};
use crate::case::{Case, PersonRef};
use crate::duty::Standing;
use crate::edition::Edition;
use crate::life::{Conclusion, Life, with_life};
use crate::timeline::merged;
use crate::why::Why;
use crate::words::Language;

/// What differs for one person between two editions.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// The case number.
    pub case: String,
    /// The person's id in the case.
    pub person: String,
    /// The two editions.
    pub editions: [String; 2],
    /// The last day looked at.
    pub until: Date,
    /// Conclusions that differ.
    pub conclusions: Vec<Difference<ConclusionView>>,
    /// Duties that differ.
    pub duties: Vec<Difference<DutyView>>,
}

/// Something that one edition has and the other has not, or has otherwise.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Difference<T> {
    /// The question's or duty's name.
    pub name: &'static str,
    /// The provision, by the first edition that has it.
    pub provision: Provision,
    /// Under the first edition.
    pub first: Option<T>,
    /// Under the second.
    pub second: Option<T>,
}

/// Compares a person's whole life up to a day under two editions.
pub fn compare(case: &Case, person: PersonRef, editions: [&Edition; 2], until: Date, language: Language) -> Comparison {
    let [one, two] = editions;
    with_life(case, person, one, until, Why::silent(), |first| {
        with_life(case, person, two, until, Why::silent(), |second| Comparison {
            case: case.id.clone(),
            person: case.persons[person.place()].id.clone(),
            editions: [one.id.to_string(), two.id.to_string()],
            until,
            conclusions: conclusions(first, second, until, language),
            duties: duties(first, second, until, language),
        })
    })
}

fn same(one: &Conclusion, two: &Conclusion) -> bool {
    one.holds == two.holds && one.finding == two.finding && one.value == two.value
}

/// Pairs by question, what it is about, and place in the row of its periods.
fn conclusions(
    first: &Life<'_>,
    second: &Life<'_>,
    until: Date,
    language: Language,
) -> Vec<Difference<ConclusionView>> {
    let (ones, mut twos) = (merged(first.conclusions()), merged(second.conclusions()));
    let view =
        |life: &Life<'_>, conclusion: &Conclusion| assessment::conclusion_view(life, conclusion, until, language);
    let mut differences = Vec::new();
    for one in &ones {
        let place = twos.iter().position(|two| two.question == one.question && two.about == one.about);
        let two = place.map(|place| twos.remove(place));
        if two.as_ref().is_none_or(|two| !same(one, two)) {
            differences.push(Difference {
                name: one.question.key,
                provision: one.finding.provision,
                first: Some(view(first, one)),
                second: two.as_ref().map(|two| view(second, two)),
            });
        }
    }
    differences.extend(twos.iter().map(|two| Difference {
        name: two.question.key,
        provision: two.finding.provision,
        first: None,
        second: Some(view(second, two)),
    }));
    differences
}

fn duties(first: &Life<'_>, second: &Life<'_>, until: Date, language: Language) -> Vec<Difference<DutyView>> {
    let case = first.file.case;
    let ones: Vec<_> = first.duties_on(until).collect();
    let mut twos: Vec<_> = second.duties_on(until).collect();
    let view =
        |(duty, standing): &(&crate::duty::Duty, Standing)| assessment::duty_view(case, duty, *standing, language);
    let mut differences = Vec::new();
    for one in &ones {
        let same_kind = |(two, _): &(&crate::duty::Duty, Standing)| two.kind == one.0.kind;
        let same_facts = twos.iter().position(|two| same_kind(two) && two.0.because == one.0.because);
        let place = same_facts.or_else(|| twos.iter().position(same_kind));
        let two = place.map(|place| twos.remove(place));
        if two.as_ref().is_none_or(|two| two != one) {
            differences.push(Difference {
                name: one.0.kind.key,
                provision: one.0.kind.provision,
                first: Some(view(one)),
                second: two.as_ref().map(view),
            });
        }
    }
    differences.extend(twos.iter().map(|two| Difference {
        name: two.0.kind.key,
        provision: two.0.kind.provision,
        first: None,
        second: Some(view(two)),
    }));
    differences
}
