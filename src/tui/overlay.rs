//! What lies over a screen: a stack, the topmost has the keys.
//!
//! One file an overlay, each with its picture: `help` what the keys do, `confirm` a risk,
//! `runbooks` a list of them and one to read.
//! The small questions are in here:
//!
//! ```text
//! +- Leave ------------------------------------------+
//! | Leave this incident? Its clock stands while you  |
//! | are asked. The session is kept.                  |
//! |                                                  |
//! |  y leave   n stay                                |
//! +--------------------------------------------------+
//! ```

pub mod confirm;
pub mod help;
pub mod runbooks;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::keybar::keybar;
use super::keys::{Context, Intent};
use super::paper::{Row, popup, row, wrap};
use super::scroll::Scroll;
use crate::view::help::Help;
use crate::view::{runbook, screens};
pub use confirm::Asked;
pub use help::HelpSheet;
pub use runbooks::{Reader, RunbookList};

/// Something that lies over a screen.
#[derive(Debug, Clone)]
pub enum Overlay {
    /// Keys, and what can be typed.
    Help(HelpSheet),
    /// The runbooks there are.
    Runbooks(RunbookList),
    /// A runbook.
    Runbook(Box<Reader>),
    /// A risk to be accepted.
    Confirm(Box<Asked>),
    /// Whether to leave the incident.
    Leave,
    /// Whether to leave a session that is over.
    LeaveDebrief,
    /// The journal cannot be written, and why.
    Trouble(String),
}

impl Overlay {
    /// The help where the keys go to `of`.
    #[must_use]
    pub fn help(of: Option<Context>, help: Help) -> Self {
        Self::Help(HelpSheet {
            of,
            help,
            words_first: false,
            scroll: Scroll::top(),
        })
    }

    /// The help that somebody typed for: what can be typed, then the keys.
    #[must_use]
    pub fn words(of: Option<Context>, help: Help) -> Self {
        Self::Help(HelpSheet {
            of,
            help,
            words_first: true,
            scroll: Scroll::top(),
        })
    }

    /// The list of runbooks.
    #[must_use]
    pub const fn runbooks(rows: Vec<runbook::Row>) -> Self {
        Self::Runbooks(RunbookList { rows, chosen: 0 })
    }

    /// A runbook to read.
    #[must_use]
    pub fn runbook(page: runbook::Page) -> Self {
        Self::Runbook(Box::new(Reader {
            page,
            scroll: Scroll::top(),
        }))
    }

    /// Where the keys go while it is on top.
    #[must_use]
    pub const fn context(&self) -> Context {
        match self {
            Self::Help(_) => Context::Help,
            Self::Runbooks(_) => Context::Runbooks,
            Self::Runbook(_) => Context::Runbook,
            Self::Confirm(_) => Context::Confirm,
            Self::Leave => Context::Leave,
            Self::LeaveDebrief => Context::LeaveDebrief,
            Self::Trouble(_) => Context::Trouble,
        }
    }

    /// Scrolls, if that is what the key asks for, and says whether it was.
    pub fn obey(&mut self, intent: Intent) -> bool {
        match self {
            Self::Help(sheet) => sheet.scroll.obey(intent),
            Self::Runbooks(list) => list.obey(intent),
            Self::Runbook(reader) => reader.scroll.obey(intent),
            Self::Confirm(_) | Self::Leave | Self::LeaveDebrief | Self::Trouble(_) => false,
        }
    }

    /// Paints it into an area; gives the place of the cursor while one types.
    pub fn paint(&self, area: Rect, buf: &mut Buffer) -> Option<Position> {
        match self {
            Self::Help(sheet) => sheet.paint(area, buf),
            Self::Runbooks(list) => list.paint(area, buf),
            Self::Runbook(reader) => reader.paint(area, buf),
            Self::Confirm(asked) => return asked.paint(area, buf),
            Self::Leave => self.told(screens::LEAVE, screens::LEAVE_ASKS, area, buf),
            Self::LeaveDebrief => self.told(screens::LEAVE, screens::HOME_ASKS, area, buf),
            Self::Trouble(why) => {
                let text = screens::trouble(why);
                self.told(screens::STANDS, &text, area, buf);
            }
        }
        None
    }

    fn told(&self, title: &str, text: &str, area: Rect, buf: &mut Buffer) {
        let width = usize::from(area.width.saturating_sub(4)).min(60);
        let text = wrap(text, width, 0);
        let rows = text.into_iter().map(|it| row(it, Style::new())).collect();
        boxed(title, rows, self.context(), width, area, buf);
    }
}

/// A question in a box, with its keys under it.
fn boxed(
    title: &str,
    mut rows: Vec<Row>,
    context: Context,
    width: usize,
    area: Rect,
    buf: &mut Buffer,
) -> Rect {
    rows.push(Row::default());
    rows.push(keybar(context, width));
    let asked = (
        u16::try_from(width).unwrap_or(u16::MAX),
        u16::try_from(rows.len()).unwrap_or(u16::MAX),
    );
    let inner = popup(title, asked, area, buf);
    for (line, row) in inner.rows().zip(&rows) {
        row.render(line, buf);
    }
    inner
}
