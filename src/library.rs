//! Which scenarios there are: the shipped ones, embedded, and those in folders that somebody names.
//!
//! Reads files and nothing else; what is in them is `content`'s to judge. A scenario that cannot
//! be read never hides the others.

mod disk;
mod shipped;

use std::borrow::Cow;
use std::io;
use std::path::{Path, PathBuf};

use crate::content::diagnostic::nearest;
use crate::content::render::{self, Style};
use crate::content::{self, Loaded};
use crate::engine::scenario::Metadata;
use shipped::Run;

/// The id of the tutorial.
pub const TUTORIAL: &str = "tutorial";

/// How the path of a shipped scenario begins.
const BUILT_IN: &str = "built-in:";

/// Scenarios to pick from. Folders are searched in order, then the shipped ones; the first with
/// an id is the one that has it.
#[derive(Debug, Clone, Default)]
pub struct Library {
    folders: Vec<PathBuf>,
}

/// A scenario's file, found and not yet judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// How people know it: a path, or `built-in:ID`.
    pub path: String,
    /// The folder it is in, which is to be its id; none for a file that stands alone.
    pub folder: Option<String>,
    /// Its bytes, cut where they are more than any scenario may have.
    pub bytes: Cow<'static, [u8]>,
}

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The id it is found by.
    pub id: String,
    /// Where it is: a path, or `built-in:ID`.
    pub path: String,
    /// What it is about; or, of one whose head cannot be read, its first complaint as a line.
    pub head: Result<Metadata, String>,
}

/// Why a scenario was not found.
#[derive(Debug, thiserror::Error)]
pub enum LibraryError {
    /// No scenario has that id, and no file that path.
    #[error("there is no scenario `{wanted}`{}", hint(near.as_deref()))]
    Unknown {
        /// What was asked for.
        wanted: String,
        /// The id that is nearest to it.
        near: Option<String>,
    },
    /// A folder holds no scenario.
    #[error("{} holds no scenario: expected a scenario.toml, or folders with one", path.display())]
    Empty {
        /// The folder.
        path: PathBuf,
    },
    /// A file or folder cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

impl Library {
    /// The shipped scenarios, and before them those in these folders.
    ///
    /// # Errors
    /// One of the folders cannot be read.
    pub fn open(folders: impl IntoIterator<Item = PathBuf>) -> Result<Self, LibraryError> {
        let folders: Vec<PathBuf> = folders.into_iter().collect();
        for folder in &folders {
            disk::entries(folder)?;
        }
        Ok(Self { folders })
    }

    /// About how many scenarios there are, without a look into any folder of theirs; no more than
    /// `n_max` are counted.
    #[must_use]
    pub fn about_so_many(&self, n_max: usize) -> usize {
        let in_folders = self.folders.iter().flat_map(disk::entries).flatten();
        let shipped = shipped::all().filter(|(id, _)| *id != TUTORIAL);
        in_folders
            .map(drop)
            .chain(shipped.map(drop))
            .take(n_max)
            .count()
    }

    /// All scenarios, by id.
    #[must_use]
    pub fn list(&self) -> Vec<Entry> {
        let mut entries: Vec<Entry> = Vec::new();
        for folder in &self.folders {
            for name in disk::names(folder).unwrap_or_default() {
                entries.push(disk_entry(folder, name));
            }
        }
        entries.extend(shipped::all().map(|(id, bytes)| shipped_entry(id, bytes)));
        // Stable: of several with one id the first that was searched stays.
        entries.sort_by(|a, b| a.id.cmp(&b.id));
        entries.dedup_by(|later, earlier| later.id == earlier.id);
        entries
    }

    /// The scenario with that id, or in that file or folder.
    ///
    /// # Errors
    /// There is none, or it cannot be read.
    pub fn find(&self, wanted: &str) -> Result<Found, LibraryError> {
        for folder in &self.folders {
            if disk::names(folder)?.iter().any(|name| name == wanted) {
                return disk::read_in(folder, wanted);
            }
        }
        if let Some((id, bytes)) = shipped::all().find(|(id, _)| *id == wanted) {
            return Ok(built_in(id, bytes));
        }
        let path = Path::new(wanted);
        if path.is_dir() || path.is_file() {
            return match files(path)?.as_mut_slice() {
                [only] => Ok(std::mem::take(only)),
                _ => Err(LibraryError::Empty { path: path.into() }),
            };
        }
        Err(self.unknown(wanted))
    }

    fn unknown(&self, wanted: &str) -> LibraryError {
        let ids: Vec<String> = self
            .folders
            .iter()
            .flat_map(|folder| disk::names(folder).unwrap_or_default())
            .chain(shipped::all().map(|(id, _)| id.to_owned()))
            .collect();
        let near = nearest(wanted, ids.iter().map(String::as_str));
        LibraryError::Unknown {
            wanted: wanted.to_owned(),
            near: near.map(str::to_owned),
        }
    }
}

/// The scenario files at a path: the file itself, the one in that folder, or those in the folders
/// in it.
///
/// # Errors
/// There is none, or one cannot be read.
pub fn files(path: &Path) -> Result<Vec<Found>, LibraryError> {
    if path.join(disk::FILE_NAME).is_file() {
        return Ok(vec![disk::read(&path.join(disk::FILE_NAME))?]);
    }
    if !path.is_dir() {
        return Ok(vec![disk::read(path)?]);
    }
    let names = disk::names(path)?;
    if names.is_empty() {
        return Err(LibraryError::Empty { path: path.into() });
    }
    names.iter().map(|name| disk::read_in(path, name)).collect()
}

/// The shipped scenarios' files.
pub fn shipped_files() -> impl Iterator<Item = Found> {
    shipped::all().map(|(id, bytes)| built_in(id, bytes))
}

impl Found {
    /// Its text; of a file that is no text, what can be read of it.
    #[must_use]
    pub fn source(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.bytes)
    }

    /// Reads it.
    #[must_use]
    pub fn load(&self) -> Loaded {
        content::load_bytes(self.folder.as_deref(), &self.bytes)
    }

    /// The text of its golden run `good`, if it ships with one.
    #[must_use]
    pub fn good_run(&self) -> Option<String> {
        self.run(Run::Good)
    }

    /// The text of its golden run `history`, what the real responders did, if it ships with one.
    #[must_use]
    pub fn history_run(&self) -> Option<String> {
        self.run(Run::History)
    }

    fn run(&self, run: Run) -> Option<String> {
        if let Some(id) = self.path.strip_prefix(BUILT_IN) {
            let bytes = shipped::run(id, run)?;
            return String::from_utf8(bytes.to_vec()).ok();
        }
        let path = Path::new(&self.path).with_file_name("runs");
        std::fs::read_to_string(path.join(run.file())).ok()
    }

    /// Writes down what is wrong with it.
    #[must_use]
    pub fn render(&self, loaded: &Loaded, style: Style) -> String {
        render::render(&self.path, &self.source(), &loaded.diagnostics, style)
    }
}

impl Default for Found {
    fn default() -> Self {
        built_in("", &[])
    }
}

fn built_in(id: &str, bytes: &'static [u8]) -> Found {
    Found {
        path: format!("{BUILT_IN}{id}"),
        folder: Some(id.to_owned()),
        bytes: Cow::Borrowed(bytes),
    }
}

/// A head that is right is enough for a list: the body is read when somebody wants to play it. A
/// head that is not gets the whole file read, for what there is to complain about.
fn disk_entry(folder: &Path, name: String) -> Entry {
    let path = disk::file_in(folder, &name);
    let head = disk::beginning(&path).and_then(|it| content::head(&it));
    if let Some(head) = head.filter(|it| it.id == *name) {
        return Entry {
            id: name,
            path: path.display().to_string(),
            head: Ok(head),
        };
    }
    match disk::read_in(folder, &name) {
        Ok(found) => entry(name, &found),
        Err(error) => Entry {
            path: path.display().to_string(),
            head: Err(error.to_string()),
            id: name,
        },
    }
}

/// A shipped scenario has been checked before it was shipped: its head is enough.
fn shipped_entry(id: &str, bytes: &'static [u8]) -> Entry {
    let head = std::str::from_utf8(bytes).ok().and_then(content::head);
    match head {
        Some(head) => Entry {
            id: id.to_owned(),
            path: format!("{BUILT_IN}{id}"),
            head: Ok(head),
        },
        None => entry(id.to_owned(), &built_in(id, bytes)),
    }
}

fn entry(id: String, found: &Found) -> Entry {
    let loaded = found.load();
    let head = loaded.scenario.as_ref().map(|it| it.metadata.clone());
    let head = head.ok_or_else(|| {
        let lines = found.render(&loaded, Style::Lines);
        lines.lines().next().unwrap_or_default().to_owned()
    });
    Entry {
        id,
        path: found.path.clone(),
        head,
    }
}

fn hint(near: Option<&str>) -> String {
    match near {
        Some(near) => format!("; did you mean `{near}`?"),
        None => "; `misfortune list` names them all".to_owned(),
    }
}
