//! When each thing could be so at the earliest, if nothing ever got in the way.
//!
//! A bit that has become true stays true here and also stays false: nothing is taken away. So the
//! times are lower bounds of what any play reaches, and what has no time here is reached by none.
//! These are bounds only; what really happens is the engine's to say.
//!
//! At one moment people finish first, then cues come, then players move. So each time here is
//! twice the milliseconds, and one more for what comes too late for those who finish just then.

mod rules;

use crate::engine::guard::{Conjunction, Guard, World};
use crate::engine::id::{ActionIdx, ResponderIdx};
use crate::engine::scenario::{Scenario, Trigger};
use crate::engine::state::{Busy, Place, Standing};
use crate::engine::time::Elapsed;
pub use rules::{Cond, Rule, Rules, Source, bits, changes, meet};

/// Bits of a world, counted through: facts, clues, claims.
pub const BITS: usize = 192;

/// No play reaches it.
pub const NEVER: u64 = u64::MAX;

/// All bits there are.
const EVERY: World = World {
    facts: u64::MAX,
    clues: u64::MAX,
    claims: u64::MAX,
};

/// Who orders whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Players(pub usize);

impl Players {
    /// Somebody who plays alone, and asks everybody else.
    pub const ONE: Self = Self(1);
    /// Four people, who act for themselves wherever a responder is needed.
    pub const FOUR: Self = Self(4);
}

/// The earliest times.
#[derive(Debug, Clone)]
pub struct Relaxed {
    /// When each bit could be true.
    pub true_at: [u64; BITS],
    /// When each bit could be false.
    pub false_at: [u64; BITS],
    now: u64,
    step: u64,
    /// What is so now.
    world: World,
    /// Bits that could be true, and bits that could be false.
    can: [World; 2],
    /// Which rule brings each bit to its time, true and false.
    by: [[u16; BITS]; 2],
}

impl Relaxed {
    /// The earliest times from how things stand.
    pub fn from(scenario: &Scenario, rules: &Rules, from: &Standing, players: Players) -> Self {
        Self::stepped(scenario, rules, from, players, 1)
    }

    /// The same, when everything happens at whole steps of so many milliseconds.
    pub fn stepped(
        scenario: &Scenario,
        rules: &Rules,
        from: &Standing,
        players: Players,
        step: u64,
    ) -> Self {
        let mut times = Self::at_first(from, step);
        times.spread(scenario, rules, from, players, None);
        times
    }

    /// The same if one of the rules never worked.
    pub fn without(
        scenario: &Scenario,
        rules: &Rules,
        from: &Standing,
        players: Players,
        step: u64,
        rule: usize,
    ) -> Self {
        let mut times = Self::at_first(from, step);
        times.spread(scenario, rules, from, players, Some(rule));
        times
    }

    /// The same when all that was in reach before is so already, and what a rule does as well.
    pub fn after(
        scenario: &Scenario,
        rules: &Rules,
        from: &Standing,
        step: u64,
        before: &Self,
        rule: &Rule,
    ) -> Self {
        let mut times = Self::at_first(from, step);
        let [yes, no] = before.can;
        times.can = [yes.union(rule.set), no.union(rule.clear)];
        for bit in bits(times.can[0]) {
            times.true_at[bit] = times.now;
        }
        for bit in bits(times.can[1]) {
            times.false_at[bit] = times.now;
        }
        times.spread(scenario, rules, from, Players::FOUR, None);
        times
    }

    /// What is so now, and nothing else yet.
    fn at_first(from: &Standing, step: u64) -> Self {
        let now = from.now.0 * 2;
        let mut times = Self {
            true_at: [NEVER; BITS],
            false_at: [NEVER; BITS],
            now,
            step,
            world: from.world,
            can: [from.world, EVERY.without(from.world)],
            by: [[u16::MAX; BITS]; 2],
        };
        let words = [from.world.facts, from.world.clues, from.world.claims];
        for bit in 0..BITS {
            if words[bit / 64] & (1 << (bit % 64)) == 0 {
                times.false_at[bit] = now;
            } else {
                times.true_at[bit] = now;
            }
        }
        times
    }

    /// The same when these facts may be set and cleared at any time as well.
    pub fn allow(
        &mut self,
        scenario: &Scenario,
        rules: &Rules,
        from: &Standing,
        set: u64,
        clear: u64,
    ) {
        for bit in 0..64 {
            if set & (1 << bit) != 0 {
                self.can[0].facts |= 1 << bit;
                self.true_at[bit] = self.now;
            }
            if clear & (1 << bit) != 0 {
                self.can[1].facts |= 1 << bit;
                self.false_at[bit] = self.now;
            }
        }
        self.spread(scenario, rules, from, Players::FOUR, None);
    }

    fn spread(
        &mut self,
        scenario: &Scenario,
        rules: &Rules,
        from: &Standing,
        players: Players,
        but: Option<usize>,
    ) {
        let able = Able::of(scenario, from, players);
        let live = (0_u16..).zip(&rules.all);
        let live =
            live.filter(|(idx, rule)| but != Some(usize::from(*idx)) && self.could_change(rule));
        let mut live: Vec<(u64, u16, &Rule)> = live.map(|(idx, it)| (NEVER, idx, it)).collect();
        let mut changed = true;
        while changed {
            changed = false;
            for (last, idx, rule) in &mut live {
                let at = self.rule_at(scenario, from, &able, rule);
                if at < *last {
                    *last = at;
                    changed |= self.reach(rules, rule, at, *idx);
                }
            }
            // What comes early is what the rest waits for.
            live.sort_unstable_by_key(|(last, idx, _)| (*last, *idx));
        }
    }

    /// When a condition could hold.
    pub fn cond_at(&self, cond: &Cond) -> u64 {
        let ways = cond.any.iter().map(|way| self.way_at(way)).min();
        let mut at = ways.unwrap_or(NEVER);
        for way in &cond.unless {
            if at == NEVER {
                break;
            }
            at = at.max(self.broken_at(way));
        }
        at
    }

    /// When a guard could hold, in milliseconds.
    pub fn guard_at(&self, guard: &Guard) -> u64 {
        let ways = guard.any.iter().map(|way| self.way_at(way));
        match ways.min() {
            Some(at) if at != NEVER => at / 2,
            Some(_) | None => NEVER,
        }
    }

    fn way_at(&self, way: &Conjunction) -> u64 {
        if !self.can[0].contains(way.need) || !self.can[1].contains(way.forbid) {
            return NEVER;
        }
        let mut at = self.now;
        for bit in bits(way.need.without(self.world)) {
            at = at.max(self.true_at[bit]);
        }
        for bit in bits(meet(way.forbid, self.world)) {
            at = at.max(self.false_at[bit]);
        }
        at
    }

    /// When a way could be broken.
    fn broken_at(&self, way: &Conjunction) -> u64 {
        if !self.world.contains(way.need) || self.world.meets(way.forbid) {
            return self.now;
        }
        let mut at = NEVER;
        for bit in bits(meet(way.need, self.can[1])) {
            at = at.min(self.false_at[bit]);
        }
        for bit in bits(meet(way.forbid, self.can[0])) {
            at = at.min(self.true_at[bit]);
        }
        at
    }

    fn could_change(&self, rule: &Rule) -> bool {
        !self.world.contains(rule.set) || self.world.meets(rule.clear)
    }

    fn reach(&mut self, rules: &Rules, rule: &Rule, at: u64, idx: u16) -> bool {
        let mut changed = false;
        let [by_true, by_false] = &mut self.by;
        let parts = [
            (&mut self.true_at, by_true, rule.set),
            (&mut self.false_at, by_false, rule.clear),
        ];
        for (times, by, world) in parts {
            for bit in bits(world) {
                // Of two at the same time, the one that does less besides.
                let lighter = times[bit] == at && {
                    let other = rules.all.get(usize::from(by[bit]));
                    other.is_some_and(|other| rule.weight() < other.weight())
                };
                changed |= times[bit] > at;
                if times[bit] > at || lighter {
                    times[bit] = at;
                    by[bit] = idx;
                }
            }
        }
        if changed {
            self.can[0] = self.can[0].union(rule.set);
            self.can[1] = self.can[1].union(rule.clear);
        }
        changed
    }

    /// The rules that bring a goal about at its earliest time, each with the time by which it
    /// has to have worked, the most pressing first. `threats` are guards that must not hold any
    /// more at those times.
    pub fn plan(
        &self,
        rules: &Rules,
        goal: &Guard,
        threats: &[(&Guard, u64)],
    ) -> Vec<(u64, usize)> {
        let mut due: Vec<Option<u64>> = vec![None; rules.all.len()];
        let mut open: Vec<(usize, bool, u64)> = Vec::new();
        let at = self.guard_at(goal);
        if at == NEVER {
            return Vec::new();
        }
        let at = at * 2;
        self.ask(&Cond::of(goal), at, &mut open);
        for (threat, by) in threats {
            let none = Cond {
                any: vec![Conjunction::default()],
                unless: threat.any.clone(),
            };
            self.ask(&none, *by * 2, &mut open);
        }
        while let Some((bit, wanted, by)) = open.pop() {
            let rule = self.by[usize::from(!wanted)][bit];
            let Some(rule_of) = rules.all.get(usize::from(rule)) else {
                continue;
            };
            let slot = &mut due[usize::from(rule)];
            if slot.is_some_and(|known| known <= by) {
                continue;
            }
            *slot = Some(by);
            let times = if wanted {
                &self.true_at
            } else {
                &self.false_at
            };
            let takes = times[bit].saturating_sub(self.cond_at(&rule_of.cond));
            self.ask(&rule_of.cond, by.saturating_sub(takes), &mut open);
        }
        let due = due.into_iter().enumerate();
        let mut plan: Vec<(u64, usize)> = due.filter_map(|(rule, by)| Some((by?, rule))).collect();
        plan.sort_unstable();
        plan
    }

    /// The literals that a condition waits for.
    fn ask(&self, cond: &Cond, by: u64, open: &mut Vec<(usize, bool, u64)>) {
        if let Some(way) = cond.any.iter().min_by_key(|way| self.way_at(way)) {
            let need = bits(way.need).map(|bit| (bit, true));
            let forbid = bits(way.forbid).map(|bit| (bit, false));
            let late = need.chain(forbid).filter(|lit| self.at(*lit) > self.now);
            open.extend(late.map(|(bit, wanted)| (bit, wanted, by)));
        }
        for way in &cond.unless {
            let need = bits(way.need).map(|bit| (bit, false));
            let forbid = bits(way.forbid).map(|bit| (bit, true));
            let first = need.chain(forbid).min_by_key(|lit| self.at(*lit));
            if let Some((bit, wanted)) = first.filter(|lit| self.at(*lit) > self.now) {
                open.push((bit, wanted, by));
            }
        }
    }

    /// When a bit could be so.
    pub const fn at(&self, (bit, wanted): (usize, bool)) -> u64 {
        if wanted {
            self.true_at[bit]
        } else {
            self.false_at[bit]
        }
    }

    fn rule_at(&self, scenario: &Scenario, from: &Standing, able: &Able, rule: &Rule) -> u64 {
        let now = from.now.0;
        match rule.source {
            Source::Result(action, place) => {
                self.result_at(scenario, from, able, rule, (action, place))
            }
            Source::Cue(cue) => {
                let state = from.cues[cue.0];
                if state.spent {
                    return NEVER;
                }
                let cond = self.cond_at(&rule.cond);
                match (&scenario.cues[cue.0].trigger, state.since) {
                    (Trigger::At(at, _), _) if cond <= at.0 * 2 + 1 => at.0.max(now) * 2 + 1,
                    (Trigger::At(..), _) => NEVER,
                    (Trigger::After(_, span), Some(since)) => (since + *span).0.max(now) * 2 + 1,
                    (Trigger::After(..), None) if cond == NEVER => NEVER,
                    (Trigger::After(_, span), None) => (cond / 2 + span.0) * 2 + 1,
                }
            }
            Source::Arrival(who) => match from.people[who.0].place {
                Place::Away => able.there[who.0] * 2 + 1,
                Place::OnTheWay(at) => at.0 * 2 + 1,
                Place::Here => NEVER,
            },
            Source::Post(_) => match self.cond_at(&rule.cond) {
                NEVER => NEVER,
                at => (at / 2).max(now) * 2 + 1,
            },
            Source::Claim(_) => now * 2 + 1,
        }
    }

    fn result_at(
        &self,
        scenario: &Scenario,
        from: &Standing,
        able: &Able,
        rule: &Rule,
        (action, place): (ActionIdx, usize),
    ) -> u64 {
        let cond = self.cond_at(&rule.cond);
        if cond == NEVER {
            return NEVER;
        }
        let running = able.running[action.0].filter(|busy| match busy.settled {
            Some(settled) => settled == place,
            None => cond <= busy.until.0 * 2,
        });
        if let Some(busy) = running {
            return busy.until.0 * 2;
        }
        let start = able.start[action.0];
        if start == NEVER || from.spent[action.0] {
            return NEVER;
        }
        let action = &scenario.actions[action.0];
        // Chosen when it is done, if nothing is settled when it begins.
        let begin = rule.begin.iter().map(|cond| self.cond_at(cond)).min();
        let late = match begin {
            Some(begin) if begin != NEVER => {
                let done = (start.max(begin / 2) + action.takes.0).max(cond / 2);
                done.max(cond / 2 + cond % 2 * self.step) * 2
            }
            Some(_) | None => NEVER,
        };
        match action.results[place].takes {
            Some(own) => late.min((start.max(cond / 2) + own.0) * 2),
            None => late,
        }
    }
}

/// When each responder and each action is free at the earliest.
struct Able {
    there: Vec<u64>,
    start: Vec<u64>,
    running: Vec<Option<Busy>>,
}

impl Able {
    fn of(scenario: &Scenario, from: &Standing, players: Players) -> Self {
        let free = |who: usize| -> u64 {
            let person = &from.people[who];
            match person.place {
                Place::Here => from.free_at(ResponderIdx(who)).unwrap_or(from.now).0,
                Place::OnTheWay(at) => at.0,
                Place::Away => (from.now + scenario.responders[who].arrives_after).0,
            }
        };
        let there: Vec<u64> = (0..scenario.responders.len()).map(free).collect();
        let order_from = if players == Players::ONE {
            there[scenario.you.0]
        } else {
            0
        };
        let mut running = vec![None; scenario.actions.len()];
        for person in &from.people {
            if let Some(busy) = person.busy {
                running[busy.action.0] = Some(busy);
            }
        }
        let start = (0..scenario.actions.len())
            .map(|action| {
                let who = (0..scenario.responders.len())
                    .filter(|who| scenario.can(ResponderIdx(*who), ActionIdx(action)))
                    .map(|who| there[who].max(order_from))
                    .min()
                    .unwrap_or(NEVER);
                match running[action] {
                    Some(busy) => who.max(busy.until.0),
                    None => who,
                }
            })
            .collect();
        Self {
            there,
            start,
            running,
        }
    }
}

/// The time as the engine writes it, unless it never comes.
pub const fn moment(at: u64) -> Option<Elapsed> {
    if at == NEVER { None } else { Some(Elapsed(at)) }
}
