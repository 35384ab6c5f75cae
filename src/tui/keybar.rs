//! The bottom line: the few keys that matter most where the keys go now.
//!
//! ```text
//!  Enter do  Tab complete  Esc look around  F1 keys
//! ```

use ratatui::text::Line;

use super::keys::{Context, bindings};
use super::paper::{Row, span};
use super::theme::{Part, style};

/// The key bar of a context, as many keys as fit.
#[must_use]
pub fn keybar(context: Context, width: usize) -> Row {
    let mut spans = Vec::new();
    let mut used = 0;
    for binding in bindings(context) {
        let Some(word) = binding.bar else {
            continue;
        };
        let key = binding.shown.split(' ').next().unwrap_or_default();
        let wide = key.len() + word.len() + 4;
        if used + wide > width + 1 {
            break;
        }
        used += wide;
        spans.push(span(format!(" {key}"), style(Part::Key)));
        spans.push(span(format!(" {word} "), style(Part::Muted)));
    }
    Line::from(spans)
}
