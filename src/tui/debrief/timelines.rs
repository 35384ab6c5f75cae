//! Both timelines on one axis: yours over the real one, and everything that happened beside what
//! really did. Where the record is silent, that is drawn.
//!
//! ```text
//!           T+00:00             T+20:00             T+40:00
//! here      A·W··M····R
//! real         A░░░░░░░░░░░░░░░░░░W░░░░░░░░░░░░░░░░░░░░░M·····
//!
//! Here                              Really
//! T+00:40 you: took the page        |
//!                                   | T+03:00 Somebody takes the page [S1]
//! T+04:10 you: $ lvs                ░ / / / / / / / / / /
//!                                   | T+20:00 The first public word [S1]
//! ```
//!
//! In few columns one stands under the other, each entry saying whose it is.

use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::document::Document;
use crate::tui::paper::{Row, paragraph, row, span};
use crate::tui::theme::{Part, style, tone};
use crate::view::debrief::axis::{Axis, SILENT, Strip, legend};
use crate::view::debrief::{Sheets, TheirRow, YourRow};
use crate::view::titles::debrief as titles;

/// Columns before the axis: what stands on it, the values of a chart.
pub const LABELS: usize = 10;

/// From this width on they stand beside each other.
const BESIDE_FROM: usize = 90;

/// Hatching of a stretch of which nothing is known.
const HATCH: &str = "\u{2571}   ";

/// Between the two where the record speaks.
const RULE: &str = "\u{2502} ";

/// Entries that are laid out at a time.
const N_AT_ONCE: usize = 8;

/// Puts what both have in common: the axis and its legend.
pub fn put(doc: &mut Document, sheets: &Sheets, width: usize) {
    let plot = width.saturating_sub(LABELS).max(2);
    doc.rows.push(ticks(sheets.axis, plot));
    doc.rows.push(strip(&sheets.here, sheets.axis, plot));
    if !sheets.fictional {
        doc.rows.push(strip(&sheets.there, sheets.axis, plot));
    }
    let note = legend(sheets.fictional);
    doc.listed("", &note, style(Part::Muted));
    doc.rows.push(Row::default());
    if !sheets.fictional && width >= BESIDE_FROM {
        let title = |text: &str| vec![row(text.to_owned(), style(Part::Voice))];
        let heads = (title(titles::HERE), title(titles::REAL));
        join(&mut doc.rows, heads, column(width), false);
    }
}

/// Puts the next entries, from that one on; gives the one to go on with, if any are left.
pub fn go_on(doc: &mut Document, sheets: &Sheets, width: usize, from: usize) -> Option<usize> {
    let all = both(sheets);
    for entry in all.iter().skip(from).take(N_AT_ONCE) {
        if sheets.fictional {
            entry.put(&mut doc.rows, Vec::new(), doc.prose);
        } else if width < BESIDE_FROM {
            one_under_the_other(doc, sheets, entry);
        } else {
            beside(doc, sheets, entry, column(width));
        }
    }
    Some(from + N_AT_ONCE).filter(|next| *next < all.len())
}

/// The labels of the axis over so many columns.
pub fn ticks(axis: Axis, plot: usize) -> Row {
    let mut line = " ".repeat(LABELS);
    for (at, label) in axis.ticks((plot / 16).max(1)) {
        let Some(column) = axis.column(at, plot) else {
            continue;
        };
        let from = LABELS + column;
        if line.len() > from && column > 0 {
            continue;
        }
        if from + label.len() > LABELS + plot {
            break;
        }
        line.push_str(&" ".repeat(from.saturating_sub(line.len())));
        line.push_str(&label);
        line.push(' ');
    }
    row(line, style(Part::Muted))
}

/// What stands on the axis for one of them.
fn strip(it: &Strip, axis: Axis, plot: usize) -> Row {
    let column = |at: u64| axis.column(at, plot);
    let mut cells: Vec<char> = vec![' '; plot];
    let end = column(it.until_ms).unwrap_or(plot - 1);
    for cell in &mut cells[..=end.min(plot - 1)] {
        *cell = '\u{2500}';
    }
    for (from, until) in &it.silent {
        let Some(from) = column(*from) else { continue };
        let until = column(*until).unwrap_or(plot - 1).max(from + 1);
        for cell in &mut cells[from..until.min(plot)] {
            *cell = SILENT;
        }
    }
    for (at, sign) in &it.marks {
        if let Some(column) = column(*at) {
            cells[column] = *sign;
        }
    }
    if it.n_before > 0 && !cells[0].is_ascii_alphabetic() {
        cells[0] = '<';
    }
    if it.n_after > 0 && !cells[plot - 1].is_ascii_alphabetic() {
        cells[plot - 1] = '>';
    }
    let mut spans = vec![span(format!("{:<LABELS$}", it.label), style(Part::Voice))];
    for run in cells.chunk_by(|a, b| look(*a) == look(*b)) {
        let text: String = run.iter().collect();
        spans.push(span(text, look(run[0])));
    }
    Line::from(spans)
}

fn look(sign: char) -> Style {
    match sign {
        '\u{2500}' | ' ' => style(Part::Border),
        SILENT => style(Part::Warning),
        '!' => style(Part::Bad),
        'A'..='Z' => style(Part::Heading),
        _ => style(Part::Text),
    }
}

/// An entry of one of them.
enum Entry<'a> {
    Here(&'a YourRow),
    Real(&'a TheirRow),
}

impl Entry<'_> {
    fn at_ms(&self) -> i64 {
        match self {
            Self::Here(it) => i64::try_from(it.at_ms).unwrap_or(i64::MAX),
            Self::Real(it) => it.at_ms,
        }
    }

    /// Whether the record is silent of it.
    fn is_silent(&self, sheets: &Sheets) -> bool {
        matches!(self, Self::Real(it) if it.unknown) || is_silent(sheets, self.at_ms())
    }

    fn put(&self, rows: &mut Vec<Row>, lead: Vec<Span<'static>>, width: usize) {
        match self {
            Self::Here(it) => your_row(rows, lead, it, width),
            Self::Real(it) => their_row(rows, lead, it, width),
        }
    }
}

/// Both in the order of time; what really happened comes first at the same moment.
fn both(sheets: &Sheets) -> Vec<Entry<'_>> {
    let mut all: Vec<Entry> = sheets.theirs.iter().map(Entry::Real).collect();
    all.extend(sheets.yours.iter().map(Entry::Here));
    all.sort_by_key(Entry::at_ms);
    all
}

/// Whether the record is silent at a moment.
fn is_silent(sheets: &Sheets, at_ms: i64) -> bool {
    let mut stretches = sheets.theirs.iter().filter(|it| it.unknown);
    stretches.any(|it| it.at_ms <= at_ms && it.until_ms.is_none_or(|until| at_ms < until))
}

fn one_under_the_other(doc: &mut Document, sheets: &Sheets, entry: &Entry) {
    let gutter = gutter(entry.is_silent(sheets));
    let whose = match entry {
        Entry::Here(_) => span(format!("{:<5}", titles::HERE), style(Part::Muted)),
        Entry::Real(_) => span(format!("{:<5}", titles::REAL), style(Part::Voice)),
    };
    let mut rows = Vec::new();
    // Two columns are the gutter's, on every row of an entry.
    entry.put(&mut rows, vec![whose], doc.prose.saturating_sub(2));
    doc.rows.extend(rows.into_iter().map(|mut row| {
        row.spans.insert(0, gutter.clone());
        row
    }));
}

fn gutter(silent: bool) -> Span<'static> {
    if silent {
        span(format!("{SILENT} "), style(Part::Warning))
    } else {
        span(RULE, style(Part::Border))
    }
}

/// The columns of each of them beside the other.
const fn column(width: usize) -> usize {
    (width - 3) / 2
}

fn beside(doc: &mut Document, sheets: &Sheets, entry: &Entry, column: usize) {
    let mut rows = Vec::new();
    entry.put(&mut rows, Vec::new(), column);
    let sides = match entry {
        Entry::Here(_) => (rows, Vec::new()),
        Entry::Real(_) => (Vec::new(), rows),
    };
    join(&mut doc.rows, sides, column, entry.is_silent(sheets));
}

/// Rows of two columns with a rule between them; where the record is silent, hatched.
fn join(rows: &mut Vec<Row>, (left, right): (Vec<Row>, Vec<Row>), column: usize, silent: bool) {
    let n_rows = left.len().max(right.len());
    let (mut left, mut right) = (left.into_iter(), right.into_iter());
    for _ in 0..n_rows {
        let mut spans: Vec<Span<'static>> = left.next().unwrap_or_default().spans;
        let wide: usize = spans.iter().map(|it| it.content.width()).sum();
        let gap = " ".repeat((column + 1).saturating_sub(wide));
        spans.push(span(gap, Style::new()));
        spans.push(gutter(silent));
        match right.next() {
            Some(row) => spans.extend(row.spans),
            None if silent => {
                let hatch = HATCH.repeat(column / HATCH.width());
                spans.push(span(hatch.trim_end().to_owned(), style(Part::Muted)));
            }
            None => {}
        }
        rows.push(Line::from(spans));
    }
}

fn your_row(rows: &mut Vec<Row>, mut lead: Vec<Span<'static>>, it: &YourRow, width: usize) {
    lead.push(span(format!("{} ", it.time), style(Part::Muted)));
    paragraph(rows, lead, &it.text, tone(it.tone), width, 4);
}

fn their_row(rows: &mut Vec<Row>, mut lead: Vec<Span<'static>>, it: &TheirRow, width: usize) {
    lead.push(span(format!("{} ", it.time), style(Part::Muted)));
    let mut text = it.text.clone();
    let mut look = Style::new();
    if it.unknown {
        lead.push(span("? ", style(Part::Warning)));
        look = style(Part::Muted);
        text = format!("{text} ({})", it.silent);
    }
    if !it.source.is_empty() {
        text = format!("{text} [{}]", it.source);
    }
    paragraph(rows, lead, &text, look, width, 4);
}
