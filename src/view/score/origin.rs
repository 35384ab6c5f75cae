//! The events that a line of the score comes from, in words.

use crate::engine::event::{Event, Recorded};
use crate::engine::id::ResponderIdx;
use crate::engine::scenario::ActionKind;
use crate::engine::score::{Finding, Line};
use crate::engine::time::Elapsed;
use crate::view::Scene;
use crate::view::typed::asked;
use crate::view::words::{clean, counted};

/// Longest part of a line that was typed.
const CHARS_MAX: usize = 32;

/// Most events that are named.
const EVENTS_MAX: usize = 3;

/// `` `sev 1` (event 4)``; what comes from no event in particular comes from the whole play.
pub(super) fn origin(scene: &Scene, line: &Line) -> String {
    let journal = scene.session.journal();
    let one = line.seq.and_then(|seq| usize::try_from(seq).ok());
    let events: Vec<&Recorded> = match one.and_then(|place| journal.get(place)) {
        Some(one) => vec![one],
        None => journal
            .iter()
            .filter(|it| bears(scene, &line.finding, &it.event))
            .collect(),
    };
    if events.is_empty() {
        return "the whole play".to_owned();
    }
    let named = events.iter().take(EVENTS_MAX);
    let mut named: Vec<String> = named
        .map(|it| format!("{} (event {})", what(scene, it), it.seq))
        .collect();
    if let Some(more) = events.len().checked_sub(EVENTS_MAX + 1) {
        named.push(format!("{} more", counted(more + 1, "event", "events")));
    }
    named.join(", ")
}

/// Whether a finding that is about several events is about that one.
fn bears(scene: &Scene, finding: &Finding, event: &Event) -> bool {
    let is_change = |event: &Event| match event {
        Event::ActionStarted { action, .. } => {
            let action = scene.scenario().action(action.as_str());
            action.is_some_and(|it| scene.scenario().actions[it.0].kind == ActionKind::Change)
        }
        _ => false,
    };
    let is_one_of = |all: &[&[ResponderIdx]], event: &Event| match event {
        Event::ResponderPaged { who, .. } => {
            let who = scene.scenario().responder(who.as_str());
            who.is_some_and(|who| all.iter().any(|it| it.contains(&who)))
        }
        _ => false,
    };
    match finding {
        Finding::CalledIn { early, late, .. } => is_one_of(&[early, late], event),
        Finding::Commander { .. } => matches!(event, Event::CommandTaken { .. }),
        Finding::EvidenceFirst { .. }
        | Finding::Damage(_)
        | Finding::HarmAdded { .. }
        | Finding::Checks { .. }
        | Finding::Needless(_) => is_change(event),
        Finding::Rivals(_) => matches!(event, Event::HypothesisStated { .. }),
        Finding::Calibration { .. } | Finding::WrongDropped { .. } => matches!(
            event,
            Event::HypothesisStated { .. } | Event::HypothesisDropped { .. }
        ),
        Finding::Hints(_) => matches!(event, Event::HintGiven { .. }),
        Finding::Claims { .. } | Finding::Stability { .. } => {
            matches!(event, Event::Claimed { .. })
        }
        Finding::FirstPublic(_)
        | Finding::LongestSilence { .. }
        | Finding::Audiences { .. }
        | Finding::Content { .. }
        | Finding::NextWords { .. }
        | Finding::Unfounded(_)
        | Finding::Closing { .. } => matches!(event, Event::Posted { .. }),
        Finding::CausesNamed { .. } => matches!(event, Event::CauseNamed { .. }),
        Finding::Commitments { .. } => matches!(event, Event::CommitmentMade { .. }),
        Finding::TimeToAcknowledge(_)
        | Finding::Severity { .. }
        | Finding::KeyClues { .. }
        | Finding::Harm { .. }
        | Finding::TimeToMitigate { .. }
        | Finding::TimeToResolve { .. } => false,
    }
}

fn what(scene: &Scene, recorded: &Recorded) -> String {
    let event = &recorded.event;
    if let Some(line) = asked(event) {
        let line = clean(&line).replace('\n', " ");
        return if line.chars().count() > CHARS_MAX {
            let short: String = line.chars().take(CHARS_MAX).collect();
            format!("`{}`..", short.trim_end())
        } else {
            format!("`{line}`")
        };
    }
    match event {
        Event::PageRang {} => "the page".to_owned(),
        Event::ActionFinished { action, .. } => {
            let label = scene.scenario().action(action.as_str());
            let label = label.map(|it| scene.scenario().actions[it.0].label.as_str());
            format!("the end of \"{}\"", label.unwrap_or("a step"))
        }
        Event::Arrived { who } => format!("{} came", scene.called_by_id(who)),
        Event::ClaimDisproved { claim } => format!("`{}` was contradicted", claim.word()),
        Event::CommitmentMade { owner, .. } => format!("`commit {}`", clean(owner)),
        Event::Ended { .. } => "the end of play".to_owned(),
        Event::CueHappened { cue } => by_itself(scene, cue.as_str(), recorded.at),
        _ => format!("what happened at {}", recorded.at),
    }
}

/// What nobody did: whoever told of it is named, where somebody did.
fn by_itself(scene: &Scene, cue: &str, at: Elapsed) -> String {
    let scenario = scene.scenario();
    let cue = scenario.cue(cue).map(|it| &scenario.cues[it.0]);
    let told = cue.and_then(|it| it.effect.says.first());
    told.map_or_else(
        || format!("what came of it by itself at {at}"),
        |it| format!("the word of {} at {at}", clean(&it.from)),
    )
}
