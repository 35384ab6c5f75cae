//! What can be typed: the prompt's own words and the scenario's commands.
//!
//! ```text
//! Look
//! lvs                          List the volumes (1 min)
//! ssh staging lvs              ... on staging (1 min)         needs storage
//! ```

use ratatui::style::Style;

use crate::tui::paper::{Row, fit, heading, paragraph, row, shorten, span};
use crate::tui::theme::{Part, style};
use crate::view::help::{Help, Row as HelpRow};

/// The rows of a help.
#[must_use]
pub fn rows(help: &Help, width: usize) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for note in &help.notes {
        rows.push(row(*note, style(Part::Muted)));
    }
    for section in &help.sections {
        heading(&mut rows, section.heading);
        for it in &section.rows {
            line(&mut rows, it, width);
        }
    }
    rows
}

fn line(rows: &mut Vec<Row>, it: &HelpRow, width: usize) {
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
    if it.typed.len() >= column {
        rows.push(row(shorten(&it.typed, width), style(Part::Typed)));
        let pad = vec![span(" ".repeat(column), Style::new())];
        paragraph(rows, pad, &about, marked, width, column);
    } else {
        let typed = vec![span(fit(&it.typed, column), style(Part::Typed))];
        paragraph(rows, typed, &about, marked, width, column);
    }
}
