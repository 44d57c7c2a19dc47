//! Writes the OpenAPI document: `cargo run -p desk --example openapi > crates/desk/openapi.json`.

fn main() {
    print!("{}", desk::openapi());
}
