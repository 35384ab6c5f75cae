//! What the screens ask for, done: sessions begin, are taken up and left, files are written.
//!
//! Invariant: what cannot be done is said on the screen; an error is the terminal's alone.

use std::io;

use super::{Shell, scene};
use crate::engine::command::Rejection;
use crate::engine::event::Stress;
use crate::engine::seed::Seed;
use crate::os::{clipboard, entropy};
use crate::play::{Outcome, Play};
use crate::report::markdown;
use crate::tui::Why;
use crate::tui::app::Effect;
use crate::view::copied;
use crate::view::debrief::sheets;
use crate::view::home::Home;
use crate::view::prompt::stands_here;
use crate::view::refusal::elsewhere;

impl Shell<'_> {
    pub(super) fn perform(&mut self, effect: Effect) -> io::Result<Option<Why>> {
        match effect {
            Effect::Spin => {
                let seed = self.desk.seed();
                if let Some(spin) = self.wheel.spin(seed) {
                    self.app.pushed(spin, self.clock.reading());
                }
            }
            Effect::Brief(id) => self.brief(id, None),
            Effect::Again { another_seed } => self.again(another_seed),
            Effect::Report => {
                if let Some(play) = &self.play {
                    let text = markdown::debrief(&sheets(&scene(play)));
                    let said = self.desk.report(&play.number().to_string(), &text);
                    self.app.say(&said.unwrap_or_else(|why| why));
                }
            }
            Effect::Begin { id, stress, seed } => {
                let begun = self.desk.begin(&id, stress, seed);
                self.enter_or_say(begun);
            }
            Effect::Export(session) => {
                let said = self.desk.export(&session);
                self.app.say(&said.unwrap_or_else(|why| why));
            }
            Effect::Resume(session) => {
                let resumed = self.desk.resume(&session);
                self.enter_or_say(resumed);
            }
            Effect::Typed { text, confirmed } => return self.typed(&text, confirmed),
            Effect::Retry => {
                if let Some(play) = &mut self.play {
                    play.retry();
                }
            }
            Effect::GoHome => self.go_home(),
            Effect::Settings => self.app.settings(self.desk.settings()),
            Effect::Set(setting, value) => {
                let asked = self.manner.asks_ground;
                let (manner, says) = self.desk.set(setting, value);
                self.wear(manner);
                self.app.settings(self.desk.settings());
                if let Some(says) = says {
                    self.app.say(&says);
                }
                if !asked {
                    self.ask_ground()?;
                }
            }
            Effect::SaveSettings => {
                let said = self.desk.save_settings();
                self.app.settings(self.desk.settings());
                self.app.say(&said);
            }
            Effect::Copy(text) => self.copy(&text),
            Effect::CopyDebrief => {
                if let Some(play) = &self.play {
                    let session = play.number().to_string();
                    let command = copied::debrief_command(&session, &self.desk.way());
                    self.copy(&command);
                }
            }
            Effect::Suspend => self.suspend()?,
            Effect::Quit => return Ok(Some(Why::Left)),
        }
        Ok(None)
    }

    fn copy(&mut self, text: &str) {
        let Some(escapes) = clipboard::copy(text) else {
            self.app.say(&copied::too_long(clipboard::BYTES_MAX));
            return;
        };
        if let Some((screen, _)) = &mut self.screen {
            // A terminal that does not take it will not take the next frame either.
            let _silent = screen.send(&escapes);
        }
        self.app.say(&copied::said(text, clipboard::passes_tmux()));
    }

    fn typed(&mut self, text: &str, confirmed: bool) -> io::Result<Option<Why>> {
        let Some(play) = &mut self.play else {
            return Ok(None);
        };
        let stands = stands_here(&scene(play), text);
        let outcome = play.typed(text, confirmed);
        let instead = match &outcome {
            Outcome::Done => stands,
            Outcome::Refused(Rejection::Over) => {
                let told = elsewhere(text, &play.number().to_string(), "");
                told.map(|it| it.line())
            }
            _ => None,
        };
        let effect = self.app.told(&scene(play), text, outcome);
        if let Some(said) = instead {
            self.app.say(&said);
        }
        match effect {
            Some(effect) => self.perform(effect),
            None => Ok(None),
        }
    }

    /// Shows a briefing, the session that is open left before; with that dial and seed.
    pub(super) fn brief(&mut self, id: String, with: Option<(Stress, Seed)>) {
        match self.desk.briefing(&id) {
            Ok(mut brief) => {
                if let Some((stress, seed)) = with {
                    (brief.stress, brief.seed) = (stress, seed);
                }
                let said = self.leave();
                self.session.set(None);
                self.app.brief(id, brief);
                if let Some(said) = said {
                    self.app.say(&said);
                }
            }
            Err(why) => self.app.say(&why),
        }
    }

    /// The briefing of what was played, to play it again.
    fn again(&mut self, another_seed: bool) {
        let Some(play) = &self.play else {
            return;
        };
        let head = play.shown().head();
        let seed = if another_seed {
            entropy::fresh_seed()
        } else {
            head.seed
        };
        self.brief(head.scenario.to_string(), Some((head.stress, seed)));
    }

    fn enter_or_say(&mut self, play: Result<Play, String>) {
        match play {
            Ok(play) => self.enter(play),
            Err(why) => self.app.say(&why),
        }
    }

    pub(super) fn enter(&mut self, play: Play) {
        self.session.set(Some(play.number()));
        self.app.enter(&scene(&play));
        self.scored = 0;
        self.rang = false;
        self.play = Some(play);
    }

    fn go_home(&mut self) {
        let said = self.leave();
        self.session.set(None);
        // What was there before stands there until what is there now is known.
        let known = self.home.clone().map(|home| Home {
            is_awaited: true,
            ..home
        });
        let home = known.unwrap_or_else(|| self.desk.home());
        self.app.home(home);
        self.look_up();
        if let Some(said) = said {
            self.app.say(&said);
        }
    }

    fn suspend(&mut self) -> io::Result<()> {
        self.title.clear();
        let Some((screen, _)) = &mut self.screen else {
            return Ok(());
        };
        // While nobody can see the incident its clock stands.
        let paused = self.play.as_mut().filter(|play| !play.is_paused());
        match paused {
            Some(play) => {
                play.pause();
                let back = screen.suspend();
                play.unpause();
                back
            }
            None => screen.suspend(),
        }
    }

    pub(super) fn leave(&mut self) -> Option<String> {
        // The last frame may not have come to a terminal that is gone.
        self.keep_score();
        let play = self.play.take()?;
        self.desk.left(play.leave())
    }
}
