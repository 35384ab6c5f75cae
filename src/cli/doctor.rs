//! `doctor`: where things are kept, and whether they work.

use std::fmt::Write as _;
use std::io::{self, IsTerminal};

use super::args::Common;
use super::out::{self, Code, Outcome};
use crate::library::Library;
use crate::os::dirs;
use crate::store::JournalStore;
use crate::store::sqlite::Sqlite;

pub fn doctor(library: &Library, common: &Common) -> Outcome {
    let mut text = String::new();
    let mut well = true;
    let _ = writeln!(text, "misfortune     {}", env!("CARGO_PKG_VERSION"));
    match dirs::data_dir(common.data_dir.as_deref()) {
        Err(error) => {
            well = false;
            let _ = writeln!(text, "data folder    {error}");
        }
        Ok(dir) => {
            let _ = writeln!(text, "data folder    {}", dir.display());
            match Sqlite::open(&dir).and_then(|store| Ok((store.list()?, store))) {
                Ok((sessions, store)) => {
                    let _ = writeln!(text, "journal        {}", store.file().display());
                    let _ = writeln!(text, "sessions       {}", sessions.len());
                }
                Err(error) => {
                    well = false;
                    let _ = writeln!(text, "journal        {error}");
                }
            }
        }
    }
    for folder in &common.library {
        let _ = writeln!(text, "library        {}", folder.display());
    }
    let entries = library.list();
    let n_broken = entries.iter().filter(|it| it.head.is_err()).count();
    let _ = writeln!(text, "scenarios      {} playable", entries.len() - n_broken);
    for entry in &entries {
        if let Err(complaint) = &entry.head {
            well = false;
            let _ = writeln!(text, "broken         {complaint}");
        }
    }
    let terminal = io::stdin().is_terminal() && io::stdout().is_terminal();
    let size = crossterm::terminal::size().ok().filter(|_| terminal);
    let _ = match size {
        Some((columns, rows)) => writeln!(text, "terminal       {columns}x{rows}"),
        None => writeln!(text, "terminal       none here: plain lines are used"),
    };
    out::print(&text)?;
    Ok(if well { Code::Fine } else { Code::Yours })
}
