//! A program whose screens come upon a mistake of ours: this test program itself, run again.

use std::io::Write as _;

use misfortune::content::config::{Setting, Value};
use misfortune::engine::seed::Seed;
use misfortune::engine::wheel::Wheel;
use misfortune::os::clock::RealClock;
use misfortune::play::{Left, Play, Unsaved};
use misfortune::tui::dress::{Depth, Dress};
use misfortune::tui::glyphs::Glyphs;
use misfortune::tui::ground::Ground;
use misfortune::tui::{self, Launch, Manner, Start};
use misfortune::view::briefing::Briefing;
use misfortune::view::home::{Home, home};
use misfortune::view::listing::{Played, row};
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
    let mut desk = Clumsy { mistake };
    let launch = Launch {
        start: Start::Home,
        clock: Box::new(RealClock::start()),
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

struct Clumsy {
    mistake: String,
}

impl tui::Desk for Clumsy {
    fn home(&mut self) -> (Home, Wheel) {
        let bakery = include_str!("../fixtures/told/bakery.toml");
        let scenario = misfortune::content::load(None, bakery).scenario.unwrap();
        let rows = vec![row(&scenario.metadata, Played::default())];
        let wheel = Wheel::fair(1);
        (home(rows, &wheel, None), wheel)
    }

    fn seed(&mut self) -> Seed {
        let mut out = std::io::stdout();
        while self.mistake == "drawing for ever" && out.write_all(b"and on and on\r\n").is_ok() {}
        Seed(1)
    }

    fn briefing(&mut self, _id: &str) -> Result<Briefing, String> {
        let panics = || panic!("a mistake of ours");
        if self.mistake == "a thread panics" {
            let _panicked = std::thread::spawn(panics).join();
            return Err("the loop hears of it".to_owned());
        }
        panics()
    }

    fn begin(&mut self, _id: &str) -> Result<Play, String> {
        Err("nothing is played here".to_owned())
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
