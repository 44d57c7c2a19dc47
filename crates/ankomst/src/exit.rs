//! What the program's exit codes mean to whoever schedules it.

use std::process::ExitCode;

/// Done.
pub(crate) const DONE: ExitCode = ExitCode::SUCCESS;
/// Something went wrong; the message says what was kept.
pub(crate) const ERROR: ExitCode = ExitCode::FAILURE;

/// The number of [`alarms`].
pub(crate) const ALARMS: u8 = 3;

/// Done, with alarms that somebody must look at.
pub(crate) fn alarms() -> ExitCode {
    ExitCode::from(ALARMS)
}

/// Refused, and nothing stored.
pub(crate) fn refused() -> ExitCode {
    ExitCode::from(4)
}
