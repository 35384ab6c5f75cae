//! What has been learned so far that speaks for a hypothesis, or against it.
//!
//! Invariant: only clues that were learned, and only of hypotheses on the board.

use super::Scene;
use super::board::{ClueRow, board};

/// What speaks for a hypothesis and against it, as far as it was learned.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Evidence {
    /// What speaks for it, oldest first.
    pub supports: Vec<ClueRow>,
    /// What speaks against it.
    pub against: Vec<ClueRow>,
}

/// Before what speaks for a hypothesis.
pub const FOR: &str = "for";
/// Before what speaks against it.
pub const AGAINST: &str = "against";
/// Nothing that was learned speaks for or against it.
pub const NONE: &str = "nothing learned so far speaks for or against it";

impl Evidence {
    /// All of it, a line each.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let line = |word: &str, it: &ClueRow| format!("{word}: {} {}", it.at, it.text);
        let supports = self.supports.iter().map(|it| line(FOR, it));
        let against = self.against.iter().map(|it| line(AGAINST, it));
        let lines: Vec<String> = supports.chain(against).collect();
        if lines.is_empty() {
            return vec![NONE.to_owned()];
        }
        lines
    }
}

/// The evidence of the hypothesis with that id; empty if it is not on the board.
#[must_use]
pub fn evidence(scene: &Scene, id: &str) -> Evidence {
    let board = board(scene);
    let scenario = scene.scenario();
    let is_on_board = board.hypotheses.iter().any(|row| row.id == id);
    let hypothesis = scenario.hypothesis(id).filter(|_| is_on_board);
    let Some(hypothesis) = hypothesis else {
        return Evidence::default();
    };
    let hypothesis = &scenario.hypotheses[hypothesis.0];
    let learned = scene.state().world.clues;
    let of = |bits: u64| {
        let clues = scenario.clues.iter().enumerate();
        let texts: Vec<&str> = clues
            .filter(|(idx, _)| bits & learned & (1 << idx) != 0)
            .map(|(_, clue)| clue.text.as_str())
            .collect();
        let rows = board.clues.iter();
        rows.filter(|row| texts.contains(&row.text.as_str()))
            .cloned()
            .collect()
    };
    Evidence {
        supports: of(hypothesis.supports),
        against: of(hypothesis.against),
    }
}
