//! What was played so far: sessions, the best of each scenario, trends, what was never tried.
//!
//! Invariant: only what is over has a score, and only what has one is in a trend.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::room::ending;
use super::score::label;
use super::words::{Tone, clean, counted};
use crate::engine::event::Ending;
use crate::engine::scenario::Metadata;
use crate::engine::score::{Dimension, Marks};
use crate::engine::time::Elapsed;

/// A session as the store knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Past {
    /// What is typed for it.
    pub session: String,
    /// The scenario's id.
    pub scenario: String,
    /// When it was begun, by the machine's clock.
    pub started: DateTime<Utc>,
    /// How far it came.
    pub elapsed: Elapsed,
    /// How play ended, if it did.
    pub ending: Option<Ending>,
    /// What it scored, if it was scored.
    pub marks: Option<Marks>,
}

/// All of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct History {
    /// The sessions, the last one first.
    pub sessions: Vec<SessionRow>,
    /// The scenarios that were played to an end, the one played last first.
    pub best: Vec<BestRow>,
    /// The total and each dimension over the sessions that were scored.
    pub trends: Vec<Trend>,
    /// What kinds of failure there are, and which of them were tried; those never tried first.
    pub coverage: Vec<ClassRow>,
    /// `3 sessions, 2 of them over; 1 of 4 scenarios played`
    pub line: String,
}

/// A session in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SessionRow {
    /// What is typed for it.
    pub session: String,
    /// The scenario's id.
    pub scenario: String,
    /// Its title, or the id if it is not there any more.
    #[serde(skip)]
    pub title: String,
    /// When it was begun, `2026-11-22 15:27`.
    pub started: String,
    /// How far it came, `T+04:10`.
    pub elapsed: String,
    /// `resolved`, `lost`, `out of time`, `not over`.
    #[serde(skip)]
    pub ending: &'static str,
    /// It can be taken up.
    pub open: bool,
    /// `71`; `-` if it was not scored.
    #[serde(skip)]
    pub score: String,
}

/// A scenario that was played.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BestRow {
    /// The scenario's id.
    pub scenario: String,
    /// Its title.
    #[serde(skip)]
    pub title: String,
    /// How often it was played to an end.
    pub times: usize,
    /// The best total.
    pub best: Option<u8>,
    /// The last total.
    pub last: Option<u8>,
    /// When it was played last, `2026-11-22`.
    pub last_played: String,
    /// `3 times, best 71, last 64`
    #[serde(skip)]
    pub line: String,
}

/// How something went from session to session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Trend {
    /// `Response`; `Total`.
    pub label: &'static str,
    /// Points, the oldest session first; none where it was not reached.
    pub points: Vec<Option<u8>>,
    /// `last 72, best 80, mean 64`; `not scored yet`.
    #[serde(skip)]
    pub line: String,
    /// How the last one feels.
    #[serde(skip)]
    pub tone: Tone,
}

/// A kind of failure, by its tag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClassRow {
    /// The tag.
    pub tag: String,
    /// How many scenarios have it.
    pub scenarios: usize,
    /// How many of them were played to an end.
    pub played: usize,
    /// The best total in them.
    pub best: Option<u8>,
    /// `never played`, `1 of 3 played, best 71`
    #[serde(skip)]
    pub line: String,
}

/// Most sessions that a trend tells.
const TREND_MAX: usize = 60;

/// What was played so far; `past` is oldest first, `heads` are the scenarios there are.
#[must_use]
pub fn history(past: &[Past], heads: &[Metadata]) -> History {
    let titles: Titles = heads.iter().map(|it| (it.id.as_str(), it)).collect();
    let best = best(past, &titles);
    let n_over = past.iter().filter(|it| it.ending.is_some()).count();
    let is_there = |it: &&BestRow| titles.contains_key(it.scenario.as_str());
    let n_played = best.iter().filter(is_there).count();
    let line = format!(
        "{}, {n_over} over; {n_played} of {} played to an end",
        counted(past.len(), "session", "sessions"),
        counted(heads.len(), "scenario", "scenarios"),
    );
    History {
        sessions: past.iter().rev().map(|it| session(it, &titles)).collect(),
        trends: trends(past),
        coverage: coverage(&best, heads),
        best,
        line,
    }
}

/// The scenarios there are, by id.
type Titles<'a> = BTreeMap<&'a str, &'a Metadata>;

fn title(id: &str, titles: &Titles) -> String {
    titles
        .get(id)
        .map_or_else(|| clean(id), |it| clean(&it.title))
}

fn session(it: &Past, titles: &Titles) -> SessionRow {
    SessionRow {
        session: it.session.clone(),
        scenario: it.scenario.clone(),
        title: title(&it.scenario, titles),
        started: it.started.format("%Y-%m-%d %H:%M").to_string(),
        elapsed: it.elapsed.to_string(),
        ending: it.ending.map_or("not over", ending),
        open: it.ending.is_none(),
        score: it
            .marks
            .map_or_else(|| "-".to_owned(), |marks| marks.total.to_string()),
    }
}

fn best(past: &[Past], titles: &Titles) -> Vec<BestRow> {
    let mut rows: Vec<BestRow> = Vec::new();
    for it in past.iter().rev().filter(|it| it.ending.is_some()) {
        let total = it.marks.map(|marks| marks.total);
        let known = rows.iter_mut().find(|row| row.scenario == it.scenario);
        if let Some(row) = known {
            row.times += 1;
            row.best = row.best.max(total);
            continue;
        }
        rows.push(BestRow {
            scenario: it.scenario.clone(),
            title: title(&it.scenario, titles),
            times: 1,
            best: total,
            last: total,
            last_played: it.started.format("%Y-%m-%d").to_string(),
            line: String::new(),
        });
    }
    for row in &mut rows {
        let times = counted(row.times, "time", "times");
        row.line = match (row.best, row.last) {
            (Some(best), Some(last)) => format!("{times}, best {best}, last {last}"),
            (Some(best), None) => format!("{times}, best {best}"),
            (None, _) => format!("{times}, not scored"),
        };
    }
    rows
}

fn trends(past: &[Past]) -> Vec<Trend> {
    let scored: Vec<Marks> = past.iter().filter_map(|it| it.marks).collect();
    let lately = &scored[scored.len().saturating_sub(TREND_MAX)..];
    let total = trend("Total", lately.iter().map(|it| Some(it.total)).collect());
    let of = |(nth, dimension): (usize, &Dimension)| {
        let points = lately.iter().map(|it| it.dimensions[nth]).collect();
        trend(label(*dimension), points)
    };
    let dimensions = Dimension::ALL.iter().enumerate().map(of);
    std::iter::once(total).chain(dimensions).collect()
}

fn trend(label: &'static str, points: Vec<Option<u8>>) -> Trend {
    let known: Vec<u32> = points.iter().flatten().copied().map(u32::from).collect();
    let n_known = u32::try_from(known.len()).unwrap_or(u32::MAX);
    let (line, tone) = match (known.last(), known.iter().max()) {
        (Some(last), Some(best)) => {
            let mean = (known.iter().sum::<u32>() + n_known / 2) / n_known;
            let tone = match last {
                80.. => Tone::Good,
                50.. => Tone::Warning,
                _ => Tone::Bad,
            };
            (
                format!("last {last:>3}, best {best:>3}, mean {mean:>3}"),
                tone,
            )
        }
        _ => ("not scored yet".to_owned(), Tone::Quiet),
    };
    Trend {
        label,
        points,
        line,
        tone,
    }
}

fn coverage(best: &[BestRow], heads: &[Metadata]) -> Vec<ClassRow> {
    let played: BTreeMap<&str, &BestRow> =
        best.iter().map(|it| (it.scenario.as_str(), it)).collect();
    let mut classes: BTreeMap<String, ClassRow> = BTreeMap::new();
    for head in heads {
        let played = played.get(head.id.as_str());
        for tag in &head.tags {
            let tag = clean(tag).to_lowercase();
            let row = classes.entry(tag.clone()).or_insert(ClassRow {
                tag,
                scenarios: 0,
                played: 0,
                best: None,
                line: String::new(),
            });
            row.scenarios += 1;
            row.played += usize::from(played.is_some());
            row.best = row.best.max(played.and_then(|it| it.best));
        }
    }
    let mut rows: Vec<ClassRow> = classes.into_values().collect();
    for row in &mut rows {
        let of = format!("{} of {} played", row.played, row.scenarios);
        row.line = match (row.played, row.best) {
            (0, _) => format!(
                "never played ({})",
                counted(row.scenarios, "scenario", "scenarios")
            ),
            (_, Some(best)) => format!("{of}, best {best}"),
            (_, None) => of,
        };
    }
    rows.sort_by(|a, b| {
        let order = |it: &ClassRow| (it.played > 0, std::cmp::Reverse(it.scenarios));
        order(a).cmp(&order(b)).then_with(|| a.tag.cmp(&b.tag))
    });
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(id: &str, tags: &[&str]) -> Metadata {
        Metadata {
            id: id.into(),
            title: format!("The {id}"),
            organisation: String::new(),
            date: chrono::NaiveDate::default(),
            summary: String::new(),
            difficulty: 1,
            severity: 1,
            minutes: 10,
            tags: tags.iter().map(|it| (*it).to_owned()).collect(),
            authors: Vec::new(),
            fictional: false,
        }
    }

    fn past(session: u32, scenario: &str, total: Option<u8>) -> Past {
        Past {
            session: session.to_string(),
            scenario: scenario.to_owned(),
            started: DateTime::default(),
            elapsed: Elapsed::from_secs(250),
            ending: total.map(|_| Ending::Resolved),
            marks: total.map(|total| Marks {
                total,
                dimensions: [Some(total), None, None, None, None, None],
            }),
        }
    }

    #[test]
    fn the_last_session_comes_first_and_the_best_is_kept() {
        let all = [
            past(1, "dns", Some(40)),
            past(2, "dns", Some(71)),
            past(3, "dns", Some(64)),
            past(4, "gone", None),
        ];
        let told = history(
            &all,
            &[
                head("dns", &["DNS", "night"]),
                head("disk", &["night", "disk"]),
            ],
        );
        assert_eq!(told.sessions[0].title, "gone");
        assert!(told.sessions[0].open);
        assert_eq!(told.best.len(), 1, "what is not over is not in it");
        assert_eq!(told.best[0].line, "3 times, best 71, last 64");
        assert_eq!(
            told.line,
            "4 sessions, 3 over; 1 of 2 scenarios played to an end"
        );
        assert_eq!(told.trends[0].line, "last  64, best  71, mean  58");
        assert_eq!(told.trends[1].points, [Some(40), Some(71), Some(64)]);
        assert_eq!(told.trends[2].line, "not scored yet");
    }

    #[test]
    fn what_was_never_tried_comes_first() {
        let heads = [
            head("dns", &["DNS", "night"]),
            head("disk", &["night", "disk"]),
        ];
        let told = history(&[past(1, "dns", Some(40))], &heads);
        let lines: Vec<String> = told
            .coverage
            .iter()
            .map(|it| format!("{}: {}", it.tag, it.line))
            .collect();
        assert_eq!(
            lines,
            [
                "disk: never played (1 scenario)",
                "night: 1 of 2 played, best 40",
                "dns: 1 of 1 played, best 40"
            ]
        );
    }

    #[test]
    fn nothing_played_is_told_as_nothing() {
        let told = history(&[], &[]);
        assert_eq!(
            told.line,
            "0 sessions, 0 over; 0 of 0 scenarios played to an end"
        );
        assert!(told.trends.iter().all(|it| it.line == "not scored yet"));
    }
}
