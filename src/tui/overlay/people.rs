//! The responder card: who there is, where, what they do until when, what to ask them for.
//!
//! ```text
//! +- People --------------------------------------------------+
//! |   you      free                                           |
//! | > netops   called, here at T+10:00                        |
//! |   owner    not called                                     |
//! |                                                           |
//! | Network engineer                                          |
//! | Looks after the proxy and its certificates.               |
//! | skills  network, tls                                      |
//! | where   called, here at T+10:00                           |
//! | can     certctl renew payments   Renew the certificate    |
//! |                                                           |
//! | netops is on the way: here at T+10:00                     |
//! +------------------------------------------- more below ----+
//! ```
//!
//! The last row tells what came of a key. Invariant: what it ends in is a `page` or `ic` line, or
//! the beginning of an `ask`; a key that may not be now says why.

use std::cell::Cell;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use unicode_width::UnicodeWidthStr;

use super::Want;
use super::card::{self, Sheet};
use crate::tui::home::pointed;
use crate::tui::keys::Intent;
use crate::tui::paper::{Place, Row, fit, lay, paragraph, row, shorten, span};
use crate::tui::scroll::Scroll;
use crate::tui::theme::{MARKER, NO_MARKER, Part, style};
use crate::view::Scene;
use crate::view::responder::{self, Responder, responders};

/// Columns of a label.
const LABEL: usize = 8;

/// Columns of its text, where there are so many.
const WIDTH: usize = 84;

/// The card and where one is on it.
#[derive(Debug, Clone)]
pub struct People {
    all: Vec<Responder>,
    selected: usize,
    /// How far what there is to say of one was read.
    scroll: Scroll,
    /// Where the list was painted last.
    list: Cell<Rect>,
}

impl People {
    /// The card, beginning at that responder; else at the first who is somebody else.
    #[must_use]
    pub fn new(scene: &Scene, id: Option<&str>) -> Self {
        let all = responders(scene);
        let is_wanted = |it: &Responder| match id {
            Some(id) => it.person.id == id,
            None => !it.person.you,
        };
        let selected = all.iter().position(is_wanted).unwrap_or(0);
        Self {
            all,
            selected,
            scroll: Scroll::top(),
            list: Cell::default(),
        }
    }

    /// Looks again at where they are.
    pub fn arrange(&mut self, scene: &Scene) {
        self.all = responders(scene);
    }

    /// Does what a key asks for.
    pub fn obey(&mut self, intent: Intent) -> Want {
        if matches!(intent, Intent::PageUp | Intent::PageDown) {
            self.scroll.obey(intent);
            return Want::Stay;
        }
        let n_all = self.all.len().max(1);
        let Some(it) = self.all.get(self.selected) else {
            return Want::Close;
        };
        let id = &it.person.id;
        match intent {
            Intent::Up => self.select((self.selected + n_all - 1) % n_all),
            Intent::Down => self.select((self.selected + 1) % n_all),
            Intent::Accept | Intent::Ask if it.ask_refused.is_empty() => {
                return Want::Write(format!("ask {id} "));
            }
            Intent::Accept | Intent::Page if it.page_refused.is_empty() => {
                return Want::RunOn(format!("page {id}"));
            }
            Intent::Command => return Want::RunOn(format!("ic {id}")),
            Intent::Page => return Want::Say(it.page_refused.clone()),
            Intent::Accept | Intent::Ask => return Want::Say(it.ask_refused.clone()),
            _ => return Want::Close,
        }
        Want::Stay
    }

    /// Whether a key would do something now.
    #[must_use]
    pub fn does(&self, intent: Intent) -> bool {
        let of = |refused: fn(&Responder) -> &str| {
            let it = self.all.get(self.selected);
            it.is_some_and(|it| refused(it).is_empty())
        };
        let can_be_paged = of(|it| &it.page_refused);
        let can_be_asked = of(|it| &it.ask_refused);
        match intent {
            Intent::PageDown => !self.scroll.fits(),
            Intent::Page => can_be_paged,
            Intent::Ask => can_be_asked,
            Intent::Accept => can_be_paged || can_be_asked,
            _ => true,
        }
    }

    fn select(&mut self, nth: usize) {
        self.selected = nth;
        self.scroll = Scroll::top();
    }

    /// Selects the row under the pointer.
    pub fn click(&mut self, at: Position) {
        let nth = pointed(self.list.get(), self.selected, self.all.len(), at);
        if let Some(nth) = nth {
            self.select(nth);
        }
    }

    /// Paints it, with what came of the last key.
    pub fn paint(&self, place: &Place, said: Option<&Row>, buf: &mut Buffer) {
        let width = place.width_max(WIDTH);
        let list = self.list(width);
        let mut rows = Vec::new();
        if let Some(it) = self.all.get(self.selected) {
            card(&mut rows, it, width);
        }
        let said = card::said(said, width);
        let n_rows = list.len() + 1 + rows.len() + said.len();
        let title = responder::TITLE;
        let inner = lay(title, (width, n_rows), &place.scrolled(), buf);
        let (selected, scroll) = (self.selected, &self.scroll);
        let sheet = Sheet {
            list: &list,
            selected,
            rows: &rows,
            scroll,
            said: &said,
        };
        self.list.set(sheet.paint(inner, buf));
    }

    fn list(&self, width: usize) -> Vec<Row> {
        let ids = self.all.iter().map(|it| it.person.id.len()).max();
        let column = ids.unwrap_or(0).min(width / 3);
        let rows = self.all.iter().enumerate().map(|(nth, it)| {
            let (marker, look) = if nth == self.selected {
                (MARKER, style(Part::Selected))
            } else {
                (NO_MARKER, Style::new())
            };
            let id = fit(&shorten(&it.person.id, column), column);
            let commander = if it.person.commander { "IC, " } else { "" };
            let text = format!("{marker}{id}  {commander}{}", it.person.doing);
            row(fit(&shorten(&text, width), width), look)
        });
        rows.collect()
    }
}

fn card(rows: &mut Vec<Row>, it: &Responder, width: usize) {
    rows.push(row(it.person.name.clone(), style(Part::Voice)));
    if !it.person.about.is_empty() {
        paragraph(rows, Vec::new(), &it.person.about, Style::new(), width, 0);
    }
    let skills = if it.person.skills.is_empty() {
        responder::NO_SKILL
    } else {
        &it.person.skills
    };
    labelled(rows, responder::SKILLS, skills, width);
    labelled(rows, responder::WHERE, &it.place, width);
    if !it.doing.is_empty() {
        labelled(rows, responder::DOES, &it.doing, width);
    }
    let widest = it.can.iter().map(|(typed, _)| typed.width()).max();
    let half = width.saturating_sub(LABEL) / 2;
    let column = (widest.unwrap_or(0) + 2).min(half);
    for (nth, (typed, about)) in it.can.iter().enumerate() {
        let label = fit(if nth == 0 { responder::CAN } else { "" }, LABEL);
        let label = span(label, style(Part::Muted));
        let lead = if typed.width() + 2 > column {
            let room = width.saturating_sub(LABEL);
            let typed = span(shorten(typed, room), style(Part::Typed));
            rows.push(Row::from(vec![label, typed]));
            vec![span(" ".repeat(LABEL + column), Style::new())]
        } else {
            vec![label, span(fit(typed, column), style(Part::Typed))]
        };
        paragraph(rows, lead, about, Style::new(), width, LABEL + column);
    }
    for (nth, did) in it.did.iter().enumerate() {
        let label = if nth == 0 { responder::DID } else { "" };
        labelled(rows, label, did, width);
    }
}

fn labelled(rows: &mut Vec<Row>, label: &str, text: &str, width: usize) {
    let lead = vec![span(fit(label, LABEL), style(Part::Muted))];
    paragraph(rows, lead, text, Style::new(), width, LABEL);
}
