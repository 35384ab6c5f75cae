//! Complaints as text: a picture for people, lines for editors and logs, JSON for machines.
//!
//! Pure, and total: spans that point beyond the source are moved into it.

use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde_json::json;

use super::diagnostic::{Diagnostic, Severity};

/// How complaints are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// The lines of the file with carets under them.
    Picture {
        /// Columns there are.
        width: usize,
        /// With terminal colours.
        colour: bool,
    },
    /// `file:line:col: error[E0101]: what is wrong`, and lines for help after it.
    Lines,
    /// One JSON object a line.
    Json,
}

/// Most complaints that are drawn; the rest is counted.
const PICTURES_MAX: usize = 50;

/// Lines longer than this are not drawn, only named.
const WINDOW_BYTES_MAX: usize = 4000;

/// Writes the complaints about one file. `path` is how the reader knows it.
#[must_use]
pub fn render(path: &str, source: &str, diagnostics: &[Diagnostic], style: Style) -> String {
    let lines = LineIndex::new(source);
    match style {
        Style::Picture { width, colour } => pictures(path, &lines, diagnostics, width, colour),
        Style::Lines => diagnostics
            .iter()
            .map(|it| plain(path, &lines, it))
            .collect(),
        Style::Json => diagnostics
            .iter()
            .map(|it| machine(path, &lines, it))
            .collect(),
    }
}

/// `2 errors and 1 warning`, or nothing when there are none.
#[must_use]
pub fn tally(diagnostics: &[Diagnostic]) -> Option<String> {
    let n_errors = diagnostics.iter().filter(|it| it.is_error()).count();
    let n_warnings = diagnostics.len() - n_errors;
    let count = |n: usize, word: &str| match n {
        0 => None,
        1 => Some(format!("1 {word}")),
        n => Some(format!("{n} {word}s")),
    };
    match (count(n_errors, "error"), count(n_warnings, "warning")) {
        (Some(errors), Some(warnings)) => Some(format!("{errors} and {warnings}")),
        (one, other) => one.or(other),
    }
}

fn pictures(
    path: &str,
    lines: &LineIndex<'_>,
    diagnostics: &[Diagnostic],
    width: usize,
    colour: bool,
) -> String {
    let renderer = if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let renderer = renderer.term_width(width).decor_style(DecorStyle::Unicode);
    let drawn = diagnostics.iter().take(PICTURES_MAX);
    let mut pictures: Vec<String> = drawn
        .map(|it| renderer.render(&[picture(path, lines, it)]) + "\n\n")
        .collect();
    if diagnostics.len() > PICTURES_MAX {
        pictures.push(format!("… and {} more\n", diagnostics.len() - PICTURES_MAX));
    }
    pictures.concat()
}

fn picture<'a>(path: &'a str, lines: &LineIndex<'a>, it: &'a Diagnostic) -> Group<'a> {
    let level = match it.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(it.message.as_str()).id(it.code);
    let also = (!it.also.is_empty()).then(|| Level::NOTE.message(also(lines, it)));
    let help = it.help.as_deref().map(|help| Level::HELP.message(help));
    let help = also.into_iter().chain(help);
    let primary = lines.window(&it.span);
    if primary.text.len() > WINDOW_BYTES_MAX {
        let at = lines.place(it.span.start);
        let origin = Origin::path(path).line(at.line).char_column(at.column);
        return title.element(origin).elements(help);
    }
    let label = (!it.label.is_empty()).then_some(it.label.as_str());
    let mut snippet = primary.snippet(path).annotation(
        AnnotationKind::Primary
            .span(primary.within(&it.span))
            .label(label),
    );
    let mut elsewhere = Vec::new();
    for related in &it.related {
        let window = lines.window(&related.span);
        if window.text.len() > WINDOW_BYTES_MAX {
            continue;
        }
        let label = Some(related.label.as_str());
        if window.first_line == primary.first_line {
            let span = primary.within(&related.span);
            snippet = snippet.annotation(AnnotationKind::Context.span(span).label(label));
        } else {
            let span = window.within(&related.span);
            let annotation = AnnotationKind::Context.span(span).label(label);
            elsewhere.push(window.snippet(path).annotation(annotation));
        }
    }
    title.element(snippet).elements(elsewhere).elements(help)
}

fn plain(path: &str, lines: &LineIndex<'_>, it: &Diagnostic) -> String {
    let place = |span: &Range<usize>| {
        let at = lines.place(span.start);
        format!("{path}:{}:{}", at.line, at.column)
    };
    let here = place(&it.span);
    let word = it.severity.word();
    let mut text = vec![format!("{here}: {word}[{}]: {}\n", it.code, it.message)];
    if !it.label.is_empty() {
        text.push(format!("{here}: note: {}\n", it.label));
    }
    for related in &it.related {
        text.push(format!(
            "{}: note: {}\n",
            place(&related.span),
            related.label
        ));
    }
    if !it.also.is_empty() {
        text.push(format!("{here}: note: {}\n", also(lines, it)));
    }
    if let Some(help) = &it.help {
        text.push(format!("{here}: help: {help}\n"));
    }
    text.concat()
}

/// Where else it is so: `the same in 12 more places: lines 30, 44, 61`, each line once.
fn also(lines: &LineIndex<'_>, it: &Diagnostic) -> String {
    let mut numbers: Vec<usize> = it
        .also
        .iter()
        .map(|span| lines.place(span.start).line)
        .collect();
    numbers.dedup();
    let words: Vec<String> = numbers.iter().map(usize::to_string).collect();
    let places = match it.also.len() {
        1 => "1 more place".to_owned(),
        n => format!("{n} more places"),
    };
    let s = if numbers.len() == 1 { "" } else { "s" };
    format!("the same in {places}: line{s} {}", words.join(", "))
}

fn machine(path: &str, lines: &LineIndex<'_>, it: &Diagnostic) -> String {
    let place = |span: &Range<usize>| {
        let span = lines.clamp(span);
        let (start, end) = (lines.place(span.start), lines.place(span.end));
        json!({
            "start": { "line": start.line, "column": start.column, "byte": span.start },
            "end": { "line": end.line, "column": end.column, "byte": span.end },
        })
    };
    let related: Vec<_> = it
        .related
        .iter()
        .map(|it| json!({ "place": place(&it.span), "label": it.label }))
        .collect();
    let object = json!({
        "file": path,
        "severity": it.severity.word(),
        "code": it.code,
        "message": it.message,
        "label": it.label,
        "place": place(&it.span),
        "related": related,
        "help": it.help,
        "also": it.also.iter().map(place).collect::<Vec<_>>(),
    });
    format!("{object}\n")
}

/// A place as people count it: from 1, columns in characters.
struct Place {
    line: usize,
    column: usize,
}

/// Where the lines of a source begin.
struct LineIndex<'s> {
    source: &'s str,
    starts: Vec<usize>,
}

impl<'s> LineIndex<'s> {
    fn new(source: &'s str) -> Self {
        let breaks = source.match_indices('\n').map(|(at, _)| at + 1);
        Self {
            source,
            starts: std::iter::once(0).chain(breaks).collect(),
        }
    }

    /// The span, moved into the source and to the borders of characters.
    fn clamp(&self, span: &Range<usize>) -> Range<usize> {
        let border = |at: usize| {
            let at = at.min(self.source.len());
            (0..=at)
                .rev()
                .find(|at| self.source.is_char_boundary(*at))
                .unwrap_or(0)
        };
        let start = border(span.start);
        start..border(span.end).max(start)
    }

    /// The line, from 0, that a byte is on.
    fn line(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at) - 1
    }

    fn place(&self, at: usize) -> Place {
        let at = self.clamp(&(at..at)).start;
        let line = self.line(at);
        let column = self.source[self.starts[line]..at].chars().count();
        Place {
            line: line + 1,
            column: column + 1,
        }
    }

    /// The lines around a span: all of a short one, the first few of a long one.
    fn window(&self, span: &Range<usize>) -> Window<'s> {
        const LINES_MAX: usize = 6;
        let span = self.clamp(span);
        let first_line = self.line(span.start);
        let last_line = self.line(span.end.max(span.start + 1) - 1);
        let last_line = last_line.min(first_line + LINES_MAX - 1);
        let start = self.starts[first_line];
        let end = self
            .starts
            .get(last_line + 1)
            .map_or(self.source.len(), |next| next - 1);
        Window {
            text: &self.source[start..end.max(start)],
            start,
            first_line,
        }
    }
}

/// Some lines of a source.
struct Window<'s> {
    text: &'s str,
    start: usize,
    first_line: usize,
}

impl<'s> Window<'s> {
    fn snippet<'a>(&self, path: &'a str) -> Snippet<'a, annotate_snippets::Annotation<'a>>
    where
        's: 'a,
    {
        Snippet::source(self.text)
            .path(path)
            .line_start(self.first_line + 1)
    }

    /// The span as bytes of the window.
    fn within(&self, span: &Range<usize>) -> Range<usize> {
        let len = self.text.len();
        let border = |at: usize| {
            let at = at.saturating_sub(self.start).min(len);
            (0..=at)
                .rev()
                .find(|at| self.text.is_char_boundary(*at))
                .unwrap_or(0)
        };
        let start = border(span.start);
        start..border(span.end).max(start)
    }
}
