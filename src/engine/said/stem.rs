//! Words in their plain inflections.
//!
//! Text and phrases are compared as the prompt compares commands: lower case, plain quotes.

/// Letters that a stem has at least.
const STEM_MIN: usize = 3;

/// Whether a text has a phrase in it, as it stands or with its words inflected.
#[must_use]
pub fn says(text: &str, phrase: &str) -> bool {
    let starts_word = |at: usize| {
        let before = text[..at].chars().next_back();
        before.is_none_or(|c| !c.is_ascii_alphanumeric())
    };
    if text.match_indices(phrase).any(|(at, _)| starts_word(at)) {
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
pub(super) fn stem(word: &str) -> String {
    let long = |stem: &&str| stem.chars().count() >= STEM_MIN;
    let cut = |ending| word.strip_suffix(ending).filter(long);
    if !word.is_ascii() {
        return word.to_owned();
    }
    if let Some(stem) = cut("ies").or_else(|| cut("ied")) {
        return format!("{stem}i");
    }
    if let Some(stem) = cut("ing").or_else(|| cut("ed")) {
        let stem = stem.strip_suffix('e').filter(long).unwrap_or(stem);
        return match stem.strip_suffix('y').filter(long) {
            Some(stem) => format!("{stem}i"),
            None => single(stem),
        };
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
            ("we are copying it", "copy", true),
            ("the border is shut", "order", false),
        ] {
            assert_eq!(says(text, phrase), said, "{text} / {phrase}");
        }
    }
}
