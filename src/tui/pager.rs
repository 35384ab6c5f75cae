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
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::panes::signals;
use super::paper::{Row, block, heading, put_both, put_upwards, row, wrap};
use super::prompt::Prompt;
use super::room::{RoomScreen, put_prompt};
use super::theme::{Part, style};
use crate::view::Scene;
use crate::view::pager::{Pager, pager};
use crate::view::prompt::{self as view_prompt, Completion};
use crate::view::room::header;
use crate::view::screens::{WHILE_IT_RINGS, page_from};

/// From so many rows on there is room to spare.
const ROOMY: u16 = 28;

/// The page, with the line to type in under it.
#[derive(Debug, Clone, Default)]
pub struct PagerScreen {
    picture: Option<Picture>,
    /// The line that was typed last was refused, or could not be read: nothing of it is in the
    /// journal, and an answer that stands there was to a line before it.
    is_refused: bool,
}

/// Everything that is painted, finished.
#[derive(Debug, Clone)]
struct Picture {
    pager: Pager,
    prompt: view_prompt::Prompt,
    /// What was declared while it rings.
    severity: String,
    completions: Vec<Completion>,
}

impl PagerScreen {
    /// Takes note of what came of the line that was typed last.
    pub const fn typed(&mut self, is_refused: bool) {
        self.is_refused = is_refused;
    }

    /// Makes the picture.
    pub fn arrange(&mut self, scene: &Scene, prompt: &Prompt) {
        let mut pager = pager(scene);
        if self.is_refused {
            pager.answer.clear();
        }
        self.picture = Some(Picture {
            pager,
            prompt: view_prompt::prompt(scene),
            severity: scene
                .state()
                .severity
                .map_or_else(String::new, |_| format!(" {}", header(scene).severity)),
            completions: RoomScreen::completions(scene, prompt),
        });
    }

    /// Paints it, without the key bar; gives the place of the cursor.
    pub fn paint(
        &self,
        prompt: &Prompt,
        notice: Option<&str>,
        area: Rect,
        buf: &mut Buffer,
    ) -> Option<Position> {
        let picture = self.picture.as_ref()?;
        let [body, aside, line] = Layout::vertical([
            Constraint::Fill(1),
            Constraint::Length(1),
            Constraint::Length(1),
        ])
        .areas(area);
        picture.pager.render(body, buf);
        let hint = row(format!(" {}", picture.prompt.hint), style(Part::Muted));
        let severity = row(format!("{} ", picture.severity), style(Part::Heading));
        put_both(&hint, &severity, aside, buf);
        let answer = Some(picture.pager.answer.as_str()).filter(|it| !it.is_empty());
        if let Some(notice) = notice.or(answer) {
            put_upwards(notice, style(Part::Warning), aside, &severity, buf);
        }
        put_prompt(
            &picture.prompt.label,
            prompt,
            &picture.completions,
            line,
            buf,
        )
    }
}

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
        let rows = rows(self, column.width.into());
        // Where there is room to spare it does not hang under the title.
        let n_rows = u16::try_from(rows.len()).unwrap_or(u16::MAX);
        let spare = column.height.saturating_sub(n_rows);
        let above = spare.min(column.height / 5);
        let above = if column.height < ROOMY { 0 } else { above };
        for (line, row) in column.rows().skip(above.into()).zip(&rows) {
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
    rows.extend(signals::alert_rows(&pager.alerts, width));
    rows.push(Row::default());
    let way_out = wrap(pager.way_out, width, 0).into_iter();
    rows.extend(way_out.map(|it| row(it, style(Part::Heading))));
    if !pager.said.is_empty() {
        heading(&mut rows, WHILE_IT_RINGS);
        for it in &pager.said {
            let lines = wrap(it, width, 2).into_iter();
            rows.extend(lines.map(|it| row(it, Style::new())));
        }
    }
    rows
}
