//! What was found out, said about the file and in words.

mod data;
mod summary;

use std::ops::Range;

use crate::content::complaint::prove as complaint;
use crate::content::diagnostic::Diagnostic;
use crate::content::file;
use crate::content::spanned::{Name, Sp};
use crate::engine::guard::{Conjunction, Guard, World};
use crate::engine::id::{ActionIdx, ClueIdx, FactIdx};
use crate::engine::scenario::{Claim, Scenario};
use crate::engine::state::Standing;
use crate::engine::time::Elapsed;

use super::proof::{Lock, Proof, Way, can_fire, fires, why_never, why_never_from};
use super::relax::{NEVER, Players};
use super::search::{Line, Move};

pub use data::{Proved, data};
pub use summary::{run, summary};

/// What is wrong with a scenario, as far as its proof shows.
#[must_use]
pub fn diagnostics(file: &file::Scenario, scenario: &Scenario, proof: &Proof) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let goal = file.truth.as_deref().map(|it| it.resolved.span());
    let goal = goal.unwrap_or_else(|| file.metadata.id.span());
    let mut said = false;
    for unwon in &proof.unwon {
        if unwon.certain && !said {
            let dealt = scenario.complications.iter();
            let dealt = dealt.filter(|it| unwon.deal.iter().any(|id| it.id == **id));
            let facts = dealt.fold(0, |all, it| all | it.set);
            let mut root = Standing::new(scenario);
            root.deal(scenario, Elapsed::ZERO, facts);
            let chain = why_never_from(scenario, &root, &scenario.truth.resolved);
            out.push(complaint::unwinnable(goal.clone(), &unwon.deal, &chain));
            said = true;
        } else if !unwon.certain {
            let n = unwon.players.0;
            out.push(complaint::not_proved(goal.clone(), &unwon.deal, n));
        }
    }
    unreached(file, scenario, proof, &mut out);
    for lock in &proof.locks {
        out.push(dead_end(file, scenario, lock));
    }
    for free in &proof.free {
        let action = &file.actions[free.action.0];
        let fact = &file.facts[free.fact.0].id;
        let mut set = action.results[free.result].set.iter();
        let span = set.find(|it| it.as_str() == fact.as_str());
        let span = span.map_or_else(|| action.id.span(), Sp::span);
        out.push(complaint::costs_nothing(
            span,
            &action.id,
            fact,
            fact.span(),
        ));
    }
    for blind in &proof.blind {
        let fact = &file.facts[blind.fact.0].id;
        let clues = blind.clues.iter().map(|it| &file.clues[it.0].id);
        let clues: Vec<(&str, Range<usize>)> = clues.map(|it| (it.as_str(), it.span())).collect();
        out.push(complaint::out_of_reach(fact.span(), fact, &clues));
    }
    alerts(file, scenario, proof, &mut out);
    wholes(file, scenario, proof, &goal, &mut out);
    out
}

fn dead_end(file: &file::Scenario, scenario: &Scenario, lock: &Lock) -> Diagnostic {
    let way_in = words(scenario, &lock.line).join(", ");
    let goal = &scenario.truth.resolved;
    let chain = why_never_from(scenario, &lock.standing, goal);
    let facts = lock.facts.iter().map(|it| &file.facts[it.0].id);
    let facts: Vec<&Sp<Name>> = facts.collect();
    let span = match (facts.last(), lock.action) {
        (Some(fact), _) => fact.span(),
        (None, Some(action)) => file.actions[action.0].id.span(),
        (None, None) => file.metadata.id.span(),
    };
    let facts: Vec<&str> = facts.iter().map(|it| it.as_str()).collect();
    let action = lock.action.map(|it| scenario.actions[it.0].id.as_str());
    let again = lock.again.map(|it| scenario.actions[it.0].id.as_str());
    complaint::soft_lock(span, &facts, action, lock.line.at, &way_in, &chain, again)
}

fn one(world: World) -> Guard {
    Guard {
        any: vec![Conjunction {
            need: world,
            ..Conjunction::default()
        }],
    }
}

fn unreached(file: &file::Scenario, scenario: &Scenario, proof: &Proof, out: &mut Vec<Diagnostic>) {
    let reach = &proof.reach;
    for (idx, fact) in file
        .facts
        .iter()
        .enumerate()
        .filter(|it| !reach.facts[it.0])
    {
        let facts = FactIdx(idx).bit();
        let chain = why_never(
            scenario,
            &one(World {
                facts,
                ..World::default()
            }),
        );
        out.push(complaint::never_true(fact.id.span(), &fact.id, &chain));
    }
    for (idx, clue) in file
        .clues
        .iter()
        .enumerate()
        .filter(|it| !reach.clues[it.0])
    {
        let clues = ClueIdx(idx).bit();
        let chain = why_never(
            scenario,
            &one(World {
                clues,
                ..World::default()
            }),
        );
        out.push(complaint::never_learned(clue.id.span(), &clue.id, &chain));
    }
    for (idx, cue) in file.cues.iter().enumerate().filter(|it| !reach.cues[it.0]) {
        let mut chain = why_never(scenario, scenario.cues[idx].trigger.guard());
        if chain.is_empty() {
            let effect = &scenario.cues[idx].effect;
            let never = |can: &[bool], bits: u64| {
                let mut places = can.iter().enumerate();
                places.any(|(place, can)| !can && bits & (1 << place) != 0)
            };
            // What it alone would bring is complained of, and names it.
            if never(&reach.facts, effect.set) || never(&reach.clues, effect.learn) {
                continue;
            }
            chain.push("its condition cannot hold so early".into());
        }
        out.push(complaint::never_happens(cue.id.span(), &cue.id, &chain));
    }
    for (idx, action) in file.actions.iter().enumerate() {
        for (place, result) in action.results.iter().enumerate() {
            if !reach.results[idx][place] {
                let when = &scenario.actions[idx].results[place].when;
                let span = match &result.when {
                    Some(when) => when.span(),
                    None => result.output.span(),
                };
                let chain = why_never(scenario, when);
                out.push(complaint::never_comes(span, &action.id, &chain));
            }
        }
    }
    let Some(times) = &reach.times else { return };
    if let Some(written) = file.truth.as_deref() {
        let truth = &scenario.truth;
        let lost = written.lost.as_ref().map(|it| ("lost", it, &truth.lost));
        let parts = [("mitigated", &written.mitigated, &truth.mitigated)];
        for (what, written, guard) in parts.into_iter().chain(lost) {
            if times.guard_at(guard) == NEVER {
                let chain = why_never(scenario, guard);
                out.push(complaint::no_such_end(written.span(), what, &chain));
            }
        }
    }
    for (written, audience) in file.comms.audiences.iter().zip(&scenario.audiences) {
        if times.guard_at(&audience.when) == NEVER {
            let chain = why_never(scenario, &audience.when);
            out.push(complaint::never_reached(
                written.id.span(),
                &written.id,
                &chain,
            ));
        }
    }
    for (written, alert) in file.alerts.iter().zip(&scenario.alerts) {
        if let Some(cond) = can_fire(scenario, alert, times) {
            let chain = why_never(scenario, &Guard { any: cond.any });
            let span = written.id.span();
            out.push(complaint::never_fires(span, &written.id, &chain));
        }
    }
}

/// What fires on in a world in which all is resolved; of several ways there the first is told.
fn alerts(file: &file::Scenario, scenario: &Scenario, proof: &Proof, out: &mut Vec<Diagnostic>) {
    for (written, alert) in file.alerts.iter().zip(&scenario.alerts) {
        let mut ends = proof.ends.iter();
        if let Some(end) = ends.find(|end| fires(scenario, alert, end.world)) {
            let how = match &end.how {
                Way::Found(line) => format!("after {}", words(scenario, line).join(", ")),
                Way::Played(run) => format!("at the end of {run}"),
            };
            let span = written.id.span();
            out.push(complaint::still_fires(span, &written.id, &how));
        }
    }
}

fn wholes(
    file: &file::Scenario,
    scenario: &Scenario,
    proof: &Proof,
    goal: &Range<usize>,
    out: &mut Vec<Diagnostic>,
) {
    if let Some(only) = proof.only_route
        && let Some(truth) = file.truth.as_deref()
    {
        let id = &scenario.actions[only.0].id;
        out.push(complaint::single_route(truth.mitigated.span(), id.as_str()));
    }
    let damage = scenario.facts.iter().enumerate();
    let damage = damage.filter(|(_, fact)| fact.damage.is_some());
    let damage = damage.fold(0, |all, (idx, _)| all | FactIdx(idx).bit());
    let harmful = |action: &crate::engine::scenario::Action| {
        action.results.iter().any(|it| it.effect.set & damage != 0)
    };
    let wrong = scenario.actions.iter().filter(|it| harmful(it));
    let flagged = wrong.clone().filter(|it| it.risk.is_some()).count();
    let right = scenario
        .actions
        .iter()
        .filter(|it| !harmful(it) && it.risk.is_some());
    if flagged > 0 && flagged == wrong.count() && right.count() == 0 {
        out.push(complaint::all_flagged(file.metadata.id.span()));
    }
    let mut astray = scenario.hypotheses.iter().filter(|it| !it.is_true);
    let learnable = |clues: u64| {
        (0..64)
            .any(|bit| clues & (1 << bit) != 0 && proof.reach.clues.get(bit).is_some_and(|it| *it))
    };
    if !scenario.hypotheses.is_empty() && !astray.any(|it| learnable(it.supports)) {
        out.push(complaint::no_red_herring(file.hypotheses[0].id.span()));
    }
    if let Some(par) = proof.par(Players::ONE) {
        let minutes = scenario.metadata.minutes;
        let played = par.line.at.as_secs() / u64::from(scenario.clock.pace.max(1)) / 60;
        if played > u64::from(minutes) || played * 10 < u64::from(minutes) {
            let span = file.metadata.id.span();
            out.push(complaint::par_outside_minutes(span, played, minutes));
        }
        if !par.clean && !proof.ends.iter().any(|it| it.is_clean(scenario)) {
            out.push(complaint::dirty_par(goal.clone()));
        }
    }
}

/// A line in words, one for each thing that is done.
#[must_use]
pub fn words(scenario: &Scenario, line: &Line) -> Vec<String> {
    let moves = line.moves.iter();
    moves
        .map(|(at, moved)| format!("{at} {}", step(scenario, *moved)))
        .collect()
}

/// What somebody types for a move, with the action's id for its command.
fn step(scenario: &Scenario, moved: Move) -> String {
    match moved {
        Move::Acknowledge => "ack".into(),
        Move::Page(who) => format!("page {}", scenario.responders[who.0].id),
        Move::Post(audience) => format!("post {}", scenario.audiences[audience.0].id),
        Move::Claim(Claim::Severity) => format!("sev {}", scenario.metadata.severity),
        Move::Claim(claim) => claim.word().into(),
        Move::Start(_, who, action) => {
            let id = &scenario.actions[action.0].id;
            if who == scenario.you {
                id.to_string()
            } else {
                format!("ask {} {id}", scenario.responders[who.0].id)
            }
        }
    }
}

/// The actions of a line.
pub fn actions(line: &Line) -> Vec<ActionIdx> {
    let moves = line.moves.iter();
    let actions = moves.filter_map(|(_, moved)| match moved {
        Move::Start(_, _, action) => Some(*action),
        Move::Acknowledge | Move::Page(_) | Move::Post(_) | Move::Claim(_) => None,
    });
    actions.collect()
}
