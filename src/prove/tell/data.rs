//! A proof as data for machines. The names are for ever; times are milliseconds since the page.

use serde::Serialize;

use crate::engine::scenario::Scenario;
use crate::engine::time::Elapsed;
use crate::prove::proof::{Lock, Par, Proof};
use crate::prove::search::{Line, Move};

use super::step;

/// What was proved about a scenario.
#[derive(Debug, Serialize)]
pub struct Proved<'s> {
    /// The scenario's id.
    pub scenario: &'s str,
    /// Somebody can win it, alone and with three others, whatever is dealt.
    pub winnable: bool,
    /// The best line for one player and for four.
    pub pars: Vec<ParOf<'s>>,
    /// The complications that can be dealt.
    pub deals: Deals<'s>,
    /// How much of what is in it can happen.
    pub can_happen: CanHappen<'s>,
    /// Facts after which it is lost, as the file says.
    pub no_return: Vec<&'s str>,
    /// Ways into a state from which nothing leads on, though the file does not say so.
    pub soft_locks: Vec<SoftLock<'s>>,
    /// The action without which users are never helped, when there is one route only.
    pub only_route: Option<&'s str>,
    /// How many states were looked at.
    pub expanded: usize,
    /// How many milliseconds of real time it took.
    pub ms: u64,
}

/// The best line that was found for so many players.
#[derive(Debug, Serialize)]
pub struct ParOf<'s> {
    /// How many players.
    pub players: usize,
    /// When the cause is gone.
    pub at_ms: u64,
    /// No line of its kind is shorter than this.
    pub least_ms: u64,
    /// So it is known to be a shortest one.
    pub shortest: bool,
    /// It destroys nothing.
    pub clean: bool,
    /// What is done.
    pub line: Vec<Step<'s>>,
}

/// One thing that is done in a line.
#[derive(Debug, Serialize)]
pub struct Step<'s> {
    /// When.
    pub at_ms: u64,
    /// The responder whose hands do it; nobody's in particular for what takes no time.
    pub who: Option<&'s str>,
    /// What the player types, with the action's id for its command.
    #[serde(rename = "do")]
    pub typed: String,
}

/// The complications that can be dealt.
#[derive(Debug, Serialize)]
pub struct Deals<'s> {
    /// How many deals there are.
    pub n: usize,
    /// Those without a winning line.
    pub unwon: Vec<Unwon<'s>>,
}

/// A deal without a winning line.
#[derive(Debug, Serialize)]
pub struct Unwon<'s> {
    /// The complications.
    pub complications: &'s [String],
    /// How many players.
    pub players: usize,
    /// It cannot be won; otherwise the search ended at its budget.
    pub certain: bool,
}

/// How much of what is in a scenario can happen.
#[derive(Debug, Serialize)]
pub struct CanHappen<'s> {
    /// Facts that can become true.
    pub facts: Count<'s>,
    /// Results that can come; one that cannot is its action's id, `/` and its place from 1.
    pub results: Count<'s>,
    /// Cues that can happen.
    pub cues: Count<'s>,
    /// Clues that can be learned.
    pub clues: Count<'s>,
}

/// How many of something.
#[derive(Debug, Serialize)]
pub struct Count<'s> {
    /// How many can happen.
    pub n: usize,
    /// How many there are.
    pub of: usize,
    /// Those that cannot.
    pub never: Vec<std::borrow::Cow<'s, str>>,
}

/// A way into a state from which nothing leads on.
#[derive(Debug, Serialize)]
pub struct SoftLock<'s> {
    /// What did it: the facts that are so then and keep the goal away.
    pub facts: Vec<&'s str>,
    /// When nothing leads on any more.
    pub at_ms: u64,
    /// What is done.
    pub line: Vec<Step<'s>>,
}

/// A proof as data; `ms` is how long it took.
#[must_use]
pub fn data<'s>(scenario: &'s Scenario, proof: &'s Proof, ms: u64) -> Proved<'s> {
    let reach = &proof.reach;
    let facts = scenario.facts.iter().map(|it| it.id.as_str().into());
    let learned = scenario.clues.iter().map(|it| it.id.as_str().into());
    let happenings = scenario.cues.iter().map(|it| it.id.as_str().into());
    let results = scenario.actions.iter().flat_map(|it| {
        let places = 1..=it.results.len();
        places.map(move |place| format!("{}/{place}", it.id).into())
    });
    let results_come: Vec<bool> = reach.results.iter().flatten().copied().collect();
    let fact = |idx: &crate::engine::id::FactIdx| scenario.facts[idx.0].id.as_str();
    Proved {
        scenario: scenario.metadata.id.as_str(),
        winnable: proof.unwon.is_empty(),
        pars: proof.pars.iter().map(|it| par(scenario, it)).collect(),
        deals: Deals {
            n: proof.n_deals,
            unwon: proof
                .unwon
                .iter()
                .map(|it| Unwon {
                    complications: &it.deal,
                    players: it.players.0,
                    certain: it.certain,
                })
                .collect(),
        },
        can_happen: CanHappen {
            facts: count(&reach.facts, facts),
            results: count(&results_come, results),
            cues: count(&reach.cues, happenings),
            clues: count(&reach.clues, learned),
        },
        no_return: proof.no_return.iter().map(fact).collect(),
        soft_locks: proof.locks.iter().map(|it| lock(scenario, it)).collect(),
        only_route: proof
            .only_route
            .map(|it| scenario.actions[it.0].id.as_str()),
        expanded: proof.n_expanded,
        ms,
    }
}

fn par<'s>(scenario: &'s Scenario, par: &Par) -> ParOf<'s> {
    ParOf {
        players: par.players.0,
        at_ms: par.line.at.0,
        least_ms: par.least.0.min(par.line.at.0),
        shortest: par.is_shortest(),
        clean: par.clean,
        line: steps(scenario, &par.line),
    }
}

fn lock<'s>(scenario: &'s Scenario, lock: &Lock) -> SoftLock<'s> {
    let facts = lock.facts.iter();
    SoftLock {
        facts: facts.map(|it| scenario.facts[it.0].id.as_str()).collect(),
        at_ms: lock.line.at.0,
        line: steps(scenario, &lock.line),
    }
}

fn steps<'s>(scenario: &'s Scenario, line: &Line) -> Vec<Step<'s>> {
    let moves = line.moves.iter();
    let step = |(at, moved): &(Elapsed, Move)| Step {
        at_ms: at.0,
        who: match moved {
            Move::Start(_, who, _) => Some(scenario.responders[who.0].id.as_str()),
            Move::Acknowledge | Move::Page(_) | Move::Post(_) | Move::Claim(_) => None,
        },
        typed: step(scenario, *moved),
    };
    moves.map(step).collect()
}

fn count<'s>(can: &[bool], names: impl Iterator<Item = std::borrow::Cow<'s, str>>) -> Count<'s> {
    let never = names.zip(can).filter(|(_, can)| !**can);
    Count {
        n: can.iter().filter(|it| **it).count(),
        of: can.len(),
        never: never.map(|(name, _)| name).collect(),
    }
}
