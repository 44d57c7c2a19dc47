//! Letters as they could be, for the tests of this room. No person in them exists; the numbers cannot be issued.

use jiff::civil::date;
use law::act::Provision;
use law::cite;
use law::facts::DecisionKind;
use law::words::Language;
use vocabulary::{CprNumber, Kroner};

use crate::*;

pub(crate) fn text(text: &str) -> Text {
    Text::new(text).expect("not blank")
}

pub(crate) fn typed(words: &str) -> Sourced<Text> {
    Sourced::new(text(words), Source::Typed { by: "Birthe Holm".to_owned() })
}

fn fact(words: &str, id: &str) -> Sourced<Text> {
    Sourced::new(text(words), Source::Fact(id.to_owned()))
}

fn setting(words: &str) -> Sourced<Text> {
    Sourced::new(text(words), Source::Settings)
}

fn day<T>(value: T, id: &str) -> Sourced<T> {
    Sourced::new(value, Source::Fact(id.to_owned()))
}

fn some<T, const N: usize>(list: [T; N]) -> AtLeastOne<T> {
    AtLeastOne::from_list(list).expect("not empty")
}

pub(crate) fn envelope(language: Language, title: &str) -> Envelope {
    Envelope {
        language,
        sender: Sender {
            authority: setting("Sønderbjerg Kommune"),
            department: setting("Integration og Beskæftigelse"),
            address: some([setting("Rådhustorvet 1"), setting("9999 Sønderbjerg")]),
            contact: Contact {
                name: setting("Birthe Holm"),
                telephone: setting("99 99 99 99"),
                secure_post: setting("sikkerpost@soenderbjerg.example"),
            },
        },
        case_number: Sourced::new(text("2008-000123"), Source::CaseSystem),
        date: Sourced::new(date(2008, 3, 3), Source::CaseSystem),
        title: typed(title),
    }
}

pub(crate) fn person(name: &str) -> Person {
    let number = CprNumber::parse("0101901234").expect("ten digits");
    Person {
        name: Sourced::new(text(name), Source::Register(Register::Cpr)),
        number: Some(PersonalNumber::Masked(Sourced::new(number, Source::Register(Register::Cpr)))),
    }
}

fn amira() -> Person {
    person("Amira Nour Haddad")
}

pub(crate) fn at_home() -> Delivery {
    let line = |words| Sourced::new(text(words), Source::Register(Register::Cpr));
    Delivery::Address(some([line("Lindevej 12, 2. tv."), line("9999 Sønderbjerg")]))
}

fn send_to() -> Sourced<Text> {
    setting("Sønderbjerg Kommune, Integration og Beskæftigelse, Rådhustorvet 1, 9999 Sønderbjerg, telefon 99 99 99 99")
}

pub(crate) fn reduction() -> Decision {
    let provisions: AtLeastOne<Provision> = some([cite!("§ 30, stk. 1"), cite!("§ 30, stk. 3")]);
    Decision {
        outcome: typed(
            "Vi nedsætter din introduktionsydelse for februar 2008 med 577,30 kr., fordi du udeblev fra 4 af 40 timers danskundervisning.",
        ),
        provisions,
        ending: Ending::Reasoned {
            reasons: Reasons {
                facts: some([
                    fact(
                        "Du skulle møde til dansk hos Sprogcentret den 12. februar 2008 klokken 9 til 13.",
                        "absence-7",
                    ),
                    fact("Sprogcentret har oplyst, at du ikke mødte og ikke meldte afbud.", "absence-7"),
                    Sourced::new(
                        text("Din introduktionsydelse er 5.773,00 kr. om måneden."),
                        Source::Rate { key: law::parameters::RateKey::StartHelpSingle, from: date(2008, 1, 1) },
                    ),
                ]),
                considerations: some([typed(
                    "En sygemeldt har en rimelig grund til at udeblive, når sygdommen er meldt. Du har fortalt, at du havde ondt i ryggen, men \
                     du meldte det ikke, og du var på arbejde samme eftermiddag. Derfor mener vi ikke, at du havde en rimelig grund. \
                     Nedsættelsen svarer til den del af programmet, du udeblev fra.",
                )]),
            },
            heard: Heard::Answered {
                asked: day(date(2008, 2, 18), "hearing-3"),
                said: day(text("Jeg havde ondt i ryggen og kunne ikke sidde ned så længe."), "hearing-answer-3"),
            },
            complaint: ComplaintGuidance::new(DecisionKind::BenefitReduction, None, send_to()),
        },
    }
}

pub(crate) fn decision() -> Letter {
    Letter::decision(
        envelope(Language::Danish, "Din introduktionsydelse for februar bliver sat ned"),
        amira(),
        at_home(),
        reduction(),
    )
}

pub(crate) fn grant() -> Letter {
    let decision = Decision {
        outcome: typed("You are granted help with the move to Nørrestrand, 2.400,00 kr."),
        provisions: AtLeastOne::one(cite!("§ 39")),
        ending: Ending::GrantedInFull { reasons: None },
    };
    let envelope = envelope(Language::English, "Your application for help with your move is granted");
    Letter::decision(envelope, person("Samuel Tesfay"), Delivery::DigitalPostOnly, decision)
}

pub(crate) fn hearing() -> Letter {
    hearing_of(envelope(Language::Danish, "Vi vil gerne høre dig, før vi afgør din sag"))
}

pub(crate) fn hearing_of(envelope: Envelope) -> Letter {
    let hearing = Hearing {
        considered: typed(
            "Vi overvejer at nedsætte din introduktionsydelse for februar 2008 for de timer, du ikke mødte til dansk.",
        ),
        provisions: some([cite!("§ 30, stk. 1"), cite!("§ 30, stk. 2")]),
        facts: some([
            fact("Du skulle møde til dansk hos Sprogcentret den 12. februar 2008 klokken 9 til 13.", "absence-7"),
            fact("Sprogcentret har oplyst, at du ikke mødte og ikke meldte afbud.", "absence-7"),
        ]),
        deadline: day(date(2008, 3, 17), "hearing-3"),
    };
    Letter::hearing(envelope, amira(), at_home(), hearing)
}

pub(crate) fn contract() -> Letter {
    let contract = Contract {
        version: Sourced::new(2, Source::CaseSystem),
        applies_from: day(date(2008, 3, 10), "contract-2"),
        origin: Origin::Agreed,
        goals: some([
            fact("Ordinært arbejde som elektriker inden for tre år", "contract-2"),
            fact("Dansk på niveau med Prøve i Dansk 2", "contract-2"),
        ]),
        activities: some([
            fact("Kortlægning af uddannelse og erfaring fra hjemlandet", "contract-2"),
            fact("Jobsøgning og cv på Jobnet, hver uge", "contract-2"),
        ]),
        danish: DanishEducation::Course {
            course: fact("Danskuddannelse 2, modul 3, hos Sprogcentret, 18 timer om ugen", "danish-course-1"),
            from: Some(day(date(2008, 3, 12), "danish-course-1")),
        },
        offers: Offers::Offered(some([Offer {
            what: fact("Virksomhedspraktik hos El-Service Sønderbjerg, 19 timer om ugen i 13 uger", "offer-1"),
            purpose: Some(typed("at prøve faget i Danmark og få en arbejdsgiver, der kan anbefale dig")),
        }])),
        danish_and_offers: Some(fact("dansk om formiddagen, praktik om eftermiddagen", "contract-2")),
        help_and_orders: Vec::new(),
    };
    Letter::contract(envelope(Language::Danish, "Integrationskontrakt"), amira(), at_home(), contract)
}

pub(crate) fn follow_up() -> Letter {
    let follow_up = FollowUp {
        held: day(date(2008, 2, 29), "follow-up-4"),
        version: Sourced::new(2, Source::CaseSystem),
        goals: some([
            GoalStatus {
                goal: fact("Arbejde som elektriker", "contract-2"),
                status: fact("praktikken går godt, og virksomheden vil gerne beholde dig", "follow-up-4"),
            },
            GoalStatus {
                goal: fact("Prøve i Dansk 2", "contract-2"),
                status: fact("du har bestået modul 3 og begynder på modul 4", "follow-up-4"),
            },
        ]),
        agreed: some([
            fact("Du spørger din chef, om praktikken kan blive til et job med løntilskud.", "follow-up-4"),
            fact("Kommunen betaler autorisationskurset, når det er godkendt.", "follow-up-4"),
        ]),
        changes: Changes::NewVersion { what: fact("dansk flyttes til aftenhold.", "follow-up-4") },
        next: day(date(2008, 5, 29), "follow-up-4"),
    };
    Letter::follow_up(envelope(Language::Danish, "Det talte vi om den 29. februar"), amira(), at_home(), follow_up)
}

/// A statement on completion and debt.
pub(crate) fn statement() -> Letter {
    statement_of(Said::Completion(ProgrammeAndDebt {
        completion: day(Completion::Completed, "final-status-1"),
        completion_reason: fact("den endelige status af 1. februar 2008.", "final-status-1"),
        debt: day(Debt::Overdue(Kroner::whole(1_250)), "debt-1"),
    }))
}

/// A statement on the dates of contract and declaration.
pub(crate) fn statement_of_dates() -> Letter {
    statement_of(Said::Dates(ContractDates {
        contract_drawn_up: day(Happened::On(date(2005, 3, 9)), "contract-1"),
        contract_signed: day(Happened::On(date(2005, 3, 14)), "signature-1"),
        declaration_signed: Sourced::new(Happened::Not, Source::CaseSystem),
    }))
}

fn statement_of(said: Said) -> Letter {
    let statement = Statement {
        requested: day(date(2008, 2, 20), "request-1"),
        said,
        complaint: ComplaintGuidance::new(DecisionKind::Statement, None, send_to()),
    };
    let to = Authority {
        name: setting("Udlændingeservice"),
        address: some([setting("Ryesgade 53"), setting("2100 København Ø")]),
    };
    let title = "Udtalelse til brug for tidsubegrænset opholdstilladelse";
    let number = CprNumber::parse("0101901234").expect("ten digits");
    let whole = PersonalNumber::Whole(Sourced::new(number, Source::Register(Register::Cpr)));
    let person = Person { number: Some(whole), ..amira() };
    Letter::statement(envelope(Language::Danish, title), person, to, statement)
}

/// One of every kind, both statements, and a decision in English that grants all to a person with a protected address.
pub(crate) fn one_of_each() -> Vec<Letter> {
    vec![decision(), grant(), hearing(), contract(), follow_up(), statement(), statement_of_dates()]
}
