//! Why a step or a pause cost something.
//!
//! Invariant: a reason is a place in the scenario, whose words it is told in; where the scenario
//! has none, none is given.

use crate::engine::event::{Event, Recorded};
use crate::engine::id::{ActionIdx, ClueIdx, FactIdx};
use crate::engine::session::Session;
use crate::prove::clean::damage;

use super::along::{On, Point};
use super::folded;

/// Why a step cost something, as a place in the scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// What there is to learn from the result.
    Result(ActionIdx, usize),
    /// It could only teach what was known.
    Known(ClueIdx),
    /// This became so.
    Became(FactIdx),
}

/// What the scenario has to say of a step that cost something.
pub(super) fn of_step(session: &Session, made: &Recorded) -> Option<Why> {
    let scenario = &**session.scenario();
    let Event::ActionStarted { who, action, .. } = &made.event else {
        return None;
    };
    let place = usize::try_from(made.seq).ok()?;
    let mut journal = session.journal()[place..].iter();
    let result = journal.find_map(|it| match &it.event {
        Event::ActionFinished {
            who: done,
            action: what,
            result,
        } if (done, what) == (who, action) => *result,
        _ => None,
    })?;
    let action = scenario.action(action.as_str())?;
    let came = scenario.actions[action.0].results.get(result)?;
    if came.why.is_some() {
        return Some(Why::Result(action, result));
    }
    let knowing = folded(session, place).world;
    let effect = &came.effect;
    if effect.learn != 0 && effect.learn & !knowing.clues == 0 && !effect.touches_facts() {
        return first(effect.learn).map(|bit| Why::Known(ClueIdx(bit)));
    }
    first(effect.set & damage(scenario)).map(|bit| Why::Became(FactIdx(bit)))
}

/// The fact that became true during a pause and without which it would have cost less; where it
/// takes more than one, what of it destroyed something, or came first.
pub(super) fn of_pause(on: &On, from: &Point, to: &Point) -> Option<Why> {
    let (quest, way) = (&on.quest, &on.way);
    let (before, after) = (from.standing.world.facts, to.standing.world.facts);
    let news = after & !before;
    let with = quest.carry(way, None, &to.standing).map(|it| it.at);
    let costs_less = |facts: u64| {
        let mut standing = to.standing.clone();
        standing.world.facts = facts;
        let without = quest.carry(way, None, &standing).map(|it| it.at);
        match (without, with) {
            (Some(without), Some(with)) => without < with,
            (Some(_), None) => true,
            (None, _) => false,
        }
    };
    let mut facts = (0..64).map(FactIdx).filter(|fact| fact.bit() & news != 0);
    let one = facts.find(|fact| costs_less(after & !fact.bit()));
    let of_many = || {
        let spoiled = news & damage(&quest.scenario);
        let place = first(spoiled).or_else(|| first(news))?;
        costs_less(before).then_some(FactIdx(place))
    };
    Some(Why::Became(one.or_else(of_many)?))
}

pub(super) fn first(bits: u64) -> Option<usize> {
    (bits != 0).then(|| bits.trailing_zeros() as usize)
}
