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

use crate::tui::paper::{Row, heading, paragraph, row, shorten, span};
use crate::tui::theme::{Part, style};
use crate::view::logs::{Filter, Reading};
use crate::view::screens::NO_MATCH;
use crate::view::signals::LogLine;
use crate::view::titles::NO_LINE;

/// Columns of a line's time.
const LEAD: usize = 9;

/// How what was found looks.
const FOUND: Style = Style::new().add_modifier(Modifier::REVERSED);

/// The rows of the logs; long lines go on in the next row.
#[must_use]
pub fn rows(logs: &Reading, filter: &Filter, width: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    for log in &logs.streams {
        heading(&mut rows, &log.label);
        for line in &log.lines {
            let (lead, text) = lead(line);
            match filter.find(text) {
                Some(found) => wrapped(&mut rows, lead, text, &found, width),
                None => paragraph(&mut rows, vec![lead], text, Style::new(), width, LEAD),
            }
        }
        if log.lines.is_empty() {
            let none = if filter.is_empty() { NO_LINE } else { NO_MATCH };
            rows.push(row(none, style(Part::Muted)));
        }
    }
    rows
}

/// The same beside the main pane, in so many columns and rows: lines are whole, and of each stream
/// there are the newest, as many as there is room for.
#[must_use]
pub fn side_rows(logs: &Reading, (width, height): (usize, usize)) -> Vec<Row> {
    // A free row and a heading are each stream's own.
    let room = (height / logs.streams.len().max(1))
        .saturating_sub(2)
        .max(1);
    let mut rows = Vec::new();
    for log in &logs.streams {
        heading(&mut rows, &log.label);
        let mut told: Vec<Vec<Row>> = Vec::new();
        let mut left = room;
        for line in log.lines.iter().rev() {
            let (lead, text) = lead(line);
            let mut whole = Vec::new();
            paragraph(
                &mut whole,
                vec![lead.clone()],
                text,
                Style::new(),
                width,
                LEAD,
            );
            if whole.len() > left {
                // The newest is told, whatever its length.
                let cut = shorten(text, width.saturating_sub(LEAD));
                let cut = Line::from(vec![lead, span(cut, Style::new())]);
                told.extend(told.is_empty().then(|| vec![cut]));
                break;
            }
            left -= whole.len();
            told.push(whole);
        }
        if told.is_empty() {
            rows.push(row(NO_LINE, style(Part::Muted)));
        }
        rows.extend(told.into_iter().rev().flatten());
    }
    rows
}

/// When a line was written, and what it says besides.
fn lead(line: &LogLine) -> (Span<'static>, &str) {
    let lead = span(format!("{} ", line.utc), style(Part::Muted));
    // Many a log tells the time itself.
    let text = line.text.strip_prefix(&line.utc);
    (lead, text.map_or(line.text.as_str(), str::trim_start))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::signals::LogTail;

    #[test]
    fn beside_the_main_pane_lines_are_whole_and_the_newest_come_last() {
        let line = |n: u64, text: &str| LogLine {
            n,
            utc: format!("09:00:0{n}"),
            text: text.to_owned(),
        };
        let wordy = "ERROR order 17: the payment gateway timed out after thirty seconds";
        let log = |label: &str| LogTail {
            id: label.to_owned(),
            label: label.to_owned(),
            lines: vec![line(1, "fine"), line(2, wordy), line(3, "fine again")],
        };
        let logs = Reading {
            streams: vec![log("shop.log"), log("web.log")],
            title: String::new(),
        };
        let told = |width, height| {
            let rows = side_rows(&logs, (width, height));
            assert!(rows.len() <= height.max(6), "{rows:?}");
            rows.iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        let all = told(40, 14);
        assert_eq!(
            &all[..6],
            [
                "shop.log",
                "09:00:01 fine",
                "09:00:02 ERROR order 17: the payment",
                "         gateway timed out after thirty",
                "         seconds",
                "09:00:03 fine again",
            ]
        );
        // What has no room is left out, the oldest first; nothing is cut but a newest line.
        assert_eq!(told(40, 8)[1..3], ["09:00:03 fine again", ""]);
        let logs = Reading {
            streams: vec![LogTail {
                lines: vec![line(2, wordy)],
                ..log("shop.log")
            }],
            title: String::new(),
        };
        let cut = side_rows(&logs, (40, 3));
        assert!(cut[1].to_string().ends_with(".."), "{cut:?}");
    }

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
