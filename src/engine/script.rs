//! A play written down: what is typed when, and what must then be so.
//!
//! Golden runs are scripts, and so is anything that `run` plays. A script may only say what a
//! player can type, and may only expect what a player can see, besides the score.

use std::sync::Arc;

use super::event::{Head, Role, Seat, Stress};
use super::id::{Id, ResponderIdx};
use super::prompt::{self, Request};
use super::scenario::Scenario;
use super::score::{Dimension, Score, score};
use super::seed::Seed;
use super::session::Session;
use super::signals::alerts;
use super::state::Phase;
use super::time::{Elapsed, Span};

/// A play written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Script {
    /// The scenario it plays.
    pub scenario: Id,
    /// What it shows, in words.
    pub about: String,
    /// Where chance comes from.
    pub seed: Seed,
    /// How hard time presses; decides how many complications are dealt.
    pub stress: Stress,
    /// What is typed and expected, in order.
    pub steps: Vec<Step>,
    /// What must be so at the end.
    pub outcome: Outcome,
}

/// A step of a script.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Step {
    /// When it is.
    pub when: When,
    /// What is typed, if anything.
    pub typed: Option<String>,
    /// It must be refused.
    pub rejected: bool,
    /// What must be so after it.
    pub expect: Expect,
    /// The line of the file it begins at, for messages.
    pub line: usize,
}

/// When a step is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum When {
    /// As soon as the player has free hands.
    #[default]
    Free,
    /// At that time, or now if it has passed.
    At(Elapsed),
    /// So long after the step before it.
    After(Span),
}

/// What must be so, as a player can see it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Expect {
    /// Alerts that fire.
    pub firing: Vec<Id>,
    /// Alerts that do not.
    pub quiet: Vec<Id>,
    /// The phase.
    pub phase: Option<Phase>,
    /// Clues learned.
    pub clues: Vec<Id>,
    /// Clues not learned yet.
    pub missing: Vec<Id>,
}

/// What must be so at the end.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// How play ended: an ending's word, or `open`.
    pub ended: Option<String>,
    /// Bounds of the total.
    pub score: Option<(u8, u8)>,
    /// Bounds of dimensions.
    pub dimensions: Vec<(Dimension, (u8, u8))>,
}

/// A script that was played.
#[derive(Debug, Clone, PartialEq)]
pub struct Played {
    /// The session it made.
    pub session: Session,
    /// Its score.
    pub score: Score,
    /// What was not as the script says.
    pub failures: Vec<Failure>,
}

/// Something that was not as the script says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The line of the script; none for the outcome.
    pub line: Option<usize>,
    /// When.
    pub at: Elapsed,
    /// What.
    pub wrong: Wrong,
}

/// What was wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// Refused, and should not have been.
    Refused(String, super::command::Rejection),
    /// Not refused, and should have been.
    Accepted(String),
    /// Nothing here answers to it.
    NotUnderstood(String),
    /// Not the way a word of the prompt is used.
    Misread(String, prompt::Misread),
    /// An alert that should fire does not, or the other way round.
    Alert(Id, bool),
    /// A clue that should be known is not, or the other way round.
    Clue(Id, bool),
    /// The phase is another.
    Phase(Phase, Phase),
    /// Play ended another way.
    Ended {
        /// Expected.
        expected: String,
        /// How it did.
        found: &'static str,
    },
    /// Points out of bounds; of the total if no dimension is named.
    Points {
        /// Which.
        dimension: Option<Dimension>,
        /// Bounds.
        bounds: (u8, u8),
        /// Points, if reached.
        found: Option<u8>,
    },
}

/// The seat of somebody who plays alone.
#[must_use]
pub fn alone(scenario: &Scenario) -> Vec<Seat> {
    scenario
        .responders
        .get(scenario.you.0)
        .map(|you| Seat {
            responder: you.id.clone(),
            name: you.name.clone(),
            role: Role::Operations,
        })
        .into_iter()
        .collect()
}

/// Plays a script to its end.
#[must_use]
pub fn play(scenario: &Arc<Scenario>, script: &Script) -> Played {
    let head = Head::new(scenario, script.seed, script.stress, alone(scenario));
    let mut session = Session::begin(Arc::clone(scenario), head);
    let mut failures = Vec::new();
    let mut last_step = Elapsed::ZERO;
    for step in &script.steps {
        reach(&mut session, step.when, last_step);
        last_step = session.state().now;
        let mut fail = |at, wrong| {
            failures.push(Failure {
                line: Some(step.line),
                at,
                wrong,
            });
        };
        if let Some(typed) = &step.typed {
            match (enter(&mut session, typed), step.rejected) {
                (Ok(()), false) | (Err(Wrong::Refused(..)), true) => {}
                (Ok(()), true) => fail(last_step, Wrong::Accepted(typed.clone())),
                (Err(wrong), _) => fail(last_step, wrong),
            }
        }
        for wrong in unmet(&session, &step.expect) {
            fail(session.state().now, wrong);
        }
    }
    if script.outcome.ended.as_deref() != Some("open") {
        session.advance(scenario.clock.limit);
    }
    let score = score(&session);
    let at = session.state().now;
    let ended = outcome_failures(&session, &score, &script.outcome);
    failures.extend(ended.into_iter().map(|wrong| Failure {
        line: None,
        at,
        wrong,
    }));
    Played {
        session,
        score,
        failures,
    }
}

/// Lets time pass until a step is due; `last_step` is when the one before it was.
pub fn reach(session: &mut Session, when: When, last_step: Elapsed) {
    let you = session.scenario().you;
    match when {
        When::At(at) => session.advance(at),
        When::After(span) => session.advance(last_step + span),
        When::Free => {
            while session.state().ended.is_none() {
                match session.state().free_at(you) {
                    Some(at) if at > session.state().now => session.advance(at),
                    Some(_) | None => break,
                }
            }
        }
    }
}

/// Types that, as the one who plays alone; a risk counts as accepted.
///
/// # Errors
/// It was refused, misread, or nothing answers to it.
pub fn enter(session: &mut Session, typed: &str) -> Result<(), Wrong> {
    let scenario = Arc::clone(session.scenario());
    let you: ResponderIdx = scenario.you;
    let request = prompt::read_in(&scenario, session.state(), you, typed, true)
        .map_err(|misread| Wrong::Misread(typed.to_owned(), misread))?;
    let now = session.state().now;
    match request {
        Request::Command(command) => {
            let mumbled = matches!(command, super::command::Command::Mumble(_));
            session
                .submit(now, you, &command)
                .map_err(|rejection| Wrong::Refused(typed.to_owned(), rejection))?;
            if mumbled {
                return Err(Wrong::NotUnderstood(typed.to_owned()));
            }
        }
        Request::Page(all) => {
            for who in all {
                session
                    .submit(now, you, &super::command::Command::Page(who))
                    .map_err(|rejection| Wrong::Refused(typed.to_owned(), rejection))?;
            }
        }
        Request::Wait(span) => {
            session.wait(you, span.map(|span| now + span));
        }
        Request::Show(show) => {
            if let Some(read) = show.command() {
                session
                    .submit(now, you, &read)
                    .map_err(|rejection| Wrong::Refused(typed.to_owned(), rejection))?;
            }
        }
        Request::Quit | Request::Nothing => {}
    }
    Ok(())
}

fn unmet(session: &Session, expect: &Expect) -> Vec<Wrong> {
    let scenario = session.scenario();
    let state = session.state();
    let fires = |id: &Id| {
        let alert = scenario.alerts.iter().find(|alert| alert.id == *id);
        alert.is_some_and(|alert| {
            alerts::firing_since(scenario, alert, &state.past, state.now).is_some()
        })
    };
    let knows = |id: &Id| {
        scenario
            .clue(id.as_str())
            .is_some_and(|clue| state.knows(clue))
    };
    let mut wrong = Vec::new();
    let alerts = [(&expect.firing, true), (&expect.quiet, false)];
    for (ids, expected) in alerts {
        let off = ids.iter().filter(|id| fires(id) != expected);
        wrong.extend(off.map(|id| Wrong::Alert(id.clone(), expected)));
    }
    let clues = [(&expect.clues, true), (&expect.missing, false)];
    for (ids, expected) in clues {
        let off = ids.iter().filter(|id| knows(id) != expected);
        wrong.extend(off.map(|id| Wrong::Clue(id.clone(), expected)));
    }
    let phase = state.phase();
    let off = expect.phase.filter(|expected| *expected != phase);
    wrong.extend(off.map(|expected| Wrong::Phase(expected, phase)));
    wrong
}

fn outcome_failures(session: &Session, score: &Score, outcome: &Outcome) -> Vec<Wrong> {
    let mut wrong = Vec::new();
    let found = session
        .state()
        .ended
        .map_or("open", |(_, ending)| ending.word());
    if let Some(expected) = outcome.ended.as_ref().filter(|it| *it != found) {
        wrong.push(Wrong::Ended {
            expected: expected.clone(),
            found,
        });
    }
    let total = outcome
        .score
        .map(|bounds| (None, bounds, Some(score.total)));
    let each = outcome
        .dimensions
        .iter()
        .map(|(dimension, bounds)| (Some(*dimension), *bounds, score.of(*dimension)));
    for (dimension, bounds, found) in total.into_iter().chain(each) {
        if found.is_none_or(|found| found < bounds.0 || found > bounds.1) {
            wrong.push(Wrong::Points {
                dimension,
                bounds,
                found,
            });
        }
    }
    wrong
}
