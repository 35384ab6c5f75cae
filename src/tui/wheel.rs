//! The wheel on the screen: round where there is room, else a reel of names.
//!
//! ```text
//!        .-""|""-.                       +-----------------------+
//!      .' Face|NewsB'.       Facebook    |   Fastly              |
//!     :-------+-------:<|  > GitLab.com  | > Facebook            |
//!      '.Fastly|GitLa.'      NewsBlur    |   GitLab.com          |
//!        '-..__|..-'                     +-----------------------+
//! ```
//!
//! Invariant: the pointer stands on the slice under the angle; nothing else is told.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use ratatui::widgets::{Block, Widget};
use unicode_width::UnicodeWidthStr;

use super::paper::{put, row, shorten};
use super::spin::{ROUND_SLICES_MAX, slice_at};
use super::theme::{MARKER, NO_MARKER, Part, slice, style};
use crate::view::home::Slice;

/// The wheel at an angle.
#[derive(Debug)]
pub struct Wheel<'a> {
    /// Its slices.
    pub slices: &'a [Slice],
    /// Where the pointer stands, in millionths of a turn.
    pub angle_ppm: u32,
    /// Show the odds beside the names.
    pub odds: bool,
    /// The pointer's slice is the one that was picked.
    pub stands: bool,
    /// A peg has just gone past the pointer.
    pub bent: bool,
}

/// Fewest rows for a round wheel.
pub const ROUND_ROWS_MIN: u16 = 17;

/// A wheel larger than this only costs time to send.
pub const ROUND_ROWS_MAX: u16 = 37;

/// Half of the gap between two slices, in pixels.
const GAP: f64 = 0.6;

/// The hub, as part of the radius.
const HUB: f64 = 0.1;

/// Fewest columns of a name that is cut.
const CUT_MIN: usize = 6;

/// How far out on its slice a name may stand.
const NAME_AT: [f64; 6] = [0.45, 0.52, 0.6, 0.68, 0.76, 0.84];

impl Wheel<'_> {
    /// Whether so many slices make a round wheel in so many rows.
    #[must_use]
    pub const fn is_round(n_slices: usize, rows: u16) -> bool {
        n_slices <= ROUND_SLICES_MAX && rows >= ROUND_ROWS_MIN
    }

    /// The slice under the pointer.
    #[must_use]
    pub fn under_pointer(&self) -> Option<usize> {
        slice_at(self.slices, self.angle_ppm)
    }

    fn label(&self, idx: usize) -> String {
        let slice = &self.slices[idx];
        if self.odds {
            format!("{} {}", slice.label, slice.odds)
        } else {
            slice.label.clone()
        }
    }

    /// A disc of half blocks, twice as wide as it is high, and its pointer in the column after
    /// it.
    pub fn round(&self, area: Rect, buf: &mut Buffer) {
        let disc = Disc {
            wheel: self,
            radius: f64::from(area.height),
            cells: area.height,
        };
        for cell_y in 0..disc.cells {
            for cell_x in 0..disc.cells * 2 {
                let (upper, lower) = disc.colours(cell_x, cell_y);
                let Some(cell) = buf.cell_mut((area.x + cell_x, area.y + cell_y)) else {
                    continue;
                };
                match (upper, lower) {
                    (None, None) => {}
                    (Some(upper), None) => {
                        cell.set_char('\u{2580}').set_fg(upper);
                    }
                    (None, Some(lower)) => {
                        cell.set_char('\u{2584}').set_fg(lower);
                    }
                    (Some(upper), Some(lower)) if upper == lower => {
                        cell.set_char('\u{2588}').set_fg(upper);
                    }
                    (Some(upper), Some(lower)) => {
                        cell.set_char('\u{2580}').set_fg(upper).set_bg(lower);
                    }
                }
            }
        }
        for idx in 0..self.slices.len() {
            disc.name(idx, area, buf);
        }
        // The rim goes up past the pointer and takes its tip along.
        let pointer = if self.bent { "\u{25e4}" } else { "\u{25c4}" };
        let at = Rect {
            x: area.x + disc.cells * 2,
            y: area.y + area.height / 2,
            width: 1,
            height: 1,
        };
        put(
            &row(pointer, style(Part::Focus)),
            at.intersection(buf.area),
            buf,
        );
    }

    /// The names in a frame, for where no wheel fits or makes sense.
    pub fn reel(&self, area: Rect, buf: &mut Buffer) {
        let block = Block::bordered().border_style(style(Part::Border));
        let inner = block.inner(area);
        block.render(area, buf);
        self.names(inner, inner.height / 2, true, buf);
    }

    /// The names, the one under the pointer in the row `pointed`, `with_marker` or without, those
    /// farther off paler.
    pub fn names(&self, area: Rect, pointed: u16, with_marker: bool, buf: &mut Buffer) {
        let Some(idx) = self.under_pointer() else {
            return;
        };
        let n_slices = self.slices.len();
        let middle = usize::from(pointed);
        let rows = usize::from(area.height).min(n_slices);
        let first = middle.min(rows / 2);
        for offset in 0..rows {
            let nth = (idx + n_slices + offset - first) % n_slices;
            let is_here = offset == first;
            let look = match (is_here, self.stands) {
                (true, true) => style(Part::Selected),
                (true, false) => style(Part::Heading),
                (false, _) if offset.abs_diff(first) > 2 => style(Part::Muted),
                (false, _) => Style::new().fg(slice(nth, n_slices)),
            };
            let marker = if is_here && with_marker {
                MARKER
            } else {
                NO_MARKER
            };
            let text = format!("{marker}{} ", self.label(nth));
            let Ok(down) = u16::try_from(middle - first + offset) else {
                continue;
            };
            let line = Rect {
                y: area.y + down,
                height: 1,
                ..area
            };
            put(
                &row(shorten(&text, area.width.into()), look),
                line.intersection(area),
                buf,
            );
        }
    }
}

/// The round wheel: a pixel is half a cell, and about square.
struct Disc<'a> {
    wheel: &'a Wheel<'a>,
    /// In pixels.
    radius: f64,
    /// Rows.
    cells: u16,
}

impl Disc<'_> {
    fn colours(&self, cell_x: u16, cell_y: u16) -> (Option<Color>, Option<Color>) {
        let [upper, lower] = [0, 1].map(|half| {
            let (x, y) = self.place(cell_x, cell_y, half);
            if distance(x, y) < self.radius * HUB {
                return Some(Color::Reset);
            }
            let idx = self.slice_under(x, y)?;
            Some(slice(idx, self.wheel.slices.len()))
        });
        (upper, lower)
    }

    /// A pixel's place, seen from the hub.
    fn place(&self, cell_x: u16, cell_y: u16, half: u16) -> (f64, f64) {
        let x = f64::from(cell_x) + 0.5 - self.radius;
        let y = f64::from(cell_y * 2 + half) + 0.5 - self.radius;
        (x, y)
    }

    /// The slice under a place; nothing on the hub, in the gaps and beyond the rim.
    fn slice_under(&self, x: f64, y: f64) -> Option<usize> {
        let distance = distance(x, y);
        if distance > self.radius || distance < self.radius * HUB {
            return None;
        }
        let slices = self.wheel.slices;
        let turns = y.atan2(x) / std::f64::consts::TAU + f64::from(self.wheel.angle_ppm) / 1e6;
        let angle = (turns - turns.floor()) * 1e6;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "from 0 to below a million"
        )]
        let idx = slice_at(slices, angle as u32)?;
        let to_edge =
            (angle - f64::from(slices[idx].from_ppm)).min(f64::from(slices[idx].to_ppm) - angle);
        let to_edge = (to_edge / 1e6 * std::f64::consts::TAU).min(1.5);
        // A sine is more than half of such an angle: most places need no closer look.
        let is_off_edge = distance * to_edge / 2.0 >= GAP || distance * to_edge.sin() >= GAP;
        (slices.len() == 1 || is_off_edge).then_some(idx)
    }

    /// Whether all of a cell is on that slice.
    fn is_on(&self, idx: usize, cell_x: u16, cell_y: u16) -> bool {
        (0..2).all(|half| {
            let (x, y) = self.place(cell_x, cell_y, half);
            self.slice_under(x, y) == Some(idx)
        })
    }

    /// The name of a slice where most of it fits: what colour alone would say.
    fn name(&self, idx: usize, area: Rect, buf: &mut Buffer) {
        if self.wheel.slices[idx].label.is_empty() {
            return;
        }
        let runs = NAME_AT.iter().filter_map(|far| self.room(idx, *far));
        let Some((from, to, cell_y)) = runs.max_by_key(|(from, to, _)| to - from) else {
            return;
        };
        let room = usize::from(to - from);
        let label = &self.wheel.slices[idx].label;
        let name = if label.width() <= room {
            label.clone()
        } else if room < CUT_MIN + 2 {
            // Two letters of a name are none; beside the wheel it stands whole.
            return;
        } else {
            shorten(label, room - 2)
        };
        let left = u16::try_from((room - name.width()) / 2).unwrap_or(0);
        // Letters of the ground's colour, under every theme and without colour too.
        let look = Style::new()
            .fg(slice(idx, self.wheel.slices.len()))
            .bg(Color::Reset)
            .add_modifier(Modifier::REVERSED | Modifier::BOLD);
        buf.set_stringn(area.x + from + left, area.y + cell_y, name, room, look);
    }

    /// The cells of a row that are on a slice, so far out on it: from, to, row.
    fn room(&self, idx: usize, far: f64) -> Option<(u16, u16, u16)> {
        let of = &self.wheel.slices[idx];
        let middle = f64::from(u32::midpoint(of.from_ppm, of.to_ppm));
        let turn = (middle - f64::from(self.wheel.angle_ppm)) / 1e6 * std::f64::consts::TAU;
        let x = self.radius + self.radius * far * turn.cos();
        let y = f64::midpoint(self.radius, self.radius * far * turn.sin());
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "within the disc, which is on the screen; a cast saturates"
        )]
        let (x, y) = (x as u16, y as u16);
        if !self.is_on(idx, x, y) {
            return None;
        }
        let width = self.cells * 2;
        let from = (0..x).rev().take_while(|it| self.is_on(idx, *it, y)).last();
        let to = (x..width).take_while(|it| self.is_on(idx, *it, y)).last();
        Some((from.unwrap_or(x), to.unwrap_or(x) + 1, y))
    }
}

fn distance(x: f64, y: f64) -> f64 {
    (x * x + y * y).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slices(labels: &[&str]) -> Vec<Slice> {
        let wheel = crate::engine::wheel::Wheel::fair(labels.len());
        let of = |(idx, label): (usize, &&str)| {
            let (from_ppm, to_ppm) = wheel.bounds_ppm(idx);
            Slice {
                id: (*label).to_owned(),
                label: (*label).to_owned(),
                from_ppm,
                to_ppm,
                odds: String::new(),
            }
        };
        labels.iter().enumerate().map(of).collect()
    }

    fn painted(slices: &[Slice], angle_ppm: u32, rows: u16) -> Buffer {
        let mut buf = Buffer::empty(Rect::new(0, 0, rows * 2 + 1, rows));
        let wheel = Wheel {
            slices,
            angle_ppm,
            odds: false,
            stands: false,
            bent: false,
        };
        wheel.round(Rect::new(0, 0, rows * 2, rows), &mut buf);
        buf
    }

    #[test]
    fn the_rim_beside_the_pointer_is_the_slice_under_it() {
        let slices = slices(&["a", "b", "c", "d", "e"]);
        for angle_ppm in (50_000..1_000_000).step_by(100_000) {
            let buf = painted(&slices, angle_ppm, 21);
            let under = slice_at(&slices, angle_ppm).expect("five slices");
            let rim = &buf[(40, 10)];
            assert_eq!(rim.fg, slice(under, 5), "{angle_ppm}");
        }
    }

    #[test]
    fn each_slice_says_its_name_wherever_it_is() {
        let slices = slices(&["Facebook", "Fastly", "GitLab", "NewsBlur"]);
        for angle_ppm in (0..1_000_000).step_by(70_000) {
            let buf = painted(&slices, angle_ppm, 21);
            let text: String = buf
                .content
                .iter()
                .map(ratatui::buffer::Cell::symbol)
                .collect();
            for slice in &slices {
                assert!(text.contains(&slice.label), "{angle_ppm} {}", slice.label);
            }
        }
    }
}
