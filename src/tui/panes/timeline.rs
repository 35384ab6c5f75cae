//! The timeline: what happened, who said what, what the terminals showed.
//!
//! ```text
//! T+00:00 PAGE    pager: Replication lag above 4 GB
//! T+00:40 claim   you took the page
//! T+01:10 runs    you $ lvs  (until T+02:10)
//! T+02:10 output  you $ lvs
//! | LV        VG     LSize
//! | snap-1720 data   300g
//! T+02:10 learned There is a snapshot from 17:20.
//! T+03:00 says    dba: on my way, ten minutes
//! ```
//!
//! Times are as wide as the widest that is shown: what comes after them is a column.

use ratatui::style::Style;

use crate::tui::paper::{Row, block, paragraph, span};
use crate::tui::theme::{Part, style, tone};
use crate::view::timeline::{Entry, Kind};

/// What stands before a line of terminal text. Two columns, so that the 78 columns of a
/// scenario's outputs fit in 80.
const BAR: &str = "\u{2502} ";

/// From here on there is room for the word that says what sort of thing an entry is.
const WITH_KIND: usize = 56;

/// The columns of a timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Columns {
    /// Those of the longest time, at least.
    pub time: usize,
    /// All of them.
    pub width: usize,
}

/// The rows of some entries.
pub fn rows(out: &mut Vec<Row>, entries: &[Entry], columns: Columns) {
    let Columns { time, width } = columns;
    let indent = time + 1;
    for entry in entries {
        match entry.kind {
            Kind::Output | Kind::Answer => {
                let (command, text) = entry
                    .lines
                    .split_first()
                    .map_or(("", &[][..]), |it| (it.0.as_str(), it.1));
                paragraph(
                    out,
                    lead(entry, columns, " "),
                    command,
                    style(Part::Typed),
                    width,
                    indent,
                );
                block(out, text, BAR, tone(entry.tone), width);
            }
            Kind::Page => {
                let (title, text) = entry
                    .lines
                    .split_first()
                    .map_or(("", &[][..]), |it| (it.0.as_str(), it.1));
                paragraph(
                    out,
                    lead(entry, columns, ": "),
                    title,
                    tone(entry.tone),
                    width,
                    indent,
                );
                block(out, text, BAR, Style::new(), width);
            }
            Kind::Message | Kind::Note | Kind::Post | Kind::Hint => {
                said(out, entry, lead(entry, columns, ": "), columns);
            }
            Kind::Alert
            | Kind::Started
            | Kind::Clue
            | Kind::Person
            | Kind::Claim
            | Kind::Board
            | Kind::Clock
            | Kind::Read
            | Kind::Ending
            | Kind::Debrief => said(out, entry, lead(entry, columns, " "), columns),
        }
    }
}

fn said(
    out: &mut Vec<Row>,
    entry: &Entry,
    lead: Vec<ratatui::text::Span<'static>>,
    Columns { time, width }: Columns,
) {
    let (first, more) = match entry.lines.split_first() {
        Some((first, more)) => (first.as_str(), more),
        None => ("", &[][..]),
    };
    let indent = time + 1;
    paragraph(out, lead, first, tone(entry.tone), width, indent);
    for line in more {
        let pad = vec![span(" ".repeat(indent), Style::new())];
        paragraph(out, pad, line, tone(entry.tone), width, indent);
    }
}

fn lead(entry: &Entry, columns: Columns, after_who: &str) -> Vec<ratatui::text::Span<'static>> {
    let time = format!("{:<1$} ", entry.time, columns.time);
    let mut lead = vec![span(time, style(Part::Muted))];
    if columns.width >= WITH_KIND {
        lead.push(span(format!("{:<8}", entry.kind.word()), tone(entry.tone)));
    }
    if !entry.who.is_empty() {
        lead.push(span(
            format!("{}{after_who}", entry.who),
            style(Part::Voice),
        ));
    }
    lead
}
