//! The debrief in words: what happened here beside what really happened. For after play only.
//!
//! Blameless: it asks how and what, never why somebody did something.

pub mod axis;
pub mod harm;
pub mod next;
mod pivots;
mod regret;
mod timelines;

use serde::Serialize;

use super::Scene;
use super::listing::whose;
use super::prompt::commit_use;
use super::room::{ending, stress};
use super::score::{Sheet, sheet};
use super::titles::debrief as titles;
use super::words::{Tone, about, all_of, flowing};
use crate::engine::debrief::{self, Debrief};
use crate::engine::event::{Ending, Event, Recorded};
use crate::engine::id::Id;
use crate::engine::scenario::{Claim, LessonFrom};
use crate::engine::score;
use crate::engine::time::Elapsed;

use axis::{Axis, Strip};

pub use harm::HarmSheet;
pub use pivots::PivotRow;
pub use regret::{RegretRow, RegretSheet};
pub use timelines::{TheirRow, YourRow};

/// The whole debrief.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sheets {
    /// The scenario's id.
    pub scenario: String,
    /// Its title.
    pub title: String,
    /// `GitLab.com, 2017-01-31`
    pub subtitle: String,
    /// It never happened: there is no real course to compare with.
    pub fictional: bool,
    /// `claimed resolved at T+1:04:10`, `lost at T+04:10`
    pub ended: String,
    /// The seed, to play the same again.
    pub seed: u64,
    /// The stress dial.
    pub stress: &'static str,
    /// The score.
    pub score: Sheet,
    /// Claims against the truth, a sentence each.
    pub claims: Vec<String>,
    /// What users suffered.
    pub harm: HarmSheet,
    /// The axis of time that both timelines and the harm share.
    #[serde(skip)]
    pub axis: Axis,
    /// What was done here, on it.
    #[serde(skip)]
    pub here: Strip,
    /// The real course, on it.
    #[serde(skip)]
    pub there: Strip,
    /// Your timeline.
    pub yours: Vec<YourRow>,
    /// The real one.
    pub theirs: Vec<TheirRow>,
    /// What really happened.
    pub story: String,
    /// The cause.
    pub cause: String,
    /// What made it possible or worse.
    pub contributing: Vec<String>,
    /// How the record disagrees or falls silent.
    pub open_questions: Vec<String>,
    /// What there was to learn from what you did.
    pub steps: Vec<StepRow>,
    /// What steps cost against the best way on.
    pub regret: RegretSheet,
    /// Key clues that were missed.
    pub missed: Vec<String>,
    /// Hypotheses: which was so, and what there is to say of each.
    pub hypotheses: Vec<HypothesisRow>,
    /// Twists that were dealt.
    pub complications: Vec<String>,
    /// Runbooks, when each was read, and what in it was no longer so.
    pub runbooks: Vec<String>,
    /// Moments worth a question.
    pub pivots: Vec<PivotRow>,
    /// Questions to talk about, and what a good answer holds.
    pub questions: Vec<QuestionRow>,
    /// What to take home.
    pub lessons: Vec<LessonRow>,
    /// What was promised: `dba by 2017-02-10: if …, then …`.
    pub commitments: Vec<String>,
    /// How one is made.
    #[serde(skip)]
    pub commit_use: String,
    /// `rated 4 of 5; to raise it: …`; empty if not rated.
    pub rating: String,
    /// The rating, if it was rated.
    pub rated: Option<u8>,
    /// Who rated it, and what would raise it by one is not said yet: the question.
    pub raise: String,
    /// Sources of the history.
    pub sources: Vec<SourceRow>,
    /// Said when part of what was shown in play is not in the record; else empty.
    pub reconstructed: &'static str,
    /// What they are made from.
    #[serde(skip)]
    data: Box<Debrief>,
    /// Of what.
    #[serde(skip)]
    of: Basis,
    /// Those that nobody has looked at yet are made too.
    #[serde(skip)]
    is_whole: bool,
}

/// What sheets are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Basis {
    n_events: u64,
    has_regret: bool,
    has_real: bool,
}

/// A step and what there is to learn from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StepRow {
    /// When it was begun.
    pub time: String,
    /// What was done.
    pub what: String,
    /// What there is to learn from it.
    pub why: String,
}

/// A hypothesis after the fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HypothesisRow {
    /// Its id, for `cause`.
    pub id: String,
    /// The claim.
    pub text: String,
    /// It is so.
    #[serde(rename = "true")]
    pub is_true: bool,
    /// What was believed of it: `you said 60 % in the end`, `on your board T+02:00 to T+09:00`.
    pub believed: String,
    /// What there is to say of it.
    pub about: String,
    /// It is not so, and was on the board.
    pub red_herring: bool,
}

/// A question to talk about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct QuestionRow {
    /// The question.
    pub ask: String,
    /// What a good answer holds.
    pub answer: String,
}

/// A lesson.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LessonRow {
    /// The lesson.
    pub text: String,
    /// Whose it is.
    pub from: &'static str,
    /// The key of its source; empty if it has none.
    pub source: String,
}

/// A source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourceRow {
    /// Its key.
    pub id: String,
    /// What it is.
    pub title: String,
    /// Where it is; empty if nowhere.
    pub url: String,
    /// How far it can be trusted; empty if nothing is said.
    pub note: String,
}

/// The debrief of a session as it stands.
#[must_use]
pub fn sheets(scene: &Scene) -> Sheets {
    let mut sheets = first_sheets(scene);
    sheets.finish(scene);
    sheets
}

/// What the score and the timelines are made of, which are seen first; [`Sheets::finish`] makes
/// the rest.
#[must_use]
pub fn first_sheets(scene: &Scene) -> Sheets {
    let data = debrief::debrief(scene.session);
    let metadata = &scene.scenario().metadata;
    let axis = Axis::of(scene);
    let yours = timelines::yours(scene, &data);
    let theirs = timelines::theirs(scene);
    Sheets {
        scenario: metadata.id.to_string(),
        title: metadata.title.clone(),
        subtitle: whose(metadata),
        fictional: metadata.fictional,
        ended: ended(scene),
        seed: scene.session.head().seed.0,
        stress: stress(scene.session.head().stress),
        score: sheet(scene, &data.score),
        claims: claims(scene, &data),
        harm: HarmSheet::default(),
        axis,
        here: axis::yours(scene, &data, &yours, axis),
        there: axis::theirs(scene, &theirs, axis),
        yours,
        theirs,
        story: String::new(),
        cause: String::new(),
        contributing: Vec::new(),
        open_questions: Vec::new(),
        steps: Vec::new(),
        regret: RegretSheet::default(),
        missed: Vec::new(),
        hypotheses: Vec::new(),
        complications: Vec::new(),
        runbooks: Vec::new(),
        pivots: Vec::new(),
        questions: Vec::new(),
        lessons: Vec::new(),
        commitments: Vec::new(),
        commit_use: String::new(),
        rated: None,
        rating: String::new(),
        raise: String::new(),
        sources: Vec::new(),
        reconstructed: "",
        data: Box::new(data),
        of: Basis::of(scene),
        is_whole: false,
    }
}

impl Sheets {
    /// Whether all of them are made.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// Takes up what came since: what was said, and what was worked out. Gives the places in
    /// [`titles::SECTIONS`] of those that may read differently now; none: all of them.
    pub fn go_on(&mut self, scene: &Scene) -> Option<&'static [usize]> {
        let of = std::mem::replace(&mut self.of, Basis::of(scene));
        let news = scene.session.since(of.n_events);
        if !news.iter().all(|it| is_said_late(&it.event)) {
            *self = first_sheets(scene);
            return None;
        }
        let is_worked_out = (of.has_regret, of.has_real) != (self.of.has_regret, self.of.has_real);
        if is_worked_out {
            self.axis = Axis::of(scene);
            self.here = axis::yours(scene, &self.data, &self.yours, self.axis);
            self.there = axis::theirs(scene, &self.theirs, self.axis);
            self.is_whole = false;
        }
        if news.is_empty() {
            return Some(if is_worked_out {
                &titles::WORKED_OUT
            } else {
                &[]
            });
        }
        let is_promise = |it: &Recorded| matches!(it.event, Event::CommitmentMade { .. });
        let counts = news.iter().any(is_promise);
        if counts {
            self.data.follow(scene.session);
            self.score = sheet(scene, &self.data.score);
        }
        if self.is_whole {
            self.say(scene);
        }
        let said = &titles::SAID[usize::from(!counts)..];
        (!is_worked_out).then_some(said)
    }

    /// What comes of what was worked out after play.
    fn work_out(&mut self, scene: &Scene) {
        self.harm = harm::sheet(scene, &self.data);
        self.regret = regret::sheet(scene);
    }

    /// What was said at the debrief, but for the score.
    fn say(&mut self, scene: &Scene) {
        self.pivots = pivots::rows(scene, &self.data);
        self.commitments = commitments(scene);
        (self.rated, self.rating, self.raise) = rating(scene);
    }

    /// Makes what is not made yet.
    pub fn finish(&mut self, scene: &Scene) {
        if std::mem::replace(&mut self.is_whole, true) {
            return;
        }
        let data = &*self.data;
        let scenario = scene.scenario();
        let history = &scenario.history;
        self.story = flowing(&history.summary);
        self.cause = flowing(&history.cause);
        self.contributing = flow(&history.contributing);
        self.open_questions = flow(&history.open_questions);
        self.steps = steps(scene, data);
        let missed = data.missed.iter();
        self.missed = missed
            .map(|clue| flowing(&scenario.clues[clue.0].text))
            .collect();
        self.hypotheses = hypotheses(scene, data);
        let dealt = data.complications.iter();
        self.complications = dealt
            .map(|idx| flowing(&scenario.complications[*idx].about))
            .collect();
        self.runbooks = runbooks(scene);
        let questions = scenario.questions.iter();
        self.questions = questions
            .map(|it| QuestionRow {
                ask: flowing(&it.ask),
                answer: flowing(&it.answer),
            })
            .collect();
        self.lessons = scenario.lessons.iter().map(lesson).collect();
        self.commit_use = commit_use(scene);
        self.sources = sources(scene);
        if data.reconstructed {
            self.reconstructed = "Some tools, people, outputs and times shown in play are \
                                  reconstructed: the public record does not have them.";
        }
        self.work_out(scene);
        self.say(scene);
    }
}

impl Basis {
    fn of(scene: &Scene) -> Self {
        Self {
            n_events: scene.state().next_seq,
            has_regret: scene.regret.is_some(),
            has_real: scene.real.is_some(),
        }
    }
}

/// Whether that changes nothing about what was played.
const fn is_said_late(event: &Event) -> bool {
    matches!(
        event,
        Event::Debriefed {}
            | Event::Answered { .. }
            | Event::CommitmentMade { .. }
            | Event::Rated { .. }
    )
}

fn flow(texts: &[String]) -> Vec<String> {
    texts.iter().map(|text| flowing(text)).collect()
}

/// The score alone, of a session as it stands.
#[must_use]
pub fn score_sheet(scene: &Scene) -> Sheet {
    sheet(scene, &score::score(scene.session))
}

/// How play ended, in a sentence's part.
#[must_use]
pub fn ended(scene: &Scene) -> String {
    let state = scene.state();
    match state.ended {
        // Since when it was true is another time, and stands with the claims.
        Some((at, how @ Ending::Resolved)) => match state.resolved.since {
            Some(claimed) if claimed < at => {
                format!("claimed {} at {claimed}, over at {at}", ending(how))
            }
            _ => format!("claimed {} at {at}", ending(how)),
        },
        Some((at, how)) => format!("{} at {at}", ending(how)),
        None => format!("not over, at {}", scene.now),
    }
}

/// How the end feels.
#[must_use]
pub const fn ended_tone(how: Ending) -> Tone {
    match how {
        Ending::Resolved => Tone::Good,
        Ending::Lost | Ending::OutOfTime => Tone::Bad,
    }
}

/// Each claim with when it was made and since when it was so, in the same words for all.
fn claims(scene: &Scene, data: &Debrief) -> Vec<String> {
    let truth = [
        (Claim::Mitigated, data.truth.0, data.truth_first.0),
        (Claim::Resolved, data.truth.1, data.truth_first.1),
    ];
    truth
        .into_iter()
        .map(|(claim, really, first)| {
            let so = match (really, first) {
                (Some(at), _) => format!("true since {at}"),
                (None, Some(first)) => format!("true at {first}, and it did not last"),
                (None, None) => "never true".to_owned(),
            };
            let said: Vec<String> = claimed(scene, claim)
                .map(|at| match really {
                    Some(really) if at == really => format!("{at} (at once)"),
                    Some(really) if at > really => {
                        format!("{at} ({} after)", about(at.since(really)))
                    }
                    _ if first.is_some_and(|first| at >= first) => {
                        format!("{at} (it did not last)")
                    }
                    Some(really) => format!("{at} ({} too early)", about(really.since(at))),
                    None => format!("{at} (not so)"),
                })
                .collect();
            let said = if said.is_empty() {
                "never claimed".to_owned()
            } else {
                format!("claimed at {}", all_of(&said))
            };
            let means = if claim == Claim::Mitigated {
                "users are helped"
            } else {
                "it is over"
            };
            format!("`{}`, {means}: {said}; {so}", claim.word())
        })
        .collect()
}

fn claimed(scene: &Scene, wanted: Claim) -> impl Iterator<Item = Elapsed> {
    let journal = scene.session.journal().iter();
    journal.filter_map(move |it| match &it.event {
        Event::Claimed { claim, .. } if *claim == wanted => Some(it.at),
        _ => None,
    })
}

/// What is to be learned from each step; the same look taken again is told once, with its times.
fn steps(scene: &Scene, data: &Debrief) -> Vec<StepRow> {
    let mut rows: Vec<StepRow> = Vec::new();
    for step in &data.steps {
        let action = &scene.scenario().actions[step.action.0];
        let result = step.result.and_then(|result| action.results.get(result));
        let Some(why) = result.and_then(|result| result.why.as_ref()) else {
            continue;
        };
        let (time, why) = (step.at.to_string(), flowing(why));
        let same = |row: &&mut StepRow| row.what == action.label && row.why == why;
        match rows.iter_mut().find(same) {
            Some(row) => {
                row.time.push_str(", ");
                row.time.push_str(&time);
            }
            None => rows.push(StepRow {
                time,
                what: action.label.clone(),
                why,
            }),
        }
    }
    rows
}

fn hypotheses(scene: &Scene, data: &Debrief) -> Vec<HypothesisRow> {
    scene
        .scenario()
        .hypotheses
        .iter()
        .enumerate()
        .map(|(idx, hypothesis)| {
            let belief = scene.state().board[idx];
            let herring = data.red_herrings.iter().find(|(it, _, _)| it.0 == idx);
            let believed = match (herring, belief) {
                (Some((_, from, Some(to))), _) => format!("on your board {from} to {to}"),
                (_, Some(belief)) if belief.dropped.is_some() => "you dropped it".to_owned(),
                (_, Some(belief)) => format!("you said {} % in the end", belief.confidence),
                (_, None) => "never on your board".to_owned(),
            };
            HypothesisRow {
                id: hypothesis.id.to_string(),
                text: hypothesis.text.clone(),
                is_true: hypothesis.is_true,
                believed,
                about: flowing(&hypothesis.about),
                red_herring: herring.is_some(),
            }
        })
        .collect()
}

fn runbooks(scene: &Scene) -> Vec<String> {
    let told = |it: &crate::engine::scenario::Runbook| {
        let journal = scene.session.journal().iter();
        let mut read: Vec<String> = journal
            .filter(|recorded| match &recorded.event {
                Event::RunbookRead { runbook, .. } => *runbook == it.id,
                _ => false,
            })
            .map(|recorded| recorded.at.to_string())
            .collect();
        read.dedup();
        let read = if read.is_empty() {
            "not read".to_owned()
        } else {
            format!("read at {}", all_of(&read))
        };
        let wrong = it.wrong.as_ref();
        let wrong = wrong.map_or_else(
            || "It was up to date.".to_owned(),
            |wrong| format!("It was out of date: {}", flowing(wrong)),
        );
        format!("{}: {read}. {wrong}", it.title)
    };
    scene.scenario().runbooks.iter().map(told).collect()
}

fn lesson(lesson: &crate::engine::scenario::Lesson) -> LessonRow {
    LessonRow {
        text: flowing(&lesson.text),
        from: match lesson.from {
            LessonFrom::Official => "the organisation",
            LessonFrom::Talk => "the talk",
            LessonFrom::Author => "this scenario",
        },
        source: key(lesson.source.as_ref()),
    }
}

fn key(source: Option<&Id>) -> String {
    source.map_or_else(String::new, ToString::to_string)
}

fn commitments(scene: &Scene) -> Vec<String> {
    let journal = scene.session.journal().iter();
    let made = journal.filter_map(|it| match &it.event {
        Event::CommitmentMade {
            owner, due, text, ..
        } => Some(super::words::clean(&format!("{owner} by {due}: {text}"))),
        _ => None,
    });
    let mut all: Vec<String> = Vec::new();
    for it in made {
        // What is promised twice stands once.
        if !all.contains(&it) {
            all.push(it);
        }
    }
    all
}

/// The last rating, and the question that is open with it.
fn rating(scene: &Scene) -> (Option<u8>, String, String) {
    let journal = scene.session.journal().iter();
    let mut rated = journal.rev().filter_map(|it| match &it.event {
        Event::Rated { roti, raise, .. } => Some((*roti, super::words::clean(raise))),
        _ => None,
    });
    match rated.next() {
        None => (None, String::new(), String::new()),
        Some((roti, raise)) if raise.is_empty() => {
            (Some(roti), format!("rated {roti} of 5"), raise_asks(roti))
        }
        Some((roti, raise)) => (
            Some(roti),
            format!("rated {roti} of 5; to raise it: {raise}"),
            String::new(),
        ),
    }
}

/// What is asked of who rated it and said no more.
#[must_use]
pub fn raise_asks(roti: u8) -> String {
    let next = roti + 1;
    if roti < 5 {
        format!("What would have made it a {next}? `roti {roti} TEXT`")
    } else {
        format!("What should stay as it is? `roti {roti} TEXT`")
    }
}

fn sources(scene: &Scene) -> Vec<SourceRow> {
    let sources = scene.scenario().sources.iter();
    sources
        .map(|source| SourceRow {
            id: source.id.to_string(),
            title: source.title.clone(),
            url: source.url.clone().unwrap_or_default(),
            note: source.note.clone().unwrap_or_default(),
        })
        .collect()
}
