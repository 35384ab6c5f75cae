//! A head and events, for tests that do not care which.

use misfortune::engine::event::{Event, FORMAT, Head, Recorded, Role, Seat, Stress};
use misfortune::engine::seed::{GENERATOR, Seed};
use misfortune::engine::time::Elapsed;

/// A head of no scenario in particular.
pub fn head() -> Head {
    Head {
        format: FORMAT,
        program: "0.0.0".to_owned(),
        scenario: "drill".into(),
        content_hash: "00".repeat(32),
        seed: Seed(7),
        generator: GENERATOR.to_owned(),
        stress: Stress::Normal,
        roster: vec![Seat {
            responder: "you".into(),
            name: "You".to_owned(),
            role: Role::Operations,
        }],
    }
}

/// Notes, `n` of them from that place on.
pub fn notes(from: u64, n: u64) -> Vec<Recorded> {
    (from..from + n)
        .map(|seq| Recorded {
            seq,
            at: Elapsed::from_secs(seq),
            event: Event::Noted {
                by: "you".into(),
                text: format!("note {seq}"),
            },
        })
        .collect()
}
