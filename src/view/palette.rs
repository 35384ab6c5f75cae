//! Everything that may be typed, possible or not, each with the reason why it may not be now.
//!
//! The palette of the screens and the help of line mode are made from it. Invariant: an action
//! that is not listed for the players is not in here; a reason is the engine's own refusal.

use super::Scene;
use super::cards::Card;
use super::confirm::is_placeholder;
use super::fuzzy;
use super::help::{example, is_listed};
use super::prompt::fits;
use super::refusal::rejected;
use super::severity::levels;
use super::words::about;
use crate::engine::command::{Command, Rejection};
use crate::engine::id::{ActionIdx, ResponderIdx};
use crate::engine::prompt::{self, Request, USAGE};
use crate::engine::scenario::Action;
use crate::engine::state::Place;

/// Something that may be typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// How it is written: `post AUDIENCE TEXT`, `lvs`.
    pub shown: String,
    /// What it does.
    pub about: String,
    /// The action, if it is one and not a word of the prompt.
    pub action: Option<ActionIdx>,
    /// What it puts into the line.
    pub line: String,
    /// The line is not whole: something has to be added or filled in.
    pub needs_more: bool,
    /// What fills in the rest, if there is a card for it.
    pub card: Option<Card>,
    /// Why it may not be now; empty if it may.
    pub refused: String,
    /// The line that has it done all the same: `ask netops lvs`; empty if there is none.
    pub instead: String,
}

/// On the frame of the palette.
pub const TITLE: &str = "Commands";
/// Before why something may not be now.
pub const NOT_NOW: &str = "not now";
/// Something else may not be now for the reason that was told last.
pub const AS_ABOVE: &str = "not now, as above";
/// Nothing has those letters.
pub const NOTHING: &str = "nothing has those letters; Esc closes";
/// What Enter does with a key of the screen.
pub const PRESSES: &str = "Enter does it, as the key would";

/// What choosing an entry does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// The line is run.
    Run(String),
    /// The line is written, to be filled in.
    Write(String),
    /// A card opens.
    Open(Card),
    /// Nothing: it may not be now.
    Refused,
}

impl Entry {
    /// What choosing it does.
    #[must_use]
    pub fn choice(&self) -> Choice {
        match self.card {
            _ if !self.instead.is_empty() => Choice::Write(self.instead.clone()),
            _ if !self.refused.is_empty() => Choice::Refused,
            Some(card) => Choice::Open(card),
            None if self.needs_more => Choice::Write(self.line.clone()),
            None => Choice::Run(self.line.clone()),
        }
    }

    /// What Enter does with it, in words.
    #[must_use]
    pub fn enter(&self) -> String {
        match self.choice() {
            Choice::Run(_) => "Enter runs it; Tab writes it into the line".to_owned(),
            Choice::Write(line) => format!("Enter writes `{}` into the line", line.trim_end()),
            Choice::Open(_) => "Enter opens its card; Tab writes it into the line".to_owned(),
            Choice::Refused => String::new(),
        }
    }
}

/// How many entries are shown of all there are.
#[must_use]
pub fn of(n_found: usize, n_entries: usize) -> String {
    format!("{n_found} of {n_entries}")
}

/// Everything that may be typed: what is possible first, words of the prompt before actions.
#[must_use]
pub fn palette(scene: &Scene) -> Vec<Entry> {
    let mut entries = entries(scene);
    let is_sev = |it: &Entry| it.action.is_none() && it.shown.starts_with("sev ");
    if let Some(place) = entries.iter().position(is_sev) {
        // Behind all else that may be: they are for who looks for them.
        let levels = severities(scene, &entries[place]);
        entries.extend(levels);
    }
    let is_over = scene.state().ended.is_some();
    entries.sort_by_key(|it| (!it.refused.is_empty(), is_over && !is_for_after(it)));
    entries
}

/// Whether it is there for the time after play.
fn is_for_after(entry: &Entry) -> bool {
    let word = entry.shown.split(' ').next().unwrap_or_default();
    matches!(word, "cause" | "debrief" | "commit" | "answer" | "roti")
}

/// Each severity on its own, with what it means.
fn severities(scene: &Scene, word: &Entry) -> Vec<Entry> {
    let level = |(level, means): (u8, String)| Entry {
        shown: format!("sev {level}"),
        about: means,
        line: format!("sev {level}"),
        needs_more: false,
        ..word.clone()
    };
    levels(scene.scenario()).into_iter().map(level).collect()
}

/// Everything that may be typed, in an order that stays: words of the prompt before actions.
#[must_use]
pub fn entries(scene: &Scene) -> Vec<Entry> {
    let is_over = scene.state().ended.is_some();
    let words = USAGE.iter().map(|(usage, about)| word(scene, usage, about));
    let all = (0..scene.scenario().actions.len()).map(ActionIdx);
    let listed = all.filter(|it| !is_over && is_listed(scene, *it));
    let actions = listed.map(|it| action(scene, it));
    words.chain(actions).collect()
}

/// The entries that fit what is looked for, best first, as places in the list.
#[must_use]
pub fn search(entries: &[Entry], wanted: &str) -> Vec<usize> {
    let rows: Vec<(&str, &str)> = entries
        .iter()
        .map(|it| (it.shown.as_str(), it.about.as_str()))
        .collect();
    fuzzy::search(wanted, &rows)
}

fn word(scene: &Scene, usage: &str, about: &str) -> Entry {
    let word = usage.split(' ').next().unwrap_or(usage);
    let is_whole = usage == word || usage.contains('[');
    Entry {
        shown: usage.to_owned(),
        about: about.to_owned(),
        action: None,
        line: if is_whole {
            word.to_owned()
        } else {
            format!("{word} ")
        },
        needs_more: !is_whole,
        card: Card::of(word),
        refused: word_refused(scene, word),
        instead: String::new(),
    }
}

fn action(scene: &Scene, idx: ActionIdx) -> Entry {
    let action = &scene.scenario().actions[idx.0];
    let line = example(action);
    let (refused, instead) = match may(scene, scene.seat, idx, action) {
        Ok(()) => (String::new(), String::new()),
        Err(rejection) => {
            let able = match &rejection {
                Rejection::LacksSkill { able, .. } => able.as_slice(),
                _ => &[],
            };
            let mut able = able.iter().filter(|able| **able != scene.seat);
            let does = able.find(|able| may(scene, **able, idx, action).is_ok());
            let instead = does.map_or_else(String::new, |who| {
                let id = &scene.scenario().responders[who.0].id;
                format!("ask {id} {line}")
            });
            (rejected(scene, &rejection).line(), instead)
        }
    };
    Entry {
        shown: line.clone(),
        about: format!("{} ({})", action.label, about(action.takes)),
        action: Some(idx),
        needs_more: line.split_whitespace().any(is_placeholder),
        line,
        card: None,
        refused,
        instead,
    }
}

/// Whether somebody may do that now, a risk aside.
fn may(scene: &Scene, who: ResponderIdx, action: ActionIdx, of: &Action) -> Result<(), Rejection> {
    let command = Command::Act {
        action,
        who,
        typed: example(of),
        confirmed: true,
    };
    let state = scene.state();
    state
        .decide(scene.scenario(), scene.seat, &command)
        .map(drop)
}

/// Why a word of the prompt may not be used now, whatever is added to it; empty if it may.
fn word_refused(scene: &Scene, word: &str) -> String {
    let mut first = String::new();
    for line in whole_lines(scene, word) {
        let refused = refused(scene, word, &line);
        if refused.is_empty() {
            return refused;
        }
        if first.is_empty() {
            first = refused;
        }
    }
    first
}

/// Whole lines of a word, enough of them to know whether any is possible; none if any is.
fn whole_lines(scene: &Scene, word: &str) -> Vec<String> {
    let scenario = scene.scenario();
    let others = || {
        let all = (0..scenario.responders.len()).map(ResponderIdx);
        all.filter(|who| *who != scene.seat)
            .map(|who| (who, &scenario.responders[who.0].id))
    };
    let on_board = || {
        let rows = super::board::board(scene).hypotheses;
        rows.into_iter().map(|row| row.id)
    };
    match word {
        "sev" => vec!["sev 1".to_owned()],
        "ic" => vec!["ic me".to_owned()],
        "page" => others().map(|(_, id)| format!("page {id}")).collect(),
        "ask" => {
            let is_here = |who: ResponderIdx| scene.state().people[who.0].place == Place::Here;
            let is_over = scene.state().ended.is_some();
            if !is_over && others().any(|(who, _)| is_here(who)) {
                return Vec::new();
            }
            let all = scenario.actions.iter().enumerate();
            let mut listed = all.filter(|(idx, _)| is_listed(scene, ActionIdx(*idx)));
            let example = listed.next().map(|(_, action)| example(action));
            let lines = example
                .into_iter()
                .flat_map(|example| others().map(move |(_, id)| format!("ask {id} {example}")));
            lines.collect()
        }
        "hyp" => on_board().map(|id| format!("hyp {id} 50")).collect(),
        "drop" | "cause" => on_board().map(|id| format!("{word} {id}")).collect(),
        "post" => {
            let all = scenario.audiences.iter();
            all.map(|it| format!("post {} x", it.id)).collect()
        }
        "note" => vec!["note x".to_owned()],
        "commit" => vec!["commit me 2030-01-01 x".to_owned()],
        "answer" => vec!["answer 1 x".to_owned()],
        "roti" => vec!["roti 3 x".to_owned()],
        _ => vec![word.to_owned()],
    }
}

/// Why a whole line would be refused now; empty if it would not.
fn refused(scene: &Scene, word: &str, line: &str) -> String {
    let state = scene.state();
    let rejection = match prompt::read_in(scene.scenario(), state, scene.seat, line, true) {
        Ok(Request::Command(Command::Mumble(_))) | Err(_) => None,
        Ok(Request::Command(command)) => state.decide(scene.scenario(), scene.seat, &command).err(),
        Ok(_) if !fits(scene, word) => Some(Rejection::Over),
        Ok(_) => None,
    };
    rejection.map_or_else(String::new, |it| rejected(scene, &it).line())
}
