//! Scenarios for tests: the fixtures and everything that is shipped.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use misfortune::content::{self, render};
use misfortune::engine::scenario::Scenario;

pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

pub fn load(path: &Path) -> Arc<Scenario> {
    let source = fs::read_to_string(path).expect("a scenario file");
    let loaded = content::load(None, &source);
    let complaints = render::render(
        &path.display().to_string(),
        &source,
        &loaded.diagnostics,
        render::Style::Lines,
    );
    Arc::new(loaded.scenario.unwrap_or_else(|| panic!("{complaints}")))
}

/// The shipped scenarios' folders, by name.
pub fn shipped() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = fs::read_dir(root().join("scenarios"))
        .expect("the shipped scenarios")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.join("scenario.toml").is_file())
        .collect();
    folders.sort();
    assert!(!folders.is_empty());
    folders
}
