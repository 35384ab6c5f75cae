//! The goal of a scenario without destroying anything.

use crate::engine::guard::{Conjunction, Guard, World};
use crate::engine::id::FactIdx;
use crate::engine::scenario::{Scenario, Trigger};

/// Facts (bits) whose becoming true destroys something.
#[must_use]
pub fn damage(scenario: &Scenario) -> u64 {
    let facts = scenario.facts.iter().enumerate();
    let damage = facts.filter(|(_, fact)| fact.damage.is_some());
    damage.fold(0, |all, (idx, _)| all | FactIdx(idx).bit())
}

/// Damage (facts, bits) that the goal itself asks for, whichever way it is reached.
#[must_use]
pub fn asked(scenario: &Scenario) -> u64 {
    let damage = damage(scenario);
    let mut ways = scenario.truth.resolved.any.iter();
    let wanted = |way: &Conjunction| way.need.facts & damage;
    if ways.any(|way| wanted(way) == 0) {
        return 0;
    }
    let ways = scenario.truth.resolved.any.iter();
    ways.fold(0, |all, way| all | wanted(way))
}

/// Resolved, with nothing destroyed but what these facts (bits) stand for. A goal that asks for
/// damage itself is spared what it asks for.
#[must_use]
pub fn goal(scenario: &Scenario, spared: u64) -> Guard {
    let damage = World {
        facts: damage(scenario) & !spared & !scenario.initial_facts,
        ..World::default()
    };
    let resolved = &scenario.truth.resolved.any;
    let intact = resolved.iter().any(|way| !way.need.meets(damage));
    let ways = resolved
        .iter()
        .filter(|way| !intact || !way.need.meets(damage));
    let ways = ways.flat_map(|way| {
        let damage = damage.without(way.need);
        let forbid = way.forbid.union(damage);
        held_back(scenario, damage, Conjunction { forbid, ..*way })
    });
    Guard {
        any: ways.collect(),
    }
}

/// The ways for a goal to hold as long as it must and no damage to come of it by itself: what
/// would set that off in this time is held back by something, and that is part of the goal.
fn held_back(scenario: &Scenario, damage: World, goal: Conjunction) -> Vec<Conjunction> {
    let cues = scenario.cues.iter();
    let by_themselves = cues.filter(|cue| cue.effect.set & damage.facts != 0);
    let threats = by_themselves.filter_map(|cue| match &cue.trigger {
        Trigger::After(guard, span) if *span <= scenario.targets.hold => Some(&guard.any),
        Trigger::After(..) | Trigger::At(..) => None,
    });
    let threats = threats
        .flatten()
        .filter(|threat| goal.need.contains(threat.need));
    threats.fold(vec![goal], |ways, threat| {
        let held = |way: Conjunction| {
            if way.need.meets(threat.forbid) {
                return vec![way];
            }
            let guards = threat.forbid.without(way.forbid).bits();
            let guarded = guards.map(|guard| Conjunction {
                need: way.need.union(guard),
                ..way
            });
            guarded.collect()
        };
        ways.into_iter().flat_map(held).collect()
    })
}
