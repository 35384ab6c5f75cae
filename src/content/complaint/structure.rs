//! Complaints about the file as such and about its keys and values.

use std::ops::Range;

use crate::content::diagnostic::{Diagnostic, nearest};

/// The file is too big to be a scenario.
pub fn file_too_big(bytes_max: usize) -> Diagnostic {
    Diagnostic::error(
        "E0001",
        0..0,
        format!("the file has more than {bytes_max} bytes"),
    )
    .help("no scenario needs as much: was this meant to be one?")
}

/// The file is not text.
pub fn not_utf8(at: usize) -> Diagnostic {
    Diagnostic::error(
        "E0002",
        at..at + 1,
        format!("the file is not UTF-8 text: byte {at} cannot be read"),
    )
    .help("save it as UTF-8")
}

/// The file is not TOML.
pub fn not_toml(span: Range<usize>, message: &str) -> Diagnostic {
    let message = message.trim().replace('\n', ", ");
    Diagnostic::error("E0003", span, format!("not TOML: {message}"))
}

/// A key that the format does not know.
pub fn unknown_key(span: Range<usize>, key: &str, known: &[&str]) -> Diagnostic {
    let help = match nearest(key, known.iter().copied()) {
        Some(word) => format!("did you mean `{word}`?"),
        None => format!("known here: {}", known.join(", ")),
    };
    Diagnostic::error("E0101", span, format!("unknown key `{}`", clip(key)))
        .label("nothing has this name here")
        .help(help)
}

/// A key that has to be there.
pub fn missing_key(span: Range<usize>, key: &str, table: &str, about: &str) -> Diagnostic {
    Diagnostic::error("E0102", span, format!("{table} has no `{key}`"))
        .label(format!("`{key}` is missing"))
        .maybe_help((!about.is_empty()).then(|| format!("`{key}`: {about}")))
}

/// A value of another type.
pub fn wrong_type(span: Range<usize>, what: &str, expected: &str, found: &str) -> Diagnostic {
    Diagnostic::error(
        "E0103",
        span,
        format!("{what} wants {expected}, not {found}"),
    )
    .label(format!("expected {expected}"))
}

/// A word that is none of those possible.
pub fn not_one_of(span: Range<usize>, what: &str, found: &str, known: &[&str]) -> Diagnostic {
    let help = match nearest(found, known.iter().copied()) {
        Some(word) => format!("did you mean `{word}`?"),
        None => format!("write one of {}", known.join(", ")),
    };
    Diagnostic::error("E0104", span, format!("{what} cannot be `{}`", clip(found)))
        .label(format!("expected {}", known.join(" | ")))
        .help(help)
}

/// A text or list that is empty, or shorter than it may be.
pub fn too_short(span: Range<usize>, what: &str, unit: &str, n: usize, n_min: u64) -> Diagnostic {
    let message = if n == 0 {
        format!("{what} is empty")
    } else {
        format!("{what} has {n} {unit}, fewer than {n_min}")
    };
    Diagnostic::error("E0105", span, message)
}

/// A text that is too long.
pub fn text_too_long(span: Range<usize>, what: &str, n: usize, n_max: u64) -> Diagnostic {
    Diagnostic::error(
        "E0106",
        span,
        format!("{what} has {n} characters, more than {n_max}"),
    )
}

/// A list that is too long.
pub fn too_many(span: Range<usize>, what: &str, n: usize, n_max: u64) -> Diagnostic {
    Diagnostic::error(
        "E0107",
        span,
        format!("{what} has {n} entries, more than {n_max}"),
    )
    .help("names and meaning are looked at once this is mended")
}

/// A number that is too small or too big.
pub fn out_of_range(span: Range<usize>, what: &str, found: &str, bounds: &str) -> Diagnostic {
    Diagnostic::error("E0108", span, format!("{what} cannot be {}", clip(found)))
        .label(format!("expected {bounds}"))
}

/// A number that is none: `nan` or `inf`.
pub fn not_finite(span: Range<usize>, what: &str) -> Diagnostic {
    Diagnostic::error("E0109", span, format!("{what} wants a finite number"))
}

/// A text that is no length of time.
pub fn bad_duration(span: Range<usize>, what: &str, why: &str) -> Diagnostic {
    Diagnostic::error("E0110", span, format!("{what}: {why}"))
        .label("expected a duration")
        .help("write 90s, 5m, 1h30m: whole numbers, largest unit first, a multiple of ten seconds")
}

/// A value that is no day.
pub fn bad_date(span: Range<usize>, what: &str) -> Diagnostic {
    Diagnostic::error("E0111", span, format!("{what} wants a day"))
        .help("write it bare, without quotes: 2017-01-31")
}

/// A value that is no moment in UTC.
pub fn bad_moment(span: Range<usize>, what: &str) -> Diagnostic {
    Diagnostic::error(
        "E0112",
        span,
        format!("{what} wants a moment with its offset"),
    )
    .help("write it bare, without quotes: 2017-01-31T21:50:00Z")
}

/// A guard that is half a list of literals and half a list of lists.
pub fn mixed_guard(span: Range<usize>, what: &str) -> Diagnostic {
    Diagnostic::error(
        "E0113",
        span,
        format!("{what} mixes literals with lists of literals"),
    )
    .help("all of them: [\"a\", \"!b\"]; any of several: [[\"a\", \"!b\"], [\"c\"]]")
}

/// A character that does something to the terminal instead of being seen.
pub fn control_character(span: Range<usize>, character: char) -> Diagnostic {
    let help = match character {
        '\t' => "write spaces: how wide a tab is depends on the terminal",
        '\r' => "save the file with Unix line ends",
        _ => "take it out; colours and cursor movement are the program's to choose",
    };
    Diagnostic::error(
        "E0114",
        span,
        format!("control character U+{:04X} in a text", u32::from(character)),
    )
    .help(help)
}

/// A character that makes text read in another order than it is written.
pub fn bidi_character(span: Range<usize>, character: char) -> Diagnostic {
    Diagnostic::error(
        "E0115",
        span,
        format!(
            "invisible direction character U+{:04X} in a text",
            u32::from(character)
        ),
    )
    .help("take it out: it makes text read otherwise than it is written")
}

/// A text that is no colour.
pub fn bad_colour(span: Range<usize>, what: &str, found: &str, near: Option<&str>) -> Diagnostic {
    let help = match near {
        Some(word) => format!("did you mean `{word}`?"),
        None => "write #d7af00, default, or one of the sixteen: red, bright-blue, ...".to_owned(),
    };
    Diagnostic::error("E0116", span, format!("{what} cannot be `{}`", clip(found)))
        .label("expected a colour")
        .help(help)
}

/// A header that is a slip for another one.
pub fn unknown_table(span: Range<usize>, written: &str, meant: &str) -> Diagnostic {
    Diagnostic::error(
        "E0117",
        span,
        format!("there is no table `{}`", clip(written)),
    )
    .label("no table is written so")
    .help(format!(
        "did you mean `{meant}`? What follows was read as that"
    ))
}

/// Cuts what a hostile file may have made very long.
fn clip(text: &str) -> String {
    const CHARS_MAX: usize = 60;
    if text.chars().count() <= CHARS_MAX {
        return text.escape_debug().to_string();
    }
    let head: String = text.chars().take(CHARS_MAX).collect();
    format!("{}…", head.escape_debug())
}
