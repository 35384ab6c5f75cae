//! The portable form of a session: JSON lines, each with a sum over everything before it.
//!
//! Invariants: the same session gives the same bytes on any machine (no date in it); a file that
//! was cut off, edited, or written by a newer program is refused with the line and the reason.
//! The sums show accidents and casual edits; they are no signature.
//!
//! ```text
//! {"misfortune":"session","version":1,"head":{…},"sum":"0f3a…"}
//! {"seq":0,"at":0,"event":{"page_rang":{}},"sum":"77c1…"}
//! …
//! {"end":{"events":42},"sum":"b09e…"}
//! ```

use std::fmt::Write as _;
use std::io::{self, Write};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::engine::event::{FORMAT, Head, Recorded};
use crate::engine::prompt::printable;

/// Version of the file's own form.
pub const VERSION: u32 = 1;

/// Largest file that is read, in bytes.
pub const BYTES_MAX: usize = 64 * 1024 * 1024;

/// Bytes of each sum that are written.
const SUM_BYTES: usize = 8;

/// What the first line says the file is.
const KIND: &str = "session";

/// A file that is no whole session.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct Unreadable {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub reason: Reason,
}

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// More than anybody has played.
    #[error("the file is larger than {} MiB", BYTES_MAX / 1024 / 1024)]
    TooLarge,
    /// Bytes that are no text.
    #[error("this is not UTF-8 text")]
    NotText,
    /// No JSON.
    #[error("this is not JSON: {0}")]
    NotJson(String),
    /// Some other file.
    #[error("this is not the first line of an exported session")]
    NotASession,
    /// Of a later program.
    #[error("the file has format {found}, this program reads {known}: use a newer program")]
    Newer {
        /// The file's.
        found: u64,
        /// The newest known here.
        known: u32,
    },
    /// JSON of another shape.
    #[error("this line does not belong here: {0}")]
    Shape(String),
    /// The sum is not that of what is there.
    #[error("the line, or one above it, was changed after it was written")]
    Edited,
    /// Out of order.
    #[error("event {found} stands where event {expected} belongs")]
    Order {
        /// Its place.
        expected: u64,
        /// What stands there.
        found: u64,
    },
    /// The last line says another number.
    #[error("the file has {found} events, its last line says {said}")]
    Count {
        /// What is there.
        found: u64,
        /// What it says.
        said: u64,
    },
    /// Not all of it.
    #[error("the file is cut off here")]
    CutOff,
    /// More than all of it.
    #[error("there is something after the end")]
    Trailing,
    /// Text that could act on a terminal.
    #[error("there is a control character in a text")]
    Control,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct First {
    misfortune: String,
    version: u32,
    head: Head,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Last {
    end: End,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct End {
    events: u64,
}

/// Writes a session.
///
/// # Errors
/// What the destination says.
pub fn write(head: &Head, events: &[Recorded], out: &mut impl Write) -> io::Result<()> {
    let mut chain = Chain::default();
    chain.write(
        &First {
            misfortune: KIND.to_owned(),
            version: VERSION,
            head: head.clone(),
        },
        out,
    )?;
    for recorded in events {
        chain.write(recorded, out)?;
    }
    let events = events.len() as u64;
    chain.write(
        &Last {
            end: End { events },
        },
        out,
    )?;
    out.flush()
}

/// Reads a session. Whether the scenario would have done what it says is for
/// [`Session::verify`](crate::engine::session::Session::verify).
///
/// # Errors
/// The first line that is not as it was written, and why.
pub fn read(bytes: &[u8]) -> Result<(Head, Vec<Recorded>), Unreadable> {
    let refuse = |line, reason| Err(Unreadable { line, reason });
    if bytes.len() > BYTES_MAX {
        return refuse(1, Reason::TooLarge);
    }
    let is_whole = bytes.ends_with(b"\n");
    let body = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    if body.is_empty() {
        return refuse(1, Reason::Empty);
    }
    let mut lines = Lines::default();
    let n_lines = body.split(|b| *b == b'\n').count();
    for (idx, line) in body.split(|b| *b == b'\n').enumerate() {
        let is_last = idx + 1 == n_lines;
        if let Err(reason) = lines.take(line) {
            let reason = match reason {
                Reason::NotText | Reason::NotJson(_) if is_last && !is_whole && idx > 0 => {
                    Reason::CutOff
                }
                other => other,
            };
            return refuse(idx + 1, reason);
        }
    }
    match (lines.head, lines.is_over) {
        (Some(head), true) => Ok((head, lines.events)),
        (Some(_), false) | (None, _) => refuse(n_lines, Reason::CutOff),
    }
}

/// What the lines so far add up to.
#[derive(Default)]
struct Lines {
    chain: Chain,
    head: Option<Head>,
    events: Vec<Recorded>,
    is_over: bool,
}

impl Lines {
    fn take(&mut self, line: &[u8]) -> Result<(), Reason> {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let line = str::from_utf8(line).map_err(|_| Reason::NotText)?;
        let json: serde_json::Value =
            serde_json::from_str(line).map_err(|error| Reason::NotJson(error.to_string()))?;
        if self.is_over {
            return Err(Reason::Trailing);
        }
        if self.head.is_none() {
            may_be_read(&json)?;
        }
        if has_control(&json) {
            return Err(Reason::Control);
        }
        if let (Some(_), Some(found)) = (&self.head, number(json.get("seq"))) {
            let expected = self.events.len() as u64;
            if found != expected {
                return Err(Reason::Order { expected, found });
            }
        }
        let content = self.chain.check(line)?;
        self.take_content(&content, &json)
    }

    fn take_content(&mut self, content: &str, json: &serde_json::Value) -> Result<(), Reason> {
        if self.head.is_none() {
            let first: First = shaped(content)?;
            self.head = Some(first.head);
        } else if json.get("end").is_some() {
            let said = shaped::<Last>(content)?.end.events;
            let found = self.events.len() as u64;
            if said != found {
                return Err(Reason::Count { found, said });
            }
            self.is_over = true;
        } else {
            self.events.push(shaped(content)?);
        }
        Ok(())
    }
}

fn number(json: Option<&serde_json::Value>) -> Option<u64> {
    json.and_then(serde_json::Value::as_u64)
}

fn shaped<T: serde::de::DeserializeOwned>(content: &str) -> Result<T, Reason> {
    serde_json::from_str(content).map_err(|error| Reason::Shape(error.to_string()))
}

/// Whether the first line is one that this program knows at all.
fn may_be_read(json: &serde_json::Value) -> Result<(), Reason> {
    if json.get("misfortune").and_then(|it| it.as_str()) != Some(KIND) {
        return Err(Reason::NotASession);
    }
    let version = number(json.get("version")).ok_or(Reason::NotASession)?;
    let format = number(json.get("head").and_then(|head| head.get("format")));
    for (found, known) in [(version, VERSION), (format.unwrap_or(0), FORMAT)] {
        if found > u64::from(known) {
            return Err(Reason::Newer { found, known });
        }
    }
    Ok(())
}

fn has_control(json: &serde_json::Value) -> bool {
    use serde_json::Value;
    match json {
        Value::String(text) => printable(text).count() != text.chars().count(),
        Value::Array(all) => all.iter().any(has_control),
        Value::Object(all) => all.values().any(has_control),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// The running sum over the lines.
#[derive(Default)]
struct Chain {
    sum: Vec<u8>,
}

impl Chain {
    fn write(&mut self, line: &impl Serialize, out: &mut impl Write) -> io::Result<()> {
        let content = serde_json::to_string(line)?;
        let sum = self.next(&content);
        let open = content.strip_suffix('}').expect("each line is an object");
        writeln!(out, r#"{open},"sum":"{sum}"}}"#)
    }

    /// The line's content without its sum, if that is the right one.
    fn check(&mut self, line: &str) -> Result<String, Reason> {
        let no_sum = || Reason::Shape("it has no sum at its end".to_owned());
        let (open, sum) = line.rsplit_once(r#","sum":""#).ok_or_else(no_sum)?;
        let sum = sum.strip_suffix(r#""}"#).ok_or_else(no_sum)?;
        let content = format!("{open}}}");
        if self.next(&content) != sum {
            return Err(Reason::Edited);
        }
        Ok(content)
    }

    fn next(&mut self, content: &str) -> String {
        let mut hash = Sha256::new();
        hash.update(&self.sum);
        hash.update(content);
        self.sum = hash.finalize().to_vec();
        let mut hex = String::new();
        for byte in &self.sum[..SUM_BYTES] {
            write!(hex, "{byte:02x}").expect("a string takes everything");
        }
        hex
    }
}
