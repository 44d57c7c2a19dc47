//! `ankomst couple` on files of one's own: the page in docs works as it stands, bad input ends in one sentence or in a
//! bounded run with a warning, and nothing is ever half written.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

use crate::program::{Run, run};

/// A folder with a configuration and two small files that couple.
struct Folder(TempDir);

const CONFIG: &str = r#"
name = "test"
left = { name = "A", id = "id" }
right = { name = "B", id = "id" }
field = [
    { name = "number", kind = "identifier", left = ["number"], right = ["number"] },
    { name = "given", kind = "given", left = ["given"], right = ["given"] },
    { name = "surname", kind = "surname", left = ["surname"], right = ["surname"] },
    { name = "birth-date", kind = "date", left = ["born"], right = ["born"] },
    { name = "sex", kind = "sex", left = ["sex"], right = ["sex"] },
    { name = "entry", kind = "event", left = ["entered"], right = ["entered"] },
    { name = "address", kind = "address", left = ["address"], right = ["address"] },
]
rule = [{ name = "number and name", equal = ["number"], alike = ["given", "surname", "birth-date"] }]
contradiction = [{ name = "another given name", different = ["given"], unless_equal = ["number"] }]
"#;

const HEADER: &str = "id,number,given,surname,born,sex,entered,address\n";
const ROWS: &str =
    "1,70001,Amira,Haddad,1988-04-12,K,2015-02-03,Birkevej 4\n2,70002,Yusuf,Warsame,1991-05-06,M,2016-03-04,\n";

impl Folder {
    fn new() -> Self {
        let folder = Self(tempfile::tempdir().expect("a temporary folder"));
        folder.put("coupling.toml", CONFIG);
        folder.put("left.csv", format!("{HEADER}{ROWS}"));
        folder.put("right.csv", format!("{HEADER}{ROWS}"));
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn put(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.path(name), content).expect("the file can be written");
    }

    /// Runs `ankomst couple` with these words; those that end as files do are files of the folder.
    fn couple(&self, words: &[&str]) -> Run {
        let is_file = |word: &str| {
            [".csv", ".parquet", ".toml", ".json", ".svg", ".html", ".txt"].iter().any(|end| word.ends_with(end))
        };
        let words: Vec<String> = words
            .iter()
            .map(|word| if is_file(word) { self.path(word).display().to_string() } else { (*word).to_owned() })
            .collect();
        let words: Vec<&str> = std::iter::once("couple").chain(words.iter().map(String::as_str)).collect();
        run(&words)
    }

    /// Couples `left.csv` with `right.csv` to `links.csv`, and answers the summary, in bounded time and memory.
    fn bounded(&self, seconds: u64, mebibytes: u64) -> Value {
        let start = Instant::now();
        let done = self.couple(&["left.csv", "right.csv", "--config", "coupling.toml", "--out", "links.csv", "--json"]);
        assert_eq!(done.code, 0, "{}", done.err);
        assert!(start.elapsed() < Duration::from_secs(seconds), "{:?}", start.elapsed());
        let summary = done.json();
        assert!(summary["peak_mebibytes"].as_u64().unwrap() < mebibytes, "{} MiB", summary["peak_mebibytes"]);
        summary
    }

    /// Every file name of the folder.
    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).unwrap().flatten();
        let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

/// The columns of a CSV file that are asked for, row by row.
fn columns(text: &str, wanted: &[&str]) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().unwrap().clone();
    let places: Vec<usize> =
        wanted.iter().map(|name| header.iter().position(|column| column == *name).unwrap()).collect();
    reader.records().map(|row| places.iter().map(|place| row.as_ref().unwrap()[*place].to_owned()).collect()).collect()
}

fn warnings(summary: &Value) -> String {
    summary["warnings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|warning| warning.as_str().unwrap())
        .collect::<Vec<_>>()
        .join("\n")
}

/// A stream of numbers, the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    fn name(&mut self, most: u64) -> String {
        const SOUNDS: [&str; 16] =
            ["ba", "ki", "so", "ra", "me", "lu", "ta", "ni", "do", "ha", "ze", "fu", "ga", "vi", "po", "ye"];
        let mut number = self.below(most) + 256;
        let mut name = String::new();
        while number > 0 {
            name.push_str(SOUNDS[usize::try_from(number % 16).unwrap()]);
            number /= 16;
        }
        name
    }

    fn date(&mut self, from: u64, years: u64) -> String {
        format!("{}-{:02}-{:02}", from + self.below(years), self.below(12) + 1, self.below(28) + 1)
    }

    fn sex(&mut self) -> &'static str {
        ["K", "M"][usize::try_from(self.below(2)).unwrap()]
    }
}

/// A file of so many rows, each from its number.
fn file(rows: u64, mut row: impl FnMut(u64) -> String) -> String {
    let mut text = HEADER.to_owned();
    for number in 0..rows {
        writeln!(text, "{number},{}", row(number)).unwrap();
    }
    text
}

#[test]
fn the_page_for_newcomers_works_as_it_stands() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/couple.md")).unwrap();
    let blocks = |language: &str| -> Vec<String> {
        let opening = format!("```{language}\n");
        page.split(&opening).skip(1).map(|part| part.split("```").next().unwrap().to_owned()).collect()
    };
    let folder = tempfile::tempdir().unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_ankomst")).parent().unwrap().display().to_string();
    let path = format!("{program}:{}", std::env::var("PATH").unwrap());
    let script = blocks("sh").concat();
    assert!(script.matches("ankomst couple").count() >= 6, "{script}");
    let mut shell = std::process::Command::new("bash");
    let done = shell.args(["-euc", &script]).current_dir(folder.path()).env("PATH", path).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let links = fs::read_to_string(folder.path().join("links.csv")).unwrap();
    let wanted = ["id_a", "id_b", "outcome", "rule"];
    assert_eq!(columns(&links, &wanted), columns(&blocks("csv")[0], &wanted), "the page shows other links:\n{links}");
    for name in ["pair.html", "pair.svg", "model.json", "links.parquet"] {
        assert!(folder.path().join(name).exists(), "{name}");
    }
    let decision: linkage::Decision = toml::from_str(blocks("toml")[0].strip_prefix("[decision]").unwrap()).unwrap();
    assert_eq!(decision, linkage::Decision::default(), "the page shows other thresholds");
}

#[test]
fn what_cannot_be_used_is_said_in_one_sentence_and_nothing_is_written() {
    let with = |text: &str| format!("{HEADER}{text}").into_bytes();
    let long = |row: &str| format!("{HEADER}{ROWS}{row}").into_bytes();
    let cases: Vec<(Vec<u8>, &str)> = vec![
        (b"id,number,given,born,sex,entered,address\n1,,,,,,\n".to_vec(), "mangler kolonnen \"surname\""),
        (HEADER.replace("address", "address,id").into_bytes(), "kolonnen \"id\" to gange"),
        (long("1,,,,,,,\n"), "id \"1\" står både i række 1 og 3"),
        (long(",,,,,,,\n"), "række 3 har intet id"),
        (long("3,,\n"), "række 3 (linje 4) har 3 celler, men overskriften har 8"),
        (long("3,,,,,,,,\n"), "række 3 (linje 4) har 9 celler"),
        (long("3,,\"Bo,,,,,\n4,,,,,,,\n"), "linje 4 eller senere er ikke lukket"),
        ([long("3,,S"), b"\xF8ren,,,,,\n".to_vec()].concat(), "række 3, kolonnen \"given\": teksten er ikke UTF-8"),
        (long("3,,B\0o,,,,,\n"), "NUL-tegn"),
        (with(ROWS).iter().flat_map(|byte| [*byte, 0]).collect::<Vec<u8>>(), "NUL-tegn"),
        ([vec![0xFF, 0xFE], with(ROWS)].concat(), "UTF-16"),
        (with(""), "er tom"),
        (Vec::new(), "er tom"),
    ];
    for (bytes, said) in cases {
        for side in ["left.csv", "right.csv"] {
            let folder = Folder::new();
            folder.put(side, &bytes);
            let refused = folder.couple(&["left.csv", "right.csv", "--config", "coupling.toml", "--out", "links.csv"]);
            refused_with(&refused, &[said, side]);
            assert_eq!(folder.names(), ["coupling.toml", "left.csv", "right.csv"]);
        }
    }
}

fn refused_with(refused: &Run, said: &[&str]) {
    assert_eq!((refused.code, refused.out.as_str()), (1, ""), "{}", refused.err);
    assert!(refused.err.starts_with("ankomst: ") && refused.err.trim_end().lines().count() == 1, "{}", refused.err);
    for words in said {
        assert!(refused.err.contains(words), "{}\ndoes not say {words}", refused.err);
    }
}

#[test]
fn a_wrong_configuration_is_said_in_one_sentence() {
    for (wrong, said) in [
        (CONFIG.replace("{ name = \"number\", kind", "{ name = \"number\", sort"), "nøglen \"sort\" findes ikke her"),
        (CONFIG.replace("\"given\", kind = \"given\"", "\"given\", kind = \"forename\""), "\"forename\" findes ikke"),
        (
            CONFIG.replace("equal = [\"number\"]", "equal = [\"cpr\"]"),
            "reglen \"number and name\" nævner feltet \"cpr\"",
        ),
        (
            CONFIG.replace("different = [\"given\"]", "different = [\"name\"]"),
            "modstriden \"another given name\" nævner",
        ),
        (CONFIG.replace("name = \"sex\", kind", "name = \"given\", kind"), "feltet \"given\" står to gange"),
        (CONFIG.replace("rule = [", "rule = "), "ikke gyldig TOML"),
    ] {
        let folder = Folder::new();
        folder.put("coupling.toml", &wrong);
        let refused = folder.couple(&["left.csv", "right.csv", "--config", "coupling.toml", "--out", "links.csv"]);
        refused_with(&refused, &["coupling.toml", said]);
    }
}

#[test]
fn files_that_are_not_there_and_places_that_cannot_be_written_are_told_before_any_work() {
    let folder = Folder::new();
    let couple = |words: &[&str]| folder.couple(&[words, &["--config", "coupling.toml"]].concat());
    for (words, said) in [
        (vec!["none.csv", "right.csv", "--out", "links.csv"], "none.csv"),
        (vec!["left.txt", "right.csv", "--out", "links.csv"], "skal ende på .csv eller .parquet"),
        (vec!["left.csv", "right.csv", "--out", "links.txt"], "skal ende på .csv eller .parquet"),
        (vec!["left.csv", "right.csv", "--out", "none/links.csv"], "none findes ikke"),
        (vec!["left.csv", "right.csv", "--out", "left.csv"], "vælg et andet navn"),
        (vec!["left.csv", "right.csv", "--out", "links.csv", "--model", "model.json"], "model.json kan ikke læses"),
        (vec!["left.csv", "right.csv", "--out", "links.csv", "--truth", "none.csv"], "none.csv kan ikke læses"),
        (vec!["waterfall", "left.csv", "right.csv", "1", "9", "--out", "pair.svg"], "ingen person med id \"9\""),
        (vec!["waterfall", "left.csv", "right.csv", "1", "1", "--out", "pair.txt"], "skal ende på .svg eller .html"),
        (vec!["train", "left.csv", "right.csv", "--out", "right.csv"], "vælg et andet navn"),
    ] {
        refused_with(&couple(&words), &[said]);
        assert_eq!(folder.names(), ["coupling.toml", "left.csv", "right.csv"], "{words:?}");
    }
    for wrong in [&["left.csv"][..], &["left.csv", "right.csv", "--out", "l.csv", "--threads", "0"], &["stir"]] {
        assert_eq!(couple(wrong).code, 2, "{wrong:?}");
    }
}

#[test]
fn a_damaged_parquet_file_is_refused_and_a_whole_one_is_read() {
    let folder = Folder::new();
    let to = |out| folder.couple(&["left.csv", "right.csv", "--config", "coupling.toml", "--out", out]);
    assert_eq!(to("links.parquet").code, 0);
    let of_links = "name = \"l\"\nleft = { name = \"A\", id = \"id_a\" }\nright = { name = \"B\", id = \"id_b\" }\n\
                    [[field]]\nname = \"id\"\nkind = \"identifier\"\nleft = [\"id_a\"]\nright = [\"id_b\"]\n";
    folder.put("links.toml", of_links);
    let again = || folder.couple(&["links.parquet", "links.parquet", "--config", "links.toml", "--out", "again.csv"]);
    assert_eq!(again().code, 0, "{}", again().err);
    let whole = fs::read(folder.path("links.parquet")).unwrap();
    for part in [4, whole.len() / 2, whole.len() - 1] {
        folder.put("links.parquet", &whole[..part]);
        refused_with(&again(), &["links.parquet", "beskadiget eller ikke hel"]);
    }
    let mut bent = whole;
    let middle = bent.len() / 3;
    bent[middle..middle + 40].fill(0xAA);
    folder.put("links.parquet", bent);
    let told = again();
    assert!(told.code == 1 && told.err.contains("links.parquet"), "{}{}", told.code, told.err);
}

#[test]
fn a_model_that_cannot_be_used_is_said_in_one_sentence() {
    let folder = Folder::new();
    let trained =
        folder.couple(&["train", "left.csv", "right.csv", "--config", "coupling.toml", "--out", "model.json"]);
    assert_eq!(trained.code, 0, "{}", trained.err);
    let couple = || {
        folder.couple(&[
            "left.csv",
            "right.csv",
            "--config",
            "coupling.toml",
            "--model",
            "model.json",
            "--out",
            "links.csv",
        ])
    };
    assert_eq!(couple().code, 0, "{}", couple().err);
    fs::remove_file(folder.path("links.csv")).unwrap();
    folder.put("coupling.toml", CONFIG.replace("kind = \"event\"", "kind = \"category\""));
    refused_with(&couple(), &["model.json", "andre felter"]);
    folder.put("coupling.toml", CONFIG);
    let model = fs::read_to_string(folder.path("model.json")).unwrap();
    for wrong in ["", "{}", &model[..model.len() / 2], "PAR1\0\0"] {
        folder.put("model.json", wrong);
        refused_with(&couple(), &["model.json er ikke en modelfil"]);
    }
    let format = serde_json::from_str::<Value>(&model).unwrap()["format"].to_string();
    folder.put("model.json", model.replacen(&format!("\"format\":{format}"), "\"format\":9999", 1));
    refused_with(&couple(), &["model.json", "9999"]);
    assert!(!folder.names().contains(&"links.csv".to_owned()));
}

#[test]
fn the_way_over_a_model_and_any_number_of_threads_gives_the_same_bytes() {
    let folder = Folder::new();
    let mut numbers = Numbers(1);
    let rows: Vec<String> = (0..2000)
        .map(|number| {
            let (given, surname, born) = (numbers.name(400), numbers.name(3000), numbers.date(1950, 60));
            format!("{number},{given},{surname},{born},{},{},", numbers.sex(), numbers.date(2010, 10))
        })
        .collect();
    let text = |id: char| {
        rows.iter().enumerate().fold(HEADER.to_owned(), |text, (row, rest)| format!("{text}{id}{row},{rest}\n"))
    };
    folder.put("left.csv", text('a'));
    folder.put("right.csv", text('b'));
    let inputs = ["left.csv", "right.csv", "--config", "coupling.toml"];
    let couple = |more: &[&str]| folder.couple(&[&inputs, more].concat());
    let whole = couple(&["--out", "whole.csv", "--json"]);
    let summary = whole.json();
    for key in ["candidate_pairs", "coupled", "links_by_rule", "review_by_doubt", "blocking_recall", "peak_mebibytes"] {
        assert!(!summary[key].is_null(), "{key}: {summary}");
    }
    assert!(summary["coupled"].as_u64().unwrap() > 1900, "{summary}");
    assert_eq!(whole.err, "", "a run without a terminal says nothing on the way");
    assert_eq!(folder.couple(&[&["train"], &inputs[..], &["--out", "model.json"]].concat()).code, 0);
    for threads in ["1", "2", "5"] {
        assert_eq!(couple(&["--model", "model.json", "--threads", threads, "--out", "other.csv"]).code, 0);
        assert!(
            fs::read(folder.path("other.csv")).unwrap() == fs::read(folder.path("whole.csv")).unwrap(),
            "{threads}"
        );
    }
    let forecast = folder.couple(&[&["forecast"], &inputs[..], &["--json"]].concat()).json();
    assert!(forecast["pairs_at_most"].as_u64().unwrap() >= summary["candidate_pairs"].as_u64().unwrap());
    let stricter = format!("{CONFIG}decision = {{ couple_millibits = 60000, rule_millibits = 60000 }}\n");
    folder.put("coupling.toml", &stricter);
    let strict = couple(&["--model", "model.json", "--out", "strict.csv", "--json"]).json();
    assert_eq!(strict["coupled"], 0, "the configuration's thresholds are in force");
    assert!(warnings(&strict).contains("grænserne i opsætningen"), "{strict}");
}

#[test]
fn any_pair_is_drawn_and_says_what_became_of_it() {
    let folder = Folder::new();
    let draw = |left: &str, right: &str, out: &str| {
        folder.couple(&["waterfall", "left.csv", "right.csv", left, right, "--config", "coupling.toml", "--out", out])
    };
    let coupled = draw("1", "1", "pair.html");
    assert!(
        coupled.code == 0 && coupled.out.contains("koblet efter reglen number and name"),
        "{}{}",
        coupled.out,
        coupled.err
    );
    let page = fs::read_to_string(folder.path("pair.html")).unwrap();
    assert!(page.contains("<svg") && page.contains("<table") && page.contains("Birkevej 4"));
    let left = draw("1", "2", "pair.svg");
    assert!(
        left.out.contains("hverken koblet eller til gennemsyn") && left.out.contains("A 1 er koblet med 1"),
        "{}",
        left.out
    );
    let picture = fs::read_to_string(folder.path("pair.svg")).unwrap();
    assert!(picture.starts_with("<svg ") && picture.ends_with("</svg>") && picture.contains("Warsame"));
}

#[cfg(unix)]
#[test]
fn nobody_but_its_owner_may_read_links_model_and_picture() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    for words in [
        &["left.csv", "right.csv", "--out", "links.csv"][..],
        &["train", "left.csv", "right.csv", "--out", "model.json"],
        &["waterfall", "left.csv", "right.csv", "1", "1", "--out", "pair.html"],
    ] {
        assert_eq!(folder.couple(&[words, &["--config", "coupling.toml"]].concat()).code, 0);
    }
    for name in ["links.csv", "model.json", "pair.html"] {
        let mode = fs::metadata(folder.path(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}

/// Two files of persons who have nothing in common but a birth date that stands for none.
fn of_default_dates(folder: &Folder) {
    for (name, seed) in [("left.csv", 3), ("right.csv", 4)] {
        let mut numbers = Numbers(seed);
        let text = file(20_000, |_| {
            let (given, surname, sex) = (numbers.name(3000), numbers.name(20_000), numbers.sex());
            format!(",{given},{surname},1980-01-01,{sex},{},", numbers.date(2010, 10))
        });
        folder.put(name, text);
    }
}

#[test]
fn a_file_of_only_default_birth_dates_is_bounded_and_names_the_date() {
    let folder = Folder::new();
    of_default_dates(&folder);
    let summary = folder.bounded(30, 1024);
    assert!(warnings(&summary).contains("1980-01-01"), "{summary}");
}

#[test]
fn a_default_birth_date_couples_nobody() {
    let folder = Folder::new();
    of_default_dates(&folder);
    assert_eq!(folder.bounded(30, 1024)["coupled"], 0);
}

/// Two files of namesakes, each born and entered on some day.
fn of_one_name(folder: &Folder, rows: u64) {
    for (name, seed) in [("left.csv", 5), ("right.csv", 6)] {
        let mut numbers = Numbers(seed);
        let text = file(rows, |_| {
            format!(",Mohamed,Ali,{},{},{},", numbers.date(1950, 60), numbers.sex(), numbers.date(2010, 10))
        });
        folder.put(name, text);
    }
}

#[test]
fn one_name_a_hundred_thousand_times_is_bounded_and_named() {
    let folder = Folder::new();
    of_one_name(&folder, 100_000);
    let summary = folder.bounded(60, 1024);
    assert!(warnings(&summary).contains("Mohamed Ali"), "{summary}");
}

#[test]
fn one_name_a_hundred_thousand_times_couples_nobody() {
    let folder = Folder::new();
    of_one_name(&folder, 100_000);
    assert_eq!(folder.bounded(60, 1024)["coupled"], 0);
}

#[test]
#[ignore = "minutes: cargo test -p ankomst --test whole -- --ignored million"]
fn one_name_a_million_times_is_bounded_and_couples_nobody() {
    let folder = Folder::new();
    of_one_name(&folder, 1_000_000);
    let summary = folder.bounded(300, 4096);
    assert_eq!(summary["coupled"], 0, "{}", summary["links_by_rule"]);
}

#[test]
fn all_persons_identical_is_bounded_couples_nobody_and_names_the_block() {
    let folder = Folder::new();
    let same = |_| ",Mohamed,Ali,1980-01-01,M,2015-01-01,Vej 1".to_owned();
    folder.put("left.csv", file(50_000, same));
    folder.put("right.csv", file(50_000, same));
    let summary = folder.bounded(30, 1024);
    assert_eq!(summary["coupled"], 0, "{summary}");
    assert!(warnings(&summary).contains("Mohamed Ali, 1980-01-01 (50.000 personer"), "{summary}");
}

#[test]
fn a_megabyte_of_text_in_a_field_is_cut_and_counted() {
    let folder = Folder::new();
    let words: String = (0..150_000).map(|_| "ord ord ").collect();
    let text = format!("{HEADER}{ROWS}3,70003,{words},Ali,1980-02-03,M,2015-01-01,{words}\n");
    folder.put("left.csv", &text);
    folder.put("right.csv", &text);
    let summary = folder.bounded(10, 512);
    assert!(warnings(&summary).contains("VENSTRE: 2 for lange værdier er afkortet"), "{summary}");
    assert!(fs::metadata(folder.path("links.csv")).unwrap().len() < 1000);
}

#[test]
fn a_file_coupled_with_itself_is_done_with_a_warning() {
    let folder = Folder::new();
    let done = folder.couple(&["left.csv", "left.csv", "--config", "coupling.toml", "--out", "links.csv"]);
    assert!(done.code == 0 && done.err.contains("den samme fil"), "{}", done.err);
    let links = fs::read_to_string(folder.path("links.csv")).unwrap();
    assert_eq!(columns(&links, &["id_a", "id_b"]), [["1", "1"], ["2", "2"]]);
}

#[test]
fn columns_of_other_files_are_noticed_when_no_number_agrees() {
    let folder = Folder::new();
    folder.put("right.csv", format!("{HEADER}{}", ROWS.replace("7000", "9999")));
    let summary = folder.bounded(10, 512);
    assert!(warnings(&summary).contains("intet par har både number og navn til fælles"), "{summary}");
}
