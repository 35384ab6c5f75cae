//! A scenario as the engine plays it: checked, ids resolved to places, guards compiled to masks.
//!
//! Immutable. `content` makes it from a file; nothing in here can be wrong any more. Every index
//! is in range, every id is unique in its table.

use chrono::{DateTime, NaiveDate, Utc};

use super::guard::{Guard, World};
use super::id::{
    ActionIdx, AudienceIdx, ClueIdx, CueIdx, FactIdx, HypothesisIdx, Id, InjectIdx, MetricIdx,
    ResponderIdx,
};
use super::time::{Elapsed, Span};

/// An outage as content.
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario {
    /// SHA-256 of the file's bytes, in hex.
    pub content_hash: String,
    /// What lists and the wheel show.
    pub metadata: Metadata,
    /// Where the history comes from.
    pub sources: Vec<Source>,
    /// What players read first.
    pub briefing: Briefing,
    /// Has only the tables above: a facilitator rules by hand.
    pub narrated: bool,
    /// The incident's clock.
    pub clock: Clock,
    /// Times a strong team keeps.
    pub targets: Targets,
    /// What is really so.
    pub truth: Truth,
    /// Facts; a fact's place is its bit.
    pub facts: Vec<Fact>,
    /// Facts that are true from the beginning.
    pub initial_facts: u64,
    /// Clues; a clue's place is its bit.
    pub clues: Vec<Clue>,
    /// Curves.
    pub metrics: Vec<Metric>,
    /// What pages.
    pub alerts: Vec<Alert>,
    /// Log streams.
    pub logs: Vec<Log>,
    /// What the world does by itself.
    pub cues: Vec<Cue>,
    /// Who can act.
    pub responders: Vec<Responder>,
    /// The responder the player is.
    pub you: ResponderIdx,
    /// What can be done.
    pub actions: Vec<Action>,
    /// Candidate causes.
    pub hypotheses: Vec<Hypothesis>,
    /// Who has to be told.
    pub audiences: Vec<Audience>,
    /// Lower-case words that name the impact.
    pub impact_words: Vec<String>,
    /// What not to promise.
    pub unfounded: Vec<Unfounded>,
    /// What users suffer.
    pub harm: Vec<Harm>,
    /// Twists.
    pub complications: Vec<Complication>,
    /// What a facilitator can make happen.
    pub injects: Vec<Inject>,
    /// What a facilitator can ask.
    pub questions: Vec<Question>,
    /// Help in order.
    pub hints: Vec<Hint>,
    /// What really happened.
    pub history: History,
    /// What to take home.
    pub lessons: Vec<Lesson>,
}

/// What lists and the wheel show. Never spoils.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metadata {
    /// The scenario's id.
    pub id: Id,
    /// Its title.
    pub title: String,
    /// Whose outage it was.
    pub organisation: String,
    /// The day it happened.
    pub date: NaiveDate,
    /// One sentence.
    pub summary: String,
    /// 1 to 5.
    pub difficulty: u8,
    /// 1 (worst) to 5.
    pub severity: u8,
    /// Minutes of play at normal stress.
    pub minutes: u32,
    /// Words to pick by.
    pub tags: Vec<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
}

/// A source of the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its key.
    pub id: Id,
    /// What it is.
    pub title: String,
    /// Where it is.
    pub url: Option<String>,
    /// How far it can be trusted.
    pub note: Option<String>,
}

/// What players read before the clock starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Briefing {
    /// Who you are.
    pub role: String,
    /// The context.
    pub text: String,
    /// The system in ASCII.
    pub diagram: Option<String>,
    /// What normal looks like.
    pub normal: Vec<String>,
    /// What you can reach.
    pub access: Vec<String>,
    /// The page that opens the incident.
    pub page: Option<Page>,
}

/// The page that opens the incident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// What sent it.
    pub from: String,
    /// Its first line.
    pub title: String,
    /// The rest.
    pub text: String,
}

/// The incident's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// When T+00:00 was.
    pub starts: DateTime<Utc>,
    /// When play ends however it stands.
    pub limit: Elapsed,
    /// Incident seconds per real second at normal stress.
    pub pace: u32,
}

/// Times a strong team keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Targets {
    /// Acknowledge the page.
    pub acknowledge: Elapsed,
    /// First public word.
    pub first_update: Elapsed,
    /// Users are helped.
    pub mitigate: Elapsed,
    /// The cause is gone.
    pub resolve: Elapsed,
    /// How long the resolved truth must hold before it counts.
    pub hold: Span,
    /// Total weighted harm of a strong run.
    pub harm: Option<u64>,
}

/// What is really so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Truth {
    /// When users are helped.
    pub mitigated: Guard,
    /// When the cause is gone.
    pub resolved: Guard,
    /// The declared point of no return.
    pub lost: Guard,
    /// What players are told when it is lost.
    pub lost_says: Option<String>,
    /// Who contradicts a claim that is not true.
    pub disproved: Vec<Message>,
}

/// A claim that responders make; each has a clock of its own.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Claim {
    /// Somebody has the page.
    Acknowledged,
    /// How bad it is has been said.
    Severity,
    /// Users are helped.
    Mitigated,
    /// The cause is gone.
    Resolved,
}

impl Claim {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::Acknowledged,
        Self::Severity,
        Self::Mitigated,
        Self::Resolved,
    ];

    /// The bit of the claim in [`World::claims`].
    #[must_use]
    pub const fn bit(self) -> u64 {
        1 << self as u8
    }

    /// Its word in guards and on the prompt.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Acknowledged => "acknowledged",
            Self::Severity => "severity",
            Self::Mitigated => "mitigated",
            Self::Resolved => "resolved",
        }
    }
}

/// A boolean truth about the world.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Its id; never shown in play.
    pub id: Id,
    /// What it means; debrief only.
    pub about: String,
    /// May become false again.
    pub reversible: bool,
    /// What its becoming true destroys.
    pub damage: Option<Damage>,
}

/// What a fact's becoming true destroys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    /// What is lost.
    pub kind: DamageKind,
    /// How many of Safety's points it costs.
    pub points: u8,
    /// How it hurt; debrief only.
    pub why: String,
}

/// What can be lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DamageKind {
    /// Users' data.
    Data,
    /// Availability or speed.
    Service,
    /// A way out that was open.
    Option,
    /// Traces.
    Evidence,
    /// Confidence.
    Trust,
}

/// What players can learn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clue {
    /// Its id.
    pub id: Id,
    /// What is known once it is learned.
    pub text: String,
    /// The debrief names it when it was missed.
    pub key: bool,
}

/// A curve. A view of the world, never an input to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Metric {
    /// Its id.
    pub id: Id,
    /// Its name on the graph.
    pub label: String,
    /// Its unit.
    pub unit: String,
    /// Level when no other holds.
    pub baseline: f64,
    /// Size of the noise.
    pub noise: f64,
    /// Lowest and highest value shown.
    pub range: (f64, f64),
    /// Digits after the point.
    pub decimals: u8,
    /// Which direction is bad.
    pub worse: Worse,
    /// Levels, first that holds wins.
    pub levels: Vec<Level>,
    /// Not in the record.
    pub reconstructed: bool,
}

/// Which direction of a metric is bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worse {
    /// High.
    Up,
    /// Low.
    Down,
    /// Neither.
    Neither,
}

/// A level a metric moves to.
#[derive(Debug, Clone, PartialEq)]
pub struct Level {
    /// While this holds.
    pub when: Guard,
    /// The level.
    pub value: f64,
    /// 95 % of the way is made in this time.
    pub over: Span,
}

/// What pages.
#[derive(Debug, Clone, PartialEq)]
pub struct Alert {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub label: String,
    /// Somebody is woken, or should look.
    pub critical: bool,
    /// What it watches.
    pub watches: Watches,
    /// For how long, before it fires.
    pub hold: Span,
    /// Not in the record.
    pub reconstructed: bool,
}

/// What an alert watches.
#[derive(Debug, Clone, PartialEq)]
pub enum Watches {
    /// Fires above the value.
    Above(MetricIdx, f64),
    /// Fires below the value.
    Below(MetricIdx, f64),
    /// Fires while the guard holds.
    Condition(Guard),
}

/// A log stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Log {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub label: String,
    /// A line each so often.
    pub every: Span,
    /// Templates.
    pub lines: Vec<LogLine>,
    /// Not in the record.
    pub reconstructed: bool,
}

/// A log line's template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogLine {
    /// While this holds.
    pub when: Guard,
    /// The template.
    pub text: String,
    /// How often, against the others.
    pub weight: u32,
}

/// A message in the chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// A role or a place.
    pub from: String,
    /// What they say.
    pub text: String,
}

/// What an action's result, a cue, an arrival or an inject does to the world.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Effect {
    /// Facts that become true, as bits.
    pub set: u64,
    /// Facts that become false, as bits.
    pub clear: u64,
    /// Clues learned, as bits.
    pub learn: u64,
    /// What is said.
    pub says: Vec<Message>,
}

impl Effect {
    /// The world after it.
    #[must_use]
    pub const fn on(&self, world: World) -> World {
        World {
            facts: (world.facts | self.set) & !self.clear,
            clues: world.clues | self.learn,
            claims: world.claims,
        }
    }

    /// Whether it changes facts at all.
    #[must_use]
    pub const fn touches_facts(&self) -> bool {
        self.set != 0 || self.clear != 0
    }
}

/// Something the world does by itself, once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cue {
    /// Its id; never shown in play.
    pub id: Id,
    /// When it happens.
    pub trigger: Trigger,
    /// What it does.
    pub effect: Effect,
    /// Not in the record.
    pub reconstructed: bool,
}

/// When a cue happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trigger {
    /// At that time, if the guard holds then; else never.
    At(Elapsed, Guard),
    /// When the guard has held for the span without a break.
    After(Guard, Span),
}

/// Someone who can act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Responder {
    /// Their id.
    pub id: Id,
    /// Their role in words.
    pub name: String,
    /// What they can do.
    pub skills: Vec<String>,
    /// There from the beginning.
    pub present: bool,
    /// How long after being paged they are there.
    pub arrives_after: Span,
    /// Who they are.
    pub about: Option<String>,
    /// What their arrival does.
    pub arrival: Effect,
    /// Not in the record.
    pub reconstructed: bool,
}

/// Something a responder does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// Its id.
    pub id: Id,
    /// Its kind.
    pub kind: ActionKind,
    /// What it is, in plain words.
    pub label: String,
    /// What may be typed for it; the first is shown.
    pub commands: Vec<String>,
    /// Named in help and completion once this holds; what is typed works at any time.
    pub listed: Guard,
    /// How long it takes.
    pub takes: Span,
    /// The skill it needs.
    pub skill: Option<String>,
    /// Shown before it is confirmed.
    pub risk: Option<String>,
    /// May change facts more than once.
    pub repeatable: bool,
    /// Clues (bits) one of which somebody careful knows first.
    pub checks: u64,
    /// What comes of it: the first that holds.
    pub results: Vec<ActionResult>,
    /// Not in the record.
    pub reconstructed: bool,
}

/// The kinds of action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ActionKind {
    /// Looks.
    Probe,
    /// Changes the system.
    Change,
    /// Tells or asks somebody outside.
    Communicate,
    /// Brings somebody or something in.
    Escalate,
}

impl Action {
    /// How long it takes when it is begun in that world: what is refused is refused sooner.
    #[must_use]
    pub fn takes_in(&self, world: World) -> Span {
        let mut results = self.results.iter();
        let coming = results.find(|result| result.when.holds(world));
        coming.and_then(|result| result.takes).unwrap_or(self.takes)
    }
}

/// What comes of an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionResult {
    /// If this holds when the action finishes.
    pub when: Guard,
    /// How long it takes to come to this, if not as long as the action.
    pub takes: Option<Span>,
    /// What the screen shows.
    pub output: String,
    /// What it does.
    pub effect: Effect,
    /// What there is to learn from it; debrief only.
    pub why: Option<String>,
}

/// A candidate cause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hypothesis {
    /// Its id.
    pub id: Id,
    /// The claim.
    pub text: String,
    /// It is so; never shown in play.
    pub is_true: bool,
    /// On the board from when this holds.
    pub when: Guard,
    /// Clues (bits) that speak for it.
    pub supports: u64,
    /// Clues (bits) that speak against it.
    pub against: u64,
    /// What there is to say of it; debrief only.
    pub about: String,
}

/// Somebody to tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audience {
    /// Its id.
    pub id: Id,
    /// Who it is.
    pub label: String,
    /// The public word.
    pub public: bool,
    /// They want to hear first by then.
    pub first: Elapsed,
    /// And then at least so often.
    pub every: Option<Span>,
    /// Facts (bits) that the first post sets.
    pub informs: u64,
    /// While this does not hold they cannot be reached.
    pub when: Guard,
    /// What is answered then.
    pub unreachable: Option<String>,
    /// Not in the record.
    pub reconstructed: bool,
}

/// Something not to promise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfounded {
    /// Lower-case phrases that promise it.
    pub words: Vec<String>,
    /// It is founded when this holds.
    pub unless: Guard,
    /// Why not; debrief only.
    pub why: String,
}

/// What users suffer while a guard holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Harm {
    /// Its id.
    pub id: Id,
    /// What it is.
    pub label: String,
    /// Counted in this.
    pub unit: String,
    /// While this holds.
    pub when: Guard,
    /// So many a minute.
    pub per_minute: u64,
    /// How much one counts in the total.
    pub weight: u64,
    /// Not in the record.
    pub reconstructed: bool,
}

/// A twist dealt by the seed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complication {
    /// Its id; debrief only.
    pub id: Id,
    /// What it is; debrief only.
    pub about: String,
    /// Facts (bits) it makes true at the beginning.
    pub set: u64,
}

/// Something the facilitator can make happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inject {
    /// Its id.
    pub id: Id,
    /// What it is; facilitator only.
    pub label: String,
    /// What it does.
    pub effect: Effect,
}

/// A question for the facilitator to ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What to ask.
    pub ask: String,
    /// What a good answer holds.
    pub answer: String,
}

/// Help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// The hint.
    pub text: String,
    /// Of no more use once this holds.
    pub until: Guard,
}

/// What really happened. Debrief only.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    /// The story.
    pub summary: String,
    /// The cause.
    pub cause: String,
    /// What made it possible or worse.
    pub contributing: Vec<String>,
    /// How long until somebody had the page.
    pub acknowledged: Option<Elapsed>,
    /// How long until the first public word.
    pub first_update: Option<Elapsed>,
    /// How long until users were helped.
    pub mitigated: Option<Elapsed>,
    /// How long until it was over.
    pub resolved: Option<Elapsed>,
    /// Total weighted harm of what the responders did, replayed here.
    pub harm: Option<u64>,
    /// What happened when, in order.
    pub timeline: Vec<HistoryEntry>,
    /// How sources disagree or fall silent.
    pub open_questions: Vec<String>,
}

/// An entry of the real timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryEntry {
    /// How far from T+00:00.
    pub at: Elapsed,
    /// Before T+00:00 rather than after.
    pub before: bool,
    /// What happened.
    pub text: String,
    /// The key of the source.
    pub source: Option<Id>,
    /// The record is silent here.
    pub unknown: bool,
    /// The time is an estimate.
    pub about: bool,
}

/// What to take home. Debrief only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lesson {
    /// The lesson.
    pub text: String,
    /// Whose it is.
    pub from: LessonFrom,
    /// The key of the source.
    pub source: Option<Id>,
}

/// Whose lesson it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LessonFrom {
    /// The organisation's own.
    Official,
    /// The conference talk's.
    Talk,
    /// The author's.
    Author,
}

/// The bit in [`World::claims`] that says a responder is there.
#[must_use]
pub const fn here_bit(responder: ResponderIdx) -> u64 {
    1 << (8 + responder.0)
}

/// Most responders a scenario may have: `here:` bits share a word with the claims.
pub const RESPONDERS_MAX: usize = 32;

macro_rules! find {
    ($($(#[$doc:meta])* $name:ident($table:ident) -> $idx:ident),+ $(,)?) => {
        impl Scenario {$(
            $(#[$doc])*
            #[must_use]
            pub fn $name(&self, id: &str) -> Option<$idx> {
                self.$table.iter().position(|it| it.id == *id).map($idx)
            }
        )+}
    };
}

find! {
    /// The place of the fact with that id.
    fact(facts) -> FactIdx,
    /// The place of the clue with that id.
    clue(clues) -> ClueIdx,
    /// The place of the action with that id.
    action(actions) -> ActionIdx,
    /// The place of the cue with that id.
    cue(cues) -> CueIdx,
    /// The place of the responder with that id.
    responder(responders) -> ResponderIdx,
    /// The place of the hypothesis with that id.
    hypothesis(hypotheses) -> HypothesisIdx,
    /// The place of the audience with that id.
    audience(audiences) -> AudienceIdx,
    /// The place of the inject with that id.
    inject(injects) -> InjectIdx,
    /// The place of the metric with that id.
    metric(metrics) -> MetricIdx,
}

impl Scenario {
    /// Whether that responder can do that action.
    #[must_use]
    pub fn can(&self, who: ResponderIdx, action: ActionIdx) -> bool {
        match &self.actions[action.0].skill {
            None => true,
            Some(skill) => self.responders[who.0].skills.contains(skill),
        }
    }

    /// How much harm a world does a minute, weighted.
    #[must_use]
    pub fn harm_per_minute(&self, world: World) -> u64 {
        self.harm
            .iter()
            .filter(|harm| harm.when.holds(world))
            .map(|harm| harm.per_minute * harm.weight)
            .sum()
    }
}
