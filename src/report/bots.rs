//! The tables of bots as text and as a page of Markdown.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

use crate::prove::bots::Bot;
use crate::view::bots::{PREFACE, Table, what_it_does};

/// The tables for a terminal: columns as wide as they have to be.
#[must_use]
pub fn text(tables: &[Table]) -> String {
    let pages: Vec<String> = tables.iter().map(text_table).collect();
    pages.join("\n")
}

fn text_table(table: &Table) -> String {
    let header: Vec<String> = table.narrow.iter().map(|it| (*it).to_owned()).collect();
    let rows: Vec<&Vec<String>> = [&header].into_iter().chain(&table.rows).collect();
    let widths: Vec<usize> = (0..header.len())
        .map(|column| {
            rows.iter()
                .map(|row| row[column].width())
                .max()
                .unwrap_or(0)
        })
        .collect();
    let mut text = format!("{}\n", table.title);
    for row in rows {
        let cells = row.iter().zip(&widths).enumerate();
        let line: Vec<String> = cells
            .map(|(column, (cell, width))| match column {
                // Numbers are read from the right, words from the left.
                0 => format!("{cell:width$}"),
                _ if column + 1 == widths.len() => cell.clone(),
                _ => format!("{cell:>width$}"),
            })
            .collect();
        text.push_str("  ");
        text.push_str(line.join("  ").trim_end());
        text.push('\n');
    }
    text
}

/// The tables as a page of the documentation.
#[must_use]
pub fn markdown(tables: &[Table]) -> String {
    let mut text = PREFACE.join("\n\n");
    text.push_str("\n\n| bot | what it does |\n| --- | --- |\n");
    for bot in Bot::ALL {
        let _ = writeln!(text, "| {} | {} |", bot.word(), what_it_does(bot));
    }
    for table in tables {
        let _ = writeln!(text, "\n## {}\n", table.title);
        let _ = writeln!(text, "| {} |", table.columns.join(" | "));
        let n_numbers = table.columns.len().saturating_sub(2);
        let _ = writeln!(text, "| --- |{} --- |", " ---: |".repeat(n_numbers));
        for row in &table.rows {
            let _ = writeln!(text, "| {} |", row.join(" | "));
        }
    }
    text
}
