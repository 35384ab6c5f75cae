//! Wrong moves that cost nothing: a way out is closed, and nothing answers for it.

use crate::engine::guard::{Conjunction, Guard};
use crate::engine::id::{ActionIdx, FactIdx};
use crate::engine::scenario::{Scenario, Watches};
use crate::engine::state::Standing;
use crate::engine::time::Elapsed;
use crate::prove::clean::damage;
use crate::prove::relax::{NEVER, Players, Relaxed, Rule, Rules, Source, bits};

/// A result that closes a way out and costs nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Free {
    /// The action.
    pub action: ActionIdx,
    /// The place of the result.
    pub result: usize,
    /// The fact that closes the way.
    pub fact: FactIdx,
}

/// Results that close a way out though no harm, damage, alert, loss or lost time follows.
pub(super) fn free(scenario: &Scenario, rules: &Rules) -> Vec<Free> {
    let clean = clean(scenario, rules);
    let mut closing = closing(scenario, &clean);
    closing &= !paid(scenario, rules, closing);
    if closing == 0 {
        return Vec::new();
    }
    let root = Standing::new(scenario);
    let times = Relaxed::from(scenario, &clean, &root, Players::ONE);
    let goals = [&scenario.truth.mitigated, &scenario.truth.resolved];
    let steps = steps(&clean, &times, goals);
    let facts = (0..scenario.facts.len()).map(FactIdx);
    let free = facts.filter(|fact| {
        // What a way needs as well opens one.
        if closing & fact.bit() == 0 || steps.contains(&(fact.0, true)) {
            return false;
        }
        let mut there = root.clone();
        there.deal(scenario, Elapsed::ZERO, fact.bit());
        let then = Relaxed::from(scenario, &clean, &there, Players::ONE);
        let as_quick = goals.map(|it| times.guard_at(it)) == goals.map(|it| then.guard_at(it));
        as_quick && closes(&clean, &times, &then, &steps, *fact)
    });
    let free = free.fold(0, |all, fact| all | fact.bit());
    let results = rules.all.iter().filter_map(|rule| match rule.source {
        Source::Result(action, result) if rule.set.facts & free != 0 => Some(Free {
            action,
            result,
            fact: FactIdx((rule.set.facts & free).trailing_zeros() as usize),
        }),
        Source::Result(..)
        | Source::Cue(_)
        | Source::Arrival(_)
        | Source::Post(_)
        | Source::Claim(_) => None,
    });
    results.collect()
}

/// Whether something that could bring a step about no longer can.
fn closes(
    clean: &Rules,
    before: &Relaxed,
    after: &Relaxed,
    steps: &[(usize, bool)],
    fact: FactIdx,
) -> bool {
    let brings = |rule: &Rule, (bit, wanted): (usize, bool)| {
        let changed = if wanted { rule.set } else { rule.clear };
        bits(changed).any(|it| it == bit)
    };
    let same = |one: Source, other: Source| match (one, other) {
        (Source::Result(one, _), Source::Result(other, _)) => one == other,
        (one, other) => one == other,
    };
    let can = |times: &Relaxed, source: Source, step: (usize, bool)| {
        let mut rules = clean.all.iter();
        rules.any(|rule| {
            same(rule.source, source) && brings(rule, step) && times.cond_at(&rule.cond) != NEVER
        })
    };
    let others = clean.all.iter();
    let mut others = others.filter(|rule| rule.set.facts & fact.bit() == 0);
    others.any(|rule| {
        let mut steps = steps.iter().filter(|step| brings(rule, **step));
        steps.any(|step| can(before, rule.source, *step) && !can(after, rule.source, *step))
    })
}

/// The rules that destroy nothing.
fn clean(scenario: &Scenario, rules: &Rules) -> Rules {
    let damage = damage(scenario);
    let clean = rules.all.iter().filter(|rule| rule.set.facts & damage == 0);
    Rules {
        all: clean.cloned().collect(),
    }
}

/// Everything that is so on some clean way to the goals: what they ask for, what that comes of.
fn steps(clean: &Rules, times: &Relaxed, goals: [&Guard; 2]) -> Vec<(usize, bool)> {
    let mut steps: Vec<(usize, bool)> = Vec::new();
    let ask = |way: &Conjunction, steps: &mut Vec<(usize, bool)>| {
        let need = bits(way.need).map(|bit| (bit, true));
        let forbid = bits(way.forbid).map(|bit| (bit, false));
        let all: Vec<_> = need.chain(forbid).collect();
        if all.iter().all(|step| times.at(*step) != NEVER) {
            let new: Vec<_> = all.into_iter().filter(|it| !steps.contains(it)).collect();
            steps.extend(new);
        }
    };
    for way in goals.iter().flat_map(|goal| &goal.any) {
        ask(way, &mut steps);
    }
    let mut next = 0;
    while let Some((bit, wanted)) = steps.get(next).copied() {
        next += 1;
        for rule in &clean.all {
            let changed = if wanted { rule.set } else { rule.clear };
            if bits(changed).any(|it| it == bit) {
                for way in &rule.cond.any {
                    ask(way, &mut steps);
                }
            }
        }
    }
    steps
}

/// Facts for ever that something clean asks not to be so.
fn closing(scenario: &Scenario, clean: &Rules) -> u64 {
    let closes = clean.all.iter().fold(0, |all, rule| {
        let own = rule.set.facts;
        let ways = rule.cond.any.iter().map(|way| way.forbid.facts);
        let earlier = rule.cond.unless.iter().map(|way| way.need.facts);
        all | ways.chain(earlier).fold(0, |all, it| all | it) & !own
    });
    let lasting = scenario.facts.iter().enumerate();
    let lasting = lasting.filter(|(_, fact)| !fact.reversible);
    let lasting = lasting.fold(0, |all, (idx, _)| all | FactIdx(idx).bit());
    closes & lasting & !scenario.initial_facts
}

/// Which of some facts something answers for: of themselves, or of what the world makes of them.
fn paid(scenario: &Scenario, rules: &Rules, facts: u64) -> u64 {
    let damage = damage(scenario);
    let alerts = scenario.alerts.iter().flat_map(|it| match &it.watches {
        Watches::Condition(guard) => vec![guard],
        Watches::Above(metric, _) | Watches::Below(metric, _) => {
            let levels = &scenario.metrics[metric.0].levels;
            levels.iter().map(|it| &it.when).collect()
        }
    });
    let harm = scenario.harm.iter().map(|it| &it.when);
    let guards = harm.chain(alerts).chain([&scenario.truth.lost]);
    let answers = guards.fold(damage, |all, guard| all | guard.asked());
    let bits = (0..u64::BITS).map(|bit| 1_u64 << bit);
    let bits = bits.filter(|bit| facts & bit != 0);
    let paid = bits.filter(|bit| follows(rules, *bit) & answers != 0);
    paid.fold(0, |all, bit| all | bit)
}

/// What the world by itself makes of a fact, and the fact.
fn follows(rules: &Rules, fact: u64) -> u64 {
    let mut all = fact;
    loop {
        let before = all;
        for rule in &rules.all {
            let (yes, no) = rule.cond.literals();
            if matches!(rule.source, Source::Cue(_)) && (yes.facts | no.facts) & all != 0 {
                all |= rule.set.facts | rule.clear.facts;
            }
        }
        if all == before {
            return all;
        }
    }
}
