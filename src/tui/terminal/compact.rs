//! Cells as few bytes: over ssh and in a slow terminal every byte of a frame is waited for.
//!
//! A change of style is one short sequence, a step to the right is relative, a run of blanks is
//! erased, full blocks are blanks on their colour. Invariant: what a terminal shows afterwards is
//! what it would show otherwise; a test of the [canvas](super::canvas) draws both ways into
//! emulators and compares.

use std::mem;

use ratatui::buffer::Cell;
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthChar;

/// From how many blanks on erasing them is shorter than writing them.
const ERASED_FROM: u16 = 10;

/// From how many full blocks on it is shorter to change the ground for them.
const ON_GROUND_FROM: u16 = 6;

/// Shows its colour and nothing else.
const FULL_BLOCK: &str = "\u{2588}";

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

impl Look {
    /// The nearest look in which blanks show that colour.
    fn of_blanks(self, colour: Color) -> Self {
        let shows = self.modifier.intersects(SHOWS_ON_BLANKS);
        if self.bg == colour && !shows {
            return self;
        }
        if colour == Color::Reset {
            return Self::default();
        }
        Self {
            bg: colour,
            modifier: self.modifier.difference(SHOWS_ON_BLANKS),
            ..self
        }
    }

    /// The nearest look in which full blocks show that colour.
    fn of_blocks(self, colour: Color) -> Self {
        Self {
            fg: colour,
            modifier: Modifier::empty(),
            ..self
        }
    }
}

/// Writes cells one after the other and knows where the cursor is and how it writes.
#[derive(Debug, Default)]
pub(super) struct Pen {
    bytes: Vec<u8>,
    look: Look,
    /// Where the terminal's cursor is, as long as that is certain.
    at: Option<Position>,
    /// Cells of one colour that are still to be written.
    run: Option<Run>,
    /// Two ways to change the look, kept for their room.
    ways: [Vec<u16>; 2],
}

/// Cells in a row that show one colour and nothing else.
#[derive(Debug, Clone, Copy)]
struct Run {
    from: Position,
    n_cells: u16,
    colour: Color,
    /// They are full blocks, not blanks.
    is_block: bool,
}

impl Pen {
    /// Writes a cell, so many times side by side.
    pub(super) fn put(&mut self, at: Position, cell: &Cell, n_cells: u16) {
        if let Some((colour, is_block)) = colour_alone(cell) {
            match &mut self.run {
                Some(run) if run.goes_on(at, colour, is_block) => run.n_cells += n_cells,
                _ => {
                    self.put_run();
                    self.run = Some(Run {
                        from: at,
                        n_cells,
                        colour,
                        is_block,
                    });
                }
            }
            return;
        }
        self.put_run();
        self.go(at);
        self.wear(Look {
            fg: cell.fg,
            bg: cell.bg,
            modifier: cell.modifier,
        });
        self.write(cell.symbol(), n_cells);
        // Terminals disagree about what is wide; what follows that is told where it stands.
        let is_narrow = is_narrow(cell);
        self.at = is_narrow.then_some(Position {
            x: at.x + n_cells,
            y: at.y,
        });
    }

    fn write(&mut self, symbol: &str, n_cells: u16) {
        match symbol.as_bytes() {
            [byte] => {
                let n_bytes = self.bytes.len() + usize::from(n_cells);
                self.bytes.resize(n_bytes, *byte);
            }
            bytes => (0..n_cells).for_each(|_| self.bytes.extend_from_slice(bytes)),
        }
    }

    fn put_run(&mut self) {
        let Some(run) = self.run.take() else {
            return;
        };
        self.go(run.from);
        let (symbol, look) = if run.is_block && run.n_cells < ON_GROUND_FROM {
            (FULL_BLOCK, self.look.of_blocks(run.colour))
        } else {
            (" ", self.look.of_blanks(run.colour))
        };
        self.wear(look);
        if run.colour == Color::Reset && run.n_cells >= ERASED_FROM {
            // Erasing leaves the cursor where it is.
            self.sequence(&[run.n_cells], b'X');
            return;
        }
        self.write(symbol, run.n_cells);
        self.at = Some(Position {
            x: run.from.x + run.n_cells,
            y: run.from.y,
        });
    }

    fn go(&mut self, to: Position) {
        match self.at {
            Some(at) if at == to => return,
            Some(at) if at.y == to.y && at.x < to.x => match to.x - at.x {
                1 => self.sequence(&[], b'C'),
                n => self.sequence(&[n], b'C'),
            },
            Some(_) | None => self.sequence(&[to.y + 1, to.x + 1], b'H'),
        }
        self.at = Some(to);
    }

    fn wear(&mut self, look: Look) {
        if look == self.look {
            return;
        }
        let [mut afresh, mut changed] = mem::take(&mut self.ways);
        afresh.clear();
        changed.clear();
        if look != Look::default() {
            afresh.push(0);
            changes(Look::default(), look, &mut afresh);
        }
        changes(self.look, look, &mut changed);
        let is_shorter = n_bytes(&afresh) < n_bytes(&changed);
        self.sequence(if is_shorter { &afresh } else { &changed }, b'm');
        self.ways = [afresh, changed];
        self.look = look;
    }

    fn sequence(&mut self, numbers: &[u16], end: u8) {
        self.bytes.extend_from_slice(b"\x1b[");
        let mut digits = itoa::Buffer::new();
        for (nth, number) in numbers.iter().enumerate() {
            if nth > 0 {
                self.bytes.push(b';');
            }
            self.bytes
                .extend_from_slice(digits.format(*number).as_bytes());
        }
        self.bytes.push(end);
    }

    /// What was written, the look as it was before.
    pub(super) fn finish(mut self) -> Vec<u8> {
        self.put_run();
        self.wear(Look::default());
        self.bytes
    }
}

impl Run {
    fn goes_on(self, at: Position, colour: Color, is_block: bool) -> bool {
        (self.from.x + self.n_cells, self.from.y) == (at.x, at.y)
            && (self.colour, self.is_block) == (colour, is_block)
    }
}

/// The colour of a cell that shows nothing else, and whether it is a full block.
fn colour_alone(cell: &Cell) -> Option<(Color, bool)> {
    match cell.symbol() {
        " " if !cell.modifier.intersects(SHOWS_ON_BLANKS) => Some((cell.bg, false)),
        FULL_BLOCK if cell.modifier.is_empty() && is_ground_too(cell.fg) => Some((cell.fg, true)),
        _ => None,
    }
}

/// Whether letters and ground have that colour in every terminal: a console has no bright ground,
/// and what is no colour is another for each.
const fn is_ground_too(colour: Color) -> bool {
    match colour {
        Color::Black
        | Color::Red
        | Color::Green
        | Color::Yellow
        | Color::Blue
        | Color::Magenta
        | Color::Cyan
        | Color::Gray
        | Color::Indexed(_)
        | Color::Rgb(..) => true,
        Color::Reset
        | Color::DarkGray
        | Color::LightRed
        | Color::LightGreen
        | Color::LightYellow
        | Color::LightBlue
        | Color::LightMagenta
        | Color::LightCyan
        | Color::White => false,
    }
}

/// Whether a cell is one column in every terminal.
#[inline]
pub(super) fn is_narrow(cell: &Cell) -> bool {
    let symbol = cell.symbol();
    if symbol.len() == 1 {
        return true;
    }
    let mut chars = symbol.chars();
    let first = chars.next();
    chars.next().is_none() && first.is_some_and(|it| it.width() == Some(1))
}

fn n_bytes(numbers: &[u16]) -> u32 {
    let digits = numbers
        .iter()
        .map(|it| it.checked_ilog10().unwrap_or(0) + 2);
    digits.sum::<u32>().max(1)
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
