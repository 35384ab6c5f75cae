//! The one key table: what each key means where, what the key bar and the help show of it.
//!
//! Invariant: a key that does something is in here, with words for it. While a text field has
//! the focus, plain characters that stand in no row are text.

use super::input::Key;

/// Where the keys go: a screen, a part of one, or what lies over it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Context {
    /// The home screen, the wheel standing.
    Home,
    /// The wheel is turning.
    Spinning,
    /// The wheel has stopped.
    Picked,
    /// The library list.
    Library,
    /// The briefing.
    Briefing,
    /// The page rings.
    Pager,
    /// The incident room, typing, with nothing typed yet.
    PromptEmpty,
    /// The incident room, typing.
    Prompt,
    /// The incident room, looking around.
    Panes,
    /// The debrief, reading.
    Debrief,
    /// The debrief, typing.
    DebriefPrompt,
    /// A risk to confirm.
    Confirm,
    /// Whether to leave.
    Leave,
    /// The journal cannot be written.
    Trouble,
    /// The help.
    Help,
    /// The terminal is too small.
    TooSmall,
}

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Intent {
    /// One line or one item up.
    Up,
    /// One line or one item down.
    Down,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
    /// To the beginning.
    First,
    /// To the end.
    Last,
    /// What is selected, or the obvious next step.
    Accept,
    /// One step back.
    Back,
    /// Out of the program, or of this screen; asks during an incident.
    Quit,
    /// Out of the program now, everything kept.
    LeaveNow,
    /// Stop the process, to be continued.
    Suspend,
    /// The help.
    Help,
    /// Spin the wheel.
    Spin,
    /// The library.
    Library,
    /// Take up the last session.
    Resume,
    /// Show or hide the odds.
    Odds,
    /// Take the page.
    Acknowledge,
    /// The next pane.
    NextPane,
    /// The pane before.
    PreviousPane,
    /// The pane with that number, from 0.
    Pane(u8),
    /// Complete what is typed.
    Complete,
    /// Take the shadow into the line.
    Take,
    /// What was typed before.
    Earlier,
    /// What was typed after that.
    Later,
    /// Start typing.
    Type,
    /// Yes.
    Yes,
    /// No.
    No,
    /// Try again.
    Retry,
}

/// A row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Binding {
    /// The keys.
    pub keys: &'static [Key],
    /// What they ask for.
    pub intent: Intent,
    /// How the keys are written.
    pub shown: &'static str,
    /// What they do, in words.
    pub does: &'static str,
    /// A shorter word for the key bar; rows without one are in the help only.
    pub bar: Option<&'static str>,
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

use Key::{Char as C, Ctrl, Down, End, Enter, Esc, F, Home, PageDown, PageUp, Tab, Up};

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
const QUIT: [Binding; 1] = [row(
    &[C('q'), Esc],
    Intent::Quit,
    "q",
    "leave",
    Some("quit"),
)];
const BACK: [Binding; 1] = [row(
    &[Esc, C('q')],
    Intent::Back,
    "Esc q",
    "one step back",
    Some("back"),
)];

const HOME: [Binding; 4] = [
    row(
        &[Enter],
        Intent::Accept,
        "Enter",
        "do what is selected",
        Some("choose"),
    ),
    row(&[C('s')], Intent::Spin, "s", "spin the wheel", Some("spin")),
    row(
        &[C('r')],
        Intent::Resume,
        "r",
        "take up the last session",
        Some("resume"),
    ),
    row(
        &[C('l')],
        Intent::Library,
        "l",
        "the library",
        Some("library"),
    ),
];
const ODDS: [Binding; 1] = [row(
    &[C('o')],
    Intent::Odds,
    "o",
    "show or hide the odds",
    Some("odds"),
)];
const SPINNING: [Binding; 1] = [row(
    &[Enter, C(' '), Esc, C('s'), C('q')],
    Intent::Accept,
    "Enter",
    "show at once where it stops",
    Some("stop"),
)];
const PICKED: [Binding; 2] = [
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
const LIBRARY: [Binding; 1] = [row(
    &[Enter],
    Intent::Accept,
    "Enter",
    "read its briefing",
    Some("briefing"),
)];
const BRIEFING: [Binding; 1] = [row(
    &[Enter],
    Intent::Accept,
    "Enter",
    "start: the page rings, the clock runs",
    Some("start"),
)];
const PAGER: [Binding; 2] = [
    row(
        &[Enter, C('a')],
        Intent::Acknowledge,
        "Enter a",
        "take the page",
        Some("acknowledge"),
    ),
    key(&[Esc, C('q')], Intent::Back, "Esc q", "leave; asks first"),
];
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
const PROMPT: [Binding; 7] = [
    key(
        &[Key::Right],
        Intent::Take,
        "Right",
        "at the end of the line: take what is shown in grey",
    ),
    key(&[Up], Intent::Earlier, "Up", "what you typed before"),
    key(&[Down], Intent::Later, "Down", "what you typed after that"),
    key(&[PageUp], Intent::PageUp, "PgUp", "scroll back"),
    key(&[PageDown], Intent::PageDown, "PgDn", "scroll forward"),
    key(
        &[Key::BackTab],
        Intent::NextPane,
        "Shift-Tab",
        "the next pane",
    ),
    row(
        &[Esc],
        Intent::Back,
        "Esc",
        "look around: keys are no text until you type again",
        Some("look around"),
    ),
];
const NEXT_PANE: [Binding; 1] = [row(
    &[Tab],
    Intent::NextPane,
    "Tab",
    "with nothing typed: the next pane",
    Some("next pane"),
)];
const PANES: [Binding; 6] = [
    row(
        &[F(2), C('1')],
        Intent::Pane(0),
        "1 F2",
        "timeline and terminal",
        None,
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
];
const LOOK: [Binding; 4] = [
    row(
        &[Enter, C('i'), C(':'), Esc],
        Intent::Type,
        "Enter Esc",
        "type again",
        Some("type"),
    ),
    row(
        &[Tab, Key::Right, C('l')],
        Intent::NextPane,
        "Tab",
        "the next pane",
        Some("next pane"),
    ),
    key(
        &[Key::BackTab, Key::Left, C('h')],
        Intent::PreviousPane,
        "Shift-Tab",
        "the pane before",
    ),
    row(
        &[C('q')],
        Intent::Quit,
        "q",
        "leave; asks first",
        Some("leave"),
    ),
];
const DEBRIEF: [Binding; 2] = [
    row(
        &[Enter, C('i'), C(':')],
        Intent::Type,
        "Enter i",
        "type an answer",
        Some("answer"),
    ),
    row(
        &[C('q'), Esc],
        Intent::Quit,
        "q",
        "to the home screen",
        Some("home"),
    ),
];
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
const LEAVE: [Binding; 2] = [
    row(
        &[C('y'), C('q'), Enter],
        Intent::Yes,
        "y q",
        "leave; the session is kept",
        Some("leave"),
    ),
    row(&[Esc, C('n')], Intent::No, "n Esc", "stay", Some("stay")),
];

const TROUBLE: [Binding; 2] = [
    row(
        &[C('r'), Enter],
        Intent::Retry,
        "r",
        "try to write the journal again",
        Some("try again"),
    ),
    row(&[C('q')], Intent::Quit, "q", "leave", Some("leave")),
];

/// The rows that hold in a context, those for the key bar in the order of their use.
#[must_use]
pub const fn groups(context: Context) -> &'static [&'static [Binding]] {
    match context {
        Context::Home => &[&HOME, &SELECT, &ODDS, &QUIT, &HELP, &ALWAYS],
        Context::Spinning => &[&SPINNING, &ALWAYS],
        Context::Picked => &[&PICKED, &ODDS, &BACK, &HELP, &ALWAYS],
        Context::Library => &[&LIBRARY, &SELECT, &BACK, &HELP, &ALWAYS],
        Context::Briefing => &[&BRIEFING, &SCROLL, &BACK, &HELP, &ALWAYS],
        Context::Pager => &[&PAGER, &HELP, &ALWAYS],
        Context::PromptEmpty => &[&ENTER, &NEXT_PANE, &PROMPT, &PANES, &HELP, &ALWAYS],
        Context::Prompt => &[&ENTER, &COMPLETE, &PROMPT, &PANES, &HELP_TYPING, &ALWAYS],
        Context::Panes => &[&LOOK, &SCROLL, &PANES, &HELP, &ALWAYS],
        Context::Debrief => &[&DEBRIEF, &SCROLL, &HELP, &ALWAYS],
        Context::DebriefPrompt => &[&ENTER, &COMPLETE, &PROMPT, &HELP_TYPING, &ALWAYS],
        Context::Confirm => &[&CONFIRM, &ALWAYS],
        Context::Leave => &[&LEAVE, &ALWAYS],
        Context::Trouble => &[&TROUBLE, &ALWAYS],
        Context::Help => &[&BACK, &SCROLL, &ALWAYS],
        Context::TooSmall => &[&ALWAYS],
    }
}

/// Whether plain characters are text there.
#[must_use]
pub const fn is_text(context: Context) -> bool {
    matches!(
        context,
        Context::Prompt | Context::DebriefPrompt | Context::Confirm
    )
}

/// The rows that hold in a context.
pub fn bindings(context: Context) -> impl Iterator<Item = &'static Binding> {
    let is_text = is_text(context);
    groups(context).iter().copied().flatten().filter(move |it| {
        let plain = |key: &Key| matches!(key, Key::Char(_));
        !(is_text && it.keys.iter().all(plain))
    })
}

/// What a key asks for in a context; nothing if it is text there, or means nothing.
#[must_use]
pub fn intent(context: Context, pressed: Key) -> Option<Intent> {
    if is_text(context) && matches!(pressed, Key::Char(_)) {
        return None;
    }
    bindings(context)
        .find(|it| it.keys.contains(&pressed))
        .map(|it| it.intent)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Context; 16] = [
        Context::Home,
        Context::Spinning,
        Context::Picked,
        Context::Library,
        Context::Briefing,
        Context::Pager,
        Context::PromptEmpty,
        Context::Prompt,
        Context::Panes,
        Context::Debrief,
        Context::DebriefPrompt,
        Context::Confirm,
        Context::Leave,
        Context::Trouble,
        Context::Help,
        Context::TooSmall,
    ];

    #[test]
    fn a_key_means_one_thing_in_a_context() {
        for context in ALL {
            let mut keys: Vec<Key> = bindings(context).flat_map(|it| it.keys).copied().collect();
            keys.sort_unstable();
            let n_keys = keys.len();
            keys.dedup();
            assert_eq!(keys.len(), n_keys, "{context:?}");
        }
    }

    #[test]
    fn letters_are_text_while_typing() {
        for c in ('a'..='z').chain('0'..='9').chain(['?', ' ', ':', '/']) {
            assert_eq!(intent(Context::Prompt, C(c)), None, "{c}");
        }
        for c in ('a'..='z').chain([' ', ':', '/']) {
            assert_eq!(intent(Context::PromptEmpty, C(c)), None, "{c}");
        }
        assert_eq!(intent(Context::PromptEmpty, C('?')), Some(Intent::Help));
    }

    #[test]
    fn there_is_a_way_out_of_everywhere() {
        for context in ALL {
            assert_eq!(
                intent(context, Ctrl('c')),
                Some(Intent::LeaveNow),
                "{context:?}"
            );
        }
    }
}
