//! A way on from where a team stands: what is left to do, in order, and when that leads to the
//! goal.
//!
//! A way is found by the prover once and then carried along: what was done is dropped from it, and
//! what is late is begun as soon as it comes to the same again. So a way says after each step what
//! that step cost, and the prover is asked again only where the old way breaks or gets longer.
//! Everything that happens on a way is the engine's to say.

use crate::engine::event::Event;
use crate::engine::guard::{Conjunction, Guard, World};
use crate::engine::id::ResponderIdx;
use crate::engine::scenario::{ActionKind, Claim, Scenario};
use crate::engine::state::{Happening, Place, Standing};
use crate::engine::time::{Elapsed, Span};

use super::Ahead;
use super::clean::{self, damage};
use super::relax::{NEVER, Players, Relaxed, Rules};
use super::search::{Move, STEP_MS};

/// A skill that nobody has: no file can name it.
const NOBODY: &str = "\0";

/// Expansions for a way that destroys nothing, where a hasty look finds none.
pub const CAREFUL_MAX: usize = 20 * super::LIVE_MAX;

/// The same while somebody waits.
const LIVE_CAREFUL: usize = 4 * super::LIVE_MAX;

/// Moments that are looked at for one step of a way before it is given up.
const MOMENTS_MAX: usize = 200;

/// What is looked for: a scenario whose goal it is, and who plays.
#[derive(Debug, Clone)]
pub struct Quest {
    /// The scenario; its goal may ask for more than the one it was made from.
    pub scenario: Scenario,
    /// Who plays.
    pub players: Players,
    rules: Rules,
}

/// What is left to do, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// The steps that are left.
    pub steps: Vec<Step>,
    /// When the goal is reached, and holds.
    pub at: Elapsed,
}

/// A step of a way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// When it is made; not sooner.
    pub at: Elapsed,
    /// What.
    pub moved: Move,
    /// The place of what comes of it, for an action.
    pub comes: Option<usize>,
}

/// How things look from somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outlook {
    /// There is a way on.
    Way(Way),
    /// Nothing leads to the goal any more.
    Lost,
    /// It was not found out.
    Unknown,
}

impl Quest {
    /// The goal of a scenario as it is written.
    #[must_use]
    pub fn of(scenario: &Scenario, players: Players) -> Self {
        Self {
            rules: Rules::of(scenario),
            scenario: scenario.clone(),
            players,
        }
    }

    /// The same without destroying anything but what these facts (bits) stand for.
    #[must_use]
    pub fn sparing(scenario: &Scenario, players: Players, spared: u64) -> Self {
        let mut quest = Self::of(scenario, players);
        quest.scenario.truth.resolved = clean::goal(scenario, spared);
        quest
    }

    /// How things look from a standing, found while somebody waits. Asks the prover.
    #[must_use]
    pub fn look(&self, from: &Standing) -> Outlook {
        self.look_for(from, super::LIVE_MAX)
    }

    /// The same, after at most `budget` expansions.
    #[must_use]
    pub fn look_for(&self, from: &Standing, budget: usize) -> Outlook {
        if self.scenario.truth.resolved.holds(from.world) {
            let way = Way {
                steps: Vec::new(),
                at: from.truly_resolved.unwrap_or(from.now),
            };
            return Outlook::Way(way);
        }
        if self.is_lost(from) {
            return Outlook::Lost;
        }
        let par = match super::from(&self.scenario, from, self.players, budget) {
            Ahead::Line(par) => par,
            Ahead::Lost => return Outlook::Lost,
            Ahead::Unknown => return Outlook::Unknown,
        };
        let steps = par.line.moves.iter().map(|(at, moved)| Step {
            at: *at,
            moved: *moved,
            comes: None,
        });
        let way = self.walk(from, steps);
        way.map_or(Outlook::Unknown, |way| Outlook::Way(self.pruned(from, way)))
    }

    /// The same way without the steps that it does not need, and with your own hands where they
    /// are as good as somebody else's.
    pub(super) fn pruned(&self, from: &Standing, mut way: Way) -> Way {
        let mut idx = 0;
        while idx < way.steps.len() {
            let mut steps = way.steps.clone();
            steps.remove(idx);
            match self.walk(from, steps) {
                // Later steps may come sooner now, or be there no more.
                Some(shorter) if shorter.at <= way.at => way = shorter,
                Some(_) | None => idx += 1,
            }
        }
        let you = self.scenario.you;
        for idx in 0..way.steps.len() {
            let Some(Move::Start(by, who, action)) = way.steps.get(idx).map(|it| it.moved) else {
                continue;
            };
            if by != you || who == you || !self.scenario.can(you, action) {
                continue;
            }
            let mut steps = way.steps.clone();
            steps[idx].moved = Move::Start(you, you, action);
            way = self
                .walk(from, steps)
                .filter(|it| it.at <= way.at)
                .unwrap_or(way);
        }
        way
    }

    /// Whether nothing leads to the goal any more, for certain.
    #[must_use]
    pub fn is_lost(&self, from: &Standing) -> bool {
        let scenario = &self.scenario;
        let resolved = &scenario.truth.resolved;
        if from.ended.is_some() {
            return !resolved.holds(from.world);
        }
        let times = Relaxed::from(scenario, &self.rules, from, self.players);
        let at = times.guard_at(resolved);
        at == NEVER || Elapsed(at) + scenario.targets.hold > scenario.clock.limit
    }

    /// The same steps from another standing, without what `event` has done of them.
    #[must_use]
    pub fn carry(&self, way: &Way, event: Option<&Event>, to: &Standing) -> Option<Way> {
        let mut steps = way.steps.clone();
        let done = event.and_then(|event| self.place_of(&steps, event));
        if let Some(done) = done {
            steps.remove(done);
        }
        self.walk(to, steps)
    }

    /// The place of the step that an event has done.
    #[must_use]
    pub fn place_of(&self, steps: &[Step], event: &Event) -> Option<usize> {
        let scenario = &self.scenario;
        steps.iter().position(|step| match (step.moved, event) {
            (Move::Acknowledge, Event::Acknowledged { .. })
            | (Move::Claim(Claim::Severity), Event::SeverityDeclared { .. }) => true,
            (Move::Page(who), Event::ResponderPaged { who: id, .. }) => {
                scenario.responders[who.0].id == *id
            }
            (Move::Post(audience), Event::Posted { audience: id, .. }) => {
                scenario.audiences[audience.0].id == *id
            }
            (Move::Claim(claim), Event::Claimed { claim: made, .. }) => claim == *made,
            (Move::Start(_, _, action), Event::ActionStarted { action: id, .. }) => {
                scenario.actions[action.0].id == *id
            }
            _ => false,
        })
    }

    /// The goal of users being helped, and destroying nothing for it but what these facts (bits)
    /// stand for.
    #[must_use]
    pub fn helping(scenario: &Scenario, players: Players, spared: u64) -> Self {
        let mut helped = scenario.clone();
        helped.truth.resolved = helped.truth.mitigated.clone();
        Self::sparing(&helped, players, spared)
    }

    /// The goal of knowing one of these clues (bits) by looking, without a change.
    #[must_use]
    pub fn learning(scenario: &Scenario, players: Players, clues: u64, spared: u64) -> Self {
        let forbid = World {
            facts: damage(scenario) & !spared,
            ..World::default()
        };
        let bits = (0..64).map(|bit| 1 << bit);
        let ways = bits
            .filter(|bit| clues & bit != 0)
            .map(|clues| Conjunction {
                need: World {
                    clues,
                    ..World::default()
                },
                forbid,
            });
        let mut quest = Self::of(scenario, players);
        quest.scenario.truth.resolved = Guard {
            any: ways.collect(),
        };
        let changes = quest.scenario.actions.iter_mut();
        for change in changes.filter(|it| it.kind == ActionKind::Change) {
            change.skill = Some(NOBODY.to_owned());
        }
        quest
    }

    /// The facts (bits) that this way makes so and that destroy something.
    #[must_use]
    pub fn destroys(&self, from: &Standing, way: &Way) -> u64 {
        self.world_after(from, way).facts & !from.world.facts & damage(&self.scenario)
    }

    /// The world when the goal is reached on a way.
    pub(super) fn world_after(&self, from: &Standing, way: &Way) -> World {
        let scenario = &self.scenario;
        let mut now = from.clone();
        for step in &way.steps {
            advance(scenario, &mut now, step.at);
            step.moved.make(scenario, &mut now);
        }
        advance(scenario, &mut now, way.at);
        now.world
    }

    /// Goes these steps from a standing. Nothing if they do not lead to the goal in time, or it
    /// does not hold.
    pub(super) fn walk(
        &self,
        from: &Standing,
        steps: impl IntoIterator<Item = Step>,
    ) -> Option<Way> {
        let scenario = &self.scenario;
        let goal = &scenario.truth.resolved;
        let mut now = from.clone();
        let mut made = Vec::new();
        for step in steps {
            if goal.holds(now.world) {
                break;
            }
            if is_needless(scenario, &now, step.moved) {
                continue;
            }
            let (there, step) = self.make(&now, step)?;
            now = there;
            made.push(step);
        }
        while !goal.holds(now.world) {
            pass(scenario, &mut now)?;
        }
        let at = now.truly_resolved.unwrap_or(now.now);
        // What is undone again at once was not reached.
        let until = now.now + scenario.targets.hold;
        advance(scenario, &mut now, until);
        let holds = goal.holds(now.world) && until <= scenario.clock.limit;
        holds.then_some(Way { steps: made, at })
    }

    /// Makes a step as soon as it comes to what it came to before; else as soon as it can be made.
    fn make(&self, from: &Standing, step: Step) -> Option<(Standing, Step)> {
        let scenario = &self.scenario;
        let mut now = from.clone();
        advance(scenario, &mut now, step.at);
        let mut soonest = None;
        let mut before = None;
        for _ in 0..MOMENTS_MAX {
            if now.ended.is_some() {
                break;
            }
            if let Some((there, made)) = self.made(&now, step) {
                if step.comes.is_none() || made.comes == step.comes {
                    let sooner = before.and_then(|before| self.sooner(before, now.now, step));
                    return Some(sooner.unwrap_or((there, made)));
                }
                soonest = soonest.or(Some((there, made)));
            }
            before = Some(now.clone());
            if pass(scenario, &mut now).is_none() {
                break;
            }
        }
        soonest
    }

    /// A step made now, if it may be.
    fn made(&self, now: &Standing, step: Step) -> Option<(Standing, Step)> {
        let mut there = now.clone();
        step.moved.make(&self.scenario, &mut there).then(|| {
            let comes = comes_of(&self.scenario, &there, step.moved);
            let at = now.now;
            (there, Step { at, comes, ..step })
        })
    }

    /// Whether an action, begun now, comes to what it is there for.
    pub(super) fn comes_as_well(&self, now: &Standing, step: Step) -> bool {
        let made = self.made(now, step);
        step.comes.is_some() && made.is_some_and(|(_, made)| made.comes == step.comes)
    }

    /// The step made in time to be done after something happens at `to`, where it would come to
    /// something else if it were begun at once.
    fn sooner(&self, from: Standing, to: Elapsed, step: Step) -> Option<(Standing, Step)> {
        let began = from.now;
        let mut now = from;
        let (mut early, mut late) = (0, to.since(began).0.div_ceil(STEP_MS));
        let mut found = None;
        while early + 1 < late {
            let middle = u64::midpoint(early, late);
            now.now = began + Span(middle * STEP_MS);
            let made = self
                .made(&now, step)
                .filter(|(_, made)| made.comes == step.comes);
            if made.is_some() {
                late = middle;
                found = made;
            } else {
                early = middle;
            }
        }
        found
    }
}

/// A way on, for what it is one, and what it destroys.
#[derive(Debug, Clone)]
pub struct Onward {
    /// What was looked for: the goal allows what the way destroys.
    pub quest: Quest,
    /// The way.
    pub way: Way,
    /// The facts (bits) that the way makes so, that destroy something and that were not to be:
    /// nothing was found that does without.
    pub destroys: u64,
}

/// Keeps the way on that it found last: as long as a team only takes its time on it, it needs no
/// new one.
#[derive(Debug, Default)]
pub struct Guide {
    last: Option<(Onward, Elapsed)>,
}

impl Guide {
    /// A way on from a standing, of the same play as the one before.
    pub fn onward(
        &mut self,
        scenario: &Scenario,
        players: Players,
        from: &Standing,
    ) -> Option<Onward> {
        let carried = self.last.take().and_then(|(on, since)| {
            let carried = on.quest.carry(&on.way, None, from)?;
            let carried = on.quest.pruned(from, carried);
            let idled = from.now.since(since);
            (carried.at <= on.way.at + idled).then_some(Onward { way: carried, ..on })
        });
        let on = carried.or_else(|| onward(scenario, players, from, LIVE_CAREFUL))?;
        self.last = Some((on.clone(), from.now));
        Some(on)
    }
}

/// The best way on that is known from a standing, without destroying anything more as far as one
/// is found with this budget of expansions; nothing when none was found.
#[must_use]
pub fn onward(
    scenario: &Scenario,
    players: Players,
    from: &Standing,
    budget: usize,
) -> Option<Onward> {
    let spared = from.world.facts;
    let sparing = Quest::sparing(scenario, players, spared);
    for budget in [super::LIVE_MAX, budget] {
        match sparing.look_for(from, budget) {
            Outlook::Way(way) => return Some(Onward::clean(sparing, way)),
            Outlook::Lost => break,
            Outlook::Unknown => {}
        }
    }
    least_destroying(scenario, players, from, spared, super::LIVE_MAX)
}

/// The same where these facts (bits) may be destroyed, each way looked for with this budget of
/// expansions.
#[must_use]
pub fn onward_but(
    scenario: &Scenario,
    players: Players,
    from: &Standing,
    spared: u64,
    budget: usize,
) -> Option<Onward> {
    let sparing = Quest::sparing(scenario, players, spared);
    if let Outlook::Way(way) = sparing.look_for(from, budget) {
        return Some(Onward::clean(sparing, way));
    }
    least_destroying(scenario, players, from, spared, budget)
}

/// The way on that destroys least beside what these facts (bits) stand for, where none is known
/// that destroys nothing.
#[must_use]
pub fn least_destroying(
    scenario: &Scenario,
    players: Players,
    from: &Standing,
    spared: u64,
    budget: usize,
) -> Option<Onward> {
    let quest = Quest::of(scenario, players);
    let Outlook::Way(way) = quest.look_for(from, budget) else {
        return None;
    };
    // What one way destroys another may spare, piece by piece.
    let mut best = (quest, way);
    let mut spoiled = best.0.destroys(from, &best.1) & !spared;
    let mut open = spoiled;
    while open != 0 {
        let bit = open & open.wrapping_neg();
        open &= !bit;
        let quest = Quest::sparing(scenario, players, (spoiled & !bit) | spared);
        if let Outlook::Way(way) = quest.look_for(from, budget) {
            spoiled = quest.destroys(from, &way) & !spared;
            open &= spoiled;
            best = (quest, way);
        }
    }
    let (quest, way) = best;
    Some(Onward {
        quest,
        way,
        destroys: spoiled & !clean::asked(scenario),
    })
}

impl Onward {
    /// A way on that destroys nothing but what it may.
    const fn clean(quest: Quest, way: Way) -> Self {
        Self {
            quest,
            way,
            destroys: 0,
        }
    }
}

/// Lets time pass until `to`: everything due happens, each thing at its own time.
pub fn advance(scenario: &Scenario, now: &mut Standing, to: Elapsed) {
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

/// Lets time pass until something happens or somebody has free hands again.
fn pass(scenario: &Scenario, now: &mut Standing) -> Option<()> {
    let (due, _) = now.next_due(scenario)?;
    let asking = now.people.iter().map(|person| person.asking_until);
    let free = asking.filter(|at| *at > now.now).min();
    let to = free.map_or(due, |free| free.min(due));
    advance(scenario, now, to);
    now.ended.is_none().then_some(())
}

/// Whether a move is made already.
fn is_needless(scenario: &Scenario, now: &Standing, moved: Move) -> bool {
    let being_done = |who: ResponderIdx| now.people[who.0].place != Place::Away;
    match moved {
        Move::Acknowledge => now.acknowledged.is_some(),
        Move::Page(who) => being_done(who),
        Move::Post(audience) => scenario.audiences[audience.0].informs & !now.world.facts == 0,
        Move::Claim(claim) => now.world.claims & claim.bit() != 0,
        Move::Start(_, _, action) => {
            let doing = |busy: crate::engine::state::Busy| busy.action == action;
            now.spent[action.0] || now.people.iter().any(|it| it.busy.is_some_and(doing))
        }
    }
}

/// What an action that has just begun comes to when nobody does anything else.
fn comes_of(scenario: &Scenario, begun: &Standing, moved: Move) -> Option<usize> {
    let Move::Start(_, who, action) = moved else {
        return None;
    };
    let mut now = begun.clone();
    while let Some((at, due)) = now.next_due(scenario) {
        now.now = now.now.max(at);
        let happening = now.comes_of(scenario, due);
        if let Happening::Finished {
            who: done,
            action: what,
            result,
        } = happening
            && (done, what) == (who, action)
        {
            return result;
        }
        now.follow(scenario, at, happening);
    }
    None
}
