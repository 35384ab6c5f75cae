//! A program whose screens come upon a mistake of ours: this test program itself, run again.

use std::io::{Read as _, Write as _};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use misfortune::content::config::{Setting, Value};
use misfortune::engine::event::{Head, Recorded, Stress};
use misfortune::engine::score::Marks;
use misfortune::engine::script::alone;
use misfortune::engine::seed::Seed;
use misfortune::engine::wheel::Wheel;
use misfortune::os::clock::{Clock, RealClock, WallTime};
use misfortune::play::{Left, Play, Unsaved};
use misfortune::store::memory::Memory;
use misfortune::store::{Hold, JournalStore, SessionId, StoreError, Summary};
use misfortune::tui::dress::{Depth, Dress};
use misfortune::tui::glyphs::Glyphs;
use misfortune::tui::ground::Ground;
use misfortune::tui::{self, Launch, LookUp, Manner, Start};
use misfortune::view::debrief::next::Next;
use misfortune::view::home::{Home, awaited, home};
use misfortune::view::listing::{Played, Preview, row};
use misfortune::view::settings::Sheet;

use super::pty::{Program, program};

/// The child's mistake; without it this process is no child.
const MISTAKE: &str = "MISFORTUNE_TEST_MISTAKE";

/// The child, to be run in a terminal.
pub fn child(mistake: &str) -> Program {
    let own = std::env::current_exe().unwrap();
    program(&own, &["--exact", "child", "--nocapture"]).told(MISTAKE, mistake)
}

/// Runs the screens, if this is the child.
#[expect(
    clippy::disallowed_methods,
    reason = "how the parent talks to its child"
)]
pub fn run_if_child() {
    let Ok(mistake) = std::env::var(MISTAKE) else {
        return;
    };
    let word = mistake.strip_prefix(ON_WORD);
    let fuse = Fuse::default();
    let start = match word {
        Some(_) => Start::Play(Box::new(rigged(&fuse, mistake == JOURNAL_PANICS))),
        None => Start::Home,
    };
    let mut desk = Clumsy { mistake };
    let launch = Launch {
        start,
        clock: Box::new(Rigged::new(RealClock::start(), &fuse)),
        manner: manner(),
        says: None,
    };
    let exit = tui::run(&mut desk, launch).unwrap();
    println!("ended: {:?}", exit.why);
}

fn manner() -> Manner {
    let theme = misfortune::content::theme::built_in("16").unwrap();
    Manner {
        dress: Dress::new(&theme, Depth::Sixteen, Glyphs::Unicode),
        asks_ground: false,
        still: true,
        mouse: false,
        bell: false,
        notify: None,
    }
}

/// How a mistake begins that happens when somebody types [`WORD`].
const ON_WORD: &str = "on a word: ";
/// The screens' own thread panics.
pub const SCREEN_PANICS: &str = "on a word: the screen panics";
/// The thread that writes the journal panics.
pub const JOURNAL_PANICS: &str = "on a word: the journal panics";
/// The thread that looks up what the home screen shows panics.
pub const LOOK_UP_PANICS: &str = "the look-up panics";
/// It waits for as long as the socket after this takes.
pub const SLOW_DISK: &str = "a slow disk: ";
/// The word.
pub const WORD: &str = "boom";

/// Burns when the word has been written down.
type Fuse = Arc<AtomicBool>;

fn rigged(fuse: &Fuse, journal_panics: bool) -> Play {
    let bakery = include_str!("../fixtures/told/bakery.toml");
    let scenario = Arc::new(misfortune::content::load(None, bakery).scenario.unwrap());
    let head = Head::new(&scenario, Seed(7), Stress::Normal, alone(&scenario));
    let store = Trap {
        inner: Memory::default(),
        fuse: Arc::clone(fuse),
        journal_panics,
    };
    let clock = Box::new(RealClock::start());
    Play::begin(scenario, head, Box::new(store), clock).unwrap()
}

/// A clock that panics once the fuse burns.
#[derive(Debug)]
struct Rigged {
    inner: RealClock,
    fuse: Fuse,
}

impl Rigged {
    fn new(inner: RealClock, fuse: &Fuse) -> Self {
        let fuse = Arc::clone(fuse);
        Self { inner, fuse }
    }
}

impl Clock for Rigged {
    fn reading(&self) -> Duration {
        assert!(!self.fuse.load(Ordering::SeqCst), "a mistake of ours");
        self.inner.reading()
    }

    fn wall(&self) -> WallTime {
        self.inner.wall()
    }
}

/// A store that lights the fuse, or panics itself.
#[derive(Debug)]
struct Trap {
    inner: Memory,
    fuse: Fuse,
    journal_panics: bool,
}

impl JournalStore for Trap {
    fn create(&mut self, head: &Head, started: WallTime) -> Result<SessionId, StoreError> {
        self.inner.create(head, started)
    }

    fn hold(&mut self, session: SessionId) -> Result<Hold, StoreError> {
        self.inner.hold(session)
    }

    fn append(
        &mut self,
        session: SessionId,
        expected: u64,
        events: &[Recorded],
    ) -> Result<(), StoreError> {
        self.inner.append(session, expected, events)?;
        if format!("{events:?}").contains(WORD) {
            assert!(!self.journal_panics, "a mistake of ours");
            self.fuse.store(true, Ordering::SeqCst);
        }
        Ok(())
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

struct Clumsy {
    mistake: String,
}

impl tui::Desk for Clumsy {
    fn home(&mut self) -> Home {
        awaited(1, false)
    }

    fn look_up(&mut self) -> LookUp {
        let bakery = include_str!("../fixtures/told/bakery.toml");
        let scenario = misfortune::content::load(None, bakery).scenario.unwrap();
        let rows = vec![row(&scenario.metadata, Played::default())];
        let wheel = Wheel::fair(1);
        let until = self.mistake.strip_prefix(SLOW_DISK).map(str::to_owned);
        let panics = self.mistake == LOOK_UP_PANICS;
        Box::new(move || {
            assert!(!panics, "a mistake of ours");
            if let Some(until) = until {
                // Ends when the other end is closed.
                let mut held = UnixStream::connect(until).unwrap();
                let _nothing = held.read_to_end(&mut Vec::new());
            }
            (home(rows, &wheel, None), wheel)
        })
    }

    fn seed(&mut self) -> Seed {
        let mut out = std::io::stdout();
        while self.mistake == "drawing for ever" && out.write_all(b"and on and on\r\n").is_ok() {}
        assert!(
            self.mistake != "the home screen panics",
            "a mistake of ours"
        );
        Seed(1)
    }

    fn preview(&mut self, _id: &str) -> Result<Preview, String> {
        Err("nothing is told here".to_owned())
    }

    fn briefing(&mut self, _id: &str) -> Result<tui::Brief, String> {
        let panics = || panic!("a mistake of ours");
        if self.mistake == "a thread panics" {
            let _panicked = std::thread::spawn(panics).join();
            return Err("the loop hears of it".to_owned());
        }
        panics()
    }

    fn begin(&mut self, _id: &str, _stress: Stress, _seed: Seed) -> Result<Play, String> {
        Err("nothing is played here".to_owned())
    }

    fn export(&mut self, _session: &str) -> Result<String, String> {
        Err("nothing is kept here".to_owned())
    }

    fn report(&mut self, _session: &str, _markdown: &str) -> Result<String, String> {
        Err("nothing is kept here".to_owned())
    }

    fn next(&mut self, _after: &str) -> Option<Next> {
        None
    }

    fn resume(&mut self, _session: &str) -> Result<Play, String> {
        Err("nothing is played here".to_owned())
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
