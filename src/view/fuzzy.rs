//! Finding by a few letters, in any list of rows that people pick from.
//!
//! Invariant: the same letters over the same rows find the same rows in the same order; rows
//! that fit equally well keep their order.

use frizbee::{CaseMatching, Config, Matcher};

/// Longest text that is looked for, in characters: what is longer fits nothing.
const WANTED_CHARS_MAX: usize = 64;

/// From this many letters on one of them may be wrong.
const TYPO_FROM: usize = 5;

/// How much a row's second text counts, in percent of the first.
const SECOND_PERCENT: u32 = 60;

/// The rows that fit what is looked for, best first, as places in `rows`. Each row is what is
/// typed and what it does: letters found in the first count for more. Every word has to fit one
/// of the two. With nothing looked for, all rows in their order.
#[must_use]
pub fn search(wanted: &str, rows: &[(&str, &str)]) -> Vec<usize> {
    let words: Vec<&str> = wanted.split_whitespace().collect();
    if wanted.chars().count() > WANTED_CHARS_MAX {
        return Vec::new();
    }
    let mut scores: Vec<Option<u32>> = vec![Some(0); rows.len()];
    for word in &words {
        let firsts = scored(word, rows.iter().map(|row| row.0), 0);
        let seconds = scored(word, rows.iter().map(|row| row.1), 0);
        let n_found = firsts.iter().chain(&seconds).flatten().count();
        // A slip of the finger is only thought of where the letters as they are fit nothing.
        let firsts = if n_found == 0 && word.chars().count() >= TYPO_FROM {
            scored(word, rows.iter().map(|row| row.0), 1)
        } else {
            firsts
        };
        for ((score, first), second) in scores.iter_mut().zip(firsts).zip(seconds) {
            let best = first.max(second.map(|it| it * SECOND_PERCENT / 100));
            *score = score.zip(best).map(|(so_far, best)| so_far + best);
        }
    }
    let starts = |row: &(&str, &str)| {
        let head = row.0.get(..wanted.trim().len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(wanted.trim()))
    };
    let mut found: Vec<(bool, u32, usize)> = scores
        .iter()
        .enumerate()
        .filter_map(|(idx, score)| Some((starts(&rows[idx]), (*score)?, idx)))
        .collect();
    found.sort_by_key(|(starts, score, idx)| (!starts, std::cmp::Reverse(*score), *idx));
    found.into_iter().map(|(_, _, idx)| idx).collect()
}

/// How well a word fits each text; `None` where it does not.
fn scored<'a>(
    word: &str,
    texts: impl Iterator<Item = &'a str>,
    typos_max: u16,
) -> Vec<Option<u32>> {
    let texts: Vec<&str> = texts.collect();
    let config = Config::default()
        .casing(CaseMatching::Ignore)
        .max_typos(Some(typos_max));
    let mut scores = vec![None; texts.len()];
    for it in Matcher::new(word, &config).match_list(&texts) {
        if let Some(score) = scores.get_mut(it.index as usize) {
            *score = Some(u32::from(it.score) + 1);
        }
    }
    scores
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROWS: [(&str, &str); 5] = [
        ("note TEXT", "keep something for the record"),
        (
            "config disable svc-7f31 --version 214",
            "Take the push back",
        ),
        ("config hold svc-7f31", "Stop pushes for a service"),
        ("page netops", "Network engineer"),
        ("pg_ctl promote", "Make the replica the primary"),
    ];

    fn found(wanted: &str) -> Vec<usize> {
        search(wanted, &ROWS)
    }

    #[test]
    fn nothing_looked_for_is_everything_in_order() {
        assert_eq!(found(" "), [0, 1, 2, 3, 4]);
    }

    #[test]
    fn a_few_letters_find_what_is_meant() {
        assert_eq!(found("cfgdis").first(), Some(&1));
        assert_eq!(found("pgpro"), [4]);
        assert_eq!(found("hold 7f31"), [2]);
        assert_eq!(found("replica"), [4]);
        assert_eq!(found("page").first(), Some(&3));
        assert_eq!(found("zebra"), [0; 0]);
    }

    #[test]
    fn one_wrong_letter_is_forgiven_where_nothing_else_fits() {
        assert_eq!(found("promite"), [4]);
    }

    #[test]
    fn no_text_is_too_strange_to_look_for() {
        for wanted in ["漢字", "e\u{301}👩‍👩‍👧", "\\", "!", "^a$", "'", "\u{202e}"] {
            let _ = found(wanted);
        }
        assert!(found(&"x".repeat(5000)).is_empty());
    }
}
