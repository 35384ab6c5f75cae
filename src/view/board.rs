//! The board: hypotheses that may be stated, what is believed of them, and what has been learned.

use super::Scene;
use super::words::Tone;
use crate::engine::time::Elapsed;

/// The board.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Board {
    /// Hypotheses that may be stated or have been, after play all of them; by id, so that their
    /// order tells nothing.
    pub hypotheses: Vec<HypothesisRow>,
    /// What has been learned, oldest first.
    pub clues: Vec<ClueRow>,
}

/// A hypothesis on the board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HypothesisRow {
    /// What is typed for it.
    pub id: String,
    /// The claim.
    pub text: String,
    /// The confidence stated last, in percent.
    pub confidence: Option<u8>,
    /// It has been dropped.
    pub dropped: bool,
    /// How it stands: `60 % since T+04:10`, `not stated`, `dropped T+09:00`.
    pub standing: String,
    /// How that feels.
    pub tone: Tone,
}

impl HypothesisRow {
    /// All of it in a line.
    #[must_use]
    pub fn line(&self) -> String {
        format!("{}: {} ({})", self.id, self.text, self.standing)
    }
}

/// Something learned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClueRow {
    /// What is known.
    pub text: String,
    /// Since when, `T+04:10`.
    pub at: String,
}

/// The board as it stands.
#[must_use]
pub fn board(scene: &Scene) -> Board {
    Board {
        hypotheses: hypotheses(scene),
        clues: clues(scene),
    }
}

fn hypotheses(scene: &Scene) -> Vec<HypothesisRow> {
    let state = scene.state();
    let mut rows: Vec<HypothesisRow> = scene
        .scenario()
        .hypotheses
        .iter()
        .zip(&state.board)
        .filter(|(hypothesis, belief)| {
            belief.is_some() || hypothesis.when.holds(state.world) || state.ended.is_some()
        })
        .map(|(hypothesis, belief)| {
            let dropped = belief.and_then(|belief| belief.dropped);
            let (standing, tone) = match (belief, dropped) {
                (_, Some(at)) => (format!("dropped {at}"), Tone::Quiet),
                (Some(belief), None) => (
                    format!("{} % since {}", belief.confidence, belief.at),
                    Tone::Strong,
                ),
                (None, None) => ("not stated".to_owned(), Tone::Plain),
            };
            HypothesisRow {
                id: hypothesis.id.to_string(),
                text: hypothesis.text.clone(),
                confidence: belief.map(|belief| belief.confidence),
                dropped: dropped.is_some(),
                standing,
                tone,
            }
        })
        .collect();
    rows.sort_by(|a, b| a.id.cmp(&b.id));
    rows
}

fn clues(scene: &Scene) -> Vec<ClueRow> {
    let learned_at = |bit: u64| {
        let mut past = scene.past().iter();
        past.find(|(_, world)| world.clues & bit != 0)
            .map(|(at, _)| *at)
    };
    let mut learned: Vec<(Elapsed, &str)> = scene
        .scenario()
        .clues
        .iter()
        .enumerate()
        .filter_map(|(idx, clue)| Some((learned_at(1 << idx)?, clue.text.as_str())))
        .collect();
    learned.sort_by_key(|(at, _)| *at);
    learned
        .into_iter()
        .map(|(at, text)| ClueRow {
            text: text.to_owned(),
            at: at.to_string(),
        })
        .collect()
}
