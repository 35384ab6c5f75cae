//! The composer: an update for somebody, in three parts, as it will be posted.
//!
//! ```text
//! +- Update -----------------------------------------------------------+
//! | > To           public  Status page          first word due in 03:20 |
//! |                Left and Right choose; also: owner, support          |
//! |   impact       Orders fail at checkout since 07:00 UTC|             |
//! |   what we do                                                        |
//! |   next update                                                       |
//! |                                                                     |
//! | Will be posted (39 of 2000 characters)                              |
//! | | Orders fail at checkout since 07:00 UTC.                          |
//! |                                                                     |
//! | says: impact; does not say yet: what we do, next update             |
//! +---------------------------------------------------------------------+
//! ```
//!
//! Invariant: nothing typed is lost: what is not sent is a draft that comes back.

use std::cell::Cell;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use super::Want;
use crate::tui::input::Key;
use crate::tui::keys::Intent;
use crate::tui::paper::{Row, block, fit, popup, put, row, shorten, span, wrap};
use crate::tui::prompt::Prompt;
use crate::tui::room::put_prompt;
use crate::tui::theme::{MARKER, NO_MARKER, Part, style, tone};
use crate::view::Scene;
use crate::view::composer::{self, Composer, Draft, Field, composer};
use crate::view::room::AudienceRow;

/// Columns of a label, with its marker.
const LABEL: usize = 15;

/// The composer and where one is in it.
#[derive(Debug, Clone)]
pub struct Update {
    audience: String,
    parts: [Prompt; 3],
    /// 0 is the audience, then the parts.
    focus: usize,
    view: Composer,
    /// Where it was painted last.
    inside: Cell<Rect>,
}

impl Update {
    /// The composer with a draft in it, for that audience if one is given, else for the one whose
    /// word is due first.
    #[must_use]
    pub fn new(scene: &Scene, draft: &Draft, audience: Option<String>) -> Self {
        let mut update = Self {
            audience: audience.unwrap_or_else(|| draft.audience.clone()),
            parts: Field::ALL.map(|field| {
                let mut prompt = Prompt::default();
                prompt.insert(draft.part(field));
                prompt
            }),
            focus: 1,
            view: Composer::default(),
            inside: Cell::default(),
        };
        update.arrange(scene);
        if update.audience.is_empty() {
            update.focus = usize::from(update.view.audiences.len() == 1);
            if let Some(first) = update.view.audiences.first() {
                update.audience.clone_from(&first.id);
            }
            update.arrange(scene);
        }
        update
    }

    /// What was written so far.
    #[must_use]
    pub fn draft(&self) -> Draft {
        let part = |field: Field| self.parts[field as usize].text().to_owned();
        Draft {
            audience: self.audience.clone(),
            impact: part(Field::Impact),
            action: part(Field::Action),
            next: part(Field::Next),
        }
    }

    /// Looks again at who is due, and whether it may be sent.
    pub fn arrange(&mut self, scene: &Scene) {
        self.view = composer(scene, &self.draft());
    }

    /// Does what a key asks for.
    pub fn obey(&mut self, intent: Intent, key: Key) -> Want {
        let n_stops = self.parts.len() + 1;
        match intent {
            Intent::NextField | Intent::Down => self.focus = (self.focus + 1) % n_stops,
            Intent::PreviousField | Intent::Up => {
                self.focus = (self.focus + n_stops - 1) % n_stops;
            }
            Intent::Less if self.focus == 0 => self.turn(n_audiences(self) - 1),
            Intent::More if self.focus == 0 => self.turn(1),
            Intent::Less | Intent::More => self.edit(key),
            Intent::Accept if self.focus + 1 < n_stops => self.focus += 1,
            Intent::Accept | Intent::Send => return self.send(),
            _ => return Want::Close,
        }
        Want::Stay
    }

    fn send(&self) -> Want {
        let draft = self.draft();
        if draft.text().is_empty() || draft.audience.is_empty() {
            return Want::Stay;
        }
        Want::RunOn(draft.line())
    }

    /// So many audiences on, around and around.
    fn turn(&mut self, by: usize) {
        let all = &self.view.audiences;
        let here = all.iter().position(|it| it.id == self.audience);
        let next = here.map_or(0, |here| (here + by) % all.len().max(1));
        if let Some(it) = all.get(next) {
            self.audience.clone_from(&it.id);
        }
    }

    /// A key that asks for nothing: it edits the part; over the audience it begins the first one.
    pub fn edit(&mut self, key: Key) {
        if self.focus == 0 && matches!(key, Key::Char(_)) {
            self.focus = 1;
        }
        if let Some(part) = self.part() {
            part.edit(key);
        }
    }

    /// Pastes into the part.
    pub fn paste(&mut self, text: &str) {
        self.focus = self.focus.max(1);
        if let Some(part) = self.part() {
            part.insert(text);
        }
    }

    fn part(&mut self) -> Option<&mut Prompt> {
        self.parts.get_mut(self.focus.checked_sub(1)?)
    }

    /// Goes to the part under the pointer; over the audience again, to the next one.
    pub fn click(&mut self, at: Position) {
        let inside = self.inside.get();
        if !inside.contains(at) {
            return;
        }
        match usize::from(at.y - inside.y) {
            0 | 1 if self.focus == 0 => self.turn(1),
            0 | 1 => self.focus = 0,
            down if down <= self.parts.len() + 1 => self.focus = down - 1,
            _ => {}
        }
    }

    /// Paints it; gives the place of the cursor.
    pub fn paint(&self, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let width = usize::from(area.width.saturating_sub(4)).min(92);
        let below = self.below(width);
        let height = u16::try_from(below.len() + 5).unwrap_or(u16::MAX);
        let asked = (u16::try_from(width).unwrap_or(u16::MAX), height);
        let inner = popup(composer::TITLE, asked, area, buf);
        self.inside.set(inner);
        let mut lines = inner.rows();
        for row in self.to(inner.width.into()) {
            put(&row, lines.next()?, buf);
        }
        let mut cursor = None;
        for (nth, field) in Field::ALL.into_iter().enumerate() {
            let line = lines.next()?;
            let has_focus = self.focus == nth + 1;
            put(&self.label(nth + 1, field.label()), line, buf);
            let start = u16::try_from(LABEL).unwrap_or(0).min(line.width);
            let room = Rect {
                x: line.x + start,
                width: line.width - start,
                ..line
            };
            let prompt = &self.parts[nth];
            if prompt.is_empty() && !has_focus {
                let asks = format!(" {}", field.placeholder());
                put(&row(asks, style(Part::Muted)), room, buf);
            } else {
                let at = put_prompt("", prompt, &[], room, buf);
                cursor = cursor.or(at.filter(|_| has_focus));
            }
        }
        for (line, row) in lines.zip(&below) {
            put(row, line, buf);
        }
        cursor
    }

    fn label(&self, stop: usize, label: &str) -> Row {
        let (marker, look) = if self.focus == stop {
            (MARKER, style(Part::Focus))
        } else {
            (NO_MARKER, style(Part::Heading))
        };
        row(fit(&format!("{marker}{label}"), LABEL), look)
    }

    /// The audience chosen and the others.
    fn to(&self, width: usize) -> [Row; 2] {
        let mut line = self.label(0, composer::TO);
        let all = &self.view.audiences;
        let chosen = all.iter().find(|it| it.id == self.audience);
        if let Some(it) = chosen {
            let name = format!(" {}  {} ", it.id, it.label);
            let room = width.saturating_sub(LABEL + it.due.len() + 1);
            let look = if self.focus == 0 {
                style(Part::Selected)
            } else {
                style(Part::Voice)
            };
            line.spans.push(span(shorten(&name, room), look));
            line.spans.push(span(format!(" {}", it.due), tone(it.tone)));
        }
        let others = all.iter().filter(|it| it.id != self.audience);
        let others: Vec<&AudienceRow> = others.collect();
        let pad = " ".repeat(LABEL + 1);
        let also = if others.is_empty() {
            Row::default()
        } else {
            let room = width.saturating_sub(pad.len());
            let also = composer::also(&others, |it| it.width() <= room);
            row(shorten(&format!("{pad}{also}"), width), style(Part::Muted))
        };
        [line, also]
    }

    /// What stands under the parts: the text as it will be posted, and what is heard in it.
    fn below(&self, width: usize) -> Vec<Row> {
        let view = &self.view;
        let mut rows = vec![Row::default()];
        rows.push(Line::from(vec![
            span(format!("{} ", composer::POSTED), style(Part::Heading)),
            span(format!("({})", view.length), style(Part::Muted)),
        ]));
        if view.text.is_empty() {
            rows.push(row(composer::NOTHING, style(Part::Muted)));
        } else {
            let lines = wrap(&view.text, width.saturating_sub(2), 0);
            block(&mut rows, &lines, "\u{2502} ", Style::new(), width);
        }
        rows.push(Row::default());
        if !view.refused.is_empty() {
            let lines = wrap(&view.refused, width, 0).into_iter();
            rows.extend(lines.map(|it| row(it, style(Part::Warning))));
        }
        let look = if view.is_lacking {
            style(Part::Muted)
        } else {
            style(Part::Good)
        };
        let said = [&view.heard, &view.promise].into_iter();
        let said = said.filter(|it| !it.is_empty()).map(|it| (it, look));
        let advice = view.advice.iter().map(|it| (it, style(Part::Muted)));
        for (text, look) in said.chain(advice) {
            rows.extend(wrap(text, width, 0).into_iter().map(|it| row(it, look)));
        }
        rows
    }
}

fn n_audiences(update: &Update) -> usize {
    update.view.audiences.len().max(1)
}
