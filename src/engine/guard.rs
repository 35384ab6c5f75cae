//! Conditions over what is true: lists of literals compiled to bit masks.
//!
//! There is no expression language. A guard is any-of a few conjunctions, and reading one is two
//! masks and a compare a conjunction.

use serde::{Deserialize, Serialize};

/// Everything a guard can ask about, as bits: facts of the world, clues the players have
/// learned, claims the players have made.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
pub struct World {
    /// Fact n of the scenario is true.
    pub facts: u64,
    /// Clue n of the scenario has been learned.
    pub clues: u64,
    /// Claims that stand, by [`Claim::bit`](super::scenario::Claim::bit).
    pub claims: u64,
}

impl World {
    /// Both together.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self {
            facts: self.facts | other.facts,
            clues: self.clues | other.clues,
            claims: self.claims | other.claims,
        }
    }

    /// What is in this and not in `other`.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self {
            facts: self.facts & !other.facts,
            clues: self.clues & !other.clues,
            claims: self.claims & !other.claims,
        }
    }

    /// Whether all of `other` is in this.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.facts & other.facts == other.facts
            && self.clues & other.clues == other.clues
            && self.claims & other.claims == other.claims
    }

    /// Whether something of `other` is in this.
    #[must_use]
    pub const fn meets(self, other: Self) -> bool {
        self.facts & other.facts != 0
            || self.clues & other.clues != 0
            || self.claims & other.claims != 0
    }
}

/// One way for a guard to hold: all of `need` and none of `forbid`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Conjunction {
    /// What must be so.
    pub need: World,
    /// What must not be so.
    pub forbid: World,
}

/// A condition: any of its conjunctions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guard {
    /// The ways in which it holds; none at all means never.
    pub any: Vec<Conjunction>,
}

impl Guard {
    /// Holds in every world.
    #[must_use]
    pub fn always() -> Self {
        Self {
            any: vec![Conjunction::default()],
        }
    }

    /// Holds in no world.
    #[must_use]
    pub const fn never() -> Self {
        Self { any: Vec::new() }
    }

    /// Whether it holds in this world.
    #[must_use]
    pub fn holds(&self, world: World) -> bool {
        self.any
            .iter()
            .any(|way| world.contains(way.need) && !world.meets(way.forbid))
    }

    /// Whether it holds in every world, because some way asks for nothing.
    #[must_use]
    pub fn is_always(&self) -> bool {
        self.any.contains(&Conjunction::default())
    }

    /// Everything that it asks to be so, in any of its ways.
    #[must_use]
    pub fn needs(&self) -> World {
        self.any
            .iter()
            .fold(World::default(), |sum, way| sum.union(way.need))
    }
}

impl Default for Guard {
    fn default() -> Self {
        Self::always()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(facts: u64) -> World {
        World {
            facts,
            ..World::default()
        }
    }

    #[test]
    fn a_guard_holds_when_any_of_its_ways_does() {
        let guard = Guard {
            any: vec![
                Conjunction {
                    need: facts(0b01),
                    forbid: facts(0b10),
                },
                Conjunction {
                    need: facts(0b100),
                    forbid: World::default(),
                },
            ],
        };
        assert!(guard.holds(facts(0b001)));
        assert!(!guard.holds(facts(0b011)));
        assert!(guard.holds(facts(0b111)));
        assert!(!guard.holds(facts(0)));
        assert!(Guard::always().holds(facts(0)));
        assert!(!Guard::never().holds(facts(u64::MAX)));
    }
}
