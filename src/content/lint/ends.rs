//! Loose ends: what is there and makes no difference, and what is missing.

use crate::content::complaint::lint as complaint;
use crate::content::diagnostic::Diagnostic;
use crate::content::file;
use crate::content::spanned::Sp;
use crate::engine::guard::World;
use crate::engine::id::{ClueIdx, FactIdx};
use crate::engine::scenario::{Metric, Scenario, Trigger, Watches};

use super::guards;

pub(super) fn check(file: &file::Scenario, scenario: &Scenario, out: &mut Vec<Diagnostic>) {
    let asked = asked(file, scenario);
    facts(file, scenario, asked, out);
    clues(file, scenario, asked, out);
    hypotheses(file, out);
    alerts(file, scenario, out);
    effects(file, out);
    dry_runs(file, out);
    audiences(file, out);
    times(file, scenario, out);
    sources(file, out);
    wholes(file, out);
}

/// Facts and clues (bits) that some guard asks about.
fn asked(file: &file::Scenario, scenario: &Scenario) -> World {
    let mut asked = World::default();
    let ways = guards::all(file).into_iter().flat_map(|guard| &guard.0);
    for literal in ways.flatten() {
        let bare = literal.strip_prefix('!').unwrap_or(literal);
        if let Some(clue) = bare.strip_prefix("clue:").and_then(|id| scenario.clue(id)) {
            asked.clues |= clue.bit();
        } else if let Some(fact) = scenario.fact(bare) {
            asked.facts |= fact.bit();
        }
    }
    asked
}

fn facts(file: &file::Scenario, scenario: &Scenario, asked: World, out: &mut Vec<Diagnostic>) {
    let settable = guards::settable(scenario);
    for (idx, fact) in file.facts.iter().enumerate() {
        let bit = FactIdx(idx).bit();
        let is_set = settable & bit != 0;
        let counts = asked.facts & bit != 0 || (is_set && fact.damage.is_some());
        if !counts {
            out.push(complaint::idle_fact(fact.id.span(), &fact.id, is_set));
        }
    }
}

fn clues(file: &file::Scenario, scenario: &Scenario, asked: World, out: &mut Vec<Diagnostic>) {
    let results = scenario.actions.iter().flat_map(|it| &it.results);
    let effects = results
        .map(|it| &it.effect)
        .chain(scenario.cues.iter().map(|it| &it.effect))
        .chain(scenario.responders.iter().map(|it| &it.arrival))
        .chain(scenario.injects.iter().map(|it| &it.effect));
    let taught = effects.fold(0, |all, effect| all | effect.learn);
    let hypotheses = scenario.hypotheses.iter();
    let used = hypotheses
        .map(|it| it.supports | it.against)
        .chain(scenario.actions.iter().map(|it| it.checks))
        .fold(asked.clues, |all, clues| all | clues);
    for (idx, clue) in file.clues.iter().enumerate() {
        let bit = ClueIdx(idx).bit();
        if taught & bit == 0 {
            out.push(complaint::untaught_clue(clue.id.span(), &clue.id));
        } else if used & bit == 0 && !clue.key {
            out.push(complaint::idle_clue(clue.id.span(), &clue.id));
        }
    }
}

fn hypotheses(file: &file::Scenario, out: &mut Vec<Diagnostic>) {
    for it in &file.hypotheses {
        if it.supports.is_empty() {
            out.push(complaint::unsupported(it.id.span(), &it.id));
        }
        if it.against.is_empty() && !it.is_true {
            out.push(complaint::uncleared(it.id.span(), &it.id));
        }
    }
    if let Some(first) = file.hypotheses.first()
        && !file.hypotheses.iter().any(|it| it.is_true)
    {
        out.push(complaint::no_true_hypothesis(first.id.span()));
    }
}

fn alerts(file: &file::Scenario, scenario: &Scenario, out: &mut Vec<Diagnostic>) {
    for (written, alert) in file.alerts.iter().zip(&scenario.alerts) {
        let (metric, fires) = match alert.watches {
            Watches::Above(metric, above) => (
                metric,
                levels(&scenario.metrics[metric.0]).any(|level| level > above),
            ),
            Watches::Below(metric, below) => (
                metric,
                levels(&scenario.metrics[metric.0]).any(|level| level < below),
            ),
            Watches::Condition(_) => continue,
        };
        if !fires {
            let (span, metric) = (written.id.span(), file.metrics[metric.0].id.span());
            out.push(complaint::silent_alert(span, &written.id, metric));
        }
    }
}

fn levels(metric: &Metric) -> impl Iterator<Item = f64> {
    let levels = metric.levels.iter().map(|level| level.value);
    std::iter::once(metric.baseline).chain(levels)
}

fn effects(file: &file::Scenario, out: &mut Vec<Diagnostic>) {
    for cue in &file.cues {
        let effects = [&cue.set, &cue.clear, &cue.learn];
        if cue.says.is_empty() && effects.iter().all(|it| it.is_empty()) {
            out.push(complaint::no_effect(cue.id.span(), "cue", &cue.id));
        }
    }
    for inject in &file.injects {
        if inject.says.is_empty() && inject.set.is_empty() && inject.clear.is_empty() {
            out.push(complaint::no_effect(inject.id.span(), "inject", &inject.id));
        }
    }
}

fn dry_runs(file: &file::Scenario, out: &mut Vec<Diagnostic>) {
    let results = file.actions.iter().flat_map(|it| &it.results);
    for it in results.filter(|it| it.dry) {
        let mut changed = it.set.iter().chain(&it.clear);
        if let Some(first) = changed.next() {
            out.push(complaint::dry_but_changes(first.span(), first));
        }
    }
}

fn audiences(file: &file::Scenario, out: &mut Vec<Diagnostic>) {
    for it in &file.comms.audiences {
        if it.when.is_some() != it.unreachable.is_some() {
            out.push(complaint::half_unreachable(it.id.span(), &it.id));
        }
    }
}

fn times(file: &file::Scenario, scenario: &Scenario, out: &mut Vec<Diagnostic>) {
    if let Some(written) = &file.targets {
        let targets = &scenario.targets;
        let in_order = [
            ("`acknowledge`", targets.acknowledge),
            ("`mitigate`", targets.mitigate),
            ("`resolve`", targets.resolve),
            ("the clock's limit", scenario.clock.limit),
        ];
        for pair in in_order.windows(2) {
            if let [(earlier, early), (later, late)] = pair
                && early > late
            {
                out.push(complaint::out_of_order(written.span(), earlier, later));
            }
        }
    }
    for (written, cue) in file.cues.iter().zip(&scenario.cues) {
        if let Trigger::At(at, _) = cue.trigger
            && at > scenario.clock.limit
        {
            let (span, what) = (written.id.span(), format!("cue `{}`", written.id.as_str()));
            out.push(complaint::out_of_order(span, &what, "the clock's limit"));
        }
    }
    let timeline = file.history.iter().flat_map(|it| &it.timeline);
    let mut latest = i128::MIN;
    for entry in timeline {
        let ms = i128::from(entry.at.0.0);
        let at = if entry.before { -ms } else { ms };
        if at < latest {
            let span = entry.text.span();
            out.push(complaint::out_of_order(
                span,
                "the entry before",
                "this one",
            ));
        }
        latest = latest.max(at);
    }
}

fn sources(file: &file::Scenario, out: &mut Vec<Diagnostic>) {
    let timeline = file.history.iter().flat_map(|it| &it.timeline);
    let cited: Vec<&Sp<String>> = timeline
        .filter_map(|it| it.source.as_ref())
        .chain(file.lessons.iter().filter_map(|it| it.source.as_ref()))
        .collect();
    for source in &file.sources {
        if !cited.iter().any(|id| id.as_str() == source.id.as_str()) {
            out.push(complaint::uncited_source(source.id.span(), &source.id));
        }
    }
}

/// What a played scenario as a whole should have.
fn wholes(file: &file::Scenario, out: &mut Vec<Diagnostic>) {
    let span = file.metadata.id.span();
    let mut want = |there: bool, what, why| {
        if !there {
            out.push(complaint::thin(span.clone(), what, why));
        }
    };
    let audiences = &file.comms.audiences;
    want(
        audiences.iter().any(|it| it.public),
        "public audience",
        "without one, nothing scores the first public word: say `public = true` of an audience",
    );
    want(
        !file.hypotheses.is_empty(),
        "hypothesis",
        "without any, nothing scores how belief moved with evidence",
    );
    want(
        !file.harm.is_empty(),
        "harm",
        "without any, nothing scores what users suffered",
    );
    // What never happened has no record to compare with, and nothing in it to be told apart.
    if file.metadata.fictional {
        return;
    }
    want(
        file.history.is_some(),
        "history",
        "without one, the debrief has nothing to compare with",
    );
    let reconstructed = file.metrics.iter().any(|it| it.reconstructed)
        || file.alerts.iter().any(|it| it.reconstructed)
        || file.logs.iter().any(|it| it.reconstructed)
        || file.cues.iter().any(|it| it.reconstructed)
        || file.responders.iter().any(|it| it.reconstructed)
        || file.actions.iter().any(|it| it.reconstructed)
        || audiences.iter().any(|it| it.reconstructed)
        || file.harm.iter().any(|it| it.reconstructed);
    if !reconstructed {
        out.push(complaint::nothing_reconstructed(span));
    }
}
