//! When a wait has nothing left to wait for: all signals are normal, and nobody says that it is
//! over.
//!
//! Invariant: made of what everybody sees, the metrics on the graphs without their noise, the
//! alerts, the claims; never of what is so.

use super::event::{Event, Recorded};
use super::guard::World;
use super::scenario::{Claim, Metric, Scenario, Worse};
use super::signals::alerts::{self, Firing};
use super::time::{Elapsed, Span};

/// Normal for so long is calm.
pub const CALM: Span = Span::from_mins(10);

/// When all signals will have been [calm](CALM), and `resolved` not claimed for as long, if the
/// world stays as it is. None while something is not normal, or while it is claimed.
#[must_use]
pub fn due(
    scenario: &Scenario,
    journal: &[Recorded],
    past: &[(Elapsed, World)],
) -> Option<Elapsed> {
    let normal = normal_since(scenario, past)?;
    let unclaimed = unclaimed_since(journal)?;
    Some(normal.max(unclaimed) + CALM)
}

/// Since when nobody says that the cause is gone.
fn unclaimed_since(journal: &[Recorded]) -> Option<Elapsed> {
    let last = journal.iter().rev().find_map(|it| match it.event {
        Event::Claimed {
            claim: Claim::Resolved,
            ..
        } => Some(None),
        Event::ClaimDisproved {
            claim: Claim::Resolved,
        } => Some(Some(it.at)),
        _ => None,
    });
    last.unwrap_or(Some(Elapsed::ZERO))
}

/// Since when no alert fires and no metric is outside normal; it may be still to come.
fn normal_since(scenario: &Scenario, past: &[(Elapsed, World)]) -> Option<Elapsed> {
    let fires = scenario
        .alerts
        .iter()
        .flat_map(|alert| alerts::firings(scenario, alert, past));
    let off = (0..scenario.metrics.len()).flat_map(|idx| off(scenario, idx, past));
    fires
        .chain(off)
        .try_fold(Elapsed::ZERO, |since, bad| Some(since.max(bad.until?)))
}

/// When a metric is outside normal on a side where that is bad.
fn off(scenario: &Scenario, idx: usize, past: &[(Elapsed, World)]) -> Vec<Firing> {
    let metric = &scenario.metrics[idx];
    let near = near(metric);
    let above = (metric.baseline + near, true);
    let below = (metric.baseline - near, false);
    let sides: &[(f64, bool)] = match metric.worse {
        Worse::Up => &[above],
        Worse::Down => &[below],
        Worse::Neither => &[above, below],
    };
    sides
        .iter()
        .flat_map(|(level, is_above)| alerts::crossings(scenario, idx, past, *level, *is_above))
        .collect()
}

/// How far from its normal value a metric is still normal: what noise alone does, and what nobody
/// would see.
#[must_use]
pub fn near(metric: &Metric) -> f64 {
    let unseen = 0.5 / libm::pow(10.0, f64::from(metric.decimals));
    (metric.noise * 1.75)
        .max(metric.baseline.abs() * 0.02)
        .max(unseen)
}
