//! The edge of painting: roles become a theme's colours, glyphs become ones the terminal has.
//!
//! Invariants: what is selected is in reverse video under every theme; without colour no colour
//! is left, and what the theme told by colour is told by bold, dim and underline.

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

use super::glyphs::{self, Glyphs};
use super::theme::{Meant, Part, meant};
use crate::content::theme::{Colour, Look, Theme, built_in};

/// How many colours the terminal has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// None are to be sent.
    None,
    /// Its own sixteen.
    Sixteen,
    /// xterm's 256.
    Indexed,
    /// Red, green, blue.
    True,
}

/// What is put over a painted buffer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dress {
    depth: Depth,
    glyphs: Glyphs,
    text: Color,
    ground: Color,
    /// By the number of the role.
    looks: [Worn; Part::ALL.len()],
    slices: Vec<Color>,
    series: Vec<Color>,
}

/// A look in the terminal's terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Worn {
    fg: Option<Color>,
    bg: Option<Color>,
    modifier: Modifier,
}

impl Dress {
    /// A theme on a terminal. Without colour it is the one without colour, whatever is asked for;
    /// a theme of more than sixteen colours needs a terminal that has them.
    #[must_use]
    pub fn new(theme: &Theme, depth: Depth, glyphs: Glyphs) -> Self {
        let instead = match depth {
            Depth::None => built_in("mono"),
            Depth::Sixteen if theme.is_rgb() => built_in("16"),
            Depth::Sixteen | Depth::Indexed | Depth::True => None,
        };
        let theme = instead.as_ref().unwrap_or(theme);
        let colours = |all: &[Colour]| all.iter().map(|it| depth.fit(*it)).collect();
        Self {
            depth,
            glyphs,
            text: depth.fit(theme.text),
            ground: depth.fit(theme.background),
            looks: Part::ALL.map(|part| depth.wear(theme.look(part))),
            slices: colours(&theme.slices),
            series: colours(&theme.series),
        }
    }

    /// Puts it over all that was painted.
    pub fn put_over(&self, buffer: &mut Buffer) {
        for cell in &mut buffer.content {
            self.cell(cell);
        }
    }

    /// Puts it over one cell.
    pub fn cell(&self, cell: &mut Cell) {
        if let (Color::Reset, Color::Reset) = (cell.fg, cell.bg) {
            // Most of a screen.
            (cell.fg, cell.bg) = (self.text, self.ground);
            if self.glyphs == Glyphs::Ascii {
                glyphs::to_ascii(cell);
            }
            return;
        }
        let (fg, bg) = (meant(cell.fg), meant(cell.bg));
        if let (Some(Meant::Slice(idx)), [_]) = (fg, self.slices.as_slice()) {
            glyphs::pattern(cell, usize::from(idx), self.glyphs);
        }
        let own = match fg {
            Some(Meant::Part(part)) => Some(self.looks[part as usize]),
            Some(Meant::Slice(_) | Meant::Series(_)) | None => None,
        };
        if let Some(look) = own {
            cell.modifier |= look.modifier;
        }
        match bg {
            Some(Meant::Part(Part::Selected)) => self.select(cell),
            Some(Meant::Part(part)) => self.stand_on(part, own, cell),
            Some(Meant::Slice(_) | Meant::Series(_)) | None => {
                let look = own.unwrap_or(Worn::NONE);
                cell.fg = self.colour(cell.fg, fg).unwrap_or(self.text);
                let behind = self.colour(cell.bg, bg).or(look.bg);
                cell.bg = behind.unwrap_or(self.ground);
            }
        }
        if cell.modifier.contains(Modifier::UNDERLINED) && !glyphs::is_word(cell) {
            cell.modifier -= Modifier::UNDERLINED;
        }
        if self.depth == Depth::None {
            (cell.fg, cell.bg) = (Color::Reset, Color::Reset);
        }
        if self.glyphs == Glyphs::Ascii {
            glyphs::to_ascii(cell);
        }
    }

    /// The colour for the text, or for what is behind it; nothing if the painter chose none.
    fn colour(&self, painted: Color, meant: Option<Meant>) -> Option<Color> {
        let nth = |of: &[Color], idx: u8| of[usize::from(idx) % of.len()];
        match meant {
            Some(Meant::Part(part)) => self.looks[part as usize].fg,
            Some(Meant::Slice(idx)) => Some(nth(&self.slices, idx)),
            Some(Meant::Series(idx)) => Some(nth(&self.series, idx)),
            None => Some(painted).filter(|it| *it != Color::Reset),
        }
    }

    /// The selected entry is all of one look: other colours on it could not be read.
    fn select(&self, cell: &mut Cell) {
        let look = self.looks[Part::Selected as usize];
        cell.modifier |= look.modifier | Modifier::REVERSED;
        cell.modifier -= Modifier::DIM;
        // The terminal reverses them.
        cell.fg = look.bg.unwrap_or(self.text);
        cell.bg = look.fg.unwrap_or(self.ground);
    }

    fn stand_on(&self, part: Part, own: Option<Worn>, cell: &mut Cell) {
        let look = self.looks[part as usize];
        cell.modifier |= look.modifier;
        if look.modifier.contains(Modifier::REVERSED) {
            cell.modifier -= Modifier::DIM;
            cell.fg = look.bg.unwrap_or(self.text);
            cell.bg = look.fg.unwrap_or(self.ground);
        } else {
            let over = own.and_then(|it| it.fg).or(look.fg);
            cell.fg = over.unwrap_or(self.text);
            cell.bg = look.bg.unwrap_or(self.ground);
        }
    }
}

impl Worn {
    const NONE: Self = Self {
        fg: None,
        bg: None,
        modifier: Modifier::empty(),
    };
}

impl Depth {
    fn wear(self, look: Look) -> Worn {
        let all = [
            (look.bold, Modifier::BOLD),
            (look.dim, Modifier::DIM),
            (look.italic, Modifier::ITALIC),
            (look.underline, Modifier::UNDERLINED),
            (look.reverse, Modifier::REVERSED),
        ];
        let worn = all.into_iter().filter(|(is_so, _)| *is_so);
        Worn {
            fg: look.fg.map(|it| self.fit(it)),
            bg: look.bg.map(|it| self.fit(it)),
            modifier: worn.map(|(_, modifier)| modifier).collect(),
        }
    }

    /// The colour as the terminal can show it.
    fn fit(self, colour: Colour) -> Color {
        match (self, colour) {
            (Self::None, _) | (_, Colour::Default) | (Self::Sixteen, Colour::Rgb(..)) => {
                Color::Reset
            }
            (_, Colour::Ansi(number)) => NAMED[usize::from(number) % NAMED.len()],
            (Self::True, Colour::Rgb(r, g, b)) => Color::Rgb(r, g, b),
            (Self::Indexed, Colour::Rgb(r, g, b)) => Color::Indexed(nearest_of_256([r, g, b])),
        }
    }
}

/// The terminal's sixteen by number, as ratatui calls them.
const NAMED: [Color; 16] = [
    Color::Black,
    Color::Red,
    Color::Green,
    Color::Yellow,
    Color::Blue,
    Color::Magenta,
    Color::Cyan,
    Color::Gray,
    Color::DarkGray,
    Color::LightRed,
    Color::LightGreen,
    Color::LightYellow,
    Color::LightBlue,
    Color::LightMagenta,
    Color::LightCyan,
    Color::White,
];

/// The steps of xterm's colour cube.
const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];

fn distance(a: [u8; 3], b: [u8; 3]) -> u32 {
    let apart = a.iter().zip(b).map(|(a, b)| u32::from(a.abs_diff(b)));
    apart.map(|it| it * it).sum()
}

fn nearest_of_256(colour: [u8; 3]) -> u8 {
    let cube = (0..216_u8).map(|it| {
        let step = |nth: u8| STEPS[usize::from(nth % 6)];
        (16 + it, [step(it / 36), step(it / 6), step(it)])
    });
    let greys = (0..24_u8).map(|it| (232 + it, [8 + 10 * it; 3]));
    let nearest = cube.chain(greys).min_by_key(|it| distance(it.1, colour));
    nearest.map_or(0, |(number, _)| number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn xterms_own_colours_stay_what_they_are() {
        assert_eq!(nearest_of_256([0xff, 0x5f, 0x5f]), 203);
        assert_eq!(nearest_of_256([0x1c, 0x1c, 0x1c]), 234);
        assert_eq!(nearest_of_256([0, 0, 0x5f]), 17);
    }
}
