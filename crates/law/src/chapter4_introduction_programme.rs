//! Chapter 4, §§ 16–24 b: the introduction programme, the integration contract, Danish education and offers.

pub mod contract;
pub mod courses;
pub mod danish;
pub mod education_order;
pub mod employment_support;
pub mod follow_up;
mod forms;
pub mod free_period;
pub mod guidance;
pub mod hours;
pub mod offers;
pub mod participation;
pub mod programme;
pub mod sickness;
pub mod status;
pub mod subsidised_work;
pub mod work_placement;

pub use follow_up::next_follow_up;

use crate::life::Life;

/// Draws the rest of the chapter over the person's life, once the right to benefit is known.
pub fn draw(life: &mut Life<'_>) {
    participation::draw(life);
    education_order::draw(life);
    status::draw(life);
    life.presuppose(None);
    contract::draw(life);
    follow_up::draw(life);
    sickness::draw(life);
    life.presuppose(life.spine.takeover);
    danish::draw(life);
    life.presuppose(None);
    offers::draw(life);
}
