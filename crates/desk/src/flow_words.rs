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
        EventFault::CprNumber => {
            "personløbenummeret er et CPR-nummer, og det hører ikke til i sagsforløb; skriv myndighedens eget nummer"
                .to_owned()
        }
        EventFault::UnknownArea { found } => format!("{found:?} er ikke et sagsområde"),
        EventFault::UnknownKind { found } => format!("{found:?} er ikke en hændelse"),
        EventFault::ImpossibleDay { column, found, why } => {
            format!("kolonnen {column}: {found:?} kan ikke bruges: {}", no_day(why))
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

/// Why a text is no day of an event, from what the reader says of it.
fn no_day(why: &str) -> &str {
    match why {
        "a day is written YYYY-MM-DD" => "en dato skrives ÅÅÅÅ-MM-DD",
        "no such day exists" => "den dag findes ikke",
        "a day is written YYYY-MM-DD, or as a moment with offset, 2024-03-31T23:30:00+02:00" => {
            "et tidspunkt skal have sin forskydning fra UTC, for eksempel 2024-03-31T23:30:00+02:00; ellers kan dagen ikke kendes"
        }
        why if why.ends_with("is not between 1950 and 2099") => "året ligger uden for 1950–2099",
        other => other,
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

    use registers::exchange::ReadOptions;
    use registers::flow::import;
    use registers::flow_store::FlowStore;
    use serde_json::json;
    use sha2::{Digest, Sha256};

    use super::*;
    use crate::refusal_words;

    /// What the reader says of a delivery, in Danish.
    fn said(header: &str, row: &str) -> String {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("events.csv"), format!("{header}\n{row}\n")).expect("a file");
        let manifest = json!({ "format": "ankomst-flow/1", "produced_on": "2024-03-31", "content": "full", "files": [{
            "name": "events.csv", "table": "events", "rows": 1,
            "sha256": hex(&std::fs::read(folder.path().join("events.csv")).expect("a file")),
        }] });
        std::fs::write(folder.path().join("manifest.json"), manifest.to_string()).expect("a file");
        match import(folder.path(), &ReadOptions::default(), FlowStore::default()) {
            Ok(read) => refusal_words::fault(&read.quarantine.items[0].fault),
            Err(registers::Error::Refused(refusal)) => refusal_words::refusal(&refusal),
            Err(other) => panic!("{other}"),
        }
    }

    fn hex(bytes: &[u8]) -> String {
        Sha256::digest(bytes).iter().fold(String::new(), |digits, byte| digits + &format!("{byte:02x}"))
    }

    const HEADER: &str = "case_number,area,person,kind,day,recorded,value";

    #[test]
    fn a_day_that_cannot_be_used_is_told_with_its_reason_in_danish() {
        for (day, reason) in [
            ("2024-01-01T10:00:00", "et tidspunkt skal have sin forskydning fra UTC"),
            ("2024-02-30", "den dag findes ikke"),
            ("01-02-2024", "en dato skrives ÅÅÅÅ-MM-DD"),
            ("1924-02-01", "året ligger uden for 1950–2099"),
        ] {
            let said = said(HEADER, &format!("7,asylum,,opened,{day},2024-03-01,"));
            assert!(said.contains(reason) && said.contains(day), "{said}");
        }
    }

    #[test]
    fn a_cpr_number_as_person_is_told_without_its_digits() {
        let said = said(HEADER, "7,asylum,0101901234,opened,2024-01-02,2024-01-02,");
        assert!(said.contains("er et CPR-nummer") && !said.contains("1234"), "{said}");
    }

    #[test]
    fn wrong_columns_are_told_in_danish() {
        for (header, reason) in [
            ("case_number,area,person,kind,day,recorded,amount", "formatet kender ikke kolonnen \"amount\""),
            ("case_number,area,person,kind,day,recorded,day", "kolonnen day står to gange"),
            ("case_number,area,person,kind,day,recorded", "kolonnen value mangler"),
        ] {
            let said = said(header, "7,asylum,,opened,2024-01-02,2024-01-02,");
            assert!(said.contains(reason), "{said}");
        }
    }

    #[test]
    fn no_two_areas_and_no_two_kinds_have_one_name() {
        let kinds: BTreeSet<&str> = EventKind::ALL.iter().map(|&of| kind(of)).collect();
        let areas: BTreeSet<&str> = Area::ALL.iter().map(|&of| area(of)).collect();
        assert_eq!((kinds.len(), areas.len()), (EventKind::ALL.len(), Area::ALL.len()));
    }
}
