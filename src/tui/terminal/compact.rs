//! Cells as few bytes: over ssh and in a slow terminal every byte of a frame is waited for.
//!
//! A change of style is one short sequence, a step to the right is relative, a run of blanks is
//! erased. Invariant: what a terminal shows afterwards is what it would show otherwise; a test of
//! the [canvas](super::canvas) draws both ways into emulators and compares.

use std::io::Write;

use ratatui::buffer::Cell;
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthChar;

/// From how many blanks on erasing them is shorter than writing them.
const ERASED_FROM: u16 = 10;

/// What shows on a blank.
const SHOWS_ON_BLANKS: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::CROSSED_OUT);

/// How a cell looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Look {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

/// Writes cells one after the other and knows where the cursor is and how it writes.
#[derive(Debug, Default)]
pub(super) struct Pen {
    bytes: Vec<u8>,
    look: Look,
    /// Where the terminal's cursor is, as long as that is certain.
    at: Option<Position>,
    /// Blanks that are still to be written: where they begin, how many.
    blanks: Option<(Position, u16)>,
}

impl Pen {
    /// Writes a cell.
    pub(super) fn put(&mut self, at: Position, cell: &Cell) {
        let is_blank = cell.symbol() == " "
            && cell.bg == Color::Reset
            && !cell.modifier.intersects(SHOWS_ON_BLANKS);
        if is_blank {
            match &mut self.blanks {
                Some((from, n)) if from.y == at.y && from.x + *n == at.x => *n += 1,
                _ => {
                    self.put_blanks();
                    self.blanks = Some((at, 1));
                }
            }
            return;
        }
        self.put_blanks();
        self.go(at);
        self.wear(Look {
            fg: cell.fg,
            bg: cell.bg,
            modifier: cell.modifier,
        });
        self.bytes.extend_from_slice(cell.symbol().as_bytes());
        // Terminals disagree about what is wide; what follows that is told where it stands.
        let is_narrow = is_narrow(cell);
        self.at = is_narrow.then_some(Position {
            x: at.x + 1,
            y: at.y,
        });
    }

    fn put_blanks(&mut self) {
        let Some((from, n)) = self.blanks.take() else {
            return;
        };
        self.go(from);
        let shows = self.look.bg != Color::Reset || self.look.modifier.intersects(SHOWS_ON_BLANKS);
        if shows {
            self.wear(Look::default());
        }
        if n < ERASED_FROM {
            self.bytes.extend(std::iter::repeat_n(b' ', n.into()));
            self.at = Some(Position {
                x: from.x + n,
                y: from.y,
            });
        } else {
            // Erasing leaves the cursor where it is.
            self.sequence(&[n], 'X');
        }
    }

    fn go(&mut self, to: Position) {
        match self.at {
            Some(at) if at == to => return,
            Some(at) if at.y == to.y && at.x < to.x => match to.x - at.x {
                1 => self.sequence(&[], 'C'),
                n => self.sequence(&[n], 'C'),
            },
            Some(_) | None => self.sequence(&[to.y + 1, to.x + 1], 'H'),
        }
        self.at = Some(to);
    }

    fn wear(&mut self, look: Look) {
        if look == self.look {
            return;
        }
        let afresh = if look == Look::default() {
            Vec::new()
        } else {
            let mut afresh = vec![0];
            changes(Look::default(), look, &mut afresh);
            afresh
        };
        let mut changed = Vec::new();
        changes(self.look, look, &mut changed);
        let shorter = if n_bytes(&afresh) < n_bytes(&changed) {
            afresh
        } else {
            changed
        };
        self.sequence(&shorter, 'm');
        self.look = look;
    }

    fn sequence(&mut self, numbers: &[u16], end: char) {
        let numbers: Vec<String> = numbers.iter().map(u16::to_string).collect();
        // Writing into memory does not fail.
        let _ = write!(self.bytes, "\x1b[{}{end}", numbers.join(";"));
    }

    /// What was written, the look as it was before.
    pub(super) fn finish(mut self) -> Vec<u8> {
        self.put_blanks();
        self.wear(Look::default());
        self.bytes
    }
}

/// Whether a cell is one column in every terminal.
pub(super) fn is_narrow(cell: &Cell) -> bool {
    let mut chars = cell.symbol().chars();
    let first = chars.next();
    chars.next().is_none() && first.is_some_and(|it| it.is_ascii() || it.width() == Some(1))
}

fn n_bytes(numbers: &[u16]) -> usize {
    let digits = numbers.iter().map(|it| it.to_string().len() + 1);
    digits.sum::<usize>().max(1)
}

/// What each modifier is switched on and off with.
const SWITCHES: [(Modifier, u16, u16); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

/// The numbers that change one look into another.
fn changes(from: Look, to: Look, numbers: &mut Vec<u16>) {
    let removed = from.modifier.difference(to.modifier);
    let mut kept = from.modifier.difference(removed);
    for (modifier, _, off) in SWITCHES {
        if removed.contains(modifier) && !numbers.contains(&off) {
            numbers.push(off);
            // One switch turns off two.
            for (shared, _, also_off) in SWITCHES {
                if also_off == off {
                    kept.remove(shared);
                }
            }
        }
    }
    for (modifier, on, _) in SWITCHES {
        if to.modifier.difference(kept).contains(modifier) {
            numbers.push(on);
        }
    }
    if from.fg != to.fg {
        colour(to.fg, 30, numbers);
    }
    if from.bg != to.bg {
        colour(to.bg, 40, numbers);
    }
}

/// The numbers of a colour; `base` is 30 for letters, 40 for what is behind them.
fn colour(colour: Color, base: u16, numbers: &mut Vec<u16>) {
    const BRIGHT: u16 = 60;
    let named = match colour {
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => BRIGHT,
        Color::LightRed => BRIGHT + 1,
        Color::LightGreen => BRIGHT + 2,
        Color::LightYellow => BRIGHT + 3,
        Color::LightBlue => BRIGHT + 4,
        Color::LightMagenta => BRIGHT + 5,
        Color::LightCyan => BRIGHT + 6,
        Color::White => BRIGHT + 7,
        Color::Reset => 9,
        Color::Indexed(idx) => {
            numbers.extend([base + 8, 5, idx.into()]);
            return;
        }
        Color::Rgb(red, green, blue) => {
            numbers.extend([base + 8, 2, red.into(), green.into(), blue.into()]);
            return;
        }
    };
    numbers.push(base + named);
}
