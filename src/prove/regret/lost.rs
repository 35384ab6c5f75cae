//! The moment from which nothing led to the goal any more, and what it was lost by.
//!
//! Invariant: what is lost once is lost for good, so there is one such moment at most.

use crate::engine::event::Event;
use crate::engine::guard::World;
use crate::engine::id::{ActionIdx, FactIdx};
use crate::engine::scenario::Scenario;
use crate::engine::session::Session;
use crate::engine::state::Standing;
use crate::engine::time::Elapsed;
use crate::prove::relax::Players;
use crate::prove::way::Quest;

use super::why::first;
use super::{folded, yours};

/// The moment from which nothing led to the goal any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// When.
    pub at: Elapsed,
    /// By what.
    pub by: LostBy,
}

/// What lost the goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LostBy {
    /// A step of the players, and the place of its result.
    Action(ActionIdx, Option<usize>),
    /// The world did something, and this became so.
    Fact(FactIdx),
    /// There was not enough time left.
    Time,
}

/// When nothing led to the goal any more. What is lost once is lost for good, so the moment is
/// found by halving.
pub(super) fn lost(session: &Session, players: Players) -> Option<Lost> {
    if yours(session).is_some() {
        return None;
    }
    let scenario = &**session.scenario();
    let quest = Quest::of(scenario, players);
    let is_lost =
        |standing: &Standing| scenario.truth.lost.holds(standing.world) || quest.is_lost(standing);
    let journal = session.journal();
    let ends = journal.iter();
    let end = ends.take_while(|it| !matches!(it.event, Event::Ended { .. }));
    let end = end.count();
    let (mut open, mut gone) = (0, end + 1);
    while gone - open > 1 {
        let middle = open.midpoint(gone);
        if is_lost(&folded(session, middle).standing) {
            gone = middle;
        } else {
            open = middle;
        }
    }
    let before = folded(session, open).standing;
    let next = journal.get(open)?;
    if is_lost(&before) {
        return None;
    }
    let at_event = Standing {
        now: before.now.max(next.at),
        ..before.clone()
    };
    if is_lost(&at_event) {
        return Some(Lost {
            at: out_of_time(&before, next.at, is_lost),
            by: LostBy::Time,
        });
    }
    if gone > end {
        return None;
    }
    let after = folded(session, gone).standing;
    let by = match &next.event {
        Event::ActionFinished { action, result, .. } => {
            LostBy::Action(scenario.action(action.as_str())?, *result)
        }
        _ => LostBy::Fact(became(scenario, &before, &after, is_lost)?),
    };
    Some(Lost { at: next.at, by })
}

/// When, between a standing and a later time at which nothing else has happened, it was too late.
fn out_of_time(from: &Standing, until: Elapsed, is_lost: impl Fn(&Standing) -> bool) -> Elapsed {
    let (mut open, mut gone) = (from.now.as_secs(), until.as_secs());
    while gone > open + 1 {
        let middle = open.midpoint(gone);
        let standing = Standing {
            now: Elapsed::from_secs(middle),
            ..from.clone()
        };
        if is_lost(&standing) {
            gone = middle;
        } else {
            open = middle;
        }
    }
    Elapsed::from_secs(gone)
}

/// The fact without which the goal would not have been lost; else the first that changed.
fn became(
    scenario: &Scenario,
    before: &Standing,
    after: &Standing,
    is_lost: impl Fn(&Standing) -> bool,
) -> Option<FactIdx> {
    let news = after.world.facts & !before.world.facts;
    let mut facts = (0..scenario.facts.len()).map(FactIdx);
    let mut without = after.clone();
    facts
        .find(|fact| {
            without.world = World {
                facts: after.world.facts & !fact.bit(),
                ..after.world
            };
            fact.bit() & news != 0 && !is_lost(&without)
        })
        .or_else(|| first(news).map(FactIdx))
}
