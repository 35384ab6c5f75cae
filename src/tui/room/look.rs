//! How closely one looks, and at what: selections, filters, the chart, one pane zoomed.
//!
//! Invariant: nothing in here is journaled or scored; every choice holds whatever comes.

use crate::engine::id::MetricIdx;
use crate::engine::time::{Elapsed, Span};
use crate::tui::keys::{Context, Intent};
use crate::tui::panes::Pane;
use crate::tui::prompt::Prompt;
use crate::view::chart::{narrower, wider};
use crate::view::timeline::Which;

/// How closely one looks, and at what.
#[derive(Debug, Clone, Default)]
pub struct Look {
    /// Whether one pane has the whole width.
    pub zoom: Zoom,
    /// The chart was opened from a pane that had it.
    pub was_zoomed: bool,
    /// The selected graph.
    pub metric: usize,
    /// The selected service.
    pub service: usize,
    /// The selected responder.
    pub person: usize,
    /// The selected hypothesis.
    pub hypothesis: usize,
    /// Which entries of the timeline are shown.
    pub which: Which,
    /// Which log stream is shown; all if none.
    pub stream: Option<usize>,
    /// What the lines of the logs have to hold.
    pub filter: Prompt,
    /// The filter is being typed.
    pub filtering: bool,
    /// The logs stand as of then.
    pub held: Option<Elapsed>,
    /// How much time the chart shows, once somebody changed it.
    pub window: Option<Span>,
    /// The moment that is read on the chart; now if none.
    pub cursor: Option<Elapsed>,
}

/// Whether one pane has the whole width.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Zoom {
    /// No pane has.
    #[default]
    None,
    /// The main pane has.
    Pane,
    /// The selected graph, drawn large.
    Chart,
}

/// How much there is to choose from, and what the last picture showed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Choice {
    /// Graphs.
    pub n_metrics: usize,
    /// Services.
    pub n_services: usize,
    /// Responders.
    pub n_people: usize,
    /// Hypotheses on the board.
    pub n_hypotheses: usize,
    /// Log streams.
    pub n_streams: usize,
    /// The moment of the picture.
    pub now: Elapsed,
    /// The window of the chart.
    pub window: Span,
    /// The window that it has before somebody changes it.
    pub usual: Span,
    /// The time of one of the chart's columns.
    pub column: Span,
}

impl Choice {
    /// The next window that shows more than this one: all there was, and what the graph shows of
    /// the time before it.
    fn wider(&self) -> Option<Span> {
        let most = self.now.0.max(self.usual.0);
        (self.window.0 < most).then(|| wider(self.window))
    }
}

impl Look {
    /// Where the keys go while one looks around with nothing typed.
    #[must_use]
    pub const fn context(&self, pane: Pane) -> Context {
        if self.filtering {
            return Context::LogFilter;
        }
        match (self.zoom, pane) {
            (Zoom::Chart, _) => Context::Chart,
            (Zoom::Pane, Pane::Timeline) => Context::ZoomTimeline,
            (Zoom::Pane, Pane::Signals) => Context::ZoomSignals,
            (Zoom::Pane, Pane::Logs) => Context::ZoomLogs,
            (Zoom::Pane, Pane::Map) => Context::ZoomMap,
            (Zoom::Pane, Pane::People | Pane::Board) => Context::ZoomCards,
            (Zoom::Pane, Pane::Commands) => Context::Zoom,
            (Zoom::None, Pane::Signals) => Context::LookSignals,
            (Zoom::None, Pane::Logs) => Context::LookLogs,
            (Zoom::None, Pane::Map) => Context::LookMap,
            (Zoom::None, Pane::People | Pane::Board) => Context::LookCards,
            (Zoom::None, Pane::Timeline | Pane::Commands) => Context::Panes,
        }
    }

    /// The graph that the chart is of.
    #[must_use]
    pub const fn chart(&self) -> Option<MetricIdx> {
        match self.zoom {
            Zoom::Chart => Some(MetricIdx(self.metric)),
            Zoom::None | Zoom::Pane => None,
        }
    }

    /// One step back, and whether there was one to go.
    pub fn back(&mut self, pane: Pane) -> bool {
        if self.zoom == Zoom::Chart {
            self.close_chart();
        } else if pane == Pane::Logs && !self.filter.is_empty() {
            self.filter.clear();
        } else if pane == Pane::Timeline && self.which != Which::All {
            self.which = Which::All;
        } else if self.zoom == Zoom::Pane {
            self.zoom = Zoom::None;
        } else {
            return false;
        }
        true
    }

    /// The selected graph as a large chart.
    pub fn open_chart(&mut self) {
        self.was_zoomed = match self.zoom {
            Zoom::None => false,
            Zoom::Pane => true,
            Zoom::Chart => self.was_zoomed,
        };
        self.zoom = Zoom::Chart;
    }

    /// Back to what was there before the chart.
    const fn close_chart(&mut self) {
        self.zoom = if self.was_zoomed {
            Zoom::Pane
        } else {
            Zoom::None
        };
    }

    /// Another pane is the main one.
    pub fn turned(&mut self) {
        if self.zoom == Zoom::Chart {
            self.close_chart();
        }
        self.filtering = false;
        // Who comes back to the logs wants what is new.
        self.held = None;
    }

    /// Does what a key asks for in a pane, if it is meant for what can be chosen there.
    pub fn obey(&mut self, pane: Pane, choice: Choice, intent: Intent) -> bool {
        match (pane, intent) {
            (Pane::Signals, Intent::Accept) if choice.n_metrics > 0 => self.open_chart(),
            (Pane::Signals, _) if self.zoom == Zoom::Chart && self.on_chart(choice, intent) => {}
            (Pane::Signals, _) => return choose(&mut self.metric, choice.n_metrics, intent),
            (Pane::Map, _) => return choose(&mut self.service, choice.n_services, intent),
            (Pane::Timeline, Intent::Left) => self.which = self.which.turned(false),
            (Pane::Timeline, Intent::Right) => self.which = self.which.turned(true),
            (Pane::Logs, _) => return self.in_logs(choice, intent),
            (Pane::People, _) => return step(&mut self.person, choice.n_people, intent),
            (Pane::Board, _) => return step(&mut self.hypothesis, choice.n_hypotheses, intent),
            (Pane::Timeline | Pane::Commands, _) => return false,
        }
        true
    }

    fn in_logs(&mut self, choice: Choice, intent: Intent) -> bool {
        match intent {
            Intent::Filter => self.filtering = true,
            Intent::Follow => {
                self.held = match self.held {
                    Some(_) => None,
                    None => Some(choice.now),
                };
            }
            Intent::Left => self.stream = before(self.stream, choice.n_streams),
            Intent::Right => self.stream = after(self.stream, choice.n_streams),
            Intent::Last => {
                self.held = None;
                return false;
            }
            // Who reads back wants the lines to stand.
            Intent::Up | Intent::PageUp | Intent::First => {
                self.held = self.held.or(Some(choice.now));
                return false;
            }
            _ => return false,
        }
        true
    }

    fn on_chart(&mut self, choice: Choice, intent: Intent) -> bool {
        let here = self.cursor.unwrap_or(choice.now);
        match intent {
            Intent::Left => self.cursor = Some(here - choice.column),
            Intent::Right => {
                let to = here + choice.column;
                self.cursor = (to < choice.now).then_some(to);
            }
            Intent::First => self.cursor = Some(choice.now - choice.window),
            Intent::Last => self.cursor = None,
            Intent::Wider => self.window = choice.wider().or(self.window),
            Intent::Narrower => self.window = Some(narrower(choice.window)),
            _ => return false,
        }
        // What has left the window is read at its edge.
        let edge = choice.now - self.window.unwrap_or(choice.window);
        self.cursor = self.cursor.map(|at| at.max(edge));
        true
    }
}

/// Chooses among so many, and says whether the key asked for that.
fn choose(chosen: &mut usize, n_things: usize, intent: Intent) -> bool {
    let last = n_things.saturating_sub(1);
    let to = match intent {
        Intent::Up => chosen.saturating_sub(1),
        Intent::Down => *chosen + 1,
        Intent::PageUp => chosen.saturating_sub(5),
        Intent::PageDown => *chosen + 5,
        Intent::First => 0,
        Intent::Last => last,
        _ => return false,
    };
    *chosen = to.min(last);
    true
}

/// Chooses the one above or below, where there is one: more stands around them, which is scrolled
/// to.
fn step(chosen: &mut usize, n_things: usize, intent: Intent) -> bool {
    let before = *chosen;
    matches!(intent, Intent::Up | Intent::Down)
        && choose(chosen, n_things, intent)
        && *chosen != before
}

fn after(stream: Option<usize>, n_streams: usize) -> Option<usize> {
    let next = stream.map_or(0, |it| it + 1);
    (next < n_streams).then_some(next)
}

fn before(stream: Option<usize>, n_streams: usize) -> Option<usize> {
    match stream {
        None => n_streams.checked_sub(1),
        Some(it) => it.checked_sub(1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_go_round_by_way_of_all_of_them() {
        assert_eq!(after(None, 2), Some(0));
        assert_eq!(after(Some(1), 2), None);
        assert_eq!(before(None, 2), Some(1));
        assert_eq!(before(Some(0), 2), None);
        assert_eq!(before(None, 0), None);
    }

    #[test]
    fn every_step_in_has_a_step_back() {
        let mut look = Look {
            zoom: Zoom::Pane,
            ..Look::default()
        };
        look.filter.insert("error");
        assert!(look.back(Pane::Logs));
        assert!(look.filter.is_empty());
        assert!(look.back(Pane::Logs));
        assert_eq!(look.zoom, Zoom::None);
        assert!(!look.back(Pane::Logs));
    }

    #[test]
    fn the_cursor_stays_on_the_chart_and_comes_back_to_now() {
        let mut look = Look {
            zoom: Zoom::Chart,
            ..Look::default()
        };
        let choice = Choice {
            n_metrics: 1,
            now: Elapsed::from_secs(600),
            window: Span::from_mins(5),
            column: Span::from_secs(10),
            ..Choice::default()
        };
        for _ in 0..100 {
            look.obey(Pane::Signals, choice, Intent::Left);
        }
        assert_eq!(look.cursor, Some(Elapsed::from_secs(300)));
        for _ in 0..100 {
            look.obey(Pane::Signals, choice, Intent::Right);
        }
        assert_eq!(look.cursor, None);
    }
}
