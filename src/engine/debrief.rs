//! The debrief: what happened here beside what really happened, as data; `view` has the words.
//!
//! Only the debrief may read the tables that players must not see in play.

use super::command::PIVOTS_MAX;
use super::event::{Ending, Event};
use super::harm::{self, Ledger};
use super::id::{ActionIdx, AudienceIdx, ClueIdx, FactIdx, HypothesisIdx, Id};
use super::scenario::{ActionKind, Claim};
use super::score::tale::{Tale, Turn};
use super::score::{self, Finding, Score};
use super::session::Session;
use super::time::{Elapsed, Span};

/// Everything there is to talk about after a session.
#[derive(Debug, Clone, PartialEq)]
pub struct Debrief {
    /// How play ended, if it did.
    pub ending: Option<(Elapsed, Ending)>,
    /// The score.
    pub score: Score,
    /// Since when users were really helped, and the cause really gone, until the end.
    pub truth: (Option<Elapsed>, Option<Elapsed>),
    /// The same, first and however long it lasted.
    pub truth_first: (Option<Elapsed>, Option<Elapsed>),
    /// What users suffered here.
    pub harm: Ledger,
    /// The players' steps, and what there is to learn from each.
    pub steps: Vec<Step>,
    /// Key clues that were not learned.
    pub missed: Vec<ClueIdx>,
    /// Wrong hypotheses that were on the board, when they came and when they went.
    pub red_herrings: Vec<(HypothesisIdx, Elapsed, Option<Elapsed>)>,
    /// Moments worth a question, at most five, in order.
    pub pivots: Vec<Pivot>,
    /// Complications that were dealt: places in the scenario.
    pub complications: Vec<usize>,
    /// Some of what was shown in play is not in the record.
    pub reconstructed: bool,
}

/// A step of the players'.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// When it was begun.
    pub at: Elapsed,
    /// What.
    pub action: ActionIdx,
    /// The result's place in the action, if it came to one.
    pub result: Option<usize>,
}

/// A moment worth a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pivot {
    /// When.
    pub at: Elapsed,
    /// What about it.
    pub kind: PivotKind,
}

/// What makes a moment worth a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PivotKind {
    /// The point of no return was passed, by a step if it was one.
    Lost(Option<ActionIdx>),
    /// A step destroyed something.
    Damage {
        /// What became so.
        fact: FactIdx,
        /// The step that did it, if one did at once.
        action: Option<ActionIdx>,
        /// The step that it followed from, and when that was done, if the world did the rest.
        after: Option<(ActionIdx, Elapsed)>,
    },
    /// A claim was not so.
    FalseClaim(Claim),
    /// The first step after which users suffered more.
    Worse(ActionIdx),
    /// The step that helped users.
    Mitigation(Option<ActionIdx>),
    /// A long time with nothing learned, from then on.
    Stuck(Span),
    /// The first clue that spoke for a true cause.
    CauseClue(ClueIdx),
    /// The first public word.
    FirstPublic(AudienceIdx),
    /// The first change of the system.
    FirstChange(ActionIdx),
    /// The clue that spoke against what was believed.
    Contradiction(ClueIdx),
    /// The first clue.
    FirstClue(ClueIdx),
    /// The end.
    End,
}

/// Debriefs a session as it stands.
#[must_use]
pub fn debrief(session: &Session) -> Debrief {
    let tale = Tale::of(session);
    let scenario = tale.scenario();
    let score = score::of(&tale);
    let steps = tale
        .deeds
        .iter()
        .map(|deed| Step {
            at: deed.started,
            action: deed.action,
            result: deed.finished.and_then(|finished| finished.result),
        })
        .collect();
    let missed = tale
        .learned
        .iter()
        .enumerate()
        .filter(|(idx, at)| at.is_none() && scenario.clues[*idx].key)
        .map(|(idx, _)| ClueIdx(idx))
        .collect();
    Debrief {
        ending: session.state().ended,
        truth: (tale.truly_mitigated, tale.truly_resolved),
        truth_first: (tale.first_mitigated, tale.first_resolved),
        harm: harm::ledger(scenario, &session.state().past, tale.until),
        steps,
        missed,
        red_herrings: red_herrings(&tale),
        pivots: pivots(&tale, &score),
        complications: complications(session),
        reconstructed: scenario.actions.iter().any(|it| it.reconstructed)
            || scenario.cues.iter().any(|it| it.reconstructed)
            || scenario.metrics.iter().any(|it| it.reconstructed)
            || scenario.logs.iter().any(|it| it.reconstructed)
            || scenario.responders.iter().any(|it| it.reconstructed),
        score,
    }
}

impl Debrief {
    /// Takes up the commitments that were made since.
    pub fn follow(&mut self, session: &Session) {
        self.score = score::followed(&self.score, session, self.truth.0.is_some());
    }
}

fn red_herrings(tale: &Tale<'_>) -> Vec<(HypothesisIdx, Elapsed, Option<Elapsed>)> {
    let hypotheses = tale.scenario().hypotheses.iter().enumerate();
    hypotheses
        .filter(|(_, it)| !it.is_true)
        .filter_map(|(idx, _)| {
            let idx = HypothesisIdx(idx);
            let mut said = tale.beliefs.iter().filter(|it| it.hypothesis == idx);
            let first = said.next()?;
            let last = tale.belief(idx)?;
            let gone = (last.confidence == 0).then_some(last.at);
            Some((idx, first.at, gone))
        })
        .collect()
}

fn complications(session: &Session) -> Vec<usize> {
    let dealt = |id: &Id| {
        let mut all = session.scenario().complications.iter();
        all.position(|it| it.id == *id)
    };
    session
        .journal()
        .iter()
        .filter_map(|recorded| match &recorded.event {
            Event::ComplicationDealt { complication } => dealt(complication),
            _ => None,
        })
        .collect()
}

/// Answers given so far: the pivot's place, and the answer.
#[must_use]
pub fn answers(session: &Session) -> Vec<(usize, &str)> {
    session
        .journal()
        .iter()
        .filter_map(|recorded| match &recorded.event {
            Event::Answered { question, text, .. } => Some((*question, text.as_str())),
            _ => None,
        })
        .collect()
}

/// The most telling five moments, in the order in which they came.
fn pivots(tale: &Tale<'_>, score: &Score) -> Vec<Pivot> {
    let scenario = tale.scenario();
    let mut all: Vec<Pivot> = lost(tale).into_iter().collect();
    for line in score.dimensions.iter().flat_map(|it| &it.lines) {
        if let Finding::Damage(damaged) = &line.finding {
            all.extend(damaged.iter().take(2).map(|it| Pivot {
                at: it.at,
                kind: PivotKind::Damage {
                    fact: it.fact,
                    action: it.action,
                    after: it.after,
                },
            }));
        }
        if let Finding::HarmAdded { steps: worse, .. } = &line.finding {
            all.extend(worse.first().map(|(action, at)| Pivot {
                at: *at,
                kind: PivotKind::Worse(*action),
            }));
        }
    }
    let wrong = tale.claims.iter().filter(|it| it.true_since.is_none());
    all.extend(wrong.take(2).map(|it| Pivot {
        at: it.at,
        kind: PivotKind::FalseClaim(it.claim),
    }));
    all.extend(tale.truly_mitigated.map(|at| Pivot {
        at,
        kind: PivotKind::Mitigation(helped_by(tale, at)),
    }));
    all.extend(stuck(tale));
    all.extend(cause_clue(tale));
    all.extend(first_public(tale));
    let changes = |action: ActionIdx| scenario.actions[action.0].kind == ActionKind::Change;
    let first_change = tale.deeds.iter().find(|deed| changes(deed.action));
    all.extend(first_change.map(|deed| Pivot {
        at: deed.started,
        kind: PivotKind::FirstChange(deed.action),
    }));
    all.extend(contradiction(tale));
    let clues = tale.learned.iter().enumerate();
    let first = clues
        .filter_map(|(idx, at)| Some(((*at)?, ClueIdx(idx))))
        .min();
    let told = |clue| all.iter().any(|it| it.kind == PivotKind::CauseClue(clue));
    let first = first.filter(|(_, clue)| !told(*clue));
    all.extend(first.map(|(at, clue)| Pivot {
        at,
        kind: PivotKind::FirstClue(clue),
    }));
    all.push(Pivot {
        at: tale.until,
        kind: PivotKind::End,
    });
    all.sort_by_key(|pivot| pivot.kind);
    all.truncate(usize::from(PIVOTS_MAX));
    all.sort_by_key(|pivot| pivot.at);
    all
}

/// The step whose event helped users, if a step did.
fn helped_by(tale: &Tale<'_>, at: Elapsed) -> Option<ActionIdx> {
    let mitigated = &tale.scenario().truth.mitigated;
    let turn = tale.turns.iter().rev().find(|turn| {
        turn.at == at && mitigated.holds(turn.after) && !mitigated.holds(turn.before)
    })?;
    made_by(tale, turn)
}

/// The step that a turn came of, if it came of one.
fn made_by(tale: &Tale<'_>, turn: &Turn) -> Option<ActionIdx> {
    let mut deeds = tale.deeds.iter();
    let deed = deeds.find(|deed| deed.finished.is_some_and(|it| it.seq == turn.seq))?;
    Some(deed.action)
}

/// When the point of no return was passed.
fn lost(tale: &Tale<'_>) -> Option<Pivot> {
    let lost = &tale.scenario().truth.lost;
    let mut turns = tale.turns.iter();
    let turn = turns.find(|turn| lost.holds(turn.after) && !lost.holds(turn.before))?;
    Some(Pivot {
        at: turn.at,
        kind: PivotKind::Lost(made_by(tale, turn)),
    })
}

/// The first clue that spoke for a true cause.
fn cause_clue(tale: &Tale<'_>) -> Option<Pivot> {
    let hypotheses = tale.scenario().hypotheses.iter();
    let speaks = hypotheses.filter(|it| it.is_true);
    let speaks = speaks.fold(0, |all, it| all | it.supports);
    let clues = tale.learned.iter().enumerate();
    let (at, clue) = clues
        .filter(|(clue, _)| speaks & ClueIdx(*clue).bit() != 0)
        .filter_map(|(clue, at)| Some(((*at)?, ClueIdx(clue))))
        .min()?;
    Some(Pivot {
        at,
        kind: PivotKind::CauseClue(clue),
    })
}

/// The first public word, while it lasted.
fn first_public(tale: &Tale<'_>) -> Option<Pivot> {
    let audiences = &tale.scenario().audiences;
    let mut posts = tale.posts.iter().filter(|post| !post.after_end);
    let post = posts.find(|post| audiences[post.audience.0].public)?;
    Some(Pivot {
        at: post.at,
        kind: PivotKind::FirstPublic(post.audience),
    })
}

/// The longest time before users were helped during which nothing was learned.
fn stuck(tale: &Tale<'_>) -> Option<Pivot> {
    let end = tale.truly_mitigated.unwrap_or(tale.until);
    let mut times: Vec<Elapsed> = tale.learned.iter().flatten().copied().collect();
    times.retain(|at| *at < end);
    times.extend([Elapsed::ZERO, end]);
    times.sort_unstable();
    let (longest, at) = times
        .windows(2)
        .map(|pair| (pair[1].since(pair[0]), pair[0]))
        .max()?;
    let worth_asking = longest.0 * 5 >= end.0 && longest.0 > 0;
    worth_asking.then_some(Pivot {
        at,
        kind: PivotKind::Stuck(longest),
    })
}

/// The first clue that spoke against a wrong hypothesis that was on the board.
fn contradiction(tale: &Tale<'_>) -> Option<Pivot> {
    let hypotheses = tale.scenario().hypotheses.iter().enumerate();
    hypotheses
        .filter(|(_, it)| !it.is_true)
        .filter_map(|(idx, hypothesis)| {
            let mut said = tale.beliefs.iter().filter(|it| it.hypothesis.0 == idx);
            let first = said.next()?;
            let clues = tale.learned.iter().enumerate();
            clues
                .filter(|(clue, _)| hypothesis.against & ClueIdx(*clue).bit() != 0)
                .filter_map(|(clue, at)| Some(((*at)?, ClueIdx(clue))))
                .filter(|(at, _)| *at >= first.at)
                .min()
        })
        .min()
        .map(|(at, clue)| Pivot {
            at,
            kind: PivotKind::Contradiction(clue),
        })
}
