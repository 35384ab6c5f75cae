//! What if: the same commands once more, with one step left out or moved in time.
//!
//! A pure function of a session and the change. The world answers by its own rules; what it now
//! refuses is told, and what finds nobody with free hands waits until somebody has them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::command::{Command, Rejection, answer_number};
use super::debrief::{Debrief, debrief};
use super::event::Event;
use super::id::{Id, ResponderIdx};
use super::scenario::{Claim, Scenario};
use super::session::Session;
use super::time::{Elapsed, Span};

/// Something that somebody at a terminal did: one that can be left out or moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Its number, from 1.
    pub number: usize,
    /// The place of its event in the journal.
    pub seq: u64,
    /// When.
    pub at: Elapsed,
    /// Whose seat.
    pub by: ResponderIdx,
    /// What was asked.
    pub command: Command,
}

/// What is changed about a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It is left out.
    Without,
    /// It comes so much later.
    Later(Span),
    /// It comes so much sooner, at the beginning at the earliest.
    Sooner(Span),
}

/// What would have been.
#[derive(Debug, Clone, PartialEq)]
pub struct Counterfactual {
    /// The step that was changed.
    pub step: Step,
    /// How.
    pub change: Change,
    /// What came of it as it was played.
    pub played: Debrief,
    /// What would have.
    pub otherwise: Debrief,
    /// Steps that the world would have refused, and when.
    pub refused: Vec<(Step, Elapsed, Rejection)>,
    /// Steps that would have had to wait, and until when.
    pub held_up: Vec<(Step, Elapsed)>,
}

/// The steps of a session, numbered.
#[must_use]
pub fn steps(session: &Session) -> Vec<Step> {
    let scenario = session.scenario();
    session
        .journal()
        .iter()
        .filter_map(|recorded| {
            let (by, command) = asked(scenario, &recorded.event)?;
            Some((recorded, by, command))
        })
        .enumerate()
        .map(|(idx, (recorded, by, command))| Step {
            number: idx + 1,
            seq: recorded.seq,
            at: recorded.at,
            by,
            command,
        })
        .collect()
}

/// Plays a session again with one step changed; none if there is no step with that number.
#[must_use]
pub fn counterfactual(session: &Session, number: usize, change: Change) -> Option<Counterfactual> {
    let all = steps(session);
    let step = all.iter().find(|it| it.number == number)?.clone();
    let changed = |it: Step| match change {
        _ if it.number != number => Some((it.at, it)),
        Change::Without => None,
        Change::Later(span) => Some((it.at + span, it)),
        Change::Sooner(span) => Some((it.at - span, it)),
    };
    let mut again = Again::of(session);
    again.play(all.into_iter().filter_map(changed));
    Some(Counterfactual {
        step,
        change,
        played: debrief(session),
        otherwise: debrief(&again.session),
        refused: again.refused,
        held_up: again.held_up,
    })
}

/// A session that is being played again.
struct Again {
    session: Session,
    /// Until when the world goes on, if play has not ended by then.
    until: Elapsed,
    refused: Vec<(Step, Elapsed, Rejection)>,
    held_up: Vec<(Step, Elapsed)>,
}

impl Again {
    fn of(session: &Session) -> Self {
        let scenario = session.scenario();
        let until = match session.state().ended {
            Some(_) => scenario.clock.limit,
            None => session.state().now,
        };
        Self {
            session: Session::begin(Arc::clone(scenario), session.head().clone()),
            until,
            refused: Vec::new(),
            held_up: Vec::new(),
        }
    }

    fn play(&mut self, steps: impl Iterator<Item = (Elapsed, Step)>) {
        let (mut queue, mut after) = (BTreeMap::new(), Vec::new());
        for (at, step) in steps {
            if is_of_the_debrief(&step.command) {
                after.push(step);
            } else {
                queue.insert((at, step.seq), step);
            }
        }
        while let Some(((at, _), step)) = queue.pop_first() {
            match self.session.submit(at, step.by, &step.command) {
                Ok(()) => {
                    if at > step.at && self.held_up.iter().any(|(it, _)| it.seq == step.seq) {
                        self.free(&step, at);
                    }
                }
                Err(Rejection::Busy(_, free_at)) if free_at > at => {
                    self.free(&step, free_at);
                    queue.insert((free_at, step.seq), step);
                }
                Err(why) => self.refused.push((step, at, why)),
            }
        }
        self.session.advance(self.until);
        let now = self.session.state().now;
        for step in after {
            if let Err(why) = self.session.submit(now, step.by, &step.command) {
                self.refused.push((step, now, why));
            }
        }
        let refused = &self.refused;
        let was_refused = |step: &Step| refused.iter().any(|(it, _, _)| it.seq == step.seq);
        self.held_up.retain(|(step, _)| !was_refused(step));
    }

    /// Keeps until when a step has to wait.
    fn free(&mut self, step: &Step, until: Elapsed) {
        self.held_up.retain(|(it, _)| it.seq != step.seq);
        self.held_up.push((step.clone(), until));
    }
}

const fn is_of_the_debrief(command: &Command) -> bool {
    matches!(
        command,
        Command::NameCause(_)
            | Command::OpenDebrief
            | Command::Commit { .. }
            | Command::Answer(..)
            | Command::Rate(..)
    )
}

/// What was asked for when an event came of it; none for what the world does by itself, for the
/// clock, and for what was not understood, which nothing comes of.
fn asked(scenario: &Scenario, event: &Event) -> Option<(ResponderIdx, Command)> {
    let who = |id: &Id| scenario.responder(id.as_str());
    let hypothesis = |id: &Id| scenario.hypothesis(id.as_str());
    Some(match event {
        Event::Acknowledged { by } => (who(by)?, Command::Acknowledge),
        Event::SeverityDeclared { by, level } => (who(by)?, Command::DeclareSeverity(*level)),
        Event::CommandTaken { by, who: whom } => (who(by)?, Command::TakeCommand(who(whom)?)),
        Event::HypothesisStated {
            by,
            hypothesis: id,
            confidence,
        } => (
            who(by)?,
            Command::StateHypothesis(hypothesis(id)?, *confidence),
        ),
        Event::HypothesisDropped { by, hypothesis: id } => {
            (who(by)?, Command::DropHypothesis(hypothesis(id)?))
        }
        Event::ResponderPaged { by, who: whom } => (who(by)?, Command::Page(who(whom)?)),
        Event::ActionStarted {
            by,
            who: whom,
            action,
            typed,
        } => {
            let act = Command::Act {
                action: scenario.action(action.as_str())?,
                who: who(whom)?,
                typed: typed.clone(),
                confirmed: true,
            };
            (who(by)?, act)
        }
        Event::Posted { by, audience, text } => {
            let audience = scenario.audience(audience.as_str())?;
            (who(by)?, Command::Post(audience, text.clone()))
        }
        Event::Claimed { by, claim } => {
            let claim = match claim {
                Claim::Mitigated => Command::ClaimMitigated,
                Claim::Resolved => Command::ClaimResolved,
                Claim::Acknowledged | Claim::Severity => return None,
            };
            (who(by)?, claim)
        }
        Event::HintGiven { by, hint, told } => {
            let nudge = told.as_ref().map(|told| Box::new(told.again(*hint)));
            (who(by)?, Command::Hint(nudge))
        }
        Event::Noted { by, text } => (who(by)?, Command::Note(text.clone())),
        Event::RunbookRead { by, runbook } => {
            let runbook = scenario.runbook(runbook.as_str())?;
            (who(by)?, Command::ReadRunbook(runbook))
        }
        Event::Injected { inject } => {
            let inject = scenario.inject(inject.as_str())?;
            (scenario.you, Command::Inject(inject))
        }
        Event::Debriefed {} => (scenario.you, Command::OpenDebrief),
        Event::CauseNamed { by, hypothesis: id } => (who(by)?, Command::NameCause(hypothesis(id)?)),
        Event::CommitmentMade {
            by,
            owner,
            due,
            text,
        } => {
            let commit = Command::Commit {
                owner: owner.clone(),
                due: *due,
                text: text.clone(),
            };
            (who(by)?, commit)
        }
        Event::Answered { by, question, text } => (
            who(by)?,
            Command::Answer(answer_number(*question), text.clone()),
        ),
        Event::Rated { by, roti, raise } => (who(by)?, Command::Rate(*roti, raise.clone())),
        Event::PageRang {}
        | Event::ComplicationDealt { .. }
        | Event::CueHappened { .. }
        | Event::CuePassed { .. }
        | Event::Arrived { .. }
        | Event::ActionFinished { .. }
        | Event::ClaimDisproved { .. }
        | Event::Ended { .. }
        | Event::NotUnderstood { .. }
        | Event::Waited { .. }
        | Event::LeftOff {}
        | Event::Resumed {} => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_belongs_to_the_debrief_is_not_of_the_incident() {
        assert!(is_of_the_debrief(&Command::Answer(0, String::new())));
        // Causes are named before it opens; it must not overtake them.
        assert!(is_of_the_debrief(&Command::OpenDebrief));
        assert!(!is_of_the_debrief(&Command::Note(String::new())));
    }
}
