//! The home screen: the wheel, what can be resumed, the list.

use super::history::History;
use super::listing::Row;
use super::settings;
use super::words::counted;
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
    /// The scenarios: first those on the wheel, in the order of the slices.
    pub rows: Vec<Row>,
    /// The session that can be taken up again.
    pub resume: Option<Resume>,
    /// What was played so far.
    pub history: History,
    /// What cannot be played, a line each.
    pub broken: Vec<String>,
    /// The id of the tutorial, if there is one.
    pub tutorial: Option<String>,
    /// What to do: words for keys are the face's.
    pub hint: &'static str,
    /// Something was played here before.
    pub has_played: bool,
    /// The scenarios and the sessions are being looked up: here is what was known before.
    pub is_awaited: bool,
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
    /// `Which host am I on?, at T+04:10, begun 2026-11-22 15:27`
    pub line: String,
}

/// What can be done from the home screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// Take up the last session.
    Resume,
    /// Spin the wheel.
    Spin,
    /// The incident that teaches how it goes.
    Tutorial,
    /// The library.
    Library,
    /// What was played.
    History,
    /// The settings.
    Settings,
    /// Leave the program.
    Quit,
}

/// An entry of the menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MenuRow {
    /// What it does.
    pub entry: Entry,
    /// What stands there: `Library: 4 scenarios`.
    pub words: String,
    /// What there is to say while it is selected.
    pub about: String,
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
        self.tutorial.is_some() && !self.has_played
    }

    /// The same with what was played so far.
    #[must_use]
    pub fn with_history(mut self, history: History) -> Self {
        self.has_played = !history.sessions.is_empty();
        self.history = history;
        self
    }

    /// The same with what cannot be played, a line each.
    #[must_use]
    pub fn with_broken(mut self, broken: Vec<String>) -> Self {
        self.broken = broken;
        self
    }

    /// What can be done, in order.
    #[must_use]
    pub fn menu(&self) -> Vec<MenuRow> {
        let row = |entry, words: &str, about: &str| MenuRow {
            entry,
            words: words.to_owned(),
            about: about.to_owned(),
        };
        let resume = self
            .resume
            .as_ref()
            .map(|it| row(Entry::Resume, "Take up the open session", &it.line));
        let tutorial = self.tutorial.as_ref().map(|_| {
            let about = "Never played? Five minutes, made up, with a coach.";
            row(Entry::Tutorial, "Tutorial", about)
        });
        // Who has not played yet begins with it.
        let (first, later) = if self.is_first_time() {
            (tutorial, None)
        } else {
            (None, tutorial)
        };
        // What was known before is better than nothing.
        let is_unknown = self.is_awaited && self.rows.is_empty();
        let holds = |name: &str, n: usize, one: &str, many: &str| {
            if is_unknown {
                name.to_owned()
            } else {
                format!("{name}: {}", counted(n, one, many))
            }
        };
        let n_sessions = self.history.sessions.len();
        let spin = match self.slices.len() {
            _ if is_unknown => String::new(),
            0 => self.hint.to_owned(),
            n => format!(
                "One of {} is picked; what was played lately comes up less often.",
                counted(n, "outage", "outages")
            ),
        };
        let fixed = [
            row(Entry::Spin, "Spin the wheel", &spin),
            row(
                Entry::Library,
                &holds("Library", self.rows.len(), "scenario", "scenarios"),
                "Pick one yourself: by name, tag, difficulty, length, or what you have not played.",
            ),
            row(
                Entry::History,
                &holds("History", n_sessions, "session", "sessions"),
                "Open sessions and debriefs, best scores, trends, what was never played.",
            ),
        ];
        let settings = row(
            Entry::Settings,
            settings::MENU,
            "Theme, motion, sound, how hard time presses; each is an option as well.",
        );
        let quit = row(Entry::Quit, "Quit", "Everything is kept.");
        let all = resume.into_iter().chain(first).chain(fixed);
        all.chain(later).chain([settings, quit]).collect()
    }
}

/// The home screen; the first of the `rows` are the wheel's slices, in the same order.
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
        slices,
        hint: if rows.is_empty() {
            "there is no scenario here: give a folder with --library"
        } else {
            "spin the wheel, or pick one"
        },
        rows,
        resume,
        ..nothing()
    }
}

/// The slices of a wheel, without names.
#[must_use]
pub fn nameless(wheel: &Wheel) -> Vec<Slice> {
    let slices = (0..wheel.n_slices()).map(|idx| {
        let (from_ppm, to_ppm) = wheel.bounds_ppm(idx);
        Slice {
            id: String::new(),
            label: String::new(),
            from_ppm,
            to_ppm,
            odds: String::new(),
        }
    });
    slices.collect()
}

/// The home screen before anything was looked up: a wheel without names, of about so many
/// slices, and a menu that counts nothing.
#[must_use]
pub fn awaited(n_slices: usize, has_played: bool) -> Home {
    Home {
        slices: nameless(&Wheel::fair(n_slices)),
        has_played,
        is_awaited: true,
        ..nothing()
    }
}

fn nothing() -> Home {
    Home {
        title: "Wheel of Misfortune",
        about: "game days in the terminal, on outages that really happened",
        slices: Vec::new(),
        rows: Vec::new(),
        resume: None,
        history: History::default(),
        broken: Vec::new(),
        tutorial: None,
        hint: "",
        has_played: false,
        is_awaited: false,
    }
}

/// What to type for a game where no screen can be shown, a line each; `way` are the options that
/// lead back to the data and the library.
#[must_use]
pub fn in_lines(way: &str) -> [String; 5] {
    [
        format!("`misfortune tutorial{way}`: five minutes with a coach"),
        format!("`misfortune play ID{way}`: one of these"),
        format!("`misfortune play{way}`: what the wheel picks"),
        format!("`misfortune resume{way}`: on with what was left"),
        "`misfortune --help`: everything else".to_owned(),
    ]
}

/// What can be resumed, in a line.
#[must_use]
pub fn resume(session: &str, title: &str, at: Elapsed, started: &str) -> Resume {
    Resume {
        session: session.to_owned(),
        line: format!("{title}, at {at}, begun {started}"),
    }
}

/// A session was written to a file.
#[must_use]
pub fn exported(session: &str, path: &str) -> String {
    format!("session {session} is in {path}")
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
