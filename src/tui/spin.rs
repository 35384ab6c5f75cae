//! How the wheel turns: a function of the pick and the time since it was pushed.
//!
//! Invariant: the pick is made before the first frame; the turning ends with the pointer on it.

use std::time::Duration;

use crate::engine::wheel::Spin;

/// A frame of the turning wheel is shown so often.
pub const FRAME: Duration = Duration::from_millis(33);

/// A turn takes about so long on average.
const TURN: Duration = Duration::from_millis(700);

/// A wheel that was pushed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turning {
    spin: Spin,
    since: Duration,
    lasts: Duration,
}

impl Turning {
    /// Pushed at `now`; with `still` it has stopped already.
    #[must_use]
    pub fn push(spin: Spin, now: Duration, still: bool) -> Self {
        let lasts = if still {
            Duration::ZERO
        } else {
            TURN * (spin.turns + 1)
        };
        Self {
            spin,
            since: now,
            lasts,
        }
    }

    /// The slice that is picked.
    #[must_use]
    pub const fn picked(&self) -> usize {
        self.spin.picked
    }

    /// Whether it stands.
    #[must_use]
    pub fn is_over(&self, now: Duration) -> bool {
        now.saturating_sub(self.since) >= self.lasts
    }

    /// Stops it where it will stop anyway.
    pub const fn stop(&mut self) {
        self.lasts = Duration::ZERO;
    }

    /// Where the pointer stands, in millionths of a turn from the first slice's beginning.
    #[must_use]
    pub fn angle_ppm(&self, now: Duration) -> u32 {
        if self.is_over(now) {
            return self.spin.angle_ppm;
        }
        let part = now.saturating_sub(self.since).as_secs_f64() / self.lasts.as_secs_f64();
        let way = f64::from(self.spin.turns) * 1e6 + f64::from(self.spin.angle_ppm);
        // A short run-up, then friction.
        let gone = way * (1.0 - (1.0 - part.powf(1.4)).powi(3));
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "from 0 to below a million"
        )]
        let angle = gone.rem_euclid(1e6) as u32;
        angle
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::seed::Seed;
    use crate::engine::wheel::Wheel;

    #[test]
    fn the_wheel_slows_down_and_stops_at_the_pick() {
        for n_slices in [1, 2, 5, 40] {
            let wheel = Wheel::fair(n_slices);
            for seed in 0..20 {
                let spin = wheel.spin(Seed(seed)).expect("slices");
                let turning = Turning::push(spin, Duration::from_secs(9), false);
                let before =
                    Duration::from_secs(9) + (TURN * (spin.turns + 1)).saturating_sub(FRAME);
                let end = before + FRAME;
                assert!(!turning.is_over(before));
                assert!(turning.is_over(end));
                assert_eq!(wheel.slice_at(turning.angle_ppm(end)), Some(spin.picked));
                // The last frames hardly move: what is shown then is what was picked.
                let late = turning.angle_ppm(before);
                assert!(late.abs_diff(spin.angle_ppm) < 1000, "{late}");
            }
        }
    }

    #[test]
    fn with_reduced_motion_it_stands_at_once() {
        let spin = Wheel::fair(5).spin(Seed(3)).expect("slices");
        let turning = Turning::push(spin, Duration::ZERO, true);
        assert!(turning.is_over(Duration::ZERO));
        assert_eq!(turning.angle_ppm(Duration::ZERO), spin.angle_ppm);
    }
}
