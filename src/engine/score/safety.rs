//! Safety: nothing was broken on the way. Judged by effect, not by a list of bad actions.

use super::diagnosis::looked_first;
use super::tale::{Finished, Tale, Turn};
use super::{Damaged, Draft, Finding, share_pm};
use crate::engine::event::Event;
use crate::engine::id::{ActionIdx, FactIdx};
use crate::engine::scenario::{ActionKind, Trigger};

/// Of Safety's 100 points, so many hang on damage.
const DAMAGE_WEIGHT: u32 = 60;

pub(super) fn drafts(tale: &Tale<'_>) -> Vec<Draft> {
    let scenario = tale.scenario();
    let touched = tale
        .deeds
        .iter()
        .any(|deed| scenario.actions[deed.action.0].kind == ActionKind::Change);
    // Who never touched the system broke nothing, and has shown nothing either.
    if !touched {
        return Vec::new();
    }
    let mut drafts = vec![damage(tale), harm_added(tale)];
    drafts.extend(checks(tale));
    drafts.push(needless(tale));
    drafts
}

fn damage(tale: &Tale<'_>) -> Draft {
    let scenario = tale.scenario();
    let mut ours = 0_u64; // facts that a step of the players' brought about, directly or by a cue
    let mut damaged: Vec<Damaged> = Vec::new();
    let mut first = None;
    for turn in &tale.turns {
        let became = turn.after.facts & !turn.before.facts;
        if became == 0 {
            continue;
        }
        let (caused, action) = cause(tale, turn, ours);
        if !caused {
            continue;
        }
        ours |= became;
        for (idx, fact) in scenario.facts.iter().enumerate() {
            if became & FactIdx(idx).bit() != 0 && fact.damage.is_some() {
                first = first.or(Some((turn.at, turn.seq)));
                damaged.push(Damaged {
                    fact: FactIdx(idx),
                    at: turn.at,
                    action,
                });
            }
        }
    }
    let cost: u32 = damaged
        .iter()
        .filter_map(|it| scenario.facts[it.fact.0].damage.as_ref())
        .map(|damage| u32::from(damage.points))
        .sum();
    let share = 1000 * DAMAGE_WEIGHT.saturating_sub(cost) / DAMAGE_WEIGHT;
    Draft::new(DAMAGE_WEIGHT, share, Finding::Damage(damaged)).from(first)
}

/// Whether the players brought a turn about, and by which step if at once.
fn cause(tale: &Tale<'_>, turn: &Turn, ours: u64) -> (bool, Option<ActionIdx>) {
    let scenario = tale.scenario();
    let place = usize::try_from(turn.seq).unwrap_or(usize::MAX);
    match tale.session.journal().get(place).map(|it| &it.event) {
        Some(Event::ActionFinished { action, .. }) => (true, scenario.action(action.as_str())),
        Some(Event::CueHappened { cue }) => {
            let cue = scenario.cue(cue.as_str());
            let follows = cue.is_some_and(|cue| {
                let guard = match &scenario.cues[cue.0].trigger {
                    Trigger::At(_, guard) | Trigger::After(guard, _) => guard,
                };
                guard
                    .any
                    .iter()
                    .filter(|way| turn.before.contains(way.need) && !turn.before.meets(way.forbid))
                    .any(|way| way.need.facts & ours != 0)
            });
            (follows, None)
        }
        _ => (false, None),
    }
}

/// Steps after which users suffered more than before.
fn harm_added(tale: &Tale<'_>) -> Draft {
    let scenario = tale.scenario();
    let worse: Vec<(ActionIdx, Finished)> = tale
        .deeds
        .iter()
        .filter_map(|deed| {
            let finished = deed.finished?;
            let before = scenario.harm_per_minute(finished.before);
            let after = scenario.harm_per_minute(finished.after);
            (after > before).then_some((deed.action, finished))
        })
        .collect();
    let first = worse.first().map(|(_, it)| (it.at, it.seq));
    let added: Vec<_> = worse.iter().map(|(action, it)| (*action, it.at)).collect();
    let share = match added.len() {
        0 => 1000,
        1 => 400,
        _ => 0,
    };
    Draft::new(10, share, Finding::HarmAdded(added)).from(first)
}

/// Risky steps begun with one of the clues that somebody careful knows first.
fn checks(tale: &Tale<'_>) -> Option<Draft> {
    let risky: Vec<_> = tale
        .deeds
        .iter()
        .filter(|deed| {
            let action = &tale.scenario().actions[deed.action.0];
            let destroys = deed.finished.is_some_and(|finished| {
                let became = finished.after.facts & !finished.before.facts;
                let mut facts = tale.scenario().facts.iter().enumerate();
                facts.any(|(idx, fact)| became & FactIdx(idx).bit() != 0 && fact.damage.is_some())
            });
            action.checks != 0 && (action.risk.is_some() || destroys)
        })
        .collect();
    if risky.is_empty() {
        return None;
    }
    let blind = || risky.iter().filter(|deed| !looked_first(tale, deed));
    let first = blind().map(|deed| (deed.started, deed.seq)).next();
    let without: Vec<_> = blind().map(|deed| deed.action).collect();
    let with = risky.len() - without.len();
    let share = share_pm(with, risky.len());
    Some(Draft::new(15, share, Finding::Checks { with, without }).from(first))
}

/// Changes that changed nothing and taught nothing.
fn needless(tale: &Tale<'_>) -> Draft {
    let idle = || {
        tale.deeds.iter().filter(|deed| {
            let change = tale.scenario().actions[deed.action.0].kind == ActionKind::Change;
            change && deed.finished.is_some_and(|it| it.before == it.after)
        })
    };
    let first = idle().map(|deed| (deed.started, deed.seq)).next();
    let needless: Vec<ActionIdx> = idle().map(|deed| deed.action).collect();
    let share = match needless.len() {
        0 => 1000,
        1 => 700,
        2 => 400,
        3 => 200,
        _ => 0,
    };
    Draft::new(15, share, Finding::Needless(needless)).from(first)
}
