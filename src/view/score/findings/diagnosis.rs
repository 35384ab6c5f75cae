//! The words of diagnosis: what was looked at, what was believed, and what was dropped.

use super::{by_time, ids, without_words};
use crate::engine::id::{ActionIdx, ClueIdx, HypothesisIdx};
use crate::engine::time::Span;
use crate::view::Scene;
use crate::view::score::Told;
use crate::view::words::{about, all_of, counted};

pub(super) fn evidence_first(scene: &Scene, with: usize, without: &[ActionIdx]) -> Told {
    let all = counted(with + without.len(), "change", "changes");
    Told::new(
        format!(
            "{with} of {all} made on evidence{}",
            without_words(scene, without)
        ),
        "a change without a look first is a guess that users pay for",
    )
}

pub(super) fn rivals(n: usize) -> Told {
    let what = match n {
        0 => "no hypothesis was on the board".to_owned(),
        1 => "one hypothesis on the board, with no rival".to_owned(),
        n => format!("{n} hypotheses on the board"),
    };
    Told::new(what, "two rivals keep each other honest")
}

pub(super) fn calibration(
    scene: &Scene,
    brier_pc: u32,
    beliefs: &[(HypothesisIdx, u8, bool)],
) -> Told {
    if beliefs.is_empty() {
        return Told::new(
            "no confidence was stated",
            "a number said aloud can be argued with",
        );
    }
    let said: Vec<String> = beliefs
        .iter()
        .map(|(hypothesis, confidence, is_true)| {
            let id = &scene.scenario().hypotheses[hypothesis.0].id;
            let so = if *is_true { "is so" } else { "is not" };
            format!("{id} {confidence} % ({so})")
        })
        .collect();
    Told::new(
        format!(
            "your confidence {}: {}",
            match brier_pc {
                0..=5 => "was close to the truth",
                6..=15 => "was mostly right",
                16..=25 => "said little either way",
                _ => "pointed away from the truth",
            },
            said.join(", ")
        ),
        format!(
            "Brier score {}.{:02}: 0 is best, 0.25 is 50 % on everything; a cause nobody gave a \
             number counts as a small doubt",
            brier_pc / 100,
            brier_pc % 100,
        ),
    )
}

pub(super) fn wrong_dropped(
    scene: &Scene,
    dropped: &[(HypothesisIdx, Span)],
    kept: &[HypothesisIdx],
) -> Told {
    let gone: Vec<String> = dropped
        .iter()
        .map(|(it, took)| {
            let id = &scene.scenario().hypotheses[it.0].id;
            format!("{id} after {}", about(*took))
        })
        .collect();
    let what = by_time(
        &[all_of(&gone), ids(scene, kept), String::new()],
        [
            "dropped when the evidence was in",
            "kept against the evidence",
            "",
        ],
        "nothing had to be dropped",
    );
    Told::new(what, "a cause that is ruled out stops costing time")
}

pub(super) fn key_clues(scene: &Scene, found: usize, missed: &[ClueIdx]) -> Told {
    let texts = missed
        .iter()
        .map(|clue| format!("\n- {}", scene.scenario().clues[clue.0].text));
    let missed_words = if missed.is_empty() {
        String::new()
    } else {
        format!("; missed:{}", texts.collect::<String>())
    };
    Told::new(
        format!(
            "{found} of {} learned{missed_words}",
            counted(found + missed.len(), "key clue", "key clues"),
        ),
        "a clue counts when a command showed it or somebody reported it; a graph, an alert or a \
         hint by itself only points at it",
    )
}

pub(super) fn hints(n: usize) -> Told {
    let what = match n {
        0 => "no hint was asked for".to_owned(),
        n => format!("{} asked for", counted(n, "hint", "hints")),
    };
    Told::new(what, "asking is cheap here, and free on a real night")
}
