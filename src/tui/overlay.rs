//! What lies over a screen: a stack, the topmost has the keys.
//!
//! ```text
//! +- Keys here ------------------------------+  +- Is this what you want? --------+
//! | Enter      do what is typed              |  | Delete the replica's data       |
//! | Tab        complete                      |  | Risk: there is no way back.     |
//! +------------------------------------------+  | type yes to go ahead: ye|       |
//!                                               +---------------------------------+
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::keys::{Context, Intent, bindings};
use super::panes::commands;
use super::paper::{Paper, Row, fit, heading, paragraph, popup, put_both, row, span, wrap};
use super::prompt::Prompt;
use super::room::put_prompt;
use super::scroll::Scroll;
use super::theme::{Part, style};
use crate::view::help::Help;
use crate::view::prompt::Confirm;
use crate::view::{screens, titles};
use ratatui::widgets::Widget;

/// Something that lies over a screen.
#[derive(Debug, Clone)]
pub enum Overlay {
    /// Keys, and what can be typed.
    Help(HelpSheet),
    /// A risk to be accepted.
    Confirm(Box<Asked>),
    /// Whether to leave the incident.
    Leave,
    /// Whether to leave a session that is over.
    LeaveDebrief,
    /// The journal cannot be written, and why.
    Trouble(String),
}

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
        self.answer
            .text()
            .trim()
            .eq_ignore_ascii_case(self.confirm.word)
    }
}

/// A help in its window.
#[derive(Debug, Clone)]
pub struct HelpSheet {
    /// Where the keys went when it was asked for; none for the help of one word.
    pub of: Option<Context>,
    /// What can be typed; empty outside an incident.
    pub help: Help,
    /// What can be typed was asked for, so it comes first.
    pub words_first: bool,
    /// How far it was read.
    pub scroll: Scroll,
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

    /// Where the keys go while it is on top.
    #[must_use]
    pub const fn context(&self) -> Context {
        match self {
            Self::Help(_) => Context::Help,
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
            Self::Confirm(_) | Self::Leave | Self::LeaveDebrief | Self::Trouble(_) => false,
        }
    }

    /// Paints it into an area; gives the place of the cursor while one types.
    pub fn paint(&self, area: Rect, buf: &mut Buffer) -> Option<Position> {
        match self {
            Self::Help(sheet) => sheet.paint(area, buf),
            Self::Confirm(asked) => return self.ask(asked, area, buf),
            Self::Leave => self.told(screens::LEAVE, screens::LEAVE_ASKS, area, buf),
            Self::LeaveDebrief => self.told(screens::LEAVE, screens::HOME_ASKS, area, buf),
            Self::Trouble(why) => {
                let text = screens::trouble(why);
                self.told(screens::STANDS, &text, area, buf);
            }
        }
        None
    }

    fn ask(&self, asked: &Asked, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let width = usize::from(area.width.saturating_sub(4)).min(66);
        let confirm = &asked.confirm;
        let mut rows = vec![
            row(format!("$ {}", asked.line), style(Part::Typed)),
            Row::default(),
        ];
        let lead = vec![span(format!("{}: ", titles::RISK), style(Part::Bad))];
        paragraph(&mut rows, lead, &confirm.risk, Style::new(), width, 0);
        rows.push(Row::default());
        // The row that the answer is painted over.
        rows.push(Row::default());
        let answer = rows.len() - 1;
        let inner = boxed(&confirm.title, rows, self.context(), width, area, buf);
        let line = inner.rows().nth(answer)?;
        put_prompt(&format!("{}:", confirm.ask), &asked.answer, &[], line, buf)
    }
}

impl Overlay {
    fn told(&self, title: &str, text: &str, area: Rect, buf: &mut Buffer) {
        let width = usize::from(area.width.saturating_sub(4)).min(60);
        let text = wrap(text, width, 0);
        let rows = text.into_iter().map(|it| row(it, Style::new())).collect();
        boxed(title, rows, self.context(), width, area, buf);
    }
}

impl HelpSheet {
    fn paint(&self, area: Rect, buf: &mut Buffer) {
        let inner = popup(
            screens::HELP,
            (92, area.height.saturating_sub(4)),
            area,
            buf,
        );
        let rows = self.rows(inner.width.into());
        let paper = Paper {
            rows: &rows,
            scroll: &self.scroll,
        };
        paper.render(inner, buf);
        let frame = Rect {
            y: inner.bottom(),
            height: 1,
            ..inner
        };
        let words = if self.scroll.is_at_end() {
            screens::CLOSES
        } else {
            screens::CLOSES_OR_SCROLLS
        };
        let words = row(words, style(Part::Focus));
        put_both(&Row::default(), &words, frame.intersection(area), buf);
    }

    fn rows(&self, width: usize) -> Vec<Row> {
        let keys = self
            .of
            .map_or_else(Vec::new, |context| keys(context, width));
        let typed = commands::rows(&self.help, width);
        let (mut rows, more) = if self.words_first {
            (typed, keys)
        } else {
            (keys, typed)
        };
        if !rows.is_empty() && !more.is_empty() {
            rows.push(Row::default());
        }
        rows.extend(more);
        rows
    }
}

fn keys(context: Context, width: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    heading(&mut rows, screens::KEYS);
    for binding in bindings(context) {
        let keys = span(fit(binding.shown, 13), style(Part::Key));
        paragraph(&mut rows, vec![keys], binding.does, Style::new(), width, 13);
    }
    rows
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
    rows.push(super::keybar::keybar(context, width));
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
