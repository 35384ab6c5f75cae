//! The wheel: which scenario comes next, at which odds, and where the pointer stands.
//!
//! The pick is made first; what is shown afterwards tells it truly.

use super::seed::{Seed, Stream, below};

/// Slices weigh so much while they have not been played lately.
const WEIGHT_FRESH: u64 = 8;

/// A wheel with a slice for each scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wheel {
    /// Where each slice ends, in weights from the first slice's beginning.
    ends: Vec<u64>,
}

/// Where a spin ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spin {
    /// The slice that is picked.
    pub picked: usize,
    /// Where the pointer stands, in millionths of a turn from the first slice's beginning.
    pub angle_ppm: u32,
    /// Whole turns before that, for show.
    pub turns: u32,
}

impl Wheel {
    /// A wheel of `n_slices` equal slices.
    #[must_use]
    pub fn fair(n_slices: usize) -> Self {
        Self::weighing(std::iter::repeat_n(WEIGHT_FRESH, n_slices))
    }

    /// A wheel that remembers: `played_ago[n]` says how many sessions ago slice n was played
    /// (0 is the last one), if it was. Recent ones are rarer, none is impossible.
    #[must_use]
    pub fn remembering(played_ago: &[Option<usize>]) -> Self {
        Self::weighing(played_ago.iter().map(|ago| match ago {
            Some(0) => 1,
            Some(1 | 2) => 2,
            Some(3..=5) => 4,
            Some(_) | None => WEIGHT_FRESH,
        }))
    }

    fn weighing(weights: impl Iterator<Item = u64>) -> Self {
        let ends = weights.scan(0, |end, weight| {
            *end += weight;
            Some(*end)
        });
        Self {
            ends: ends.collect(),
        }
    }

    /// How many slices it has.
    #[must_use]
    pub const fn n_slices(&self) -> usize {
        self.ends.len()
    }

    fn total(&self) -> u64 {
        self.ends.last().copied().unwrap_or(0)
    }

    fn start(&self, slice: usize) -> u64 {
        slice.checked_sub(1).map_or(0, |before| self.ends[before])
    }

    fn ppm(&self, part: u64) -> u32 {
        let ppm = (part * 1_000_000).checked_div(self.total());
        u32::try_from(ppm.unwrap_or(0)).unwrap_or(u32::MAX)
    }

    /// The chance of a slice, in millionths; none for a slice that is not there.
    #[must_use]
    pub fn odds_ppm(&self, slice: usize) -> u32 {
        let end = self.ends.get(slice);
        end.map_or(0, |end| self.ppm(end - self.start(slice)))
    }

    /// Where a slice begins and ends, in millionths of a turn; slices are as wide as their odds.
    #[must_use]
    pub fn bounds_ppm(&self, slice: usize) -> (u32, u32) {
        (self.ppm(self.start(slice)), self.ppm(self.ends[slice]))
    }

    /// The slice under an angle.
    #[must_use]
    pub fn slice_at(&self, angle_ppm: u32) -> Option<usize> {
        let angle_ppm = angle_ppm % 1_000_000;
        let slice = self.ends.partition_point(|end| self.ppm(*end) <= angle_ppm);
        (slice < self.n_slices()).then_some(slice)
    }

    /// Spins it; `None` if it has no slices.
    #[must_use]
    pub fn spin(&self, seed: Seed) -> Option<Spin> {
        if self.total() == 0 {
            return None;
        }
        let drawn = below(&mut seed.stream(Stream::Wheel), self.total());
        let picked = self.ends.partition_point(|end| *end <= drawn);
        let mut show = seed.stream(Stream::Spin);
        let (from, to) = self.bounds_ppm(picked);
        // Not on the very edge, where rounding would decide.
        let inset = (to - from) / 8;
        let width = u64::from(to - from - 2 * inset).max(1);
        let into = u32::try_from(below(&mut show, width)).unwrap_or(0);
        Some(Spin {
            picked,
            angle_ppm: from + inset + into,
            turns: 4 + u32::try_from(below(&mut show, 3)).unwrap_or(0),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pointer_shows_what_was_picked() {
        for n_slices in (1..=400).chain([1000, 10_000]) {
            let wheel = Wheel::fair(n_slices);
            for seed in 0..20 {
                let spin = wheel.spin(Seed(seed)).expect("a wheel with slices");
                assert_eq!(
                    wheel.slice_at(spin.angle_ppm),
                    Some(spin.picked),
                    "{n_slices} {seed}"
                );
            }
        }
    }

    #[test]
    fn every_slice_comes_as_often_as_every_other() {
        for (n_slices, each) in [
            (2_usize, 3000),
            (3, 3000),
            (7, 3000),
            (30, 3000),
            (1000, 50),
        ] {
            let wheel = Wheel::fair(n_slices);
            let n_spins = each * n_slices;
            let mut counts = vec![0_u32; n_slices];
            for seed in 0..n_spins {
                counts[wheel.spin(Seed(seed as u64)).expect("slices").picked] += 1;
            }
            let float = |n: usize| f64::from(u32::try_from(n).expect("small"));
            let expected = float(each);
            let chi2: f64 = counts
                .iter()
                .map(|count| (f64::from(*count) - expected).powi(2) / expected)
                .sum();
            let degrees = float(n_slices - 1);
            // Far beyond the 99.99 % point of a chi-square of that many degrees.
            assert!(
                chi2 < degrees + 4.5 * (2.0 * degrees).sqrt() + 6.0,
                "{n_slices}: {chi2}"
            );
        }
    }

    #[test]
    fn what_was_played_lately_is_rarer_and_never_impossible() {
        let wheel = Wheel::remembering(&[Some(0), None, Some(9)]);
        assert_eq!(wheel.odds_ppm(0), 58_823);
        assert_eq!(wheel.odds_ppm(1), wheel.odds_ppm(2));
        let picks = (0..2000).filter(|seed| wheel.spin(Seed(*seed)).expect("slices").picked == 0);
        assert!((60..180).contains(&picks.count()));
    }

    #[test]
    fn an_empty_wheel_picks_nothing() {
        assert_eq!(Wheel::fair(0).spin(Seed(1)), None);
    }
}
