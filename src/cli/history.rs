//! `history`: the sessions there are.

use std::fmt::Write as _;

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::args::{Common, History, TableFormat};
use super::out::{self, Failure, Outcome};
use super::saved;
use crate::store::{JournalStore, Summary};
use crate::view::room::ending;

/// A session in the list.
#[derive(Debug, Serialize)]
struct Row {
    session: u32,
    scenario: String,
    /// When it was begun, by the machine's clock.
    started: String,
    /// The incident time of its last event.
    elapsed: String,
    /// How it ended; none while it is not over.
    ending: Option<&'static str>,
    /// The total, once it was scored.
    score: Option<u8>,
}

pub fn history(args: &History, common: &Common) -> Outcome {
    let store = saved::open_store(common)?;
    let all = store.list().map_err(Failure::new)?;
    let rows: Vec<Row> = all.iter().map(row).collect();
    match args.format {
        TableFormat::Json => out::print(&out::json(&rows)),
        TableFormat::Table => out::print(&table(&rows)),
    }
}

fn row(it: &Summary) -> Row {
    let started = DateTime::<Utc>::from_timestamp_millis(it.started.unix_ms);
    Row {
        session: it.session.0,
        scenario: it.scenario.to_string(),
        started: started.map_or_else(String::new, |at| at.format("%Y-%m-%d %H:%M").to_string()),
        elapsed: it.elapsed.to_string(),
        ending: it.ending.map(ending),
        score: it.score,
    }
}

fn table(rows: &[Row]) -> String {
    if rows.is_empty() {
        return "no session yet: `misfortune play` begins one\n".to_owned();
    }
    let width = |of: fn(&Row) -> usize| rows.iter().map(of).max().unwrap_or(0);
    let (scenario, elapsed) = (width(|it| it.scenario.len()), width(|it| it.elapsed.len()));
    let mut text = String::new();
    for it in rows {
        let score = it
            .score
            .map_or_else(|| "-".to_owned(), |score| score.to_string());
        let _ = writeln!(
            text,
            "{:>4}  {:scenario$}  {} UTC  {:elapsed$}  {:11}  {score:>3}",
            it.session,
            it.scenario,
            it.started,
            it.elapsed,
            it.ending.unwrap_or("not over"),
        );
    }
    text
}
