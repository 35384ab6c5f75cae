//! A program in a pseudo terminal, its screen read by an emulator, everything it sends timed.

use std::io::{Read, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// Columns and rows of every measurement.
pub const SIZE: (u16, u16) = (200, 60);

/// Longer than anything here takes.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long nothing may come before a program counts as done drawing.
const QUIET: Duration = Duration::from_millis(40);

/// What to run.
#[derive(Debug, Clone, Default)]
pub struct Program {
    pub words: Vec<String>,
    pub vars: Vec<(String, String)>,
}

/// It, running.
pub struct Pty {
    child: Box<dyn Child + Send + Sync>,
    keyboard: Box<dyn Write + Send>,
    sent: Receiver<(Instant, Vec<u8>)>,
    emulator: vt100::Parser,
    /// When it was started.
    pub began: Instant,
    /// Bytes it sent so far.
    pub n_bytes: usize,
    _master: Box<dyn MasterPty + Send>,
}

/// The moment. Benches are where the clock may be read.
#[expect(clippy::disallowed_methods, reason = "a bench measures time")]
pub fn now() -> Instant {
    Instant::now()
}

impl Pty {
    pub fn start(program: &Program) -> Self {
        let (cols, rows) = SIZE;
        let size = PtySize {
            rows,
            cols,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(&program.words[0]);
        command.args(&program.words[1..]);
        for name in ["NO_COLOR", "NO_MOTION", "CI", "TMUX"] {
            command.env_remove(name);
        }
        command.env("TERM", "xterm-256color");
        for (name, value) in &program.vars {
            command.env(name, value);
        }
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (tell, sent) = channel();
        std::thread::spawn(move || {
            let mut bytes = vec![0; 1 << 16];
            while let Ok(n @ 1..) = reader.read(&mut bytes) {
                if tell.send((now(), bytes[..n].to_vec())).is_err() {
                    break;
                }
            }
        });
        let began = now();
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        Self {
            child,
            keyboard: pair.master.take_writer().unwrap(),
            sent,
            emulator: vt100::Parser::new(rows, cols, 0),
            began,
            n_bytes: 0,
            _master: pair.master,
        }
    }

    pub fn pid(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    pub fn screen(&self) -> String {
        self.emulator.screen().contents()
    }

    pub fn send(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).unwrap();
        self.keyboard.flush().unwrap();
    }

    /// Reads until the screen shows a text; gives the moment at which its last byte came.
    pub fn until(&mut self, text: &str) -> Instant {
        let mut at = now();
        while !self.screen().contains(text) {
            at = self.take(PATIENCE).unwrap_or_else(|| {
                panic!("waited for {text:?}:\n{}", self.screen());
            });
        }
        at
    }

    /// Reads until the screen is another than it was; gives the moment, and the bytes it took.
    pub fn until_changed(&mut self) -> (Instant, usize) {
        let before = self.emulator.screen().contents_formatted();
        let n_before = self.n_bytes;
        loop {
            let at = self.take(PATIENCE);
            let at = at.unwrap_or_else(|| panic!("nothing changes:\n{}", self.screen()));
            if self.emulator.screen().contents_formatted() != before {
                return (at, self.n_bytes - n_before);
            }
        }
    }

    /// Reads until nothing comes for a while.
    pub fn until_quiet(&mut self) {
        while self.take(QUIET).is_some() {}
    }

    /// Lets time pass, reading what comes.
    pub fn pass(&mut self, span: Duration) {
        let until = now() + span;
        loop {
            let left = until.saturating_duration_since(now());
            if left.is_zero() {
                break;
            }
            let _nothing = self.take(left);
        }
    }

    /// Waits for the end; gives the moment.
    pub fn end(mut self) -> Instant {
        loop {
            match self.sent.recv_timeout(PATIENCE) {
                Ok(_) => {}
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => panic!("it does not end:\n{}", self.screen()),
            }
        }
        self.child.wait().unwrap();
        now()
    }

    fn take(&mut self, patience: Duration) -> Option<Instant> {
        let (at, bytes) = self.sent.recv_timeout(patience).ok()?;
        self.n_bytes += bytes.len();
        self.emulator.process(&bytes);
        Some(at)
    }
}
