//! The state of a session: what its events add up to.
//!
//! `apply` is total and judges nothing; it lives in [`fold`], what may be asked in [`decide`],
//! what the world does by itself in [`due`]. The part that decides what can happen next is the
//! [`Standing`]: small enough to be copied for every move that the prover looks at.

mod decide;
mod due;
mod fold;
mod standing;

pub use due::Due;
pub use fold::Stranger;
pub use standing::{Happening, Standing};

use std::ops::Deref;

use super::guard::World;
use super::id::{ActionIdx, AudienceIdx, HypothesisIdx, ResponderIdx};
use super::scenario::Scenario;
use super::time::{Elapsed, Span};

/// How long it takes to ask somebody to do something.
pub const ASKING: Span = Span::from_secs(30);

/// How long the world takes to contradict a claim that is not true.
pub const DISPROOF: Span = Span::from_mins(2);

/// What the events of a session add up to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// How things stand now: all that what happens next depends on.
    pub standing: Standing,
    /// The place the next event will have in the journal.
    pub next_seq: u64,
    /// What was true from when on, oldest first.
    pub past: Vec<(Elapsed, World)>,
    /// The severity declared last.
    pub severity: Option<u8>,
    /// The incident commander.
    pub commander: Option<ResponderIdx>,
    /// The board: per hypothesis, if and how it stands.
    pub board: Vec<Option<Belief>>,
    /// Per audience, when they were told last.
    pub told: Vec<Option<Elapsed>>,
    /// Per audience, when the last word to them promised the next one for.
    pub promised: Vec<Option<Elapsed>>,
    /// Per hypothesis, the place of the event that put it on the list first.
    pub listed: Vec<Option<u64>>,
    /// The place after the last hint given.
    pub next_hint: usize,
    /// What the last hint that was made for this team was about, and how much it said.
    pub nudged: Option<(String, u8)>,
    /// The players are away.
    pub left_off: bool,
    /// The debrief was opened.
    pub debriefed: bool,
}

/// How a responder stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Person {
    /// Where they are.
    pub place: Place,
    /// What they are doing.
    pub busy: Option<Busy>,
    /// Explaining a task to somebody until then.
    pub asking_until: Elapsed,
}

/// Where a responder is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// Not called.
    Away,
    /// Called, and there at that time.
    OnTheWay(Elapsed),
    /// There.
    Here,
}

/// What a responder is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Busy {
    /// What.
    pub action: ActionIdx,
    /// Since when.
    pub since: Elapsed,
    /// Until when.
    pub until: Elapsed,
    /// The place of the result that it comes to, if that was settled when it began.
    pub settled: Option<usize>,
}

/// How a cue stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct CueState {
    /// Since when its guard holds without a break.
    pub since: Option<Elapsed>,
    /// It happened, or its time passed.
    pub spent: bool,
}

/// How a claim stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct ClaimState {
    /// Stands since then.
    pub since: Option<Elapsed>,
    /// Will be contradicted at that time.
    pub disproof_at: Option<Elapsed>,
}

/// How a hypothesis stands on the board.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Belief {
    /// Percent.
    pub confidence: u8,
    /// When that was said.
    pub at: Elapsed,
    /// When it was dropped.
    pub dropped: Option<Elapsed>,
}

impl State {
    /// The state before the first event.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Self {
        let standing = Standing::new(scenario);
        Self {
            next_seq: 0,
            past: vec![(Elapsed::ZERO, standing.world)],
            standing,
            severity: None,
            commander: None,
            board: vec![None; scenario.hypotheses.len()],
            told: vec![None; scenario.audiences.len()],
            promised: vec![None; scenario.audiences.len()],
            listed: vec![None; scenario.hypotheses.len()],
            next_hint: 0,
            nudged: None,
            left_off: false,
            debriefed: false,
        }
    }

    /// When an audience wants to hear its next word, if it wants any: at the end of its rhythm, or
    /// when it was promised, if that is sooner.
    #[must_use]
    pub fn word_due(&self, scenario: &Scenario, audience: AudienceIdx) -> Option<Elapsed> {
        let wants = &scenario.audiences[audience.0];
        wants
            .word_due(self.told[audience.0], self.promised[audience.0])
            .filter(|_| self.ended.is_none())
    }

    /// The hypotheses that players see on the board, stated or not; after play all of them.
    #[must_use]
    pub fn hypotheses(&self, scenario: &Scenario) -> Vec<HypothesisIdx> {
        let all = (0..scenario.hypotheses.len()).map(HypothesisIdx);
        let is_listed = |it: &HypothesisIdx| {
            let listed = scenario.hypotheses[it.0].when.holds(self.world);
            listed || self.board[it.0].is_some() || self.ended.is_some()
        };
        all.filter(is_listed).collect()
    }

    /// The phase, by what has been claimed.
    #[must_use]
    pub const fn phase(&self) -> Phase {
        let now = &self.standing;
        if now.ended.is_some() {
            Phase::Over
        } else if now.resolved.since.is_some() {
            Phase::Resolved
        } else if now.mitigated.since.is_some() {
            Phase::Mitigated
        } else if now.acknowledged.is_some() {
            Phase::Acknowledged
        } else {
            Phase::Paging
        }
    }
}

impl Deref for State {
    type Target = Standing;
    fn deref(&self) -> &Standing {
        &self.standing
    }
}

/// The phase of an incident, by what has been claimed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// The page rings.
    Paging,
    /// Somebody has it.
    Acknowledged,
    /// Users are said to be helped.
    Mitigated,
    /// The cause is said to be gone.
    Resolved,
    /// Play is over.
    Over,
}

impl Phase {
    /// Its word in scripts and on the screen.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Paging => "paging",
            Self::Acknowledged => "acknowledged",
            Self::Mitigated => "mitigated",
            Self::Resolved => "resolved",
            Self::Over => "over",
        }
    }
}
