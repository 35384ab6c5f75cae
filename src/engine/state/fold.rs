//! Folding one event into the state. Total: an event is a fact.

use super::{ASKING, Belief, Busy, ClaimState, DISPROOF, Place, State};
use crate::engine::event::{Event, Recorded};
use crate::engine::guard::World;
use crate::engine::id::{Id, ResponderIdx};
use crate::engine::scenario::{Claim, Effect, Scenario, Trigger, here_bit};
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
        self.now = self.now.max(at);
        self.next_seq = recorded.seq + 1;
        self.fold(scenario, at, &recorded.event)
            .ok_or_else(|| Stranger {
                seq: recorded.seq,
                id: recorded.event.subject().cloned().unwrap_or("?".into()),
            })
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
            Event::HintGiven { hint, .. } => {
                scenario.hints.get(*hint)?;
                self.next_hint = hint + 1;
            }
            Event::LeftOff {} => self.left_off = true,
            Event::Resumed {} => self.left_off = false,
            Event::ComplicationDealt { complication } => {
                let dealt = scenario
                    .complications
                    .iter()
                    .find(|it| it.id == *complication)?;
                self.change(scenario, at, |world| world.facts |= dealt.set);
            }
            Event::CueHappened { cue } => {
                let cue = scenario.cue(cue.as_str())?;
                self.cues[cue.0].spent = true;
                self.affect(scenario, at, &scenario.cues[cue.0].effect);
            }
            Event::CuePassed { cue } => {
                self.cues[scenario.cue(cue.as_str())?.0].spent = true;
            }
            Event::Arrived { who } => {
                let who = scenario.responder(who.as_str())?;
                self.people[who.0].place = Place::Here;
                let mut world = scenario.responders[who.0].arrival.on(self.world);
                world.claims |= here_bit(who);
                self.become_world(scenario, at, world);
            }
            Event::ActionStarted {
                by, who, action, ..
            } => {
                let by = scenario.responder(by.as_str())?;
                let who = scenario.responder(who.as_str())?;
                let action = scenario.action(action.as_str())?;
                self.people[who.0].busy = Some(Busy {
                    action,
                    since: at,
                    until: at + scenario.actions[action.0].takes,
                });
                if by != who {
                    self.people[by.0].asking_until = at + ASKING;
                }
            }
            Event::ActionFinished {
                who,
                action,
                result,
            } => {
                let who = scenario.responder(who.as_str())?;
                let action = scenario.action(action.as_str())?;
                self.people[who.0].busy = None;
                if let Some(result) = result {
                    let effect = &scenario.actions[action.0].results.get(*result)?.effect;
                    let one_shot = !scenario.actions[action.0].repeatable;
                    self.spent[action.0] |= one_shot && effect.touches_facts();
                    self.affect(scenario, at, effect);
                }
            }
            Event::Injected { inject } => {
                let inject = scenario.inject(inject.as_str())?;
                self.affect(scenario, at, &scenario.injects[inject.0].effect);
            }
            Event::Ended { ending } => self.ended = Some((at, *ending)),
            Event::Acknowledged { .. } => {
                self.acknowledged = Some(at);
                self.change(scenario, at, |world| {
                    world.claims |= Claim::Acknowledged.bit();
                });
            }
            Event::SeverityDeclared { level, .. } => {
                self.severity = Some(*level);
                self.change(scenario, at, |world| world.claims |= Claim::Severity.bit());
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
                let until = at + scenario.responders[who.0].arrives_after;
                self.people[who.0].place = Place::OnTheWay(until);
            }
            Event::Posted { audience, .. } => {
                let audience = scenario.audience(audience.as_str())?;
                self.told[audience.0] = Some(at);
                let informs = scenario.audiences[audience.0].informs;
                self.change(scenario, at, |world| world.facts |= informs);
            }
            Event::Claimed { claim, .. } => self.make_claim(scenario, at, *claim),
            Event::ClaimDisproved { claim } => self.withdraw(scenario, at, *claim),
        }
        Some(())
    }

    fn make_claim(&mut self, scenario: &Scenario, at: Elapsed, claim: Claim) {
        let is_true = match claim {
            Claim::Mitigated => self.truly_mitigated.is_some(),
            Claim::Resolved => self.truly_resolved.is_some(),
            Claim::Acknowledged | Claim::Severity => true,
        };
        let stands = ClaimState {
            since: Some(at),
            disproof_at: (!is_true).then_some(at + DISPROOF),
        };
        match claim {
            Claim::Mitigated => self.mitigated = stands,
            Claim::Resolved => self.resolved = stands,
            Claim::Acknowledged | Claim::Severity => {}
        }
        self.change(scenario, at, |world| world.claims |= claim.bit());
    }

    fn withdraw(&mut self, scenario: &Scenario, at: Elapsed, claim: Claim) {
        match claim {
            Claim::Mitigated => self.mitigated = ClaimState::default(),
            Claim::Resolved => self.resolved = ClaimState::default(),
            Claim::Acknowledged | Claim::Severity => {}
        }
        self.change(scenario, at, |world| world.claims &= !claim.bit());
    }

    fn affect(&mut self, scenario: &Scenario, at: Elapsed, effect: &Effect) {
        self.become_world(scenario, at, effect.on(self.world));
    }

    fn change(&mut self, scenario: &Scenario, at: Elapsed, change: impl FnOnce(&mut World)) {
        let mut world = self.world;
        change(&mut world);
        self.become_world(scenario, at, world);
    }

    fn become_world(&mut self, scenario: &Scenario, at: Elapsed, world: World) {
        if world == self.world {
            return;
        }
        self.world = world;
        match self.past.last_mut() {
            Some((since, last)) if *since == at => *last = world,
            _ => self.past.push((at, world)),
        }
        self.settle(scenario, at);
    }

    /// Brings everything that watches the world up to date with it.
    pub(super) fn settle(&mut self, scenario: &Scenario, at: Elapsed) {
        let world = self.world;
        for (state, cue) in self.cues.iter_mut().zip(&scenario.cues) {
            if let Trigger::After(guard, _) = &cue.trigger {
                keep_since(&mut state.since, guard.holds(world), at);
            }
        }
        let truth = &scenario.truth;
        keep_since(&mut self.truly_mitigated, truth.mitigated.holds(world), at);
        keep_since(&mut self.truly_resolved, truth.resolved.holds(world), at);
        // A claim that was false and has become true in time is not contradicted; one that was
        // true and no longer is, is.
        for (claim, is_true) in [
            (&mut self.mitigated, self.truly_mitigated.is_some()),
            (&mut self.resolved, self.truly_resolved.is_some()),
        ] {
            if claim.since.is_some() {
                if is_true {
                    claim.disproof_at = None;
                } else if claim.disproof_at.is_none() {
                    claim.disproof_at = Some(at + DISPROOF);
                }
            }
        }
    }

    /// The responder in that seat, or the player's.
    #[must_use]
    pub fn seat(scenario: &Scenario, by: &Id) -> ResponderIdx {
        scenario.responder(by.as_str()).unwrap_or(scenario.you)
    }
}

fn keep_since(since: &mut Option<Elapsed>, holds: bool, at: Elapsed) {
    match (holds, &since) {
        (true, None) => *since = Some(at),
        (false, Some(_)) => *since = None,
        (true, Some(_)) | (false, None) => {}
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
            | Self::CommitmentMade { .. }
            | Self::Answered { .. }
            | Self::Rated { .. } => None,
        }
    }
}
