//! What is typed at the prompt, read as something asked of the world.
//!
//! The same reader serves the TUI, line mode and scripts.

mod pattern;

use super::command::{Command, Scale};
use super::id::{MetricIdx, ResponderIdx, RunbookIdx};
use super::scenario::Scenario;
use super::time::{Elapsed, Span};
use chrono::NaiveDate;

pub use pattern::{Stray, find_action, fold, stray};

/// Words the prompt keeps for itself: no action's command may begin with one.
pub const WORDS: [&str; 25] = [
    "ack",
    "sev",
    "ic",
    "hyp",
    "drop",
    "page",
    "ask",
    "post",
    "mitigated",
    "resolved",
    "wait",
    "hint",
    "note",
    "help",
    "debrief",
    "cause",
    "commit",
    "answer",
    "roti",
    "status",
    "board",
    "map",
    "chart",
    "runbook",
    "quit",
];

/// What somebody typed, understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// Something asked of the world.
    Command(Command),
    /// Jump over dead time, for at most so long.
    Wait(Option<Span>),
    /// Show something that is known anyway.
    Show(Show),
    /// Leave.
    Quit,
    /// Nothing was typed.
    Nothing,
}

/// What can be shown again at any time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Show {
    /// How the prompt is used; of one word if given.
    Help(Option<String>),
    /// Where the incident stands.
    Status,
    /// Hypotheses and clues.
    Board,
    /// The services and how each looks.
    Map,
    /// A metric over time; which there are if none is given.
    Chart(Option<MetricIdx>),
    /// A runbook; which there are if none is given.
    Runbook(Option<RunbookIdx>),
}

impl Show {
    /// What goes on record when it is shown.
    #[must_use]
    pub const fn command(&self) -> Option<Command> {
        match self {
            Self::Runbook(Some(runbook)) => Some(Command::ReadRunbook(*runbook)),
            Self::Help(_)
            | Self::Status
            | Self::Board
            | Self::Map
            | Self::Chart(_)
            | Self::Runbook(None) => None,
        }
    }
}

/// What is wrong with what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Misread {
    /// The word needs more: how it is used.
    Usage(&'static str),
    /// A part of it is not of the form that the word needs.
    Malformed {
        /// Which.
        part: Part,
        /// What was typed for it.
        typed: String,
        /// How the word is used.
        usage: &'static str,
    },
    /// There is no such thing; these are near or all there are.
    Unknown {
        /// What was asked for.
        what: &'static str,
        /// What was typed.
        typed: String,
        /// What there is.
        choices: Vec<String>,
    },
}

/// A part of a line that has a form of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// A number on that scale.
    Number(Scale),
    /// A day.
    Date,
    /// A length of time.
    Span,
}

/// How each word of the prompt is used, and what for.
pub const USAGE: [(&str, &str); 25] = [
    ("ack", "take the page"),
    ("sev 1-5", "declare how bad it is, 1 is worst"),
    ("ic WHO", "name the incident commander"),
    ("page WHO", "call somebody in"),
    (
        "ask WHO COMMAND",
        "have somebody do it; explaining takes you 30 seconds",
    ),
    (
        "hyp ID 0-100",
        "put a hypothesis on the board with your confidence in percent",
    ),
    ("drop ID", "take a hypothesis off the board"),
    (
        "post AUDIENCE TEXT",
        "tell somebody: impact, what you do, next update",
    ),
    ("mitigated", "claim that users are helped"),
    ("resolved", "claim that the cause is gone"),
    ("wait [5m]", "jump ahead, until something happens"),
    ("status", "alerts, metrics, people, clocks"),
    ("board", "hypotheses and what you have learned"),
    ("map", "the services and how each looks from here"),
    (
        "chart [METRIC]",
        "a metric over time, with its thresholds and what happened",
    ),
    ("runbook [ID]", "what the team wrote down before"),
    ("hint", "ask for help; each costs a little"),
    ("note TEXT", "keep something for the record"),
    (
        "cause ID",
        "after play: name a cause, before the debrief tells",
    ),
    ("debrief", "after play: what really happened"),
    ("commit OWNER DATE TEXT", "at the debrief: if …, then …"),
    ("answer N TEXT", "at the debrief: answer a question"),
    (
        "roti 1-5 TEXT",
        "at the debrief: worth the time? what would raise it by one?",
    ),
    (
        "help [WORD]",
        "this, or the commands there are with that word",
    ),
    ("quit", "leave; the session keeps"),
];

/// Characters that no text on a screen may hold: control and bidirectional overrides.
#[must_use]
pub fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// A text without [such characters](is_unprintable), but with the joiner right behind a
/// pictograph: it makes one picture of several.
pub fn printable(text: &str) -> impl Iterator<Item = char> {
    let mut before = ' ';
    text.chars().filter(move |c| {
        let joins = *c == JOINER && is_pictograph(before);
        before = *c;
        joins || !is_unprintable(*c)
    })
}

/// Makes one picture of the pictographs on both sides.
const JOINER: char = '\u{200d}';

/// Pictographs, and what gives them colour and form.
const fn is_pictograph(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2bff}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}')
}

/// Reads what the responder in seat `by` typed. `confirmed` says that a risk has been accepted.
///
/// # Errors
/// What is wrong with it, as data.
pub fn read(
    scenario: &Scenario,
    by: ResponderIdx,
    typed: &str,
    confirmed: bool,
) -> Result<Request, Misread> {
    let typed = typed.trim();
    let (word, rest) = split_word(typed);
    let command = |command| Ok(Request::Command(command));
    match word.to_ascii_lowercase().as_str() {
        "" => Ok(Request::Nothing),
        "ack" if rest.is_empty() => command(Command::Acknowledge),
        "sev" => {
            let level = number(rest, Scale::Severity, "sev 1-5")?;
            command(Command::DeclareSeverity(level))
        }
        "ic" => command(Command::TakeCommand(responder(scenario, by, rest)?)),
        "page" => command(Command::Page(responder(scenario, by, rest)?)),
        "ask" => {
            let (who, what) = split_word(rest);
            let who = responder(scenario, by, who)?;
            match find_action(scenario, what) {
                Some(action) => command(Command::Act {
                    action,
                    who,
                    typed: what.to_owned(),
                    confirmed,
                }),
                None if what.is_empty() => Err(Misread::Usage("ask WHO COMMAND")),
                None => command(Command::Mumble(typed.to_owned())),
            }
        }
        "hyp" => {
            let (id, confidence) = split_word(rest);
            let hypothesis = hypothesis(scenario, id)?;
            let confidence = confidence.trim_end_matches(['%', ' ']);
            let confidence = number(confidence, Scale::Confidence, "hyp ID 0-100")?;
            command(Command::StateHypothesis(hypothesis, confidence))
        }
        "drop" => command(Command::DropHypothesis(hypothesis(scenario, rest)?)),
        "debrief" if rest.is_empty() => command(Command::OpenDebrief),
        "cause" => command(Command::NameCause(hypothesis(scenario, rest)?)),
        "post" => {
            let (id, text) = split_word(rest);
            let audience = scenario.audience(&id.to_ascii_lowercase());
            let audience = audience.ok_or_else(|| Misread::Unknown {
                what: "audience",
                typed: id.to_owned(),
                choices: scenario
                    .audiences
                    .iter()
                    .map(|it| it.id.to_string())
                    .collect(),
            })?;
            if text.is_empty() {
                return Err(Misread::Usage("post AUDIENCE TEXT"));
            }
            command(Command::Post(audience, text.to_owned()))
        }
        "mitigated" if rest.is_empty() => command(Command::ClaimMitigated),
        "resolved" if rest.is_empty() => command(Command::ClaimResolved),
        "wait" if rest.is_empty() => Ok(Request::Wait(None)),
        "wait" => Elapsed::parse(rest)
            .map(|span| Request::Wait(Some(Span(span.0))))
            .map_err(|_| malformed(Part::Span, rest, "wait [5m]")),
        "hint" if rest.is_empty() => command(Command::Hint(None)),
        "note" if rest.is_empty() => Err(Misread::Usage("note TEXT")),
        "note" => command(Command::Note(rest.to_owned())),
        "commit" => read_commitment(rest),
        "answer" => {
            let (n, text) = split_word(rest);
            let n = number(n, Scale::Question, "answer N TEXT")?;
            if text.is_empty() {
                return Err(Misread::Usage("answer N TEXT"));
            }
            command(Command::Answer(n, text.to_owned()))
        }
        "roti" => {
            let (rate, raise) = split_word(rest);
            let rate = number(rate, Scale::Rating, "roti 1-5 TEXT")?;
            command(Command::Rate(rate, raise.to_owned()))
        }
        "help" | "?" => Ok(Request::Show(Show::Help(
            (!rest.is_empty()).then(|| rest.to_owned()),
        ))),
        "status" if rest.is_empty() => Ok(Request::Show(Show::Status)),
        "board" if rest.is_empty() => Ok(Request::Show(Show::Board)),
        "map" if rest.is_empty() => Ok(Request::Show(Show::Map)),
        "chart" => Ok(Request::Show(Show::Chart(metric(scenario, rest)?))),
        "runbook" | "runbooks" => Ok(Request::Show(Show::Runbook(runbook(scenario, rest)?))),
        "quit" | "exit" if rest.is_empty() => Ok(Request::Quit),
        _ => match find_action(scenario, typed) {
            Some(action) => command(Command::Act {
                action,
                who: by,
                typed: typed.to_owned(),
                confirmed,
            }),
            None => command(Command::Mumble(typed.to_owned())),
        },
    }
}

fn read_commitment(rest: &str) -> Result<Request, Misread> {
    const USE: &str = "commit OWNER DATE TEXT";
    let (owner, rest) = split_word(rest);
    let (day, text) = split_word(rest);
    if day.is_empty() {
        return Err(Misread::Usage(USE));
    }
    let due = day
        .parse::<NaiveDate>()
        .map_err(|_| malformed(Part::Date, day, USE))?;
    if text.is_empty() {
        return Err(Misread::Usage(USE));
    }
    Ok(Request::Command(Command::Commit {
        owner: owner.to_owned(),
        due,
        text: text.to_owned(),
    }))
}

/// A small number; on which scale, and how the word is used, for who reads the refusal.
fn number(typed: &str, scale: Scale, usage: &'static str) -> Result<u8, Misread> {
    if typed.is_empty() {
        return Err(Misread::Usage(usage));
    }
    typed
        .parse()
        .map_err(|_| malformed(Part::Number(scale), typed, usage))
}

fn malformed(part: Part, typed: &str, usage: &'static str) -> Misread {
    Misread::Malformed {
        part,
        typed: typed.to_owned(),
        usage,
    }
}

fn split_word(text: &str) -> (&str, &str) {
    let text = text.trim();
    text.split_once(char::is_whitespace)
        .map_or((text, ""), |(word, rest)| (word, rest.trim()))
}

fn responder(scenario: &Scenario, by: ResponderIdx, typed: &str) -> Result<ResponderIdx, Misread> {
    let wanted = typed.to_ascii_lowercase();
    if wanted == "me" {
        return Ok(by);
    }
    scenario.responder(&wanted).ok_or_else(|| Misread::Unknown {
        what: "responder",
        typed: typed.to_owned(),
        choices: scenario
            .responders
            .iter()
            .map(|it| it.id.to_string())
            .collect(),
    })
}

fn hypothesis(scenario: &Scenario, typed: &str) -> Result<super::id::HypothesisIdx, Misread> {
    // Choices are not listed here: some may not be on the board yet.
    scenario
        .hypothesis(&typed.to_ascii_lowercase())
        .ok_or_else(|| Misread::Unknown {
            what: "hypothesis",
            typed: typed.to_owned(),
            choices: Vec::new(),
        })
}

fn metric(scenario: &Scenario, typed: &str) -> Result<Option<MetricIdx>, Misread> {
    if typed.is_empty() {
        return Ok(None);
    }
    let found = scenario.metric(&typed.to_ascii_lowercase());
    found.map(Some).ok_or_else(|| Misread::Unknown {
        what: "metric",
        typed: typed.to_owned(),
        choices: scenario
            .metrics
            .iter()
            .map(|it| it.id.to_string())
            .collect(),
    })
}

fn runbook(scenario: &Scenario, typed: &str) -> Result<Option<RunbookIdx>, Misread> {
    if typed.is_empty() {
        return Ok(None);
    }
    let found = scenario.runbook(&typed.to_ascii_lowercase());
    found.map(Some).ok_or_else(|| Misread::Unknown {
        what: "runbook",
        typed: typed.to_owned(),
        choices: scenario
            .runbooks
            .iter()
            .map(|it| it.id.to_string())
            .collect(),
    })
}
