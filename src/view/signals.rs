//! What the world shows: alerts that fire, metrics, the tails of logs.

use super::Scene;
use super::words::{Tone, number, with_unit};
use crate::engine::calm::near;
use crate::engine::scenario::{Alert, Metric, Scenario, Watches, Worse};
use crate::engine::signals::{alerts, logs, metrics};
use crate::engine::time::{Elapsed, Span};

/// An alert that fires.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlertRow {
    /// Its name.
    pub label: String,
    /// `CRITICAL` or `warning`.
    pub level: &'static str,
    /// The level's tone.
    pub tone: Tone,
    /// Since when, `T+04:10`.
    pub since: String,
    /// For how long, `03:20`.
    pub lasts: String,
}

impl AlertRow {
    /// All of it in a line.
    #[must_use]
    pub fn line(&self) -> String {
        let (level, label) = (self.level, &self.label);
        format!("{level} {label} since {} ({})", self.since, self.lasts)
    }
}

/// Since when an alert fires and for how long, in columns that wide; the same shorter, and for
/// hardly any room.
#[must_use]
pub fn times(alert: &AlertRow, (since, lasts): (usize, usize)) -> [String; 3] {
    let lasts = format!("{:>lasts$}", alert.lasts);
    [
        format!("since {:<since$} for {lasts}", alert.since),
        format!("for {lasts}"),
        lasts,
    ]
}

/// The alerts that fire, critical ones first, then oldest first.
#[must_use]
pub fn alerts(scene: &Scene) -> Vec<AlertRow> {
    let mut firing: Vec<_> = scene
        .scenario()
        .alerts
        .iter()
        .filter_map(|alert| {
            let since = alerts::firing_since(scene.scenario(), alert, scene.past(), scene.now)?;
            Some((!alert.critical, since, alert))
        })
        .collect();
    firing.sort_by_key(|(calm, since, _)| (*calm, *since));
    firing
        .into_iter()
        .map(|(_, since, alert)| AlertRow {
            label: alert.label.clone(),
            level: level(alert),
            tone: tone(alert),
            since: since.to_string(),
            lasts: super::words::clock(scene.now.since(since)),
        })
        .collect()
}

/// An alert's level in a word.
#[must_use]
pub const fn level(alert: &Alert) -> &'static str {
    if alert.critical {
        "CRITICAL"
    } else {
        "warning"
    }
}

/// An alert's tone.
#[must_use]
pub const fn tone(alert: &Alert) -> Tone {
    if alert.critical {
        Tone::Bad
    } else {
        Tone::Warning
    }
}

/// A metric, now and over a window.
#[derive(Debug, Clone, PartialEq)]
pub struct MetricRow {
    /// Its id, for zooming.
    pub id: String,
    /// Its name.
    pub label: String,
    /// The value now, without unit: `42.1`.
    pub number: String,
    /// The value now with unit: `42.1 %`.
    pub value: String,
    /// The normal value with unit.
    pub normal: String,
    /// `rising`, `falling` or `steady`.
    pub direction: &'static str,
    /// How far from normal: `normal`, `above normal`, `far below normal`.
    pub standing: &'static str,
    /// How that feels.
    pub tone: Tone,
    /// Values over the window, oldest first, the last one now.
    pub series: Vec<f64>,
    /// Lowest and highest value to draw: the range that the series and normal need.
    pub bounds: (f64, f64),
    /// Those two and the normal value in numbers without unit.
    pub scale: Scale,
    /// What the series spans, `24 min`.
    pub window: String,
    /// The series begins before the page rang: what is normal is in it.
    pub from_normal: bool,
}

/// What stands beside a graph: its lowest and its highest value, and the normal one.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    /// The lowest value.
    pub low: String,
    /// The highest value.
    pub high: String,
    /// The normal value, and where it is.
    pub normal: (f64, String),
}

impl MetricRow {
    /// All of it in a line.
    #[must_use]
    pub fn line(&self) -> String {
        format!(
            "{}: {}, {}, {} (normal: {})",
            self.label, self.value, self.direction, self.standing, self.normal
        )
    }
}

/// Fewest columns in which a graph says what is normal and what is.
const NORMAL_FROM: usize = 7;

/// Whether a graph of so many columns says what is normal at its left: what was before the page
/// rang is not in it.
#[must_use]
pub const fn says_normal(metric: &MetricRow, columns: usize) -> bool {
    !metric.from_normal && columns >= NORMAL_FROM
}

/// What graphs of so many columns span, over them: `last 24 min`.
#[must_use]
pub fn spans(metric: &MetricRow, columns: usize) -> String {
    let window = &metric.window;
    let (short, long) = if says_normal(metric, columns) {
        (
            format!("normal \u{250a} {window}"),
            format!("what is normal \u{250a} the last {window}"),
        )
    } else {
        (format!("last {window}"), format!("the last {window}"))
    };
    let fits = long.chars().count() <= columns;
    if fits { long } else { short }
}

/// A metric's normal value, beside the value: `normal 0.1 %`.
#[must_use]
pub fn normal(metric: &MetricRow) -> String {
    format!("normal {}", metric.normal)
}

/// The span of time that graphs show: about six real minutes at normal stress.
#[must_use]
pub fn window(scenario: &Scenario) -> Span {
    Span::from_secs((u64::from(scenario.clock.pace) * 360).clamp(900, 14_400))
}

/// Fewest points of a graph for the usual window.
const POINTS_MIN: u64 = 20;

/// The span of time that graphs of so many points show: the usual one, or as many times twice as
/// much as it takes to see the whole incident and still to read what came last.
#[must_use]
pub fn wide_window(scene: &Scene, n_points: usize) -> Span {
    let usual = window(scene.scenario());
    let n_times = u64::try_from(n_points).unwrap_or(u64::MAX) / POINTS_MIN;
    let mut wide = usual;
    while wide.0 < scene.now.0 && wide.0 / usual.0 * 2 <= n_times {
        wide = Span(wide.0 * 2);
    }
    wide
}

/// All metrics with series of `n_points` over `window`.
#[must_use]
pub fn metrics(scene: &Scene, window: Span, n_points: usize) -> Vec<MetricRow> {
    scene
        .scenario()
        .metrics
        .iter()
        .map(|metric| metric_row(scene, metric, window, n_points))
        .collect()
}

/// One metric, by its id.
#[must_use]
pub fn metric(scene: &Scene, id: &str, window: Span, n_points: usize) -> Option<MetricRow> {
    let idx = scene.scenario().metric(id)?;
    let metric = &scene.scenario().metrics[idx.0];
    Some(metric_row(scene, metric, window, n_points))
}

fn metric_row(scene: &Scene, metric: &Metric, window: Span, n_points: usize) -> MetricRow {
    let seed = scene.session.head().seed;
    let value = metrics::value(metric, scene.past(), seed, scene.now);
    let number = number(value, metric.decimals);
    let (standing, tone) = standing(metric, value);
    let usual = super::words::number(metric.baseline, metric.decimals);
    let mut row = MetricRow {
        id: metric.id.to_string(),
        label: metric.label.clone(),
        value: with_unit(&number, &metric.unit),
        number,
        normal: with_unit(&usual, &metric.unit),
        direction: direction(scene, metric),
        standing,
        tone,
        series: Vec::new(),
        bounds: (metric.baseline, metric.baseline),
        scale: Scale {
            low: String::new(),
            high: String::new(),
            normal: (metric.baseline, usual),
        },
        window: String::new(),
        from_normal: false,
    };
    row.graph(scene, metric, window, n_points);
    row
}

impl MetricRow {
    /// Draws its graph over another window, in so many points.
    fn graph(&mut self, scene: &Scene, metric: &Metric, window: Span, n_points: usize) {
        self.series = series(scene, metric, window, n_points);
        let usual = (metric.baseline, metric.baseline);
        let wider = |(low, high): (f64, f64), value: &f64| (low.min(*value), high.max(*value));
        let (low, high) = self.series.iter().fold(usual, wider);
        self.bounds = at_least_wide(metric, low, high);
        let told = |value: f64| super::words::number(value, metric.decimals);
        self.scale.low = told(self.bounds.0);
        self.scale.high = told(self.bounds.1);
        self.window = super::words::about(window);
        self.from_normal = scene.now.0 < window.0;
    }
}

/// Draws the graphs of all metrics anew: over that window, in so many points.
pub fn graphs(scene: &Scene, rows: &mut [MetricRow], window: Span, n_points: usize) {
    for (row, metric) in rows.iter_mut().zip(&scene.scenario().metrics) {
        row.graph(scene, metric, window, n_points);
    }
}

/// Bounds wide enough that noise alone does not fill the graph: they give way on the side where
/// the metric gets worse.
fn at_least_wide(metric: &Metric, low: f64, high: f64) -> (f64, f64) {
    let reach = metric
        .levels
        .iter()
        .map(|level| (level.value - metric.baseline).abs())
        .fold(0.0, f64::max);
    let wide = (metric.noise * 8.0).max(reach * 0.2);
    let high_shown = high;
    let (low, high) = match metric.worse {
        _ if high - low >= wide => (low, high),
        Worse::Up => (low, low + wide),
        Worse::Down => (high - wide, high),
        Worse::Neither => {
            let middle = f64::midpoint(low, high);
            (middle - wide / 2.0, middle + wide / 2.0)
        }
    };
    // What cannot be is not on a scale.
    let ceiling = ceiling(metric, high_shown).min(high);
    let low = low.min(ceiling - wide);
    (low.max(metric.range.0.min(metric.baseline)), ceiling)
}

/// The most that an axis goes up to, with that as the highest value on it: of a percentage no more
/// than all of it.
pub(super) fn ceiling(metric: &Metric, high: f64) -> f64 {
    if metric.unit == "%" && high <= 100.0 {
        100.0
    } else {
        f64::INFINITY
    }
}

/// Points stand at whole multiples of the step, so that a graph shifts and does not boil; the
/// last one is now. Before the incident all was normal.
fn series(scene: &Scene, metric: &Metric, window: Span, n_points: usize) -> Vec<f64> {
    let n_points = n_points.max(1);
    let n_steps = u64::try_from(n_points).unwrap_or(u64::MAX);
    let step = (window.0 / n_steps).max(1000);
    let last = scene.now.0 / step;
    let slots = (0..n_steps - 1).rev().map(|back| {
        let n = last.checked_sub(back)?;
        // The newest whole slot may be now itself.
        (n * step < scene.now.0 || back > 0).then_some(Elapsed(n * step))
    });
    let times: Vec<Elapsed> = slots.clone().flatten().chain([scene.now]).collect();
    let values = metrics::values(metric, scene.past(), scene.session.head().seed, &times);
    let missing = n_points - values.len();
    std::iter::repeat_n(metric.baseline, missing)
        .chain(values)
        .collect()
}

/// A metric's value now, in words how far from normal that is, and how it feels.
pub(super) fn standing_now(scene: &Scene, metric: &Metric) -> (f64, &'static str, Tone) {
    let seed = scene.session.head().seed;
    let value = metrics::value(metric, scene.past(), seed, scene.now);
    let (words, tone) = standing(metric, value);
    (value, words, tone)
}

/// The thresholds of the alerts that watch a metric: the alert, the value, whether above it.
pub(super) fn thresholds<'a>(
    scenario: &'a Scenario,
    metric: &'a Metric,
) -> impl Iterator<Item = (&'a Alert, f64, bool)> {
    let is_of = |idx: usize| scenario.metrics[idx].id == metric.id;
    let alerts = scenario.alerts.iter();
    alerts.filter_map(move |alert| match alert.watches {
        Watches::Above(idx, value) if is_of(idx.0) => Some((alert, value, true)),
        Watches::Below(idx, value) if is_of(idx.0) => Some((alert, value, false)),
        Watches::Above(..) | Watches::Below(..) | Watches::Condition(_) => None,
    })
}

/// Whether a value is past the threshold of an alert.
pub(super) fn is_past_threshold(scenario: &Scenario, metric: &Metric, value: f64) -> bool {
    thresholds(scenario, metric).any(
        |(_, level, above)| {
            if above { value > level } else { value < level }
        },
    )
}

pub(super) fn standing(metric: &Metric, value: f64) -> (&'static str, Tone) {
    let away = value - metric.baseline;
    let reach = metric
        .levels
        .iter()
        .map(|level| (level.value - metric.baseline).abs())
        .fold(metric.noise * 4.0, f64::max);
    let looks_same = || number(value, metric.decimals) == number(metric.baseline, metric.decimals);
    // Two numbers a whole digit apart are written apart.
    let may_look_same = away.abs() < 10_f64.powi(-i32::from(metric.decimals));
    if away.abs() <= near(metric) || (may_look_same && looks_same()) {
        return ("normal", Tone::Plain);
    }
    let far = away.abs() > reach * 0.4;
    let bad = match metric.worse {
        Worse::Up => away > 0.0,
        Worse::Down => away < 0.0,
        Worse::Neither => false,
    };
    let tone = match (bad, far) {
        (true, true) => Tone::Bad,
        (true, false) => Tone::Warning,
        (false, _) => Tone::Plain,
    };
    let word = match (away > 0.0, far) {
        (true, true) => "far above normal",
        (true, false) => "above normal",
        (false, true) => "far below normal",
        (false, false) => "below normal",
    };
    (word, tone)
}

/// Where the curve goes, noise left aside, as one would say who looks at the end of the graph: the
/// way of its last leg, within a sixth of the usual window; and of a slower move, while it still
/// goes the same way, within a third. Before the page rang it was normal, as graphs show it: what
/// has just jumped is not steady.
fn direction(scene: &Scene, metric: &Metric) -> &'static str {
    let window = window(scene.scenario());
    let curve = metrics::stretches(metric, scene.past());
    let value_at = |at: Elapsed| {
        curve
            .iter()
            .rev()
            .find(|stretch| stretch.from <= at)
            .map_or(metric.baseline, |stretch| stretch.at(at))
    };
    let ago = |span: Span| {
        let at = scene.now.0.checked_sub(span.0).map(Elapsed);
        at.map_or(metric.baseline, &value_at)
    };
    let (now, short, long) = (value_at(scene.now), Span(window.0 / 6), Span(window.0 / 3));
    let still = (metric.noise * 0.5).max(metric.baseline.abs().max(now.abs()) * 0.02);
    // A curve goes one way from turn to turn.
    let turns = curve.iter().enumerate().rev().filter_map(|(idx, stretch)| {
        let is_near = stretch.from <= scene.now && scene.now.since(stretch.from) < short;
        let before = idx.checked_sub(1).map(|idx| curve[idx].at(stretch.from));
        is_near.then(|| [stretch.at(stretch.from), before.unwrap_or(metric.baseline)])
    });
    let before = turns.flatten().chain([ago(short)]);
    let slow = || {
        let (short, long) = (now - ago(short), now - ago(long));
        let goes_on = short * long > 0.0 && long.abs() > still;
        goes_on.then_some(long > 0.0)
    };
    match last_leg(now, before, still).or_else(slow) {
        Some(true) => "rising",
        Some(false) => "falling",
        None => "steady",
    }
}

/// Whether the last move that can be seen went up: `before` are earlier values, the latest first;
/// nothing where all of it is smaller than `still`.
fn last_leg(now: f64, before: impl Iterator<Item = f64>, still: f64) -> Option<bool> {
    let (mut low, mut high) = (now, now);
    for value in before {
        if value - low > still {
            return Some(false);
        }
        if high - value > still {
            return Some(true);
        }
        (low, high) = (low.min(value), high.max(value));
    }
    None
}

/// The tail of a log stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogTail {
    /// Its id.
    pub id: String,
    /// Its name.
    pub label: String,
    /// Its last lines, oldest first.
    pub lines: Vec<LogLine>,
}

/// A line of a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogLine {
    /// Its number in the stream: a reader keeps its place by it.
    pub n: u64,
    /// When it was written, `21:54:10`.
    pub utc: String,
    /// What it says.
    pub text: String,
}

/// The last lines of each log stream, at most `n_max` each.
#[must_use]
pub fn log_tails(scene: &Scene, n_max: usize) -> Vec<LogTail> {
    scene
        .scenario()
        .logs
        .iter()
        .map(|log| LogTail {
            id: log.id.to_string(),
            label: log.label.clone(),
            lines: logs::tail(
                scene.scenario(),
                log,
                scene.past(),
                scene.session.head().seed,
                scene.now,
                n_max,
            )
            .into_iter()
            .map(|line| LogLine {
                n: line.n,
                utc: scene.utc(line.at),
                text: line.text,
            })
            .collect(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_of_percent_ends_at_a_hundred_unless_something_is_above() {
        let scenario =
            crate::content::load(None, include_str!("../../tests/fixtures/told/bakery.toml"));
        let scenario = scenario.scenario.expect("the fixture loads");
        let mut metric = scenario.metrics[0].clone();
        (metric.baseline, metric.noise, metric.range) = (99.0, 4.0, (0.0, 2000.0));
        for (worse, unit) in [(Worse::Up, "%"), (Worse::Neither, "%"), (Worse::Up, "ms")] {
            (metric.worse, metric.unit) = (worse, unit.to_owned());
            let (low, high) = at_least_wide(&metric, 99.0, 99.5);
            assert!(low < high, "{low} {high}");
            assert_eq!(high <= 100.0, unit == "%", "{high}");
        }
        metric.unit = "%".to_owned();
        let (_, high) = at_least_wide(&metric, 99.0, 104.0);
        assert!(high >= 104.0);
    }

    #[test]
    fn a_curve_that_has_turned_goes_the_way_of_its_last_leg() {
        for (now, before, expected) in [
            // Up from 1 to 97, and since the fix down again.
            (60.0, &[97.0, 97.0, 1.0][..], Some(false)),
            // Down to 0, and coming back.
            (3.0, &[0.0, 0.0, 12.0], Some(true)),
            // It has only just turned: what is seen is still the way there.
            (96.0, &[97.0, 50.0], Some(true)),
            (5.0, &[5.0, 5.5, 4.8], None),
            (5.0, &[], None),
        ] {
            let leg = last_leg(now, before.iter().copied(), 2.0);
            assert_eq!(leg, expected, "{now} after {before:?}");
        }
    }
}
