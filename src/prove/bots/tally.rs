//! What bots score over many seeds: lowest, middle and highest, and how play ended.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::{Bot, play};
use crate::engine::event::Stress;
use crate::engine::id::Id;
use crate::engine::scenario::Scenario;
use crate::engine::score::{Dimension, Score, score};
use crate::engine::seed::Seed;
use crate::prove::regret::{Pars, Regret, in_short};

/// What one bot scored on one scenario.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// The scenario.
    pub scenario: Id,
    /// The bot.
    pub bot: Bot,
    /// Plays, with seeds from 1 on.
    pub n_seeds: u64,
    /// The total.
    pub total: Spread,
    /// The dimensions that were reached in any play.
    pub dimensions: BTreeMap<Dimension, Spread>,
    /// How often play ended how.
    pub endings: BTreeMap<&'static str, usize>,
    /// What it cost against the best way that was dealt.
    pub regret: RegretSpread,
}

/// What plays cost against the best way that was dealt to each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct RegretSpread {
    /// Minutes that the cause was gone later than at best, on average; of the plays that were
    /// resolved and whose best way is known.
    pub minutes_mean: Option<u64>,
    /// Minutes after the page from which on nothing led to the goal any more: the middle of the
    /// plays in which that is known; of an even number the lower of both.
    pub lost_minutes_median: Option<u64>,
}

impl RegretSpread {
    fn of(all: &[Regret]) -> Self {
        let minute = |ms: u64| (ms + 30_000) / 60_000;
        let totals: Vec<u64> = all.iter().filter_map(|it| Some(it.total()?.0)).collect();
        let sum: u64 = totals.iter().sum();
        let n = u64::try_from(totals.len()).unwrap_or(u64::MAX);
        let mut lost: Vec<u64> = all
            .iter()
            .filter_map(|it| Some(minute(it.lost.as_ref()?.at.0)))
            .collect();
        lost.sort_unstable();
        Self {
            minutes_mean: sum.checked_div(n).map(minute),
            lost_minutes_median: lost.get(lost.len().saturating_sub(1) / 2).copied(),
        }
    }
}

/// Points over several plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Spread {
    /// The lowest.
    pub min: u8,
    /// The middle one; of an even number the lower of both.
    pub median: u8,
    /// The highest.
    pub max: u8,
}

impl Spread {
    /// Of those points; none if there are none.
    #[must_use]
    pub fn of(mut points: Vec<u8>) -> Option<Self> {
        points.sort_unstable();
        Some(Self {
            min: *points.first()?,
            median: points[(points.len() - 1) / 2],
            max: *points.last()?,
        })
    }
}

/// Lets a bot play a scenario with the seeds 1 to `n_seeds`.
#[must_use]
pub fn tally(scenario: &Arc<Scenario>, bot: Bot, n_seeds: u64, stress: Stress) -> Tally {
    let mut endings = BTreeMap::new();
    let mut scores: Vec<Score> = Vec::new();
    let mut regrets: Vec<Regret> = Vec::new();
    let mut pars = Pars::new();
    for seed in 1..=n_seeds.max(1) {
        let session = play(scenario, bot, Seed(seed), stress);
        let ended = session.state().ended.map_or("open", |(_, it)| it.word());
        *endings.entry(ended).or_default() += 1;
        scores.push(score(&session));
        regrets.push(in_short(&session, &mut pars));
    }
    let dimension = |dimension| {
        let points = scores.iter().filter_map(|score| score.of(dimension));
        Some((dimension, Spread::of(points.collect())?))
    };
    let total = Spread::of(scores.iter().map(|it| it.total).collect());
    Tally {
        scenario: scenario.metadata.id.clone(),
        bot,
        n_seeds: n_seeds.max(1),
        total: total.expect("at least one play"),
        dimensions: Dimension::ALL.into_iter().filter_map(dimension).collect(),
        endings,
        regret: RegretSpread::of(&regrets),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_an_even_number_is_the_lower_one() {
        let spread = Spread::of(vec![9, 1, 5, 3]);
        let expected = Spread {
            min: 1,
            median: 3,
            max: 9,
        };
        assert_eq!(spread, Some(expected));
        assert_eq!(Spread::of(Vec::new()), None);
    }
}
