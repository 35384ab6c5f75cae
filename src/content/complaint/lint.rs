//! Complaints of the lint: what can be loaded and would play badly.

use std::ops::Range;

use crate::content::diagnostic::Diagnostic;

/// A literal that can never hold.
pub fn never_holds(span: Range<usize>, literal: &str, why: &str) -> Diagnostic {
    Diagnostic::error("E0401", span, format!("`{literal}` can never hold"))
        .label(why)
        .help("let something set it, or take the literal out")
}

/// A conjunction that asks for a thing and its opposite.
pub fn contradiction(span: Range<usize>, literal: &str) -> Diagnostic {
    Diagnostic::error(
        "E0402",
        span,
        format!("this guard asks for `{literal}` and for its opposite"),
    )
    .help("for any of several conditions write a list of lists: [[\"a\"], [\"!a\", \"b\"]]")
}

/// A clue that nobody can learn.
pub fn untaught_clue(span: Range<usize>, id: &str) -> Diagnostic {
    Diagnostic::error("E0403", span, format!("nothing teaches clue `{id}`"))
        .help("name it in the `learn` of a result or a cue")
}

/// A result that never comes, because an earlier one always does.
pub fn shadowed_result(span: Range<usize>, earlier: Range<usize>, alone: bool) -> Diagnostic {
    Diagnostic::error("E0404", span, "this result can never come".into())
        .related(earlier, shadow(alone))
        .help("put the result with the narrower guard first")
}

/// A fact's id in a text that players read.
pub fn spoils_fact(span: Range<usize>, id: &str, what: &str) -> Diagnostic {
    Diagnostic::error("E0405", span, format!("{what} shows the fact id `{id}`"))
        .label("players read this")
        .help("say it in other words, or give the fact another id")
}

/// An incident that is over, or lost, before it begins.
pub fn true_at_once(span: Range<usize>, what: &str) -> Diagnostic {
    Diagnostic::error(
        "E0406",
        span,
        format!("`truth.{what}` already holds at T+00:00"),
    )
    .help("ask for a fact that has still to become true")
}

/// The coach tells somebody to type what the prompt does not understand.
pub fn coach_misread(span: Range<usize>, typed: &str) -> Diagnostic {
    Diagnostic::error(
        "E0407",
        span,
        format!("the coach suggests `{typed}`, which nothing here understands"),
    )
    .help("write a word of the prompt with all it needs, or a command of one of the actions")
}

/// A fact that makes no difference.
pub fn idle_fact(span: Range<usize>, id: &str, is_set: bool) -> Diagnostic {
    let message = if is_set {
        format!("fact `{id}` is set, but nothing asks about it")
    } else {
        format!("nothing sets fact `{id}` or asks about it")
    };
    Diagnostic::warning("W0401", span, message)
        .help("let something depend on it, give it `damage`, or take it out")
}

/// A clue that makes no difference.
pub fn idle_clue(span: Range<usize>, id: &str) -> Diagnostic {
    Diagnostic::warning("W0402", span, format!("clue `{id}` speaks for nothing"))
        .help("name it in a hypothesis, an action's `checks` or a guard, or say `key = true`")
}

/// A literal that holds whatever happens.
pub fn always_holds(span: Range<usize>, literal: &str) -> Diagnostic {
    Diagnostic::warning("W0403", span, format!("`{literal}` always holds"))
        .label("nothing ever sets this fact")
        .help("let something set it, or take the literal out")
}

/// A level that a metric never goes to.
pub fn shadowed_level(span: Range<usize>, earlier: Range<usize>, alone: bool) -> Diagnostic {
    Diagnostic::warning("W0404", span, "the metric never goes to this level".into())
        .related(earlier, shadow(alone))
        .help("put the level with the narrower guard first")
}

/// An action that may show nothing.
pub fn no_last_result(span: Range<usize>, id: &str) -> Diagnostic {
    Diagnostic::warning(
        "W0405",
        span,
        format!("action `{id}` shows nothing when none of its guards holds"),
    )
    .help("end its results with one that has no `when`")
}

/// Words of the debrief in a text that players read.
pub fn spoils_text(span: Range<usize>, what: &str, hidden: Range<usize>) -> Diagnostic {
    Diagnostic::error("E0411", span, format!("{what} says what the debrief says"))
        .related(hidden, "for the debrief only")
        .help("say only what can be known at that moment")
}

/// A line that is wider than the screen it was set for.
pub fn too_wide(span: Range<usize>, what: &str, n: usize, n_max: usize) -> Diagnostic {
    Diagnostic::warning(
        "W0407",
        span,
        format!("{what} has a line of {n} columns, more than {n_max}"),
    )
    .help("break or shorten it as the tool would on a narrow terminal")
}

/// A hypothesis that nothing speaks for.
pub fn unsupported(span: Range<usize>, id: &str) -> Diagnostic {
    Diagnostic::error(
        "E0408",
        span,
        format!("no clue speaks for hypothesis `{id}`"),
    )
    .help("name a clue in its `for`: what makes somebody believe it")
}

/// A wrong hypothesis that nothing clears.
pub fn uncleared(span: Range<usize>, id: &str) -> Diagnostic {
    Diagnostic::error(
        "E0409",
        span,
        format!("no clue speaks against hypothesis `{id}`, which is wrong"),
    )
    .help("name a clue in its `against`: what clears it")
}

/// No hypothesis is so.
pub fn no_true_hypothesis(span: Range<usize>) -> Diagnostic {
    Diagnostic::warning("W0410", span, "no hypothesis is true".into())
        .help("say `true = true` of the one that is so, or add one")
}

/// The scenario leaves out something that makes a dimension of the score.
pub fn thin(span: Range<usize>, what: &str, why: &str) -> Diagnostic {
    Diagnostic::warning("W0411", span, format!("there is no {what}")).help(why)
}

/// A whole incident that claims to be in the record word by word.
pub fn nothing_reconstructed(span: Range<usize>) -> Diagnostic {
    Diagnostic::warning("W0412", span, "nothing is marked `reconstructed`".into())
        .help("mark tools, people and outputs that the sources do not show")
}

/// A cue or inject that does nothing.
pub fn no_effect(span: Range<usize>, what: &str, id: &str) -> Diagnostic {
    Diagnostic::warning("W0413", span, format!("{what} `{id}` does nothing"))
        .help("give it `says` or `set`, or take it out")
}

/// An alert on a value that its metric never reaches.
pub fn silent_alert(span: Range<usize>, id: &str, metric: Range<usize>) -> Diagnostic {
    Diagnostic::error("E0410", span, format!("alert `{id}` can never fire"))
        .related(metric, "no level of this metric passes the threshold")
        .help("move the threshold, or add a level")
}

/// A source that nothing refers to.
pub fn uncited_source(span: Range<usize>, id: &str) -> Diagnostic {
    Diagnostic::warning("W0415", span, format!("nothing cites source `{id}`"))
        .help("name it at a timeline entry or a lesson, or take it out")
}

/// Times that are not in the order in which they have to come.
pub fn out_of_order(span: Range<usize>, earlier: &str, later: &str) -> Diagnostic {
    Diagnostic::warning("W0416", span, format!("{earlier} is after {later}"))
        .help("put times in the order in which things happen")
}

/// A placeholder that only logs fill in.
pub fn unfilled(span: Range<usize>, placeholder: &str) -> Diagnostic {
    Diagnostic::warning(
        "W0417",
        span,
        format!("`{{{placeholder}}}` is filled in in logs only"),
    )
    .help("outputs know {utc}, {metric:ID} and {log:ID}")
}

/// An audience that can be out of reach, with no word for it, or the other way round.
pub fn half_unreachable(span: Range<usize>, id: &str) -> Diagnostic {
    Diagnostic::warning(
        "W0418",
        span,
        format!("audience `{id}` has one of `when` and `unreachable`, not both"),
    )
    .help("`when` says while they can be reached, `unreachable` what is answered otherwise")
}

/// A step of the coach that nothing ends.
pub fn coach_stays(span: Range<usize>) -> Diagnostic {
    Diagnostic::warning("W0419", span, "the coach never goes on from here".into())
        .help("say when the step is done: `until` a guard holds, or `done` something")
}

/// A dry run that changes something.
pub fn dry_but_changes(span: Range<usize>, fact: &str) -> Diagnostic {
    Diagnostic::warning(
        "W0420",
        span,
        format!("this result is `dry`, and changes fact `{fact}`"),
    )
    .help("take out `dry`, or what it sets and clears: a dry run does nothing")
}

/// What to say of what stands in front.
const fn shadow(alone: bool) -> &'static str {
    if alone {
        "this earlier one holds whenever it would"
    } else {
        "this one or one before it holds whenever it would"
    }
}
