//! The score: a bar for each dimension, its lines when somebody wants them.
//!
//! ```text
//! 1 Score: 89 of 100, grade B
//! Example Bakery, 2024-06-01; stress untimed, seed 7
//! > Response       [################----]  80   5 lines
//!      was the page taken, weighed, and the right people called?
//!       35 of 35  T+00:00 page taken at T+00:00, in time
//!                 while it rings, nobody has it; aim: T+02:00
//!                 from event 3, `ack`
//!   Diagnosis      [###############-----]  77   6 lines
//! ```

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use super::document::{Document, Form, Item};
use crate::tui::paper::{Row, row, span};
use crate::tui::theme::{Part, style, tone};
use crate::view::debrief::Sheets;
use crate::view::score::{DimensionRow, LineRow};
use crate::view::titles::debrief as titles;
use crate::view::words::Tone;
use crate::view::{screens, titles as all_titles};

/// Columns for a dimension's name before its bar.
const LABEL: u16 = 15;

/// Rows before the first bar.
const ABOVE: u16 = 2;

/// Columns before the text of a line.
const INDENT: usize = 14;

/// What a bar is made of, on that width.
const fn bar_width(width: usize) -> usize {
    if width >= 90 { 40 } else { 20 }
}

/// Where the bars stand in a body that is not scrolled.
#[must_use]
pub fn bars(body: Rect) -> Rect {
    let rows = crate::engine::score::Dimension::ALL.len();
    let bar = Rect {
        x: body.x + 2 + LABEL + 1,
        y: body.y + ABOVE,
        width: u16::try_from(bar_width(body.width.into())).unwrap_or(u16::MAX),
        height: u16::try_from(rows).unwrap_or(u16::MAX),
    };
    bar.intersection(body)
}

/// Puts the section's rows.
pub fn put(doc: &mut Document, sheets: &Sheets, form: Form) {
    let played = format!(
        "{}; {} {}, {} {}",
        sheets.subtitle,
        screens::STRESS,
        sheets.stress,
        screens::SEED,
        sheets.seed
    );
    doc.rows.push(row(played, style(Part::Muted)));
    for (idx, dimension) in sheets.score.dimensions.iter().enumerate() {
        let is_open = form.open & (1 << idx) != 0;
        doc.item(Item::Dimension(idx), bar(dimension, form.width, is_open));
        if is_open {
            doc.listed("     ", dimension.asks, style(Part::Muted));
            for line in &dimension.lines {
                score_line(doc, line);
            }
        }
    }
    for cap in &sheets.score.caps {
        doc.listed("! ", cap, tone(Tone::Warning));
    }
    doc.list(titles::CLAIMS, &sheets.claims);
}

fn bar(it: &DimensionRow, width: usize, is_open: bool) -> Row {
    let n_cells = bar_width(width);
    let filled = it.points.map_or(0, |points| {
        (usize::from(points.min(100)) * n_cells + 50) / 100
    });
    let bar = format!("[{}{}]", "#".repeat(filled), "-".repeat(n_cells - filled));
    let label = usize::from(LABEL);
    let mut spans = vec![
        span(format!("{:<label$}", it.label), Style::new()),
        span(bar, tone(it.tone)),
        span(format!(" {:>3}", it.shown), tone(it.tone)),
    ];
    if !is_open {
        let more = screens::n_lines(it.lines.len());
        spans.push(span(format!("   {more}"), style(Part::Muted)));
    }
    Line::from(spans)
}

fn score_line(doc: &mut Document, it: &LineRow) {
    let at = if it.at.is_empty() {
        String::new()
    } else {
        format!("{} ", it.at)
    };
    let lead = vec![
        span(
            format!("   {:>3} of {:<3} ", it.points, it.of),
            tone(it.tone),
        ),
        span(at, style(Part::Muted)),
    ];
    let mut found = it.what.lines();
    crate::tui::paper::paragraph(
        &mut doc.rows,
        lead,
        found.next().unwrap_or_default(),
        style(Part::Heading),
        doc.prose,
        INDENT,
    );
    let pad = " ".repeat(INDENT);
    for entry in found {
        let entry = entry.strip_prefix("- ").unwrap_or(entry);
        doc.listed(&format!("{pad}- "), entry, Style::new());
    }
    doc.listed(&pad, &it.why, Style::new());
    doc.listed(&pad, &it.history, style(Part::Voice));
    let from = format!("{} {}", all_titles::debrief::FROM, it.event);
    doc.listed(&pad, &from, style(Part::Muted));
}
