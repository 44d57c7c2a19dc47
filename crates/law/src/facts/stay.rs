//! Who the person is and on what ground they stay.

use jiff::civil::Date;
use vocabulary::Ground;

use super::{choices, facts};

facts! {
    /// Citizenship from the day on. § 2, stk. 3.
    pub struct Citizenship {
        /// The state, by its ISO 3166-1 alpha-3 code; `XXA` for stateless, `XXX` for unknown.
        pub country: Nationality,
    }

    /// Whether the EU's rules on free movement cover the person, as family of an EU citizen for instance. § 2, stk. 3.
    pub struct EuRules {
        /// Covered, or not.
        pub covered: bool,
    }

    /// A residence permit, given on the day. §§ 54–57.
    pub struct Permit {
        /// Provision of the Aliens Act: `7:1`, `8`, `9b:1`, `9c:1`, `9:1:1`.
        pub ground: Ground,
        /// Where the application was lodged: decides when an immigrant is taken over (§ 4, stk. 3).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub applied_in: Option<AppliedIn>,
        /// Whose family the person is, for permits under §§ 9 and 9 c, stk. 1 of the Aliens Act (§§ 55–56).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub sponsor: Option<Sponsor>,
        /// Whether it follows directly upon a permit under § 9 b of the Aliens Act (§ 54, nr. 3).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub continues_9b: Option<bool>,
        /// Whether the person had applied for asylum under § 7 of the Aliens Act (§ 54, nr. 4).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub applied_for_asylum: Option<bool>,
        /// Whether it is conditional on somebody in Denmark being able to support the person (§ 25, stk. 9).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub support_condition: Option<bool>,
        /// Whether it is a permanent permit (§ 19, stk. 8).
        #[serde(default)]
        pub permanent: bool,
        /// First day on which it is no longer valid, where it is limited.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub until: Option<Date>,
    }

    /// The permit is not valid from the day on.
    pub struct PermitEnded {
        /// Why.
        pub cause: PermitEnd,
    }

    /// Udlændingeservice's decision on whether the Act covers the person. § 2, stk. 4.
    pub struct ScopeDecision {
        /// Covered, or not.
        pub covered: bool,
    }

    /// The person came as an unaccompanied minor seeking asylum. §§ 10, stk. 2, 16, stk. 6, 45, stk. 6.
    pub struct UnaccompaniedMinor {}

    /// Registered as an asylum seeker (Aliens Act § 48 e, stk. 1). Lov 60/2003 § 3, stk. 2.
    pub struct AsylumRegistration {}

    /// The parents of an unaccompanied minor got lawful stay in Denmark. § 45, stk. 6, 2. pkt.
    pub struct ParentLawfullyHere {}

    /// The person died.
    pub struct Death {}
}

choices! {
    /// Where an application for a permit was lodged.
    pub enum AppliedIn {
        /// In Denmark.
        Denmark,
        /// At a Danish mission abroad.
        Abroad,
    }

    /// Whose family the person is.
    pub enum Sponsor {
        /// A refugee in the sense of § 54.
        Refugee,
        /// Somebody with a permit under §§ 9 a, 9 c, stk. 1 or 9 f of the Aliens Act for certain work or the like (§ 56, 2. pkt.).
        Worker,
        /// Anybody else living in Denmark: a Danish or Nordic citizen, an immigrant.
        Resident,
    }

    /// Why a permit ended.
    pub enum PermitEnd {
        /// It lapsed.
        Lapsed,
        /// It was revoked or not renewed.
        Revoked,
        /// The person became a Danish citizen.
        Citizenship,
        /// The person left for good.
        Departure,
    }
}

/// A state's ISO 3166-1 alpha-3 code, or ICAO's for the stateless and the unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Nationality(vocabulary::CountryCode);

impl Nationality {
    /// CPR's code of the state.
    pub fn country(self) -> vocabulary::CountryCode {
        self.0
    }
}

impl TryFrom<String> for Nationality {
    type Error = &'static str;

    /// Of two states that used the same code, the one that used it last.
    fn try_from(iso3: String) -> Result<Self, Self::Error> {
        let known = vocabulary::Country::all().iter().filter(|country| country.iso3 == Some(iso3.as_str()));
        known
            .max_by_key(|country| country.from)
            .map(|country| Self(country.code))
            .ok_or("a country is written with the three letters of ISO 3166-1, as in SOM; XXA is stateless")
    }
}

impl From<Nationality> for String {
    fn from(nationality: Nationality) -> Self {
        nationality.0.country().and_then(|country| country.iso3).unwrap_or("XXX").to_owned()
    }
}

impl schemars::JsonSchema for Nationality {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Country".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "country", "pattern": "^[A-Z]{3}$", "description": "A state by ISO 3166-1 alpha-3, as in SOM; XXA is stateless." })
    }
}
