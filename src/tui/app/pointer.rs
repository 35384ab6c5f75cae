//! What the mouse does: it goes where it points and selects what is there. In the lists before an
//! incident a click on what is selected is Enter; in an incident it accepts nothing.
//!
//! Invariant: everything a mouse does can be done with keys; the keys of the key bar are pressed
//! as if they were typed.

use std::time::Duration;

use ratatui::layout::{Position, Rect};

use super::{App, Effect, Screen};
use crate::tui::input::{Key, Mouse};
use crate::tui::keybar::key_at;
use crate::tui::keys::{Context, Intent};
use crate::view::Scene;

/// How many lines the wheel scrolls.
const WHEEL_LINES: usize = 3;

impl App {
    /// The mouse did something there.
    pub(super) fn point(
        &mut self,
        scene: Option<&Scene>,
        now: Duration,
        mouse: Mouse,
        at: Position,
    ) -> Option<Effect> {
        if self.context(now) == Context::TooSmall {
            return None;
        }
        match mouse {
            Mouse::Click => self.click(scene, now, at),
            Mouse::WheelUp => self.wheel(scene, now, at, (Key::Up, Intent::Up)),
            Mouse::WheelDown => self.wheel(scene, now, at, (Key::Down, Intent::Down)),
        }
    }

    fn click(&mut self, scene: Option<&Scene>, now: Duration, at: Position) -> Option<Effect> {
        if at.y + 1 == self.size.height {
            let width = usize::from(self.size.width);
            let does = |intent| self.does(intent);
            let key = key_at(self.context(now), width, &does, at.x.into())?;
            return self.key(scene, now, key);
        }
        let mut accepts = false;
        match (self.overlays.last_mut(), &mut self.screen) {
            (Some(overlay), _) => overlay.click(at),
            (None, Screen::Room(room)) => room.click(at),
            (None, Screen::Debrief(debrief)) => {
                let coach = self
                    .coach
                    .as_ref()
                    .map_or(0, |it| it.height(self.size.height));
                let height = self.size.height.saturating_sub(1 + coach);
                debrief.click(scene, at, Rect::new(0, 0, self.size.width, height));
            }
            (None, Screen::Home(home)) => accepts = home.click(at, now),
            (None, Screen::Settings(settings)) => accepts = settings.click(at),
            (None, Screen::Briefing(_) | Screen::Pager(_)) => {}
        }
        if accepts {
            return self.key(scene, now, Key::Enter);
        }
        None
    }

    /// The wheel goes through what is under the pointer; in the room that pane scrolls, whether
    /// the keys go there or not.
    fn wheel(
        &mut self,
        scene: Option<&Scene>,
        now: Duration,
        at: Position,
        (key, intent): (Key, Intent),
    ) -> Option<Effect> {
        // A list goes on by one, a text by some lines.
        let is_list = matches!(self.screen, Screen::Home(_) | Screen::Settings(_));
        if !self.overlays.is_empty() || is_list {
            return self.key(scene, now, key);
        }
        for _ in 0..WHEEL_LINES {
            match &mut self.screen {
                Screen::Room(room) => room.scroll(at, intent),
                Screen::Debrief(debrief) => debrief.roll(scene, intent),
                Screen::Briefing(briefing) => {
                    briefing.obey(intent);
                }
                Screen::Home(_) | Screen::Settings(_) | Screen::Pager(_) => {}
            }
        }
        None
    }
}
