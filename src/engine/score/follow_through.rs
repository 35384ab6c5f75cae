//! Follow-through: causes named at the debrief, and what will be different on Monday.

use super::tale::Tale;
use super::{Draft, Finding};
use crate::engine::id::HypothesisIdx;

/// With fewer words nothing can be said that somebody could do.
const WORDS_MIN: usize = 5;

pub(super) fn drafts(tale: &Tale<'_>) -> Vec<Draft> {
    // Left out when there was no debrief.
    if tale.causes.is_empty() && tale.commitments.is_empty() {
        return Vec::new();
    }
    vec![causes(tale), commitments(tale)]
}

fn causes(tale: &Tale<'_>) -> Draft {
    let scenario = tale.scenario();
    let mut named = tale.causes.clone();
    named.sort_unstable();
    named.dedup();
    let (right, wrong): (Vec<_>, Vec<_>) = named
        .into_iter()
        .partition(|idx| scenario.hypotheses[idx.0].is_true);
    let missed: Vec<_> = (0..scenario.hypotheses.len())
        .map(HypothesisIdx)
        .filter(|idx| scenario.hypotheses[idx.0].is_true && !right.contains(idx))
        .collect();
    let points = (right.len() * 1000).saturating_sub(wrong.len() * 500);
    let share = points
        .checked_div(right.len() + missed.len())
        .unwrap_or(1000);
    let share = u32::try_from(share).unwrap_or(1000);
    Draft::new(
        50,
        share,
        Finding::CausesNamed {
            right,
            wrong,
            missed,
        },
    )
}

fn commitments(tale: &Tale<'_>) -> Draft {
    let mut made: Vec<&String> = tale.commitments.iter().collect();
    made.sort_unstable();
    made.dedup();
    let all = made.len();
    let if_then = made.iter().filter(|text| is_if_then(text)).count();
    let share = match (if_then, all) {
        (0, 0) => 0,
        (0, _) => 400,
        (1, _) => 800,
        (_, _) => 1000,
    };
    Draft::new(50, share, Finding::Commitments { if_then, all })
}

/// Whether a commitment has a condition and a step. The prompt has asked for owner and day.
fn is_if_then(text: &str) -> bool {
    const CONDITIONS: [&str; 7] = [
        "if", "when", "whenever", "before", "after", "once", "unless",
    ];
    const STEPS: [&str; 7] = ["then", "we", "i", "will", "shall", "must", "they"];
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let has = |any: &[&str]| words.iter().any(|word| any.contains(word));
    has(&CONDITIONS) && has(&STEPS) && words.len() >= WORDS_MIN
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commitment_has_a_condition_and_a_step() {
        for (text, expected) in [
            ("if a disk fills then we rotate", true),
            ("when a disk fills, the team will rotate its logs", true),
            ("before a deploy i'll look at the graph", true),
            ("be more careful", false),
            ("if we", false),
            ("we rotate logs from now on", false),
        ] {
            assert_eq!(is_if_then(text), expected, "{text}");
        }
    }
}
