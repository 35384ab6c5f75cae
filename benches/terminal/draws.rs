//! What one picture costs: view-model, painting, difference and bytes, without a terminal.
//!
//! In the time of the thread that draws: what the machine does besides is not in it.

use std::hint::black_box;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use misfortune::content;
use misfortune::engine::event::{Head, Stress};
use misfortune::engine::script::{Script, alone};
use misfortune::engine::seed::Seed;
use misfortune::engine::wheel::Wheel;
use misfortune::os::clock::{Clock, HandClock};
use misfortune::play::Play;
use misfortune::store::memory::Memory;
use misfortune::tui::Brief;
use misfortune::tui::app::App;
use misfortune::tui::dress::{Depth, Dress};
use misfortune::tui::glyphs::Glyphs;
use misfortune::tui::terminal::Canvas;
use misfortune::view::Scene;
use misfortune::view::briefing::briefing;
use misfortune::view::debrief::score_sheet;
use misfortune::view::home::home;
use misfortune::view::listing::{Played, row};
use ratatui::layout::Size;
use rustix::time::{ClockId, clock_gettime};

use super::figures::Sample;
use super::pty::SIZE;

/// How often each picture is drawn.
const N_DRAWN: u32 = 400;

/// Each screen by name, and what its pictures took.
pub fn all() -> Vec<(&'static str, Sample)> {
    vec![
        ("home", at_home()),
        ("briefing", in_briefing()),
        ("room, a second later each time", in_play(12)),
        ("debrief", in_play(u64::MAX)),
    ]
}

fn scenario() -> Arc<misfortune::engine::scenario::Scenario> {
    let text = include_str!("../../scenarios/fastly-2021/scenario.toml");
    Arc::new(content::load(None, text).scenario.unwrap())
}

fn app() -> App {
    let scenario = scenario();
    let rows = (0..20).map(|_| row(&scenario.metadata, Played::default()));
    App::new(home(rows.collect(), &Wheel::fair(20), None), true)
}

fn at_home() -> Sample {
    drawn(
        &mut app(),
        &mut Canvas::default(),
        None,
        &HandClock::default(),
    )
}

fn in_briefing() -> Sample {
    let mut app = app();
    let brief = Brief {
        briefing: briefing(&scenario(), Stress::Calm),
        stress: Stress::Calm,
        seed: Seed(7),
    };
    app.brief("fastly-2021".to_owned(), brief);
    drawn(
        &mut app,
        &mut Canvas::default(),
        None,
        &HandClock::default(),
    )
}

/// Plays the good run for so many steps and then looks.
fn in_play(n_steps: u64) -> Sample {
    let scenario = scenario();
    let run = include_str!("../../scenarios/fastly-2021/runs/good.toml");
    let script: Script = content::script::load(run, Some(&scenario)).script.unwrap();
    let clock = HandClock::default();
    let head = Head::new(&scenario, script.seed, Stress::Untimed, alone(&scenario));
    let store = Box::new(Memory::default());
    let mut play = Play::begin(scenario, head, store, Box::new(clock.clone())).unwrap();
    for (_, step) in (0..n_steps).zip(&script.steps) {
        let Some(typed) = &step.typed else { continue };
        play.typed(typed, true);
        play.typed("wait 20s", true);
        play.flush().unwrap();
    }
    let mut app = app();
    let mut canvas = Canvas::default();
    app.enter(&Scene::new(play.shown(), play.now()));
    if n_steps == u64::MAX {
        while play.shown().state().ended.is_none() {
            play.typed("wait 1h", true);
            play.flush().unwrap();
        }
        // As in the loop: the room's last picture, and the score is kept.
        let scene = Scene::new(play.shown(), play.now());
        black_box(picture(&mut app, &mut canvas, Some(&scene), &clock));
        play.keep_score(score_sheet(&scene).marks());
        play.typed("debrief", true);
        play.flush().unwrap();
        assert!(play.shown().state().debriefed);
        play.wait_for_regret();
    }
    drawn(&mut app, &mut canvas, Some(&mut play), &clock)
}

fn drawn(
    app: &mut App,
    canvas: &mut Canvas,
    mut play: Option<&mut Play>,
    clock: &HandClock,
) -> Sample {
    let took = (0..N_DRAWN).map(|_| {
        clock.advance(Duration::from_secs(1));
        if let Some(play) = &mut play {
            play.typed("wait 10s", true);
            play.flush().unwrap();
        }
        let began = spent();
        let scene = play
            .as_deref()
            .map(|it| Scene::new(it.shown(), it.now()).with_regret(it.regret()));
        black_box(picture(app, canvas, scene.as_ref(), clock));
        spent().saturating_sub(began)
    });
    Sample::of(took.collect())
}

fn picture(
    app: &mut App,
    canvas: &mut Canvas,
    scene: Option<&Scene>,
    clock: &HandClock,
) -> Vec<u8> {
    let (width, height) = SIZE;
    let size = Size::new(width, height);
    let dress = &*DRESS;
    app.arrange(scene, size);
    let at = clock.reading();
    canvas.draw(
        size,
        |cell| dress.cell(cell),
        |buf| app.paint(at, buf.area, buf),
    )
}

static DRESS: LazyLock<Dress> = LazyLock::new(|| {
    let theme = content::theme::built_in("dark").unwrap();
    Dress::new(&theme, Depth::Indexed, Glyphs::Unicode)
});

/// What this thread has worked so far.
fn spent() -> Duration {
    Duration::try_from(clock_gettime(ClockId::ThreadCPUTime)).unwrap()
}
