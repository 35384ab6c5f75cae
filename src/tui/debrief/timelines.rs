//! Two timelines side by side, on one axis: yours and the real one.
//!
//! ```text
//! Yours                                  | What really happened
//! T+00:40 you: took the page             |
//!                                        | T+01:27 The removal is stopped [S2]
//! T+02:10 you: $ lvs                     |
//!                                        | T+04:00 ? the record is silent
//! ```

use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::tui::paper::{Row, heading, paragraph, span};
use crate::tui::theme::{Part, style, tone};
use crate::view::debrief::{TheirRow, YourRow};
use crate::view::titles::debrief as titles;

/// Below this width they stand one after the other.
const SIDE_BY_SIDE_FROM: usize = 56;

/// What stands before an entry where the record is silent.
const UNKNOWN: &str = "? ";

/// The rows of yours, where there is no real one.
pub fn alone(rows: &mut Vec<Row>, yours: &[YourRow], width: usize) {
    heading(rows, titles::TIMELINE);
    for it in yours {
        your_row(rows, it, width);
    }
}

/// The rows of both.
pub fn rows(rows: &mut Vec<Row>, yours: &[YourRow], theirs: &[TheirRow], width: usize) {
    heading(rows, titles::TIMELINES);
    if width < SIDE_BY_SIDE_FROM {
        for it in yours {
            your_row(rows, it, width);
        }
        heading(rows, titles::REAL);
        for it in theirs {
            their_row(rows, it, width);
        }
        return;
    }
    let column = (width - 3) / 2;
    let mut both: Vec<(i64, Vec<Row>, Vec<Row>)> = Vec::new();
    for it in yours {
        let mut left = Vec::new();
        your_row(&mut left, it, column);
        let at = i64::try_from(it.at_ms).unwrap_or(i64::MAX);
        both.push((at, left, Vec::new()));
    }
    for it in theirs {
        let mut right = Vec::new();
        their_row(&mut right, it, column);
        both.push((it.at_ms, Vec::new(), right));
    }
    both.sort_by_key(|(at, _, _)| *at);
    let title = |text: &str| vec![Line::from(span(text.to_owned(), style(Part::Voice)))];
    beside(rows, title(titles::HERE), title(titles::REAL), column);
    for (_, left, right) in both {
        beside(rows, left, right, column);
    }
}

fn your_row(rows: &mut Vec<Row>, it: &YourRow, width: usize) {
    let lead = vec![span(format!("{} ", it.time), style(Part::Muted))];
    paragraph(rows, lead, &it.text, tone(it.tone), width, 4);
}

fn their_row(rows: &mut Vec<Row>, it: &TheirRow, width: usize) {
    let mut lead = vec![span(format!("{} ", it.time), style(Part::Muted))];
    let look = if it.unknown {
        lead.push(span(UNKNOWN, style(Part::Warning)));
        style(Part::Muted)
    } else {
        Style::new()
    };
    let mut text = it.text.clone();
    if it.unknown {
        text = format!("{text} {}", titles::SILENT);
    }
    if !it.source.is_empty() {
        text = format!("{text} [{}]", it.source);
    }
    paragraph(rows, lead, &text, look, width, 4);
}

/// Rows of two columns with a rule between them.
fn beside(rows: &mut Vec<Row>, left: Vec<Row>, right: Vec<Row>, column: usize) {
    let n_rows = left.len().max(right.len());
    let (mut left, mut right) = (left.into_iter(), right.into_iter());
    for _ in 0..n_rows {
        let mut spans: Vec<Span<'static>> = left.next().unwrap_or_default().spans;
        let wide: usize = spans.iter().map(|it| it.content.width()).sum();
        let gap = " ".repeat(column.saturating_sub(wide));
        spans.push(span(format!("{gap} \u{2502} "), style(Part::Border)));
        spans.extend(right.next().unwrap_or_default().spans);
        rows.push(Line::from(spans));
    }
}
