//! A share as a bar with its percentage beside it; where it rests on few, that is said in words too.

use std::fmt;

use crate::texts::Language;

/// A share of something, 0 to 1; none of nothing.
#[derive(Clone, Copy, Debug)]
pub struct ShareBar {
    /// The language.
    pub language: Language,
    /// The share.
    pub share: Option<f64>,
    /// What there are so few of (under 20) that the share says little; none where there are enough.
    pub few: Option<Few>,
}

/// What a share is a share of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Few {
    /// Duties that were due.
    Due,
    /// Cases.
    Cases,
    /// Facts.
    Facts,
    /// Persons.
    Persons,
    /// Contracts.
    Contracts,
    /// Permits.
    Permits,
}

impl Few {
    fn key(self) -> &'static str {
        match self {
            Self::Due => "share-of-few-due",
            Self::Cases => "share-of-few-cases",
            Self::Facts => "share-of-few-facts",
            Self::Persons => "share-of-few-persons",
            Self::Contracts => "share-of-few-contracts",
            Self::Permits => "share-of-few-permits",
        }
    }
}

const WIDTH: f64 = 80.0;

impl fmt::Display for ShareBar {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(share) = self.share else {
            return write!(text, r#"<span class="sub">{}</span>"#, self.language.t("share-of-nothing"));
        };
        let (width, number) = (share.clamp(0.0, 1.0) * WIDTH, self.language.percent(share));
        write!(
            text,
            r#"<span class="share"><svg class="share-bar" aria-hidden="true" focusable="false" viewBox="0 0 {WIDTH} 12"><rect class="share-whole" x="0" y="1" width="{WIDTH}" height="10"/><rect class="share-part" x="0" y="1" width="{width:.1}" height="10"/></svg><span class="share-number">{number}</span></span>"#
        )?;
        if let Some(few) = self.few {
            write!(text, r#"<span class="sub">{}</span>"#, self.language.t(few.key()))?;
        }
        Ok(())
    }
}

super::markup!(ShareBar);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_said_as_a_number_and_few_and_none_in_words() {
        let bar = |share, few| ShareBar { language: Language::Danish, share, few }.to_string();
        assert!(bar(Some(0.5), None).contains("50,0 %") && bar(Some(0.5), None).contains(r#"width="40.0""#));
        assert!(bar(Some(0.5), Some(Few::Due)).contains("under 20 forfaldne"));
        assert!(bar(Some(0.5), Some(Few::Cases)).contains("under 20 sager"));
        assert!(bar(Some(0.5), Some(Few::Facts)).contains("under 20 oplysninger"));
        assert!(bar(Some(0.5), Some(Few::Persons)).contains("under 20 personer"));
        assert!(!bar(None, None).contains('%'));
    }
}
