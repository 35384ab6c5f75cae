//! Refusals and misreadings in words, each with a way out.

use super::Scene;
use super::copied::export_command;
use super::prompt::{commit_use, day_to_come};
use super::words::{any_of, clean};
use crate::engine::command::{Rejection, Scale};
use crate::engine::id::ResponderIdx;
use crate::engine::prompt::{Misread, Part, Stray, WORDS, find_action, stray};
use crate::engine::scenario::Scenario;
use crate::engine::state::Place;
use crate::engine::time::Elapsed;

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
                Refusal::new(
                    format!("your hands are full, free at {at}"),
                    "`wait` until then",
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
        Scale::Severity => format!("severity is {min} (worst) to {max}"),
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
        Misread::Usage(usage) => Refusal::new("that word needs more", format!("`{usage}`")),
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
            } else if typed.contains([',', ' ']) {
                format!("one {what} at a time, not `{typed}`")
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

/// Tools that every host has and that no incident is won with.
const EVERYDAY: [&str; 34] = [
    "ls", "cat", "cd", "pwd", "echo", "less", "more", "head", "tail", "grep", "find", "top",
    "htop", "ps", "who", "whoami", "id", "uptime", "date", "man", "vi", "vim", "nano", "emacs",
    "sudo", "su", "df", "du", "free", "uname", "history", "clear", "w", "bash",
];

/// The in-world answer to a command that nothing here answers to. It costs nothing.
#[must_use]
pub fn not_understood(scene: &Scene, at: Elapsed, typed: &str) -> Vec<String> {
    let examples = examples(scene, at);
    let typed = clean(typed);
    let (who, typed) = asked(scene.scenario(), &typed);
    if let Some(stray) = stray(scene.scenario(), typed) {
        return half_understood(scene.scenario(), &examples, who.as_deref(), typed, &stray);
    }
    let mut words = typed.split_whitespace();
    let program = words.next().unwrap_or_default();
    let known = beginning_with(&examples, program);
    let is_everyday = EVERYDAY.contains(&program.to_lowercase().as_str());
    let mut answer = vec![match who {
        Some(who) => format!("{who} not know how to `{typed}`"),
        None if program.eq_ignore_ascii_case("yes") => "nothing waits for a yes".to_owned(),
        None if known.is_empty() && is_everyday => {
            format!("{program}: nothing there that helps here; `help` shows what does")
        }
        None if known.is_empty() => format!("{program}: command not found"),
        None => format!("{program}: not like this, not here"),
    }];
    let near = same(&examples, typed).or_else(|| near(&examples, typed));
    match near.map(str::to_owned).or_else(|| own_word(typed)) {
        Some(near) => answer.push(format!("did you mean `{near}`?")),
        None if !known.is_empty() => {
            let known: Vec<String> = known.iter().map(|it| format!("`{it}`")).collect();
            answer.push(format!("`{program}` here knows: {}", known.join(", ")));
        }
        None => {}
    }
    answer
}

/// The answer to a line of which a part means nothing: which, and the line that may be meant.
fn half_understood(
    scenario: &Scenario,
    examples: &[&str],
    who: Option<&str>,
    typed: &str,
    stray: &Stray,
) -> Vec<String> {
    let part = &stray.part;
    let mut answer = vec![match who {
        Some(who) => format!("{who} not know what `{part}` means here; nothing was begun"),
        None => format!("`{part}` means nothing here; nothing was begun"),
    }];
    let words: Vec<&str> = typed.split_whitespace().collect();
    let n_meant = words.len().saturating_sub(part.split(' ').count());
    let meant = words[..n_meant].join(" ");
    let example = scenario.actions[stray.action.0].commands.first();
    let example = example.filter(|it| examples.contains(&it.as_str()) && it.starts_with(&meant));
    let does_it = find_action(scenario, &meant) == Some(stray.action);
    if let Some(meant) = example.or(does_it.then_some(&meant)) {
        answer.push(format!("did you mean `{meant}`?"));
    }
    answer
}

/// Who does (not) do what they were asked for: nobody, where it is no `ask` of somebody.
fn asked<'a>(scenario: &Scenario, typed: &'a str) -> (Option<String>, &'a str) {
    let mut parts = typed.trim().splitn(3, char::is_whitespace);
    let (word, who, what) = (parts.next(), parts.next(), parts.next());
    let is_ask = word.is_some_and(|word| word.eq_ignore_ascii_case("ask"));
    match (who, what) {
        (Some(who), Some(what)) if is_ask && !what.trim().is_empty() => {
            let named = scenario.responder(&who.to_lowercase());
            let is_you = named == Some(scenario.you) || who.eq_ignore_ascii_case("me");
            let who = match named {
                _ if is_you => "you do".to_owned(),
                Some(who) => format!("{} does", scenario.responders[who.0].id),
                None => format!("{who} does"),
            };
            (Some(who), what.trim())
        }
        _ => (None, typed.trim()),
    }
}

/// Examples that were listed at that time, so that nothing is given away and the answer stays.
fn examples<'a>(scene: &Scene<'a>, at: Elapsed) -> Vec<&'a str> {
    let mut past = scene.past().iter().rev();
    let then = past.find(|(since, _)| *since <= at);
    let world = then.map_or(scene.state().world, |(_, world)| *world);
    let all = scene.scenario().actions.iter();
    all.filter(|action| action.listed.holds(world))
        .filter_map(|action| action.commands.first())
        .map(String::as_str)
        .collect()
}

fn beginning_with<'a>(examples: &[&'a str], program: &str) -> Vec<&'a str> {
    let mut known = examples.to_vec();
    known.retain(|example| {
        let first = example.split_whitespace().next();
        first.is_some_and(|first| first.eq_ignore_ascii_case(program))
    });
    known
}

/// Words that undo each other, those that mean the same on one side.
const OPPOSITES: [(&[&str], &[&str]); 6] = [
    (
        &[
            "resume", "thaw", "unfreeze", "start", "continue", "release", "unpause", "go",
        ],
        &["freeze", "stop", "pause", "hold", "halt", "suspend"],
    ),
    (
        &["enable", "on", "activate"],
        &["disable", "off", "deactivate"],
    ),
    (
        &["open", "admit", "allow", "unblock", "unlock"],
        &["close", "shed", "deny", "block", "lock"],
    ),
    (
        &["add", "create", "restore", "undelete"],
        &["remove", "delete", "destroy", "drop"],
    ),
    (&["pin"], &["unpin"]),
    (&["up"], &["down"]),
];

/// Whether an example would do the opposite of what was typed.
fn is_opposite(example: &str, typed: &str) -> bool {
    let has = |text: &str, words: &[&str]| {
        let mut of = text.split_whitespace();
        of.any(|it| words.iter().any(|word| it.eq_ignore_ascii_case(word)))
    };
    OPPOSITES.iter().any(|(one, other)| {
        (has(typed, one) && has(example, other)) || (has(typed, other) && has(example, one))
    })
}

/// An example that says the same with another word: `thaw` for `resume`.
fn same<'a>(examples: &[&'a str], typed: &str) -> Option<&'a str> {
    let typed = typed.to_lowercase();
    let typed: Vec<&str> = typed.split_whitespace().collect();
    let sides = || OPPOSITES.iter().flat_map(|(one, other)| [*one, *other]);
    let means =
        |a: &str, b: &str| a == b || sides().any(|side| side.contains(&a) && side.contains(&b));
    let mut all = examples.iter().copied();
    all.find(|example| {
        let example = example.to_lowercase();
        let words: Vec<&str> = example.split_whitespace().collect();
        words.len() == typed.len() && words.iter().zip(&typed).all(|(a, b)| means(a, b))
    })
}

/// A line that begins with a word of the prompt's own, where the first word is a slip of one:
/// `sev1`, `akc`, `serverity 1`.
fn own_word(typed: &str) -> Option<String> {
    let typed = typed.to_lowercase();
    let (first, rest) = typed.split_once(' ').unwrap_or((&typed, ""));
    let glued = WORDS.iter().find_map(|word| {
        let number = first.strip_prefix(word)?;
        let is_number = !number.is_empty() && number.bytes().all(|it| it.is_ascii_digit());
        is_number.then(|| format!("{word} {number}"))
    });
    let slips = |word: &str| strsim::damerau_levenshtein(word, first);
    let is_near = |word: &str| {
        let same_start = word.chars().next() == first.chars().next();
        same_start && word.len() > 2 && slips(word) <= 1 + usize::from(word.len() > 5)
    };
    let with_rest = |word: &str| format!("{word} {rest}").trim_end().to_owned();
    let slip = || {
        let near = WORDS.iter().filter(|word| is_near(word));
        near.min_by_key(|word| slips(word)).map(|it| with_rest(it))
    };
    let severity = || is_near("severity").then(|| with_rest("sev"));
    glued.or_else(slip).or_else(severity)
}

/// The example nearest to what was typed, if one is near.
fn near<'a>(examples: &[&'a str], typed: &str) -> Option<&'a str> {
    let typed = typed.to_lowercase();
    examples
        .iter()
        .map(|example| {
            let likeness = strsim::normalized_damerau_levenshtein(&example.to_lowercase(), &typed);
            (likeness, *example)
        })
        .filter(|(_, example)| !is_opposite(example, &typed))
        .filter(|(likeness, _)| *likeness > 0.6)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, example)| example)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_a_word_of_the_prompt_finds_the_word() {
        for (typed, expected) in [
            ("sev1", Some("sev 1")),
            ("akc", Some("ack")),
            (
                "comit me 2030-01-01 look",
                Some("commit me 2030-01-01 look"),
            ),
            ("serverity 1", Some("sev 1")),
            ("mitgated", Some("mitigated")),
            ("systemctl restart shop", None),
            ("nmap", None),
        ] {
            assert_eq!(own_word(typed).as_deref(), expected, "{typed}");
        }
    }

    #[test]
    fn what_is_suggested_never_does_the_opposite() {
        let all = [
            "config distribution freeze",
            "distribution thaw",
            "feature disable snippets",
        ];
        for (typed, expected) in [
            ("distribution resume", Some("distribution thaw")),
            ("config distribution resume", None),
            (
                "config distribution frezze",
                Some("config distribution freeze"),
            ),
            ("feature enable snippets", None),
            ("feature disabel snippets", Some("feature disable snippets")),
        ] {
            let found = same(&all, typed).or_else(|| near(&all, typed));
            assert_eq!(found, expected, "{typed}");
        }
    }
}
