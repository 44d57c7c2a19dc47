//! The statement to Udlændingeservice that a request asks for (§ 52).

use jiff::civil::Date;
use law::cite;
use law::facts::{Content, ContractParty, DecisionKind, up_to};
use law::words::Words;
use letters::{Authority, ComplaintGuidance, Completion, Debt, Happened, Letter, Source, Sourced, Statement, Text};
use vocabulary::Kroner;

use super::blanks::{Blank, Blanks, Form, Gap};
use super::envelope::{envelope, person, send_to};
use super::writing::{Material, day_of};

/// How the programme ended.
const COMPLETION: &[&str] = &["completed", "equal_course", "not_completed"];

/// The statement that a fact asks for.
pub(super) fn letter(material: &Material<'_>, id: &str, blanks: &mut Blanks<'_>) -> Option<Letter> {
    let language = blanks.language();
    let (fact, found) = material.case.counting().find(|(_, fact)| fact.id == id)?;
    let Content::StatementRequest(_) = &found.content else { return None };
    let title = Words::new(
        "Udtalelse til brug for tidsubegrænset opholdstilladelse",
        "Statement for a permanent residence permit",
    );
    let envelope = envelope(material, blanks, title.text(language));
    let address = blanks.lines(Blank::AuthorityAddress, Vec::new());
    let completion = blanks.choice(Blank::Completion, COMPLETION).map(|chosen| match chosen {
        "completed" => Completion::Completed,
        "equal_course" => Completion::EqualCourse,
        _ => Completion::NotCompleted,
    });
    let completion = completion.map(|completion| blanks.judged(completion));
    let completion_reason = blanks.text(Blank::CompletionReason, Form::Lines, None);
    let amount = |typed: &str| Kroner::parse(typed).ok().filter(|amount| *amount >= Kroner::whole(0));
    let debt = blanks.read(Blank::Debt, Gap::NoAmount(Blank::Debt), amount);
    let debt = debt.map(|debt| {
        let amount = *debt.value();
        let said = if amount.is_zero() { Debt::None } else { Debt::Overdue(amount) };
        Sourced::new(said, debt.source().clone())
    });
    let statement = Statement {
        requested: day_of(material, fact),
        completion: completion?,
        completion_reason: completion_reason?,
        debt: debt?,
        contract_drawn_up: drawn_up(material),
        contract_signed: signed(material),
        declaration_signed: declaration(material),
        complaint: ComplaintGuidance::new(DecisionKind::Statement, None, send_to(material, language)?),
    };
    let service = Words::new("Udlændingeservice", "Udlændingeservice (the Immigration Service)").text(language);
    let name = Sourced::new(Text::new(service).ok()?, Source::Provision(cite!("§ 52, stk. 1")));
    let to = Authority { name, address: address? };
    Some(Letter::statement(envelope?, person(&material.recipient, true), to, statement))
}

/// The day of a fact, or that there is none.
fn happened(day: Option<Sourced<Date>>) -> Sourced<Happened> {
    match day {
        Some(day) => Sourced::new(Happened::On(*day.value()), day.source().clone()),
        None => Sourced::new(Happened::Not, Source::CaseSystem),
    }
}

fn drawn_up(material: &Material<'_>) -> Sourced<Happened> {
    let known = material.known();
    happened(up_to(&known.contracts, material.day).first().map(|contract| day_of(material, contract.fact)))
}

fn signed(material: &Material<'_>) -> Sourced<Happened> {
    let known = material.known();
    let mut signatures = up_to(&known.contract_signatures, material.day).iter();
    let own = signatures.find(|signature| signature.held.party == ContractParty::Foreigner);
    happened(own.map(|signature| day_of(material, signature.fact)))
}

fn declaration(material: &Material<'_>) -> Sourced<Happened> {
    let known = material.known();
    let signed = up_to(&known.declaration_signatures, material.day).first();
    happened(signed.map(|signature| day_of(material, signature.fact)))
}
