//! The panes of the incident room: each is rows for a width, made from its view-model.
//!
//! Invariant: a pane decides nothing and keeps nothing; the room scrolls it.

pub mod board;
pub mod chart;
pub mod commands;
pub mod logs;
pub mod map;
pub mod people;
pub mod signals;
pub mod timeline;

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
