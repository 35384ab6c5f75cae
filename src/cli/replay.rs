//! `replay`: a session told again, as its players saw it.

use super::args::{Common, Replay};
use super::out::{self, Failure, Outcome};
use super::saved;
use crate::engine::session::Session;
use crate::engine::time::Elapsed;
use crate::library::Library;
use crate::line::page;
use crate::view::{Scene, timeline};

pub fn replay(args: &Replay, library: &Library, common: &Common) -> Outcome {
    let session = saved::session(args.session.as_deref(), library, common)?;
    let until = args.at.as_deref().map(Elapsed::parse).transpose();
    let until = until.map_err(|error| Failure::usage(format!("--at: {error}")))?;
    let session = match until {
        Some(until) => until_then(&session, until)?,
        None => session,
    };
    out::print(&told(&session))
}

/// Everything that players saw, as line mode tells it.
pub fn told(session: &Session) -> String {
    let scene = Scene::new(session, session.state().now);
    let entries = timeline::timeline(&scene);
    entries
        .iter()
        .flat_map(page::entry)
        .fold(String::new(), |mut text, line| {
            text.push_str(&line);
            text.push('\n');
            text
        })
}

fn until_then(session: &Session, until: Elapsed) -> Result<Session, Failure> {
    let events = session
        .journal()
        .iter()
        .filter(|it| it.at <= until)
        .cloned();
    let scenario = session.scenario().clone();
    Session::replay(scenario, session.head().clone(), events).map_err(Failure::new)
}
