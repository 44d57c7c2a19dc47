//! A shared goal as its page shows it.

use jiff::civil::Date;
use oversight::undertakings::{FindingKind, Undertaking, milestones};

use super::super::step_form::{self, StepForm};
use super::{Cell, Shown, Table, WITH_FINDINGS, expected, plan_title};
use crate::components::{Badge, Tone};
use crate::texts::Language;

impl Shown for Undertaking {
    const PATH: &'static str = "koncernmaal";
    const TITLE: &'static str = "supervision-undertakings";
    const LEAD: &'static str = "supervision-undertakings-lead";
    const COLUMNS: [&'static str; 4] =
        ["supervision-goal", "supervision-authority", "supervision-plan", "supervision-standing"];

    fn forms() -> &'static [StepForm] {
        &step_form::UNDERTAKING
    }

    fn only(language: Language, name: &str) -> Option<String> {
        (name == WITH_FINDINGS).then(|| language.t("supervision-only-findings"))
    }

    fn is_among(&self, _: &str, today: Date) -> bool {
        !self.findings(today).is_empty()
    }

    fn title(&self, language: Language) -> String {
        let kind = self.kind.words().text(language.into());
        format!("{} {kind} {}, {}", self.kind.goal(), self.year, self.authority)
    }

    fn cells(&self, language: Language, today: Date) -> [Cell; 3] {
        [
            Cell::Text(self.authority.clone()),
            Cell::Text(plan_title(language, &self.plan)),
            Cell::Badge(Self::badge(self, language, today)),
        ]
    }

    fn badge(&self, language: Language, today: Date) -> Badge {
        match self.findings(today).len() {
            0 => Badge::new(Tone::Success, language.t("supervision-in-order-yes")),
            many => Badge::new(
                Tone::Error,
                language.t_with("supervision-findings-count", &[("count", (many as u64).into())]),
            ),
        }
    }

    fn summary(&self, language: Language, _: Date) -> Vec<(String, String)> {
        let t = |key: &str| language.t(key);
        let mut rows = vec![
            (t("supervision-goal"), format!("{} {}", self.kind.goal(), self.kind.words().text(language.into()))),
            (t("supervision-authority"), self.authority.clone()),
            (t("supervision-plan"), plan_title(language, &self.plan)),
            (t("supervision-year"), self.year.to_string()),
        ];
        for judgement in &self.judgements {
            let met = t(if judgement.met { "supervision-yes" } else { "supervision-no" });
            let said =
                format!("{met}, {}: {} ({})", language.date(judgement.on), judgement.reasons, judgement.assessor);
            rows.push((t("supervision-met"), said));
        }
        rows
    }

    #[expect(clippy::too_many_lines, reason = "one table after another, each a few lines")]
    fn tables(&self, language: Language, today: Date) -> Vec<Table> {
        let t = |key: &str| language.t(key);
        let date = |day: Date| language.date(day);
        let table = |heading: &str, head: &[&str], rows: Vec<(Option<String>, Vec<String>)>| Table {
            heading: t(heading),
            empty: t("supervision-empty"),
            head: head.iter().map(|key| t(key)).collect(),
            rows,
        };
        let findings = self.findings(today).into_iter().map(|finding| {
            // A part is told by its words, all else by what it is called.
            let about = match finding.kind {
                FindingKind::DeliveryLate => {
                    let parts = self.kind.parts().iter().find(|part| part.key() == finding.about);
                    parts.map_or_else(|| finding.about.clone(), |part| part.words().text(language.into()).to_owned())
                }
                _ => finding.about.clone(),
            };
            (None, vec![finding.kind.words().text(language.into()).to_owned(), about, date(finding.since)])
        });
        let mut tables = vec![table(
            "supervision-findings",
            &["supervision-findings", "supervision-about", "supervision-since"],
            findings.collect(),
        )];
        let parts = milestones(self, today).into_iter().map(|one| {
            let delivered = one.delivered.as_ref().map_or_else(
                || expected(language, one.due, today, "supervision-not-delivered", "supervision-delivery-awaited"),
                |(day, place)| format!("{}, {place}", language.date(*day)),
            );
            let met = match one.delivered {
                None if one.due >= today => "–".to_owned(),
                _ => t(if one.is_met() { "supervision-yes" } else { "supervision-no" }),
            };
            (None, vec![one.part.words().text(language.into()).to_owned(), date(one.due), delivered, met])
        });
        let parts: Vec<_> = parts.collect();
        if !parts.is_empty() {
            let head = ["supervision-part", "supervision-deadline", "step-delivered", "supervision-on-time"];
            tables.push(table("supervision-milestones", &head, parts));
        }
        let maturity = self.maturity.iter().map(|one| {
            (None, vec![date(one.on), one.level.to_string(), one.required.to_string(), one.reference.clone()])
        });
        let checks = self.checks.iter().map(|one| {
            (
                None,
                vec![date(one.on), one.quarter.to_string(), format!("{}/{}", one.met, one.of), one.reference.clone()],
            )
        });
        let actions = self.actions.iter().map(|one| {
            let done = one.done.as_ref().map_or_else(
                || expected(language, one.deadline, today, "supervision-not-done", "supervision-done-awaited"),
                |(day, place)| format!("{}, {place}", language.date(*day)),
            );
            (None, vec![one.id.clone(), one.what.clone(), date(one.deadline), done])
        });
        let risks = self.risks.iter().map(|one| {
            (
                None,
                vec![
                    one.process.clone(),
                    date(one.on),
                    one.risk.words().text(language.into()).to_owned(),
                    one.reference.clone(),
                ],
            )
        });
        let controls = self.controls.iter().map(|one| {
            let last = one.carried_out.last().map_or_else(
                || "–".to_owned(),
                |(day, in_order, place)| {
                    format!(
                        "{}: {}, {place}",
                        language.date(*day),
                        t(if *in_order { "supervision-yes" } else { "supervision-no" })
                    )
                },
            );
            (None, vec![one.process.clone(), one.what.clone(), date(one.since), last])
        });
        let goals = self.goals.iter().map(|one| {
            let last = one.measured.last().map_or_else(
                || "–".to_owned(),
                |(day, value, place)| format!("{value} ({}, {place})", language.date(*day)),
            );
            (
                None,
                vec![one.id.clone(), one.what.clone(), format!("{} → {} {}", one.baseline, one.target, one.unit), last],
            )
        });
        let lists = [
            (
                "step-maturity-measured",
                ["supervision-on", "supervision-level", "supervision-required", "supervision-reference"],
                maturity.collect::<Vec<_>>(),
            ),
            (
                "step-requirements-checked",
                ["supervision-on", "supervision-quarter", "supervision-requirements-met", "supervision-reference"],
                checks.collect(),
            ),
            (
                "step-action-planned",
                ["supervision-point-id", "supervision-what", "supervision-deadline", "step-action-done"],
                actions.collect(),
            ),
            (
                "step-process-assessed",
                ["supervision-process", "supervision-on", "supervision-risk", "supervision-reference"],
                risks.collect(),
            ),
            (
                "step-control-placed",
                ["supervision-process", "supervision-what", "supervision-since", "step-control-carried-out"],
                controls.collect(),
            ),
            (
                "step-goal-set",
                ["supervision-point-id", "supervision-what", "supervision-target", "step-goal-measured"],
                goals.collect(),
            ),
        ];
        for (heading, head, rows) in lists {
            if !rows.is_empty() {
                tables.push(table(heading, &head, rows));
            }
        }
        tables
    }
}
