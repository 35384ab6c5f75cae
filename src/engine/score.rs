//! The score: a pure function of scenario and journal, each point explained.
//!
//! Invariants: integers only; nothing depends on wall time; what was not reached is left out of
//! a dimension rather than counted as nothing; the lines of a dimension add up to it.

mod communication;
mod diagnosis;
mod effect;
mod finding;
mod follow_through;
mod mitigation;
mod response;
mod safety;
pub mod tale;

use serde::Serialize;

use super::event::{Ending, Event};
use super::session::Session;
use super::time::Elapsed;
pub use finding::{Damaged, Finding, NextWord, Promised, Said, Timed};
use tale::Tale;

/// What a session scored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Score {
    /// By dimension, always all six.
    pub dimensions: Vec<Scored>,
    /// What held the total down.
    pub caps: Vec<Cap>,
    /// The weighted mean of the dimensions that were reached.
    pub before_caps: u8,
    /// The same, held down by the caps.
    pub total: u8,
    /// The total as a letter.
    pub grade: Grade,
}

/// A dimension of the score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// The page was taken, weighed, and the right people called.
    Response,
    /// Evidence came before belief, and belief moved with it.
    Diagnosis,
    /// Users were helped soon, and what was claimed was so.
    Mitigation,
    /// Nothing was broken on the way.
    Safety,
    /// Those who had to know were told.
    Communication,
    /// Something will be different on Monday.
    FollowThrough,
}

/// The figures of a score, for lists and trends.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Marks {
    /// 0 to 100.
    pub total: u8,
    /// Each dimension, in the order of [`Dimension::ALL`]; none if nothing of it was reached.
    pub dimensions: [Option<u8>; 6],
}

impl From<u8> for Marks {
    /// A total of which nothing more is known.
    fn from(total: u8) -> Self {
        Self {
            total,
            ..Self::default()
        }
    }
}

impl Dimension {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Response,
        Self::Diagnosis,
        Self::Mitigation,
        Self::Safety,
        Self::Communication,
        Self::FollowThrough,
    ];

    /// What it counts in the total, against the others that were reached.
    #[must_use]
    pub const fn weight(self) -> u32 {
        match self {
            Self::Mitigation => 30,
            Self::Diagnosis => 20,
            Self::Response | Self::Safety | Self::Communication => 15,
            Self::FollowThrough => 5,
        }
    }

    /// Whether it may only lift the total: it is not about the play.
    #[must_use]
    pub const fn only_lifts(self) -> bool {
        matches!(self, Self::FollowThrough)
    }

    /// Its word in scripts and reports.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Response => "response",
            Self::Diagnosis => "diagnosis",
            Self::Mitigation => "mitigation",
            Self::Safety => "safety",
            Self::Communication => "communication",
            Self::FollowThrough => "follow_through",
        }
    }
}

/// A dimension and what it scored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scored {
    /// Which.
    pub dimension: Dimension,
    /// 0 to 100; none if nothing of it was reached.
    pub points: Option<u8>,
    /// Why.
    pub lines: Vec<Line>,
}

/// A line of a dimension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What was found.
    pub finding: Finding,
    /// Points.
    pub points: u8,
    /// Out of so many.
    pub of: u8,
    /// When it happened, if at one moment.
    pub at: Option<Elapsed>,
    /// The event it comes from, if from one.
    pub seq: Option<u64>,
}

/// Something that holds the total down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cap {
    /// Why.
    pub reason: CapReason,
    /// The total is at most this.
    pub at_most: u8,
    /// The event it comes from, if from one: the end of play.
    pub seq: Option<u64>,
}

/// Why the total is held down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CapReason {
    /// A weak dimension: speed does not buy silence.
    Weak(Dimension),
    /// The point of no return was passed.
    Lost,
    /// The clock ran out with users not helped, or no longer.
    NeverMitigated,
    /// The clock ran out before it was over.
    NeverResolved,
}

/// The total as a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Grade {
    /// From 90.
    A,
    /// From 80.
    B,
    /// From 65.
    C,
    /// From 50.
    D,
    /// From 30.
    E,
    /// Below.
    F,
}

/// A dimension below this many points holds the total down.
const WEAK_BELOW: u8 = 70;

/// A line before weights become points.
struct Draft {
    finding: Finding,
    weight: u32,
    /// Share of the points, in thousandths.
    share_pm: u32,
    at: Option<Elapsed>,
    seq: Option<u64>,
}

impl Draft {
    fn new(weight: u32, share_pm: u32, finding: Finding) -> Self {
        Self {
            finding,
            weight,
            share_pm: share_pm.min(1000),
            at: None,
            seq: None,
        }
    }

    fn from(mut self, event: Option<(Elapsed, u64)>) -> Self {
        self.at = event.map(|(at, _)| at);
        self.seq = event.map(|(_, seq)| seq);
        self
    }
}

/// Scores a session as it stands.
#[must_use]
pub fn score(session: &Session) -> Score {
    of(&Tale::of(session))
}

/// Scores what was told.
#[must_use]
pub(super) fn of(tale: &Tale<'_>) -> Score {
    let dimensions: Vec<Scored> = Dimension::ALL
        .into_iter()
        .map(|dimension| {
            let drafts = match dimension {
                Dimension::Response => response::drafts(tale),
                Dimension::Diagnosis => diagnosis::drafts(tale),
                Dimension::Mitigation => mitigation::drafts(tale),
                Dimension::Safety => safety::drafts(tale),
                Dimension::Communication => communication::drafts(tale),
                Dimension::FollowThrough => follow_through::drafts(tale.session),
            };
            scored(dimension, drafts)
        })
        .collect();
    total(tale.session, tale.truly_mitigated.is_some(), dimensions)
}

/// The score with follow-through as it stands now; `mitigated`: users were really helped until
/// the end. What is said once play is over changes nothing else of it.
#[must_use]
pub(super) fn followed(score: &Score, session: &Session, mitigated: bool) -> Score {
    let mut dimensions = score.dimensions.clone();
    for it in &mut dimensions {
        if it.dimension == Dimension::FollowThrough {
            *it = scored(it.dimension, follow_through::drafts(session));
        }
    }
    total(session, mitigated, dimensions)
}

fn total(session: &Session, mitigated: bool, dimensions: Vec<Scored>) -> Score {
    // What was said at the debrief lifts a score; that little was said does not sink one.
    let play = mean(dimensions.iter().filter(|it| !it.dimension.only_lifts()));
    let before_caps = mean(dimensions.iter()).max(play);
    let caps = caps(session, mitigated, (&dimensions, before_caps));
    let total = caps
        .iter()
        .map(|cap| cap.at_most)
        .fold(before_caps, u8::min);
    Score {
        dimensions,
        caps,
        before_caps,
        total,
        grade: Grade::of(total),
    }
}

impl Grade {
    /// The letter of a total.
    #[must_use]
    pub const fn of(total: u8) -> Self {
        match total {
            90.. => Self::A,
            80.. => Self::B,
            65.. => Self::C,
            50.. => Self::D,
            30.. => Self::E,
            _ => Self::F,
        }
    }
}

impl Score {
    /// The points of a dimension, if it was reached.
    #[must_use]
    pub fn of(&self, dimension: Dimension) -> Option<u8> {
        self.dimensions
            .iter()
            .find(|it| it.dimension == dimension)
            .and_then(|it| it.points)
    }
}

/// The weighted mean of those that were reached.
fn mean<'a>(dimensions: impl Iterator<Item = &'a Scored>) -> u8 {
    let (mut sum, mut weights) = (0, 0);
    for it in dimensions {
        if let Some(points) = it.points {
            sum += u32::from(points) * it.dimension.weight();
            weights += it.dimension.weight();
        }
    }
    percent((sum + weights / 2).checked_div(weights).unwrap_or(0))
}

fn scored(dimension: Dimension, drafts: Vec<Draft>) -> Scored {
    let ofs = apportion(&drafts.iter().map(|it| it.weight).collect::<Vec<_>>());
    let lines: Vec<Line> = drafts
        .into_iter()
        .zip(ofs)
        .map(|(draft, of)| Line {
            points: percent((of * draft.share_pm + 500) / 1000),
            of: percent(of),
            finding: draft.finding,
            at: draft.at,
            seq: draft.seq,
        })
        .collect();
    let points = lines.iter().map(|line| u32::from(line.points)).sum();
    Scored {
        dimension,
        points: (!lines.is_empty()).then(|| percent(points)),
        lines,
    }
}

/// Shares out 100 points by weight, in whole points that add up to 100.
fn apportion(weights: &[u32]) -> Vec<u32> {
    let total: u32 = weights.iter().sum();
    let mut before = 0;
    weights
        .iter()
        .map(|weight| {
            let from = (before * 100 + total / 2).checked_div(total).unwrap_or(0);
            before += weight;
            let to = (before * 100 + total / 2).checked_div(total).unwrap_or(0);
            to - from
        })
        .collect()
}

fn caps(
    session: &Session,
    mitigated: bool,
    (dimensions, before_caps): (&[Scored], u8),
) -> Vec<Cap> {
    let weak = dimensions.iter().filter_map(|it| {
        let points = it.points?;
        let sinks = !it.dimension.only_lifts() && points < WEAK_BELOW;
        sinks.then_some(Cap {
            reason: CapReason::Weak(it.dimension),
            at_most: 50 + points / 2,
            seq: None,
        })
    });
    let ending = session.state().ended.map(|(_, ending)| ending);
    let ended = match (ending, mitigated) {
        (Some(Ending::Lost), _) => Some((CapReason::Lost, 25)),
        (Some(Ending::OutOfTime), false) => Some((CapReason::NeverMitigated, 20)),
        (Some(Ending::OutOfTime), true) => Some((CapReason::NeverResolved, 45)),
        (Some(Ending::Resolved) | None, _) => None,
    };
    let mut journal = session.journal().iter().rev();
    let end = journal.find(|it| matches!(it.event, Event::Ended { .. }));
    let ended = ended.map(|(reason, at_most)| Cap {
        reason,
        at_most,
        seq: end.map(|it| it.seq),
    });
    weak.chain(ended)
        .filter(|cap| cap.at_most < before_caps)
        .collect()
}

fn percent(points: u32) -> u8 {
    u8::try_from(points.min(100)).unwrap_or(100)
}

/// Bounded tiers: the share for the first limit that `value` does not exceed, else `beyond`.
fn tier(value: u64, tiers: &[(u64, u32)], beyond: u32) -> u32 {
    tiers
        .iter()
        .find(|(limit, _)| value <= *limit)
        .map_or(beyond, |(_, share_pm)| *share_pm)
}

/// `part` of `whole` in thousandths; all of it if there is no whole.
fn share_pm(part: usize, whole: usize) -> u32 {
    u32::try_from((part * 1000).checked_div(whole).unwrap_or(1000)).unwrap_or(1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_add_up_whatever_was_left_out() {
        for weights in [
            vec![1, 1, 1],
            vec![35, 25, 20],
            vec![7],
            vec![30, 20, 15, 20, 10, 5, 3],
        ] {
            assert_eq!(apportion(&weights).iter().sum::<u32>(), 100, "{weights:?}");
        }
        assert!(apportion(&[]).is_empty());
    }
}
