//! Whoever is killed at any moment finds every event again that was confirmed.
//!
//! With a control: a store that confirms before it commits must be caught by the same check.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "tests")]

#[path = "support/child.rs"]
mod child_process;
#[path = "support/fixture.rs"]
mod fixture;
#[path = "support/journal.rs"]
mod journal;

use std::path::Path;
use std::time::Duration;

use child_process::{Running, say, told};
use journal::{head, notes};
use misfortune::engine::event::{Head, Recorded, Stress};
use misfortune::engine::score::Marks;
use misfortune::engine::script;
use misfortune::engine::seed::Seed;
use misfortune::os::clock::{HandClock, WallTime};
use misfortune::play::{Play, PlayError};
use misfortune::store::sqlite::Sqlite;
use misfortune::store::writer::{Report, Writer};
use misfortune::store::{Hold, JournalStore, SessionId, StoreError, Summary};

const ROLE: &str = "MISFORTUNE_TEST_KILL";
const DIR: &str = "MISFORTUNE_TEST_DIR";
const SESSION: SessionId = SessionId(1);

/// Entry of the child processes: appends for ever, and says what was confirmed.
#[test]
fn child() {
    let Some(role) = told(ROLE) else {
        return;
    };
    let mut store = Sqlite::open(Path::new(&told(DIR).unwrap())).unwrap();
    if role == "plays" {
        play_for_ever(store);
    }
    let _hold = store.hold(SESSION).unwrap();
    let mut next = store.read(SESSION, 0).unwrap().len() as u64;
    let store: Box<dyn JournalStore> = match role.as_str() {
        "honest" => Box::new(store),
        _ => Box::new(Early {
            inner: store,
            unwritten: Vec::new(),
        }),
    };
    let writer = Writer::start(store, SESSION, next).unwrap();
    loop {
        let n = 1 + next % 4;
        writer.append(notes(next, n));
        next += n;
        while writer.wait_for_report() != Report::Durable(next) {}
        say(&next.to_string());
    }
}

/// Plays, and says how many events are on the screen.
fn play_for_ever(store: Sqlite) -> ! {
    let clock = HandClock::default();
    let mut play = resume(store, &clock).unwrap();
    let mut n = 0;
    loop {
        n += 1;
        play.typed(&format!("note {n}"), false);
        clock.advance(Duration::from_millis(1));
        play.tick();
        say(&play.shown().journal().len().to_string());
    }
}

fn resume(store: Sqlite, clock: &HandClock) -> Result<Play, PlayError> {
    let clock = Box::new(clock.clone());
    Play::resume(
        fixture::valid("minimal.toml"),
        Box::new(store),
        SESSION,
        clock,
    )
}

/// The control: confirms at once, commits now and then.
#[derive(Debug)]
struct Early {
    inner: Sqlite,
    unwritten: Vec<Recorded>,
}

impl JournalStore for Early {
    fn append(
        &mut self,
        session: SessionId,
        _: u64,
        events: &[Recorded],
    ) -> Result<(), StoreError> {
        self.unwritten.extend_from_slice(events);
        if self.unwritten.len() >= 16 {
            let expected = self.unwritten[0].seq;
            self.inner.append(session, expected, &self.unwritten)?;
            self.unwritten.clear();
        }
        Ok(())
    }

    fn create(&mut self, head: &Head, started: WallTime) -> Result<SessionId, StoreError> {
        self.inner.create(head, started)
    }

    fn hold(&mut self, session: SessionId) -> Result<Hold, StoreError> {
        self.inner.hold(session)
    }

    fn head(&self, session: SessionId) -> Result<Head, StoreError> {
        self.inner.head(session)
    }

    fn read(&self, session: SessionId, from: u64) -> Result<Vec<Recorded>, StoreError> {
        self.inner.read(session, from)
    }

    fn list(&self) -> Result<Vec<Summary>, StoreError> {
        self.inner.list()
    }

    fn set_score(&mut self, session: SessionId, marks: Marks) -> Result<(), StoreError> {
        self.inner.set_score(session, marks)
    }
}

/// Kills a writer again and again on one journal; how many rounds lost something confirmed.
fn rounds_with_losses(role: &str, n_rounds: u64) -> u64 {
    let dir = tempfile::tempdir().unwrap();
    let mut store = Sqlite::open(dir.path()).unwrap();
    assert_eq!(store.create(&head(), WallTime::default()), Ok(SESSION));
    drop(store);
    let mut n_losses = 0;
    for round in 0..n_rounds {
        let mut child = Running::start(&[(ROLE, role), (DIR, dir.path().to_str().unwrap())]);
        let mut confirmed = 0;
        for _ in 0..=(round * 7) % 19 {
            confirmed = child.hear().unwrap().parse().unwrap();
        }
        child.process.kill().unwrap();
        // What it managed to say before it died counts as well.
        while let Some(line) = child.hear() {
            confirmed = line.parse().unwrap();
        }
        child.end();

        let store = Sqlite::open(dir.path()).unwrap();
        let kept = store.read(SESSION, 0).unwrap();
        assert_eq!(kept, notes(0, kept.len() as u64), "no gap, no change");
        let summary = &store.list().unwrap()[0];
        assert_eq!(summary.n_events, kept.len() as u64);
        n_losses += u64::from((kept.len() as u64) < confirmed);
    }
    n_losses
}

#[test]
fn what_was_confirmed_survives_a_kill_at_any_moment() {
    assert_eq!(rounds_with_losses("honest", 30), 0);
}

#[test]
fn what_was_on_the_screen_is_there_after_a_kill_and_play_goes_on() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = Sqlite::open(dir.path()).unwrap();
    let scenario = fixture::valid("minimal.toml");
    let roster = script::alone(&scenario);
    let head = Head::new(&scenario, Seed(1), Stress::Normal, roster);
    assert_eq!(store.create(&head, WallTime::default()), Ok(SESSION));
    drop(store);
    for round in 0..12 {
        let mut child = Running::start(&[(ROLE, "plays"), (DIR, dir.path().to_str().unwrap())]);
        let mut n_seen = 0;
        for _ in 0..=(round * 11) % 37 {
            n_seen = child.hear().unwrap().parse().unwrap();
        }
        child.process.kill().unwrap();
        while let Some(line) = child.hear() {
            n_seen = line.parse().unwrap();
        }
        child.end();
        let store = Sqlite::open(dir.path()).unwrap();
        let kept = store.read(SESSION, 0).unwrap();
        assert!(kept.len() >= n_seen, "{} of {n_seen}", kept.len());
        let clock = HandClock::default();
        let play = resume(store, &clock).unwrap();
        assert_eq!(play.now(), kept.last().unwrap().at);
        play.shown().verify().unwrap();
    }
}

#[test]
fn a_store_that_confirms_early_is_caught() {
    assert!(rounds_with_losses("early", 10) > 0);
}
