//! The store: one folder for many processes, files that are not ours, disks that are full.
#![expect(clippy::unwrap_used, reason = "tests")]

#[path = "support/child.rs"]
mod child_process;
#[path = "support/journal.rs"]
mod journal;

use std::fs;
use std::path::Path;

use child_process::{Running, say, told};
use journal::{head, notes};
use misfortune::engine::event::{Ending, Event, Recorded};
use misfortune::engine::score::Marks;
use misfortune::engine::time::Elapsed;
use misfortune::os::clock::WallTime;
use misfortune::store::faults::{Faults, Faulty};
use misfortune::store::memory::Memory;
use misfortune::store::sqlite::{FILE_NAME, Sqlite, TABLES};
use misfortune::store::writer::{Report, Writer};
use misfortune::store::{JournalStore, SessionId, StoreError};
use rusqlite::Connection;
use tempfile::tempdir;

const ROLE: &str = "MISFORTUNE_TEST_STORE";
const DIR: &str = "MISFORTUNE_TEST_DIR";

/// Entry of the child processes.
#[test]
fn child() {
    let Some(role) = told(ROLE) else {
        return;
    };
    let dir = told(DIR).unwrap();
    let mut store = Sqlite::open(Path::new(&dir)).unwrap();
    match role.as_str() {
        "holds" => {
            let _hold = store.hold(SessionId(1)).unwrap();
            say("held");
            loop {
                std::thread::park();
            }
        }
        "plays" => {
            let session = store.create(&head(), WallTime::default()).unwrap();
            for seq in 0..20 {
                store.append(session, seq, &notes(seq, 1)).unwrap();
            }
            say(&session.to_string());
        }
        #[cfg(unix)]
        "fills-the-disk" => fill_the_disk(store, &dir),
        other => panic!("no role {other}"),
    }
}

/// What every store does.
fn keeps_journals(mut store: impl JournalStore) {
    let started = WallTime { unix_ms: 1_000 };
    let first = store.create(&head(), started).unwrap();
    let second = store.create(&head(), started).unwrap();
    assert_ne!(first, second);
    assert_eq!(store.head(first), Ok(head()));
    assert_eq!(store.read(first, 0), Ok(vec![]));

    store.append(first, 0, &notes(0, 3)).unwrap();
    store.append(first, 3, &notes(3, 1)).unwrap();
    assert_eq!(store.append(first, 4, &[]), Ok(()));
    for (expected, events) in [(3, notes(3, 1)), (5, notes(5, 1)), (4, notes(5, 1))] {
        let conflict = StoreError::Conflict {
            session: first,
            expected,
        };
        assert_eq!(store.append(first, expected, &events), Err(conflict));
    }
    assert_eq!(store.read(first, 0), Ok(notes(0, 4)));
    assert_eq!(store.read(first, 3), Ok(notes(3, 1)));
    assert_eq!(store.read(first, 9), Ok(vec![]));

    let ended = Recorded {
        seq: 4,
        at: Elapsed::from_secs(90),
        event: Event::Ended {
            ending: Ending::Lost,
        },
    };
    store.append(first, 4, &[ended]).unwrap();
    store.append(first, 5, &notes(95, 0)).unwrap();
    let marks = Marks {
        total: 63,
        dimensions: [Some(80), None, Some(0), None, None, Some(100)],
    };
    store.set_score(first, 12.into()).unwrap();
    store.set_score(first, marks).unwrap();
    let all = store.list().unwrap();
    assert_eq!(all.len(), 2);
    assert_eq!(all[0].session, first);
    assert_eq!(all[0].scenario, head().scenario);
    assert_eq!(all[0].started, started);
    assert_eq!(all[0].n_events, 5);
    assert_eq!(all[0].elapsed, Elapsed::from_secs(90));
    assert_eq!(all[0].ending, Some(Ending::Lost));
    assert_eq!(all[0].marks, Some(marks));
    assert_eq!(
        (all[1].n_events, all[1].ending, all[1].marks),
        (0, None, None)
    );

    let session = SessionId(77);
    let unknown = StoreError::Unknown { session };
    assert_eq!(store.head(session), Err(unknown.clone()));
    assert_eq!(store.read(session, 0), Err(unknown.clone()));
    assert_eq!(store.set_score(session, 1.into()), Err(unknown.clone()));
    assert_eq!(store.hold(session).unwrap_err(), unknown);

    let hold = store.hold(first).unwrap();
    let refusal = StoreError::Held { session: first };
    assert_eq!(store.hold(first).unwrap_err(), refusal);
    store.hold(second).unwrap();
    drop(hold);
    store.hold(first).unwrap();
}

#[test]
fn every_store_keeps_journals() {
    keeps_journals(Memory::default());
    let dir = tempdir().unwrap();
    keeps_journals(Sqlite::open(dir.path()).unwrap());
}

#[test]
fn what_is_kept_is_there_when_the_store_is_opened_again() {
    let dir = tempdir().unwrap();
    let mut store = Sqlite::open(&dir.path().join("not/there/yet")).unwrap();
    let session = store.create(&head(), WallTime::default()).unwrap();
    store.append(session, 0, &notes(0, 5)).unwrap();
    drop(store);
    let store = Sqlite::open(&dir.path().join("not/there/yet")).unwrap();
    assert_eq!(store.read(session, 0), Ok(notes(0, 5)));
}

#[test]
fn every_append_waits_for_the_disk() {
    let dir = tempdir().unwrap();
    let store = Sqlite::open(dir.path()).unwrap();
    let (journal, synchronous) = store.durability().unwrap();
    assert_eq!((journal.as_str(), synchronous), ("wal", 2));
}

#[test]
fn many_processes_share_a_folder() {
    let dir = tempdir().unwrap();
    let tell = [(ROLE, "plays"), (DIR, dir.path().to_str().unwrap())];
    let children: Vec<Running> = (0..4).map(|_| Running::start(&tell)).collect();
    let mut sessions: Vec<String> = Vec::new();
    for mut child in children {
        sessions.extend(child.hear());
        assert!(child.end().success());
    }
    sessions.sort();
    assert_eq!(sessions, ["1", "2", "3", "4"]);
    let store = Sqlite::open(dir.path()).unwrap();
    for summary in store.list().unwrap() {
        assert_eq!(store.read(summary.session, 0), Ok(notes(0, 20)));
    }
}

#[test]
fn a_session_is_played_by_one_process_and_is_free_when_that_dies() {
    let dir = tempdir().unwrap();
    let mut store = Sqlite::open(dir.path()).unwrap();
    let session = store.create(&head(), WallTime::default()).unwrap();
    let mut child = Running::start(&[(ROLE, "holds"), (DIR, dir.path().to_str().unwrap())]);
    assert_eq!(child.hear().as_deref(), Some("held"));
    let held = StoreError::Held { session };
    assert_eq!(store.hold(session).unwrap_err(), held);
    child.process.kill().unwrap();
    child.end();
    store.hold(session).unwrap();
}

fn store_with_a_session(dir: &Path) -> SessionId {
    let mut store = Sqlite::open(dir).unwrap();
    let session = store.create(&head(), WallTime::default()).unwrap();
    store.append(session, 0, &notes(0, 2000)).unwrap();
    session
}

/// Opening fails with a message that names the file, and changes nothing.
fn is_left_as_it_is(dir: &Path, complaint: &str) {
    let file = dir.join(FILE_NAME);
    let before = fs::read(&file).unwrap();
    let error = Sqlite::open(dir).unwrap_err().to_string();
    assert!(error.contains(complaint), "{error}");
    assert!(error.contains(file.to_str().unwrap()), "{error}");
    assert!(fs::read(&file).unwrap() == before, "it was changed");
}

#[test]
fn a_file_that_is_not_understood_is_left_as_it_is() {
    let dir = tempdir().unwrap();
    fs::write(dir.path().join(FILE_NAME), "my shopping list, kept here").unwrap();
    is_left_as_it_is(dir.path(), "is damaged (it is not a database)");

    let dir = tempdir().unwrap();
    let other = Connection::open(dir.path().join(FILE_NAME)).unwrap();
    other.execute_batch("CREATE TABLE recipe (name)").unwrap();
    drop(other);
    is_left_as_it_is(dir.path(), "a database of another program");

    let dir = tempdir().unwrap();
    store_with_a_session(dir.path());
    let newer = Connection::open(dir.path().join(FILE_NAME)).unwrap();
    newer
        .pragma_update(None, "user_version", TABLES + 1)
        .unwrap();
    drop(newer);
    is_left_as_it_is(dir.path(), "written by a newer program");
}

#[test]
fn a_damaged_file_is_left_as_it_is() {
    for (place, len) in [(20, 8), (4096, 8), (5000, 4000), (30_000, 9000)] {
        let dir = tempdir().unwrap();
        store_with_a_session(dir.path());
        let file = dir.path().join(FILE_NAME);
        let mut bytes = fs::read(&file).unwrap();
        bytes[place..place + len].fill(0xa5);
        fs::write(&file, bytes).unwrap();
        is_left_as_it_is(dir.path(), "is damaged");
    }
    let dir = tempdir().unwrap();
    store_with_a_session(dir.path());
    let file = dir.path().join(FILE_NAME);
    let bytes = fs::read(&file).unwrap();
    fs::write(&file, &bytes[..bytes.len() / 2]).unwrap();
    is_left_as_it_is(dir.path(), "is damaged");
}

#[test]
fn an_event_that_cannot_be_read_is_an_error() {
    let dir = tempdir().unwrap();
    let session = store_with_a_session(dir.path());
    let file = dir.path().join(FILE_NAME);
    let db = Connection::open(&file).unwrap();
    db.execute("UPDATE event SET event = '{' WHERE seq = 7", [])
        .unwrap();
    drop(db);
    let error = Sqlite::open(dir.path())
        .unwrap()
        .read(session, 0)
        .unwrap_err();
    let error = error.to_string();
    assert!(error.contains("session 1, event 7"), "{error}");
}

#[test]
fn a_database_that_lost_its_main_file_is_not_thrown_away() {
    let dir = tempdir().unwrap();
    let wal = dir.path().join(format!("{FILE_NAME}-wal"));
    fs::write(&wal, "what is left").unwrap();
    let error = Sqlite::open(dir.path()).unwrap_err().to_string();
    assert!(error.contains("is damaged"), "{error}");
    assert_eq!(fs::read(&wal).unwrap(), b"what is left");
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let dir = tempdir().unwrap();
    let blocked = dir.path().join("file");
    fs::write(&blocked, "").unwrap();
    let error = Sqlite::open(&blocked.join("data")).unwrap_err().to_string();
    assert!(error.contains(blocked.to_str().unwrap()), "{error}");
    assert!(error.contains("--data-dir"), "{error}");
}

fn faulty_writer() -> (Memory, Faults, Writer, SessionId) {
    let mut memory = Memory::default();
    let session = memory.create(&head(), WallTime::default()).unwrap();
    let faults = Faults::default();
    let store = Faulty::new(memory.clone(), faults.clone());
    let writer = Writer::start(Box::new(store), session, 0).unwrap();
    (memory, faults, writer, session)
}

fn full() -> StoreError {
    StoreError::Full {
        file: FILE_NAME.into(),
    }
}

#[test]
fn trouble_is_told_once_and_nothing_is_lost() {
    let (memory, faults, writer, session) = faulty_writer();
    faults.fail_next(2, full());
    writer.append(notes(0, 2));
    assert_eq!(writer.wait_for_report(), Report::Trouble(full()));
    writer.append(notes(2, 3));
    writer.keep_score(50.into());
    assert_eq!(memory.read(session, 0), Ok(vec![]));
    writer.retry();
    assert_eq!(writer.wait_for_report(), Report::Trouble(full()));
    writer.retry();
    assert_eq!(writer.wait_for_report(), Report::Durable(5));
    assert_eq!(writer.report(), None);
    assert_eq!(memory.read(session, 0), Ok(notes(0, 5)));
    writer.append(notes(5, 1));
    assert_eq!(writer.wait_for_report(), Report::Durable(6));
    assert_eq!(memory.list().unwrap()[0].marks, Some(50.into()));
    assert_eq!(faults.n_appends(), 4);
}

#[test]
fn a_write_that_was_kept_though_it_failed_is_not_written_twice() {
    let (memory, faults, writer, session) = faulty_writer();
    faults.fail_after_keeping(full());
    writer.append(notes(0, 2));
    assert_eq!(writer.wait_for_report(), Report::Trouble(full()));
    writer.append(notes(2, 1));
    writer.retry();
    assert_eq!(writer.wait_for_report(), Report::Durable(3));
    assert_eq!(memory.read(session, 0), Ok(notes(0, 3)));
}

#[test]
fn what_queues_up_behind_a_slow_disk_is_one_transaction() {
    let (memory, faults, writer, session) = faulty_writer();
    faults.stall();
    for seq in 0..50 {
        writer.append(notes(seq, 1));
    }
    assert_eq!(writer.report(), None);
    faults.release();
    while writer.wait_for_report() != Report::Durable(50) {}
    assert_eq!(memory.read(session, 0), Ok(notes(0, 50)));
    assert!(faults.n_appends() <= 3, "{}", faults.n_appends());
}

#[test]
fn a_journal_that_somebody_else_continued_is_a_conflict() {
    let (mut memory, _, writer, session) = faulty_writer();
    memory.append(session, 0, &notes(0, 1)).unwrap();
    writer.append(notes(0, 2));
    let expected = 0;
    let conflict = StoreError::Conflict { session, expected };
    assert_eq!(writer.wait_for_report(), Report::Trouble(conflict.clone()));
    assert!(!conflict.may_pass());
}

#[test]
fn a_closing_writer_tries_once_more_and_hands_back_what_is_left() {
    let (memory, faults, writer, session) = faulty_writer();
    faults.fail_next(1, full());
    writer.append(notes(0, 2));
    assert_eq!(writer.wait_for_report(), Report::Trouble(full()));
    let closed = writer.close().unwrap();
    assert_eq!((closed.unwritten, closed.trouble), (vec![], None));
    assert_eq!(memory.read(session, 0), Ok(notes(0, 2)));

    let (_, faults, writer, _) = faulty_writer();
    faults.fail_next(9, full());
    writer.append(notes(0, 2));
    let closed = writer.close().unwrap();
    assert_eq!(closed.unwritten, notes(0, 2));
    assert_eq!(closed.trouble, Some(full()));
}

/// A file system that takes no more, for real: the limit on this process's file size.
#[cfg(unix)]
fn fill_the_disk(mut store: Sqlite, dir: &str) {
    use rustix::process::{Resource, Rlimit, Signal, getrlimit, setrlimit};
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;

    // Without a handler the limit would kill the process instead of failing the write.
    let hit = Arc::new(AtomicBool::new(false));
    signal_hook::flag::register(Signal::XFSZ.as_raw(), hit).unwrap();
    let session = store.create(&head(), WallTime::default()).unwrap();
    let usual = getrlimit(Resource::Fsize);
    let wal = Path::new(dir).join(format!("{FILE_NAME}-wal"));
    let room = fs::metadata(wal).unwrap().len() + 20_000;
    let tight = Rlimit {
        current: Some(room),
        ..usual
    };
    setrlimit(Resource::Fsize, tight).unwrap();
    let writer = Writer::start(Box::new(store), session, 0).unwrap();
    let mut handed = 0;
    let trouble = loop {
        writer.append(notes(handed, 10));
        handed += 10;
        match writer.wait_for_report() {
            Report::Durable(next) => assert_eq!(next, handed),
            Report::Trouble(trouble) => break trouble,
        }
    };
    assert!(trouble.may_pass(), "{trouble:?}");
    writer.append(notes(handed, 10));
    handed += 10;
    writer.retry();
    assert!(matches!(writer.wait_for_report(), Report::Trouble(_)));
    setrlimit(Resource::Fsize, usual).unwrap();
    writer.retry();
    assert_eq!(writer.wait_for_report(), Report::Durable(handed));
    say(&handed.to_string());
}

#[cfg(unix)]
#[test]
fn a_full_disk_loses_nothing() {
    let dir = tempdir().unwrap();
    let tell = [
        (ROLE, "fills-the-disk"),
        (DIR, dir.path().to_str().unwrap()),
    ];
    let mut child = Running::start(&tell);
    let handed = child.hear().unwrap().parse().unwrap();
    assert!(child.end().success());
    let store = Sqlite::open(dir.path()).unwrap();
    assert_eq!(store.read(SessionId(1), 0), Ok(notes(0, handed)));
}
