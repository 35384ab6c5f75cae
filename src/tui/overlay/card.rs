//! What the cards have in common: a list, what there is to say of the selected entry, and in the
//! last rows what came of a key.
//!
//! Invariant: what came of a key is never hidden by what stands over it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::more;
use crate::tui::paper::{Paper, Row, put, row, wrap};
use crate::tui::scroll::{Scroll, first_shown};

/// Most rows for what came of a key.
const SAID_MAX: usize = 3;

/// What came of a key in a card: a free row for it, or as many as it takes.
pub(super) fn said(said: Option<&Row>, width: usize) -> Vec<Row> {
    let Some(said) = said else {
        return vec![Row::default()];
    };
    let look = said.spans.first().map_or(said.style, |it| it.style);
    let lines = wrap(said.to_string().trim(), width, 2).into_iter();
    lines.take(SAID_MAX).map(|it| row(it, look)).collect()
}

/// Puts that into the last rows of a card.
fn put_said(said: &[Row], inner: Rect, buf: &mut Buffer) {
    let n_rows = u16::try_from(said.len()).unwrap_or(u16::MAX);
    let n_rows = n_rows.min(inner.height);
    let last = Rect {
        y: inner.bottom() - n_rows,
        height: n_rows,
        ..inner
    };
    for (line, row) in last.rows().zip(said) {
        put(row, line, buf);
    }
}

/// A card: a list, what there is to say of the selected entry, what came of a key.
pub(super) struct Sheet<'a> {
    pub list: &'a [Row],
    pub selected: usize,
    pub rows: &'a [Row],
    pub scroll: &'a Scroll,
    pub said: &'a [Row],
}

impl Sheet<'_> {
    /// Paints it; gives the place of the list, whose last row shows the selected entry at the
    /// latest. What there is to say of an entry has a row more than its name.
    pub fn paint(&self, inner: Rect, buf: &mut Buffer) -> Rect {
        let count = |rows: &[Row]| u16::try_from(rows.len()).unwrap_or(u16::MAX);
        let n_listed = count(self.list);
        let above_said = inner.height.saturating_sub(count(self.said));
        let listed = Rect {
            height: n_listed.min(above_said.saturating_sub(3).max(1)),
            ..inner
        };
        let first = first_shown(self.selected, listed.height);
        for (line, row) in listed.rows().zip(self.list.iter().skip(first)) {
            put(row, line, buf);
        }
        let between = u16::from(n_listed > 0 && above_said > listed.height + 2);
        let body = Rect {
            y: listed.bottom() + between,
            height: above_said.saturating_sub(listed.height + between),
            ..inner
        };
        Paper {
            rows: self.rows,
            scroll: self.scroll,
        }
        .render(body, buf);
        put_said(self.said, inner, buf);
        more(self.scroll, inner, buf);
        listed
    }
}
