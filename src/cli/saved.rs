//! Sessions that were kept: in the data folder by number, or in a file that `export` wrote.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;

use super::args::Common;
use super::out::{self, Failure};
use crate::engine::command::Command;
use crate::engine::event::{Head, Recorded};
use crate::engine::scenario::Scenario;
use crate::engine::session::{Misfit, Session};
use crate::library::Library;
use crate::os::dirs;
use crate::play::Unsaved;
use crate::store::sqlite::{self, Sqlite};
use crate::store::{JournalStore, SessionId, Summary, portable};
use crate::view::debrief::next::{self, Next};
use crate::view::listing::Played;

/// Opens the data folder, making it if there is none.
pub fn open_store(common: &Common) -> Result<Sqlite, Failure> {
    let dir = dirs::data_dir(common.data_dir.as_deref()).map_err(Failure::new)?;
    Sqlite::open(&dir).map_err(Failure::new)
}

/// Whether anything was ever kept there.
pub fn has_sessions(data_dir: Option<&Path>) -> bool {
    dirs::data_dir(data_dir).is_ok_and(|dir| dir.join(sqlite::FILE_NAME).exists())
}

/// What was played before; nothing if nothing can be read, for lists that work all the same.
pub fn summaries(data_dir: Option<&Path>) -> Vec<Summary> {
    let Ok(dir) = dirs::data_dir(data_dir) else {
        return Vec::new();
    };
    if !has_sessions(data_dir) {
        return Vec::new();
    }
    Sqlite::open(&dir)
        .and_then(|store| store.list())
        .unwrap_or_default()
}

/// How often a scenario was played to its end, how well, and what of it is open.
pub fn played(summaries: &[Summary], id: &str) -> Played {
    all_played(summaries).remove(id).unwrap_or_default()
}

/// The same of every scenario that was.
pub fn all_played(summaries: &[Summary]) -> BTreeMap<&str, Played> {
    let mut all: BTreeMap<&str, Played> = BTreeMap::new();
    for it in summaries {
        let played = all.entry(it.scenario.as_str()).or_default();
        if it.ending.is_none() {
            played.open = Some(it.session.0);
            continue;
        }
        played.times += 1;
        played.best = played.best.max(it.marks.map(|marks| marks.total));
        played.last = Some(it.started.utc());
    }
    all
}

/// A scenario by id or file, fit to be played.
pub fn scenario(library: &Library, wanted: &str) -> Result<Arc<Scenario>, Failure> {
    let found = library
        .find(wanted)
        .map_err(|error| Failure::new(error).hint("`misfortune list` shows what there is"))?;
    let loaded = found.load();
    let n_errors = loaded.diagnostics.iter().filter(|it| it.is_error()).count();
    loaded.scenario.map(Arc::new).ok_or_else(|| {
        Failure::new(format!("{} has {n_errors} mistakes", found.path))
            .hint(format!("`misfortune check {}` shows them all", found.path))
    })
}

/// The script of what the real responders did, if the scenario ships with one.
pub fn real_run(library: &Library, id: &str) -> Option<String> {
    library.find(id).ok()?.history_run()
}

/// What to play after that scenario, if there is something.
pub fn next(library: &Library, common: &Common, after: &str) -> Option<Next> {
    let entries = library.list().into_iter();
    let heads: Vec<_> = entries.filter_map(|it| it.head.ok()).collect();
    let past = super::history::past(&summaries(common.data_dir.as_deref()));
    next::next(after, &past, &heads)
}

/// Most reports of one session in a folder.
const REPORTS_MAX: u32 = 99;

/// Writes the debrief of a session into a folder, beside those that are there; gives its path.
pub fn write_report(folder: &Path, session: &str, text: &str) -> Result<String, String> {
    let name = format!("misfortune-debrief-{session}");
    write_new(folder, &name, "md", text.as_bytes())
}

/// Writes a file of that name; where there is one, the name gets a number.
pub fn write_new(folder: &Path, name: &str, kind: &str, text: &[u8]) -> Result<String, String> {
    let mut trouble = String::new();
    for nth in 1..=REPORTS_MAX {
        let more = if nth == 1 {
            String::new()
        } else {
            format!("-{nth}")
        };
        let name = folder.join(format!("{name}{more}.{kind}"));
        // What is there already may be somebody's work.
        let made = fs::File::create_new(&name);
        match made.and_then(|mut file| file.write_all(text)) {
            Ok(()) => {
                let whole = std::path::absolute(&name);
                return Ok(whole.unwrap_or(name).display().to_string());
            }
            Err(error) => {
                trouble = format!("cannot write {}: {error}", name.display());
                if error.kind() != std::io::ErrorKind::AlreadyExists {
                    break;
                }
            }
        }
    }
    Err(trouble)
}

/// The session that was played last, or the one with that number.
pub fn pick(store: &dyn JournalStore, wanted: Option<&str>) -> Result<SessionId, Failure> {
    let all = store.list().map_err(Failure::new)?;
    let Some(wanted) = wanted else {
        return all.last().map(|it| it.session).ok_or_else(|| {
            Failure::new("no session has been played yet").hint("`misfortune play` begins one")
        });
    };
    let number: SessionId = wanted.parse().map_err(|_| {
        Failure::usage(format!(
            "`{wanted}` is neither a session's number nor a file"
        ))
    })?;
    let known = all.iter().any(|it| it.session == number);
    let there = || match (all.first(), all.last()) {
        (Some(first), Some(last)) => format!("there are {} to {}", first.session, last.session),
        _ => "there are none yet".to_owned(),
    };
    known
        .then_some(number)
        .ok_or_else(|| Failure::new(format!("there is no session {number}")).hint(there()))
}

/// The session that was asked for; else the last one that is over, and says which.
pub fn finished(wanted: Option<&str>, common: &Common) -> Result<Option<String>, Failure> {
    if wanted.is_some() {
        return Ok(wanted.map(str::to_owned));
    }
    let all = open_store(common)?.list().map_err(Failure::new)?;
    let Some(over) = all.iter().rev().find(|it| it.ending.is_some()) else {
        return Ok(None);
    };
    out::say(&format!(
        "session {}, {}: the last one that is over",
        over.session, over.scenario
    ));
    Ok(Some(over.session.to_string()))
}

/// The options that lead back to the same data folder, for a command that is suggested.
pub fn way(common: &Common) -> String {
    let Some(dir) = &common.data_dir else {
        return String::new();
    };
    let dir = dir.display().to_string();
    if dir.contains(char::is_whitespace) {
        format!(" --data-dir '{dir}'")
    } else {
        format!(" --data-dir {dir}")
    }
}

/// The journal of a kept session or of an exported file.
pub fn journal(
    wanted: Option<&str>,
    common: &Common,
) -> Result<(Head, Vec<Recorded>, String), Failure> {
    if let Some(path) = wanted.map(Path::new).filter(|path| path.is_file()) {
        let bytes = fs::read(path)
            .map_err(|error| Failure::new(format!("cannot read {}: {error}", path.display())))?;
        let (head, events) = portable::read(&bytes).map_err(|error| {
            Failure::new(format!("{}: {error}", path.display()))
                .hint("only a file just as `misfortune export` wrote it can be trusted")
        })?;
        return Ok((head, events, path.display().to_string()));
    }
    let store = open_store(common)?;
    let session = pick(&store, wanted)?;
    let head = store.head(session).map_err(Failure::new)?;
    let events = store.read(session, 0).map_err(Failure::new)?;
    Ok((head, events, format!("session {session}")))
}

/// A kept session or an exported file, taken up with the scenario it was played on.
pub fn session(
    wanted: Option<&str>,
    library: &Library,
    common: &Common,
) -> Result<Session, Failure> {
    let (head, events, name) = journal(wanted, common)?;
    let scenario = scenario(library, head.scenario.as_str())?;
    let misfit = |error: Misfit| {
        let failure = Failure::new(format!("{name}: {error}"));
        match error {
            Misfit::Content { .. } => {
                failure.hint("give the folder with the scenario it was played on: --library DIR")
            }
            _ => failure,
        }
    };
    let session = Session::replay(scenario, head, events).map_err(misfit)?;
    session.verify().map_err(misfit)?;
    Ok(session)
}

/// Puts on record that the truth about a session that is over has been told, as the screens do:
/// causes named from here on are known, not found. An exported file is left as it is.
pub fn told(session: &mut Session, wanted: Option<&str>, common: &Common) -> Result<(), Failure> {
    let is_file = wanted.is_some_and(|it| Path::new(it).is_file());
    if is_file || session.state().debriefed {
        return Ok(());
    }
    let mut store = open_store(common)?;
    let number = pick(&store, wanted)?;
    let _hold = store.hold(number).map_err(|error| {
        Failure::new(error).hint("`debrief` in that process tells what really happened")
    })?;
    let next_seq = session.state().next_seq;
    let (now, you) = (session.state().now, session.scenario().you);
    session
        .submit(now, you, &Command::OpenDebrief)
        .expect("the play is over and nobody has opened its debrief");
    let events = session.since(next_seq);
    store.append(number, next_seq, events).map_err(Failure::new)
}

/// Keeps a session that its store could not keep in a file of its own, and says where it is.
pub fn rescue(unsaved: &Unsaved) -> String {
    let name = format!("misfortune-session-{}.jsonl", unsaved.number);
    let path = dirs::rescue_file(&name);
    let session = &unsaved.session;
    let mut text = Vec::new();
    let kept = portable::write(session.head(), session.journal(), &mut text)
        .and_then(|()| fs::write(&path, text));
    match kept {
        Ok(()) => format!("{unsaved}; all of it is in {}", path.display()),
        Err(error) => format!(
            "{unsaved}; nor could {} be written: {error}",
            path.display()
        ),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn a_report_is_written_beside_those_that_are_there() {
        let folder = tempfile::tempdir().unwrap();
        let write = |text| write_report(folder.path(), "3", text);
        let (first, second) = (write("one").unwrap(), write("two").unwrap());
        assert!(Path::new(&first).is_absolute() && first.ends_with("misfortune-debrief-3.md"));
        assert!(second.ends_with("misfortune-debrief-3-2.md"));
        assert_eq!(fs::read_to_string(first).unwrap(), "one");
        assert_eq!(fs::read_to_string(second).unwrap(), "two");
        let nowhere = folder.path().join("not there");
        assert!(
            write_report(&nowhere, "3", "")
                .unwrap_err()
                .contains("cannot write")
        );
    }
}
