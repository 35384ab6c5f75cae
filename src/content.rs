//! Scenario files: TOML in, an engine scenario or all its mistakes out.
//!
//! Invariant: pure. Text comes in as an argument; what is wrong goes out as values, all of it.

pub mod file;
pub mod spanned;
