//! Hints in words, in three steps: the area, the kind of evidence or of help, the command.
//!
//! Invariant: the first two name nothing that has to be typed; none tells a fact or what there is
//! to learn; what is not verified is named as the board has it. Areas come from what somebody
//! needs to be able to do, kinds from what an action is.

use std::collections::BTreeSet;

use crate::engine::command::Nudge;
use crate::engine::id::{ActionIdx, ResponderIdx};
use crate::engine::scenario::{ActionKind, Claim, Responder, Scenario};
use crate::engine::state::Standing;
use crate::prove::advice::{Advice, Next, advise};
use crate::prove::relax::Players;
use crate::prove::search::Move;
use crate::prove::way::Guide;

/// The hint from where a team stands, in its three steps; none where the prover found no way on.
#[must_use]
pub fn nudge(
    guide: &mut Guide,
    scenario: &Scenario,
    players: Players,
    from: &Standing,
) -> Option<Nudge> {
    let advice = advise(guide, scenario, players, from)?;
    let (about, texts) = words(scenario, from, &advice);
    // A hint that names commands is more than an area.
    let authored = advice.authored;
    let authored = authored.filter(|idx| !scenario.hints[*idx].text.contains('`'));
    Some(Nudge {
        about,
        authored,
        texts,
    })
}

fn words(scenario: &Scenario, from: &Standing, advice: &Advice) -> (String, [String; 3]) {
    match &advice.next {
        Next::Acknowledge => (
            "ack".to_owned(),
            [
                "Nobody has the page yet.".to_owned(),
                "Nothing can be begun before somebody has taken the page.".to_owned(),
                "Take the page: `ack`".to_owned(),
            ],
        ),
        Next::Page(calls) => page(scenario, calls),
        Next::Post(audience) => {
            let audience = &scenario.audiences[audience.0];
            (
                format!("post {}", audience.id),
                [
                    "Somebody outside this room has not been told, and waits for it.".to_owned(),
                    format!(
                        "Think of what these could do if they knew: {}.",
                        audience.label
                    ),
                    format!("Tell them: `post {} TEXT`", audience.id),
                ],
            )
        }
        Next::Claim(claim) => (
            claim.word().to_owned(),
            [
                "What there was to do for now seems to be done. Look whether it holds.".to_owned(),
                match claim {
                    Claim::Mitigated => "If users are helped, the others should hear so.",
                    Claim::Resolved => "If it has held for a while, it can be called over.",
                    Claim::Acknowledged | Claim::Severity => "Say how things stand.",
                }
                .to_owned(),
                match claim {
                    Claim::Severity => "Say how bad it is: `sev 1` to `sev 5`".to_owned(),
                    _ => format!("Look at the graphs once more, then: `{}`", claim.word()),
                },
            ],
        ),
        Next::Act(who, action) => act(scenario, *who, *action),
        Next::Check(who, look, change) => check(scenario, from, (*who, *look), *change),
        // No time is named: the line stays to be read when other things have happened.
        Next::Wait(_) => (
            "wait".to_owned(),
            [
                "What was begun needs its time; nothing more has to be begun for now.".to_owned(),
                "Use the time to look around, and to tell who waits for a word.".to_owned(),
                "Let time pass, up to the next thing that happens: `wait`".to_owned(),
            ],
        ),
    }
}

fn page(scenario: &Scenario, calls: &[ResponderIdx]) -> (String, [String; 3]) {
    let people = || calls.iter().map(|who| &scenario.responders[who.0]);
    let ids: Vec<&str> = people().map(|it| it.id.as_str()).collect();
    // What you can do yourself is not what they are needed for.
    let own = &scenario.responders[scenario.you.0].skills;
    let needed = |it: &'_ Responder| {
        let others = it.skills.iter().find(|skill| !own.contains(skill));
        others.or_else(|| it.skills.first()).cloned()
    };
    let skills: BTreeSet<String> = people().filter_map(needed).collect();
    let skills: Vec<String> = skills.into_iter().collect();
    let typed: Vec<String> = ids.iter().map(|id| format!("`page {id}`")).collect();
    let able = if skills.is_empty() {
        "Think of who knows this best, and is not here.".to_owned()
    } else {
        format!("There is need of somebody for: {}.", skills.join(", "))
    };
    (
        format!("page {}", ids.join(" ")),
        [
            "Look at who is here: somebody who is needed has not been called.".to_owned(),
            able,
            format!("Call them: {}", typed.join(", ")),
        ],
    )
}

/// ` on the postgres side`; nothing where anybody can do it.
fn side(scenario: &Scenario, action: ActionIdx) -> String {
    let skill = scenario.actions[action.0].skill.as_ref();
    skill.map_or_else(String::new, |skill| format!(" on the {skill} side"))
}

fn act(scenario: &Scenario, who: ResponderIdx, action: ActionIdx) -> (String, [String; 3]) {
    let side = side(scenario, action);
    let mut results = scenario.actions[action.0].results.iter();
    let teaches = results.any(|it| it.effect.learn != 0);
    let (area, kind) = match scenario.actions[action.0].kind {
        ActionKind::Probe if !teaches => (
            format!("There is somewhere to look from{side}."),
            "What is missing is a step on the way there",
        ),
        ActionKind::Probe => (
            format!("There is something to look at{side}."),
            "What is missing is evidence",
        ),
        ActionKind::Change => (
            format!("There is something to change{side}."),
            "What is missing is a change",
        ),
        ActionKind::Communicate => (
            format!("There is somebody to talk to{side}."),
            "What is missing is a word to somebody",
        ),
        ActionKind::Escalate => (
            format!("There is help to bring in{side}."),
            "What is missing is help from elsewhere",
        ),
    };
    let label = &scenario.actions[action.0].label;
    (
        scenario.actions[action.0].id.to_string(),
        [
            area,
            format!("{kind}: {}.", label.trim_end_matches('.')),
            format!("Try: `{}`", typed(scenario, scenario.you, who, action)),
        ],
    )
}

/// What a look would tell about, as the board has it: a candidate cause, best one of which nothing
/// is known yet.
fn unverified(scenario: &Scenario, from: &Standing, look: ActionIdx) -> Option<String> {
    let action = &scenario.actions[look.0];
    let coming = action.coming(from.world)?;
    let learn = action.results[coming].effect.learn;
    let on_board = scenario.hypotheses.iter();
    let on_board = on_board.filter(|it| it.when.holds(from.world));
    let told = on_board.filter(|it| (it.supports | it.against) & learn != 0);
    let told = told.min_by_key(|it| (it.supports | it.against) & from.world.clues != 0)?;
    Some(told.text.trim_end_matches('.').to_owned())
}

fn check(
    scenario: &Scenario,
    from: &Standing,
    (who, look): (ResponderIdx, ActionIdx),
    change: ActionIdx,
) -> (String, [String; 3]) {
    let side = side(scenario, change);
    let label = &scenario.actions[look.0].label;
    (
        scenario.actions[look.0].id.to_string(),
        [
            match unverified(scenario, from, look) {
                Some(told) => format!(
                    "Before anything is changed{side}: it has not been verified whether this is \
                     so: \"{told}\"."
                ),
                None => format!(
                    "Before anything is changed{side}: what it would change has not been looked at."
                ),
            },
            format!(
                "What is missing is evidence: {}.",
                label.trim_end_matches('.')
            ),
            format!("Look first: `{}`", typed(scenario, scenario.you, who, look)),
        ],
    )
}

/// A step of a way as a part of a sentence, with what is typed for it by who sits there.
#[must_use]
pub fn moved(scenario: &Scenario, seat: ResponderIdx, moved: Move) -> String {
    match moved {
        Move::Acknowledge => "take the page: `ack`".to_owned(),
        Move::Page(who) => {
            let who = &scenario.responders[who.0];
            format!("call {}: `page {}`", who.name, who.id)
        }
        Move::Post(audience) => {
            let audience = &scenario.audiences[audience.0];
            format!("tell {}: `post {}`", audience.label, audience.id)
        }
        Move::Claim(Claim::Severity) => "say how bad it is: `sev`".to_owned(),
        Move::Claim(claim) => format!("say so: `{}`", claim.word()),
        Move::Start(_, who, action) => {
            let label = in_sentence(&scenario.actions[action.0].label);
            format!("{label}: `{}`", typed(scenario, seat, who, action))
        }
    }
}

/// A label within a sentence: its first letter is small unless it begins an abbreviation.
fn in_sentence(label: &str) -> String {
    let mut chars = label.chars();
    let first = chars.next();
    if chars.clone().next().is_none_or(char::is_lowercase) {
        first
            .into_iter()
            .flat_map(char::to_lowercase)
            .chain(chars)
            .collect()
    } else {
        label.to_owned()
    }
}

/// What is typed in a seat so that somebody begins an action.
#[must_use]
pub fn typed(
    scenario: &Scenario,
    seat: ResponderIdx,
    who: ResponderIdx,
    action: ActionIdx,
) -> String {
    let action = &scenario.actions[action.0];
    let command = action.commands.first().map_or("", String::as_str);
    if who == seat {
        command.to_owned()
    } else {
        format!("ask {} {command}", scenario.responders[who.0].id)
    }
}
