//! A risk to be accepted before something risky is done.
//!
//! ```text
//! +- Delete the replica's data ----------------------+
//! | $ rm -rf /var/opt/gitlab/postgresql/data         |
//! |                                                  |
//! | RISK: there is no way back.                      |
//! |                                                  |
//! | To go ahead, type: data                          |
//! | > da|                                            |
//! +--------------------------------------------------+
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::style::Style;

use super::boxed;
use crate::tui::paper::{Place, Row, paragraph, row, span, wrap};
use crate::tui::prompt::Prompt;
use crate::tui::room::put_prompt;
use crate::tui::theme::{Part, style};
use crate::view::confirm::Confirm;
use crate::view::titles;

/// A risk that was told, the line that runs it, and what was typed to accept it.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The risk and the word that accepts it.
    pub confirm: Confirm,
    /// The line.
    pub line: String,
    /// What was typed so far.
    pub answer: Prompt,
}

impl Asked {
    /// Whether the word stands there.
    #[must_use]
    pub fn is_accepted(&self) -> bool {
        self.confirm.is_accepted(self.answer.text())
    }

    /// Paints it; gives the place of the cursor.
    pub fn paint(&self, place: &Place, buf: &mut Buffer) -> Option<Position> {
        let width = place.width_max(66);
        let confirm = &self.confirm;
        let mut rows = vec![
            row(format!("$ {}", self.line), style(Part::Typed)),
            Row::default(),
        ];
        let lead = vec![span(format!("{}: ", titles::RISK), style(Part::Bad))];
        paragraph(&mut rows, lead, &confirm.risk, Style::new(), width, 0);
        rows.push(Row::default());
        for line in wrap(&confirm.ask, width, 0) {
            rows.push(row(line, style(Part::Heading)));
        }
        // The row that the answer is painted over.
        rows.push(Row::default());
        let answer = rows.len() - 1;
        let inner = boxed(&confirm.title, &rows, width, place, buf);
        let line = inner.rows().nth(answer)?;
        put_prompt(">", &self.answer, &[], line, buf)
    }
}
