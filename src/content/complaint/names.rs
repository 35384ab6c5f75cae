//! Complaints about ids and what refers to them.

use std::ops::Range;

use crate::content::diagnostic::{Diagnostic, nearest};

/// An id with other characters than an id has.
pub fn ill_formed_id(span: Range<usize>, id: &str) -> Diagnostic {
    let shown: String = id.chars().take(64).flat_map(char::escape_debug).collect();
    Diagnostic::error("E0201", span, format!("`{shown}` cannot be an id"))
        .label("not an id")
        .help("use lower case letters, digits, `-` and `_`, at most 64, a letter or digit first")
}

/// Two things of one kind with the same id.
pub fn duplicate_id(span: Range<usize>, kind: &str, id: &str, first: Range<usize>) -> Diagnostic {
    Diagnostic::error("E0202", span, format!("two {kind} are called `{id}`"))
        .label("the second one")
        .related(first, "the first one")
        .help("give one of them another id")
}

/// A reference to something that is not in the file; `known` is what is there.
pub fn unknown_reference(
    span: Range<usize>,
    kind: &str,
    id: &str,
    near: Option<(&str, Range<usize>)>,
    known: &[&str],
) -> Diagnostic {
    let it = Diagnostic::error("E0203", span, format!("there is no {kind} `{id}`"));
    match near {
        Some((word, place)) => it
            .related(place, format!("`{word}` is here"))
            .help(format!("did you mean `{word}`?")),
        None => match known {
            [] => it.help(format!("define the {kind}: there is none yet")),
            [only] => it.help(format!("define it, or write `{only}`")),
            several => it.help(format!("define it, or write one of {}", listed(several))),
        },
    }
}

/// Ids one after the other; of many the first few.
fn listed(ids: &[&str]) -> String {
    const SHOWN_MAX: usize = 12;
    let shown: Vec<String> = ids
        .iter()
        .take(SHOWN_MAX)
        .map(|it| format!("`{it}`"))
        .collect();
    let more = match ids.len().saturating_sub(SHOWN_MAX) {
        0 => String::new(),
        n => format!(" and {n} more"),
    };
    shown.join(", ") + &more
}

/// A guard's literal with a prefix that means nothing.
pub fn unknown_literal(span: Range<usize>, prefix: &str) -> Diagnostic {
    let help = match nearest(prefix, ["clue", "claim", "here"]) {
        Some(word) => format!("did you mean `{word}:`?"),
        None => "write a fact, `clue:ID`, `claim:WORD` or `here:WHO`; `!` before it negates".into(),
    };
    Diagnostic::error("E0204", span, format!("no guard can ask about `{prefix}:`")).help(help)
}

/// A claim that nobody can make.
pub fn unknown_claim(span: Range<usize>, word: &str, known: &[&str]) -> Diagnostic {
    let help = match nearest(word, known.iter().copied()) {
        Some(near) => format!("did you mean `claim:{near}`?"),
        None => format!("claims are {}", known.join(", ")),
    };
    Diagnostic::error("E0205", span, format!("there is no claim `{word}`")).help(help)
}

/// A scenario whose id is not its folder's name.
pub fn other_folder(span: Range<usize>, id: &str, folder: &str) -> Diagnostic {
    Diagnostic::error(
        "E0206",
        span,
        format!("the id is `{id}`, but the folder is called `{folder}`"),
    )
    .label("not the folder's name")
    .help(format!("write `{folder}`, or rename the folder"))
}

/// A skill that nobody has.
pub fn unknown_skill(span: Range<usize>, skill: &str, known: &[&str]) -> Diagnostic {
    let help = match nearest(skill, known.iter().copied()) {
        Some(word) => format!("did you mean `{word}`?"),
        None if known.is_empty() => "give a responder this skill".to_owned(),
        None => format!("skills here: {}", known.join(", ")),
    };
    Diagnostic::error(
        "E0207",
        span,
        format!("no responder has the skill `{skill}`"),
    )
    .label("nobody could do this")
    .help(help)
}

/// A placeholder that cannot be filled in.
pub fn bad_placeholder(span: Range<usize>, placeholder: &str) -> Diagnostic {
    Diagnostic::error(
        "E0208",
        span,
        format!("`{placeholder}` cannot be filled in"),
    )
    .help("write {utc}, {n}, {hex}, {int:10-500} or {pick:a|b|c}")
}

/// A script's reference to something that the scenario does not have.
pub fn unknown_in_scenario(
    span: Range<usize>,
    kind: &str,
    id: &str,
    near: Option<&str>,
) -> Diagnostic {
    Diagnostic::error("E0209", span, format!("the scenario has no {kind} `{id}`"))
        .maybe_help(near.map(|word| format!("did you mean `{word}`?")))
}
