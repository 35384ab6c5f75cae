//! The journal told once, in the shape that scoring and the debrief ask about.

use super::effect::felt;
use crate::engine::event::Event;
use crate::engine::guard::World;
use crate::engine::id::{ActionIdx, AudienceIdx, HypothesisIdx, ResponderIdx};
use crate::engine::prompt;
use crate::engine::scenario::{ActionKind, Claim, Scenario};
use crate::engine::session::Session;
use crate::engine::state::{Place, State};
use crate::engine::time::Elapsed;

/// A session as a story.
#[derive(Debug)]
pub struct Tale<'a> {
    /// The session.
    pub session: &'a Session,
    /// When somebody took the page.
    pub acknowledged: Option<(Elapsed, u64)>,
    /// Severities declared.
    pub severities: Vec<(Elapsed, u64, u8)>,
    /// Who was made commander, each until the next.
    pub commanders: Vec<(Elapsed, u64, ResponderIdx)>,
    /// Who was called in, when.
    pub paged: Vec<(Elapsed, ResponderIdx)>,
    /// What was done.
    pub deeds: Vec<Deed>,
    /// What was believed, in order; confidence 0 is also a drop.
    pub beliefs: Vec<Believed>,
    /// Who was told what.
    pub posts: Vec<Post>,
    /// Claims that can be wrong.
    pub claims: Vec<Claimed>,
    /// Hints asked for.
    pub n_hints: usize,
    /// Since when users are really helped, without a break until the end.
    pub truly_mitigated: Option<Elapsed>,
    /// Since when the cause is really gone, without a break until the end.
    pub truly_resolved: Option<Elapsed>,
    /// When users were first really helped, however long it lasted.
    pub first_mitigated: Option<Elapsed>,
    /// When the cause was first really gone, however long it lasted.
    pub first_resolved: Option<Elapsed>,
    /// Somebody looked: a probe came to its end, or another step that taught something.
    pub looked: bool,
    /// When a clue was learned, by its place.
    pub learned: Vec<Option<Elapsed>>,
    /// What the world did to itself or was done to it: each change, its time, the facts it made
    /// true and the place of its event.
    pub turns: Vec<Turn>,
    /// The facts (bits) on which something depends that users, responders or the truth feel.
    pub felt: u64,
    /// Until when there is something to judge.
    pub until: Elapsed,
}

/// An action that was begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deed {
    /// What.
    pub action: ActionIdx,
    /// Who did it.
    pub who: ResponderIdx,
    /// When it was begun.
    pub started: Elapsed,
    /// The place of that event.
    pub seq: u64,
    /// What was true and known when it was begun.
    pub knowing: World,
    /// Somebody else was there who could have done it, with free hands.
    pub had_help: bool,
    /// How it ended, if it did.
    pub finished: Option<Finished>,
}

/// How a deed ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Finished {
    /// When.
    pub at: Elapsed,
    /// The place of that event.
    pub seq: u64,
    /// The result's place in the action.
    pub result: Option<usize>,
    /// The world before.
    pub before: World,
    /// The world after.
    pub after: World,
}

/// A stated confidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Believed {
    /// When.
    pub at: Elapsed,
    /// What.
    pub hypothesis: HypothesisIdx,
    /// Percent; 0 when dropped.
    pub confidence: u8,
}

/// A message to an audience.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// When.
    pub at: Elapsed,
    /// The place of the event.
    pub seq: u64,
    /// Who.
    pub audience: AudienceIdx,
    /// What, in lower case, with plain quotes and single spaces.
    pub text: String,
    /// When it promises the next word for, if it does and that can be understood.
    pub promised: Option<Elapsed>,
    /// What was true and known.
    pub world: World,
    /// Play was over.
    pub after_end: bool,
}

/// A claim that can be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claimed {
    /// When.
    pub at: Elapsed,
    /// The place of the event.
    pub seq: u64,
    /// Which.
    pub claim: Claim,
    /// Since when it was so: at the time, or before anybody could contradict it.
    pub true_since: Option<Elapsed>,
    /// Since when users were helped, when it was made.
    pub helped_since: Option<Elapsed>,
    /// The world contradicted it.
    pub disproved: bool,
}

/// A change of what is true.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn {
    /// When.
    pub at: Elapsed,
    /// The place of the event in the journal.
    pub seq: u64,
    /// Before.
    pub before: World,
    /// After.
    pub after: World,
}

impl<'a> Tale<'a> {
    /// Tells the session.
    #[must_use]
    pub fn of(session: &'a Session) -> Self {
        let scenario = &**session.scenario();
        let mut tale = Self {
            session,
            acknowledged: None,
            severities: Vec::new(),
            commanders: Vec::new(),
            paged: Vec::new(),
            deeds: Vec::new(),
            beliefs: Vec::new(),
            posts: Vec::new(),
            claims: Vec::new(),
            n_hints: 0,
            truly_mitigated: session.state().truly_mitigated,
            truly_resolved: session.state().truly_resolved,
            first_mitigated: None,
            first_resolved: None,
            looked: false,
            learned: vec![None; scenario.clues.len()],
            turns: Vec::new(),
            felt: felt(scenario),
            until: session
                .state()
                .ended
                .map_or(session.state().now, |(at, _)| at),
        };
        let mut state = State::new(scenario);
        for recorded in session.journal() {
            let before = state.world;
            state
                .apply(scenario, recorded)
                .expect("a session's journal has been folded before");
            tale.take(
                scenario,
                &state,
                before,
                recorded.at,
                recorded.seq,
                &recorded.event,
            );
        }
        tale
    }

    /// Whether any evidence had been seen by then.
    pub fn saw(&self, by: Elapsed) -> bool {
        self.learned.iter().flatten().any(|at| *at <= by)
    }

    /// The scenario.
    #[must_use]
    pub fn scenario(&self) -> &'a Scenario {
        self.session.scenario()
    }

    /// The last confidence in a hypothesis that was stated, if any was.
    #[must_use]
    pub fn belief(&self, hypothesis: HypothesisIdx) -> Option<Believed> {
        let mut said = self.beliefs.iter().rev();
        said.find(|it| it.hypothesis == hypothesis).copied()
    }

    fn take(
        &mut self,
        scenario: &Scenario,
        state: &State,
        before: World,
        at: Elapsed,
        seq: u64,
        event: &Event,
    ) {
        let after = state.world;
        if before != after {
            self.turns.push(Turn {
                at,
                seq,
                before,
                after,
            });
            for (idx, learned) in self.learned.iter_mut().enumerate() {
                if after.clues & !before.clues & (1 << idx) != 0 {
                    *learned = Some(at);
                }
            }
        }
        self.first_mitigated = self.first_mitigated.or(state.truly_mitigated);
        self.first_resolved = self.first_resolved.or(state.truly_resolved);
        // A claim that came true before the world contradicted it has misled nobody.
        for it in self.claims.iter_mut().filter(|it| !it.disproved) {
            let truth = match it.claim {
                Claim::Mitigated => state.truly_mitigated,
                Claim::Resolved => state.truly_resolved,
                Claim::Acknowledged | Claim::Severity => None,
            };
            it.true_since = it.true_since.or(truth);
        }
        match event {
            Event::Acknowledged { .. } => self.acknowledged = Some((at, seq)),
            Event::SeverityDeclared { level, .. } => self.severities.push((at, seq, *level)),
            Event::CommandTaken { who, .. } => {
                let who = scenario.responder(who.as_str());
                self.commanders.extend(who.map(|who| (at, seq, who)));
            }
            Event::ResponderPaged { who, .. } => {
                self.paged
                    .extend(scenario.responder(who.as_str()).map(|who| (at, who)));
            }
            Event::ActionStarted { who, action, .. } => {
                let who = scenario.responder(who.as_str());
                let action = scenario.action(action.as_str());
                self.deeds.extend(who.zip(action).map(|(who, action)| Deed {
                    action,
                    who,
                    started: at,
                    seq,
                    knowing: before,
                    had_help: has_help(scenario, state, (who, action), at),
                    finished: None,
                }));
            }
            Event::ActionFinished {
                who,
                action,
                result,
            } => {
                let who = scenario.responder(who.as_str());
                let action = scenario.action(action.as_str());
                let open = self.deeds.iter_mut().find(|deed| {
                    deed.finished.is_none() && Some(deed.who) == who && Some(deed.action) == action
                });
                if let Some(deed) = open {
                    let probe = scenario.actions[deed.action.0].kind == ActionKind::Probe;
                    self.looked |= probe || before.clues != after.clues;
                    deed.finished = Some(Finished {
                        at,
                        seq,
                        result: *result,
                        before,
                        after,
                    });
                }
            }
            Event::HypothesisStated {
                hypothesis,
                confidence,
                ..
            } => {
                self.believe(scenario, at, hypothesis.as_str(), *confidence);
            }
            Event::HypothesisDropped { hypothesis, .. } => {
                self.believe(scenario, at, hypothesis.as_str(), 0);
            }
            Event::Posted { audience, text, .. } => {
                let audience = scenario.audience(audience.as_str());
                self.posts.extend(audience.map(|audience| Post {
                    at,
                    seq,
                    audience,
                    text: prompt::fold(text),
                    promised: state.promised[audience.0],
                    world: before,
                    after_end: state.ended.is_some(),
                }));
            }
            Event::Claimed { claim, .. } => {
                let true_since = match claim {
                    Claim::Mitigated => state.truly_mitigated,
                    Claim::Resolved => state.truly_resolved,
                    Claim::Acknowledged | Claim::Severity => Some(at),
                };
                self.claims.push(Claimed {
                    at,
                    seq,
                    claim: *claim,
                    true_since,
                    helped_since: state.truly_mitigated,
                    disproved: false,
                });
            }
            Event::ClaimDisproved { claim } => {
                let mut claims = self.claims.iter_mut().rev();
                if let Some(it) = claims.find(|it| it.claim == *claim) {
                    it.disproved = true;
                }
            }
            Event::HintGiven { .. } => self.n_hints += 1,
            Event::PageRang {}
            | Event::ComplicationDealt { .. }
            | Event::CueHappened { .. }
            | Event::CuePassed { .. }
            | Event::Arrived { .. }
            | Event::Ended { .. }
            | Event::Noted { .. }
            | Event::RunbookRead { .. }
            | Event::NotUnderstood { .. }
            | Event::Waited { .. }
            | Event::Injected { .. }
            | Event::LeftOff {}
            | Event::Resumed {}
            | Event::Debriefed {}
            | Event::CauseNamed { .. }
            | Event::CommitmentMade { .. }
            | Event::Answered { .. }
            | Event::Rated { .. } => {}
        }
    }

    fn believe(&mut self, scenario: &Scenario, at: Elapsed, id: &str, confidence: u8) {
        self.beliefs
            .extend(scenario.hypothesis(id).map(|hypothesis| Believed {
                at,
                hypothesis,
                // A journal that was written elsewhere may hold more.
                confidence: confidence.min(100),
            }));
    }
}

/// Whether somebody else than `who` is there, with free hands and what it takes for the action.
fn has_help(
    scenario: &Scenario,
    state: &State,
    (who, action): (ResponderIdx, ActionIdx),
    at: Elapsed,
) -> bool {
    let skill = scenario.actions[action.0].skill.as_ref();
    let mut others = state.people.iter().zip(&scenario.responders).enumerate();
    others.any(|(idx, (person, they))| {
        let is_free =
            person.place == Place::Here && person.busy.is_none() && person.asking_until <= at;
        idx != who.0 && is_free && skill.is_none_or(|it| they.skills.contains(it))
    })
}
