//! `ankomst pair`: a data steward's decisions, each with a name and a reason.

use std::process::ExitCode;

use casework::fact::{Judged, Pair, ReasonCode};
use casework::night::fold;
use casework::stewardship::{self, Confirmed, Decision};
use clap::{Args, Subcommand};
use desk::texts::Language;
use desk::{review_words, words};
use jiff::Timestamp;
use vocabulary::{CprNumber, PersonIdFormat};

use crate::exit;
use crate::journal_argument::JournalArgument;
use crate::night::{coupling, today};

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Vis par, der venter
    Queue(Queue),
    /// De to er samme person; er parret risikabelt, skal en anden godkende det
    Confirm(Judgement),
    /// Godkend en kobling, som en anden har foreslået
    Approve(Judgement),
    /// Godkend ikke en kobling, som en anden har foreslået
    Decline(Judgement),
    /// Træk dit eget forslag om en kobling tilbage
    Withdraw(Judgement),
    /// De to er ikke samme person; de kobles aldrig automatisk igen
    Reject(Coded),
    /// Tag en afvisning eller en fortrydelse tilbage; parret venter igen
    TakeBack(TakeBack),
    /// Læg parret til side med en grund
    Park(Coded),
    /// Tag et par frem igen, der er lagt til side
    Unpark(Judgement),
    /// Skriv en note på parret
    Note(Judgement),
    /// Fortryd en kobling, og vis alt, hvad der hvilede på den
    Undo(Judgement),
}

#[derive(Args)]
pub(crate) struct Queue {
    #[command(flatten)]
    journal: JournalArgument,
    /// Højst så mange
    #[arg(long, default_value_t = 20, value_name = "ANTAL")]
    most: usize,
}

#[derive(Args)]
pub(crate) struct Judgement {
    #[command(flatten)]
    journal: JournalArgument,
    /// Person-id i CARL2
    person_id: String,
    /// CPR-nummer
    cpr_number: CprNumber,
    /// Hvem der afgør det
    #[arg(long, value_name = "NAVN")]
    by: String,
    /// Hvorfor; kan udelades, hvor intet kræver en begrundelse
    #[arg(long, value_name = "GRUND", default_value = "")]
    reason: String,
}

#[derive(Args)]
pub(crate) struct Coded {
    #[command(flatten)]
    judgement: Judgement,
    /// Grunden som kode; `other` siger intet uden `--reason`
    #[arg(long, value_name = "KODE", default_value = "other", value_parser = code)]
    code: ReasonCode,
}

#[derive(Args)]
pub(crate) struct TakeBack {
    #[command(flatten)]
    judgement: Judgement,
    /// Koblingens opsætning (TOML), kun for en journal uden en metode i kraft; ellers den, der følger med
    #[arg(long, value_name = "FIL")]
    coupling: Option<std::path::PathBuf>,
}

fn code(name: &str) -> Result<ReasonCode, String> {
    let known = || ReasonCode::ALL.map(ReasonCode::name).join(", ");
    ReasonCode::named(name).ok_or_else(|| format!("koderne er {}", known()))
}

pub(crate) fn run(command: &Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Queue(queue) => show(queue),
        Command::Confirm(judgement) => confirm(judgement),
        Command::Approve(judgement) => judge(judgement, &stewardship::approve, "er koblet, godkendt af to"),
        Command::Decline(judgement) => judge(judgement, &stewardship::decline, "er ikke godkendt til kobling"),
        Command::Withdraw(judgement) => judge(judgement, &stewardship::withdraw, "er ikke længere foreslået"),
        Command::Reject(coded) => {
            let reject: Judge<'_> = &|journal, state, pair, decision, now| {
                stewardship::reject(journal, state, pair, coded.code, decision, now)
            };
            judge(&coded.judgement, reject, "er afvist som samme person")
        }
        Command::TakeBack(arguments) => take_back(arguments),
        Command::Park(coded) => {
            let park: Judge<'_> = &|journal, state, pair, decision, now| {
                stewardship::park(journal, state, pair, Some(coded.code), decision, now)
            };
            judge(&coded.judgement, park, "er lagt til side")
        }
        Command::Unpark(judgement) => judge(judgement, &stewardship::unpark, "er taget frem igen"),
        Command::Note(judgement) => judge(judgement, &stewardship::note, "har fået en note"),
        Command::Undo(judgement) => undo(judgement),
    }
}

type Judge<'a> = &'a dyn Fn(
    &mut journal::Journal,
    &casework::state::State,
    &Pair,
    &Decision,
    Timestamp,
) -> Result<u64, stewardship::StewardError>;

fn judge(judgement: &Judgement, judge: Judge<'_>, done: &str) -> anyhow::Result<ExitCode> {
    let mut journal = judgement.journal.open()?;
    let state = fold(&mut journal)?;
    let pair = judgement.pair()?;
    let position = judge(&mut journal, &state, &pair, &judgement.decision(), Timestamp::now())?;
    tell(&pair, done, position);
    Ok(exit::DONE)
}

fn confirm(judgement: &Judgement) -> anyhow::Result<ExitCode> {
    let mut journal = judgement.journal.open()?;
    let state = fold(&mut journal)?;
    let pair = judgement.pair()?;
    let decision = judgement.decision();
    match stewardship::confirm(&mut journal, &state, &pair, &decision, today(), Timestamp::now())? {
        Confirmed::Coupled { position } => tell(&pair, "er koblet", position),
        Confirmed::Proposed { position, risks } => {
            tell(&pair, "er foreslået koblet og afventer en anden medarbejders godkendelse", position);
            for risk in &risks {
                println!("  {}", review_words::risk(Language::Danish, risk));
            }
        }
    }
    Ok(exit::DONE)
}

fn take_back(arguments: &TakeBack) -> anyhow::Result<ExitCode> {
    let config = coupling(arguments.coupling.as_deref())?;
    let mut journal = arguments.judgement.journal.open()?;
    let state = fold(&mut journal)?;
    let pair = arguments.judgement.pair()?;
    let decision = arguments.judgement.decision();
    let method = casework::method::in_force(&state, &config)?;
    let now = Timestamp::now();
    let position = stewardship::take_back(&mut journal, &state, method.as_ref(), &pair, &decision, now)?;
    tell(&pair, "venter igen", position);
    Ok(exit::DONE)
}

fn tell(pair: &Pair, done: &str, position: u64) {
    let (id, number) = (&pair.person_id, pair.cpr_number.hyphenated());
    println!("{id} og {number} {done} (journalens nr. {}).", words::count(position));
}

fn undo(judgement: &Judgement) -> anyhow::Result<ExitCode> {
    let mut journal = judgement.journal.open()?;
    let state = fold(&mut journal)?;
    let pair = judgement.pair()?;
    let rests = stewardship::undo(&mut journal, &state, &pair, &judgement.decision(), Timestamp::now())?;
    println!("Koblingen af {} og {} er fortrudt.", pair.person_id, pair.cpr_number.hyphenated());
    println!("{} fakta hvilede på den og skal ses efter:", words::count(rests.count() as u64));
    for found in rests.facts.iter().chain(rests.cases.values().flatten()) {
        let (position, at) = (words::count(found.position), found.recorded_at);
        println!("  nr. {position}  {at}  {}  {}", found.kind, found.subject);
    }
    Ok(exit::DONE)
}

fn show(queue: &Queue) -> anyhow::Result<ExitCode> {
    let mut journal = queue.journal.open()?;
    let state = fold(&mut journal)?;
    println!("{} par venter.", words::count(state.queue.len() as u64));
    let mut entries: Vec<_> = state.queue.values().collect();
    entries.sort_by_key(|entry| (entry.parked.is_some(), std::cmp::Reverse(entry.queued.weight_millibits)));
    for entry in entries.into_iter().take(queue.most) {
        let queued = &entry.queued;
        let (id, number) = (&queued.pair.person_id, queued.pair.cpr_number.hyphenated());
        let parked = entry.parked.as_ref().map(parked).unwrap_or_default();
        let proposal = state.proposals.get(&queued.pair);
        let proposed = proposal.map(|entry| format!("  (foreslået af {})", entry.proposed.by)).unwrap_or_default();
        println!(
            "{id}  {number}  {}  {}{parked}{proposed}",
            words::percent(Some(queued.probability)),
            words::cause(queued.cause)
        );
    }
    Ok(exit::DONE)
}

fn parked(why: &Judged) -> String {
    let code =
        why.code.filter(|code| !code.needs_words()).map(|code| review_words::reason_code(Language::Danish, code));
    let why: Vec<String> = code.into_iter().chain([why.reason.clone()]).filter(|why| !why.is_empty()).collect();
    format!("  (lagt til side: {})", why.join(", "))
}

impl Judgement {
    fn pair(&self) -> anyhow::Result<Pair> {
        let format = PersonIdFormat { shortest: 1, ..PersonIdFormat::default() };
        Ok(Pair { person_id: format.parse(&self.person_id)?, cpr_number: self.cpr_number })
    }

    fn decision(&self) -> Decision {
        Decision { by: self.by.clone(), reason: self.reason.clone() }
    }
}
