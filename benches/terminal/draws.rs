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
use misfortune::tui::input::{Input, Key};
use misfortune::tui::terminal::Canvas;
use misfortune::view::Scene;
use misfortune::view::briefing::briefing;
use misfortune::view::home::home;
use misfortune::view::listing::{Played, row};
use ratatui::layout::Size;
use rustix::time::{ClockId, clock_gettime};

use super::figures::Sample;
use super::pty::SIZE;

/// How often each picture is drawn.
const N_DRAWN: u32 = 400;

/// More than that nobody writes.
const N_ANSWERS: u32 = 20;

/// Each screen by name, and what its pictures took.
pub fn all() -> Vec<(&'static str, Sample)> {
    vec![
        ("home", at_home()),
        ("briefing", in_briefing()),
        ("room, a second later each time", in_room()),
        ("debrief", in_debrief('1', "wait 10s", N_DRAWN)),
        (
            "debrief, another promise each time",
            in_debrief(
                '8',
                "commit me 2026-12-01 if a disk fills then we rotate logs",
                N_ANSWERS,
            ),
        ),
        (
            "debrief, another answer each time",
            in_debrief('5', "answer 1 The status page came first.", N_ANSWERS),
        ),
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
        N_DRAWN,
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
        N_DRAWN,
    )
}

fn in_room() -> Sample {
    let clock = HandClock::default();
    let mut play = play(12, &clock);
    let mut app = app();
    app.enter(&scene(&play));
    let mut canvas = Canvas::default();
    drawn(
        &mut app,
        &mut canvas,
        Some((&mut play, "wait 10s")),
        &clock,
        N_DRAWN,
    )
}

/// The debrief from its opening on, with that section gone to and that typed so many times.
fn in_debrief(section: char, typed: &str, n: u32) -> Sample {
    let clock = HandClock::default();
    let mut play = play(usize::MAX, &clock);
    let mut app = app();
    app.enter(&scene(&play));
    let mut canvas = Canvas::default();
    while play.shown().state().ended.is_none() {
        play.typed("wait 1h", true);
        play.flush().unwrap();
    }
    // As in the loop: the room's last picture, and the debrief is made ready.
    black_box(picture(&mut app, &mut canvas, Some(&scene(&play)), &clock));
    play.keep_score(app.make_ready(&scene(&play)));
    play.typed("debrief", true);
    play.flush().unwrap();
    assert!(play.shown().state().debriefed);
    let first = timed(|| picture(&mut app, &mut canvas, Some(&scene(&play)), &clock));
    let key = Input::Key(Key::Char(section));
    let effects = app.update(Some(&scene(&play)), clock.reading(), &key);
    assert_eq!(effects, []);
    let gone_to = timed(|| picture(&mut app, &mut canvas, Some(&scene(&play)), &clock));
    // If it was not before: what steps cost is known from here on.
    play.wait_for_regret();
    let known = timed(|| picture(&mut app, &mut canvas, Some(&scene(&play)), &clock));
    let play = Some((&mut play, typed));
    let sample = drawn(&mut app, &mut canvas, play, &clock, n);
    [first, gone_to, known]
        .into_iter()
        .fold(sample, Sample::with)
}

/// The good run, so many steps of it.
fn play(n_steps: usize, clock: &HandClock) -> Play {
    let scenario = scenario();
    let run = include_str!("../../scenarios/fastly-2021/runs/good.toml");
    let script: Script = content::script::load(run, Some(&scenario)).script.unwrap();
    let head = Head::new(&scenario, script.seed, Stress::Untimed, alone(&scenario));
    let store = Box::new(Memory::default());
    let mut play = Play::begin(scenario, head, store, Box::new(clock.clone())).unwrap();
    for step in script.steps.iter().take(n_steps) {
        let Some(typed) = &step.typed else { continue };
        play.typed(typed, true);
        play.typed("wait 20s", true);
        play.flush().unwrap();
    }
    play
}

fn scene(play: &Play) -> Scene<'_> {
    Scene::new(play.shown(), play.now())
        .with_regret(play.regret())
        .with_real(play.real())
}

fn drawn(
    app: &mut App,
    canvas: &mut Canvas,
    mut play: Option<(&mut Play, &str)>,
    clock: &HandClock,
    n: u32,
) -> Sample {
    let took = (0..n).map(|_| {
        clock.advance(Duration::from_secs(1));
        if let Some((play, then)) = &mut play {
            play.typed(then, true);
            play.flush().unwrap();
        }
        timed(|| {
            let scene = play.as_ref().map(|(play, _)| scene(play));
            picture(app, canvas, scene.as_ref(), clock)
        })
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

/// What this thread works for that.
fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let began = spent();
    black_box(work());
    spent().saturating_sub(began)
}

/// What this thread has worked so far.
fn spent() -> Duration {
    Duration::try_from(clock_gettime(ClockId::ThreadCPUTime)).unwrap()
}
