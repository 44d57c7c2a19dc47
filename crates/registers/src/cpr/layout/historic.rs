//! The layouts of what held before (022 to 033), of events, and of the records that frame a delivery.

use super::{
    Layout, RecordType, annulment, compact_date, digits, iso_date, name_mark, number, text, timestamp, uncertainty_mark,
};

pub(super) const START: Layout = Layout {
    record_type: RecordType::Start,
    title: "Startrecord",
    length: 35,
    longest: 35,
    least: 1,
    most: Some(1),
    fields: &[
        text("SORTFELT-10", 4, 10),
        digits("OPGAVENR", 14, 6),
        compact_date("PRODDTO", 20, 8),
        compact_date("PRODDTOFORRIG", 28, 8),
    ],
};

pub(super) const FORMER_NUMBER: Layout = Layout {
    record_type: RecordType::FormerNumber,
    title: "Historisk personnummer",
    length: 45,
    longest: 45,
    least: 0,
    most: None,
    fields: &[
        number("PNR", 14, 10),
        iso_date("START_DT-PERSON", 24, 10),
        uncertainty_mark("START_DT_UMRK-PERSON", 34, 1),
        iso_date("SLUT_DT-PERSON", 35, 10),
        uncertainty_mark("SLUT_DT_UMRK-PERSON", 45, 1),
    ],
};

pub(super) const FORMER_ADDRESS: Layout = Layout {
    record_type: RecordType::FormerAddress,
    title: "Historisk adresse",
    length: 96,
    longest: 96,
    least: 0,
    most: None,
    fields: &[
        annulment("ANNKOR", 14, 1),
        digits("KOMKOD", 15, 4),
        digits("VEJKOD", 19, 4),
        text("HUSNR", 23, 4),
        text("ETAGE", 27, 2),
        text("SIDEDOER", 29, 4),
        text("BNR", 33, 4),
        text("CONVN", 37, 34),
        timestamp("TILFLYDTO", 71, 12),
        uncertainty_mark("TILFLYDT_UMRK", 83, 1),
        timestamp("FRAFLYDTO", 84, 12),
        uncertainty_mark("FRAFLYDTO_UMRK", 96, 1),
    ],
};

pub(super) const FORMER_EXIT: Layout = Layout {
    record_type: RecordType::FormerExit,
    title: "Historisk udrejse/indrejse",
    length: 218,
    longest: 218,
    least: 0,
    most: None,
    fields: &[
        annulment("ANNKOR", 14, 1),
        digits("UDR_LANDEKOD", 15, 4),
        timestamp("UDRDTO", 19, 12),
        uncertainty_mark("UDRDTO_UMRK", 31, 1),
        digits("INDR_LANDEKOD", 32, 4),
        timestamp("INDRDTO", 36, 12),
        uncertainty_mark("INDRDTO_UMRK", 48, 1),
        text("UDLANDADR1", 49, 34),
        text("UDLANDADR2", 83, 34),
        text("UDLANDADR3", 117, 34),
        text("UDLANDADR4", 151, 34),
        text("UDLANDADR5", 185, 34),
    ],
};

pub(super) const FORMER_DISAPPEARANCE: Layout = Layout {
    record_type: RecordType::FormerDisappearance,
    title: "Historisk forsvinding/genfinding",
    length: 40,
    longest: 40,
    least: 0,
    most: None,
    fields: &[
        annulment("ANNKOR", 14, 1),
        timestamp("FORSVINDDTO", 15, 12),
        uncertainty_mark("FORSVINDDTO_UMRK", 27, 1),
        timestamp("GENFINDDTO", 28, 12),
        uncertainty_mark("GENFINDDTO_UMRK", 40, 1),
    ],
};

pub(super) const FORMER_NAME: Layout = Layout {
    record_type: RecordType::FormerName,
    title: "Historisk navn",
    length: 173,
    longest: 173,
    least: 0,
    most: None,
    fields: &[
        annulment("ANNKOR", 14, 1),
        text("FORNVN", 15, 50),
        name_mark("FORNVN_MRK", 65, 1),
        text("MELNVN", 66, 40),
        name_mark("MELNVN_MRK", 106, 1),
        text("EFTERNVN", 107, 40),
        name_mark("EFTERNVN_MRK", 147, 1),
        timestamp("NVNHAENSTART", 148, 12),
        uncertainty_mark("HAENSTART_UMRK-NAVNE", 160, 1),
        timestamp("NVNHAENSLUT", 161, 12),
        uncertainty_mark("HAENSLUT_UMRK-NAVNE", 173, 1),
    ],
};

pub(super) const FORMER_CITIZENSHIP: Layout = Layout {
    record_type: RecordType::FormerCitizenship,
    title: "Historisk statsborgerskab",
    length: 44,
    longest: 44,
    least: 0,
    most: None,
    fields: &[
        annulment("ANNKOR", 14, 1),
        digits("LANDEKOD", 15, 4),
        timestamp("HAENSTART-STATSBORGERSKAB", 19, 12),
        uncertainty_mark("HAENSTART_UMRK-STATSBORGERSKAB", 31, 1),
        timestamp("HAENSLUT-STATSBORGERSKAB", 32, 12),
        uncertainty_mark("HAENSLUT_UMRK-STATSBORGERSKAB", 44, 1),
    ],
};

pub(super) const FORMER_CHURCH: Layout = Layout {
    record_type: RecordType::FormerChurch,
    title: "Historisk folkekirke",
    length: 36,
    longest: 36,
    least: 0,
    most: None,
    fields: &[
        text("FKIRK", 14, 1),
        iso_date("START_DT-FOLKEKIRKE", 15, 10),
        uncertainty_mark("START_DT_UMRK-FOLKEKIRKE", 25, 1),
        iso_date("SLUT_DT-FOLKEKIRKE", 26, 10),
        uncertainty_mark("SLUT_DT_UMRK-FOLKEKIRKE", 36, 1),
    ],
};

pub(super) const FORMER_CIVIL_STATUS: Layout = Layout {
    record_type: RecordType::FormerCivilStatus,
    title: "Historisk civilstand",
    length: 109,
    longest: 109,
    least: 0,
    most: None,
    fields: &[
        annulment("ANNKOR", 14, 1),
        text("CIVST", 15, 1),
        number("AEGTEPNR", 16, 10),
        iso_date("AEGTEFOED_DT", 26, 10),
        uncertainty_mark("AEGTEFOEDDT_UMRK", 36, 1),
        text("AEGTENVN", 37, 34),
        name_mark("AEGTENVN_MRK", 71, 1),
        timestamp("HAENSTART-CIVILSTAND", 72, 12),
        uncertainty_mark("HAENSTART_UMRK-CIVILSTAND", 84, 1),
        timestamp("HAENSLUT-CIVILSTAND", 85, 12),
        uncertainty_mark("HAENSLUT_UMRK-CIVILSTAND", 97, 1),
        timestamp("SEP_HENVIS-CIVILSTAND", 98, 12),
    ],
};

pub(super) const FORMER_SEPARATION: Layout = Layout {
    record_type: RecordType::FormerSeparation,
    title: "Historisk separation",
    length: 48,
    longest: 48,
    least: 0,
    most: None,
    fields: &[
        annulment("ANNKOR", 14, 1),
        timestamp("SEP_HENVIS-SEPARATION", 15, 12),
        iso_date("START_DT-SEPARATION", 27, 10),
        uncertainty_mark("START_DT_UMRK-SEPARATION", 37, 1),
        iso_date("SLUT_DT-SEPARATION", 38, 10),
        uncertainty_mark("SLUT_DT_UMRK-SEPARATION", 48, 1),
    ],
};

pub(super) const MOTHER_ADDRESS: Layout = Layout {
    record_type: RecordType::MotherAddress,
    title: "Mor med klarskriftadresse",
    length: 269,
    longest: 269,
    least: 0,
    most: Some(1),
    fields: &[
        number("PNRMOR", 14, 10),
        text("ADRNVN", 24, 34),
        text("CONVN", 58, 34),
        text("LOKALITET", 92, 34),
        text("STANDARDADR", 126, 34),
        text("BYNVN", 160, 34),
        digits("POSTNR", 194, 4),
        text("POSTDISTTXT", 198, 20),
        digits("KOMKOD", 218, 4),
        digits("VEJKOD", 222, 4),
        text("HUSNR", 226, 4),
        text("ETAGE", 230, 2),
        text("SIDEDOER", 232, 4),
        text("BNR", 236, 4),
        text("VEJADRNVN", 240, 20),
        iso_date("START_DT-BESKYTTELSE", 260, 10),
    ],
};

pub(super) const FATHER_ADDRESS: Layout = Layout {
    record_type: RecordType::FatherAddress,
    title: "Far med klarskriftadresse",
    length: 269,
    longest: 269,
    least: 0,
    most: Some(1),
    fields: &[
        number("PNRFAR", 14, 10),
        text("ADRNVN", 24, 34),
        text("CONVN", 58, 34),
        text("LOKALITET", 92, 34),
        text("STANDARDADR", 126, 34),
        text("BYNVN", 160, 34),
        digits("POSTNR", 194, 4),
        text("POSTDISTTXT", 198, 20),
        digits("KOMKOD", 218, 4),
        digits("VEJKOD", 222, 4),
        text("HUSNR", 226, 4),
        text("ETAGE", 230, 2),
        text("SIDEDOER", 232, 4),
        text("BNR", 236, 4),
        text("VEJADRNVN", 240, 20),
        iso_date("START_DT-BESKYTTELSE", 260, 10),
    ],
};

pub(super) const CHILD_ADDRESS: Layout = Layout {
    record_type: RecordType::ChildAddress,
    title: "Barn med klarskriftadresse",
    length: 269,
    longest: 269,
    least: 0,
    most: Some(25),
    fields: &[
        number("PNR-BARN", 14, 10),
        text("ADRNVN", 24, 34),
        text("CONVN", 58, 34),
        text("LOKALITET", 92, 34),
        text("STANDARDADR", 126, 34),
        text("BYNVN", 160, 34),
        digits("POSTNR", 194, 4),
        text("POSTDISTTXT", 198, 20),
        digits("KOMKOD", 218, 4),
        digits("VEJKOD", 222, 4),
        text("HUSNR", 226, 4),
        text("ETAGE", 230, 2),
        text("SIDEDOER", 232, 4),
        text("BNR", 236, 4),
        text("VEJADRNVN", 240, 20),
        iso_date("START_DT-BESKYTTELSE", 260, 10),
    ],
};

pub(super) const EVENT: Layout = Layout {
    record_type: RecordType::Event,
    title: "Hændelse",
    length: 45,
    longest: 45,
    least: 0,
    most: None,
    fields: &[
        timestamp("TIMESTAMPU", 14, 12),
        text("HAENDELSE", 26, 3),
        text("AFLEDTMRK", 29, 2),
        text("NGLKONST", 31, 15),
    ],
};

pub(super) const ERROR: Layout = Layout {
    record_type: RecordType::Error,
    title: "Fejlrecord",
    length: 157,
    longest: 157,
    least: 0,
    most: None,
    fields: &[
        text("SORTFELT-10", 4, 10),
        text("INDDATA", 14, 75),
        digits("FEJLNR", 89, 4),
        text("FEJLTXT-UDTRÆK", 93, 65),
    ],
};

pub(super) const DELETED_SUBSCRIPTION: Layout = Layout {
    record_type: RecordType::DeletedSubscription,
    title: "Kvittering for slettet abonnement",
    length: 43,
    longest: 43,
    least: 0,
    most: None,
    fields: &[timestamp("TIMESTAMPU", 14, 12), text("HAENDELSE", 26, 3), text("NGLKONST", 29, 15)],
};

pub(super) const END: Layout = Layout {
    record_type: RecordType::End,
    title: "Slutrecord",
    length: 21,
    longest: 21,
    least: 1,
    most: Some(1),
    fields: &[text("SORTFELT-10", 4, 10), text("TAELLER", 14, 8)],
};
