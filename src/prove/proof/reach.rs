//! What can happen at all, and what users are never helped without.

use crate::engine::id::{ActionIdx, CueIdx};
use crate::engine::scenario::{ActionKind, Scenario, Trigger};
use crate::engine::state::Standing;
use crate::prove::relax::{NEVER, Players, Relaxed, Rules, Source};

/// What can happen, by the places in the scenario.
#[derive(Debug, Clone, Default)]
pub struct Reach {
    /// Facts that can become true.
    pub facts: Vec<bool>,
    /// Clues that can be learned.
    pub clues: Vec<bool>,
    /// Results that can come, per action.
    pub results: Vec<Vec<bool>>,
    /// Cues that can happen.
    pub cues: Vec<bool>,
    /// The earliest times, with any complication or inject, nothing taken away.
    pub times: Option<Relaxed>,
}

impl Reach {
    pub(super) fn of(scenario: &Scenario, rules: &Rules) -> Self {
        let root = Standing::new(scenario);
        let times = Relaxed::from(scenario, rules, &root, Players::FOUR);
        let extra = scenario
            .complications
            .iter()
            .map(|it| it.set)
            .chain(scenario.injects.iter().map(|it| it.effect.set));
        let may = extra.fold(0, |all, set| all | set);
        let mut wide = times.clone();
        let cleared = scenario
            .injects
            .iter()
            .fold(0, |all, it| all | it.effect.clear);
        wide.allow(scenario, rules, &root, may, cleared);
        let facts = (0..scenario.facts.len()).map(|bit| wide.true_at[bit] != NEVER);
        let learned = (0..scenario.clues.len()).map(|bit| wide.true_at[64 + bit] != NEVER);
        let mut results: Vec<Vec<bool>> = scenario
            .actions
            .iter()
            .map(|it| vec![false; it.results.len()])
            .collect();
        let mut cues = vec![false; scenario.cues.len()];
        for rule in &rules.all {
            let at = wide.cond_at(&rule.cond);
            match rule.source {
                Source::Result(ActionIdx(action), place) => {
                    results[action][place] = at != NEVER;
                }
                Source::Cue(CueIdx(cue)) => {
                    cues[cue] = match scenario.cues[cue].trigger {
                        Trigger::At(then, _) => at <= then.0,
                        Trigger::After(..) => at != NEVER,
                    };
                }
                Source::Arrival(_) | Source::Post(_) | Source::Claim(_) => {}
            }
        }
        Self {
            facts: facts.collect(),
            clues: learned.collect(),
            results,
            cues,
            times: Some(wide),
        }
    }
}

/// The last change on the quickest way to helping users, if each change on it is on every way.
///
/// Ways are those that would be there if nothing ever got in between: where this finds one way
/// only, there is no other.
pub(super) fn only_route(scenario: &Scenario, rules: &Rules) -> Option<ActionIdx> {
    let goal = &scenario.truth.mitigated;
    let root = Standing::new(scenario);
    let times = Relaxed::from(scenario, rules, &root, Players::FOUR);
    let plan = times.plan(rules, goal, &[]).into_iter();
    let mut changes: Vec<ActionIdx> = plan
        .filter_map(|(_, rule)| match rules.all[rule].source {
            Source::Result(action, _) => Some(action),
            Source::Cue(_) | Source::Arrival(_) | Source::Post(_) | Source::Claim(_) => None,
        })
        .filter(|action| scenario.actions[action.0].kind == ActionKind::Change)
        .collect();
    changes.dedup();
    let is_needed = |action: &ActionIdx| {
        let all = rules.all.iter();
        let all = all.filter(|rule| !matches!(rule.source, Source::Result(of, _) if of == *action));
        let rules = Rules {
            all: all.cloned().collect(),
        };
        let times = Relaxed::from(scenario, &rules, &root, Players::FOUR);
        times.guard_at(goal) == NEVER
    };
    let last = changes.last().copied();
    last.filter(|_| changes.iter().all(is_needed))
}
