//! The timeline: what happened, in the words of who says it.
//!
//! A function of the journal and of what the alerts did. It only grows: a face keeps a [`Place`]
//! and asks [`since`] for what is new.

mod teller;

use super::Scene;
use super::words::{Tone, any_of};
use crate::engine::event::Event;
use crate::engine::time::Elapsed;
use teller::{Teller, effect};

/// An entry of the timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// When.
    pub at: Elapsed,
    /// When, `T+04:10`.
    pub time: String,
    /// When on the incident's clock, `21:54:10`.
    pub utc: String,
    /// Who says or does it; empty if nobody does.
    pub who: String,
    /// What sort of thing it is.
    pub kind: Kind,
    /// What, at least one line; terminal blocks begin with `$ command`.
    pub lines: Vec<String>,
    /// How it feels.
    pub tone: Tone,
}

impl Entry {
    /// When, who, and the first of what it says.
    #[must_use]
    pub fn in_a_line(&self) -> String {
        let first = self.lines.first().map_or("", String::as_str);
        let between = match self.kind {
            Kind::Message | Kind::Post | Kind::Page => ": ",
            _ => " ",
        };
        if self.who.is_empty() {
            format!("{} {first}", self.time)
        } else {
            format!("{} {}{between}{first}", self.time, self.who)
        }
    }

    /// The same, and for a command the first of its answer.
    #[must_use]
    pub fn with_answer(&self) -> String {
        let is_answer = matches!(self.kind, Kind::Output | Kind::Answer);
        match self.lines.get(1).filter(|_| is_answer) {
            Some(answer) => format!("{}: {}", self.in_a_line(), answer.trim()),
            None => self.in_a_line(),
        }
    }
}

/// What sort of thing an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The page.
    Page,
    /// An alert fires or clears.
    Alert,
    /// Somebody says something.
    Message,
    /// Somebody began to do something.
    Started,
    /// What came of it: a block of terminal text, keep its columns.
    Output,
    /// Something learned.
    Clue,
    /// Somebody was called, or came.
    Person,
    /// Something was claimed, or contradicted; severity and command too.
    Claim,
    /// Somebody was told something.
    Post,
    /// The board changed.
    Board,
    /// A hint that was asked for.
    Hint,
    /// A note for the record.
    Note,
    /// A runbook was opened.
    Read,
    /// The answer to something nothing here answers to.
    Answer,
    /// The clock jumped, stood or went on.
    Clock,
    /// Play is over.
    Ending,
    /// Said at the debrief.
    Debrief,
}

impl Kind {
    /// Its word before a line: what colour and place say elsewhere.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Page => "PAGE",
            Self::Alert => "alert",
            Self::Message => "says",
            Self::Started => "runs",
            Self::Output => "output",
            Self::Clue => "learned",
            Self::Person => "people",
            Self::Claim => "claim",
            Self::Post => "post",
            Self::Board => "board",
            Self::Hint => "hint",
            Self::Note => "note",
            Self::Read => "reads",
            Self::Answer => "shell",
            Self::Clock => "clock",
            Self::Ending => "end",
            Self::Debrief => "debrief",
        }
    }
}

/// Which entries are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Which {
    /// All of them.
    #[default]
    All,
    /// What people said and wrote.
    Said,
    /// What was done, and what came of it.
    Done,
    /// The scribe's notes.
    Notes,
}

impl Which {
    /// All of them, in the order they are gone through.
    pub const ALL: [Self; 4] = [Self::All, Self::Said, Self::Done, Self::Notes];

    /// Its words for a title; none when nothing is left out.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Said => "what was said",
            Self::Done => "what was done",
            Self::Notes => "notes",
        }
    }

    /// Whether it shows entries of that kind.
    #[must_use]
    pub const fn shows(self, kind: Kind) -> bool {
        match self {
            Self::All => true,
            Self::Said => matches!(
                kind,
                Kind::Page | Kind::Message | Kind::Post | Kind::Note | Kind::Hint | Kind::Ending
            ),
            Self::Done => matches!(
                kind,
                Kind::Started | Kind::Output | Kind::Answer | Kind::Claim | Kind::Person
            ),
            Self::Notes => matches!(kind, Kind::Note),
        }
    }

    /// The one after it, or before it, around and around.
    #[must_use]
    pub const fn turned(self, forward: bool) -> Self {
        match (self, forward) {
            (Self::All, true) | (Self::Done, false) => Self::Said,
            (Self::Said, true) | (Self::Notes, false) => Self::Done,
            (Self::Done, true) | (Self::All, false) => Self::Notes,
            (Self::Notes, true) | (Self::Said, false) => Self::All,
        }
    }
}

/// Said when a filter leaves nothing.
pub const NOTHING_SHOWN: &str = "nothing of that sort yet; Left and Right show other entries";

/// How far the timeline has been read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Place {
    /// The journal, up to there.
    seq: u64,
    /// The alerts, until then.
    alerts_until: Option<Elapsed>,
}

/// The whole timeline.
#[must_use]
pub fn timeline(scene: &Scene) -> Vec<Entry> {
    since(scene, Place::default()).0
}

/// The entries of some kinds, in order.
#[must_use]
pub fn of_kinds(scene: &Scene, wanted: fn(Kind) -> bool) -> Vec<Entry> {
    tell(scene, Place::default(), wanted).0
}

/// What is new since a place, in order, and the place after it.
#[must_use]
pub fn since(scene: &Scene, place: Place) -> (Vec<Entry>, Place) {
    tell(scene, place, |_| true)
}

fn tell(scene: &Scene, place: Place, wanted: fn(Kind) -> bool) -> (Vec<Entry>, Place) {
    let mut teller = Teller {
        scene,
        wanted,
        entries: Vec::new(),
        known: 0,
        debriefed: false,
    };
    for recorded in scene.session.journal() {
        let learned = effect(scene, &recorded.event).map_or(0, |effect| effect.learn);
        if recorded.seq >= place.seq {
            teller.tell(recorded);
            teller.listed(recorded);
        }
        teller.known |= learned;
        teller.debriefed |= matches!(recorded.event, Event::Debriefed {});
    }
    if wanted(Kind::Alert) {
        teller.alerts(place.alerts_until);
    }
    let mut entries = teller.entries;
    // An alert that ends a wait is told before the wait.
    entries.sort_by_key(|entry| (entry.at, entry.kind != Kind::Alert));
    let place = Place {
        seq: scene.state().next_seq,
        alerts_until: Some(scene.now),
    };
    (entries, place)
}

/// Who can do something, as a sentence's part: `netops or dba`.
pub(super) fn names(scene: &Scene, who: &[crate::engine::id::ResponderIdx]) -> String {
    let ids: Vec<String> = who
        .iter()
        .map(|who| scene.scenario().responders[who.0].id.to_string())
        .collect();
    any_of(&ids)
}
