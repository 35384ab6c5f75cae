//! Everything that is found out about one scenario.

mod blind;
mod cost;
mod ends;
mod lock;
mod par;
mod plays;
mod reach;
mod shorten;
mod why;

pub use blind::Blind;
pub use cost::Free;
pub use ends::{End, Way, can_fire, fires};
pub use lock::Lock;
pub use par::{Ahead, LIVE_MAX, Par, from};
pub use reach::Reach;
pub use why::{why_never, why_never_from};

use crate::engine::id::{ActionIdx, FactIdx};
use crate::engine::scenario::Scenario;

use super::clean;
use super::relax::{NEVER, Players, Relaxed, Rules};
use super::search::Line;
use super::slice::Slice;

/// For a par.
const PAR: par::Effort<'static> = par::Effort {
    any: 500,
    better: 700,
    near: 6_000,
    shortest: 3_000,
    known: None,
};
/// To see whether a deal can be won at all.
const WINNABLE: par::Effort<'static> = par::Effort {
    any: 500,
    better: 0,
    near: 0,
    shortest: 0,
    known: None,
};

/// Numbers of players for whom every deal has to be winnable.
const PLAYERS: [Players; 4] = [Players::ONE, Players(2), Players(3), Players::FOUR];
/// Those for whom there is a par.
const FOR_PAR: [Players; 2] = [Players::ONE, Players::FOUR];
/// States that may be expanded for the lines of one scenario.
const EXPANDED_MAX: usize = 120_000;

/// With fewer states left to expand than this, nothing is begun any more.
const LEFT_MIN: usize = 100;

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
    /// Facts after which key clues can no longer be learned.
    pub blind: Vec<Blind>,
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
        Self::whole(scenario, plays, EXPANDED_MAX)
    }

    /// Proves as much of a scenario as can be by expanding so many states for its lines.
    #[must_use]
    pub fn within(scenario: &Scenario, n_max: usize) -> Self {
        Self::whole(scenario, Vec::new(), n_max)
    }

    fn whole(scenario: &Scenario, plays: Vec<End>, n_max: usize) -> Self {
        let rules = Rules::of(scenario);
        let mut left = n_max;
        let mut pars = Vec::new();
        let mut unwon = Vec::new();
        let clean = clean::goal(scenario, 0);
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
        let asked = slices[1].wanted().facts | slices[0].wanted().facts;
        let every = deals
            .iter()
            .flat_map(|deal| PLAYERS.map(|players| (deal, players)));
        for (deal, players) in every {
            let extra = facts_of(scenario, deal);
            if done.contains(&(extra & asked, players)) {
                continue;
            }
            done.push((extra & asked, players));
            let ids = deal
                .iter()
                .map(|it| scenario.complications[*it].id.to_string());
            let mut lacks = Unwon {
                deal: ids.collect(),
                players,
                certain: false,
            };
            // Without any twist it cannot be won: nothing more is to be learned.
            let hopeless = unwon
                .iter()
                .any(|it: &Unwon| it.certain && it.deal.is_empty());
            if hopeless && !deal.is_empty() {
                break;
            }
            if left < LEFT_MIN {
                // Too big to be proved: the first deal that was not looked at says so.
                unwon.push(lacks);
                break;
            }
            let root = par::begun(scenario, extra);
            let with_par = deal.is_empty() && FOR_PAR.contains(&players);
            let effort = if with_par { PAR } else { WINNABLE };
            let goals = [(&clean, true), (&scenario.truth.resolved, false)];
            let mut tries = slices.iter().zip(goals);
            let found = tries.find_map(|(slice, (goal, is_clean))| {
                // What a lone player can do in time, several can.
                let mut alone = pars
                    .iter()
                    .filter(|par: &&Par| with_par && par.clean == is_clean);
                let known =
                    alone.find_map(|par| par::by_themselves(scenario, &root, &par.line, players));
                let effort = par::Effort {
                    known: known.as_ref(),
                    ..effort
                };
                let mut par = par::best(scenario, slice, goal, &root, players, effort, &mut left)?;
                par.clean = is_clean;
                par::spare(scenario, &root, goal, &mut par.line);
                par.world = par::end_of(scenario, &root, &par.line);
                par.world.is_some().then_some(par)
            });
            match found {
                Some(par) if with_par => pars.push(par),
                Some(_) => {}
                None => {
                    let times = Relaxed::from(scenario, &rules, &root, players);
                    lacks.certain = times.guard_at(&scenario.truth.resolved) == NEVER;
                    // Between one and four it is told only when it is news.
                    let known = unwon.iter().any(|it| it.deal == lacks.deal);
                    if !known || FOR_PAR.contains(&players) {
                        unwon.push(lacks);
                    }
                }
            }
        }
        // Where nothing leads to the goal, nothing can lead away from it.
        let mut spent = n_max - left;
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
            blind: blind::blind(scenario, &rules),
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
