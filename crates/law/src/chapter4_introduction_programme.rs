//! Chapter 4, §§ 16–24 b: the introduction programme, the integration contract, Danish education and offers.

pub mod programme;

pub use programme::next_follow_up;
