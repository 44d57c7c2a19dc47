//! Chapter 11, § 53: how far each decision has come, where a complaint about it goes, and whether a complaint was passed on to the right board.

mod guidance;
pub mod route;

use jiff::civil::{Date, date};

use crate::act::Provision;
use crate::answer::{AllOf, Answer, Bearer, Finding, Judgement};
use crate::case::PersonFile;
use crate::changes::{Changes, until_or_open};
use crate::cite;
use crate::decision::{self, DecisionOn, Stage};
use crate::duty::{Due, Duty, DutyKind};
use crate::facts::{Board, Content, Dated, DecisionDraft, DecisionKind, Empowerment};
use crate::life::{Life, Question, Value};
use crate::why::{FactRef, Said, Why};
use crate::words::Words;

pub use guidance::{BorrowedWeeks, GuidanceText, TIME_LIMIT};
pub use route::{BoardOf, ComplaintRoute, route};

/// How far a decision has come.
pub static STAGE: Question = Question {
    key: "decision.stage",
    words: Words::new("Er afgørelsen behandlet efter reglerne?", "Has the decision been handled by the rules?"),
};
/// Where a complaint about a decision goes.
pub static ROUTE: Question = Question {
    key: "complaint.route",
    words: Words::new(
        "Kan der klages over afgørelsen, og hvortil?",
        "Can the decision be complained of, and where to?",
    ),
};
/// The last day to complain about a decision.
pub static LAST_DAY: Question = Question {
    key: "complaint.last_day",
    words: Words::new("Hvornår udløber klagefristen?", "When does the time limit for complaint run out?"),
};
/// Whether a complaint came in time.
pub static IN_TIME: Question = Question {
    key: "complaint.in_time",
    words: Words::new("Er klagen modtaget i tide?", "Was the complaint received in time?"),
};
/// Whether a complaint was passed on to the right board.
pub static FORWARDED: Question = Question {
    key: "complaint.forwarded",
    words: Words::new("Er klagen sendt til det rigtige nævn?", "Was the complaint passed on to the right board?"),
};

/// The complaint is passed on to the board.
pub static PASS_ON: DutyKind = DutyKind {
    key: "complaint.pass_on",
    provision: cite!("§ 53, stk. 2, 2. pkt."),
    bearer: Bearer::Municipality,
    words: Words::new("send klagen videre til nævnet", "pass the complaint on to the board"),
    when_late: None,
};

/// What § 53 said before 1 January 2007 is not in this edition: a person has to find the board.
static OLDER_WORDING: Judgement = Judgement {
    fact: "complaint_forwarded",
    by: Bearer::Municipality,
    words: Words::new(
        "hvilket nævn nævner § 53 i den affattelse, der gjaldt før 1. januar 2007?",
        "which board does § 53 name in the wording that held before 1 January 2007?",
    ),
};

/// The first day on which the present wording of § 53 holds (lov 523/2005 § 23, stk. 1).
const PRESENT_WORDING: Date = date(2007, 1, 1);

/// Which wording of § 53 a complaint about a decision is under on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wording {
    /// That of before 2007, which this edition does not hold.
    Older,
    /// The present one, for a decision from before 2007 whose complaint was not decided by the end of 2006.
    Transitional,
    /// The present one.
    Present,
}

/// § 53 on a day: the route ([`route::route`]) with its steps. Before 1 January 2007 the wording was another one: for judgement then.
fn route_under(
    wording: Wording,
    kind: DecisionKind,
    empowered: Option<Empowerment>,
    evidence: [Option<FactRef>; 2],
    why: &mut Why,
) -> (Finding, Option<Board>) {
    if wording == Wording::Older {
        let finding = Finding::noted(Answer::ForJudgement(&OLDER_WORDING), cite!("§ 53"), evidence, why);
        return (finding, None);
    }
    let (finding, route) = route::explain(kind, empowered, evidence, why);
    if wording == Wording::Transitional {
        return (goes_to_the_board_of_2007(kind, finding, evidence, why), route.to);
    }
    (finding, route.to)
}

/// Lov 523/2005 § 23, stk. 5: a complaint about a municipality's decision under § 53, stk. 2 that was not decided by 31 December 2006
/// goes to the employment appeals board; not where the social board is to have it (§ 53, stk. 2, 3. pkt.). Takes the kind of decision and
/// the present route.
pub fn goes_to_the_board_of_2007(
    kind: DecisionKind,
    present: Finding,
    evidence: [Option<FactRef>; 2],
    why: &mut Why,
) -> Finding {
    let provision = cite!("lov 523/2005 § 23, stk. 5");
    let municipal = present.answer.is_yes() && !route::is_statement(kind);
    let covered = municipal && !route::goes_to_the_social_board(kind);
    why.answer(provision, Answer::of(covered), evidence);
    if covered { Finding::of(Answer::Yes, provision) } else { present }
}

/// A decision with what happened to it.
struct Course<'a> {
    kind: DecisionKind,
    fact: FactRef,
    drafted: Date,
    history: Vec<DecisionOn>,
    /// Each day on which it was made, by the rules or not, with on what another decided.
    made: Vec<(Date, FactRef, Option<Empowerment>)>,
    complaints: Vec<Received<'a>>,
    /// The wording it is under from 2007 on.
    wording_from_2007: Wording,
}

/// A complaint with what became of it.
struct Received<'a> {
    on: Date,
    fact: FactRef,
    /// Days on which it was passed on, with the board.
    forwarded: Vec<(Date, FactRef, Board)>,
    /// The day a board decided it.
    decided: Option<(Date, FactRef)>,
    file: &'a PersonFile<'a>,
}

impl<'a> Course<'a> {
    fn of(file: &'a PersonFile<'a>, draft: &Dated<'a, DecisionDraft>) -> Self {
        let mut course = Self {
            kind: draft.decides,
            fact: draft.fact,
            drafted: draft.on,
            history: decision::history(file, draft),
            made: Vec::new(),
            complaints: Vec::new(),
            wording_from_2007: Wording::Present,
        };
        for (fact, content) in file.pointing_at(draft.fact) {
            match content {
                Content::DecisionMade(held) => course.made.push((file.day(fact), fact, held.empowered_under)),
                Content::Complaint(_) => course.complaints.push(Received::of(file, fact)),
                _ => {}
            }
        }
        course.made.sort_unstable_by_key(|(day, fact, _)| (*day, *fact));
        course.wording_from_2007 = course.find_wording_from_2007();
        course
    }

    /// On what another decided, as the day knows it, with the fact that says so.
    fn made_by(&self, on: Date) -> Option<&(Date, FactRef, Option<Empowerment>)> {
        let by_then = self.made.partition_point(|(day, _, _)| *day <= on);
        by_then.checked_sub(1).and_then(|place| self.made.get(place))
    }

    fn empowered(&self, on: Date) -> Option<Empowerment> {
        self.made_by(on).and_then(|(_, _, empowered)| *empowered)
    }

    fn wording(&self, on: Date) -> Wording {
        if on < PRESENT_WORDING { Wording::Older } else { self.wording_from_2007 }
    }

    /// A decision from before 2007 stays under the older wording where a complaint about it was decided before 2007.
    fn find_wording_from_2007(&self) -> Wording {
        let before = |day: Date| day < PRESENT_WORDING;
        let older_decision = self.made.first().is_some_and(|(day, _, _)| before(*day));
        let decided = self.complaints.iter().any(|complaint| complaint.decided.is_some_and(|(day, _)| before(day)));
        match (older_decision, decided) {
            (true, true) => Wording::Older,
            (true, false) => Wording::Transitional,
            (false, _) => Wording::Present,
        }
    }

    /// The provision by which a board handles complaints about it under chapter 10 of the other act, where it is in force on the day.
    fn handled_under(&self, on: Date) -> Option<Provision> {
        route::route(self.kind, self.empowered(on)).handled_under.filter(|_| self.wording(on) != Wording::Older)
    }

    fn route_on(&self, on: Date, why: &mut Why) -> (Finding, Option<Board>) {
        let evidence = [Some(self.fact), self.made_by(on).map(|(_, fact, _)| *fact)];
        route_under(self.wording(on), self.kind, self.empowered(on), evidence, why)
    }

    /// The day it was announced by the rules, as the day knows it.
    fn announced(&self, on: Date) -> Option<Date> {
        let by_then = self.history.partition_point(|stands| stands.from <= on);
        by_then.checked_sub(1).and_then(|place| announced_by(&self.history[place]))
    }
}

fn announced_by(stands: &DecisionOn) -> Option<Date> {
    match &stands.stage {
        Stage::Announced(decision) => Some(decision.reached()),
        _ => None,
    }
}

impl<'a> Received<'a> {
    fn of(file: &'a PersonFile<'a>, complaint: FactRef) -> Self {
        let mut received =
            Self { on: file.day(complaint), fact: complaint, forwarded: Vec::new(), decided: None, file };
        for (fact, content) in file.pointing_at(complaint) {
            let day = file.day(fact);
            match content {
                Content::ComplaintForwarded(held) => received.forwarded.push((day, fact, held.to)),
                Content::ComplaintDecided(_) if received.decided.is_none_or(|(decided, _)| day < decided) => {
                    received.decided = Some((day, fact));
                }
                _ => {}
            }
        }
        received.forwarded.sort_unstable_by_key(|(day, fact, _)| (*day, *fact));
        received
    }
}

/// How far a decision has come: yes with its stage (`draft`, `heard`, `made`, `announced`, `revoked`); no with the faults that keep it
/// from coming further, until the step is taken by the rules. Rests on the provision that the decision is made under; hearing,
/// reasons and guidance on complaint are those of forvaltningsloven §§ 19 and 22–25.
pub fn stage(kind: DecisionKind, draft: FactRef, stands: &DecisionOn, why: &mut Why) -> (Finding, Value) {
    let provision = decision::provision_of(kind);
    for (fact, fault) in &stands.faults {
        why.remarks(provision, fault.words(), *fact);
    }
    if !stands.faults.is_empty() {
        let names = stands.faults.iter().map(|(_, fault)| (fault.name(), fault.words())).collect();
        return (Finding::noted(Answer::No, provision, draft, why), Value::Names(names));
    }
    let (name, words) = match &stands.stage {
        _ if stands.is_revoked => ("revoked", Words::new("tilbagekaldt", "revoked")),
        Stage::Draft(_) => ("draft", Words::new("udkast", "draft")),
        Stage::Heard(_) => ("heard", Words::new("parten er hørt", "the party has been heard")),
        Stage::Made(_) => ("made", Words::new("truffet", "made")),
        Stage::Announced(_) => ("announced", Words::new("meddelt", "announced")),
    };
    (Finding::noted(Answer::Yes, provision, draft, why), Value::Named(name, words))
}

/// § 53, stk. 2, 2. pkt.: the last day to complain: so many weeks after the decision was announced as [`TIME_LIMIT`] borrows from chapter
/// 10 of lov om retssikkerhed og administration på det sociale område. A citizen's deadline: a day of rest moves it.
pub fn last_day_to_complain(announced: Date) -> Date {
    let due = Due::within_weeks(announced, TIME_LIMIT.weeks).for_a_citizen();
    due.on.unwrap_or(announced)
}

/// § 53, stk. 2, 2. pkt.: whether a complaint came by the [`last_day_to_complain`]. A later one is passed on all the same: only the
/// board can look away from the time limit.
fn is_in_time(complaint: &Received<'_>, announced: Date, provision: Provision, why: &mut Why) -> Finding {
    why.remarks(provision, TIME_LIMIT.source, ());
    why.says(provision, Said::Day(last_day_to_complain(announced)), complaint.fact);
    Finding::noted(Answer::of(complaint.on <= last_day_to_complain(announced)), provision, complaint.fact, why)
}

/// Whether a complaint was passed on to the board that § 53 names: no where there is none, or it went to another.
fn went_to_the_right_board(course: &Course<'_>, forwarded: &(Date, FactRef, Board), why: &mut Why) -> (Finding, Value) {
    let (day, fact, to) = *forwarded;
    let (route, board) = course.route_on(day, why);
    let mut all = AllOf::conditions_of(route.provision);
    all.take(&route);
    if let Some(board) = board {
        all.require(route.provision, Answer::of(board == to), fact, why);
    }
    (all.finding(), board.map_or(Value::None, |board| Value::Named(board.name(), board.words())))
}

fn draw_stage(life: &mut Life<'_>, course: &Course<'_>) {
    let ends = course.history.iter().skip(1).map(|stands| Some(stands.from)).chain([None]);
    for (stands, end) in course.history.iter().zip(ends) {
        let holds = until_or_open(stands.from, end);
        life.conclude(&STAGE, Some(course.fact), holds, |why| stage(course.kind, course.fact, stands, why));
    }
}

fn draw_route(life: &mut Life<'_>, course: &Course<'_>) {
    let mut days = vec![course.drafted];
    days.extend(course.made.iter().map(|(day, _, _)| *day));
    days.push(PRESENT_WORDING);
    days.retain(|day| *day >= course.drafted);
    days.sort_unstable();
    let mut routes = Changes::default();
    for day in days {
        routes.set(day, (course.empowered(day), course.wording(day), course.made_by(day).map(|(_, fact, _)| *fact)));
    }
    for (holds, _) in routes.periods() {
        life.conclude(&ROUTE, Some(course.fact), holds, |why| {
            let (finding, board) = course.route_on(holds.from(), why);
            (finding, board.map_or(Value::None, |board| Value::Named(board.name(), board.words())))
        });
    }
}

/// Draws the time limit of an announced decision that goes to a board.
fn draw_last_day(life: &mut Life<'_>, course: &Course<'_>) {
    let Some(announced) = course.history.last().and_then(announced_by) else { return };
    let Some(provision) = course.handled_under(announced) else { return };
    let holds = until_or_open(announced, None);
    life.conclude(&LAST_DAY, Some(course.fact), holds, |why| {
        let last = last_day_to_complain(announced);
        why.remarks(provision, TIME_LIMIT.source, ());
        why.says(provision, Said::Day(last), course.fact);
        (Finding::of(Answer::Yes, provision), Value::Day(last))
    });
}

fn draw_complaint(life: &mut Life<'_>, course: &Course<'_>, complaint: &Received<'_>) {
    if let (Some(announced), Some(provision)) = (course.announced(complaint.on), course.handled_under(complaint.on)) {
        let holds = until_or_open(complaint.on, None);
        life.conclude(&IN_TIME, Some(complaint.fact), holds, |why| {
            (is_in_time(complaint, announced, provision, why), Value::Day(last_day_to_complain(announced)))
        });
    }
    let ends = complaint.forwarded.iter().skip(1).map(|(day, _, _)| Some(*day)).chain([None]);
    for (forwarded, end) in complaint.forwarded.iter().zip(ends) {
        let holds = until_or_open(forwarded.0, end);
        life.conclude(&FORWARDED, Some(complaint.fact), holds, |why| went_to_the_right_board(course, forwarded, why));
    }
    draw_duty(life, course, complaint);
}

/// The duty to pass a complaint on: from the day it came, or from 1 January 2007 where it came before and was then neither passed on
/// nor decided (lov 523/2005 § 23, stk. 5). No day is set. It falls away when the municipality itself revokes the decision.
fn draw_duty(life: &mut Life<'_>, course: &Course<'_>, complaint: &Received<'_>) {
    let gone_before = complaint.forwarded.first().is_some_and(|(day, _, _)| *day < PRESENT_WORDING)
        || complaint.decided.is_some_and(|(day, _)| day < PRESENT_WORDING);
    let triggered = complaint.on.max(PRESENT_WORDING);
    let (_, Some(board)) = course.route_on(triggered, &mut Why::silent()) else { return };
    if gone_before {
        return;
    }
    let passed_on = complaint.forwarded.iter().find(|(_, _, to)| *to == board).map(|(day, fact, _)| (*day, *fact));
    let done = [passed_on, complaint.decided].into_iter().flatten().min();
    let duty = Duty::new(&PASS_ON, triggered, complaint.fact, Due::as_soon_as_possible(triggered));
    life.duty(duty.done(done).ended(revoked_by_the_municipality(course, complaint)));
}

fn revoked_by_the_municipality(course: &Course<'_>, complaint: &Received<'_>) -> Option<(Date, Words)> {
    let revoked = complaint
        .file
        .pointing_at(course.fact)
        .filter(|(_, content)| matches!(content, Content::DecisionRevoked(held) if !held.by_board))
        .map(|(fact, _)| complaint.file.day(fact))
        .filter(|day| *day >= complaint.on)
        .min()?;
    Some((
        revoked,
        Words::new("kommunen har selv ændret afgørelsen", "the municipality has changed the decision itself"),
    ))
}

/// Draws § 53 over every decision of the case and every complaint about it.
pub fn draw(life: &mut Life<'_>) {
    let file = life.file;
    for draft in &file.decision_drafts {
        let course = Course::of(file, draft);
        draw_stage(life, &course);
        draw_route(life, &course);
        draw_last_day(life, &course);
        for complaint in &course.complaints {
            draw_complaint(life, &course, complaint);
        }
    }
}
