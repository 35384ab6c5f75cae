//! The bottom line: the few keys that matter most where the keys go now.
//!
//! ```text
//!  Enter do  Tab complete  Esc look around  F1 keys
//! ```

use ratatui::text::Line;

use super::input::Key;
use super::keys::{Binding, Context, Intent, bindings};
use super::paper::{Row, span};
use super::theme::{Part, style};

/// The key bar of a context: of the keys that do something now as many as fit; where there is a
/// help, it always does.
#[must_use]
pub fn keybar(context: Context, width: usize, does: &dyn Fn(Intent) -> bool) -> Row {
    let spans = shown(context, width, does).into_iter().flat_map(|item| {
        [
            span(format!(" {}", item.key), style(Part::Key)),
            span(format!(" {} ", item.word), style(Part::Muted)),
        ]
    });
    Line::from(spans.collect::<Vec<_>>())
}

/// What the key at a column of the key bar is, as if it were pressed.
#[must_use]
pub fn key_at(
    context: Context,
    width: usize,
    does: &dyn Fn(Intent) -> bool,
    column: usize,
) -> Option<Key> {
    let mut end = 0;
    let item = shown(context, width, does).into_iter().find(|item| {
        end += item.width();
        column < end
    })?;
    item.binding.keys.first().copied()
}

/// A key in the bar.
struct Item {
    binding: &'static Binding,
    key: &'static str,
    word: &'static str,
}

impl Item {
    const fn width(&self) -> usize {
        self.key.len() + self.word.len() + 3
    }
}

fn shown(context: Context, width: usize, does: &dyn Fn(Intent) -> bool) -> Vec<Item> {
    let item = |binding: &'static Binding| {
        Some(Item {
            binding,
            key: binding.shown.split(' ').next().unwrap_or_default(),
            word: binding.bar?,
        })
    };
    let now = bindings(context).filter(|it| does(it.intent));
    let items: Vec<Item> = now.filter_map(item).collect();
    let helps = |item: &Item| item.binding.intent == Intent::Help;
    let help = items.iter().find(|it| helps(it)).map_or(0, Item::width);
    let mut used = 0;
    let mut is_full = false;
    let mut left = help;
    let mut shown = Vec::new();
    for item in items {
        if helps(&item) {
            left = 0;
        }
        let fits = used + item.width() + left <= width;
        is_full |= !fits && !helps(&item);
        if helps(&item) || (fits && !is_full) {
            used += item.width();
            shown.push(item);
        }
    }
    shown
}
