//! The rows of the screens before play: home, library, history, briefing.
//!
//! Invariant: a letter is a key only where no line is typed in.

use super::{Binding, Intent, key, row};
use crate::tui::input::Key;
use Key::{Char as C, Ctrl, Down, End, Enter, Esc, F, Home, PageDown, PageUp, Tab, Up};

pub(super) const HOME: [Binding; 6] = [
    row(
        &[Enter],
        Intent::Accept,
        "Enter",
        "do what is selected",
        Some("choose"),
    ),
    row(&[C('s')], Intent::Spin, "s", "spin the wheel", Some("spin")),
    row(
        &[C('l')],
        Intent::Library,
        "l",
        "the library",
        Some("library"),
    ),
    row(
        &[C('h'), C('p')],
        Intent::History,
        "h p",
        "what was played so far",
        Some("history"),
    ),
    row(
        &[C('t')],
        Intent::Tutorial,
        "t",
        "the tutorial: five minutes with a coach",
        None,
    ),
    row(&[C(',')], Intent::Settings, ",", "the settings", None),
];

pub(super) const RESUME: [Binding; 1] = [row(
    &[C('r')],
    Intent::Resume,
    "r",
    "take up the last session",
    Some("resume"),
)];

pub(super) const ODDS: [Binding; 1] = [row(
    &[C('o')],
    Intent::Odds,
    "o",
    "show or hide the odds",
    Some("odds"),
)];

pub(super) const SPINNING: [Binding; 1] = [row(
    &[Enter, C(' '), Esc, C('s'), C('q')],
    Intent::Accept,
    "Enter",
    "show at once where it stops",
    Some("stop"),
)];

pub(super) const PICKED: [Binding; 2] = [
    row(
        &[Enter],
        Intent::Accept,
        "Enter",
        "read its briefing",
        Some("briefing"),
    ),
    row(
        &[C('s')],
        Intent::Spin,
        "s",
        "spin again",
        Some("spin again"),
    ),
];

pub(super) const LIBRARY: [Binding; 5] = [
    BRIEF,
    TAKE_UP,
    row(
        &[C('/')],
        Intent::Filter,
        "/",
        "look for something: words of a title or tag, `#tag`, `!not this`",
        Some("look for"),
    ),
    row(
        &[C('s')],
        Intent::Sort,
        "s",
        "another order: title, difficulty, minutes, last played, best",
        Some("sort"),
    ),
    row(
        &[Tab],
        Intent::Preview,
        "Tab",
        "all of the preview",
        Some("preview"),
    ),
];

const TAKE_UP: Binding = row(
    &[C('r')],
    Intent::Resume,
    "r",
    "take up the open session of it",
    Some("take up"),
);

const BRIEF: Binding = row(
    &[Enter],
    Intent::Accept,
    "Enter",
    "read its briefing",
    Some("briefing"),
);

pub(super) const PREVIEW: [Binding; 3] = [
    BRIEF,
    TAKE_UP,
    key(&[Tab], Intent::Preview, "Tab", "the list again"),
];
/// While one looks for something in a list.
pub(super) const FILTER: [Binding; 8] = [
    BRIEF,
    row(&[Up, Ctrl('p')], Intent::Up, "Up", "the entry above", None),
    row(
        &[Down, Ctrl('n')],
        Intent::Down,
        "Down",
        "the entry below",
        Some("choose"),
    ),
    key(&[PageUp], Intent::PageUp, "PgUp", "a page up"),
    key(&[PageDown], Intent::PageDown, "PgDn", "a page down"),
    row(
        &[Tab],
        Intent::Preview,
        "Tab",
        "all of the preview",
        Some("preview"),
    ),
    row(
        &[Esc],
        Intent::Back,
        "Esc",
        "show all again",
        Some("show all"),
    ),
    row(&[F(1)], Intent::Help, "F1", "all keys", Some("keys")),
];

pub(super) const HISTORY: [Binding; 3] = [
    row(
        &[Enter],
        Intent::Accept,
        "Enter",
        "go on with it, or read its debrief",
        Some("open"),
    ),
    row(
        &[C('e')],
        Intent::Export,
        "e",
        "write it to a file here, as `misfortune export` does",
        Some("export"),
    ),
    row(
        &[Tab],
        Intent::NextPane,
        "Tab",
        "trends, best scores and kinds of failure, or the sessions",
        Some("figures or sessions"),
    ),
];

pub(super) const BRIEFING: [Binding; 5] = [
    row(
        &[Enter],
        Intent::Accept,
        "Enter",
        "start: the page rings, the clock runs",
        Some("start"),
    ),
    row(
        &[],
        Intent::Harder,
        "Left/Right",
        "how hard time presses",
        Some("stress"),
    ),
    key(
        &[Key::Right, C('l'), C('+')],
        Intent::Harder,
        "Right l",
        "time presses harder",
    ),
    key(
        &[Key::Left, C('h'), C('-')],
        Intent::Gentler,
        "Left h",
        "time presses less",
    ),
    row(
        &[C('s')],
        Intent::Seed,
        "s",
        "type the seed of all chance",
        Some("seed"),
    ),
];

pub(super) const SEED: [Binding; 3] = [
    row(
        &[Enter],
        Intent::Accept,
        "Enter",
        "take this seed",
        Some("take it"),
    ),
    row(
        &[Esc],
        Intent::Back,
        "Esc",
        "leave the seed as it was",
        Some("leave it"),
    ),
    row(&[F(1)], Intent::Help, "F1", "all keys", Some("keys")),
];

pub(super) const PAGES: [Binding; 4] = [
    key(&[PageUp, C('b')], Intent::PageUp, "PgUp b", "a page up"),
    key(
        &[PageDown, C(' ')],
        Intent::PageDown,
        "PgDn Space",
        "a page down",
    ),
    key(&[Home, C('g')], Intent::First, "Home g", "to the top"),
    key(&[End, C('G')], Intent::Last, "End G", "to the end"),
];

pub(super) const SETTINGS: [Binding; 5] = [
    row(
        &[Enter, C(' '), Key::Right, C('l')],
        Intent::Accept,
        "Enter Space Right",
        "the next choice; it holds at once",
        Some("change"),
    ),
    key(
        &[Key::Left, C('h')],
        Intent::Earlier,
        "Left",
        "the choice before",
    ),
    row(
        &[C('w')],
        Intent::Save,
        "w",
        "write what was changed to the config file",
        Some("write the file"),
    ),
    key(&[Home, C('g')], Intent::First, "Home g", "the first"),
    key(&[End, C('G')], Intent::Last, "End G", "the last"),
];
pub(super) const SETTINGS_TYPING: [Binding; 2] = [
    row(
        &[Enter],
        Intent::Accept,
        "Enter",
        "take what is typed",
        Some("take it"),
    ),
    row(
        &[Esc],
        Intent::Clear,
        "Esc",
        "leave it as it was",
        Some("leave it"),
    ),
];
pub(super) const QUIT: [Binding; 1] = [row(&[C('q')], Intent::Quit, "q", "leave", Some("quit"))];
