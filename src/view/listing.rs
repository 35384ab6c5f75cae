//! Scenarios in lists, and the preview of one. Never spoils.

use super::words::{counted, flowing, prose};
use crate::engine::scenario::{Metadata, Scenario};

/// What is known of earlier plays of a scenario.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Played {
    /// How often it was played.
    pub times: usize,
    /// The best total, 0 to 100.
    pub best: Option<u8>,
}

/// Over what never happened, in lists.
pub const MADE_UP: &str = "Made up, and not on the wheel:";

/// A scenario in a list.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Row {
    /// What is typed for it.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Whose outage it was.
    pub organisation: String,
    /// The day, `2017-01-31`.
    pub date: String,
    /// One sentence.
    pub summary: String,
    /// 1 to 5.
    pub difficulty: u8,
    /// Minutes of play at normal stress.
    pub minutes: u32,
    /// Words to pick by.
    pub tags: Vec<String>,
    /// `never played`, `played twice, best 71`.
    pub played: String,
    /// It never happened: it is not on the wheel.
    pub fictional: bool,
}

/// Whose outage it was and when: `GitLab.com, 2017-01-31`; of one that never happened, that.
#[must_use]
pub fn whose(metadata: &Metadata) -> String {
    if metadata.fictional {
        format!("{}, made up", metadata.organisation)
    } else {
        format!("{}, {}", metadata.organisation, metadata.date)
    }
}

/// The row of a scenario.
#[must_use]
pub fn row(metadata: &Metadata, played: Played) -> Row {
    Row {
        id: metadata.id.to_string(),
        title: metadata.title.clone(),
        organisation: metadata.organisation.clone(),
        date: metadata.date.to_string(),
        summary: flowing(&metadata.summary),
        difficulty: metadata.difficulty,
        minutes: metadata.minutes,
        tags: metadata.tags.clone(),
        played: self::played(played),
        fictional: metadata.fictional,
    }
}

fn played(played: Played) -> String {
    match (played.times, played.best) {
        (0, _) => "never played".to_owned(),
        (n, None) => format!("played {}", counted(n, "time", "times")),
        (n, Some(best)) => format!("played {}, best {best}", counted(n, "time", "times")),
    }
}

/// What `show` tells before it is played.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Preview {
    /// The row of the list.
    #[serde(flatten)]
    pub row: Row,
    /// Who you would be.
    pub role: String,
    /// The context, as lines.
    pub text: Vec<String>,
    /// How big it is: `24 things to do, 9 metrics, 5 people`.
    pub size: String,
    /// Who wrote it.
    pub authors: String,
    /// Narrated scenarios say so; else empty.
    pub note: &'static str,
}

/// The preview of a scenario.
#[must_use]
pub fn preview(scenario: &Scenario, played: Played) -> Preview {
    Preview {
        row: row(&scenario.metadata, played),
        role: scenario.briefing.role.clone(),
        text: prose(&scenario.briefing.text),
        size: [
            counted(scenario.actions.len(), "thing to do", "things to do"),
            counted(scenario.metrics.len(), "metric", "metrics"),
            counted(scenario.logs.len(), "log", "logs"),
            counted(scenario.responders.len(), "person", "people"),
            counted(scenario.audiences.len(), "audience", "audiences"),
        ]
        .join(", "),
        authors: scenario.metadata.authors.join(", "),
        note: if scenario.narrated {
            "narrated: a facilitator rules by hand"
        } else {
            ""
        },
    }
}
