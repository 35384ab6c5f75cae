//! Response: the page was taken, weighed, and the right people called.

use super::tale::Tale;
use super::{Draft, Finding, Timed, share_pm, tier};
use crate::engine::id::ResponderIdx;
use crate::engine::time::Elapsed;

pub(super) fn drafts(tale: &Tale<'_>) -> Vec<Draft> {
    let mut drafts = vec![acknowledge(tale), severity(tale), commander(tale)];
    drafts.extend(called_in(tale));
    drafts
}

fn acknowledge(tale: &Tale<'_>) -> Draft {
    let scenario = tale.scenario();
    let target = scenario.targets.acknowledge;
    let took = tale.acknowledged.map(|(at, _)| at);
    let share_pm = took.map_or(0, |at| {
        tier(
            at.0,
            &[
                (target.0, 1000),
                (target.0.saturating_mul(2), 600),
                (target.0.saturating_mul(4), 300),
            ],
            100,
        )
    });
    let finding = Finding::TimeToAcknowledge(Timed {
        took,
        target,
        history: scenario.history.acknowledged,
    });
    Draft::new(35, share_pm, finding).from(tale.acknowledged)
}

fn severity(tale: &Tale<'_>) -> Draft {
    let scenario = tale.scenario();
    let deserved = scenario.metadata.severity;
    let target = scenario.targets.first_update;
    // What counts is when it was first said high enough; a low first guess costs the delay.
    let enough = tale
        .severities
        .iter()
        .find(|(_, _, level)| *level <= deserved);
    let share_pm = match (enough, tale.severities.first()) {
        (Some((at, _, _)), _) => tier(
            at.0,
            &[(target.0, 1000), (scenario.targets.mitigate.0, 600)],
            300,
        ),
        (None, Some(_)) => 250,
        (None, None) => 0,
    };
    let declared = enough.or(tale.severities.first());
    let finding = Finding::Severity {
        declared: declared.map(|(_, _, level)| *level),
        deserved,
        target,
    };
    Draft::new(25, share_pm, finding).from(declared.map(|(at, seq, _)| (*at, *seq)))
}

fn commander(tale: &Tale<'_>) -> Draft {
    let scenario = tale.scenario();
    let (Some((at, seq, _)), Some((_, _, who))) = (
        tale.commanders.first().copied(),
        tale.commanders.last().copied(),
    ) else {
        let finding = Finding::Commander {
            who: None,
            hands_on: false,
            alone: false,
        };
        return Draft::new(20, 0, finding);
    };
    // Who handed over is free to work again: each step counts for who had command then.
    let commanding = |at: Elapsed| {
        let mut all = tale.commanders.iter().rev();
        all.find(|(since, _, _)| *since <= at).map(|it| it.2)
    };
    let deeds = tale.deeds.iter().filter(|deed| deed.started >= at);
    let (mut n_deeds, mut by_them, mut with_help) = (0, 0, 0);
    for deed in deeds {
        let is_theirs = commanding(deed.started) == Some(deed.who);
        n_deeds += 1;
        by_them += usize::from(is_theirs);
        with_help += usize::from(is_theirs && deed.had_help);
    }
    let hands_on = by_them * 2 > n_deeds;
    // What nobody else could have done then, nobody is blamed for doing.
    let alone = with_help * 2 <= n_deeds;
    let in_time = at <= scenario.targets.first_update;
    let share_pm = match (in_time, hands_on && !alone) {
        (true, false) => 1000,
        (true, true) => 750,
        (false, false) => 600,
        (false, true) => 400,
    };
    let finding = Finding::Commander {
        who: Some(who),
        hands_on,
        alone,
    };
    Draft::new(20, share_pm, finding).from(Some((at, seq)))
}

/// People who are not there and can do what you cannot. Asking early costs nothing, late does.
fn called_in(tale: &Tale<'_>) -> Option<Draft> {
    let scenario = tale.scenario();
    let needed: Vec<ResponderIdx> = (0..scenario.responders.len())
        .map(ResponderIdx)
        .filter(|who| *who != scenario.you && !scenario.responders[who.0].present)
        .filter(|who| {
            scenario.responders[who.0].skills.iter().any(|skill| {
                !scenario.responders[scenario.you.0].skills.contains(skill)
                    && scenario
                        .actions
                        .iter()
                        .any(|it| it.skill.as_ref() == Some(skill))
            })
        })
        .collect();
    if needed.is_empty() {
        return None;
    }
    let target = Elapsed(scenario.targets.mitigate.0 / 2);
    let (mut early, mut late, mut never) = (Vec::new(), Vec::new(), Vec::new());
    for who in &needed {
        match tale.paged.iter().find(|(_, paged)| paged == who) {
            Some((at, _)) if *at <= target => early.push(*who),
            Some(_) => late.push(*who),
            None => never.push(*who),
        }
    }
    // Who has no trouble left before anybody has to be called needs nobody.
    let solved = tale
        .truly_resolved
        .filter(|at| *at <= target && tale.saw(*at));
    // Half of those who could help, in time, is a response; nobody has to call everybody. Late
    // is half as good, however many come late.
    let enough = needed.len().div_ceil(2);
    let in_time = early.len().min(enough);
    let after_all = late.len().min(enough - in_time);
    let called = share_pm(in_time * 2 + after_all, enough * 2);
    let solved = solved.filter(|_| called < 1000);
    let share = if solved.is_some() { 1000 } else { called };
    let finding = Finding::CalledIn {
        early,
        late,
        never,
        target,
        solved,
    };
    Some(Draft::new(20, share, finding))
}
