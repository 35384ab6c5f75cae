//! Characters that have no business in a text that is shown on a terminal.

use std::ops::Range;

/// Whether it makes text read in another order than it is written, or hides.
#[must_use]
pub const fn is_bidi(c: char) -> bool {
    matches!(
        c,
        '\u{061C}'
            | '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}'
            | '\u{E0000}'..='\u{E007F}'
    )
}

/// The first character that does something to a terminal instead of being seen on it; a line
/// break is none.
#[must_use]
pub fn first_unprintable(text: &str) -> Option<char> {
    text.chars()
        .find(|c| (c.is_control() && *c != '\n') || is_bidi(*c))
}

/// Where in the source a part of a text stands; all of the literal when it is written otherwise.
pub(super) fn find_in_literal(source: &str, span: &Range<usize>, part: &str) -> Range<usize> {
    match source
        .get(span.clone())
        .and_then(|literal| literal.find(part))
    {
        Some(at) if !part.is_empty() => span.start + at..span.start + at + part.len(),
        Some(_) | None => span.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_cannot_be_seen_is_unprintable() {
        assert_eq!(first_unprintable("μs ✓ 日本\nfine"), None);
        assert_eq!(first_unprintable("red \u{1b}[31m"), Some('\u{1b}'));
        assert_eq!(first_unprintable("a\u{202e}b"), Some('\u{202e}'));
        assert_eq!(first_unprintable("c1 \u{9b}31m"), Some('\u{9b}'));
    }
}
