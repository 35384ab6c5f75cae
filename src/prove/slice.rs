//! The part of a scenario that a goal depends on.
//!
//! Worked out backwards from the goal: what makes it so, what that needs, what could spoil it and
//! what keeps that from happening. The rest cannot change whether or when the goal is reached, so
//! the slice is a scenario of its own, much smaller, and the engine plays it as it plays any.

use crate::engine::guard::{Guard, World};
use crate::engine::id::{ActionIdx, AudienceIdx, CueIdx, ResponderIdx};
use crate::engine::scenario::{Briefing, Claim, Clock, Effect, History, Scenario, here_bit};
use crate::engine::state::Standing;

use super::relax::{Rules, Source};

/// The part of a scenario that matters to a goal.
#[derive(Debug, Clone)]
pub struct Slice {
    /// It, as a scenario; responders and audiences have the places of the whole.
    pub scenario: Scenario,
    /// Its rules.
    pub rules: Rules,
    /// Bits that may have to become true, and bits that may have to become false.
    pub wants: (World, World),
    /// Bits that something in it can make false again.
    pub undone: World,
    /// What each of its actions is in the whole.
    pub actions: Vec<ActionIdx>,
    /// Actions that may help; the others are only there because somebody does them.
    pub helps: Vec<bool>,
    /// What each of its cues is in the whole.
    pub cues: Vec<CueIdx>,
    /// Responders that are worth calling, and whether it can be wrong to call them early.
    pub calls: Vec<(ResponderIdx, bool)>,
    /// Audiences that are worth telling.
    pub posts: Vec<AudienceIdx>,
    /// Claims that are worth making.
    pub claims: Vec<Claim>,
}

impl Slice {
    /// The part of a scenario that matters to these guards; `kept` are actions it must have.
    pub fn of(scenario: &Scenario, goals: &[&Guard], kept: &[ActionIdx]) -> Self {
        let rules = Rules::of(scenario);
        let mut wants = (World::default(), World::default());
        for goal in goals {
            want(&mut wants, super::relax::Cond::of(goal).literals());
        }
        let mut helps = vec![false; scenario.actions.len()];
        loop {
            let before = wants;
            for rule in &rules.all {
                let good = rule.set.meets(wants.0) || rule.clear.meets(wants.1);
                let bad = rule.set.meets(wants.1) || rule.clear.meets(wants.0);
                match rule.source {
                    Source::Result(action, _) => {
                        helps[action.0] |= good;
                        if good || (bad && helps[action.0]) {
                            want_either(&mut wants, rule.cond.literals());
                        }
                    }
                    Source::Cue(_) if good || bad => {
                        let (yes, no) = rule.cond.literals();
                        if good {
                            want(&mut wants, (yes, no));
                        }
                        if bad {
                            want(&mut wants, (no, yes));
                        }
                    }
                    Source::Post(_) if good => want(&mut wants, rule.cond.literals()),
                    Source::Cue(_) | Source::Post(_) | Source::Arrival(_) | Source::Claim(_) => {}
                }
            }
            if wants == before {
                break;
            }
        }
        let mut slice = Self::cut(scenario, &rules, wants, &helps, kept);
        // What spoils the goal for ever is on no line that reaches it.
        let spoils = slice.spoils(goals.first().copied());
        slice.rules.all.retain(|rule| rule.set.facts & spoils == 0);
        slice
    }

    /// Facts (bits) after which a goal is gone for ever.
    pub fn spoils(&self, goal: Option<&Guard>) -> u64 {
        let mut ways = goal.into_iter().flat_map(|goal| &goal.any);
        let first = ways.next().map_or(0, |way| way.forbid.facts);
        ways.fold(first, |all, way| all & way.forbid.facts) & !self.undone.facts
    }

    fn cut(
        scenario: &Scenario,
        rules: &Rules,
        wants: (World, World),
        helps: &[bool],
        kept: &[ActionIdx],
    ) -> Self {
        let all = wants.0.union(wants.1);
        let matters = |set: World, clear: World| set.meets(all) || clear.meets(all);
        let mut cues = Vec::new();
        let mut posts = Vec::new();
        let mut claims = Vec::new();
        for rule in &rules.all {
            match rule.source {
                Source::Cue(cue) if matters(rule.set, rule.clear) => cues.push(cue),
                Source::Post(audience) if matters(rule.set, rule.clear) => posts.push(audience),
                Source::Claim(claim) if rule.set.meets(all) => claims.push(claim),
                Source::Cue(_)
                | Source::Post(_)
                | Source::Claim(_)
                | Source::Arrival(_)
                | Source::Result(..) => {}
            }
        }
        let actions: Vec<ActionIdx> = (0..scenario.actions.len())
            .map(ActionIdx)
            .filter(|action| helps[action.0] || kept.contains(action))
            .collect();
        let small = shrink(scenario, &actions, &cues);
        let calls = (0..scenario.responders.len())
            .map(ResponderIdx)
            .filter_map(|who| {
                let arrival = &scenario.responders[who.0].arrival;
                let here = World {
                    facts: arrival.set,
                    clues: arrival.learn,
                    claims: here_bit(who),
                };
                let useful = (0..actions.len())
                    .any(|action| helps[actions[action].0] && small.can(who, ActionIdx(action)));
                let worth = useful || here.meets(all);
                worth.then(|| (who, here.meets(wants.1)))
            })
            .collect();
        let small_rules = Rules::of(&small);
        let undone = small_rules
            .all
            .iter()
            .fold(World::default(), |all, rule| all.union(rule.clear));
        Self {
            rules: small_rules,
            scenario: small,
            wants,
            undone,
            helps: actions.iter().map(|action| helps[action.0]).collect(),
            actions,
            cues,
            calls,
            posts,
            claims,
        }
    }

    /// How things stand, seen in the slice.
    pub fn standing(&self, whole: &Standing) -> Standing {
        let mut seen = whole.clone();
        seen.spent = self.actions.iter().map(|it| whole.spent[it.0]).collect();
        seen.cues = self.cues.iter().map(|it| whole.cues[it.0]).collect();
        for person in &mut seen.people {
            if let Some(busy) = &mut person.busy {
                let place = self.actions.iter().position(|it| *it == busy.action);
                busy.action = ActionIdx(place.expect("what somebody does was kept"));
            }
        }
        seen
    }
}

fn want(wants: &mut (World, World), more: (World, World)) {
    wants.0 = wants.0.union(more.0);
    wants.1 = wants.1.union(more.1);
}

fn want_either(wants: &mut (World, World), more: (World, World)) {
    let both = more.0.union(more.1);
    want(wants, (both, both));
}

/// A scenario with these actions and cues only, and without anything that is there to be read.
fn shrink(scenario: &Scenario, actions: &[ActionIdx], cues: &[CueIdx]) -> Scenario {
    let quiet = |effect: &Effect| Effect {
        says: Vec::new(),
        ..*effect
    };
    Scenario {
        content_hash: String::new(),
        metadata: scenario.metadata.clone(),
        sources: Vec::new(),
        briefing: Briefing {
            role: String::new(),
            text: String::new(),
            diagram: None,
            normal: Vec::new(),
            access: Vec::new(),
            page: None,
        },
        narrated: scenario.narrated,
        clock: Clock { ..scenario.clock },
        targets: scenario.targets,
        truth: scenario.truth.clone(),
        facts: Vec::new(),
        initial_facts: scenario.initial_facts,
        clues: Vec::new(),
        metrics: Vec::new(),
        alerts: Vec::new(),
        logs: Vec::new(),
        services: Vec::new(),
        runbooks: Vec::new(),
        cues: cues
            .iter()
            .map(|cue| {
                let cue = &scenario.cues[cue.0];
                crate::engine::scenario::Cue {
                    effect: quiet(&cue.effect),
                    ..cue.clone()
                }
            })
            .collect(),
        responders: scenario.responders.clone(),
        you: scenario.you,
        actions: actions
            .iter()
            .map(|action| {
                let action = &scenario.actions[action.0];
                let results =
                    action
                        .results
                        .iter()
                        .map(|result| crate::engine::scenario::ActionResult {
                            when: result.when.clone(),
                            takes: result.takes,
                            output: String::new(),
                            effect: quiet(&result.effect),
                            why: None,
                        });
                crate::engine::scenario::Action {
                    id: action.id.clone(),
                    kind: action.kind,
                    label: String::new(),
                    commands: Vec::new(),
                    listed: Guard::always(),
                    takes: action.takes,
                    skill: action.skill.clone(),
                    risk: None,
                    repeatable: action.repeatable,
                    checks: 0,
                    results: results.collect(),
                    reconstructed: false,
                }
            })
            .collect(),
        hypotheses: Vec::new(),
        audiences: scenario.audiences.clone(),
        impact_words: Vec::new(),
        unfounded: Vec::new(),
        harm: Vec::new(),
        complications: Vec::new(),
        injects: Vec::new(),
        questions: Vec::new(),
        hints: Vec::new(),
        coach: Vec::new(),
        history: History::default(),
        lessons: Vec::new(),
    }
}
