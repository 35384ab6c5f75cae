//! What a message says, by its words: these or their plain inflections.
//!
//! Text and phrases are compared as the prompt compares commands: lower case, plain quotes.

use super::promise::is_promised;

/// Words with which a post says what is being done.
const ACTION_WORDS: [&str; 32] = [
    "we are",
    "we're",
    "we have",
    "we've",
    "is being",
    "are being",
    "investigat",
    "working",
    "restor",
    "recover",
    "identified",
    "rolling",
    "revert",
    "fixing",
    "mitigat",
    "monitoring",
    "engineers",
    "on site",
    "applied",
    "disabled",
    "rebuilding",
    "snapshot",
    "team is",
    "i am",
    "on the way",
    "entering",
    "bringing",
    "reconnect",
    "cause found",
    "found the cause",
    "sent",
    "dispatched",
];

/// Words with which a post says when the next one comes.
const NEXT_WORDS: [&str; 10] = [
    "next update",
    "update at",
    "update in",
    "update by",
    "another update",
    "updates every",
    "update within",
    "again in",
    "again at",
    "post again",
];

/// Words with which a post says that it is over.
const OVER_WORDS: [&str; 13] = [
    "is over",
    "all clear",
    "resolved",
    "solved",
    "fixed",
    "is closed",
    "has ended",
    "back to normal",
    "normal again",
    "works again",
    "work again",
    "working again",
    "fully recovered",
];

/// Letters that a stem has at least.
const STEM_MIN: usize = 3;

/// Whether a text says what is being done.
pub(super) fn says_action(text: &str) -> bool {
    ACTION_WORDS.iter().any(|words| text.contains(words))
}

/// Whether a text says when the next word comes.
pub(super) fn says_next(text: &str) -> bool {
    NEXT_WORDS.iter().any(|words| text.contains(words))
}

/// Whether a text says, as something that is so, that it is over.
pub(super) fn says_over(text: &str) -> bool {
    OVER_WORDS.iter().any(|words| is_promised(text, words))
}

/// Whether a text has a phrase in it, as it stands or with its words inflected.
pub(super) fn says(text: &str, phrase: &str) -> bool {
    if text.contains(phrase) {
        return true;
    }
    let (text, phrase) = (stems(text), stems(phrase));
    !phrase.is_empty() && text.windows(phrase.len()).any(|words| words == phrase)
}

fn stems(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '\'');
    words.filter(|it| !it.is_empty()).map(stem).collect()
}

/// A word without the endings of number, tense and doing: `trade`, `trades`, `traded` and
/// `trading` are one. What is told apart by more than that stays apart.
fn stem(word: &str) -> String {
    let long = |stem: &&str| stem.chars().count() >= STEM_MIN;
    let cut = |ending| word.strip_suffix(ending).filter(long);
    if !word.is_ascii() {
        return word.to_owned();
    }
    if let Some(stem) = cut("ies").or_else(|| cut("ied")) {
        return format!("{stem}i");
    }
    if let Some(stem) = cut("ing").or_else(|| cut("ed")) {
        return single(stem);
    }
    let word = match cut("s") {
        Some(stem) if !word.ends_with("ss") => stem,
        _ => word,
    };
    if let Some(stem) = word.strip_suffix('y').filter(long) {
        return format!("{stem}i");
    }
    single(word.strip_suffix('e').filter(long).unwrap_or(word))
}

/// Without the second of two equal letters at the end: `stop`, `stopped`.
fn single(stem: &str) -> String {
    let mut letters = stem.chars().rev();
    match (letters.next(), letters.next()) {
        (Some(last), Some(before)) if last == before && stem.len() > STEM_MIN => {
            stem[..stem.len() - last.len_utf8()].to_owned()
        }
        _ => stem.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_met_in_its_plain_inflections() {
        for (text, phrase, said) in [
            ("trading has stopped", "trade", true),
            ("you cannot trade now", "trading", true),
            ("requests fail with 503", "requests failed", true),
            ("a request failed", "requests fail", true),
            ("payments were denied", "deny", true),
            ("payments deny", "denied", true),
            ("crashes every minute", "crash", true),
            ("the site is stopping", "stopped", true),
            (
                "requests are late, failures are rare",
                "requests fail",
                false,
            ),
            ("a tradition", "trade", false),
            ("we look into it", "trade", false),
            ("sing a song", "s", true),
        ] {
            assert_eq!(says(text, phrase), said, "{text} / {phrase}");
        }
    }

    #[test]
    fn over_is_what_is_said_to_be_so() {
        assert!(says_over("the incident is over. thank you"));
        assert!(says_over("all pages load, this is resolved"));
        assert!(!says_over("we write again when it is resolved"));
        assert!(!says_over("this is not over yet"));
    }
}
