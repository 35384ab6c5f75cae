//! Themes: what has to be told apart can be, by everybody, on every terminal.
#![expect(clippy::unwrap_used, reason = "tests")]

use misfortune::content::theme::{BUILT_IN, Colour, Look, Role, Theme, built_in, load};
use misfortune::tui::dress::{Depth, Dress};
use misfortune::tui::glyphs::Glyphs;
use misfortune::tui::theme::{series, slice, style};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

/// Roles that mean something else must look otherwise.
const APART: [(Role, Role); 17] = [
    (Role::Text, Role::Muted),
    (Role::Text, Role::Heading),
    (Role::Text, Role::Selected),
    (Role::Text, Role::Title),
    (Role::Text, Role::Bad),
    (Role::Text, Role::Warning),
    (Role::Text, Role::Key),
    (Role::Text, Role::Typed),
    (Role::Muted, Role::Key),
    (Role::Border, Role::Focus),
    (Role::Bad, Role::Warning),
    (Role::Bad, Role::Good),
    (Role::Warning, Role::Good),
    (Role::Bad, Role::Muted),
    (Role::Typed, Role::Ghost),
    (Role::Focus, Role::Selected),
    (Role::Heading, Role::Muted),
];

/// Wherever there is colour, who speaks is set apart.
const APART_IN_ANY_COLOUR: (Role, Role) = (Role::Text, Role::Voice);

/// Without colours that can be read on any ground good is like any other text: that all is well
/// need not be shouted.
const APART_IN_MANY_COLOURS: (Role, Role) = (Role::Text, Role::Good);

/// Only a theme with a ground of its own has another one for the title.
const APART_ON_OWN_GROUND: (Role, Role) = (Role::Selected, Role::Title);

const DEPTHS: [Depth; 4] = [Depth::None, Depth::Sixteen, Depth::Indexed, Depth::True];

fn themes() -> Vec<(&'static str, Theme)> {
    let all = BUILT_IN.iter();
    all.map(|(name, _)| (*name, built_in(name).unwrap()))
        .collect()
}

/// Themes with colours of their own.
fn coloured() -> Vec<(&'static str, Theme)> {
    let is_rgb = |it: &Theme| matches!(it.background, Colour::Rgb(..));
    themes().into_iter().filter(|(_, it)| is_rgb(it)).collect()
}

/// A letter painted in a style and dressed.
fn worn(theme: &Theme, depth: Depth, style: Style) -> Cell {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 1, 1));
    buffer.set_string(0, 0, "x", style);
    Dress::new(theme, depth, Glyphs::Unicode).put_over(&mut buffer);
    buffer[(0, 0)].clone()
}

#[test]
fn what_means_something_else_looks_otherwise_under_every_theme() {
    for (name, theme) in themes() {
        for depth in DEPTHS {
            let mut pairs = APART.to_vec();
            if depth != Depth::None && name != "mono" {
                pairs.push(APART_IN_ANY_COLOUR);
                if name != "16" && depth != Depth::Sixteen {
                    pairs.push(APART_IN_MANY_COLOURS);
                }
            }
            for (one, other) in pairs {
                let cells = [one, other].map(|it| worn(&theme, depth, style(it)));
                assert_ne!(
                    cells[0], cells[1],
                    "{name}, {depth:?}: {one:?} and {other:?}"
                );
            }
        }
    }
    for (name, theme) in coloured() {
        let (one, other) = APART_ON_OWN_GROUND;
        let cells = [one, other].map(|it| worn(&theme, Depth::True, style(it)));
        assert_ne!(cells[0], cells[1], "{name}: {one:?} and {other:?}");
    }
}

#[test]
fn what_is_selected_is_reversed_whatever_a_theme_says() {
    let own = load("base = \"dark\"\n[roles]\nselected = { fg = \"red\", dim = true }\n").theme;
    for (name, theme) in themes().into_iter().chain([("own", own)]) {
        for depth in DEPTHS {
            // Also where the entry has a role of its own.
            for over in [Role::Text, Role::Bad, Role::Muted] {
                let look = style(Role::Selected).patch(style(over));
                let cell = worn(&theme, depth, look);
                assert!(
                    cell.modifier.contains(Modifier::REVERSED),
                    "{name}, {depth:?}"
                );
                assert!(!cell.modifier.contains(Modifier::DIM), "{name}, {depth:?}");
            }
        }
    }
}

#[test]
fn without_colour_no_colour_is_left() {
    for (name, theme) in themes() {
        let looks = Role::ALL.map(style).into_iter();
        let more = [
            Style::new().fg(slice(1, 6)).bg(slice(2, 6)),
            Style::new().fg(series(1)),
            Style::new().fg(Color::Red).bg(Color::Rgb(1, 2, 3)),
        ];
        for look in looks.chain(more) {
            let cell = worn(&theme, Depth::None, look);
            assert_eq!((cell.fg, cell.bg), (Color::Reset, Color::Reset), "{name}");
        }
    }
}

#[test]
fn without_colour_neighbours_on_the_wheel_differ_in_what_fills_them() {
    let mono = built_in("mono").unwrap();
    for glyphs in [Glyphs::Unicode, Glyphs::Ascii] {
        let filled = |idx: usize| {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 1, 1));
            let look = Style::new().fg(slice(idx, 6));
            buffer.set_string(0, 0, "\u{2588}", look);
            Dress::new(&mono, Depth::True, glyphs).put_over(&mut buffer);
            buffer[(0, 0)].symbol().to_owned()
        };
        for idx in 0..6 {
            assert_ne!(filled(idx), filled((idx + 1) % 6), "{idx}");
        }
    }
}

fn linear([red, green, blue]: [u8; 3]) -> [f64; 3] {
    [red, green, blue].map(|it| {
        let part = f64::from(it) / 255.0;
        if part <= 0.040_45 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    })
}

/// WCAG's relative luminance.
fn luminance(colour: [u8; 3]) -> f64 {
    let [red, green, blue] = linear(colour);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// WCAG's contrast ratio.
fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// What a terminal shows.
fn shown(colour: Color) -> [u8; 3] {
    match colour {
        Color::Rgb(red, green, blue) => [red, green, blue],
        Color::Indexed(n @ 232..) => [8 + 10 * (n - 232); 3],
        Color::Indexed(n @ 16..) => {
            let step = |nth: u8| [0, 95, 135, 175, 215, 255][usize::from(nth % 6)];
            [step((n - 16) / 36), step((n - 16) / 6), step(n - 16)]
        }
        other => panic!("{other:?} is the terminal's to choose"),
    }
}

/// The contrast of a dressed letter.
fn legible(cell: &Cell) -> f64 {
    contrast(shown(cell.fg), shown(cell.bg))
}

#[test]
fn text_has_a_contrast_of_at_least_four_and_a_half() {
    for (name, theme) in coloured() {
        for depth in [Depth::Indexed, Depth::True] {
            for role in Role::ALL.into_iter().filter(|it| *it != Role::Border) {
                let plain = legible(&worn(&theme, depth, style(role)));
                assert!(plain >= 4.5, "{name}: {role:?} {plain:.2}");
                for ground in [Role::Title, Role::Selected] {
                    let look = style(ground).patch(style(role));
                    let over = legible(&worn(&theme, depth, look));
                    let is_ground = matches!(role, Role::Muted | Role::Ghost);
                    let least = if is_ground { 3.0 } else { 4.5 };
                    assert!(over >= least, "{name}: {role:?} on {ground:?} {over:.2}");
                }
            }
            let border = legible(&worn(&theme, depth, style(Role::Border)));
            assert!(border >= 3.0, "{name}: the border {border:.2}");
            for idx in 0..6 {
                for colour in [slice(idx, 6), series(idx)] {
                    let it = legible(&worn(&theme, depth, Style::new().fg(colour)));
                    assert!(it >= 4.5, "{name}: slice or line {idx} {it:.2}");
                }
            }
        }
    }
}

/// The first eight of the terminal's own, as xterm has them.
const XTERM: [[u8; 3]; 8] = [
    [0, 0, 0],
    [205, 0, 0],
    [0, 205, 0],
    [205, 205, 0],
    [0, 0, 238],
    [205, 0, 205],
    [0, 205, 205],
    [229, 229, 229],
];

#[test]
fn the_terminals_own_colours_are_read_on_black_and_on_white() {
    let theme = built_in("16").unwrap();
    assert_eq!(theme.background, Colour::Default);
    for role in Role::ALL {
        let look = theme.look(role);
        assert_eq!(look.bg, None, "{role:?}: its ground is the terminal's");
        let Some(Colour::Ansi(nth)) = look.fg else {
            assert!(look.fg.is_none(), "{role:?}");
            continue;
        };
        let colour = XTERM[usize::from(nth)];
        for ground in [[0; 3], [255; 3]] {
            let it = contrast(colour, ground);
            assert!(it >= 3.0, "{role:?} on {ground:?}: {it:.2}");
        }
    }
    // One line alone is as the text is.
    assert_eq!(theme.series[0], Colour::Default);
}

#[test]
fn a_terminal_of_256_colours_shows_the_same() {
    for (name, theme) in coloured() {
        for role in Role::ALL {
            let cells = [Depth::Indexed, Depth::True].map(|it| worn(&theme, it, style(role)));
            let colours = cells.map(|it| (shown(it.fg), shown(it.bg)));
            assert_eq!(colours[0], colours[1], "{name}: {role:?}");
        }
    }
}

/// A colour as it is seen without the cones for red, or for green (Viénot, Brettel, Mollon 1999).
fn seen(colour: [u8; 3], without_red: bool) -> [f64; 3] {
    let [red, green, blue] = linear(colour);
    let (mixed, kept) = if without_red {
        (
            0.112_38 * red + 0.887_62 * green,
            0.004_01 * (red - green) + blue,
        )
    } else {
        (
            0.292_75 * red + 0.707_25 * green,
            -0.022_34 * (red - green) + blue,
        )
    };
    [mixed, mixed, kept.max(0.0)]
}

/// CIE L*a*b* of linear light.
fn lab([red, green, blue]: [f64; 3]) -> [f64; 3] {
    let part = |it: f64| {
        if it > 0.008_856 {
            it.cbrt()
        } else {
            7.787 * it + 16.0 / 116.0
        }
    };
    let x = part((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505);
    let y = part(0.2126 * red + 0.7152 * green + 0.0722 * blue);
    let z = part((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089);
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// How far apart two colours are to somebody who does not see red, or green.
fn apart(one: [u8; 3], other: [u8; 3], without_red: bool) -> f64 {
    let [one, other] = [one, other].map(|it| lab(seen(it, without_red)));
    let parts = one.iter().zip(other).map(|(a, b)| (a - b).powi(2));
    parts.sum::<f64>().sqrt()
}

#[test]
fn one_theme_is_safe_for_red_green_blindness() {
    let theme = built_in("blue-orange").unwrap();
    let colour = |style: Style| shown(worn(&theme, Depth::True, style).fg);
    for without_red in [true, false] {
        let tones = [Role::Bad, Role::Warning, Role::Good, Role::Text];
        for (nth, one) in tones.into_iter().enumerate() {
            for other in tones.into_iter().skip(nth + 1) {
                let it = apart(colour(style(one)), colour(style(other)), without_red);
                assert!(it >= 25.0, "{one:?} and {other:?}: {it:.0}");
            }
        }
        for idx in 0..6 {
            let slices = [idx, idx + 1].map(|it| colour(Style::new().fg(slice(it % 6, 6))));
            let it = apart(slices[0], slices[1], without_red);
            assert!(it >= 20.0, "slices {idx} and the next: {it:.0}");
        }
    }
    // The measure measures: red and green of the dark theme are the pair that is not safe.
    let it = apart([0xaf, 0x5f, 0x00], [0x5f, 0x87, 0x00], false);
    assert!(it < 15.0, "{it:.0}");
}

#[test]
fn a_role_that_a_theme_leaves_out_is_as_in_its_base() {
    let own = load("base = \"light\"\n[roles]\nbad = { fg = \"#ff0000\" }\n").theme;
    let light = built_in("light").unwrap();
    let fg = Some(Colour::Rgb(255, 0, 0));
    assert_eq!(
        own.look(Role::Bad),
        Look {
            fg,
            ..Look::default()
        }
    );
    for role in Role::ALL.into_iter().filter(|it| *it != Role::Bad) {
        assert_eq!(own.look(role), light.look(role), "{role:?}");
    }
}
