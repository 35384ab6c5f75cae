//! Where things belong on this machine: XDG folders on every Unix, macOS too.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

/// Names another data folder.
pub const DATA_DIR_VAR: &str = "MISFORTUNE_DATA_DIR";

/// There is nowhere to put things.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "there is no home folder to keep sessions in: name a folder with --data-dir or {DATA_DIR_VAR}"
)]
pub struct NoHome;

/// The folder that keeps the sessions: the one given, else [`DATA_DIR_VAR`], else
/// `$XDG_DATA_HOME/misfortune`.
///
/// # Errors
/// If none is given and there is no home folder.
pub fn data_dir(given: Option<&Path>) -> Result<PathBuf, NoHome> {
    given_or_named(given, read_var(DATA_DIR_VAR))
        .map_or_else(|| Ok(base()?.data_dir().join("misfortune")), Ok)
}

/// Where a session goes that the data folder could not take.
#[must_use]
pub fn rescue_file(name: &str) -> PathBuf {
    std::env::temp_dir().join(name)
}

/// The config file: the one given, else `$XDG_CONFIG_HOME/misfortune/config.toml`; none without a
/// home folder. A variable that names one is the command line's to read.
#[must_use]
pub fn config_file(given: Option<&Path>) -> Option<PathBuf> {
    let usual = || Some(base().ok()?.config_dir().join("misfortune/config.toml"));
    given.map(Path::to_owned).or_else(usual)
}

/// A folder as it is written in a file of that folder: `~/` is home, the rest is relative to it.
#[must_use]
pub fn from_file(written: &str, file: Option<&Path>) -> PathBuf {
    if let Some(below) = written.strip_prefix("~/")
        && let Ok(base) = base()
    {
        return base.home_dir().join(below);
    }
    let folder = file.and_then(Path::parent);
    folder.map_or_else(|| PathBuf::from(written), |it| it.join(written))
}

fn given_or_named(given: Option<&Path>, named: Option<OsString>) -> Option<PathBuf> {
    let named = named.filter(|it| !it.is_empty());
    given
        .map(Path::to_owned)
        .or_else(|| named.map(PathBuf::from))
}

#[cfg(not(windows))]
fn base() -> Result<impl BaseStrategy, NoHome> {
    etcetera::base_strategy::Xdg::new().map_err(|_| NoHome)
}

#[cfg(windows)]
fn base() -> Result<impl BaseStrategy, NoHome> {
    etcetera::choose_base_strategy().map_err(|_| NoHome)
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is where the environment is read"
)]
fn read_var(name: &str) -> Option<OsString> {
    std::env::var_os(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_given_goes_before_what_is_named() {
        let given = Path::new("/given");
        let named = || Some(OsString::from("/named"));
        assert_eq!(given_or_named(Some(given), named()), Some("/given".into()));
        assert_eq!(given_or_named(None, named()), Some("/named".into()));
        assert_eq!(given_or_named(None, Some(OsString::new())), None);
        assert_eq!(given_or_named(None, None), None);
    }
}
