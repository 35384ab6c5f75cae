//! Whether a text says what is being done about it.
//!
//! A deed is a verb of operators in a form that says that it is, was or will be done, by somebody
//! who is not the one who suffers; or work that goes on, by its name.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::clauses::{Clause, has_any, lists};
use super::stem::stem;
use super::words::{
    ADVERBS, AT_WORK, BEING, DEEDS, DENIALS, DOERS, DONE, HAVING, MORE_DEEDS, NO_DEEDS, OTHERS,
    PLAINLY_OURS, PROGRESS, SUFFERED, WORK,
};

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

/// Whether a sentence says what is being done, was done or is about to be.
pub(super) fn says_deed(sentence: &[Clause<'_>]) -> bool {
    let mut subject = Subject::Nobody;
    sentence.iter().any(|words| {
        let said = is_at_work(words) || says_progress(words) || does(words, subject);
        subject = subject_after(words, subject);
        said
    })
}

fn is_at_work(words: &[&str]) -> bool {
    let has = |word| words.contains(&word);
    let denied = || has("not") || has("nobody") || words.iter().any(|it| it.ends_with("n't"));
    let by_others = || subject_after(words, Subject::Nobody) == Subject::Other;
    has_any(words, AT_WORK) && !denied() && (!by_others() || has("we"))
}

/// Work by its name and how it goes: "the copy is at a quarter".
fn says_progress(words: &[&str]) -> bool {
    let Some(work) = words.iter().position(|it| lists(WORK, it)) else {
        return false;
    };
    let denied = words.iter().any(|it| lists(DENIALS, it));
    let is_number = |it: &str| it.bytes().all(|b| b.is_ascii_digit());
    let mut pairs = words[work + 1..].windows(2);
    let goes = words.iter().any(|it| lists(PROGRESS, it))
        || pairs.any(|it| it[0] == "at" && is_number(it[1]));
    goes && !denied
}

fn does(words: &[&str], mut subject: Subject) -> bool {
    (0..words.len()).any(|at| {
        let before = subject;
        subject = named(words[at]).unwrap_or(subject);
        before != Subject::Other && is_deed(words, at, before) && !is_denied(words, at)
    })
}

/// The last one named in a clause, or else in those before it.
fn subject_after(words: &[&str], before: Subject) -> Subject {
    let mut nearest = words.iter().rev();
    nearest.find_map(|it| named(it)).unwrap_or(before)
}

fn named(word: &str) -> Option<Subject> {
    if lists(DOERS, word) {
        Some(Subject::Doer)
    } else if lists(OTHERS, word) {
        Some(Subject::Other)
    } else {
        None
    }
}

/// The words before a place from the nearest on, without adverbs.
fn before<'a>(words: &'a [&'a str], at: usize) -> impl Iterator<Item = &'a str> {
    let words = words[..at].iter().rev().copied();
    words.filter(|it| !lists(ADVERBS, it))
}

fn is_denied(words: &[&str], at: usize) -> bool {
    let mut near = before(words, at).take(2);
    near.any(|it| lists(DENIALS, it) || it.ends_with("n't"))
}

fn is_deed(words: &[&str], at: usize, subject: Subject) -> bool {
    let word = words[at];
    let last = before(words, at).next();
    let ours = subject == Subject::Doer;
    let done = DONE.binary_search_by_key(&word, |it| it.0).ok();
    let plain = done.map_or(word, |it| DONE[it].1);
    let is_known = || {
        let root = stem(plain);
        LISTED.contains(&root) || (ours && LISTED_OF_DOERS.contains(&root))
    };
    let unlisted = |not: &[&str]| word.len() >= UNLISTED_MIN && !lists(not, word);
    let helped = |by: &[&str]| last.is_some_and(|it| by.contains(&it));
    if word.ends_with("ing") {
        let generic = ours && helped(BEING) && unlisted(NO_DEEDS);
        return generic || (!lists(NO_DEEDS, word) && is_known());
    }
    if done.is_some() || word.ends_with("ed") {
        let suffered = lists(SUFFERED, word) || word == "failed";
        let being = || helped(&["being"]) && unlisted(SUFFERED);
        let have = || ours && helped(&["have", "we've", "i've", "has"]) && unlisted(SUFFERED);
        let stands = ours || at == 0 || helped(&["been", "being", "have", "has", "and"]);
        let passive = || helped(HAVING) && LISTED_AS_OURS.contains(&stem(plain));
        return !suffered && (being() || have() || (stands && is_known()) || passive());
    }
    let led = helped(&["will", "shall", "let's", "we'll", "i'll", "going"])
        || at > 0 && words[at - 1] == "to" && ours;
    // "We will update you" is about the next word.
    let tells = matches!(word, "update" | "updates" | "write" | "writes" | "follow");
    !tells
        && !matches!(word, "fail" | "fails")
        && (led || (ours && is_subject_next(words, at)))
        && is_known()
}

/// Whether a doer stands right before: "we restore", "the team restores".
fn is_subject_next(words: &[&str], at: usize) -> bool {
    let mut last = before(words, at);
    last.next()
        .is_some_and(|it| lists(DOERS, it) || it == "and")
}
