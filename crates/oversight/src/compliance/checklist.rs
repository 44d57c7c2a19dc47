//! The checklist of a sample: what each case is asked, so that two who judge it judge the same.
//!
//! The questions are those that Rigsrevisionen put to its sample of 2015, as far as its note of 2017 and the Act tell them; each names
//! the provision that it is judged by.

use law::act::Provision;
use law::cite;
use law::words::Words;

/// A question of the checklist.
#[derive(Debug, PartialEq, Eq)]
pub struct Item {
    /// The name in facts and forms.
    pub key: &'static str,
    /// What it is judged by.
    pub provision: Provision,
    /// The question; yes means that the Act was kept.
    pub words: Words,
    /// The duty of the Act whose outcome shows what the program finds, where it computes one.
    pub duty: Option<&'static str>,
}

/// The checklist.
pub static ITEMS: [Item; 7] = [
    Item {
        key: "programme",
        provision: cite!("§ 16, stk. 4"),
        words: Words::new(
            "Blev der givet et introduktionsprogram, som begyndte inden fristen?",
            "Was an introduction programme given that began in time?",
        ),
        duty: Some("programme.start"),
    },
    Item {
        key: "contract-in-time",
        provision: cite!("§ 19, stk. 1, 1. pkt."),
        words: Words::new(
            "Blev integrationskontrakten udarbejdet inden en måned efter overtagelsen?",
            "Was the integration contract drawn up within a month of the takeover?",
        ),
        duty: Some("contract.draw_up"),
    },
    Item {
        key: "contract-goal",
        provision: cite!("§ 19, stk. 4, 1. pkt."),
        words: Words::new(
            "Har kontrakten mål for beskæftigelse eller uddannelse?",
            "Does the contract have goals for employment or education?",
        ),
        duty: None,
    },
    Item {
        key: "contract-activities",
        provision: cite!("§ 19, stk. 4, 1. pkt."),
        words: Words::new(
            "Fastlægger kontrakten de aktiviteter, der skal føre til målene?",
            "Does the contract set the activities that are to lead to the goals?",
        ),
        duty: None,
    },
    Item {
        key: "contract-sanctions",
        provision: cite!("§ 19, stk. 5"),
        words: Words::new("Oplyser kontrakten om sanktionerne?", "Does the contract tell of the sanctions?"),
        duty: None,
    },
    Item {
        key: "follow-up",
        provision: cite!("§ 20, stk. 1, 2. pkt."),
        words: Words::new(
            "Blev der fulgt op på kontrakten mindst hver tredje måned?",
            "Was the contract followed up at least every third month?",
        ),
        duty: Some("follow_up.hold"),
    },
    Item {
        key: "danish-referral",
        provision: cite!("§ 21, stk. 1, 1. pkt."),
        words: Words::new(
            "Blev udlændingen henvist til danskuddannelse inden en måned efter overtagelsen?",
            "Was the foreigner referred to Danish education within a month of the takeover?",
        ),
        duty: Some("danish.refer"),
    },
];

/// The question with a name.
pub fn item(key: &str) -> Option<&'static Item> {
    ITEMS.iter().find(|item| item.key == key)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use law::duty::DutyNumber;

    use super::*;

    #[test]
    fn each_question_has_a_name_of_its_own_and_the_duty_it_names_is_the_act_s_and_of_the_same_section() {
        let names: BTreeSet<&str> = ITEMS.iter().map(|item| item.key).collect();
        assert_eq!(names.len(), ITEMS.len());
        for found in &ITEMS {
            assert_eq!(item(found.key), Some(found));
            let section = |provision: Provision| provision.citation().split(',').next().map(ToOwned::to_owned);
            if let Some(duty) = found.duty {
                let duty = DutyNumber::named(duty).expect(duty);
                assert_eq!(section(duty.provision), section(found.provision), "{}", found.key);
            }
        }
    }
}
