//! `play`, `resume` and the home screen: a scenario, a store, a clock and a face put together.

use std::io::{self, BufReader, IsTerminal};
use std::sync::Arc;

use super::args::{Common, Play, Resume, Stress};
use super::out::{Code, Failure, Outcome};
use super::{list, saved, spin};
use crate::engine::event::{self, Head};
use crate::engine::scenario::Scenario;
use crate::engine::script;
use crate::engine::seed::Seed;
use crate::library::Library;
use crate::line::{End, Face, LineError};
use crate::os::clock::RealClock;
use crate::os::entropy;
use crate::play::{self, PlayError};
use crate::store::{JournalStore, SessionId};

/// Without a terminal there is no home screen: what could be played is listed.
pub fn home(library: &Library, common: &Common) -> Outcome {
    let args = super::args::List {
        tag: Vec::new(),
        format: super::args::TableFormat::Table,
    };
    list::list(&args, library, common)
}

pub fn play(args: &Play, library: &Library, common: &Common) -> Outcome {
    let seed = args.seed.map_or_else(entropy::fresh_seed, Seed);
    let wanted = match &args.scenario {
        Some(wanted) => wanted.clone(),
        None => {
            let (heads, wheel) = spin::wheel_of(library, &[], &saved::summaries(common))?;
            spin::pick(&heads, &wheel, seed)?.0.id.to_string()
        }
    };
    let scenario = saved::scenario(library, &wanted)?;
    let stress = dial(args.stress);
    begin_in_lines(scenario, seed, stress, common)
}

pub fn resume(args: &Resume, library: &Library, common: &Common) -> Outcome {
    let store = saved::open_store(common)?;
    let number = saved::pick(&store, args.session.as_deref())?;
    resume_in_lines(Box::new(store), number, library)
}

const fn dial(stress: Stress) -> event::Stress {
    match stress {
        Stress::Untimed => event::Stress::Untimed,
        Stress::Calm => event::Stress::Calm,
        Stress::Normal => event::Stress::Normal,
        Stress::Real => event::Stress::Real,
    }
}

fn begin_in_lines(
    scenario: Arc<Scenario>,
    seed: Seed,
    stress: event::Stress,
    common: &Common,
) -> Outcome {
    refuse_narrated(&scenario)?;
    let store = Box::new(saved::open_store(common)?);
    let mut face = face()?;
    if !face.brief(&scenario, stress).map_err(Failure::new)? {
        return Ok(Code::Fine);
    }
    let head = Head::new(&scenario, seed, stress, script::alone(&scenario));
    let clock = Box::new(RealClock::start());
    let play = play::Play::begin(scenario, head, store, clock).map_err(failed)?;
    ended(face.play(play))
}

fn resume_in_lines(store: Box<dyn JournalStore>, number: SessionId, library: &Library) -> Outcome {
    let head = store.head(number).map_err(Failure::new)?;
    let scenario = saved::scenario(library, head.scenario.as_str())?;
    let clock = Box::new(RealClock::start());
    let play = play::Play::resume(scenario, store, number, clock).map_err(failed)?;
    ended(face()?.play(play))
}

fn face() -> Result<Face<io::Stdout>, Failure> {
    let is_terminal = io::stdin().is_terminal() && io::stdout().is_terminal();
    Face::new(BufReader::new(io::stdin()), io::stdout(), is_terminal)
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
