//! The prompt: its label, what may be completed to, and what has to be confirmed.

use chrono::Days;

use super::Scene;
use super::copied::debrief_command;
use super::debrief::next::Next;
use super::help::{example, is_listed, mark};
use super::people::person;
use super::words::clean;
use crate::engine::event::{Event, Recorded};
use crate::engine::id::{ActionIdx, ResponderIdx};
use crate::engine::prompt::{USAGE, first_responder};
use crate::engine::state::{Phase, Place};

/// The line in front of what is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prompt {
    /// `T+04:10 you>`
    pub label: String,
    /// What to do when nothing is typed: `ack takes the page`.
    pub hint: String,
}

/// The prompt as it stands.
#[must_use]
pub fn prompt(scene: &Scene) -> Prompt {
    let you = person(scene, scene.seat);
    let hint = match scene.state().phase() {
        Phase::Paging => "`ack` takes the page, `help` shows what can be typed".to_owned(),
        Phase::Over => over_hint(scene),
        Phase::Acknowledged | Phase::Mitigated | Phase::Resolved if you.free => {
            "type a command; `help` shows what there is".to_owned()
        }
        Phase::Acknowledged | Phase::Mitigated | Phase::Resolved => {
            format!("you: {}; `wait` jumps ahead", you.doing)
        }
    };
    Prompt {
        label: format!("{} {}>", scene.now, you.name),
        hint,
    }
}

/// Said while a line stands there that could not be done.
pub const KEPT: &str = "Enter sends this line again; a letter begins a new one";

/// What to do when play is over and nothing is typed.
#[must_use]
pub fn over_hint(scene: &Scene) -> String {
    if scene.state().debriefed {
        return "`answer N TEXT`, `commit OWNER DATE TEXT`, `roti 1-5 TEXT`, `quit`".to_owned();
    }
    let mut named: Vec<&str> = Vec::new();
    for recorded in scene.session.journal() {
        if let Event::CauseNamed { hypothesis, .. } = &recorded.event
            && !named.contains(&hypothesis.as_str())
        {
            named.push(hypothesis.as_str());
        }
    }
    match named[..] {
        [] => {
            "play is over: name what it was, `cause ID`; Enter alone opens the debrief".to_owned()
        }
        [..] => format!(
            "named: {}; Enter alone opens the debrief, `cause ID` names one more",
            named.join(", ")
        ),
    }
}

/// How far ahead the day of an example lies.
const AHEAD: Days = Days::new(14);

/// A day as it is typed: one that lies ahead, where it is known which day it is.
#[must_use]
pub fn day_to_come(scene: &Scene) -> String {
    let day = scene.today.and_then(|it| it.checked_add_days(AHEAD));
    day.map_or_else(|| "YYYY-MM-DD".to_owned(), |it| it.to_string())
}

/// How a commitment is made: with its form, and a day that lies ahead.
#[must_use]
pub fn commit_use(scene: &Scene) -> String {
    let day = day_to_come(scene);
    format!("`commit OWNER DATE if ..., then ...`, the date as {day}")
}

/// Before what has happened in a session that is taken up again.
pub const RECAP: &str = "So far:";

/// Said when an incident is taken up again: where its clock goes on.
#[must_use]
pub fn taken_up(scene: &Scene) -> String {
    format!(
        "taken up where its journal ends: the clock goes on at {}",
        scene.now
    )
}

/// Asked when play is over, before the debrief names them.
pub const CAUSES: &str = "Before the debrief tells: name what it was, `cause ID` for each cause. \
                          `post AUDIENCE TEXT` can still say that it is over. `debrief`, or \
                          Enter alone, goes on to the debrief.";

/// Said when something was answered, promised or rated on the debrief's screen.
#[must_use]
pub fn kept_here(typed: &str) -> String {
    let typed = clean(typed);
    let words: Vec<&str> = typed.split_whitespace().collect();
    let word = words.first().map(|it| it.to_ascii_lowercase());
    match (word.as_deref(), &words[..]) {
        (Some("commit"), [_, owner, day, ..]) => {
            format!("kept: a commitment of {owner} by {day}; it stands under `commit`, and counts")
        }
        (Some("answer"), [_, n, ..]) => format!("kept: your answer stands with moment {n}"),
        (Some("roti"), [_, rate, ..]) => format!("kept: the rating, {rate} of 5"),
        (Some("cause"), [_, ..]) => {
            "it stands in the debrief, and does not count: the debrief had told by then".to_owned()
        }
        _ => "it is kept, and stands in the debrief".to_owned(),
    }
}

/// What is left to do after the debrief.
#[must_use]
pub fn after_debrief(scene: &Scene) -> String {
    format!(
        "Answer a moment's question with `answer N TEXT`; commit to something with {}; say if it \
         was worth the time with `roti 1-5 TEXT`; `quit` when done.",
        commit_use(scene)
    )
}

/// What is said where the commitment that is typed stands in the session as it is; else none.
#[must_use]
pub fn stands_here(scene: &Scene, typed: &str) -> Option<String> {
    let typed = clean(typed);
    let mut words = typed.split_whitespace();
    let is_commit = words.next()?.eq_ignore_ascii_case("commit");
    let (owner, day) = (words.next()?, words.next()?);
    let promise: Vec<&str> = words.collect();
    let mut journal = scene.session.journal().iter();
    let stands = journal.any(|it| match &it.event {
        Event::CommitmentMade {
            owner: by,
            due,
            text,
            ..
        } => by == owner && due.to_string() == day && text.split_whitespace().eq(promise.clone()),
        _ => false,
    });
    (is_commit && stands)
        .then(|| format!("that commitment of {owner} by {day} stands already; it counts once"))
}

/// What follows a commitment that was made before, by whomever: same owner, day and words.
#[must_use]
pub fn again(scene: &Scene, made: &Recorded) -> &'static str {
    let promise = |it: &Recorded| match &it.event {
        Event::CommitmentMade {
            owner, due, text, ..
        } => Some((owner.clone(), *due, text.clone())),
        _ => None,
    };
    let this = promise(made);
    let mut before = scene.session.journal().iter();
    let stood = before.any(|it| it.seq < made.seq && promise(it) == this);
    if this.is_some() && stood {
        " (it stands already, and counts once)"
    } else {
        ""
    }
}

/// How to go on after the debrief, a line each: keep it, play it again, play something else.
/// `way` are the options that lead back to the session.
#[must_use]
pub fn what_next(scene: &Scene, session: &str, way: &str, next: Option<&Next>) -> Vec<String> {
    let head = scene.session.head();
    let id = &head.scenario;
    let mut all = vec![
        format!("Keep it: `{}`", debrief_command(session, way)),
        format!(
            "Again: `misfortune play {id} --seed {}`, the same twists; without --seed, others",
            head.seed.0
        ),
    ];
    all.extend(next.map(|next| {
        let (id, line, why) = (&next.id, &next.line, &next.why);
        format!("Next: `misfortune play {id}`: {line}; {why}")
    }));
    all
}

/// What is said of a session that ended without anybody leaving it. `way` are the options that
/// lead back to it, with a space before; mostly there are none.
#[must_use]
pub fn kept(session: &str, way: &str) -> String {
    format!("session {session} is kept: `misfortune resume {session}{way}` goes on")
}

/// What is said to who leaves.
#[must_use]
pub fn left(scene: &Scene, session: &str, way: &str) -> String {
    if scene.state().ended.is_some() {
        format!("kept as session {session}: `misfortune debrief {session}{way}` tells it again")
    } else {
        format!(
            "left at {}: `misfortune resume {session}{way}` goes on",
            scene.now
        )
    }
}

/// What is said on the home screen to who left an incident that goes on for it.
#[must_use]
pub fn left_open(scene: &Scene, session: &str) -> Option<String> {
    let is_open = scene.state().ended.is_none();
    is_open.then(|| {
        format!(
            "left at {}: session {session} is kept; take it up again here",
            scene.now
        )
    })
}

/// Something that what is typed may become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// The whole line it becomes; ends in a space if more has to follow.
    pub line: String,
    /// What it does.
    pub about: String,
    /// What stands in the way: `needs netops`, `done`, `on the way`; empty if nothing does.
    pub mark: String,
}

/// What the line typed so far may become, the likeliest first, at most `n_max`.
#[must_use]
pub fn completions(scene: &Scene, typed: &str, n_max: usize) -> Vec<Completion> {
    let start = typed.trim_start();
    let candidates = candidates(scene, start);
    let wanted = start.to_lowercase();
    let mut ranked: Vec<(u32, usize, Completion)> = candidates
        .iter()
        .enumerate()
        .filter_map(|(idx, it)| Some((rank(&wanted, it)?, idx, it.clone())))
        .collect();
    if ranked.is_empty() && wanted.len() >= 3 {
        return by_a_few_letters(&candidates, start, n_max);
    }
    ranked.sort_by_key(|(rank, idx, it)| (*rank, !it.mark.is_empty(), *idx));
    ranked
        .into_iter()
        .map(|(_, _, it)| it)
        .take(n_max)
        .collect()
}

/// Where nothing fits as it is typed: what has its letters, one of them wrong at most.
fn by_a_few_letters(all: &[Completion], wanted: &str, n_max: usize) -> Vec<Completion> {
    let rows: Vec<(&str, &str)> = all
        .iter()
        .map(|it| (it.line.as_str(), it.about.as_str()))
        .collect();
    let found = super::fuzzy::search(wanted, &rows);
    let found = found.into_iter().take(n_max);
    found.map(|idx| all[idx].clone()).collect()
}

fn candidates(scene: &Scene, start: &str) -> Vec<Completion> {
    let (word, rest) = match start.split_once(char::is_whitespace) {
        None => return first_words(scene),
        Some((word, rest)) => (word.to_lowercase(), rest.trim_start()),
    };
    match word.as_str() {
        "page" => people(scene, "page", |place| place == Place::Away, ""),
        "ic" => people(scene, "ic", |place| place == Place::Here, ""),
        "ask" if rest.contains(char::is_whitespace) => asked(scene, rest),
        "ask" => people(scene, "ask", |place| place == Place::Here, " "),
        "hyp" | "drop" | "cause" => hypotheses(scene, &word),
        "post" => audiences(scene),
        "sev" => severities(scene),
        "runbook" => runbooks(scene),
        "chart" => charts(scene),
        _ => first_words(scene),
    }
}

/// Words of the prompt that make sense in this phase, then the actions' examples.
fn first_words(scene: &Scene) -> Vec<Completion> {
    let over = scene.state().phase() == Phase::Over;
    let paging = scene.state().phase() == Phase::Paging;
    let words = USAGE.iter().filter_map(|(usage, about)| {
        let word = usage.split(' ').next()?;
        let fits = fits(scene, word);
        let fits = fits && (word != "ack" || paging);
        fits.then(|| Completion {
            line: if *usage == word || usage.contains('[') {
                word.to_owned()
            } else {
                format!("{word} ")
            },
            about: (*about).to_owned(),
            mark: String::new(),
        })
    });
    let actions = (!over).then(|| actions(scene, ""));
    words.chain(actions.into_iter().flatten()).collect()
}

/// Whether a word of the prompt makes sense before or after the end, as it stands.
pub(super) fn fits(scene: &Scene, word: &str) -> bool {
    let state = scene.state();
    match word {
        "debrief" | "cause" => state.ended.is_some() && !state.debriefed,
        "commit" | "answer" | "roti" => state.ended.is_some(),
        "status" | "board" | "map" | "chart" | "runbook" | "note" | "help" | "quit" | "post" => {
            true
        }
        _ => state.ended.is_none(),
    }
}

fn actions(scene: &Scene, before: &str) -> Vec<Completion> {
    let all = scene.scenario().actions.iter().enumerate();
    let listed = all.filter(|(idx, _)| is_listed(scene, ActionIdx(*idx)));
    listed
        .map(|(idx, action)| Completion {
            line: format!("{before}{}", example(action)),
            about: action.label.clone(),
            mark: mark(scene, ActionIdx(idx)),
        })
        .collect()
}

/// What somebody may be asked for, whose name stands there.
fn asked(scene: &Scene, line: &str) -> Vec<Completion> {
    let Ok((asked, rest)) = first_responder(scene.scenario(), scene.seat, line) else {
        return Vec::new();
    };
    let as_asked = scene.from_seat(asked);
    let named = line.trim_end().strip_suffix(rest).unwrap_or(line).trim();
    actions(&as_asked, &format!("ask {named} "))
}

fn people(scene: &Scene, word: &str, fits: impl Fn(Place) -> bool, after: &str) -> Vec<Completion> {
    let state = scene.state();
    let mut all: Vec<(bool, Completion)> = (0..scene.scenario().responders.len())
        .map(ResponderIdx)
        .filter(|who| *who != scene.seat || word == "ic")
        .map(|who| {
            let row = person(scene, who);
            let fits = fits(state.people[who.0].place);
            let completion = Completion {
                line: format!("{word} {}{after}", row.id),
                about: if row.skills.is_empty() {
                    row.name
                } else {
                    format!("{} ({})", row.name, row.skills)
                },
                mark: match state.people[who.0].place {
                    _ if fits => String::new(),
                    Place::Here => "here already".to_owned(),
                    Place::Away | Place::OnTheWay(_) => row.doing,
                },
            };
            (!fits, completion)
        })
        .collect();
    all.sort_by_key(|(unfit, _)| *unfit);
    all.into_iter().map(|(_, it)| it).collect()
}

fn hypotheses(scene: &Scene, word: &str) -> Vec<Completion> {
    let after = if word == "hyp" { " " } else { "" };
    super::board::board(scene)
        .hypotheses
        .into_iter()
        .filter(|row| word != "drop" || (row.confidence.is_some() && !row.dropped))
        .map(|row| Completion {
            line: format!("{word} {}{after}", row.id),
            about: row.text,
            mark: row.confidence.map_or_else(String::new, |_| row.standing),
        })
        .collect()
}

fn severities(scene: &Scene) -> Vec<Completion> {
    let levels = super::severity::levels(scene.scenario()).into_iter();
    levels
        .map(|(level, means)| Completion {
            line: format!("sev {level}"),
            about: means,
            mark: String::new(),
        })
        .collect()
}

fn audiences(scene: &Scene) -> Vec<Completion> {
    super::room::audiences(scene)
        .into_iter()
        .map(|row| Completion {
            line: format!("post {} ", row.id),
            about: format!("{}: {}", row.label, row.due),
            mark: String::new(),
        })
        .collect()
}

fn runbooks(scene: &Scene) -> Vec<Completion> {
    let all = super::runbook::runbooks(scene).into_iter();
    all.map(|row| Completion {
        line: format!("runbook {}", row.id),
        about: match row.edited.as_str() {
            "" => row.title,
            edited => format!("{} ({edited})", row.title),
        },
        mark: String::new(),
    })
    .collect()
}

fn charts(scene: &Scene) -> Vec<Completion> {
    let all = super::chart::charts(scene).into_iter();
    all.map(|(id, label)| Completion {
        line: format!("chart {id}"),
        about: label,
        mark: String::new(),
    })
    .collect()
}

/// How well a candidate fits what is typed, 0 is best; `None` if it does not.
fn rank(wanted: &str, candidate: &Completion) -> Option<u32> {
    let line = candidate.line.to_lowercase();
    let about = candidate.about.to_lowercase();
    if wanted.is_empty() || line.starts_with(wanted) {
        return Some(0);
    }
    let words: Vec<&str> = wanted.split_whitespace().collect();
    if line.split_whitespace().any(|word| word.starts_with(wanted)) {
        Some(1)
    } else if line.contains(wanted) {
        Some(2)
    } else if words.iter().all(|word| line.contains(word)) {
        Some(3)
    } else if wanted.len() >= 3
        && (words.iter()).all(|word| line.contains(word) || about.contains(word))
    {
        Some(4)
    } else if wanted.len() >= 3 && is_within(wanted, &line) {
        Some(5)
    } else {
        None
    }
}

/// Whether the letters of `short` come in `long` in that order.
fn is_within(short: &str, long: &str) -> bool {
    let mut long = long.chars();
    short.chars().all(|c| long.any(|other| other == c))
}
