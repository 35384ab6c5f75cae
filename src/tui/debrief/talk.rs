//! What there is to talk about: steps and what they cost, moments with a question and a box for
//! an answer, the story, lessons with their sources.
//!
//! ```text
//!   2 T+00:30 first clue of the cause: The shop cannot open a connection ...
//!     What did it tell you at that moment, and how could it have been found sooner?
//! >   +- your answer -----------------------------------------------+
//!     | we looked at the log of whoever complained                   |
//!     +--------------------------------------------------------------+
//! ```

use ratatui::style::Style;
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use super::document::{Document, Item};
use crate::tui::paper::{Row, fit, paragraph, row, span, wrap};
use crate::tui::theme::{Part, style};
use crate::view::debrief::{LessonRow, PivotRow, Sheets};
use crate::view::screens;
use crate::view::titles::debrief as titles;
use crate::view::words::full_stop;

/// Columns before a box.
const BOX_LEFT: usize = 2;

/// Widest a box is.
const BOX_MAX: usize = 76;

/// What was done, what it cost and taught, what was not seen and what was not so.
pub fn steps(doc: &mut Document, sheets: &Sheets) {
    let before = doc.rows.len();
    doc.list(titles::REGRET, &sheets.regret.lines());
    doc.list(titles::MISSED, &sheets.missed);
    let herrings: Vec<String> = sheets
        .hypotheses
        .iter()
        .filter(|it| it.red_herring)
        .map(|it| {
            format!(
                "{} ({}): {} {}",
                it.id,
                it.believed,
                full_stop(&it.text),
                it.about
            )
        })
        .collect();
    doc.list(titles::HERRINGS, &herrings);
    if !sheets.steps.is_empty() {
        doc.heading(titles::STEPS);
        for it in &sheets.steps {
            // Times and step are text: what leads a paragraph is not wrapped.
            let lead = vec![span("", Style::new())];
            doc.led(lead, &format!("{} {}: {}", it.time, it.what, it.why), 8);
        }
    }
    doc.list(titles::TWISTS, &sheets.complications);
    doc.list(titles::RUNBOOKS, &sheets.runbooks);
    if doc.rows.len() == before {
        doc.rows.push(row(screens::NONE_YET, style(Part::Muted)));
    }
}

/// Moments worth a question, and questions to talk about.
pub fn moments(doc: &mut Document, sheets: &Sheets) {
    for it in &sheets.pivots {
        let lead = vec![
            span(format!("{:>3} ", it.n), style(Part::Key)),
            span(format!("{} ", it.time), style(Part::Muted)),
        ];
        doc.led(lead, &it.moment, 4);
        doc.listed("    ", it.ask, style(Part::Heading));
        answer_box(doc, it);
    }
    if !sheets.questions.is_empty() {
        doc.heading(titles::QUESTIONS);
        for it in &sheets.questions {
            doc.listed("? ", &it.ask, style(Part::Heading));
            let answer = format!("{}: {}", titles::ANSWER, it.answer);
            doc.listed("  ", &answer, Style::new());
        }
    }
}

/// A box with the answers that were given; its upper edge is what can be opened.
fn answer_box(doc: &mut Document, it: &PivotRow) {
    let edge = style(Part::Border);
    let left = " ".repeat(BOX_LEFT);
    let width = doc.prose.saturating_sub(BOX_LEFT + 2).clamp(24, BOX_MAX);
    let title = format!(" {} ", screens::ANSWER_BOX);
    let rule = "\u{2500}".repeat(width.saturating_sub(title.width() + 3));
    doc.item(
        Item::Question(it.n),
        Line::from(vec![
            span(format!("{left}\u{250c}\u{2500}"), edge),
            span(title, style(Part::Muted)),
            span(format!("{rule}\u{2510}"), edge),
        ]),
    );
    let left = format!("{left}  ");
    let room = width - 4;
    let mut inside = |text: &str, look: Style| {
        doc.rows.push(Line::from(vec![
            span(format!("{left}\u{2502} "), edge),
            span(fit(text, room), look),
            span(" \u{2502}", edge),
        ]));
    };
    if it.answers.is_empty() {
        inside(screens::ANSWER_EMPTY, style(Part::Muted));
    }
    for answer in &it.answers {
        for line in wrap(answer, room, 0) {
            inside(&line, style(Part::Good));
        }
    }
    let rule = "\u{2500}".repeat(width - 2);
    let bottom = format!("{left}\u{2514}{rule}\u{2518}");
    doc.rows.push(row(bottom, edge));
}

/// What really happened, why, and where nobody knows.
pub fn story(doc: &mut Document, sheets: &Sheets) {
    doc.listed("", &sheets.story, Style::new());
    if !sheets.cause.is_empty() {
        doc.heading(titles::CAUSE);
        doc.listed("", &sheets.cause, Style::new());
    }
    doc.list(screens::CONTRIBUTING, &sheets.contributing);
    if !sheets.hypotheses.is_empty() {
        doc.heading(titles::HYPOTHESES);
        for it in &sheets.hypotheses {
            let so = if it.is_true {
                titles::SO
            } else {
                titles::NOT_SO
            };
            let lead = format!("{} ({so}; {}): ", it.id, it.believed);
            let lead = vec![span(lead, style(Part::Voice))];
            let look = style(Part::Heading);
            paragraph(&mut doc.rows, lead, &it.text, look, doc.prose, 4);
            doc.listed("    ", &it.about, Style::new());
        }
    }
    doc.list(titles::OPEN, &sheets.open_questions);
    if !sheets.reconstructed.is_empty() {
        doc.rows.push(Row::default());
        doc.listed("", sheets.reconstructed, style(Part::Muted));
    }
}

/// Lessons, each with where it comes from, and all sources.
pub fn lessons(doc: &mut Document, sheets: &Sheets) {
    for it in &sheets.lessons {
        lesson(doc, sheets, it);
    }
    if sheets.lessons.is_empty() {
        doc.rows.push(row(screens::NONE_YET, style(Part::Muted)));
    }
    if !sheets.sources.is_empty() {
        doc.heading(titles::SOURCES);
        for it in &sheets.sources {
            let lead = vec![span(format!("[{}] ", it.id), style(Part::Key))];
            doc.led(lead, &it.title, 5);
            address(doc, "     ", &it.url);
            doc.listed("     ", &it.note, style(Part::Muted));
        }
    }
}

fn lesson(doc: &mut Document, sheets: &Sheets, it: &LessonRow) {
    let source = sheets.sources.iter().find(|source| source.id == it.source);
    let key = if it.source.is_empty() {
        String::new()
    } else {
        format!(" [{}]", it.source)
    };
    let text = format!("{} ({}{key})", it.text, it.from);
    doc.listed("- ", &text, Style::new());
    if let Some(source) = source {
        address(doc, "  ", &source.url);
    }
}

/// An address in full, on rows of its own, so that a terminal finds it and it can be copied.
fn address(doc: &mut Document, pad: &str, url: &str) {
    doc.listed(pad, url, style(Part::Voice));
}
