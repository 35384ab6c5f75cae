//! A room whose journal is kept by a disk as slow as it is told: this program, run again.

use std::sync::Arc;
use std::time::Duration;

use misfortune::content;
use misfortune::content::config::{Setting, Value};
use misfortune::engine::event::{Head, Recorded, Stress};
use misfortune::engine::score::Marks;
use misfortune::engine::script::alone;
use misfortune::engine::seed::Seed;
use misfortune::engine::wheel::Wheel;
use misfortune::os::clock::{RealClock, WallTime};
use misfortune::play::{Left, Play, Unsaved};
use misfortune::store::memory::Memory;
use misfortune::store::{Hold, JournalStore, SessionId, StoreError, Summary};
use misfortune::tui::dress::{Depth, Dress};
use misfortune::tui::glyphs::Glyphs;
use misfortune::tui::ground::Ground;
use misfortune::tui::{self, Launch, LookUp, Manner, Start};
use misfortune::view::debrief::next::Next;
use misfortune::view::home::{Home, awaited, home};
use misfortune::view::listing::Preview;
use misfortune::view::settings::Sheet;

/// What tells this program to be that room, and how many milliseconds a sync takes there.
pub const ROLE: &str = "MISFORTUNE_BENCH_SYNC_MS";

/// Runs it, if that is what this process is for.
#[expect(clippy::disallowed_methods, reason = "how the bench tells its child")]
pub fn run_if_asked() -> bool {
    let Ok(sync) = std::env::var(ROLE) else {
        return false;
    };
    let store = SlowDisk {
        inner: Memory::default(),
        sync: Duration::from_millis(sync.parse().unwrap()),
    };
    let text = include_str!("../../scenarios/fastly-2021/scenario.toml");
    let scenario = Arc::new(content::load(None, text).scenario.unwrap());
    let head = Head::new(&scenario, Seed(7), Stress::Calm, alone(&scenario));
    let clock = Box::new(RealClock::start());
    let play = Play::begin(scenario, head, Box::new(store), clock).unwrap();
    let launch = Launch {
        start: Start::Play(Box::new(play)),
        clock: Box::new(RealClock::start()),
        manner: manner(),
        says: None,
    };
    tui::run(&mut Nothing, launch).unwrap();
    true
}

fn manner() -> Manner {
    let theme = content::theme::built_in("16").unwrap();
    Manner {
        dress: Dress::new(&theme, Depth::Sixteen, Glyphs::Unicode),
        asks_ground: false,
        still: true,
        mouse: false,
        bell: false,
        notify: None,
    }
}

/// Keeps what it is given, after a while.
#[derive(Debug)]
struct SlowDisk {
    inner: Memory,
    sync: Duration,
}

impl JournalStore for SlowDisk {
    fn create(&mut self, head: &Head, started: WallTime) -> Result<SessionId, StoreError> {
        self.inner.create(head, started)
    }

    fn hold(&mut self, session: SessionId) -> Result<Hold, StoreError> {
        self.inner.hold(session)
    }

    #[expect(clippy::disallowed_methods, reason = "a slow disk is what this is")]
    fn append(
        &mut self,
        session: SessionId,
        expected: u64,
        events: &[Recorded],
    ) -> Result<(), StoreError> {
        std::thread::sleep(self.sync);
        self.inner.append(session, expected, events)
    }

    fn head(&self, session: SessionId) -> Result<Head, StoreError> {
        self.inner.head(session)
    }

    fn read(&self, session: SessionId, from: u64) -> Result<Vec<Recorded>, StoreError> {
        self.inner.read(session, from)
    }

    fn list(&self) -> Result<Vec<Summary>, StoreError> {
        self.inner.list()
    }

    fn set_score(&mut self, session: SessionId, marks: Marks) -> Result<(), StoreError> {
        self.inner.set_score(session, marks)
    }
}

/// There is nothing here but the room.
struct Nothing;

impl tui::Desk for Nothing {
    fn home(&mut self) -> Home {
        awaited(0, false)
    }

    fn look_up(&mut self) -> LookUp {
        let wheel = Wheel::fair(0);
        Box::new(move || (home(Vec::new(), &wheel, None), wheel))
    }

    fn seed(&mut self) -> Seed {
        Seed(1)
    }

    fn briefing(&mut self, _id: &str) -> Result<tui::Brief, String> {
        Err("there is only the room".to_owned())
    }

    fn begin(&mut self, _id: &str, _stress: Stress, _seed: Seed) -> Result<Play, String> {
        Err("there is only the room".to_owned())
    }

    fn preview(&mut self, _id: &str) -> Result<Preview, String> {
        Err("there is only the room".to_owned())
    }

    fn export(&mut self, _session: &str) -> Result<String, String> {
        Err("there is only the room".to_owned())
    }

    fn report(&mut self, _session: &str, _markdown: &str) -> Result<String, String> {
        Err("there is only the room".to_owned())
    }

    fn next(&mut self, _after: &str) -> Option<Next> {
        None
    }

    fn resume(&mut self, _session: &str) -> Result<Play, String> {
        Err("there is only the room".to_owned())
    }

    fn left(&mut self, _left: Result<Left, Unsaved>) -> Option<String> {
        None
    }

    fn ground(&mut self, _ground: Ground) -> Manner {
        manner()
    }

    fn settings(&mut self) -> Sheet {
        Sheet {
            entries: Vec::new(),
            file: String::new(),
        }
    }

    fn set(&mut self, _setting: Setting, _value: Value) -> (Manner, Option<String>) {
        (manner(), None)
    }

    fn save_settings(&mut self) -> String {
        String::new()
    }
}
