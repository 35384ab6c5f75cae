//! The thread that writes: takes events over a channel, says over another which are durable.
//!
//! Invariants: events become durable in order; what could not be written stays in memory, in
//! order, until a retry; nobody who hands over events ever waits for a disk. Trouble is reported
//! once, and once more for each retry that does not help.

use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::thread::{self, JoinHandle};

use super::{JournalStore, SessionId, StoreError};
use crate::engine::event::Recorded;
use crate::engine::score::Marks;

/// What the writer reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Report {
    /// Every event before that place is on disk.
    Durable(u64),
    /// Events could not be written. They are kept; the writer waits for [`Writer::retry`].
    Trouble(StoreError),
}

/// A thread that appends to one session.
#[derive(Debug)]
pub struct Writer {
    /// Taken when it is closed: then the thread comes to its end.
    orders: Option<Sender<Order>>,
    reports: Receiver<Report>,
    thread: Option<JoinHandle<Desk>>,
}

/// What a closed writer leaves.
#[derive(Debug)]
pub struct Closed {
    /// The store.
    pub store: Box<dyn JournalStore>,
    /// Events that could not be written, in order.
    pub unwritten: Vec<Recorded>,
    /// Why not.
    pub trouble: Option<StoreError>,
}

#[derive(Debug)]
enum Order {
    Append(Vec<Recorded>),
    Score(Marks),
    Retry,
}

impl Writer {
    /// Begins to write to a session whose journal ends at `next_seq`.
    ///
    /// # Errors
    /// If the system refuses the thread.
    pub fn start(
        store: Box<dyn JournalStore>,
        session: SessionId,
        next_seq: u64,
    ) -> Result<Self, StoreError> {
        let (orders, taken) = channel();
        let (tell, reports) = channel();
        let desk = Desk {
            store,
            session,
            next_seq,
            pending: Vec::new(),
            score: None,
            trouble: None,
        };
        let thread = thread::Builder::new()
            .name("journal".to_owned())
            .spawn(move || desk.work(&taken, &tell))
            .map_err(|_| StoreError::WriterGone)?;
        Ok(Self {
            orders: Some(orders),
            reports,
            thread: Some(thread),
        })
    }

    /// Hands over events; they follow the ones handed over before.
    pub fn append(&self, events: Vec<Recorded>) {
        self.order(Order::Append(events));
    }

    /// Keeps the figures for the lists, after the events handed over so far.
    pub fn keep_score(&self, marks: Marks) {
        self.order(Order::Score(marks));
    }

    /// Tries again what could not be written.
    pub fn retry(&self) {
        self.order(Order::Retry);
    }

    /// The next report, if there is one already.
    pub fn report(&self) -> Option<Report> {
        match self.reports.try_recv() {
            Ok(report) => Some(report),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => Some(Report::Trouble(StoreError::WriterGone)),
        }
    }

    /// Waits for the next report.
    pub fn wait_for_report(&self) -> Report {
        self.reports
            .recv()
            .unwrap_or(Report::Trouble(StoreError::WriterGone))
    }

    /// Writes what is left, one last time if there was trouble, and ends the thread.
    ///
    /// # Errors
    /// If the thread did not come to its end as it should.
    pub fn close(mut self) -> Result<Closed, StoreError> {
        let desk = self.end().ok_or(StoreError::WriterGone)?;
        Ok(Closed {
            store: desk.store,
            unwritten: desk.pending,
            trouble: desk.trouble,
        })
    }

    fn order(&self, order: Order) {
        if let Some(orders) = &self.orders {
            // A thread that is gone is reported where reports are read.
            let _ = orders.send(order);
        }
    }

    fn end(&mut self) -> Option<Desk> {
        self.orders = None;
        self.thread.take()?.join().ok()
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.end();
    }
}

/// What the thread works on.
#[derive(Debug)]
struct Desk {
    store: Box<dyn JournalStore>,
    session: SessionId,
    next_seq: u64,
    pending: Vec<Recorded>,
    score: Option<Marks>,
    trouble: Option<StoreError>,
}

impl Desk {
    fn work(mut self, orders: &Receiver<Order>, tell: &Sender<Report>) -> Self {
        while let Ok(first) = orders.recv() {
            // Everything that queued up during the last sync goes into one transaction.
            let mut is_told_to = false;
            for order in std::iter::once(first).chain(orders.try_iter()) {
                match order {
                    Order::Append(events) => self.pending.extend(events),
                    Order::Score(marks) => self.score = Some(marks),
                    Order::Retry => is_told_to = true,
                }
            }
            if self.trouble.is_some() && !is_told_to {
                continue;
            }
            let report = match self.write() {
                Ok(()) => Report::Durable(self.next_seq),
                Err(trouble) => Report::Trouble(trouble),
            };
            // Nobody listens any more when the face is gone; there is still writing to do.
            let _ = tell.send(report);
        }
        if self.trouble.is_some() {
            let _ = self.write();
        }
        self
    }

    fn write(&mut self) -> Result<(), StoreError> {
        let written = self.write_all();
        self.trouble = written.as_ref().err().cloned();
        written
    }

    fn write_all(&mut self) -> Result<(), StoreError> {
        if self.trouble.is_some() {
            self.skip_what_was_kept()?;
        }
        if !self.pending.is_empty() {
            self.store
                .append(self.session, self.next_seq, &self.pending)?;
            self.next_seq += self.pending.len() as u64;
            self.pending.clear();
        }
        if let Some(marks) = self.score {
            self.store.set_score(self.session, marks)?;
            self.score = None;
        }
        Ok(())
    }

    /// A write that failed may have been kept all the same, when only its confirmation was lost.
    fn skip_what_was_kept(&mut self) -> Result<(), StoreError> {
        let kept = self.store.read(self.session, self.next_seq)?;
        if !self.pending.starts_with(&kept) {
            return Err(StoreError::Conflict {
                session: self.session,
                expected: self.next_seq,
            });
        }
        self.pending.drain(..kept.len());
        self.next_seq += kept.len() as u64;
        Ok(())
    }
}
