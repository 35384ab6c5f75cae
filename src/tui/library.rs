//! The library: a list one can look through, and a preview that spoils nothing.
//!
//! ```text
//!  Library                                              2 of 4 scenarios, by title
//!
//!  / net_
//!
//!  > Facebook   Nobody can get in                       30 min  level 5  new
//!    Fastly     The edge answers                        20 min  level 3  best 71
//!
//!  Nobody can get in
//!  Facebook, 2021-10-04
//!  you are   on call for the network
//!  It is a quiet Monday ...
//!  Enter briefing  / look for  s sort  Tab preview  Esc back  ? keys
//! ```
//!
//! The preview takes what the list leaves free, and Tab shows all of it; on a wide screen it stands
//! beside the list. Invariant: the list needs the scenarios' heads only; the one that is selected is
//! read when it is looked at.

use std::cell::Cell;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::style::Style;
use ratatui::widgets::Widget;
use unicode_width::UnicodeWidthStr;

use super::home::{list, pointed, put_rows, said};
use super::input::Key;
use super::keys::{Context, Intent};
use super::paper::{Paper, Row, fit, paragraph, put, put_both, row, shorten, span, wrap};
use super::prompt::Prompt;
use super::room::put_prompt;
use super::scroll::Scroll;
use super::theme::{Part, style};
use crate::view::home::Home;
use crate::view::listing::{Preview, Row as Listed, Sort, pick};
use crate::view::screens;

/// The library and where one is in it.
#[derive(Debug, Clone)]
pub struct LibraryScreen {
    /// The rows that the filter lets through, in order.
    shown: Vec<usize>,
    selected: usize,
    filter: Prompt,
    typing: bool,
    sort: Sort,
    preview: Option<(String, Result<Box<Preview>, String>)>,
    /// The preview has all the room.
    whole: bool,
    scroll: Scroll,
    /// Where the list was painted.
    painted: Cell<Rect>,
}

/// From this width on the preview stands beside the list: titles are whole in half of it.
const BESIDE_FROM: u16 = 184;
/// From this width on a list tells how often something was played, too.
const FACTS_FROM: u16 = 95;
/// From this width on it tells how hard it is.
const LEVEL_FROM: u16 = 76;
/// Fewest rows of the preview below the list.
const BELOW: u16 = 10;
/// Columns for whose outage it was.
const WHOSE: usize = 14;
/// A page of the list.
const PAGE: usize = 10;
/// The widest text there is sense in.
const WIDTH_MAX: u16 = 100;

impl LibraryScreen {
    /// All of it, nothing looked for yet.
    #[must_use]
    pub fn new(home: &Home) -> Self {
        let mut library = Self {
            shown: Vec::new(),
            selected: 0,
            filter: Prompt::default(),
            typing: false,
            sort: Sort::default(),
            preview: None,
            whole: false,
            scroll: Scroll::top(),
            painted: Cell::default(),
        };
        library.pick(home);
        library
    }

    /// Where the keys go.
    #[must_use]
    pub const fn context(&self) -> Context {
        match (self.whole, self.typing) {
            (true, _) => Context::Preview,
            (false, true) => Context::LibraryFilter,
            (false, false) => Context::Library,
        }
    }

    /// `2 of 4 scenarios, by title`
    #[must_use]
    pub fn standing(&self, home: &Home) -> String {
        screens::shown(self.shown.len(), home.rows.len(), self.sort)
    }

    fn selected<'a>(&self, home: &'a Home) -> Option<&'a Listed> {
        home.rows.get(*self.shown.get(self.selected)?)
    }

    /// The session of the selected scenario that can be taken up again.
    #[must_use]
    pub fn open(&self, home: &Home) -> Option<String> {
        self.selected(home)?.open.clone()
    }

    /// The scenario whose preview is to be shown and is not there yet.
    #[must_use]
    pub fn wants<'a>(&self, home: &'a Home) -> Option<&'a str> {
        let id = self.selected(home)?.id.as_str();
        let is_there = self.preview.as_ref().is_some_and(|(of, _)| of == id);
        (!is_there).then_some(id)
    }

    /// The preview that was wanted, or why there is none.
    pub fn preview(&mut self, home: &Home, id: String, preview: Result<Preview, String>) {
        // How often it was played stands in the list.
        let listed = home.rows.iter().find(|it| it.id == id).cloned();
        let preview = preview.map(|it| {
            let row = listed.unwrap_or_else(|| it.row.clone());
            Box::new(Preview { row, ..it })
        });
        self.preview = Some((id, preview));
        self.scroll = Scroll::top();
    }

    /// A key that asks for nothing: it is looked for.
    pub fn edit(&mut self, home: &Home, key: Key) -> bool {
        let is_text = self.typing && !self.whole && self.filter.edit(key);
        if is_text {
            self.pick(home);
        }
        is_text
    }

    /// Selects what is under the pointer, and says whether it was selected before.
    pub fn click(&mut self, at: Position) -> bool {
        if self.whole {
            return false;
        }
        let n_shown = self.shown.len();
        let Some(nth) = pointed(self.painted.get(), self.selected, n_shown, at) else {
            return false;
        };
        nth == std::mem::replace(&mut self.selected, nth)
    }

    /// Goes one step back in here, and says whether there was one.
    pub fn goes_back(&mut self, home: &Home) -> bool {
        if self.whole {
            self.look_whole(false);
            return true;
        }
        let was_looking = self.typing || !self.filter.is_empty();
        self.typing = false;
        self.filter.clear();
        self.pick(home);
        was_looking
    }

    /// The preview alone, or beside the list; either way from its beginning.
    fn look_whole(&mut self, whole: bool) {
        self.whole = whole;
        self.scroll = Scroll::top();
    }

    /// Does what a key asks for; gives the scenario whose briefing is asked for.
    pub fn obey(&mut self, home: &Home, intent: Intent) -> Option<String> {
        if self.whole && self.scroll.obey(intent) {
            return None;
        }
        let last = self.shown.len().saturating_sub(1);
        match intent {
            Intent::Accept => return self.selected(home).map(|it| it.id.clone()),
            Intent::Filter => self.typing = true,
            Intent::Sort => {
                self.sort = self.sort.next();
                self.pick(home);
            }
            Intent::Preview => self.look_whole(!self.whole && !self.shown.is_empty()),
            Intent::Up => self.selected = self.selected.saturating_sub(1),
            Intent::Down => self.selected = (self.selected + 1).min(last),
            Intent::PageUp => self.selected = self.selected.saturating_sub(PAGE),
            Intent::PageDown => self.selected = (self.selected + PAGE).min(last),
            Intent::First => self.selected = 0,
            Intent::Last => self.selected = last,
            _ => {}
        }
        None
    }

    /// Other scenarios, or the same looked up again: what was selected stays so.
    pub fn refill(&mut self, home: &Home) {
        let selected = self.preview.as_ref().map(|(of, _)| of.clone());
        self.pick(home);
        let is_it = |at: &usize| Some(&home.rows[*at].id) == selected.as_ref();
        self.selected = self.shown.iter().position(is_it).unwrap_or(0);
    }

    /// Whether a key would do something now.
    #[must_use]
    pub fn does(&self, home: &Home, intent: Intent) -> bool {
        match intent {
            Intent::Accept | Intent::Preview => !self.shown.is_empty(),
            Intent::Sort => self.shown.len() > 1,
            Intent::Resume => self.open(home).is_some(),
            Intent::PageDown if self.whole => !self.scroll.fits(),
            Intent::Up | Intent::Down if !self.whole => self.shown.len() > 1,
            _ => true,
        }
    }

    fn pick(&mut self, home: &Home) {
        self.shown = pick(&home.rows, self.filter.text(), self.sort);
        self.selected = 0;
    }

    /// Paints it, without the title and the key bar; gives the place of the cursor.
    pub fn paint(&self, home: &Home, area: Rect, buf: &mut Buffer) -> Option<Position> {
        if self.whole {
            self.about(home, area, buf);
            return None;
        }
        let [looking, body] =
            Layout::vertical([Constraint::Length(2), Constraint::Fill(1)]).areas(area);
        if area.width >= BESIDE_FROM {
            let [left, _, right] = Layout::horizontal([
                Constraint::Fill(1),
                Constraint::Length(3),
                Constraint::Fill(1),
            ])
            .areas(body);
            self.list(home, left, buf);
            self.about(home, right, buf);
        } else {
            // What the list does not need, the preview takes.
            let n_listed = self.shown.len() + home.broken.len().min(3);
            let n_listed = u16::try_from(n_listed).unwrap_or(u16::MAX);
            let below = BELOW.min(body.height / 2);
            let below = below.max(body.height.saturating_sub(n_listed.saturating_add(2)));
            let [list, _, below] = Layout::vertical([
                Constraint::Fill(1),
                Constraint::Length(1),
                Constraint::Length(below),
            ])
            .areas(body);
            self.list(home, list, buf);
            self.about(home, below, buf);
        }
        self.looking(looking, buf)
    }

    fn looking(&self, area: Rect, buf: &mut Buffer) -> Option<Position> {
        if !self.typing && self.filter.is_empty() {
            put(&row(screens::LOOK_FOR, style(Part::Muted)), area, buf);
            return None;
        }
        let line = Rect {
            height: area.height.min(1),
            ..area
        };
        let cursor = put_prompt("/", &self.filter, &[], line, buf);
        cursor.filter(|_| self.typing)
    }

    fn list(&self, home: &Home, area: Rect, buf: &mut Buffer) {
        let n_broken = u16::try_from(home.broken.len()).unwrap_or(u16::MAX);
        let [area, broken] = Layout::vertical([
            Constraint::Fill(1),
            Constraint::Length(n_broken.min(3).min(area.height / 3)),
        ])
        .areas(area);
        let complaints: Vec<Row> = home
            .broken
            .iter()
            .map(|it| row(shorten(it, broken.width.into()), style(Part::Warning)))
            .collect();
        put_rows(&complaints, broken, buf);
        if self.shown.is_empty() {
            let words = if home.rows.is_empty() {
                home.hint
            } else {
                screens::NONE_FOUND
            };
            let lines = wrap(words, area.width.into(), 0).into_iter();
            let rows: Vec<Row> = lines.map(|it| row(it, style(Part::Muted))).collect();
            put_rows(&rows, area, buf);
            return;
        }
        let whose = home.rows.iter().map(|it| it.organisation.width());
        let whose_width = whose.max().unwrap_or(0).min(WHOSE);
        let rows = self.shown.iter().map(|at| {
            let it = &home.rows[*at];
            let whose = fit(&shorten(&it.organisation, whose_width), whose_width + 2);
            let facts = match area.width {
                FACTS_FROM.. => screens::facts(it),
                LEVEL_FROM.. => screens::facts_short(it),
                _ => screens::facts_least(it),
            };
            (whose, it.title.as_str(), facts)
        });
        self.painted.set(area);
        list(rows, self.selected, area, buf);
    }

    fn about(&self, home: &Home, area: Rect, buf: &mut Buffer) {
        let Some(it) = self.selected(home) else {
            return;
        };
        let area = Rect {
            width: area.width.min(WIDTH_MAX),
            ..area
        };
        let told = self.preview.as_ref().filter(|(of, _)| *of == it.id);
        let rows = match told {
            Some((_, Ok(preview))) => rows(preview, area.width.into()),
            Some((_, Err(why))) => {
                let mut rows = head(it, area.width.into());
                let lines = wrap(why, area.width.into(), 0).into_iter();
                rows.extend(lines.map(|it| row(it, style(Part::Warning))));
                rows
            }
            None => head(it, area.width.into()),
        };
        // Whether there is more has a row of its own.
        let is_read = self.whole && rows.len() > usize::from(area.height);
        let body = Rect {
            height: area.height.saturating_sub(u16::from(is_read)),
            ..area
        };
        let paper = Paper {
            rows: &rows,
            scroll: &self.scroll,
        };
        paper.render(body, buf);
        if is_read && !self.scroll.is_at_end() {
            let more = Rect {
                y: body.bottom(),
                height: area.height.min(1),
                ..area
            };
            let words = row(format!(" {}", screens::MORE), style(Part::Focus));
            put_both(&Row::default(), &words, more, buf);
        }
        if !self.whole && rows.len() > usize::from(area.height) && area.height > 0 {
            let more = Rect {
                y: area.bottom() - 1,
                height: 1,
                ..area
            };
            let words = said("Tab", screens::ALL_OF_IT);
            buf.set_style(more, Style::reset());
            put(&row(" ".repeat(more.width.into()), Style::new()), more, buf);
            put(&words, more, buf);
        }
    }
}

/// What the list knows of a scenario.
fn head(it: &Listed, width: usize) -> Vec<Row> {
    let mut rows = vec![
        row(it.title.clone(), style(Part::Heading)),
        row(
            format!("{}, {}", it.organisation, it.date),
            style(Part::Voice),
        ),
    ];
    let lines = wrap(&it.summary, width, 0).into_iter();
    rows.extend(lines.map(|it| row(it, Style::new())));
    rows.push(Row::default());
    rows
}

/// The preview: what `misfortune show` tells.
fn rows(preview: &Preview, width: usize) -> Vec<Row> {
    let mut rows = head(&preview.row, width);
    for (name, value) in preview.facts() {
        let lead = vec![span(format!("{name:10}"), style(Part::Muted))];
        paragraph(&mut rows, lead, &value, Style::new(), width, 10);
    }
    rows.push(Row::default());
    for text in &preview.text {
        if text.is_empty() {
            rows.push(Row::default());
        } else {
            let lines = wrap(text, width, 0).into_iter();
            rows.extend(lines.map(|it| row(it, Style::new())));
        }
    }
    rows
}
