//! A metric over time, told closely: scales, thresholds, what happened, the value at a moment.
//!
//! Invariant: the numbers are those of the graphs beside the timeline; the marks are entries of
//! the timeline.

use super::Scene;
use super::signals::{ceiling, standing, thresholds};
use super::timeline::{Entry, Kind};
use super::words::{Tone, about, number, with_unit};
use crate::engine::id::MetricIdx;
use crate::engine::scenario::Metric;
use crate::engine::signals::metrics;
use crate::engine::time::{Elapsed, Span};

/// A metric over a window of time.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// `Edge 5xx ratio, %`
    pub title: String,
    /// What it spans, `24 min`: the window, or all there is of it.
    pub window: String,
    /// The first and the last moment shown.
    pub span: (Elapsed, Elapsed),
    /// How much is shown of the time before the page, while there is less play than the window:
    /// all was normal.
    pub before: Span,
    /// What is normal.
    pub normal: f64,
    /// Lowest and highest value shown.
    pub bounds: (f64, f64),
    /// The curve, oldest first.
    pub points: Vec<(Elapsed, f64)>,
    /// Values worth a label, lowest first.
    pub values: Vec<(f64, String)>,
    /// Moments worth a label, oldest first.
    pub times: Vec<Tick>,
    /// Where its alerts begin to fire.
    pub thresholds: Vec<Threshold>,
    /// What happened, oldest first.
    pub marks: Vec<Mark>,
    /// The moment that is read, if it is not now.
    pub cursor: Option<Elapsed>,
    /// The value there, in words.
    pub reading: String,
    /// How that feels.
    pub tone: Tone,
    /// Digits after the point of its values.
    pub decimals: u8,
}

impl Chart {
    /// A value of the curve, without its unit.
    #[must_use]
    pub fn number(&self, value: f64) -> String {
        number(value, self.decimals)
    }
}

/// A moment on the axis of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tick {
    /// When.
    pub at: Elapsed,
    /// How long before that; nothing from the page on.
    pub before: Span,
    /// `T+04:10`, `T-20:00` before the page.
    pub time: String,
    /// `21:54:10`
    pub utc: String,
}

/// Where an alert begins to fire.
#[derive(Debug, Clone, PartialEq)]
pub struct Threshold {
    /// The value.
    pub value: f64,
    /// `CRITICAL above 5 %: Edge 5xx above 5 %`
    pub text: String,
    /// How it feels.
    pub tone: Tone,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// When.
    pub at: Elapsed,
    /// `T+04:10 you $ lvs`
    pub text: String,
    /// How it feels.
    pub tone: Tone,
}

/// The signs of marks on the axis, in their order: what happened in one column has one sign.
pub const SIGNS: &str = "123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// Beside the title: how the chart draws what is normal.
pub const NORMAL: &str = ". . normal ";

/// Marks that have no room before or after those that are told: `+5 earlier`.
#[must_use]
pub fn left_out(n_earlier: usize, n_later: usize) -> String {
    let count = |n: usize, word: &str| (n > 0).then(|| format!("+{n} {word}"));
    let parts = [count(n_earlier, "earlier"), count(n_later, "later")];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// What chart there is to ask for.
pub const USE: &str = "`chart METRIC` shows one over time";

/// What somebody wants to see of a metric.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// Which.
    pub metric: MetricIdx,
    /// How much time, ending now.
    pub window: Span,
    /// The moment to read; now if none.
    pub cursor: Option<Elapsed>,
    /// The window begins before the page, while there is less play than it holds.
    pub before: bool,
    /// Points of the curve.
    pub n_points: usize,
    /// Labels on the axis of values, at most.
    pub n_values: usize,
    /// Labels on the axis of time, at most.
    pub n_times: usize,
}

/// Windows to choose from, narrowest first.
const WINDOWS: [Span; 9] = [
    Span::from_mins(5),
    Span::from_mins(10),
    Span::from_mins(20),
    Span::from_mins(40),
    Span::from_mins(60),
    Span::from_mins(120),
    Span::from_mins(240),
    Span::from_mins(480),
    Span::from_mins(1440),
];

/// The next wider window.
#[must_use]
pub fn wider(window: Span) -> Span {
    let wider = WINDOWS.into_iter().find(|it| *it > window);
    wider.unwrap_or(window)
}

/// The next narrower window.
#[must_use]
pub fn narrower(window: Span) -> Span {
    let narrower = WINDOWS.into_iter().rev().find(|it| *it < window);
    narrower.unwrap_or(window)
}

/// The metrics that there is a chart of: what is typed for each, and its name.
#[must_use]
pub fn charts(scene: &Scene) -> Vec<(String, String)> {
    let all = scene.scenario().metrics.iter();
    all.map(|it| (it.id.to_string(), it.label.clone()))
        .collect()
}

/// A metric over time, with what the timeline tells of it.
#[must_use]
pub fn chart(scene: &Scene, entries: &[Entry], wanted: Wanted) -> Chart {
    let scenario = scene.scenario();
    let metric = &scenario.metrics[wanted.metric.0];
    let seed = scene.session.head().seed;
    let before = if wanted.before {
        wanted.window.0.saturating_sub(scene.now.0)
    } else {
        0
    };
    let before = Span(before);
    let span = span(scene.now, wanted.window, before);
    let times = times(span, scene.now, wanted.n_points);
    let values = metrics::values(metric, scene.past(), seed, &times);
    let lines: Vec<Threshold> = thresholds(scenario, metric)
        .map(|(alert, value, above)| {
            let side = if above { "above" } else { "below" };
            let shown = with_unit(&number(value, metric.decimals), &metric.unit);
            let level = super::signals::level(alert);
            Threshold {
                value,
                text: format!("{level} {side} {shown}: {}", alert.label),
                tone: super::signals::tone(alert),
            }
        })
        .collect();
    let shown = values
        .iter()
        .copied()
        .chain(lines.iter().map(|it| it.value));
    let bounds = bounds(metric, shown);
    let cursor = wanted
        .cursor
        .filter(|at| *at < scene.now)
        .map(|at| at.max(span.0));
    let read_at = cursor.unwrap_or(scene.now);
    let value = metrics::value(metric, scene.past(), seed, read_at);
    let (words, tone) = standing(metric, value);
    let told = |value: f64| with_unit(&number(value, metric.decimals), &metric.unit);
    Chart {
        title: with_unit(&format!("{},", metric.label), &metric.unit)
            .trim_end_matches(',')
            .to_owned(),
        window: about(span.1.since(span.0) + before),
        span,
        before,
        normal: metric.baseline,
        bounds,
        points: times.into_iter().zip(values).collect(),
        values: value_ticks(bounds, wanted.n_values, metric.decimals),
        times: time_ticks(scene, span, before, wanted.n_times),
        thresholds: lines,
        marks: marks(entries, span),
        cursor,
        reading: format!(
            "{read_at}, {} UTC: {}, {words} (normal: {})",
            scene.utc(read_at),
            told(value),
            told(metric.baseline)
        ),
        tone,
        decimals: metric.decimals,
    }
}

/// The time that one of so many columns of a chart stands for.
#[must_use]
pub fn column(window: Span, n_columns: usize) -> Span {
    let n_steps = u64::try_from(n_columns.max(2) - 1).unwrap_or(u64::MAX);
    Span((window.0 / n_steps).max(1000))
}

/// The window ends now; of what was before the page only how long is known.
fn span(now: Elapsed, window: Span, before: Span) -> (Elapsed, Elapsed) {
    let from = now - window;
    let at_least = Span::from_secs(60).0.saturating_sub(before.0);
    (from, now.max(from + Span(at_least)))
}

/// Points stand at whole multiples of the step, so that the curve shifts and does not boil; the
/// last one is now.
fn times(span: (Elapsed, Elapsed), now: Elapsed, n_points: usize) -> Vec<Elapsed> {
    let n_steps = u64::try_from(n_points.max(2)).unwrap_or(u64::MAX);
    let step = (span.1.since(span.0).0 / n_steps).max(1000);
    let first = span.0.0.div_ceil(step);
    let whole = (first..).map(|n| Elapsed(n * step));
    let mut all: Vec<Elapsed> = whole.take_while(|at| *at < now).collect();
    all.push(now);
    all
}

/// What has to be seen, with room for the noise, on round numbers, within what can be shown.
fn bounds(metric: &Metric, shown: impl Iterator<Item = f64>) -> (f64, f64) {
    let normal = (metric.baseline, metric.baseline);
    let (low, high) = shown.fold(normal, |(low, high), it| (low.min(it), high.max(it)));
    let ceiling = ceiling(metric, high);
    let high = high.max(low + (metric.noise * 8.0).max(metric.baseline.abs() * 0.05));
    let high = if high > low { high } else { low + 1.0 };
    let step = round_step((high - low) / 5.0);
    let low = (low / step).floor() * step;
    let high = (high / step).ceil() * step;
    let floor = metric.range.0.min(metric.baseline);
    let high = high.min(ceiling);
    (
        low.min(high - step).max((floor / step).floor() * step),
        high,
    )
}

/// The next 1, 2 or 5 times a power of ten.
fn round_step(raw: f64) -> f64 {
    if !raw.is_finite() || raw <= 0.0 {
        return 1.0;
    }
    let power = libm::pow(10.0, libm::floor(libm::log10(raw)));
    let parts = [1.0, 2.0, 5.0].into_iter().map(|it| it * power);
    let mut fits = parts.filter(|it| *it >= raw * 0.999);
    fits.next().unwrap_or(10.0 * power)
}

fn value_ticks((low, high): (f64, f64), n_max: usize, decimals: u8) -> Vec<(f64, String)> {
    let n_max = u32::try_from(n_max.clamp(2, 40)).unwrap_or(2);
    let step = round_step((high - low) / f64::from(n_max));
    let first = (low / step).ceil();
    let decimals = if step.fract() == 0.0 {
        0
    } else {
        decimals.max(1)
    };
    let all = (0..=n_max).map(|n| (first + f64::from(n)) * step);
    all.filter(|value| *value <= high + step * 0.001)
        .map(|value| (value, number(value, decimals)))
        .collect()
}

/// Steps between labels on the axis of time, in seconds.
const TIME_STEPS: [u64; 13] = [
    10, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 28_800, 86_400,
];

fn time_ticks(scene: &Scene, span: (Elapsed, Elapsed), before: Span, n_max: usize) -> Vec<Tick> {
    let whole = (span.1.since(span.0) + before).as_secs();
    let n_max = u64::try_from(n_max.max(1)).unwrap_or(1);
    let mut steps = TIME_STEPS.into_iter();
    let step = steps.find(|step| whole / step < n_max).unwrap_or(86_400);
    let first = span.0.as_secs().div_ceil(step);
    let earlier = (1..=before.as_secs() / step).rev().map(|n| {
        let before = Span::from_secs(n * step);
        Tick {
            at: Elapsed::ZERO,
            before,
            time: (Elapsed::ZERO + before).to_string().replace('+', "-"),
            utc: scene.utc_before(before),
        }
    });
    let all = (first..).map(|n| Elapsed::from_secs(n * step));
    let later = all.take_while(|at| *at <= span.1).map(|at| Tick {
        at,
        before: Span(0),
        time: at.to_string(),
        utc: scene.utc(at),
    });
    earlier.chain(later).collect()
}

/// What players did, alerts, messages.
fn marks(entries: &[Entry], span: (Elapsed, Elapsed)) -> Vec<Mark> {
    let is_mark = |it: &&Entry| match it.kind {
        Kind::Alert
        | Kind::Message
        | Kind::Started
        | Kind::Claim
        | Kind::Post
        | Kind::Person
        | Kind::Page
        | Kind::Ending => (span.0..=span.1).contains(&it.at),
        Kind::Output
        | Kind::Clue
        | Kind::Board
        | Kind::Hint
        | Kind::Note
        | Kind::Read
        | Kind::Answer
        | Kind::Clock
        | Kind::Debrief => false,
    };
    let all = entries.iter().filter(is_mark);
    all.map(|it| Mark {
        at: it.at,
        text: it.in_a_line(),
        tone: it.tone,
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_stand_on_round_numbers() {
        for (raw, expected) in [(0.03, 0.05), (1.0, 1.0), (1.1, 2.0), (4200.0, 5000.0)] {
            assert!((round_step(raw) - expected).abs() < 1e-9, "{raw}");
        }
        let labels = |bounds, n| {
            let ticks = value_ticks(bounds, n, 1).into_iter();
            ticks.map(|(_, label)| label).collect::<Vec<_>>()
        };
        assert_eq!(
            labels((0.0, 100.0), 5),
            ["0", "20", "40", "60", "80", "100"]
        );
        assert_eq!(labels((0.0, 1.0), 2), ["0.0", "0.5", "1.0"]);
    }

    #[test]
    fn windows_widen_and_narrow_and_stop_at_the_ends() {
        assert_eq!(wider(Span::from_mins(24)), Span::from_mins(40));
        assert_eq!(narrower(Span::from_mins(24)), Span::from_mins(20));
        assert_eq!(narrower(Span::from_mins(5)), Span::from_mins(5));
        assert_eq!(wider(Span::from_mins(1440)), Span::from_mins(1440));
    }
}
