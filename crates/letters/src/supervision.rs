//! A supervisor's letters to a municipality: a report on Danish education is called in, the municipality is reminded of it, points of it are
//! still open, or judgements of availability are asked about (integrationsloven § 25 b).
//!
//! They are about no person: there is no place in them for a name or a number of one.

use jiff::civil::Date;
use law::cite;
use law::words::Words;

use crate::document::{Document, Line, Writer};
use crate::envelope::{Envelope, plain};
use crate::source::Sourced;
use crate::text::{AtLeastOne, Text};

/// A letter of a supervisor to a municipality.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupervisionLetter {
    /// Who writes, when, about what.
    pub envelope: Envelope,
    /// The municipality.
    pub to: Sourced<Text>,
    /// What is asked.
    pub content: SupervisionContent,
}

/// What a supervisor asks of a municipality.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SupervisionContent {
    /// Its report on Danish education.
    CallIn {
        /// The period, both days included.
        period: (Sourced<Date>, Sourced<Date>),
        /// Why it is asked for outside the rhythm; none where it is not.
        extraordinary: Option<Sourced<Text>>,
        /// What the report must speak of.
        content: AtLeastOne<Sourced<Text>>,
        /// The last day for handing it in.
        deadline: Sourced<Date>,
    },
    /// The same, once more.
    Reminder {
        /// What is missing: the report, or a point.
        of: Sourced<Text>,
        /// The day it was due.
        was_due: Sourced<Date>,
        /// Which reminder it is: 1 or 2.
        which: Sourced<u16>,
        /// The new last day.
        deadline: Sourced<Date>,
    },
    /// What is still open after the report was read.
    OutstandingPoints {
        /// The period's last day.
        period_last: Sourced<Date>,
        /// Each point.
        points: AtLeastOne<OpenPoint>,
    },
    /// Whether the decisions that were looked at accord with the rules, and whether refund is lost (§ 25 b, stk. 4).
    AvailabilityResult {
        /// How many decisions were looked at.
        assessed: Sourced<u16>,
        /// How many of them are lawful.
        lawful: Sourced<u16>,
        /// Which errors, with how many of each; none where nothing was found.
        errors: Vec<Sourced<Text>>,
        /// The decisions with which benefit was wrongly paid, so that the expense cannot be reported for refund: case and day.
        refund_lost: Vec<Sourced<Text>>,
        /// What else is said.
        remarks: Option<Sourced<Text>>,
    },
    /// What was found in a sample of judgements of availability.
    AvailabilityFollowUp {
        /// How many decisions were looked at.
        assessed: Sourced<u16>,
        /// How many of them have an error.
        with_errors: Sourced<u16>,
        /// Which errors, with how many of each; none where nothing was found.
        errors: Vec<Sourced<Text>>,
        /// What is asked of the municipality.
        asked: Sourced<Text>,
        /// The last day for answering.
        deadline: Sourced<Date>,
    },
}

/// A point that a municipality must still answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenPoint {
    /// What it is about.
    pub about: Sourced<Text>,
    /// What is asked.
    pub what: Sourced<Text>,
    /// The last day for answering.
    pub deadline: Sourced<Date>,
}

impl SupervisionLetter {
    /// A deadline that is not after the day of the letter; with that field's label.
    pub(crate) fn deadline_passed(&self) -> Option<&'static str> {
        let written = self.envelope.date.value();
        let is_over = match &self.content {
            SupervisionContent::CallIn { deadline, .. }
            | SupervisionContent::Reminder { deadline, .. }
            | SupervisionContent::AvailabilityFollowUp { deadline, .. } => deadline.value() <= written,
            SupervisionContent::OutstandingPoints { points, .. } => {
                points.iter().any(|point| point.deadline.value() <= written)
            }
            SupervisionContent::AvailabilityResult { .. } => false,
        };
        is_over.then(|| Words::new("frist", "deadline").text(self.envelope.language))
    }

    pub(crate) fn document(&self) -> Document {
        let mut writer = Writer::new(self.envelope.language);
        match &self.content {
            SupervisionContent::CallIn { period, extraordinary, content, deadline } => {
                write_call_in(&mut writer, period, extraordinary.as_ref(), content, deadline);
            }
            SupervisionContent::Reminder { of, was_due, which, deadline } => {
                write_reminder(&mut writer, of, was_due, which, deadline);
            }
            SupervisionContent::OutstandingPoints { period_last, points } => {
                write_points(&mut writer, period_last, points);
            }
            SupervisionContent::AvailabilityResult { assessed, lawful, errors, refund_lost, remarks } => {
                write_result(&mut writer, (assessed, lawful), errors, refund_lost, remarks.as_ref());
            }
            SupervisionContent::AvailabilityFollowUp { assessed, with_errors, errors, asked, deadline } => {
                let rule = writer.citation(cite!("§ 25 b"));
                let fields = [
                    rule,
                    writer.field("vurderede afgørelser", "decisions assessed", assessed),
                    writer.field("afgørelser med fejl", "decisions with errors", with_errors),
                ];
                writer.paragraph(
                    "Vi fører tilsyn med kommunernes vurdering af rådighed (integrationsloven {}). Vi har gennemgået en stikprøve af jeres \
                     vurderinger: {} er vurderet, og {} har fejl.",
                    "We supervise the municipalities' judgements of availability (Integration Act {}). We have gone through a sample of your \
                     judgements: {} were assessed, and {} have errors.",
                    fields,
                );
                if !errors.is_empty() {
                    writer.heading("Det fandt vi", "What we found");
                    list(&mut writer, "fejl", "error", errors);
                }
                writer.heading("Det beder vi jer om", "What we ask of you");
                let asked = writer.field("anmodning", "request", asked);
                writer.paragraph("{}", "{}", [asked]);
                answer_by(&mut writer, deadline);
            }
        }
        self.envelope.sender.write_greeting(&mut writer);
        let head = self.envelope.head_to(&self.to);
        Document { language: self.envelope.language, day: *self.envelope.date.value(), head, body: writer.finish() }
    }
}

fn write_result(
    writer: &mut Writer,
    (assessed, lawful): (&Sourced<u16>, &Sourced<u16>),
    errors: &[Sourced<Text>],
    refund_lost: &[Sourced<Text>],
    remarks: Option<&Sourced<Text>>,
) {
    let rule = writer.citation(cite!("§ 25 b, stk. 4"));
    let fields = [
        writer.field("gennemgåede afgørelser", "decisions looked at", assessed),
        writer.field("afgørelser i overensstemmelse med reglerne", "decisions that accord with the rules", lawful),
        rule,
    ];
    writer.paragraph(
        "Vi har gennemgået {} af jeres afgørelser om rådighed og om nedsættelse eller ophør af introduktionsydelsen. {} er i \
         overensstemmelse med reglerne om rådighed og sanktioner (integrationsloven {}).",
        "We have gone through {} of your decisions on availability and on reduction or stop of the introduction benefit. {} accord with the \
         rules on availability and sanctions (Integration Act {}).",
        fields,
    );
    if !errors.is_empty() {
        writer.heading("Det fandt vi", "What we found");
        list(writer, "fejl", "error", errors);
    }
    writer.heading("Statsrefusion", "The state's refund");
    if refund_lost.is_empty() {
        writer.paragraph(
            "Vi har ikke fundet, at der fejlagtigt er udbetalt introduktionsydelse.",
            "We have not found that introduction benefit was wrongly paid.",
            [],
        );
    } else {
        writer.paragraph(
            "Introduktionsydelse er fejlagtigt udbetalt i disse sager. Udgiften kan ikke anmeldes til statsrefusion.",
            "Introduction benefit was wrongly paid in these cases. The expense cannot be reported for the state's refund.",
            [],
        );
        list(writer, "sag uden refusion", "case without refund", refund_lost);
    }
    if let Some(remarks) = remarks {
        writer.heading("Bemærkninger", "Remarks");
        let remarks = writer.field("bemærkninger", "remarks", remarks);
        writer.paragraph("{}", "{}", [remarks]);
    }
}

fn list(writer: &mut Writer, da: &'static str, en: &'static str, texts: &[Sourced<Text>]) {
    let lines: Vec<Line> = texts.iter().map(|text| plain(writer.field(da, en, text))).collect();
    writer.list(lines);
}

fn answer_by(writer: &mut Writer, deadline: &Sourced<Date>) {
    let deadline = writer.field("frist", "deadline", deadline);
    writer.notice("Svar senest den {}.", "Answer by {}.", [deadline]);
}

fn write_call_in(
    writer: &mut Writer,
    (first, last): &(Sourced<Date>, Sourced<Date>),
    extraordinary: Option<&Sourced<Text>>,
    content: &AtLeastOne<Sourced<Text>>,
    deadline: &Sourced<Date>,
) {
    let days = [
        writer.field("periodens første dag", "first day of the period", first),
        writer.field("periodens sidste dag", "last day of the period", last),
    ];
    writer.paragraph(
        "Kommunen skal føre tilsyn med danskuddannelsen for voksne udlændinge og indsende en rapport om det. Vi beder om rapporten for \
         perioden fra den {} til den {}.",
        "The municipality must supervise Danish education for adult foreigners and hand in a report on it. We ask for the report on the \
         period from {} to {}.",
        days,
    );
    if let Some(why) = extraordinary {
        let why = writer.field("begrundelse", "reason", why);
        writer.paragraph(
            "Rapporten indkaldes uden for den faste turnus: {}",
            "The report is called in outside its rhythm: {}",
            [why],
        );
    }
    writer.heading("Rapporten skal indeholde", "The report must contain");
    let items: Vec<Sourced<Text>> = content.iter().cloned().collect();
    list(writer, "krav til indhold", "demanded content", &items);
    let deadline = writer.field("frist", "deadline", deadline);
    writer.notice("Rapporten skal være hos os senest den {}.", "We must have the report by {}.", [deadline]);
}

fn write_reminder(
    writer: &mut Writer,
    of: &Sourced<Text>,
    was_due: &Sourced<Date>,
    which: &Sourced<u16>,
    deadline: &Sourced<Date>,
) {
    let fields = [
        writer.field("det, der mangler", "what is missing", of),
        writer.field("oprindelig frist", "day it was due", was_due),
    ];
    writer.paragraph(
        "Vi har ikke modtaget {}. Fristen var den {}.",
        "We have not received {}. It was due on {}.",
        fields,
    );
    let which = writer.field("rykkerens nummer", "number of the reminder", which);
    writer.paragraph(
        "Dette er rykker nummer {}. Har I sendt det, efter at brevet er skrevet, så se bort fra det.",
        "This is reminder number {}. If you have sent it since this letter was written, disregard the letter.",
        [which],
    );
    answer_by(writer, deadline);
}

fn write_points(writer: &mut Writer, period_last: &Sourced<Date>, points: &AtLeastOne<OpenPoint>) {
    let last = writer.field("periodens sidste dag", "last day of the period", period_last);
    writer.paragraph(
        "Vi har læst kommunens rapport om tilsynet med danskuddannelsen for perioden til og med den {}. Vi mangler svar på det, der står \
         her, hver med sin frist.",
        "We have read the municipality's report on the supervision of Danish education for the period up to and including {}. We still \
         need answers to what follows, each by its deadline.",
        [last],
    );
    writer.heading("Udestående punkter", "Outstanding points");
    let lines: Vec<Line> = (points.iter())
        .map(|point| {
            let fields = [
                writer.field("punkt", "point", &point.about),
                writer.field("anmodning", "request", &point.what),
                writer.field("frist", "deadline", &point.deadline),
            ];
            writer.line("{}: {} Frist: {}.", "{}: {} Deadline: {}.", fields)
        })
        .collect();
    writer.list(lines);
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use law::words::Language;

    use super::*;
    use crate::envelope::{Contact, Sender};
    use crate::source::Source;
    use crate::typesetting::{LetterError, render_supervision};

    fn text(text: &str) -> Sourced<Text> {
        Sourced::new(Text::new(text).expect("a text"), Source::Settings)
    }

    fn day(day: Date) -> Sourced<Date> {
        Sourced::new(day, Source::CaseSystem)
    }

    fn letter(language: Language, content: SupervisionContent) -> SupervisionLetter {
        let contact = Contact {
            name: text("Tilsynsførende 1"),
            telephone: text("00 00 00 00"),
            secure_post: text("Digital Post"),
        };
        let sender = Sender {
            authority: text("Styrelsen for International Rekruttering og Integration"),
            department: text("Tilsyn"),
            address: AtLeastOne::one(text("Gade 1, 0000 By")),
            contact,
        };
        let envelope = Envelope {
            language,
            sender,
            case_number: text("0751-2024-12-31"),
            date: day(date(2025, 1, 10)),
            title: text("Rapport om tilsynet med danskuddannelsen"),
        };
        SupervisionLetter { envelope, to: text("Aarhus Kommune"), content }
    }

    fn every_content(deadline: Date) -> Vec<SupervisionContent> {
        let number = |number| Sourced::new(number, Source::CaseSystem);
        vec![
            SupervisionContent::CallIn {
                period: (day(date(2023, 1, 1)), day(date(2024, 12, 31))),
                extraordinary: Some(text("Opfølgning.")),
                content: AtLeastOne::one(text("hvordan tilsynet er ført")),
                deadline: day(deadline),
            },
            SupervisionContent::Reminder {
                of: text("kommunens rapport"),
                was_due: day(date(2025, 1, 1)),
                which: number(1),
                deadline: day(deadline),
            },
            SupervisionContent::OutstandingPoints {
                period_last: day(date(2024, 12, 31)),
                points: AtLeastOne::one(OpenPoint {
                    about: text("prøveresultater"),
                    what: text("Oplys resultater for 2024."),
                    deadline: day(deadline),
                }),
            },
            SupervisionContent::AvailabilityResult {
                assessed: number(20),
                lawful: number(17),
                errors: vec![text("partshøring mangler: 3")],
                refund_lost: vec![text("K-1, 1. marts 2025")],
                remarks: Some(text("Vi ser en ny praksis siden maj.")),
            },
            SupervisionContent::AvailabilityFollowUp {
                assessed: number(20),
                with_errors: number(3),
                errors: vec![text("partshøring mangler: 3")],
                asked: text("Redegør for jeres praksis."),
                deadline: day(deadline),
            },
        ]
    }

    #[test]
    fn every_letter_is_set_in_both_languages_as_an_accessible_file_the_same_each_time() {
        for language in [Language::Danish, Language::English] {
            for content in every_content(date(2025, 3, 1)) {
                let letter = letter(language, content);
                let rendered = render_supervision(&letter).expect("a letter");
                assert_eq!(rendered.pages, 1);
                assert_eq!(rendered, render_supervision(&letter).expect("the same letter"));
                let file = String::from_utf8_lossy(&rendered.pdf);
                assert!(file.contains("pdfuaid:part") && file.contains("pdfaid:part"), "both standards are claimed");
            }
        }
    }

    /// The contents that ask for something by a day.
    fn asking(deadline: Date) -> impl Iterator<Item = SupervisionContent> {
        let asks = |content: &SupervisionContent| !matches!(content, SupervisionContent::AvailabilityResult { .. });
        every_content(deadline).into_iter().filter(asks)
    }

    #[test]
    fn a_result_tells_the_cases_whose_refund_is_lost_by_the_provision() {
        let result = every_content(date(2025, 3, 1))
            .into_iter()
            .find(|one| matches!(one, SupervisionContent::AvailabilityResult { .. }));
        let document = letter(Language::Danish, result.expect("a result")).document();
        let fields: Vec<_> = document.fields().collect();
        let is_there =
            |label: &str, value: &str| fields.iter().any(|field| field.label == label && field.value == value);
        assert!(is_there("sag uden refusion", "K-1, 1. marts 2025") && is_there("bestemmelse", "§ 25 b, stk. 4"));
        assert!(is_there("afgørelser i overensstemmelse med reglerne", "17"));
    }

    #[test]
    fn what_is_asked_and_by_when_stands_in_the_letter_with_its_source() {
        for content in asking(date(2025, 3, 1)) {
            let document = letter(Language::Danish, content).document();
            let fields: Vec<_> = document.fields().collect();
            assert!(fields.iter().any(|field| field.value == "1. marts 2025" && field.label == "frist"), "{fields:?}");
            assert!(fields.iter().any(|field| field.value == "Aarhus Kommune" && field.label == "modtager"));
        }
    }

    #[test]
    fn a_letter_whose_deadline_is_its_own_day_is_not_set() {
        for content in asking(date(2025, 1, 10)) {
            let refused = render_supervision(&letter(Language::Danish, content));
            assert_eq!(refused, Err(LetterError::DayIsOver { field: "frist" }));
        }
    }
}
