//! The screens: home with the wheel, briefing, pager, incident room, debrief.
//!
//! Invariant: painting decides nothing. What is shown comes finished from `view`; what is done
//! goes out as effects.

pub mod briefing;
pub mod debrief;
pub mod home;
pub mod input;
pub mod keybar;
pub mod keys;
pub mod overlay;
pub mod pager;
pub mod panes;
pub mod paper;
pub mod prompt;
pub mod room;
pub mod scroll;
pub mod spin;
pub mod terminal;
pub mod theme;
pub mod wheel;
