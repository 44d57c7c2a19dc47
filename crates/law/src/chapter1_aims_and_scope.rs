//! Chapter 1, §§ 1–3: aims, whom the Act covers, and what the integration effort is.

use jiff::civil::Date;
use vocabulary::{CountryCode, Period};

use crate::answer::{Answer, Finding, MissingFact};
use crate::case::PersonFile;
use crate::chapter12_definitions::{self, Category};
use crate::chapter13_commencement;
use crate::cite;
use crate::facts::{last_by, up_to};
use crate::life::{Life, Question, Value};
use crate::spine::Scope;
use crate::why::Why;
use crate::words::Words;

/// Whether the Act covers the person.
pub static SCOPE: Question = Question {
    key: "scope",
    words: Words::new("Gælder integrationsloven for udlændingen?", "Does the Integration Act cover the foreigner?"),
};

static PERMIT: MissingFact =
    MissingFact { fact: "permit", words: Words::new("opholdstilladelsen", "the residence permit") };
static CITIZENSHIP: MissingFact =
    MissingFact { fact: "citizenship", words: Words::new("statsborgerskabet", "the citizenship") };
static PERMIT_DAY: MissingFact = MissingFact {
    fact: "permit.on",
    words: Words::new("dagen for opholdstilladelsen", "the day of the residence permit"),
};

/// § 2, stk. 1, 1. pkt.: lawful stay of a foreigner on the day: a permit that has been given and has not ended or run out. Reads permits and their ends.
pub fn has_lawful_stay(file: &PersonFile<'_>, on: Date, why: &mut Why) -> Finding {
    let provision = cite!("§ 2, stk. 1, 1. pkt.");
    let danish = last_by(&file.citizenships, on).filter(|held| held.country.country() == CountryCode::DENMARK);
    if let Some(danish) = danish {
        // A Danish citizen is no foreigner, whatever permit there was before.
        return Finding::noted(Answer::No, provision, danish.fact, why);
    }
    let Some(permit) = last_by(&file.permits, on) else {
        return Finding::noted(Answer::Missing(&PERMIT), provision, (), why);
    };
    if on < permit.latest {
        return Finding::noted(Answer::Missing(&PERMIT_DAY), provision, permit.fact, why);
    }
    let ended = last_by(&file.permits_ended, on).filter(|end| end.on >= permit.on);
    let run_out = permit.until.is_some_and(|until| until <= on);
    Finding::noted(
        Answer::of(ended.is_none() && !run_out),
        provision,
        [Some(permit.fact), ended.map(|end| end.fact)],
        why,
    )
}

/// § 2, stk. 1, 2. pkt. and stk. 2: a foreigner in the sense of the Act is a refugee (§ 54) or an immigrant (§§ 55, 56), by the
/// first permit that made them so (§ 57). Reads permits. Also gives the category.
pub fn is_refugee_or_immigrant(file: &PersonFile<'_>, on: Date, why: &mut Why) -> (Finding, Option<Category>) {
    let Some((permit, finding, category)) = chapter12_definitions::permit_with_effect(up_to(&file.permits, on), why)
    else {
        return (Finding::noted(Answer::Missing(&PERMIT), cite!("§ 2, stk. 1, 2. pkt."), (), why), None);
    };
    let unless_open = |holds: bool| if finding.answer.is_open() { finding.answer } else { Answer::of(holds) };
    why.answer(cite!("§ 2, stk. 2, 1. pkt."), unless_open(category == Some(Category::Refugee)), permit.fact);
    why.answer(cite!("§ 2, stk. 2, 2. pkt."), unless_open(category.is_some_and(Category::is_immigrant)), permit.fact);
    why.answer(cite!("§ 2, stk. 1, 2. pkt."), finding.answer, permit.fact);
    (finding, category)
}

/// § 2, stk. 3: the exception for citizens of a Nordic, EU or EEA state, and for those whom EU rules on free movement cover. Reads
/// citizenship and whether EU rules apply. Whether EU rules apply to a person who is no EU citizen is the authorities' to say.
pub fn is_covered_by_free_movement(file: &PersonFile<'_>, on: Date, why: &mut Why) -> Finding {
    let citizenship = last_by(&file.citizenships, on);
    let eu_rules = last_by(&file.eu_rules, on);
    let answer = match (eu_rules.map(|rules| rules.covered), citizenship) {
        (Some(true), _) => Answer::Yes,
        (_, Some(held)) => Answer::of(held.country.country().free_movement(on).is_some()),
        (_, None) => Answer::Missing(&CITIZENSHIP),
    };
    Finding::noted(
        answer,
        cite!("§ 2, stk. 3"),
        [citizenship.map(|fact| fact.fact), eu_rules.map(|fact| fact.fact)],
        why,
    )
}

/// § 2, stk. 4: Udlændingeservice's decision on whether the Act covers the person, which outranks what the rules find. Reads scope decisions.
pub fn decided_scope(file: &PersonFile<'_>, on: Date, why: &mut Why) -> Option<Finding> {
    let decision = last_by(&file.scope_decisions, on)?;
    Some(Finding::noted(Answer::of(decision.covered), cite!("§ 2, stk. 4"), decision.fact, why))
}

/// § 2: whether the Act covers the person on the day: not before it came into force (§ 58, stk. 1). The general rule (stk. 1–2) with the exception for free movement (stk. 3) and
/// for parts of the realm (§ 68); a decision by Udlændingeservice (stk. 4) stands above both, but nobody is covered without lawful stay.
pub fn covers(file: &PersonFile<'_>, on: Date, why: &mut Why) -> Scope {
    let (definition, category) = is_refugee_or_immigrant(file, on, why);
    let stay = has_lawful_stay(file, on, why);
    let mut all = crate::answer::AllOf::conditions_of(cite!("§ 2, stk. 1"));
    all.take(&chapter13_commencement::is_in_force(on, why));
    all.take(&stay);
    all.take(&definition);
    let free = is_covered_by_free_movement(file, on, why);
    let general =
        all.finding().unless(&free).unless(&chapter13_commencement::lives_outside_the_acts_territory(file, on, why));
    let finding = match decided_scope(file, on, why) {
        Some(decided) if !stay.answer.is_no() => decided,
        _ => general,
    };
    Scope { finding, category }
}

/// The days on which the answer to [`covers`] can change.
fn days_of_change(file: &PersonFile<'_>) -> Vec<Date> {
    let mut days: Vec<Date> =
        file.permits.iter().flat_map(|permit| [Some(permit.on), Some(permit.latest), permit.until]).flatten().collect();
    days.extend(file.permits_ended.iter().map(|fact| fact.on));
    days.extend(file.citizenships.iter().map(|fact| fact.on));
    days.extend(file.eu_rules.iter().map(|fact| fact.on));
    days.extend(file.scope_decisions.iter().map(|fact| fact.on));
    days.extend(file.residences_in_realm.iter().map(|fact| fact.on));
    days.extend(file.residences.iter().map(|fact| fact.on));
    days.extend(file.deaths.iter().map(|fact| fact.on));
    days.push(chapter13_commencement::COMMENCEMENT);
    let Some(first) = file.first_day() else { return Vec::new() };
    days.retain(|day| *day >= first);
    days.push(first);
    days.sort_unstable();
    days.dedup();
    days
}

/// Draws § 2 over the person's life.
pub fn draw(life: &mut Life<'_>) {
    let file = life.file;
    let mut silent = Why::silent();
    let death = file.deaths.first().map(|death| death.on);
    for day in days_of_change(file) {
        if death.is_some_and(|death| death <= day) {
            let finding = Finding::of(Answer::No, cite!("§ 2, stk. 1, 1. pkt."));
            life.spine.scope.set(day, Scope { finding, category: None });
            break;
        }
        life.spine.scope.set(day, covers(file, day, &mut silent));
    }
    let periods: Vec<(Period, Scope)> =
        life.spine.scope.periods().map(|(period, scope)| (period, scope.clone())).collect();
    for (holds, known) in periods {
        life.conclude(&SCOPE, None, holds, |why| {
            let scope =
                if death.is_some_and(|death| death <= holds.from()) { known } else { covers(file, holds.from(), why) };
            let category = scope.category.filter(|_| !scope.finding.answer.is_no());
            let value = category.map_or(Value::None, |category| Value::Named(category.name(), category.words()));
            (scope.finding, value)
        });
    }
}
