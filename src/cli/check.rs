//! `check`: every mistake in scenario files, whether they can be won, and whether their golden
//! runs hold.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, IsTerminal};
use std::num::NonZero;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, ScopedJoinHandle};

use serde_json::json;

use super::args::{Check, OutFormat};
use super::explain;
use super::out::{self, Code, Failure, Outcome};
use super::run;
use crate::content::diagnostic::Diagnostic;
use crate::content::render::{Style, render, tally};
use crate::content::{Loaded, lint, script as file};
use crate::engine::scenario::Scenario;
use crate::engine::script::{self, Played};
use crate::library::{self, Found};
use crate::os::clock::{Clock, RealClock};
use crate::prove::{End, Proof, tell};

/// What was looked at.
struct Seen<'a> {
    args: &'a Check,
    style: Style,
    text: String,
    n_files: usize,
    n_errors: usize,
    n_warnings: usize,
    /// The code of the first complaint.
    first_code: Option<&'static str>,
}

/// A golden run: its file, and what came of it.
struct Golden {
    path: String,
    source: io::Result<String>,
    diagnostics: Vec<Diagnostic>,
    played: Option<Played>,
    /// Between which points it is to end.
    bounds: Option<(u8, u8)>,
}

pub fn check(args: &Check) -> Outcome {
    if let Some(code) = &args.explain {
        return explain::explain(code, args.format);
    }
    let style = match args.format {
        OutFormat::Json => Style::Json,
        OutFormat::Human if io::stdout().is_terminal() => Style::Picture {
            width: terminal_width(),
            colour: out::is_coloured(),
        },
        OutFormat::Human => Style::Lines,
    };
    let mut files = Vec::new();
    if args.paths.is_empty() {
        files.extend(library::shipped_files());
    }
    for path in &args.paths {
        files.extend(library::files(path).map_err(Failure::new)?);
    }
    let mut seen = Seen::nothing(args, style);
    for each in side_by_side(&files, args, style) {
        seen.join(&each);
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

/// What each file comes to, in their order: files know nothing of each other.
fn side_by_side<'a>(files: &[Found], args: &'a Check, style: Style) -> Vec<Seen<'a>> {
    let hands = thread::available_parallelism().map_or(1, NonZero::get);
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let idx = next.fetch_add(1, Ordering::Relaxed);
            let Some(found) = files.get(idx) else {
                return done;
            };
            let mut seen = Seen::nothing(args, style);
            seen.file(found);
            done.push((idx, seen));
        }
    };
    let mut all: Vec<(usize, Seen<'a>)> = thread::scope(|scope| {
        let hands: Vec<_> = (0..hands.min(files.len()))
            .map(|_| scope.spawn(work))
            .collect();
        let done = hands.into_iter().map(ScopedJoinHandle::join);
        done.flat_map(|it| it.unwrap_or_else(|panic| resume_unwind(panic)))
            .collect()
    });
    all.sort_by_key(|(idx, _)| *idx);
    all.into_iter().map(|(_, seen)| seen).collect()
}

fn terminal_width() -> usize {
    crossterm::terminal::size().map_or(100, |(columns, _)| usize::from(columns).clamp(40, 140))
}

impl<'a> Seen<'a> {
    const fn nothing(args: &'a Check, style: Style) -> Self {
        Self {
            args,
            style,
            text: String::new(),
            n_files: 0,
            n_errors: 0,
            n_warnings: 0,
            first_code: None,
        }
    }

    fn join(&mut self, next: &Self) {
        self.text.push_str(&next.text);
        self.n_files += next.n_files;
        self.n_errors += next.n_errors;
        self.n_warnings += next.n_warnings;
        self.first_code = self.first_code.or(next.first_code);
    }

    fn file(&mut self, found: &Found) {
        let source = found.source();
        let mut loaded = match std::str::from_utf8(&found.bytes) {
            Ok(source) => lint::check(found.folder.as_deref(), source),
            Err(_) => found.load(),
        };
        let scenario = loaded.scenario.take().map(Arc::new);
        let mut golden = scenario
            .as_ref()
            .map_or_else(Vec::new, |it| golden_runs(it, found));
        for run in &mut golden {
            let name = Path::new(&run.path).file_stem().and_then(OsStr::to_str);
            let file = loaded.file.as_ref();
            let spoils = file.and_then(|it| lint::file_name(it, name?));
            run.diagnostics.extend(spoils);
        }
        let with_proof = !self.args.no_prove;
        let proved = match &scenario {
            Some(scenario) if with_proof && !scenario.narrated => {
                self.prove(&found.path, scenario, &mut loaded, &golden)
            }
            Some(_) | None => String::new(),
        };
        self.tell(&found.path, &source, &loaded.diagnostics);
        self.text.push_str(&proved);
        if with_proof {
            let rows: String = golden.iter().filter_map(|it| self.passed(it)).collect();
            self.text.push_str(&rows);
        }
        for run in &golden {
            self.golden(run);
        }
    }

    /// What a golden run came to that went as it says.
    fn passed(&self, run: &Golden) -> Option<String> {
        let played = run.played.as_ref().filter(|it| it.failures.is_empty())?;
        let total = played.score.total;
        Some(match self.style {
            Style::Json => {
                let ended = played.session.state().ended;
                let ended = ended.map_or("open", |(_, ending)| ending.word());
                let data = json!({ "score": total, "bounds": run.bounds, "ended": ended });
                format!("{}\n", json!({ "file": run.path, "run": data }))
            }
            Style::Picture { .. } | Style::Lines => {
                let name = Path::new(&run.path).file_stem().and_then(OsStr::to_str);
                tell::run(name.unwrap_or(&run.path), total, run.bounds)
            }
        })
    }

    /// Proves a scenario: what is wrong joins the other complaints, what holds is told.
    fn prove(
        &self,
        path: &str,
        scenario: &Scenario,
        loaded: &mut Loaded,
        golden: &[Golden],
    ) -> String {
        let Some(file) = &loaded.file else {
            return String::new();
        };
        let clock = RealClock::start();
        let plays = golden.iter().filter_map(|run| {
            let played = run.played.as_ref()?;
            End::of(&run.path, &played.session.state().standing)
        });
        let proof = Proof::with(scenario, plays.collect());
        let ms = u64::try_from(clock.reading().as_millis()).unwrap_or(u64::MAX);
        let found = tell::diagnostics(file, scenario, &proof);
        loaded.diagnostics.extend(found);
        let place = |it: &Diagnostic| (it.span.start, it.span.end);
        loaded.diagnostics.sort_by_key(place);
        match self.style {
            Style::Json => {
                let proof = tell::data(scenario, &proof, ms);
                format!("{}\n", json!({ "file": path, "proof": proof }))
            }
            Style::Picture { .. } | Style::Lines => {
                let words = tell::summary(scenario, &proof, ms, self.args.verbose);
                format!("{path}:\n{words}")
            }
        }
    }

    fn golden(&mut self, run: &Golden) {
        let name = &run.path;
        let source = match &run.source {
            Ok(source) => source,
            Err(error) => {
                self.n_errors += 1;
                let line = match self.style {
                    Style::Json => {
                        let what = format!("cannot read: {error}");
                        let error = json!({ "file": name, "severity": "error", "message": what });
                        format!("{error}\n")
                    }
                    Style::Picture { .. } | Style::Lines => {
                        format!("{name}: error: cannot read: {error}\n")
                    }
                };
                self.text.push_str(&line);
                return;
            }
        };
        self.tell(name, source, &run.diagnostics);
        let Some(played) = &run.played else {
            return;
        };
        self.n_errors += played.failures.len();
        if !played.failures.is_empty() {
            self.first_code.get_or_insert(run::FAILURE_CODE);
        }
        for failure in &played.failures {
            let line = run::failure_line(name, &played.session, failure, self.style);
            self.text.push_str(&line);
        }
    }

    fn tell(&mut self, name: &str, source: &str, diagnostics: &[Diagnostic]) {
        self.n_files += 1;
        let n_errors = diagnostics.iter().filter(|it| it.is_error()).count();
        self.n_errors += n_errors;
        self.n_warnings += diagnostics.len() - n_errors;
        let first = diagnostics.iter().find(|it| it.is_error());
        if let Some(first) = first.or_else(|| diagnostics.first()) {
            // An error says more than a warning that came before it.
            let known = self
                .first_code
                .filter(|it| !first.is_error() || it.starts_with('E'));
            self.first_code = known.or(Some(first.code));
        }
        self.text
            .push_str(&render(name, source, diagnostics, self.style));
        if let (Some(tally), Style::Picture { .. }) = (tally(diagnostics), self.style) {
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

/// Plays the golden runs that lie beside a scenario's file.
fn golden_runs(scenario: &Arc<Scenario>, found: &Found) -> Vec<Golden> {
    let beside = Path::new(&found.path).parent().map(|it| it.join("runs"));
    let Some(Ok(entries)) = beside.map(fs::read_dir) else {
        // What is built in brings its good run along.
        let path = format!("{}/runs/good.toml", found.path);
        let good = found
            .good_run()
            .map(|it| golden_run(scenario, path, Ok(it)));
        return good.into_iter().collect();
    };
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|it| it == "toml"))
        .collect();
    files.sort();
    let run = |file: PathBuf| {
        let source = fs::read_to_string(&file);
        golden_run(scenario, file.display().to_string(), source)
    };
    files.into_iter().map(run).collect()
}

fn golden_run(scenario: &Arc<Scenario>, path: String, source: io::Result<String>) -> Golden {
    let loaded = source.as_ref().map(|it| file::load(it, Some(scenario)));
    let (diagnostics, script) = match loaded {
        Ok(loaded) => (loaded.diagnostics, loaded.script),
        Err(_) => (Vec::new(), None),
    };
    Golden {
        path,
        source,
        diagnostics,
        bounds: script.as_ref().and_then(|it| it.outcome.score),
        played: script.map(|it| script::play(scenario, &it)),
    }
}
