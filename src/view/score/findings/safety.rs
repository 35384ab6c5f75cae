//! The words of safety: what was destroyed, and what was done for nothing or unseen.

use super::{labels, without_words};
use crate::engine::id::ActionIdx;
use crate::engine::scenario::DamageKind;
use crate::engine::score::Damaged;
use crate::engine::time::Elapsed;
use crate::view::Scene;
use crate::view::score::Told;
use crate::view::words::counted;

const fn lost(kind: DamageKind) -> &'static str {
    match kind {
        DamageKind::Data => "data lost",
        DamageKind::Service => "service hurt",
        DamageKind::Option => "a way out lost",
        DamageKind::Evidence => "evidence lost",
        DamageKind::Trust => "trust lost",
        DamageKind::Money => "money lost",
    }
}

pub(super) fn damage(scene: &Scene, damaged: &[Damaged]) -> Told {
    if damaged.is_empty() {
        return Told::new(
            "no step of yours destroyed anything",
            "judged by what came of it, not by what it was",
        );
    }
    let scenario = scene.scenario();
    let (what, why): (Vec<String>, Vec<String>) = damaged
        .iter()
        .map(|it| {
            let fact = &scenario.facts[it.fact.0];
            let by = match (it.action, it.after) {
                (Some(action), _) => format!(" by {}", labels(scene, &[action])),
                (None, Some((step, at))) => {
                    format!(", following from {} at {at}", labels(scene, &[step]))
                }
                (None, None) => String::new(),
            };
            let (kind, why) = fact
                .damage
                .as_ref()
                .map_or(("harm done", ""), |damage| (lost(damage.kind), &damage.why));
            (
                format!("{kind} at {}{by}: {}", it.at, fact.about),
                why.to_owned(),
            )
        })
        .unzip();
    Told::new(what.join("; "), why.join(" "))
}

pub(super) fn harm_added(scene: &Scene, added: &[(ActionIdx, Elapsed)], destroyed: bool) -> Told {
    if added.is_empty() {
        let what = if destroyed {
            "beside what was destroyed, no step raised what users suffer a minute"
        } else {
            "no step made users suffer more"
        };
        return Told::new(what, "first, do no harm");
    }
    let actions: Vec<ActionIdx> = added.iter().map(|(action, _)| *action).collect();
    Told::new(
        format!("users suffered more after {}", labels(scene, &actions)),
        "some steps hurt before they help; say so, and weigh it first",
    )
}

pub(super) fn checks(scene: &Scene, with: usize, without: &[ActionIdx]) -> Told {
    let all = counted(with + without.len(), "risky step", "risky steps");
    Told::new(
        format!(
            "{with} of {all} begun after a look{}",
            without_words(scene, without)
        ),
        "look at what you are about to change, on the host you are about to change it on",
    )
}

pub(super) fn needless(scene: &Scene, actions: &[ActionIdx]) -> Told {
    let what = if actions.is_empty() {
        "no change was for nothing".to_owned()
    } else {
        let n = counted(actions.len(), "change", "changes");
        format!(
            "{n} had no effect and brought no evidence: {}",
            labels(scene, actions)
        )
    };
    Told::new(what, "each change is one more thing that may have been it")
}
