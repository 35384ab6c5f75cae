//! `new`: a scenario that checks and can be played, to be changed into one's own.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;

use super::args::New;
use super::out::{self, Failure, Outcome};
use crate::content::FILE_BYTES_MAX;
use crate::content::scaffold::timeline::{self, Timeline};
use crate::content::scaffold::{Scaffold, scaffold};
use crate::content::spanned::Name;

pub fn new(args: &New) -> Outcome {
    if !Name::is_well_formed(&args.id) {
        let wrong = format!("`{}` cannot be an id", args.id.escape_debug());
        return Err(Failure::new(wrong).hint(
            "use lower case letters, digits, `-` and `_`, at most 64, a letter or digit first",
        ));
    }
    let timeline = args.timeline.as_deref().map(read_timeline).transpose()?;
    let folder = args.output.join(&args.id);
    let folder = folder.strip_prefix(".").unwrap_or(&folder);
    let name = folder.display();
    write(folder, &scaffold(&args.id, timeline.as_ref())).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => Failure::new(format!("{name} is already there"))
            .hint("take another id, or another folder with -o; nothing is overwritten"),
        _ => Failure::new(format!("cannot make {name}: {error}")),
    })?;
    let n_after = timeline.as_ref().map_or(0, Timeline::n_long_after);
    let after = match n_after {
        0 => String::new(),
        1 => "  one row comes long after the others: it is in the history only\n".into(),
        n => format!("  {n} rows come long after the others: they are in the history only\n"),
    };
    out::print(&format!(
        "\
made {name}: scenario.toml, runs/good.toml, notes.md
{after}  misfortune check {name}
  misfortune play {name} --line --stress untimed
  misfortune schema > {name}/scenario.schema.json
"
    ))
}

/// Makes the folder, which must not be there, and its files.
fn write(folder: &Path, files: &Scaffold) -> io::Result<()> {
    if let Some(parent) = folder.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::create_dir(folder)?;
    fs::create_dir(folder.join("runs"))?;
    let files = [
        ("scenario.toml", &files.scenario),
        ("runs/good.toml", &files.good),
        ("notes.md", &files.notes),
    ];
    for (name, text) in files {
        File::create_new(folder.join(name))?.write_all(text.as_bytes())?;
    }
    Ok(())
}

fn read_timeline(path: &Path) -> Result<Timeline, Failure> {
    let name = path.display();
    let bytes = read(path).map_err(|error| Failure::new(format!("cannot read {name}: {error}")))?;
    timeline::read(&bytes).map_err(|mistakes| {
        let lines = mistakes.iter();
        let lines = lines.map(|it| format!("\n{name}:{}: {}", it.line, it.what));
        let lines: String = lines.collect();
        let n = mistakes.len();
        let s = if n == 1 { "" } else { "s" };
        Failure::new(format!(
            "{n} mistake{s} in the timeline, nothing is written{lines}"
        ))
    })
}

/// Reads a file, and of a far too long one only enough to find it so.
fn read(path: &Path) -> io::Result<Vec<u8>> {
    let bytes_max = FILE_BYTES_MAX as u64 + 1;
    let mut bytes = Vec::new();
    File::open(path)?.take(bytes_max).read_to_end(&mut bytes)?;
    if bytes.len() > FILE_BYTES_MAX {
        return Err(io::Error::other("it is far too long for a timeline"));
    }
    Ok(bytes)
}
