//! What `docs/writing-scenarios.md` carries through is true: its excerpts stand in the example, the
//! example can be won, each step leaves a scenario that checks, and there is as little to write as
//! it says.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::fs;
use std::sync::Arc;

use misfortune::content::explain;
use misfortune::content::scaffold::{Scaffold, scaffold, timeline};
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
    let total = played(&scenario, &read(GOOD)).score.total;
    let run = tell::run("good", total, Some((80, 100)));
    let doc = read("docs/writing-scenarios.md");
    assert!(doc.contains(words), "{words}");
    assert!(doc.contains(&run), "{run}");
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
        "do = \"page owner\"",
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

/// What there is to write in twenty minutes, at 40 words or 200 keystrokes a minute.
const WORDS_MAX: usize = 800;
const KEYS_MAX: usize = 4000;

/// The last step that writes; the first two make the timeline and the scaffold.
const LAST: usize = 9;

/// The scenario and its golden run after a step of the document.
///
/// The scaffold has a part for each step from the third on; a line of the run belongs to the step
/// that says what it types.
fn after(step: usize, scaffold: &Scaffold) -> [String; 2] {
    let parts = |file: &str| -> Vec<String> {
        let parts = file.split("\n# ---- ");
        parts.map(str::to_owned).collect()
    };
    let (before, after) = (parts(&scaffold.scenario), parts(&read(SCENARIO)));
    assert_eq!(
        before.len(),
        LAST - 1,
        "a part a step, and what stands first"
    );
    assert_eq!(before.len(), after.len());
    let both = before.iter().zip(&after).enumerate();
    let parts = both.map(|(idx, (old, new))| if idx + 2 <= step { new } else { old });
    let scenario: Vec<String> = parts.cloned().collect();
    let step_of = |line: &str| {
        let types = |word: &str| line.starts_with(&format!("do = \"{word} "));
        match line {
            _ if ["hyp", "drop", "cause"].into_iter().any(types) => 5,
            _ if ["post", "commit"].into_iter().any(types) => 8,
            _ => 6,
        }
    };
    let good = read(GOOD);
    assert_eq!(scaffold.good.lines().count(), good.lines().count());
    let lines = scaffold.good.lines().zip(good.lines());
    let lines = lines.map(|(old, new)| if step_of(new) <= step { new } else { old });
    let run: Vec<&str> = lines.collect();
    [scenario.join("\n# ---- "), run.join("\n") + "\n"]
}

/// The least that has to be typed to make a text of another: what does not stand there already, in
/// that order.
fn typed(old: &str, new: &str, cost: impl Fn(&str) -> usize) -> usize {
    let old: Vec<&str> = old.split_whitespace().collect();
    let mut least = vec![0; old.len() + 1];
    for word in new.split_whitespace() {
        let mut corner = least[0];
        least[0] += cost(word);
        for (idx, stands) in old.iter().enumerate() {
            let above = least[idx + 1];
            let written = above + cost(word);
            let kept = if *stands == word { corner } else { usize::MAX };
            least[idx + 1] = written.min(kept).min(least[idx]);
            corner = above;
        }
    }
    least[old.len()]
}

fn words(old: &str, new: &str) -> usize {
    typed(old, new, |_| 1)
}

/// A blank after each word is a keystroke, too.
fn keystrokes(old: &str, new: &str) -> usize {
    typed(old, new, |word| word.chars().count() + 1)
}

#[test]
fn typing_counts_what_does_not_stand_there_already() {
    assert_eq!(words("a b c", "a x c y"), 2);
    assert_eq!(words("a b c", "c"), 0);
    assert_eq!(words("a b", "b a"), 1);
    assert_eq!(keystrokes("a b c", "a wide c"), 5);
}

#[test]
fn each_step_of_the_document_leaves_a_scenario_that_checks_and_is_won() {
    let scaffold = new_from_the_timeline();
    for step in 2..=LAST {
        let [file, run] = after(step, &scaffold);
        let scenario = scenario(&file);
        assert_eq!(played(&scenario, &run).failures, [], "after step {step}");
    }
    assert_eq!(after(LAST, &scaffold), [read(SCENARIO), read(GOOD)]);
}

#[test]
fn the_document_says_how_much_there_is_to_write_and_it_is_under_twenty_minutes() {
    let scaffold = new_from_the_timeline();
    let doc = read("docs/writing-scenarios.md");
    let csv = read(CSV);
    let (mut n_words, mut n_keys) = (0, 0);
    let mut untold: Vec<String> = Vec::new();
    for step in (1..=LAST).filter(|it| *it != 2) {
        let pairs = if step == 1 {
            vec![(String::new(), csv.clone())]
        } else {
            let pairs = after(step - 1, &scaffold)
                .into_iter()
                .zip(after(step, &scaffold));
            pairs.collect()
        };
        let of_step: usize = pairs.iter().map(|(old, new)| words(old, new)).sum();
        untold.extend((!has_heading(&doc, step, of_step)).then(|| format!("{step}: {of_step}")));
        n_words += of_step;
        n_keys += pairs
            .iter()
            .map(|(old, new)| keystrokes(old, new))
            .sum::<usize>();
    }
    let minutes = |n: usize, a_minute: usize| {
        let tenths = (n * 10).div_ceil(a_minute);
        format!("{}.{}", tenths / 10, tenths % 10)
    };
    let said = format!(
        "{n_words} words or {n_keys} keystrokes beyond what the scaffold writes. At 40 words a minute \
         that is {} minutes, at 200 keystrokes {}.",
        minutes(n_words, 40),
        minutes(n_keys, 200),
    );
    untold.extend((!doc.contains(&said)).then(|| said.clone()));
    assert!(untold.is_empty(), "{}", untold.join("\n"));
    assert!(n_words < WORDS_MAX && n_keys < KEYS_MAX, "{said}");
}

/// Whether the document has a step with so many words.
fn has_heading(doc: &str, step: usize, n_words: usize) -> bool {
    let (begins, ends) = (format!("### {step}. "), format!(" ({n_words} words)"));
    let mut lines = doc.lines();
    lines.any(|it| it.starts_with(&begins) && it.ends_with(&ends))
}

fn new_from_the_timeline() -> Scaffold {
    let timeline = timeline::read(read(CSV).as_bytes()).unwrap();
    scaffold("labels-2023", Some(&timeline))
}

#[test]
fn its_timeline_is_its_history() {
    let fresh = scenario(&new_from_the_timeline().scenario);
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
