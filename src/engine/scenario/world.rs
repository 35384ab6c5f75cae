//! The world of a scenario: what is true, what it shows, what it does by itself, what it costs.

use crate::engine::guard::{Guard, World};
use crate::engine::id::{Id, MetricIdx};
use crate::engine::time::{Elapsed, Span};

/// A boolean truth about the world.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Its id; never shown in play.
    pub id: Id,
    /// What it means; debrief only.
    pub about: String,
    /// May become false again.
    pub reversible: bool,
    /// What its becoming true destroys.
    pub damage: Option<Damage>,
}

/// What a fact's becoming true destroys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    /// What is lost.
    pub kind: DamageKind,
    /// How many of Safety's points it costs.
    pub points: u8,
    /// How it hurt; debrief only.
    pub why: String,
}

/// What can be lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DamageKind {
    /// Users' data.
    Data,
    /// Availability or speed.
    Service,
    /// A way out that was open.
    Option,
    /// Traces.
    Evidence,
    /// Confidence.
    Trust,
    /// What it cost.
    Money,
}

/// What players can learn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clue {
    /// Its id.
    pub id: Id,
    /// What is known once it is learned.
    pub text: String,
    /// The debrief names it when it was missed.
    pub key: bool,
}

/// A curve. A view of the world, never an input to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Metric {
    /// Its id.
    pub id: Id,
    /// Its name on the graph.
    pub label: String,
    /// Its unit.
    pub unit: String,
    /// Level when no other holds.
    pub baseline: f64,
    /// Size of the noise.
    pub noise: f64,
    /// Lowest and highest value shown.
    pub range: (f64, f64),
    /// Digits after the point.
    pub decimals: u8,
    /// Which direction is bad.
    pub worse: Worse,
    /// Levels, first that holds wins.
    pub levels: Vec<Level>,
    /// Not in the record.
    pub reconstructed: bool,
}

/// Which direction of a metric is bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worse {
    /// High.
    Up,
    /// Low.
    Down,
    /// Neither.
    Neither,
}

/// A level a metric moves to.
#[derive(Debug, Clone, PartialEq)]
pub struct Level {
    /// While this holds.
    pub when: Guard,
    /// The level.
    pub value: f64,
    /// 95 % of the way is made in this time.
    pub over: Span,
}

/// What pages.
#[derive(Debug, Clone, PartialEq)]
pub struct Alert {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub label: String,
    /// Somebody is woken, or should look.
    pub critical: bool,
    /// What it watches.
    pub watches: Watches,
    /// For how long, before it fires.
    pub hold: Span,
    /// Not in the record.
    pub reconstructed: bool,
}

/// What an alert watches.
#[derive(Debug, Clone, PartialEq)]
pub enum Watches {
    /// Fires above the value.
    Above(MetricIdx, f64),
    /// Fires below the value.
    Below(MetricIdx, f64),
    /// Fires while the guard holds.
    Condition(Guard),
}

/// A log stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Log {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub label: String,
    /// A line each so often.
    pub every: Span,
    /// Templates.
    pub lines: Vec<LogLine>,
    /// Not in the record.
    pub reconstructed: bool,
}

/// A log line's template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogLine {
    /// While this holds.
    pub when: Guard,
    /// The template.
    pub text: String,
    /// How often, against the others.
    pub weight: u32,
}

/// A message in the chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// A role or a place.
    pub from: String,
    /// What they say.
    pub text: String,
}

/// What an action's result, a cue, an arrival or an inject does to the world.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Effect {
    /// Facts that become true, as bits.
    pub set: u64,
    /// Facts that become false, as bits.
    pub clear: u64,
    /// Clues learned, as bits.
    pub learn: u64,
    /// What is said.
    pub says: Vec<Message>,
}

impl Effect {
    /// The world after it.
    #[must_use]
    pub const fn on(&self, world: World) -> World {
        World {
            facts: (world.facts | self.set) & !self.clear,
            clues: world.clues | self.learn,
            claims: world.claims,
        }
    }

    /// Whether it changes facts at all.
    #[must_use]
    pub const fn touches_facts(&self) -> bool {
        self.set != 0 || self.clear != 0
    }
}

/// Something the world does by itself, once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cue {
    /// Its id; never shown in play.
    pub id: Id,
    /// When it happens.
    pub trigger: Trigger,
    /// What it does.
    pub effect: Effect,
    /// Not in the record.
    pub reconstructed: bool,
}

/// When a cue happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trigger {
    /// At that time, if the guard holds then; else never.
    At(Elapsed, Guard),
    /// When the guard has held for the span without a break.
    After(Guard, Span),
}

impl Trigger {
    /// What has to hold for it.
    #[must_use]
    pub const fn guard(&self) -> &Guard {
        match self {
            Self::At(_, guard) | Self::After(guard, _) => guard,
        }
    }
}

/// What users suffer while a guard holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Harm {
    /// Its id.
    pub id: Id,
    /// What it is.
    pub label: String,
    /// Counted in this.
    pub unit: String,
    /// While this holds.
    pub when: Guard,
    /// So many a minute.
    pub per_minute: u64,
    /// How much one counts in the total.
    pub weight: u64,
    /// Not in the record.
    pub reconstructed: bool,
}
