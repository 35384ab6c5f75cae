//! Names and places of the things in a scenario.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// The name of a thing in a scenario, for ever the same: `list-snapshots`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Id(Arc<str>);

impl Id {
    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether `text` may be a name: lower case letters, digits, `-` and `_`, at most 64 bytes.
    #[must_use]
    pub fn is_well_formed(text: &str) -> bool {
        !text.is_empty()
            && text.len() <= 64
            && text.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
            && text
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_')
    }
}

impl From<&str> for Id {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl From<String> for Id {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl PartialEq<str> for Id {
    fn eq(&self, other: &str) -> bool {
        &*self.0 == other
    }
}

impl PartialEq<&str> for Id {
    fn eq(&self, other: &&str) -> bool {
        &*self.0 == *other
    }
}

macro_rules! place {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub usize);
    )+};
}

place! {
    /// The place of a fact in its scenario: its bit.
    FactIdx,
    /// The place of a clue in its scenario: its bit.
    ClueIdx,
    /// The place of an action in its scenario.
    ActionIdx,
    /// The place of a cue in its scenario.
    CueIdx,
    /// The place of a responder in its scenario.
    ResponderIdx,
    /// The place of a hypothesis in its scenario.
    HypothesisIdx,
    /// The place of an audience in its scenario.
    AudienceIdx,
    /// The place of an inject in its scenario.
    InjectIdx,
    /// The place of a metric in its scenario.
    MetricIdx,
    /// The place of an alert in its scenario.
    AlertIdx,
    /// The place of a service in its scenario.
    ServiceIdx,
    /// The place of a runbook in its scenario.
    RunbookIdx,
}

impl FactIdx {
    /// The bit of the fact in [`World::facts`](super::guard::World).
    #[must_use]
    pub const fn bit(self) -> u64 {
        1 << self.0
    }
}

impl ClueIdx {
    /// The bit of the clue in [`World::clues`](super::guard::World).
    #[must_use]
    pub const fn bit(self) -> u64 {
        1 << self.0
    }
}
