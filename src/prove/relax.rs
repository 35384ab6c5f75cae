//! When each thing could be so at the earliest, if nothing ever got in the way.
//!
//! A bit that has become true stays true here and also stays false: nothing is taken away. So the
//! times are lower bounds of what any play reaches, and what has no time here is reached by none.
//! These are bounds only; what really happens is the engine's to say.

use crate::engine::guard::{Conjunction, Guard, World};
use crate::engine::id::{ActionIdx, AudienceIdx, CueIdx, ResponderIdx};
use crate::engine::scenario::{Claim, Effect, Scenario, Trigger, here_bit};
use crate::engine::state::{Place, Standing};
use crate::engine::time::Elapsed;

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

/// When a condition holds: some way of `any`, and no way of `unless`.
#[derive(Debug, Clone, Default)]
pub struct Cond {
    /// Ways to hold.
    pub any: Vec<Conjunction>,
    /// What came earlier in the list and took its turn.
    pub unless: Vec<Conjunction>,
}

/// Something that changes bits.
#[derive(Debug, Clone)]
pub struct Rule {
    /// What it is.
    pub source: Source,
    /// When it works.
    pub cond: Cond,
    /// Bits that become true.
    pub set: World,
    /// Bits that become false.
    pub clear: World,
}

/// What changes bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// A result of an action.
    Result(ActionIdx, usize),
    /// A cue.
    Cue(CueIdx),
    /// Somebody arrives.
    Arrival(ResponderIdx),
    /// An audience is told.
    Post(AudienceIdx),
    /// A claim is made.
    Claim(Claim),
}

/// All rules of a scenario.
#[derive(Debug, Clone)]
pub struct Rules {
    /// Each thing that changes bits.
    pub all: Vec<Rule>,
}

/// Who orders whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Players(pub usize);

impl Players {
    /// Somebody who plays alone, and asks everybody else.
    pub const ONE: Self = Self(1);
    /// Four people, who act for themselves wherever a responder is needed.
    pub const FOUR: Self = Self(4);
}

/// What the times are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// Lower bounds: an action takes the least it ever can.
    Bound,
    /// A guide: a result comes after as long as it itself takes.
    Guide,
}

/// The earliest times.
#[derive(Debug, Clone)]
pub struct Relaxed {
    /// When each bit could be true.
    pub true_at: [u64; BITS],
    /// When each bit could be false.
    pub false_at: [u64; BITS],
    now: u64,
    reading: Reading,
    /// What is so now.
    world: World,
    /// Bits that could be true, and bits that could be false.
    can: [World; 2],
    /// Which rule brings each bit to its time, true and false.
    by: [[u16; BITS]; 2],
}

impl Cond {
    /// The condition that a guard alone makes.
    pub fn of(guard: &Guard) -> Self {
        Self {
            any: guard.any.clone(),
            unless: Vec::new(),
        }
    }

    /// Every bit it asks about: those it wants true, those it wants false.
    pub fn literals(&self) -> (World, World) {
        let mut wants = (World::default(), World::default());
        for way in &self.any {
            wants.0 = wants.0.union(way.need);
            wants.1 = wants.1.union(way.forbid);
        }
        for way in &self.unless {
            wants.0 = wants.0.union(way.forbid);
            wants.1 = wants.1.union(way.need);
        }
        wants
    }
}

/// The places of the bits of a world.
pub fn bits(world: World) -> impl Iterator<Item = usize> {
    let words = [world.facts, world.clues, world.claims];
    words.into_iter().enumerate().flat_map(|(idx, mut word)| {
        std::iter::from_fn(move || {
            if word == 0 {
                return None;
            }
            let bit = word.trailing_zeros() as usize;
            word &= word - 1;
            Some(idx * 64 + bit)
        })
    })
}

/// What an effect makes true and makes false.
pub const fn changes(effect: &Effect) -> (World, World) {
    let set = World {
        facts: effect.set & !effect.clear,
        clues: effect.learn,
        claims: 0,
    };
    let clear = World {
        facts: effect.clear,
        clues: 0,
        claims: 0,
    };
    (set, clear)
}

const fn meet(one: World, other: World) -> World {
    World {
        facts: one.facts & other.facts,
        clues: one.clues & other.clues,
        claims: one.claims & other.claims,
    }
}

impl Rules {
    /// The rules of a scenario.
    pub fn of(scenario: &Scenario) -> Self {
        let mut all = Vec::new();
        for (idx, action) in scenario.actions.iter().enumerate() {
            let mut earlier: Vec<Conjunction> = Vec::new();
            for (place, result) in action.results.iter().enumerate() {
                let (set, clear) = changes(&result.effect);
                all.push(Rule {
                    source: Source::Result(ActionIdx(idx), place),
                    cond: Cond {
                        any: result.when.any.clone(),
                        unless: earlier.clone(),
                    },
                    set,
                    clear,
                });
                earlier.extend(result.when.any.iter().copied());
            }
        }
        for (idx, cue) in scenario.cues.iter().enumerate() {
            let (set, clear) = changes(&cue.effect);
            let (Trigger::At(_, guard) | Trigger::After(guard, _)) = &cue.trigger;
            all.push(Rule {
                source: Source::Cue(CueIdx(idx)),
                cond: Cond::of(guard),
                set,
                clear,
            });
        }
        for (idx, responder) in scenario.responders.iter().enumerate() {
            let (mut set, clear) = changes(&responder.arrival);
            set.claims |= here_bit(ResponderIdx(idx));
            all.push(Rule {
                source: Source::Arrival(ResponderIdx(idx)),
                cond: Cond::of(&Guard::always()),
                set,
                clear,
            });
        }
        for (idx, audience) in scenario.audiences.iter().enumerate() {
            all.push(Rule {
                source: Source::Post(AudienceIdx(idx)),
                cond: Cond::of(&audience.when),
                set: World {
                    facts: audience.informs,
                    ..World::default()
                },
                clear: World::default(),
            });
        }
        for claim in Claim::ALL {
            all.push(Rule {
                source: Source::Claim(claim),
                cond: Cond::of(&Guard::always()),
                set: World {
                    claims: claim.bit(),
                    ..World::default()
                },
                clear: match claim {
                    Claim::Mitigated | Claim::Resolved => World {
                        claims: claim.bit(),
                        ..World::default()
                    },
                    Claim::Acknowledged | Claim::Severity => World::default(),
                },
            });
        }
        Self { all }
    }
}

impl Relaxed {
    /// The earliest times from how things stand.
    pub fn from(scenario: &Scenario, rules: &Rules, from: &Standing, players: Players) -> Self {
        Self::reading(scenario, rules, from, players, Reading::Bound)
    }

    /// The same, read one way or the other.
    pub fn reading(
        scenario: &Scenario,
        rules: &Rules,
        from: &Standing,
        players: Players,
        reading: Reading,
    ) -> Self {
        let mut times = Self {
            true_at: [NEVER; BITS],
            false_at: [NEVER; BITS],
            now: from.now.0,
            reading,
            world: from.world,
            can: [from.world, EVERY.without(from.world)],
            by: [[u16::MAX; BITS]; 2],
        };
        let now = from.now.0;
        let words = [from.world.facts, from.world.clues, from.world.claims];
        for bit in 0..BITS {
            if words[bit / 64] & (1 << (bit % 64)) == 0 {
                times.false_at[bit] = now;
            } else {
                times.true_at[bit] = now;
            }
        }
        times.spread(scenario, rules, from, players);
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
        self.spread(scenario, rules, from, Players::FOUR);
    }

    fn spread(&mut self, scenario: &Scenario, rules: &Rules, from: &Standing, players: Players) {
        let able = Able::of(scenario, from, players);
        let mut changed = true;
        while changed {
            changed = false;
            for (idx, rule) in (0_u16..).zip(&rules.all) {
                if !self.could_change(rule) {
                    continue;
                }
                let at = self.rule_at(scenario, from, &able, rule);
                if at != NEVER {
                    changed |= self.reach(rule, at, idx);
                }
            }
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

    /// When a guard could hold.
    pub fn guard_at(&self, guard: &Guard) -> u64 {
        let ways = guard.any.iter().map(|way| self.way_at(way));
        ways.min().unwrap_or(NEVER)
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

    fn reach(&mut self, rule: &Rule, at: u64, idx: u16) -> bool {
        let mut changed = false;
        let [by_true, by_false] = &mut self.by;
        let parts = [
            (&mut self.true_at, by_true, rule.set),
            (&mut self.false_at, by_false, rule.clear),
        ];
        for (times, by, world) in parts {
            for bit in bits(world) {
                if times[bit] > at {
                    times[bit] = at;
                    by[bit] = idx;
                    changed = true;
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
        self.ask(&Cond::of(goal), at, &mut open);
        for (threat, by) in threats {
            let none = Cond {
                any: vec![Conjunction::default()],
                unless: threat.any.clone(),
            };
            self.ask(&none, *by, &mut open);
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
                let cond = self.cond_at(&rule.cond);
                if cond == NEVER {
                    return NEVER;
                }
                let running = able.running[action.0].filter(|until| cond <= *until);
                if let Some(until) = running {
                    return until;
                }
                if from.spent[action.0] {
                    return NEVER;
                }
                let start = able.start[action.0];
                if start == NEVER {
                    return NEVER;
                }
                let action = &scenario.actions[action.0];
                let takes = match self.reading {
                    Reading::Bound => action.takes_at_least(),
                    Reading::Guide => action.results[place].takes.unwrap_or(action.takes),
                };
                (start + takes.0).max(cond)
            }
            Source::Cue(cue) => {
                let state = from.cues[cue.0];
                if state.spent {
                    return NEVER;
                }
                match (&scenario.cues[cue.0].trigger, state.since) {
                    (Trigger::At(at, _), _) if self.cond_at(&rule.cond) <= at.0 => at.0.max(now),
                    (Trigger::At(..), _) => NEVER,
                    (Trigger::After(_, span), Some(since)) => (since + *span).0.max(now),
                    (Trigger::After(_, span), None) => {
                        self.cond_at(&rule.cond).saturating_add(span.0)
                    }
                }
            }
            Source::Arrival(who) => match from.people[who.0].place {
                Place::Away => able.there[who.0],
                Place::OnTheWay(at) => at.0,
                Place::Here => NEVER,
            },
            Source::Post(_) => self.cond_at(&rule.cond).max(now),
            Source::Claim(_) => now,
        }
    }
}

/// When each responder and each action is free at the earliest.
struct Able {
    there: Vec<u64>,
    start: Vec<u64>,
    running: Vec<Option<u64>>,
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
                running[busy.action.0] = Some(busy.until.0);
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
                    Some(until) => who.max(until),
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
