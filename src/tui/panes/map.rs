//! The service map: what needs what, and how each looks from here.
//!
//! ```text
//!            [+ readers ok]
//!                  |                          a service points at what it needs
//!           +------+------+
//!           v             v
//! >[! cache nodes DOWN]  [? DNS unknown]      selected: reversed, with a marker
//!
//! cache nodes: DOWN                           why it is so marked
//!  CRITICAL Edge 5xx above 5 % since T+00:30
//!  needs shield POP (ok)
//! ```
//!
//! Where the drawing has no room, the same as a list. Health is a word and a sign, never a colour
//! alone.

pub mod drawing;
pub mod layers;

use ratatui::style::{Modifier, Style};
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use super::select;
use crate::tui::paper::{Row, fit, paragraph, row, span};
use crate::tui::theme::{MARKER, NO_MARKER, Part, style, tone};
use crate::view::map::{Map, NO_SERVICE, ServiceRow};
use crate::view::words::in_a_row;

/// The rows of the map as a list; the selected service says why it is so marked.
#[must_use]
pub fn rows(map: &Map, selected: Option<usize>, width: usize) -> Vec<Row> {
    if map.services.is_empty() {
        return vec![row(NO_SERVICE, style(Part::Muted))];
    }
    let names = map.services.iter().map(|it| it.name.width());
    let name = names.max().unwrap_or(0) + 2;
    let mut rows = Vec::new();
    for (idx, it) in map.services.iter().enumerate() {
        let is_selected = selected == Some(idx);
        rows.push(listed(it, map, selected.map(|_| is_selected), name, width));
        if is_selected {
            let here = rows.len() - 1;
            select(&mut rows[here..]);
            rows.extend(why(it, width, 6));
        }
    }
    rows
}

fn listed(it: &ServiceRow, map: &Map, marked: Option<bool>, name: usize, width: usize) -> Row {
    let before = match marked {
        Some(true) => MARKER,
        Some(false) => NO_MARKER,
        None => "",
    };
    let look = tone(it.health.tone());
    let lead = format!(
        "{before}{} {}{:<9}",
        it.health.sign(),
        fit(&it.name, name),
        it.health.word()
    );
    let room = width.saturating_sub(lead.width() + 1);
    let needs = it.needs.iter().map(|idx| map.services[*idx].name.as_str());
    let needs: Vec<&str> = needs.collect();
    let needs = if needs.is_empty() || room < 10 {
        String::new()
    } else {
        crate::tui::paper::shorten(&format!(" -> {}", in_a_row(&needs)), room)
    };
    Line::from(vec![span(lead, look), span(needs, style(Part::Muted))])
}

/// Why a service is so marked, and what it hangs together with.
#[must_use]
pub fn why(it: &ServiceRow, width: usize, indent: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    let look = tone(it.health.tone());
    let all = it.why.iter().map(|text| (text, look));
    let all = all.chain(it.ties.iter().map(|text| (text, style(Part::Muted))));
    for (text, look) in all {
        let pad = vec![span(" ".repeat(indent), Style::new())];
        paragraph(&mut rows, pad, text, look, width, indent + 2);
    }
    rows
}

/// The selected service's name, health and reasons, as they stand under the drawing.
#[must_use]
pub fn details(it: &ServiceRow, width: usize) -> Vec<Row> {
    let look = tone(it.health.tone()).add_modifier(Modifier::BOLD);
    let mut rows = vec![row(format!("{}: {}", it.name, it.health.word()), look)];
    rows.extend(why(it, width, 1));
    rows
}
