//! Whether a text says what users feel, in words of the language rather than the scenario's.
//!
//! Somebody or something that users meet, with how it is for them, in one clause; or a phrase that
//! nobody says of anything else.

use super::words::{DOERS, FEELERS, FELT, PLAINLY_FELT};
use super::{has, sentences, spaced};

/// Whether a text says how it is for users: what they cannot do, or can again.
pub(super) fn says_feeling(text: &str) -> bool {
    sentences(text).any(|clauses| {
        let mut named = false;
        clauses.iter().any(|words| {
            let is_ours = words.iter().any(|it| DOERS.contains(it));
            let is_felt_by = words.iter().any(|it| {
                let it = it.strip_suffix("'s").unwrap_or(it);
                FEELERS.contains(&it)
            });
            named = is_felt_by || (named && !is_ours);
            let spaced = spaced(&words.join(" "));
            let plainly = PLAINLY_FELT.iter().any(|it| has(&spaced, it));
            plainly || (named && words.iter().any(|it| FELT.contains(it)))
        })
    })
}
