//! Everything that is found out about one scenario.

mod cost;
mod ends;
mod lock;
mod par;
mod plays;
mod reach;
mod why;

pub use cost::Free;
pub use ends::{End, Way, can_fire, fires};
pub use lock::Lock;
pub use par::{Ahead, LIVE_MAX, Par, from};
pub use reach::Reach;
pub use why::{why_never, why_never_from};

use crate::engine::id::{ActionIdx, FactIdx};
use crate::engine::scenario::Scenario;

use super::relax::{NEVER, Players, Relaxed, Rules};
use super::search::Line;
use super::slice::Slice;

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
    /// Results that close a way out and cost nothing.
    pub free: Vec<Free>,
    /// Facts after which the goal is gone and the loss is declared.
    pub no_return: Vec<FactIdx>,
    /// The last change on the way to helping users, when none on that way has another in its
    /// place.
    pub only_route: Option<ActionIdx>,
    /// Worlds in which it was resolved.
    pub ends: Vec<End>,
    /// How many states were expanded.
    pub n_expanded: usize,
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

impl Proof {
    /// Proves a scenario.
    #[must_use]
    pub fn of(scenario: &Scenario) -> Self {
        Self::with(scenario, Vec::new())
    }

    /// The same, with what plays of it came to.
    #[must_use]
    pub fn with(scenario: &Scenario, plays: Vec<End>) -> Self {
        let rules = Rules::of(scenario);
        let mut spent = 0;
        let mut pars = Vec::new();
        let mut unwon = Vec::new();
        let clean = par::clean_goal(scenario);
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
                let root = par::begun(scenario, extra);
                let mut found = None;
                let goals = [(&clean, true), (&scenario.truth.resolved, false)];
                for (slice, (goal, is_clean)) in slices.iter().zip(goals) {
                    found = par::best(
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
                    par.world = par::end_of(scenario, &root, &par.line);
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
        let lines: Vec<&Line> = pars.iter().map(|par| &par.line).collect();
        let (locks, free, only_route) = if pars.is_empty() {
            (lock::Locks::default(), Vec::new(), None)
        } else {
            (
                lock::locks(scenario, &slices[1], &lines, &mut spent),
                cost::free(scenario, &rules),
                reach::only_route(scenario, &rules),
            )
        };
        let found = pars.iter().filter_map(|par| {
            Some(End {
                how: Way::Found(par.line.clone()),
                world: par.world?,
            })
        });
        let mut ends: Vec<End> = found.chain(plays).collect();
        let loud = ends::loud(scenario, &rules, &ends, &mut spent);
        ends.extend(loud);
        Self {
            only_route,
            ends,
            pars,
            unwon,
            n_deals: deals.len(),
            reach: Reach::of(scenario, &rules),
            locks: locks.locks,
            free,
            no_return: locks.no_return,
            n_expanded: spent,
        }
    }

    /// The line of that many players.
    #[must_use]
    pub fn par(&self, players: Players) -> Option<&Par> {
        self.pars.iter().find(|par| par.players == players)
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
