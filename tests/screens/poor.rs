//! Poor fonts and other scripts: ASCII where the terminal has nothing better, and a layout that
//! stands whatever the names are written in.

use std::sync::Arc;

use misfortune::content;
use misfortune::content::theme::{BUILT_IN, built_in};
use misfortune::engine::event::Stress;
use misfortune::tui::dress::{Depth, Dress};
use misfortune::tui::glyphs::Glyphs;
use misfortune::tui::input::Key;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

use super::Seat;

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (200, 60)];

/// Names of the fixture, and what they are called where other scripts are written. Each pair is
/// equally wide, so that the same layout can be asked for.
const NAMES: [(&str, &str); 9] = [
    ("No bread on Saturday", "土曜日にパンがない!!"),
    ("Orders have stopped", "注文が止まっている!"),
    ("\"Orders\"", "\"注文数\""),
    ("\"Checkout time\"", "\"체크아웃 시간\""),
    ("Orders below 5 a minute", "毎分5件を下回る注文数🚨"),
    ("Support queue above 50", "サポート待ち50件以上!!"),
    ("\"On-call engineer\"", "\"当番エンジニア!!\""),
    ("\"Network engineer\"", "\"ネットワーク係🚒\""),
    ("\"Status page\"", "\"状況ページ!\""),
];

/// What a screen is, and the way to it.
type Way = (&'static str, fn(&mut Seat));

/// The ways to every screen.
fn ways() -> Vec<Way> {
    vec![
        ("home", |_| ()),
        ("wheel", |seat| {
            seat.keys([Key::Char('o'), Key::Char('s')]);
            seat.pass(std::time::Duration::from_secs(10));
        }),
        ("library", |seat| seat.key(Key::Char('l'))),
        ("sessions", |seat| seat.key(Key::Char('p'))),
        ("settings", |seat| seat.key(Key::Char(','))),
        ("briefing", |seat| seat.keys([Key::Char('l'), Key::Enter])),
        ("pager", |seat| {
            seat.keys([Key::Char('l'), Key::Enter, Key::Enter]);
        }),
        ("room", super::pictures::work),
        ("signals", |seat| {
            super::pictures::work(seat);
            seat.key(Key::Char('2'));
        }),
        ("people", |seat| {
            super::pictures::work(seat);
            seat.key(Key::Char('4'));
        }),
        ("help", |seat| {
            super::pictures::work(seat);
            seat.key(Key::Char('?'));
        }),
        ("leave", |seat| {
            super::pictures::work(seat);
            seat.key(Key::Ctrl('d'));
        }),
        ("debrief", |seat| {
            super::pictures::to_the_end(seat);
            seat.key(Key::Enter);
        }),
    ]
}

fn dressed(buffer: &Buffer, depth: Depth, glyphs: Glyphs) -> Buffer {
    let mut buffer = buffer.clone();
    Dress::new(&built_in("16").unwrap(), depth, glyphs).put_over(&mut buffer);
    buffer
}

#[test]
fn with_ascii_glyphs_every_screen_is_ascii() {
    let mut n_exchanged = 0;
    for (name, go) in ways() {
        for size in SIZES {
            let mut seat = Seat::new(size, Stress::Untimed);
            go(&mut seat);
            let painted = seat.buffer();
            let plain = dressed(&painted, Depth::Sixteen, Glyphs::Ascii);
            for (before, after) in painted.content.iter().zip(&plain.content) {
                let symbol = after.symbol();
                assert!(symbol.is_ascii(), "{name}: {symbol} at {size:?}");
                assert_eq!(symbol.width(), before.symbol().width(), "{name}");
                n_exchanged += usize::from(symbol != before.symbol());
            }
        }
    }
    assert!(n_exchanged > 100, "there was something to exchange");
}

/// What holds of every picture there is: each colour is a role's, which a theme can change, and
/// each glyph that is no letter has an ASCII one.
pub fn holds(name: &str, painted: &Buffer) {
    let plain = dressed(painted, Depth::Sixteen, Glyphs::Ascii);
    for (before, after) in painted.content.iter().zip(&plain.content) {
        for colour in [before.fg, before.bg] {
            let is_role = matches!(colour, Color::Reset | Color::Indexed(_));
            assert!(
                is_role,
                "{name}: {colour:?} is a colour of the painter's own"
            );
        }
        let symbol = after.symbol();
        let is_drawing = |it: char| ('\u{2000}'..='\u{2bff}').contains(&it);
        assert!(
            !symbol.contains(is_drawing),
            "{name}: {symbol} has no ASCII glyph"
        );
        assert_eq!(symbol.width(), before.symbol().width(), "{name}: {symbol}");
    }
}

#[test]
fn every_theme_dresses_every_screen_and_the_selection_shows() {
    for (theme, _) in BUILT_IN {
        for depth in [Depth::None, Depth::Sixteen, Depth::Indexed, Depth::True] {
            let dress = Dress::new(&built_in(theme).unwrap(), depth, Glyphs::Unicode);
            for (name, go) in &ways()[..5] {
                let mut seat = Seat::new((80, 24), Stress::Untimed);
                go(&mut seat);
                let mut buffer = seat.buffer();
                dress.put_over(&mut buffer);
                let width = usize::from(buffer.area.width);
                let shows = buffer.content.chunks(width).any(|line| {
                    line.windows(3).any(|it| {
                        it[0].symbol() == ">"
                            && it.iter().all(|it| it.modifier.contains(Modifier::REVERSED))
                    })
                });
                assert!(shows, "{name} under {theme}, {depth:?}");
            }
        }
    }
}

#[test]
fn without_colour_the_debrief_tells_the_same() {
    for size in SIZES {
        let mut seat = Seat::new(size, Stress::Untimed);
        super::pictures::to_the_debrief(&mut seat);
        for digit in '1'..='9' {
            seat.key(Key::Char(digit));
            let painted = seat.buffer();
            let bare = dressed(&painted, Depth::None, Glyphs::Unicode);
            for (before, after) in painted.content.iter().zip(&bare.content) {
                assert_eq!(
                    (after.fg, after.bg),
                    (Color::Reset, Color::Reset),
                    "{digit}"
                );
                assert_eq!(before.symbol(), after.symbol());
            }
            // What is marked is reversed and has a marker.
            let line = |it: &Cell| it.symbol() == ">" && it.modifier.contains(Modifier::REVERSED);
            let has_items = matches!(digit, '1' | '5' | '8' | '9');
            assert_eq!(
                bare.content.iter().any(line),
                has_items,
                "{digit} at {size:?}"
            );
        }
        // Each course has a sign of its own, with poor glyphs, too; and so has what is unknown.
        seat.key(Key::Char('3'));
        let plain = dressed(&seat.buffer(), Depth::None, Glyphs::Ascii);
        let count = |buffer: &Buffer, sign: &str| {
            let cells = buffer.content.iter();
            cells.filter(|it| it.symbol() == sign).count()
        };
        for sign in ["*", "x", "o"] {
            assert!(count(&plain, sign) > 4, "{sign} at {size:?}");
        }
        seat.key(Key::Char('2'));
        let stretch = count(&seat.buffer(), "\u{2591}");
        assert!(stretch > 20, "the silence is drawn, {stretch} at {size:?}");
    }
}

/// Where the lines, bars and markers are that make the layout, and how wide each row is.
fn skeleton(buffer: &Buffer) -> Vec<(u16, u16, String)> {
    let mut found = Vec::new();
    for y in 0..buffer.area.height {
        let mut x = 0;
        while x < buffer.area.width {
            let symbol = buffer[(x, y)].symbol();
            let is_line = symbol
                .chars()
                .all(|it| ('\u{2500}'..='\u{25ff}').contains(&it));
            if is_line && !symbol.is_empty() {
                found.push((x, y, symbol.to_owned()));
            }
            let wide = u16::try_from(symbol.width().max(1)).unwrap();
            assert!(
                x + wide <= buffer.area.width,
                "{symbol} sticks out at {x},{y}"
            );
            x += wide;
        }
    }
    found
}

#[test]
fn names_in_other_scripts_keep_the_layout() {
    let latin = include_str!("../fixtures/told/bakery.toml");
    let mut other = latin.to_owned();
    for (name, called) in NAMES {
        assert_eq!(name.width(), called.width(), "{called}");
        assert!(other.contains(name), "{name}");
        other = other.replace(name, called);
    }
    let other = Arc::new(content::load(None, &other).scenario.unwrap());
    for (name, go) in ways() {
        for size in SIZES {
            let mut seats = [(); 2].map(|()| Seat::new(size, Stress::Untimed));
            seats[1].scenario = Arc::clone(&other);
            let skeletons = seats.map(|mut seat| {
                go(&mut seat);
                skeleton(&seat.buffer())
            });
            assert_eq!(skeletons[0], skeletons[1], "{name} at {size:?}");
        }
    }
}

#[test]
fn other_scripts_fit_every_size() {
    let latin = include_str!("../fixtures/told/bakery.toml");
    let mut other = latin.to_owned();
    for (name, called) in NAMES {
        other = other.replace(name, called);
    }
    let other = Arc::new(content::load(None, &other).scenario.unwrap());
    for (_, go) in ways() {
        let mut seat = Seat::new((80, 24), Stress::Untimed);
        seat.scenario = Arc::clone(&other);
        go(&mut seat);
        for width in [60, 61, 62, 63, 79, 81, 99, 100, 119, 121, 169, 171] {
            for height in [16, 17, 23, 31] {
                seat.size = ratatui::layout::Size::new(width, height);
                skeleton(&seat.buffer());
            }
        }
    }
}
