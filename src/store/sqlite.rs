//! The embedded store: one SQLite file in the data folder, one transaction an append.
//!
//! Invariants: an append returns when its events are on disk (`synchronous=FULL`); any number of
//! processes may use one data folder; the file is opened for writing only after it was understood.

mod marks;
mod open;

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use rusqlite::{Connection, ErrorCode, OptionalExtension, Row, params};

use super::{Hold, JournalStore, SessionId, StoreError, Summary, ending_in};
use crate::engine::event::{Ending, Event, Head, Recorded};
use crate::engine::id::Id;
use crate::engine::score::Marks;
use crate::engine::time::Elapsed;
use crate::os::clock::WallTime;

/// The file in the data folder.
pub const FILE_NAME: &str = "sessions.db";

/// Version of the tables, kept in the file's `user_version`.
pub const TABLES: i64 = 1;

/// Journals in one SQLite file.
#[derive(Debug)]
pub struct Sqlite {
    db: Connection,
    file: PathBuf,
    locks: PathBuf,
}

impl Sqlite {
    /// Opens the store in that folder, and makes both if they are not there yet.
    ///
    /// # Errors
    /// If the folder cannot be used, or the file is damaged, newer, or another program's. Then it
    /// is left as it is.
    pub fn open(dir: &Path) -> Result<Self, StoreError> {
        let refused = |why: std::io::Error| StoreError::Folder {
            dir: dir.to_owned(),
            why: why.to_string(),
        };
        let locks = dir.join("locks");
        fs::create_dir_all(&locks).map_err(refused)?;
        let file = dir.join(FILE_NAME);
        // Two processes that open at the same time do so one after the other.
        let turn = lock_file(&locks.join("open")).map_err(refused)?;
        let _ = turn.lock();
        let db = open::open(&file)?;
        Ok(Self { db, file, locks })
    }

    /// The database file.
    #[must_use]
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// How the file is written to: the journal's mode and the `synchronous` level, 2 is full.
    ///
    /// # Errors
    /// If the database does not say.
    pub fn durability(&self) -> Result<(String, i64), StoreError> {
        let mode = self
            .db
            .query_row("PRAGMA journal_mode", [], |row| row.get(0));
        let level = self
            .db
            .query_row("PRAGMA synchronous", [], |row| row.get(0));
        mode.and_then(|mode| Ok((mode, level?)))
            .map_err(|error| self.error(&error))
    }

    fn error(&self, error: &rusqlite::Error) -> StoreError {
        translate(&self.file, error)
    }

    fn damaged(&self, why: String) -> StoreError {
        StoreError::Damaged {
            file: self.file.clone(),
            why,
        }
    }
}

fn lock_file(path: &Path) -> std::io::Result<File> {
    File::options()
        .create(true)
        .write(true)
        .truncate(false)
        .open(path)
}

/// The database's complaint in our own words.
fn translate(file: &Path, error: &rusqlite::Error) -> StoreError {
    let file = file.to_owned();
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => StoreError::Full { file },
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Busy { file },
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => StoreError::Damaged {
            file,
            why: error.to_string(),
        },
        _ => StoreError::Refused {
            file,
            why: error.to_string(),
        },
    }
}

fn to_column(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn from_column(row: &Row<'_>, column: usize) -> rusqlite::Result<u64> {
    row.get::<_, i64>(column)
        .map(|number| u64::try_from(number).unwrap_or(0))
}

impl JournalStore for Sqlite {
    fn create(&mut self, head: &Head, started: WallTime) -> Result<SessionId, StoreError> {
        let head_line = serde_json::to_string(head).expect("a head is plain data");
        self.db
            .query_row(
                "INSERT INTO session (head, scenario, started_ms) VALUES (?1, ?2, ?3)
                 RETURNING id",
                params![head_line, head.scenario.as_str(), started.unix_ms],
                |row| row.get(0).map(SessionId),
            )
            .map_err(|error| self.error(&error))
    }

    fn hold(&mut self, session: SessionId) -> Result<Hold, StoreError> {
        self.head(session)?;
        let path = self.locks.join(format!("session-{session}"));
        let file = lock_file(&path).map_err(|error| StoreError::Refused {
            file: path,
            why: error.to_string(),
        })?;
        match file.try_lock() {
            // The system gives a lock up with the process, however that ends. Where there are no
            // locks, a second process still meets the check of each append.
            Ok(()) | Err(TryLockError::Error(_)) => Ok(Hold::new(file)),
            Err(TryLockError::WouldBlock) => Err(StoreError::Held { session }),
        }
    }

    fn append(
        &mut self,
        session: SessionId,
        expected: u64,
        events: &[Recorded],
    ) -> Result<(), StoreError> {
        let conflict = StoreError::Conflict { session, expected };
        let fits = (expected..).zip(events).all(|(seq, it)| it.seq == seq);
        let Some(last) = events.last() else {
            return Ok(());
        };
        if !fits {
            return Err(conflict);
        }
        let file = &self.file;
        let kept = write(&mut self.db, session, expected, events, last);
        match kept {
            Ok(true) => Ok(()),
            Ok(false) => Err(conflict),
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) => {
                Err(conflict)
            }
            Err(error) => Err(translate(file, &error)),
        }
    }

    fn head(&self, session: SessionId) -> Result<Head, StoreError> {
        let line: String = self
            .db
            .query_row(
                "SELECT head FROM session WHERE id = ?1",
                [session.0],
                |row| row.get(0),
            )
            .optional()
            .map_err(|error| self.error(&error))?
            .ok_or(StoreError::Unknown { session })?;
        serde_json::from_str(&line)
            .map_err(|error| self.damaged(format!("head of session {session}: {error}")))
    }

    fn read(&self, session: SessionId, from: u64) -> Result<Vec<Recorded>, StoreError> {
        let rows = || -> rusqlite::Result<Vec<(u64, u64, String)>> {
            let mut select = self.db.prepare_cached(
                "SELECT seq, at, event FROM event WHERE session = ?1 AND seq >= ?2 ORDER BY seq",
            )?;
            let rows = select.query_map(params![session.0, to_column(from)], |row| {
                Ok((from_column(row, 0)?, from_column(row, 1)?, row.get(2)?))
            })?;
            rows.collect()
        };
        let rows = rows().map_err(|error| self.error(&error))?;
        if rows.is_empty() {
            self.head(session)?;
        }
        rows.into_iter()
            .map(|(seq, at, event)| {
                let event: Event = serde_json::from_str(&event).map_err(|error| {
                    self.damaged(format!("session {session}, event {seq}: {error}"))
                })?;
                let at = Elapsed(at);
                Ok(Recorded { seq, at, event })
            })
            .collect()
    }

    fn list(&self) -> Result<Vec<Summary>, StoreError> {
        let rows = || -> rusqlite::Result<Vec<Summary>> {
            let mut select = self.db.prepare_cached(
                "SELECT id, scenario, started_ms, next_seq, last_at, ending, score
                 FROM session ORDER BY id",
            )?;
            let mut all: Vec<Summary> = select.query_map([], summary)?.collect::<Result<_, _>>()?;
            marks::read(&self.db, &mut all)?;
            Ok(all)
        };
        rows().map_err(|error| self.error(&error))
    }

    fn set_score(&mut self, session: SessionId, marks: Marks) -> Result<(), StoreError> {
        match marks::write(&mut self.db, session, marks) {
            Ok(true) => Ok(()),
            Ok(false) => Err(StoreError::Unknown { session }),
            Err(error) => Err(self.error(&error)),
        }
    }
}

fn write(
    db: &mut Connection,
    session: SessionId,
    expected: u64,
    events: &[Recorded],
    last: &Recorded,
) -> rusqlite::Result<bool> {
    let all = db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let moved = all
        .prepare_cached(
            "UPDATE session SET next_seq = ?3, last_at = ?4, ending = coalesce(?5, ending)
             WHERE id = ?1 AND next_seq = ?2",
        )?
        .execute(params![
            session.0,
            to_column(expected),
            to_column(last.seq + 1),
            to_column(last.at.0),
            ending_in(events).map(Ending::word),
        ])?;
    if moved == 0 {
        return Ok(false);
    }
    {
        let mut insert = all.prepare_cached(
            "INSERT INTO event (session, seq, at, event) VALUES (?1, ?2, ?3, ?4)",
        )?;
        for recorded in events {
            let event = serde_json::to_string(&recorded.event).expect("an event is plain data");
            let (seq, at) = (to_column(recorded.seq), to_column(recorded.at.0));
            insert.execute(params![session.0, seq, at, event])?;
        }
    }
    all.commit()?;
    Ok(true)
}

fn summary(row: &Row<'_>) -> rusqlite::Result<Summary> {
    let ending: Option<String> = row.get(5)?;
    let known = [Ending::Resolved, Ending::Lost, Ending::OutOfTime];
    Ok(Summary {
        session: row.get(0).map(SessionId)?,
        scenario: row.get::<_, String>(1).map(Id::from)?,
        started: WallTime {
            unix_ms: row.get(2)?,
        },
        n_events: from_column(row, 3)?,
        elapsed: from_column(row, 4).map(Elapsed)?,
        ending: ending.and_then(|word| known.into_iter().find(|it| it.word() == word)),
        marks: row.get::<_, Option<u8>>(6)?.map(Marks::from),
    })
}
