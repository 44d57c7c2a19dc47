//! An audit point as its page shows it.

use jiff::civil::Date;
use oversight::audit::{Point, Stage};
use oversight::ledger::Party;

use super::super::step_form::{self, StepForm};
use super::{Cell, Shown, Table, day_said};
use crate::components::{Badge, Tone};
use crate::texts::Language;

/// The name of the closed points in addresses.
pub(in super::super) const CLOSED: &str = "afsluttet";

impl Shown for Point {
    const PATH: &'static str = "revision";
    const TITLE: &'static str = "supervision-audit";
    const LEAD: &'static str = "supervision-audit-lead";
    const COLUMNS: [&'static str; 4] =
        ["supervision-title-field", "supervision-owner", "supervision-whose-move", "supervision-standing"];

    fn forms() -> &'static [StepForm] {
        &step_form::AUDIT
    }

    fn takes(step: &str, party: Party) -> bool {
        match step {
            "raised" => party != Party::StateAuditors,
            "deadline-set" => true,
            "closing-recommended" | "closing-not-recommended" => party == Party::Auditors,
            "closed" | "referred-back" | "reopened" => party == Party::StateAuditors,
            _ => party == Party::Ministry,
        }
    }

    fn only(language: Language, name: &str) -> Option<String> {
        if name == CLOSED {
            return Some(language.t("supervision-review-closed"));
        }
        let party = Party::ALL.into_iter().find(|party| party.key() == name)?;
        let party = party.words().text(language.into());
        Some(language.t_with("supervision-with-party", &[("party", party.into())]))
    }

    fn is_among(&self, name: &str, _: Date) -> bool {
        self.stage.whose_move().map_or(CLOSED, Party::key) == name
    }

    fn title(&self, _: Language) -> String {
        self.title.clone()
    }

    fn cells(&self, language: Language, today: Date) -> [Cell; 3] {
        let whose = self.stage.whose_move().map_or("–", |party| party.words().text(language.into()));
        let owner = format!("{}, {}", self.owner.role, self.owner.authority);
        [Cell::Text(owner), Cell::Text(whose.to_owned()), Cell::Badge(Self::badge(self, language, today))]
    }

    fn badge(&self, language: Language, today: Date) -> Badge {
        let tone = match &self.stage {
            Stage::Open(_) if self.is_overdue(today) => Tone::Error,
            Stage::Open(_) => Tone::Warning,
            Stage::Proposed(_) | Stage::Recommended(_) => Tone::Info,
            Stage::Closed(_) => Tone::Success,
        };
        Badge::new(tone, self.stage.words().text(language.into()))
    }

    fn summary(&self, language: Language, today: Date) -> Vec<(String, String)> {
        let t = |key: &str| language.t(key);
        let mut rows = vec![
            (t("supervision-text"), self.text.clone()),
            (t("supervision-source"), self.source.clone()),
            (t("supervision-owner"), format!("{}, {}", self.owner.role, self.owner.authority)),
        ];
        if let Some(party) = self.stage.whose_move() {
            rows.push((t("supervision-whose-move"), party.words().text(language.into()).to_owned()));
        }
        if let Some(deadline) = self.deadline {
            rows.push((t("supervision-deadline"), day_said(language, deadline, today)));
        }
        for (key, on, text) in self.stage.said() {
            let name = step_form::done(Self::forms(), key).map_or_else(|| t("supervision-came-back"), &t);
            rows.push((name, format!("{}: {text}", language.date(on))));
        }
        rows
    }

    fn tables(&self, language: Language, _: Date) -> Vec<Table> {
        let t = |key: &str| language.t(key);
        let evidence = self
            .evidence
            .iter()
            .map(|one| (None, vec![language.date(one.on), one.what.clone(), one.reference.clone()]));
        let reports = self.reports.iter().map(|one| (None, vec![language.date(one.on), one.text.clone()]));
        let day = t("supervision-on");
        vec![
            Table {
                heading: t("supervision-evidence"),
                empty: t("supervision-evidence-empty"),
                head: vec![day.clone(), t("supervision-evidence"), t("supervision-reference")],
                rows: evidence.collect(),
            },
            Table {
                heading: t("supervision-status"),
                empty: t("supervision-status-empty"),
                head: vec![day, t("supervision-status")],
                rows: reports.collect(),
            },
        ]
    }

    fn figures(&self) -> &[oversight::audit::Figure] {
        &self.figures
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use oversight::audit::{Step, points_of_2017};
    use oversight::ledger::{Entry, Ledger, WrongStep};
    use serde_json::json;

    use super::*;

    #[test]
    fn who_is_offered_a_step_is_who_takes_it() {
        let (_, steps) = points_of_2017().into_iter().next().expect("a point");
        let point = steps.iter().fold(None, |point: Option<Point>, entry| {
            Some(Point::take(point.as_ref(), entry).expect("a step of the note"))
        });
        let texts = ["reason", "reasons", "decision", "evidence", "reference", "status", "role", "authority"];
        for form in Point::forms().iter().skip(1) {
            // Every text that any step has: those that a step does not have are left out by trial.
            let of = |wanted: &[&str]| {
                let mut step = json!({ "step": form.step });
                for name in wanted {
                    step[*name] = "x".into();
                }
                if form.step == "deadline-set" {
                    step["deadline"] = "2030-01-01".into();
                }
                if form.step == "figures-linked" {
                    step["figures"] = json!([]);
                }
                serde_json::from_value::<Step>(step).ok()
            };
            let pairs = texts.iter().flat_map(|one| texts.iter().map(move |other| vec![*one, *other]));
            let mut candidates = pairs.chain([vec![], vec!["role", "authority", "reason"]]);
            let step = candidates.find_map(|wanted| of(&wanted)).expect("the step's fields");
            for party in Party::ALL {
                let entry = Entry { on: date(2029, 1, 1), party, what: step.clone() };
                let taken = Point::take(point.as_ref(), &entry);
                let is_refused = matches!(taken, Err(WrongStep::NotYours { .. }));
                assert_eq!(Point::takes(form.step, party), !is_refused, "{} {party:?} {taken:?}", form.step);
            }
        }
    }
}
