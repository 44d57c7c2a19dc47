use law::facts::DecisionKind;

use super::{File, one_spaced};
use crate::examples::*;
use crate::*;

#[test]
fn every_field_stands_in_the_letter_and_every_field_has_a_label() {
    for letter in one_of_each() {
        let text = File::of(&letter).text();
        for field in letter.fields() {
            assert!(text.contains(&one_spaced(&field.value)), "{:?}: {} not in {text}", letter.kind(), field.value);
            assert!(!field.label.is_empty());
        }
    }
}

#[test]
fn a_decision_holds_outcome_provision_reasons_hearing_and_guidance() {
    let text = File::of(&decision()).text();
    for part in [
        "Vi nedsætter din introduktionsydelse",
        "§ 30, stk. 1: udeblevet fra en del af programmet uden rimelig grund",
        "Derfor mener vi ikke, at du havde en rimelig grund.",
        "Jeg havde ondt i ryggen",
        "beskæftigelsesankenævnet",
        "senest fire uger efter",
        "Side 1 af 2",
    ] {
        assert!(text.contains(part), "{part} not in {text}");
    }
}

#[test]
fn guidance_follows_the_kind_of_decision() {
    let mut housing = reduction();
    let Ending::Reasoned { complaint, .. } = &mut housing.ending else { panic!("a reduction has reasons") };
    *complaint = ComplaintGuidance::new(DecisionKind::Housing, None, typed("Rådhustorvet 1"));
    let letter =
        Letter::decision(envelope(law::words::Language::Danish, "Din bolig"), person("Amira"), at_home(), housing);
    assert!(File::of(&letter).text().contains("det sociale nævn"));
}

#[test]
fn the_time_limit_for_complaint_names_the_other_act_it_stands_in() {
    let fields = decision().fields();
    let limit = fields.iter().find(|field| field.value.contains("fire uger")).expect("a time limit");
    assert!(limit.source.text(law::words::Language::Danish).contains("retssikkerhed"), "{limit:?}");
}

#[test]
fn a_decision_that_grants_all_says_why_it_has_no_guidance() {
    let text = File::of(&grant()).text();
    assert!(text.contains("granted all that you asked for"), "{text}");
    assert!(!text.contains("How to complain"), "{text}");
}

#[test]
fn a_letter_to_somebody_with_a_protected_address_says_so_and_has_no_address() {
    let text = File::of(&grant()).text();
    assert!(text.contains("Sent by Digital Post only"), "{text}");
    assert!(!text.contains("Lindevej"), "{text}");
    assert!(grant().is_digital_post_only() && !decision().is_digital_post_only());
}

#[test]
fn a_cpr_number_is_masked_in_a_letter_to_the_person_and_whole_in_a_statement() {
    let (decision, statement) = (File::of(&decision()).text(), File::of(&statement()).text());
    assert!(decision.contains("010190-xxxx") && !decision.contains("1234"), "{decision}");
    assert!(statement.contains("010190-1234"), "{statement}");
}

#[test]
fn a_contract_tells_of_sanctions_and_has_a_place_for_two_signatures() {
    let text = File::of(&contract()).text();
    assert!(
        text.contains("(§ 25, stk. 3, 1. pkt.)")
            && text.contains("§ 30")
            && text.contains("§ 30 a")
            && text.contains("§ 31"),
        "{text}"
    );
    assert_eq!(text.matches("Underskrift").count(), 3, "two lines and their heading: {text}");
    assert!(text.contains("Version: 2"), "{text}");
}

#[test]
fn a_statement_leaves_no_point_out_of_what_was_asked_and_says_nothing_else() {
    let completion = ["introduktionsprogrammet er gennemført", "1.250,00 kr.", "§ 52, stk. 1"];
    let dates = ["9. marts 2005", "14. marts 2005", "Ikke sket", "§ 52, stk. 2"];
    for (letter, asked, not_asked) in
        [(statement(), &completion[..], &dates[..]), (statement_of_dates(), &dates[..], &completion[..])]
    {
        let text = File::of(&letter).text();
        for part in asked {
            assert!(text.contains(part), "{part} not in {text}");
        }
        for part in not_asked {
            assert!(!text.contains(part), "{part} in {text}");
        }
    }
}

#[test]
fn every_typed_text_names_who_typed_it() {
    let fields = hearing().fields();
    let typed = fields.iter().find(|field| field.label == "påtænkt afgørelse").expect("what is considered");
    assert_eq!(typed.source, Source::Typed { by: "Birthe Holm".to_owned() });
    assert_eq!(typed.source.text(law::words::Language::Danish), "skrevet af Birthe Holm");
}

#[test]
fn a_deadline_that_is_over_when_the_letter_is_written_stops_it() {
    let mut envelope = envelope(law::words::Language::Danish, "Partshøring");
    envelope.date = Sourced::new(jiff::civil::date(2008, 3, 17), Source::CaseSystem);
    let late = hearing_of(envelope);
    assert_eq!(render(&late), Err(LetterError::DayIsOver { field: "svarfrist" }));
}

#[test]
fn an_english_letter_is_english_to_the_number_of_its_page() {
    let text = File::of(&hearing_of(envelope(law::words::Language::English, "We want to hear you"))).text();
    for part in ["Answer by 2008-03-17.", "How to answer", "Page 1 of 1", "Yours sincerely"] {
        assert!(text.contains(part), "{part} not in {text}");
    }
}

#[test]
fn the_close_never_stands_alone_on_a_page() {
    for sentences in 10..30 {
        let decision = Decision { outcome: typed(&"Vi har set på sagen.\n".repeat(sentences)), ..reduction() };
        let letter =
            Letter::decision(envelope(law::words::Language::Danish, "Afgørelse"), person("Amira"), at_home(), decision);
        let last = File::of(&letter).last_page();
        assert!(
            last.find("Venlig hilsen") > last.find("Ankestyrelsen") && last.contains("Ankestyrelsen"),
            "{sentences}: {last}"
        );
    }
}
