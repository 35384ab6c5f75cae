//! Alerts and graphs.
//!
//! ```text
//! CRITICAL Replication lag above 4 GB                     T+01:10  03:00
//! warning  Disk filling on db2                            T+02:40  01:30
//!
//! !Replication lag    4,096 MB  ________====####  rising, far above normal
//!  Web errors            0.2 %  ________________  steady, normal
//! ```

use ratatui::style::Style;
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use crate::tui::paper::{Row, fit, row, shorten, span};
use crate::tui::theme::{MARKER, NO_MARKER, Part, style, tone};
use crate::view::signals::{AlertRow, MetricRow};
use crate::view::titles::{ALERTS, NO_ALERT};
use crate::view::words::Tone;

/// Steps of a graph, lowest first.
const STEPS: [char; 8] = [
    '\u{2581}', '\u{2582}', '\u{2583}', '\u{2584}', '\u{2585}', '\u{2586}', '\u{2587}', '\u{2588}',
];

/// Columns of the longest words about a metric: `falling, far above normal`.
const WORDS: usize = 25;

/// From this width on there are words in any case.
const WORDS_FROM: usize = 76;

/// Fewest columns of a graph without them.
const GRAPH_ALONE: usize = 7;

/// Fewest columns of a graph beside them.
const GRAPH_MIN: usize = 8;

/// The rows of alerts and metrics.
#[must_use]
pub fn rows(
    alerts: &[AlertRow],
    metrics: &[MetricRow],
    selected: Option<usize>,
    width: usize,
) -> Vec<Row> {
    let mut rows = alert_rows(alerts, width);
    if !metrics.is_empty() {
        rows.push(Row::default());
        let marker = if selected.is_some() { MARKER.len() } else { 0 };
        let columns = Columns::of(width.saturating_sub(marker), metrics);
        for (idx, metric) in metrics.iter().enumerate() {
            let row = metric_row(metric, &columns);
            rows.push(match selected {
                None => row,
                Some(selected) => marked(row, selected == idx),
            });
        }
    }
    rows
}

/// The line of the selected metric in [`rows`].
#[must_use]
pub const fn line_of(n_alerts: usize, selected: usize) -> usize {
    let n_over = if n_alerts == 0 { 1 } else { n_alerts };
    n_over + 1 + selected
}

/// A row with a marker before it; the selected one is reversed, too.
fn marked(mut row: Row, is_selected: bool) -> Row {
    let (marker, look) = if is_selected {
        (MARKER, style(Part::Selected))
    } else {
        (NO_MARKER, Style::new())
    };
    row.spans.insert(0, span(marker, look));
    row.patch_style(look)
}

/// How many points a graph of these metrics in a pane of that width has.
#[must_use]
pub fn n_points(width: usize, metrics: &[MetricRow]) -> usize {
    Columns::of(width, metrics).graph.max(1)
}

fn alert_rows(alerts: &[AlertRow], width: usize) -> Vec<Row> {
    if alerts.is_empty() {
        return vec![row(format!("{ALERTS}: {NO_ALERT}"), style(Part::Muted))];
    }
    let lasts = alerts.iter().map(|it| it.lasts.len()).max().unwrap_or(0);
    let alert = |it: &AlertRow| {
        let since = if width >= 60 {
            format!(" {:>10} {:>8}", it.since, it.lasts)
        } else {
            format!(" {:>lasts$}", it.lasts)
        };
        let label = width.saturating_sub(9 + since.len());
        Line::from(vec![
            span(format!("{:<9}", it.level), tone(it.tone)),
            span(fit(&shorten(&it.label, label), label), Style::new()),
            span(since, style(Part::Muted)),
        ])
    };
    alerts.iter().map(alert).collect()
}

/// How the columns share a width; what has no room is left out, the words last of all.
struct Columns {
    label: usize,
    value: usize,
    graph: usize,
    words: usize,
}

impl Columns {
    fn of(width: usize, metrics: &[MetricRow]) -> Self {
        // The mark, and a gap on either side of the value and after the graph.
        let room = width.saturating_sub(4);
        let longest = |of: fn(&MetricRow) -> usize| metrics.iter().map(of).max().unwrap_or(0);
        // A value may grow by a few digits without everything beside it moving.
        let value = longest(|it| it.value.width()).max(12).min(room);
        // Where there are words the name leaves room for them, else for a small graph.
        let others = if width >= WORDS_FROM {
            WORDS + GRAPH_MIN
        } else {
            GRAPH_ALONE
        };
        let label = longest(|it| it.label.width()).min((room - value).saturating_sub(others));
        let rest = room - value - label;
        let words = if rest >= WORDS + GRAPH_MIN { WORDS } else { 0 };
        Self {
            label,
            value,
            graph: (rest - words).min(60),
            words,
        }
    }
}

fn metric_row(metric: &MetricRow, columns: &Columns) -> Row {
    let words = format!("{}, {}", metric.direction, metric.standing);
    Line::from(vec![
        span(mark(metric.tone), tone(metric.tone)),
        span(
            fit(&shorten(&metric.label, columns.label), columns.label),
            Style::new(),
        ),
        span(
            format!(
                " {:>1$} ",
                shorten(&metric.value, columns.value),
                columns.value
            ),
            tone(metric.tone),
        ),
        span(
            graph(&metric.series, metric.bounds, columns.graph),
            tone(metric.tone),
        ),
        span(
            format!(" {}", shorten(&words, columns.words)),
            style(Part::Muted),
        ),
    ])
}

/// A sign for what a colour says.
const fn mark(tone: Tone) -> &'static str {
    match tone {
        Tone::Bad => "!",
        Tone::Warning => "*",
        Tone::Plain | Tone::Quiet | Tone::Good | Tone::Strong => " ",
    }
}

/// The last points of a series as one row of steps.
fn graph(series: &[f64], (low, high): (f64, f64), width: usize) -> String {
    let skip = series.len().saturating_sub(width);
    let reach = high - low;
    let step = |value: &f64| {
        if reach <= 0.0 || !value.is_finite() {
            return STEPS[0];
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped to 0..=7; a cast from float saturates"
        )]
        let step = ((value - low) / reach * 7.0).round().clamp(0.0, 7.0) as usize;
        STEPS[step]
    };
    series[skip..].iter().map(step).collect()
}
