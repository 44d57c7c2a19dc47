//! Any text in any field: the letter is set, or a named error says why not.

use jiff::civil::date;
use law::cite;
use law::facts::DecisionKind;
use law::words::Language;
use proptest::prelude::*;

use crate::examples::{reduction, text};
use crate::*;

/// Texts for one letter, handed out in turn.
struct Texts {
    texts: Vec<String>,
    given: usize,
}

impl Texts {
    fn next(&mut self) -> Sourced<Text> {
        let words = &self.texts[self.given % self.texts.len()];
        self.given += 1;
        let words = Text::new(words).unwrap_or_else(|BlankText| text("tom"));
        Sourced::new(words, Source::Typed { by: self.texts[0].clone() })
    }

    fn list(&mut self) -> AtLeastOne<Sourced<Text>> {
        AtLeastOne { first: self.next(), rest: vec![self.next()] }
    }
}

fn on<T>(value: T) -> Sourced<T> {
    Sourced::new(value, Source::CaseSystem)
}

fn letter(kind: Kind, language: Language, texts: &mut Texts) -> Letter {
    let contact = Contact { name: texts.next(), telephone: texts.next(), secure_post: texts.next() };
    let sender = Sender { authority: texts.next(), department: texts.next(), address: texts.list(), contact };
    let (case_number, date, title) = (texts.next(), on(date(2008, 3, 3)), texts.next());
    let envelope = Envelope { language, sender, case_number, date, title };
    let person = Person { name: texts.next(), number: None };
    let delivery = Delivery::Address(texts.list());
    match kind {
        Kind::Decision => Letter::decision(envelope, person, delivery, decision(texts)),
        Kind::Hearing => Letter::hearing(envelope, person, delivery, hearing(texts)),
        Kind::Contract => Letter::contract(envelope, person, delivery, contract(texts)),
        Kind::FollowUp => Letter::follow_up(envelope, person, delivery, follow_up(texts)),
        Kind::Statement => {
            let to = Authority { name: texts.next(), address: texts.list() };
            Letter::statement(envelope, person, to, statement(texts))
        }
    }
}

fn decision(texts: &mut Texts) -> Decision {
    let ending = Ending::Reasoned {
        reasons: Reasons { facts: texts.list(), considerations: texts.list() },
        heard: Heard::NotNeeded { because: texts.next() },
        complaint: ComplaintGuidance::new(DecisionKind::BenefitStop, None, texts.next()),
    };
    Decision { outcome: texts.next(), ending, ..reduction() }
}

fn hearing(texts: &mut Texts) -> Hearing {
    Hearing {
        considered: texts.next(),
        provisions: AtLeastOne::one(cite!("§ 31, stk. 1")),
        facts: texts.list(),
        deadline: on(date(2008, 3, 4)),
    }
}

fn contract(texts: &mut Texts) -> Contract {
    Contract {
        version: on(1),
        applies_from: on(date(2008, 3, 10)),
        origin: Origin::SettledByMunicipality { disagreement: texts.next() },
        goals: texts.list(),
        activities: AtLeastOne::one(texts.next()),
        danish: DanishEducation::NotNeeded { because: texts.next() },
        offers: Offers::None { because: texts.next() },
        danish_and_offers: Some(texts.next()),
        help_and_orders: vec![texts.next()],
    }
}

fn follow_up(texts: &mut Texts) -> FollowUp {
    FollowUp {
        held: on(date(2008, 3, 1)),
        version: on(1),
        goals: AtLeastOne::one(GoalStatus { goal: texts.next(), status: texts.next() }),
        agreed: texts.list(),
        changes: Changes::NewVersion { what: texts.next() },
        next: on(date(2008, 6, 1)),
    }
}

fn statement(texts: &mut Texts) -> Statement {
    Statement {
        requested: on(date(2008, 2, 1)),
        said: Said::Completion(ProgrammeAndDebt {
            completion: on(Completion::EqualCourse),
            completion_reason: texts.next(),
            debt: on(Debt::None),
        }),
        complaint: ComplaintGuidance::new(DecisionKind::Statement, None, texts.next()),
    }
}

/// Signs that mean something to the typesetter, among letters.
const MARKUP: &str = "[a-zæøåÆØÅ#$*@_\\\\<>\\[\\](){}=~`'\"/+:;.,!?0-9 \n-]{1,120}";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(30))]

    #[test]
    fn texts_full_of_markup_are_set_in_every_kind_and_language(
        kind in prop::sample::select(Kind::ALL.to_vec()),
        language in prop::sample::select(vec![Language::Danish, Language::English]),
        texts in prop::collection::vec(MARKUP, 1..12),
    ) {
        let letter = letter(kind, language, &mut Texts { texts, given: 0 });
        let rendered = render(&letter);
        prop_assert!(rendered.as_ref().is_ok_and(|rendered| rendered.pages > 0), "{rendered:?}");
    }

    #[test]
    fn any_text_is_set_or_refused_by_the_name_of_a_field_that_holds_the_sign(
        kind in prop::sample::select(Kind::ALL.to_vec()),
        texts in prop::collection::vec(prop_oneof![any::<String>(), "\\PC{0,40}", "[\\p{Latin}\\p{Greek}\\p{Cyrillic}\\p{M} ]{0,40}"], 1..4),
    ) {
        let letter = letter(kind, Language::Danish, &mut Texts { texts, given: 0 });
        match render(&letter) {
            Ok(rendered) => prop_assert!(rendered.pdf.starts_with(b"%PDF-")),
            Err(LetterError::Unprintable { field, sign }) => {
                let named = letter.fields().into_iter().any(|of| of.label == field && of.value.contains(sign));
                prop_assert!(named, "{field} holds no {sign:?}");
            }
            Err(other) => prop_assert!(false, "{other}"),
        }
    }
}
