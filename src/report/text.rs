//! The debrief as plain text, 78 columns, ASCII decoration: for a terminal, a pipe, a screen
//! reader.

use textwrap::{Options, WordSeparator, WordSplitter};

use super::{Both, both};
use crate::view::debrief::{LessonRow, Sheets, TheirRow};
use crate::view::score::{DimensionRow, Sheet};
use crate::view::titles::debrief as heading;
use crate::view::words::full_stop;

/// Columns of a plain page.
pub const WIDTH: usize = 78;

/// The debrief as plain text.
#[must_use]
pub fn debrief(sheets: &Sheets) -> String {
    let mut page = Page::default();
    page.line(&format!("{}: {}", heading::DEBRIEF, sheets.title));
    page.line(&sheets.subtitle);
    page.line(&format!(
        "{}; seed {}, stress {}",
        sheets.ended, sheets.seed, sheets.stress
    ));
    page.score(&sheets.score);
    page.items(heading::CLAIMS, &sheets.claims);
    page.items(heading::HARM, &sheets.harm.lines());
    page.timelines(sheets);
    page.story(sheets);
    if !sheets.steps.is_empty() {
        page.section(heading::STEPS);
        for step in &sheets.steps {
            page.item(&format!("{} {}: {}", step.time, step.what, step.why));
        }
    }
    page.items(heading::REGRET, &sheets.regret.lines());
    page.items(heading::MISSED, &sheets.missed);
    page.hypotheses(sheets);
    page.items(heading::TWISTS, &sheets.complications);
    page.items(heading::RUNBOOKS, &sheets.runbooks);
    page.pivots(sheets);
    page.questions(sheets);
    if !sheets.lessons.is_empty() {
        page.section(heading::LESSONS);
        for lesson in &sheets.lessons {
            page.item(&format!("{} ({})", lesson.text, from(lesson)));
        }
    }
    page.items(heading::COMMITMENTS, &sheets.commitments);
    if !sheets.rating.is_empty() {
        page.blank();
        page.line(&sheets.rating);
        page.line(&sheets.raise);
    }
    page.items(heading::OPEN, &sheets.open_questions);
    page.sources(sheets);
    page.text
}

/// The score as plain text.
#[must_use]
pub fn score(sheet: &Sheet) -> String {
    let mut page = Page::default();
    page.score(sheet);
    page.text.trim_start().to_owned()
}

#[derive(Default)]
struct Page {
    text: String,
}

impl Page {
    fn blank(&mut self) {
        self.text.push('\n');
    }

    fn line(&mut self, text: &str) {
        self.indented(text, "", "");
    }

    fn indented(&mut self, text: &str, first: &str, then: &str) {
        for line in wrapped(text, first, then) {
            self.text.push_str(line.trim_end());
            self.text.push('\n');
        }
    }

    fn section(&mut self, heading: &str) {
        self.blank();
        self.line(heading);
        self.line(&"=".repeat(heading.len()));
    }

    fn item(&mut self, text: &str) {
        self.indented(text, "- ", "  ");
    }

    fn items(&mut self, heading: &str, items: &[String]) {
        if items.is_empty() {
            return;
        }
        self.section(heading);
        for item in items {
            self.item(item);
        }
    }

    fn score(&mut self, sheet: &Sheet) {
        self.section(heading::SCORE);
        self.line(&sheet.line);
        for cap in &sheet.caps {
            self.item(cap);
        }
        for dimension in &sheet.dimensions {
            self.dimension(dimension);
        }
    }

    fn dimension(&mut self, dimension: &DimensionRow) {
        self.blank();
        self.line(&format!(
            "{:<14} {:>3}  {}",
            dimension.label, dimension.shown, dimension.asks
        ));
        let margin = " ".repeat(10);
        for line in &dimension.lines {
            let at = if line.at.is_empty() {
                String::new()
            } else {
                format!(" [{}]", line.at)
            };
            let points = format!("  {:>3}/{:<3} ", line.points, line.of);
            let mut found = line.what.lines();
            let first = found.next().unwrap_or_default();
            self.indented(&format!("{first}{at}"), &points, &margin);
            for entry in found {
                self.indented(entry, &margin, &format!("{margin}  "));
            }
            self.indented(&line.why, &margin, &margin);
            self.indented(&line.history, &margin, &margin);
            let from = format!("{}: {}", heading::FROM, line.event);
            self.indented(&from, &margin, &margin);
        }
    }

    fn timelines(&mut self, sheets: &Sheets) {
        self.section(heading::timelines(sheets.fictional));
        let yours = sheets.yours.iter().map(|row| row.time.len());
        let theirs = sheets.theirs.iter().map(|row| row.time.len());
        let width = yours.chain(theirs).max().unwrap_or(0).max(16);
        for row in both(sheets) {
            let (time, side, text) = match row {
                Both::Here(row) => (&row.time, heading::HERE, row.text.clone()),
                Both::Real(row) => (&row.time, heading::REAL, real(row)),
            };
            let lead = format!("{time:>width$}  {side}  ");
            self.indented(&text, &lead, &" ".repeat(width + 8));
        }
    }

    fn story(&mut self, sheets: &Sheets) {
        self.section(heading::story(sheets.fictional));
        self.line(&sheets.story);
        self.blank();
        self.line(&format!("{}: {}", heading::CAUSE, sheets.cause));
        for it in &sheets.contributing {
            self.item(it);
        }
        if !sheets.reconstructed.is_empty() {
            self.blank();
            self.line(sheets.reconstructed);
        }
    }

    fn hypotheses(&mut self, sheets: &Sheets) {
        if sheets.hypotheses.is_empty() {
            return;
        }
        self.section(heading::HYPOTHESES);
        for it in &sheets.hypotheses {
            let so = if it.is_true {
                heading::SO
            } else {
                heading::NOT_SO
            };
            self.item(&format!(
                "{} ({so}; {}): {} {}",
                it.id,
                it.believed,
                full_stop(&it.text),
                it.about
            ));
        }
    }

    fn pivots(&mut self, sheets: &Sheets) {
        if sheets.pivots.is_empty() {
            return;
        }
        self.section(heading::PIVOTS);
        for pivot in &sheets.pivots {
            let lead = format!("{}. ", pivot.n);
            self.indented(&format!("{} {}", pivot.time, pivot.moment), &lead, "   ");
            self.indented(pivot.ask, "   ", "   ");
            for answer in &pivot.answers {
                self.indented(answer, "   > ", "   > ");
            }
        }
    }

    fn questions(&mut self, sheets: &Sheets) {
        if sheets.questions.is_empty() {
            return;
        }
        self.section(heading::QUESTIONS);
        for question in &sheets.questions {
            self.item(&question.ask);
            let lead = format!("  {}: ", heading::ANSWER);
            self.indented(&question.answer, &lead, "  ");
        }
    }

    fn sources(&mut self, sheets: &Sheets) {
        if sheets.sources.is_empty() {
            return;
        }
        self.section(heading::SOURCES);
        for source in &sheets.sources {
            let lead = format!("[{}] ", source.id);
            self.indented(&source.title, &lead, "    ");
            self.indented(&source.url, "    ", "    ");
            self.indented(&source.note, "    ", "    ");
        }
    }
}

/// Wraps to the page's width; lines the text has stay lines. Lines break at spaces only, so
/// that commands, names and addresses stay whole, and never between a number and its unit.
#[must_use]
pub fn wrapped(text: &str, first: &str, then: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for (idx, part) in text.lines().enumerate() {
        // Scripts without spaces break where they may.
        let separator = if part.chars().any(|c| c >= '\u{2e80}') {
            WordSeparator::UnicodeBreakProperties
        } else {
            WordSeparator::AsciiSpace
        };
        let options = Options::new(WIDTH)
            .word_separator(separator)
            .word_splitter(WordSplitter::NoHyphenation)
            .initial_indent(if idx == 0 { first } else { then })
            .subsequent_indent(then)
            .break_words(false);
        let bound = units_bound(part);
        let wrapped = textwrap::wrap(&bound, options);
        lines.extend(wrapped.into_iter().map(|line| line.replace(BOUND, " ")));
    }
    lines
}

/// Stands for a space at which no line may break.
const BOUND: char = '\u{a0}';

/// Units that stay with the number before them.
const UNITS: [&str; 24] = [
    "%", "d", "h", "min", "s", "ms", "B", "KB", "kB", "MB", "GB", "TB", "PB", "days", "day",
    "hours", "hour", "minutes", "minute", "seconds", "second", "percent", "Gbps", "Mbps",
];

fn units_bound(text: &str) -> String {
    let mut bound = String::with_capacity(text.len());
    let mut before = "";
    for (idx, word) in text.split(' ').enumerate() {
        let number = before.trim_start_matches(['(', '`', '"', '+', '-', '~']);
        let is_number = number.starts_with(|c: char| c.is_ascii_digit())
            && number.ends_with(|c: char| c.is_ascii_digit());
        let unit = word.trim_end_matches(|c: char| c.is_ascii_punctuation() && c != '%');
        if idx > 0 {
            let stays = is_number && UNITS.contains(&unit);
            bound.push(if stays { BOUND } else { ' ' });
        }
        bound.push_str(word);
        before = word;
    }
    bound
}

/// An entry of the real timeline with its source, or saying that there is none.
pub(super) fn real(row: &TheirRow) -> String {
    let mut text = row.text.clone();
    if row.unknown {
        text = format!("{text} ({})", row.silent);
    }
    if !row.source.is_empty() {
        text = format!("{text} [{}]", row.source);
    }
    text
}

/// Whose lesson it is, with its source.
pub(super) fn from(lesson: &LessonRow) -> String {
    if lesson.source.is_empty() {
        lesson.from.to_owned()
    } else {
        format!("{}, [{}]", lesson.from, lesson.source)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces_and_not_before_a_unit() {
        let filler = "x".repeat(72);
        assert_eq!(
            wrapped(&format!("{filler} a 12 min, and"), "", ""),
            [format!("{filler} a"), "12 min, and".to_owned()]
        );
        assert_eq!(
            wrapped(&format!("{filler} db1-cluster/\u{2013}b"), "", ""),
            [filler, "db1-cluster/\u{2013}b".to_owned()]
        );
    }
}
