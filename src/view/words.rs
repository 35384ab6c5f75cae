//! Words and number formats that all views share.

use crate::engine::prompt::printable;
use crate::engine::scenario::ActionKind;
use crate::engine::state::Phase;
use crate::engine::time::Span;

/// The player, in their own view.
pub const YOU: &str = "you";

/// What "over" means of an incident, between brackets or behind a colon: quiet is not enough.
pub const OVER: &str = "cause gone, service back";

/// How something feels. Faces may colour it; it never is the only one to say so.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Tone {
    /// Nothing special.
    #[default]
    Plain,
    /// Beside the point.
    Quiet,
    /// Well.
    Good,
    /// Look at it.
    Warning,
    /// Not well.
    Bad,
    /// Strong: the thing on this line that matters.
    Strong,
}

/// A text without characters that no screen may get; line breaks stay.
#[must_use]
pub fn clean(text: &str) -> String {
    // Most text is such.
    if text.bytes().all(|it| matches!(it, b'\n' | b' '..=b'~')) {
        return text.to_owned();
    }
    let lines: Vec<String> = text.split('\n').map(|it| printable(it).collect()).collect();
    lines.join("\n")
}

/// The text as a sentence that another one may follow.
#[must_use]
pub fn full_stop(text: &str) -> String {
    let end = if text.ends_with(['.', '!', '?']) {
        ""
    } else {
        "."
    };
    format!("{text}{end}")
}

/// The text's lines, clean, without empty ones at its end.
#[must_use]
pub fn lines(text: &str) -> Vec<String> {
    clean(text)
        .trim_end()
        .lines()
        .map(|line| line.trim_end().to_owned())
        .collect()
}

/// Prose as paragraphs: a line for each, empty ones between them. A text that was broken by hand
/// flows again; lines that are set in, or belong to a list, stay.
#[must_use]
pub fn prose(text: &str) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    for line in lines(text) {
        let stays = line.is_empty()
            || line.starts_with([' ', '\t', '|', '>', '#'])
            || line.starts_with("- ")
            || line.starts_with("* ");
        match paragraphs.last_mut() {
            Some(last) if !stays && !last.is_empty() => {
                last.push(' ');
                last.push_str(&line);
            }
            _ => paragraphs.push(line),
        }
    }
    paragraphs
}

/// Prose as one text.
#[must_use]
pub fn flowing(text: &str) -> String {
    prose(text).join("\n")
}

/// A span as a running clock: `04:10`, from an hour on `1:04:10`.
#[must_use]
pub fn clock(span: Span) -> String {
    let s = span.as_secs();
    if s < 3600 {
        format!("{:02}:{:02}", s / 60, s % 60)
    } else {
        format!("{}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60)
    }
}

/// A span in speech, its two largest units: `2 h 5 min`, `40 s`.
#[must_use]
pub fn about(span: Span) -> String {
    let s = span.as_secs();
    let parts = [
        (s / 86_400, "d"),
        (s / 3600 % 24, "h"),
        (s / 60 % 60, "min"),
        (s % 60, "s"),
    ];
    let first = parts.iter().position(|(number, _)| *number > 0);
    let Some(first) = first else {
        return "0 s".to_owned();
    };
    parts
        .iter()
        .skip(first)
        .take(2)
        .filter(|(number, _)| *number > 0)
        .map(|(number, unit)| format!("{number} {unit}"))
        .collect::<Vec<_>>()
        .join(" ")
}

/// A number with so many digits after the point, thousands set apart from 10,000 on.
#[must_use]
pub fn number(value: f64, decimals: u8) -> String {
    let plain = format!("{value:.*}", usize::from(decimals));
    // No minus before a zero.
    let plain = match plain.strip_prefix('-') {
        Some(zero) if zero.bytes().all(|b| matches!(b, b'0' | b'.')) => zero.to_owned(),
        _ => plain,
    };
    let digits = plain.find('.').unwrap_or(plain.len());
    let (whole, fraction) = plain.split_at(digits);
    let (sign, whole) = whole
        .strip_prefix('-')
        .map_or(("", whole), |whole| ("-", whole));
    format!("{sign}{}{fraction}", thousands(whole))
}

/// A whole number, thousands set apart from 10,000 on.
#[must_use]
pub fn count(value: u64) -> String {
    thousands(&value.to_string())
}

/// A large whole number as one says it: from a million on with its word, `1.98 billion`.
#[must_use]
pub fn scaled(value: u64) -> String {
    scaled_wide(u128::from(value))
}

/// An amount in its unit, with the unit's own `million` or `thousand` as a part of the number:
/// 24,000 `thousand calls` are `24 million calls`.
#[must_use]
pub fn amount(value: u64, unit: &str) -> String {
    let known = SCALES.iter().rev().chain([&(1000, "thousand")]);
    let folded = known.into_iter().find_map(|(times, word)| {
        let unit = unit.strip_prefix(word)?.strip_prefix(' ')?;
        Some((u128::from(value) * times, unit))
    });
    let (value, unit) = folded.unwrap_or((value.into(), unit));
    with_unit(&scaled_wide(value), unit)
}

/// Numbers that have a word of their own, largest first.
const SCALES: [(u128, &str); 4] = [
    (1_000_000_000_000_000, "quadrillion"),
    (1_000_000_000_000, "trillion"),
    (1_000_000_000, "billion"),
    (1_000_000, "million"),
];

fn scaled_wide(value: u128) -> String {
    // What would be told as 1000 million is a billion.
    let rounds_to = |scale: u128| value + scale / 2000 >= scale;
    let scale = SCALES.iter().find(|(scale, _)| rounds_to(*scale));
    let Some((scale, word)) = scale else {
        return thousands(&value.to_string());
    };
    format!("{} {word}", in_parts(value, *scale))
}

/// A number over another one, to three digits.
#[must_use]
pub fn in_parts(value: u128, scale: u128) -> String {
    let whole = value / scale;
    let n_decimals: u32 = match whole {
        0..10 => 2,
        10..100 => 1,
        _ => 0,
    };
    let tens = 10_u128.pow(n_decimals);
    let rounded = (value * tens + scale / 2) / scale;
    let whole = thousands(&(rounded / tens).to_string());
    let width = n_decimals as usize;
    let decimals = format!("{:0width$}", rounded % tens);
    let decimals = decimals.trim_end_matches('0');
    if decimals.is_empty() {
        whole
    } else {
        format!("{whole}.{decimals}")
    }
}

fn thousands(digits: &str) -> String {
    if digits.len() < 5 {
        return digits.to_owned();
    }
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (idx, digit) in digits.chars().enumerate() {
        if idx > 0 && (digits.len() - idx).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A value with its unit: `42.1 %`.
#[must_use]
pub fn with_unit(value: &str, unit: &str) -> String {
    if unit.is_empty() {
        value.to_owned()
    } else {
        format!("{value} {unit}")
    }
}

/// `1 thing`, `2 things`.
#[must_use]
pub fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// `a`, `a or b`, `a, b or c`.
#[must_use]
pub fn any_of(choices: &[String]) -> String {
    listed(choices, "or")
}

/// `a`, `a and b`, `a, b and c`.
#[must_use]
pub fn all_of(all: &[String]) -> String {
    listed(all, "and")
}

/// `a, b, c`; where one of them has a comma of its own, `a; b; c`.
#[must_use]
pub fn in_a_row<T: AsRef<str>>(all: &[T]) -> String {
    let all: Vec<&str> = all.iter().map(AsRef::as_ref).collect();
    let has_commas = all.iter().any(|it| it.contains(','));
    all.join(if has_commas { "; " } else { ", " })
}

/// With commas; where one of them has a comma of its own, with semicolons.
fn listed(all: &[String], last_word: &str) -> String {
    match all {
        [first @ .., last] if !first.is_empty() && !all.iter().any(|it| it.contains(',')) => {
            format!("{} {last_word} {last}", first.join(", "))
        }
        all => in_a_row(all),
    }
}

/// A phase in the header.
#[must_use]
pub const fn phase(phase: Phase) -> (&'static str, Tone) {
    match phase {
        Phase::Paging => ("paging", Tone::Bad),
        Phase::Acknowledged => ("acknowledged", Tone::Warning),
        Phase::Mitigated => ("mitigated", Tone::Good),
        Phase::Resolved => ("resolved", Tone::Good),
        Phase::Over => ("over", Tone::Quiet),
    }
}

/// The heading over actions of a kind.
#[must_use]
pub const fn kind(kind: ActionKind) -> &'static str {
    match kind {
        ActionKind::Probe => "Look",
        ActionKind::Change => "Change",
        ActionKind::Communicate => "Tell",
        ActionKind::Escalate => "Escalate",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        for (value, decimals, expected) in [
            (0.0, 0, "0"),
            (-0.04, 1, "0.0"),
            (-3.25, 1, "-3.2"),
            (4096.0, 0, "4096"),
            (12_345.6, 1, "12,345.6"),
            (-1_234_567.0, 0, "-1,234,567"),
        ] {
            assert_eq!(number(value, decimals), expected);
        }
    }

    #[test]
    fn large_numbers_are_told_with_a_word() {
        for (value, expected) in [
            (0, "0"),
            (9999, "9999"),
            (665_000, "665,000"),
            (999_400, "999,400"),
            (1_000_000, "1 million"),
            (1_305_000, "1.31 million"),
            (24_040_000, "24 million"),
            (999_900_000, "1 billion"),
            (u64::MAX, "18,447 quadrillion"),
        ] {
            assert_eq!(scaled(value), expected);
        }
    }

    #[test]
    fn what_a_unit_is_counted_in_is_a_part_of_the_number() {
        for (value, unit, expected) in [
            (
                1_980_000,
                "million person-minutes",
                "1.98 trillion person-minutes",
            ),
            (
                24_000,
                "thousand person-minutes",
                "24 million person-minutes",
            ),
            (40, "thousand calls", "40,000 calls"),
            (3680, "failed requests", "3680 failed requests"),
            (12, "millions", "12 millions"),
            (3, "", "3"),
        ] {
            assert_eq!(amount(value, unit), expected);
        }
    }

    #[test]
    fn prose_flows_by_paragraph() {
        assert_eq!(
            prose("one\ntwo\n\nthree\n- a\n  more\n"),
            ["one two", "", "three", "- a", "  more"]
        );
    }

    #[test]
    fn lists_read_well() {
        let list = |all: &[&str]| all.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(any_of(&[]), "");
        assert_eq!(any_of(&list(&["a"])), "a");
        assert_eq!(any_of(&list(&["a", "b", "c"])), "a, b or c");
        assert_eq!(all_of(&list(&["a, of b", "c"])), "a, of b; c");
    }

    #[test]
    fn spans_read_well() {
        assert_eq!(clock(Span::from_secs(250)), "04:10");
        assert_eq!(clock(Span::from_secs(3850)), "1:04:10");
        assert_eq!(in_a_row(&["web", "shop"]), "web, shop");
        assert_eq!(in_a_row(&["web, north", "shop"]), "web, north; shop");
        assert_eq!(about(Span::from_secs(250)), "4 min 10 s");
        assert_eq!(about(Span::from_secs(90_000)), "1 d 1 h");
        assert_eq!(about(Span::from_secs(3601)), "1 h");
        assert_eq!(about(Span::ZERO), "0 s");
    }
}
