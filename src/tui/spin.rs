//! How the wheel turns: a function of the pick and the time since it was pushed.
//!
//! A hand pushes it, friction of two kinds slows it (air, which takes most while it is fast, and
//! the axle, which stops it), and at each peg it hangs a little before it slips past.
//!
//! Invariant: the pick is made before the first frame; the turning ends with the pointer on it.

use std::time::Duration;

use crate::engine::wheel::Spin;
use crate::view::home::Slice;

/// A frame of something that moves is shown so often, at most.
pub const FRAME: Duration = Duration::from_millis(20);

/// The hand is on the wheel for so long.
const PUSH_S: f64 = 0.4;
/// Then it runs down for so long.
const RUN_DOWN_S: f64 = 4.4;
/// What the air takes a second, against what the axle takes.
const AIR: f64 = 0.75;
/// How much it hangs at a peg; 1 would be not at all.
const GRIP: f64 = 1.5;
/// The pointer is bent for so long after a peg went past.
const BENT: Duration = Duration::from_millis(45);

/// More slices than this are no wheel any more but a stripe: they are a reel of names.
pub const ROUND_SLICES_MAX: usize = 16;
/// So many names of a long reel go past.
const REEL_NAMES: f64 = 40.0;

/// Millionths of a turn.
const TURN: f64 = 1e6;

/// A wheel that was pushed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Turning {
    spin: Spin,
    since: Duration,
    lasts: Duration,
    /// Where it would stand without pegs when it was pushed, and how far it goes.
    from: f64,
    way: f64,
}

impl Turning {
    /// Pushed at `now`, when the pointer stood at `stood_ppm`; with `still` it has stopped
    /// already.
    #[must_use]
    pub fn push(
        spin: Spin,
        slices: &[Slice],
        stood_ppm: u32,
        (now, still): (Duration, bool),
    ) -> Self {
        let lasts = if still {
            Duration::ZERO
        } else {
            Duration::from_secs_f64(PUSH_S + RUN_DOWN_S)
        };
        let to = without_pegs(slices, spin.angle_ppm);
        let (from, way) = if slices.len() <= ROUND_SLICES_MAX {
            let from = without_pegs(slices, stood_ppm);
            (
                from,
                f64::from(spin.turns) * TURN + (to - from).rem_euclid(TURN),
            )
        } else {
            let names = u32::try_from(slices.len()).unwrap_or(u32::MAX);
            let way = REEL_NAMES * TURN / f64::from(names);
            ((to - way).rem_euclid(TURN), way)
        };
        Self {
            spin,
            since: now,
            lasts,
            from,
            way,
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
    pub fn angle_ppm(&self, slices: &[Slice], now: Duration) -> u32 {
        if self.is_over(now) {
            return self.spin.angle_ppm;
        }
        let since = now.saturating_sub(self.since).as_secs_f64();
        at_pegs(slices, self.from + self.way * part_gone(since))
    }

    /// Whether a peg has just gone past: the pointer is bent.
    #[must_use]
    pub fn ticks(&self, slices: &[Slice], now: Duration) -> bool {
        let before = now.saturating_sub(BENT).max(self.since);
        !self.is_over(now)
            && slice_at(slices, self.angle_ppm(slices, before))
                != slice_at(slices, self.angle_ppm(slices, now))
    }
}

/// The slice under an angle.
#[must_use]
pub fn slice_at(slices: &[Slice], angle_ppm: u32) -> Option<usize> {
    let angle = angle_ppm % 1_000_000;
    let after = slices.partition_point(|it| it.from_ppm <= angle);
    after.checked_sub(1)
}

/// How much of the way is behind it after so many seconds.
///
/// With `v' = -(a + AIR v)` the speed dies out as an exponential that ends below zero: it stops
/// when it crosses zero. `a` follows from the whole way, so it cancels out of the part.
fn part_gone(s: f64) -> f64 {
    let fastest = (AIR * RUN_DOWN_S).exp() - 1.0;
    let pushed = fastest * PUSH_S / 2.0;
    let whole = pushed + fastest / AIR - RUN_DOWN_S;
    let gone = if s < PUSH_S {
        pushed * (s / PUSH_S).powi(2)
    } else {
        let s = (s - PUSH_S).min(RUN_DOWN_S);
        pushed + (fastest + 1.0) / AIR * (1.0 - (-AIR * s).exp()) - s
    };
    gone / whole
}

/// Where it is on a slice when it hangs at the slice's end: soon near it, late past it.
fn at_pegs(slices: &[Slice], angle: f64) -> u32 {
    let angle = whole(angle.rem_euclid(TURN));
    let Some(slice) = slice_at(slices, angle).map(|idx| &slices[idx]) else {
        return angle;
    };
    let width = f64::from(slice.to_ppm.saturating_sub(slice.from_ppm).max(1));
    let part = (f64::from(angle - slice.from_ppm) / width).min(1.0);
    let hung = 1.0 - (1.0 - part).powf(GRIP);
    let last = slice.to_ppm.saturating_sub(1).max(slice.from_ppm);
    whole(f64::from(slice.from_ppm) + hung * width).min(last)
}

/// The same backwards.
fn without_pegs(slices: &[Slice], angle_ppm: u32) -> f64 {
    let Some(slice) = slice_at(slices, angle_ppm).map(|idx| &slices[idx]) else {
        return f64::from(angle_ppm);
    };
    let width = f64::from(slice.to_ppm.saturating_sub(slice.from_ppm).max(1));
    let hung = (f64::from(angle_ppm % 1_000_000 - slice.from_ppm) / width).min(1.0);
    f64::from(slice.from_ppm) + (1.0 - (1.0 - hung).powf(1.0 / GRIP)) * width
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "an angle, from 0 to a million; a cast saturates"
)]
const fn whole(angle: f64) -> u32 {
    angle as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::seed::Seed;
    use crate::engine::wheel::Wheel;
    use crate::view::home::nameless;

    const START: Duration = Duration::from_secs(9);

    /// Every frame's angle, from the push to the stop.
    fn frames(turning: &Turning, slices: &[Slice]) -> Vec<u32> {
        let times = (0..).map(|n| START + FRAME * n);
        times
            .take_while(|now| !turning.is_over(*now))
            .map(|now| turning.angle_ppm(slices, now))
            .collect()
    }

    #[test]
    fn the_wheel_starts_where_it_stood_and_stops_at_the_pick() {
        for n_slices in [1, 2, 5, 16, 40, 1000] {
            let wheel = Wheel::fair(n_slices);
            let slices = nameless(&wheel);
            for seed in 0..20 {
                let spin = wheel.spin(Seed(seed)).expect("slices");
                let turning = Turning::push(spin, &slices, 3, (START, false));
                let frames = frames(&turning, &slices);
                if n_slices <= ROUND_SLICES_MAX {
                    assert!(frames[0] < 10, "{n_slices}: {}", frames[0]);
                }
                // The last frames hardly move: what is shown then is what was picked.
                let last = *frames.last().expect("frames");
                assert!(last.abs_diff(spin.angle_ppm) < 1000, "{n_slices}: {last}");
                assert_eq!(slice_at(&slices, last), Some(spin.picked));
                let stands = turning.angle_ppm(&slices, START + Duration::from_mins(1));
                assert_eq!(wheel.slice_at(stands), Some(spin.picked));
            }
        }
    }

    #[test]
    fn it_speeds_up_slows_down_and_each_slice_takes_longer_than_the_one_before() {
        let wheel = Wheel::fair(8);
        let slices = nameless(&wheel);
        let spin = wheel.spin(Seed(1)).expect("slices");
        let turning = Turning::push(spin, &slices, 0, (START, false));
        let frames = frames(&turning, &slices);
        let mut n_frames_on_slice = vec![0_u32];
        for pair in frames.windows(2) {
            if slice_at(&slices, pair[0]) == slice_at(&slices, pair[1]) {
                *n_frames_on_slice.last_mut().expect("one") += 1;
            } else {
                n_frames_on_slice.push(0);
            }
        }
        let fastest = n_frames_on_slice.iter().min().expect("slices");
        assert!(n_frames_on_slice[0] > *fastest, "a hand pushes it");
        let late: Vec<u32> = n_frames_on_slice
            .iter()
            .rev()
            .skip(1)
            .take(4)
            .copied()
            .collect();
        assert!(late.is_sorted_by(|a, b| a > b), "{late:?}");
        assert!(late[0] >= 20, "the last peg is waited for: {late:?}");
    }

    #[test]
    fn a_peg_that_goes_past_bends_the_pointer_and_only_that() {
        let wheel = Wheel::fair(4);
        let slices = nameless(&wheel);
        let spin = wheel.spin(Seed(2)).expect("slices");
        let turning = Turning::push(spin, &slices, 0, (START, false));
        let times: Vec<Duration> = (0..240).map(|n| START + FRAME * n).collect();
        let n_bent = times
            .iter()
            .filter(|it| turning.ticks(&slices, **it))
            .count();
        assert!(n_bent > 8 && n_bent < 120, "{n_bent}");
        assert!(!turning.ticks(&slices, START + Duration::from_secs(9)));
    }

    #[test]
    fn with_reduced_motion_it_stands_at_once() {
        let wheel = Wheel::fair(5);
        let spin = wheel.spin(Seed(3)).expect("slices");
        let turning = Turning::push(spin, &nameless(&wheel), 0, (Duration::ZERO, true));
        assert!(turning.is_over(Duration::ZERO));
        assert_eq!(
            turning.angle_ppm(&nameless(&wheel), Duration::ZERO),
            spin.angle_ppm
        );
    }
}
