//! Holds a parsed file against the schema: every mistake of structure in one pass, with its place.
//!
//! What is wrong is also mended in the tree (unknown keys go, missing or mistyped values become
//! blanks), so that the file can still be read and its meaning checked in the same run. Complaints
//! about blanks are not the author's: [`Conformed::is_blank`] tells them.

use std::ops::Range;

use serde_json::Value;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::complaint::{names, script, structure as complaint};
use super::diagnostic::{Diagnostic, nearest};
use super::schema::resolved;
use super::spanned::{Dur, Name, parse_date, parse_moment};
use super::text;
use super::theme::Colour;
use crate::engine::time::{Elapsed, Span};

/// No file gets more complaints than this.
pub(super) const DIAGNOSTICS_MAX: usize = 1000;

/// What a complaint calls the outermost table.
const THE_FILE: &str = "the file";

/// What came of holding a file against the schema.
#[derive(Debug, Default)]
pub(super) struct Conformed {
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
    /// The tree was cut short, so what refers to the rest would be complained about in vain.
    pub cut: bool,
    /// Keys of the file itself whose values could not be read at all.
    pub dropped: Vec<String>,
    blanks: Vec<Range<usize>>,
}

impl Conformed {
    /// Whether what stands at that place was put there by us.
    pub fn is_blank(&self, span: &Range<usize>) -> bool {
        self.blanks.contains(span)
    }
}

/// Holds the tree against the schema and mends it.
pub(super) fn conform<'t>(
    source: &str,
    tree: &mut Spanned<DeTable<'t>>,
    schema: &'t Value,
) -> Conformed {
    let mut walk = Walk {
        source,
        root: schema,
        done: Conformed::default(),
    };
    let span = 0..source.lines().next().map_or(0, str::len);
    walk.table(tree.get_mut(), &span, schema, THE_FILE);
    walk.done
}

struct Walk<'s, 't> {
    source: &'s str,
    root: &'t Value,
    done: Conformed,
}

/// Whether a value can be read as what the schema says.
#[derive(PartialEq)]
enum Fit {
    Yes,
    No,
}

impl<'t> Walk<'_, 't> {
    fn complain(&mut self, diagnostic: Diagnostic) {
        if self.done.diagnostics.len() < DIAGNOSTICS_MAX {
            self.done.diagnostics.push(diagnostic);
        } else {
            self.done.cut = true;
        }
    }

    fn value(&mut self, value: &mut Spanned<DeValue<'t>>, schema: &'t Value, what: &str) -> Fit {
        let span = value.span();
        let schema = self.resolve(schema);
        if let Some(format) = schema["format"].as_str()
            && let Some(fit) = self.formatted(value, format, what)
        {
            return fit;
        }
        if let Some(words) = one_of(schema) {
            return self.word(value, &words, what);
        }
        match (schema["type"].as_str(), value.get_mut()) {
            (Some("object"), DeValue::Table(table)) => self.table(table, &span, schema, what),
            (Some("array"), DeValue::Array(array)) => {
                return self.array(array, &span, schema, what);
            }
            (Some("string"), DeValue::String(text)) => {
                let text = text.clone();
                self.text(&text, &span, schema, what);
            }
            (Some("integer" | "number"), DeValue::Integer(_)) => {
                return self.integer(value, schema, what);
            }
            (Some("number"), DeValue::Float(float)) => {
                let number: Option<f64> = float.as_str().parse().ok();
                if !number.is_some_and(f64::is_finite) {
                    self.complain(complaint::not_finite(span, what));
                    return Fit::No;
                }
            }
            (Some("boolean"), DeValue::Boolean(_)) | (None, _) => {}
            (Some(expected), found) => {
                let found = type_of(found);
                self.complain(complaint::wrong_type(
                    span,
                    what,
                    json_type(expected),
                    found,
                ));
                return Fit::No;
            }
        }
        Fit::Yes
    }

    fn table(
        &mut self,
        table: &mut DeTable<'t>,
        span: &Range<usize>,
        schema: &'t Value,
        what: &str,
    ) {
        let Some(properties) = schema["properties"].as_object() else {
            return;
        };
        for (key, mut value) in self.known_keys(std::mem::take(table), properties) {
            let name = key.get_ref().clone();
            let property = &properties[name.as_ref()];
            if self.value(&mut value, property, &format!("`{name}`")) == Fit::No {
                if what == THE_FILE {
                    self.done.dropped.push(name.to_string());
                }
                if !is_required(schema, &name) {
                    continue;
                }
                let span = value.span();
                self.done.blanks.push(span.clone());
                value = self.blank(property, &span);
            }
            table.insert(key, value);
        }
        for name in schema["required"].as_array().into_iter().flatten() {
            let Some(name) = name.as_str() else { continue };
            if table.contains_key(name) {
                continue;
            }
            let property = &properties[name];
            let about = self.describe(property);
            self.complain(complaint::missing_key(span.clone(), name, what, about));
            let nowhere = span.start..span.start;
            self.done.blanks.push(nowhere.clone());
            let blank = self.blank(property, &nowhere);
            table.insert(Spanned::new(nowhere, name.into()), blank);
        }
    }

    /// Complains about keys that the schema does not know. One that is a slip of the pen for a key
    /// that is not there is taken for it: one mistake, not two.
    fn known_keys(
        &mut self,
        table: DeTable<'t>,
        properties: &'t serde_json::Map<String, Value>,
    ) -> DeTable<'t> {
        let (mut known, unknown): (Vec<_>, Vec<_>) = table
            .into_iter()
            .partition(|(key, _)| properties.contains_key(key.get_ref().as_ref()));
        let mut missing: Vec<&str> = properties.keys().map(String::as_str).collect();
        let all = missing.clone();
        missing.retain(|name| !known.iter().any(|(key, _)| key.get_ref() == name));
        for (key, value) in unknown {
            self.complain(complaint::unknown_key(key.span(), key.get_ref(), &all));
            let meant = nearest(key.get_ref(), all.iter().copied());
            if let Some(at) = missing.iter().position(|name| Some(*name) == meant) {
                let name = missing.remove(at);
                known.push((Spanned::new(key.span(), name.into()), value));
            }
        }
        known.into_iter().collect()
    }

    fn array(
        &mut self,
        array: &mut DeArray<'t>,
        span: &Range<usize>,
        schema: &'t Value,
        what: &str,
    ) -> Fit {
        let n = array.len();
        if let Some(n_max) = schema["maxItems"].as_u64()
            && n as u64 > n_max
        {
            self.complain(complaint::too_many(span.clone(), what, n, n_max));
            self.done.cut = true;
            return Fit::No;
        }
        if let Some(n_min) = schema["minItems"].as_u64()
            && (n as u64) < n_min
        {
            self.complain(complaint::too_short(
                span.clone(),
                what,
                "entries",
                n,
                n_min,
            ));
            return Fit::No;
        }
        let what = format!("an entry of {what}");
        let items = std::mem::replace(array, DeArray::new());
        for mut item in items {
            if self.value(&mut item, &schema["items"], &what) == Fit::Yes {
                array.push(item);
            }
        }
        let n_min = schema["minItems"].as_u64().unwrap_or(0);
        if (array.len() as u64) < n_min {
            Fit::No
        } else {
            Fit::Yes
        }
    }

    fn integer(&mut self, value: &Spanned<DeValue<'t>>, schema: &'t Value, what: &str) -> Fit {
        let DeValue::Integer(integer) = value.get_ref() else {
            return Fit::No;
        };
        let (type_min, type_max) = match schema["format"].as_str() {
            Some("uint8") => (0, u64::from(u8::MAX)),
            Some("uint32") => (0, u64::from(u32::MAX)),
            Some("uint64") => (0, i64::MAX.unsigned_abs()),
            _ => (i64::MIN, i64::MAX.unsigned_abs()),
        };
        let number_min = schema["minimum"].as_i64().unwrap_or(type_min).max(type_min);
        let number_max = schema["maximum"].as_u64().unwrap_or(type_max).min(type_max);
        let number = i128::from_str_radix(integer.as_str(), integer.radix()).ok();
        if number.is_some_and(|n| n >= i128::from(number_min) && n <= i128::from(number_max)) {
            return Fit::Yes;
        }
        let bounds = if number_min == number_max.try_into().unwrap_or(i64::MAX) {
            number_min.to_string()
        } else if schema["maximum"].is_null() {
            format!("{number_min} or more")
        } else {
            format!("{number_min} to {number_max}")
        };
        let found = integer.to_string();
        self.complain(complaint::out_of_range(value.span(), what, &found, &bounds));
        Fit::No
    }

    fn word(&mut self, value: &Spanned<DeValue<'t>>, words: &[&str], what: &str) -> Fit {
        match value.get_ref() {
            DeValue::String(text) if words.contains(&text.as_ref()) => Fit::Yes,
            DeValue::String(text) => {
                self.complain(complaint::not_one_of(value.span(), what, text, words));
                Fit::No
            }
            found => {
                let found = type_of(found);
                self.complain(complaint::wrong_type(value.span(), what, "a text", found));
                Fit::No
            }
        }
    }

    fn text(&mut self, text: &str, span: &Range<usize>, schema: &'t Value, what: &str) {
        let n = text.chars().count();
        if let Some(n_max) = schema["maxLength"].as_u64()
            && n as u64 > n_max
        {
            self.complain(complaint::text_too_long(span.clone(), what, n, n_max));
        }
        if let Some(n_min) = schema["minLength"].as_u64()
            && (n as u64) < n_min
        {
            self.complain(complaint::too_short(
                span.clone(),
                what,
                "characters",
                n,
                n_min,
            ));
        }
        if let Some(bad) = text::first_unprintable(text) {
            let at = text::find_in_literal(self.source, span, bad.encode_utf8(&mut [0; 4]));
            self.complain(if text::is_bidi(bad) {
                complaint::bidi_character(at, bad)
            } else {
                complaint::control_character(at, bad)
            });
        }
    }

    /// Texts with a grammar of their own; `None` when the format says nothing we know.
    fn formatted(
        &mut self,
        value: &mut Spanned<DeValue<'t>>,
        format: &str,
        what: &str,
    ) -> Option<Fit> {
        let span = value.span();
        let wrong = match (format, value.get_ref()) {
            ("misfortune-duration", DeValue::String(text)) => {
                complaint::bad_duration(span, what, &Dur::parse(text).err()?)
            }
            ("misfortune-id", DeValue::String(text)) => {
                if !text.is_empty() && !Name::is_well_formed(text) {
                    self.complain(names::ill_formed_id(span, text));
                    return Some(Fit::Yes);
                }
                return None;
            }
            ("misfortune-moment", DeValue::String(text)) => {
                let why = Elapsed::parse(text).err()?.to_string();
                script::bad_time(span, what, &why)
            }
            ("misfortune-pause", DeValue::String(text)) => {
                let why = Span::parse(text).err()?.to_string();
                script::bad_time(span, what, &why)
            }
            ("misfortune-colour", DeValue::String(text)) => {
                if Colour::parse(text).is_some() {
                    return None;
                }
                complaint::bad_colour(span, what, text, Colour::near(text).as_deref())
            }
            ("date", DeValue::Datetime(date)) if parse_date(date).is_some() => {
                return Some(Fit::Yes);
            }
            ("date", _) => complaint::bad_date(span, what),
            ("date-time", DeValue::Datetime(at)) if parse_moment(at).is_some() => {
                return Some(Fit::Yes);
            }
            ("date-time", _) => complaint::bad_moment(span, what),
            ("misfortune-guard", DeValue::Array(_)) => return Some(self.guard(value, what)),
            ("misfortune-guard", found) => complaint::wrong_type(
                span,
                what,
                "a list such as [\"fact\", \"!other\"]",
                type_of(found),
            ),
            _ => return None,
        };
        self.complain(wrong);
        Some(Fit::No)
    }

    fn guard(&mut self, value: &mut Spanned<DeValue<'t>>, what: &str) -> Fit {
        const WAYS_MAX: u64 = 16;
        const LITERALS_MAX: u64 = 64;
        let span = value.span();
        let DeValue::Array(items) = value.get_ref() else {
            return Fit::No;
        };
        let n_ways = items.iter().filter(|it| it.get_ref().is_array()).count();
        if n_ways != 0 && n_ways != items.len() {
            self.complain(complaint::mixed_guard(span, what));
            return Fit::No;
        }
        let n_max = if n_ways == 0 { LITERALS_MAX } else { WAYS_MAX };
        if items.len() as u64 > n_max {
            self.complain(complaint::too_many(span, what, items.len(), n_max));
            return Fit::No;
        }
        let mut fit = Fit::Yes;
        for item in items {
            let literals = item.get_ref().as_array();
            let n = literals.map_or(0, |it| it.len());
            if n as u64 > LITERALS_MAX {
                self.complain(complaint::too_many(item.span(), what, n, LITERALS_MAX));
                fit = Fit::No;
                continue;
            }
            for literal in literals.map_or(std::slice::from_ref(item), |it| &**it) {
                if !literal.get_ref().is_str() {
                    let found = type_of(literal.get_ref());
                    let expected = "literals such as \"fact\" or \"!clue:id\"";
                    self.complain(complaint::wrong_type(literal.span(), what, expected, found));
                    fit = Fit::No;
                }
            }
        }
        fit
    }

    fn resolve(&self, schema: &'t Value) -> &'t Value {
        resolved(self.root, schema)
    }

    fn describe(&self, schema: &'t Value) -> &'t str {
        schema["description"]
            .as_str()
            .or_else(|| self.resolve(schema)["description"].as_str())
            .unwrap_or_default()
    }

    /// Something the schema accepts, to stand where nothing usable is.
    fn blank(&self, schema: &'t Value, span: &Range<usize>) -> Spanned<DeValue<'t>> {
        let schema = self.resolve(schema);
        let value = match (schema["format"].as_str(), schema["type"].as_str()) {
            (Some("misfortune-duration" | "misfortune-moment" | "misfortune-pause"), _) => {
                DeValue::String("10s".into())
            }
            (Some("date"), _) => literal("2000-01-01"),
            (Some("date-time"), _) => literal("2000-01-01T00:00:00Z"),
            (_, Some("object")) => {
                let mut table = DeTable::new();
                for name in schema["required"].as_array().into_iter().flatten() {
                    let Some(name) = name.as_str() else { continue };
                    let value = self.blank(&schema["properties"][name], span);
                    table.insert(Spanned::new(span.clone(), name.into()), value);
                }
                DeValue::Table(table)
            }
            (_, Some("array")) if schema["minItems"] == 2 => literal("[0.0, 0.0]"),
            (Some("misfortune-guard"), _) | (_, Some("array")) => DeValue::Array(DeArray::new()),
            (_, Some("integer" | "number")) => literal("0"),
            (_, Some("boolean")) => DeValue::Boolean(false),
            _ => {
                let word = one_of(schema).and_then(|words| words.first().copied());
                DeValue::String(word.unwrap_or_default().into())
            }
        };
        Spanned::new(span.clone(), value)
    }
}

fn literal(text: &str) -> DeValue<'_> {
    DeValue::parse(text)
        .expect("a literal of ours is TOML")
        .into_inner()
}

fn is_required(schema: &Value, name: &str) -> bool {
    let mut required = schema["required"].as_array().into_iter().flatten();
    required.any(|it| it == name)
}

/// The words of an enumeration, as schemars writes one with or without descriptions.
fn one_of(schema: &Value) -> Option<Vec<&str>> {
    if let Some(words) = schema["enum"].as_array() {
        return Some(words.iter().filter_map(Value::as_str).collect());
    }
    let ways = schema["oneOf"].as_array()?;
    let words = ways.iter().flat_map(|way| match &way["enum"] {
        Value::Array(words) => words.iter().filter_map(Value::as_str).collect(),
        _ => Vec::from_iter(way["const"].as_str()),
    });
    Some(words.collect())
}

const fn type_of(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

fn json_type(name: &str) -> &'static str {
    match name {
        "string" => "a text",
        "integer" => "a whole number",
        "number" => "a number",
        "boolean" => "true or false",
        "array" => "a list",
        _ => "a table",
    }
}
