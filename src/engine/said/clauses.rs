//! Texts taken apart into sentences, clauses and words, and what stands in them.
//!
//! Invariant: a list of words or phrases is in order, so that what begins with a word is found by
//! halving it; most words begin nothing.

/// The words of one clause.
pub(super) type Clause<'a> = Vec<&'a str>;

/// The sentences of a text, each as its clauses.
pub(super) fn sentences(text: &str) -> Vec<Vec<Clause<'_>>> {
    let ends = |text: &str, at: usize, c: char| match c {
        ';' => true,
        '.' | '!' | '?' => text[at + c.len_utf8()..].starts_with(' '),
        _ => false,
    };
    let clauses = |sentence| {
        let breaks = |text: &str, at: usize, c: char| match c {
            ',' | ':' => text[at + c.len_utf8()..].starts_with(' '),
            '\u{2013}' | '\u{2014}' | '(' | ')' => true,
            '-' => text[..at].ends_with(' '),
            _ => false,
        };
        let clauses = split(sentence, breaks).into_iter().map(words_of);
        clauses.filter(|it| !it.is_empty()).collect()
    };
    split(text, ends).into_iter().map(clauses).collect()
}

fn split(text: &str, is_end: impl Fn(&str, usize, char) -> bool) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices().filter(|(at, c)| is_end(text, *at, *c)) {
        parts.push(&text[start..at]);
        start = at + c.len_utf8();
    }
    parts.push(&text[start..]);
    parts
}

/// The words of a text.
pub(super) fn words_of(text: &str) -> Vec<&str> {
    // Long enough for most, so that it is not made longer word by word.
    let mut all = Vec::with_capacity(text.len() / 4 + 1);
    all.extend(words(text));
    all
}

/// The words of a text, one after the other.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'')
        .map(|it| it.trim_matches('\''))
        .filter(|it| !it.is_empty())
}

/// Whether an ordered list has a word.
pub(super) fn lists(list: &[&str], word: &str) -> bool {
    list.binary_search(&word).is_ok()
}

/// Whether one of an ordered list of phrases stands in these words.
pub(super) fn has_any(words: &[&str], phrases: &[&'static str]) -> bool {
    (0..words.len()).any(|at| phrases_at(words, at, phrases).next().is_some())
}

/// Those of an ordered list of phrases that begin with a word.
pub(super) fn phrases_at<'a>(
    words: &'a [&'a str],
    at: usize,
    phrases: &'a [&'static str],
) -> impl Iterator<Item = &'static str> {
    let first = words[at];
    let from = phrases.partition_point(|it| *it < first);
    let near = phrases[from..].iter().copied();
    near.take_while(move |it| it.starts_with(first))
        .filter(move |it| begins(&words[at..], it))
}

/// Whether these words begin with a phrase.
pub(super) fn begins(words: &[&str], phrase: &str) -> bool {
    let mut words = words.iter();
    phrase.split(' ').all(|it| words.next() == Some(&it))
}
