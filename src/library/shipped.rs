//! The scenarios inside the binary.

/// Id and bytes of each, by id. `build.rs` writes the list.
static BUILT_IN: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/built_in.rs"));

/// Id and bytes of the golden run `good` of each that has one.
static GOOD_RUNS: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/good_runs.rs"));

/// The same of the run `history`.
static HISTORY_RUNS: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/history_runs.rs"));

/// A golden run that travels with its scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Run {
    /// A strong one.
    Good,
    /// What the real responders did.
    History,
}

impl Run {
    /// The name of its file.
    pub(super) const fn file(self) -> &'static str {
        match self {
            Self::Good => "good.toml",
            Self::History => "history.toml",
        }
    }
}

pub(super) fn all() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    BUILT_IN.iter().copied()
}

/// That golden run of that scenario.
pub(super) fn run(id: &str, run: Run) -> Option<&'static [u8]> {
    let runs = match run {
        Run::Good => GOOD_RUNS,
        Run::History => HISTORY_RUNS,
    };
    let (_, run) = runs.iter().find(|(known, _)| *known == id)?;
    Some(run)
}
