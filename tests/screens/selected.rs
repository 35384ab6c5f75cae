//! What is selected in the room: marked, and reversed without holes, under every theme.

use misfortune::content::theme::{BUILT_IN, built_in};
use misfortune::engine::event::Stress;
use misfortune::tui::dress::{Depth, Dress};
use misfortune::tui::glyphs::Glyphs;
use misfortune::tui::input::Key;
use ratatui::buffer::Buffer;
use ratatui::style::Modifier;

use super::Seat;

/// Each with the columns of its main pane.
const SIZES: [((u16, u16), u16); 3] = [((80, 24), 80), ((120, 40), 80), ((200, 60), 90)];

/// The rows of the main pane in which something is reversed.
fn reversed(buffer: &Buffer, width: u16) -> Vec<u16> {
    let rows = 4..buffer.area.height - 4;
    let is_reversed = |x, y| buffer[(x, y)].modifier.contains(Modifier::REVERSED);
    rows.filter(|y| (0..width).any(|x| is_reversed(x, *y)))
        .collect()
}

#[test]
fn what_is_selected_is_reversed_over_the_whole_width_and_nothing_in_it_is_dim() {
    for (size, width) in SIZES {
        for pane in ['2', '4', '5'] {
            let mut seat = Seat::new(size, Stress::Untimed);
            super::pictures::work(&mut seat);
            seat.keys([Key::Char(pane), Key::Esc, Key::Down]);
            let painted = seat.buffer();
            for (theme, _) in BUILT_IN {
                for depth in [Depth::None, Depth::Sixteen, Depth::True] {
                    let mut buffer = painted.clone();
                    let dress = Dress::new(&built_in(theme).unwrap(), depth, Glyphs::Unicode);
                    dress.put_over(&mut buffer);
                    let rows = reversed(&buffer, width);
                    assert!(!rows.is_empty(), "{}", seat.picture());
                    assert_eq!(buffer[(0, rows[0])].symbol(), ">", "{}", seat.picture());
                    for (x, y) in rows.iter().flat_map(|y| (0..width).map(|x| (x, *y))) {
                        let cell = &buffer[(x, y)];
                        assert!(
                            cell.modifier.contains(Modifier::REVERSED)
                                && !cell.modifier.contains(Modifier::DIM)
                                && (cell.fg, cell.bg) == (buffer[(0, y)].fg, buffer[(0, y)].bg),
                            "a hole at {x}, {y} under {theme}, {depth:?}: {}",
                            seat.picture()
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn who_looks_around_moves_nothing_and_opens_what_is_selected() {
    for (size, _) in SIZES {
        for (pane, choose, card) in [('4', Key::Down, "> netops"), ('5', Key::Down, "> database")] {
            let mut seat = Seat::new(size, Stress::Untimed);
            super::pictures::work(&mut seat);
            seat.key(Key::Char(pane));
            let rows = |seat: &mut Seat| {
                let picture = seat.picture().replace('>', " ");
                let rows = picture.lines().skip(4).take(usize::from(size.1) - 8);
                rows.map(|it| it.trim_end().to_owned()).collect::<Vec<_>>()
            };
            let still = rows(&mut seat);
            seat.key(Key::Esc);
            assert_eq!(rows(&mut seat), still);
            seat.keys([choose, Key::Enter]);
            assert!(seat.shows(card), "{}", seat.picture());
        }
    }
}
