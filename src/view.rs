//! View-models: state in, plain data with finished strings out.
//!
//! Every word that the program itself says to a player is chosen in here; a face only places it.
//! Invariant: nothing in a player's view tells what is really so. Facts, truth, history, lessons,
//! `why`, complications, injects, questions, hints not asked for and whether a hypothesis is true
//! appear in the debrief only, after play is over.
//!
//! All of it is a function of a [`Scene`]; nothing reads a clock.

pub mod answer;
pub mod board;
pub mod bots;
pub mod briefing;
pub mod cards;
pub mod chart;
pub mod claimed;
pub mod coach;
pub mod composer;
pub mod confirm;
pub mod copied;
pub mod debrief;
pub mod evidence;
pub mod failure;
pub mod fuzzy;
pub mod help;
pub mod hint;
pub mod history;
pub mod home;
pub mod listing;
pub mod logs;
pub mod map;
mod near;
pub mod pager;
pub mod palette;
pub mod people;
pub mod prompt;
pub mod refusal;
pub mod responder;
pub mod room;
pub mod runbook;
pub mod score;
pub mod screens;
pub mod settings;
pub mod severity;
pub mod signals;
pub mod timeline;
pub mod titles;
pub mod typed;
pub mod what_if;
pub mod words;

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, TimeDelta, Timelike, Utc};

use crate::engine::event::Role;
use crate::engine::guard::World;
use crate::engine::harm::Course;
use crate::engine::id::{Id, ResponderIdx};
use crate::engine::scenario::Scenario;
use crate::engine::session::Session;
use crate::engine::state::State;
use crate::engine::time::{Elapsed, Span};
use crate::prove::regret::Regret;

/// What is looked at: a session, at a moment, from a seat.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    /// The session as far as it may be shown.
    pub session: &'a Session,
    /// The incident time of the picture.
    pub now: Elapsed,
    /// The responder who looks.
    pub seat: ResponderIdx,
    /// What the steps cost, once that is worked out: for the debrief only.
    pub regret: Option<&'a Regret>,
    /// What users suffered in the real course, replayed here, once that is worked out: for the
    /// debrief only.
    pub real: Option<&'a Course>,
    /// The day on which somebody sits there, where there is one: for dates to come.
    pub today: Option<NaiveDate>,
}

impl<'a> Scene<'a> {
    /// The session as the player sees it. `now` may run ahead of the last event, never behind
    /// it, and stands still once play is over.
    #[must_use]
    pub fn new(session: &'a Session, now: Elapsed) -> Self {
        let state = session.state();
        let now = state
            .ended
            .map_or_else(|| now.max(state.now), |(ended, _)| ended);
        Self {
            session,
            now,
            seat: session.scenario().you,
            regret: None,
            real: None,
            today: None,
        }
    }

    /// The same picture with what the steps cost.
    #[must_use]
    pub const fn with_regret(mut self, regret: Option<&'a Regret>) -> Self {
        self.regret = regret;
        self
    }

    /// The same picture with what users suffered in the real course.
    #[must_use]
    pub const fn with_real(mut self, real: Option<&'a Course>) -> Self {
        self.real = real;
        self
    }

    /// The same picture on that day.
    #[must_use]
    pub const fn on(mut self, today: NaiveDate) -> Self {
        self.today = Some(today);
        self
    }

    /// The same picture from another seat.
    #[must_use]
    pub const fn from_seat(mut self, seat: ResponderIdx) -> Self {
        self.seat = seat;
        self
    }

    /// The scenario.
    #[must_use]
    pub const fn scenario(&self) -> &'a Arc<Scenario> {
        self.session.scenario()
    }

    /// The state.
    #[must_use]
    pub const fn state(&self) -> &'a State {
        self.session.state()
    }

    /// What was true when.
    pub(crate) fn past(&self) -> &'a [(Elapsed, World)] {
        &self.state().past
    }

    /// What a responder is called by who looks: `you`, a name from the roster, or their role.
    #[must_use]
    pub fn called(&self, who: ResponderIdx) -> String {
        if who == self.seat {
            return words::YOU.to_owned();
        }
        let responder = &self.scenario().responders[who.0];
        let seat = self
            .session
            .head()
            .roster
            .iter()
            .find(|seat| seat.responder == responder.id && seat.role != Role::Facilitator);
        let name = seat.map(|seat| words::clean(&seat.name));
        name.filter(|name| !name.is_empty())
            .unwrap_or_else(|| responder.name.clone())
    }

    /// What the responder with that id is called; the id itself if there is none.
    #[must_use]
    pub fn called_by_id(&self, id: &Id) -> String {
        self.scenario()
            .responder(id.as_str())
            .map_or_else(|| words::clean(id.as_str()), |who| self.called(who))
    }

    /// The wall clock of the incident at that moment: `21:54:10`.
    #[must_use]
    pub fn utc(&self, at: Elapsed) -> String {
        in_words(at.on_clock(self.scenario().clock.starts))
    }

    /// The same so long before the incident began.
    #[must_use]
    pub fn utc_before(&self, before: Span) -> String {
        let starts = self.scenario().clock.starts;
        let ms = i64::try_from(before.0).unwrap_or(i64::MAX);
        let earlier = TimeDelta::try_milliseconds(ms).and_then(|it| starts.checked_sub_signed(it));
        in_words(earlier.unwrap_or(starts))
    }
}

/// A moment on a clock: `21:54:10`.
fn in_words(at: DateTime<Utc>) -> String {
    format!("{:02}:{:02}:{:02}", at.hour(), at.minute(), at.second())
}
