//! The palette: everything that can be done here, found by a few letters.
//!
//! ```text
//! +- Commands ------------------------------------------------+
//! | > cert|                                           3 of 61 |
//! |                                                           |
//! | > certctl show payments       Show the certificate (30 s) |
//! |   tail -n 20 shop.log         Read the shop's log (30 s)  |
//! |   certctl renew payments      not now: you cannot do that |
//! |                                                           |
//! | Show the certificate (30 s)                               |
//! | Enter runs it; Tab writes it into the line                |
//! +-----------------------------------------------------------+
//! ```
//!
//! Commands come from `view`, with the reason where they may not be now; keys of the screen under
//! it come from the key table and are pressed when chosen.

use std::cell::Cell;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use unicode_width::UnicodeWidthStr;

use super::Want;
use crate::tui::input::Key;
use crate::tui::keys::{Binding, Context, Intent, bindings};
use crate::tui::paper::{Row, fit, popup, put, put_both, row, shorten, wrap};
use crate::tui::prompt::Prompt;
use crate::tui::room::put_prompt;
use crate::tui::scroll::first_shown;
use crate::tui::theme::{MARKER, NO_MARKER, Part, style};
use crate::view::Scene;
use crate::view::fuzzy;
use crate::view::palette::{self, Choice, Entry, NOT_NOW};

/// Rows under the list: a free one, what is typed if the list had to cut it, what it does, and a
/// reason in two.
const DETAIL_ROWS: u16 = 5;

/// Columns that it leaves free, on a wide screen.
const BESIDE: u16 = 24;

/// The most columns there is sense in.
const WIDTH_MAX: u16 = 156;

/// The palette and where one is in it.
#[derive(Debug, Clone)]
pub struct Palette {
    query: Prompt,
    items: Vec<Item>,
    n_commands: usize,
    /// Among those found.
    selected: usize,
    /// Where the list was painted last.
    list: Cell<Rect>,
}

/// An entry: what is shown, what it does, why not.
#[derive(Debug, Clone)]
struct Item {
    shown: String,
    about: String,
    does: Does,
}

#[derive(Debug, Clone)]
enum Does {
    Command(Box<Entry>),
    Press(Key),
}

impl Palette {
    /// The palette over a place, with those letters in it.
    #[must_use]
    pub fn new(scene: Option<&Scene>, of: Context, letters: &str) -> Self {
        let mut query = Prompt::default();
        query.insert(letters);
        let mut palette = Self {
            query,
            items: bindings(of).filter_map(pressed).collect(),
            n_commands: 0,
            selected: 0,
            list: Cell::default(),
        };
        if let Some(scene) = scene {
            palette.arrange(scene);
        }
        palette
    }

    /// Looks again at what is possible.
    pub fn arrange(&mut self, scene: &Scene) {
        let commands = palette::palette(scene);
        let keys = self.items.split_off(self.n_commands);
        self.n_commands = commands.len();
        self.items = commands.into_iter().map(Item::of).chain(keys).collect();
    }

    /// The place of each item that fits the letters, best first.
    fn found(&self) -> Vec<usize> {
        let rows: Vec<(&str, &str)> = self
            .items
            .iter()
            .map(|it| (it.shown.as_str(), it.about.as_str()))
            .collect();
        fuzzy::search(self.query.text(), &rows)
    }

    fn chosen(&self) -> Option<&Item> {
        let found = self.found();
        let nth = self.selected.min(found.len().saturating_sub(1));
        found.get(nth).map(|idx| &self.items[*idx])
    }

    /// Does what a key asks for.
    pub fn obey(&mut self, intent: Intent) -> Want {
        let last = self.found().len().saturating_sub(1);
        let page = usize::from(self.list.get().height).max(1);
        let here = self.selected.min(last);
        self.selected = match intent {
            Intent::Up => here.checked_sub(1).unwrap_or(last),
            Intent::Down if here == last => 0,
            Intent::Down => here + 1,
            Intent::PageUp => here.saturating_sub(page),
            Intent::PageDown => (here + page).min(last),
            Intent::Accept => return self.accept(),
            Intent::Complete => return self.write(),
            Intent::Copy => {
                return match self.chosen().map(|it| &it.does) {
                    Some(Does::Command(entry)) => Want::Copy(entry.line.clone()),
                    Some(Does::Press(_)) | None => Want::Stay,
                };
            }
            _ => return Want::Close,
        };
        Want::Stay
    }

    /// Whether a key would do something now.
    #[must_use]
    pub fn does(&self, intent: Intent) -> bool {
        let chosen = self.chosen().map(|it| &it.does);
        match (intent, chosen) {
            (Intent::Accept | Intent::Complete | Intent::Copy | Intent::Down, None)
            | (Intent::Complete | Intent::Copy, Some(Does::Press(_))) => false,
            (Intent::Accept, Some(Does::Command(entry))) => entry.choice() != Choice::Refused,
            _ => true,
        }
    }

    fn accept(&self) -> Want {
        match self.chosen().map(|it| &it.does) {
            None => Want::Stay,
            Some(Does::Press(key)) => Want::Press(*key),
            Some(Does::Command(entry)) => match entry.choice() {
                Choice::Run(line) => Want::Run(line),
                Choice::Write(line) => Want::Write(line),
                Choice::Open(card) => Want::Open(card),
                Choice::Refused => Want::Stay,
            },
        }
    }

    fn write(&self) -> Want {
        match self.chosen().map(|it| &it.does) {
            Some(Does::Command(entry)) => Want::Write(entry.line.clone()),
            Some(Does::Press(_)) | None => Want::Stay,
        }
    }

    /// A key that asks for nothing: it edits the letters.
    pub fn edit(&mut self, key: Key) {
        if self.query.edit(key) {
            self.selected = 0;
        }
    }

    /// Pastes into the letters.
    pub fn paste(&mut self, text: &str) {
        self.query.insert(text);
        self.selected = 0;
    }

    /// Selects what is under the pointer.
    pub fn click(&mut self, at: Position) {
        let list = self.list.get();
        let here = self.selected.min(self.found().len().saturating_sub(1));
        let first = first_shown(here, list.height);
        if list.contains(at) {
            self.selected = first + usize::from(at.y - list.y);
        }
    }

    /// Paints it; gives the place of the cursor.
    pub fn paint(&self, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let width = area.width.saturating_sub(BESIDE).clamp(96, WIDTH_MAX);
        let asked = (width, area.height.saturating_sub(4).min(34));
        let inner = popup(palette::TITLE, asked, area, buf);
        let found = self.found();
        let mut lines = inner.rows();
        let top = lines.next()?;
        let count = palette::of(found.len(), self.items.len());
        put_both(&Row::default(), &row(count, style(Part::Muted)), top, buf);
        let typed = Rect {
            width: top.width.saturating_sub(12),
            ..top
        };
        let cursor = put_prompt(">", &self.query, &[], typed, buf);
        let list = Rect {
            y: (inner.y + 2).min(inner.bottom()),
            height: inner.height.saturating_sub(2 + DETAIL_ROWS),
            ..inner
        };
        self.list.set(list);
        let selected = self.selected.min(found.len().saturating_sub(1));
        let first = first_shown(selected, list.height);
        let shown = found.iter().enumerate().skip(first);
        let column = self.column(list.width.into());
        for (line, (nth, idx)) in list.rows().zip(shown) {
            let row = self.items[*idx].row(nth == selected, column, line.width.into());
            put(&row, line, buf);
        }
        let detail = Rect {
            y: (list.bottom() + 1).min(inner.bottom()),
            height: inner.bottom().saturating_sub(list.bottom() + 1),
            ..inner
        };
        let rows = self.detail(found.get(selected).copied(), detail.width.into());
        for (line, row) in detail.rows().zip(&rows) {
            put(row, line, buf);
        }
        cursor
    }

    /// Columns of what is typed in a row of the list: all that it needs, if that leaves the more
    /// room to what it does.
    fn column(&self, width: usize) -> usize {
        let widest = self.items.iter().map(|it| it.shown.width()).max();
        (widest.unwrap_or(0) + 2).min((width * 3 / 10).max(8))
    }

    fn detail(&self, chosen: Option<usize>, width: usize) -> Vec<Row> {
        let Some(item) = chosen.map(|idx| &self.items[idx]) else {
            return vec![row(palette::NOTHING, style(Part::Muted))];
        };
        let mut rows = Self::about(item, width);
        // What the list had to cut stands here whole.
        if item.shown.width() + 2 > self.column(width) {
            rows.insert(0, row(item.shown.clone(), style(Part::Typed)));
        }
        rows
    }

    /// What there is to say of an item.
    fn about(item: &Item, width: usize) -> Vec<Row> {
        match &item.does {
            Does::Press(_) => vec![
                row(item.about.clone(), Style::new()),
                row(palette::PRESSES, style(Part::Muted)),
            ],
            Does::Command(entry) if entry.refused.is_empty() => vec![
                row(entry.about.clone(), Style::new()),
                row(entry.enter(), style(Part::Muted)),
            ],
            Does::Command(entry) => {
                let reason = wrap(&format!("{NOT_NOW}: {}", entry.refused), width, 0);
                let reason = reason.into_iter();
                let mut rows = vec![row(entry.about.clone(), Style::new())];
                rows.extend(reason.map(|it| row(it, style(Part::Warning))));
                rows.push(row(entry.enter(), style(Part::Muted)));
                rows
            }
        }
    }
}

/// A key of the screen, if it does something that is worth choosing from a list.
fn pressed(binding: &'static Binding) -> Option<Item> {
    let key = *binding.keys.first()?;
    is_offered(binding).then(|| Item {
        shown: binding.shown.to_owned(),
        about: binding.does.to_owned(),
        does: Does::Press(key),
    })
}

/// Whether what a key does can be chosen here as well.
#[must_use]
pub fn is_offered(binding: &Binding) -> bool {
    match binding.intent {
        Intent::Up
        | Intent::Down
        | Intent::PageUp
        | Intent::PageDown
        | Intent::First
        | Intent::Last
        | Intent::Palette
        | Intent::LeaveNow
        | Intent::Complete
        | Intent::Take
        | Intent::Earlier
        | Intent::Later
        | Intent::Clear => false,
        Intent::Accept => !matches!(binding.does, "do what is typed"),
        _ => true,
    }
}

impl Item {
    fn of(entry: Entry) -> Self {
        Self {
            shown: entry.shown.clone(),
            about: entry.about.clone(),
            does: Does::Command(Box::new(entry)),
        }
    }

    fn row(&self, is_selected: bool, column: usize, width: usize) -> Row {
        let refused = match &self.does {
            Does::Command(entry) => entry.refused.as_str(),
            Does::Press(_) => "",
        };
        let about = if refused.is_empty() {
            self.about.clone()
        } else {
            format!("{NOT_NOW}: {refused}")
        };
        let marker = if is_selected { MARKER } else { NO_MARKER };
        let shown = fit(&shorten(&self.shown, column - 2), column);
        let text = shorten(&format!("{marker}{shown}{about}"), width);
        let look = match (is_selected, refused.is_empty()) {
            (true, _) => style(Part::Selected),
            (false, true) => Style::new(),
            (false, false) => style(Part::Muted),
        };
        row(fit(&text, width), look)
    }
}
