//! Follow-through: causes named at the debrief, and what will be different on Monday.

use super::{Draft, Finding};
use crate::engine::event::Event;
use crate::engine::id::HypothesisIdx;
use crate::engine::session::Session;

/// With fewer words nothing can be said that somebody could do.
const WORDS_MIN: usize = 5;

pub(super) fn drafts(session: &Session) -> Vec<Draft> {
    let (mut named, mut made) = (Vec::new(), Vec::new());
    let mut debriefed = false;
    for recorded in session.journal() {
        match &recorded.event {
            Event::Debriefed {} => debriefed = true,
            // Who has read the answer names nothing.
            Event::CauseNamed { hypothesis, .. } if !debriefed => {
                named.extend(session.scenario().hypothesis(hypothesis.as_str()));
            }
            Event::CommitmentMade { text, .. } => made.push(text.to_lowercase()),
            _ => {}
        }
    }
    // Left out when there was no debrief.
    if named.is_empty() && made.is_empty() {
        return Vec::new();
    }
    vec![causes(session, named), commitments(made)]
}

fn causes(session: &Session, mut named: Vec<HypothesisIdx>) -> Draft {
    let scenario = session.scenario();
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

fn commitments(mut made: Vec<String>) -> Draft {
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
