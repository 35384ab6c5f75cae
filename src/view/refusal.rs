//! Refusals and misreadings in words, each with a way out.

use super::Scene;
use super::copied::export_command;
use super::near::{nearest, within};
use super::prompt::{commit_use, day_to_come};
use super::words::{any_of, clean};
use crate::engine::command::{Rejection, Scale};
use crate::engine::id::ResponderIdx;
use crate::engine::prompt::{Misread, Named, Part};
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

impl Refusal {
    /// In one line, where what was typed stays in the line.
    #[must_use]
    pub fn with_line_kept(&self) -> String {
        format!("{}; the line stays, Enter sends it", self.line())
    }

    /// In one line, where what was typed has to be typed again.
    #[must_use]
    pub fn to_repeat(&self, typed: &str) -> String {
        format!("{}; type `{}` again then", self.line(), clean(typed.trim()))
    }
}

/// Whether what stands in the way passes by itself, so that the same line can be done later.
#[must_use]
pub fn passes(scene: &Scene, rejection: &Rejection) -> bool {
    let comes = |who: ResponderIdx| {
        let place = scene.state().people[who.0].place;
        matches!(place, Place::OnTheWay(_))
    };
    match rejection {
        Rejection::Busy(..) => true,
        Rejection::NotThere(who) => comes(*who),
        _ => false,
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

/// What is said where play is over and a command of the program was typed at its prompt; none for
/// other words. `way` are the options that lead to the session.
#[must_use]
pub fn elsewhere(typed: &str, session: &str, way: &str) -> Option<Refusal> {
    let word = typed.split_whitespace().next()?.to_ascii_lowercase();
    let command = export_command(session, way);
    (word == "export").then(|| {
        let why = "`export` is not typed here: it is a command of its own";
        Refusal::new(why, format!("after `quit`: `{command}`"))
    })
}

/// Said when the journal can be written again.
pub const WRITTEN_AGAIN: &str = "the journal is written again; the clock goes on";

/// A refusal of the world in words.
#[must_use]
pub fn rejected(scene: &Scene, rejection: &Rejection) -> Refusal {
    let scenario = scene.scenario();
    match rejection {
        Rejection::Over if scene.state().debriefed => Refusal::new(
            "play is over",
            format!(
                "`answer N TEXT`, `commit OWNER {} TEXT`, `roti 1-5 TEXT` or `quit`",
                day_to_come(scene)
            ),
        ),
        Rejection::Over => Refusal::new(
            "play is over",
            "`cause ID` names a cause, `debrief` tells what really happened",
        ),
        Rejection::NotOver => Refusal::new(
            "this belongs to the debrief",
            "bring the incident to its end first",
        ),
        Rejection::AcknowledgeFirst => Refusal::new("the page still rings", "`ack` it first"),
        Rejection::AlreadyAcknowledged => Refusal::new("somebody has the page already", ""),
        Rejection::OutOfRange(scale) => Refusal::new("that number is out of range", on(*scale)),
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
                Refusal::new(format!("your hands are full, free at {at}"), "`wait`")
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
        Rejection::NoHint => Refusal::new(
            "there is no further hint now",
            "ask again when something has moved; `board` shows what you know",
        ),
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

/// What a scale takes.
fn on(scale: Scale) -> String {
    let (min, max) = scale.bounds();
    match scale {
        Scale::Severity => {
            format!("severity is {min} (worst) to {max}, `help sev` says what each means")
        }
        Scale::Confidence => format!("confidence is {min} to {max}"),
        Scale::Rating => format!("a rating is {min} to {max}"),
        Scale::Question => format!("the debrief has moments {min} to {max} at most"),
    }
}

/// What is wrong with what was typed, in words.
#[must_use]
pub fn misread(scene: &Scene, misread: &Misread) -> Refusal {
    match misread {
        Misread::Usage(usage) if usage.starts_with("commit ") => {
            Refusal::new("that word needs more", commit_use(scene))
        }
        Misread::Usage(usage) => {
            let more = if usage.starts_with("sev ") {
                "; `help sev` says what each means"
            } else {
                ""
            };
            Refusal::new("that word needs more", format!("`{usage}`{more}"))
        }
        Misread::Shell => Refusal::new(
            "no shell is open that this would end",
            "`quit` leaves the incident, and keeps the session",
        ),
        Misread::Malformed { part, typed, usage } => {
            let typed = clean(typed);
            let (why, form) = match part {
                Part::Number(scale) => (format!("`{typed}` is no number for that"), on(*scale)),
                Part::Date => (
                    format!("`{typed}` is no day"),
                    format!("write it as {}", day_to_come(scene)),
                ),
                Part::Span => (
                    format!("`{typed}` is no length of time"),
                    "write it as 90s, 5m or 1h30m".to_owned(),
                ),
            };
            Refusal::new(why, format!("{form}, `{usage}`"))
        }
        Misread::Unknown {
            what,
            typed,
            choices,
        } => {
            let typed = clean(typed);
            let why = if typed.is_empty() {
                format!("which {what}?")
            } else if typed.contains(',') {
                format!("one {what} at a time, not `{typed}`")
            } else {
                format!("there is no {what} `{typed}`")
            };
            let way_out = match meant(choices, &typed) {
                Some(it) if within(&it.name, &typed) && !within(&it.id, &typed) => {
                    format!("did you mean `{}`, {}?", it.id, it.name)
                }
                Some(it) => format!("did you mean `{}`?", it.id),
                None => any_of(&told(choices)),
            };
            Refusal::new(why, way_out)
        }
        Misread::Several {
            what,
            typed,
            choices,
        } => {
            let typed = clean(typed);
            let why = format!("more than one {what} begins with `{typed}`");
            Refusal::new(why, any_of(&told(choices)))
        }
    }
}

/// The one thing that was likely meant: nearly called so, or the only one with that in its name.
fn meant<'a>(choices: &'a [Named], typed: &str) -> Option<&'a Named> {
    let names = choices.iter();
    let names = names.flat_map(|it| [(it.id.as_str(), it.id.as_str()), (&it.name, &it.id)]);
    let near = nearest(names, typed);
    let having = || {
        let has = |it: &&Named| within(&it.id, typed) || within(&it.name, typed);
        let mut having = choices.iter().filter(has);
        let first = having.next()?;
        having.next().is_none().then_some(first)
    };
    near.and_then(|id| choices.iter().find(|it| it.id == id))
        .or_else(having)
}

/// Each with its id and, where that says more, what the screen calls it.
fn told(choices: &[Named]) -> Vec<String> {
    // What a hypothesis claims is a sentence; the board has it.
    let is_long = |it: &Named| it.name.chars().count() > NAME_CHARS_MAX;
    let are_long = choices.iter().any(is_long);
    let told = choices.iter().map(|it| {
        let bare = it.id.replace(['-', '_'], " ");
        if are_long || bare.eq_ignore_ascii_case(&it.name) {
            it.id.clone()
        } else {
            format!("{} ({})", it.id, it.name)
        }
    });
    told.collect()
}

/// With a longer name among them only the ids are told.
const NAME_CHARS_MAX: usize = 48;
