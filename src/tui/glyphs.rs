//! The glyphs that are not letters, and what stands for them where the font or the locale has
//! none: lines, corners, blocks, braille, arrows, marks.
//!
//! Painters draw with the good ones; where the terminal is poor they are exchanged at the edge,
//! one column for one column, so nothing on a screen moves.

use ratatui::buffer::Cell;

/// Which glyphs there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Glyphs {
    /// Lines, blocks and braille.
    #[default]
    Unicode,
    /// ASCII only; letters of other scripts stay, for they are content.
    Ascii,
}

/// Heights of a bar in ASCII, from nothing to all of it.
const HEIGHTS: [char; 9] = [' ', '_', '.', '-', '=', '+', '*', '%', '#'];

/// Areas that no colour tells apart, with good glyphs and with poor ones; neighbours differ.
const PATTERNS: [(char, char); 6] = [
    ('\u{2588}', '#'),
    ('\u{2591}', '.'),
    ('\u{2593}', '%'),
    ('\u{2592}', ':'),
    ('\u{259a}', '+'),
    ('\u{2509}', '-'),
];

/// Fills a full cell of the nth area with its pattern, where one colour has to do for all.
pub fn pattern(cell: &mut Cell, nth: usize, glyphs: Glyphs) {
    if cell.symbol() == "\u{2588}" {
        let (good, poor) = PATTERNS[nth % PATTERNS.len()];
        cell.set_char(match glyphs {
            Glyphs::Unicode => good,
            Glyphs::Ascii => poor,
        });
    }
}

/// Whether a cell is of a word, and not of a drawing or between words.
#[must_use]
pub fn is_word(cell: &Cell) -> bool {
    let glyph = cell.symbol().chars().next();
    glyph.is_some_and(|it| !matches!(it, ' ' | '\u{2500}'..='\u{259f}' | '\u{2800}'..='\u{28ff}'))
}

/// Exchanges what is in a cell.
pub fn to_ascii(cell: &mut Cell) {
    let symbol = cell.symbol();
    if symbol.is_ascii() {
        return;
    }
    let mut chars = symbol.chars();
    if let (Some(glyph), None) = (chars.next(), chars.next())
        && let Some(plain) = plain(glyph)
    {
        cell.set_char(plain);
    }
}

/// What stands for a glyph; nothing for letters.
#[must_use]
pub fn plain(glyph: char) -> Option<char> {
    let code = u32::from(glyph);
    Some(match glyph {
        // Level lines, and dashes.
        '\u{2500}'
        | '\u{2501}'
        | '\u{2504}'
        | '\u{2505}'
        | '\u{2508}'
        | '\u{2509}'
        | '\u{254c}'
        | '\u{254d}'
        | '\u{2574}'
        | '\u{2576}'
        | '\u{2578}'
        | '\u{257a}'
        | '\u{257c}'..='\u{257f}'
        | '\u{2010}'..='\u{2015}'
        | '\u{2212}' => '-',
        // Upright lines, and bars that grow from the left or the right.
        '\u{2502}'
        | '\u{2503}'
        | '\u{2506}'
        | '\u{2507}'
        | '\u{250a}'
        | '\u{250b}'
        | '\u{254e}'
        | '\u{254f}'
        | '\u{2551}'
        | '\u{2575}'
        | '\u{2577}'
        | '\u{2579}'
        | '\u{257b}'
        | '\u{258c}'..='\u{2590}'
        | '\u{2595}' => '|',
        '\u{2550}' => '=',
        '\u{2571}' => '/',
        '\u{2572}' => '\\',
        '\u{2573}' => 'X',
        // Corners and crossings.
        '\u{250c}'..='\u{254b}' | '\u{2552}'..='\u{2570}' => '+',
        // The upper half, and double quotes.
        '\u{2580}' | '\u{2594}' | '\u{201c}' | '\u{201d}' => '"',
        // Bars that grow from below; nearly full blocks; shades.
        '\u{2581}'..='\u{2588}' => HEIGHTS[(code - 0x2580) as usize],
        '\u{2589}'..='\u{258b}' | '\u{2593}' | '\u{2599}'..='\u{259f}' => '#',
        '\u{2592}' => ':',
        '\u{2591}' | '\u{2596}' | '\u{2597}' | '\u{2026}' => '.',
        '\u{2598}' | '\u{25e4}' | '\u{2018}' | '\u{2019}' => '\'',
        // Braille: the more dots, the darker.
        '\u{2800}'..='\u{28ff}' => match (code - 0x2800).count_ones() {
            0 => ' ',
            1 | 2 => '.',
            3 | 4 => ':',
            5 | 6 => '*',
            _ => '#',
        },
        // Arrows, pointers, check marks.
        '\u{2190}' | '\u{25c0}' | '\u{25c2}' | '\u{25c4}' | '\u{2039}' => '<',
        '\u{2192}' | '\u{25b6}' | '\u{25b8}' | '\u{25ba}' | '\u{203a}' | '\u{276f}' => '>',
        '\u{2191}' | '\u{25b2}' | '\u{25b4}' => '^',
        '\u{2193}' | '\u{25bc}' | '\u{25be}' | '\u{2713}' | '\u{2714}' => 'v',
        '\u{2717}' | '\u{2718}' | '\u{00d7}' => 'x',
        // Points, full and empty.
        '\u{2022}' | '\u{00b7}' | '\u{25cf}' | '\u{25c6}' | '\u{25a0}' | '\u{2605}' => '*',
        '\u{25cb}' | '\u{25c7}' | '\u{25a1}' | '\u{25e6}' => 'o',
        '\u{00a0}' => ' ',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_block_and_braille_has_a_plain_one() {
        for glyph in ('\u{2500}'..='\u{259f}').chain('\u{2800}'..='\u{28ff}') {
            let plain = plain(glyph).expect("it is no letter");
            assert!(plain == ' ' || plain.is_ascii_graphic(), "{glyph}: {plain}");
        }
    }

    #[test]
    fn letters_of_any_script_stay() {
        for letter in "aé漢字ñß".chars() {
            assert_eq!(plain(letter), None);
        }
    }

    #[test]
    fn a_higher_bar_is_another_glyph() {
        let heights: Vec<Option<char>> = ('\u{2581}'..='\u{2588}').map(plain).collect();
        let mut once = heights.clone();
        once.dedup();
        assert_eq!(heights, once);
    }
}
