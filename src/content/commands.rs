//! What players may type for an action.
//!
//! A pattern is compared without regard to case and to how much white space there is; `*` stands
//! for anything, and for nothing.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::engine::prompt;

use super::complaint::commands as complaint;
use super::diagnostic::Diagnostic;
use super::file;

/// The pattern with single spaces.
pub(super) fn folded(pattern: &str) -> String {
    pattern.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Complains about commands that cannot be typed, or not be told apart.
pub(super) fn check(actions: &[file::Action], out: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<String, Range<usize>> = BTreeMap::new();
    for action in actions {
        for (idx, command) in action.commands.iter().enumerate() {
            let span = command.span();
            let pattern = prompt::fold(command);
            let first_word = pattern.split(' ').next().unwrap_or_default();
            if idx == 0 && pattern.contains('*') {
                out.push(complaint::wild_example(span.clone()));
            } else if pattern.chars().all(|c| c == '*' || c == ' ') {
                out.push(complaint::wild_command(span.clone()));
            }
            if prompt::WORDS.contains(&first_word) {
                out.push(complaint::prompt_word(span.clone(), first_word));
            }
            match seen.get(&pattern) {
                Some(first) => out.push(complaint::same_command(span, &pattern, first.clone())),
                None => {
                    seen.insert(pattern, span);
                }
            }
        }
    }
}
