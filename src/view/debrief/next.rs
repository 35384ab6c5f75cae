//! What to play next: something that was never played, of a kind of failure that was never met.
//!
//! Invariant: nothing in here is told that the library does not tell.

use std::collections::BTreeSet;

use crate::engine::scenario::Metadata;
use crate::view::history::Past;
use crate::view::listing::whose;
use crate::view::words::{all_of, clean};

/// A scenario to play next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Next {
    /// Its id.
    pub id: String,
    /// `Which host am I on? (GitLab.com, 2017-01-31), 25 min, difficulty 4 of 5`
    pub line: String,
    /// `never played; new kinds of failure: backup and database`
    pub why: String,
}

/// Most kinds of failure that are named.
const KINDS_MAX: usize = 4;

/// What to play after that scenario; `past` are the sessions there are, `heads` the scenarios.
#[must_use]
pub fn next(after: &str, past: &[Past], heads: &[Metadata]) -> Option<Next> {
    let over = past.iter().filter(|it| it.ending.is_some());
    let mut played: BTreeSet<&str> = over.map(|it| it.scenario.as_str()).collect();
    played.insert(after);
    let is_played = |head: &&Metadata| played.contains(head.id.as_str());
    let met = heads.iter().filter(is_played);
    let met: BTreeSet<String> = met.flat_map(kinds).collect();
    let news = |head: &Metadata| -> Vec<String> {
        kinds(head)
            .into_iter()
            .filter(|it| !met.contains(it))
            .collect()
    };
    let level = heads.iter().find(|it| it.id == *after);
    let level = level.map_or(1, |it| it.difficulty);
    let best = |head: &Metadata| {
        let of = past.iter().filter(|it| head.id == *it.scenario);
        of.filter_map(|it| it.marks).map(|it| it.total).max()
    };
    let real = heads.iter().filter(|it| !it.fictional && it.id != *after);
    let head = real.min_by_key(|it| {
        let n_new = std::cmp::Reverse(news(it).len());
        let strange = it.difficulty.abs_diff(level);
        (is_played(it), n_new, best(it), strange, it.id.to_string())
    })?;
    let new_kinds = news(head);
    let why = match (is_played(&head), new_kinds.as_slice()) {
        (true, _) => best(head).map_or_else(
            || "played, not scored".to_owned(),
            |best| format!("all were played; best here so far {best}"),
        ),
        (false, []) => "never played".to_owned(),
        (false, kinds) => {
            let named = &kinds[..kinds.len().min(KINDS_MAX)];
            format!("never played; new kinds of failure: {}", all_of(named))
        }
    };
    Some(Next {
        id: head.id.to_string(),
        line: format!(
            "{} ({}), {} min, difficulty {} of 5",
            clean(&head.title),
            whose(head),
            head.minutes,
            head.difficulty
        ),
        why,
    })
}

fn kinds(head: &Metadata) -> BTreeSet<String> {
    let tags = head.tags.iter();
    tags.map(|tag| clean(tag).to_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::event::Ending;
    use crate::engine::score::Marks;
    use crate::engine::time::Elapsed;
    use chrono::{DateTime, NaiveDate};

    fn head(id: &str, tags: &[&str], difficulty: u8) -> Metadata {
        Metadata {
            id: id.into(),
            title: format!("The {id}"),
            organisation: "Acme".to_owned(),
            date: NaiveDate::default(),
            summary: String::new(),
            difficulty,
            severity: 1,
            minutes: 10,
            tags: tags.iter().map(|it| (*it).to_owned()).collect(),
            authors: Vec::new(),
            fictional: id == "drill",
        }
    }

    fn past(scenario: &str, total: Option<u8>) -> Past {
        Past {
            session: "1".to_owned(),
            scenario: scenario.to_owned(),
            started: DateTime::default(),
            elapsed: Elapsed::ZERO,
            ending: total.map(|_| Ending::Resolved),
            marks: total.map(Marks::from),
        }
    }

    fn heads() -> Vec<Metadata> {
        vec![
            head("dns", &["DNS", "night"], 3),
            head("disk", &["night", "disk"], 5),
            head("queue", &["night", "disk", "queue"], 4),
            head("drill", &["new", "newer", "newest"], 1),
        ]
    }

    #[test]
    fn what_was_never_played_and_is_most_unlike_comes_first() {
        let told = next("dns", &[], &heads()).expect("there is another");
        assert_eq!(told.id, "queue");
        assert_eq!(
            told.why,
            "never played; new kinds of failure: disk and queue"
        );
        let told = next("dns", &[past("queue", Some(40))], &heads()).expect("there is another");
        assert_eq!(
            (told.id.as_str(), told.why.as_str()),
            ("disk", "never played")
        );
    }

    #[test]
    fn when_all_were_played_the_weakest_comes_again() {
        let all = [
            past("dns", Some(80)),
            past("disk", Some(70)),
            past("queue", Some(40)),
        ];
        let told = next("dns", &all, &heads()).expect("there is another");
        assert_eq!(told.id, "queue");
        assert_eq!(told.why, "all were played; best here so far 40");
        assert_eq!(next("dns", &all, &heads()[..1]), None);
        // What is left open was not played to its end.
        let told = next("dns", &[past("queue", None)], &heads()).expect("there is another");
        assert_eq!(told.id, "queue");
    }
}
