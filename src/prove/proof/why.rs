//! Why something can never be: the chain of what it waits for, to where it breaks.

use crate::engine::guard::{Conjunction, Guard};
use crate::engine::scenario::{Claim, Scenario};
use crate::engine::state::Standing;
use crate::prove::relax::{BITS, Cond, NEVER, Players, Relaxed, Rules, Source, bits};

/// Most links of a broken chain that are named, and most places where it breaks.
const CHAIN_MAX: usize = 4;

/// Why a bit can never be so: what would set it, and what each of those lacks; outermost first.
#[must_use]
pub fn why_never(scenario: &Scenario, goal: &Guard) -> Vec<String> {
    why_never_from(scenario, &Standing::new(scenario), goal)
}

/// The same, from how things stand.
#[must_use]
pub fn why_never_from(scenario: &Scenario, from: &Standing, goal: &Guard) -> Vec<String> {
    let rules = Rules::of(scenario);
    let times = Relaxed::from(scenario, &rules, from, Players::FOUR);
    let mut chain = Vec::new();
    let mut asked = [false; BITS * 2];
    let mut open = missing(&times, &Cond::of(goal));
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
                bits(changed).any(|it| it == bit)
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
                let why = match rule.source {
                    Source::Result(action, _) if from.spent[action.0] => {
                        "which has been done and cannot be done again"
                    }
                    Source::Cue(cue) if from.cues[cue.0].spent => "which has come and gone",
                    Source::Cue(_) => "which waits for what cannot be so in time",
                    Source::Result(..)
                    | Source::Arrival(_)
                    | Source::Post(_)
                    | Source::Claim(_) => "which nobody here can do",
                };
                chain.push(format!("`{name}` would come of {what}, {why}"));
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

fn missing(times: &Relaxed, cond: &Cond) -> Vec<(usize, bool)> {
    let lacks = |way: &Conjunction| -> Vec<(usize, bool)> {
        let need = bits(way.need).map(|bit| (bit, true));
        let forbid = bits(way.forbid).map(|bit| (bit, false));
        need.chain(forbid)
            .filter(|literal| times.at(*literal) == NEVER)
            .collect()
    };
    let ways = cond.any.iter().map(&lacks);
    let mut all = ways.min_by_key(Vec::len).unwrap_or_default();
    for way in &cond.unless {
        let need = bits(way.need).map(|bit| (bit, false));
        let forbid = bits(way.forbid).map(|bit| (bit, true));
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
