//! The tails of the logs, one under the other.
//!
//! ```text
//! postgres db1
//! 21:54:10 ERROR: requested WAL segment has already been removed
//! 21:54:14 LOG: checkpoint starting
//! ```

use ratatui::style::Style;
use ratatui::text::Line;

use crate::tui::paper::{Row, heading, paragraph, row, shorten, span};
use crate::tui::theme::{Part, style};
use crate::view::signals::LogTail;
use crate::view::titles::NO_LINE;

/// The rows of the logs; with `wraps`, long lines go on in the next row.
#[must_use]
pub fn rows(logs: &[LogTail], width: usize, wraps: bool) -> Vec<Row> {
    let mut rows = Vec::new();
    for log in logs {
        heading(&mut rows, &log.label);
        for line in &log.lines {
            // Many a log tells the time itself.
            let text = line
                .text
                .strip_prefix(&line.utc)
                .map_or(line.text.as_str(), str::trim_start);
            let lead = span(format!("{} ", line.utc), style(Part::Muted));
            if wraps {
                paragraph(&mut rows, vec![lead], text, Style::new(), width, 9);
            } else {
                let text = shorten(text, width.saturating_sub(9));
                rows.push(Line::from(vec![lead, span(text, Style::new())]));
            }
        }
        if log.lines.is_empty() {
            rows.push(row(NO_LINE, style(Part::Muted)));
        }
    }
    rows
}
