//! The coach: what to do next, for who plays for the first time.
//!
//! A function of the journal like every other picture: the first step of the stage that is not
//! done yet. Which key does what is the face's to say.
//!
//! Invariant: a claim made before there was anything to claim passes over nothing.

use super::Scene;
use super::confirm::{Confirm, NO};
use super::people::person;
use super::words::flowing;
use crate::engine::event::{Event, Recorded};
use crate::engine::guard::World;
use crate::engine::id::{Id, ResponderIdx};
use crate::engine::scenario::{Claim, Coach as Step, CoachKey, CoachStage, Deed};
use crate::engine::state::Phase;
use crate::engine::time::{Elapsed, Span};

/// What the coach says now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coach {
    /// The step's place among all.
    pub idx: usize,
    /// `coach 3 of 14`
    pub label: String,
    /// What is said.
    pub says: String,
    /// The same for line mode.
    pub in_lines: String,
    /// What to type; empty if nothing in particular.
    pub types: String,
    /// Keys that help with it, by what they do.
    pub keys: Vec<CoachKey>,
    /// Said in between, while you are busy; the step itself is not said yet, or is being done.
    pub is_aside: bool,
}

/// Said while hands are full, or somebody is awaited.
const BUSY: &str = "Everything takes its time, and people take theirs to come. Let the clock run, or \
                    jump ahead to the next thing that happens.";

/// Said while a risk waits to be accepted.
const ASKED: &str = "That is the risk. Typing the name of what it acts on makes one look twice at \
                     which thing is about to be changed.";

/// The same, where it is not what was spoken of.
const STRAY: &str = "That is a risk, and of something else than what we are at. Read what it says \
                     could happen; with a no, nothing does.";

/// Said while a claim waits that the screen speaks against.
const DOUBTED: &str = "Alerts speak against that. Say no, look at the signals, and claim it when \
                       what you see agrees.";

/// Before what the coach says, where there is no label.
pub const COACH: &str = "coach";

/// What the key beside the label does.
pub const AWAY: &str = "sends it away";

/// Before what to type.
pub const TYPE: &str = "type";

/// What the coach says now, if there is one and anything is left to say.
#[must_use]
pub fn coach(scene: &Scene) -> Option<Coach> {
    let (stage, world) = (stage(scene), in_turn(scene, scene.state().world));
    let is_due = |step: &Step| {
        let is_done = step.done.is_some_and(|deed| has_done(scene, step, deed));
        step.when.holds(world) && !step.until.holds(world) && !is_done
    };
    let (idx, step) = steps_of(scene, stage).find(|(_, step)| is_due(step))?;
    let coach = told(scene, idx, step);
    if stage != CoachStage::Room || (is_free(scene, scene.seat) && can_ask(scene, step)) {
        return Some(coach);
    }
    Some(Coach {
        says: BUSY.to_owned(),
        in_lines: BUSY.to_owned(),
        types: "wait".to_owned(),
        keys: Vec::new(),
        is_aside: true,
        ..coach
    })
}

/// What the coach says while a risk is told, or a claim doubted, and its word is asked for.
#[must_use]
pub fn asked(coach: Coach, confirm: &Confirm) -> Coach {
    let (says, types) = if confirm.is_doubt {
        (DOUBTED, NO)
    } else if coach.types.ends_with(&confirm.example) {
        (ASKED, confirm.word.as_str())
    } else {
        (STRAY, NO)
    };
    Coach {
        says: says.to_owned(),
        in_lines: says.to_owned(),
        types: types.to_owned(),
        keys: Vec::new(),
        is_aside: true,
        ..coach
    }
}

/// All that is ever said where one is now, for whoever has to make room for it.
#[must_use]
pub fn all_here(scene: &Scene) -> Vec<String> {
    steps_of(scene, stage(scene))
        .map(|(_, step)| flowing(&step.says))
        .chain([BUSY, ASKED, STRAY, DOUBTED].map(str::to_owned))
        .collect()
}

/// What a key does that the coach points at, in a word or two.
#[must_use]
pub const fn key_word(key: CoachKey) -> &'static str {
    match key {
        CoachKey::Acknowledge => "takes it, too",
        CoachKey::Do => "does it",
        CoachKey::Complete => "completes",
        CoachKey::Take => "takes the grey",
        CoachKey::Panes => "other panes",
        CoachKey::NextPane => "next pane",
        CoachKey::Look => "looks around",
        CoachKey::Scroll => "scrolls",
        CoachKey::Earlier => "what you typed before",
        CoachKey::Help => "all keys",
        CoachKey::Leave => "goes home",
    }
}

/// The world without claims that were made before their step could be said: somebody hoped, and
/// has everything before that step still to do. Whether it could be said is asked of the world as
/// it is without the claim: the step may end by it.
fn in_turn(scene: &Scene, world: World) -> World {
    let typed = |claim: Claim| {
        let mut steps = scene.scenario().coach.iter();
        steps.find(|it| it.types.as_deref() == Some(claim.word()))
    };
    let early = [Claim::Mitigated, Claim::Resolved].into_iter();
    let without = |it: Claim| World {
        claims: world.claims & !it.bit(),
        ..world
    };
    let early = early.filter(|it| typed(*it).is_some_and(|step| !step.when.holds(without(*it))));
    let claims = early.fold(world.claims, |claims, it| claims & !it.bit());
    World { claims, ..world }
}

fn is_free(scene: &Scene, who: ResponderIdx) -> bool {
    person(scene, who).free
}

/// Whether whom the step wants asked is there, with free hands.
fn can_ask(scene: &Scene, step: &Step) -> bool {
    let typed = step.types.as_deref().unwrap_or_default();
    let whom = typed
        .strip_prefix("ask ")
        .and_then(|it| it.split(' ').next());
    let whom = whom.and_then(|id| scene.scenario().responder(id));
    whom.is_none_or(|who| is_free(scene, who))
}

fn steps_of<'a>(scene: &Scene<'a>, stage: CoachStage) -> impl Iterator<Item = (usize, &'a Step)> {
    let all = scene.scenario().coach.iter().enumerate();
    all.filter(move |(_, step)| step.stage == stage)
}

fn told(scene: &Scene, idx: usize, step: &Step) -> Coach {
    let n_steps = scene.scenario().coach.len();
    Coach {
        idx,
        label: format!("{COACH} {} of {n_steps}", idx + 1),
        says: flowing(&step.says),
        in_lines: flowing(step.in_lines.as_ref().unwrap_or(&step.says)),
        types: step.types.clone().unwrap_or_default(),
        keys: step.keys.clone(),
        is_aside: false,
    }
}

fn stage(scene: &Scene) -> CoachStage {
    match scene.state().phase() {
        Phase::Paging => CoachStage::Pager,
        Phase::Acknowledged | Phase::Mitigated | Phase::Resolved => CoachStage::Room,
        Phase::Over if scene.state().debriefed => CoachStage::Debrief,
        Phase::Over => CoachStage::Over,
    }
}

/// Whether a step that wants somebody told means that audience: whom it types a word to.
fn asks_for(step: &Step, audience: &Id) -> bool {
    let typed = step.types.as_deref().unwrap_or_default();
    let whom = typed
        .strip_prefix("post ")
        .and_then(|it| it.split(' ').next());
    whom.is_none_or(|it| it == audience.as_str())
}

/// For how long a step asks to wait, if it says so.
fn waits(step: &Step) -> Span {
    let typed = step.types.as_deref().unwrap_or_default();
    let span = typed.strip_prefix("wait ").map(Span::parse);
    span.and_then(Result::ok).unwrap_or(Span::ZERO)
}

/// Whether it was done since the step could be said: who waited before there was anything to wait
/// for has not waited for this.
fn has_done(scene: &Scene, step: &Step, deed: Deed) -> bool {
    let past = scene.past();
    let is_before = |it: &(Elapsed, World)| !step.when.holds(in_turn(scene, it.1));
    let since = match past.iter().rposition(is_before) {
        Some(idx) => past.get(idx + 1).map(|(at, _)| *at),
        None => Some(Elapsed::ZERO),
    };
    let journal = scene.session.journal().iter();
    // A wait that ended with what was waited for is not the one after it.
    let began = |it: &Recorded| match it.event {
        Event::Waited { since, .. } => since,
        _ => it.at,
    };
    let mut journal = journal.filter(|it| since.is_some_and(|since| began(it) >= since));
    journal.any(|it| {
        if let (Deed::Post, Event::Posted { audience, .. }) = (deed, &it.event) {
            return asks_for(step, audience);
        }
        if let (Deed::Wait, Event::Waited { .. }) = (deed, &it.event) {
            // What ended a wait early leaves the rest of it.
            return since.is_some_and(|since| it.at.since(since) >= waits(step));
        }
        matches!(
            (deed, &it.event),
            (Deed::Act, Event::ActionStarted { .. })
                | (Deed::Hyp, Event::HypothesisStated { .. })
                | (Deed::Drop, Event::HypothesisDropped { .. })
                | (Deed::Page, Event::ResponderPaged { .. })
                | (Deed::Ic, Event::CommandTaken { .. })
                | (Deed::Cause, Event::CauseNamed { .. })
                | (Deed::Commit, Event::CommitmentMade { .. })
        )
    })
}
