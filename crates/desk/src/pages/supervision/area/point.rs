//! An audit point as its page shows it.

use jiff::civil::Date;
use oversight::audit::{Point, Stage};

use super::super::step_form::{self, StepForm};
use super::{Cell, Shown, Table, day_said};
use crate::components::{Badge, Tone};
use crate::texts::Language;

impl Shown for Point {
    const PATH: &'static str = "revision";
    const TITLE: &'static str = "supervision-audit";
    const LEAD: &'static str = "supervision-audit-lead";
    const COLUMNS: [&'static str; 4] =
        ["supervision-title-field", "supervision-owner", "supervision-whose-move", "supervision-standing"];

    fn forms() -> &'static [StepForm] {
        &step_form::AUDIT
    }

    fn title(&self) -> String {
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
            let name = step_form::title_of(key).map_or_else(|| t("supervision-came-back"), &t);
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
