//! What comes after: commitments, whether it was worth the time, and what to do next.
//!
//! ```text
//! 9 What next
//! > F2 write this debrief to a file, with your answers (Markdown)
//!   F3 play again with the same seed: the same twists
//!   F4 play again with a new seed: other twists may be dealt
//!   F5 play next: Which host am I on? (GitLab.com, 2017-01-31), 25 min, difficulty 4 of 5
//! ```

use ratatui::style::Style;
use ratatui::text::Line;

use super::document::{Document, Item};
use crate::tui::keys::{Context, Intent, bindings};
use crate::tui::paper::{Row, row, span, wrap};
use crate::tui::theme::{Part, style};
use crate::view::debrief::Sheets;
use crate::view::debrief::next::Next;
use crate::view::screens;

/// What was promised, and what the time was worth.
pub fn promises(doc: &mut Document, sheets: &Sheets) {
    for commitment in &sheets.commitments {
        doc.listed("- ", commitment, style(Part::Good));
    }
    doc.item(Item::Commit, choice(screens::COMMIT_ROW));
    doc.listed("    ", &sheets.commit_use, style(Part::Muted));
    doc.heading(screens::RATE);
    if !sheets.rating.is_empty() {
        doc.listed("", &sheets.rating, style(Part::Good));
    }
    doc.item(Item::Rate, choice(screens::RATE_ROW));
    if let Some(roti) = sheets.rated.filter(|_| !sheets.raise.is_empty()) {
        doc.listed("", &sheets.raise, style(Part::Heading));
        doc.item(Item::Raise(roti), choice(screens::RAISE_ROW));
    }
}

fn choice(text: &str) -> Row {
    row(text.to_owned(), Style::new())
}

/// What to do next.
pub fn next(doc: &mut Document, next: Option<&Next>) {
    let key = |intent: Intent| {
        let found = bindings(Context::Debrief).find(|it| it.intent == intent);
        let shown = found.map_or("", |it| it.shown);
        span(format!("{shown} "), style(Part::Key))
    };
    let keyed = |intent: Intent, text: &str| {
        Line::from(vec![key(intent), span(text.to_owned(), Style::new())])
    };
    doc.item(Item::Report, keyed(Intent::Export, screens::REPORT_ROW));
    doc.listed("     ", screens::REPORT_WHERE, style(Part::Muted));
    doc.item(Item::Again, keyed(Intent::Again, screens::AGAIN_ROW));
    doc.item(Item::Another, keyed(Intent::Another, screens::ANOTHER_ROW));
    match next {
        Some(next) => {
            let text = format!("{}: {}", screens::NEXT_ROW, next.line);
            let mut lines = wrap(&text, doc.prose.saturating_sub(5), 0).into_iter();
            let first = lines.next().unwrap_or_default();
            doc.item(Item::Next, keyed(Intent::Suggested, &first));
            for line in lines {
                doc.listed("     ", &line, Style::new());
            }
            doc.listed("     ", &next.why, style(Part::Muted));
        }
        None => doc.listed("  ", screens::NO_NEXT, style(Part::Muted)),
    }
}
