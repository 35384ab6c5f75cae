//! What the screens do with what comes in: one screen, a stack of what lies over it.
//!
//! Invariant: nothing in here waits, writes or reads a clock. Keys come in, effects go out; a
//! test needs neither terminal nor disk.

mod obey;
mod over;
mod paint;
mod pointer;

use std::time::Duration;

use ratatui::layout::Size;

use super::Brief;
use super::briefing::BriefingScreen;
use super::coach::Panel;
use super::debrief::DebriefScreen;
use super::home::{HomeScreen, Listed};
use super::input::Input;
use super::keys::{Context, Intent, intent};
use super::motion::{Motion, Moves};
use super::overlay::{Asked, Overlay};
use super::pager::PagerScreen;
use super::panes::Pane;
use super::prompt::Prompt;
use super::room::RoomScreen;
use super::settings::SettingsScreen;
use crate::content::config::{Setting, Value};
use crate::engine::command::Rejection;
use crate::engine::event::Stress;
use crate::engine::prompt::Show;
use crate::engine::score::Marks;
use crate::engine::seed::Seed;
use crate::engine::state::Phase;
use crate::engine::time::Elapsed;
use crate::engine::wheel::Spin;
use crate::play::Outcome;
use crate::view::cards::Card;
use crate::view::composer::Draft;
use crate::view::confirm::{self, Confirm};
use crate::view::debrief::next::Next;
use crate::view::help::{help, help_now};
use crate::view::home::Home;
use crate::view::listing::Preview;
use crate::view::prompt::{kept_here, taken_up};
use crate::view::refusal::{misread, passes, rejected};
use crate::view::runbook::{page, runbooks};
use crate::view::settings::Sheet;
use crate::view::timeline::{self, Kind, Place};
use crate::view::typed::history;
use crate::view::{Scene, screens};

/// Fewest columns and rows there is a screen for.
pub const SIZE_MIN: Size = Size {
    width: 60,
    height: 16,
};

/// Ctrl-C twice within this time leaves.
const TWICE_WITHIN: Duration = Duration::from_secs(3);

/// What the screens ask of whoever runs them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Pick a scenario; then [`App::pushed`].
    Spin,
    /// Load a scenario's briefing; then [`App::brief`].
    Brief(String),
    /// Begin to play a scenario; then [`App::enter`].
    Begin {
        /// Its id.
        id: String,
        /// How hard time presses.
        stress: Stress,
        /// Where chance comes from.
        seed: Seed,
    },
    /// Take a session up; then [`App::enter`].
    Resume(String),
    /// Write a session to a file; then [`App::say`].
    Export(String),
    /// Write the debrief to a file; then [`App::say`].
    Report,
    /// The briefing of what was played; with another seed if that is said. Then [`App::brief`].
    Again {
        /// With a new one.
        another_seed: bool,
    },
    /// Put what was typed to the world; then [`App::told`].
    Typed {
        /// What.
        text: String,
        /// A risk was read and accepted.
        confirmed: bool,
    },
    /// Try to write the journal again.
    Retry,
    /// Leave the session, go home; then [`App::home`].
    GoHome,
    /// Show the settings; then [`App::settings`].
    Settings,
    /// Set something; then [`App::settings`].
    Set(Setting, Value),
    /// Write the settings; then [`App::settings`].
    SaveSettings,
    /// Put a text into the clipboard; then [`App::say`].
    Copy(String),
    /// Put the command that writes the debrief into the clipboard; then [`App::say`].
    CopyDebrief,
    /// Stop the process until it is continued.
    Suspend,
    /// Leave the program; a session is kept.
    Quit,
}

/// The screens.
#[derive(Debug)]
pub struct App {
    screen: Screen,
    overlays: Vec<Overlay>,
    prompt: Prompt,
    /// An update that was written and not posted.
    draft: Draft,
    notice: Option<Notice>,
    size: Size,
    interrupted: Option<Duration>,
    /// What the coach says.
    coach: Option<Panel>,
    /// The coach was sent away.
    is_coach_away: bool,
    motion: Motion,
    /// How often alerts had fired or cleared when the room was last drawn.
    n_alert_news: Option<usize>,
    /// The debrief, before it is opened.
    ahead: Option<Box<DebriefScreen>>,
    /// The list that what is shown was opened from.
    from: Option<Listed>,
    /// The home screen was up: whoever leaves an incident comes back to it.
    has_home: bool,
}

/// One screen at a time.
#[derive(Debug)]
enum Screen {
    Home(Box<HomeScreen>),
    Briefing(Box<BriefingScreen>),
    Pager(Box<PagerScreen>),
    Room(Box<RoomScreen>),
    Debrief(Box<DebriefScreen>),
    Settings(Box<SettingsScreen>),
}

/// Something said once, until the next key that does something.
#[derive(Debug, Clone)]
struct Notice {
    text: String,
    /// When it is no longer so, if that is known.
    until: Option<Elapsed>,
}

impl App {
    /// The screens, home first. `still`: reduced motion.
    #[must_use]
    pub fn new(home: Home, still: bool) -> Self {
        Self {
            screen: Screen::Home(Box::new(HomeScreen::new(home))),
            overlays: Vec::new(),
            prompt: Prompt::default(),
            draft: Draft::default(),
            notice: None,
            size: SIZE_MIN,
            interrupted: None,
            coach: None,
            is_coach_away: false,
            motion: Motion::new(still),
            n_alert_news: None,
            ahead: None,
            from: None,
            has_home: true,
        }
    }

    /// The same for a program that was started with something to play: whoever leaves that before
    /// the home screen was ever up leaves the program.
    #[must_use]
    pub fn without_home(mut self) -> Self {
        self.has_home = false;
        self
    }

    /// Goes home; who only read something, to where that was opened.
    pub fn home(&mut self, home: Home) {
        self.has_home = true;
        let was_reading = matches!(&self.screen, Screen::Debrief(it) if it.is_read_again);
        let goes_back = was_reading || matches!(&self.screen, Screen::Briefing(_));
        let unwritten = match &self.screen {
            Screen::Settings(settings) => settings.n_unwritten(),
            _ => 0,
        };
        let is_it = |it: &Listed| !was_reading || matches!(it, Listed::History(_));
        let from = self.from.take().filter(|it| goes_back && is_it(it));
        let home = match from {
            Some(from) => HomeScreen::at(home, from),
            None if was_reading => HomeScreen::at(home, Listed::history()),
            None => HomeScreen::new(home),
        };
        self.change(Screen::Home(Box::new(home)));
        if unwritten > 0 {
            self.say(&crate::view::settings::unwritten(unwritten));
        }
    }

    /// Shows what the home screen waited for, if it is still up.
    pub fn fill(&mut self, home: Home) {
        if let Screen::Home(screen) = &mut self.screen {
            screen.fill(home);
        }
    }

    /// Whether what comes in has to wait for [`App::fill`]: it may be about something that is not
    /// known yet. What leaves never waits.
    #[must_use]
    pub fn awaits(&self, now: Duration, input: &Input) -> bool {
        let Screen::Home(home) = &self.screen else {
            return false;
        };
        match input {
            _ if !self.overlays.is_empty() => false,
            Input::Resized => false,
            Input::Key(key) => match intent(self.context(now), *key) {
                Some(Intent::LeaveNow | Intent::Suspend | Intent::Help | Intent::Palette) => false,
                asked => home.awaits(asked),
            },
            Input::Pasted(_) | Input::Mouse(..) => home.awaits(None),
        }
    }

    /// The wheel was pushed and will stop there.
    pub fn pushed(&mut self, spin: Spin, now: Duration) {
        if let Screen::Home(home) = &mut self.screen {
            home.pushed(spin, now, self.motion.is_still());
        }
    }

    /// Shows a scenario's briefing.
    pub fn brief(&mut self, id: String, brief: Brief) {
        self.change(Screen::Briefing(Box::new(BriefingScreen::new(id, brief))));
    }

    /// The scenario whose preview is looked at and is not there yet; then [`App::preview`].
    #[must_use]
    pub fn wants_preview(&self) -> Option<String> {
        match &self.screen {
            Screen::Home(home) => home.wants_preview(),
            Screen::Settings(_)
            | Screen::Briefing(_)
            | Screen::Pager(_)
            | Screen::Room(_)
            | Screen::Debrief(_) => None,
        }
    }

    /// Shows what can be told of a scenario before it is played, or why nothing can.
    pub fn preview(&mut self, id: String, preview: Result<Preview, String>) {
        if let Screen::Home(home) = &mut self.screen {
            home.preview(id, preview);
        }
    }

    /// Whether the debrief is shown and nobody has looked for what to play next; then
    /// [`App::suggest`].
    #[must_use]
    pub const fn wants_next(&self) -> bool {
        matches!(&self.screen, Screen::Debrief(debrief) if debrief.wants_next())
    }

    /// Makes the debrief of a play that is over ready to be opened; gives the score.
    pub fn make_ready(&mut self, scene: &Scene) -> Marks {
        match &mut self.screen {
            Screen::Debrief(debrief) => debrief.make_ready(scene),
            _ => self.ahead.get_or_insert_default().make_ready(scene),
        }
    }

    /// Suggests what to play next.
    pub fn suggest(&mut self, next: Option<Next>) {
        if let Screen::Debrief(debrief) = &mut self.screen {
            debrief.suggest(next);
        }
    }

    /// Shows the settings; where they are shown already, what they are now.
    pub fn settings(&mut self, sheet: Sheet) {
        if let Screen::Settings(settings) = &mut self.screen {
            settings.refresh(sheet);
        } else {
            self.change(Screen::Settings(Box::new(SettingsScreen::new(sheet))));
        }
    }

    /// Reduced motion from now on, or no longer.
    pub fn keep_still(&mut self, still: bool) {
        self.motion = Motion::new(still);
    }

    /// Shows a session where it stands.
    pub fn enter(&mut self, scene: &Scene) {
        let phase = scene.state().phase();
        self.prompt = Prompt::remembering(history(scene));
        self.draft = Draft::default();
        self.is_coach_away = false;
        self.change(match phase {
            Phase::Paging => Screen::Pager(Box::default()),
            Phase::Acknowledged | Phase::Mitigated | Phase::Resolved => {
                Screen::Room(Box::default())
            }
            // First the causes, because the debrief names them.
            Phase::Over if !scene.state().debriefed => Screen::Room(Box::default()),
            Phase::Over => Screen::Debrief(Box::new(DebriefScreen::read_again())),
        });
        if phase != Phase::Over && scene.state().now > Elapsed::ZERO {
            self.say(&taken_up(scene));
        }
    }

    fn change(&mut self, screen: Screen) {
        self.from = match (&self.screen, &screen) {
            (Screen::Home(home), _) => home.listed(),
            // What is played next was not chosen from a list.
            (Screen::Debrief(_), Screen::Briefing(_)) => None,
            _ => self.from.take(),
        };
        self.motion.start(match screen {
            Screen::Pager(_) => Moves::Page,
            Screen::Home(_)
            | Screen::Settings(_)
            | Screen::Briefing(_)
            | Screen::Room(_)
            | Screen::Debrief(_) => Moves::Screen,
        });
        self.screen = screen;
        self.coach = None;
        self.n_alert_news = None;
        self.ahead = None;
        self.overlays.clear();
        self.notice = None;
    }

    /// Says something once.
    pub fn say(&mut self, text: &str) {
        self.notice = Some(Notice {
            text: text.to_owned(),
            until: None,
        });
    }

    /// Shows what came of something typed.
    pub fn told(&mut self, scene: &Scene, typed: &str, outcome: Outcome) -> Option<Effect> {
        if let Screen::Pager(pager) = &mut self.screen {
            pager.typed(matches!(outcome, Outcome::Refused(_) | Outcome::Misread(_)));
        }
        match outcome {
            Outcome::Done if matches!(self.screen, Screen::Debrief(_)) => {
                self.say(&kept_here(typed));
            }
            Outcome::Done => {
                self.posted(typed);
                if let Some(Overlay::People(_)) = self.overlays.last() {
                    self.say(&told_last(scene));
                }
            }
            Outcome::Nothing | Outcome::Halted => {}
            Outcome::Refused(rejection) => {
                let is_kept = passes(scene, &rejection) && self.prompt.is_empty();
                if is_kept {
                    self.prompt.keep(typed);
                }
                self.notice = Some(Notice::refusal(scene, &rejection, is_kept));
            }
            Outcome::Misread(wrong) => match Card::asked_for(scene, typed) {
                Some((card, id)) => self.open(scene, card, id),
                None => self.say(&misread(scene, &wrong).line()),
            },
            Outcome::Confirm { action } => self.ask(confirm::confirm(scene, action, typed), typed),
            Outcome::Doubt { claim } => self.ask(confirm::claim(scene, claim), typed),
            Outcome::Show(Show::Help(word)) => {
                let of = word.is_none().then(|| self.screen_context(Duration::ZERO));
                let of_word = word.as_deref().map(|word| help(scene, Some(word)));
                let sheet = of_word.unwrap_or_else(|| help_now(scene));
                self.overlays.push(Overlay::words(of, sheet));
            }
            Outcome::Show(Show::Status) => self.show(Pane::People),
            Outcome::Show(Show::Board) => self.show(Pane::Board),
            Outcome::Show(Show::Map) => self.show(Pane::Map),
            Outcome::Show(Show::Chart(None)) => self.show(Pane::Signals),
            Outcome::Show(Show::Chart(Some(metric))) => {
                if let Screen::Room(room) = &mut self.screen {
                    room.show_chart(metric);
                }
            }
            Outcome::Show(Show::Runbook(None)) => {
                self.overlays.push(Overlay::runbooks(runbooks(scene)));
            }
            Outcome::Show(Show::Runbook(Some(idx))) => {
                self.overlays.push(Overlay::runbook(page(scene, idx)));
            }
            Outcome::Quit => return Some(self.way_out()),
        }
        None
    }

    /// A line waits to be confirmed.
    fn ask(&mut self, confirm: Confirm, line: &str) {
        self.overlays.push(Overlay::Confirm(Box::new(Asked {
            confirm,
            line: line.to_owned(),
            answer: Prompt::default(),
        })));
    }

    /// A card comes, unless it is there.
    fn open(&mut self, scene: &Scene, card: Card, id: Option<String>) {
        self.overlays
            .push(Overlay::card(scene, card, id, &self.draft));
    }

    /// An update was posted: its draft is done with.
    fn posted(&mut self, line: &str) {
        if let Some(Overlay::Update(update)) = self.overlays.last()
            && update.draft().line() == line
        {
            self.overlays.pop();
            self.draft = Draft::default();
        }
    }

    fn show(&mut self, pane: Pane) {
        if let Screen::Room(room) = &mut self.screen {
            room.show(pane);
        }
    }

    /// From the debrief one goes home; from an incident that goes on to where it was begun: home,
    /// or out.
    const fn way_out(&self) -> Effect {
        match &self.screen {
            Screen::Debrief(_) => Effect::GoHome,
            Screen::Pager(_) | Screen::Room(_) if self.has_home => Effect::GoHome,
            Screen::Home(_)
            | Screen::Briefing(_)
            | Screen::Pager(_)
            | Screen::Room(_)
            | Screen::Settings(_) => Effect::Quit,
        }
    }

    /// The question whether to leave an incident that goes on.
    const fn leaving(&self) -> Overlay {
        match &self.screen {
            Screen::Debrief(_) => Overlay::LeaveDebrief,
            _ => Overlay::Leave {
                for_home: self.has_home,
            },
        }
    }

    /// Says that the journal cannot be written, or that it can again.
    pub fn trouble(&mut self, trouble: Option<String>) {
        let is_told = |it: &Overlay| matches!(it, Overlay::Trouble(_));
        match trouble {
            Some(_) if self.overlays.iter().any(is_told) => {}
            Some(why) => self.overlays.push(Overlay::Trouble(why)),
            None => self.overlays.retain(|it| !is_told(it)),
        }
    }

    /// Whether the incident's clock stands for as long as this is on the screen.
    #[must_use]
    pub fn holds_clock(&self) -> bool {
        self.overlays
            .iter()
            .any(|it| matches!(it, Overlay::Leave { .. }))
    }

    /// Whether something moves by itself just now.
    #[must_use]
    pub fn moves(&self, now: Duration) -> bool {
        let turns = matches!(&self.screen, Screen::Home(home) if home.moves(now));
        turns || (self.motion.is_on(now) && !self.is_too_small())
    }

    /// Whatever moves by itself has come to its end: frames arrive too late for it.
    pub fn stop_moving(&mut self) {
        self.motion.end();
        if let Screen::Home(home) = &mut self.screen {
            home.stop();
        }
    }

    /// What the terminal's window is called; spoils nothing.
    #[must_use]
    pub fn title(&self, scene: Option<&Scene>) -> String {
        match (&self.screen, scene) {
            (Screen::Home(home), _) => home.home.title.to_owned(),
            (Screen::Settings(_), _) => screens::window_title(crate::view::settings::TITLE, None),
            (Screen::Briefing(briefing), _) => screens::window_title(briefing.title(), None),
            (Screen::Pager(_) | Screen::Room(_) | Screen::Debrief(_), Some(scene)) => {
                let title = &scene.scenario().metadata.title;
                screens::window_title(title, Some(scene.state().phase()))
            }
            (Screen::Pager(_) | Screen::Room(_) | Screen::Debrief(_), None) => {
                screens::window_title("", None)
            }
        }
    }

    /// Makes the picture of what stands now, for a screen of that size.
    pub fn arrange(&mut self, scene: Option<&Scene>, size: Size) {
        self.size = size;
        let Some(scene) = scene else {
            return;
        };
        let phase = scene.state().phase();
        if matches!(self.screen, Screen::Pager(_)) && phase != Phase::Paging {
            self.screen = Screen::Room(Box::default());
            self.n_alert_news = None;
            self.motion.start(Moves::Screen);
        }
        if matches!(self.screen, Screen::Room(_)) && scene.state().debriefed {
            self.screen = Screen::Debrief(self.ahead.take().unwrap_or_default());
            self.motion.start(Moves::Bars(DebriefScreen::bars(size)));
        }
        let is_past = |it: &Notice| it.until.is_some_and(|until| until <= scene.now);
        self.notice = self.notice.take().filter(|it| !is_past(it));
        if self.is_too_small() {
            return;
        }
        for overlay in &mut self.overlays {
            overlay.arrange(scene);
        }
        let asked = self.overlays.last().and_then(Overlay::asks);
        self.coach = Panel::of(scene, size.width, asked).filter(|_| !self.is_coach_away);
        // The screens are that much smaller for as long as the coach stands under them.
        let size = Size {
            height: size.height - self.coach_height(size.height),
            ..size
        };
        match &mut self.screen {
            Screen::Pager(pager) => pager.arrange(scene, &self.prompt),
            Screen::Room(room) => {
                room.arrange(scene, &self.prompt, size);
                let n_news = room.n_alert_news();
                if self.n_alert_news.is_some_and(|before| before != n_news) {
                    self.motion.start(Moves::Alert(room.alert_line()));
                }
                self.n_alert_news = Some(n_news);
            }
            Screen::Debrief(debrief) => {
                let over_bar = Size {
                    height: size.height.saturating_sub(1),
                    ..size
                };
                debrief.arrange(scene, &self.prompt, over_bar);
            }
            Screen::Home(_) | Screen::Briefing(_) | Screen::Settings(_) => {}
        }
    }

    /// How many rows the coach takes of a screen of that height.
    fn coach_height(&self, screen: u16) -> u16 {
        let coach = self.coach.as_ref();
        coach.map_or(0, |coach| coach.height(screen))
    }

    const fn is_too_small(&self) -> bool {
        self.size.width < SIZE_MIN.width || self.size.height < SIZE_MIN.height
    }

    /// Where the keys go.
    #[must_use]
    pub fn context(&self, now: Duration) -> Context {
        if self.is_too_small() {
            return Context::TooSmall;
        }
        match self.overlays.last() {
            Some(overlay) => overlay.context(),
            None => self.screen_context(now),
        }
    }

    /// Whether a key that asks for that would do something now.
    #[must_use]
    pub fn does(&self, intent: Intent) -> bool {
        if self.is_too_small() {
            return true;
        }
        match (self.overlays.last(), &self.screen) {
            (Some(overlay), _) => overlay.does(intent),
            (None, Screen::Home(home)) => home.does(intent),
            (None, Screen::Briefing(briefing)) => briefing.does(intent),
            (None, Screen::Room(room)) => room.does(intent, &self.prompt),
            (None, Screen::Debrief(debrief)) => debrief.does(intent, &self.prompt),
            (None, Screen::Settings(settings)) => settings.does(intent),
            (None, Screen::Pager(_)) => true,
        }
    }

    fn screen_context(&self, now: Duration) -> Context {
        match &self.screen {
            Screen::Home(home) => home.context(now),
            Screen::Briefing(briefing) => briefing.context(),
            Screen::Pager(_) if self.prompt.is_empty() => Context::Pager,
            Screen::Pager(_) => Context::PagerTyped,
            Screen::Room(room) => room.context(&self.prompt),
            Screen::Debrief(debrief) if self.prompt.is_empty() => debrief.context(),
            Screen::Debrief(_) => Context::DebriefPrompt,
            Screen::Settings(settings) => settings.context(),
        }
    }
}

/// What the timeline told last of who was called, and who commands.
fn told_last(scene: &Scene) -> String {
    let (entries, _) = timeline::since(scene, Place::default());
    let mut last = entries.iter().rev();
    let of_people = last.find(|it| matches!(it.kind, Kind::Person | Kind::Claim));
    of_people.map_or_else(String::new, timeline::Entry::with_answer)
}

impl Notice {
    /// A refusal, until what stands in the way is over.
    fn refusal(scene: &Scene, rejection: &Rejection, is_kept: bool) -> Self {
        let until = match rejection {
            Rejection::Busy(_, at) | Rejection::AlreadyCalled(Some(at)) => Some(*at),
            _ => None,
        };
        let refusal = rejected(scene, rejection);
        let text = if is_kept {
            refusal.with_line_kept()
        } else {
            refusal.line()
        };
        Self { text, until }
    }
}
