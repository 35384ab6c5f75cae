//! What a key does to what lies on top, and what comes of it for the screen under it.

use std::time::Duration;

use super::obey::typed;
use super::{App, Effect};
use crate::tui::input::Key;
use crate::tui::keys::Intent;
use crate::tui::overlay::{Overlay, Want};
use crate::view::Scene;
use crate::view::composer::KEPT;
use crate::view::confirm::{is_line, not_accepted, not_an_answer};

impl App {
    /// A key for what lies on top.
    pub(super) fn over(
        &mut self,
        scene: Option<&Scene>,
        now: Duration,
        intent: Intent,
        key: Key,
    ) -> Option<Effect> {
        self.notice = None;
        if let Some(want) = self.overlays.last_mut()?.obey(intent, key) {
            return self.grant(scene, now, want);
        }
        let top = self.overlays.pop()?;
        match (top, intent) {
            (Overlay::Confirm(asked), Intent::Accept) if asked.is_accepted() => {
                Some(Effect::Typed {
                    text: asked.line,
                    confirmed: true,
                })
            }
            (Overlay::Leave { .. }, Intent::Yes) => Some(self.way_out()),
            (trouble @ Overlay::Trouble(_), Intent::Quit) => {
                let leaving = self.leaving();
                self.overlays.extend([trouble, leaving]);
                None
            }
            (Overlay::LeaveDebrief, Intent::Yes) => Some(Effect::GoHome),
            (Overlay::Trouble(why), Intent::Retry) => {
                // It goes when the journal is written again.
                self.overlays.push(Overlay::Trouble(why));
                Some(Effect::Retry)
            }
            (Overlay::Confirm(asked), _) => {
                // What was asked for stays out of the line; the history has it.
                let typed = match intent {
                    Intent::Accept => asked.answer.text(),
                    _ => "",
                };
                match scene.filter(|scene| is_line(scene, typed)) {
                    // It was typed for the line, not for the box that came in between.
                    Some(_) => {
                        self.say(&not_an_answer(&asked.confirm));
                        self.prompt.keep(typed);
                    }
                    None => self.say(&not_accepted(&asked.confirm, typed)),
                }
                None
            }
            (_, _) => None,
        }
    }

    /// Does what was wanted of an overlay.
    fn grant(&mut self, scene: Option<&Scene>, now: Duration, want: Want) -> Option<Effect> {
        if let Want::RunOn(line) = want {
            self.prompt.remember(&line);
            return Some(typed(line));
        }
        if let Want::Say(why) = want {
            self.say(&why);
            return None;
        }
        if want == Want::Stay {
            return None;
        }
        if let Some(Overlay::Update(update)) = self.overlays.pop() {
            self.draft = update.draft();
            if !self.draft.is_empty() {
                self.say(KEPT);
            }
        }
        match want {
            Want::Stay | Want::RunOn(_) | Want::Say(_) | Want::Close => None,
            Want::Run(line) => {
                self.prompt.remember(&line);
                Some(typed(line))
            }
            Want::Write(line) => {
                self.start_typing();
                self.prompt.put_aside();
                self.prompt.set(&line);
                None
            }
            Want::Open(card) => {
                self.open(scene?, card, None);
                None
            }
            Want::Copy(line) => Some(Effect::Copy(line)),
            Want::Press(key) => self.key(scene, now, key),
        }
    }
}
