//! What is asked of the world, and how it refuses.

use chrono::NaiveDate;

use super::id::{ActionIdx, AudienceIdx, HypothesisIdx, InjectIdx, ResponderIdx, RunbookIdx};
use super::time::Elapsed;

/// What somebody at a terminal asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Take the page.
    Acknowledge,
    /// Say how bad it is, 1 (worst) to 5.
    DeclareSeverity(u8),
    /// Make somebody incident commander.
    TakeCommand(ResponderIdx),
    /// Put a candidate cause on the board, with a confidence in percent.
    StateHypothesis(HypothesisIdx, u8),
    /// Take it off again.
    DropHypothesis(HypothesisIdx),
    /// Call somebody in.
    Page(ResponderIdx),
    /// Do something, or have it done.
    Act {
        /// What.
        action: ActionIdx,
        /// Who does it.
        who: ResponderIdx,
        /// What was typed.
        typed: String,
        /// The risk has been read and accepted.
        confirmed: bool,
    },
    /// Tell somebody something.
    Post(AudienceIdx, String),
    /// Say that users are helped.
    ClaimMitigated,
    /// Say that the cause is gone.
    ClaimResolved,
    /// Ask for a hint; the scenario's own next one without a better one at hand.
    Hint(Option<Box<Nudge>>),
    /// Keep something for the record.
    Note(String),
    /// Open a runbook.
    ReadRunbook(RunbookIdx),
    /// Something nothing here answers to.
    Mumble(String),
    /// The facilitator makes something happen.
    Inject(InjectIdx),
    /// Leave; the clock stands.
    LeaveOff,
    /// Come back.
    Resume,
    /// After play: hear what really happened.
    OpenDebrief,
    /// At the debrief: name a cause.
    NameCause(HypothesisIdx),
    /// At the debrief: commit to something.
    Commit {
        /// Who will.
        owner: String,
        /// By when.
        due: NaiveDate,
        /// If what, then what.
        text: String,
    },
    /// At the debrief: answer a question, counted from 1.
    Answer(u8, String),
    /// At the debrief: rate the hour, 1 to 5, and say what would raise it.
    Rate(u8, String),
}

/// A hint made for where a team stands: each time they ask about the same it says more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nudge {
    /// What it is about: two hints about the same have the same.
    pub about: String,
    /// The scenario's own hint that says the first as well, by its place.
    pub authored: Option<usize>,
    /// The area, the kind of evidence or help, the command.
    pub texts: [String; 3],
}

/// Why the world refuses. Words for it are chosen in `view`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rejection {
    /// Play is over.
    Over,
    /// This belongs to the debrief.
    NotOver,
    /// First somebody has to take the page.
    AcknowledgeFirst,
    /// Somebody already has the page.
    AlreadyAcknowledged,
    /// The number is not on its scale.
    OutOfRange(Scale),
    /// That hypothesis is not on the board.
    NotOnBoard,
    /// They are there already, or on their way until then.
    AlreadyCalled(Option<Elapsed>),
    /// They are not there.
    NotThere(ResponderIdx),
    /// They are busy until then.
    Busy(ResponderIdx, Elapsed),
    /// They cannot do that; these can.
    LacksSkill {
        /// Who was asked.
        who: ResponderIdx,
        /// Who can, there or not.
        able: Vec<ResponderIdx>,
    },
    /// It has been done and cannot be done again.
    AlreadyDone(ActionIdx),
    /// Somebody is doing it now.
    BeingDone(ActionIdx, ResponderIdx),
    /// It is risky and has not been confirmed.
    NeedsConfirmation(ActionIdx),
    /// They cannot be reached.
    Unreachable(AudienceIdx),
    /// Nothing was said.
    Empty,
    /// Too long: the limit in characters.
    TooLong(usize),
    /// That claim stands already.
    AlreadyClaimed,
    /// There is no further hint.
    NoHint,
    /// This seat may not do that.
    NotYours,
}

/// The number under which a moment of the debrief is answered, from its place.
#[must_use]
pub fn answer_number(place: usize) -> u8 {
    u8::try_from(place.saturating_add(1)).unwrap_or(u8::MAX)
}

/// What a number is a measure of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// How bad it is.
    Severity,
    /// How sure somebody is, in percent.
    Confidence,
    /// Whether it was worth the time.
    Rating,
    /// A moment of the debrief.
    Question,
}

impl Scale {
    /// The lowest and the highest number on it.
    #[must_use]
    pub const fn bounds(self) -> (u8, u8) {
        match self {
            Self::Severity | Self::Rating => (1, 5),
            Self::Confidence => (0, 100),
            Self::Question => (1, PIVOTS_MAX),
        }
    }
}

/// Moments that a debrief asks about, at most.
pub const PIVOTS_MAX: u8 = 5;

/// Longest text somebody may type, in characters.
pub const TEXT_CHARS_MAX: usize = 2000;
