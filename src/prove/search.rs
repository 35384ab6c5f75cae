//! The shortest way to a goal: A* over plays, with the engine's own rules.
//!
//! Players may begin things whenever something has happened: somebody is done or arrives, a cue
//! comes, somebody else begins. Nothing is gained by waiting longer, except before what could come
//! to something else later, or could come too early: that may begin at every step of the clock.
//! So no play in whole steps is shorter than the shortest that is looked at.
//! The bounds that lead the search never say more than is left ([`Relaxed`], [`Landmarks`]), so the
//! first play that reaches the goal is a shortest one.

mod key;
mod moves;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use crate::engine::event::Ending;
use crate::engine::guard::{Guard, World};
use crate::engine::id::{ActionIdx, AudienceIdx, ResponderIdx};
use crate::engine::scenario::{Claim, Scenario};
use crate::engine::state::{Happening, Place, Standing};
use crate::engine::time::{Elapsed, Span};

use super::landmark::Landmarks;
use super::relax::{NEVER, Players, Relaxed};
use super::slice::Slice;

/// What all times in a scenario file are multiples of, in milliseconds.
pub const STEP_MS: u64 = 10_000;

/// The same in the middle of a play, where things happen at any time.
const LIVE_STEP_MS: u64 = 1000;

/// Something that players do at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Move {
    /// Take the page.
    Acknowledge,
    /// Call somebody.
    Page(ResponderIdx),
    /// Tell an audience.
    Post(AudienceIdx),
    /// Claim something.
    Claim(Claim),
    /// Begin an action: by whose word, by whose hands.
    Start(ResponderIdx, ResponderIdx, ActionIdx),
}

impl Move {
    /// Whether the move may be made now.
    pub fn may(self, scenario: &Scenario, now: &Standing) -> bool {
        now.ended.is_none()
            && match self {
                Self::Acknowledge => now.may_acknowledge(),
                Self::Page(who) => now.may_page(who),
                Self::Post(audience) => now.may_post(scenario, audience),
                Self::Claim(claim) => now.may_claim(claim),
                Self::Start(by, who, action) => now.may_act(scenario, by, who, action, true),
            }
            .is_ok()
    }

    /// Makes the move, if it may be made now; says whether it was.
    pub fn make(self, scenario: &Scenario, now: &mut Standing) -> bool {
        let may = self.may(scenario, now);
        let at = now.now;
        if may {
            match self {
                Self::Acknowledge => now.acknowledge(scenario, at),
                Self::Page(who) => now.page(scenario, at, who),
                Self::Post(audience) => now.post(scenario, at, audience),
                Self::Claim(Claim::Severity) => now.declare_severity(scenario, at),
                Self::Claim(claim) => now.make_claim(scenario, at, claim),
                Self::Start(by, who, action) => now.start(scenario, at, by, who, action),
            }
        }
        may
    }
}

/// What came of a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// A line; a shortest one if that was asked for.
    Line(Line),
    /// No play reaches the goal.
    Nothing,
    /// It was not found out within the budget: no play reaches the goal before then.
    OverBudget(Elapsed),
}

/// What players do, when, and when that leads to the goal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// What is done when, in the places of the whole scenario.
    pub moves: Vec<(Elapsed, Move)>,
    /// When the goal is reached.
    pub at: Elapsed,
}

/// What a search looks for.
#[derive(Debug, Clone, Copy)]
pub struct Aim<'g> {
    /// The goal.
    pub goal: &'g Guard,
    /// How long it has to hold.
    pub hold: Span,
    /// The latest time at which it counts when it begins to hold.
    pub until: Elapsed,
    /// Who plays.
    pub players: Players,
    /// How it is looked for.
    pub how: How,
}

/// How to look for a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// A shortest one among all plays in whole steps: everything that could help is tried, the
    /// least bound first.
    Shortest,
    /// Any: what the bound itself would do is tried first, and deep before wide. Finding nothing
    /// this way proves nothing.
    Any,
}

struct Node {
    /// How things stand, until the node has been expanded.
    standing: Option<Standing>,
    at: Elapsed,
    /// Since when the goal holds.
    held: Option<Elapsed>,
    /// Nothing happened just now: only what is better begun late may begin.
    quiet: bool,
    /// The bound is its own, not yet only its parent's.
    bounded: bool,
    parent: usize,
    moved: Option<Move>,
    /// What has been so at any time since the search began.
    met: World,
}

/// How things stand after time has passed.
struct Passed {
    standing: Standing,
    /// Since when the goal holds.
    held: Option<Elapsed>,
    /// What was so at any time meanwhile.
    met: World,
}

/// Looks for a line. `budget` counts what may be expanded, and is used up.
pub fn search(slice: &Slice, root: Standing, aim: &Aim, budget: &mut usize) -> Found {
    let mut search = Search {
        began: root.now,
        acknowledged: root.acknowledged.is_some(),
        slice,
        aim,
        abilities: moves::abilities(slice),
        step: if aim.how == How::Shortest || root.now.0.is_multiple_of(STEP_MS) {
            STEP_MS
        } else {
            LIVE_STEP_MS
        },
        nodes: Vec::new(),
        open: BinaryHeap::new(),
        seen: Seen::new(),
        calls: Vec::new(),
        landmarks: Landmarks::default(),
    };
    if aim.how == How::Shortest {
        search.landmarks = Landmarks::of(slice, &root, aim, STEP_MS);
    }
    let mut root = root;
    search.call(&mut root);
    // What is due now happens before anybody can do anything.
    let held = aim.goal.holds(root.world).then_some(root.now);
    let mut least = root.now.0;
    if let Some(begun) = search.advance(&root, held, root.now) {
        search.add(begun, false, 0, 0, None);
    }
    while let Some((Reverse(bound), _, idx)) = search.open.pop() {
        least = least.max(bound);
        let Some(standing) = search.nodes[idx].standing.take() else {
            continue;
        };
        if search.is_there(&standing, idx) {
            return Found::Line(search.line(idx));
        }
        if standing.ended.is_some() {
            continue;
        }
        if *budget == 0 {
            return Found::OverBudget(Elapsed(least));
        }
        *budget -= 1;
        search.visit(standing, bound, idx);
    }
    Found::Nothing
}

/// The earliest time seen for each way in which things can stand.
type Seen = BTreeMap<u128, u64>;

struct Search<'s, 'g> {
    began: Elapsed,
    /// Somebody had the page from the beginning.
    acknowledged: bool,
    slice: &'s Slice,
    aim: &'s Aim<'g>,
    /// What times are multiples of.
    step: u64,
    /// A number that is the same for responders who can do the same things.
    abilities: Vec<usize>,
    nodes: Vec<Node>,
    /// Least bound first, of those the latest, of those the one found last.
    open: BinaryHeap<(Reverse<u64>, u64, usize)>,
    seen: Seen,
    /// Those who are called as soon as somebody has the page.
    calls: Vec<ResponderIdx>,
    landmarks: Landmarks,
}

impl Search<'_, '_> {
    fn add(
        &mut self,
        Passed {
            standing,
            held,
            met,
        }: Passed,
        quiet: bool,
        parent: usize,
        bound: u64,
        moved: Option<Move>,
    ) {
        let at = standing.now;
        if held.is_some_and(|held| held > self.aim.until) {
            return;
        }
        let same = key::key(self.slice, &standing, held, quiet);
        let before = self.seen.get(&same);
        if before.is_some_and(|before| *before <= at.0) {
            return;
        }
        self.seen.insert(same, at.0);
        let (bound, late) = match self.aim.how {
            How::Shortest => (held.map_or(bound, |held| bound.max(held.0)), at.0),
            How::Any => (0, 0),
        };
        self.open.push((Reverse(bound), late, self.nodes.len()));
        self.nodes.push(Node {
            standing: Some(standing),
            at,
            held,
            quiet,
            bounded: false,
            parent,
            moved,
            met: self.nodes.get(parent).map_or(met, |it| it.met.union(met)),
        });
    }

    /// Whether the goal has held long enough.
    fn is_there(&self, standing: &Standing, idx: usize) -> bool {
        let Some(held) = self.nodes[idx].held else {
            return false;
        };
        let there = standing.now >= held + self.aim.hold;
        let ended = standing.ended.map(|(_, ending)| ending);
        there && ended != Some(Ending::Lost) || ended == Some(Ending::Resolved)
    }

    /// Finds out how far it is from here; goes on from here unless others are nearer.
    fn visit(&mut self, standing: Standing, bound: u64, idx: usize) {
        let slice = self.slice;
        let players = self.aim.players;
        let times = Relaxed::stepped(&slice.scenario, &slice.rules, &standing, players, self.step);
        let node = &mut self.nodes[idx];
        if !node.bounded {
            node.bounded = true;
            let at = if let Some(held) = node.held {
                held.0
            } else {
                let (marks, met) = (&self.landmarks, node.met);
                let one_by_one = marks.bound(slice, &standing, &times, players, met);
                times.guard_at(self.aim.goal).max(one_by_one)
            };
            if at == NEVER || at > self.aim.until.0 {
                return;
            }
            if self.aim.how == How::Shortest && at > bound {
                node.standing = Some(standing);
                let late = node.at.0;
                self.open.push((Reverse(at), late, idx));
                return;
            }
        }
        self.expand(&standing, &times, bound, idx);
    }

    /// Lets happen what is due by then. Nothing when play is over, or when somebody was done with
    /// what changes nothing: nobody begins that.
    fn advance(&self, from: &Standing, held: Option<Elapsed>, to: Elapsed) -> Option<Passed> {
        let scenario = &self.slice.scenario;
        let mut next = from.clone();
        let mut held = held;
        let mut met = from.world;
        while let Some((at, due)) = next.next_due(scenario).filter(|(at, _)| *at <= to) {
            let happening = next.comes_of(scenario, due);
            let before = next.world;
            let idle = match happening {
                Happening::Finished { who, .. } => {
                    let since = next.people[who.0].busy.map(|busy| busy.since);
                    since >= Some(self.began)
                }
                _ => false,
            };
            next.now = next.now.max(at);
            next.follow(scenario, at, happening);
            met = met.union(next.world);
            let changed = next.world.without(before).union(before.without(next.world));
            if idle && !changed.meets(self.slice.wanted()) {
                return None;
            }
            held = match held {
                Some(since) if self.aim.goal.holds(next.world) => Some(since),
                _ => self.aim.goal.holds(next.world).then_some(at),
            };
            if next.ended.is_some() {
                break;
            }
        }
        if next.ended.is_none() {
            next.now = next.now.max(to);
        }
        Some(Passed {
            standing: next,
            held,
            met,
        })
    }

    fn line(&self, idx: usize) -> Line {
        let slice = self.slice;
        let at = self.nodes[idx]
            .held
            .expect("only asked where the goal holds");
        let mut moves = Vec::new();
        let mut idx = idx;
        while idx != 0 {
            let node = &self.nodes[idx];
            if let Some(made) = node.moved {
                let made = match made {
                    Move::Start(by, who, action) => Move::Start(by, who, slice.actions[action.0]),
                    other => other,
                };
                let at = self.nodes[node.parent].at;
                if made == Move::Acknowledge {
                    moves.extend(self.calls_at(at));
                }
                moves.push((at, made));
            }
            idx = node.parent;
        }
        if self.acknowledged {
            moves.extend(self.calls_at(self.began));
        }
        moves.reverse();
        Line { moves, at }
    }

    /// Calls everybody worth calling, if somebody has the page; else remembers whom to call then.
    fn call(&mut self, root: &mut Standing) {
        let calls = self.slice.calls.iter().filter(|(_, late)| !late);
        let away = calls.filter(|(who, _)| root.people[who.0].place == Place::Away);
        self.calls = away.map(|(who, _)| *who).collect();
        for who in &self.calls {
            Move::Page(*who).make(&self.slice.scenario, root);
        }
    }

    fn calls_at(&self, at: Elapsed) -> impl Iterator<Item = (Elapsed, Move)> {
        let calls = self.calls.iter().rev();
        calls.map(move |who| (at, Move::Page(*who)))
    }
}
