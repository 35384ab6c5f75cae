//! Bots: players that are wrong in one way each. A score that one of them can win is no score.
//!
//! A bot sees a session and says what it types next; it goes through the same prompt and the same
//! world as a player, in virtual time. Invariant: the same scenario, bot and seed give the same
//! session.

mod expert;
mod mind;
pub mod tally;

use std::sync::Arc;

use serde::Serialize;

use super::bots::mind::{Mind, Turn};
use super::relax::Players;
use super::way::Guide;
use crate::engine::command::Command;
use crate::engine::event::{Head, Stress};
use crate::engine::scenario::Scenario;
use crate::engine::script;
use crate::engine::seed::Seed;
use crate::engine::session::Session;
use crate::view::hint::nudge;

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
}

/// Turns after which a bot has had its say: more than anybody types in an incident.
const TURNS_MAX: usize = 4000;

/// Lets a bot play to the end.
#[must_use]
pub fn play(scenario: &Arc<Scenario>, bot: Bot, seed: Seed, stress: Stress) -> Session {
    let head = Head::new(scenario, seed, stress, script::alone(scenario));
    let mut session = Session::begin(Arc::clone(scenario), head);
    let mut guide = Guide::default();
    let mut mind = Mind::new(scenario, bot, seed);
    for _ in 0..TURNS_MAX {
        match mind.turn(&session) {
            Turn::Type(typed) => {
                // A bot that is refused is told nothing more than a player who does not read.
                if typed == "hint" {
                    ask_for_help(&mut session, &mut guide);
                } else {
                    let _ = script::enter(&mut session, &typed);
                }
            }
            Turn::Until(at) => session.advance(at.max(session.state().now)),
            Turn::Done => break,
        }
    }
    session.advance(scenario.clock.limit);
    for typed in mind.debrief(&session) {
        let _ = script::enter(&mut session, &typed);
    }
    session
}

/// Asks for a hint as a player does at the prompt; here the answer is waited for.
fn ask_for_help(session: &mut Session, guide: &mut Guide) {
    let scenario = Arc::clone(session.scenario());
    let nudge = nudge(guide, &scenario, Players::ONE, &session.state().standing);
    let command = Command::Hint(nudge.map(Box::new));
    let now = session.state().now;
    let _ = session.submit(now, scenario.you, &command);
}
