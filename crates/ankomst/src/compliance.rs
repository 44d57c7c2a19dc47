//! `ankomst compliance`: what became of every duty of the Act, as figures without persons, also as they were known on an earlier day.

use std::io::Write;
use std::process::ExitCode;

use anyhow::{Context, bail};
use casework::access::{Authority, Officer, Role};
use casework::office::{Inquirer, Office, Purpose};
use casework::questions::{
    AuditAnswers, AuditQuestions, Compliance, ComplianceFigures, EntryFigures, IdleFigures, IdleTime, LateEntry,
};
use clap::Args;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use oversight::compliance::GroundGroup;
use oversight::compliance::figures::Scope;
use oversight::compliance::waiting::Cause;
use serde::Serialize;
use vocabulary::{MunicipalityCode, denmark};

use crate::exit;
use crate::journal_argument::JournalArgument;

#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    journal: JournalArgument,
    /// Dagen, tallene gøres op for
    #[arg(long, value_name = "DAG")]
    on: Date,
    /// Periodens første dag; ellers et år før opgørelsesdagen
    #[arg(long, value_name = "DAG")]
    from: Option<Date>,
    /// Periodens sidste dag; ellers opgørelsesdagen
    #[arg(long, value_name = "DAG")]
    to: Option<Date>,
    /// Kun denne kommunes pligter (kommunekode)
    #[arg(long, value_name = "KODE", value_parser = municipality)]
    municipality: Option<MunicipalityCode>,
    /// Kun dette opholdsgrundlag: refugee, family, other eller unknown
    #[arg(long, value_name = "GRUNDLAG", value_parser = ground)]
    ground: Option<GroundGroup>,
    /// Tallene, som de var kendt ved udgangen af denne dag: kun det, journalen havde fået da
    #[arg(long, value_name = "DAG")]
    known_at: Option<Date>,
    /// Skriv alle tal som JSON
    #[arg(long, conflicts_with = "csv")]
    json: bool,
    /// Skriv tallene for hver pligt som CSV
    #[arg(long)]
    csv: bool,
}

fn municipality(text: &str) -> Result<MunicipalityCode, String> {
    MunicipalityCode::parse(text).map_err(|_| "en kommunekode har tre eller fire cifre".to_owned())
}

fn ground(text: &str) -> Result<GroundGroup, String> {
    GroundGroup::named(text).ok_or_else(|| "vælg refugee, family, other eller unknown".to_owned())
}

/// Everything that is told.
#[derive(Serialize)]
struct Told {
    known_at: Option<Date>,
    compliance: ComplianceFigures,
    audit: AuditAnswers,
    idle_time: IdleFigures,
    late_entry: EntryFigures,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let (from, to) = period(arguments)?;
    let scope = Scope { municipality: arguments.municipality, ground: arguments.ground, ..Scope::over(from, to) };
    // Opened once before, so that a wrong address is told as such.
    drop(arguments.journal.open()?);
    let office = match arguments.known_at {
        None => Office::open(&arguments.journal.journal, arguments.on),
        Some(day) => Office::open_as_known(&arguments.journal.journal, arguments.on, end_of(day)?),
    };
    let office = office.context("journalen kan ikke læses; intet er ændret")?;
    // Figures and no persons: that is all this command may see.
    let officer = Officer {
        id: "kommandolinje".to_owned(),
        name: "kommandolinje".to_owned(),
        role: Role::Controller,
        authority: Authority::Ministry,
    };
    let inquirer = Inquirer { officer: &officer, purpose: Purpose::Supervision };
    let told = Told {
        known_at: arguments.known_at,
        compliance: office.ask(inquirer, &Compliance { scope })?,
        audit: office.ask(inquirer, &AuditQuestions { scope })?,
        idle_time: office.ask(inquirer, &IdleTime { municipality: arguments.municipality })?,
        late_entry: office.ask(inquirer, &LateEntry { municipality: arguments.municipality })?,
    };
    if arguments.json {
        println!("{}", serde_json::to_string_pretty(&told)?);
    } else if arguments.csv {
        write_csv(&told.compliance)?;
    } else {
        print(&told);
    }
    Ok(exit::DONE)
}

fn period(arguments: &Arguments) -> anyhow::Result<(Date, Date)> {
    let to = arguments.to.unwrap_or(arguments.on);
    let a_year_before = to.saturating_sub(1.years());
    let from = arguments.from.unwrap_or(a_year_before.tomorrow().unwrap_or(a_year_before));
    if from > to {
        bail!("perioden begynder {from} og slutter {to}: vælg en første dag, der ikke er efter den sidste");
    }
    Ok((from, to))
}

/// The last moment of a day in Denmark.
fn end_of(day: Date) -> anyhow::Result<Timestamp> {
    let next = day.tomorrow()?.to_zoned(denmark())?.timestamp();
    Ok(next.checked_sub(1.nanoseconds())?)
}

fn write_csv(figures: &ComplianceFigures) -> anyhow::Result<()> {
    let mut into = csv::WriterBuilder::new().delimiter(b';').from_writer(std::io::stdout().lock());
    into.write_record([
        "pligt",
        "bestemmelse",
        "hvad",
        "i alt",
        "forfaldne",
        "til tiden",
        "for sent",
        "mangler",
        "bortfaldet",
        "uafgjort",
        "ikke forfaldet endnu",
        "opfyldt uden dag",
        "åben uden dag",
        "andel til tiden",
    ])?;
    for duty in &figures.duties {
        let tally = &duty.tally;
        let numbers = [
            duty.total,
            duty.due,
            tally.in_time,
            tally.late,
            tally.missing,
            tally.excused,
            tally.undecidable,
            tally.not_yet_due,
            tally.done_without_date,
            tally.open_without_date,
        ];
        let mut row = vec![duty.duty.clone(), duty.provision.to_string(), duty.words[0].to_owned()];
        row.extend(numbers.map(|number| number.to_string()));
        row.push(duty.share_in_time.map_or_else(String::new, |share| format!("{share:.4}")));
        into.write_record(row)?;
    }
    into.flush()?;
    Ok(())
}

fn print(told: &Told) {
    let figures = &told.compliance;
    let mut out = std::io::stdout().lock();
    // What cannot be written to a closed pipe is not missed.
    let _ = write_text(&mut out, told, figures);
}

fn write_text(out: &mut impl Write, told: &Told, figures: &ComplianceFigures) -> std::io::Result<()> {
    let percent = |share: Option<f64>| share.map_or_else(|| "–".to_owned(), |share| format!("{:.1} %", share * 100.0));
    let known = told.known_at.map_or_else(String::new, |day| format!(", som kendt ved udgangen af {day}"));
    writeln!(out, "Overholdelse af loven, opgjort {}{known}", figures.on)?;
    writeln!(
        out,
        "Frister fra {} til {}. {} sager set igennem, {} kan loven ikke læse, {} pligter uden for filteret.",
        figures.scope.from,
        figures.scope.to,
        figures.excluded.cases,
        figures.excluded.unreadable_cases,
        figures.excluded.outside_filter
    )?;
    writeln!(out, "Hvert antal er afrundet til nærmeste 5: denne kommando ser ingen personer.")?;
    writeln!(out)?;
    writeln!(
        out,
        "{:>9} {:>9} {:>8} {:>8} {:>10} {:>8}  pligt",
        "forfaldne", "til tiden", "for sent", "mangler", "bortfaldet", "uafgjort"
    )?;
    for duty in figures.duties.iter().filter(|duty| duty.total > 0) {
        let tally = &duty.tally;
        let few = if duty.few { " (under 20)" } else { "" };
        writeln!(
            out,
            "{:>9} {:>9} {:>8} {:>8} {:>10} {:>8}  {}: {}{few}",
            duty.due,
            percent(duty.share_in_time),
            tally.late,
            tally.missing,
            tally.excused,
            tally.undecidable,
            duty.provision,
            duty.words[0]
        )?;
    }
    writeln!(out)?;
    writeln!(out, "Revisionens spørgsmål")?;
    for answer in &told.audit.answers {
        let now = answer.why_not.map_or_else(|| percent(answer.share), |why| why[0].to_owned());
        writeln!(out, "  {}: {now} (dengang {})", answer.words[0], percent(answer.found_then))?;
    }
    writeln!(out)?;
    let days = &told.idle_time.days;
    writeln!(out, "Ventetid: {} af {} dage i {} sager", days.waited(), days.elapsed, told.idle_time.cases)?;
    for cause in Cause::ALL {
        writeln!(out, "  {:>9} dage: {}", days.of(cause), casework::questions::cause_words(cause)[0])?;
    }
    let entry = &told.late_entry.all;
    let day = |days: Option<u64>| days.map_or_else(|| "–".to_owned(), |days| days.to_string());
    writeln!(
        out,
        "Indtastning: {} oplysninger, median {} dage, ni af ti inden {}, over 7 dage {}, over 30 dage {}",
        entry.facts,
        day(entry.median_days),
        day(entry.p90_days),
        percent(entry.share_over_7_days),
        percent(entry.share_over_30_days)
    )
}
