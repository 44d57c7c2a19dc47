//! Forms about what people are told, what is passed on, and statements. §§ 49–52.

use law::cite;
use law::words::Words;

use super::{Form, Group, Slot};

/// The forms, in the order in which they are offered.
pub(super) const FORMS: &[Form] = &[
    Form {
        key: "oplysningspligt",
        title: Words::new("Vejled om oplysningspligten", "Inform of the duty to give information"),
        provision: Some(cite!("§ 49, stk. 3")),
        why: Words::new(
            "Udlændingen skal skriftligt vide, hvilke ændringer der skal oplyses, og hvad følgerne er.",
            "The foreigner must know in writing which changes to tell of and what follows.",
        ),
        group: Group::Information,
        slots: &[Slot::of("information_given", &["in_writing"]).fixed(&[("about", "duty_to_inform")])],
        answers: &["information.tell_of_duty"],
    },
    Form {
        key: "indhentning-vejledning",
        title: Words::new("Vejled om indhentning af oplysninger", "Inform of the fetching of information"),
        provision: Some(cite!("§ 50, stk. 3")),
        why: Words::new(
            "Udlændingen skal vide, at oplysninger kan indhentes, og hvad det betyder ikke at medvirke.",
            "The foreigner must know that information may be fetched and what not helping means.",
        ),
        group: Group::Information,
        slots: &[Slot::of("information_given", &["in_writing"]).fixed(&[("about", "fetching_of_information")])],
        answers: &["information.tell_of_fetching"],
    },
    Form {
        key: "egne-oplysninger",
        title: Words::new(
            "Registrér at udlændingen har givet oplysninger",
            "Record that the foreigner gave information",
        ),
        provision: Some(cite!("§ 49, stk. 1")),
        why: Words::new(
            "Udlændingen skal medvirke med de oplysninger, der er nødvendige for at afgøre sagen.",
            "The foreigner must give what is needed to decide the case.",
        ),
        group: Group::Information,
        slots: &[Slot::of("information_given", &["in_writing"]).fixed(&[("about", "own_information")])],
        answers: &["information.contribute"],
    },
    Form {
        key: "ydelsesophoer-besked",
        title: Words::new("Underret jobcenteret om ydelsens ophør", "Tell the jobcentre of the end of benefit"),
        provision: Some(cite!("§ 25 a, stk. 2, 2. pkt.")),
        why: Words::new(
            "Jobcenteret afmelder den, der ikke længere får ydelse.",
            "The jobcentre takes off whoever no longer receives benefit.",
        ),
        group: Group::Information,
        slots: &[Slot::of("information_given", &["in_writing"]).fixed(&[("about", "end_of_benefit")])],
        answers: &["registration.end_of_benefit"],
    },
    Form {
        key: "skole-besked",
        title: Words::new("Underret uddannelsesstedet om pålægget", "Tell the school of the order"),
        provision: Some(cite!("§ 16 a, stk. 4, 1. pkt.")),
        why: Words::new(
            "Skolen skal kende pålægget for at kunne melde tilbage om fravær.",
            "The school must know of the order to report absence.",
        ),
        group: Group::Information,
        slots: &[Slot::of("information_given", &["in_writing"]).fixed(&[("about", "education_order_to_school")])],
        answers: &["education_order.tell_school"],
    },
    Form {
        key: "udeblivelse-underretning",
        title: Words::new(
            "Registrér underretning fra anden aktør om udeblivelse",
            "Record notice of absence by another actor",
        ),
        provision: Some(cite!("§ 51 c, stk. 1")),
        why: Words::new(
            "Andre aktører skal straks fortælle kommunen om udeblivelse.",
            "Other actors tell the municipality of absence at once.",
        ),
        group: Group::Information,
        slots: &[Slot::of("information_given", &["in_writing"]).fixed(&[("about", "absence_by_other_actor")])],
        answers: &["absence.tell_municipality"],
    },
    Form {
        key: "samtykke",
        title: Words::new("Registrér samtykke", "Record consent"),
        provision: Some(cite!("§ 50, stk. 1, 1. pkt.")),
        why: Words::new(
            "Nogle oplysninger må kun indhentes eller gives videre med samtykke.",
            "Some information may be fetched or passed on with consent only.",
        ),
        group: Group::Information,
        slots: &[Slot::of("consent", &["to", "given"])],
        answers: &[],
    },
    Form {
        key: "overdragelse-vurdering",
        title: Words::new("Vurdér hvad der ellers skal med ved flytning", "Assess what else goes along at a move"),
        provision: Some(cite!("§ 51 b, stk. 3, 1. pkt.")),
        why: Words::new(
            "Andre oplysninger må kun følge med, når de er af væsentlig betydning.",
            "Other information goes along only where essential.",
        ),
        group: Group::Information,
        slots: &[Slot::of(
            "information_need",
            &["essential", "necessary", "purely_private", "administration_act_allows"],
        )
        .fixed(&[("route", "hand_over")])],
        answers: &["hand_over.assess_other"],
    },
    Form {
        key: "overdragelse",
        title: Words::new("Overdrag sagen til den nye kommune", "Hand the case over to the new municipality"),
        provision: Some(cite!("§ 51 b, stk. 1")),
        why: Words::new(
            "Den nye kommune skal kunne fortsætte, hvor den gamle slap: navn, persondata, opholdsgrundlag, kontrakt, erklæring og status skal med.",
            "The new municipality must be able to go on: name, personal data, ground of stay, contract, declaration and status go along.",
        ),
        group: Group::Information,
        slots: &[Slot::of("information_passed", &["municipality", "contents"]).fixed(&[("route", "hand_over")])],
        answers: &["hand_over"],
    },
    Form {
        key: "overdragelse-svar",
        title: Words::new("Svar på en overdragelse", "Answer a hand-over"),
        provision: Some(cite!("§ 51 b, stk. 1")),
        why: Words::new(
            "Er overdragelsen ikke hel, sendes den tilbage, så intet går tabt mellem kommunerne.",
            "A hand-over that is not whole is sent back, so that nothing is lost between the municipalities.",
        ),
        group: Group::Information,
        slots: &[Slot::of("hand_over_answer", &["hand_over", "accepted"])],
        answers: &[],
    },
    Form {
        key: "udtalelse-anmodning",
        title: Words::new("Registrér anmodning om udtalelse", "Record a request for a statement"),
        provision: Some(cite!("§ 52, stk. 1")),
        why: Words::new(
            "Udlændingestyrelsen bruger udtalelsen i sagen om tidsubegrænset ophold.",
            "The Immigration Service uses the statement in the case on permanent residence.",
        ),
        group: Group::Information,
        slots: &[Slot::of("statement_request", &["about"])],
        answers: &[],
    },
    Form {
        key: "udtalelse",
        title: Words::new("Afgiv udtalelse", "Give the statement"),
        provision: Some(cite!("§ 52, stk. 1")),
        why: Words::new(
            "Udtalelsen siger, om programmet er gennemført, og om der er forfalden gæld, eller hvornår kontrakt og erklæring blev underskrevet.",
            "The statement says whether the programme was completed and whether there is overdue debt, or when contract and declaration were signed.",
        ),
        group: Group::Information,
        slots: &[Slot::of("statement_given", &["request", "completed", "overdue_debt"])],
        answers: &["statement.completion", "statement.contract_dates"],
    },
];
