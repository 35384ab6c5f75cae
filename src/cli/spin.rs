//! `spin`: the wheel picks. Without a terminal only the id is printed.

use std::fmt::Write as _;
use std::io::{self, IsTerminal};

use super::args::{Common, Spin};
use super::list::tagged;
use super::out::{self, Failure, Outcome};
use super::saved;
use crate::engine::scenario::Metadata;
use crate::engine::seed::Seed;
use crate::engine::wheel::{self, Wheel};
use crate::library::{Entry, Library};
use crate::os::entropy;
use crate::store::Summary;
use crate::view::{home, listing};

pub fn spin(args: &Spin, library: &Library, common: &Common) -> Outcome {
    let summaries = saved::summaries(common.data_dir.as_deref());
    let (heads, wheel) = wheel_of(library, &args.tag, &summaries)?;
    if args.odds {
        return out::print(&odds(&heads, &wheel));
    }
    let seed = args.seed.map_or_else(entropy::fresh_seed, Seed);
    let (picked, spin) = pick(&heads, &wheel, seed)?;
    if !io::stdout().is_terminal() {
        return out::print(&format!("{}\n", picked.id));
    }
    let row = listing::row(picked, saved::played(&summaries, picked.id.as_str()));
    let mut text = String::new();
    let _ = writeln!(text, "{}", home::stopped_at(&row, &wheel, &spin));
    let _ = writeln!(text, "  {}", row.summary);
    let _ = writeln!(
        text,
        "play it: misfortune play {} --seed {}",
        row.id, seed.0
    );
    out::print(&text)
}

/// The wheel over all scenarios with the tags that happened, remembering what was played lately.
pub fn wheel_of(
    library: &Library,
    tags: &[String],
    summaries: &[Summary],
) -> Result<(Vec<Metadata>, Wheel), Failure> {
    wheel_over(&library.list(), tags, summaries)
}

/// The same over a list that was made before.
pub fn wheel_over(
    entries: &[Entry],
    tags: &[String],
    summaries: &[Summary],
) -> Result<(Vec<Metadata>, Wheel), Failure> {
    let heads: Vec<Metadata> = tagged(entries, tags)
        .filter_map(|entry| entry.head.as_ref().ok().cloned())
        .filter(|head| !head.fictional)
        .collect();
    if heads.is_empty() {
        let mut tags: Vec<&str> = entries
            .iter()
            .filter_map(|entry| entry.head.as_ref().ok())
            .flat_map(|head| head.tags.iter().map(String::as_str))
            .collect();
        tags.sort_unstable();
        tags.dedup();
        return Err(Failure::new("no scenario has all of these tags")
            .hint(format!("there are: {}", tags.join(" "))));
    }
    let ago: Vec<Option<usize>> = heads
        .iter()
        .map(|head| played_ago(summaries, head))
        .collect();
    let wheel = Wheel::remembering(&ago);
    Ok((heads, wheel))
}

/// Spins.
pub fn pick<'a>(
    heads: &'a [Metadata],
    wheel: &Wheel,
    seed: Seed,
) -> Result<(&'a Metadata, wheel::Spin), Failure> {
    let spin = wheel
        .spin(seed)
        .ok_or_else(|| Failure::new("the wheel has no scenario"))?;
    Ok((&heads[spin.picked], spin))
}

fn played_ago(summaries: &[Summary], head: &Metadata) -> Option<usize> {
    summaries.iter().rev().position(|it| it.scenario == head.id)
}

fn odds(heads: &[Metadata], wheel: &Wheel) -> String {
    let mut text = String::new();
    for (idx, head) in heads.iter().enumerate() {
        let _ = writeln!(text, "{:>6}  {}", home::odds(wheel.odds_ppm(idx)), head.id);
    }
    text
}
