//! Every complaint is explained, and the examples of the explanations are true: the wrong one
//! yields that complaint and no other, the right one does not yield it.
//!
//! An example is an excerpt. It is laid over `minimal.toml`: a `[table]` changes the keys that it
//! names (`[truth]` as a whole), a `[[list]]` entry takes the place of the one with its id or is
//! added. One that says `schema = `, `scenario = ` or `base = ` (a theme) itself is a whole file.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeSet;
use std::fs;
use std::sync::Arc;

use misfortune::content::explain::{self, Explanation};
use misfortune::content::{self, lint, script, theme};
use misfortune::engine::script as play;
use misfortune::prove::{Proof, tell};

/// Of these the examples are commands: no TOML shows them.
const NOT_TOML: [&str; 2] = ["E0001", "E0002"];

fn minimal() -> String {
    fs::read_to_string("tests/fixtures/scenarios/valid/minimal.toml").unwrap()
}

/// A table of a file or an entry of a list, with what lies below it.
struct Block {
    header: String,
    lines: Vec<String>,
}

impl Block {
    /// Its line with the id; entries without one are never the same.
    fn id(&self) -> Option<&str> {
        let mut own = self.lines.iter().take_while(|it| !it.starts_with('['));
        own.find(|it| it.starts_with("id = ")).map(String::as_str)
    }
}

fn table(header: &str) -> &str {
    header.trim_matches(['[', ']'])
}

fn blocks(source: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for line in source.lines() {
        let is_header = line.starts_with('[');
        let below = blocks.last().is_some_and(|it: &Block| {
            let owner = table(&it.header);
            table(line)
                .strip_prefix(owner)
                .is_some_and(|rest| rest.starts_with('.'))
        });
        match blocks.last_mut() {
            Some(block) if !is_header || below => block.lines.push(line.to_owned()),
            _ => blocks.push(Block {
                header: line.to_owned(),
                lines: Vec::new(),
            }),
        }
    }
    blocks
}

fn key(line: &str) -> Option<&str> {
    line.split_once(" = ").map(|(key, _)| key)
}

/// Lays an excerpt over a file.
fn laid_over(base: &str, excerpt: &str) -> String {
    let mut file = blocks(base);
    let (added, changed): (Vec<Block>, Vec<Block>) = blocks(excerpt)
        .into_iter()
        .partition(|it| it.header.starts_with("[[") || it.header == "[truth]");
    file.retain(|old| {
        let mut same = added.iter().filter(|new| new.header == old.header);
        !same.any(|new| new.header == "[truth]" || (new.id().is_some() && new.id() == old.id()))
    });
    for new in changed {
        let old = file.iter_mut().find(|old| old.header == new.header);
        let old = old.unwrap();
        let keys: BTreeSet<&str> = new.lines.iter().filter_map(|it| key(it)).collect();
        old.lines
            .retain(|it| key(it).is_none_or(|key| !keys.contains(key)));
        old.lines.splice(0..0, new.lines.iter().cloned());
    }
    let text = file.into_iter().chain(added);
    let lines = text.flat_map(|it| [vec![it.header], it.lines].concat());
    lines.collect::<Vec<_>>().join("\n") + "\n"
}

/// Whether a complaint is the prover's.
fn is_of_prover(code: &str) -> bool {
    code[1..].starts_with("06")
}

/// What the prover says of a file that can be played.
fn proved(loaded: &content::Loaded) -> BTreeSet<&'static str> {
    let (Some(file), Some(scenario)) = (&loaded.file, &loaded.scenario) else {
        return BTreeSet::new();
    };
    let found = tell::diagnostics(file, scenario, &Proof::of(scenario));
    found.iter().map(|it| it.code).collect()
}

/// The codes of what is said about an example of a code.
fn codes(of: &str, example: &str) -> BTreeSet<&'static str> {
    if example.starts_with("scenario = ") {
        return script_codes(example);
    }
    if example.starts_with("base = ") {
        return theme::load(example)
            .diagnostics
            .iter()
            .map(|it| it.code)
            .collect();
    }
    let source = if example.starts_with("schema = ") {
        example.to_owned()
    } else {
        laid_over(&minimal(), example)
    };
    let loaded = lint::check(Some("minimal"), &source);
    let mut codes: BTreeSet<&str> = loaded.diagnostics.iter().map(|it| it.code).collect();
    if is_of_prover(of) {
        // What the prover warns of in `minimal.toml` itself comes of no example.
        let own = proved(&content::load(None, &minimal()));
        codes.extend(
            proved(&loaded)
                .iter()
                .filter(|it| **it == of || !own.contains(*it)),
        );
    }
    codes
}

fn script_codes(example: &str) -> BTreeSet<&'static str> {
    let scenario = Arc::new(content::load(None, &minimal()).scenario.unwrap());
    let loaded = script::load(example, Some(&scenario));
    match loaded.script {
        None => loaded.diagnostics.iter().map(|it| it.code).collect(),
        Some(script) if play::play(&scenario, &script).failures.is_empty() => BTreeSet::new(),
        Some(_) => BTreeSet::from(["E0900"]),
    }
}

/// The wrong example and the right one.
fn examples(it: &Explanation) -> [&'static str; 2] {
    let mut parts = it.body.split("```").skip(1).step_by(2);
    let mut next = |word| {
        let (language, example) = parts.next().unwrap().split_once('\n').unwrap();
        assert_eq!(language, word, "{}", it.code);
        example
    };
    let language = if NOT_TOML.contains(&it.code) {
        "sh"
    } else {
        "toml"
    };
    [next(language), next(language)]
}

#[test]
fn every_complaint_is_explained_and_nothing_else() {
    let mut known = BTreeSet::from(["E0900".to_owned()]);
    for file in fs::read_dir("src/content/complaint").unwrap() {
        let source = fs::read_to_string(file.unwrap().path()).unwrap();
        let codes = source.split('"').filter(|it| {
            it.len() == 5
                && it.starts_with(['E', 'W'])
                && it[1..].bytes().all(|b| b.is_ascii_digit())
        });
        known.extend(codes.map(str::to_owned));
    }
    let explained: BTreeSet<String> = explain::all().map(|it| it.code.to_owned()).collect();
    assert_eq!(known, explained, "one file a code in assets/explain");
}

#[test]
fn an_explanation_is_short_and_has_a_wrong_and_a_right_example() {
    for it in explain::all() {
        let text = fs::read_to_string(format!("assets/explain/{}.md", it.code)).unwrap();
        let heading = format!("# {}: {}\n\n", it.code, it.title);
        assert!(text.starts_with(&heading), "{}: its heading", it.code);
        let words = ["\n\nWrong:\n\n```", "\n```\n\nRight:\n\n```"];
        assert!(words.iter().all(|word| text.contains(word)), "{}", it.code);
        let (why, _) = it.body.split_once("\n\nWrong:").unwrap();
        assert!(why.len() > 35, "{}: says why", it.code);
        assert!(why.lines().all(|line| line.len() <= 100), "{}", it.code);
        let [wrong, right] = examples(&it);
        assert_ne!(wrong, right, "{}", it.code);
    }
}

#[test]
fn wrong_examples_yield_their_complaint_only_and_right_ones_do_not() {
    let mut untrue = Vec::new();
    for it in explain::all().filter(|it| !NOT_TOML.contains(&it.code)) {
        let [wrong, right] = examples(&it);
        let (of_wrong, of_right) = (codes(it.code, wrong), codes(it.code, right));
        if of_wrong != BTreeSet::from([it.code]) {
            untrue.push(format!(
                "{}: the wrong example yields {of_wrong:?}",
                it.code
            ));
        }
        let is_error = of_right.iter().any(|code| code.starts_with('E'));
        if is_error || of_right.contains(it.code) {
            untrue.push(format!(
                "{}: the right example yields {of_right:?}",
                it.code
            ));
        }
    }
    assert!(untrue.is_empty(), "{}", untrue.join("\n"));
}

#[test]
fn what_no_toml_shows_is_complained_about_too() {
    let of = |bytes: &[u8]| content::load_bytes(None, bytes).diagnostics[0].code;
    assert_eq!(of(&vec![b'#'; content::FILE_BYTES_MAX + 1]), "E0001");
    assert_eq!(of(b"title = \"caf\xe9\""), "E0002");
}

#[test]
fn a_code_is_found_in_any_case_and_a_slip_gets_a_suggestion() {
    assert_eq!(explain::find("e0101").unwrap().code, "E0101");
    assert_eq!(explain::find("E9999"), None);
    assert_eq!(explain::near("W411"), Some("W0411"));
    assert_eq!(explain::near("nonsense"), None);
}

#[test]
fn an_explanation_reads_well_without_markdown() {
    let text = explain::find("E0108").unwrap().plain();
    insta::assert_snapshot!(text, @"
    E0108: number out of range

    The number has bounds; the complaint says which.

    Wrong:

        [metadata]
        difficulty = 9

    Right:

        [metadata]
        difficulty = 4
    ");
}
