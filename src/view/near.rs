//! What was likely meant by a slip of the finger: a letter too many, too few, another one, or two
//! that changed places.

/// How many slips lie between two words; upper and lower case alike.
pub(super) fn slips(one: &str, other: &str) -> usize {
    strsim::damerau_levenshtein(&one.to_lowercase(), &other.to_lowercase())
}

/// Whether what was typed may be a slip of a word: most words take one, long ones two.
pub(super) fn is_near(word: &str, typed: &str) -> bool {
    let n_letters = word.chars().count().min(typed.chars().count());
    n_letters > 1 && slips(word, typed) <= slips_max(n_letters)
}

const fn slips_max(n_letters: usize) -> usize {
    match n_letters {
        0..=8 => 1,
        _ => 2,
    }
}

/// Of words and what each stands for, what the nearest stands for, if one is near.
pub(super) fn nearest<'a>(
    words: impl Iterator<Item = (&'a str, &'a str)>,
    typed: &str,
) -> Option<&'a str> {
    let near = words.filter(|(word, _)| is_near(word, typed));
    // Who slips mostly has the first letter right.
    let starts = |word: &str| {
        let first = |it: &str| it.chars().next().map(|it| it.to_ascii_lowercase());
        first(word) == first(typed)
    };
    let best = near.min_by_key(|(word, _)| (slips(word, typed), !starts(word)));
    best.map(|(_, meant)| meant)
}

/// Whether a text has something typed in it, of three letters at least.
pub(super) fn within(text: &str, typed: &str) -> bool {
    typed.chars().count() > 2 && text.to_lowercase().contains(&typed.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_the_word_and_another_word_does_not() {
        let all = ["dig", "dcnet", "dcinfra", "settings", "curl"];
        for (typed, expected) in [
            ("dgi", Some("dig")),
            ("dcnte", Some("dcnet")),
            ("DCNET", Some("dcnet")),
            ("dcinfar", Some("dcinfra")),
            ("setings", Some("settings")),
            ("stetings", Some("settings")),
            ("crul", Some("curl")),
            ("nmap", None),
            ("x", None),
            ("", None),
        ] {
            let found = nearest(all.iter().map(|it| (*it, *it)), typed);
            assert_eq!(found, expected, "{typed}");
        }
    }
}
