//! A report on Danish education as its page shows it.

use jiff::civil::Date;
use oversight::danish_education::{Report, Standing};

use super::super::step_form::{self, StepForm};
use super::{Cell, Shown, Table, day_said, municipality};
use crate::components::{Badge, Tone};
use crate::texts::Language;

/// How grave a standing is.
pub(in super::super) fn badge(language: Language, standing: Standing) -> Badge {
    let tone = match standing {
        Standing::Overdue | Standing::OutstandingOverdue => Tone::Error,
        Standing::NotCalledIn | Standing::ToBeRead | Standing::ToBeSettled | Standing::ToBeClosed => Tone::Warning,
        Standing::Outstanding | Standing::Awaited => Tone::Info,
        Standing::Closed => Tone::Success,
    };
    Badge::new(tone, standing.words().text(language.into()))
}

impl Shown for Report {
    const PATH: &'static str = "rapporter";
    const TITLE: &'static str = "supervision-reports-all";
    const LEAD: &'static str = "supervision-reports-all-lead";
    const COLUMNS: [&'static str; 4] =
        ["supervision-report", "supervision-deadline", "supervision-open-points", "supervision-standing"];

    fn forms() -> &'static [StepForm] {
        &step_form::REPORT
    }

    fn title(&self, _: Language) -> String {
        format!("{} {}–{}", municipality(self.municipality), self.period.first.year(), self.period.last.year())
    }

    fn cells(&self, language: Language, today: Date) -> [Cell; 3] {
        let deadline = self.next_deadline().map_or_else(|| Cell::Text("–".to_owned()), Cell::Day);
        let open = self.points.iter().filter(|point| point.settled.is_none()).count();
        [deadline, Cell::Text(language.count(open as u64)), Cell::Badge(Self::badge(self, language, today))]
    }

    fn badge(&self, language: Language, today: Date) -> Badge {
        badge(language, self.standing(today))
    }

    fn summary(&self, language: Language, today: Date) -> Vec<(String, String)> {
        let t = |key: &str| language.t(key);
        let mut rows = vec![
            (t("supervision-municipality"), municipality(self.municipality)),
            (
                t("supervision-period"),
                format!("{} – {}", language.date(self.period.first), language.date(self.period.last)),
            ),
            (t("supervision-called-in"), language.date(self.called_in)),
        ];
        if let Some(why) = &self.extraordinary {
            rows.push((t("supervision-extraordinary"), why.clone()));
        }
        match self.next_deadline() {
            Some(next) => rows.push((t("supervision-deadline"), day_said(language, next, today))),
            None => rows.push((t("supervision-deadline"), "–".to_owned())),
        }
        rows.push((t("supervision-reminders"), language.count(self.reminders.len() as u64)));
        for received in &self.received {
            rows.push((t("supervision-received"), format!("{}, {}", language.date(received.on), received.reference)));
        }
        if let Some((on, conclusion)) = &self.closed {
            rows.push((t("supervision-conclusion"), format!("{}: {conclusion}", language.date(*on))));
        }
        rows
    }

    fn tables(&self, language: Language, today: Date) -> Vec<Table> {
        let t = |key: &str| language.t(key);
        let content = self.reading.iter().flat_map(|reading| &reading.content);
        let content = content.map(|(item, covered)| {
            let words = |words: law::words::Words| words.text(language.into()).to_owned();
            (None, vec![words(item.words()), words(covered.words())])
        });
        let points = self.points.iter().map(|point| {
            let standing = match (&point.settled, &point.answer, point.sent) {
                (Some((on, how)), ..) => format!("{} {}: {how}", t("supervision-settled"), language.date(*on)),
                (None, Some((on, what)), _) => format!("{} {}: {what}", t("supervision-answered"), language.date(*on)),
                (None, None, Some(_)) => day_said(language, point.deadline, today),
                (None, None, None) => t("supervision-not-sent"),
            };
            let about = point.item.words().text(language.into());
            (
                None,
                vec![point.id.clone(), about.to_owned(), point.what.clone(), language.date(point.deadline), standing],
            )
        });
        vec![
            Table {
                heading: t("supervision-content-heading"),
                empty: t("supervision-content-empty"),
                head: vec![t("supervision-about"), t("supervision-covered")],
                rows: content.collect(),
            },
            Table {
                heading: t("supervision-points-heading"),
                empty: t("supervision-points-empty"),
                head: [
                    "supervision-point-id",
                    "supervision-about",
                    "supervision-what",
                    "supervision-deadline",
                    "supervision-standing",
                ]
                .map(t)
                .into(),
                rows: points.collect(),
            },
        ]
    }
}
