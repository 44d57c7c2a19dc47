//! § 30: absence from parts of the programme: whether it calls for less benefit, by how much, and until when that can be decided.

use vocabulary::{Kroner, Period};

use super::ground::{Extent, Ground, Household, Judged, Member, Share, conclude_in_time, duty_to_decide};
use crate::answer::{AllOf, Answer, Bearer, Finding, MissingFact};
use crate::calendar;
use crate::changes::{Changes, periods_from};
use crate::cite;
use crate::duty::{Due, DutyKind};
use crate::facts::{Absence, AbsenceFrom, Dated, DecisionKind, Hours};
use crate::life::{Life, Question, Value};
use crate::parameters::RateKey;
use crate::why::{Said, Why};
use crate::words::Words;

/// Whether an absence calls for a reduction.
pub static GROUND: Question = Question {
    key: "reduction.ground",
    words: Words::new("Skal udeblivelsen give nedsat ydelse?", "Does the absence call for a reduction of the benefit?"),
};
/// Which share of the month's benefit an absence takes.
pub static SHARE: Question = Question {
    key: "reduction.share",
    words: Words::new("Hvor stor en del nedsættes ydelsen med?", "By which share is the benefit reduced?"),
};
/// Whether a reduction can still be made.
pub static IN_TIME: Question = Question {
    key: "reduction.in_time",
    words: Words::new("Kan ydelsen stadig nedsættes?", "Can the benefit still be reduced?"),
};
/// For how many hours the employment supplement is lowered.
pub static SUPPLEMENT: Question = Question {
    key: "reduction.supplement",
    words: Words::new(
        "For hvor mange timer nedsættes beskæftigelsestillægget?",
        "For how many hours is the employment supplement lowered?",
    ),
};

pub(crate) static DECIDE: DutyKind = DutyKind {
    key: "reduction.decide",
    provision: cite!("§ 30, stk. 2"),
    bearer: Bearer::Municipality,
    words: Words::new("nedsæt introduktionsydelsen", "reduce the introduction benefit"),
    when_late: None,
};

static HOURS: MissingFact =
    MissingFact { fact: "absence.hours", words: Words::new("timerne, udlændingen er udeblevet", "the hours missed") };
static OF_HOURS: MissingFact = MissingFact {
    fact: "absence.of_hours",
    words: Words::new("programmets timer i måneden", "the hours of the programme in the month"),
};

const PERCENT: Words = Words::new("pct.", "per cent");
const HOURS_MISSED: Words = Words::new("timer", "hours");

/// Whether an absence is from a part of the introduction programme: a work placement is an offer under it (§ 23 b), an
/// interview is not.
pub fn is_from_the_programme(from: AbsenceFrom) -> bool {
    matches!(from, AbsenceFrom::Programme | AbsenceFrom::WorkPlacement)
}

/// § 30, stk. 1: an absence from a part of the programme calls for a reduction where the foreigner or the spouse who was absent has
/// applied for help or receives it, and had no reasonable ground. The ground is a judgement that points at the absence.
pub fn calls_for_reduction(
    absence: &Dated<'_, Absence>,
    judged: &Judged,
    has_help: bool,
    on: jiff::civil::Date,
    why: &mut Why,
) -> Finding {
    let provision = cite!("§ 30, stk. 1");
    let (lacks_ground, judgement) = judged.lacks_ground(on);
    let mut all = AllOf::conditions_of(provision);
    all.require(provision, Answer::of(is_from_the_programme(absence.from)), absence.fact, why);
    all.require(provision, Answer::of(has_help), absence.fact, why);
    all.require(provision, lacks_ground, [Some(absence.fact), judgement], why);
    all.finding()
}

/// § 30, stk. 3: the share of the programme that was missed: hours missed of the hours of the programme in the month. Reads the
/// absence.
pub fn share(absence: &Absence) -> Result<Share, &'static MissingFact> {
    let missed = absence.hours.ok_or(&HOURS)?;
    absence.of_hours.and_then(|planned| Share::new(missed, planned)).ok_or(&OF_HOURS)
}

/// § 30, stk. 5: what the employment supplement (§ 23 b, stk. 6) is lowered by for hours missed of a work placement, where its
/// rate is known.
pub fn supplement_lowered_by(missed: Hours, on: jiff::civil::Date) -> Option<Kroner> {
    let rate = RateKey::EmploymentSupplement.on(on)?;
    Some(rate.amount.share(missed.in_hundredths().into(), 100))
}

/// § 30: each absence of the foreigner and of the spouse.
pub(super) fn draw(life: &mut Life<'_>, household: &Household<'_>, help: &[Period]) {
    let file = life.file;
    for member in household.members(file) {
        for absence in &member.file.absences {
            let concerned = is_from_the_programme(absence.from) && member.counts(absence.on);
            if concerned && cite!("§ 30, stk. 1").is_in_force(absence.on) {
                draw_absence(life, member, absence, help);
            }
        }
    }
}

fn draw_absence(life: &mut Life<'_>, member: Member<'_, '_>, absence: &Dated<'_, Absence>, help: &[Period]) {
    let months = life.edition.figures.reduction_months;
    let judged = Judged::reasonable(member.file, absence.fact);
    let has_help = member.has_help(help, absence.on);
    let mut found = Changes::default();
    for holds in periods_from(absence.on, judged.days().collect()) {
        life.conclude(&GROUND, Some(absence.fact), holds, |why| {
            let finding = calls_for_reduction(absence, &judged, has_help, holds.from(), why);
            found.set(holds.from(), finding.clone());
            (finding, Value::None)
        });
    }
    let ground = Ground {
        fact: absence.fact,
        calls_for: DecisionKind::BenefitReduction,
        found,
        last_day: Some(calendar::months_after(absence.on, months)),
        over: None,
        extent: Extent::Share(share(absence)),
    };
    conclude_extent(life, absence, &ground);
    let decided = ground.decided(life.file, &life.spine.decisions);
    conclude_in_time(life, &IN_TIME, cite!("§ 30, stk. 2"), &ground, decided.map(|(day, _)| day));
    duty_to_decide(life, &DECIDE, &ground, Due::within_months(absence.on, months), decided);
    life.spine.grounds.push(ground);
}

/// § 30, stk. 3 and 5: by how much, on the days on which the absence calls for a reduction.
fn conclude_extent(life: &mut Life<'_>, absence: &Dated<'_, Absence>, ground: &Ground) {
    for holds in ground.periods() {
        life.conclude(&SHARE, Some(absence.fact), holds, |why| {
            let provision = cite!("§ 30, stk. 3");
            let share = share(absence);
            let answer = share.map_or_else(Answer::Missing, |_| Answer::Yes);
            let percent = share.ok().map(Share::in_hundredths_of_a_percent);
            if let Some(percent) = percent {
                why.says(provision, Said::Hundredths(percent, PERCENT), absence.fact);
            }
            let value = percent.map_or(Value::None, |percent| Value::Hundredths(percent, PERCENT));
            (Finding::noted(answer, provision, absence.fact, why), value)
        });
        if absence.from == AbsenceFrom::WorkPlacement && cite!("§ 30, stk. 5").is_in_force(absence.on) {
            life.conclude(&SUPPLEMENT, Some(absence.fact), holds, |why| supplement_hours(absence, why));
        }
    }
}

/// § 30, stk. 5: the hours of a work placement that were missed without reasonable ground; the employment supplement is lowered
/// for them.
fn supplement_hours(absence: &Dated<'_, Absence>, why: &mut Why) -> (Finding, Value) {
    let provision = cite!("§ 30, stk. 5");
    let Some(missed) = absence.hours else {
        return (Finding::noted(Answer::Missing(&HOURS), provision, absence.fact, why), Value::None);
    };
    if let Some(amount) = supplement_lowered_by(missed, absence.on) {
        why.amount(provision, amount, RateKey::EmploymentSupplement.on(absence.on), absence.fact);
    }
    let hours = i32::try_from(missed.in_hundredths()).unwrap_or(i32::MAX);
    (Finding::noted(Answer::Yes, provision, absence.fact, why), Value::Hundredths(hours, HOURS_MISSED))
}
