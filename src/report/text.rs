//! The debrief as plain text, 78 columns, ASCII decoration: for a terminal, a pipe, a screen
//! reader.

use textwrap::{Options, WordSeparator, WordSplitter};

use super::{Both, both};
use crate::view::debrief::{LessonRow, Sheets};
use crate::view::score::{DimensionRow, Sheet};
use crate::view::titles::debrief as heading;

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
    page.section(heading::HARM);
    page.item(&sheets.harm.line);
    for row in &sheets.harm.rows {
        page.item(row);
    }
    page.timelines(sheets);
    page.story(sheets);
    if !sheets.steps.is_empty() {
        page.section(heading::STEPS);
        for step in &sheets.steps {
            page.item(&format!("{} {}: {}", step.time, step.what, step.why));
        }
    }
    page.items(heading::MISSED, &sheets.missed);
    page.hypotheses(sheets);
    page.items(heading::TWISTS, &sheets.complications);
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
            self.indented(&format!("{}{at}", line.what), &points, &margin);
            self.indented(&line.why, &margin, &margin);
            self.indented(&line.history, &margin, &margin);
        }
    }

    fn timelines(&mut self, sheets: &Sheets) {
        self.section(heading::TIMELINES);
        for row in both(sheets) {
            let (time, side, text) = match row {
                Both::Here(row) => (&row.time, heading::HERE, row.text.clone()),
                Both::Real(row) => (
                    &row.time,
                    heading::REAL,
                    real(&row.text, &row.source, row.unknown),
                ),
            };
            let lead = format!("{time:>16}  {side}  ");
            self.indented(&text, &lead, &" ".repeat(24));
        }
    }

    fn story(&mut self, sheets: &Sheets) {
        self.section(heading::STORY);
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
                "{} ({so}, {}): {} {}",
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

/// Wraps to the page's width; lines the text has stay lines, words are never broken.
#[must_use]
pub fn wrapped(text: &str, first: &str, then: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for (idx, part) in text.lines().enumerate() {
        // Commands keep their hyphens and slashes together; scripts without spaces do not need to.
        let separator = if part.is_ascii() {
            WordSeparator::AsciiSpace
        } else {
            WordSeparator::UnicodeBreakProperties
        };
        let options = Options::new(WIDTH)
            .word_separator(separator)
            .word_splitter(WordSplitter::NoHyphenation)
            .initial_indent(if idx == 0 { first } else { then })
            .subsequent_indent(then)
            .break_words(false);
        let wrapped = textwrap::wrap(part, options);
        lines.extend(wrapped.into_iter().map(std::borrow::Cow::into_owned));
    }
    lines
}

/// An entry of the real timeline with its source, or saying that there is none.
pub(super) fn real(text: &str, source: &str, unknown: bool) -> String {
    let unknown = if unknown {
        format!(" {}", heading::SILENT)
    } else {
        String::new()
    };
    let source = if source.is_empty() {
        String::new()
    } else {
        format!(" [{source}]")
    };
    format!("{text}{unknown}{source}")
}

/// Whose lesson it is, with its source.
pub(super) fn from(lesson: &LessonRow) -> String {
    if lesson.source.is_empty() {
        lesson.from.to_owned()
    } else {
        format!("{}, [{}]", lesson.from, lesson.source)
    }
}

/// The text as a sentence that another one may follow.
pub(super) fn full_stop(text: &str) -> String {
    let end = if text.ends_with(['.', '!', '?']) {
        ""
    } else {
        "."
    };
    format!("{text}{end}")
}
