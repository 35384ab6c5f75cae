//! Help at the prompt, made from the prompt's own table and the scenario's actions.

use super::Scene;
use super::words::{about, kind};
use crate::engine::id::{ActionIdx, ResponderIdx};
use crate::engine::prompt::USAGE;
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
    /// What stands in the way: `needs netops`, `done`; empty if nothing does.
    pub mark: String,
}

/// The help; of one word, the rows that hold it.
#[must_use]
pub fn help(scene: &Scene, word: Option<&str>) -> Help {
    let wanted = word.map(str::to_lowercase).unwrap_or_default();
    let holds = |row: &Row| {
        wanted.is_empty()
            || row.typed.to_lowercase().contains(&wanted)
            || row.about.to_lowercase().contains(&wanted)
    };
    let is_over = scene.state().ended.is_some();
    let words = USAGE.iter().filter_map(|(typed, about)| {
        let word = typed.split(' ').next().unwrap_or(typed);
        // What belongs to the debrief is told from the beginning; what cannot be, no more.
        let fits = !is_over || super::prompt::fits(scene, word);
        fits.then(|| Row {
            typed: (*typed).to_owned(),
            about: (*about).to_owned(),
            mark: String::new(),
        })
    });
    let kinds = [
        ActionKind::Probe,
        ActionKind::Change,
        ActionKind::Communicate,
        ActionKind::Escalate,
    ];
    let sections = std::iter::once(Section {
        heading: "At the prompt",
        rows: words.filter(holds).collect(),
    })
    .chain(
        kinds
            .into_iter()
            .filter(|_| !is_over)
            .map(|of_kind| Section {
                heading: kind(of_kind),
                rows: actions(scene, of_kind).filter(holds).collect(),
            }),
    )
    .filter(|section| !section.rows.is_empty())
    .collect::<Vec<_>>();
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

fn actions<'a>(scene: &'a Scene<'a>, of_kind: ActionKind) -> impl Iterator<Item = Row> + 'a {
    let all = scene.scenario().actions.iter().enumerate();
    all.filter(move |(idx, action)| action.kind == of_kind && is_listed(scene, ActionIdx(*idx)))
        .map(|(idx, action)| Row {
            typed: example(action),
            about: format!("{} ({})", action.label, about(action.takes)),
            mark: mark(scene, ActionIdx(idx)),
        })
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
