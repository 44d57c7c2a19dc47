//! § 21, stk. 2: the proof of active participation for those who end Danish education without a final test.

use jiff::civil::Date;
use vocabulary::Period;

use crate::answer::{AllOf, Answer, Bearer, Finding, MissingFact};
use crate::case::PersonFile;
use crate::cite;
use crate::duty::{Due, Duty, DutyKind};
use crate::facts::{DanishEnd, Dated, first_from};
use crate::life::{Life, Question, Value};
use crate::spine::Spine;
use crate::why::{FactRef, Why};
use crate::words::Words;

/// Whether a proof of active participation is to be issued.
pub static CERTIFICATE: Question = Question {
    key: "danish.certificate",
    words: Words::new(
        "Skal der udstedes bevis for aktiv deltagelse?",
        "Is a proof of active participation to be issued?",
    ),
};
/// The duty to issue the proof.
pub static ISSUE: DutyKind = DutyKind {
    key: "danish.issue_certificate",
    provision: cite!("§ 21, stk. 2"),
    bearer: Bearer::Municipality,
    words: Words::new("udsted bevis for aktiv deltagelse", "issue the proof of active participation"),
    when_late: None,
};

static PARTICIPATION: MissingFact = MissingFact {
    fact: "danish_end.participated_actively",
    words: Words::new(
        "om betingelserne for bevis for aktiv deltagelse er opfyldt",
        "whether the conditions for a proof of active participation are met",
    ),
};

const PASSED: Words = Words::new("en afsluttende prøve er bestået", "a final test was passed");

/// The first final test in Danish that was passed.
fn passed_final_test(file: &PersonFile<'_>) -> Option<(Date, FactRef)> {
    file.danish_tests.iter().find(|test| test.final_test && test.passed).map(|test| (test.on, test.fact))
}

/// § 21, stk. 2: whether a proof of active participation is to be issued at the end of the education: no final test has been passed by
/// then, and the conditions of lov om danskuddannelse § 5, stk. 5 are met. Reads tests and what the end says of participation.
pub fn is_certificate_due(file: &PersonFile<'_>, end: &Dated<'_, DanishEnd>, why: &mut Why) -> Finding {
    let provision = cite!("§ 21, stk. 2");
    let passed = passed_final_test(file).filter(|(day, _)| *day <= end.on).map(|(_, fact)| fact);
    let mut all = AllOf::conditions_of(provision);
    all.require(provision, Answer::of(passed.is_none()), [Some(end.fact), passed], why);
    all.require(provision, Answer::known(end.participated_actively, &PARTICIPATION), end.fact, why);
    all.finding()
}

/// § 21, stk. 2: the proof is issued when the education ends. A final test passed later makes it needless.
pub(super) fn draw(life: &mut Life<'_>, spine: &Spine, programme: Period) {
    let file = life.file;
    let passed = passed_final_test(file).map(|(day, _)| (day, PASSED));
    for (place, end) in file.danish_ends.iter().enumerate() {
        let next = file.danish_ends.get(place + 1).map(|next| next.on);
        let Ok(holds) = Period::new(end.on, next) else { continue };
        if end.on < programme.from() || !ISSUE.provision.is_in_force(end.on) || !spine.is_covered(end.on) {
            continue;
        }
        life.conclude(&CERTIFICATE, Some(end.fact), holds, |why| (is_certificate_due(file, end, why), Value::None));
        if is_certificate_due(file, end, &mut Why::silent()).answer.is_yes() {
            let issued = first_from(&file.danish_certificates, end.on).map(|proof| (proof.on, proof.fact));
            life.duty(Duty::new(&ISSUE, end.on, end.fact, Due::at_once(end.on)).done(issued).ended(passed));
        }
    }
}
