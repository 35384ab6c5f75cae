//! Fresh chance, when nobody gave a seed.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;

use crate::engine::seed::Seed;

/// Seeds made up here have at most nine digits, so that people can say them to each other.
pub const FRESH_SEED_MAX: u64 = 999_999_999;

/// A seed that nobody can foresee.
#[must_use]
pub fn fresh_seed() -> Seed {
    // The standard library keys its hasher from the system's own generator.
    let drawn = RandomState::new().hash_one("seed");
    Seed(drawn % (FRESH_SEED_MAX + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fresh_seeds_differ_and_can_be_said_aloud() {
        let seeds: Vec<Seed> = (0..8).map(|_| fresh_seed()).collect();
        assert!(seeds.iter().all(|seed| seed.0 <= FRESH_SEED_MAX));
        assert!(seeds.iter().any(|seed| *seed != seeds[0]));
    }
}
