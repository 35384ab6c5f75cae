//! The debrief as Markdown: to keep, to share, to talk about.

use std::fmt::Write as _;

use super::text::{from, real};
use super::{Both, both};
use crate::view::debrief::{Sheets, SourceRow};
use crate::view::score::Sheet;
use crate::view::titles::debrief as heading;
use crate::view::words::full_stop;

/// The debrief as Markdown.
#[must_use]
pub fn debrief(sheets: &Sheets) -> String {
    let mut page = Page::default();
    page.put(&format!("# {}: {}", heading::DEBRIEF, esc(&sheets.title)));
    page.put(&format!("*{}*", esc(&sheets.subtitle)));
    page.put(&format!(
        "{}. Seed {}, stress {}.",
        esc(&sheets.ended),
        sheets.seed,
        sheets.stress
    ));
    page.section(heading::SCORE);
    page.score(&sheets.score, 3);
    page.texts(heading::CLAIMS, &sheets.claims);
    page.texts(heading::HARM, &sheets.harm.lines());
    page.timelines(sheets);
    page.story(sheets);
    let steps = sheets.steps.iter();
    page.bullets(
        heading::STEPS,
        steps.map(|it| format!("{} **{}**: {}", it.time, esc(&it.what), esc(&it.why))),
    );
    page.texts(heading::REGRET, &sheets.regret.lines());
    page.texts(heading::MISSED, &sheets.missed);
    page.hypotheses(sheets);
    page.texts(heading::TWISTS, &sheets.complications);
    page.texts(heading::RUNBOOKS, &sheets.runbooks);
    page.pivots(sheets);
    let questions = sheets.questions.iter();
    page.bullets(
        heading::QUESTIONS,
        questions.map(|it| format!("**{}**  \n  {}", esc(&it.ask), esc(&it.answer))),
    );
    let lessons = sheets.lessons.iter();
    page.bullets(
        heading::LESSONS,
        lessons.map(|it| format!("{} ({})", esc(&it.text), esc(&from(it)))),
    );
    page.texts(heading::COMMITMENTS, &sheets.commitments);
    page.put(&esc(&sheets.rating));
    page.put(&esc(&sheets.raise));
    page.texts(heading::OPEN, &sheets.open_questions);
    page.bullets(heading::SOURCES, sheets.sources.iter().map(source));
    page.finish()
}

/// The score as Markdown.
#[must_use]
pub fn score(sheet: &Sheet) -> String {
    let mut page = Page::default();
    page.put(&format!("# {}", heading::SCORE));
    page.score(sheet, 2);
    page.finish()
}

#[derive(Default)]
struct Page {
    text: String,
}

impl Page {
    fn put(&mut self, paragraph: &str) {
        if !paragraph.is_empty() {
            self.text.push_str(paragraph);
            self.text.push_str("\n\n");
        }
    }

    fn section(&mut self, heading: &str) {
        self.put(&format!("## {heading}"));
    }

    fn row(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn bullets(&mut self, heading: &str, items: impl Iterator<Item = String>) {
        let mut items = items.peekable();
        if items.peek().is_none() {
            return;
        }
        self.section(heading);
        for item in items {
            self.row(&format!("- {item}"));
        }
        self.text.push('\n');
    }

    fn texts(&mut self, heading: &str, items: &[String]) {
        self.bullets(heading, items.iter().map(|it| esc(it)));
    }

    fn score(&mut self, sheet: &Sheet, level: usize) {
        self.put(&format!("**{}**", sheet.line));
        for cap in &sheet.caps {
            self.put(&esc(cap));
        }
        for row in &sheet.dimensions {
            let marks = "#".repeat(level);
            self.put(&format!("{marks} {}: {}", row.label, row.shown));
            self.put(&format!("*{}*", row.asks));
            if row.lines.is_empty() {
                continue;
            }
            self.row(&format!("| {} |", heading::COLUMNS.join(" | ")));
            self.row("| ---: | --- | --- | --- | --- | --- |");
            for line in &row.lines {
                self.row(&format!(
                    "| {}/{} | {} | {} | {} | {} | {} |",
                    line.points,
                    line.of,
                    line.at,
                    cell(&line.what),
                    cell(&line.why),
                    cell(&line.history),
                    cell(&line.event)
                ));
            }
            self.text.push('\n');
        }
    }

    fn timelines(&mut self, sheets: &Sheets) {
        self.section(heading::timelines(sheets.fictional));
        let [_, when, _, _, in_reality, _] = heading::COLUMNS;
        self.row(&format!("| {when} | {} | {in_reality} |", heading::HERE));
        self.row("| ---: | --- | --- |");
        for row in both(sheets) {
            match row {
                Both::Here(row) => {
                    self.row(&format!("| {} | {} | |", row.time, cell(&row.text)));
                }
                Both::Real(row) => {
                    let text = real(row);
                    self.row(&format!("| {} | | {} |", row.time, cell(&text)));
                }
            }
        }
        self.text.push('\n');
    }

    fn story(&mut self, sheets: &Sheets) {
        self.section(heading::story(sheets.fictional));
        self.put(&esc(&sheets.story));
        self.put(&format!("**{}.** {}", heading::CAUSE, esc(&sheets.cause)));
        for it in &sheets.contributing {
            self.row(&format!("- {}", esc(it)));
        }
        if !sheets.contributing.is_empty() {
            self.text.push('\n');
        }
        if !sheets.reconstructed.is_empty() {
            self.put(&format!("*{}*", sheets.reconstructed));
        }
    }

    fn hypotheses(&mut self, sheets: &Sheets) {
        let rows = sheets.hypotheses.iter().map(|it| {
            let so = if it.is_true {
                format!("**{}**", heading::SO)
            } else {
                heading::NOT_SO.to_owned()
            };
            let (id, text) = (&it.id, esc(&full_stop(&it.text)));
            format!("`{id}` ({so}; {}): {text} {}", it.believed, esc(&it.about))
        });
        self.bullets(heading::HYPOTHESES, rows);
    }

    fn pivots(&mut self, sheets: &Sheets) {
        if sheets.pivots.is_empty() {
            return;
        }
        self.section(heading::PIVOTS);
        for pivot in &sheets.pivots {
            let (n, time, moment) = (pivot.n, &pivot.time, esc(&pivot.moment));
            let _ = writeln!(self.text, "{n}. {time} {moment}  ");
            let _ = writeln!(self.text, "   **{}**", pivot.ask);
            for answer in &pivot.answers {
                let _ = writeln!(self.text, "   > {}", esc(answer));
            }
        }
        self.text.push('\n');
    }

    fn finish(mut self) -> String {
        self.text.truncate(self.text.trim_end().len());
        self.text.push('\n');
        self.text
    }
}

fn source(source: &SourceRow) -> String {
    let title = if source.url.is_empty() {
        esc(&source.title)
    } else {
        let url = source.url.replace('>', "%3E");
        format!("[{}](<{url}>)", esc(&source.title))
    };
    let note = if source.note.is_empty() { "" } else { ": " };
    let key = esc(&format!("[{}]", source.id));
    format!("{key} {title}{note}{}", esc(&source.note))
}

/// A text that is not Markdown, made so; code spans in backticks stay.
fn esc(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let n_ticks = text.matches('`').count();
    for (idx, part) in text.split('`').enumerate() {
        // A backtick without a partner is only a backtick.
        let lone = idx % 2 == 1 && idx == n_ticks;
        if idx > 0 {
            out.push_str(if lone { "\\`" } else { "`" });
        }
        let code = idx % 2 == 1 && !lone;
        for c in part.chars() {
            if !code && matches!(c, '\\' | '*' | '_' | '[' | ']' | '<' | '>' | '#') {
                out.push('\\');
            }
            out.push(c);
        }
    }
    out
}

/// The same, in a table's cell.
fn cell(text: &str) -> String {
    esc(text).replace('|', "\\|").replace('\n', "<br>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        for (text, expected) in [
            ("a*b_c", "a\\*b\\_c"),
            ("run `rm *` now", "run `rm *` now"),
            ("one ` tick *", "one \\` tick \\*"),
            ("<script>", "\\<script\\>"),
        ] {
            assert_eq!(esc(text), expected);
        }
        assert_eq!(cell("a | b"), "a \\| b");
    }
}
