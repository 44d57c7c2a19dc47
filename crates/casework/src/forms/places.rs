//! Forms about arrival, responsibility, housing and moves. §§ 4–5, 10–12, 18, 49, 51.

use law::cite;
use law::words::Words;

use super::{Day, Form, Group, Slot};

/// The forms, in the order in which they are offered.
pub(super) const FORMS: &[Form] = &[
    Form {
        key: "ny-sag",
        title: Words::new("Åbn en sag", "Open a case"),
        provision: Some(cite!("§ 51, stk. 1")),
        why: Words::new(
            "Registrene siger, hvem det er, og på hvilket grundlag. Underretningen og visiteringen siger, hvornår kommunen får ansvaret.",
            "The registers say who it is and on what ground. The notification and the placement say when the municipality becomes responsible.",
        ),
        group: Group::Opening,
        slots: &[
            Slot::of("information_passed", &["contents"]).fixed(&[("route", "immigration_service_to_municipality")]),
            Slot::of("placement", &["municipality", "basis"]).day(Day::IfGiven),
        ],
        answers: &[],
    },
    Form {
        key: "underretning",
        title: Words::new(
            "Registrér Udlændingestyrelsens underretning",
            "Record the notification by the Immigration Service",
        ),
        provision: Some(cite!("§ 51, stk. 1")),
        why: Words::new(
            "Kommunen skal have navn, persondata og opholdsgrundlag for at kunne modtage udlændingen, og ansvaret følger af visiteringen.",
            "The municipality needs name, personal data and ground of stay to receive the foreigner, and its responsibility follows from the placement.",
        ),
        group: Group::Housing,
        slots: &[Slot::of("information_passed", &["contents", "municipality"])
            .fixed(&[("route", "immigration_service_to_municipality")])],
        answers: &["information.from_immigration_service"],
    },
    Form {
        key: "visitering",
        title: Words::new("Visitér til en kommune", "Place in a municipality"),
        provision: Some(cite!("§ 10, stk. 1")),
        why: Words::new(
            "Visiteringen afgør, hvilken kommune der får ansvaret, og hvornår.",
            "The placement decides which municipality becomes responsible, and when.",
        ),
        group: Group::Housing,
        slots: &[Slot::of("placement", &["municipality", "basis"])],
        answers: &["placement.decide", "placement.decide_minor"],
    },
    Form {
        key: "overtagelse",
        title: Words::new("Registrér tilflytning i CPR og overtagelse", "Record the move in CPR and the takeover"),
        provision: Some(cite!("§ 10, stk. 3, 1. pkt.")),
        why: Words::new(
            "Registreringen gør, at kommunen har ansvaret, og fristerne for bolig, program og kontrakt løber fra overtagelsen.",
            "The registration makes the municipality responsible, and the time limits for housing, programme and contract run from the takeover.",
        ),
        group: Group::Housing,
        slots: &[Slot::of("cpr_registration", &["municipality", "effective", "registrar"])],
        answers: &["registration.make", "registration.make_instead"],
    },
    Form {
        key: "tidlig-overtagelse",
        title: Words::new("Overtag ansvaret tidligere", "Take over earlier"),
        provision: Some(cite!("§ 4, stk. 2, 2. pkt.")),
        why: Words::new(
            "Kommunen kan overtage ansvaret før udgangen af den første hele måned, når flygtningen samtykker.",
            "The municipality may take over before the first whole month has ended, where the refugee consents.",
        ),
        group: Group::Housing,
        slots: &[Slot::of("early_takeover", &["municipality", "consent"])],
        answers: &[],
    },
    Form {
        key: "bolig",
        title: Words::new("Anvis bolig", "Assign housing"),
        provision: Some(cite!("§ 12, stk. 1, 1. pkt.")),
        why: Words::new(
            "Kommunen anviser en permanent bolig senest tre måneder efter overtagelsen og et midlertidigt opholdssted, indtil det er muligt. Husleje og indkomst afgør, om kommunen betaler en del.",
            "The municipality assigns permanent housing within three months of the takeover and a temporary place until then. Rent and income decide whether it pays a part.",
        ),
        group: Group::Housing,
        slots: &[Slot::of("housing", &["form", "rent", "household_income"])],
        answers: &["housing.assign", "housing.assign_after_folk_high_school", "housing.assign_temporary"],
    },
    Form {
        key: "flytning",
        title: Words::new("Registrér flytning", "Record a move"),
        provision: Some(cite!("§ 4, stk. 4")),
        why: Words::new(
            "Flytter udlændingen, går ansvaret over til den nye kommune, og den gamle skal overdrage sagen.",
            "Where the foreigner moves, responsibility passes to the new municipality, and the old one must hand the case over.",
        ),
        group: Group::Housing,
        slots: &[Slot::of("residence", &["municipality", "temporary_for_offer"])],
        answers: &[],
    },
    Form {
        key: "overtag-program",
        title: Words::new(
            "Svar på at overtage programmet efter flytning",
            "Answer on taking over the programme after a move",
        ),
        provision: Some(cite!("§ 18, stk. 2")),
        why: Words::new(
            "Godkender den nye kommune at overtage programmet, fortsætter det uændret; ellers kan ydelsen sættes ned.",
            "Where the new municipality approves, the programme goes on unchanged; otherwise the benefit may be lowered.",
        ),
        group: Group::Housing,
        slots: &[Slot::of(
            "programme_takeover",
            &["municipality", "approved", "essential_for_integration", "special_circumstances"],
        )],
        answers: &[],
    },
    Form {
        key: "aendring",
        title: Words::new("Registrér ændring i forholdene", "Record a change of circumstances"),
        provision: Some(cite!("§ 49, stk. 2")),
        why: Words::new(
            "Ændringer, som udlændingen oplyser, kan have betydning for hjælpen og skal noteres, når de kommer.",
            "Changes that the foreigner tells of may matter to the help and are recorded as they come.",
        ),
        group: Group::Housing,
        slots: &[
            Slot::of("change_of_circumstances", &["text"]),
            Slot::of("information_given", &["in_writing"]).fixed(&[("about", "own_change")]).day(Day::Of(0)),
        ],
        answers: &["information.tell_of_change"],
    },
    Form {
        key: "tilladelse-ophoert",
        title: Words::new("Registrér at opholdstilladelsen er ophørt", "Record the end of the residence permit"),
        provision: Some(cite!("§ 2, stk. 1")),
        why: Words::new(
            "Uden tilladelse er udlændingen ikke længere omfattet, og pligterne falder bort.",
            "Without a permit the foreigner is no longer covered, and the duties fall away.",
        ),
        group: Group::Housing,
        slots: &[Slot::of("permit_ended", &["cause"])],
        answers: &[],
    },
];
