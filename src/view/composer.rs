//! An update in the making: to whom, its three parts, and the text exactly as it will be posted.
//!
//! Invariants: what a draft ends in is one `post` line that could have been typed; the preview is
//! the text of that line. What it says is judged as the score will judge it, by the same judge.

use super::Scene;
use super::refusal::rejected;
use super::room::{AudienceRow, audiences};
use super::words::about;
use crate::engine::command::{Command, TEXT_CHARS_MAX};
use crate::engine::id::AudienceIdx;
use crate::engine::said::{Mark, Parts, judge, promised, says_over};
use crate::engine::scenario::Scenario;
use crate::engine::state::Phase;
use crate::engine::time::{Elapsed, Span};

/// Before what a good update holds.
pub const HOLDS: &str = "A good update holds";

/// On the frame of the composer.
pub const TITLE: &str = "Update";
/// Before the audiences.
pub const TO: &str = "To";
/// Before the text as it will be posted.
pub const POSTED: &str = "Will be posted";
/// Instead of a text.
pub const NOTHING: &str = "nothing yet";
/// Said when a draft was put aside.
pub const KEPT: &str = "the draft is kept: `post` opens it again";

/// A part of an update.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// What users notice.
    Impact,
    /// What is being done.
    Action,
    /// When the next one comes.
    Next,
}

impl Field {
    /// All of them, in the order of a good update.
    pub const ALL: [Self; 3] = [Self::Impact, Self::Action, Self::Next];

    /// Its label.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Impact => "impact",
            Self::Action => "what we do",
            Self::Next => "next update",
        }
    }

    /// What to write where what was written does not say it.
    const fn advice(self) -> &'static str {
        match self {
            Self::Impact => "what users cannot do, or can again, in plain words",
            Self::Action => "a deed: `we are restoring ..`, `the network team is called`",
            Self::Next => "a time: `30m`, `at 10:45 UTC`, `within the hour`",
        }
    }

    /// What stands in it while it is empty, so that nobody takes it for something written.
    #[must_use]
    pub fn placeholder(self) -> String {
        format!("({})", self.asks())
    }

    /// What goes into it.
    #[must_use]
    pub const fn asks(self) -> &'static str {
        match self {
            Self::Impact => "who cannot do what, since when",
            Self::Action => "what is known and what is being done",
            Self::Next => "`30m`, `at 10:45 UTC`; an update keeps its promise",
        }
    }
}

/// What a good update holds, in a line.
#[must_use]
pub fn holds() -> String {
    let parts = Field::ALL.map(|it| format!("{} ({})", it.label(), it.asks()));
    parts.join(", ")
}

/// An update that has not been posted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    /// The id of whom it is for; empty until one is chosen.
    pub audience: String,
    /// What users notice.
    pub impact: String,
    /// What is being done.
    pub action: String,
    /// When the next one comes.
    pub next: String,
}

impl Draft {
    /// What stands in a part.
    #[must_use]
    pub fn part(&self, field: Field) -> &str {
        match field {
            Field::Impact => &self.impact,
            Field::Action => &self.action,
            Field::Next => &self.next,
        }
    }

    /// Whether nothing was written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        Field::ALL.iter().all(|it| self.part(*it).trim().is_empty())
    }

    /// The text as it is posted.
    #[must_use]
    pub fn text(&self) -> String {
        let parts = [
            sentence(&self.impact),
            sentence(&self.action),
            sentence(&next(&self.next)),
        ];
        let parts: Vec<String> = parts.into_iter().filter(|it| !it.is_empty()).collect();
        parts.join(" ")
    }

    /// The line that posts it.
    #[must_use]
    pub fn line(&self) -> String {
        format!("post {} {}", self.audience, self.text())
    }
}

/// The composer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Composer {
    /// Who may be told, most urgent first.
    pub audiences: Vec<AudienceRow>,
    /// The text as it is posted.
    pub text: String,
    /// `112 of 2000 characters`
    pub length: String,
    /// What the text says and what it does not, as the score will have it:
    /// `says: impact; does not say yet: what we do, next update`.
    pub heard: String,
    /// Something that people need is missing.
    pub is_lacking: bool,
    /// What to write in parts that are written and not understood, a line each; and what an
    /// all-clear is worth.
    pub advice: Vec<String>,
    /// `promises the next update at 22:50:00 UTC (T+35:00)`, and when they want it if that is
    /// sooner; empty if no time is understood.
    pub promise: String,
    /// Why it cannot be sent; empty if it can.
    pub refused: String,
}

/// The composer for a draft as it stands.
#[must_use]
pub fn composer(scene: &Scene, draft: &Draft) -> Composer {
    let text = draft.text();
    let phase = scene.state().phase();
    let scenario = scene.scenario();
    let audience = scenario.audience(&draft.audience);
    // Until it is chosen, it may be somebody who waits for the next word.
    let every = audience.map_or(Some(Span::ZERO), |it| scenario.audiences[it.0].every);
    let parts = judge(&text, &scenario.impact_words, phase, every);
    let marked = |mark: Mark| {
        Field::ALL
            .into_iter()
            .filter(move |it| marks(parts, *it) == mark)
    };
    Composer {
        audiences: audiences(scene),
        length: format!("{} of {TEXT_CHARS_MAX} characters", text.chars().count()),
        heard: heard(&text, parts),
        is_lacking: text.is_empty() || marked(Mark::Missing).next().is_some(),
        advice: advice(draft, &text, parts, phase),
        promise: promise(scene, audience, &text),
        refused: refused(scene, draft, &text),
        text,
    }
}

const fn marks(parts: Parts, field: Field) -> Mark {
    match field {
        Field::Impact => parts.impact,
        Field::Action => parts.action,
        Field::Next => parts.next,
    }
}

/// What a text says and what it does not.
fn heard(text: &str, parts: Parts) -> String {
    let labels = |mark: Mark| {
        let fields = Field::ALL.into_iter();
        // A text that is not there says nothing, whatever the scenario asks for.
        let of = |it: &Field| {
            let heard = if text.is_empty() {
                Mark::Missing
            } else {
                marks(parts, *it)
            };
            heard == mark
        };
        let labels: Vec<&str> = fields.filter(of).map(Field::label).collect();
        labels.join(", ")
    };
    let told = [
        ("says", labels(Mark::Said)),
        ("does not say yet", labels(Mark::Missing)),
        ("need not say", labels(Mark::NotOwed)),
    ];
    let told = told.iter().filter(|(_, labels)| !labels.is_empty());
    let told: Vec<String> = told.map(|(what, it)| format!("{what}: {it}")).collect();
    told.join("; ")
}

/// What to write in parts that are written and not understood.
fn advice(draft: &Draft, text: &str, parts: Parts, phase: Phase) -> Vec<String> {
    let mut advice: Vec<String> = Field::ALL
        .into_iter()
        .filter(|it| marks(parts, *it) == Mark::Missing && !draft.part(*it).trim().is_empty())
        .map(|it| format!("{} wants {}", it.label(), it.advice()))
        .collect();
    let is_claimed = matches!(phase, Phase::Resolved | Phase::Over);
    let lacks = [parts.action, parts.next].contains(&Mark::Missing);
    if !is_claimed && lacks && says_over(text) {
        advice.push("an all-clear: with `resolved` claimed it need say no more".to_owned());
    }
    advice
}

/// When the text promises the next word, as the audience will hold you to it.
fn promise(scene: &Scene, audience: Option<AudienceIdx>, text: &str) -> String {
    let scenario = scene.scenario();
    let Some(by) = promised(text, scene.now, scenario.clock.starts) else {
        return String::new();
    };
    let promise = format!("promises the next update at {} UTC ({by})", scene.utc(by));
    let sooner = audience.and_then(|it| due_sooner(scenario, it, scene.now, text));
    sooner.map_or(promise.clone(), |sooner| format!("{promise}; {sooner}"))
}

/// When an audience wants its next word before the time that a text promises it for, and why.
#[must_use]
pub fn due_sooner(
    scenario: &Scenario,
    audience: AudienceIdx,
    at: Elapsed,
    text: &str,
) -> Option<String> {
    let by = promised(text, at, scenario.clock.starts)?;
    let audience = &scenario.audiences[audience.0];
    let every = audience.every?;
    let due = audience.word_due(Some(at), Some(by))?;
    (due < by).then(|| {
        let id = &audience.id;
        format!(
            "{id} wants a word every {}: due at {due}, before the {by} promised",
            about(every)
        )
    })
}

/// Who else could be told, in as many words as there is room for.
#[must_use]
pub fn also(others: &[&AudienceRow], fits: impl Fn(&str) -> bool) -> String {
    let list = |tell: fn(&AudienceRow) -> String| {
        let all: Vec<String> = others.iter().map(|it| tell(it)).collect();
        all.join(", ")
    };
    let in_full = list(|it| format!("{} ({})", it.id, it.due));
    let in_short = list(|it| {
        let mark = if it.overdue { " (overdue)" } else { "" };
        format!("{}{mark}", it.id)
    });
    let ways = [
        format!("Left and Right choose; also {in_full}"),
        format!("also {in_full}"),
        format!("Left and Right choose; also {in_short}"),
    ];
    let first = ways.into_iter().find(|it| fits(it));
    first.unwrap_or_else(|| format!("also {in_short}"))
}

fn refused(scene: &Scene, draft: &Draft, text: &str) -> String {
    let Some(audience) = scene.scenario().audience(&draft.audience) else {
        return "choose who it is for".to_owned();
    };
    if text.is_empty() {
        return String::new();
    }
    let post = Command::Post(audience, text.to_owned());
    let decided = scene.state().decide(scene.scenario(), scene.seat, &post);
    let rejection = decided.err();
    rejection.map_or_else(String::new, |it| rejected(scene, &it).line())
}

/// A part as a sentence of its own.
fn sentence(part: &str) -> String {
    let part = part.split_whitespace().collect::<Vec<_>>().join(" ");
    if part.is_empty() || part.ends_with(['.', '!', '?', '\u{2026}']) {
        part
    } else {
        format!("{part}.")
    }
}

/// When the next update comes, from what was written for it.
fn next(part: &str) -> String {
    let part = part.trim();
    let lower = part.to_lowercase();
    let begins_with = |words: &[&str]| words.iter().any(|it| lower.starts_with(it));
    if part.is_empty() || begins_with(&["next update", "no further", "no more"]) {
        return part.to_owned();
    }
    if begins_with(&["in ", "at ", "by ", "within ", "when ", "after ", "as soon"]) {
        return format!("Next update {part}");
    }
    if let Ok(minutes) = part.parse::<u64>() {
        return format!("Next update in {} min", minutes.min(100_000));
    }
    let is_clock = part.len() >= 4
        && part.contains(':')
        && part.bytes().all(|b| b.is_ascii_digit() || b == b':');
    if is_clock {
        return format!("Next update at {part} UTC");
    }
    if let Ok(span) = crate::engine::time::Elapsed::parse(part) {
        return format!("Next update in {}", about(Span(span.0)));
    }
    if part.starts_with(|c: char| c.is_ascii_digit()) {
        let before = if part.contains(':') { "at" } else { "in" };
        return format!("Next update {before} {part}");
    }
    format!("Next update: {part}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_update_is_said_whole_however_it_is_written() {
        for (part, expected) in [
            ("", ""),
            ("30m", "Next update in 30 min"),
            ("20", "Next update in 20 min"),
            ("1h30m", "Next update in 1 h 30 min"),
            ("20 minutes", "Next update in 20 minutes"),
            ("10:45", "Next update at 10:45 UTC"),
            ("10:45 CET", "Next update at 10:45 CET"),
            ("at 10:45", "Next update at 10:45"),
            ("within the hour", "Next update within the hour"),
            ("Next update at noon", "Next update at noon"),
            ("soon", "Next update: soon"),
        ] {
            assert_eq!(next(part), expected);
        }
    }

    #[test]
    fn who_else_could_be_told_is_said_in_as_many_words_as_fit() {
        let row = |id: &str, due: &str, overdue| AudienceRow {
            id: id.to_owned(),
            label: String::new(),
            told: String::new(),
            due: due.to_owned(),
            due_short: due.to_owned(),
            overdue,
            tone: super::super::words::Tone::Plain,
        };
        let rows = [
            row("banner", "next update overdue by 02:00", true),
            row("staff", "nothing due", false),
        ];
        let rows: Vec<&AudienceRow> = rows.iter().collect();
        let told = |width: usize| also(&rows, |it| it.len() <= width);
        let in_full = "banner (next update overdue by 02:00), staff (nothing due)";
        assert_eq!(told(99), format!("Left and Right choose; also {in_full}"));
        assert_eq!(told(70), format!("also {in_full}"));
        assert_eq!(
            told(60),
            "Left and Right choose; also banner (overdue), staff"
        );
        assert_eq!(told(20), "also banner (overdue), staff");
    }

    #[test]
    fn a_text_is_its_parts_as_sentences() {
        let mut draft = Draft {
            audience: "public".to_owned(),
            ..Draft::default()
        };
        assert_eq!(draft.text(), "");
        draft.impact = " Checkout  fails for all ".to_owned();
        draft.next = "20m".to_owned();
        assert_eq!(
            draft.line(),
            "post public Checkout fails for all. Next update in 20 min."
        );
        draft.action = "We are looking!".to_owned();
        assert_eq!(
            draft.text(),
            "Checkout fails for all. We are looking! Next update in 20 min."
        );
    }
}
