//! The words everyone uses: CPR numbers, person-ids, names, uncertain dates, periods, places, money.
//!
//! Parsing, checking and display only. This room knows no clock, no file, no database and no rule of law;
//! a `Date` always comes in as an argument. Personal numbers hide themselves when printed: whoever needs
//! the whole number asks for it by name.

mod country;
mod cpr_number;
mod cpr_status;
mod danish_time;
mod free_movement;
mod ground;
mod kroner;
mod municipality;
mod period;
mod person_id;
mod person_name;
mod schema;
mod sex;
mod uncertain_date;

pub use country::{Country, CountryCode, CountryCodeError};
pub use cpr_number::{CprNumber, CprNumberError, CprNumberKind};
pub use cpr_status::{CprStatus, CprStatusError};
pub use danish_time::{danish_day, denmark, in_denmark};
pub use free_movement::FreeMovement;
pub use ground::{FamilyRelation, Ground, GroundCategory, GroundError};
pub use jiff::civil::Date;
pub use kroner::{Kroner, KronerError};
pub use municipality::{Municipality, MunicipalityCode, MunicipalityCodeError, Region};
pub use period::{Period, PeriodError};
pub use person_id::{PersonId, PersonIdError, PersonIdFormat};
pub use person_name::{NameMark, PersonName};
pub use sex::{Sex, SexError};
pub use uncertain_date::{UncertainDate, UncertainDateError};
