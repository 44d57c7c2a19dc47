//! What is wrong with a processor on a day, derived from the register.

use jiff::civil::Date;
use law::words::Words;
use schemars::JsonSchema;
use serde::Serialize;

use super::processor::Processor;

/// Something that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[schemars(rename = "ProcessorFinding")]
pub struct Finding {
    /// What.
    pub kind: FindingKind,
    /// Since when.
    pub since: Date,
    /// Until when, where it was mended; what has happened is still told.
    pub until: Option<Date>,
    /// About which country, for a transfer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
}

/// What can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[schemars(rename = "ProcessorFindingKind")]
#[serde(rename_all = "kebab-case")]
pub enum FindingKind {
    /// Data are processed without an agreement.
    AgreementMissing,
    /// Processing began before there was an agreement.
    ProcessingBeforeAgreement,
    /// There is an agreement, or processing, and no risk assessment.
    RiskAssessmentMissing,
    /// The risk was assessed after the agreement was signed.
    RiskAssessmentAfterAgreement,
    /// A supervision is overdue.
    SupervisionOverdue,
    /// Data are transferred to a third country on a ground that is not enough.
    UnsafeTransfer,
}

impl FindingKind {
    /// What users and the overview say.
    pub fn words(self) -> Words {
        match self {
            Self::AgreementMissing => Words::new("databehandleraftale mangler", "agreement missing"),
            Self::ProcessingBeforeAgreement => {
                Words::new("behandling begyndt før aftale", "processing began before the agreement")
            }
            Self::RiskAssessmentMissing => Words::new("risikovurdering mangler", "risk assessment missing"),
            Self::RiskAssessmentAfterAgreement => {
                Words::new("risikovurdering efter aftale", "risk assessment after the agreement")
            }
            Self::SupervisionOverdue => Words::new("tilsyn overskredet", "supervision overdue"),
            Self::UnsafeTransfer => Words::new(
                "overførsel til tredjeland uden tilstrækkeligt grundlag",
                "transfer to a third country on a ground that is not enough",
            ),
        }
    }

    /// Every kind.
    pub const ALL: [Self; 6] = [
        Self::AgreementMissing,
        Self::ProcessingBeforeAgreement,
        Self::RiskAssessmentMissing,
        Self::RiskAssessmentAfterAgreement,
        Self::SupervisionOverdue,
        Self::UnsafeTransfer,
    ];

    /// The name in texts and the overview.
    pub fn key(self) -> &'static str {
        match self {
            Self::AgreementMissing => "agreement-missing",
            Self::ProcessingBeforeAgreement => "processing-before-agreement",
            Self::RiskAssessmentMissing => "risk-assessment-missing",
            Self::RiskAssessmentAfterAgreement => "risk-assessment-after-agreement",
            Self::SupervisionOverdue => "supervision-overdue",
            Self::UnsafeTransfer => "unsafe-transfer",
        }
    }
}

impl Finding {
    /// Whether it still stands.
    pub fn stands(&self) -> bool {
        self.until.is_none()
    }
}

impl Processor {
    /// What is, or was, wrong by a day. What lies later is not looked at.
    pub fn findings(&self, on: Date) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut found = |kind, since, until| findings.push(Finding { kind, since, until, country: None });
        let ended = self.ended.as_ref().map(|(day, _)| *day).filter(|day| *day <= on);
        let processing = self.processing_since.filter(|since| *since <= on);
        let agreement = self.agreements.first().map(|(day, _)| *day).filter(|day| *day <= on);
        let assessed = self.risks.first().map(|risk| risk.on).filter(|day| *day <= on);
        match (processing, agreement) {
            (Some(since), None) => found(FindingKind::AgreementMissing, since, ended),
            (Some(since), Some(signed)) if since < signed => {
                found(FindingKind::ProcessingBeforeAgreement, since, Some(signed));
            }
            _ => {}
        }
        match (agreement, processing, assessed) {
            // What should have come before the agreement is late once it is signed; the order cannot be mended.
            (Some(signed), _, Some(assessed)) if signed < assessed => {
                found(FindingKind::RiskAssessmentAfterAgreement, signed, Some(assessed));
            }
            (Some(signed), _, None) => found(FindingKind::RiskAssessmentMissing, signed, ended),
            (None, Some(since), None) => found(FindingKind::RiskAssessmentMissing, since, ended),
            _ => {}
        }
        if let Some(due) = self.supervision_due(on).filter(|due| *due < on) {
            found(FindingKind::SupervisionOverdue, due, None);
        }
        let unsafe_ones = self.transfers.iter().filter(|one| one.from <= on && !one.safeguard.is_enough());
        findings.extend(unsafe_ones.map(|one| Finding {
            kind: FindingKind::UnsafeTransfer,
            since: one.from,
            until: one.until.filter(|until| *until <= on).or(ended),
            country: Some(one.country.clone()),
        }));
        findings
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::ledger::{Entry, Ledger, Party};
    use crate::processors::{HEAD, Risk, Safeguard, Step, rows};

    const TODAY: Date = date(2024, 12, 31);

    fn processor(steps: &[(Date, Step)]) -> Processor {
        let registered = Step::Registered {
            name: "Driftsleverandør".into(),
            authority: "Udlændingestyrelsen".into(),
            purpose: "drift".into(),
            data: "navne".into(),
        };
        let mut processor = None;
        for (on, what) in [(date(2024, 1, 1), registered)].iter().chain(steps) {
            let entry = Entry { on: *on, party: Party::Ministry, what: what.clone() };
            processor = Some(Processor::take(processor.as_ref(), &entry).expect("a sound step"));
        }
        processor.expect("a processor")
    }

    fn assessed(on: Date) -> (Date, Step) {
        (on, Step::RiskAssessed { risk: Risk::High, supervise_every_months: 6, reference: "R-1".into() })
    }

    fn signed(on: Date) -> (Date, Step) {
        (on, Step::AgreementSigned { reference: "A-1".into() })
    }

    fn kinds(steps: &[(Date, Step)]) -> Vec<(FindingKind, bool)> {
        processor(steps).findings(TODAY).iter().map(|finding| (finding.kind, finding.stands())).collect()
    }

    #[test]
    fn an_end_counts_from_its_day_and_stays_in_the_overview_of_its_half_year() {
        let ended = (date(2024, 9, 1), Step::Ended { data_after: "slettet".into() });
        let began = (date(2024, 2, 1), Step::ProcessingBegan);
        let steps = [assessed(date(2024, 1, 2)), signed(date(2024, 1, 3)), began, ended];
        let processor = processor(&steps);
        assert_eq!(processor.supervision_due(date(2024, 8, 31)), Some(date(2024, 8, 1)), "it still processed");
        assert_eq!(processor.supervision_due(date(2024, 9, 1)), None);
        assert_eq!(processor.supervision_due(date(2024, 1, 31)), None, "nothing was processed yet");
        let there = |on| rows([&processor], on).len();
        assert_eq!((there(date(2024, 6, 30)), there(date(2024, 12, 31)), there(date(2025, 1, 1))), (1, 1, 0));
        let ended = HEAD.iter().position(|column| *column == "processing-ended").expect("a column");
        assert_eq!(rows([&processor], date(2024, 12, 31))[0][ended], "2024-09-01");
        assert_eq!(rows([&processor], date(2024, 6, 30))[0][ended], "", "not known then");
    }

    #[test]
    fn a_risk_assessment_then_an_agreement_then_processing_is_the_right_order() {
        let steps = [assessed(date(2024, 7, 1)), signed(date(2024, 7, 2)), (date(2024, 7, 3), Step::ProcessingBegan)];
        assert_eq!(kinds(&steps), []);
    }

    #[test]
    fn the_same_three_in_the_wrong_order_are_found_and_stay_found_though_mended() {
        let steps = [(date(2024, 7, 1), Step::ProcessingBegan), signed(date(2024, 8, 1)), assessed(date(2024, 9, 1))];
        assert_eq!(
            kinds(&steps),
            [(FindingKind::ProcessingBeforeAgreement, false), (FindingKind::RiskAssessmentAfterAgreement, false),]
        );
    }

    #[test]
    fn the_order_in_which_the_register_learned_of_them_does_not_matter() {
        let steps = [(date(2024, 7, 3), Step::ProcessingBegan), signed(date(2024, 7, 2)), assessed(date(2024, 7, 1))];
        assert_eq!(kinds(&steps), []);
    }

    #[test]
    fn processing_with_neither_is_found_twice() {
        let steps = [(date(2024, 7, 1), Step::ProcessingBegan)];
        assert_eq!(kinds(&steps), [(FindingKind::AgreementMissing, true), (FindingKind::RiskAssessmentMissing, true)]);
        let before = processor(&steps).findings(date(2024, 6, 30));
        assert_eq!(before, [], "what lies ahead is no finding");
    }

    #[test]
    fn supervision_is_due_as_often_as_the_risk_asks_for_and_overdue_on_the_day_after() {
        let steps =
            vec![assessed(date(2024, 1, 1)), signed(date(2024, 1, 2)), (date(2024, 2, 1), Step::ProcessingBegan)];
        assert_eq!(processor(&steps).supervision_due(TODAY), Some(date(2024, 8, 1)));
        assert_eq!(processor(&steps).findings(date(2024, 8, 1)), []);
        assert_eq!(processor(&steps).findings(date(2024, 8, 2))[0].kind, FindingKind::SupervisionOverdue);
        let held = (date(2024, 8, 15), Step::Supervised { outcome: "i orden".into(), reference: "T-1".into() });
        let held: Vec<_> = steps.into_iter().chain([held]).collect();
        assert_eq!(processor(&held).supervision_due(TODAY), Some(date(2025, 2, 15)));
    }

    #[test]
    fn clauses_without_an_assessment_of_the_country_are_not_enough_and_an_ended_transfer_is_still_told() {
        let transfer = |country: &str, safeguard| Step::TransferBegan { country: country.into(), safeguard };
        let steps = [
            (date(2024, 3, 1), transfer("USA", Safeguard::SafeguardsNotAssessed)),
            (date(2024, 3, 1), transfer("Japan", Safeguard::Adequacy)),
            (date(2024, 4, 1), transfer("Indien", Safeguard::Nothing)),
            (date(2024, 5, 1), Step::TransferEnded { country: "Indien".into() }),
        ];
        let found = processor(&steps).findings(TODAY);
        let told: Vec<(&str, bool)> =
            found.iter().map(|finding| (finding.country.as_deref().unwrap_or(""), finding.stands())).collect();
        assert_eq!(told, [("USA", true), ("Indien", false)]);
        assert!(!Safeguard::Derogation.is_enough());
    }
}
