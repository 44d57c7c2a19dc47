//! A case as a case file (docs/case-file.md): what another program, or the Act's own command, can read.

use serde_json::Value;

use crate::cases::CaseNumber;
use crate::office::{Part, Question, Refused, View};

/// A case that somebody takes out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseExport {
    /// The case.
    pub case: CaseNumber,
}

impl Question for CaseExport {
    /// The version, and the file.
    type Answer = (u64, Value);

    fn answer(&self, view: &View<'_>) -> Result<(u64, Value), Refused> {
        let file = view.read_case(self.case.as_str(), Part::Export)?.file;
        Ok((file.position, file.to_json()))
    }
}
