//! Chapter 5, §§ 25–32: introduction benefit: the right to it, availability, amount, reduction, stop and repayment.

pub mod advance;
pub mod after_move;
pub mod amount;
pub mod availability;
pub mod deduction;
pub mod effect;
pub mod ground;
pub mod reduction;
pub mod repayment;
pub mod right;
pub mod sanctions;
pub mod stop;

use crate::life::Life;

/// Draws the chapter over the person's life.
pub fn draw(life: &mut Life<'_>) {
    right::draw(life);
    amount::draw(life);
    advance::draw(life);
    life.presuppose(None);
    availability::draw(life);
    sanctions::draw(life);
}
