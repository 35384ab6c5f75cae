//! Rows of the debrief.
//!
//! Invariant: nothing in here ends or changes the incident; it is over.

use super::{
    Binding, C, COACH, Ctrl, Down, Enter, Esc, F, HELP, Intent, PAGING, PALETTE, Tab, Up, key, row,
};
use crate::tui::input::Key;

/// The debrief, of a session just played or read again.
pub(super) const IN_DEBRIEF: &[&[Binding]] = &[
    &DEBRIEF_SECTIONS,
    &DEBRIEF_ROWS,
    &PAGING,
    &AFTER,
    &COPY_DEBRIEF,
    &PALETTE,
    &HELP,
    &COACH,
];

pub(super) const DEBRIEF_OPEN: [Binding; 2] = [
    row(
        &[Enter, C(' ')],
        Intent::Accept,
        "Enter Space",
        "open what is marked: lines of the score, a question, what to do next",
        Some("open"),
    ),
    key(
        &[],
        Intent::Type,
        "letters",
        "type an answer, a commitment; Enter enters it",
    ),
];
pub(super) const TO_HOME: [Binding; 1] = [row(
    &[Esc, Ctrl('d')],
    Intent::Quit,
    "Esc",
    "to the home screen; asks first",
    Some("home"),
)];
pub(super) const TO_HISTORY: [Binding; 1] = [row(
    &[Esc, Ctrl('d')],
    Intent::Quit,
    "Esc",
    "back to the history",
    Some("history"),
)];
const DEBRIEF_SECTIONS: [Binding; 11] = [
    row(
        &[Tab],
        Intent::NextPane,
        "Tab",
        "the next section",
        Some("next section"),
    ),
    key(
        &[Key::BackTab],
        Intent::PreviousPane,
        "Shift-Tab",
        "the section before",
    ),
    key(&[C('1')], Intent::Pane(0), "1", "the score"),
    key(&[C('2')], Intent::Pane(1), "2", "both timelines"),
    key(&[C('3')], Intent::Pane(2), "3", "what users suffered"),
    key(&[C('4')], Intent::Pane(3), "4", "steps, and what they cost"),
    key(&[C('5')], Intent::Pane(4), "5", "moments worth a question"),
    key(&[C('6')], Intent::Pane(5), "6", "what really happened"),
    key(&[C('7')], Intent::Pane(6), "7", "lessons and sources"),
    key(
        &[C('8')],
        Intent::Pane(7),
        "8",
        "commitments, and what it was worth",
    ),
    key(&[C('9')], Intent::Pane(8), "9", "what next"),
];
const DEBRIEF_ROWS: [Binding; 2] = [
    key(
        &[Up],
        Intent::Up,
        "Up",
        "what can be opened above, or a line up",
    ),
    key(
        &[Down],
        Intent::Down,
        "Down",
        "what can be opened below, or a line down",
    ),
];
/// What one does after a debrief.
const AFTER: [Binding; 4] = [
    row(
        &[F(2)],
        Intent::Export,
        "F2",
        "write the debrief to a file; where it is, is said",
        Some("export"),
    ),
    row(
        &[F(3)],
        Intent::Again,
        "F3",
        "play again with the same seed",
        Some("again"),
    ),
    key(&[F(4)], Intent::Another, "F4", "play again with a new seed"),
    row(
        &[F(5)],
        Intent::Suggested,
        "F5",
        "play what is suggested next",
        Some("play next"),
    ),
];
const COPY_DEBRIEF: [Binding; 1] = [key(
    &[Ctrl('o')],
    Intent::Copy,
    "Ctrl-O",
    "copy the command that writes this debrief to a file",
)];
