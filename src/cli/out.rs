//! What goes out: text to standard output, failures to standard error, an exit code.
//!
//! A reader that has gone away (`| head`) ends the program quietly.

use std::fmt;
use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

use super::args::Color;
use crate::os::signals::Stop;

/// Exit codes, as documented.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    /// Fine.
    Fine,
    /// The user's to fix.
    Yours,
    /// Wrong usage.
    Usage,
    /// A signal ended it; everything is kept.
    Stopped(Stop),
    /// Our own mistake; it has been reported.
    Bug,
}

impl From<Code> for ExitCode {
    fn from(code: Code) -> Self {
        Self::from(match code {
            Code::Fine => 0,
            Code::Yours => 1,
            Code::Usage => 2,
            Code::Stopped(stop) => stop.exit_code(),
            Code::Bug => 70,
        })
    }
}

/// Says something beside the answer.
pub fn say(what: &str) {
    // If nobody reads it, nothing is lost.
    let _ = writeln!(io::stderr(), "{what}");
}

/// Something that stopped a command: what is wrong, and what to do next.
#[derive(Debug)]
pub struct Failure {
    message: String,
    hint: Option<String>,
    code: Code,
}

impl Failure {
    /// Something the user can fix.
    pub fn new(message: impl fmt::Display) -> Self {
        Self {
            message: message.to_string(),
            hint: None,
            code: Code::Yours,
        }
    }

    /// A command used the wrong way.
    pub fn usage(message: impl fmt::Display) -> Self {
        Self {
            code: Code::Usage,
            ..Self::new(message)
        }
    }

    /// What to do next.
    pub fn hint(mut self, hint: impl fmt::Display) -> Self {
        self.hint = Some(hint.to_string());
        self
    }

    /// It in one sentence, for a screen.
    pub fn sentence(&self) -> String {
        match &self.hint {
            Some(hint) => format!("{}; {hint}", self.message),
            None => self.message.clone(),
        }
    }

    /// Writes it to standard error and says which exit code it is.
    pub fn report(&self) -> Code {
        let mut err = anstream::stderr().lock();
        // If nobody reads the errors, the exit code still tells.
        let _ = writeln!(err, "error: {}", self.message);
        if let Some(hint) = &self.hint {
            let _ = writeln!(err, " hint: {hint}");
        }
        self.code
    }
}

/// What a command comes to.
pub type Outcome = Result<Code, Failure>;

/// Settles for the whole program whether text has colours.
pub fn choose_colour(color: Color) {
    let choice = match color {
        Color::Auto => anstream::ColorChoice::Auto,
        Color::Always => anstream::ColorChoice::Always,
        Color::Never => anstream::ColorChoice::Never,
    };
    choice.write_global();
}

/// Whether standard output gets colours.
pub fn is_coloured() -> bool {
    anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never
}

/// Columns of the terminal that standard output goes to, if it goes to one.
pub fn columns() -> Option<usize> {
    let is_terminal = io::stdout().is_terminal();
    let size = is_terminal.then(crossterm::terminal::size)?;
    Some(size.map_or(80, |(columns, _)| usize::from(columns).clamp(40, 140)))
}

/// Writes text to standard output.
pub fn print(text: &str) -> Outcome {
    let mut out = anstream::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => Ok(Code::Fine),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(Code::Fine),
        Err(error) => Err(Failure::new(format!(
            "cannot write to standard output: {error}"
        ))),
    }
}

/// Writes text to a file, or to standard output without one.
pub fn write(path: Option<&Path>, text: &str) -> Outcome {
    let Some(path) = path else {
        return print(text);
    };
    std::fs::write(path, text)
        .map_err(|error| Failure::new(format!("cannot write {}: {error}", path.display())))?;
    let mut err = anstream::stderr().lock();
    let _ = writeln!(err, "wrote {}", path.display());
    Ok(Code::Fine)
}

/// JSON for machines, on lines for people.
pub fn json(value: &impl serde::Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).expect("plain data has a JSON form");
    text.push('\n');
    text
}
