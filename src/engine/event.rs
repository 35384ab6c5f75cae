//! What happens: the journal's entries and its head.
//!
//! A closed enum. Events are facts: they name things by id, hold no text the scenario already
//! holds, and are never refused.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::command::Nudge;
use super::id::Id;
use super::scenario::Claim;
use super::seed::Seed;
use super::time::Elapsed;

/// Version of the journal's format.
pub const FORMAT: u32 = 1;

/// The head of a journal: all that a session depends on besides what people do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// Version of the journal's format.
    pub format: u32,
    /// Version of the program that wrote it.
    pub program: String,
    /// The scenario's id.
    pub scenario: Id,
    /// SHA-256 of the scenario file, in hex.
    pub content_hash: String,
    /// Where chance comes from.
    pub seed: Seed,
    /// The name of the generator.
    pub generator: String,
    /// How hard time presses.
    pub stress: Stress,
    /// Who takes part.
    pub roster: Vec<Seat>,
}

/// A person at a terminal, and the responder they play.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seat {
    /// The responder.
    pub responder: Id,
    /// What they are called on the screen.
    pub name: String,
    /// What they are there for.
    pub role: Role,
}

/// Roles in an incident response.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Incident commander.
    Commander,
    /// Hands on the system.
    Operations,
    /// Words to the outside.
    Communications,
    /// Keeps the record.
    Scribe,
    /// Looks on.
    Observer,
    /// Runs the exercise.
    Facilitator,
}

/// How hard time presses. Points that are not about time do not depend on it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stress {
    /// The clock moves only when somebody acts or waits.
    Untimed,
    /// Half the scenario's pace.
    Calm,
    /// The scenario's pace, one complication.
    #[default]
    Normal,
    /// One incident second a second, two complications.
    Real,
}

impl Stress {
    /// All of them, gentlest first.
    pub const ALL: [Self; 4] = [Self::Untimed, Self::Calm, Self::Normal, Self::Real];

    /// Its word on the command line.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Untimed => "untimed",
            Self::Calm => "calm",
            Self::Normal => "normal",
            Self::Real => "real",
        }
    }

    /// The stress with that word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stress| stress.word() == word)
    }

    /// How many complications are dealt, at most.
    #[must_use]
    pub const fn complications(self) -> usize {
        match self {
            Self::Untimed | Self::Calm => 0,
            Self::Normal => 1,
            Self::Real => 2,
        }
    }

    /// Incident milliseconds that pass in `real_ms` real ones.
    #[must_use]
    pub const fn incident_ms(self, pace: u32, real_ms: u64) -> u64 {
        match self {
            Self::Untimed => 0,
            Self::Calm => real_ms.saturating_mul(pace as u64) / 2,
            Self::Normal => real_ms.saturating_mul(pace as u64),
            Self::Real => real_ms,
        }
    }
}

/// A hint made for where a team stood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Told {
    /// What it is about.
    pub about: String,
    /// 1 the area, 2 the kind of evidence or help, 3 the command.
    pub level: u8,
    /// The hint; empty when the scenario's own says it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

impl Told {
    /// The last level there is.
    pub const LEVEL_MAX: u8 = 3;

    /// The hint as something to ask for again: it says the same at any level.
    #[must_use]
    pub fn again(&self, authored: Option<usize>) -> Nudge {
        Nudge {
            about: self.about.clone(),
            authored,
            texts: [self.text.clone(), self.text.clone(), self.text.clone()],
        }
    }
}

/// An entry of the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recorded {
    /// Its place in the journal, from 0.
    pub seq: u64,
    /// When it happened.
    pub at: Elapsed,
    /// What happened.
    pub event: Event,
}

/// What happens. `by` is always the seat that asked for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// The page rings; the clock starts.
    PageRang {},
    /// The seed dealt a complication.
    ComplicationDealt {
        /// Which.
        complication: Id,
    },
    /// The world did something by itself.
    CueHappened {
        /// Which cue.
        cue: Id,
    },
    /// The time of a cue came and its guard did not hold.
    CuePassed {
        /// Which cue.
        cue: Id,
    },
    /// A paged responder is there.
    Arrived {
        /// Who.
        who: Id,
    },
    /// An action came to its end.
    ActionFinished {
        /// Who did it.
        who: Id,
        /// Which.
        action: Id,
        /// The result's place in the action; none of them held when left out.
        result: Option<usize>,
    },
    /// The world contradicted a claim; it no longer stands.
    ClaimDisproved {
        /// Which.
        claim: Claim,
    },
    /// Play is over.
    Ended {
        /// How.
        ending: Ending,
    },
    /// Somebody has the page.
    Acknowledged {
        /// Who.
        by: Id,
    },
    /// How bad it is has been said.
    SeverityDeclared {
        /// By whom.
        by: Id,
        /// 1 (worst) to 5.
        level: u8,
    },
    /// Somebody is incident commander.
    CommandTaken {
        /// Who said so.
        by: Id,
        /// Who is.
        who: Id,
    },
    /// A candidate cause and how sure they are of it.
    HypothesisStated {
        /// By whom.
        by: Id,
        /// Which.
        hypothesis: Id,
        /// Percent.
        confidence: u8,
    },
    /// A candidate cause is off the board.
    HypothesisDropped {
        /// By whom.
        by: Id,
        /// Which.
        hypothesis: Id,
    },
    /// Somebody was called in.
    ResponderPaged {
        /// By whom.
        by: Id,
        /// Who.
        who: Id,
    },
    /// Somebody began to do something.
    ActionStarted {
        /// Who asked for it.
        by: Id,
        /// Who does it.
        who: Id,
        /// Which.
        action: Id,
        /// What was typed.
        typed: String,
    },
    /// Somebody was told something.
    Posted {
        /// By whom.
        by: Id,
        /// Which audience.
        audience: Id,
        /// What.
        text: String,
    },
    /// A claim about the incident.
    Claimed {
        /// By whom.
        by: Id,
        /// Which.
        claim: Claim,
    },
    /// A hint was asked for and given.
    HintGiven {
        /// To whom.
        by: Id,
        /// Its place in the scenario, if it is one of the scenario's own.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        hint: Option<usize>,
        /// What it was made for, if it was made for where the team stood.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        told: Option<Told>,
    },
    /// Something for the record.
    Noted {
        /// By whom.
        by: Id,
        /// What.
        text: String,
    },
    /// Somebody opened a runbook.
    RunbookRead {
        /// Who.
        by: Id,
        /// Which.
        runbook: Id,
    },
    /// Something was typed that nothing here answers to.
    NotUnderstood {
        /// By whom.
        by: Id,
        /// What.
        text: String,
    },
    /// The clock jumped over dead time to here.
    Waited {
        /// Who wanted to.
        by: Id,
        /// Since when.
        since: Elapsed,
    },
    /// The facilitator made something happen.
    Injected {
        /// Which inject.
        inject: Id,
    },
    /// The players left; the clock stands here until they are back.
    LeftOff {},
    /// The players are back.
    Resumed {},
    /// Play is over and the debrief was opened: from here on causes are known, not named.
    Debriefed {},
    /// At the debrief: a cause was named.
    CauseNamed {
        /// By whom.
        by: Id,
        /// Which hypothesis.
        hypothesis: Id,
    },
    /// At the debrief: somebody will do something by a day.
    CommitmentMade {
        /// By whom.
        by: Id,
        /// Who will.
        owner: String,
        /// By when.
        due: NaiveDate,
        /// If what, then what.
        text: String,
    },
    /// At the debrief: an answer to a question.
    Answered {
        /// By whom.
        by: Id,
        /// The question's place in the debrief.
        question: usize,
        /// The answer.
        text: String,
    },
    /// At the debrief: was it worth the time.
    Rated {
        /// By whom.
        by: Id,
        /// Return on time invested, 1 to 5.
        roti: u8,
        /// What would raise it by one.
        raise: String,
    },
}

/// How play ended.
#[derive(Debug, Clone, Copy, Hash, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ending {
    /// Resolved was claimed and true.
    Resolved,
    /// The point of no return was passed.
    Lost,
    /// The clock ran out.
    OutOfTime,
}

impl Ending {
    /// Its word in scripts.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Resolved => "resolved",
            Self::Lost => "lost",
            Self::OutOfTime => "out-of-time",
        }
    }
}

impl Event {
    /// Whether the world did it, rather than somebody at a terminal.
    #[must_use]
    pub const fn is_worlds(&self) -> bool {
        matches!(
            self,
            Self::PageRang {}
                | Self::ComplicationDealt { .. }
                | Self::CueHappened { .. }
                | Self::CuePassed { .. }
                | Self::Arrived { .. }
                | Self::ActionFinished { .. }
                | Self::ClaimDisproved { .. }
                | Self::Ended { .. }
        )
    }
}
