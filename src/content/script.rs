//! Script files: a play written down, with what it has to show. Golden runs are such files.
//!
//! TOML in, a script or all its mistakes out. What a step's `do` means is the prompt's to say.

pub mod file;

use crate::engine::event::{Ending, Stress};
use crate::engine::id::Id;
use crate::engine::scenario::Scenario;
use crate::engine::score::Dimension;
use crate::engine::script::{Expect, Outcome, Script, Step, When};
use crate::engine::seed::Seed;
use crate::engine::state::Phase;
use crate::engine::time::Elapsed;

use super::complaint::{names, script as complaint};
use super::diagnostic::{Diagnostic, nearest};
use super::spanned::Sp;
use super::{FILE_BYTES_MAX, headers, read, schema};

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
    let loaded = load_as_written(source, scenario);
    if loaded.script.is_some() || source.len() > FILE_BYTES_MAX {
        return loaded;
    }
    let Some(mended) = headers::mended(source, schema::script()) else {
        return loaded;
    };
    let found = load_as_written(&mended.source, scenario).diagnostics;
    Loaded {
        script: None,
        diagnostics: mended.told(found),
    }
}

fn load_as_written(source: &str, scenario: Option<&Scenario>) -> Loaded {
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
        scenario: Id::from(file.scenario.as_str()),
        about: file.about.trim_end().to_owned(),
        seed: Seed(file.seed),
        stress: match file.stress {
            file::Stress::Untimed => Stress::Untimed,
            file::Stress::Calm => Stress::Calm,
            file::Stress::Normal => Stress::Normal,
            file::Stress::Real => Stress::Real,
        },
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
        expect: it.expect.as_ref().map(expect).unwrap_or_default(),
        line: 1 + source
            .bytes()
            .take(span.start)
            .filter(|b| *b == b'\n')
            .count(),
    }
}

fn expect(it: &file::Expect) -> Expect {
    let ids = |ids: &[Sp<String>]| ids.iter().map(|id| Id::from(id.as_str())).collect();
    Expect {
        firing: ids(&it.firing),
        quiet: ids(&it.quiet),
        phase: it.phase.map(|phase| match phase {
            file::Phase::Paging => Phase::Paging,
            file::Phase::Acknowledged => Phase::Acknowledged,
            file::Phase::Mitigated => Phase::Mitigated,
            file::Phase::Resolved => Phase::Resolved,
            file::Phase::Over => Phase::Over,
        }),
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
        let [min, max] = *range.get();
        if min > max {
            out.push(complaint::empty_bounds(range.span(), min, max));
        }
        Some((min, max))
    };
    let dimensions = Dimension::ALL.into_iter().filter_map(|dimension| {
        let range = match dimension {
            Dimension::Response => &it.response,
            Dimension::Diagnosis => &it.diagnosis,
            Dimension::Mitigation => &it.mitigation,
            Dimension::Safety => &it.safety,
            Dimension::Communication => &it.communication,
            Dimension::FollowThrough => &it.follow_through,
        };
        Some((dimension, bounds(range)?))
    });
    Outcome {
        dimensions: dimensions.collect(),
        score: bounds(&it.score),
        ended: it.ended.map(|ended| {
            let word = match ended {
                file::Ended::Resolved => Ending::Resolved.word(),
                file::Ended::Lost => Ending::Lost.word(),
                file::Ended::OutOfTime => Ending::OutOfTime.word(),
                file::Ended::Open => "open",
            };
            word.to_owned()
        }),
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
