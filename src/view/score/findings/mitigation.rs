//! The words of mitigation: what users suffered, how soon they were helped, and what was claimed.

use std::fmt::Write as _;

use super::timed;
use crate::engine::event::Event;
use crate::engine::scenario::Claim;
use crate::engine::score::Timed;
use crate::engine::time::{Elapsed, Span};
use crate::view::Scene;
use crate::view::debrief::harm::points;
use crate::view::score::Told;
use crate::view::words::{OVER, about, all_of, amount, scaled};

pub(super) fn harm(
    scene: &Scene,
    (suffered, rows): (u64, &[u64]),
    (target, full): (Option<u64>, u64),
    history: Option<u64>,
) -> Told {
    let of_each: Vec<String> = scene
        .scenario()
        .harm
        .iter()
        .zip(rows)
        .filter(|(_, amount)| **amount > 0)
        .map(|(harm, n)| format!("{} ({})", amount(*n, &harm.unit), harm.label))
        .collect();
    let what = if of_each.is_empty() {
        "users suffered nothing".to_owned()
    } else {
        format!("users suffered {}", all_of(&of_each))
    };
    let aim = target.map_or_else(String::new, |it| {
        let (it, full) = (scaled(it), scaled(full));
        format!("; a strong run has {it}, and up to {full} counts in full")
    });
    Told {
        what,
        why: format!("{} in all{aim}", points(suffered)),
        history: history.map_or_else(String::new, |it| {
            format!("the real course, replayed here: {}", points(it))
        }),
    }
}

pub(super) fn helped(it: &Timed, first: Option<Elapsed>) -> Told {
    let why = "users first, the cause after";
    let never = match first {
        Some(first) => format!("users were helped at {first}, and it did not last"),
        None => "users were never helped".to_owned(),
    };
    with_first(
        timed(it, "users were really helped", &never, why),
        it,
        first,
    )
}

pub(super) fn resolved(it: &Timed, first: Option<Elapsed>) -> Told {
    let why = "over means over, not quiet";
    let never = match first {
        Some(first) => format!("it was over at {first}, and did not stay so"),
        None => "it was never over: the cause was not gone, or the service not back".to_owned(),
    };
    with_first(
        timed(it, &format!("it was really over ({OVER})"), &never, why),
        it,
        first,
    )
}

/// Says that it had been so before, and broke.
fn with_first(mut told: Told, it: &Timed, first: Option<Elapsed>) -> Told {
    if let (Some(took), Some(first)) = (it.took, first)
        && first < took
    {
        let _ = write!(told.what, " (first at {first}, and that did not last)");
    }
    told
}

pub(super) fn claims(
    scene: &Scene,
    false_ones: &[(Claim, Elapsed)],
    late: &[(Claim, Span)],
    unsaid: &[Claim],
) -> Told {
    let mut said: Vec<String> = false_ones
        .iter()
        .map(|(claim, at)| format!("`{}` at {at} was not so", claim.word()))
        .collect();
    said.extend(late.iter().map(|(claim, late)| {
        let so = match claim {
            Claim::Resolved => "it was over",
            Claim::Mitigated | Claim::Acknowledged | Claim::Severity => "users were helped",
        };
        format!("{so} {} before anybody said so", about(*late))
    }));
    said.extend(
        unsaid
            .iter()
            .map(|claim| format!("`{}` was so and was never said", claim.word())),
    );
    let mut journal = scene.session.journal().iter();
    let claimed = journal.any(|it| matches!(it.event, Event::Claimed { .. }));
    let what = if said.is_empty() && !claimed {
        "nothing was claimed, and nothing was so".to_owned()
    } else if said.is_empty() {
        "what was claimed was so, and said in time".to_owned()
    } else {
        said.join("; ")
    };
    Told::new(
        what,
        "a false all-clear costs trust, a late one costs nerves",
    )
}

pub(super) fn stability(held: Option<Span>, early: Option<Span>, target: Span) -> Told {
    let what = match (held, early) {
        (Some(held), _) => format!("resolved was claimed after it had held for {}", about(held)),
        (None, Some(early)) => format!("resolved was claimed {} before it was so", about(early)),
        (None, None) => "resolved was claimed, and it was not so".to_owned(),
    };
    Told::new(
        what,
        format!("watch before you call it over; aim: {}", about(target)),
    )
}
