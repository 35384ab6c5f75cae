//! What asks the process to end: SIGTERM, SIGHUP, SIGINT, and a terminal that is gone.
//!
//! Invariant: whoever listens is told from a thread of its own, whatever the drawing thread is
//! doing. When the terminal is gone the process ends within a second even if nobody reacts,
//! because a terminal library that reads from a vanished terminal may spin for ever.
//!
//! ```no_run
//! use misfortune::os::signals::{Listening, Stop};
//! let (tell, told) = std::sync::mpsc::channel::<Stop>();
//! // In the face: one listener for as long as it is up.
//! let mut listening = Listening::start(move |stop| drop(tell.send(stop)))?;
//! listening.watch_terminal()?;
//! // … the face's own loop hears of it in the channel it waits on, leaves, and:
//! drop(listening); // from here on signals end the process as they always do
//! # Ok::<(), std::io::Error>(())
//! ```

#[cfg(unix)]
mod unix;

use std::time::Duration;

/// Why the process should end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// SIGTERM: somebody wants it to.
    Terminated,
    /// SIGHUP: the connection was closed.
    HungUp,
    /// SIGINT: Ctrl-C outside raw mode.
    Interrupted,
    /// The terminal is gone. There is nothing left to restore, and little time.
    TerminalGone,
}

impl Stop {
    /// The exit code that says so to a shell: 128 and the signal's number.
    #[must_use]
    pub const fn exit_code(self) -> u8 {
        match self {
            Self::Interrupted => 130,
            Self::HungUp | Self::TerminalGone => 129,
            Self::Terminated => 143,
        }
    }
}

/// How long after the terminal is gone the process ends by itself.
pub const GRACE: Duration = Duration::from_millis(700);

#[cfg(unix)]
pub use unix::Listening;

/// Listens to nothing: this platform has no such signals.
#[cfg(not(unix))]
#[derive(Debug)]
pub struct Listening;

#[cfg(not(unix))]
impl Listening {
    /// Listens.
    ///
    /// # Errors
    /// Never here.
    pub fn start(_tell: impl Fn(Stop) + Send + Sync + 'static) -> std::io::Result<Self> {
        Ok(Self)
    }

    /// Ends it.
    pub fn leave(self) {}

    /// Watches nothing.
    ///
    /// # Errors
    /// Never here.
    pub fn watch_terminal(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
