//! Key clues that a wrong move puts out of reach, though nobody says that traces are lost.
//!
//! The debrief names a key clue that was missed. Where it could not be learned any more, a step
//! that has been paid for already is held against players a second time. Two things are asked: can
//! the clue be learned while the fact is so, and after whatever clears it? Everything else is taken
//! to be as it may please, so what is reported is certain; what is not reported is not ruled out.

use crate::engine::id::{ClueIdx, FactIdx};
use crate::engine::scenario::{DamageKind, Scenario};
use crate::engine::state::Standing;
use crate::engine::time::Elapsed;
use crate::prove::relax::{NEVER, Players, Relaxed, Rule, Rules};

/// A fact with `damage`, and the key clues that cannot be learned once it is so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blind {
    /// The fact.
    pub fact: FactIdx,
    /// The clues.
    pub clues: Vec<ClueIdx>,
}

/// Each such fact.
pub(super) fn blind(scenario: &Scenario, rules: &Rules) -> Vec<Blind> {
    let seer = Seer::of(scenario, rules);
    let clues = (0..scenario.clues.len()).map(ClueIdx);
    let keys: Vec<ClueIdx> = clues
        .filter(|clue| scenario.clues[clue.0].key && learned_at(&seer.now, *clue) != NEVER)
        .collect();
    let ends = scenario.truth.lost.any.iter();
    let ends = ends.fold(0, |all, way| all | way.need.facts);
    let facts = (0..scenario.facts.len()).map(FactIdx);
    let facts = facts.filter(|fact| ends & fact.bit() == 0 && destroys(scenario, *fact));
    let found = facts.map(|fact| {
        let staying = seer.staying(fact);
        // Most clues can be learned all the same: that is seen of all at once.
        let plain = seer.while_so(fact, &staying, 0);
        let gone = keys.iter().copied();
        let gone = gone.filter(|clue| learned_at(&plain, *clue) == NEVER);
        let gone = gone.filter(|clue| seer.is_gone(*clue, fact, &staying));
        let clues = gone.filter(|clue| seer.comes_before(fact, *clue));
        Blind {
            fact,
            clues: clues.collect(),
        }
    });
    found.filter(|it| !it.clues.is_empty()).collect()
}

/// Whether it destroys something else than traces, of which it would be said that they are lost.
fn destroys(scenario: &Scenario, fact: FactIdx) -> bool {
    let damage = scenario.facts[fact.0].damage.as_ref();
    damage.is_some_and(|it| it.kind != DamageKind::Evidence)
}

fn learned_at(times: &Relaxed, clue: ClueIdx) -> u64 {
    times.true_at[64 + clue.0]
}

struct Seer<'s> {
    scenario: &'s Scenario,
    rules: &'s Rules,
    root: Standing,
    now: Relaxed,
    /// Facts that can come to be so, and facts that can come not to be so.
    may: [u64; 2],
}

impl<'s> Seer<'s> {
    fn of(scenario: &'s Scenario, rules: &'s Rules) -> Self {
        let root = Standing::new(scenario);
        let now = Relaxed::from(scenario, rules, &root, Players::FOUR);
        let may = [&now.true_at, &now.false_at].map(|times| {
            let facts = (0..scenario.facts.len()).filter(|bit| times[*bit] != NEVER);
            facts.fold(0, |all, bit| all | FactIdx(bit).bit())
        });
        Self {
            scenario,
            rules,
            root,
            now,
            may,
        }
    }

    /// The rules that leave the fact as it is, once it is so.
    fn staying(&self, fact: FactIdx) -> Rules {
        let all = self.rules.all.iter();
        let staying = all.filter(|rule| rule.clear.facts & fact.bit() == 0);
        Rules {
            all: staying.cloned().collect(),
        }
    }

    /// What can come while the fact is so, with these clues known.
    fn while_so(&self, fact: FactIdx, staying: &Rules, clues: u64) -> Relaxed {
        let [set, clear] = self.may;
        let world = self.root.world.facts | fact.bit();
        self.from(staying, world, clues, [set, clear & !fact.bit()])
    }

    /// Whether the clue cannot be learned once the fact is so: neither while it is, nor after
    /// anything that makes it not so; with no other clue known, and with all of them.
    fn is_gone(&self, clue: ClueIdx, fact: FactIdx, staying: &Rules) -> bool {
        let [set, clear] = self.may;
        let ways_out = self.rules.all.iter();
        let ways_out = ways_out.filter(|rule| rule.clear.facts & fact.bit() != 0);
        let ways_out: Vec<&Rule> = ways_out.collect();
        [0, !clue.bit()].into_iter().all(|known| {
            let mut after = ways_out.iter().map(|rule| {
                let (made, undone) = (rule.set.facts, rule.clear.facts);
                let world = (self.root.world.facts | made) & !undone;
                self.from(self.rules, world, known, [set & !undone, clear & !made])
            });
            let is_gone = |times: Relaxed| learned_at(&times, clue) == NEVER;
            is_gone(self.while_so(fact, staying, known)) && after.all(is_gone)
        })
    }

    /// What can come from there by some rules, if these facts may become so and not so at any time.
    fn from(&self, rules: &Rules, facts: u64, clues: u64, may: [u64; 2]) -> Relaxed {
        let mut there = self.root.clone();
        there.world.facts = facts;
        there.world.clues = clues;
        there.deal(self.scenario, Elapsed::ZERO, 0);
        let mut times = Relaxed::from(self.scenario, rules, &there, Players::FOUR);
        let [set, clear] = may;
        times.allow(self.scenario, rules, &there, set, clear);
        times
    }

    /// Whether the fact can come to be so before the clue is known.
    fn comes_before(&self, fact: FactIdx, clue: ClueIdx) -> bool {
        let others = self.rules.all.iter();
        let others = others.filter(|rule| rule.set.clues & clue.bit() == 0);
        let rules = Rules {
            all: others.cloned().collect(),
        };
        let times = Relaxed::from(self.scenario, &rules, &self.root, Players::FOUR);
        times.true_at[fact.0] != NEVER
    }
}
