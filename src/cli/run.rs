//! `run`: plays a script without a face and checks what it expects.

use std::fs;
use std::path::Path;

use super::args::{OutFormat, Run};
use super::out::{self, Code, Failure, Outcome};
use super::{replay, saved};
use crate::content::render::{Style, render};
use crate::content::script as file;
use crate::engine::scenario::Scenario;
use crate::engine::script::{self, Script};
use crate::engine::seed::Seed;
use crate::engine::session::Session;
use crate::library::Library;
use crate::report;
use crate::store::portable;
use crate::view::{Scene, debrief, failure};

pub fn run(args: &Run, library: &Library) -> Outcome {
    let scenario = saved::scenario(library, &args.scenario)?;
    let mut script = read_script(&args.script, &scenario)?;
    if let Some(seed) = args.seed {
        script.seed = Seed(seed);
    }
    let played = script::play(&scenario, &script);
    let session = &played.session;
    if let Some(path) = &args.journal {
        let mut text = Vec::new();
        portable::write(session.head(), session.journal(), &mut text).map_err(Failure::new)?;
        fs::write(path, text)
            .map_err(|error| Failure::new(format!("cannot write {}: {error}", path.display())))?;
    }
    let name = args.script.display().to_string();
    let sheet = debrief::score_sheet(&Scene::new(session, session.state().now));
    let text = match args.format {
        OutFormat::Human => {
            let failures: String = played
                .failures
                .iter()
                .map(|it| failure_line(&name, session, it, Style::Lines))
                .collect();
            let score = report::text::score(&sheet);
            format!("{}\n{score}{failures}", replay::told(session))
        }
        OutFormat::Json => out::json(&serde_json::json!({
            "scenario": scenario.metadata.id.as_str(),
            "script": name,
            "seed": script.seed.0,
            "ended": session.state().ended.map_or("open", |(_, ending)| ending.word()),
            "elapsed_ms": session.state().now.0,
            "score": sheet,
            "failures": played
                .failures
                .iter()
                .map(|it| failure::words(&Scene::new(session, session.state().now), it))
                .collect::<Vec<_>>(),
        })),
    };
    out::print(&text)?;
    Ok(if played.failures.is_empty() {
        Code::Fine
    } else {
        Code::Yours
    })
}

fn read_script(path: &Path, scenario: &Scenario) -> Result<Script, Failure> {
    let source = fs::read_to_string(path)
        .map_err(|error| Failure::new(format!("cannot read {}: {error}", path.display())))?;
    let loaded = file::load(&source, Some(scenario));
    let name = path.display().to_string();
    loaded.script.ok_or_else(|| {
        let complaints = render(&name, &source, &loaded.diagnostics, Style::Lines);
        Failure::new(format!(
            "the script cannot be played\n{}",
            complaints.trim_end()
        ))
    })
}

/// The code of a failed expectation.
pub const FAILURE_CODE: &str = "E0900";

/// A failed expectation as a line that editors can jump from.
pub fn failure_line(name: &str, session: &Session, it: &script::Failure, style: Style) -> String {
    let what = failure::words(&Scene::new(session, session.state().now), it);
    let line = it.line.unwrap_or(1);
    match style {
        Style::Json => {
            let value = serde_json::json!({
                "file": name,
                "severity": "error",
                "code": FAILURE_CODE,
                "message": what,
                "place": { "start": { "line": line, "column": 1 } },
            });
            format!("{value}\n")
        }
        Style::Picture { .. } | Style::Lines => {
            format!("{name}:{line}:1: error[{FAILURE_CODE}]: {what}\n")
        }
    }
}
