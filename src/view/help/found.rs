//! What players can see now that has a word in it, by kind.
//!
//! Invariant: everything in here is on the screen, or one key away, at that moment; what is not
//! listed, not learned or not on the board yet is never looked at.

use super::{Row, Section, row};
use crate::engine::id::{ActionIdx, ResponderIdx};
use crate::engine::scenario::Scenario;
use crate::engine::state::Place;
use crate::engine::time::Span;
use crate::view::Scene;
use crate::view::near::nearest;
use crate::view::palette::Entry;
use crate::view::words::kind;
use crate::view::{board, map, people, room, runbook, severity, signals, titles};

/// A row and everything it can be found by.
struct Findable {
    heading: &'static str,
    row: Row,
    by: String,
}

/// The rows that have what is looked for, in parts; beginnings of words first of all.
pub(super) fn found(scene: &Scene, entries: &[&Entry], wanted: &str) -> Vec<Section> {
    let all = everything(scene, entries);
    let wanted = wanted.to_lowercase();
    let begins: Vec<&Findable> = all.iter().filter(|it| begins(&it.by, &wanted)).collect();
    let found = if begins.is_empty() {
        all.iter().filter(|it| it.by.contains(&wanted)).collect()
    } else {
        begins
    };
    let mut sections: Vec<Section> = Vec::new();
    for it in found {
        match sections
            .last_mut()
            .filter(|last| last.heading == it.heading)
        {
            Some(last) => last.rows.push(it.row.clone()),
            None => sections.push(Section {
                heading: it.heading,
                rows: vec![it.row.clone()],
            }),
        }
    }
    sections
}

/// A word that something here has and that was likely meant.
pub(super) fn meant(scene: &Scene, entries: &[&Entry], wanted: &str) -> Option<String> {
    let all = everything(scene, entries);
    let words = all.iter().flat_map(|it| words(&it.by));
    nearest(words.map(|it| (it, it)), wanted).map(str::to_owned)
}

/// Whether each word that is looked for begins a word of the text, hyphens and all.
fn begins(by: &str, wanted: &str) -> bool {
    let is_edge = |at: usize| {
        let before = by[..at].chars().next_back();
        before.is_none_or(|before| !before.is_alphanumeric())
    };
    let mut wanted = wanted.split_whitespace();
    wanted.all(|word| by.match_indices(word).any(|(at, _)| is_edge(at)))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_part = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    text.split(move |c| !is_part(c)).filter(|it| it.len() > 2)
}

fn everything(scene: &Scene, entries: &[&Entry]) -> Vec<Findable> {
    let mut all = Vec::new();
    let mut put = |heading, row: Row, more: &str| {
        let by = format!("{} {} {more}", row.typed, row.about).to_lowercase();
        all.push(Findable { heading, row, by });
    };
    for it in entries.iter().filter(|it| it.action.is_none()) {
        put(super::AT_PROMPT, row(scene, it), "");
    }
    if scene.state().ended.is_none() {
        for (level, means) in severity::levels(scene.scenario()) {
            let typed = format!("sev {level}");
            put(severity::HEADING, Row::of(typed, means), severity::HEADING);
        }
    }
    for heading in super::KINDS {
        for it in entries {
            let action = it.action.map(|idx| &scene.scenario().actions[idx.0]);
            if let (Some(idx), Some(action)) = (it.action, action)
                && action.kind == heading
            {
                let by = format!("{} {}", kind(heading), who(scene.scenario(), idx));
                put(kind(heading), row(scene, it), &by);
            }
        }
    }
    for it in board::board(scene).hypotheses {
        let typed = format!("hyp {} 0-100", it.id);
        let about = format!("{} ({})", it.text, it.standing);
        put(titles::BOARD, Row::of(typed, about), "hypothesis");
    }
    for it in board::board(scene).clues {
        put(titles::LEARNED, Row::of(it.at, it.text), "");
    }
    for it in signals::alerts(scene) {
        let about = format!("{} since {}", it.level, it.since);
        put(titles::ALERTS, Row::of(it.label, about), "alert");
    }
    for it in signals::metrics(scene, Span::from_mins(1), 1) {
        let about = format!("{}: {}, {}", it.label, it.value, it.standing);
        let typed = format!("chart {}", it.id);
        put(titles::METRICS, Row::of(typed, about), "metric");
    }
    for it in map::map(scene).services {
        put(
            titles::MAP,
            Row::of("map", it.line()),
            &format!("{} service", it.id),
        );
    }
    for (it, read) in runbook::runbooks(scene)
        .iter()
        .zip(&scene.scenario().runbooks)
    {
        let about = match it.edited.as_str() {
            "" => it.title.clone(),
            edited => format!("{} ({edited})", it.title),
        };
        let typed = format!("runbook {}", it.id);
        put(runbook::RUNBOOKS, Row::of(typed, about), &read.text);
    }
    for (idx, it) in people::people(scene).into_iter().enumerate() {
        let typed = match scene.state().people[idx].place {
            Place::Here if it.you => it.id.clone(),
            Place::Here => format!("ask {} COMMAND", it.id),
            Place::Away | Place::OnTheWay(_) => format!("page {}", it.id),
        };
        let name = scene.scenario().responders[idx].name.clone();
        put(
            titles::PEOPLE,
            Row::of(typed, it.line()),
            &format!("{name} {}", it.about),
        );
    }
    for it in room::audiences(scene) {
        let about = format!("{}: {}", it.label, it.due);
        put(
            titles::TO_TELL,
            Row::of(format!("post {} TEXT", it.id), about),
            "",
        );
    }
    all
}

/// Who can do an action that not everybody can, and what it takes.
fn who(scenario: &Scenario, action: ActionIdx) -> String {
    let Some(skill) = &scenario.actions[action.0].skill else {
        return String::new();
    };
    let all = (0..scenario.responders.len()).map(ResponderIdx);
    let able = all.filter(|who| scenario.can(*who, action));
    let able = able.map(|who| &scenario.responders[who.0]);
    let able: Vec<String> = able.map(|it| format!("{} {}", it.id, it.name)).collect();
    format!("{skill} {}", able.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_looked_for_begins_a_word() {
        for (by, wanted, expected) in [
            ("settings rollback 41", "roll", true),
            ("settings rollback 41", "back", false),
            ("settings rollback 41", "rollback sett", true),
            ("config hold svc-7f31", "7f31", true),
            ("config hold svc-7f31", "svc-7", true),
            ("tail -n 20 shop.log", "log", true),
        ] {
            assert_eq!(begins(by, wanted), expected, "{by}: {wanted}");
        }
    }
}
