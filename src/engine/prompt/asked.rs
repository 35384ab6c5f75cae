//! What somebody is asked to do, as one says it: a command with the words of a request around it.
//!
//! Invariant: only a whole command is done. What is merely like one is for the answer to suggest.

use super::pattern::find_action;
use crate::engine::id::ActionIdx;
use crate::engine::scenario::Scenario;

/// Words that begin a request and say nothing of what is wanted.
const BEFORE: [&str; 9] = [
    "could you",
    "would you",
    "can you",
    "will you",
    "please",
    "kindly",
    "to",
    "run",
    "do",
];

/// The same behind it.
const BEHIND: [&str; 3] = ["for me", "please", "thanks"];

/// The action that somebody is asked for, and the command that stands in what was typed.
pub(super) fn find<'a>(scenario: &Scenario, typed: &'a str) -> Option<(ActionIdx, &'a str)> {
    let found = |typed| find_action(scenario, typed).map(|action| (action, typed));
    found(typed).or_else(|| found(bare(typed)))
}

/// A request without the words around it.
fn bare(typed: &str) -> &str {
    let is_mark = |c: char| c.is_whitespace() || matches!(c, '?' | '!' | '.' | ',' | ':');
    let mut bare = typed.trim_matches(is_mark);
    while let Some(rest) = BEFORE.iter().find_map(|it| without_first(bare, it)) {
        bare = rest.trim_start_matches(is_mark);
    }
    while let Some(rest) = BEHIND.iter().find_map(|it| without_last(bare, it)) {
        bare = rest.trim_end_matches(is_mark);
    }
    bare
}

fn without_first<'a>(text: &'a str, words: &str) -> Option<&'a str> {
    let (first, rest) = text.split_at_checked(words.len())?;
    let is_whole = rest.starts_with(|c: char| c.is_whitespace() || c == ',');
    (is_whole && first.eq_ignore_ascii_case(words)).then_some(rest)
}

fn without_last<'a>(text: &'a str, words: &str) -> Option<&'a str> {
    let at = text.len().checked_sub(words.len())?;
    let (rest, last) = text.split_at_checked(at)?;
    let is_whole = rest.ends_with(|c: char| c.is_whitespace() || c == ',');
    (is_whole && last.eq_ignore_ascii_case(words)).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_bare_without_what_is_said_around_it() {
        for (typed, expected) in [
            ("to tail shop.log", "tail shop.log"),
            ("Could you, please, tail shop.log?", "tail shop.log"),
            ("tail shop.log for me, thanks!", "tail shop.log"),
            ("top", "top"),
            ("dokku ps", "dokku ps"),
            ("what did you deploy?", "what did you deploy"),
            ("please", "please"),
            ("", ""),
        ] {
            assert_eq!(bare(typed), expected, "{typed}");
        }
    }
}
