//! § 35: single expenses.

use super::application::{Application, Conditions, Judged, judged as judged_answer};
use super::failed_support::REASONABLE;
use crate::answer::{Answer, Bearer, Finding, Judgement, MissingFact};
use crate::cite;
use crate::why::Why;
use crate::words::Words;

static DECISIVELY_HARDER: Judgement = Judgement {
    fact: "help_assessment.decisively_harder",
    by: Bearer::Municipality,
    words: Words::new(
        "vil det i afgørende grad gøre det sværere for familien at klare sig, hvis den selv betaler?",
        "would paying make it decisively harder for the family to manage?",
    ),
};
static DECISIVE_FOR_LIFE: Judgement = Judgement {
    fact: "help_assessment.decisive_for_life",
    by: Bearer::Municipality,
    words: Words::new(
        "er udgiften, som kunne forudses, helt afgørende for familiens livsførelse?",
        "is the expense, which could be foreseen, quite decisive for how the family lives?",
    ),
};
static FORESEEABLE: MissingFact = MissingFact {
    fact: "help_application.foreseeable",
    words: Words::new("om behovet kunne forudses", "whether the need could be foreseen"),
};

/// § 35: a reasonable single expense that would make it decisively harder to manage in future (1. pkt.), unless the need could be
/// foreseen ([`could_be_foreseen`]). Reads the application. Both conditions of 1. pkt. are the municipality's judgement.
pub fn is_single_expense(application: &Application<'_>, judged: &Judged, why: &mut Why) -> Finding {
    let provision = cite!("§ 35, 1. pkt.");
    let mut met = Conditions::of(provision, application, why);
    met.judged(provision, judged.reasonable, &REASONABLE);
    met.judged(provision, judged.decisively_harder, &DECISIVELY_HARDER);
    let general = met.finding();
    let foreseen = could_be_foreseen(application, why);
    if foreseen.answer.is_no() {
        return general;
    }
    let exceptional = is_quite_decisive(application, judged, why);
    let expense = if general.answer.is_yes() && exceptional.answer.is_yes() {
        Finding::of(Answer::Yes, exceptional.provision)
    } else {
        general
    };
    // What is not known to have been foreseen is not yet an exception to judge.
    let bars = if foreseen.answer.is_open() && exceptional.answer.is_open() {
        foreseen
    } else {
        foreseen.unless(&exceptional)
    };
    expense.unless(&bars)
}

/// § 35, 2. pkt.: the exception for needs that could be foreseen. Reads the application.
pub fn could_be_foreseen(application: &Application<'_>, why: &mut Why) -> Finding {
    let provision = cite!("§ 35, 2. pkt.");
    let foreseen = Answer::known(application.foreseeable, &FORESEEABLE);
    why.answer(provision, foreseen.negated(), application.fact);
    Finding::of(foreseen, provision)
}

/// § 35, 3. pkt.: the exception from the exception: the expense could be foreseen but is quite decisive for how the person or the
/// family lives. The municipality's judgement of the single case.
pub fn is_quite_decisive(application: &Application<'_>, judged: &Judged, why: &mut Why) -> Finding {
    let verdict = judged.decisive_for_life;
    let answer = judged_answer(verdict, &DECISIVE_FOR_LIFE);
    Finding::noted(answer, cite!("§ 35, 3. pkt."), [Some(application.fact), verdict.map(|(_, fact)| fact)], why)
}
