//! Real time made incident time.
//!
//! Invariant: real time is counted once, as a whole, since the last jump; so no number of small
//! steps loses a part of a millisecond.

use std::time::Duration;

use crate::engine::event::Stress;
use crate::engine::time::{Elapsed, Span};
use crate::os::clock::{Clock, Stopwatch};

/// How far real time has brought the incident's clock.
#[derive(Debug)]
pub(super) struct Pace {
    watch: Stopwatch,
    stress: Stress,
    /// Incident seconds that pass in a real one at normal stress.
    per_second: u32,
    jumped_to: Elapsed,
    ran: Duration,
}

impl Pace {
    pub(super) fn start(
        clock: Box<dyn Clock>,
        stress: Stress,
        per_second: u32,
        at: Elapsed,
    ) -> Self {
        Self {
            watch: Stopwatch::start(clock),
            stress,
            per_second,
            jumped_to: at,
            ran: Duration::ZERO,
        }
    }

    /// Whether real time moves the incident's clock at all.
    pub(super) fn is_timed(&self) -> bool {
        self.stress != Stress::Untimed
    }

    /// Looks at the real clock; what passed since the last look counts if the clock runs.
    pub(super) fn look(&mut self, runs: bool) {
        let passed = self.watch.passed();
        if runs {
            self.ran = self.ran.saturating_add(passed);
        }
    }

    pub(super) fn now(&self) -> Elapsed {
        let real_ms = u64::try_from(self.ran.as_millis()).unwrap_or(u64::MAX);
        self.jumped_to + Span(self.stress.incident_ms(self.per_second, real_ms))
    }

    /// The incident's clock jumped forward to there.
    pub(super) fn jump_to(&mut self, at: Elapsed) {
        if at > self.now() {
            self.jumped_to = at;
            self.ran = Duration::ZERO;
        }
    }

    /// Real time until the incident's clock is there.
    pub(super) fn real_until(&self, at: Elapsed) -> Option<Duration> {
        let wanted_ms = at.since(self.jumped_to).0;
        let per_second = u64::from(self.per_second.max(1));
        let real_ms = match self.stress {
            Stress::Untimed => return None,
            Stress::Calm => wanted_ms.saturating_mul(2).div_ceil(per_second),
            Stress::Normal => wanted_ms.div_ceil(per_second),
            Stress::Real => wanted_ms,
        };
        Some(Duration::from_millis(real_ms).saturating_sub(self.ran))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::os::clock::HandClock;

    #[test]
    fn small_steps_add_up_to_the_whole() {
        for stress in Stress::ALL {
            let clock = HandClock::default();
            let mut pace = Pace::start(Box::new(clock.clone()), stress, 1, Elapsed(500));
            for _ in 0..30_000 {
                clock.advance(Duration::from_micros(100));
                pace.look(true);
            }
            let passed = stress.incident_ms(1, 3000);
            assert_eq!(pace.now(), Elapsed(500 + passed), "{stress:?}");
        }
    }

    #[test]
    fn it_is_there_when_it_said_it_would_be_and_not_before() {
        for stress in [Stress::Calm, Stress::Normal, Stress::Real] {
            for (pace, at) in [(1, 7), (3, 1000), (25, 4_345), (7, 99)] {
                let clock = HandClock::default();
                let at = Elapsed(at);
                let mut pace = Pace::start(Box::new(clock.clone()), stress, pace, Elapsed::ZERO);
                clock.advance(Duration::from_micros(300));
                pace.look(true);
                let real = pace.real_until(at).expect("a timed stress");
                clock.advance(real.saturating_sub(Duration::from_micros(1)));
                pace.look(true);
                assert!(pace.now() < at);
                clock.advance(Duration::from_micros(1));
                pace.look(true);
                assert!(pace.now() >= at);
                assert_eq!(pace.real_until(at), Some(Duration::ZERO));
            }
        }
    }

    #[test]
    fn time_that_does_not_count_is_gone() {
        let clock = HandClock::default();
        let mut pace = Pace::start(Box::new(clock.clone()), Stress::Normal, 10, Elapsed::ZERO);
        clock.advance(Duration::from_secs(3));
        pace.look(false);
        assert_eq!(pace.now(), Elapsed::ZERO);
        pace.jump_to(Elapsed::from_secs(90));
        clock.advance(Duration::from_secs(1));
        pace.look(true);
        assert_eq!(pace.now(), Elapsed::from_secs(100));
        pace.jump_to(Elapsed::from_secs(95));
        assert_eq!(pace.now(), Elapsed::from_secs(100));
    }
}
