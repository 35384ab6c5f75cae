//! The panes of the incident room: each is rows for a width, made from its view-model.
//!
//! Invariant: a pane decides nothing and keeps nothing; the room scrolls it. What is selected is
//! reversed from the first column of its pane to the last, in each of its rows; a box of the drawn map
//! in its own.

pub mod board;
pub mod chart;
pub mod commands;
pub mod logs;
pub mod map;
pub mod people;
pub mod signals;
pub mod timeline;

use ratatui::style::Style;

use super::paper::{Row, span};
use super::theme::{MARKER, NO_MARKER, Part, style};
use crate::view::screens::PANES;

/// A pane of the incident room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pane {
    /// What happened and what terminals show.
    Timeline,
    /// Alerts and graphs.
    Signals,
    /// Tails of the logs.
    Logs,
    /// Who is there, claims, who has to be told.
    People,
    /// Hypotheses and clues.
    Board,
    /// What can be typed.
    Commands,
    /// The services and how each looks.
    Map,
}

impl Pane {
    /// All of them, in the order of their numbers.
    pub const ALL: [Self; 7] = [
        Self::Timeline,
        Self::Signals,
        Self::Logs,
        Self::People,
        Self::Board,
        Self::Commands,
        Self::Map,
    ];

    /// Its place among all.
    #[must_use]
    pub const fn idx(self) -> usize {
        self as usize
    }

    /// Its title.
    #[must_use]
    pub const fn title(self) -> &'static str {
        PANES[self.idx()]
    }

    /// Whether its end is what one wants to see.
    #[must_use]
    pub const fn follows(self) -> bool {
        matches!(self, Self::Timeline)
    }
}

/// The rows of what is selected: of one look over the whole width, whatever stands in them.
pub fn select(rows: &mut [Row]) {
    for row in rows {
        row.style = style(Part::Selected);
    }
}

/// The rows of an entry that can be selected: with a marker before the first, or the room for
/// one, so that nothing moves when it is.
pub fn mark(rows: &mut [Row], is_selected: bool) {
    for (nth, row) in rows.iter_mut().enumerate() {
        let has_marker = is_selected && nth == 0;
        let marker = if has_marker { MARKER } else { NO_MARKER };
        row.spans.insert(0, span(marker, Style::new()));
    }
    if is_selected {
        select(rows);
    }
}

/// The rows of what is selected among those of a pane; empty if nothing is.
#[must_use]
pub fn selected(rows: &[Row]) -> std::ops::Range<usize> {
    let look = style(Part::Selected);
    let first = rows.iter().position(|it| it.style == look);
    let from = first.unwrap_or(rows.len());
    let n_rows = rows[from..].iter().take_while(|it| it.style == look);
    from..from + n_rows.count()
}
