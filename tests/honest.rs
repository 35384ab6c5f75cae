//! No trick beats an honest run, and no play whatever breaks the score.

#[path = "support/scenarios.rs"]
mod scenarios;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use misfortune::content::script as file;
use misfortune::engine::event::Stress;
use misfortune::engine::scenario::{ActionKind, Scenario};
use misfortune::engine::score::{Dimension, Score, score};
use misfortune::engine::script::{self, Outcome, Script, Step, When};
use misfortune::engine::seed::Seed;
use misfortune::engine::session::deal;
use misfortune::engine::time::{Elapsed, Span};
use misfortune::prove::bots::tally::{Tally, tally};
use misfortune::prove::bots::{Bot, play};

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
fn the_oracle_is_the_ceiling_whatever_is_dealt() {
    let mut wrong = Vec::new();
    for folder in scenarios::shipped() {
        let scenario = scenarios::load(&folder.join("scenario.toml"));
        let good = script::play(&scenario, &good(&folder, &scenario))
            .score
            .total;
        let id = &scenario.metadata.id;
        let mut deals: Vec<_> = Vec::new();
        for seed in 0..20 {
            // Experts leave nothing to chance: the same deal is the same play.
            let deal = deal(&scenario, Seed(seed), Stress::Normal);
            if deals.contains(&deal) {
                continue;
            }
            deals.push(deal);
            let total = |bot| score(&play(&scenario, bot, Seed(seed), Stress::Normal)).total;
            let (oracle, silent) = (total(Bot::Oracle), total(Bot::SilentExpert));
            if oracle < good {
                wrong.push(format!(
                    "{id}: seed {seed}: oracle {oracle}, good run {good}"
                ));
            }
            if !(40..75).contains(&silent) {
                wrong.push(format!("{id}: seed {seed}: silent expert {silent}"));
            }
        }
    }
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

/// Somebody who plays without thinking: what they type, and when.
struct Trick {
    name: &'static str,
    /// Scores at most this, whatever the seed deals.
    at_most: u8,
    types: fn(&Scenario) -> Vec<Step>,
}

const TRICKS: [Trick; 8] = [
    Trick {
        name: "idle",
        at_most: 14,
        types: |_| Vec::new(),
    },
    Trick {
        name: "acknowledges only",
        at_most: 14,
        types: |_| vec![at(10, "ack")],
    },
    Trick {
        name: "claims resolved every minute",
        at_most: 14,
        types: spam,
    },
    Trick {
        name: "restarts everything",
        at_most: 40,
        types: |scenario| {
            opening()
                .into_iter()
                .chain(every(scenario, &[ActionKind::Change]))
                .chain(claims())
                .collect()
        },
    },
    Trick {
        name: "tries the whole menu",
        at_most: 60,
        types: |scenario| {
            let all = [
                ActionKind::Change,
                ActionKind::Escalate,
                ActionKind::Communicate,
                ActionKind::Probe,
            ];
            opening()
                .into_iter()
                .chain(every(scenario, &all))
                .chain(claims())
                .collect()
        },
    },
    Trick {
        name: "asks for every hint",
        at_most: 25,
        types: |scenario| {
            let hints = scenario.hints.iter().map(|_| free("hint"));
            opening().into_iter().chain(hints).collect()
        },
    },
    Trick {
        name: "talks and does nothing",
        at_most: 25,
        types: |scenario| {
            let mut steps = opening();
            steps.push(free("ic me"));
            for it in &scenario.hypotheses {
                steps.push(free(&format!("hyp {} 20", it.id)));
            }
            for it in &scenario.responders {
                steps.push(free(&format!("page {}", it.id)));
            }
            for minute in 1..scenario.clock.limit.as_secs() / 600 {
                for it in &scenario.audiences {
                    let impact = &scenario.impact_words[0];
                    let text = format!(
                        "post {} {impact}: we are working on it, next update in 10 minutes",
                        it.id
                    );
                    steps.push(at(minute * 600, &text));
                }
            }
            steps
        },
    },
    Trick {
        name: "pages everybody and claims",
        at_most: 25,
        types: |scenario| {
            let mut steps = opening();
            steps.push(free("ic me"));
            for it in &scenario.responders {
                steps.push(free(&format!("page {}", it.id)));
            }
            steps.extend(spam(scenario));
            steps
        },
    },
];

fn free(typed: &str) -> Step {
    Step {
        typed: Some(typed.to_owned()),
        ..Step::default()
    }
}

fn at(seconds: u64, typed: &str) -> Step {
    Step {
        when: When::At(Elapsed::from_secs(seconds)),
        ..free(typed)
    }
}

fn opening() -> Vec<Step> {
    vec![at(10, "ack"), free("sev 1")]
}

fn claims() -> Vec<Step> {
    vec![
        free("mitigated"),
        Step {
            when: When::After(Span::from_mins(10)),
            ..free("resolved")
        },
    ]
}

/// Takes the page, then claims everything every minute.
fn spam(scenario: &Scenario) -> Vec<Step> {
    let minutes = scenario.clock.limit.as_secs() / 60;
    let claims = (0..minutes)
        .flat_map(|minute| ["mitigated", "resolved"].map(|claim| at(minute * 60 + 20, claim)));
    [at(10, "ack")].into_iter().chain(claims).collect()
}

/// Every action of those kinds, whether it is refused or not.
fn every(scenario: &Scenario, kinds: &[ActionKind]) -> Vec<Step> {
    let pages = scenario
        .responders
        .iter()
        .map(|it| free(&format!("page {}", it.id)));
    let mut steps: Vec<Step> = pages.collect();
    steps.push(Step {
        when: When::After(Span::from_mins(30)),
        ..Step::default()
    });
    for action in scenario
        .actions
        .iter()
        .filter(|it| kinds.contains(&it.kind))
    {
        let command = &action.commands[0];
        let able = scenario.responders.iter().enumerate().filter(|(_, who)| {
            action
                .skill
                .as_ref()
                .is_none_or(|it| who.skills.contains(it))
        });
        // The first two who can are asked; whoever is there does it.
        for (idx, who) in able.take(2) {
            steps.push(if idx == scenario.you.0 {
                free(command)
            } else {
                free(&format!("ask {} {command}", who.id))
            });
        }
    }
    steps
}

fn trick(scenario: &Arc<Scenario>, bot: &Trick, seed: u64) -> Score {
    let script = Script {
        scenario: scenario.metadata.id.clone(),
        about: bot.name.to_owned(),
        seed: Seed(seed),
        stress: Stress::Real,
        steps: (bot.types)(scenario),
        outcome: Outcome::default(),
    };
    script::play(scenario, &script).score
}

#[test]
fn who_does_not_think_stays_far_below_who_does() {
    let mut wrong = Vec::new();
    for folder in scenarios::shipped() {
        let scenario = scenarios::load(&folder.join("scenario.toml"));
        let good = script::play(&scenario, &good(&folder, &scenario))
            .score
            .total;
        for bot in &TRICKS {
            for seed in 0..2 {
                let score = trick(&scenario, bot, seed);
                let name = format!("{}: {} (seed {seed})", scenario.metadata.id, bot.name);
                if score.total > bot.at_most || score.total + 20 > good {
                    wrong.push(format!("{name} scores {}, good {good}", score.total));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
