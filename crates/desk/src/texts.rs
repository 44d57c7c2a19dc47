//! The texts of the pages in Danish and English: Fluent files by area (`texts/{da,en}/*.ftl`), embedded.
//!
//! A key that is missing is a mistake of the program and never shown as a key: a test reads templates and code and holds
//! every key that is used against both languages. Numbers in a text are written the way of its language.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use jiff::civil::Date;
use jiff::{Timestamp, Zoned};
use law::words::month_of;
use unic_langid::langid;
use vocabulary::in_denmark;

/// The language of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// The first language.
    #[default]
    Danish,
    /// The second.
    English,
}

/// The areas, each a file in both languages.
macro_rules! areas {
    ($language:literal) => {
        [
            include_str!(concat!("../texts/", $language, "/frame.ftl")),
            include_str!(concat!("../texts/", $language, "/components.ftl")),
            include_str!(concat!("../texts/", $language, "/trouble.ftl")),
            include_str!(concat!("../texts/", $language, "/nights.ftl")),
            include_str!(concat!("../texts/", $language, "/entrance.ftl")),
            include_str!(concat!("../texts/", $language, "/work.ftl")),
            include_str!(concat!("../texts/", $language, "/case.ftl")),
            include_str!(concat!("../texts/", $language, "/couplings.ftl")),
            include_str!(concat!("../texts/", $language, "/municipality_errors.ftl")),
            include_str!(concat!("../texts/", $language, "/find.ftl")),
            include_str!(concat!("../texts/", $language, "/api.ftl")),
            include_str!(concat!("../texts/", $language, "/letters.ftl")),
            include_str!(concat!("../texts/", $language, "/forms.ftl")),
            include_str!(concat!("../texts/", $language, "/oversight.ftl")),
            include_str!(concat!("../texts/", $language, "/goals.ftl")),
            include_str!(concat!("../texts/", $language, "/supervision.ftl")),
        ]
    };
}

static DANISH: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| bundle(Language::Danish, &areas!("da")));
static ENGLISH: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| bundle(Language::English, &areas!("en")));

impl From<Language> for law::words::Language {
    fn from(language: Language) -> Self {
        match language {
            Language::Danish => Self::Danish,
            Language::English => Self::English,
        }
    }
}

impl From<law::words::Language> for Language {
    fn from(language: law::words::Language) -> Self {
        match language {
            law::words::Language::Danish => Self::Danish,
            law::words::Language::English => Self::English,
        }
    }
}

impl Language {
    /// Both, in the order they are offered.
    pub const ALL: [Self; 2] = [Self::Danish, Self::English];

    /// As HTML and the cookie name it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Danish => "da",
            Self::English => "en",
        }
    }

    /// Its own name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Danish => "Dansk",
            Self::English => "English",
        }
    }

    /// The language of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }

    /// The text of a key that needs nothing more.
    pub fn t(self, key: &str) -> String {
        self.text(key, None)
    }

    /// The text of a key with its variables: `t_with("nights-count", &[("count", 12.into())])`.
    pub fn t_with(self, key: &str, values: &[(&str, FluentValue<'_>)]) -> String {
        let mut arguments = FluentArgs::with_capacity(values.len());
        for (name, value) in values {
            arguments.set(*name, value.clone());
        }
        self.text(key, Some(&arguments))
    }

    fn text(self, key: &str, arguments: Option<&FluentArgs<'_>>) -> String {
        let bundle = match self {
            Self::Danish => &*DANISH,
            Self::English => &*ENGLISH,
        };
        let pattern = bundle.get_message(key).and_then(|message| message.value());
        let pattern = pattern.unwrap_or_else(|| panic!("there is no text {key} in {}", self.name()));
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, arguments, &mut errors).into_owned();
        assert!(errors.is_empty(), "the text {key} in {}: {errors:?}", self.name());
        text
    }

    /// A count with marks between the thousands: `1.234`, `1,234`.
    pub fn count(self, number: u64) -> String {
        law::words::count(number, self.into())
    }

    /// A number with so many decimals: `3,1`, `3.1`.
    pub fn decimal(self, number: f64, decimals: usize) -> String {
        law::words::number(number, decimals, self.into())
    }

    /// A share as a percentage: `3,1 %`, `3.1%`.
    pub fn percent(self, share: f64) -> String {
        let number = self.decimal(share * 100.0, 1);
        match self {
            Self::Danish => format!("{number} %"),
            Self::English => format!("{number}%"),
        }
    }

    /// Day and time where the moment is told: `12. maj 2026 kl. 14.32`.
    pub fn moment(self, moment: &Zoned) -> String {
        let time = format!("{:02}.{:02}", moment.hour(), moment.minute());
        self.t_with("frame-moment", &[("date", self.date(moment.date()).into()), ("time", time.into())])
    }

    /// A moment by the clock in Denmark.
    pub fn moment_at(self, at: Timestamp) -> String {
        self.moment(&in_denmark(at))
    }

    /// A day: `12. maj 2026`, `12 May 2026`.
    pub fn date(self, day: Date) -> String {
        let month = month_of(day).text(self.into());
        match self {
            Self::Danish => format!("{}. {month} {}", day.day(), day.year()),
            Self::English => format!("{} {month} {}", day.day(), day.year()),
        }
    }
}

fn bundle(language: Language, areas: &[&str]) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new_concurrent(vec![match language {
        Language::Danish => langid!("da"),
        Language::English => langid!("en"),
    }]);
    // The pages run in one direction; the marks would only be in the way of searching and copying.
    bundle.set_use_isolating(false);
    match language {
        Language::Danish => bundle.set_formatter(Some(|value, _| number(Language::Danish, value))),
        Language::English => bundle.set_formatter(Some(|value, _| number(Language::English, value))),
    }
    for area in areas {
        let resource = FluentResource::try_new((*area).to_owned());
        let resource = resource.unwrap_or_else(|(_, errors)| panic!("an embedded text cannot be read: {errors:?}"));
        bundle.add_resource(resource).unwrap_or_else(|errors| panic!("a text stands twice: {errors:?}"));
    }
    bundle
}

fn number(language: Language, value: &FluentValue<'_>) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    let text = number.as_string();
    let decimals = text.split_once('.').map_or(0, |(_, part)| part.len());
    Some(language.decimal(number.value, decimals))
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::fs;
    use std::path::Path;

    use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
    use fluent_syntax::parser;
    use jiff::civil::date;

    use super::*;

    /// Every file below the folder.
    fn files(folder: &str) -> Vec<String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let mut found = Vec::new();
        for entry in fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                found.extend(files(path.to_str().unwrap()));
            } else {
                found.push(fs::read_to_string(path).unwrap());
            }
        }
        found
    }

    /// Each key with the variables that its text asks for.
    fn keys(language: Language) -> BTreeMap<String, BTreeSet<String>> {
        let mut keys = BTreeMap::new();
        for text in files(&format!("texts/{}", language.code())) {
            let resource = parser::parse(text).expect("a text that can be read");
            for entry in resource.body {
                if let Entry::Message(message) = entry {
                    let mut variables = BTreeSet::new();
                    variables_of(message.value.as_ref().expect("a text"), &mut variables);
                    assert!(
                        keys.insert(message.id.name.clone(), variables).is_none(),
                        "{} stands twice",
                        message.id.name
                    );
                }
            }
        }
        keys
    }

    fn variables_of(pattern: &Pattern<String>, variables: &mut BTreeSet<String>) {
        for element in &pattern.elements {
            let PatternElement::Placeable { expression } = element else { continue };
            let inline = match expression {
                Expression::Inline(inline) => inline,
                Expression::Select { selector, variants } => {
                    for variant in variants {
                        variables_of(&variant.value, variables);
                    }
                    selector
                }
            };
            if let InlineExpression::VariableReference { id } = inline {
                variables.insert(id.name.clone());
            }
        }
    }

    /// Every text in quotation marks that could be a key, and those that are asked for as one.
    fn quoted() -> (BTreeSet<String>, BTreeSet<String>) {
        let (mut all, mut asked) = (BTreeSet::new(), BTreeSet::new());
        let is_key = |text: &str| {
            !text.is_empty()
                && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        };
        for source in files("src").into_iter().chain(files("templates")) {
            // The tests below the code ask for nothing.
            let source = source.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
            let parts: Vec<&str> = source.split('"').collect();
            for pair in parts.windows(2).filter(|pair| is_key(pair[1])) {
                all.insert(pair[1].to_owned());
                let before = pair[0].trim_end();
                if before.ends_with(".t(") || before.ends_with("t_with(") || before.ends_with("key:") {
                    asked.insert(pair[1].to_owned());
                }
            }
        }
        (all, asked)
    }

    #[test]
    fn both_languages_have_the_same_keys_with_the_same_variables() {
        assert_eq!(keys(Language::Danish), keys(Language::English));
    }

    #[test]
    fn every_key_that_is_asked_for_exists_and_every_key_is_asked_for() {
        let known: BTreeSet<String> = keys(Language::Danish).into_keys().collect();
        let (all, asked) = quoted();
        assert!(asked.len() > 50, "the sources are read: {}", asked.len());
        let missing: Vec<_> = asked.difference(&known).collect();
        assert!(missing.is_empty(), "no text for {missing:?}");
        let unused: Vec<_> = known.difference(&all).collect();
        assert!(unused.is_empty(), "nobody asks for {unused:?}");
    }

    #[test]
    fn every_area_is_embedded() {
        for language in Language::ALL {
            for (key, variables) in keys(language) {
                let values: Vec<(&str, FluentValue<'_>)> =
                    variables.iter().map(|name| (name.as_str(), 2.into())).collect();
                assert!(!language.t_with(&key, &values).is_empty(), "{key}");
            }
        }
    }

    #[test]
    fn numbers_and_days_are_written_the_way_of_the_language() {
        let (danish, english) = (Language::Danish, Language::English);
        assert_eq!((danish.count(1_234_567).as_str(), english.count(1_234).as_str()), ("1.234.567", "1,234"));
        assert_eq!((danish.percent(0.0314).as_str(), english.percent(0.0314).as_str()), ("3,1 %", "3.1%"));
        assert_eq!((danish.decimal(-1234.56, 1).as_str(), english.decimal(-0.04, 1).as_str()), ("−1.234,6", "0.0"));
        let day = date(2026, 5, 12);
        assert_eq!((danish.date(day).as_str(), english.date(day).as_str()), ("12. maj 2026", "12 May 2026"));
        assert_eq!(danish.t_with("nights-count", &[("count", 1234.into())]), "1.234 nætter");
        assert_eq!(english.t_with("nights-count", &[("count", 1.into())]), "1 night");
    }
}
