//! A new scenario that checks and can be played, to be changed into one's own.
//!
//! Pure: an id and perhaps a timeline in, the texts of its files out.

pub mod timeline;

use chrono::{Days, NaiveDate, NaiveDateTime};
use std::fmt::Write as _;

use crate::engine::time::Span;
use timeline::{Entry, Timeline};

const SCENARIO: &str = include_str!("../../assets/scaffold/scenario.toml");
const GOOD: &str = include_str!("../../assets/scaffold/good.toml");
const NOTES: &str = include_str!("../../assets/scaffold/notes.md");

/// The day of an outage whose day is not known yet.
const DAY: NaiveDate = NaiveDate::from_ymd_opt(2024, 1, 1).expect("a day of the calendar");

/// How long the incident of the template needs at least.
const LIMIT_MIN: Span = Span::from_mins(120);

/// The files of a new scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scaffold {
    /// `scenario.toml`.
    pub scenario: String,
    /// `runs/good.toml`.
    pub good: String,
    /// `notes.md`.
    pub notes: String,
}

/// Writes a scenario with that id, which is well formed, and what is known of its history.
#[must_use]
pub fn scaffold(id: &str, timeline: Option<&Timeline>) -> Scaffold {
    let made_up = Timeline::made_up();
    let timeline = timeline.unwrap_or(&made_up);
    let starts = timeline
        .starts
        .unwrap_or_else(|| DAY.and_time(timeline.clock));
    let day = starts.date().to_string();
    let day_says = if timeline.starts.is_some() {
        "the day it really happened"
    } else {
        "write the day it really happened, here and in `starts`: the timeline does not say"
    };
    let later = starts.date() + Days::new(14);
    let moment = format!("{}Z", starts.format("%Y-%m-%dT%H:%M:%S"));
    let fill = |template: &str, sources: &str| {
        let limit = limit(timeline);
        filled(
            template,
            &[
                ("id", id),
                ("date", &day),
                ("date_says", day_says),
                ("starts", &moment),
                ("limit", &limit),
                ("later", &later.to_string()),
                ("sources", sources),
                ("cues", &cues(timeline, starts)),
                ("timeline", &history(timeline)),
            ],
        )
    };
    Scaffold {
        scenario: fill(SCENARIO, &sources(timeline)),
        good: fill(GOOD, ""),
        notes: fill(NOTES, &source_list(timeline)),
    }
}

/// Puts values in place of `{{name}}`, each once: what is put in is not looked at again.
fn filled(template: &str, values: &[(&str, &str)]) -> String {
    let mut parts = template.split("{{");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once("}}").expect("our templates close braces");
        let (_, value) = values
            .iter()
            .find(|(known, _)| *known == name)
            .expect("our templates name what there is");
        out.push_str(value);
        out.push_str(rest);
    }
    out
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

/// Until an hour after the last entry of the incident, in whole hours.
fn limit(timeline: &Timeline) -> String {
    let last = timeline.incident().last().map_or(0, |it| it.at_secs);
    let hours = u64::try_from(last).unwrap_or(0).div_ceil(3600) + 1;
    format!("{}h", hours.clamp(LIMIT_MIN.as_secs() / 3600, 30 * 24))
}

/// A length of time as files write it.
fn duration(secs: u64) -> String {
    let mut text = String::new();
    for (n, unit) in [(secs / 3600, 'h'), (secs / 60 % 60, 'm'), (secs % 60, 's')] {
        if n > 0 {
            let _ = write!(text, "{n}{unit}");
        }
    }
    if text.is_empty() { "0s".into() } else { text }
}

fn sources(timeline: &Timeline) -> String {
    let mut out = String::new();
    for (idx, source) in timeline.sources.iter().enumerate() {
        let title = quoted(source);
        let _ = write!(out, "[[sources]]\nid = \"S{}\"\ntitle = {title}\n", idx + 1);
        if source.starts_with("https://") || source.starts_with("http://") {
            let _ = writeln!(out, "url = {title}");
        }
        out.push('\n');
    }
    if timeline.sources.is_empty() {
        out.push_str("# [[sources]]\n# id = \"S1\"\n# title = \"Post-mortem\"\n\n");
    }
    out
}

fn source_list(timeline: &Timeline) -> String {
    let sources = timeline.sources.iter().enumerate();
    let lines = sources.map(|(idx, source)| format!("- S{}: {source}\n", idx + 1));
    let list: String = lines.collect();
    if list.is_empty() {
        "- none yet\n\n".into()
    } else {
        list + "\n"
    }
}

/// A cue for each entry after the beginning, to be filled with what could be seen then.
fn cues(timeline: &Timeline, starts: NaiveDateTime) -> String {
    let rows = timeline.incident().iter().enumerate();
    let mut rows = rows.filter(|(_, it)| it.at_secs > 0).peekable();
    if rows.peek().is_none() {
        return String::new();
    }
    let mut out = "\
# One for each row of the timeline. Say what could be seen from the outside at that moment, and take
# out the rows that are what somebody did: those become actions.
"
    .to_owned();
    for (idx, it) in rows {
        let clock = starts + chrono::TimeDelta::seconds(it.at_secs);
        let at = duration(it.at_secs.unsigned_abs());
        let _ = write!(
            out,
            "# {}  {}\n[[cues]]\nid = \"row-{}\"\nat = \"{at}\"\nwhen = [\"!users_helped\"]\n\
             says = [{{ from = \"colleague\", text = \"Say here what is seen at {}.\" }}]\n\
             reconstructed = true\n\n",
            clock.format("%H:%M"),
            it.text,
            idx + 1,
            clock.format("%H:%M"),
        );
    }
    if let Some(first) = timeline.entries.get(timeline.incident().len()) {
        let at = duration(first.at_secs.unsigned_abs());
        let _ = write!(
            out,
            "# From T+{at} on the timeline tells what came long after: it stands in the history only.\n\n"
        );
    }
    out
}

fn history(timeline: &Timeline) -> String {
    let mut out = String::new();
    for it in &timeline.entries {
        let at = duration(it.at_secs.unsigned_abs());
        let _ = write!(out, "[[history.timeline]]\nat = \"{at}\"\n");
        if it.at_secs < 0 {
            out.push_str("before = true\n");
        }
        if it.is_about {
            out.push_str("about = true\n");
        }
        let _ = writeln!(out, "text = {}", quoted(&it.text));
        match it.source {
            Some(idx) => {
                let _ = writeln!(out, "source = \"S{}\"", idx + 1);
            }
            None => out.push_str("unknown = true\n"),
        }
        out.push('\n');
    }
    out
}

impl Timeline {
    /// What stands in the template when there is no timeline yet.
    fn made_up() -> Self {
        Self {
            starts: None,
            clock: timeline::NINE,
            entries: vec![Entry {
                at_secs: 0,
                is_about: false,
                text: "Say here what happened first.".into(),
                source: None,
            }],
            sources: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_filled_in_is_not_filled_in_again() {
        let values = [("a", "{{b}}"), ("b", "2")];
        assert_eq!(filled("x {{a}} y {{b}}", &values), "x {{b}} y 2");
    }

    #[test]
    fn durations_are_written_largest_unit_first() {
        for (secs, text) in [(0, "0s"), (90, "1m30s"), (3600, "1h"), (90_010, "25h10s")] {
            assert_eq!(duration(secs), text);
        }
    }
}
