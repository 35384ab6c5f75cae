//! Screens of a golden run of the tutorial as text, without a terminal, a disk or a clock.
//!
//! Invariant: the same program makes the same text on any machine. What a page shows is asked for
//! in the page: `<!-- screen: room 80x24 -->` up to `<!-- end -->` holds that picture.

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use misfortune::content::script as file;
use misfortune::engine::event::Stress;
use misfortune::engine::scenario::Scenario;
use misfortune::engine::script::{self, Script};
use misfortune::engine::session::Session;
use misfortune::engine::time::Elapsed;
use misfortune::engine::wheel::Wheel;
use misfortune::library::{Library, TUTORIAL};
use misfortune::prove::regret::Regret;
use misfortune::tui::Brief;
use misfortune::tui::app::App;
use misfortune::tui::input::{Input, Key};
use misfortune::view::Scene;
use misfortune::view::briefing::briefing;
use misfortune::view::debrief::next::next;
use misfortune::view::home::{Home, home};
use misfortune::view::listing::{Played, row};
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use unicode_width::UnicodeWidthStr;

/// The pages of the repository that have screens.
pub const PAGES: [&str; 2] = ["README.md", "docs/screens.md"];

/// How a marker begins, before the name and the size.
const BEGINS: &str = "<!-- screen: ";

/// What ends a picture.
const ENDS: &str = "<!-- end -->";

/// A moment worth a picture.
struct Shot {
    name: &'static str,
    /// The golden run up to the step that types this, with it; none for the screens before play.
    up_to: Option<&'static str>,
    /// The time of the picture.
    at: Elapsed,
    /// What stands in the line, not entered yet.
    typed: &'static str,
}

const fn shot(
    name: &'static str,
    up_to: Option<&'static str>,
    at_secs: u64,
    typed: &'static str,
) -> Shot {
    Shot {
        name,
        up_to,
        at: Elapsed::from_secs(at_secs),
        typed,
    }
}

/// The moments there are.
const SHOTS: [Shot; 6] = [
    shot("home", None, 0, ""),
    shot("briefing", None, 0, ""),
    shot("pager", Some(""), 20, ""),
    shot("room", Some("curl post.example.com/price"), 280, "dro"),
    shot("mitigated", Some("wait"), 590, "mitig"),
    shot("debrief", Some("debrief"), 0, ""),
];

/// A page with the pictures it asks for.
///
/// # Errors
/// If it asks for one that there is not, or a marker has no end.
pub fn placed(page: &str) -> Result<String, String> {
    let mut text = String::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let _ = writeln!(text, "{line}");
        let Some(wanted) = line.strip_prefix(BEGINS) else {
            continue;
        };
        let wanted = wanted.trim_end_matches("-->").trim();
        let _ = writeln!(text, "```text\n{}```\n{ENDS}", picture(wanted)?);
        if !lines.by_ref().any(|line| line == ENDS) {
            return Err(format!("after `{line}` there is no `{ENDS}`"));
        }
    }
    Ok(text)
}

/// The picture with that name and size: `room 80x24`.
fn picture(wanted: &str) -> Result<String, String> {
    let parts = wanted.split_once(' ').and_then(|(name, size)| {
        let (width, height) = size.split_once('x')?;
        let shot = SHOTS.iter().find(|it| it.name == name)?;
        Some((shot, Size::new(width.parse().ok()?, height.parse().ok()?)))
    });
    let (shot, size) = parts.ok_or_else(|| {
        let names: Vec<&str> = SHOTS.iter().map(|it| it.name).collect();
        format!(
            "`{wanted}` is no screen; write one of {} and a size",
            names.join(", ")
        )
    })?;
    take(shot, size)
}

fn take(shot: &Shot, size: Size) -> Result<String, String> {
    let (library, scenario, script) = tutorial()?;
    let mut app = App::new(home_of(&library), true);
    let Some(up_to) = shot.up_to else {
        if shot.name == "briefing" {
            let brief = Brief {
                briefing: briefing(&scenario, Stress::Normal),
                stress: Stress::Normal,
                seed: script.seed,
            };
            app.brief(TUTORIAL.to_owned(), brief);
        }
        app.arrange(None, size);
        return Ok(text(&app, size));
    };
    let begun = played(&scenario, &script, 0);
    let n_steps = script
        .steps
        .iter()
        .position(|step| step.typed.as_deref() == Some(up_to));
    let mut session = played(&scenario, &script, n_steps.map_or(0, |idx| idx + 1));
    session.advance(shot.at);
    let regret = session.state().debriefed.then(|| Regret::of(&session));
    let scene = Scene::new(&session, session.state().now.max(shot.at));
    let scene = scene.with_regret(regret.as_ref());
    if session.state().debriefed {
        app.enter(&scene);
    } else {
        app.enter(&Scene::new(&begun, Elapsed::ZERO));
    }
    app.arrange(Some(&scene), size);
    if app.wants_next() {
        let heads = library.list().into_iter().filter_map(|it| it.head.ok());
        app.suggest(next(TUTORIAL, &[], &heads.collect::<Vec<_>>()));
        app.arrange(Some(&scene), size);
    }
    for c in shot.typed.chars() {
        let key = Input::Key(Key::Char(c));
        let _typing = app.update(Some(&scene), Duration::ZERO, &key);
        app.arrange(Some(&scene), size);
    }
    Ok(text(&app, size))
}

/// The tutorial and its golden run.
fn tutorial() -> Result<(Library, Arc<Scenario>, Script), String> {
    let library = Library::open([]).map_err(|it| it.to_string())?;
    let found = library.find(TUTORIAL).map_err(|it| it.to_string())?;
    let scenario = found.load().scenario.ok_or("the tutorial does not load")?;
    let source = found.good_run().ok_or("the tutorial has no golden run")?;
    let script = file::load(&source, Some(&scenario)).script;
    let script = script.ok_or("the golden run does not load")?;
    Ok((library, Arc::new(scenario), script))
}

/// The first steps of a run, and no more.
fn played(scenario: &Arc<Scenario>, script: &Script, n_steps: usize) -> Session {
    let mut script = script.clone();
    script.steps.truncate(n_steps);
    script.outcome.ended = Some("open".to_owned());
    script::play(scenario, &script).session
}

/// The home screen of somebody who has never played.
fn home_of(library: &Library) -> Home {
    let heads = library.list().into_iter().filter_map(|it| it.head.ok());
    let (made_up, real): (Vec<_>, Vec<_>) = heads.partition(|head| head.fictional);
    let wheel = Wheel::fair(real.len());
    let all = real.iter().chain(&made_up);
    let rows = all.map(|head| row(head, Played::default())).collect();
    home(rows, &wheel, None).with_tutorial(TUTORIAL)
}

fn text(app: &App, size: Size) -> String {
    let area = Rect::new(0, 0, size.width, size.height);
    let mut buffer = Buffer::empty(area);
    let _cursor = app.paint(Duration::ZERO, area, &mut buffer);
    let mut text = String::new();
    for y in 0..area.height {
        let mut line = String::new();
        let mut skip = 0;
        for x in 0..area.width {
            let symbol = buffer[(x, y)].symbol();
            if skip == 0 {
                line.push_str(symbol);
                skip = symbol.width().max(1);
            }
            skip -= 1;
        }
        let _ = writeln!(text, "{}", line.trim_end());
    }
    text
}
