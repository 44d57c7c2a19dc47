//! The letters that go to a municipality with a step: what each says comes from the thing as the step leaves it, and from the authority's letterhead.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::civil::Date;
use law::assessment::day_text;
use law::words::Language;
use letters::{
    AtLeastOne, Contact, Envelope, OpenPoint, Register, Rendered, Sender, Source, Sourced, SupervisionContent,
    SupervisionLetter, Text, render_supervision,
};
use oversight::availability::{self, MunicipalityFigures, Review, figures};
use oversight::danish_education::{self, Item, Report};
use vocabulary::MunicipalityCode;

use super::LetterSent;
use crate::access::{Authority, Officer};
use crate::letters::{Letterhead, sha256};
use crate::office::{CommandError, FieldProblem};

/// What is to go out to a municipality.
#[derive(Clone, Debug)]
pub struct Wanted {
    pub(super) to: MunicipalityCode,
    title: &'static str,
    content: SupervisionContent,
}

fn text(text: &str) -> Option<Sourced<Text>> {
    Text::new(text).ok().map(|text| Sourced::new(text, Source::CaseSystem))
}

fn day(day: Date) -> Sourced<Date> {
    Sourced::new(day, Source::CaseSystem)
}

fn number(count: usize) -> Sourced<u16> {
    Sourced::new(u16::try_from(count).unwrap_or(u16::MAX), Source::CaseSystem)
}

/// What goes out with a step of a report.
pub(super) fn of_a_report(
    before: Option<&Report>,
    after: &Report,
    on: Date,
    step: &danish_education::Step,
) -> Option<Wanted> {
    let (title, content) = match step {
        danish_education::Step::CalledIn { deadline, .. } => {
            let content = Item::asked_of(after.period).filter_map(|item| text(item.words().text(Language::Danish)));
            let content = SupervisionContent::CallIn {
                period: (day(after.period.first), day(after.period.last)),
                extraordinary: after.extraordinary.as_deref().and_then(text),
                content: AtLeastOne::from_list(content)?,
                deadline: day(*deadline),
            };
            ("Indkaldelse af rapport om tilsynet med danskuddannelsen", content)
        }
        danish_education::Step::Reminded { deadline } => {
            let content = SupervisionContent::Reminder {
                of: text("kommunens rapport om tilsynet med danskuddannelsen")?,
                was_due: day(before?.deadline),
                which: number(after.reminders.len()),
                deadline: day(*deadline),
            };
            ("Rykker: rapport om tilsynet med danskuddannelsen", content)
        }
        danish_education::Step::PointsSent => {
            let sent = after.points.iter().filter(|point| point.sent == Some(on));
            let new = sent.filter(|point| before.is_some_and(|before| before.unsent().any(|one| one.id == point.id)));
            let points = new.filter_map(|point| {
                Some(OpenPoint {
                    about: text(point.item.words().text(Language::Danish))?,
                    what: text(&point.what)?,
                    deadline: day(point.deadline),
                })
            });
            let content = SupervisionContent::OutstandingPoints {
                period_last: day(after.period.last),
                points: AtLeastOne::from_list(points)?,
            };
            ("Udestående punkter i rapporten om tilsynet med danskuddannelsen", content)
        }
        danish_education::Step::PointReminded { id, deadline } => {
            let was = before?.points.iter().find(|point| point.id == *id)?;
            let now = after.points.iter().find(|point| point.id == *id)?;
            let content = SupervisionContent::Reminder {
                of: text(&format!("svar på punkt {id}: {}", now.what))?,
                was_due: day(was.deadline),
                which: number(now.reminders.len()),
                deadline: day(*deadline),
            };
            ("Rykker: udestående punkt i rapporten om tilsynet med danskuddannelsen", content)
        }
        _ => return None,
    };
    Some(Wanted { to: after.municipality, title, content })
}

/// What goes out with a step of a review.
pub(super) fn of_a_review(after: &Review, step: &availability::Step) -> Option<Wanted> {
    let (to, title, content) = match step {
        availability::Step::Communicated { municipality, remarks } => {
            (*municipality, "Resultat af tilsynet med rådighed", result_of(after, *municipality, remarks)?)
        }
        availability::Step::FollowedUp { municipality, what, deadline } => {
            let found = found_in(after, *municipality)?;
            let content = SupervisionContent::AvailabilityFollowUp {
                assessed: number(found.assessed),
                with_errors: number(found.assessed - found.lawful),
                errors: errors_said(&found),
                asked: text(what)?,
                deadline: day(*deadline),
            };
            (*municipality, "Tilsyn med vurderingen af rådighed", content)
        }
        _ => return None,
    };
    Some(Wanted { to, title, content })
}

fn found_in(review: &Review, municipality: MunicipalityCode) -> Option<MunicipalityFigures> {
    figures(review).into_iter().find(|one| one.municipality == municipality)
}

fn errors_said(found: &MunicipalityFigures) -> Vec<Sourced<Text>> {
    let said = |(error, count): (&availability::Error, &usize)| {
        text(&format!("{}: {count}", error.words().text(Language::Danish)))
    };
    found.errors.iter().filter_map(said).collect()
}

fn result_of(review: &Review, municipality: MunicipalityCode, remarks: &str) -> Option<SupervisionContent> {
    let found = found_in(review, municipality)?;
    let lost = review.chosen.iter().filter(|one| {
        one.decision.municipality == Some(municipality) && one.assessed.as_ref().is_some_and(|one| one.refund_lost)
    });
    let case_said = |one: &availability::Chosen| {
        let judged = one.decision.judged.words().text(Language::Danish);
        text(&format!("{}: {judged}, {}", one.decision.case, day_text(one.decision.on, Language::Danish)))
    };
    Some(SupervisionContent::AvailabilityResult {
        assessed: number(found.assessed),
        lawful: number(found.lawful),
        errors: errors_said(&found),
        refund_lost: lost.filter_map(case_said).collect(),
        remarks: text(remarks),
    })
}

/// Sets a letter and makes it what the journal keeps.
///
/// # Errors
/// Where the authority has no letterhead, or the letter cannot be set; with the field that it is about.
pub(super) fn set(
    wanted: Wanted,
    id: &str,
    on: Date,
    officer: &Officer,
    letterhead: Option<&Letterhead>,
) -> Result<LetterSent, CommandError> {
    let name = Authority::Municipality(wanted.to).name();
    let (letter, title) = (|| {
        let envelope = Envelope {
            language: Language::Danish,
            sender: sender(officer, letterhead?)?,
            case_number: text(id)?,
            date: day(on),
            title: text(wanted.title)?,
        };
        let to = Sourced::new(Text::new(&name).ok()?, Source::Register(Register::Authorities));
        Some((SupervisionLetter { envelope, to, content: wanted.content }, wanted.title))
    })()
    .ok_or_else(|| problem("letterhead", "problem-no-letterhead", String::new()))?;
    let Rendered { pdf, .. } =
        render_supervision(&letter).map_err(|error| problem("step", "problem-letter", error.to_string()))?;
    Ok(LetterSent { title: title.to_owned(), to: name, sha256: sha256(&pdf), document: STANDARD.encode(&pdf) })
}

/// The document of a letter, from the payload of its fact; none where it is not whole.
pub(super) fn document(payload: &str) -> Option<Vec<u8>> {
    let sent: LetterSent = serde_json::from_str(payload).ok()?;
    let document = STANDARD.decode(sent.document).ok()?;
    (sha256(&document) == sent.sha256).then_some(document)
}

fn sender(officer: &Officer, letterhead: &Letterhead) -> Option<Sender> {
    let setting = |text: &str| Text::new(text).ok().map(|text| Sourced::new(text, Source::Settings));
    Some(Sender {
        authority: setting(&officer.authority.name())?,
        department: setting(&letterhead.department)?,
        address: AtLeastOne::from_list(letterhead.address.lines().filter_map(setting))?,
        contact: Contact {
            name: setting(&officer.name)?,
            telephone: setting(&letterhead.telephone)?,
            secure_post: setting(&letterhead.secure_post)?,
        },
    })
}

fn problem(field: &str, key: &'static str, detail: String) -> CommandError {
    CommandError::Invalid(vec![FieldProblem { field: field.to_owned(), key, detail }])
}
