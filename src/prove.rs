//! What can be said of a scenario before anybody plays it: who would score what.
//!
//! Pure; knows the world only through the engine.

pub mod bots;
