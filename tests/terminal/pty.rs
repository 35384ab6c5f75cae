//! A program in a pseudo terminal, and a terminal emulator that reads what it draws.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use misfortune::os::clock::{Clock, RealClock};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

/// Longer than anything here takes, on a machine that is busy.
const PATIENCE: Duration = Duration::from_mins(1);

/// What to run.
#[derive(Debug, Clone)]
pub struct Program {
    words: Vec<String>,
    vars: Vec<(String, String)>,
    /// Where its sessions are, for as long as the test runs.
    data: Arc<TempDir>,
}

/// The program with a data folder of its own and the test scenarios as library.
pub fn misfortune(args: &[&str]) -> Program {
    program(Path::new(env!("CARGO_BIN_EXE_misfortune")), args)
}

/// Any program, with the same surroundings.
pub fn program(path: &Path, args: &[&str]) -> Program {
    let data = Arc::new(TempDir::new().unwrap());
    let library = library(data.path());
    let words = [path.display().to_string()].into_iter();
    let var = |name: &str, value: String| (name.to_owned(), value);
    Program {
        words: words.chain(args.iter().map(ToString::to_string)).collect(),
        vars: vec![
            var("MISFORTUNE_DATA_DIR", data.path().display().to_string()),
            var("MISFORTUNE_LIBRARY", library.display().to_string()),
            var("RUST_BACKTRACE", "0".to_owned()),
            var("TERM", "xterm-256color".to_owned()),
            var("LC_ALL", "C.UTF-8".to_owned()),
            var("HOME", data.path().display().to_string()),
        ],
        data,
    }
}

/// A library with the bakery in it.
fn library(data: &Path) -> PathBuf {
    let library = data.join("library");
    let folder = library.join("bakery");
    std::fs::create_dir_all(&folder).unwrap();
    let bakery = include_str!("../fixtures/told/bakery.toml");
    std::fs::write(folder.join("scenario.toml"), bakery).unwrap();
    library
}

impl Program {
    /// The same surroundings, other arguments.
    pub fn again(&self, args: &[&str]) -> Self {
        let mut again = self.clone();
        again.words.truncate(1);
        again.words.extend(args.iter().map(ToString::to_string));
        again
    }

    /// With one more variable.
    pub fn told(mut self, name: &str, value: &str) -> Self {
        self.vars.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Its home folder, which holds its sessions, too.
    pub fn home(&self) -> &Path {
        self.data.path()
    }

    /// As a line for a shell.
    pub fn line(&self) -> String {
        let quoted = self.words.iter().map(|word| format!("'{word}'"));
        quoted.collect::<Vec<_>>().join(" ")
    }

    /// Started by a shell that ignores SIGHUP.
    pub fn ignoring_hup(&self) -> Self {
        let script = format!("trap '' HUP; exec {}", self.line());
        let mut wrapped = self.clone();
        wrapped.words = ["sh", "-c", &script].map(str::to_owned).into();
        wrapped
    }

    /// A shell with job control in the same surroundings.
    pub fn shell(&self) -> Self {
        let mut shell = self.clone();
        let words = ["bash", "--norc", "--noprofile", "-i"];
        shell.words = words.map(str::to_owned).into();
        shell.told("PS1", "ready$ ")
    }
}

/// How much the reader may read; nothing says that it may read on and on.
#[derive(Debug, Default)]
struct Leash {
    left: Mutex<Option<usize>>,
    longer: Condvar,
}

impl Leash {
    /// Waits until something may be read; gives how much at most.
    fn wait(&self) -> usize {
        let left = self.left.lock().unwrap();
        let is_short = |left: &mut Option<usize>| *left == Some(0);
        let left = self.longer.wait_while(left, is_short).unwrap();
        left.unwrap_or(usize::MAX)
    }

    fn took(&self, n: usize) {
        if let Some(left) = &mut *self.left.lock().unwrap() {
            *left = left.saturating_sub(n);
        }
    }
}

/// A program in a pseudo terminal.
pub struct Pty {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    keyboard: Box<dyn Write + Send>,
    drawn: Receiver<Vec<u8>>,
    reading: JoinHandle<()>,
    leash: Arc<Leash>,
    emulator: vt100::Parser<Window>,
    modes: String,
    /// Everything it sent.
    sent: Vec<u8>,
    _program: Program,
}

/// What the window is called before a program runs in it.
const SHELL_TITLE: &str = "a shell";

/// The window around the terminal, with a stack of titles as xterm has it.
struct Window {
    title: String,
    kept: Vec<String>,
}

impl Default for Window {
    fn default() -> Self {
        Self {
            title: SHELL_TITLE.to_owned(),
            kept: Vec::new(),
        }
    }
}

impl vt100::Callbacks for Window {
    fn set_window_title(&mut self, _: &mut vt100::Screen, title: &[u8]) {
        self.title = String::from_utf8_lossy(title).into_owned();
    }

    fn unhandled_csi(
        &mut self,
        _: &mut vt100::Screen,
        _: Option<u8>,
        _: Option<u8>,
        params: &[&[u16]],
        letter: char,
    ) {
        match (letter, params) {
            ('t', [[22], ..]) => self.kept.push(self.title.clone()),
            ('t', [[23], ..]) => self.title = self.kept.pop().unwrap_or_default(),
            _ => {}
        }
    }
}

/// How a program ended.
#[derive(Debug)]
pub struct End {
    pub code: u32,
    /// What is on the main screen.
    pub screen: String,
    /// The terminal is as it was found.
    pub is_restored: bool,
}

fn size((cols, rows): (u16, u16)) -> PtySize {
    PtySize {
        rows,
        cols,
        pixel_width: 0,
        pixel_height: 0,
    }
}

impl Pty {
    pub fn start(program: &Program, at: (u16, u16)) -> Self {
        let pair = native_pty_system().openpty(size(at)).unwrap();
        let modes = modes(&*pair.master);
        let mut command = CommandBuilder::new(&program.words[0]);
        command.args(&program.words[1..]);
        for name in [
            "NO_COLOR",
            "NO_MOTION",
            "CI",
            "TMUX",
            "STY",
            "VTE_VERSION",
            "COLORTERM",
            "XDG_CONFIG_HOME",
            "MISFORTUNE_CONFIG",
        ] {
            command.env_remove(name);
        }
        for (name, value) in &program.vars {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (tell, drawn) = channel();
        let leash = Arc::new(Leash::default());
        let held = Arc::clone(&leash);
        let reading = std::thread::spawn(move || {
            let mut bytes = vec![0; 65536];
            loop {
                let most = held.wait().min(bytes.len());
                let Ok(n @ 1..) = reader.read(&mut bytes[..most]) else {
                    break;
                };
                held.took(n);
                if tell.send(bytes[..n].to_vec()).is_err() {
                    break;
                }
            }
        });
        let (rows, cols) = (at.1.max(1), at.0.max(1));
        let emulator = vt100::Parser::new_with_callbacks(rows, cols, 0, Window::default());
        Self {
            child,
            keyboard: pair.master.take_writer().unwrap(),
            master: pair.master,
            drawn,
            reading,
            leash,
            emulator,
            modes,
            sent: Vec::new(),
            _program: program.clone(),
        }
    }

    /// Reads until the screen is as expected.
    pub fn until(&mut self, what: &str, holds: impl Fn(&str) -> bool) {
        self.until_screen(what, |screen| holds(&screen.contents()));
    }

    /// Reads until the screen is as expected, colours and all.
    pub fn until_screen(&mut self, what: &str, holds: impl Fn(&vt100::Screen) -> bool) {
        let clock = RealClock::start();
        loop {
            let screen = self.emulator.screen();
            if holds(screen) {
                return;
            }
            let left = PATIENCE.saturating_sub(clock.reading());
            match self.drawn.recv_timeout(left) {
                Ok(bytes) => {
                    self.sent.extend(&bytes);
                    self.emulator.process(&bytes);
                }
                Err(why) => panic!("waited for {what}, {why}:\n{}", screen.contents()),
            }
        }
    }

    /// What is on the screen.
    pub fn text(&self) -> String {
        self.emulator.screen().contents()
    }

    /// A cell of the screen.
    pub fn cell_at(&self, row: u16, col: u16) -> vt100::Cell {
        self.emulator.screen().cell(row, col).unwrap().clone()
    }

    /// Whether it sent these bytes in what was read so far.
    pub fn was_sent(&self, bytes: &str) -> bool {
        let mut windows = self.sent.windows(bytes.len());
        windows.any(|it| it == bytes.as_bytes())
    }

    pub fn is_alternate(&self) -> bool {
        self.emulator.screen().alternate_screen()
    }

    /// What the window is called.
    pub fn title(&self) -> &str {
        &self.emulator.callbacks().title
    }

    pub fn send(&mut self, keys: &str) {
        self.send_bytes(keys.as_bytes());
    }

    pub fn send_bytes(&mut self, keys: &[u8]) {
        self.keyboard.write_all(keys).unwrap();
        self.keyboard.flush().unwrap();
    }

    pub fn resize(&mut self, cols: u16, rows: u16) {
        self.emulator.screen_mut().set_size(rows, cols);
        self.master.resize(size((cols, rows))).unwrap();
    }

    pub fn signal(&self, signal: Signal) {
        let pid = i32::try_from(self.child.process_id().unwrap()).unwrap();
        kill_process(Pid::from_raw(pid).unwrap(), signal).unwrap();
    }

    /// Waits for the end of the program and of what it drew.
    pub fn end(mut self) -> End {
        let clock = RealClock::start();
        loop {
            let left = PATIENCE.saturating_sub(clock.reading());
            match self.drawn.recv_timeout(left) {
                Ok(bytes) => self.emulator.process(&bytes),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => {
                    panic!("it does not end:\n{}", self.emulator.screen().contents())
                }
            }
        }
        let code = self.child.wait().unwrap().exit_code();
        let screen = self.emulator.screen();
        End {
            code,
            screen: screen.contents(),
            is_restored: !screen.alternate_screen()
                && !screen.hide_cursor()
                && !screen.bracketed_paste()
                && self.emulator.callbacks().title == SHELL_TITLE
                && modes(&*self.master) == self.modes,
        }
    }

    /// The cell where a text begins, and whether anything on the screen has a colour.
    pub fn look(&self, text: &str) -> (vt100::Cell, bool) {
        let screen = self.emulator.screen();
        let (rows, cols) = screen.size();
        let lines: Vec<String> = screen.rows(0, cols).collect();
        let at = lines.iter().enumerate().find_map(|(row, line)| {
            let before = line.find(text)?;
            Some((row, line[..before].chars().count()))
        });
        let (row, col) = at.unwrap();
        let cell = |row: usize, col: usize| {
            let (row, col) = (row.try_into().unwrap(), col.try_into().unwrap());
            screen.cell(row, col).unwrap().clone()
        };
        let is_coloured = (0..rows.into()).any(|row| {
            let mut cells = (0..cols.into()).map(|col| cell(row, col));
            cells.any(|it| {
                it.fgcolor() != vt100::Color::Default || it.bgcolor() != vt100::Color::Default
            })
        });
        (cell(row, col), is_coloured)
    }

    /// Bytes that were read so far.
    pub const fn n_bytes(&self) -> usize {
        self.sent.len()
    }

    /// From here on only what [`Pty::let_read`] lets through is read.
    pub fn read_slowly(&self) {
        *self.leash.left.lock().unwrap() = Some(0);
    }

    /// Lets so many more bytes through.
    pub fn let_read(&self, n: usize) {
        if let Some(left) = &mut *self.leash.left.lock().unwrap() {
            *left += n;
        }
        self.leash.longer.notify_all();
    }

    /// Reads all there is again.
    pub fn read_freely(&self) {
        *self.leash.left.lock().unwrap() = None;
        self.leash.longer.notify_all();
    }

    /// Leaves what is drawn unread from here on.
    pub fn stop_reading(&mut self) {
        let (_, nothing) = channel();
        self.drawn = nothing;
    }

    /// Waits for the end of a program whose drawings nobody reads.
    pub fn end_unread(mut self) -> u32 {
        let (tell, ended) = channel();
        let mut killer = self.child.clone_killer();
        std::thread::spawn(move || tell.send(self.child.wait().unwrap().exit_code()));
        let code = ended.recv_timeout(PATIENCE);
        code.unwrap_or_else(|_| {
            let _ = killer.kill();
            panic!("it does not end")
        })
    }

    /// Closes the terminal and says how long the program lived on.
    pub fn close(self) -> Duration {
        // The reader holds the terminal open until it reads something that nobody wants.
        let Self {
            mut child,
            master,
            mut keyboard,
            drawn,
            reading,
            ..
        } = self;
        drop(drawn);
        keyboard.write_all(b"x").unwrap();
        keyboard.flush().unwrap();
        reading.join().unwrap();
        let clock = RealClock::start();
        drop((master, keyboard));
        let (tell, ended) = channel();
        let mut killer = child.clone_killer();
        std::thread::spawn(move || tell.send(child.wait()));
        let is_over = ended.recv_timeout(PATIENCE).is_ok();
        let lived_on = clock.reading();
        if !is_over {
            let _ = killer.kill();
        }
        lived_on
    }
}

/// The modes of the terminal's line, as words to compare.
fn modes(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios())
}
