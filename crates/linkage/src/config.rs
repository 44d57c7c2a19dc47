//! What the columns of the two registers mean: the file `coupling.toml`.
//!
//! Knows kinds of fields, rules and limits. Must not know any register by name: the same engine couples
//! any two files whose columns are told here.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// One of the two registers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The register whose records seek a partner.
    Left,
    /// The register in which partners are sought.
    Right,
}

/// A whole coupling: fields, rules, contradictions, thresholds, limits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Name of the coupling, shown in reports and kept in the model.
    pub name: String,
    /// The left register.
    pub left: SideConfig,
    /// The right register.
    pub right: SideConfig,
    /// The fields, in the order in which they are compared and explained.
    #[serde(rename = "field")]
    pub fields: Vec<Field>,
    /// Deterministic rules, in the order in which they are tried.
    #[serde(default, rename = "rule")]
    pub rules: Vec<Rule>,
    /// Pairs that are never coupled automatically, whatever the weight. Where none is configured, those that fit the fields
    /// of any two files: see [`Config::from_toml`].
    #[serde(default, rename = "contradiction")]
    pub contradictions: Vec<Contradiction>,
    /// Blocking keys besides those that follow from the kinds of the fields.
    #[serde(default, rename = "key", skip_serializing_if = "Vec::is_empty")]
    pub keys: Vec<BlockingKey>,
    /// When a pair is coupled, shown to a person, or left.
    #[serde(default)]
    pub decision: Decision,
    /// Bounds on everything that grows.
    #[serde(default)]
    pub limits: Limits,
}

/// What one register is called and which column tells its records apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SideConfig {
    /// Name for reports, such as `CARL2`.
    pub name: String,
    /// The column that holds the record's id; each id stands once.
    pub id: String,
}

/// A property that both registers hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Name used in rules, reports and explanations.
    pub name: String,
    /// How the values are read and compared.
    pub kind: FieldKind,
    /// Columns of the left register; the first is the current value, the others alternatives (former names,
    /// former numbers). A cell may hold several values separated by `|`.
    pub left: Vec<String>,
    /// Columns of the right register.
    pub right: Vec<String>,
    /// Values that mean "not known" and are read as absent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unknown: Vec<String>,
}

/// How the values of a field are read and compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// A number or key given to one person: equal, mistyped in one place, or different.
    Identifier,
    /// A Danish CPR number: as an identifier, and its first six digits are a birth date.
    Cpr,
    /// Given names.
    Given,
    /// Middle names: compared together with given names and surname, since registers draw the borders differently.
    Middle,
    /// Surname.
    Surname,
    /// A date that belongs to the person, such as the birth date: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, `*` behind.
    Date,
    /// Sex: any two letters or words, equal or not.
    Sex,
    /// One value of a list, such as nationality.
    Category,
    /// A date of something registered on both sides, such as entry: near is nearly as good as equal.
    Event,
    /// The day of death. Impossible where it lies before an event of the other side.
    Death,
    /// Street, house number and the rest.
    Address,
    /// Postcode or another area code.
    Postcode,
    /// The id of a relative's record on the same side.
    Reference,
}

/// A deterministic rule: a pair that meets all conditions is coupled under the rule's name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Name under which pairs are counted and explained.
    pub name: String,
    /// Fields that must be equal.
    #[serde(default)]
    pub equal: Vec<String>,
    /// Fields that must be alike: equal, another spelling, or one typing error.
    #[serde(default)]
    pub alike: Vec<String>,
    /// Fields that may be absent, but not different.
    #[serde(default)]
    pub not_different: Vec<String>,
    /// Of the fields named here ...
    #[serde(default)]
    pub support: Vec<String>,
    /// ... at least so many must be alike.
    #[serde(default)]
    pub support_at_least: usize,
}

/// Fields that may not all differ in one coupled pair.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contradiction {
    /// Name for reports.
    pub name: String,
    /// When all of these differ, no typing error explains the pair ...
    pub different: Vec<String>,
    /// ... unless one of these is equal.
    #[serde(default)]
    pub unless_equal: Vec<String>,
}

/// A blocking key: records that share a value of each of these fields are compared. Of names, any word counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BlockingKey {
    /// Names of the fields, at most [`KEY_FIELDS_MAX`].
    pub equal: Vec<String>,
}

/// No threshold lies beyond: a thousand bits.
pub(crate) const MILLIBITS_MOST: i32 = 1_000_000;

/// Most fields of one blocking key.
pub const KEY_FIELDS_MAX: usize = 4;

/// Thresholds in thousandths of a bit of evidence (the logarithm to base 2 of the odds).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Decision {
    /// Coupled without a person from here on: 10,000 is odds of 1,024 to 1.
    pub couple_millibits: i32,
    /// A deterministic rule couples from here on; a rule whose pair is less likely goes to a person.
    pub rule_millibits: i32,
    /// Shown to a person from here on.
    pub review_millibits: i32,
    /// Remembered as a competitor from here on.
    pub leave_millibits: i32,
    /// How much worse the best solution without the pair must be; a smaller margin is a tie, and a person decides.
    pub margin_millibits: i32,
}

impl Default for Decision {
    fn default() -> Self {
        Self {
            couple_millibits: 6_000,
            rule_millibits: 6_000,
            review_millibits: -1_500,
            leave_millibits: -9_000,
            margin_millibits: 6_000,
        }
    }
}

/// Bounds on everything that grows with the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// Longest text of one value, in bytes; what is longer is cut and counted.
    pub value_bytes: usize,
    /// Most values of one field in one record; what is more is left out and counted.
    pub values: usize,
    /// Largest block of right records under one key; larger blocks are split by further keys, then left out with a
    /// warning that names them.
    pub block: usize,
    /// Most candidate pairs for each left record, on average over the run; block sizes are halved until it holds.
    pub pairs_per_record: usize,
    /// Most candidates shown to a person for one left record.
    pub review_candidates: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { value_bytes: 400, values: 12, block: 60, pairs_per_record: 400, review_candidates: 5 }
    }
}

/// Why a configuration is refused.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// Not TOML, or a key that does not exist; the message names line and key.
    #[error("the coupling configuration cannot be read: {0}")]
    Unreadable(#[from] toml::de::Error),
    /// A rule or contradiction names a field that is not there.
    #[error("{place} names the field `{field}`, which is not configured")]
    UnknownField {
        /// The rule or contradiction.
        place: String,
        /// The name that is not there.
        field: String,
    },
    /// The same name twice, or a kind that may stand once stands twice.
    #[error("{0} stands twice in the coupling configuration")]
    Repeated(String),
    /// Something is missing or makes no sense.
    #[error("{0}")]
    Senseless(String),
}

/// Most fields that are compared: a comparison pattern is one 64-bit word, four bits a field.
pub(crate) const FIELDS_MAX: usize = 16;

impl Config {
    /// Reads and checks a configuration. One that does not say what contradicts gets the contradictions that no typing
    /// error explains: another given name, or another birth date, while no number agrees; both and the sex; dead before
    /// an event. `contradiction = []` asks for none.
    pub fn from_toml(text: &str) -> Result<Self, ConfigError> {
        let mut config: Self = toml::from_str(text)?;
        if config.contradictions.is_empty() && !toml::from_str::<toml::Table>(text)?.contains_key("contradiction") {
            config.contradictions = config.usual_contradictions();
        }
        config.check()?;
        Ok(config)
    }

    fn usual_contradictions(&self) -> Vec<Contradiction> {
        let of_kinds = |kinds: &[FieldKind]| -> Vec<String> {
            self.fields.iter().filter(|field| kinds.contains(&field.kind)).map(|field| field.name.clone()).collect()
        };
        let numbers = of_kinds(&[FieldKind::Identifier, FieldKind::Cpr]);
        let first = |kind| of_kinds(&[kind]).into_iter().next();
        let all = |kinds: &[FieldKind]| kinds.iter().map(|kind| first(*kind)).collect::<Option<Vec<String>>>();
        let usual = [
            (
                "sex, birth date and nationality all differ",
                &[FieldKind::Sex, FieldKind::Date, FieldKind::Category][..],
                false,
            ),
            ("dead before an event", &[FieldKind::Death], false),
            ("given name and sex differ", &[FieldKind::Given, FieldKind::Sex], false),
            ("another given name, and no number agrees", &[FieldKind::Given], true),
            ("another birth date, and no number agrees", &[FieldKind::Date], true),
        ];
        let contradictions = usual.into_iter().filter_map(|(name, kinds, unless_numbered)| {
            let unless_equal = if unless_numbered { numbers.clone() } else { Vec::new() };
            Some(Contradiction { name: name.to_owned(), different: all(kinds)?, unless_equal })
        });
        contradictions.collect()
    }

    /// Checks what the types cannot say; [`Config::from_toml`] has done it.
    pub fn check(&self) -> Result<(), ConfigError> {
        self.check_fields()?;
        for rule in &self.rules {
            let place = format!("the rule `{}`", rule.name);
            for name in rule.equal.iter().chain(&rule.alike).chain(&rule.not_different).chain(&rule.support) {
                self.check_reference(&place, name)?;
            }
            if rule.equal.is_empty() && rule.alike.is_empty() {
                return Err(ConfigError::Senseless(format!("{place} demands nothing")));
            }
            if rule.support_at_least > rule.support.len() {
                return Err(ConfigError::Senseless(format!("{place} demands more support than it names fields")));
            }
        }
        for contradiction in &self.contradictions {
            let place = format!("the contradiction `{}`", contradiction.name);
            for name in contradiction.different.iter().chain(&contradiction.unless_equal) {
                self.check_reference(&place, name)?;
            }
            if contradiction.different.is_empty() {
                return Err(ConfigError::Senseless(format!("{place} names no field")));
            }
        }
        for key in &self.keys {
            let place = format!("the key `{}`", key.equal.join(" and "));
            for name in &key.equal {
                self.check_reference(&place, name)?;
            }
            if key.equal.is_empty() || key.equal.len() > KEY_FIELDS_MAX {
                return Err(ConfigError::Senseless(format!("{place} needs one to {KEY_FIELDS_MAX} fields")));
            }
        }
        match crate::key::keys(self).len() {
            count if count > crate::block::KEYS_MOST => Err(ConfigError::Senseless(format!(
                "{count} blocking keys; at most {} can be",
                crate::block::KEYS_MOST
            ))),
            _ => self.check_numbers(),
        }
    }

    /// The columns that a side needs: the id first, then the fields' columns in order, each once.
    ///
    /// [`crate::Builder::push`] takes its values in this order.
    pub fn columns(&self, side: Side) -> Vec<&str> {
        let mut columns = vec![self.side(side).id.as_str()];
        for column in self.fields.iter().flat_map(|field| field.columns(side)) {
            if !columns.contains(&column.as_str()) {
                columns.push(column);
            }
        }
        columns
    }

    /// Name and id column of a side.
    pub fn side(&self, side: Side) -> &SideConfig {
        match side {
            Side::Left => &self.left,
            Side::Right => &self.right,
        }
    }

    /// The position of the first field of a kind.
    pub(crate) fn first(&self, kind: FieldKind) -> Option<usize> {
        self.fields.iter().position(|field| field.kind == kind)
    }

    fn check_fields(&self) -> Result<(), ConfigError> {
        let mut names = BTreeSet::new();
        for field in &self.fields {
            if !names.insert(field.name.as_str()) {
                return Err(ConfigError::Repeated(format!("the field `{}`", field.name)));
            }
            if field.left.is_empty() && field.right.is_empty() {
                return Err(ConfigError::Senseless(format!("the field `{}` names no column", field.name)));
            }
            if field.kind.is_compared() && (field.left.is_empty() || field.right.is_empty()) {
                let text = format!("the field `{}` needs a column on both sides to be compared", field.name);
                return Err(ConfigError::Senseless(text));
            }
        }
        for kind in [FieldKind::Given, FieldKind::Middle, FieldKind::Surname, FieldKind::Death, FieldKind::Reference] {
            if self.fields.iter().filter(|field| field.kind == kind).count() > 1 {
                return Err(ConfigError::Repeated(format!("a field of the kind `{kind:?}`")));
            }
        }
        match self.fields.iter().filter(|field| field.kind.is_compared()).count() {
            0 => Err(ConfigError::Senseless("no field to compare is configured".to_owned())),
            1..=FIELDS_MAX => Ok(()),
            count => Err(ConfigError::Senseless(format!("{count} fields to compare; at most {FIELDS_MAX} can be"))),
        }
    }

    fn check_reference(&self, place: &str, name: &str) -> Result<(), ConfigError> {
        if self.fields.iter().any(|field| field.name == name && field.kind.is_compared()) {
            return Ok(());
        }
        Err(ConfigError::UnknownField { place: place.to_owned(), field: name.to_owned() })
    }

    fn check_numbers(&self) -> Result<(), ConfigError> {
        let decision = &self.decision;
        if !(decision.leave_millibits <= decision.review_millibits
            && decision.review_millibits <= decision.rule_millibits
            && decision.rule_millibits <= decision.couple_millibits)
        {
            let text = "the thresholds must rise: leave, review, rule, couple";
            return Err(ConfigError::Senseless(text.to_owned()));
        }
        let all = [decision.leave_millibits, decision.couple_millibits, decision.margin_millibits];
        if all.iter().any(|millibits| millibits.unsigned_abs() > MILLIBITS_MOST.unsigned_abs())
            || decision.margin_millibits < 0
        {
            let text = "a threshold lies beyond 1,000 bits, or the margin below zero";
            return Err(ConfigError::Senseless(text.to_owned()));
        }
        let limits = &self.limits;
        if limits.value_bytes == 0 || limits.values == 0 || limits.block == 0 || limits.pairs_per_record == 0 {
            return Err(ConfigError::Senseless("a limit of zero lets nothing through".to_owned()));
        }
        Ok(())
    }
}

impl Field {
    /// The columns of a side.
    pub fn columns(&self, side: Side) -> &[String] {
        match side {
            Side::Left => &self.left,
            Side::Right => &self.right,
        }
    }
}

impl FieldKind {
    /// Whether the field has a place of its own in a comparison: middle names are compared with the other names,
    /// references only lead to relatives.
    pub fn is_compared(self) -> bool {
        !matches!(self, Self::Middle | Self::Reference)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = r#"
        name = "test"
        left = { name = "A", id = "a" }
        right = { name = "B", id = "b" }
        [[field]]
        name = "given"
        kind = "given"
        left = ["g"]
        right = ["g", "former"]
    "#;

    #[test]
    fn columns_come_once_with_the_id_first() {
        let config = Config::from_toml(SMALL).unwrap();
        assert_eq!(config.columns(Side::Left), ["a", "g"]);
        assert_eq!(config.columns(Side::Right), ["b", "g", "former"]);
    }

    #[test]
    fn a_wrong_key_is_named() {
        let error = Config::from_toml(&SMALL.replace("kind =", "sort =")).unwrap_err().to_string();
        assert!(error.contains("sort"), "{error}");
    }

    #[test]
    fn a_rule_on_an_unknown_field_is_refused() {
        let text = format!("{SMALL}\n[[rule]]\nname = \"r\"\nequal = [\"cpr\"]");
        let error = Config::from_toml(&text).unwrap_err().to_string();
        assert_eq!(error, "the rule `r` names the field `cpr`, which is not configured");
    }

    #[test]
    fn contradictions_are_the_usual_ones_unless_configured() {
        let names = |text: &str| {
            let config = Config::from_toml(text).unwrap();
            config.contradictions.into_iter().map(|contradiction| contradiction.name).collect::<Vec<_>>()
        };
        assert_eq!(names(SMALL), ["another given name, and no number agrees"]);
        assert!(names(&format!("contradiction = []\n{SMALL}")).is_empty());
    }

    #[test]
    fn a_key_names_fields_that_are_there() {
        let error = Config::from_toml(&format!("{SMALL}\n[[key]]\nequal = [\"given\", \"postcode\"]")).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the key `given and postcode` names the field `postcode`, which is not configured"
        );
        assert_eq!(Config::from_toml(&format!("{SMALL}\n[[key]]\nequal = [\"given\"]")).unwrap().keys.len(), 1);
    }

    #[test]
    fn a_field_twice_is_refused() {
        let text = format!("{SMALL}\n[[field]]\nname = \"given\"\nkind = \"sex\"\nleft = [\"s\"]\nright = [\"s\"]");
        assert!(matches!(Config::from_toml(&text), Err(ConfigError::Repeated(_))));
    }

    #[test]
    fn thresholds_out_of_order_are_refused() {
        let text = format!("{SMALL}\n[decision]\nreview_millibits = 90000");
        assert!(matches!(Config::from_toml(&text), Err(ConfigError::Senseless(_))));
    }
}
