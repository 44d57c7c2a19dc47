//! Chapter 4, §§ 16–24 b: the introduction programme, the integration contract, Danish education and offers.

pub mod contract;
pub mod danish;
pub mod follow_up;
pub mod programme;
pub mod sickness;

pub use follow_up::next_follow_up;
