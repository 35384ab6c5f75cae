//! The system as its people know it: its parts, and what they wrote down about them.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::content::spanned::{Date, GuardText, Name, Sp};

/// A part of the system on the service map. How it looks comes from what players can see: a
/// critical alert that fires makes it down; a warning, a metric past an alert's threshold or far
/// from normal makes it degraded; watched and quiet it is ok; watched by nothing it is unknown.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// Its id.
    pub id: Sp<Name>,
    /// Its name on the map.
    #[schemars(length(min = 1, max = 24))]
    pub name: Sp<String>,
    /// The services that it needs; circles are allowed.
    #[serde(default)]
    pub needs: Vec<Sp<String>>,
    /// The alerts that speak of it.
    #[serde(default)]
    pub alerts: Vec<Sp<String>>,
    /// The metrics that speak of it.
    #[serde(default)]
    pub metrics: Vec<Sp<String>>,
    /// Down for whoever knows this; clues, claims and `here:` only.
    pub down: Option<Sp<GuardText>>,
    /// Degraded for whoever knows this; clues, claims and `here:` only.
    pub degraded: Option<Sp<GuardText>>,
    /// Ok for whoever knows this, unless something says otherwise; clues, claims and `here:` only.
    pub ok: Option<Sp<GuardText>>,
}

/// What the team wrote down before: a page of its wiki, as it was that day.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Runbook {
    /// Its id, for `runbook ID`.
    pub id: Sp<Name>,
    /// Its title.
    #[schemars(length(min = 1, max = 60))]
    pub title: Sp<String>,
    /// The day it was last changed.
    pub edited: Option<Date>,
    /// Its text, Markdown: headings, lists, `code`, fenced blocks of at most 78 columns, links.
    #[schemars(length(min = 1, max = 6000))]
    pub text: Sp<String>,
    /// What in it is no longer so, or never was, one or two sentences; debrief only.
    #[schemars(length(min = 1, max = 400))]
    pub wrong: Option<Sp<String>>,
}
