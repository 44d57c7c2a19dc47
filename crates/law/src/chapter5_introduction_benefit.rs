//! Chapter 5, §§ 25–32: introduction benefit: the right to it, availability, amount, reduction, stop and repayment.

pub mod right;

pub use right::draw;
