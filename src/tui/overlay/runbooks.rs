//! The runbooks: a list to choose from, and one to read.
//!
//! ```text
//! +- Runbooks -----------------------------+  +- Rebuild a secondary -------------------+
//! | > rebuild   Rebuild a secondary        |  | last changed 2016-04-12                 |
//! |   page      Who to call                |  |                                         |
//! |                                        |  | Before you start                        |
//! |  Enter read  Esc close                 |  | 1. Stop PostgreSQL on the secondary.    |
//! +----------------------------------------+  | | pg_ctl stop                           |
//!                                             +----------- more below: PgDn, Esc closes +
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::Want;
use crate::tui::keys::{Context, Intent};
use crate::tui::paper::{Row, block, fit, popup, row, shorten, span, wrap};
use crate::tui::scroll::Scroll;
use crate::tui::theme::{MARKER, NO_MARKER, Part, style};
use crate::view::runbook::{self, Block, Look, Piece};

/// Columns of a page, terminal text of 78 columns and its bar.
const PAGE: u16 = 82;

/// Rows of a text in a reader before there is nothing left to draw under it.
const BAR: &str = "\u{2502} ";

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

    pub(super) fn paint(&self, area: Rect, buf: &mut Buffer) {
        let width = usize::from(area.width.saturating_sub(4)).min(76);
        let ids = self.rows.iter().map(|it| it.id.width());
        let id = ids.max().unwrap_or(0) + 2;
        let line = |(idx, it): (usize, &runbook::Row)| {
            let (marker, look) = if idx == self.chosen {
                (MARKER, style(Part::Selected))
            } else {
                (NO_MARKER, Style::new())
            };
            let text = format!("{marker}{}{}  {}", fit(&it.id, id), it.title, it.edited);
            row(fit(&shorten(&text, width), width), look)
        };
        let mut rows: Vec<Row> = self.rows.iter().enumerate().map(line).collect();
        if rows.is_empty() {
            rows.push(row(runbook::NONE, style(Part::Muted)));
        }
        super::boxed(runbook::RUNBOOKS, rows, Context::Runbooks, width, area, buf);
    }
}

/// A runbook, and how far it was read.
#[derive(Debug, Clone)]
pub struct Reader {
    pub(super) page: runbook::Page,
    pub(super) scroll: Scroll,
}

impl Reader {
    pub(super) fn paint(&self, area: Rect, buf: &mut Buffer) {
        let size = (PAGE, area.height.saturating_sub(2));
        let inner = popup(&self.page.title, size, area, buf);
        let rows = rows(&self.page, inner.width.into());
        super::read(&rows, &self.scroll, inner, area, buf);
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
            Block::Quote(text) => rows.extend(running("> ", text, style(Part::Muted), width)),
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
