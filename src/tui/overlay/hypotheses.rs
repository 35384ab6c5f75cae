//! The hypothesis card: what may be believed, what speaks for and against it, how sure one is.
//!
//! ```text
//! +- Hypotheses -------------------------------------------------+
//! | > certificate     [######----]  60 %   was 20 % since T+01:00 |
//! |   payments-down   [--------- ]  not stated                    |
//! |                                                               |
//! | The certificate towards payments has run out.                 |
//! |   for      T+00:30 TLS fails.                                 |
//! |   against  T+04:10 The certificate ends in May.               |
//! |                                                               |
//! | Enter states it: hyp certificate 60                           |
//! +---------------------------------------------------------------+
//! ```
//!
//! Invariant: what it ends in are `hyp` and `drop` lines; a slider that was moved and not stated
//! changes nothing.

use std::cell::Cell;
use std::collections::BTreeMap;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::Line;

use super::Want;
use super::card::{self, Sheet};
use crate::tui::home::pointed;
use crate::tui::input::Key;
use crate::tui::keys::Intent;
use crate::tui::paper::{Place, Row, fit, lay, paragraph, row, shorten, span};
use crate::tui::scroll::Scroll;
use crate::tui::theme::{MARKER, NO_MARKER, Part, style};
use crate::view::Scene;
use crate::view::board::{HypothesisRow, board};
use crate::view::evidence::{self, Evidence, evidence};
use crate::view::screens;

/// How far an arrow moves the slider, in percent.
const STEP: u8 = 5;
/// How far a page key moves it.
const STRIDE: u8 = 20;
/// Where a slider stands that nobody moved.
const UNMOVED: u8 = 50;
/// Columns of its text, where there are so many.
const WIDTH: usize = 92;

/// The card and where one is on it.
#[derive(Debug, Clone)]
pub struct Hypotheses {
    rows: Vec<(HypothesisRow, Evidence)>,
    selected: usize,
    /// Sliders that were moved and not stated yet, by id.
    moved: BTreeMap<String, u8>,
    /// The last key was a digit of the number in the slider.
    counting: bool,
    /// Where the list was painted last.
    list: Cell<Rect>,
    /// What speaks for and against begins at its beginning; the keys are the slider's.
    scroll: Scroll,
}

impl Hypotheses {
    /// The card, beginning at that hypothesis.
    #[must_use]
    pub fn new(scene: &Scene, id: Option<&str>) -> Self {
        let mut card = Self {
            rows: Vec::new(),
            selected: 0,
            moved: BTreeMap::new(),
            counting: false,
            list: Cell::default(),
            scroll: Scroll::top(),
        };
        card.arrange(scene);
        let wanted = card
            .rows
            .iter()
            .position(|(it, _)| Some(it.id.as_str()) == id);
        card.selected = wanted.unwrap_or(0);
        card
    }

    /// Looks again at the board.
    pub fn arrange(&mut self, scene: &Scene) {
        let here = self.chosen().map(|it| it.id.clone());
        let rows = board(scene).hypotheses.into_iter();
        self.rows = rows
            .map(|it| {
                let evidence = evidence(scene, &it.id);
                (it, evidence)
            })
            .collect();
        // A hypothesis that comes up moves the others: stay where one was.
        let place = |id: &String| self.rows.iter().position(|(it, _)| it.id == *id);
        if let Some(place) = here.as_ref().and_then(place) {
            self.selected = place;
        }
        let rows = &self.rows;
        self.moved.retain(|id, moved| {
            let mut standing = rows.iter().map(|(it, _)| it);
            !standing.any(|it| it.id == *id && !it.dropped && it.confidence == Some(*moved))
        });
    }

    fn chosen(&self) -> Option<&HypothesisRow> {
        self.rows.get(self.selected).map(|(it, _)| it)
    }

    /// Where the slider of a hypothesis stands.
    fn slider(&self, it: &HypothesisRow) -> u8 {
        let moved = self.moved.get(&it.id).copied();
        moved.or(it.confidence).unwrap_or(UNMOVED)
    }

    /// Does what a key asks for.
    pub fn obey(&mut self, intent: Intent) -> Want {
        self.counting = false;
        let n_rows = self.rows.len().max(1);
        match intent {
            Intent::Up => self.select((self.selected + n_rows - 1) % n_rows),
            Intent::Down => self.select((self.selected + 1) % n_rows),
            Intent::Less => self.slide(|at| at.saturating_sub(STEP)),
            Intent::More => self.slide(|at| at + STEP),
            // Of what there is no room for, and from its end to its beginning.
            Intent::NextField if self.scroll.is_at_end() => self.scroll = Scroll::top(),
            Intent::NextField => {
                self.scroll.obey(Intent::PageDown);
            }
            Intent::MuchLess => self.slide(|at| at.saturating_sub(STRIDE)),
            Intent::MuchMore => self.slide(|at| at + STRIDE),
            Intent::Accept => return self.chosen().map_or(Want::Stay, |it| self.state(it)),
            Intent::Drop => {
                let standing = self.chosen().filter(|it| it.confidence.is_some());
                return standing
                    .filter(|it| !it.dropped)
                    .map_or(Want::Stay, |it| Want::RunOn(format!("drop {}", it.id)));
            }
            _ => return Want::Close,
        }
        Want::Stay
    }

    fn select(&mut self, nth: usize) {
        self.selected = nth;
        self.scroll = Scroll::top();
    }

    fn state(&self, it: &HypothesisRow) -> Want {
        Want::RunOn(format!("hyp {} {}", it.id, self.slider(it)))
    }

    fn slide(&mut self, to: impl Fn(u8) -> u8) {
        let Some(it) = self.chosen() else {
            return;
        };
        let (id, to) = (it.id.clone(), to(self.slider(it)).min(100));
        self.moved.insert(id, to);
    }

    /// A key that asks for nothing: digits are a number for the slider.
    pub fn edit(&mut self, key: Key) {
        let goes_on = self.counting;
        match key {
            Key::Char(c) if c.is_ascii_digit() => {
                let digit = u8::try_from(c.to_digit(10).unwrap_or(0)).unwrap_or(0);
                self.slide(|at| match at.checked_mul(10) {
                    Some(ten) if goes_on && at <= 10 => ten.saturating_add(digit).min(100),
                    Some(_) | None => digit,
                });
                self.counting = true;
            }
            Key::Backspace => self.slide(|at| at / 10),
            _ => {}
        }
    }

    /// Selects the row under the pointer.
    pub fn click(&mut self, at: Position) {
        let nth = pointed(self.list.get(), self.selected, self.rows.len(), at);
        if let Some(nth) = nth {
            self.select(nth);
        }
    }

    /// Whether a key would do something now.
    #[must_use]
    pub fn does(&self, intent: Intent) -> bool {
        let chosen = self.chosen();
        match intent {
            Intent::Accept | Intent::Less | Intent::More => chosen.is_some(),
            Intent::Up | Intent::Down => self.rows.len() > 1,
            Intent::NextField => !self.scroll.fits(),
            Intent::Drop => chosen.is_some_and(|it| it.confidence.is_some() && !it.dropped),
            _ => true,
        }
    }

    /// Paints it, with what came of the last key.
    pub fn paint(&self, place: &Place, said: Option<&Row>, buf: &mut Buffer) {
        let width = place.width_max(WIDTH);
        let list: Vec<Row> = (self.rows.iter().enumerate())
            .map(|(nth, (it, _))| self.line(it, nth == self.selected, width))
            .collect();
        let mut rows: Vec<Row> = Vec::new();
        match self.rows.get(self.selected) {
            None => rows.push(row(screens::NO_HYPOTHESIS, style(Part::Muted))),
            Some((it, evidence)) => {
                paragraph(&mut rows, Vec::new(), &it.text, Style::new(), width, 0);
                for_and_against(&mut rows, evidence, width);
            }
        }
        let states = self.chosen().map(|it| {
            let states = screens::states(&it.id, self.slider(it));
            row(shorten(&states, width), style(Part::Muted))
        });
        let said = match said {
            Some(_) => card::said(said, width),
            None => states.into_iter().collect(),
        };
        let between = usize::from(!list.is_empty()) * 2;
        let n_rows = list.len() + between + rows.len() + said.len();
        let title = crate::view::titles::BOARD;
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

    fn line(&self, it: &HypothesisRow, is_selected: bool, width: usize) -> Row {
        let ids = self.rows.iter().map(|(it, _)| it.id.len()).max();
        let column = ids.unwrap_or(0).min(width / 3);
        let marker = if is_selected { MARKER } else { NO_MARKER };
        let at = self.slider(it);
        let was_moved = self.moved.contains_key(&it.id);
        let number = match (was_moved, it.confidence, it.dropped) {
            (true, _, _) | (false, Some(_), false) => format!("{at:>3} %"),
            (false, _, _) => "  -  ".to_owned(),
        };
        let standing = if was_moved {
            screens::not_stated_yet(&it.standing)
        } else {
            it.standing.clone()
        };
        let is_shown = was_moved || (it.confidence.is_some() && !it.dropped);
        let bar = bar(if is_shown { at } else { 0 });
        let id = fit(&shorten(&it.id, column), column);
        // What the number says already is not said again.
        let standing = match standing.strip_prefix(number.trim_start()) {
            Some(rest) => rest.trim_start(),
            None => standing.as_str(),
        };
        let text = format!("{marker}{id}  {bar} {number}  {standing}");
        let look = if is_selected {
            style(Part::Selected)
        } else {
            Style::new()
        };
        row(fit(&shorten(&text, width), width), look)
    }
}

fn for_and_against(rows: &mut Vec<Row>, it: &Evidence, width: usize) {
    if it.supports.is_empty() && it.against.is_empty() {
        rows.push(row(format!("  {}", evidence::NONE), style(Part::Muted)));
    }
    let sides = [
        (evidence::FOR, &it.supports, style(Part::Good)),
        (evidence::AGAINST, &it.against, style(Part::Bad)),
    ];
    for (word, clues, look) in sides {
        for clue in clues {
            let lead = Line::from(vec![
                span(format!("  {word:<8} "), look),
                span(format!("{} ", clue.at), style(Part::Muted)),
            ]);
            paragraph(rows, lead.spans, &clue.text, Style::new(), width, 11);
        }
    }
}

fn bar(percent: u8) -> String {
    let tenths = usize::from(percent.min(100) + 5) / 10;
    format!("[{}{}]", "#".repeat(tenths), "-".repeat(10 - tenths))
}
