//! Alerts and graphs.
//!
//! ```text
//! CRITICAL Replication lag above 4 GB                     T+01:10  03:00
//! warning  Disk filling on db2                            T+02:40  01:30
//!
//! !Replication lag    4,096 MB  ________====####  rising, far above normal
//!  Web errors            0.2 %  ________________  steady, normal
//! *Fetches refused by publishers (429, 403)
//!                         12 /s  ______========##  rising, above normal
//! ```
//!
//! A name that is too long for its column has a row of its own where all such names have one;
//! where they have not, they are cut: a metric that is not seen would be worse.

use ratatui::style::Style;
use ratatui::text::{Line, Span};
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

/// The rows of alerts and metrics, for a pane of that many columns and lines.
#[must_use]
pub fn rows(
    alerts: &[AlertRow],
    metrics: &[MetricRow],
    selected: Option<usize>,
    (width, height): (usize, usize),
) -> Vec<Row> {
    let mut rows = alert_rows(alerts, width);
    if !metrics.is_empty() {
        rows.push(Row::default());
        let marker = if selected.is_some() { MARKER.len() } else { 0 };
        let columns = Columns::of(width.saturating_sub(marker), metrics);
        let wraps = columns.wraps(metrics, height.saturating_sub(rows.len()));
        for (idx, metric) in metrics.iter().enumerate() {
            let of_metric = metric_rows(metric, &columns, wraps);
            for (nth, row) in of_metric.into_iter().enumerate() {
                rows.push(match selected {
                    None => row,
                    Some(selected) => marked(row, selected == idx, nth == 0),
                });
            }
        }
    }
    rows
}

/// The last line of the selected metric in [`rows`] of that width, where height is no matter.
#[must_use]
pub fn line_of(n_alerts: usize, metrics: &[MetricRow], selected: usize, width: usize) -> usize {
    let columns = Columns::of(width.saturating_sub(MARKER.len()), metrics);
    let to_it = metrics.iter().take(selected + 1);
    let n_long = to_it.filter(|it| columns.is_long(it)).count();
    n_alerts.max(1) + 1 + selected + n_long
}

/// A row with a marker before it, if it is the first; the selected one is reversed, too.
fn marked(mut row: Row, is_selected: bool, is_first: bool) -> Row {
    let (marker, look) = match (is_selected, is_first) {
        (true, true) => (MARKER, style(Part::Selected)),
        (true, false) => (NO_MARKER, style(Part::Selected)),
        (false, _) => (NO_MARKER, Style::new()),
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
    /// All of them.
    width: usize,
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
            width,
        }
    }

    /// Whether a name is too long for its column.
    fn is_long(&self, metric: &MetricRow) -> bool {
        metric.label.width() > self.label
    }

    /// Whether names that are too long have rows of their own: if so many lines hold them all.
    fn wraps(&self, metrics: &[MetricRow], height: usize) -> bool {
        let n_long = metrics.iter().filter(|it| self.is_long(it)).count();
        metrics.len() + n_long <= height
    }
}

/// A metric in a row, or in two.
fn metric_rows(metric: &MetricRow, columns: &Columns, wraps: bool) -> Vec<Row> {
    let mark = span(mark(metric.tone), tone(metric.tone));
    if wraps && columns.is_long(metric) {
        let label = shorten(&metric.label, columns.width.saturating_sub(1));
        let name = Line::from(vec![mark, span(label, Style::new())]);
        return vec![
            name,
            metric_row(span(" ", Style::new()), "", metric, columns),
        ];
    }
    vec![metric_row(mark, &metric.label, metric, columns)]
}

fn metric_row(mark: Span<'static>, label: &str, metric: &MetricRow, columns: &Columns) -> Row {
    let words = format!("{}, {}", metric.direction, metric.standing);
    Line::from(vec![
        mark,
        span(
            fit(&shorten(label, columns.label), columns.label),
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

#[cfg(test)]
mod tests {
    use super::*;

    fn metric(label: &str) -> MetricRow {
        MetricRow {
            id: label.to_owned(),
            label: label.to_owned(),
            number: "4".to_owned(),
            value: "4 %".to_owned(),
            normal: "1 %".to_owned(),
            direction: "rising",
            standing: "above normal",
            tone: Tone::Bad,
            series: vec![1.0, 4.0],
            bounds: (0.0, 4.0),
            window: "24 min".to_owned(),
        }
    }

    #[test]
    fn long_names_have_rows_of_their_own_where_all_of_them_have() {
        let long = "Fetches refused by publishers (429, 403)";
        let metrics = [metric("Load"), metric(long), metric("Errors")];
        let shown = |height: usize| -> Vec<String> {
            let rows = rows(&[], &metrics, None, (44, height));
            rows.iter().map(ToString::to_string).collect()
        };
        let whole = shown(6);
        assert_eq!(whole.len(), 6);
        assert_eq!(whole[3], format!("!{long}"));
        assert!(whole[4].contains("4 % "), "{whole:?}");
        assert_eq!(line_of(0, &metrics, 2, 46), 5);
        let cut = shown(5);
        assert_eq!(cut.len(), 5);
        assert!(cut[3].starts_with("!Fetches refused"), "{cut:?}");
        assert!(cut[3].contains("..") && cut[3].contains("4 % "), "{cut:?}");
    }
}
