//! Reads types from JSON values and, where that fails, tells the field and what was expected as data: `serde_json`'s own
//! errors are English sentences without the field.

use std::fmt::{self, Display};

use serde::de::{
    self, DeserializeSeed, Deserializer, Expected, IntoDeserializer, MapAccess, SeqAccess, Unexpected, Visitor,
};
use serde::forward_to_deserialize_any;
use serde_json::Value;

use super::{ProblemKind, messages};

/// What is wrong with a field: the path to it inside the value, and the problem.
#[derive(Debug)]
pub(super) struct FieldError {
    pub(super) field: String,
    pub(super) kind: ProblemKind,
}

impl FieldError {
    fn new(kind: ProblemKind) -> Self {
        Self { field: String::new(), kind }
    }

    /// Names what stands there, in an error that could not know it.
    fn about(self, value: &Value) -> Self {
        match self.kind {
            ProblemKind::WrongValue { found, expected } if found.is_empty() && self.field.is_empty() => {
                Self { field: self.field, kind: ProblemKind::WrongValue { found: shown(value), expected } }
            }
            _ => self,
        }
    }

    /// The same error, seen from the value around it.
    fn inside(self, step: &str) -> Self {
        let field = match self.field.as_str() {
            "" => step.to_owned(),
            inner if inner.starts_with('[') => format!("{step}{inner}"),
            inner => format!("{step}.{inner}"),
        };
        Self { field, ..self }
    }
}

impl Display for FieldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {:?}", self.field, self.kind)
    }
}

impl std::error::Error for FieldError {}

impl de::Error for FieldError {
    fn custom<T: Display>(message: T) -> Self {
        Self::new(ProblemKind::WrongValue { found: String::new(), expected: messages::expected(&message.to_string()) })
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::new(ProblemKind::WrongType {
            found: messages::found(found),
            expected: messages::expected(&expected.to_string()),
        })
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::new(ProblemKind::WrongValue {
            found: messages::found(found),
            expected: messages::expected(&expected.to_string()),
        })
    }

    fn unknown_variant(variant: &str, known: &'static [&'static str]) -> Self {
        Self::new(ProblemKind::UnknownChoice {
            found: variant.to_owned(),
            known: known.iter().map(ToString::to_string).collect(),
        })
    }

    fn unknown_field(field: &str, known: &'static [&'static str]) -> Self {
        let known = known.iter().map(ToString::to_string).collect();
        Self { field: field.to_owned(), kind: ProblemKind::Unknown { known } }
    }

    fn missing_field(field: &'static str) -> Self {
        Self { field: field.to_owned(), kind: ProblemKind::Missing }
    }
}

/// A JSON value as a user wrote it, shortened.
pub(super) fn shown(value: &Value) -> String {
    let text = value.to_string();
    if text.chars().count() <= 60 { text } else { text.chars().take(57).chain("...".chars()).collect() }
}

/// Reads from a JSON value.
pub(super) struct ValueReader<'v> {
    value: &'v Value,
}

impl<'v> ValueReader<'v> {
    pub(super) fn new(value: &'v Value) -> Self {
        Self { value }
    }
}

impl<'de> Deserializer<'de> for ValueReader<'de> {
    type Error = FieldError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FieldError> {
        let outcome = match self.value {
            Value::Null => visitor.visit_unit(),
            Value::Bool(held) => visitor.visit_bool(*held),
            Value::Number(number) => match (number.as_u64(), number.as_i64()) {
                (Some(whole), _) => visitor.visit_u64(whole),
                (_, Some(whole)) => visitor.visit_i64(whole),
                _ => visitor.visit_f64(number.as_f64().unwrap_or(f64::NAN)),
            },
            Value::String(text) => visitor.visit_borrowed_str(text),
            Value::Array(rows) => visitor.visit_seq(Rows { rows: rows.iter().enumerate() }),
            Value::Object(fields) => visitor.visit_map(Fields { fields: fields.iter(), value: None }),
        };
        outcome.map_err(|error| error.about(self.value))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FieldError> {
        if self.value.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, FieldError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, FieldError> {
        match self.value {
            Value::String(text) => visitor.visit_enum(text.as_str().into_deserializer()),
            other => Err(no_choice(other, variants)),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        unit unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

/// Choices are written as texts here; anything else is of the wrong type.
fn no_choice(value: &Value, variants: &[&str]) -> FieldError {
    FieldError::new(ProblemKind::WrongType { found: shown(value), expected: format!("en af {}", variants.join(", ")) })
}

struct Rows<'v> {
    rows: std::iter::Enumerate<std::slice::Iter<'v, Value>>,
}

impl<'de> SeqAccess<'de> for Rows<'de> {
    type Error = FieldError;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, FieldError> {
        let Some((place, row)) = self.rows.next() else { return Ok(None) };
        seed.deserialize(ValueReader::new(row))
            .map(Some)
            .map_err(|error| error.about(row).inside(&format!("[{place}]")))
    }
}

struct Fields<'v> {
    fields: serde_json::map::Iter<'v>,
    value: Option<(&'v String, &'v Value)>,
}

impl<'de> MapAccess<'de> for Fields<'de> {
    type Error = FieldError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, FieldError> {
        self.value = self.fields.next();
        let Some((field, _)) = self.value else { return Ok(None) };
        seed.deserialize(field.as_str().into_deserializer()).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, FieldError> {
        let (field, value) = self.value.take().unwrap_or_else(|| unreachable!("serde asks for a value after its key"));
        seed.deserialize(ValueReader::new(value)).map_err(|error| error.about(value).inside(field))
    }
}
