//! `doctor`: where things are kept, and whether they work.

use std::fmt::Write as _;
use std::io::{self, IsTerminal};

use super::args::Common;
use super::out::{self, Code, Outcome};
use crate::content::theme;
use crate::library::Library;
use crate::os::{dirs, surroundings};
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
    let file = common.settings.file.as_ref();
    let _ = match file {
        Some(file) if file.exists() => writeln!(text, "config file    {}", file.display()),
        Some(file) => writeln!(text, "config file    {} (not there)", file.display()),
        None => writeln!(text, "config file    no home folder"),
    };
    for complaint in &common.settings.complaints {
        well = false;
        let _ = writeln!(text, "mistakes       {}", complaint.line());
    }
    for (name, path) in &common.settings.themes {
        let from = path
            .as_ref()
            .map_or("built in".into(), |it| it.display().to_string());
        let about = theme::built_in(name).filter(|_| path.is_none());
        let about = about.map_or_else(String::new, |it| format!(": {}", it.about));
        let _ = writeln!(text, "theme          {name:<12} {from}{about}");
    }
    let _ = writeln!(text, "colours        {}", surroundings::palette().word());
    let glyphs = if surroundings::is_utf8() {
        "yes"
    } else {
        "no: ASCII glyphs"
    };
    let _ = writeln!(text, "UTF-8          {glyphs}");
    let terminal = io::stdin().is_terminal() && io::stdout().is_terminal();
    let size = crossterm::terminal::size().ok().filter(|_| terminal);
    let _ = match size {
        Some((columns, rows)) => writeln!(text, "terminal       {columns}x{rows}"),
        None => writeln!(text, "terminal       none here: plain lines are used"),
    };
    out::print(&text)?;
    Ok(if well { Code::Fine } else { Code::Yours })
}
