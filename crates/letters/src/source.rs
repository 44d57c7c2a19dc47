//! Where a value in a letter comes from. Nothing but fixed sentences reaches a letter without one.

use jiff::civil::Date;
use law::act::Provision;
use law::assessment::day_text;
use law::parameters::RateKey;
use law::words::{Language, Words};

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A fact of the case, by its id.
    Fact(String),
    /// A register.
    Register(Register),
    /// A rate, as it held from a day.
    Rate {
        /// What it is of.
        key: RateKey,
        /// The first day on which it held.
        from: Date,
    },
    /// A provision of the Integration Act.
    Provision(Provision),
    /// A provision of another act, by name.
    OtherAct(Words),
    /// The caseworker typed it.
    Typed {
        /// Who.
        by: String,
    },
    /// The authority's own settings: name, address, contact.
    Settings,
    /// The case system itself: case number, day of the letter, version.
    CaseSystem,
}

/// A register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Register {
    /// The civil register.
    Cpr,
    /// CPR's register of authorities.
    Authorities,
    /// The aliens' register.
    Carl2,
}

/// A value with its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sourced<T> {
    value: T,
    source: Source,
}

impl<T> Sourced<T> {
    /// A value and where it comes from.
    pub fn new(value: T, source: Source) -> Self {
        Self { value, source }
    }

    /// The value.
    pub fn value(&self) -> &T {
        &self.value
    }

    /// Where it comes from.
    pub fn source(&self) -> &Source {
        &self.source
    }
}

impl Source {
    /// What a proof-reader sees.
    pub fn text(&self, language: Language) -> String {
        let danish = language == Language::Danish;
        match self {
            Self::Fact(id) if danish => format!("oplysning {id}"),
            Self::Fact(id) => format!("fact {id}"),
            Self::Register(register) => register.words().text(language).to_owned(),
            Self::Rate { key, from } => {
                let (name, from) = (key.words().text(language), day_text(*from, language));
                if danish { format!("sats fra {from}: {name}") } else { format!("rate from {from}: {name}") }
            }
            Self::Provision(provision) if danish => format!("integrationsloven {provision}"),
            Self::Provision(provision) => format!("Integration Act {provision}"),
            Self::OtherAct(act) => act.text(language).to_owned(),
            Self::Typed { by } if danish => format!("skrevet af {by}"),
            Self::Typed { by } => format!("typed by {by}"),
            Self::Settings => {
                Words::new("myndighedens indstillinger", "the authority's settings").text(language).to_owned()
            }
            Self::CaseSystem => Words::new("sagssystemet", "the case system").text(language).to_owned(),
        }
    }
}

impl Register {
    /// What users read.
    pub fn words(self) -> Words {
        match self {
            Self::Cpr => Words::new("CPR", "the civil register (CPR)"),
            Self::Authorities => Words::new("CPR's myndighedsregister", "CPR's register of authorities"),
            Self::Carl2 => Words::new("udlændingeregistret (CARL2)", "the aliens' register (CARL2)"),
        }
    }
}
