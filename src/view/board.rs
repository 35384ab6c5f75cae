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
    /// The same where there is little room: `60 %`, `not stated`, `dropped`.
    pub standing_short: String,
    /// How that feels.
    pub tone: Tone,
    /// What has been learned that bears on it, once it has been stated: places among the clues.
    /// Whether it speaks for or against is for who reads it to say.
    pub pinned: Vec<usize>,
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
    let learned = learned(scene);
    Board {
        hypotheses: hypotheses(scene, &learned),
        clues: learned.iter().map(|it| clue(scene, it)).collect(),
    }
}

fn hypotheses(scene: &Scene, learned: &[(Elapsed, usize)]) -> Vec<HypothesisRow> {
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
            let standing_short = match (belief, dropped) {
                (_, Some(_)) => "dropped".to_owned(),
                (Some(belief), None) => format!("{} %", belief.confidence),
                (None, None) => standing.clone(),
            };
            let bears = hypothesis.supports | hypothesis.against;
            let pinned = learned.iter().enumerate();
            let pinned = pinned.filter(|(_, (_, clue))| bears & (1 << clue) != 0);
            HypothesisRow {
                id: hypothesis.id.to_string(),
                text: hypothesis.text.clone(),
                confidence: belief.map(|belief| belief.confidence),
                dropped: dropped.is_some(),
                standing,
                standing_short,
                tone,
                pinned: match belief {
                    Some(_) => pinned.map(|(place, _)| place).collect(),
                    None => Vec::new(),
                },
            }
        })
        .collect();
    rows.sort_by(|a, b| a.id.cmp(&b.id));
    rows
}

/// Which clues have been learned, with when, oldest first.
fn learned(scene: &Scene) -> Vec<(Elapsed, usize)> {
    let learned_at = |bit: u64| {
        let mut past = scene.past().iter();
        past.find(|(_, world)| world.clues & bit != 0)
            .map(|(at, _)| *at)
    };
    let clues = 0..scene.scenario().clues.len();
    let mut learned: Vec<(Elapsed, usize)> = clues
        .filter_map(|idx| Some((learned_at(1 << idx)?, idx)))
        .collect();
    learned.sort_by_key(|(at, _)| *at);
    learned
}

fn clue(scene: &Scene, (at, idx): &(Elapsed, usize)) -> ClueRow {
    ClueRow {
        text: scene.scenario().clues[*idx].text.clone(),
        at: at.to_string(),
    }
}
