//! `ankomst demo`: a synthetic country with its nights, cases and case flow in one folder, and the desk on it.
//!
//! Each step is a command of this program and is said before it runs, so that whoever watches can do it by hand. A folder
//! that holds a finished demo is opened again as it was left; one that is not a demo's is never touched.

use std::fs;
use std::io::{BufRead, Write};
use std::net::SocketAddr;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use anyhow::{Context, bail};
use clap::Args;
use oversight::ledger::Party;

use crate::exit::{self, ALARMS};

/// The nights that are run; the desk shows the cases as they stood on the last.
const NIGHTS: [&str; 2] = ["2026-11-17", "2026-11-18"];

/// Stands in a folder from the demo's first step on: what is in it may be made anew.
const MARK: &str = "ankomst-demo.txt";

/// Stands in a folder whose every step is done.
const FINISHED: &str = "ankomst-demo-finished.txt";

/// Reports on Danish education, processors and shared goals that are made up.
const SUPERVISION: &str = include_str!("../../../scripts/demo-supervision.jsonl");

#[derive(Args)]
pub(crate) struct Arguments {
    /// Mappen, demoen lægges i; en færdig demo i den åbnes igen
    #[arg(value_name = "MAPPE", default_value = "demo")]
    folder: PathBuf,
    /// Hvor mange personer det opdigtede land har
    #[arg(long, value_name = "ANTAL", default_value_t = 10_000)]
    persons: u32,
    /// Lav demoen forfra, og glem, hvad der blev gjort i den
    #[arg(long)]
    afresh: bool,
    /// Lav demoen uden at åbne skrivebordet
    #[arg(long)]
    no_desk: bool,
    /// Skrivebordets adresse og port
    #[arg(long, default_value = "127.0.0.1:8430", value_name = "ADRESSE")]
    listen: SocketAddr,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let demo = Demo::new(&arguments.folder)?;
    if arguments.afresh || !demo.folder.join(FINISHED).exists() {
        if !demo.make_room()? {
            let folder = demo.folder.display();
            eprintln!(
                "{folder} rummer andet end en demo, og intet i den er rørt; vælg en anden mappe: ankomst demo MAPPE"
            );
            return Ok(exit::refused());
        }
        demo.make(arguments.persons)?;
    } else {
        say(&format!("Demoen i {} åbnes, som den blev efterladt (--afresh laver den forfra)", demo.folder.display()));
    }
    let serve = demo.serve(arguments.listen);
    if arguments.no_desk {
        println!("\nSkrivebordet åbnes med:\n  ankomst {}", serve.join(" "));
        return Ok(exit::DONE);
    }
    say("Skrivebordet: vælg en bruger på den adresse, der står nedenfor; Ctrl-C lukker det");
    Err(Command::new(&demo.program).args(&serve).exec()).context("skrivebordet kunne ikke startes")
}

/// A demo's folder and the program that fills it.
struct Demo<'a> {
    folder: &'a Path,
    program: PathBuf,
}

impl<'a> Demo<'a> {
    fn new(folder: &'a Path) -> anyhow::Result<Self> {
        let program = std::env::current_exe().context("programmet kan ikke finde sig selv")?;
        Ok(Self { folder, program })
    }

    /// Empties the folder if it is a demo's own, and marks it; false where something else lies in it.
    fn make_room(&self) -> anyhow::Result<bool> {
        let name = self.folder.display();
        let is_own = self.folder.join(MARK).exists();
        let is_empty = !self.folder.exists()
            || fs::read_dir(self.folder).with_context(|| format!("{name} kan ikke læses"))?.next().is_none();
        if !is_own && !is_empty {
            return Ok(false);
        }
        if is_own {
            fs::remove_dir_all(self.folder).with_context(|| format!("{name} kan ikke tømmes"))?;
        }
        fs::create_dir_all(self.folder).with_context(|| format!("{name} kan ikke laves"))?;
        self.write(MARK, "Lavet af ankomst demo: ingen person i den findes. Mappen kan slettes.\n")?;
        Ok(true)
    }

    fn make(&self, persons: u32) -> anyhow::Result<()> {
        self.country(persons)?;
        self.nights()?;
        self.cases()?;
        self.case_flow()?;
        self.supervision()?;
        say("Står journalen, som den blev skrevet?");
        self.step(9, &["verify", "--journal", &self.journal()])?;
        self.write(FINISHED, "Alle demoens skridt er gjort.\n")
    }

    fn country(&self, persons: u32) -> anyhow::Result<()> {
        say("Et opdigtet land: ingen person i det findes");
        let (persons, days) = (persons.to_string(), NIGHTS.len().to_string());
        let fixed = ["generate", "--seed", "1", "--first-day", NIGHTS[0], "--days", &days, "--persons", &persons];
        self.step(9, &[&fixed[..], &["--out", &self.path("country")]].concat())
    }

    /// The nights, each with what had been delivered by then; between them the truth is held against the couplings, and
    /// the CPR office answers.
    fn nights(&self) -> anyhow::Result<()> {
        let [first, second] = NIGHTS;
        say(&format!("Natten {first}: alt er nyt"));
        self.deliver(first)?;
        self.night(first)?;
        say("Hvor rigtige er koblingerne? Generatoren kender sandheden, og den næste rapport viser den");
        let truth = self.path("country/truth.csv");
        self.step(9, &["measure", "--journal", &self.journal(), "--truth", &truth, "--record-by", "demo"])?;
        let requests = self.folder.join("report/administrative-number-requests").join(first);
        if requests.exists() {
            say("CPR-kontoret svarer på nattens bestillinger (en stand-in)");
            let answers = self.path(&format!("inbox/administrative-numbers/{second}"));
            self.step(9, &["cpr-office", &text(&requests), "--answers", &answers, "--on", second])?;
        }
        say(&format!("Natten {second}: en dags ændringer"));
        self.deliver(second)?;
        self.night(second)
    }

    fn night(&self, day: &str) -> anyhow::Result<()> {
        let (inbox, report) = (self.path("inbox"), self.path("report"));
        self.step(12, &["night", "--journal", &self.journal(), "--inbox", &inbox, "--out", &report, "--on", day])
    }

    /// Puts a day's deliveries into the inbox.
    fn deliver(&self, day: &str) -> anyhow::Result<()> {
        let (country, inbox) = (self.folder.join("country"), self.folder.join("inbox"));
        let of_day = format!("D{}", day[2..].replace('-', ""));
        copy(&country.join("cpr"), &inbox.join("cpr"), |name| name.starts_with(&of_day))?;
        for register in ["carl2", "person-ids"] {
            copy(&country.join(register).join(day), &inbox.join(register).join(day), |_| true)?;
        }
        Ok(())
    }

    fn cases(&self) -> anyhow::Result<()> {
        say("Landets integrationssager hentes ind");
        let cases = self.path("country/cases.jsonl");
        self.step(9, &["cases", "import", "--journal", &self.journal(), &cases, "--by", "indlæsning"])
    }

    /// Three years of case flow, delivery upon delivery.
    fn case_flow(&self) -> anyhow::Result<()> {
        say("Udlændingemyndighedernes sagsforløb 2022 til 2024, med de fejl, leverancer har");
        self.step(9, &["generate", "--flow-years", "2022..2024", "--seed", "1", "--out", &self.path("case-flow")])?;
        let mut last: Option<String> = None;
        for delivery in entries(&self.folder.join("case-flow/flow"))?.into_iter().filter(|entry| entry.is_dir()) {
            let name = delivery.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let store = self.path(&format!("flow-{name}.parquet"));
            let (delivery, quarantine) = (text(&delivery), self.path(&format!("flow-quarantine/{name}")));
            let mut arguments = vec!["flow", "import", &delivery, "--out", &store, "--quarantine", &quarantine];
            if let Some(before) = &last {
                arguments.extend(["--onto", before]);
            }
            self.step(3, &arguments)?;
            last = Some(store);
        }
        let last = last.context("generatoren lavede ingen sagsforløb")?;
        fs::rename(&last, self.flow()).with_context(|| format!("{last} kan ikke omdøbes"))?;
        let plan = ["goals", "status", "udlaendingestyrelsen-2024", "--on", "2024-12-31", "--flow", &self.flow()];
        self.step(6, &plan)
    }

    fn supervision(&self) -> anyhow::Result<()> {
        say("Tilsynet: revisionspunkterne fra 2017, og indberetninger, databehandlere og fælles mål, der er opdigtede");
        self.step(0, &["oversight", "example"])?;
        self.write("supervision.jsonl", SUPERVISION)?;
        for file in [self.output(&["oversight", "example"]), self.folder.join("supervision.jsonl")] {
            let (file, day) = (text(&file), NIGHTS[1]);
            let parties = Party::ALL.into_iter().flat_map(|party| ["--party", party.key()]);
            let fixed: Vec<_> =
                ["oversight", "import", "--by", "indlæsning", "--day", day].into_iter().chain(parties).collect();
            self.step(9, &[&fixed[..], &["--journal", &self.journal(), &file]].concat())?;
        }
        Ok(())
    }

    /// The command line that opens the desk.
    fn serve(&self, listen: SocketAddr) -> Vec<String> {
        let (inbox, report) = (self.path("inbox"), self.path("report"));
        let mut line = vec!["serve".to_owned(), "--journal".to_owned(), self.journal()];
        line.extend(["--inbox".to_owned(), inbox, "--out".to_owned(), report]);
        line.extend(["--no-nights", "--demo-officers", "--day", NIGHTS[1], "--flow"].map(ToOwned::to_owned));
        line.extend([self.flow(), "--listen".to_owned(), listen.to_string()]);
        line
    }

    /// Runs one command of the program: says it, keeps what it prints in a file, and shows the first lines of it. A
    /// command that ended with alarms is done.
    fn step(&self, shown: usize, arguments: &[&str]) -> anyhow::Result<()> {
        println!("$ ankomst {}", arguments.join(" "));
        let output = self.output(arguments);
        fs::create_dir_all(self.folder.join("output"))?;
        let file = fs::File::create(&output).with_context(|| format!("{} kan ikke skrives", output.display()))?;
        let mut command = Command::new(&self.program);
        let status = command.args(arguments).stdin(Stdio::null()).stdout(file).status()?;
        let said = fs::File::open(&output).map(std::io::BufReader::new)?;
        let lines = said.lines().collect::<Result<Vec<_>, _>>()?;
        for line in lines.iter().take(shown) {
            println!("{line}");
        }
        if lines.len() > shown {
            println!("… {} linjer i alt: {}", lines.len(), output.display());
        }
        std::io::stdout().flush()?;
        if !matches!(status.code(), Some(code) if code == 0 || code == i32::from(ALARMS)) {
            let folder = self.folder.display();
            bail!(
                "skridtet lykkedes ikke ({status}); det, der nåede at blive lavet, ligger i {folder}. Kør demoen igen, så begynder den forfra"
            );
        }
        Ok(())
    }

    /// Where what a command prints is kept: named by the command and what it is about.
    fn output(&self, arguments: &[&str]) -> PathBuf {
        let about = match arguments {
            ["night", .., day] => format!("night-{day}"),
            ["flow", "import", delivery, ..] => {
                format!("flow-import-{}", delivery.rsplit('/').next().unwrap_or_default())
            }
            ["oversight", "import", .., file] => {
                format!("oversight-import-{}", file.rsplit('/').next().unwrap_or_default())
            }
            ["generate", "--flow-years", ..] => "generate-flow".to_owned(),
            [first, second, ..] if !second.starts_with('-') && !second.contains('/') => format!("{first}-{second}"),
            [first, ..] => (*first).to_owned(),
            [] => String::new(),
        };
        self.folder.join("output").join(format!("{about}.txt"))
    }

    fn journal(&self) -> String {
        format!("sqlite:{}", self.path("ankomst.db"))
    }

    fn flow(&self) -> String {
        self.path("flow.parquet")
    }

    fn path(&self, name: &str) -> String {
        text(&self.folder.join(name))
    }

    fn write(&self, name: &str, text: &str) -> anyhow::Result<()> {
        let file = self.folder.join(name);
        fs::write(&file, text).with_context(|| format!("{} kan ikke skrives", file.display()))
    }
}

fn say(what: &str) {
    println!("\n== {what}");
}

fn text(path: &Path) -> String {
    path.display().to_string()
}

/// What lies in a folder, in the order of the names.
fn entries(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("{} kan ikke læses", folder.display()))?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

/// Copies the files of a folder whose names are wanted.
fn copy(from: &Path, to: &Path, wanted: impl Fn(&str) -> bool) -> anyhow::Result<()> {
    fs::create_dir_all(to).with_context(|| format!("{} kan ikke laves", to.display()))?;
    for path in entries(from)? {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if path.is_file() && wanted(&name) {
            fs::copy(&path, to.join(&name)).with_context(|| format!("{} kan ikke kopieres", path.display()))?;
        }
    }
    Ok(())
}
