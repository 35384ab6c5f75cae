//! The shortest way to a goal: A* over plays, with the engine's own rules.
//!
//! Players begin things when something happens: when somebody is done or arrives, when a cue that
//! matters comes. Between two such moments nothing changes, so waiting jumps from one to the next.
//! Nobody begins what then changes nothing.
//! The bound that leads the search never says more than is left ([`Relaxed`]), so the first play
//! that reaches the goal is a shortest one.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::engine::guard::{Guard, World};
use crate::engine::id::{ActionIdx, AudienceIdx, ResponderIdx};
use crate::engine::scenario::{Claim, Trigger};
use crate::engine::state::{Happening, Place, Standing};
use crate::engine::time::Elapsed;

use super::relax::{NEVER, Players, Reading, Relaxed, Source};
use super::slice::Slice;

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

/// What came of a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// A shortest line, and when the goal is reached.
    Line(Line),
    /// No play reaches the goal.
    Nothing,
    /// It was not found out within the budget.
    OverBudget,
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
    /// The latest time at which it counts.
    pub until: Elapsed,
    /// Who plays.
    pub players: Players,
    /// How it is looked for.
    pub how: How,
}

/// How to look for a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// A shortest one: everything that could help is tried, the least bound first.
    Shortest,
    /// Any: what the bound itself would do is tried first, and deep before wide. Finding nothing
    /// this way proves nothing.
    Any,
}

struct Node {
    standing: Standing,
    parent: usize,
    moved: Option<Move>,
}

/// Looks for a shortest line. `budget` counts what may be expanded, and is used up.
pub fn search(slice: &Slice, root: Standing, aim: &Aim, budget: &mut usize) -> Found {
    let mut search = Search {
        began: root.now,
        slice,
        aim,
        nodes: Vec::new(),
        open: BinaryHeap::new(),
        seen: BTreeSet::new(),
    };
    search.add(root, 0, None);
    while let Some((_, Reverse(_), idx)) = search.open.pop() {
        let standing = search.nodes[idx].standing.clone();
        if aim.goal.holds(standing.world) {
            return Found::Line(search.line(idx));
        }
        if *budget == 0 {
            return Found::OverBudget;
        }
        *budget -= 1;
        search.expand(&standing, idx);
    }
    Found::Nothing
}

struct Search<'s, 'g> {
    began: Elapsed,
    slice: &'s Slice,
    aim: &'s Aim<'g>,
    nodes: Vec<Node>,
    /// Least bound first, then the one found last.
    open: BinaryHeap<(Reverse<u64>, Reverse<u64>, usize)>,
    seen: BTreeSet<(u64, u64)>,
}

impl Search<'_, '_> {
    fn add(&mut self, standing: Standing, parent: usize, moved: Option<Move>) {
        if standing.ended.is_some() || !self.seen.insert(key(&standing)) {
            return;
        }
        let times = self.times(&standing);
        let at = times.guard_at(self.aim.goal);
        if at == NEVER || at > self.aim.until.0 {
            return;
        }
        let now = standing.now.0;
        let bound = match self.aim.how {
            How::Shortest => (at, NEVER - now),
            How::Any => (0, 0),
        };
        self.open
            .push((Reverse(bound.0), Reverse(bound.1), self.nodes.len()));
        self.nodes.push(Node {
            standing,
            parent,
            moved,
        });
    }

    fn times(&self, standing: &Standing) -> Relaxed {
        let slice = self.slice;
        let reading = match self.aim.how {
            How::Shortest => Reading::Bound,
            How::Any => Reading::Guide,
        };
        let players = self.aim.players;
        Relaxed::reading(&slice.scenario, &slice.rules, standing, players, reading)
    }

    fn expand(&mut self, from: &Standing, idx: usize) {
        let slice = self.slice;
        let scenario = &slice.scenario;
        let at = from.now;
        let wait = self.wait(from);
        if self.aim.how == How::Any && from.acknowledged.is_some() {
            // The last that is added is tried first: what would do now what it is there for,
            // then waiting, then what might when it is done.
            self.starts(from, idx, false);
            if let Some(next) = wait {
                self.add(next, idx, None);
            }
        } else if let Some(next) = wait {
            self.add(next, idx, None);
        }
        if from.acknowledged.is_none() {
            let mut next = from.clone();
            next.acknowledge(scenario, at);
            // Calling people takes no time; where it cannot be wrong, it is done at once.
            for (who, _) in slice.calls.iter().filter(|(_, early)| !early) {
                if next.may_page(*who).is_ok() {
                    next.page(scenario, at, *who);
                }
            }
            self.add(next, idx, Some(Move::Acknowledge));
            return;
        }
        for (who, _) in &slice.calls {
            if from.may_page(*who).is_ok() {
                let mut next = from.clone();
                next.page(scenario, at, *who);
                self.add(next, idx, Some(Move::Page(*who)));
            }
        }
        for audience in &slice.posts {
            let informs = scenario.audiences[audience.0].informs;
            let news = informs & !from.world.facts != 0;
            if news && from.may_post(scenario, *audience).is_ok() {
                let mut next = from.clone();
                next.post(scenario, at, *audience);
                self.add(next, idx, Some(Move::Post(*audience)));
            }
        }
        for claim in &slice.claims {
            if *claim != Claim::Acknowledged && from.may_claim(*claim).is_ok() {
                let mut next = from.clone();
                next.make_claim(scenario, at, *claim);
                self.add(next, idx, Some(Move::Claim(*claim)));
            }
        }
        self.starts(from, idx, true);
    }

    fn starts(&mut self, from: &Standing, idx: usize, ready: bool) {
        let slice = self.slice;
        let scenario = &slice.scenario;
        let players = self.aim.players;
        let n_busy = from.people.iter().filter(|it| it.busy.is_some()).count();
        if players != Players::ONE && n_busy >= players.0 {
            return;
        }
        let times = self.times(from);
        let actions: Vec<ActionIdx> = match self.aim.how {
            How::Shortest => (0..slice.actions.len()).map(ActionIdx).collect(),
            How::Any => {
                let threats = self.threats(from);
                let plan = times.plan(&slice.rules, self.aim.goal, &threats);
                let plan = plan.into_iter().rev();
                let actions = plan.filter_map(|(_, rule)| match slice.rules.all[rule].source {
                    Source::Result(action, place) => {
                        let results = &scenario.actions[action.0].results;
                        let now = results.iter().position(|it| it.when.holds(from.world));
                        ((now == Some(place)) == ready).then_some(action)
                    }
                    Source::Cue(_) | Source::Arrival(_) | Source::Post(_) | Source::Claim(_) => {
                        None
                    }
                });
                actions.collect()
            }
        };
        for action in actions {
            if !slice.helps[action.0] || !self.is_useful(from, &times, action) {
                continue;
            }
            let mut twins: Vec<u64> = Vec::new();
            for who in (0..from.people.len()).map(ResponderIdx) {
                let by = if players == Players::ONE {
                    scenario.you
                } else {
                    who
                };
                if from.may_act(scenario, by, who, action, true).is_err() {
                    continue;
                }
                // Of two that can do the same, one is as good as the other; who gives the orders
                // is not, when there is only one.
                let twin = if players == Players::ONE && who == scenario.you {
                    u64::MAX
                } else {
                    self.abilities(who)
                };
                if twins.contains(&twin) {
                    continue;
                }
                twins.push(twin);
                let mut next = from.clone();
                next.start(scenario, from.now, by, who, action);
                self.add(next, idx, Some(Move::Start(by, who, action)));
            }
        }
    }

    /// Cues that are on their way and would spoil the goal for ever, and when.
    fn threats(&self, from: &Standing) -> Vec<(&Guard, u64)> {
        let slice = self.slice;
        let spoils = slice.spoils(Some(self.aim.goal));
        let cues = slice.scenario.cues.iter().zip(&from.cues);
        cues.filter(|(cue, state)| !state.spent && cue.effect.set & spoils != 0)
            .filter_map(|(cue, state)| match &cue.trigger {
                Trigger::At(at, guard) if guard.holds(from.world) => Some((guard, at.0)),
                Trigger::At(..) => None,
                Trigger::After(guard, span) => Some((guard, (state.since? + *span).0)),
            })
            .collect()
    }

    /// A number that is the same for responders who can do the same things here.
    fn abilities(&self, who: ResponderIdx) -> u64 {
        let slice = self.slice;
        let mut hasher = DefaultHasher::new();
        for action in (0..slice.actions.len()).map(ActionIdx) {
            slice.scenario.can(who, action).hash(&mut hasher);
        }
        hasher.finish() >> 1
    }

    /// Whether an action that begins now could change something.
    fn is_useful(&self, from: &Standing, times: &Relaxed, action: ActionIdx) -> bool {
        let slice = self.slice;
        let until = (from.now + slice.scenario.actions[action.0].takes_in(from.world)).0;
        let wanted = slice.wants.0.union(slice.wants.1);
        slice.rules.all.iter().any(|rule| {
            let Source::Result(of, _) = rule.source else {
                return false;
            };
            if of != action {
                return false;
            }
            let lasting = World {
                facts: from.world.facts & !slice.undone.facts,
                clues: from.world.clues,
                claims: 0,
            };
            let news = rule.set.without(lasting).meets(wanted) || rule.clear.meets(wanted);
            news && times.cond_at(&rule.cond) <= until
        })
    }

    /// The moment at which something happens next, after it has.
    fn wait(&self, from: &Standing) -> Option<Standing> {
        let scenario = &self.slice.scenario;
        let (due_at, due) = from.next_due(scenario)?;
        let free = from.people.iter().map(|person| person.asking_until);
        let free = free.filter(|at| *at > from.now).min();
        let mut next = from.clone();
        if let Some(free) = free.filter(|free| *free < due_at) {
            next.now = free;
            return Some(next);
        }
        next.now = due_at;
        // What is due at the same moment happens before anybody can do anything.
        let mut come = Some((due_at, due));
        while let Some((at, due)) = come.filter(|(at, _)| *at <= due_at) {
            let happening = next.comes_of(scenario, due);
            if let Happening::Finished { who, .. } = happening {
                let since = next.people[who.0].busy.map(|busy| busy.since);
                let before = next.world;
                next.follow(scenario, at, happening);
                // Nobody begins here what changes nothing.
                let changed = next.world.without(before).union(before.without(next.world));
                let wanted = self.slice.wants.0.union(self.slice.wants.1);
                if !changed.meets(wanted) && since >= Some(self.began) {
                    return None;
                }
            } else {
                next.follow(scenario, at, happening);
            }
            come = next.next_due(scenario);
        }
        Some(next)
    }

    fn line(&self, idx: usize) -> Line {
        let slice = self.slice;
        let at = self.nodes[idx].standing.now;
        let mut moves = Vec::new();
        let mut idx = idx;
        while idx != 0 {
            let node = &self.nodes[idx];
            if let Some(made) = node.moved {
                let made = match made {
                    Move::Start(by, who, action) => Move::Start(by, who, slice.actions[action.0]),
                    other => other,
                };
                let at = self.nodes[node.parent].standing.now;
                if made == Move::Acknowledge {
                    let early = slice.calls.iter().rev().filter(|(who, early)| {
                        let there = self.nodes[node.parent].standing.people[who.0].place;
                        !early && there == Place::Away
                    });
                    moves.extend(early.map(|(who, _)| (at, Move::Page(*who))));
                }
                moves.push((at, made));
            }
            idx = node.parent;
        }
        moves.reverse();
        Line { moves, at }
    }
}

/// What decides the future of a play, as two numbers: two plays with the same are the same.
fn key(standing: &Standing) -> (u64, u64) {
    let mut seen = standing.clone();
    for person in &mut seen.people {
        person.asking_until = person.asking_until.max(seen.now);
        if let Some(busy) = &mut person.busy {
            busy.since = Elapsed::ZERO;
        }
    }
    for cue in &mut seen.cues {
        if cue.spent {
            cue.since = None;
        }
    }
    seen.acknowledged = seen.acknowledged.map(|_| Elapsed::ZERO);
    seen.truly_mitigated = None;
    seen.truly_resolved = None;
    let mut one = DefaultHasher::new();
    seen.hash(&mut one);
    let mut two = DefaultHasher::new();
    0x5eed_u64.hash(&mut two);
    seen.hash(&mut two);
    (one.finish(), two.finish())
}
