//! What players have to be told: of the journal event by event, of the room as it stands, of what
//! was refused, and of the debrief all there is.

use std::fmt;

use misfortune::engine::event::{Ending, Event, Recorded, Stress};
use misfortune::engine::id::{Id, ResponderIdx};
use misfortune::engine::scenario::{Effect, Message, Scenario};
use misfortune::engine::session::Session;
use misfortune::engine::signals::alerts;
use misfortune::engine::time::Elapsed;
use misfortune::view::Scene;
use misfortune::view::board::board;
use misfortune::view::briefing::Briefing;
use misfortune::view::chart::{Wanted, chart};
use misfortune::view::coach::Coach;
use misfortune::view::debrief::Sheets;
use misfortune::view::map::map;
use misfortune::view::palette::{Entry, palette};
use misfortune::view::room::{Extent, room};
use misfortune::view::signals::window;
use misfortune::view::timeline::timeline;

/// Something that has to be told.
pub struct Fact {
    pub when: When,
    /// What sort of thing it is.
    what: &'static str,
    /// Its words, in their order.
    pub parts: Vec<String>,
}

/// Where it has to stand.
pub enum When {
    /// In an entry of the timeline of that time.
    Happened(String),
    /// Before the page rings.
    Before,
    /// Somewhere after that line was typed, before the next one was.
    After(usize),
    /// Somewhere before the next line was typed.
    By(usize),
    /// In the debrief.
    Debrief,
    /// In an entry of that time, or in the debrief: it was said there.
    Said(String),
}

impl Fact {
    fn new<S: Into<String>>(
        when: When,
        what: &'static str,
        parts: impl IntoIterator<Item = S>,
    ) -> Self {
        let parts = parts.into_iter().map(Into::into);
        Self {
            when,
            what,
            parts: parts.collect(),
        }
    }
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let when = match &self.when {
            When::Happened(time) => time.clone(),
            When::Before => "before the page".to_owned(),
            When::After(step) => format!("after line {}", step + 1),
            When::By(step) => format!("by line {}", step + 1),
            When::Debrief => "at the debrief".to_owned(),
            When::Said(time) => format!("{time} or at the debrief"),
        };
        write!(f, "{when} {}: {}", self.what, self.parts.join(" ... "))
    }
}

/// What happened, from the journal, the scenario and its alerts.
pub fn happened(session: &Session) -> Vec<Fact> {
    let mut facts = Facts {
        session,
        scenario: session.scenario(),
        all: Vec::new(),
        known: 0,
        contradicted: Vec::new(),
        debriefed: false,
    };
    for recorded in session.journal() {
        facts.of(recorded);
    }
    facts.alerts();
    facts.all
}

struct Facts<'a> {
    session: &'a Session,
    scenario: &'a Scenario,
    all: Vec<Fact>,
    known: u64,
    contradicted: Vec<Elapsed>,
    debriefed: bool,
}

impl Facts<'_> {
    fn add<S: Into<String>>(
        &mut self,
        at: Elapsed,
        what: &'static str,
        parts: impl IntoIterator<Item = S>,
    ) {
        let when = When::Happened(at.to_string());
        self.all.push(Fact::new(when, what, parts));
    }

    fn who(&self, who: ResponderIdx) -> String {
        if who == self.scenario.you {
            return "you".to_owned();
        }
        self.scenario.responders[who.0].name.clone()
    }

    fn called(&self, id: &Id) -> String {
        self.who(self.scenario.responder(id.as_str()).unwrap())
    }

    fn messages(&mut self, at: Elapsed, says: &[Message]) {
        for it in says {
            self.add(at, "message", [&it.from, &it.text]);
        }
    }

    fn effect(&mut self, at: Elapsed, effect: &Effect) {
        self.messages(at, &effect.says);
        let new = effect.learn & !self.known;
        self.known |= effect.learn;
        for (idx, clue) in self.scenario.clues.iter().enumerate() {
            if new & (1 << idx) != 0 {
                self.add(at, "clue", [&clue.text]);
            }
        }
    }

    fn of(&mut self, recorded: &Recorded) {
        let (at, scenario) = (recorded.at, self.scenario);
        match &recorded.event {
            // The world keeps two of these to itself; the others are said by the prompt that is
            // left, and the one come back to.
            Event::ComplicationDealt { .. }
            | Event::CuePassed { .. }
            | Event::LeftOff {}
            | Event::Resumed {} => {}
            // That is the debrief.
            Event::Debriefed {} => self.debriefed = true,
            Event::PageRang {} => {
                let page = scenario.briefing.page.as_ref().unwrap();
                self.add(at, "page", [&page.from, &page.title, &page.text]);
            }
            Event::CueHappened { cue } => {
                let cue = scenario.cue(cue.as_str()).unwrap();
                self.effect(at, &scenario.cues[cue.0].effect);
            }
            Event::Injected { inject } => {
                let inject = scenario.inject(inject.as_str()).unwrap();
                self.effect(at, &scenario.injects[inject.0].effect);
            }
            Event::Arrived { who } => {
                let who = scenario.responder(who.as_str()).unwrap();
                let name = self.who(who);
                self.add(at, "arrival", [name.as_str(), "is here"]);
                self.effect(at, &scenario.responders[who.0].arrival);
            }
            Event::ActionStarted {
                who, action, typed, ..
            } => {
                let mut parts = vec![self.called(who), typed.clone()];
                parts.extend(self.until(recorded.seq, who, action));
                self.add(at, "action begun", parts);
            }
            Event::ActionFinished {
                who,
                action,
                result,
            } => self.finished(at, who, action, *result),
            Event::ClaimDisproved { claim } => {
                self.add(at, "claim contradicted", [claim.word()]);
                if self.contradicted.last() != Some(&at) {
                    let next = scenario.truth.disproved.get(self.contradicted.len());
                    self.messages(at, next.map_or(&[], std::slice::from_ref));
                    self.contradicted.push(at);
                }
            }
            Event::Ended { ending } => {
                self.add(at, "end", ["play is over"]);
                if let (Ending::Lost, Some(says)) = (ending, &scenario.truth.lost_says) {
                    self.add(at, "end", [says]);
                }
            }
            Event::Waited { .. } => self.add(at, "wait", ["for"; 0]),
            Event::NotUnderstood { by, text } => {
                let by = self.called(by);
                self.add(at, "not understood", [by, format!("$ {text}")]);
            }
            other => self.asked_for(at, other),
        }
    }

    /// What somebody at the prompt said, claimed or put down.
    fn asked_for(&mut self, at: Elapsed, event: &Event) {
        let scenario = self.scenario;
        let hypothesis = |id: &Id| {
            let it = scenario.hypothesis(id.as_str()).unwrap();
            scenario.hypotheses[it.0].text.clone()
        };
        let (by, what, parts) = match event {
            Event::Acknowledged { by } => (by, "acknowledged", vec!["took the page".to_owned()]),
            Event::SeverityDeclared { by, level } => {
                (by, "severity", vec![format!("severity {level}")])
            }
            Event::CommandTaken { by, who } => (
                by,
                "command",
                vec!["incident commander".to_owned(), self.called(who)],
            ),
            Event::HypothesisStated {
                by,
                hypothesis: it,
                confidence,
            } => (
                by,
                "hypothesis",
                vec![format!("{confidence} %"), it.to_string(), hypothesis(it)],
            ),
            Event::HypothesisDropped { by, hypothesis: it } => (
                by,
                "dropped",
                vec!["dropped".to_owned(), it.to_string(), hypothesis(it)],
            ),
            Event::ResponderPaged { by, who } => {
                let it = scenario.responder(who.as_str()).unwrap();
                let here = at + scenario.responders[it.0].arrives_after;
                (by, "paged", vec![self.who(it), here.to_string()])
            }
            Event::Posted { by, audience, text } => {
                let it = scenario.audience(audience.as_str()).unwrap();
                let label = scenario.audiences[it.0].label.clone();
                (by, "post", vec![label, text.clone()])
            }
            Event::Claimed { by, claim } => (by, "claim", vec![claim.word().to_owned()]),
            // Nobody says it.
            Event::HintGiven { hint, told, .. } => {
                let own = hint.map(|idx| scenario.hints[idx].text.clone());
                let told = told.as_ref().map(|it| it.text.clone());
                self.add(at, "hint", [own.or(told).unwrap()]);
                return;
            }
            Event::Noted { by, text } => (by, "note", vec![text.clone()]),
            Event::RunbookRead { by, runbook } => {
                let it = scenario.runbook(runbook.as_str()).unwrap();
                (by, "runbook", vec![scenario.runbooks[it.0].title.clone()])
            }
            Event::CauseNamed { by, hypothesis: it } => {
                (by, "cause", vec![it.to_string(), hypothesis(it)])
            }
            Event::CommitmentMade {
                by,
                owner,
                due,
                text,
            } => (
                by,
                "commitment",
                vec![owner.clone(), due.to_string(), text.clone()],
            ),
            Event::Answered { by, text, .. } => (by, "answer", vec![text.clone()]),
            Event::Rated { by, roti, raise } => {
                (by, "rating", vec![format!("{roti} of 5"), raise.clone()])
            }
            world => panic!("the world does it: {world:?}"),
        };
        if self.debriefed {
            let when = When::Said(at.to_string());
            self.all.push(Fact::new(when, what, parts));
            return;
        }
        let parts: Vec<String> = [self.called(by)].into_iter().chain(parts).collect();
        self.add(at, what, parts);
    }

    /// When the action that began with that event is over.
    fn until(&self, seq: u64, doer: &Id, began: &Id) -> Option<String> {
        let mut later = self.session.journal().iter().filter(|it| it.seq > seq);
        later.find_map(|it| match &it.event {
            Event::ActionFinished { who, action, .. } if who == doer && action == began => {
                Some(format!("until {}", it.at))
            }
            _ => None,
        })
    }

    fn finished(&mut self, at: Elapsed, who: &Id, action: &Id, result: Option<usize>) {
        let action = &self.scenario.actions[self.scenario.action(action.as_str()).unwrap().0];
        let who = self.called(who);
        let Some(result) = result.and_then(|it| action.results.get(it)) else {
            self.add(at, "result", [who.as_str(), "(no output)"]);
            return;
        };
        // What stands in the holes is the signals'.
        let around = result.output.split('{').enumerate();
        let around = around.map(|(nth, text)| match (nth, text.split_once('}')) {
            (0, _) | (_, None) => text,
            (_, Some((_, rest))) => rest,
        });
        self.add(at, "result", [who.as_str()].into_iter().chain(around));
        self.effect(at, &result.effect);
    }

    fn alerts(&mut self) {
        let state = self.session.state();
        for alert in &self.scenario.alerts {
            let word = if alert.critical {
                "CRITICAL"
            } else {
                "warning"
            };
            for firing in alerts::firings(self.scenario, alert, &state.past) {
                if firing.from <= state.now {
                    self.add(firing.from, "alert", ["FIRING", word, &alert.label]);
                }
                if let Some(until) = firing.until.filter(|until| *until <= state.now) {
                    self.add(until, "alert", ["cleared", &alert.label]);
                }
            }
        }
    }
}

/// What is read before the page rings.
pub fn briefing(told: &Briefing, stress: Stress) -> Vec<Fact> {
    let fact = |what, text: &str| Fact::new(When::Before, what, [text]);
    let mut facts = vec![
        fact("title", &told.title),
        fact("organisation", &told.subtitle),
        fact("role", told.role.trim_end_matches('.')),
    ];
    facts.extend(told.text.iter().map(|it| fact("text", it)));
    facts.extend(told.diagram.iter().map(|it| fact("diagram", it)));
    let [clock, wait] = told.clock();
    facts.extend([fact("clock", clock), fact("clock", wait)]);
    let dial = told.dials.iter().find(|it| it.stress == stress).unwrap();
    facts.extend([fact("stress", dial.word), fact("stress", &dial.means)]);
    for (heading, items) in told.lists().into_iter().take(4) {
        facts.extend(items.iter().map(|it| fact(heading, it)));
    }
    facts
}

/// What was refused, asked or misread after a line was typed.
pub fn answered(step: usize, what: &'static str, text: &str) -> Fact {
    Fact::new(When::After(step), what, [text])
}

/// What the coach has said when a line was typed: each step once.
pub fn coached(step: usize, coach: &Coach) -> Fact {
    Fact::new(When::By(step), "coach", [&coach.label, &coach.types])
}

/// What stands beside the timeline after a line was typed.
pub fn standing(step: usize, scene: &Scene) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut add = |what, parts: &[&str]| {
        facts.push(Fact::new(When::After(step), what, parts.iter().copied()));
    };
    let extent = Extent {
        window: window(scene.scenario()),
        n_points: 2,
        n_log_lines: 5,
    };
    let room = room(scene, extent);
    let head = &room.header;
    for it in [&head.clock, &head.utc, &head.severity, &head.commander] {
        add("header", &[it]);
    }
    for it in [head.mark, head.phase, head.stress, head.standing] {
        add("header", &[it]);
    }
    for it in &room.alerts {
        add("alert", &[it.level, &it.label, &it.since, &it.lasts]);
    }
    for it in &room.metrics {
        let words = format!("{}, {}", it.direction, it.standing);
        add("metric", &[&it.label, &it.value, &words]);
    }
    for it in &room.people {
        add("person", &[&it.id, &it.name, &it.doing]);
    }
    for it in &room.claims {
        add("claim", &[it.claim, &it.since, &it.clock]);
    }
    for it in &room.audiences {
        add("to tell", &[&it.id, &it.label, &it.due]);
        add("told last", &[&it.id, &it.label, &it.told]);
    }
    for log in &room.logs {
        add("log", &[&log.label]);
        for line in &log.lines {
            add("log line", &[&line.utc, &line.text]);
        }
    }
    let board = board(scene);
    for it in &board.hypotheses {
        add("hypothesis", &[&it.id, &it.standing]);
        add("hypothesis", &[&it.id, &it.text]);
        for clue in it.pinned.iter().map(|idx| &board.clues[*idx]) {
            add("evidence", &[&it.id, &clue.at, &clue.text]);
        }
    }
    for it in &board.clues {
        add("clue", &[&it.at, &it.text]);
    }
    for it in &map(scene).services {
        add("service", &[&it.name, it.health.word()]);
        for why in it.why.iter().chain(&it.ties) {
            add("service", &[&it.name, why]);
        }
    }
    facts
}

/// Everything that may be typed after a line was, and why it may not be.
pub fn possible(step: usize, scene: &Scene) -> Vec<Fact> {
    let told = palette(scene).into_iter();
    let facts = told.flat_map(|it| {
        let Entry {
            shown,
            about,
            refused,
            ..
        } = it;
        [
            Fact::new(When::After(step), "command", [&shown, &about]),
            Fact::new(When::After(step), "refusal", [&shown, &refused]),
        ]
    });
    facts.collect()
}

/// What a chart tells after a line was typed.
pub fn charted(step: usize, scene: &Scene) -> Vec<Fact> {
    let entries = timeline(scene);
    let metrics = scene.scenario().metrics.len();
    let of = |idx| {
        let wanted = Wanted {
            before: true,
            metric: misfortune::engine::id::MetricIdx(idx),
            window: window(scene.scenario()),
            cursor: None,
            n_points: 12,
            n_values: 2,
            n_times: 2,
        };
        chart(scene, &entries, wanted)
    };
    let fact = |what, parts: &[&str]| Fact::new(When::After(step), what, parts.iter().copied());
    let all = (0..metrics).map(of).flat_map(|it| {
        let mut facts = vec![fact("chart", &[&it.title, &it.reading])];
        let thresholds = it.thresholds.iter();
        facts.extend(thresholds.map(|line| fact("threshold", &[&it.title, &line.text])));
        facts
    });
    all.collect()
}

/// Everything that the debrief's view-model says.
pub fn debriefed(sheets: &Sheets) -> Vec<Fact> {
    let fact = |what, text: &str| Fact::new(When::Debrief, what, [text]);
    let mut facts = vec![
        fact("title", &sheets.title),
        fact("subtitle", &sheets.subtitle),
        fact("ended", &sheets.ended),
        fact("seed", &format!("seed {}", sheets.seed)),
        fact("stress", sheets.stress),
        fact("total", &sheets.score.line),
        fact("cause", &sheets.cause),
        fact("rating", &sheets.rating),
        fact("reconstructed", sheets.reconstructed),
        fact("story", &sheets.story),
    ];
    for it in &sheets.score.dimensions {
        facts.push(Fact::new(
            When::Debrief,
            "dimension",
            [it.label, &it.shown, it.asks],
        ));
        for line in &it.lines {
            let (points, of) = (line.points.to_string(), line.of.to_string());
            // When it was may stand behind the first line of a list.
            let what = line.what.lines();
            let around = [line.why.as_str(), &line.history];
            let parts = [points.as_str(), &of].into_iter().chain(what).chain(around);
            facts.push(Fact::new(When::Debrief, "score line", parts));
            facts.push(Fact::new(When::Debrief, "score line", [&line.at]));
        }
    }
    let lists = [
        ("cap", &sheets.score.caps),
        ("claim", &sheets.claims),
        ("harm", &sheets.harm.rows),
        ("harm", &sheets.harm.unknown),
        ("contributing", &sheets.contributing),
        ("open question", &sheets.open_questions),
        ("regret", &sheets.regret.lines()),
        ("missed", &sheets.missed),
        ("complication", &sheets.complications),
        ("runbook", &sheets.runbooks),
        ("commitment", &sheets.commitments),
    ];
    for (what, list) in lists {
        facts.extend(list.iter().map(|it| fact(what, it)));
    }
    let mut rows = |what, parts: &[&str]| {
        facts.push(Fact::new(When::Debrief, what, parts.iter().copied()));
    };
    for it in &sheets.yours {
        rows("your timeline", &[&it.time, &it.text]);
    }
    for it in &sheets.theirs {
        rows("real timeline", &[&it.time, &it.text, &it.source]);
    }
    for it in &sheets.steps {
        rows("lesson of a step", &[&it.time, &it.what, &it.why]);
    }
    for it in &sheets.hypotheses {
        rows("hypothesis", &[&it.id, &it.believed, &it.text, &it.about]);
    }
    for it in &sheets.pivots {
        rows("pivot", &[&it.time, &it.moment, it.ask]);
        for answer in &it.answers {
            rows("answer", &[it.ask, answer]);
        }
    }
    for it in &sheets.questions {
        rows("question", &[&it.ask, &it.answer]);
    }
    for it in &sheets.lessons {
        rows("lesson", &[&it.text, it.from, &it.source]);
    }
    for it in &sheets.sources {
        rows("source", &[&it.id, &it.title, &it.url, &it.note]);
    }
    facts
}
