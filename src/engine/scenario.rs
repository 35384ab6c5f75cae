//! A scenario as the engine plays it: checked, ids resolved to places, guards compiled to masks.
//!
//! Immutable. `content` makes it from a file; nothing in here can be wrong any more. Every index
//! is in range, every id is unique in its table.

mod people;
mod system;
mod telling;
mod world;

use chrono::{DateTime, NaiveDate, Utc};

use super::guard::{Guard, World};
use super::id::{
    ActionIdx, AlertIdx, AudienceIdx, ClueIdx, CueIdx, FactIdx, HypothesisIdx, Id, InjectIdx,
    MetricIdx, ResponderIdx, RunbookIdx, ServiceIdx,
};
use super::time::{Elapsed, Span};

pub use people::*;
pub use system::*;
pub use telling::*;
pub use world::*;

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
    /// The parts of the system, and what each needs.
    pub services: Vec<Service>,
    /// What the team wrote down before.
    pub runbooks: Vec<Runbook>,
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
    /// What a coach says, in order.
    pub coach: Vec<Coach>,
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
    /// Made up: it never happened, and is not on the wheel.
    pub fictional: bool,
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
    /// Who contradicts claims that are not true: one of them a time.
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
    /// The place of the alert with that id.
    alert(alerts) -> AlertIdx,
    /// The place of the service with that id.
    service(services) -> ServiceIdx,
    /// The place of the runbook with that id.
    runbook(runbooks) -> RunbookIdx,
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

    /// The clues (bits) that count as key: all of them where none is marked.
    #[must_use]
    pub fn key_clues(&self) -> u64 {
        let bits = |is_key: fn(&Clue) -> bool| {
            let clues = self.clues.iter().enumerate();
            let key = clues.filter(|(_, clue)| is_key(clue));
            key.fold(0, |all, (idx, _)| all | ClueIdx(idx).bit())
        };
        match bits(|clue| clue.key) {
            0 => bits(|_| true),
            key => key,
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
