//! Both faces tell the same: every golden run of every shipped scenario is played in lines and on
//! the screens, and whatever happened, stood there, was refused or was said at the end must have
//! been told by both.
//!
//! What happened is taken from the journal and the scenario, not from the timeline's words, so
//! that an event which no view tells is found as well as a view which a face leaves out. Told
//! means: its words stood there, in their order, at that moment; spaces, line breaks and the
//! frames of panes do not count. A pane shows a part, so every pane is read to its end.
#![expect(clippy::unwrap_used, reason = "tests")]

#[path = "faces/facts.rs"]
mod facts;
#[path = "faces/lines.rs"]
mod lines;
#[path = "support/scenarios.rs"]
mod scenarios;
#[path = "faces/screens.rs"]
mod screens;
#[path = "faces/told.rs"]
mod told;
#[path = "faces/walk.rs"]
mod walk;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use misfortune::engine::event::Event;
use misfortune::engine::scenario::Scenario;
use misfortune::engine::session::Session;

use told::Told;

/// A golden run as both faces told it.
struct Both {
    name: String,
    facts: Vec<facts::Fact>,
    lines: Told,
    screens: Told,
}

fn golden_runs(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder.join("runs")).unwrap();
    let mut runs: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    runs.sort();
    runs
}

/// Plays a golden run in both faces.
fn both(scenario: &Arc<Scenario>, run: &Path) -> Both {
    let walk = walk::of(scenario, run);
    let (screens, facts) = screens::play(&walk);
    let lines = lines::play(&walk);
    let name = format!("{}/{}", scenario.metadata.id, walk.name);
    assert_eq!(
        events(&lines.session),
        events(&screens.session),
        "{name}: both faces play the same"
    );
    Both {
        name,
        facts,
        lines,
        screens,
    }
}

/// What was played, without how it was left, and without the words of hints: of several good ways
/// on the adviser names the one it has found by then.
fn events(session: &Session) -> Vec<(u64, Event)> {
    let journal = session.journal().iter();
    let played = journal.filter(|it| !matches!(it.event, Event::LeftOff {}));
    let told = |event: &Event| match event {
        Event::HintGiven { by, .. } => Event::HintGiven {
            by: by.clone(),
            hint: None,
            told: None,
        },
        event => event.clone(),
    };
    played.map(|it| (it.at.0, told(&it.event))).collect()
}

/// What a scenario's golden runs leave untold, and what lines draw that no line may.
fn untold(folder: &str) -> Vec<String> {
    let folder = scenarios::root().join("scenarios").join(folder);
    // An incident second is a real millisecond here: no view-model shows the pace in play.
    let scenario = walk::paced(&scenarios::load(&folder.join("scenario.toml")));
    let mut wrong = Vec::new();
    for run in golden_runs(&folder) {
        let both = both(&scenario, &run);
        assert!(both.facts.len() > 100, "{}: few facts", both.name);
        for (face, told) in [("lines", &both.lines), ("screens", &both.screens)] {
            let happened = facts::happened(&told.session);
            let facts = both.facts.iter().chain(&happened);
            let missing = facts.filter(|fact| !told.tells(fact));
            wrong.extend(missing.map(|fact| format!("{} {face}: {fact}", both.name)));
        }
        let drawn = both.lines.raw.lines().filter(|line| draws(line));
        wrong.extend(drawn.map(|line| format!("{} draws: {line}", both.name)));
    }
    wrong
}

/// Braille, boxes, blocks and arrows: what a screen reader spells out.
fn draws(line: &str) -> bool {
    line.chars().any(|c| {
        matches!(c, '\u{2190}'..='\u{21ff}' | '\u{2500}'..='\u{25ff}' | '\u{2800}'..='\u{28ff}')
    })
}

fn check(folder: &str) {
    let wrong = untold(folder);
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_shipped_scenario_is_here() {
    let shipped = scenarios::shipped();
    let names: Vec<_> = shipped.iter().map(|it| it.file_name().unwrap()).collect();
    assert_eq!(names, HERE);
}

const HERE: [&str; 5] = [
    "facebook-bgp-2021",
    "fastly-2021",
    "gitlab-2017",
    "newsblur-2021",
    "tutorial",
];

#[test]
fn what_was_not_told_or_not_then_is_missed() {
    let folder = scenarios::root().join("scenarios").join(HERE[4]);
    let scenario = walk::paced(&scenarios::load(&folder.join("scenario.toml")));
    let told = lines::play(&walk::of(&scenario, &folder.join("runs/good.toml")));
    let session = &told.session;
    let mut facts = facts::happened(session);
    assert!(facts.iter().all(|fact| told.tells(fact)));
    for fact in &mut facts {
        fact.parts.push("and something nobody said".to_owned());
    }
    assert!(!facts.iter().any(|fact| told.tells(fact)));
    // The right words at a time when nothing happened.
    let mut late = facts::happened(session);
    for fact in &mut late {
        fact.when = facts::When::Happened("T+9:59:59".to_owned());
    }
    assert!(!late.iter().any(|fact| told.tells(fact)));
}

#[test]
fn facebook_in_both_faces() {
    check(HERE[0]);
}

#[test]
fn fastly_in_both_faces() {
    check(HERE[1]);
}

#[test]
fn gitlab_in_both_faces() {
    check(HERE[2]);
}

#[test]
fn newsblur_in_both_faces() {
    check(HERE[3]);
}

#[test]
fn the_tutorial_in_both_faces() {
    check(HERE[4]);
}
