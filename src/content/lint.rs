//! What a scenario can be loaded with and would play badly: loose ends, shadows, spoilers, layout.
//!
//! Looks at the file and at the scenario side by side; plays nothing. What can only be found by
//! exploring is the prover's, which points into the file in the same way.

mod coach;
mod ends;
mod guards;
mod layout;
mod spoilers;
mod texts;

use crate::engine::scenario::Scenario;

use super::diagnostic::Diagnostic;
use super::file;
use super::{Loaded, load};

pub use spoilers::file_name;

/// Reads a scenario and lints it when it can be read.
#[must_use]
pub fn check(folder: Option<&str>, source: &str) -> Loaded {
    let mut loaded = load(folder, source);
    if let (Some(file), Some(scenario)) = (&loaded.file, &loaded.scenario) {
        loaded.diagnostics.extend(lint(source, file, scenario));
        loaded
            .diagnostics
            .sort_by_key(|it| (it.span.start, it.span.end));
    }
    loaded
}

/// Lints a scenario that has been read without error from that source.
#[must_use]
pub fn lint(source: &str, file: &file::Scenario, scenario: &Scenario) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    spoilers::check(source, file, &mut out);
    layout::check(source, file, &mut out);
    if !scenario.narrated {
        guards::check(file, scenario, &mut out);
        ends::check(file, scenario, &mut out);
        coach::check(file, scenario, &mut out);
    }
    out
}
