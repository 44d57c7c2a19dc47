//! Chapter 10, §§ 49–52: what people must tell, what may be fetched about them, and what authorities pass on to each other.
//!
//! Every time information was fetched or passed on, one question is answered about it: was it allowed, and on what basis. What is
//! allowed is settled on the day it happens; only an assessment that the Act calls for can be made up for, from its own day on.

pub mod delegated;
pub mod fetching;
pub mod from_immigration_service;
pub mod hand_over;
pub mod other_actors;
pub mod records;
pub mod statements;
pub mod telling;

use jiff::civil::Date;
use vocabulary::Period;

use self::records::{Passed, Records};
use crate::act::Provision;
use crate::answer::{Answer, Bearer, Finding, Judgement, MissingFact};
use crate::case::PersonFile;
use crate::chapter13_commencement;
use crate::cite;
use crate::facts::{InformationRoute, first_from};
use crate::life::{Life, Question, Value};
use crate::spine::Spine;
use crate::why::Why;
use crate::words::Words;

/// Whether information could be fetched or passed on, and on what basis.
pub static ALLOWED: Question = Question {
    key: "information.allowed",
    words: Words::new("Må oplysningerne indhentes eller videregives?", "May the information be fetched or passed on?"),
};

/// What somebody answered on consent.
pub(crate) static CONSENT: MissingFact =
    MissingFact { fact: "consent", words: Words::new("om udlændingen samtykker", "whether the foreigner consents") };
/// Which municipality information went to.
pub(crate) static MUNICIPALITY: MissingFact = MissingFact {
    fact: "information_passed.municipality",
    words: Words::new("kommunen, der fik oplysningerne", "the municipality that got the information"),
};
/// What information held.
pub(crate) static CONTENTS: MissingFact =
    MissingFact { fact: "information_passed.contents", words: Words::new("hvad der blev givet", "what was passed on") };
/// Whether other information is of essential importance.
pub(crate) static ESSENTIAL: Judgement = Judgement {
    fact: "information_need.essential",
    by: Bearer::Municipality,
    words: Words::new(
        "er oplysningerne af væsentlig betydning for kommunens integrationsansvar?",
        "is the information of essential importance to the municipality's integration work?",
    ),
};
/// Whether information is necessary.
pub(crate) static NECESSARY: Judgement = Judgement {
    fact: "information_need.necessary",
    by: Bearer::Municipality,
    words: Words::new("er oplysningerne nødvendige?", "is the information necessary?"),
};

/// On what basis information goes from one to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// With consent.
    Consent,
    /// Without, since it could not be had.
    ConsentNotHad,
    /// Without, since none is needed.
    NoConsentNeeded,
}

impl Basis {
    /// Its name in output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Consent => "consent",
            Self::ConsentNotHad => "consent_not_had",
            Self::NoConsentNeeded => "no_consent_needed",
        }
    }

    /// What users read.
    pub fn words(self) -> Words {
        match self {
            Self::Consent => Words::new("med samtykke", "with consent"),
            Self::ConsentNotHad => {
                Words::new("uden samtykke, da det ikke kunne opnås", "without consent, which could not be had")
            }
            Self::NoConsentNeeded => Words::new("uden samtykke; det kræves ikke", "without consent; none is needed"),
        }
    }
}

/// §§ 50, 51, 51 a and 51 b: whether information could go the way it went, by what is known by `seen`, and on what basis. Each route has its own rule.
pub fn is_allowed(
    file: &PersonFile<'_>,
    spine: &Spine,
    records: &Records<'_>,
    passed: &Passed<'_>,
    seen: Date,
    why: &mut Why,
) -> (Finding, Basis) {
    match passed.route {
        InformationRoute::FromOthers => fetching::may_fetch_from_others(spine, records, passed, seen, why),
        InformationRoute::Economic => fetching::may_fetch_finances(spine, passed, why),
        InformationRoute::IncomeRegister => fetching::may_read_income_register(spine, records, passed, why),
        InformationRoute::ImmigrationServiceToMunicipality => {
            from_immigration_service::may_pass_on(file, spine, records, passed, seen, why)
        }
        InformationRoute::ToEmpowered => delegated::may_pass_to_empowered(records, passed, seen, why),
        InformationRoute::ToDelegating => delegated::may_pass_to_delegating(spine, records, passed, why),
        InformationRoute::HandOver => hand_over::may_hand_over(records, passed, seen, why),
        InformationRoute::FromJobcentre => {
            (Finding::noted(Answer::Yes, rule_of(passed.route), passed.fact, why), Basis::NoConsentNeeded)
        }
    }
}

/// The rule of a route; what happened before it was in force is not judged by it.
fn rule_of(route: InformationRoute) -> Provision {
    match route {
        InformationRoute::FromOthers => cite!("§ 50, stk. 1, 1. pkt."),
        InformationRoute::Economic => cite!("§ 50, stk. 5, 1. pkt."),
        InformationRoute::IncomeRegister => cite!("§ 50, stk. 6"),
        InformationRoute::ImmigrationServiceToMunicipality => cite!("§ 51, stk. 1"),
        InformationRoute::ToEmpowered => cite!("§ 51 a, stk. 1"),
        InformationRoute::ToDelegating => cite!("§ 51 a, stk. 2"),
        InformationRoute::HandOver => cite!("§ 51 b, stk. 1"),
        InformationRoute::FromJobcentre => cite!("§ 25 a, stk. 3"),
    }
}

/// Draws §§ 49–52 over the person's life; the chapter does not hold for permits from before the Act (§ 58, stk. 3).
pub fn draw(life: &mut Life<'_>) {
    let before_the_act = chapter13_commencement::has_permit_from_before_the_act(life.file, &mut Why::silent());
    if before_the_act.answer.is_yes() {
        return;
    }
    telling::draw(life);
    from_immigration_service::draw(life);
    let moves = hand_over::moves(&life.spine);
    if !(moves.is_empty() && life.file.informations_passed.is_empty()) {
        let records = Records::of(life.file, &moves);
        hand_over::draw(life, &records, &moves);
        draw_allowed(life, &records);
    }
    other_actors::draw(life);
    statements::draw(life);
}

/// What was passed on or fetched, each from its day on; again from the day of the next assessment, where one was still to be made.
fn draw_allowed(life: &mut Life<'_>, records: &Records<'_>) {
    let file = life.file;
    let spine = std::mem::take(&mut life.spine);
    let judged = |passed: &&Passed<'_>| rule_of(passed.route).is_in_force(passed.on) && spine.is_covered(passed.on);
    for passed in file.informations_passed.iter().filter(judged) {
        let (at_first, _) = is_allowed(file, &spine, records, passed, passed.on, &mut Why::silent());
        let tomorrow = passed.on.tomorrow().ok().filter(|_| at_first.answer.is_open());
        let later = tomorrow.and_then(|tomorrow| first_from(records.needs(passed.route), tomorrow));
        let later = later.map(|need| need.on);
        let periods = [Period::new(passed.on, later).ok(), later.map(Period::since)];
        for holds in periods.into_iter().flatten() {
            life.conclude(&ALLOWED, Some(passed.fact), holds, |why| {
                let (finding, basis) = is_allowed(file, &spine, records, passed, holds.from(), why);
                let value =
                    if finding.answer.is_yes() { Value::Named(basis.name(), basis.words()) } else { Value::None };
                (finding, value)
            });
        }
    }
    life.spine = spine;
}
