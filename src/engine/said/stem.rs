//! Words in their plain inflections.
//!
//! Text and phrases are compared as the prompt compares commands: lower case, plain quotes.

/// Letters that a stem has at least.
const STEM_MIN: usize = 3;

/// Phrases to look for, each taken apart once.
#[derive(Debug)]
pub(super) struct Phrases<'a> {
    all: Vec<(&'a str, Vec<String>)>,
}

impl<'a> Phrases<'a> {
    pub(super) fn of(phrases: impl Iterator<Item = &'a str>) -> Self {
        let all = phrases.map(|it| (it, stems(it)));
        Self { all: all.collect() }
    }

    /// Whether a text has one of them in it, as it stands or with its words inflected.
    pub(super) fn any_in(&self, text: &str) -> bool {
        let starts_word = |at: usize| {
            let before = text[..at].chars().next_back();
            before.is_none_or(|c| !c.is_ascii_alphanumeric())
        };
        // Most are not there at all, and that is found out sooner.
        let stands = |phrase: &str| {
            text.contains(phrase) && text.match_indices(phrase).any(|(at, _)| starts_word(at))
        };
        if self.all.iter().any(|(phrase, _)| stands(phrase)) {
            return true;
        }
        let text = stems(text);
        let mut phrases = self.all.iter().filter(|(_, stems)| !stems.is_empty());
        phrases.any(|(_, stems)| text.windows(stems.len()).any(|words| words == stems))
    }
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
            let found = Phrases::of([phrase].into_iter()).any_in(text);
            assert_eq!(found, said, "{text} / {phrase}");
        }
    }
}
