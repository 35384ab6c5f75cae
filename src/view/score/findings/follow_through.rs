//! The words of follow-through: causes that were named and what was promised.

use super::{by_time, ids};
use crate::engine::id::HypothesisIdx;
use crate::view::Scene;
use crate::view::score::Told;
use crate::view::words::counted;

pub(super) fn causes(scene: &Scene, [right, wrong, missed]: [&Vec<HypothesisIdx>; 3]) -> Told {
    Told::new(
        by_time(
            &[ids(scene, right), ids(scene, wrong), ids(scene, missed)],
            ["named, and so", "named, and not so", "not named"],
            "no cause was named",
        ),
        "what cannot be named cannot be mended",
    )
}

pub(super) fn commitments(if_then: usize, all: usize) -> Told {
    let what = match all {
        0 => "not yet: `commit OWNER DATE if ..., then ...` still counts".to_owned(),
        all => format!(
            "{}, {if_then} with a condition and a step",
            counted(all, "commitment", "commitments")
        ),
    };
    Told::new(what, "\"if this, then we do that, by then\" gets done")
}
