//! The whole screen: the one that is up, the key bar, what lies over them.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::widgets::{Clear, Widget};

use super::{App, SIZE_MIN, Screen};
use crate::tui::keybar::keybar;
use crate::tui::paper::{Place, Row, put, put_upwards, row};
use crate::tui::theme::{Part, style};
use crate::view::screens::needs_room;

impl App {
    /// Paints everything; gives the place of the cursor while one types.
    pub fn paint(&self, now: Duration, area: Rect, buf: &mut Buffer) -> Option<Position> {
        if area.width < SIZE_MIN.width || area.height < SIZE_MIN.height {
            let clock_runs = matches!(self.screen, Screen::Pager(_) | Screen::Room(_));
            too_small(clock_runs, area, buf);
            return None;
        }
        let coach_height = self.coach_height(area.height);
        let whole = Rect {
            height: area.height - 1,
            ..area
        };
        let body = Rect {
            height: whole.height - coach_height,
            ..whole
        };
        if let Some(coach) = &self.coach {
            let below = Rect {
                y: body.bottom(),
                height: coach_height,
                ..whole
            };
            coach.paint(below, buf);
        }
        let bottom = Rect {
            y: area.bottom() - 1,
            height: 1,
            ..area
        };
        let notice = self.notice.as_ref().map(|it| it.text.as_str());
        let cursor = match &self.screen {
            Screen::Home(home) => home.paint(now, body, buf),
            Screen::Briefing(briefing) => briefing.paint(body, buf),
            Screen::Pager(pager) => pager.paint(&self.prompt, notice, body, buf),
            Screen::Room(room) => room.paint(&self.prompt, notice, buf),
            Screen::Debrief(debrief) => debrief.paint(&self.prompt, notice, body, buf),
            Screen::Settings(settings) => settings.paint(body, buf),
        };
        let says_itself = matches!(
            self.screen,
            Screen::Pager(_) | Screen::Room(_) | Screen::Debrief(_)
        );
        self.motion.paint(now, body, buf);
        let mut cursor = cursor;
        let place = self.place(whole, body);
        for overlay in &self.overlays {
            let over = overlay.paint(&place, notice, buf);
            // News of trouble leave the line to who types.
            cursor = if overlay.takes_cursor() { over } else { cursor };
        }
        match notice {
            Some(notice) if !says_itself && self.overlays.is_empty() => {
                put_upwards(notice, style(Part::Warning), bottom, &Row::default(), buf);
            }
            Some(_) | None => {
                // What was painted says which keys there is a use for.
                let does = |intent| self.does(intent);
                put(
                    &keybar(self.context(now), area.width.into(), &does),
                    bottom,
                    buf,
                );
            }
        }
        cursor
    }
}

impl App {
    /// Where what lies over a screen stands: the lines that tell what came of a key are to be
    /// seen.
    fn place(&self, whole: Rect, body: Rect) -> Place {
        let (head, foot) = match &self.screen {
            Screen::Room(_) => (4, 3),
            Screen::Pager(_) | Screen::Debrief(_) => (1, 2),
            Screen::Home(_) | Screen::Settings(_) => (1, 0),
            Screen::Briefing(_) => (1, 3),
        };
        let under = |head: u16| {
            let foot_top = body.bottom().saturating_sub(foot);
            let y = (body.y + head).min(foot_top);
            Rect {
                y,
                height: foot_top - y,
                ..body
            }
        };
        Place {
            all: whole,
            kept: under(1),
            free: under(head),
        }
    }
}

fn too_small(clock_runs: bool, area: Rect, buf: &mut Buffer) {
    Clear.render(area, buf);
    let (here, needed) = (area.as_size(), SIZE_MIN);
    let (here, needed) = ((here.width, here.height), (needed.width, needed.height));
    let lines = needs_room(here, needed, clock_runs);
    for (line, text) in area.rows().zip(lines) {
        put(&row(text, Style::new()), line, buf);
    }
}
