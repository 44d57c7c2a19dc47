//! Chapter 4, §§ 16–24 b: the introduction programme, the integration contract, Danish education and offers.

pub mod courses;
pub mod employment_support;
mod forms;
pub mod free_period;
pub mod guidance;
pub mod hours;
pub mod offers;
pub mod programme;
pub mod subsidised_work;
pub mod work_placement;

pub use programme::next_follow_up;
