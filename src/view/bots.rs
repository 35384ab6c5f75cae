//! What bots score, as a table. Tells how a scenario is scored, nothing of what is in it.

use super::score::label;
use super::words::{about, counted};
use crate::engine::id::Id;
use crate::engine::score::{Dimension, Score};
use crate::engine::time::Span;
use crate::prove::bots::Bot;
use crate::prove::bots::tally::{Spread, Tally};

/// The table of one scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The scenario, and how often each bot played it.
    pub title: String,
    /// The columns.
    pub columns: Vec<&'static str>,
    /// The columns where there is little room.
    pub narrow: Vec<&'static str>,
    /// A row a player: as many cells as there are columns.
    pub rows: Vec<Vec<String>>,
}

/// The table of one scenario; `good` is what its good golden run scores, and how it ends.
#[must_use]
pub fn table(id: &Id, good: Option<(&Score, &str)>, tallies: &[Tally]) -> Table {
    let columns = |label: fn(Dimension) -> &'static str| {
        let points = ["who", "total", "from-to"].into_iter();
        let points = points.chain(Dimension::ALL.map(label));
        points.chain(["later", "lost at", "ended"]).collect()
    };
    let n_seeds = tallies.first().map_or(0, |it| it.n_seeds);
    let n_seeds = usize::try_from(n_seeds).unwrap_or(usize::MAX);
    let good = good.map(|(score, ended)| {
        let mut cells = vec![GOOD.to_owned(), score.total.to_string(), String::new()];
        cells.extend(Dimension::ALL.map(|it| points(score.of(it))));
        cells.extend(["", "", ended].map(str::to_owned));
        cells
    });
    Table {
        title: format!("{id}, {} of each bot", counted(n_seeds, "play", "plays")),
        columns: columns(label),
        narrow: columns(narrow),
        rows: good.into_iter().chain(tallies.iter().map(row)).collect(),
    }
}

fn row(tally: &Tally) -> Vec<String> {
    let Spread { min, median, max } = tally.total;
    let range = if min == max {
        String::new()
    } else {
        format!("{min}-{max}")
    };
    let mut cells = vec![tally.bot.word().to_owned(), median.to_string(), range];
    cells.extend(Dimension::ALL.map(|it| points(tally.dimensions.get(&it).map(|it| it.median))));
    let endings = tally.endings.iter();
    let ended: Vec<String> = match tally.endings.len() {
        1 => endings.map(|(word, _)| (*word).to_owned()).collect(),
        _ => endings.map(|(word, n)| format!("{word} {n}")).collect(),
    };
    cells.extend([tally.regret.minutes_mean, tally.regret.lost_minutes_median].map(minutes));
    cells.push(ended.join(", "));
    cells
}

const fn narrow(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Response => "resp",
        Dimension::Diagnosis => "diag",
        Dimension::Mitigation => "mitig",
        Dimension::Safety => "safe",
        Dimension::Communication => "comm",
        Dimension::FollowThrough => "follow",
    }
}

fn points(points: Option<u8>) -> String {
    points.map_or_else(|| "-".to_owned(), |points| points.to_string())
}

/// `45 min`, `2 h 10 min`; nothing where nothing is known.
fn minutes(minutes: Option<u64>) -> String {
    minutes.map_or_else(String::new, |it| match it {
        0 => "0 min".to_owned(),
        it => about(Span::from_mins(it)),
    })
}

/// How the row of the good golden run is called.
const GOOD: &str = "good run";

/// What a bot does.
#[must_use]
pub const fn what_it_does(bot: Bot) -> &'static str {
    match bot {
        Bot::Idle => "does nothing",
        Bot::AckOnly => "takes the page and does nothing",
        Bot::MenuMash => "does whatever may be done, at random, and claims at random",
        Bot::RestartAll => "calls everybody, makes every change there is, looks at nothing",
        Bot::ClaimSpam => "says once a minute that it is resolved",
        Bot::HintOnly => "asks for every hint and acts on none",
        Bot::SilentExpert => "plays the best way known and says no word to anybody",
        Bot::ChattyNovice => "says a lot to everybody and does little",
        Bot::Oracle => "plays the best way known, looks first, and speaks well: the ceiling",
    }
}

/// What a page of tables begins with, paragraph by paragraph.
pub const PREFACE: [&str; 5] = [
    "# What bots score",
    "Each bot is wrong in one way. If one of them came near a good run, the score would pay for \
     the wrong thing. A test holds the gate for every shipped scenario: the good run beats every \
     bot but the oracle by 15 points or more, the silent expert stays below 75, who does nothing \
     or only claims below 15, and no dimension is 0 or 100 for every bot.",
    "Points are the middle of all plays; \"-\" is a dimension that was not reached and does not \
     count. Seeds differ in the complication they deal and in what a bot does by chance. The \
     experts play the way that the prover finds for what was dealt, and look for another one \
     when the world turns out otherwise.",
    "\"Later\" is how much later it was over than on the best way known for what was dealt, on \
     average; \"lost at\" from when on nothing could have resolved it, the middle of the plays \
     in which that was so. Where the prover did not find out, nothing is said.",
    "This page is written by `misfortune simulate --seeds 20 --format markdown -o docs/bots.md`, \
     and a test compares it with what the bots do.",
];
