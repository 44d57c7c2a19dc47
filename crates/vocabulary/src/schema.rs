//! JSON Schemas of the types that write themselves as a plain text or number.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::{CprNumber, Ground, Kroner, MunicipalityCode, Period, PersonId, UncertainDate};

impl JsonSchema for Kroner {
    fn schema_name() -> Cow<'static, str> {
        "Kroner".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "number", "description": "An amount in kroner with at most two decimals." })
    }
}

impl JsonSchema for MunicipalityCode {
    fn schema_name() -> Cow<'static, str> {
        "MunicipalityCode".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "integer", "minimum": 0, "maximum": 9999, "description": "CPR's code of a municipality, as in 101 for København." })
    }
}

impl JsonSchema for UncertainDate {
    fn schema_name() -> Cow<'static, str> {
        "UncertainDate".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?\*?$", "description": "YYYY, YYYY-MM or YYYY-MM-DD, with * behind it where the register marks it as uncertain." })
    }
}

impl JsonSchema for Ground {
    fn schema_name() -> Cow<'static, str> {
        "Ground".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": r"^[1-9]\d?[a-z]?(:[1-9]\d*){0,2}$", "description": "A provision of the Aliens Act: section:subsection:number, as in 7:1, 9c:1 or 9:1:2." })
    }
}

impl JsonSchema for CprNumber {
    fn schema_name() -> Cow<'static, str> {
        "CprNumber".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": r"^\d{10}$", "description": "A CPR number." })
    }
}

impl JsonSchema for PersonId {
    fn schema_name() -> Cow<'static, str> {
        "PersonId".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "description": "A person-id of the alien authorities." })
    }
}

impl JsonSchema for Period {
    fn schema_name() -> Cow<'static, str> {
        "Period".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "object",
            "description": "Whole days.",
            "properties": {
                "from": { "type": "string", "format": "date", "description": "The first day." },
                "to": { "type": "string", "format": "date", "description": "The first day after it; left out while it has not ended." },
            },
            "required": ["from"],
        })
    }
}
