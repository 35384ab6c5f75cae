//! What the world does by itself, and when it wants to be woken for it.
//!
//! Everything happens at its own time, however late the wake-up.

use super::{Happening, Place, Standing, State};
use crate::engine::event::{Ending, Event};
use crate::engine::id::{CueIdx, ResponderIdx};
use crate::engine::scenario::{Claim, Scenario, Trigger};
use crate::engine::time::Elapsed;

/// Something that is due. Of two at the same time the lesser comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Due {
    /// A responder is done with what they do.
    Finish(ResponderIdx),
    /// A paged responder gets there.
    Arrive(ResponderIdx),
    /// A cue's time.
    Cue(CueIdx),
    /// A claim is contradicted.
    Disprove(Claim),
    /// Play ends.
    End(Ending),
}

impl Standing {
    /// The next thing the world does by itself, if players do nothing, and when.
    #[must_use]
    pub fn next_due(&self, scenario: &Scenario) -> Option<(Elapsed, Due)> {
        if self.ended.is_some() {
            return None;
        }
        let people = self.people.iter().enumerate().flat_map(|(idx, person)| {
            let who = ResponderIdx(idx);
            let finish = person.busy.map(|busy| (busy.until, Due::Finish(who)));
            let arrive = match person.place {
                Place::OnTheWay(at) => Some((at, Due::Arrive(who))),
                Place::Away | Place::Here => None,
            };
            finish.into_iter().chain(arrive)
        });
        let cues = scenario.cues.iter().enumerate().filter_map(|(idx, cue)| {
            let state = self.cues[idx];
            if state.spent {
                return None;
            }
            let at = match cue.trigger {
                Trigger::At(at, _) => at,
                Trigger::After(_, span) => state.since? + span,
            };
            Some((at, Due::Cue(CueIdx(idx))))
        });
        let disproofs = [
            (self.mitigated, Claim::Mitigated),
            (self.resolved, Claim::Resolved),
        ]
        .into_iter()
        .filter_map(|(state, claim)| Some((state.disproof_at?, Due::Disprove(claim))));
        let lost = scenario
            .truth
            .lost
            .holds(self.world)
            .then_some((self.now, Due::End(Ending::Lost)));
        let resolved = self
            .resolved
            .since
            .zip(self.truly_resolved)
            .map(|(claimed, since)| {
                let held = since + scenario.targets.hold;
                (held.max(claimed), Due::End(Ending::Resolved))
            });
        let limit = (scenario.clock.limit, Due::End(Ending::OutOfTime));
        people
            .chain(cues)
            .chain(disproofs)
            .chain(lost)
            .chain(resolved)
            .chain([limit])
            .min()
            .map(|(at, due)| (at.max(self.now), due))
    }

    /// What a due thing is when it happens now.
    #[must_use]
    pub fn comes_of(&self, scenario: &Scenario, due: Due) -> Happening {
        match due {
            Due::Finish(who) => {
                let busy = self.people[who.0].busy;
                let busy = busy.expect("only somebody busy is due to finish");
                let coming = || scenario.actions[busy.action.0].coming(self.world);
                Happening::Finished {
                    who,
                    action: busy.action,
                    result: busy.settled.or_else(coming),
                }
            }
            Due::Arrive(who) => Happening::Arrived(who),
            Due::Cue(cue) => match &scenario.cues[cue.0].trigger {
                Trigger::At(_, guard) if !guard.holds(self.world) => Happening::CuePassed(cue),
                Trigger::At(..) | Trigger::After(..) => Happening::Cue(cue),
            },
            Due::Disprove(claim) => Happening::Disproved(claim),
            Due::End(ending) => Happening::Ended(ending),
        }
    }
}

impl State {
    /// The event that a due thing is when it happens now.
    #[must_use]
    pub fn happening(&self, scenario: &Scenario, due: Due) -> Event {
        self.comes_of(scenario, due).event(scenario)
    }
}
