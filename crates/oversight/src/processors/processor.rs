//! A data processor and what was done about it.

use jiff::ToSpan;
use jiff::civil::Date;
use law::words::Words;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ledger::{Entry, Ledger, Party, WrongStep, after, by, filled, within};

/// A processor of personal data for an authority.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Processor {
    /// Its name.
    pub name: String,
    /// The authority whose data it processes.
    pub authority: String,
    /// What for.
    pub purpose: String,
    /// What data.
    pub data: String,
    /// When the register learned of it.
    pub registered: Date,
    /// When processing began; none before.
    pub processing_since: Option<Date>,
    /// When agreements were signed, with where they lie, oldest first.
    pub agreements: Vec<(Date, String)>,
    /// Risk assessments, oldest first.
    pub risks: Vec<RiskAssessment>,
    /// Supervisions, oldest first.
    pub supervisions: Vec<Supervision>,
    /// Transfers to third countries.
    pub transfers: Vec<Transfer>,
    /// When it ended: no processing after this day.
    pub ended: Option<(Date, String)>,
}

/// How large a risk is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Risk {
    /// Small.
    Low,
    /// Middling.
    Medium,
    /// Large.
    High,
}

impl Risk {
    /// What users read.
    pub fn words(self) -> Words {
        match self {
            Self::Low => Words::new("lille", "low"),
            Self::Medium => Words::new("middel", "medium"),
            Self::High => Words::new("stor", "high"),
        }
    }
}

/// A risk assessment. Whoever assesses says how often supervision follows from it; no law sets the interval.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RiskAssessment {
    /// When.
    pub on: Date,
    /// How large.
    pub risk: Risk,
    /// Months between supervisions.
    pub supervise_every_months: u16,
    /// Where it lies.
    pub reference: String,
}

/// A supervision of the processor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "ProcessorSupervision")]
pub struct Supervision {
    /// When.
    pub on: Date,
    /// What was found.
    pub outcome: String,
    /// Where the report lies.
    pub reference: String,
}

/// A transfer to a country outside the EU and EEA.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "ProcessorTransfer")]
pub struct Transfer {
    /// The country.
    pub country: String,
    /// What it rests on.
    pub safeguard: Safeguard,
    /// The first day.
    pub from: Date,
    /// The last day; none while it goes on.
    pub until: Option<Date>,
}

/// What a transfer rests on. Databeskyttelsesforordningen, chapter V.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Safeguard {
    /// The Commission has decided that the country is safe (article 45).
    Adequacy,
    /// Standard clauses or another appropriate safeguard, and an assessment of the country's law (article 46).
    SafeguardsAssessed,
    /// The same without an assessment: the clauses alone do not bind the country (article 46).
    SafeguardsNotAssessed,
    /// Binding corporate rules (article 47).
    BindingRules,
    /// A derogation for the specific situation (article 49).
    Derogation,
    /// Nothing.
    Nothing,
}

impl Safeguard {
    /// What users read.
    pub fn words(self) -> Words {
        match self {
            Self::Adequacy => Words::new(
                "Kommissionens afgørelse om sikkert land (artikel 45)",
                "the Commission's adequacy decision (article 45)",
            ),
            Self::SafeguardsAssessed => Words::new(
                "garantier, og landets lov er vurderet (artikel 46)",
                "safeguards, and the country's law assessed (article 46)",
            ),
            Self::SafeguardsNotAssessed => Words::new(
                "garantier uden vurdering af landets lov (artikel 46)",
                "safeguards without an assessment of the country's law (article 46)",
            ),
            Self::BindingRules => {
                Words::new("bindende virksomhedsregler (artikel 47)", "binding corporate rules (article 47)")
            }
            Self::Derogation => Words::new(
                "undtagelse for særlige situationer (artikel 49)",
                "derogation for specific situations (article 49)",
            ),
            Self::Nothing => Words::new("intet grundlag", "no ground"),
        }
    }

    /// Whether a transfer may rest on it alone, as a standing arrangement with a processor: a derogation is for single situations.
    pub fn is_enough(self) -> bool {
        matches!(self, Self::Adequacy | Self::SafeguardsAssessed | Self::BindingRules)
    }
}

/// What is done about a processor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "ProcessorStep")]
#[serde(tag = "step", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Step {
    /// It is put into the register.
    Registered {
        /// Its name.
        name: String,
        /// The authority whose data it processes.
        authority: String,
        /// What for.
        purpose: String,
        /// What data.
        data: String,
    },
    /// The risk was assessed.
    RiskAssessed {
        /// How large.
        risk: Risk,
        /// Months between supervisions, 1 to 60.
        supervise_every_months: u16,
        /// Where the assessment lies.
        reference: String,
    },
    /// An agreement was signed.
    AgreementSigned {
        /// Where it lies.
        reference: String,
    },
    /// Processing began.
    ProcessingBegan,
    /// The processor was supervised.
    Supervised {
        /// What was found.
        outcome: String,
        /// Where the report lies.
        reference: String,
    },
    /// Data are transferred to a third country from the day on.
    TransferBegan {
        /// The country.
        country: String,
        /// What it rests on.
        safeguard: Safeguard,
    },
    /// They are not, after the day.
    TransferEnded {
        /// The country.
        country: String,
    },
    /// Processing ended, and the data were returned or deleted.
    Ended {
        /// What became of the data.
        data_after: String,
    },
}

/// Adds a dated thing where its day puts it: registers are filled in afterwards too.
fn put_in<T>(list: &mut Vec<T>, one: T, day: impl Fn(&T) -> Date) {
    let place = list.partition_point(|other| day(other) <= day(&one));
    list.insert(place, one);
}

impl Processor {
    fn begun(entry: &Entry<Step>) -> Result<Self, WrongStep> {
        let Step::Registered { name, authority, purpose, data } = &entry.what else { return Err(WrongStep::NotBegun) };
        for (field, text) in [("name", name), ("authority", authority), ("purpose", purpose), ("data", data)] {
            filled(field, text)?;
        }
        Ok(Self {
            name: name.clone(),
            authority: authority.clone(),
            purpose: purpose.clone(),
            data: data.clone(),
            registered: entry.on,
            processing_since: None,
            agreements: Vec::new(),
            risks: Vec::new(),
            supervisions: Vec::new(),
            transfers: Vec::new(),
            ended: None,
        })
    }

    /// The next day by which the processor is to be supervised: counted from the last supervision, or from the beginning of processing.
    /// None before anything is processed, after the end, or where no risk assessment says how often.
    pub fn supervision_due(&self, on: Date) -> Option<Date> {
        if self.ended.as_ref().is_some_and(|(day, _)| *day <= on) {
            return None;
        }
        let since = self.processing_since.filter(|since| *since <= on)?;
        let months = self.risks.iter().rev().find(|risk| risk.on <= on)?.supervise_every_months;
        let last = self.supervisions.iter().rev().find(|one| one.on <= on).map_or(since, |one| one.on.max(since));
        Some(last.saturating_add(i64::from(months).months()))
    }

    fn transfer(&mut self, on: Date, country: &str) -> Result<&mut Transfer, WrongStep> {
        let going_on = self.transfers.iter_mut().find(|one| one.country == country && one.until.is_none());
        let transfer = going_on.ok_or_else(|| WrongStep::NoSuch { field: "country", value: country.to_owned() })?;
        if on < transfer.from { Err(WrongStep::Early { field: "on", earliest: transfer.from }) } else { Ok(transfer) }
    }
}

impl Ledger for Processor {
    type Step = Step;

    fn take(before: Option<&Self>, entry: &Entry<Step>) -> Result<Self, WrongStep> {
        by(entry, Party::Ministry)?;
        let Some(before) = before else { return Self::begun(entry) };
        if before.ended.is_some() {
            return Err(WrongStep::Closed);
        }
        let mut processor = before.clone();
        let on = entry.on;
        match &entry.what {
            Step::Registered { .. } => return Err(WrongStep::BegunAlready),
            Step::RiskAssessed { risk, supervise_every_months, reference } => {
                filled("reference", reference)?;
                within("supervise_every_months", i64::from(*supervise_every_months), 1, 60)?;
                let (risk, supervise_every_months, reference) = (*risk, *supervise_every_months, reference.clone());
                put_in(&mut processor.risks, RiskAssessment { on, risk, supervise_every_months, reference }, |one| {
                    one.on
                });
            }
            Step::AgreementSigned { reference } => {
                filled("reference", reference)?;
                put_in(&mut processor.agreements, (on, reference.clone()), |one| one.0);
            }
            Step::ProcessingBegan => {
                if let Some(since) = processor.processing_since {
                    return Err(WrongStep::Twice { field: "step", value: since.to_string() });
                }
                processor.processing_since = Some(on);
            }
            Step::Supervised { outcome, reference } => {
                filled("outcome", outcome)?;
                filled("reference", reference)?;
                let supervision = Supervision { on, outcome: outcome.clone(), reference: reference.clone() };
                put_in(&mut processor.supervisions, supervision, |one| one.on);
            }
            Step::TransferBegan { country, safeguard } => {
                filled("country", country)?;
                if processor.transfers.iter().any(|one| one.country == *country && one.until.is_none()) {
                    return Err(WrongStep::Twice { field: "country", value: country.clone() });
                }
                let transfer = Transfer { country: country.clone(), safeguard: *safeguard, from: on, until: None };
                processor.transfers.push(transfer);
            }
            Step::TransferEnded { country } => processor.transfer(on, country)?.until = Some(on),
            Step::Ended { data_after } => {
                filled("data_after", data_after)?;
                if let Some(since) = processor.processing_since {
                    after("on", on, since)?;
                }
                processor.ended = Some((on, data_after.clone()));
            }
        }
        Ok(processor)
    }
}
