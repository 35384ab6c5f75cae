//! What came while nobody looked: counted for each pane, marked on the lines of the timeline.
//!
//! Invariant: nothing takes the keys or the place of what somebody looks at.

use crate::tui::panes::Pane;
use crate::view::timeline::{Entry, Kind};

/// What came while nobody looked.
#[derive(Debug, Clone, Default)]
pub struct News {
    n_new: [usize; Pane::ALL.len()],
    /// The first entry that came unseen; those from it on are marked.
    first_new: Option<usize>,
}

impl News {
    /// Takes in what is new from entry `from` on. `sees` says whether somebody who looks now sees
    /// the newest of a pane.
    pub fn take(&mut self, entries: &[Entry], from: usize, sees: impl Fn(Pane) -> bool) {
        let new = &entries[from..];
        let had_seen_all = self.n_new(Pane::Timeline) == 0;
        for pane in Pane::ALL {
            let here = &mut self.n_new[pane.idx()];
            if sees(pane) {
                *here = 0;
            } else {
                *here += new.iter().filter(|it| concerns(it.kind, pane)).count();
            }
        }
        if new.is_empty() {
            return;
        }
        if sees(Pane::Timeline) {
            // Somebody watches them come.
            self.first_new = None;
        } else {
            let before = self.first_new.filter(|_| !had_seen_all);
            self.first_new = before.or(Some(from));
        }
    }

    /// How much of a pane nobody has seen.
    #[must_use]
    pub const fn n_new(&self, pane: Pane) -> usize {
        self.n_new[pane.idx()]
    }

    /// Whether news of a pane are counted at all.
    #[must_use]
    pub const fn is_counted(pane: Pane) -> bool {
        match pane {
            Pane::Timeline | Pane::Signals | Pane::Board | Pane::Commands => true,
            Pane::People | Pane::Logs | Pane::Map => false,
        }
    }

    /// Commands that can be seen now and could not when somebody looked at them last; `sees`:
    /// somebody looks at them.
    pub const fn listed(&mut self, n_new: usize, sees: bool) {
        self.n_new[Pane::Commands.idx()] = if sees { 0 } else { n_new };
    }

    /// The first entry that is marked.
    #[must_use]
    pub const fn first_new(&self) -> Option<usize> {
        self.first_new
    }
}

/// Whether an entry is news for a pane.
const fn concerns(kind: Kind, pane: Pane) -> bool {
    match pane {
        Pane::Timeline => true,
        Pane::Signals => matches!(kind, Kind::Alert),
        Pane::Board => matches!(kind, Kind::Clue),
        Pane::People | Pane::Logs | Pane::Commands | Pane::Map => false,
    }
}
