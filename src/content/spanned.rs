//! Values that remember their place in the file, and the few texts with a grammar of their own.

use std::borrow::Cow;
use std::fmt;
use std::ops::{Deref, Range};

use chrono::{DateTime, NaiveDate, Utc};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{self, Deserializer, SeqAccess, Visitor};
use toml::value::Datetime;

use crate::engine::id::Id;
use crate::engine::time::Span;

/// A value and the bytes of the file it came from.
#[derive(Debug, Clone)]
pub struct Sp<T>(toml::Spanned<T>);

impl<T> Sp<T> {
    /// The bytes of the file it came from.
    pub fn span(&self) -> Range<usize> {
        self.0.span()
    }

    /// The value.
    pub fn get(&self) -> &T {
        self.0.get_ref()
    }
}

impl<T> Deref for Sp<T> {
    type Target = T;
    fn deref(&self) -> &T {
        self.0.get_ref()
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Sp<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        toml::Spanned::deserialize(deserializer).map(Self)
    }
}

impl<T: JsonSchema> JsonSchema for Sp<T> {
    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }
    fn inline_schema() -> bool {
        T::inline_schema()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

/// A length of incident time: `"90s"`, `"5m"`, `"1h30m"`; a multiple of ten seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dur(pub Span);

impl Dur {
    /// What the JSON Schema demands of the text.
    pub const PATTERN: &str = r"^([0-9]+d ?)?([0-9]+h ?)?([0-9]+(m|min) ?)?([0-9]*0s)?$";

    /// Reads it, or says what is wrong.
    ///
    /// # Errors
    /// Says in words what a duration looks like.
    pub fn parse(text: &str) -> Result<Self, String> {
        let span = Span::parse(text).map_err(|_| format!("`{text}` is no duration"))?;
        if span.0 % 10_000 != 0 {
            return Err(format!("`{text}` is not a multiple of ten seconds"));
        }
        if span.0 > 30 * 86_400_000 {
            return Err(format!("`{text}` is more than thirty days"));
        }
        Ok(Self(span))
    }
}

impl<'de> Deserialize<'de> for Dur {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

impl JsonSchema for Dur {
    fn schema_name() -> Cow<'static, str> {
        "Duration".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "format": "misfortune-duration",
            "pattern": Self::PATTERN,
            "minLength": 2,
            "description": "Incident time: 90s, 5m, 1h30m; a multiple of ten seconds.",
        })
    }
}

/// The id of a thing, where it is defined: lower case letters, digits, `-` and `_`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Name(String);

impl Name {
    /// What the JSON Schema demands of the text.
    pub const PATTERN: &str = "^[a-z0-9][a-z0-9_-]*$";

    /// Says whether the text can be a name.
    #[must_use]
    pub fn is_well_formed(text: &str) -> bool {
        Id::is_well_formed(text)
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Deref for Name {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl JsonSchema for Name {
    fn schema_name() -> Cow<'static, str> {
        "Id".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "format": "misfortune-id",
            "pattern": Self::PATTERN,
            "minLength": 1,
            "maxLength": 64,
            "description": "An id, for ever the same: lower case letters, digits, - and _.",
        })
    }
}

/// A day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Date(pub NaiveDate);

/// Reads a day, or says nothing when it is more or less than a day.
pub(super) fn parse_date(written: &Datetime) -> Option<NaiveDate> {
    written.to_string().parse().ok()
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        parse_date(&Datetime::deserialize(deserializer)?)
            .map(Self)
            .ok_or_else(|| de::Error::custom("write a day: 2017-01-31"))
    }
}

impl JsonSchema for Date {
    fn schema_name() -> Cow<'static, str> {
        "Date".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "format": "date",
            "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
            "description": "A day: 2017-01-31.",
        })
    }
}

/// A moment in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Instant(pub DateTime<Utc>);

/// Reads a moment, or says nothing when it is none or has no offset.
pub(super) fn parse_moment(written: &Datetime) -> Option<DateTime<Utc>> {
    let at = DateTime::parse_from_rfc3339(&written.to_string()).ok()?;
    Some(at.with_timezone(&Utc))
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        parse_moment(&Datetime::deserialize(deserializer)?)
            .map(Self)
            .ok_or_else(|| de::Error::custom("write a moment in UTC: 2017-01-31T21:50:00Z"))
    }
}

impl JsonSchema for Instant {
    fn schema_name() -> Cow<'static, str> {
        "Moment".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "format": "date-time",
            "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.]+(Z|[+-][0-9]{2}:[0-9]{2})$",
            "description": "A moment in UTC: 2017-01-31T21:50:00Z.",
        })
    }
}

/// A guard as written: a list of literals (all of them), or a list of lists (any of them). A
/// literal is `fact`, `clue:ID`, `claim:acknowledged|severity|mitigated|resolved`, `here:WHO`, or
/// one of these after `!`.
#[derive(Debug, Clone)]
pub struct GuardText(pub Vec<Vec<Sp<String>>>);

/// One entry of a guard's outer list.
enum Entry {
    Literal(String),
    Way(Vec<Sp<String>>),
}

impl<'de> Deserialize<'de> for Entry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct EntryVisitor;
        impl<'de> Visitor<'de> for EntryVisitor {
            type Value = Entry;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a literal or a list of literals")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Entry, E> {
                Ok(Entry::Literal(text.to_owned()))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Entry, A::Error> {
                let mut way = Vec::new();
                while let Some(literal) = seq.next_element()? {
                    way.push(literal);
                }
                Ok(Entry::Way(way))
            }
        }
        deserializer.deserialize_any(EntryVisitor)
    }
}

impl<'de> Deserialize<'de> for GuardText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut all_of = Vec::new();
        let mut any_of = Vec::new();
        for entry in Vec::<toml::Spanned<Entry>>::deserialize(deserializer)? {
            let span = entry.span();
            match entry.into_inner() {
                Entry::Literal(text) => all_of.push(Sp(toml::Spanned::new(span, text))),
                Entry::Way(way) => any_of.push(way),
            }
        }
        match (all_of.is_empty(), any_of.is_empty()) {
            (false, false) => Err(de::Error::custom(
                "a guard is either all literals or all lists of literals",
            )),
            (true, false) => Ok(Self(any_of)),
            (_, true) => Ok(Self(vec![all_of])),
        }
    }
}

impl JsonSchema for GuardText {
    fn schema_name() -> Cow<'static, str> {
        "Guard".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "All of these literals; or, as a list of lists, any of these conjunctions.",
            "format": "misfortune-guard",
            "anyOf": [
                { "type": "array", "items": { "type": "string" }, "maxItems": 64 },
                {
                    "type": "array",
                    "items": { "type": "array", "items": { "type": "string" }, "maxItems": 64 },
                    "maxItems": 16,
                },
            ],
        })
    }
}
