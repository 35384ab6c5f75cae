//! Bots: players that are wrong in one way each. A score that one of them can win is no score.
//!
//! A bot sees a session and says what it types next; it goes through the same prompt and the same
//! world as a player, in virtual time. Invariant: the same scenario, bot, seed and line give the
//! same session.

mod mind;
pub mod tally;

use std::sync::Arc;

use serde::Serialize;

use super::bots::mind::{Mind, Turn};
use crate::engine::event::{Head, Stress};
use crate::engine::scenario::Scenario;
use crate::engine::script::{self, Script, When};
use crate::engine::seed::Seed;
use crate::engine::session::Session;
use crate::engine::time::Elapsed;

/// How to be wrong, and once how to be right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bot {
    /// Does nothing.
    Idle,
    /// Takes the page and does nothing.
    AckOnly,
    /// Does whatever may be done, at random.
    MenuMash,
    /// Makes every change there is and looks at nothing.
    RestartAll,
    /// Says once a minute that it is resolved.
    ClaimSpam,
    /// Asks for every hint and acts on none.
    HintOnly,
    /// Does just what helps and says no word to anybody.
    SilentExpert,
    /// Says a lot and does little.
    ChattyNovice,
    /// Does just what helps, and speaks well.
    Oracle,
}

impl Bot {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Idle,
        Self::AckOnly,
        Self::MenuMash,
        Self::RestartAll,
        Self::ClaimSpam,
        Self::HintOnly,
        Self::SilentExpert,
        Self::ChattyNovice,
        Self::Oracle,
    ];

    /// Its word on the command line.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::AckOnly => "ack-only",
            Self::MenuMash => "menu-mash",
            Self::RestartAll => "restart-all",
            Self::ClaimSpam => "claim-spam",
            Self::HintOnly => "hint-only",
            Self::SilentExpert => "silent-expert",
            Self::ChattyNovice => "chatty-novice",
            Self::Oracle => "oracle",
        }
    }

    /// The bot with that word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|bot| bot.word() == word)
    }

    /// Whether it plays a line that somebody has to give it.
    #[must_use]
    pub const fn follows_a_line(self) -> bool {
        matches!(self, Self::SilentExpert | Self::Oracle)
    }
}

/// Something to type, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// When.
    pub when: When,
    /// What is typed.
    pub typed: String,
}

/// A line that wins: what the experts play.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What is typed, in order.
    pub moves: Vec<Move>,
}

impl Line {
    /// The line that a script plays.
    #[must_use]
    pub fn of(script: &Script) -> Self {
        // A step that types nothing still has a time that the one after it may count from.
        let moves = script.steps.iter().map(|step| Move {
            when: step.when,
            typed: step.typed.clone().unwrap_or_default(),
        });
        Self {
            moves: moves.collect(),
        }
    }
}

/// A line that wins this scenario, if one is known: the good run's.
#[must_use]
pub fn winning_line(good: Option<&Script>) -> Option<Line> {
    good.map(Line::of)
}

/// Turns after which a bot has had its say: more than anybody types in an incident.
const TURNS_MAX: usize = 4000;

/// Lets a bot play to the end. The experts need a line and do nothing without one.
#[must_use]
pub fn play(
    scenario: &Arc<Scenario>,
    bot: Bot,
    seed: Seed,
    stress: Stress,
    line: Option<&Line>,
) -> Session {
    let head = Head::new(scenario, seed, stress, script::alone(scenario));
    let mut session = Session::begin(Arc::clone(scenario), head);
    let mut mind = Mind::new(bot, seed, line);
    for _ in 0..TURNS_MAX {
        match mind.turn(&session) {
            Turn::Type(typed) => {
                // A bot that is refused is told nothing more than a player who does not read.
                let _ = script::enter(&mut session, &typed);
            }
            Turn::Until(at) => session.advance(at.max(session.state().now)),
            Turn::Free => script::reach(&mut session, When::Free, Elapsed::ZERO),
            Turn::Done => break,
        }
    }
    session.advance(scenario.clock.limit);
    for typed in mind.debrief(&session) {
        let _ = script::enter(&mut session, &typed);
    }
    session
}
