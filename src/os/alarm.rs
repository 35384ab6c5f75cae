//! The terminal's voice: bell and desktop notification, as bytes to write to it.
//!
//! Invariant: no character of the text can act on the terminal.

use std::ffi::OsStr;

/// Rings the bell; every terminal knows it.
pub const BELL: &str = "\x07";

/// Longest text of a notification, in characters.
pub const NOTIFY_CHARS_MAX: usize = 200;

/// How what we send reaches the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Path {
    /// Straight.
    Direct,
    /// Through tmux, which swallows what it does not know unless it is wrapped.
    Tmux,
}

impl Path {
    /// The path in this environment.
    #[must_use]
    #[expect(
        clippy::disallowed_methods,
        reason = "this is where the environment is read"
    )]
    pub fn detect() -> Self {
        match std::env::var_os("TMUX").as_deref() {
            None => Self::Direct,
            Some(value) if value == OsStr::new("") => Self::Direct,
            Some(_) => Self::Tmux,
        }
    }
}

/// A desktop notification (OSC 9, which more terminals know than any other), with the bell for
/// those that do not.
#[must_use]
pub fn notification(path: Path, text: &str) -> String {
    let text: String = text
        .chars()
        .filter(|c| !crate::engine::prompt::is_unprintable(*c))
        .take(NOTIFY_CHARS_MAX)
        .collect();
    // A text that begins with a digit and `;` would be another command to some terminals.
    let osc = format!("\x1b]9; {text}\x1b\\");
    match path {
        Path::Direct => format!("{osc}{BELL}"),
        Path::Tmux => {
            let doubled = osc.replace('\x1b', "\x1b\x1b");
            format!("\x1bPtmux;{doubled}\x1b\\{BELL}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notification_cannot_act_on_the_terminal() {
        let hostile = "page\x1b]0;gotcha\x07\u{9b}31m\u{202e}";
        assert_eq!(
            notification(Path::Direct, hostile),
            "\x1b]9; page]0;gotcha31m\x1b\\\x07"
        );
    }

    #[test]
    fn tmux_gets_it_wrapped() {
        assert_eq!(
            notification(Path::Tmux, "page"),
            "\x1bPtmux;\x1b\x1b]9; page\x1b\x1b\\\x1b\\\x07"
        );
    }
}
