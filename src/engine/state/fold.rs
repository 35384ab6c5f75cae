//! Folding one event into the state. Total: an event is a fact.

use super::{Belief, Happening, State};
use crate::engine::event::{Event, Recorded};
use crate::engine::id::{Id, ResponderIdx};
use crate::engine::said::promised;
use crate::engine::scenario::Scenario;
use crate::engine::time::Elapsed;

/// An event that names something the scenario does not have: another scenario's journal.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("event {seq} names `{id}`, which this scenario does not have")]
pub struct Stranger {
    /// The event's place.
    pub seq: u64,
    /// The name.
    pub id: Id,
}

impl State {
    /// Folds one recorded event into the state.
    ///
    /// # Errors
    /// Only when the event names something that this scenario does not have.
    pub fn apply(&mut self, scenario: &Scenario, recorded: &Recorded) -> Result<(), Stranger> {
        let at = recorded.at;
        self.standing.now = self.now.max(at);
        self.next_seq = recorded.seq + 1;
        let known = self.fold(scenario, at, &recorded.event);
        self.remember(at);
        self.list(scenario, recorded.seq);
        known.ok_or_else(|| Stranger {
            seq: recorded.seq,
            id: recorded.event.subject().cloned().unwrap_or("?".into()),
        })
    }

    /// Keeps what was true from when on.
    fn remember(&mut self, at: Elapsed) {
        let world = self.world;
        match self.past.last_mut() {
            Some((_, last)) if *last == world => {}
            Some((since, last)) if *since == at => *last = world,
            _ => self.past.push((at, world)),
        }
    }

    fn list(&mut self, scenario: &Scenario, seq: u64) {
        let world = self.world;
        for (listed, hypothesis) in self.listed.iter_mut().zip(&scenario.hypotheses) {
            if listed.is_none() && hypothesis.when.holds(world) {
                *listed = Some(seq);
            }
        }
    }

    fn fold(&mut self, scenario: &Scenario, at: Elapsed, event: &Event) -> Option<()> {
        match event {
            Event::PageRang {}
            | Event::Noted { .. }
            | Event::NotUnderstood { .. }
            | Event::Waited { .. }
            | Event::CauseNamed { .. }
            | Event::CommitmentMade { .. }
            | Event::Answered { .. }
            | Event::Rated { .. } => {}
            Event::RunbookRead { runbook, .. } => {
                scenario.runbook(runbook.as_str())?;
            }
            Event::HintGiven { hint, told, .. } => {
                if let Some(hint) = hint {
                    scenario.hints.get(*hint)?;
                    self.next_hint = self.next_hint.max(hint + 1);
                }
                if let Some(told) = told {
                    self.nudged = Some((told.about.clone(), told.level));
                }
            }
            Event::Debriefed {} => self.debriefed = true,
            Event::LeftOff {} => self.left_off = true,
            Event::Resumed {} => self.left_off = false,
            Event::ComplicationDealt { complication } => {
                let dealt = scenario
                    .complications
                    .iter()
                    .find(|it| it.id == *complication)?;
                self.standing.deal(scenario, at, dealt.set);
            }
            Event::CueHappened { cue } => {
                let cue = Happening::Cue(scenario.cue(cue.as_str())?);
                self.standing.follow(scenario, at, cue);
            }
            Event::CuePassed { cue } => {
                let cue = Happening::CuePassed(scenario.cue(cue.as_str())?);
                self.standing.follow(scenario, at, cue);
            }
            Event::Arrived { who } => {
                let arrived = Happening::Arrived(scenario.responder(who.as_str())?);
                self.standing.follow(scenario, at, arrived);
            }
            Event::ActionStarted {
                by, who, action, ..
            } => {
                let by = scenario.responder(by.as_str())?;
                let who = scenario.responder(who.as_str())?;
                let action = scenario.action(action.as_str())?;
                self.standing.start(scenario, at, by, who, action);
            }
            Event::ActionFinished {
                who,
                action,
                result,
            } => {
                let who = scenario.responder(who.as_str())?;
                let action = scenario.action(action.as_str())?;
                if let Some(result) = result {
                    scenario.actions[action.0].results.get(*result)?;
                }
                let finished = Happening::Finished {
                    who,
                    action,
                    result: *result,
                };
                self.standing.follow(scenario, at, finished);
            }
            Event::Injected { inject } => {
                let inject = scenario.inject(inject.as_str())?;
                let effect = &scenario.injects[inject.0].effect;
                self.standing.affect(scenario, at, effect);
            }
            Event::Ended { ending } => {
                self.standing
                    .follow(scenario, at, Happening::Ended(*ending));
            }
            Event::Acknowledged { .. } => self.standing.acknowledge(scenario, at),
            Event::SeverityDeclared { level, .. } => {
                self.severity = Some(*level);
                self.standing.declare_severity(scenario, at);
            }
            Event::CommandTaken { who, .. } => {
                self.commander = Some(scenario.responder(who.as_str())?);
            }
            Event::HypothesisStated {
                hypothesis,
                confidence,
                ..
            } => {
                let hypothesis = scenario.hypothesis(hypothesis.as_str())?;
                self.board[hypothesis.0] = Some(Belief {
                    confidence: *confidence,
                    at,
                    dropped: None,
                });
            }
            Event::HypothesisDropped { hypothesis, .. } => {
                let hypothesis = scenario.hypothesis(hypothesis.as_str())?;
                if let Some(belief) = &mut self.board[hypothesis.0] {
                    belief.dropped = Some(at);
                }
            }
            Event::ResponderPaged { who, .. } => {
                let who = scenario.responder(who.as_str())?;
                self.standing.page(scenario, at, who);
            }
            Event::Posted { audience, text, .. } => {
                let audience = scenario.audience(audience.as_str())?;
                self.told[audience.0] = Some(at);
                self.promised[audience.0] = promised(text, at, scenario.clock.starts);
                // What is said after the end moves nothing any more.
                if self.ended.is_none() {
                    self.standing.post(scenario, at, audience);
                }
            }
            Event::Claimed { claim, .. } => self.standing.make_claim(scenario, at, *claim),
            Event::ClaimDisproved { claim } => {
                let disproved = Happening::Disproved(*claim);
                self.standing.follow(scenario, at, disproved);
            }
        }
        Some(())
    }

    /// The responder in that seat, or the player's.
    #[must_use]
    pub fn seat(scenario: &Scenario, by: &Id) -> ResponderIdx {
        scenario.responder(by.as_str()).unwrap_or(scenario.you)
    }
}

impl Event {
    /// The id the event is about, if it is about something of the scenario's.
    #[must_use]
    pub const fn subject(&self) -> Option<&Id> {
        match self {
            Self::ComplicationDealt { complication: id }
            | Self::CueHappened { cue: id }
            | Self::CuePassed { cue: id }
            | Self::Arrived { who: id }
            | Self::ActionFinished { action: id, .. }
            | Self::ActionStarted { action: id, .. }
            | Self::CommandTaken { who: id, .. }
            | Self::HypothesisStated { hypothesis: id, .. }
            | Self::HypothesisDropped { hypothesis: id, .. }
            | Self::ResponderPaged { who: id, .. }
            | Self::Posted { audience: id, .. }
            | Self::Injected { inject: id }
            | Self::RunbookRead { runbook: id, .. }
            | Self::CauseNamed { hypothesis: id, .. } => Some(id),
            Self::PageRang {}
            | Self::ClaimDisproved { .. }
            | Self::Ended { .. }
            | Self::Acknowledged { .. }
            | Self::SeverityDeclared { .. }
            | Self::Claimed { .. }
            | Self::HintGiven { .. }
            | Self::Noted { .. }
            | Self::NotUnderstood { .. }
            | Self::Waited { .. }
            | Self::LeftOff {}
            | Self::Resumed {}
            | Self::Debriefed {}
            | Self::CommitmentMade { .. }
            | Self::Answered { .. }
            | Self::Rated { .. } => None,
        }
    }
}
