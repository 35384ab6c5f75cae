//! The best line to the goal, and how far it is known to be a shortest one.

use crate::engine::event::Ending;
use crate::engine::guard::{Guard, World};
use crate::engine::id::ActionIdx;
use crate::engine::scenario::{Claim, Scenario};
use crate::engine::state::Standing;
use crate::engine::time::{Elapsed, Span};
use crate::prove::relax::{Players, Relaxed};
use crate::prove::search::{Aim, Found, How, Line, Move, STEP_MS, search};
use crate::prove::slice::Slice;
use crate::prove::way::advance;

use super::shorten::shorten;

/// Times in scenarios are multiples of this.
const STEP: Span = Span(STEP_MS);
/// A scenario with as many rules in its slice counts each state that is expanded once; one with
/// twice as many counts it eight times: there are more moves, and each takes longer to look at.
pub(super) const RULES: usize = 150;
/// How many states a line that is tried counts for: it takes as long to play.
const TRY: usize = 3;
/// States that may be looked at while somebody waits for the answer.
pub const LIVE_MAX: usize = 250;

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
    let effort = Effort {
        any: budget,
        better: budget / 8,
        near: 0,
        shortest: 0,
        known: None,
    };
    match best(scenario, &slice, goal, standing, players, effort, &mut {
        budget
    }) {
        Some(par) => Ahead::Line(par),
        None => Ahead::Unknown,
    }
}

/// What is spent on one question.
#[derive(Debug, Clone, Copy)]
pub(super) struct Effort<'l> {
    /// States that may be expanded to find a line at all.
    pub any: usize,
    /// States that may be expanded for each shorter line that is tried for.
    pub better: usize,
    /// Lines that may be tried near those that were found.
    pub near: usize,
    /// States that may be expanded to show that there is no shorter one.
    pub shortest: usize,
    /// A line that is known to lead to the goal.
    pub known: Option<&'l Line>,
}

pub(super) fn best(
    scenario: &Scenario,
    slice: &Slice,
    goal: &Guard,
    root: &Standing,
    players: Players,
    effort: Effort<'_>,
    left: &mut usize,
) -> Option<Par> {
    let root = slice.standing(root);
    let mut aim = Aim {
        goal,
        hold: scenario.targets.hold,
        until: scenario.clock.limit - scenario.targets.hold,
        players,
        how: How::Any,
    };
    let n_rules = slice.rules.all.len().max(RULES);
    let (weight, unit) = (n_rules.pow(3), RULES.pow(3));
    *left = left.saturating_sub(weight / unit);
    let mut run = |aim: &Aim, budget: usize| {
        let budget = budget.min(*left) * unit / weight;
        let mut open = budget;
        let found = search(slice, root.clone(), aim, &mut open);
        *left -= (budget - open) * weight / unit;
        found
    };
    let times = Relaxed::stepped(&slice.scenario, &slice.rules, &root, players, STEP_MS);
    let mut least = Elapsed(times.guard_at(goal));
    if least > aim.until {
        return None;
    }
    let found = match run(&aim, effort.any) {
        Found::Line(line) => Some(line),
        Found::Nothing | Found::OverBudget(_) => None,
    };
    let lines = found.into_iter().chain(effort.known.cloned());
    let mut line = lines.min_by_key(|line| line.at)?;
    let mut near = effort.near;
    let mut shorten = |line: Line| {
        if line.at <= least || near == 0 {
            return line;
        }
        shorten(slice, goal, &root, players, line, &mut near)
    };
    line = shorten(line);
    // As short as the bound; if not, as short as can be found.
    let mut below = least;
    while below < line.at && effort.better > 0 {
        aim.until = below;
        match run(&aim, effort.better) {
            Found::Line(better) => line = shorten(better),
            Found::Nothing | Found::OverBudget(_) => {
                let half = line.at.since(below).0 / 2;
                below = below + Span((half / STEP.0).max(1) * STEP.0);
            }
        }
    }
    if effort.shortest > 0 && least < line.at {
        aim.how = How::Shortest;
        aim.until = line.at - STEP;
        match run(&aim, effort.shortest) {
            Found::Line(better) => {
                least = better.at;
                line = better;
            }
            Found::Nothing => least = line.at,
            Found::OverBudget(below) => least = least.max(below),
        }
    }
    *left = left.saturating_sub((effort.near - near) * TRY);
    Some(Par {
        players,
        line,
        least,
        clean: false,
        world: None,
    })
}

/// A lone player's line as several would play it, each with their own hands; if enough of them
/// play for that.
pub(super) fn by_themselves(
    scenario: &Scenario,
    root: &Standing,
    line: &Line,
    players: Players,
) -> Option<Line> {
    let mut now = root.clone();
    let mut moves = Vec::new();
    for (at, alone) in &line.moves {
        let made = match *alone {
            Move::Start(_, who, action) => Move::Start(who, who, action),
            other => other,
        };
        advance(scenario, &mut now, *at);
        let allowed = made.make(scenario, &mut now);
        let n_busy = now.people.iter().filter(|it| it.busy.is_some()).count();
        if !allowed || n_busy > players.0 {
            return None;
        }
        moves.push((*at, made));
    }
    Some(Line { moves, at: line.at })
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
        if !moved.make(scenario, &mut now) {
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

/// Takes out of a line what it reaches its goal without, as early.
pub(super) fn spare(scenario: &Scenario, root: &Standing, goal: &Guard, line: &mut Line) {
    let mut idx = line.moves.len();
    while idx > 0 {
        idx -= 1;
        let taken = line.moves.remove(idx);
        let is_spared =
            reaches(scenario, root, goal, line) && end_of(scenario, root, line).is_some();
        if !is_spared {
            line.moves.insert(idx, taken);
        }
    }
}

fn reaches(scenario: &Scenario, root: &Standing, goal: &Guard, line: &Line) -> bool {
    let mut now = root.clone();
    for (at, moved) in &line.moves {
        advance(scenario, &mut now, *at);
        if !moved.make(scenario, &mut now) {
            return false;
        }
    }
    advance(scenario, &mut now, line.at);
    goal.holds(now.world)
}
