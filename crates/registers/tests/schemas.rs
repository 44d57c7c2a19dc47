//! The JSON Schemas in `schemas/` are those of the Rust types. `UPDATE_SCHEMAS=1 cargo test -p registers --test schemas` writes them.

use std::path::Path;

use registers::carl2::{Carl2Person, FormerNumber, Permit};
use registers::flow::EventRow;
use registers::manifest::Manifest;
use registers::person_ids::PersonIdRow;
use schemars::{Schema, schema_for};

#[test]
fn the_schemas_are_those_of_the_types() {
    let schemas: [(&str, Schema); 6] = [
        ("manifest", schema_for!(Manifest)),
        ("carl2-person", schema_for!(Carl2Person)),
        ("carl2-permit", schema_for!(Permit)),
        ("carl2-former-number", schema_for!(FormerNumber)),
        ("person-id-row", schema_for!(PersonIdRow)),
        ("flow-event", schema_for!(EventRow)),
    ];
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemas");
    for (name, schema) in schemas {
        let path = directory.join(format!("{name}.schema.json"));
        let fresh = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        if std::env::var_os("UPDATE_SCHEMAS").is_some() {
            std::fs::create_dir_all(&directory).unwrap();
            std::fs::write(&path, &fresh).unwrap();
        }
        let stored = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(stored == fresh, "{} is stale: run with UPDATE_SCHEMAS=1", path.display());
    }
}
