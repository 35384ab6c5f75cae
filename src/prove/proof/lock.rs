//! Where the goal can no longer be reached, though nobody says that it is lost.
//!
//! Looked for in three ways: into each fact that closes a way and into pairs of them, by the
//! shortest line; and along plays by chance, which do things in an order that nobody planned. What
//! is reported is certain: not even with nothing ever in the way does the goal come about, or a
//! whole search found no line. What is not reported has not been ruled out.

use super::plays;
use crate::engine::event::Ending;
use crate::engine::guard::{Conjunction, Guard, World};
use crate::engine::id::{ActionIdx, FactIdx};
use crate::engine::scenario::Scenario;
use crate::engine::state::Standing;
use crate::engine::time::{Elapsed, Span};
use crate::prove::relax::{NEVER, Players, Relaxed, Rules};
use crate::prove::search::{Aim, Found, How, Line, Move, search};
use crate::prove::slice::Slice;
use crate::prove::way::advance;

/// Most states that may be expanded to get into one fact or pair.
const INTO_MAX: usize = 80;
/// Most pairs that are thought of, and most that are tried.
const THOUGHTS_MAX: usize = 600;
const PAIRS_MAX: usize = 24;
/// Most states that may be expanded to rule a doubt out, and most doubts.
const DOUBT_MAX: usize = 60;
const DOUBTS_MAX: usize = 4;
/// Most soft locks that are told.
const LOCKS_MAX: usize = 6;

/// A state from which nothing leads on.
#[derive(Debug, Clone)]
pub struct Lock {
    /// The facts that are so then and close ways, those that came last at the end.
    pub facts: Vec<FactIdx>,
    /// What was done last.
    pub action: Option<ActionIdx>,
    /// The way into it: no step of it can be left out.
    pub line: Line,
    /// How things stand there.
    pub standing: Standing,
    /// What would lead on if it could be done a second time.
    pub again: Option<ActionIdx>,
}

/// What can be said of a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// Perhaps the goal can be reached.
    Open,
    /// It cannot, and the loss is declared or can follow.
    Lost,
    /// It cannot, and nobody says so.
    Dead,
}

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Locks {
    pub locks: Vec<Lock>,
    pub no_return: Vec<FactIdx>,
}

/// Looks for states from which nothing leads to the goal.
pub(super) fn locks(
    scenario: &Scenario,
    slice: &Slice,
    lines: &[&Line],
    spent: &mut usize,
) -> Locks {
    let rules = Rules::of(scenario);
    let mut seeker = Seeker {
        scenario,
        rules: &rules,
        closing: closing(scenario, slice),
        found: Locks::default(),
        spent,
    };
    seeker.alone();
    seeker.pairs();
    seeker.plays(lines);
    seeker.found
}

/// Facts for ever that have to stay away from the goal or from something on a way there.
fn closing(scenario: &Scenario, slice: &Slice) -> Vec<FactIdx> {
    let root = Standing::new(scenario).world.facts;
    let facts = (0..scenario.facts.len()).map(FactIdx);
    let facts = facts.filter(|fact| slice.wants.1.facts & !root & fact.bit() != 0);
    facts
        .filter(|fact| !scenario.facts[fact.0].reversible)
        .collect()
}

struct Seeker<'s> {
    scenario: &'s Scenario,
    rules: &'s Rules,
    closing: Vec<FactIdx>,
    found: Locks,
    spent: &'s mut usize,
}

impl Seeker<'_> {
    fn alone(&mut self) {
        for fact in self.closing.clone() {
            let Some((line, there)) = self.into(fact.bit()) else {
                continue;
            };
            match self.verdict(&there) {
                Verdict::Open => {}
                Verdict::Lost => self.found.no_return.push(fact),
                Verdict::Dead => self.report(&line),
            }
        }
    }

    /// Pairs that would close the way even if everything else went well.
    fn pairs(&mut self) {
        let known: Vec<FactIdx> = self
            .found
            .locks
            .iter()
            .flat_map(|it| &it.facts)
            .copied()
            .collect();
        let known = [known, self.found.no_return.clone()].concat();
        let mut single = self.closing.clone();
        single.retain(|it| !known.contains(it));
        let (mut thought_of, mut tried) = (0, 0);
        for (idx, one) in single.iter().enumerate() {
            for other in &single[idx + 1..] {
                thought_of += 1;
                if thought_of > THOUGHTS_MAX {
                    return;
                }
                let both = one.bit() | other.bit();
                let mut there = Standing::new(self.scenario);
                there.deal(self.scenario, Elapsed::ZERO, both);
                if self.verdict(&there) == Verdict::Open {
                    continue;
                }
                tried += 1;
                if tried > PAIRS_MAX || self.is_full() {
                    return;
                }
                if let Some((line, there)) = self.into(both)
                    && self.verdict(&there) == Verdict::Dead
                {
                    self.report(&line);
                }
            }
        }
    }

    /// Plays by chance: where one ends well or open, no state on it is dead.
    fn plays(&mut self, lines: &[&Line]) {
        let mut doubts: Vec<(u64, Vec<bool>)> = Vec::new();
        for (line, there) in plays::all(self.scenario, lines) {
            if self.is_full() {
                return;
            }
            let mut verdict = self.verdict(&there);
            let closed = self.closing.iter().fold(0, |all, it| all | it.bit());
            let doubt = (there.world.facts & closed, there.spent.clone());
            if verdict == Verdict::Open
                && there.ended.is_none()
                && doubts.len() < DOUBTS_MAX
                && !doubts.contains(&doubt)
            {
                doubts.push(doubt);
                verdict = self.doubt(&there);
            }
            if verdict == Verdict::Dead {
                self.report(&line);
            }
        }
    }

    /// The shortest line that was found into these facts, and how things stand there.
    fn into(&mut self, facts: u64) -> Option<(Line, Standing)> {
        let truth = &self.scenario.truth;
        let goal = Guard {
            any: vec![Conjunction {
                need: World {
                    facts,
                    ..World::default()
                },
                ..Conjunction::default()
            }],
        };
        let slice = Slice::of(self.scenario, &[&goal, &truth.resolved, &truth.lost], &[]);
        let aim = Aim {
            goal: &goal,
            hold: Span::ZERO,
            until: self.scenario.clock.limit,
            players: Players::FOUR,
            how: How::Any,
        };
        let root = slice.standing(&Standing::new(self.scenario));
        let Found::Line(line) = self.search(&slice, root, &aim, INTO_MAX) else {
            return None;
        };
        let there = self.play(&line)?;
        let there_now = there.world.facts & facts == facts && there.ended.is_none();
        there_now.then_some((line, there))
    }

    fn search(&mut self, slice: &Slice, root: Standing, aim: &Aim, budget: usize) -> Found {
        let mut left = budget;
        let found = search(slice, root, aim, &mut left);
        *self.spent += budget - left;
        found
    }

    fn verdict(&self, there: &Standing) -> Verdict {
        match there.ended {
            Some((_, Ending::Lost)) => return Verdict::Lost,
            Some((_, Ending::Resolved)) => return Verdict::Open,
            Some((_, Ending::OutOfTime)) | None => {}
        }
        let times = Relaxed::from(self.scenario, self.rules, there, Players::FOUR);
        if times.guard_at(&self.scenario.truth.resolved) != NEVER {
            Verdict::Open
        } else if times.guard_at(&self.scenario.truth.lost) != NEVER {
            Verdict::Lost
        } else {
            Verdict::Dead
        }
    }

    /// Looks for a line from there, and whether there is none at all.
    fn doubt(&mut self, there: &Standing) -> Verdict {
        let busy = there.people.iter().filter_map(|it| Some(it.busy?.action));
        let busy: Vec<ActionIdx> = busy.collect();
        let truth = &self.scenario.truth;
        let slice = Slice::of(self.scenario, &[&truth.resolved, &truth.lost], &busy);
        let times = Relaxed::from(self.scenario, self.rules, there, Players::FOUR);
        if times.guard_at(&truth.lost) != NEVER {
            return Verdict::Open;
        }
        for how in [How::Any, How::Shortest] {
            let aim = Aim {
                goal: &truth.resolved,
                hold: Span::ZERO,
                until: Elapsed(NEVER - 1),
                players: Players::FOUR,
                how,
            };
            let root = slice.standing(there);
            match (self.search(&slice, root, &aim, DOUBT_MAX), how) {
                (Found::Line(_), _) => return Verdict::Open,
                (Found::Nothing, How::Shortest) => return Verdict::Dead,
                (Found::Nothing, How::Any) | (Found::OverBudget(_), _) => {}
            }
        }
        Verdict::Open
    }

    /// How things stand at the end of a line, if it can be played.
    fn play(&self, line: &Line) -> Option<Standing> {
        let mut there = Standing::new(self.scenario);
        for (at, moved) in &line.moves {
            advance(self.scenario, &mut there, *at);
            if !moved.make(self.scenario, &mut there) {
                return None;
            }
        }
        advance(self.scenario, &mut there, line.at);
        Some(there)
    }

    fn is_full(&self) -> bool {
        self.found.locks.len() >= LOCKS_MAX
    }

    fn report(&mut self, line: &Line) {
        let Some((line, standing)) = self.shortened(line) else {
            return;
        };
        let facts = self.closing.iter().copied();
        let facts: Vec<FactIdx> = facts
            .filter(|it| standing.world.facts & it.bit() != 0)
            .collect();
        let action = crate::prove::tell::actions(&line).last().copied();
        let known = self.found.locks.iter();
        let mut known = known.map(|it| (&it.facts, it.action));
        if !known.any(|(its, of)| *its == facts && (!facts.is_empty() || of == action)) {
            let again = self.again(&standing);
            self.found.locks.push(Lock {
                facts,
                action,
                line,
                standing,
                again,
            });
        }
    }

    /// An action that has been done and would lead to the goal from there, were it `repeatable`.
    fn again(&mut self, there: &Standing) -> Option<ActionIdx> {
        let done = (0..there.spent.len()).filter(|it| there.spent[*it]);
        let done: Vec<ActionIdx> = done.map(ActionIdx).collect();
        done.into_iter().find(|action| {
            let mut scenario = self.scenario.clone();
            scenario.actions[action.0].repeatable = true;
            let mut there = there.clone();
            there.spent[action.0] = false;
            let busy = there.people.iter().filter_map(|it| Some(it.busy?.action));
            let busy: Vec<ActionIdx> = busy.collect();
            let goal = &scenario.truth.resolved;
            let slice = Slice::of(&scenario, &[goal], &busy);
            let aim = Aim {
                goal,
                hold: Span::ZERO,
                until: scenario.clock.limit,
                players: Players::FOUR,
                how: How::Any,
            };
            let found = self.search(&slice, slice.standing(&there), &aim, INTO_MAX);
            matches!(found, Found::Line(_))
        })
    }

    /// The same dead end without the steps that it does not need, each as early as it can be.
    fn shortened(&self, line: &Line) -> Option<(Line, Standing)> {
        let mut moves: Vec<Move> = line.moves.iter().map(|(_, moved)| *moved).collect();
        let mut best = self.at_once(&moves);
        if best.is_none() {
            // It hangs on the moments at which things were done.
            return Some((line.clone(), self.play(line)?));
        }
        for idx in (0..moves.len()).rev() {
            let mut fewer = moves.clone();
            fewer.remove(idx);
            if let Some(shorter) = self.at_once(&fewer) {
                moves = fewer;
                best = Some(shorter);
            }
        }
        best
    }

    /// Does each of some moves as soon as it can be done, and waits for the dead end.
    fn at_once(&self, moves: &[Move]) -> Option<(Line, Standing)> {
        let mut now = Standing::new(self.scenario);
        let mut line = Line::default();
        for moved in moves {
            while !moved.make(self.scenario, &mut now) {
                plays::next(self.scenario, &mut now)?;
            }
            line.moves.push((now.now, *moved));
        }
        while self.verdict(&now) != Verdict::Dead {
            plays::next(self.scenario, &mut now)?;
        }
        line.at = now.now;
        now.ended.is_none().then_some((line, now))
    }
}
