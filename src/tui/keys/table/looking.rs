//! Rows for looking around: panes, what can be chosen in them, one of them zoomed.
//!
//! Invariant: with nothing typed only. A letter that stands in no row is text and begins a line.

use super::{
    ARROWS, Binding, C, COACH, COMPOSE, COPY, Down, End, Enter, Esc, F, HELP, HELP_TYPING, Home,
    Intent, LEAVES, LOOK, PAGING, PALETTE, PANES, PageDown, PageUp, RUNBOOKS_KEY, SPACE, Tab, Up,
    key, row,
};
use crate::tui::input::Key;

/// Wherever one looks around.
pub(super) const IN_ROOM: &[&[Binding]] = &[
    &PANES,
    &RUNBOOKS_KEY,
    &PALETTE,
    &COMPOSE,
    &COPY,
    &COACH,
    &LEAVES,
    &HELP,
];
/// Looking around among the graphs.
pub(super) const LOOK_SIGNALS: &[&[Binding]] = &[
    &CHART_OF,
    &BACK_TO_LINE,
    &LOOK,
    &SELECTED,
    &CHOOSE,
    &ZOOM_LETTER,
];
/// Looking around in the logs.
pub(super) const LOOK_LOGS: &[&[Binding]] =
    &[&ZOOM, &FILTER, &BACK_TO_LINE, &LOOK, &ARROWS, &PAGING];
/// Looking around on the map.
pub(super) const LOOK_MAP: &[&[Binding]] = &[&ZOOM, &BACK_TO_LINE, &LOOK, &SELECTED, &CHOOSE];
/// A pane zoomed.
pub(super) const ZOOMED: &[&[Binding]] = &[&UNZOOM, &ARROWS, &PAGING, &OTHER_PANE];
/// A pane zoomed that has a card to open.
pub(super) const ZOOM_CARDS: &[&[Binding]] = &[&OPEN, &UNZOOM, &SELECTED, &PAGING, &OTHER_PANE];
/// The timeline zoomed.
pub(super) const ZOOM_TIMELINE: &[&[Binding]] = &[&UNZOOM, &KINDS, &ARROWS, &PAGING, &OTHER_PANE];
/// The graphs zoomed.
pub(super) const ZOOM_SIGNALS: &[&[Binding]] =
    &[&CHART_OF, &UNZOOM, &SELECTED, &CHOOSE, &OTHER_PANE];
/// The logs zoomed.
pub(super) const ZOOM_LOGS: &[&[Binding]] = &[
    &FILTER,
    &FOLLOW,
    &STREAMS,
    &UNZOOM,
    &ARROWS,
    &PAGING,
    &OTHER_PANE,
];
/// The map zoomed.
pub(super) const ZOOM_MAP: &[&[Binding]] = &[&UNZOOM, &SELECTED, &CHOOSE, &OTHER_PANE];
/// A large chart.
pub(super) const CHART: &[&[Binding]] = &[&CURSOR, &UNZOOM, &OTHER_PANE];
/// Typing a filter.
pub(super) const LOG_FILTER: &[&[Binding]] = &[&FILTERING, &HELP_TYPING];
/// The list of runbooks.
pub(super) const RUNBOOK_LIST: &[&[Binding]] = &[&RUNBOOKS, &SELECTED, &CHOOSE, &HELP];
/// A runbook.
pub(super) const RUNBOOK_READER: &[&[Binding]] = &[&RUNBOOK, &ARROWS, &PAGING, &SPACE, &HELP];
/// Looking around where there is a card to open.
pub(super) const LOOK_CARDS: &[&[Binding]] = &[
    &OPEN,
    &ZOOM_LETTER,
    &BACK_TO_LINE,
    &LOOK,
    &SELECTED,
    &PAGING,
];
/// Looking around.
pub(super) const LOOK_AROUND: &[&[Binding]] = &[&ZOOM, &BACK_TO_LINE, &LOOK, &ARROWS, &PAGING];

const BACK_TO_LINE: [Binding; 1] = [row(
    &[Esc],
    Intent::Back,
    "Esc",
    "back to the line, a filter first; other letters type, too",
    Some("type"),
)];
const ZOOM: [Binding; 1] = [zoom(&[Enter, C('z')], "Enter z")];
/// Where Enter opens something.
const ZOOM_LETTER: [Binding; 1] = [zoom(&[C('z')], "z")];

const fn zoom(keys: &'static [Key], shown: &'static str) -> Binding {
    let does = "the whole room for this pane";
    row(keys, Intent::Zoom, shown, does, Some("zoom"))
}

const UNZOOM: [Binding; 1] = [row(
    &[Esc, C('z')],
    Intent::Back,
    "Esc z",
    "one step back: from a chart, a filter, the whole room for a pane",
    Some("back"),
)];
const CHART_OF: [Binding; 1] = [row(
    &[Enter],
    Intent::Accept,
    "Enter",
    "the selected graph as a large chart",
    Some("chart"),
)];
const SELECTED: [Binding; 2] = [
    row(
        &[Up],
        Intent::Up,
        "Up/Down",
        "the one above",
        Some("choose"),
    ),
    key(&[Down], Intent::Down, "Down", "the one below"),
];
const CHOOSE: [Binding; 4] = [
    key(&[PageUp], Intent::PageUp, "PgUp", "a page up"),
    key(&[PageDown], Intent::PageDown, "PgDn", "a page down"),
    key(&[Home], Intent::First, "Home", "the first one"),
    key(&[End], Intent::Last, "End", "the last one"),
];
const OTHER_PANE: [Binding; 2] = [
    row(
        &[Tab],
        Intent::NextPane,
        "Tab",
        "the next pane",
        Some("next pane"),
    ),
    key(
        &[Key::BackTab],
        Intent::PreviousPane,
        "Shift-Tab",
        "the pane before",
    ),
];
const KINDS: [Binding; 2] = [
    row(
        &[Key::Right],
        Intent::Right,
        "Left/Right",
        "everything, what was said, what was done, notes",
        Some("said, done, notes"),
    ),
    key(
        &[Key::Left],
        Intent::Left,
        "Left",
        "the same, the other way",
    ),
];
const FILTER: [Binding; 1] = [row(
    &[C('/')],
    Intent::Filter,
    "/",
    "only lines that hold what you type; !text: that do not",
    Some("filter"),
)];
const FOLLOW: [Binding; 1] = [row(
    &[C('f')],
    Intent::Follow,
    "f",
    "stand still, or follow what comes; End follows, too",
    Some("follow"),
)];
const STREAMS: [Binding; 2] = [
    row(
        &[Key::Right],
        Intent::Right,
        "Left/Right",
        "the next stream, all of them after the last",
        Some("stream"),
    ),
    key(&[Key::Left], Intent::Left, "Left", "the stream before"),
];
const CURSOR: [Binding; 8] = [
    row(
        &[Key::Left],
        Intent::Left,
        "Left/Right",
        "read the value a little earlier, or later",
        Some("read"),
    ),
    key(&[Key::Right], Intent::Right, "Right", "a little later"),
    row(
        &[C('+'), C('='), PageUp],
        Intent::Wider,
        "+/-",
        "more time on the chart",
        Some("window"),
    ),
    key(
        &[C('-'), PageDown],
        Intent::Narrower,
        "- PgDn",
        "less time on the chart",
    ),
    key(&[Up], Intent::Up, "Up", "the metric above"),
    key(&[Down], Intent::Down, "Down", "the metric below"),
    key(&[Home], Intent::First, "Home", "the moment of the page"),
    key(&[End], Intent::Last, "End", "now"),
];
const FILTERING: [Binding; 2] = [
    row(
        &[Enter, Tab, Up, Down],
        Intent::Accept,
        "Enter",
        "keep the filter",
        Some("keep"),
    ),
    row(
        &[Esc],
        Intent::Back,
        "Esc",
        "every line again",
        Some("clear"),
    ),
];
const RUNBOOKS: [Binding; 2] = [
    row(&[Enter], Intent::Accept, "Enter", "read it", Some("read")),
    row(
        &[Esc, F(11), C('q')],
        Intent::Back,
        "Esc",
        "close it",
        Some("close"),
    ),
];
const RUNBOOK: [Binding; 1] = [row(
    &[Esc, Enter, F(11), C('q')],
    Intent::Back,
    "Esc q",
    "close it; other letters close it and are typed",
    Some("close"),
)];
const OPEN: [Binding; 1] = [row(
    &[Enter],
    Intent::Accept,
    "Enter",
    "open the card at the one selected: people, hypotheses; or all commands",
    Some("open"),
)];
