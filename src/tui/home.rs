//! The home screen: the wheel, and what else one can do.
//!
//! ```text
//!  Wheel of Misfortune   game days in the terminal, on outages that really happened
//!
//!    .-"-.                       > Spin the wheel
//!   ( GL  )< GitLab.com            Take up: Which host am I on?, T+04:10
//!    '-.-'                         Library: 4 scenarios
//!                                  Sessions: 3
//!                                  Quit
//!
//!  Enter choose  s spin  r resume  l library  q quit  ? keys
//! ```

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::Widget;
use unicode_width::UnicodeWidthStr;

use super::keys::{Context, Intent};
use super::paper::{Row, fit, put, put_both, row, shorten, span, wrap};
use super::spin::Turning;
use super::theme::{MARKER, NO_MARKER, Part, style};
use super::wheel::Wheel;
use crate::engine::wheel::Spin;
use crate::view::home::Home;
use crate::view::listing::Row as Listed;
use crate::view::{screens, settings};

/// The home screen and where one is on it.
#[derive(Debug, Clone)]
pub struct HomeScreen {
    /// What it shows.
    pub home: Home,
    selected: usize,
    stage: Stage,
    odds: bool,
}

/// What goes on on the home screen.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Stage {
    /// The menu.
    Menu,
    /// The wheel was pushed; it turns, or has stopped.
    Pushed(Turning),
    /// The library.
    Library,
    /// The sessions so far.
    Sessions,
}

/// An entry of the menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Entry {
    Resume,
    Spin,
    Library,
    Sessions,
    Settings,
    Tutorial,
    Quit,
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
    /// The settings.
    Settings,
    /// Leave the program.
    Quit,
}

impl HomeScreen {
    /// The home screen, nothing chosen yet.
    #[must_use]
    pub const fn new(home: Home) -> Self {
        Self {
            home,
            selected: 0,
            stage: Stage::Menu,
            odds: false,
        }
    }

    /// The wheel was pushed, and this is where it will stop.
    pub fn pushed(&mut self, spin: Spin, now: Duration, still: bool) {
        self.stage = Stage::Pushed(Turning::push(spin, now, still));
    }

    /// Where the keys go.
    #[must_use]
    pub fn context(&self, now: Duration) -> Context {
        match &self.stage {
            Stage::Menu if self.home.resume.is_some() => Context::HomeOpen,
            Stage::Menu => Context::Home,
            Stage::Pushed(turning) if turning.is_over(now) => Context::Picked,
            Stage::Pushed(_) => Context::Spinning,
            Stage::Library => Context::Library,
            Stage::Sessions => Context::Sessions,
        }
    }

    /// Whether something moves.
    #[must_use]
    pub fn moves(&self, now: Duration) -> bool {
        matches!(&self.stage, Stage::Pushed(turning) if !turning.is_over(now))
    }

    /// Does what a key asks for; gives what is beyond this screen.
    pub fn obey(&mut self, intent: Intent, now: Duration) -> Option<Wish> {
        if let (Intent::Accept, Stage::Pushed(turning)) = (intent, &mut self.stage) {
            if turning.is_over(now) {
                return self.home.rows.get(turning.picked()).map(brief);
            }
            turning.stop();
            return None;
        }
        match intent {
            Intent::Accept if self.stage == Stage::Library => {
                return self.home.rows.get(self.selected).map(brief);
            }
            Intent::Accept if self.stage == Stage::Sessions => {
                let kept = self.home.sessions.get(self.selected)?;
                return Some(Wish::Resume(kept.session.clone()));
            }
            Intent::Accept => return self.choose(self.entries().get(self.selected).copied()?),
            Intent::Spin => return self.choose(Entry::Spin),
            Intent::Resume => return self.choose(Entry::Resume),
            Intent::Library => return self.choose(Entry::Library),
            Intent::Sessions => return self.choose(Entry::Sessions),
            Intent::Settings => return self.choose(Entry::Settings),
            Intent::Tutorial => return self.choose(Entry::Tutorial),
            Intent::Quit => return self.choose(Entry::Quit),
            Intent::Odds => self.odds = !self.odds,
            Intent::Up => self.selected = self.selected.saturating_sub(1),
            Intent::Down => {
                self.selected = (self.selected + 1).min(self.n_entries().saturating_sub(1));
            }
            Intent::Back => {
                self.stage = Stage::Menu;
                self.selected = 0;
            }
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
            Entry::Library => {
                self.stage = Stage::Library;
                self.selected = 0;
                None
            }
            Entry::Sessions => {
                self.stage = Stage::Sessions;
                self.selected = 0;
                None
            }
            Entry::Settings => Some(Wish::Settings),
            Entry::Tutorial => self.home.tutorial.clone().map(Wish::Brief),
            Entry::Quit => Some(Wish::Quit),
        }
    }

    fn entries(&self) -> Vec<Entry> {
        let tutorial = || self.home.tutorial.is_some().then_some(Entry::Tutorial);
        let is_first_time = self.home.is_first_time();
        let first = tutorial().filter(|_| is_first_time);
        let later = tutorial().filter(|_| !is_first_time);
        let resume = self.home.resume.is_some().then_some(Entry::Resume);
        resume
            .into_iter()
            .chain(first)
            .chain([Entry::Spin, Entry::Library, Entry::Sessions])
            .chain(later)
            .chain([Entry::Settings, Entry::Quit])
            .collect()
    }

    fn n_entries(&self) -> usize {
        match self.stage {
            Stage::Library => self.home.rows.len(),
            Stage::Sessions => self.home.sessions.len(),
            Stage::Menu | Stage::Pushed(_) => self.entries().len(),
        }
    }

    /// Paints it, without the key bar.
    pub fn paint(&self, now: Duration, area: Rect, buf: &mut Buffer) {
        let [title, _, body] = Layout::vertical([
            Constraint::Length(1),
            Constraint::Length(1),
            Constraint::Fill(1),
        ])
        .areas(area);
        let name = row(format!(" {}", self.home.title), style(Part::Heading));
        let about = row(format!("  {}", self.home.about), Style::new());
        buf.set_style(title, style(Part::Title));
        if usize::from(title.width) < name.width() + about.width() {
            put(&name, title, buf);
        } else {
            put_both(&name, &about, title, buf);
        }
        match &self.stage {
            Stage::Library => self.library(body, buf),
            Stage::Sessions => self.sessions(body, buf),
            Stage::Menu | Stage::Pushed(_) => self.wheel_and_menu(now, body, buf),
        }
    }

    fn wheel_and_menu(&self, now: Duration, area: Rect, buf: &mut Buffer) {
        let picked = match &self.stage {
            Stage::Pushed(turning) if turning.is_over(now) => self.home.rows.get(turning.picked()),
            Stage::Pushed(_) | Stage::Menu | Stage::Library | Stage::Sessions => None,
        };
        let n_entries = u16::try_from(self.entries().len()).unwrap_or(u16::MAX);
        let wanted = if picked.is_some() {
            7
        } else {
            n_entries.max(6)
        };
        let below = wanted.min(area.height / 2);
        let [above, below] =
            Layout::vertical([Constraint::Fill(1), Constraint::Length(below)]).areas(area);
        let above = inset(above);
        let angle_ppm = match &self.stage {
            Stage::Pushed(turning) => turning.angle_ppm(now),
            Stage::Menu | Stage::Library | Stage::Sessions => 0,
        };
        let wheel = Wheel {
            slices: &self.home.slices,
            angle_ppm,
            odds: self.odds,
            stands: picked.is_some(),
        };
        wheel.render(above, buf);
        match picked {
            None if self.moves(now) => {}
            Some(picked) => put_rows(&about(picked, below.width.into()), inset(below), buf),
            None => self.menu(inset(below), buf),
        }
    }

    fn menu(&self, area: Rect, buf: &mut Buffer) {
        let first = (self.selected + 1).saturating_sub(area.height.max(1).into());
        let shown = self.entries().into_iter().enumerate().skip(first);
        for (line, (nth, entry)) in area.rows().zip(shown) {
            let words = match entry {
                Entry::Spin => screens::SPIN.to_owned(),
                Entry::Resume => {
                    let resume = self.home.resume.as_ref();
                    format!(
                        "{} {}",
                        screens::TAKE_UP,
                        resume.map_or("", |it| it.line.as_str())
                    )
                }
                Entry::Library => screens::library(self.home.rows.len()),
                Entry::Sessions => screens::sessions(self.home.sessions.len()),
                Entry::Settings => settings::MENU.to_owned(),
                Entry::Tutorial if self.home.is_first_time() => screens::TUTORIAL_FIRST.to_owned(),
                Entry::Tutorial => screens::TUTORIAL.to_owned(),
                Entry::Quit => screens::QUIT.to_owned(),
            };
            let is_selected = nth == self.selected && self.stage == Stage::Menu;
            put(&choice(&words, is_selected, line.width.into()), line, buf);
        }
    }

    fn library(&self, area: Rect, buf: &mut Buffer) {
        let below = 6.min(area.height / 2);
        let [list, below] =
            Layout::vertical([Constraint::Fill(1), Constraint::Length(below)]).areas(area);
        let (list, below) = (inset(list), inset(below));
        if self.home.rows.is_empty() {
            put(&row(self.home.hint, style(Part::Muted)), list, buf);
        }
        let ids = self.home.rows.iter().map(|it| it.id.width());
        let for_id = ids.max().unwrap_or(0).min(usize::from(list.width) / 3);
        let weight = if list.width >= 100 {
            screens::weight
        } else {
            screens::weight_short
        };
        let words = self.home.rows.iter().map(|it| {
            let facts = format!("  {}", weight(it.minutes, it.difficulty));
            (fit(&shorten(&it.id, for_id), for_id + 2), &it.title, facts)
        });
        self.list(words, list, buf);
        if let Some(it) = self.home.rows.get(self.selected) {
            put_rows(&about(it, below.width.into()), below, buf);
        }
    }
}

impl HomeScreen {
    fn sessions(&self, area: Rect, buf: &mut Buffer) {
        let [list, below] =
            Layout::vertical([Constraint::Fill(1), Constraint::Length(2)]).areas(area);
        let (list, below) = (inset(list), inset(below));
        let words = if self.home.sessions.is_empty() {
            screens::NO_SESSION
        } else {
            screens::SESSIONS_USE
        };
        put(&row(words, style(Part::Muted)), below, buf);
        let numbers = self.home.sessions.iter().map(|it| it.session.width());
        let for_number = numbers.max().unwrap_or(0);
        let is_wide = list.width >= 100;
        let words = self.home.sessions.iter().map(|it| {
            let day = it.started.split(' ').next().unwrap_or_default();
            let started = if is_wide { &it.started } else { day };
            let number = format!("{:>for_number$}  {started}  ", it.session);
            let facts = format!("  {:>10}  {:<11}  {:>9}", it.elapsed, it.ending, it.score);
            (number, &it.title, facts)
        });
        self.list(words, list, buf);
    }

    /// Entries of something before, a title that gives way, and facts after.
    fn list<'a>(
        &self,
        entries: impl Iterator<Item = (String, &'a String, String)>,
        area: Rect,
        buf: &mut Buffer,
    ) {
        let height = usize::from(area.height.max(1));
        let first = (self.selected + 1).saturating_sub(height);
        let shown = entries.enumerate().skip(first);
        for (line, (nth, (before, title, facts))) in area.rows().zip(shown) {
            let width = usize::from(line.width);
            let for_title = width.saturating_sub(2 + before.width() + facts.width());
            let title = fit(&shorten(title, for_title), for_title);
            let words = format!("{before}{title}{facts}");
            put(&choice(&words, nth == self.selected, width), line, buf);
        }
    }
}

fn brief(listed: &Listed) -> Wish {
    Wish::Brief(listed.id.clone())
}

/// A scenario in a few rows.
fn about(it: &Listed, width: usize) -> Vec<Row> {
    let mut rows = vec![Line::from(vec![
        span(it.title.clone(), style(Part::Heading)),
        span(
            format!("  {}, {}", it.organisation, it.date),
            style(Part::Voice),
        ),
    ])];
    rows.extend(
        wrap(&it.summary, width.saturating_sub(4), 0)
            .into_iter()
            .map(|it| row(it, Style::new())),
    );
    let facts = format!(
        "{} min, difficulty {} of 5; {}; {}",
        it.minutes,
        it.difficulty,
        it.tags.join(", "),
        it.played
    );
    let facts = wrap(&facts, width.saturating_sub(4), 0);
    rows.extend(facts.into_iter().map(|it| row(it, style(Part::Muted))));
    rows
}

fn choice(words: &str, is_selected: bool, width: usize) -> Row {
    if is_selected {
        row(
            fit(&shorten(&format!("{MARKER}{words}"), width), width),
            style(Part::Selected),
        )
    } else {
        row(shorten(&format!("{NO_MARKER}{words}"), width), Style::new())
    }
}

fn put_rows(rows: &[Row], area: Rect, buf: &mut Buffer) {
    for (line, row) in area.rows().zip(rows) {
        put(row, line, buf);
    }
}

fn inset(area: Rect) -> Rect {
    Rect {
        x: area.x.saturating_add(2).min(area.right()),
        width: area.width.saturating_sub(4),
        ..area
    }
}
