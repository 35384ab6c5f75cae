//! The incident room: what is shown of it, where one is in it.
//!
//! Invariant: the timeline is kept and only what is new is wrapped; everything else is asked of
//! `view` for each picture. The room never holds anything that is journaled.

mod head;
mod layout;
mod paint;

pub use paint::put_prompt;

use ratatui::layout::{Rect, Size};

use super::keys::{Context, Intent};
use super::panes::{Pane, board, commands, logs, people, signals, timeline};
use super::paper::Row;
use super::prompt::Prompt;
use super::scroll::Scroll;
use crate::view::cards::Card;
use crate::view::help::help;
use crate::view::prompt::{self as view_prompt, Completion};
use crate::view::room::{Extent, Header, Room, room};
use crate::view::timeline::{Entry, Place, since};
use crate::view::{Scene, signals as view_signals};
use layout::Layout;

/// How many completions are thought of.
const COMPLETIONS_MAX: usize = 40;

/// The incident room and where one is in it.
#[derive(Debug, Clone)]
pub struct RoomScreen {
    /// The arrows are the line's; else they look around. Letters are text either way.
    pub typing: bool,
    pane: Pane,
    scrolls: [Scroll; 6],
    entries: Vec<Entry>,
    place: Place,
    wrapped: Wrapped,
    picture: Option<Picture>,
}

/// The timeline's rows for a width.
#[derive(Debug, Clone, Default)]
struct Wrapped {
    width: usize,
    n_entries: usize,
    rows: Vec<Row>,
}

/// Everything that is painted, finished.
#[derive(Debug, Clone)]
struct Picture {
    header: Header,
    room: Room,
    prompt: view_prompt::Prompt,
    completions: Vec<Completion>,
    /// The rows of the panes shown, with their places.
    panes: Vec<(Pane, Rect, Vec<Row>)>,
    layout: Layout,
    is_over: bool,
}

impl Default for RoomScreen {
    fn default() -> Self {
        let scroll = |pane: Pane| {
            if pane.follows() {
                Scroll::end()
            } else {
                Scroll::top()
            }
        };
        Self {
            typing: true,
            pane: Pane::Timeline,
            scrolls: Pane::ALL.map(scroll),
            entries: Vec::new(),
            place: Place::default(),
            wrapped: Wrapped::default(),
            picture: None,
        }
    }
}

impl RoomScreen {
    /// Where the keys go, with that prompt.
    #[must_use]
    pub fn context(&self, prompt: &Prompt) -> Context {
        match (self.typing, prompt.is_empty()) {
            (true, true) => Context::PromptEmpty,
            (true, false) => Context::Prompt,
            (false, true) => Context::Panes,
            (false, false) => Context::PanesTyped,
        }
    }

    /// The card that the pane with the keys opens, if it has one.
    #[must_use]
    pub const fn card(&self) -> Option<Card> {
        match self.pane {
            Pane::People => Some(Card::People),
            Pane::Board => Some(Card::Hypotheses),
            Pane::Timeline | Pane::Signals | Pane::Logs | Pane::Commands => None,
        }
    }

    /// Shows a pane.
    pub const fn show(&mut self, pane: Pane) {
        self.pane = pane;
    }

    /// Scrolls or changes panes, if that is what the key asks for, and says whether it was.
    pub fn obey(&mut self, intent: Intent) -> bool {
        let n_panes = Pane::ALL.len();
        let here = self.pane.idx();
        match intent {
            Intent::NextPane => self.pane = Pane::ALL[(here + 1) % n_panes],
            Intent::PreviousPane => self.pane = Pane::ALL[(here + n_panes - 1) % n_panes],
            Intent::Pane(nth) => {
                if let Some(pane) = Pane::ALL.get(usize::from(nth)) {
                    self.pane = *pane;
                }
            }
            _ => return self.scrolls[here].obey(intent),
        }
        true
    }

    /// The possibilities for what is typed.
    #[must_use]
    pub fn completions(scene: &Scene, prompt: &Prompt) -> Vec<Completion> {
        if prompt.is_empty() {
            return Vec::new();
        }
        view_prompt::completions(scene, prompt.wanted(), COMPLETIONS_MAX)
    }

    /// Makes the picture for a screen of that size.
    pub fn arrange(&mut self, scene: &Scene, prompt: &Prompt, size: Size) {
        let layout = Layout::of(size, self.pane);
        let (new, place) = since(scene, self.place);
        self.entries.extend(new);
        self.place = place;
        let timeline_width = layout
            .panes
            .iter()
            .find(|(pane, _)| *pane == Pane::Timeline)
            .map(|(_, area)| usize::from(area.width));
        if let Some(width) = timeline_width {
            self.wrapped.catch_up(&self.entries, width);
        }
        let shown = room(scene, extent(scene, &layout));
        let panes = layout.panes.iter().enumerate().map(|(nth, (pane, area))| {
            let width = usize::from(area.width);
            let rows = match pane {
                Pane::Timeline => Vec::new(),
                Pane::Signals => signals::rows(&shown.alerts, &shown.metrics, width),
                Pane::Logs => logs::rows(&shown.logs, width, nth == 0),
                Pane::People => {
                    let of = |wraps| {
                        let (people, claims) = (&shown.people, &shown.claims);
                        people::rows(people, claims, &shown.audiences, width, wraps)
                    };
                    let whole = of(true);
                    let fits = nth == 0 || whole.len() <= usize::from(area.height);
                    if fits { whole } else { of(false) }
                }
                Pane::Board => board::rows(&shown.board, width),
                Pane::Commands => commands::rows(&help(scene, None), width),
            };
            (*pane, *area, rows)
        });
        let panes = panes.collect();
        self.picture = Some(Picture {
            header: shown.header.clone(),
            room: shown,
            prompt: view_prompt::prompt(scene),
            completions: Self::completions(scene, prompt),
            panes,
            layout,
            is_over: scene.state().ended.is_some(),
        });
    }
}

/// How much of each thing the panes have room for.
fn extent(scene: &Scene, layout: &Layout) -> Extent {
    let of = |wanted: Pane| layout.panes.iter().find(|(pane, _)| *pane == wanted);
    let window = view_signals::window(scene.scenario());
    let n_logs = u16::try_from(scene.scenario().logs.len().max(1)).unwrap_or(u16::MAX);
    Extent {
        window,
        n_points: of(Pane::Signals).map_or(1, |(_, area)| {
            let metrics = view_signals::metrics(scene, window, 1);
            signals::n_points(area.width.into(), &metrics)
        }),
        n_log_lines: of(Pane::Logs).map_or(0, |(_, area)| {
            let each = (area.height / n_logs).saturating_sub(2).max(4);
            usize::from(each)
        }),
    }
}

impl Wrapped {
    fn catch_up(&mut self, entries: &[Entry], width: usize) {
        if self.width != width {
            *self = Self {
                width,
                ..Self::default()
            };
        }
        timeline::rows(&mut self.rows, &entries[self.n_entries..], width);
        self.n_entries = entries.len();
    }
}
