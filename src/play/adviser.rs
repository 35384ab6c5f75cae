//! A thread that asks the prover while play goes on: what would help now, and at the end what each
//! step cost and what users suffered in the real course.
//!
//! Play never waits for it. Of the standings it was given it looks at the newest only; what it
//! finds for an older one is of no use any more.

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender, TryRecvError};
use std::thread;
use std::time::Duration;

use super::real;
use crate::engine::command::Nudge;
use crate::engine::harm::Course;
use crate::engine::scenario::Scenario;
use crate::engine::session::Session;
use crate::engine::state::Standing;
use crate::prove::regret::Regret;
use crate::prove::relax::Players;
use crate::prove::way::Guide;
use crate::view::hint::nudge;

/// How often somebody who waits for an answer looks for one: an older one may come first.
const LOOKS: u32 = 5;

/// Who works things out beside the play.
#[derive(Debug)]
pub struct Adviser {
    questions: Sender<Question>,
    answers: Receiver<Answer>,
    /// For how many events the newest question was asked.
    asked: Option<u64>,
    /// The newest answer, and for how many events it is.
    advice: Option<(u64, Option<Nudge>)>,
    asked_regret: bool,
    regret: Option<Box<Regret>>,
    /// The script of the real course, until it is asked about.
    script: Option<String>,
    real: Option<Course>,
    /// How many questions for the debrief are not answered yet.
    n_open: u32,
    /// Nobody answers any more.
    is_gone: bool,
}

enum Question {
    Advice(u64, Box<Standing>),
    Regret(Box<Session>),
    Real(Arc<Scenario>, String),
}

enum Answer {
    Advice(u64, Option<Nudge>),
    Regret(Box<Regret>),
    Real(Option<Course>),
}

impl Adviser {
    /// Starts to work; ends when it is dropped.
    pub fn start(scenario: Arc<Scenario>, players: Players) -> Self {
        let (questions, given) = mpsc::channel();
        let (found, answers) = mpsc::channel();
        // Without a thread there is no answer, and the scenario's own hints are there.
        let _ = thread::Builder::new()
            .name("adviser".to_owned())
            .spawn(move || work(&scenario, players, &given, &found));
        Self {
            questions,
            answers,
            asked: None,
            advice: None,
            asked_regret: false,
            regret: None,
            script: None,
            real: None,
            n_open: 0,
            is_gone: false,
        }
    }

    /// Remembers the script of the real course, to be asked about when play is over.
    pub fn remember(&mut self, script: Option<String>) {
        self.script = script;
    }

    /// Looks where a session stands now, if it has moved.
    pub fn follow(&mut self, session: &Session) {
        let state = session.state();
        if state.ended.is_some() {
            if !self.asked_regret {
                self.asked_regret = true;
                let session = Box::new(session.clone());
                self.n_open += 1;
                let _ = self.questions.send(Question::Regret(session));
            }
            if let Some(script) = self.script.take() {
                self.n_open += 1;
                let scenario = Arc::clone(session.scenario());
                let _ = self.questions.send(Question::Real(scenario, script));
            }
        } else if self.asked != Some(state.next_seq) {
            self.asked = Some(state.next_seq);
            let standing = Box::new(state.standing.clone());
            let question = Question::Advice(state.next_seq, standing);
            let _ = self.questions.send(question);
        }
        loop {
            match self.answers.try_recv() {
                Ok(answer) => self.take(answer),
                Err(TryRecvError::Empty) => break,
                Err(TryRecvError::Disconnected) => {
                    self.is_gone = true;
                    break;
                }
            }
        }
    }

    /// The hint for a session of so many events, if it is found within that time.
    pub fn advice(&mut self, next_seq: u64, within: Duration) -> Option<Nudge> {
        for _ in 0..LOOKS {
            if self.found(next_seq).is_some() {
                break;
            }
            match self.answers.recv_timeout(within / LOOKS) {
                Ok(answer) => self.take(answer),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        self.found(next_seq).cloned().flatten()
    }

    /// The answer for a session of so many events, if it is there.
    fn found(&self, next_seq: u64) -> Option<&Option<Nudge>> {
        let advice = self.advice.as_ref();
        advice.filter(|(of, _)| *of == next_seq).map(|(_, it)| it)
    }

    /// What the steps cost, once that is known.
    pub fn regret(&self) -> Option<&Regret> {
        self.regret.as_deref()
    }

    /// What users suffered in the real course, once that is known.
    pub const fn real(&self) -> Option<&Course> {
        self.real.as_ref()
    }

    /// Whether something for the debrief is being worked out.
    pub const fn is_at_work(&self) -> bool {
        self.n_open > 0 && !self.is_gone
    }

    /// Waits for what the steps cost and the real course, if they are being worked out.
    pub fn wait_for_regret(&mut self) {
        while self.is_at_work() {
            match self.answers.recv() {
                Ok(answer) => self.take(answer),
                Err(_) => self.is_gone = true,
            }
        }
    }

    fn take(&mut self, answer: Answer) {
        match answer {
            Answer::Advice(of, advice) => self.advice = Some((of, advice)),
            Answer::Regret(regret) => {
                self.n_open -= 1;
                self.regret = Some(regret);
            }
            Answer::Real(real) => {
                self.n_open -= 1;
                self.real = real;
            }
        }
    }
}

fn work(
    scenario: &Scenario,
    players: Players,
    questions: &Receiver<Question>,
    answers: &Sender<Answer>,
) {
    let mut guide = Guide::default();
    while let Ok(question) = questions.recv() {
        let mut asked = vec![question];
        asked.extend(questions.try_iter());
        let is_advice = |it: &Question| matches!(it, Question::Advice(..));
        let newest = asked.iter().rposition(is_advice);
        for (idx, question) in asked.into_iter().enumerate() {
            if is_advice(&question) && Some(idx) != newest {
                continue;
            }
            let answer = match question {
                Question::Advice(of, standing) => {
                    Answer::Advice(of, nudge(&mut guide, scenario, players, &standing))
                }
                Question::Regret(session) => Answer::Regret(Box::new(Regret::of(&session))),
                Question::Real(scenario, script) => Answer::Real(real::harm_of(&scenario, &script)),
            };
            if answers.send(answer).is_err() {
                return;
            }
        }
    }
}
