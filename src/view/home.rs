//! The home screen: the wheel, what can be resumed, the list.

use super::listing::Row;
use super::room::ending;
use super::words::phase;
use crate::engine::event::Ending;
use crate::engine::state::Phase;
use crate::engine::time::Elapsed;
use crate::engine::wheel::{Spin, Wheel};

/// The home screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    /// The product's name.
    pub title: &'static str,
    /// What it is, in one line.
    pub about: &'static str,
    /// The wheel's slices, in the order of the rows.
    pub slices: Vec<Slice>,
    /// The scenarios, in the order of the slices.
    pub rows: Vec<Row>,
    /// The session that can be taken up again.
    pub resume: Option<Resume>,
    /// The sessions so far, the last one first.
    pub sessions: Vec<Kept>,
    /// The id of the tutorial, if there is one.
    pub tutorial: Option<String>,
    /// What to do: words for keys are the face's.
    pub hint: &'static str,
}

/// A slice of the wheel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slice {
    /// The scenario's id.
    pub id: String,
    /// What stands on it.
    pub label: String,
    /// Where it begins, in millionths of a turn.
    pub from_ppm: u32,
    /// Where it ends.
    pub to_ppm: u32,
    /// Its chance: `25.0 %`.
    pub odds: String,
}

/// A session that can be taken up again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resume {
    /// What is typed for it.
    pub session: String,
    /// `Which host am I on?, T+04:10, acknowledged`
    pub line: String,
}

/// A session that was played, or is still.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// What is typed for it.
    pub session: String,
    /// `Which host am I on?`, or the scenario's id if it is not there.
    pub title: String,
    /// `2026-11-22 15:27`, when it was begun.
    pub started: String,
    /// `T+04:10`, how far it came.
    pub elapsed: String,
    /// `resolved`, `lost`, `out of time`; `not over`.
    pub ending: &'static str,
    /// `71 of 100`; empty if it was not scored.
    pub score: String,
}

/// A session in the list.
#[must_use]
pub fn kept(
    session: &str,
    title: &str,
    started: &str,
    elapsed: Elapsed,
    (ended, score): (Option<Ending>, Option<u8>),
) -> Kept {
    Kept {
        session: session.to_owned(),
        title: title.to_owned(),
        started: started.to_owned(),
        elapsed: elapsed.to_string(),
        ending: ended.map_or("not over", ending),
        score: score.map_or_else(String::new, |total| format!("{total} of 100")),
    }
}

impl Home {
    /// The same with a tutorial.
    #[must_use]
    pub fn with_tutorial(mut self, id: &str) -> Self {
        self.tutorial = Some(id.to_owned());
        self
    }

    /// Whether nothing was ever played here, so that the tutorial comes first.
    #[must_use]
    pub const fn is_first_time(&self) -> bool {
        self.tutorial.is_some() && self.sessions.is_empty()
    }

    /// The same with the sessions so far, the last one first.
    #[must_use]
    pub fn with_sessions(mut self, sessions: Vec<Kept>) -> Self {
        self.sessions = sessions;
        self
    }
}

/// The home screen; `rows` and the wheel's slices are the same scenarios in the same order.
#[must_use]
pub fn home(rows: Vec<Row>, wheel: &Wheel, resume: Option<Resume>) -> Home {
    let slices = rows
        .iter()
        .enumerate()
        .take(wheel.n_slices())
        .map(|(idx, row)| {
            let (from_ppm, to_ppm) = wheel.bounds_ppm(idx);
            Slice {
                id: row.id.clone(),
                label: row.organisation.clone(),
                from_ppm,
                to_ppm,
                odds: odds(wheel.odds_ppm(idx)),
            }
        })
        .collect();
    Home {
        title: "Wheel of Misfortune",
        about: "game days in the terminal, on outages that really happened",
        slices,
        hint: if rows.is_empty() {
            "there is no scenario here: give a folder with --library"
        } else {
            "spin the wheel, or pick one"
        },
        rows,
        resume,
        sessions: Vec::new(),
        tutorial: None,
    }
}

/// What can be resumed, in a line.
#[must_use]
pub fn resume(session: &str, title: &str, at: Elapsed, stands: Phase) -> Resume {
    Resume {
        session: session.to_owned(),
        line: format!("{title}, {at}, {}", phase(stands).0),
    }
}

/// A chance in millionths as `25.0 %`.
#[must_use]
pub fn odds(ppm: u32) -> String {
    let tenths = (ppm + 500) / 1000;
    format!("{}.{} %", tenths / 10, tenths % 10)
}

/// What the wheel stopped at, in a line: `gitlab-2017: Which host am I on? (odds 25.0 %)`.
#[must_use]
pub fn stopped_at(row: &Row, wheel: &Wheel, spin: &Spin) -> String {
    let odds = odds(wheel.odds_ppm(spin.picked));
    format!("{}: {} (odds {odds})", row.id, row.title)
}
