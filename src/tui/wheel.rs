//! The wheel on the screen: round where there is room, else a reel of names.
//!
//! ```text
//!      .-"""-.       Fastly     |   Fastly
//!    .'  News '.     Facebook   |   Facebook
//!   :  Fac GitL :< > GitLab.com | > GitLab.com
//!    '.  Fas  .'     NewsBlur   |   NewsBlur
//!      '-...-'       Fastly     |   Fastly
//! ```
//!
//! Invariant: the pointer stands on the slice under the angle; nothing else is told.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use ratatui::widgets::Widget;
use unicode_width::UnicodeWidthStr;

use super::paper::{put, row, shorten};
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
}

/// Fewest rows for a round wheel, and columns for each of its rows.
const ROUND_ROWS_MIN: u16 = 9;

/// A wheel larger than this only costs time to send.
const ROUND_ROWS_MAX: u16 = 31;

/// More slices than this are no wheel any more but a stripe.
const ROUND_SLICES_MAX: usize = 24;

impl Wheel<'_> {
    /// The slice under the pointer.
    #[must_use]
    pub fn under_pointer(&self) -> Option<usize> {
        self.slice_at(self.angle_ppm)
    }

    fn slice_at(&self, angle_ppm: u32) -> Option<usize> {
        let angle = angle_ppm % 1_000_000;
        let after = self.slices.partition_point(|it| it.from_ppm <= angle);
        after.checked_sub(1)
    }

    fn label(&self, idx: usize) -> String {
        let slice = &self.slices[idx];
        if self.odds {
            format!("{} {}", slice.label, slice.odds)
        } else {
            slice.label.clone()
        }
    }
}

impl Widget for &Wheel<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let Some(idx) = self.under_pointer() else {
            return;
        };
        let diameter = area.height.min(area.width.saturating_sub(24) / 2);
        let diameter = diameter.min(ROUND_ROWS_MAX);
        if diameter >= ROUND_ROWS_MIN && self.slices.len() <= ROUND_SLICES_MAX {
            self.round(idx, diameter, area, buf);
        } else {
            self.reel(idx, area, buf);
        }
    }
}

impl Wheel<'_> {
    /// A disc of half blocks; the pointer is at its right.
    fn round(&self, idx: usize, diameter: u16, area: Rect, buf: &mut Buffer) {
        let radius = f64::from(diameter);
        let top = area.y + (area.height - diameter) / 2;
        for cell_y in 0..diameter {
            for cell_x in 0..diameter * 2 {
                // Two pixels a cell, one over the other; a pixel is about square.
                let pixel = |half: u16| {
                    let x = f64::from(cell_x) + 0.5 - radius;
                    let y = f64::from(cell_y * 2 + half) + 0.5 - radius;
                    self.pixel(x, y, radius)
                };
                let (upper, lower) = (pixel(0), pixel(1));
                let Some(cell) = buf.cell_mut((area.x + cell_x, top + cell_y)) else {
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
        self.initials(diameter, Rect { y: top, ..area }, buf);
        let beside = Rect {
            x: area.x + diameter * 2,
            width: area.width - diameter * 2,
            ..area
        };
        let middle = Rect {
            y: area.y + area.height / 2,
            height: 1,
            ..beside
        };
        put(&row("\u{25c4}", style(Part::Focus)), middle, buf);
        let names = Rect {
            x: beside.x + 2,
            width: beside.width - 2,
            ..beside
        };
        self.reel(idx, names, buf);
    }

    fn pixel(&self, x: f64, y: f64, radius: f64) -> Option<Color> {
        let distance = x.hypot(y);
        if distance > radius || distance < 1.0 {
            return None;
        }
        let idx = self.slice_at(self.angle_of(x, y))?;
        Some(slice(idx, self.slices.len()))
    }

    /// The angle on the wheel under a place on the screen.
    fn angle_of(&self, x: f64, y: f64) -> u32 {
        let turn = y.atan2(x) / std::f64::consts::TAU;
        let angle = (turn * 1e6 + f64::from(self.angle_ppm)).rem_euclid(1e6);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "from 0 to below a million"
        )]
        let angle = angle as u32;
        angle
    }

    /// The beginning of its name on each slice that is wide enough: what colour alone would say.
    fn initials(&self, diameter: u16, area: Rect, buf: &mut Buffer) {
        let radius = f64::from(diameter);
        let n_letters = usize::from(diameter / 3).clamp(2, 12);
        for (idx, of) in self.slices.iter().enumerate() {
            if of.to_ppm - of.from_ppm < 30_000 {
                continue;
            }
            let letters: String = of.label.chars().take(n_letters).collect();
            let middle = f64::from(u32::midpoint(of.from_ppm, of.to_ppm));
            let turn = (middle - f64::from(self.angle_ppm)) / 1e6 * std::f64::consts::TAU;
            let half = letters.width() / 2;
            let x = radius + radius * 0.65 * turn.cos();
            let y = f64::midpoint(radius, radius * 0.65 * turn.sin());
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "within the disc, which is on the screen; a cast saturates"
            )]
            let (x, y) = (x as u16, y as u16);
            let x = x.saturating_sub(u16::try_from(half).unwrap_or(0));
            // Letters of the ground's colour, under every theme and without colour too.
            let look = Style::new()
                .fg(slice(idx, self.slices.len()))
                .bg(Color::Reset)
                .add_modifier(Modifier::REVERSED | Modifier::BOLD);
            buf.set_stringn(area.x + x, area.y + y, letters, n_letters, look);
        }
    }

    /// The names, the one under the pointer in the middle.
    fn reel(&self, idx: usize, area: Rect, buf: &mut Buffer) {
        let n_slices = self.slices.len();
        let middle = usize::from(area.height / 2);
        let rows = usize::from(area.height).min(n_slices);
        let first = middle.min(rows / 2);
        for offset in 0..rows {
            let nth = (idx + n_slices + offset - first) % n_slices;
            let is_here = offset == first;
            let look = match (is_here, self.stands) {
                (true, true) => style(Part::Selected),
                (true, false) => style(Part::Heading),
                (false, _) => Style::new().fg(slice(nth, n_slices)),
            };
            let marker = if is_here { MARKER } else { NO_MARKER };
            let text = format!("{marker}{}", self.label(nth));
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
