//! Acts of 2002 and 2003 on introduction benefit and help: whom the older rules still hold for.
//!
//! Lov 361/2002 draws the line that most others follow: whether a municipality took over before 1 July 2002.

use jiff::civil::{Date, date};
use vocabulary::Kroner;

use super::transitional::PersonOn;
use crate::answer::{AllOf, Answer, Finding, MissingFact, OneOf};
use crate::calendar;
use crate::case::PersonFile;
use crate::chapter2_municipality::{APPLIED_IN, PERMIT_DAY};
use crate::chapter12_definitions;
use crate::cite;
use crate::facts::{AppliedIn, Month, SupportKind, first_from, last_by};
use crate::why::{FactRef, Said, Why};
use crate::words::Words;

/// The day whose takeovers are the first under the rules of lov 361/2002 (§ 3, stk. 4).
pub const RULES_OF_JULY_2002: Date = date(2002, 7, 1);

/// The day on which the changes of lov 438/2002, lov 1034/2002 and lov 1037/2002 came into force.
pub const RULES_OF_2003: Date = date(2003, 1, 1);

static ENTERS_COMPUTATION: MissingFact = MissingFact {
    fact: "cohabitation.enters_computation",
    words: Words::new(
        "om samleverens forhold indgår i beregningen af hjælpen",
        "whether the partner's circumstances enter into the computation of help",
    ),
};
static SPOUSE: MissingFact =
    MissingFact { fact: "marriage.spouse", words: Words::new("oplysninger om ægtefællen", "facts about the spouse") };
static PARTNER: MissingFact = MissingFact {
    fact: "cohabitation.partner",
    words: Words::new("oplysninger om samleveren", "facts about the partner"),
};
static CHILD_BORN: MissingFact =
    MissingFact { fact: "child.born", words: Words::new("barnets fødselsdag", "the child's day of birth") };

/// Lov 361/2002 § 3, stk. 4, 1.–2. pkt.: whether a municipality had taken over before 1 July 2002. Reads the takeover; where it is not
/// there, a permit that leaves open from when a municipality is responsible leaves this open. For every rule that refers to it.
pub fn was_taken_over_before_july_2002(person: &PersonOn<'_>) -> Answer {
    match person.taken_over() {
        Some(takeover) => Answer::of(takeover < RULES_OF_JULY_2002),
        None => takeover_left_open(person.file, person.on),
    }
}

/// What a permit says of a takeover before 1 July 2002 where it does not tell the day: it lacks what would tell, or every possible day is
/// before.
fn takeover_left_open(file: &PersonFile<'_>, on: Date) -> Answer {
    let Some((first, last)) = possible_takeovers(file) else { return Answer::No };
    match (first, last) {
        (None, _) | (_, None) => Answer::Missing(&APPLIED_IN),
        (Some(first), Some(last)) if first == last || on < first || RULES_OF_JULY_2002 <= first => Answer::No,
        (_, Some(last)) if last < RULES_OF_JULY_2002 && last <= on => Answer::Yes,
        _ => Answer::Missing(&PERMIT_DAY),
    }
}

/// The first and the last day on which a permit from before July 2002 can have made a municipality responsible, without a day where it is
/// not known whether that is the day of the permit; nothing where it is not.
pub(super) fn possible_takeovers(file: &PersonFile<'_>) -> Option<(Option<Date>, Option<Date>)> {
    let permit = chapter12_definitions::permit_with_effect(&file.permits, &mut Why::silent());
    let (permit, _, Some(category)) = permit.filter(|(permit, ..)| permit.on < RULES_OF_JULY_2002)? else {
        return None;
    };
    let on_registration = category.is_immigrant() || permit.ground.section() == "8";
    let whole_month = |day| Some(calendar::end_of_first_whole_month_after(day));
    match (on_registration, permit.applied_in) {
        (true, None) => Some((None, None)),
        (true, Some(AppliedIn::Abroad)) => None,
        (true, Some(AppliedIn::Denmark)) => Some((Some(permit.on), Some(permit.latest))),
        (false, _) => Some((whole_month(permit.on), whole_month(permit.latest))),
    }
}

/// Lov 361/2002 § 3, stk. 4: whether the older rules on benefit hold (§§ 27–30, 34 and chapter 6 a as they stood before): for those a
/// municipality took over before 1 July 2002 (2. pkt.), not for those taken over from that day on (1. pkt.).
pub fn older_benefit_rules(person: &PersonOn<'_>, why: &mut Why) -> Finding {
    let before = was_taken_over_before_july_2002(person);
    let evidence = person.takeover_fact();
    let newer = if before.is_open() { before } else { Answer::of(person.taken_over().is_some() && before.is_no()) };
    why.answer(cite!("lov 361/2002 § 3, stk. 4, 1. pkt."), newer, evidence);
    why.answer(cite!("lov 361/2002 § 3, stk. 4, 2. pkt."), before, evidence);
    let decides = if before.is_no() {
        cite!("lov 361/2002 § 3, stk. 4, 1. pkt.")
    } else {
        cite!("lov 361/2002 § 3, stk. 4, 2. pkt.")
    };
    Finding::of(before, decides)
}

/// Lov 361/2002 § 3, stk. 4, 3. pkt.: the basic grant of those taken over before 1 July 2002: 4,256 kr. a month in the introduction period
/// for whoever is in the programme. Takes the place of the amount in § 45, stk. 4. Reads takeover, introduction period and programme.
pub fn older_basic_grant(person: &PersonOn<'_>, why: &mut Why) -> (Finding, Option<Kroner>) {
    let provision = cite!("lov 361/2002 § 3, stk. 4, 3. pkt.");
    let mut all = AllOf::conditions_of(provision);
    all.require(provision, was_taken_over_before_july_2002(person), person.takeover_fact(), why);
    let period = person.spine.introduction_period;
    all.require(provision, Answer::of(period.is_some_and(|period| period.contains(person.on))), (), why);
    if let Some(programme) = &person.spine.programme {
        all.take(programme);
    }
    let finding = all.finding();
    let amount = Kroner::whole(person.edition.figures.older_basic_grant_kroner.into());
    if finding.answer.is_yes() {
        why.says(provision, Said::Amount(amount), person.takeover_fact());
    }
    let amount = finding.answer.is_yes().then_some(amount);
    (finding, amount)
}

/// Help that was received when the rules of 2003 came into force, and until when without an interruption of a month.
struct HelpCourse {
    fact: FactRef,
    /// The day on which a month without help had passed.
    interrupted: Date,
}

/// Days on which somebody received help.
struct Help {
    from: Date,
    until: Date,
    known: Date,
    fact: FactRef,
}

/// Every span of help: each month for which benefit was paid, and cash benefit or start help.
fn spans_of_help(file: &PersonFile<'_>) -> Vec<Help> {
    let month = |month: Month, known, fact| Help { from: month.first(), until: month.next().first(), known, fact };
    let paid = file.benefit_payments.iter().map(|paid| month(paid.month, paid.on, paid.fact));
    let advanced = file.advance_payments.iter().map(|paid| month(paid.month, paid.on, paid.fact));
    let cash = file.public_supports.iter().filter(|support| support.form == SupportKind::CashBenefit);
    let cash = cash.map(|support| Help {
        from: support.on,
        until: support.until.unwrap_or(Date::MAX),
        known: support.on,
        fact: support.fact,
    });
    let mut spans: Vec<Help> = paid.chain(advanced).chain(cash).collect();
    spans.sort_unstable_by_key(|help| (help.from, help.fact));
    spans
}

/// The course of help that was running when the rules of 2003 came into force. Help counts when it was paid within the month after the
/// help before it ended: a later payment does not undo an interruption.
fn help_course(file: &PersonFile<'_>) -> Option<HelpCourse> {
    let spans = spans_of_help(file);
    let running =
        |help: &&Help| help.known <= RULES_OF_2003 && help.from <= RULES_OF_2003 && RULES_OF_2003 <= help.until;
    let first = spans.iter().filter(running).max_by_key(|help| help.until)?;
    let mut end = first.until;
    for help in spans.iter().filter(|help| RULES_OF_2003 <= help.from) {
        let interrupted = calendar::months_after(end, 1);
        if interrupted <= help.from {
            break;
        }
        if help.known < interrupted {
            end = end.max(help.until);
        }
    }
    Some(HelpCourse { fact: first.fact, interrupted: calendar::months_after(end, 1) })
}

/// Lov 438/2002 § 7, stk. 5: whether the rules from before 2003 are kept: by who received introduction benefit, start help or cash benefit
/// when the changes came into force (1. pkt.), until payment has been interrupted for a month (2. pkt.); who then asks for help again is
/// under the changed rules (3. pkt.). Reads payments, other support and applications.
pub fn keeps_the_rules_of_2002(person: &PersonOn<'_>, why: &mut Why) -> Finding {
    let first = cite!("lov 438/2002 § 7, stk. 5, 1. pkt.");
    let course = help_course(person.file);
    let received = Finding::noted(Answer::of(course.is_some()), first, course.as_ref().map(|course| course.fact), why);
    let Some(course) = course else { return received };
    let kept = person.on < course.interrupted;
    let second = Finding::noted(Answer::of(kept), cite!("lov 438/2002 § 7, stk. 5, 2. pkt."), course.fact, why);
    if kept {
        return second;
    }
    let again = asked_again(person, course.interrupted);
    let third = cite!("lov 438/2002 § 7, stk. 5, 3. pkt.");
    why.answer(third, Answer::of(again.is_some()), again.map(|(_, fact)| fact));
    if again.is_some() { Finding::of(Answer::No, third) } else { second }
}

/// The first application for help from a day on, as the person's day knows it.
fn asked_again(person: &PersonOn<'_>, from: Date) -> Option<(Date, FactRef)> {
    let benefit = first_from(&person.file.benefit_applications, from).map(|asked| (asked.on, asked.fact));
    let cash = person.file.support_applications.iter().find(|asked| from <= asked.on && is_cash(asked.form));
    let cash = cash.map(|asked| (asked.on, asked.fact));
    [benefit, cash].into_iter().flatten().min().filter(|(day, _)| *day <= person.on)
}

fn is_cash(form: SupportKind) -> bool {
    form == SupportKind::CashBenefit
}

/// The days on which [`keeps_the_rules_of_2002`] can change.
pub(super) fn days_of_the_rules_of_2002(file: &PersonFile<'_>) -> impl Iterator<Item = Date> {
    let interrupted = help_course(file).map(|course| course.interrupted);
    let benefit = interrupted.and_then(|from| first_from(&file.benefit_applications, from)).map(|asked| asked.on);
    let cash = interrupted.and_then(|from| {
        file.support_applications.iter().find(|asked| from <= asked.on && is_cash(asked.form)).map(|asked| asked.on)
    });
    [interrupted, benefit, cash].into_iter().flatten()
}

/// Lov 438/2002 § 7, stk. 6: whether the municipality may let somebody whose help is paid in advance pass over to payment in arrears:
/// where the spouse's help is (1. pkt.), or a partner's whose circumstances enter into the computation (2. pkt.). A choice of the
/// municipality, not a duty. Reads how help is paid to both.
pub fn may_change_to_arrears(file: &PersonFile<'_>, on: Date, why: &mut Why) -> Finding {
    let provision = cite!("lov 438/2002 § 7, stk. 6");
    let own = last_by(&file.payment_modes, on).filter(|mode| !mode.in_arrears);
    let Some(own) = own else { return Finding::noted(Answer::No, provision, (), why) };
    let in_arrears =
        |of: &PersonFile<'_>| Answer::of(last_by(&of.payment_modes, on).is_some_and(|mode| mode.in_arrears));
    let mut one = OneOf::conditions_of(provision);
    let spouse = match (file.marriage(on), file.spouse(on)) {
        (None, _) => Answer::No,
        (Some(_), None) => Answer::Missing(&SPOUSE),
        (Some(_), Some(spouse)) => in_arrears(spouse),
    };
    one.allow(cite!("lov 438/2002 § 7, stk. 6, 1. pkt."), spouse, own.fact, why);
    let cohabitation = file.cohabitation(on);
    let partner = match (cohabitation, partner_of(file, on)) {
        (None, _) => Answer::No,
        (Some(held), _) if held.enters_computation == Some(false) => Answer::No,
        (Some(_), None) => Answer::Missing(&PARTNER),
        (Some(_), Some(partner)) if in_arrears(&partner).is_no() => Answer::No,
        (Some(held), Some(_)) => Answer::known(held.enters_computation, &ENTERS_COMPUTATION),
    };
    one.allow(
        cite!("lov 438/2002 § 7, stk. 6, 2. pkt."),
        partner,
        [Some(own.fact), cohabitation.map(|held| held.fact)],
        why,
    );
    one.finding()
}

/// The file of the partner whom somebody lives with on the day, where the partner is a person of the case.
pub(super) fn partner_of<'a>(file: &PersonFile<'a>, on: Date) -> Option<PersonFile<'a>> {
    let held = file.cohabitation(on)?;
    let partner = file.case.person(held.partner.as_deref()?)?;
    Some(PersonFile::new(file.case, partner, file.until))
}

/// Lov 1034/2002 § 4, stk. 2: whether the older rules hold for a parent: of a child born, or for an adopted one received here, before 2003.
/// Only for somebody who had a permit by then: the rules go on, they do not begin. Reads children whom the person has to support.
pub fn is_parent_of_a_child_from_before_2003(person: &PersonOn<'_>, why: &mut Why) -> Finding {
    let provision = cite!("lov 1034/2002 § 4, stk. 2");
    let file = person.file;
    let mut open = None;
    let was_here = file.permits.first().is_some_and(|permit| permit.on < RULES_OF_2003);
    let children = file.children.iter().take_while(|child| child.on <= person.on && was_here);
    for child in children.filter(|child| child.duty_to_support) {
        match came_before_2003(file, child.held) {
            Some(true) => return Finding::noted(Answer::Yes, provision, child.fact, why),
            Some(false) => {}
            None => open = open.or(Some(child.fact)),
        }
    }
    let answer = if open.is_some() { Answer::Missing(&CHILD_BORN) } else { Answer::No };
    Finding::noted(answer, provision, open, why)
}

/// Whether a child was born, or an adopted one received, before 2003; nothing where that is not known.
fn came_before_2003(file: &PersonFile<'_>, child: &crate::facts::Child) -> Option<bool> {
    if let Some(received) = child.received {
        return Some(received < RULES_OF_2003);
    }
    if let Some(born) = child.born {
        return Some(born < RULES_OF_2003);
    }
    let born = file.case.person(&child.child).and_then(|place| file.case.persons[place.place()].born)?;
    Some(born.latest() < RULES_OF_2003)
}

/// The days on which [`is_parent_of_a_child_from_before_2003`] can change.
pub(super) fn days_of_children<'f>(file: &'f PersonFile<'_>) -> impl Iterator<Item = Date> + 'f {
    let first = |known: Option<bool>| {
        file.children.iter().find(|child| child.duty_to_support && came_before_2003(file, child.held) == known)
    };
    [first(Some(true)), first(None)].into_iter().flatten().map(|child| child.on)
}

/// Lov 1037/2002 § 3, stk. 2: for those whom stk. 6 brings under the changed rules, periods before 2003 are left out of the count of periods
/// with and without help.
pub fn counts_from_2003(person: &PersonOn<'_>, why: &mut Why) -> Finding {
    let provision = cite!("lov 1037/2002 § 3, stk. 2");
    Finding::noted(was_taken_over_before_july_2002(person), provision, person.takeover_fact(), why)
}

/// Lov 1037/2002 § 3, stk. 6: the act's changes to cash benefit (§ 1, nr. 2, 4, 5 and 13) hold for those under the older rules too.
pub fn cash_benefit_changes_of_2003_hold(person: &PersonOn<'_>, why: &mut Why) -> Finding {
    let provision = cite!("lov 1037/2002 § 3, stk. 6");
    Finding::noted(was_taken_over_before_july_2002(person), provision, person.takeover_fact(), why)
}

/// Lov 1040/2002 § 3, stk. 2: whether help that was reduced or stopped because the partner received cash benefit is to be made good from
/// 1 July 2002, and not only from the day the act came into force. Reads cohabitation; whether help was reduced for it stands there.
pub fn is_made_good_from_july_2002(person: &PersonOn<'_>, why: &mut Why) -> Finding {
    let provision = cite!("lov 1040/2002 § 3, stk. 2");
    let in_force = cite!("lov 1040/2002 § 3, stk. 1").entry().from;
    let reduced = person.file.cohabitations.iter().take_while(|held| held.on < in_force && held.on <= person.on);
    let reduced = reduced.filter(|held| held.until.is_none_or(|until| RULES_OF_JULY_2002 < until));
    let reduced = reduced.filter(|held| held.reduced_help == Some(true)).last();
    if reduced.is_some() {
        why.says(provision, Said::Day(RULES_OF_JULY_2002), reduced.map(|held| held.fact));
    }
    Finding::noted(Answer::of(reduced.is_some()), provision, reduced.map(|held| held.fact), why)
}

/// Lov 1040/2002 § 4: the act's rule on cohabitation (§ 2, nr. 1) holds for those under the older rules too.
pub fn cohabitation_rule_holds(person: &PersonOn<'_>, why: &mut Why) -> Finding {
    let provision = cite!("lov 1040/2002 § 4");
    Finding::noted(was_taken_over_before_july_2002(person), provision, person.takeover_fact(), why)
}

/// Lov 417/2003 § 9, stk. 4, 1. pkt.: for those whom stk. 5 brings under § 25 f of lov om aktiv socialpolitik, periods with cash benefit
/// before 1 July 2003 count.
pub fn periods_before_july_2003_count(person: &PersonOn<'_>, why: &mut Why) -> Finding {
    let provision = cite!("lov 417/2003 § 9, stk. 4, 1. pkt.");
    Finding::noted(was_taken_over_before_july_2002(person), provision, person.takeover_fact(), why)
}

/// Lov 417/2003 § 9, stk. 5: § 25 f of lov om aktiv socialpolitik holds for those under the older rules too.
pub fn section_25_f_holds(person: &PersonOn<'_>, why: &mut Why) -> Finding {
    let provision = cite!("lov 417/2003 § 9, stk. 5");
    Finding::noted(was_taken_over_before_july_2002(person), provision, person.takeover_fact(), why)
}

/// Lov 417/2003 § 9, stk. 6: the state refunds 75 per cent of a needs-based supplement under § 25 f, stk. 3 to those under the older
/// rules. Gives the per cent where it holds.
pub fn supplement_refund(person: &PersonOn<'_>, why: &mut Why) -> (Finding, Option<u16>) {
    let provision = cite!("lov 417/2003 § 9, stk. 6");
    let finding = Finding::noted(was_taken_over_before_july_2002(person), provision, person.takeover_fact(), why);
    let percent = person.edition.figures.older_supplement_refund_percent;
    let percent = finding.answer.is_yes().then_some(percent);
    if let Some(percent) = percent {
        why.says(provision, Said::Count(percent.into(), Words::new("pct.", "per cent")), ());
    }
    (finding, percent)
}

/// Lov 425/2003 § 4, stk. 4: whether the employment supplement of § 23 b, stk. 6 can be had: by those taken over from 1 July 2002 on
/// (1. pkt., read so that it meets the line of lov 361/2002 without a gap), and by those taken over before who are married to or live
/// with one of them (2. pkt., [`partner_was_taken_over_later`]).
pub fn can_have_employment_supplement(person: &PersonOn<'_>, why: &mut Why) -> Finding {
    let first = cite!("lov 425/2003 § 4, stk. 4, 1. pkt.");
    let before = was_taken_over_before_july_2002(person);
    let general = Finding::noted(before.negated(), first, person.takeover_fact(), why);
    if general.answer.is_yes() {
        return general;
    }
    let partner = partner_was_taken_over_later(person, why);
    if partner.answer.is_no() { general } else { partner }
}

/// Lov 425/2003 § 4, stk. 4, 2. pkt.: whether the spouse or partner of the day was taken over from 1 July 2002 on. Reads the spouse's or
/// partner's own facts; where they are not in the case, they are missing.
pub fn partner_was_taken_over_later(person: &PersonOn<'_>, why: &mut Why) -> Finding {
    let provision = cite!("lov 425/2003 § 4, stk. 4, 2. pkt.");
    let (file, on) = (person.file, person.on);
    let later = |of: &PersonFile<'_>| {
        let takeover = (person.edition.rules.takeover)(of, person.edition, person.on, &mut Why::silent());
        Answer::of(takeover.on.is_some_and(|takeover| RULES_OF_JULY_2002 <= takeover && takeover <= on))
    };
    let mut one = OneOf::conditions_of(provision);
    if let Some((fact, _)) = file.marriage(on) {
        one.allow(provision, file.spouse(on).map_or(Answer::Missing(&SPOUSE), &later), fact, why);
    }
    if let Some(held) = file.cohabitation(on) {
        let partner = partner_of(file, on).map_or(Answer::Missing(&PARTNER), |partner| later(&partner));
        one.allow(provision, partner, held.fact, why);
    }
    let finding = one.finding();
    if finding.answer.is_no() {
        why.answer(provision, Answer::No, ());
    }
    finding
}
