//! The debrief: nine sections, one after the other; what can be opened is marked.
//!
//! ```text
//!  Which host am I on?   resolved at T+1:04:10                71 of 100, grade C
//! > 1 score      | 1 Score: 71 of 100, grade C
//!   2 timelines  | GitLab.com, 2017-01-31; stress normal, seed 7
//!   3 harm       | > Response       [########--]  78   6 lines
//!   4 steps      |   Diagnosis      [######----]  64   6 lines
//!   ...          | ...
//!  Enter shows the lines of it                                       more below
//! debrief> answer 1 |
//! ```
//!
//! In few columns the sections stand in a line under the title. Up and Down go to the next thing
//! that can be opened if it is on the screen, and scroll if it is not.
//!
//! Invariant: sheets go on when the journal has grown or something was worked out, and their rows
//! with them; all rows are made anew when the size or what is open has changed, as far as they are
//! seen; a key makes the rest.

mod after;
mod document;
mod harm;
mod score;
mod talk;
mod timelines;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};
use ratatui::widgets::Widget;
use unicode_width::UnicodeWidthStr;

use super::keys::{Context, Intent};
use super::paper::{Paper, Row, put, put_both, put_upwards, row, shorten, span};
use super::prompt::Prompt;
use super::room::put_prompt;
use super::scroll::Scroll;
use super::theme::{MARKER, NO_MARKER, Part, style};
use crate::engine::score::Marks;
use crate::view::debrief::next::Next;
use crate::view::debrief::{Sheets, first_sheets};
use crate::view::prompt::{self as view_prompt, Completion};
use crate::view::titles::debrief as titles;
use crate::view::{Scene, screens};
use document::{Document, Form, Item, N_SECTIONS};

/// The debrief, how far it was read and what is open of it.
#[derive(Debug, Clone)]
pub struct DebriefScreen {
    scroll: Scroll,
    sheets: Option<Box<Sheets>>,
    document: Document,
    /// Dimensions that are open, a bit each.
    open: u8,
    /// What is marked.
    at: Option<Item>,
    /// The section that was gone to, until something else is looked at.
    gone_to: Option<usize>,
    /// What to play next, if there is something.
    next: Option<Next>,
    /// Somebody has looked for it.
    has_next: bool,
    /// It had been opened before, and somebody reads it again.
    pub is_read_again: bool,
    hint: String,
    completions: Vec<Completion>,
}

/// What is asked of who holds the session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// A line to be completed.
    Write(String),
    /// The report in a file.
    Report,
    /// The same again; with another seed if that is said.
    Again {
        /// With a new one.
        another_seed: bool,
    },
    /// That scenario.
    Play(String),
}

impl Default for DebriefScreen {
    fn default() -> Self {
        Self {
            scroll: Scroll::top(),
            sheets: None,
            document: Document::default(),
            open: 0,
            at: Some(Item::Dimension(0)),
            gone_to: None,
            next: None,
            has_next: false,
            is_read_again: false,
            hint: String::new(),
            completions: Vec::new(),
        }
    }
}

/// From this width on the sections stand at the side.
const SIDE_FROM: u16 = 110;

/// Columns of them.
const SIDE: u16 = 17;

/// Columns there is sense in.
const WIDTH_MAX: u16 = 170;

/// Where the parts stand.
struct Places {
    title: Rect,
    sections: Rect,
    body: Rect,
    aside: Rect,
    line: Rect,
}

impl Places {
    fn of(area: Rect) -> Self {
        let row = |y: u16, height: u16| Rect { y, height, ..area }.intersection(area);
        let [title, aside, line] = [
            area.y,
            area.bottom().saturating_sub(2),
            area.bottom().saturating_sub(1),
        ]
        .map(|y| row(y, 1));
        let between = row(area.y + 1, area.height.saturating_sub(3));
        let (sections, body) = if area.width >= SIDE_FROM {
            let side = Rect {
                width: SIDE,
                ..between
            };
            let body = Rect {
                x: between.x + SIDE + 1,
                width: between.width - SIDE - 2,
                ..between
            };
            (side, body)
        } else {
            let top = Rect {
                height: between.height.min(1),
                ..between
            };
            let body = Rect {
                x: between.x + between.width.min(1),
                y: between.y + top.height,
                width: between.width.saturating_sub(2),
                height: between.height - top.height,
            };
            (top, body)
        };
        Self {
            title,
            sections,
            body: Rect {
                width: body.width.min(WIDTH_MAX),
                ..body
            },
            aside,
            line,
        }
    }
}

impl DebriefScreen {
    /// Where the bars of the score stand while nothing is scrolled, on a screen of that size.
    #[must_use]
    pub fn bars(size: Size) -> Rect {
        let area = Rect::new(0, 0, size.width, size.height.saturating_sub(1));
        score::bars(Places::of(area).body)
    }

    /// Whether nobody has looked for what to play next.
    #[must_use]
    pub const fn wants_next(&self) -> bool {
        !self.has_next
    }

    /// The debrief of a session that is opened to be read again.
    #[must_use]
    pub fn read_again() -> Self {
        Self {
            is_read_again: true,
            ..Self::default()
        }
    }

    /// What to play next, if there is something.
    pub fn suggest(&mut self, next: Option<Next>) {
        self.next = next;
        self.has_next = true;
        if let Some(sheets) = &self.sheets {
            let last = N_SECTIONS - 1;
            let _end = self.document.renew(last, sheets, self.next.as_ref());
        }
    }

    /// Makes the sheets that are read first, or takes up in them what came since, and in the rows
    /// that are there; gives the score.
    pub fn make_ready(&mut self, scene: &Scene) -> Marks {
        let make = || Box::new(first_sheets(scene));
        let sheets = self.sheets.get_or_insert_with(make);
        match sheets.go_on(scene) {
            Some(stale) => {
                if !stale.is_empty() && !self.document.is_at_the_first() {
                    sheets.finish(scene);
                }
                for section in stale {
                    let moved = self.document.renew(*section, sheets, self.next.as_ref());
                    if let Some(moved) = moved {
                        self.scroll.follow(moved);
                    }
                }
            }
            None => self.document = Document::new(self.document.form),
        }
        sheets.score.marks()
    }

    /// Where the keys go while nothing is typed.
    #[must_use]
    pub const fn context(&self) -> Context {
        if self.is_read_again {
            Context::DebriefAgain
        } else {
            Context::Debrief
        }
    }

    /// Whether a key would do something now, with that in the line.
    #[must_use]
    pub fn does(&self, intent: Intent, prompt: &Prompt) -> bool {
        match intent {
            Intent::Accept => !prompt.is_empty() || self.marked().is_some(),
            Intent::PageUp | Intent::PageDown => !self.scroll.fits(),
            Intent::Suggested => self.next.is_some(),
            _ => true,
        }
    }

    /// What is marked and seen.
    fn marked(&self) -> Option<Item> {
        let item = self.at?;
        let line = self.line_of(item)?;
        self.scroll.window().contains(&line).then_some(item)
    }

    /// Does what the key asks for; says what there is to do besides.
    pub fn obey(&mut self, scene: Option<&Scene>, intent: Intent) -> Option<Wish> {
        self.lay_out(scene, usize::MAX);
        match intent {
            Intent::Accept => return self.enter(),
            Intent::Export => return Some(Wish::Report),
            Intent::Again => return self.wish(Item::Again),
            Intent::Another => return self.wish(Item::Another),
            Intent::Suggested => return self.wish(Item::Next),
            Intent::NextPane => self.go_to((self.section() + 1) % N_SECTIONS),
            Intent::PreviousPane => self.go_to((self.section() + N_SECTIONS - 1) % N_SECTIONS),
            Intent::Pane(section) => self.go_to(section.into()),
            Intent::Up => self.step(scene, false),
            Intent::Down => self.step(scene, true),
            _ => {
                if self.scroll.obey(intent) {
                    self.gone_to = None;
                    self.mark_what_is_seen(matches!(intent, Intent::PageUp | Intent::Last));
                }
            }
        }
        None
    }

    /// Scrolls by a line, whatever is marked: the mouse's wheel.
    pub fn roll(&mut self, scene: Option<&Scene>, intent: Intent) {
        self.lay_out(scene, usize::MAX);
        self.gone_to = None;
        self.scroll.obey(intent);
    }

    /// Goes to the section, or marks the thing, that was clicked.
    pub fn click(&mut self, scene: Option<&Scene>, at: Position, area: Rect) {
        self.lay_out(scene, usize::MAX);
        let places = Places::of(area);
        if places.sections.contains(at) {
            let section = if places.sections.height > 1 {
                Some(usize::from(at.y - places.sections.y))
            } else {
                section_at(usize::from(at.x), usize::from(area.width), self.section())
            };
            if let Some(section) = section.filter(|it| *it < N_SECTIONS) {
                self.go_to(section);
            }
        } else if places.body.contains(at) {
            let line = self.scroll.first() + usize::from(at.y - places.body.y);
            let mut items = self.document.items.iter();
            if let Some((_, item)) = items.find(|(it, _)| *it == line) {
                self.at = Some(*item);
            }
        }
    }

    /// Lays out so many rows, or all there are; makes the sheets that it takes.
    fn lay_out(&mut self, scene: Option<&Scene>, n_rows: usize) {
        let Some(sheets) = self.sheets.as_mut() else {
            return;
        };
        while self.document.rows.len() < n_rows && !self.document.is_whole() {
            if !self.document.is_at_the_first() {
                if let Some(scene) = scene {
                    sheets.finish(scene);
                }
                if !sheets.is_whole() {
                    break;
                }
            }
            self.document.lay_out_next(sheets, self.next.as_ref());
        }
        self.scroll.holds(self.document.rows.len());
    }

    fn enter(&mut self) -> Option<Wish> {
        let item = self.marked()?;
        self.wish(item)
    }

    fn wish(&mut self, item: Item) -> Option<Wish> {
        match item {
            Item::Dimension(idx) => {
                self.open ^= 1 << idx;
                None
            }
            Item::Question(n) => Some(Wish::Write(format!("answer {n} "))),
            Item::Commit => Some(Wish::Write("commit ".to_owned())),
            Item::Rate => Some(Wish::Write("roti ".to_owned())),
            Item::Raise(roti) => Some(Wish::Write(format!("roti {roti} "))),
            Item::Report => Some(Wish::Report),
            Item::Again => Some(Wish::Again {
                another_seed: false,
            }),
            Item::Another => Some(Wish::Again { another_seed: true }),
            Item::Next => {
                let next = self.next.as_ref()?;
                Some(Wish::Play(next.id.clone()))
            }
        }
    }

    fn line_of(&self, item: Item) -> Option<usize> {
        let mut items = self.document.items.iter();
        items.find(|(_, it)| *it == item).map(|(line, _)| *line)
    }

    /// The section that is read: the one that was gone to, else the one the window begins with.
    fn section(&self) -> usize {
        self.gone_to.unwrap_or_else(|| {
            let first = self.scroll.first() + 1;
            let begun = self.document.heads.iter().filter(|head| **head <= first);
            begun.count().saturating_sub(1)
        })
    }

    fn go_to(&mut self, section: usize) {
        let Some(head) = self.document.heads.get(section).copied() else {
            return;
        };
        self.gone_to = Some(section);
        self.scroll.begin_with(head);
        let end = self.document.heads.get(section + 1);
        let end = end.copied().unwrap_or(self.document.rows.len());
        let mut items = self.document.items.iter();
        let first = items.find(|(line, _)| (head..end).contains(line));
        let seen = self.scroll.window();
        self.at = first
            .filter(|(line, _)| seen.contains(line) || *line >= head)
            .map(|(_, item)| *item);
    }

    /// To the next thing that can be opened, if it is seen; else a line further.
    fn step(&mut self, scene: Option<&Scene>, down: bool) {
        let seen = self.scroll.window();
        let here = self.at.and_then(|item| self.line_of(item));
        let here = here.filter(|line| seen.contains(line));
        let is_beyond = |line: usize| match (here, down) {
            (Some(here), true) => line > here,
            (Some(here), false) => line < here,
            (None, _) => true,
        };
        let mut items = self.document.items.iter();
        let is_it = |(line, _): &&(usize, Item)| seen.contains(line) && is_beyond(*line);
        let next = if down {
            items.find(is_it)
        } else {
            items.rfind(is_it)
        };
        if let Some((_, item)) = next {
            self.at = Some(*item);
            return;
        }
        let before = self.scroll.first();
        self.roll(scene, if down { Intent::Down } else { Intent::Up });
        // Scrolled out of sight, it is marked no more.
        let seen = self.scroll.window();
        let here = here.filter(|line| seen.contains(line));
        if here.is_none() && before != self.scroll.first() {
            self.mark_what_is_seen(!down);
        }
    }

    /// Marks the first thing that can be opened and is seen, or the last one.
    fn mark_what_is_seen(&mut self, last: bool) {
        let seen = self.scroll.window();
        let mut items = self.document.items.iter();
        let is_seen = |(line, _): &&(usize, Item)| seen.contains(line);
        let found = if last {
            items.rfind(is_seen)
        } else {
            items.find(is_seen)
        };
        self.at = found.map(|(_, item)| *item);
    }

    /// Makes the picture for a screen of that size.
    pub fn arrange(&mut self, scene: &Scene, prompt: &Prompt, size: Size) {
        self.make_ready(scene);
        let body = Places::of(Rect::new(0, 0, size.width, size.height)).body;
        let form = Form {
            width: body.width.into(),
            chart_height: usize::from(body.height / 3).clamp(6, 18),
            open: self.open,
        };
        if self.document.form != form {
            self.document = Document::new(form);
        }
        let seen_until = self
            .scroll
            .begins_with()
            .map(|line| line + usize::from(body.height));
        self.lay_out(
            Some(scene),
            seen_until.map_or(usize::MAX, |until| until + 1),
        );
        self.hint = match self.at.filter(|_| prompt.is_empty()) {
            Some(Item::Dimension(idx)) => {
                let is_open = self.open & (1 << idx) != 0;
                screens::UNFOLD[usize::from(is_open)].to_owned()
            }
            Some(Item::Question(n)) => screens::answers(n),
            Some(_) | None => view_prompt::over_hint(scene),
        };
        self.completions = super::room::RoomScreen::completions(scene, prompt);
    }

    /// Paints it, without the key bar; gives the place of the cursor.
    pub fn paint(
        &self,
        prompt: &Prompt,
        notice: Option<&str>,
        area: Rect,
        buf: &mut Buffer,
    ) -> Option<Position> {
        let places = Places::of(area);
        let sheets = self.sheets.as_ref()?;
        buf.set_style(places.title, style(Part::Title));
        // The title gives way: how it ended is what one came for.
        let facts = format!("   {}  {} ", sheets.ended, sheets.score.line);
        let room = usize::from(places.title.width).saturating_sub(facts.width() + 1);
        let name = format!(" {}   {}", shorten(&sheets.title, room), sheets.ended);
        let total = row(format!("  {} ", sheets.score.line), style(Part::Heading));
        put_both(&row(name, style(Part::Heading)), &total, places.title, buf);
        let paper = Paper {
            rows: &self.document.rows,
            scroll: &self.scroll,
        };
        paper.render(places.body, buf);
        self.mark(places.body, buf);
        self.sections(places.sections, buf);
        let more = if self.scroll.is_at_end() {
            ""
        } else {
            screens::MORE
        };
        let hint = row(format!(" {}", self.hint), style(Part::Muted));
        let more = row(format!(" {more}"), style(Part::Focus));
        put_both(&hint, &more, places.aside, buf);
        if let Some(notice) = notice {
            put_upwards(notice, style(Part::Warning), places.aside, &more, buf);
        }
        put_prompt(
            screens::DEBRIEF_PROMPT,
            prompt,
            &self.completions,
            places.line,
            buf,
        )
    }

    /// What is marked, if it is seen.
    fn mark(&self, body: Rect, buf: &mut Buffer) {
        let line = self.at.and_then(|item| self.line_of(item));
        let Some(line) = line.filter(|line| self.scroll.window().contains(line)) else {
            return;
        };
        let down = line - self.scroll.window().start;
        let row = body.rows().nth(down).unwrap_or_default();
        let wide = self.document.rows[line].width();
        let row = Rect {
            width: row.width.min(u16::try_from(wide).unwrap_or(u16::MAX)),
            ..row
        };
        buf.set_string(row.x, row.y, MARKER, style(Part::Selected));
        buf.set_style(row, style(Part::Selected));
    }

    fn sections(&self, area: Rect, buf: &mut Buffer) {
        let here = self.section();
        if area.height <= 1 {
            put(&section_line(area.width.into(), here), area, buf);
            return;
        }
        for (idx, (line, name)) in area.rows().zip(titles::SECTIONS).enumerate() {
            let (marker, look) = if idx == here {
                (MARKER, style(Part::Heading))
            } else {
                (NO_MARKER, style(Part::Muted))
            };
            let spans = vec![
                span(marker, look),
                span(format!("{} ", idx + 1), style(Part::Key)),
                span(name, look),
            ];
            put(&Row::from(spans), line, buf);
        }
        for line in area.rows() {
            let at = Position {
                x: area.right() - 1,
                y: line.y,
            };
            buf[at]
                .set_symbol("\u{2502}")
                .set_style(style(Part::Border));
        }
    }
}

/// What stands for each section in a line of that width; the one that is read has a marker.
fn section_words(width: usize, here: usize) -> Vec<String> {
    let word = |(idx, name): (usize, &&str), whole: bool| {
        let marker = if idx == here { '>' } else { ' ' };
        let number = idx + 1;
        if whole || idx == here {
            format!("{marker}{number} {name}")
        } else {
            format!("{marker}{number}")
        }
    };
    let all = |whole: bool| -> Vec<String> {
        let names = titles::SECTIONS.iter().enumerate();
        names.map(|it| word(it, whole)).collect()
    };
    let whole = all(true);
    if whole.iter().map(String::len).sum::<usize>() <= width {
        whole
    } else {
        all(false)
    }
}

fn section_line(width: usize, here: usize) -> Row {
    let words = section_words(width, here).into_iter().enumerate();
    let spans = words.map(|(idx, word)| {
        let look = if idx == here {
            style(Part::Heading)
        } else {
            style(Part::Muted)
        };
        span(word, look)
    });
    Row::from(spans.collect::<Vec<_>>())
}

/// The section whose word is in that column.
fn section_at(column: usize, width: usize, here: usize) -> Option<usize> {
    let mut end = 0;
    section_words(width, here).iter().position(|word| {
        end += word.len();
        column < end
    })
}
