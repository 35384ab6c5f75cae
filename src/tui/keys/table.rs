//! The rows of the key table, and which of them hold where.

mod looking;

mod front;

use super::{Binding, Context, Intent};
use crate::tui::input::Key;
use Key::{Char as C, Ctrl, Down, End, Enter, Esc, F, Home, PageDown, PageUp, Tab, Up};
use front::{
    BRIEFING, FILTER, HISTORY, HOME, LIBRARY, ODDS, PAGES, PICKED, PREVIEW, RESUME, SEED, SPINNING,
};

/// The rows that hold in a context, those for the key bar in the order of their use.
#[must_use]
pub const fn groups(context: Context) -> &'static [&'static [Binding]] {
    match context {
        Context::Home => &[&HOME, &SELECT, &QUIT, &HELP, &ODDS, &PALETTE, &ALWAYS],
        Context::HomeOpen => &[
            &HOME, &RESUME, &SELECT, &QUIT, &HELP, &ODDS, &PALETTE, &ALWAYS,
        ],
        Context::Spinning => &[&SPINNING, &ALWAYS],
        Context::Picked => &[&PICKED, &ODDS, &BACK, &HELP, &PALETTE, &ALWAYS],
        Context::Library => &[&LIBRARY, &SELECT, &PAGES, &BACK, &HELP, &PALETTE, &ALWAYS],
        Context::LibraryFilter => &[&FILTER, &ALWAYS],
        Context::Preview => &[&PREVIEW, &SCROLL, &BACK, &HELP, &PALETTE, &ALWAYS],
        Context::History => &[&HISTORY, &SELECT, &PAGES, &BACK, &HELP, &PALETTE, &ALWAYS],
        Context::Briefing => &[&BRIEFING, &SCROLL, &BACK, &HELP, &PALETTE, &ALWAYS],
        Context::BriefingSeed => &[&SEED, &ALWAYS],
        Context::Pager => &[&PAGER, &LINE, &PALETTE, &HELP, &COACH, &ALWAYS],
        Context::PagerTyped => &[
            &ENTER,
            &COMPLETE,
            &CLEAR,
            &LINE,
            &PALETTE_TYPING,
            &HELP_TYPING,
            &COACH,
            &ALWAYS,
        ],
        Context::PromptEmpty => &[
            &ENTER,
            &PALETTE,
            &NEXT_PANE,
            &HELP,
            &PROMPT,
            &COMPOSE,
            &COPY,
            &LINE,
            &PANES,
            &RUNBOOKS_KEY,
            &LEAVES,
            &COACH,
            &ALWAYS,
        ],
        Context::Prompt => &[
            &ENTER,
            &COMPLETE,
            &PROMPT,
            &NEXT_PANE_TYPED,
            &PALETTE_TYPING,
            &COMPOSE,
            &COPY,
            &LINE,
            &PANES_TYPED,
            &RUNBOOKS_KEY,
            &HELP_TYPING,
            &COACH,
            &ALWAYS,
        ],
        Context::PanesTyped => &[
            &LOOK_TYPED,
            &LOOK,
            &PALETTE_TYPING,
            &COMPOSE,
            &COPY,
            &ARROWS,
            &PANES_TYPED,
            &HELP_TYPING,
            &COACH,
            &ALWAYS,
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
        Context::Debrief => &[
            &DEBRIEF_OPEN,
            &TO_HOME,
            &DEBRIEF_SECTIONS,
            &DEBRIEF_ROWS,
            &AFTER,
            &COPY_DEBRIEF,
            &PALETTE,
            &HELP,
            &COACH,
            &ALWAYS,
        ],
        Context::DebriefAgain => &[
            &DEBRIEF_OPEN,
            &TO_HISTORY,
            &DEBRIEF_SECTIONS,
            &DEBRIEF_ROWS,
            &AFTER,
            &COPY_DEBRIEF,
            &PALETTE,
            &HELP,
            &COACH,
            &ALWAYS,
        ],
        Context::DebriefPrompt => &[
            &ENTER,
            &COMPLETE,
            &CLEAR,
            &SCROLL_TYPING,
            &PALETTE_TYPING,
            &LINE,
            &HELP_TYPING,
            &COACH,
            &ALWAYS,
        ],
        Context::Palette => &[&PICK, &COPY_CHOSEN, &HELP_TYPING, &ALWAYS],
        Context::Update => &[&UPDATE, &HELP_TYPING, &ALWAYS],
        Context::Hypotheses => &[&HYPOTHESES, &CARD, &HELP, &ALWAYS],
        Context::People => &[&PEOPLE, &CARD, &HELP, &ALWAYS],
        Context::Confirm => &[&CONFIRM, &HELP_TYPING, &ALWAYS],
        Context::Leave => &[&LEAVE, &STAY, &HELP, &ALWAYS],
        Context::LeaveDebrief => &[&LEAVE_DEBRIEF, &STAY, &HELP, &ALWAYS],
        Context::Trouble => &[&TROUBLE, &ALWAYS],
        Context::Help => &[&HELP_BACK, &ARROWS, &ALWAYS],
        Context::Settings => &[&SETTINGS, &SELECT, &BACK, &HELP, &ALWAYS],
        Context::SettingsTyping => &[&SETTINGS_TYPING, &ALWAYS],
        Context::TooSmall => &[&ALWAYS],
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
const ARROWS: [Binding; 6] = [
    key(&[Up], Intent::Up, "Up", "a line up"),
    key(&[Down], Intent::Down, "Down", "a line down"),
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
const QUIT: [Binding; 1] = [row(&[C('q')], Intent::Quit, "q", "leave", Some("quit"))];
const BACK: [Binding; 1] = [row(
    &[Esc, C('q')],
    Intent::Back,
    "Esc q",
    "one step back",
    Some("back"),
)];

const SETTINGS: [Binding; 5] = [
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
const SETTINGS_TYPING: [Binding; 2] = [
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
const PAGER: [Binding; 2] = [
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
const LINE: [Binding; 3] = [
    key(
        &[Key::Right],
        Intent::Take,
        "Right",
        "at the end of the line: take what is shown in grey",
    ),
    key(&[Up], Intent::Earlier, "Up", "what you typed before"),
    key(&[Down], Intent::Later, "Down", "what you typed after that"),
];
const CLEAR: [Binding; 1] = [row(
    &[Esc],
    Intent::Clear,
    "Esc",
    "empty the line; Ctrl-Y brings it back",
    Some("empty the line"),
)];
const ENTER: [Binding; 1] = [row(
    &[Enter],
    Intent::Accept,
    "Enter",
    "do what is typed",
    Some("do"),
)];
const COMPLETE: [Binding; 1] = [row(
    &[Tab],
    Intent::Complete,
    "Tab",
    "complete; again: the next possibility",
    Some("complete"),
)];
const PROMPT: [Binding; 3] = [
    row(
        &[PageUp],
        Intent::PageUp,
        "PgUp",
        "scroll back",
        Some("scroll"),
    ),
    key(&[PageDown], Intent::PageDown, "PgDn", "scroll forward"),
    row(
        &[Esc],
        Intent::Back,
        "Esc",
        "look around: the arrows scroll and change panes; letters type again",
        Some("look around"),
    ),
];
const LEAVES: [Binding; 1] = [key(
    &[Ctrl('d')],
    Intent::Quit,
    "Ctrl-D",
    "with nothing typed: leave; asks first",
)];
const NEXT_PANE: [Binding; 2] = [
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
const NEXT_PANE_TYPED: [Binding; 1] = [key(
    &[Key::BackTab],
    Intent::NextPane,
    "Shift-Tab",
    "the next pane; what is typed stays",
)];
const PANES: [Binding; 8] = [
    row(
        &[],
        Intent::Pane(0),
        "1-7",
        "with nothing typed: that pane; again: zoom it",
        Some("panes"),
    ),
    key(
        &[F(2), C('1')],
        Intent::Pane(0),
        "1 F2",
        "timeline and terminal",
    ),
    key(
        &[F(3), C('2')],
        Intent::Pane(1),
        "2 F3",
        "alerts and graphs",
    ),
    key(&[F(4), C('3')], Intent::Pane(2), "3 F4", "logs"),
    key(
        &[F(5), C('4')],
        Intent::Pane(3),
        "4 F5",
        "people and clocks",
    ),
    key(
        &[F(6), C('5')],
        Intent::Pane(4),
        "5 F6",
        "board: hypotheses and clues",
    ),
    key(
        &[F(7), C('6')],
        Intent::Pane(5),
        "6 F7",
        "commands there are",
    ),
    key(
        &[F(8), C('7')],
        Intent::Pane(6),
        "7 F8",
        "map of the services",
    ),
];
const PANES_TYPED: [Binding; 7] = [
    key(&[F(2)], Intent::Pane(0), "F2", "timeline and terminal"),
    key(&[F(3)], Intent::Pane(1), "F3", "alerts and graphs"),
    key(&[F(4)], Intent::Pane(2), "F4", "logs"),
    key(&[F(5)], Intent::Pane(3), "F5", "people and clocks"),
    key(
        &[F(6)],
        Intent::Pane(4),
        "F6",
        "board: hypotheses and clues",
    ),
    key(&[F(7)], Intent::Pane(5), "F7", "commands there are"),
    key(&[F(8)], Intent::Pane(6), "F8", "map of the services"),
];
const RUNBOOKS_KEY: [Binding; 1] = [key(
    &[F(11)],
    Intent::Runbooks,
    "F11",
    "runbooks; so does `runbook`",
)];
/// Looking around with something typed: Enter goes back to it.
const LOOK_TYPED: [Binding; 1] = [row(
    &[Esc, Enter],
    Intent::Type,
    "Esc",
    "back to the line; any letter types, too",
    Some("type"),
)];
const LOOK: [Binding; 2] = [
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
const DEBRIEF_OPEN: [Binding; 2] = [
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
const TO_HOME: [Binding; 1] = [row(
    &[Esc, Ctrl('d')],
    Intent::Quit,
    "Esc",
    "to the home screen; asks first",
    Some("home"),
)];
const TO_HISTORY: [Binding; 1] = [row(
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
const DEBRIEF_ROWS: [Binding; 6] = [
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
const SCROLL_TYPING: [Binding; 2] = [
    row(
        &[PageUp],
        Intent::PageUp,
        "PgUp",
        "scroll back",
        Some("scroll"),
    ),
    key(&[PageDown], Intent::PageDown, "PgDn", "scroll forward"),
];
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
const COMPOSE: [Binding; 1] = [key(
    &[F(9)],
    Intent::Compose,
    "F9",
    "write an update; `post` alone does it, too",
)];
const COPY: [Binding; 1] = [key(
    &[Ctrl('o')],
    Intent::Copy,
    "Ctrl-O",
    "copy what is typed, else the last command and its output; `:` lists it, too",
)];
const COPY_CHOSEN: [Binding; 1] = [key(
    &[F(2), Ctrl('o')],
    Intent::Copy,
    "F2 Ctrl-O",
    "copy the command",
)];
const COPY_DEBRIEF: [Binding; 1] = [key(
    &[Ctrl('o')],
    Intent::Copy,
    "Ctrl-O",
    "copy the command that writes this debrief to a file",
)];
const OPEN: [Binding; 1] = [row(
    &[Enter],
    Intent::Accept,
    "Enter",
    "open the pane's card: people, hypotheses, commands",
    Some("open"),
)];
const PICK: [Binding; 7] = [
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
const UPDATE: [Binding; 8] = [
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
const CARD: [Binding; 3] = [
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
const HYPOTHESES: [Binding; 6] = [
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
];
const PEOPLE: [Binding; 6] = [
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
const HELP_BACK: [Binding; 1] = [row(
    &[Esc, Enter, F(1), C('?')],
    Intent::Back,
    "Esc",
    "close it; a letter closes it and is typed",
    Some("close"),
)];
const LEAVE_DEBRIEF: [Binding; 1] = [row(
    &[Enter, C('y')],
    Intent::Yes,
    "Enter y",
    "to the home screen; the session is kept",
    Some("go home"),
)];
const CONFIRM: [Binding; 2] = [
    row(
        &[Enter],
        Intent::Accept,
        "Enter",
        "do it, if the word stands there",
        Some("go on"),
    ),
    row(&[Esc], Intent::No, "Esc", "leave it", Some("leave it")),
];
const LEAVE: [Binding; 1] = [row(
    &[Enter, C('y'), C('q')],
    Intent::Yes,
    "Enter y q",
    "leave; the session is kept",
    Some("leave"),
)];
const STAY: [Binding; 1] = [row(
    &[Esc, C('n')],
    Intent::No,
    "Esc n",
    "stay",
    Some("stay"),
)];

const TROUBLE: [Binding; 2] = [
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
