//! Log streams: line n of a stream is a function of the seed, the stream and n.

use crate::engine::guard::World;
use crate::engine::scenario::{Log, Scenario};
use crate::engine::seed::Seed;
use crate::engine::time::Elapsed;

/// A line of a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its number in the stream.
    pub n: u64,
    /// When it was written.
    pub at: Elapsed,
    /// What it says.
    pub text: String,
}

/// The last lines of a stream up to `now`, at most `n_max`, oldest first.
#[must_use]
pub fn tail(
    scenario: &Scenario,
    log: &Log,
    past: &[(Elapsed, World)],
    seed: Seed,
    now: Elapsed,
    n_max: usize,
) -> Vec<Line> {
    let every = log.every.0.max(1);
    let mut lines: Vec<Line> = Vec::new();
    let mut end = now;
    for (from, world) in past.iter().rev().filter(|(from, _)| *from <= now) {
        // A stream that is silent in a world is not asked for each of its lines.
        if log.lines.iter().any(|line| line.when.holds(*world)) {
            let slots = (from.0 / every..=end.0 / every).rev();
            let here = slots
                .filter_map(|n| line(scenario, log, past, seed, n))
                .filter(|line| (*from..=end).contains(&line.at));
            lines.extend(here.take(n_max - lines.len()));
        }
        if lines.len() == n_max || from.0 == 0 {
            break;
        }
        end = Elapsed(from.0 - 1);
    }
    lines.reverse();
    lines
}

/// Line n of a stream; none if no template holds at its time.
#[must_use]
pub fn line(
    scenario: &Scenario,
    log: &Log,
    past: &[(Elapsed, World)],
    seed: Seed,
    n: u64,
) -> Option<Line> {
    let every = log.every.0.max(1);
    let hash = seed.hash(log.id.as_str(), n);
    // Lines come when they come, within their own slot.
    let at = Elapsed(n * every + (hash % every) / 1000 * 1000);
    let world = past
        .iter()
        .rev()
        .find(|(from, _)| *from <= at)
        .map(|(_, world)| *world)?;
    let holding = || log.lines.iter().filter(|line| line.when.holds(world));
    let weights: u64 = holding().map(|line| u64::from(line.weight)).sum();
    let mut drawn = (hash >> 24).checked_rem(weights)?;
    let template = holding().find(|line| {
        let weight = u64::from(line.weight);
        let here = drawn < weight;
        drawn = drawn.saturating_sub(weight);
        here
    })?;
    let mut draw = 0;
    let text = fill(&template.text, |hole| {
        draw += 1;
        let hash = seed.hash(log.id.as_str(), n ^ (draw << 48));
        match hole.split_once(':') {
            None if hole == "utc" => Some(
                at.on_clock(scenario.clock.starts)
                    .format("%H:%M:%S")
                    .to_string(),
            ),
            None if hole == "n" => Some(n.to_string()),
            None if hole == "hex" => Some(format!("{:08x}", hash & 0xffff_ffff)),
            Some(("int", range)) => {
                let (low, high) = range.split_once('-')?;
                let (low, high): (u64, u64) = (low.parse().ok()?, high.parse().ok()?);
                let width = high.checked_sub(low)?;
                let drawn = width.checked_add(1).map_or(hash, |n| hash % n);
                Some((low + drawn).to_string())
            }
            Some(("pick", choices)) => {
                let choices: Vec<&str> = choices.split('|').collect();
                let idx = usize::try_from(hash % choices.len() as u64).unwrap_or(0);
                Some(choices[idx].to_owned())
            }
            _ => None,
        }
    });
    Some(Line { n, at, text })
}

/// Fills `{holes}` of a template; what has no filling stays as it is.
#[must_use]
pub fn fill(template: &str, mut filling: impl FnMut(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        rest = &rest[open..];
        let filled = rest
            .find('}')
            .and_then(|close| filling(&rest[1..close]).map(|text| (text, close)));
        if let Some((text, close)) = filled {
            out.push_str(&text);
            rest = &rest[close + 1..];
        } else {
            out.push('{');
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    out
}
