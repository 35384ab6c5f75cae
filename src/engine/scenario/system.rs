//! The system as its people know it: its parts, and what they wrote down about them.
//!
//! Nothing in here is an input to the world: play goes the same way without it.

use chrono::NaiveDate;

use crate::engine::guard::Guard;
use crate::engine::id::{AlertIdx, Id, MetricIdx, ServiceIdx};

/// A part of the system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    /// Its id.
    pub id: Id,
    /// Its name on the map.
    pub name: String,
    /// What it needs to work.
    pub needs: Vec<ServiceIdx>,
    /// The alerts that speak of it.
    pub alerts: Vec<AlertIdx>,
    /// The metrics that speak of it.
    pub metrics: Vec<MetricIdx>,
    /// What players know says that it is down; asks about no fact.
    pub down: Guard,
    /// What players know says that it is degraded; asks about no fact.
    pub degraded: Guard,
    /// What players know says that it is well; asks about no fact.
    pub ok: Guard,
}

/// What the team wrote down before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Runbook {
    /// Its id.
    pub id: Id,
    /// Its title.
    pub title: String,
    /// Its text, Markdown.
    pub text: String,
    /// The day it was last changed.
    pub edited: Option<NaiveDate>,
    /// What is no longer so, or never was; debrief only.
    pub wrong: Option<String>,
}
