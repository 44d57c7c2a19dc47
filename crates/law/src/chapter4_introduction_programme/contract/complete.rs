//! § 19: whether a contract is complete, from day to day, and what exactly it lacks.
//!
//! An audit found that two contracts in three had no goal. Here no contract is complete while anything the Act asks for lacks,
//! and each thing that lacks is named by its provision.

use jiff::civil::Date;
use vocabulary::Period;

use crate::act::Provision;
use crate::answer::{AllOf, Answer, Finding};
use crate::case::PersonFile;
use crate::cite;
use crate::facts::{Contract, Dated, between};
use crate::life::{Life, Question, Value};
use crate::spine::Spine;
use crate::why::Why;
use crate::words::Words;

use super::signing::Signatures;
use super::{Term, content, signing, terms, validity};

/// Whether the contract is complete.
pub static COMPLETE: Question = Question {
    key: "contract.complete",
    words: Words::new("Er integrationskontrakten fyldestgørende?", "Is the integration contract complete?"),
};
/// Whether both have signed.
pub static SIGNED: Question = Question {
    key: "contract.signed",
    words: Words::new(
        "Har kontrakten de underskrifter, den skal have?",
        "Does the contract have the signatures it needs?",
    ),
};
/// Whether the declaration was signed.
pub static DECLARED: Question = Question {
    key: "contract.declaration",
    words: Words::new(
        "Er erklæringen om integration og medborgerskab underskrevet samtidig?",
        "Was the declaration on integration and citizenship signed at the same time?",
    ),
};
/// Whether the contract may be made before the takeover.
pub static EARLY: Question = Question {
    key: "contract.early",
    words: Words::new(
        "Kan kontrakten indgås, før kommunen overtager ansvaret?",
        "May the contract be made before the municipality takes over?",
    ),
};
/// Whether the contract rests on a whole assessment.
pub static ASSESSMENT: Question = Question {
    key: "contract.assessment",
    words: Words::new("Bygger kontrakten på en samlet vurdering?", "Does the contract rest on a whole assessment?"),
};
/// Whether the contract has a goal.
pub static GOAL: Question = Question {
    key: "contract.goal",
    words: Words::new(
        "Har kontrakten et beskæftigelses- eller uddannelsesmål?",
        "Does the contract have a goal of employment or education?",
    ),
};
/// Whether activities serve the goals.
pub static ACTIVITIES: Question = Question {
    key: "contract.activities",
    words: Words::new("Er der aktiviteter til hvert mål?", "Are there activities for each goal?"),
};
/// Whether the contract says what the programme holds.
pub static PROGRAMME: Question = Question {
    key: "contract.programme",
    words: Words::new(
        "Angiver kontrakten danskuddannelse og tilbud og deres sammenhæng?",
        "Does the contract state Danish education and offers and how they are connected?",
    ),
};
/// Whether help and orders stand in the contract.
pub static HELP_AND_ORDERS: Question = Question {
    key: "contract.help_and_orders",
    words: Words::new(
        "Står revalidering, fleksjob og uddannelsespålæg i kontrakten?",
        "Do rehabilitation, flexi-job and education order stand in the contract?",
    ),
};
/// Whether the sanctions stand in the contract.
pub static SANCTIONS: Question = Question {
    key: "contract.sanctions",
    words: Words::new("Oplyser kontrakten om sanktioner?", "Does the contract state the sanctions?"),
};

/// § 19: whether the contract has on the day all that the Act asks for, and the provisions by which something lacks. What is open
/// keeps it from being complete too, but is not listed as lacking.
pub fn is_complete(
    file: &PersonFile<'_>,
    spine: &Spine,
    contract: &Dated<'_, Contract>,
    signatures: &Signatures,
    on: Date,
    why: &mut Why,
) -> (Finding, Vec<Provision>) {
    let parts = [
        signing::lacks_no_signature(file, signatures, contract.fact, on, why),
        signing::lacks_no_declaration(file, signatures, spine, contract, on, why),
        was_made_in_time_or_may_be_early(file, spine, contract, why),
        content::rests_on_assessment(contract, why),
        content::has_goal(contract, why),
        content::has_activities_for_its_goals(contract, why),
        content::states_the_programme(file, spine, contract, on, why),
        content::states_help_and_orders(file, spine, contract, on, why),
        content::states_sanctions(contract, why),
        validity::holds_only_what_it_may(spine, contract, why),
    ];
    let mut all = AllOf::conditions_of(cite!("§ 19"));
    let mut lacks = Vec::new();
    for part in &parts {
        all.take(part);
        if part.answer.is_no() && !lacks.contains(&part.provision) {
            lacks.push(part.provision);
        }
    }
    (all.finding(), lacks)
}

/// § 19, stk. 2, 1. pkt.: whether the contract was made after the takeover, or may be made before it.
fn was_made_in_time_or_may_be_early(
    file: &PersonFile<'_>,
    spine: &Spine,
    contract: &Dated<'_, Contract>,
    why: &mut Why,
) -> Finding {
    if signing::is_before_takeover(spine, contract) {
        signing::may_be_made_early(file, contract, why)
    } else {
        Finding::of(Answer::Yes, cite!("§ 19, stk. 1, 1. pkt."))
    }
}

/// The days on which what a contract has to say can change, in order.
fn days_of_change(file: &PersonFile<'_>, spine: &Spine) -> Vec<Date> {
    let mut days: Vec<Date> = spine.introduction_period.and_then(Period::to).into_iter().collect();
    days.extend(spine.benefit_right.periods().map(|(period, _)| period.from()));
    days.extend(file.helps_in_place_of_programme.iter().flat_map(|help| [Some(help.on), help.until]).flatten());
    days.extend(file.education_orders.iter().map(|fact| fact.on));
    days.extend(file.programme_offers.iter().map(|fact| fact.on));
    days.extend(file.danish_exemptions.iter().map(|fact| fact.on));
    days.extend(file.offer_exemptions.iter().map(|fact| fact.on));
    days.sort_unstable();
    days.dedup();
    days
}

/// The parts of a contract's term on which the Act may cover the person.
fn covered_days(spine: &Spine, term: Period) -> Vec<Period> {
    let mut from = Some(term.from());
    let mut days = spine.scope.days_within(term.from(), term.to()).collect::<Vec<_>>().into_iter();
    let mut parts: Vec<Period> = Vec::with_capacity(1);
    while let Some(day) = from {
        from = days.next();
        let part = Period::new(day, from.or(term.to())).unwrap_or(term);
        match parts.last_mut().filter(|last| last.to() == Some(day)) {
            _ if spine.scope.on(day).is_none_or(|scope| scope.finding.answer.is_no()) => {}
            Some(last) => *last = Period::new(last.from(), part.to()).unwrap_or(part),
            None => parts.push(part),
        }
    }
    parts
}

/// Draws what each contract lacks, from day to day.
pub(super) fn draw(life: &mut Life<'_>, spine: &Spine) {
    let days = days_of_change(life.file, spine);
    for term in terms(life.file) {
        for part in covered_days(spine, term.days) {
            draw_fixed(life, spine, &term, part);
            draw_changing(life, spine, &term, part, &days);
        }
    }
}

/// Draws what is fixed when the contract is drawn up.
fn draw_fixed(life: &mut Life<'_>, spine: &Spine, term: &Term<'_>, days: Period) {
    let (file, contract) = (life.file, &term.contract);
    let about = Some(contract.fact);
    if signing::is_before_takeover(spine, contract) {
        life.conclude(&EARLY, about, days, |why| (signing::may_be_made_early(file, contract, why), Value::None));
    }
    life.conclude(&ASSESSMENT, about, days, |why| (content::rests_on_assessment(contract, why), Value::None));
    life.conclude(&GOAL, about, days, |why| (content::has_goal(contract, why), Value::None));
    life.conclude(&ACTIVITIES, about, days, |why| (content::has_activities_for_its_goals(contract, why), Value::None));
    life.conclude(&SANCTIONS, about, days, |why| (content::states_sanctions(contract, why), Value::None));
}

/// Draws what changes with signatures, benefit, help, orders and exemptions; and with it, whether the contract is complete.
fn draw_changing(life: &mut Life<'_>, spine: &Spine, term: &Term<'_>, part: Period, days: &[Date]) {
    let (file, contract) = (life.file, &term.contract);
    let about = Some(contract.fact);
    let signatures = Signatures::of(file, contract);
    let mut signing_days: Vec<Date> = signatures.days().collect();
    let excuses = between(&file.special_circumstances, part.from(), part.to().unwrap_or(Date::MAX));
    signing_days.extend(excuses.iter().map(|fact| fact.on));
    signing_days.sort_unstable();
    let mut changed = life.conclude_changing(&SIGNED, about, part, &signing_days, |on, why| {
        (signing::lacks_no_signature(file, &signatures, contract.fact, on, why), Value::None)
    });
    changed.extend(life.conclude_changing(&DECLARED, about, part, &signing_days, |on, why| {
        (signing::lacks_no_declaration(file, &signatures, spine, contract, on, why), Value::None)
    }));
    changed.extend(life.conclude_changing(&PROGRAMME, about, part, days, |on, why| {
        (content::states_the_programme(file, spine, contract, on, why), Value::None)
    }));
    changed.extend(life.conclude_changing(&HELP_AND_ORDERS, about, part, days, |on, why| {
        (content::states_help_and_orders(file, spine, contract, on, why), Value::None)
    }));
    changed.sort_unstable();
    life.conclude_changing(&COMPLETE, about, part, &changed, |on, why| {
        let (finding, lacks) = is_complete(file, spine, contract, &signatures, on, why);
        (finding, Value::Provisions(lacks))
    });
}

#[cfg(test)]
mod tests {
    use serde_json::{Value as Json, json};

    use super::*;
    use crate::case;
    use crate::edition::LBK_1593_2007;
    use crate::life::with_life;

    /// Whether a contract is complete on the day it is drawn up and signed.
    fn is_complete_with(fields: &Json) -> bool {
        let mut contract = json!({ "fact": "contract", "id": "contract", "on": "2008-03-20" });
        contract.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        let facts = json!([
            { "fact": "citizenship", "on": "2008-01-10", "country": "SOM" },
            { "fact": "permit", "on": "2008-01-10", "ground": "7:1" },
            { "fact": "placement", "on": "2008-01-10", "municipality": 101 },
            contract,
            { "fact": "contract_signature", "on": "2008-03-20", "contract": "contract", "party": "foreigner" },
            { "fact": "contract_signature", "on": "2008-03-20", "contract": "contract", "party": "municipality" },
            { "fact": "declaration_signature", "on": "2008-03-20" },
        ]);
        let case = json!({ "case": "1", "persons": [{ "id": "p", "born": "1980-01-01" }], "facts": facts }).to_string();
        let (case, day) = (case::read(&case).unwrap(), jiff::civil::date(2008, 3, 20));
        with_life(&case, case.person("p").unwrap(), &LBK_1593_2007, day, Why::silent(), |life| {
            life.answer_on(&COMPLETE, day).unwrap().finding.answer.is_yes()
        })
    }

    /// Every way to say or leave out the rest, with every kind of goals: complete with all of it, and never without a goal.
    #[test]
    fn a_contract_without_a_goal_of_employment_or_education_is_never_complete() {
        let employment = json!({ "aim": "employment", "text": "tømrer" });
        let housing = json!({ "aim": "other", "text": "egen bolig" });
        let wordless = json!({ "aim": "education", "text": "" });
        let goals = [json!([]), json!([housing]), json!([wordless]), json!([housing, wordless]), json!([employment])];
        for goals in goals {
            for ways in 0..64_u32 {
                let says = |bit: u32| ways & (1 << bit) != 0;
                let activity = json!([{ "text": "praktik", "goal": 1 }]);
                let contract = json!({
                    "goals": goals,
                    "activities": if says(0) { activity } else { json!([]) },
                    "danish": if says(1) { Some("danskuddannelse 2") } else { None },
                    "offers": if says(2) { Some("praktik") } else { None },
                    "states_sanctions": says(3),
                    "whole_assessment": says(4),
                    "settled_by": if says(5) { "municipality" } else { "agreement" },
                });
                let whole = goals == json!([employment]) && says(0) && says(1) && says(3) && says(4);
                assert_eq!(is_complete_with(&contract), whole, "{contract}");
            }
        }
    }
}
