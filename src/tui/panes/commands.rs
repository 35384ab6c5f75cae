//! What can be typed: the prompt's own words and the scenario's commands.
//!
//! ```text
//! Look
//! lvs                          List the volumes (1 min)
//! ssh staging lvs              ... on staging (1 min)         needs storage
//! ```

use ratatui::style::Style;

use crate::tui::paper::{Row, fit, heading, paragraph, row, span, wrap};
use crate::tui::theme::{Part, style};
use crate::view::help::{Help, Row as HelpRow};
use crate::view::screens::new_commands;

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
    for section in &help.sections {
        heading(&mut rows, section.heading);
        for it in &section.rows {
            line(&mut rows, it, new.contains(&it.typed), width);
        }
    }
    rows
}

fn line(rows: &mut Vec<Row>, it: &HelpRow, is_new: bool, width: usize) {
    let shown = format!("{}{}", if is_new { "* " } else { "" }, it.typed);
    let column = (width * 2 / 5).clamp(12, 34);
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
    if shown.len() >= column {
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
