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

    /// Each thing in this, alone.
    pub fn bits(self) -> impl Iterator<Item = Self> {
        let facts = lone(self.facts).map(|facts| Self {
            facts,
            ..Self::default()
        });
        let clues = lone(self.clues).map(|clues| Self {
            clues,
            ..Self::default()
        });
        let claims = lone(self.claims).map(|claims| Self {
            claims,
            ..Self::default()
        });
        facts.chain(clues).chain(claims)
    }

    /// Whether something of `other` is in this.
    #[must_use]
    pub const fn meets(self, other: Self) -> bool {
        self.facts & other.facts != 0
            || self.clues & other.clues != 0
            || self.claims & other.claims != 0
    }
}

/// Each bit of a word, alone.
fn lone(word: u64) -> impl Iterator<Item = u64> {
    let bits = (0..u64::BITS).map(|bit| 1 << bit);
    bits.filter(move |bit| word & bit != 0)
}

/// One way for a guard to hold: all of `need` and none of `forbid`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Conjunction {
    /// What must be so.
    pub need: World,
    /// What must not be so.
    pub forbid: World,
}

/// Most worlds that [`Conjunction::can_be_without`] tries.
const TRIES_MAX: usize = 20_000;

impl Conjunction {
    /// Whether some world is this way and in none of the others. Where that would take too long to
    /// find out, it says yes.
    #[must_use]
    pub fn can_be_without(self, others: &[Self]) -> bool {
        let mut tries = TRIES_MAX;
        !self.need.meets(self.forbid) && self.avoids(others, &mut tries)
    }

    fn avoids(self, others: &[Self], tries: &mut usize) -> bool {
        if *tries == 0 {
            return true;
        }
        *tries -= 1;
        let broken = |it: &Self| self.need.meets(it.forbid) || self.forbid.meets(it.need);
        let Some(at) = others.iter().position(|it| !broken(it)) else {
            return true;
        };
        let (first, rest) = (others[at], &others[at + 1..]);
        let need = first.need.without(self.need).bits();
        let forbid = first.forbid.without(self.forbid).bits();
        let mut so_far = self;
        for (bit, is_need) in need
            .map(|it| (it, true))
            .chain(forbid.map(|it| (it, false)))
        {
            let mut flipped = so_far;
            if is_need {
                flipped.forbid = flipped.forbid.union(bit);
                so_far.need = so_far.need.union(bit);
            } else {
                flipped.need = flipped.need.union(bit);
                so_far.forbid = so_far.forbid.union(bit);
            }
            if flipped.avoids(rest, tries) {
                return true;
            }
        }
        false
    }
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

    /// The facts (bits) that it asks about, to be so or not to be so, in any of its ways.
    #[must_use]
    pub fn asked(&self) -> u64 {
        self.any
            .iter()
            .fold(0, |all, way| all | way.need.facts | way.forbid.facts)
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
