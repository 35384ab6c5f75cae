//! The score is honest: those who do nothing, or only look busy, stay far below a good run.

#[path = "support/scenarios.rs"]
mod scenarios;

use std::fs;
use std::path::Path;
use std::sync::Arc;

use misfortune::content::script as file;
use misfortune::engine::event::Stress;
use misfortune::engine::scenario::{ActionKind, Scenario};
use misfortune::engine::score::Score;
use misfortune::engine::script::{self, Outcome, Script, Step, When};
use misfortune::engine::seed::Seed;
use misfortune::engine::time::{Elapsed, Span};

/// Somebody who plays without thinking: what they type, and when.
struct Bot {
    name: &'static str,
    /// Scores at most this, whatever the seed deals.
    at_most: u8,
    types: fn(&Scenario) -> Vec<Step>,
}

const BOTS: [Bot; 8] = [
    Bot {
        name: "idle",
        at_most: 14,
        types: |_| Vec::new(),
    },
    Bot {
        name: "acknowledges only",
        at_most: 14,
        types: |_| vec![at(10, "ack")],
    },
    Bot {
        name: "claims resolved every minute",
        at_most: 14,
        types: spam,
    },
    Bot {
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
    Bot {
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
    Bot {
        name: "asks for every hint",
        at_most: 25,
        types: |scenario| {
            let hints = scenario.hints.iter().map(|_| free("hint"));
            opening().into_iter().chain(hints).collect()
        },
    },
    Bot {
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
    Bot {
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

fn play(scenario: &Arc<Scenario>, bot: &Bot, seed: u64) -> Score {
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

fn good(scenario: &Arc<Scenario>, folder: &Path) -> Score {
    let source = fs::read_to_string(folder.join("runs/good.toml")).expect("a good run");
    let script = file::load(&source, Some(scenario))
        .script
        .expect("a script");
    script::play(scenario, &script).score
}

#[test]
fn who_does_not_think_stays_far_below_who_does() {
    let mut wrong = Vec::new();
    for folder in scenarios::shipped() {
        let scenario = scenarios::load(&folder.join("scenario.toml"));
        let good = good(&scenario, &folder).total;
        for bot in &BOTS {
            for seed in 0..2 {
                let score = play(&scenario, bot, seed);
                let name = format!("{}: {} (seed {seed})", scenario.metadata.id, bot.name);
                if score.total > bot.at_most || score.total + 20 > good {
                    wrong.push(format!("{name} scores {}, good {good}", score.total));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
