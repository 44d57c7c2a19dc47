//! § 52: the municipality's statements to Udlændingeservice, for its decision on a permanent residence permit.

use jiff::civil::Date;
use vocabulary::Period;

use crate::answer::{Answer, Bearer, Finding, Judgement, MissingFact};
use crate::case::PersonFile;
use crate::cite;
use crate::duty::{Due, Duty, DutyKind};
use crate::facts::{Content, ContractParty, Dated, StatementAbout, StatementGiven, StatementRequest, StatusForm};
use crate::life::{Life, Question, Value};
use crate::why::{FactRef, Said, Why};
use crate::words::Words;

/// Whether the programme, or a course that equals it, was completed.
pub static COMPLETED: Question = Question {
    key: "statement.completed",
    words: Words::new(
        "Er introduktionsprogrammet eller et ligestillet forløb gennemført?",
        "Was the introduction programme, or an equivalent course, completed?",
    ),
};
/// Whether there is overdue debt to the public.
pub static OVERDUE_DEBT: Question = Question {
    key: "statement.overdue_debt",
    words: Words::new("Er der forfalden gæld til det offentlige?", "Is there overdue debt to public authorities?"),
};
/// Whether the statement rests on a final status.
pub static ON_FINAL_STATUS: Question = Question {
    key: "statement.on_final_status",
    words: Words::new(
        "Er der en endelig status til grund for udtalelsen?",
        "Is there a final status for the statement to rest on?",
    ),
};
/// When the contract was drawn up.
pub static DRAWN_UP: Question = Question {
    key: "statement.contract_drawn_up",
    words: Words::new("Hvornår er integrationskontrakten udarbejdet?", "When was the integration contract drawn up?"),
};
/// When the foreigner signed the contract.
pub static CONTRACT_SIGNED: Question = Question {
    key: "statement.contract_signed",
    words: Words::new("Hvornår har udlændingen underskrevet kontrakten?", "When did the foreigner sign the contract?"),
};
/// When the foreigner signed the declaration.
pub static DECLARATION_SIGNED: Question = Question {
    key: "statement.declaration_signed",
    words: Words::new(
        "Hvornår har udlændingen underskrevet erklæringen?",
        "When did the foreigner sign the declaration?",
    ),
};
/// The municipality gives the statement on completion and debt.
pub static STATE_COMPLETION: DutyKind = DutyKind {
    key: "statement.completion",
    provision: cite!("§ 52, stk. 1"),
    bearer: Bearer::Municipality,
    words: Words::new(
        "afgiv udtalelse om gennemførelse og forfalden gæld",
        "give a statement on completion and overdue debt",
    ),
    when_late: None,
};
/// The municipality tells the three dates.
pub static STATE_DATES: DutyKind = DutyKind {
    key: "statement.contract_dates",
    provision: cite!("§ 52, stk. 2"),
    bearer: Bearer::Municipality,
    words: Words::new(
        "oplys, hvornår kontrakten er udarbejdet, og kontrakt og erklæring underskrevet",
        "tell when the contract was drawn up, and contract and declaration signed",
    ),
    when_late: None,
};

static STATEMENT: Judgement = Judgement {
    fact: "statement_given.completed",
    by: Bearer::Municipality,
    words: Words::new(
        "er introduktionsprogrammet, eller et forløb der kan sidestilles hermed, gennemført?",
        "was the introduction programme, or a course that equals it, completed?",
    ),
};
static DEBT: MissingFact = MissingFact {
    fact: "statement_given.overdue_debt",
    words: Words::new(
        "om der er forfalden gæld til det offentlige",
        "whether there is overdue debt to public authorities",
    ),
};
type Request<'a> = Dated<'a, StatementRequest>;

/// The statements given to a request, in the order of their days.
fn given<'a>(file: &PersonFile<'a>, request: &Request<'_>) -> Vec<(Date, FactRef, &'a StatementGiven)> {
    let mut given: Vec<_> = file
        .pointing_at(request.fact)
        .filter_map(|(fact, content)| match content {
            Content::StatementGiven(held) => Some((file.day(fact), fact, held)),
            _ => None,
        })
        .collect();
    given.sort_by_key(|(day, fact, _)| (*day, *fact));
    given
}

/// § 52, stk. 1: on request the municipality states whether the programme, or a course that equals it, was completed, and whether
/// there is overdue debt: a statement that leaves one of them out is not given. What it states is its own judgement.
pub fn state_completion(life: &mut Life<'_>, request: &Request<'_>) {
    let provision = cite!("§ 52, stk. 1");
    let given = given(life.file, request);
    let whole = given.iter().find(|(_, _, held)| held.completed.is_some() && held.overdue_debt.is_some());
    let done = whole.map(|(day, fact, _)| (*day, *fact));
    life.duty(Duty::new(&STATE_COMPLETION, request.on, request.fact, Due::as_soon_as_possible(request.on)).done(done));
    let completed = given.iter().find_map(|(day, fact, held)| held.completed.map(|held| (*day, *fact, held)));
    conclude_stated(life, &COMPLETED, request, completed, |stated, why| {
        let evidence = [Some(request.fact), stated.map(|(fact, _)| fact)];
        Finding::noted(Answer::judged(stated.map(|(_, held)| held), &STATEMENT), provision, evidence, why)
    });
    let debt = given.iter().find_map(|(day, fact, held)| held.overdue_debt.map(|held| (*day, *fact, held)));
    conclude_stated(life, &OVERDUE_DEBT, request, debt, |stated, why| {
        let evidence = [Some(request.fact), stated.map(|(fact, _)| fact)];
        Finding::noted(Answer::known(stated.map(|(_, held)| held), &DEBT), provision, evidence, why)
    });
    rests_on_final_status(life, request, completed.map(|(day, ..)| day));
}

/// A question about a request, before and after it was answered.
fn conclude_stated(
    life: &mut Life<'_>,
    question: &'static Question,
    request: &Request<'_>,
    stated: Option<(Date, FactRef, bool)>,
    find: impl Fn(Option<(FactRef, bool)>, &mut Why) -> Finding,
) {
    let on = stated.map(|(day, ..)| day.max(request.on));
    if let Some(before) = Period::new(request.on, on).ok().filter(|before| before.contains(request.on)) {
        life.conclude(question, Some(request.fact), before, |why| (find(None, why), Value::None));
    }
    if let (Some(on), Some((_, fact, held))) = (on, stated) {
        life.conclude(question, Some(request.fact), Period::since(on), |why| {
            (find(Some((fact, held)), why), Value::None)
        });
    }
}

/// § 52, stk. 1 with § 18 a, stk. 2: whether there is a final status for the statement to rest on. One drawn up after the statement was
/// given is none. Reads status reports and the statement.
pub fn rests_on_final_status(life: &mut Life<'_>, request: &Request<'_>, stated: Option<Date>) {
    let status = life.file.status_reports.iter().find(|status| status.form == StatusForm::Final);
    let status = status.filter(|status| stated.is_none_or(|stated| status.on <= stated));
    conclude_stated(
        life,
        &ON_FINAL_STATUS,
        request,
        status.map(|status| (status.on, status.fact, true)),
        |status, why| {
            let evidence = [Some(request.fact), status.map(|(fact, _)| fact)];
            let answer = Answer::of(status.is_some());
            why.answer(cite!("§ 18 a, stk. 2"), answer, evidence);
            Finding::noted(answer, cite!("§ 52, stk. 1"), evidence, why)
        },
    );
}

/// § 52, stk. 2: on request the municipality tells three dates: the first contract, the foreigner's first signature on a contract, and
/// the first on the declaration. Reads contracts and signatures. What has not happened has no date.
pub fn state_dates(life: &mut Life<'_>, request: &Request<'_>) {
    let file = life.file;
    let done = given(file, request).first().map(|(day, fact, _)| (*day, *fact));
    life.duty(Duty::new(&STATE_DATES, request.on, request.fact, Due::as_soon_as_possible(request.on)).done(done));
    let contract = file.contracts.first().map(|drawn| (drawn.on, drawn.fact));
    let mut signatures = file.contract_signatures.iter().filter(|signed| signed.party == ContractParty::Foreigner);
    let signature = signatures.next().map(|signed| (signed.on, signed.fact));
    let declaration = file.declaration_signatures.first().map(|signed| (signed.on, signed.fact));
    conclude_date(life, &DRAWN_UP, request, contract);
    conclude_date(life, &CONTRACT_SIGNED, request, signature);
    conclude_date(life, &DECLARATION_SIGNED, request, declaration);
}

fn conclude_date(
    life: &mut Life<'_>,
    question: &'static Question,
    request: &Request<'_>,
    happened: Option<(Date, FactRef)>,
) {
    let provision = cite!("§ 52, stk. 2");
    let known = happened.map(|(day, _)| day.max(request.on));
    if let Some(before) = Period::new(request.on, known).ok().filter(|before| before.contains(request.on)) {
        life.conclude(question, Some(request.fact), before, |why| {
            (Finding::noted(Answer::No, provision, request.fact, why), Value::None)
        });
    }
    if let (Some(known), Some((day, fact))) = (known, happened) {
        life.conclude(question, Some(request.fact), Period::since(known), |why| {
            why.says(provision, Said::Day(day), [Some(request.fact), Some(fact)]);
            (Finding::of(Answer::Yes, provision), Value::Day(day))
        });
    }
}

/// Draws § 52: every request that Udlændingeservice makes while it is in force.
pub fn draw(life: &mut Life<'_>) {
    let file = life.file;
    for request in &file.statement_requests {
        let provision = match request.about {
            StatementAbout::Completion => cite!("§ 52, stk. 1"),
            StatementAbout::ContractDates => cite!("§ 52, stk. 2"),
        };
        if !provision.is_in_force(request.on) || !life.spine.is_covered(request.on) {
            continue;
        }
        match request.about {
            StatementAbout::Completion => state_completion(life, request),
            StatementAbout::ContractDates => state_dates(life, request),
        }
    }
}
