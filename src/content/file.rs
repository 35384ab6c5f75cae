//! The shape of a scenario file, as serde reads it and as the JSON Schema publishes it.
//!
//! These types know TOML and places in a file; they know nothing of play. Doc comments here are
//! what an author sees in an editor. No `tag`, `flatten` or `untagged`: spans do not survive them.

mod people;
mod system;
mod telling;
mod world;

use schemars::JsonSchema;
use serde::Deserialize;

use super::spanned::{Date, Dur, GuardText, Instant, Name, Sp};

pub use people::{Action, ActionKind, ActionResult, Responder};
pub use system::{Runbook, Service};
pub use telling::{
    Audience, Coach, CoachKey, CoachStage, Comms, Complication, Deed, Harm, Hint, History,
    HistoryEntry, Hypothesis, Inject, Lesson, LessonFrom, Question, Unfounded,
};
pub use world::{
    Alert, AlertLevel, Clue, Cue, Damage, DamageKind, Fact, Level, Log, LogLine, Message, Metric,
    Worse,
};

/// A scenario: an outage as content. With only `metadata`, `sources` and `briefing` it is
/// narrated, and a facilitator rules on it by hand.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// Version of this format; 1.
    #[schemars(range(min = 1, max = 1))]
    pub schema: Sp<u32>,
    /// What lists and the wheel show. Never spoils.
    pub metadata: Metadata,
    /// Where the history comes from.
    #[serde(default)]
    #[schemars(length(max = 64))]
    pub sources: Vec<Source>,
    /// What players read before the clock starts. Never spoils.
    pub briefing: Briefing,
    /// The incident's clock.
    pub clock: Option<Sp<Clock>>,
    /// Times a strong team keeps.
    pub targets: Option<Sp<Targets>>,
    /// What is really so. Never shown in play.
    pub truth: Option<Sp<Truth>>,
    /// Boolean truths about the simulated world; at most 64.
    #[serde(default)]
    #[schemars(length(max = 64))]
    pub facts: Vec<Fact>,
    /// What players can learn; at most 64.
    #[serde(default)]
    #[schemars(length(max = 64))]
    pub clues: Vec<Clue>,
    /// Curves on the graphs.
    #[serde(default)]
    #[schemars(length(max = 64))]
    pub metrics: Vec<Metric>,
    /// What pages.
    #[serde(default)]
    #[schemars(length(max = 64))]
    pub alerts: Vec<Alert>,
    /// Log streams.
    #[serde(default)]
    #[schemars(length(max = 32))]
    pub logs: Vec<Log>,
    /// The parts of the system, for the service map.
    #[serde(default)]
    #[schemars(length(max = 24))]
    pub services: Vec<Service>,
    /// What the team wrote down before.
    #[serde(default)]
    #[schemars(length(max = 16))]
    pub runbooks: Vec<Runbook>,
    /// What the world does by itself.
    #[serde(default)]
    #[schemars(length(max = 256))]
    pub cues: Vec<Cue>,
    /// Who can act.
    #[serde(default)]
    #[schemars(length(max = 32))]
    pub responders: Vec<Responder>,
    /// What responders can do.
    #[serde(default)]
    #[schemars(length(max = 200))]
    pub actions: Vec<Action>,
    /// Candidate causes.
    #[serde(default)]
    #[schemars(length(max = 64))]
    pub hypotheses: Vec<Hypothesis>,
    /// Who has to be told.
    #[serde(default)]
    pub comms: Comms,
    /// What users suffer.
    #[serde(default)]
    #[schemars(length(max = 32))]
    pub harm: Vec<Harm>,
    /// Twists dealt by the seed.
    #[serde(default)]
    #[schemars(length(max = 32))]
    pub complications: Vec<Complication>,
    /// What a facilitator can make happen.
    #[serde(default)]
    #[schemars(length(max = 64))]
    pub injects: Vec<Inject>,
    /// What a facilitator can ask, with answers.
    #[serde(default)]
    #[schemars(length(max = 64))]
    pub questions: Vec<Question>,
    /// Help, from vague to plain.
    #[serde(default)]
    #[schemars(length(max = 32))]
    pub hints: Vec<Hint>,
    /// What a coach says to who plays for the first time, in order: the first step that is not
    /// done yet is the one that is shown.
    #[serde(default)]
    #[schemars(length(max = 24))]
    pub coach: Vec<Coach>,
    /// What really happened. Debrief only.
    pub history: Option<History>,
    /// What to take home. Debrief only.
    #[serde(default)]
    #[schemars(length(max = 64))]
    pub lessons: Vec<Lesson>,
}

/// The beginning of a file: all that lists need.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// What it is about.
    pub metadata: Metadata,
}

/// What lists and the wheel show.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Metadata {
    /// The id, for ever: lower case, digits, dashes; the same as the folder's name.
    pub id: Sp<Name>,
    /// A title that gives nothing away.
    #[schemars(length(min = 1, max = 80))]
    pub title: Sp<String>,
    /// Whose outage it was.
    #[schemars(length(min = 1, max = 80))]
    pub organisation: Sp<String>,
    /// The day it happened.
    pub date: Date,
    /// One sentence for lists; never spoils.
    #[schemars(length(min = 1, max = 200))]
    pub summary: Sp<String>,
    /// 1 (gentle) to 5.
    #[schemars(range(min = 1, max = 5))]
    pub difficulty: u8,
    /// The severity the real incident deserved: 1 (worst) to 5.
    #[schemars(range(min = 1, max = 5))]
    pub severity: u8,
    /// Minutes of play at normal stress.
    #[schemars(range(min = 1, max = 240))]
    pub minutes: u32,
    /// Words to pick scenarios by; never spoil.
    #[serde(default)]
    #[schemars(length(max = 16))]
    pub tags: Vec<Sp<String>>,
    /// Who wrote the scenario.
    #[serde(default)]
    #[schemars(length(max = 16))]
    pub authors: Vec<String>,
    /// It never happened: it is listed apart and is not on the wheel, and its debrief says so.
    #[serde(default)]
    pub fictional: bool,
}

/// A source of the history.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The key that timeline and lessons refer to.
    pub id: Sp<String>,
    /// What it is.
    #[schemars(length(min = 1, max = 300))]
    pub title: Sp<String>,
    /// Where it is.
    pub url: Option<Sp<String>>,
    /// How far it can be trusted, or what of it was read.
    pub note: Option<Sp<String>>,
}

/// What players read before the clock starts.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Briefing {
    /// Who you are, in a few words.
    #[schemars(length(min = 1, max = 200))]
    pub role: Sp<String>,
    /// The context, as a colleague would tell it.
    #[schemars(length(min = 1, max = 10000))]
    pub text: Sp<String>,
    /// The system, in ASCII, at most 78 columns.
    pub diagram: Option<Sp<String>>,
    /// What normal looks like, a line each.
    #[serde(default)]
    pub normal: Vec<Sp<String>>,
    /// What you can reach and with what, a line each.
    #[serde(default)]
    pub access: Vec<Sp<String>>,
    /// The page that opens the incident.
    pub page: Option<Page>,
}

/// The page that opens the incident.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// What sent it.
    pub from: Sp<String>,
    /// Its first line.
    #[schemars(length(min = 1, max = 120))]
    pub title: Sp<String>,
    /// The rest of it.
    pub text: Sp<String>,
}

/// The incident's clock.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Clock {
    /// When T+00:00 was, in UTC.
    pub starts: Instant,
    /// When play ends however it stands.
    pub limit: Sp<Dur>,
    /// Incident seconds per real second at normal stress.
    #[schemars(range(min = 1, max = 600))]
    pub pace: u32,
}

/// Times a strong team keeps.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Targets {
    /// Acknowledge the page.
    pub acknowledge: Dur,
    /// First public word.
    pub first_update: Dur,
    /// Users are helped.
    pub mitigate: Dur,
    /// The cause is gone.
    pub resolve: Dur,
    /// How long `truth.resolved` must hold before it counts.
    pub hold: Dur,
    /// Total weighted harm of a strong run; the golden run `good` is checked against it.
    pub harm: Option<Sp<u64>>,
}

/// What is really so.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Truth {
    /// When users are helped.
    pub mitigated: Sp<GuardText>,
    /// When the cause is gone.
    pub resolved: Sp<GuardText>,
    /// A declared point of no return.
    pub lost: Option<Sp<GuardText>>,
    /// What players are told when it is lost.
    pub lost_says: Option<Sp<String>>,
    /// Who contradicts a claim that is not true, two minutes later.
    #[serde(default)]
    pub disproved: Vec<Message>,
}

const fn one() -> u32 {
    1
}
