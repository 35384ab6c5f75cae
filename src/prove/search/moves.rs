//! What players can do in a state, and when it could be of use.

use super::{How, Move, Passed, Search};
use crate::engine::event::Ending;
use crate::engine::guard::{Guard, World};
use crate::engine::id::{ActionIdx, ResponderIdx};
use crate::engine::scenario::{Claim, Trigger};
use crate::engine::state::{Due, Standing};
use crate::engine::time::Elapsed;
use crate::prove::relax::{NEVER, Players, Relaxed, Rule, Source, changes};
use crate::prove::slice::Slice;

/// A number for each responder that is the same for those who can do the same things.
pub fn abilities(slice: &Slice) -> Vec<usize> {
    let scenario = &slice.scenario;
    let mut kinds: Vec<Vec<bool>> = Vec::new();
    let people = (0..scenario.responders.len()).map(ResponderIdx);
    let of = people.map(|who| {
        let actions = (0..slice.actions.len()).map(ActionIdx);
        let kind: Vec<bool> = actions.map(|action| scenario.can(who, action)).collect();
        let known = kinds.iter().position(|it| *it == kind);
        known.unwrap_or_else(|| {
            kinds.push(kind);
            kinds.len() - 1
        })
    });
    of.collect()
}

impl Search<'_, '_> {
    /// Adds all that can come next.
    pub(super) fn expand(&mut self, from: &Standing, times: &Relaxed, bound: u64, idx: usize) {
        let slice = self.slice;
        if from.acknowledged.is_none() {
            let late = slice.wants.1.claims & Claim::Acknowledged.bit() != 0;
            if late {
                self.wait(from, times, bound, idx, &[]);
                self.words(from, bound, idx);
            }
            self.acknowledge(from, bound, idx);
            return;
        }
        match self.aim.how {
            How::Shortest => {
                let actions: Vec<_> = (0..slice.actions.len()).map(ActionIdx).collect();
                self.wait(from, times, bound, idx, &actions);
                self.words(from, bound, idx);
                self.starts(from, times, bound, idx, &actions);
            }
            How::Any => {
                // The last that is added is tried first: what would do now what it is there for,
                // then waiting, then what might when it is done.
                let [ready, late] = self.planned(from, times);
                self.starts(from, times, bound, idx, &late);
                self.wait(from, times, bound, idx, &[&*late, &*ready].concat());
                self.words(from, bound, idx);
                self.starts(from, times, bound, idx, &ready);
            }
        }
    }

    fn acknowledge(&mut self, from: &Standing, bound: u64, idx: usize) {
        let slice = self.slice;
        let mut next = from.clone();
        Move::Acknowledge.make(&slice.scenario, &mut next);
        // Calling people takes no time; where it cannot be wrong, it is done at once.
        for (who, _) in slice.calls.iter().filter(|(_, late)| !late) {
            Move::Page(*who).make(&slice.scenario, &mut next);
        }
        self.moved(&next, idx, bound, Move::Acknowledge);
    }

    /// What takes no time: calling, telling, claiming.
    fn words(&mut self, from: &Standing, bound: u64, idx: usize) {
        let slice = self.slice;
        let quiet = self.nodes[idx].quiet;
        let pages = slice.calls.iter().filter(|(_, late)| *late || !quiet);
        let pages = pages.map(|(who, _)| Move::Page(*who));
        let posts = slice.posts.iter().filter(|audience| {
            let informs = slice.scenario.audiences[audience.0].informs;
            let late = slice.wants.1.facts & informs != 0;
            informs & !from.world.facts != 0 && (late || !quiet)
        });
        let posts = posts.map(|audience| Move::Post(*audience));
        let claims = slice.claims.iter().filter(|claim| {
            let late = slice.wants.1.claims & claim.bit() != 0;
            **claim != Claim::Acknowledged && (late || !quiet)
        });
        let claims = claims.map(|claim| Move::Claim(*claim));
        for made in pages.chain(posts).chain(claims) {
            if made.may(&slice.scenario, from) {
                let mut next = from.clone();
                made.make(&slice.scenario, &mut next);
                self.moved(&next, idx, bound, made);
            }
        }
    }

    /// What is so after a move, and what comes of it at once.
    fn moved(&mut self, next: &Standing, idx: usize, bound: u64, made: Move) {
        let at = next.now;
        let held = match self.nodes[idx].held {
            Some(since) if self.aim.goal.holds(next.world) => Some(since),
            _ => self.aim.goal.holds(next.world).then_some(at),
        };
        if let Some(next) = self.advance(next, held, at) {
            self.add(next, false, idx, bound, Some(made));
        }
    }

    fn starts(
        &mut self,
        from: &Standing,
        times: &Relaxed,
        bound: u64,
        idx: usize,
        actions: &[ActionIdx],
    ) {
        let quiet = self.nodes[idx].quiet;
        for action in actions.iter().copied() {
            let useful = self.useful_from(from, times, action);
            let now = useful.is_some_and(|at| at <= from.now.0);
            if !now || (quiet && !self.is_better_late(from, action)) {
                continue;
            }
            for (by, who) in self.doers(from, action) {
                let made = Move::Start(by, who, action);
                let mut next = from.clone();
                made.make(&self.slice.scenario, &mut next);
                self.moved(&next, idx, bound, made);
            }
        }
    }

    /// Who could begin it now, and by whose word. Of two that can do the same, one is as good as
    /// the other; who gives the orders is not, when there is only one.
    fn doers(&self, from: &Standing, action: ActionIdx) -> Vec<(ResponderIdx, ResponderIdx)> {
        let scenario = &self.slice.scenario;
        let players = self.aim.players;
        let n_busy = from.people.iter().filter(|it| it.busy.is_some()).count();
        if players != Players::ONE && n_busy >= players.0 {
            return Vec::new();
        }
        let mut twins: Vec<usize> = Vec::new();
        let mut doers = Vec::new();
        for who in (0..from.people.len()).map(ResponderIdx) {
            let by = if players == Players::ONE {
                scenario.you
            } else {
                who
            };
            if from.may_act(scenario, by, who, action, true).is_err() {
                continue;
            }
            let twin = if players == Players::ONE && who == scenario.you {
                usize::MAX
            } else {
                self.abilities[who.0]
            };
            if !twins.contains(&twin) {
                twins.push(twin);
                doers.push((by, who));
            }
        }
        doers
    }

    /// The actions that the bound itself would begin: those that are ready, and the others.
    fn planned(&self, from: &Standing, times: &Relaxed) -> [Vec<ActionIdx>; 2] {
        let slice = self.slice;
        let threats = self.threats(from);
        let plan = times.plan(&slice.rules, self.aim.goal, &threats);
        let mut planned = [Vec::new(), Vec::new()];
        for (_, rule) in plan.into_iter().rev() {
            if let Source::Result(action, place) = slice.rules.all[rule].source {
                let coming = slice.scenario.actions[action.0].coming(from.world);
                planned[usize::from(coming != Some(place))].push(action);
            }
        }
        planned
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

    fn results(&self, action: ActionIdx) -> impl Iterator<Item = (usize, &Rule)> {
        let rules = &self.slice.rules.all;
        let (from, to) = self.slice.results[action.0];
        rules[from..to].iter().filter_map(|rule| match rule.source {
            Source::Result(_, place) => Some((place, rule)),
            Source::Cue(_) | Source::Arrival(_) | Source::Post(_) | Source::Claim(_) => None,
        })
    }

    /// From when on it could be of use to begin it, if nothing happens until then.
    fn useful_from(&self, from: &Standing, times: &Relaxed, action: ActionIdx) -> Option<u64> {
        let slice = self.slice;
        if !slice.helps[action.0] || from.spent[action.0] {
            return None;
        }
        let begun = &slice.scenario.actions[action.0];
        let settled = begun.settled(from.world);
        let lasting = World {
            facts: from.world.facts & !slice.undone.facts,
            clues: from.world.clues,
            claims: 0,
        };
        let news = |rule: &Rule| {
            let wanted = slice.wanted();
            rule.set.without(lasting).meets(wanted) || rule.clear.meets(wanted)
        };
        let now = from.now.0;
        if let Some(settled) = settled {
            let mut results = self.results(action);
            let rule = results.find(|(place, _)| *place == settled)?.1;
            return news(rule).then_some(now);
        }
        let useful = self.results(action).filter(|(_, rule)| news(rule));
        let ready = useful.filter_map(|(_, rule)| match times.cond_at(&rule.cond) {
            NEVER => None,
            at => Some((at / 2 + at % 2 * self.step).saturating_sub(begun.takes.0)),
        });
        ready.min().map(|at| at.max(now))
    }

    /// Whether beginning later than now could be better, even if nothing happens meanwhile:
    /// because it could come to something else then, or because of what it does.
    fn is_better_late(&self, from: &Standing, action: ActionIdx) -> bool {
        let slice = self.slice;
        let begun = &slice.scenario.actions[action.0];
        let sure = begun.settled(from.world).or_else(|| {
            let mut results = self.results(action);
            let sure = results.find(|(_, rule)| slice.stays(&rule.cond, from.world));
            sure.map(|(place, _)| place)
        });
        let Some(place) = sure else {
            return true;
        };
        let (set, clear) = changes(&begun.results[place].effect);
        set.meets(slice.wants.1) || clear.meets(slice.wants.0)
    }

    /// Adds the moment at which something happens next, after it has; and the next step at which
    /// something may begin before that.
    fn wait(
        &mut self,
        from: &Standing,
        times: &Relaxed,
        bound: u64,
        idx: usize,
        actions: &[ActionIdx],
    ) {
        let scenario = &self.slice.scenario;
        let held = self.nodes[idx].held;
        let due = from.next_due(scenario);
        let due = due.filter(|(_, due)| *due != Due::End(Ending::OutOfTime));
        let due = due.map(|(at, _)| at);
        let free = from.people.iter().map(|person| person.asking_until);
        let free = free.filter(|at| *at > from.now).min();
        let there = held.map(|held| held + self.aim.hold);
        let Some(next) = [due, free, there].into_iter().flatten().min() else {
            return;
        };
        let step = self.step(from, times, actions);
        let step = step.filter(|at| *at < next.0).map(|at| {
            let mut later = from.clone();
            later.now = Elapsed(at);
            later
        });
        if !self.nodes[idx].quiet
            && let Some(later) = self.advance(from, held, next)
        {
            self.add(later, false, idx, bound, None);
        }
        if let Some(later) = step {
            let met = later.world;
            let later = Passed {
                standing: later,
                held,
                met,
            };
            self.add(later, true, idx, bound, None);
        }
    }

    /// The next step at which something may begin that is better begun late.
    fn step(&self, from: &Standing, times: &Relaxed, actions: &[ActionIdx]) -> Option<u64> {
        let slice = self.slice;
        let next = from.now.0 + self.step;
        let late_words = || {
            slice.calls.iter().any(|(who, late)| {
                let may = from.may_page(*who).is_ok();
                *late && may
            }) || slice.posts.iter().any(|audience| {
                let informs = slice.scenario.audiences[audience.0].informs;
                informs & slice.wants.1.facts != 0 && informs & !from.world.facts != 0
            }) || slice.claims.iter().any(|claim| {
                let late = slice.wants.1.claims & claim.bit() != 0;
                late && from.world.claims & claim.bit() == 0
            })
        };
        if self.aim.how == How::Shortest && late_words() {
            return Some(next);
        }
        let late = actions.iter().copied().filter_map(|action| {
            let at = self.useful_from(from, times, action)?;
            // Whoever looks for any line only begins as late as the bound does.
            let now = at <= from.now.0 && self.aim.how == How::Any;
            let late = self.is_better_late(from, action) && !self.doers(from, action).is_empty();
            (late && !now).then_some(at.max(next))
        });
        late.min()
    }
}
