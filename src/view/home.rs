//! The home screen: the wheel, what can be resumed, the list.

use super::listing::Row;
use super::words::phase;
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
