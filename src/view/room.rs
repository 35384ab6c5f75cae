//! The incident room: header, clocks and everything beside the timeline.
//!
//! The timeline is not in here: it only grows, so faces keep it and ask
//! [`timeline::since`](super::timeline::since) for what is new.

use super::Scene;
use super::board::{Board, board};
use super::people::{PersonRow, people};
use super::signals::{AlertRow, LogTail, MetricRow, alerts, log_tails, metrics};
use super::words::{Tone, clock, phase};
use crate::engine::event::{Ending, Event, Stress};
use crate::engine::id::AudienceIdx;
use crate::engine::scenario::Claim;
use crate::engine::time::{Elapsed, Span};

/// How much of each thing the room shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// The span that graphs show.
    pub window: Span,
    /// Points of a graph.
    pub n_points: usize,
    /// Lines of each log.
    pub n_log_lines: usize,
}

/// The incident room beside its timeline.
#[derive(Debug, Clone, PartialEq)]
pub struct Room {
    /// The line on top.
    pub header: Header,
    /// What fires.
    pub alerts: Vec<AlertRow>,
    /// Graphs.
    pub metrics: Vec<MetricRow>,
    /// Who is there.
    pub people: Vec<PersonRow>,
    /// Claims and their clocks.
    pub claims: Vec<ClaimRow>,
    /// Who has to be told when.
    pub audiences: Vec<AudienceRow>,
    /// Hypotheses and clues.
    pub board: Board,
    /// Tails of the logs.
    pub logs: Vec<LogTail>,
}

/// The line on top of the room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// `Which host am I on?`
    pub title: String,
    /// `GitLab.com`
    pub organisation: String,
    /// `T+04:10`
    pub clock: String,
    /// `2017-01-31 21:54:10 UTC`
    pub utc: String,
    /// The phase by what has been claimed: `paging`, `acknowledged`, …
    pub phase: &'static str,
    /// The phase's tone.
    pub phase_tone: Tone,
    /// `sev 1`, or `no severity`.
    pub severity: String,
    /// `IC you`, or `no IC`.
    pub commander: String,
    /// `untimed`, `normal` …
    pub stress: &'static str,
    /// What must never be forgotten: `DRILL`.
    pub mark: &'static str,
    /// `paused`, or how play ended; empty while it runs.
    pub standing: &'static str,
}

impl Header {
    /// All of it but the title in a line.
    #[must_use]
    pub fn line(&self) -> String {
        let parts = [
            self.utc.as_str(),
            self.phase,
            &self.severity,
            &self.commander,
            self.stress,
            self.standing,
        ];
        let parts: Vec<&str> = parts.into_iter().filter(|it| !it.is_empty()).collect();
        format!("{} {} {}", self.mark, self.clock, parts.join(", "))
    }
}

/// A claim and its clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimRow {
    /// `acknowledged`, `severity`, `mitigated`, `resolved`.
    pub claim: &'static str,
    /// `T+00:40`, `sev 1`; `not yet` while it is not claimed, or does not stand any more.
    pub since: String,
    /// How long it has stood, or how long nobody has claimed it: `03:30`.
    pub clock: String,
    /// It stands.
    pub stands: bool,
    /// How it feels.
    pub tone: Tone,
}

impl ClaimRow {
    /// All of it in a line.
    #[must_use]
    pub fn line(&self) -> String {
        format!("{}: {} ({})", self.claim, self.since, self.clock)
    }
}

/// Somebody to tell, and by when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AudienceRow {
    /// What is typed for them.
    pub id: String,
    /// Who it is.
    pub label: String,
    /// When they heard last: `T+12:00`, or `never`.
    pub told: String,
    /// `first word due in 03:20`, `next update overdue by 02:00`, `nothing due`.
    pub due: String,
    /// The same where there is little room: `overdue by 02:00`, `due in 03:20`.
    pub due_short: String,
    /// It is overdue.
    pub overdue: bool,
    /// How it feels.
    pub tone: Tone,
}

impl AudienceRow {
    /// All of it in a line.
    #[must_use]
    pub fn line(&self) -> String {
        let (id, label) = (&self.id, &self.label);
        format!("{id} ({label}): {}", self.standing())
    }

    /// By when they want a word, and when they had the last one.
    #[must_use]
    pub fn standing(&self) -> String {
        format!("{}; told last: {}", self.due, self.told)
    }
}

/// The room as it stands.
#[must_use]
pub fn room(scene: &Scene, extent: Extent) -> Room {
    Room {
        header: header(scene),
        alerts: alerts(scene),
        metrics: metrics(scene, extent.window, extent.n_points),
        people: people(scene),
        claims: claims(scene),
        audiences: audiences(scene),
        board: board(scene),
        logs: log_tails(scene, extent.n_log_lines),
    }
}

/// The line on top.
#[must_use]
pub fn header(scene: &Scene) -> Header {
    let (scenario, state) = (scene.scenario(), scene.state());
    let (phase, phase_tone) = phase(state.phase());
    let at = scene.now.on_clock(scenario.clock.starts);
    Header {
        title: scenario.metadata.title.clone(),
        organisation: scenario.metadata.organisation.clone(),
        clock: scene.now.to_string(),
        utc: at.format("%Y-%m-%d %H:%M:%S UTC").to_string(),
        phase,
        phase_tone,
        severity: state
            .severity
            .map_or_else(|| "no severity".to_owned(), |level| format!("sev {level}")),
        commander: state.commander.map_or_else(
            || "no IC".to_owned(),
            |who| format!("IC {}", scene.called(who)),
        ),
        stress: stress(scene.session.head().stress),
        mark: "DRILL",
        standing: match state.ended {
            Some((_, ending)) => self::ending(ending),
            None if state.left_off => "paused",
            None => "",
        },
    }
}

/// The stress dial in a word.
#[must_use]
pub const fn stress(stress: Stress) -> &'static str {
    match stress {
        Stress::Untimed => "untimed",
        Stress::Calm => "calm",
        Stress::Normal => "normal",
        Stress::Real => "real time",
    }
}

/// How play ended, in words.
#[must_use]
pub const fn ending(ending: Ending) -> &'static str {
    match ending {
        Ending::Resolved => "resolved",
        Ending::Lost => "lost",
        Ending::OutOfTime => "out of time",
    }
}

/// The claims, in their order.
#[must_use]
pub fn claims(scene: &Scene) -> Vec<ClaimRow> {
    let state = scene.state();
    Claim::ALL
        .into_iter()
        .map(|claim| {
            let since = match claim {
                Claim::Acknowledged => state.acknowledged,
                Claim::Severity => severity_since(scene),
                Claim::Mitigated => state.mitigated.since,
                Claim::Resolved => state.resolved.since,
            };
            let from = since.unwrap_or(Elapsed::ZERO);
            ClaimRow {
                claim: claim.word(),
                since: match (claim, state.severity, since) {
                    (Claim::Severity, Some(level), Some(at)) => format!("sev {level} {at}"),
                    (_, _, Some(at)) => at.to_string(),
                    (_, _, None) => "not yet".to_owned(),
                },
                clock: clock(scene.now.since(from)),
                stands: since.is_some(),
                tone: if since.is_some() {
                    Tone::Good
                } else {
                    Tone::Quiet
                },
            }
        })
        .collect()
}

/// Since when it is the one that stands; who says it again changes nothing.
fn severity_since(scene: &Scene) -> Option<Elapsed> {
    let journal = scene.session.journal().iter().rev();
    let seen = journal.filter(|it| it.at <= scene.now);
    let mut declared = seen.filter_map(|it| match it.event {
        Event::SeverityDeclared { level, .. } => Some((level, it.at)),
        _ => None,
    });
    let (stands, last) = declared.next()?;
    let same = declared.take_while(|(level, _)| *level == stands);
    Some(same.last().map_or(last, |(_, at)| at))
}

/// Who has to be told, most urgent first.
#[must_use]
pub fn audiences(scene: &Scene) -> Vec<AudienceRow> {
    let mut rows: Vec<(u64, AudienceRow)> = (0..scene.scenario().audiences.len())
        .map(|idx| audience(scene, AudienceIdx(idx)))
        .collect();
    rows.sort_by_key(|(due, _)| *due);
    rows.into_iter().map(|(_, row)| row).collect()
}

fn audience(scene: &Scene, idx: AudienceIdx) -> (u64, AudienceRow) {
    let audience = &scene.scenario().audiences[idx.0];
    let told = scene.state().told[idx.0];
    let due_at = scene.state().word_due(scene.scenario(), idx);
    let what = if told.is_none() {
        "first word"
    } else {
        "next update"
    };
    let overdue = due_at.is_some_and(|due| due < scene.now);
    let due_short = match due_at {
        None => "nothing due".to_owned(),
        Some(due) if overdue => format!("overdue by {}", clock(scene.now.since(due))),
        Some(due) => format!("due in {}", clock(due.since(scene.now))),
    };
    let due = match due_at {
        None => due_short.clone(),
        Some(_) => format!("{what} {due_short}"),
    };
    let soon = due_at.is_some_and(|due| due.since(scene.now) < Span::from_mins(5));
    let row = AudienceRow {
        id: audience.id.to_string(),
        label: audience.label.clone(),
        told: told.map_or_else(|| "never".to_owned(), |at| at.to_string()),
        due,
        due_short,
        overdue,
        tone: match (overdue, soon) {
            (true, _) => Tone::Bad,
            (false, true) => Tone::Warning,
            (false, false) => Tone::Plain,
        },
    };
    (due_at.unwrap_or(Elapsed::NEVER).0, row)
}
