//! A pause: since when the best way on could have been typed, and with what it was to begin.
//!
//! Invariant: what is named could be typed at that moment, by the engine's own rules and with what
//! had been shown: hands were free, the command was listed, nobody had been told to wait. Time in
//! which something had to run, or somebody to come, is nobody's pause.

use crate::engine::scenario::{CoachStage, Scenario};
use crate::engine::state::Standing;
use crate::engine::time::{Elapsed, Span};
use crate::prove::advice::look_for;
use crate::prove::search::Move;
use crate::prove::way::{Quest, Step, Way, advance};

/// Moments of a pause that are looked at before it is given up.
const MOMENTS_MAX: usize = 400;

/// Steps that are named one after the other, at most.
const CHAIN_MAX: usize = 3;

/// What takes no longer is only the way to what moves an incident on.
const MOMENT: Span = Span::from_secs(20);

/// The part of a pause in which something could have been begun.
pub struct Idle {
    /// Since when.
    pub since: Elapsed,
    /// When the goal was to be reached from there.
    pub at: Elapsed,
    /// What the best way on was to begin with.
    pub begins: Vec<Step>,
}

/// The part of a pause in which a step of the way could have been begun; none if there was none.
pub fn idle(quest: &Quest, from: &Standing, way: &Way, until: Elapsed) -> Option<Idle> {
    let scenario = &quest.scenario;
    let mut now = from.clone();
    let mut way = way.clone();
    for _ in 0..MOMENTS_MAX {
        let here = now.now;
        advance(scenario, &mut now, here);
        if now.ended.is_some() || now.now >= until {
            return None;
        }
        if way.steps.first()?.at < now.now {
            way = quest.carry(&way, None, &now)?;
        }
        let open = if is_told_to_wait(scenario, &now) {
            Vec::new()
        } else {
            open(scenario, &now, &way)
        };
        if let Some(first) = best(quest, &now, &way, open, until) {
            return Some(Idle {
                since: now.now,
                at: way.at,
                begins: chain(quest, now, &way, first),
            });
        }
        let next = next_moment(scenario, &now, &way)?;
        advance(scenario, &mut now, next);
    }
    None
}

/// What the way could have been begun with where something else was done.
pub fn instead(quest: &Quest, from: &Standing, way: &Way) -> Vec<Step> {
    let mut open = open(&quest.scenario, from, way);
    open.sort_by_key(|step| rank(step.moved));
    let first = open.first().copied();
    first.map_or_else(Vec::new, |first| chain(quest, from.clone(), way, first))
}

/// Whether the coach's word was to wait.
fn is_told_to_wait(scenario: &Scenario, now: &Standing) -> bool {
    scenario.coach.iter().any(|step| {
        let says_so = step.types.as_deref().is_some_and(|it| {
            let word = it.split(' ').next();
            step.stage == CoachStage::Room && word == Some("wait")
        });
        says_so && step.when.holds(now.world) && !step.until.holds(now.world)
    })
}

/// The steps of a way that are due and can be typed. For a command that has not been listed yet
/// the look that gets it listed stands, if there is one.
fn open(scenario: &Scenario, now: &Standing, way: &Way) -> Vec<Step> {
    let due = way.steps.iter().filter(|step| step.at <= now.now);
    due.filter_map(|step| {
        let Move::Start(_, _, action) = step.moved else {
            return step.moved.may(scenario, now).then_some(*step);
        };
        let listed = &scenario.actions[action.0].listed;
        if listed.holds(now.world) {
            return step.moved.may(scenario, now).then_some(*step);
        }
        let shown = listed.any.iter().fold(0, |all, it| all | it.need.clues);
        let (who, look) = look_for(scenario, now, shown & !now.world.clues)?;
        let is_listed = scenario.actions[look.0].listed.holds(now.world);
        is_listed.then_some(Step {
            at: now.now,
            moved: Move::Start(scenario.you, who, look),
            comes: None,
        })
    })
    .collect()
}

/// To look and to change comes before telling, and that before calling somebody: that is a part of
/// asking them.
const fn rank(moved: Move) -> u8 {
    match moved {
        Move::Acknowledge => 0,
        Move::Start(..) => 1,
        Move::Post(_) | Move::Claim(_) => 2,
        Move::Page(_) => 3,
    }
}

/// Of the steps that could be begun, the one that would have saved most of the pause alone.
fn best(
    quest: &Quest,
    now: &Standing,
    way: &Way,
    mut open: Vec<Step>,
    until: Elapsed,
) -> Option<Step> {
    open.sort_by_key(|step| rank(step.moved));
    if open.len() < 2 {
        return open.pop();
    }
    let reached = |step: &Step| {
        let mut there = now.clone();
        step.moved.make(&quest.scenario, &mut there);
        advance(&quest.scenario, &mut there, until);
        let rest = way.steps.iter().filter(|it| it.moved != step.moved);
        let way = quest.walk(&there, rest.copied());
        way.map_or(Elapsed::NEVER, |way| way.at)
    };
    // Of those that save the same the first one stays.
    open.into_iter().min_by_key(reached)
}

/// A step, and what follows from it where it is only the way there: a look that gets a command
/// listed, a moment's step, somebody called for what they are to do.
fn chain(quest: &Quest, mut now: Standing, way: &Way, first: Step) -> Vec<Step> {
    let scenario = &quest.scenario;
    let mut way = way.clone();
    let mut steps = vec![first];
    let mut last = first;
    while steps.len() < CHAIN_MAX {
        if let Move::Page(called) = last.moved {
            let theirs = |it: &&Step| matches!(it.moved, Move::Start(_, who, _) if who == called);
            steps.extend(way.steps.iter().find(theirs));
            break;
        }
        let Move::Start(_, doer, action) = last.moved else {
            break;
        };
        let is_on_the_way = way.steps.iter().any(|step| step.moved == last.moved);
        let takes = scenario.actions[action.0].takes_in(now.world);
        let before = now.clone();
        if (is_on_the_way && takes > MOMENT) || !last.moved.make(scenario, &mut now) {
            break;
        }
        let done = now.now + takes;
        advance(scenario, &mut now, done);
        way.steps.retain(|step| step.moved != last.moved);
        let Some(rest) = quest.carry(&way, None, &now) else {
            break;
        };
        way = rest;
        let listed_before = |it: &Step| match it.moved {
            Move::Start(_, _, action) => scenario.actions[action.0].listed.holds(before.world),
            _ => true,
        };
        // What could have been begun as well before does not follow from it.
        let mut next = open(scenario, &now, &way).into_iter().filter(|it| {
            let starts = matches!(it.moved, Move::Start(..));
            starts && !(listed_before(it) && quest.comes_as_well(&before, *it))
        });
        // Where something else has to come first, it is for what the same hands do then.
        let later = || {
            let mut theirs = way.steps.iter().filter(|it| {
                let theirs = matches!(it.moved, Move::Start(_, who, _) if who == doer);
                theirs && !quest.comes_as_well(&before, **it)
            });
            theirs.next().copied()
        };
        let Some(next) = next.next().or_else(later) else {
            break;
        };
        steps.push(next);
        last = next;
    }
    steps
}

/// When it may look otherwise: something happens, hands are free again, or a step is due.
fn next_moment(scenario: &Scenario, now: &Standing, way: &Way) -> Option<Elapsed> {
    let due = now.next_due(scenario).map(|(at, _)| at);
    let asking = now.people.iter().map(|person| person.asking_until);
    let steps = way.steps.iter().map(|step| step.at);
    let all = asking.chain(steps).chain(due);
    all.filter(|at| *at > now.now).min()
}
