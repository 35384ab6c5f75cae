//! The real course, replayed: what users suffered while the real responders did what the record
//! tells of them.
//!
//! The script ships with the scenario and says itself what of it is filled in. One that does not
//! play as it is written tells nothing.

use std::sync::Arc;

use crate::content;
use crate::engine::harm::Course;
use crate::engine::scenario::Scenario;
use crate::engine::script;

/// What users suffered in a script's play.
#[must_use]
pub fn harm_of(scenario: &Arc<Scenario>, script: &str) -> Option<Course> {
    let script = content::script::load(script, Some(scenario)).script?;
    let played = script::play(scenario, &script);
    let state = played.session.state();
    let until = state.ended.map_or(state.now, |(at, _)| at);
    let course = Course::of(scenario, &state.past, until);
    played.failures.is_empty().then_some(course)
}
