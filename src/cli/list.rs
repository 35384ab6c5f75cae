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
        TableFormat::Table => out::print(&table(&rows, &broken)),
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
