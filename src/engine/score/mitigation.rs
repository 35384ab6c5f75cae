//! Mitigation: users were helped soon, and what was claimed was so.

use super::tale::Tale;
use super::{Draft, Finding, Timed, tier};
use crate::engine::harm;
use crate::engine::scenario::Claim;
use crate::engine::time::Elapsed;

pub(super) fn drafts(tale: &Tale<'_>) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = suffered(tale).into_iter().collect();
    drafts.push(time_to_mitigate(tale));
    drafts.push(time_to_resolve(tale));
    drafts.push(claims(tale));
    drafts.extend(stability(tale));
    drafts
}

fn suffered(tale: &Tale<'_>) -> Option<Draft> {
    let scenario = tale.scenario();
    let (target, history) = (scenario.targets.harm, scenario.history.harm);
    let strong = target.or(history)?;
    let usual = history.or(target)?.max(strong);
    let ledger = harm::ledger(scenario, &tale.session.state().past, tale.until);
    let share = if tale.truly_mitigated.is_some() {
        tier(
            ledger.total,
            &[
                (strong + strong / 10, 1000),
                (strong.midpoint(usual), 800),
                (usual, 600),
                (usual + usual / 2, 350),
                (usual * 5 / 2, 150),
            ],
            0,
        )
    } else {
        0
    };
    let finding = Finding::Harm {
        suffered: ledger.total,
        target,
        history,
    };
    Some(Draft::new(35, share, finding))
}

fn time_to_mitigate(tale: &Tale<'_>) -> Draft {
    let scenario = tale.scenario();
    let timed = Timed {
        took: tale.truly_mitigated,
        target: scenario.targets.mitigate,
        history: scenario.history.mitigated,
    };
    let first = tale.first_mitigated;
    let finding = Finding::TimeToMitigate { timed, first };
    Draft::new(25, in_time(tale, timed), finding).from(event_at(tale, timed.took))
}

fn time_to_resolve(tale: &Tale<'_>) -> Draft {
    let scenario = tale.scenario();
    let timed = Timed {
        took: tale.truly_resolved,
        target: scenario.targets.resolve,
        history: scenario.history.resolved,
    };
    let first = tale.first_resolved;
    let finding = Finding::TimeToResolve { timed, first };
    Draft::new(15, in_time(tale, timed), finding).from(event_at(tale, timed.took))
}

/// Bounded tiers, and nothing without any evidence seen before.
fn in_time(tale: &Tale<'_>, timed: Timed) -> u32 {
    let Some(took) = timed.took else {
        return 0;
    };
    let seen = tale.learned.iter().flatten().any(|at| *at <= took);
    if !seen {
        return 0;
    }
    let target = timed.target.0;
    tier(
        took.0,
        &[
            (target, 1000),
            (target + target / 2, 750),
            (target * 2, 500),
            (target * 4, 250),
        ],
        100,
    )
}

fn event_at(tale: &Tale<'_>, at: Option<Elapsed>) -> Option<(Elapsed, u64)> {
    let at = at?;
    tale.turns
        .iter()
        .rev()
        .find(|turn| turn.at == at)
        .map(|turn| (turn.at, turn.seq))
}

fn claims(tale: &Tale<'_>) -> Draft {
    let scenario = tale.scenario();
    let false_ones: Vec<_> = tale
        .claims
        .iter()
        .filter(|it| it.true_since.is_none())
        .map(|it| (it.claim, it.at))
        .collect();
    let honest = |claim| {
        let mut all = tale.claims.iter();
        all.find(|it| it.claim == claim && it.true_since.is_some())
    };
    // Time to see that it holds, then say so.
    let patience = scenario.targets.hold.0 * 2 + scenario.targets.mitigate.0 / 4;
    let late = honest(Claim::Mitigated)
        .and_then(|it| Some(it.at.since(it.true_since?)))
        .filter(|late| late.0 > patience);
    let unsaid: Vec<Claim> = [
        (Claim::Mitigated, tale.truly_mitigated),
        (Claim::Resolved, tale.truly_resolved),
    ]
    .into_iter()
    .filter(|(claim, truth)| {
        // Who says "resolved" has said "mitigated" too.
        truth.is_some() && honest(*claim).or_else(|| honest(Claim::Resolved)).is_none()
    })
    .map(|(claim, _)| claim)
    .collect();
    let n_honest = tale.claims.len() - false_ones.len();
    let cost = false_ones.len() * 400 + usize::from(late.is_some()) * 250 + unsaid.len() * 300;
    let share = if n_honest == 0 {
        0
    } else {
        1000_u32.saturating_sub(u32::try_from(cost).unwrap_or(1000))
    };
    let first = false_ones.first().and_then(|(claim, at)| {
        let mut all = tale.claims.iter();
        all.find(|it| it.claim == *claim && it.at == *at)
    });
    let finding = Finding::Claims {
        false_ones,
        late,
        unsaid,
    };
    Draft::new(15, share, finding).from(first.map(|it| (it.at, it.seq)))
}

fn stability(tale: &Tale<'_>) -> Option<Draft> {
    let target = tale.scenario().targets.hold;
    let claim = tale
        .claims
        .iter()
        .rev()
        .find(|it| it.claim == Claim::Resolved)?;
    let held = claim.at.since(claim.true_since?);
    let share = if held >= target { 1000 } else { 400 };
    Some(
        Draft::new(10, share, Finding::Stability { held, target })
            .from(Some((claim.at, claim.seq))),
    )
}
