//! `ankomst law assess`: what holds in a case on a day, what must be done by when, and why.

use std::process::ExitCode;

use ::law::areas::area;
use ::law::assessment::{Assessment, ConclusionView, DutyView, Inquiry, OpenView, StepView, assess, day_text};
use ::law::words::Language;
use clap::Args;
use jiff::civil::Date;
use serde_json::json;

use super::case_file::{CaseArguments, edition_or_in_force};
use crate::exit;

#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    case: CaseArguments,
    /// Dagen, der spørges om (ÅÅÅÅ-MM-DD)
    #[arg(long, value_name = "DATO")]
    on: Date,
    /// Kun det, der var registreret den dag
    #[arg(long, value_name = "DATO")]
    known_at: Option<Date>,
    /// Vis hvert svar med bestemmelser, oplysninger, satser og trin
    #[arg(long)]
    explain: bool,
    /// Vis også opfyldte pligter og hver måned
    #[arg(long)]
    all: bool,
    /// Lovens udgave: et navn eller en fil; ellers den, der var i kraft
    #[arg(long, value_name = "UDGAVE")]
    edition: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let case = arguments.case.read()?;
    let edition = edition_or_in_force(arguments.edition.as_deref(), arguments.on)?;
    let language = arguments.case.language();
    let inquiry = Inquiry {
        on: arguments.on,
        known_at: arguments.known_at,
        edition: &edition,
        explain: arguments.explain,
        language,
    };
    let persons = arguments.case.persons(&case)?;
    let assessments: Vec<Assessment> = persons.iter().map(|person| assess(&case, *person, &inquiry)).collect();
    if arguments.case.json {
        let whole = json!({ "case": case.id, "on": arguments.on, "edition": edition.id, "assessments": assessments });
        println!("{}", serde_json::to_string_pretty(&whole)?);
        return Ok(exit::DONE);
    }
    for (place, assessment) in assessments.iter().enumerate() {
        if place > 0 {
            println!("\n{}\n", "═".repeat(78));
        }
        print(assessment, &edition.name, arguments.all, language);
    }
    Ok(exit::DONE)
}

/// The same words in the language asked for.
fn say(language: Language, da: &'static str, en: &'static str) -> &'static str {
    match language {
        Language::Danish => da,
        Language::English => en,
    }
}

fn print(assessment: &Assessment, edition: &str, all: bool, language: Language) {
    let who = assessment
        .name
        .as_ref()
        .map_or_else(|| assessment.person.clone(), |name| format!("{name} ({})", assessment.person));
    let on = day_text(assessment.on, language);
    println!("{} {} · {who} · {}", say(language, "Sag", "Case"), assessment.case, on);
    let facts = assessment.facts;
    let of = say(language, "oplysninger i sagen tæller med", "facts in the case count");
    println!("{edition} · {} {} {} {of}", facts.counted, say(language, "af", "of"), facts.of);
    if let Some(known) = assessment.known_at {
        println!(
            "{} {}",
            say(language, "Kun det, der var registreret den", "Only what was recorded by"),
            day_text(known, language)
        );
    }
    for notice in &assessment.notices {
        println!("! {notice}");
    }
    print_open(&assessment.open, language);
    print_duties(&assessment.duties, all, language);
    print_conclusions(&assessment.conclusions, all, language);
}

fn heading(text: &str) {
    println!("\n{}", text.to_uppercase());
}

fn print_open(open: &[OpenView], language: Language) {
    let titles = [("missing", "Skal oplyses", "To be asked for"), ("for_judgement", "Skal vurderes", "To be judged")];
    for (kind, da, en) in titles {
        let rows: Vec<&OpenView> = open.iter().filter(|open| open.kind == kind).collect();
        if rows.is_empty() {
            continue;
        }
        heading(say(language, da, en));
        for row in rows {
            let by = row.by.map_or_else(String::new, |by| format!(" ({by})"));
            println!("  ? {}{by}", row.text);
            println!(
                "      {} {}; {} {}",
                say(language, "oplysning:", "fact:"),
                row.fact,
                say(language, "venter:", "waiting:"),
                row.needed_by_text.join(" · ")
            );
            if !row.about.is_empty() {
                println!("      {} {}", say(language, "for:", "for:"), shortened(&row.about));
            }
        }
    }
}

/// The first few and the last of many, with how many there are.
fn shortened(all: &[String]) -> String {
    const SHOWN: usize = 3;
    match all {
        [first @ .., last] if first.len() > SHOWN => {
            format!("{} … {last} ({})", first[..SHOWN].join(", "), all.len())
        }
        few => few.join(", "),
    }
}

fn print_duties(duties: &[DutyView], all: bool, language: Language) {
    let groups = [
        ("overdue", "Pligter, hvor fristen er overskredet", "Duties that are overdue"),
        ("open", "Pligter, der er åbne", "Open duties"),
        ("kept_late", "Pligter opfyldt for sent", "Duties kept too late"),
        ("kept", "Pligter opfyldt", "Duties kept"),
        ("ended", "Pligter, der er bortfaldet", "Duties that fell away"),
    ];
    for (state, da, en) in groups {
        let mut rows: Vec<&DutyView> = duties.iter().filter(|duty| duty.state == state).collect();
        rows.sort_by_key(|duty| (duty.due.is_none(), duty.due));
        let summarised = !all && matches!(state, "kept" | "ended");
        if rows.is_empty() {
            continue;
        }
        if summarised {
            println!(
                "\n{}: {} {}",
                say(language, da, en).to_uppercase(),
                rows.len(),
                say(language, "(vises med --all)", "(shown with --all)")
            );
            continue;
        }
        heading(say(language, da, en));
        for duty in rows {
            print_duty(duty, language);
        }
    }
}

fn print_duty(duty: &DutyView, language: Language) {
    let mark = match duty.state {
        "overdue" => "✗",
        "kept_late" => "~",
        "kept" => "✓",
        "ended" => "–",
        _ => "○",
    };
    println!("  {mark} {} — {}, {}", duty.text, duty.bearer_text, duty.provision);
    let due = duty.due.map_or_else(
        || duty.due_text.clone(),
        |due| format!("{} {}: {}", say(language, "frist", "due"), day_text(due, language), duty.due_text),
    );
    println!("      {due}");
    if let (Some(since), Some(days)) = (duty.overdue_since, duty.days_late) {
        let what = if duty.done.is_some() {
            say(language, "opfyldt for sent:", "kept late:")
        } else {
            say(language, "overskredet siden", "overdue since")
        };
        println!(
            "      {what} {}, {days} {}",
            day_text(duty.done.unwrap_or(since), language),
            say(language, "dage", "days")
        );
    } else if let Some(done) = duty.done {
        println!("      {} {}", say(language, "opfyldt", "done"), day_text(done, language));
    }
    if let (Some(ended), Some(why)) = (duty.ended, duty.ended_because) {
        println!("      {} {}: {why}", say(language, "bortfaldt", "fell away"), day_text(ended, language));
    }
    if let Some(provision) = duty.when_late {
        println!(
            "      {} {provision}: {}",
            say(language, "følge:", "consequence:"),
            provision.entry().title.text(language)
        );
    }
}

/// What holds, under the headings of the Act. Of the months only the last three are shown, unless all are asked for.
fn print_conclusions(conclusions: &[ConclusionView], all: bool, language: Language) {
    heading(say(language, "Hvad der gælder", "What holds"));
    let mut rows: Vec<&ConclusionView> = conclusions.iter().collect();
    rows.sort_by_key(|conclusion| area(conclusion.question).0);
    let mut before = None;
    for (place, conclusion) in rows.iter().enumerate() {
        let (here, words) = area(conclusion.question);
        if before != Some(here) {
            println!("\n  {}", words.text(language));
            before = Some(here);
        }
        let later_months =
            rows[place + 1..].iter().filter(|later| is_month(later) && later.question == conclusion.question).count();
        match later_months {
            SHOWN_MONTHS.. if !all && is_month(conclusion) => {
                if later_months == SHOWN_MONTHS {
                    let earlier = rows[..=place]
                        .iter()
                        .filter(|row| is_month(row) && row.question == conclusion.question)
                        .count();
                    println!(
                        "  ({} {})",
                        earlier,
                        say(language, "tidligere måneder vises med --all", "earlier months are shown with --all")
                    );
                }
            }
            _ => print_conclusion(conclusion, language),
        }
    }
}

/// How many months are shown, the last ones.
const SHOWN_MONTHS: usize = 3;

fn is_month(conclusion: &ConclusionView) -> bool {
    conclusion.question == "benefit.month" || conclusion.question == "benefit.payable"
}

fn answer_word(answer: &str, language: Language) -> &str {
    match answer {
        "yes" => say(language, "ja", "yes"),
        "no" => say(language, "nej", "no"),
        "missing" => say(language, "mangler oplysning", "a fact is missing"),
        _ => say(language, "skal vurderes", "to be judged"),
    }
}

fn print_conclusion(conclusion: &ConclusionView, language: Language) {
    let about = conclusion.about.as_ref().map_or_else(String::new, |about| format!(" [{about}]"));
    println!("  {}{about}", conclusion.text);
    let answer = answer_word(conclusion.answer, language);
    let said = match &conclusion.value_text {
        Some(value) if conclusion.answer == "yes" => value.clone(),
        Some(value) => format!("{answer}: {value}"),
        None => answer.to_owned(),
    };
    let open = if conclusion.open.is_empty() { String::new() } else { format!(" ({})", conclusion.open.join(", ")) };
    println!("      {said}{open}  · {}", conclusion.provision);
    for step in &conclusion.steps {
        print_step(step, language);
    }
}

fn print_step(step: &StepView, language: Language) {
    let facts = if step.facts.is_empty() { String::new() } else { format!("  ← {}", step.facts.join(", ")) };
    println!("        {:<24} {}: {}{facts}", step.provision.citation(), step.title, step.said);
    if let Some(rate) = &step.rate {
        println!("        {:<24} {} {}, {}; {}", "", rate.key, rate.amount, rate.status, rate.source);
    }
    if let Some(from) = step.wording_from {
        let text = say(
            language,
            "bestemmelsens ordlyd her er først i kraft fra",
            "the wording of the provision here is in force only from",
        );
        println!("        {:<24} ! {text} {}", "", day_text(from, language));
    }
}
