//! The screens, driven by keys alone: no terminal, no disk, no clock but ours.
#![expect(clippy::unwrap_used, reason = "tests")]

#[path = "screens/any_keys.rs"]
mod any_keys;
#[path = "screens/coaching.rs"]
mod coaching;
#[path = "screens/debriefed.rs"]
mod debriefed;
#[path = "screens/lists.rs"]
mod lists;
#[path = "screens/overlays.rs"]
mod overlays;
#[path = "screens/panes.rs"]
mod panes;
#[path = "screens/pictures.rs"]
mod pictures;
#[path = "screens/poor.rs"]
mod poor;
#[path = "screens/seen.rs"]
mod seen;
#[path = "screens/selected.rs"]
mod selected;
#[path = "screens/still.rs"]
mod still;
#[path = "screens/typing.rs"]
mod typing;

use std::sync::Arc;
use std::time::Duration;

use chrono::DateTime;
use misfortune::content;
use misfortune::content::config::{Setting, Value};
use misfortune::engine::event::{Ending, Head, Stress};
use misfortune::engine::scenario::{Metadata, Scenario};
use misfortune::engine::score::Marks;
use misfortune::engine::script::alone;
use misfortune::engine::seed::Seed;
use misfortune::engine::time::Elapsed;
use misfortune::engine::wheel::Wheel;
use misfortune::os::clock::{Clock, HandClock};
use misfortune::play::{Play, WAKE_MAX};
use misfortune::store::faults::{Faults, Faulty};
use misfortune::store::memory::Memory;
use misfortune::tui::Brief;
use misfortune::tui::app::{App, Effect};
use misfortune::tui::input::{Input, Key, Mouse};
use misfortune::tui::keys::Context;
use misfortune::view::briefing::briefing;
use misfortune::view::debrief::next::next;
use misfortune::view::history::{Past, history};
use misfortune::view::home::{Home, exported, home, resume};
use misfortune::view::listing::{Played, Row, preview, row};
use misfortune::view::settings::{Origin, Sheet, entry};
use misfortune::view::{Scene, words};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};

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
    /// Pictures are of what stands, not of what comes up.
    settled: bool,
    /// What is worked out after play has come in.
    knows: bool,
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
    let played = |head: &Metadata| {
        let of = past().into_iter().filter(|it| head.id == *it.scenario);
        let over: Vec<Past> = of.filter(|it| it.ending.is_some()).collect();
        Played {
            times: over.len(),
            best: over
                .iter()
                .filter_map(|it| it.marks)
                .map(|it| it.total)
                .max(),
            last: over.last().map(|it| it.started),
            open: past()
                .iter()
                .rfind(|it| head.id == *it.scenario && it.ending.is_none())
                .map(|it| it.session.parse().unwrap()),
        }
    };
    let heads = heads(organisations);
    let rows: Vec<Row> = heads.iter().map(|it| row(it, played(it))).collect();
    let wheel = Wheel::fair(rows.len());
    let open = resume("3", "Bread", Elapsed::from_secs(250), "2024-06-02 09:30");
    let home = home(rows, &wheel, Some(open))
        .with_history(history(&past(), &heads))
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

/// The scenarios on the wheel, each a little different from the one before.
fn heads(organisations: &[&str]) -> Vec<Metadata> {
    let tags = [["tls", "web"], ["dns", "web"], ["database", "night"]];
    let head = |(nth, organisation): (usize, &&str)| {
        let mut head = scenario().metadata.clone();
        (*organisation).clone_into(&mut head.organisation);
        head.tags = tags[nth % 3].map(str::to_owned).to_vec();
        if nth > 0 {
            head.id = format!("outage-{nth}").as_str().into();
            head.title = format!("What happened at {organisation}");
            head.difficulty = u8::try_from(nth % 5 + 1).unwrap();
            head.minutes = u32::try_from(10 + nth * 7 % 50).unwrap();
        }
        head
    };
    organisations.iter().enumerate().map(head).collect()
}

/// What was played so far, oldest first.
fn past() -> Vec<Past> {
    let of = |session: u32, scenario: &str, day: i64, total: Option<u8>| Past {
        session: session.to_string(),
        scenario: scenario.to_owned(),
        started: DateTime::from_timestamp(1_717_234_200 + day * 86_400, 0).unwrap(),
        elapsed: Elapsed::from_secs(250 * u64::from(session * session)),
        ending: total.map(|total| match total {
            60.. => Ending::Resolved,
            _ => Ending::OutOfTime,
        }),
        marks: total.map(|total| Marks {
            total,
            dimensions: [20, 5, 0, 10, 30, 0].map(|off| total.checked_sub(off)),
        }),
    };
    vec![
        of(1, "bakery", 0, Some(24)),
        of(
            2,
            "outage-1-that-is-not-in-the-library-any-more",
            3,
            Some(41),
        ),
        of(3, "bakery", 4, Some(78)),
        of(4, "outage-2", 8, Some(66)),
        of(5, "bakery", 9, None),
    ]
}

fn scene(play: &Play, knows: bool) -> Scene<'_> {
    Scene::new(play.shown(), play.now())
        .with_regret(play.regret().filter(|_| knows))
        .with_real(play.real().filter(|_| knows))
}

impl Seat {
    fn text(&mut self, text: &str) {
        self.keys(text.chars().map(Key::Char));
    }

    /// Something that comes without a key being pressed for it.
    fn news(&mut self, line: &str) {
        let text = line.to_owned();
        self.perform(Effect::Typed {
            text,
            confirmed: false,
        });
    }

    fn click(&mut self, what: &str) {
        let picture = self.picture();
        let mut lines = picture.lines().enumerate();
        let (y, line) = lines.find(|(_, line)| line.contains(what)).unwrap();
        let column = line[..line.find(what).unwrap()].chars().count();
        self.point(Mouse::Click, (column, y));
    }

    fn point(&mut self, mouse: Mouse, (x, y): (usize, usize)) {
        let at = Position::new(u16::try_from(x).unwrap(), u16::try_from(y).unwrap());
        self.input(&Input::Mouse(mouse, at));
    }

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
            settled: true,
            knows: true,
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
        let scene = self.play.as_ref().map(|play| scene(play, self.knows));
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
            Effect::Brief(id) => {
                self.play = None;
                let brief = Brief {
                    briefing: briefing(&self.scenario, self.stress),
                    stress: self.stress,
                    seed: Seed(7),
                };
                self.app.brief(id, brief);
            }
            Effect::Export(session) => self.app.say(&exported(&session, "a file")),
            Effect::Begin { .. } | Effect::Resume(_) => {
                let (stress, seed) = match effect {
                    Effect::Begin { stress, seed, .. } => (stress, seed),
                    _ => (self.stress, Seed(7)),
                };
                let head = Head::new(&self.scenario, seed, stress, alone(&self.scenario));
                let store = Box::new(Faulty::new(self.memory.clone(), self.faults.clone()));
                let clock = Box::new(self.clock.clone());
                let play = Play::begin(Arc::clone(&self.scenario), head, store, clock).unwrap();
                let play =
                    play.with_real_run(Some(include_str!("fixtures/told/real.toml").to_owned()));
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
            Effect::Copy(_)
            | Effect::CopyDebrief
            | Effect::Report
            | Effect::Again { .. }
            | Effect::Suspend
            | Effect::Quit
            | Effect::Set(..)
            | Effect::SaveSettings => {
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
        if let Some(play) = &mut self.play
            && play.shown().state().ended.is_some()
        {
            play.wait_for_regret();
        }
        let scene = self.play.as_ref().map(|play| scene(play, self.knows));
        self.app.arrange(scene.as_ref(), self.size);
        if self.app.wants_next() {
            let heads = heads(&["Example Bakery", "Fastly", "NewsBlur", "Facebook"]);
            self.app
                .suggest(next(heads[0].id.as_str(), &past(), &heads));
            self.app.arrange(scene.as_ref(), self.size);
        }
        if let Some(id) = self.app.wants_preview() {
            let told = preview(&self.scenario, Played::default());
            self.app.preview(id, Ok(told));
        }
    }

    /// As the loop does when a picture is out.
    fn make_ready(&mut self) {
        if let Some(play) = self
            .play
            .as_ref()
            .filter(|it| it.shown().state().ended.is_some())
        {
            self.app.make_ready(&scene(play, self.knows));
        }
    }

    fn buffer(&mut self) -> Buffer {
        self.arrange();
        let area = Rect::new(0, 0, self.size.width, self.size.height);
        let mut buffer = Buffer::empty(area);
        if self.settled && !matches!(self.context(), Context::Spinning) {
            self.app.stop_moving();
        }
        let cursor = self.app.paint(self.now(), area, &mut buffer);
        if let Some(cursor) = cursor {
            assert!(
                area.contains(cursor),
                "the cursor at {cursor} is off {area}"
            );
        }
        self.make_ready();
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
