//! What is asked of the world, and how it refuses.

use chrono::NaiveDate;

use super::id::{ActionIdx, AudienceIdx, HypothesisIdx, InjectIdx, ResponderIdx};
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
    /// Ask for the next hint.
    Hint,
    /// Keep something for the record.
    Note(String),
    /// Something nothing here answers to.
    Mumble(String),
    /// The facilitator makes something happen.
    Inject(InjectIdx),
    /// Leave; the clock stands.
    LeaveOff,
    /// Come back.
    Resume,
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
    /// At the debrief: answer a question.
    Answer(usize, String),
    /// At the debrief: rate the hour, 1 to 5, and say what would raise it.
    Rate(u8, String),
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
    /// Severity is 1 to 5, confidence 0 to 100, a rating 1 to 5.
    OutOfRange,
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

/// Longest text somebody may type, in characters.
pub const TEXT_CHARS_MAX: usize = 2000;
