//! `check`: every mistake in scenario files, and whether their golden runs hold.

use std::fmt::Write as _;
use std::fs;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::{Check, OutFormat};
use super::explain;
use super::out::{self, Code, Failure, Outcome};
use super::run;
use crate::content::diagnostic::Diagnostic;
use crate::content::render::{Style, render, tally};
use crate::content::{lint, script as file};
use crate::engine::scenario::Scenario;
use crate::engine::script;
use crate::library::{self, Found};
use crate::os::clock::{RealClock, Stopwatch};
use crate::prove::{Proof, tell};

/// What was looked at.
#[derive(Default)]
struct Seen {
    text: String,
    n_files: usize,
    n_errors: usize,
    n_warnings: usize,
    /// The code of the first complaint.
    first_code: Option<&'static str>,
}

pub fn check(args: &Check) -> Outcome {
    if let Some(code) = &args.explain {
        return explain::explain(code, args.format);
    }
    let style = match args.format {
        OutFormat::Json => Style::Json,
        OutFormat::Human if std::io::stdout().is_terminal() => Style::Picture {
            width: terminal_width(),
            colour: out::is_coloured(),
        },
        OutFormat::Human => Style::Lines,
    };
    let mut seen = Seen::default();
    let prove = args.prove;
    if args.paths.is_empty() {
        for found in library::shipped_files() {
            seen.file(&found, style, prove);
        }
    }
    for path in &args.paths {
        for found in library::files(path).map_err(Failure::new)? {
            seen.file(&found, style, prove);
        }
    }
    if args.format == OutFormat::Human {
        seen.text.push_str(&seen.summary());
    }
    out::print(&seen.text)?;
    Ok(if seen.n_errors == 0 {
        Code::Fine
    } else {
        Code::Yours
    })
}

fn terminal_width() -> usize {
    crossterm::terminal::size().map_or(100, |(columns, _)| usize::from(columns).clamp(40, 140))
}

impl Seen {
    fn file(&mut self, found: &Found, style: Style, prove: bool) {
        let source = found.source();
        let mut loaded = match std::str::from_utf8(&found.bytes) {
            Ok(source) => lint::check(found.folder.as_deref(), source),
            Err(_) => found.load(),
        };
        let mut proved = String::new();
        if let (true, Some(file), Some(scenario)) = (prove, &loaded.file, &loaded.scenario)
            && !scenario.narrated
        {
            let mut watch = Stopwatch::start(Box::new(RealClock::start()));
            let proof = Proof::of(scenario);
            let ms = watch.passed().as_millis();
            let found = tell::diagnostics(file, scenario, &proof);
            loaded.diagnostics.extend(found);
            let place = |it: &Diagnostic| (it.span.start, it.span.end);
            loaded.diagnostics.sort_by_key(place);
            proved = tell::summary(scenario, &proof);
            let _ = writeln!(proved, "  proved in {ms} ms");
        }
        self.tell(&found.path, &source, &loaded.diagnostics, style);
        if style != Style::Json && !proved.is_empty() {
            let _ = write!(self.text, "{}:\n{proved}", found.path);
        }
        let beside = Path::new(&found.path).parent();
        if let (Some(scenario), Some(beside)) = (loaded.scenario, beside) {
            self.golden_runs(&Arc::new(scenario), &beside.join("runs"), style);
        }
    }

    fn golden_runs(&mut self, scenario: &Arc<Scenario>, runs: &Path, style: Style) {
        let Ok(entries) = fs::read_dir(runs) else {
            return;
        };
        let mut files: Vec<PathBuf> = entries
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.extension().is_some_and(|it| it == "toml"))
            .collect();
        files.sort();
        for file in files {
            let name = file.display().to_string();
            let source = match fs::read_to_string(&file) {
                Ok(source) => source,
                Err(error) => {
                    self.n_errors += 1;
                    let _ = writeln!(self.text, "{name}: error: cannot read: {error}");
                    continue;
                }
            };
            let loaded = file::load(&source, Some(scenario));
            self.tell(&name, &source, &loaded.diagnostics, style);
            let Some(script) = loaded.script else {
                continue;
            };
            let played = script::play(scenario, &script);
            self.n_errors += played.failures.len();
            if !played.failures.is_empty() {
                self.first_code.get_or_insert(run::FAILURE_CODE);
            }
            for failure in &played.failures {
                self.text
                    .push_str(&run::failure_line(&name, &played.session, failure, style));
            }
        }
    }

    fn tell(&mut self, name: &str, source: &str, diagnostics: &[Diagnostic], style: Style) {
        self.n_files += 1;
        let n_errors = diagnostics.iter().filter(|it| it.is_error()).count();
        self.n_errors += n_errors;
        self.n_warnings += diagnostics.len() - n_errors;
        if let Some(first) = diagnostics.first() {
            self.first_code.get_or_insert(first.code);
        }
        self.text
            .push_str(&render(name, source, diagnostics, style));
        if let (Some(tally), Style::Picture { .. }) = (tally(diagnostics), style) {
            let _ = writeln!(self.text, "{name}: {tally}\n");
        }
    }

    fn summary(&self) -> String {
        let count = |n: usize, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
        let mut text = format!(
            "checked {}: {}, {}\n",
            count(self.n_files, "file"),
            count(self.n_errors, "error"),
            count(self.n_warnings, "warning"),
        );
        if let Some(code) = self.first_code {
            let _ = writeln!(text, "misfortune check --explain {code} tells more");
        }
        text
    }
}
