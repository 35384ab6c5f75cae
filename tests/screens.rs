//! The screens, driven by keys alone: no terminal, no disk, no clock but ours.
#![expect(clippy::unwrap_used, reason = "tests")]

#[path = "screens/any_keys.rs"]
mod any_keys;
#[path = "screens/coaching.rs"]
mod coaching;
#[path = "screens/pictures.rs"]
mod pictures;
#[path = "screens/poor.rs"]
mod poor;
#[path = "screens/ways.rs"]
mod ways;

use std::sync::Arc;
use std::time::Duration;

use misfortune::content;
use misfortune::content::config::{Setting, Value};
use misfortune::engine::event::{Ending, Head, Stress};
use misfortune::engine::scenario::Scenario;
use misfortune::engine::script::alone;
use misfortune::engine::seed::Seed;
use misfortune::engine::time::Elapsed;
use misfortune::engine::wheel::Wheel;
use misfortune::os::clock::{Clock, HandClock};
use misfortune::play::{Play, WAKE_MAX};
use misfortune::store::faults::{Faults, Faulty};
use misfortune::store::memory::Memory;
use misfortune::tui::app::{App, Effect};
use misfortune::tui::input::{Input, Key};
use misfortune::tui::keys::Context;
use misfortune::view::briefing::briefing;
use misfortune::view::home::{Home, home, kept, resume};
use misfortune::view::listing::{Played, Row, row};
use misfortune::view::settings::{Origin, Sheet, entry};
use misfortune::view::{Scene, words};
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};

/// Somebody in front of the screens.
struct Seat {
    app: App,
    clock: HandClock,
    memory: Memory,
    faults: Faults,
    scenario: Arc<Scenario>,
    stress: Stress,
    play: Option<Play>,
    size: Size,
    /// What was asked for besides: leaving, stopping.
    asked: Vec<Effect>,
}

fn scenario() -> Arc<Scenario> {
    let loaded = content::load(None, include_str!("fixtures/told/bakery.toml"));
    Arc::new(loaded.scenario.unwrap())
}

fn wheel_and_home() -> (Home, Wheel) {
    home_of(&["GitLab.com", "Fastly", "NewsBlur", "Facebook"])
}

fn home_of(organisations: &[&str]) -> (Home, Wheel) {
    let scenario = scenario();
    let rows: Vec<Row> = organisations
        .iter()
        .map(|organisation| {
            let mut metadata = scenario.metadata.clone();
            (*organisation).clone_into(&mut metadata.organisation);
            row(&metadata, Played::default())
        })
        .collect();
    let wheel = Wheel::fair(rows.len());
    let open = resume(
        "3",
        "Bread",
        Elapsed::from_secs(250),
        misfortune::engine::state::Phase::Acknowledged,
    );
    let sessions = vec![
        kept(
            "3",
            "Bread",
            "2024-06-02 09:30",
            Elapsed::from_secs(250),
            (None, None),
        ),
        kept(
            "2",
            "No bread on Saturday, and what was made of it by those who were asked",
            "2024-06-01 10:00",
            Elapsed::from_secs(36_000),
            (Some(Ending::OutOfTime), Some(41)),
        ),
    ];
    let home = home(rows, &wheel, Some(open))
        .with_sessions(sessions)
        .with_tutorial("tutorial");
    (home, wheel)
}

/// The settings as nobody has set them, but for one.
fn settings() -> Sheet {
    let themes = ["dark", "light", "16", "mono", "blue-orange"].map(str::to_owned);
    let entries = Setting::ALL.map(|it| match it {
        Setting::Theme => entry(it, &Value::Text("dark".into()), &Origin::Here, &themes),
        Setting::ReducedMotion => entry(it, &Value::Flag(true), &Origin::Var, &themes),
        it => entry(it, &it.default(), &Origin::Default, &themes),
    });
    Sheet {
        entries: entries.into(),
        file: "/home/ana/.config/misfortune/config.toml".to_owned(),
    }
}

impl Seat {
    fn new(size: (u16, u16), stress: Stress) -> Self {
        Self {
            app: App::new(wheel_and_home().0, false),
            clock: HandClock::default(),
            memory: Memory::default(),
            faults: Faults::default(),
            scenario: scenario(),
            stress,
            play: None,
            size: Size::new(size.0, size.1),
            asked: Vec::new(),
        }
    }

    /// In the incident room, the page taken.
    fn in_room(size: (u16, u16), stress: Stress) -> Self {
        let mut seat = Self::new(size, stress);
        seat.keys([Key::Char('l'), Key::Enter, Key::Enter, Key::Enter]);
        seat
    }

    fn now(&self) -> Duration {
        self.clock.reading()
    }

    fn context(&self) -> Context {
        self.app.context(self.now())
    }

    fn key(&mut self, key: Key) {
        self.input(&Input::Key(key));
    }

    fn keys(&mut self, keys: impl IntoIterator<Item = Key>) {
        for key in keys {
            self.key(key);
        }
    }

    fn line(&mut self, line: &str) {
        self.keys(line.chars().map(Key::Char));
        self.key(Key::Enter);
    }

    fn input(&mut self, input: &Input) {
        self.arrange();
        let scene = self
            .play
            .as_ref()
            .map(|play| Scene::new(play.shown(), play.now()));
        let effects = self.app.update(scene.as_ref(), self.clock.reading(), input);
        for effect in effects {
            self.perform(effect);
        }
        if let Some(play) = &mut self.play {
            if self.app.holds_clock() {
                play.pause();
            } else if play.is_paused() {
                play.unpause();
            }
        }
        self.arrange();
    }

    fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Spin => {
                let spin = wheel_and_home().1.spin(Seed(5)).unwrap();
                self.app.pushed(spin, self.clock.reading());
            }
            Effect::Brief(id) => self.app.brief(id, briefing(&self.scenario, self.stress)),
            Effect::Begin(_) | Effect::Resume(_) => {
                let head = Head::new(&self.scenario, Seed(7), self.stress, alone(&self.scenario));
                let store = Box::new(Faulty::new(self.memory.clone(), self.faults.clone()));
                let clock = Box::new(self.clock.clone());
                let play = Play::begin(Arc::clone(&self.scenario), head, store, clock).unwrap();
                self.app.enter(&Scene::new(play.shown(), play.now()));
                self.play = Some(play);
            }
            Effect::Typed { text, confirmed } => {
                let play = self.play.as_mut().unwrap();
                let outcome = play.typed(&text, confirmed);
                let _ = play.flush();
                let scene = Scene::new(play.shown(), play.now());
                if let Some(effect) = self.app.told(&scene, &text, outcome) {
                    self.perform(effect);
                }
            }
            Effect::Retry => self.play.as_mut().unwrap().retry(),
            Effect::GoHome => {
                self.play = None;
                self.app.home(wheel_and_home().0);
            }
            Effect::Settings => self.app.settings(settings()),
            Effect::Suspend | Effect::Quit | Effect::Set(..) | Effect::SaveSettings => {
                self.asked.push(effect);
            }
        }
    }

    /// Lets real time pass in the steps in which the loop lets it pass.
    fn pass(&mut self, real: Duration) {
        let mut left = real;
        while !left.is_zero() {
            let step = left.min(WAKE_MAX);
            self.clock.advance(step);
            if let Some(play) = &mut self.play {
                play.tick();
                let _ = play.flush();
                self.app.trouble(play.trouble().map(ToString::to_string));
            }
            left = left.saturating_sub(step);
        }
    }

    fn arrange(&mut self) {
        let scene = self
            .play
            .as_ref()
            .map(|play| Scene::new(play.shown(), play.now()));
        self.app.arrange(scene.as_ref(), self.size);
    }

    fn buffer(&mut self) -> Buffer {
        self.arrange();
        let area = Rect::new(0, 0, self.size.width, self.size.height);
        let mut buffer = Buffer::empty(area);
        let cursor = self.app.paint(self.now(), area, &mut buffer);
        if let Some(cursor) = cursor {
            assert!(
                area.contains(cursor),
                "the cursor at {cursor} is off {area}"
            );
        }
        buffer
    }

    /// The screen as text.
    fn picture(&mut self) -> String {
        let buffer = self.buffer();
        let mut text = String::new();
        for y in 0..buffer.area.height {
            let mut line = String::new();
            let mut skip = 0;
            for x in 0..buffer.area.width {
                let symbol = buffer[(x, y)].symbol();
                if skip == 0 {
                    line.push_str(symbol);
                    skip = unicode_width::UnicodeWidthStr::width(symbol).max(1);
                }
                skip -= 1;
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }

    fn shows(&mut self, what: &str) -> bool {
        self.picture().contains(what)
    }
}

#[test]
fn the_players_name_is_the_one_word_both_faces_use() {
    let mut seat = Seat::in_room((80, 24), Stress::Untimed);
    assert!(seat.shows(&format!("{}>", words::YOU)));
}
