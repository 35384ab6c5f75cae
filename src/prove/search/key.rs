//! When two plays are the same from here on.
//!
//! Times count from now, unless something comes at a time of its own; what nobody asks about is
//! left out.

use crate::engine::guard::World;
use crate::engine::scenario::Trigger;
use crate::engine::state::{Place, Standing};
use crate::engine::time::Elapsed;
use crate::prove::slice::Slice;

/// A number for what decides the future of a play: two plays with the same are the same.
pub fn key(slice: &Slice, standing: &Standing, held: Option<Elapsed>, quiet: bool) -> u128 {
    let now = standing.now.0;
    let ahead = |at: Elapsed| at.0.saturating_sub(now) + 2;
    let mut mix = Mix::default();
    let World {
        facts,
        clues,
        claims,
    } = slice.asked(standing.world);
    mix.add(facts);
    mix.add(clues);
    mix.add(claims);
    mix.add(u64::from(quiet) | u64::from(standing.acknowledged.is_some()) << 1);
    mix.add(held.map_or(0, |held| now - held.0 + 1));
    for person in &standing.people {
        mix.add(match person.place {
            Place::Away => 0,
            Place::Here => 1,
            Place::OnTheWay(at) => ahead(at),
        });
        let busy = person.busy.map_or((0, 0), |busy| {
            let settled = busy.settled.map_or(0, |place| place as u64 + 1);
            (ahead(busy.until), (busy.action.0 as u64) << 32 | settled)
        });
        mix.add(busy.0);
        mix.add(busy.1);
        mix.add(person.asking_until.0.saturating_sub(now));
    }
    let mut spent = 0;
    for (idx, is_spent) in standing.spent.iter().enumerate() {
        spent = (spent << 1) | u64::from(*is_spent);
        if idx % 64 == 63 {
            mix.add(spent);
            spent = 0;
        }
    }
    mix.add(spent);
    let mut by_the_clock = false;
    for (state, cue) in standing.cues.iter().zip(&slice.scenario.cues) {
        by_the_clock |= !state.spent && matches!(cue.trigger, Trigger::At(..));
        mix.add(match (state.spent, state.since) {
            (true, _) => 0,
            (false, None) => 1,
            (false, Some(since)) => now - since.0 + 2,
        });
    }
    for claim in [standing.mitigated, standing.resolved] {
        mix.add(claim.disproof_at.map_or(0, ahead));
    }
    mix.add(u64::from(standing.ended.is_some()));
    if by_the_clock {
        mix.add(now);
    }
    mix.end()
}

/// Two lanes of multiply and fold: fast, and the same on every machine.
#[derive(Clone, Copy)]
struct Mix(u64, u64);

impl Default for Mix {
    fn default() -> Self {
        Self(0x243f_6a88_85a3_08d3, 0x1319_8a2e_0370_7344)
    }
}

impl Mix {
    const fn add(&mut self, word: u64) {
        self.0 = fold(self.0 ^ word, 0x9e37_79b9_7f4a_7c15);
        self.1 = fold(self.1 ^ word, 0xd6e8_feb8_6659_fd93).rotate_left(23);
    }

    const fn end(self) -> u128 {
        (self.0 as u128) << 64 | self.1 as u128
    }
}

/// A product and its upper half, turned round each other.
const fn fold(one: u64, other: u64) -> u64 {
    let product = one.wrapping_mul(other);
    (product ^ (product >> 32)).wrapping_mul(0xff51_afd7_ed55_8ccd) ^ (product >> 29)
}
