//! Case flow: what happened in the cases of the alien authorities, as dated events.
//!
//! The goals plans measure other cases than the integration cases of the municipalities: asylum, family
//! reunification, visa, returns, appeals. Of those only events are needed: what happened, in which case, on which
//! day, and when it was entered. A case is the list of its events; nothing else about it is stored.
//! An event with two dates knows both clocks: `day` is when it happened, `recorded` when the register learned it, so
//! every figure can be made as it was known on a day.

mod columns;
mod day;
mod fold;

use std::fmt;
use std::str::FromStr;

use law::words::Words;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use vocabulary::Date;

pub use columns::{CaseEvents, Columns, Happening, TwoPersons};
pub use day::Day;
pub use fold::{Ending, Fault, Folded, Known, Sight, fold};

/// A case's number in its authority's system: digits only, unique over all areas.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "FlowCaseNumber")]
#[serde(transparent)]
pub struct CaseNumber(pub u64);

/// A person of the flow, by the number that the delivering authority uses for nothing else: it tells that two cases
/// are about the same human being (a rejected asylum seeker who is also expelled by judgment), not about whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PersonKey(pub u64);

/// One thing that happened in a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// The case.
    pub case: CaseNumber,
    /// What the case is about; the same in every event of a case.
    pub area: Area,
    /// The person, where the area counts persons.
    pub person: Option<PersonKey>,
    /// What happened.
    pub kind: EventKind,
    /// The day it happened, in Denmark. A deadline's day is the deadline.
    pub day: Date,
    /// The day it was entered, in Denmark.
    pub recorded: Date,
    /// What the kind says its number is; nothing for kinds without one.
    pub value: Option<i32>,
}

/// An enum whose variants have one name each in files, and one in each language that users read.
macro_rules! named {
    ($(#[$meta:meta])* $name:ident, $schema:literal, $error:ident, $what:literal, { $($(#[$doc:meta])* $variant:ident = $text:literal ($da:literal, $en:literal),)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        #[schemars(rename = $schema)]
        #[repr(u8)]
        pub enum $name {
            $($(#[$doc])* #[serde(rename = $text)] $variant,)+
        }

        impl $name {
            /// All of them, in the order of their numbers.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The name in files and plans.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)+
                }
            }

            /// What users read.
            pub const fn words(self) -> Words {
                match self {
                    $(Self::$variant => Words::new($da, $en),)+
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.name())
            }
        }

        impl FromStr for $name {
            type Err = $error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($text => Ok(Self::$variant),)+
                    _ => Err($error(text.to_owned())),
                }
            }
        }

        #[doc = concat!("A text that names no ", $what, ".")]
        #[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
        #[error("{0:?} is no {what}", what = $what)]
        pub struct $error(pub String);
    };
}

named! {
    /// What a case is about.
    Area, "FlowArea", UnknownArea, "area of case flow", {
        /// An application for asylum.
        Asylum = "asylum" ("asyl", "asylum"),
        /// A first permit under the Act on displaced persons from Ukraine.
        Ukraine = "ukraine" ("fordrevne fra Ukraine, første tilladelse", "displaced from Ukraine, first permit"),
        /// An extension of such a permit.
        UkraineExtension = "ukraine-extension" ("fordrevne fra Ukraine, forlængelse", "displaced from Ukraine, extension"),
        /// Family reunification.
        FamilyReunification = "family-reunification" ("familiesammenføring", "family reunification"),
        /// A permanent residence permit.
        PermanentResidence = "permanent-residence" ("permanent ophold", "permanent residence"),
        /// A visa.
        Visa = "visa" ("visum", "visa"),
        /// A person who must leave: rejected asylum seekers and persons expelled by judgment.
        Return = "return" ("hjemrejse", "return"),
        /// A transfer to the member state that is responsible under the Dublin Regulation.
        Dublin = "dublin" ("Dublinoverførsel", "Dublin transfer"),
        /// An immediate deportation after a hearing of other authorities.
        ImmediateDeparture = "immediate-departure" ("straksudsendelse", "immediate deportation"),
        /// A person's duty to report or stay, in one calendar month with a possible breach.
        ControlDuty = "control-duty" ("kontrolforpligtelse", "duty to report or stay"),
        /// An appeal to the Refugee Appeals Board.
        RefugeeAppeal = "refugee-appeal" ("klage til Flygtningenævnet", "appeal to the Refugee Appeals Board"),
        /// An appeal to the Immigration Appeals Board.
        ImmigrationAppeal = "immigration-appeal" ("klage til Udlændingenævnet", "appeal to the Immigration Appeals Board"),
        /// The counter of one office, observed day by day.
        ServiceCounter = "service-counter" ("borgerservice", "citizens' service"),
    }
}

named! {
    /// What happened. Marks say what a case is rather than what was done in it; they hold from their day on.
    EventKind, "FlowEventKind", UnknownEventKind, "kind of event in case flow", {
        /// The case began: applied for, received, or the duty to leave arose.
        Opened = "opened" ("oprettelse", "opening"),
        /// It was decided, or done.
        Decided = "decided" ("afgørelse", "decision"),
        /// It was closed without a decision: withdrawn, left, lapsed.
        Closed = "closed" ("lukning uden afgørelse", "closing without a decision"),
        /// It was taken up again. The decision before it no longer ends the case.
        Reopened = "reopened" ("genoptagelse", "reopening"),
        /// It began to wait; the value is the number of a [`WaitingCause`].
        WaitingBegan = "waiting-began" ("begyndelse på ventetid", "beginning of waiting"),
        /// It no longer waits.
        WaitingEnded = "waiting-ended" ("slutning på ventetid", "end of waiting"),

        /// The first interview was held.
        FirstInterviewHeld = "first-interview-held" ("første samtale", "first interview"),
        /// The first talk about the return was held.
        ReturnTalkHeld = "return-talk-held" ("første hjemrejsesamtale", "first talk about the return"),
        /// The deadline for leaving: the day is the deadline.
        DepartureDeadline = "departure-deadline" ("udrejsefrist", "deadline for leaving"),
        /// The deadline for leaving was moved for a short time until the talk can be held: the day is the new deadline.
        DepartureDeadlineExtended = "departure-deadline-extended" ("forlænget udrejsefrist", "extended deadline for leaving"),
        /// The person came into a position in which a return is possible.
        DeparturePositionBegan = "departure-position-began" ("begyndelse på udsendelsesposition", "beginning of a position to leave"),
        /// That position ended otherwise than by leaving.
        DeparturePositionEnded = "departure-position-ended" ("slutning på udsendelsesposition", "end of the position to leave"),
        /// The person left.
        Departed = "departed" ("udrejse", "departure"),
        /// The person was reported missing from the centre; the value is the hours missing until then.
        ReportedMissing = "reported-missing" ("melding som udeblevet", "report as missing"),
        /// The person came back to the centre.
        CameBack = "came-back" ("tilbagekomst til centret", "return to the centre"),
        /// A talk after coming back was scheduled: the day is when that was done, not the talk's.
        ComebackTalkScheduled = "comeback-talk-scheduled" ("berammelse af samtale efter tilbagekomst", "scheduling of the talk after coming back"),
        /// The rejection, translated, reached the person.
        RejectionReceived = "rejection-received" ("modtagelse af oversat afslag", "receipt of the translated rejection"),
        /// The immigration service told the return agency of it in writing.
        WrittenNotice = "written-notice" ("skriftlig orientering", "written notice"),
        /// The talk during the time for reflection was scheduled: the day is when that was done, not the talk's.
        ReflectionTalkScheduled = "reflection-talk-scheduled" ("berammelse af tænkepausesamtale", "scheduling of the talk during reflection"),
        /// A possible breach of a duty was dealt with, and reported to the police where it was one.
        BreachDealtWith = "breach-dealt-with" ("behandling af mulig overtrædelse", "handling of a possible breach"),
        /// The authorities that were heard had answered.
        HearingAnswered = "hearing-answered" ("svar fra hørte myndigheder", "answer of the authorities heard"),
        /// The other member state accepted, or the appeal ended: the day from which the deadline runs.
        TransferAccepted = "transfer-accepted" ("accept af overførsel", "acceptance of the transfer"),
        /// The last day of the transfer under article 29(1) and (2): the day is the deadline.
        TransferDeadline = "transfer-deadline" ("overførselsfrist", "deadline of the transfer"),
        /// The next free appointment was looked up; the value is the number of days until it.
        NextAppointment = "next-appointment" ("opslag af næste ledige tid", "look-up of the next appointment"),

        /// Mark: the applicant already had a ground for staying.
        HasGroundForStaying = "has-ground-for-staying" ("mærket »har opholdsgrundlag«", "the mark \"has a ground for staying\""),
        /// Mark: a spontaneous application, not one from a quota.
        Spontaneous = "spontaneous" ("mærket »spontan ansøgning«", "the mark \"spontaneous application\""),
        /// Mark: registered from afar, that is without coming to the centre.
        RemotelyRegistered = "remotely-registered" ("mærket »fjernregistreret«", "the mark \"registered from afar\""),
        /// Mark: the first application of its kind, not an extension.
        FirstTime = "first-time" ("mærket »første gang«", "the mark \"first time\""),
        /// Mark: a visit on business.
        BusinessVisit = "business-visit" ("mærket »forretningsbesøg«", "the mark \"business visit\""),
        /// Mark: a private visit.
        PrivateVisit = "private-visit" ("mærket »privatbesøg«", "the mark \"private visit\""),
        /// Mark: a rejected asylum seeker.
        RejectedAsylumSeeker = "rejected-asylum-seeker" ("mærket »afvist asylansøger«", "the mark \"rejected asylum seeker\""),
        /// Mark: a case under § 29 b of the Aliens Act.
        Section29b = "section-29b" ("mærket »sag efter § 29 b«", "the mark \"case under section 29 b\""),
        /// Mark: expelled by judgment.
        ExpelledByJudgment = "expelled-by-judgment" ("mærket »udvist ved dom«", "the mark \"expelled by judgment\""),
        /// Mark: a deadline of seven days was given for leaving.
        SevenDayDeadline = "seven-day-deadline" ("mærket »syv dages udrejsefrist«", "the mark \"seven days to leave\""),
        /// Mark: the talk could not be held for a lawful excuse.
        LawfulExcuse = "lawful-excuse" ("mærket »lovligt forfald«", "the mark \"lawful excuse\""),
        /// Mark: housed at a departure centre.
        AtDepartureCentre = "at-departure-centre" ("mærket »på udrejsecenter«", "the mark \"at a departure centre\""),
        /// Mark: something hinders the departure.
        DepartureHindered = "departure-hindered" ("mærket »udsendelseshindring«", "the mark \"departure hindered\""),
        /// Mark: the person takes part in the departure.
        Cooperates = "cooperates" ("mærket »medvirker«", "the mark \"takes part\""),
        /// Mark: the other member state is closed to transfers.
        MemberStateClosed = "member-state-closed" ("mærket »medlemsland lukket for overførsler«", "the mark \"member state closed to transfers\""),
        /// Mark: one of the offices of the citizens' service; the value is its number in [`Office`].
        AtOffice = "at-office" ("mærket »sted«", "the mark \"office\""),
    }
}

named! {
    /// What a case waits for.
    WaitingCause, "FlowWaitingCause", UnknownWaitingCause, "cause of waiting", {
        /// The applicant.
        Applicant = "applicant" ("ansøgeren", "the applicant"),
        /// Another authority's answer.
        OtherAuthority = "other-authority" ("en anden myndighed", "another authority"),
        /// A medical or other expert opinion.
        Expert = "expert" ("en lægelig eller anden sagkyndig udtalelse", "an expert opinion"),
        /// The outcome of another case.
        OtherCase = "other-case" ("en anden sag", "another case"),
        /// Nobody has taken it up.
        Queue = "queue" ("at nogen tager sagen op", "somebody to take it up"),
    }
}

named! {
    /// The offices of the citizens' service that goal 1.4 of the 2024 plan names.
    Office, "FlowOffice", UnknownOffice, "office", {
        /// Næstved.
        Naestved = "naestved" ("Næstved", "Næstved"),
        /// Aalborg.
        Aalborg = "aalborg" ("Aalborg", "Aalborg"),
        /// Aarhus.
        Aarhus = "aarhus" ("Aarhus", "Aarhus"),
        /// Odense.
        Odense = "odense" ("Odense", "Odense"),
    }
}

impl EventKind {
    /// Whether an event of this kind must carry a value.
    pub const fn has_value(self) -> bool {
        matches!(self, Self::WaitingBegan | Self::ReportedMissing | Self::NextAppointment | Self::AtOffice)
    }

    /// Whether it says what the case is, rather than what was done in it.
    pub const fn is_mark(self) -> bool {
        self as u8 >= Self::HasGroundForStaying as u8
    }

    /// What ends that which an event of this kind began; nothing where it holds from then on.
    pub const fn ended_by(self) -> Option<Self> {
        match self {
            Self::DeparturePositionBegan => Some(Self::DeparturePositionEnded),
            _ => None,
        }
    }

    /// Whether its day may lie after the day it was entered: deadlines only.
    pub const fn may_lie_ahead(self) -> bool {
        matches!(self, Self::DepartureDeadline | Self::DepartureDeadlineExtended | Self::TransferDeadline)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_reads_back() {
        for kind in EventKind::ALL {
            assert_eq!(kind.name().parse::<EventKind>(), Ok(*kind));
        }
        for area in Area::ALL {
            assert_eq!(area.name().parse::<Area>(), Ok(*area));
        }
        assert!("opned".parse::<EventKind>().is_err());
    }

    #[test]
    fn marks_come_after_what_was_done() {
        assert!(EventKind::AtOffice.is_mark() && !EventKind::NextAppointment.is_mark());
    }
}
