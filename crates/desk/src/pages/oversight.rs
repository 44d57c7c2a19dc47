//! Oversight: whether the Act is kept, over every case. A page for each kind of figure, all with the same filter, each figure a link to the
//! cases behind it for those who may read cases.

pub(crate) mod audit;
pub(crate) mod cases;
pub(crate) mod export;
pub(crate) mod idle;
pub(crate) mod late_entry;
pub(crate) mod pairs;
pub(crate) mod provisions;
pub(crate) mod samples;

use casework::access::{Action, Role};
use jiff::ToSpan;
use jiff::civil::Date;
use law::duty::DutyNumber;
use oversight::compliance::GroundGroup;
use oversight::compliance::figures::{BearerGroup, Scope};
use vocabulary::{Municipality, MunicipalityCode};

use crate::components::{Choice, FilterField, FilterPanel, Query};
use crate::frame::FieldTrouble;
use crate::session::Session;
use crate::texts::Language;

/// A page of oversight in the row of pages above each: label, address, whether it is this one.
pub(super) type PageTab = (String, String, bool);

const PAGES: [(&str, &str, Action); 6] = [
    ("oversight-provisions", "/tilsyn", Action::ReadFigures),
    ("oversight-pairs", "/tilsyn/med-og-uden", Action::ReadFigures),
    ("oversight-audit", "/tilsyn/revision", Action::ReadFigures),
    ("oversight-idle", "/tilsyn/ventetid", Action::ReadFigures),
    ("oversight-entry", "/tilsyn/indtastning", Action::ReadFigures),
    ("samples-title", "/tilsyn/stikproever", Action::JudgeSamples),
];

/// The row of pages that a role reads; the filter goes along.
pub(super) fn tabs(language: Language, query: &Query, role: Role) -> Vec<PageTab> {
    PAGES
        .iter()
        .filter(|(.., action)| role.may(*action))
        .map(|(key, path, _)| {
            let kept = ["fra", "til", "kommune", "grundlag", "hvis"];
            let filter = kept.iter().filter_map(|name| query.get(name).map(|value| (*name, value)));
            let there = filter.fold(Query::of(path), |there, (name, value)| there.with(name, value));
            (language.t(key), there.href(), *path == query.path())
        })
        .collect()
}

/// The year up to a day, when nobody names a period.
fn last_year(today: Date) -> (Date, Date) {
    let a_year_ago = today.saturating_sub(1.years());
    (a_year_ago.tomorrow().unwrap_or(a_year_ago), today)
}

/// The period that the address names, or what of it is no period: the field and the key of what is wrong. Without a first day it is the year
/// up to the last.
fn asked_period(query: &Query, today: Date) -> Result<(Date, Date), Vec<(&'static str, &'static str)>> {
    let day = |name: &'static str| {
        query.get(name).map(|text| text.trim().parse::<Date>().map_err(|_| (name, "oversight-no-day"))).transpose()
    };
    match (day("fra"), day("til")) {
        (Ok(from), Ok(to)) => {
            let to = to.unwrap_or(today);
            let from = from.unwrap_or_else(|| last_year(to).0);
            if from <= to { Ok((from, to)) } else { Err(vec![("til", "oversight-before-from")]) }
        }
        (from, to) => Err([from.err(), to.err()].into_iter().flatten().collect()),
    }
}

/// What is wrong with the period that the address names, told with the period that is shown in its place.
pub(super) fn wrong_period(language: Language, query: &Query, today: Date) -> Vec<FieldTrouble> {
    let shown = period(language, &scope(query, today));
    let told = |(name, key): (&'static str, &'static str)| {
        let label = language.t(if name == "fra" { "oversight-from" } else { "oversight-to" });
        let typed = query.get(name).map_or_else(|| today.to_string(), ToOwned::to_owned);
        let told = language.t_with(key, &[("typed", typed.into()), ("period", shown.clone().into())]);
        FieldTrouble { field: format!("filter-{name}"), text: format!("{label}: {told}") }
    };
    asked_period(query, today).err().into_iter().flatten().map(told).collect()
}

/// What the address asks for. A period that is none is the year up to the day: [`wrong_period`] says so.
pub(super) fn scope(query: &Query, today: Date) -> Scope {
    let (from, to) = asked_period(query, today).unwrap_or_else(|_| last_year(today));
    Scope {
        municipality: query.get("kommune").and_then(|code| MunicipalityCode::parse(code).ok()),
        ground: query.get("grundlag").and_then(GroundGroup::named),
        bearer: query.get("hvis").and_then(BearerGroup::named),
        duty: query.get("pligt").and_then(DutyNumber::named),
        ..Scope::over(from, to)
    }
}

/// A part of the filter.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Period,
    Municipality,
    Ground,
    Bearer,
}

/// The filter of a page, with the parts that its figures know, and what is wrong with the period.
pub(super) fn panel(language: Language, query: &Query, session: &Session, today: Date, parts: &[Part]) -> FilterPanel {
    let choice = |value: &str, label: String| Choice { value: value.to_owned(), label };
    let mut fields = Vec::new();
    if parts.contains(&Part::Period) {
        fields.push(FilterField { name: "fra", label: language.t("oversight-from"), choices: Vec::new() });
        fields.push(FilterField { name: "til", label: language.t("oversight-to"), choices: Vec::new() });
    }
    if parts.contains(&Part::Municipality) && session.officer.authority.municipality().is_none() {
        let choices = Municipality::all().iter().map(|one| choice(&one.code.to_string(), one.name.clone())).collect();
        fields.push(FilterField { name: "kommune", label: language.t("work-municipality"), choices });
    }
    if parts.contains(&Part::Ground) {
        let choices = GroundGroup::ALL.map(|group| choice(group.key(), language.t(ground_key(group)))).into();
        fields.push(FilterField { name: "grundlag", label: language.t("oversight-ground"), choices });
    }
    if parts.contains(&Part::Bearer) {
        let choices = BearerGroup::ALL.map(|group| choice(group.key(), language.t(bearer_key(group)))).into();
        fields.push(FilterField { name: "hvis", label: language.t("oversight-bearer"), choices });
    }
    let errors = if parts.contains(&Part::Period) { wrong_period(language, query, today) } else { Vec::new() };
    FilterPanel { language, query: query.clone(), fields, errors }
}

/// The period in words.
pub(super) fn period(language: Language, scope: &Scope) -> String {
    let (from, to) = (language.date(scope.from), language.date(scope.to));
    language.t_with("oversight-period", &[("from", from.into()), ("to", to.into())])
}

/// What a ground is called.
pub(super) fn ground_key(ground: GroundGroup) -> &'static str {
    match ground {
        GroundGroup::Refugee => "stay-refugee",
        GroundGroup::Family => "stay-family",
        GroundGroup::Other => "stay-other",
        GroundGroup::Unknown => "stay-unknown",
    }
}

fn bearer_key(bearer: BearerGroup) -> &'static str {
    match bearer {
        BearerGroup::Municipality => "bearer-municipality",
        BearerGroup::State => "bearer-state",
        BearerGroup::Person => "bearer-person",
    }
}

/// A municipality by name, or by its code where it is none of today's.
pub(super) fn municipality(language: Language, code: Option<MunicipalityCode>) -> String {
    let Some(code) = code else { return language.t("oversight-no-municipality") };
    code.municipality().map_or_else(|| code.to_string(), |one| one.name.clone())
}

/// A number that opens to its cases, where the reader may read cases and there are any.
#[derive(Clone, Debug)]
pub(super) struct Opening {
    /// The number as it is shown.
    pub(super) number: String,
    /// Where its cases are listed.
    pub(super) href: Option<String>,
}

/// Whether the reader may open figures to cases.
pub(super) fn may_open(session: &Session) -> bool {
    session.officer.role.may(Action::ReadCases)
}

/// What a list says of itself, with that its numbers are rounded and how many lines rest on too few, where that is so.
pub(super) fn with_rounding(language: Language, said: String, is_rounded: bool, left_out: u64) -> String {
    if !is_rounded {
        return said;
    }
    let left_out = (left_out > 0).then(|| language.t_with("oversight-left-out-few", &[("count", left_out.into())]));
    [Some(said), Some(language.t("oversight-hidden-note")), left_out]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}

/// A number with the address of its cases, for a reader who may open it; to others the numbers come rounded.
pub(super) fn opening(language: Language, session: &Session, number: u64, address: impl FnOnce() -> String) -> Opening {
    Opening { number: language.count(number), href: (number > 0 && may_open(session)).then(address) }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn without_a_period_the_year_up_to_the_day_is_shown() {
        let scope = scope(&Query::of("/tilsyn"), date(2026, 3, 15));
        assert_eq!((scope.from, scope.to), (date(2025, 3, 16), date(2026, 3, 15)));
    }

    #[test]
    fn the_address_narrows_and_what_it_does_not_name_rightly_does_not() {
        let today = date(2026, 3, 15);
        let asked =
            "/tilsyn?fra=2008-01-01&til=2008-12-31&kommune=751&grundlag=family&hvis=state&pligt=contract.draw_up";
        let narrowed = scope(&Query::of(asked), today);
        assert_eq!((narrowed.from, narrowed.to), (date(2008, 1, 1), date(2008, 12, 31)));
        assert_eq!(narrowed.municipality.map(MunicipalityCode::value), Some(751));
        assert_eq!(narrowed.ground, Some(GroundGroup::Family));
        assert_eq!(narrowed.bearer, Some(BearerGroup::State));
        assert_eq!(narrowed.duty, DutyNumber::named("contract.draw_up"));
        let unknown = scope(&Query::of("/tilsyn?fra=i+går&grundlag=x&pligt=y"), today);
        assert_eq!(unknown, scope(&Query::of("/tilsyn"), today));
    }

    #[test]
    fn a_day_that_is_none_and_a_period_that_ends_before_it_begins_are_told_with_what_is_shown_instead() {
        let today = date(2026, 3, 15);
        let told = |path: &str| {
            let troubles = wrong_period(Language::Danish, &Query::of(path), today);
            troubles.into_iter().map(|trouble| (trouble.field, trouble.text)).collect::<Vec<_>>()
        };
        let wrong = told("/tilsyn?fra=2024-02-30&til=i+g%C3%A5r");
        assert_eq!(wrong.iter().map(|(field, _)| field.as_str()).collect::<Vec<_>>(), ["filter-fra", "filter-til"]);
        assert!(wrong[0].1.contains("2024-02-30") && wrong[0].1.contains("16. marts 2025"), "{wrong:?}");
        let turned = told("/tilsyn?fra=2024-12-31&til=2024-01-01");
        assert!(turned.len() == 1 && turned[0].0 == "filter-til" && turned[0].1.contains("før"), "{turned:?}");
        assert_eq!(told("/tilsyn?fra=2024-01-01&til=2024-12-31"), []);
        let until = scope(&Query::of("/tilsyn?til=2008-12-31"), today);
        assert_eq!((until.from, until.to), (date(2008, 1, 1), date(2008, 12, 31)), "the year up to the last day");
    }

    #[test]
    fn the_filter_goes_along_from_page_to_page_and_the_page_number_does_not() {
        let tabs = tabs(Language::Danish, &Query::of("/tilsyn/ventetid?kommune=751&side=4"), Role::Controller);
        assert_eq!(tabs[0].1, "/tilsyn?kommune=751");
        assert!(tabs[3].2);
        assert!(tabs.iter().all(|(_, href, _)| !href.contains("stikproever")), "a controller sees no cases to judge");
    }
}
