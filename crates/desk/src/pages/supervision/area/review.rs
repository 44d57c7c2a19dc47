//! A review of availability as its page shows it.

use jiff::civil::Date;
use oversight::availability::{Assessed, Chosen, Error, FollowUp, MunicipalityFigures, Review, Wanted, figures};
use oversight::compliance::estimate::Estimate;
use oversight::figure::FEW;
use vocabulary::MunicipalityCode;

use super::super::step_form::{self, StepForm};
use super::{Cell, Shown, Table, day_said, municipality};
use crate::components::{Badge, Tone};
use crate::texts::Language;

/// The name of the open reviews in addresses.
pub(in super::super) const OPEN: &str = "aabne";

impl Shown for Review {
    const PATH: &'static str = "raadighed";
    const TITLE: &'static str = "supervision-availability";
    const LEAD: &'static str = "supervision-availability-lead";
    const COLUMNS: [&'static str; 4] =
        ["supervision-period", "supervision-sampled", "supervision-unassessed", "supervision-standing"];

    fn forms() -> &'static [StepForm] {
        &step_form::REVIEW
    }

    fn only(language: Language, name: &str) -> Option<String> {
        (name == OPEN).then(|| language.t("supervision-only-open"))
    }

    fn is_among(&self, _: &str, _: Date) -> bool {
        self.closed.is_none()
    }

    fn begins_by_form() -> bool {
        false
    }

    fn title(&self, language: Language) -> String {
        let Wanted { from, to, seed, .. } = &self.wanted;
        format!("{} – {} ({seed})", language.date(*from), language.date(*to))
    }

    fn cells(&self, language: Language, today: Date) -> [Cell; 3] {
        [
            Cell::Text(language.count(self.chosen.len() as u64)),
            Cell::Text(language.count(self.unassessed() as u64)),
            Cell::Badge(Self::badge(self, language, today)),
        ]
    }

    fn badge(&self, language: Language, _: Date) -> Badge {
        match (&self.closed, self.unassessed()) {
            (Some(_), _) => Badge::new(Tone::Success, language.t("supervision-review-closed")),
            (None, 0) => Badge::new(Tone::Info, language.t("supervision-review-assessed")),
            (None, _) => Badge::new(Tone::Warning, language.t("supervision-review-open")),
        }
    }

    fn summary(&self, language: Language, _: Date) -> Vec<(String, String)> {
        let t = |key: &str| language.t(key);
        let count = |count: u32| language.count(u64::from(count));
        let mut rows = vec![
            (
                t("supervision-period"),
                format!("{} – {}", language.date(self.wanted.from), language.date(self.wanted.to)),
            ),
            (t("supervision-seed"), self.wanted.seed.clone()),
            (t("supervision-per-municipality"), language.count(u64::from(self.wanted.per_municipality))),
            (t("supervision-without-municipality"), count(self.without_municipality)),
            (t("supervision-beyond-unemployment"), count(self.beyond_unemployment)),
            (t("supervision-unreadable"), self.unreadable_cases.map_or_else(|| t("supervision-not-counted"), count)),
        ];
        if let Some((on, conclusion)) = &self.closed {
            rows.push((t("supervision-conclusion"), format!("{}: {conclusion}", language.date(*on))));
        }
        rows
    }

    fn tables(&self, language: Language, today: Date) -> Vec<Table> {
        vec![by_municipality(self, language), sample(self, language), questions(self, language, today)]
    }
}

fn table(
    language: Language,
    (heading, empty): (&str, &str),
    head: &[&str],
    rows: impl Iterator<Item = (Option<String>, Vec<String>)>,
) -> Table {
    let head = head.iter().map(|key| language.t(key)).collect();
    Table { heading: language.t(heading), empty: language.t(empty), head, rows: rows.collect() }
}

/// What was found in each municipality, and when it was told.
fn by_municipality(review: &Review, language: Language) -> Table {
    let row = |one: MunicipalityFigures| {
        let share = one.error_share.map_or_else(|| "–".to_owned(), |share| share_said(language, share, one.assessed));
        let count = |count: usize| language.count(count as u64);
        let error = |(error, many): (&Error, &usize)| format!("{}: {many}", error.words().text(language.into()));
        let errors: Vec<String> = one.errors.iter().map(error).collect();
        let told = review.told.get(&one.municipality);
        let cells = vec![
            municipality(one.municipality),
            language.count(u64::from(one.decisions)),
            count(one.drawn),
            count(one.assessed),
            count(one.lawful),
            count(one.refund_lost),
            told.map_or_else(|| language.t("supervision-untold"), |day| language.date(*day)),
            share,
            errors.join("; "),
        ];
        (None, cells)
    };
    let head = [
        "supervision-municipality",
        "supervision-decisions",
        "supervision-sampled",
        "supervision-assessed",
        "supervision-lawful-count",
        "supervision-refund-lost",
        "supervision-told",
        "supervision-error-share",
        "supervision-errors",
    ];
    table(language, ("supervision-figures-heading", "supervision-empty"), &head, figures(review).into_iter().map(row))
}

/// The decisions that were drawn, each with its assessment.
fn sample(review: &Review, language: Language) -> Table {
    let row = |one: &Chosen| {
        let decision = &one.decision;
        let cells = vec![
            decision.case.clone(),
            decision.municipality.map(municipality).unwrap_or_default(),
            language.date(decision.on),
            decision.judged.words().text(language.into()).to_owned(),
            assessed_said(language, one.assessed.as_ref()),
        ];
        (Some(format!("?case={}&fact={}", decision.case, decision.fact)), cells)
    };
    let head = [
        "supervision-case",
        "supervision-municipality",
        "supervision-on",
        "supervision-judged",
        "supervision-assessed",
    ];
    table(language, ("supervision-sample-heading", "supervision-empty"), &head, review.chosen.iter().map(row))
}

fn assessed_said(language: Language, assessed: Option<&Assessed>) -> String {
    let Some(assessed) = assessed else { return language.t("supervision-not-assessed") };
    let errors: Vec<&str> = assessed.errors.iter().map(|error| error.words().text(language.into())).collect();
    if errors.is_empty() {
        return language.t("supervision-lawful-yes");
    }
    let refund =
        if assessed.refund_lost { format!(" ({})", language.t("supervision-refund-lost")) } else { String::new() };
    format!("{}: {}{refund}", errors.join("; "), assessed.note)
}

/// What municipalities were asked, and what came of it.
fn questions(review: &Review, language: Language, today: Date) -> Table {
    let t = |key: &str| language.t(key);
    let row = |(code, one): (&MunicipalityCode, &FollowUp)| {
        let standing = match (&one.settled, &one.answer) {
            (Some((on, how)), _) => format!("{} {}: {how}", t("supervision-settled"), language.date(*on)),
            (None, Some((on, what))) => format!("{} {}: {what}", t("supervision-answered"), language.date(*on)),
            (None, None) => day_said(language, one.deadline, today),
        };
        (None, vec![municipality(*code), one.what.clone(), language.date(one.deadline), standing])
    };
    let head = ["supervision-municipality", "supervision-what", "supervision-deadline", "supervision-standing"];
    let rows = review.follow_ups.iter().map(row);
    table(language, ("supervision-follow-ups", "supervision-follow-ups-empty"), &head, rows)
}

/// A share with its interval, and that it rests on few where it does.
fn share_said(language: Language, Estimate { share, low, high }: Estimate, assessed: usize) -> String {
    let few = if (assessed as u64) < FEW { format!(" ({})", language.t("supervision-few")) } else { String::new() };
    format!("{} ({} – {}){few}", language.percent(share), language.percent(low), language.percent(high))
}
