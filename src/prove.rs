//! What can be said of a scenario without anybody playing it: that it can be won, how fast, what
//! can happen in it at all, where it can no longer be won, and who would score what.
//!
//! Invariant: only the engine says what happens. The prover copies a [`Standing`] and puts the
//! engine's own rules to it; its own arithmetic gives bounds, never outcomes. It counts what it
//! looks at and stops at a budget; it reads no clock.
//!
//! [`Standing`]: crate::engine::state::Standing

pub mod advice;
pub mod bots;
pub mod clean;
pub mod course;
mod landmark;
mod proof;
pub mod regret;
pub mod relax;
pub mod search;
pub mod slice;
pub mod tell;
pub mod way;

pub use proof::{
    Ahead, End, Free, LIVE_MAX, Lock, Par, Proof, Reach, Unwon, Way, from, why_never,
    why_never_from,
};
