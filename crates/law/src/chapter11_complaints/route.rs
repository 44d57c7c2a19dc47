//! § 53: where a complaint goes, for every kind of decision. Pure: no case, no day.

use crate::act::Provision;
use crate::answer::{Answer, Finding};
use crate::cite;
use crate::decision::is_help;
use crate::facts::{Board, DecisionKind, Empowerment};
use crate::why::{Evidence, Why};
use crate::words::Words;

/// Where a complaint about a decision goes, and by which provisions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ComplaintRoute {
    /// The board; none where no administrative authority takes the complaint.
    pub to: Option<Board>,
    /// The provision that decides that.
    pub provision: Provision,
    /// Of which municipality it is the board.
    pub board_of: BoardOf,
    /// By which rules the board handles the complaint: chapter 10 of lov om retssikkerhed og administration på det sociale område.
    pub handled_under: Option<Provision>,
    /// The provision that shuts the delegating municipality out as a place of complaint.
    pub delegating_shut_out: Option<Provision>,
    /// The provision by which the board's decision goes no further.
    pub no_further: Option<Provision>,
    /// The provision by which Ankestyrelsen may take the case up all the same.
    pub may_be_taken_up: Option<Provision>,
}

/// Of which municipality a board is the place of complaint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoardOf {
    /// The municipality that decided, or whose other actor decided.
    DecidingMunicipality,
    /// The municipality that empowered another one (stk. 4).
    DelegatingMunicipality,
}

impl Board {
    /// What users read.
    pub fn words(self) -> Words {
        match self {
            Self::EmploymentAppealsBoard => Words::new("beskæftigelsesankenævnet", "the Employment Appeals Board"),
            Self::SocialBoard => Words::new("det sociale nævn", "the Social Board"),
            Self::NationalSocialAppealsBoard => Words::new("Ankestyrelsen", "the National Social Appeals Board"),
        }
    }

    /// Its name in output.
    pub fn name(self) -> &'static str {
        match self {
            Self::EmploymentAppealsBoard => "employment_appeals_board",
            Self::SocialBoard => "social_board",
            Self::NationalSocialAppealsBoard => "national_social_appeals_board",
        }
    }
}

/// What § 53 makes of a kind of decision.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Group {
    ImmigrationService,
    SocialBoard,
    Council,
    Statement,
    Other,
}

/// Every kind by name: a kind that is added does not compile before it has its place here.
fn group(kind: DecisionKind) -> Group {
    match kind {
        DecisionKind::Scope
        | DecisionKind::NationalNumber
        | DecisionKind::RegionQuota
        | DecisionKind::MunicipalQuota
        | DecisionKind::Placement
        | DecisionKind::HousingOnBehalf => Group::ImmigrationService,
        DecisionKind::Housing
        | DecisionKind::HelpSingleExpense
        | DecisionKind::HelpTreatment
        | DecisionKind::HelpChildren
        | DecisionKind::HelpChildAfterDeath
        | DecisionKind::HelpMove => Group::SocialBoard,
        DecisionKind::CouncilMembers => Group::Council,
        DecisionKind::Statement => Group::Statement,
        DecisionKind::Responsibility
        | DecisionKind::Programme
        | DecisionKind::EducationOrder
        | DecisionKind::ProgrammeTakeover
        | DecisionKind::ContractContent
        | DecisionKind::DanishEducation
        | DecisionKind::Offer
        | DecisionKind::BenefitGrant
        | DecisionKind::BenefitRefusal
        | DecisionKind::BenefitReduction
        | DecisionKind::BenefitDeduction
        | DecisionKind::BenefitStop
        | DecisionKind::RepaymentDuty
        | DecisionKind::BenefitAfterMove
        | DecisionKind::HelpFailedSupport
        | DecisionKind::HelpProgramme
        | DecisionKind::Repayment => Group::Other,
    }
}

/// § 53, stk. 1: what Udlændingeservice decides about scope, the national number, quotas, placement and housing in a municipality's
/// place goes to no other administrative authority.
pub fn is_final_with_the_immigration_service(kind: DecisionKind) -> bool {
    group(kind) == Group::ImmigrationService
}

/// § 53, stk. 2, 3. pkt.: the exception for housing under chapter 3 and for help under §§ 35–39, which go to the social board.
pub fn goes_to_the_social_board(kind: DecisionKind) -> bool {
    group(kind) == Group::SocialBoard
}

/// § 53, stk. 2, 4. pkt.: whom a municipality appoints to its integration council goes to no other administrative authority.
pub fn is_appointment_to_the_council(kind: DecisionKind) -> bool {
    group(kind) == Group::Council
}

/// § 53, stk. 5: a statement under § 52 is no decision, and goes to the employment appeals board all the same.
pub fn is_statement(kind: DecisionKind) -> bool {
    group(kind) == Group::Statement
}

/// § 53, stk. 3: who decided for another municipality under § 5, stk. 2 decided in its place: there is no complaint to that
/// municipality. Only for what § 5, stk. 2 lets a municipality leave to another; an empowerment beyond that changes no route.
pub fn shuts_the_delegating_municipality_out(kind: DecisionKind, empowered: Option<Empowerment>) -> bool {
    empowered == Some(Empowerment::Municipality) && can_be_left_to(Empowerment::Municipality, kind)
}

/// § 53, stk. 4: of which municipality the board is: the delegating one's, where another municipality decided for it. Another actor
/// under § 5, stk. 3 decides for the municipality itself, whose board it stays.
pub fn board_of(kind: DecisionKind, empowered: Option<Empowerment>) -> BoardOf {
    if shuts_the_delegating_municipality_out(kind, empowered) {
        BoardOf::DelegatingMunicipality
    } else {
        BoardOf::DecidingMunicipality
    }
}

/// § 5, stk. 2–3: whether a decision of the kind can be left to another: to a municipality chapters 4 to 6, to another actor chapter 4.
pub fn can_be_left_to(empowered: Empowerment, kind: DecisionKind) -> bool {
    let programme = matches!(
        kind,
        DecisionKind::Programme
            | DecisionKind::EducationOrder
            | DecisionKind::ProgrammeTakeover
            | DecisionKind::ContractContent
            | DecisionKind::DanishEducation
            | DecisionKind::Offer
    );
    let benefit = matches!(
        kind,
        DecisionKind::BenefitGrant
            | DecisionKind::BenefitRefusal
            | DecisionKind::BenefitReduction
            | DecisionKind::BenefitDeduction
            | DecisionKind::BenefitStop
            | DecisionKind::RepaymentDuty
            | DecisionKind::BenefitAfterMove
    );
    programme || (empowered == Empowerment::Municipality && (benefit || is_help(kind)))
}

/// § 53: where a complaint about a decision of the kind goes. The general rule (stk. 2, 1. pkt.: the employment appeals board) with its
/// exceptions, and what follows from who decided (stk. 3–4) and from the board's decision (stk. 6).
pub fn route(kind: DecisionKind, empowered: Option<Empowerment>) -> ComplaintRoute {
    if is_final_with_the_immigration_service(kind) {
        return ComplaintRoute::nowhere(cite!("§ 53, stk. 1"));
    }
    if is_appointment_to_the_council(kind) {
        return ComplaintRoute::nowhere(cite!("§ 53, stk. 2, 4. pkt."));
    }
    let (to, provision) = if is_statement(kind) {
        (Board::EmploymentAppealsBoard, cite!("§ 53, stk. 5"))
    } else if goes_to_the_social_board(kind) {
        (Board::SocialBoard, cite!("§ 53, stk. 2, 3. pkt."))
    } else {
        (Board::EmploymentAppealsBoard, cite!("§ 53, stk. 2, 1. pkt."))
    };
    let shut_out = shuts_the_delegating_municipality_out(kind, empowered);
    ComplaintRoute {
        to: Some(to),
        provision: if shut_out { cite!("§ 53, stk. 4") } else { provision },
        board_of: board_of(kind, empowered),
        handled_under: Some(if is_statement(kind) { provision } else { cite!("§ 53, stk. 2, 2. pkt.") }),
        delegating_shut_out: shut_out.then_some(cite!("§ 53, stk. 3")),
        no_further: Some(cite!("§ 53, stk. 6, 1. pkt.")),
        may_be_taken_up: Some(cite!("§ 53, stk. 6, 2. pkt.")),
    }
}

impl ComplaintRoute {
    fn nowhere(provision: Provision) -> Self {
        Self {
            to: None,
            provision,
            board_of: BoardOf::DecidingMunicipality,
            handled_under: None,
            delegating_shut_out: None,
            no_further: None,
            may_be_taken_up: None,
        }
    }
}

/// § 53 as steps: each exception asked in turn, then the rule, then what becomes of the board's decision. Yes with a board, else no.
pub fn explain(
    kind: DecisionKind,
    empowered: Option<Empowerment>,
    evidence: impl Into<Evidence>,
    why: &mut Why,
) -> (Finding, ComplaintRoute) {
    let (route, evidence) = (route(kind, empowered), evidence.into());
    let municipal = route.to.is_some() && !is_statement(kind);
    let mut note = |provision, holds| why.answer(provision, Answer::of(holds), evidence);
    note(cite!("§ 53, stk. 1"), is_final_with_the_immigration_service(kind));
    note(cite!("§ 53, stk. 2, 4. pkt."), is_appointment_to_the_council(kind));
    note(cite!("§ 53, stk. 2, 3. pkt."), goes_to_the_social_board(kind));
    note(cite!("§ 53, stk. 2, 1. pkt."), municipal && route.to == Some(Board::EmploymentAppealsBoard));
    note(cite!("§ 53, stk. 5"), is_statement(kind));
    note(cite!("§ 53, stk. 2, 2. pkt."), municipal);
    if let Some(empowered) = empowered {
        explain_empowerment(kind, empowered, evidence, why);
    }
    let mut note = |provision, holds| why.answer(provision, Answer::of(holds), evidence);
    note(cite!("§ 53, stk. 6, 1. pkt."), route.no_further.is_some());
    note(cite!("§ 53, stk. 6, 2. pkt."), route.may_be_taken_up.is_some());
    (Finding::of(Answer::of(route.to.is_some()), route.provision), route)
}

fn explain_empowerment(kind: DecisionKind, empowered: Empowerment, evidence: Evidence, why: &mut Why) {
    let shut_out = shuts_the_delegating_municipality_out(kind, Some(empowered));
    why.answer(cite!("§ 53, stk. 3"), Answer::of(shut_out), evidence);
    why.answer(cite!("§ 53, stk. 4"), Answer::of(shut_out), evidence);
    if !can_be_left_to(empowered, kind) {
        let provision = match empowered {
            Empowerment::Municipality => cite!("§ 5, stk. 2"),
            Empowerment::OtherActor => cite!("§ 5, stk. 3"),
        };
        let beyond = Words::new(
            "afgørelser af denne art kan ikke overlades til andre; klagevejen er den samme, som hvis kommunen selv havde afgjort sagen",
            "decisions of this kind cannot be left to others; the complaint goes where it would have gone had the municipality decided itself",
        );
        why.remarks(provision, beyond, evidence);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_to_a_board_goes_no_further_and_can_be_taken_up() {
        let stop = route(DecisionKind::BenefitStop, None);
        assert_eq!((stop.to, stop.board_of), (Some(Board::EmploymentAppealsBoard), BoardOf::DecidingMunicipality));
        assert!(stop.no_further.is_some() && stop.may_be_taken_up.is_some() && stop.delegating_shut_out.is_none());
    }

    #[test]
    fn what_goes_nowhere_has_no_board_no_rules_and_nothing_to_take_up() {
        for kind in [DecisionKind::Placement, DecisionKind::CouncilMembers] {
            let nowhere = route(kind, Some(Empowerment::Municipality));
            let rules =
                [nowhere.handled_under, nowhere.delegating_shut_out, nowhere.no_further, nowhere.may_be_taken_up];
            assert_eq!((nowhere.to, rules), (None, [None; 4]), "{kind:?}");
        }
    }

    #[test]
    fn a_municipality_can_leave_benefit_to_another_and_an_actor_only_the_programme() {
        let by = |kind| [Empowerment::Municipality, Empowerment::OtherActor].map(|other| can_be_left_to(other, kind));
        assert_eq!(by(DecisionKind::Offer), [true, true]);
        assert_eq!(by(DecisionKind::BenefitStop), [true, false]);
        assert_eq!(by(DecisionKind::HelpMove), [true, false]);
        assert_eq!(by(DecisionKind::Housing), [false, false]);
    }
}
