//! Who is there, who is on the way, who is busy and until when.

use super::Scene;
use super::words::Tone;
use crate::engine::event::Event;
use crate::engine::id::ResponderIdx;
use crate::engine::state::Place;

/// A responder on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is told on its own")]
pub struct PersonRow {
    /// What is typed for them.
    pub id: String,
    /// What they are called.
    pub name: String,
    /// Whether it is who looks.
    pub you: bool,
    /// Incident commander.
    pub commander: bool,
    /// What they can do, `dns, network`.
    pub skills: String,
    /// Who they are, if there is something to say.
    pub about: String,
    /// Where they are and what they do: `free`, `runs "lvs" until T+04:10`, `on the way, here
    /// at T+10:00`, `not called`.
    pub doing: String,
    /// Until when, where there is little room: `busy until T+04:10`; else the same.
    pub doing_short: String,
    /// There and with free hands.
    pub free: bool,
    /// Doing something, or on the way.
    pub is_engaged: bool,
    /// How it feels.
    pub tone: Tone,
    /// How much of what they do is done, in percent, while they do something.
    pub done_percent: Option<u8>,
}

impl PersonRow {
    /// All of it in a line.
    #[must_use]
    pub fn line(&self) -> String {
        let commander = if self.commander { ", IC" } else { "" };
        let skills = if self.skills.is_empty() {
            String::new()
        } else {
            format!(" ({})", self.skills)
        };
        let name = if self.you {
            String::new()
        } else {
            format!(" {}", self.name)
        };
        let (id, doing) = (&self.id, &self.doing);
        format!("{id}{name}{skills}{commander}: {doing}")
    }
}

/// All responders in the scenario's order.
#[must_use]
pub fn people(scene: &Scene) -> Vec<PersonRow> {
    (0..scene.scenario().responders.len())
        .map(|idx| person(scene, ResponderIdx(idx)))
        .collect()
}

/// One responder.
#[must_use]
pub fn person(scene: &Scene, who: ResponderIdx) -> PersonRow {
    let responder = &scene.scenario().responders[who.0];
    let person = &scene.state().people[who.0];
    let here = person.place == Place::Here;
    let busy = person.busy.filter(|busy| busy.until > scene.now);
    let explains = person.asking_until > scene.now;
    let (doing, tone) = match (person.place, busy) {
        (Place::Away, _) => ("not called".to_owned(), Tone::Quiet),
        (Place::OnTheWay(at), _) => (format!("on the way, here at {at}"), Tone::Warning),
        (Place::Here, Some(busy)) => {
            let typed = typed_last(scene, who).unwrap_or_default();
            (format!("runs `{typed}` until {}", busy.until), Tone::Strong)
        }
        (Place::Here, None) if explains => (
            format!("explains a task until {}", person.asking_until),
            Tone::Strong,
        ),
        (Place::Here, None) => ("free".to_owned(), Tone::Good),
    };
    let doing_short = match (person.place, busy) {
        (Place::Here, Some(busy)) => format!("busy until {}", busy.until),
        (Place::Here, None) if explains => format!("busy until {}", person.asking_until),
        (Place::Here | Place::Away | Place::OnTheWay(_), _) => doing.clone(),
    };
    let done_percent = busy.map(|busy| {
        let whole = busy.until.since(busy.since).0.max(1);
        let done = scene.now.since(busy.since).0 * 100 / whole;
        u8::try_from(done.min(100)).unwrap_or(100)
    });
    PersonRow {
        id: responder.id.to_string(),
        name: scene.called(who),
        you: who == scene.seat,
        commander: scene.state().commander == Some(who),
        skills: responder.skills.join(", "),
        about: responder.about.clone().unwrap_or_default(),
        doing,
        doing_short,
        free: here && busy.is_none() && !explains,
        is_engaged: matches!(person.place, Place::OnTheWay(_))
            || (here && (busy.is_some() || explains)),
        tone,
        done_percent,
    }
}

/// The command line that a responder began last.
pub(super) fn typed_last(scene: &Scene, who: ResponderIdx) -> Option<String> {
    let id = &scene.scenario().responders[who.0].id;
    scene
        .session
        .journal()
        .iter()
        .rev()
        .find_map(|recorded| match &recorded.event {
            Event::ActionStarted { who, typed, .. } if who == id => {
                Some(super::words::clean(typed))
            }
            _ => None,
        })
}
