//! § 36: treatment, medicine, dental care.

use super::application::{Application, Conditions, Judged};
use super::programme_expenses::WITHOUT_MEANS;
use crate::answer::{Answer, Bearer, Finding, Judgement, MissingFact};
use crate::cite;
use crate::why::Why;
use crate::words::Words;

static COVERED_ELSEWHERE: MissingFact = MissingFact {
    fact: "help_application.covered_elsewhere",
    words: Words::new("om anden lovgivning dækker udgiften", "whether other law covers the expense"),
};
static OUTSIDE: MissingFact = MissingFact {
    fact: "help_application.outside_public_system",
    words: Words::new(
        "om behandlingen ligger uden for det offentlige system",
        "whether the treatment is outside the public system",
    ),
};
static NO_PUBLIC_TREATMENT: MissingFact = MissingFact {
    fact: "help_application.no_public_treatment",
    words: Words::new(
        "om der er en behandling i det offentlige system",
        "whether there is a treatment in the public system",
    ),
};
static NECESSARY: Judgement = Judgement {
    fact: "help_assessment.necessary",
    by: Bearer::Municipality,
    words: Words::new(
        "er behandlingen nødvendig og helbredsmæssigt velbegrundet?",
        "is the treatment necessary and well founded for the health?",
    ),
};
static MEDICALLY_FOUNDED: Judgement = Judgement {
    fact: "help_assessment.medically_founded",
    by: Bearer::Municipality,
    words: Words::new(
        "er behandlingen uden for det offentlige system lægeligt velbegrundet?",
        "is the treatment outside the public system medically well founded?",
    ),
};

/// § 36: treatment that no other law covers and the person and the spouse cannot pay (1. pkt.), necessary and well founded (2. pkt.),
/// and not outside the public system (3. pkt., [`is_outside_the_public_system`]) unless that has none (4. pkt.,
/// [`has_no_public_alternative`]). Reads the application. What is necessary and well founded is the municipality's judgement.
pub fn is_treatment(application: &Application<'_>, judged: &Judged, why: &mut Why) -> Finding {
    let provision = cite!("§ 36, 1. pkt.");
    let mut met = Conditions::of(cite!("§ 36, 2. pkt."), application, why);
    met.stated(provision, application.covered_elsewhere.map(|covered| !covered), &COVERED_ELSEWHERE);
    met.stated(provision, application.without_means, &WITHOUT_MEANS);
    met.judged(cite!("§ 36, 2. pkt."), judged.necessary, &NECESSARY);
    let general = met.finding();
    let outside = is_outside_the_public_system(application, why);
    if !outside.answer.is_yes() {
        return general.unless(&outside);
    }
    let alternative = has_no_public_alternative(application, judged, why);
    let treatment = if general.answer.is_yes() && alternative.answer.is_yes() {
        Finding::of(Answer::Yes, alternative.provision)
    } else {
        general
    };
    treatment.unless(&outside.unless(&alternative))
}

/// § 36, 3. pkt.: the exception for treatment outside the public system. Reads the application.
pub fn is_outside_the_public_system(application: &Application<'_>, why: &mut Why) -> Finding {
    let answer = Answer::known(application.outside_public_system, &OUTSIDE);
    Finding::noted(answer, cite!("§ 36, 3. pkt."), application.fact, why)
}

/// § 36, 4. pkt.: the exception from the exception: the public system has no treatment, and this one is medically well founded in
/// the single case. Reads the application; the second is the municipality's judgement, on a doctor's word.
pub fn has_no_public_alternative(application: &Application<'_>, judged: &Judged, why: &mut Why) -> Finding {
    let provision = cite!("§ 36, 4. pkt.");
    let mut met = Conditions::of(provision, application, why);
    met.stated(provision, application.no_public_treatment, &NO_PUBLIC_TREATMENT);
    met.judged(provision, judged.medically_founded, &MEDICALLY_FOUNDED);
    met.finding()
}
