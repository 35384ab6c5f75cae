//! Help at the prompt: everything that may be typed, as the palette has it, in parts.

use super::Scene;
use super::palette::{self, Entry};
use super::words::kind;
use crate::engine::id::{ActionIdx, ResponderIdx};
use crate::engine::scenario::ActionKind;

/// Help: words of the prompt, then what can be done here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Help {
    /// Sections, each with a heading.
    pub sections: Vec<Section>,
    /// What to know besides; finished sentences.
    pub notes: Vec<&'static str>,
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

/// The help; of one word, the rows that hold it.
#[must_use]
pub fn help(scene: &Scene, word: Option<&str>) -> Help {
    let wanted = word.map(str::to_lowercase).unwrap_or_default();
    let holds = |it: &&Entry| {
        wanted.is_empty()
            || it.shown.to_lowercase().contains(&wanted)
            || it.about.to_lowercase().contains(&wanted)
    };
    let is_over = scene.state().ended.is_some();
    // What belongs to the debrief is told from the beginning; what cannot be any more is not.
    let fits = |it: &&Entry| {
        let word = it.shown.split(' ').next().unwrap_or(&it.shown);
        !is_over || super::prompt::fits(scene, word)
    };
    let entries = palette::entries(scene);
    let found: Vec<&Entry> = entries.iter().filter(holds).filter(fits).collect();
    let of_kind = |wanted: Option<ActionKind>| {
        let kind = |it: &Entry| it.action.map(|it| scene.scenario().actions[it.0].kind);
        let rows = found.iter().filter(|it| kind(it) == wanted);
        rows.map(|it| row(scene, it)).collect()
    };
    let words = Section {
        heading: "At the prompt",
        rows: of_kind(None),
    };
    let kinds = [
        ActionKind::Probe,
        ActionKind::Change,
        ActionKind::Communicate,
        ActionKind::Escalate,
    ];
    let actions = kinds.map(|it| Section {
        heading: kind(it),
        rows: of_kind(Some(it)),
    });
    let sections = std::iter::once(words).chain(actions);
    let sections: Vec<Section> = sections.filter(|it| !it.rows.is_empty()).collect();
    let notes = if sections.is_empty() {
        vec!["nothing here has that word; `help` shows everything"]
    } else if is_over {
        Vec::new()
    } else if wanted.is_empty() {
        vec![
            "Commands are examples: type them as you would on a real host.",
            "Everything takes incident time; whoever does it is busy until it is done.",
        ]
    } else {
        Vec::new()
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

/// How many actions are named before somebody types them.
#[must_use]
pub fn n_listed(scene: &Scene) -> usize {
    let all = 0..scene.scenario().actions.len();
    all.filter(|idx| is_listed(scene, ActionIdx(*idx))).count()
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
