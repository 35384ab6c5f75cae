//! The page: full width until somebody takes it.
//!
//! ```text
//!  T+00:40  21:50:40 UTC                                ringing for 00:40
//!
//!   PAGE from pager
//!   ############################################
//!   Replication lag above 4 GB
//!   ############################################
//!   db2.staging does not answer.
//!
//!   CRITICAL Replication lag above 4 GB    T+00:00    00:40
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::panes::signals;
use super::paper::{Row, block, put_both, row, wrap};
use super::theme::{Part, style};
use crate::view::pager::Pager;
use crate::view::screens::page_from;

impl Widget for &Pager {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let title = Rect {
            height: area.height.min(1),
            ..area
        };
        buf.set_style(title, style(Part::Title));
        let clock = row(format!(" {}", self.clock), style(Part::Heading));
        let standing = row(format!("  {} ", self.standing), Style::new());
        put_both(&clock, &standing, title, buf);
        let column = Rect {
            x: area.x.saturating_add(2).min(area.right()),
            y: area.y.saturating_add(2).min(area.bottom()),
            width: area.width.saturating_sub(4),
            height: area.height.saturating_sub(2),
        };
        for (line, row) in column.rows().zip(rows(self, column.width.into())) {
            row.render(line, buf);
        }
    }
}

fn rows(pager: &Pager, width: usize) -> Vec<Row> {
    let rule = || row("\u{2588}".repeat(width), style(Part::Bad));
    let mut rows = vec![row(page_from(&pager.from), style(Part::Bad)), rule()];
    let title = wrap(&pager.title, width, 0);
    rows.extend(title.into_iter().map(|it| row(it, style(Part::Heading))));
    rows.push(rule());
    block(&mut rows, &pager.lines, "", Style::new(), width);
    rows.push(Row::default());
    rows.extend(signals::rows(&pager.alerts, &[], width));
    rows.push(Row::default());
    rows.push(row(pager.way_out, style(Part::Heading)));
    rows
}
