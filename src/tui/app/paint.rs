//! The whole screen: the one that is up, the key bar, what lies over them.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::widgets::{Clear, Widget};

use super::{App, SIZE_MIN, Screen};
use crate::tui::keybar::keybar;
use crate::tui::paper::{put, put_upwards, row};
use crate::tui::theme::{Part, style};
use crate::view::screens::needs_room;

impl App {
    /// Paints everything; gives the place of the cursor while one types.
    pub fn paint(&self, now: Duration, area: Rect, buf: &mut Buffer) -> Option<Position> {
        if area.width < SIZE_MIN.width || area.height < SIZE_MIN.height {
            too_small(area, buf);
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
        match notice {
            Some(notice) if !says_itself => {
                put_upwards(notice, style(Part::Warning), bottom, buf);
            }
            Some(_) | None => put(&keybar(self.context(now), area.width.into()), bottom, buf),
        }
        self.motion.paint(now, body, buf);
        let mut cursor = cursor;
        for overlay in &self.overlays {
            let over = overlay.paint(whole, buf);
            // News of trouble leave the line to who types.
            cursor = if overlay.takes_cursor() { over } else { cursor };
        }
        cursor
    }
}

fn too_small(area: Rect, buf: &mut Buffer) {
    Clear.render(area, buf);
    let (here, needed) = (area.as_size(), SIZE_MIN);
    let lines = needs_room((here.width, here.height), (needed.width, needed.height));
    for (line, text) in area.rows().zip(lines) {
        put(&row(text, Style::new()), line, buf);
    }
}
