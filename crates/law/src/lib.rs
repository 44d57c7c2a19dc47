//! The Integration Act (LBK 1593 of 14 December 2007) as pure functions: facts and a day in, conclusions and duties with reasons out.
//!
//! A chapter of the Act is a file, a provision a function named by what it says. A [`case::Case`] holds dated facts; [`life::Life`]
//! is one person's life under the Act, drawn once from them; a day is a view of it. Citations are checked while compiling
//! ([`cite!`]); what the Act's own figures and rules are stands in an [`edition::Edition`], amounts from elsewhere in [`parameters`].
//!
//! This room knows no clock, no file, no database and no web: the day is always an argument.

pub mod act;
pub mod answer;
pub mod areas;
pub mod assessment;
pub mod calendar;
pub mod case;
pub mod changes;
pub mod chapter10_information;
pub mod chapter11_complaints;
pub mod chapter12_definitions;
pub mod chapter13_commencement;
pub mod chapter1_aims_and_scope;
pub mod chapter2_municipality;
pub mod chapter3_housing_of_refugees;
pub mod chapter4_introduction_programme;
pub mod chapter5_introduction_benefit;
pub mod chapter6_help_in_special_cases;
pub mod chapter8_councils;
pub mod chapter9_finance;
pub mod comparison;
pub mod decision;
pub mod duty;
pub mod edition;
pub mod facts;
pub mod later_changes;
pub mod life;
pub mod parameters;
pub mod spine;
pub mod timeline;
pub mod why;
pub mod words;

/// Draws every chapter over a person's life, in an order in which each finds what it builds on.
pub(crate) fn draw(life: &mut life::Life<'_>) {
    decision::draw(life);
    chapter1_aims_and_scope::draw(life);
    chapter2_municipality::draw(life);
    life.presuppose(None);
    chapter3_housing_of_refugees::draw(life);
    life.presuppose(life.spine.takeover);
    chapter4_introduction_programme::programme::draw(life);
    chapter5_introduction_benefit::draw(life);
    life.presuppose(life.spine.takeover);
    chapter4_introduction_programme::draw(life);
    life.presuppose(None);
    chapter6_help_in_special_cases::draw(life);
    chapter8_councils::draw(life);
    life.presuppose(life.spine.takeover);
    chapter9_finance::draw(life);
    life.presuppose(None);
    chapter10_information::draw(life);
    chapter11_complaints::draw(life);
    chapter13_commencement::draw(life);
    life.leave_out_days_without_cover();
}
