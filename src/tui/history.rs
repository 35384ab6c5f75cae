//! What was played: the sessions, the best of each scenario, trends, what was never tried.
//!
//! ```text
//!  History                          3 sessions, 2 over; 1 of 4 scenarios played to an end
//!
//!   no  begun             outage             lasted    ended     of 100
//!  > 3  2026-11-22 15:27  Which host am I on?  T+04:10  not over  -   | Trends
//!    2  2026-11-20 10:00  Which host am I on?  T+58:00  resolved  71  | Total     _-^ last 71
//!    1  2026-11-19 21:00  No bread             T+10:00  lost      41  | Response  -^^ last 80
//!                                                                     | ...
//!                                                                     | Best of each scenario
//!                                                                     | Kinds of failure
//!  Enter open  e export  Tab figures  Esc back  ? keys
//! ```
//!
//! Where there is little room Tab changes between the sessions and the figures.

use std::cell::Cell;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::Widget;
use unicode_width::UnicodeWidthStr;

use super::home::{Wish, list, pointed};
use super::keys::Intent;
use super::paper::{Paper, Row, fit, heading, put, put_both, row, shorten, span, wrap};
use super::scroll::Scroll;
use super::theme::{NO_MARKER, Part, style, tone};
use crate::view::history::{History, SessionRow, Trend};
use crate::view::screens;

/// What was played, and where one is in it.
#[derive(Debug, Clone)]
pub struct HistoryScreen {
    selected: usize,
    /// The keys go to the figures.
    figures: bool,
    scroll: Scroll,
    /// Where the sessions were painted; nowhere, if they were not.
    painted: Cell<Rect>,
    /// The figures stand beside them.
    is_beside: Cell<bool>,
}

/// From this width on the figures stand beside the sessions.
const BESIDE_FROM: u16 = 150;
/// A page of the list.
const PAGE: usize = 10;
/// Sessions in a small multiple.
const SPARKS: usize = 24;

impl Default for HistoryScreen {
    fn default() -> Self {
        Self {
            selected: 0,
            figures: false,
            scroll: Scroll::top(),
            painted: Cell::default(),
            is_beside: Cell::default(),
        }
    }
}

impl HistoryScreen {
    /// Does what a key asks for; gives what is beyond this screen.
    pub fn obey(&mut self, history: &History, intent: Intent) -> Option<Wish> {
        if self.figures && self.scroll.obey(intent) {
            return None;
        }
        if !self.does(history, intent) {
            return None;
        }
        let last = history.sessions.len().saturating_sub(1);
        let session = history.sessions.get(self.selected);
        let number = |it: &SessionRow| it.session.clone();
        match intent {
            Intent::Accept => return session.map(number).map(Wish::Resume),
            Intent::Export => return session.map(number).map(Wish::Export),
            Intent::NextPane => self.figures = !self.figures,
            Intent::Up => self.selected = self.selected.saturating_sub(1),
            Intent::Down => self.selected = (self.selected + 1).min(last),
            Intent::PageUp => self.selected = self.selected.saturating_sub(PAGE),
            Intent::PageDown => self.selected = (self.selected + PAGE).min(last),
            Intent::First => self.selected = 0,
            Intent::Last => self.selected = last,
            _ => {}
        }
        None
    }

    /// Whether a key would do something now: nothing opens that is not on the screen.
    #[must_use]
    pub fn does(&self, history: &History, intent: Intent) -> bool {
        let hides_sessions = self.figures && !self.is_beside.get();
        match intent {
            Intent::Accept | Intent::Export => !hides_sessions && !history.sessions.is_empty(),
            Intent::NextPane => !self.is_beside.get(),
            _ => true,
        }
    }

    /// Selects what is under the pointer, and says whether it was selected before.
    pub fn click(&mut self, history: &History, at: Position) -> bool {
        let n_sessions = history.sessions.len();
        let Some(nth) = pointed(self.painted.get(), self.selected, n_sessions, at) else {
            return false;
        };
        nth == std::mem::replace(&mut self.selected, nth)
    }

    /// Paints it, without the title and the key bar.
    pub fn paint(&self, history: &History, area: Rect, buf: &mut Buffer) {
        self.painted.set(Rect::ZERO);
        self.is_beside.set(area.width >= BESIDE_FROM);
        if area.width >= BESIDE_FROM {
            let [left, _, right] = Layout::horizontal([
                Constraint::Fill(5),
                Constraint::Length(3),
                Constraint::Fill(4),
            ])
            .areas(area);
            self.sessions(history, left, buf);
            self.told(history, right, buf);
        } else if self.figures {
            self.told(history, area, buf);
        } else {
            self.sessions(history, area, buf);
        }
    }

    fn sessions(&self, history: &History, area: Rect, buf: &mut Buffer) {
        let rows = &history.sessions;
        if rows.is_empty() {
            for (line, text) in area
                .rows()
                .zip(wrap(screens::NO_SESSION, area.width.into(), 0))
            {
                put(&row(text, style(Part::Muted)), line, buf);
            }
            return;
        }
        let [head, list_area, _, below] = Layout::vertical([
            Constraint::Length(1),
            Constraint::Fill(1),
            Constraint::Length(1),
            Constraint::Length(1),
        ])
        .areas(area);
        put(&row(screens::SESSIONS_USE, style(Part::Muted)), below, buf);
        let [number, begun, what, lasted, ended, points] = screens::SESSION_COLUMNS;
        let for_number = rows.iter().map(|it| it.session.width()).max();
        let for_number = for_number.unwrap_or(0).max(number.len());
        let is_wide = area.width >= 100;
        let entries = rows.iter().map(|it| {
            let day = it.started.split(' ').next().unwrap_or_default();
            let started = if is_wide { &it.started } else { day };
            let number = format!("{:>for_number$}  {started}  ", it.session);
            let facts = format!("  {:>10}  {:<11}  {:>6} ", it.elapsed, it.ending, it.score);
            (number, it.title.as_str(), facts)
        });
        let for_begun = if is_wide { 16 } else { 10 };
        let before = format!("{NO_MARKER}{number:>for_number$}  {begun:<for_begun$}  ");
        let after = format!("  {lasted:>10}  {ended:<11}  {points:>6} ");
        let width = usize::from(head.width);
        let room = width.saturating_sub(before.width() + after.width());
        let columns = format!("{before}{}{after}", fit(what, room));
        put(&row(columns, style(Part::Muted)), head, buf);
        self.painted.set(list_area);
        list(entries, self.selected, list_area, buf);
    }

    fn told(&self, history: &History, area: Rect, buf: &mut Buffer) {
        let rows = figures(history, area.width.into());
        // Whether there is more stands under it, wherever that is.
        let is_cut = rows.len() > usize::from(area.height);
        let body = Rect {
            height: area.height.saturating_sub(u16::from(is_cut)),
            ..area
        };
        let paper = Paper {
            rows: &rows,
            scroll: &self.scroll,
        };
        paper.render(body, buf);
        if is_cut && !self.scroll.is_at_end() {
            let last = Rect {
                y: body.bottom(),
                height: 1,
                ..area
            };
            let more = row(screens::MORE, style(Part::Focus));
            put_both(&Row::default(), &more, last.intersection(area), buf);
        }
    }
}

fn figures(history: &History, width: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    heading(&mut rows, screens::TRENDS);
    let labels = history.trends.iter().map(|it| it.label.width());
    let for_label = labels.max().unwrap_or(0);
    rows.extend(history.trends.iter().map(|it| trend(it, for_label)));
    heading(&mut rows, screens::BEST);
    if history.best.is_empty() {
        let lines = wrap(screens::NONE_OVER, width, 0).into_iter();
        rows.extend(lines.map(|it| row(it, style(Part::Muted))));
    }
    let lines = history.best.iter().map(|it| it.line.width());
    let for_line = lines.max().unwrap_or(0);
    for it in &history.best {
        let facts = format!("  {}  {:for_line$}", it.last_played, it.line);
        let room = width.saturating_sub(facts.width());
        let title = fit(&shorten(&it.title, room), room);
        rows.push(row(format!("{title}{facts}"), Style::new()));
    }
    heading(&mut rows, screens::COVERAGE);
    let tags = history.coverage.iter().map(|it| it.tag.width());
    let for_tag = tags.max().unwrap_or(0).min(width / 2);
    for it in &history.coverage {
        let look = if it.played == 0 {
            style(Part::Warning)
        } else {
            Style::new()
        };
        rows.push(Line::from(vec![
            span(
                fit(&shorten(&it.tag, for_tag), for_tag + 2),
                style(Part::Voice),
            ),
            span(it.line.clone(), look),
        ]));
    }
    rows
}

/// A small multiple: all of them have the same scale, 0 to 100.
fn trend(it: &Trend, for_label: usize) -> Row {
    let lately = &it.points[it.points.len().saturating_sub(SPARKS)..];
    let sparks: String = lately.iter().map(|it| spark(*it)).collect();
    Line::from(vec![
        span(fit(it.label, for_label + 2), Style::new()),
        span(fit(&sparks, SPARKS + 2), tone(it.tone)),
        span(it.line.clone(), Style::new()),
    ])
}

fn spark(points: Option<u8>) -> char {
    const BARS: [char; 8] = [
        '\u{2581}', '\u{2582}', '\u{2583}', '\u{2584}', '\u{2585}', '\u{2586}', '\u{2587}',
        '\u{2588}',
    ];
    points.map_or(' ', |it| BARS[usize::from(it.min(99)) * BARS.len() / 100])
}
