//! Complaints about what players may type.

use std::ops::Range;

use crate::content::diagnostic::Diagnostic;

/// The example that players are shown cannot be typed as it stands.
pub fn wild_example(span: Range<usize>) -> Diagnostic {
    Diagnostic::error(
        "E0351",
        span,
        "the first command is shown as the example, so it has no `*`".into(),
    )
    .help("put a command first that somebody would really type")
}

/// The command begins with a word of the prompt's own.
pub fn prompt_word(span: Range<usize>, word: &str) -> Diagnostic {
    Diagnostic::error(
        "E0352",
        span,
        format!("a command cannot begin with `{word}`"),
    )
    .label("the prompt keeps this word for itself")
    .help("put another word before it")
}

/// Two actions have the same command.
pub fn same_command(span: Range<usize>, command: &str, first: Range<usize>) -> Diagnostic {
    Diagnostic::error(
        "E0353",
        span,
        format!("the command `{command}` is there twice"),
    )
    .label("the second one")
    .related(first, "the first one")
    .help("take one of them out")
}

/// A pattern that everything matches.
pub fn wild_command(span: Range<usize>) -> Diagnostic {
    Diagnostic::error(
        "E0354",
        span,
        "this pattern matches whatever is typed".into(),
    )
    .help("name the tool: `*` may stand for its arguments")
}
