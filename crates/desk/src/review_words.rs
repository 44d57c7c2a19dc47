//! The review of a pair in Danish: kinds of difference, risks, what they ask for, codes of reasons.

use casework::fact::ReasonCode;
use casework::review::difference::{NamePart, Register};
use casework::review::risk::Kinship;
use casework::review::{Demand, Difference, Field, Risk};

/// The name of a field.
pub fn field(field: Field) -> &'static str {
    match field {
        Field::GivenNames => "Fornavne",
        Field::MiddleNames => "Mellemnavne",
        Field::Surname => "Efternavn",
        Field::BirthDate => "Fødselsdato",
        Field::Sex => "Køn",
        Field::Citizenship => "Statsborgerskab",
        Field::PersonId => "Person-id",
        Field::CprNumber => "CPR-nummer",
        Field::EnteredOn => "Indrejse",
        Field::DiedOn => "Død",
        Field::Address => "Adresse",
        Field::Postcode => "Postnummer",
        Field::Municipality => "Kommune",
    }
}

/// A kind of difference.
pub fn difference(difference: &Difference) -> String {
    match difference {
        Difference::Same => "ens".to_owned(),
        Difference::SameAsFormer => "ens med en tidligere oplysning".to_owned(),
        Difference::Transliterated => "ens, men skrevet med andre bogstaver".to_owned(),
        Difference::Romanised => "samme navn i en anden romanisering".to_owned(),
        Difference::Spelling { edits } if edits.len() == 1 => "anden stavemåde: ét bogstav".to_owned(),
        Difference::Spelling { edits } => format!("anden stavemåde: {} bogstaver", edits.len()),
        Difference::OtherOrder => "samme navne i anden rækkefølge".to_owned(),
        Difference::Moved { to } => format!("navnet står som {}", name_part(*to)),
        Difference::WordsMissing { on, words } => format!("{} mangler i {}", words.join(" "), register(*on)),
        Difference::InitialOnly { on } => format!("kun forbogstav i {}", register(*on)),
        Difference::DayAndMonthSwapped => "dag og måned byttet om".to_owned(),
        Difference::OneDigit => "ét ciffer forskelligt eller ombyttet".to_owned(),
        Difference::KnownInPart { on } => format!("kun delvis kendt i {}", register(*on)),
        Difference::SameMonthOnly => "samme måned, anden dag".to_owned(),
        Difference::SameYearOnly => "kun samme år".to_owned(),
        Difference::DaysApart { days: 1 } => "én dag fra hinanden".to_owned(),
        Difference::DaysApart { days } => format!("{days} dage fra hinanden"),
        Difference::MissingOn { on } => format!("mangler i {}", register(*on)),
        Difference::MissingOnBoth => "mangler i begge registre".to_owned(),
        Difference::Different => "forskellig".to_owned(),
        Difference::Contradicting => "modstrid".to_owned(),
        Difference::Withheld => "vises ikke: beskyttet navn og adresse".to_owned(),
    }
}

/// A register.
pub fn register(register: Register) -> &'static str {
    match register {
        Register::Carl2 => "CARL2",
        Register::Cpr => "CPR",
    }
}

fn name_part(part: NamePart) -> &'static str {
    match part {
        NamePart::Given => "fornavn",
        NamePart::Middle => "mellemnavn",
        NamePart::Surname => "efternavn",
    }
}

/// A risk, with its reason.
pub fn risk(risk: &Risk) -> String {
    match risk {
        Risk::SexDiffers => "forskelligt køn".to_owned(),
        Risk::BirthYearsApart { years } => format!("{years} år mellem fødselsårene"),
        Risk::Death => "død i det ene register før en hændelse i det andet".to_owned(),
        Risk::Contradiction => "oplysningerne modsiger hinanden".to_owned(),
        Risk::NumberOfAnother { person_id } => format!("CPR-nummeret i CARL2 er koblet med {person_id}"),
        Risk::CoupledElsewhere => "den ene af de to er koblet med en anden".to_owned(),
        Risk::Rival { pair, .. } => {
            format!("{} og {} passer næsten lige så godt eller bedre", pair.person_id, pair.cpr_number)
        }
        Risk::ProtectedAddress => "navn og adresse er beskyttet".to_owned(),
        Risk::Relative { kinship, .. } => format!("{} i samme husstand kan være den rette", kinship_of(*kinship)),
        Risk::Weak { .. } => "oplysningerne taler snarere for to personer".to_owned(),
        Risk::NotInQueue => "metoden foreslår ikke parret".to_owned(),
    }
}

fn kinship_of(kinship: Kinship) -> &'static str {
    match kinship {
        Kinship::Twin => "en tvilling",
        Kinship::Sibling => "en søskende",
        Kinship::Parent => "en forælder",
        Kinship::Child => "et barn",
    }
}

/// What confirming a pair asks for.
pub fn demand(demand: Demand) -> &'static str {
    match demand {
        Demand::Nothing => "ingen særlige krav",
        Demand::Reason => "kræver begrundelse",
        Demand::SecondApproval => "kræver begrundelse og en anden medarbejders godkendelse",
    }
}

/// The code of a reason.
pub fn reason_code(code: ReasonCode) -> &'static str {
    match code {
        ReasonCode::OtherPerson => "en anden person",
        ReasonCode::TwinOrSibling => "tvilling eller søskende",
        ReasonCode::FatherOrMother => "far eller mor",
        ReasonCode::Child => "søn eller datter",
        ReasonCode::WrongNumberTyped => "forkert nummer tastet",
        ReasonCode::Dead => "død",
        ReasonCode::Insufficient => "utilstrækkelige oplysninger",
        ReasonCode::DuplicateInCarl2 => "dobbelt i CARL2",
        ReasonCode::DuplicateInCpr => "to CPR-numre",
        ReasonCode::Other => "andet",
    }
}
