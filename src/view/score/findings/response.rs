//! The words of response: how soon somebody had it, how bad it was said to be, who led, who came.

use super::{by_time, timed};
use crate::engine::id::ResponderIdx;
use crate::engine::score::Timed;
use crate::engine::time::Elapsed;
use crate::view::Scene;
use crate::view::score::Told;
use crate::view::words::all_of;

pub(super) fn acknowledged(it: &Timed) -> Told {
    let why = "while it rings, nobody has it";
    timed(it, "page taken", "the page was never taken", why)
}

pub(super) fn severity(declared: Option<u8>, deserved: u8, target: Elapsed) -> Told {
    let what = match declared {
        None => format!("no severity was declared; it deserved {deserved}"),
        Some(level) if level == deserved => format!("severity {level} declared, as it deserved"),
        Some(level) if level < deserved => {
            format!("severity {level} declared, higher than the {deserved} it deserved")
        }
        Some(level) => format!("severity {level} declared, lower than the {deserved} it deserved"),
    };
    Told::new(
        what,
        format!(
            "it decides who gets out of bed; too high is cheap, too late is not; aim: {target}"
        ),
    )
}

pub(super) fn commander(
    scene: &Scene,
    who: Option<ResponderIdx>,
    hands_on: bool,
    alone: bool,
) -> Told {
    let Some(who) = who else {
        return Told::new(
            "nobody was named incident commander",
            "without one, everybody does what they think is next",
        );
    };
    let who = scene.called(who);
    match (hands_on, alone) {
        (true, false) => Told::new(
            format!(
                "incident commander: {who}, who also did most of the work while others were free"
            ),
            "who has the keyboard loses the picture: name somebody else, or `ask`",
        ),
        (true, true) => Told::new(
            format!(
                "incident commander: {who}, who did most of the work, much of it while nobody else was free"
            ),
            "alone is alone",
        ),
        (false, _) => Told::new(
            format!("incident commander: {who}"),
            "somebody held the picture while others worked",
        ),
    }
}

pub(super) fn called_in(
    scene: &Scene,
    [early, late, never]: [&Vec<ResponderIdx>; 3],
    by: Elapsed,
    solved: Option<Elapsed>,
) -> Told {
    if let Some(at) = solved {
        return Told::new(
            format!("nobody had to be called: it was over at {at}"),
            format!("whoever is done before help is late needs none; aim: {by}"),
        );
    }
    let names = |who: &[ResponderIdx]| {
        let names: Vec<String> = who.iter().map(|who| scene.called(*who)).collect();
        all_of(&names)
    };
    Told::new(
        by_time(
            &[names(early), names(late), names(never)],
            ["called in time", "called late", "never called"],
            "nobody else was needed",
        ),
        format!("asking early is never held against you, asking late is; aim: {by}"),
    )
}
