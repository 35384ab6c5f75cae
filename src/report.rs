//! The debrief as a document: Markdown to keep, JSON to compute with, plain text to read.
//!
//! Invariant: words come from `view`; here they only get a form. A form leaves nothing out that
//! another one tells.

pub mod bots;
pub mod markdown;
pub mod text;
pub mod what_if;

use crate::view::debrief::{Sheets, TheirRow, YourRow};
use crate::view::score::Sheet;

/// The debrief as JSON, one object; stable keys.
#[must_use]
pub fn json(sheets: &Sheets) -> String {
    pretty(sheets)
}

/// The score as JSON, one object; stable keys.
#[must_use]
pub fn score_json(sheet: &Sheet) -> String {
    pretty(sheet)
}

fn pretty(value: &impl serde::Serialize) -> String {
    let mut json = serde_json::to_string_pretty(value).expect("plain data with string keys");
    json.push('\n');
    json
}

/// A row of both timelines in one.
enum Both<'a> {
    Here(&'a YourRow),
    Real(&'a TheirRow),
}

impl Both<'_> {
    fn at_ms(&self) -> i64 {
        match self {
            Self::Here(row) => i64::try_from(row.at_ms).unwrap_or(i64::MAX),
            Self::Real(row) => row.at_ms,
        }
    }
}

/// Both timelines in the order of time; what really happened comes first at the same moment.
fn both(sheets: &Sheets) -> Vec<Both<'_>> {
    let mut rows: Vec<Both> = sheets.theirs.iter().map(Both::Real).collect();
    rows.extend(sheets.yours.iter().map(Both::Here));
    rows.sort_by_key(Both::at_ms);
    rows
}
