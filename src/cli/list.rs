//! `list`: the scenarios there are. Never spoils.

use std::fmt::Write as _;

use super::args::{Common, List, TableFormat};
use super::out::{self, Outcome};
use super::saved;
use crate::library::{Entry, Library};
use crate::view::listing::{self, Row};

pub fn list(args: &List, library: &Library, common: &Common) -> Outcome {
    let summaries = saved::summaries(common.data_dir.as_deref());
    let entries = library.list();
    let rows: Vec<Row> = tagged(&entries, &args.tag)
        .filter_map(|entry| entry.head.as_ref().ok())
        .map(|head| listing::row(head, saved::played(&summaries, head.id.as_str())))
        .collect();
    let broken: Vec<&Entry> = entries.iter().filter(|it| it.head.is_err()).collect();
    match args.format {
        TableFormat::Json => out::print(&out::json(&rows)),
        TableFormat::Table => {
            let text = table(&rows, &broken);
            out::print(&out::columns().map_or(text.clone(), |columns| wrapped(&text, columns)))
        }
    }
}

/// Entries whose scenario has all the tags.
pub fn tagged<'a>(entries: &'a [Entry], tags: &'a [String]) -> impl Iterator<Item = &'a Entry> {
    entries.iter().filter(move |entry| {
        let Ok(head) = &entry.head else {
            return false;
        };
        tags.iter()
            .all(|tag| head.tags.iter().any(|it| it.eq_ignore_ascii_case(tag)))
    })
}

fn table(rows: &[Row], broken: &[&Entry]) -> String {
    let mut text = String::new();
    let width = rows.iter().map(|row| row.id.len()).max().unwrap_or(0);
    let (made_up, happened): (Vec<&Row>, Vec<&Row>) = rows.iter().partition(|it| it.fictional);
    for row in &happened {
        scenario(&mut text, row, width);
    }
    if !made_up.is_empty() {
        let space = if happened.is_empty() { "" } else { "\n" };
        let _ = writeln!(text, "{space}{}", listing::MADE_UP);
    }
    for row in &made_up {
        scenario(&mut text, row, width);
    }
    if rows.is_empty() {
        text.push_str("no scenario has all of these tags\n");
    }
    for entry in broken {
        if let Err(complaint) = &entry.head {
            let _ = writeln!(text, "{}", listing::broken(&entry.id, complaint));
        }
    }
    text
}

/// The table in so many columns: what does not fit goes on under where its text began.
fn wrapped(text: &str, columns: usize) -> String {
    let mut table = String::new();
    for line in text.lines() {
        // Behind the id of an entry's first line, which the others leave free.
        let id = line.find("  ").unwrap_or(line.len());
        let gap = line[id..].len() - line[id..].trim_start().len();
        let under = if gap == 0 { 0 } else { id + gap };
        let pad = " ".repeat(under.min(columns / 2));
        let options = textwrap::Options::new(columns)
            .word_separator(textwrap::WordSeparator::AsciiSpace)
            .word_splitter(textwrap::WordSplitter::NoHyphenation)
            .subsequent_indent(&pad);
        for it in textwrap::wrap(line, options) {
            let _ = writeln!(table, "{it}");
        }
    }
    table
}

fn scenario(text: &mut String, row: &Row, width: usize) {
    let _ = writeln!(
        text,
        "{:width$}  {}  level {}  {:>3} min  {}",
        row.id, row.date, row.difficulty, row.minutes, row.title,
    );
    let _ = writeln!(text, "{:width$}  {}", "", row.summary);
    let _ = writeln!(
        text,
        "{:width$}  {}; {}",
        "",
        row.tags.join(", "),
        row.played
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_is_cut_and_what_goes_on_stands_under_its_text() {
        let text = "kite-shop  2024-05-04  level 1    5 min  Kites on the ground\n           \
                    A small shop takes no orders on a fine morning.\n\nMade up:\n";
        assert_eq!(
            wrapped(text, 44),
            "kite-shop  2024-05-04  level 1    5 min\n           Kites on the ground\n           \
             A small shop takes no orders on a\n           fine morning.\n\nMade up:\n"
        );
    }
}
