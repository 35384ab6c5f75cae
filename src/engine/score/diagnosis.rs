//! Diagnosis: evidence came before belief, and belief moved with it.

use super::effect::{self, Came};
use super::tale::{Deed, Tale};
use super::{Draft, Finding, share_pm, tier};
use crate::engine::id::{ClueIdx, HypothesisIdx};
use crate::engine::scenario::ActionKind;
use crate::engine::time::Elapsed;

/// Confidence assumed for a true cause that nobody put on the board.
const UNSTATED_PC: u8 = 20;

/// Up to this confidence a hypothesis is as good as off the board.
const OFF_BOARD_PC: u8 = 10;

pub(super) fn drafts(tale: &Tale<'_>) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = evidence_first(tale).into_iter().collect();
    drafts.push(rivals(tale));
    drafts.push(calibration(tale));
    drafts.extend(wrong_dropped(tale));
    drafts.push(key_clues(tale));
    // Help is no substitute for looking: who did not look has nothing to be rewarded for.
    if tale.looked || tale.n_hints > 0 {
        let asked = u32::try_from(tale.n_hints).unwrap_or(u32::MAX);
        let kept = 1000_u32.saturating_sub(asked.saturating_mul(250));
        let share = if tale.looked { kept } else { 0 };
        drafts.push(Draft::new(8, share, Finding::Hints(tale.n_hints)));
    }
    drafts
}

/// Changes begun with one of the clues that speak for them. What had no effect was no change that
/// evidence could speak for: it counts only where nobody had looked. A dry run is a look.
fn evidence_first(tale: &Tale<'_>) -> Option<Draft> {
    let changes: Vec<&Deed> = tale
        .deeds
        .iter()
        .filter(|deed| {
            let action = &tale.scenario().actions[deed.action.0];
            action.kind == ActionKind::Change && action.checks != 0
        })
        .filter(|deed| match effect::came_of(tale, deed) {
            Some(Came::Something) | None => true,
            Some(Came::Nothing) => !looked_first(tale, deed),
            Some(Came::Looked) => false,
        })
        .collect();
    if changes.is_empty() {
        return None;
    }
    let blind = || changes.iter().filter(|deed| !looked_first(tale, deed));
    let first = blind().map(|deed| (deed.started, deed.seq)).next();
    let without: Vec<_> = blind().map(|deed| deed.action).collect();
    let with = changes.len() - without.len();
    let share = share_pm(with, changes.len());
    let finding = Finding::EvidenceFirst { with, without };
    Some(Draft::new(30, share, finding).from(first))
}

/// Whether somebody knew one of an action's checks when it was begun.
pub(super) fn looked_first(tale: &Tale<'_>, deed: &Deed) -> bool {
    deed.knowing.clues & tale.scenario().actions[deed.action.0].checks != 0
}

/// Candidates that were held for possible. Nothing for those of somebody who never looked.
fn rivals(tale: &Tale<'_>) -> Draft {
    let held = tale.beliefs.iter();
    let held = held.filter(|it| it.confidence > OFF_BOARD_PC);
    let mut stated: Vec<_> = held.map(|it| it.hypothesis).collect();
    stated.sort_unstable();
    stated.dedup();
    let share = match stated.len() {
        _ if !tale.looked => 0,
        0 => 0,
        1 => 500,
        _ => 1000,
    };
    Draft::new(15, share, Finding::Rivals(stated.len()))
}

fn calibration(tale: &Tale<'_>) -> Draft {
    let scenario = tale.scenario();
    let judged: Vec<(HypothesisIdx, Option<u8>, bool)> = scenario
        .hypotheses
        .iter()
        .enumerate()
        .map(|(idx, it)| {
            let idx = HypothesisIdx(idx);
            (
                idx,
                tale.belief(idx).map(|said| said.confidence),
                it.is_true,
            )
        })
        .filter(|(_, said, is_true)| said.is_some() || *is_true)
        .collect();
    let error_sum: u32 = judged
        .iter()
        .map(|(_, said, is_true)| {
            let said = u32::from(said.unwrap_or(UNSTATED_PC));
            let error = if *is_true { 100 - said } else { said };
            error * error
        })
        .sum();
    let n_judged = u32::try_from(judged.len()).unwrap_or(1).max(1);
    let brier_pc = error_sum / n_judged / 100;
    let said_something = judged.iter().any(|(_, said, _)| said.is_some());
    // 0 is all of it, a shrug on everything (25) is half, certain and wrong is nothing.
    // A number that stands on no look at all is a guess, however lucky.
    let share = if said_something && tale.looked {
        1000_u32.saturating_sub(brier_pc * 20)
    } else {
        0
    };
    let beliefs = judged
        .into_iter()
        .filter_map(|(idx, said, is_true)| Some((idx, said?, is_true)))
        .collect();
    Draft::new(20, share, Finding::Calibration { brier_pc, beliefs })
}

/// Wrong hypotheses on the board after a clue against them was learned.
fn wrong_dropped(tale: &Tale<'_>) -> Option<Draft> {
    let scenario = tale.scenario();
    let unit = scenario.targets.mitigate.0 / 4;
    let (mut dropped, mut kept, mut sum) = (Vec::new(), Vec::new(), 0);
    for (idx, hypothesis) in scenario.hypotheses.iter().enumerate() {
        let idx = HypothesisIdx(idx);
        let said = || tale.beliefs.iter().filter(|it| it.hypothesis == idx);
        let is_on = |confidence: u8| confidence > OFF_BOARD_PC;
        // Who never held it for possible had nothing to drop.
        let first = said().find(|it| is_on(it.confidence));
        let Some(first) = first.filter(|_| !hypothesis.is_true) else {
            continue;
        };
        let contradicted = (0..scenario.clues.len())
            .filter(|clue| hypothesis.against & ClueIdx(*clue).bit() != 0)
            .filter_map(|clue| tale.learned[clue])
            .min();
        let Some(contradicted) = contradicted else {
            continue;
        };
        let since = contradicted.max(first.at);
        // Dropped, and not taken up again.
        let gone = said().fold(None, |gone: Option<Elapsed>, it| {
            if is_on(it.confidence) {
                None
            } else {
                gone.or(Some(it.at))
            }
        });
        match gone {
            Some(gone) => {
                let took = gone.since(since);
                sum += tier(took.0, &[(unit, 1000), (unit * 2, 600)], 300);
                dropped.push((idx, took));
            }
            None => kept.push(idx),
        }
    }
    let n = dropped.len() + kept.len();
    let share = sum.checked_div(u32::try_from(n).unwrap_or(1))?;
    Some(Draft::new(
        15,
        share,
        Finding::WrongDropped { dropped, kept },
    ))
}

fn key_clues(tale: &Tale<'_>) -> Draft {
    let scenario = tale.scenario();
    let (found, missed): (Vec<ClueIdx>, Vec<ClueIdx>) = (0..scenario.clues.len())
        .map(ClueIdx)
        .filter(|clue| scenario.key_clues() & clue.bit() != 0)
        .partition(|clue| tale.learned[clue.0].is_some());
    let share = share_pm(found.len(), found.len() + missed.len());
    let bits = found.iter().fold(0, |bits, clue| bits | clue.bit());
    let mut turns = tale.turns.iter().rev();
    let last = turns.find(|turn| turn.after.clues & !turn.before.clues & bits != 0);
    let last = last.map(|turn| (turn.at, turn.seq));
    let finding = Finding::KeyClues {
        found: found.len(),
        missed,
    };
    Draft::new(20, share, finding).from(last)
}
