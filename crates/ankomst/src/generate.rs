//! `ankomst generate`: writes a synthetic country, or the CARL2 side for a CPR delivery that exists.
//!
//! Reads arguments, calls the generator, prints what was made. Knows nothing of how persons are made.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use generator::flow::{FlowSettings, write_flow, write_flow_store};
use generator::{Country, Extras, Rates, RecordOrder, Settings};
use jiff::civil::Date;
use registers::cpr::Form;

/// Arguments of `ankomst generate`.
#[derive(Debug, clap::Args)]
#[command(
    about = "Laver et syntetisk land: CARL2, CPR-leverancer, person-id-lister og facit. Ingen af personerne findes."
)]
pub(crate) struct Arguments {
    #[arg(long, value_name = "MAPPE", help = "Mappen, som landet skrives i")]
    out: PathBuf,
    #[arg(long, value_name = "ANTAL", default_value_t = 1000, help = "Antal personer i CARL2")]
    persons: u32,
    #[arg(long, value_name = "ANTAL", help = "Antal personnumre i CPR [standard: det dobbelte af --persons]")]
    cpr_persons: Option<u32>,
    #[arg(
        long,
        value_name = "TAL",
        default_value_t = 1,
        help = "Frø: samme frø og samme øvrige valg giver samme filer, byte for byte"
    )]
    seed: u64,
    #[arg(long, value_name = "ANTAL", default_value_t = 0, help = "Antal hverdage med ændringer efter den første dag")]
    days: u16,
    #[arg(
        long,
        value_name = "ANTAL",
        default_value_t = 100,
        help = "Antal personer, der sker noget med på hver af dem"
    )]
    changes_per_day: u32,
    #[arg(
        long,
        value_name = "ANTAL",
        help = "Højst så mange integrationssager i cases.jsonl [standard: alle, der er]"
    )]
    cases: Option<u32>,
    #[arg(long, value_name = "DATO", help = "Den første dag, fx 2026-11-19")]
    first_day: Option<Date>,
    #[arg(long, value_name = "FIL", help = "TOML-fil med fejlrater, der skal gælde i stedet for de indbyggede")]
    rates: Option<PathBuf>,
    #[arg(long, value_name = "FORM", value_enum, default_value_t = FormChoice::LinesStripped, help = "Hvordan CPR-filens records ligger")]
    form: FormChoice,
    #[arg(long, value_name = "ORDEN", value_enum, default_value_t = OrderChoice::AddressingNamesLast, help = "Rækkefølgen af CPR-filens records")]
    order: OrderChoice,
    #[arg(long, help = "Skriv også begge registre som flade tabeller, left.csv og right.csv, til `ankomst couple`")]
    flat: bool,
    #[arg(long, help = "Skriv også CPR-filer med fejl i mappen bad/, til afprøvning af indlæsningen")]
    bad_files: bool,
    #[arg(
        long,
        value_name = "FIL",
        conflicts_with_all = ["persons", "cpr_persons", "days", "changes_per_day", "cases", "first_day", "form", "order", "flat"],
        help = "Lav i stedet CARL2-udtræk og person-id-lister til personerne i denne CPR-leverance"
    )]
    from_cpr: Option<PathBuf>,
    #[arg(
        long,
        value_name = "ÅR..ÅR",
        value_parser = years,
        conflicts_with_all = ["persons", "cpr_persons", "days", "changes_per_day", "cases", "first_day", "form", "order", "flat", "from_cpr", "bad_files", "rates"],
        help = "Lav i stedet udlændingemyndighedernes sagsforløb i disse år, fx 2022..2025: en leverance om året i flow/, med fejl og facit"
    )]
    flow_years: Option<(i16, i16)>,
    #[arg(
        long,
        value_name = "TAL",
        default_value_t = 1.0,
        requires = "flow_years",
        help = "Antal sager for hver sag i Danmark: 0.01 er en hundrededel af landet, 20 er fem millioner sager på fire år"
    )]
    flow_scale: f64,
    #[arg(
        long,
        requires = "flow_years",
        help = "Skriv kun de færdige sagsforløb, uden fejl, i flow.parquet: til måling"
    )]
    flow_store: bool,
}

/// How the records of CPR's files lie.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum FormChoice {
    #[value(help = "En linje pr. record, uden blanke til sidst")]
    LinesStripped,
    #[value(help = "En linje pr. record i fuld længde")]
    LinesPadded,
    #[value(help = "Records i fuld længde uden linjeskift")]
    Glued,
}

/// The order of records in CPR's files.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum OrderChoice {
    #[value(help = "Alle adresseringsnavne (003) til sidst, som i CPR's prøver")]
    AddressingNamesLast,
    #[value(help = "Hver persons records samlet")]
    ByPerson,
}

/// Makes what is asked for and says in one line what was made.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    if let Some(years) = arguments.flow_years {
        return flow(arguments, years);
    }
    let rates = arguments.rates.as_deref().map_or_else(|| Ok(Rates::default()), read_rates)?;
    if let Some(delivery) = &arguments.from_cpr {
        let made = generator::accompany(delivery, &arguments.out, arguments.seed, &rates)
            .with_context(|| format!("Der kunne ikke laves CARL2-data til {}", delivery.display()))?;
        println!(
            "Lavede {} personer i CARL2 og {} person-id'er til {} personer i CPR ({} kunne ikke læses). Mappe: {}",
            made.carl2_persons,
            made.person_ids,
            made.cpr_persons,
            made.unreadable,
            arguments.out.display()
        );
    } else {
        let settings = settings(arguments, rates);
        let extras = if arguments.flat { Extras::FlatTables } else { Extras::None };
        let made = Country::generate(&settings, &arguments.out, extras)
            .with_context(|| format!("Landet kunne ikke skrives i {}", arguments.out.display()))?;
        println!(
            "Lavede et syntetisk land: {} personer i CARL2, {} personnumre i CPR, {} sande par, {} integrationssager, {} dage. Mappe: {}",
            made.carl2_persons,
            made.cpr_numbers,
            made.true_pairs,
            made.cases.written,
            made.days.len(),
            arguments.out.display()
        );
        if let Some(wanted) = arguments.cases.filter(|wanted| u64::from(*wanted) > made.cases.written) {
            eprintln!(
                "Advarsel: der blev bedt om {wanted} integrationssager, men landet har kun {}. Alle er skrevet. Et land med flere personer (--persons) har flere.",
                made.cases.available
            );
        }
    }
    if arguments.bad_files {
        let folder = arguments.out.join("bad");
        std::fs::create_dir_all(&folder).with_context(|| format!("Mappen {} kunne ikke laves", folder.display()))?;
        let written = generator::bad_files(&folder, arguments.seed)
            .with_context(|| format!("Filerne med fejl kunne ikke skrives i {}", folder.display()))?;
        println!("Lavede {} CPR-filer med fejl i {}", written.len(), folder.display());
    }
    Ok(ExitCode::SUCCESS)
}

/// The years of `2022..2025`, both included.
fn years(text: &str) -> Result<(i16, i16), String> {
    let years = text.split_once("..").and_then(|(first, last)| first.parse().ok().zip(last.parse().ok()));
    years.ok_or_else(|| "skriv det første og det sidste år, fx 2022..2025".to_owned())
}

/// Makes case flow and says in one line what was made.
fn flow(arguments: &Arguments, (first, last): (i16, i16)) -> anyhow::Result<ExitCode> {
    let mut settings = FlowSettings::new(first, last, arguments.seed);
    settings.scale = arguments.flow_scale;
    let out = &arguments.out;
    let failed = || format!("Sagsforløbene kunne ikke skrives i {}", out.display());
    if arguments.flow_store {
        std::fs::create_dir_all(out).with_context(failed)?;
        let path = out.join("flow.parquet");
        let made = write_flow_store(&settings, &path).with_context(failed)?;
        println!("Lavede {} sager med {} hændelser i {}", made.cases, made.events, path.display());
    } else {
        let made = write_flow(&settings, out).with_context(failed)?;
        println!(
            "Lavede {} sager, heraf {} med fejl, i {} leverancer. Mappe: {}",
            made.cases,
            made.mistakes.values().sum::<u64>(),
            made.deliveries.len(),
            out.join("flow").display()
        );
    }
    Ok(ExitCode::SUCCESS)
}

fn settings(arguments: &Arguments, rates: Rates) -> Settings {
    let mut settings = Settings::new(arguments.persons, arguments.seed);
    settings.cpr_persons = arguments.cpr_persons.unwrap_or(settings.cpr_persons);
    settings.days = arguments.days;
    settings.changes_per_day = arguments.changes_per_day;
    settings.first_day = arguments.first_day.unwrap_or(settings.first_day);
    settings.cases = arguments.cases;
    settings.rates = rates;
    settings.form = match arguments.form {
        FormChoice::LinesStripped => Form::LinesStripped,
        FormChoice::LinesPadded => Form::LinesPadded,
        FormChoice::Glued => Form::Glued,
    };
    settings.order = match arguments.order {
        OrderChoice::AddressingNamesLast => RecordOrder::AddressingNamesLast,
        OrderChoice::ByPerson => RecordOrder::ByPerson,
    };
    settings
}

fn read_rates(path: &Path) -> anyhow::Result<Rates> {
    Rates::read(path).with_context(|| format!("Fejlraterne i {} kunne ikke læses", path.display()))
}
