//! What the world shows: metrics, alerts, log lines.
//!
//! Views, never inputs: each is a function of (scenario, what was true when, seed, time), so any
//! of them can be read at any time without stepping through the time before.

pub mod alerts;
pub mod logs;
pub mod metrics;
