//! The transitional rules of the amending acts together: which of them a person is under, from day to day.

use jiff::civil::{Date, date};

use super::{older_benefit, older_contracts, single_events};
use crate::act::Provision;
use crate::answer::{Answer, Finding};
use crate::calendar;
use crate::case::PersonFile;
use crate::changes::{periods_from, until_or_open};
use crate::cite;
use crate::edition::Edition;
use crate::facts::last_by;
use crate::life::{Life, Question, Value};
use crate::spine::Spine;
use crate::why::{FactRef, Why};
use crate::words::Words;

/// Which transitional rules a person is under.
pub static RULES: Question = Question {
    key: "transition.rules",
    words: Words::new(
        "Gælder overgangsregler eller ældre regler for udlændingen?",
        "Do transitional or older rules hold for the foreigner?",
    ),
};
/// The basic grant of those under the older rules.
pub static BASIC_GRANT: Question = Question {
    key: "transition.basic_grant",
    words: Words::new(
        "Hvad er grundtilskuddet efter overgangsreglen?",
        "What is the basic grant under the transitional rule?",
    ),
};
/// Whether the municipality may change how help is paid.
pub static ARREARS: Question = Question {
    key: "transition.change_to_arrears",
    words: Words::new(
        "Kan kommunen lade hjælpen overgå til bagudbetaling?",
        "May the municipality let the help pass over to payment in arrears?",
    ),
};

/// What a transitional rule is asked about: a person on a day, with what earlier chapters found.
#[derive(Clone, Copy, Debug)]
pub struct PersonOn<'l> {
    /// The person's facts.
    pub file: &'l PersonFile<'l>,
    /// What earlier chapters found.
    pub spine: &'l Spine,
    /// The edition.
    pub edition: &'l Edition,
    /// The day.
    pub on: Date,
}

impl PersonOn<'_> {
    /// The day a municipality took over, where it has by the day.
    pub fn taken_over(&self) -> Option<Date> {
        self.spine.takeover.filter(|takeover| *takeover <= self.on)
    }

    /// The fact the takeover rests on, where it has happened by the day.
    pub fn takeover_fact(&self) -> Option<FactRef> {
        self.spine.takeover_fact.filter(|_| self.taken_over().is_some())
    }
}

/// The day from which on a new permit can be under none of the older rules: the last of the days they turn on (lov 243/2006 § 3).
const NO_OLDER_RULES_FROM: Date = date(2006, 4, 1);

/// Days on which acts with transitional rules came into force.
const COMMENCEMENTS: [Date; 7] = [
    date(2002, 7, 1),
    date(2002, 12, 19),
    date(2003, 1, 1),
    date(2003, 4, 1),
    date(2003, 7, 1),
    date(2004, 1, 1),
    date(2006, 4, 1),
];

/// A transitional rule with the provision from whose day on it is asked.
type Rule = (Provision, fn(&PersonOn<'_>, &mut Why) -> Finding);

/// The transitional rules of the amending acts that a person can be under, in the order of the text: lov 361/2002 § 3, lov 364/2002 § 2,
/// lov 438/2002 § 7, lov 1034/2002 § 4, lov 1037/2002 § 3, lov 1040/2002 §§ 3–4, lov 60/2003 § 3, lov 417/2003 § 9, lov 425/2003 § 4 and
/// lov 243/2006 § 3. Those that hold are listed; the answer is yes where one does, else what is open. Reads what each of them reads.
pub fn rules_that_hold(person: &PersonOn<'_>, why: &mut Why) -> (Finding, Vec<Provision>) {
    let rules: [Rule; 15] = [
        (cite!("lov 361/2002 § 3, stk. 4"), older_benefit::older_benefit_rules),
        (cite!("lov 364/2002 § 2, stk. 2"), older_contracts::keeps_the_action_plan_rules),
        (cite!("lov 438/2002 § 7, stk. 5"), older_benefit::keeps_the_rules_of_2002),
        (cite!("lov 1034/2002 § 4, stk. 2"), older_benefit::is_parent_of_a_child_from_before_2003),
        (cite!("lov 1037/2002 § 3, stk. 2"), older_benefit::counts_from_2003),
        (cite!("lov 1037/2002 § 3, stk. 6"), older_benefit::cash_benefit_changes_of_2003_hold),
        (cite!("lov 1040/2002 § 3, stk. 1"), older_benefit::is_made_good_from_july_2002),
        (cite!("lov 1040/2002 § 4"), older_benefit::cohabitation_rule_holds),
        (cite!("lov 60/2003 § 3, stk. 2"), single_events::keeps_the_older_rule_on_minors),
        (cite!("lov 417/2003 § 9, stk. 4, 1. pkt."), older_benefit::periods_before_july_2003_count),
        (cite!("lov 417/2003 § 9, stk. 5"), older_benefit::section_25_f_holds),
        (cite!("lov 417/2003 § 9, stk. 6"), |person, why| older_benefit::supplement_refund(person, why).0),
        (cite!("lov 425/2003 § 4, stk. 4"), limits_the_employment_supplement),
        (cite!("lov 243/2006 § 3, stk. 1"), older_contracts::keeps_the_individual_contract_rules),
        (cite!("lov 243/2006 § 3, stk. 5"), single_events::is_sick_without_the_plan_rules),
    ];
    let mut together = Finding::of(Answer::No, cite!("§ 58"));
    let mut holding = Vec::new();
    for (from, rule) in rules {
        if !from.is_in_force(person.on) {
            continue;
        }
        let finding = rule(person, why);
        if finding.answer.is_yes() {
            holding.push(finding.provision);
        }
        let outweighs = match together.answer {
            Answer::Yes => false,
            Answer::No => !finding.answer.is_no(),
            _ => finding.answer.is_yes(),
        };
        if outweighs {
            together = finding;
        }
    }
    (together, holding)
}

/// Lov 425/2003 § 4, stk. 4 as a limit: whether it keeps the employment supplement from somebody, or lets only a partner's takeover give it.
fn limits_the_employment_supplement(person: &PersonOn<'_>, why: &mut Why) -> Finding {
    let can = older_benefit::can_have_employment_supplement(person, why);
    let limits = match can.answer {
        Answer::Yes => Answer::of(can.provision == cite!("lov 425/2003 § 4, stk. 4, 2. pkt.")),
        answer => answer.negated(),
    };
    let provision = if can.answer.is_yes() { can.provision } else { cite!("lov 425/2003 § 4, stk. 4") };
    Finding::of(limits, provision)
}

/// The days on which [`rules_that_hold`] can change: those of the acts, and those of the first facts that each rule turns on.
fn days_of_change(file: &PersonFile<'_>, spine: &Spine, first: Date) -> Vec<Date> {
    let mut days = COMMENCEMENTS.to_vec();
    days.extend([Some(first), spine.takeover].into_iter().flatten());
    if let Some((from, to)) = older_benefit::possible_takeovers(file) {
        days.extend([from, to].into_iter().flatten());
    }
    days.extend(file.older_plans.iter().map(|plan| plan.on));
    days.extend(file.contracts.first().map(|contract| contract.on));
    days.extend(crate::facts::first_from(&file.contracts, NO_OLDER_RULES_FROM).map(|contract| contract.on));
    days.extend(file.unaccompanied_minors.first().map(|minor| minor.on));
    days.extend(older_benefit::days_of_the_rules_of_2002(file));
    days.extend(older_benefit::days_of_children(file));
    days.extend(days_of_sickness(file));
    for held in &file.cohabitations {
        days.extend([Some(held.on), held.until].into_iter().flatten());
    }
    days.extend(file.marriages.iter().map(|marriage| marriage.on));
    days.extend(file.marriages_ended.iter().map(|ended| ended.on));
    days.extend(partners_takeovers(file, spine));
    days.retain(|day| *day >= first && *day <= file.until);
    days
}

/// The days on which a sickness from before 1 April 2006 ends.
fn days_of_sickness(file: &PersonFile<'_>) -> impl Iterator<Item = Date> {
    let before = NO_OLDER_RULES_FROM.yesterday().ok().and_then(|day| last_by(&file.sick_notes, day));
    let next = before.and_then(|_| crate::facts::first_from(&file.sick_notes, NO_OLDER_RULES_FROM));
    [before.and_then(|note| note.until), next.map(|note| note.on)].into_iter().flatten()
}

/// The days on which a spouse or partner of somebody under the older rules is taken over.
fn partners_takeovers(file: &PersonFile<'_>, spine: &Spine) -> Vec<Date> {
    if spine.takeover.is_none_or(|takeover| older_benefit::RULES_OF_JULY_2002 <= takeover) {
        return Vec::new();
    }
    let spouses = file.marriages.iter().filter_map(|marriage| marriage.spouse.as_deref());
    let partners = file.cohabitations.iter().filter_map(|held| held.partner.as_deref());
    let mut persons: Vec<_> = spouses.chain(partners).filter_map(|id| file.case.person(id)).collect();
    persons.sort_unstable();
    persons.dedup();
    let mut days = Vec::new();
    for person in persons {
        let of = PersonFile::new(file.case, person, file.until);
        days.extend(of.permits.iter().map(|permit| calendar::end_of_first_whole_month_after(permit.on)));
        days.extend(of.permits.iter().map(|permit| permit.on));
        days.extend(of.cpr_registrations.iter().flat_map(|held| [Some(held.on), held.effective]).flatten());
        days.extend(of.early_takeovers.iter().map(|held| held.on));
    }
    days
}

/// Whether any older rule can hold: the first permit, or the registration as an asylum seeker, is from before the last of them.
fn can_be_under_older_rules(file: &PersonFile<'_>) -> Option<Date> {
    let first = file.permits.first()?.on;
    let registered = file.asylum_registrations.first().is_some_and(|held| held.on < single_events::MINOR_RULES_OF_2003);
    (first < NO_OLDER_RULES_FROM || registered).then_some(first)
}

fn draw_rules(life: &mut Life<'_>, first: Date) {
    let (file, edition) = (life.file, life.edition);
    let spine = std::mem::take(&mut life.spine);
    let at = |on: Date| PersonOn { file, spine: &spine, edition, on };
    for holds in periods_from(first, days_of_change(file, &spine, first)) {
        life.conclude(&RULES, None, holds, |why| {
            let (finding, holding) = rules_that_hold(&at(holds.from()), why);
            (finding, Value::Provisions(holding))
        });
    }
    draw_basic_grant(life, &spine);
    life.spine = spine;
}

/// Draws the basic grant of those under the older rules: from 1 July 2002, or the takeover, until the introduction period ends.
fn draw_basic_grant(life: &mut Life<'_>, spine: &Spine) {
    let (file, edition) = (life.file, life.edition);
    let Some((takeover, period)) = spine.takeover.zip(spine.introduction_period) else { return };
    let from = takeover.max(older_benefit::RULES_OF_JULY_2002);
    let person = PersonOn { file, spine, edition, on: from };
    if !period.contains(from) || older_benefit::was_taken_over_before_july_2002(&person).is_no() {
        return;
    }
    life.conclude(&BASIC_GRANT, None, until_or_open(from, period.to()), |why| {
        let (finding, amount) = older_benefit::older_basic_grant(&person, why);
        (finding, amount.map_or(Value::None, Value::Amount))
    });
}

fn draw_arrears(life: &mut Life<'_>) {
    let file = life.file;
    let Some(first) = file.payment_modes.first() else { return };
    let mut days: Vec<Date> = file.payment_modes.iter().map(|mode| mode.on).collect();
    for held in &file.cohabitations {
        days.extend([Some(held.on), held.until].into_iter().flatten());
    }
    days.extend(file.marriages.iter().map(|marriage| marriage.on));
    days.extend(file.marriages_ended.iter().map(|ended| ended.on));
    let others = file.case.counting().filter(|(_, fact)| fact.person != file.person);
    let modes = others.filter(|(_, fact)| matches!(fact.content, crate::facts::Content::PaymentMode(_)));
    days.extend(modes.map(|(_, fact)| fact.on.earliest()).filter(|day| *day <= file.until));
    let from = first.on.max(cite!("lov 438/2002 § 7, stk. 6").entry().from);
    for holds in periods_from(from, days) {
        life.conclude(&ARREARS, None, holds, |why| {
            (older_benefit::may_change_to_arrears(file, holds.from(), why), Value::None)
        });
    }
}

/// Draws the transitional rules over the person's life.
pub(super) fn draw(life: &mut Life<'_>) {
    if let Some(first) = can_be_under_older_rules(life.file) {
        draw_rules(life, first);
    }
    draw_arrears(life);
}
