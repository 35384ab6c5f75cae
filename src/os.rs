//! The edge to the machine: clock, chance, folders, signals, the terminal's voice.
//!
//! Invariant: whatever the machine knows and the pure layers must not is read here and handed in
//! as a value. Nothing in here knows a scenario or a session.

pub mod alarm;
pub mod clipboard;
pub mod clock;
pub mod dirs;
pub mod entropy;
pub mod signals;
pub mod surroundings;
