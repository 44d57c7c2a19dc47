//! Fields and findings of a comparison in Danish, for whoever reads why two persons are one or not.

use linkage::Doubt;

/// The name of a field of `parameters/coupling.toml`; another configuration's names stand as they are.
pub fn field(name: &str) -> &str {
    match name {
        "person-id" => "Person-id",
        "cpr-number" => "CPR-nummer",
        "given" => "Fornavn",
        "surname" => "Efternavn",
        "birth-date" => "Fødselsdato",
        "sex" => "Køn",
        "nationality" => "Statsborgerskab",
        "entry" => "Indrejse",
        "death" => "Død",
        "address" => "Adresse",
        "postcode" => "Postnummer",
        "municipality" => "Kommune",
        other => other,
    }
}

/// What comparing two values found, by the engine's name of the level.
pub fn finding(level: &str) -> Option<&'static str> {
    Some(match level {
        "missing" => "mangler",
        "different" => "forskellig",
        "same first six digits" => "samme seks første cifre",
        "one digit wrong or swapped" => "ét ciffer forkert eller ombyttet",
        "equal, but held by several records" => "ens, men flere har det",
        "equal to a former number" => "ens med et tidligere nummer",
        "equal" => "ens",
        "only a further given name agrees" => "kun et senere fornavn er ens",
        "beginning, or only somewhat alike" => "forbogstav, begyndelse eller kun noget lignende",
        "moved to another part of the name" => "flyttet til en anden del af navnet",
        "the same names in another order" => "de samme navne i anden rækkefølge",
        "other order of given names" => "fornavne i en anden rækkefølge",
        "agrees with a former name" => "ens med et tidligere navn",
        "same consonants, other vowels" => "samme konsonanter, andre vokaler",
        "typing error" => "tastefejl",
        "other spelling, common name" => "anden stavemåde, almindeligt navn",
        "other spelling, rare name" => "anden stavemåde, sjældent navn",
        "one of several names agrees, common" => "ét af flere navne er ens, almindeligt",
        "one of several names agrees, rare" => "ét af flere navne er ens, sjældent",
        "equal, very common" => "ens, meget almindeligt",
        "equal, common" => "ens, almindeligt",
        "equal, not rare" => "ens, ikke sjældent",
        "equal, rare" => "ens, sjældent",
        "equal, very rare" => "ens, meget sjældent",
        "more than two years apart" => "mere end to år fra hinanden",
        "at most two years apart" => "højst to år fra hinanden",
        "same year" => "samme år",
        "same year and month" => "samme år og måned",
        "same day and month, other year" => "samme dag og måned, andet år",
        "both 1 January of the same year" => "begge 1. januar i samme år",
        "1 January on one side, same year" => "1. januar i det ene register, samme år",
        "1 January on one side, year near" => "1. januar i det ene register, året tæt på",
        "day and month swapped" => "dag og måned byttet om",
        "as far as both know" => "ens, så vidt begge ved",
        "equal, a date held by many" => "ens, en dato som mange har",
        "more than a year apart" => "mere end et år fra hinanden",
        "within a year" => "inden for et år",
        "within three months" => "inden for tre måneder",
        "within a month" => "inden for en måned",
        "within a week" => "inden for en uge",
        "within a day" => "inden for en dag",
        "the same day" => "samme dag",
        "dead before an event of the other side" => "død før en hændelse i det andet register",
        "possible" => "mulig",
        "different days of death" => "forskellige dødsdage",
        "the same day of death" => "samme dødsdag",
        "same street" => "samme vej",
        "same house, many live there" => "samme hus, mange bor der",
        "same house" => "samme hus",
        "equal, many live there" => "ens, mange bor der",
        _ => return None,
    })
}

/// Why a pair waits for a person.
pub fn doubt(doubt: Doubt) -> &'static str {
    match doubt {
        Doubt::Weight => "oplysningerne er for svage til at koble og for stærke til at forkaste",
        Doubt::Tie => "en anden passer næsten lige så godt",
        Doubt::Contradiction(_) => "oplysningerne modsiger hinanden",
        Doubt::OtherPair => "den ene af de to er koblet i et andet par",
    }
}

/// What a pair most likely is, by the engine's name of the class.
pub fn class(name: &str) -> Option<&'static str> {
    Some(match name {
        "one person" => "én person",
        "one person, spelt otherwise" => "én person, hvis navn er stavet forskelligt",
        "two of one family and house" => "to af samme familie i samme hus",
        "two of one family" => "to af samme familie",
        "twins" => "tvillinger",
        "two of one name" => "to med samme navn",
        "two of one name and about one age" => "to med samme navn og omtrent samme alder",
        "two of one birth date" => "to med samme fødselsdato",
        "two of one house" => "to i samme hus",
        "unrelated" => "to, der intet har med hinanden at gøre",
        _ => return None,
    })
}

/// A contradiction of `parameters/coupling.toml`; another configuration's names stand as they are.
pub fn contradiction(name: &str) -> &str {
    match name {
        "sex, birth date and nationality all differ" => "køn, fødselsdato og statsborgerskab er alle forskellige",
        "dead before entry" => "død før indrejsen",
        "given name, surname and birth date all differ" => "fornavn, efternavn og fødselsdato er alle forskellige",
        "given name and sex differ" => "fornavn og køn er forskellige",
        "another given name, and no number agrees" => "et andet fornavn, og intet nummer er ens",
        "another birth date, and no CPR number agrees" => "en anden fødselsdato, og intet CPR-nummer er ens",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use linkage::{Config, FieldKind, Register, Side};

    use super::*;

    fn shipped() -> Config {
        Config::from_toml(include_str!("../../../parameters/coupling.toml")).unwrap()
    }

    #[test]
    fn every_class_of_the_engine_has_a_danish_word() {
        let config = shipped();
        let empty = |side| Register::builder(&config, side).finish().unwrap();
        let model = linkage::train(&empty(Side::Left), &empty(Side::Right), &config);
        let names = model.classes.iter().map(|class| class.name.as_str());
        let missing: Vec<&str> = names.filter(|name| class(name).is_none()).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn every_contradiction_of_the_shipped_configuration_has_danish_words() {
        let config = shipped();
        let names = config.contradictions.iter().map(|contradiction| contradiction.name.as_str());
        let missing: Vec<&str> = names.filter(|name| contradiction(name) == *name).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn every_finding_of_the_engine_has_a_danish_word() {
        let kinds = [
            FieldKind::Identifier,
            FieldKind::Cpr,
            FieldKind::Given,
            FieldKind::Surname,
            FieldKind::Date,
            FieldKind::Sex,
            FieldKind::Category,
            FieldKind::Event,
            FieldKind::Death,
            FieldKind::Address,
            FieldKind::Postcode,
        ];
        let levels = kinds.into_iter().flat_map(linkage::levels);
        let missing: Vec<&str> = levels.map(|level| level.name).filter(|name| finding(name).is_none()).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}
