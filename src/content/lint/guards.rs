//! Conditions that always or never hold, and what stands in their shadow.

use crate::content::complaint::lint as complaint;
use crate::content::diagnostic::Diagnostic;
use crate::content::file;
use crate::content::spanned::{GuardText, Sp};
use crate::engine::guard::{Guard, World};
use crate::engine::scenario::Scenario;

pub(super) fn check(file: &file::Scenario, scenario: &Scenario, out: &mut Vec<Diagnostic>) {
    literals(file, scenario, out);
    shadows(file, scenario, out);
    truth(file, scenario, out);
}

/// Facts (bits) that something can make true, or that are so from the beginning.
pub(super) fn settable(scenario: &Scenario) -> u64 {
    let results = scenario.actions.iter().flat_map(|it| &it.results);
    let sets = results
        .map(|it| it.effect.set)
        .chain(scenario.cues.iter().map(|it| it.effect.set))
        .chain(scenario.responders.iter().map(|it| it.arrival.set))
        .chain(scenario.audiences.iter().map(|it| it.informs))
        .chain(scenario.complications.iter().map(|it| it.set))
        .chain(scenario.injects.iter().map(|it| it.effect.set));
    sets.fold(scenario.initial_facts, |all, set| all | set)
}

/// Every guard of the file.
pub(super) fn all(file: &file::Scenario) -> Vec<&Sp<GuardText>> {
    let truth = file.truth.as_deref().into_iter();
    let truth = truth.flat_map(|it| [Some(&it.mitigated), Some(&it.resolved), it.lost.as_ref()]);
    let results = file.actions.iter().flat_map(|it| &it.results);
    let levels = file.metrics.iter().flat_map(|it| &it.levels);
    let lines = file.logs.iter().flat_map(|it| &it.lines);
    truth
        .chain(levels.map(|it| Some(&it.when)))
        .chain(file.alerts.iter().map(|it| it.when.as_ref()))
        .chain(lines.map(|it| it.when.as_ref()))
        .chain(file.cues.iter().map(|it| it.when.as_ref()))
        .chain(file.actions.iter().map(|it| it.listed.as_ref()))
        .chain(results.map(|it| it.when.as_ref()))
        .chain(file.hypotheses.iter().map(|it| it.when.as_ref()))
        .chain(file.comms.audiences.iter().map(|it| it.when.as_ref()))
        .chain(file.comms.unfounded.iter().map(|it| it.unless.as_ref()))
        .chain(file.harm.iter().map(|it| Some(&it.when)))
        .chain(file.hints.iter().map(|it| it.until.as_ref()))
        .chain(file.coach.iter().map(|it| it.when.as_ref()))
        .chain(file.coach.iter().map(|it| it.until.as_ref()))
        .chain(file.services.iter().map(|it| it.down.as_ref()))
        .chain(file.services.iter().map(|it| it.degraded.as_ref()))
        .chain(file.services.iter().map(|it| it.ok.as_ref()))
        .flatten()
        .collect()
}

fn literals(file: &file::Scenario, scenario: &Scenario, out: &mut Vec<Diagnostic>) {
    let settable = settable(scenario);
    for way in all(file).iter().flat_map(|guard| &guard.0) {
        for literal in way {
            let (bare, negated) = match literal.strip_prefix('!') {
                Some(bare) => (bare, true),
                None => (literal.as_str(), false),
            };
            if negated && way.iter().any(|other| other.as_str() == bare) {
                out.push(complaint::contradiction(literal.span(), bare));
            }
            let Some(fact) = scenario.fact(bare) else {
                continue;
            };
            let can_be = settable & fact.bit() != 0;
            let for_ever =
                scenario.initial_facts & fact.bit() != 0 && !scenario.facts[fact.0].reversible;
            let span = literal.span();
            match (can_be, for_ever, negated) {
                (false, _, false) => {
                    let why = "nothing makes this fact true";
                    out.push(complaint::never_holds(span, literal, why));
                }
                (false, _, true) => out.push(complaint::always_holds(span, literal)),
                (true, true, true) => {
                    let why = "true from the beginning, and not reversible";
                    out.push(complaint::never_holds(span, literal, why));
                }
                (true, _, _) => {}
            }
        }
    }
}

fn shadows(file: &file::Scenario, scenario: &Scenario, out: &mut Vec<Diagnostic>) {
    for (written, action) in file.actions.iter().zip(&scenario.actions) {
        let guards: Vec<&Guard> = action.results.iter().map(|it| &it.when).collect();
        for (late, early, alone) in shadowed(&guards) {
            let span = |idx: usize| place(&written.results[idx]);
            out.push(complaint::shadowed_result(span(late), span(early), alone));
        }
        if !guards.iter().any(|guard| guard.is_always()) {
            let span = written.id.span();
            out.push(complaint::no_last_result(span, &written.id));
        }
    }
    for (written, metric) in file.metrics.iter().zip(&scenario.metrics) {
        let guards: Vec<&Guard> = metric.levels.iter().map(|it| &it.when).collect();
        for (late, early, alone) in shadowed(&guards) {
            let span = |idx: usize| written.levels[idx].when.span();
            out.push(complaint::shadowed_level(span(late), span(early), alone));
        }
    }
}

fn place(result: &file::ActionResult) -> std::ops::Range<usize> {
    match &result.when {
        Some(when) => when.span(),
        None => result.output.span(),
    }
}

/// Which of some guards tried in order never get their turn, because of which earlier one, and
/// whether that one alone is enough.
fn shadowed(guards: &[&Guard]) -> Vec<(usize, usize, bool)> {
    let latecomers = guards.iter().enumerate().filter_map(|(late, guard)| {
        let early = &guards[..late];
        if let Some(alone) = early.iter().position(|early| covers(&[*early], guard)) {
            return Some((late, alone, true));
        }
        let before = late.checked_sub(1)?;
        covers(early, guard).then_some((late, before, false))
    });
    latecomers.collect()
}

/// Whether one of some guards holds whenever another does.
fn covers(wide: &[&Guard], narrow: &Guard) -> bool {
    let wide = wide.iter().flat_map(|it| &it.any);
    let wide: Vec<_> = wide.copied().collect();
    let mut ways = narrow.any.iter();
    // One that contradicts itself is said to, and stands in no shadow.
    ways.all(|way| !way.need.meets(way.forbid) && !way.can_be_without(&wide))
}

fn truth(file: &file::Scenario, scenario: &Scenario, out: &mut Vec<Diagnostic>) {
    let Some(written) = file.truth.as_deref() else {
        return;
    };
    let beginning = World {
        facts: scenario.initial_facts,
        ..World::default()
    };
    let truth = &scenario.truth;
    let parts = [
        ("mitigated", &truth.mitigated, Some(&written.mitigated)),
        ("resolved", &truth.resolved, Some(&written.resolved)),
        ("lost", &truth.lost, written.lost.as_ref()),
    ];
    for (what, guard, written) in parts {
        if let Some(written) = written.filter(|_| guard.holds(beginning)) {
            out.push(complaint::true_at_once(written.span(), what));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::guard::Conjunction;

    fn way(need: u64, forbid: u64) -> Conjunction {
        let facts = |facts| World {
            facts,
            ..World::default()
        };
        Conjunction {
            need: facts(need),
            forbid: facts(forbid),
        }
    }

    #[test]
    fn a_guard_stands_in_the_shadow_of_one_that_asks_for_less() {
        let narrow = Guard {
            any: vec![way(0b11, 0b100)],
        };
        let wide = Guard {
            any: vec![way(0b1000, 0), way(0b1, 0b100)],
        };
        assert_eq!(shadowed(&[&narrow, &wide]), []);
        assert_eq!(shadowed(&[&wide, &narrow]), [(1, 0, true)]);
        assert_eq!(
            shadowed(&[&Guard::always(), &wide, &narrow]),
            [(1, 0, true), (2, 0, true)]
        );
        let silent = shadowed(&[&Guard::always(), &Guard::never()]);
        assert_eq!(silent, [(1, 0, true)]);
    }

    #[test]
    fn several_guards_together_cast_a_shadow_that_none_casts_alone() {
        let of = |need, forbid| Guard {
            any: vec![way(need, forbid)],
        };
        let (with, without, third) = (of(0b1, 0), of(0b10, 0b1), of(0b10, 0));
        assert_eq!(shadowed(&[&with, &without, &third]), [(2, 1, false)]);
        assert_eq!(shadowed(&[&with, &without, &of(0b100, 0)]), []);
    }
}
