//! Writes the text screens in the documentation: what the program shows at a moment of a golden
//! run, between the markers that ask for it.
//!
//! ```sh
//! cargo run --example screens             # README.md and docs/screens.md
//! cargo run --example screens -- FILE...  # these
//! ```

mod film;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<PathBuf> = std::env::args().skip(1).map(PathBuf::from).collect();
    if files.is_empty() {
        files = film::PAGES.iter().map(|page| root.join(page)).collect();
    }
    for file in files {
        let page = fs::read_to_string(&file)?;
        let placed = film::placed(&page)?;
        if placed != page {
            fs::write(&file, placed)?;
        }
    }
    Ok(())
}
