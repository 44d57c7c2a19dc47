//! The layouts of what holds now: records 001 to 021. Source: public importers of CPR deliveries and CPR's own test deliveries.

use super::{Layout, RecordType, digits, iso_date, name_mark, number, text, timestamp, uncertainty_mark};

pub(super) const PERSON: Layout = Layout {
    record_type: RecordType::Person,
    title: "Personoplysninger",
    length: 106,
    longest: 106,
    least: 1,
    most: Some(1),
    fields: &[
        number("PNRGAELD", 14, 10),
        digits("STATUS", 24, 2),
        timestamp("STATUSHAENSTART", 26, 12),
        uncertainty_mark("STATUSDTO_UMRK", 38, 1),
        text("KOEN", 39, 1),
        iso_date("FOED_DT", 40, 10),
        uncertainty_mark("FOED_DT_UMRK", 50, 1),
        iso_date("START_DT-PERSON", 51, 10),
        uncertainty_mark("START_DT_UMRK-PERSON", 61, 1),
        iso_date("SLUT_DT-PERSON", 62, 10),
        uncertainty_mark("SLUT_DT_UMRK-PERSON", 72, 1),
        text("STILLING", 73, 34),
    ],
};

pub(super) const ADDRESS: Layout = Layout {
    record_type: RecordType::Address,
    title: "Aktuel adresse",
    length: 306,
    longest: 382,
    least: 0,
    most: Some(1),
    fields: &[
        digits("KOMKOD", 14, 4),
        digits("VEJKOD", 18, 4),
        text("HUSNR", 22, 4),
        text("ETAGE", 26, 2),
        text("SIDEDOER", 28, 4),
        text("BNR", 32, 4),
        text("CONVN", 36, 34),
        timestamp("TILFLYDTO", 70, 12),
        uncertainty_mark("TILFLYDT_UMRK", 82, 1),
        timestamp("TILFLYKOMDTO", 83, 12),
        uncertainty_mark("TILFLYKOMDT_UMRK", 95, 1),
        digits("FRAFLYKOMKOD", 96, 4),
        timestamp("FRAFLYKOMDTO", 100, 12),
        uncertainty_mark("FRAFLYKOMDT_UMRK", 112, 1),
        digits("START_MYNKOD-ADRTXT", 113, 4),
        text("ADR1-SUPLADR", 117, 34),
        text("ADR2-SUPLADR", 151, 34),
        text("ADR3-SUPLADR", 185, 34),
        text("ADR4-SUPLADR", 219, 34),
        text("ADR5-SUPLADR", 253, 34),
        iso_date("START_DT-ADRTXT", 287, 10),
        iso_date("SLET_DT-ADRTXT", 297, 10),
        text("VEJNVN", 307, 40),
        text("DAR-UUID", 347, 36),
    ],
};

pub(super) const ADDRESSING_NAME: Layout = Layout {
    record_type: RecordType::AddressingName,
    title: "Adresseringsnavn og klarskriftadresse",
    length: 249,
    longest: 249,
    least: 1,
    most: Some(1),
    fields: &[
        text("ADRNVN", 14, 34),
        text("CONVN", 48, 34),
        text("LOKALITET", 82, 34),
        text("STANDARDADR", 116, 34),
        text("BYNVN", 150, 34),
        digits("POSTNR", 184, 4),
        text("POSTDISTTXT", 188, 20),
        digits("KOMKOD", 208, 4),
        digits("VEJKOD", 212, 4),
        text("HUSNR", 216, 4),
        text("ETAGE", 220, 2),
        text("SIDEDOER", 222, 4),
        text("BNR", 226, 4),
        text("VEJADRNVN", 230, 20),
    ],
};

pub(super) const PROTECTION: Layout = Layout {
    record_type: RecordType::Protection,
    title: "Beskyttelser",
    length: 37,
    longest: 37,
    least: 0,
    most: Some(4),
    fields: &[
        digits("BESKYTTYPE", 14, 4),
        iso_date("START_DT-BESKYTTELSE", 18, 10),
        iso_date("SLET_DT-BESKYTTELSE", 28, 10),
    ],
};

pub(super) const EXIT: Layout = Layout {
    record_type: RecordType::Exit,
    title: "Aktuel udrejse",
    length: 200,
    longest: 200,
    least: 0,
    most: Some(1),
    fields: &[
        digits("UDR_LANDEKOD", 14, 4),
        timestamp("UDRDTO", 18, 12),
        uncertainty_mark("UDRDTO_UMRK", 30, 1),
        text("UDLANDADR1", 31, 34),
        text("UDLANDADR2", 65, 34),
        text("UDLANDADR3", 99, 34),
        text("UDLANDADR4", 133, 34),
        text("UDLANDADR5", 167, 34),
    ],
};

pub(super) const CONTACT_ADDRESS: Layout = Layout {
    record_type: RecordType::ContactAddress,
    title: "Kontaktadresse",
    length: 203,
    longest: 203,
    least: 0,
    most: Some(1),
    fields: &[
        text("ADR1-KONTAKTADR", 14, 34),
        text("ADR2-KONTAKTADR", 48, 34),
        text("ADR3-KONTAKTADR", 82, 34),
        text("ADR4-KONTAKTADR", 116, 34),
        text("ADR5-KONTAKTADR", 150, 34),
        iso_date("START_DT-ADRTXT", 184, 10),
        iso_date("SLET_DT-ADRTXT", 194, 10),
    ],
};

pub(super) const DISAPPEARANCE: Layout = Layout {
    record_type: RecordType::Disappearance,
    title: "Aktuel forsvinding",
    length: 26,
    longest: 26,
    least: 0,
    most: Some(1),
    fields: &[timestamp("FORSVINDDTO", 14, 12), uncertainty_mark("FORSVINDDTO_UMRK", 26, 1)],
};

pub(super) const NAME: Layout = Layout {
    record_type: RecordType::Name,
    title: "Aktuelt navn",
    length: 193,
    longest: 193,
    least: 1,
    most: Some(1),
    fields: &[
        text("FORNVN", 14, 50),
        name_mark("FORNVN_MRK", 64, 1),
        text("MELNVN", 65, 40),
        name_mark("MELNVN_MRK", 105, 1),
        text("EFTERNVN", 106, 40),
        name_mark("EFTERNVN_MRK", 146, 1),
        timestamp("NVNHAENSTART", 147, 12),
        uncertainty_mark("HAENSTART_UMRK-NAVNE", 159, 1),
        text("ADRNVN", 160, 34),
    ],
};

pub(super) const BIRTH_REGISTRATION: Layout = Layout {
    record_type: RecordType::BirthRegistration,
    title: "Fødselsregistrering",
    length: 37,
    longest: 37,
    least: 1,
    most: Some(1),
    fields: &[text("START_MYNKOD-FØDESTED", 14, 4), text("MYNTXT-FØDESTED", 18, 20)],
};

pub(super) const CITIZENSHIP: Layout = Layout {
    record_type: RecordType::Citizenship,
    title: "Aktuelt statsborgerskab",
    length: 30,
    longest: 30,
    least: 1,
    most: Some(1),
    fields: &[
        digits("LANDEKOD", 14, 4),
        timestamp("HAENSTART-STATSBORGERSKAB", 18, 12),
        uncertainty_mark("HAENSTART_UMRK-STATSBORGERSKAB", 30, 1),
    ],
};

pub(super) const CHURCH: Layout = Layout {
    record_type: RecordType::Church,
    title: "Folkekirke",
    length: 25,
    longest: 25,
    least: 1,
    most: Some(1),
    fields: &[
        text("FKIRK", 14, 1),
        iso_date("START_DT-FOLKEKIRKE", 15, 10),
        uncertainty_mark("START_DT_UMRK-FOLKEKIRKE", 25, 1),
    ],
};

pub(super) const CIVIL_STATUS: Layout = Layout {
    record_type: RecordType::CivilStatus,
    title: "Aktuel civilstand",
    length: 95,
    longest: 95,
    least: 1,
    most: Some(1),
    fields: &[
        text("CIVST", 14, 1),
        number("AEGTEPNR", 15, 10),
        iso_date("AEGTEFOED_DT", 25, 10),
        uncertainty_mark("AEGTEFOEDDT_UMRK", 35, 1),
        text("AEGTENVN", 36, 34),
        name_mark("AEGTENVN_MRK", 70, 1),
        timestamp("HAENSTART-CIVILSTAND", 71, 12),
        uncertainty_mark("HAENSTART_UMRK-CIVILSTAND", 83, 1),
        timestamp("SEP_HENVIS-CIVILSTAND", 84, 12),
    ],
};

pub(super) const SEPARATION: Layout = Layout {
    record_type: RecordType::Separation,
    title: "Aktuel separation",
    length: 36,
    longest: 36,
    least: 0,
    most: Some(1),
    fields: &[
        timestamp("SEP_HENVIS-SEPARATION", 14, 12),
        iso_date("START_DT-SEPARATION", 26, 10),
        uncertainty_mark("START_DT_UMRK-SEPARATION", 36, 1),
    ],
};

pub(super) const CHILD: Layout = Layout {
    record_type: RecordType::Child,
    title: "Barn",
    length: 23,
    longest: 23,
    least: 0,
    most: Some(25),
    fields: &[number("PNR-BARN", 14, 10)],
};

pub(super) const PARENTS: Layout = Layout {
    record_type: RecordType::Parents,
    title: "Forældre",
    length: 147,
    longest: 147,
    least: 1,
    most: Some(1),
    fields: &[
        iso_date("MOR_DT", 14, 10),
        uncertainty_mark("MOR_DT_UMRK", 24, 1),
        number("PNRMOR", 25, 10),
        iso_date("MOR_FOED_DT", 35, 10),
        uncertainty_mark("MOR_FOED_DT_UMRK", 45, 1),
        text("MORNVN", 46, 34),
        name_mark("MORNVN_MRK", 80, 1),
        iso_date("FAR_DT", 81, 10),
        uncertainty_mark("FAR_DT_UMRK", 91, 1),
        number("PNRFAR", 92, 10),
        iso_date("FAR_FOED_DT", 102, 10),
        uncertainty_mark("FAR_FOED_DT_UMRK", 112, 1),
        text("FARNVN", 113, 34),
        name_mark("FARNVN_MRK", 147, 1),
    ],
};

pub(super) const CUSTODY: Layout = Layout {
    record_type: RecordType::Custody,
    title: "Forældremyndighed",
    length: 58,
    longest: 58,
    least: 0,
    most: Some(2),
    fields: &[
        digits("RELTYP-FORÆLDREMYN", 14, 4),
        iso_date("START_DT-FORÆLDREMYN", 18, 10),
        uncertainty_mark("START_DT_UMRK-FORÆLDREMYN", 28, 1),
        iso_date("SLET_DT-FORÆLDREMYN", 29, 10),
        number("RELPNR", 39, 10),
        iso_date("START_DT-RELPNR_PNR", 49, 10),
    ],
};

pub(super) const GUARDIANSHIP: Layout = Layout {
    record_type: RecordType::Guardianship,
    title: "Værgemål",
    length: 272,
    longest: 272,
    least: 0,
    most: Some(1),
    fields: &[
        iso_date("START_DT-UMYNDIG", 14, 10),
        uncertainty_mark("START_DT_UMRK-UMYNDIG", 24, 1),
        iso_date("SLET_DT-UMYNDIG", 25, 10),
        digits("UMYN_RELTYP", 35, 4),
        number("RELPNR", 39, 10),
        iso_date("START_DT-RELPNR_PNR", 49, 10),
        text("RELADRSAT_RELPNR_TXT", 59, 34),
        iso_date("START_DT-RELPNR_TXT", 93, 10),
        text("RELTXT1", 103, 34),
        text("RELTXT2", 137, 34),
        text("RELTXT3", 171, 34),
        text("RELTXT4", 205, 34),
        text("RELTXT5", 239, 34),
    ],
};

pub(super) const MUNICIPAL_CONDITION: Layout = Layout {
    record_type: RecordType::MunicipalCondition,
    title: "Kommunale forhold",
    length: 60,
    longest: 60,
    least: 0,
    most: None,
    fields: &[
        digits("KOMFORHTYP", 14, 1),
        text("KOMFORHKOD", 15, 5),
        iso_date("START_DT-KOMMUNALE-FORHOLD", 20, 10),
        uncertainty_mark("START_DT_UMRK-KOMMUNALE-FORHOL", 30, 1),
        text("BEMAERK-KOMMUNALE-FORHOLD", 31, 30),
    ],
};

pub(super) const NOTE: Layout = Layout {
    record_type: RecordType::Note,
    title: "Notat",
    length: 75,
    longest: 75,
    least: 0,
    most: None,
    fields: &[
        digits("NOTATNR", 14, 2),
        text("NOTATLINIE", 16, 40),
        iso_date("START_DT-NOTAT", 56, 10),
        iso_date("SLET_DT-NOTAT", 66, 10),
    ],
};

pub(super) const FRANCHISE: Layout = Layout {
    record_type: RecordType::Franchise,
    title: "Valgoplysninger",
    length: 47,
    longest: 47,
    least: 0,
    most: None,
    fields: &[
        digits("VALGKODE", 14, 4),
        iso_date("VALGRET_DT", 18, 10),
        iso_date("START_DT-VALGOPLYSNINGER", 28, 10),
        iso_date("SLET_DT-VALGOPLYSNINGER", 38, 10),
    ],
};

pub(super) const MOVE_ORDER: Layout = Layout {
    record_type: RecordType::MoveOrder,
    title: "Flyttepåbud",
    length: 63,
    longest: 63,
    least: 0,
    most: Some(1),
    fields: &[iso_date("START_DT-FLYTTEPÅBUD", 14, 10), text("TXT-FLYTTEPÅBUD", 24, 40)],
};
