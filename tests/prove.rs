//! The prover: agrees with trying everything, and finds the break in a scenario that is broken.

use std::collections::BTreeSet;

use misfortune::content;
use misfortune::engine::guard::{Conjunction, Guard, World};
use misfortune::engine::id::{ActionIdx, ResponderIdx};
use misfortune::engine::scenario::{
    Action, ActionKind, ActionResult, Cue, Effect, Scenario, Trigger,
};
use misfortune::engine::state::{Happening, Standing};
use misfortune::engine::time::{Elapsed, Span};
use misfortune::prove::relax::Players;
use misfortune::prove::search::{Aim, Found, How, search};
use misfortune::prove::slice::Slice;
use misfortune::prove::{Proof, tell};

const SHIPPED: [&str; 4] = [
    "fastly-2021",
    "gitlab-2017",
    "newsblur-2021",
    "facebook-bgp-2021",
];

fn shipped(id: &str) -> String {
    let root = env!("CARGO_MANIFEST_DIR");
    std::fs::read_to_string(format!("{root}/scenarios/{id}/scenario.toml")).expect("a scenario")
}

/// Small numbers that look like chance and are the same every time.
struct Draw(u64);

impl Draw {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % n
    }

    fn facts(&mut self, n: u64) -> u64 {
        (0..self.below(3)).fold(0, |all, _| all | 1 << self.below(n))
    }

    fn guard(&mut self, n: u64) -> Guard {
        let facts = |facts| World {
            facts,
            ..World::default()
        };
        let need = self.facts(n);
        let forbid = if self.below(3) == 0 {
            self.facts(n) & !need
        } else {
            0
        };
        Guard {
            any: vec![Conjunction {
                need: facts(need),
                forbid: facts(forbid),
            }],
        }
    }

    fn effect(&mut self, n: u64) -> Effect {
        let set = 1 << self.below(n);
        let clear = if self.below(4) == 0 {
            1 << self.below(2)
        } else {
            0
        };
        Effect {
            set,
            clear: clear & !set,
            ..Effect::default()
        }
    }
}

/// A scenario with few facts, actions, cues and people, drawn from a number.
fn small(seed: u64) -> Scenario {
    const N_FACTS: u64 = 5;
    let root = env!("CARGO_MANIFEST_DIR");
    let path = format!("{root}/tests/fixtures/scenarios/valid/minimal.toml");
    let text = std::fs::read_to_string(path).expect("a fixture");
    let mut it = content::load(None, &text)
        .scenario
        .expect("a valid fixture");
    let mut draw = Draw(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let skills = ["a", "b"];
    let mut other = it.responders[it.you.0].clone();
    it.responders.truncate(1);
    it.you = ResponderIdx(0);
    it.responders[0].skills = vec!["a".into()];
    it.responders[0].arrival = Effect::default();
    other.id = "other".into();
    other.skills = vec!["b".into()];
    other.present = draw.below(2) == 0;
    other.arrives_after = Span::from_secs(10 + draw.below(12) * 10);
    other.arrival = Effect::default();
    it.responders.push(other);
    it.initial_facts = 0;
    it.complications.clear();
    it.audiences.clear();
    it.injects.clear();
    it.actions = (0..=draw.below(4))
        .map(|idx| Action {
            id: format!("act{idx}").into(),
            kind: ActionKind::Change,
            label: String::new(),
            commands: Vec::new(),
            listed: Guard::always(),
            takes: Span::from_secs(10 + draw.below(20) * 10),
            skill: Some(skills[usize::try_from(draw.below(2)).expect("small")].into()),
            risk: None,
            repeatable: draw.below(4) == 0,
            checks: 0,
            results: (0..=draw.below(2))
                .map(|_| ActionResult {
                    when: draw.guard(N_FACTS),
                    takes: (draw.below(3) == 0).then(|| Span::from_secs(10 + draw.below(9) * 10)),
                    output: String::new(),
                    effect: draw.effect(N_FACTS),
                    why: None,
                })
                .collect(),
            reconstructed: false,
        })
        .collect();
    it.cues = (0..draw.below(4))
        .map(|idx| {
            let span = Span::from_secs(draw.below(30) * 10);
            let guard = draw.guard(N_FACTS);
            Cue {
                id: format!("cue{idx}").into(),
                trigger: if draw.below(3) == 0 {
                    Trigger::At(Elapsed(span.0), guard)
                } else {
                    Trigger::After(guard, span)
                },
                effect: draw.effect(N_FACTS),
                reconstructed: false,
            }
        })
        .collect();
    let mut goal = draw.guard(N_FACTS);
    goal.any[0].need.facts |= 1 << draw.below(N_FACTS);
    goal.any[0].forbid.facts &= !goal.any[0].need.facts;
    it.truth.resolved = goal.clone();
    it.truth.mitigated = goal;
    it.truth.lost = Guard::never();
    it.clock.limit = Elapsed::from_secs(3600);
    it
}

/// Tries everything that changes something that matters, soonest first.
fn brute(slice: &Slice, goal: &Guard, players: Players) -> Option<Elapsed> {
    let scenario = &slice.scenario;
    let wanted = slice.wants.0.union(slice.wants.1);
    let mut open = BTreeSet::new();
    let mut nodes = vec![Standing::new(scenario)];
    let mut seen = BTreeSet::new();
    open.insert((Elapsed::ZERO, 0_usize));
    'open: while let Some((at, idx)) = open.pop_first() {
        let from = nodes[idx].clone();
        if from.ended.is_some() || !seen.insert(format!("{from:?}")) || seen.len() > 20_000 {
            continue;
        }
        if goal.holds(from.world) {
            return Some(at);
        }
        let mut next: Vec<Standing> = Vec::new();
        if from.acknowledged.is_none() {
            let mut it = from.clone();
            it.acknowledge(scenario, at);
            // People are called at once.
            for (who, _) in &slice.calls {
                if it.may_page(*who).is_ok() {
                    it.page(scenario, at, *who);
                }
            }
            next.push(it);
        }
        for who in (0..scenario.responders.len()).map(ResponderIdx) {
            let by = if players == Players::ONE {
                scenario.you
            } else {
                who
            };
            for action in (0..scenario.actions.len()).map(ActionIdx) {
                if from.may_act(scenario, by, who, action, true).is_ok() {
                    let mut it = from.clone();
                    it.start(scenario, at, by, who, action);
                    next.push(it);
                }
            }
        }
        for it in next.drain(..) {
            open.insert((it.now, nodes.len()));
            nodes.push(it);
        }
        let free = from.people.iter().map(|it| it.asking_until);
        let free = free.filter(|it| *it > at).min();
        if let Some((due_at, _)) = from.next_due(scenario) {
            let mut it = from.clone();
            if let Some(free) = free.filter(|free| *free < due_at) {
                it.now = free;
            } else {
                it.now = due_at;
                while let Some((at, due)) = it.next_due(scenario).filter(|(at, _)| *at <= due_at) {
                    let happening = it.comes_of(scenario, due);
                    let before = it.world;
                    it.follow(scenario, at, happening);
                    let idle = matches!(happening, Happening::Finished { .. });
                    let changed = it.world.without(before).union(before.without(it.world));
                    if idle && !changed.meets(wanted) {
                        continue 'open;
                    }
                }
            }
            next.push(it);
        }
        for it in next {
            open.insert((it.now, nodes.len()));
            nodes.push(it);
        }
    }
    None
}

#[test]
fn trying_everything_finds_the_same_goals_and_hardly_ever_a_shorter_line() {
    let mut n_won = 0;
    let mut n_longer = 0;
    for seed in 1..=2000 {
        let scenario = small(seed);
        let goal = &scenario.truth.resolved;
        let slice = Slice::of(&scenario, &[goal, &scenario.truth.lost], &[]);
        for players in [Players::ONE, Players::FOUR] {
            let aim = Aim {
                goal,
                until: Elapsed::NEVER,
                players,
                how: How::Shortest,
            };
            let root = slice.standing(&Standing::new(&scenario));
            let found = match search(&slice, root, &aim, &mut 20_000) {
                Found::Line(line) => Some(line.at),
                Found::Nothing => None,
                Found::OverBudget => panic!("{seed}: over budget"),
            };
            let tried = brute(&slice, goal, players);
            assert_eq!(found.is_some(), tried.is_some(), "seed {seed}, {players:?}");
            assert!(
                found >= tried,
                "seed {seed}, {players:?}: {found:?} {tried:?}"
            );
            // Work that comes to nothing can serve as a clock, so that something else begins at
            // just the right moment: the prover looks for no such play.
            n_longer += usize::from(found > tried);
            n_won += usize::from(found.is_some());
        }
    }
    assert!((400..3900).contains(&n_won), "{n_won}");
    assert!(n_longer * 100 <= n_won, "{n_longer} of {n_won}");
}

#[test]
fn every_shipped_scenario_is_won_and_all_in_it_can_happen() {
    for id in SHIPPED {
        let scenario = content::load(Some(id), &shipped(id))
            .scenario
            .expect("valid");
        let proof = Proof::of(&scenario);
        assert_eq!(proof.pars.len(), 2, "{id}");
        assert!(proof.unwon.is_empty(), "{id}: {:?}", proof.unwon);
        assert!(proof.locks.is_empty(), "{id}: {:?}", proof.locks);
        assert!(proof.n_expanded < 200_000, "{id}");
        assert!(proof.reach.facts.iter().all(|it| *it), "{id}");
    }
}

#[test]
fn what_every_line_needs_is_missed_when_it_is_taken_out() {
    let mut n_lost = 0;
    for (id, action) in [
        ("fastly-2021", "origin-guard"),
        ("facebook-bgp-2021", "dispatch"),
        ("facebook-bgp-2021", "ramp-full"),
    ] {
        let mut table: toml::Table = shipped(id).parse().expect("TOML");
        let actions = table["actions"].as_array_mut().expect("actions");
        actions.retain(|it| it["id"].as_str() != Some(action));
        let text = toml::to_string(&table).expect("TOML again");
        let loaded = content::load(Some(id), &text);
        let (Some(file), Some(scenario)) = (&loaded.file, &loaded.scenario) else {
            panic!(
                "{id} without {action} still loads: {:?}",
                loaded.diagnostics
            );
        };
        let proof = Proof::of(scenario);
        let found = tell::diagnostics(file, scenario, &proof);
        let lost = found.iter().find(|it| it.code == "E0601");
        let won = proof.unwon.is_empty();
        assert_eq!(lost.is_none(), won, "{id} without {action}: {found:?}");
        if let Some(lost) = lost {
            n_lost += 1;
            let chain = lost.help.as_deref().unwrap_or_default();
            assert!(
                chain.contains("nothing makes `"),
                "{id} without {action}: {chain}"
            );
        }
    }
    assert!(n_lost >= 2, "{n_lost}");
}
