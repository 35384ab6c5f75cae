//! The terminal while the screens are up: one guard that takes it and gives it back.
//!
//! Invariant: however the process leaves this module's hands (drop, early `?`, panic on any
//! thread, signal), the terminal is as it was found. A frame is one write.

mod canvas;
mod compact;

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::{mem, panic};

use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::style::Print;
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen,
    LeaveAlternateScreen, SetTitle, disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, execute, queue};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Size};

pub use canvas::Canvas;

use super::dress::Dress;

/// Puts the window's title on the terminal's stack, and takes it from there again. A terminal
/// that has no such stack keeps the empty title it gets before, and shows its own.
const KEEP_TITLE: &str = "\x1b[22;0t";
const OLD_TITLE: &str = "\x1b[23;0t";

/// Whether the terminal is ours at the moment. One process has one terminal.
static IS_UP: AtomicBool = AtomicBool::new(false);

/// Whether the mouse is ours while the terminal is.
static HAS_MOUSE: AtomicBool = AtomicBool::new(false);

/// Buttons and wheel are told, in columns beyond 223 as well. Moves are not: a pointer that
/// crosses the window must wake nobody.
const TAKE_MOUSE: &str = "\x1b[?1000h\x1b[?1006h";
/// They are the terminal's again.
const GIVE_MOUSE_BACK: &str = "\x1b[?1006l\x1b[?1000l";

/// The terminal, taken. Dropping it gives the terminal back.
#[derive(Debug)]
pub struct Screen {
    canvas: Canvas,
    /// What is sent next, in one write.
    outbox: Vec<u8>,
}

impl Screen {
    /// Takes the terminal: raw mode, alternate screen, bracketed paste, maybe the mouse.
    ///
    /// # Errors
    /// If the terminal does not let itself be set; it is given back first.
    pub fn enter(with_mouse: bool) -> io::Result<Self> {
        // Whether colour is sent is the dress's to decide; left to the library, NO_COLOR would take
        // reverse and bold as well, and with them the selected row.
        crossterm::style::force_color_output(true);
        HAS_MOUSE.store(with_mouse, Ordering::SeqCst);
        take()?;
        Ok(Self {
            canvas: Canvas::default(),
            outbox: Vec::new(),
        })
    }

    /// How large it is.
    ///
    /// # Errors
    /// If the terminal does not say.
    pub fn size(&self) -> io::Result<Size> {
        size()
    }

    /// Draws one frame and sends it in one write. Nothing is sent once the terminal was given
    /// back behind our back, by a panic on another thread.
    ///
    /// # Errors
    /// If the terminal does not take it; then it is most likely gone.
    pub fn draw(
        &mut self,
        size: Size,
        dress: &Dress,
        paint: impl FnOnce(&mut Buffer) -> Option<Position>,
    ) -> io::Result<()> {
        let frame = self.canvas.draw(size, |cell| dress.cell(cell), paint);
        if !frame.is_empty() {
            queue!(self.outbox, BeginSynchronizedUpdate)?;
            self.outbox.extend(frame);
            queue!(self.outbox, EndSynchronizedUpdate)?;
        }
        self.hand_over()
    }

    /// Another dress is put over frames from now on; the next one is drawn whole.
    pub fn change(&mut self) {
        self.canvas.forget();
    }

    /// Sends what is not drawn: the bell, a notification, a question.
    ///
    /// # Errors
    /// If the terminal does not take it.
    pub fn send(&mut self, escapes: &str) -> io::Result<()> {
        self.outbox.extend_from_slice(escapes.as_bytes());
        self.hand_over()
    }

    /// Sends what there is to send, as long as the terminal is ours: whoever gives it back waits
    /// for the lock, and nothing follows that.
    fn hand_over(&mut self) -> io::Result<()> {
        let mut out = io::stdout().lock();
        let bytes = mem::take(&mut self.outbox);
        if IS_UP.load(Ordering::SeqCst) {
            send(&bytes, &mut out)?;
        }
        Ok(())
    }

    /// Names the terminal's window, with the next frame.
    ///
    /// # Errors
    /// If the name cannot be kept until then.
    pub fn title(&mut self, title: &str) -> io::Result<()> {
        queue!(self.outbox, SetTitle(title))
    }

    /// Takes the mouse, or leaves it to the terminal, now and whenever the terminal is taken
    /// again.
    ///
    /// # Errors
    /// If the terminal does not take it.
    pub fn listen_to_mouse(&mut self, listens: bool) -> io::Result<()> {
        if HAS_MOUSE.swap(listens, Ordering::SeqCst) == listens {
            return Ok(());
        }
        self.send(if listens { TAKE_MOUSE } else { GIVE_MOUSE_BACK })
    }

    /// Gives the terminal back and stops the process as Ctrl-Z does; returns when it is
    /// continued, with the terminal taken again.
    ///
    /// # Errors
    /// If the terminal cannot be taken again.
    pub fn suspend(&mut self) -> io::Result<()> {
        give_back();
        stop_process();
        self.retake()
    }

    /// Gives the terminal back for good. What was drawn is left to the end of the process: to
    /// free it cell by cell would be waited for.
    pub fn leave(self) {
        give_back();
        mem::forget(self);
    }

    /// Takes the terminal again after somebody else had it; the next frame is drawn whole.
    ///
    /// # Errors
    /// If the terminal cannot be taken.
    pub fn retake(&mut self) -> io::Result<()> {
        take()?;
        // A new one knows nothing of what was drawn.
        self.canvas = Canvas::default();
        queue!(self.outbox, Clear(ClearType::All))
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
    }
}

/// Gives the terminal back when a panic begins, before the hook that was there reports it, and
/// then does `and_then`. Dropping the value puts the hook that was there back in its place.
#[must_use = "dropping it takes the hook out again"]
pub struct PanicGuard {
    before: Hook,
}

type Hook = Arc<dyn Fn(&panic::PanicHookInfo<'_>) + Send + Sync>;

impl PanicGuard {
    /// Puts the hook in.
    pub fn new(and_then: impl Fn() + Send + Sync + 'static) -> Self {
        Self::around(give_back, and_then)
    }

    fn around(
        give_back: impl Fn() + Send + Sync + 'static,
        and_then: impl Fn() + Send + Sync + 'static,
    ) -> Self {
        let before: Hook = Arc::from(panic::take_hook());
        let chained = Arc::clone(&before);
        panic::set_hook(Box::new(move |info| {
            give_back();
            chained(info);
            and_then();
        }));
        Self { before }
    }
}

impl Drop for PanicGuard {
    fn drop(&mut self) {
        // A hook cannot be changed while a panic is on its way.
        if !std::thread::panicking() {
            let before = Arc::clone(&self.before);
            panic::set_hook(Box::new(move |info| before(info)));
        }
    }
}

fn take() -> io::Result<()> {
    enable_raw_mode()?;
    // Continued without having been asked to give it back: the title that is kept is the right one.
    let keep_title = if IS_UP.swap(true, Ordering::SeqCst) {
        ""
    } else {
        KEEP_TITLE
    };
    let mouse = if HAS_MOUSE.load(Ordering::SeqCst) {
        TAKE_MOUSE
    } else {
        ""
    };
    let taken = execute!(
        io::stdout(),
        EnterAlternateScreen,
        Print(keep_title),
        EnableBracketedPaste,
        cursor::Hide,
        Print(mouse)
    );
    if taken.is_err() {
        give_back();
    }
    taken
}

/// Gives the terminal back, if it is ours. Errors mean that it is gone, and then there is
/// nothing left to restore.
pub fn give_back() {
    let mut out = io::stdout().lock();
    if IS_UP.swap(false, Ordering::SeqCst) {
        let _gone = execute!(
            out,
            EndSynchronizedUpdate,
            Print(GIVE_MOUSE_BACK),
            DisableBracketedPaste,
            SetTitle(""),
            Print(OLD_TITLE),
            LeaveAlternateScreen,
            cursor::Show
        );
        let _gone = disable_raw_mode();
    }
}

#[cfg(unix)]
fn stop_process() {
    use rustix::process::{Signal, kill_current_process_group};
    // The whole group, as the terminal itself does: a wrapper script has to stop with us. A
    // group that nobody could continue is not stopped by this signal.
    let _not_ours = kill_current_process_group(Signal::TSTP);
}

#[cfg(not(unix))]
fn stop_process() {}

/// All of it at once, and now.
fn send(bytes: &[u8], out: &mut impl Write) -> io::Result<()> {
    out.write_all(bytes)?;
    out.flush()
}

#[cfg(unix)]
fn size() -> io::Result<Size> {
    use rustix::termios::tcgetwinsize;
    match tcgetwinsize(io::stdout()) {
        Ok(it) => Ok(Size::new(it.ws_col, it.ws_row)),
        Err(_) => crossterm::terminal::size().map(Size::from),
    }
}

#[cfg(not(unix))]
fn size() -> io::Result<Size> {
    crossterm::terminal::size().map(Size::from)
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    #[derive(Default)]
    struct Writes(Vec<Vec<u8>>);

    impl Write for Writes {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.push(bytes.to_vec());
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_frame_is_one_write() {
        // Behind a buffer as standard output has it.
        for n_bytes in [10, 5000] {
            let mut out = io::LineWriter::new(Writes::default());
            send(&vec![b'x'; n_bytes], &mut out).expect("memory");
            assert_eq!(out.get_ref().0.len(), 1);
        }
    }

    #[test]
    fn a_panic_gives_the_terminal_back_before_it_is_reported() {
        let said = Arc::new(Mutex::new(Vec::new()));
        // Hooks are the whole process's: other tests' panics are none of ours.
        let say = |what: &'static str| {
            let said = Arc::clone(&said);
            move || {
                if std::thread::current().name() == Some("panics here") {
                    said.lock().expect("no panic holds it").push(what);
                }
            }
        };
        let panics = |why: &'static str| {
            let named = std::thread::Builder::new().name("panics here".to_owned());
            let thread = named.spawn(move || panic!("{why}"));
            assert!(thread.expect("a thread").join().is_err());
        };
        let outer = panic::take_hook();
        let report = say("reported");
        panic::set_hook(Box::new(move |_| report()));
        let guard = PanicGuard::around(say("given back"), say("told the loop"));
        panics("while the screens are up");
        drop(guard);
        panics("after them");
        panic::set_hook(outer);
        assert_eq!(
            *said.lock().expect("no panic holds it"),
            ["given back", "reported", "told the loop", "reported"]
        );
    }
}
