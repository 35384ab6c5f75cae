//! A golden run as what one does in front of a face: how long one waits, and what one types.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use misfortune::content;
use misfortune::engine::command::{Command, Rejection};
use misfortune::engine::event::{Head, Stress};
use misfortune::engine::prompt::{self, Request};
use misfortune::engine::scenario::{Claim, Scenario};
use misfortune::engine::script::{self, alone};
use misfortune::engine::session::Session;
use misfortune::engine::time::Elapsed;
use misfortune::os::clock::GAP;
use misfortune::view::Scene;
use misfortune::view::{confirm, signals};

/// A golden run, stop by stop.
pub struct Walk {
    pub name: String,
    pub scenario: Arc<Scenario>,
    pub head: Head,
    pub stops: Vec<Stop>,
    /// What passes after the last one, until play is over.
    pub rest: Vec<Duration>,
}

/// A line, and what comes before it.
pub struct Stop {
    /// Real time in steps that no clock takes for a gap.
    pub passes: Vec<Duration>,
    pub typed: String,
    /// What is typed when a risk is asked about.
    pub accepts: Option<String>,
    /// Everything is looked at after it.
    pub looks: bool,
}

/// How many times a run is looked at from all sides.
const N_LOOKS: usize = 3;

/// The same scenario, an incident second a real millisecond.
pub fn paced(scenario: &Scenario) -> Arc<Scenario> {
    let mut scenario = scenario.clone();
    scenario.clock.pace = 1000;
    Arc::new(scenario)
}

/// Walks through a golden run beside the engine, which knows when hands are free.
pub fn of(scenario: &Arc<Scenario>, run: &Path) -> Walk {
    let source = std::fs::read_to_string(run).unwrap();
    let script = content::script::load(&source, Some(scenario))
        .script
        .unwrap();
    // Faces move the clock of an untimed play themselves; calm deals the same and can be timed.
    let stress = match script.stress {
        Stress::Untimed => Stress::Calm,
        Stress::Real => panic!("a second of a real-time run takes a second"),
        stress @ (Stress::Calm | Stress::Normal) => stress,
    };
    let head = Head::new(scenario, script.seed, stress, alone(scenario));
    let mut session = Session::begin(Arc::clone(scenario), head.clone());
    let typed: Vec<_> = script
        .steps
        .iter()
        .filter(|it| it.typed.is_some())
        .collect();
    let every = typed.len().div_ceil(N_LOOKS);
    let mut last = Elapsed::ZERO;
    let mut stops = Vec::new();
    for (nth, step) in typed.into_iter().enumerate() {
        let line = step.typed.clone().unwrap();
        let before = session.state().now;
        script::reach(&mut session, step.when, last);
        last = session.state().now;
        let passes = passes(before, last, stress);
        let accepts = accepts(&session, &line);
        let _refused_too = script::enter(&mut session, &line);
        stops.push(Stop {
            passes,
            accepts,
            typed: line,
            looks: nth % every == every / 2 && session.state().ended.is_none(),
        });
    }
    let before = session.state().now;
    session.advance(scenario.clock.limit);
    let rest = passes(before, session.state().now, stress);
    Walk {
        name: run.file_stem().unwrap().to_string_lossy().into_owned(),
        scenario: Arc::clone(scenario),
        head,
        stops,
        rest,
    }
}

/// What has to be typed before a risk is taken, if that line takes one.
fn accepts(session: &Session, line: &str) -> Option<String> {
    let (scenario, now) = (session.scenario(), session.state().now);
    let you = scenario.you;
    let Ok(Request::Command(command)) = prompt::read(scenario, you, line, false) else {
        return None;
    };
    let scene = Scene::new(session, now);
    let is_doubted = signals::alerts(&scene)
        .iter()
        .any(|it| it.level == "CRITICAL");
    let claim = match &command {
        Command::ClaimMitigated => Some(Claim::Mitigated),
        Command::ClaimResolved => Some(Claim::Resolved),
        _ => None,
    };
    match session.clone().submit(now, you, &command) {
        Err(Rejection::NeedsConfirmation(action)) => {
            Some(confirm::confirm(&scene, action, line).word)
        }
        Ok(()) if is_doubted => claim.map(|it| confirm::claim(&scene, it).word),
        Ok(()) | Err(_) => None,
    }
}

fn passes(from: Elapsed, to: Elapsed, stress: Stress) -> Vec<Duration> {
    let per_ms = stress.incident_ms(1000, 1);
    let ms = to.since(from).0;
    assert_eq!(ms % per_ms, 0, "golden runs are told in whole seconds");
    let mut left = Duration::from_millis(ms / per_ms);
    let mut steps = Vec::new();
    while !left.is_zero() {
        let step = left.min(GAP);
        steps.push(step);
        left -= step;
    }
    steps
}
