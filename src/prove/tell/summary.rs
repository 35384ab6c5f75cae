//! A proof as a short block of words for people.

use std::fmt::Write as _;

use crate::engine::scenario::Scenario;
use crate::engine::time::Elapsed;
use crate::prove::proof::{Par, Proof};
use crate::prove::relax::Players;
use crate::prove::search::Line;

use super::{step, words};

/// Columns that a line of the block takes.
const COLUMNS_MAX: usize = 98;
/// Where the text of a row begins.
const INDENT: usize = 14;

/// What was proved, in so many milliseconds; `whole` gives each line a row a step.
#[must_use]
pub fn summary(scenario: &Scenario, proof: &Proof, ms: u64, whole: bool) -> String {
    let mut out = String::new();
    if proof.pars.is_empty() {
        row(&mut out, "par", "no winning line");
    } else {
        row(&mut out, "par", &pars(&proof.pars));
    }
    for par in &proof.pars {
        if whole {
            row(&mut out, "line", &format!("{}:", who(par.players)));
            for step in words(scenario, &par.line) {
                let _ = writeln!(out, "{:INDENT$}{step}", "");
            }
        } else if par.players == Players::ONE {
            row(&mut out, "line", &in_one(scenario, &par.line));
        }
    }
    row(&mut out, "can happen", &can_happen(proof));
    let lost = proof.no_return.iter();
    let lost: Vec<&str> = lost.map(|it| scenario.facts[it.0].id.as_str()).collect();
    let lost = if lost.is_empty() {
        "nothing".into()
    } else {
        lost.join(", ")
    };
    row(&mut out, "no return", &lost);
    let unwon = proof.unwon.len();
    let won = match proof.n_deals {
        1 => "nothing can be dealt".to_owned(),
        n if unwon == 0 => format!("{n} deals of complications, all won"),
        n => format!("{n} deals of complications, not all won"),
    };
    let looked = format!("{won}; {} states in {ms} ms", proof.n_expanded);
    row(&mut out, "looked at", &looked);
    out
}

/// The row of a golden run that went as it says: its name, its points, and the bounds it gives.
#[must_use]
pub fn run(name: &str, total: u8, bounds: Option<(u8, u8)>) -> String {
    let mut out = String::new();
    let bounds = bounds.map_or(String::new(), |(min, max)| format!(" ({min}-{max})"));
    row(&mut out, "run", &format!("{name} {total}{bounds}"));
    out
}

fn who(players: Players) -> String {
    match players {
        Players::ONE => "alone".into(),
        Players(n) => format!("{n} players"),
    }
}

fn pars(pars: &[Par]) -> String {
    let how = |par: &Par| {
        let kind = if par.clean { "clean line" } else { "line" };
        if par.is_shortest() {
            format!("no {kind} is shorter")
        } else {
            format!("no {kind} is under {}", par.least)
        }
    };
    let told = pars.iter().map(|par| {
        let (who, at, how) = (who(par.players), par.line.at, how(par));
        format!("{at} {who} ({how})")
    });
    told.collect::<Vec<_>>().join(", ")
}

/// A line as one sentence: what is done at the same moment stands behind its time.
fn in_one(scenario: &Scenario, line: &Line) -> String {
    let mut out = String::new();
    let mut last: Option<Elapsed> = None;
    for (at, moved) in &line.moves {
        let said = step(scenario, *moved);
        let _ = if last == Some(*at) {
            write!(out, ", {said}")
        } else {
            write!(
                out,
                "{}{at} {said}",
                if last.is_some() { " · " } else { "" }
            )
        };
        last = Some(*at);
    }
    out
}

fn can_happen(proof: &Proof) -> String {
    let reach = &proof.reach;
    let results: Vec<bool> = reach.results.iter().flatten().copied().collect();
    let parts = [
        ("facts", &reach.facts),
        ("results", &results),
        ("cues", &reach.cues),
        ("clues", &reach.clues),
    ];
    let count = |(what, all): &(&str, &Vec<bool>)| {
        let n = all.iter().filter(|it| **it).count();
        if n == all.len() {
            format!("all {n} {what}")
        } else {
            format!("{n} of {} {what}", all.len())
        }
    };
    parts.iter().map(count).collect::<Vec<_>>().join(", ")
}

/// A row with its name, broken at spaces.
fn row(out: &mut String, name: &str, text: &str) {
    let first = format!("  {name:<width$}", width = INDENT - 2);
    let rest = " ".repeat(INDENT);
    let options = textwrap::Options::new(COLUMNS_MAX)
        .initial_indent(&first)
        .subsequent_indent(&rest)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    for line in textwrap::wrap(text, options) {
        let _ = writeln!(out, "{}", line.trim_end());
    }
}
