//! The moments of a session, and the best way on from each.
//!
//! Invariant: a way on destroys nothing but what had been destroyed by then, by the world or by
//! what players had begun; where none is known but one that destroys more, the way says what.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::engine::event::{Event, Recorded};
use crate::engine::id::Id;
use crate::engine::session::Session;
use crate::engine::state::{Standing, State};
use crate::engine::time::Elapsed;
use crate::prove::LIVE_MAX;
use crate::prove::clean::damage;
use crate::prove::relax::Players;
use crate::prove::search::Move;
use crate::prove::way::{CAREFUL_MAX, Outlook, Quest, Step, Way, least_destroying};

use super::{ASKED_MAX, begun};

/// How often a way is gone again for one session, at most.
const WALKED_MAX: usize = 1500;

/// Expansions for a way on where something has just been destroyed and a hasty look finds none.
const RENEWED_MAX: usize = 4 * LIVE_MAX;

/// A moment between two steps, and how things looked.
pub(super) struct Point<'a> {
    pub standing: Standing,
    /// What led here from the point before.
    pub event: Option<&'a Recorded>,
    /// How many events had happened.
    n_events: usize,
    /// What had been destroyed by then, or was by what had been begun (facts, bits).
    pub destroyed: u64,
    pub on: Option<On>,
}

/// The best way on that is known from a moment.
#[derive(Debug, Clone)]
pub(super) struct On {
    pub quest: Rc<Quest>,
    pub way: Way,
    /// What it destroys beside what had been destroyed (facts, bits).
    pub destroys: u64,
}

/// A resolution, and what is destroyed when it is reached (facts, bits).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Best {
    pub at: Elapsed,
    pub destroyed: u64,
}

impl On {
    /// Whether an event has done one of these steps.
    pub(super) fn has(&self, steps: &[Step], event: &Event) -> bool {
        self.quest.place_of(steps, event).is_some()
    }

    /// Whether it is better than another: it destroys less, or is as careful and sooner.
    fn beats(&self, other: &Self) -> bool {
        let cost = |it: &Self| (it.destroys.count_ones(), it.way.at);
        cost(self) < cost(other)
    }
}

/// The beginning, the moments before and after each step, and the end of play.
pub(super) fn points<'s>(session: &'s Session, ends: &Ends) -> Vec<Point<'s>> {
    let damage = damage(session.scenario());
    let mut state = begun(session);
    let mut destroyed = state.world.facts & damage;
    let point = |state: &State, event, destroyed| Point {
        standing: state.standing.clone(),
        event,
        n_events: usize::try_from(state.next_seq).unwrap_or(usize::MAX),
        destroyed,
        on: None,
    };
    let mut points = vec![point(&state, None, destroyed)];
    for recorded in session.since(state.next_seq) {
        if state.ended.is_some() {
            break;
        }
        let is_step = is_step(&recorded.event);
        if is_step || matches!(recorded.event, Event::Ended { .. }) {
            state.standing.now = state.now.max(recorded.at);
            points.push(point(&state, None, destroyed));
        }
        let known = state.apply(session.scenario(), recorded);
        known.expect("a session's journal has been folded before");
        destroyed |= state.world.facts & damage;
        if is_step {
            destroyed |= ends.get(&recorded.seq).map_or(0, |end| end.destroyed);
            points.push(point(&state, Some(recorded), destroyed));
        }
    }
    points
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

/// What came of what was begun, by the place in the journal where it was.
pub(super) type Ends = BTreeMap<u64, End>;

/// What came of something.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct End {
    result: Option<usize>,
    /// What it destroyed at once (facts, bits).
    destroyed: u64,
}

/// What came of everything that was begun and done in a session.
pub(super) fn ends(session: &Session) -> Ends {
    let scenario = &**session.scenario();
    let damage = damage(scenario);
    let mut state = State::new(scenario);
    let mut begun: BTreeMap<(&Id, &Id), u64> = BTreeMap::new();
    let mut ends = Ends::new();
    for recorded in session.journal() {
        let before = state.world.facts;
        let known = state.apply(scenario, recorded);
        known.expect("a session's journal has been folded before");
        match &recorded.event {
            Event::ActionStarted { who, action, .. } => {
                begun.insert((who, action), recorded.seq);
            }
            Event::ActionFinished {
                who,
                action,
                result,
            } => {
                let end = End {
                    result: *result,
                    destroyed: state.world.facts & !before & damage,
                };
                ends.extend(begun.remove(&(who, action)).map(|seq| (seq, end)));
            }
            _ => {}
        }
    }
    ends
}

/// Finds the way on from each point; says how often the prover was asked. Where it did not find
/// out, it is asked again after one more point, then two, then four.
pub(super) fn look_along(
    session: &Session,
    players: Players,
    ends: &Ends,
    points: &mut [Point],
) -> usize {
    let mut seeker = Seeker::of(session, players, ends, points[0].destroyed);
    let (mut pause, mut patience) = (0_usize, 1_usize);
    let mut on: Option<On> = None;
    for point in points {
        let before = on.as_ref().map(|on| on.way.at);
        on = seeker.carry(on, point);
        let is_as_good = on.as_ref().is_some_and(|it| Some(it.way.at) <= before);
        if pause > 0 {
            pause -= 1;
        } else if !is_as_good && seeker.n_asked < ASKED_MAX {
            match seeker.ask(point, on.is_some()) {
                Asked::Way(found) => {
                    patience = 1;
                    if on.as_ref().is_none_or(|on| found.beats(on)) {
                        on = Some(found);
                    }
                }
                Asked::Lost => break,
                Asked::Unknown => {
                    pause = patience;
                    patience *= 2;
                }
            }
        }
        point.on.clone_from(&on);
    }
    seeker.n_asked
}

/// Who looks for ways on, from one point after the other.
struct Seeker<'s> {
    session: &'s Session,
    players: Players,
    ends: &'s Ends,
    /// The goal as it is written.
    any: Quest,
    /// The goal without destroying anything more.
    sparing: Rc<Quest>,
    /// What may be destroyed: it is already (facts, bits).
    spared: u64,
    /// Something was destroyed since the prover was last asked.
    is_new: bool,
    n_asked: usize,
    n_walked: usize,
}

/// What was found out.
enum Asked {
    Way(On),
    /// Nothing leads to the goal any more.
    Lost,
    Unknown,
}

impl<'s> Seeker<'s> {
    fn of(session: &'s Session, players: Players, ends: &'s Ends, spared: u64) -> Self {
        let scenario = session.scenario();
        Self {
            session,
            players,
            ends,
            any: Quest::of(scenario, players),
            sparing: Rc::new(Quest::sparing(scenario, players, spared)),
            spared,
            is_new: false,
            n_asked: 0,
            n_walked: 0,
        }
    }

    /// The same way from the next point, if it still leads to the goal.
    fn carry(&mut self, on: Option<On>, point: &Point) -> Option<On> {
        let (event, now) = (point.event.map(|it| &it.event), point.standing.now);
        let has_more = point.destroyed != self.spared;
        if has_more {
            let scenario = self.session.scenario();
            self.spared = point.destroyed;
            self.is_new = true;
            self.sparing = Rc::new(Quest::sparing(scenario, self.players, self.spared));
        }
        let mut on = on?;
        if has_more {
            on.destroys &= !self.spared;
            on.quest = self.allowing(on.destroys);
        } else if event.is_none() && on.way.steps.first().is_none_or(|step| step.at >= now) {
            return Some(on);
        }
        self.n_walked += 1;
        if self.n_walked > WALKED_MAX {
            return None;
        }
        on.way = on.quest.carry(&on.way, event, &point.standing)?;
        Some(on)
    }

    /// The goal with nothing more destroyed but this (facts, bits).
    fn allowing(&self, more: u64) -> Rc<Quest> {
        if more == 0 {
            return Rc::clone(&self.sparing);
        }
        let scenario = self.session.scenario();
        Rc::new(Quest::sparing(scenario, self.players, self.spared | more))
    }

    /// Asks the prover for a way on. Where it finds none, what was really done is one if it led to
    /// the goal; one that destroys more is looked for where no other can be, or none is known at
    /// all.
    fn ask(&mut self, point: &Point, is_known: bool) -> Asked {
        self.n_asked += 1;
        let is_first = self.n_asked == 1;
        let clean = |way| On {
            quest: Rc::clone(&self.sparing),
            way,
            destroys: 0,
        };
        let mut outlook = self.sparing.look(&point.standing);
        let effort = if is_first { CAREFUL_MAX } else { RENEWED_MAX };
        if (is_first || self.is_new && !is_known) && outlook == Outlook::Unknown {
            outlook = self.sparing.look_for(&point.standing, effort);
        }
        self.is_new = false;
        if outlook == Outlook::Lost && self.any.is_lost(&point.standing) {
            return Asked::Lost;
        }
        let found = match &outlook {
            Outlook::Way(way) => Some(way.clone()),
            Outlook::Lost | Outlook::Unknown => None,
        };
        let own = (is_first || found.is_none() && !is_known).then(|| self.own(point));
        let both = found.into_iter().chain(own.flatten());
        if let Some(way) = both.min_by_key(|way| way.at) {
            return Asked::Way(clean(way));
        }
        if is_known || (outlook == Outlook::Unknown && !is_first) {
            return Asked::Unknown;
        }
        let scenario = self.session.scenario();
        let least = least_destroying(
            scenario,
            self.players,
            &point.standing,
            self.spared,
            LIVE_MAX,
        );
        least.map_or(Asked::Unknown, |least| {
            self.n_asked += 1 + least.destroys.count_ones() as usize;
            Asked::Way(On {
                quest: Rc::new(least.quest),
                way: least.way,
                destroys: least.destroys,
            })
        })
    }

    /// What was really done from there on, each thing as soon as it could be, without what
    /// destroyed something and without what was not needed.
    fn own(&self, point: &Point) -> Option<Way> {
        let journal = &self.session.journal()[point.n_events..];
        let steps = journal.iter().filter_map(|it| {
            let end = self.ends.get(&it.seq).copied().unwrap_or_default();
            let is_harmless = end.destroyed & !self.spared == 0;
            let moved = is_harmless.then(|| moved(self.session, &it.event))??;
            Some(Step {
                at: point.standing.now,
                moved,
                comes: end.result,
            })
        });
        let way = self.sparing.walk(&point.standing, steps)?;
        Some(self.sparing.pruned(&point.standing, way))
    }
}

/// What somebody did with an event, as a move.
fn moved(session: &Session, event: &Event) -> Option<Move> {
    let scenario = &**session.scenario();
    Some(match event {
        Event::Acknowledged { .. } => Move::Acknowledge,
        Event::ResponderPaged { who, .. } => Move::Page(scenario.responder(who.as_str())?),
        Event::Posted { audience, .. } => Move::Post(scenario.audience(audience.as_str())?),
        Event::Claimed { claim, .. } => Move::Claim(*claim),
        Event::ActionStarted {
            by, who, action, ..
        } => Move::Start(
            scenario.responder(by.as_str())?,
            scenario.responder(who.as_str())?,
            scenario.action(action.as_str())?,
        ),
        _ => return None,
    })
}

/// The best resolution known for each point: never later than that of a later one, where nothing
/// was destroyed between them that the best from the earlier one leaves whole. A way that destroys
/// more is none where players themselves went on without.
pub(super) fn bests(points: &mut [Point], yours: Option<Best>) -> Vec<Option<Best>> {
    let mut later = yours;
    let mut all: Vec<Option<Best>> = Vec::new();
    for point in points.iter_mut().rev() {
        let destroyed = point.destroyed;
        let best = point.on.as_ref().map(|on| {
            let found = Best {
                at: on.way.at,
                destroyed: destroyed | on.destroys,
            };
            let reached = later.filter(|it| it.destroyed & !found.destroyed == 0);
            let better = reached.filter(|it| {
                let spares = on.destroys != 0 && it.destroyed & !destroyed == 0;
                spares || it.at < found.at
            });
            better.unwrap_or(found)
        });
        if best.is_some_and(|best| best.destroyed & !destroyed == 0) {
            point.on = point.on.take().filter(|on| on.destroys == 0);
        }
        later = best.or(later);
        all.push(best);
    }
    all.reverse();
    all
}
