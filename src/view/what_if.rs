//! The steps of a session, and what would have been with one of them changed. What would have
//! been tells what is really so: for after play only.

use super::Scene;
use super::refusal::rejected;
use super::room::ending;
use super::score::label;
use super::words::{about, clean, count, counted};
use crate::engine::command::{Command, Rejection};
use crate::engine::counterfactual::{Change, Counterfactual, Step, steps};
use crate::engine::debrief::Debrief;
use crate::engine::scenario::Scenario;
use crate::engine::score::Dimension;
use crate::engine::time::Elapsed;

/// What would have been, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The step, and what is changed about it.
    pub title: String,
    /// What came of it as it was played, what would have, and the difference.
    pub rows: Vec<Row>,
    /// Steps that would have been refused or had to wait, a line each.
    pub notes: Vec<String>,
}

/// One thing, as it was and as it would have been.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What.
    pub what: &'static str,
    /// As it was played.
    pub played: String,
    /// As it would have been.
    pub otherwise: String,
    /// The difference; empty if there is none.
    pub change: String,
}

/// The columns of a [`Sheet`].
pub const COLUMNS: [&str; 4] = ["", "played", "otherwise", "change"];

/// The steps of a session, a line each: number, time, seat, what was typed.
#[must_use]
pub fn step_lines(scene: &Scene) -> Vec<String> {
    let all = steps(scene.session);
    all.iter().map(|step| step_line(scene, step)).collect()
}

fn step_line(scene: &Scene, step: &Step) -> String {
    let typed = typed(scene.scenario(), step);
    let by = if step.by == scene.seat {
        String::new()
    } else {
        format!("{}: ", scene.called(step.by))
    };
    format!(
        "{:>3}  {:>9}  {by}{typed}",
        step.number,
        step.at.to_string()
    )
}

/// What would have been, in words. The scene is of the session as it was played.
#[must_use]
pub fn sheet(scene: &Scene, it: &Counterfactual) -> Sheet {
    let what = typed(scene.scenario(), &it.step);
    let (number, at) = (it.step.number, it.step.at);
    let title = match it.change {
        Change::Without => format!("Without step {number}, `{what}` at {at}"),
        Change::Later(span) => {
            format!("Step {number}, `{what}`, {} later than {at}", about(span))
        }
        Change::Sooner(span) => {
            format!("Step {number}, `{what}`, {} sooner than {at}", about(span))
        }
    };
    Sheet {
        title,
        rows: rows(&it.played, &it.otherwise),
        notes: notes(scene, it),
    }
}

fn rows(played: &Debrief, otherwise: &Debrief) -> Vec<Row> {
    let total = |it: &Debrief| Some(it.score.total);
    let mut rows = vec![points("Total", total(played), total(otherwise))];
    rows.extend(Dimension::ALL.map(|it| {
        let (before, after) = (played.score.of(it), otherwise.score.of(it));
        points(label(it), before, after)
    }));
    let harm = |it: &Debrief| it.harm.total;
    rows.push(Row {
        what: "Harm points",
        played: count(harm(played)),
        otherwise: count(harm(otherwise)),
        change: difference(harm(played), harm(otherwise)),
    });
    rows.push(moment("Users helped", played.truth.0, otherwise.truth.0));
    rows.push(moment("Cause gone", played.truth.1, otherwise.truth.1));
    let ended = |it: &Debrief| it.ending.map_or("not over", |(_, how)| ending(how));
    let same = ended(played) == ended(otherwise);
    rows.push(Row {
        what: "Ended",
        played: ended(played).to_owned(),
        otherwise: ended(otherwise).to_owned(),
        change: if same { "" } else { "another end" }.to_owned(),
    });
    rows
}

fn points(what: &'static str, played: Option<u8>, otherwise: Option<u8>) -> Row {
    let shown = |it: Option<u8>| it.map_or_else(|| "-".to_owned(), |it| it.to_string());
    let change = match (played, otherwise) {
        (Some(played), Some(otherwise)) => difference(played.into(), otherwise.into()),
        _ => String::new(),
    };
    Row {
        what,
        played: shown(played),
        otherwise: shown(otherwise),
        change,
    }
}

fn difference(played: u64, otherwise: u64) -> String {
    match otherwise.checked_sub(played) {
        Some(0) => String::new(),
        Some(more) => format!("+{}", count(more)),
        None => format!("-{}", count(played - otherwise)),
    }
}

fn moment(what: &'static str, played: Option<Elapsed>, otherwise: Option<Elapsed>) -> Row {
    let shown = |at: Option<Elapsed>| at.map_or_else(|| "never".to_owned(), |at| at.to_string());
    let change = match (played, otherwise) {
        (Some(played), Some(otherwise)) if otherwise > played => {
            format!("{} later", about(otherwise.since(played)))
        }
        (Some(played), Some(otherwise)) if otherwise < played => {
            format!("{} sooner", about(played.since(otherwise)))
        }
        _ => String::new(),
    };
    Row {
        what,
        played: shown(played),
        otherwise: shown(otherwise),
        change,
    }
}

fn notes(scene: &Scene, it: &Counterfactual) -> Vec<String> {
    let scenario = scene.scenario();
    let (over, refused): (Vec<_>, Vec<_>) = it
        .refused
        .iter()
        .partition(|(_, _, why)| *why == Rejection::Over);
    let refused = refused.into_iter().map(|(step, at, why)| {
        let why = rejected(scene, why).why;
        let typed = typed(scenario, step);
        format!("step {}, `{typed}`, is refused at {at}: {why}", step.number)
    });
    let held_up = it.held_up.iter().map(|(step, until)| {
        let typed = typed(scenario, step);
        format!(
            "step {}, `{typed}`, waits for free hands until {until}",
            step.number
        )
    });
    let over = (!over.is_empty()).then(|| {
        let n = counted(over.len(), "step comes", "steps come");
        format!("{n} too late: play is over")
    });
    refused.chain(held_up).chain(over).collect()
}

/// What would be typed for a step.
fn typed(scenario: &Scenario, step: &Step) -> String {
    let who = |who: crate::engine::id::ResponderIdx| &scenario.responders[who.0].id;
    let hypothesis = |it: crate::engine::id::HypothesisIdx| &scenario.hypotheses[it.0].id;
    let text = match &step.command {
        Command::Acknowledge => "ack".to_owned(),
        Command::DeclareSeverity(level) => format!("sev {level}"),
        Command::TakeCommand(it) if *it == step.by => "ic me".to_owned(),
        Command::TakeCommand(it) => format!("ic {}", who(*it)),
        Command::StateHypothesis(it, confidence) => {
            format!("hyp {} {confidence}", hypothesis(*it))
        }
        Command::DropHypothesis(it) => format!("drop {}", hypothesis(*it)),
        Command::Page(it) => format!("page {}", who(*it)),
        Command::Act {
            who: doer, typed, ..
        } if *doer == step.by => typed.clone(),
        Command::Act {
            who: doer, typed, ..
        } => format!("ask {} {typed}", who(*doer)),
        Command::Post(audience, text) => {
            format!("post {} {text}", scenario.audiences[audience.0].id)
        }
        Command::ClaimMitigated => "mitigated".to_owned(),
        Command::ClaimResolved => "resolved".to_owned(),
        Command::Hint(_) => "hint".to_owned(),
        Command::Note(text) => format!("note {text}"),
        Command::ReadRunbook(it) => format!("runbook {}", scenario.runbooks[it.0].id),
        Command::Mumble(text) => text.clone(),
        Command::Inject(it) => scenario.injects[it.0].label.clone(),
        Command::LeaveOff => "quit".to_owned(),
        Command::Resume => "resume".to_owned(),
        Command::OpenDebrief => "debrief".to_owned(),
        Command::NameCause(it) => format!("cause {}", hypothesis(*it)),
        Command::Commit { owner, due, text } => format!("commit {owner} {due} {text}"),
        Command::Answer(question, text) => format!("answer {question} {text}"),
        Command::Rate(roti, raise) => format!("roti {roti} {raise}"),
    };
    shortened(&clean(text.trim()))
}

/// Long texts are known by how they begin.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(TYPED_CHARS_MAX) {
        Some((end, _)) => format!("{}...", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

/// So much of what was typed is shown.
const TYPED_CHARS_MAX: usize = 56;
