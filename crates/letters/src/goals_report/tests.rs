//! A report of the Immigration Service's plan on a small flow, read back by another library.

use jiff::civil::{date, datetime};
use lopdf::{Document, Object};
use oversight::flow::{Area, CaseNumber, Columns, Day, Event, EventKind, Sight};
use oversight::goals::{PLANS, Record, Records, What, gather, read_plan, slots, status};

use super::content::Unit;
use super::wording::Wording;
use super::*;
use crate::press::Rendered;

fn plan() -> Plan {
    let (name, text) = PLANS[0];
    read_plan(name, text).expect("the house's plan")
}

/// So many family cases decided in July 2024, so many of them after a year, so many that were closed before they were opened.
fn family_cases(all: u64, late: u64, faulty: u64) -> Vec<Event> {
    let event = |case, kind, day| Event {
        case: CaseNumber(case),
        area: Area::FamilyReunification,
        person: None,
        kind,
        day,
        recorded: date(2024, 7, 30),
        value: None,
    };
    let decided = (0..all).flat_map(|place| {
        let opened = if place < late { date(2023, 7, 1) } else { date(2024, 6, 1) };
        let first = event(1000 + place, EventKind::FirstTime, opened);
        [
            event(1000 + place, EventKind::Opened, opened),
            first,
            event(1000 + place, EventKind::Decided, date(2024, 7, 20)),
        ]
    });
    let faulty = (0..faulty).flat_map(|place| {
        let (opened, decided) = (date(2024, 7, 20), date(2024, 6, 1));
        let kinds = [(EventKind::Opened, opened), (EventKind::FirstTime, opened), (EventKind::Decided, decided)];
        kinds.map(|(kind, day)| event(9000 + place, kind, day))
    });
    decided.chain(faulty).collect()
}

fn status_on(plan: &Plan, events: &[Event], records: &[Record], on: Date) -> PlanStatus {
    let sight = Sight { on: Day::from(on), known_at: Day::from(on) };
    let records = Records { entered: records.to_vec(), documented: Vec::new() };
    status(plan, Some(gather(&slots(plan), &Columns::of(events), sight)), Some(&records), sight)
}

fn made() -> Made {
    Made { by: "Controlleren".to_owned(), at: datetime(2025, 1, 15, 9, 30, 0, 0) }
}

/// Everything that a report is made from, to be changed by a test.
struct Case {
    plan: Plan,
    status: PlanStatus,
    occasion: Occasion,
    audience: Audience,
    language: Language,
    made: Made,
    signed: Vec<Signed>,
    texts: Texts,
}

impl Case {
    fn yearly(events: &[Event]) -> Self {
        let plan = plan();
        let status = status_on(&plan, events, &[], date(2024, 12, 31));
        Self {
            plan,
            status,
            occasion: Occasion::Yearly,
            audience: Audience::Internal,
            language: Language::Danish,
            made: made(),
            signed: Vec::new(),
            texts: Texts::default(),
        }
    }

    fn report(&self) -> GoalsReport<'_> {
        GoalsReport {
            plan: &self.plan,
            status: &self.status,
            occasion: self.occasion,
            audience: self.audience,
            language: self.language,
            made: &self.made,
            signed: &self.signed,
            texts: &self.texts,
        }
    }

    fn content(&self) -> Content {
        self.report().content().expect("a report")
    }

    fn rendered(&self) -> Rendered {
        self.report().render().expect("a report that can be set")
    }

    fn type_analysis(&mut self, goal: &str, analysis: &str) {
        let texts = GoalTexts { analysis: analysis.to_owned(), ..GoalTexts::default() };
        self.texts.goals.insert(goal.to_owned(), texts);
    }
}

fn read(rendered: &Rendered) -> Document {
    Document::load_mem(&rendered.pdf).expect("a PDF")
}

fn text(document: &Document) -> String {
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    let text = document.extract_text(&pages).expect("text");
    text.replace('\u{200b}', "").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn count_tags(document: &Document, name: &str) -> usize {
    let elements = document.objects.values().filter_map(|object| object.as_dict().ok());
    let named = elements
        .filter(|element| element.has(b"P") && element.has(b"K"))
        .filter(|element| element.get(b"S").and_then(Object::as_name).is_ok_and(|tag| tag == name.as_bytes()));
    named.count()
}

#[test]
fn the_file_is_tagged_says_its_language_and_title_and_is_fit_for_the_archive() {
    for (language, name, title) in
        [(Language::Danish, "da", "Årsrapport: målopfyldelse"), (Language::English, "en", "Yearly report")]
    {
        let case = Case { language, ..Case::yearly(&family_cases(40, 10, 0)) };
        let document = read(&case.rendered());
        let catalog = document.catalog().expect("a catalog");
        assert_eq!(catalog.get(b"Lang").and_then(Object::as_str).ok(), Some(name.as_bytes()));
        let metadata = catalog.get(b"Metadata").and_then(Object::as_reference).expect("metadata");
        let stream = document.get_object(metadata).and_then(Object::as_stream).expect("a stream");
        let plain = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
        let metadata = String::from_utf8(plain).expect("XMP is UTF-8");
        for said in ["<pdfuaid:part>1<", "<pdfaid:part>2<", "<pdfaid:conformance>A<", "2025-01-15", title] {
            assert!(metadata.contains(said), "{said} is missing: {metadata}");
        }
    }
}

#[test]
fn every_goal_has_a_row_in_the_table_and_headings_lead_to_it() {
    let case = Case::yearly(&family_cases(40, 10, 0));
    let document = read(&case.rendered());
    let goals = case.plan.goals.len();
    assert!(count_tags(&document, "TR") > goals, "fewer rows than goals");
    assert!(count_tags(&document, "TH") > 0, "no head of a table");
    assert_eq!((count_tags(&document, "H1"), count_tags(&document, "H3")), (1, goals));
    let text = text(&document);
    for goal in &case.plan.goals {
        // Once in the table, once as the heading of its own section.
        let id = format!("{} ", goal.id.get_ref());
        assert!(text.matches(&id).count() >= 2, "{id}");
    }
}

#[test]
fn a_professional_goal_that_is_not_met_asks_for_its_analysis_until_it_is_typed() {
    let mut case = Case::yearly(&family_cases(40, 10, 0));
    let lost = |case: &Case| case.report().missing_analyses().contains(&"1.2.a");
    assert!(lost(&case));
    let box_text = "Analyse mangler. Målet";
    let before = text(&read(&case.rendered())).matches(box_text).count();
    assert_eq!(before, case.report().missing_analyses().len());
    case.type_analysis("1.2.a", " \n ");
    assert!(lost(&case), "blanks are no analysis");
    case.type_analysis("1.2.a", "Tilgangen i første halvår var større end ventet.");
    assert!(!lost(&case));
    let after = text(&read(&case.rendered()));
    assert_eq!(after.matches(box_text).count(), before - 1);
    assert!(after.contains("Tilgangen i første halvår var større end ventet."));
}

#[test]
fn a_goal_that_is_met_and_a_shared_goal_that_is_not_need_no_analysis() {
    let case = Case::yearly(&family_cases(40, 1, 0));
    let missing = case.report().missing_analyses();
    assert!(!missing.contains(&"1.2.a"), "{missing:?}");
    let shared = case.status.goals.iter().find(|goal| goal.kind == GoalKind::Shared && goal.state == State::NotMet);
    assert!(shared.is_some_and(|goal| !missing.contains(&goal.id.as_str())), "{missing:?}");
}

#[test]
fn what_cannot_be_decided_is_explained_in_the_yearly_report_and_may_wait_in_a_follow_up() {
    let mut case = Case::yearly(&family_cases(40, 4, 3));
    let state = |case: &Case| case.status.goals.iter().find(|goal| goal.id == "1.2.a").map(|goal| goal.state);
    assert_eq!(state(&case), Some(State::Undecidable));
    assert!(case.report().missing_analyses().contains(&"1.2.a"));
    case.occasion = Occasion::FollowUpIII;
    assert!(!case.report().missing_analyses().contains(&"1.2.a"));
}

#[test]
fn a_follow_up_tells_the_forecast_and_says_where_the_judgement_is_missing() {
    let plan = plan();
    let status = status_on(&plan, &family_cases(60, 6, 0), &[], date(2024, 8, 1));
    let mut case = Case { plan, status, occasion: Occasion::FollowUpII, ..Case::yearly(&[]) };
    let goals = case.plan.goals.len();
    let without = text(&read(&case.rendered()));
    assert_eq!(without.matches("ikke udfyldt").count(), goals);
    let texts = GoalTexts { expectation: "Kravet ventes nået.".to_owned(), ..GoalTexts::default() };
    case.texts.goals.insert("1.2.a".to_owned(), texts);
    let with = text(&read(&case.rendered()));
    assert_eq!(with.matches("ikke udfyldt").count(), goals - 1);
    assert!(with.contains("Kravet ventes nået."));
    let content = case.content();
    let goal = content.goals.iter().find(|goal| goal.id == "1.2.a").expect("the goal");
    let expected = goal.parts[0].cases.as_ref().and_then(|cases| cases.expected.as_ref()).expect("a forecast");
    assert!(
        expected.forecast.low <= expected.forecast.expected && expected.forecast.expected <= expected.forecast.high
    );
    assert!(with.contains(&expected.words), "{}", expected.words);
    case.occasion = Occasion::Yearly;
    let yearly = case.content();
    assert!(
        yearly
            .goals
            .iter()
            .flat_map(|goal| &goal.parts)
            .filter_map(|part| part.cases.as_ref())
            .all(|cases| cases.expected.is_none())
    );
}

#[test]
fn small_numbers_and_what_would_give_them_away_are_not_in_what_is_published() {
    let mut case = Case::yearly(&family_cases(43, 3, 0));
    let cases = |content: &Content| {
        let goal = content.goals.iter().find(|goal| goal.id == "1.2.a").expect("the goal").clone();
        (goal.parts[0].measured, goal.parts[0].cases.clone().expect("cases"))
    };
    let (measured, inside) = cases(&case.content());
    assert_eq!(inside.counts.of_counted[2].number, Shown::Is(3));
    assert!(measured != Shown::Hidden);
    case.audience = Audience::Published;
    let (measured, outside) = cases(&case.content());
    assert_eq!(outside.counts.of_counted[2].number, Shown::Hidden);
    assert_eq!(outside.counts.of_counted[0].number, Shown::Hidden, "43 less 40 would be 3");
    assert_eq!(outside.counts.counted, Shown::Is(43));
    assert_eq!((measured, &outside.share, &outside.list), (Shown::Hidden, &Shown::Hidden, &Shown::Hidden));
    let Shown::Is(hash) = inside.list else { panic!("the internal edition has the hash") };
    let share = "93,0 %";
    let internal =
        text(&read(&Case { audience: Audience::Internal, ..Case::yearly(&family_cases(43, 3, 0)) }.rendered()));
    assert!(internal.contains(share) && internal.contains(&hash), "{internal}");
    let published = text(&read(&case.rendered()));
    assert!(!published.contains(share) && !published.contains(&hash));
}

#[test]
fn a_figure_on_few_cases_warns_and_does_not_say_how_few_in_public() {
    let mut case = Case::yearly(&family_cases(3, 0, 0));
    let note = |case: &Case| {
        let content = case.content();
        let goal = content.goals.iter().find(|goal| goal.id == "1.2.a").expect("the goal").clone();
        goal.parts[0].notes.join(" ")
    };
    assert!(note(&case).contains("hviler på 3 sager"));
    case.audience = Audience::Published;
    assert!(note(&case).contains("færre end 20 sager") && !note(&case).contains('3'));
}

#[test]
fn a_frozen_figure_tells_its_signer_inside_and_whether_the_list_is_the_same() {
    let mut case = Case::yearly(&family_cases(40, 10, 0));
    let goal = case.status.goals.iter().find(|goal| goal.id == "1.2.a").expect("the goal");
    let hash = goal.parts[0].cases.as_ref().expect("cases").hash.clone();
    let at = datetime(2025, 1, 10, 8, 5, 0, 0);
    let measure = format!("1.2.a.{}", goal.parts[0].id);
    case.signed = vec![Signed { measure, hash, signer: "k042".to_owned(), at }];
    let signed = |case: &Case| {
        let content = case.content();
        let goal = content.goals.iter().find(|goal| goal.id == "1.2.a").expect("the goal").clone();
        goal.parts[0].cases.as_ref().and_then(|cases| cases.signed.clone()).expect("signed")
    };
    assert!(signed(&case).contains("k042") && signed(&case).contains("listen er den samme"));
    case.signed[0].hash = "0".repeat(64);
    assert!(signed(&case).contains("en anden liste"));
    case.audience = Audience::Published;
    assert!(!signed(&case).contains("k042"));
}

#[test]
fn evidence_and_points_follow_the_records() {
    let plan = plan();
    let record = Record {
        plan: plan.id.clone(),
        goal: "1.1.e".to_owned(),
        part: None,
        day: date(2024, 10, 1),
        recorded: date(2024, 10, 2),
        evidence: "Aftale 2024-117".to_owned(),
        assessor: "Udlændingestyrelsen".to_owned(),
        what: What::Reached,
    };
    let status = status_on(&plan, &[], &[record], date(2024, 12, 31));
    let mut case = Case { plan, status, ..Case::yearly(&[]) };
    let content = case.content();
    assert_eq!(content.sums.points, Shown::Is(oversight::goals::Points(1000)));
    assert_eq!(content.sums.provisional, Shown::Is(oversight::goals::Points(0)));
    assert!(text(&read(&case.rendered())).contains("Aftale 2024-117"));
    case.audience = Audience::Published;
    let published = text(&read(&case.rendered()));
    assert!(!published.contains("Aftale 2024-117") && published.contains("dokumentation: 1 dokument."));
}

#[test]
fn the_changes_of_the_year_are_told_or_that_none_was_stated() {
    let mut case = Case::yearly(&[]);
    assert!(text(&read(&case.rendered())).contains("Der er ikke oplyst ændringer"));
    case.texts.changes.push(PlanChange {
        day: date(2024, 6, 1),
        goal: None,
        text: "Mål 1.3 gælder 2. halvår.".to_owned(),
        agreed: String::new(),
        saved: None,
    });
    let told = text(&read(&case.rendered()));
    assert!(told.contains("1. juni 2024") && told.contains("Mål 1.3 gælder 2. halvår."));
}

#[test]
fn the_same_report_gives_the_same_bytes_and_another_does_not() {
    let case = Case::yearly(&family_cases(40, 10, 0));
    let first = case.rendered();
    assert_eq!(first, case.rendered());
    assert_ne!(first, Case { language: Language::English, ..Case::yearly(&family_cases(40, 10, 0)) }.rendered());
}

#[test]
fn texts_that_belong_nowhere_or_cannot_be_printed_stop_the_report() {
    let mut case = Case::yearly(&[]);
    case.type_analysis("9.9", "Noget");
    assert!(matches!(case.report().render(), Err(ReportError::UnknownGoal { goal, .. }) if goal == "9.9"));
    case.texts = Texts::default();
    case.type_analysis("1.2.a", "Skjult \u{202e} tekst");
    assert!(matches!(case.report().render(), Err(ReportError::Unprintable { sign: '\u{202e}', .. })));
    case.type_analysis("1.2.a", &"a".repeat(30_001));
    assert!(matches!(case.report().render(), Err(ReportError::TooLong { length: 30_001, .. })));
    case.texts = Texts::default();
    case.status.version = "another".to_owned();
    assert!(matches!(case.report().content(), Err(ReportError::OtherPlan { .. })));
}

#[test]
fn markup_in_a_text_is_printed_as_it_stands() {
    let mut case = Case::yearly(&family_cases(40, 10, 0));
    case.type_analysis("1.2.a", "#import \"x\" *fed* $x$ = Overskrift");
    assert!(text(&read(&case.rendered())).contains("#import \"x\" *fed* $x$ = Overskrift"));
}

#[test]
fn a_change_of_a_goal_says_what_became_of_it_why_and_who_agreed_or_that_nobody_said_so() {
    let typed: Texts = toml::from_str(
        r#"
        [[change]]
        day = "2024-06-01"
        text = "Ny indkøbsaftale gør målet overflødigt."
        agreed = "direktøren og departementschefen"
        goal = { id = "2.4", what = "dropped" }
        [[change]]
        day = "2024-07-01"
        text = "til 1.6"
        goal = { id = "1.5", what = "moved" }
        [[change]]
        day = "2024-08-01"
        text = "Planen er forlænget."
        "#,
    )
    .expect("texts");
    let case = Case { texts: typed, ..Case::yearly(&[]) };
    let told: Vec<String> = case.content().changes.into_iter().map(|(_, text)| text).collect();
    assert_eq!(
        told,
        [
            "Mål 2.4 udgår: Ny indkøbsaftale gør målet overflødigt. Aftalt: direktøren og departementschefen.",
            "Mål 1.5 er flyttet: til 1.6. Hvem der har aftalt det, er ikke oplyst.",
            "Planen er forlænget.",
        ]
    );
    assert!(text(&read(&case.rendered())).contains("Aftalt: direktøren og departementschefen"));
}

#[test]
fn an_edition_says_which_it_is_and_the_public_one_names_nobody() {
    let mut case = Case::yearly(&family_cases(40, 10, 0));
    let inside = text(&read(&case.rendered()));
    assert!(inside.contains("Intern udgave") && inside.contains("Controlleren"), "{inside}");
    case.audience = Audience::Published;
    let outside = text(&read(&case.rendered()));
    assert!(outside.contains("Udgave til offentliggørelse") && !outside.contains("Controlleren"), "{outside}");
    let content = case.content();
    assert!(content.method.iter().all(|(_, how)| !how.contains("Controlleren")), "the workbook is written from it");
}

/// Persons in the position to leave: so many from before the opening, so many who came into the stock, each past its two years by the year's end.
fn stock_of(plan: &Plan, before: u64, since: u64) -> PlanStatus {
    let case = |number: u64, began: Date| {
        let event = move |kind, day| Event {
            case: CaseNumber(number),
            area: Area::Return,
            person: Some(oversight::flow::PersonKey(number)),
            kind,
            day,
            recorded: day,
            value: None,
        };
        [EventKind::Opened, EventKind::RejectedAsylumSeeker, EventKind::DeparturePositionBegan]
            .map(|kind| event(kind, began))
    };
    let old = (0..before).flat_map(|number| case(number + 1, date(2021, 1, 4)));
    let new = (0..since).flat_map(|number| case(number + 1_000, date(2022, 6, 1)));
    status_on(plan, &old.chain(new).collect::<Vec<_>>(), &[], date(2024, 12, 31))
}

#[test]
fn a_stock_that_grew_is_so_many_percent_more_with_what_it_opened_and_closed_with() {
    let plan = read_plan(PLANS[1].0, PLANS[1].1).expect("the house's plan");
    let status = stock_of(&plan, 50, 40);
    let mut case = Case { plan, status, ..Case::yearly(&[]) };
    let part = |case: &Case| {
        let content = case.content();
        content.goals.iter().find(|goal| goal.id == "1.a").expect("the goal").parts[1].clone()
    };
    assert_eq!((part(&case).figure.as_str(), part(&case).measured), ("80,0 % flere", Shown::Is(-80.0)));
    let told = text(&read(&case.rendered()));
    let moved = "beholdningen: 50 i åbningsbeholdningen, 0 ude af den, 40 kommet til, 90 i slutbeholdningen";
    assert!(told.contains(moved) && !told.contains("% færre % "), "{told}");
    assert_eq!(Wording(Language::Danish).pace(-12.5, "stock-change", Unit::PercentFewer, 1), "12,5 flere pr. 30 dage");
    let plan = read_plan(PLANS[1].0, PLANS[1].1).expect("the house's plan");
    case.status = stock_of(&plan, 50, 2);
    case.audience = Audience::Published;
    let cases = part(&case).cases.expect("cases");
    assert_eq!(cases.stock, None, "two who came would be told by the four");
}

#[test]
fn a_goal_stands_in_the_words_of_its_page() {
    let plan = read_plan(PLANS[1].0, PLANS[1].1).expect("the house's plan");
    let record = Record {
        plan: plan.id.clone(),
        goal: "2.4".to_owned(),
        part: Some("analysis".to_owned()),
        day: date(2024, 3, 20),
        recorded: date(2024, 3, 21),
        evidence: "2024-117".to_owned(),
        assessor: "departementet".to_owned(),
        what: What::Reached,
    };
    let status = status_on(&plan, &[], &[record], date(2024, 12, 31));
    let goal = status.goals.iter().find(|goal| goal.id == "2.4").expect("the goal");
    assert_eq!(goal.said(goal.points, Language::Danish), "delvist opfyldt");
    let case = Case { plan, status, ..Case::yearly(&[]) };
    assert!(text(&read(&case.rendered())).contains("Delvist opfyldt (endeligt): 2 af 5 point."));
}

#[test]
fn a_number_that_has_no_deadline_has_no_mean_of_the_fastest() {
    let case = Case::yearly(&family_cases(40, 10, 0));
    let content = case.content();
    let cases = |id: &str| {
        let goal = content.goals.iter().find(|goal| goal.id == id).expect("the goal");
        goal.parts[0].cases.clone().expect("cases")
    };
    let volume = cases("1.1.b");
    assert_eq!(
        (volume.mean, volume.keep, volume.trimmed, volume.share),
        (Shown::Absent, None, Shown::Absent, Shown::Absent)
    );
    assert!(cases("1.2.a").keep.is_some());
}
