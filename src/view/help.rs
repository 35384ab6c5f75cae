//! Help at the prompt: everything that may be typed, as the palette has it, in parts; of a word,
//! everything there is to see that has it.

mod found;

use super::Scene;
use super::palette::{self, Entry};
use super::severity;
use super::words::{clean, kind};
use crate::engine::id::{ActionIdx, ResponderIdx};
use crate::engine::scenario::ActionKind;
use crate::engine::state::Phase;

/// Help: words of the prompt, then what can be done here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Help {
    /// Sections, each with a heading.
    pub sections: Vec<Section>,
    /// What to know besides; finished sentences.
    pub notes: Vec<String>,
}

/// A part of the help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its heading.
    pub heading: &'static str,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// A row of the help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What is typed.
    pub typed: String,
    /// What it does.
    pub about: String,
    /// Why it may not be now, as the palette says it; empty if it may.
    pub refused: String,
    /// What stands in the way for good, where there is little room: `needs netops`, `done`; empty
    /// if nothing does.
    pub mark: String,
}

/// Over the words of the prompt.
const AT_PROMPT: &str = "At the prompt";

/// The kinds of actions in the order of the help.
const KINDS: [ActionKind; 4] = [
    ActionKind::Probe,
    ActionKind::Change,
    ActionKind::Communicate,
    ActionKind::Escalate,
];

impl Row {
    fn of(typed: impl Into<String>, about: impl Into<String>) -> Self {
        Self {
            typed: typed.into(),
            about: about.into(),
            refused: String::new(),
            mark: String::new(),
        }
    }
}

/// The help; of a word, everything that players can see now and that has it.
#[must_use]
pub fn help(scene: &Scene, word: Option<&str>) -> Help {
    told(scene, word, false)
}

/// The same without a word of the prompt that there is no use for now: what stands beside the
/// palette, which has all of them.
#[must_use]
pub fn help_now(scene: &Scene) -> Help {
    told(scene, None, true)
}

fn told(scene: &Scene, word: Option<&str>, only_now: bool) -> Help {
    let is_over = scene.state().ended.is_some();
    let is_taken = scene.state().phase() != Phase::Paging;
    // What belongs to the debrief is told from the beginning; what cannot be any more is not.
    let fits = |it: &&Entry| {
        let first = it.shown.split(' ').next().unwrap_or(&it.shown);
        let is_taken_already = only_now && is_taken && first == "ack";
        it.action.is_some()
            || !(is_over || only_now)
            || (super::prompt::fits(scene, first) && !is_taken_already)
    };
    let entries = palette::entries(scene);
    let entries: Vec<&Entry> = entries.iter().filter(fits).collect();
    if let Some(wanted) = word {
        return of_word(scene, &entries, wanted);
    }
    let of_kind = |wanted: Option<ActionKind>| {
        let kind = |it: &Entry| it.action.map(|it| scene.scenario().actions[it.0].kind);
        let rows = entries.iter().filter(|it| kind(it) == wanted);
        rows.map(|it| row(scene, it)).collect()
    };
    let words = Section {
        heading: AT_PROMPT,
        rows: of_kind(None),
    };
    let actions = KINDS.map(|it| Section {
        heading: kind(it),
        rows: of_kind(Some(it)),
    });
    let sections = std::iter::once(words).chain(actions);
    let notes = if is_over {
        Vec::new()
    } else {
        vec![
            "Commands are examples: type them as you would on a real host.".to_owned(),
            "Everything takes incident time; whoever does it is busy until it is done.".to_owned(),
        ]
    };
    Help {
        sections: sections.filter(|it| !it.rows.is_empty()).collect(),
        notes,
    }
}

fn of_word(scene: &Scene, entries: &[&Entry], wanted: &str) -> Help {
    let wanted = clean(wanted);
    let sections = found::found(scene, entries, &wanted);
    let tells_severity = sections.iter().any(|it| it.heading == severity::HEADING);
    let notes = if tells_severity {
        vec![severity::WHEN_IN_DOUBT.to_owned()]
    } else if !sections.is_empty() {
        Vec::new()
    } else {
        let meant = found::meant(scene, entries, &wanted);
        let meant = meant.map_or_else(String::new, |it| format!("did you mean `help {it}`? "));
        vec![format!(
            "nothing that you can see has that word; {meant}`help` shows everything"
        )]
    };
    Help { sections, notes }
}

fn row(scene: &Scene, it: &Entry) -> Row {
    let mark = it.action.map(|action| mark(scene, action));
    Row {
        typed: it.shown.clone(),
        about: it.about.clone(),
        refused: it.refused.clone(),
        mark: mark.unwrap_or_default(),
    }
}

/// The actions that are named before somebody types them.
#[must_use]
pub fn listed(scene: &Scene) -> Vec<ActionIdx> {
    let all = (0..scene.scenario().actions.len()).map(ActionIdx);
    all.filter(|it| is_listed(scene, *it)).collect()
}

/// How those are typed.
#[must_use]
pub fn examples(scene: &Scene, actions: &[ActionIdx]) -> Vec<String> {
    let all = &scene.scenario().actions;
    actions.iter().map(|it| example(&all[it.0])).collect()
}

/// Whether an action is named before somebody types it.
pub(super) fn is_listed(scene: &Scene, action: ActionIdx) -> bool {
    let listed = &scenario_action(scene, action).listed;
    listed.holds(scene.state().world)
}

fn scenario_action<'a>(
    scene: &Scene<'a>,
    action: ActionIdx,
) -> &'a crate::engine::scenario::Action {
    &scene.scenario().actions[action.0]
}

/// The example command of an action.
pub(super) fn example(action: &crate::engine::scenario::Action) -> String {
    action.commands.first().cloned().unwrap_or_default()
}

/// What stands in the way of an action for who looks, in two words.
pub(super) fn mark(scene: &Scene, action: ActionIdx) -> String {
    let scenario = scene.scenario();
    if scene.state().spent[action.0] {
        return "done".to_owned();
    }
    if scenario.can(scene.seat, action) {
        return String::new();
    }
    let able: Vec<ResponderIdx> = (0..scenario.responders.len())
        .map(ResponderIdx)
        .filter(|able| scenario.can(*able, action))
        .collect();
    if able.is_empty() {
        return "nobody here can".to_owned();
    }
    format!("needs {}", super::timeline::names(scene, &able))
}
