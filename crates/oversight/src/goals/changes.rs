//! What one version of a plan changed in the one before: goals added, dropped, moved to another number, or changed, and in what.

use super::Points;
use super::plan::{Goal, Plan, Text};

/// A goal that another version of the plan has otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The goal's number; of a goal that was moved the one before.
    pub goal: String,
    /// What it is about.
    pub title: Text,
    /// What became of it.
    pub what: Changed,
}

/// What became of a goal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changed {
    /// It is new.
    Added,
    /// It is gone.
    Dropped,
    /// It has another number, and everything else is as before.
    MovedTo(String),
    /// It is defined otherwise.
    Otherwise {
        /// The points before and after, where they are others.
        weight: Option<(Points, Points)>,
        /// Whether the requirement is another.
        requirement: bool,
        /// Whether it is measured otherwise: group, window, limit, deadline, parts.
        measure: bool,
        /// Whether it is read, scored, assessed or proved otherwise.
        reading: bool,
    },
}

/// What a version changed, in the order of the plan before, what is new last. A new version number alone changes no goal.
pub fn changes(before: &Plan, after: &Plan) -> Vec<Change> {
    let is_new = |goal: &&Goal| before.goal(goal.id.get_ref()).is_none();
    let mut new: Vec<&Goal> = after.goals.iter().filter(is_new).collect();
    let mut all = Vec::new();
    for goal in &before.goals {
        let what = match after.goal(goal.id.get_ref()) {
            Some(same) if same == goal => continue,
            Some(other) => otherwise(goal, other),
            None => match new.iter().position(|other| is_as(goal, other)) {
                Some(place) => Changed::MovedTo(new.remove(place).id.get_ref().clone()),
                None => Changed::Dropped,
            },
        };
        all.push(change(goal, what));
    }
    all.extend(new.into_iter().map(|goal| change(goal, Changed::Added)));
    all
}

fn change(goal: &Goal, what: Changed) -> Change {
    Change { goal: goal.id.get_ref().clone(), title: goal.title.clone(), what }
}

/// Whether two goals are one but for their number.
fn is_as(goal: &Goal, other: &Goal) -> bool {
    Goal { id: goal.id.clone(), ..other.clone() } == *goal
}

fn otherwise(goal: &Goal, other: &Goal) -> Changed {
    let (before, after) = (*goal.weight.get_ref(), *other.weight.get_ref());
    let with_same_rest = Goal {
        weight: goal.weight.clone(),
        weight_printed: goal.weight_printed,
        weight_reading: goal.weight_reading.clone(),
        requirement: goal.requirement.clone(),
        parts: goal.parts.clone(),
        ..other.clone()
    };
    Changed::Otherwise {
        weight: (before != after).then_some((before, after)),
        requirement: goal.requirement != other.requirement,
        measure: goal.parts != other.parts,
        reading: with_same_rest != *goal,
    }
}

impl Change {
    /// What was changed in the goal, besides that it was: of a goal that is gone or new its title.
    pub fn details(&self) -> Text {
        let Changed::Otherwise { weight, requirement, measure, reading } = &self.what else {
            return match &self.what {
                Changed::MovedTo(to) => Text { da: format!("til {to}"), en: format!("to {to}") },
                _ => self.title.clone(),
            };
        };
        let danish = |points: &Points| points.to_string().replace('.', ",");
        let of_weight = weight.as_ref().map(|(before, after)| {
            (
                format!("vægten fra {} til {} point", danish(before), danish(after)),
                format!("the weight from {before} to {after} points"),
            )
        });
        let others = [
            (requirement, "resultatkravet", "the requirement"),
            (measure, "målingen", "how it is measured"),
            (reading, "læsningen", "how it is read"),
        ];
        let others = others.into_iter().filter(|(holds, ..)| **holds);
        let all = of_weight.into_iter().chain(others.map(|(_, da, en)| (da.to_owned(), en.to_owned())));
        let (da, en): (Vec<String>, Vec<String>) = all.unzip();
        Text { da: da.join(", "), en: en.join(", ") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::goals::{PLANS, read_plan};

    fn plan(edit: impl Fn(&str) -> String) -> Plan {
        let (name, text) = PLANS[0];
        read_plan(name, &edit(text)).unwrap_or_else(|problems| panic!("{problems:?}"))
    }

    fn told(edit: impl Fn(&str) -> String) -> Vec<String> {
        let found = changes(&plan(ToOwned::to_owned), &plan(edit));
        let told = |change: &Change| {
            let what = match change.what {
                Changed::Added => "added",
                Changed::Dropped => "dropped",
                Changed::MovedTo(_) => "moved",
                Changed::Otherwise { .. } => "changed",
            };
            format!("{} {what}: {}", change.goal, change.details().da)
        };
        found.iter().map(told).collect()
    }

    #[test]
    fn a_limit_and_a_requirement_that_are_changed_are_named_and_a_blank_line_is_no_change() {
        let limit = |text: &str| {
            let text = text.replace("limit = { months = 7 }", "limit = { months = 6 }");
            text.replace("taget højst 7 måneder.", "taget højst 6 måneder.")
        };
        assert_eq!(told(limit), ["1.2.a changed: resultatkravet, målingen"]);
        assert_eq!(told(|text| format!("\n\n{text}")), Vec::<String>::new());
        assert_eq!(told(|text| text.replacen("version = \"1\"", "version = \"2\"", 1)), Vec::<String>::new());
    }

    #[test]
    fn a_goal_under_another_number_is_moved_and_one_that_is_gone_is_dropped() {
        assert_eq!(told(|text| text.replace("id = \"1.5\"", "id = \"1.6\"")), ["1.5 moved: til 1.6"]);
        let dropped = |text: &str| {
            let (before, _) = text.split_once("[[goal]]\nid = \"2.4\"").expect("the last goal");
            before.replacen("weight = 10\nweight_printed = 10", "weight = 15\nweight_printed = 15", 1)
        };
        assert_eq!(told(dropped), ["1.1.a changed: vægten fra 10 til 15 point", "2.4 dropped: Bæredygtige indkøb"]);
    }
}
