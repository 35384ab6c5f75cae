//! What is wrong with a file: where, why, and what to do about it. Plain data.

use std::ops::Range;

/// The code of a reference to what is not there: who renames a thing is told once, with all places.
const NAMES_NOTHING: &str = "E0203";

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The file cannot be used.
    Error,
    /// The file works; somebody should look.
    Warning,
}

impl Severity {
    /// Its word in messages.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// Another place that has to do with a complaint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// The bytes of the file.
    pub span: Range<usize>,
    /// What is there.
    pub label: String,
}

/// One complaint about a file. Made by the constructors in `content::complaint` only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// Its code, for ever the same: `E0101`.
    pub code: &'static str,
    /// What is wrong, one line.
    pub message: String,
    /// The bytes of the file it is about.
    pub span: Range<usize>,
    /// What to say at that place; may be empty.
    pub label: String,
    /// Other places that have to do with it.
    pub related: Vec<Related>,
    /// What to do next.
    pub help: Option<String>,
    /// Further places of which the very same is to be said, in the order of the file.
    pub also: Vec<Range<usize>>,
}

impl Diagnostic {
    pub(super) fn error(code: &'static str, span: Range<usize>, message: String) -> Self {
        Self::new(Severity::Error, code, span, message)
    }

    pub(super) fn warning(code: &'static str, span: Range<usize>, message: String) -> Self {
        Self::new(Severity::Warning, code, span, message)
    }

    pub(super) fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub(super) fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = self.help.or(help);
        self
    }

    pub(super) fn related(mut self, span: Range<usize>, label: impl Into<String>) -> Self {
        self.related.push(Related {
            span,
            label: label.into(),
        });
        self
    }

    /// Whether the file cannot be used because of it.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    const fn new(
        severity: Severity,
        code: &'static str,
        span: Range<usize>,
        message: String,
    ) -> Self {
        Self {
            severity,
            code,
            message,
            span,
            label: String::new(),
            related: Vec::new(),
            help: None,
            also: Vec::new(),
        }
    }
}

/// Puts complaints that say the same of several places into one, at the first of them. They come
/// in the order of the file.
pub(super) fn grouped(all: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut groups: Vec<Diagnostic> = Vec::new();
    for it in all {
        let is_same = |other: &&mut Diagnostic| {
            let other = (other.code, &other.message, &other.related, &other.help);
            other == (it.code, &it.message, &it.related, &it.help)
        };
        let mut same = groups.iter_mut().filter(|_| it.code == NAMES_NOTHING);
        match same.find(is_same) {
            Some(first) => first.also.push(it.span),
            None => groups.push(it),
        }
    }
    groups
}

/// The known word nearest to what was written, if it is near enough to be a slip.
#[must_use]
pub fn nearest<'k>(written: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    const LEN_MAX: usize = 64;
    const BEGUN_MIN: usize = 3;
    if written.len() > LEN_MAX {
        return None;
    }
    let written_lower = written.to_lowercase();
    let slips_max = (written.chars().count() / 3).clamp(1, 4);
    // Half of a word or more is as good as a slip.
    let is_begun = written_lower.chars().count() >= BEGUN_MIN;
    known
        .into_iter()
        .filter(|word| word.len() <= LEN_MAX)
        .filter_map(|word| {
            let lower = word.to_lowercase();
            let slips = strsim::damerau_levenshtein(&written_lower, &lower);
            let is_near = lower.len() <= written_lower.len() * 2;
            let begins = is_begun && is_near && lower.starts_with(&written_lower);
            (slips <= slips_max || begins).then_some((slips, word))
        })
        .min()
        .map(|(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_word_and_nonsense_does_not() {
        let known = ["snapshot_found", "writes_stopped", "id"];
        assert_eq!(nearest("snapshot_foud", known), Some("snapshot_found"));
        assert_eq!(nearest("Writes_Stopped", known), Some("writes_stopped"));
        assert_eq!(nearest("skil", ["id", "skills", "says"]), Some("skills"));
        assert_eq!(nearest("time", ["time;text;source"]), None);
        assert_eq!(nearest("sn", known), None);
        assert_eq!(nearest("elephant", known), None);
        assert_eq!(nearest(&"x".repeat(1 << 20), known), None);
    }
}
