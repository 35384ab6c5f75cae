//! What `docs/writing-scenarios.md` carries through is true: its excerpts stand in the example, the
//! example can be won, and its timeline makes a scenario that checks.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::fs;
use std::sync::Arc;

use misfortune::content::explain;
use misfortune::content::scaffold::{scaffold, timeline};
use misfortune::content::{lint, script as file};
use misfortune::engine::scenario::Scenario;
use misfortune::engine::script::{self, Played};
use misfortune::prove::{Proof, tell};

const CSV: &str = "tests/fixtures/authoring/labels-2023.csv";
const GOOD: &str = "tests/fixtures/authoring/labels-2023-good.toml";
const SCENARIO: &str = "tests/fixtures/scenarios/valid/labels-2023.toml";

fn read(path: &str) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn scenario(source: &str) -> Arc<Scenario> {
    let loaded = lint::check(Some("labels-2023"), source);
    assert_eq!(loaded.diagnostics, []);
    let (written, scenario) = (loaded.file.unwrap(), loaded.scenario.unwrap());
    let found = tell::diagnostics(&written, &scenario, &Proof::of(&scenario));
    assert_eq!(found, []);
    Arc::new(scenario)
}

fn played(scenario: &Arc<Scenario>, run: &str) -> Played {
    let loaded = file::load(run, Some(scenario));
    assert_eq!(loaded.diagnostics, []);
    script::play(scenario, &loaded.script.unwrap())
}

/// The fenced blocks of a language in the part of the document that carries the example through.
fn excerpts(language: &str) -> Vec<String> {
    let doc = read("docs/writing-scenarios.md");
    let (example, _) = doc.split_once("\n## Reference\n").unwrap();
    let fence = format!("\n```{language}\n");
    let blocks = example.split(fence.as_str()).skip(1);
    blocks
        .map(|it| it.split("```").next().unwrap().to_owned())
        .collect()
}

#[test]
fn every_excerpt_stands_in_the_example() {
    let (scenario, run) = (read(SCENARIO), read(GOOD));
    let excerpts = excerpts("toml");
    assert!(
        excerpts.len() >= 9,
        "the document carries an example through"
    );
    for excerpt in excerpts {
        let stands = scenario.contains(&excerpt) || run.contains(&excerpt);
        assert!(stands, "the example has no\n{excerpt}");
    }
    assert_eq!(excerpts_of_the_timeline(), read(CSV));
}

fn excerpts_of_the_timeline() -> String {
    excerpts("csv").concat()
}

#[test]
fn the_proof_that_the_document_shows_is_the_examples() {
    let scenario = scenario(&read(SCENARIO));
    let words = tell::summary(&scenario, &Proof::of(&scenario), 0, false);
    let (words, _) = words.split_once("  looked at").unwrap();
    let doc = read("docs/writing-scenarios.md");
    assert!(doc.contains(words), "{words}");
}

#[test]
fn the_example_is_won_as_its_golden_run_says() {
    let scenario = scenario(&read(SCENARIO));
    let played = played(&scenario, &read(GOOD));
    assert_eq!(played.failures, []);
}

#[test]
fn the_examples_wrong_move_costs_and_its_deadline_is_real() {
    let scenario = scenario(&read(SCENARIO));
    let good = read(GOOD);
    let hasty = good.replacen(
        "do = \"page platform\"",
        "do = \"systemctl restart print-server\"",
        1,
    );
    let idle = "scenario = \"labels-2023\"\nabout = \"Nobody does anything.\"\n";
    let hasty = played(&scenario, &hasty).score.total;
    let idle = played(&scenario, idle);
    assert!(hasty < played(&scenario, &good).score.total);
    let ended = idle.session.state().ended.map(|(_, it)| it.word());
    assert_eq!(ended, Some("lost"));
}

#[test]
fn its_timeline_is_its_history_and_makes_a_scenario_that_is_won() {
    let timeline = timeline::read(read(CSV).as_bytes()).unwrap();
    let new = scaffold("labels-2023", Some(&timeline));
    let fresh = scenario(&new.scenario);
    assert_eq!(played(&fresh, &new.good).failures, []);
    let told = |it: &Scenario| -> Vec<String> {
        let timeline = it.history.timeline.iter();
        timeline
            .map(|it| format!("{} {} {}", it.before, it.at, it.text))
            .collect()
    };
    assert_eq!(told(&fresh), told(&scenario(&read(SCENARIO))));
}

#[test]
fn every_code_that_the_documents_name_is_explained() {
    for path in ["docs/writing-scenarios.md", "README.md", "CONTRIBUTING.md"] {
        let text = read(path);
        let codes = text
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|it| {
                it.len() == 5
                    && it.starts_with(['E', 'W'])
                    && it[1..].bytes().all(|b| b.is_ascii_digit())
            });
        for code in codes {
            assert!(explain::find(code).is_some(), "{path}: {code}");
        }
    }
}
