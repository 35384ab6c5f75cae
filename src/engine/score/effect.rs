//! What came of a step: something, nothing, or a look.
//!
//! Invariant: judged by what depends on it. A fact that no truth, harm, signal or damage hangs on,
//! near or far, is a note that something was done, and no effect.

use super::tale::{Deed, Tale};
use crate::engine::id::FactIdx;
use crate::engine::scenario::{Action, Effect, Scenario, Watches};

/// What came of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Came {
    /// It changed something, or taught something.
    Something,
    /// It was done, changed nothing that matters and taught nothing.
    Nothing,
    /// It was not done, by design: a dry run, a plan, a second look at the line.
    Looked,
}

/// What came of a step; nothing to say of one that did not come to its end.
pub(super) fn came_of(tale: &Tale<'_>, deed: &Deed) -> Option<Came> {
    let it = deed.finished?;
    let results = &tale.scenario().actions[deed.action.0].results;
    let is_dry = it
        .result
        .and_then(|it| results.get(it))
        .is_some_and(|it| it.dry);
    Some(if is_dry && it.before.facts == it.after.facts {
        Came::Looked
    } else if (it.before.facts ^ it.after.facts) & tale.felt != 0
        || it.before.clues != it.after.clues
    {
        Came::Something
    } else {
        Came::Nothing
    })
}

/// The facts (bits) on which something depends that users, responders or the truth feel.
pub(super) fn felt(scenario: &Scenario) -> u64 {
    let mut felt = directly(scenario);
    loop {
        let before = felt;
        for cue in &scenario.cues {
            if moves(&cue.effect, felt) {
                felt |= cue.trigger.guard().asked();
            }
        }
        for action in &scenario.actions {
            if is_open(action, felt) {
                let results = action.results.iter();
                felt |= results.fold(0, |all, it| all | it.when.asked());
            }
        }
        if felt == before {
            return felt;
        }
    }
}

fn directly(scenario: &Scenario) -> u64 {
    let facts = scenario.facts.iter().enumerate();
    let damage = facts.filter(|(_, fact)| fact.damage.is_some());
    let damage = damage.fold(0, |all, (idx, _)| all | FactIdx(idx).bit());
    let truth = &scenario.truth;
    let alerts = scenario.alerts.iter().filter_map(|it| match &it.watches {
        Watches::Condition(guard) => Some(guard),
        Watches::Above(..) | Watches::Below(..) => None,
    });
    let metrics = scenario.metrics.iter().flat_map(|it| &it.levels);
    let logs = scenario.logs.iter().flat_map(|it| &it.lines);
    let services = scenario.services.iter();
    let guards = [&truth.mitigated, &truth.resolved, &truth.lost]
        .into_iter()
        .chain(scenario.harm.iter().map(|it| &it.when))
        .chain(metrics.map(|it| &it.when))
        .chain(alerts)
        .chain(logs.map(|it| &it.when))
        .chain(services.flat_map(|it| [&it.down, &it.degraded, &it.ok]))
        .chain(scenario.audiences.iter().map(|it| &it.when))
        .chain(scenario.hypotheses.iter().map(|it| &it.when));
    guards.fold(damage, |all, guard| all | guard.asked())
}

/// Whether an effect changes such a fact, or teaches something.
const fn moves(effect: &Effect, felt: u64) -> bool {
    (effect.set | effect.clear) & felt != 0 || effect.learn != 0
}

/// Whether it matters which result of an action comes, or whether any does.
fn is_open(action: &Action, felt: u64) -> bool {
    let outcome = |it: &Effect| (it.set & felt, it.clear & felt, it.learn);
    let may_fail = !action.results.iter().any(|it| it.when.is_always());
    let nothing = may_fail.then(|| outcome(&Effect::default()));
    let results = action.results.iter().map(|it| outcome(&it.effect));
    let mut all = results.chain(nothing);
    let first = all.next();
    all.any(|it| Some(it) != first)
}
