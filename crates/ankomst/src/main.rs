//! The command line of Ankomst: reads arguments, calls one function of a room, prints.
fn main() {}
