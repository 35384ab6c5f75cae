//! Complaints of the prover: what can be loaded and read, and cannot be played as it should.

use std::ops::Range;

use crate::content::diagnostic::Diagnostic;
use crate::engine::time::Elapsed;

/// A scenario that nobody can win. `chain` says which guard can never hold, and why.
pub fn unwinnable(span: Range<usize>, deal: &[String], chain: &[String]) -> Diagnostic {
    let deal = match deal {
        [] => String::new(),
        dealt => format!(" when `{}` is dealt", dealt.join("` and `")),
    };
    Diagnostic::error(
        "E0601",
        span,
        format!("the incident can never be resolved{deal}"),
    )
    .maybe_help((!chain.is_empty()).then(|| chain.join("; ")))
}

/// A fact that nothing that can happen makes true.
pub fn never_true(span: Range<usize>, id: &str, chain: &[String]) -> Diagnostic {
    Diagnostic::error("E0602", span, format!("fact `{id}` can never become true"))
        .maybe_help((!chain.is_empty()).then(|| chain.join("; ")))
}

/// A result that can never come.
pub fn never_comes(span: Range<usize>, id: &str, chain: &[String]) -> Diagnostic {
    Diagnostic::error(
        "E0603",
        span,
        format!("this result of `{id}` can never come"),
    )
    .maybe_help((!chain.is_empty()).then(|| chain.join("; ")))
}

/// A cue that can never happen.
pub fn never_happens(span: Range<usize>, id: &str, chain: &[String]) -> Diagnostic {
    Diagnostic::error("E0604", span, format!("cue `{id}` can never happen"))
        .maybe_help((!chain.is_empty()).then(|| chain.join("; ")))
}

/// A clue that is taught only where nobody can get.
pub fn never_learned(span: Range<usize>, id: &str, chain: &[String]) -> Diagnostic {
    Diagnostic::error("E0605", span, format!("clue `{id}` can never be learned"))
        .maybe_help((!chain.is_empty()).then(|| chain.join("; ")))
}

/// A state from which nothing leads on, without a word to the players. `facts` are those that close
/// ways there, `action` what was done last, `again` what would lead on if it could be done again.
pub fn soft_lock(
    span: Range<usize>,
    facts: &[&str],
    action: Option<&str>,
    at: Elapsed,
    way_in: &str,
    chain: &[String],
    again: Option<&str>,
) -> Diagnostic {
    let once = match (facts, action) {
        ([], Some(action)) => format!("after `{action}`"),
        ([], None) => format!("from {at} on"),
        ([fact], _) => format!("once `{fact}` is so"),
        (facts, _) => format!("once `{}` are so", facts.join("` and `")),
    };
    let what = "the incident can never be resolved, and it is not lost either";
    let why = chain
        .first()
        .map_or(String::new(), |why| format!(" ({why})"));
    let it = Diagnostic::error("E0606", span, format!("{once}, {what}"))
        .label(format!("the way in: {way_in}, until {at}"));
    let or_lost = "or let `truth.lost` hold and say so in `lost_says`";
    match again {
        Some(action) => it.help(format!(
            "let `{action}` be done again with `repeatable = true`{why}, {or_lost}"
        )),
        None => it.help(format!("leave a way out{why}, {or_lost}")),
    }
}

/// The search ended at its budget.
pub fn not_proved(span: Range<usize>, deal: &[String], n_players: usize) -> Diagnostic {
    let deal = match deal {
        [] => String::new(),
        dealt => format!(" when `{}` is dealt", dealt.join("` and `")),
    };
    let who = if n_players == 1 {
        "one player".into()
    } else {
        format!("{n_players} players")
    };
    Diagnostic::error(
        "E0607",
        span,
        format!("not proved: no winning line for {who} was found{deal}"),
    )
    .help("the search ended at its budget; make the way to the goal shorter or plainer")
}

/// An alert that still fires when the cause is gone.
pub fn still_fires(span: Range<usize>, id: &str, how: &str) -> Diagnostic {
    Diagnostic::error(
        "E0608",
        span,
        format!("alert `{id}` still fires when all is resolved"),
    )
    .label(how)
    .help("let its guard or its metric's levels follow what the resolved truth asks for")
}

/// An audience that nobody can ever tell anything.
pub fn never_reached(span: Range<usize>, id: &str, chain: &[String]) -> Diagnostic {
    Diagnostic::error(
        "E0609",
        span,
        format!("nobody can ever post to audience `{id}`"),
    )
    .maybe_help((!chain.is_empty()).then(|| chain.join("; ")))
}

/// An alert whose condition never holds.
pub fn never_fires(span: Range<usize>, id: &str, chain: &[String]) -> Diagnostic {
    Diagnostic::error("E0610", span, format!("alert `{id}` can never fire"))
        .maybe_help((!chain.is_empty()).then(|| chain.join("; ")))
}

/// A part of the truth that can never hold, though the incident can be resolved.
pub fn no_such_end(span: Range<usize>, what: &str, chain: &[String]) -> Diagnostic {
    Diagnostic::error("E0612", span, format!("`truth.{what}` can never hold"))
        .maybe_help((!chain.is_empty()).then(|| chain.join("; ")))
}

/// A wrong move that nothing answers for.
pub fn costs_nothing(
    span: Range<usize>,
    action: &str,
    fact: &str,
    declared: Range<usize>,
) -> Diagnostic {
    Diagnostic::error(
        "E0611",
        span,
        format!("action `{action}` closes a way out and costs nothing"),
    )
    .related(
        declared,
        format!("no harm, damage, alert, loss or lost time follows from `{fact}`"),
    )
    .help("give the fact `damage`, let harm or an alert follow it, or let the way be needed")
}

/// There is one way out only.
pub fn single_route(span: Range<usize>, id: &str) -> Diagnostic {
    Diagnostic::warning(
        "W0601",
        span,
        "there is one single route to mitigation".into(),
    )
    .label(format!("without action `{id}` users are never helped"))
    .help("give players a second way to help users, slower or at a price")
}

/// The warning before an action tells which actions are wrong.
pub fn all_flagged(span: Range<usize>) -> Diagnostic {
    Diagnostic::warning(
        "W0602",
        span,
        "every harmful action has a `risk`, no other has".into(),
    )
    .help("a question before it then tells what is wrong: ask before a right one too")
}

/// Nothing leads astray.
pub fn no_red_herring(span: Range<usize>) -> Diagnostic {
    Diagnostic::warning("W0603", span, "there is no red herring".into())
        .help("let a clue that can be learned speak for a hypothesis that is wrong")
}

/// The best line takes more or much less time than the scenario says.
pub fn par_outside_minutes(span: Range<usize>, par: u64, minutes: u32) -> Diagnostic {
    Diagnostic::warning(
        "W0604",
        span,
        format!("the best line takes {par} minutes of play, the scenario says {minutes}"),
    )
    .help("change `minutes`, or the clock's `pace`")
}

/// The best line destroys something.
pub fn dirty_par(span: Range<usize>) -> Diagnostic {
    Diagnostic::warning(
        "W0605",
        span,
        "no winning line that leaves everything intact was found".into(),
    )
    .help("every line that was found sets a fact with `damage`: leave a clean way out")
}

/// Key clues that a wrong move puts out of reach.
pub fn out_of_reach(span: Range<usize>, fact: &str, clues: &[(&str, Range<usize>)]) -> Diagnostic {
    let ids: Vec<&str> = clues.iter().map(|(id, _)| *id).collect();
    let (s, ids) = (if ids.len() == 1 { "" } else { "s" }, ids.join("` and `"));
    let what = format!("once `{fact}` is so, key clue{s} `{ids}` can no longer be learned");
    let it = Diagnostic::warning("W0606", span, what)
        .label("the debrief would still call for it")
        .help(
            "let a result that comes then teach it too, leave `key` off, or make the damage one \
             of `evidence`",
        );
    let related = |it: Diagnostic, (_, place): &(&str, Range<usize>)| {
        it.related(place.clone(), "this has `key = true`")
    };
    clues.iter().fold(it, related)
}
