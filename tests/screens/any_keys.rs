//! Any keys at any size: nothing panics, and nothing is painted where there is no screen.

use std::time::Duration;

use misfortune::engine::event::Stress;
use misfortune::tui::input::{Input, Key, Mouse};
use proptest::prelude::*;
use ratatui::layout::{Position, Size};

use super::Seat;

#[derive(Debug, Clone)]
enum Move {
    Key(Key),
    Line(&'static str),
    Paste(String),
    Resize(u16, u16),
    Pass(u16),
    Point(Mouse, u16, u16),
}

/// Lines that lead somewhere, so that chance gets to every screen.
const LINES: [&str; 31] = [
    "ack",
    "sev 1",
    "page netops",
    "tail -n 20 shop.log",
    "hyp certificate 80",
    "redis-cli flushall",
    "proxyctl set payments=later",
    "payments",
    "mitigated",
    "resolved",
    "wait",
    "wait 10h",
    "wait 10h",
    "post",
    "post public",
    "hyp",
    "hyp certificate",
    "ask netops",
    "page",
    "help",
    "help tail",
    "board",
    "map",
    "chart",
    "chart latency",
    "runbook",
    "runbook payments",
    "note done",
    "page baker",
    "chart orders",
    "roti 4 漢字 e\u{301}👩‍👩‍👧 \u{202e}",
];

fn any_key() -> impl Strategy<Value = Key> {
    let special = prop::sample::select(vec![
        Key::Enter,
        Key::Esc,
        Key::Tab,
        Key::BackTab,
        Key::Backspace,
        Key::Delete,
        Key::Left,
        Key::Right,
        Key::Up,
        Key::Down,
        Key::Home,
        Key::End,
        Key::PageUp,
        Key::PageDown,
    ]);
    prop_oneof![
        4 => special,
        3 => prop::sample::select("aqyngGslroijkpdwhet,?#12345678:: zf/!+-=".chars().collect::<Vec<_>>()).prop_map(Key::Char),
        1 => any::<char>().prop_map(Key::Char),
        1 => prop::sample::select("abcdefhkuwyz".chars().collect::<Vec<_>>()).prop_map(Key::Ctrl),
        1 => (1_u8..13).prop_map(Key::F),
    ]
}

fn any_move() -> impl Strategy<Value = Move> {
    prop_oneof![
        8 => any_key().prop_map(Move::Key),
        3 => prop::sample::select(LINES.to_vec()).prop_map(Move::Line),
        1 => ".{0,60}".prop_map(Move::Paste),
        3 => (0_u16..300, 0_u16..100).prop_map(|(w, h)| Move::Resize(w, h)),
        2 => (prop::sample::select(vec![Mouse::Click, Mouse::WheelUp, Mouse::WheelDown]), 0_u16..300, 0_u16..100)
            .prop_map(|(mouse, x, y)| Move::Point(mouse, x, y)),
        2 => (0_u16..4000).prop_map(Move::Pass),
    ]
}

fn make(seat: &mut Seat, it: &Move) {
    match it {
        Move::Key(key) => seat.key(*key),
        Move::Line(line) => seat.line(line),
        Move::Paste(text) => seat.input(&Input::Pasted(text.clone())),
        Move::Resize(width, height) => {
            seat.size = Size::new(*width, *height);
            seat.input(&Input::Resized);
        }
        Move::Point(mouse, x, y) => seat.input(&Input::Mouse(*mouse, Position::new(*x, *y))),
        Move::Pass(ms) => seat.pass(Duration::from_millis((*ms).into())),
    }
    let _ = seat.buffer();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn no_key_at_any_size_breaks_a_screen(moves in prop::collection::vec(any_move(), 1..60)) {
        let mut seat = Seat::new((80, 24), Stress::Untimed);
        for it in &moves {
            make(&mut seat, it);
        }
    }

    #[test]
    fn no_key_at_any_size_breaks_an_incident(moves in prop::collection::vec(any_move(), 1..60)) {
        let mut seat = Seat::in_room((120, 40), Stress::Normal);
        for it in &moves {
            make(&mut seat, it);
        }
    }
}

/// The panes zoomed, the chart, the filter and the runbooks, at every width and height that makes a
/// difference.
#[test]
fn every_pane_fits_every_size_looked_at_closely() {
    let ways: [&[Key]; 8] = [
        &[Key::Char('1'), Key::Right],
        &[Key::Char('2'), Key::Char('2')],
        &[Key::Char('2'), Key::Char('2'), Key::Enter, Key::Left],
        &[
            Key::Char('3'),
            Key::Char('3'),
            Key::Char('/'),
            Key::Char('o'),
        ],
        &[Key::Char('5'), Key::Char('5')],
        &[Key::Char('7'), Key::Char('7'), Key::Down],
        &[Key::F(11)],
        &[Key::F(11), Key::Enter],
    ];
    for keys in ways {
        let mut seat = Seat::in_room((80, 24), Stress::Untimed);
        seat.line("wait 10m");
        seat.keys(keys.iter().copied());
        for width in (0..300).step_by(11).chain([60, 109, 110, 120, 170]) {
            for height in (0..100).step_by(9).chain([15, 16, 17, 24]) {
                seat.size = Size::new(width, height);
                let _ = seat.buffer();
            }
        }
    }
}

/// Every screen and what may lie over it, at every width and height that makes a difference.
#[test]
fn every_screen_fits_every_size() {
    let ways: [&[Key]; 20] = [
        &[],
        &[Key::Char('s')],
        &[Key::Char('l')],
        &[Key::Char('o')],
        &[Key::Char('h')],
        &[Key::Char('h'), Key::Tab],
        &[Key::Char('l'), Key::Tab],
        &[Key::Char('l'), Key::Char('/'), Key::Char('e')],
        &[Key::Char('l'), Key::Enter],
        &[Key::Char('l'), Key::Enter, Key::Enter],
        &[Key::Char('l'), Key::Enter, Key::Enter, Key::Enter],
        &[
            Key::Char('l'),
            Key::Enter,
            Key::Enter,
            Key::Enter,
            Key::Char('?'),
        ],
        &[
            Key::Char('l'),
            Key::Enter,
            Key::Enter,
            Key::Enter,
            Key::Char('p'),
            Key::Tab,
        ],
        &[
            Key::Char('l'),
            Key::Enter,
            Key::Enter,
            Key::Enter,
            Key::Ctrl('d'),
        ],
        &[Key::Char('?')],
        &[Key::Char(',')],
        &[Key::Char(':')],
        &[
            Key::Char('l'),
            Key::Enter,
            Key::Enter,
            Key::Enter,
            Key::Char(':'),
            Key::Char('p'),
        ],
        &[
            Key::Char('l'),
            Key::Enter,
            Key::Enter,
            Key::Enter,
            Key::F(9),
        ],
        &[
            Key::Char('l'),
            Key::Enter,
            Key::Enter,
            Key::Enter,
            Key::Char('4'),
            Key::Esc,
            Key::Enter,
        ],
    ];
    for keys in ways {
        let mut seat = Seat::new((80, 24), Stress::Untimed);
        seat.keys(keys.iter().copied());
        for width in (0..300)
            .step_by(7)
            .chain([59, 60, 119, 120, 169, 170, u16::MAX / 64])
        {
            for height in (0..100).step_by(9).chain([15, 16, 17]) {
                seat.size = Size::new(width, height);
                let _ = seat.buffer();
            }
        }
    }
}
