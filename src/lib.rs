//! Wheel of Misfortune: game days in the terminal, on outages that really happened.
//!
//! The layers, imports look down only; `ARCHITECTURE.md` is the floor plan.

pub mod cli;
pub mod content;
pub mod engine;
pub mod library;
pub mod line;
pub mod os;
pub mod play;
pub mod prove;
pub mod report;
pub mod store;
pub mod tui;
pub mod view;
