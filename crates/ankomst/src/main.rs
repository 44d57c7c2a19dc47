//! The command line of Ankomst: reads arguments, calls one function of a room, prints.
//!
//! Results go to standard output, everything said on the way to standard error. Exit codes: 0 done, 1 an error,
//! 2 wrong arguments, 3 done with alarms, 4 refused and nothing stored.

mod cases;
mod compliance;
mod couple;
mod cpr;
mod cpr_office;
mod decide;
mod demo;
mod exit;
mod explain;
mod flow;
mod generate;
mod goals;
mod journal_argument;
mod law;
mod manifest;
mod measure;
mod method;
mod night;
mod oversight;
mod quarantine;
mod report;
mod serve;
mod terminal_report;
mod verify;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Measured on a night's delta: a fifth less time than the system's allocator (docs/performance.md).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Ankomst kobler udlændingemyndighedernes register med CPR, så alles opholdsgrundlag er kendt.
#[derive(Parser)]
#[command(name = "ankomst", version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Kør natten: læs leverancer, kobl, skriv rapport
    Night(night::Arguments),
    /// Vis nætterne i browseren, og kør natten hver dag kl. 22.00 dansk tid
    Serve(serve::Arguments),
    /// Vis rapporten fra en nat
    Report(report::Arguments),
    /// Efterprøv, at journalen står, som den blev skrevet
    Verify(verify::Arguments),
    /// Afgør et par: bekræft, afvis, parkér, eller fortryd en kobling
    #[command(subcommand)]
    Pair(decide::Command),
    /// Forklar, hvorfor en person er koblet, eller hvorfor ikke
    Explain(explain::Arguments),
    /// Kobl to personfiler efter en opsætning
    Couple(couple::Arguments),
    /// Koblingens metode: se den, prøv en anden, og godkend den
    #[command(subcommand)]
    Method(method::Command),
    /// Integrationsloven: hvad gælder i en sag, hvornår skal hvad gøres, og hvorfor
    #[command(subcommand)]
    Law(law::Command),
    /// Mål- og resultatplaner: hvad der er aftalt, hvordan det går, og hvilke sager tallene er
    #[command(subcommand)]
    Goals(goals::Command),
    /// Hent sager ind
    Cases(cases::Arguments),
    /// Tilsyn: hvad der er blevet af lovens pligter, over alle sager
    Compliance(compliance::Arguments),
    /// Sagsforløb: hvad der skete i udlændingemyndighedernes sager
    #[command(subcommand)]
    Flow(flow::Command),
    /// Tilsyn: hent skridt ind, eller skriv eksemplet fra notatet 2017
    Oversight(oversight::Arguments),
    /// Mål koblingernes præcision mod en facitliste
    Measure(measure::Arguments),
    /// Læs CPR-leverancer
    #[command(subcommand)]
    Cpr(cpr::Command),
    /// Se og afspil det, der ikke kunne læses
    #[command(subcommand)]
    Quarantine(quarantine::Command),
    /// Skriv følgesedlen (manifest.json) til en mappe med håndlavede filer
    Manifest(manifest::Arguments),
    /// Vis det hele på et opdigtet land: lav landet, kør dets nætter, og åbn skrivebordet
    Demo(demo::Arguments),
    /// Lav et syntetisk land
    Generate(generate::Arguments),
    /// Stand-in for CPR-kontoret: besvar bestillinger af administrative CPR-numre (kun til demo og test)
    CprOffice(cpr_office::Arguments),
}

fn main() -> ExitCode {
    let outcome = match &Cli::parse().command {
        Command::Night(arguments) => night::run(arguments),
        Command::Serve(arguments) => serve::run(arguments),
        Command::Report(arguments) => report::run(arguments),
        Command::Verify(arguments) => verify::run(arguments),
        Command::Explain(arguments) => explain::run(arguments),
        Command::Couple(arguments) => couple::run(arguments),
        Command::Pair(command) => decide::run(command),
        Command::Method(command) => method::run(command),
        Command::Law(command) => {
            // These only print: a reader that stops reading, as `head` does, ends them quietly.
            sigpipe::reset();
            law::run(command)
        }
        Command::Goals(command) => {
            sigpipe::reset();
            goals::run(command)
        }
        Command::Cases(arguments) => cases::run(arguments),
        Command::Compliance(arguments) => compliance::run(arguments),
        Command::Flow(command) => flow::run(command),
        Command::Oversight(arguments) => oversight::run(arguments),
        Command::Measure(arguments) => measure::run(arguments),
        Command::Cpr(command) => cpr::run(command),
        Command::Quarantine(command) => quarantine::run(command),
        Command::Manifest(arguments) => manifest::run(arguments),
        Command::Demo(arguments) => demo::run(arguments),
        Command::Generate(arguments) => generate::run(arguments),
        Command::CprOffice(arguments) => cpr_office::run(arguments),
    };
    outcome.unwrap_or_else(|error| {
        eprintln!("ankomst: {error:#}");
        exit::ERROR
    })
}
