//! The score in words: each point with what was found, why it counts, and what the real
//! responders did. For after play only.

mod findings;
mod origin;

use serde::Serialize;

use super::Scene;
use super::words::{Tone, about};
use crate::engine::score::{Cap, CapReason, Dimension, Grade, Line, Marks, Score, Scored};

/// The score on the screen and in reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sheet {
    /// 0 to 100.
    pub total: u8,
    /// `A` to `F`.
    pub grade: Grade,
    /// `71 of 100, grade C`
    pub line: String,
    /// The dimensions, in their order.
    pub dimensions: Vec<DimensionRow>,
    /// What held the total down, a sentence each.
    pub caps: Vec<String>,
}

impl Sheet {
    /// Its figures.
    #[must_use]
    pub fn marks(&self) -> Marks {
        let points = |dimension| {
            let row = self.dimensions.iter().find(|it| it.dimension == dimension);
            row.and_then(|it| it.points)
        };
        Marks {
            total: self.total,
            dimensions: Dimension::ALL.map(points),
        }
    }
}

/// A dimension.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DimensionRow {
    /// Which.
    pub dimension: Dimension,
    /// `Response`
    pub label: &'static str,
    /// What it asks.
    pub asks: &'static str,
    /// 0 to 100; none if nothing of it was reached.
    pub points: Option<u8>,
    /// `72`, or `-`.
    pub shown: String,
    /// What it counts in the total against the others.
    pub weight: u32,
    /// How it feels.
    #[serde(skip)]
    pub tone: Tone,
    /// Why.
    pub lines: Vec<LineRow>,
}

/// A line of a dimension.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LineRow {
    /// What was found; where that is a list, its entries are lines of their own.
    pub what: String,
    /// Why it counts, or what was asked for.
    pub why: String,
    /// What the real responders did, where known; else empty.
    pub history: String,
    /// When, `T+04:10`; empty if not at one moment.
    pub at: String,
    /// The events it comes from: `` `sev 1` (event 4)``; `the whole play`.
    pub event: String,
    /// Points.
    pub points: u8,
    /// Out of so many.
    pub of: u8,
    /// How it feels.
    #[serde(skip)]
    pub tone: Tone,
}

/// What is found, why it counts, and what the real responders did.
struct Told {
    what: String,
    why: String,
    history: String,
}

impl Told {
    fn new(what: impl Into<String>, why: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            why: why.into(),
            history: String::new(),
        }
    }
}

/// The score in words.
#[must_use]
pub fn sheet(scene: &Scene, score: &Score) -> Sheet {
    Sheet {
        total: score.total,
        grade: score.grade,
        line: format!("{} of 100, grade {:?}", score.total, score.grade),
        dimensions: score
            .dimensions
            .iter()
            .map(|it| dimension(scene, it))
            .collect(),
        caps: biting(score)
            .map(|cap| {
                let why = match cap.reason {
                    CapReason::Weak(weak) => {
                        format!("{} is weak, and the rest cannot buy that off", label(weak))
                    }
                    CapReason::Lost => "the point of no return was passed".to_owned(),
                    CapReason::NeverMitigated => {
                        "the time ran out and users were not helped".to_owned()
                    }
                    CapReason::NeverResolved => {
                        "the time ran out before it was resolved".to_owned()
                    }
                };
                format!(
                    "at most {} instead of {}: {why}",
                    cap.at_most, score.before_caps
                )
            })
            .collect(),
    }
}

/// What holds the total down: of all limits the lowest, once.
fn biting(score: &Score) -> impl Iterator<Item = &Cap> {
    let lowest = score.caps.iter().min_by_key(|cap| cap.at_most);
    lowest.into_iter()
}

fn dimension(scene: &Scene, scored: &Scored) -> DimensionRow {
    DimensionRow {
        dimension: scored.dimension,
        label: label(scored.dimension),
        asks: asks(scored.dimension),
        points: scored.points,
        shown: scored
            .points
            .map_or_else(|| "-".to_owned(), |points| points.to_string()),
        weight: scored.dimension.weight(),
        tone: scored
            .points
            .map_or(Tone::Quiet, |points| tone(points, 100)),
        lines: scored.lines.iter().map(|it| line(scene, it)).collect(),
    }
}

fn line(scene: &Scene, line: &Line) -> LineRow {
    let told = findings::tell(scene, &line.finding);
    LineRow {
        what: told.what,
        why: told.why,
        history: told.history,
        at: line.at.map_or_else(String::new, |at| at.to_string()),
        event: origin::origin(scene, line),
        points: line.points,
        of: line.of,
        tone: tone(line.points, line.of),
    }
}

fn tone(points: u8, of: u8) -> Tone {
    let (points, of) = (u32::from(points), u32::from(of));
    if points * 100 >= of * 80 {
        Tone::Good
    } else if points * 100 >= of * 50 {
        Tone::Warning
    } else {
        Tone::Bad
    }
}

/// A dimension's name.
#[must_use]
pub const fn label(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Response => "Response",
        Dimension::Diagnosis => "Diagnosis",
        Dimension::Mitigation => "Mitigation",
        Dimension::Safety => "Safety",
        Dimension::Communication => "Communication",
        Dimension::FollowThrough => "Follow-through",
    }
}

const fn asks(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Response => "was the page taken, weighed, and the right people called?",
        Dimension::Diagnosis => "did evidence come before belief, and belief move with it?",
        Dimension::Mitigation => "were users helped soon, and was what was claimed so?",
        Dimension::Safety => "was nothing broken on the way?",
        Dimension::Communication => "was everybody told who had to know?",
        Dimension::FollowThrough => "will Monday be different? it can only lift the total",
    }
}

/// Late by so much, in words.
fn late_by(took: crate::engine::time::Elapsed, target: crate::engine::time::Elapsed) -> String {
    if took <= target {
        "in time".to_owned()
    } else {
        format!("{} late", about(took.since(target)))
    }
}
