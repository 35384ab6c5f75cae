//! The coach: what to do next, for who plays for the first time.
//!
//! A function of the journal like every other picture: the first step of the stage that is not
//! done yet. Which key does what is the face's to say.

use super::Scene;
use super::words::flowing;
use crate::engine::event::Event;
use crate::engine::scenario::{Coach as Step, CoachKey, CoachStage, Deed};
use crate::engine::state::Phase;

/// What the coach says now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coach {
    /// The step's place among all.
    pub idx: usize,
    /// `coach 3 of 14`
    pub label: String,
    /// What is said.
    pub says: String,
    /// What to type; empty if nothing in particular.
    pub types: String,
    /// Keys that help with it, by what they do.
    pub keys: Vec<CoachKey>,
}

/// Before what the coach says, where there is no label.
pub const COACH: &str = "coach";

/// Before what to type.
pub const TYPE: &str = "type";

/// What the coach says now, if there is one and anything is left to say.
#[must_use]
pub fn coach(scene: &Scene) -> Option<Coach> {
    let (stage, world) = (stage(scene), scene.state().world);
    let mut steps = steps_of(scene, stage);
    steps
        .find(|(_, step)| {
            step.when.holds(world)
                && !step.until.holds(world)
                && !step.done.is_some_and(|it| has_done(scene, it))
        })
        .map(|(idx, step)| told(scene, idx, step))
}

/// All that is ever said where one is now, for whoever has to make room for it.
#[must_use]
pub fn all_here(scene: &Scene) -> Vec<Coach> {
    steps_of(scene, stage(scene))
        .map(|(idx, step)| told(scene, idx, step))
        .collect()
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
        types: step.types.clone().unwrap_or_default(),
        keys: step.keys.clone(),
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

fn has_done(scene: &Scene, deed: Deed) -> bool {
    let mut journal = scene.session.journal().iter();
    journal.any(|it| {
        matches!(
            (deed, &it.event),
            (Deed::Act, Event::ActionStarted { .. })
                | (Deed::Hyp, Event::HypothesisStated { .. })
                | (Deed::Drop, Event::HypothesisDropped { .. })
                | (Deed::Page, Event::ResponderPaged { .. })
                | (Deed::Post, Event::Posted { .. })
                | (Deed::Wait, Event::Waited { .. })
                | (Deed::Cause, Event::CauseNamed { .. })
                | (Deed::Commit, Event::CommitmentMade { .. })
        )
    })
}
