//! The picture that the terminal shows, and the bytes that make the next one of it.
//!
//! Invariant: a terminal that got the bytes of each picture shows the last one. Rows that stay as
//! they are cost a comparison and no byte; a picture that changes nothing is no byte at all.
//! Pictures are compared as they were painted, before they are dressed: only what is sent wears
//! the theme.

use std::io::Write as _;
use std::mem;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect, Size};
use unicode_width::UnicodeWidthStr;

use super::compact::{Pen, is_narrow};

/// What is shown, and what comes next.
#[derive(Debug, Default)]
pub struct Canvas {
    /// Without cells until there was a picture: memory that nobody writes to costs no time.
    shown: Buffer,
    next: Buffer,
    /// Where the cursor shows, if it does.
    cursor: Option<Position>,
    /// What is shown is not what it would be now.
    is_stale: bool,
}

impl Canvas {
    /// Paints a picture of that size; gives the bytes that show it. What is painted is blank
    /// before; the place is the cursor's, if it is to show. Each cell is dressed before it is
    /// sent, the same way each time until [the canvas forgets](Self::forget).
    pub fn draw(
        &mut self,
        size: Size,
        dress: impl Fn(&mut Cell),
        paint: impl FnOnce(&mut Buffer) -> Option<Position>,
    ) -> Vec<u8> {
        let area = Rect::new(0, 0, size.width, size.height);
        let mut bytes = Vec::new();
        let fits = self.shown.area == area && !self.is_stale;
        if !fits && !self.shown.area.is_empty() {
            bytes.extend_from_slice(b"\x1b[2J");
            self.shown = Buffer::default();
        }
        self.is_stale = false;
        if self.next.area != area {
            self.next = Buffer::empty(area);
        }
        let cursor = paint(&mut self.next);
        let mut pen = Pen::default();
        let width = usize::from(area.width).max(1);
        let mut before = self.shown.content.chunks(width);
        for (y, after) in (0..).zip(self.next.content.chunks(width)) {
            let mut put = |x, cell: &Cell, n_cells| pen.put(Position { x, y }, cell, n_cells);
            match before.next() {
                Some(before) => put_row(before, after, |x, cell| {
                    let mut dressed = cell.clone();
                    dress(&mut dressed);
                    put(x, &dressed, 1);
                }),
                None => put_first(after, &dress, put),
            }
        }
        bytes.extend(pen.finish());
        self.move_cursor(cursor, &mut bytes);
        mem::swap(&mut self.shown, &mut self.next);
        self.next.reset();
        bytes
    }

    /// The next picture is sent whole: cells are dressed in another way from now on.
    pub fn forget(&mut self) {
        self.is_stale = true;
    }

    fn move_cursor(&mut self, to: Option<Position>, bytes: &mut Vec<u8>) {
        let before = mem::replace(&mut self.cursor, to);
        if let Some(at) = to
            && (before != to || !bytes.is_empty())
        {
            // Writing into memory does not fail.
            let _ = write!(bytes, "\x1b[{};{}H", at.y + 1, at.x + 1);
        }
        match (before, to) {
            (None, Some(_)) => bytes.extend_from_slice(b"\x1b[?25h"),
            (Some(_), None) => bytes.extend_from_slice(b"\x1b[?25l"),
            (None, None) | (Some(_), Some(_)) => {}
        }
    }
}

/// Writes what is new in a row; all of one where something is wide, or was: what a terminal
/// leaves of a wide character that is written over is its own affair.
fn put_row(before: &[Cell], after: &[Cell], mut put: impl FnMut(u16, &Cell)) {
    let cells = (0..).zip(before.iter().zip(after));
    let mut changed = cells
        .clone()
        .filter(|(_, (old, new))| !looks_same(old, new))
        .peekable();
    if changed.peek().is_none() {
        return;
    }
    if before.iter().chain(after).all(is_narrow) {
        for (x, (_, new)) in changed {
            put(x, new);
        }
        return;
    }
    for (x, _) in cells {
        put(x, &Cell::EMPTY);
    }
    let mut covered_to = 0_u16;
    for (x, new) in (0_u16..).zip(after) {
        if x >= covered_to {
            let width = u16::try_from(new.symbol().width()).unwrap_or(1);
            covered_to = x.saturating_add(width.max(1));
            put(x, new);
        }
    }
}

/// Writes a row where nothing has been shown: cells that look the same are dressed once.
fn put_first(after: &[Cell], dress: &impl Fn(&mut Cell), mut put: impl FnMut(u16, &Cell, u16)) {
    if !after.iter().all(is_narrow) {
        let mut dressed = after.to_vec();
        dressed.iter_mut().for_each(dress);
        let blank = vec![Cell::EMPTY; after.len()];
        put_row(&blank, &dressed, |x, cell| put(x, cell, 1));
        return;
    }
    let mut x = 0;
    for same in after.chunk_by(looks_same) {
        let mut dressed = same[0].clone();
        dress(&mut dressed);
        let n_cells = u16::try_from(same.len()).unwrap_or(u16::MAX);
        if !looks_same(&dressed, &Cell::EMPTY) {
            put(x, &dressed, n_cells);
        }
        x += n_cells;
    }
}

/// Whether two cells look the same: of all that a cell holds what a [pen](Pen) writes.
#[inline]
fn looks_same(one: &Cell, other: &Cell) -> bool {
    one.modifier == other.modifier
        && one.fg == other.fg
        && one.bg == other.bg
        && match (one.symbol().as_bytes(), other.symbol().as_bytes()) {
            ([one], [other]) => one == other,
            (one, other) => one == other,
        }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::backend::{Backend, CrosstermBackend};
    use ratatui::style::{Color, Modifier, Style};

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
            "\u{2588}",
            "\u{2588}\u{2588}\u{2588}\u{2588}\u{2588}\u{2588}\u{2588}\u{2588}",
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
            // A full block hides what is behind it.
            let is_block = text == "\u{2588}" && !cell.inverse() && !cell.underline();
            if is_block && cell.fgcolor() != vt100::Color::Default && !cell.bold() && !cell.dim() {
                return format!("  {:?}", (cell.fgcolor(), false, false));
            }
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
        fn a_terminal_shows_the_last_picture(pictures in prop::collection::vec(any_picture(), 1..6)) {
            let mut terminal = emulator();
            let mut canvas = Canvas::default();
            for picture in pictures {
                terminal.process(&shown_by(&mut canvas, &picture));
                // The long way, on a terminal that has shown nothing else.
                let mut fresh = emulator();
                let mut bytes = Vec::new();
                let all = Buffer::empty(AREA);
                let cells = all.diff(&picture).into_iter();
                CrosstermBackend::new(&mut bytes).draw(cells).expect("memory");
                fresh.process(&bytes);
                prop_assert_eq!(shown(&terminal), shown(&fresh));
            }
        }
    }

    fn as_painted(_: &mut Cell) {}

    fn shown_by(canvas: &mut Canvas, picture: &Buffer) -> Vec<u8> {
        canvas.draw(AREA.as_size(), as_painted, |buf| {
            buf.content.clone_from(&picture.content);
            None
        })
    }

    #[test]
    fn what_stays_as_it_is_costs_no_byte() {
        let mut canvas = Canvas::default();
        let picture = Buffer::with_lines(["a", "b"]);
        let mut draw = |cursor| {
            let bytes = canvas.draw(Size::new(1, 2), as_painted, |buf| {
                buf.content.clone_from(&picture.content);
                cursor
            });
            String::from_utf8(bytes).expect("text")
        };
        assert_eq!(draw(None), "\x1b[1;1Ha\x1b[2;1Hb");
        assert_eq!(draw(None), "");
        let at = Some(Position::new(0, 1));
        assert_eq!(draw(at), "\x1b[2;1H\x1b[?25h");
        assert_eq!(draw(at), "");
        assert_eq!(draw(None), "\x1b[?25l");
    }

    #[test]
    fn another_size_is_drawn_afresh() {
        let mut canvas = Canvas::default();
        let mut draw = |size| {
            let bytes = canvas.draw(size, as_painted, |buf| {
                buf.set_string(0, 0, "a", Style::new());
                None
            });
            String::from_utf8(bytes).expect("text")
        };
        assert_eq!(draw(Size::new(3, 1)), "\x1b[1;1Ha");
        assert_eq!(draw(Size::new(2, 1)), "\x1b[2J\x1b[1;1Ha");
    }

    #[test]
    fn another_dress_is_put_over_all_of_it() {
        let mut canvas = Canvas::default();
        let draw = |canvas: &mut Canvas, ground: Color| {
            let bytes = canvas.draw(
                Size::new(3, 1),
                |cell| cell.bg = ground,
                |buf| {
                    buf.set_string(0, 0, "a", Style::new());
                    None
                },
            );
            String::from_utf8(bytes).expect("text")
        };
        let whole = draw(&mut canvas, Color::Blue);
        assert_eq!(whole, "\x1b[1;1H\x1b[44ma  \x1b[m");
        assert_eq!(draw(&mut canvas, Color::Blue), "");
        canvas.forget();
        let other = draw(&mut canvas, Color::Red);
        assert_eq!(other, "\x1b[2J\x1b[1;1H\x1b[41ma  \x1b[m");
    }

    #[test]
    fn colours_are_short_and_blanks_are_erased() {
        let mut canvas = Canvas::default();
        let size = Size::new(23, 1);
        canvas.draw(size, as_painted, |buf| {
            buf.set_string(0, 0, "status:failing-for-long", Style::new());
            None
        });
        let bytes = canvas.draw(size, as_painted, |buf| {
            buf.set_string(0, 0, "ok", Style::new().fg(Color::Green));
            None
        });
        let text = String::from_utf8(bytes).expect("text");
        assert_eq!(text, "\x1b[1;1H\x1b[32mok\x1b[21X\x1b[m");
    }
}
