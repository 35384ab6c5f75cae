//! The board: hypotheses with their confidence, and what has been learned.
//!
//! ```text
//! Hypotheses  (hyp ID 0-100, drop ID)
//! [######----] disk-full      60 % since T+04:10
//!              The disk of the primary is full.
//!
//! Learned
//! T+02:10 There is a snapshot from 17:20.
//! ```

use ratatui::style::Style;
use ratatui::text::Line;

use crate::tui::paper::{Row, heading, paragraph, row, span};
use crate::tui::theme::{Part, style, tone};
use crate::view::board::{Board, HypothesisRow};
use crate::view::screens::BOARD_USE;
use crate::view::titles;

/// The rows of the board.
#[must_use]
pub fn rows(board: &Board, width: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    heading(&mut rows, titles::BOARD);
    for it in &board.hypotheses {
        hypothesis(&mut rows, it, width);
    }
    rows.push(row(BOARD_USE, style(Part::Muted)));
    heading(&mut rows, titles::LEARNED);
    for clue in &board.clues {
        let lead = vec![span(format!("{} ", clue.at), style(Part::Muted))];
        paragraph(&mut rows, lead, &clue.text, Style::new(), width, 8);
    }
    if board.clues.is_empty() {
        rows.push(row(titles::NOTHING_LEARNED, style(Part::Muted)));
    }
    rows
}

fn hypothesis(rows: &mut Vec<Row>, it: &HypothesisRow, width: usize) {
    let text = if it.dropped {
        style(Part::Muted)
    } else {
        Style::new()
    };
    let mut line = Line::from(vec![
        span(format!("{} ", bar(it)), tone(it.tone)),
        span(format!("{}  ", it.id), style(Part::Voice)),
        span(it.standing.clone(), tone(it.tone)),
    ]);
    if line.width() > width {
        // The number says what the bar shows.
        line.spans.remove(0);
    }
    rows.push(line);
    let pad = vec![span("    ", Style::new())];
    paragraph(rows, pad, &it.text, text, width, 4);
}

fn bar(it: &HypothesisRow) -> String {
    let tenths = match it.confidence {
        Some(confidence) if !it.dropped => usize::from(confidence.min(100) + 5) / 10,
        Some(_) | None => 0,
    };
    format!("[{}{}]", "#".repeat(tenths), "-".repeat(10 - tenths))
}
