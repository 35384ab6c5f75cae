//! No trick beats an honest run, and no play whatever breaks the score.

#[path = "support/scenarios.rs"]
mod scenarios;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use misfortune::content::script as file;
use misfortune::engine::event::Stress;
use misfortune::engine::scenario::Scenario;
use misfortune::engine::score::Dimension;
use misfortune::engine::script::{self, Script};
use misfortune::prove::bots::Bot;
use misfortune::prove::bots::tally::{Tally, tally};

/// Seeds in the gate; the table in the docs has more.
const SEEDS: u64 = 5;

fn good(folder: &Path, scenario: &Scenario) -> Script {
    let path = folder.join("runs/good.toml");
    let source = fs::read_to_string(path).expect("a golden run");
    let loaded = file::load(&source, Some(scenario));
    loaded.script.expect("a golden run that reads")
}

/// Each shipped scenario, what its good run scores, and what each bot does.
fn each(mut look: impl FnMut(&Arc<Scenario>, u8, &[Tally])) {
    for folder in scenarios::shipped() {
        let scenario = scenarios::load(&folder.join("scenario.toml"));
        let good = good(&folder, &scenario);
        let total = script::play(&scenario, &good).score.total;
        let tallies: Vec<Tally> = Bot::ALL
            .into_iter()
            .map(|bot| tally(&scenario, bot, SEEDS, Stress::Normal))
            .collect();
        look(&scenario, total, &tallies);
    }
}

#[test]
fn no_trick_beats_an_honest_run() {
    let mut wrong = Vec::new();
    each(|scenario, good, tallies| {
        let id = &scenario.metadata.id;
        for it in tallies {
            let (bot, max) = (it.bot, it.total.max);
            let most = match bot {
                Bot::Idle | Bot::ClaimSpam => 14,
                Bot::SilentExpert => 74.min(good - 15),
                Bot::Oracle => 100,
                Bot::AckOnly
                | Bot::MenuMash
                | Bot::RestartAll
                | Bot::HintOnly
                | Bot::ChattyNovice => good - 15,
            };
            if max > most {
                wrong.push(format!("{id}: {} scores {max}, good {good}", bot.word()));
            }
        }
        for dimension in Dimension::ALL {
            let all = || {
                tallies
                    .iter()
                    .filter_map(|it| it.dimensions.get(&dimension))
            };
            for flat in [0, 100] {
                if all().all(|it| it.min == flat && it.max == flat) {
                    wrong.push(format!("{id}: {dimension:?} is {flat} for every bot"));
                }
            }
        }
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_page_about_bots_is_true() {
    let output = Command::new(env!("CARGO_BIN_EXE_misfortune"))
        .args(["simulate", "--seeds", "20", "--format", "markdown"])
        .env_remove("MISFORTUNE_LIBRARY")
        .output()
        .expect("it runs");
    assert!(output.status.success());
    let written = fs::read_to_string(scenarios::root().join("docs/bots.md")).expect("the page");
    assert!(
        output.stdout == written.as_bytes(),
        "docs/bots.md is out of date, write it again: \
         misfortune simulate --seeds 20 --format markdown -o docs/bots.md"
    );
}

#[test]
fn what_bots_score_is_there_for_machines() {
    let simulate = |args: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_misfortune"))
            .arg("simulate")
            .args(args)
            .env_remove("MISFORTUNE_LIBRARY")
            .output()
            .expect("it runs")
    };
    let args = [
        "gitlab-2017",
        "--bot",
        "idle",
        "--seeds",
        "2",
        "--format",
        "json",
    ];
    let output = simulate(&args);
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let idle = &value[0]["bots"][0];
    assert_eq!(idle["bot"], "idle");
    assert_eq!(idle["n_seeds"], 2);
    assert_eq!(idle["dimensions"]["response"]["max"], 0);
    assert!(value[0]["good"].as_u64() > Some(80), "{value}");
    assert_eq!(simulate(&["--bot", "nobody"]).status.code(), Some(2));
    assert_eq!(simulate(&["no-such-scenario"]).status.code(), Some(1));
}
