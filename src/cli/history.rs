//! `history` and `stats`: the sessions there are, and what can be seen in them together.

use std::fmt::Write as _;

use serde::Serialize;

use super::args::{Common, History, HistoryFormat, Stats, TableFormat};
use super::out::{self, Failure, Outcome};
use super::saved;
use crate::engine::score::Dimension;
use crate::library::Library;
use crate::store::{JournalStore, Summary};
use crate::view::history::{self, Past};

/// A session for machines.
#[derive(Debug, Serialize)]
struct Row {
    session: u32,
    scenario: String,
    /// When it was begun, by the machine's clock.
    started: String,
    /// The incident time of its last event.
    elapsed: String,
    /// The same in seconds.
    elapsed_s: u64,
    /// How it ended; none while it is not over.
    ending: Option<&'static str>,
    /// The total, once it was scored.
    score: Option<u8>,
    response: Option<u8>,
    diagnosis: Option<u8>,
    mitigation: Option<u8>,
    safety: Option<u8>,
    communication: Option<u8>,
    follow_through: Option<u8>,
}

pub fn history(args: &History, library: &Library, common: &Common) -> Outcome {
    let store = saved::open_store(common)?;
    let all = store.list().map_err(Failure::new)?;
    match args.format {
        HistoryFormat::Json => {
            let rows: Vec<Row> = all.iter().map(row).collect();
            out::print(&out::json(&rows))
        }
        HistoryFormat::Csv => out::print(&csv(&all)?),
        HistoryFormat::Table => out::print(&table(&told(&all, library))),
    }
}

pub fn stats(args: &Stats, library: &Library, common: &Common) -> Outcome {
    let told = told(&saved::summaries(common.data_dir.as_deref()), library);
    match args.format {
        TableFormat::Json => out::print(&out::json(&told)),
        TableFormat::Table => out::print(&figures(&told)),
    }
}

/// What was played so far, as the views know it.
pub fn past(summaries: &[Summary]) -> Vec<Past> {
    let past = summaries.iter().map(|it| Past {
        session: it.session.to_string(),
        scenario: it.scenario.to_string(),
        started: it.started.utc(),
        elapsed: it.elapsed,
        ending: it.ending,
        marks: it.marks,
    });
    past.collect()
}

fn told(summaries: &[Summary], library: &Library) -> history::History {
    let entries = library.list();
    let heads: Vec<_> = entries.into_iter().filter_map(|it| it.head.ok()).collect();
    history::history(&past(summaries), &heads)
}

fn row(it: &Summary) -> Row {
    let of = |dimension: Dimension| {
        let place = Dimension::ALL.iter().position(|it| *it == dimension)?;
        it.marks?.dimensions[place]
    };
    Row {
        session: it.session.0,
        scenario: it.scenario.to_string(),
        started: it.started.utc().format("%Y-%m-%d %H:%M").to_string(),
        elapsed: it.elapsed.to_string(),
        elapsed_s: it.elapsed.as_secs(),
        ending: it.ending.map(crate::view::room::ending),
        score: it.marks.map(|marks| marks.total),
        response: of(Dimension::Response),
        diagnosis: of(Dimension::Diagnosis),
        mitigation: of(Dimension::Mitigation),
        safety: of(Dimension::Safety),
        communication: of(Dimension::Communication),
        follow_through: of(Dimension::FollowThrough),
    }
}

fn csv(summaries: &[Summary]) -> Result<String, Failure> {
    let mut lines = csv::Writer::from_writer(Vec::new());
    let head = [
        "session",
        "scenario",
        "started",
        "elapsed_s",
        "ending",
        "score",
    ];
    let dimensions = Dimension::ALL.map(Dimension::word);
    lines
        .write_record(head.iter().chain(&dimensions))
        .map_err(Failure::new)?;
    for it in summaries {
        let points = |points: Option<u8>| points.map_or_else(String::new, |it| it.to_string());
        let mut record = vec![
            it.session.to_string(),
            it.scenario.to_string(),
            it.started.utc().format("%Y-%m-%dT%H:%M:%SZ").to_string(),
            it.elapsed.as_secs().to_string(),
            it.ending.map_or("", crate::view::room::ending).to_owned(),
            points(it.marks.map(|marks| marks.total)),
        ];
        let marks = it.marks.unwrap_or_default();
        record.extend(marks.dimensions.map(points));
        lines.write_record(&record).map_err(Failure::new)?;
    }
    let bytes = lines.into_inner().map_err(|it| Failure::new(it.error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn table(told: &history::History) -> String {
    let rows = &told.sessions;
    if rows.is_empty() {
        return "no session yet: `misfortune play` begins one\n".to_owned();
    }
    let width = |of: fn(&history::SessionRow) -> usize| rows.iter().map(of).max().unwrap_or(0);
    let (scenario, elapsed) = (width(|it| it.scenario.len()), width(|it| it.elapsed.len()));
    let mut text = String::new();
    for it in rows.iter().rev() {
        let _ = writeln!(
            text,
            "{:>4}  {:scenario$}  {} UTC  {:elapsed$}  {:11}  {:>3}",
            it.session, it.scenario, it.started, it.elapsed, it.ending, it.score,
        );
    }
    text
}

fn figures(told: &history::History) -> String {
    let mut text = format!("{}\n", told.line);
    if told.best.is_empty() {
        text.push_str("nothing was played to its end yet: `misfortune play` begins a session\n");
    } else {
        text.push_str("\nBest of each scenario\n");
        let width = told.best.iter().map(|it| it.scenario.len()).max();
        let width = width.unwrap_or(0);
        for it in &told.best {
            let _ = writeln!(
                text,
                "  {:width$}  {}  {}",
                it.scenario, it.last_played, it.line
            );
        }
        text.push_str("\nTrends, the oldest session first\n");
        for it in &told.trends {
            let points: Vec<String> = it.points.iter().copied().map(shown).collect();
            let _ = writeln!(text, "  {:15}{}: {}", it.label, it.line, points.join(" "));
        }
    }
    text.push_str("\nKinds of failure\n");
    let width = told.coverage.iter().map(|it| it.tag.len()).max();
    let width = width.unwrap_or(0);
    for it in &told.coverage {
        let _ = writeln!(text, "  {:width$}  {}", it.tag, it.line);
    }
    text
}

fn shown(points: Option<u8>) -> String {
    points.map_or_else(|| "-".to_owned(), |it| it.to_string())
}
