//! A data processor as its page shows it.

use jiff::civil::Date;
use oversight::processors::Processor;

use super::super::step_form::{self, StepForm};
use super::{Cell, Shown, Table, WITH_FINDINGS, day_said};
use crate::components::{Badge, Tone};
use crate::texts::Language;

impl Shown for Processor {
    const PATH: &'static str = "databehandlere";
    const TITLE: &'static str = "supervision-processors";
    const LEAD: &'static str = "supervision-processors-lead";
    const COLUMNS: [&'static str; 4] =
        ["supervision-name", "supervision-authority", "supervision-due", "supervision-standing"];

    fn forms() -> &'static [StepForm] {
        &step_form::PROCESSOR
    }

    fn only(language: Language, name: &str) -> Option<String> {
        (name == WITH_FINDINGS).then(|| language.t("supervision-only-findings"))
    }

    fn is_among(&self, _: &str, today: Date) -> bool {
        self.findings(today).iter().any(oversight::processors::Finding::stands)
    }

    fn title(&self, _: Language) -> String {
        self.name.clone()
    }

    fn cells(&self, language: Language, today: Date) -> [Cell; 3] {
        let due = self.supervision_due(today).map_or_else(|| Cell::Text("–".to_owned()), Cell::Day);
        [Cell::Text(self.authority.clone()), due, Cell::Badge(Self::badge(self, language, today))]
    }

    fn badge(&self, language: Language, today: Date) -> Badge {
        let findings = self.findings(today);
        let standing = findings.iter().filter(|finding| finding.stands()).count();
        let mended = (findings.len() - standing) as u64;
        match (standing, &self.ended) {
            (_, Some(_)) => Badge::new(Tone::Info, language.t("supervision-ended")),
            (0, None) => Badge::new(Tone::Success, language.t("supervision-in-order-yes")),
            (many, None) => {
                let counts = [("standing", (many as u64).into()), ("mended", mended.into())];
                Badge::new(Tone::Error, language.t_with("supervision-findings-standing", &counts))
            }
        }
    }

    fn summary(&self, language: Language, today: Date) -> Vec<(String, String)> {
        let t = |key: &str| language.t(key);
        let day = |day: Option<Date>| day.map_or_else(|| "–".to_owned(), |day| language.date(day));
        let mut rows = vec![
            (t("supervision-authority"), self.authority.clone()),
            (t("supervision-purpose"), self.purpose.clone()),
            (t("supervision-data"), self.data.clone()),
            (t("supervision-processing-since"), day(self.processing_since)),
            (t("supervision-agreement"), day(self.agreements.first().map(|(day, _)| *day))),
        ];
        if let Some(due) = self.supervision_due(today) {
            rows.push((t("supervision-due"), day_said(language, due, today)));
        }
        if let Some((on, data)) = &self.ended {
            rows.push((t("supervision-ended"), format!("{}: {data}", language.date(*on))));
        }
        rows
    }

    fn tables(&self, language: Language, today: Date) -> Vec<Table> {
        let t = |key: &str| language.t(key);
        let findings = self.findings(today).into_iter().map(|finding| {
            let what = finding.kind.words().text(language.into());
            let what = finding.country.as_ref().map_or_else(|| what.to_owned(), |country| format!("{what}: {country}"));
            let until = finding.until.map_or_else(|| t("supervision-stands"), |until| language.date(until));
            (None, vec![what, language.date(finding.since), until])
        });
        let risks = self.risks.iter().map(|one| {
            let months = language.count(u64::from(one.supervise_every_months));
            (
                None,
                vec![
                    language.date(one.on),
                    one.risk.words().text(language.into()).to_owned(),
                    months,
                    one.reference.clone(),
                ],
            )
        });
        let held = self
            .supervisions
            .iter()
            .map(|one| (None, vec![language.date(one.on), one.outcome.clone(), one.reference.clone()]));
        let transfers = self.transfers.iter().map(|one| {
            let until = one.until.map_or_else(|| "–".to_owned(), |until| language.date(until));
            (
                None,
                vec![
                    one.country.clone(),
                    one.safeguard.words().text(language.into()).to_owned(),
                    language.date(one.from),
                    until,
                ],
            )
        });
        let table = |heading: &str, head: &[&str], rows| Table {
            heading: t(heading),
            empty: t("supervision-empty"),
            head: head.iter().map(|key| t(key)).collect(),
            rows,
        };
        vec![
            table(
                "supervision-findings",
                &["supervision-findings", "supervision-since", "supervision-until"],
                findings.collect(),
            ),
            table(
                "supervision-risk",
                &["supervision-on", "supervision-risk", "supervision-months", "supervision-reference"],
                risks.collect(),
            ),
            table(
                "supervision-supervisions",
                &["supervision-on", "supervision-outcome", "supervision-reference"],
                held.collect(),
            ),
            table(
                "supervision-transfers",
                &["supervision-country", "supervision-safeguard", "supervision-since", "supervision-until"],
                transfers.collect(),
            ),
        ]
    }
}
