//! Texts that are set for a terminal of 80 columns.

use unicode_width::UnicodeWidthStr;

use crate::content::complaint::lint as complaint;
use crate::content::diagnostic::Diagnostic;
use crate::content::file;
use crate::content::placeholders;
use crate::content::spanned::Sp;
use crate::content::text::find_in_literal;

/// Columns that a preformatted text may take.
const COLUMNS_MAX: usize = 78;

pub(super) fn check(source: &str, file: &file::Scenario, out: &mut Vec<Diagnostic>) {
    let mut narrow = |what, text: &Sp<String>, lines: Vec<&str>| {
        // One complaint a text: the widest line.
        let lines = lines.into_iter().map(|line| (filled_width(line), line));
        if let Some((width, line)) = lines.max_by_key(|(width, _)| *width)
            && width > COLUMNS_MAX
        {
            let span = find_in_literal(source, &text.span(), line);
            out.push(complaint::too_wide(span, what, width, COLUMNS_MAX));
        }
    };
    if let Some(diagram) = &file.briefing.diagram {
        narrow("the diagram", diagram, diagram.lines().collect());
    }
    for line in file.logs.iter().flat_map(|log| &log.lines) {
        narrow("a log line", &line.text, line.text.lines().collect());
    }
    for runbook in &file.runbooks {
        // Prose is wrapped; what is fenced keeps its lines.
        narrow("a block of a runbook", &runbook.text, fenced(&runbook.text));
    }
    let results = file.actions.iter().flat_map(|action| &action.results);
    for result in results.clone() {
        narrow("an output", &result.output, result.output.lines().collect());
    }
    for result in results {
        let output = &result.output;
        for placeholder in placeholders::braces(output) {
            let word = placeholder.split(':').next().unwrap_or_default();
            let has_bounds = placeholder.contains(':');
            let of_logs = match word {
                "n" | "hex" => !has_bounds,
                "int" | "pick" => has_bounds,
                _ => false,
            };
            if of_logs {
                let span = find_in_literal(source, &output.span(), placeholder);
                out.push(complaint::unfilled(span, placeholder));
            }
        }
    }
}

/// The lines between the fences of a Markdown text.
fn fenced(text: &str) -> Vec<&str> {
    let mut inside = false;
    let lines = text.lines().filter(|line| {
        let is_fence = line.trim_start().starts_with("```");
        inside ^= is_fence;
        inside && !is_fence
    });
    lines.collect()
}

/// How wide a line is once its placeholders are filled in, at most.
fn filled_width(line: &str) -> usize {
    let placeholders = placeholders::braces(line).map(|placeholder| {
        let written = placeholder.width() + 2;
        let filled = match placeholder.split_once(':') {
            None if placeholder == "utc" || placeholder == "hex" => 8,
            None if placeholder == "n" => 5,
            Some(("int", bounds)) => bounds.split('-').map(str::len).max().unwrap_or(0),
            Some(("pick", words)) => words
                .split('|')
                .map(UnicodeWidthStr::width)
                .max()
                .unwrap_or(0),
            Some(("metric", _)) => 6,
            Some(_) | None => written,
        };
        (written, filled)
    });
    placeholders.fold(line.width(), |width, (written, filled)| {
        (width + filled).saturating_sub(written)
    })
}
