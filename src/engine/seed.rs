//! Chance: one seed, and a named stream for each use of it.
//!
//! A new use of chance takes a new stream and so never shifts the numbers of an old one.

use rand::SeedableRng;
use rand::rand_core::Rng;
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};

/// The name of the generator, written into the head of each journal.
pub const GENERATOR: &str = "chacha8";

/// Where all chance of one session comes from. Printed, stored, accepted on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Seed(pub u64);

/// What a stream of chance is for. Numbers are for ever: they are part of what a seed means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stream {
    /// Which scenario the wheel stops at.
    Wheel = 1,
    /// Which complications are dealt.
    Complications = 2,
    /// What a bot does.
    Bot = 3,
    /// How far the wheel turns, for show only.
    Spin = 4,
}

impl Seed {
    /// The generator of one named stream.
    #[must_use]
    pub fn stream(self, purpose: Stream) -> ChaCha8Rng {
        let mut rng = ChaCha8Rng::seed_from_u64(self.0);
        rng.set_stream(purpose as u64);
        rng
    }

    /// A number that is a function of the seed, a name and an index: noise that can be read at
    /// any place without stepping through the places before it.
    #[must_use]
    pub fn hash(self, name: &str, idx: u64) -> u64 {
        // FNV-1a over the name, then two rounds of a 64-bit finaliser (splitmix64).
        let mut h: u64 = 0xcbf2_9ce4_8422_2325 ^ self.0;
        for byte in name.bytes() {
            h = (h ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        splitmix(splitmix(h ^ splitmix(idx)))
    }
}

fn splitmix(x: u64) -> u64 {
    let mut z = x.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Draws a number below `bound`, each equally likely: our own, so that a library's next version
/// does not change what a seed means.
///
/// # Panics
/// If `bound` is zero.
pub fn below(rng: &mut impl Rng, bound: u64) -> u64 {
    assert!(bound > 0, "a draw needs something to draw from");
    let reject_below = bound.wrapping_neg() % bound;
    loop {
        let x = rng.next_u64();
        if x >= reject_below {
            return x % bound;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_means_the_same_numbers_for_ever() {
        let mut rng = Seed(7).stream(Stream::Wheel);
        let drawn: Vec<u64> = (0..6).map(|_| below(&mut rng, 100)).collect();
        insta::assert_debug_snapshot!(drawn);
        insta::assert_snapshot!(Seed(7).hash("errors", 3).to_string());
    }

    #[test]
    fn streams_do_not_share_numbers() {
        let a = Seed(7).stream(Stream::Wheel).next_u64();
        let b = Seed(7).stream(Stream::Complications).next_u64();
        assert_ne!(a, b);
    }
}
