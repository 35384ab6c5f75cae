//! The screens: home with the wheel, briefing, pager, incident room, debrief.
//!
//! ```text
//! let mut desk = …;                       // the composition root's: library, store, seeds
//! let launch = Launch { start: Start::Home, clock: Box::new(RealClock::start()), … };
//! let exit = tui::run(&mut desk, launch)?;   // the terminal is as it was when this returns
//! ```
//!
//! Invariant: painting decides nothing. What is shown comes finished from `view`; what is done
//! goes out as effects; a session is handed back to the [`Desk`] whatever ends the screens, unless
//! a panic does: then it is in the store as far as it was shown.

pub mod app;
pub mod briefing;
pub mod coach;
pub mod debrief;
pub mod dress;
pub mod glyphs;
pub mod ground;
pub mod history;
pub mod home;
pub mod input;
pub mod keybar;
pub mod keys;
pub mod library;
pub mod motion;
pub mod overlay;
pub mod pager;
pub mod panes;
pub mod paper;
pub mod prompt;
pub mod room;
mod run;
pub mod scroll;
pub mod settings;
pub mod spin;
pub mod terminal;
pub mod theme;
pub mod wheel;

use std::io;

use crate::content::config::{Setting, Value};
use crate::engine::event::Stress;
use crate::engine::seed::Seed;
use crate::engine::wheel::Wheel;
use crate::os::alarm::Notifier;
use crate::os::clock::Clock;
use crate::os::signals::Stop;
use crate::play::{Left, Play, Unsaved};
use crate::store::SessionId;
use crate::view::briefing::Briefing;
use crate::view::debrief::next::Next;
use crate::view::home::Home;
use crate::view::listing::Preview;
use crate::view::settings::Sheet;

use dress::Dress;
use ground::Ground;

pub use run::run;

/// What the screens ask of whoever puts the program together. What goes wrong comes as a
/// sentence to show.
pub trait Desk {
    /// The home screen as far as it is known without looking anything up.
    fn home(&mut self) -> Home;
    /// What looks up the rest, on a thread of its own: it may take its time.
    fn look_up(&mut self) -> LookUp;
    /// Chance for a spin.
    fn seed(&mut self) -> Seed;
    /// What can be told of the scenario with that id before it is played.
    ///
    /// # Errors
    /// If it cannot be read.
    fn preview(&mut self, id: &str) -> Result<Preview, String>;
    /// The briefing of the scenario with that id.
    ///
    /// # Errors
    /// If it cannot be read.
    fn briefing(&mut self, id: &str) -> Result<Brief, String>;
    /// Begins to play the scenario with that id.
    ///
    /// # Errors
    /// If it cannot be played or kept.
    fn begin(&mut self, id: &str, stress: Stress, seed: Seed) -> Result<Play, String>;
    /// Writes that session to a file; gives a sentence that says where.
    ///
    /// # Errors
    /// If it cannot be read or written.
    fn export(&mut self, session: &str) -> Result<String, String>;
    /// Writes the debrief of that session to a file; gives a sentence that says where.
    ///
    /// # Errors
    /// If it cannot be written.
    fn report(&mut self, session: &str, markdown: &str) -> Result<String, String>;
    /// What to play after the scenario with that id, if there is something.
    fn next(&mut self, after: &str) -> Option<Next>;
    /// Takes up that session; [`Home`](crate::view::home::Resume) says what its name is.
    ///
    /// # Errors
    /// If it cannot be.
    fn resume(&mut self, session: &str) -> Result<Play, String>;
    /// The options that lead back to where sessions are kept, a space before them; mostly none.
    fn way(&self) -> String {
        String::new()
    }
    /// Takes back a play that was left, or what could not be kept of it. Gives a sentence to
    /// show if there is something to say; the screens may be down by then.
    fn left(&mut self, left: Result<Left, Unsaved>) -> Option<String>;
    /// The manner on that ground.
    fn ground(&mut self, ground: Ground) -> Manner;
    /// The settings.
    fn settings(&mut self) -> Sheet;
    /// Sets one for as long as the program runs; with a sentence if something is wrong with it.
    fn set(&mut self, setting: Setting, value: Value) -> (Manner, Option<String>);
    /// Writes what was set to the config file, and says where or why not.
    fn save_settings(&mut self) -> String;
}

/// Makes the home screen, and the wheel whose slices are its rows.
pub type LookUp = Box<dyn FnOnce() -> (Home, Wheel) + Send>;

/// A briefing, and how the session after it will be begun unless somebody says otherwise.
#[derive(Debug, Clone)]
pub struct Brief {
    /// What it says.
    pub briefing: Briefing,
    /// How hard time presses.
    pub stress: Stress,
    /// Where chance comes from.
    pub seed: Seed,
}

/// How the screens begin.
#[derive(Debug)]
pub struct Launch {
    /// What is shown first.
    pub start: Start,
    /// The real clock, for what moves.
    pub clock: Box<dyn Clock>,
    /// How they look and sound.
    pub manner: Manner,
    /// Something to say on the first screen.
    pub says: Option<String>,
}

/// How the screens look and sound. It may change while they are up.
#[derive(Debug, Clone)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a setting of its own"
)]
pub struct Manner {
    /// Colours and glyphs.
    pub dress: Dress,
    /// The colours follow the terminal's ground, so it is asked; then [`Desk::ground`].
    pub asks_ground: bool,
    /// Reduced motion: nothing moves that does not have to.
    pub still: bool,
    /// The mouse clicks and scrolls; without it the terminal selects text as usual.
    pub mouse: bool,
    /// The terminal's bell may ring.
    pub bell: bool,
    /// How the desktop is notified, if it is.
    pub notify: Option<Notifier>,
}

/// What is shown first.
#[derive(Debug)]
pub enum Start {
    /// The home screen.
    Home,
    /// The briefing of the scenario with that id.
    Briefing(String),
    /// A session taken up, or begun.
    Play(Box<Play>),
}

/// How the screens ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exit {
    /// Why.
    pub why: Why,
    /// The session that was open, to say how to take it up again.
    pub session: Option<SessionId>,
}

/// Why the screens ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Somebody left.
    Left,
    /// The process was asked to end, or the terminal is gone.
    Stopped(Stop),
    /// Our own mistake, on whichever thread; it has been reported by the panic hook.
    Panicked,
}

/// Why there are no screens.
#[derive(Debug, thiserror::Error)]
pub enum TuiError {
    /// The terminal does not do what it has to.
    #[error("the terminal cannot be used: {0}; `--line` plays without screens")]
    Terminal(#[from] io::Error),
}
