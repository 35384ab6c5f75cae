//! The settings: what each is set to, where that comes from, and what it looks like at once.
//!
//! ```text
//!  Settings                                  /home/ana/.config/misfortune/config.toml
//!
//!  > theme           dark                    changed, not written
//!    color           auto                    default
//!    glyphs          auto                    default
//!    reduced-motion  yes                     NO_MOTION
//!
//!  The colours: `auto` asks the terminal whether its ground is dark or light; else a
//!  theme by name, one that ships or one of yours.
//!  auto  dark  light  16  mono  blue-orange
//!
//!  heading  text  muted  CRITICAL  WARNING  fine  a name  > selected    ▁▂▃▅▇ ██████
//!
//!  Enter change  w write the file  Esc back  ? keys
//! ```

use std::cell::Cell;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::style::Style;
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use super::home::pointed;
use super::keys::{Context, Intent};
use super::paper::{Row, fit, put, put_both, row, shorten, span, wrap};
use super::prompt::Prompt;
use super::room::put_prompt;
use super::scroll::first_shown;
use super::theme::{MARKER, NO_MARKER, Part, series, slice, style};
use crate::content::config::{Kind, Setting, Value};
use crate::view::settings::{Entry, SAMPLE, Sheet, TITLE};

/// The settings and where one is among them.
#[derive(Debug)]
pub struct SettingsScreen {
    sheet: Sheet,
    selected: usize,
    /// A text being typed.
    typing: Option<Prompt>,
    /// Where the list was painted.
    painted: Cell<Rect>,
}

/// What the settings screen asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// Set that to that.
    Set(Setting, Value),
    /// Write the file.
    Save,
    /// Back home.
    Home,
    /// Say how this one is changed.
    Say(String),
}

/// Rows under the list: two of words, what there is, a sample.
const BELOW: u16 = 7;

/// Running text that is wider is hard to read.
const WORDS_WIDTH_MAX: u16 = 100;

impl SettingsScreen {
    /// The settings, the first one selected.
    #[must_use]
    pub const fn new(sheet: Sheet) -> Self {
        Self {
            sheet,
            selected: 0,
            typing: None,
            painted: Cell::new(Rect::ZERO),
        }
    }

    /// The same place, other values.
    pub fn refresh(&mut self, sheet: Sheet) {
        self.sheet = sheet;
    }

    /// Where the keys go.
    #[must_use]
    pub const fn context(&self) -> Context {
        match self.typing {
            Some(_) => Context::SettingsTyping,
            None => Context::Settings,
        }
    }

    /// The line being typed, for keys that are text.
    pub const fn line(&mut self) -> Option<&mut Prompt> {
        self.typing.as_mut()
    }

    fn entry(&self) -> Option<&Entry> {
        self.sheet.entries.get(self.selected)
    }

    /// Does what a key asks for; gives what is beyond this screen.
    pub fn obey(&mut self, intent: Intent) -> Option<Wish> {
        if let Some(line) = &mut self.typing {
            let typed = match intent {
                Intent::Accept => Some(line.take()),
                Intent::Clear => None,
                _ => return None,
            };
            self.typing = None;
            let setting = self.entry()?.setting;
            return typed.map(|it| Wish::Set(setting, Value::Text(it.trim().to_owned())));
        }
        let last = self.sheet.entries.len().saturating_sub(1);
        match intent {
            Intent::Up => self.selected = self.selected.saturating_sub(1),
            Intent::Down => self.selected = (self.selected + 1).min(last),
            Intent::First => self.selected = 0,
            Intent::Last => self.selected = last,
            Intent::Accept | Intent::Later => return self.change(1),
            Intent::Earlier => return self.change(-1),
            Intent::Save => return Some(Wish::Save),
            Intent::Back => return Some(Wish::Home),
            _ => {}
        }
        None
    }

    /// How many settings were changed and are not in the file.
    #[must_use]
    pub fn n_unwritten(&self) -> usize {
        let entries = self.sheet.entries.iter();
        entries.filter(|it| it.is_unwritten()).count()
    }

    /// Whether a key would do something now.
    #[must_use]
    pub fn does(&self, intent: Intent) -> bool {
        let can_be_changed = |it: &Entry| !it.choices.is_empty() || it.setting.kind() == Kind::Text;
        match intent {
            Intent::Accept if self.typing.is_none() => self.entry().is_some_and(can_be_changed),
            Intent::Save => self.n_unwritten() > 0,
            _ => true,
        }
    }

    /// Selects what is under the pointer, and says whether it was selected before.
    pub fn click(&mut self, at: Position) -> bool {
        if self.typing.is_some() {
            return false;
        }
        let n_entries = self.sheet.entries.len();
        let Some(nth) = pointed(self.painted.get(), self.selected, n_entries, at) else {
            return false;
        };
        nth == std::mem::replace(&mut self.selected, nth)
    }

    /// The next choice, or the one before; a text is typed.
    fn change(&mut self, by: isize) -> Option<Wish> {
        let entry = self.entry()?;
        if entry.choices.is_empty() {
            if entry.setting.kind() != Kind::Text {
                return Some(Wish::Say(entry.how.clone()));
            }
            let mut line = Prompt::default();
            if let Value::Text(text) = &entry.value {
                line.set(text);
            }
            self.typing = Some(line);
            return None;
        }
        let n = isize::try_from(entry.choices.len()).ok()?;
        let here = entry.choices.iter().position(|it| *it == entry.value);
        let next = here.map_or(0, |at| isize::try_from(at).unwrap_or(0) + by);
        let next = usize::try_from(next.rem_euclid(n)).ok()?;
        Some(Wish::Set(entry.setting, entry.choices[next].clone()))
    }

    /// Paints it, without the key bar; gives the place of the cursor while one types.
    pub fn paint(&self, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let n_entries = u16::try_from(self.sheet.entries.len()).unwrap_or(u16::MAX);
        let [title, _, list, below, _] = Layout::vertical([
            Constraint::Length(1),
            Constraint::Length(1),
            Constraint::Max(n_entries),
            Constraint::Length(BELOW),
            Constraint::Fill(1),
        ])
        .areas(area);
        buf.set_style(title, style(Part::Title));
        let name = row(format!(" {TITLE}"), style(Part::Heading));
        let room = usize::from(title.width).saturating_sub(name.width() + 3);
        let file = shorten_front(&self.sheet.file, room);
        put_both(&name, &row(format!("  {file} "), Style::new()), title, buf);
        self.list(inset(list), buf);
        self.below(inset(below), buf)
    }

    fn list(&self, area: Rect, buf: &mut Buffer) {
        self.painted.set(area);
        let width = |of: &dyn Fn(&Entry) -> usize| self.sheet.entries.iter().map(of).max();
        let for_key = width(&|it| it.setting.key().width()).unwrap_or(0);
        let for_value = width(&|it| it.shown.width()).unwrap_or(0).max(20);
        let for_origin = width(&|it| it.origin.width()).unwrap_or(0);
        let first = first_shown(self.selected, area.height);
        let shown = self.sheet.entries.iter().enumerate().skip(first);
        for (line, (nth, it)) in area.rows().zip(shown) {
            let is_selected = nth == self.selected;
            let width = usize::from(line.width);
            let room = width.saturating_sub(for_key + for_origin + 6);
            let for_value = for_value.min(room);
            let marker = if is_selected { MARKER } else { NO_MARKER };
            let key = format!("{marker}{}  ", fit(it.setting.key(), for_key));
            let value = fit(&shorten(&it.shown, for_value), for_value);
            let origin = format!("  {}", it.origin);
            if is_selected {
                let words = fit(&format!("{key}{value}{origin}"), width);
                put(&row(words, style(Part::Selected)), line, buf);
            } else {
                let spans = vec![
                    span(key, Style::new()),
                    span(value, style(Part::Typed)),
                    span(origin, style(Part::Muted)),
                ];
                put(&Line::from(spans), line, buf);
            }
        }
    }

    fn below(&self, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let entry = self.entry()?;
        let width = usize::from(area.width.min(WORDS_WIDTH_MAX));
        let mut rows = vec![Row::default()];
        rows.extend(
            wrap(&entry.about, width, 0)
                .into_iter()
                .take(3)
                .map(|it| row(it, Style::new())),
        );
        let how = rows.len();
        rows.push(row(shorten(&entry.how, width), style(Part::Muted)));
        for (line, row) in area.rows().zip(&rows) {
            put(row, line, buf);
        }
        if let Some(last) = area.rows().next_back().filter(|_| area.height > 5) {
            put(&sample(width), last, buf);
        }
        let typed = self.typing.as_ref()?;
        let line = area.rows().nth(how)?;
        put(&row(" ".repeat(width), Style::new()), line, buf);
        put_prompt(&format!("{}:", entry.setting.key()), typed, &[], line, buf)
    }
}

/// What the theme makes of things.
fn sample(width: usize) -> Row {
    let [heading, text, muted, bad, warning, good, voice, selected] = SAMPLE;
    let spaced = |text: &str| format!("{text}  ");
    let mut spans = vec![
        span(spaced(heading), style(Part::Heading)),
        span(spaced(text), Style::new()),
        span(spaced(muted), style(Part::Muted)),
        span(spaced(bad), style(Part::Bad)),
        span(spaced(warning), style(Part::Warning)),
        span(spaced(good), style(Part::Good)),
        span(spaced(voice), style(Part::Voice)),
        span(format!("{MARKER}{selected}"), style(Part::Selected)),
        span("  ", Style::new()),
    ];
    for (idx, bar) in ('\u{2582}'..='\u{2587}').enumerate().take(4) {
        spans.push(span(bar.to_string(), Style::new().fg(series(idx))));
    }
    spans.push(span(" ", Style::new()));
    for idx in 0..6 {
        spans.push(span("\u{2588}", Style::new().fg(slice(idx, 6))));
    }
    let mut used = 0;
    spans.retain(|it| {
        used += it.content.width();
        used <= width
    });
    Line::from(spans)
}

/// The end of a path says more than its beginning.
fn shorten_front(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut rest = text;
    while rest.width() + 2 > width {
        let mut chars = rest.chars();
        if chars.next().is_none() {
            return String::new();
        }
        rest = chars.as_str();
    }
    format!("..{rest}")
}

fn inset(area: Rect) -> Rect {
    Rect {
        x: area.x.saturating_add(1).min(area.right()),
        width: area.width.saturating_sub(2),
        ..area
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_path_keeps_its_end() {
        assert_eq!(shorten_front("/home/ana/x.toml", 9), "../x.toml");
        assert_eq!(shorten_front("/home/ana/漢字.toml", 10), "..字.toml");
        assert_eq!(shorten_front("x", 0), "");
    }
}
