//! The pure heart: scenarios, the world and its clock, what players may do, what it scores.
//!
//! Invariant: nothing in here reads a clock, a file, the environment, or chance it was not given.
//! The same scenario, head and commands at the same times give the same journal, byte for byte.

pub mod calm;
pub mod command;
pub mod counterfactual;
pub mod debrief;
pub mod event;
pub mod guard;
pub mod harm;
pub mod id;
pub mod prompt;
pub mod said;
pub mod scenario;
pub mod score;
pub mod script;
pub mod seed;
pub mod session;
pub mod signals;
pub mod state;
pub mod time;
pub mod wheel;
