//! Complaints about script files.

use std::ops::Range;

use crate::content::diagnostic::Diagnostic;
use crate::engine::time::Elapsed;

/// A step that says twice when it is.
pub fn two_times(span: Range<usize>) -> Diagnostic {
    Diagnostic::error("E0501", span, "this step has both `at` and `after`".into())
        .help("`at` is since T+00:00; `after` is since the step before it: take one")
}

/// A step that neither does nor looks at anything.
pub fn idle_step(span: Range<usize>) -> Diagnostic {
    Diagnostic::error("E0502", span, "this step does nothing".into())
        .help("give it `do`, what is typed, or `expect`, what is on the screen")
}

/// A step that comes before the one before it.
pub fn time_runs_back(span: Range<usize>, latest: Elapsed) -> Diagnostic {
    Diagnostic::error(
        "E0503",
        span,
        format!("time runs backwards: a step before this one is at {latest}"),
    )
    .help("put steps in the order in which they are taken")
}

/// Bounds with nothing between them.
pub fn empty_bounds(span: Range<usize>, min: u8, max: u8) -> Diagnostic {
    Diagnostic::error(
        "E0504",
        span,
        format!("no score is at least {min} and at most {max}"),
    )
    .help("write the lowest first")
}

/// A refusal of nothing.
pub fn nothing_to_reject(span: Range<usize>) -> Diagnostic {
    Diagnostic::error(
        "E0505",
        span,
        "nothing is typed that could be refused".into(),
    )
    .help("give the step `do`, or take `rejected` out")
}

/// A text that is no moment or pause of incident time.
pub fn bad_time(span: Range<usize>, what: &str, why: &str) -> Diagnostic {
    Diagnostic::error("E0506", span, format!("{what}: {why}")).label("expected a time")
}

/// A script for another scenario.
pub fn other_scenario(span: Range<usize>, found: &str, id: &str) -> Diagnostic {
    Diagnostic::error(
        "E0507",
        span,
        format!("this script plays `{found}`, not `{id}`"),
    )
    .help(format!("play it with `{found}`, or write `{id}`"))
}
