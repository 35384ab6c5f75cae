//! `play`, `resume` and the home screen: a scenario, a store, a clock and a face put together.

use std::io::{self, BufReader, IsTerminal};
use std::sync::Arc;

use clap::ValueEnum as _;

use super::args::{Common, Play, Resume, Stress, Tutorial};
use super::desk::Desk;
use super::out::{Code, Failure, Outcome, say};
use super::settings::{Complaint, Settings};
use super::{list, out, saved, spin};
use crate::content::config::Setting;
use crate::engine::event::{self, Head, Seat};
use crate::engine::scenario::Scenario;
use crate::engine::script;
use crate::engine::seed::Seed;
use crate::library::{Library, TUTORIAL};
use crate::line::{End, Face, LineError};
use crate::os::clock::RealClock;
use crate::os::{entropy, surroundings};
use crate::play::{self, PlayError};
use crate::store::JournalStore;
use crate::tui::{self, Launch, Start, Why};
use crate::view::debrief::next::Next;
use crate::view::{home, prompt, words};

/// The home screen. Without a terminal there is none: what could be played is listed, and how.
pub fn home(library: &Library, common: &Common) -> Outcome {
    if let Err(why) = has_screens() {
        say(why);
        let args = super::args::List {
            tag: Vec::new(),
            format: super::args::TableFormat::Table,
        };
        let code = list::list(&args, library, common)?;
        let how = home::in_lines(&saved::way(common)).join("\n");
        out::print(&format!("\n{how}\n"))?;
        return Ok(code);
    }
    on_screens(library, common, dial(&common.settings), None, Start::Home)
}

pub fn play(args: &Play, library: &Library, common: &Common) -> Outcome {
    let given = args.seed.map(Seed);
    let wanted = match args.scenario.clone() {
        Some(wanted) => wanted,
        None => spun(given, library, common)?,
    };
    let scenario = saved::scenario(library, &wanted)?;
    refuse_narrated(&scenario)?;
    let stress = dial(&common.settings);
    if in_lines(common) {
        let seed = given.unwrap_or_else(entropy::fresh_seed);
        let id = scenario.metadata.id.as_str();
        let beside = Beside {
            real: saved::real_run(library, &wanted),
            next: saved::next(library, common, id),
        };
        begin_in_lines(scenario, beside, (seed, stress), common)
    } else {
        on_screens(library, common, stress, given, Start::Briefing(wanted))
    }
}

pub fn tutorial(args: &Tutorial, library: &Library, common: &Common) -> Outcome {
    let args = Play {
        scenario: Some(TUTORIAL.to_owned()),
        seed: args.seed,
        dials: args.dials.clone(),
    };
    play(&args, library, common)
}

/// The id of what the wheel picks.
fn spun(given: Option<Seed>, library: &Library, common: &Common) -> Result<String, Failure> {
    let seed = given.unwrap_or_else(entropy::fresh_seed);
    let (heads, wheel) =
        spin::wheel_of(library, &[], &saved::summaries(common.data_dir.as_deref()))?;
    Ok(spin::pick(&heads, &wheel, seed)?.0.id.to_string())
}

pub fn resume(args: &Resume, library: &Library, common: &Common) -> Outcome {
    let store = saved::open_store(common)?;
    let number = saved::pick(&store, args.session.as_deref())?;
    let head = store.head(number).map_err(Failure::new)?;
    let scenario = saved::scenario(library, head.scenario.as_str())?;
    let clock = Box::new(RealClock::start());
    let play = play::Play::resume(scenario, Box::new(store), number, clock).map_err(failed)?;
    let play = play.with_real_run(saved::real_run(library, head.scenario.as_str()));
    if in_lines(common) {
        let next = saved::next(library, common, head.scenario.as_str());
        ended(face(common)?.suggesting(next).play(play))
    } else {
        on_screens(
            library,
            common,
            head.stress,
            None,
            Start::Play(Box::new(play)),
        )
    }
}

/// Whether to play in plain lines, and says why if nobody asked for them.
fn in_lines(common: &Common) -> bool {
    let asked = common.settings.flag(Setting::Line);
    match has_screens() {
        Ok(()) => asked,
        Err(why) => {
            if !asked {
                say(why);
            }
            true
        }
    }
}

fn has_screens() -> Result<(), &'static str> {
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return Err("no terminal here: plain lines instead of screens");
    }
    if surroundings::is_dumb() {
        return Err("this terminal cannot place text (TERM=dumb): plain lines instead of screens");
    }
    Ok(())
}

fn on_screens(
    library: &Library,
    common: &Common,
    stress: event::Stress,
    seed: Option<Seed>,
    start: Start,
) -> Outcome {
    let mut settings = common.settings.clone();
    let manner = settings.manner();
    // The whole of it is on the screen under ours.
    let complaints = settings.complaints.iter().map(Complaint::line);
    let says = complaints.chain(settings.remarks.iter().cloned()).next();
    let mut desk = Desk {
        library,
        common,
        settings,
        stress,
        seed,
        way_back: None,
        left: None,
    };
    let launch = Launch {
        start,
        clock: Box::new(RealClock::start()),
        manner,
        says,
    };
    let exit = tui::run(&mut desk, launch).map_err(Failure::new)?;
    let session = exit.session.map(|it| it.to_string());
    let way_back = desk
        .way_back
        .or_else(|| session.map(|it| prompt::kept(&it, &saved::way(common))));
    if let Some(way_back) = way_back {
        say(&way_back);
    }
    Ok(match exit.why {
        Why::Left => Code::Fine,
        Why::Stopped(stop) => Code::Stopped(stop),
        Why::Panicked => Code::Bug,
    })
}

/// Longest name of a player.
const NAME_CHARS_MAX: usize = 16;

/// Who plays: somebody alone, by the name that is set.
pub fn seats(scenario: &Scenario, settings: &Settings) -> Vec<Seat> {
    let mut seats = script::alone(scenario);
    let name = words::clean(settings.text(Setting::Name));
    if let Some(seat) = seats.first_mut().filter(|_| !name.is_empty()) {
        seat.name = name.chars().take(NAME_CHARS_MAX).collect();
    }
    seats
}

/// The stress that is set.
pub fn dial(settings: &Settings) -> event::Stress {
    let known = Stress::value_variants().iter();
    let of_that_name = known.copied().find(|it| {
        let value = it.to_possible_value();
        value.is_some_and(|it| it.get_name() == settings.text(Setting::Stress))
    });
    of_that_name.map_or_else(event::Stress::default, pressed)
}

/// The stress that was asked for.
pub const fn pressed(stress: Stress) -> event::Stress {
    match stress {
        Stress::Untimed => event::Stress::Untimed,
        Stress::Calm => event::Stress::Calm,
        Stress::Normal => event::Stress::Normal,
        Stress::Real => event::Stress::Real,
    }
}

/// What the library has beside a scenario.
struct Beside {
    /// The script of what the real responders did.
    real: Option<String>,
    /// What to play next.
    next: Option<Next>,
}

fn begin_in_lines(
    scenario: Arc<Scenario>,
    beside: Beside,
    (seed, stress): (Seed, event::Stress),
    common: &Common,
) -> Outcome {
    let store = Box::new(saved::open_store(common)?);
    let mut face = face(common)?.suggesting(beside.next);
    if !face.brief(&scenario, stress).map_err(Failure::new)? {
        return Ok(Code::Fine);
    }
    let roster = seats(&scenario, &common.settings);
    let head = Head::new(&scenario, seed, stress, roster);
    let clock = Box::new(RealClock::start());
    let play = play::Play::begin(scenario, head, store, clock).map_err(failed)?;
    ended(face.play(play.with_real_run(beside.real)))
}

fn face(common: &Common) -> Result<Face<io::Stdout>, Failure> {
    let is_terminal = io::stdin().is_terminal() && io::stdout().is_terminal();
    Face::new(BufReader::new(io::stdin()), io::stdout(), is_terminal)
        .map(|face| {
            let bell = common.settings.flag(Setting::Bell);
            face.found_with(saved::way(common)).ringing(bell)
        })
        .map_err(|error| Failure::new(format!("cannot read what is typed: {error}")))
}

fn ended(end: Result<End, LineError>) -> Outcome {
    let end = end.map_err(Failure::new)?;
    Ok(end.stop.map_or(Code::Fine, Code::Stopped))
}

fn refuse_narrated(scenario: &Scenario) -> Result<(), Failure> {
    if scenario.narrated {
        return Err(failed(PlayError::Narrated {
            scenario: scenario.metadata.id.clone(),
        }));
    }
    Ok(())
}

fn failed(error: PlayError) -> Failure {
    let hint = match &error {
        PlayError::Narrated { .. } => Some(
            "`misfortune show ID` tells its briefing; `misfortune list` shows what can be played",
        ),
        PlayError::Misfit { .. } => {
            Some("the scenario has changed since: give the folder with the old one, --library DIR")
        }
        PlayError::Store(_) => None,
    };
    let failure = Failure::new(error);
    match hint {
        Some(hint) => failure.hint(hint),
        None => failure,
    }
}
