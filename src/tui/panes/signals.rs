//! Alerts and graphs.
//!
//! ```text
//! CRITICAL Replication lag above 4 GB                     T+01:10  03:00
//! warning  Disk filling on db2                            T+02:40  01:30
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
//! A name that is too long for its column has a row of its own, as far as there are rows; the
//! others are cut: a metric that is not seen would be worse.

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

/// Fewest columns of a graph beside them.
const GRAPH_MIN: usize = 8;

/// Below this width names may stand over their graphs.
const STACKED_BELOW: usize = 60;

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
    /// A line each; so many of the names that are too long have their own, the others are cut.
    Lines { n_wrapped: usize },
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
        let n_long = metrics.iter().filter(|it| columns.is_long(it)).count();
        let form = if TALL.contains(&n_each.min(*TALL.end())) && room.scrolls {
            Form::Tall {
                n_lines: n_each.min(*TALL.end()),
            }
        } else if columns.want_stacked(metrics) && n_each >= 2 {
            Form::Stacked
        } else {
            Form::Lines {
                n_wrapped: if room.scrolls {
                    n_long
                } else {
                    n_long.min(height.saturating_sub(metrics.len()))
                },
            }
        };
        let columns = match form {
            Form::Lines { .. } => columns,
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

    /// How many points a graph has.
    #[must_use]
    pub fn n_points(&self) -> usize {
        self.columns.graph.max(1)
    }

    /// Lines that metrics would like to have beside the main pane.
    #[must_use]
    pub fn n_lines_wanted(width: usize, metrics: &[MetricRow]) -> usize {
        let columns = Columns::of(width, metrics);
        let n_long = metrics.iter().filter(|it| columns.is_long(it)).count();
        if columns.want_stacked(metrics) {
            metrics.len() * 2
        } else {
            metrics.len() + n_long
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
        let mut n_long = 0;
        for (idx, metric) in metrics.iter().enumerate() {
            n_long += usize::from(self.columns.is_long(metric));
            let is_selected = selected == Some(idx);
            let from = rows.len();
            let drawn = self.metric(metric, n_long).into_iter();
            rows.extend(drawn.map(Drawn::row));
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

    /// A metric; `n_long` long names were met up to it, its own included.
    fn metric(&self, metric: &MetricRow, n_long: usize) -> Vec<Drawn> {
        let columns = &self.columns;
        let mark = span(sign(metric.tone), tone(metric.tone));
        let name = |mark, width: usize| Drawn {
            text: vec![mark, span(shorten(&metric.label, width), Style::new())],
            ..Drawn::default()
        };
        let blank = span(" ", Style::new());
        match self.form {
            Form::Lines { n_wrapped } if columns.is_long(metric) && n_long <= n_wrapped => {
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

/// A line of a metric: text before its graph, the graph, text after it.
#[derive(Debug, Clone, Default)]
struct Drawn {
    text: Vec<Span<'static>>,
    graph: Vec<Span<'static>>,
    after: Vec<Span<'static>>,
}

impl Drawn {
    fn row(self) -> Row {
        let spans = self.text.into_iter().chain(self.graph).chain(self.after);
        Line::from(spans.collect::<Vec<_>>())
    }
}

/// The lines of the alerts.
#[must_use]
pub fn alert_rows(alerts: &[AlertRow], width: usize) -> Vec<Row> {
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
            graph: rest - words,
            words,
            width,
        }
    }

    /// Names have lines of their own.
    fn stacked(self) -> Self {
        let room = self.width.saturating_sub(4 + self.value);
        Self {
            label: 0,
            graph: room,
            words: 0,
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

    /// Whether names would better stand over their graphs: most are too long, or leave hardly
    /// anything of the graphs.
    fn want_stacked(&self, metrics: &[MetricRow]) -> bool {
        let n_long = metrics.iter().filter(|it| self.is_long(it)).count();
        let are_long = n_long * 2 >= metrics.len() || self.graph < GRAPH_ALONE * 2;
        self.width < STACKED_BELOW && are_long
    }

    /// Whether a name is too long for its column.
    fn is_long(&self, metric: &MetricRow) -> bool {
        metric.label.width() > self.label
    }
}

/// A metric in a line.
fn in_line(mark: Span<'static>, label: &str, metric: &MetricRow, columns: &Columns) -> Drawn {
    let words = format!("{}, {}", metric.direction, metric.standing);
    let label = fit(&shorten(label, columns.label), columns.label);
    let value = shorten(&metric.value, columns.value);
    let value = format!(" {value:>0$} ", columns.value);
    let graph = graph(metric, columns.graph, 1).remove(0);
    Drawn {
        text: vec![
            mark,
            span(label, Style::new()),
            span(value, tone(metric.tone)),
        ],
        graph: vec![span(graph, tone(metric.tone))],
        after: vec![span(
            format!(" {}", shorten(&words, columns.words)),
            style(Part::Muted),
        )],
    }
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
fn tall(mark: &Span<'static>, metric: &MetricRow, columns: &Columns, n_lines: usize) -> Vec<Drawn> {
    let height = n_lines.saturating_sub(1).max(1);
    let graph = graph(metric, columns.graph, height);
    let axis = axis(metric, height);
    let mut texts = texts(metric, n_lines).into_iter();
    let mut lines = Vec::new();
    for (nth, (graph, axis)) in graph.into_iter().zip(axis).enumerate() {
        let text = if nth == 0 {
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
        lines.push(Drawn {
            text,
            graph: vec![
                span(axis, style(Part::Muted)),
                span(graph, tone(metric.tone)),
            ],
            after: Vec::new(),
        });
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
    fn long_names_have_rows_of_their_own_as_far_as_there_are_rows() {
        let long = "Fetches refused by publishers (429, 403)";
        let metrics = [metric("Load"), metric(long), metric("Errors")];
        let whole = shown(room(44, 6, false), &metrics);
        assert_eq!(whole.len(), 6);
        assert_eq!(whole[3], format!("!{long}"));
        assert!(whole[4].contains("4 % "), "{whole:?}");
        let two = [metric(long), metric("Load"), metric("Errors"), metric(long)];
        let partly = shown(room(44, 7, false), &two);
        assert_eq!(partly.len(), 7);
        assert_eq!(partly[2], format!("!{long}"));
        assert!(partly[6].contains(".."), "{partly:?}");
        let cut = shown(room(44, 5, false), &metrics);
        assert_eq!(cut.len(), 5);
        assert!(cut[3].starts_with("!Fetches refused"), "{cut:?}");
        assert!(cut[3].contains("..") && cut[3].contains("4 % "), "{cut:?}");
    }

    #[test]
    fn where_most_names_are_long_all_of_them_stand_over_wide_graphs() {
        let long = "Fetches refused by publishers (429, 403)";
        let metrics = [metric(long), metric("Load")];
        let rows = shown(room(44, 6, false), &metrics);
        assert_eq!(rows[2], format!("!{long}"));
        assert_eq!(rows[4], "!Load");
        let plan = Plan::of(room(44, 6, false), 1, &metrics);
        assert_eq!(plan.n_points(), 44 - 4 - 12);
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
