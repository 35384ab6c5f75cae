//! One responder on a card: who they are, where, what they do, what they could be asked for.
//!
//! Invariant: what they could be asked for is listed for the players already.

use super::Scene;
use super::help::{example, is_listed};
use super::people::{PersonRow, person};
use super::refusal::rejected;
use super::words::clean;
use crate::engine::command::Command;
use crate::engine::event::Event;
use crate::engine::id::{ActionIdx, ResponderIdx};
use crate::engine::state::Place;

/// On the frame of the card.
pub const TITLE: &str = "People";
/// Before what they can do.
pub const SKILLS: &str = "skills";
/// Before where they are.
pub const WHERE: &str = "where";
/// Before what they do.
pub const DOES: &str = "does";
/// Before what they can do that not everybody can.
pub const CAN: &str = "can";
/// Before what they did last.
pub const DID: &str = "did";
/// No skill that a command here asks for.
pub const NO_SKILL: &str = "none that a command here asks for";

/// How many of the things they did are told.
const DID_MAX: usize = 3;

/// A responder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Responder {
    /// Who they are.
    pub person: PersonRow,
    /// Where they are: `here`, `called, here at T+10:00`, `not called`.
    pub place: String,
    /// What they do until when; empty unless they are here.
    pub doing: String,
    /// Commands that need a skill they have, with what they do.
    pub can: Vec<(String, String)>,
    /// What they did last, latest first: `T+04:10 lvs`.
    pub did: Vec<String>,
    /// Why they cannot be paged; empty if they can.
    pub page_refused: String,
    /// Why nothing can be asked of them now; empty if it can.
    pub ask_refused: String,
}

impl Responder {
    /// All of it in lines.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let mut lines = vec![self.person.line()];
        if !self.person.about.is_empty() {
            lines.push(self.person.about.clone());
        }
        if !self.can.is_empty() {
            let can = self.can.iter().map(|(typed, _)| format!("`{typed}`"));
            let can: Vec<String> = can.collect();
            lines.push(format!("{CAN}: {}", can.join(", ")));
        }
        lines.extend(self.did.iter().map(|it| format!("{DID}: {it}")));
        lines
    }
}

/// All responders in the scenario's order.
#[must_use]
pub fn responders(scene: &Scene) -> Vec<Responder> {
    let all = 0..scene.scenario().responders.len();
    all.map(|idx| responder(scene, ResponderIdx(idx))).collect()
}

fn responder(scene: &Scene, who: ResponderIdx) -> Responder {
    let person = person(scene, who);
    let (place, doing) = match scene.state().people[who.0].place {
        Place::Here => ("here".to_owned(), person.doing.clone()),
        Place::OnTheWay(at) => (format!("called, here at {at}"), String::new()),
        Place::Away => (
            format!("not called: `page {}` calls them in", person.id),
            String::new(),
        ),
    };
    let page = Command::Page(who);
    let decided = scene.state().decide(scene.scenario(), scene.seat, &page);
    let page_refused = decided
        .err()
        .map_or_else(String::new, |it| rejected(scene, &it).line());
    let ask_refused = match (who == scene.seat, scene.state().people[who.0].place) {
        (true, _) => "that is you: just type it".to_owned(),
        (false, Place::Here) if person.free => String::new(),
        (false, Place::Here) => person.doing.clone(),
        (false, _) => place.clone(),
    };
    Responder {
        can: can(scene, who),
        did: did(scene, who),
        person,
        place,
        doing,
        page_refused,
        ask_refused,
    }
}

fn can(scene: &Scene, who: ResponderIdx) -> Vec<(String, String)> {
    let scenario = scene.scenario();
    let all = scenario.actions.iter().enumerate();
    all.filter(|(idx, action)| {
        let idx = ActionIdx(*idx);
        action.skill.is_some() && scenario.can(who, idx) && is_listed(scene, idx)
    })
    .map(|(_, action)| (example(action), action.label.clone()))
    .collect()
}

fn did(scene: &Scene, who: ResponderIdx) -> Vec<String> {
    let id = &scene.scenario().responders[who.0].id;
    let journal = scene.session.journal().iter().rev();
    let began = journal.filter_map(|recorded| match &recorded.event {
        Event::ActionStarted { who, typed, .. } if who == id => {
            Some(format!("{} {}", recorded.at, clean(typed)))
        }
        _ => None,
    });
    began.take(DID_MAX).collect()
}
