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

/// How what users suffered grew, exactly: between two legs it grows evenly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    /// Where it grows faster or slower, in order; the first at the beginning.
    legs: Vec<Leg>,
    /// Until when it was followed.
    pub until: Elapsed,
}

/// From there on what users suffer grows evenly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Leg {
    at: Elapsed,
    /// The weighted total until then, in milliseconds of a minute.
    before_ms: u128,
    per_minute: u64,
}

impl Leg {
    fn total_ms(self, at: Elapsed) -> u128 {
        self.before_ms + u128::from(at.since(self.at).0) * u128::from(self.per_minute)
    }
}

impl Course {
    /// Follows what was so from the beginning until `until`.
    #[must_use]
    pub fn of(scenario: &Scenario, past: &[(Elapsed, World)], until: Elapsed) -> Self {
        let mut legs: Vec<Leg> = Vec::new();
        for (at, world) in past.iter().filter(|(at, _)| *at <= until) {
            let per_minute = scenario.harm_per_minute(*world);
            let before = legs.last().copied();
            if before.is_none_or(|it| it.per_minute != per_minute) {
                legs.push(Leg {
                    at: *at,
                    before_ms: before.map_or(0, |it| it.total_ms(*at)),
                    per_minute,
                });
            }
        }
        Self { legs, until }
    }

    /// The weighted total at a moment; after the end, all of it.
    #[must_use]
    pub fn at(&self, at: Elapsed) -> u64 {
        let at = at.min(self.until);
        let leg = self.legs.iter().rev().find(|leg| leg.at <= at);
        let ms = leg.map_or(0, |leg| leg.total_ms(at));
        u64::try_from(ms / 60_000).unwrap_or(u64::MAX)
    }

    /// All of it, weighted.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.at(self.until)
    }

    /// The most that was suffered in a minute, and when first; none if nothing was.
    #[must_use]
    pub fn peak(&self) -> Option<(Elapsed, u64)> {
        let lasting = self.legs.iter().enumerate().filter(|(idx, leg)| {
            let end = self.legs.get(idx + 1).map_or(self.until, |next| next.at);
            end > leg.at && leg.per_minute > 0
        });
        let most = lasting.max_by_key(|(idx, leg)| (leg.per_minute, std::cmp::Reverse(*idx)))?;
        Some((most.1.at, most.1.per_minute))
    }

    /// Since when nothing was suffered any more; none if it still was at the end, or never.
    #[must_use]
    pub fn over(&self) -> Option<Elapsed> {
        let last = self.legs.last().filter(|leg| leg.per_minute == 0)?;
        (self.legs.len() > 1).then_some(last.at)
    }

    /// The moments at which it bends, and the end.
    #[must_use]
    pub fn bends(&self) -> Vec<(Elapsed, u64)> {
        let legs = self.legs.iter().map(|leg| leg.at);
        let all = legs.chain([self.until]);
        all.map(|at| (at, self.at(at))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn course(legs: &[(u64, u64)], until: u64) -> Course {
        let mut all: Vec<Leg> = Vec::new();
        for (at, per_minute) in legs {
            let at = Elapsed::from_secs(at * 60);
            all.push(Leg {
                at,
                before_ms: all.last().map_or(0, |it| it.total_ms(at)),
                per_minute: *per_minute,
            });
        }
        Course {
            legs: all,
            until: Elapsed::from_secs(until * 60),
        }
    }

    #[test]
    fn it_grows_evenly_between_its_bends() {
        let it = course(&[(0, 10), (3, 40), (5, 0)], 9);
        let at = |secs| it.at(Elapsed::from_secs(secs));
        assert_eq!(
            [at(0), at(30), at(180), at(240), at(900)],
            [0, 5, 30, 70, 110]
        );
        assert_eq!(it.total(), 110);
        assert_eq!(it.peak(), Some((Elapsed::from_secs(180), 40)));
        assert_eq!(it.over(), Some(Elapsed::from_secs(300)));
    }

    #[test]
    fn what_lasts_to_the_end_is_not_over_and_nothing_has_no_peak() {
        assert_eq!(course(&[(0, 10)], 9).over(), None);
        let none = course(&[(0, 0)], 9);
        assert_eq!((none.over(), none.peak(), none.total()), (None, None, 0));
        // A peak of no length is none.
        let at_the_end = course(&[(0, 10), (9, 70)], 9);
        assert_eq!(at_the_end.peak(), Some((Elapsed::ZERO, 10)));
    }
}
