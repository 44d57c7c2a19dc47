//! Chapter 5, §§ 25–32: introduction benefit: the right to it, availability, amount, reduction, stop and repayment.

pub mod after_move;
pub mod availability;
pub mod deduction;
pub mod effect;
pub mod ground;
pub mod reduction;
pub mod repayment;
pub mod right;
pub mod sanctions;
pub mod stop;

pub use right::draw;
