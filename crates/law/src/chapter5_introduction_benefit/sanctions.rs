//! Draws §§ 30–32 in the order in which each finds what it builds on: grounds first, then what decisions rest on them.

use super::ground::{Household, days_of_help};
use super::{after_move, deduction, effect, reduction, repayment, stop};
use crate::life::Life;

/// Draws §§ 30–32 over the person's life. Builds on the right to benefit, the duties of § 25 a and the decisions.
pub fn draw(life: &mut Life<'_>) {
    let household = Household::of(life.file);
    let help = days_of_help(&life.spine);
    reduction::draw(life, &household, &help);
    deduction::draw(life, &household, &help);
    stop::draw(life, &household, &help);
    repayment::draw(life, &household, &help);
    after_move::draw(life, &help);
    effect::draw(life);
    effect::draw_payable(life);
}
