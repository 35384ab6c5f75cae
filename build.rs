//! Lists the shipped scenarios and the explanations of complaints, so that they travel inside the
//! binary.
//!
//! Of `scenarios/<id>` only `scenario.toml` and the golden runs `good` and `history`: other runs and
//! notes stay behind. A file that is broken is listed all the same; whoever loads it is told.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

#[expect(
    clippy::disallowed_methods,
    reason = "cargo tells a build script where to write by the environment"
)]
fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(env::var("OUT_DIR")?);

    println!("cargo::rerun-if-changed=scenarios");
    let folders = entries(&root.join("scenarios"))?;
    for (list, name) in [
        ("built_in.rs", "scenario.toml"),
        ("good_runs.rs", "runs/good.toml"),
        ("history_runs.rs", "runs/history.toml"),
    ] {
        let files = folders.iter().filter_map(|folder| {
            let file = folder.join(name);
            let id = folder.file_name()?.to_str()?;
            file.is_file().then(|| (id.to_owned(), file))
        });
        write_list(&out.join(list), "include_bytes", files)?;
    }

    println!("cargo::rerun-if-changed=assets/explain");
    let explanations = entries(&root.join("assets/explain"))?.into_iter();
    let explanations = explanations.filter_map(|file| {
        let code = file.file_stem()?.to_str()?.to_owned();
        file.extension()
            .is_some_and(|it| it == "md")
            .then_some((code, file))
    });
    write_list(&out.join("explanations.rs"), "include_str", explanations)?;
    Ok(())
}

/// What is in a folder, by name; nothing when it is not there.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        paths.push(entry?.path());
    }
    paths.sort();
    Ok(paths)
}

/// Writes a Rust slice of names and what their files hold.
fn write_list(
    out: &Path,
    include: &str,
    named: impl Iterator<Item = (String, PathBuf)>,
) -> Result<(), Box<dyn Error>> {
    let mut list = String::from("&[\n");
    for (name, file) in named {
        let file = file.to_str().ok_or("a path that is no text")?;
        writeln!(list, "    ({name:?}, {include}!({file:?})),")?;
    }
    list += "]\n";
    // An untouched list keeps its time, so nothing is compiled again.
    if fs::read_to_string(out).ok().as_deref() != Some(&list) {
        fs::write(out, list)?;
    }
    Ok(())
}
