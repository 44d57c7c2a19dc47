//! Guidance on complaint for a letter, in own words and both languages. What § 53 does not say carries its source.

use super::route::{BoardOf, ComplaintRoute};
use crate::facts::Board;
use crate::words::{Language, Words};

/// What a letter says about complaint: sentences in the order in which they are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GuidanceText {
    /// Where one can complain, or that one cannot.
    pub board: Words,
    /// That the complaint goes through the authority which decided.
    pub through: Option<Words>,
    /// The time limit, which another act sets.
    pub time_limit: Option<&'static BorrowedWeeks>,
    /// That the delegating municipality is no place of complaint.
    pub delegating: Option<Words>,
    /// That the board's decision goes no further.
    pub no_further: Option<Words>,
    /// That Ankestyrelsen may take the case up all the same.
    pub exception: Option<Words>,
}

/// A number of weeks that another act sets.
#[derive(Debug, PartialEq, Eq)]
pub struct BorrowedWeeks {
    /// How many.
    pub weeks: u16,
    /// The sentence for a letter.
    pub words: Words,
    /// The act and provision that sets it.
    pub source: Words,
}

/// The time limit for complaints about municipalities' decisions: four weeks from the day the decision was announced. It does not
/// stand in this Act: § 53, stk. 2, 2. pkt. refers to chapter 10 of lov om retssikkerhed og administration på det sociale område,
/// whose § 67 sets it.
pub static TIME_LIMIT: BorrowedWeeks = BorrowedWeeks {
    weeks: 4,
    words: Words::new(
        "Klagen skal være modtaget senest fire uger efter, at du fik meddelelse om afgørelsen.",
        "The complaint must be received no later than four weeks after you were told of the decision.",
    ),
    source: Words::new(
        "lov om retssikkerhed og administration på det sociale område § 67",
        "Act on Legal Protection and Administration in Social Matters § 67",
    ),
};

impl ComplaintRoute {
    /// What a letter about the decision says on complaint.
    pub fn guidance(&self) -> GuidanceText {
        let Some(board) = self.to else {
            let nowhere = Words::new(
                "Du kan ikke klage over afgørelsen til en anden administrativ myndighed.",
                "You cannot complain about the decision to another administrative authority.",
            );
            return GuidanceText {
                board: nowhere,
                through: None,
                time_limit: None,
                delegating: None,
                no_further: None,
                exception: None,
            };
        };
        GuidanceText {
            board: you_can_complain_to(board),
            through: Some(Words::new(
                "Send klagen til den myndighed, der har truffet afgørelsen. Den ser på sagen igen og sender klagen videre til nævnet, hvis den fastholder afgørelsen helt eller delvis.",
                "Send the complaint to the authority that made the decision. It looks at the case again and passes the complaint on to the board if it upholds the decision wholly or in part.",
            )),
            time_limit: self.handled_under.map(|_| &TIME_LIMIT),
            delegating: (self.board_of == BoardOf::DelegatingMunicipality).then_some(Words::new(
                "Afgørelsen er truffet på vegne af en anden kommune. Du kan ikke klage til den kommune; klagen behandles af nævnet for den.",
                "The decision was made on behalf of another municipality. You cannot complain to that municipality; its board handles the complaint.",
            )),
            no_further: self.no_further.map(|_| {
                Words::new(
                    "Nævnets afgørelse kan ikke indbringes for en anden administrativ myndighed.",
                    "The board's decision cannot be brought before another administrative authority.",
                )
            }),
            exception: self.may_be_taken_up.map(|_| {
                Words::new(
                    "Ankestyrelsen kan dog tage sagen op, hvis den skønner, at sagen har principiel eller generel betydning.",
                    "The National Social Appeals Board may, however, take the case up if it finds it to be of principle or of general importance.",
                )
            }),
        }
    }
}

fn you_can_complain_to(board: Board) -> Words {
    match board {
        Board::EmploymentAppealsBoard => Words::new(
            "Du kan klage over afgørelsen til beskæftigelsesankenævnet.",
            "You can complain about the decision to the Employment Appeals Board.",
        ),
        Board::SocialBoard => Words::new(
            "Du kan klage over afgørelsen til det sociale nævn.",
            "You can complain about the decision to the Social Board.",
        ),
        Board::NationalSocialAppealsBoard => Words::new(
            "Du kan klage over afgørelsen til Ankestyrelsen.",
            "You can complain about the decision to the National Social Appeals Board.",
        ),
    }
}

impl GuidanceText {
    /// The sentences in the order in which a letter has them.
    pub fn sentences(&self, language: Language) -> impl Iterator<Item = &'static str> {
        let limit = self.time_limit.map(|limit| limit.words);
        [Some(self.board), self.through, limit, self.delegating, self.no_further, self.exception]
            .into_iter()
            .flatten()
            .map(move |words| words.text(language))
    }
}

#[cfg(test)]
mod tests {
    use super::super::route::route;
    use super::*;
    use crate::facts::{DecisionKind, Empowerment};

    #[test]
    fn a_letter_about_a_placement_says_only_that_there_is_no_complaint() {
        let guidance = route(DecisionKind::Placement, None).guidance();
        assert_eq!(guidance.sentences(Language::Danish).count(), 1);
    }

    #[test]
    fn a_letter_about_a_stop_names_the_board_the_authority_the_limit_and_the_end_of_the_road() {
        let guidance = route(DecisionKind::BenefitStop, None).guidance();
        let sentences: Vec<&str> = guidance.sentences(Language::English).collect();
        assert_eq!(sentences.len(), 5);
        assert!(sentences[0].contains("Employment Appeals Board"), "{sentences:?}");
        assert_eq!(guidance.time_limit.map(|limit| limit.weeks), Some(4));
        assert_eq!(guidance.delegating, None);
    }

    #[test]
    fn a_letter_of_an_empowered_municipality_says_that_the_other_is_no_place_of_complaint() {
        let guidance = route(DecisionKind::BenefitStop, Some(Empowerment::Municipality)).guidance();
        assert!(guidance.delegating.is_some());
        assert_eq!(route(DecisionKind::Offer, Some(Empowerment::OtherActor)).guidance().delegating, None);
    }
}
