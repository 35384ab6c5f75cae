//! A store that fails and stalls when told to, for tests of everything above it.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use super::{Hold, JournalStore, SessionId, StoreError, Summary};
use crate::engine::event::{Head, Recorded};
use crate::engine::score::Marks;
use crate::os::clock::WallTime;

/// Tells a [`Faulty`] store what to do. Clones tell the same store.
#[derive(Debug, Clone, Default)]
pub struct Faults {
    shared: Arc<(Mutex<Orders>, Condvar)>,
}

#[derive(Debug, Default)]
struct Orders {
    fails_left: u32,
    keeps_all_the_same: bool,
    error: Option<StoreError>,
    is_stalled: bool,
    n_appends: u64,
}

impl Faults {
    /// Makes the next `n` appends fail with that error.
    pub fn fail_next(&self, n: u32, error: StoreError) {
        let mut orders = self.orders();
        orders.fails_left = n;
        orders.error = Some(error);
        orders.keeps_all_the_same = false;
    }

    /// Makes the next append keep its events and say all the same that it failed, as a disk does
    /// when the sync after the write fails.
    pub fn fail_after_keeping(&self, error: StoreError) {
        self.fail_next(1, error);
        self.orders().keeps_all_the_same = true;
    }

    /// Makes appends wait until [`Faults::release`].
    pub fn stall(&self) {
        self.orders().is_stalled = true;
    }

    /// Lets appends go on.
    pub fn release(&self) {
        self.orders().is_stalled = false;
        self.shared.1.notify_all();
    }

    /// How many appends were tried so far.
    #[must_use]
    pub fn n_appends(&self) -> u64 {
        self.orders().n_appends
    }

    fn orders(&self) -> MutexGuard<'_, Orders> {
        self.shared.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A store that does as it is told.
#[derive(Debug)]
pub struct Faulty<S> {
    inner: S,
    faults: Faults,
}

impl<S> Faulty<S> {
    /// That store, with those faults.
    #[must_use]
    pub const fn new(inner: S, faults: Faults) -> Self {
        Self { inner, faults }
    }
}

impl<S: JournalStore> JournalStore for Faulty<S> {
    fn create(&mut self, head: &Head, started: WallTime) -> Result<SessionId, StoreError> {
        self.inner.create(head, started)
    }

    fn hold(&mut self, session: SessionId) -> Result<Hold, StoreError> {
        self.inner.hold(session)
    }

    fn append(
        &mut self,
        session: SessionId,
        expected: u64,
        events: &[Recorded],
    ) -> Result<(), StoreError> {
        let mut orders = self.faults.orders();
        orders.n_appends += 1;
        while orders.is_stalled {
            let waited = self.faults.shared.1.wait(orders);
            orders = waited.unwrap_or_else(PoisonError::into_inner);
        }
        if orders.fails_left > 0 {
            orders.fails_left -= 1;
            if orders.keeps_all_the_same {
                self.inner.append(session, expected, events)?;
            }
            if let Some(error) = &orders.error {
                return Err(error.clone());
            }
        }
        drop(orders);
        self.inner.append(session, expected, events)
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
