//! Lists the shipped scenarios, so that their files travel inside the binary.
//!
//! Only `scenarios/<id>/scenario.toml`: runs and notes stay behind. A file that is broken is listed
//! all the same; whoever loads it is told.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

#[expect(
    clippy::disallowed_methods,
    reason = "cargo tells a build script where to write by the environment"
)]
fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=scenarios");
    let root = env::var("CARGO_MANIFEST_DIR")?;
    let mut entries = Vec::new();
    for folder in fs::read_dir(Path::new(&root).join("scenarios"))
        .into_iter()
        .flatten()
    {
        let folder = folder?;
        let file = folder.path().join("scenario.toml");
        if let (true, Some(id), Some(file)) =
            (file.is_file(), folder.file_name().to_str(), file.to_str())
        {
            entries.push(format!("    ({id:?}, include_bytes!({file:?})),\n"));
        }
    }
    entries.sort();
    let list = format!("&[\n{}]\n", entries.concat());
    let out = Path::new(&env::var("OUT_DIR")?).join("built_in.rs");
    // An untouched list keeps its time, so nothing is compiled again.
    if fs::read_to_string(&out).ok().as_deref() != Some(&list) {
        fs::write(out, list)?;
    }
    Ok(())
}
