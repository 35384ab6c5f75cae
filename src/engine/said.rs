//! What an update says: who feels what, what is being done, when the next word comes.
//!
//! Invariant: the one judge of words, for the composer while somebody writes and for the score
//! afterwards. It knows the text, the scenario's words, the phase and the rhythm of those who read
//! it, and nothing else.

mod clauses;
mod deeds;
mod feels;
mod promise;
mod stem;
mod when;
#[rustfmt::skip]
mod words;

use super::prompt::fold;
use super::state::Phase;
use super::time::Span;
pub use promise::is_promised;
use stem::Phrases;
pub use when::promised;

/// What an update says of what people need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts {
    /// What users feel.
    pub impact: Mark,
    /// What is being done.
    pub action: Mark,
    /// When the next word comes.
    pub next: Mark,
}

/// Whether an update says one of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// It does.
    Said,
    /// It does not.
    Missing,
    /// It need not: it says that it is over, and that is claimed; or nobody waits for a next word.
    NotOwed,
}

/// Judges texts by their words: those of the scenario for what users feel, and those of the
/// language. A scenario that names no impact cannot miss it. Who says that it is over, with or
/// after `resolved`, owes neither work nor a next word; and who writes to people without a rhythm
/// owes no next word.
#[derive(Debug)]
pub struct Judge<'a> {
    impact: Option<Phrases<'a>>,
}

impl<'a> Judge<'a> {
    /// The judge who knows the scenario's words for what users feel.
    #[must_use]
    pub fn of(impact_words: &'a [String]) -> Self {
        let words = impact_words.iter().map(String::as_str);
        Self {
            impact: (!impact_words.is_empty()).then(|| Phrases::of(words)),
        }
    }

    /// What a text says to people who want a word every so often, if they do.
    #[must_use]
    pub fn judge(&self, text: &str, phase: Phase, every: Option<Span>) -> Parts {
        self.judge_promise(text, false, phase, every)
    }

    /// The same of a text of which it is known whether it [promises a moment](promised): one that
    /// does says when the next word comes.
    #[must_use]
    pub fn judge_promise(
        &self,
        text: &str,
        is_promise: bool,
        phase: Phase,
        every: Option<Span>,
    ) -> Parts {
        let text = fold(text);
        let sentences = clauses::sentences(&text);
        let is_felt = || sentences.iter().any(|it| feels::says_feeling(it));
        let is_named = |it: &Phrases| it.any_in(&text) || is_felt();
        let impact = self.impact.as_ref().is_none_or(is_named);
        let is_closed = matches!(phase, Phase::Resolved | Phase::Over) && is_over(&text);
        let owed = |said, is_owed| match (said, is_owed) {
            (true, _) => Mark::Said,
            (false, true) => Mark::Missing,
            (false, false) => Mark::NotOwed,
        };
        Parts {
            impact: if impact { Mark::Said } else { Mark::Missing },
            action: owed(sentences.iter().any(|it| deeds::says_deed(it)), !is_closed),
            next: owed(
                is_promise || when::says_next(&text),
                !is_closed && every.is_some(),
            ),
        }
    }
}

/// One text, [judged](Judge).
#[must_use]
pub fn judge(text: &str, impact_words: &[String], phase: Phase, every: Option<Span>) -> Parts {
    Judge::of(impact_words).judge(text, phase, every)
}

/// Whether a text says, as something that is so, that it is over. Good news that names what is
/// still amiss, or when the next word comes, is an update like any other.
#[must_use]
pub fn says_over(text: &str) -> bool {
    is_over(&fold(text))
}

fn is_over(text: &str) -> bool {
    let any = |all: &[&str]| all.iter().any(|words| promise::is_stated(text, words));
    let is_partial = || clauses::has_any(&clauses::words_of(text), words::PARTIAL);
    any(words::OVER) || (any(words::BACK) && !is_partial() && !when::says_next(text))
}
