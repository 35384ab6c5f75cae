//! The tails of the logs, one under the other.
//!
//! ```text
//! postgres db1
//! 21:54:10 ERROR: requested WAL segment has already been removed
//! 21:54:14 LOG: checkpoint starting
//! ```

use ratatui::style::Style;

use crate::tui::paper::{Row, heading, paragraph, row, span};
use crate::tui::theme::{Part, style};
use crate::view::signals::LogTail;

/// The rows of the logs.
#[must_use]
pub fn rows(logs: &[LogTail], width: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    for log in logs {
        heading(&mut rows, &log.label);
        for line in &log.lines {
            let lead = vec![span(format!("{} ", line.utc), style(Part::Muted))];
            paragraph(&mut rows, lead, &line.text, Style::new(), width, 9);
        }
        if log.lines.is_empty() {
            rows.push(row("(nothing yet)", style(Part::Muted)));
        }
    }
    rows
}
