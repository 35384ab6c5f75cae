//! Colours by role, on the terminal's own sixteen.
//!
//! Invariant: no meaning is in a colour alone. What is selected is reversed and has a marker;
//! how bad something is, is a word.

use ratatui::style::{Color, Modifier, Style};

use crate::view::words::Tone;

/// What stands before the selected entry.
pub const MARKER: &str = "> ";
/// What stands before the others.
pub const NO_MARKER: &str = "  ";

/// What something is to whoever looks at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Running text.
    Text,
    /// Of lesser importance.
    Muted,
    /// A heading.
    Heading,
    /// The border of a pane.
    Border,
    /// The border of the pane the keys go to.
    Focus,
    /// The selected entry.
    Selected,
    /// Bad.
    Bad,
    /// Not good.
    Warning,
    /// Good.
    Good,
    /// Somebody's name.
    Voice,
    /// What the players typed.
    Typed,
    /// What would be completed.
    Ghost,
    /// A key in the key bar.
    Key,
    /// The title line.
    Title,
}

/// How that looks.
#[must_use]
pub const fn style(part: Part) -> Style {
    let plain = Style::new();
    match part {
        Part::Text => plain,
        Part::Muted | Part::Ghost | Part::Border => plain.fg(Color::DarkGray),
        Part::Focus => plain.fg(Color::Cyan).add_modifier(Modifier::BOLD),
        Part::Selected | Part::Title => plain.add_modifier(Modifier::REVERSED),
        Part::Bad => plain.fg(Color::Red).add_modifier(Modifier::BOLD),
        Part::Warning => plain.fg(Color::Yellow),
        Part::Good => plain.fg(Color::Green),
        Part::Voice => plain.fg(Color::Cyan),
        Part::Heading | Part::Typed | Part::Key => plain.add_modifier(Modifier::BOLD),
    }
}

/// How a tone looks.
#[must_use]
pub const fn tone(tone: Tone) -> Style {
    match tone {
        Tone::Plain => style(Part::Text),
        Tone::Quiet => style(Part::Muted),
        Tone::Good => style(Part::Good),
        Tone::Warning => style(Part::Warning),
        Tone::Bad => style(Part::Bad),
        Tone::Strong => style(Part::Heading),
    }
}

/// The colour of a slice of the wheel; neighbours differ.
#[must_use]
pub const fn slice(idx: usize, n_slices: usize) -> Color {
    const COLOURS: [Color; 6] = [
        Color::Red,
        Color::Yellow,
        Color::Green,
        Color::Cyan,
        Color::Blue,
        Color::Magenta,
    ];
    // The last slice meets the first one again.
    if idx > 0 && idx + 1 == n_slices && idx.is_multiple_of(COLOURS.len()) {
        return COLOURS[3];
    }
    COLOURS[idx % COLOURS.len()]
}
