//! Signals and the watch on the terminal, on Unix.

use std::io::{self, IsTerminal, Read};
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::thread;

use rustix::event::{PollFd, PollFlags, poll};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::{Handle, Signals};
use signal_hook::{flag, low_level};

use super::{GRACE, Stop};

const SIGNALS: [i32; 3] = [SIGTERM, SIGHUP, SIGINT];

/// Listens for as long as it lives; after that, signals end the process as they always do.
#[derive(Debug)]
pub struct Listening {
    handle: Handle,
    /// Closed by dropping it: the watch on the terminal sees that and ends.
    _leash: Option<UnixStream>,
}

impl Listening {
    /// Listens to the signals and, if there is one, watches the terminal. `tell` is called from
    /// another thread.
    ///
    /// # Errors
    /// If the system refuses a handler or a thread.
    pub fn start(tell: impl Fn(Stop) + Send + Sync + 'static) -> io::Result<Self> {
        Self::watching(own_terminal(), tell)
    }

    /// The same, watching that terminal.
    ///
    /// # Errors
    /// If the system refuses a handler or a thread.
    pub fn watching(
        terminal: Option<OwnedFd>,
        tell: impl Fn(Stop) + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let tell = Arc::new(tell);
        nobody_listens()?.store(false, Ordering::SeqCst);
        let mut signals = Signals::new(SIGNALS)?;
        let handle = signals.handle();
        let leash = match terminal {
            Some(terminal) => {
                let (leash, held) = UnixStream::pair()?;
                let tell = Arc::clone(&tell);
                thread::Builder::new()
                    .name("terminal".to_owned())
                    .spawn(move || watch(&terminal, held, &*tell))?;
                Some(leash)
            }
            None => None,
        };
        thread::Builder::new()
            .name("signals".to_owned())
            .spawn(move || {
                for signal in signals.forever() {
                    tell(match signal {
                        SIGHUP => Stop::HungUp,
                        SIGINT => Stop::Interrupted,
                        _ => Stop::Terminated,
                    });
                }
            })?;
        Ok(Self {
            handle,
            _leash: leash,
        })
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.handle.close();
        if let Ok(nobody) = nobody_listens() {
            nobody.store(true, Ordering::SeqCst);
        }
    }
}

/// A handler once registered stays; while this flag is up it does what the system would have
/// done without it. One process has one listener at a time.
fn nobody_listens() -> io::Result<&'static Arc<AtomicBool>> {
    static NOBODY: OnceLock<Arc<AtomicBool>> = OnceLock::new();
    if let Some(nobody) = NOBODY.get() {
        return Ok(nobody);
    }
    let nobody = Arc::new(AtomicBool::new(true));
    for signal in SIGNALS {
        flag::register_conditional_default(signal, Arc::clone(&nobody))?;
    }
    Ok(NOBODY.get_or_init(|| nobody))
}

fn own_terminal() -> Option<OwnedFd> {
    let (input, output) = (io::stdin(), io::stdout());
    if input.is_terminal() {
        input.as_fd().try_clone_to_owned().ok()
    } else if output.is_terminal() {
        output.as_fd().try_clone_to_owned().ok()
    } else {
        None
    }
}

/// Waits, without waking up, until the terminal is gone or the leash is let go.
fn watch(terminal: &OwnedFd, mut held: UnixStream, tell: &dyn Fn(Stop)) {
    let gone = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
    loop {
        let mut fds = [
            PollFd::new(terminal, PollFlags::empty()),
            PollFd::new(&held, PollFlags::IN),
        ];
        match poll(&mut fds, None) {
            Ok(_) => {}
            Err(rustix::io::Errno::INTR) => continue,
            Err(_) => return,
        }
        if !fds[1].revents().is_empty() {
            return;
        }
        if fds[0].revents().intersects(gone) {
            break;
        }
    }
    tell(Stop::TerminalGone);
    // Let go in time, the process ends in its own way.
    let let_go = held
        .set_read_timeout(Some(GRACE))
        .and_then(|()| held.read(&mut [0]));
    if let_go.is_err() {
        low_level::exit(i32::from(Stop::TerminalGone.exit_code()));
    }
}
