//! The incident room: what is shown of it, where one is in it.
//!
//! Invariant: the timeline is kept and only what is new is wrapped; everything else is asked of
//! `view` for each picture. The room never holds anything that is journaled.

mod head;
mod layout;
mod look;
mod news;
mod paint;
mod picture;

pub use paint::put_prompt;

use std::cell::Cell;

use ratatui::layout::{Position, Rect};

use super::input::Key;
use super::keys::{Context, Intent};
use super::panes::{Pane, selected};
use super::paper::Row;
use super::prompt::Prompt;
use super::scroll::Scroll;
use crate::engine::id::{ActionIdx, MetricIdx};
use crate::view::Scene;
use crate::view::cards::Card;
use crate::view::copied;
use crate::view::prompt::{self as view_prompt, Completion};
use crate::view::timeline::{Entry, Kind, Place};
use head::TabEnds;
use look::{Choice, Look, Zoom};
use news::News;
use picture::{Content, Picture, Wrapped};

/// How many completions are thought of.
const COMPLETIONS_MAX: usize = 40;

/// The incident room and where one is in it.
#[derive(Debug, Clone)]
pub struct RoomScreen {
    /// The arrows are the line's; else they look around. Letters are text either way.
    pub typing: bool,
    pane: Pane,
    look: Look,
    choice: Choice,
    scrolls: [Scroll; Pane::ALL.len()],
    /// Something else was selected: the next picture shows it.
    reveals: bool,
    entries: Vec<Entry>,
    place: Place,
    news: News,
    commands: Commands,
    wrapped: Wrapped,
    picture: Option<Picture>,
    tab_ends: Cell<TabEnds>,
}

/// Which commands were there when the pane of them was looked at last.
#[derive(Debug, Clone, Default)]
struct Commands {
    /// Those; none before the first time.
    known: Option<Vec<ActionIdx>>,
    /// Those that were new when it was turned to, as long as it is looked at.
    new: Vec<ActionIdx>,
    is_looked_at: bool,
}

impl Commands {
    /// Takes in what is listed now, and says how much of it nobody has looked at.
    fn look(&mut self, listed: Vec<ActionIdx>, sees: bool) -> usize {
        let known = self.known.get_or_insert_with(|| listed.clone());
        let new = listed.iter().filter(|it| !known.contains(it));
        let new: Vec<ActionIdx> = new.copied().collect();
        let n_new = new.len();
        if sees {
            if !self.is_looked_at {
                self.new = new;
            }
            self.known = Some(listed);
        } else {
            self.new.clear();
        }
        self.is_looked_at = sees;
        n_new
    }
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
            look: Look::default(),
            choice: Choice::default(),
            scrolls: Pane::ALL.map(scroll),
            reveals: false,
            entries: Vec::new(),
            place: Place::default(),
            news: News::default(),
            commands: Commands::default(),
            wrapped: Wrapped::default(),
            picture: None,
            tab_ends: Cell::default(),
        }
    }
}

impl RoomScreen {
    /// Where the keys go, with that prompt.
    #[must_use]
    pub fn context(&self, prompt: &Prompt) -> Context {
        if self.look.filtering {
            return Context::LogFilter;
        }
        match (self.typing, prompt.is_empty()) {
            (true, true) => Context::PromptEmpty,
            (true, false) => Context::Prompt,
            (false, true) => self.look.context(self.pane),
            (false, false) => Context::PanesTyped,
        }
    }

    /// Gives the keys to the pane under the pointer, or to the line.
    pub fn click(&mut self, at: Position) {
        let Some(picture) = &self.picture else {
            return;
        };
        let layout = &picture.layout;
        if layout.foot[1..].iter().any(|area| area.contains(at)) {
            self.typing = true;
        } else if layout.tabs.contains(at) {
            let column = usize::from(at.x - layout.tabs.x);
            let ends = self.tab_ends.get();
            let nth = ends.iter().position(|end| column < usize::from(*end));
            if let Some(pane) = nth.and_then(|nth| Pane::ALL.get(nth)) {
                self.show(*pane);
            }
        } else if let Some(pane) = self.pane_at(at) {
            self.show(pane);
        }
    }

    /// Scrolls the pane under the pointer.
    pub fn scroll(&mut self, at: Position, intent: Intent) {
        if let Some(pane) = self.pane_at(at) {
            self.scrolls[pane.idx()].obey(intent);
        }
    }

    /// The pane under the pointer, with its title.
    fn pane_at(&self, at: Position) -> Option<Pane> {
        let panes = &self.picture.as_ref()?.panes;
        let below = Position {
            y: at.y.saturating_add(1),
            ..at
        };
        let is_there = |area: &Rect| area.contains(at) || area.contains(below);
        let found = panes.iter().find(|(_, area, _)| is_there(area));
        found.map(|(pane, _, _)| *pane)
    }

    /// The last command and its output.
    #[must_use]
    pub fn last_output(&self) -> Option<String> {
        copied::last_output(&self.entries)
    }

    /// The card that the pane with the keys opens, if it has one, and what is selected for it.
    #[must_use]
    pub fn card(&self) -> Option<(Card, Option<String>)> {
        let shown = self.picture.as_ref().map(|it| &it.room);
        match self.pane {
            Pane::People => {
                let here = shown.and_then(|it| it.people.get(self.look.person));
                Some((Card::People, here.map(|it| it.id.clone())))
            }
            Pane::Board => {
                let all = shown.map(|it| &it.board.hypotheses);
                let here = all.and_then(|it| it.get(self.look.hypothesis));
                Some((Card::Hypotheses, here.map(|it| it.id.clone())))
            }
            Pane::Timeline | Pane::Signals | Pane::Logs | Pane::Commands | Pane::Map => None,
        }
    }

    /// Shows a pane.
    pub fn show(&mut self, pane: Pane) {
        if pane != self.pane {
            self.look.turned();
        }
        self.pane = pane;
    }

    /// Shows a metric as a large chart.
    pub fn show_chart(&mut self, metric: MetricIdx) {
        self.show(Pane::Signals);
        self.look.metric = metric.0;
        self.look.open_chart();
    }

    /// Whether a key would do something now.
    #[must_use]
    pub fn does(&self, intent: Intent, prompt: &Prompt) -> bool {
        let is_chart = self.look.zoom == Zoom::Chart;
        let is_over = self.picture.as_ref().is_some_and(|it| it.is_over);
        match intent {
            // An empty line is nothing to do, but for the way to the debrief.
            Intent::Accept if self.typing => is_over || !prompt.is_empty(),
            // On a chart and among things to choose from these are no scrolling.
            Intent::PageUp if !is_chart => !self.scrolls[self.pane.idx()].is_at_top(),
            Intent::PageDown if !is_chart => !self.scrolls[self.pane.idx()].is_at_end(),
            Intent::Last if self.typing && self.pane.follows() => {
                !self.scrolls[self.pane.idx()].is_at_end()
            }
            Intent::First | Intent::Last if self.typing => false,
            _ => true,
        }
    }

    /// Edits the filter of the logs, if that is what is typed now, and says whether it was.
    pub fn edit_filter(&mut self, key: Key) -> bool {
        if self.look.filtering {
            self.look.filter.edit(key);
        }
        self.look.filtering
    }

    /// Pastes into the filter of the logs, if that is what is typed now, and says whether it was.
    pub fn paste_filter(&mut self, text: &str) -> bool {
        if self.look.filtering {
            self.look.filter.insert(text);
        }
        self.look.filtering
    }

    /// One step back from looking closely, and whether there was one to go.
    pub fn back(&mut self) -> bool {
        if self.look.filtering {
            self.look.filtering = false;
            self.look.filter.clear();
            return true;
        }
        let is_looking = !self.typing;
        is_looking && self.look.back(self.pane)
    }

    /// Scrolls, chooses or changes panes, if that is what the key asks for, and says whether it
    /// was.
    pub fn obey(&mut self, intent: Intent) -> bool {
        let n_panes = Pane::ALL.len();
        let here = self.pane.idx();
        match intent {
            Intent::Accept if self.look.filtering => self.look.filtering = false,
            Intent::NextPane => self.show(Pane::ALL[(here + 1) % n_panes]),
            Intent::PreviousPane => self.show(Pane::ALL[(here + n_panes - 1) % n_panes]),
            Intent::Zoom => self.look.zoom = Zoom::Pane,
            Intent::Pane(nth) => {
                if let Some(pane) = Pane::ALL.get(usize::from(nth)) {
                    self.show_or_zoom(*pane);
                }
            }
            _ if !self.typing && self.look.obey(self.pane, self.choice, intent) => {
                self.reveal();
            }
            _ => return self.scrolls[here].obey(intent),
        }
        true
    }

    /// How often alerts have fired or cleared, as far as it is told.
    #[must_use]
    pub fn n_alert_news(&self) -> usize {
        let alerts = self.entries.iter().filter(|it| it.kind == Kind::Alert);
        alerts.count()
    }

    /// Where the alerts that fire are told.
    #[must_use]
    pub fn alert_line(&self) -> Rect {
        self.picture
            .as_ref()
            .map_or(Rect::ZERO, |it| it.layout.head[2])
    }

    /// Another pane; the one that is shown already gets the whole width, or gives it back.
    fn show_or_zoom(&mut self, pane: Pane) {
        if pane == self.pane {
            self.look.zoom = match self.look.zoom {
                Zoom::None => Zoom::Pane,
                Zoom::Pane | Zoom::Chart => Zoom::None,
            };
            self.typing = self.look.zoom == Zoom::None;
        }
        self.show(pane);
    }

    /// Goes on with what is told now: who does something wants to see what comes of it.
    pub fn follow(&mut self) {
        self.scrolls[Pane::Timeline.idx()] = Scroll::end();
    }

    /// Moves the window to what is selected, once it is drawn; logs that are read closely begin at
    /// their end.
    fn reveal(&mut self) {
        match self.pane {
            Pane::Logs | Pane::Timeline => self.scrolls[self.pane.idx()] = Scroll::end(),
            Pane::Signals | Pane::People | Pane::Board | Pane::Commands | Pane::Map => {
                self.reveals = true;
            }
        }
    }

    /// Moves the window over the rows of the main pane to those of what is selected.
    fn reveal_selected(&mut self, rows: &[Row]) {
        let here = selected(rows);
        let scroll = &mut self.scrolls[self.pane.idx()];
        if self.reveals && !here.is_empty() {
            scroll.reveal(here.end - 1);
            scroll.reveal(here.start);
        }
    }

    /// The possibilities for what is typed.
    #[must_use]
    pub fn completions(scene: &Scene, prompt: &Prompt) -> Vec<Completion> {
        if prompt.is_empty() {
            return Vec::new();
        }
        view_prompt::completions(scene, prompt.wanted(), COMPLETIONS_MAX)
    }
}
