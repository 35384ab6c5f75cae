//! What each step of a finished session cost: regret, in incident time.
//!
//! A session is cut at its players' steps: taking the page, calling somebody, beginning an action
//! (alone or by asking), telling an audience, a claim. Between two steps lies a pause, waited or
//! thought through; it is a step of its own. For the moment before and after each step the best
//! resolution that could still be reached is looked for (`Quest`): at the best, the cause is
//! gone at that time and stays gone. The regret of a step is how much later the best after it is
//! than the best before it; time that passes in a pause counts in full, so what is left to do and
//! was not begun costs as long as it lay there.
//!
//! The best way on from a moment destroys nothing but what had been destroyed by then (`along`):
//! a short cut over what is still whole is not a better way, even if the players took it later.
//! Only where no other is known is it one that destroys more, and it says what.
//!
//! A best that was found for a later moment could be reached from every earlier one, because the
//! players did go there; unless something was destroyed on the way. As long as nothing is, no best
//! is later than the one after it, a regret is never below nothing, and all of them together are
//! the difference between the par and what was reached.
//!
//! What users suffered is counted beside the time: of a pause, what they suffered while it lasted;
//! of an action, what they would not have suffered if what it changed had stayed as it was, for as
//! long as it stood. A step that stands between users and harm and took no longer than it takes is
//! not called costly, nor is one that the best way takes, too.
//!
//! Where the prover did not find out, there is no best, and nothing is said of the steps on both
//! sides. It is asked [`ASKED_MAX`] times, and a few more where nothing spares everything; the
//! same session always gives the same regret.

mod along;
mod lost;
mod pause;
mod why;

use std::collections::BTreeMap;

use crate::engine::event::{Ending, Event, Recorded};
use crate::engine::guard::World;
use crate::engine::harm::Course;
use crate::engine::scenario::Scenario;
use crate::engine::session::Session;
use crate::engine::state::State;
use crate::engine::time::{Elapsed, Span};

use super::clean::damage;
use super::course::harm_of;
use super::relax::Players;
use super::way::{CAREFUL_MAX, Step, onward};
use along::{Best, On, Point, bests, ends, look_along, points};
pub use lost::{Lost, LostBy};
pub use why::Why;

/// As often as this the prover has been asked about one session, it is asked no more.
pub const ASKED_MAX: usize = 32;

/// Steps that are named, at most.
const NAMED_MAX: usize = 5;

/// What costs less is not named.
const COST_MIN: Span = Span::from_mins(1);

/// A pause that costs less is not looked at.
const PAUSE_MIN: Span = Span::from_secs(10);

/// Steps that are named for what users suffered by them, at most.
const HARMFUL_MAX: usize = 2;

/// What cost users less than this part of all they suffered is not named for it.
const HARM_PART: u64 = 20;

/// What the steps of a session cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Regret {
    /// The best resolution that was found from the beginning.
    pub par: Option<Elapsed>,
    /// What is destroyed on the way there (facts, bits): nothing, unless no other is known.
    pub par_destroys: u64,
    /// Since when the cause was really gone in the end, if play ended so.
    pub yours: Option<Elapsed>,
    /// The most costly steps, the worst first.
    pub steps: Vec<Costly>,
    /// When nothing led to the goal any more.
    pub lost: Option<Lost>,
    /// What users would have suffered on the best way from the beginning, if one is known that is
    /// better than the way that was gone.
    pub par_harm: Option<Course>,
    /// How often the prover was asked.
    pub n_asked: usize,
}

/// A step that cost time, or that users suffered by; or pauses before one and the same step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Costly {
    /// When it was made, or when the first pause began.
    pub at: Elapsed,
    /// From when until when nothing was begun, in their order, where it is pauses.
    pub pauses: Vec<(Elapsed, Elapsed)>,
    /// The place of its event in the journal; a pause has none.
    pub seq: Option<u64>,
    /// How much later the best became.
    pub cost: Span,
    /// What users suffered by it, weighted: of a pause, while it lasted.
    pub harm: u64,
    /// Why.
    pub why: Option<Why>,
    /// What the best way was to begin with instead: one thing, and what comes straight after it
    /// where that is only the way there.
    pub instead: Vec<Step>,
    /// What that way destroys that had not been destroyed by then (facts, bits): nothing, unless no
    /// other is known.
    pub destroys: u64,
}

impl Regret {
    /// Works out what the steps of a session cost.
    #[must_use]
    pub fn of(session: &Session) -> Self {
        let scenario = &**session.scenario();
        let players = Players(session.head().roster.len().clamp(1, 4));
        let ends = ends(session);
        let mut points = points(session, &ends);
        let n_asked = look_along(session, players, &ends, &mut points);
        let yours = yours(session);
        let reached = yours.map(|at| Best {
            at,
            destroyed: destroyed(session),
        });
        let best = bests(&mut points, reached);
        let steps = costly(session, &points, &best);
        let lost = lost::lost(session, players);
        let begun = points.first().expect("the beginning");
        let best = best.first().copied().flatten();
        let par = best.map(|it| it.at);
        let par_harm = begun.on.as_ref().and_then(|on| {
            let way = &on.way;
            let is_best = Some(way.at) == par && yours.is_none_or(|it| way.at < it);
            is_best.then(|| harm_of(scenario, &begun.standing, way))
        });
        Self {
            par,
            par_destroys: best.map_or(0, |it| it.destroyed & !begun.destroyed),
            yours,
            steps,
            lost,
            par_harm,
            n_asked,
        }
    }

    /// How much later than the best it was resolved, nothing if the best that destroys less is later;
    /// none if it was not, or no best is known.
    #[must_use]
    pub fn total(&self) -> Option<Span> {
        Some(self.yours?.since(self.par?))
    }
}

/// Pars that are known, and what is destroyed on the way to them: for what was so at the beginning.
pub type Pars = BTreeMap<World, Option<(Elapsed, u64)>>;

/// The best and what was reached, and when the goal was lost: the short of it, for many sessions
/// of one scenario.
#[must_use]
pub fn in_short(session: &Session, pars: &mut Pars) -> Regret {
    let scenario = &**session.scenario();
    let players = Players(session.head().roster.len().clamp(1, 4));
    let begun = begun(session);
    let par = pars.entry(begun.world).or_insert_with(|| {
        let found = onward(scenario, players, &begun, CAREFUL_MAX);
        found.map(|on| (on.way.at, on.destroys))
    });
    let yours = yours(session);
    let allowed = |destroys: u64| (begun.world.facts | destroys) & damage(scenario);
    let here = destroyed(session);
    let par = par.map(|(par, destroys)| match yours {
        // Who destroyed nothing went a better way than one on which something is.
        Some(yours) if destroys != 0 && here & !begun.world.facts == 0 => (yours, 0),
        Some(yours) if here & !allowed(destroys) == 0 => (par.min(yours), destroys),
        Some(_) | None => (par, destroys),
    });
    Regret {
        par: par.map(|(par, _)| par),
        par_destroys: par.map_or(0, |(_, destroys)| destroys),
        yours,
        steps: Vec::new(),
        lost: lost::lost(session, players),
        par_harm: None,
        n_asked: 1,
    }
}

/// What was destroyed in a session (facts, bits).
#[must_use]
pub fn destroyed(session: &Session) -> u64 {
    let past = session.state().past.iter();
    let ever = past.fold(0, |all, (_, world)| all | world.facts);
    ever & damage(session.scenario())
}

/// Since when the cause was gone in the end, if play ended so.
fn yours(session: &Session) -> Option<Elapsed> {
    let state = session.state();
    let (_, how) = state.ended?;
    state.truly_resolved.filter(|_| how == Ending::Resolved)
}

/// How things stood when the page had rung.
fn begun(session: &Session) -> State {
    let journal = session.journal().iter();
    let begun = journal.take_while(|it| it.at == Elapsed::ZERO && it.event.is_worlds());
    folded(session, begun.count())
}

/// The state after the first events of a journal.
fn folded(session: &Session, n: usize) -> State {
    let scenario = &**session.scenario();
    let mut state = State::new(scenario);
    for recorded in &session.journal()[..n] {
        let known = state.apply(scenario, recorded);
        known.expect("a session's journal has been folded before");
    }
    state
}

fn costly(session: &Session, points: &[Point], best: &[Option<Best>]) -> Vec<Costly> {
    let scenario = &**session.scenario();
    let suffered = Course::of(scenario, &session.state().past, session.state().now);
    let mut harmful: Vec<Costly> = Vec::new();
    let mut slow: Vec<Costly> = Vec::new();
    let mut idle: Vec<Costly> = Vec::new();
    for (idx, pair) in points.windows(2).enumerate() {
        let [from, to] = pair else { continue };
        let is_the_best = |on: &&On| best[idx].is_some_and(|best| best.at == on.way.at);
        let on = from.on.as_ref().filter(is_the_best);
        let cost = match (best[idx], best[idx + 1]) {
            (Some(before), Some(after)) => after.at.since(before.at),
            (None, _) | (_, None) => Span::ZERO,
        };
        let Some(made) = to.event else {
            let pause = on.and_then(|on| pause((from, to), on, cost, &suffered));
            idle.extend(pause);
            continue;
        };
        if !is_players(&made.event) {
            continue;
        }
        let harm = added(session, made);
        let is_best = on.is_some_and(|on| on.has(&on.way.steps, &made.event));
        let much = harm > 0 && harm >= suffered.total() / HARM_PART;
        let is_harmful = much && (cost >= COST_MIN || !is_best);
        let is_slow = cost >= COST_MIN;
        if !(is_harmful || is_slow) || spares(session, made, cost) {
            continue;
        }
        let begins = on.map_or_else(Vec::new, |on| {
            pause::instead(&on.quest, &from.standing, &on.way)
        });
        let is_made = |step: &Step| on.is_some_and(|on| on.has(&[*step], &made.event));
        // Until the page is taken nobody may do anything else.
        let instead = if begins.iter().any(is_made) || from.standing.acknowledged.is_none() {
            Vec::new()
        } else {
            begins
        };
        let costly = Costly {
            at: from.standing.now,
            pauses: Vec::new(),
            seq: Some(made.seq),
            cost: if is_slow { cost } else { Span::ZERO },
            harm,
            why: why::of_step(session, made),
            destroys: on.map_or(0, |on| on.destroys),
            instead,
        };
        if is_harmful {
            harmful.push(costly);
        } else {
            slow.push(costly);
        }
    }
    slow.extend(together(idle));
    // Of two that cost the same the earlier one comes first.
    harmful.sort_by_key(|it| std::cmp::Reverse((it.harm, it.cost)));
    let rest = harmful.split_off(harmful.len().min(HARMFUL_MAX));
    slow.extend(rest.into_iter().filter(|it| it.cost >= COST_MIN));
    slow.sort_by_key(|it| (std::cmp::Reverse(it.cost), it.at));
    harmful.append(&mut slow);
    harmful.truncate(NAMED_MAX);
    harmful
}

/// A pause, from when on the best way on could have been begun.
fn pause((from, to): (&Point, &Point), on: &On, cost: Span, suffered: &Course) -> Option<Costly> {
    if cost < PAUSE_MIN {
        return None;
    }
    let until = to.standing.now;
    let idle = pause::idle(&on.quest, &from.standing, &on.way, until)?;
    // What was lost before then was not lost by waiting.
    let cost = (on.way.at + cost).since(idle.at.max(on.way.at));
    let why = why::of_pause(on, from, to);
    // More than its own length is lost only by what happened in it.
    let cost = if why.is_some() {
        cost
    } else {
        cost.min(until.since(idle.since))
    };
    (cost >= PAUSE_MIN).then(|| Costly {
        at: idle.since,
        pauses: vec![(idle.since, until)],
        seq: None,
        cost,
        harm: suffered.at(until) - suffered.at(idle.since),
        why,
        destroys: on.destroys,
        instead: idle.begins,
    })
}

/// Pauses before one and the same step told as one, where they cost something together.
fn together(idle: Vec<Costly>) -> impl Iterator<Item = Costly> {
    let mut all: Vec<Costly> = Vec::new();
    let first = |it: &Costly| it.instead.first().map(|step| step.moved);
    for pause in idle {
        let same = all.iter_mut().find(|it| first(it) == first(&pause));
        let Some(before) = same else {
            all.push(pause);
            continue;
        };
        before.pauses.extend(pause.pauses);
        before.cost = before.cost + pause.cost;
        before.harm += pause.harm;
        before.destroys |= pause.destroys;
        before.why = before.why.or(pause.why);
    }
    all.into_iter().filter(|it| it.cost >= COST_MIN)
}

/// Whether a step helped users, or in no more time than it took kept harm from them or told
/// something that is key.
fn spares(session: &Session, began: &Recorded, cost: Span) -> bool {
    if helped(session, began) {
        return true;
    }
    let Some(end) = end_of(session, began) else {
        return false;
    };
    let (before, after) = turned(session, end);
    let took = session.journal()[end].at.since(began.at);
    let scenario = session.scenario();
    let told = after.clues & !before.clues & scenario.key_clues();
    cost <= took + COST_MIN && (told != 0 || protects(scenario, after.facts & !before.facts))
}

/// Whether harm, or a turn of the world that brings harm or damage, asks that none of these facts
/// (bits) be so.
fn protects(scenario: &Scenario, set: u64) -> bool {
    let needed = scenario.harm.iter().flat_map(|it| &it.when.any);
    let hurts = needed.fold(damage(scenario), |all, way| all | way.need.facts);
    let mut kept_off = scenario.harm.iter().flat_map(|it| &it.when.any);
    let kept_off = kept_off.any(|way| way.forbid.facts & set != 0);
    kept_off
        || scenario.cues.iter().any(|cue| {
            let mut ways = cue.trigger.guard().any.iter();
            cue.effect.set & hurts != 0 && ways.any(|way| way.forbid.facts & set != 0)
        })
}

/// The place of the end of what began there.
fn end_of(session: &Session, began: &Recorded) -> Option<usize> {
    let Event::ActionStarted { who, action, .. } = &began.event else {
        return None;
    };
    let is_its_end = |it: &&Recorded| {
        let same = matches!(&it.event, Event::ActionFinished { who: by, action: of, .. } if by == who && of == action);
        it.seq > began.seq && same
    };
    session.journal().iter().position(|it| is_its_end(&it))
}

/// The world before and after an event.
fn turned(session: &Session, place: usize) -> (World, World) {
    let world = |n: usize| folded(session, n).world;
    (world(place), world(place + 1))
}

/// What users would not have suffered, weighted, if what a step changed had stayed as it was: for
/// as long as it stood, and everything else going as it went.
fn added(session: &Session, began: &Recorded) -> u64 {
    let Some(end) = end_of(session, began) else {
        return 0;
    };
    let scenario = session.scenario();
    let (before, after) = turned(session, end);
    let (set, cleared) = (after.facts & !before.facts, before.facts & !after.facts);
    if set | cleared == 0 {
        return 0;
    }
    let (since, state) = (session.journal()[end].at, session.state());
    let (mut with, mut without) = (0_u128, 0_u128);
    for (idx, (at, world)) in state.past.iter().enumerate() {
        let until = state.past.get(idx + 1).map_or(state.now, |(at, _)| *at);
        let ms = u128::from(until.since((*at).max(since)).0);
        let otherwise = World {
            facts: (world.facts & !set) | cleared,
            ..*world
        };
        with += ms * u128::from(scenario.harm_per_minute(*world));
        without += ms * u128::from(scenario.harm_per_minute(otherwise));
    }
    u64::try_from(with.saturating_sub(without) / 60_000).unwrap_or(u64::MAX)
}

/// Whether users suffered less as soon as what began there was done: nobody is told that help
/// came at a cost.
fn helped(session: &Session, began: &Recorded) -> bool {
    let Some(end) = end_of(session, began) else {
        return false;
    };
    let (before, after) = turned(session, end);
    let harm = |world| session.scenario().harm_per_minute(world);
    harm(after) < harm(before)
}

const fn is_players(event: &Event) -> bool {
    !event.is_worlds() && !matches!(event, Event::Injected { .. })
}
