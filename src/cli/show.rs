//! `show`: about one scenario, before it is played. Never spoils.

use std::fmt::Write as _;

use super::args::{Common, Show};
use super::out::{self, Outcome};
use super::saved;
use crate::library::Library;
use crate::report::text::wrapped;
use crate::view::listing;

pub fn show(args: &Show, library: &Library, common: &Common) -> Outcome {
    let scenario = saved::scenario(library, &args.scenario)?;
    let played = saved::played(
        &saved::summaries(common.data_dir.as_deref()),
        scenario.metadata.id.as_str(),
    );
    let it = listing::preview(&scenario, played);
    let row = &it.row;
    let mut text = String::new();
    let _ = writeln!(
        text,
        "{}\n{}\n",
        row.title,
        listing::whose(&scenario.metadata)
    );
    for (name, value) in it.facts() {
        let first = format!("{name:10}");
        for line in wrapped(&value, &first, "          ") {
            let _ = writeln!(text, "{line}");
        }
    }
    text.push('\n');
    for paragraph in &it.text {
        for line in wrapped(paragraph, "", "") {
            let _ = writeln!(text, "{line}");
        }
        if paragraph.is_empty() {
            text.push('\n');
        }
    }
    let way = saved::way(common);
    let _ = writeln!(text, "\nplay it: misfortune play {}{way}", row.id);
    if let Some(open) = &row.open {
        let _ = writeln!(
            text,
            "go on with what is open: misfortune resume {open}{way}"
        );
    }
    out::print(&text)
}
