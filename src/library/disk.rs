//! Scenarios in folders.

use std::borrow::Cow;
use std::fs::{self, File, ReadDir};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::content::FILE_BYTES_MAX;

use super::{Found, LibraryError};

/// What a scenario's file is called.
pub(super) const FILE_NAME: &str = "scenario.toml";

/// The `[metadata]` of a scenario, and the table after it, begin well before this.
const HEAD_BYTES_MAX: usize = 8 << 10;

/// What is in a folder.
pub(super) fn entries(folder: impl AsRef<Path>) -> Result<ReadDir, LibraryError> {
    let folder = folder.as_ref();
    fs::read_dir(folder).map_err(|source| unreadable(folder, source))
}

/// The names of the folders in a folder that hold a scenario, in order.
pub(super) fn names(folder: &Path) -> Result<Vec<String>, LibraryError> {
    let entries = entries(folder)?;
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|source| unreadable(folder, source))?;
        // A name that is no text can be nobody's id.
        if let Ok(name) = entry.file_name().into_string()
            && file_in(folder, &name).is_file()
        {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

pub(super) fn file_in(folder: &Path, name: &str) -> PathBuf {
    folder.join(name).join(FILE_NAME)
}

pub(super) fn read_in(folder: &Path, name: &str) -> Result<Found, LibraryError> {
    read(&file_in(folder, name))
}

/// Reads a scenario file, and of a far too long one only enough to say so.
pub(super) fn read(path: &Path) -> Result<Found, LibraryError> {
    let bytes = read_bytes(path).map_err(|source| unreadable(path, source))?;
    let is_named = path.file_name().is_some_and(|name| name == FILE_NAME);
    let folder = is_named.then(|| folder_of(path)).flatten();
    Ok(Found {
        path: path.display().to_string(),
        folder,
        bytes: Cow::Owned(bytes),
    })
}

fn read_bytes(path: &Path) -> io::Result<Vec<u8>> {
    // Opening a pipe would wait for somebody to write to it.
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::other("not a file"));
    }
    let mut bytes = Vec::new();
    let bytes_max = FILE_BYTES_MAX as u64 + 1;
    File::open(path)?.take(bytes_max).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The first bytes of a scenario file, as far as they are text: enough for its head.
pub(super) fn beginning(path: &Path) -> Option<String> {
    if !fs::metadata(path).ok()?.is_file() {
        return None;
    }
    let mut bytes = Vec::with_capacity(HEAD_BYTES_MAX);
    let file = File::open(path).ok()?;
    file.take(HEAD_BYTES_MAX as u64)
        .read_to_end(&mut bytes)
        .ok()?;
    let whole = match std::str::from_utf8(&bytes) {
        Ok(_) => bytes.len(),
        Err(error) => error.valid_up_to(),
    };
    bytes.truncate(whole);
    String::from_utf8(bytes).ok()
}

/// The name of the folder that a file is in, also when the path says it with dots.
fn folder_of(path: &Path) -> Option<String> {
    let path = fs::canonicalize(path).ok()?;
    let name = path.parent()?.file_name()?.to_str()?;
    Some(name.to_owned())
}

fn unreadable(path: &Path, source: io::Error) -> LibraryError {
    LibraryError::Unreadable {
        path: path.to_owned(),
        source,
    }
}
