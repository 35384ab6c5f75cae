//! Promises in a post: what is said plainly, and what is only weighed, denied or put off.
//!
//! Text and phrases are compared as the prompt compares commands: lower case, plain quotes.

use super::clauses::{has_any, words_of};
use super::words::{HEDGES, TO_COME};

/// Where one clause ends and the next begins.
const BREAKS: [&str; 11] = [
    ". ",
    "! ",
    "? ",
    "; ",
    ": ",
    ", ",
    " - ",
    " \u{2013} ",
    " \u{2014} ",
    " but ",
    " and ",
];

/// How many words before a time may name what is due then.
const NEAR: usize = 3;

/// Whether a text says a phrase as something that is so, or will be.
#[must_use]
pub fn is_promised(text: &str, phrase: &str) -> bool {
    is_so(text, phrase, false)
}

/// The same for what is so now, where the phrase has to end with a word: "is over" is not in "is
/// overloaded", nor "resolved" in "it will be resolved".
pub(super) fn is_stated(text: &str, phrase: &str) -> bool {
    is_so(text, phrase, true)
}

fn is_so(text: &str, phrase: &str, whole: bool) -> bool {
    let ends_word = |at: usize| {
        let after = text[at + phrase.len()..].chars().next();
        !whole || after.is_none_or(|c| !c.is_alphanumeric())
    };
    let starts_word = |at: usize| {
        let before = text[..at].chars().next_back();
        before.is_none_or(|c| !c.is_alphanumeric())
    };
    // Most phrases are not there at all, and that is found out sooner.
    !phrase.is_empty()
        && text.contains(phrase)
        && text
            .match_indices(phrase)
            .filter(|(at, _)| starts_word(*at) && ends_word(*at))
            .map(|(at, _)| clause_before(&text[..at]))
            .any(|clause| !(is_put_off(clause) || whole && is_to_come(clause)))
}

/// Whether the words before say that it will be so, and not that it is.
fn is_to_come(clause: &str) -> bool {
    let words = words_of(clause);
    let mut near = words.iter().rev().take(NEAR);
    near.any(|it| TO_COME.contains(it) || it.ends_with("'ll"))
}

/// The part of the clause that stands before a phrase.
fn clause_before(text: &str) -> &str {
    let ends = BREAKS
        .iter()
        .filter_map(|it| text.rfind(it).map(|at| at + it.len()));
    &text[ends.max().unwrap_or(0)..]
}

fn is_put_off(clause: &str) -> bool {
    let clause = clause
        .replace("can't", "cannot")
        .replace("can not", "cannot");
    let words = words_of(&clause);
    // "not fixed", "is not yet fixed", "isn't fixed".
    let last = words.iter().rev().find(|word| **word != "yet");
    let denied = last.is_some_and(|it| matches!(*it, "not" | "never") || it.ends_with("n't"));
    // "next update within the hour" is the promise that can be kept.
    let mut near = words.iter().rev().take(NEAR);
    let about_the_next_word = near.any(|word| matches!(*word, "update" | "updates"));
    has_any(&words, HEDGES) || denied || about_the_next_word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_off_or_denied_is_no_promise() {
        for (text, phrase, promised) in [
            ("all is fixed", "is fixed", true),
            ("we will write when all is fixed", "is fixed", false),
            ("it is not fixed", "fixed", false),
            ("it isn't fixed yet", "fixed", false),
            ("it is not yet fixed", "fixed", false),
            ("your data is safe", "data is safe", true),
            (
                "we do not know yet whether your data is safe",
                "data is safe",
                false,
            ),
            (
                "we can't promise that your data is safe",
                "data is safe",
                false,
            ),
            (
                "we do not know the cause, but your data is safe",
                "data is safe",
                true,
            ),
            (
                "if you cannot log in, your data is safe",
                "data is safe",
                true,
            ),
            ("next update within the hour", "within the hour", false),
            ("update: back within the hour", "within the hour", true),
            ("a counterattack of bread", "attack", false),
            (
                "we do not know if it is fixed. it is fixed",
                "is fixed",
                true,
            ),
            ("this is not an attack", "attack", true),
        ] {
            assert_eq!(is_promised(text, phrase), promised, "{text} / {phrase}");
        }
    }
}
