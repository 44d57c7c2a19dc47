//! How a plan was changed during its year: what saved versions changed, derived, and what an officer states of it, kept for every report of the plan.

use casework::forms::{typed_day, written_day};
use casework::goals::SavedChange;
use jiff::civil::Date;
use letters::goals_report::{ChangedGoal, GoalChange, PlanChange};
use oversight::goals::Changed;
use vocabulary::danish_day;

use super::text;
use crate::components::{ErrorSummary, FieldKind, FormField};
use crate::frame::FieldTrouble;
use crate::posted::Posted;
use crate::texts::Language;

/// The name of the working paper with what is stated: one for the plan, shared by its reports.
pub(super) const PAPER: &str = "aendringer";

/// A change in the form, as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Row {
    day: String,
    goal: String,
    what: String,
    text: String,
    agreed: String,
    /// Which saved version of the plan it states.
    saved: Option<u64>,
    /// Whether it is what a saved version changed, until somebody says who agreed.
    is_derived: bool,
}

/// What saved versions changed and nobody has stated yet. A statement stands for one change: that of the version it names, or, where it names none,
/// the first of the same goal and kind that no other statement is of.
pub(super) fn derived(language: Language, saved: &[SavedChange], stated: &[PlanChange]) -> Vec<PlanChange> {
    let mut all = Vec::new();
    let names = |known: &PlanChange, one: &SavedChange, goal: &Option<ChangedGoal>| {
        known.saved == Some(one.entered.position) && known.goal == *goal
    };
    let mut nameless: Vec<&PlanChange> = stated.iter().filter(|known| known.saved.is_none()).collect();
    for one in saved {
        let what = match one.change.what {
            Changed::Added => GoalChange::Added,
            Changed::Dropped => GoalChange::Dropped,
            Changed::MovedTo(_) => GoalChange::Moved,
            Changed::Otherwise { .. } => GoalChange::Changed,
        };
        let goal = Some(ChangedGoal { id: one.change.goal.clone(), what });
        if stated.iter().any(|known| names(known, one, &goal)) {
            continue;
        }
        if let Some(place) = nameless.iter().position(|known| known.goal == goal) {
            nameless.remove(place);
            continue;
        }
        let details = text(language, &one.change.details());
        all.push(PlanChange {
            day: danish_day(one.entered.at),
            goal,
            text: format!("{details}. {}", one.reason),
            agreed: String::new(),
            saved: Some(one.entered.position),
        });
    }
    all
}

impl Row {
    fn of(change: PlanChange, is_derived: bool) -> Self {
        let (goal, what) = change.goal.map(|goal| (goal.id, goal.what.name().to_owned())).unwrap_or_default();
        let day = written_day(change.day);
        Self { day, goal, what, text: change.text, agreed: change.agreed, saved: change.saved, is_derived }
    }

    fn is_blank(&self) -> bool {
        [&self.day, &self.goal, &self.what, &self.text, &self.agreed].iter().all(|field| field.trim().is_empty())
    }
}

/// The rows of the form: what is stated, what is derived, and a blank one.
pub(super) fn rows(stated: &[PlanChange], derived: Vec<PlanChange>) -> Vec<Row> {
    let stated = stated.iter().cloned().map(|change| Row::of(change, false));
    stated.chain(derived.into_iter().map(|change| Row::of(change, true))).chain([Row::default()]).collect()
}

/// The rows that were sent.
pub(super) fn sent(posted: &Posted) -> Vec<Row> {
    let field = |name: &str, nth: usize| posted.get(&format!("{name}.{nth}")).to_owned();
    let is_there = |nth: &usize| posted.all(&format!("change-day.{nth}")).next().is_some();
    let row = |nth: usize| Row {
        day: field("change-day", nth),
        goal: field("change-goal", nth),
        what: field("change-what", nth),
        text: field("change-text", nth),
        agreed: field("change-agreed", nth),
        saved: field("change-saved", nth).parse().ok(),
        is_derived: field("change-derived", nth) == "ja",
    };
    (0..posted.fields().count()).take_while(is_there).map(row).collect()
}

/// What the rows state, or what is wrong with them. A derived row without who agreed states nothing and stays derived; a blank one is no change.
pub(super) fn stated(language: Language, rows: &[Row]) -> Result<Vec<PlanChange>, Vec<FieldTrouble>> {
    let mut changes = Vec::new();
    let mut troubles = Vec::new();
    for (nth, row) in rows.iter().enumerate() {
        if row.is_blank() || row.is_derived && row.agreed.trim().is_empty() {
            continue;
        }
        let mut wrong = |field: &str, key: &str| {
            troubles.push(FieldTrouble { field: format!("{field}.{nth}"), text: language.t(key) });
        };
        let day: Option<Date> = typed_day(&row.day);
        if day.is_none() {
            wrong("change-day", "problem-day");
        }
        for (field, typed) in [("change-text", &row.text), ("change-agreed", &row.agreed)] {
            if typed.trim().is_empty() {
                wrong(field, "problem-missing");
            }
        }
        let what = GoalChange::ALL.into_iter().find(|what| what.name() == row.what);
        match (row.goal.trim(), what) {
            ("", Some(_)) => wrong("change-goal", "goals-change-which"),
            (goal, None) if !goal.is_empty() => wrong("change-what", "problem-missing"),
            _ => {}
        }
        let goal = what.map(|what| ChangedGoal { id: row.goal.trim().to_owned(), what });
        if let Some(day) = day {
            changes.push(PlanChange {
                day,
                goal,
                text: row.text.trim().to_owned(),
                agreed: row.agreed.trim().to_owned(),
                saved: row.saved,
            });
        }
    }
    if troubles.is_empty() { Ok(changes) } else { Err(troubles) }
}

/// A row as the page shows it.
pub(super) struct Shown {
    pub(super) title: String,
    pub(super) hint: Option<String>,
    /// The name of the field that says that it is derived.
    pub(super) derived: Option<String>,
    /// The name of the field that says which saved version it states, and that version.
    pub(super) saved: Option<(String, u64)>,
    pub(super) fields: Vec<FormField>,
}

/// The rows as the page shows them.
pub(super) fn shown(language: Language, rows: Vec<Row>, errors: &ErrorSummary) -> Vec<Shown> {
    let choices =
        || GoalChange::ALL.map(|what| (what.name().to_owned(), what.words().text(language.into()).to_owned()));
    let show = |(nth, row): (usize, Row)| {
        let line = |name: &str, key: &str| FormField::line(language, format!("{name}.{nth}"), language.t(key));
        let title = match (row.is_blank(), row.goal.as_str()) {
            (true, _) => language.t("goals-change-new"),
            (false, "") => language.t("goals-change-of-plan"),
            (false, goal) => language.t_with("goals-change-of", &[("goal", goal.into())]),
        };
        Shown {
            title,
            hint: row.is_derived.then(|| language.t("goals-change-derived")),
            derived: row.is_derived.then(|| format!("change-derived.{nth}")),
            saved: row.saved.map(|position| (format!("change-saved.{nth}"), position)),
            fields: vec![
                line("change-day", "goals-change-day").kind(FieldKind::Day).optional().typed(row.day, errors),
                line("change-goal", "goals-change-goal")
                    .hint(language.t("goals-change-goal-hint"))
                    .optional()
                    .typed(row.goal, errors),
                line("change-what", "goals-change-what")
                    .kind(FieldKind::Select(choices().into()))
                    .optional()
                    .typed(row.what, errors),
                line("change-text", "goals-change-text").kind(FieldKind::Lines).optional().typed(row.text, errors),
                line("change-agreed", "goals-change-agreed")
                    .hint(language.t("goals-change-agreed-hint"))
                    .optional()
                    .typed(row.agreed, errors),
            ],
        }
    };
    rows.into_iter().enumerate().map(show).collect()
}

#[cfg(test)]
mod tests {
    use casework::goals::Entered;
    use jiff::Timestamp;
    use jiff::civil::date;
    use oversight::goals::{Change, Text};

    use super::*;

    fn dropped(agreed: &str) -> PlanChange {
        PlanChange {
            day: date(2024, 6, 1),
            goal: Some(ChangedGoal { id: "2.4".to_owned(), what: GoalChange::Dropped }),
            text: "Bæredygtige indkøb. Ny aftale".to_owned(),
            agreed: agreed.to_owned(),
            saved: Some(7),
        }
    }

    /// Goal 1.3 defined otherwise by the version saved at a place in the journal.
    fn saved(position: u64) -> SavedChange {
        let text = Text { da: "Visum".to_owned(), en: "Visa".to_owned() };
        let what = Changed::Otherwise { weight: None, requirement: true, measure: false, reading: false };
        SavedChange {
            plan: "u".to_owned(),
            entered: Entered { position, by: "controller-1".to_owned(), at: Timestamp::UNIX_EPOCH },
            reason: format!("aftale {position}"),
            version: position.to_string(),
            change: Change { goal: "1.3".to_owned(), title: text, what },
        }
    }

    #[test]
    fn a_second_change_of_a_goal_is_told_beside_the_first_that_is_stated() {
        let versions = [saved(7), saved(9)];
        let places = |stated: &[PlanChange]| -> Vec<Option<u64>> {
            derived(Language::Danish, &versions, stated).iter().map(|change| change.saved).collect()
        };
        let both = derived(Language::Danish, &versions, &[]);
        assert_eq!(places(&[]), [Some(7), Some(9)]);
        // The second is stated first: the first is still told.
        assert_eq!(places(&both[1..]), [Some(7)]);
        assert_eq!(places(&both), []);
        // What was kept before versions were named states one change, the first.
        let older: PlanChange = serde_json::from_str(
            r#"{"day": "2024-06-01", "goal": {"id": "1.3", "what": "changed"}, "text": "ny aftale", "agreed": "direktøren"}"#,
        )
        .expect("the older form is read");
        assert_eq!(places(&[older]), [Some(9)]);
        // What the form sends back names its version.
        let rows = rows(&both[..1], Vec::new());
        assert_eq!(rows[0].saved, Some(7));
    }

    #[test]
    fn what_is_derived_is_stated_once_somebody_says_who_agreed() {
        let mut rows = rows(&[], vec![dropped("")]);
        assert_eq!(stated(Language::Danish, &rows).expect("no trouble"), [], "nobody stated anything yet");
        rows[0].agreed = "direktøren".to_owned();
        assert_eq!(stated(Language::Danish, &rows).expect("no trouble"), [dropped("direktøren")]);
    }

    #[test]
    fn a_change_needs_day_text_and_who_agreed_and_a_goal_what_became_of_it() {
        let typed = Row { goal: "1.3".to_owned(), day: "i går".to_owned(), ..Row::default() };
        let fields = |row: Row| -> Vec<String> {
            let troubles = stated(Language::Danish, &[Row::default(), row]).expect_err("troubles");
            troubles.into_iter().map(|one| one.field).collect()
        };
        assert_eq!(fields(typed), ["change-day.1", "change-text.1", "change-agreed.1", "change-what.1"]);
        let of = |goal: &str| Row { goal: goal.to_owned(), ..Row::of(dropped("direktøren"), false) };
        assert_eq!(fields(of(" ")), ["change-goal.1"]);
    }
}
