//! What was typed in a session so far, from its journal: the prompt's history when a session is
//! taken up again.

use super::Scene;
use super::words::clean;
use crate::engine::event::Event;
use crate::engine::id::Id;
use crate::engine::scenario::Claim;

/// The lines that whoever looks typed, oldest first.
#[must_use]
pub fn history(scene: &Scene) -> Vec<String> {
    let you = &scene.scenario().responders[scene.seat.0].id;
    let journal = scene.session.journal().iter();
    let lines = journal.filter_map(|recorded| line(you, &recorded.event));
    lines.map(|it| clean(&it)).collect()
}

/// The line that made something happen, if that seat typed one.
fn line(you: &Id, event: &Event) -> Option<String> {
    typed(event).and_then(|(by, line)| (by == you).then_some(line))
}

/// The line that made something happen, whoever typed it.
pub(super) fn asked(event: &Event) -> Option<String> {
    typed(event).map(|(_, line)| line)
}

/// Who typed what for it.
fn typed(event: &Event) -> Option<(&Id, String)> {
    Some(match event {
        Event::Acknowledged { by } => (by, "ack".to_owned()),
        Event::SeverityDeclared { by, level } => (by, format!("sev {level}")),
        Event::CommandTaken { by, who } if by == who => (by, "ic me".to_owned()),
        Event::CommandTaken { by, who } => (by, format!("ic {who}")),
        Event::HypothesisStated {
            by,
            hypothesis,
            confidence,
        } => (by, format!("hyp {hypothesis} {confidence}")),
        Event::HypothesisDropped { by, hypothesis } => (by, format!("drop {hypothesis}")),
        Event::ResponderPaged { by, who } => (by, format!("page {who}")),
        Event::ActionStarted { by, who, typed, .. } if by == who => (by, typed.clone()),
        Event::ActionStarted { by, who, typed, .. } => (by, format!("ask {who} {typed}")),
        Event::Posted { by, audience, text } => (by, format!("post {audience} {text}")),
        Event::Claimed {
            by,
            claim: claim @ (Claim::Mitigated | Claim::Resolved),
        } => (by, claim.word().to_owned()),
        Event::HintGiven { by, .. } => (by, "hint".to_owned()),
        Event::Noted { by, text } => (by, format!("note {text}")),
        Event::NotUnderstood { by, text } => (by, text.clone()),
        Event::CauseNamed { by, hypothesis } => (by, format!("cause {hypothesis}")),
        _ => return None,
    })
}
