//! What would have been, as plain text.

use unicode_width::UnicodeWidthStr;

use crate::view::what_if::{COLUMNS, Sheet};

/// A title, a table, and what the world would have said to the other steps.
#[must_use]
pub fn text(sheet: &Sheet) -> String {
    let rows = sheet.rows.iter().map(|row| {
        let [played, otherwise, change] = [&row.played, &row.otherwise, &row.change];
        [row.what, played, otherwise, change]
    });
    let rows: Vec<[&str; 4]> = [COLUMNS].into_iter().chain(rows).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].width()).max();
    let widths: Vec<usize> = (0..COLUMNS.len()).filter_map(width).collect();
    let mut text = format!("{}\n\n", sheet.title);
    for row in &rows {
        let cells = row.iter().zip(&widths);
        let cells: Vec<String> = cells
            .map(|(cell, width)| format!("{cell:width$}"))
            .collect();
        text.push_str(cells.join("  ").trim_end());
        text.push('\n');
    }
    if !sheet.notes.is_empty() {
        text.push('\n');
    }
    for note in &sheet.notes {
        text.push_str("- ");
        text.push_str(note);
        text.push('\n');
    }
    text
}
