//! What is typed at the prompt, read as something asked of the world.
//!
//! The same reader serves the TUI, line mode and scripts.

mod asked;
mod named;
mod pattern;

use super::command::{Command, Scale};
use super::id::{AudienceIdx, HypothesisIdx, MetricIdx, ResponderIdx, RunbookIdx};
use super::scenario::Scenario;
use super::state::State;
use super::time::{Elapsed, Span};
use chrono::NaiveDate;
use named::{Found, find, find_first};

pub use named::{Named, named};
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
    /// Call several people in, one after the other.
    Page(Vec<ResponderIdx>),
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
        choices: Vec<Named>,
    },
    /// It ends a shell, and there is none to end.
    Shell,
    /// More than one begins like that.
    Several {
        /// What was asked for.
        what: &'static str,
        /// What was typed.
        typed: String,
        /// Which do.
        choices: Vec<Named>,
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
    ("sev 1-5", "say how bad it is, 1 is worst: `help sev`"),
    ("ic WHO", "name the incident commander"),
    ("page WHO", "call somebody in; `page A, B` calls both"),
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
    ("resolved", "claim that it is over"),
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
    ("help [WORD]", "this, or all there is to see with that word"),
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
    let all = (0..scenario.hypotheses.len()).map(HypothesisIdx);
    let listed = all.filter(|it| scenario.hypotheses[it.0].when.is_always());
    read_among(scenario, &listed.collect::<Vec<_>>(), by, typed, confirmed)
}

/// The same in a state: what is listed by then can be named as the screen does.
///
/// # Errors
/// What is wrong with it, as data.
pub fn read_in(
    scenario: &Scenario,
    state: &State,
    by: ResponderIdx,
    typed: &str,
    confirmed: bool,
) -> Result<Request, Misread> {
    let listed = state.hypotheses(scenario);
    read_among(scenario, &listed, by, typed, confirmed)
}

/// Reads it; `listed`: the hypotheses that players see, so that no other is found by trying.
fn read_among(
    scenario: &Scenario,
    listed: &[HypothesisIdx],
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
        "page" => page(scenario, by, rest),
        "ask" => {
            let (who, what) = first_responder(scenario, by, rest)?;
            match asked::find(scenario, what) {
                Some((action, typed)) => command(Command::Act {
                    action,
                    who,
                    typed: typed.to_owned(),
                    confirmed,
                }),
                None if what.is_empty() => Err(Misread::Usage("ask WHO COMMAND")),
                None => command(Command::Mumble(typed.to_owned())),
            }
        }
        "hyp" => {
            let (hypothesis, confidence) = stated(scenario, listed, rest)?;
            let confidence = number(confidence, Scale::Confidence, "hyp ID 0-100")?;
            command(Command::StateHypothesis(hypothesis, confidence))
        }
        "drop" => command(Command::DropHypothesis(hypothesis(scenario, listed, rest)?)),
        "debrief" if rest.is_empty() => command(Command::OpenDebrief),
        "cause" => command(Command::NameCause(hypothesis(scenario, listed, rest)?)),
        "post" => {
            let all = names(&scenario.audiences, |it| Named::new(&it.id, &it.label));
            let (found, text) = find_first(&all, rest);
            let audience = AudienceIdx(one(found, "audience", split_word(rest).0, all)?);
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
        "quit" if rest.is_empty() => Ok(Request::Quit),
        // Who is in a shell somewhere means that one, not the incident.
        "exit" | "logout" if rest.is_empty() && find_action(scenario, typed).is_none() => {
            Err(Misread::Shell)
        }
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

fn names<T>(table: &[T], named: impl Fn(&T) -> Named) -> Vec<Named> {
    table.iter().map(named).collect()
}

/// The place of what was found, or what is wrong with how it was named.
fn one(found: Found, what: &'static str, typed: &str, all: Vec<Named>) -> Result<usize, Misread> {
    let typed = typed.to_owned();
    match found {
        Found::One(place) => Ok(place),
        Found::Nothing => Err(Misread::Unknown {
            what,
            typed,
            choices: all,
        }),
        Found::Several(places) => Err(Misread::Several {
            what,
            typed,
            choices: places.iter().map(|place| all[*place].clone()).collect(),
        }),
    }
}

/// One responder, or several: `a, b`, `a b`, `a and b`. Whoever is known is called, or nobody.
fn page(scenario: &Scenario, by: ResponderIdx, rest: &str) -> Result<Request, Misread> {
    let mut all = Vec::new();
    let pieces = rest.split(',').map(str::trim);
    for piece in pieces.filter(|it| !it.is_empty()) {
        match responder(scenario, by, piece) {
            Ok(who) => all.push(who),
            Err(_) => all.append(&mut each_responder(scenario, by, piece)?),
        }
    }
    let mut seen = Vec::new();
    all.retain(|who| {
        !seen.contains(who) && {
            seen.push(*who);
            true
        }
    });
    match all[..] {
        [] => responder(scenario, by, rest).map(|who| Request::Command(Command::Page(who))),
        [one] => Ok(Request::Command(Command::Page(one))),
        [..] => Ok(Request::Page(all)),
    }
}

/// The responders that a text is made of, with or without `and` between them.
fn each_responder(
    scenario: &Scenario,
    by: ResponderIdx,
    text: &str,
) -> Result<Vec<ResponderIdx>, Misread> {
    let mut all = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (word, after) = split_word(rest);
        rest = if word.eq_ignore_ascii_case("and") {
            after
        } else {
            let (who, after) = first_responder(scenario, by, rest)?;
            all.push(who);
            after
        };
    }
    Ok(all)
}

fn responders(scenario: &Scenario) -> Vec<Named> {
    names(&scenario.responders, |it| Named::new(&it.id, &it.name))
}

fn responder(scenario: &Scenario, by: ResponderIdx, typed: &str) -> Result<ResponderIdx, Misread> {
    if typed.eq_ignore_ascii_case("me") {
        return Ok(by);
    }
    let all = responders(scenario);
    one(find(&all, typed), "responder", typed, all).map(ResponderIdx)
}

/// The responder that a line begins with, by id or by name, and the rest of it.
///
/// # Errors
/// It begins with none.
pub fn first_responder<'a>(
    scenario: &Scenario,
    by: ResponderIdx,
    line: &'a str,
) -> Result<(ResponderIdx, &'a str), Misread> {
    let (word, rest) = split_word(line);
    if word.eq_ignore_ascii_case("me") {
        return Ok((by, rest));
    }
    let all = responders(scenario);
    let (found, rest) = find_first(&all, line);
    one(found, "responder", word, all).map(|who| (ResponderIdx(who), rest))
}

fn hypothesis(
    scenario: &Scenario,
    listed: &[HypothesisIdx],
    typed: &str,
) -> Result<HypothesisIdx, Misread> {
    if let Some(whole) = scenario.hypothesis(&typed.to_ascii_lowercase()) {
        return Ok(whole);
    }
    // By id, so that their order tells nothing.
    let mut listed = listed.to_vec();
    listed.sort_by_key(|it| &scenario.hypotheses[it.0].id);
    let all = listed.iter().map(|it| &scenario.hypotheses[it.0]);
    let all: Vec<Named> = all.map(|it| Named::new(&it.id, &it.text)).collect();
    one(find(&all, typed), "hypothesis", typed, all).map(|place| listed[place])
}

/// A hypothesis, by id or by what it says, and how sure somebody is of it.
fn stated<'a>(
    scenario: &Scenario,
    listed: &[HypothesisIdx],
    typed: &'a str,
) -> Result<(HypothesisIdx, &'a str), Misread> {
    let bare = typed.trim_end_matches(['%', ' ']);
    let is_number = |it: &str| it.bytes().all(|it| it.is_ascii_digit());
    let (name, confidence) = match bare.rsplit_once(char::is_whitespace) {
        Some((name, last)) if is_number(last) => (name.trim(), last),
        _ => (bare, ""),
    };
    match hypothesis(scenario, listed, name) {
        Ok(idx) => Ok((idx, confidence)),
        // What stands behind an id and is no number is told as such.
        Err(wrong) => {
            let (id, rest) = split_word(bare);
            let idx = scenario.hypothesis(&id.to_ascii_lowercase());
            idx.map(|idx| (idx, rest)).ok_or(wrong)
        }
    }
}

fn metric(scenario: &Scenario, typed: &str) -> Result<Option<MetricIdx>, Misread> {
    if typed.is_empty() {
        return Ok(None);
    }
    let all = names(&scenario.metrics, |it| Named::new(&it.id, &it.label));
    one(find(&all, typed), "metric", typed, all).map(|it| Some(MetricIdx(it)))
}

fn runbook(scenario: &Scenario, typed: &str) -> Result<Option<RunbookIdx>, Misread> {
    if typed.is_empty() {
        return Ok(None);
    }
    let all = names(&scenario.runbooks, |it| Named::new(&it.id, &it.title));
    one(find(&all, typed), "runbook", typed, all).map(|it| Some(RunbookIdx(it)))
}
