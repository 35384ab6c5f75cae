//! Mitigation: users were helped soon, and what was claimed was so.

use super::tale::Tale;
use super::{Draft, Finding, Timed, tier};
use crate::engine::harm;
use crate::engine::scenario::Claim;
use crate::engine::time::{Elapsed, Span};

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
    let full = strong.saturating_add(strong / 10);
    let ledger = harm::ledger(scenario, &tale.session.state().past, tale.until);
    // A world that got well by itself is nobody's merit.
    let share = if tale.truly_mitigated.is_some_and(|at| tale.saw(at)) {
        tier(
            ledger.total,
            &[
                (full, 1000),
                // However bad the real night was, twice a strong run is not nearly as good.
                (strong.midpoint(usual).min(strong.saturating_mul(2)), 800),
                (usual, 600),
                (usual.saturating_add(usual / 2), 350),
                (usual.saturating_mul(5) / 2, 150),
            ],
            0,
        )
    } else {
        0
    };
    let finding = Finding::Harm {
        suffered: ledger.total,
        rows: ledger.rows,
        target,
        full,
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
    if !tale.saw(took) {
        return 0;
    }
    let target = timed.target.0;
    tier(
        took.0,
        &[
            (target, 1000),
            (target.saturating_add(target / 2), 750),
            (target.saturating_mul(2), 500),
            (target.saturating_mul(4), 250),
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
    // Time to see that it holds, then say so.
    let targets = &scenario.targets;
    let patience = |target: Elapsed| {
        let hold = targets.hold.0.saturating_mul(2);
        Span(hold.saturating_add(target.0 / 4))
    };
    // Who says "resolved" has said "mitigated" too.
    let told_helped = tale.claims.iter().find_map(|it| {
        let since = match it.claim {
            Claim::Mitigated => it.true_since?,
            Claim::Resolved | Claim::Acknowledged | Claim::Severity => it.helped_since?,
        };
        Some(it.at.since(since))
    });
    let told_gone = tale.claims.iter().find_map(|it| {
        let since = it.true_since.filter(|_| it.claim == Claim::Resolved)?;
        Some(it.at.since(since))
    });
    let late: Vec<(Claim, Span)> = [
        (Claim::Mitigated, told_helped, patience(targets.mitigate)),
        (Claim::Resolved, told_gone, patience(targets.resolve)),
    ]
    .into_iter()
    .filter_map(|(claim, told, patience)| Some((claim, told.filter(|late| *late > patience)?)))
    .collect();
    let patience = patience(targets.mitigate);
    let state = tale.session.state();
    let stands = |claim| state.claim(claim).is_some_and(|it| it.since.is_some());
    let unsaid: Vec<Claim> = [
        (Claim::Mitigated, tale.truly_mitigated),
        (Claim::Resolved, tale.truly_resolved),
    ]
    .into_iter()
    .filter(|(claim, truth)| {
        // Nobody has to say at once what has only just become so.
        let long_so = truth.is_some_and(|at| tale.until.since(at) > patience);
        long_so && !stands(*claim) && !stands(Claim::Resolved)
    })
    .map(|(claim, _)| claim)
    .collect();
    let n_honest = tale.claims.len() - false_ones.len();
    let cost = false_ones.len() * 400 + late.len() * 250 + unsaid.len() * 300;
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
    // What became so before anybody could contradict it was still claimed before.
    let so_then = claim.true_since.filter(|since| *since <= claim.at);
    let held = so_then.map(|since| claim.at.since(since));
    let later = [tale.truly_resolved, tale.first_resolved];
    let mut later = later.into_iter().flatten();
    let early = later
        .find(|at| held.is_none() && *at > claim.at)
        .map(|at| at.since(claim.at));
    let share = match claim.true_since {
        Some(_) if held.is_some_and(|held| held >= target) => 1000,
        Some(_) => 400,
        None => 0,
    };
    let finding = Finding::Stability {
        held,
        early,
        target,
    };
    Some(Draft::new(10, share, finding).from(Some((claim.at, claim.seq))))
}
