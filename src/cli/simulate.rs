//! `simulate`: bots play scenarios to the end, without a face and in no time.

use std::sync::Arc;
use std::thread;

use super::args::{Simulate, TallyFormat};
use super::out::{self, Failure, Outcome};
use super::{play, saved};
use crate::content::script as file;
use crate::engine::event::Stress;
use crate::engine::scenario::Scenario;
use crate::engine::script::{self, Played};
use crate::library::Library;
use crate::prove::bots::Bot;
use crate::prove::bots::tally::{Tally, tally};
use crate::report::bots as page;
use crate::view::bots::{Table, table};

/// What was played on one scenario.
struct Series {
    scenario: Arc<Scenario>,
    good: Option<Played>,
    tallies: Vec<Tally>,
}

pub fn simulate(args: &Simulate, library: &Library) -> Outcome {
    let wanted = if args.scenarios.is_empty() {
        library.list().into_iter().map(|it| it.id).collect()
    } else {
        args.scenarios.clone()
    };
    let bots: Vec<Bot> = match Bot::from_word(&args.bot) {
        Some(bot) => vec![bot],
        None => Bot::ALL.to_vec(),
    };
    let stress = play::pressed(args.stress);
    let mut entries = Vec::new();
    for id in &wanted {
        let scenario = saved::scenario(library, id)?;
        if scenario.narrated {
            continue;
        }
        let found = library.find(id).map_err(Failure::new)?;
        entries.push((scenario, found.good_run()));
    }
    let series: Vec<Series> = thread::scope(|scope| {
        let bots = &bots;
        let threads: Vec<_> = entries
            .into_iter()
            .map(|(scenario, good)| {
                scope.spawn(move || series(scenario, good.as_deref(), bots, args.seeds, stress))
            })
            .collect();
        let joined = threads.into_iter().map(thread::ScopedJoinHandle::join);
        joined.map(|it| it.expect("a bot does not panic")).collect()
    });
    let text = match args.format {
        TallyFormat::Human => page::text(&tables(&series)),
        TallyFormat::Markdown => page::markdown(&tables(&series)),
        TallyFormat::Json => out::json(&json(&series, stress)),
    };
    out::write(args.output.as_deref(), &text)
}

fn series(
    scenario: Arc<Scenario>,
    good: Option<&str>,
    bots: &[Bot],
    n_seeds: u64,
    stress: Stress,
) -> Series {
    let script = good.and_then(|source| file::load(source, Some(&scenario)).script);
    let tallies = bots
        .iter()
        .map(|bot| tally(&scenario, *bot, n_seeds, stress))
        .collect();
    let good = script.map(|script| script::play(&scenario, &script));
    Series {
        scenario,
        good,
        tallies,
    }
}

fn tables(series: &[Series]) -> Vec<Table> {
    let table = |it: &Series| {
        let good = it.good.as_ref().map(|it| (&it.score, ended(it)));
        table(&it.scenario.metadata.id, good, &it.tallies)
    };
    series.iter().map(table).collect()
}

fn ended(played: &Played) -> &'static str {
    let ended = played.session.state().ended;
    ended.map_or("open", |(_, ending)| ending.word())
}

fn json(series: &[Series], stress: Stress) -> serde_json::Value {
    let each = series.iter().map(|it| {
        serde_json::json!({
            "scenario": it.scenario.metadata.id.as_str(),
            "stress": stress.word(),
            "good": it.good.as_ref().map(|it| it.score.total),
            "bots": it.tallies,
        })
    });
    each.collect()
}
