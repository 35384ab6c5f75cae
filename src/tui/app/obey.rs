//! What a key does. Which key asks for what stands in the key table.

use std::time::Duration;

use super::{App, Effect, Screen, TWICE_WITHIN};
use crate::tui::home::Wish;
use crate::tui::input::{Input, Key};
use crate::tui::keys::{Context, Intent, intent};
use crate::tui::overlay::Overlay;
use crate::tui::room::RoomScreen;
use crate::view::Scene;
use crate::view::help::{Help, help};
use crate::view::screens::ONCE_MORE;

impl App {
    /// Does what came in asks for.
    #[must_use]
    pub fn update(&mut self, scene: Option<&Scene>, now: Duration, input: &Input) -> Vec<Effect> {
        match input {
            Input::Resized => Vec::new(),
            Input::Pasted(text) => {
                self.paste(text);
                Vec::new()
            }
            Input::Key(key) => self.key(scene, now, *key).into_iter().collect(),
        }
    }

    fn paste(&mut self, text: &str) {
        if self.overlays.is_empty() && !self.is_too_small() && self.start_typing() {
            self.prompt.insert(text);
        }
    }

    /// Gives the keys to the prompt, if the screen has one.
    fn start_typing(&mut self) -> bool {
        match &mut self.screen {
            Screen::Room(room) => room.typing = true,
            Screen::Debrief(debrief) => debrief.typing = true,
            Screen::Home(_) | Screen::Briefing(_) | Screen::Pager(_) => return false,
        }
        true
    }

    fn stop_typing(&mut self) {
        match &mut self.screen {
            Screen::Room(room) => room.typing = false,
            Screen::Debrief(debrief) => debrief.typing = false,
            Screen::Home(_) | Screen::Briefing(_) | Screen::Pager(_) => {}
        }
    }

    fn key(&mut self, scene: Option<&Scene>, now: Duration, key: Key) -> Option<Effect> {
        let context = self.context(now);
        let asked = intent(context, key);
        if asked != Some(Intent::LeaveNow) {
            self.interrupted = None;
        }
        match asked {
            Some(Intent::LeaveNow) => self.leave_now(now),
            Some(Intent::Suspend) => Some(Effect::Suspend),
            Some(intent) if !self.overlays.is_empty() => self.over(intent),
            Some(Intent::Help) => {
                let sheet = scene.map_or_else(Help::default, |scene| help(scene, None));
                self.overlays.push(Overlay::help(Some(context), sheet));
                None
            }
            Some(intent) => self.on_screen(scene, now, intent, key),
            None => {
                self.letters(context, key);
                None
            }
        }
    }

    /// A key that asks for nothing: it is text, where there is a line to type in.
    fn letters(&mut self, context: Context, key: Key) {
        if let Some(Overlay::Confirm(asked)) = self.overlays.last_mut() {
            asked.answer.edit(key);
        } else if matches!(
            context,
            Context::Prompt | Context::PromptEmpty | Context::DebriefPrompt
        ) && self.prompt.edit(key)
        {
            self.notice = None;
        }
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
        self.prompt.clear();
        self.say(ONCE_MORE);
        None
    }

    /// A key for what lies on top.
    fn over(&mut self, intent: Intent) -> Option<Effect> {
        if self.overlays.last_mut()?.obey(intent) {
            return None;
        }
        let top = self.overlays.pop()?;
        match (top, intent) {
            (Overlay::Confirm(asked), Intent::Accept) if asked.is_accepted() => {
                Some(Effect::Typed {
                    text: asked.line,
                    confirmed: true,
                })
            }
            (Overlay::Leave, Intent::Yes) | (Overlay::Trouble(_), Intent::Quit) => {
                Some(Effect::Quit)
            }
            (Overlay::Trouble(why), Intent::Retry) => {
                // It goes when the journal is written again.
                self.overlays.push(Overlay::Trouble(why));
                Some(Effect::Retry)
            }
            (Overlay::Confirm(asked), _) => {
                // It stands in the line again, to be thought over.
                self.say(asked.confirm.otherwise);
                self.prompt.set(&asked.line);
                None
            }
            (Overlay::Help(_) | Overlay::Leave | Overlay::Trouble(_), _) => None,
        }
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
            Screen::Home(home) => home.obey(intent, now).map(|wish| match wish {
                Wish::Spin => Effect::Spin,
                Wish::Brief(id) => Effect::Brief(id),
                Wish::Resume(session) => Effect::Resume(session),
                Wish::Quit => Effect::Quit,
            }),
            Screen::Briefing(briefing) => match intent {
                Intent::Accept => Some(Effect::Begin(briefing.id.clone())),
                Intent::Back => Some(Effect::GoHome),
                _ => {
                    briefing.obey(intent);
                    None
                }
            },
            Screen::Pager(_) if intent == Intent::Acknowledge => Some(typed("ack")),
            Screen::Pager(_) => {
                self.overlays.push(Overlay::Leave);
                None
            }
            Screen::Room(_) => self.in_room(scene, intent, key),
            Screen::Debrief(_) => self.in_debrief(scene, intent, key),
        }
    }

    fn in_room(&mut self, scene: Option<&Scene>, intent: Intent, key: Key) -> Option<Effect> {
        let is_over = scene.is_some_and(|scene| scene.state().ended.is_some());
        if intent == Intent::Accept && is_over && self.prompt.is_empty() {
            return self.open_debrief(scene);
        }
        if self.at_prompt(scene, intent, key) {
            return None;
        }
        let Screen::Room(room) = &mut self.screen else {
            return None;
        };
        match intent {
            Intent::Accept => return self.enter_line(),
            Intent::Type => {
                room.typing = true;
                if is_over && self.prompt.is_empty() {
                    return self.open_debrief(scene);
                }
            }
            Intent::Back if room.typing => room.typing = false,
            Intent::Back => room.typing = true,
            Intent::Quit if is_over => return Some(Effect::GoHome),
            Intent::Quit => self.overlays.push(Overlay::Leave),
            _ => {
                room.obey(intent);
            }
        }
        None
    }

    /// Opens the debrief, and has it on record: who named a cause before, named it.
    fn open_debrief(&mut self, scene: Option<&Scene>) -> Option<Effect> {
        self.screen = Screen::Debrief(Box::default());
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
            Intent::Accept => return self.enter_line(),
            Intent::Type => debrief.typing = true,
            Intent::Back => debrief.typing = false,
            Intent::Quit => return Some(Effect::GoHome),
            _ => {
                debrief.obey(intent);
            }
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
            _ => return false,
        }
        true
    }

    fn enter_line(&mut self) -> Option<Effect> {
        let text = self.prompt.take();
        if text.trim().is_empty() {
            self.stop_typing_if_debrief();
            return None;
        }
        Some(typed(text))
    }

    /// An empty line in the debrief is the way back to reading.
    fn stop_typing_if_debrief(&mut self) {
        if matches!(self.screen, Screen::Debrief(_)) {
            self.stop_typing();
        }
    }
}

fn typed(text: impl Into<String>) -> Effect {
    Effect::Typed {
        text: text.into(),
        confirmed: false,
    }
}
