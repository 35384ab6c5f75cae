//! Alerts: when each fires, computed from the curves without noise, so that none flaps.

use super::metrics::stretches;
use crate::engine::guard::World;
use crate::engine::scenario::{Alert, Scenario, Watches};
use crate::engine::time::Elapsed;

/// A stretch of time; without an end it lasts for as long as the world stays as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Firing {
    /// Since when.
    pub from: Elapsed,
    /// Until when.
    pub until: Option<Elapsed>,
}

impl Firing {
    /// Whether it fires at that time.
    #[must_use]
    pub fn at(&self, at: Elapsed) -> bool {
        self.from <= at && self.until.is_none_or(|until| at < until)
    }
}

/// When an alert fires, if the world stays as it is now.
#[must_use]
pub fn firings(scenario: &Scenario, alert: &Alert, past: &[(Elapsed, World)]) -> Vec<Firing> {
    let bad = match &alert.watches {
        Watches::Condition(guard) => {
            merge(past.iter().map(|(at, world)| (*at, guard.holds(*world))))
        }
        Watches::Above(metric, level) => crossings(scenario, metric.0, past, *level, true),
        Watches::Below(metric, level) => crossings(scenario, metric.0, past, *level, false),
    };
    bad.into_iter()
        .map(|bad| Firing {
            from: bad.from + alert.hold,
            until: bad.until,
        })
        .filter(|firing| firing.until.is_none_or(|until| firing.from < until))
        .collect()
}

/// Since when an alert fires, if it fires at that time.
#[must_use]
pub fn firing_since(
    scenario: &Scenario,
    alert: &Alert,
    past: &[(Elapsed, World)],
    at: Elapsed,
) -> Option<Elapsed> {
    firings(scenario, alert, past)
        .into_iter()
        .find(|firing| firing.at(at))
        .map(|firing| firing.from)
}

/// Which alerts fire at that time, in the scenario's order.
#[must_use]
pub fn all_firing(scenario: &Scenario, past: &[(Elapsed, World)], at: Elapsed) -> Vec<bool> {
    let alerts = scenario.alerts.iter();
    alerts
        .map(|alert| firing_since(scenario, alert, past, at).is_some())
        .collect()
}

/// When the next alert begins or stops to fire after `now`, if the world stays as it is.
#[must_use]
pub fn next_change(
    scenario: &Scenario,
    past: &[(Elapsed, World)],
    now: Elapsed,
) -> Option<Elapsed> {
    scenario
        .alerts
        .iter()
        .flat_map(|alert| firings(scenario, alert, past))
        .flat_map(|firing| [Some(firing.from), firing.until])
        .flatten()
        .filter(|at| *at > now)
        .min()
}

pub(in crate::engine) fn crossings(
    scenario: &Scenario,
    metric: usize,
    past: &[(Elapsed, World)],
    level: f64,
    above: bool,
) -> Vec<Firing> {
    let metric = &scenario.metrics[metric];
    let is_bad = |value: f64| if above { value > level } else { value < level };
    let all = stretches(metric, past);
    let switches = all.iter().enumerate().flat_map(|(idx, stretch)| {
        let end = all.get(idx + 1).map(|next| next.from);
        let crossed = stretch
            .crosses(level)
            .filter(|at| end.is_none_or(|end| *at < end));
        let starts = (stretch.from, is_bad(stretch.at(stretch.from)));
        let then = crossed.map(|at| (at, is_bad(stretch.target)));
        [Some(starts), then].into_iter().flatten()
    });
    merge(switches)
}

/// Joins "bad from here on" and "good from here on" into stretches of bad.
fn merge(switches: impl Iterator<Item = (Elapsed, bool)>) -> Vec<Firing> {
    let mut all: Vec<Firing> = Vec::new();
    for (at, bad) in switches {
        let open = all.last_mut().filter(|last| last.until.is_none());
        match (bad, open) {
            (true, None) => all.push(Firing {
                from: at,
                until: None,
            }),
            (false, Some(open)) => open.until = Some(at),
            (true, Some(_)) | (false, None) => {}
        }
    }
    all
}
