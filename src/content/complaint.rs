//! The catalogue of complaints: one constructor each, with a code that never changes meaning.
//!
//! `grep -rno '"[EW]0[0-9]*"' src/content/complaint` lists it; each has a fixture under
//! `tests/fixtures`. Codes count in hundreds: 0 the file, 1 its structure, 2 names, 3 meaning,
//! 4 the lint, 5 script files, 6 the prover.

pub mod commands;
pub mod lint;
pub mod meaning;
pub mod names;
pub mod prove;
pub mod script;
pub mod structure;
