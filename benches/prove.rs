//! How long the prover takes: a proof of each shipped scenario, and what lies ahead of states in
//! the middle of a play. Prints times and asserts none.

#![expect(clippy::disallowed_methods, reason = "a bench reads the clock")]

use std::time::Instant;

use misfortune::content;
use misfortune::engine::scenario::Scenario;
use misfortune::engine::state::Standing;
use misfortune::engine::time::Elapsed;
use misfortune::prove::relax::Players;
use misfortune::prove::search::Line;
use misfortune::prove::{Ahead, LIVE_MAX, Proof, from};

const SHIPPED: [&str; 4] = [
    "fastly-2021",
    "gitlab-2017",
    "newsblur-2021",
    "facebook-bgp-2021",
];

fn go_on(scenario: &Scenario, now: &mut Standing, to: Elapsed) {
    while let Some((at, due)) = now.next_due(scenario).filter(|(at, _)| *at <= to) {
        let happening = now.comes_of(scenario, due);
        now.now = now.now.max(at);
        now.follow(scenario, at, happening);
    }
    now.now = now.now.max(to);
}

/// How things stand after some of a line, and after nothing but its beginning.
fn states(scenario: &Scenario, line: &Line) -> Vec<Standing> {
    let mut states = Vec::new();
    let mut now = Standing::new(scenario);
    for (at, made) in &line.moves {
        go_on(scenario, &mut now, *at);
        states.push(now.clone());
        made.make(scenario, &mut now);
    }
    let mut idle = states.get(1).cloned().unwrap_or(now);
    for minutes in [7, 31, 67, 127] {
        let later = idle.now + misfortune::engine::time::Span::from_mins(minutes);
        go_on(scenario, &mut idle, later);
        states.push(idle.clone());
    }
    states
}

fn main() {
    for id in SHIPPED {
        let root = env!("CARGO_MANIFEST_DIR");
        let path = format!("{root}/scenarios/{id}/scenario.toml");
        let text = std::fs::read_to_string(path).expect("a shipped scenario");
        let loaded = content::load(Some(id), &text);
        let scenario = loaded.scenario.expect("a shipped scenario loads");
        let began = Instant::now();
        let proof = Proof::of(&scenario);
        let took = began.elapsed();
        println!("{id}: proved in {took:?}, states {}", proof.n_expanded);
        for par in &proof.pars {
            let n = par.players.0;
            println!("  {n} players: {}, none under {}", par.line.at, par.least);
        }
        let Some(par) = proof.par(Players::ONE) else {
            continue;
        };
        let mut worst = std::time::Duration::ZERO;
        let mut n_found = 0;
        let states = states(&scenario, &par.line);
        for state in &states {
            for players in [Players::ONE, Players::FOUR] {
                let began = Instant::now();
                let ahead = from(&scenario, state, players, LIVE_MAX);
                worst = worst.max(began.elapsed());
                n_found += usize::from(!matches!(ahead, Ahead::Unknown));
            }
        }
        let n = states.len() * 2;
        println!("  from {n} states: {n_found} answered, {worst:?} at worst");
    }
}
