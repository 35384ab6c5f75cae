//! Facts, clues, and what the world shows and does by itself.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::content::spanned::{Dur, GuardText, Name, Sp};

use super::one;

/// A boolean truth about the world. Its id and text are never shown in play.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// Its id.
    pub id: Sp<Name>,
    /// What it means, one sentence; shown in the debrief.
    #[schemars(length(min = 1, max = 300))]
    pub about: Sp<String>,
    /// May become false again; at most 8.
    #[serde(default)]
    pub reversible: bool,
    /// True from the beginning.
    #[serde(default)]
    pub initially: bool,
    /// What its becoming true destroys, for the score's Safety.
    pub damage: Option<Damage>,
}

/// What a fact's becoming true destroys.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Damage {
    /// What is lost.
    pub kind: DamageKind,
    /// How many of Safety's 100 points it costs.
    #[schemars(range(min = 1, max = 60))]
    pub points: u8,
    /// How it hurt, one sentence; debrief only.
    pub why: Sp<String>,
}

/// What can be lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum DamageKind {
    /// Users' data.
    Data,
    /// Availability or speed: users suffer more or longer.
    Service,
    /// A way out that was open.
    Option,
    /// Traces that would have told what happened.
    Evidence,
    /// Confidence of customers, colleagues or the law.
    Trust,
    /// Money: a loss, a fine, a bill.
    Money,
}

/// What players can learn.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Clue {
    /// Its id, `clue:ID` in guards.
    pub id: Sp<Name>,
    /// What is now known, as shown on the board once learned.
    #[schemars(length(min = 1, max = 200))]
    pub text: Sp<String>,
    /// The debrief names it when it was missed.
    #[serde(default)]
    pub key: bool,
}

/// A curve on the graphs. A view, never an input.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Metric {
    /// Its id.
    pub id: Sp<Name>,
    /// Its name on the graph.
    #[schemars(length(min = 1, max = 40))]
    pub label: Sp<String>,
    /// Its unit.
    #[schemars(length(max = 12))]
    pub unit: Sp<String>,
    /// Its level when no `levels` entry holds.
    pub baseline: Sp<f64>,
    /// Size of the noise, in the unit.
    #[serde(default)]
    pub noise: f64,
    /// Lowest and highest value it can show.
    pub range: Sp<[f64; 2]>,
    /// Digits after the point.
    #[serde(default)]
    #[schemars(range(max = 4))]
    pub decimals: u8,
    /// Which direction is bad.
    #[serde(default)]
    pub worse: Worse,
    /// Levels, first that holds wins.
    #[serde(default)]
    pub levels: Vec<Level>,
    /// Values or form are not in the record.
    #[serde(default)]
    pub reconstructed: bool,
}

/// Which direction of a metric is bad.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Worse {
    /// High is bad.
    #[default]
    Up,
    /// Low is bad.
    Down,
    /// Neither.
    Neither,
}

/// A level a metric moves to while a guard holds.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// While this holds and nothing above it does; where none holds, the value is the `baseline`.
    pub when: Sp<GuardText>,
    /// The level.
    pub value: Sp<f64>,
    /// 95 % of the way is made in this time.
    pub over: Option<Dur>,
}

/// What pages.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Alert {
    /// Its id.
    pub id: Sp<Name>,
    /// Its name.
    #[schemars(length(min = 1, max = 60))]
    pub label: Sp<String>,
    /// How loud it is.
    #[serde(default)]
    pub level: AlertLevel,
    /// The metric it watches; or give `when`.
    pub metric: Option<Sp<String>>,
    /// Fires above this value of the metric.
    pub above: Option<f64>,
    /// Fires below this value of the metric.
    pub below: Option<f64>,
    /// Fires while this holds, when it watches no metric.
    pub when: Option<Sp<GuardText>>,
    /// For how long, before it fires.
    #[serde(rename = "for")]
    pub hold: Option<Dur>,
    /// Threshold or existence are not in the record.
    #[serde(default)]
    pub reconstructed: bool,
}

/// How loud an alert is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum AlertLevel {
    /// Somebody is woken.
    #[default]
    Critical,
    /// Somebody should look.
    Warning,
}

/// A log stream.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Log {
    /// Its id.
    pub id: Sp<Name>,
    /// Its name.
    #[schemars(length(min = 1, max = 60))]
    pub label: Sp<String>,
    /// A line each so often.
    pub every: Sp<Dur>,
    /// What lines look like; those whose guard holds are drawn by weight.
    pub lines: Vec<LogLine>,
    /// Wording or form are not in the record.
    #[serde(default)]
    pub reconstructed: bool,
}

/// A log line's template: `{n}` `{hex}` `{int:10-500}` `{pick:a|b|c}` `{utc}`. The time of the
/// line is shown before it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LogLine {
    /// While this holds; always when left out.
    pub when: Option<Sp<GuardText>>,
    /// The template.
    #[schemars(length(min = 1, max = 400))]
    pub text: Sp<String>,
    /// How often, against the others.
    #[serde(default = "one")]
    #[schemars(range(min = 1, max = 1000))]
    pub weight: u32,
}

/// Something the world does by itself, once: at a time (`at`, if `when` holds then), or `after`
/// some time during which `when` held.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cue {
    /// Its id.
    pub id: Sp<Name>,
    /// At this time since T+00:00; if `when` does not hold then, never.
    pub at: Option<Dur>,
    /// The condition.
    pub when: Option<Sp<GuardText>>,
    /// How long the condition must have held without a break.
    pub after: Option<Dur>,
    /// What is said.
    #[serde(default)]
    pub says: Vec<Message>,
    /// Facts that become true.
    #[serde(default)]
    pub set: Vec<Sp<String>>,
    /// Reversible facts that become false.
    #[serde(default)]
    pub clear: Vec<Sp<String>>,
    /// Clues that players learn from it.
    #[serde(default)]
    pub learn: Vec<Sp<String>>,
    /// Not in the record.
    #[serde(default)]
    pub reconstructed: bool,
}

/// A message in the chat.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Message {
    /// A role or a place, never a real person.
    #[schemars(length(min = 1, max = 40))]
    pub from: Sp<String>,
    /// What they say.
    #[schemars(length(min = 1, max = 1000))]
    pub text: Sp<String>,
}
