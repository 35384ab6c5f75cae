//! Everything that is found out about one scenario.

use crate::engine::event::Ending;
use crate::engine::guard::{Conjunction, Guard, World};
use crate::engine::id::{ActionIdx, CueIdx, FactIdx};
use crate::engine::scenario::{ActionKind, Claim, Scenario};
use crate::engine::state::Standing;
use crate::engine::time::Elapsed;

use super::relax::{BITS, NEVER, Players, Relaxed, Rules, Source};
use super::search::{Aim, Found, How, Line, Move, search};
use super::slice::Slice;

/// Most states that may be expanded for one question.
const DEPTH_MAX: usize = 250;
/// Most states that may be expanded to show that a line is a shortest one.
const SHORTEST_MAX: usize = 200;
/// Most links of a broken chain that are named, and most places where it breaks.
const CHAIN_MAX: usize = 4;
/// Most states that may be expanded for one soft lock.
const LOCK_MAX: usize = 80;

/// What was found out about a scenario.
#[derive(Debug, Clone)]
pub struct Proof {
    /// The best line for one player and for four, without complications.
    pub pars: Vec<Par>,
    /// Deals of complications (facts, names) with no winning line that was found.
    pub unwon: Vec<Unwon>,
    /// How many deals were looked at.
    pub n_deals: usize,
    /// What can happen at all.
    pub reach: Reach,
    /// States from which nothing leads on, and no loss is declared.
    pub locks: Vec<Lock>,
    /// Facts after which the goal is gone and the loss is declared.
    pub no_return: Vec<FactIdx>,
    /// An action of the best line without which users are never helped, when no change in that
    /// line has another in its place.
    pub only_route: Option<ActionIdx>,
    /// How many states were expanded.
    pub n_expanded: usize,
}

/// The best line that was found for a number of players.
#[derive(Debug, Clone)]
pub struct Par {
    /// How many players.
    pub players: Players,
    /// The line.
    pub line: Line,
    /// No line is shorter than this.
    pub least: Elapsed,
    /// It destroys nothing.
    pub clean: bool,
    /// What is so at its end, when it was followed to there.
    pub world: Option<World>,
}

impl Par {
    /// Whether it is known to be a shortest line.
    #[must_use]
    pub fn is_shortest(&self) -> bool {
        self.least >= self.line.at
    }
}

/// A deal of complications that was not won.
#[derive(Debug, Clone)]
pub struct Unwon {
    /// The ids of the complications.
    pub deal: Vec<String>,
    /// How many players.
    pub players: Players,
    /// It cannot be; otherwise it was not found out.
    pub certain: bool,
}

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

/// A state from which nothing leads on.
#[derive(Debug, Clone)]
pub struct Lock {
    /// The fact that did it.
    pub fact: FactIdx,
    /// The way into it.
    pub line: Line,
}

impl Proof {
    /// Proves a scenario.
    #[must_use]
    pub fn of(scenario: &Scenario) -> Self {
        let rules = Rules::of(scenario);
        let mut spent = 0;
        let mut pars = Vec::new();
        let mut unwon = Vec::new();
        let clean = clean_goal(scenario);
        let slices = [
            Slice::of(scenario, &[&clean, &scenario.truth.lost], &[]),
            Slice::of(
                scenario,
                &[&scenario.truth.resolved, &scenario.truth.lost],
                &[],
            ),
        ];
        let mut done: Vec<(u64, Players)> = Vec::new();
        let deals = deals(scenario);
        for deal in &deals {
            for players in [Players::ONE, Players::FOUR] {
                let all = slices[0].wants.0.union(slices[0].wants.1);
                let extra = facts_of(scenario, deal);
                if done.contains(&(extra & all.facts, players)) {
                    continue;
                }
                done.push((extra & all.facts, players));
                let root = begun(scenario, extra);
                let mut found = None;
                let goals = [(&clean, true), (&scenario.truth.resolved, false)];
                for (slice, (goal, is_clean)) in slices.iter().zip(goals) {
                    found = best(
                        scenario,
                        slice,
                        goal,
                        &root,
                        players,
                        deal.is_empty(),
                        &mut spent,
                    );
                    if let Some(par) = &mut found {
                        par.clean = is_clean;
                        break;
                    }
                }
                if let Some(par) = &mut found {
                    par.world = end_of(scenario, &root, &par.line);
                }
                match found.filter(|par| par.world.is_some()) {
                    Some(par) if deal.is_empty() => pars.push(par),
                    Some(_) => {}
                    None => {
                        let times = Relaxed::from(scenario, &rules, &root, players);
                        unwon.push(Unwon {
                            deal: deal
                                .iter()
                                .map(|it| scenario.complications[*it].id.to_string())
                                .collect(),
                            players,
                            certain: times.guard_at(&scenario.truth.resolved) == NEVER,
                        });
                    }
                }
            }
        }
        // Where nothing leads to the goal, nothing can lead away from it.
        let (locks, no_return) = if pars.is_empty() {
            (Vec::new(), Vec::new())
        } else {
            locks(scenario, &slices[1], &mut spent)
        };
        let only_route = pars
            .first()
            .and_then(|par| only_route(scenario, &rules, &par.line));
        Self {
            only_route,
            pars,
            unwon,
            n_deals: deals.len(),
            reach: Reach::of(scenario, &rules),
            locks,
            no_return,
            n_expanded: spent,
        }
    }

    /// The line of that many players.
    #[must_use]
    pub fn par(&self, players: Players) -> Option<&Par> {
        self.pars.iter().find(|par| par.players == players)
    }
}

/// A line from how things stand to the goal; the best that was found within the budget.
#[must_use]
pub fn from(scenario: &Scenario, standing: &Standing, players: Players) -> Option<Par> {
    let busy: Vec<ActionIdx> = standing
        .people
        .iter()
        .filter_map(|person| Some(person.busy?.action))
        .collect();
    let truth = &scenario.truth;
    let slice = Slice::of(scenario, &[&truth.resolved, &truth.lost], &busy);
    best(
        scenario,
        &slice,
        &truth.resolved,
        standing,
        players,
        false,
        &mut 0,
    )
}

fn best(
    scenario: &Scenario,
    slice: &Slice,
    goal: &Guard,
    root: &Standing,
    players: Players,
    shortest: bool,
    spent: &mut usize,
) -> Option<Par> {
    let root = slice.standing(root);
    let until = scenario.clock.limit - scenario.targets.hold;
    let mut aim = Aim {
        goal,
        until,
        players,
        how: How::Any,
    };
    let mut run = |aim: &Aim, budget: usize| {
        let mut left = budget;
        let found = search(slice, root.clone(), aim, &mut left);
        *spent += budget - left;
        found
    };
    let Found::Line(mut line) = run(&aim, DEPTH_MAX) else {
        return None;
    };
    let times = Relaxed::from(&slice.scenario, &slice.rules, &root, players);
    let mut least = Elapsed(times.guard_at(goal));
    if shortest && least < line.at {
        aim.how = How::Shortest;
        aim.until = Elapsed(line.at.0 - 1);
        match run(&aim, SHORTEST_MAX) {
            Found::Line(better) => {
                least = better.at;
                line = better;
            }
            Found::Nothing => least = line.at,
            Found::OverBudget => {}
        }
    }
    Some(Par {
        players,
        line,
        least,
        clean: false,
        world: None,
    })
}

/// A change in a line that has nothing in its place, if none of the line's changes has.
fn only_route(scenario: &Scenario, rules: &Rules, line: &Line) -> Option<ActionIdx> {
    let goal = &scenario.truth.mitigated;
    let root = Standing::new(scenario);
    let times = Relaxed::from(scenario, rules, &root, Players::FOUR);
    let plan = times.plan(rules, goal, &[]).into_iter();
    let mut changes: Vec<ActionIdx> = plan
        .filter_map(|(_, rule)| match rules.all[rule].source {
            Source::Result(action, _) => Some(action),
            Source::Cue(_) | Source::Arrival(_) | Source::Post(_) | Source::Claim(_) => None,
        })
        .chain(super::tell::actions(line))
        .filter(|action| scenario.actions[action.0].kind == ActionKind::Change)
        .collect();
    changes.sort();
    changes.dedup();
    let without = |action: ActionIdx| {
        let all = rules.all.iter();
        let all = all.filter(|rule| !matches!(rule.source, Source::Result(of, _) if of == action));
        let rules = Rules {
            all: all.cloned().collect(),
        };
        let times = Relaxed::from(scenario, &rules, &root, Players::FOUR);
        times.guard_at(goal) != NEVER
    };
    let needed: Vec<ActionIdx> = changes.iter().copied().filter(|it| !without(*it)).collect();
    let last = times.plan(rules, goal, &[]).into_iter().rev();
    let mut last = last.filter_map(|(_, rule)| match rules.all[rule].source {
        Source::Result(action, _) => Some(action),
        Source::Cue(_) | Source::Arrival(_) | Source::Post(_) | Source::Claim(_) => None,
    });
    last.find(|action| needed.contains(action))
}

/// Resolved, with nothing destroyed.
fn clean_goal(scenario: &Scenario) -> Guard {
    let damage = scenario.facts.iter().enumerate();
    let damage = damage.filter(|(_, fact)| fact.damage.is_some());
    let damage = damage.fold(0, |all, (idx, _)| all | FactIdx(idx).bit());
    let damage = World {
        facts: damage & !scenario.initial_facts,
        ..World::default()
    };
    let ways = scenario.truth.resolved.any.iter().map(|way| Conjunction {
        need: way.need,
        forbid: way.forbid.union(damage.without(way.need)),
    });
    Guard {
        any: ways.collect(),
    }
}

/// Every deal of up to two complications.
fn deals(scenario: &Scenario) -> Vec<Vec<usize>> {
    let n = scenario.complications.len();
    let mut all = vec![Vec::new()];
    all.extend((0..n).map(|one| vec![one]));
    all.extend((0..n).flat_map(|one| (one + 1..n).map(move |two| vec![one, two])));
    all
}

fn facts_of(scenario: &Scenario, deal: &[usize]) -> u64 {
    let dealt = deal.iter().map(|it| scenario.complications[*it].set);
    dealt.fold(0, |all, set| all | set)
}

fn begun(scenario: &Scenario, dealt: u64) -> Standing {
    let mut root = Standing::new(scenario);
    if dealt != 0 {
        root.deal(scenario, Elapsed::ZERO, dealt);
    }
    root
}

/// What is so when the whole scenario has been resolved by a line, claimed at its end.
fn end_of(scenario: &Scenario, root: &Standing, line: &Line) -> Option<World> {
    let mut now = root.clone();
    for (at, moved) in &line.moves {
        advance(scenario, &mut now, *at);
        if !make(scenario, &mut now, *moved) {
            return None;
        }
    }
    advance(scenario, &mut now, line.at);
    if now.may_claim(Claim::Resolved).is_ok() {
        now.make_claim(scenario, line.at, Claim::Resolved);
    }
    advance(scenario, &mut now, scenario.clock.limit);
    let resolved = now
        .ended
        .is_some_and(|(_, ending)| ending == Ending::Resolved);
    resolved.then_some(now.world)
}

fn advance(scenario: &Scenario, now: &mut Standing, to: Elapsed) {
    while let Some((at, due)) = now.next_due(scenario) {
        if at > to {
            break;
        }
        now.now = now.now.max(at);
        let happening = now.comes_of(scenario, due);
        now.follow(scenario, at, happening);
    }
    if now.ended.is_none() {
        now.now = now.now.max(to);
    }
}

fn make(scenario: &Scenario, now: &mut Standing, moved: Move) -> bool {
    let at = now.now;
    let allowed = now.ended.is_none()
        && match moved {
            Move::Acknowledge => now.may_acknowledge(),
            Move::Page(who) => now.may_page(who),
            Move::Post(audience) => now.may_post(scenario, audience),
            Move::Claim(claim) => now.may_claim(claim),
            Move::Start(by, who, action) => now.may_act(scenario, by, who, action, true),
        }
        .is_ok();
    if allowed {
        match moved {
            Move::Acknowledge => now.acknowledge(scenario, at),
            Move::Page(who) => now.page(scenario, at, who),
            Move::Post(audience) => now.post(scenario, at, audience),
            Move::Claim(claim) => now.make_claim(scenario, at, claim),
            Move::Start(by, who, action) => now.start(scenario, at, by, who, action),
        }
    }
    allowed
}

/// Looks for facts that lock the goal away, one at a time.
fn locks(scenario: &Scenario, slice: &Slice, spent: &mut usize) -> (Vec<Lock>, Vec<FactIdx>) {
    let mut locks = Vec::new();
    let mut no_return = Vec::new();
    let root = Standing::new(scenario);
    for fact in (0..scenario.facts.len()).map(FactIdx) {
        let hurts = slice.wants.1.facts & fact.bit() != 0;
        if scenario.facts[fact.0].reversible || !hurts || root.world.facts & fact.bit() != 0 {
            continue;
        }
        let goal = Guard {
            any: vec![Conjunction {
                need: World {
                    facts: fact.bit(),
                    ..World::default()
                },
                ..Conjunction::default()
            }],
        };
        let truth = &scenario.truth;
        let into = Slice::of(scenario, &[&goal, &truth.resolved, &truth.lost], &[]);
        let aim = Aim {
            goal: &goal,
            until: scenario.clock.limit,
            players: Players::FOUR,
            how: How::Any,
        };
        let mut left = LOCK_MAX;
        let found = search(&into, into.standing(&root), &aim, &mut left);
        *spent += LOCK_MAX - left;
        let Found::Line(line) = found else { continue };
        let mut there = root.clone();
        for (at, moved) in &line.moves {
            advance(scenario, &mut there, *at);
            if !make(scenario, &mut there, *moved) {
                break;
            }
        }
        advance(scenario, &mut there, line.at);
        if there.world.facts & fact.bit() == 0 || there.ended.is_some() {
            continue;
        }
        let rules = Rules::of(scenario);
        let times = Relaxed::from(scenario, &rules, &there, Players::FOUR);
        if times.guard_at(&truth.resolved) != NEVER {
            continue;
        }
        if times.guard_at(&truth.lost) == NEVER {
            locks.push(Lock { fact, line });
        } else {
            no_return.push(fact);
        }
    }
    (locks, no_return)
}

impl Reach {
    fn of(scenario: &Scenario, rules: &Rules) -> Self {
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
                    cues[cue] = at != NEVER;
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

/// Why a bit can never be so: what would set it, and what each of those lacks; outermost first.
#[must_use]
pub fn why_never(scenario: &Scenario, goal: &Guard) -> Vec<String> {
    let rules = Rules::of(scenario);
    let times = Relaxed::from(scenario, &rules, &Standing::new(scenario), Players::FOUR);
    let mut chain = Vec::new();
    let mut asked = [false; BITS * 2];
    let mut open = missing(&times, &super::relax::Cond::of(goal));
    while let Some((bit, wanted)) = open.pop() {
        let slot = bit + if wanted { 0 } else { BITS };
        if asked[slot] {
            continue;
        }
        asked[slot] = true;
        let name = literal(scenario, bit, wanted);
        let setters: Vec<_> = rules
            .all
            .iter()
            .filter(|rule| {
                let changed = if wanted { rule.set } else { rule.clear };
                super::relax::bits(changed).any(|it| it == bit)
            })
            .collect();
        if setters.is_empty() {
            chain.push(format!("nothing makes `{name}` so"));
            continue;
        }
        for rule in setters {
            let lacks = missing(&times, &rule.cond);
            let what = source(scenario, rule.source);
            if lacks.is_empty() {
                chain.push(format!(
                    "`{name}` would come of {what}, which nobody here can do"
                ));
            } else {
                let words: Vec<String> = lacks
                    .iter()
                    .map(|(bit, wanted)| format!("`{}`", literal(scenario, *bit, *wanted)))
                    .collect();
                let words = words.join(", ");
                chain.push(format!("`{name}` comes of {what}, which waits for {words}"));
            }
            open.extend(lacks);
        }
    }
    // Where it breaks matters more than every way there.
    let (roots, ways): (Vec<String>, Vec<String>) =
        chain.into_iter().partition(|it| it.starts_with("nothing"));
    let ways = ways.into_iter().take(CHAIN_MAX);
    ways.chain(roots.into_iter().take(CHAIN_MAX)).collect()
}

fn missing(times: &Relaxed, cond: &super::relax::Cond) -> Vec<(usize, bool)> {
    let lacks = |way: &Conjunction| -> Vec<(usize, bool)> {
        let need = super::relax::bits(way.need).map(|bit| (bit, true));
        let forbid = super::relax::bits(way.forbid).map(|bit| (bit, false));
        need.chain(forbid)
            .filter(|literal| times.at(*literal) == NEVER)
            .collect()
    };
    let ways = cond.any.iter().map(&lacks);
    let mut all = ways.min_by_key(Vec::len).unwrap_or_default();
    for way in &cond.unless {
        let need = super::relax::bits(way.need).map(|bit| (bit, false));
        let forbid = super::relax::bits(way.forbid).map(|bit| (bit, true));
        let flips: Vec<_> = need.chain(forbid).collect();
        if flips.iter().all(|it| times.at(*it) == NEVER) {
            all.extend(flips);
        }
    }
    all
}

fn literal(scenario: &Scenario, bit: usize, wanted: bool) -> String {
    let not = if wanted { "" } else { "!" };
    let name = match (bit / 64, bit % 64) {
        (0, fact) => scenario.facts.get(fact).map(|it| it.id.to_string()),
        (1, clue) => scenario.clues.get(clue).map(|it| format!("clue:{}", it.id)),
        (_, claim) if claim >= 8 => {
            let who = scenario.responders.get(claim - 8);
            who.map(|it| format!("here:{}", it.id))
        }
        (_, claim) => Claim::ALL
            .get(claim)
            .map(|it| format!("claim:{}", it.word())),
    };
    format!("{not}{}", name.unwrap_or_default())
}

fn source(scenario: &Scenario, source: Source) -> String {
    match source {
        Source::Result(action, place) => {
            let id = &scenario.actions[action.0].id;
            format!("action `{id}` (result {})", place + 1)
        }
        Source::Cue(cue) => format!("cue `{}`", scenario.cues[cue.0].id),
        Source::Arrival(who) => {
            let id = &scenario.responders[who.0].id;
            format!("the arrival of `{id}`")
        }
        Source::Post(audience) => format!("a post to `{}`", scenario.audiences[audience.0].id),
        Source::Claim(claim) => format!("the claim `{}`", claim.word()),
    }
}
