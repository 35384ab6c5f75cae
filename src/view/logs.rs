//! Logs read closely: one stream or all, the lines that hold a text or do not, as of a moment.

use super::Scene;
use super::signals::{LogTail, log_tails};
use crate::engine::time::Elapsed;

/// How far back logs can be read, in lines of each stream.
pub const LINES_MAX: usize = 400;

/// Which lines are shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// What they hold, lower case; empty shows every line.
    text: String,
    /// They do not hold it.
    inverse: bool,
}

impl Filter {
    /// Reads `text`, or `!text` for the lines without it.
    #[must_use]
    pub fn of(typed: &str) -> Self {
        let inverse = typed.starts_with('!');
        let text = typed.strip_prefix('!').unwrap_or(typed).to_lowercase();
        Self { text, inverse }
    }

    /// Whether it shows every line.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether it shows that line.
    #[must_use]
    pub fn shows(&self, line: &str) -> bool {
        self.is_empty() || (self.find(line).is_none() == self.inverse)
    }

    /// Where in a line the text stands first, in bytes; nowhere for an inverse filter's lines.
    #[must_use]
    pub fn find(&self, line: &str) -> Option<std::ops::Range<usize>> {
        if self.is_empty() {
            return None;
        }
        line.char_indices().find_map(|(at, _)| {
            let len = prefix_len(&line[at..], &self.text)?;
            Some(at..at + len)
        })
    }
}

/// How many bytes of `line` are `wanted`, upper and lower case alike, if it begins with it.
fn prefix_len(line: &str, wanted: &str) -> Option<usize> {
    let mut wanted = wanted.chars().peekable();
    let mut len = 0;
    for c in line.chars() {
        if wanted.peek().is_none() {
            break;
        }
        for lower in c.to_lowercase() {
            if wanted.next() != Some(lower) {
                return None;
            }
        }
        len += c.len_utf8();
    }
    wanted.peek().is_none().then_some(len)
}

/// The logs as somebody reads them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// The streams shown, with the lines that the filter shows.
    pub streams: Vec<LogTail>,
    /// What is read, for a title: `shop.log  /error  stands at T+04:10, 3 new`; empty when it is
    /// everything as it comes.
    pub title: String,
}

/// What somebody reads of the logs.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// The stream's place; none for all.
    pub stream: Option<usize>,
    /// What is typed into the filter.
    pub filter: &'a str,
    /// The picture stands as of then.
    pub held: Option<Elapsed>,
    /// Lines of each stream.
    pub n_lines: usize,
}

/// The logs as wanted.
#[must_use]
pub fn reading(scene: &Scene, wanted: Wanted) -> Reading {
    let filter = Filter::of(wanted.filter);
    let as_of = Scene {
        now: wanted.held.map_or(scene.now, |held| held.min(scene.now)),
        ..*scene
    };
    let is_close = wanted.stream.is_some() || wanted.held.is_some() || !filter.is_empty();
    let n_asked = if is_close { LINES_MAX } else { wanted.n_lines };
    let mut streams = chosen(log_tails(&as_of, n_asked), wanted.stream);
    let n_new = match wanted.held {
        Some(_) => {
            let now = chosen(log_tails(scene, n_asked), wanted.stream);
            n_newer(&streams, &now, &filter)
        }
        None => 0,
    };
    for stream in &mut streams {
        stream.lines.retain(|line| filter.shows(&line.text));
    }
    let mut title = Vec::new();
    if let (Some(_), [stream]) = (wanted.stream, &streams[..]) {
        title.push(stream.label.clone());
    }
    if !wanted.filter.is_empty() {
        title.push(format!("/{}", wanted.filter));
    }
    if let Some(held) = wanted.held {
        title.push(format!("stands at {held}, {n_new} new"));
    }
    Reading {
        streams,
        title: title.join("  "),
    }
}

fn chosen(streams: Vec<LogTail>, stream: Option<usize>) -> Vec<LogTail> {
    let all = streams.into_iter().enumerate();
    all.filter(|(idx, _)| stream.is_none_or(|wanted| wanted == *idx))
        .map(|(_, stream)| stream)
        .collect()
}

fn n_newer(held: &[LogTail], now: &[LogTail], filter: &Filter) -> usize {
    let newer = held.iter().zip(now).map(|(held, now)| {
        let last = held.lines.last().map(|line| line.n);
        let newer = now
            .lines
            .iter()
            .filter(|line| last.is_none_or(|n| line.n > n));
        newer.filter(|line| filter.shows(&line.text)).count()
    });
    newer.sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_finds_whatever_the_case_and_can_be_turned_round() {
        for (typed, line, shown) in [
            ("", "anything", true),
            ("err", "an ERROR", true),
            ("err", "fine", false),
            ("!err", "an ERROR", false),
            ("!err", "fine", true),
            ("!", "fine", true),
            ("ß", "Straße", true),
            ("\u{130}", "\u{130}stanbul", true),
        ] {
            assert_eq!(Filter::of(typed).shows(line), shown, "{typed} / {line}");
        }
        assert_eq!(Filter::of("err").find("an ERROR"), Some(3..6));
        assert_eq!(Filter::of("!err").find("an ERROR"), Some(3..6));
        assert_eq!(Filter::of("ra").find("Stra\u{df}e"), Some(2..4));
    }
}
