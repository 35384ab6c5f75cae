//! The scenarios inside the binary.

/// Id and bytes of each, by id. `build.rs` writes the list.
static BUILT_IN: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/built_in.rs"));

pub(super) fn all() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    BUILT_IN.iter().copied()
}
