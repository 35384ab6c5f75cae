//! Plays by chance: what people may do who know nothing, in an order that nobody planned.
//!
//! The same every time: chance comes from a seed of its own.

use crate::engine::id::{ActionIdx, AudienceIdx, ResponderIdx};
use crate::engine::scenario::{Claim, Scenario};
use crate::engine::seed::Seed;
use crate::engine::state::Standing;
use crate::engine::time::Elapsed;
use crate::prove::search::{Line, Move};
use crate::prove::way::advance;

/// How many plays there are.
const PLAYS: u64 = 200;
/// Most moves of one.
const MOVES_MAX: usize = 48;
/// Most tries to find something that can be done.
const TRIES_MAX: usize = 6;

/// What was done in each play, and how things stand at its end. Every other play begins as one of
/// the lines does, for a while, so that plays get to where only those who know the way get.
pub(super) fn all<'s>(
    scenario: &'s Scenario,
    lines: &'s [&'s Line],
) -> impl Iterator<Item = (Line, Standing)> + 's {
    let changes: Vec<ActionIdx> = (0..scenario.actions.len())
        .map(ActionIdx)
        .filter(|it| {
            let mut results = scenario.actions[it.0].results.iter();
            results.any(|result| result.effect.touches_facts())
        })
        .collect();
    (0..PLAYS).map(move |seed| {
        let mut draw = Draw { seed, n: 0 };
        let mut begins: &[(Elapsed, Move)] = &[];
        if seed % 2 == 1 && !lines.is_empty() {
            let moves = &lines[draw.below(lines.len())].moves;
            begins = &moves[..draw.below(moves.len() + 1)];
        }
        play(scenario, &changes, begins, &mut draw)
    })
}

/// Lets the next thing happen; nothing is left to happen once play is over.
pub(super) fn next(scenario: &Scenario, now: &mut Standing) -> Option<()> {
    let (due, _) = now.next_due(scenario)?;
    let free = now.people.iter().map(|it| it.asking_until);
    let free = free.filter(|at| *at > now.now).min();
    let to: Elapsed = free.map_or(due, |free| free.min(due));
    advance(scenario, now, to);
    now.ended.is_none().then_some(())
}

struct Draw {
    seed: u64,
    n: u64,
}

impl Draw {
    fn below(&mut self, n: usize) -> usize {
        self.n += 1;
        let drawn = Seed(self.seed).hash("play", self.n) % n.max(1) as u64;
        usize::try_from(drawn).expect("less than a length")
    }
}

fn play(
    scenario: &Scenario,
    changes: &[ActionIdx],
    begins: &[(Elapsed, Move)],
    draw: &mut Draw,
) -> (Line, Standing) {
    let mut now = Standing::new(scenario);
    let mut line = Line::default();
    let mut act = |now: &mut Standing, moved: Move| {
        let made = moved.make(scenario, now);
        if made {
            line.moves.push((now.now, moved));
        }
        made
    };
    let mut over = false;
    for (_, moved) in begins {
        while !over && !act(&mut now, *moved) {
            over = next(scenario, &mut now).is_none();
        }
    }
    act(&mut now, Move::Acknowledge);
    for who in (0..scenario.responders.len()).map(ResponderIdx) {
        if draw.below(2) == 0 {
            act(&mut now, Move::Page(who));
        }
    }
    for _ in 0..MOVES_MAX {
        for _ in 0..TRIES_MAX {
            let moved = any(scenario, changes, draw);
            if act(&mut now, moved) {
                break;
            }
        }
        // Some do several things at once, some wait and see.
        for _ in 0..draw.below(4) {
            over = over || next(scenario, &mut now).is_none();
        }
    }
    while !over && now.people.iter().any(|it| it.busy.is_some()) {
        over = next(scenario, &mut now).is_none();
    }
    line.at = now.now;
    (line, now)
}

/// Anything that somebody may think of, changes more often than not.
fn any(scenario: &Scenario, changes: &[ActionIdx], draw: &mut Draw) -> Move {
    let who = ResponderIdx(draw.below(scenario.responders.len()));
    match draw.below(12) {
        0 => Move::Page(who),
        1 if !scenario.audiences.is_empty() => {
            Move::Post(AudienceIdx(draw.below(scenario.audiences.len())))
        }
        2 => Move::Claim(Claim::ALL[1 + draw.below(2)]),
        3 | 4 => Move::Start(who, who, ActionIdx(draw.below(scenario.actions.len()))),
        _ if changes.is_empty() => Move::Page(who),
        _ => Move::Start(who, who, changes[draw.below(changes.len())]),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::content;

    #[test]
    fn plays_go_many_ways_and_some_of_them_far() {
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/scenarios/newsblur-2021/scenario.toml"
        );
        let text = std::fs::read_to_string(path).expect("a scenario");
        let loaded = content::load(None, &text);
        let scenario = loaded.scenario.expect("valid");
        let ends: Vec<(Line, Standing)> = all(&scenario, &[]).collect();
        let worlds: BTreeSet<u64> = ends.iter().map(|(_, it)| it.world.facts).collect();
        let facts = ends.iter().fold(0, |all, (_, it)| all | it.world.facts);
        assert!(worlds.len() * 2 > ends.len(), "{}", worlds.len());
        assert!(facts.count_ones() > 30, "{}", facts.count_ones());
        assert!(ends.iter().any(|(_, it)| it.ended.is_some()));
        let again: Vec<(Line, Standing)> = all(&scenario, &[]).collect();
        assert_eq!(ends, again);
    }
}
