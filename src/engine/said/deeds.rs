//! Whether a text says what is being done about it.
//!
//! A deed is a verb of operators in a form that says that it is, was or will be done, by somebody
//! who is not the one who suffers; or work that goes on, by its name.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::stem::stem;
use super::words::{
    ADVERBS, AT_WORK, BEING, DEEDS, DENIALS, DOERS, DONE, HAVING, MORE_DEEDS, NO_DEEDS, OTHERS,
    PLAINLY_OURS, PROGRESS, SUFFERED, WORK,
};
use super::{has, sentences, spaced};

/// Shortest word that can be a deed nobody has listed.
const UNLISTED_MIN: usize = 6;

/// The verbs of a list by what all their inflections have in common, worked out once.
type Verbs = LazyLock<BTreeSet<String>>;

static LISTED: Verbs = LazyLock::new(|| stems(DEEDS));
static LISTED_OF_DOERS: Verbs = LazyLock::new(|| stems(MORE_DEEDS));
static LISTED_AS_OURS: Verbs = LazyLock::new(|| stems(PLAINLY_OURS));

fn stems(verbs: &[&str]) -> BTreeSet<String> {
    verbs.iter().map(|it| stem(it)).collect()
}

/// Of whom a clause speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Subject {
    Doer,
    Other,
    Nobody,
}

/// Whether a text says what is being done, was done or is about to be.
pub(super) fn says_deed(text: &str) -> bool {
    sentences(text).any(|clauses| {
        let mut subject = Subject::Nobody;
        clauses.iter().any(|words| {
            let said = is_at_work(words) || says_progress(words) || does(words, subject);
            subject = subject_at(words, words.len(), subject);
            said
        })
    })
}

fn is_at_work(words: &[&str]) -> bool {
    let text = spaced(&words.join(" "));
    let mut found = AT_WORK.iter().filter(|it| has(&text, it));
    let denied = || has(&text, "not") || has(&text, "nobody") || text.contains("n't ");
    let by_others = || subject_at(words, words.len(), Subject::Nobody) == Subject::Other;
    found.next().is_some() && !denied() && (!by_others() || has(&text, "we"))
}

/// Work by its name and how it goes: "the copy is at a quarter".
fn says_progress(words: &[&str]) -> bool {
    let Some(work) = words.iter().position(|it| WORK.contains(it)) else {
        return false;
    };
    let denied = words.iter().any(|it| DENIALS.contains(it));
    let is_number = |it: &str| it.bytes().all(|b| b.is_ascii_digit());
    let mut pairs = words[work + 1..].windows(2);
    let goes = words.iter().any(|it| PROGRESS.contains(it))
        || pairs.any(|it| it[0] == "at" && is_number(it[1]));
    goes && !denied
}

fn does(words: &[&str], before: Subject) -> bool {
    (0..words.len()).any(|at| {
        let subject = subject_at(words, at, before);
        subject != Subject::Other && !is_denied(words, at) && is_deed(words, at, subject)
    })
}

/// The last one named before a place, in this clause or else in those before it.
fn subject_at(words: &[&str], at: usize, before: Subject) -> Subject {
    let named = words[..at].iter().rev().find_map(|it| {
        if DOERS.contains(it) {
            Some(Subject::Doer)
        } else if OTHERS.contains(it) {
            Some(Subject::Other)
        } else {
            None
        }
    });
    named.unwrap_or(before)
}

/// The words before a place from the nearest on, without adverbs.
fn before<'a>(words: &'a [&'a str], at: usize) -> impl Iterator<Item = &'a str> {
    let words = words[..at].iter().rev().copied();
    words.filter(|it| !ADVERBS.contains(it))
}

fn is_denied(words: &[&str], at: usize) -> bool {
    let mut near = before(words, at).take(2);
    near.any(|it| DENIALS.contains(&it) || it.ends_with("n't"))
}

fn is_deed(words: &[&str], at: usize, subject: Subject) -> bool {
    let word = words[at];
    let last = before(words, at).next();
    let ours = subject == Subject::Doer;
    let done = DONE.iter().find(|(it, _)| *it == word);
    let root = stem(done.map_or(word, |(_, plain)| plain));
    let known = LISTED.contains(&root) || (ours && LISTED_OF_DOERS.contains(&root));
    let unlisted = |not: &[&str]| word.len() >= UNLISTED_MIN && !not.contains(&word);
    let helped = |by: &[&str]| last.is_some_and(|it| by.contains(&it));
    if word.ends_with("ing") {
        let generic = ours && helped(BEING) && unlisted(NO_DEEDS);
        return generic || (known && !NO_DEEDS.contains(&word));
    }
    if done.is_some() || word.ends_with("ed") {
        let suffered = SUFFERED.contains(&word) || word == "failed";
        let being = helped(&["being"]) && unlisted(SUFFERED);
        let have = ours && helped(&["have", "we've", "i've", "has"]) && unlisted(SUFFERED);
        let plain = known && (ours || at == 0 || helped(&["been", "being", "have", "has", "and"]));
        let passive = helped(HAVING) && LISTED_AS_OURS.contains(&root);
        return !suffered && (being || have || plain || passive);
    }
    let led = helped(&["will", "shall", "let's", "we'll", "i'll", "going"])
        || at > 0 && words[at - 1] == "to" && ours;
    // "We will update you" is about the next word.
    let tells = matches!(word, "update" | "updates" | "write" | "writes" | "follow");
    known
        && !tells
        && !matches!(word, "fail" | "fails")
        && (led || (ours && is_subject_next(words, at)))
}

/// Whether a doer stands right before: "we restore", "the team restores".
fn is_subject_next(words: &[&str], at: usize) -> bool {
    let mut last = before(words, at);
    last.next()
        .is_some_and(|it| DOERS.contains(&it) || it == "and")
}
