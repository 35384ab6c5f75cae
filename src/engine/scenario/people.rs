//! Who can act, what they can do, and what they may believe.

use super::world::Effect;
use crate::engine::guard::{Guard, World};
use crate::engine::id::Id;
use crate::engine::time::Span;

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
    /// The first result whose guard holds in that world.
    #[must_use]
    pub fn coming(&self, world: World) -> Option<usize> {
        let mut results = self.results.iter();
        results.position(|result| result.when.holds(world))
    }

    /// What is settled when it is begun in that world: a result that has a time of its own comes
    /// for certain, after that time. What else begins is decided when it is done.
    #[must_use]
    pub fn settled(&self, world: World) -> Option<usize> {
        let coming = self.coming(world);
        coming.filter(|place| self.results[*place].takes.is_some())
    }

    /// How long it takes when it is begun in that world: what is refused is refused sooner.
    #[must_use]
    pub fn takes_in(&self, world: World) -> Span {
        let settled = self.settled(world);
        settled
            .and_then(|place| self.results[place].takes)
            .unwrap_or(self.takes)
    }

    /// The least it can take, in any world.
    #[must_use]
    pub fn takes_at_least(&self) -> Span {
        let results = self.results.iter().map(|it| it.takes.unwrap_or(self.takes));
        results.min().unwrap_or(self.takes)
    }
}

/// What comes of an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionResult {
    /// If this holds when the action finishes; with a time of its own, when it begins.
    pub when: Guard,
    /// How long it takes to come to this, if not as long as the action.
    pub takes: Option<Span>,
    /// What the screen shows.
    pub output: String,
    /// What it does.
    pub effect: Effect,
    /// Nothing was done, by design: a dry run, a plan, a line that was taken back.
    pub dry: bool,
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
