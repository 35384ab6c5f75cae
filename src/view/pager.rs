//! The page: what rang, for how long, and what fires.

use super::Scene;
use super::signals::{AlertRow, alerts};
use super::timeline::{Entry, Kind, timeline};
use super::words::{clock, lines};
use crate::engine::time::Elapsed;

/// The page that opens the incident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pager {
    /// What sent it.
    pub from: String,
    /// Its first line.
    pub title: String,
    /// The rest.
    pub lines: Vec<String>,
    /// What fires.
    pub alerts: Vec<AlertRow>,
    /// What was heard since, `T+02:00 pager: nobody took the page, the lead is called`.
    pub said: Vec<String>,
    /// What was answered to the last line that was taken, if nothing here answers to that; else
    /// empty: `akc: command not found; did you mean `ack`?` A line that was refused after it is in
    /// no journal: whoever shows this knows of it.
    pub answer: String,
    /// `ringing for 00:40`, or who took it.
    pub standing: String,
    /// It still rings.
    pub rings: bool,
    /// What to do: `type ack to take the page`.
    pub way_out: &'static str,
    /// The clock, `T+00:40  21:50:40 UTC`.
    pub clock: String,
}

/// The page as it stands.
#[must_use]
pub fn pager(scene: &Scene) -> Pager {
    let scenario = scene.scenario();
    let page = scenario.briefing.page.as_ref();
    let acknowledged = scene.state().acknowledged;
    let entries = timeline(scene);
    Pager {
        from: page.map_or_else(|| "pager".to_owned(), |page| page.from.clone()),
        title: page.map_or_else(
            || scenario.metadata.summary.clone(),
            |page| page.title.clone(),
        ),
        lines: page.map_or_else(Vec::new, |page| lines(&page.text)),
        alerts: alerts(scene),
        said: said(&entries),
        answer: answer(&entries),
        standing: acknowledged.map_or_else(
            || format!("ringing for {}", clock(scene.now.since(Elapsed::ZERO))),
            |at| format!("acknowledged {at}"),
        ),
        rings: acknowledged.is_none(),
        way_out: "`ack` takes the page. Until somebody does it rings on, nobody may act, and the \
                  world does not wait.",
        clock: format!("{}  {} UTC", scene.now, scene.utc(scene.now)),
    }
}

/// What others say while it rings.
fn said(entries: &[Entry]) -> Vec<String> {
    let messages = entries.iter().filter(|it| it.kind == Kind::Message);
    messages
        .map(|it| format!("{} {}: {}", it.time, it.who, it.lines.join(" ")))
        .collect()
}

/// The answer to the last line that was taken, without the line.
fn answer(entries: &[Entry]) -> String {
    let is_typed = |it: &&Entry| {
        !matches!(
            it.kind,
            Kind::Page | Kind::Alert | Kind::Message | Kind::Clock
        )
    };
    let last = entries.iter().rfind(is_typed);
    let last = last.filter(|it| it.kind == Kind::Answer);
    last.map_or_else(String::new, |it| it.lines[1..].join("; "))
}
