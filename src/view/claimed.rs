//! What is said of a claim that it is over, and of none.
//!
//! Invariant: made of what everybody can see, alerts that fire and what was posted; a claim that
//! is true and one that is not get the same words.

use std::fmt::Write as _;

use super::Scene;
use super::words::{YOU, about, clean};
use crate::engine::calm;
use crate::engine::event::{Event, Recorded};
use crate::engine::id::Id;
use crate::engine::scenario::{ActionKind, Alert, Claim};
use crate::engine::signals::alerts;
use crate::engine::time::{Elapsed, Span};

/// Who has heard something within this time is told.
const NEWS: Span = Span::from_mins(5);

/// A claim that it is over, and what is left to do; `seq`: its place in the journal.
#[must_use]
pub fn resolved(scene: &Scene, at: Elapsed, seq: u64) -> String {
    let mut text = "claimed resolved: it is over".to_owned();
    let firing: Vec<&str> = firing(scene, at).map(|it| it.label.as_str()).collect();
    if !firing.is_empty() {
        let _ = write!(text, "\nstill fires: {}", firing.join(", "));
    }
    let untold = untold(scene, at, seq);
    if !untold.is_empty() {
        let (span, names) = (about(NEWS), untold.join(", "));
        let _ = write!(text, "\nnot told in the last {span}: {names}");
    }
    // Once it is over, a word to the public is all that can still be made good.
    let mut audiences = scene.scenario().audiences.iter();
    let public = audiences.find(|it| it.public);
    if let Some(public) = public.filter(|it| untold.contains(&it.id.as_str())) {
        let _ = write!(text, "; `post {}` still counts", public.id);
    }
    text
}

/// What follows `nothing happened` while no alert fires and nobody says that it is over: that,
/// or what is still being changed. `seq`: the wait's place in the journal.
#[must_use]
pub fn open(scene: &Scene, at: Elapsed, seq: u64) -> String {
    let journal = scene.session.journal();
    let journal = &journal[..journal.partition_point(|it| it.seq < seq)];
    let then = scene.past().iter().rev().find(|(since, _)| *since <= at);
    let is_claimed = then.is_some_and(|(_, it)| it.claims & Claim::Resolved.bit() != 0);
    let runs = changes(scene, journal);
    if is_claimed || firing(scene, at).next().is_some() {
        String::new()
    } else if runs.is_empty() {
        "; no alert fires, and `resolved` is not claimed".to_owned()
    } else {
        format!("; no alert fires, {}", runs.join(", "))
    }
}

/// Why a wait ended at a moment when nothing happened: everything has been as it should be for a
/// while, and nobody says that it is over. `seq`: the wait's place in the journal.
#[must_use]
pub fn calm(scene: &Scene, at: Elapsed, seq: u64) -> Option<String> {
    let past = scene.past();
    let past = &past[..past.partition_point(|(since, _)| *since <= at)];
    let journal = scene.session.journal();
    let journal = &journal[..journal.partition_point(|it| it.seq < seq)];
    if calm::due(scene.scenario(), journal, past) != Some(at) {
        return None;
    }
    let span = about(calm::CALM);
    // Whoever is told of a claim to make would claim what is not done yet.
    let runs = changes(scene, journal);
    if !runs.is_empty() {
        return Some(format!(
            "all signals normal for {span}; {}",
            runs.join(", ")
        ));
    }
    let is_helped = past
        .last()
        .is_some_and(|(_, it)| it.claims & Claim::Mitigated.bit() != 0);
    let claimed = if is_helped {
        "`resolved` is not claimed"
    } else {
        "nothing is claimed"
    };
    Some(format!("all signals normal for {span}, {claimed}"))
}

/// Changes that somebody was at when the journal had come so far: `netops still runs ...`.
fn changes(scene: &Scene, journal: &[Recorded]) -> Vec<String> {
    let scenario = scene.scenario();
    let mut at_work: Vec<(&Id, &str)> = Vec::new();
    for recorded in journal {
        match &recorded.event {
            Event::ActionStarted {
                who, action, typed, ..
            } => {
                let idx = scenario.action(action.as_str());
                let kind = idx.map(|idx| scenario.actions[idx.0].kind);
                if kind == Some(ActionKind::Change) {
                    at_work.push((who, typed));
                }
            }
            Event::ActionFinished { who, .. } => at_work.retain(|(doer, _)| *doer != who),
            _ => {}
        }
    }
    let say = |(who, typed): &(&Id, &str)| {
        let who = scene.called_by_id(who);
        let (still, typed) = (if who == YOU { "run" } else { "runs" }, clean(typed));
        format!("{who} still {still} `{typed}`")
    };
    at_work.iter().map(say).collect()
}

fn firing<'a>(scene: &Scene<'a>, at: Elapsed) -> impl Iterator<Item = &'a Alert> {
    let (scenario, past) = (scene.scenario(), scene.past());
    let all = scenario.alerts.iter();
    all.filter(move |alert| alerts::firing_since(scenario, alert, past, at).is_some())
}

/// Who was posted nothing lately.
fn untold<'a>(scene: &Scene<'a>, at: Elapsed, seq: u64) -> Vec<&'a str> {
    let journal = scene.session.journal().iter();
    let lately = journal.take_while(|it| it.seq < seq);
    let lately: Vec<_> = lately.filter(|it| at.since(it.at) <= NEWS).collect();
    let audiences = scene.scenario().audiences.iter();
    let untold = audiences.filter(|of| {
        let mut posted = lately.iter();
        !posted.any(|it| matches!(&it.event, Event::Posted { audience, .. } if *audience == of.id))
    });
    untold.map(|it| it.id.as_str()).collect()
}
