//! What is wrong with the files of a coupling, as one Danish sentence each.
//!
//! The rooms below tell it in English and by structure; here it meets a person. Decides nothing.

use std::path::Path;

use linkage::{ConfigError, ModelError, RegisterError};
use registers::table::{Foreign, TableError};

/// What is wrong with a person file or the file of links.
pub(super) fn table(error: &TableError) -> String {
    match error {
        TableError::Io { file, source } => format!("{file} kan ikke læses eller skrives: {source}"),
        TableError::Empty { file } => format!("{file} er tom: der er ingen personer at koble"),
        TableError::UnknownKind { file } => format!("{file}: navnet skal ende på .csv eller .parquet"),
        TableError::MissingColumn { file, column, present } => {
            format!("{file} mangler kolonnen \"{column}\", som opsætningen nævner; filen har {present}")
        }
        TableError::RepeatedColumn { file, column } => format!("{file} har kolonnen \"{column}\" to gange"),
        TableError::NotText { file, row, column, found } => {
            let row = row.map_or_else(|| "overskriften".to_owned(), |row| format!("række {row}"));
            let column = column.as_ref().map_or_else(String::new, |column| format!(", kolonnen \"{column}\""));
            format!("{file}: {row}{column}: {}", foreign(*found))
        }
        TableError::Ragged { file, row, line, found, expected } => {
            format!("{file}: række {row} (linje {line}) har {found} celler, men overskriften har {expected}")
        }
        TableError::Unclosed { file, line, .. } => {
            format!(
                "{file}: et anførselstegn på linje {line} eller senere er ikke lukket, så resten af filen ikke kan læses"
            )
        }
        TableError::Unreadable { file, detail } => format!("{file} er beskadiget eller ikke hel: {detail}"),
        TableError::Register { file, source } => format!("{file}: {}", register(source)),
    }
}

fn foreign(found: Foreign) -> &'static str {
    match found {
        Foreign::Utf16 => "filen er UTF-16; gem den som UTF-8",
        Foreign::NotUtf8 => "teksten er ikke UTF-8, måske ISO-8859-1; gem filen som UTF-8",
        Foreign::Nul => "teksten har et NUL-tegn; filen er ikke ren tekst",
    }
}

fn register(error: &RegisterError) -> String {
    match error {
        RegisterError::WrongWidth { row, found, expected } => {
            format!("række {row} har {found} værdier, men skal have {expected}")
        }
        RegisterError::MissingId { row } => format!("række {row} har intet id"),
        RegisterError::RepeatedId { id, first, second } => {
            format!("id \"{id}\" står både i række {first} og {second}")
        }
        RegisterError::TooLarge { row } => format!("for meget tekst i én kolonne ved række {row}"),
    }
}

/// What is wrong with a configuration; `text` is the file, to tell the line.
pub(super) fn config(path: &Path, text: &str, error: &ConfigError) -> String {
    let what = match error {
        ConfigError::Unreadable(error) => {
            let line = error.span().map(|span| text[..span.start.min(text.len())].matches('\n').count() + 1);
            let line = line.map_or_else(String::new, |line| format!("linje {line}: "));
            format!("{line}{}", toml(error.message()))
        }
        ConfigError::UnknownField { place, field } => {
            format!("{} nævner feltet \"{field}\", som ikke er et felt, der sammenlignes", config_words(place))
        }
        ConfigError::Repeated(what) => format!("{} står to gange", config_words(what)),
        ConfigError::Senseless(what) => config_words(what),
    };
    format!("opsætningen {}: {what}", path.display())
}

/// The messages of the TOML reader that people meet; any other stands as it is.
fn toml(message: &str) -> String {
    let message = message.trim();
    let quoted = |rest: &str| rest.split('`').next().unwrap_or_default().to_owned();
    let expected = || {
        let known = message.split("expected ").nth(1).unwrap_or_default();
        known.trim_start_matches("one of ").replace('`', "")
    };
    if let Some(rest) = message.strip_prefix("unknown field `") {
        return format!("nøglen \"{}\" findes ikke her; der kan stå {}", quoted(rest), expected());
    }
    if let Some(rest) = message.strip_prefix("unknown variant `") {
        return format!("\"{}\" findes ikke; der kan stå {}", quoted(rest), expected());
    }
    if let Some(rest) = message.strip_prefix("missing field `") {
        return format!("nøglen \"{}\" mangler", quoted(rest));
    }
    if let Some(rest) = message.strip_prefix("duplicate key") {
        return format!("en nøgle står to gange{rest}");
    }
    format!("ikke gyldig TOML: {message}")
}

/// The engine's sentences about a configuration in Danish; a new one stands in English until it is known here.
fn config_words(english: &str) -> String {
    const WORDS: [(&str, &str); 14] = [
        ("the rule `", "reglen `"),
        ("the contradiction `", "modstriden `"),
        ("the field `", "feltet `"),
        ("a field of the kind `", "et felt af slagsen `"),
        ("` demands nothing", "` kræver intet: den mangler equal eller alike"),
        ("` demands more support than it names fields", "` kræver mere støtte, end den nævner felter"),
        ("` names no field", "` nævner intet felt"),
        ("` names no column", "` nævner ingen kolonne"),
        (
            "` needs a column on both sides to be compared",
            "` skal have en kolonne i begge filer for at blive sammenlignet",
        ),
        ("no field to compare is configured", "der er intet felt at sammenligne"),
        (" fields to compare; at most ", " felter at sammenligne; der kan højst være "),
        (" can be", ""),
        ("the thresholds must rise: leave, review, rule, couple", "grænserne skal stige: leave, review, rule, couple"),
        ("a limit of zero lets nothing through", "en grænse på nul lader intet slippe igennem"),
    ];
    WORDS.into_iter().fold(english.to_owned(), |text, (from, to)| text.replace(from, to)).replace('`', "\"")
}

/// What is wrong with a model.
pub(super) fn model(path: &Path, error: &ModelError) -> String {
    let path = path.display();
    match error {
        ModelError::OtherFields { trained, configured } => format!(
            "modelfilen {path} er lært til andre felter end opsætningens: modellen har {trained}; opsætningen har {configured}"
        ),
        ModelError::OtherFormat { found, expected } => {
            format!("modelfilen {path} har format {found}, men programmet læser format {expected}: lær modellen igen")
        }
    }
}

#[cfg(test)]
mod tests {
    use linkage::Config;

    use super::*;

    const HEAD: &str = "name = \"x\"\nleft = { name = \"A\", id = \"a\" }\nright = { name = \"B\", id = \"b\" }\n";
    const GIVEN: &str = "[[field]]\nname = \"g\"\nkind = \"given\"\nleft = [\"g\"]\nright = [\"g\"]\n";

    fn said(text: &str) -> String {
        config(Path::new("c.toml"), text, &Config::from_toml(text).unwrap_err())
    }

    #[test]
    fn a_wrong_key_and_a_wrong_kind_tell_line_and_choices() {
        let key = said(&format!("{HEAD}{}", GIVEN.replace("kind", "sort")));
        assert!(key.starts_with("opsætningen c.toml: linje 6: nøglen \"sort\" findes ikke her; der kan stå"), "{key}");
        let kind = said(&format!("{HEAD}{}", GIVEN.replace("\"given\"", "\"givne\"")));
        assert!(kind.contains("linje 6: \"givne\" findes ikke") && kind.contains("surname"), "{kind}");
        let missing = said(&format!("{HEAD}{}", GIVEN.replace("kind = \"given\"\n", "")));
        assert!(missing.contains("nøglen \"kind\" mangler"), "{missing}");
        assert!(said("name = ").contains("linje 1: ikke gyldig TOML"));
    }

    #[test]
    fn every_objection_to_a_configuration_is_danish() {
        let rule = |rule: &str| format!("{HEAD}{GIVEN}[[rule]]\nname = \"r\"\n{rule}");
        let contradiction = |different: &str| format!("{HEAD}{GIVEN}[[contradiction]]\nname = \"m\"\n{different}");
        let many: String = (0..17)
            .map(|n| GIVEN.replace("\"given\"", "\"sex\"").replace("\"g\"", &format!("\"g{n}\"")))
            .fold(String::new(), |all, one| all + &one);
        for (text, expected) in [
            (rule("equal = [\"z\"]"), "reglen \"r\" nævner feltet \"z\""),
            (rule(""), "reglen \"r\" kræver intet"),
            (rule("equal = [\"g\"]\nsupport_at_least = 1"), "reglen \"r\" kræver mere støtte, end den nævner felter"),
            (contradiction("different = []"), "modstriden \"m\" nævner intet felt"),
            (format!("{HEAD}{GIVEN}{GIVEN}"), "feltet \"g\" står to gange"),
            (
                format!("{HEAD}{GIVEN}{}", GIVEN.replace("name = \"g\"", "name = \"h\"")),
                "et felt af slagsen \"Given\" står to gange",
            ),
            (format!("{HEAD}{}", GIVEN.replace("[\"g\"]", "[]")), "feltet \"g\" nævner ingen kolonne"),
            (
                format!("{HEAD}{}", GIVEN.replace("right = [\"g\"]", "right = []")),
                "feltet \"g\" skal have en kolonne i begge filer",
            ),
            (format!("{HEAD}field = []"), "der er intet felt at sammenligne"),
            (format!("{HEAD}{many}"), "17 felter at sammenligne; der kan højst være 16"),
            (format!("{HEAD}{GIVEN}[decision]\nreview_millibits = 90000"), "grænserne skal stige"),
            (format!("{HEAD}{GIVEN}[limits]\nblock = 0"), "en grænse på nul"),
        ] {
            let said = said(&text);
            assert!(said.contains(expected), "{said}\nnot {expected}");
            assert!(![" the ", "demands", "names "].iter().any(|english| said.contains(english)), "{said}");
        }
    }
}
