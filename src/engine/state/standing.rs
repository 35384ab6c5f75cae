//! How things stand: the part of a state that decides what can happen next, and nothing else.
//!
//! All rules of play that change the world are here, over places instead of names. A session
//! folds its journal through it; the prover copies it for each move that it looks at. Neither has
//! rules of its own.

use super::{ASKING, Busy, ClaimState, CueState, DISPROOF, Person, Place};
use crate::engine::command::Rejection;
use crate::engine::event::{Ending, Event};
use crate::engine::guard::World;
use crate::engine::id::{ActionIdx, AudienceIdx, ClueIdx, CueIdx, ResponderIdx};
use crate::engine::scenario::{Claim, Effect, Scenario, Trigger, here_bit};
use crate::engine::time::Elapsed;

/// How things stand at a moment.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Standing {
    /// Incident time: the time of the last event, or later if nothing happened since.
    pub now: Elapsed,
    /// What is true now.
    pub world: World,
    /// How each responder stands.
    pub people: Vec<Person>,
    /// Actions that changed facts and cannot be done again.
    pub spent: Vec<bool>,
    /// How each cue stands.
    pub cues: Vec<CueState>,
    /// When somebody took the page.
    pub acknowledged: Option<Elapsed>,
    /// The claim that users are helped.
    pub mitigated: ClaimState,
    /// The claim that the cause is gone.
    pub resolved: ClaimState,
    /// Since when users are really helped.
    pub truly_mitigated: Option<Elapsed>,
    /// Since when the cause is really gone.
    pub truly_resolved: Option<Elapsed>,
    /// How and when play ended.
    pub ended: Option<(Elapsed, Ending)>,
}

/// Something that the world does by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Happening {
    /// A responder is done.
    Finished {
        /// Who.
        who: ResponderIdx,
        /// With what.
        action: ActionIdx,
        /// The place of what came of it, if anything did.
        result: Option<usize>,
    },
    /// A paged responder is there.
    Arrived(ResponderIdx),
    /// A cue happens.
    Cue(CueIdx),
    /// A cue's time passes without it.
    CuePassed(CueIdx),
    /// A claim is contradicted.
    Disproved(Claim),
    /// Play ends.
    Ended(Ending),
}

impl Happening {
    /// The event that it is in a journal.
    #[must_use]
    pub fn event(self, scenario: &Scenario) -> Event {
        match self {
            Self::Finished {
                who,
                action,
                result,
            } => Event::ActionFinished {
                who: scenario.responders[who.0].id.clone(),
                action: scenario.actions[action.0].id.clone(),
                result,
            },
            Self::Arrived(who) => Event::Arrived {
                who: scenario.responders[who.0].id.clone(),
            },
            Self::Cue(cue) => Event::CueHappened {
                cue: scenario.cues[cue.0].id.clone(),
            },
            Self::CuePassed(cue) => Event::CuePassed {
                cue: scenario.cues[cue.0].id.clone(),
            },
            Self::Disproved(claim) => Event::ClaimDisproved { claim },
            Self::Ended(ending) => Event::Ended { ending },
        }
    }
}

impl Standing {
    /// How things stand when the page rings.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Self {
        let people: Vec<Person> = scenario
            .responders
            .iter()
            .enumerate()
            .map(|(idx, responder)| Person {
                place: if responder.present || idx == scenario.you.0 {
                    Place::Here
                } else {
                    Place::Away
                },
                busy: None,
                asking_until: Elapsed::ZERO,
            })
            .collect();
        let here = people
            .iter()
            .enumerate()
            .filter(|(_, person)| person.place == Place::Here)
            .fold(0, |bits, (idx, _)| bits | here_bit(ResponderIdx(idx)));
        let world = World {
            facts: scenario.initial_facts,
            clues: 0,
            claims: here,
        };
        let mut standing = Self {
            now: Elapsed::ZERO,
            world,
            people,
            spent: vec![false; scenario.actions.len()],
            cues: vec![CueState::default(); scenario.cues.len()],
            acknowledged: None,
            mitigated: ClaimState::default(),
            resolved: ClaimState::default(),
            truly_mitigated: None,
            truly_resolved: None,
            ended: None,
        };
        standing.settle(scenario, Elapsed::ZERO);
        standing
    }

    /// Whether that responder is there and has free hands, now.
    #[must_use]
    pub fn is_free(&self, who: ResponderIdx) -> bool {
        self.free_at(who) == Some(self.now)
    }

    /// When that responder has free hands, if they are there.
    #[must_use]
    pub fn free_at(&self, who: ResponderIdx) -> Option<Elapsed> {
        let person = &self.people[who.0];
        match person.place {
            Place::Away | Place::OnTheWay(_) => None,
            Place::Here => {
                let busy_until = person.busy.map_or(Elapsed::ZERO, |busy| busy.until);
                Some(busy_until.max(person.asking_until).max(self.now))
            }
        }
    }

    /// Whether the clue in that place has been learned.
    #[must_use]
    pub const fn knows(&self, clue: ClueIdx) -> bool {
        self.world.clues & clue.bit() != 0
    }

    /// The state of the claim that can be wrong.
    #[must_use]
    pub const fn claim(&self, claim: Claim) -> Option<&ClaimState> {
        match claim {
            Claim::Mitigated => Some(&self.mitigated),
            Claim::Resolved => Some(&self.resolved),
            Claim::Acknowledged | Claim::Severity => None,
        }
    }

    /// The cue in that place.
    #[must_use]
    pub fn cue(&self, cue: CueIdx) -> CueState {
        self.cues[cue.0]
    }

    /// Whether somebody may take the page.
    ///
    /// # Errors
    /// When somebody has it.
    pub const fn may_acknowledge(&self) -> Result<(), Rejection> {
        match self.acknowledged {
            Some(_) => Err(Rejection::AlreadyAcknowledged),
            None => Ok(()),
        }
    }

    /// Whether that responder may be called.
    ///
    /// # Errors
    /// When they have been, or nobody has the page yet.
    pub fn may_page(&self, who: ResponderIdx) -> Result<(), Rejection> {
        match self.people[who.0].place {
            Place::Away => self.acknowledged_first(),
            Place::OnTheWay(at) => Err(Rejection::AlreadyCalled(Some(at))),
            Place::Here => Err(Rejection::AlreadyCalled(None)),
        }
    }

    /// Whether that audience can be told something.
    ///
    /// # Errors
    /// When they cannot be reached.
    pub fn may_post(&self, scenario: &Scenario, audience: AudienceIdx) -> Result<(), Rejection> {
        if scenario.audiences[audience.0].when.holds(self.world) {
            Ok(())
        } else {
            Err(Rejection::Unreachable(audience))
        }
    }

    /// Whether that claim may be made.
    ///
    /// # Errors
    /// When it stands, or nobody has the page yet.
    pub fn may_claim(&self, claim: Claim) -> Result<(), Rejection> {
        self.acknowledged_first()?;
        if self.world.claims & claim.bit() != 0 {
            return Err(Rejection::AlreadyClaimed);
        }
        Ok(())
    }

    /// Whether `who` may begin something when `by` says so.
    ///
    /// # Errors
    /// The first reason why not.
    pub fn may_act(
        &self,
        scenario: &Scenario,
        by: ResponderIdx,
        who: ResponderIdx,
        action: ActionIdx,
        confirmed: bool,
    ) -> Result<(), Rejection> {
        self.acknowledged_first()?;
        // First what no waiting helps, then who has to be waited for.
        if !scenario.can(who, action) {
            let able = (0..scenario.responders.len())
                .map(ResponderIdx)
                .filter(|able| scenario.can(*able, action))
                .collect();
            return Err(Rejection::LacksSkill { who, able });
        }
        if self.spent[action.0] {
            return Err(Rejection::AlreadyDone(action));
        }
        self.free_at(who).ok_or(Rejection::NotThere(who))?;
        self.hands_free(by)?;
        self.hands_free(who)?;
        let doing = self
            .people
            .iter()
            .position(|person| person.busy.is_some_and(|busy| busy.action == action));
        if let Some(doing) = doing {
            return Err(Rejection::BeingDone(action, ResponderIdx(doing)));
        }
        if scenario.actions[action.0].risk.is_some() && !confirmed {
            return Err(Rejection::NeedsConfirmation(action));
        }
        Ok(())
    }

    const fn acknowledged_first(&self) -> Result<(), Rejection> {
        match self.acknowledged {
            Some(_) => Ok(()),
            None => Err(Rejection::AcknowledgeFirst),
        }
    }

    fn hands_free(&self, who: ResponderIdx) -> Result<(), Rejection> {
        let free_at = self.free_at(who).ok_or(Rejection::NotThere(who))?;
        if free_at > self.now {
            return Err(Rejection::Busy(who, free_at));
        }
        Ok(())
    }

    /// What the world did by itself at that time.
    pub fn follow(&mut self, scenario: &Scenario, at: Elapsed, happening: Happening) {
        match happening {
            Happening::Finished {
                who,
                action,
                result,
            } => {
                self.people[who.0].busy = None;
                if let Some(result) = result {
                    let action_of = &scenario.actions[action.0];
                    let effect = &action_of.results[result].effect;
                    self.spent[action.0] |= !action_of.repeatable && effect.touches_facts();
                    self.affect(scenario, at, effect);
                }
            }
            Happening::Arrived(who) => {
                self.people[who.0].place = Place::Here;
                let mut world = scenario.responders[who.0].arrival.on(self.world);
                world.claims |= here_bit(who);
                self.become_world(scenario, at, world);
            }
            Happening::Cue(cue) => {
                self.cues[cue.0].spent = true;
                self.affect(scenario, at, &scenario.cues[cue.0].effect);
            }
            Happening::CuePassed(cue) => self.cues[cue.0].spent = true,
            Happening::Disproved(claim) => self.withdraw(scenario, at, claim),
            Happening::Ended(ending) => self.ended = Some((at, ending)),
        }
    }

    /// Somebody takes the page.
    pub fn acknowledge(&mut self, scenario: &Scenario, at: Elapsed) {
        self.acknowledged = Some(at);
        self.change(scenario, at, |world| {
            world.claims |= Claim::Acknowledged.bit();
        });
    }

    /// Somebody says how bad it is.
    pub fn declare_severity(&mut self, scenario: &Scenario, at: Elapsed) {
        self.change(scenario, at, |world| world.claims |= Claim::Severity.bit());
    }

    /// A responder is called.
    pub fn page(&mut self, scenario: &Scenario, at: Elapsed, who: ResponderIdx) {
        let until = at + scenario.responders[who.0].arrives_after;
        self.people[who.0].place = Place::OnTheWay(until);
    }

    /// `who` begins something because `by` says so.
    pub fn start(
        &mut self,
        scenario: &Scenario,
        at: Elapsed,
        by: ResponderIdx,
        who: ResponderIdx,
        action: ActionIdx,
    ) {
        let begun = &scenario.actions[action.0];
        self.people[who.0].busy = Some(Busy {
            action,
            since: at,
            until: at + begun.takes_in(self.world),
            settled: begun.settled(self.world),
        });
        if by != who {
            self.people[by.0].asking_until = at + ASKING;
        }
    }

    /// An audience is told something.
    pub fn post(&mut self, scenario: &Scenario, at: Elapsed, audience: AudienceIdx) {
        let informs = scenario.audiences[audience.0].informs;
        self.change(scenario, at, |world| world.facts |= informs);
    }

    /// Facts (bits) become true because a complication is dealt.
    pub fn deal(&mut self, scenario: &Scenario, at: Elapsed, facts: u64) {
        self.change(scenario, at, |world| world.facts |= facts);
    }

    /// Somebody makes a claim.
    pub fn make_claim(&mut self, scenario: &Scenario, at: Elapsed, claim: Claim) {
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

    /// Something has that effect.
    pub fn affect(&mut self, scenario: &Scenario, at: Elapsed, effect: &Effect) {
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
        self.settle(scenario, at);
    }

    /// Brings everything that watches the world up to date with it.
    fn settle(&mut self, scenario: &Scenario, at: Elapsed) {
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
}

fn keep_since(since: &mut Option<Elapsed>, holds: bool, at: Elapsed) {
    match (holds, &since) {
        (true, None) => *since = Some(at),
        (false, Some(_)) => *since = None,
        (true, Some(_)) | (false, None) => {}
    }
}
