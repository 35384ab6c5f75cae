//! The help in its window: the keys of the place it was asked for, and what can be typed.
//!
//! ```text
//! +- Help -----------------------------------+
//! | Where you are                            |
//! | the incident room, at the line           |
//! |                                          |
//! | Moving                                   |
//! | Tab        the next pane                 |
//! |                                          |
//! | Acting                                   |
//! | Enter      do what is typed              |
//! |                                          |
//! | Going back and leaving                   |
//! | Esc        look around                   |
//! |                                          |
//! | At the prompt                            |
//! | ack        take the page                 |
//! +---------------------------- more below --+
//! ```
//!
//! Invariant: all keys in it are from the one key table, each once.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::tui::keys::places::{Part as Purpose, is_room, place};
use crate::tui::keys::{Binding, Context, bindings};
use crate::tui::panes::commands;
use crate::tui::paper::{Place, Row, fit, heading, paragraph, popup, row, span};
use crate::tui::scroll::Scroll;
use crate::tui::theme::{Part, style};
use crate::view::help::Help;
use crate::view::screens;

/// Columns of its text, where there are so many.
const WIDTH: u16 = 92;

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

impl HelpSheet {
    /// Paints it.
    pub fn paint(&self, place: &Place, buf: &mut Buffer) {
        let area = place.all;
        // The title with the clock stays; under it nothing looks out that would be torn.
        let below = Rect {
            y: area.y + 1.min(area.height),
            height: area.height.saturating_sub(1),
            ..area
        };
        let rows = self.rows(below.width.saturating_sub(4).min(WIDTH).into());
        let n_rows = u16::try_from(rows.len()).unwrap_or(u16::MAX);
        let n_rows = n_rows.max(below.height.saturating_sub(6));
        let inner = popup(screens::HELP, (WIDTH, n_rows), below, buf);
        super::read(&rows, &self.scroll, inner, buf);
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
    heading(&mut rows, screens::YOU_ARE_HERE);
    rows.push(row(place(context), Style::new()));
    let mut part = |name: &str, told: &mut dyn Iterator<Item = (&str, &str)>, column: usize| {
        let mut told = told.peekable();
        if told.peek().is_some() {
            heading(&mut rows, name);
        }
        for (sign, does) in told {
            let sign = span(fit(sign, column), style(Part::Key));
            paragraph(&mut rows, vec![sign], does, Style::new(), width, column);
        }
    };
    let shown = bindings(context).map(|it| it.shown.len());
    let column = shown.max().unwrap_or(0).max(11) + 2;
    let click = (screens::CLICK, screens::CLICK_IN_LIST);
    for purpose in Purpose::ALL {
        let of_purpose = |it: &&Binding| Purpose::of(it.intent) == purpose;
        let keys = bindings(context).filter(of_purpose);
        let keys = keys.filter(|it| !is_for_the_bar(it, context));
        let keys: Vec<_> = keys.map(|it| (sign(it, context), it.does)).collect();
        let has_click = purpose == Purpose::Moving && has_list(context);
        let keys = keys.iter().map(|(sign, does)| (sign.as_str(), *does));
        let mut told = keys.chain(has_click.then_some(click));
        part(purpose.heading(), &mut told, column);
    }
    if is_room(context) {
        let mut signs = screens::SIGNS_OF_ROOM.into_iter();
        part(screens::SIGNS, &mut signs, 18);
    }
    rows
}

/// Whether a row is there for the bar alone: a pair of keys, of which each has a row.
fn is_for_the_bar(it: &Binding, context: Context) -> bool {
    let mut others = bindings(context).filter(|other| !other.keys.is_empty());
    it.keys.is_empty() && it.shown.contains('/') && others.any(|other| other.intent == it.intent)
}

/// How a row's keys are written where each has a row: the bar names a pair in one.
fn sign(it: &Binding, context: Context) -> String {
    let first = |it: &Binding| it.shown.split(' ').next().unwrap_or_default();
    let Some((one, other)) = first(it).split_once('/') else {
        return it.shown.to_owned();
    };
    let mut named = bindings(context).map(first);
    let own = match named.find(|it| *it == one || *it == other) {
        Some(named) if named == one => other,
        Some(_) => one,
        None => first(it),
    };
    it.shown.replacen(first(it), own, 1)
}

/// Whether the screen is a list in which a click may accept.
const fn has_list(context: Context) -> bool {
    matches!(
        context,
        Context::Home
            | Context::HomeOpen
            | Context::Picked
            | Context::Library
            | Context::LibraryFilter
            | Context::History
            | Context::Settings
    )
}
