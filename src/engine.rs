//! The pure heart: scenarios, the world and its clock, what players may do, what it scores.
//!
//! Invariant: nothing in here reads a clock, a file, the environment, or chance it was not given.
//! The same scenario, head and commands at the same times give the same journal, byte for byte.

pub mod guard;
pub mod id;
pub mod scenario;
pub mod seed;
pub mod time;
