//! Alerts and graphs.
//!
//! ```text
//! CRITICAL Replication lag above 4 GB             since T+01:10 for 03:00
//! warning  Disk filling on db2                    since T+02:40 for 01:30
//!                                    last 20 min
//! !Replication lag    4,096 MB  ________====####  rising, far above normal
//!  Web errors            0.2 %  ________________  steady, normal
//! *Fetches refused by publishers (429, 403)
//!                         12 /s  ______========##  rising, above normal
//! ```
//!
//! With little width and enough lines each has its name in a line of its own; with lines enough
//! for all, the graphs are tall:
//!
//! ```text
//! !Edge 5xx ratio                85 |              ########################
//!   85.0 %  normal 0.1 %            |         #############################
//!   steady, far above normal      0 |______################################
//! ```
//!
//! All metrics of a pane are drawn in one way. Where one name is too long for its column, all have
//! rows of their own if there are rows enough; else it is cut: a metric that is not seen would be
//! worse. Where one can scroll no name is cut.

mod graph;

use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::mark;
use crate::tui::paper::{Row, fit, row, shorten, span};
use crate::tui::theme::{MARKER, Part, style, tone};
use crate::view::signals::{self, AlertRow, MetricRow};
use crate::view::titles::{ALERTS, NO_ALERT};
use crate::view::words::Tone;
use graph::{AXIS, axis, graph};

/// Columns of the longest words about a metric: `falling, far above normal`.
const WORDS: usize = 25;

/// From this width on there are words in any case.
const WORDS_FROM: usize = 76;

/// Fewest columns of a graph without them.
const GRAPH_ALONE: usize = 7;

/// Columns of a name that is read at a glance.
const NAME_MIN: usize = 16;

/// Fewest columns of a graph beside them.
const GRAPH_MIN: usize = 8;

/// Below this width names may stand over their graphs.
const STACKED_BELOW: usize = 60;

/// Columns of an alert's name that more than how long it fires may not take.
const ALERT_MIN: usize = 36;

/// Lines of a metric with a tall graph, the free one under it among them.
const TALL: std::ops::RangeInclusive<usize> = 3..=8;

/// Most columns of the text beside a tall graph.
const TEXT_MAX: usize = 46;

/// The room that a pane has.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    /// Columns.
    pub width: usize,
    /// Lines.
    pub height: usize,
    /// What has no room is scrolled to.
    pub scrolls: bool,
    /// A metric can be selected: there are columns for the marker, so that nothing moves when one
    /// is.
    pub selects: bool,
}

/// How the pane shares its room.
#[derive(Debug, Clone)]
pub struct Plan {
    columns: Columns,
    form: Form,
    selects: bool,
    scrolls: bool,
    /// Columns of the whole pane.
    width: usize,
}

/// How a metric is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// A line each; names that are too long have their own where one can scroll, else are cut.
    Lines { wraps: bool },
    /// The name, then value and graph.
    Stacked,
    /// So many lines, the last one free.
    Tall { n_lines: usize },
}

impl Plan {
    /// The plan for so many lines of alerts and these metrics.
    #[must_use]
    pub fn of(room: Room, n_alert_lines: usize, metrics: &[MetricRow]) -> Self {
        let marker = if room.selects { MARKER.len() } else { 0 };
        let width = room.width.saturating_sub(marker);
        // Between alerts and metrics there is a line.
        let between = usize::from(n_alert_lines > 0);
        let height = room.height.saturating_sub(n_alert_lines + between);
        let n_each = height / metrics.len().max(1);
        let columns = Columns::of(width, metrics);
        let form = if TALL.contains(&n_each.min(*TALL.end())) && room.scrolls {
            Form::Tall {
                n_lines: n_each.min(*TALL.end()),
            }
        } else if columns.want_stacked(metrics, room.scrolls) && (room.scrolls || n_each >= 2) {
            Form::Stacked
        } else {
            Form::Lines {
                wraps: room.scrolls,
            }
        };
        let columns = match form {
            Form::Lines { wraps: true } => columns,
            Form::Lines { wraps: false } => columns.cut(metrics),
            Form::Stacked => columns.stacked(),
            Form::Tall { n_lines } => columns.tall(metrics, n_lines),
        };
        Self {
            columns,
            form,
            selects: room.selects,
            scrolls: room.scrolls,
            width: room.width,
        }
    }

    /// Whether there are graphs.
    #[must_use]
    pub const fn has_graphs(&self) -> bool {
        self.columns.graph > 0
    }

    /// How many points a graph has.
    #[must_use]
    pub fn n_points(&self) -> usize {
        self.columns.graph.max(1)
    }

    /// Lines that metrics would like to have beside the main pane.
    #[must_use]
    pub fn n_lines_wanted(width: usize, metrics: &[MetricRow]) -> usize {
        let columns = Columns::of(width, metrics);
        if columns.want_stacked(metrics, false) {
            metrics.len() * 2
        } else {
            metrics.len()
        }
    }

    /// The rows of alerts and metrics.
    #[must_use]
    pub fn rows(&self, alerts: &[Row], metrics: &[MetricRow], selected: Option<usize>) -> Vec<Row> {
        let mut rows = alerts.to_vec();
        let Some(first) = metrics.first() else {
            return rows;
        };
        if !rows.is_empty() {
            rows.push(self.heading(first));
        }
        for (idx, metric) in metrics.iter().enumerate() {
            let is_selected = selected == Some(idx);
            let from = rows.len();
            rows.extend(self.metric(metric));
            if self.selects {
                mark(&mut rows[from..], is_selected);
            }
            if matches!(self.form, Form::Tall { .. }) {
                rows.push(Row::default());
            }
        }
        rows
    }

    /// What the graphs span, over them; beside the main pane the title says it.
    fn heading(&self, metric: &MetricRow) -> Row {
        if !self.scrolls {
            return Row::default();
        }
        let marker = if self.selects { MARKER.len() } else { 0 };
        let words = signals::spans(metric, self.columns.graph);
        let before = marker + self.columns.before_graph(self.form);
        let before = before.min(self.width.saturating_sub(words.width()));
        let words = format!("{}{words}", " ".repeat(before));
        row(words, style(Part::Muted))
    }

    fn metric(&self, metric: &MetricRow) -> Vec<Row> {
        let columns = &self.columns;
        let mark = span(sign(metric.tone), tone(metric.tone));
        let name = |mark, width: usize| {
            Line::from(vec![
                mark,
                span(shorten(&metric.label, width), Style::new()),
            ])
        };
        let blank = span(" ", Style::new());
        match self.form {
            Form::Lines { wraps: true } if columns.is_long(metric) => {
                let name = name(mark, columns.width.saturating_sub(1));
                vec![name, in_line(blank, "", metric, columns)]
            }
            Form::Lines { .. } => vec![in_line(mark, &metric.label, metric, columns)],
            Form::Stacked => {
                let name = name(mark, columns.width.saturating_sub(1));
                vec![name, in_line(blank, "", metric, columns)]
            }
            Form::Tall { n_lines } => tall(&mark, metric, columns, n_lines),
        }
    }
}

/// The lines of the alerts.
#[must_use]
pub fn alert_rows(alerts: &[AlertRow], width: usize) -> Vec<Row> {
    if alerts.is_empty() {
        return vec![row(format!("{ALERTS}: {NO_ALERT}"), style(Part::Muted))];
    }
    let longest = |of: fn(&AlertRow) -> &str| alerts.iter().map(|it| of(it).len()).max();
    let lasts = longest(|it| &it.lasts).unwrap_or(0);
    let since = longest(|it| &it.since).unwrap_or(0);
    let label = longest(|it| &it.label).unwrap_or(0);
    let alert = |it: &AlertRow| {
        let times = signals::times(it, (since, lasts));
        // Of little room it is for how long.
        let fits = |times: &&String| 9 + label.min(ALERT_MIN) + 1 + times.width() <= width;
        let since = times.iter().find(fits).unwrap_or(&times[2]);
        let since = format!(" {since}");
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
#[derive(Debug, Clone)]
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
        let at_least = if width < STACKED_BELOW { 8 } else { 12 };
        let value = longest(|it| it.value.width() + 1).max(at_least).min(room);
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
            graph: rest - words,
            words,
            width,
        }
    }

    /// Names are cut; where hardly anything would be left of them they have the graph's columns.
    fn cut(self, metrics: &[MetricRow]) -> Self {
        let is_unreadable = self.label < NAME_MIN && metrics.iter().any(|it| self.is_long(it));
        if is_unreadable && self.words == 0 {
            Self {
                label: self.label + self.graph,
                graph: 0,
                ..self
            }
        } else {
            self
        }
    }

    /// Names have lines of their own.
    fn stacked(self) -> Self {
        let room = self.width.saturating_sub(4 + self.value);
        let words = if self.width >= WORDS_FROM { WORDS } else { 0 };
        Self {
            label: 0,
            graph: room.saturating_sub(words),
            words,
            ..self
        }
    }

    /// Text at the left, an axis, and the graph; `label` is the whole text.
    fn tall(self, metrics: &[MetricRow], n_lines: usize) -> Self {
        let longest = metrics.iter().map(|it| {
            let lines = texts(it, n_lines);
            let widths = lines.iter().map(|it| it.width() + 2);
            widths.max().unwrap_or(0).max(it.label.width() + 1)
        });
        // Words and values may grow by a little without everything beside them moving.
        let text = longest.max().unwrap_or(0).max(2 + WORDS);
        let text = (text + 1).min(TEXT_MAX).min(self.width / 2);
        Self {
            label: text,
            graph: self.width.saturating_sub(text + AXIS + 1),
            words: 0,
            ..self
        }
    }

    /// Columns before the graph.
    const fn before_graph(&self, form: Form) -> usize {
        match form {
            Form::Lines { .. } | Form::Stacked => 1 + self.label + 1 + self.value + 1,
            Form::Tall { .. } => self.label + AXIS + 1,
        }
    }

    /// Whether all names would better stand over their graphs: one is too long, or most where one
    /// can scroll, or they leave hardly anything of the graphs.
    fn want_stacked(&self, metrics: &[MetricRow], scrolls: bool) -> bool {
        let n_long = metrics.iter().filter(|it| self.is_long(it)).count();
        let n_may_be_long = if scrolls { metrics.len() / 2 } else { 0 };
        let is_narrow = self.width < STACKED_BELOW && self.graph < GRAPH_ALONE * 2;
        n_long > n_may_be_long || is_narrow
    }

    /// Whether a name is too long for its column.
    fn is_long(&self, metric: &MetricRow) -> bool {
        metric.label.width() > self.label
    }
}

/// A metric in a line.
fn in_line(mark: Span<'static>, label: &str, metric: &MetricRow, columns: &Columns) -> Row {
    let words = format!("{}, {}", metric.direction, metric.standing);
    let label = fit(&shorten(label, columns.label), columns.label);
    let value = shorten(&metric.value, columns.value);
    let value = format!(" {value:>0$} ", columns.value);
    let graph = graph(metric, columns.graph, 1).remove(0);
    Line::from(vec![
        mark,
        span(label, Style::new()),
        span(value, tone(metric.tone)),
        span(graph, tone(metric.tone)),
        span(
            format!(" {}", shorten(&words, columns.words)),
            style(Part::Muted),
        ),
    ])
}

/// What stands under a name beside a tall graph: in one line, or in two with the normal value.
fn texts(metric: &MetricRow, n_lines: usize) -> Vec<String> {
    let words = format!("{}, {}", metric.direction, metric.standing);
    if n_lines <= 3 {
        return vec![format!("{}  {words}", metric.value)];
    }
    let value = format!("{}  {}", metric.value, signals::normal(metric));
    vec![value, words]
}

/// A metric with a tall graph.
fn tall(mark: &Span<'static>, metric: &MetricRow, columns: &Columns, n_lines: usize) -> Vec<Row> {
    let height = n_lines.saturating_sub(1).max(1);
    let graph = graph(metric, columns.graph, height);
    let axis = axis(metric, height);
    let mut texts = texts(metric, n_lines).into_iter();
    let mut lines = Vec::new();
    for (nth, (graph, axis)) in graph.into_iter().zip(axis).enumerate() {
        let mut line = if nth == 0 {
            let label = columns.label.saturating_sub(1);
            vec![
                mark.clone(),
                span(fit(&shorten(&metric.label, label), label), Style::new()),
            ]
        } else {
            let text = texts.next().unwrap_or_default();
            let text = shorten(&format!("  {text}"), columns.label);
            let look = if nth == 1 {
                tone(metric.tone)
            } else {
                style(Part::Muted)
            };
            vec![span(fit(&text, columns.label), look)]
        };
        line.push(span(axis, style(Part::Muted)));
        line.push(span(graph, tone(metric.tone)));
        lines.push(Line::from(line));
    }
    lines
}

/// A sign for what a colour says.
const fn sign(tone: Tone) -> &'static str {
    match tone {
        Tone::Bad => "!",
        Tone::Warning => "*",
        Tone::Plain | Tone::Quiet | Tone::Good | Tone::Strong => " ",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::signals::Scale;

    pub(super) fn metric(label: &str) -> MetricRow {
        MetricRow {
            id: label.to_owned(),
            label: label.to_owned(),
            number: "4".to_owned(),
            value: "4 %".to_owned(),
            normal: "1 %".to_owned(),
            direction: "rising",
            standing: "above normal",
            tone: Tone::Bad,
            series: vec![0.0, 0.0, 2.0, 4.0],
            bounds: (0.0, 4.0),
            scale: Scale {
                low: "0".to_owned(),
                high: "4".to_owned(),
                normal: (1.0, "1".to_owned()),
            },
            window: "24 min".to_owned(),
            from_normal: true,
        }
    }

    fn room(width: usize, height: usize, scrolls: bool) -> Room {
        Room {
            width,
            height,
            scrolls,
            selects: false,
        }
    }

    fn shown(room: Room, metrics: &[MetricRow]) -> Vec<String> {
        let alerts = alert_rows(&[], room.width);
        let plan = Plan::of(room, alerts.len(), metrics);
        let rows = plan.rows(&alerts, metrics, None);
        rows.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn all_metrics_of_a_pane_are_drawn_in_one_way() {
        let long = "Fetches refused by publishers (429, 403)";
        let metrics = [metric("Load"), metric(long), metric("Errors")];
        let whole = shown(room(44, 8, false), &metrics);
        assert_eq!(whole[2..].len(), 6);
        assert_eq!((&*whole[2], &*whole[6]), ("!Load", "!Errors"));
        assert_eq!(whole[4], format!("!{long}"));
        // Too few rows for that: one for each, the long name is cut.
        for height in 5..8 {
            let cut = shown(room(44, height, false), &metrics);
            assert_eq!(cut.len(), 5, "{cut:?}");
            assert!(cut[3].starts_with("!Fetches refused"), "{cut:?}");
            assert!(cut[3].contains("..") && cut[3].contains("4 % "), "{cut:?}");
        }
        // Where one can scroll it has rows for itself.
        let scrolled = shown(room(44, 5, true), &metrics);
        assert!(scrolled.contains(&format!("!{long}")), "{scrolled:?}");
    }

    #[test]
    fn where_most_names_are_long_all_of_them_stand_over_wide_graphs() {
        let long = "Fetches refused by publishers (429, 403)";
        let metrics = [metric(long), metric("Load")];
        let rows = shown(room(44, 6, false), &metrics);
        assert_eq!(rows[2], format!("!{long}"));
        assert_eq!(rows[4], "!Load");
        let plan = Plan::of(room(44, 6, false), 1, &metrics);
        assert_eq!(plan.n_points(), 44 - 4 - 8);
        assert_eq!(Plan::n_lines_wanted(44, &metrics), 4);
    }

    #[test]
    fn where_there_are_lines_enough_graphs_are_tall_and_as_wide_as_the_pane() {
        let metrics = [metric("Load")];
        let rows = shown(room(44, 6, true), &metrics);
        insta::assert_snapshot!(rows.join("\n"), @"
        Alerts: none fires
                                       last 24 min
        !Load                       4 ┤   █
          4 %  normal 1 %             │  ▅█
          rising, above normal      0 ┤▁▁██
        ");
        let plan = Plan::of(room(200, 60, true), 1, &metrics);
        assert!(plan.n_points() > 150, "{plan:?}");
    }

    #[test]
    fn every_row_of_what_is_selected_is_reversed_in_each_form() {
        let metrics = [metric("Load"), metric("Errors that users saw")];
        for (width, height, n_rows) in [(80, 4, 1), (40, 6, 2), (80, 20, 7)] {
            let room = Room {
                selects: true,
                ..room(width, height, true)
            };
            let plan = Plan::of(room, 1, &metrics);
            let rows = plan.rows(&alert_rows(&[], width), &metrics, Some(1));
            let here = crate::tui::panes::selected(&rows);
            assert_eq!(here.len(), n_rows, "{rows:?}");
            assert!(rows[here.start].to_string().starts_with(MARKER));
        }
    }
}
