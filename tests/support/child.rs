//! A second process for tests: the test program itself, told by the environment to be the child.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};

/// What the parent told this process, if it is a child.
#[expect(
    clippy::disallowed_methods,
    reason = "how the parent talks to its child"
)]
pub fn told(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// Says a line to the parent.
pub fn say(line: &str) {
    println!("> {line}");
    std::io::stdout().flush().unwrap();
}

/// A child that runs the test called `child`.
pub struct Running {
    pub process: Child,
    lines: BufReader<ChildStdout>,
}

impl Running {
    /// Starts one and tells it things.
    pub fn start(tell: &[(&str, &str)]) -> Self {
        let mut process = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "child", "--nocapture"])
            .envs(tell.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap());
        Self { process, lines }
    }

    /// What it says next, until it says nothing more.
    pub fn hear(&mut self) -> Option<String> {
        let mut line = String::new();
        while self.lines.read_line(&mut line).unwrap() > 0 {
            // The test runner may have begun the line; a killed child may not have ended it.
            if let Some((_, said)) = line.split_once("> ")
                && let Some(said) = said.strip_suffix('\n')
            {
                return Some(said.to_owned());
            }
            line.clear();
        }
        None
    }

    /// Waits for its end.
    pub fn end(mut self) -> ExitStatus {
        self.process.wait().unwrap()
    }
}
