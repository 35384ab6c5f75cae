//! What users would have suffered on a way, if a team had gone it: the way is gone again, by the
//! engine's own rules.

use crate::engine::guard::World;
use crate::engine::harm::Course;
use crate::engine::scenario::Scenario;
use crate::engine::state::Standing;
use crate::engine::time::Elapsed;

use super::way::{Way, advance};

/// What users suffer on a way from a standing until it has led to the goal and held.
#[must_use]
pub fn harm_of(scenario: &Scenario, from: &Standing, way: &Way) -> Course {
    let mut going = Going {
        scenario,
        past: vec![(from.now, from.world)],
        now: from.clone(),
    };
    for step in &way.steps {
        going.until(step.at);
        step.moved.make(scenario, &mut going.now);
        going.note();
    }
    let until = (way.at + scenario.targets.hold).min(scenario.clock.limit);
    going.until(until);
    Course::of(scenario, &going.past, until)
}

/// A way that is being gone.
struct Going<'a> {
    scenario: &'a Scenario,
    now: Standing,
    /// What was so when.
    past: Vec<(Elapsed, World)>,
}

impl Going<'_> {
    fn until(&mut self, to: Elapsed) {
        while let Some((at, _)) = self.now.next_due(self.scenario).filter(|(at, _)| *at <= to) {
            advance(self.scenario, &mut self.now, at);
            self.note();
        }
        advance(self.scenario, &mut self.now, to);
    }

    fn note(&mut self) {
        if self
            .past
            .last()
            .is_none_or(|(_, world)| *world != self.now.world)
        {
            self.past.push((self.now.now, self.now.world));
        }
    }
}
