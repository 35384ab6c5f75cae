//! What ends the process: signals are told to whoever listens, and a vanished terminal ends it
//! within a second even when nobody reacts.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "tests")]

#[path = "support/child.rs"]
mod child_process;

use std::fs::OpenOptions;
use std::os::fd::OwnedFd;
use std::os::unix::process::ExitStatusExt;
use std::sync::mpsc::channel;

use child_process::{Running, say, told};
use misfortune::os::signals::{Listening, Stop};
use portable_pty::{PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};

const ROLE: &str = "MISFORTUNE_TEST_SIGNALS";
const TERMINAL: &str = "MISFORTUNE_TEST_TERMINAL";

/// Entry of the child processes; as a test of its own it holds of itself.
#[test]
fn child() {
    let Some(role) = told(ROLE) else {
        return;
    };
    let terminal = told(TERMINAL).map(|path| {
        let terminal = OpenOptions::new()
            .read(true)
            .write(true)
            .open(path)
            .unwrap();
        OwnedFd::from(terminal)
    });
    let (tell, stops) = channel();
    let mut listening = Listening::start(move |stop| tell.send(stop).unwrap()).unwrap();
    if let Some(terminal) = terminal {
        listening.watch(terminal).unwrap();
    }
    say("ready");
    let stop = stops.recv().unwrap();
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

fn start(role: &str, terminal: Option<&str>) -> Running {
    let mut tell = vec![(ROLE, role)];
    tell.extend(terminal.map(|path| (TERMINAL, path)));
    let mut running = Running::start(&tell);
    assert_eq!(running.hear().as_deref(), Some("ready"));
    running
}

fn signal(running: &Running, signal: Signal) {
    kill_process(Pid::from_child(&running.process), signal).unwrap();
}

#[test]
fn each_signal_is_told_and_means_its_exit_code() {
    for (sent, stop) in [
        (Signal::TERM, Stop::Terminated),
        (Signal::HUP, Stop::HungUp),
        (Signal::INT, Stop::Interrupted),
    ] {
        let mut child = start("reacts", None);
        signal(&child, sent);
        assert_eq!(child.hear(), Some(format!("{stop:?}")));
        assert_eq!(child.end().code(), Some(i32::from(stop.exit_code())));
    }
}

#[test]
fn once_nobody_listens_signals_do_what_they_always_do() {
    let mut child = start("stops-listening", None);
    signal(&child, Signal::TERM);
    assert_eq!(child.hear().as_deref(), Some("Terminated"));
    assert_eq!(child.hear().as_deref(), Some("deaf"));
    signal(&child, Signal::TERM);
    assert_eq!(child.end().signal(), Some(Signal::TERM.as_raw()));
}

#[test]
fn a_vanished_terminal_ends_a_process_that_does_not_react() {
    let pair = native_pty_system().openpty(PtySize::default()).unwrap();
    let terminal = pair.master.tty_name().unwrap();
    let mut child = start("hangs", terminal.to_str());
    drop(pair);
    assert_eq!(child.hear().as_deref(), Some("TerminalGone"));
    let code = i32::from(Stop::TerminalGone.exit_code());
    assert_eq!(child.end().code(), Some(code));
}
