//! `replay`: a session told again, as its players saw it, or as it would have been otherwise.

use super::args::{Common, Replay};
use super::out::{self, Failure, Outcome};
use super::saved;
use crate::engine::counterfactual::{Change, counterfactual};
use crate::engine::session::Session;
use crate::engine::time::{Elapsed, Span};
use crate::library::Library;
use crate::line::page;
use crate::report;
use crate::view::{Scene, timeline, what_if};

pub fn replay(args: &Replay, library: &Library, common: &Common) -> Outcome {
    let session = saved::session(args.session.as_deref(), library, common)?;
    if args.steps {
        let lines = what_if::step_lines(&Scene::new(&session, session.state().now));
        return out::print(&format!("{}\n", lines.join("\n")));
    }
    if let Some((number, change)) = changed(args)? {
        return otherwise(&session, number, change);
    }
    let until = args.at.as_deref().map(Elapsed::parse).transpose();
    let until = until.map_err(|error| Failure::usage(format!("--at: {error}")))?;
    let session = match until {
        Some(until) => until_then(&session, until)?,
        None => session,
    };
    out::print(&told(&session))
}

/// The step that is to be changed, and how.
fn changed(args: &Replay) -> Result<Option<(usize, Change)>, Failure> {
    let without = args.without.map(|number| (number, Change::Without));
    let Some([number, by]) = args.moved.as_deref() else {
        return Ok(without);
    };
    let wrong = || {
        Failure::usage(format!("--move {number} {by}: no such move"))
            .hint("`--move 12 +5m` or `--move 12 -90s`; `--steps` numbers them")
    };
    let number = number.parse().map_err(|_| wrong())?;
    let (sooner, span) = match by.strip_prefix('-') {
        Some(span) => (true, span),
        None => (false, by.strip_prefix('+').unwrap_or(by)),
    };
    let span = Span::parse(span).map_err(|_| wrong())?;
    let change = if sooner {
        Change::Sooner(span)
    } else {
        Change::Later(span)
    };
    Ok(Some((number, change)))
}

fn otherwise(session: &Session, number: usize, change: Change) -> Outcome {
    if session.state().ended.is_none() {
        return Err(
            Failure::new("that session is not over: what would have been would spoil it")
                .hint("`misfortune resume` goes on with it"),
        );
    }
    let found = counterfactual(session, number, change).ok_or_else(|| {
        Failure::new(format!("there is no step {number}"))
            .hint("`misfortune replay --steps` numbers them")
    })?;
    let sheet = what_if::sheet(&Scene::new(session, session.state().now), &found);
    out::print(&report::what_if::text(&sheet))
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
