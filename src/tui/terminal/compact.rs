//! Cells as few bytes: over ssh and in a slow terminal every byte of a frame is waited for.
//!
//! The drawing library writes colours in their longest form and blanks one by one. Here a change
//! of style is one short sequence, a step to the right is relative, a run of blanks is erased.
//! Invariant: what a terminal shows afterwards is what it would show otherwise; a test draws
//! both ways into an emulator and compares.

use std::io::{self, Write};

use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

/// From how many blanks on erasing them is shorter than writing them.
const ERASED_FROM: u16 = 10;

/// What shows on a blank.
const SHOWS_ON_BLANKS: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::CROSSED_OUT);

/// A backend that draws with few bytes and leaves all else to the drawing library's own.
#[derive(Debug)]
pub struct Compact<W: Write> {
    inner: CrosstermBackend<W>,
}

impl<W: Write> Compact<W> {
    /// Draws into that.
    pub const fn new(out: W) -> Self {
        Self {
            inner: CrosstermBackend::new(out),
        }
    }
}

impl<W: Write> Write for Compact<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.inner.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Write::flush(&mut self.inner)
    }
}

impl<W: Write> Backend for Compact<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut pen = Pen::default();
        for (x, y, cell) in content {
            pen.put(Position { x, y }, cell);
        }
        self.inner.write_all(&pen.finish())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.inner.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.inner.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        self.inner.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.inner.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.inner.clear()
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        self.inner.clear_region(region)
    }

    fn size(&self) -> io::Result<Size> {
        self.inner.size()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.inner.window_size()
    }

    fn flush(&mut self) -> io::Result<()> {
        Backend::flush(&mut self.inner)
    }
}

/// How a cell looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Look {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

/// Writes cells one after the other and knows where the cursor is and how it writes.
#[derive(Debug, Default)]
struct Pen {
    bytes: Vec<u8>,
    look: Look,
    /// Where the terminal's cursor is, as long as that is certain.
    at: Option<Position>,
    /// Blanks that are still to be written: where they begin, how many.
    blanks: Option<(Position, u16)>,
}

impl Pen {
    fn put(&mut self, at: Position, cell: &Cell) {
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
        let is_narrow = cell.symbol().width() == 1 && cell.symbol().chars().count() == 1;
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

    fn finish(mut self) -> Vec<u8> {
        self.put_blanks();
        self.wear(Look::default());
        self.bytes
    }
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;

    const AREA: Rect = Rect::new(0, 0, 24, 4);

    fn any_colour() -> impl Strategy<Value = Color> {
        prop_oneof![
            3 => Just(Color::Reset),
            2 => prop::sample::select(vec![
                Color::Black, Color::Red, Color::Green, Color::Yellow, Color::Blue,
                Color::Magenta, Color::Cyan, Color::Gray, Color::DarkGray, Color::LightRed,
                Color::LightGreen, Color::LightYellow, Color::LightBlue, Color::LightMagenta,
                Color::LightCyan, Color::White,
            ]),
            1 => any::<u8>().prop_map(Color::Indexed),
            1 => any::<(u8, u8, u8)>().prop_map(|(r, g, b)| Color::Rgb(r, g, b)),
        ]
    }

    /// Bits the emulator knows of.
    const SEEN: Modifier = Modifier::BOLD
        .union(Modifier::DIM)
        .union(Modifier::ITALIC)
        .union(Modifier::UNDERLINED)
        .union(Modifier::REVERSED);

    /// Short texts here and there in some style.
    fn any_picture() -> impl Strategy<Value = Buffer> {
        let words = [
            "a",
            "x y",
            "         ",
            "          ",
            "            ",
            "\u{2500}\u{2502}",
            "\u{5b57}",
            "e\u{301}x",
        ];
        let text = prop::sample::select(words.to_vec());
        let place = (0..AREA.width, 0..AREA.height);
        let style = (any_colour(), any_colour(), any::<u16>());
        prop::collection::vec((text, place, style), 0..30).prop_map(|texts| {
            let mut picture = Buffer::empty(AREA);
            for (text, (x, y), (fg, bg, bits)) in texts {
                let modifier = Modifier::from_bits_truncate(bits).intersection(SEEN);
                let style = Style::new().fg(fg).bg(bg).add_modifier(modifier);
                picture.set_string(x, y, text, style);
            }
            // Terminals disagree about what is bold and dim.
            let bold = picture
                .content
                .iter_mut()
                .filter(|it| it.modifier.contains(Modifier::BOLD));
            bold.for_each(|it| it.modifier.remove(Modifier::DIM));
            picture
        })
    }

    /// What an emulator shows of each cell; of blanks only what is visible of them.
    fn shown(emulator: &vt100::Parser) -> Vec<String> {
        let screen = emulator.screen();
        let places = (0..AREA.height).flat_map(|y| (0..AREA.width).map(move |x| (y, x)));
        let look = |(y, x)| {
            let cell = screen.cell(y, x).expect("on the screen");
            let text = if cell.contents().is_empty() {
                " "
            } else {
                cell.contents()
            };
            let on_all = (cell.bgcolor(), cell.inverse(), cell.underline());
            if text == " " && !cell.inverse() && !cell.underline() {
                return format!("{text} {on_all:?}");
            }
            let on_ink = (cell.fgcolor(), cell.bold(), cell.dim(), cell.italic());
            format!("{text} {on_all:?} {on_ink:?}")
        };
        places.map(look).collect()
    }

    fn emulator() -> vt100::Parser {
        vt100::Parser::new(AREA.height, AREA.width, 0)
    }

    proptest! {
        #[test]
        fn it_shows_what_the_long_way_shows(pictures in prop::collection::vec(any_picture(), 1..6)) {
            let (mut long, mut short) = (emulator(), emulator());
            let mut before = Buffer::empty(AREA);
            for picture in pictures {
                let mut bytes = Vec::new();
                CrosstermBackend::new(&mut bytes).draw(before.diff(&picture).into_iter()).expect("memory");
                long.process(&bytes);
                let mut bytes = Vec::new();
                Compact::new(&mut bytes).draw(before.diff(&picture).into_iter()).expect("memory");
                short.process(&bytes);
                prop_assert_eq!(shown(&long), shown(&short));
                before = picture;
            }
        }
    }

    #[test]
    fn colours_are_short_and_blanks_are_erased() {
        let before = Buffer::with_lines(["status:failing-for-long"]);
        let mut after = Buffer::empty(before.area);
        after.set_string(0, 0, "ok", Style::new().fg(Color::Green));
        let mut bytes = Vec::new();
        let cells = before.diff(&after).into_iter();
        Compact::new(&mut bytes).draw(cells).expect("memory");
        let text = String::from_utf8(bytes).expect("text");
        assert_eq!(text, "\x1b[1;1H\x1b[32mok\x1b[21X\x1b[m");
    }
}
