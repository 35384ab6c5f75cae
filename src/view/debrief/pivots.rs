//! Moments worth a question. The questions ask how and what.

use serde::Serialize;

use crate::engine::debrief::{Debrief, PivotKind, answers};
use crate::engine::id::ActionIdx;
use crate::view::Scene;
use crate::view::words::{about, clean};

/// A moment worth a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PivotRow {
    /// Its number, for `answer`.
    pub n: usize,
    /// When.
    pub time: String,
    /// What happened then.
    pub moment: String,
    /// The question.
    pub ask: &'static str,
    /// The answers given.
    pub answers: Vec<String>,
}

pub(super) fn rows(scene: &Scene, data: &Debrief) -> Vec<PivotRow> {
    let answers = answers(scene.session);
    data.pivots
        .iter()
        .enumerate()
        .map(|(idx, pivot)| {
            let (moment, ask) = words(scene, pivot.kind);
            PivotRow {
                n: idx + 1,
                time: pivot.at.to_string(),
                moment,
                ask,
                answers: answers
                    .iter()
                    .filter(|(question, _)| *question == idx)
                    .map(|(_, text)| clean(text))
                    .collect(),
            }
        })
        .collect()
}

fn words(scene: &Scene, kind: PivotKind) -> (String, &'static str) {
    let scenario = scene.scenario();
    let label = |action: ActionIdx| format!("\"{}\"", scenario.actions[action.0].label);
    match kind {
        PivotKind::Lost(action) => (
            action.map_or_else(
                || "the point of no return was passed".to_owned(),
                |action| format!("with {} the point of no return was passed", label(action)),
            ),
            "What could have shown that this was near, and how would you notice it next time?",
        ),
        PivotKind::Worse(action) => (
            format!("after {} users suffered more", label(action)),
            "What did you expect to see, and how long until you saw what really came of it?",
        ),
        PivotKind::CauseClue(clue) => (
            format!("first clue of the cause: {}", scenario.clues[clue.0].text),
            "What did it tell you at that moment, and how could it have been found sooner?",
        ),
        PivotKind::FirstPublic(audience) => (
            format!(
                "the first public word, on \"{}\"",
                scenario.audiences[audience.0].label
            ),
            "What did you know when you wrote it, and how did you decide that it was enough?",
        ),
        PivotKind::Damage {
            fact,
            action,
            after,
        } => {
            let became = scenario.facts[fact.0].about.trim_end_matches('.');
            let moment = match (action, after) {
                (Some(action), _) => format!("{} destroyed something", label(action)),
                (None, Some((step, at))) => format!(
                    "the world went on from {} at {at}, and something was destroyed: {became}",
                    label(step)
                ),
                (None, None) => format!("something was destroyed: {became}"),
            };
            let ask = if action.is_some() {
                "What was on your screen just before, and what would have shown you what was at \
                 stake?"
            } else {
                "What could have shown you that this was coming, and until when could it have been \
                 kept from happening?"
            };
            (moment, ask)
        }
        PivotKind::FalseClaim(claim) => (
            format!("`{}` was claimed and was not so", claim.word()),
            "What did you take as proof, and what would you look at next time before saying it?",
        ),
        PivotKind::Mitigation(action) => (
            action.map_or_else(
                || "users were helped".to_owned(),
                |action| format!("{} helped users", label(action)),
            ),
            "What made this possible at this moment, and how could it have come sooner?",
        ),
        PivotKind::Stuck(span) => (
            format!("nothing new was learned from here on for {}", about(span)),
            "What were you looking for in that time, and whom could you have asked?",
        ),
        PivotKind::FirstChange(action) => (
            format!("{} was the first change of the system", label(action)),
            "What did you know at that point, and how would you have undone it?",
        ),
        PivotKind::Contradiction(clue) => (
            format!("learned: {}", scenario.clues[clue.0].text),
            "How did this fit what you believed, and what did you do with what did not fit?",
        ),
        PivotKind::FirstClue(clue) => (
            format!("first clue: {}", scenario.clues[clue.0].text),
            "How did you choose where to look first, and what would you look at first on Monday?",
        ),
        PivotKind::End => (
            "play was over".to_owned(),
            "What will you do differently on Monday, and how will you notice that you do?",
        ),
    }
}
