//! One session being played: the world, real time and the journal, held together.
//!
//! Two sessions run side by side. `ahead` decides; what it records is handed to the writer.
//! `shown` follows the events that the writer says are on disk, and only that is for the screen.
//!
//! Invariants: no event is on screen before it is on disk; the clock on screen is never past
//! an event that is not shown yet; while the journal cannot be written the clock stands and
//! nothing is lost; nothing in here but [`Play::flush`], [`Play::leave`] and the beginning waits
//! for a disk.
//!
//! A face does, in a loop: wait for a key or for [`Play::wake_in`], whichever is first; then
//! [`Play::tick`], [`Play::typed`] if something was typed, and draw [`Play::shown`] at
//! [`Play::now`].

mod adviser;
mod pace;
pub mod real;

use std::sync::Arc;
use std::time::Duration;

use chrono::NaiveDate;

use crate::engine::command::{Command, Rejection};
use crate::engine::event::{Head, Recorded};
use crate::engine::harm::Course;
use crate::engine::id::{ActionIdx, Id, ResponderIdx};
use crate::engine::prompt::{self, Misread, Request, Show};
use crate::engine::scenario::{Claim, Scenario};
use crate::engine::score::Marks;
use crate::engine::session::{Misfit, Session};
use crate::engine::signals::alerts;
use crate::engine::state::State;
use crate::engine::time::{Elapsed, Span};
use crate::os::clock::Clock;
use crate::prove::regret::Regret;
use crate::prove::relax::Players;
use crate::store::writer::{Report, Writer};
use crate::store::{Hold, JournalStore, SessionId, StoreError};
use adviser::Adviser;
use pace::Pace;

/// Longest a face sleeps while the clock runs: far enough below a
/// [`GAP`](crate::os::clock::GAP) that no time of play is ever taken for one.
pub const WAKE_MAX: Duration = Duration::from_secs(1);

/// How soon to look whether what was handed to the writer is on disk.
pub const CONFIRMATION_LOOK: Duration = Duration::from_millis(5);

/// Longest that somebody who asks for a hint waits for one made for where they stand.
pub const HINT_WAIT_MAX: Duration = Duration::from_millis(50);

/// How soon to look whether what the steps cost is worked out.
pub const REGRET_LOOK: Duration = Duration::from_millis(20);

/// One session being played.
#[derive(Debug)]
pub struct Play {
    session: SessionId,
    seat: ResponderIdx,
    /// The day on which it was begun, or taken up.
    today: NaiveDate,
    ahead: Session,
    shown: Session,
    pace: Pace,
    /// Events before this place were handed to the writer.
    handed_seq: u64,
    health: Health,
    is_paused: bool,
    adviser: Adviser,
    hint_wait_max: Duration,
    // In this order: the writer is done before the hold is given up.
    writer: Writer,
    _hold: Hold,
}

#[derive(Debug)]
enum Health {
    Well,
    /// The writer waits to be told.
    Trouble(StoreError),
    /// It was told, and has not answered yet.
    Retrying(StoreError),
}

/// What comes of something typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is done; what happened is shown as soon as it is on disk.
    Done,
    /// Something that is known anyway is to be shown.
    Show(Show),
    /// The world refuses.
    Refused(Rejection),
    /// The prompt does not understand how it was used.
    Misread(Misread),
    /// It is risky: to be typed again, confirmed.
    Confirm {
        /// What is.
        action: ActionIdx,
    },
    /// What is seen speaks against it, critical alerts that fire: to be typed again, confirmed.
    Doubt {
        /// What is claimed.
        claim: Claim,
    },
    /// The journal cannot be written, so play stands: see [`Play::trouble`].
    Halted,
    /// Somebody wants to leave.
    Quit,
    /// Nothing was typed.
    Nothing,
}

/// Why a session cannot be played.
#[derive(Debug, thiserror::Error)]
pub enum PlayError {
    /// It has no world.
    #[error(
        "`{scenario}` is a narrated scenario: it has a briefing and no world of its own, \
         and needs a facilitator who rules on what happens"
    )]
    Narrated {
        /// Which.
        scenario: Id,
    },
    /// The journal cannot be kept or read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The journal does not fit the scenario.
    #[error("session {session} cannot be taken up: {misfit}")]
    Misfit {
        /// Which session.
        session: SessionId,
        /// Why not.
        misfit: Misfit,
    },
}

/// What is left of a play that was left.
#[derive(Debug)]
pub struct Left {
    /// Its number in the store.
    pub number: SessionId,
    /// All of it.
    pub session: Session,
    /// The store.
    pub store: Box<dyn JournalStore>,
}

/// A play that was left and could not be kept as a whole.
#[derive(Debug, thiserror::Error)]
#[error("the last {n_unwritten} events of session {number} could not be written: {trouble}")]
pub struct Unsaved {
    /// Its number in the store.
    pub number: SessionId,
    /// All of it, with what could not be written: a portable file elsewhere can still keep it.
    pub session: Box<Session>,
    /// How many events are not in the store.
    pub n_unwritten: usize,
    /// Why.
    pub trouble: StoreError,
}

impl Play {
    /// Begins a new session: the page rings, and is on disk when this returns.
    ///
    /// # Errors
    /// If the scenario is narrated, or the journal cannot be kept.
    pub fn begin(
        scenario: Arc<Scenario>,
        head: Head,
        mut store: Box<dyn JournalStore>,
        clock: Box<dyn Clock>,
    ) -> Result<Self, PlayError> {
        refuse_narrated(&scenario)?;
        let number = store.create(&head, clock.wall())?;
        let hold = store.hold(number)?;
        let misfit = |misfit| PlayError::Misfit {
            session: number,
            misfit,
        };
        let shown = Session::replay(Arc::clone(&scenario), head.clone(), []).map_err(misfit)?;
        let ahead = Session::begin(scenario, head);
        Self::start(number, ahead, shown, store, hold, clock)
    }

    /// Takes a session up again: its clock goes on where its journal ends.
    ///
    /// # Errors
    /// If there is no such session, another process plays it, or its journal is not of this
    /// scenario.
    pub fn resume(
        scenario: Arc<Scenario>,
        mut store: Box<dyn JournalStore>,
        number: SessionId,
        clock: Box<dyn Clock>,
    ) -> Result<Self, PlayError> {
        refuse_narrated(&scenario)?;
        let hold = store.hold(number)?;
        let head = store.head(number)?;
        let events = store.read(number, 0)?;
        let misfit = |misfit| PlayError::Misfit {
            session: number,
            misfit,
        };
        let was_begun = !events.is_empty();
        let shown = Session::replay(Arc::clone(&scenario), head.clone(), events).map_err(misfit)?;
        shown.verify().map_err(misfit)?;
        let mut ahead = shown.clone();
        if !was_begun {
            // The process ended between making room for the session and its first event.
            ahead = Session::begin(scenario, head);
        } else if shown.state().ended.is_none() {
            let now = ahead.state().now;
            let seat = seat(&ahead);
            ahead
                .submit(now, seat, &Command::Resume)
                .expect("coming back is never refused");
        }
        Self::start(number, ahead, shown, store, hold, clock)
    }

    fn start(
        number: SessionId,
        ahead: Session,
        shown: Session,
        store: Box<dyn JournalStore>,
        hold: Hold,
        clock: Box<dyn Clock>,
    ) -> Result<Self, PlayError> {
        let next_seq = shown.state().next_seq;
        let today = clock.wall().utc().date_naive();
        let (stress, pace) = (ahead.head().stress, ahead.scenario().clock.pace);
        let players = Players(ahead.head().roster.len().clamp(1, 4));
        let adviser = Adviser::start(Arc::clone(ahead.scenario()), players);
        let pace = Pace::start(clock, stress, pace, ahead.state().now);
        let mut play = Self {
            session: number,
            seat: seat(&ahead),
            today,
            ahead,
            shown,
            pace,
            handed_seq: next_seq,
            health: Health::Well,
            is_paused: false,
            adviser,
            hint_wait_max: HINT_WAIT_MAX,
            writer: Writer::start(store, number, next_seq)?,
            _hold: hold,
        };
        play.flush()?;
        // Time that the disk took is nobody's.
        play.pace.look(false);
        Ok(play)
    }

    /// The session as far as it may be shown: everything in it is on disk.
    #[must_use]
    pub const fn shown(&self) -> &Session {
        &self.shown
    }

    /// The session's number in its store.
    #[must_use]
    pub const fn number(&self) -> SessionId {
        self.session
    }

    /// The responder whose prompt this is.
    #[must_use]
    pub const fn seat(&self) -> ResponderIdx {
        self.seat
    }

    /// The day on which it was begun, or taken up.
    #[must_use]
    pub const fn today(&self) -> NaiveDate {
        self.today
    }

    /// The incident time to show: never past something that happened and is not shown yet.
    #[must_use]
    pub fn now(&self) -> Elapsed {
        let now = self.ahead.state().now;
        self.unshown().first().map_or(now, |next| next.at.min(now))
    }

    /// Lets real time pass, hands what happened to the writer, and shows what is on disk by now.
    /// Never waits.
    pub fn tick(&mut self) {
        while let Some(report) = self.writer.report() {
            let is_gone = report == Report::Trouble(StoreError::WriterGone);
            self.take(report);
            if is_gone {
                break;
            }
        }
        self.pace.look(self.clock_runs());
        self.ahead.advance(self.pace.now());
        self.hand_over();
    }

    /// Does what somebody typed. `confirmed` says that a risk was read and accepted.
    pub fn typed(&mut self, text: &str, confirmed: bool) -> Outcome {
        self.tick();
        let read = prompt::read_in(
            self.ahead.scenario(),
            self.ahead.state(),
            self.seat,
            text,
            confirmed,
        );
        let outcome = match read {
            Err(misread) => Outcome::Misread(misread),
            Ok(Request::Nothing) => Outcome::Nothing,
            Ok(Request::Quit) => Outcome::Quit,
            Ok(Request::Show(show)) => {
                if let Some(read) = show.command().filter(|_| self.trouble().is_none()) {
                    self.submit(&read);
                }
                Outcome::Show(show)
            }
            Ok(Request::Command(_) | Request::Page(_) | Request::Wait(_))
                if self.trouble().is_some() =>
            {
                Outcome::Halted
            }
            Ok(Request::Command(Command::Hint(_))) => self.hint(),
            Ok(Request::Command(command)) if !confirmed && self.is_doubtful(&command) => {
                let claim = match command {
                    Command::ClaimResolved => Claim::Resolved,
                    _ => Claim::Mitigated,
                };
                Outcome::Doubt { claim }
            }
            Ok(Request::Command(command)) => self.submit(&command),
            Ok(Request::Page(all)) => self.page(&all),
            Ok(Request::Wait(span)) => self.wait(span),
        };
        self.hand_over();
        outcome
    }

    /// Real time until something is due, an alert changes, or there is something to look at;
    /// nothing while only somebody at the prompt can move things.
    #[must_use]
    pub fn wake_in(&self) -> Option<Duration> {
        let is_waiting = !matches!(self.health, Health::Trouble(_)) && !self.unshown().is_empty();
        let confirmation = is_waiting.then_some(CONFIRMATION_LOOK);
        let retry = matches!(self.health, Health::Retrying(_)).then_some(CONFIRMATION_LOOK);
        let due = self.clock_runs().then(|| self.real_until_due());
        let regret = self.adviser.is_at_work().then_some(REGRET_LOOK);
        [confirmation, retry, due, regret]
            .into_iter()
            .flatten()
            .min()
    }

    /// Stops the clock.
    pub fn pause(&mut self) {
        self.tick();
        self.is_paused = true;
    }

    /// Lets the clock run again.
    pub fn unpause(&mut self) {
        self.tick();
        self.is_paused = false;
    }

    /// Whether the clock was stopped by [`Play::pause`].
    #[must_use]
    pub const fn is_paused(&self) -> bool {
        self.is_paused
    }

    /// Why the journal cannot be written, if it cannot. The clock stands until it can.
    #[must_use]
    pub const fn trouble(&self) -> Option<&StoreError> {
        match &self.health {
            Health::Well => None,
            Health::Trouble(trouble) | Health::Retrying(trouble) => Some(trouble),
        }
    }

    /// Tries to write again; [`Play::trouble`] says after a while how that went.
    pub fn retry(&mut self) {
        let health = std::mem::replace(&mut self.health, Health::Well);
        self.health = match health {
            Health::Trouble(trouble) => {
                self.writer.retry();
                Health::Retrying(trouble)
            }
            other @ (Health::Well | Health::Retrying(_)) => other,
        };
    }

    /// What the steps cost, once play is over and it is worked out.
    #[must_use]
    pub fn regret(&self) -> Option<&Regret> {
        self.adviser.regret()
    }

    /// What users suffered in the real course, once play is over and it is worked out.
    #[must_use]
    pub const fn real(&self) -> Option<&Course> {
        self.adviser.real()
    }

    /// With the script of what the real responders did, if the scenario ships with one.
    #[must_use]
    pub fn with_real_run(mut self, script: Option<String>) -> Self {
        self.adviser.remember(script);
        self
    }

    /// Waits until it is worked out what the steps cost, if play is over.
    pub fn wait_for_regret(&mut self) {
        self.adviser.follow(&self.ahead);
        self.adviser.wait_for_regret();
    }

    /// How long to wait for a hint: for a face whose reader is a program, and which must always
    /// say the same.
    pub const fn set_hint_wait_max(&mut self, longest: Duration) {
        self.hint_wait_max = longest;
    }

    /// Keeps the total for the lists of sessions.
    pub fn keep_score(&self, marks: Marks) {
        self.writer.keep_score(marks);
    }

    /// Waits until everything that happened is on disk and shown.
    ///
    /// # Errors
    /// If it cannot be written; nothing is lost, see [`Play::retry`].
    pub fn flush(&mut self) -> Result<(), StoreError> {
        self.hand_over();
        loop {
            match &self.health {
                Health::Trouble(trouble) => return Err(trouble.clone()),
                Health::Well if self.unshown().is_empty() => return Ok(()),
                Health::Well | Health::Retrying(_) => {}
            }
            let report = self.writer.wait_for_report();
            self.take(report);
        }
    }

    /// Leaves: the session keeps, its clock stands, and all of it is on disk when this returns.
    ///
    /// # Errors
    /// If the last events cannot be written. They are handed back.
    pub fn leave(mut self) -> Result<Left, Unsaved> {
        self.tick();
        let state = self.ahead.state();
        if state.ended.is_none() && !state.left_off {
            let now = state.now;
            self.ahead
                .submit(now, self.seat, &Command::LeaveOff)
                .expect("leaving is never refused");
        }
        self.hand_over();
        let written = self.shown.state().next_seq;
        let number = self.session;
        match self.writer.close() {
            Ok(closed) if closed.unwritten.is_empty() => Ok(Left {
                number,
                session: self.ahead,
                store: closed.store,
            }),
            Ok(closed) => Err(Unsaved {
                number,
                n_unwritten: closed.unwritten.len(),
                session: Box::new(self.ahead),
                trouble: closed.trouble.unwrap_or(StoreError::WriterGone),
            }),
            Err(trouble) => Err(Unsaved {
                number,
                n_unwritten: self.ahead.since(written).len(),
                session: Box::new(self.ahead),
                trouble,
            }),
        }
    }

    /// Whether somebody claims that it is over while the screen shows critical alerts.
    fn is_doubtful(&self, command: &Command) -> bool {
        let claims = matches!(command, Command::ClaimMitigated | Command::ClaimResolved);
        let (scenario, past) = (self.shown.scenario(), &self.shown.state().past);
        let is_possible = || {
            self.ahead
                .state()
                .decide(scenario, self.seat, command)
                .is_ok()
        };
        let now = self.now();
        let mut alerts = scenario.alerts.iter().filter(|it| it.critical);
        claims
            && is_possible()
            && alerts.any(|it| alerts::firing_since(scenario, it, past, now).is_some())
    }

    fn submit(&mut self, command: &Command) -> Outcome {
        let now = self.ahead.state().now;
        match self.ahead.submit(now, self.seat, command) {
            Ok(()) => {
                if !self.pace.is_timed() {
                    self.run_until_free();
                }
                Outcome::Done
            }
            Err(Rejection::NeedsConfirmation(action)) => Outcome::Confirm { action },
            Err(rejection) => Outcome::Refused(rejection),
        }
    }

    /// Calls each of them in who is not called yet; refused only if that is nobody.
    fn page(&mut self, all: &[ResponderIdx]) -> Outcome {
        let mut outcomes = Vec::new();
        for who in all {
            outcomes.push(self.submit(&Command::Page(*who)));
        }
        let is_done = outcomes.contains(&Outcome::Done);
        let first = outcomes.into_iter().next();
        first.filter(|_| !is_done).unwrap_or(Outcome::Done)
    }

    /// A hint from where the team stands, if it is there in time; else the scenario's own.
    fn hint(&mut self) -> Outcome {
        self.adviser.follow(&self.ahead);
        let next_seq = self.ahead.state().next_seq;
        let nudge = self.adviser.advice(next_seq, self.hint_wait_max);
        self.submit(&Command::Hint(nudge.map(Box::new)))
    }

    /// Untimed, the clock moves by what people do: over all that happens on the way.
    fn run_until_free(&mut self) {
        if let Some(free_at) = self.ahead.state().free_at(self.seat) {
            self.ahead.advance(free_at);
            self.pace.jump_to(self.ahead.state().now);
        }
    }

    fn wait(&mut self, span: Option<Span>) -> Outcome {
        let state = self.ahead.state();
        if state.ended.is_some() {
            return Outcome::Refused(Rejection::Over);
        }
        let now = match span {
            Some(span) => {
                let until = state.now + span;
                self.ahead.wait(self.seat, Some(until))
            }
            None => self.ahead.wait_for_news(self.seat),
        };
        self.pace.jump_to(now);
        Outcome::Done
    }

    fn clock_runs(&self) -> bool {
        matches!(self.health, Health::Well)
            && !self.is_paused
            && self.pace.is_timed()
            && self.ahead.state().ended.is_none()
    }

    fn real_until_due(&self) -> Duration {
        let (scenario, state) = (self.ahead.scenario(), self.ahead.state());
        let alert = alerts::next_change(scenario, &state.past, state.now);
        let due = self.ahead.next_due().into_iter().chain(alert).min();
        let real = due.and_then(|due| self.pace.real_until(due));
        real.unwrap_or(WAKE_MAX).min(WAKE_MAX)
    }

    /// What happened and is not on disk, as far as we know.
    fn unshown(&self) -> &[Recorded] {
        self.ahead.since(self.shown.state().next_seq)
    }

    fn hand_over(&mut self) {
        let events = self.ahead.since(self.handed_seq);
        if !events.is_empty() {
            self.writer.append(events.to_vec());
            self.handed_seq = self.ahead.state().next_seq;
        }
        self.adviser.follow(&self.ahead);
    }

    fn take(&mut self, report: Report) {
        match report {
            Report::Durable(next_seq) => {
                self.health = Health::Well;
                let n_new = next_seq.saturating_sub(self.shown.state().next_seq);
                let n_new = usize::try_from(n_new).unwrap_or(usize::MAX);
                for recorded in self
                    .ahead
                    .since(self.shown.state().next_seq)
                    .iter()
                    .take(n_new)
                {
                    self.shown
                        .follow(recorded.clone())
                        .expect("it follows the session that recorded it");
                }
            }
            Report::Trouble(trouble) => self.health = Health::Trouble(trouble),
        }
    }
}

/// The responder whose prompt this is: the first seat of the roster, or the scenario's player.
fn seat(session: &Session) -> ResponderIdx {
    let scenario = session.scenario();
    let seat = session.head().roster.first();
    seat.map_or(scenario.you, |seat| State::seat(scenario, &seat.responder))
}

fn refuse_narrated(scenario: &Scenario) -> Result<(), PlayError> {
    if scenario.narrated {
        let scenario = scenario.metadata.id.clone();
        return Err(PlayError::Narrated { scenario });
    }
    Ok(())
}
