//! The shape of a scenario file, as serde reads it and as the JSON Schema publishes it.
//!
//! These types know TOML and places in a file; they know nothing of play. Doc comments here are
//! what an author sees in an editor. No `tag`, `flatten` or `untagged`: spans do not survive them.

use std::fmt;

use schemars::JsonSchema;
use serde::Deserialize;

use super::spanned::{Date, Dur, GuardText, Instant, Name, Sp};

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
    /// What really happened. Debrief only.
    pub history: Option<History>,
    /// What to take home. Debrief only.
    #[serde(default)]
    #[schemars(length(max = 64))]
    pub lessons: Vec<Lesson>,
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
    /// While this holds.
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

/// A log line's template: `{utc}` `{n}` `{hex}` `{int:10-500}` `{pick:a|b|c}`.
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

/// Someone who can act.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Responder {
    /// Their id, for `page` and `ask`.
    pub id: Sp<Name>,
    /// Their role in words; never a real person's name.
    #[schemars(length(min = 1, max = 60))]
    pub name: Sp<String>,
    /// This is the player.
    #[serde(default)]
    pub you: bool,
    /// What they can do; actions name one of these.
    #[serde(default)]
    pub skills: Vec<Sp<String>>,
    /// There from the beginning.
    #[serde(default)]
    pub present: bool,
    /// How long after being paged they are there.
    pub arrives_after: Option<Dur>,
    /// Who they are, for the roster.
    pub about: Option<Sp<String>>,
    /// What they say when they arrive.
    #[serde(default)]
    pub says: Vec<Message>,
    /// Facts that become true when they arrive.
    #[serde(default)]
    pub set: Vec<Sp<String>>,
    /// Not in the record.
    #[serde(default)]
    pub reconstructed: bool,
}

/// Something a responder does.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Action {
    /// Its id.
    pub id: Sp<Name>,
    /// Of which kind.
    pub kind: ActionKind,
    /// What it is, in plain words.
    #[schemars(length(min = 1, max = 80))]
    pub label: Sp<String>,
    /// What a player may type for it; `*` stands for anything. The first is shown.
    #[schemars(length(min = 1, max = 24), inner(length(min = 1, max = 200)))]
    pub commands: Vec<Sp<String>>,
    /// How long it takes.
    pub takes: Dur,
    /// The skill it needs; left out: anybody.
    pub skill: Option<Sp<String>>,
    /// Shown before it is confirmed; left out: not asked.
    pub risk: Option<Sp<String>>,
    /// May change facts more than once.
    #[serde(default)]
    pub repeatable: bool,
    /// Clues one of which somebody careful knows before doing this.
    #[serde(default)]
    pub checks: Vec<Sp<String>>,
    /// What comes of it: the first that holds when it finishes.
    #[schemars(length(min = 1, max = 24))]
    pub results: Vec<ActionResult>,
    /// The tool or its output is not in the record.
    #[serde(default)]
    pub reconstructed: bool,
}

/// The kinds of action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ActionKind {
    /// Looks and changes nothing.
    Probe,
    /// Changes the system.
    Change,
    /// Tells or asks somebody outside the response.
    Communicate,
    /// Brings somebody or something in.
    Escalate,
}

/// What comes of an action.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ActionResult {
    /// If this holds when the action finishes; always when left out.
    pub when: Option<Sp<GuardText>>,
    /// What the screen shows, at most 78 columns: `{utc}` and `{metric:ID}` are filled in.
    #[schemars(length(min = 1, max = 10000))]
    pub output: Sp<String>,
    /// Clues learned.
    #[serde(default)]
    pub learn: Vec<Sp<String>>,
    /// Facts that become true.
    #[serde(default)]
    pub set: Vec<Sp<String>>,
    /// Reversible facts that become false.
    #[serde(default)]
    pub clear: Vec<Sp<String>>,
    /// What is said.
    #[serde(default)]
    pub says: Vec<Message>,
    /// What there is to learn from it; debrief only.
    pub why: Option<Sp<String>>,
}

/// A candidate cause.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Hypothesis {
    /// Its id, for `hyp` and `drop`.
    pub id: Sp<Name>,
    /// The claim, one sentence.
    #[schemars(length(min = 1, max = 120))]
    pub text: Sp<String>,
    /// It is so; never shown in play.
    #[serde(rename = "true", default)]
    pub is_true: bool,
    /// On the board from when this holds; from the beginning when left out.
    pub when: Option<Sp<GuardText>>,
    /// Clues that speak for it.
    #[serde(rename = "for", default)]
    pub supports: Vec<Sp<String>>,
    /// Clues that speak against it; knowing one clears a wrong hypothesis.
    #[serde(default)]
    pub against: Vec<Sp<String>>,
    /// What there is to say of it; debrief only.
    pub about: Sp<String>,
}

/// Who has to be told.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Comms {
    /// The audiences.
    #[serde(default)]
    pub audiences: Vec<Audience>,
    /// Words that name the impact here ("login", "checkout"): a post with one says what users feel.
    #[serde(default)]
    pub impact_words: Vec<Sp<String>>,
    /// Things not to promise.
    #[serde(default)]
    pub unfounded: Vec<Unfounded>,
}

/// Somebody to tell.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Audience {
    /// Its id, for `post`.
    pub id: Sp<Name>,
    /// Who it is.
    #[schemars(length(min = 1, max = 60))]
    pub label: Sp<String>,
    /// This is the public word that `targets.first_update` speaks of.
    #[serde(default)]
    pub public: bool,
    /// They want to hear first by then.
    pub first: Dur,
    /// And then at least so often.
    pub every: Option<Dur>,
    /// A fact that the first post sets.
    pub informs: Option<Sp<String>>,
    /// While this does not hold, posts to them cannot be sent.
    pub when: Option<Sp<GuardText>>,
    /// What is answered while they cannot be reached.
    pub unreachable: Option<Sp<String>>,
    /// Not in the record.
    #[serde(default)]
    pub reconstructed: bool,
}

/// Something not to promise.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Unfounded {
    /// A post with one of these phrases (any case) promises it.
    #[schemars(length(min = 1, max = 24))]
    pub words: Vec<Sp<String>>,
    /// It is founded when this holds; never when left out.
    pub unless: Option<Sp<GuardText>>,
    /// Why not; debrief only.
    pub why: Sp<String>,
}

/// What users suffer while a guard holds.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Harm {
    /// Its id.
    pub id: Sp<Name>,
    /// What it is.
    #[schemars(length(min = 1, max = 80))]
    pub label: Sp<String>,
    /// Counted in this.
    #[schemars(length(min = 1, max = 40))]
    pub unit: Sp<String>,
    /// While this holds.
    pub when: Sp<GuardText>,
    /// So many a minute.
    #[schemars(range(max = 1_000_000_000))]
    pub per_minute: u64,
    /// How much one counts in the total.
    #[serde(default = "one")]
    #[schemars(range(min = 1, max = 1000))]
    pub weight: u32,
    /// Not in the record.
    #[serde(default)]
    pub reconstructed: bool,
}

/// A twist dealt by the seed. Each keeps the scenario winnable.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Complication {
    /// Its id.
    pub id: Sp<Name>,
    /// What it is; facilitator and debrief only.
    #[schemars(length(min = 1, max = 300))]
    pub about: Sp<String>,
    /// Facts it makes true at T+00:00.
    #[schemars(length(min = 1, max = 8))]
    pub set: Vec<Sp<String>>,
}

/// Something the facilitator can make happen.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Inject {
    /// Its id.
    pub id: Sp<Name>,
    /// What it is; facilitator only.
    #[schemars(length(min = 1, max = 200))]
    pub label: Sp<String>,
    /// What is said.
    #[serde(default)]
    pub says: Vec<Message>,
    /// Facts that become true.
    #[serde(default)]
    pub set: Vec<Sp<String>>,
    /// Reversible facts that become false.
    #[serde(default)]
    pub clear: Vec<Sp<String>>,
}

/// A question for the facilitator to ask.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// What to ask: how and what, never why did you.
    #[schemars(length(min = 1, max = 400))]
    pub ask: Sp<String>,
    /// What a good answer holds.
    #[schemars(length(min = 1, max = 2000))]
    pub answer: Sp<String>,
}

/// Help, given in order; those whose time has passed are left out.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Hint {
    /// The hint.
    #[schemars(length(min = 1, max = 400))]
    pub text: Sp<String>,
    /// Of no more use once this holds.
    pub until: Option<Sp<GuardText>>,
}

/// What really happened.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct History {
    /// The story, in our own words.
    #[schemars(length(min = 1, max = 10000))]
    pub summary: Sp<String>,
    /// The cause, one or two sentences.
    pub cause: Sp<String>,
    /// What made it possible or worse.
    #[serde(default)]
    pub contributing: Vec<Sp<String>>,
    /// How long until somebody had the page, if known.
    pub acknowledged: Option<Dur>,
    /// How long until the first public word, if known.
    pub first_update: Option<Dur>,
    /// How long until users were helped, if known.
    pub mitigated: Option<Dur>,
    /// How long until it was over, if known.
    pub resolved: Option<Dur>,
    /// Total weighted harm of the golden run `history`, which does what the responders did.
    pub harm: Option<Sp<u64>>,
    /// What happened when.
    #[serde(default)]
    pub timeline: Vec<HistoryEntry>,
    /// How sources disagree or fall silent, one line each.
    #[serde(default)]
    pub open_questions: Vec<Sp<String>>,
}

/// An entry of the real timeline.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HistoryEntry {
    /// How long after T+00:00.
    pub at: Dur,
    /// That long before T+00:00 instead.
    #[serde(default)]
    pub before: bool,
    /// What happened.
    #[schemars(length(min = 1, max = 600))]
    pub text: Sp<String>,
    /// The key of the source; needed unless `unknown`.
    pub source: Option<Sp<String>>,
    /// The record is silent here.
    #[serde(default)]
    pub unknown: bool,
    /// The time is an estimate.
    #[serde(default)]
    pub about: bool,
}

/// What to take home.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Lesson {
    /// The lesson.
    #[schemars(length(min = 1, max = 600))]
    pub text: Sp<String>,
    /// Whose it is.
    pub from: LessonFrom,
    /// The key of the source.
    pub source: Option<Sp<String>>,
}

/// Whose lesson it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum LessonFrom {
    /// The organisation's own.
    Official,
    /// The conference talk's advice ("Conseils").
    Talk,
    /// This scenario's author's.
    Author,
}

const fn one() -> u32 {
    1
}

impl fmt::Display for ActionKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Probe => "probe",
            Self::Change => "change",
            Self::Communicate => "communicate",
            Self::Escalate => "escalate",
        })
    }
}
