//! What can be typed: the prompt's own words and the scenario's commands.
//!
//! ```text
//! Look
//! lvs                          List the volumes (1 min)
//! ssh staging lvs              ... on staging (1 min)         needs storage
//! ```

use ratatui::style::Style;
use unicode_width::UnicodeWidthStr;

use crate::tui::paper::{Row, fit, heading, paragraph, row, span, wrap};
use crate::tui::theme::{Part, style};
use crate::view::help::{Help, Row as HelpRow};
use crate::view::screens::new_commands;

/// From this width on half of it may go to what is typed.
const WIDE_FROM: usize = 100;

/// The rows of a help.
#[must_use]
pub fn rows(help: &Help, width: usize) -> Vec<Row> {
    rows_marked(help, &[], width)
}

/// The same with those commands marked that are new.
#[must_use]
pub fn rows_marked(help: &Help, new: &[String], width: usize) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    if !new.is_empty() {
        rows.push(row(new_commands(new.len()), style(Part::Focus)));
    }
    for note in &help.notes {
        for line in wrap(note, width, 0) {
            rows.push(row(line, style(Part::Muted)));
        }
    }
    let column = column(help, width);
    for section in &help.sections {
        heading(&mut rows, section.heading);
        for it in &section.rows {
            line(&mut rows, it, new.contains(&it.typed), (column, width));
        }
    }
    rows
}

/// Columns of what is typed: all that it needs, if that leaves room for what it does.
fn column(help: &Help, width: usize) -> usize {
    let all = help.sections.iter().flat_map(|it| &it.rows);
    let widest = all.map(|it| it.typed.width()).max().unwrap_or(0);
    let most = if width < WIDE_FROM {
        (width * 2 / 5).min(34)
    } else {
        width / 2
    };
    (widest + 2).clamp(12, most.max(12))
}

fn line(rows: &mut Vec<Row>, it: &HelpRow, is_new: bool, (column, width): (usize, usize)) {
    let shown = format!("{}{}", if is_new { "* " } else { "" }, it.typed);
    let about = if it.mark.is_empty() {
        it.about.clone()
    } else {
        format!("{}  [{}]", it.about, it.mark)
    };
    let marked = if it.mark.is_empty() {
        Style::new()
    } else {
        style(Part::Muted)
    };
    if shown.width() >= column {
        for typed in wrap(&shown, width, 2) {
            rows.push(row(typed, style(Part::Typed)));
        }
        let pad = vec![span(" ".repeat(column), Style::new())];
        paragraph(rows, pad, &about, marked, width, column);
    } else {
        let typed = vec![span(fit(&shown, column), style(Part::Typed))];
        paragraph(rows, typed, &about, marked, width, column);
    }
}
