//! Who can act, and what they can do.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::content::spanned::{Dur, GuardText, Name, Sp};

use super::Message;

/// Someone who can act.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Responder {
    /// Their id, for `page` and `ask`.
    pub id: Sp<Name>,
    /// Their role in words; never a real person's name.
    #[schemars(length(min = 1, max = 60))]
    pub name: Sp<String>,
    /// This is the player.
    #[serde(default)]
    pub you: bool,
    /// What they can do; actions name one of these.
    #[serde(default)]
    pub skills: Vec<Sp<String>>,
    /// There from the beginning.
    #[serde(default)]
    pub present: bool,
    /// How long after being paged they are there.
    pub arrives_after: Option<Dur>,
    /// Who they are, for the roster.
    pub about: Option<Sp<String>>,
    /// What they say when they arrive.
    #[serde(default)]
    pub says: Vec<Message>,
    /// Facts that become true when they arrive.
    #[serde(default)]
    pub set: Vec<Sp<String>>,
    /// Not in the record.
    #[serde(default)]
    pub reconstructed: bool,
}

/// Something a responder does.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Action {
    /// Its id.
    pub id: Sp<Name>,
    /// Of which kind.
    pub kind: ActionKind,
    /// What it is, in plain words.
    #[schemars(length(min = 1, max = 80))]
    pub label: Sp<String>,
    /// What a player may type for it; `*` stands for anything. The first is shown.
    #[schemars(length(min = 1, max = 24), inner(length(min = 1, max = 200)))]
    pub commands: Vec<Sp<String>>,
    /// Named in help and completion once this holds, so that the list does not tell what is to
    /// come; what is typed works at any time. Left out: always.
    pub listed: Option<Sp<GuardText>>,
    /// How long it takes.
    pub takes: Dur,
    /// The skill it needs; left out: anybody.
    pub skill: Option<Sp<String>>,
    /// Shown before it is confirmed; left out: not asked.
    pub risk: Option<Sp<String>>,
    /// May change facts more than once.
    #[serde(default)]
    pub repeatable: bool,
    /// Clues one of which somebody careful knows before doing this.
    #[serde(default)]
    pub checks: Vec<Sp<String>>,
    /// What comes of it: the first that holds when it finishes.
    #[schemars(length(min = 1, max = 24))]
    pub results: Vec<ActionResult>,
    /// The tool or its output is not in the record.
    #[serde(default)]
    pub reconstructed: bool,
}

/// The kinds of action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ActionKind {
    /// Looks and changes nothing.
    Probe,
    /// Changes the system.
    Change,
    /// Tells or asks somebody outside the response.
    Communicate,
    /// Brings somebody or something in.
    Escalate,
}

/// What comes of an action.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ActionResult {
    /// If this holds when the action finishes, or when it begins if the result has a time of its
    /// own; always when left out.
    pub when: Option<Sp<GuardText>>,
    /// How long it takes if this is what would come of it when it is begun, which is then settled:
    /// a refusal comes at once, the work takes its time. Left out: as long as the action.
    pub takes: Option<Dur>,
    /// What the screen shows, at most 78 columns: `{utc}` and `{metric:ID}` are filled in, and
    /// `{log:ID}` on a line of its own with the last lines of that log.
    #[schemars(length(min = 1, max = 10000))]
    pub output: Sp<String>,
    /// Clues learned.
    #[serde(default)]
    pub learn: Vec<Sp<String>>,
    /// Facts that become true.
    #[serde(default)]
    pub set: Vec<Sp<String>>,
    /// Reversible facts that become false.
    #[serde(default)]
    pub clear: Vec<Sp<String>>,
    /// What is said.
    #[serde(default)]
    pub says: Vec<Message>,
    /// Nothing was done, by design: a dry run, a plan, a line that was taken back. It costs nothing.
    #[serde(default)]
    pub dry: bool,
    /// What there is to learn from it; debrief only.
    pub why: Option<Sp<String>>,
}
