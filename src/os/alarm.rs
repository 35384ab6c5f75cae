//! The terminal's voice: bell and desktop notification, as bytes to write to it.
//!
//! Invariant: no character of the text can act on the terminal.

use super::surroundings::var;

/// Rings the bell; every terminal knows it.
pub const BELL: &str = "\x07";

/// Longest text of a notification, in characters.
pub const NOTIFY_CHARS_MAX: usize = 200;

/// How a desktop notification reaches the desktop from here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Notifier {
    path: Path,
    form: Form,
}

/// How what we send reaches the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Path {
    /// Straight.
    Direct,
    /// Through tmux, which swallows what it does not know unless it is wrapped.
    Tmux,
    /// Through GNU screen, likewise.
    Screen,
}

/// What the terminal understands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// OSC 9: more terminals know it than any other, and it says nothing to the rest.
    Osc9,
    /// OSC 777: those of the VTE family, rxvt and foot.
    Osc777,
}

impl Notifier {
    /// The way in this environment; none if the terminal would print what it is sent.
    #[must_use]
    pub fn detect() -> Option<Self> {
        Self::of(&var)
    }

    fn of(var: &dyn Fn(&str) -> String) -> Option<Self> {
        let term = var("TERM");
        if ["", "dumb", "linux"].contains(&term.as_str()) {
            return None;
        }
        let path = if !var("TMUX").is_empty() {
            Path::Tmux
        } else if !var("STY").is_empty() {
            Path::Screen
        } else {
            Path::Direct
        };
        let is_777 =
            !var("VTE_VERSION").is_empty() || term.starts_with("foot") || term.starts_with("rxvt");
        let form = if is_777 { Form::Osc777 } else { Form::Osc9 };
        Some(Self { path, form })
    }

    /// A notification, as bytes for the terminal.
    #[must_use]
    pub fn notification(self, title: &str, text: &str) -> String {
        let clean = |text: &str| -> String {
            let kept = crate::engine::prompt::printable(text);
            kept.take(NOTIFY_CHARS_MAX).collect()
        };
        let (title, text) = (clean(title), clean(text));
        let osc = match self.form {
            // A text that begins with a digit and `;` would be another command to some terminals.
            Form::Osc9 => format!("\x1b]9; {title}: {text}\x1b\\"),
            Form::Osc777 => format!("\x1b]777;notify;{};{text}\x1b\\", title.replace(';', ",")),
        };
        match self.path {
            Path::Direct => osc,
            Path::Tmux => format!("\x1bPtmux;{}\x1b\\", osc.replace('\x1b', "\x1b\x1b")),
            // Its wrapper ends at the first ESC \, so the inner one ends with a bell.
            Path::Screen => format!("\x1bP{}\x07\x1b\\", osc.trim_end_matches("\x1b\\")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notifier(vars: &[(&str, &str)]) -> Option<Notifier> {
        Notifier::of(&|name| {
            let found = vars.iter().find(|(it, _)| *it == name);
            found.map_or_else(String::new, |(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn a_notification_cannot_act_on_the_terminal() {
        let hostile = "page\x1b]0;gotcha\x07\u{9b}31m\u{202e}";
        let it = notifier(&[("TERM", "xterm")]).expect("it can be told");
        assert_eq!(
            it.notification("Drill", hostile),
            "\x1b]9; Drill: page]0;gotcha31m\x1b\\"
        );
        let it = notifier(&[("TERM", "foot")]).expect("it can be told");
        assert_eq!(
            it.notification("a;b", "page; now"),
            "\x1b]777;notify;a,b;page; now\x1b\\"
        );
    }

    #[test]
    fn tmux_and_screen_get_it_wrapped() {
        let it = notifier(&[("TERM", "tmux-256color"), ("TMUX", "/tmp/x")]).expect("wrapped");
        assert_eq!(
            it.notification("Drill", "page"),
            "\x1bPtmux;\x1b\x1b]9; Drill: page\x1b\x1b\\\x1b\\"
        );
        let it = notifier(&[("TERM", "screen"), ("STY", "1.tty")]).expect("wrapped");
        assert_eq!(
            it.notification("Drill", "page"),
            "\x1bP\x1b]9; Drill: page\x07\x1b\\"
        );
    }

    #[test]
    fn a_terminal_that_would_print_it_gets_nothing() {
        assert_eq!(notifier(&[("TERM", "linux")]), None);
        assert_eq!(notifier(&[]), None);
    }
}
