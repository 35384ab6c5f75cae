//! The help in its window: the keys of the place it was asked for, and what can be typed.
//!
//! ```text
//! +- Help -----------------------------------+
//! | Keys                                     |
//! | Enter      do what is typed              |
//! | Tab        complete                      |
//! |                                          |
//! | At the prompt                            |
//! | ack        take the page                 |
//! +---------------- more below: PgDn, Esc ---+
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::tui::keys::{Context, bindings};
use crate::tui::panes::commands;
use crate::tui::paper::{Row, fit, heading, paragraph, popup, span};
use crate::tui::scroll::Scroll;
use crate::tui::theme::{Part, style};
use crate::view::help::Help;
use crate::view::screens;

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
    /// Paints it into an area.
    pub fn paint(&self, area: Rect, buf: &mut Buffer) {
        let inner = popup(
            screens::HELP,
            (92, area.height.saturating_sub(4)),
            area,
            buf,
        );
        let rows = self.rows(inner.width.into());
        super::read(&rows, &self.scroll, inner, area, buf);
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
    if has_list(context) {
        let click = span(fit(screens::CLICK, 13), style(Part::Key));
        let does = screens::CLICK_IN_LIST;
        paragraph(&mut rows, vec![click], does, Style::new(), width, 13);
    }
    rows
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
