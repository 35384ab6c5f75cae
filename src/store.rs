//! Where journals are kept: a narrow trait, an embedded database, a portable file.
//!
//! Invariants: what [`JournalStore::append`] said is kept survives the end of the process at any
//! moment; a journal has no gaps and no second version of an event; a file that this program does
//! not understand is left as it is.

pub mod faults;
pub mod memory;
pub mod portable;
pub mod sqlite;
pub mod writer;

use std::any::Any;
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use crate::engine::event::{Ending, Event, Head, Recorded};
use crate::engine::id::Id;
use crate::engine::score::Marks;
use crate::engine::time::Elapsed;
use crate::os::clock::WallTime;

/// Keeps journals.
pub trait JournalStore: fmt::Debug + Send {
    /// Makes room for a new session, which has no events yet.
    ///
    /// # Errors
    /// If it cannot be kept.
    fn create(&mut self, head: &Head, started: WallTime) -> Result<SessionId, StoreError>;

    /// Takes hold of a session to play it, for as long as the [`Hold`] lives.
    ///
    /// # Errors
    /// If there is no such session, or another process that is alive plays it.
    fn hold(&mut self, session: SessionId) -> Result<Hold, StoreError>;

    /// Appends events, all of them or none. `expected` is the place of the first.
    ///
    /// # Errors
    /// If they could not be kept, or the journal does not end at `expected`.
    fn append(
        &mut self,
        session: SessionId,
        expected: u64,
        events: &[Recorded],
    ) -> Result<(), StoreError>;

    /// The head of a session's journal.
    ///
    /// # Errors
    /// If there is no such session or it cannot be read.
    fn head(&self, session: SessionId) -> Result<Head, StoreError>;

    /// The events of a session from that place on.
    ///
    /// # Errors
    /// If there is no such session or it cannot be read.
    fn read(&self, session: SessionId, from: u64) -> Result<Vec<Recorded>, StoreError>;

    /// All sessions, oldest first.
    ///
    /// # Errors
    /// If they cannot be read.
    fn list(&self) -> Result<Vec<Summary>, StoreError>;

    /// Keeps a session's figures for lists and trends; the journal is what counts.
    ///
    /// # Errors
    /// If there is no such session or it cannot be kept.
    fn set_score(&mut self, session: SessionId, marks: Marks) -> Result<(), StoreError>;
}

/// The number of a session in its store, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SessionId(pub u32);

impl fmt::Display for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl FromStr for SessionId {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

/// Says that this process plays a session. Given up by dropping it, or by the end of the process.
#[derive(Debug)]
pub struct Hold {
    _kept: Box<dyn Any + Send>,
}

impl Hold {
    /// A hold that lasts as long as `kept` lives.
    pub fn new(kept: impl Any + Send) -> Self {
        Self {
            _kept: Box::new(kept),
        }
    }
}

/// What a list says of a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Its number.
    pub session: SessionId,
    /// Of which scenario.
    pub scenario: Id,
    /// When it was begun, by the machine's clock.
    pub started: WallTime,
    /// How many events it has.
    pub n_events: u64,
    /// Incident time of the last.
    pub elapsed: Elapsed,
    /// How play ended, if it did.
    pub ending: Option<Ending>,
    /// What it scored, if it was scored.
    pub marks: Option<Marks>,
}

/// What a store cannot do, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The folder cannot be made or used.
    #[error("the data folder {} cannot be used: {why}; name another with --data-dir", dir.display())]
    Folder {
        /// The folder.
        dir: PathBuf,
        /// What the system says.
        why: String,
    },
    /// Written by a newer program.
    #[error(
        "{} was written by a newer program (its format is {found}, this one knows {known}); \
         it is left as it is: use the newer program, or another --data-dir",
        file.display()
    )]
    Newer {
        /// The file.
        file: PathBuf,
        /// Its format.
        found: i64,
        /// The newest format known here.
        known: i64,
    },
    /// A database of something else.
    #[error(
        "{} is a database of another program; it is left as it is: name another --data-dir",
        file.display()
    )]
    Foreign {
        /// The file.
        file: PathBuf,
    },
    /// Not whole.
    #[error(
        "{} is damaged ({why}); it is left as it is: move it away or restore a copy, \
         or name another --data-dir",
        file.display()
    )]
    Damaged {
        /// The file.
        file: PathBuf,
        /// What is wrong.
        why: String,
    },
    /// No room.
    #[error("the disk that holds {} is full", file.display())]
    Full {
        /// The file.
        file: PathBuf,
    },
    /// Another process is writing for too long.
    #[error("{} is in use by another process", file.display())]
    Busy {
        /// The file.
        file: PathBuf,
    },
    /// The system refuses.
    #[error("{} cannot be read or written: {why}", file.display())]
    Refused {
        /// The file.
        file: PathBuf,
        /// What it says.
        why: String,
    },
    /// Another process went on with the session.
    #[error(
        "session {session} was continued by another process: its journal does not end \
         at event {expected}"
    )]
    Conflict {
        /// The session.
        session: SessionId,
        /// Where it should have ended.
        expected: u64,
    },
    /// Another process has the session open.
    #[error("session {session} is open in another process")]
    Held {
        /// The session.
        session: SessionId,
    },
    /// There is no such session.
    #[error("there is no session {session}")]
    Unknown {
        /// The session.
        session: SessionId,
    },
    /// The thread that writes is gone.
    #[error("the thread that writes the journal is gone")]
    WriterGone,
}

impl StoreError {
    /// Whether trying again can help: room can be made, another process can finish.
    #[must_use]
    pub const fn may_pass(&self) -> bool {
        match self {
            Self::Folder { .. } | Self::Full { .. } | Self::Busy { .. } | Self::Refused { .. } => {
                true
            }
            Self::Newer { .. }
            | Self::Foreign { .. }
            | Self::Damaged { .. }
            | Self::Conflict { .. }
            | Self::Held { .. }
            | Self::Unknown { .. }
            | Self::WriterGone => false,
        }
    }
}

/// How play ended, if one of these events says so.
fn ending_in(events: &[Recorded]) -> Option<Ending> {
    events.iter().find_map(|it| match it.event {
        Event::Ended { ending } => Some(ending),
        _ => None,
    })
}
