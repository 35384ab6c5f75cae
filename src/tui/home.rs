//! The home screen: the wheel, and beside it what else one can do.
//!
//! ```text
//!  Wheel of Misfortune   game days in the terminal, on outages that really happened
//!
//!       .-"""-.         > Take up the open session
//!     .'  News '.         Spin the wheel
//!    /           \        Library: 4 scenarios
//!   :  Face  GitL :       History: 3 sessions
//!   :             :<      Quit
//!    \   Fast    /          Facebook
//!     '.       .'         > GitLab.com
//!       '-...-'             Fastly
//!                         Which host am I on?, at T+04:10, begun 2026-11-22 15:27
//!  Enter choose  s spin  r resume  l library  q quit  ? keys
//! ```
//!
//! With more than sixteen slices, or too few rows for a circle, a reel of names stands where the
//! wheel would. Invariant: what turns is told by [`spin`](super::spin) alone; with reduced motion
//! the result stands there at once.

use std::cell::Cell;
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::style::Style;
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use super::history::HistoryScreen;
use super::input::Key;
use super::keys::{Context, Intent};
use super::library::LibraryScreen;
use super::paper::{Row, fit, put, put_both, row, shorten, span, wrap};
use super::scroll::first_shown;
use super::spin::Turning;
use super::theme::{MARKER, NO_MARKER, Part, style};
use super::wheel::{ROUND_ROWS_MAX, Wheel};
use crate::engine::wheel::Spin;
use crate::view::home::{Entry, Home, MenuRow};
use crate::view::listing::{Preview, Row as Scenario};
use crate::view::screens;

/// The home screen and where one is on it.
#[derive(Debug, Clone)]
pub struct HomeScreen {
    /// What it shows.
    pub home: Home,
    menu: Vec<MenuRow>,
    selected: usize,
    stage: Stage,
    odds: bool,
    /// Where the wheel stands, or stood when it was pushed.
    stood_ppm: u32,
    /// Where the menu was painted.
    painted: Cell<Rect>,
}

/// What goes on on the home screen.
#[derive(Debug, Clone)]
enum Stage {
    /// The menu.
    Menu,
    /// The wheel was pushed; it turns, or has stopped.
    Pushed(Turning),
    /// The library.
    Library(Box<LibraryScreen>),
    /// What was played.
    History(HistoryScreen),
}

/// A list that something was opened from, and where one was in it.
#[derive(Debug, Clone)]
pub enum Listed {
    /// The library.
    Library(Box<LibraryScreen>),
    /// What was played.
    History(HistoryScreen),
}

impl Listed {
    /// What was played, the last session selected.
    #[must_use]
    pub fn history() -> Self {
        Self::History(HistoryScreen::default())
    }
}

/// What the home screen asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// Push the wheel.
    Spin,
    /// The briefing of that scenario.
    Brief(String),
    /// That session.
    Resume(String),
    /// That session in a file.
    Export(String),
    /// The settings.
    Settings,
    /// Leave the program.
    Quit,
}

/// Columns between the wheel's pointer and what stands beside it.
const BESIDE: u16 = 2;

/// Fewest columns beside the wheel.
const BESIDE_MIN: u16 = 34;

/// Most columns beside the wheel there is sense in.
const BESIDE_MAX: u16 = 64;

/// Names around the pointer.
const NAMES: u16 = 5;

impl HomeScreen {
    /// The home screen, nothing chosen yet.
    #[must_use]
    pub fn new(home: Home) -> Self {
        // It stands in the middle of its first slice.
        let stood_ppm = home.slices.first().map_or(0, |it| it.to_ppm / 2);
        Self {
            menu: home.menu(),
            home,
            selected: 0,
            stage: Stage::Menu,
            odds: false,
            stood_ppm,
            painted: Cell::default(),
        }
    }

    /// The home screen with a list up.
    #[must_use]
    pub fn at(home: Home, listed: Listed) -> Self {
        let stage = match listed {
            Listed::Library(mut library) => {
                library.refill(&home);
                Stage::Library(library)
            }
            Listed::History(history) => Stage::History(history),
        };
        Self {
            stage,
            ..Self::new(home)
        }
    }

    /// The list that is up.
    #[must_use]
    pub fn listed(&self) -> Option<Listed> {
        match &self.stage {
            Stage::Library(library) => Some(Listed::Library(library.clone())),
            Stage::History(history) => Some(Listed::History(history.clone())),
            Stage::Menu | Stage::Pushed(_) => None,
        }
    }

    /// Shows what was looked up meanwhile. Nobody has gone anywhere, such keys wait; a list that
    /// one came back to stays.
    pub fn fill(&mut self, home: Home) {
        let filled = match self.listed() {
            Some(listed) => Self::at(home, listed),
            None => Self::new(home),
        };
        *self = Self {
            odds: self.odds,
            ..filled
        };
    }

    /// Whether a key would do something now.
    #[must_use]
    pub fn does(&self, intent: Intent) -> bool {
        match &self.stage {
            Stage::Library(library) => library.does(&self.home, intent),
            Stage::History(history) => history.does(&self.home.history, intent),
            Stage::Menu | Stage::Pushed(_) => {
                intent != Intent::Spin || !self.home.slices.is_empty()
            }
        }
    }

    /// Whether a key has to wait until the scenarios and the sessions are known.
    #[must_use]
    pub fn awaits(&self, intent: Option<Intent>) -> bool {
        let can_do = matches!(
            intent,
            Some(Intent::Tutorial | Intent::Settings | Intent::Odds | Intent::Quit)
        );
        self.home.is_awaited && !can_do
    }

    /// The wheel was pushed, and this is where it will stop.
    pub fn pushed(&mut self, spin: Spin, now: Duration, still: bool) {
        let turning = Turning::push(spin, &self.home.slices, self.stood_ppm, (now, still));
        self.stood_ppm = spin.angle_ppm;
        self.stage = Stage::Pushed(turning);
    }

    /// Where the keys go.
    #[must_use]
    pub fn context(&self, now: Duration) -> Context {
        match &self.stage {
            Stage::Menu if self.home.resume.is_some() => Context::HomeOpen,
            Stage::Menu => Context::Home,
            Stage::Pushed(turning) if turning.is_over(now) => Context::Picked,
            Stage::Pushed(_) => Context::Spinning,
            Stage::Library(library) => library.context(),
            Stage::History(_) => Context::History,
        }
    }

    /// Whether something moves.
    #[must_use]
    pub fn moves(&self, now: Duration) -> bool {
        matches!(&self.stage, Stage::Pushed(turning) if !turning.is_over(now))
    }

    /// Whatever moves has come to its end.
    pub const fn stop(&mut self) {
        if let Stage::Pushed(turning) = &mut self.stage {
            turning.stop();
        }
    }

    /// Which part of it is up; another number is another picture.
    #[must_use]
    pub const fn part(&self) -> u8 {
        match &self.stage {
            Stage::Menu | Stage::Pushed(_) => 0,
            Stage::Library(_) => 1,
            Stage::History(_) => 2,
        }
    }

    /// The scenario whose preview is to be shown and is not there yet.
    #[must_use]
    pub fn wants_preview(&self) -> Option<String> {
        match &self.stage {
            Stage::Library(library) => library.wants(&self.home).map(str::to_owned),
            Stage::Menu | Stage::Pushed(_) | Stage::History(_) => None,
        }
    }

    /// The preview that was wanted, or why there is none.
    pub fn preview(&mut self, id: String, preview: Result<Preview, String>) {
        if let Stage::Library(library) = &mut self.stage {
            library.preview(&self.home, id, preview);
        }
    }

    /// A key that asks for nothing: text, where one looks for something.
    pub fn edit(&mut self, key: Key) -> bool {
        match &mut self.stage {
            Stage::Library(library) => library.edit(&self.home, key),
            Stage::Menu | Stage::Pushed(_) | Stage::History(_) => false,
        }
    }

    /// Selects what is under the pointer, and says whether it was selected before.
    pub fn click(&mut self, at: Position, now: Duration) -> bool {
        match &mut self.stage {
            Stage::Library(library) => return library.click(at),
            Stage::History(history) => return history.click(&self.home.history, at),
            Stage::Pushed(turning) if !turning.is_over(now) => return false,
            Stage::Menu | Stage::Pushed(_) => {}
        }
        // The menu does not scroll.
        let Some(nth) = pointed(self.painted.get(), 0, self.menu.len(), at) else {
            return false;
        };
        let was_here = matches!(self.stage, Stage::Menu) && self.selected == nth;
        self.stage = Stage::Menu;
        self.selected = nth;
        was_here
    }

    /// Does what a key asks for; gives what is beyond this screen.
    pub fn obey(&mut self, intent: Intent, now: Duration) -> Option<Wish> {
        match &mut self.stage {
            Stage::Library(library) => {
                if intent == Intent::Back && !library.goes_back(&self.home) {
                    self.stage = Stage::Menu;
                    return None;
                }
                if intent == Intent::Resume {
                    return library.open(&self.home).map(Wish::Resume);
                }
                library.obey(&self.home, intent).map(Wish::Brief)
            }
            Stage::History(history) => match intent {
                Intent::Back => {
                    self.stage = Stage::Menu;
                    None
                }
                _ => history.obey(&self.home.history, intent),
            },
            Stage::Pushed(turning) if intent == Intent::Accept => {
                if turning.is_over(now) {
                    return self.home.rows.get(turning.picked()).map(brief);
                }
                turning.stop();
                None
            }
            Stage::Menu | Stage::Pushed(_) => self.in_menu(intent),
        }
    }

    fn in_menu(&mut self, intent: Intent) -> Option<Wish> {
        let n_entries = self.menu.len();
        match intent {
            Intent::Accept => return self.choose(self.menu.get(self.selected)?.entry),
            Intent::Spin => return self.choose(Entry::Spin),
            Intent::Resume => return self.choose(Entry::Resume),
            Intent::Tutorial => return self.choose(Entry::Tutorial),
            Intent::Library => return self.choose(Entry::Library),
            Intent::History => return self.choose(Entry::History),
            Intent::Settings => return self.choose(Entry::Settings),
            Intent::Quit => return self.choose(Entry::Quit),
            Intent::Odds => self.odds = !self.odds,
            Intent::Up => self.selected = self.selected.saturating_sub(1),
            Intent::Down => self.selected = (self.selected + 1).min(n_entries.saturating_sub(1)),
            Intent::First => self.selected = 0,
            Intent::Last => self.selected = n_entries.saturating_sub(1),
            Intent::Back => self.stage = Stage::Menu,
            _ => {}
        }
        None
    }

    fn choose(&mut self, entry: Entry) -> Option<Wish> {
        match entry {
            Entry::Spin => (!self.home.slices.is_empty()).then_some(Wish::Spin),
            Entry::Resume => {
                let resume = self.home.resume.as_ref()?;
                Some(Wish::Resume(resume.session.clone()))
            }
            Entry::Tutorial => self.home.tutorial.clone().map(Wish::Brief),
            Entry::Library => {
                self.stage = Stage::Library(Box::new(LibraryScreen::new(&self.home)));
                None
            }
            Entry::History => {
                self.stage = Stage::History(HistoryScreen::default());
                None
            }
            Entry::Settings => Some(Wish::Settings),
            Entry::Quit => Some(Wish::Quit),
        }
    }

    /// Paints it, without the key bar; gives the place of the cursor while one types.
    pub fn paint(&self, now: Duration, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let [title, _, body] = Layout::vertical([
            Constraint::Length(1),
            Constraint::Length(1),
            Constraint::Fill(1),
        ])
        .areas(area);
        let (name, about) = match &self.stage {
            Stage::Menu | Stage::Pushed(_) => (self.home.title, self.home.about.to_owned()),
            Stage::Library(library) => (screens::LIBRARY, library.standing(&self.home)),
            Stage::History(_) => (screens::HISTORY, self.home.history.line.clone()),
        };
        let name = row(format!(" {name}"), style(Part::Heading));
        let about = row(format!("  {about} "), Style::new());
        buf.set_style(title, style(Part::Title));
        if usize::from(title.width) < name.width() + about.width() {
            put(&name, title, buf);
        } else {
            put_both(&name, &about, title, buf);
        }
        match &self.stage {
            Stage::Library(library) => return library.paint(&self.home, inset(body), buf),
            Stage::History(history) => history.paint(&self.home.history, inset(body), buf),
            Stage::Menu | Stage::Pushed(_) => self.wheel_and_menu(now, inset(body), buf),
        }
        None
    }

    fn wheel_and_menu(&self, now: Duration, area: Rect, buf: &mut Buffer) {
        let slices = &self.home.slices;
        let (angle_ppm, bent, picked) = match &self.stage {
            Stage::Pushed(turning) => (
                turning.angle_ppm(slices, now),
                turning.ticks(slices, now),
                turning
                    .is_over(now)
                    .then(|| self.home.rows.get(turning.picked()))
                    .flatten(),
            ),
            Stage::Menu | Stage::Library(_) | Stage::History(_) => (self.stood_ppm, false, None),
        };
        let wheel = Wheel {
            slices,
            angle_ppm,
            odds: self.odds,
            stands: picked.is_some(),
            bent,
        };
        let places = Places::of(area, slices.len(), self.menu.len());
        // Of a few slices all odds stand where the names do.
        let odds_need_room = self.odds && slices.len() > usize::from(places.names.height);
        if places.is_round {
            wheel.round(places.wheel, buf);
            let names = if odds_need_room {
                places.odds
            } else {
                places.names
            };
            let pointed = (places.wheel.y + places.wheel.height / 2).saturating_sub(names.y);
            wheel.names(names, pointed, picked.is_some(), buf);
        } else if !slices.is_empty() {
            wheel.reel(places.wheel, buf);
        }
        self.menu(places.menu, buf);
        let hides_about = places.is_round && odds_need_room && picked.is_none();
        if !hides_about && !self.moves(now) {
            let rows = match picked {
                Some(picked) => about(picked, places.about.width.into()),
                None => self.said(places.about.width.into()),
            };
            // There may be a free row above the bottom line.
            let about = Rect {
                height: area.bottom().saturating_sub(places.about.y),
                ..places.about
            };
            put_as_many(rows, about, buf);
        }
    }

    fn menu(&self, area: Rect, buf: &mut Buffer) {
        self.painted.set(area);
        let in_menu = matches!(self.stage, Stage::Menu);
        for (nth, (line, it)) in area.rows().zip(&self.menu).enumerate() {
            let is_selected = nth == self.selected && in_menu;
            let width = usize::from(line.width);
            if in_menu {
                put(&choice(&it.words, is_selected, width), line, buf);
            } else {
                let words = shorten(&format!("{NO_MARKER}{}", it.words), width);
                put(&row(words, style(Part::Muted)), line, buf);
            }
        }
    }

    /// What there is to say of the selected entry.
    fn said(&self, width: usize) -> Vec<Row> {
        let about = self.menu.get(self.selected).map_or("", |it| &it.about);
        let lines = wrap(about, width, 0).into_iter();
        lines.map(|it| row(it, style(Part::Muted))).collect()
    }
}

/// Where things stand.
struct Places {
    is_round: bool,
    wheel: Rect,
    menu: Rect,
    names: Rect,
    /// The names when each has its odds.
    odds: Rect,
    about: Rect,
}

impl Places {
    fn of(area: Rect, n_slices: usize, n_entries: usize) -> Self {
        let n_entries = u16::try_from(n_entries).unwrap_or(u16::MAX);
        let for_wheel = area.width.saturating_sub(BESIDE_MIN + BESIDE + 1);
        let rows = area.height.min(for_wheel / 2).min(ROUND_ROWS_MAX);
        let is_round = Wheel::is_round(n_slices, rows) && n_slices > 0;
        let (wide, high) = if is_round {
            (rows * 2, rows)
        } else if n_slices == 0 {
            (0, area.height)
        } else {
            (area.width * 2 / 5, area.height.min(ROUND_ROWS_MAX))
        };
        let gap = if is_round { BESIDE + 1 } else { BESIDE };
        let beside = area.width.saturating_sub(wide + gap).min(BESIDE_MAX);
        let left = area.x + (area.width.saturating_sub(wide + gap + beside)) / 2;
        let top = area.y + (area.height - high) / 2;
        let column = Rect {
            x: (left + wide + gap).min(area.right()),
            y: top,
            width: beside,
            height: high,
        };
        let menu = Rect {
            height: n_entries.min(column.height),
            ..column
        };
        let below_menu = (n_entries + 1).min(column.height);
        let under = |from: u16, height: u16| Rect {
            y: column.y + from,
            height: height.min(column.height.saturating_sub(from)),
            ..column
        };
        let middle = high / 2;
        let (names, odds, about) = if is_round {
            // Names stand around the pointer's row.
            let half = (NAMES / 2).min(middle.saturating_sub(below_menu));
            let widest = middle.saturating_sub(below_menu).min(high - 1 - middle);
            // What the menu leaves no room for above it stands below.
            let n_slices = u16::try_from(n_slices).unwrap_or(u16::MAX);
            let lower = n_slices.saturating_sub(half + 1).clamp(half, NAMES / 2);
            (
                under(middle - half, half + 1 + lower),
                under(middle - widest, widest + 1 + widest.max(lower)),
                under(middle + lower + 2, high),
            )
        } else {
            (Rect::ZERO, Rect::ZERO, under(below_menu, high))
        };
        Self {
            is_round,
            wheel: Rect {
                x: left,
                y: top,
                width: wide,
                height: high,
            },
            menu,
            names,
            odds,
            about,
        }
    }
}

fn brief(listed: &Scenario) -> Wish {
    Wish::Brief(listed.id.clone())
}

/// A scenario in a few rows.
fn about(it: &Scenario, width: usize) -> Vec<Row> {
    let name = format!("{}, {}", it.organisation, it.date);
    let facts = format!(
        "{}; {}",
        screens::weight(it.minutes, it.difficulty).trim_start(),
        it.played
    );
    let mut rows: Vec<Row> = Vec::new();
    for (text, look) in [
        (&it.title, style(Part::Heading)),
        (&name, style(Part::Voice)),
        (&facts, style(Part::Muted)),
        (&it.summary, Style::new()),
    ] {
        let lines = wrap(text, width, 0).into_iter();
        rows.extend(lines.map(|it| row(it, look)));
    }
    rows
}

/// An entry of a list, marked and reversed if it is the selected one.
pub(super) fn choice(words: &str, is_selected: bool, width: usize) -> Row {
    if is_selected {
        row(
            fit(&shorten(&format!("{MARKER}{words}"), width), width),
            style(Part::Selected),
        )
    } else {
        row(shorten(&format!("{NO_MARKER}{words}"), width), Style::new())
    }
}

/// The entry under the pointer, of a list that shows the selected one in its last row at the
/// latest.
pub(super) fn pointed(list: Rect, selected: usize, n: usize, at: Position) -> Option<usize> {
    let first = first_shown(selected, list.height);
    let is_in = list.contains(at);
    is_in
        .then(|| first + usize::from(at.y - list.y))
        .filter(|nth| *nth < n)
}

/// Entries of something before, a title that gives way, and facts after.
pub(super) fn list<'a>(
    entries: impl Iterator<Item = (String, &'a str, String)>,
    selected: usize,
    area: Rect,
    buf: &mut Buffer,
) {
    let first = first_shown(selected, area.height);
    let shown = entries.enumerate().skip(first);
    for (line, (nth, (before, title, facts))) in area.rows().zip(shown) {
        let width = usize::from(line.width);
        let for_title = width.saturating_sub(2 + before.width() + facts.width());
        let title = fit(&shorten(title, for_title), for_title);
        let words = format!("{before}{title}{facts}");
        put(&choice(&words, nth == selected, width), line, buf);
    }
}

pub(super) fn put_rows(rows: &[Row], area: Rect, buf: &mut Buffer) {
    for (line, row) in area.rows().zip(rows) {
        put(row, line, buf);
    }
}

/// The rows that have room; the last one says if that is not all.
fn put_as_many(mut rows: Vec<Row>, area: Rect, buf: &mut Buffer) {
    let height = usize::from(area.height);
    if rows.len() > height {
        rows.truncate(height);
        if let Some(last) = rows.last_mut() {
            let look = last.spans.first().map_or(last.style, |it| it.style);
            let text = format!("{}    ", last.to_string().trim_end());
            let room = text.width().min(area.width.into()) - 1;
            *last = row(shorten(&text, room), look);
        }
    }
    put_rows(&rows, area, buf);
}

/// A heading in a line of a list's head.
pub(super) fn said(name: &str, words: &str) -> Row {
    Line::from(vec![
        span(format!("{name} "), style(Part::Key)),
        span(words.to_owned(), style(Part::Muted)),
    ])
}

fn inset(area: Rect) -> Rect {
    Rect {
        x: area.x.saturating_add(2).min(area.right()),
        width: area.width.saturating_sub(4),
        ..area
    }
}
