//! The service map as boxes and arrows.
//!
//! Each arrow leaves its box at a column of its own; all arrows to one box share a line. A line
//! that crosses another without meeting it is drawn over it.
//!
//! Invariant: nothing is drawn outside; what does not fit is not drawn at all.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_width::UnicodeWidthStr;

use super::layers::{Layers, Node, Step, layers};
use crate::tui::theme::{MARKER, Part, style, tone};
use crate::view::map::Map;

/// Columns between two boxes.
const GAP: usize = 3;

/// The map as boxes and arrows, ready to be painted.
#[derive(Debug, Clone, Default)]
pub struct Drawing {
    /// Columns it takes.
    pub width: usize,
    /// Rows it takes.
    pub height: usize,
    boxes: Vec<Placed>,
    lines: Vec<(usize, usize, char)>,
}

/// A box at its place.
#[derive(Debug, Clone)]
struct Placed {
    x: usize,
    y: usize,
    service: usize,
    text: String,
    look: Style,
}

impl Drawing {
    /// The drawing of a map for so many columns; nothing if they are too few.
    #[must_use]
    pub fn of(map: &Map, width: usize) -> Option<Self> {
        let needs: Vec<Vec<usize>> = map.services.iter().map(|it| it.needs.clone()).collect();
        let layers = layers(&needs);
        let spots: Vec<Vec<Spot>> = layers
            .nodes
            .iter()
            .map(|nodes| spread(map, nodes, width))
            .collect::<Option<_>>()?;
        let mut drawing = Self {
            width,
            ..Self::default()
        };
        for (idx, nodes) in layers.nodes.iter().enumerate() {
            for (node, spot) in nodes.iter().zip(&spots[idx]) {
                drawing.put(map, *node, *spot);
            }
            drawing.height += 1;
            if idx + 1 < layers.nodes.len() {
                let gap = Gap::of(&layers, idx, &spots);
                gap.draw(&mut drawing);
            }
        }
        Some(drawing)
    }

    fn put(&mut self, map: &Map, node: Node, spot: Spot) {
        match node {
            Node::Passes => self.lines.push((spot.middle(), self.height, '\u{2502}')),
            Node::Service(service) => {
                let it = &map.services[service];
                self.boxes.push(Placed {
                    x: spot.x,
                    y: self.height,
                    service,
                    text: label(map, service),
                    look: tone(it.health.tone()),
                });
            }
        }
    }

    /// Paints it into an area, with one service selected.
    pub fn paint(&self, selected: Option<usize>, area: Rect, buf: &mut Buffer) {
        let top = self.top(selected, area.height.into());
        let at = |x: usize, y: usize| {
            let x = u16::try_from(x).ok()?.checked_add(area.x)?;
            let y = u16::try_from(y.checked_sub(top)?)
                .ok()?
                .checked_add(area.y)?;
            (x < area.right() && y < area.bottom()).then_some((x, y))
        };
        for (x, y, c) in &self.lines {
            if let Some(place) = at(*x, *y) {
                let cell = &mut buf[place];
                cell.set_char(*c).set_style(style(Part::Border));
            }
        }
        for it in &self.boxes {
            let Some((x, y)) = at(it.x, it.y) else {
                continue;
            };
            let is_selected = selected == Some(it.service);
            // A box has a free column before it, for the marker.
            let (x, text, look) = if is_selected {
                let text = format!("{}{}", MARKER.trim_end(), it.text);
                (x - 1, text, it.look.patch(style(Part::Selected)))
            } else {
                (x, it.text.clone(), it.look)
            };
            buf.set_stringn(x, y, text, usize::from(area.right() - x), look);
        }
    }

    /// The first row that is painted where there is no room for all: the selected box is in the
    /// middle, as far as the drawing goes.
    fn top(&self, selected: Option<usize>, height: usize) -> usize {
        let mut boxes = self.boxes.iter();
        let here = boxes.find(|it| selected == Some(it.service));
        let here = here.map_or(0, |it| it.y);
        let last = self.height.saturating_sub(height);
        here.saturating_sub(height / 2).min(last)
    }
}

/// `[! cache nodes DOWN]`
fn label(map: &Map, service: usize) -> String {
    let it = &map.services[service];
    format!("[{} {} {}]", it.health.sign(), it.name, it.health.word())
}

/// The columns of a box, or of an arrow that passes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Spot {
    x: usize,
    width: usize,
}

impl Spot {
    const fn middle(self) -> usize {
        self.x + self.width / 2
    }
}

/// Spreads a layer evenly; nothing if it is too wide.
fn spread(map: &Map, nodes: &[Node], width: usize) -> Option<Vec<Spot>> {
    let widths: Vec<usize> = nodes
        .iter()
        .map(|node| match node {
            Node::Service(service) => label(map, *service).width(),
            Node::Passes => 1,
        })
        .collect();
    let taken: usize = widths.iter().sum();
    let n_gaps = nodes.len().saturating_sub(1);
    // The outermost box has a column for its marker as well.
    let free = width.checked_sub(taken + 1)?;
    if free < n_gaps * GAP {
        return None;
    }
    // As much beside the outermost as between two, within reason.
    let gap = (free / (n_gaps + 2)).clamp(GAP, 12);
    let gap = if n_gaps * gap > free {
        free / n_gaps
    } else {
        gap
    };
    let mut x = 1 + (free - n_gaps * gap) / 2;
    let spots = widths.into_iter().map(|width| {
        let spot = Spot { x, width };
        x += width + gap;
        spot
    });
    Some(spots.collect())
}

/// The arrows between a layer and the one below.
struct Gap {
    buses: Vec<Bus>,
    /// Rows of lines.
    n_tracks: usize,
    /// Arrows that point up need a row for their heads.
    has_up: bool,
}

/// All arrows to one box, on one line.
struct Bus {
    /// Where they leave from above.
    tops: Vec<usize>,
    /// Where they arrive below.
    bottom: usize,
    /// What stands below is an arrow that passes.
    passes: bool,
    up: bool,
    /// What stands above is an arrow that passes, for each of `tops`.
    from_passing: Vec<bool>,
    track: usize,
}

impl Bus {
    fn reach(&self) -> (usize, usize) {
        let all = self.tops.iter().chain([&self.bottom]);
        let low = all.clone().min().copied().unwrap_or(self.bottom);
        (low, all.max().copied().unwrap_or(self.bottom))
    }
}

impl Gap {
    fn of(layers: &Layers, layer: usize, spots: &[Vec<Spot>]) -> Self {
        let mut steps: Vec<Step> = layers.steps.clone();
        steps.retain(|it| it.layer == layer);
        let (above, below) = (&spots[layer], &spots[layer + 1]);
        steps.sort_by_key(|it| (below[it.to].x, it.to, it.from));
        let ends: Vec<usize> = below.iter().map(|it| it.middle()).collect();
        let mut taken: Vec<usize> = Vec::new();
        let mut buses: Vec<(usize, Bus)> = Vec::new();
        for step in &steps {
            let end = ends[step.to];
            let top = exit(above[step.from], end, &taken, &ends);
            taken.push(top);
            let from_passing = layers.nodes[layer][step.from] == Node::Passes;
            let same = |it: &&mut (usize, Bus)| it.0 == step.to && it.1.up == step.up;
            match buses.iter_mut().find(same) {
                Some((_, bus)) => {
                    bus.tops.push(top);
                    bus.from_passing.push(from_passing);
                }
                None => buses.push((
                    step.to,
                    Bus {
                        tops: vec![top],
                        bottom: end + buses.iter().filter(|(to, _)| *to == step.to).count(),
                        passes: layers.nodes[layer + 1][step.to] == Node::Passes,
                        up: step.up,
                        from_passing: vec![from_passing],
                        track: 0,
                    },
                )),
            }
        }
        let mut buses: Vec<Bus> = buses.into_iter().map(|(_, bus)| bus).collect();
        let n_tracks = tracks(&mut buses);
        let has_up = buses.iter().any(|bus| bus.up);
        Self {
            buses,
            n_tracks,
            has_up,
        }
    }

    fn draw(&self, drawing: &mut Drawing) {
        let top = drawing.height;
        let first_track = top + usize::from(self.has_up);
        let heads = first_track + self.n_tracks;
        drawing.height = heads + 1;
        for bus in &self.buses {
            let (low, high) = bus.reach();
            let y = first_track + bus.track;
            if low < high {
                drawing
                    .lines
                    .extend((low..=high).map(|x| (x, y, '\u{2500}')));
            }
        }
        // What runs down is drawn over what runs across.
        for bus in &self.buses {
            let y = first_track + bus.track;
            for (x, passes) in bus.tops.iter().zip(&bus.from_passing) {
                drawing.lines.extend((top..y).map(|y| (*x, y, '\u{2502}')));
                if bus.up && !passes {
                    drawing.lines.push((*x, top, '\u{25b2}'));
                }
            }
            let x = bus.bottom;
            drawing
                .lines
                .extend((y + 1..=heads).map(|y| (x, y, '\u{2502}')));
            if !bus.up && !bus.passes {
                drawing.lines.push((x, heads, '\u{25bc}'));
            }
        }
        for bus in &self.buses {
            let y = first_track + bus.track;
            let reach = bus.reach();
            for x in bus.tops.iter().chain([&bus.bottom]) {
                let corner = corner(
                    (*x > reach.0, *x < reach.1),
                    bus.tops.contains(x),
                    *x == bus.bottom,
                );
                drawing.lines.push((*x, y, corner));
            }
        }
    }
}

/// The sign where a line turns: with lines to the left and right, up and down.
const fn corner(sides: (bool, bool), up: bool, down: bool) -> char {
    match (sides, up, down) {
        ((true, true), true, true) => '\u{253c}',
        ((true, true), true, false) => '\u{2534}',
        ((true, true), false, _) => '\u{252c}',
        ((true, false), true, true) => '\u{2524}',
        ((false, true), true, true) => '\u{251c}',
        ((true, false), true, false) => '\u{2518}',
        ((true, false), false, _) => '\u{2510}',
        ((false, true), true, false) => '\u{2514}',
        ((false, true), false, _) => '\u{250c}',
        ((false, false), _, _) => '\u{2502}',
    }
}

/// Where an arrow leaves its box: as near to its end as there is a free column.
fn exit(spot: Spot, end: usize, taken: &[usize], ends: &[usize]) -> usize {
    if spot.width < 3 {
        return spot.middle();
    }
    let inner = spot.x + 1..spot.x + spot.width - 1;
    let is_free = |x: &usize| !taken.contains(x) && (*x == end || !ends.contains(x));
    // From the middle of the box, a little towards where it leads.
    let middle = spot.middle();
    let wish = match end.cmp(&middle) {
        std::cmp::Ordering::Equal => middle,
        _ if inner.contains(&end) => end,
        std::cmp::Ordering::Less => middle.saturating_sub(2),
        std::cmp::Ordering::Greater => middle + 2,
    };
    let nearest = inner.filter(is_free).min_by_key(|x| x.abs_diff(wish));
    nearest.unwrap_or(middle)
}

/// Gives each line a row so that none lies on another, and says how many there are.
fn tracks(buses: &mut [Bus]) -> usize {
    let mut rows: Vec<Vec<(usize, usize)>> = Vec::new();
    // Short ones first: they stay near the boxes.
    let mut order: Vec<usize> = (0..buses.len()).collect();
    order.sort_by_key(|idx| {
        let (low, high) = buses[*idx].reach();
        (high - low, low)
    });
    for idx in order {
        let (low, high) = buses[idx].reach();
        let is_free = |row: &Vec<(usize, usize)>| {
            row.iter()
                .all(|(from, to)| high + 1 < *from || *to + 1 < low)
        };
        let track = rows.iter().position(is_free).unwrap_or_else(|| {
            rows.push(Vec::new());
            rows.len() - 1
        });
        rows[track].push((low, high));
        buses[idx].track = track;
    }
    rows.len()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;
    use crate::view::map::{Health, ServiceRow};

    fn service(name: &str, needs: &[usize]) -> ServiceRow {
        ServiceRow {
            id: name.to_owned(),
            name: name.to_owned(),
            health: Health::Ok,
            needs: needs.to_vec(),
            why: Vec::new(),
            ties: Vec::new(),
        }
    }

    fn picture(services: Vec<ServiceRow>, width: u16) -> String {
        let map = Map { services };
        let drawing = Drawing::of(&map, width.into()).unwrap();
        let height = u16::try_from(drawing.height).unwrap();
        let area = Rect::new(0, 0, width, height);
        let mut buf = Buffer::empty(area);
        drawing.paint(None, area, &mut buf);
        let line = |y| {
            let line: String = (0..width).map(|x| buf[(x, y)].symbol()).collect();
            line.trim_end().to_owned()
        };
        (0..height).map(line).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn arrows_lead_to_what_is_needed() {
        let it = picture(
            vec![
                service("web", &[1, 2]),
                service("db", &[3]),
                service("cache", &[3]),
                service("disk", &[]),
            ],
            44,
        );
        insta::assert_snapshot!(it, @"
                 [+ web ok]
            ┌───────┘   └─────┐
            ▼                 ▼
        [+ db ok]       [+ cache ok]
              └───────┬─────┘
                      ▼
                 [+ disk ok]
        ");
    }

    #[test]
    fn a_circle_and_a_long_way_are_drawn_too() {
        let it = picture(
            vec![
                service("a", &[1, 2]),
                service("b", &[2]),
                service("c", &[0]),
            ],
            40,
        );
        insta::assert_snapshot!(it, @"
                [+ a ok]
                  │  │▲
            ┌─────┘  │└┐
            │        └─│───────┐
            ▼          │       │
        [+ b ok]       │       │
              │        │       │
              │      ┌─┘       │
              └─────┬│─────────┘
                    ▼│
                [+ c ok]
        ");
    }

    #[test]
    fn what_is_selected_has_a_marker_and_keeps_its_frame() {
        let services = vec![service("web", &[1]), service("a service", &[])];
        let map = Map { services };
        // As narrow as it can be: the marker of the widest box is in the first column.
        for width in [18, 30] {
            let drawing = Drawing::of(&map, width).unwrap();
            for selected in 0..2 {
                let area = Rect::new(0, 0, u16::try_from(width).unwrap(), 5);
                let mut buf = Buffer::empty(area);
                drawing.paint(Some(selected), area, &mut buf);
                let line = |y| (0..area.width).map(|x| buf[(x, y)].symbol()).collect();
                let lines: Vec<String> = (0..area.height).map(line).collect();
                let label = format!(">{}", label(&map, selected));
                assert!(lines.iter().any(|it| it.contains(&label)), "{lines:?}");
            }
        }
        assert!(Drawing::of(&map, 16).is_none());
    }

    #[test]
    fn what_does_not_fit_is_not_drawn() {
        let services = vec![service("a long name", &[]), service("another one", &[])];
        assert!(Drawing::of(&Map { services }, 20).is_none());
    }
}
