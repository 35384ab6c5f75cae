//! The page: what rang, for how long, and what fires.

use super::Scene;
use super::signals::{AlertRow, alerts};
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
    Pager {
        from: page.map_or_else(|| "pager".to_owned(), |page| page.from.clone()),
        title: page.map_or_else(
            || scenario.metadata.summary.clone(),
            |page| page.title.clone(),
        ),
        lines: page.map_or_else(Vec::new, |page| lines(&page.text)),
        alerts: alerts(scene),
        standing: acknowledged.map_or_else(
            || format!("ringing for {}", clock(scene.now.since(Elapsed::ZERO))),
            |at| format!("acknowledged {at}"),
        ),
        rings: acknowledged.is_none(),
        way_out: "`ack` takes the page; until then nobody may act",
        clock: format!("{}  {} UTC", scene.now, scene.utc(scene.now)),
    }
}
