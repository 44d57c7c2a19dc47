//! Chapter 5, §§ 25–32: introduction benefit: the right to it, availability, amount, reduction, stop and repayment.

pub mod advance;
pub mod amount;
pub mod right;

use crate::life::Life;

/// Draws the chapter over the person's life.
pub fn draw(life: &mut Life<'_>) {
    right::draw(life);
    amount::draw(life);
    advance::draw(life);
}
