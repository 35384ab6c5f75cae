//! What a key does. Which key asks for what stands in the key table.

use std::time::Duration;

use super::{App, Effect, Screen, TWICE_WITHIN};
use crate::tui::debrief::{self, DebriefScreen};
use crate::tui::home::Wish;
use crate::tui::input::{Input, Key};
use crate::tui::keys::{Context, Intent, intent};
use crate::tui::motion::Moves;
use crate::tui::overlay::{Overlay, Palette};
use crate::tui::room::RoomScreen;
use crate::tui::settings;
use crate::view::Scene;
use crate::view::cards::Card;
use crate::view::copied;
use crate::view::help::{Help, help_now};
use crate::view::screens::ONCE_MORE;

impl App {
    /// Does what came in asks for.
    #[must_use]
    pub fn update(&mut self, scene: Option<&Scene>, now: Duration, input: &Input) -> Vec<Effect> {
        match input {
            Input::Resized => Vec::new(),
            Input::Pasted(text) => {
                self.motion.end();
                self.paste(text);
                Vec::new()
            }
            Input::Mouse(mouse, at) => {
                self.motion.end();
                self.point(scene, now, *mouse, *at).into_iter().collect()
            }
            Input::Key(key) => {
                // A key meets the screen as it will be, never one that is still coming up.
                self.motion.end();
                self.key(scene, now, *key).into_iter().collect()
            }
        }
    }

    fn paste(&mut self, text: &str) {
        if let Screen::Room(room) = &mut self.screen
            && self.overlays.is_empty()
            && room.paste_filter(text)
        {
            return;
        }
        let is_over = match self.overlays.last_mut() {
            Some(Overlay::Trouble(_)) | None => false,
            Some(overlay) => {
                overlay.paste(text);
                true
            }
        };
        if is_over || self.is_too_small() {
            return;
        }
        if self.has_prompt() {
            self.start_typing();
            self.prompt.insert(text);
        } else if let Screen::Home(home) = &mut self.screen {
            for c in text.chars().filter(|c| !c.is_control()) {
                home.edit(Key::Char(c));
            }
        }
    }

    /// Whether the screen has a line to type in.
    const fn has_prompt(&self) -> bool {
        match &self.screen {
            Screen::Pager(_) | Screen::Room(_) | Screen::Debrief(_) => true,
            Screen::Home(_) | Screen::Briefing(_) | Screen::Settings(_) => false,
        }
    }

    /// Gives the arrows back to the line.
    pub(super) fn start_typing(&mut self) {
        if let Screen::Room(room) = &mut self.screen {
            room.typing = true;
        }
    }

    pub(super) fn key(&mut self, scene: Option<&Scene>, now: Duration, key: Key) -> Option<Effect> {
        let context = self.context(now);
        let asked = intent(context, key);
        if asked != Some(Intent::LeaveNow) {
            self.interrupted = None;
        }
        match asked {
            Some(Intent::LeaveNow) => self.leave_now(now),
            Some(Intent::Suspend) => Some(Effect::Suspend),
            Some(Intent::Help) => {
                let told = scene.filter(|_| self.overlays.is_empty());
                let sheet = told.map_or_else(Help::default, help_now);
                self.overlays.push(Overlay::help(Some(context), sheet));
                None
            }
            Some(intent) if !self.overlays.is_empty() => self.over(scene, now, intent, key),
            Some(Intent::Palette) => {
                let letters = if self.has_prompt() {
                    self.prompt.text()
                } else {
                    ""
                };
                let palette = Palette::new(scene, context, letters);
                self.overlays.push(Overlay::Palette(Box::new(palette)));
                None
            }
            Some(Intent::Copy) => self.copy(),
            Some(Intent::Compose) => {
                if let Some(scene) = scene {
                    self.open(scene, Card::Update, None);
                }
                None
            }
            Some(Intent::Coach) => {
                self.is_coach_away = !self.is_coach_away;
                None
            }
            Some(intent) => self.on_screen(scene, now, intent, key),
            None if context == Context::TooSmall => None,
            None => self.letters(scene, now, key),
        }
    }

    /// A key that asks for nothing: it is text, where there is a line to type in.
    fn letters(&mut self, scene: Option<&Scene>, now: Duration, key: Key) -> Option<Effect> {
        if self.overlays.is_empty() && self.edits_filter(key) {
            return None;
        }
        let is_letter = matches!(key, Key::Char(_));
        match self.overlays.last_mut() {
            Some(Overlay::Confirm(asked)) => {
                asked.answer.edit(key);
            }
            Some(Overlay::Palette(palette)) => palette.edit(key),
            Some(Overlay::Update(update)) => update.edit(key),
            Some(Overlay::Hypotheses(card)) => card.edit(key),
            Some(
                Overlay::Help(_)
                | Overlay::Runbooks(_)
                | Overlay::Runbook(_)
                | Overlay::LeaveDebrief,
            ) if is_letter => {
                self.overlays.pop();
                // Who types on means the line under it.
                if self.has_prompt() {
                    return self.key(scene, now, key);
                }
            }
            Some(
                Overlay::Help(_)
                | Overlay::Runbooks(_)
                | Overlay::Runbook(_)
                | Overlay::LeaveDebrief
                | Overlay::People(_)
                | Overlay::Leave { .. },
            ) => {}
            // News of trouble come by themselves: who types on means the line under it.
            Some(Overlay::Trouble(_)) | None => {
                let is_edited = match &mut self.screen {
                    Screen::Home(home) => home.edit(key),
                    Screen::Briefing(briefing) => briefing.edit(key),
                    Screen::Settings(settings) => {
                        settings.line().is_some_and(|line| line.edit(key))
                    }
                    Screen::Pager(_) | Screen::Room(_) | Screen::Debrief(_) => false,
                };
                if is_edited {
                    self.notice = None;
                } else if self.has_prompt() && self.prompt.edit(key) {
                    self.start_typing();
                    self.notice = None;
                }
            }
        }
        None
    }

    /// A key for the filter of the logs, and whether it was one.
    fn edits_filter(&mut self, key: Key) -> bool {
        if let Screen::Room(room) = &mut self.screen {
            return room.edit_filter(key);
        }
        false
    }

    /// Into the clipboard goes what is typed, else what the screen has to give.
    fn copy(&mut self) -> Option<Effect> {
        let text = match &self.screen {
            _ if !self.prompt.is_empty() => Some(self.prompt.text().to_owned()),
            Screen::Debrief(_) => return Some(Effect::CopyDebrief),
            Screen::Room(room) => room.last_output(),
            _ => None,
        };
        if text.is_none() {
            self.say(copied::NOTHING);
        }
        text.map(Effect::Copy)
    }

    /// Ctrl-C: what is typed is gone, the second time so are we.
    fn leave_now(&mut self, now: Duration) -> Option<Effect> {
        let twice = self
            .interrupted
            .is_some_and(|before| now.saturating_sub(before) <= TWICE_WITHIN);
        if twice {
            return Some(Effect::Quit);
        }
        self.interrupted = Some(now);
        self.prompt.put_aside();
        self.say(ONCE_MORE);
        None
    }

    fn on_screen(
        &mut self,
        scene: Option<&Scene>,
        now: Duration,
        intent: Intent,
        key: Key,
    ) -> Option<Effect> {
        self.notice = None;
        match &mut self.screen {
            Screen::Home(home) => {
                let part = home.part();
                let wish = home.obey(intent, now);
                if home.part() != part {
                    self.motion.start(Moves::Screen);
                }
                wish.map(|wish| match wish {
                    Wish::Spin => Effect::Spin,
                    Wish::Brief(id) => Effect::Brief(id),
                    Wish::Resume(session) => Effect::Resume(session),
                    Wish::Export(session) => Effect::Export(session),
                    Wish::Settings => Effect::Settings,
                    Wish::Quit => Effect::Quit,
                })
            }
            Screen::Settings(settings) => match settings.obey(intent)? {
                settings::Wish::Set(setting, value) => Some(Effect::Set(setting, value)),
                settings::Wish::Save => Some(Effect::SaveSettings),
                settings::Wish::Home => Some(Effect::GoHome),
                settings::Wish::Say(how) => {
                    self.say(&how);
                    None
                }
            },
            Screen::Briefing(briefing) => match intent {
                _ if briefing.obey(intent) => None,
                Intent::Accept => {
                    let (stress, seed) = briefing.chosen();
                    let id = briefing.id.clone();
                    Some(Effect::Begin { id, stress, seed })
                }
                Intent::Back => Some(Effect::GoHome),
                _ => None,
            },
            Screen::Pager(_) => self.in_pager(scene, intent, key),
            Screen::Room(_) => self.in_room(scene, intent, key),
            Screen::Debrief(_) => self.in_debrief(scene, intent, key),
        }
    }

    fn in_pager(&mut self, scene: Option<&Scene>, intent: Intent, key: Key) -> Option<Effect> {
        if self.at_prompt(scene, intent, key) {
            return None;
        }
        match intent {
            Intent::Acknowledge => Some(typed("ack")),
            Intent::Accept => self.enter_line(),
            Intent::Quit => {
                let leaving = self.leaving();
                self.overlays.push(leaving);
                None
            }
            _ => None,
        }
    }

    fn in_room(&mut self, scene: Option<&Scene>, intent: Intent, key: Key) -> Option<Effect> {
        let is_over = scene.is_some_and(|scene| scene.state().ended.is_some());
        let is_typing = matches!(&self.screen, Screen::Room(room) if room.typing);
        if key == Key::Enter && is_over && is_typing && self.prompt.is_empty() {
            return self.open_debrief(scene);
        }
        if self.at_prompt(scene, intent, key) {
            return None;
        }
        let Screen::Room(room) = &mut self.screen else {
            return None;
        };
        match intent {
            Intent::Accept if room.typing => {
                if !self.prompt.is_empty() {
                    room.follow();
                }
                return self.enter_line();
            }
            Intent::Accept if let (Some((card, id)), Some(scene)) = (room.card(), scene) => {
                self.open(scene, card, id);
            }
            Intent::Type => room.typing = true,
            Intent::Back if room.back() => {}
            // From the line to looking around, and back to it.
            Intent::Back => room.typing = !room.typing,
            Intent::Runbooks => return Some(typed("runbook")),
            Intent::Quit if is_over => self.overlays.push(Overlay::LeaveDebrief),
            Intent::Quit => {
                let leaving = self.leaving();
                self.overlays.push(leaving);
            }
            _ => {
                room.obey(intent);
            }
        }
        None
    }

    /// Opens the debrief, and has it on record: who named a cause before, named it.
    fn open_debrief(&mut self, scene: Option<&Scene>) -> Option<Effect> {
        self.screen = Screen::Debrief(self.ahead.take().unwrap_or_default());
        let bars = DebriefScreen::bars(self.size);
        self.motion.start(Moves::Bars(bars));
        let is_new = scene.is_some_and(|scene| !scene.state().debriefed);
        is_new.then(|| typed("debrief"))
    }

    fn in_debrief(&mut self, scene: Option<&Scene>, intent: Intent, key: Key) -> Option<Effect> {
        if self.at_prompt(scene, intent, key) {
            return None;
        }
        let Screen::Debrief(debrief) = &mut self.screen else {
            return None;
        };
        match intent {
            Intent::Accept if !self.prompt.is_empty() => return self.enter_line(),
            // Who came to read goes without a question.
            Intent::Quit if debrief.is_read_again => return Some(Effect::GoHome),
            Intent::Quit => self.overlays.push(Overlay::LeaveDebrief),
            _ => match debrief.obey(scene, intent)? {
                debrief::Wish::Write(line) => self.prompt.set(&line),
                debrief::Wish::Report => return Some(Effect::Report),
                debrief::Wish::Again { another_seed } => {
                    return Some(Effect::Again { another_seed });
                }
                debrief::Wish::Play(id) => return Some(Effect::Brief(id)),
            },
        }
        None
    }

    /// A key for the line one types in, and whether it was one.
    fn at_prompt(&mut self, scene: Option<&Scene>, intent: Intent, key: Key) -> bool {
        let possible =
            || scene.map_or_else(Vec::new, |it| RoomScreen::completions(it, &self.prompt));
        match intent {
            Intent::Complete => {
                let possible = possible();
                self.prompt.complete(&possible);
            }
            Intent::Take => {
                let possible = possible();
                if !self.prompt.take_ghost(&possible) {
                    self.prompt.edit(key);
                }
            }
            Intent::Earlier => self.prompt.earlier(),
            Intent::Later => self.prompt.later(),
            Intent::Back if self.prompt.uncomplete() => {}
            Intent::Clear => self.prompt.put_aside(),
            _ => return false,
        }
        true
    }

    fn enter_line(&mut self) -> Option<Effect> {
        let text = self.prompt.take();
        (!text.trim().is_empty()).then(|| typed(text))
    }
}

pub(super) fn typed(text: impl Into<String>) -> Effect {
    Effect::Typed {
        text: text.into(),
        confirmed: false,
    }
}
