//! A graph as rows of steps, and the axis beside a tall one.
//!
//! Invariant: a graph has as many columns as it was asked for or as there are points, and no
//! holes.

use crate::tui::panes::chart::step;
use crate::tui::paper::shorten;
use crate::view::signals::{self, MetricRow};

/// Steps of a graph, lowest first.
pub const STEPS: [char; 8] = [
    '\u{2581}', '\u{2582}', '\u{2583}', '\u{2584}', '\u{2585}', '\u{2586}', '\u{2587}', '\u{2588}',
];

/// Columns of the numbers on the axis of a tall graph.
pub const AXIS: usize = 8;

/// Columns that say what is normal where the graph does not: its level, and a line.
const NORMAL: usize = 2;

/// The axis of a tall graph, from above: its highest and lowest value, and the normal one where
/// neither stands.
#[must_use]
pub fn axis(metric: &MetricRow, height: usize) -> Vec<String> {
    let scale = &metric.scale;
    let normal = level(scale.normal.0, metric.bounds, height) / STEPS.len();
    let line = |down: usize| {
        let row = height - 1 - down;
        let label = if down == 0 {
            scale.high.as_str()
        } else if row == 0 {
            scale.low.as_str()
        } else if row == normal {
            scale.normal.1.as_str()
        } else {
            ""
        };
        let line = if label.is_empty() {
            '\u{2502}'
        } else {
            '\u{2524}'
        };
        let room = AXIS - 1;
        format!("{:>room$} {line}", shorten(label, room))
    };
    (0..height).map(line).collect()
}

/// A value in steps, of which each row of a graph has as many as there are.
fn level(value: f64, bounds: (f64, f64), height: usize) -> usize {
    let n_steps = u16::try_from(height * STEPS.len()).unwrap_or(u16::MAX);
    step(value, bounds, n_steps).into()
}

/// The last points of a series as so many rows of steps, from above. Where what is normal is not
/// in it any more, that stands before a line at the left.
#[must_use]
pub fn graph(metric: &MetricRow, width: usize, height: usize) -> Vec<String> {
    let series = &metric.series;
    let skip = series.len().saturating_sub(width);
    let levels = series[skip..].iter();
    let mut levels: Vec<usize> = levels.map(|it| level(*it, metric.bounds, height)).collect();
    let says_normal = signals::says_normal(metric, width) && levels.len() > NORMAL;
    if says_normal {
        levels[0] = level(metric.scale.normal.0, metric.bounds, height);
    }
    let cell = |nth: usize, level: usize, row: usize| {
        if says_normal && nth == NORMAL - 1 {
            return '\u{250a}';
        }
        // The lowest step is a line: a graph has no holes.
        match (level + 1).checked_sub(row * STEPS.len()) {
            None | Some(0) => ' ',
            Some(filled) => STEPS[filled.min(STEPS.len()) - 1],
        }
    };
    let line = |row: usize| {
        let cells = levels.iter().enumerate();
        cells.map(|(nth, level)| cell(nth, *level, row)).collect()
    };
    (0..height).rev().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::panes::signals::tests::metric;

    #[test]
    fn what_is_normal_is_seen_after_it_has_left_the_window() {
        let later = MetricRow {
            from_normal: false,
            series: vec![4.0; 12],
            ..metric("Load")
        };
        assert_eq!(graph(&later, 12, 1), ["\u{2583}\u{250a}██████████"]);
        let two = graph(&later, 12, 2);
        assert_eq!(two[0], format!(" \u{250a}{}", "█".repeat(10)));
        assert_eq!(graph(&metric("Load"), 4, 1), ["\u{2581}\u{2581}\u{2585}█"]);
    }
}
