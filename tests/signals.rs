//! What ends the process: signals are told to whoever listens, and a vanished terminal ends it
//! within a second even when nobody reacts.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "tests")]

use std::fs::OpenOptions;
use std::io::{BufRead, BufReader, Write};
use std::os::fd::OwnedFd;
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::channel;

use misfortune::os::signals::{Listening, Stop};
use portable_pty::{PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};

const ROLE: &str = "MISFORTUNE_TEST_SIGNALS";
const TERMINAL: &str = "MISFORTUNE_TEST_TERMINAL";

/// Entry of the child processes; as a test of its own it holds of itself.
#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "how the parent talks to its child"
)]
fn child() {
    let Ok(role) = std::env::var(ROLE) else {
        return;
    };
    let terminal = std::env::var(TERMINAL).ok().map(|path| {
        let terminal = OpenOptions::new()
            .read(true)
            .write(true)
            .open(path)
            .unwrap();
        OwnedFd::from(terminal)
    });
    let (tell, told) = channel();
    let listening = Listening::watching(terminal, move |stop| tell.send(stop).unwrap()).unwrap();
    say("ready");
    let stop = told.recv().unwrap();
    say(&format!("{stop:?}"));
    match role.as_str() {
        "reacts" => std::process::exit(i32::from(stop.exit_code())),
        "stops-listening" => {
            drop(listening);
            say("deaf");
        }
        _ => {}
    }
    // Only what the test is about ends this.
    loop {
        std::thread::park();
    }
}

fn say(line: &str) {
    println!("> {line}");
    std::io::stdout().flush().unwrap();
}

struct Running {
    child: Child,
    lines: BufReader<std::process::ChildStdout>,
}

impl Running {
    fn start(role: &str, terminal: Option<&std::path::Path>) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command
            .args(["--exact", "child", "--nocapture"])
            .env(ROLE, role)
            .stdin(Stdio::null())
            .stdout(Stdio::piped());
        if let Some(terminal) = terminal {
            command.env(TERMINAL, terminal);
        }
        let mut child = command.spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap());
        Self { child, lines }
    }

    fn expect(&mut self, line: &str) {
        let mut got = String::new();
        loop {
            got.clear();
            assert!(self.lines.read_line(&mut got).unwrap() > 0, "no `{line}`");
            // The test runner may have begun the line.
            if let Some((_, said)) = got.split_once("> ") {
                assert_eq!(said.trim_end(), line);
                return;
            }
        }
    }

    fn signal(&self, signal: Signal) {
        let pid = Pid::from_child(&self.child);
        kill_process(pid, signal).unwrap();
    }

    fn status(mut self) -> std::process::ExitStatus {
        self.child.wait().unwrap()
    }
}

#[test]
fn each_signal_is_told_and_means_its_exit_code() {
    for (signal, stop) in [
        (Signal::TERM, Stop::Terminated),
        (Signal::HUP, Stop::HungUp),
        (Signal::INT, Stop::Interrupted),
    ] {
        let mut child = Running::start("reacts", None);
        child.expect("ready");
        child.signal(signal);
        child.expect(&format!("{stop:?}"));
        assert_eq!(child.status().code(), Some(i32::from(stop.exit_code())));
    }
}

#[test]
fn once_nobody_listens_signals_do_what_they_always_do() {
    let mut child = Running::start("stops-listening", None);
    child.expect("ready");
    child.signal(Signal::TERM);
    child.expect("Terminated");
    child.expect("deaf");
    child.signal(Signal::TERM);
    assert_eq!(child.status().signal(), Some(Signal::TERM.as_raw()));
}

#[test]
fn a_vanished_terminal_ends_a_process_that_does_not_react() {
    let pair = native_pty_system().openpty(PtySize::default()).unwrap();
    let terminal = pair.master.tty_name().unwrap();
    let mut child = Running::start("hangs", Some(&terminal));
    child.expect("ready");
    drop(pair);
    child.expect("TerminalGone");
    let code = i32::from(Stop::TerminalGone.exit_code());
    assert_eq!(child.status().code(), Some(code));
}
