//! Golden cases: `cases/*.toml`, each named by the provisions it shows, written from the Act.
//!
//! A case must not only come out as expected: the conclusion or duty it expects must rest on the provision it is named by.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use jiff::civil::Date;
use law::act::Provision;
use law::case;
use law::edition::LBK_1593_2007;
use law::life::{Conclusion, Life, with_life};
use law::why::Why;
use serde_json::{Map, Value, json};

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("cases")
}

fn toml_files() -> Vec<(String, toml::Table)> {
    let mut paths: Vec<_> = fs::read_dir(folder())
        .unwrap()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|end| end == "toml"))
        .collect();
    paths.sort();
    paths
        .iter()
        .map(|path| {
            (
                path.file_stem().unwrap().to_string_lossy().into_owned(),
                fs::read_to_string(path).unwrap().parse().unwrap(),
            )
        })
        .collect()
}

/// TOML as JSON: the case reader takes JSON.
fn as_json(value: &toml::Value) -> Value {
    match value {
        toml::Value::String(text) => json!(text),
        toml::Value::Integer(number) => json!(number),
        toml::Value::Float(number) => json!(number),
        toml::Value::Boolean(held) => json!(held),
        toml::Value::Datetime(day) => json!(day.to_string()),
        toml::Value::Array(rows) => rows.iter().map(as_json).collect(),
        toml::Value::Table(fields) => {
            Value::Object(fields.iter().map(|(key, value)| (key.clone(), as_json(value))).collect())
        }
    }
}

/// What a golden case holds.
struct Golden {
    name: String,
    provisions: Vec<Provision>,
    on: Date,
    case: case::Case,
    person: String,
    expected: Vec<Map<String, Value>>,
}

fn golden(file: &str, row: &toml::Value, bases: &toml::Table) -> Result<Golden, String> {
    let row = as_json(row);
    let name = format!("{file}: {}", row["name"].as_str().unwrap_or("(no name)"));
    let provisions = match &row["provision"] {
        Value::String(one) => vec![one.clone()],
        Value::Array(several) => several.iter().map(|one| one.as_str().unwrap().to_owned()).collect(),
        other => panic!("{name}: provision is {other}"),
    };
    let provisions = provisions
        .iter()
        .map(|one| Provision::find(one).unwrap_or_else(|| panic!("{name}: the Act has no {one}")))
        .collect();
    let base = row
        .get("base")
        .and_then(Value::as_str)
        .map(|base| as_json(bases.get(base).unwrap_or_else(|| panic!("{name}: no base {base}"))));
    let list = |from: Option<&Value>, key: &str| {
        from.and_then(|from| from.get(key)).and_then(Value::as_array).cloned().unwrap_or_default()
    };
    let mut facts = list(base.as_ref(), "facts");
    facts.extend(list(Some(&row), "facts"));
    let persons =
        [list(Some(&row), "persons"), list(base.as_ref(), "persons"), vec![json!({ "id": "p", "born": "1980-01-01" })]];
    let persons = persons.into_iter().find(|persons| !persons.is_empty()).unwrap();
    let text = json!({ "case": "golden", "persons": persons, "facts": facts }).to_string();
    let case = case::read(&text).map_err(|error| format!("{name}: {:?}", error.problems))?;
    let on: Date = row["on"].as_str().unwrap_or_else(|| panic!("{name}: on is missing")).parse().unwrap();
    let person = row.get("person").and_then(Value::as_str).map_or_else(|| case.persons[0].id.clone(), str::to_owned);
    let expected = list(Some(&row), "expect").into_iter().map(|one| one.as_object().unwrap().clone()).collect();
    Ok(Golden { name, provisions, on, case, person, expected })
}

/// Whether a conclusion rests on a provision: as the deciding one, in a step, or in what it lists.
fn rests_on(life: &Life<'_>, conclusion: &Conclusion, provision: Provision) -> bool {
    let listed = match &conclusion.value {
        law::life::Value::Provisions(listed) => listed.clone(),
        _ => Vec::new(),
    };
    let mut cited =
        life.steps(conclusion).iter().map(|step| step.provision).chain([conclusion.finding.provision]).chain(listed);
    cited.any(|cited| cited == provision || provision.covers(cited))
}

/// Compares fields of an expectation with what was found; says what differs.
fn differences(expected: &Map<String, Value>, found: &Value) -> String {
    let mut differences = String::new();
    for (field, value) in expected {
        if field != "question" && field != "duty" && &found[field] != value {
            write!(differences, " {field} is {}, expected {value};", found[field]).unwrap();
        }
    }
    differences
}

fn check(golden: &Golden) -> Vec<String> {
    let person = golden.case.person(&golden.person).unwrap();
    with_life(&golden.case, person, &LBK_1593_2007, golden.on, Why::account(), |life| {
        let mut failures = Vec::new();
        let mut shown = vec![false; golden.provisions.len()];
        if golden.expected.is_empty() {
            failures.push("expects nothing".to_owned());
        }
        for expected in &golden.expected {
            let key = |name: &str| expected.get(name).and_then(Value::as_str);
            let failure = match (key("question"), key("duty"), key("none")) {
                (Some(question), None, None) => check_question(golden, life, question, expected, &mut shown),
                (None, Some(duty), None) => check_duty(golden, life, duty, expected, &mut shown),
                (None, None, Some(none)) => check_none(golden, life, none, &mut shown),
                _ => Some("an expectation names a question, a duty, or none".to_owned()),
            };
            failures.extend(failure);
        }
        for (provision, shown) in golden.provisions.iter().zip(shown) {
            if !shown {
                failures.push(format!("nothing expected rests on {provision}"));
            }
        }
        failures
    })
}

fn check_question(
    golden: &Golden,
    life: &Life<'_>,
    question: &str,
    expected: &Map<String, Value>,
    shown: &mut [bool],
) -> Option<String> {
    let answers: Vec<&Conclusion> =
        life.conclusions_on(golden.on).filter(|conclusion| conclusion.question.key == question).collect();
    let mut seen = String::new();
    for conclusion in &answers {
        let about = match conclusion.about {
            law::life::About::Person => None,
            law::life::About::Fact(fact) => Some(life.file.case.fact(fact).id.clone()),
            law::life::About::Month(month) => Some(month.to_string()),
        };
        let open: Vec<&str> = conclusion
            .finding
            .open
            .iter()
            .filter_map(|open| match open {
                law::answer::Answer::Missing(missing) => Some(missing.fact),
                law::answer::Answer::ForJudgement(judgement) => Some(judgement.fact),
                _ => None,
            })
            .collect();
        let found = json!({
            "answer": conclusion.finding.answer.name(),
            "value": conclusion.value.to_json(),
            "provision": conclusion.finding.provision,
            "about": about,
            "open": open,
        });
        let differences = differences(expected, &found);
        if differences.is_empty() {
            for (provision, shown) in golden.provisions.iter().zip(shown) {
                *shown |= rests_on(life, conclusion, *provision);
            }
            return None;
        }
        seen.push_str(&differences);
    }
    Some(if answers.is_empty() { format!("{question}: nothing is concluded") } else { format!("{question}:{seen}") })
}

fn check_duty(
    golden: &Golden,
    life: &Life<'_>,
    duty: &str,
    expected: &Map<String, Value>,
    shown: &mut [bool],
) -> Option<String> {
    let duties: Vec<_> = life.duties_on(golden.on).filter(|(held, _)| held.kind.key == duty).collect();
    let mut seen = String::new();
    for (held, standing) in &duties {
        let found = json!({
            "state": standing.name(),
            "due": held.due.on,
            "triggered": held.triggered,
            "provision": held.kind.provision,
            "bearer": held.kind.bearer,
            "done": held.done.map(|(day, _)| day),
        });
        let differences = differences(expected, &found);
        if differences.is_empty() {
            for (provision, shown) in golden.provisions.iter().zip(shown) {
                *shown |= [Some(held.kind.provision), held.kind.when_late]
                    .into_iter()
                    .flatten()
                    .any(|cited| cited == *provision || provision.covers(cited));
            }
            return None;
        }
        seen.push_str(&differences);
    }
    Some(if duties.is_empty() { format!("{duty}: there is no such duty") } else { format!("{duty}:{seen}") })
}

/// A duty that must not exist, or a question that must not be answered: the other side of the line where a rule says nothing at all.
fn check_none(golden: &Golden, life: &Life<'_>, key: &str, shown: &mut [bool]) -> Option<String> {
    let duty = life.duties_on(golden.on).any(|(held, _)| held.kind.key == key);
    let question = life.conclusions_on(golden.on).any(|conclusion| conclusion.question.key == key);
    shown.fill(true);
    (duty || question).then(|| format!("{key}: exists, and must not"))
}

#[test]
fn every_golden_case_comes_out_and_rests_on_its_provision() {
    let files = toml_files();
    let bases = files.iter().find(|(file, _)| file == "bases").map(|(_, table)| table.clone()).unwrap_or_default();
    let mut failures = String::new();
    let mut cases = 0;
    for (file, table) in &files {
        for row in table.get("case").and_then(toml::Value::as_array).into_iter().flatten() {
            cases += 1;
            match golden(file, row, &bases) {
                Ok(golden) => {
                    for failure in check(&golden) {
                        writeln!(failures, "{}: {failure}", golden.name).unwrap();
                    }
                }
                Err(unreadable) => writeln!(failures, "{unreadable}").unwrap(),
            }
        }
    }
    assert!(failures.is_empty(), "of {cases} golden cases:\n{failures}");
}

/// At least two cases for each executed provision that has no parts of its own, and for each that has, by its parts.
#[test]
fn every_executed_provision_has_golden_cases_on_both_sides() {
    let mut bare = String::new();
    for provision in Provision::all().filter(|provision| provision.entry().status == law::act::Status::Executed) {
        let count = provision.cases().len();
        if count < 2 {
            writeln!(bare, "{provision}: {count}").unwrap();
        }
    }
    assert!(bare.is_empty(), "executed provisions with fewer than two golden cases:\n{bare}");
}
