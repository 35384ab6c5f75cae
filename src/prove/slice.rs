//! The part of a scenario that a goal depends on.
//!
//! Worked out backwards from the goal: what makes it so, what that needs, what could spoil it and
//! what keeps that from happening. The rest cannot change whether or when the goal is reached, so
//! the slice is a scenario of its own, much smaller, and the engine plays it as it plays any.

use crate::engine::guard::{Conjunction, Guard, World};
use crate::engine::id::{ActionIdx, AudienceIdx, CueIdx, ResponderIdx};
use crate::engine::scenario::{
    Action, Briefing, Claim, Clock, Effect, History, Scenario, here_bit,
};
use crate::engine::state::Standing;

use super::relax::{Cond, Rule, Rules, Source, meet};

/// The part of a scenario that matters to a goal.
#[derive(Debug, Clone)]
pub struct Slice {
    /// It, as a scenario; responders and audiences have the places of the whole.
    pub scenario: Scenario,
    /// Its rules.
    pub rules: Rules,
    /// Bits that may have to become true, and bits that may have to become false.
    pub wants: (World, World),
    /// Bits that something in it can make true.
    pub made: World,
    /// Bits that something in it can make false again.
    pub undone: World,
    /// Where the rules of each of its actions begin and end.
    pub results: Vec<(usize, usize)>,
    /// What each of its actions is in the whole.
    pub actions: Vec<ActionIdx>,
    /// Actions that may help; the others are only there because somebody does them.
    pub helps: Vec<bool>,
    /// What each of its cues is in the whole.
    pub cues: Vec<CueIdx>,
    /// Responders that are worth calling, and whether it can be wrong to call them
    /// at once.
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
            want(&mut wants, Cond::of(goal).literals());
        }
        dread(&mut wants, Cond::of(&scenario.truth.lost).literals());
        let mut helps = vec![false; scenario.actions.len()];
        loop {
            let before = (wants, helps.clone());
            let mut rest = &rules.all[..];
            for (idx, action) in scenario.actions.iter().enumerate() {
                let (results, after) = rest.split_at(action.results.len());
                rest = after;
                helps[idx] |= results.iter().any(|rule| good(wants, rule));
                if helps[idx] || kept.contains(&ActionIdx(idx)) {
                    want_results(&mut wants, action, results);
                }
            }
            for rule in &rules.all {
                if !matches!(rule.source, Source::Cue(_) | Source::Post(_)) {
                    continue;
                }
                if good(wants, rule) {
                    want(&mut wants, rule.cond.literals());
                }
                if bad(wants, rule) {
                    dread(&mut wants, rule.cond.literals());
                }
            }
            let happens = |rule: &&Rule| match rule.source {
                Source::Result(action, _) => helps[action.0] || kept.contains(&action),
                Source::Cue(_) | Source::Arrival(_) | Source::Post(_) | Source::Claim(_) => true,
            };
            let (made, undone) = effects(rules.all.iter().filter(happens));
            // What comes and goes may come too early as well as too late.
            let all = wants.0.union(wants.1);
            let comes_and_goes = meet(all, meet(made, undone));
            want(&mut wants, (comes_and_goes, comes_and_goes));
            for (claim, truth) in [
                (Claim::Mitigated, &scenario.truth.mitigated),
                (Claim::Resolved, &scenario.truth.resolved),
            ] {
                if all.claims & claim.bit() != 0 {
                    want_either(&mut wants, Cond::of(truth).literals());
                }
            }
            if (wants, helps.clone()) == before {
                break;
            }
        }
        let mut slice = Self::cut(scenario, &rules, wants, &helps, kept);
        // What spoils the goal for ever is on no line that reaches it.
        let spoils = slice.spoils(goals.first().copied());
        slice.rules.all.retain(|rule| rule.set.facts & spoils == 0);
        let mut to = 0;
        slice.results = (0..slice.actions.len())
            .map(|idx| {
                let of = |rule: &&Rule| matches!(rule.source, Source::Result(it, _) if it.0 == idx);
                let from = to;
                to += slice.rules.all[from..].iter().take_while(of).count();
                (from, to)
            })
            .collect();
        slice
    }

    /// Every bit that it asks about.
    pub const fn wanted(&self) -> World {
        self.wants.0.union(self.wants.1)
    }

    /// What it asks about a world.
    pub const fn asked(&self, world: World) -> World {
        meet(world, self.wanted())
    }

    /// Whether a condition holds and will hold whatever happens.
    pub fn stays(&self, cond: &Cond, world: World) -> bool {
        let for_ever = |way: &Conjunction| {
            world.contains(way.need)
                && !world.meets(way.forbid)
                && !way.need.meets(self.undone)
                && !way.forbid.meets(self.made)
        };
        let never = |way: &Conjunction| {
            way.need.without(world).without(self.made) != World::default()
                || meet(way.forbid, world).without(self.undone) != World::default()
        };
        cond.any.iter().any(for_ever) && cond.unless.iter().all(never)
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
                let cleared = World {
                    facts: arrival.clear,
                    ..World::default()
                };
                let useful = (0..actions.len())
                    .any(|action| helps[actions[action].0] && small.can(who, ActionIdx(action)));
                let late = here.meets(wants.1) || meet(cleared, wants.0) != World::default();
                let worth = useful || here.union(cleared).meets(all);
                worth.then_some((who, late))
            })
            .collect();
        let small_rules = Rules::of(&small);
        let (made, undone) = effects(small_rules.all.iter());
        Self {
            rules: small_rules,
            scenario: small,
            wants,
            made,
            undone,
            results: Vec::new(),
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

/// The opposite of wanting.
fn dread(wants: &mut (World, World), (yes, no): (World, World)) {
    want(wants, (no, yes));
}

fn good(wants: (World, World), rule: &Rule) -> bool {
    rule.set.meets(wants.0) || rule.clear.meets(wants.1)
}

fn bad(wants: (World, World), rule: &Rule) -> bool {
    rule.set.meets(wants.1) || rule.clear.meets(wants.0)
}

/// What makes an action come to what is wanted, and not to anything else.
fn want_results(wants: &mut (World, World), action: &Action, results: &[Rule]) {
    let settled = |rule: &Rule| match rule.source {
        Source::Result(_, place) => action.results[place].takes.is_some(),
        Source::Cue(_) | Source::Arrival(_) | Source::Post(_) | Source::Claim(_) => false,
    };
    let before = *wants;
    let slow = |rule: &Rule| match rule.source {
        Source::Result(_, place) => action.results[place].takes > Some(action.takes),
        Source::Cue(_) | Source::Arrival(_) | Source::Post(_) | Source::Claim(_) => false,
    };
    // With two ways to be of use, one may be wanted before the other.
    let several = results.iter().filter(|rule| good(before, rule)).count() > 1
        || results.iter().any(|it| good(before, it) && slow(it));
    let late = results.iter().any(|it| good(before, it) && !settled(it));
    for rule in results {
        let is_good = good(before, rule);
        let is_bad = bad(before, rule);
        // What is settled at the beginning keeps everything else from coming.
        let blocks = late && settled(rule);
        if several && (is_good || is_bad || blocks) {
            want_either(wants, rule.cond.literals());
            continue;
        }
        if is_good {
            want(wants, rule.cond.literals());
        }
        if is_bad || blocks {
            dread(wants, rule.cond.literals());
        }
    }
}

/// What rules can make true, and what they can make false.
fn effects<'r>(rules: impl Iterator<Item = &'r Rule>) -> (World, World) {
    rules.fold((World::default(), World::default()), |all, rule| {
        (all.0.union(rule.set), all.1.union(rule.clear))
    })
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
                            dry: result.dry,
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
