//! Where the goal can no longer be reached.

use super::par::{advance, make};
use crate::engine::guard::{Conjunction, Guard, World};
use crate::engine::id::FactIdx;
use crate::engine::scenario::Scenario;
use crate::engine::state::Standing;
use crate::prove::relax::{NEVER, Players, Relaxed, Rules};
use crate::prove::search::{Aim, Found, How, Line, search};
use crate::prove::slice::Slice;

/// Most states that may be expanded for one soft lock.
const LOCK_MAX: usize = 80;

/// A state from which nothing leads on.
#[derive(Debug, Clone)]
pub struct Lock {
    /// The facts that did it.
    pub facts: Vec<FactIdx>,
    /// The way into it.
    pub line: Line,
}

/// Looks for facts that lock the goal away, one at a time.
pub(super) fn locks(
    scenario: &Scenario,
    slice: &Slice,
    spent: &mut usize,
) -> (Vec<Lock>, Vec<FactIdx>) {
    let mut locks = Vec::new();
    let mut no_return = Vec::new();
    let root = Standing::new(scenario);
    for fact in (0..scenario.facts.len()).map(FactIdx) {
        let hurts = slice.wants.1.facts & fact.bit() != 0;
        if scenario.facts[fact.0].reversible || !hurts || root.world.facts & fact.bit() != 0 {
            continue;
        }
        let goal = Guard {
            any: vec![Conjunction {
                need: World {
                    facts: fact.bit(),
                    ..World::default()
                },
                ..Conjunction::default()
            }],
        };
        let truth = &scenario.truth;
        let into = Slice::of(scenario, &[&goal, &truth.resolved, &truth.lost], &[]);
        let aim = Aim {
            goal: &goal,
            until: scenario.clock.limit,
            players: Players::FOUR,
            how: How::Any,
        };
        let mut left = LOCK_MAX;
        let found = search(&into, into.standing(&root), &aim, &mut left);
        *spent += LOCK_MAX - left;
        let Found::Line(line) = found else { continue };
        let mut there = root.clone();
        for (at, moved) in &line.moves {
            advance(scenario, &mut there, *at);
            if !make(scenario, &mut there, *moved) {
                break;
            }
        }
        advance(scenario, &mut there, line.at);
        if there.world.facts & fact.bit() == 0 || there.ended.is_some() {
            continue;
        }
        let rules = Rules::of(scenario);
        let times = Relaxed::from(scenario, &rules, &there, Players::FOUR);
        if times.guard_at(&truth.resolved) != NEVER {
            continue;
        }
        if times.guard_at(&truth.lost) == NEVER {
            locks.push(Lock {
                facts: vec![fact],
                line,
            });
        } else {
            no_return.push(fact);
        }
    }
    (locks, no_return)
}
