//! Which facts a read wants.
//!
//! Pure: each adapter turns it into its own SQL.

use std::collections::BTreeSet;

use jiff::Timestamp;

/// Which facts a read wants. [`Filter::all`] and then narrowed:
///
/// ```
/// use journal::Filter;
/// let persons = Filter::all().kinds(["cpr-person/1"]).subjects_starting_with("cpr:");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Of which kinds.
    pub kinds: Kinds,
    /// About which subjects.
    pub subjects: Subjects,
    /// Only what the journal had learned by then, that moment included: the journal *as known at* a time.
    pub recorded_until: Option<Timestamp>,
}

/// Of which kinds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Kinds {
    /// Of every kind.
    #[default]
    All,
    /// Of these. Of none where the set is empty.
    Only(BTreeSet<String>),
}

/// About which subjects.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Subjects {
    /// About all.
    #[default]
    All,
    /// About this one.
    Is(String),
    /// About those whose name begins so, for example `cpr:`.
    StartingWith(String),
}

impl Filter {
    /// Every fact.
    pub fn all() -> Self {
        Self::default()
    }

    /// Only facts of these kinds.
    #[must_use]
    pub fn kinds<K: Into<String>>(mut self, kinds: impl IntoIterator<Item = K>) -> Self {
        self.kinds = Kinds::Only(kinds.into_iter().map(Into::into).collect());
        self
    }

    /// Only facts about this subject.
    #[must_use]
    pub fn subject(mut self, subject: impl Into<String>) -> Self {
        self.subjects = Subjects::Is(subject.into());
        self
    }

    /// Only facts about subjects that begin so.
    #[must_use]
    pub fn subjects_starting_with(mut self, prefix: impl Into<String>) -> Self {
        self.subjects = Subjects::StartingWith(prefix.into());
        self
    }

    /// Only facts that were recorded at this time or before.
    #[must_use]
    pub fn recorded_until(mut self, until: Timestamp) -> Self {
        self.recorded_until = Some(until);
        self
    }
}
