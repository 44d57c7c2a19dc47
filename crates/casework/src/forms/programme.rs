//! Forms about the programme: offer, contract, interviews, sickness, Danish and offers. §§ 16–24 b.

use law::cite;
use law::words::Words;

use super::{Day, Form, Group, Slot};

/// The forms, in the order in which they are offered.
pub(super) const FORMS: &[Form] = &[
    Form {
        key: "program",
        title: Words::new("Tilbyd introduktionsprogram", "Offer the introduction programme"),
        provision: Some(cite!("§ 16, stk. 4")),
        why: Words::new(
            "Programmet skal begynde senest en måned efter overtagelsen.",
            "The programme must begin within a month of the takeover.",
        ),
        group: Group::Programme,
        slots: &[
            Slot::of("programme_offer", &["danish", "offers"]),
            Slot::of("programme_start", &[]).day(Day::IfGiven),
        ],
        answers: &["programme.start"],
    },
    Form {
        key: "kontrakt",
        title: Words::new(
            "Lav integrationskontrakt eller ny version",
            "Draw up an integration contract or a new version",
        ),
        provision: Some(cite!("§ 19, stk. 1, 1. pkt.")),
        why: Words::new(
            "Kontrakten skal have mål, aktiviteter, dansk, tilbud og sanktioner, hvile på en helhedsvurdering og være underskrevet af begge. Forhåndsvisningen siger, hvad der mangler.",
            "The contract must have goals, activities, Danish, offers and sanctions, rest on a whole assessment and be signed by both. The preview says what is missing.",
        ),
        group: Group::Programme,
        slots: &[
            Slot::of(
                "contract",
                &[
                    "goals",
                    "activities",
                    "danish",
                    "offers",
                    "danish_and_offers",
                    "states_sanctions",
                    "whole_assessment",
                    "skills_and_market_assessed",
                    "ordinary_work",
                    "betters_later_chances",
                    "names_help_in_place",
                    "names_education_order",
                    "settled_by",
                    "replaces_contract",
                ],
            ),
            Slot::of("contract_signature", &[])
                .fixed(&[("party", "foreigner")])
                .points(&[("contract", 0)])
                .day(Day::IfGiven),
            Slot::of("contract_signature", &[])
                .fixed(&[("party", "municipality")])
                .points(&[("contract", 0)])
                .day(Day::IfGiven),
            Slot::of("declaration_signature", &[]).day(Day::IfGiven),
        ],
        answers: &["contract.draw_up", "transition.draw_up_contract"],
    },
    Form {
        key: "underskrift",
        title: Words::new(
            "Registrér underskrift på kontrakt eller erklæring",
            "Record a signature on contract or declaration",
        ),
        provision: Some(cite!("§ 19, stk. 1, 3. pkt.")),
        why: Words::new(
            "Kontrakten er først gyldig, når begge har skrevet under, og erklæringen er en del af den.",
            "The contract is valid when both have signed, and the declaration is part of it.",
        ),
        group: Group::Programme,
        slots: &[
            Slot::of("contract_signature", &["contract", "party"]),
            Slot::of("declaration_signature", &[]).day(Day::IfGiven),
        ],
        answers: &[],
    },
    Form {
        key: "opfoelgning",
        title: Words::new("Registrér opfølgningssamtale", "Record a follow-up interview"),
        provision: Some(cite!("§ 20, stk. 1, 1. pkt.")),
        why: Words::new(
            "Samtalen følger op på ændringer, på om begge har holdt kontrakten, på udbyttet og på, om programmet skal ændres. Den holdes mindst hver tredje måned.",
            "The interview follows up on changes, on whether both have kept the contract, on the yield and on whether the programme should change. It is held at least every third month.",
        ),
        group: Group::Programme,
        slots: &[Slot::of(
            "follow_up",
            &[
                "form",
                "suitable",
                "interview",
                "situation_discussed",
                "yield_discussed",
                "changes_discussed",
                "job_search_agreed",
                "jobnet_checked",
            ],
        )],
        answers: &["follow_up.hold", "control.interview", "registration.cv_interview"],
    },
    Form {
        key: "sygemelding",
        title: Words::new("Registrér sygemelding", "Record a sick note"),
        provision: Some(cite!("§ 20 a, stk. 1")),
        why: Words::new(
            "Under sygdom følges der op på en anden måde, og pligten til at vurdere en plan løber fra første sygedag.",
            "During sickness follow-up is another, and the duty to assess a plan runs from the first day.",
        ),
        group: Group::Programme,
        slots: &[Slot::of("sick_note", &["until"])],
        answers: &[],
    },
    Form {
        key: "sygdomsvurdering",
        title: Words::new("Vurdér behovet for en plan under sygdom", "Assess the need for a plan during sickness"),
        provision: Some(cite!("§ 20 a, stk. 2, 1. pkt.")),
        why: Words::new(
            "Kommunen vurderer senest efter otte uger, om der er brug for en plan for, hvordan udlændingen kommer videre.",
            "The municipality assesses within eight weeks whether a plan is needed.",
        ),
        group: Group::Programme,
        slots: &[Slot::of("sickness_assessment", &["plan_needed"])],
        answers: &["sickness.assess", "sickness.reassess"],
    },
    Form {
        key: "sygdomsplan",
        title: Words::new("Udarbejd plan under sygdom", "Draw up a plan during sickness"),
        provision: Some(cite!("§ 20 a, stk. 3")),
        why: Words::new(
            "Planen siger, hvad der skal ske, mens udlændingen er syg.",
            "The plan says what is to happen while the foreigner is ill.",
        ),
        group: Group::Programme,
        slots: &[Slot::of("sickness_plan", &[])],
        answers: &["sickness.draw_up_plan"],
    },
    Form {
        key: "sygdomsplan-opfoelgning",
        title: Words::new("Følg op på plan under sygdom", "Follow up the plan during sickness"),
        provision: Some(cite!("§ 20 a, stk. 4")),
        why: Words::new(
            "Planen følges op, så længe sygdommen varer.",
            "The plan is followed up as long as the sickness lasts.",
        ),
        group: Group::Programme,
        slots: &[Slot::of("sickness_plan_follow_up", &[])],
        answers: &["sickness.follow_up_plan"],
    },
    Form {
        key: "tilbud",
        title: Words::new("Giv tilbud", "Give an offer"),
        provision: Some(cite!("§ 23, stk. 1")),
        why: Words::new(
            "Tilbuddets form, længde og timer afgør, om loven tillader det, og om programmet har timer nok.",
            "The form, length and hours of an offer decide whether the Act allows it and whether the programme has hours enough.",
        ),
        group: Group::Programme,
        slots: &[Slot::whole("offer")],
        answers: &["control.offer"],
    },
    Form {
        key: "tilbud-ophoert",
        title: Words::new("Registrér at et tilbud er ophørt før tid", "Record that an offer ended early"),
        provision: Some(cite!("§ 23, stk. 1")),
        why: Words::new(
            "Programmet skal have et nyt indhold, når et tilbud ophører.",
            "The programme needs other content when an offer ends.",
        ),
        group: Group::Programme,
        slots: &[Slot::of("offer_end", &["offer"])],
        answers: &[],
    },
    Form {
        key: "friperiode",
        title: Words::new("Læg friperiode", "Lay in a free period"),
        provision: Some(cite!("§ 24, stk. 1, 1. pkt.")),
        why: Words::new(
            "Varer programmet længe, skal der lægges en friperiode ind, efter aftale med udlændingen.",
            "Where the programme lasts long, a free period is laid in, agreed with the foreigner.",
        ),
        group: Group::Programme,
        slots: &[Slot::of("free_period", &["until", "agreed"])],
        answers: &["offer.lay_in_free_period"],
    },
    Form {
        key: "ansaettelse",
        title: Words::new("Registrér ansættelse", "Record employment"),
        provision: Some(cite!("§ 16, stk. 2")),
        why: Words::new(
            "Arbejde ændrer programmets indhold, retten til ydelse og kommunens tilskud.",
            "Work changes the content of the programme, the right to benefit and the grants.",
        ),
        group: Group::Programme,
        slots: &[Slot::of("employment", &["ordinary", "weekly_hours"])],
        answers: &[],
    },
    Form {
        key: "uddannelsespaalaeg",
        title: Words::new("Giv uddannelsespålæg", "Order an education"),
        provision: Some(cite!("§ 16 a, stk. 1")),
        why: Words::new(
            "Unge uden uddannelse skal pålægges at foreslå, søge og begynde en uddannelse.",
            "Young people without an education are ordered to propose, apply for and begin one.",
        ),
        group: Group::Programme,
        slots: &[Slot::of("education_order", &["step", "deadline", "educations"])],
        answers: &["education_order.propose", "education_order.apply"],
    },
    Form {
        key: "paalaeg-fulgt",
        title: Words::new("Registrér om pålægget er fulgt", "Record whether the order was followed"),
        provision: Some(cite!("§ 16 a, stk. 2")),
        why: Words::new(
            "Følges pålægget ikke uden rimelig grund, kan det få følger for ydelsen.",
            "An order that is not followed without reasonable ground may affect the benefit.",
        ),
        group: Group::Programme,
        slots: &[Slot::of("education_order_outcome", &["order", "followed"])],
        answers: &["education_order.follow"],
    },
    Form {
        key: "uddannelse",
        title: Words::new("Registrér begyndt uddannelse", "Record the start of an education"),
        provision: Some(cite!("§ 16 a, stk. 3")),
        why: Words::new(
            "Uddannelsen kan opfylde pålægget og give kommunen tilskud.",
            "The education may fulfil the order and give the municipality a grant.",
        ),
        group: Group::Programme,
        slots: &[Slot::of("education_start", &["ordered", "qualifying", "supported"])],
        answers: &["education_order.begin"],
    },
    Form {
        key: "deltagelsesstatus",
        title: Words::new("Lav status for deltagelsen", "Draw up a status of the participation"),
        provision: Some(cite!("§ 18 a, stk. 1, 1. pkt.")),
        why: Words::new(
            "Status er grundlag for udtalelser og følger med ved flytning.",
            "The status is the basis of statements and goes along at a move.",
        ),
        group: Group::Programme,
        slots: &[Slot::of("status", &["form", "holds_earlier"])],
        answers: &["status.final", "status.on_move"],
    },
    Form {
        key: "dansk-henvisning",
        title: Words::new("Henvis til danskuddannelse", "Refer to Danish education"),
        provision: Some(cite!("§ 21, stk. 1, 1. pkt.")),
        why: Words::new(
            "Udlændingen skal henvises senest en måned efter overtagelsen.",
            "The foreigner is referred within a month of the takeover.",
        ),
        group: Group::Danish,
        slots: &[Slot::of("danish_referral", &["provider"])],
        answers: &["danish.refer"],
    },
    Form {
        key: "danskforloeb",
        title: Words::new("Registrér danskuddannelse", "Record Danish education"),
        provision: Some(cite!("§ 21, stk. 1, 2. pkt.")),
        why: Words::new(
            "Timerne tæller med i programmets timetal, og undervisningen skal fortsætte uden ophold.",
            "The hours count in the programme, and the teaching goes on without a break.",
        ),
        group: Group::Danish,
        slots: &[Slot::of("danish_course", &["weekly_hours", "specially_arranged", "until"])],
        answers: &["danish.continue", "danish.arrange_specially"],
    },
    Form {
        key: "danskproeve",
        title: Words::new("Registrér danskprøve", "Record a Danish test"),
        provision: Some(cite!("§ 45, stk. 7, nr. 3")),
        why: Words::new(
            "En bestået prøve kan give kommunen tilskud og viser, om kontraktens mål er nået.",
            "A passed test may give the municipality a grant and shows whether the goal is met.",
        ),
        group: Group::Danish,
        slots: &[Slot::of("danish_test", &["passed", "final_test", "at_goal_level", "by_first_term"])],
        answers: &[],
    },
    Form {
        key: "dansk-ophoert",
        title: Words::new("Registrér at danskuddannelsen er ophørt", "Record the end of Danish education"),
        provision: Some(cite!("§ 21, stk. 2")),
        why: Words::new(
            "Den, der har deltaget aktivt, skal have bevis for det.",
            "Whoever took part actively gets proof of it.",
        ),
        group: Group::Danish,
        slots: &[Slot::of("danish_end", &["participated_actively"])],
        answers: &[],
    },
    Form {
        key: "danskbevis",
        title: Words::new("Udsted bevis for aktiv deltagelse", "Issue proof of active participation"),
        provision: Some(cite!("§ 21, stk. 2")),
        why: Words::new(
            "Beviset udstedes til den, der har deltaget aktivt uden at bestå prøven.",
            "The proof is issued to whoever took part actively without passing.",
        ),
        group: Group::Danish,
        slots: &[Slot::of("danish_certificate", &[])],
        answers: &["danish.issue_certificate"],
    },
    Form {
        key: "dansk-besked",
        title: Words::new(
            "Giv besked om følgerne af ikke at lære dansk",
            "Give notice of the consequences of not learning Danish",
        ),
        provision: Some(cite!("§ 20, stk. 6")),
        why: Words::new(
            "Udlændingen skal vide, hvad manglende fremskridt betyder.",
            "The foreigner must know what missing progress means.",
        ),
        group: Group::Danish,
        slots: &[Slot::of("danish_notice", &[])],
        answers: &["danish.notice"],
    },
];
