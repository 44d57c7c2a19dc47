//! Every duty that the Act sets, in the order of its chapters: what a figure about the Act as a whole counts, and what a case can lack.
//!
//! A duty arises in a life once the questions before it are answered yes. Beside each stand those questions whose answer alone tells
//! whether it arises: as long as one of them waits for a fact or a judgement, nobody can tell whether there is a duty.

use std::ops::Deref;
use std::sync::LazyLock;

use crate::chapter3_housing_of_refugees::housing;
use crate::chapter3_housing_of_refugees::placement;
use crate::chapter3_housing_of_refugees::quotas::level;
use crate::chapter3_housing_of_refugees::quotas::national_number;
use crate::chapter4_introduction_programme::contract;
use crate::chapter4_introduction_programme::danish;
use crate::chapter4_introduction_programme::danish::certificate;
use crate::chapter4_introduction_programme::danish::special_arrangement;
use crate::chapter4_introduction_programme::education_order;
use crate::chapter4_introduction_programme::follow_up;
use crate::chapter4_introduction_programme::free_period;
use crate::chapter4_introduction_programme::participation;
use crate::chapter4_introduction_programme::sickness;
use crate::chapter4_introduction_programme::status;
use crate::chapter5_introduction_benefit::availability;
use crate::chapter5_introduction_benefit::availability::custody;
use crate::chapter5_introduction_benefit::availability::left_education;
use crate::chapter5_introduction_benefit::availability::referral_course;
use crate::chapter5_introduction_benefit::availability::registration;
use crate::chapter5_introduction_benefit::deduction;
use crate::chapter5_introduction_benefit::reduction;
use crate::chapter5_introduction_benefit::repayment;
use crate::chapter5_introduction_benefit::right;
use crate::chapter5_introduction_benefit::stop;
use crate::chapter5_introduction_benefit::stop::duration;
use crate::chapter8_councils::elections;
use crate::chapter10_information::from_immigration_service;
use crate::chapter10_information::hand_over;
use crate::chapter10_information::other_actors;
use crate::chapter10_information::statements;
use crate::chapter10_information::telling;
use crate::chapter11_complaints;
use crate::chapter13_commencement::older_contracts;
use crate::chapter13_commencement::quotas_of_2007;
use crate::duty::DutyKind;

/// A duty of the catalogue.
#[derive(Clone, Copy, Debug)]
struct Known {
    kind: &'static DutyKind,
    waits_for: &'static [&'static str],
}

const fn known(kind: &'static DutyKind, waits_for: &'static [&'static str]) -> Known {
    Known { kind, waits_for }
}

/// A duty by its place in the catalogue: small enough to be kept by the million.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DutyNumber(u16);

/// How many duties the Act sets.
pub const DUTIES: usize = 89;

impl DutyNumber {
    /// The duty's number; none for a duty that is not the Act's.
    pub fn of(kind: &'static DutyKind) -> Option<Self> {
        let places = &*PLACES;
        let found = places.binary_search_by_key(&address(kind), |(at, _)| *at).ok()?;
        Some(Self(places[found].1))
    }

    /// The duty with a name.
    pub fn named(name: &str) -> Option<Self> {
        let (key, nth) = name.split_once('/').map_or((name, Some(1)), |(key, nth)| (key, nth.parse::<usize>().ok()));
        Self::all().filter(|number| number.key == key).nth(nth?.checked_sub(1)?)
    }

    /// Its name: the key of its kind, with a number behind it where another provision before it sets a duty with the same key.
    pub fn name(self) -> String {
        match Self::all().take(self.place()).filter(|before| before.key == self.key).count() {
            0 => self.key.to_owned(),
            before => format!("{}/{}", self.key, before + 1),
        }
    }

    /// Every duty, in the order of the Act's chapters.
    pub fn all() -> impl ExactSizeIterator<Item = Self> {
        (0..u16::try_from(DUTIES).unwrap_or(u16::MAX)).map(Self)
    }

    /// Its place in the catalogue, from 0.
    pub fn place(self) -> usize {
        usize::from(self.0)
    }

    /// The duty.
    pub fn kind(self) -> &'static DutyKind {
        CATALOGUE[self.place()].kind
    }

    /// Questions of the Act, by their keys, whose open answer leaves open whether the duty arises.
    pub fn waits_for(self) -> &'static [&'static str] {
        CATALOGUE[self.place()].waits_for
    }
}

impl Deref for DutyNumber {
    type Target = DutyKind;

    fn deref(&self) -> &DutyKind {
        self.kind()
    }
}

fn address(kind: &'static DutyKind) -> usize {
    std::ptr::from_ref(kind).addr()
}

/// Where each duty stands, by the address of its kind: found without comparing texts.
static PLACES: LazyLock<Vec<(usize, u16)>> = LazyLock::new(|| {
    let mut places: Vec<(usize, u16)> = CATALOGUE.iter().map(|known| address(known.kind)).zip(0..).collect();
    places.sort_unstable();
    places
});

static CATALOGUE: [Known; DUTIES] = [
    known(&placement::DECIDE, &["placement.with_permit"]),
    known(&placement::DECIDE_MINOR, &["placement.with_permit"]),
    known(&placement::REGISTER, &["registration.placement_municipality"]),
    known(&placement::REGISTER_INSTEAD, &["registration.placement_municipality"]),
    known(&national_number::ANNOUNCE, &[]),
    known(&national_number::CHANGE, &["national_number.must_change"]),
    known(level::REGION.agree, &[]),
    known(level::REGION.fix, &[]),
    known(level::REGION.agree_anew, &["region_quota.anew"]),
    known(level::REGION.fix_anew, &["region_quota.anew"]),
    known(level::MUNICIPALITY.agree, &[]),
    known(level::MUNICIPALITY.fix, &[]),
    known(level::MUNICIPALITY.agree_anew, &["municipal_quota.anew"]),
    known(level::MUNICIPALITY.fix_anew, &["municipal_quota.anew"]),
    known(&housing::ASSIGN, &["housing.to_be_assigned"]),
    known(&housing::ASSIGN_AFTER_SCHOOL, &[]),
    known(&housing::ASSIGN_TEMPORARY, &["housing.to_be_assigned"]),
    known(&participation::START, &["scope", "municipality.takeover", "programme.offered"]),
    known(&status::FINAL, &["scope", "municipality.takeover", "programme.offered"]),
    known(&status::ON_MOVE, &[]),
    known(&education_order::PROPOSE, &["education_order.called_for"]),
    known(&education_order::APPLY, &[]),
    known(&education_order::FOLLOW, &[]),
    known(&education_order::BEGIN, &[]),
    known(&education_order::TELL_SCHOOL, &[]),
    known(&contract::DRAW_UP, &["scope", "municipality.takeover", "programme.offered"]),
    known(&follow_up::HOLD, &["scope", "municipality.takeover", "programme.offered"]),
    known(&follow_up::NOTIFY, &[]),
    known(&danish::REFER, &["scope", "municipality.takeover", "programme.offered", "danish.to_be_offered"]),
    known(&danish::CONTINUE, &["danish.to_be_offered"]),
    known(&special_arrangement::ARRANGE, &["danish.special_arrangement"]),
    known(&certificate::ISSUE, &["danish.certificate"]),
    known(&free_period::LAY_IN, &["offer.free_period"]),
    known(&sickness::ASSESS, &["sickness.assessment"]),
    known(&sickness::REASSESS, &[]),
    known(&sickness::DRAW_UP, &["sickness.plan_needed"]),
    known(&sickness::FOLLOW_UP, &[]),
    known(&right::DECIDE, &["benefit.right"]),
    known(&availability::ASSESS_REFUSED_JOB, &[]),
    known(&availability::ASSESS_MISSED_INTERVIEW, &[]),
    known(&availability::ASSESS_MISSED_FOLLOW_UP, &[]),
    known(&availability::ASSESS_SICKNESS, &[]),
    known(&availability::GIVE_INFORMATION, &[]),
    known(&availability::CONTROL_INTERVIEW, &[]),
    known(&availability::CONTROL_OFFER, &[]),
    known(&registration::REGISTER, &["registration.required"]),
    known(&registration::SEE_TO_REGISTRATION, &["registration.required"]),
    known(&registration::TELL_JOBCENTRE, &[]),
    known(&registration::CONFIRM, &["registration.required"]),
    known(&registration::ENTER_CV, &["registration.required"]),
    known(&registration::CV_INTERVIEW, &[]),
    known(&referral_course::NEXT_JOB, &["referral_course.runs"]),
    known(&referral_course::ORDER_TO_SEEK, &["referral_course.runs"]),
    known(&custody::DEPRIVED_OF_LIBERTY, &["custody.municipality"]),
    known(&custody::EVADES_PROSECUTION, &["custody.municipality"]),
    known(&custody::EVADES_SERVING, &["custody.municipality"]),
    known(&left_education::ACT, &["left_education.must_act"]),
    known(&deduction::DECIDE, &["deduction.ground"]),
    known(&reduction::DECIDE, &["reduction.ground"]),
    known(&stop::DECIDE_REFUSAL, &["stop.ground"]),
    known(&stop::DECIDE_ABSENCE, &["stop.repeated_absence"]),
    known(&stop::DECIDE_EDUCATION, &[]),
    known(&duration::REVIEW, &["stop.lasts"]),
    known(&duration::REVIEW_EDUCATION, &["stop.lasts"]),
    known(&repayment::DECIDE, &["repayment.duty"]),
    known(&elections::ELECT_REPRESENTATIVE, &[]),
    known(&elections::ELECT_COUNCIL, &[]),
    known(&from_immigration_service::TELL, &[]),
    known(&telling::CONTRIBUTE, &[]),
    known(&telling::TELL_OF_CHANGE, &[]),
    known(&telling::TELL_OF_DUTY, &[]),
    known(&telling::TELL_OF_FETCHING, &[]),
    known(&hand_over::HAND_OVER, &[]),
    known(&hand_over::ASSESS_OTHER, &[]),
    known(&statements::STATE_COMPLETION, &[]),
    known(&statements::STATE_DATES, &[]),
    known(&other_actors::TELL_OF_ABSENCE, &[]),
    known(&chapter11_complaints::PASS_ON, &["complaint.in_time"]),
    known(&quotas_of_2007::AGREE_REGIONS, &[]),
    known(&quotas_of_2007::FIX_REGIONS, &[]),
    known(&quotas_of_2007::AGREE_MUNICIPALITIES, &[]),
    known(&quotas_of_2007::FIX_MUNICIPALITIES, &[]),
    known(&older_contracts::OFFER_INDIVIDUAL_CONTRACT, &["transition.contract"]),
    known(&older_contracts::DRAW_UP_IN_PERIOD, &["transition.contract"]),
    known(&older_contracts::DRAW_UP_GOALS_MET, &["transition.contract"]),
    known(&older_contracts::DRAW_UP_RECEIVING, &["transition.contract"]),
    known(&older_contracts::DRAW_UP_ASKING, &["transition.contract"]),
    known(&older_contracts::ASK_GOALS_MET, &["transition.contract"]),
    known(&older_contracts::ASK_FORMERLY_COVERED, &["transition.contract"]),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use super::*;

    /// The program of every chapter, without its tests.
    fn sources(folder: &Path, into: &mut String) {
        for entry in fs::read_dir(folder).expect("the sources").flatten() {
            if entry.path().is_dir() {
                sources(&entry.path(), into);
            } else {
                let text = fs::read_to_string(entry.path()).expect("a source");
                into.push_str(text.split("#[cfg(test)]").next().unwrap_or_default());
            }
        }
    }

    fn of_the_chapters() -> String {
        let mut text = String::new();
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut text);
        text
    }

    #[test]
    fn no_duty_of_the_act_is_left_out_and_none_stands_twice() {
        let text = of_the_chapters();
        let set = text.matches(": DutyKind = DutyKind {").count() + text.matches(": &DutyKind {").count();
        assert_eq!(DUTIES, set);
        let different: BTreeSet<usize> = DutyNumber::all().map(|number| address(number.kind())).collect();
        assert_eq!(different.len(), DUTIES);
    }

    #[test]
    fn a_duty_is_found_by_its_kind_and_by_its_name() {
        for number in DutyNumber::all() {
            assert_eq!(DutyNumber::of(number.kind()), Some(number), "{}", number.key);
            assert_eq!(DutyNumber::named(&number.name()), Some(number), "{}", number.key);
        }
        assert_eq!(
            DutyNumber::named("contract.draw_up").map(|found| found.provision.citation()),
            Some("§ 19, stk. 1, 1. pkt.")
        );
        for unknown in ["coronation.attend", "contract.draw_up/0", "contract.draw_up/2", "contract.draw_up/x"] {
            assert_eq!(DutyNumber::named(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn what_a_duty_waits_for_is_a_question_of_the_act() {
        let text = of_the_chapters();
        for number in DutyNumber::all() {
            for question in number.waits_for() {
                assert!(text.contains(&format!("key: \"{question}\"")), "{}: {question}", number.key);
                assert!(DutyNumber::named(question).is_none(), "{question} is a duty");
            }
        }
    }
}
