//! The logs: the tails of all streams one under the other, or one read closely.
//!
//! ```text
//! postgres db1
//! 21:54:10 ERROR: requested WAL segment has already been removed
//! 21:54:14 LOG: checkpoint starting          reversed: what the filter finds
//! ```

use std::ops::Range;

use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::tui::paper::{Row, heading, paragraph, row, shorten, span};
use crate::tui::theme::{Part, style};
use crate::view::logs::{Filter, Reading};
use crate::view::screens::NO_MATCH;
use crate::view::titles::NO_LINE;

/// Columns of a line's time.
const LEAD: usize = 9;

/// How what was found looks.
const FOUND: Style = Style::new().add_modifier(Modifier::REVERSED);

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
            let lead = span(format!("{} ", line.utc), style(Part::Muted));
            if let Some(found) = found.clone().filter(|_| wraps) {
                wrapped(&mut rows, lead, text, &found, width);
            } else if let Some(found) = found {
                let parts = [
                    &text[..found.start],
                    &text[found.clone()],
                    &text[found.end..],
                ];
                rows.push(marked(lead, parts, width));
            } else if wraps {
                paragraph(&mut rows, vec![lead], text, Style::new(), width, LEAD);
            } else {
                let text = shorten(text, width.saturating_sub(LEAD));
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

/// A line with what was found in it reversed; long ones go on in the next row, as any other.
fn wrapped(
    rows: &mut Vec<Row>,
    lead: Span<'static>,
    text: &str,
    found: &Range<usize>,
    width: usize,
) {
    let begun = rows.len();
    paragraph(rows, vec![lead], text, Style::new(), width, LEAD);
    let mut at = 0;
    for (nth, it) in rows[begun..].iter_mut().enumerate() {
        let lead = (nth == 0).then(|| it.spans.remove(0));
        let shown: String = it.spans.iter().map(|it| &*it.content).collect();
        let words = shown.trim_start();
        // Wrapping drops spaces only: what is left comes in the same order.
        at += text[at..].find(words).unwrap_or(0);
        let place = |it: usize| it.clamp(at, at + words.len()) - at;
        let (from, to) = (place(found.start), place(found.end));
        let pad = shown[..shown.len() - words.len()].to_owned();
        let mut spans: Vec<Span> = lead.into_iter().collect();
        spans.push(span(pad, Style::new()));
        spans.push(span(&words[..from], Style::new()));
        spans.push(span(&words[from..to], FOUND));
        spans.push(span(&words[to..], Style::new()));
        spans.retain(|it| !it.content.is_empty());
        at += words.len();
        *it = Line::from(spans);
    }
}

/// The same in one row, where there is little room: it is cut, but not what was found; then it
/// begins there.
fn marked(lead: Span<'static>, parts: [&str; 3], width: usize) -> Row {
    let room = width.saturating_sub(LEAD);
    let [before, found, after] = parts;
    let shown_before = if before.width() + found.width() > room {
        ".. "
    } else {
        before
    };
    let left = room.saturating_sub(shown_before.width() + found.width());
    Line::from(vec![
        lead,
        span(shown_before, Style::new()),
        span(found, FOUND),
        span(shorten(after, left), Style::new()),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_leaves_words_whole_and_reverses_what_it_finds() {
        let text = "ERROR order 17: the payment gateway timed out";
        for (wanted, width) in [("payment", 30), ("payment gateway", 30), ("error", 60)] {
            let found = Filter::of(wanted).find(text).expect("it is there");
            let lead = || span("09:00:00 ", Style::new());
            let (mut plain, mut rows) = (Vec::new(), Vec::new());
            paragraph(&mut plain, vec![lead()], text, Style::new(), width, LEAD);
            wrapped(&mut rows, lead(), text, &found, width);
            let texts = |rows: &[Row]| rows.iter().map(ToString::to_string).collect::<Vec<_>>();
            assert_eq!(texts(&rows), texts(&plain));
            let marked = rows.iter().flat_map(|it| &it.spans);
            let marked = marked.filter(|it| it.style == FOUND);
            let marked: Vec<&str> = marked.map(|it| &*it.content).collect();
            assert_eq!(marked.join(" ").to_lowercase(), wanted);
        }
    }
}
