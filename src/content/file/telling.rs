//! What players suppose, whom they tell, and what the debrief tells them.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::content::spanned::{Dur, GuardText, Name, Sp};

use super::{Message, one};

/// A candidate cause.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Hypothesis {
    /// Its id, for `hyp` and `drop`.
    pub id: Sp<Name>,
    /// The claim, one sentence.
    #[schemars(length(min = 1, max = 120))]
    pub text: Sp<String>,
    /// It is so; never shown in play.
    #[serde(rename = "true", default)]
    pub is_true: bool,
    /// On the board from when this holds; from the beginning when left out.
    pub when: Option<Sp<GuardText>>,
    /// Clues that speak for it.
    #[serde(rename = "for", default)]
    pub supports: Vec<Sp<String>>,
    /// Clues that speak against it; knowing one clears a wrong hypothesis.
    #[serde(default)]
    pub against: Vec<Sp<String>>,
    /// What there is to say of it; debrief only.
    pub about: Sp<String>,
}

/// Who has to be told.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Comms {
    /// The audiences.
    #[serde(default)]
    pub audiences: Vec<Audience>,
    /// Words that name the impact here ("login", "checkout"): a post with one says what users feel.
    #[serde(default)]
    pub impact_words: Vec<Sp<String>>,
    /// Things not to promise.
    #[serde(default)]
    pub unfounded: Vec<Unfounded>,
}

/// Somebody to tell.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Audience {
    /// Its id, for `post`.
    pub id: Sp<Name>,
    /// Who it is.
    #[schemars(length(min = 1, max = 60))]
    pub label: Sp<String>,
    /// This is the public word that `targets.first_update` speaks of.
    #[serde(default)]
    pub public: bool,
    /// They want to hear first by then.
    pub first: Dur,
    /// And then at least so often.
    pub every: Option<Dur>,
    /// A fact that the first post sets.
    pub informs: Option<Sp<String>>,
    /// While this does not hold, posts to them cannot be sent.
    pub when: Option<Sp<GuardText>>,
    /// What is answered while they cannot be reached.
    pub unreachable: Option<Sp<String>>,
    /// Not in the record.
    #[serde(default)]
    pub reconstructed: bool,
}

/// Something not to promise.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Unfounded {
    /// A post with one of these phrases (any case) promises it.
    #[schemars(length(min = 1, max = 24))]
    pub words: Vec<Sp<String>>,
    /// It is founded when this holds; never when left out.
    pub unless: Option<Sp<GuardText>>,
    /// Why not; debrief only.
    pub why: Sp<String>,
}

/// What users suffer while a guard holds.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Harm {
    /// Its id.
    pub id: Sp<Name>,
    /// What it is.
    #[schemars(length(min = 1, max = 80))]
    pub label: Sp<String>,
    /// Counted in this.
    #[schemars(length(min = 1, max = 40))]
    pub unit: Sp<String>,
    /// While this holds.
    pub when: Sp<GuardText>,
    /// So many a minute.
    #[schemars(range(max = 1_000_000_000))]
    pub per_minute: u64,
    /// How much one counts in the total.
    #[serde(default = "one")]
    #[schemars(range(min = 1, max = 1000))]
    pub weight: u32,
    /// Not in the record.
    #[serde(default)]
    pub reconstructed: bool,
}

/// A twist dealt by the seed. Each keeps the scenario winnable.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Complication {
    /// Its id.
    pub id: Sp<Name>,
    /// What it is; facilitator and debrief only.
    #[schemars(length(min = 1, max = 300))]
    pub about: Sp<String>,
    /// Facts it makes true at T+00:00.
    #[schemars(length(min = 1, max = 8))]
    pub set: Vec<Sp<String>>,
}

/// Something the facilitator can make happen.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Inject {
    /// Its id.
    pub id: Sp<Name>,
    /// What it is; facilitator only.
    #[schemars(length(min = 1, max = 200))]
    pub label: Sp<String>,
    /// What is said.
    #[serde(default)]
    pub says: Vec<Message>,
    /// Facts that become true.
    #[serde(default)]
    pub set: Vec<Sp<String>>,
    /// Reversible facts that become false.
    #[serde(default)]
    pub clear: Vec<Sp<String>>,
}

/// A question for the facilitator to ask.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// What to ask: how and what, never why did you.
    #[schemars(length(min = 1, max = 400))]
    pub ask: Sp<String>,
    /// What a good answer holds.
    #[schemars(length(min = 1, max = 2000))]
    pub answer: Sp<String>,
}

/// Help, given in order; those whose time has passed are left out.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Hint {
    /// The hint.
    #[schemars(length(min = 1, max = 400))]
    pub text: Sp<String>,
    /// Of no more use once this holds.
    pub until: Option<Sp<GuardText>>,
}

/// What really happened.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct History {
    /// The story, in our own words.
    #[schemars(length(min = 1, max = 10000))]
    pub summary: Sp<String>,
    /// The cause, one or two sentences.
    pub cause: Sp<String>,
    /// What made it possible or worse.
    #[serde(default)]
    pub contributing: Vec<Sp<String>>,
    /// How long until somebody had the page, if known.
    pub acknowledged: Option<Dur>,
    /// How long until the first public word, if known.
    pub first_update: Option<Dur>,
    /// How long until users were helped, if known.
    pub mitigated: Option<Dur>,
    /// How long until it was over, if known.
    pub resolved: Option<Dur>,
    /// Total weighted harm of the golden run `history`, which does what the responders did.
    pub harm: Option<Sp<u64>>,
    /// What happened when.
    #[serde(default)]
    pub timeline: Vec<HistoryEntry>,
    /// How sources disagree or fall silent, one line each.
    #[serde(default)]
    pub open_questions: Vec<Sp<String>>,
}

/// An entry of the real timeline.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HistoryEntry {
    /// How long after T+00:00.
    pub at: Dur,
    /// That long before T+00:00 instead.
    #[serde(default)]
    pub before: bool,
    /// What happened.
    #[schemars(length(min = 1, max = 600))]
    pub text: Sp<String>,
    /// The key of the source; needed unless `unknown`.
    pub source: Option<Sp<String>>,
    /// The record is silent here.
    #[serde(default)]
    pub unknown: bool,
    /// The time is an estimate.
    #[serde(default)]
    pub about: bool,
}

/// What to take home.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Lesson {
    /// The lesson.
    #[schemars(length(min = 1, max = 600))]
    pub text: Sp<String>,
    /// Whose it is.
    pub from: LessonFrom,
    /// The key of the source.
    pub source: Option<Sp<String>>,
}

/// A step of the coach. It guides the first actions and then is out of the way.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Coach {
    /// Where one is when it is said: pager, room (when left out), over, debrief.
    #[serde(default)]
    pub stage: CoachStage,
    /// Said while this holds; at once when left out.
    pub when: Option<Sp<GuardText>>,
    /// The step is done once this holds.
    pub until: Option<Sp<GuardText>>,
    /// Or once players have done this: act, hyp, drop, page, post, wait, cause, commit.
    pub done: Option<Deed>,
    /// What is said: one or two sentences, without the names of keys.
    #[schemars(length(min = 1, max = 150))]
    pub says: Sp<String>,
    /// The same for line mode, where there are no panes and graphs to point at.
    #[schemars(length(min = 1, max = 150))]
    pub in_lines: Option<Sp<String>>,
    /// What to type; anything that the prompt understands.
    #[schemars(length(min = 1, max = 72))]
    pub types: Option<Sp<String>>,
    /// Keys that help with it, by what they do; the screens say which they are.
    #[serde(default)]
    #[schemars(length(max = 4))]
    pub keys: Vec<CoachKey>,
}

/// Where one is when the coach speaks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum CoachStage {
    /// The page rings.
    Pager,
    /// In the incident.
    #[default]
    Room,
    /// Play is over, and causes can be named.
    Over,
    /// In the debrief.
    Debrief,
}

/// Something that players do and no guard can ask about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Deed {
    /// Ran a command.
    Act,
    /// Put a hypothesis on the board.
    Hyp,
    /// Took one off.
    Drop,
    /// Called somebody in.
    Page,
    /// Said who commands.
    Ic,
    /// Told somebody something.
    Post,
    /// Jumped over dead time.
    Wait,
    /// Named a cause.
    Cause,
    /// Committed to something.
    Commit,
}

/// A key, by what it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CoachKey {
    /// Takes the page.
    Acknowledge,
    /// Does what is typed.
    Do,
    /// Completes what is typed.
    Complete,
    /// Takes what is shown in grey.
    Take,
    /// The other panes.
    Panes,
    /// The next pane.
    NextPane,
    /// Looks around with the arrows.
    Look,
    /// Scrolls.
    Scroll,
    /// What was typed before.
    Earlier,
    /// The help.
    Help,
    /// Leaves.
    Leave,
}

/// Whose lesson it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum LessonFrom {
    /// The organisation's own.
    Official,
    /// The conference talk's advice ("Conseils").
    Talk,
    /// This scenario's author's.
    Author,
}
