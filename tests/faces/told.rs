//! What a face has told, and when.

use misfortune::engine::session::Session;

use crate::facts::{Fact, When};

/// What a face has told.
pub struct Told {
    /// The session it played.
    pub session: Session,
    /// Entries of the timeline: when, and all the words of each.
    entries: Vec<(String, String)>,
    /// What stood there before the page rang.
    before: String,
    /// What stood there after each line.
    after: Vec<String>,
    /// The debrief.
    debrief: String,
    /// Every byte of it, where it is a text.
    pub raw: String,
}

impl Told {
    pub fn new(session: Session, raw: String) -> Self {
        Self {
            session,
            entries: Vec::new(),
            before: String::new(),
            after: Vec::new(),
            debrief: String::new(),
            raw,
        }
    }

    pub fn before(&mut self, text: &str) {
        self.before.push_str(&squeezed(text));
    }

    pub fn after(&mut self, texts: &[String]) {
        self.after = texts.iter().map(|it| squeezed(it)).collect();
    }

    pub fn debrief(&mut self, text: &str) {
        self.debrief.push_str(&squeezed(text));
    }

    /// The timeline, line by line: an entry begins with its time, and goes on set in.
    pub fn timeline<'a>(&mut self, rows: impl Iterator<Item = &'a str>) {
        let mut is_open = false;
        for row in rows {
            if row.starts_with("T+") {
                let (time, text) = row.split_once(' ').unwrap_or((row, ""));
                self.entries.push((time.to_owned(), squeezed(text)));
                is_open = true;
            } else if is_open && row.starts_with([' ', BAR]) {
                let last = self.entries.last_mut().expect("one is open");
                last.1.push_str(&squeezed(row));
            } else if !row.is_empty() {
                is_open = false;
            }
        }
    }

    /// Whether a fact was told.
    pub fn tells(&self, fact: &Fact) -> bool {
        let parts: Vec<String> = fact.parts.iter().map(|it| squeezed(it)).collect();
        let happened = |time: &String| {
            let mut then = self.entries.iter().filter(|(at, _)| at == time);
            then.any(|(_, text)| holds(text, &parts))
        };
        match &fact.when {
            When::Happened(time) => happened(time),
            When::Said(time) => happened(time) || holds(&self.debrief, &parts),
            When::Before => holds(&self.before, &parts),
            When::After(step) => {
                let text = self.after.get(*step);
                text.is_some_and(|text| holds(text, &parts))
            }
            When::By(step) => {
                let mut texts = self.after.iter().take(step + 1);
                texts.any(|text| holds(text, &parts))
            }
            When::Debrief => holds(&self.debrief, &parts),
        }
    }
}

/// Whether all parts stand there, in their order.
fn holds(text: &str, parts: &[String]) -> bool {
    let mut rest = text;
    parts.iter().all(|part| match rest.find(part) {
        Some(at) => {
            rest = &rest[at + part.len()..];
            true
        }
        None => false,
    })
}

/// Stands before the rows of a terminal block on the screens.
const BAR: char = '\u{2502}';

/// Drawn over stretches of which the record is silent.
const HATCH: char = '\u{2591}';

/// A text without what wrapping puts into it or takes out of it.
pub fn squeezed(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(*c, BAR | HATCH))
        .collect()
}
