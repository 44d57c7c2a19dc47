//! A review that was drawn, assessed and asked about, read back by another library.

use jiff::civil::{date, datetime};
use lopdf::Document;
use oversight::ledger::{Entry, Ledger, Party};
use serde_json::json;

use super::*;

fn review() -> Review {
    let decision = |nth: usize| json!({ "case": format!("K-{nth}"), "fact": format!("f-{nth}"), "judged": "available", "on": "2026-03-01", "municipality": 751 });
    let steps = [
        json!({
            "step": "drawn",
            "wanted": { "from": "2026-01-01", "to": "2026-06-30", "per_municipality": 3, "seed": "#let x = *7*" },
            "population": [{ "municipality": 101, "decisions": 1200 }, { "municipality": 751, "decisions": 40 }],
            "without_municipality": 2, "beyond_unemployment": 5,
            "chosen": [decision(1), decision(2), decision(3)],
        }),
        json!({ "step": "assessed", "case": "K-1", "fact": "f-1", "lawful": true }),
        json!({
            "step": "assessed", "case": "K-2", "fact": "f-2", "lawful": false, "refund_lost": true, "errors": ["not-heard", "no-reasons"],
            "note": "Hemmeligt om en person",
        }),
        json!({ "step": "followed-up", "municipality": 751, "what": "Hvordan hører I parten?", "deadline": "2026-09-01" }),
    ];
    let take = |before: Option<Review>, what| {
        let entry =
            Entry { on: date(2026, 8, 1), party: Party::Ministry, what: serde_json::from_value(what).expect("a step") };
        Some(Review::take(before.as_ref(), &entry).expect("a step that can be taken"))
    };
    steps.into_iter().fold(None, take).expect("a review")
}

fn text(language: Language) -> String {
    let (review, made) = (review(), Made { by: "Bo Prøve".to_owned(), at: datetime(2026, 8, 2, 14, 5, 0, 0) });
    let report = ReviewReport { review: &review, authority: "Ministeriet", made: &made, language };
    // PDF/UA-1 and PDF/A-2a are checked while it is set: what is not accessible is no report.
    let document = Document::load_mem(&report.render().expect("a report").pdf).expect("a PDF");
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    let text = document.extract_text(&pages).expect("text");
    text.replace('\u{200b}', "").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_report_has_the_municipalities_their_shares_the_errors_and_how_it_was_drawn() {
    let text = text(Language::Danish);
    for part in [
        "Tilsyn med kommunernes vurdering af rådighed",
        "1 af de udtrukne vurderinger er ikke gennemgået endnu",
        "Af 2 gennemgåede vurderinger har 1 mindst én fejl. Der er fundet fejl i 1 af 2 kommuner.",
        "København 1.200 0 0 0 0 –",
        "Aarhus 40 3 2 1 1 50,0 %",
        "få, usikkert",
        "I alt 1.240 3 2 1 1",
        "partshøring mangler (forvaltningsloven § 19) 1 Aarhus (1)",
        "Hvordan hører I parten? Ikke besvaret, frist 1. september 2026.",
        "Højst 3 vurderinger fra hver kommune",
        "#let x = *7*",
        "Udarbejdet af Bo Prøve, 2. august 2026 kl. 14.05",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
}

#[test]
fn no_case_and_nothing_that_was_noted_of_one_is_told() {
    for language in [Language::Danish, Language::English] {
        let text = text(language);
        for secret in ["K-1", "K-2", "f-2", "Hemmeligt"] {
            assert!(!text.contains(secret), "{secret} in {text}");
        }
    }
}

#[test]
fn the_english_report_says_the_same() {
    let text = text(Language::English);
    for part in
        ["1 of the drawn decisions are not assessed yet", "Aarhus 40 3 2 1 1 50.0%", "the person was not heard", "Seed"]
    {
        assert!(text.contains(part), "{part} in {text}");
    }
}
