//! Where the parts of the incident room stand, for a size.
//!
//! ```text
//! 80x24: one pane, the number keys change it        120 columns: the others beside it
//! +--------------------------------------------+    +--------------------+------------+
//! | title, clock                               |    | title, clock                    |
//! | phase, claims                              |    | phase, claims                   |
//! | alerts                                     |    | alerts                          |
//! | 1 timeline 2 signals ...                   |    | 1 timeline 2 ...   | signals    |
//! |                                            |    |                    |            |
//! |                                            |    |                    | people     |
//! |                                            |    |                    |            |
//! | you, what is due                           |    |                    | board      |
//! | completions or notice                      |    | you, what is due                |
//! | prompt                                     |    | completions, prompt             |
//! +--------------------------------------------+    +--------------------+------------+
//! ```
//!
//! Invariant: every area lies within the screen; the pane with the keys is the first one.

use ratatui::layout::{Rect, Size};

use crate::tui::panes::Pane;

/// From this width on there is a column of other panes.
pub const SIDE_FROM: u16 = 120;

/// From this width on there are two.
const TWO_SIDES_FROM: u16 = 170;

/// From this height on the map has a place beside the main pane.
const MAP_FROM: u16 = 36;

/// Columns that the panes beside the main one would like: names are whole there.
const SIDE_WANTED: u16 = 60;

/// What else the layout hangs on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Shape {
    /// The main pane has the whole width.
    pub zoomed: bool,
    /// There is a service map.
    pub has_map: bool,
}

/// Where the parts stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// Title and clock; phase and claims; alerts.
    pub head: [Rect; 3],
    /// The tabs over the main pane.
    pub tabs: Rect,
    /// The panes, the one with the keys first; their titles stand in the row above them.
    pub panes: Vec<(Pane, Rect)>,
    /// What you do and what is due; completions or a notice; the prompt; the key bar.
    pub foot: [Rect; 4],
}

impl Layout {
    /// The layout for a size, with that pane in the main place.
    #[must_use]
    pub fn of(size: Size, main: Pane, shape: Shape) -> Self {
        let whole = Rect::new(0, 0, size.width, size.height);
        let line = |y: u16| Rect::new(0, y, whole.width, 1).intersection(whole);
        let foot_top = whole.height.saturating_sub(4).max(4);
        let middle = Rect::new(0, 3, whole.width, foot_top.saturating_sub(3)).intersection(whole);
        let (main_column, sides) = if shape.zoomed {
            (middle, Vec::new())
        } else {
            columns(middle)
        };
        let tabs = Rect {
            height: main_column.height.min(1),
            ..main_column
        };
        let mut panes = vec![(main, below(main_column, 1))];
        let has_map = shape.has_map && middle.height >= MAP_FROM;
        for (column, wanted) in sides.iter().zip(side_panes(sides.len(), has_map)) {
            stack(&mut panes, *column, wanted, main);
        }
        Self {
            head: [line(0), line(1), line(2)],
            tabs,
            panes,
            foot: [0, 1, 2, 3].map(|down| line(foot_top + down)),
        }
    }
}

/// So many parts of a length that is cut in `of` parts.
fn part(length: u16, parts: u16, of: u16) -> u16 {
    let part = u32::from(length) * u32::from(parts) / u32::from(of.max(1));
    u16::try_from(part).unwrap_or(length)
}

fn below(area: Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    Rect {
        y: area.y + rows,
        height: area.height - rows,
        ..area
    }
}

/// The main column and those beside it, with a free column between them.
fn columns(area: Rect) -> (Rect, Vec<Rect>) {
    let widths: Vec<u16> = if area.width >= TWO_SIDES_FROM {
        let main = part(area.width, 9, 20).clamp(80, 100);
        let second = part(area.width - main - 2, 11, 20);
        vec![main, second, area.width - main - second - 2]
    } else if area.width >= SIDE_FROM {
        // Outputs fit in 80; what is left after that makes names beside them whole first.
        let main = (area.width - 1).saturating_sub(SIDE_WANTED).clamp(80, 100);
        vec![main, area.width - main - 1]
    } else {
        vec![area.width]
    };
    let mut x = area.x;
    let mut all = widths.into_iter().map(|width| {
        let column = Rect { x, width, ..area };
        x += width + 1;
        column
    });
    let main = all.next().unwrap_or(area);
    (main, all.collect())
}

/// What stands beside the main pane, by importance: shares of the height in twelfths.
const fn side_panes(n_sides: usize, has_map: bool) -> [&'static [(Pane, u16)]; 2] {
    match (n_sides, has_map) {
        (2, true) => [
            &[(Pane::Signals, 4), (Pane::Logs, 4), (Pane::Map, 4)],
            &[(Pane::People, 5), (Pane::Board, 7)],
        ],
        (2, false) => [
            &[(Pane::Signals, 5), (Pane::Logs, 7)],
            &[(Pane::People, 6), (Pane::Board, 6)],
        ],
        _ => [
            &[(Pane::Signals, 5), (Pane::People, 4), (Pane::Board, 3)],
            &[],
        ],
    }
}

/// Panes one under the other, each under a title; the main pane's place is the timeline's.
fn stack(panes: &mut Vec<(Pane, Rect)>, column: Rect, wanted: &[(Pane, u16)], main: Pane) {
    let whole: u16 = wanted.iter().map(|(_, share)| share).sum();
    let mut y = column.y;
    for (nth, (pane, share)) in wanted.iter().enumerate() {
        let rest = column.bottom() - y;
        let is_last = nth + 1 == wanted.len();
        let height = if is_last {
            rest
        } else {
            part(column.height, *share, whole).min(rest)
        };
        let pane = if *pane == main { Pane::Timeline } else { *pane };
        let area = Rect {
            y,
            height,
            ..column
        };
        panes.push((pane, below(area, 1)));
        y += height;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_area_lies_within_the_screen_and_none_over_another() {
        for width in (0..260).chain([u16::MAX / 2]) {
            for height in 0..70 {
                for main in Pane::ALL {
                    let size = Size { width, height };
                    let screen = Rect::new(0, 0, width, height);
                    let shape = Shape {
                        zoomed: height % 3 == 0,
                        has_map: height % 2 == 0,
                    };
                    let layout = Layout::of(size, main, shape);
                    let panes = layout.panes.iter().map(|(_, area)| *area);
                    let all: Vec<Rect> = panes
                        .chain(layout.head)
                        .chain(layout.foot)
                        .chain([layout.tabs])
                        .filter(|area| !area.is_empty())
                        .collect();
                    for (nth, area) in all.iter().enumerate() {
                        assert_eq!(area.intersection(screen), *area, "{size} {area}");
                        let others = &all[nth + 1..];
                        let over = others.iter().find(|it| it.intersects(*area));
                        assert!(height < 8 || over.is_none(), "{size} {area} {over:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn outputs_of_78_columns_fit_wherever_the_timeline_is_the_main_pane() {
        for width in 80..300 {
            let shape = Shape::default();
            let layout = Layout::of(Size { width, height: 40 }, Pane::Timeline, shape);
            assert!(layout.panes[0].1.width >= 80, "{width}");
        }
    }
}
