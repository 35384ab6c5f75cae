//! Complaints about tables that are well formed and make no sense.

use std::ops::Range;

use crate::content::diagnostic::Diagnostic;

/// A fact that may not become false is told to.
pub fn clear_irreversible(span: Range<usize>, id: &str, fact: Range<usize>) -> Diagnostic {
    Diagnostic::error(
        "E0301",
        span,
        format!("`{id}` can never become false again"),
    )
    .label("cleared here")
    .related(fact, "not declared `reversible`")
    .help("add `reversible = true` to the fact, or do not clear it")
}

/// More reversible facts than can be proved about.
pub fn too_many_reversible(span: Range<usize>, n_max: usize) -> Diagnostic {
    Diagnostic::error(
        "E0302",
        span,
        format!("more than {n_max} facts are reversible"),
    )
    .help("most things that happen stay so: let a second fact say what is true now")
}

/// Nobody is the player.
pub fn no_player(span: Range<usize>) -> Diagnostic {
    Diagnostic::error("E0303", span, "no responder is the player".into())
        .help("add `you = true` to the responder who the player is")
}

/// Two responders are the player.
pub fn second_player(span: Range<usize>, first: Range<usize>) -> Diagnostic {
    Diagnostic::error("E0304", span, "a second responder is the player".into())
        .related(first, "the first one")
        .help("take `you = true` from one of them")
}

/// A scenario that is neither narrated nor complete.
pub fn half_narrated(span: Range<usize>, table: &str, there: &str) -> Diagnostic {
    Diagnostic::error(
        "E0305",
        span,
        format!("there is `{there}`, so the scenario is played, but it has no `{table}`"),
    )
    .help(format!(
        "add `{table}`; or leave only metadata, sources and briefing, to have it narrated"
    ))
}

/// An alert that nothing makes fire.
pub fn alert_watches_nothing(span: Range<usize>, id: &str) -> Diagnostic {
    Diagnostic::error("E0306", span, format!("alert `{id}` watches nothing"))
        .help("give it `metric` with `above` or `below`, or `when`")
}

/// An alert with more than one condition.
pub fn alert_watches_twice(span: Range<usize>, id: &str) -> Diagnostic {
    Diagnostic::error(
        "E0307",
        span,
        format!("alert `{id}` has more than one condition"),
    )
    .help("give it `metric` with one of `above` and `below`, or `when` alone")
}

/// A cue that never happens.
pub fn cue_without_trigger(span: Range<usize>, id: &str) -> Diagnostic {
    Diagnostic::error(
        "E0308",
        span,
        format!("nothing says when cue `{id}` happens"),
    )
    .help("give it `at`, or `when` and perhaps `after`")
}

/// A cue that has a time and waits too.
pub fn cue_waits_at_a_time(span: Range<usize>, id: &str) -> Diagnostic {
    Diagnostic::error(
        "E0309",
        span,
        format!("cue `{id}` has both `at` and `after`"),
    )
    .help("`at` is since T+00:00; `after` is how long `when` has held: take one")
}

/// History that nobody vouches for.
pub fn unsourced_history(span: Range<usize>) -> Diagnostic {
    Diagnostic::error("E0310", span, "this entry has no source".into())
        .help("name its `source`, or say `unknown = true` where the record is silent")
}

/// A point of no return that players are not told of.
pub fn silent_loss(span: Range<usize>) -> Diagnostic {
    Diagnostic::error("E0311", span, "`lost` has no `lost_says`".into())
        .label("players would not know why it is over")
        .help("add `lost_says`: what they are told when it is lost")
}

/// What is said at a point of no return that there is not.
pub fn idle_lost_says(span: Range<usize>) -> Diagnostic {
    Diagnostic::error("E0312", span, "`lost_says` has no `lost`".into())
        .help("add `lost`, the guard of the point of no return")
}

/// One effect both makes a fact true and false.
pub fn set_and_clear(span: Range<usize>, id: &str, set: Range<usize>) -> Diagnostic {
    Diagnostic::error("E0313", span, format!("`{id}` is set and cleared at once"))
        .label("cleared here")
        .related(set, "set here")
        .help("keep one of the two")
}

/// A range that ends before it begins.
pub fn empty_range(span: Range<usize>, low: f64, high: f64) -> Diagnostic {
    Diagnostic::error(
        "E0314",
        span,
        format!("the range from {low} to {high} is empty"),
    )
    .help("write the lowest value first, and a higher one after it")
}

/// A value that the metric can never show.
pub fn outside_range(
    span: Range<usize>,
    what: &str,
    value: f64,
    range: Range<usize>,
) -> Diagnostic {
    Diagnostic::error(
        "E0315",
        span,
        format!("{what} {value} is outside the range"),
    )
    .related(range, "the range")
    .help("widen the range, or move the value into it")
}

/// A responder who can never come.
pub fn never_arrives(span: Range<usize>, id: &str) -> Diagnostic {
    Diagnostic::error("E0316", span, format!("`{id}` never arrives"))
        .help("add `arrives_after`, or `present = true` for who is there from the beginning")
}

/// A service whose health on the map would show what is really so.
pub fn health_of_a_fact(span: Range<usize>, literal: &str) -> Diagnostic {
    Diagnostic::error(
        "E0318",
        span,
        format!("the map would show the fact behind `{literal}`"),
    )
    .label("players see how a service looks, not what is so")
    .help("ask about a `clue:`, or name alerts and metrics that speak of the service")
}

/// A time that must not be nothing.
pub fn no_time(span: Range<usize>, what: &str) -> Diagnostic {
    Diagnostic::error("E0317", span, format!("{what} is no time at all")).help("write at least 10s")
}
