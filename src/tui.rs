//! The screens: home with the wheel, briefing, pager, incident room, debrief.
//!
//! Invariant: painting decides nothing. What is shown comes finished from `view`; what is done
//! goes out as effects.

pub mod input;
pub mod keys;
pub mod panes;
pub mod paper;
pub mod prompt;
pub mod scroll;
pub mod spin;
pub mod terminal;
pub mod theme;
