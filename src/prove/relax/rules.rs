//! A scenario as rules: what changes bits, and when it works.
//!
//! Invariant: no time is in here, and nothing that a play has come to. The results of an action
//! are tried in order, so each rule says what must not have had its turn before.

use std::sync::Arc;

use crate::engine::guard::{Conjunction, Guard, World};
use crate::engine::id::{ActionIdx, AudienceIdx, CueIdx, ResponderIdx};
use crate::engine::scenario::{Action, Claim, Effect, Scenario, here_bit};

/// When a condition holds: some way of `any`, and no way of `unless`.
#[derive(Debug, Clone, Default)]
pub struct Cond {
    /// Ways to hold.
    pub any: Vec<Conjunction>,
    /// What came earlier in the list and took its turn.
    pub unless: Vec<Conjunction>,
}

/// Something that changes bits.
#[derive(Debug, Clone)]
pub struct Rule {
    /// What it is.
    pub source: Source,
    /// When it works.
    pub cond: Cond,
    /// Bits that become true.
    pub set: World,
    /// Bits that become false.
    pub clear: World,
    /// For a result that is chosen when the action is done: what has to hold when it begins, any
    /// of these, so that no other is settled then.
    pub begin: Arc<[Cond]>,
}

impl Rule {
    /// How many facts it changes.
    pub(super) const fn weight(&self) -> u32 {
        self.set.facts.count_ones() + self.clear.facts.count_ones()
    }
}

/// What changes bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// A result of an action.
    Result(ActionIdx, usize),
    /// A cue.
    Cue(CueIdx),
    /// Somebody arrives.
    Arrival(ResponderIdx),
    /// An audience is told.
    Post(AudienceIdx),
    /// A claim is made.
    Claim(Claim),
}

/// All rules of a scenario.
#[derive(Debug, Clone)]
pub struct Rules {
    /// Each thing that changes bits; the results of the actions come first, in their order.
    pub all: Vec<Rule>,
}

impl Cond {
    /// The condition that a guard alone makes.
    pub fn of(guard: &Guard) -> Self {
        Self {
            any: guard.any.clone(),
            unless: Vec::new(),
        }
    }

    /// Every bit it asks about: those it wants true, those it wants false.
    pub fn literals(&self) -> (World, World) {
        let mut wants = (World::default(), World::default());
        for way in &self.any {
            wants.0 = wants.0.union(way.need);
            wants.1 = wants.1.union(way.forbid);
        }
        for way in &self.unless {
            wants.0 = wants.0.union(way.forbid);
            wants.1 = wants.1.union(way.need);
        }
        wants
    }
}

/// The places of the bits of a world.
pub fn bits(world: World) -> impl Iterator<Item = usize> {
    let words = [world.facts, world.clues, world.claims];
    words.into_iter().enumerate().flat_map(|(idx, mut word)| {
        std::iter::from_fn(move || {
            if word == 0 {
                return None;
            }
            let bit = word.trailing_zeros() as usize;
            word &= word - 1;
            Some(idx * 64 + bit)
        })
    })
}

/// What an effect makes true and makes false.
pub const fn changes(effect: &Effect) -> (World, World) {
    let set = World {
        facts: effect.set & !effect.clear,
        clues: effect.learn,
        claims: 0,
    };
    let clear = World {
        facts: effect.clear,
        clues: 0,
        claims: 0,
    };
    (set, clear)
}

/// What is in both.
pub const fn meet(one: World, other: World) -> World {
    World {
        facts: one.facts & other.facts,
        clues: one.clues & other.clues,
        claims: one.claims & other.claims,
    }
}

impl Rules {
    /// The rules of a scenario.
    pub fn of(scenario: &Scenario) -> Self {
        let mut all = Vec::new();
        for (idx, action) in scenario.actions.iter().enumerate() {
            let conds = conds(action);
            let open = action.results.iter().zip(&conds);
            let open = open.filter(|(result, _)| result.takes.is_none());
            let mut begin: Vec<Cond> = open.map(|(_, cond)| cond.clone()).collect();
            if !action.results.iter().any(|it| it.when.is_always()) {
                let all = action.results.iter().flat_map(|it| &it.when.any);
                begin.push(Cond {
                    any: vec![Conjunction::default()],
                    unless: all.copied().collect(),
                });
            }
            let begin: Arc<[Cond]> = begin.into();
            for (place, (result, cond)) in action.results.iter().zip(conds).enumerate() {
                let (set, clear) = changes(&result.effect);
                all.push(Rule {
                    source: Source::Result(ActionIdx(idx), place),
                    cond,
                    set,
                    clear,
                    begin: Arc::clone(&begin),
                });
            }
        }
        for (idx, cue) in scenario.cues.iter().enumerate() {
            let (set, clear) = changes(&cue.effect);
            all.push(Rule {
                source: Source::Cue(CueIdx(idx)),
                cond: Cond::of(cue.trigger.guard()),
                set,
                clear,
                begin: Arc::default(),
            });
        }
        for (idx, responder) in scenario.responders.iter().enumerate() {
            let (mut set, clear) = changes(&responder.arrival);
            set.claims |= here_bit(ResponderIdx(idx));
            all.push(Rule {
                source: Source::Arrival(ResponderIdx(idx)),
                cond: Cond::of(&Guard::always()),
                set,
                clear,
                begin: Arc::default(),
            });
        }
        for (idx, audience) in scenario.audiences.iter().enumerate() {
            all.push(Rule {
                source: Source::Post(AudienceIdx(idx)),
                cond: Cond::of(&audience.when),
                set: World {
                    facts: audience.informs,
                    ..World::default()
                },
                clear: World::default(),
                begin: Arc::default(),
            });
        }
        for claim in Claim::ALL {
            all.push(Rule {
                source: Source::Claim(claim),
                cond: Cond::of(&Guard::always()),
                set: World {
                    claims: claim.bit(),
                    ..World::default()
                },
                clear: match claim {
                    Claim::Mitigated | Claim::Resolved => World {
                        claims: claim.bit(),
                        ..World::default()
                    },
                    Claim::Acknowledged | Claim::Severity => World::default(),
                },
                begin: Arc::default(),
            });
        }
        Self { all }
    }
}

/// When each result of an action is the first that holds.
fn conds(action: &Action) -> Vec<Cond> {
    let mut earlier: Vec<Conjunction> = Vec::new();
    let results = action.results.iter().map(|result| {
        let cond = Cond {
            any: result.when.any.clone(),
            unless: earlier.clone(),
        };
        earlier.extend(result.when.any.iter().copied());
        cond
    });
    results.collect()
}
