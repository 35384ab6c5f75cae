//! One play: a scenario, a head, and the journal that both of them and the players' commands make.
//!
//! The state is a fold of the journal and nothing else.

use std::sync::Arc;

use super::calm;
use super::command::{Command, Rejection, answer_number};
use super::event::{Event, FORMAT, Head, Recorded, Seat, Stress};
use super::id::{AudienceIdx, Id, ResponderIdx};
use super::scenario::{Claim, Effect, Scenario};
use super::seed::{GENERATOR, Seed, Stream, below};
use super::signals::alerts;
use super::state::State;
use super::time::{Elapsed, Span};

/// One play of a scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct Session {
    scenario: Arc<Scenario>,
    head: Head,
    state: State,
    journal: Vec<Recorded>,
}

/// A wait without an end of its own ends after this.
pub const OPEN_WAIT_MAX: Span = Span::from_mins(60);

/// The same while somebody is owed a word.
pub const OWING_WAIT_MAX: Span = Span::from_mins(15);

/// So long before somebody wants a word an open wait ends: time to write it.
pub const WORD_AHEAD: Span = Span::from_mins(2);

/// A journal that does not fit.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Misfit {
    /// Written in a format this program does not read.
    #[error("the journal has format {found}, this program reads format {FORMAT}")]
    Format {
        /// The journal's.
        found: u32,
    },
    /// Drawn with another generator.
    #[error("the journal was drawn with `{found}`, this program draws with `{GENERATOR}`")]
    Generator {
        /// The journal's.
        found: String,
    },
    /// Of another scenario, or another version of it.
    #[error("the journal belongs to {id} version {found}, given is {given_id} version {given}")]
    Content {
        /// The journal's scenario.
        id: Id,
        /// The journal's content hash, shortened.
        found: String,
        /// The given scenario.
        given_id: Id,
        /// Its content hash, shortened.
        given: String,
    },
    /// An event is not in its place.
    #[error("event {expected} is missing: event {found} stands in its place")]
    Sequence {
        /// The place.
        expected: u64,
        /// What stands there.
        found: u64,
    },
    /// Time runs backwards.
    #[error("event {seq} happens before the event ahead of it")]
    Backwards {
        /// The event's place.
        seq: u64,
    },
    /// An event names something the scenario does not have.
    #[error(transparent)]
    Stranger(#[from] super::state::Stranger),
    /// The scenario would not have done this.
    #[error("event {seq} is not what this scenario does at {at}")]
    Edited {
        /// The event's place.
        seq: u64,
        /// Its time.
        at: Elapsed,
    },
}

impl Head {
    /// The head of a new session.
    #[must_use]
    pub fn new(scenario: &Scenario, seed: Seed, stress: Stress, roster: Vec<Seat>) -> Self {
        Self {
            format: FORMAT,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            scenario: scenario.metadata.id.clone(),
            content_hash: scenario.content_hash.clone(),
            seed,
            generator: GENERATOR.to_owned(),
            stress,
            roster,
        }
    }
}

/// Which complications a seed deals at a stress.
#[must_use]
pub fn deal(scenario: &Scenario, seed: Seed, stress: Stress) -> Vec<Id> {
    let mut deck: Vec<&Id> = scenario.complications.iter().map(|it| &it.id).collect();
    let mut rng = seed.stream(Stream::Complications);
    let n_dealt = stress.complications().min(deck.len());
    (0..n_dealt)
        .map(|_| {
            let drawn = below(&mut rng, deck.len() as u64);
            let drawn = usize::try_from(drawn).expect("below the length of the deck");
            deck.remove(drawn).clone()
        })
        .collect()
}

impl Session {
    /// Begins to play: the page rings.
    #[must_use]
    pub fn begin(scenario: Arc<Scenario>, head: Head) -> Self {
        let dealt = deal(&scenario, head.seed, head.stress);
        let mut session = Self {
            state: State::new(&scenario),
            scenario,
            head,
            journal: Vec::new(),
        };
        for complication in dealt {
            session.record(Elapsed::ZERO, Event::ComplicationDealt { complication });
        }
        session.record(Elapsed::ZERO, Event::PageRang {});
        session.advance(Elapsed::ZERO);
        session
    }

    /// Takes up a session from its journal.
    ///
    /// # Errors
    /// If the journal is not of this scenario, or not whole.
    pub fn replay(
        scenario: Arc<Scenario>,
        head: Head,
        events: impl IntoIterator<Item = Recorded>,
    ) -> Result<Self, Misfit> {
        if head.format != FORMAT {
            return Err(Misfit::Format { found: head.format });
        }
        if head.generator != GENERATOR {
            return Err(Misfit::Generator {
                found: head.generator,
            });
        }
        if head.content_hash != scenario.content_hash {
            let short = |hash: &str| hash.chars().take(12).collect();
            return Err(Misfit::Content {
                id: head.scenario,
                found: short(&head.content_hash),
                given_id: scenario.metadata.id.clone(),
                given: short(&scenario.content_hash),
            });
        }
        let mut session = Self {
            state: State::new(&scenario),
            scenario,
            head,
            journal: Vec::new(),
        };
        for recorded in events {
            session.follow(recorded)?;
        }
        Ok(session)
    }

    /// Takes in one more recorded event.
    ///
    /// # Errors
    /// If it is not the next one.
    pub fn follow(&mut self, recorded: Recorded) -> Result<(), Misfit> {
        if recorded.seq != self.state.next_seq {
            return Err(Misfit::Sequence {
                expected: self.state.next_seq,
                found: recorded.seq,
            });
        }
        if recorded.at < self.state.now {
            return Err(Misfit::Backwards { seq: recorded.seq });
        }
        self.state.apply(&self.scenario, &recorded)?;
        self.journal.push(recorded);
        Ok(())
    }

    /// Checks that the world of this scenario would have done what the journal says it did, and
    /// would have let the players do what it says they did.
    ///
    /// # Errors
    /// The first event that it would not have done, allowed, or left out.
    pub fn verify(&self) -> Result<(), Misfit> {
        let mut again = Self::begin(Arc::clone(&self.scenario), self.head.clone());
        for recorded in &self.journal {
            let edited = || Misfit::Edited {
                seq: recorded.seq,
                at: recorded.at,
            };
            again.advance(recorded.at);
            if !recorded.event.is_worlds() {
                if let Some((by, command)) = asked(&self.scenario, &recorded.event) {
                    let allowed = again.state.decide(&self.scenario, by, &command);
                    if allowed.as_ref() != Ok(&recorded.event) {
                        return Err(edited());
                    }
                }
                again.record(recorded.at, recorded.event.clone());
                again.advance(recorded.at);
            }
            let place = usize::try_from(recorded.seq).map_err(|_| edited())?;
            if again.journal.get(place) != Some(recorded) {
                return Err(edited());
            }
        }
        Ok(())
    }

    /// The scenario.
    #[must_use]
    pub const fn scenario(&self) -> &Arc<Scenario> {
        &self.scenario
    }

    /// The head of the journal.
    #[must_use]
    pub const fn head(&self) -> &Head {
        &self.head
    }

    /// The state.
    #[must_use]
    pub const fn state(&self) -> &State {
        &self.state
    }

    /// Everything that happened.
    #[must_use]
    pub fn journal(&self) -> &[Recorded] {
        &self.journal
    }

    /// What happened from that place in the journal on.
    #[must_use]
    pub fn since(&self, seq: u64) -> &[Recorded] {
        let from = usize::try_from(seq).unwrap_or(usize::MAX);
        self.journal.get(from..).unwrap_or_default()
    }

    /// When the world next does something by itself.
    #[must_use]
    pub fn next_due(&self) -> Option<Elapsed> {
        self.state.next_due(&self.scenario).map(|(at, _)| at)
    }

    /// Lets time pass until `now`: everything due happens, each thing at its own time.
    pub fn advance(&mut self, now: Elapsed) {
        while let Some((at, due)) = self.state.next_due(&self.scenario) {
            if at > now {
                break;
            }
            self.state.standing.now = self.state.now.max(at);
            let event = self.state.happening(&self.scenario, due);
            self.record(at, event);
        }
        if self.state.ended.is_none() {
            self.state.standing.now = self.state.now.max(now);
        }
    }

    /// Puts a command of the responder in seat `by` to the world at `now`.
    ///
    /// # Errors
    /// The reason why the world refuses; time has passed all the same.
    pub fn submit(
        &mut self,
        now: Elapsed,
        by: ResponderIdx,
        command: &Command,
    ) -> Result<(), Rejection> {
        self.advance(now);
        let event = self.state.decide(&self.scenario, by, command)?;
        self.record(self.state.now, event);
        self.advance(self.state.now);
        Ok(())
    }

    /// Jumps over dead time to `until`, or to the first thing that players notice: something
    /// happens, an alert changes, somebody wants to hear a word. Without `until` it jumps an hour
    /// at most, so that nobody waits past the end by accident. Says when that is.
    pub fn wait(&mut self, by: ResponderIdx, until: Option<Elapsed>) -> Elapsed {
        let until = until.unwrap_or(self.state.now + OPEN_WAIT_MAX);
        self.jump(by, until, false)
    }

    /// The same for somebody who sits there and gave no time: it stops early enough to write a word
    /// that somebody wants, and once when everything is calm and nobody says that it is over; while
    /// somebody is owed a word it goes on for so long only that they are not forgotten. Scripts go
    /// by the time they were written for.
    pub fn wait_for_news(&mut self, by: ResponderIdx) -> Elapsed {
        let now = self.state.now;
        let is_owed = !self.owed(now).is_empty();
        let longest = if is_owed {
            OWING_WAIT_MAX
        } else {
            OPEN_WAIT_MAX
        };
        self.jump(by, now + longest, true)
    }

    /// Who wanted a word by that time and has not heard it.
    #[must_use]
    pub fn owed(&self, at: Elapsed) -> Vec<AudienceIdx> {
        let all = (0..self.scenario.audiences.len()).map(AudienceIdx);
        all.filter(|idx| {
            let due = self.state.word_due(&self.scenario, *idx);
            due.is_some_and(|due| due <= at)
        })
        .collect()
    }

    fn jump(&mut self, by: ResponderIdx, until: Elapsed, for_news: bool) -> Elapsed {
        let since = self.state.now;
        if self.state.ended.is_some() {
            return since;
        }
        let firing = |it: &Self| alerts::all_firing(&it.scenario, &it.state.past, it.state.now);
        let fired = firing(self);
        loop {
            let now = self.state.now;
            let due = self.next_due().unwrap_or(until);
            let stop = due.min(until);
            let alert = alerts::next_change(&self.scenario, &self.state.past, now);
            let ahead = if for_news { WORD_AHEAD } else { Span::ZERO };
            let word = (0..self.scenario.audiences.len())
                .filter_map(|idx| self.state.word_due(&self.scenario, AudienceIdx(idx)))
                .flat_map(|due| [due - ahead, due])
                .filter(|at| *at > now)
                .min();
            let calm = for_news
                .then(|| calm::due(&self.scenario, &self.journal, &self.state.past))
                .flatten()
                .filter(|at| *at > now);
            let seen = alert.into_iter().chain(word).chain(calm).min();
            if let Some(seen) = seen.filter(|at| *at < stop) {
                self.advance(seen);
                break;
            }
            let before = self.state.next_seq;
            self.advance(stop);
            let scenario = &self.scenario;
            let noticed = self
                .since(before)
                .iter()
                .any(|it| is_noticed(scenario, &it.event));
            // An alert may change together with something that nobody could see.
            let rang = firing(self) != fired || seen == Some(stop);
            if noticed || rang || stop == until || self.state.ended.is_some() {
                break;
            }
        }
        if self.state.ended.is_none() && self.state.now > since {
            let by = self.scenario.responders[by.0].id.clone();
            self.record(self.state.now, Event::Waited { by, since });
        }
        self.state.now
    }

    fn record(&mut self, at: Elapsed, event: Event) {
        let recorded = Recorded {
            seq: self.state.next_seq,
            at,
            event,
        };
        self.state
            .apply(&self.scenario, &recorded)
            .expect("the scenario's own events name what it has");
        self.journal.push(recorded);
    }
}

/// What somebody asked for, and who, when it came to this event; none for what the world did and
/// for a wait, which is asked of the session.
fn asked(scenario: &Scenario, event: &Event) -> Option<(ResponderIdx, Command)> {
    let seat = |id: &Id| scenario.responder(id.as_str());
    let hypothesis = |id: &Id| scenario.hypothesis(id.as_str());
    Some(match event {
        Event::Acknowledged { by } => (seat(by)?, Command::Acknowledge),
        Event::SeverityDeclared { by, level } => (seat(by)?, Command::DeclareSeverity(*level)),
        Event::CommandTaken { by, who } => (seat(by)?, Command::TakeCommand(seat(who)?)),
        Event::HypothesisStated {
            by,
            hypothesis: it,
            confidence,
        } => (
            seat(by)?,
            Command::StateHypothesis(hypothesis(it)?, *confidence),
        ),
        Event::HypothesisDropped { by, hypothesis: it } => {
            (seat(by)?, Command::DropHypothesis(hypothesis(it)?))
        }
        Event::ResponderPaged { by, who } => (seat(by)?, Command::Page(seat(who)?)),
        Event::ActionStarted {
            by,
            who,
            action,
            typed,
        } => (
            seat(by)?,
            Command::Act {
                action: scenario.action(action.as_str())?,
                who: seat(who)?,
                typed: typed.clone(),
                confirmed: true,
            },
        ),
        Event::Posted { by, audience, text } => (
            seat(by)?,
            Command::Post(scenario.audience(audience.as_str())?, text.clone()),
        ),
        Event::Claimed { by, claim } => match claim {
            Claim::Mitigated => (seat(by)?, Command::ClaimMitigated),
            Claim::Resolved => (seat(by)?, Command::ClaimResolved),
            Claim::Acknowledged | Claim::Severity => return None,
        },
        Event::HintGiven { by, hint, told } => {
            let nudge = told.as_ref().map(|told| Box::new(told.again(*hint)));
            (seat(by)?, Command::Hint(nudge))
        }
        Event::Noted { by, text } => (seat(by)?, Command::Note(text.clone())),
        Event::RunbookRead { by, runbook } => (
            seat(by)?,
            Command::ReadRunbook(scenario.runbook(runbook.as_str())?),
        ),
        Event::NotUnderstood { by, text } => (seat(by)?, Command::Mumble(text.clone())),
        Event::Injected { inject } => (
            scenario.you,
            Command::Inject(scenario.inject(inject.as_str())?),
        ),
        Event::LeftOff {} => (scenario.you, Command::LeaveOff),
        Event::Resumed {} => (scenario.you, Command::Resume),
        Event::Debriefed {} => (scenario.you, Command::OpenDebrief),
        Event::CauseNamed { by, hypothesis: it } => {
            (seat(by)?, Command::NameCause(hypothesis(it)?))
        }
        Event::CommitmentMade {
            by,
            owner,
            due,
            text,
        } => (
            seat(by)?,
            Command::Commit {
                owner: owner.clone(),
                due: *due,
                text: text.clone(),
            },
        ),
        Event::Answered { by, question, text } => (
            seat(by)?,
            Command::Answer(answer_number(*question), text.clone()),
        ),
        Event::Rated { by, roti, raise } => (seat(by)?, Command::Rate(*roti, raise.clone())),
        Event::Waited { .. }
        | Event::PageRang {}
        | Event::ComplicationDealt { .. }
        | Event::CueHappened { .. }
        | Event::CuePassed { .. }
        | Event::Arrived { .. }
        | Event::ActionFinished { .. }
        | Event::ClaimDisproved { .. }
        | Event::Ended { .. } => return None,
    })
}

/// Whether players notice that an event happened: only then does a wait stop, so that a wait
/// never tells of something that nobody could see.
#[must_use]
pub fn is_noticed(scenario: &Scenario, event: &Event) -> bool {
    let shows = |effect: &Effect| !effect.says.is_empty() || effect.learn != 0;
    match event {
        Event::CueHappened { cue } => scenario
            .cue(cue.as_str())
            .is_some_and(|cue| shows(&scenario.cues[cue.0].effect)),
        Event::Injected { inject } => scenario
            .inject(inject.as_str())
            .is_some_and(|inject| shows(&scenario.injects[inject.0].effect)),
        Event::ComplicationDealt { .. } | Event::CuePassed { .. } => false,
        Event::PageRang {}
        | Event::Arrived { .. }
        | Event::ActionFinished { .. }
        | Event::ClaimDisproved { .. }
        | Event::Ended { .. }
        | Event::Acknowledged { .. }
        | Event::SeverityDeclared { .. }
        | Event::CommandTaken { .. }
        | Event::HypothesisStated { .. }
        | Event::HypothesisDropped { .. }
        | Event::ResponderPaged { .. }
        | Event::ActionStarted { .. }
        | Event::Posted { .. }
        | Event::Claimed { .. }
        | Event::HintGiven { .. }
        | Event::Noted { .. }
        | Event::RunbookRead { .. }
        | Event::NotUnderstood { .. }
        | Event::Waited { .. }
        | Event::LeftOff {}
        | Event::Resumed {}
        | Event::Debriefed {}
        | Event::CauseNamed { .. }
        | Event::CommitmentMade { .. }
        | Event::Answered { .. }
        | Event::Rated { .. } => true,
    }
}
