//! The logs: the tails of all streams one under the other, or one read closely.
//!
//! ```text
//! postgres db1
//! 21:54:10 ERROR: requested WAL segment has already been removed
//! 21:54:14*LOG: checkpoint starting          * and reversed: what the filter finds
//! ```

use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use crate::tui::paper::{Row, heading, paragraph, row, shorten, span};
use crate::tui::theme::{Part, style};
use crate::view::logs::{Filter, Reading};
use crate::view::screens::NO_MATCH;
use crate::view::titles::NO_LINE;

/// The rows of the logs; with `wraps`, long lines go on in the next row.
#[must_use]
pub fn rows(logs: &Reading, filter: &Filter, width: usize, wraps: bool) -> Vec<Row> {
    let mut rows = Vec::new();
    for log in &logs.streams {
        heading(&mut rows, &log.label);
        for line in &log.lines {
            // Many a log tells the time itself.
            let text = line
                .text
                .strip_prefix(&line.utc)
                .map_or(line.text.as_str(), str::trim_start);
            let found = filter.find(text);
            let mark = if found.is_some() { "*" } else { " " };
            let lead = span(format!("{}{mark}", line.utc), style(Part::Muted));
            if let Some(found) = found {
                let parts = [
                    &text[..found.start],
                    &text[found.clone()],
                    &text[found.end..],
                ];
                rows.extend(marked(lead, parts, width, wraps));
            } else if wraps {
                paragraph(&mut rows, vec![lead], text, Style::new(), width, 9);
            } else {
                let text = shorten(text, width.saturating_sub(9));
                rows.push(Line::from(vec![lead, span(text, Style::new())]));
            }
        }
        if log.lines.is_empty() {
            let none = if filter.is_empty() { NO_LINE } else { NO_MATCH };
            rows.push(row(none, style(Part::Muted)));
        }
    }
    rows
}

/// A line with what was found in it reversed; it is cut rather than wrapped, but not what was
/// found: then it begins there.
fn marked(lead: Span<'static>, parts: [&str; 3], width: usize, wraps: bool) -> Vec<Row> {
    use unicode_width::UnicodeWidthStr;
    let reversed = Style::new().add_modifier(Modifier::REVERSED);
    let room = width.saturating_sub(9);
    let [before, found, after] = parts;
    let shown_before = if before.width() + found.width() > room {
        ".. "
    } else {
        before
    };
    let left = room.saturating_sub(shown_before.width() + found.width());
    let (first, rest) = if after.width() <= left || !wraps {
        (shorten(after, left), "")
    } else {
        let head = crate::tui::paper::cut(after, left);
        (head.to_owned(), &after[head.len()..])
    };
    let mut rows = vec![Line::from(vec![
        lead,
        span(shown_before, Style::new()),
        span(found, reversed),
        span(first, Style::new()),
    ])];
    if !rest.is_empty() {
        let pad = vec![span(" ".repeat(9), Style::new())];
        paragraph(&mut rows, pad, rest.trim_start(), Style::new(), width, 9);
    }
    rows
}
