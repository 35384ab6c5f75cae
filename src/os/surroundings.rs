//! What the environment says about the terminal: how many colours, which glyphs, whether it can
//! be asked something.
//!
//! Invariant: an environment that says nothing says nothing bad. Only a locale that is set and
//! is not UTF-8 takes glyphs away.

use std::ffi::OsString;

/// How many colours a terminal has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Palette {
    /// Its own sixteen.
    Sixteen,
    /// xterm's 256.
    Indexed,
    /// Red, green, blue.
    True,
}

impl Palette {
    /// The word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Sixteen => "16",
            Self::Indexed => "256",
            Self::True => "true colour",
        }
    }
}

/// Names in `TERM` of terminals that have true colour, also where nothing else came along.
const TRUE: [&str; 6] = ["direct", "kitty", "ghostty", "alacritty", "foot", "wezterm"];

/// Terminals that would show a question instead of answering it.
const MUTE: [&str; 4] = ["dumb", "linux", "cons", "vt"];

/// How many colours this terminal has.
#[must_use]
pub fn palette() -> Palette {
    palette_of(&var("TERM"), &var("COLORTERM"))
}

fn palette_of(term: &str, colorterm: &str) -> Palette {
    let is_true = matches!(colorterm, "truecolor" | "24bit");
    if is_true || TRUE.iter().any(|it| term.contains(it)) || (cfg!(windows) && term.is_empty()) {
        Palette::True
    } else if term.contains("256color") {
        Palette::Indexed
    } else {
        Palette::Sixteen
    }
}

/// Whether text is UTF-8 here.
#[must_use]
pub fn is_utf8() -> bool {
    is_utf8_locale(["LC_ALL", "LC_CTYPE", "LANG"].map(var))
}

fn is_utf8_locale(named: [String; 3]) -> bool {
    let mut set = named.into_iter().filter(|it| !it.is_empty());
    set.next().is_none_or(|locale| {
        let locale = locale.to_ascii_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    })
}

/// Whether the terminal can be asked which colours it has.
#[must_use]
pub fn can_be_asked() -> bool {
    answers(&var("TERM"))
}

fn answers(term: &str) -> bool {
    !term.is_empty() && !MUTE.iter().any(|it| term.starts_with(it))
}

/// Whether the terminal says of itself that it can only print lines.
#[must_use]
pub fn is_dumb() -> bool {
    var("TERM") == "dumb"
}

/// A variable of the environment; empty if it is not set or no text.
#[expect(
    clippy::disallowed_methods,
    reason = "this is where the environment is read"
)]
pub(super) fn var(name: &str) -> String {
    let value = std::env::var_os(name).map(OsString::into_string);
    value.and_then(Result::ok).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_counted_by_what_the_terminal_says() {
        assert_eq!(palette_of("xterm-256color", ""), Palette::Indexed);
        assert_eq!(palette_of("xterm-256color", "truecolor"), Palette::True);
        assert_eq!(palette_of("xterm-kitty", ""), Palette::True);
        assert_eq!(palette_of("xterm", ""), Palette::Sixteen);
        assert_eq!(palette_of("linux", ""), Palette::Sixteen);
    }

    #[test]
    fn only_a_locale_that_is_set_and_not_utf8_takes_glyphs_away() {
        let locale = |all: &str, ctype: &str, lang: &str| {
            is_utf8_locale([all, ctype, lang].map(str::to_owned))
        };
        assert!(locale("", "", ""));
        assert!(locale("", "", "en_GB.UTF-8"));
        assert!(locale("C.utf8", "C", "C"));
        assert!(!locale("C", "", "en_GB.UTF-8"));
        assert!(!locale("", "", "de_DE.ISO-8859-1"));
    }

    #[test]
    fn a_terminal_that_would_print_the_question_is_not_asked() {
        assert!(answers("xterm-256color") && answers("tmux-256color"));
        assert!(!answers("linux") && !answers("dumb") && !answers(""));
    }
}
