//! What was found and what was expected, in Danish: users write case files.

use jiff::civil::Date;
use serde::de::Unexpected;
use vocabulary::UncertainDate;

use crate::facts::Content;

/// What stands in the field.
pub(super) fn found(found: Unexpected<'_>) -> String {
    match found {
        Unexpected::Bool(held) => held.to_string(),
        Unexpected::Unsigned(number) => number.to_string(),
        Unexpected::Signed(number) => number.to_string(),
        Unexpected::Float(number) => number.to_string(),
        Unexpected::Str(text) => format!("\"{text}\""),
        Unexpected::Unit => "null".to_owned(),
        Unexpected::Seq => "en liste".to_owned(),
        Unexpected::Map => "et objekt".to_owned(),
        other => other.to_string(),
    }
}

/// What types say they expect, in the words of a Danish reader.
pub(super) fn expected(by_type: &str) -> String {
    let known = [
        ("a boolean", "true eller false"),
        ("a string", "en tekst"),
        ("a sequence", "en liste"),
        ("a civil date", DATE),
        ("date", DATE),
        ("an amount", "et beløb i kroner med højst to decimaler, fx 5773 eller 1443.50"),
        ("hours are", "et timetal fra 0 med højst to decimaler"),
        ("a month is", "en måned: ÅÅÅÅ-MM"),
        ("a ground is", "et opholdsgrundlag: paragraf:stk:nr i udlændingeloven, fx 7:1, 9c:1 eller 9:1:2"),
        ("a country is", "tre bogstaver efter ISO 3166-1, fx SOM; XXA er statsløs"),
        ("no such date", "en dato, der findes: ÅÅÅÅ-MM-DD"),
        ("a date is", "en dato: ÅÅÅÅ-MM-DD (kun for fødselsdag og tilladelse også ÅÅÅÅ eller ÅÅÅÅ-MM)"),
        ("struct", "et objekt"),
        ("a municipality", "en kommunekode, fx 101"),
    ];
    let whole_number = ["u8", "u16", "u32", "u64", "usize", "i16", "i32", "i64"];
    if whole_number.contains(&by_type) {
        return "et helt tal".to_owned();
    }
    known
        .iter()
        .find(|(starts, _)| by_type.contains(starts))
        .map_or_else(|| by_type.to_owned(), |(_, words)| (*words).to_owned())
}

const DATE: &str = "en dato: ÅÅÅÅ-MM-DD";

/// The first and the last day of something that would end before it begins.
pub(super) fn ends_before_it_begins(on: UncertainDate, content: &Content) -> Option<(String, String)> {
    let until = end_of(content)?;
    (until < on.earliest()).then(|| (on.to_string(), until.to_string()))
}

/// The spouse or partner whom the fact names, where it does.
pub(super) fn other_person(content: &Content) -> Option<&str> {
    match content {
        Content::Marriage(held) => held.spouse.as_deref(),
        Content::Cohabitation(held) => held.partner.as_deref(),
        _ => None,
    }
}

/// The day on which what the fact tells of ends, where it says so.
fn end_of(content: &Content) -> Option<Date> {
    match content {
        Content::Permit(held) => held.until,
        Content::StayAbroad(held) => held.until,
        Content::Imprisonment(held) => held.until,
        Content::Delegation(held) => held.until,
        Content::CentreStay(held) => held.until,
        Content::HelpInPlaceOfProgramme(held) => held.until,
        Content::EducationOrder(held) => Some(held.deadline),
        Content::SickNote(held) => held.until,
        Content::DanishCourse(held) => held.until,
        Content::Offer(held) => Some(held.until),
        Content::FreePeriod(held) => Some(held.until),
        Content::WorkOffer(held) => held.until,
        Content::AvailabilityGround(held) => held.until,
        Content::PublicSupport(held) => held.until,
        Content::Cohabitation(held) => held.until,
        _ => None,
    }
}
