//! What would help a team from where it stands: the next step of the best way on.
//!
//! Where the next step is a change that somebody careful checks first, and nothing that speaks for
//! it is known, the look that teaches it comes before. Who calls somebody calls everybody whom the
//! way wants now.
//!
//! Nobody is told to destroy what is whole: where only such a way is known, and its next step does
//! that, nothing is said.

use crate::engine::id::{ActionIdx, AudienceIdx, ResponderIdx};
use crate::engine::scenario::{Claim, Scenario};
use crate::engine::state::{ASKING, Standing};
use crate::engine::time::Elapsed;

use super::relax::Players;
use super::search::Move;
use super::way::{Guide, Onward, Way, advance};

/// What would help next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// What to do.
    pub next: Next,
    /// The scenario's own hint that fits, by its place.
    pub authored: Option<usize>,
}

/// What to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// Take the page.
    Acknowledge,
    /// Call these.
    Page(Vec<ResponderIdx>),
    /// Tell an audience.
    Post(AudienceIdx),
    /// Claim something.
    Claim(Claim),
    /// Have somebody begin an action.
    Act(ResponderIdx, ActionIdx),
    /// Look, before something is changed: who, what, and the change.
    Check(ResponderIdx, ActionIdx, ActionIdx),
    /// Nothing; what was begun takes until then.
    Wait(Elapsed),
}

/// What would help from a standing; nothing when the prover found no way on, or only one that now
/// destroys something.
#[must_use]
pub fn advise(
    guide: &mut Guide,
    scenario: &Scenario,
    players: Players,
    from: &Standing,
) -> Option<Advice> {
    if from.ended.is_some() {
        return None;
    }
    let Onward { way, destroys, .. } = guide.onward(scenario, players, from)?;
    let next = next(scenario, from, &way);
    let is_harmless = matches!(next, Next::Acknowledge | Next::Wait(_));
    if !is_harmless && brings(scenario, from, &way) & destroys != 0 {
        return None;
    }
    let authored = match &next {
        Next::Act(..) | Next::Check(..) | Next::Post(_) => authored(scenario, from, &way, &next),
        Next::Acknowledge | Next::Page(_) | Next::Claim(_) | Next::Wait(_) => None,
    };
    Some(Advice { next, authored })
}

fn next(scenario: &Scenario, from: &Standing, way: &Way) -> Next {
    let Some(first) = way.steps.first() else {
        return at_the_goal(scenario, from, way);
    };
    // Whoever explains a task is free again in a moment.
    if first.at > from.now + ASKING {
        return Next::Wait(first.at);
    }
    match first.moved {
        Move::Acknowledge => Next::Acknowledge,
        Move::Page(_) => {
            let now = way.steps.iter().take_while(|step| step.at == first.at);
            let calls = now.filter_map(|step| match step.moved {
                Move::Page(who) => Some(who),
                _ => None,
            });
            Next::Page(calls.collect())
        }
        Move::Post(audience) => Next::Post(audience),
        Move::Claim(claim) => Next::Claim(claim),
        Move::Start(_, who, action) => {
            let checks = scenario.actions[action.0].checks;
            let known = checks == 0 || checks & from.world.clues != 0;
            match look_for(scenario, from, checks).filter(|_| !known) {
                Some((by, look)) => Next::Check(by, look, action),
                None => Next::Act(who, action),
            }
        }
    }
}

/// The facts (bits) that the first step of a way brings with it: what is so at its end if only
/// that step is made, and is not if nothing is done.
fn brings(scenario: &Scenario, from: &Standing, way: &Way) -> u64 {
    let Some(first) = way.steps.first() else {
        return 0;
    };
    let mut without = from.clone();
    advance(scenario, &mut without, first.at);
    let mut with = without.clone();
    first.moved.make(scenario, &mut with);
    for now in [&mut with, &mut without] {
        advance(scenario, now, way.at);
    }
    with.world.facts & !without.world.facts
}

/// Nothing is left to be done: it has to hold, and to be said.
fn at_the_goal(scenario: &Scenario, from: &Standing, way: &Way) -> Next {
    let claimed = |claim: Claim| from.world.claims & claim.bit() != 0;
    let helped = from.truly_mitigated.is_some();
    let held = way.at + scenario.targets.hold;
    if helped && !claimed(Claim::Mitigated) && !claimed(Claim::Resolved) {
        Next::Claim(Claim::Mitigated)
    } else if held > from.now || claimed(Claim::Resolved) {
        Next::Wait(held)
    } else {
        Next::Claim(Claim::Resolved)
    }
}

/// The quickest look that somebody can take now and that teaches one of these clues (bits).
#[must_use]
pub fn look_for(
    scenario: &Scenario,
    from: &Standing,
    clues: u64,
) -> Option<(ResponderIdx, ActionIdx)> {
    let you = scenario.you;
    let others = (0..scenario.responders.len()).map(ResponderIdx);
    let people: Vec<ResponderIdx> = [you].into_iter().chain(others).collect();
    let actions = (0..scenario.actions.len()).map(ActionIdx);
    actions
        .filter(|action| {
            let action = &scenario.actions[action.0];
            let mut results = action.results.iter();
            let coming = results.find(|result| result.when.holds(from.world));
            coming.is_some_and(|it| it.effect.learn & clues != 0 && !it.effect.touches_facts())
        })
        .filter_map(|action| {
            let mut people = people.iter();
            let who =
                people.find(|who| from.may_act(scenario, you, **who, action, true).is_ok())?;
            Some((*who, action))
        })
        .min_by_key(|(_, action)| scenario.actions[action.0].takes_in(from.world))
}

/// The scenario's own hint that becomes of no more use first when the advice is followed and then
/// the way: it is about what comes next.
fn authored(scenario: &Scenario, from: &Standing, way: &Way, next: &Next) -> Option<usize> {
    let open: Vec<usize> = scenario
        .hints
        .iter()
        .enumerate()
        .filter(|(_, hint)| !hint.until.is_always() && !hint.until.holds(from.world))
        .map(|(idx, _)| idx)
        .collect();
    let mut now = from.clone();
    let served = |now: &Standing| {
        let mut open = open.iter().copied();
        open.find(|idx| scenario.hints[*idx].until.holds(now.world))
    };
    if let Next::Check(who, look, _) = next {
        let look = Move::Start(scenario.you, *who, *look);
        if look.make(scenario, &mut now) {
            let busy = now.people[who.0].busy.map(|busy| busy.until);
            advance(scenario, &mut now, busy?);
        }
    }
    for step in &way.steps {
        advance(scenario, &mut now, step.at);
        if let Some(hint) = served(&now) {
            return Some(hint);
        }
        step.moved.make(scenario, &mut now);
    }
    advance(scenario, &mut now, way.at);
    served(&now)
}
