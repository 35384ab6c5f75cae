//! Titles of panes, sections and marks: the same words wherever a thing is shown.

/// Alerts that fire.
pub const ALERTS: &str = "Alerts";
/// Graphs.
pub const METRICS: &str = "Metrics";
/// Responders.
pub const PEOPLE: &str = "People";
/// Claims and their clocks.
pub const CLOCKS: &str = "Claims and clocks";
/// Audiences.
pub const TO_TELL: &str = "To tell";
/// Hypotheses on the board.
pub const BOARD: &str = "Hypotheses";
/// Clues.
pub const LEARNED: &str = "Learned";
/// Instead of alerts.
pub const NO_ALERT: &str = "none fires";
/// Instead of clues.
pub const NOTHING_LEARNED: &str = "nothing yet";
/// Instead of a log's lines.
pub const NO_LINE: &str = "no line yet";
/// The service map.
pub const MAP: &str = "Services as they look from here";
/// What each is busy with.
pub const AT_WORK: &str = "Who does what";
/// Nobody is busy.
pub const NOBODY_AT_WORK: &str = "nobody is busy";
/// Before the clues that bear on a hypothesis.
pub const BEARS: &str = "bears on it";
/// Every clue stands under a hypothesis.
pub const ALL_PINNED: &str = "all of it bears on what you suppose, above";
/// Where alerts begin to fire.
pub const THRESHOLDS: &str = "Alerts on it";
/// No alert watches a metric.
pub const NO_ALERT_ON_IT: &str = "none";
/// What happened while a chart's curve ran.
pub const MARKS: &str = "What happened";
/// Before a risky action.
pub const RISK: &str = "RISK";

/// The parts of a debrief, in order.
pub mod debrief {
    /// Before the title.
    pub const DEBRIEF: &str = "Debrief";
    /// The score.
    pub const SCORE: &str = "Score";
    /// Claims against the truth.
    pub const CLAIMS: &str = "Claims and truth";
    /// Harm.
    pub const HARM: &str = "What users suffered";
    /// Both timelines.
    pub const TIMELINES: &str = "Here and in reality";
    /// The history.
    pub const STORY: &str = "What really happened";
    /// The same of what never happened.
    pub const STORY_MADE_UP: &str = "What was behind it";
    /// One's own timeline, where there is no other.
    pub const TIMELINE: &str = "Your timeline";

    /// Over the timelines.
    #[must_use]
    pub const fn timelines(fictional: bool) -> &'static str {
        if fictional { TIMELINE } else { TIMELINES }
    }

    /// Over the history.
    #[must_use]
    pub const fn story(fictional: bool) -> &'static str {
        if fictional { STORY_MADE_UP } else { STORY }
    }

    /// What steps taught.
    pub const STEPS: &str = "What your steps taught";
    /// What steps cost.
    pub const REGRET: &str = "What steps cost";
    /// Clues that were missed.
    pub const MISSED: &str = "Clues nobody saw";
    /// Hypotheses.
    pub const HYPOTHESES: &str = "Hypotheses";
    /// Complications.
    pub const TWISTS: &str = "Twists that were dealt";
    /// Runbooks.
    pub const RUNBOOKS: &str = "Runbooks";
    /// Pivotal moments.
    pub const PIVOTS: &str = "Moments worth a question";
    /// Questions.
    pub const QUESTIONS: &str = "Questions to talk about";
    /// Lessons.
    pub const LESSONS: &str = "To take home";
    /// Commitments.
    pub const COMMITMENTS: &str = "Commitments";
    /// Open questions of the history.
    pub const OPEN: &str = "Where the record is silent or disagrees";
    /// Sources.
    pub const SOURCES: &str = "Sources";
    /// Before the cause.
    pub const CAUSE: &str = "Cause";
    /// Before an answer.
    pub const ANSWER: &str = "A good answer holds";
    /// Marks what happened in play.
    pub const HERE: &str = "here";
    /// Marks what really happened.
    pub const REAL: &str = "real";
    /// A hypothesis that is so.
    pub const SO: &str = "a cause";
    /// A hypothesis that is not.
    pub const NOT_SO: &str = "not a cause";
    /// What stands for a section where there is little room, in the order of their digits.
    pub const SECTIONS: [&str; 9] = [
        "score",
        "timelines",
        "harm",
        "steps",
        "moments",
        "story",
        "lessons",
        "commit",
        "next",
    ];
    /// Places among them that tell what was worked out after play: timelines, harm, steps.
    pub const WORKED_OUT: [usize; 3] = [1, 2, 3];
    /// Places that tell what was said at the debrief: score, moments, commitments.
    pub const SAID: [usize; 3] = [0, 4, 7];
    /// What to do after it.
    pub const NEXT: &str = "What next";
    /// What steps did and cost.
    pub const ALL_STEPS: &str = "Your steps";
    /// What was believed and was not so.
    pub const HERRINGS: &str = "Red herrings on the board";
    /// Before the event that a line comes from.
    pub const FROM: &str = "from";
    /// The columns of a dimension's lines: points, when, what, why, in reality, from which event.
    pub const COLUMNS: [&str; 6] = ["points", "when", "what", "why", "in reality", "from"];
}
