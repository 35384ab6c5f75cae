//! What painters say: what something *is*, never which colour it has.
//!
//! A painted buffer holds the numbers of roles where a terminal wants colours. At the very edge
//! [`Dress`](super::dress::Dress) puts a theme's colours in their place, so another theme is one
//! other value and no painter knows.
//!
//! Invariant: no meaning is in a colour alone. What is selected is reversed and has a marker;
//! how bad something is, is a word.

use ratatui::style::{Color, Modifier, Style};

pub use crate::content::theme::Role as Part;
use crate::view::words::Tone;

/// What stands before the selected entry.
pub const MARKER: &str = "> ";
/// What stands before the others.
pub const NO_MARKER: &str = "  ";

/// Numbers from here on are slices of the wheel.
const SLICES_FROM: u8 = 64;
/// Slices that are told apart; every theme's list of colours repeats within them.
const N_SLICES: u8 = 96;
/// Numbers from here on are the lines of a chart.
const SERIES_FROM: u8 = SLICES_FROM + N_SLICES;

/// What a number in a painted buffer stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meant {
    /// A role.
    Part(Part),
    /// That slice of the wheel.
    Slice(u8),
    /// That line of a chart.
    Series(u8),
}

/// How that looks, for the painter: to be dressed at the edge.
#[must_use]
pub const fn style(part: Part) -> Style {
    let number = Color::Indexed(part as u8);
    match part {
        Part::Text => Style::new(),
        // These two are a ground for what stands on them.
        Part::Selected => Style::new().bg(number).add_modifier(Modifier::REVERSED),
        Part::Title => Style::new().bg(number),
        Part::Muted
        | Part::Heading
        | Part::Border
        | Part::Focus
        | Part::Bad
        | Part::Warning
        | Part::Good
        | Part::Voice
        | Part::Typed
        | Part::Ghost
        | Part::Key => Style::new().fg(number),
    }
}

/// How a tone looks.
#[must_use]
pub const fn tone(tone: Tone) -> Style {
    match tone {
        Tone::Plain => style(Part::Text),
        Tone::Quiet => style(Part::Muted),
        Tone::Good => style(Part::Good),
        Tone::Warning => style(Part::Warning),
        Tone::Bad => style(Part::Bad),
        Tone::Strong => style(Part::Heading),
    }
}

/// The colour of a slice of the wheel; neighbours differ.
#[must_use]
pub const fn slice(idx: usize, n_slices: usize) -> Color {
    /// Colours that every coloured theme has for slices.
    const N_COLOURS: usize = 6;
    // The last slice meets the first one again.
    let idx = if idx > 0 && idx + 1 == n_slices && idx.is_multiple_of(N_COLOURS) {
        idx + 3
    } else {
        idx
    };
    Color::Indexed(SLICES_FROM + below(idx, N_SLICES))
}

/// The colour of a line of a chart.
#[must_use]
pub const fn series(idx: usize) -> Color {
    Color::Indexed(SERIES_FROM + below(idx, u8::MAX - SERIES_FROM))
}

#[expect(clippy::cast_possible_truncation, reason = "a remainder of a byte")]
const fn below(idx: usize, n: u8) -> u8 {
    (idx % n as usize) as u8
}

/// What a colour in a painted buffer stands for; nothing if it is a colour.
#[must_use]
pub fn meant(colour: Color) -> Option<Meant> {
    let Color::Indexed(number) = colour else {
        return None;
    };
    match number {
        SERIES_FROM.. => Some(Meant::Series(number - SERIES_FROM)),
        SLICES_FROM.. => Some(Meant::Slice(number - SLICES_FROM)),
        _ => Part::ALL.get(usize::from(number)).copied().map(Meant::Part),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_painted_can_be_told() {
        for part in Part::ALL.into_iter().filter(|it| *it != Part::Text) {
            let it = style(part);
            let number = it.fg.or(it.bg).expect("it has a number");
            assert_eq!(meant(number), Some(Meant::Part(part)));
        }
        assert_eq!(meant(slice(7, 20)), Some(Meant::Slice(7)));
        assert_eq!(meant(series(2)), Some(Meant::Series(2)));
        assert_eq!(meant(Color::Red), None);
    }

    #[test]
    fn neighbours_on_the_wheel_differ() {
        for n_slices in 2..100 {
            for idx in 0..n_slices {
                let Some(Meant::Slice(here)) = meant(slice(idx, n_slices)) else {
                    panic!("a slice");
                };
                let Some(Meant::Slice(next)) = meant(slice((idx + 1) % n_slices, n_slices)) else {
                    panic!("a slice");
                };
                assert_ne!(here % 6, next % 6, "{idx} of {n_slices}");
            }
        }
    }
}
