//! The words for each finding of the score, a file a dimension.
//!
//! Invariant: every finding has its words, and they say no more than the finding does.

mod communication;
mod diagnosis;
mod follow_through;
mod mitigation;
mod response;
mod safety;

use crate::engine::id::{ActionIdx, HypothesisIdx};
use crate::engine::score::{Finding, Timed};
use crate::view::Scene;
use crate::view::score::{Told, late_by};
use crate::view::words::all_of;

pub(super) fn tell(scene: &Scene, finding: &Finding) -> Told {
    match finding {
        Finding::TimeToAcknowledge(timed) => response::acknowledged(timed),
        Finding::Severity {
            declared,
            deserved,
            target,
        } => response::severity(*declared, *deserved, *target),
        Finding::Commander {
            who,
            hands_on,
            alone,
        } => response::commander(scene, *who, *hands_on, *alone),
        Finding::CalledIn {
            early,
            late,
            never,
            target,
            solved,
        } => response::called_in(scene, [early, late, never], *target, *solved),
        Finding::EvidenceFirst { with, without } => {
            diagnosis::evidence_first(scene, *with, without)
        }
        Finding::Rivals(n) => diagnosis::rivals(*n),
        Finding::Calibration { brier_pc, beliefs } => {
            diagnosis::calibration(scene, *brier_pc, beliefs)
        }
        Finding::WrongDropped { dropped, kept } => diagnosis::wrong_dropped(scene, dropped, kept),
        Finding::KeyClues { found, missed } => diagnosis::key_clues(scene, *found, missed),
        Finding::Hints(n) => diagnosis::hints(*n),
        Finding::Harm {
            suffered,
            rows,
            target,
            full,
            history,
        } => mitigation::harm(scene, (*suffered, rows), (*target, *full), *history),
        Finding::TimeToMitigate { timed, first } => mitigation::helped(timed, *first),
        Finding::TimeToResolve { timed, first } => mitigation::resolved(timed, *first),
        Finding::Claims {
            false_ones,
            late,
            unsaid,
        } => mitigation::claims(scene, false_ones, late, unsaid),
        Finding::Stability {
            held,
            early,
            target,
        } => mitigation::stability(*held, *early, *target),
        Finding::Damage(damaged) => safety::damage(scene, damaged),
        Finding::HarmAdded { steps, destroyed } => safety::harm_added(scene, steps, *destroyed),
        Finding::Checks { with, without } => safety::checks(scene, *with, without),
        Finding::Needless(actions) => safety::needless(scene, actions),
        Finding::FirstPublic(timed) => communication::first_public(timed),
        Finding::LongestSilence { longest, target } => {
            communication::longest_silence(*longest, *target)
        }
        Finding::Audiences {
            in_time,
            late,
            never,
        } => communication::audiences(scene, [in_time, late, never]),
        Finding::Content {
            n_posts,
            n_after,
            no_impact,
            no_action,
            no_next,
        } => communication::content(scene, [*n_posts, *n_after], [no_impact, no_action, no_next]),
        Finding::NextWords { n_kept, broken } => communication::next_words(scene, *n_kept, broken),
        Finding::Unfounded(promised) => communication::unfounded(scene, promised),
        Finding::Closing {
            said,
            early,
            is_helped,
            over,
        } => communication::closing(*said, *early, *is_helped, *over),
        Finding::CausesNamed {
            right,
            wrong,
            missed,
        } => follow_through::causes(scene, [right, wrong, missed]),
        Finding::Commitments { if_then, all } => follow_through::commitments(*if_then, *all),
    }
}

/// `what at T+04:10 (in time)` or `never what`, with what the real responders took.
fn timed(timed: &Timed, done: &str, never: &str, why: &str) -> Told {
    let what = timed.took.map_or_else(
        || never.to_owned(),
        |took| format!("{done} at {took}, {}", late_by(took, timed.target)),
    );
    let history = timed
        .history
        .map_or_else(String::new, |at| format!("the real responders: {at}"));
    Told {
        what,
        why: format!("{why}; aim: {}", timed.target),
        history,
    }
}

fn by_time(names: &[String; 3], words: [&str; 3], nothing: &str) -> String {
    let said: Vec<String> = names
        .iter()
        .zip(words)
        .filter(|(names, _)| !names.is_empty())
        .map(|(names, word)| format!("{word}: {names}"))
        .collect();
    if said.is_empty() {
        nothing.to_owned()
    } else {
        said.join("; ")
    }
}

fn labels(scene: &Scene, actions: &[ActionIdx]) -> String {
    let mut labels: Vec<String> = Vec::new();
    for action in actions {
        let label = format!("\"{}\"", scene.scenario().actions[action.0].label);
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    all_of(&labels)
}

fn without_words(scene: &Scene, without: &[ActionIdx]) -> String {
    if without.is_empty() {
        String::new()
    } else {
        format!("; without: {}", labels(scene, without))
    }
}

fn ids(scene: &Scene, hypotheses: &[HypothesisIdx]) -> String {
    let ids: Vec<String> = hypotheses
        .iter()
        .map(|it| scene.scenario().hypotheses[it.0].id.to_string())
        .collect();
    all_of(&ids)
}
