//! `config`: what is set and where that comes from, or a file to begin with.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

use super::args::{Common, Config};
use super::out::{self, Code, Outcome};
use crate::content::config::{Setting, default_file};

pub fn config(args: &Config, common: &Common) -> Outcome {
    if args.default {
        return out::print(&default_file());
    }
    let sheet = common.settings.sheet();
    let mut text = String::new();
    if !sheet.file.is_empty() {
        let _ = writeln!(text, "# {}", sheet.file);
    }
    let width = sheet.entries.iter().map(|it| it.value.to_toml().width());
    let width = width.max().unwrap_or(0).min(40);
    for it in &sheet.entries {
        let value = it.value.to_toml();
        let pad = " ".repeat(width.saturating_sub(value.width()));
        // Nowhere in particular is no value that a file could hold.
        let is_none = it.setting == Setting::DataDir && value == "\"\"";
        let mark = if is_none { "# " } else { "" };
        let line = format!("{:<16}", format!("{mark}{}", it.setting.key()));
        let _ = writeln!(text, "{line} = {value}{pad}  # {}", it.origin);
    }
    out::print(&text)?;
    let well = common.settings.complaints.is_empty() && common.settings.remarks.is_empty();
    Ok(if well { Code::Fine } else { Code::Yours })
}
