//! Two timelines side by side: yours and the real one.

use serde::Serialize;

use crate::engine::debrief::Debrief;
use crate::engine::scenario::HistoryEntry;
use crate::engine::time::{Elapsed, Span};
use crate::view::Scene;
use crate::view::timeline::{Kind, of_kinds};
use crate::view::words::{OVER, Tone, counted, flowing};

/// A row of your timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct YourRow {
    /// Milliseconds since T+00:00, for drawing.
    pub at_ms: u64,
    /// `T+04:10`
    pub time: String,
    /// What happened: `you: $ lvs`.
    pub text: String,
    /// What was really so, and not known then.
    pub truth: bool,
    /// How it feels.
    #[serde(skip)]
    pub tone: Tone,
}

/// A row of the real timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TheirRow {
    /// Milliseconds from T+00:00, for drawing; below zero before it.
    pub at_ms: i64,
    /// `T+04:10`, `T-04:10`, `about T+04:10`
    pub time: String,
    /// What happened.
    pub text: String,
    /// The key of the source; empty if there is none.
    pub source: String,
    /// The record is silent here.
    pub unknown: bool,
    /// Until when it is, as far as is known: the next thing it tells. None if nothing more comes.
    pub until_ms: Option<i64>,
    /// `the record is silent until T+10:00`; empty where it is not.
    pub silent: String,
}

/// What you did, claimed and said, and what was really so.
pub(super) fn yours(scene: &Scene, data: &Debrief) -> Vec<YourRow> {
    let mut rows: Vec<YourRow> = of_kinds(scene, is_telling)
        .into_iter()
        .map(|entry| {
            let first = entry.lines.first().map_or("", String::as_str);
            let first = first.split("  (until ").next().unwrap_or(first);
            let text = match (entry.kind, entry.who.as_str()) {
                (Kind::Hint, _) => format!("hint: {first}"),
                (_, "") => first.to_owned(),
                (_, who) => format!("{who}: {first}"),
            };
            YourRow {
                at_ms: entry.at.0,
                time: entry.time,
                text,
                truth: false,
                tone: entry.tone,
            }
        })
        .collect();
    let truth = [
        (data.truth.0, "(users are really helped)".to_owned()),
        (data.truth.1, format!("(really over: {OVER})")),
    ];
    rows.extend(truth.into_iter().filter_map(|(at, text)| {
        let at = at?;
        Some(YourRow {
            at_ms: at.0,
            time: at.to_string(),
            text,
            truth: true,
            tone: Tone::Strong,
        })
    }));
    rows.sort_by_key(|row| row.at_ms);
    rows
}

const fn is_telling(kind: Kind) -> bool {
    match kind {
        Kind::Page
        | Kind::Started
        | Kind::Clue
        | Kind::Person
        | Kind::Claim
        | Kind::Post
        | Kind::Board
        | Kind::Hint
        | Kind::Note
        | Kind::Read
        | Kind::Ending => true,
        Kind::Alert | Kind::Message | Kind::Output | Kind::Answer | Kind::Clock | Kind::Debrief => {
            false
        }
    }
}

/// What really happened.
pub(super) fn theirs(scene: &Scene) -> Vec<TheirRow> {
    let entries = &scene.scenario().history.timeline;
    let rows = entries.iter().enumerate().map(|(idx, entry)| {
        let at_ms = at_ms(entry);
        let mut later = entries[idx..].iter().filter(|it| !it.unknown);
        let until = later.find(|it| entry.unknown && self::at_ms(it) > at_ms);
        TheirRow {
            at_ms,
            time: if entry.about {
                format!("about {}", time(entry))
            } else {
                time(entry)
            },
            text: flowing(&entry.text),
            source: entry
                .source
                .as_ref()
                .map_or_else(String::new, ToString::to_string),
            unknown: entry.unknown,
            until_ms: until.map(self::at_ms),
            silent: match until {
                Some(until) => format!("the record is silent until {}", time(until)),
                None if entry.unknown => "the record is silent".to_owned(),
                None => String::new(),
            },
        }
    });
    rows.collect()
}

/// Below zero before T+00:00.
fn at_ms(entry: &HistoryEntry) -> i64 {
    let at_ms = i64::try_from(entry.at.0).unwrap_or(i64::MAX);
    if entry.before { -at_ms } else { at_ms }
}

fn time(entry: &HistoryEntry) -> String {
    if entry.before {
        before(entry.at)
    } else {
        entry.at.to_string()
    }
}

/// `T-04:10`; from two days on `27 days before`.
fn before(at: Elapsed) -> String {
    const DAY_MINS: u64 = 24 * 60;
    let span = at.since(Elapsed::ZERO);
    if span < Span::from_mins(2 * DAY_MINS) {
        return at.to_string().replacen('+', "-", 1);
    }
    let days = usize::try_from(span.as_secs() / 60 / DAY_MINS).unwrap_or(usize::MAX);
    format!("{} before", counted(days, "day", "days"))
}
