//! §§ 10–11: a refugee is placed in a municipality (visitering) and registered there in CPR.

use jiff::civil::Date;
use vocabulary::Period;

use super::{Placed, earlier, placed, refugee_from};
use crate::answer::{AllOf, Answer, Bearer, Finding, Judgement, MissingFact};
use crate::calendar;
use crate::case::PersonFile;
use crate::changes::until_or_open;
use crate::chapter12_definitions::{self, Category};
use crate::cite;
use crate::duty::{Due, Duty, DutyKind};
use crate::edition::Edition;
use crate::facts::{CprRegistration, Dated, Permit, Placement, PlacementBasis, Registrar, Residence, between, last_by};
use crate::life::{Life, Question, Value};
use crate::why::{Said, Why};
use crate::words::Words;

/// Whether placement is to be decided together with the permit.
pub static WITH_PERMIT: Question = Question {
    key: "placement.with_permit",
    words: Words::new(
        "Skal visitering afgøres sammen med opholdstilladelsen?",
        "Is placement to be decided together with the permit?",
    ),
};
/// Whether a placement rests on all that it has to rest on.
pub static BASIS: Question = Question {
    key: "placement.basis",
    words: Words::new("Hviler visiteringen på det, den skal?", "Does the placement rest on what it must?"),
};
/// Whether it is the placement municipality in which the refugee is to be registered.
pub static REGISTERED_THERE: Question = Question {
    key: "registration.placement_municipality",
    words: Words::new(
        "Skal flygtningen registreres i CPR i visiteringskommunen?",
        "Is the refugee to be registered in CPR in the placement municipality?",
    ),
};
/// Whether the refugee has been registered there, with effect in time.
pub static REGISTERED: Question = Question {
    key: "registration.made",
    words: Words::new(
        "Er flygtningen registreret i CPR i visiteringskommunen?",
        "Has the refugee been registered in CPR in the placement municipality?",
    ),
};
/// To place a refugee together with the permit.
pub static DECIDE: DutyKind = DutyKind {
    key: "placement.decide",
    provision: cite!("§ 10, stk. 1"),
    bearer: Bearer::ImmigrationService,
    words: Words::new(
        "afgør, hvilken kommune flygtningen visiteres til",
        "decide in which municipality to place the refugee",
    ),
    when_late: None,
};
/// To place an unaccompanied minor who has been involved first.
pub static DECIDE_MINOR: DutyKind = DutyKind {
    key: "placement.decide_minor",
    provision: cite!("§ 10, stk. 2, 2. pkt."),
    bearer: Bearer::ImmigrationService,
    words: Words::new(
        "inddrag den mindreårige, og afgør visiteringen",
        "involve the minor and decide on the placement",
    ),
    when_late: None,
};
/// To register the refugee in CPR.
pub static REGISTER: DutyKind = DutyKind {
    key: "registration.make",
    provision: cite!("§ 10, stk. 3, 1. pkt."),
    bearer: Bearer::Municipality,
    words: Words::new(
        "registrér flygtningen i CPR som tilflyttet kommunen",
        "register the refugee in CPR as having moved to the municipality",
    ),
    when_late: Some(cite!("§ 10, stk. 5")),
};
/// To register the refugee where the municipality did not.
pub static REGISTER_INSTEAD: DutyKind = DutyKind {
    key: "registration.make_instead",
    provision: cite!("§ 10, stk. 5"),
    bearer: Bearer::ImmigrationService,
    words: Words::new(
        "registrér flygtningen i CPR i kommunens sted",
        "register the refugee in CPR in the municipality's place",
    ),
    when_late: None,
};

static INVOLVEMENT: Judgement = Judgement {
    fact: "placement_postponement",
    by: Bearer::ImmigrationService,
    words: Words::new(
        "må visiteringen vente, for at den mindreårige kan inddrages?",
        "does placement have to wait so that the minor can be involved?",
    ),
};
static PERMIT_DAY: MissingFact = MissingFact {
    fact: "permit.on",
    words: Words::new("dagen for opholdstilladelsen", "the day of the residence permit"),
};
static PLACEMENT_BASIS: MissingFact = MissingFact {
    fact: "placement.basis",
    words: Words::new("hvad visiteringen er afgjort på", "on what the placement was decided"),
};
static TO_BE_INVOLVED: Words = Words::new("den mindreårige skal først inddrages", "the minor is to be involved first");
static INVOLVED: Words =
    Words::new("den mindreårige skal ikke længere inddrages", "the minor no longer has to be involved");
static BY_SERVICE: Words = Words::new("Udlændingeservice har registreret", "the Immigration Service has registered");
static BY_MUNICIPALITY: Words = Words::new("kommunen har registreret", "the municipality has registered");

/// § 10, stk. 1: whether placement is to be decided together with the permit: so it is for every refugee (the permit's day must be
/// known), except where it may come later ([`may_be_placed_later`], stk. 2).
pub fn is_to_be_placed_with_permit(
    file: &PersonFile<'_>,
    permit: &Dated<'_, Permit>,
    edition: &Edition,
    on: Date,
    why: &mut Why,
) -> Finding {
    let day_known = if permit.on == permit.latest { Answer::Yes } else { Answer::Missing(&PERMIT_DAY) };
    let general = Finding::noted(day_known, cite!("§ 10, stk. 1"), permit.fact, why);
    general.unless(&may_be_placed_later(file, permit, edition, on, why))
}

/// § 10, stk. 2, 1. pkt.: the exception for an unaccompanied minor, who may be placed after the permit where that is needed to involve
/// them. Reads whether the person came unaccompanied, and the age at the permit. The need is Udlændingeservice's judgement.
pub fn may_be_placed_later(
    file: &PersonFile<'_>,
    permit: &Dated<'_, Permit>,
    edition: &Edition,
    on: Date,
    why: &mut Why,
) -> Finding {
    let provision = cite!("§ 10, stk. 2, 1. pkt.");
    if !provision.is_in_force(permit.on) {
        return Finding::of(Answer::No, provision);
    }
    let unaccompanied = last_by(&file.unaccompanied_minors, on).map(|fact| fact.fact);
    let judged = last_by(&file.placement_postponements, on);
    let need = Answer::judged(judged.map(|judged| judged.needed), &INVOLVEMENT);
    let of_age = file.has_reached(edition.figures.majority_age_years, permit.on);
    let mut all = AllOf::conditions_of(provision);
    all.require(provision, Answer::of(unaccompanied.is_some()), unaccompanied, why);
    all.require(provision, of_age.negated(), permit.fact, why);
    all.require(provision, need, judged.map(|fact| fact.fact), why);
    all.finding()
}

/// § 10, stk. 2, 2. pkt.: by when a minor who is placed after the permit is placed: within two weeks of the permit.
pub fn placement_of_minor(permit: &Dated<'_, Permit>, edition: &Edition) -> Due {
    Due::within_weeks(permit.on, edition.figures.minor_placement_weeks)
}

/// § 11: whether a placement rests on the quota, on the refugee's personal circumstances and on the conditions in the municipality.
/// Reads what the decision says it rests on; what is lacking is named. How these are weighed is Udlændingeservice's to judge.
pub fn rests_on_all_grounds(placement: &Dated<'_, Placement>, why: &mut Why) -> (Finding, Value) {
    let provision = cite!("§ 11");
    if placement.basis.is_empty() {
        return (Finding::noted(Answer::Missing(&PLACEMENT_BASIS), provision, placement.fact, why), Value::None);
    }
    let grounds = [
        (PlacementBasis::Quota, "quota", Words::new("kommunekvoten", "the municipality's quota")),
        (
            PlacementBasis::PersonalCircumstances,
            "personal_circumstances",
            Words::new("flygtningens personlige forhold", "the refugee's personal circumstances"),
        ),
        (
            PlacementBasis::MunicipalityConditions,
            "municipality_conditions",
            Words::new("forholdene i kommunen", "the conditions in the municipality"),
        ),
    ];
    let lacking: Vec<(&'static str, Words)> = grounds
        .into_iter()
        .filter(|(ground, ..)| !placement.basis.contains(ground))
        .map(|(_, name, words)| (name, words))
        .collect();
    let finding = Finding::noted(Answer::of(lacking.is_empty()), provision, placement.fact, why);
    (finding, if lacking.is_empty() { Value::None } else { Value::Names(lacking) })
}

/// § 10, stk. 3 and 6: whether it is the placement municipality in which the refugee is to be registered: yes, whether or not the
/// refugee moved in there (stk. 6), and also during a temporary stay elsewhere as part of an offer (stk. 3, 2. pkt.); no longer once
/// the refugee has later moved to another municipality for good. `home` is the last lasting residence, `stay` a temporary one.
pub fn is_to_be_registered_there(
    placed: &Placed,
    home: Option<&Dated<'_, Residence>>,
    stay: Option<&Dated<'_, Residence>>,
    why: &mut Why,
) -> Finding {
    let moved_in = home.is_some_and(|home| home.municipality == placed.municipality);
    let moved_on = home.filter(|home| !moved_in && home.on > placed.from);
    let stays = stay.filter(|stay| stay.municipality != placed.municipality && moved_on.is_none());
    let rule = Finding::noted(Answer::Yes, cite!("§ 10, stk. 3, 1. pkt."), placed.fact, why);
    let (home, stay) = (home.map(|home| home.fact), stays.map(|stay| stay.fact));
    why.answer(cite!("§ 10, stk. 3, 2. pkt."), Answer::of(stay.is_some()), stay.or(moved_on.map(|home| home.fact)));
    if moved_on.is_some() {
        return Finding::of(Answer::No, cite!("§ 10, stk. 3, 2. pkt."));
    }
    why.answer(cite!("§ 10, stk. 6"), Answer::of(!moved_in), home);
    match (stay, moved_in) {
        (Some(_), _) => Finding::of(Answer::Yes, cite!("§ 10, stk. 3, 2. pkt.")),
        (None, false) => Finding::of(Answer::Yes, cite!("§ 10, stk. 6")),
        (None, true) => rule,
    }
}

/// § 10, stk. 3–5: whether the refugee has been registered in the placement municipality: by the municipality, with effect from the day
/// it became responsible at the latest ([`has_effect_in_time`]), or by Udlændingeservice in its place (stk. 5).
pub fn is_registered(placed: &Placed, registration: Option<&Dated<'_, CprRegistration>>, why: &mut Why) -> Finding {
    let own = cite!("§ 10, stk. 3, 1. pkt.");
    let Some(registration) = registration else { return Finding::noted(Answer::No, own, placed.fact, why) };
    if registration.registrar == Registrar::ImmigrationService {
        return Finding::noted(Answer::Yes, cite!("§ 10, stk. 5"), registration.fact, why);
    }
    let mut all = AllOf::conditions_of(own);
    all.require(own, Answer::Yes, registration.fact, why);
    all.take(&has_effect_in_time(placed, registration, why));
    all.finding()
}

/// § 10, stk. 4: whether the municipality's registration has effect from the day on which it became responsible at the latest, that day
/// included. Reads the day of effect, which is the day of registering where the registration names none.
pub fn has_effect_in_time(placed: &Placed, registration: &Dated<'_, CprRegistration>, why: &mut Why) -> Finding {
    let provision = cite!("§ 10, stk. 4");
    let effect = registration.effective.unwrap_or(registration.on);
    why.says(provision, Said::Day(effect), registration.fact);
    Finding::noted(
        Answer::of(effect <= placed.responsible),
        provision,
        [Some(registration.fact), Some(placed.fact)],
        why,
    )
}

/// § 10, stk. 3–4: by when the municipality registers: on the day it becomes responsible, from which the registration has to have effect.
pub fn registration_by_municipality(placed: &Placed) -> Due {
    Due::at_once(placed.from)
}

/// § 10, stk. 5: by when Udlændingeservice registers where the municipality did not: the Act sets no day.
pub fn registration_in_its_place(from: Date) -> Due {
    Due::as_soon_as_possible(from)
}

/// Draws §§ 10–11 over a refugee's life.
pub fn draw(life: &mut Life<'_>) {
    let file = life.file;
    let permit = chapter12_definitions::permit_with_effect(&file.permits, &mut Why::silent());
    let Some((permit, _, Some(Category::Refugee))) = permit else { return };
    if !cite!("§ 10, stk. 1").is_in_force(permit.on) {
        return;
    }
    draw_decision(life, permit);
    draw_basis(life, permit.on);
    if let Some(placed) = placed(file, &life.spine) {
        draw_registration_duties(life, &placed);
        draw_registered(life, &placed);
        draw_registered_there(life, &placed);
    }
}

/// § 10, stk. 1–2 from the permit until the refugee is placed, split where a judgement may change which of them holds.
fn draw_decision(life: &mut Life<'_>, permit: &Dated<'_, Permit>) {
    let (file, edition) = (life.file, life.edition);
    let Some(from) = refugee_from(&life.spine, permit.on) else { return };
    let decided = file.placements.first().map(|placement| (placement.on, placement.fact));
    let until = decided.map_or(Date::MAX, |(day, _)| day.max(from));
    let mut days = vec![from];
    days.extend(file.unaccompanied_minors.iter().map(|fact| fact.on).filter(|day| (from..=until).contains(day)));
    days.extend(file.placement_postponements.iter().map(|fact| fact.on).filter(|day| (from..=until).contains(day)));
    days.sort_unstable();
    days.dedup();
    let later = |day: Date| is_to_be_placed_with_permit(file, permit, edition, day, &mut Why::silent());
    let covered_until = life.spine.cover_ends_after(from);
    let mut running: Option<Duty> = None;
    for (place, day) in days.iter().enumerate() {
        let holds = until_or_open(*day, days.get(place + 1).copied());
        life.conclude(&WITH_PERMIT, None, holds, |why| {
            (is_to_be_placed_with_permit(file, permit, edition, *day, why), Value::None)
        });
        let (kind, due, end) = match later(*day).answer {
            Answer::Missing(missing) if missing == &PERMIT_DAY => continue,
            Answer::No => (&DECIDE_MINOR, placement_of_minor(permit, edition), TO_BE_INVOLVED),
            _ => (&DECIDE, Due::at_once(*day), INVOLVED),
        };
        if running.as_ref().is_none_or(|running| running.kind != kind) {
            if let Some(before) = running.take() {
                life.duty(before.done(decided).ended(earlier(Some((*day, end)), covered_until)));
            }
            running = Some(Duty::new(kind, *day, permit.fact, due));
        }
    }
    if let Some(last) = running {
        life.duty(last.done(decided).ended(covered_until));
    }
}

/// § 11 over each placement, from the permit at the earliest.
fn draw_basis(life: &mut Life<'_>, permit: Date) {
    let placements = &life.file.placements;
    for (place, placement) in placements.iter().enumerate() {
        let next = placements.get(place + 1).map(|next| next.on);
        if let Ok(holds) = Period::new(placement.on.max(permit), next) {
            life.conclude(&BASIS, Some(placement.fact), holds, |why| rests_on_all_grounds(placement, why));
        }
    }
}

/// The first registration in the placement municipality since the permit.
fn registration<'f, 'a>(file: &'f PersonFile<'a>, placed: &Placed) -> Option<&'f Dated<'a, CprRegistration>> {
    let permit = file.permits.first().map_or(placed.from, |permit| permit.on);
    let since = between(&file.cpr_registrations, permit, Date::MAX);
    since.iter().find(|registration| registration.municipality == placed.municipality)
}

fn draw_registration_duties(life: &mut Life<'_>, placed: &Placed) {
    let made = registration(life.file, placed);
    let by = |registrar: Registrar| made.filter(|made| made.registrar == registrar).map(|made| (made.on, made.fact));
    let (own, instead) = (by(Registrar::Municipality), by(Registrar::ImmigrationService));
    let because = [Some(placed.fact), life.spine.takeover_fact];
    let charge = life.spine.charges().into_iter().find(|charge| charge.days.contains(placed.from));
    let over = earlier(life.spine.cover_ends_after(placed.from), charge.and_then(|charge| charge.end()));
    life.duty(
        Duty::new(&REGISTER, placed.from, because, registration_by_municipality(placed))
            .done(own)
            .ended(earlier(instead.map(|(day, _)| (day, BY_SERVICE)), over)),
    );
    if made.is_none_or(|made| made.on > placed.from) {
        let from = calendar::days_after(placed.from, 1);
        life.duty(
            Duty::new(&REGISTER_INSTEAD, from, because, registration_in_its_place(from))
                .done(instead)
                .ended(earlier(own.map(|(day, _)| (day, BY_MUNICIPALITY)), over)),
        );
    }
}

fn draw_registered(life: &mut Life<'_>, placed: &Placed) {
    let made = registration(life.file, placed);
    let from = made.map_or(Date::MAX, |made| made.on.max(placed.from));
    if from > placed.from {
        let holds = until_or_open(placed.from, made.map(|_| from));
        life.conclude(&REGISTERED, None, holds, |why| (is_registered(placed, None, why), Value::None));
    }
    if let Some(made) = made {
        let effect = made.effective.unwrap_or(made.on);
        life.conclude(&REGISTERED, None, Period::since(from), |why| {
            (is_registered(placed, Some(made), why), Value::Day(effect))
        });
    }
}

/// § 10, stk. 3 and 6 from day to day: each residence may change the answer.
fn draw_registered_there(life: &mut Life<'_>, placed: &Placed) {
    let residences = &life.file.residences;
    let (mut home, mut stay) = (None, None);
    let mut from = placed.from;
    for (place, residence) in residences.iter().enumerate() {
        if residence.on > from {
            conclude_registered_there(life, placed, from, Some(residence.on), home, stay);
            from = residence.on;
        }
        if residence.temporary_for_offer {
            stay = residences.get(place);
        } else {
            (home, stay) = (residences.get(place), None);
        }
    }
    conclude_registered_there(life, placed, from, None, home, stay);
}

fn conclude_registered_there(
    life: &mut Life<'_>,
    placed: &Placed,
    from: Date,
    to: Option<Date>,
    home: Option<&Dated<'_, Residence>>,
    stay: Option<&Dated<'_, Residence>>,
) {
    let holds = until_or_open(from, to);
    life.conclude(&REGISTERED_THERE, None, holds, |why| {
        (is_to_be_registered_there(placed, home, stay, why), Value::Municipality(placed.municipality))
    });
}
