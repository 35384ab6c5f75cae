//! What users suffered, as a chart: here, on the fastest way known, in the real course. The same in
//! numbers stands under it.
//!
//! ```text
//! harm points
//!    1,000 |                                        o o o o o
//!          |                            o o o o o o
//!      500 |              o o o o o o o
//!          | * * * * * * * * * * * * * *
//!        0 |x x x
//!          T+00:00             T+20:00             T+40:00
//! * here: 418 harm points in all, at most 38 a minute from T+00:00, over at T+11:00
//! x the fastest way known: 114 harm points in all, at most 38 a minute from T+00:00, over at T+03:00
//! o the real course: 2,000 harm points in all, at most 38 a minute from T+00:00, over at T+55:00
//! ```
//!
//! Each course has a sign of its own, so no colour is needed to tell them apart. Where they meet
//! yours stands in front. One that is far beyond leaves the chart with `^`, and a line says so.

use ratatui::style::{Modifier, Style};
use ratatui::text::Line;

use super::document::{Document, Form};
use super::timelines::{LABELS, ticks};
use crate::tui::paper::{Row, paragraph, row, span};
use crate::tui::theme::{Part, series, style};
use crate::view::debrief::Sheets;
use crate::view::debrief::axis::Axis;
use crate::view::debrief::harm::{
    CourseRow, HarmSheet, LEAVES, LEAVES_MEANS, WHAT_POINTS_ARE, axis_title, ticks as value_ticks,
};

/// A cell: nothing, or the course whose sign stands there, or where one leaves.
type Cells = Vec<Vec<Option<(usize, char)>>>;

/// Puts the section's rows.
pub fn put(doc: &mut Document, sheets: &Sheets, form: Form) {
    let it = &sheets.harm;
    let most = it.most(sheets.axis.until_ms);
    if most > 0 {
        let plot = form.width.saturating_sub(LABELS).max(2);
        doc.rows.push(row(axis_title(most), style(Part::Muted)));
        let leaves = chart(doc, it, sheets.axis, (plot, form.chart_height.max(2)));
        doc.rows.push(ticks(sheets.axis, plot));
        if leaves {
            doc.listed("", &format!("{LEAVES} {LEAVES_MEANS}"), style(Part::Muted));
        }
    }
    for (idx, course) in it.courses.iter().enumerate() {
        let lead = vec![
            span(format!("{} ", course.sign), look(idx)),
            span(format!("{}: ", course.label), style(Part::Voice)),
        ];
        paragraph(
            &mut doc.rows,
            lead,
            &course.line,
            Style::new(),
            doc.prose,
            2,
        );
    }
    if let Some(strong) = it.strong_line() {
        doc.listed("  ", &strong, style(Part::Muted));
    }
    for text in &it.unknown {
        doc.listed("  ", text, style(Part::Muted));
    }
    for text in &it.rows {
        doc.listed("- ", text, Style::new());
    }
    if !it.rows.is_empty() {
        doc.listed("  ", WHAT_POINTS_ARE, style(Part::Muted));
    }
}

fn look(idx: usize) -> Style {
    let look = Style::new().fg(series(idx));
    if idx == 0 {
        look.add_modifier(Modifier::BOLD)
    } else {
        look
    }
}

/// Puts the chart; says whether a course leaves it at its top.
fn chart(doc: &mut Document, it: &HarmSheet, axis: Axis, (width, height): (usize, usize)) -> bool {
    let most = it.most(axis.until_ms);
    let mut cells: Cells = vec![vec![None; width]; height];
    let courses = it.courses.iter().enumerate().rev();
    let leaves: Vec<(usize, usize)> = courses
        .filter_map(|(idx, course)| Some((idx, draw(&mut cells, (idx, course), axis, most)?)))
        .collect();
    for &(idx, column) in &leaves {
        cells[0][column] = Some((idx, LEAVES));
    }
    let labels = value_ticks(most, u64::try_from(height / 3).unwrap_or(2));
    for (nth, cells) in cells.iter().enumerate() {
        let label = labels
            .iter()
            .rev()
            .find(|(value, _)| line_of(*value, most, height) == nth);
        let label = label.map_or("", |(_, label)| label.as_str());
        doc.rows.push(line(label, cells));
    }
    !leaves.is_empty()
}

fn line(label: &str, cells: &[Option<(usize, char)>]) -> Row {
    let room = LABELS - 1;
    let mut spans = vec![
        span(format!("{label:>room$}"), style(Part::Muted)),
        span("\u{2502}", style(Part::Border)),
    ];
    for run in cells.chunk_by(|a, b| a.map(|it| it.0) == b.map(|it| it.0)) {
        let text: String = run.iter().map(|it| it.map_or(' ', |it| it.1)).collect();
        let look = run[0].map_or(Style::new(), |(idx, _)| look(idx));
        spans.push(span(text, look));
    }
    let mut row = Line::from(spans);
    // What is empty at the end is not painted.
    if let Some(last) = row.spans.last_mut() {
        let text = last.content.trim_end().to_owned();
        last.content = text.into();
    }
    row
}

/// The line of a value, from above.
fn line_of(value: u64, most: u64, height: usize) -> usize {
    let last = u128::try_from(height - 1).unwrap_or(0);
    let most = u128::from(most.max(1));
    let up = (u128::from(value) * last + most / 2) / most;
    (height - 1).saturating_sub(usize::try_from(up).unwrap_or(usize::MAX))
}

/// A course from column to column; a steep part is drawn upwards without a gap. Gives the column
/// in which it leaves the chart, if it does.
fn draw(
    cells: &mut Cells,
    (idx, course): (usize, &CourseRow),
    axis: Axis,
    most: u64,
) -> Option<usize> {
    let (height, width) = (cells.len(), cells[0].len());
    let mut before: Option<usize> = None;
    for column in 0..width {
        let value = course.at(axis.moment(column, width))?;
        if value > most {
            let from = before.unwrap_or(height - 1);
            for cells in &mut cells[..from] {
                cells[column] = Some((idx, course.sign));
            }
            return Some(column);
        }
        let line = line_of(value, most, height);
        let from = before.map_or(line, |before| before.saturating_sub(1).max(line));
        for cells in &mut cells[line..=from] {
            cells[column] = Some((idx, course.sign));
        }
        before = Some(line);
    }
    None
}
