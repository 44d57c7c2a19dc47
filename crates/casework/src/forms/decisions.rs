//! Forms about decisions, from draft to announcement, and complaints. § 53; forvaltningsloven §§ 19, 22–25.

use law::cite;
use law::words::Words;

use super::{Form, Group, Slot};

/// The forms, in the order in which they are offered.
pub(super) const FORMS: &[Form] = &[
    Form {
        key: "afgoerelse-udkast",
        title: Words::new("Lav udkast til afgørelse", "Draft a decision"),
        provision: Some(cite!("§ 53, stk. 1")),
        why: Words::new(
            "En afgørelse begynder som udkast: det, den skal hvile på, skal kunne partshøres, før den træffes.",
            "A decision begins as a draft: what it will rest on must be open to hearing before it is made.",
        ),
        group: Group::Decisions,
        slots: &[Slot::of("decision_draft", &["decides", "effect_from", "month", "amount", "rests_on"])],
        answers: &[
            "benefit.decide",
            "reduction.decide",
            "deduction.decide",
            "stop.decide_refusal",
            "stop.decide_absence",
            "stop.decide_education",
            "repayment.decide",
            "left_education.act",
        ],
    },
    Form {
        key: "partshoering",
        title: Words::new("Registrér partshøring", "Record the hearing of the party"),
        provision: Some(cite!("§ 53, stk. 1")),
        why: Words::new(
            "Udlændingen skal kende oplysningerne og kunne svare, før en afgørelse går imod vedkommende (forvaltningsloven § 19).",
            "The foreigner must know the information and may answer before a decision goes against them (forvaltningsloven § 19).",
        ),
        group: Group::Decisions,
        slots: &[Slot::of("party_hearing", &["decision"])],
        answers: &[],
    },
    Form {
        key: "afgoerelse",
        title: Words::new("Træf afgørelse", "Make the decision"),
        provision: Some(cite!("§ 53, stk. 1")),
        why: Words::new(
            "Afgørelsen står i dit navn og hviler på dine grunde. Den kan kun ændres ved en ny afgørelse.",
            "The decision stands in your name and on your reasons. Only another decision can change it.",
        ),
        group: Group::Decisions,
        slots: &[Slot::of("decision_made", &["decision", "empowered_under"])],
        answers: &[],
    },
    Form {
        key: "meddelelse",
        title: Words::new("Registrér at afgørelsen er meddelt", "Record that the decision was announced"),
        provision: Some(cite!("§ 53, stk. 1")),
        why: Words::new(
            "Afgørelsen virker først, når den er meddelt med begrundelse og klagevejledning; klagefristen løber derfra.",
            "The decision has effect when announced with reasons and guidance; the time limit for complaint runs from then.",
        ),
        group: Group::Decisions,
        slots: &[Slot::of("decision_announced", &["decision", "reasons", "complaint_guidance"])],
        answers: &[],
    },
    Form {
        key: "tilbagekaldelse",
        title: Words::new("Registrér at afgørelsen er tilbagekaldt", "Record that the decision was revoked"),
        provision: Some(cite!("§ 53, stk. 1")),
        why: Words::new("En tilbagekaldt afgørelse virker ikke længere.", "A revoked decision has no effect any more."),
        group: Group::Decisions,
        slots: &[Slot::of("decision_revoked", &["decision", "by_board"])],
        answers: &[],
    },
    Form {
        key: "klage-modtaget",
        title: Words::new("Registrér klage", "Record a complaint"),
        provision: Some(cite!("§ 53, stk. 2, 1. pkt.")),
        why: Words::new(
            "Klagefristen regnes til den dag, klagen kom, og kommunen skal sende den videre.",
            "The time limit is counted to the day the complaint came, and the municipality must pass it on.",
        ),
        group: Group::Decisions,
        slots: &[Slot::of("complaint", &["decision"])],
        answers: &[],
    },
    Form {
        key: "klage-videresendt",
        title: Words::new("Send klagen til nævnet", "Pass the complaint to the board"),
        provision: Some(cite!("§ 53, stk. 2, 2. pkt.")),
        why: Words::new(
            "Loven siger, hvilket nævn der er det rigtige, for hver slags afgørelse.",
            "The Act says which board is right for each kind of decision.",
        ),
        group: Group::Decisions,
        slots: &[Slot::of("complaint_forwarded", &["complaint", "to"])],
        answers: &["complaint.pass_on"],
    },
    Form {
        key: "klage-afgjort",
        title: Words::new("Registrér nævnets afgørelse", "Record the decision of the board"),
        provision: Some(cite!("§ 53, stk. 2, 1. pkt.")),
        why: Words::new("Nævnets afgørelse kan ændre kommunens.", "The board may change the decision."),
        group: Group::Decisions,
        slots: &[Slot::of("complaint_decided", &["complaint", "changed"])],
        answers: &[],
    },
];
