//! What each step of a finished session cost: regret, in incident time.
//!
//! A session is cut at its players' steps: taking the page, calling somebody, beginning an action
//! (alone or by asking), telling an audience, a claim. Between two steps lies a pause, waited or
//! thought through; it is a step of its own. For the moment before and after each step the best
//! resolution that could still be reached is looked for ([`Quest`]): at the best, the cause is
//! gone at that time and stays gone. The regret of a step is how much later the best after it is
//! than the best before it; time that passes in a pause counts in full, so what is left to do and
//! was not begun costs as long as it lay there.
//!
//! A best that was found for a later moment could be reached from every earlier one, because the
//! players did go there. So no best is later than the one after it, a regret is never below
//! nothing, and all of them together are the difference between the par and what was reached.
//!
//! What users suffered is counted beside the time: of a pause, what they suffered while it lasted;
//! of an action, what they would not have suffered if what it changed had stayed as it was, for as
//! long as it stood. A step that stands between users and harm and took no longer than it takes is
//! not called costly, nor is one that the best way takes, too.
//!
//! The goal destroys nothing that was not destroyed in the session itself: a short cut over
//! users' data is not a better way. Where the prover did not find out, there is no best, and
//! nothing is said of the steps on both sides. It is asked [`ASKED_MAX`] times at most; the same
//! session always gives the same regret.

mod lost;
mod pause;
mod why;

use std::collections::BTreeMap;

use crate::engine::event::{Ending, Event, Recorded};
use crate::engine::guard::World;
use crate::engine::harm::Course;
use crate::engine::scenario::Scenario;
use crate::engine::session::Session;
use crate::engine::state::{Standing, State};
use crate::engine::time::{Elapsed, Span};

use super::LIVE_MAX;
use super::clean::damage;
use super::course::harm_of;
use super::relax::Players;
use super::way::{Outlook, Quest, Step, Way, onward_but};
pub use lost::{Lost, LostBy};
pub use why::Why;

/// How often the prover is asked about one session, at most.
pub const ASKED_MAX: usize = 32;

/// How often a way is gone again for one session, at most.
const WALKED_MAX: usize = 1500;

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
}

/// A moment between two steps, and how things looked.
struct Point<'a> {
    standing: Standing,
    /// What led here from the point before.
    event: Option<&'a Recorded>,
    way: Option<Way>,
}

impl Regret {
    /// Works out what the steps of a session cost.
    #[must_use]
    pub fn of(session: &Session) -> Self {
        let scenario = &**session.scenario();
        let players = Players(session.head().roster.len().clamp(1, 4));
        let destroyed = destroyed(session);
        let mut points = points(session);
        let begun = &points.first().expect("the beginning").standing;
        let quest = onward_but(scenario, players, begun, destroyed, LIVE_MAX)
            .map_or_else(|| Quest::of(scenario, players), |(quest, _)| quest);
        let n_asked = look_along(&quest, &mut points);
        let yours = yours(session);
        let best = bests(&points, yours);
        let steps = costly(session, &quest, &points, &best);
        let lost = lost::lost(session, players);
        let par = best.first().copied().flatten();
        let par_harm = points.first().and_then(|begun| {
            let is_best = |way: &&Way| Some(way.at) == par && yours.is_none_or(|it| way.at < it);
            let way = begun.way.as_ref().filter(is_best)?;
            Some(harm_of(scenario, &begun.standing, way))
        });
        Self {
            par,
            yours,
            steps,
            lost,
            par_harm,
            n_asked,
        }
    }

    /// How much later than the best it was resolved; none if it was not, or no best is known.
    #[must_use]
    pub fn total(&self) -> Option<Span> {
        Some(self.yours?.since(self.par?))
    }
}

/// Pars that are known: for what was so at the beginning, and what may be destroyed.
pub type Pars = BTreeMap<(World, u64), Option<Elapsed>>;

/// The best and what was reached, and when the goal was lost: the short of it, for many sessions
/// of one scenario.
#[must_use]
pub fn in_short(session: &Session, pars: &mut Pars) -> Regret {
    let scenario = &**session.scenario();
    let players = Players(session.head().roster.len().clamp(1, 4));
    let begun = begun(session);
    let spared = destroyed(session) & damage(scenario);
    let par = pars.entry((begun.world, spared)).or_insert_with(|| {
        let found = onward_but(scenario, players, &begun, spared, LIVE_MAX);
        found.map(|(_, way)| way.at)
    });
    let yours = yours(session);
    Regret {
        par: par.map(|par| yours.map_or(par, |yours| par.min(yours))),
        yours,
        steps: Vec::new(),
        lost: lost::lost(session, players),
        par_harm: None,
        n_asked: 1,
    }
}

/// Since when the cause was gone in the end, if play ended so.
fn yours(session: &Session) -> Option<Elapsed> {
    let state = session.state();
    let (_, how) = state.ended?;
    state.truly_resolved.filter(|_| how == Ending::Resolved)
}

/// Everything (bits) that ever became so.
fn destroyed(session: &Session) -> u64 {
    let past = session.state().past.iter();
    past.fold(0, |all, (_, world)| all | world.facts)
}

/// How things stood when the page had rung.
fn begun(session: &Session) -> State {
    let journal = session.journal().iter();
    let begun = journal.take_while(|it| it.at == Elapsed::ZERO && it.event.is_worlds());
    folded(session, begun.count())
}

/// Whether an event can move the best by itself.
const fn is_step(event: &Event) -> bool {
    matches!(
        event,
        Event::Acknowledged { .. }
            | Event::SeverityDeclared { .. }
            | Event::ResponderPaged { .. }
            | Event::ActionStarted { .. }
            | Event::Posted { .. }
            | Event::Claimed { .. }
            | Event::Injected { .. }
    )
}

/// The beginning, the moments before and after each step, and the end of play.
fn points(session: &Session) -> Vec<Point<'_>> {
    let mut state = begun(session);
    let point = |state: &State, event| Point {
        standing: state.standing.clone(),
        event,
        way: None,
    };
    let mut points = vec![point(&state, None)];
    for recorded in session.since(state.next_seq) {
        if state.ended.is_some() {
            break;
        }
        let is_step = is_step(&recorded.event);
        if is_step || matches!(recorded.event, Event::Ended { .. }) {
            state.standing.now = state.now.max(recorded.at);
            points.push(point(&state, None));
        }
        let known = state.apply(session.scenario(), recorded);
        known.expect("a session's journal has been folded before");
        if is_step {
            points.push(point(&state, Some(recorded)));
        }
    }
    points
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

/// Finds the way on from each point; says how often the prover was asked. Where it did not find
/// out, it is asked again after one more point, then two, then four.
fn look_along(quest: &Quest, points: &mut [Point]) -> usize {
    let (mut n_asked, mut n_walked) = (0, 0);
    let (mut pause, mut patience) = (0_usize, 1_usize);
    let mut way: Option<Way> = None;
    for point in points {
        let (event, now) = (point.event.map(|it| &it.event), point.standing.now);
        let mut carry = |way: &Way| {
            let in_time = way.steps.first().is_none_or(|step| step.at >= now);
            if event.is_none() && in_time {
                return Some(way.clone());
            }
            n_walked += 1;
            (n_walked <= WALKED_MAX)
                .then(|| quest.carry(way, event, &point.standing))
                .flatten()
        };
        let carried = way.as_ref().and_then(&mut carry);
        let before = way.as_ref().map(|way| way.at);
        let is_as_good = carried.as_ref().is_some_and(|it| Some(it.at) <= before);
        way = carried;
        if pause > 0 {
            pause -= 1;
        } else if !is_as_good && n_asked < ASKED_MAX {
            n_asked += 1;
            match quest.look(&point.standing) {
                Outlook::Way(found) => {
                    patience = 1;
                    if way.as_ref().is_none_or(|way| found.at < way.at) {
                        way = Some(found);
                    }
                }
                Outlook::Lost => break,
                Outlook::Unknown => {
                    pause = patience;
                    patience *= 2;
                }
            }
        }
        point.way.clone_from(&way);
    }
    n_asked
}

/// The best resolution known for each point: never later than that of a later one.
fn bests(points: &[Point], yours: Option<Elapsed>) -> Vec<Option<Elapsed>> {
    let mut later = yours;
    let mut all: Vec<Option<Elapsed>> = Vec::new();
    for point in points.iter().rev() {
        let best = point.way.as_ref().map(|way| {
            let best = later.map_or(way.at, |later| later.min(way.at));
            later = Some(best);
            best
        });
        all.push(best);
    }
    all.reverse();
    all
}

fn costly(
    session: &Session,
    quest: &Quest,
    points: &[Point],
    best: &[Option<Elapsed>],
) -> Vec<Costly> {
    let scenario = &**session.scenario();
    let suffered = Course::of(scenario, &session.state().past, session.state().now);
    let mut harmful: Vec<Costly> = Vec::new();
    let mut slow: Vec<Costly> = Vec::new();
    let mut idle: Vec<Costly> = Vec::new();
    for (idx, pair) in points.windows(2).enumerate() {
        let [from, to] = pair else { continue };
        let way = from.way.as_ref().filter(|way| Some(way.at) == best[idx]);
        let cost = match (best[idx], best[idx + 1]) {
            (Some(before), Some(after)) => after.since(before),
            (None, _) | (_, None) => Span::ZERO,
        };
        let Some(made) = to.event else {
            let pause = way.and_then(|way| pause(quest, (from, to), way, cost, &suffered));
            idle.extend(pause);
            continue;
        };
        if !is_players(&made.event) {
            continue;
        }
        let harm = added(session, made);
        let is_best = way.is_some_and(|way| quest.place_of(&way.steps, &made.event).is_some());
        let much = harm > 0 && harm >= suffered.total() / HARM_PART;
        let is_harmful = much && (cost >= COST_MIN || !is_best);
        let is_slow = cost >= COST_MIN;
        if !(is_harmful || is_slow) || spares(session, made, cost) {
            continue;
        }
        let begins = way.map_or_else(Vec::new, |way| pause::instead(quest, &from.standing, way));
        let is_made = |step: &Step| quest.place_of(&[*step], &made.event).is_some();
        let costly = Costly {
            at: from.standing.now,
            pauses: Vec::new(),
            seq: Some(made.seq),
            cost: if is_slow { cost } else { Span::ZERO },
            harm,
            why: why::of_step(session, made),
            // Until the page is taken nobody may do anything else.
            instead: if begins.iter().any(is_made) || from.standing.acknowledged.is_none() {
                Vec::new()
            } else {
                begins
            },
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
fn pause(
    quest: &Quest,
    (from, to): (&Point, &Point),
    way: &Way,
    cost: Span,
    suffered: &Course,
) -> Option<Costly> {
    if cost < PAUSE_MIN {
        return None;
    }
    let until = to.standing.now;
    let idle = pause::idle(quest, &from.standing, way, until)?;
    // What was lost before then was not lost by waiting.
    let cost = (way.at + cost).since(idle.at.max(way.at));
    let why = why::of_pause(quest, from, to);
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
