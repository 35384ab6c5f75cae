//! Journals in memory, for tests and for playing without a trace.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{Hold, JournalStore, SessionId, StoreError, Summary, ending_in};
use crate::engine::event::{Head, Recorded};
use crate::engine::score::Marks;
use crate::engine::time::Elapsed;
use crate::os::clock::WallTime;

/// A store that ends with the process. Clones are the same store.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    inner: Arc<Mutex<Inner>>,
}

#[derive(Debug, Default)]
struct Inner {
    sessions: BTreeMap<SessionId, Kept>,
    held: BTreeSet<SessionId>,
}

#[derive(Debug)]
struct Kept {
    head: Head,
    started: WallTime,
    events: Vec<Recorded>,
    marks: Option<Marks>,
}

impl Memory {
    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    fn kept(&mut self, session: SessionId) -> Result<&mut Kept, StoreError> {
        self.sessions
            .get_mut(&session)
            .ok_or(StoreError::Unknown { session })
    }
}

struct Holding {
    store: Memory,
    session: SessionId,
}

impl Drop for Holding {
    fn drop(&mut self) {
        self.store.inner().held.remove(&self.session);
    }
}

impl JournalStore for Memory {
    fn create(&mut self, head: &Head, started: WallTime) -> Result<SessionId, StoreError> {
        let mut inner = self.inner();
        let last = inner
            .sessions
            .last_key_value()
            .map_or(0, |(last, _)| last.0);
        let session = SessionId(last + 1);
        let kept = Kept {
            head: head.clone(),
            started,
            events: Vec::new(),
            marks: None,
        };
        inner.sessions.insert(session, kept);
        Ok(session)
    }

    fn hold(&mut self, session: SessionId) -> Result<Hold, StoreError> {
        let mut inner = self.inner();
        inner.kept(session)?;
        if !inner.held.insert(session) {
            return Err(StoreError::Held { session });
        }
        Ok(Hold::new(Holding {
            store: self.clone(),
            session,
        }))
    }

    fn append(
        &mut self,
        session: SessionId,
        expected: u64,
        events: &[Recorded],
    ) -> Result<(), StoreError> {
        let mut inner = self.inner();
        let kept = inner.kept(session)?;
        let fits = (expected..).zip(events).all(|(seq, it)| it.seq == seq);
        if kept.events.len() as u64 != expected || !fits {
            return Err(StoreError::Conflict { session, expected });
        }
        kept.events.extend_from_slice(events);
        Ok(())
    }

    fn head(&self, session: SessionId) -> Result<Head, StoreError> {
        Ok(self.inner().kept(session)?.head.clone())
    }

    fn read(&self, session: SessionId, from: u64) -> Result<Vec<Recorded>, StoreError> {
        let mut inner = self.inner();
        let kept = inner.kept(session)?;
        let from = usize::try_from(from).unwrap_or(usize::MAX);
        Ok(kept.events.get(from..).unwrap_or_default().to_vec())
    }

    fn list(&self) -> Result<Vec<Summary>, StoreError> {
        let summary = |(session, kept): (&SessionId, &Kept)| Summary {
            session: *session,
            scenario: kept.head.scenario.clone(),
            started: kept.started,
            n_events: kept.events.len() as u64,
            elapsed: kept.events.last().map_or(Elapsed::ZERO, |it| it.at),
            ending: ending_in(&kept.events),
            marks: kept.marks,
        };
        Ok(self.inner().sessions.iter().map(summary).collect())
    }

    fn set_score(&mut self, session: SessionId, marks: Marks) -> Result<(), StoreError> {
        self.inner().kept(session)?.marks = Some(marks);
        Ok(())
    }
}
