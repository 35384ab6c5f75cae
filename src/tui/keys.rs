//! The one key table: what each key means where, what the key bar and the help show of it.
//!
//! Invariant: a key that does something is in here, with words for it. While a text field has
//! the focus, plain characters that stand in no row are text.

pub mod places;
mod table;

use super::input::Key;
pub use table::groups;

/// Where the keys go: a screen, a part of one, or what lies over it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Context {
    /// The home screen, the wheel standing.
    Home,
    /// The same, with a session to take up.
    HomeOpen,
    /// The wheel is turning.
    Spinning,
    /// The wheel has stopped.
    Picked,
    /// The library list.
    Library,
    /// The library, looking for something.
    LibraryFilter,
    /// The whole preview of a scenario.
    Preview,
    /// What was played.
    History,
    /// The briefing.
    Briefing,
    /// The briefing, typing a seed.
    BriefingSeed,
    /// The page rings, with nothing typed yet.
    Pager,
    /// The page rings, and something is typed.
    PagerTyped,
    /// The incident room, typing, with nothing typed yet.
    PromptEmpty,
    /// The incident room, typing.
    Prompt,
    /// The incident room, looking around, with nothing typed yet.
    Panes,
    /// The incident room, looking around while something is typed.
    PanesTyped,
    /// Looking around where there is a card to open.
    LookCards,
    /// Looking around among the graphs.
    LookSignals,
    /// Looking around in the logs.
    LookLogs,
    /// Looking around on the service map.
    LookMap,
    /// A pane has the whole width.
    Zoom,
    /// A pane with a card to open has it.
    ZoomCards,
    /// The timeline has it.
    ZoomTimeline,
    /// The graphs have it.
    ZoomSignals,
    /// The logs have it.
    ZoomLogs,
    /// The service map has it.
    ZoomMap,
    /// A graph is drawn large.
    Chart,
    /// Typing what the lines of the logs hold.
    LogFilter,
    /// The list of runbooks.
    Runbooks,
    /// A runbook.
    Runbook,
    /// The debrief, with nothing typed.
    Debrief,
    /// The same of a session that is over, read again.
    DebriefAgain,
    /// The debrief, typing.
    DebriefPrompt,
    /// Everything that can be done, to pick from.
    Palette,
    /// An update being written.
    Update,
    /// The card of hypotheses.
    Hypotheses,
    /// The card of responders.
    People,
    /// A risk to confirm.
    Confirm,
    /// Whether to leave the incident.
    Leave,
    /// Whether to leave the debrief.
    LeaveDebrief,
    /// The journal cannot be written.
    Trouble,
    /// The help.
    Help,
    /// The settings.
    Settings,
    /// The settings, typing one.
    SettingsTyping,
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
    /// Everything that can be done.
    Palette,
    /// Into the clipboard.
    Copy,
    /// An update to write.
    Compose,
    /// The next part of what is filled in.
    NextField,
    /// The part before.
    PreviousField,
    /// What is written goes out.
    Send,
    /// A little less, or one to the left.
    Less,
    /// A little more, or one to the right.
    More,
    /// Much less.
    MuchLess,
    /// Much more.
    MuchMore,
    /// Off the board.
    Drop,
    /// Call somebody in.
    Page,
    /// Ask somebody for something.
    Ask,
    /// Name the incident commander.
    Command,
    /// What was played.
    History,
    /// Another order.
    Sort,
    /// All of the preview.
    Preview,
    /// Write a session to a file.
    Export,
    /// Time presses less.
    Gentler,
    /// Time presses harder.
    Harder,
    /// Another seed.
    Seed,
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
    /// The pane with that number, from 0; once more: zoom it.
    Pane(u8),
    /// The whole width for a pane, or no more.
    Zoom,
    /// One to the left: a stream, a sort of entry, a moment.
    Left,
    /// One to the right.
    Right,
    /// Type what lines hold.
    Filter,
    /// Follow what comes, or stand.
    Follow,
    /// More time on a chart.
    Wider,
    /// Less time on a chart.
    Narrower,
    /// The runbooks.
    Runbooks,
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
    /// Empty the line.
    Clear,
    /// Yes.
    Yes,
    /// No.
    No,
    /// Try again.
    Retry,
    /// The settings.
    Settings,
    /// Write it to a file.
    Save,
    /// The coach away, or back.
    Coach,
    /// The tutorial.
    Tutorial,
    /// The same scenario again, with the same seed.
    Again,
    /// The same scenario again, with another seed.
    Another,
    /// The scenario that is suggested.
    Suggested,
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

/// Whether plain characters are text there.
#[must_use]
pub const fn is_text(context: Context) -> bool {
    matches!(
        context,
        Context::LibraryFilter
            | Context::BriefingSeed
            | Context::PagerTyped
            | Context::Prompt
            | Context::PanesTyped
            | Context::DebriefPrompt
            | Context::Palette
            | Context::Update
            | Context::Confirm
            | Context::SettingsTyping
            | Context::Trouble
            | Context::LogFilter
    )
}

/// The rows that hold in a context.
pub fn bindings(context: Context) -> impl Iterator<Item = &'static Binding> {
    let is_text = is_text(context);
    groups(context).flatten().filter(move |it| {
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
    use Key::{Char as C, Ctrl};

    use super::*;
    use crate::tui::overlay::palette::is_offered;

    const ALL: [Context; 45] = [
        Context::Home,
        Context::HomeOpen,
        Context::Spinning,
        Context::Picked,
        Context::Library,
        Context::LibraryFilter,
        Context::Preview,
        Context::History,
        Context::Briefing,
        Context::BriefingSeed,
        Context::Pager,
        Context::PagerTyped,
        Context::PromptEmpty,
        Context::Prompt,
        Context::Panes,
        Context::PanesTyped,
        Context::LookCards,
        Context::LookSignals,
        Context::LookLogs,
        Context::LookMap,
        Context::Zoom,
        Context::ZoomCards,
        Context::ZoomTimeline,
        Context::ZoomSignals,
        Context::ZoomLogs,
        Context::ZoomMap,
        Context::Chart,
        Context::LogFilter,
        Context::Runbooks,
        Context::Runbook,
        Context::Debrief,
        Context::DebriefAgain,
        Context::DebriefPrompt,
        Context::Palette,
        Context::Update,
        Context::Hypotheses,
        Context::People,
        Context::Confirm,
        Context::Leave,
        Context::LeaveDebrief,
        Context::Trouble,
        Context::Help,
        Context::Settings,
        Context::SettingsTyping,
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
        let texts = [
            Context::PagerTyped,
            Context::Prompt,
            Context::PanesTyped,
            Context::Palette,
            Context::Update,
            Context::LogFilter,
        ];
        for context in texts {
            for c in ('a'..='z').chain('0'..='9').chain(['?', ' ', ':', '/']) {
                assert_eq!(intent(context, C(c)), None, "{context:?} {c}");
            }
        }
        // What is only read closes by the letter all pagers close by; of the words only `quit`
        // begins with it.
        for context in [Context::Help, Context::Runbook] {
            for c in ('a'..='z').filter(|c| *c != 'q').chain(['/']) {
                assert_eq!(intent(context, C(c)), None, "{context:?} {c}");
            }
        }
        for context in [Context::Pager, Context::PromptEmpty] {
            for c in ('a'..='z').chain([' ', '/']) {
                assert_eq!(intent(context, C(c)), None, "{context:?} {c}");
            }
        }
        // No line begins with a space: in the debrief it opens what is marked.
        for c in ('a'..='z').chain(['/']) {
            assert_eq!(intent(Context::Debrief, C(c)), None, "{c}");
        }
        // Looking around takes one letter for itself, and the logs what no command begins with.
        let looking = [Context::Panes, Context::LookSignals, Context::LookMap];
        for context in looking {
            for c in ('a'..='y').chain([' ', '/']) {
                assert_eq!(intent(context, C(c)), None, "{context:?} {c}");
            }
        }
        assert_eq!(intent(Context::PromptEmpty, C('?')), Some(Intent::Help));
    }

    /// A key that every keyboard has and no terminal keeps for itself.
    fn plain(context: Context, wanted: Intent) -> bool {
        let mut rows = bindings(context).filter(|it| it.intent == wanted);
        let is_plain = |key: &Key| match key {
            Key::Char(_) => !is_text(context),
            Key::Ctrl(_) | Key::Alt(_) => false,
            _ => true,
        };
        rows.any(|it| it.keys.iter().any(is_plain))
    }

    #[test]
    fn every_ctrl_chord_has_a_plain_twin() {
        let is_chord = |it: &&Binding| it.keys.iter().any(|key| matches!(key, Ctrl(_)));
        let mut wrong = Vec::new();
        for context in ALL {
            let leaving = [Key::Esc, Key::Char('q')];
            let goes_back = leaving.iter().any(|key| intent(context, *key).is_some());
            for chord in bindings(context).filter(is_chord) {
                let in_palette = plain(context, Intent::Palette) && is_offered(chord);
                // These two hold everywhere: leaving step by step does what the one does, and
                // the other one is in the palette of the screen a step back. A screen that is
                // too small has no key at all.
                let is_everywhere = matches!(chord.intent, Intent::LeaveNow | Intent::Suspend);
                let is_exempt = is_everywhere && (goes_back || context == Context::TooSmall);
                if !(plain(context, chord.intent) || in_palette || is_exempt) {
                    wrong.push(format!("{context:?} {}", chord.shown));
                }
            }
        }
        assert_eq!(wrong, [""; 0]);
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

    #[test]
    fn where_there_is_a_help_the_bar_says_so_in_the_smallest_room() {
        use crate::tui::keybar::keybar;

        for context in ALL {
            let helps = |it: &Binding| it.intent == Intent::Help && it.bar.is_some();
            for width in [60, 80, 120, 200] {
                let bar = keybar(context, width, &|_| true);
                assert!(bar.width() <= width, "{context:?} in {width}: {bar}");
                if bindings(context).any(helps) {
                    assert!(bar.to_string().contains(" keys "), "{context:?}: {bar}");
                }
            }
        }
    }
}
