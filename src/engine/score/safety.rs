//! Safety: nothing was broken on the way. Judged by effect, not by a list of bad actions.

use super::diagnosis::looked_first;
use super::effect::{self, came_of};
use super::tale::{Deed, Finished, Tale, Turn};
use super::{Damaged, Draft, Finding, share_pm};
use crate::engine::event::Event;
use crate::engine::id::{ActionIdx, FactIdx};
use crate::engine::scenario::ActionKind;
use crate::engine::time::Elapsed;

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
    let damaged = damaged(tale);
    let destroyed = !damaged.is_empty();
    let mut drafts = vec![damage(tale, damaged), harm_added(tale, destroyed)];
    drafts.extend(checks(tale));
    drafts.push(needless(tale));
    drafts
}

fn damage(tale: &Tale<'_>, damaged: Vec<Damaged>) -> Draft {
    let cost: u32 = damaged
        .iter()
        .filter_map(|it| tale.scenario().facts[it.fact.0].damage.as_ref())
        .map(|damage| u32::from(damage.points))
        .sum();
    let share = 1000 * DAMAGE_WEIGHT.saturating_sub(cost) / DAMAGE_WEIGHT;
    let first = damaged.first().and_then(|it| {
        let mut turns = tale.turns.iter();
        let turn = turns.find(|turn| {
            let became = turn.after.facts & !turn.before.facts;
            turn.at == it.at && became & it.fact.bit() != 0
        })?;
        Some((turn.at, turn.seq))
    });
    Draft::new(DAMAGE_WEIGHT, share, Finding::Damage(damaged)).from(first)
}

/// A step, and when it was done.
type Done = (ActionIdx, Elapsed);

/// What a step of the players' destroyed, at once or by what followed from it.
fn damaged(tale: &Tale<'_>) -> Vec<Damaged> {
    let scenario = tale.scenario();
    // From which step each fact came, directly or by a cue.
    let mut from: Vec<Option<Done>> = vec![None; scenario.facts.len()];
    let mut damaged: Vec<Damaged> = Vec::new();
    for turn in &tale.turns {
        let became = turn.after.facts & !turn.before.facts;
        let Some(cause) = cause(tale, turn, &from).filter(|_| became != 0) else {
            continue;
        };
        let step = match cause {
            Cause::Step(action) => (action, turn.at),
            Cause::Cue(step) => step,
        };
        for (idx, fact) in scenario.facts.iter().enumerate() {
            if became & FactIdx(idx).bit() == 0 {
                continue;
            }
            from[idx] = Some(step);
            if fact.damage.is_some() {
                damaged.push(Damaged {
                    fact: FactIdx(idx),
                    at: turn.at,
                    action: matches!(cause, Cause::Step(_)).then_some(step.0),
                    after: matches!(cause, Cause::Cue(_)).then_some(step),
                });
            }
        }
    }
    damaged
}

/// How the players brought a turn about.
#[derive(Clone, Copy)]
enum Cause {
    /// By a step, at once.
    Step(ActionIdx),
    /// By a step that a cue followed from.
    Cue(Done),
}

/// How the players brought a turn about, if they did. What would have come without any step of
/// theirs is the world's own.
fn cause(tale: &Tale<'_>, turn: &Turn, from: &[Option<Done>]) -> Option<Cause> {
    let scenario = tale.scenario();
    let place = usize::try_from(turn.seq).ok()?;
    match tale.session.journal().get(place).map(|it| &it.event)? {
        Event::ActionFinished { action, .. } => scenario.action(action.as_str()).map(Cause::Step),
        Event::CueHappened { cue } => {
            let cue = scenario.cue(cue.as_str())?;
            let ways = scenario.cues[cue.0].trigger.guard().any.iter();
            let held =
                ways.filter(|way| turn.before.contains(way.need) && !turn.before.meets(way.forbid));
            // The last step that each way needed; none where a way needed none.
            let steps = held.map(|way| {
                let needed = from.iter().enumerate();
                let needed = needed.filter(|(idx, _)| way.need.facts & FactIdx(*idx).bit() != 0);
                needed
                    .filter_map(|(_, step)| *step)
                    .max_by_key(|step| step.1)
            });
            let steps: Option<Vec<Done>> = steps.collect();
            let first = steps?.into_iter().min_by_key(|step| step.1);
            first.map(Cause::Cue)
        }
        _ => None,
    }
}

/// Steps after which users suffered more than before.
fn harm_added(tale: &Tale<'_>, destroyed: bool) -> Draft {
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
    let steps: Vec<_> = worse.iter().map(|(action, it)| (*action, it.at)).collect();
    let share = match steps.len() {
        0 => 1000,
        1 => 400,
        _ => 0,
    };
    Draft::new(10, share, Finding::HarmAdded { steps, destroyed }).from(first)
}

/// Risky steps begun with one of the clues that somebody careful knows first.
fn checks(tale: &Tale<'_>) -> Option<Draft> {
    let risky: Vec<_> = tale
        .deeds
        .iter()
        .filter(|deed| came_of(tale, deed) != Some(effect::Came::Looked))
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

/// Changes that had no effect and taught nothing.
fn needless(tale: &Tale<'_>) -> Draft {
    let is_idle = |deed: &&Deed| {
        let change = tale.scenario().actions[deed.action.0].kind == ActionKind::Change;
        change && came_of(tale, deed) == Some(effect::Came::Nothing)
    };
    let idle = || tale.deeds.iter().filter(is_idle);
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
