//! What steps cost, in words. Reasons are the scenario's own: the text of a result, a clue or a
//! fact; where it has none, none is given.

use serde::Serialize;

use crate::engine::event::Event;
use crate::engine::harm::Course;
use crate::engine::id::FactIdx;
use crate::engine::scenario::ActionKind;
use crate::engine::time::Span;
use crate::prove::regret::{Costly, LostBy, Regret, Why, destroyed};
use crate::prove::search::Move;
use crate::view::Scene;
use crate::view::hint::moved;
use crate::view::words::{about, all_of, clean, flowing, scaled};

use super::harm::points;

/// What steps cost against the best way on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct RegretSheet {
    /// The best way beside yours, in a sentence; empty when there is nothing to say.
    pub line: String,
    /// The best resolution there was from the page on, in milliseconds, if one was found.
    pub par_ms: Option<u64>,
    /// When it was over here, in milliseconds, if play ended so.
    pub yours_ms: Option<u64>,
    /// The most costly steps, the worst first.
    pub steps: Vec<RegretRow>,
    /// From when on nothing could have resolved it, and why; empty if that never was so.
    pub lost: String,
    /// It is not worked out yet.
    pub pending: bool,
}

/// A step that cost time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RegretRow {
    /// `T+13:20`, `T+12:00 to T+25:00`, `T+12:00 to T+25:00 and T+26:00 to T+31:00`
    pub time: String,
    /// What was typed, or that nothing was.
    pub what: String,
    /// What it cost: `12 min`, `12 min in all; while they lasted users suffered 340 harm points`,
    /// `users 340 of 1200 harm points`
    pub cost: String,
    /// The time of it in milliseconds.
    pub cost_ms: u64,
    /// What users suffered by it, in harm points; of a pause, while it lasted.
    pub harm: u64,
    /// Why, if the scenario says so; else empty.
    pub why: String,
    /// What the best way was to begin with then; else empty.
    pub instead: String,
    /// What is destroyed on that way, where no way was known that destroys nothing more; else
    /// empty.
    pub destroys: String,
    /// Nothing that had been seen by then spoke for it.
    pub in_hindsight: bool,
}

impl RegretSheet {
    /// All of it as sentences; none if there is nothing to say.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let line = Some(self.line.clone()).filter(|line| !line.is_empty());
        let steps = self.steps.iter().map(RegretRow::line);
        let lost = Some(self.lost.clone()).filter(|lost| !lost.is_empty());
        line.into_iter().chain(steps).chain(lost).collect()
    }
}

impl RegretRow {
    /// Such as: T+13:20 rm -rf data cost 12 min: the backup was already proven empty.
    fn line(&self) -> String {
        let why = if self.why.is_empty() { "" } else { ": " };
        let mut line = format!(
            "{} {} cost {}{why}{}",
            self.time, self.what, self.cost, self.why
        );
        if !self.instead.is_empty() {
            let stop = if line.ends_with(['.', '!', '?']) {
                ""
            } else {
                "."
            };
            line.push_str(stop);
            line.push_str(if self.in_hindsight {
                " In hindsight, the best way on was to "
            } else {
                " The best way on was to "
            });
            line.push_str(&self.instead);
            if !self.destroys.is_empty() {
                line.push_str(
                    ". No way is known on which nothing more is destroyed; on this one: ",
                );
                line.push_str(&self.destroys);
            }
        }
        line
    }
}

pub(super) fn sheet(scene: &Scene) -> RegretSheet {
    if scene.state().ended.is_none() {
        return RegretSheet::default();
    }
    let Some(regret) = scene.regret else {
        return RegretSheet {
            line: "working it out".to_owned(),
            pending: true,
            ..RegretSheet::default()
        };
    };
    RegretSheet {
        line: line(scene, regret),
        par_ms: regret.par.map(|at| at.0),
        yours_ms: regret.yours.map(|at| at.0),
        steps: regret.steps.iter().map(|it| row(scene, it)).collect(),
        lost: lost(scene, regret),
        pending: false,
    }
}

fn line(scene: &Scene, regret: &Regret) -> String {
    let more = regret.par_destroys & !destroyed(scene.session);
    let price =
        (more != 0).then(|| format!(", but on it more is destroyed: {}", facts(scene, more)));
    match (regret.par, regret.yours) {
        (Some(par), Some(yours)) if par < yours => {
            let price = price
                .unwrap_or_else(|| ", and destroys no more than was destroyed here".to_owned());
            format!(
                "it was over at {yours}; the best way that is known from the page on has it over \
                 at {par}, {} sooner{price}",
                about(yours.since(par))
            )
        }
        (Some(par), Some(yours)) if par > yours => format!(
            "it was over at {yours}, and something was destroyed by then; the best way that is \
             known to destroy less has it over at {par}"
        ),
        (Some(_) | None, Some(yours)) => {
            format!("it was over at {yours}; no faster way is known")
        }
        (Some(par), None) => {
            let price = price.unwrap_or_default();
            format!("the best way that is known from the page on has it over at {par}{price}")
        }
        (None, None) => String::new(),
    }
}

/// What facts (bits) say.
fn facts(scene: &Scene, bits: u64) -> String {
    let all = scene.scenario().facts.iter().enumerate();
    let told = all.filter(|(idx, _)| bits & FactIdx(*idx).bit() != 0);
    let told = told.map(|(_, fact)| flowing(&fact.about));
    told.collect::<Vec<_>>().join(" ")
}

fn row(scene: &Scene, it: &Costly) -> RegretRow {
    let place = it.seq.and_then(|seq| usize::try_from(seq).ok());
    let event = place.and_then(|place| scene.session.journal().get(place));
    RegretRow {
        time: event.map_or_else(|| pauses(it), |_| it.at.to_string()),
        what: event.map_or_else(
            || "nothing new was begun, and that".to_owned(),
            |it| made(scene, &it.event),
        ),
        cost: cost(scene, it),
        cost_ms: it.cost.0,
        harm: it.harm,
        why: it.why.map_or_else(String::new, |it| why(scene, it)),
        instead: instead(scene, it),
        destroys: destroys(scene, it),
        in_hindsight: in_hindsight(scene, it),
    }
}

/// More pauses than these are not told one by one.
const TOLD_MAX: usize = 3;

fn pauses(it: &Costly) -> String {
    let told = it.pauses.iter().map(|(from, to)| format!("{from} to {to}"));
    let (first, last) = (it.pauses.first(), it.pauses.last());
    match (first, last) {
        (Some((from, _)), Some((_, to))) if it.pauses.len() > TOLD_MAX => {
            let n = it.pauses.len();
            format!("{from} to {to}, in {n} pauses,")
        }
        _ => all_of(&told.collect::<Vec<_>>()),
    }
}

/// What was to be begun, and what comes straight after it.
fn instead(scene: &Scene, it: &Costly) -> String {
    let steps = it.instead.iter();
    let steps = steps.map(|step| moved(scene.scenario(), scene.seat, step.moved));
    steps.collect::<Vec<_>>().join(", then ")
}

/// What is destroyed on the way that is named instead. To take the page is right on any way.
fn destroys(scene: &Scene, it: &Costly) -> String {
    let first = it.instead.first().map(|step| step.moved);
    let told = first.is_some_and(|it| it != Move::Acknowledge);
    facts(scene, if told { it.destroys } else { 0 })
}

/// Whether the first thing named instead is a change that nothing seen by then spoke for. To look,
/// to call somebody and to tell somebody need no ground.
fn in_hindsight(scene: &Scene, it: &Costly) -> bool {
    let Some(Move::Start(_, _, action)) = it.instead.first().map(|step| step.moved) else {
        return false;
    };
    let action = &scene.scenario().actions[action.0];
    let since = it.pauses.first().map_or(it.at, |(from, _)| *from);
    let mut past = scene.past().iter().rev();
    let then = past.find(|(at, _)| *at <= since);
    let known = then.map_or(0, |(_, world)| world.clues);
    action.kind == ActionKind::Change && action.checks & known == 0
}

/// The time and the harm that a step cost.
fn cost(scene: &Scene, it: &Costly) -> String {
    let in_all = if it.pauses.len() > 1 { " in all" } else { "" };
    let time = format!("{}{in_all}", about(it.cost));
    match (it.harm, it.seq) {
        (0, _) => time,
        (harm, None) => {
            let lasted = if it.pauses.len() > 1 {
                "they lasted"
            } else {
                "it lasted"
            };
            format!("{time}; while {lasted} users suffered {}", points(harm))
        }
        (harm, Some(_)) => {
            let state = scene.state();
            let all = Course::of(scene.scenario(), &state.past, state.now).total();
            let users = format!("users {} of {}", scaled(harm), points(all));
            if it.cost == Span::ZERO {
                users
            } else {
                format!("{time}, and {users}")
            }
        }
    }
}

/// What a step was, as it was typed.
fn made(scene: &Scene, event: &Event) -> String {
    match event {
        Event::ActionStarted { who, typed, .. } => {
            let who = scene.scenario().responder(who.as_str());
            let asked = who.filter(|who| *who != scene.seat);
            let asked = asked.map_or_else(String::new, |who| {
                format!("ask {} ", scene.scenario().responders[who.0].id)
            });
            format!("`{asked}{}`", clean(typed))
        }
        Event::ResponderPaged { who, .. } => format!("`page {who}`"),
        Event::Posted { audience, .. } => format!("`post {audience}`"),
        Event::Claimed { claim, .. } => format!("`{}`", claim.word()),
        Event::SeverityDeclared { level, .. } => format!("`sev {level}`"),
        _ => "`ack`".to_owned(),
    }
}

fn why(scene: &Scene, why: Why) -> String {
    let scenario = scene.scenario();
    match why {
        Why::Result(action, result) => {
            let result = scenario.actions[action.0].results.get(result);
            let why = result.and_then(|result| result.why.as_ref());
            why.map_or_else(String::new, |why| flowing(why))
        }
        Why::Known(clue) => format!("known already: {}", flowing(&scenario.clues[clue.0].text)),
        Why::Became(fact) => fact_text(scene, fact.0),
    }
}

/// What a fact's becoming true meant.
fn fact_text(scene: &Scene, fact: usize) -> String {
    let fact = &scene.scenario().facts[fact];
    let why = fact.damage.as_ref().map(|damage| &damage.why);
    flowing(why.unwrap_or(&fact.about))
}

fn lost(scene: &Scene, regret: &Regret) -> String {
    let Some(lost) = &regret.lost else {
        return String::new();
    };
    let scenario = scene.scenario();
    let reason = match lost.by {
        LostBy::Action(action, result) => {
            let result = result.and_then(|result| scenario.actions[action.0].results.get(result));
            let why = result.and_then(|result| result.why.as_ref());
            let label = &scenario.actions[action.0].label;
            why.map_or_else(|| label.clone(), |why| flowing(why))
        }
        LostBy::Fact(fact) => fact_text(scene, fact.0),
        LostBy::Time => "what was left to do takes longer than there was time".to_owned(),
    };
    format!(
        "from {} on nothing could have resolved it: {reason}",
        lost.at
    )
}
