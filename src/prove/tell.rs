//! What was found out, said about the file and in words.

use std::fmt::Write as _;
use std::ops::Range;

use crate::content::complaint::prove as complaint;
use crate::content::diagnostic::Diagnostic;
use crate::content::file;
use crate::engine::guard::{Conjunction, Guard, World};
use crate::engine::id::{ActionIdx, ClueIdx, FactIdx};
use crate::engine::scenario::{Claim, Scenario, Watches};
use crate::engine::time::Elapsed;

use super::proof::{Proof, why_never};
use super::relax::{NEVER, Players};
use super::search::{Line, Move};

/// What is wrong with a scenario, as far as its proof shows.
#[must_use]
pub fn diagnostics(file: &file::Scenario, scenario: &Scenario, proof: &Proof) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let goal = file.truth.as_deref().map(|it| it.resolved.span());
    let goal = goal.unwrap_or_else(|| file.metadata.id.span());
    let mut said = false;
    for unwon in &proof.unwon {
        if unwon.certain && !said {
            let chain = why_never(scenario, &scenario.truth.resolved);
            out.push(complaint::unwinnable(goal.clone(), &unwon.deal, &chain));
            said = true;
        } else if !unwon.certain {
            let n = unwon.players.0;
            out.push(complaint::not_proved(goal.clone(), &unwon.deal, n));
        }
    }
    unreached(file, scenario, proof, &mut out);
    for lock in &proof.locks {
        let fact = &file.facts[lock.fact.0];
        let way_in = words(scenario, &lock.line).join(", ");
        out.push(complaint::soft_lock(fact.id.span(), &fact.id, &way_in, &[]));
    }
    alerts(file, scenario, proof, &mut out);
    wholes(file, scenario, proof, &goal, &mut out);
    out
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
        let (crate::engine::scenario::Trigger::At(_, guard)
        | crate::engine::scenario::Trigger::After(guard, _)) = &scenario.cues[idx].trigger;
        let chain = why_never(scenario, guard);
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
        if let Watches::Condition(guard) = &alert.watches
            && times.guard_at(guard) == NEVER
        {
            let chain = why_never(scenario, guard);
            out.push(complaint::never_fires(
                written.id.span(),
                &written.id,
                &chain,
            ));
        }
    }
}

fn alerts(file: &file::Scenario, scenario: &Scenario, proof: &Proof, out: &mut Vec<Diagnostic>) {
    let Some(par) = proof.par(Players::ONE) else {
        return;
    };
    let Some(world) = par.world else { return };
    for (written, alert) in file.alerts.iter().zip(&scenario.alerts) {
        let level = |metric: crate::engine::id::MetricIdx| {
            let metric = &scenario.metrics[metric.0];
            let level = metric.levels.iter().find(|level| level.when.holds(world));
            level.map_or(metric.baseline, |level| level.value)
        };
        let fires = match &alert.watches {
            Watches::Condition(guard) => guard.holds(world),
            Watches::Above(metric, value) => level(*metric) > *value,
            Watches::Below(metric, value) => level(*metric) < *value,
        };
        if fires {
            out.push(complaint::still_fires(written.id.span(), &written.id));
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
        if !par.clean {
            out.push(complaint::dirty_par(goal.clone()));
        }
    }
}

/// A line in words, one for each thing that is done.
#[must_use]
pub fn words(scenario: &Scenario, line: &Line) -> Vec<String> {
    let say = |(at, moved): &(Elapsed, Move)| match moved {
        Move::Acknowledge => format!("{at} ack"),
        Move::Page(who) => format!("{at} page {}", scenario.responders[who.0].id),
        Move::Post(audience) => format!("{at} post {}", scenario.audiences[audience.0].id),
        Move::Claim(Claim::Severity) => format!("{at} sev {}", scenario.metadata.severity),
        Move::Claim(claim) => format!("{at} {}", claim.word()),
        Move::Start(_, who, action) => {
            let id = &scenario.actions[action.0].id;
            if *who == scenario.you {
                format!("{at} {id}")
            } else {
                format!("{at} ask {} {id}", scenario.responders[who.0].id)
            }
        }
    };
    line.moves.iter().map(say).collect()
}

/// What was proved, for people.
#[must_use]
pub fn summary(scenario: &Scenario, proof: &Proof) -> String {
    let mut out = String::new();
    for par in &proof.pars {
        let who = if par.players == Players::ONE {
            "one player".to_owned()
        } else {
            format!("{} players", par.players.0)
        };
        let which = if par.clean {
            "line that destroys nothing"
        } else {
            "line"
        };
        let how = if par.is_shortest() {
            format!("no {which} that begins things when something happens is shorter")
        } else {
            format!("at most; no {which} is under {}", par.least)
        };
        let _ = writeln!(out, "  par for {who}: {} ({how})", par.line.at);
        if par.players == Players::ONE {
            for step in words(scenario, &par.line) {
                let _ = writeln!(out, "    {step}");
            }
        }
    }
    let reach = &proof.reach;
    let count = |all: &[bool]| format!("{} of {}", all.iter().filter(|it| **it).count(), all.len());
    let results: Vec<bool> = reach.results.iter().flatten().copied().collect();
    let _ = writeln!(
        out,
        "  can happen: facts {}, results {}, cues {}, clues {}",
        count(&reach.facts),
        count(&results),
        count(&reach.cues),
        count(&reach.clues),
    );
    let lost = proof
        .no_return
        .iter()
        .map(|it| scenario.facts[it.0].id.as_str());
    let lost: Vec<&str> = lost.collect();
    let lost = if lost.is_empty() {
        "none".into()
    } else {
        lost.join(", ")
    };
    let _ = writeln!(out, "  points of no return: {lost}");
    let _ = writeln!(
        out,
        "  deals of complications: {}, won: {}; states looked at: {}",
        proof.n_deals,
        if proof.unwon.is_empty() {
            "all"
        } else {
            "not all"
        },
        proof.n_expanded,
    );
    out
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
