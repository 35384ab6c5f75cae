//! The scenarios inside the binary.

/// Id and bytes of each, by id. `build.rs` writes the list.
static BUILT_IN: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/built_in.rs"));

/// Id and bytes of the golden run `good` of each that has one.
static GOOD_RUNS: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/good_runs.rs"));

pub(super) fn all() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    BUILT_IN.iter().copied()
}

/// The golden run `good` of that scenario.
pub(super) fn good_run(id: &str) -> Option<&'static [u8]> {
    let (_, run) = GOOD_RUNS.iter().find(|(known, _)| *known == id)?;
    Some(run)
}
