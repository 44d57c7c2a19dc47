//! § 39: moves, within the country and abroad, and which municipality helps.

use jiff::civil::Date;

use super::application::{Application, Conditions, Judged, judged as judged_answer};
use super::programme_expenses::WITHOUT_MEANS;
use crate::answer::{Answer, Bearer, Finding, Judgement, MissingFact, OneOf};
use crate::case::PersonFile;
use crate::cite;
use crate::facts::{MoveTo, last_by};
use crate::life::Value;
use crate::spine::Spine;
use crate::why::{Said, Why};
use crate::words::Words;

static BETTERS: Judgement = Judgement {
    fact: "help_assessment.betters_housing_or_work",
    by: Bearer::Municipality,
    words: Words::new(
        "forbedrer flytningen familiens bolig- eller erhvervsforhold?",
        "does the move better the family's housing or work?",
    ),
};
static APPROVAL: Judgement = Judgement {
    fact: "programme_takeover",
    by: Bearer::NewMunicipality,
    words: Words::new(
        "godkender den nye kommune at overtage ansvaret for programmet?",
        "does the new municipality approve taking over the programme?",
    ),
};
static ATTACHMENT: Judgement = Judgement {
    fact: "help_assessment.special_attachment",
    by: Bearer::Municipality,
    words: Words::new(
        "har udlændingen særlig tilknytning til landet?",
        "is the foreigner specially attached to the country?",
    ),
};
static WHERE_TO: MissingFact = MissingFact {
    fact: "help_application.move_to",
    words: Words::new("hvor flytningen går hen", "where the move goes"),
};
static NEW_MUNICIPALITY: MissingFact = MissingFact {
    fact: "help_application.to_municipality",
    words: Words::new("kommunen, der flyttes til", "the municipality moved to"),
};
static COUNTRY: MissingFact = MissingFact {
    fact: "help_application.to_country",
    words: Words::new("landet, der flyttes til", "the country moved to"),
};
static CITIZENSHIP: MissingFact =
    MissingFact { fact: "citizenship", words: Words::new("statsborgerskabet", "the citizenship") };
static LASTING_WORK: MissingFact = MissingFact {
    fact: "help_application.lasting_work",
    words: Words::new(
        "om udlændingen er sikret varigt arbejde i landet",
        "whether the foreigner is assured of lasting work in the country",
    ),
};
static MOVED_FROM: MissingFact =
    MissingFact { fact: "residence", words: Words::new("kommunen, der flyttes fra", "the municipality moved from") };

/// § 39: a move that betters housing or work (stk. 1, 1. pkt.) and that neither the person nor the spouse can pay (2. pkt.); to another
/// municipality only where that has approved ([`has_approved`]), abroad only with ties ([`has_ties_to_the_country`]). Reads the
/// application. Whether it betters anything is the municipality's judgement.
pub fn is_move(
    file: &PersonFile<'_>,
    application: &Application<'_>,
    judged: &Judged,
    on: Date,
    why: &mut Why,
) -> Finding {
    let provision = cite!("§ 39, stk. 1, 1. pkt.");
    let mut met = Conditions::of(cite!("§ 39, stk. 1"), application, why);
    met.judged(provision, judged.betters_housing_or_work, &BETTERS);
    met.stated(cite!("§ 39, stk. 1, 2. pkt."), application.without_means, &WITHOUT_MEANS);
    match application.move_to {
        None => met.found(provision, Answer::Missing(&WHERE_TO), None),
        Some(MoveTo::SameMunicipality) => {}
        Some(MoveTo::OtherMunicipality) => {
            let approved = has_approved(file, application, on, met.why);
            met.take(&approved);
        }
        Some(MoveTo::Abroad) => {
            let ties = has_ties_to_the_country(file, application, judged, on, met.why);
            met.take(&ties);
        }
    }
    met.finding()
}

/// § 39, stk. 3: the municipality moved to has approved taking over the programme. Reads its answers; which it gives is its judgement.
pub fn has_approved(file: &PersonFile<'_>, application: &Application<'_>, on: Date, why: &mut Why) -> Finding {
    let provision = cite!("§ 39, stk. 3");
    let Some(to) = application.to_municipality else {
        return Finding::noted(Answer::Missing(&NEW_MUNICIPALITY), provision, application.fact, why);
    };
    let answered = file.programme_takeovers.iter().rev().find(|answer| answer.municipality == to && answer.on <= on);
    let answer = Answer::judged(answered.map(|answer| answer.approved), &APPROVAL);
    Finding::noted(answer, provision, [Some(application.fact), answered.map(|answer| answer.fact)], why)
}

/// § 39, stk. 4: a citizen of the country moved to, specially attached to it, or assured of lasting work there. Reads citizenship and
/// the application. Special attachment is the municipality's judgement.
pub fn has_ties_to_the_country(
    file: &PersonFile<'_>,
    application: &Application<'_>,
    judged: &Judged,
    on: Date,
    why: &mut Why,
) -> Finding {
    let provision = cite!("§ 39, stk. 4");
    let citizenship = last_by(&file.citizenships, on);
    let citizen = match (application.to_country, citizenship) {
        (None, _) => Answer::Missing(&COUNTRY),
        (_, None) => Answer::Missing(&CITIZENSHIP),
        (Some(to), Some(held)) => Answer::of(held.country == to),
    };
    let attached = judged.special_attachment;
    let mut one = OneOf::conditions_of(provision);
    one.allow(provision, citizen, [Some(application.fact), citizenship.map(|held| held.fact)], why);
    one.allow(provision, Answer::known(application.lasting_work, &LASTING_WORK), application.fact, why);
    let evidence = [Some(application.fact), attached.map(|(_, fact)| fact)];
    one.allow(provision, judged_answer(attached, &ATTACHMENT), evidence, why);
    one.finding()
}

/// § 39, stk. 2: the municipality moved from helps: the one responsible on the day of the application, or the one before it where the
/// move has been made by then. Reads the responsible municipality from day to day.
pub fn paid_by(spine: &Spine, application: &Application<'_>, why: &mut Why) -> (Finding, Value) {
    let provision = cite!("§ 39, stk. 2");
    let on = application.on;
    let moved = application.to_municipality.is_some() && application.to_municipality == spine.municipality(on);
    let from = if moved && application.move_to == Some(MoveTo::OtherMunicipality) {
        let before = spine.responsible.since(on).and_then(|since| since.yesterday().ok());
        before.and_then(|day| spine.municipality(day))
    } else {
        spine.municipality(on)
    };
    let because = spine.responsible.on(on).and_then(|responsible| responsible.because);
    match from {
        Some(municipality) => {
            why.says(provision, Said::Municipality(municipality), [Some(application.fact), because]);
            (Finding::of(Answer::Yes, provision), Value::Municipality(municipality))
        }
        None => (Finding::noted(Answer::Missing(&MOVED_FROM), provision, application.fact, why), Value::None),
    }
}
