//! The statement to Udlændingeservice that a request asks for (§ 52): what it asks for and nothing else.

use jiff::civil::Date;
use law::cite;
use law::facts::{Content, ContractParty, DecisionKind, StatementAbout, up_to};
use law::words::Words;
use letters::{
    Authority, ComplaintGuidance, Completion, ContractDates, Debt, Happened, Letter, ProgrammeAndDebt, Said, Source,
    Sourced, Statement, Text,
};
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
    let Content::StatementRequest(request) = &found.content else { return None };
    let title = Words::new(
        "Udtalelse til brug for tidsubegrænset opholdstilladelse",
        "Statement for a permanent residence permit",
    );
    let envelope = envelope(material, blanks, title.text(language));
    let address = blanks.lines(Blank::AuthorityAddress, Vec::new());
    let (said, provision) = match request.about {
        StatementAbout::Completion => (completion(blanks).map(Said::Completion), cite!("§ 52, stk. 1")),
        StatementAbout::ContractDates => (Some(Said::Dates(dates(material))), cite!("§ 52, stk. 2")),
    };
    let complaint = ComplaintGuidance::new(DecisionKind::Statement, None, send_to(material, language)?);
    let statement = Statement { requested: day_of(material, fact), said: said?, complaint };
    let service = Words::new("Udlændingeservice", "Udlændingeservice (the Immigration Service)").text(language);
    let name = Sourced::new(Text::new(service).ok()?, Source::Provision(provision));
    let to = Authority { name, address: address? };
    Some(Letter::statement(envelope?, person(&material.recipient, true), to, statement))
}

/// How the programme ended and what is owed: the municipality's own judgement, which no fact speaks for.
fn completion(blanks: &mut Blanks<'_>) -> Option<ProgrammeAndDebt> {
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
    Some(ProgrammeAndDebt { completion: completion?, completion_reason: completion_reason?, debt: debt? })
}

fn dates(material: &Material<'_>) -> ContractDates {
    ContractDates {
        contract_drawn_up: drawn_up(material),
        contract_signed: signed(material),
        declaration_signed: declaration(material),
    }
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
