//! Worlds in which the incident was resolved: what has to be quiet then.

use crate::engine::event::Ending;
use crate::engine::guard::{Conjunction, Guard, World};
use crate::engine::id::MetricIdx;
use crate::engine::scenario::{Alert, Scenario, Watches};
use crate::engine::state::Standing;

use super::par::end_of;
use crate::prove::clean;
use crate::prove::relax::{Cond, NEVER, Players, Relaxed, Rules};
use crate::prove::search::{Aim, Found, How, Line, search};
use crate::prove::slice::Slice;

/// Most states that may be expanded for one way in which an alert can fire, and for all.
const ALERT_MAX: usize = 60;
const LOUD_MAX: usize = 600;
/// What a look costs at least: making one ready is work, too.
const LOOK_MIN: usize = 10;

/// A world in which it was resolved, and how it came to be.
#[derive(Debug, Clone)]
pub struct End {
    /// How it came to be.
    pub how: Way,
    /// What is so then.
    pub world: World,
}

/// How a world came to be.
#[derive(Debug, Clone)]
pub enum Way {
    /// By a line that was found.
    Found(Line),
    /// By a play with that name.
    Played(String),
}

impl End {
    /// What a play came to, if it was resolved.
    #[must_use]
    pub fn of(name: &str, standing: &Standing) -> Option<Self> {
        let resolved = standing
            .ended
            .is_some_and(|(_, ending)| ending == Ending::Resolved);
        resolved.then(|| Self {
            how: Way::Played(name.to_owned()),
            world: standing.world,
        })
    }

    /// Whether nothing was destroyed on the way.
    #[must_use]
    pub fn is_clean(&self, scenario: &Scenario) -> bool {
        clean::goal(scenario, 0).holds(self.world)
    }
}

/// Ways in which an alert can come to fire: each a world that it asks for, and what stands before
/// that in the list of its metric's levels.
fn ways(scenario: &Scenario, alert: &Alert) -> Vec<Cond> {
    let (metric, passes): (_, Box<dyn Fn(f64) -> bool>) = match &alert.watches {
        Watches::Condition(guard) => return vec![Cond::of(guard)],
        Watches::Above(metric, limit) => (*metric, Box::new(move |value| value > *limit)),
        Watches::Below(metric, limit) => (*metric, Box::new(move |value| value < *limit)),
    };
    let metric = &scenario.metrics[metric.0];
    let last = (Guard::always(), metric.baseline);
    let levels = metric.levels.iter();
    let levels = levels.map(|it| (it.when.clone(), it.value)).chain([last]);
    let mut unless = Vec::new();
    let mut ways = Vec::new();
    for (when, value) in levels {
        if passes(value) {
            ways.push(Cond {
                any: when.any.clone(),
                unless: unless.clone(),
            });
        }
        unless.extend(when.any);
    }
    ways
}

/// Whether an alert can fire at all: not, when nothing that it asks for can be so. An alert that
/// no level makes fire is the lint's.
#[must_use]
pub fn can_fire(scenario: &Scenario, alert: &Alert, times: &Relaxed) -> Option<Cond> {
    let ways = ways(scenario, alert);
    let never = ways.iter().all(|way| times.cond_at(way) == NEVER);
    ways.into_iter().next().filter(|_| never)
}

/// Looks for worlds in which it is resolved and an alert fires, other than those already seen.
pub(super) fn loud(
    scenario: &Scenario,
    rules: &Rules,
    seen: &[End],
    spent: &mut usize,
) -> Vec<End> {
    let root = Standing::new(scenario);
    let times = Relaxed::from(scenario, rules, &root, Players::FOUR);
    let mut found: Vec<End> = Vec::new();
    let mut left = LOUD_MAX;
    for alert in &scenario.alerts {
        if seen
            .iter()
            .chain(&found)
            .any(|end| fires(scenario, alert, end.world))
        {
            continue;
        }
        let ways = ways(scenario, alert);
        let goals = ways
            .iter()
            .flat_map(|way| meetings(way, &scenario.truth.resolved));
        for goal in goals {
            if left == 0 {
                return found;
            }
            if times.guard_at(&goal) == NEVER {
                continue;
            }
            let slice = Slice::of(scenario, &[&goal, &scenario.truth.lost], &[]);
            let aim = Aim {
                goal: &goal,
                hold: scenario.targets.hold,
                until: scenario.clock.limit - scenario.targets.hold,
                players: Players::FOUR,
                how: How::Any,
            };
            let mut budget = ALERT_MAX.min(left);
            let before = budget;
            let line = search(&slice, slice.standing(&root), &aim, &mut budget);
            let looked = before - budget;
            left = left.saturating_sub(looked.max(LOOK_MIN));
            *spent += looked;
            if let Found::Line(line) = line
                && let Some(world) = end_of(scenario, &root, &line)
                && fires(scenario, alert, world)
            {
                let how = Way::Found(line);
                found.push(End { how, world });
                break;
            }
        }
    }
    found
}

/// The worlds in which both hold, a goal for each pair of ways.
fn meetings(cond: &Cond, guard: &Guard) -> Vec<Guard> {
    let pairs = cond
        .any
        .iter()
        .flat_map(|one| guard.any.iter().map(move |other| (one, other)));
    let both = pairs.map(|(one, other)| Conjunction {
        need: one.need.union(other.need),
        forbid: one.forbid.union(other.forbid),
    });
    let possible = both.filter(|way| way.can_be_without(&cond.unless));
    possible.map(|way| Guard { any: vec![way] }).collect()
}

/// Whether an alert fires once a world has lasted.
#[must_use]
pub fn fires(scenario: &Scenario, alert: &Alert, world: World) -> bool {
    let level = |metric: MetricIdx| {
        let metric = &scenario.metrics[metric.0];
        let level = metric.levels.iter().find(|level| level.when.holds(world));
        level.map_or(metric.baseline, |level| level.value)
    };
    match &alert.watches {
        Watches::Condition(guard) => guard.holds(world),
        Watches::Above(metric, value) => level(*metric) > *value,
        Watches::Below(metric, value) => level(*metric) < *value,
    }
}
