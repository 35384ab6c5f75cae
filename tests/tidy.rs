//! The walls of the house: imports look down only, files stay rooms, the pure layers stay pure.

use std::fs;
use std::path::{Path, PathBuf};

/// Layers from the ground up; those on one floor may look at each other.
const FLOORS: &[&[&str]] = &[
    &["engine"],
    &["content", "view", "prove"],
    &["os", "store", "library"],
    &["play"],
    &["tui", "line", "report"],
    &["cli"],
];

/// Longest a source file may be.
const LINES_MAX: usize = 900;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn sources(dir: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).expect("a source folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|it| it == "rs") {
            found.push(path);
        }
    }
}

fn all_sources() -> Vec<(String, String)> {
    let src = root().join("src");
    let mut paths = Vec::new();
    sources(&src, &mut paths);
    paths.sort();
    assert!(paths.len() > 20, "the walk found the sources");
    paths
        .into_iter()
        .map(|path| {
            let name = path
                .strip_prefix(&src)
                .expect("below src")
                .display()
                .to_string();
            (name, fs::read_to_string(&path).expect("readable source"))
        })
        .collect()
}

fn layer(name: &str) -> &str {
    let first = name.split('/').next().expect("a path has a first part");
    first.strip_suffix(".rs").unwrap_or(first)
}

fn floor(layer: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&layer))
}

#[test]
fn imports_look_down_only() {
    let mut crossings = Vec::new();
    for (name, text) in all_sources() {
        let from = layer(&name).to_owned();
        if from == "lib" || from == "main" {
            continue;
        }
        let from_floor = floor(&from).unwrap_or_else(|| panic!("{name}: which floor is `{from}`?"));
        for (idx, line) in text.lines().enumerate() {
            for (at, _) in line.match_indices("crate::") {
                let rest = &line[at + 7..];
                let to: String = rest
                    .chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '_')
                    .collect();
                if let Some(to_floor) = floor(&to)
                    && to_floor > from_floor
                {
                    crossings.push(format!("{name}:{}: {from} looks up at {to}", idx + 1));
                }
            }
        }
    }
    assert!(crossings.is_empty(), "{}", crossings.join("\n"));
}

#[test]
fn pure_layers_touch_no_machine() {
    let mut touched = Vec::new();
    for (name, text) in all_sources() {
        if !matches!(layer(&name), "engine" | "content" | "view" | "prove") {
            continue;
        }
        let body = text.split("#[cfg(test)]").next().expect("before the tests");
        for (idx, line) in body.lines().enumerate() {
            for word in [
                "std::fs",
                "std::env",
                "std::net",
                "std::process",
                "std::thread",
                "SystemTime",
                "Instant::now",
                "Utc::now",
                "println!",
                "eprintln!",
            ] {
                if line.contains(word) && !line.trim_start().starts_with("//") {
                    touched.push(format!("{name}:{}: {word}", idx + 1));
                }
            }
        }
    }
    assert!(touched.is_empty(), "{}", touched.join("\n"));
}

#[test]
fn files_are_rooms() {
    let long: Vec<String> = all_sources()
        .into_iter()
        .filter(|(_, text)| text.lines().count() > LINES_MAX)
        .map(|(name, text)| format!("{name}: {} lines", text.lines().count()))
        .collect();
    assert!(long.is_empty(), "split these: {long:?}");
}

#[test]
fn modules_say_what_they_are() {
    let silent: Vec<String> = all_sources()
        .into_iter()
        .filter(|(_, text)| !text.starts_with("//!"))
        .map(|(name, _)| name)
        .collect();
    assert!(silent.is_empty(), "without a module comment: {silent:?}");
}

#[test]
fn nothing_is_left_for_later() {
    let marks: Vec<String> = all_sources()
        .into_iter()
        .flat_map(|(name, text)| {
            let lines = text.lines().enumerate();
            lines
                .filter(|(_, line)| {
                    ["TODO", "FIXME", "todo!(", "unimplemented!(", "#[allow("]
                        .iter()
                        .any(|mark| line.contains(mark))
                })
                .map(|(idx, line)| format!("{name}:{}: {line}", idx + 1))
                .collect::<Vec<_>>()
        })
        .collect();
    assert!(marks.is_empty(), "{}", marks.join("\n"));
}
