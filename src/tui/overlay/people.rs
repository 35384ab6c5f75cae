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
//! | did     T+04:10 certctl show payments                     |
//! +-----------------------------------------------------------+
//! ```
//!
//! Invariant: what it ends in is a `page` or `ic` line, or the beginning of an `ask`.

use std::cell::Cell;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::Want;
use crate::tui::keys::Intent;
use crate::tui::paper::{Row, fit, paragraph, popup, put, row, shorten, span};
use crate::tui::theme::{MARKER, NO_MARKER, Part, style};
use crate::view::Scene;
use crate::view::responder::{self, Responder, responders};

/// Columns of a label.
const LABEL: usize = 8;

/// The card and where one is on it.
#[derive(Debug, Clone)]
pub struct People {
    all: Vec<Responder>,
    selected: usize,
    /// Where it was painted last.
    inside: Cell<Rect>,
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
            inside: Cell::default(),
        }
    }

    /// Looks again at where they are.
    pub fn arrange(&mut self, scene: &Scene) {
        self.all = responders(scene);
    }

    /// Does what a key asks for.
    pub fn obey(&mut self, intent: Intent) -> Want {
        let n_all = self.all.len().max(1);
        let Some(it) = self.all.get(self.selected) else {
            return Want::Close;
        };
        let id = &it.person.id;
        match intent {
            Intent::Up => self.selected = (self.selected + n_all - 1) % n_all,
            Intent::Down => self.selected = (self.selected + 1) % n_all,
            Intent::Accept | Intent::Ask if it.ask_refused.is_empty() => {
                return Want::Write(format!("ask {id} "));
            }
            Intent::Accept | Intent::Page if it.page_refused.is_empty() => {
                return Want::RunOn(format!("page {id}"));
            }
            Intent::Command => return Want::RunOn(format!("ic {id}")),
            Intent::Accept | Intent::Ask | Intent::Page => {}
            _ => return Want::Close,
        }
        Want::Stay
    }

    /// Selects the row under the pointer.
    pub fn click(&mut self, at: Position) {
        let inside = self.inside.get();
        if !inside.contains(at) {
            return;
        }
        let nth = usize::from(at.y - inside.y);
        if nth < self.all.len() {
            self.selected = nth;
        }
    }

    /// Paints it.
    pub fn paint(&self, area: Rect, buf: &mut Buffer) {
        let width = usize::from(area.width.saturating_sub(4)).min(84);
        let mut rows = self.list(width);
        if let Some(it) = self.all.get(self.selected) {
            rows.push(Row::default());
            card(&mut rows, it, width);
        }
        let asked = (
            u16::try_from(width).unwrap_or(u16::MAX),
            u16::try_from(rows.len()).unwrap_or(u16::MAX),
        );
        let inner = popup(responder::TITLE, asked, area, buf);
        self.inside.set(inner);
        for (line, row) in inner.rows().zip(&rows) {
            put(row, line, buf);
        }
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
    for (nth, (typed, about)) in it.can.iter().enumerate() {
        let label = if nth == 0 { responder::CAN } else { "" };
        labelled(rows, label, &format!("{typed}   {about}"), width);
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
