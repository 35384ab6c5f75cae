//! One axis of time for everything in a debrief, and what stands on it: what was done here over
//! what is known of the real course, with the stretches of which nothing is known.

use crate::engine::debrief::Debrief;
use crate::engine::event::Event;
use crate::engine::scenario::Claim;
use crate::engine::time::Elapsed;
use crate::view::Scene;

use super::timelines::{TheirRow, YourRow};

/// From T+00:00 to the end of what is looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Axis {
    /// Its end, in milliseconds.
    pub until_ms: u64,
}

/// What stands on the axis for one course of things.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Strip {
    /// `here`, `real`.
    pub label: &'static str,
    /// Moments, what matters most last.
    pub marks: Vec<(u64, char)>,
    /// From when until when nothing is known.
    pub silent: Vec<(u64, u64)>,
    /// Until when there is anything to tell.
    pub until_ms: u64,
    /// How much of it was before T+00:00.
    pub n_before: usize,
    /// How much comes after the end of the axis.
    pub n_after: usize,
}

/// A moment like any other.
pub const MOMENT: char = '\u{b7}';
/// A stretch of which nothing is known.
pub const SILENT: char = '\u{2591}';

/// What the signs stand for.
#[must_use]
pub fn legend(fictional: bool) -> String {
    let real = if fictional {
        String::new()
    } else {
        format!(", {SILENT} the record is silent, < > more before and after")
    };
    format!(
        "A page taken, W first public word, M users helped, R over, ! a claim that was not \
         so, {MOMENT} something else{real}"
    )
}

/// The real course may make the axis so many times as long as what was played.
const LONGER_MAX: u64 = 5;

impl Axis {
    /// The axis for a play, the best way and the real course.
    pub(super) fn of(scene: &Scene) -> Self {
        let yours = scene.now.0.max(60_000);
        let best = scene.regret.and_then(|it| it.par_harm.as_ref());
        let best = best.map_or(0, |it| it.until.0);
        let history = &scene.scenario().history;
        let real = history.resolved.or(history.mitigated);
        let real = real.map_or(0, |at| at.0.min(yours * LONGER_MAX));
        Self {
            until_ms: yours.max(best.min(yours * LONGER_MAX)).max(real),
        }
    }

    /// The moment that one of so many columns begins with.
    #[must_use]
    pub fn moment(self, column: usize, n_columns: usize) -> u64 {
        let last = u64::try_from(n_columns.max(2) - 1).unwrap_or(u64::MAX);
        let column = u64::try_from(column).unwrap_or(u64::MAX);
        let at = u128::from(self.until_ms) * u128::from(column) / u128::from(last);
        u64::try_from(at).unwrap_or(u64::MAX)
    }

    /// The column of a moment, of so many; none beyond the end.
    #[must_use]
    pub fn column(self, at_ms: u64, n_columns: usize) -> Option<usize> {
        if at_ms > self.until_ms {
            return None;
        }
        let last = u128::try_from(n_columns.max(2) - 1).unwrap_or(u128::MAX);
        let until = u128::from(self.until_ms.max(1));
        usize::try_from((u128::from(at_ms) * last + until / 2) / until).ok()
    }

    /// Moments worth a label, at most so many.
    #[must_use]
    pub fn ticks(self, n_max: usize) -> Vec<(u64, String)> {
        let whole_s = self.until_ms / 1000;
        let n_max = u64::try_from(n_max.max(1)).unwrap_or(1);
        let mut steps = STEPS_S.into_iter();
        let step = steps.find(|step| whole_s / step < n_max);
        let step = step.unwrap_or_else(|| (whole_s / n_max + 1).next_multiple_of(86_400));
        let all = (0..=whole_s / step).map(|n| Elapsed::from_secs(n * step));
        all.map(|at| (at.0, at.to_string())).collect()
    }
}

/// Steps between labels, in seconds.
const STEPS_S: [u64; 14] = [
    10, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400,
];

/// What was done here.
pub(super) fn yours(scene: &Scene, data: &Debrief, rows: &[YourRow], axis: Axis) -> Strip {
    let state = scene.state();
    let first_public = first_public(scene);
    let claims = scene.session.journal().iter();
    let wrong = claims.filter_map(|it| match &it.event {
        Event::ClaimDisproved {
            claim: Claim::Mitigated | Claim::Resolved,
        } => Some((it.at.0, '!')),
        _ => None,
    });
    let told = [
        (data.truth.1, 'R'),
        (data.truth.0, 'M'),
        (first_public, 'W'),
        (state.acknowledged, 'A'),
    ];
    let told = told
        .into_iter()
        .filter_map(|(at, sign)| Some((at?.0, sign)));
    let moments = rows.iter().map(|it| (it.at_ms, MOMENT));
    Strip {
        label: "here",
        marks: moments.chain(wrong).chain(told).collect(),
        silent: Vec::new(),
        until_ms: scene.now.0.min(axis.until_ms),
        n_before: 0,
        n_after: 0,
    }
}

fn first_public(scene: &Scene) -> Option<Elapsed> {
    let scenario = scene.scenario();
    let is_public = |id: &str| {
        let audience = scenario.audience(id);
        audience.is_some_and(|it| scenario.audiences[it.0].public)
    };
    let mut journal = scene.session.journal().iter();
    let first = journal.find(|it| match &it.event {
        Event::Posted { audience, .. } => is_public(audience.as_str()),
        _ => false,
    });
    first.map(|it| it.at).filter(|at| *at <= scene.now)
}

/// What is known of the real course.
pub(super) fn theirs(scene: &Scene, rows: &[TheirRow], axis: Axis) -> Strip {
    let history = &scene.scenario().history;
    let told = [
        (history.resolved, 'R'),
        (history.mitigated, 'M'),
        (history.first_update, 'W'),
        (history.acknowledged, 'A'),
    ];
    let at = |it: &TheirRow| u64::try_from(it.at_ms).ok();
    let known = rows.iter().filter(|it| !it.unknown);
    let moments = known.filter_map(|it| Some((at(it)?, MOMENT)));
    let marks: Vec<(u64, char)> = moments
        .chain(
            told.into_iter()
                .filter_map(|(at, sign)| Some((at?.0, sign))),
        )
        .collect();
    let silent = rows.iter().filter(|it| it.unknown).filter_map(|it| {
        let until = it.until_ms.and_then(|until| u64::try_from(until).ok());
        Some((at(it)?, until.unwrap_or(axis.until_ms)))
    });
    let last = rows.iter().filter_map(at).max().unwrap_or(0);
    Strip {
        label: "real",
        silent: silent.collect(),
        until_ms: last.min(axis.until_ms),
        n_before: rows.iter().filter(|it| it.at_ms < 0).count(),
        n_after: marks
            .iter()
            .filter(|it| it.1 == MOMENT && it.0 > axis.until_ms)
            .count(),
        marks,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_and_moments_agree_and_ticks_are_round() {
        let axis = Axis { until_ms: 780_000 };
        for n_columns in [2, 60, 141] {
            for column in 0..n_columns {
                let at = axis.moment(column, n_columns);
                assert_eq!(axis.column(at, n_columns), Some(column), "of {n_columns}");
            }
        }
        assert_eq!(axis.column(780_001, 60), None);
        let labels: Vec<String> = axis.ticks(4).into_iter().map(|it| it.1).collect();
        assert_eq!(labels, ["T+00:00", "T+05:00", "T+10:00"]);
        let long = Axis {
            until_ms: 40 * 86_400_000,
        };
        assert!(long.ticks(5).len() <= 5);
    }
}
