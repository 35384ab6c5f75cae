//! The best line to the goal, and how far it is known to be a shortest one.

use crate::engine::event::Ending;
use crate::engine::guard::{Conjunction, Guard, World};
use crate::engine::id::{ActionIdx, FactIdx};
use crate::engine::scenario::{Claim, Scenario};
use crate::engine::state::Standing;
use crate::engine::time::Elapsed;
use crate::prove::relax::{Players, Relaxed};
use crate::prove::search::{Aim, Found, How, Line, Move, search};
use crate::prove::slice::Slice;

/// Most states that may be expanded for one question.
const DEPTH_MAX: usize = 250;
/// States that may be looked at while somebody waits for the answer.
pub const LIVE_MAX: usize = 250;
/// Most states that may be expanded to show that a line is a shortest one.
const SHORTEST_MAX: usize = 200;

/// The best line that was found for a number of players.
#[derive(Debug, Clone)]
pub struct Par {
    /// How many players.
    pub players: Players,
    /// The line.
    pub line: Line,
    /// No line is shorter than this.
    pub least: Elapsed,
    /// It destroys nothing.
    pub clean: bool,
    /// What is so at its end, when it was followed to there.
    pub world: Option<World>,
}

impl Par {
    /// Whether it is known to be a shortest line.
    #[must_use]
    pub fn is_shortest(&self) -> bool {
        self.least >= self.line.at
    }
}

/// What lies ahead of a state, as far as a budget shows.
#[derive(Debug, Clone)]
pub enum Ahead {
    /// A line leads to the goal; the best that was found.
    Line(Par),
    /// No play leads to the goal any more.
    Lost,
    /// It was not found out.
    Unknown,
}

impl Ahead {
    /// The line, if one was found.
    #[must_use]
    pub const fn line(&self) -> Option<&Par> {
        match self {
            Self::Line(par) => Some(par),
            Self::Lost | Self::Unknown => None,
        }
    }
}

/// What lies ahead of how things stand. `budget` is how many states may be looked at;
/// [`LIVE_MAX`] is right while somebody waits.
#[must_use]
pub fn from(scenario: &Scenario, standing: &Standing, players: Players, budget: usize) -> Ahead {
    let truth = &scenario.truth;
    if standing.ended.is_some() {
        return Ahead::Lost;
    }
    let busy: Vec<ActionIdx> = standing
        .people
        .iter()
        .filter_map(|person| Some(person.busy?.action))
        .collect();
    let slice = Slice::of(scenario, &[&truth.resolved, &truth.lost], &busy);
    let root = slice.standing(standing);
    let times = Relaxed::from(&slice.scenario, &slice.rules, &root, players);
    let least = times.guard_at(&truth.resolved);
    if least > (scenario.clock.limit - scenario.targets.hold).0 {
        return Ahead::Lost;
    }
    let goal = &truth.resolved;
    let spent = &mut (DEPTH_MAX - budget.min(DEPTH_MAX));
    match best(scenario, &slice, goal, standing, players, false, spent) {
        Some(par) => Ahead::Line(par),
        None => Ahead::Unknown,
    }
}

pub(super) fn best(
    scenario: &Scenario,
    slice: &Slice,
    goal: &Guard,
    root: &Standing,
    players: Players,
    shortest: bool,
    spent: &mut usize,
) -> Option<Par> {
    let root = slice.standing(root);
    let until = scenario.clock.limit - scenario.targets.hold;
    let mut aim = Aim {
        goal,
        until,
        players,
        how: How::Any,
    };
    let mut run = |aim: &Aim, budget: usize| {
        let mut left = budget;
        let found = search(slice, root.clone(), aim, &mut left);
        *spent += budget - left;
        found
    };
    let Found::Line(mut line) = run(&aim, DEPTH_MAX) else {
        return None;
    };
    let times = Relaxed::from(&slice.scenario, &slice.rules, &root, players);
    let mut least = Elapsed(times.guard_at(goal));
    if shortest && least < line.at {
        aim.how = How::Shortest;
        aim.until = Elapsed(line.at.0 - 1);
        match run(&aim, SHORTEST_MAX) {
            Found::Line(better) => {
                least = better.at;
                line = better;
            }
            Found::Nothing => least = line.at,
            Found::OverBudget => {}
        }
    }
    Some(Par {
        players,
        line,
        least,
        clean: false,
        world: None,
    })
}

/// Resolved, with nothing destroyed.
pub(super) fn clean_goal(scenario: &Scenario) -> Guard {
    let damage = scenario.facts.iter().enumerate();
    let damage = damage.filter(|(_, fact)| fact.damage.is_some());
    let damage = damage.fold(0, |all, (idx, _)| all | FactIdx(idx).bit());
    let damage = World {
        facts: damage & !scenario.initial_facts,
        ..World::default()
    };
    let ways = scenario.truth.resolved.any.iter().map(|way| Conjunction {
        need: way.need,
        forbid: way.forbid.union(damage.without(way.need)),
    });
    Guard {
        any: ways.collect(),
    }
}

pub(super) fn begun(scenario: &Scenario, dealt: u64) -> Standing {
    let mut root = Standing::new(scenario);
    if dealt != 0 {
        root.deal(scenario, Elapsed::ZERO, dealt);
    }
    root
}

/// What is so when the whole scenario has been resolved by a line, claimed at its end.
pub(super) fn end_of(scenario: &Scenario, root: &Standing, line: &Line) -> Option<World> {
    let mut now = root.clone();
    for (at, moved) in &line.moves {
        advance(scenario, &mut now, *at);
        if !make(scenario, &mut now, *moved) {
            return None;
        }
    }
    advance(scenario, &mut now, line.at);
    if now.may_claim(Claim::Resolved).is_ok() {
        now.make_claim(scenario, line.at, Claim::Resolved);
    }
    advance(scenario, &mut now, scenario.clock.limit);
    let resolved = now
        .ended
        .is_some_and(|(_, ending)| ending == Ending::Resolved);
    resolved.then_some(now.world)
}

pub(super) fn advance(scenario: &Scenario, now: &mut Standing, to: Elapsed) {
    while let Some((at, due)) = now.next_due(scenario) {
        if at > to {
            break;
        }
        now.now = now.now.max(at);
        let happening = now.comes_of(scenario, due);
        now.follow(scenario, at, happening);
    }
    if now.ended.is_none() {
        now.now = now.now.max(to);
    }
}

pub(super) fn make(scenario: &Scenario, now: &mut Standing, moved: Move) -> bool {
    let at = now.now;
    let allowed = now.ended.is_none()
        && match moved {
            Move::Acknowledge => now.may_acknowledge(),
            Move::Page(who) => now.may_page(who),
            Move::Post(audience) => now.may_post(scenario, audience),
            Move::Claim(claim) => now.may_claim(claim),
            Move::Start(by, who, action) => now.may_act(scenario, by, who, action, true),
        }
        .is_ok();
    if allowed {
        match moved {
            Move::Acknowledge => now.acknowledge(scenario, at),
            Move::Page(who) => now.page(scenario, at, who),
            Move::Post(audience) => now.post(scenario, at, audience),
            Move::Claim(claim) => now.make_claim(scenario, at, claim),
            Move::Start(by, who, action) => now.start(scenario, at, by, who, action),
        }
    }
    allowed
}
