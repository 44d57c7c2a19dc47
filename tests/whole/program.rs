//! Starting the program: a country of its own for each test, a journal on either database.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use postgres::{Client, NoTls};
use serde_json::Value;
use tempfile::TempDir;

/// The nights of a test country: the first day brings everything, the next two bring changes.
pub(crate) const DAYS: [&str; 3] = ["2026-11-17", "2026-11-18", "2026-11-19"];

/// The two databases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Database {
    Sqlite,
    Postgres,
}

/// A folder with a country and a journal.
pub(crate) struct Place {
    folder: TempDir,
    journal: String,
    database: Option<String>,
}

/// A run of the program that has ended.
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// The program with its arguments, not yet started.
pub(crate) fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ankomst"));
    command.args(arguments).stdin(Stdio::null()).env_remove("ANKOMST_JOURNAL");
    command
}

/// Runs the program to its end.
pub(crate) fn run(arguments: &[&str]) -> Run {
    Run::of(&program(arguments).output().expect("the program starts"))
}

impl Run {
    fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let code = output.status.code().unwrap_or(-1);
        Self { code, out: text(&output.stdout), err: text(&output.stderr) }
    }

    /// The JSON that the program printed.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {} {}", self.out, self.err))
    }

    /// Whether a night ended, with alarms or without.
    pub(crate) fn is_night(&self) -> bool {
        matches!(self.code, 0 | 3)
    }
}

impl Place {
    /// A country of so many persons and an empty journal.
    pub(crate) fn with_country(database: Database, persons: u32, seed: u32) -> Self {
        let place = Self::empty(database);
        let (persons, seed) = (persons.to_string(), seed.to_string());
        let country = place.path("country");
        let made = run(&[
            "generate",
            "--persons",
            &persons,
            "--seed",
            &seed,
            "--days",
            "2",
            "--changes-per-day",
            "60",
            "--first-day",
            DAYS[0],
            "--out",
            &country,
        ]);
        assert_eq!(made.code, 0, "{}", made.err);
        place
    }

    /// An empty journal.
    pub(crate) fn empty(database: Database) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (journal, database) = match database {
            Database::Sqlite => (format!("sqlite:{}", folder.path().join("journal.db").display()), None),
            Database::Postgres => {
                let name = new_database();
                (postgres_url(&name), Some(name))
            }
        };
        Self { folder, journal, database }
    }

    /// The address of the journal.
    pub(crate) fn journal(&self) -> &str {
        &self.journal
    }

    /// A path in the folder.
    pub(crate) fn path(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    /// The arguments of the night of a day, from the country's folders.
    pub(crate) fn night_arguments(&self, day: &str) -> Vec<String> {
        let cpr = format!("country/cpr/D{}{}{}.L431102", &day[2..4], &day[5..7], &day[8..10]);
        let parts = [
            ("--journal", self.journal.clone()),
            ("--cpr", self.path(&cpr)),
            ("--carl2", self.path(&format!("country/carl2/{day}"))),
            ("--person-ids", self.path(&format!("country/person-ids/{day}"))),
            ("--out", self.path("report")),
            ("--on", day.to_owned()),
        ];
        let parts = parts.into_iter().flat_map(|(name, value)| [name.to_owned(), value]);
        ["night".to_owned(), "--json".to_owned()].into_iter().chain(parts).collect()
    }

    /// Runs the night of a day.
    pub(crate) fn night(&self, day: &str) -> Run {
        let arguments = self.night_arguments(day);
        run(&arguments.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// Starts the night of a day and does not wait for it.
    pub(crate) fn start_night(&self, day: &str) -> Child {
        let arguments = self.night_arguments(day);
        let mut command = program(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts")
    }

    /// Runs a command on the journal.
    pub(crate) fn on_journal(&self, command: &[&str], rest: &[&str]) -> Run {
        run(&[command, &["--journal", &self.journal], rest].concat())
    }

    /// How precise the couplings are, by the country's truth.
    pub(crate) fn measure(&self) -> Value {
        self.on_journal(&["measure"], &["--truth", &self.path("country/truth.csv"), "--json"]).json()
    }

    /// The only file of a day's CPR delivery.
    pub(crate) fn cpr_file(&self, day: &str) -> PathBuf {
        Path::new(&self.path("country/cpr")).join(format!("D{}{}{}.L431102", &day[2..4], &day[5..7], &day[8..10]))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Some(name) = &self.database {
            let dropped = admin().batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
            if let Err(error) = dropped {
                eprintln!("the test database {name} stays behind: {error}");
            }
        }
    }
}

/// Fails with the places where two JSON values differ, rather than with both of them whole.
pub(crate) fn assert_same(one: &Value, two: &Value, what: &str) {
    let mut differences = Vec::new();
    compare(one, two, "", &mut differences);
    assert!(differences.is_empty(), "{what}:\n{}", differences.join("\n"));
}

fn compare(one: &Value, two: &Value, at: &str, differences: &mut Vec<String>) {
    match (one, two) {
        (Value::Object(one), Value::Object(two)) => {
            let names: BTreeSet<&String> = one.keys().chain(two.keys()).collect();
            for name in names {
                let part = |of: &serde_json::Map<String, Value>| of.get(name).cloned().unwrap_or(Value::Null);
                compare(&part(one), &part(two), &format!("{at}/{name}"), differences);
            }
        }
        (Value::Array(one), Value::Array(two)) if one.len() == two.len() => {
            for (place, (one, two)) in one.iter().zip(two).enumerate() {
                compare(one, two, &format!("{at}/{place}"), differences);
            }
        }
        _ if one != two => differences.push(format!("{at}: {one} is not {two}")),
        _ => {}
    }
}

fn admin_url() -> String {
    std::env::var("ANKOMST_TEST_POSTGRES")
        .expect("ANKOMST_TEST_POSTGRES must be set: export ANKOMST_TEST_POSTGRES=$(scripts/postgres-for-tests)")
}

fn admin() -> Client {
    Client::connect(&admin_url(), NoTls).expect("the PostgreSQL server for the tests answers")
}

fn new_database() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let name = format!("whole_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    admin().batch_execute(&format!("CREATE DATABASE {name}")).expect("the server makes a database");
    name
}

fn postgres_url(database: &str) -> String {
    let url = admin_url();
    let (server, _) = url.rsplit_once('/').expect("the address names a database");
    format!("{server}/{database}")
}
