//! Scenarios in lists, and the preview of one. Never spoils.

use chrono::{DateTime, Utc};

use super::fuzzy;
use super::words::{clean, counted, flowing, prose};
use crate::engine::scenario::{Metadata, Scenario};

/// What is known of earlier plays of a scenario.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Played {
    /// How often it was played.
    pub times: usize,
    /// The best total, 0 to 100.
    pub best: Option<u8>,
    /// When it was begun last.
    pub last: Option<DateTime<Utc>>,
    /// The number of the last session that is not over and can be taken up again.
    pub open: Option<u32>,
}

/// Over what never happened, in lists.
pub const MADE_UP: &str = "Made up, and not on the wheel:";

/// A scenario in a list.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Row {
    /// What is typed for it.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Whose outage it was.
    pub organisation: String,
    /// The day, `2017-01-31`.
    pub date: String,
    /// One sentence.
    pub summary: String,
    /// 1 to 5.
    pub difficulty: u8,
    /// Minutes of play at normal stress.
    pub minutes: u32,
    /// Words to pick by.
    pub tags: Vec<String>,
    /// `never played`, `played 2 times, best 71; open as session 3`.
    pub played: String,
    /// It never happened: it is not on the wheel.
    pub fictional: bool,
    /// How often it was played to an end.
    pub times: usize,
    /// The best total.
    pub best: Option<u8>,
    /// When it was begun last, `2026-11-22 15:27`.
    pub last_played: Option<String>,
    /// The session that is not over, as it is typed after `resume`.
    pub open: Option<String>,
}

/// Whose outage it was and when: `GitLab.com, 2017-01-31`; of one that never happened, that.
#[must_use]
pub fn whose(metadata: &Metadata) -> String {
    if metadata.fictional {
        format!("{}, made up", metadata.organisation)
    } else {
        format!("{}, {}", metadata.organisation, metadata.date)
    }
}

/// An order of the list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    /// By title; while one looks for something, the best match first.
    #[default]
    Title,
    /// The gentlest first.
    Difficulty,
    /// The shortest first.
    Minutes,
    /// What was played last first.
    LastPlayed,
    /// The lowest best total first: there is most to gain. What was never played comes last.
    Best,
}

impl Sort {
    /// Its word: `by title`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Title => "by title",
            Self::Difficulty => "by difficulty",
            Self::Minutes => "by minutes",
            Self::LastPlayed => "by last played",
            Self::Best => "by best score",
        }
    }

    /// The order after it.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Title => Self::Difficulty,
            Self::Difficulty => Self::Minutes,
            Self::Minutes => Self::LastPlayed,
            Self::LastPlayed => Self::Best,
            Self::Best => Self::Title,
        }
    }
}

/// The places of the rows that a filter lets through, in an order.
///
/// Every word has to be in the title, the id, the organisation or a tag; `!word` must not be,
/// `#tag` has to begin a tag. Where nothing holds the words as they stand, letters left out and a
/// slip are forgiven in ids and titles, and the nearest comes first.
#[must_use]
pub fn pick(rows: &[Row], filter: &str, sort: Sort) -> Vec<usize> {
    let texts: Vec<String> = rows.iter().map(searched).collect();
    let filter = filter.to_lowercase();
    let (barred, wanted): (Vec<&str>, Vec<&str>) = filter
        .split_whitespace()
        .partition(|it| it.starts_with('!'));
    let bars = |text: &str| {
        let words = barred.iter().map(|it| &it[1..]);
        words.clone().any(|it| !it.is_empty() && text.contains(it))
    };
    let (tags, words): (Vec<&str>, Vec<&str>) =
        wanted.into_iter().partition(|it| it.starts_with('#'));
    let has_tags = |row: &Row| {
        tags.iter().all(|tag| {
            let begins = |it: &String| it.to_lowercase().starts_with(&tag[1..]);
            row.tags.iter().any(begins)
        })
    };
    let possible: Vec<usize> = (0..rows.len())
        .filter(|at| !bars(&texts[*at]) && has_tags(&rows[*at]))
        .collect();
    let holds = |at: &&usize| words.iter().all(|it| texts[**at].contains(it));
    let mut found: Vec<usize> = possible.iter().filter(holds).copied().collect();
    let is_guess = found.is_empty() && !words.is_empty();
    if is_guess {
        found = nearest(rows, &possible, &words);
    }
    if !(is_guess && sort == Sort::Title) {
        sorted(&mut found, rows, sort);
    }
    found
}

/// What a filter looks at.
fn searched(row: &Row) -> String {
    let tags = row.tags.join(" ");
    format!("{} {} {} {tags}", row.title, row.id, row.organisation).to_lowercase()
}

/// Those that fit the letters, the best fit first.
fn nearest(rows: &[Row], possible: &[usize], words: &[&str]) -> Vec<usize> {
    let candidates: Vec<(&str, &str)> = possible
        .iter()
        .map(|at| (rows[*at].id.as_str(), rows[*at].title.as_str()))
        .collect();
    let found = fuzzy::search(&words.join(" "), &candidates);
    found.into_iter().map(|nth| possible[nth]).collect()
}

fn sorted(found: &mut [usize], rows: &[Row], sort: Sort) {
    found.sort_by(|a, b| {
        let (a, b) = (&rows[*a], &rows[*b]);
        let by = match sort {
            Sort::Title => std::cmp::Ordering::Equal,
            Sort::Difficulty => a.difficulty.cmp(&b.difficulty),
            Sort::Minutes => a.minutes.cmp(&b.minutes),
            Sort::LastPlayed => b.last_played.cmp(&a.last_played),
            Sort::Best => (a.best.is_none(), a.best).cmp(&(b.best.is_none(), b.best)),
        };
        let title = |it: &Row| it.title.to_lowercase();
        by.then_with(|| title(a).cmp(&title(b)))
            .then_with(|| a.id.cmp(&b.id))
    });
}

/// The row of a scenario.
#[must_use]
pub fn row(metadata: &Metadata, played: Played) -> Row {
    Row {
        id: metadata.id.to_string(),
        title: clean(&metadata.title),
        organisation: clean(&metadata.organisation),
        date: metadata.date.to_string(),
        summary: flowing(&metadata.summary),
        difficulty: metadata.difficulty,
        minutes: metadata.minutes,
        tags: metadata.tags.iter().map(|it| clean(it)).collect(),
        played: self::played(played),
        fictional: metadata.fictional,
        times: played.times,
        best: played.best,
        last_played: played
            .last
            .map(|at| at.format("%Y-%m-%d %H:%M").to_string()),
        open: played.open.map(|it| it.to_string()),
    }
}

/// A scenario whose head cannot be read, and why.
#[must_use]
pub fn broken(id: &str, complaint: &str) -> String {
    clean(&format!("{id} cannot be played: {complaint}"))
}

fn played(played: Played) -> String {
    let open = played.open.map(|it| format!("open as session {it}"));
    let times = match (played.times, played.best) {
        (0, _) if open.is_some() => None,
        (0, _) => Some("never played".to_owned()),
        (n, None) => Some(format!("played {}", counted(n, "time", "times"))),
        (n, Some(best)) => Some(format!(
            "played {}, best {best}",
            counted(n, "time", "times")
        )),
    };
    let all: Vec<String> = times.into_iter().chain(open).collect();
    all.join("; ")
}

/// What `show` tells before it is played.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Preview {
    /// The row of the list.
    #[serde(flatten)]
    pub row: Row,
    /// Who you would be.
    pub role: String,
    /// The context, as lines.
    pub text: Vec<String>,
    /// How big it is: `24 things to do, 9 metrics, 5 people`.
    pub size: String,
    /// Who wrote it.
    pub authors: String,
    /// Narrated scenarios say so; else empty.
    pub note: &'static str,
}

impl Preview {
    /// What there is to say besides the text, each with its name.
    #[must_use]
    pub fn facts(&self) -> Vec<(&'static str, String)> {
        let row = &self.row;
        let facts = [
            ("id", row.id.clone()),
            ("you are", self.role.clone()),
            ("level", format!("{} of 5", row.difficulty)),
            ("minutes", format!("about {} at normal stress", row.minutes)),
            ("tags", row.tags.join(", ")),
            ("holds", self.size.clone()),
            ("authors", self.authors.clone()),
            ("played", row.played.clone()),
            ("note", self.note.to_owned()),
        ];
        facts
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .collect()
    }
}

/// The preview of a scenario.
#[must_use]
pub fn preview(scenario: &Scenario, played: Played) -> Preview {
    Preview {
        row: row(&scenario.metadata, played),
        role: scenario.briefing.role.clone(),
        text: prose(&scenario.briefing.text),
        size: [
            counted(scenario.actions.len(), "thing to do", "things to do"),
            counted(scenario.metrics.len(), "metric", "metrics"),
            counted(scenario.logs.len(), "log", "logs"),
            counted(scenario.responders.len(), "person", "people"),
            counted(scenario.audiences.len(), "audience", "audiences"),
        ]
        .join(", "),
        authors: scenario.metadata.authors.join(", "),
        note: if scenario.narrated {
            "narrated: a facilitator rules by hand"
        } else {
            ""
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> Vec<Row> {
        let of = |id: &str, title: &str, tags: &[&str], difficulty, best| Row {
            id: id.to_owned(),
            title: title.to_owned(),
            organisation: String::new(),
            date: String::new(),
            summary: String::new(),
            difficulty,
            minutes: 30 - u32::from(difficulty),
            fictional: false,
            tags: tags.iter().map(|it| (*it).to_owned()).collect(),
            played: String::new(),
            times: usize::from(best > 0),
            best: (best > 0).then_some(best),
            last_played: (best > 0).then(|| format!("2026-11-{best}")),
            open: None,
        };
        vec![
            of(
                "gitlab-2017",
                "Which host am I on?",
                &["database", "night"],
                4,
                22,
            ),
            of(
                "facebook-2021",
                "Nobody can get in",
                &["network", "DNS"],
                5,
                0,
            ),
            of("bakery", "No bread on Saturday", &["tls"], 2, 11),
        ]
    }

    fn ids(filter: &str, sort: Sort) -> Vec<String> {
        let rows = rows();
        let picked = pick(&rows, filter, sort);
        picked.iter().map(|at| rows[*at].id.clone()).collect()
    }

    #[test]
    fn words_have_to_be_there_and_slips_are_forgiven_where_nothing_is() {
        assert_eq!(
            ids("", Sort::Title),
            ["bakery", "facebook-2021", "gitlab-2017"]
        );
        assert_eq!(ids("2021", Sort::Title), ["facebook-2021"]);
        assert_eq!(ids("20 !face", Sort::Title), ["gitlab-2017"]);
        assert_eq!(ids("HOST night", Sort::Title), ["gitlab-2017"]);
        assert_eq!(ids("facbook", Sort::Title), ["facebook-2021"]);
        assert_eq!(ids("gtlb", Sort::Title), ["gitlab-2017"]);
        assert!(ids("zzzz", Sort::Title).is_empty());
        assert_eq!(ids("#d", Sort::Title), ["facebook-2021", "gitlab-2017"]);
        assert_eq!(ids("#dns", Sort::Title), ["facebook-2021"]);
        for odd in ["!", "#", "! #", "!!", "漢 !字 #", "^$'\\"] {
            let _ = ids(odd, Sort::Title);
        }
    }

    #[test]
    fn each_order_puts_the_unknown_last() {
        assert_eq!(
            ids("", Sort::Difficulty),
            ["bakery", "gitlab-2017", "facebook-2021"]
        );
        assert_eq!(
            ids("", Sort::Minutes),
            ["facebook-2021", "gitlab-2017", "bakery"]
        );
        assert_eq!(
            ids("", Sort::LastPlayed),
            ["gitlab-2017", "bakery", "facebook-2021"]
        );
        assert_eq!(
            ids("", Sort::Best),
            ["bakery", "gitlab-2017", "facebook-2021"]
        );
        let mut sort = Sort::default();
        for _ in 0..5 {
            sort = sort.next();
        }
        assert_eq!(sort, Sort::default());
    }
}
