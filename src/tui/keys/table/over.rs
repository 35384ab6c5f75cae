//! Rows of what lies over a screen: the palette, cards, questions.
//!
//! Invariant: Esc is the way out of each, and never says yes.

use super::{Binding, C, Ctrl, Down, Enter, Esc, F, Intent, PageDown, PageUp, Tab, Up, key, row};
use crate::tui::input::Key;

pub(super) const PICK: [Binding; 7] = [
    row(
        &[Enter],
        Intent::Accept,
        "Enter",
        "do it, or write it into the line where it needs more",
        Some("choose"),
    ),
    row(
        &[Tab],
        Intent::Complete,
        "Tab",
        "write it into the line, to change it",
        Some("write"),
    ),
    row(&[Up], Intent::Up, "Up", "the entry above", None),
    row(
        &[Down],
        Intent::Down,
        "Up/Down",
        "the entry below",
        Some("select"),
    ),
    key(&[PageUp], Intent::PageUp, "PgUp", "a page up"),
    key(&[PageDown], Intent::PageDown, "PgDn", "a page down"),
    row(
        &[Esc, F(10), Ctrl('p')],
        Intent::Back,
        "Esc",
        "close it",
        Some("close"),
    ),
];
pub(super) const COPY_CHOSEN: [Binding; 1] = [key(
    &[F(2), Ctrl('o')],
    Intent::Copy,
    "F2 Ctrl-O",
    "copy the command",
)];
pub(super) const UPDATE: [Binding; 8] = [
    row(
        &[Enter],
        Intent::Accept,
        "Enter",
        "the next part; from the last one: post it",
        Some("next, then post"),
    ),
    row(
        &[Tab],
        Intent::NextField,
        "Tab",
        "the next part, Down as well",
        Some("next"),
    ),
    key(&[Down], Intent::NextField, "Down", "the next part"),
    key(
        &[Key::BackTab, Up],
        Intent::PreviousField,
        "Shift-Tab",
        "the part before, Up as well",
    ),
    key(
        &[Key::Left],
        Intent::Less,
        "Left",
        "over the audience: the one before",
    ),
    key(
        &[Key::Right],
        Intent::More,
        "Right",
        "over the audience: the next one",
    ),
    row(
        &[F(9), Ctrl('s')],
        Intent::Send,
        "F9",
        "post it, from any part; Ctrl-S as well",
        Some("post"),
    ),
    row(
        &[Esc],
        Intent::Back,
        "Esc",
        "close; the draft is kept",
        Some("keep draft"),
    ),
];
/// A card with a list in it.
pub(super) const CARD: [Binding; 3] = [
    row(&[Up, C('k')], Intent::Up, "Up k", "the entry above", None),
    row(
        &[Esc, C('q')],
        Intent::Back,
        "Esc q",
        "close it",
        Some("close"),
    ),
    row(
        &[Down, C('j')],
        Intent::Down,
        "Up/Down j",
        "the entry below",
        Some("select"),
    ),
];
pub(super) const HYPOTHESES: [Binding; 7] = [
    row(
        &[Enter],
        Intent::Accept,
        "Enter",
        "state it with that confidence",
        Some("state"),
    ),
    row(
        &[Key::Left, C('h')],
        Intent::Less,
        "Left/Right h",
        "5 percent less",
        Some("5 %"),
    ),
    key(
        &[Key::Right, C('l')],
        Intent::More,
        "Right l",
        "5 percent more; digits set it",
    ),
    key(&[PageUp], Intent::MuchMore, "PgUp", "20 percent more"),
    key(&[PageDown], Intent::MuchLess, "PgDn", "20 percent less"),
    row(
        &[C('d'), Key::Delete],
        Intent::Drop,
        "d Del",
        "drop it",
        Some("drop"),
    ),
    row(
        &[Tab],
        Intent::NextField,
        "Tab",
        "read on in what speaks for it and against it",
        Some("read on"),
    ),
];
pub(super) const PEOPLE: [Binding; 6] = [
    row(
        &[Enter],
        Intent::Accept,
        "Enter",
        "what comes next: page who is not here, ask who is",
        None,
    ),
    row(&[C('p')], Intent::Page, "p", "call them in", Some("page")),
    row(
        &[C('a')],
        Intent::Ask,
        "a",
        "ask them: begins the line, completion goes on",
        Some("ask"),
    ),
    row(
        &[C('i')],
        Intent::Command,
        "i",
        "name them incident commander",
        Some("make IC"),
    ),
    key(&[PageUp], Intent::PageUp, "PgUp", "back in what is said"),
    row(
        &[PageDown],
        Intent::PageDown,
        "PgDn",
        "on in what is said of them",
        Some("scroll"),
    ),
];
/// In what is only read: no word begins with a blank.
pub(super) const SPACE: [Binding; 1] = [key(
    &[C(' ')],
    Intent::PageDown,
    "Space",
    "a page down, too",
)];
pub(super) const HELP_BACK: [Binding; 1] = [row(
    &[Esc, Enter, F(1), C('?'), C('q')],
    Intent::Back,
    "Esc q",
    "close it; other letters close it and are typed",
    Some("close"),
)];
pub(super) const LEAVE_DEBRIEF: [Binding; 1] = [row(
    &[Enter, C('y')],
    Intent::Yes,
    "Enter y",
    "to the home screen; the session is kept",
    Some("go home"),
)];
pub(super) const CONFIRM: [Binding; 2] = [
    row(
        &[Enter],
        Intent::Accept,
        "Enter",
        "do it, if the word stands there",
        Some("go on"),
    ),
    row(&[Esc], Intent::No, "Esc", "leave it", Some("leave it")),
];
pub(super) const LEAVE: [Binding; 1] = [row(
    &[Enter, C('y'), C('q')],
    Intent::Yes,
    "Enter y q",
    "leave; the session is kept",
    Some("leave"),
)];
pub(super) const STAY: [Binding; 1] = [row(
    &[Esc, C('n')],
    Intent::No,
    "Esc n",
    "stay",
    Some("stay"),
)];
pub(super) const TROUBLE: [Binding; 2] = [
    row(
        &[Enter],
        Intent::Retry,
        "Enter",
        "try to write the journal again; letters go on in the line",
        Some("try again"),
    ),
    row(
        &[Esc, Ctrl('d')],
        Intent::Quit,
        "Esc",
        "leave; asks first",
        Some("leave"),
    ),
];
