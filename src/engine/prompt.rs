//! What is typed at the prompt, read as something asked of the world.
//!
//! The same reader serves the TUI, line mode and scripts.

use super::command::{Command, Scale};
use super::id::{ActionIdx, MetricIdx, ResponderIdx, RunbookIdx};
use super::scenario::Scenario;
use super::time::{Elapsed, Span};
use chrono::NaiveDate;

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

/// The action that a typed command means: of all patterns that match, the one that says most.
#[must_use]
pub fn find_action(scenario: &Scenario, typed: &str) -> Option<ActionIdx> {
    let typed = fold(typed);
    if typed.is_empty() {
        return None;
    }
    scenario
        .actions
        .iter()
        .enumerate()
        .filter(|(_, action)| action.risk.is_none() || !is_run_together(&action.commands, &typed))
        .flat_map(|(idx, action)| action.commands.iter().map(move |it| (idx, fold(it))))
        .filter(|(_, pattern)| matches(pattern, &typed))
        // The first of the most literal ones: `max_by_key` alone would give the last.
        .map(|(idx, pattern)| {
            let said = pattern.bytes().filter(|b| *b != b'*').count();
            let exact = !pattern.contains('*');
            ((exact, said, std::cmp::Reverse(idx)), idx)
        })
        .max()
        .map(|(_, idx)| ActionIdx(idx))
}

/// Whether two lines were run together, `rollback 41rollback 41`: the first word comes again, or
/// an option or a name with a number goes on where it should end. A `*` would take all of it, and
/// what is risky is not done by accident.
fn is_run_together(commands: &[String], typed: &str) -> bool {
    let commands: Vec<String> = commands.iter().map(|it| fold(it)).collect();
    let known: Vec<&str> = commands.iter().flat_map(|it| it.split(' ')).collect();
    let mut words = typed.split(' ');
    let first = words.next();
    words.any(|word| {
        let goes_on = |known: &&str| {
            let ends = known.starts_with("--") || known.ends_with(|c: char| c.is_ascii_digit());
            let rest = word.strip_prefix(known);
            ends && rest.is_some_and(|rest| rest.starts_with(char::is_alphabetic))
        };
        let is_known = known.contains(&word);
        (Some(word) == first && !is_again(&commands, word))
            || (!is_known && known.iter().any(goes_on))
    })
}

/// Whether a command has that word twice.
fn is_again(commands: &[String], word: &str) -> bool {
    let n_times = |it: &String| it.split(' ').filter(|it| *it == word).count();
    commands.iter().any(|it| n_times(it) > 1)
}

/// Lower case, white space folded, quotes made plain: what commands are compared by.
#[must_use]
pub fn fold(text: &str) -> String {
    text.split_whitespace()
        .map(|word| {
            word.chars()
                .map(|c| {
                    if matches!(c, '"' | '\u{2018}' | '\u{2019}' | '\u{201c}' | '\u{201d}') {
                        '\''
                    } else {
                        c
                    }
                })
                .flat_map(char::to_lowercase)
                .collect::<String>()
        })
        .collect::<Vec<_>>()
        .join(" ")
}

/// Whether a pattern with `*` for anything matches the whole text. Linear in practice, never
/// worse than the product of both lengths.
fn matches(pattern: &str, text: &str) -> bool {
    // "cmd *" also matches "cmd".
    if pattern
        .strip_suffix(" *")
        .is_some_and(|bare| !bare.contains('*') && bare == text)
    {
        return true;
    }
    let (pattern, text) = (pattern.as_bytes(), text.as_bytes());
    let (mut p, mut t) = (0, 0);
    let mut retry: Option<(usize, usize)> = None;
    while t < text.len() {
        if p < pattern.len() && pattern[p] == b'*' {
            retry = Some((p + 1, t));
            p += 1;
        } else if p < pattern.len() && pattern[p] == text[t] {
            p += 1;
            t += 1;
        } else if let Some((after_star, taken)) = retry {
            p = after_star;
            t = taken + 1;
            retry = Some((after_star, taken + 1));
        } else {
            return false;
        }
    }
    pattern[p..].iter().all(|b| *b == b'*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_anything() {
        for (pattern, text, expected) in [
            ("lvs", "lvs", true),
            ("lvs", "lvs -a", false),
            ("lvs *", "lvs -a", true),
            ("lvs *", "lvs", true),
            ("dig *facebook.com*", "dig @1.1.1.1 facebook.com ns", true),
            ("a*b*c", "axxbxx", false),
            ("*", "anything at all", true),
        ] {
            assert_eq!(matches(pattern, text), expected, "{pattern} / {text}");
        }
    }

    #[test]
    fn two_lines_run_together_are_told_from_one() {
        let back = ["settings rollback 41", "settings rollback*"];
        let guard = ["origin-guard on --global", "origin-guard on*"];
        for (commands, typed, expected) in [
            (&back[..], "settings rollback 41", false),
            (&back, "settings rollback 40 --now", false),
            (&back, "settings rollback 41settings rollback 41", true),
            (&back, "settings rollback 41 settings rollback 41", true),
            (&guard, "origin-guard on --global", false),
            (&guard, "origin-guard on --everywhere", false),
            (
                &guard,
                "origin-guard on --globalwaitpost status most fail",
                true,
            ),
            (
                &["restart db-1 db-1", "restart *"],
                "restart db-1 db-2",
                false,
            ),
            (
                &["config disable svc-7f31*"],
                "config disable svc-7f31x",
                false,
            ),
            (
                &["config disable svc-7f31"],
                "config disable svc-7f31x",
                true,
            ),
            (&["copy a to a copy", "copy *"], "copy b to a copy", false),
        ] {
            let commands: Vec<String> = commands.iter().map(|it| (*it).to_owned()).collect();
            assert_eq!(is_run_together(&commands, typed), expected, "{typed}");
        }
    }

    #[test]
    fn case_and_spaces_do_not_matter() {
        assert_eq!(
            fold("  SELECT  \u{201c}x\u{201d}  from\tT "),
            "select 'x' from t"
        );
    }
}
