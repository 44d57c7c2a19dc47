//! §§ 12–15: housing for a refugee, a place to stay until there is one, and who pays for the move.

mod roof;

use jiff::civil::Date;
use vocabulary::Period;

pub use self::roof::{Roof, Stay, stays_at_folk_high_school};

use self::roof::roofs;
use super::{Placed, placed};
use crate::answer::{AllOf, Answer, Bearer, Finding, Judgement, MissingFact};
use crate::case::PersonFile;
use crate::changes::until_or_open;
use crate::chapter12_definitions::Category;
use crate::cite;
use crate::duty::{Due, Duty, DutyKind};
use crate::edition::Edition;
use crate::facts::{Dated, Housing, HousingForm, RemovalExpense, RemovalTo, between, first_from, last_by};
use crate::life::{Life, Question, Value};
use crate::spine::Spine;
use crate::why::Why;
use crate::words::Words;

/// Whether the municipality has to assign housing.
pub static TO_BE_ASSIGNED: Question = Question {
    key: "housing.to_be_assigned",
    words: Words::new("Skal kommunen anvise en permanent bolig?", "Must the municipality assign a permanent dwelling?"),
};
/// Whether full rent support cannot be refused.
pub static FULL_SUPPORT: Question = Question {
    key: "housing.full_rent_support",
    words: Words::new(
        "Skal kommunen yde fuld støtte efter boligstøttelovens § 15?",
        "Must the municipality give full support under § 15 of the Act on Individual Housing Support?",
    ),
};
/// Whether the municipality pays for a move.
pub static MOVE_PAID: Question = Question {
    key: "housing.move_paid",
    words: Words::new("Betaler kommunen flytningen?", "Does the municipality pay for the move?"),
};
/// Whether Udlændingeservice may provide housing in the municipality's place.
pub static ON_BEHALF: Question = Question {
    key: "housing.on_behalf",
    words: Words::new(
        "Kan Udlændingeservice skaffe boliger på kommunens vegne?",
        "May the Immigration Service provide housing on the municipality's behalf?",
    ),
};
/// To assign housing after the takeover.
pub static ASSIGN: DutyKind = DutyKind {
    key: "housing.assign",
    provision: cite!("§ 12, stk. 1, 1. pkt."),
    bearer: Bearer::Municipality,
    words: Words::new("anvis en bolig", "assign a dwelling"),
    when_late: None,
};
/// To assign housing after a stay at a folk high school.
pub static ASSIGN_AFTER_SCHOOL: DutyKind = DutyKind {
    key: "housing.assign_after_folk_high_school",
    provision: cite!("§ 12, stk. 3"),
    bearer: Bearer::Municipality,
    words: Words::new(
        "anvis en bolig efter højskoleopholdet",
        "assign a dwelling after the stay at the folk high school",
    ),
    when_late: None,
};
/// To assign a temporary place.
pub static ASSIGN_TEMPORARY: DutyKind = DutyKind {
    key: "housing.assign_temporary",
    provision: cite!("§ 12, stk. 5, 1. pkt."),
    bearer: Bearer::Municipality,
    words: Words::new("anvis et midlertidigt opholdssted", "assign a temporary place to stay"),
    when_late: None,
};

static RENT: MissingFact =
    MissingFact { fact: "housing.rent", words: Words::new("huslejen pr. måned", "the rent a month") };
static HOUSEHOLD_INCOME: MissingFact = MissingFact {
    fact: "housing.household_income",
    words: Words::new("husstandens indkomst pr. måned", "the income of the household a month"),
};
static INSUFFICIENT: Judgement = Judgement {
    fact: "housing_on_behalf",
    by: Bearer::ImmigrationService,
    words: Words::new(
        "udnytter kommunen sine muligheder for at anvise permanente boliger i tilstrækkeligt omfang?",
        "does the municipality make enough use of its possibilities to assign permanent housing?",
    ),
};

/// § 12, stk. 1, 1. pkt.: whether the municipality has to assign a dwelling on the day: to every refugee placed in it who has none, for
/// as long as no permission lets the refugee stay at the centre ([`may_stay_at_centre`], stk. 2). `roof` is what the refugee has.
pub fn is_to_be_assigned(placed: &Placed, roof: Roof, why: &mut Why) -> Finding {
    let lacks = Answer::of(roof.lacks_dwelling());
    let general = Finding::noted(lacks, cite!("§ 12, stk. 1, 1. pkt."), [Some(placed.fact), roof.fact()], why);
    general.unless(&may_stay_at_centre(roof, why))
}

/// § 12, stk. 2: the exception for a refugee who stays on at the accommodation centre with Udlændingeservice's permission. That the case
/// is quite special is judged by Udlændingeservice in giving it; where none has been given there is none.
pub fn may_stay_at_centre(roof: Roof, why: &mut Why) -> Finding {
    let permission = if let Roof::Centre(permission) = roof { Some(permission) } else { None };
    Finding::noted(Answer::of(permission.is_some()), cite!("§ 12, stk. 2"), permission, why)
}

/// § 12, stk. 1 and 3: by when a dwelling is assigned: as soon as possible after the takeover or the stay; the Act sets no day.
pub fn assignment(from: Date) -> Due {
    Due::as_soon_as_possible(from)
}

/// § 12, stk. 5, 1. pkt.: by when a temporary place is assigned: at once, since the refugee would otherwise have none.
pub fn temporary_assignment(from: Date) -> Due {
    Due::at_once(from)
}

/// § 12, stk. 1, 2. pkt.: whether full support under § 15 of the Act on Individual Housing Support cannot be refused: where the rent is
/// more than half of the household's income. Reads both for the dwelling; at exactly half it may be refused.
pub fn has_full_rent_support(housing: &Dated<'_, Housing>, edition: &Edition, why: &mut Why) -> Finding {
    let provision = cite!("§ 12, stk. 1, 2. pkt.");
    let percent = i64::from(edition.figures.rent_of_income_percent);
    let answer = match (housing.rent, housing.household_income) {
        (None, _) => Answer::Missing(&RENT),
        (_, None) => Answer::Missing(&HOUSEHOLD_INCOME),
        (Some(rent), Some(income)) => Answer::of(rent.oere() * 100 > income.oere() * percent),
    };
    Finding::noted(answer, provision, housing.fact, why)
}

/// § 12, stk. 4, 1. pkt.: whether the municipality pays for the refugee's move to it. Reads whether the Act covers the person as a
/// refugee and whether a municipality had been placed in; what a move reasonably costs is left to the municipality.
pub fn pays_for_move_to_municipality(
    file: &PersonFile<'_>,
    spine: &Spine,
    expense: &Dated<'_, RemovalExpense>,
    on: Date,
    why: &mut Why,
) -> Finding {
    let provision = cite!("§ 12, stk. 4, 1. pkt.");
    let mut all = AllOf::conditions_of(provision);
    all.take(&is_for_refugee(file, spine, expense, why));
    let placement = last_by(&file.placements, on);
    let placed = if placement.is_some() { Answer::Yes } else { Answer::Missing(&super::PLACEMENT) };
    all.require(provision, placed, [Some(expense.fact), placement.map(|fact| fact.fact)], why);
    all.finding()
}

/// § 12, stk. 4, 2. pkt.: whether the municipality pays for the refugee's move from the asylum centre to a folk high school: where the
/// stay is an offer and comes directly at the takeover ([`goes_straight_to_folk_high_school`]).
pub fn pays_for_move_to_folk_high_school(
    file: &PersonFile<'_>,
    spine: &Spine,
    expense: &Dated<'_, RemovalExpense>,
    stay: Option<&Stay>,
    why: &mut Why,
) -> Finding {
    let provision = cite!("§ 12, stk. 4, 2. pkt.");
    let mut all = AllOf::conditions_of(provision);
    all.take(&is_for_refugee(file, spine, expense, why));
    let straight = stay.is_some_and(|stay| goes_straight_to_folk_high_school(file, stay));
    all.require(provision, Answer::of(straight), [Some(expense.fact), stay.map(|stay| stay.fact)], why);
    all.finding()
}

/// § 12, stk. 4, 2. pkt.: a stay comes "directly at the takeover" where the refugee had no housing in between: the move then goes from
/// where the asylum case was waited for to the school, as the sentence says. No number of days is made up.
pub fn goes_straight_to_folk_high_school(file: &PersonFile<'_>, stay: &Stay) -> bool {
    let permit = file.permits.first().map_or(stay.from, |permit| permit.on);
    first_from(&file.housings, permit).is_none_or(|housing| housing.on >= stay.from)
}

/// § 12, stk. 4: whether the Act covers the person as a refugee on the day of the expense: nobody is one before the permit.
fn is_for_refugee(file: &PersonFile<'_>, spine: &Spine, expense: &Dated<'_, RemovalExpense>, why: &mut Why) -> Finding {
    let provision = cite!("§ 12, stk. 4");
    let permitted = last_by(&file.permits, expense.on);
    let Some(scope) = spine.scope.on(expense.on).filter(|_| permitted.is_some()) else {
        return Finding::noted(Answer::No, provision, expense.fact, why);
    };
    let mut all = AllOf::conditions_of(provision);
    why.answer(scope.finding.provision, scope.finding.answer, ());
    all.take(&scope.finding);
    if scope.finding.answer.is_yes() {
        all.require(provision, Answer::of(scope.category == Some(Category::Refugee)), expense.fact, why);
    }
    all.finding()
}

/// § 15: whether Udlændingeservice may provide housing on the municipality's behalf and at its expense: where the refugee has none and
/// the municipality makes too little use of its possibilities, which is Udlændingeservice's judgement.
pub fn may_be_housed_on_behalf(file: &PersonFile<'_>, roof: Roof, on: Date, why: &mut Why) -> Finding {
    let provision = cite!("§ 15");
    let judged = last_by(&file.housings_on_behalf, on);
    let mut all = AllOf::conditions_of(provision);
    all.require(provision, Answer::of(roof.lacks_dwelling()), roof.fact(), why);
    let insufficient = Answer::judged(judged.map(|judged| judged.insufficient), &INSUFFICIENT);
    all.require(provision, insufficient, judged.map(|fact| fact.fact), why);
    all.finding()
}

/// Draws §§ 12–15 over a refugee's life.
pub fn draw(life: &mut Life<'_>) {
    let stays = stays_at_folk_high_school(life.file);
    draw_removals(life, &stays);
    let Some(placed) = placed(life.file, &life.spine) else { return };
    if !cite!("§ 12, stk. 1, 1. pkt.").is_in_force(placed.responsible) {
        return;
    }
    let roofs = roofs(life.file, &life.spine, &placed, &stays);
    let roofs: Vec<(Period, Roof)> = roofs.periods().map(|(period, roof)| (period, *roof)).collect();
    for (holds, roof) in &roofs {
        life.conclude(&TO_BE_ASSIGNED, None, *holds, |why| (is_to_be_assigned(&placed, *roof, why), Value::None));
    }
    draw_assignment(life, &placed, &roofs);
    draw_temporary(life, &placed, &roofs);
    draw_after_school(life, &stays, &roofs);
    draw_full_support(life, &placed);
    draw_on_behalf(life, &placed, &roofs);
}

/// The days on which something is needed, as one need until something ends it: from when, and what ended it.
fn needs(roofs: &[(Period, Roof)], is_needed: fn(Roof) -> bool) -> Vec<(Date, Option<(Date, Roof)>)> {
    let mut needs = Vec::new();
    let mut since = None;
    for (period, roof) in roofs {
        if is_needed(*roof) {
            since.get_or_insert(period.from());
        } else if let Some(from) = since.take() {
            needs.push((from, Some((period.from(), *roof))));
        }
    }
    needs.extend(since.map(|from| (from, None)));
    needs
}

/// A duty to assign a dwelling: done where the municipality assigned one, else ended by what came in its place.
fn until_assigned(duty: Duty, end: Option<(Date, Roof)>) -> Duty {
    match end {
        Some((_, Roof::Assigned(day, fact))) => duty.done(Some((day, fact))),
        end => duty.ended(end.map(|(day, roof)| (day, roof.words()))),
    }
}

/// § 12, stk. 1, 1. pkt.: each time the duty to assign a dwelling arises: at the takeover, and when a permission to stay has ended.
fn draw_assignment(life: &mut Life<'_>, placed: &Placed, roofs: &[(Period, Roof)]) {
    let because = [Some(placed.fact), life.spine.takeover_fact];
    if let Some((period, roof @ Roof::Assigned(..))) = roofs.first() {
        let duty = Duty::new(&ASSIGN, placed.from, because, assignment(placed.from));
        life.duty(until_assigned(duty, Some((period.from(), *roof))));
    }
    for (from, end) in needs(roofs, |roof| matches!(roof, Roof::None | Roof::School(_))) {
        life.duty(until_assigned(Duty::new(&ASSIGN, from, because, assignment(from)), end));
    }
}

/// § 12, stk. 5, 1. pkt.: each time a temporary place is needed; one that the refugee already has does.
fn draw_temporary(life: &mut Life<'_>, placed: &Placed, roofs: &[(Period, Roof)]) {
    let file = life.file;
    let because = [Some(placed.fact), life.spine.takeover_fact];
    let permit = file.permits.first().map_or(placed.from, |permit| permit.on);
    for (from, end) in needs(roofs, |roof| roof == Roof::None) {
        let is_temporary = |housing: &&Dated<'_, Housing>| housing.form == HousingForm::Temporary;
        let held = last_by(&file.housings, from).filter(is_temporary).filter(|housing| housing.on >= permit);
        let until = end.map_or(Date::MAX, |(day, _)| day);
        let place = held.or_else(|| between(&file.housings, from, until).iter().find(is_temporary));
        life.duty(
            Duty::new(&ASSIGN_TEMPORARY, from, because, temporary_assignment(from))
                .done(place.map(|housing| (housing.on, housing.fact)))
                .ended(end.map(|(day, roof)| (day, roof.words()))),
        );
    }
}

/// § 12, stk. 3: a dwelling after a stay at a folk high school, where none had been assigned by then.
fn draw_after_school(life: &mut Life<'_>, stays: &[Stay], roofs: &[(Period, Roof)]) {
    let end = roofs.last().filter(|(_, roof)| !roof.lacks_dwelling()).map(|(period, roof)| (period.from(), *roof));
    for stay in stays {
        let after = roofs.partition_point(|(period, _)| period.from() <= stay.end);
        let roof = after.checked_sub(1).and_then(|place| roofs.get(place)).map(|(_, roof)| *roof);
        if roof == Some(Roof::None) {
            let duty = Duty::new(&ASSIGN_AFTER_SCHOOL, stay.end, stay.fact, assignment(stay.end));
            life.duty(until_assigned(duty, end));
        }
    }
}

/// § 12, stk. 1, 2. pkt. over each dwelling that the municipality assigned.
fn draw_full_support(life: &mut Life<'_>, placed: &Placed) {
    let (file, edition) = (life.file, life.edition);
    for (place, housing) in file.housings.iter().enumerate() {
        let from = housing.on.max(placed.from);
        let next = file.housings.get(place + 1).map(|next| next.on);
        let covered = life.spine.category(from) == Some(Category::Refugee);
        if housing.form == HousingForm::Permanent && covered && next.is_none_or(|next| from < next) {
            let holds = until_or_open(from, next);
            life.conclude(&FULL_SUPPORT, Some(housing.fact), holds, |why| {
                (has_full_rent_support(housing, edition, why), Value::None)
            });
        }
    }
}

/// § 12, stk. 4 over each expense of a move, split where a placement or a stay that it depends on comes later.
fn draw_removals(life: &mut Life<'_>, stays: &[Stay]) {
    let file = life.file;
    let takeover = life.spine.takeover;
    let first = takeover.and_then(|takeover| stays.iter().find(|stay| stay.from >= takeover));
    for expense in file.removal_expenses.iter().filter(|expense| cite!("§ 12, stk. 4").is_in_force(expense.on)) {
        let later = match expense.to {
            RemovalTo::Municipality if last_by(&file.placements, expense.on).is_some() => None,
            RemovalTo::Municipality => first_from(&file.placements, expense.on).map(|placement| placement.on),
            RemovalTo::FolkHighSchool => first.map(|stay| stay.from).filter(|from| *from > expense.on),
        };
        for (from, to) in [Some((expense.on, later)), later.map(|later| (later, None))].into_iter().flatten() {
            let holds = until_or_open(from, to);
            let spine = std::mem::take(&mut life.spine);
            life.conclude(&MOVE_PAID, Some(expense.fact), holds, |why| {
                let finding = match expense.to {
                    RemovalTo::Municipality => pays_for_move_to_municipality(file, &spine, expense, from, why),
                    RemovalTo::FolkHighSchool => {
                        let stay = first.filter(|stay| stay.from <= from);
                        pays_for_move_to_folk_high_school(file, &spine, expense, stay, why)
                    }
                };
                (finding, Value::Amount(expense.amount))
            });
            life.spine = spine;
        }
    }
}

/// § 15 from day to day: what the refugee has, and what Udlændingeservice judges, may change the answer.
fn draw_on_behalf(life: &mut Life<'_>, placed: &Placed, roofs: &[(Period, Roof)]) {
    let file = life.file;
    let settled =
        roofs.last().filter(|(_, roof)| !roof.lacks_dwelling()).map_or(Date::MAX, |(period, _)| period.from());
    let mut days: Vec<Date> = file.housings_on_behalf.iter().map(|judged| judged.on).collect();
    days.retain(|day| (placed.from..settled).contains(day));
    days.extend(roofs.iter().map(|(period, _)| period.from()));
    days.sort_unstable();
    days.dedup();
    for (place, day) in days.iter().enumerate() {
        let holds = until_or_open(*day, days.get(place + 1).copied());
        let after = roofs.partition_point(|(period, _)| period.from() <= *day);
        let Some((_, roof)) = after.checked_sub(1).and_then(|place| roofs.get(place)) else { continue };
        life.conclude(&ON_BEHALF, None, holds, |why| (may_be_housed_on_behalf(file, *roof, *day, why), Value::None));
    }
}
