//! What each complaint is for, with a wrong and a right example.
//!
//! One file a code under `assets/explain`, embedded. Their examples are tested: the wrong one
//! yields that code and no other, the right one does not yield it.

use super::diagnostic::nearest;

/// Code and text of each, by code. `build.rs` writes the list.
static EXPLANATIONS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/explanations.rs"));

/// What a complaint is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Explanation {
    /// The code of the complaint.
    pub code: &'static str,
    /// What is wrong, in a few words.
    pub title: &'static str,
    /// Why that is wrong, and the examples; Markdown, without the heading.
    pub body: &'static str,
}

/// All of them, by code.
pub fn all() -> impl Iterator<Item = Explanation> {
    EXPLANATIONS.iter().map(|(code, text)| {
        let (heading, body) = text.split_once('\n').unwrap_or((text, ""));
        let (_, title) = heading.split_once(": ").unwrap_or(("", heading));
        Explanation {
            code,
            title,
            body: body.trim_start(),
        }
    })
}

/// The one with that code, in any case.
#[must_use]
pub fn find(code: &str) -> Option<Explanation> {
    all().find(|it| it.code.eq_ignore_ascii_case(code))
}

/// The code that was perhaps meant.
#[must_use]
pub fn near(code: &str) -> Option<&'static str> {
    nearest(code, EXPLANATIONS.iter().map(|(code, _)| *code))
}

impl Explanation {
    /// It as plain text for a terminal: examples are set in instead of fenced.
    #[must_use]
    pub fn plain(&self) -> String {
        let mut text = format!("{}: {}\n\n", self.code, self.title);
        let mut is_example = false;
        for line in self.body.lines() {
            if line.starts_with("```") {
                is_example = !is_example;
                continue;
            }
            if is_example && !line.is_empty() {
                text.push_str("    ");
            }
            text.push_str(line);
            text.push('\n');
        }
        text
    }
}
