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

/// Columns between two columns of panes: a rule with a free one on either side.
const GUTTER: u16 = 3;

/// Columns that the panes beside the main one would like: names are whole there.
const SIDE_WANTED: u16 = 60;

/// What else the layout hangs on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Shape {
    /// The main pane has the whole width.
    pub zoomed: bool,
    /// There is a service map.
    pub has_map: bool,
    /// Lines that each pane would like to have beside the main one; none: as many as there are.
    pub wants: Wants,
}

/// Lines that each pane would like to have beside the main one.
pub type Wants = [Option<Wanted>; Pane::ALL.len()];

/// Lines that a pane would like to have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// What matters most.
    pub needs: u16,
    /// All of it.
    pub likes: u16,
}

/// Where the parts stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// Title and clock; phase and claims; alerts.
    pub head: [Rect; 3],
    /// The tabs over the main pane.
    pub tabs: Rect,
    /// The rules between columns of panes.
    pub rules: Vec<Rect>,
    /// Columns of the main pane when nothing is zoomed: the tabs stay where they are.
    pub main_width: u16,
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
        // Where there is one column only, a zoomed pane has the rows of phase and alerts.
        let has_head = !(shape.zoomed && size.width < SIDE_FROM);
        let top = if has_head { 3 } else { 1 };
        let middle = Rect::new(0, top, whole.width, foot_top.saturating_sub(top));
        let middle = middle.intersection(whole);
        let (main_column, sides) = columns(middle);
        let main_width = main_column.width;
        let (main_column, sides) = if shape.zoomed {
            (middle, Vec::new())
        } else {
            (main_column, sides)
        };
        let rule = |column: &Rect| Rect {
            x: column.x - 2,
            width: 1,
            ..*column
        };
        let rules = sides.iter().map(rule).collect();
        let tabs = Rect {
            height: main_column.height.min(1),
            ..main_column
        };
        let mut panes = vec![(main, below(main_column, 1))];
        let has_map = shape.has_map && middle.height >= MAP_FROM;
        for (column, wanted) in sides.iter().zip(side_panes(sides.len(), has_map)) {
            stack(&mut panes, *column, wanted, main, shape.wants);
        }
        Self {
            head: if has_head {
                [line(0), line(1), line(2)]
            } else {
                [line(0), Rect::ZERO, Rect::ZERO]
            },
            tabs,
            rules,
            main_width,
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

/// The main column and those beside it.
fn columns(area: Rect) -> (Rect, Vec<Rect>) {
    let widths: Vec<u16> = if area.width >= TWO_SIDES_FROM {
        let main = part(area.width, 9, 20).clamp(80, 100);
        let sides = area.width - main - 2 * GUTTER;
        let second = part(sides, 11, 20);
        vec![main, second, sides - second]
    } else if area.width >= SIDE_FROM {
        // Outputs fit in 80; what is left after that makes names beside them whole first.
        let both = area.width - GUTTER;
        let main = both.saturating_sub(SIDE_WANTED).clamp(80, 100);
        vec![main, both - main]
    } else {
        vec![area.width]
    };
    let mut x = area.x;
    let mut all = widths.into_iter().map(|width| {
        let column = Rect { x, width, ..area };
        x += width + GUTTER;
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
fn stack(
    panes: &mut Vec<(Pane, Rect)>,
    column: Rect,
    wanted: &[(Pane, u16)],
    main: Pane,
    wants: Wants,
) {
    let here = |pane: Pane| if pane == main { Pane::Timeline } else { pane };
    let stacked: Vec<(Pane, u16)> = wanted
        .iter()
        .map(|(it, share)| (here(*it), *share))
        .collect();
    let mut y = column.y;
    for ((pane, _), height) in stacked.iter().zip(heights(column.height, &stacked, wants)) {
        let area = Rect {
            y,
            height,
            ..column
        };
        panes.push((*pane, below(area, 1)));
        y += height;
    }
}

/// How the panes of a column share its height: each has a good part of its share, or what it needs
/// if that is less; what is left goes to what is needed, the most important pane first, then
/// to the share of the last one that takes whatever there is, then to what is liked, and the rest
/// to that last one.
fn heights(height: u16, stacked: &[(Pane, u16)], wants: Wants) -> Vec<u16> {
    let whole: u16 = stacked.iter().map(|(_, share)| share).sum();
    let share = |nth: usize| part(height, stacked[nth].1, whole);
    // With its title.
    let with_title = |nth: usize, of: fn(Wanted) -> u16| {
        wants[stacked[nth].0.idx()].map(|it| of(it).saturating_add(1))
    };
    let needs = |nth: usize| with_title(nth, |it| it.needs);
    let likes = |nth: usize| with_title(nth, |it| it.likes);
    let all = 0..stacked.len();
    let at_least = |nth: usize| {
        // What takes whatever there is can do with less.
        let less = if needs(nth).is_some() { 3 } else { 2 };
        let better_part = share(nth) - part(share(nth), 1, less);
        better_part.min(needs(nth).unwrap_or(u16::MAX))
    };
    let mut heights: Vec<u16> = all.clone().map(at_least).collect();
    let mut left = height - heights.iter().sum::<u16>();
    let mut give = |nth: usize, wanted: Option<u16>| {
        let more = wanted.unwrap_or(0).saturating_sub(heights[nth]).min(left);
        heights[nth] += more;
        left -= more;
    };
    let greedy = all.clone().rev().find(|nth| needs(*nth).is_none());
    let last = greedy.unwrap_or(stacked.len() - 1);
    all.clone().for_each(|nth| give(nth, needs(nth)));
    give(last, Some(share(last)));
    all.for_each(|nth| give(nth, likes(nth)));
    give(last, Some(u16::MAX));
    heights
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
                        wants: [0, 1, 2, 3, 4, 5, 6].map(|nth| {
                            let wanted = (height + nth * (width % 23)) % 23;
                            let likes = wanted + wanted % 5;
                            (wanted % 4 > 0).then_some(Wanted {
                                needs: wanted,
                                likes,
                            })
                        }),
                    };
                    let layout = Layout::of(size, main, shape);
                    let panes = layout.panes.iter().map(|(_, area)| *area);
                    let all: Vec<Rect> = panes
                        .chain(layout.head)
                        .chain(layout.foot)
                        .chain([layout.tabs])
                        .chain(layout.rules)
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
    fn what_is_left_goes_where_it_is_wanted() {
        let stacked = [(Pane::Signals, 5), (Pane::People, 4), (Pane::Board, 3)];
        let mut wants = [None; Pane::ALL.len()];
        let want = |needs, likes| Some(Wanted { needs, likes });
        let all = |wants| heights(33, &stacked, wants);
        assert_eq!(all(wants).iter().sum::<u16>(), 33);
        wants[Pane::Signals.idx()] = want(18, 18);
        wants[Pane::People.idx()] = want(8, 20);
        assert_eq!(all(wants), [19, 9, 5]);
        wants[Pane::Signals.idx()] = want(4, 4);
        assert_eq!(all(wants), [5, 20, 8]);
        wants[Pane::People.idx()] = want(8, 8);
        assert_eq!(all(wants), [5, 9, 19]);
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
