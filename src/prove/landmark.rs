//! What has to be done on every line that is early enough, and how long that takes those who
//! have to do it one thing after the other.
//!
//! The relaxed times let somebody do everything at once. Here each result without which the goal
//! would come too late is work for somebody's hands: its doer's if nobody else could do it in
//! time, and for a lone player also the asking. Whoever has several such things to do needs the
//! sum; what has to follow the last of them comes on top. So this bound, too, never says more
//! than is left.

use crate::engine::guard::World;
use crate::engine::id::{ActionIdx, ResponderIdx};
use crate::engine::scenario::{Cue, Scenario, Trigger};
use crate::engine::state::{ASKING, Busy, Place, Standing};
use crate::engine::time::Span;

use super::relax::{NEVER, Players, Relaxed, Source, bits};
use super::search::Aim;
use super::slice::Slice;

/// Work that no line can do without.
#[derive(Debug)]
struct Task {
    /// A bit that the work makes true; until it has been true once, the work is not done.
    bit: usize,
    action: ActionIdx,
    hands: Hands,
    /// How long it takes, at least and at most, in milliseconds.
    takes: u64,
    takes_max: u64,
    /// How long the goal is still away when it is done, at least.
    tail: u64,
}

/// Whose hands it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hands {
    /// Theirs alone.
    One(ResponderIdx),
    /// Your own, or somebody else's.
    Any,
    /// Not yours: a lone player has to ask.
    Asked,
}

/// What no line can do without, from where a search begins.
#[derive(Debug, Default)]
pub struct Landmarks {
    tasks: Vec<Task>,
}

/// Work on somebody's hands: not begun before, how long, and what comes after it.
#[derive(Debug, Clone, Copy)]
struct Job {
    head: u64,
    takes: u64,
    tail: u64,
}

impl Landmarks {
    /// What every line to a goal has to do that begins here.
    pub fn of(slice: &Slice, root: &Standing, aim: &Aim, step: u64) -> Self {
        let (scenario, rules) = (&slice.scenario, &slice.rules);
        let times = Relaxed::stepped(scenario, rules, root, aim.players, step);
        let hurried = hurried(scenario);
        let fresh = fresh(root);
        let mut tasks: Vec<Task> = Vec::new();
        for (_, idx) in times.plan(rules, aim.goal, &[]) {
            let rule = &rules.all[idx];
            let Source::Result(action, place) = rule.source else {
                continue;
            };
            let Some(bit) = bits(rule.set.without(root.world)).next() else {
                continue;
            };
            let without = Relaxed::without(scenario, rules, root, aim.players, step, idx);
            let late = without.guard_at(aim.goal);
            if late != NEVER && late <= aim.until.0 {
                continue;
            }
            let after = Relaxed::after(&hurried, rules, &fresh, step, &without, rule);
            let goal = after.guard_at(aim.goal);
            if goal == NEVER {
                continue;
            }
            // What is chosen when it is done takes the action's time, whatever its own.
            let of = &scenario.actions[action.0];
            let own = of.results[place].takes.unwrap_or(of.takes);
            let (takes, takes_max) = (own.min(of.takes).0, own.max(of.takes).0);
            let tail = goal.saturating_sub(fresh.now.0);
            let in_time =
                |who: &ResponderIdx| free_from(scenario, root, *who) + takes + tail <= aim.until.0;
            let people = (0..scenario.responders.len()).map(ResponderIdx);
            let able: Vec<_> = people
                .filter(|who| scenario.can(*who, action) && in_time(who))
                .collect();
            let hands = match able[..] {
                [only] => Hands::One(only),
                _ if able.contains(&scenario.you) => Hands::Any,
                _ => Hands::Asked,
            };
            tasks.push(Task {
                bit,
                action,
                hands,
                takes,
                takes_max,
                tail,
            });
        }
        Self { tasks }
    }

    /// When the goal could be reached at the earliest, in milliseconds. `met` is what has been so
    /// since the search began.
    pub fn bound(
        &self,
        slice: &Slice,
        from: &Standing,
        times: &Relaxed,
        players: Players,
        met: World,
    ) -> u64 {
        let open = self.tasks.iter().filter(|task| {
            let running = |it: Busy| it.action == task.action;
            let word = [met.facts, met.clues, met.claims][task.bit / 64];
            word & (1 << (task.bit % 64)) == 0
                && !from.people.iter().any(|it| it.busy.is_some_and(running))
        });
        let open: Vec<(&Task, u64)> = open
            .filter_map(|task| {
                let done = times.true_at[task.bit];
                (done != NEVER).then(|| (task, (done / 2).saturating_sub(task.takes_max)))
            })
            .collect();
        let scenario = &slice.scenario;
        let people = (0..scenario.responders.len()).map(ResponderIdx);
        let mut jobs = Vec::new();
        let each = people.map(|who| {
            jobs.clear();
            let asks = players == Players::ONE && who == scenario.you;
            jobs.extend(open.iter().filter_map(|(task, head)| {
                let asking = task.takes.min(ASKING.0);
                let (takes, tail) = match task.hands {
                    Hands::One(it) if it == who => (task.takes, task.tail),
                    Hands::Any if asks => (asking, task.tail),
                    Hands::One(_) | Hands::Asked if asks => {
                        (asking, task.tail + task.takes - asking)
                    }
                    Hands::One(_) | Hands::Any | Hands::Asked => return None,
                };
                Some(Job {
                    head: (*head).max(free_from(scenario, from, who)),
                    takes,
                    tail,
                })
            }));
            one_by_one(&jobs)
        });
        each.max().unwrap_or(0)
    }
}

/// When everything is over at the earliest, if only one thing is done at a time: of any few jobs,
/// the soonest that one can begin, all their work, and what comes at least after each of them.
fn one_by_one(jobs: &[Job]) -> u64 {
    let firsts = jobs.iter();
    let ends = firsts.flat_map(|first| {
        let after = |job: &&Job| job.head >= first.head;
        jobs.iter().filter(after).map(move |last| {
            let among = jobs.iter().filter(after);
            let among = among.filter(|job| job.tail >= last.tail);
            let work: u64 = among.map(|job| job.takes).sum();
            first.head + work + last.tail
        })
    });
    ends.max().unwrap_or(0)
}

/// When somebody has free hands at the earliest.
fn free_from(scenario: &Scenario, from: &Standing, who: ResponderIdx) -> u64 {
    match from.people[who.0].place {
        Place::Here => from.free_at(who).unwrap_or(from.now).0,
        Place::OnTheWay(at) => at.0,
        Place::Away => (from.now + scenario.responders[who.0].arrives_after).0,
    }
}

/// The same scenario where what could have been begun before takes no time any more.
fn hurried(scenario: &Scenario) -> Scenario {
    let mut hurried = scenario.clone();
    for action in &mut hurried.actions {
        action.takes = Span(0);
    }
    for cue in &mut hurried.cues {
        if let Trigger::At(_, guard) = &cue.trigger {
            *cue = Cue {
                trigger: Trigger::After(guard.clone(), Span(0)),
                ..cue.clone()
            };
        }
    }
    hurried
}

/// The same standing with everybody there, nothing begun and nothing used up.
fn fresh(root: &Standing) -> Standing {
    let mut fresh = root.clone();
    for person in &mut fresh.people {
        person.place = Place::Here;
        person.busy = None;
        person.asking_until = fresh.now;
    }
    for cue in &mut fresh.cues {
        cue.spent = false;
        cue.since = None;
    }
    fresh.spent.fill(false);
    fresh
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Job, one_by_one};

    /// When the jobs are over if they are done in the best order, found by trying all.
    fn soonest(jobs: &[Job], free: u64, over: u64) -> u64 {
        let each = jobs.iter().enumerate().map(|(idx, job)| {
            let rest = [&jobs[..idx], &jobs[idx + 1..]].concat();
            let done = free.max(job.head) + job.takes;
            soonest(&rest, done, over.max(done + job.tail))
        });
        each.min().unwrap_or(over)
    }

    proptest! {
        #[test]
        fn work_of_one_pair_of_hands_is_never_said_to_take_longer_than_it_must(
            jobs in prop::collection::vec((0..40_u64, 1..20_u64, 0..40_u64), 0..6)
        ) {
            let jobs = jobs.into_iter().map(|(head, takes, tail)| Job { head, takes, tail });
            let jobs: Vec<Job> = jobs.collect();
            let bound = one_by_one(&jobs);
            let least = soonest(&jobs, 0, 0);
            prop_assert!(bound <= least, "{bound} for {jobs:?}, done at {least}");
            let longest = jobs.iter().map(|job| job.head + job.takes + job.tail).max();
            prop_assert!(bound >= longest.unwrap_or(0));
        }
    }
}
