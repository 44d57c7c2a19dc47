//! Chapter 4, §§ 16–24 b: the introduction programme, the integration contract, Danish education and offers.

pub mod education_order;
pub mod participation;
pub mod programme;
pub mod status;

pub use programme::next_follow_up;
