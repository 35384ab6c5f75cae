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

use super::mark;
use crate::tui::paper::{Row, fit, paragraph, row, span};
use crate::tui::theme::{MARKER, Part, style, tone};
use crate::view::map::{Map, NO_SERVICE, ServiceRow};
use crate::view::words::in_a_row;

/// The rows of the map as a list; the selected service says why it is so marked.
#[must_use]
pub fn rows(map: &Map, selected: Option<usize>, width: usize) -> Vec<Row> {
    if map.services.is_empty() {
        return side_rows(map, width);
    }
    let mut rows = Vec::new();
    let listed = side_rows(map, width.saturating_sub(MARKER.len()));
    for (idx, mut it) in listed.into_iter().enumerate() {
        let is_selected = selected == Some(idx);
        mark(std::slice::from_mut(&mut it), is_selected);
        rows.push(it);
        if let Some(service) = map.services.get(idx).filter(|_| is_selected) {
            rows.extend(why(service, width, 6));
        }
    }
    rows
}

/// The same beside another pane, where nothing can be selected.
#[must_use]
pub fn side_rows(map: &Map, width: usize) -> Vec<Row> {
    if map.services.is_empty() {
        return vec![row(NO_SERVICE, style(Part::Muted))];
    }
    let names = map.services.iter().map(|it| it.name.width());
    let name = names.max().unwrap_or(0) + 2;
    let services = map.services.iter();
    services.map(|it| listed(it, map, name, width)).collect()
}

fn listed(it: &ServiceRow, map: &Map, name: usize, width: usize) -> Row {
    let look = tone(it.health.tone());
    let lead = format!(
        "{} {}{:<9}",
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::map::Health;

    #[test]
    fn nothing_moves_when_a_service_is_selected() {
        let service = |name: &str| ServiceRow {
            id: name.to_owned(),
            name: name.to_owned(),
            health: Health::Ok,
            needs: Vec::new(),
            why: vec!["normal: Load".to_owned()],
            ties: Vec::new(),
        };
        let map = Map {
            services: vec![service("web"), service("db")],
        };
        let still = rows(&map, None, 60);
        let looked_at = rows(&map, Some(1), 60);
        assert_eq!(still[0], looked_at[0]);
        let marked = looked_at[1].to_string();
        assert_eq!(marked.replacen(MARKER, "  ", 1), still[1].to_string());
        assert_eq!(crate::tui::panes::selected(&looked_at), 1..2);
        assert_eq!(
            still[0].to_string()[2..],
            side_rows(&map, 58)[0].to_string()
        );
    }
}
