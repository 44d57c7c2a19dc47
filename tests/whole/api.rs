//! The API of a desk that runs, as docs/api.md tells of it: every command there, and a night of another process as events.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use crate::program::{DAYS, Database, Place, program};

/// A desk that ends with the test.
struct Desk {
    process: Child,
    address: String,
}

impl Drop for Desk {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to end.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn desk(place: &Place) -> Desk {
    let (inbox, out) = (place.path("country"), place.path("report"));
    let rest = [
        "--inbox",
        &inbox,
        "--out",
        &out,
        "--no-nights",
        "--demo-officers",
        "--listen",
        "127.0.0.1:0",
        "--day",
        DAYS[1],
    ];
    let arguments = [&["serve", "--journal", place.journal()][..], &rest[..]].concat();
    let mut process = program(&arguments).stderr(Stdio::piped()).spawn().expect("the program starts");
    let mut said = BufReader::new(process.stderr.take().expect("its words")).lines();
    let line = said.find_map(|line| line.ok().filter(|line| line.contains("http://"))).expect("an address");
    // Whoever does not read on would hold the desk up when it says more.
    std::thread::spawn(move || said.for_each(drop));
    let address = line.split("http://").nth(1).expect("an address").trim_end_matches('/');
    Desk { process, address: format!("http://{address}") }
}

impl Desk {
    fn sh(&self, folder: &str, script: &str) -> String {
        let mut shell = Command::new("bash");
        shell.args(["-euo", "pipefail", "-c", script]).current_dir(folder).env("DESK", &self.address);
        let output = shell.env("CASE", "K-1").output().expect("bash and curl are there");
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
    }
}

const CASE: &str = r#"{ "case": "K-1", "persons": [{ "id": "100001", "born": "1979-05-02" }], "facts": [
    { "fact": "citizenship", "on": "2026-01-10", "country": "SOM" },
    { "fact": "permit", "on": "2026-01-10", "ground": "7:1" },
    { "fact": "placement", "on": "2026-01-10", "municipality": 751, "basis": ["quota"] } ] }"#;

#[test]
fn every_command_of_the_api_s_page_does_what_it_says() {
    let place = Place::with_country(Database::Sqlite, 300, 31);
    assert!(place.night(DAYS[0]).is_night());
    let file = place.path("case.jsonl");
    std::fs::write(&file, CASE.replace('\n', " ")).expect("a file");
    let imported = place.on_journal(&["cases", "import"], &[&file, "--by", "test"]);
    assert_eq!(imported.code, 0, "{}", imported.err);
    let desk = desk(&place);
    let page = include_str!("../../docs/api.md");
    let blocks: Vec<&str> = page.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    let [begin, versions, forms, goals, supervision, events] = blocks[..] else {
        panic!("six blocks, not {}", blocks.len())
    };
    let folder = place.path(".");
    let said = desk.sh(&folder, begin);
    assert!(said.contains(r#""id":"koordinator-1""#) && said.contains(r#""found":"#), "{said}");
    let said = desk.sh(&folder, versions);
    assert!(said.contains(r#""version":"#) && said.contains("/api#version-stale"), "{said}");
    let said = desk.sh(&folder, forms);
    assert!(said.contains(r#""key":"bolig""#) && said.contains(r#""open":"#), "{said}");
    let said = desk.sh(&folder, goals);
    assert!(said.contains(r#""goals":"#) && said.contains(r#""hash":"#), "{said}");
    let said = desk.sh(&folder, supervision);
    assert!(said.contains(r#""rows":"#), "{said}");
    let enter = begin.lines().next().unwrap_or_default().replace("koordinator-1", "drift-1");
    // The connection is ended by curl's own time limit, which is no failure here.
    let said = desk.sh(&folder, &format!("{enter}\n{} || true", events.trim_end()));
    assert!(said.contains("event: started") && said.contains("event: completed"), "{said}");
}

#[test]
fn a_night_of_another_process_is_heard_of_while_it_runs() {
    let place = Place::with_country(Database::Sqlite, 300, 32);
    let desk = desk(&place);
    let folder = place.path(".");
    let json = "-H 'Content-Type: application/json'";
    desk.sh(&folder, &format!(r#"curl -sf -c cookies {json} -d '{{"officer":"drift-1"}}' $DESK/api/v1/session"#));
    let mut curl = Command::new("curl");
    curl.args(["-sN", "-b", "cookies", "--max-time", "60", &format!("{}/api/v1/nights/events", desk.address)]);
    let mut curl = curl.current_dir(&folder).stdout(Stdio::piped()).spawn().expect("curl is there");
    let lines = BufReader::new(curl.stdout.take().expect("its output")).lines();
    // It begins with what comes from now on: the first look must be over before the night begins.
    std::thread::sleep(std::time::Duration::from_secs(2));
    assert!(place.night(DAYS[0]).is_night());
    let mut heard = Vec::new();
    let mut ids = Vec::new();
    for line in lines.map_while(Result::ok) {
        ids.extend(line.strip_prefix("id: ").and_then(|id| id.parse::<u64>().ok()));
        heard.extend(line.strip_prefix("event: ").map(ToOwned::to_owned));
        if heard.last().is_some_and(|last| last == "completed") && line.is_empty() {
            break;
        }
    }
    curl.kill().expect("curl ends");
    curl.wait().expect("curl ends");
    assert_eq!(heard.first().map(String::as_str), Some("started"), "{heard:?}");
    let stages = heard.iter().filter(|one| *one == "stage-completed").count();
    assert_eq!(stages, 3, "{heard:?}");
    assert!(heard.contains(&"delivery-stored".to_owned()), "{heard:?}");
    assert!(ids.is_sorted() && ids.len() == heard.len(), "{ids:?}");
}
