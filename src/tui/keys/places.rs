//! How the help sorts the rows of the key table: by what a key is for, under where one is.
//!
//! Invariant: every intent is for something, so every row of the table stands in the help.

use super::{Context, Intent};
use crate::view::screens;

/// What a key is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Where one looks.
    Moving,
    /// What one does.
    Acting,
    /// A step back, or out.
    Leaving,
}

impl Part {
    /// All of them, in the order of the help.
    pub const ALL: [Self; 3] = [Self::Moving, Self::Acting, Self::Leaving];

    /// Its heading.
    #[must_use]
    pub const fn heading(self) -> &'static str {
        match self {
            Self::Moving => screens::MOVING,
            Self::Acting => screens::ACTING,
            Self::Leaving => screens::LEAVING,
        }
    }

    /// What a key with that intent is for.
    #[must_use]
    pub const fn of(intent: Intent) -> Self {
        match intent {
            Intent::Up
            | Intent::Down
            | Intent::PageUp
            | Intent::PageDown
            | Intent::First
            | Intent::Last
            | Intent::NextField
            | Intent::PreviousField
            | Intent::NextPane
            | Intent::PreviousPane
            | Intent::Pane(_)
            | Intent::Zoom
            | Intent::Left
            | Intent::Right
            | Intent::Wider
            | Intent::Narrower
            | Intent::Preview => Self::Moving,
            Intent::Accept
            | Intent::Help
            | Intent::Palette
            | Intent::Copy
            | Intent::Compose
            | Intent::Send
            | Intent::Less
            | Intent::More
            | Intent::MuchLess
            | Intent::MuchMore
            | Intent::Drop
            | Intent::Page
            | Intent::Ask
            | Intent::Command
            | Intent::History
            | Intent::Sort
            | Intent::Export
            | Intent::Gentler
            | Intent::Harder
            | Intent::Seed
            | Intent::Spin
            | Intent::Library
            | Intent::Resume
            | Intent::Odds
            | Intent::Acknowledge
            | Intent::Filter
            | Intent::Follow
            | Intent::Runbooks
            | Intent::Complete
            | Intent::Take
            | Intent::Earlier
            | Intent::Later
            | Intent::Type
            | Intent::Yes
            | Intent::Retry
            | Intent::Settings
            | Intent::Save
            | Intent::Coach
            | Intent::Tutorial
            | Intent::Again
            | Intent::Another
            | Intent::Suggested => Self::Acting,
            Intent::Back
            | Intent::Quit
            | Intent::LeaveNow
            | Intent::Suspend
            | Intent::Clear
            | Intent::No => Self::Leaving,
        }
    }
}

/// Where one is, in words.
#[must_use]
pub const fn place(context: Context) -> &'static str {
    match context {
        Context::Home | Context::HomeOpen => "the home screen",
        Context::Spinning => "the wheel turns",
        Context::Picked => "the wheel has stopped",
        Context::Library => "the library",
        Context::LibraryFilter => "the library, looking for something",
        Context::Preview => "what a scenario is about",
        Context::History => "what was played so far",
        Context::Briefing => "the briefing; no clock runs yet",
        Context::BriefingSeed => "the briefing, typing a seed",
        Context::Pager => "the page rings, the clock runs; letters type",
        Context::PagerTyped => "the page rings, the clock runs; something is typed",
        Context::PromptEmpty => "the incident room, at the line; nothing is typed",
        Context::Prompt => "the incident room, at the line; something is typed",
        Context::Panes => "the incident room, looking around",
        Context::PanesTyped => "the incident room, looking around; what is typed stays",
        Context::LookCards => "the incident room, looking around among people or hypotheses",
        Context::LookSignals => "the incident room, looking around among the graphs",
        Context::LookLogs => "the incident room, looking around in the logs",
        Context::LookMap => "the incident room, looking around on the map",
        Context::Zoom => "the incident room, one pane the whole width",
        Context::ZoomCards => "the incident room, people or hypotheses the whole width",
        Context::ZoomTimeline => "the incident room, the timeline the whole width",
        Context::ZoomSignals => "the incident room, the graphs the whole width",
        Context::ZoomLogs => "the incident room, the logs the whole width",
        Context::ZoomMap => "the incident room, the map the whole width",
        Context::Chart => "the incident room, one graph as a large chart",
        Context::LogFilter => "the logs, typing what their lines hold",
        Context::Runbooks => "the list of runbooks",
        Context::Runbook => "a runbook",
        Context::Debrief | Context::DebriefAgain => "the debrief; nothing is typed",
        Context::DebriefPrompt => "the debrief; something is typed",
        Context::Palette => "everything that can be done, to pick from",
        Context::Update => "an update, being written",
        Context::Hypotheses => "the card of hypotheses",
        Context::People => "the card of people",
        Context::Confirm => "a risk to be accepted, or not",
        Context::Leave | Context::LeaveDebrief => "asked whether to leave",
        Context::Trouble => "the journal cannot be written",
        Context::Help => "the help",
        Context::Settings => "the settings",
        Context::SettingsTyping => "the settings, typing one",
        Context::TooSmall => "too small a terminal",
    }
}

/// Whether it is in the incident room, where entries and tabs have signs.
#[must_use]
pub const fn is_room(context: Context) -> bool {
    matches!(
        context,
        Context::PromptEmpty
            | Context::Prompt
            | Context::Panes
            | Context::PanesTyped
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
            | Context::Chart
    )
}
