//! When the next word comes: whether a text says so, and the moment that it promises.
//!
//! Invariant: the moment is a function of the text, when it was posted and the incident's clock.

use chrono::{DateTime, Days, NaiveTime, Utc};

use super::clauses::{self, begins, has_any, lists, phrases_at, words_of};
use super::deeds::says_deed;
use super::feels::says_feeling;
use super::words::{
    DENIALS, EVENTS, NEXT, NO_MORE, OCCASIONS, OTHER_DAYS, OTHERS, SPANS, TELLING, TENTHS, VAGUE,
    ZONES,
};
use crate::engine::prompt::fold;
use crate::engine::time::{Elapsed, Span};

/// Promises further away than this name another day's clock, or one that has passed.
const FAR: Span = Span::from_mins(12 * 60);

/// A time in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum When {
    /// So long from then.
    In(Span),
    /// At that minute of the incident's clock.
    At(NaiveTime),
    /// At that time of the incident.
    Since(Elapsed),
    /// A time whose minute nobody knows, or another zone's.
    Vague,
}

/// Whether a text says when the next word comes.
pub(super) fn says_next(text: &str) -> bool {
    sentences(text).any(|it| times(it).next().is_some() || names_occasion(it))
}

/// When the next word was promised for by a text posted at `at`, if it can be understood: the
/// soonest one, on a clock that began at `starts`.
#[must_use]
pub fn promised(text: &str, at: Elapsed, starts: DateTime<Utc>) -> Option<Elapsed> {
    let text = fold(text);
    let moments = sentences(&text).flat_map(|sentence| {
        let mut times = times(sentence).peekable();
        let is_dated = || has_any(&words_of(sentence), OTHER_DAYS);
        let other_day = times.peek().is_some() && is_dated();
        times.filter(move |_| !other_day)
    });
    let moments = moments.filter_map(|when| match when {
        When::In(span) => Some(at + span),
        When::At(time) => on_clock(time, at, starts),
        When::Since(moment) => Some(moment),
        When::Vague => None,
    });
    moments.filter(|it| *it > at && it.since(at) <= FAR).min()
}

fn on_clock(time: NaiveTime, at: Elapsed, starts: DateTime<Utc>) -> Option<Elapsed> {
    let now = at.on_clock(starts);
    let today = now.date_naive().and_time(time).and_utc();
    let then = if today > now {
        today
    } else {
        today.checked_add_days(Days::new(1))?
    };
    let ms = u64::try_from((then - now).num_milliseconds()).ok()?;
    Some(at + Span(ms))
}

fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let ends = text.match_indices([';', '.', '!', '?']).filter(|(at, it)| {
        let rest = &text[at + 1..];
        *it == ";" || rest.is_empty() || rest.starts_with(' ')
    });
    let mut start = 0;
    let ends: Vec<usize> = ends.map(|(at, _)| at).chain([text.len()]).collect();
    ends.into_iter().map(move |end| {
        let sentence = &text[start.min(end)..end];
        start = (end + 1).min(text.len());
        sentence.trim()
    })
}

/// Words as times are written in them.
fn tokens(sentence: &str) -> Vec<&str> {
    let marks = |c: char| matches!(c, ',' | '(' | ')' | '\'' | '`' | '~' | '!');
    let words = sentence.split_whitespace().map(|it| it.trim_matches(marks));
    let mut all = Vec::with_capacity(sentence.len() / 4 + 1);
    all.extend(words.filter(|it| !it.is_empty()));
    all
}

/// The times at which a sentence says that the next word comes.
fn times(sentence: &str) -> impl Iterator<Item = When> {
    let said = words_of(sentence);
    let next = has_any(&said, NEXT);
    let tells = (next || is_told(&said)) && !has_any(&said, NO_MORE);
    let words = if tells { tokens(sentence) } else { Vec::new() };
    (0..words.len()).filter_map(move |at| time_at(&words, at, next))
}

/// Whether somebody will tell something, rather than told it, is told, or tells nothing.
fn is_told(words: &[&str]) -> bool {
    let of_others = |it: &str| lists(OTHERS, it) && !it.starts_with("you");
    let is_denied = |it: &str| lists(DENIALS, it) || it.ends_with("n't");
    let is_other = |it: &&str| of_others(it) || is_denied(it);
    (0..words.len()).any(|at| {
        let mut told = phrases_at(words, at, TELLING);
        told.any(|it| {
            let needs_keep = matches!(it, "posted" | "updated" | "informed");
            !words[..at].last().is_some_and(is_other) && (!needs_keep || words.contains(&"keep"))
        })
    })
}

/// Words before a time that is to come.
const LEADS: [&str; 14] = [
    "in", "at", "by", "within", "before", "around", "about", "every", "until", "after", "than",
    "over", "another", "for",
];

/// A time that begins at a word, if a word before says that it is to come, or none has to.
fn time_at(words: &[&str], at: usize, bare: bool) -> Option<When> {
    let lead = at.checked_sub(1).map(|it| words[it]);
    let lead = lead.filter(|it| !matches!(*it, "than" | "over") || words[..at].contains(&"later"));
    let is_led = lead.is_some_and(|it| LEADS.contains(&it));
    if !(is_led || bare) {
        return vague_at(words, at).filter(|_| at > 0);
    }
    clock(words, at)
        .or_else(|| span(words, at, is_led))
        .or_else(|| vague_at(words, at))
}

fn vague_at(words: &[&str], at: usize) -> Option<When> {
    let first = clauses::words(words[at]).next()?;
    if first == "hourly" {
        return Some(When::In(Span::from_mins(60)));
    }
    // Most words begin none, and that is found out sooner.
    let from = VAGUE.partition_point(|it| *it < first);
    VAGUE.get(from).filter(|it| it.starts_with(first))?;
    let rest = words[at..].iter().flat_map(|it| clauses::words(it));
    let rest: Vec<&str> = rest.collect();
    let mut found = phrases_at(&rest, 0, VAGUE);
    found.next().map(|_| When::Vague)
}

/// `22:50`, `22.50`, `10:45 pm`, `5pm`, `2250 utc`, `noon`, `t+35:00`.
fn clock(words: &[&str], at: usize) -> Option<When> {
    // "22:50:" heads what follows it.
    let word = words[at];
    if word.ends_with(':') && word.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let named = match word {
        "noon" | "midday" => NaiveTime::from_hms_opt(12, 0, 0),
        "midnight" => NaiveTime::from_hms_opt(0, 0, 0),
        _ => None,
    };
    if let Some(time) = named {
        return Some(When::At(time));
    }
    if let Some(moment) = word.strip_prefix("t+") {
        return Elapsed::parse(moment).ok().map(When::Since);
    }
    let after = words.get(at + 1).copied().unwrap_or_default();
    let digits = word.trim_end_matches(|c: char| !c.is_ascii_digit());
    let suffix = word[digits.len()..].trim_matches('.');
    let zone = if suffix.is_empty() { after } else { suffix };
    let half = ["am", "pm", "a.m", "p.m"]
        .into_iter()
        .position(|it| zone.trim_matches('.') == it);
    let is_utc = matches!(zone, "utc" | "z" | "gmt");
    let (hour, minute) = digits
        .split_once([':', '.'])
        .or_else(|| (digits.len() == 4 && is_utc).then(|| digits.split_at(2)))
        .or_else(|| half.map(|_| (digits, "00")))?;
    if minute.len() != 2 {
        return None;
    }
    let (hour, minute): (u32, u32) = (hour.parse().ok()?, minute.parse().ok()?);
    let hour = match half.map(|it| it % 2 == 1) {
        Some(is_pm) => hour % 12 + if is_pm { 12 } else { 0 },
        None => hour,
    };
    let time = NaiveTime::from_hms_opt(hour, minute, 0)?;
    let after = if suffix.is_empty() && half.is_none() {
        zone
    } else {
        ""
    };
    if lists(ZONES, after) {
        return Some(When::Vague);
    }
    Some(When::At(time))
}

/// `30 minutes`, `20-30 min`, `1h30m`, `half an hour`, `an hour and a half`, `the hour`.
fn span(words: &[&str], at: usize, is_led: bool) -> Option<When> {
    let rest = words[at..].iter().map(|it| it.trim_end_matches(':'));
    let rest: Vec<&str> = rest.take(6).collect();
    // Few words begin one, and that is found out sooner.
    let is_said = |it: &str| it.starts_with(rest[0]) && begins(&rest, it);
    if let Some((_, minutes)) = SPANS.iter().find(|(it, _)| is_said(it)) {
        return Some(When::In(Span::from_mins(*minutes)));
    }
    let mut words = rest.iter().copied().skip_while(|it| {
        matches!(
            *it,
            "the" | "next" | "another" | "about" | "around" | "roughly" | "less" | "than"
        )
    });
    let first = words.next()?;
    // The later end of "20-30 minutes" and "20 to 30 minutes" is what one can be held to.
    let first = first.rsplit(['-', '\u{2013}']).next().unwrap_or(first);
    if first.starts_with(|c: char| c.is_ascii_digit())
        && let Ok(span) = Span::parse(first)
    {
        return Some(When::In(span));
    }
    let second = words.next();
    let (number, unit) = match second {
        Some("to" | "or") => (words.next()?, words.next()),
        _ => (first, second),
    };
    let tenths = tenths(number)?;
    let unit_ms = match unit {
        Some(it) if it.starts_with("min") || it == "m" => 60_000,
        Some(it) if it.starts_with("hour") || matches!(it, "h" | "hr" | "hrs") => 3_600_000,
        Some(it) if it.starts_with("sec") || it == "s" => 1000,
        Some(it) if it.starts_with("day") => 86_400_000,
        // "next update in 20"
        None if is_led => 60_000,
        Some(_) | None => return None,
    };
    Some(When::In(Span(tenths.checked_mul(unit_ms)? / 10)))
}

/// A number in tenths, in digits or words.
fn tenths(word: &str) -> Option<u64> {
    if let Some((_, number)) = TENTHS.iter().find(|(it, _)| *it == word) {
        return Some(*number);
    }
    let (whole, tenth) = word.split_once('.').unwrap_or((word, "0"));
    let whole: u64 = whole.parse().ok().filter(|it| *it <= 10_000)?;
    let tenth: u64 = tenth.parse().ok().filter(|it| *it < 10)?;
    Some(whole * 10 + tenth)
}

/// "Next update with the full account", "when the copy is done": not a time, but something that
/// everybody will know has come.
fn names_occasion(sentence: &str) -> bool {
    let words = words_of(sentence);
    has_any(&words, NEXT)
        && (0..words.len()).any(|at| {
            phrases_at(&words, at, OCCASIONS).any(|it| {
                let what = vec![words[at + it.split(' ').count()..].to_vec()];
                has_any(&what[0], EVENTS) || says_deed(&what) || says_feeling(&what)
            })
        })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn a_promise_is_understood_where_it_can_be() {
        let starts: DateTime<Utc> = "2017-01-31T22:00:00Z".parse().unwrap();
        let at = Elapsed::from_secs(20 * 60);
        for (text, minutes) in [
            ("Next update in 30 minutes.", Some(30)),
            ("Next update in 30 min", Some(30)),
            ("next update in 20", Some(20)),
            ("More in 1h30m.", Some(90)),
            ("next update in 1 hour", Some(60)),
            ("Next update: 15 minutes", Some(15)),
            ("Next update 22:50 UTC", Some(30)),
            ("Next update at 22:50 UTC.", Some(30)),
            ("Next update at 00:20.", Some(120)),
            ("Next update at midnight", Some(100)),
            ("We post again by 10:50 pm", Some(30)),
            ("Updates every 15 minutes.", Some(15)),
            ("You hear from us in half an hour.", Some(30)),
            ("In half an hour we will post again", Some(30)),
            ("Next update within the hour", Some(60)),
            ("next update in twenty minutes", Some(20)),
            ("Next update in 20-30 minutes", Some(30)),
            ("Next update in 20 to 30 minutes", Some(30)),
            ("next update in 1.5 hours", Some(90)),
            ("Next update at T+35:00", Some(15)),
            ("next update not later than 22:45", Some(25)),
            ("We will keep you posted every 20 minutes", Some(20)),
            ("Back in 30 minutes. Next update at 22:30.", Some(10)),
            // The clock of another place, another day, one that has passed, no time at all.
            ("Next update at 22:50 CET", None),
            ("Next update at 22:50 UTC tomorrow", None),
            ("Next update at 22:10 UTC", None),
            ("Update at 22:50: still down", None),
            ("Next update tomorrow morning", None),
            ("Next update soon", None),
            ("No further updates in the next hour", None),
            ("We expect to be back in 30 minutes.", None),
            ("Users reported errors at 22:30", None),
        ] {
            let expected = minutes.map(|it| at + Span::from_mins(it));
            assert_eq!(promised(text, at, starts), expected, "{text}");
        }
    }
}
