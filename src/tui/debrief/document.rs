//! The debrief as rows: nine sections one after the other, and in them what can be opened.
//!
//! Invariant: a row is laid out once for what it is made of and its width, and not before somebody
//! comes near it; what is marked and how far it is scrolled is not in here.

use ratatui::style::Style;
use ratatui::text::Line;

use super::{after, harm, score, talk, timelines};
use crate::tui::paper::{Row, paragraph, row, span};
use crate::tui::theme::{NO_MARKER, Part, style};
use crate::view::debrief::Sheets;
use crate::view::debrief::next::Next;
use crate::view::titles::debrief as titles;

/// Sections there are.
pub const N_SECTIONS: usize = titles::SECTIONS.len();

/// Sections that the sheets made first are enough for: score and timelines.
const N_FIRST: usize = 2;

/// Widest running text there is sense in; drawings take more.
const PROSE_MAX: usize = 100;

/// What a document is made of, besides the sheets.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Form {
    /// Columns.
    pub width: usize,
    /// Rows of a chart.
    pub chart_height: usize,
    /// Dimensions that are open, a bit each.
    pub open: u8,
}

/// Something that Enter does something with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Item {
    /// A dimension of the score: shows its lines, or hides them.
    Dimension(usize),
    /// A question: begins an answer. By its number.
    Question(usize),
    /// Begins a commitment.
    Commit,
    /// Begins a rating.
    Rate,
    /// Says what would raise it by one.
    Raise(u8),
    /// Writes the report.
    Report,
    /// Plays the same again.
    Again,
    /// Plays it with another seed.
    Another,
    /// Plays what is suggested.
    Next,
}

/// The debrief as rows, as far as it is laid out.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// The rows.
    pub rows: Vec<Row>,
    /// The row at which each section begins.
    pub heads: Vec<usize>,
    /// Where something can be opened.
    pub items: Vec<(usize, Item)>,
    /// Columns of running text.
    pub prose: usize,
    /// What it is laid out for.
    pub form: Form,
    /// Rows over the entries of the timelines.
    n_over: usize,
    /// The entry of the timelines that comes next, while they are not whole.
    entry: Option<usize>,
}

impl Document {
    /// A document of which nothing is laid out yet.
    #[must_use]
    pub fn new(form: Form) -> Self {
        Self {
            form,
            prose: form.width.min(PROSE_MAX),
            ..Self::default()
        }
    }

    /// Whether all of it is laid out, what to play next among it.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        self.heads.len() == N_SECTIONS && self.entry.is_none()
    }

    /// Whether what comes next is made of the sheets that are there from the beginning.
    #[must_use]
    pub const fn is_at_the_first(&self) -> bool {
        self.heads.len() < N_FIRST || self.entry.is_some()
    }

    /// Lays out a section anew, if it was laid out, and moves what comes after it. Of the timelines
    /// only what stands over their entries: what happened does not change. Gives the line after it
    /// as it was, and as it is.
    pub fn renew(
        &mut self,
        section: usize,
        sheets: &Sheets,
        next: Option<&Next>,
    ) -> Option<(usize, usize)> {
        let head = self.heads.get(section).copied()?;
        let mut anew = Self {
            heads: vec![0; section],
            ..Self::new(self.form)
        };
        anew.lay_out_next(sheets, next);
        let n_rows = anew.rows.len();
        let end = if anew.entry.is_some() {
            // What happened stays as it was told.
            head + std::mem::replace(&mut self.n_over, n_rows)
        } else {
            // Without the free line ahead of the next one.
            let after = self.heads.get(section + 1).map(|after| after - 1);
            after.unwrap_or(self.rows.len())
        };
        let moved = |line: usize| line - end + head + n_rows;
        for after in self.heads.iter_mut().skip(section + 1) {
            *after = moved(*after);
        }
        let items = std::mem::take(&mut self.items);
        let (before, rest): (Vec<_>, Vec<_>) = items.into_iter().partition(|(it, _)| *it < head);
        let rest = rest.into_iter().filter(|(it, _)| *it >= end);
        self.items = before;
        self.items
            .extend(anew.items.into_iter().map(|(it, item)| (head + it, item)));
        self.items.extend(rest.map(|(it, item)| (moved(it), item)));
        self.rows.splice(head..end, anew.rows);
        Some((end, head + n_rows))
    }

    /// Lays out the next section, or of a long one the next part.
    pub fn lay_out_next(&mut self, sheets: &Sheets, next: Option<&Next>) {
        let form = self.form;
        if let Some(entry) = self.entry {
            self.entry = timelines::go_on(self, sheets, form.width, entry);
            return;
        }
        match self.heads.len() {
            0 => {
                self.section(&format!("{}: {}", titles::SCORE, sheets.score.line));
                score::put(self, sheets, form);
            }
            1 => {
                self.section(titles::timelines(sheets.fictional));
                timelines::put(self, sheets, form.width);
                self.n_over = self.rows.len() - self.heads[1];
                self.entry = Some(0);
            }
            2 => {
                self.section(titles::HARM);
                harm::put(self, sheets, form);
            }
            3 => {
                self.section(titles::ALL_STEPS);
                talk::steps(self, sheets);
            }
            4 => {
                self.section(titles::PIVOTS);
                talk::moments(self, sheets);
            }
            5 => {
                self.section(titles::story(sheets.fictional));
                talk::story(self, sheets);
            }
            6 => {
                self.section(titles::LESSONS);
                talk::lessons(self, sheets);
            }
            7 => {
                self.section(titles::COMMITMENTS);
                after::promises(self, sheets);
            }
            _ => {
                self.section(titles::NEXT);
                after::next(self, next);
            }
        }
    }

    /// A numbered heading, with a free line ahead of it unless it is the first.
    fn section(&mut self, title: &str) {
        if !self.rows.is_empty() {
            self.rows.push(Row::default());
        }
        let number = self.heads.len() + 1;
        self.heads.push(self.rows.len());
        self.rows.push(Line::from(vec![
            span(format!("{number} "), style(Part::Key)),
            span(title.to_owned(), style(Part::Heading)),
        ]));
    }

    /// A heading within a section.
    pub fn heading(&mut self, title: &str) {
        self.rows.push(Row::default());
        self.rows.push(row(title.to_owned(), style(Part::Heading)));
    }

    /// A row that can be opened; the marker's columns are free.
    pub fn item(&mut self, item: Item, mut it: Row) {
        it.spans.insert(0, span(NO_MARKER, Style::new()));
        self.items.push((self.rows.len(), item));
        self.rows.push(it);
    }

    /// Running text after a lead, what follows its first line as far in as the lead is wide.
    pub fn listed(&mut self, lead: &str, text: &str, look: Style) {
        for (idx, part) in text.lines().enumerate() {
            let blank = " ".repeat(lead.len());
            let lead = if idx == 0 { lead.to_owned() } else { blank };
            let indent = lead.len();
            let lead = vec![span(lead, look)];
            paragraph(&mut self.rows, lead, part, look, self.prose, indent);
        }
    }

    /// Running text in the look of the text after a lead in pieces.
    pub fn led(&mut self, lead: Vec<ratatui::text::Span<'static>>, text: &str, indent: usize) {
        paragraph(&mut self.rows, lead, text, Style::new(), self.prose, indent);
    }

    /// A list under a heading; nothing if it is empty.
    pub fn list(&mut self, title: &str, entries: &[String]) {
        if entries.is_empty() {
            return;
        }
        self.heading(title);
        for entry in entries {
            self.listed("- ", entry, Style::new());
        }
    }
}
