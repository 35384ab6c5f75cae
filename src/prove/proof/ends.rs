//! Worlds in which the incident was resolved: what has to be quiet then.

use crate::engine::event::Ending;
use crate::engine::guard::World;
use crate::engine::id::MetricIdx;
use crate::engine::scenario::{Alert, Scenario, Watches};
use crate::engine::state::Standing;

use super::par::clean_goal;
use crate::prove::search::Line;

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
        clean_goal(scenario).holds(self.world)
    }
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
