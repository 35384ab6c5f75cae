//! Curves: a metric moves from where it is towards the level of its first matching guard.

use crate::engine::guard::World;
use crate::engine::scenario::Metric;
use crate::engine::seed::Seed;
use crate::engine::time::{Elapsed, Span};

/// Noise is drawn anew so often.
const NOISE_EVERY: Span = Span::from_secs(10);

/// After so many times `over` a curve counts as there: 0.25 % of the way is left.
const OVERS_TO_ARRIVE: u64 = 2;

/// What the first world asks of a metric, it asked so long before the page rang: a page comes
/// after the trouble, and who opens a graph at T+00:00 sees why it rang.
const BEFORE_THE_PAGE: Elapsed = Elapsed::from_secs(120);

/// A stretch of a curve during which the world did not change: from `from_value` towards
/// `target`, 95 % of the way after `over`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stretch {
    /// Since when.
    pub from: Elapsed,
    /// Where the curve was then.
    pub from_value: f64,
    /// Where it goes.
    pub target: f64,
    /// How fast.
    pub over: Span,
}

impl Stretch {
    /// The value without noise.
    #[must_use]
    pub fn at(&self, at: Elapsed) -> f64 {
        if self.over == Span::ZERO {
            return self.target;
        }
        let part = ms(at.since(self.from)) / ms(self.over);
        self.target + (self.from_value - self.target) * libm::exp(-3.0 * part)
    }

    /// When the curve crosses `level` on its way, if it does.
    #[must_use]
    pub fn crosses(&self, level: f64) -> Option<Elapsed> {
        let (from, to) = (self.from_value - level, self.target - level);
        if from == 0.0 && to != 0.0 {
            // It stands on the level and leaves it at once: an error count of 0, and "above 0".
            return Some(self.from);
        }
        if from != 0.0 && to == 0.0 {
            // It nears the level for ever; at some time it is there.
            return Some(self.from + Span(self.over.0.saturating_mul(OVERS_TO_ARRIVE)));
        }
        if from * to >= 0.0 {
            return None;
        }
        if self.over == Span::ZERO {
            return Some(self.from);
        }
        // level = target + (from - target) * exp(-3 t / over)
        let part = libm::log((self.from_value - self.target) / (level - self.target)) / 3.0;
        let after_ms = libm::ceil(part * ms(self.over));
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a cast from float saturates, and the curve only moves forward"
        )]
        let after = Span(after_ms as u64);
        Some(self.from + after)
    }
}

#[expect(clippy::cast_precision_loss, reason = "times are far below 2^52 ms")]
fn ms(span: Span) -> f64 {
    span.0 as f64
}

/// The whole curve without noise, as stretches, oldest first.
#[must_use]
pub fn stretches(metric: &Metric, past: &[(Elapsed, World)]) -> Vec<Stretch> {
    let mut all: Vec<Stretch> = Vec::new();
    for (at, world) in past {
        let level = metric.levels.iter().find(|level| level.when.holds(*world));
        let (target, over) = match level {
            Some(level) => (level.value, level.over),
            None => (
                metric.baseline,
                metric.levels.first().map_or(Span::ZERO, |it| it.over),
            ),
        };
        match all.last() {
            None => {
                let onset = Stretch {
                    from: Elapsed::ZERO,
                    from_value: metric.baseline,
                    target,
                    over,
                };
                all.push(Stretch {
                    from: *at,
                    from_value: onset.at(BEFORE_THE_PAGE),
                    ..onset
                });
            }
            #[expect(clippy::float_cmp, reason = "the same level, not a computed one")]
            Some(last) if last.target == target && last.over == over => {}
            Some(last) => {
                let from_value = last.at(*at);
                all.push(Stretch {
                    from: *at,
                    from_value,
                    target,
                    over,
                });
            }
        }
    }
    all
}

/// The values of a metric at `times` (ascending), with noise, within its range.
#[must_use]
pub fn values(
    metric: &Metric,
    past: &[(Elapsed, World)],
    seed: Seed,
    times: &[Elapsed],
) -> Vec<f64> {
    let all = stretches(metric, past);
    let mut idx = 0;
    times
        .iter()
        .map(|at| {
            while all.get(idx + 1).is_some_and(|next| next.from <= *at) {
                idx += 1;
            }
            let level = all
                .get(idx)
                .map_or(metric.baseline, |stretch| stretch.at(*at));
            (level + noise(metric, seed, *at)).clamp(metric.range.0, metric.range.1)
        })
        .collect()
}

/// The value of a metric at a time.
#[must_use]
pub fn value(metric: &Metric, past: &[(Elapsed, World)], seed: Seed, at: Elapsed) -> f64 {
    values(metric, past, seed, &[at])[0]
}

/// About normal noise: the mean of four even draws, from -1.7 to 1.7 times the metric's noise.
fn noise(metric: &Metric, seed: Seed, at: Elapsed) -> f64 {
    if metric.noise == 0.0 {
        return 0.0;
    }
    let hash = seed.hash(metric.id.as_str(), at.0 / NOISE_EVERY.0);
    let mean = (0..4)
        .map(|idx| f64::from(u16::try_from((hash >> (16 * idx)) & 0xffff).unwrap_or(0)) / 65_535.0)
        .sum::<f64>()
        / 4.0;
    (mean - 0.5) * 3.4 * metric.noise
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_crosses_a_level_it_stands_on_or_ends_at() {
        let stretch = |from_value, target| Stretch {
            from: Elapsed::from_secs(10),
            from_value,
            target,
            over: Span::from_secs(60),
        };
        let crossed = |from, to| stretch(from, to).crosses(0.0).map(Elapsed::as_secs);
        assert_eq!(crossed(0.0, 5.0), Some(10));
        assert_eq!(crossed(5.0, 0.0), Some(130));
        assert_eq!(crossed(-5.0, 5.0), Some(23));
        assert_eq!(crossed(1.0, 5.0), None);
        assert_eq!(crossed(0.0, 0.0), None);
    }
}
