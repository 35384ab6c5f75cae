//! Whatever a scenario's winning lines all need is missed when it is taken out, with a message that
//! names the broken chain. All four shipped scenarios, every entry of every table that lines use.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::sync::Arc;

use misfortune::content::diagnostic::Diagnostic;
use misfortune::content::{self, script};
use misfortune::engine::scenario::Scenario;
use misfortune::engine::script as play;
use misfortune::engine::state::Standing;
use misfortune::prove::relax::{NEVER, Players, Relaxed, Rules};
use misfortune::prove::{End, LIVE_MAX, Proof, from, tell};

/// Tables of which an entry is taken out; facts are what the others are about.
const TABLES: [&str; 5] = ["actions", "cues", "responders", "audiences", "clues"];

fn shipped(id: &str, file: &str) -> String {
    let root = env!("CARGO_MANIFEST_DIR");
    std::fs::read_to_string(format!("{root}/scenarios/{id}/{file}")).unwrap()
}

fn entries<'t>(file: &'t mut toml::Table, table: &str) -> &'t mut Vec<toml::Value> {
    let owner = if table == "audiences" {
        file["comms"].as_table_mut().unwrap()
    } else {
        file
    };
    owner[table].as_array_mut().unwrap()
}

/// What came of taking one entry out.
#[derive(Debug, PartialEq, Eq)]
enum Outcome {
    /// The file says which reference leads nowhere.
    Refused,
    /// There is another way.
    StillWon,
    /// Nobody can win, and the chain is named to its break.
    ChainNamed,
    /// No other way was found, and that is said.
    NotProved,
}

fn is_won(scenario: &Arc<Scenario>, good: &str) -> bool {
    let seen = || {
        let script = script::load(good, Some(scenario)).script?;
        let played = play::play(scenario, &script);
        End::of("good", &played.session.state().standing)
    };
    let begun = Standing::new(scenario);
    let ahead = from(scenario, &begun, Players::FOUR, LIVE_MAX);
    ahead.line().is_some() || seen().is_some()
}

fn outcome(scenario: &str, what: &str, id: &str, text: &str) -> Outcome {
    let loaded = content::load(Some(scenario), text);
    let name = format!("{scenario} without {what} `{id}`");
    let (Some(file), Some(without)) = (loaded.file, loaded.scenario) else {
        let errors = loaded.diagnostics.iter().filter(|it| it.is_error());
        let named = errors.filter(|it| it.message.contains(id) || it.message.contains("player"));
        assert_ne!(named.count(), 0, "{name}");
        return Outcome::Refused;
    };
    let without = Arc::new(without);
    if is_won(&without, &shipped(scenario, "runs/good.toml")) {
        return Outcome::StillWon;
    }
    let rules = Rules::of(&without);
    let begun = Standing::new(&without);
    let times = Relaxed::from(&without, &rules, &begun, Players::FOUR);
    let certain = times.guard_at(&without.truth.resolved) == NEVER;
    let said = tell::diagnostics(&file, &without, &Proof::of(&without));
    if !certain {
        assert!(
            said.iter().any(|it| it.code == "E0607"),
            "{name}: {said:#?}"
        );
        return Outcome::NotProved;
    }
    let chain = said.iter().find_map(chain);
    let chain = chain.unwrap_or_else(|| panic!("{name}: {said:#?}"));
    assert!(
        chain.contains("nothing makes `") || chain.contains(", which nobody here can do"),
        "{name}: {chain}"
    );
    Outcome::ChainNamed
}

fn chain(it: &Diagnostic) -> Option<&str> {
    it.help.as_deref().filter(|_| it.code == "E0601")
}

/// At least so many entries are needed and named, and so many are needed as far as anybody found.
fn every_entry(scenario: &str, n_named_min: usize, n_needed_min: usize) {
    let file: toml::Table = shipped(scenario, "scenario.toml").parse().unwrap();
    let (mut named, mut open) = (Vec::new(), Vec::new());
    let (mut n_won, mut n_refused) = (0, 0);
    for table in TABLES {
        let n = entries(&mut file.clone(), table).len();
        for place in 0..n {
            let mut without = file.clone();
            let taken = entries(&mut without, table).remove(place);
            let id = taken["id"].as_str().unwrap();
            let text = toml::to_string(&without).unwrap();
            match outcome(scenario, table, id, &text) {
                Outcome::Refused => n_refused += 1,
                Outcome::StillWon => n_won += 1,
                Outcome::ChainNamed => named.push(format!("{table} {id}")),
                Outcome::NotProved => open.push(format!("{table} {id}")),
            }
        }
    }
    println!("{scenario}: {n_won} won, {n_refused} refused, needed {named:?}, open {open:?}");
    assert!(named.len() >= n_named_min, "{scenario}: {named:?}");
    let n_needed = named.len() + open.len();
    assert!(n_needed >= n_needed_min, "{scenario}: {named:?}, {open:?}");
    assert!(n_won > 0 && n_refused > 0, "{scenario}");
}

#[test]
fn what_facebook_needs_is_missed() {
    // `first-step-sits` is needed; without it no way is found, and no break in the chain either.
    every_entry("facebook-bgp-2021", 11, 12);
}

#[test]
fn what_fastly_needs_is_missed() {
    every_entry("fastly-2021", 1, 1);
}

#[test]
fn what_gitlab_needs_is_missed() {
    // Whatever is taken out of it, there is another way.
    every_entry("gitlab-2017", 0, 0);
}

#[test]
fn what_newsblur_needs_is_missed() {
    every_entry("newsblur-2021", 2, 2);
}
