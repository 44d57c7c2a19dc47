//! § 19: the integration contract: by when it is drawn up, whether it is complete, and how long it holds.
//!
//! A contract is looked at from day to day: a signature may come later, and what it has to say changes with the programme.

pub mod complete;
pub mod content;
pub mod signing;
pub mod validity;

use jiff::civil::Date;
use vocabulary::Period;

use crate::answer::Bearer;
use crate::case::PersonFile;
use crate::changes::until_or_open;
use crate::chapter13_commencement::has_permit_from_before_the_act;
use crate::cite;
use crate::duty::{Due, Duty, DutyKind};
use crate::facts::{Contract, Dated};
use crate::life::Life;
use crate::spine::Spine;
use crate::why::{FactRef, Why};
use crate::words::Words;

/// The duty to draw up the contract.
pub static DRAW_UP: DutyKind = DutyKind {
    key: "contract.draw_up",
    provision: cite!("§ 19, stk. 1, 1. pkt."),
    bearer: Bearer::Municipality,
    words: Words::new(
        "udarbejd integrationskontrakten sammen med udlændingen",
        "draw up the integration contract together with the foreigner",
    ),
    when_late: None,
};

const REPLACED: Words = Words::new("en ny kontrakt er trådt i stedet", "a new contract took its place");
const PERMANENT: Words =
    Words::new("tidsubegrænset opholdstilladelse er meddelt", "a permanent residence permit was given");

/// A contract with the days on which it is the person's contract.
#[derive(Clone, Copy, Debug)]
pub struct Term<'a> {
    /// The contract.
    pub contract: Dated<'a, Contract>,
    /// From the day it was drawn up until another takes its place or a permanent permit is given.
    pub days: Period,
    /// Why it ended, where it did.
    pub ended: Option<Words>,
}

impl Term<'_> {
    /// The day it ended, and why.
    pub fn end(&self) -> Option<(Date, Words)> {
        self.days.to().zip(self.ended)
    }
}

/// § 19: the contracts with the days on which each is the person's: a later one takes the place of the one before, whether or not it
/// says so, and a permanent permit ends the last (stk. 8, 1. pkt.). Those from before the present wording are no integration contracts.
pub fn terms<'a>(file: &PersonFile<'a>) -> Vec<Term<'a>> {
    let contracts = integration_contracts(file);
    let permanent = validity::permanent_permit(file).map(|(day, _)| day);
    let mut terms = Vec::with_capacity(contracts.len());
    for (place, contract) in contracts.iter().enumerate() {
        let replaced = contracts.get(place + 1).map(|next| next.on);
        let (to, ended) = match (replaced, permanent) {
            (Some(replaced), Some(permanent)) if permanent < replaced => (Some(permanent), Some(PERMANENT)),
            (Some(replaced), _) => (Some(replaced), Some(REPLACED)),
            (None, permanent) => (permanent, permanent.map(|_| PERMANENT)),
        };
        if to.is_none_or(|to| contract.on < to) {
            let days = until_or_open(contract.on, to);
            terms.push(Term { contract: *contract, days, ended });
        }
    }
    terms
}

/// The contracts drawn up since the integration contract took the place of the individual contract (lov 243/2006 § 3, stk. 1), with
/// somebody who has a permit.
fn integration_contracts<'f, 'a>(file: &'f PersonFile<'a>) -> &'f [Dated<'a, Contract>] {
    let permit = file.permits.first().map_or(Date::MAX, |permit| permit.on);
    let from = permit.max(cite!("§ 19, stk. 1, 1. pkt.").in_force().from());
    &file.contracts[file.contracts.partition_point(|contract| contract.on < from)..]
}

/// § 19, stk. 1, 1. pkt. with stk. 2: the contract that fulfils the duty: the first drawn up after the takeover, or before it where
/// that is allowed. Reads contracts, the permit and placements.
fn first_that_counts(file: &PersonFile<'_>, spine: &Spine) -> Option<(Date, FactRef)> {
    let counts = |contract: &&Dated<'_, Contract>| {
        !signing::is_before_takeover(spine, contract)
            || signing::may_be_made_early(file, contract, &mut Why::silent()).answer.is_yes()
    };
    integration_contracts(file).iter().find(counts).map(|contract| (contract.on, contract.fact))
}

/// § 19, stk. 1, 1. pkt.: within one month of taking over somebody who is offered a programme, the municipality draws up the contract.
/// A municipality that the person moves to before there is one takes over too, and has its own month. Reads the takeover, moves,
/// contracts and permanent permits; that the foreigner takes part in drawing it up is not computed.
pub fn duty_to_draw_up(life: &mut Life<'_>, spine: &Spine) {
    let Some(programme) = spine.programme_period else { return };
    let (drawn_up, permanent) =
        (first_that_counts(life.file, spine), validity::permanent_permit(life.file).map(|(day, _)| (day, PERMANENT)));
    for (place, charge) in spine.charges().iter().enumerate() {
        let Some(days) = charge.days.intersection(programme) else { continue };
        let from = days.from();
        let already = drawn_up.is_some_and(|(day, _)| day <= from) && place > 0;
        let needless = permanent.is_some_and(|(day, _)| day <= from);
        if already || needless || !cite!("§ 19, stk. 1, 1. pkt.").is_in_force(from) {
            continue;
        }
        let ended = [charge.end(), permanent].into_iter().flatten().min_by_key(|(day, _)| *day);
        let due = Due::within_months(from, life.edition.figures.contract_months);
        life.duty(Duty::new(&DRAW_UP, from, charge.because.or(spine.takeover_fact), due).done(drawn_up).ended(ended));
    }
}

/// Draws § 19 over the person's life.
pub fn draw(life: &mut Life<'_>) {
    let file = life.file;
    if has_permit_from_before_the_act(file, &mut Why::silent()).answer.is_yes() {
        return;
    }
    let spine = std::mem::take(&mut life.spine);
    duty_to_draw_up(life, &spine);
    if !file.contracts.is_empty() {
        complete::draw(life, &spine);
        validity::draw(life, &spine);
    }
    life.spine = spine;
}
