//! Incident time: whole milliseconds since the incident began, and spans of it.
//!
//! Nothing here reads a clock. Wall time exists in `os` only.

use std::fmt;
use std::ops::{Add, Sub};

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// A point in incident time: whole milliseconds since the incident began.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Elapsed(pub u64);

/// A length of incident time in whole milliseconds.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Span(pub u64);

impl Elapsed {
    /// The moment the incident begins.
    pub const ZERO: Self = Self(0);
    /// Later than anything that happens.
    pub const NEVER: Self = Self(u64::MAX);

    /// The moment `seconds` after the beginning.
    #[must_use]
    pub const fn from_secs(seconds: u64) -> Self {
        Self(seconds * 1000)
    }

    /// Whole seconds since the beginning, rounded down.
    #[must_use]
    pub const fn as_secs(self) -> u64 {
        self.0 / 1000
    }

    /// The span since `earlier`, or none of it if `earlier` is later.
    #[must_use]
    pub const fn since(self, earlier: Self) -> Span {
        Span(self.0.saturating_sub(earlier.0))
    }

    /// This moment on the incident's own UTC clock.
    #[must_use]
    pub fn on_clock(self, starts: DateTime<Utc>) -> DateTime<Utc> {
        let ms = i64::try_from(self.0).unwrap_or(i64::MAX);
        TimeDelta::try_milliseconds(ms)
            .and_then(|delta| starts.checked_add_signed(delta))
            .unwrap_or(DateTime::<Utc>::MAX_UTC)
    }

    /// Reads `T+04:10`, `04:10` (minutes:seconds), `1:04:10` or a span such as `4m10s`.
    ///
    /// # Errors
    /// Says in words what a moment looks like.
    pub fn parse(text: &str) -> Result<Self, BadTime> {
        let bare = text.trim();
        let bare = bare.strip_prefix("T+").unwrap_or(bare);
        if !bare.contains(':') {
            return Span::parse(bare).map(|span| Self(span.0));
        }
        let mut seconds: u64 = 0;
        let parts: Vec<&str> = bare.split(':').collect();
        if parts.len() > 3 {
            return Err(BadTime(text.to_owned()));
        }
        for (idx, part) in parts.iter().enumerate() {
            let number: u64 = part.parse().map_err(|_| BadTime(text.to_owned()))?;
            if number > 9999 || (idx > 0 && number > 59) {
                return Err(BadTime(text.to_owned()));
            }
            seconds = seconds * 60 + number;
        }
        Ok(Self::from_secs(seconds))
    }
}

impl Span {
    /// No time at all.
    pub const ZERO: Self = Self(0);

    /// The span of `seconds`.
    #[must_use]
    pub const fn from_secs(seconds: u64) -> Self {
        Self(seconds * 1000)
    }

    /// The span of `minutes`.
    #[must_use]
    pub const fn from_mins(minutes: u64) -> Self {
        Self(minutes * 60_000)
    }

    /// Whole seconds, rounded down.
    #[must_use]
    pub const fn as_secs(self) -> u64 {
        self.0 / 1000
    }

    /// Reads `90s`, `5m`, `1h30m`, `2d`: whole numbers with a unit, largest first.
    ///
    /// # Errors
    /// Says in words what a span looks like.
    pub fn parse(text: &str) -> Result<Self, BadTime> {
        let bad = || BadTime(text.to_owned());
        let mut rest = text.trim();
        if rest.is_empty() {
            return Err(bad());
        }
        let mut total: u64 = 0;
        let mut last_unit = u64::MAX;
        while !rest.is_empty() {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let number: u64 = rest[..digits].parse().map_err(|_| bad())?;
            rest = &rest[digits..];
            let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
            let unit = match &rest[..letters] {
                "d" => 86_400_000,
                "h" => 3_600_000,
                "m" | "min" => 60_000,
                "s" => 1000,
                _ => return Err(bad()),
            };
            if unit >= last_unit {
                return Err(bad());
            }
            last_unit = unit;
            rest = rest[letters..].trim_start();
            let part = number.checked_mul(unit).ok_or_else(bad)?;
            total = total.checked_add(part).ok_or_else(bad)?;
        }
        Ok(Self(total))
    }
}

/// A text that is no moment and no span.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no time: write 90s, 5m, 1h30m or T+04:10")]
pub struct BadTime(pub String);

impl Add<Span> for Elapsed {
    type Output = Self;
    fn add(self, span: Span) -> Self {
        Self(self.0.saturating_add(span.0))
    }
}

impl Sub<Span> for Elapsed {
    type Output = Self;
    fn sub(self, span: Span) -> Self {
        Self(self.0.saturating_sub(span.0))
    }
}

impl Add for Span {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl fmt::Display for Elapsed {
    /// `T+04:10`, from an hour on `T+1:04:10`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let s = self.as_secs();
        if s < 3600 {
            write!(f, "T+{:02}:{:02}", s / 60, s % 60)
        } else {
            write!(f, "T+{}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60)
        }
    }
}

impl fmt::Display for Span {
    /// `1h30m`, `5m`, `90s` becomes `1m30s`; parsed back it is the same span to the second.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let s = self.as_secs();
        let (days, hours, minutes, seconds) = (s / 86_400, s / 3600 % 24, s / 60 % 60, s % 60);
        let mut some = false;
        for (number, unit) in [(days, "d"), (hours, "h"), (minutes, "m"), (seconds, "s")] {
            if number > 0 {
                write!(f, "{number}{unit}")?;
                some = true;
            }
        }
        if some { Ok(()) } else { f.write_str("0s") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_read_as_they_are_written() {
        for (text, ms) in [
            ("90s", 90_000),
            ("5m", 300_000),
            ("1h30m", 5_400_000),
            ("2d", 172_800_000),
        ] {
            assert_eq!(Span::parse(text), Ok(Span(ms)), "{text}");
        }
        for text in ["", "5", "m", "5m1h", "5x", "-5m", "99999999999999999999s"] {
            assert!(Span::parse(text).is_err(), "{text}");
        }
        assert_eq!(Span(5_430_000).to_string(), "1h30m30s");
        assert_eq!(Span::ZERO.to_string(), "0s");
    }

    #[test]
    fn moments_read_as_they_are_written() {
        for (text, seconds) in [
            ("T+04:10", 250),
            ("04:10", 250),
            ("1:04:10", 3850),
            ("90s", 90),
        ] {
            assert_eq!(
                Elapsed::parse(text),
                Ok(Elapsed::from_secs(seconds)),
                "{text}"
            );
        }
        for text in ["4:99", "1:2:3:4", "T+", "x:1"] {
            assert!(Elapsed::parse(text).is_err(), "{text}");
        }
        assert_eq!(Elapsed::from_secs(3850).to_string(), "T+1:04:10");
    }
}
