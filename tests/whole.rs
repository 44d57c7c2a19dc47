//! Tests of the whole program: the real binary, real files, both databases. A user's story each.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "whole/api.rs"]
mod api;
#[path = "whole/bad_input.rs"]
mod bad_input;
#[path = "whole/couple.rs"]
mod couple;
#[path = "whole/coupling_method.rs"]
mod coupling_method;
#[path = "whole/cpr_read.rs"]
mod cpr_read;
#[path = "whole/decisions.rs"]
mod decisions;
#[path = "whole/demo.rs"]
mod demo;
#[path = "whole/flow.rs"]
mod flow;
#[path = "whole/goals_report.rs"]
mod goals_report;
#[path = "whole/house.rs"]
mod house;
#[path = "whole/interruption.rs"]
mod interruption;
#[path = "whole/law.rs"]
mod law;
#[path = "whole/nights.rs"]
mod nights;
#[path = "whole/outputs.rs"]
mod outputs;
#[path = "whole/program.rs"]
mod program;
