//! Refusals and misreadings in words, each with a way out.

use super::Scene;
use super::words::{any_of, clean};
use crate::engine::command::Rejection;
use crate::engine::id::ResponderIdx;
use crate::engine::prompt::Misread;
use crate::engine::scenario::Scenario;
use crate::engine::state::Place;

/// Why something typed does not happen, and what would.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Why.
    pub why: String,
    /// The way out; empty if there is none.
    pub way_out: String,
}

impl Refusal {
    fn new(why: impl Into<String>, way_out: impl Into<String>) -> Self {
        Self {
            why: why.into(),
            way_out: way_out.into(),
        }
    }

    /// Both in one line.
    #[must_use]
    pub fn line(&self) -> String {
        if self.way_out.is_empty() {
            self.why.clone()
        } else {
            format!("{}: {}", self.why.trim_end_matches('.'), self.way_out)
        }
    }
}

/// Said once when the journal cannot be written: play stands, and nothing is lost.
#[must_use]
pub fn halted(trouble: &str) -> Refusal {
    Refusal::new(
        format!("the journal cannot be written ({trouble}); the clock stands and nothing is lost"),
        "make room or mend it, then press Enter to try again",
    )
}

/// Said when the journal can be written again.
pub const WRITTEN_AGAIN: &str = "the journal is written again; the clock goes on";

/// A refusal of the world in words.
#[must_use]
pub fn rejected(scene: &Scene, rejection: &Rejection) -> Refusal {
    let scenario = scene.scenario();
    match rejection {
        Rejection::Over => Refusal::new(
            "play is over",
            "name the cause with `cause ID`, commit to something, or `quit`",
        ),
        Rejection::NotOver => Refusal::new(
            "this belongs to the debrief",
            "bring the incident to its end first",
        ),
        Rejection::AcknowledgeFirst => Refusal::new("the page still rings", "`ack` it first"),
        Rejection::AlreadyAcknowledged => Refusal::new("somebody has the page already", ""),
        Rejection::OutOfRange => Refusal::new(
            "that number is out of range",
            "severity is 1 to 5, confidence 0 to 100, a rating 1 to 5",
        ),
        Rejection::NotOnBoard => Refusal::new(
            "that hypothesis is not on the board",
            "`board` shows those that are",
        ),
        Rejection::AlreadyCalled(Some(at)) => Refusal::new(
            format!("they are on the way, here at {at}"),
            "`wait`, or do something else meanwhile",
        ),
        Rejection::AlreadyCalled(None) => Refusal::new(
            "they are here already",
            "`ask WHO COMMAND` has them do something",
        ),
        Rejection::NotThere(who) => not_there(scene, *who),
        Rejection::Busy(who, at) => {
            let id = &scenario.responders[who.0].id;
            if *who == scene.seat {
                Refusal::new(
                    format!("your hands are full, free at {at}"),
                    "`wait`, or ask somebody: `ask WHO COMMAND`",
                )
            } else {
                Refusal::new(
                    format!("{id} is busy, free at {at}"),
                    "`wait`, or do it yourself if you can",
                )
            }
        }
        Rejection::LacksSkill { who, able } => lacks_skill(scene, *who, able),
        Rejection::AlreadyDone(action) => Refusal::new(
            format!("done already: {}", scenario.actions[action.0].label),
            "look at what came of it",
        ),
        Rejection::BeingDone(_, who) => Refusal::new(
            format!("{} is at it right now", scene.called(*who)),
            "`wait` for what comes of it",
        ),
        Rejection::NeedsConfirmation(action) => Refusal::new(
            scenario.actions[action.0]
                .risk
                .clone()
                .unwrap_or_else(|| "this is risky".to_owned()),
            "it has to be confirmed",
        ),
        Rejection::Unreachable(audience) => {
            let audience = &scenario.audiences[audience.0];
            let why = audience
                .unreachable
                .clone()
                .unwrap_or_else(|| format!("{} cannot be reached now", audience.label));
            Refusal::new(why, "find another way to them, or try again later")
        }
        Rejection::Empty => Refusal::new("nothing was said", "write what it is after the word"),
        Rejection::TooLong(max) => Refusal::new("too long", format!("at most {max} characters")),
        Rejection::AlreadyClaimed => Refusal::new("that is claimed already", ""),
        Rejection::NoHint => {
            Refusal::new("there is no further hint", "`board` shows what you know")
        }
        Rejection::NotYours => Refusal::new("this seat may not do that", "ask who may"),
    }
}

fn not_there(scene: &Scene, who: ResponderIdx) -> Refusal {
    let id = &scene.scenario().responders[who.0].id;
    match scene.state().people[who.0].place {
        Place::OnTheWay(at) => Refusal::new(
            format!("{id} is on the way, here at {at}"),
            "`wait`, or do something else meanwhile",
        ),
        Place::Away | Place::Here => {
            Refusal::new(format!("{id} is not here"), format!("`page {id}` first"))
        }
    }
}

fn lacks_skill(scene: &Scene, who: ResponderIdx, able: &[ResponderIdx]) -> Refusal {
    let scenario = scene.scenario();
    let why = if who == scene.seat {
        "you cannot do that yourself".to_owned()
    } else {
        format!("{} cannot do that", scenario.responders[who.0].id)
    };
    let place = |able: ResponderIdx| scene.state().people[able.0].place;
    let id = |able: ResponderIdx| &scenario.responders[able.0].id;
    let here = able.iter().find(|able| place(**able) == Place::Here);
    let coming = able.iter().find_map(|able| match place(*able) {
        Place::OnTheWay(at) => Some((*able, at)),
        Place::Away | Place::Here => None,
    });
    let way_out = match (here, coming, able.first()) {
        (Some(here), _, _) if *here == scene.seat => "do it yourself".to_owned(),
        (Some(here), _, _) => format!("`ask {} COMMAND`", id(*here)),
        (None, Some((coming, at)), _) => format!("{} can, and is here at {at}", id(coming)),
        (None, None, Some(away)) => format!("`page {}` first", id(*away)),
        (None, None, None) => "nobody here can: find another way".to_owned(),
    };
    Refusal::new(why, way_out)
}

/// What is wrong with what was typed, in words.
#[must_use]
pub fn misread(scene: &Scene, misread: &Misread) -> Refusal {
    match misread {
        Misread::Usage(usage) => Refusal::new("that word needs more", format!("`{usage}`")),
        Misread::Unknown {
            what,
            typed,
            choices,
        } => {
            let typed = clean(typed);
            let why = if typed.is_empty() {
                format!("which {what}?")
            } else {
                format!("there is no {what} `{typed}`")
            };
            let choices = if choices.is_empty() {
                super::board::board(scene)
                    .hypotheses
                    .into_iter()
                    .map(|row| row.id)
                    .collect()
            } else {
                choices.clone()
            };
            Refusal::new(why, any_of(&choices))
        }
    }
}

/// The in-world answer to a command that nothing here answers to. It costs nothing.
#[must_use]
pub fn not_understood(scenario: &Scenario, typed: &str) -> Vec<String> {
    let typed = clean(typed);
    let program = typed.split_whitespace().next().unwrap_or_default();
    let mut answer = vec![if is_known(scenario, program) {
        format!("{program}: not like this, not here")
    } else {
        format!("{program}: command not found")
    }];
    answer.extend(near(scenario, &typed).map(|near| format!("did you mean `{near}`?")));
    answer
}

/// Whether some action's example begins with that program.
fn is_known(scenario: &Scenario, program: &str) -> bool {
    let mut examples = scenario.actions.iter().filter_map(|it| it.commands.first());
    examples.any(|example| {
        let first = example.split_whitespace().next();
        first.is_some_and(|first| first.eq_ignore_ascii_case(program))
    })
}

/// The example nearest to what was typed, if one is near.
fn near<'a>(scenario: &'a Scenario, typed: &str) -> Option<&'a str> {
    let typed = typed.to_lowercase();
    scenario
        .actions
        .iter()
        .filter_map(|action| action.commands.first())
        .map(|example| {
            let likeness = strsim::normalized_damerau_levenshtein(&example.to_lowercase(), &typed);
            (likeness, example.as_str())
        })
        .filter(|(likeness, _)| *likeness > 0.6)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, example)| example)
}
