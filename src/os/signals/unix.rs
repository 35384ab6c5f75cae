//! Signals and the watch on the terminal, on Unix.

use std::fmt;
use std::io::{self, IsTerminal, Read};
use std::mem;
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
pub struct Listening {
    handle: Handle,
    tell: Arc<dyn Fn(Stop) + Send + Sync>,
    /// Closed by dropping it: the watch on the terminal sees that and ends.
    leash: Option<UnixStream>,
}

impl Listening {
    /// Listens to the signals. `tell` is called from another thread.
    ///
    /// # Errors
    /// If the system refuses a handler or a thread.
    pub fn start(tell: impl Fn(Stop) + Send + Sync + 'static) -> io::Result<Self> {
        nobody_listens()?.store(false, Ordering::SeqCst);
        let mut signals = Signals::new(SIGNALS)?;
        let listening = Self {
            handle: signals.handle(),
            tell: Arc::new(tell),
            leash: None,
        };
        let tell = Arc::clone(&listening.tell);
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
        Ok(listening)
    }

    /// Watches the terminal as well, if there is one.
    ///
    /// # Errors
    /// If the system refuses a thread.
    pub fn watch_terminal(&mut self) -> io::Result<()> {
        own_terminal().map_or(Ok(()), |it| self.watch(it))
    }

    /// Watches that terminal as well.
    ///
    /// # Errors
    /// If the system refuses a thread.
    pub fn watch(&mut self, terminal: OwnedFd) -> io::Result<()> {
        let (leash, held) = UnixStream::pair()?;
        let tell = Arc::clone(&self.tell);
        thread::Builder::new()
            .name("terminal".to_owned())
            .spawn(move || wait_until_gone(&terminal, held, &*tell))?;
        self.leash = Some(leash);
        Ok(())
    }

    /// Ends it when the process is about to end: signals end that as they always do, and no
    /// thread is woken to be told of it. A terminal that goes now still ends the process.
    pub fn leave(self) {
        leave_to_the_system();
        mem::forget(self);
    }
}

impl fmt::Debug for Listening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Listening").finish_non_exhaustive()
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.handle.close();
        self.leash = None;
        leave_to_the_system();
    }
}

fn leave_to_the_system() {
    if let Ok(nobody) = nobody_listens() {
        nobody.store(true, Ordering::SeqCst);
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
fn wait_until_gone(terminal: &OwnedFd, mut held: UnixStream, tell: &dyn Fn(Stop)) {
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
