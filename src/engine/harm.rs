//! What users suffered: integrated exactly between changes of the world, in integers.

use super::guard::World;
use super::scenario::Scenario;
use super::time::Elapsed;

/// What users suffered until some time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ledger {
    /// Per row of the scenario's harm, in its unit.
    pub rows: Vec<u64>,
    /// All rows together, weighted.
    pub total: u64,
}

/// What users suffered from the beginning until `until`.
#[must_use]
pub fn ledger(scenario: &Scenario, past: &[(Elapsed, World)], until: Elapsed) -> Ledger {
    let mut rows_ms = vec![0_u128; scenario.harm.len()];
    for (idx, (from, world)) in past.iter().enumerate() {
        let to = past.get(idx + 1).map_or(until, |(at, _)| *at).min(until);
        let ms = u128::from(to.since(*from).0);
        for (row, harm) in rows_ms.iter_mut().zip(&scenario.harm) {
            if harm.when.holds(*world) {
                *row += ms * u128::from(harm.per_minute);
            }
        }
    }
    let weighted: u128 = rows_ms
        .iter()
        .zip(&scenario.harm)
        .map(|(row, harm)| row * u128::from(harm.weight))
        .sum();
    let minutes = |ms: u128| u64::try_from(ms / 60_000).unwrap_or(u64::MAX);
    Ledger {
        rows: rows_ms.into_iter().map(minutes).collect(),
        total: minutes(weighted),
    }
}

/// The weighted total at each of the given times, for a curve.
#[must_use]
pub fn curve(scenario: &Scenario, past: &[(Elapsed, World)], times: &[Elapsed]) -> Vec<u64> {
    times
        .iter()
        .map(|at| ledger(scenario, past, *at).total)
        .collect()
}
