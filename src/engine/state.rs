//! The state of a session: what its events add up to.
//!
//! `apply` is total and judges nothing; it lives in [`fold`], what may be asked in [`decide`],
//! what the world does by itself in [`due`].

mod decide;
mod due;
mod fold;

pub use due::Due;
pub use fold::Stranger;

use super::event::Ending;
use super::guard::World;
use super::id::{ActionIdx, CueIdx, ResponderIdx};
use super::scenario::{Claim, Scenario, here_bit};
use super::time::{Elapsed, Span};

/// How long it takes to ask somebody to do something.
pub const ASKING: Span = Span::from_secs(30);

/// How long the world takes to contradict a claim that is not true.
pub const DISPROOF: Span = Span::from_mins(2);

/// What the events of a session add up to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// Incident time: the time of the last event, or later if nothing happened since.
    pub now: Elapsed,
    /// The place the next event will have in the journal.
    pub next_seq: u64,
    /// What is true now.
    pub world: World,
    /// What was true from when on, oldest first.
    pub past: Vec<(Elapsed, World)>,
    /// How each responder stands.
    pub people: Vec<Person>,
    /// Actions that changed facts and cannot be done again.
    pub spent: Vec<bool>,
    /// How each cue stands.
    pub cues: Vec<CueState>,
    /// When somebody took the page.
    pub acknowledged: Option<Elapsed>,
    /// The severity declared last.
    pub severity: Option<u8>,
    /// The incident commander.
    pub commander: Option<ResponderIdx>,
    /// The claim that users are helped.
    pub mitigated: ClaimState,
    /// The claim that the cause is gone.
    pub resolved: ClaimState,
    /// Since when users are really helped.
    pub truly_mitigated: Option<Elapsed>,
    /// Since when the cause is really gone.
    pub truly_resolved: Option<Elapsed>,
    /// The board: per hypothesis, if and how it stands.
    pub board: Vec<Option<Belief>>,
    /// Per audience, when they were told last.
    pub told: Vec<Option<Elapsed>>,
    /// The place after the last hint given.
    pub next_hint: usize,
    /// How and when play ended.
    pub ended: Option<(Elapsed, Ending)>,
    /// The players are away.
    pub left_off: bool,
}

/// How a responder stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Person {
    /// Where they are.
    pub place: Place,
    /// What they are doing.
    pub busy: Option<Busy>,
    /// Explaining a task to somebody until then.
    pub asking_until: Elapsed,
}

/// Where a responder is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Not called.
    Away,
    /// Called, and there at that time.
    OnTheWay(Elapsed),
    /// There.
    Here,
}

/// What a responder is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Busy {
    /// What.
    pub action: ActionIdx,
    /// Since when.
    pub since: Elapsed,
    /// Until when.
    pub until: Elapsed,
}

/// How a cue stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CueState {
    /// Since when its guard holds without a break.
    pub since: Option<Elapsed>,
    /// It happened, or its time passed.
    pub spent: bool,
}

/// How a claim stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
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
        let people: Vec<Person> = scenario
            .responders
            .iter()
            .enumerate()
            .map(|(idx, responder)| Person {
                place: if responder.present || idx == scenario.you.0 {
                    Place::Here
                } else {
                    Place::Away
                },
                busy: None,
                asking_until: Elapsed::ZERO,
            })
            .collect();
        let here = people
            .iter()
            .enumerate()
            .filter(|(_, person)| person.place == Place::Here)
            .fold(0, |bits, (idx, _)| bits | here_bit(ResponderIdx(idx)));
        let world = World {
            facts: scenario.initial_facts,
            clues: 0,
            claims: here,
        };
        let mut state = Self {
            now: Elapsed::ZERO,
            next_seq: 0,
            world,
            past: vec![(Elapsed::ZERO, world)],
            people,
            spent: vec![false; scenario.actions.len()],
            cues: vec![CueState::default(); scenario.cues.len()],
            acknowledged: None,
            severity: None,
            commander: None,
            mitigated: ClaimState::default(),
            resolved: ClaimState::default(),
            truly_mitigated: None,
            truly_resolved: None,
            board: vec![None; scenario.hypotheses.len()],
            told: vec![None; scenario.audiences.len()],
            next_hint: 0,
            ended: None,
            left_off: false,
        };
        state.settle(scenario, Elapsed::ZERO);
        state
    }

    /// The phase, by what has been claimed.
    #[must_use]
    pub const fn phase(&self) -> Phase {
        if self.ended.is_some() {
            Phase::Over
        } else if self.resolved.since.is_some() {
            Phase::Resolved
        } else if self.mitigated.since.is_some() {
            Phase::Mitigated
        } else if self.acknowledged.is_some() {
            Phase::Acknowledged
        } else {
            Phase::Paging
        }
    }

    /// Whether that responder is there and has free hands, now.
    #[must_use]
    pub fn is_free(&self, who: ResponderIdx) -> bool {
        self.free_at(who) == Some(self.now)
    }

    /// When that responder has free hands, if they are there.
    #[must_use]
    pub fn free_at(&self, who: ResponderIdx) -> Option<Elapsed> {
        let person = &self.people[who.0];
        match person.place {
            Place::Away | Place::OnTheWay(_) => None,
            Place::Here => {
                let busy_until = person.busy.map_or(Elapsed::ZERO, |busy| busy.until);
                Some(busy_until.max(person.asking_until).max(self.now))
            }
        }
    }

    /// Whether the clue in that place has been learned.
    #[must_use]
    pub const fn knows(&self, clue: super::id::ClueIdx) -> bool {
        self.world.clues & clue.bit() != 0
    }

    /// The state of the claim that can be wrong.
    #[must_use]
    pub const fn claim(&self, claim: Claim) -> Option<&ClaimState> {
        match claim {
            Claim::Mitigated => Some(&self.mitigated),
            Claim::Resolved => Some(&self.resolved),
            Claim::Acknowledged | Claim::Severity => None,
        }
    }

    /// The cue in that place.
    #[must_use]
    pub fn cue(&self, cue: CueIdx) -> CueState {
        self.cues[cue.0]
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
