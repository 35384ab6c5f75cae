//! Whether a text says what users feel, in words of the language rather than the scenario's.
//!
//! Somebody or something that users meet, with how it is for them, in one clause; or a phrase that
//! nobody says of anything else.

use super::clauses::{Clause, has_any, lists};
use super::words::{DOERS, FEELERS, FELT, PLAINLY_FELT};

/// Whether a sentence says how it is for users: what they cannot do, or can again.
pub(super) fn says_feeling(sentence: &[Clause<'_>]) -> bool {
    let mut named = false;
    sentence.iter().any(|words| {
        let is_ours = words.iter().any(|it| lists(DOERS, it));
        let is_felt_by = words.iter().any(|it| {
            let it = it.strip_suffix("'s").unwrap_or(it);
            lists(FEELERS, it)
        });
        named = is_felt_by || (named && !is_ours);
        has_any(words, PLAINLY_FELT) || (named && words.iter().any(|it| lists(FELT, it)))
    })
}
