//! What was found, as data.
//!
//! Invariant: plain figures, places and times; the words are `view`'s. What a finding is worth is
//! not in it.

use crate::engine::id::{ActionIdx, AudienceIdx, ClueIdx, FactIdx, HypothesisIdx, ResponderIdx};
use crate::engine::scenario::Claim;
use crate::engine::time::{Elapsed, Span};

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
    /// Changes begun with the evidence that speaks for them, and without. What had no effect counts
    /// only where it was begun without.
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
        /// As much counts in full.
        full: u64,
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
    /// Steps after which users suffered more a minute than before.
    HarmAdded {
        /// Which, and when they were done.
        steps: Vec<(ActionIdx, Elapsed)>,
        /// Something was destroyed besides, which is judged by itself.
        destroyed: bool,
    },
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
    /// The step that did it, if one did at once.
    pub action: Option<ActionIdx>,
    /// The step that it followed from, and when that was done, if the world did the rest.
    pub after: Option<(ActionIdx, Elapsed)>,
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
