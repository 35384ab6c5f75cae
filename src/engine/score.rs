//! The score: a pure function of scenario and journal, each point explained.
//!
//! Invariants: integers only; nothing depends on wall time; what was not reached is left out of
//! a dimension rather than counted as nothing; the lines of a dimension add up to it.

mod communication;
mod diagnosis;
mod follow_through;
mod mitigation;
mod response;
mod safety;
pub mod tale;

use serde::Serialize;

use super::event::{Ending, Event};
use super::id::{ActionIdx, AudienceIdx, ClueIdx, FactIdx, HypothesisIdx, ResponderIdx};
use super::scenario::Claim;
use super::session::Session;
use super::time::{Elapsed, Span};
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

/// What was found, as data; `view` has the words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// How long the page rang.
    TimeToAcknowledge(Timed),
    /// The first severity declared, when, and the one the incident deserved.
    Severity {
        /// Declared, if at all.
        declared: Option<u8>,
        /// Deserved.
        deserved: u8,
        /// When it should have been.
        target: Elapsed,
    },
    /// Who commanded last, and whether whoever commanded did most of the work at the time.
    Commander {
        /// Who, if anybody.
        who: Option<ResponderIdx>,
        /// Most steps were taken by who commanded then.
        hands_on: bool,
        /// For most steps nobody else was there who could have taken them.
        alone: bool,
    },
    /// People whose skills were needed.
    CalledIn {
        /// Called in time.
        early: Vec<ResponderIdx>,
        /// Called late.
        late: Vec<ResponderIdx>,
        /// Never called.
        never: Vec<ResponderIdx>,
        /// In time means by then.
        target: Elapsed,
        /// Since when the cause was gone, if that was before anybody had to be called.
        solved: Option<Elapsed>,
    },
    /// Changes begun with the evidence that speaks for them, and without.
    EvidenceFirst {
        /// With.
        with: usize,
        /// Without.
        without: Vec<ActionIdx>,
    },
    /// How many candidate causes were on the board.
    Rivals(usize),
    /// Brier score of the last stated confidences, in hundredths: 0 is perfect, 25 is a shrug.
    Calibration {
        /// Mean squared error, in hundredths.
        brier_pc: u32,
        /// Each: what was said, and whether it was so.
        beliefs: Vec<(HypothesisIdx, u8, bool)>,
    },
    /// Wrong hypotheses after the evidence against them was in.
    WrongDropped {
        /// Dropped, and how long it took.
        dropped: Vec<(HypothesisIdx, Span)>,
        /// Kept.
        kept: Vec<HypothesisIdx>,
    },
    /// Key clues.
    KeyClues {
        /// Learned.
        found: usize,
        /// Missed.
        missed: Vec<ClueIdx>,
    },
    /// How many hints were asked for.
    Hints(usize),
    /// Harm: suffered, in a strong run, in the real one.
    Harm {
        /// Suffered, all rows weighted.
        suffered: u64,
        /// Suffered, per row of the scenario's harm, in its unit.
        rows: Vec<u64>,
        /// In a strong run.
        target: Option<u64>,
        /// In the real one, replayed here.
        history: Option<u64>,
    },
    /// How long until users were really helped, for good.
    TimeToMitigate {
        /// When that began which held until the end.
        timed: Timed,
        /// When they were first helped, however long it lasted.
        first: Option<Elapsed>,
    },
    /// How long until the cause was really gone, for good.
    TimeToResolve {
        /// When that began which held until the end.
        timed: Timed,
        /// When it was first gone, however long that lasted.
        first: Option<Elapsed>,
    },
    /// Claims against the truth.
    Claims {
        /// Claims that were not so.
        false_ones: Vec<(Claim, Elapsed)>,
        /// Claims that came late, and how long after the truth.
        late: Vec<(Claim, Span)>,
        /// True, and never said.
        unsaid: Vec<Claim>,
    },
    /// How long it had held when resolved was claimed.
    Stability {
        /// Held for; none if it was not so.
        held: Option<Span>,
        /// How long before it was so it was claimed; none if it was so, or never became so after.
        early: Option<Span>,
        /// Should have held for.
        target: Span,
    },
    /// What the players' own steps destroyed.
    Damage(Vec<Damaged>),
    /// Steps that made users suffer more while they lasted.
    HarmAdded(Vec<(ActionIdx, Elapsed)>),
    /// Risky steps begun with and without a look first.
    Checks {
        /// With.
        with: usize,
        /// Without.
        without: Vec<ActionIdx>,
    },
    /// Changes that changed nothing and taught nothing.
    Needless(Vec<ActionIdx>),
    /// How long until the first public word.
    FirstPublic(Timed),
    /// The longest silence towards the public.
    LongestSilence {
        /// How long; none if nothing was ever said.
        longest: Option<Span>,
        /// Should be at most.
        target: Span,
    },
    /// Who was told.
    Audiences {
        /// In time.
        in_time: Vec<AudienceIdx>,
        /// Late.
        late: Vec<AudienceIdx>,
        /// Never.
        never: Vec<AudienceIdx>,
    },
    /// What posts held: of so many, without impact, without action, without a next update.
    Content {
        /// Posts while it lasted.
        n_posts: usize,
        /// Posts after the end of play, of which none of it is asked.
        n_after: usize,
        /// Those that do not say what users feel.
        no_impact: Vec<Said>,
        /// That do not say what is being done.
        no_action: Vec<Said>,
        /// That do not say when the next word comes.
        no_next: Vec<Said>,
    },
    /// Next words that were promised for a time that came.
    NextWords {
        /// Came by then.
        n_kept: usize,
        /// Came later, or never.
        broken: Vec<NextWord>,
    },
    /// Promises without ground.
    Unfounded(Vec<Promised>),
    /// Whether the public was told that it is over.
    Closing {
        /// It was, when it was over.
        said: bool,
        /// When it was last told so before, and not again.
        early: Option<Elapsed>,
        /// Whether users were helped by then, and for good.
        is_helped: bool,
        /// When it was over.
        over: Elapsed,
    },
    /// Causes named at the debrief.
    CausesNamed {
        /// That are so.
        right: Vec<HypothesisIdx>,
        /// That are not.
        wrong: Vec<HypothesisIdx>,
        /// That were not named.
        missed: Vec<HypothesisIdx>,
    },
    /// Commitments: with if and then, and all.
    Commitments {
        /// With a condition and a step.
        if_then: usize,
        /// All.
        all: usize,
    },
}

/// How long something took, what it should have, and what it took the real responders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timed {
    /// When it happened, if it did.
    pub took: Option<Elapsed>,
    /// When it should have.
    pub target: Elapsed,
    /// When it did in reality, if known.
    pub history: Option<Elapsed>,
}

/// A message that was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said {
    /// When.
    pub at: Elapsed,
    /// The place of its event in the journal.
    pub seq: u64,
    /// To whom.
    pub audience: AudienceIdx,
}

/// A next word that was promised for a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NextWord {
    /// To whom.
    pub audience: AudienceIdx,
    /// For when.
    pub due: Elapsed,
    /// When it came, if it ever did.
    pub came: Option<Elapsed>,
}

/// Something destroyed by a step of the players'.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damaged {
    /// What became true.
    pub fact: FactIdx,
    /// When.
    pub at: Elapsed,
    /// The step that led to it, if one did at once.
    pub action: Option<ActionIdx>,
}

/// A promise without ground.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Promised {
    /// Its place among the scenario's unfounded promises.
    pub promise: usize,
    /// The place of the phrase that was used among those that promise it.
    pub phrase: usize,
    /// When.
    pub at: Elapsed,
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
                Dimension::FollowThrough => follow_through::drafts(tale),
            };
            scored(dimension, drafts)
        })
        .collect();
    // What was said at the debrief lifts a score; that little was said does not sink one.
    let play = mean(dimensions.iter().filter(|it| !it.dimension.only_lifts()));
    let before_caps = mean(dimensions.iter()).max(play);
    let caps = caps(tale, &dimensions, before_caps);
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

fn caps(tale: &Tale<'_>, dimensions: &[Scored], before_caps: u8) -> Vec<Cap> {
    let weak = dimensions.iter().filter_map(|it| {
        let points = it.points?;
        let sinks = !it.dimension.only_lifts() && points < WEAK_BELOW;
        sinks.then_some(Cap {
            reason: CapReason::Weak(it.dimension),
            at_most: 50 + points / 2,
            seq: None,
        })
    });
    let ending = tale.session.state().ended.map(|(_, ending)| ending);
    let mitigated = tale.truly_mitigated.is_some();
    let ended = match (ending, mitigated) {
        (Some(Ending::Lost), _) => Some((CapReason::Lost, 25)),
        (Some(Ending::OutOfTime), false) => Some((CapReason::NeverMitigated, 20)),
        (Some(Ending::OutOfTime), true) => Some((CapReason::NeverResolved, 45)),
        (Some(Ending::Resolved) | None, _) => None,
    };
    let mut journal = tale.session.journal().iter().rev();
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
