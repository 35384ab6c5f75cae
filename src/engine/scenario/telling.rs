//! What is told: to those outside while it lasts, by the facilitator, and at the debrief.

use super::world::Effect;
use crate::engine::guard::Guard;
use crate::engine::id::Id;
use crate::engine::time::{Elapsed, Span};

/// Somebody to tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audience {
    /// Its id.
    pub id: Id,
    /// Who it is.
    pub label: String,
    /// The public word.
    pub public: bool,
    /// They want to hear first by then.
    pub first: Elapsed,
    /// And then at least so often.
    pub every: Option<Span>,
    /// Facts (bits) that the first post sets.
    pub informs: u64,
    /// While this does not hold they cannot be reached.
    pub when: Guard,
    /// What is answered then.
    pub unreachable: Option<String>,
    /// Not in the record.
    pub reconstructed: bool,
}

impl Audience {
    /// When they want their next word, if any: told last then, and promised the next one for then.
    #[must_use]
    pub fn word_due(&self, told: Option<Elapsed>, promised: Option<Elapsed>) -> Option<Elapsed> {
        let Some(told) = told else {
            return Some(self.first);
        };
        let rhythm = self.every.map(|every| told + every);
        rhythm.into_iter().chain(promised).min()
    }
}

/// Something not to promise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfounded {
    /// Lower-case phrases that promise it.
    pub words: Vec<String>,
    /// It is founded when this holds.
    pub unless: Guard,
    /// Why not; debrief only.
    pub why: String,
}

/// A twist dealt by the seed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complication {
    /// Its id; debrief only.
    pub id: Id,
    /// What it is; debrief only.
    pub about: String,
    /// Facts (bits) it makes true at the beginning.
    pub set: u64,
}

/// Something the facilitator can make happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inject {
    /// Its id.
    pub id: Id,
    /// What it is; facilitator only.
    pub label: String,
    /// What it does.
    pub effect: Effect,
}

/// A question for the facilitator to ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What to ask.
    pub ask: String,
    /// What a good answer holds.
    pub answer: String,
}

/// Help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// The hint.
    pub text: String,
    /// Of no more use once this holds.
    pub until: Guard,
}

/// A step of the coach: what to do next, for who plays for the first time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coach {
    /// Where one is when it is said.
    pub stage: CoachStage,
    /// Said while this holds.
    pub when: Guard,
    /// No more once this holds.
    pub until: Guard,
    /// Nor once this was done.
    pub done: Option<Deed>,
    /// What is said.
    pub says: String,
    /// The same for line mode, where it is something else.
    pub in_lines: Option<String>,
    /// What to type.
    pub types: Option<String>,
    /// Which keys help with it.
    pub keys: Vec<CoachKey>,
}

/// Where one is when the coach speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CoachStage {
    /// The page rings.
    Pager,
    /// In the incident.
    Room,
    /// Play is over, the debrief is not open.
    Over,
    /// In the debrief.
    Debrief,
}

/// Something that players do and no guard can ask about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Deed {
    /// Ran a command.
    Act,
    /// Put a hypothesis on the board.
    Hyp,
    /// Took one off.
    Drop,
    /// Called somebody in.
    Page,
    /// Said who commands.
    Ic,
    /// Told somebody something.
    Post,
    /// Jumped over dead time.
    Wait,
    /// Named a cause.
    Cause,
    /// Committed to something.
    Commit,
}

/// A key that the coach points at, by what it does; a face says which one it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CoachKey {
    /// Takes the page.
    Acknowledge,
    /// Does what is typed.
    Do,
    /// Completes what is typed.
    Complete,
    /// Takes what is shown in grey.
    Take,
    /// The other panes.
    Panes,
    /// The next pane.
    NextPane,
    /// Looks around with the arrows.
    Look,
    /// Scrolls.
    Scroll,
    /// What was typed before.
    Earlier,
    /// The help.
    Help,
    /// Leaves.
    Leave,
}

/// What really happened. Debrief only.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    /// The story.
    pub summary: String,
    /// The cause.
    pub cause: String,
    /// What made it possible or worse.
    pub contributing: Vec<String>,
    /// How long until somebody had the page.
    pub acknowledged: Option<Elapsed>,
    /// How long until the first public word.
    pub first_update: Option<Elapsed>,
    /// How long until users were helped.
    pub mitigated: Option<Elapsed>,
    /// How long until it was over.
    pub resolved: Option<Elapsed>,
    /// Total weighted harm of what the responders did, replayed here.
    pub harm: Option<u64>,
    /// What happened when, in order.
    pub timeline: Vec<HistoryEntry>,
    /// How sources disagree or fall silent.
    pub open_questions: Vec<String>,
}

/// An entry of the real timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryEntry {
    /// How far from T+00:00.
    pub at: Elapsed,
    /// Before T+00:00 rather than after.
    pub before: bool,
    /// What happened.
    pub text: String,
    /// The key of the source.
    pub source: Option<Id>,
    /// The record is silent here.
    pub unknown: bool,
    /// The time is an estimate.
    pub about: bool,
}

/// What to take home. Debrief only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lesson {
    /// The lesson.
    pub text: String,
    /// Whose it is.
    pub from: LessonFrom,
    /// The key of the source.
    pub source: Option<Id>,
}

/// Whose lesson it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LessonFrom {
    /// The organisation's own.
    Official,
    /// The conference talk's.
    Talk,
    /// The author's.
    Author,
}
