//! Case flow in Danish: areas, kinds of events, and why a row or a case of it was set aside.

use oversight::flow::{Area, EventKind};
use oversight::flow_order::Disorder;
use registers::flow::EventFault;

use crate::words::date;

/// What a case is about.
pub fn area(area: Area) -> &'static str {
    match area {
        Area::Asylum => "asyl",
        Area::Ukraine => "ophold efter særloven om Ukraine",
        Area::UkraineExtension => "forlængelse efter særloven om Ukraine",
        Area::FamilyReunification => "familiesammenføring",
        Area::PermanentResidence => "permanent ophold",
        Area::Visa => "visum",
        Area::Return => "hjemrejse",
        Area::Dublin => "overførsel efter Dublinforordningen",
        Area::ImmediateDeparture => "straksudsendelse",
        Area::ControlDuty => "kontrolforpligtelse",
        Area::RefugeeAppeal => "klage til Flygtningenævnet",
        Area::ImmigrationAppeal => "klage til Udlændingenævnet",
        Area::ServiceCounter => "personlig betjening",
    }
}

/// What happened.
pub fn kind(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Opened => "åbnet",
        EventKind::Decided => "afgjort",
        EventKind::Closed => "lukket uden afgørelse",
        EventKind::Reopened => "genoptaget",
        EventKind::WaitingBegan => "ventetid begyndt",
        EventKind::WaitingEnded => "ventetid slut",
        EventKind::FirstInterviewHeld => "første samtale holdt",
        EventKind::ReturnTalkHeld => "hjemrejsesamtale holdt",
        EventKind::DepartureDeadline => "udrejsefrist",
        EventKind::DepartureDeadlineExtended => "udrejsefrist forlænget",
        EventKind::DeparturePositionBegan => "i udsendelsesposition",
        EventKind::DeparturePositionEnded => "ikke længere i udsendelsesposition",
        EventKind::Departed => "udrejst",
        EventKind::ReportedMissing => "meldt udeblevet",
        EventKind::CameBack => "kommet tilbage",
        EventKind::ComebackTalkScheduled => "genopdukkersamtale berammet",
        EventKind::RejectionReceived => "oversat afslag modtaget",
        EventKind::WrittenNotice => "skriftlig orientering",
        EventKind::ReflectionTalkScheduled => "tænkepausesamtale berammet",
        EventKind::BreachDealtWith => "mulig overtrædelse behandlet",
        EventKind::HearingAnswered => "svar på høring",
        EventKind::TransferAccepted => "overførsel accepteret",
        EventKind::TransferDeadline => "overførselsfrist",
        EventKind::NextAppointment => "næste ledige tid",
        EventKind::HasGroundForStaying => "har opholdsgrundlag",
        EventKind::Spontaneous => "spontan ansøgning",
        EventKind::RemotelyRegistered => "fjernregistreret",
        EventKind::FirstTime => "første gang",
        EventKind::BusinessVisit => "forretningsbesøg",
        EventKind::PrivateVisit => "privatbesøg",
        EventKind::RejectedAsylumSeeker => "afvist asylansøger",
        EventKind::Section29b => "§ 29 b-sag",
        EventKind::ExpelledByJudgment => "domsudvist",
        EventKind::SevenDayDeadline => "udrejsefrist på 7 dage",
        EventKind::LawfulExcuse => "lovligt forfald",
        EventKind::AtDepartureCentre => "på udrejsecenter",
        EventKind::DepartureHindered => "udsendelseshindring",
        EventKind::Cooperates => "medvirker til udrejse",
        EventKind::MemberStateClosed => "medlemsstaten er lukket",
        EventKind::AtOffice => "ekspedition",
    }
}

/// Why a row is no event.
pub fn event_fault(fault: &EventFault) -> String {
    match fault {
        EventFault::CaseNumber { found } => format!("{found:?} er ikke et sagsnummer"),
        EventFault::PersonNumber { found } => format!("{found:?} er ikke et personløbenummer"),
        EventFault::UnknownArea { found } => format!("{found:?} er ikke et sagsområde"),
        EventFault::UnknownKind { found } => format!("{found:?} er ikke en hændelse"),
        EventFault::ImpossibleDay { column, found, .. } => {
            format!("kolonnen {column}: {found:?} er ikke en dato, der kan bruges")
        }
        EventFault::ValueMissing { kind: of } => format!("hændelsen \"{}\" mangler sin værdi", kind(*of)),
        EventFault::ValueUnwanted { kind: of, found } => {
            format!("hændelsen \"{}\" har ingen værdi, men rækken har {found:?}", kind(*of))
        }
        EventFault::BadValue { kind: of, found } => {
            format!("{found:?} er ingen værdi for hændelsen \"{}\"", kind(*of))
        }
        EventFault::LiesAhead { kind: of, day, recorded } => {
            format!("hændelsen \"{}\" {} er registreret allerede {}", kind(*of), date(*day), date(*recorded))
        }
    }
}

/// Why the events of a case cannot be believed together.
pub fn disorder(disorder: Disorder) -> String {
    match disorder {
        Disorder::TwoAreas { first, other } => format!("sagen er både {} og {}", area(first), area(other)),
        Disorder::TwoPersons => "sagen har to personer".to_owned(),
        Disorder::NeverOpened => "sagen er aldrig åbnet".to_owned(),
        Disorder::OpenedTwice { first, again } => {
            format!("sagen er åbnet {} og igen {}", date(first), date(again))
        }
        Disorder::BeforeOpened { kind: of, day, opened } => {
            format!("\"{}\" {}, før sagen blev åbnet {}", kind(of), date(day), date(opened))
        }
        Disorder::ReopenedWhileOpen { day } => format!("genoptaget {}, men sagen var ikke slut", date(day)),
        Disorder::AfterEnd { kind: of, day, ended } => {
            format!("\"{}\" {}, men sagen sluttede {} og er ikke genoptaget", kind(of), date(day), date(ended))
        }
        Disorder::EndedBeforeItBegan { kind: of, day } => {
            format!("\"{}\" {}, men det var ikke begyndt", kind(of), date(day))
        }
        Disorder::BeganTwice { kind: of, day } => {
            format!("\"{}\" {}, men det var begyndt i forvejen", kind(of), date(day))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_areas_and_no_two_kinds_have_one_name() {
        let kinds: BTreeSet<&str> = EventKind::ALL.iter().map(|&of| kind(of)).collect();
        let areas: BTreeSet<&str> = Area::ALL.iter().map(|&of| area(of)).collect();
        assert_eq!((kinds.len(), areas.len()), (EventKind::ALL.len(), Area::ALL.len()));
    }
}
