//! Forms about benefit, work, absence, refusal and help in special cases. §§ 25–39.

use law::cite;
use law::words::Words;

use super::{Form, Group, Slot};

/// The forms, in the order in which they are offered.
pub(super) const FORMS: &[Form] = &[
    Form {
        key: "ydelsesansoegning",
        title: Words::new(
            "Registrér ansøgning om introduktionsydelse",
            "Record an application for introduction benefit",
        ),
        provision: Some(cite!("§ 25, stk. 1, 1. pkt.")),
        why: Words::new(
            "Ydelsen kan tidligst gives fra ansøgningen, og rådighed vurderes derfra.",
            "Benefit can be given from the application at the earliest, and availability is assessed from then.",
        ),
        group: Group::Benefit,
        slots: &[Slot::of("benefit_application", &["unemployment_alone"])],
        answers: &[],
    },
    Form {
        key: "indkomst",
        title: Words::new("Registrér indkomst", "Record income"),
        provision: Some(cite!("§ 28, stk. 1")),
        why: Words::new(
            "Indtægter trækkes fra i ydelsen for måneden.",
            "Income is deducted from the benefit of the month.",
        ),
        group: Group::Benefit,
        slots: &[Slot::of("income", &["month", "work", "hours", "other"])],
        answers: &[],
    },
    Form {
        key: "tilmelding",
        title: Words::new("Registrér tilmelding som arbejdssøgende", "Record registration as seeking work"),
        provision: Some(cite!("§ 25 a, stk. 2, 1. pkt.")),
        why: Words::new(
            "Den, der alene har ledighed som problem, skal være tilmeldt for at få ydelse.",
            "Whoever has unemployment alone as a problem must be registered to receive benefit.",
        ),
        group: Group::Benefit,
        slots: &[Slot::of("job_registration", &[])],
        answers: &["registration.register", "registration.see_to"],
    },
    Form {
        key: "bekraeftelse",
        title: Words::new("Registrér bekræftelse af tilmeldingen", "Record confirmation of the registration"),
        provision: Some(cite!("§ 25 a, stk. 2, 3. pkt.")),
        why: Words::new(
            "Tilmeldingen skal bekræftes, ellers afmeldes udlændingen.",
            "The registration must be confirmed, or the foreigner is taken off.",
        ),
        group: Group::Benefit,
        slots: &[Slot::of("job_confirmation", &[])],
        answers: &["registration.confirm"],
    },
    Form {
        key: "cv-lagt-ind",
        title: Words::new("Registrér CV på Jobnet", "Record the CV in Jobnet"),
        provision: Some(cite!("§ 25 a, stk. 4, 1. pkt.")),
        why: Words::new(
            "CV’et skal ligge på Jobnet senest en måned efter tilmeldingen.",
            "The CV must be in Jobnet within a month of the registration.",
        ),
        group: Group::Benefit,
        slots: &[Slot::of("cv_entered", &[])],
        answers: &["registration.cv"],
    },
    Form {
        key: "jobhenvisning",
        title: Words::new("Henvis til arbejde", "Refer to a job"),
        provision: Some(cite!("§ 25 a, stk. 8, 1. pkt.")),
        why: Words::new(
            "I et henvisningsforløb henvises der løbende til job.",
            "In a course of referrals there is one after the other.",
        ),
        group: Group::Benefit,
        slots: &[Slot::of("job_referral", &["job_days", "hired"])],
        answers: &["referral_course.next_job"],
    },
    Form {
        key: "soegepaalaeg",
        title: Words::new("Pålæg at søge bestemte job", "Order to seek named jobs"),
        provision: Some(cite!("§ 25 a, stk. 8, 2. pkt.")),
        why: Words::new(
            "Er der intet at henvise til, pålægges udlændingen at søge bestemte job.",
            "Where there is nothing to refer to, the foreigner is ordered to seek named jobs.",
        ),
        group: Group::Benefit,
        slots: &[Slot::of("job_search_order", &["sought", "found_together"])],
        answers: &["referral_course.order_to_seek"],
    },
    Form {
        key: "udeblivelse",
        title: Words::new("Registrér udeblivelse", "Record absence"),
        provision: Some(cite!("§ 30, stk. 1")),
        why: Words::new(
            "Udeblivelse uden rimelig grund kan sætte ydelsen ned; timerne afgør hvor meget.",
            "Absence without reasonable ground may lower the benefit; the hours decide by how much.",
        ),
        group: Group::Benefit,
        slots: &[Slot::of("absence", &["from", "hours", "of_hours", "sickness_notified"])],
        answers: &[],
    },
    Form {
        key: "rimelig-grund",
        title: Words::new("Vurdér om der var rimelig grund", "Judge whether there was reasonable ground"),
        provision: Some(cite!("§ 30, stk. 1")),
        why: Words::new(
            "Uden en vurdering af grunden må ydelsen ikke sættes ned.",
            "Without a judgement of the ground the benefit may not be lowered.",
        ),
        group: Group::Benefit,
        slots: &[Slot::of("reasonable_ground", &["absence", "reasonable"])],
        answers: &[],
    },
    Form {
        key: "raadighedsvurdering",
        title: Words::new("Vurdér rådighed", "Assess availability"),
        provision: Some(cite!("§ 25 a, stk. 1, nr. 1")),
        why: Words::new(
            "Hændelser, der rejser tvivl om rådighed, skal vurderes straks.",
            "Events that raise doubt about availability are assessed at once.",
        ),
        group: Group::Benefit,
        slots: &[Slot::of("availability_assessment", &["available"])],
        answers: &[
            "availability.assess_refused_job",
            "availability.assess_missed_interview",
            "availability.assess_missed_follow_up",
            "availability.assess_sickness_not_notified",
        ],
    },
    Form {
        key: "afvisning",
        title: Words::new("Registrér afvisning", "Record a refusal"),
        provision: Some(cite!("§ 31, stk. 1")),
        why: Words::new(
            "Den, der uden rimelig grund afviser at deltage, kan miste ydelsen, så længe muligheden findes.",
            "Whoever refuses to take part without reasonable ground may lose the benefit as long as the possibility exists.",
        ),
        group: Group::Benefit,
        slots: &[Slot::of("refusal", &["of"])],
        answers: &[],
    },
    Form {
        key: "stopvurdering",
        title: Words::new("Vurdér om grunden til stop stadig findes", "Review whether the ground for the stop remains"),
        provision: Some(cite!("§ 31, stk. 3, 2. pkt.")),
        why: Words::new(
            "Ved hver måneds udgang vurderes det, om ydelsen fortsat skal være stoppet.",
            "At the end of each month it is reviewed whether the stop goes on.",
        ),
        group: Group::Benefit,
        slots: &[Slot::of("stop_review", &["ground_remains"])],
        answers: &["stop.review", "stop.review_education"],
    },
    Form {
        key: "hjaelp-ansoegning",
        title: Words::new(
            "Registrér ansøgning om hjælp i særlige tilfælde",
            "Record an application for help in special cases",
        ),
        provision: Some(cite!("§ 35")),
        why: Words::new(
            "Betingelserne er forskellige for hver slags hjælp; det, der ikke oplyses, siger sagen mangler.",
            "The conditions differ by the kind of help; what is not stated is told as missing.",
        ),
        group: Group::Benefit,
        slots: &[Slot::whole("help_application")],
        answers: &[],
    },
    Form {
        key: "hjaelp-vurdering",
        title: Words::new(
            "Vurdér ansøgning om hjælp i særlige tilfælde",
            "Assess an application for help in special cases",
        ),
        provision: Some(cite!("§ 35")),
        why: Words::new(
            "Betingelser, der beror på et skøn, skal vurderes, før der kan træffes afgørelse.",
            "Conditions that rest on judgement are assessed before a decision.",
        ),
        group: Group::Benefit,
        slots: &[Slot::whole("help_assessment")],
        answers: &[],
    },
];
