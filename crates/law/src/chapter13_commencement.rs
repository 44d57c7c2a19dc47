//! Chapter 13, §§ 58–68, and the transitional rules printed with the Act: which law holds for whom.

use jiff::civil::{Date, date};

use crate::answer::{Answer, Finding};
use crate::case::PersonFile;
use crate::cite;
use crate::facts::last_by;
use crate::why::Why;

/// § 58, stk. 3: chapters 3–6, 9 and 10 do not hold for somebody whose permit was given before 1 January 1999. Reads the first permit.
pub fn has_permit_from_before_the_act(file: &PersonFile<'_>, why: &mut Why) -> Finding {
    let first = file.permits.first();
    let answer = Answer::of(first.is_some_and(|permit| permit.latest < date(1999, 1, 1)));
    Finding::noted(answer, cite!("§ 58, stk. 3"), first.map(|permit| permit.fact), why)
}

/// § 68: the Act does not hold for the Faroe Islands and Greenland. Reads where the person has taken residence.
pub fn lives_outside_the_acts_territory(file: &PersonFile<'_>, on: Date, why: &mut Why) -> Finding {
    let away = last_by(&file.residences_in_realm, on);
    let back = last_by(&file.residences, on);
    let is_away = away.filter(|away| back.is_none_or(|back| back.on < away.on));
    Finding::noted(Answer::of(is_away.is_some()), cite!("§ 68"), is_away.map(|fact| fact.fact), why)
}
