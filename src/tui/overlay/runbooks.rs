//! The runbooks: a list to choose from, and one to read.
//!
//! ```text
//! +- Runbooks -----------------------------+  +- Rebuild a secondary -------------------+
//! | > rebuild   Rebuild a secondary        |  | last changed 2016-04-12                 |
//! |   page      Who to call                |  |                                         |
//! +----------------------------------------+  | Before you start                        |
//!                                             | 1. Stop PostgreSQL on the secondary.    |
//!                                             | | pg_ctl stop                           |
//!                                             +--------------------------- more below --+
//! ```

use ratatui::buffer::Buffer;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::Want;
use crate::tui::keys::Intent;
use crate::tui::paper::{Place, Row, block, fit, lay, row, shorten, span, wrap};
use crate::tui::scroll::Scroll;
use crate::tui::theme::{MARKER, NO_MARKER, Part, style};
use crate::view::runbook::{self, Block, Look, Piece};

/// Columns of a page, terminal text of 78 columns and its bar.
const PAGE: usize = 82;

/// Before terminal text.
const BAR: &str = "\u{2502} ";

/// Around what somebody else said.
const QUOTES: [char; 2] = ['\u{201c}', '\u{201d}'];

/// The runbooks there are, one of them selected.
#[derive(Debug, Clone)]
pub struct RunbookList {
    pub(super) rows: Vec<runbook::Row>,
    pub(super) chosen: usize,
}

impl RunbookList {
    /// The id of the selected one.
    #[must_use]
    pub fn chosen(&self) -> Option<&str> {
        self.rows.get(self.chosen).map(|it| it.id.as_str())
    }

    pub(super) fn does(&self, intent: Intent) -> bool {
        match intent {
            Intent::Accept => !self.rows.is_empty(),
            Intent::Up | Intent::Down => self.rows.len() > 1,
            _ => true,
        }
    }

    pub(super) fn obey(&mut self, intent: Intent) -> Want {
        let last = self.rows.len().saturating_sub(1);
        self.chosen = match intent {
            // Reading goes on record, so it is asked for as if it were typed.
            Intent::Accept => {
                let read = self.chosen().map(|id| Want::Run(format!("runbook {id}")));
                return read.unwrap_or(Want::Close);
            }
            Intent::Up => self.chosen.saturating_sub(1),
            Intent::Down => (self.chosen + 1).min(last),
            Intent::PageUp | Intent::First => 0,
            Intent::PageDown | Intent::Last => last,
            _ => return Want::Close,
        };
        Want::Stay
    }

    pub(super) fn paint(&self, place: &Place, buf: &mut Buffer) {
        let width = place.width_max(76);
        let ids = self.rows.iter().map(|it| it.id.width());
        let id = ids.max().unwrap_or(0) + 2;
        let line = |(idx, it): (usize, &runbook::Row)| {
            let (marker, look) = if idx == self.chosen {
                (MARKER, style(Part::Selected))
            } else {
                (NO_MARKER, Style::new())
            };
            // The title gives way: how old it is decides whether one trusts it.
            let (id, edited) = (fit(&it.id, id), &it.edited);
            let room = width.saturating_sub(marker.len() + id.width() + edited.width() + 2);
            let title = shorten(&it.title, room);
            let text = format!("{marker}{id}{title}  {edited}");
            row(fit(&shorten(&text, width), width), look)
        };
        let mut rows: Vec<Row> = self.rows.iter().enumerate().map(line).collect();
        if rows.is_empty() {
            rows.push(row(runbook::NONE, style(Part::Muted)));
        }
        super::boxed(runbook::RUNBOOKS, &rows, width, place, buf);
    }
}

/// A runbook, and how far it was read.
#[derive(Debug, Clone)]
pub struct Reader {
    pub(super) page: runbook::Page,
    pub(super) scroll: Scroll,
}

impl Reader {
    pub(super) fn paint(&self, place: &Place, buf: &mut Buffer) {
        let width = place.width_max(PAGE);
        let rows = rows(&self.page, width);
        let size = (width, rows.len());
        let inner = lay(&self.page.title, size, &place.scrolled(), buf);
        super::read(&rows, &self.scroll, inner, buf);
    }
}

/// The rows of a page.
fn rows(page: &runbook::Page, width: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    if !page.edited.is_empty() {
        rows.push(row(page.edited.clone(), style(Part::Muted)));
    }
    let mut was_item = false;
    for it in &page.blocks {
        let is_item = matches!(it, Block::Item(..));
        if !(rows.is_empty() || is_item && was_item) {
            rows.push(Row::default());
        }
        was_item = is_item;
        match it {
            Block::Heading(text) => rows.extend(running("", text, style(Part::Heading), width)),
            Block::Text(text) => rows.extend(running("", text, Style::new(), width)),
            Block::Quote(text) => rows.extend(quoted(text, width)),
            Block::Item(depth, mark, text) => {
                let lead = format!("{}{mark}", "  ".repeat(*depth));
                rows.extend(running(&lead, text, Style::new(), width));
            }
            Block::Code(lines) => block(&mut rows, lines, BAR, style(Part::Typed), width),
            Block::Rule => rows.push(row("\u{2500}".repeat(width), style(Part::Border))),
        }
    }
    rows
}

/// What somebody else said: set in, between quotation marks.
fn quoted(text: &[Piece], width: usize) -> Vec<Row> {
    let [opens, closes] = QUOTES;
    let mut rows = running(&format!("  {opens}"), text, style(Part::Muted), width - 1);
    if let Some(last) = rows.last_mut() {
        last.push_span(span(closes.to_string(), style(Part::Muted)));
    }
    rows
}

/// Running text with its stressed words, wrapped; what follows the first line stands under it.
fn running(lead: &str, pieces: &[Piece], body: Style, width: usize) -> Vec<Row> {
    let indent = " ".repeat(lead.width().min(width / 2));
    let room = width.saturating_sub(indent.width()).max(1);
    let text = runbook::told(pieces);
    let looks = looks(pieces, body);
    let mut rows = Vec::new();
    let mut at = 0;
    for (nth, line) in wrap(&text, room, 0).into_iter().enumerate() {
        let first = if nth == 0 { lead } else { indent.as_str() };
        let mut spans = vec![span(first, body)];
        // Wrapping drops spaces only: what is left comes in the same order.
        let skipped = text[at..].find(line.as_str()).unwrap_or(0);
        at += skipped;
        spans.extend(styled(&line, at, &looks));
        at += line.len();
        rows.push(Line::from(spans));
    }
    rows
}

/// From which byte on a text has which style.
fn looks(pieces: &[Piece], body: Style) -> Vec<(usize, Style)> {
    let mut at = 0;
    let look = |it: &Piece| {
        let from = at;
        at += runbook::told(std::slice::from_ref(it)).len();
        let look = match it.look {
            Look::Plain => body,
            Look::Strong => style(Part::Heading),
            Look::Code => style(Part::Typed),
        };
        (from, look)
    };
    pieces.iter().map(look).collect()
}

fn styled(line: &str, from: usize, looks: &[(usize, Style)]) -> Vec<Span<'static>> {
    let mut spans = Vec::new();
    for (nth, (begins, look)) in looks.iter().enumerate() {
        let ends = looks.get(nth + 1).map_or(usize::MAX, |next| next.0);
        let low = begins.saturating_sub(from).min(line.len());
        let high = ends.saturating_sub(from).min(line.len());
        if low < high
            && let Some(part) = line.get(low..high)
        {
            spans.push(span(part, *look));
        }
    }
    spans
}
