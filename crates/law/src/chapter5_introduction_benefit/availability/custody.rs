//! § 25 c: the prison service and the police tell the municipality of a presumption that somebody receives benefit wrongly.

use jiff::civil::Date;
use vocabulary::MunicipalityCode;

use crate::answer::{Answer, Bearer, Finding, MissingFact};
use crate::case::PersonFile;
use crate::changes::periods_from;
use crate::cite;
use crate::duty::{Due, Duty, DutyKind};
use crate::facts::{CustodyPresumption, Dated, InformedOf, Presumption, first_from, last_by};
use crate::life::{Life, Question, Value};
use crate::why::{FactRef, Said, Why};
use crate::words::Words;

/// Which municipality is told of the presumption.
pub static MUNICIPALITY: Question = Question {
    key: "custody.municipality",
    words: Words::new("Hvilken kommune skal underrettes?", "Which municipality is to be told?"),
};

static RESIDENCE: MissingFact = MissingFact {
    fact: "residence",
    words: Words::new("hvor udlændingen har eller senest har haft bopæl", "where the foreigner lives or last lived"),
};

const NOTIFY: Words = Words::new("underret kommunen", "tell the municipality");

pub(crate) static DEPRIVED_OF_LIBERTY: DutyKind = DutyKind {
    key: "custody.notify_deprived_of_liberty",
    provision: cite!("§ 25 c, stk. 1"),
    bearer: Bearer::PrisonService,
    words: NOTIFY,
    when_late: None,
};
pub(crate) static EVADES_PROSECUTION: DutyKind = DutyKind {
    key: "custody.notify_evades_prosecution",
    provision: cite!("§ 25 c, stk. 2, nr. 1"),
    bearer: Bearer::Police,
    words: NOTIFY,
    when_late: None,
};
pub(crate) static EVADES_SERVING: DutyKind = DutyKind {
    key: "custody.notify_evades_serving",
    provision: cite!("§ 25 c, stk. 2, nr. 2"),
    bearer: Bearer::Police,
    words: NOTIFY,
    when_late: None,
};

/// § 25 c, stk. 1–2: whose duty a presumption makes it to tell the municipality: the prison service's of somebody deprived of
/// liberty (stk. 1), the police's or the prison service's of somebody who evades prosecution (stk. 2, nr. 1) or a sentence (nr. 2).
pub fn duty_to_notify(presumption: Presumption) -> &'static DutyKind {
    match presumption {
        Presumption::DeprivedOfLiberty => &DEPRIVED_OF_LIBERTY,
        Presumption::EvadesProsecution => &EVADES_PROSECUTION,
        Presumption::EvadesServing => &EVADES_SERVING,
    }
}

/// § 25 c, stk. 3: the municipality where the person lives or last lived: by the last residence, or else the last registration in
/// CPR. A stay as part of an offer is no residence. Not where a refugee was placed: nobody need live there yet.
pub fn municipality_of_residence(file: &PersonFile<'_>, on: Date, why: &mut Why) -> (Finding, Value) {
    let provision = cite!("§ 25 c, stk. 3");
    let Some((municipality, fact)) = last_residence(file, on) else {
        return (Finding::noted(Answer::Missing(&RESIDENCE), provision, (), why), Value::None);
    };
    why.says(provision, Said::Municipality(municipality), fact);
    (Finding::of(Answer::Yes, provision), Value::Municipality(municipality))
}

fn last_residence(file: &PersonFile<'_>, on: Date) -> Option<(MunicipalityCode, FactRef)> {
    let by = file.residences.partition_point(|residence| residence.on <= on);
    let lived = file.residences.get(..by)?.iter().rev().find(|residence| !residence.temporary_for_offer);
    let registered = last_by(&file.cpr_registrations, on).map(|held| (held.municipality, held.fact));
    lived.map(|residence| (residence.municipality, residence.fact)).or(registered)
}

/// Draws § 25 c over the person's life: for each presumption the duty, and whom to tell.
pub fn draw(life: &mut Life<'_>) {
    let file = life.file;
    if file.custody_presumptions.is_empty() {
        return;
    }
    let told = file.informations_given.iter().filter(|given| given.about == InformedOf::CustodyPresumption);
    let told: Vec<(Date, FactRef)> = told.map(|given| (given.on, given.fact)).collect();
    for presumption in &file.custody_presumptions {
        let kind = duty_to_notify(presumption.form);
        if !kind.provision.is_in_force(presumption.on) {
            continue;
        }
        let done = told.get(told.partition_point(|(on, _)| *on < presumption.on)).copied();
        let due = Due::as_soon_as_possible(presumption.on);
        life.duty(Duty::new(kind, presumption.on, presumption.fact, due).done(done));
        conclude_municipality(life, presumption);
    }
}

/// Whom to tell, by where the person lived on the day of the presumption; where that was not known, from the day it is.
fn conclude_municipality(life: &mut Life<'_>, presumption: &Dated<'_, CustodyPresumption>) {
    let file = life.file;
    let known = last_residence(file, presumption.on).is_some();
    let later =
        first_from(&file.residences, presumption.on).filter(|held| !held.temporary_for_offer).map(|held| held.on);
    let registered = first_from(&file.cpr_registrations, presumption.on).map(|held| held.on);
    let change = [later, registered].into_iter().flatten().min().filter(|_| !known);
    for holds in periods_from(presumption.on, change.into_iter().collect()) {
        life.conclude(&MUNICIPALITY, Some(presumption.fact), holds, |why| {
            municipality_of_residence(file, holds.from(), why)
        });
    }
}
