//! The rows of the key table, and which of them hold where.

mod debrief;
mod front;
mod looking;
mod over;
mod typing;

use super::{Binding, Context, Intent};
use crate::tui::input::Key;
use Key::{Char as C, Ctrl, Down, End, Enter, Esc, F, Home, PageDown, PageUp, Tab, Up};
use debrief::{DEBRIEF_OPEN, IN_DEBRIEF, TO_HISTORY, TO_HOME};
use front::{
    BRIEFING, FILTER, HISTORY, HOME, LIBRARY, ODDS, PAGES, PICKED, PREVIEW, QUIT, RESUME, SEED,
    SETTINGS, SETTINGS_TYPING, SPINNING,
};
use over::{
    CARD, CONFIRM, COPY_CHOSEN, HELP_BACK, HYPOTHESES, LEAVE, LEAVE_DEBRIEF, PEOPLE, PICK, SPACE,
    STAY, TROUBLE, UPDATE,
};
use typing::{
    CLEAR, COMPLETE, COMPOSE, COPY, ENTER, LEAVES, LINE, LOOK, LOOK_TYPED, NEXT_PANE,
    NEXT_PANE_TYPED, PAGER, PANES, PANES_TYPED, RUNBOOKS_KEY, SCROLL_TYPING, TO_LOOK, TO_NEWEST,
};

/// The rows that hold in a context, those for the key bar in the order of their use.
pub fn groups(context: Context) -> impl Iterator<Item = &'static [Binding]> {
    let all = own(context).iter().chain(shared(context)).copied();
    all.chain([ALWAYS.as_slice()])
}

/// Those that all like it have.
const fn shared(context: Context) -> &'static [&'static [Binding]] {
    match context {
        Context::Panes
        | Context::LookCards
        | Context::LookSignals
        | Context::LookLogs
        | Context::LookMap
        | Context::Zoom
        | Context::ZoomCards
        | Context::ZoomTimeline
        | Context::ZoomSignals
        | Context::ZoomLogs
        | Context::ZoomMap
        | Context::Chart => looking::IN_ROOM,
        Context::Debrief | Context::DebriefAgain => IN_DEBRIEF,
        Context::Home
        | Context::HomeOpen
        | Context::Spinning
        | Context::Picked
        | Context::Library
        | Context::LibraryFilter
        | Context::Preview
        | Context::History
        | Context::Briefing
        | Context::BriefingSeed
        | Context::Pager
        | Context::PagerTyped
        | Context::PromptEmpty
        | Context::Prompt
        | Context::PanesTyped
        | Context::LogFilter
        | Context::Runbooks
        | Context::Runbook
        | Context::DebriefPrompt
        | Context::Palette
        | Context::Update
        | Context::Hypotheses
        | Context::People
        | Context::Confirm
        | Context::Leave
        | Context::LeaveDebrief
        | Context::Trouble
        | Context::Help
        | Context::Settings
        | Context::SettingsTyping
        | Context::TooSmall => &[],
    }
}

/// Those that it does not share with others like it.
const fn own(context: Context) -> &'static [&'static [Binding]] {
    match context {
        Context::Home => &[&HOME, &SELECT, &QUIT, &HELP, &ODDS, &PALETTE],
        Context::HomeOpen => &[&HOME, &RESUME, &SELECT, &QUIT, &HELP, &ODDS, &PALETTE],
        Context::Spinning => &[&SPINNING],
        Context::Picked => &[&PICKED, &ODDS, &BACK, &HELP, &PALETTE],
        Context::Library => &[&LIBRARY, &SELECT, &PAGES, &BACK, &HELP, &PALETTE],
        Context::LibraryFilter => &[&FILTER],
        Context::Preview => &[&PREVIEW, &SCROLL, &BACK, &HELP, &PALETTE],
        Context::History => &[&HISTORY, &SELECT, &PAGES, &BACK, &HELP, &PALETTE],
        Context::Briefing => &[&BRIEFING, &SCROLL, &BACK, &HELP, &PALETTE],
        Context::BriefingSeed => &[&SEED],
        Context::Pager => &[&PAGER, &LINE, &PALETTE, &HELP, &COACH],
        Context::PagerTyped => &[
            &ENTER,
            &COMPLETE,
            &CLEAR,
            &LINE,
            &PALETTE_TYPING,
            &HELP_TYPING,
            &COACH,
        ],
        Context::PromptEmpty => &[
            &ENTER,
            &PALETTE,
            &NEXT_PANE,
            &HELP,
            &SCROLL_TYPING,
            &TO_NEWEST,
            &TO_LOOK,
            &COMPOSE,
            &COPY,
            &LINE,
            &PANES,
            &RUNBOOKS_KEY,
            &LEAVES,
            &COACH,
        ],
        Context::Prompt => &[
            &ENTER,
            &COMPLETE,
            &SCROLL_TYPING,
            &TO_LOOK,
            &NEXT_PANE_TYPED,
            &PALETTE_TYPING,
            &COMPOSE,
            &COPY,
            &LINE,
            &PANES_TYPED,
            &RUNBOOKS_KEY,
            &HELP_TYPING,
            &COACH,
        ],
        Context::PanesTyped => &[
            &LOOK_TYPED,
            &LOOK,
            &PALETTE_TYPING,
            &COMPOSE,
            &COPY,
            &ARROWS,
            &PAGING,
            &PANES_TYPED,
            &HELP_TYPING,
            &COACH,
        ],
        Context::LookCards => looking::LOOK_CARDS,
        Context::LookSignals => looking::LOOK_SIGNALS,
        Context::LookLogs => looking::LOOK_LOGS,
        Context::LookMap => looking::LOOK_MAP,
        Context::Zoom => looking::ZOOMED,
        Context::ZoomCards => looking::ZOOM_CARDS,
        Context::ZoomTimeline => looking::ZOOM_TIMELINE,
        Context::ZoomSignals => looking::ZOOM_SIGNALS,
        Context::ZoomLogs => looking::ZOOM_LOGS,
        Context::ZoomMap => looking::ZOOM_MAP,
        Context::Chart => looking::CHART,
        Context::LogFilter => looking::LOG_FILTER,
        Context::Runbooks => looking::RUNBOOK_LIST,
        Context::Runbook => looking::RUNBOOK_READER,
        Context::Panes => looking::LOOK_AROUND,
        Context::Debrief => &[&DEBRIEF_OPEN, &TO_HOME],
        Context::DebriefAgain => &[&DEBRIEF_OPEN, &TO_HISTORY],
        Context::DebriefPrompt => &[
            &ENTER,
            &COMPLETE,
            &CLEAR,
            &SCROLL_TYPING,
            &PALETTE_TYPING,
            &LINE,
            &HELP_TYPING,
            &COACH,
        ],
        Context::Palette => &[&PICK, &COPY_CHOSEN, &HELP_TYPING],
        Context::Update => &[&UPDATE, &HELP_TYPING],
        Context::Hypotheses => &[&HYPOTHESES, &CARD, &HELP],
        Context::People => &[&PEOPLE, &CARD, &HELP],
        Context::Confirm => &[&CONFIRM, &HELP_TYPING],
        Context::Leave => &[&LEAVE, &STAY, &HELP],
        Context::LeaveDebrief => &[&LEAVE_DEBRIEF, &STAY, &HELP],
        Context::Trouble => &[&TROUBLE],
        Context::Help => &[&HELP_BACK, &ARROWS, &PAGING, &SPACE],
        Context::Settings => &[&SETTINGS, &SELECT, &BACK, &HELP],
        Context::SettingsTyping => &[&SETTINGS_TYPING],
        Context::TooSmall => &[],
    }
}

const fn row(
    keys: &'static [Key],
    intent: Intent,
    shown: &'static str,
    does: &'static str,
    bar: Option<&'static str>,
) -> Binding {
    Binding {
        keys,
        intent,
        shown,
        does,
        bar,
    }
}

const fn key(
    keys: &'static [Key],
    intent: Intent,
    shown: &'static str,
    does: &'static str,
) -> Binding {
    row(keys, intent, shown, does, None)
}

const SELECT: [Binding; 2] = [
    row(&[Up, C('k')], Intent::Up, "Up k", "the entry above", None),
    row(
        &[Down, C('j')],
        Intent::Down,
        "Down j",
        "the entry below",
        None,
    ),
];
const SCROLL: [Binding; 6] = [
    key(&[Up, C('k')], Intent::Up, "Up k", "a line up"),
    key(&[Down, C('j')], Intent::Down, "Down j", "a line down"),
    key(&[PageUp, C('b')], Intent::PageUp, "PgUp b", "a page up"),
    row(
        &[PageDown, C(' ')],
        Intent::PageDown,
        "PgDn Space",
        "a page down",
        Some("scroll"),
    ),
    key(&[Home, C('g')], Intent::First, "Home g", "to the top"),
    key(&[End, C('G')], Intent::Last, "End G", "to the end"),
];
/// The same without letters, where letters are text.
const ARROWS: [Binding; 2] = [
    key(&[Up], Intent::Up, "Up", "a line up"),
    key(&[Down], Intent::Down, "Down", "a line down"),
];
/// A page at a time, without letters.
const PAGING: [Binding; 4] = [
    key(&[PageUp], Intent::PageUp, "PgUp", "a page up"),
    row(
        &[PageDown],
        Intent::PageDown,
        "PgDn",
        "a page down",
        Some("scroll"),
    ),
    key(&[Home], Intent::First, "Home", "to the top"),
    key(&[End], Intent::Last, "End", "to the end"),
];
const HELP: [Binding; 1] = [row(
    &[F(1), C('?')],
    Intent::Help,
    "? F1",
    "all keys",
    Some("keys"),
)];
const HELP_TYPING: [Binding; 1] = [row(&[F(1)], Intent::Help, "F1", "all keys", Some("keys"))];
const ALWAYS: [Binding; 2] = [
    key(
        &[Ctrl('c')],
        Intent::LeaveNow,
        "Ctrl-C",
        "twice: leave now, everything is kept",
    ),
    key(
        &[Ctrl('z')],
        Intent::Suspend,
        "Ctrl-Z",
        "to the shell and back with `fg`; the incident's clock stands meanwhile",
    ),
];
const COACH: [Binding; 1] = [key(
    &[F(12)],
    Intent::Coach,
    "F12",
    "the coach, where there is one: away, or back",
)];

const BACK: [Binding; 1] = [row(
    &[Esc, C('q')],
    Intent::Back,
    "Esc q",
    "one step back",
    Some("back"),
)];

const PALETTE: [Binding; 1] = [row(
    &[C(':'), F(10), Ctrl('p')],
    Intent::Palette,
    ": F10",
    "everything that can be done, found by a few letters; Ctrl-P as well",
    Some("commands"),
)];
const PALETTE_TYPING: [Binding; 1] = [key(
    &[F(10), Ctrl('p')],
    Intent::Palette,
    "F10",
    "everything that can be done, found by a few letters; Ctrl-P as well",
)];
