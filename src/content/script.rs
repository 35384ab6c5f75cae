//! Script files: a play written down, with what it has to show. Golden runs are such files.
//!
//! TOML in, plain data or all its mistakes out. What a step's `do` means is the prompt's to say.

pub mod file;

use crate::engine::scenario::Scenario;
use crate::engine::time::{Elapsed, Span};

use super::complaint::{names, script as complaint};
use super::diagnostic::{Diagnostic, nearest};
use super::spanned::Sp;
use super::{read, schema};

pub use file::{Ended, Phase, Stress};

/// A play written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Script {
    /// The id of the scenario it plays.
    pub scenario: String,
    /// What this run is and why it scores as it does.
    pub about: String,
    /// The seed.
    pub seed: u64,
    /// How much stress.
    pub stress: Stress,
    /// What is done and expected, in order.
    pub steps: Vec<Step>,
    /// What must have come of it.
    pub outcome: Outcome,
}

/// One thing done, or looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// When.
    pub when: When,
    /// What is typed.
    pub typed: Option<String>,
    /// It must be refused.
    pub rejected: bool,
    /// What must be on the screen then.
    pub expect: Option<Expect>,
    /// The line of the file it begins at, from 1.
    pub line: usize,
}

/// When a step is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// As soon as the player is free.
    Free,
    /// At that moment.
    At(Elapsed),
    /// That long after the step before it began.
    After(Span),
}

/// What must be on the screen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Expect {
    /// Ids of alerts that fire.
    pub firing: Vec<String>,
    /// Ids of alerts that do not fire.
    pub quiet: Vec<String>,
    /// The phase.
    pub phase: Option<Phase>,
    /// Ids of clues that have been learned.
    pub clues: Vec<String>,
    /// Ids of clues that have not been learned.
    pub missing: Vec<String>,
}

/// What must have come of a play; nothing is asked of what is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// How it ended.
    pub ended: Option<Ended>,
    /// Bounds of the total.
    pub score: Option<Bounds>,
    /// Bounds of Response.
    pub response: Option<Bounds>,
    /// Bounds of Diagnosis.
    pub diagnosis: Option<Bounds>,
    /// Bounds of Mitigation.
    pub mitigation: Option<Bounds>,
    /// Bounds of Safety.
    pub safety: Option<Bounds>,
    /// Bounds of Communication.
    pub communication: Option<Bounds>,
    /// Bounds of Follow-through.
    pub follow_through: Option<Bounds>,
}

/// Lowest and highest points, both allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// Lowest.
    pub min: u8,
    /// Highest.
    pub max: u8,
}

/// What came of reading a script.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The script, when nothing is wrong with it.
    pub script: Option<Script>,
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a script; with the scenario it plays, also whether it speaks of that one's things.
#[must_use]
pub fn load(source: &str, scenario: Option<&Scenario>) -> Loaded {
    let read = read::<file::Script>(source, schema::script());
    let mut diagnostics = read.diagnostics;
    let Some(file) = read.file else {
        return Loaded {
            script: None,
            diagnostics,
        };
    };
    let mut found = Vec::new();
    let script = script(&file, source, &mut found);
    if let Some(scenario) = scenario {
        refer(&file, scenario, &mut found);
    }
    diagnostics.extend(
        found
            .into_iter()
            .filter(|it| !read.conformed.is_blank(&it.span)),
    );
    diagnostics.sort_by_key(|it| (it.span.start, it.span.end));
    Loaded {
        script: (!diagnostics.iter().any(Diagnostic::is_error)).then_some(script),
        diagnostics,
    }
}

fn script(file: &file::Script, source: &str, out: &mut Vec<Diagnostic>) -> Script {
    let mut latest = Elapsed::ZERO;
    let mut steps = Vec::new();
    for step in &file.step {
        if let Some(at) = &step.at {
            if at.0 < latest {
                out.push(complaint::time_runs_back(at.span(), latest));
            }
            latest = latest.max(at.0);
        }
        steps.push(self::step(step, source, out));
    }
    Script {
        scenario: file.scenario.to_string(),
        about: file.about.trim_end().to_owned(),
        seed: file.seed,
        stress: file.stress,
        steps,
        outcome: outcome(file.outcome.as_ref(), out),
    }
}

fn step(it: &Sp<file::Step>, source: &str, out: &mut Vec<Diagnostic>) -> Step {
    let span = it.span();
    if it.typed.is_none() && it.expect.is_none() {
        out.push(complaint::idle_step(span.clone()));
    }
    if it.typed.is_none() && it.rejected {
        out.push(complaint::nothing_to_reject(span.clone()));
    }
    let when = match (&it.at, &it.after) {
        (Some(_), Some(after)) => {
            out.push(complaint::two_times(after.span()));
            When::Free
        }
        (Some(at), None) => When::At(at.0),
        (None, Some(after)) => When::After(after.0),
        (None, None) => When::Free,
    };
    Step {
        when,
        typed: it.typed.as_ref().map(|text| text.trim().to_owned()),
        rejected: it.rejected,
        expect: it.expect.as_ref().map(expect),
        line: 1 + source
            .bytes()
            .take(span.start)
            .filter(|b| *b == b'\n')
            .count(),
    }
}

fn expect(it: &file::Expect) -> Expect {
    let ids = |ids: &[Sp<String>]| ids.iter().map(|id| id.to_string()).collect();
    Expect {
        firing: ids(&it.firing),
        quiet: ids(&it.quiet),
        phase: it.phase,
        clues: ids(&it.clues),
        missing: ids(&it.missing),
    }
}

fn outcome(it: Option<&file::Outcome>, out: &mut Vec<Diagnostic>) -> Outcome {
    let Some(it) = it else {
        return Outcome::default();
    };
    let mut bounds = |range: &Option<Sp<[u8; 2]>>| {
        let range = range.as_ref()?;
        let [min, max] = **range;
        if min > max {
            out.push(complaint::empty_bounds(range.span(), min, max));
        }
        Some(Bounds { min, max })
    };
    Outcome {
        ended: it.ended,
        score: bounds(&it.score),
        response: bounds(&it.response),
        diagnosis: bounds(&it.diagnosis),
        mitigation: bounds(&it.mitigation),
        safety: bounds(&it.safety),
        communication: bounds(&it.communication),
        follow_through: bounds(&it.follow_through),
    }
}

/// Complains about what the scenario does not have.
fn refer(file: &file::Script, scenario: &Scenario, out: &mut Vec<Diagnostic>) {
    if scenario.metadata.id != *file.scenario.as_str() {
        let (span, id) = (file.scenario.span(), scenario.metadata.id.as_str());
        out.push(complaint::other_scenario(span, &file.scenario, id));
    }
    let alerts: Vec<&str> = scenario.alerts.iter().map(|it| it.id.as_str()).collect();
    let clues: Vec<&str> = scenario.clues.iter().map(|it| it.id.as_str()).collect();
    for expect in file.step.iter().filter_map(|step| step.expect.as_ref()) {
        let mut find = |kind, ids: &[Sp<String>], known: &[&str]| {
            for id in ids.iter().filter(|id| !known.contains(&id.as_str())) {
                let near = nearest(id, known.iter().copied());
                out.push(names::unknown_in_scenario(id.span(), kind, id, near));
            }
        };
        find("alert", &expect.firing, &alerts);
        find("alert", &expect.quiet, &alerts);
        find("clue", &expect.clues, &clues);
        find("clue", &expect.missing, &clues);
    }
}
