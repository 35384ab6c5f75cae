//! Opening the file: understood first, written to after.

use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::{StoreError, TABLES, translate};

/// How long to wait for another process that is writing.
const BUSY: Duration = Duration::from_secs(5);

/// Marks the file as ours: "MISF".
const APPLICATION: i64 = 0x4d49_5346;

/// What every SQLite file begins with.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

const MAKE_TABLES: &str = "
CREATE TABLE session (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    head TEXT NOT NULL,
    scenario TEXT NOT NULL,
    started_ms INTEGER NOT NULL,
    next_seq INTEGER NOT NULL DEFAULT 0,
    last_at INTEGER NOT NULL DEFAULT 0,
    ending TEXT,
    score INTEGER
) STRICT;
CREATE TABLE event (
    session INTEGER NOT NULL REFERENCES session (id),
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    event TEXT NOT NULL,
    PRIMARY KEY (session, seq)
) STRICT, WITHOUT ROWID;
";

/// Opens the file, or makes it.
pub(super) fn open(file: &Path) -> Result<Connection, StoreError> {
    look(file)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let complain = |error: rusqlite::Error| translate(file, &error);
    let db = Connection::open_with_flags(file, flags).map_err(complain)?;
    db.busy_timeout(BUSY).map_err(complain)?;
    // Not even what a crash left beside the file is folded into it before it is understood.
    let leave = DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE;
    db.set_db_config(leave, true).map_err(complain)?;
    let is_new = understand(&db, file)?;
    db.set_db_config(leave, false).map_err(complain)?;
    set_up(&db).map_err(complain)?;
    if is_new {
        let make = format!(
            "BEGIN IMMEDIATE; {MAKE_TABLES}
             PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {TABLES}; COMMIT;"
        );
        db.execute_batch(&make).map_err(complain)?;
    }
    Ok(db)
}

/// Looks at the bytes before the database library may touch them.
fn look(file: &Path) -> Result<(), StoreError> {
    let damaged = |why: &str| StoreError::Damaged {
        file: file.to_owned(),
        why: why.to_owned(),
    };
    let mut start = Vec::new();
    match File::open(file).and_then(|it| it.take(16).read_to_end(&mut start)) {
        Ok(0) => {}
        Ok(_) if start == MAGIC => return Ok(()),
        Ok(_) => return Err(damaged("it is not a database")),
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => {
            return Err(StoreError::Refused {
                file: file.to_owned(),
                why: error.to_string(),
            });
        }
    }
    // The library would throw away what is left of a database that lost its main file.
    let mut wal = file.as_os_str().to_owned();
    wal.push("-wal");
    let is_orphan = fs::metadata(PathBuf::from(wal)).is_ok_and(|wal| wal.len() > 0);
    if is_orphan {
        return Err(damaged("it is empty, and its -wal file is not"));
    }
    Ok(())
}

/// Whether the database is new; an error if it is not one of ours, or newer, or not whole.
fn understand(db: &Connection, file: &Path) -> Result<bool, StoreError> {
    let complain = |error: rusqlite::Error| translate(file, &error);
    let number = |sql: &str| db.query_row(sql, [], |row| row.get::<_, i64>(0));
    let application = number("PRAGMA application_id").map_err(complain)?;
    let found = number("PRAGMA user_version").map_err(complain)?;
    let n_tables = number("SELECT count(*) FROM sqlite_schema").map_err(complain)?;
    if application == 0 && found == 0 && n_tables == 0 {
        return Ok(true);
    }
    let file = file.to_owned();
    if application != APPLICATION {
        return Err(StoreError::Foreign { file });
    }
    if found > TABLES {
        let known = TABLES;
        return Err(StoreError::Newer { file, found, known });
    }
    let check = |row: &rusqlite::Row<'_>| row.get::<_, String>(0);
    let why = db
        .query_row("PRAGMA quick_check(1)", [], check)
        .map_err(|error| translate(&file, &error))?;
    if why != "ok" {
        let why = why.split_whitespace().collect::<Vec<_>>().join(" ");
        return Err(StoreError::Damaged { file, why });
    }
    if found < TABLES || n_tables == 0 {
        let why = format!("its tables have format {found}");
        return Err(StoreError::Damaged { file, why });
    }
    Ok(false)
}

fn set_up(db: &Connection) -> rusqlite::Result<()> {
    let mode: String = db.query_row("PRAGMA journal_mode", [], |row| row.get(0))?;
    if mode != "wal" {
        // Where the file system cannot, the older way is as durable.
        db.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
    }
    // On macOS a plain sync does not reach the disk; elsewhere the full one is the plain one.
    db.execute_batch(
        "PRAGMA synchronous = FULL; PRAGMA fullfsync = 1; PRAGMA checkpoint_fullfsync = 1;
         PRAGMA foreign_keys = 1;",
    )
}
