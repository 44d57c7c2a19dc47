//! Letters of a case: which can be written now, what each says and where that comes from, and that it left the house.
//!
//! A letter is made of the case's facts, what the Act concludes from them, the registers, the authority's letterhead, and what the
//! caseworker types where no fact can speak. What is missing is asked for; nothing is made up. How a letter looks is the room
//! `letters`' to know, and how a form looks the desk's.

mod blanks;
mod contract;
mod decision;
mod envelope;
mod follow_up;
mod hearing;
mod occasion;
mod population;
mod reasons;
mod sending;
mod statement;
#[cfg(test)]
mod tests;
mod writing;

pub use blanks::{Asked, Blank, Form, Gap, Typed};
pub use envelope::Letterhead;
pub use occasion::{Occasion, Open, key, kind_of};
pub use population::{CommonWords, Found, Member, Population, SentByMe, SentLetter};
pub use sending::{SendLetter, Sent, StoredLetter, document, sha256};
pub use writing::{FieldShown, LettersOfCase, OfCase, WhatClosed, WriteLetter, Written};
