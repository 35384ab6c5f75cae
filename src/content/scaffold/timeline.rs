//! The timeline of a real outage as CSV: columns `time`, `text` and `source`, quoted as RFC 4180
//! says.
//!
//! All mistakes at once, each with its line.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, NaiveDateTime, NaiveTime, Utc};
use csv::{ByteRecord, ReaderBuilder, Trim};

use crate::content::diagnostic::nearest;
use crate::content::text::first_unprintable;
use crate::engine::time::Elapsed;

/// Most rows: more is a log, not a timeline.
const ROWS_MAX: usize = 200;

/// Longest text and source, as scenario files have it.
const TEXT_CHARS_MAX: usize = 600;
const SOURCE_CHARS_MAX: usize = 300;

/// Longest an incident may last.
const SECS_MAX: i64 = 30 * 86_400;

/// Years in which there can have been one.
const YEARS: std::ops::Range<i32> = 1950..9000;

/// When an outage of unknown hours begins.
pub(super) const NINE: NaiveTime = NaiveTime::from_hms_opt(9, 0, 0).expect("a time of day");

/// What happened when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    /// When T+00:00 was, in UTC, when the day is known.
    pub starts: Option<NaiveDateTime>,
    /// The time of day of T+00:00.
    pub clock: NaiveTime,
    /// In the order of the file, which is that of time.
    pub entries: Vec<Entry>,
    /// The sources, each once.
    pub sources: Vec<String>,
}

/// An entry of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Seconds since T+00:00, a multiple of ten; negative before it.
    pub at_secs: i64,
    /// It was not exactly then: the file says `~`, or says it finer than that.
    pub is_about: bool,
    /// What happened, on one line.
    pub text: String,
    /// Its place among the sources.
    pub source: Option<usize>,
}

/// Something wrong in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The line that the row begins on, from 1.
    pub line: u64,
    /// What is wrong, and what to write.
    pub what: String,
}

/// Longest that nothing happens in one incident, unless all that came before took longer.
const LULL_SECS_MAX: i64 = 12 * 3600;

impl Timeline {
    /// The entries of the incident itself, without those that came long after.
    #[must_use]
    pub fn incident(&self) -> &[Entry] {
        let mut pairs = self.entries.windows(2);
        let long_after = |pair: &[Entry]| {
            let (last, next) = (pair[0].at_secs.max(0), pair[1].at_secs);
            next - last > LULL_SECS_MAX.max(last)
        };
        let end = pairs
            .position(long_after)
            .map_or(self.entries.len(), |it| it + 1);
        &self.entries[..end]
    }

    /// How many entries came long after the incident: they are history only.
    #[must_use]
    pub fn n_long_after(&self) -> usize {
        self.entries.len() - self.incident().len()
    }
}

/// Reads it, or says everything that is wrong with it.
///
/// # Errors
/// Every mistake, in the order of the file.
pub fn read(bytes: &[u8]) -> Result<Timeline, Vec<Mistake>> {
    let mut mistakes = Vec::new();
    let rows = rows(bytes, &mut mistakes);
    let times = times(&rows, &mut mistakes);
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let mut sources = Vec::new();
    let mut entries = Vec::new();
    for (row, at) in rows.iter().zip(&times.since) {
        let source = (!row.source.is_empty()).then(|| {
            *places.entry(&row.source).or_insert_with(|| {
                sources.push(row.source.clone());
                sources.len() - 1
            })
        });
        entries.push(Entry {
            at_secs: at.div_euclid(10) * 10,
            is_about: at.rem_euclid(10) != 0 || row.time.starts_with('~'),
            text: row.text.clone(),
            source,
        });
    }
    if mistakes.is_empty() {
        return Ok(Timeline {
            starts: times.starts,
            clock: times.starts.map_or(times.clock, |it| it.time()),
            entries,
            sources,
        });
    }
    mistakes.sort_by_key(|it| it.line);
    Err(mistakes)
}

/// A row as written.
struct Row {
    line: u64,
    time: String,
    text: String,
    source: String,
}

fn rows(bytes: &[u8], mistakes: &mut Vec<Mistake>) -> Vec<Row> {
    let mut wrong = |line, what: String| mistakes.push(Mistake { line, what });
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(Trim::All)
        .from_reader(bytes);
    let mut records = reader.byte_records().map_while(Result::ok);
    let Some(columns) = records.next().map(|it| Columns::find(&it)) else {
        wrong(
            1,
            "the file is empty: expected the columns time,text,source".into(),
        );
        return Vec::new();
    };
    let columns = match columns {
        Ok(columns) => columns,
        Err(what) => {
            wrong(1, what);
            return Vec::new();
        }
    };
    let mut rows = Vec::new();
    let mut lines = Lines {
        bytes,
        at: 0,
        line: 1,
    };
    for (idx, record) in records.enumerate() {
        let line = lines.line_at(&record);
        if idx == ROWS_MAX {
            let what = format!("more than {ROWS_MAX} rows: keep those that matter");
            wrong(line, what);
            return rows;
        }
        if record.len() != columns.n {
            let (n, expected) = (record.len(), columns.n);
            let what = format!(
                "{n} columns, not {expected}: put a text that holds a comma in double quotes"
            );
            wrong(line, what);
            continue;
        }
        match columns.row(&record, line) {
            Ok(row) => {
                for what in row.mistakes() {
                    wrong(line, what);
                }
                rows.push(row);
            }
            Err(what) => wrong(line, what),
        }
    }
    // A quote within quotes is doubled, so there is always an even number of them.
    let is_open = bytes
        .iter()
        .fold(false, |open, byte| open ^ (*byte == b'"'));
    if is_open {
        let what = "a quote is not closed here or above";
        wrong(lines.line, what.into());
    }
    if rows.is_empty() && mistakes.is_empty() {
        let what = "there is no row below the columns".into();
        mistakes.push(Mistake { line: 1, what });
    }
    rows
}

/// Counts the lines of a file, record by record.
struct Lines<'b> {
    bytes: &'b [u8],
    at: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line that a record begins on; what the reader calls its place is before the empty lines
    /// above it.
    fn line_at(&mut self, record: &ByteRecord) -> u64 {
        let place = record.position().map_or(0, csv::Position::byte);
        let place = usize::try_from(place).unwrap_or(usize::MAX);
        while let Some(byte) = self.bytes.get(self.at) {
            if self.at >= place && !matches!(byte, b'\r' | b'\n') {
                break;
            }
            self.line += u64::from(*byte == b'\n');
            self.at += 1;
        }
        self.line
    }
}

/// Where the columns are.
struct Columns {
    n: usize,
    time: usize,
    text: usize,
    source: Option<usize>,
}

impl Columns {
    fn find(header: &ByteRecord) -> Result<Self, String> {
        let names = header.iter().map(String::from_utf8_lossy);
        let names: Vec<String> = names.map(|it| it.to_lowercase()).collect();
        let place = |wanted: &str| names.iter().position(|it| it == wanted);
        let need = |wanted: &str| {
            place(wanted).ok_or_else(|| {
                let first = names.first().map_or("", String::as_str);
                let near = nearest(wanted, names.iter().map(String::as_str));
                match near {
                    Some(near) => format!("there is no column `{wanted}`: is it `{near}`?"),
                    None if names.len() == 1 && first.contains([';', '\t']) => {
                        "columns are separated by commas".into()
                    }
                    None => format!("there is no column `{wanted}`: expected time,text,source"),
                }
            })
        };
        Ok(Self {
            n: names.len(),
            time: need("time")?,
            text: need("text")?,
            source: place("source"),
        })
    }

    fn row(&self, record: &ByteRecord, line: u64) -> Result<Row, String> {
        let cell = |idx: usize| {
            let text = std::str::from_utf8(record.get(idx).unwrap_or_default());
            // A line break in a cell is a space in a sentence.
            let words = text.map(|it| it.split_whitespace().collect::<Vec<_>>());
            words
                .map(|it| it.join(" "))
                .map_err(|_| "this is not UTF-8 text".to_owned())
        };
        Ok(Row {
            line,
            time: cell(self.time)?,
            text: cell(self.text)?,
            source: self.source.map_or(Ok(String::new()), cell)?,
        })
    }
}

impl Row {
    /// What is wrong with its texts.
    fn mistakes(&self) -> Vec<String> {
        let mut out = Vec::new();
        if self.text.is_empty() {
            out.push("the text is empty".to_owned());
        }
        let cells = [
            ("text", &self.text, TEXT_CHARS_MAX),
            ("source", &self.source, SOURCE_CHARS_MAX),
        ];
        for (what, cell, chars_max) in cells {
            let n = cell.chars().count();
            if n > chars_max {
                out.push(format!(
                    "the {what} has {n} characters, more than {chars_max}"
                ));
            }
            if first_unprintable(cell).is_some() {
                out.push(format!("the {what} holds a control or direction character"));
            }
        }
        out
    }
}

/// A time as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum When {
    /// A time of day.
    Clock(NaiveTime),
    /// A moment, in UTC.
    Moment(NaiveDateTime),
    /// Seconds since T+00:00.
    Since(i64),
}

impl When {
    fn parse(text: &str) -> Option<Self> {
        let text = text.strip_prefix('~').map_or(text, str::trim_start);
        if let Some(since) = text.strip_prefix("T+") {
            return Some(Self::Since(seconds(since)?));
        }
        if let Some(before) = text
            .strip_prefix("T-")
            .or_else(|| text.strip_prefix("T\u{2212}"))
        {
            return Some(Self::Since(-seconds(before)?));
        }
        if let Ok(moment) = DateTime::parse_from_rfc3339(text) {
            return Some(Self::Moment(moment.with_timezone(&Utc).naive_utc()));
        }
        let bare = text.strip_suffix("UTC").or_else(|| text.strip_suffix('Z'));
        let bare = bare.unwrap_or(text).trim_end();
        let times = ["%H:%M", "%H:%M:%S"].into_iter();
        let clock = times.filter_map(|it| NaiveTime::parse_from_str(bare, it).ok());
        let moments = [
            "%Y-%m-%dT%H:%M",
            "%Y-%m-%d %H:%M",
            "%Y-%m-%dT%H:%M:%S",
            "%Y-%m-%d %H:%M:%S",
        ];
        let mut moments = moments
            .into_iter()
            .filter_map(|it| NaiveDateTime::parse_from_str(bare, it).ok());
        clock
            .map(Self::Clock)
            .next()
            .or_else(|| moments.next().map(Self::Moment))
    }

    const fn kind(self) -> &'static str {
        match self {
            Self::Clock(_) => "a time of day",
            Self::Moment(_) => "a date with a time",
            Self::Since(_) => "T+",
        }
    }
}

fn seconds(text: &str) -> Option<i64> {
    let elapsed = Elapsed::parse(text).ok()?;
    i64::try_from(elapsed.0 / 1000).ok()
}

/// The times of all rows.
struct Times {
    starts: Option<NaiveDateTime>,
    clock: NaiveTime,
    /// Seconds since T+00:00, one a row.
    since: Vec<i64>,
}

/// The first row is T+00:00, unless the times say themselves what they count from.
fn times(rows: &[Row], mistakes: &mut Vec<Mistake>) -> Times {
    let mut wrong = |line, what| mistakes.push(Mistake { line, what });
    let mut times = Times {
        starts: None,
        clock: NINE,
        since: Vec::new(),
    };
    let mut first: Option<(When, u64)> = None;
    let mut latest: Option<(i64, u64)> = None;
    let is_since = |row: &Row| matches!(When::parse(&row.time), Some(When::Since(_)));
    // Among times since T+00:00, one date with a time says when that was.
    let has_since = rows.iter().any(is_since);
    for row in rows {
        let line = row.line;
        let Some(when) = When::parse(&row.time) else {
            wrong(line, no_time(&row.time));
            continue;
        };
        let (zero, first_line) = *first.get_or_insert((when, line));
        let since = match (zero, when) {
            (_, When::Moment(at)) if has_since => {
                if times.starts.replace(at).is_some() {
                    let what = "a second date: of rows with T+ one says when T+00:00 was";
                    wrong(line, what.into());
                    continue;
                }
                0
            }
            (When::Moment(_) | When::Since(_), When::Since(since)) => since,
            (When::Moment(zero), When::Moment(at)) => {
                times.starts = Some(zero);
                (at - zero).num_seconds()
            }
            (When::Clock(zero), When::Clock(at)) => {
                times.clock = zero;
                after_midnights((at - zero).num_seconds(), latest.map_or(0, |(at, _)| at))
            }
            _ => {
                let (kind, other) = (when.kind(), zero.kind());
                let what = format!("{kind}, but line {first_line} has {other}: write all alike");
                wrong(line, what);
                continue;
            }
        };
        if let Some((_, above)) = latest.filter(|(at, _)| since < *at) {
            wrong(
                line,
                format!("this is before line {above}: put rows in the order of time"),
            );
        }
        if let When::Moment(at) = when
            && !YEARS.contains(&at.year())
        {
            wrong(line, format!("no outage was in the year {}", at.year()));
        }
        if since.abs() > SECS_MAX {
            wrong(line, "more than thirty days from T+00:00".into());
        }
        latest = latest.max(Some((since, line)));
        times.since.push(since);
    }
    times
}

/// A time of day that is much earlier than the row above is one of the next day.
fn after_midnights(since: i64, latest: i64) -> i64 {
    const DAY: i64 = 86_400;
    const SLIP_MAX: i64 = 6 * 3600;
    let mut since = since;
    while latest - since > SLIP_MAX {
        since += DAY;
    }
    since
}

fn no_time(text: &str) -> String {
    let shown: String = text.chars().take(40).flat_map(char::escape_debug).collect();
    format!("`{shown}` is no time: write 14:05, 14:05:30, 2024-05-01T14:05Z, T+04:10 or T-1h30m")
}
