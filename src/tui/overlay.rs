//! What lies over a screen: a stack, the topmost has the keys.
//!
//! One file an overlay, each with its picture: `help` what the keys do, `palette` everything that
//! can be done, `confirm` a risk, and the cards that fill in what a word needs: `update`,
//! `hypotheses`, `people`; `runbooks` a list of them and one to read.
//! The small questions are in here:
//!
//! ```text
//! +- Leave ------------------------------------------+
//! | Leave this incident? Its clock stands while you  |
//! | are asked. The session is kept.                  |
//! |                                                  |
//! | Enter y q leave   Esc n stay                     |
//! +--------------------------------------------------+
//! ```
//!
//! What the other keys do stands in the bottom line, as everywhere.

mod card;
pub mod confirm;
pub mod help;
pub mod hypotheses;
pub mod palette;
pub mod people;
pub mod runbooks;
pub mod update;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::input::Key;
use super::keys::{Context, Intent, bindings};
use super::paper::{Paper, Place, Row, lay, put_both, row, span, wrap};
use super::scroll::Scroll;
use super::theme::{Part, style};
use crate::view::Scene;
use crate::view::cards::Card;
use crate::view::composer::Draft;
use crate::view::confirm::Confirm;
use crate::view::help::Help;
use crate::view::{runbook, screens};
pub use confirm::Asked;
pub use help::HelpSheet;
pub use hypotheses::Hypotheses;
pub use palette::Palette;
pub use people::People;
pub use runbooks::{Reader, RunbookList};
pub use update::Update;

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
    /// Everything that can be done.
    Palette(Box<Palette>),
    /// An update being written.
    Update(Box<Update>),
    /// Hypotheses, and how sure one is.
    Hypotheses(Hypotheses),
    /// Responders.
    People(People),
    /// Whether to leave the incident.
    Leave {
        /// The home screen comes next; else the program ends.
        for_home: bool,
    },
    /// Whether to leave a session that is over.
    LeaveDebrief,
    /// The journal cannot be written, and why.
    Trouble(String),
}

/// What somebody wants who pressed a key in an overlay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Want {
    /// Nothing more: it stays.
    Stay,
    /// It goes.
    Close,
    /// It goes, and a line is run.
    Run(String),
    /// It stays, and a line is run.
    RunOn(String),
    /// It goes, and that stands in the line.
    Write(String),
    /// It goes, and a card comes.
    Open(Card),
    /// It goes, and that is put into the clipboard.
    Copy(String),
    /// It goes, and a key is pressed on what is under it.
    Press(Key),
    /// It stays, and says that.
    Say(String),
}

impl Overlay {
    /// A card, beginning at that id.
    #[must_use]
    pub fn card(scene: &Scene, card: Card, id: Option<String>, draft: &Draft) -> Self {
        match card {
            Card::Update => Self::Update(Box::new(Update::new(scene, draft, id))),
            Card::Hypotheses => Self::Hypotheses(Hypotheses::new(scene, id.as_deref())),
            Card::People => Self::People(People::new(scene, id.as_deref())),
        }
    }

    /// Looks again at what stands on it.
    pub fn arrange(&mut self, scene: &Scene) {
        match self {
            Self::Palette(palette) => palette.arrange(scene),
            Self::Update(update) => update.arrange(scene),
            Self::Hypotheses(card) => card.arrange(scene),
            Self::People(card) => card.arrange(scene),
            Self::Help(_)
            | Self::Runbooks(_)
            | Self::Runbook(_)
            | Self::Confirm(_)
            | Self::Leave { .. }
            | Self::LeaveDebrief
            | Self::Trouble(_) => {}
        }
    }

    /// Whether typing goes to it, or nowhere.
    #[must_use]
    pub const fn takes_cursor(&self) -> bool {
        !matches!(self, Self::Trouble(_))
    }

    /// Somebody clicked there: what is under the pointer is selected.
    pub fn click(&mut self, at: Position) {
        match self {
            Self::Palette(palette) => palette.click(at),
            Self::Update(update) => update.click(at),
            Self::Hypotheses(card) => card.click(at),
            Self::People(card) => card.click(at),
            Self::Help(_)
            | Self::Runbooks(_)
            | Self::Runbook(_)
            | Self::Confirm(_)
            | Self::Leave { .. }
            | Self::LeaveDebrief
            | Self::Trouble(_) => {}
        }
    }

    /// Pastes into the text that is typed in it, and says whether there is one.
    pub fn paste(&mut self, text: &str) -> bool {
        match self {
            Self::Confirm(asked) => asked.answer.insert(text),
            Self::Palette(palette) => palette.paste(text),
            Self::Update(update) => update.paste(text),
            Self::Help(_)
            | Self::Runbooks(_)
            | Self::Runbook(_)
            | Self::Hypotheses(_)
            | Self::People(_)
            | Self::Leave { .. }
            | Self::LeaveDebrief
            | Self::Trouble(_) => return false,
        }
        true
    }

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
            Self::Palette(_) => Context::Palette,
            Self::Update(_) => Context::Update,
            Self::Hypotheses(_) => Context::Hypotheses,
            Self::People(_) => Context::People,
            Self::Leave { .. } => Context::Leave,
            Self::LeaveDebrief => Context::LeaveDebrief,
            Self::Trouble(_) => Context::Trouble,
        }
    }

    /// What is asked before something is done: a risk, or a claim that alerts speak against.
    #[must_use]
    pub fn asks(&self) -> Option<&Confirm> {
        match self {
            Self::Confirm(asked) => Some(&asked.confirm),
            Self::Help(_)
            | Self::Runbooks(_)
            | Self::Runbook(_)
            | Self::Palette(_)
            | Self::Update(_)
            | Self::Hypotheses(_)
            | Self::People(_)
            | Self::Leave { .. }
            | Self::LeaveDebrief
            | Self::Trouble(_) => None,
        }
    }

    /// Does what a key asks for; none if it is a question that somebody answered with it.
    pub fn obey(&mut self, intent: Intent, key: Key) -> Option<Want> {
        match self {
            Self::Help(sheet) => {
                let scrolls = sheet.scroll.obey(intent);
                Some(if scrolls { Want::Stay } else { Want::Close })
            }
            Self::Runbooks(list) => Some(list.obey(intent)),
            Self::Runbook(reader) => {
                let scrolls = reader.scroll.obey(intent);
                Some(if scrolls { Want::Stay } else { Want::Close })
            }
            Self::Palette(palette) => Some(palette.obey(intent)),
            Self::Update(update) => Some(update.obey(intent, key)),
            Self::Hypotheses(card) => Some(card.obey(intent)),
            Self::People(card) => Some(card.obey(intent)),
            Self::Confirm(_) | Self::Leave { .. } | Self::LeaveDebrief | Self::Trouble(_) => None,
        }
    }

    /// Whether a key would do something now; keys that always do are not asked for.
    #[must_use]
    pub fn does(&self, intent: Intent) -> bool {
        match self {
            Self::Help(HelpSheet { scroll, .. }) => intent != Intent::PageDown || !scroll.fits(),
            Self::Runbook(reader) => intent != Intent::PageDown || !reader.scroll.fits(),
            Self::Runbooks(list) => list.does(intent),
            Self::Palette(palette) => palette.does(intent),
            Self::Hypotheses(card) => card.does(intent),
            Self::People(card) => card.does(intent),
            Self::Confirm(_)
            | Self::Update(_)
            | Self::Leave { .. }
            | Self::LeaveDebrief
            | Self::Trouble(_) => true,
        }
    }

    /// Paints it into a place, with what came of the last key; gives the place of the cursor
    /// while one types.
    pub fn paint(&self, place: &Place, said: Option<&str>, buf: &mut Buffer) -> Option<Position> {
        let said = said.map(|it| row(it.to_owned(), style(Part::Warning)));
        let said = said.as_ref();
        match self {
            Self::Help(sheet) => sheet.paint(place, buf),
            Self::Runbooks(list) => list.paint(place, buf),
            Self::Runbook(reader) => reader.paint(place, buf),
            Self::Confirm(asked) => return asked.paint(place, buf),
            Self::Palette(palette) => return palette.paint(place.all, buf),
            Self::Update(update) => return update.paint(place.all, buf),
            Self::Hypotheses(card) => card.paint(place, said, buf),
            Self::People(card) => card.paint(place, said, buf),
            Self::Leave { for_home: true } => {
                self.asked(screens::LEAVE, screens::LEAVE_FOR_HOME_ASKS, place, buf);
            }
            Self::Leave { for_home: false } => {
                self.asked(screens::LEAVE, screens::LEAVE_ASKS, place, buf);
            }
            Self::LeaveDebrief => self.asked(screens::LEAVE, screens::HOME_ASKS, place, buf),
            Self::Trouble(why) => self.asked(screens::STANDS, &screens::trouble(why), place, buf),
        }
        None
    }

    /// A question, with the keys that answer it.
    fn asked(&self, title: &str, text: &str, place: &Place, buf: &mut Buffer) {
        let width = place.width_max(60);
        let text = wrap(text, width, 0).into_iter();
        let mut rows: Vec<Row> = text.map(|it| row(it, Style::new())).collect();
        let mut answers = Row::default();
        for it in bindings(self.context()).filter(|it| it.intent != Intent::Help) {
            if let Some(bar) = it.bar {
                answers.push_span(span(it.shown, style(Part::Key)));
                answers.push_span(span(format!(" {bar}   "), Style::new()));
            }
        }
        rows.extend([Row::default(), answers]);
        boxed(title, &rows, width, place, buf);
    }
}

/// What is read in a window, and on its frame whether there is more.
fn read(rows: &[Row], scroll: &Scroll, inner: Rect, buf: &mut Buffer) {
    Paper { rows, scroll }.render(inner, buf);
    more(scroll, inner, buf);
}

/// Says on the frame under a window whether there is more to read.
fn more(scroll: &Scroll, inner: Rect, buf: &mut Buffer) {
    if scroll.is_at_end() {
        return;
    }
    let frame = Rect {
        y: inner.bottom(),
        height: 1,
        ..inner
    };
    let words = row(format!(" {}", screens::MORE), style(Part::Focus));
    let frame = frame.intersection(buf.area);
    put_both(&Row::default(), &words, frame, buf);
}

/// A question in a box.
fn boxed(title: &str, rows: &[Row], width: usize, place: &Place, buf: &mut Buffer) -> Rect {
    let inner = lay(title, (width, rows.len()), place, buf);
    for (line, row) in inner.rows().zip(rows) {
        row.render(line, buf);
    }
    inner
}
