//! A follow-up on a contract as a letter: how the goals stand, what was agreed, and when next.

use law::assessment::day_text;
use law::duty::Standing;
use law::facts::{Content, up_to};
use law::life::with_life;
use law::why::Why;
use law::words::Words;
use letters::{AtLeastOne, Changes, FollowUp, GoalStatus, Letter, Source, Sourced};

use super::blanks::{Blank, Blanks, Gap};
use super::contract::version;
use super::envelope::{delivery, envelope, person};
use super::reasons::of_fact;
use super::writing::{Material, day_of};

/// The duty to hold the next follow-up.
const NEXT_FOLLOW_UP: &str = "follow_up.hold";

/// The letter on a follow-up.
pub(super) fn letter(material: &Material<'_>, id: &str, blanks: &mut Blanks<'_>) -> Option<Letter> {
    let language = blanks.language();
    let (fact, found) = material.case.counting().find(|(_, fact)| fact.id == id)?;
    let Content::FollowUp(_) = &found.content else { return None };
    let held = day_of(material, fact);
    let title = Words::new("Det talte vi om den", "What we talked about on").text(language);
    let envelope = envelope(material, blanks, &format!("{title} {}", day_text(*held.value(), language)));
    let delivery = delivery(&material.recipient, blanks);
    let known = material.known();
    let contract = up_to(&known.contracts, *held.value()).last();
    if contract.is_none() {
        blanks.gaps.push(Gap::NoContract);
    }
    let goals = contract.map(|contract| {
        let id = material.case.fact(contract.fact).id.as_str();
        contract.held.goals.iter().filter_map(|goal| of_fact(&goal.text, id)).collect::<Vec<_>>()
    });
    let goals = goals.filter(|goals| !goals.is_empty());
    if contract.is_some() && goals.is_none() {
        blanks.gaps.push(Gap::NoGoals);
    }
    let statuses = blanks.lines(Blank::GoalStatus, Vec::new());
    let agreed = blanks.lines(Blank::Agreed, Vec::new());
    let changes = blanks.optional_text(Blank::Changes);
    let next = blanks.day(Blank::Next, next(material));
    let (goals, statuses) = (goals?, statuses?);
    if goals.len() != statuses.iter().count() {
        blanks.gaps.push(Gap::LinesForGoals(Blank::GoalStatus));
        return None;
    }
    let goals = goals.into_iter().zip(statuses.iter().cloned()).map(|(goal, status)| GoalStatus { goal, status });
    let follow_up = FollowUp {
        held,
        version: version(material, contract?.fact)?,
        goals: AtLeastOne::from_list(goals)?,
        agreed: agreed?,
        changes: changes.map_or(Changes::None, |what| Changes::NewVersion { what }),
        next: next?,
    };
    Some(Letter::follow_up(envelope?, person(&material.recipient, false), delivery?, follow_up))
}

/// The day by which the Act asks for the next follow-up.
fn next(material: &Material<'_>) -> Option<Sourced<jiff::civil::Date>> {
    with_life(material.case, material.person, material.edition, material.day, Why::silent(), |life| {
        let open = life.duties_on(material.day).filter(|(duty, standing)| {
            duty.kind.key == NEXT_FOLLOW_UP && matches!(standing, Standing::Open | Standing::Overdue { .. })
        });
        let due = open.filter_map(|(duty, _)| Some(Sourced::new(duty.due.on?, Source::Provision(duty.kind.provision))));
        due.max_by_key(|due| *due.value())
    })
}
