//! Makes a line shorter without looking at all plays: its steps change places, change hands, or
//! something else is done in their place.
//!
//! Each try is played by the engine from the beginning, everything as soon as it comes to what it
//! came to before. So what is found is a line; that none was found proves nothing.

use crate::engine::guard::{Guard, World};
use crate::engine::id::{ActionIdx, ResponderIdx};
use crate::engine::scenario::Scenario;
use crate::engine::state::Standing;
use crate::engine::time::Elapsed;
use crate::prove::relax::{Players, Source, meet};
use crate::prove::search::{Line, Move};
use crate::prove::slice::Slice;
use crate::prove::way::{Quest, Step, Way};

/// The shortest line to `goal` that is found near this one. `root` is seen in the slice, the line
/// in the whole. `left` counts the lines that may be tried, and is used up.
pub(super) fn shorten(
    slice: &Slice,
    goal: &Guard,
    root: &Standing,
    players: Players,
    line: Line,
    left: &mut usize,
) -> Line {
    let mut scenario = slice.scenario.clone();
    scenario.truth.resolved = goal.clone();
    let place = |action: ActionIdx| {
        let place = slice.actions.iter().position(|it| *it == action);
        ActionIdx(place.expect("a line is made of what is in the slice"))
    };
    let steps = line.moves.iter().map(|(at, moved)| Step {
        at: *at,
        moved: match *moved {
            Move::Start(by, who, action) => Move::Start(by, who, place(action)),
            other => other,
        },
        comes: None,
    });
    let quest = Quest::of(&scenario, players);
    let Some(way) = quest.walk(root, steps) else {
        return line;
    };
    let mut near = Near {
        others: others(slice),
        slice,
        quest,
        root,
        best: way,
        left,
    };
    while *near.left > 0 && near.improve() {}
    if near.best.at >= line.at {
        return line;
    }
    let moves = near.best.steps.iter().map(|step| {
        let moved = match step.moved {
            Move::Start(by, who, action) => Move::Start(by, who, slice.actions[action.0]),
            other => other,
        };
        (step.at, moved)
    });
    Line {
        moves: moves.collect(),
        at: near.best.at,
    }
}

struct Near<'s> {
    slice: &'s Slice,
    quest: Quest,
    root: &'s Standing,
    best: Way,
    /// What could be done in place of each action.
    others: Vec<Vec<ActionIdx>>,
    left: &'s mut usize,
}

impl Near<'_> {
    /// Takes each change for the better of one step after the other, from the end; says whether
    /// there was one.
    fn improve(&mut self) -> bool {
        let before = rank(&self.best);
        for from in (0..self.best.steps.len()).rev() {
            let Some(step) = self.best.steps.get(from).copied() else {
                continue;
            };
            let tries = self.instead(step.moved).into_iter();
            let tries = tries.flat_map(|moved| (0..=from).rev().map(move |to| (moved, to)));
            for (moved, to) in tries {
                let same = moved == step.moved;
                if same && (to == from || step.at <= self.root.now) {
                    continue;
                }
                let mut steps = self.best.steps.clone();
                steps.remove(from);
                let comes = step.comes.filter(|_| same);
                steps.insert(
                    to,
                    Step {
                        moved,
                        comes,
                        ..step
                    },
                );
                if self.take(steps) {
                    break;
                }
            }
        }
        rank(&self.best) < before
    }

    fn take(&mut self, mut steps: Vec<Step>) -> bool {
        if *self.left == 0 {
            return false;
        }
        *self.left -= 1;
        for step in &mut steps {
            step.at = self.root.now;
        }
        let way = self.quest.walk(self.root, steps);
        match way.filter(|way| rank(way) < rank(&self.best)) {
            Some(way) => self.best = way,
            None => return false,
        }
        true
    }

    /// The move itself, by whoever can make it, and what could be done instead.
    fn instead(&self, moved: Move) -> Vec<Move> {
        let Move::Start(by, _, action) = moved else {
            return vec![moved];
        };
        let scenario: &Scenario = &self.slice.scenario;
        let people = || (0..scenario.responders.len()).map(ResponderIdx);
        let alone = self.quest.players == Players::ONE;
        let others = self.others[action.0].iter().copied();
        let all = std::iter::once(action).chain(others).flat_map(|action| {
            let able = people().filter(move |it| scenario.can(*it, action));
            able.map(move |it| Move::Start(if alone { by } else { it }, it, action))
        });
        all.collect()
    }
}

/// For each action, what else brings about something that it brings about: itself, or through a
/// cue.
fn others(slice: &Slice) -> Vec<Vec<ActionIdx>> {
    let rules = &slice.rules.all;
    let brings: Vec<World> = (0..slice.actions.len())
        .map(|action| {
            let own = rules
                .iter()
                .filter(|rule| matches!(rule.source, Source::Result(of, _) if of.0 == action));
            let own = own.fold(World::default(), |all, rule| all.union(rule.set));
            let cues = rules.iter().filter(|rule| {
                matches!(rule.source, Source::Cue(_)) && rule.cond.literals().0.meets(own)
            });
            cues.fold(own, |all, rule| all.union(rule.set))
        })
        .collect();
    let instead_of = |action: usize| {
        let wanted = meet(brings[action], slice.wants.0);
        let others = (0..brings.len()).filter(move |other| *other != action);
        let others = others.filter(|other| slice.helps[*other] && wanted.meets(brings[*other]));
        others.map(ActionIdx).collect()
    };
    (0..brings.len()).map(instead_of).collect()
}

/// Of two that are there at the same time, the one that does more of it early: what is early
/// leaves room for the rest.
fn rank(way: &Way) -> (Elapsed, u64) {
    (way.at, way.steps.iter().map(|step| step.at.0).sum())
}
