//! Follow-through: causes named at the debrief, and what will be different on Monday.

use super::tale::Tale;
use super::{Draft, Finding};
use crate::engine::id::HypothesisIdx;

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
    let all = tale.commitments.len();
    let if_then = tale
        .commitments
        .iter()
        .filter(|text| {
            let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
            let has = |any: &[&str]| words.iter().any(|word| any.contains(word));
            has(&["if", "when", "whenever", "before"]) && has(&["then", "we", "i"])
        })
        .count();
    let share = match (if_then, all) {
        (0, 0) => 0,
        (0, _) => 400,
        (1, _) => 800,
        (_, _) => 1000,
    };
    Draft::new(50, share, Finding::Commitments { if_then, all })
}
