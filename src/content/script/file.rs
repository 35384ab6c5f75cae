//! The shape of a script file, as serde reads it.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{self, Deserializer};

use crate::content::spanned::Sp;
use crate::engine::event;
use crate::engine::state;
use crate::engine::time::{Elapsed, Span};

/// A play written down.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Script {
    /// The id of the scenario it plays.
    #[schemars(length(min = 1, max = 64))]
    pub scenario: Sp<String>,
    /// What this run is and why it scores as it does.
    #[schemars(length(min = 1, max = 2000))]
    pub about: Sp<String>,
    /// The seed.
    #[serde(default)]
    pub seed: u64,
    /// How much stress.
    #[serde(default)]
    pub stress: Stress,
    /// What is done and expected, in order.
    #[serde(default)]
    #[schemars(length(max = 2000))]
    pub step: Vec<Sp<Step>>,
    /// What must have come of it.
    pub outcome: Option<Outcome>,
}

/// One thing done, or looked at. With neither `at` nor `after`: as soon as the player is free.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// At that moment of incident time: `"00:40"`, `"1:04:10"`.
    pub at: Option<Sp<Moment>>,
    /// That long after the step before it began.
    pub after: Option<Sp<Pause>>,
    /// What is typed.
    #[serde(rename = "do")]
    #[schemars(length(min = 1, max = 1000))]
    pub typed: Option<Sp<String>>,
    /// It must be refused.
    #[serde(default)]
    pub rejected: bool,
    /// What must be on the screen then.
    pub expect: Option<Expect>,
}

/// What must be on the screen.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Expect {
    /// Alerts that fire.
    #[serde(default)]
    pub firing: Vec<Sp<String>>,
    /// Alerts that do not fire.
    #[serde(default)]
    pub quiet: Vec<Sp<String>>,
    /// The phase.
    pub phase: Option<Phase>,
    /// Clues that have been learned.
    #[serde(default)]
    pub clues: Vec<Sp<String>>,
    /// Clues that have not been learned.
    #[serde(default)]
    pub missing: Vec<Sp<String>>,
}

/// What must have come of it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// How it ended.
    pub ended: Option<Ended>,
    /// Lowest and highest total.
    #[schemars(inner(range(max = 100)))]
    pub score: Option<Sp<[u8; 2]>>,
    /// Lowest and highest Response.
    #[schemars(inner(range(max = 100)))]
    pub response: Option<Sp<[u8; 2]>>,
    /// Lowest and highest Diagnosis.
    #[schemars(inner(range(max = 100)))]
    pub diagnosis: Option<Sp<[u8; 2]>>,
    /// Lowest and highest Mitigation.
    #[schemars(inner(range(max = 100)))]
    pub mitigation: Option<Sp<[u8; 2]>>,
    /// Lowest and highest Safety.
    #[schemars(inner(range(max = 100)))]
    pub safety: Option<Sp<[u8; 2]>>,
    /// Lowest and highest Communication.
    #[schemars(inner(range(max = 100)))]
    pub communication: Option<Sp<[u8; 2]>>,
    /// Lowest and highest Follow-through.
    #[schemars(inner(range(max = 100)))]
    pub follow_through: Option<Sp<[u8; 2]>>,
}

/// The settings of the stress dial.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Stress {
    /// The clock moves only when somebody acts or waits.
    Untimed,
    /// Slow.
    Calm,
    /// As the scenario means it.
    #[default]
    Normal,
    /// A second is a second.
    Real,
}

impl Stress {
    /// The engine's.
    #[must_use]
    pub const fn meant(self) -> event::Stress {
        match self {
            Self::Untimed => event::Stress::Untimed,
            Self::Calm => event::Stress::Calm,
            Self::Normal => event::Stress::Normal,
            Self::Real => event::Stress::Real,
        }
    }
}

/// What has been claimed so far, the last of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Phase {
    /// Nobody has the page.
    Paging,
    /// Somebody has it.
    Acknowledged,
    /// Users are said to be helped.
    Mitigated,
    /// It is said to be over.
    Resolved,
    /// Play has ended.
    Over,
}

impl Phase {
    /// The engine's.
    #[must_use]
    pub const fn meant(self) -> state::Phase {
        match self {
            Self::Paging => state::Phase::Paging,
            Self::Acknowledged => state::Phase::Acknowledged,
            Self::Mitigated => state::Phase::Mitigated,
            Self::Resolved => state::Phase::Resolved,
            Self::Over => state::Phase::Over,
        }
    }
}

/// How a play ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Ended {
    /// Resolved, and really so.
    Resolved,
    /// Past the point of no return.
    Lost,
    /// The clock ran out.
    OutOfTime,
    /// Not at all.
    Open,
}

impl Ended {
    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Resolved => event::Ending::Resolved.word(),
            Self::Lost => event::Ending::Lost.word(),
            Self::OutOfTime => event::Ending::OutOfTime.word(),
            Self::Open => "open",
        }
    }
}

/// A moment of incident time: `"00:40"` is forty seconds, `"1:04:10"` more than an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment(pub Elapsed);

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        Elapsed::parse(&text).map(Self).map_err(de::Error::custom)
    }
}

impl JsonSchema for Moment {
    fn schema_name() -> Cow<'static, str> {
        "ScriptMoment".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "format": "misfortune-moment",
            "minLength": 2,
            "description": "Incident time since T+00:00: 00:40, 1:04:10, 4m10s.",
        })
    }
}

/// A pause: `"1m"`, `"90s"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pause(pub Span);

impl<'de> Deserialize<'de> for Pause {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        Span::parse(&text).map(Self).map_err(de::Error::custom)
    }
}

impl JsonSchema for Pause {
    fn schema_name() -> Cow<'static, str> {
        "ScriptPause".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "format": "misfortune-pause",
            "minLength": 2,
            "description": "A pause: 90s, 1m, 1h30m.",
        })
    }
}
