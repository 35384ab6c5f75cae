//! Rows for the line one types in, while the page rings and in the incident room.
//!
//! Invariant: no letter is a key in here, so that every word can be typed.

use super::{
    Binding, C, Ctrl, Down, End, Enter, Esc, F, Home, Intent, PageDown, PageUp, Tab, Up, key, row,
};
use crate::tui::input::Key;

pub(super) const PAGER: [Binding; 2] = [
    row(
        &[Enter],
        Intent::Acknowledge,
        "Enter",
        "take the page",
        Some("acknowledge"),
    ),
    row(
        &[Esc, Ctrl('d')],
        Intent::Quit,
        "Esc",
        "leave; asks first",
        Some("leave"),
    ),
];
/// While something is typed that is not for scrolling.
pub(super) const LINE: [Binding; 3] = [
    key(
        &[Key::Right],
        Intent::Take,
        "Right",
        "at the end of the line: take what is shown in grey",
    ),
    key(&[Up], Intent::Earlier, "Up", "what you typed before"),
    key(&[Down], Intent::Later, "Down", "what you typed after that"),
];
pub(super) const CLEAR: [Binding; 1] = [row(
    &[Esc],
    Intent::Clear,
    "Esc",
    "empty the line; Ctrl-Y brings it back",
    Some("empty the line"),
)];
pub(super) const ENTER: [Binding; 1] = [row(
    &[Enter],
    Intent::Accept,
    "Enter",
    "do what is typed",
    Some("do"),
)];
pub(super) const COMPLETE: [Binding; 1] = [row(
    &[Tab],
    Intent::Complete,
    "Tab",
    "complete; again: the next possibility",
    Some("complete"),
)];
pub(super) const TO_LOOK: [Binding; 1] = [row(
    &[Esc],
    Intent::Back,
    "Esc",
    "look around: the arrows scroll and change panes; letters type again",
    Some("look around"),
)];
pub(super) const LEAVES: [Binding; 1] = [key(
    &[Ctrl('d')],
    Intent::Quit,
    "Ctrl-D",
    "with nothing typed: leave; asks first",
)];
pub(super) const NEXT_PANE: [Binding; 2] = [
    row(
        &[Tab],
        Intent::NextPane,
        "Tab",
        "with nothing typed: the next pane",
        Some("next pane"),
    ),
    key(
        &[Key::BackTab],
        Intent::PreviousPane,
        "Shift-Tab",
        "with nothing typed: the pane before",
    ),
];
/// While something is typed Tab completes it.
pub(super) const NEXT_PANE_TYPED: [Binding; 1] = [key(
    &[Key::BackTab],
    Intent::NextPane,
    "Shift-Tab",
    "the next pane; what is typed stays",
)];
pub(super) const PANES: [Binding; 8] = [
    row(
        &[],
        Intent::Pane(0),
        "1-7",
        "with nothing typed: that pane; again: zoom it",
        Some("panes"),
    ),
    pane(0, &[F(2), C('1')], "1 F2"),
    pane(1, &[F(3), C('2')], "2 F3"),
    pane(2, &[F(4), C('3')], "3 F4"),
    pane(3, &[F(5), C('4')], "4 F5"),
    pane(4, &[F(6), C('5')], "5 F6"),
    pane(5, &[F(7), C('6')], "6 F7"),
    pane(6, &[F(8), C('7')], "7 F8"),
];
pub(super) const PANES_TYPED: [Binding; 7] = [
    pane(0, &[F(2)], "F2"),
    pane(1, &[F(3)], "F3"),
    pane(2, &[F(4)], "F4"),
    pane(3, &[F(5)], "F5"),
    pane(4, &[F(6)], "F6"),
    pane(5, &[F(7)], "F7"),
    pane(6, &[F(8)], "F8"),
];

/// What the panes are, in their order.
const PANE_WORDS: [&str; 7] = [
    "timeline and terminal",
    "alerts and graphs",
    "logs",
    "people and clocks",
    "board: hypotheses and clues",
    "commands there are",
    "map of the services",
];

const fn pane(nth: u8, keys: &'static [Key], shown: &'static str) -> Binding {
    key(keys, Intent::Pane(nth), shown, PANE_WORDS[nth as usize])
}

pub(super) const RUNBOOKS_KEY: [Binding; 1] = [key(
    &[F(11)],
    Intent::Runbooks,
    "F11",
    "runbooks; so does `runbook`",
)];
/// Looking around with something typed: Enter goes back to it.
pub(super) const LOOK_TYPED: [Binding; 1] = [row(
    &[Esc, Enter],
    Intent::Type,
    "Esc",
    "back to the line; any letter types, too",
    Some("type"),
)];
pub(super) const LOOK: [Binding; 2] = [
    row(
        &[Tab, Key::Right],
        Intent::NextPane,
        "Tab Right",
        "the next pane",
        Some("next pane"),
    ),
    key(
        &[Key::BackTab, Key::Left],
        Intent::PreviousPane,
        "Shift-Tab",
        "the pane before, Left as well",
    ),
];
pub(super) const SCROLL_TYPING: [Binding; 2] = [
    row(&[PageUp], Intent::PageUp, "PgUp", "scroll back", Some("up")),
    row(
        &[PageDown],
        Intent::PageDown,
        "PgDn",
        "scroll forward",
        Some("down"),
    ),
];
/// From where one has scrolled to.
pub(super) const TO_NEWEST: [Binding; 2] = [
    row(
        &[End],
        Intent::Last,
        "End",
        "with nothing typed: the newest, and what comes after it",
        Some("newest"),
    ),
    key(
        &[Home],
        Intent::First,
        "Home",
        "with nothing typed: the first",
    ),
];
pub(super) const COMPOSE: [Binding; 1] = [key(
    &[F(9)],
    Intent::Compose,
    "F9",
    "write an update; `post` alone does it, too",
)];
pub(super) const COPY: [Binding; 1] = [key(
    &[Ctrl('o')],
    Intent::Copy,
    "Ctrl-O",
    "copy what is typed, else the last command and its output; `:` lists it, too",
)];
