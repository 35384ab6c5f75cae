//! The coach's panel, between the line one types in and the key bar.
//!
//! ```text
//! coach 3 of 14 ------------------------------------------- F8 sends it away
//!  Look before you change anything: read the shop's log. Commands take time.
//!  type tail shop.log                              1-6 panes  Tab complete
//! ```
//!
//! Invariant: its height is that of the longest thing it says on this screen, so nothing above
//! it moves from one step to the next; keys are called what the key table calls them.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use super::keys::{Binding, Context, Intent, bindings};
use super::paper::{Row, put, put_both, row, span, wrap};
use super::theme::{Part, style};
use crate::engine::scenario::CoachKey;
use crate::view::Scene;
use crate::view::coach::{AWAY, Coach, TYPE, all_here, asked as view_asked, coach, key_word};
use crate::view::confirm::Confirm;

/// Rows that the screen needs besides.
const SCREEN_ROWS_MIN: u16 = 12;

/// What is painted, finished.
#[derive(Debug, Clone)]
pub struct Panel {
    head: (Row, Row),
    says: Vec<Row>,
    foot: (Row, Row),
    height: u16,
}

impl Panel {
    /// The panel for a screen of that width, if the coach has anything to say; `asked`: the risk
    /// whose word is asked for just now.
    #[must_use]
    pub fn of(scene: &Scene, width: u16, asked: Option<&Confirm>) -> Option<Self> {
        let coach = coach(scene)?;
        let coach = match asked {
            Some(confirm) => view_asked(coach, confirm),
            None => coach,
        };
        let room = usize::from(width).saturating_sub(2).max(1);
        let all = all_here(scene);
        let longest = all.iter().map(|it| wrap(it, room, 0).len()).max();
        let longest = longest.unwrap_or(0);
        let wrapped = wrap(&coach.says, room, 0).into_iter();
        Some(Self {
            head: head(&coach, width),
            says: wrapped
                .map(|it| row(format!(" {it}"), Style::new()))
                .collect(),
            foot: foot(&coach, width),
            height: u16::try_from(longest + 2).unwrap_or(u16::MAX),
        })
    }

    /// How many rows it takes of a screen of that height.
    #[must_use]
    pub fn height(&self, screen: u16) -> u16 {
        self.height.min(screen.saturating_sub(SCREEN_ROWS_MIN))
    }

    /// Paints it.
    pub fn paint(&self, area: Rect, buf: &mut Buffer) {
        let mut lines = area.rows();
        if let Some(line) = lines.next() {
            put_both(&self.head.0, &self.head.1, line, buf);
        }
        // What to type is worth more than the end of a sentence.
        let n_says = usize::from(area.height).saturating_sub(2);
        for says in self.says.iter().take(n_says) {
            if let Some(line) = lines.next() {
                put(says, line, buf);
            }
        }
        if let Some(line) = lines.next() {
            put_both(&self.foot.0, &self.foot.1, line, buf);
        }
    }
}

fn head(coach: &Coach, width: u16) -> (Row, Row) {
    let away = key(CONTEXTS, Intent::Coach).map_or_else(Line::default, |it| {
        Line::from(vec![
            span(format!(" {}", it.shown), style(Part::Key)),
            span(format!(" {AWAY} "), style(Part::Muted)),
        ])
    });
    let label = format!("{} ", coach.label);
    let taken = label.width() + away.width();
    let rule = "\u{2500}".repeat(usize::from(width).saturating_sub(taken));
    let label = Line::from(vec![
        span(label, style(Part::Heading)),
        span(rule, style(Part::Border)),
    ]);
    (label, away)
}

/// What to type, and as many keys beside it as there is room for.
fn foot(coach: &Coach, width: u16) -> (Row, Row) {
    let typed = if coach.types.is_empty() {
        Line::default()
    } else {
        Line::from(vec![
            span(format!(" {TYPE} "), style(Part::Muted)),
            span(coach.types.clone(), style(Part::Typed)),
        ])
    };
    let mut room = usize::from(width).saturating_sub(typed.width() + 1);
    let mut keys = Vec::new();
    for wanted in &coach.keys {
        let Some(binding) = shown(*wanted) else {
            continue;
        };
        let name = binding.shown.split(' ').next().unwrap_or_default();
        let (name, word) = (format!("  {name}"), format!(" {}", key_word(*wanted)));
        let Some(left) = room.checked_sub(name.width() + word.width()) else {
            break;
        };
        room = left;
        keys.push(span(name, style(Part::Key)));
        keys.push(span(word, style(Part::Muted)));
    }
    keys.push(span(" ", Style::new()));
    (typed, Line::from(keys))
}

/// Where the coach speaks; with nothing typed first, so that a key is called the same while one
/// types.
const CONTEXTS: &[Context] = &[
    Context::PromptEmpty,
    Context::Prompt,
    Context::Pager,
    Context::Debrief,
];

/// The row of the key table that the coach means.
fn shown(wanted: CoachKey) -> Option<&'static Binding> {
    let (intent, contexts): (Intent, &[Context]) = match wanted {
        CoachKey::Acknowledge => (Intent::Acknowledge, &[Context::Pager]),
        CoachKey::Do => (Intent::Accept, CONTEXTS),
        CoachKey::Complete => (Intent::Complete, CONTEXTS),
        CoachKey::Take => (Intent::Take, CONTEXTS),
        CoachKey::Panes => (Intent::Pane(0), CONTEXTS),
        CoachKey::NextPane => (Intent::NextPane, CONTEXTS),
        CoachKey::Look => (Intent::Back, &[Context::Prompt]),
        CoachKey::Scroll => (Intent::PageDown, &[Context::Debrief]),
        CoachKey::Earlier => (Intent::Earlier, CONTEXTS),
        CoachKey::Help => (Intent::Help, CONTEXTS),
        CoachKey::Leave => (Intent::Quit, &[Context::Debrief]),
    };
    key(contexts, intent)
}

fn key(contexts: &[Context], intent: Intent) -> Option<&'static Binding> {
    let mut all = contexts.iter().flat_map(|it| bindings(*it));
    all.find(|it| it.intent == intent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_that_a_coach_can_name_is_in_the_key_table() {
        for it in [
            CoachKey::Acknowledge,
            CoachKey::Do,
            CoachKey::Complete,
            CoachKey::Take,
            CoachKey::Panes,
            CoachKey::NextPane,
            CoachKey::Look,
            CoachKey::Scroll,
            CoachKey::Earlier,
            CoachKey::Help,
            CoachKey::Leave,
        ] {
            assert!(shown(it).is_some(), "{it:?}");
        }
        assert!(key(CONTEXTS, Intent::Coach).is_some());
    }
}
