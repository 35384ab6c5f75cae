//! One metric as a large chart, with a moment to read, thresholds, and what happened.
//!
//! ```text
//! Edge 5xx ratio, %   last 24 min
//! T+04:10, 09:52:10 UTC: 84.9 %, far above normal (normal: 0.05 %)
//!     100 |             _______|______
//!      80 |           _/       |          the curve, in dots finer than a cell
//!      60 |          /         |          | the moment that is read
//!      40 |         /          |
//!      20 |- - - - / - - - - - | - - -    - - where an alert begins to fire, . . what is normal
//!       0 |______1/__2_____3___|4_____    signs of what happened, one for each column
//!          T+00:00    T+02:00    T+04:00
//!          09:48:00   09:50:00   09:52:00
//!  - - CRITICAL above 5 %: Edge 5xx above 5 %
//!  1 T+00:30 FIRING CRITICAL: Edge 5xx above 5 %
//! ```
//!
//! With room beside it the legend stands there. Invariant: each sign on the axis is in the legend or
//! counted in its last line, and each line of the legend has its sign on the axis.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::symbols::Marker;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use ratatui::widgets::canvas::{Canvas, Line as Stroke};

use super::select;
use crate::engine::time::Elapsed;
use crate::tui::paper::{Row, paragraph, put, put_both, row, shorten, span};
use crate::tui::theme::{MARKER, NO_MARKER, Part, style, tone};
use crate::view::chart::{Chart, Mark, NORMAL, SIGNS, left_out};
use crate::view::titles;

/// Columns for the labels of values and the line beside them.
const LABELS: u16 = 10;

/// From this width on the legend stands beside the chart.
const BESIDE_FROM: u16 = 110;

/// Columns of a legend beside the chart, at least and at most.
const LEGEND: (u16, u16) = (46, 76);

/// Rows over and under the plot: title, reading; marks, times, UTC.
const AROUND: u16 = 5;

/// Where the parts of a chart stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Places {
    plot: Rect,
    legend: Rect,
}

impl Places {
    fn of(area: Rect) -> Self {
        let beside = area.width >= BESIDE_FROM;
        let for_legend = (area.width * 2 / 5).clamp(LEGEND.0, LEGEND.1);
        let width = if beside {
            area.width - for_legend
        } else {
            area.width
        };
        let rest = area.height.saturating_sub(AROUND);
        // The curve is why one looks; of little height the legend gets a third.
        let under = if beside { 0 } else { (rest / 3).min(12) };
        let plot = Rect {
            x: area.x + LABELS.min(area.width),
            y: area.y + 2.min(area.height),
            width: width.saturating_sub(LABELS),
            height: rest - under,
        };
        let legend = if beside {
            Rect {
                x: area.x + width + 1,
                y: area.y + 2.min(area.height),
                width: for_legend - 1,
                height: area.height.saturating_sub(2),
            }
        } else {
            Rect {
                y: (plot.bottom() + 3).min(area.bottom()),
                height: under,
                ..area
            }
        };
        Self {
            plot: plot.intersection(area),
            legend: legend.intersection(area),
        }
    }
}

/// Columns and rows that a chart's curve has in an area.
#[must_use]
pub fn plot_size(area: Rect) -> (usize, usize) {
    let plot = Places::of(area).plot;
    (plot.width.into(), plot.height.into())
}

/// Paints a chart into an area.
pub fn paint(chart: &Chart, area: Rect, buf: &mut Buffer) {
    let Places { plot, legend } = Places::of(area);
    let line = |y: u16| Rect {
        y,
        height: 1,
        ..area
    };
    let title = Line::from(vec![
        span(format!(" {}", chart.title), style(Part::Heading)),
        span(format!("   {}", chart.window), style(Part::Muted)),
    ]);
    put_both(
        &title,
        &row(NORMAL, style(Part::Muted)),
        line(area.y).intersection(area),
        buf,
    );
    let reading = row(format!(" {}", chart.reading), tone(chart.tone));
    put(&reading, line(area.y + 1).intersection(area), buf);
    if plot.width < 2 || plot.height < 2 {
        return;
    }
    curve(chart, plot, buf);
    thresholds(chart, plot, buf);
    normal(chart, plot, buf);
    values(chart, plot, area.x, buf);
    let under = |down: u16| {
        Rect {
            y: plot.bottom() + down,
            height: 1,
            ..plot
        }
        .intersection(area)
    };
    let signed = Signed::all(chart, plot);
    marks(&signed, under(0), buf);
    times(chart, [under(1), under(2)], buf);
    cursor(chart, plot, buf);
    told(chart, &signed, legend, buf);
}

/// The part of the way from `low` to `high`, in steps of a length.
pub(super) fn step(value: f64, (low, high): (f64, f64), n_steps: u16) -> u16 {
    let last = n_steps.saturating_sub(1);
    let reach = high - low;
    if reach <= 0.0 || !value.is_finite() {
        return 0;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to the steps; a cast from float saturates"
    )]
    let step = ((value - low) / reach * f64::from(last))
        .round()
        .clamp(0.0, f64::from(last)) as u16;
    step
}

#[expect(clippy::cast_precision_loss, reason = "times are far below 2^52 ms")]
const fn ms(at: Elapsed) -> f64 {
    at.0 as f64
}

/// What the axis of time begins and ends with; the page rang at zero.
fn reach(chart: &Chart) -> (f64, f64) {
    let from = ms(chart.span.0) - ms(Elapsed::ZERO + chart.before);
    (from, ms(chart.span.1))
}

fn column(chart: &Chart, at: f64, plot: Rect) -> u16 {
    plot.x + step(at, reach(chart), plot.width)
}

fn line_of(chart: &Chart, value: f64, plot: Rect) -> u16 {
    plot.bottom() - 1 - step(value, chart.bounds, plot.height)
}

fn curve(chart: &Chart, plot: Rect, buf: &mut Buffer) {
    let look = tone(chart.tone).fg.unwrap_or(ratatui::style::Color::Reset);
    let reach = reach(chart);
    let canvas = Canvas::default()
        .marker(Marker::Braille)
        .x_bounds([reach.0, reach.1])
        .y_bounds([chart.bounds.0, chart.bounds.1])
        .paint(|it| {
            if let (true, Some((first, value))) = (reach.0 < 0.0, chart.points.first()) {
                let (normal, first) = (chart.normal, ms(*first));
                it.draw(&Stroke::new(reach.0, normal, 0.0, normal, look));
                it.draw(&Stroke::new(0.0, normal, first, *value, look));
            }
            for pair in chart.points.windows(2) {
                if let [(x1, y1), (x2, y2)] = pair {
                    let within = |y: f64| y.clamp(chart.bounds.0, chart.bounds.1);
                    let (y1, y2) = (within(*y1), within(*y2));
                    it.draw(&Stroke::new(ms(*x1), y1, ms(*x2), y2, look));
                }
            }
        });
    canvas.render(plot, buf);
}

/// Whether nothing stands in a cell; a braille cell without a dot is empty, too.
fn is_free(buf: &Buffer, at: Position) -> bool {
    matches!(buf[at].symbol(), " " | "\u{2800}")
}

fn thresholds(chart: &Chart, plot: Rect, buf: &mut Buffer) {
    for it in &chart.thresholds {
        let y = line_of(chart, it.value, plot);
        for x in (plot.left()..plot.right()).step_by(2) {
            let at = Position { x, y };
            if is_free(buf, at) {
                buf[at].set_symbol("-").set_style(tone(it.tone));
            }
        }
    }
}

/// What is normal, between the columns of the thresholds.
fn normal(chart: &Chart, plot: Rect, buf: &mut Buffer) {
    let y = line_of(chart, chart.normal, plot);
    for x in (plot.left() + 1..plot.right()).step_by(2) {
        let at = Position { x, y };
        if is_free(buf, at) {
            buf[at].set_symbol(".").set_style(style(Part::Muted));
        }
    }
}

fn values(chart: &Chart, plot: Rect, left: u16, buf: &mut Buffer) {
    for y in plot.top()..plot.bottom() {
        let at = Position { x: plot.x - 1, y };
        buf[at]
            .set_symbol("\u{2502}")
            .set_style(style(Part::Border));
    }
    let room = usize::from(LABELS - 2);
    for (value, label) in &chart.values {
        let y = line_of(chart, *value, plot);
        let label = format!("{:>room$}", shorten(label, room));
        buf.set_stringn(left, y, label, room, style(Part::Muted));
    }
}

/// Something that happened, with its sign on the axis.
struct Signed<'a> {
    sign: char,
    column: u16,
    mark: &'a Mark,
}

impl<'a> Signed<'a> {
    /// The latest marks, as many as there are signs for their columns.
    fn all(chart: &'a Chart, plot: Rect) -> Vec<Self> {
        let mut n_columns = 0_usize;
        let mut last = None;
        let numbered: Vec<(usize, u16, &Mark)> = chart
            .marks
            .iter()
            .map(|mark| {
                let column = column(chart, ms(mark.at), plot);
                if last.replace(column) != Some(column) {
                    n_columns += 1;
                }
                (n_columns - 1, column, mark)
            })
            .collect();
        let first = n_columns.saturating_sub(SIGNS.len());
        let signed = numbered.into_iter().filter_map(|(nth, column, mark)| {
            let sign = SIGNS.chars().nth(nth.checked_sub(first)?)?;
            Some(Self { sign, column, mark })
        });
        signed.collect()
    }
}

fn marks(signed: &[Signed], line: Rect, buf: &mut Buffer) {
    for x in line.left()..line.right() {
        let at = Position { x, y: line.y };
        if line.contains(at) {
            buf[at]
                .set_symbol("\u{2500}")
                .set_style(style(Part::Border));
        }
    }
    for it in signed {
        let at = Position {
            x: it.column,
            y: line.y,
        };
        if line.contains(at) {
            let look = tone(it.mark.tone).add_modifier(Modifier::BOLD);
            buf[at].set_char(it.sign).set_style(look);
        }
    }
}

fn times(chart: &Chart, lines: [Rect; 2], buf: &mut Buffer) {
    let mut free_from = lines[0].x;
    for tick in &chart.times {
        let width = u16::try_from(tick.time.len().max(tick.utc.len())).unwrap_or(u16::MAX);
        let at = ms(tick.at) - ms(Elapsed::ZERO + tick.before);
        let x = column(chart, at, lines[0]);
        if x < free_from || x.saturating_add(width) > lines[0].right() {
            continue;
        }
        free_from = x + width + 2;
        for (line, text) in lines.iter().zip([&tick.time, &tick.utc]) {
            if !line.is_empty() {
                buf.set_stringn(x, line.y, text, width.into(), style(Part::Muted));
            }
        }
    }
}

fn cursor(chart: &Chart, plot: Rect, buf: &mut Buffer) {
    let Some(at) = chart.cursor else {
        return;
    };
    let x = column(chart, ms(at), plot);
    for y in plot.top()..plot.bottom() {
        let at = Position { x, y };
        if is_free(buf, at) || matches!(buf[at].symbol(), "-" | ".") {
            buf[at].set_symbol("\u{2502}").set_style(style(Part::Focus));
        } else {
            buf[at].modifier.insert(Modifier::REVERSED);
        }
    }
}

/// Thresholds, then what happened; what happened at the moment that is read has a marker. What
/// happened is told whole if all of it has room, else in a line each.
fn told(chart: &Chart, signed: &[Signed], area: Rect, buf: &mut Buffer) {
    let width = usize::from(area.width);
    let mut rows: Vec<Row> = Vec::new();
    for it in &chart.thresholds {
        let lead = vec![span(" - - ", tone(it.tone))];
        paragraph(&mut rows, lead, &it.text, tone(it.tone), width, 5);
    }
    if rows.is_empty() {
        let none = format!(" {}: {}", titles::THRESHOLDS, titles::NO_ALERT_ON_IT);
        rows.push(row(none, style(Part::Muted)));
    }
    let room = usize::from(area.height).saturating_sub(rows.len());
    let read_at = chart.cursor.unwrap_or(chart.span.1);
    let until = signed.iter().filter(|it| it.mark.at <= read_at);
    let until = until.count();
    let here = until.checked_sub(1).filter(|_| chart.cursor.is_some());
    let here = here.map(|last| signed[last].mark.at);
    let is_here = |it: &Signed| here == Some(it.mark.at);
    let whole = signed.iter().flat_map(|it| mark(it, is_here(it), width));
    let whole: Vec<Row> = whole.take(room + 1).collect();
    let n_marks = chart.marks.len();
    let short = |it: &Signed| in_a_row(it, is_here(it), width);
    if whole.len() <= room && signed.len() == n_marks {
        rows.extend(whole);
    } else if n_marks <= room && signed.len() == n_marks {
        rows.extend(signed.iter().map(short));
    } else if let Some(room) = room.checked_sub(1) {
        // What happened last before the moment, and a little of what came after.
        let last = (until + room / 4).max(room).min(signed.len());
        let first = last.saturating_sub(room);
        rows.extend(signed[first..last].iter().map(short));
        let n_earlier = n_marks - (signed.len() - first);
        let words = left_out(n_earlier, signed.len() - last);
        rows.push(row(format!("{NO_MARKER}{words}"), style(Part::Muted)));
    }
    for (line, row) in area.rows().zip(&rows) {
        put(row, line, buf);
    }
}

fn mark(it: &Signed, is_here: bool, width: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    let (lead, look) = looks(it, is_here);
    paragraph(&mut rows, vec![lead], &it.mark.text, look, width, 4);
    if is_here {
        select(&mut rows);
    }
    rows
}

fn in_a_row(it: &Signed, is_here: bool, width: usize) -> Row {
    let (lead, look) = looks(it, is_here);
    let text = shorten(&it.mark.text, width.saturating_sub(lead.width()));
    let mut row = Line::from(vec![lead, span(text, look)]);
    if is_here {
        select(std::slice::from_mut(&mut row));
    }
    row
}

/// What stands before a mark, and how its text looks.
fn looks(it: &Signed, is_here: bool) -> (Span<'static>, Style) {
    let marker = if is_here { MARKER } else { NO_MARKER };
    let lead = span(format!("{marker}{} ", it.sign), style(Part::Key));
    (lead, tone(it.mark.tone))
}

/// What a pane shows where there is no metric to draw.
#[must_use]
pub fn none() -> Row {
    row(crate::view::screens::NO_METRIC, Style::new())
}
