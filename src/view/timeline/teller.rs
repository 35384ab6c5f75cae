//! Who tells the timeline: each event in the words of who says it.
//!
//! Invariant: an entry is told from what was known when it came, so what comes later changes no
//! line of it.

use crate::engine::event::{Ending, Event, Recorded};
use crate::engine::id::Id;
use crate::engine::said::promised;
use crate::engine::scenario::{Claim, Effect, Message};
use crate::engine::session::{OPEN_WAIT_MAX, OWING_WAIT_MAX, WORD_AHEAD, is_noticed};
use crate::engine::signals::{alerts, logs, metrics};
use crate::engine::time::Elapsed;
use crate::view::Scene;
use crate::view::answer::not_understood;
use crate::view::claimed;
use crate::view::prompt::again;
use crate::view::signals::{level, tone};
use crate::view::words::{Tone, about, clean, lines, number, prose};

use super::{Entry, Kind};
use crate::view::composer::due_sooner;
use crate::view::debrief::raise_asks;

/// How many lines of a log an output shows.
const N_LOG_LINES_MAX: usize = 5;

pub(super) fn effect<'a>(scene: &Scene<'a>, event: &Event) -> Option<&'a Effect> {
    let scenario = scene.scenario();
    match event {
        Event::CueHappened { cue } => {
            let cue = scenario.cue(cue.as_str())?;
            Some(&scenario.cues[cue.0].effect)
        }
        Event::Arrived { who } => {
            let who = scenario.responder(who.as_str())?;
            Some(&scenario.responders[who.0].arrival)
        }
        Event::ActionFinished { action, result, .. } => {
            let action = scenario.action(action.as_str())?;
            let result = scenario.actions[action.0].results.get((*result)?)?;
            Some(&result.effect)
        }
        Event::Injected { inject } => {
            let inject = scenario.inject(inject.as_str())?;
            Some(&scenario.injects[inject.0].effect)
        }
        _ => None,
    }
}

pub(super) struct Teller<'a, 's> {
    pub(super) scene: &'s Scene<'a>,
    /// Entries of other kinds are not told.
    pub(super) wanted: fn(Kind) -> bool,
    pub(super) entries: Vec<Entry>,
    pub(super) known: u64,
    pub(super) debriefed: bool,
}

impl Teller<'_, '_> {
    fn push(&mut self, at: Elapsed, kind: Kind, who: String, tone: Tone, lines: Vec<String>) {
        if !(self.wanted)(kind) {
            return;
        }
        self.entries.push(Entry {
            at,
            time: at.to_string(),
            utc: self.scene.utc(at),
            who,
            kind,
            lines,
            tone,
        });
    }

    fn say(&mut self, at: Elapsed, kind: Kind, who: &Id, tone: Tone, text: impl AsRef<str>) {
        let who = self.scene.called_by_id(who);
        self.push(at, kind, who, tone, lines(text.as_ref()));
    }

    fn world(&mut self, at: Elapsed, kind: Kind, tone: Tone, text: impl AsRef<str>) {
        self.push(at, kind, String::new(), tone, lines(text.as_ref()));
    }

    fn messages(&mut self, at: Elapsed, says: &[Message]) {
        if !(self.wanted)(Kind::Message) {
            return;
        }
        for message in says {
            let text = prose(&message.text);
            self.push(at, Kind::Message, message.from.clone(), Tone::Plain, text);
        }
    }

    fn effect(&mut self, at: Elapsed, event: &Event) {
        let Some(effect) = effect(self.scene, event) else {
            return;
        };
        self.messages(at, &effect.says);
        let new = effect.learn & !self.known;
        for (idx, clue) in self.scene.scenario().clues.iter().enumerate() {
            if new & (1 << idx) != 0 {
                self.world(at, Kind::Clue, Tone::Strong, prose(&clue.text).join("\n"));
            }
        }
    }

    pub(super) fn tell(&mut self, recorded: &Recorded) {
        let at = recorded.at;
        let scenario = self.scene.scenario();
        match &recorded.event {
            Event::ComplicationDealt { .. } | Event::CuePassed { .. } => {}
            // What is not wanted costs nothing.
            Event::Waited { .. } if !(self.wanted)(Kind::Clock) => {}
            Event::NotUnderstood { .. } if !(self.wanted)(Kind::Answer) => {}
            Event::PageRang {} => self.page(at),
            Event::CueHappened { .. } | Event::Injected { .. } => self.effect(at, &recorded.event),
            Event::Arrived { who } => {
                self.say(at, Kind::Person, who, Tone::Good, "is here");
                self.effect(at, &recorded.event);
            }
            Event::ActionStarted {
                by, who, action, ..
            } => {
                let text = self.started(at, by, who, action, &recorded.event);
                self.say(at, Kind::Started, who, Tone::Quiet, text);
            }
            Event::ActionFinished {
                who,
                action,
                result,
            } => {
                if (self.wanted)(Kind::Output) {
                    let block = self.output(at, recorded.seq, who, action, *result);
                    let who = self.scene.called_by_id(who);
                    self.push(at, Kind::Output, who, Tone::Plain, block);
                }
                self.effect(at, &recorded.event);
            }
            Event::ClaimDisproved { claim } => {
                let text = format!("`{}` does not stand any more", claim.word());
                self.world(at, Kind::Claim, Tone::Bad, text);
                self.contradicted(at, recorded.seq);
            }
            Event::Ended { ending } => self.ended(at, *ending),
            Event::Acknowledged { by } => {
                self.say(at, Kind::Claim, by, Tone::Good, "took the page");
            }
            Event::SeverityDeclared { by, level } => {
                let text = format!("declared severity {level}");
                self.say(at, Kind::Claim, by, Tone::Strong, text);
            }
            Event::CommandTaken { by, who } => {
                let text = format!("named the incident commander: {}", self.called(who));
                self.say(at, Kind::Claim, by, Tone::Strong, text);
            }
            Event::HypothesisStated {
                by,
                hypothesis,
                confidence,
            } => {
                let text = format!("{confidence} % for {}", self.hypothesis(hypothesis));
                self.say(at, Kind::Board, by, Tone::Plain, text);
            }
            Event::HypothesisDropped { by, hypothesis } => {
                let text = format!("dropped {}", self.hypothesis(hypothesis));
                self.say(at, Kind::Board, by, Tone::Plain, text);
            }
            Event::ResponderPaged { by, who } => {
                let text = self.paged(at, who);
                self.say(at, Kind::Person, by, Tone::Plain, text);
            }
            Event::Posted { by, audience, text } => self.posted(at, by, audience, text),
            Event::Claimed { by, claim } => {
                let text = match claim {
                    Claim::Mitigated => "claimed mitigated: users are helped",
                    Claim::Resolved => &claimed::resolved(self.scene, at, recorded.seq),
                    Claim::Acknowledged | Claim::Severity => claim.word(),
                };
                self.say(at, Kind::Claim, by, Tone::Good, text);
            }
            Event::HintGiven { hint, told, .. } => {
                let own = hint.and_then(|hint| scenario.hints.get(hint));
                let told = told.as_ref().map_or("", |told| &told.text);
                let text = own.map_or(told, |hint| &hint.text);
                self.world(at, Kind::Hint, Tone::Strong, prose(text).join("\n"));
            }
            Event::Noted { by, text } => self.say(at, Kind::Note, by, Tone::Plain, text),
            Event::RunbookRead { by, runbook } => {
                let read = scenario.runbook(runbook.as_str());
                let title = read.map_or("", |it| &scenario.runbooks[it.0].title);
                self.say(at, Kind::Read, by, Tone::Quiet, format!("runbook: {title}"));
            }
            Event::NotUnderstood { by, text } => {
                let mut block = vec![format!("$ {}", clean(text))];
                block.extend(not_understood(self.scene, at, text));
                let who = self.scene.called_by_id(by);
                self.push(at, Kind::Answer, who, Tone::Quiet, block);
            }
            Event::Waited { since, .. } => {
                let text = self.waited(*since, at, recorded.seq);
                self.world(at, Kind::Clock, Tone::Quiet, text);
            }
            Event::LeftOff {} => self.world(at, Kind::Clock, Tone::Quiet, "play is paused"),
            Event::Resumed {} => self.world(at, Kind::Clock, Tone::Quiet, "play goes on"),
            Event::Debriefed {} => {
                self.debriefed = true;
                self.world(at, Kind::Debrief, Tone::Quiet, "the debrief is opened");
            }
            Event::CauseNamed { by, hypothesis } => {
                let late = if self.debriefed {
                    " (after the debrief told: it does not count)"
                } else {
                    ""
                };
                let text = format!("named a cause: {}{late}", self.hypothesis(hypothesis));
                self.say(at, Kind::Debrief, by, Tone::Plain, text);
            }
            Event::CommitmentMade {
                by,
                owner,
                due,
                text,
            } => {
                let again = again(self.scene, recorded);
                let text = format!("commitment of {owner} by {due}: {text}{again}");
                self.say(at, Kind::Debrief, by, Tone::Plain, text);
            }
            Event::Answered { by, question, text } => {
                let text = format!("answered question {}: {text}", question + 1);
                self.say(at, Kind::Debrief, by, Tone::Plain, text);
            }
            Event::Rated { by, roti, raise } => {
                let why = if raise.is_empty() {
                    format!(". {}", raise_asks(*roti))
                } else {
                    format!("; to raise it: {raise}")
                };
                let text = format!("rated the time spent {roti} of 5{why}");
                self.say(at, Kind::Debrief, by, Tone::Plain, text);
            }
        }
    }

    /// What was posted; and when the next word is due, if that is sooner than it promises.
    fn posted(&mut self, at: Elapsed, by: &Id, audience: &Id, text: &str) {
        let scenario = self.scene.scenario();
        let known = scenario.audience(audience.as_str());
        let label = known.map_or(audience.as_str(), |it| &scenario.audiences[it.0].label);
        self.say(
            at,
            Kind::Post,
            by,
            Tone::Plain,
            format!("to {label}: {text}"),
        );
        let ended = self.scene.state().ended;
        let is_told = (self.wanted)(Kind::Clock) && ended.is_none_or(|(end, _)| at < end);
        let sooner = known
            .filter(|_| is_told)
            .and_then(|it| due_sooner(scenario, it, at, text));
        if let Some(sooner) = sooner {
            self.world(at, Kind::Clock, Tone::Plain, sooner);
        }
    }

    /// Who contradicts a claim: one after the other, nobody twice in the same words.
    fn contradicted(&mut self, at: Elapsed, seq: u64) {
        let says = &self.scene.scenario().truth.disproved;
        let journal = self.scene.session.journal().iter();
        let mut before: Vec<Elapsed> = journal
            .take_while(|it| it.seq < seq)
            .filter(|it| matches!(it.event, Event::ClaimDisproved { .. }))
            .map(|it| it.at)
            .collect();
        before.dedup();
        if before.last() != Some(&at) {
            let next = says.get(before.len());
            self.messages(at, next.map_or(&[], std::slice::from_ref));
        }
    }

    /// What a wait was for: somebody wants a word, or nothing came.
    fn waited(&self, since: Elapsed, at: Elapsed, seq: u64) -> String {
        let (scene, scenario) = (self.scene, self.scene.scenario());
        let span = about(at.since(since));
        let mut told: Vec<Option<(Elapsed, &str)>> = vec![None; scenario.audiences.len()];
        let mut noticed = false;
        for it in scene.session.journal().iter().take_while(|it| it.seq < seq) {
            if let Event::Posted { audience, text, .. } = &it.event
                && let Some(audience) = scenario.audience(audience.as_str())
            {
                told[audience.0] = Some((it.at, text));
            }
            noticed |= it.at > since && is_noticed(scenario, &it.event);
        }
        let audiences = scenario.audiences.iter().zip(&told);
        let due: Vec<_> = audiences
            .filter_map(|(it, told)| {
                let what = told.map_or("first word", |_| "next update");
                let by = told.and_then(|(at, text)| promised(text, at, scenario.clock.starts));
                Some((it.word_due(told.map(|(at, _)| at), by)?, &it.id, what))
            })
            .collect();
        let wants = due.iter().filter(|(due, ..)| *due == at);
        let wants: Vec<String> = wants
            .map(|(_, id, what)| format!("{id}: {what} due now"))
            .collect();
        if !wants.is_empty() {
            return format!("waited {span}; {}", wants.join(", "));
        }
        let is_soon = |it: &(Elapsed, &Id, &str)| it.0 > at && it.0.since(at) <= WORD_AHEAD;
        let within = |it: Elapsed| it > since && it <= at;
        let rang = scenario.alerts.iter().any(|alert| {
            let mut firings = alerts::firings(scenario, alert, scene.past()).into_iter();
            firings.any(|it| within(it.from) || it.until.is_some_and(within))
        });
        if noticed {
            format!("waited {span}, until something happened")
        } else if rang {
            format!("waited {span}, until an alert changed")
        } else if let Some(calm) = claimed::calm(scene, at, seq) {
            format!("waited {span}; {calm}")
        } else if due.iter().any(is_soon) {
            let soon = due.iter().filter(|it| is_soon(it));
            let soon: Vec<String> = soon
                .map(|(due, id, what)| format!("{id}: {what} due in {}", about(due.since(at))))
                .collect();
            format!("waited {span}; {}", soon.join(", "))
        } else if at.since(since) < OWING_WAIT_MAX {
            format!("waited {span}")
        } else if due.iter().any(|(due, ..)| *due < at) {
            let owed = due.iter().filter(|(due, ..)| *due < at);
            let owed: Vec<String> = owed
                .map(|(due, id, what)| format!("{id}: {what} overdue by {}", about(at.since(*due))))
                .collect();
            format!("nothing happened for {span}; {}", owed.join(", "))
        } else if at.since(since) < OPEN_WAIT_MAX {
            format!("waited {span}")
        } else {
            let limit = scenario.clock.limit;
            let open = claimed::open(scene, at, seq);
            format!("nothing happened for {span}{open}; play ends at {limit} at the latest")
        }
    }

    /// Hypotheses that this event put on the list. Those of the first moment are there anyway.
    pub(super) fn listed(&mut self, recorded: &Recorded) {
        if recorded.at == Elapsed::ZERO {
            return;
        }
        let all = self.scene.scenario().hypotheses.iter();
        for (hypothesis, listed) in all.zip(&self.scene.state().listed) {
            if *listed == Some(recorded.seq) {
                let text = format!("new: {}: {}", hypothesis.id, hypothesis.text);
                self.world(recorded.at, Kind::Board, Tone::Strong, text);
            }
        }
    }

    fn called(&self, id: &Id) -> String {
        self.scene.called_by_id(id)
    }

    fn hypothesis(&self, id: &Id) -> String {
        let scenario = self.scene.scenario();
        scenario.hypothesis(id.as_str()).map_or_else(
            || clean(id.as_str()),
            |it| format!("{id}: {}", scenario.hypotheses[it.0].text),
        )
    }

    fn page(&mut self, at: Elapsed) {
        let Some(page) = &self.scene.scenario().briefing.page else {
            self.world(at, Kind::Page, Tone::Bad, "the page rings");
            return;
        };
        let mut text = vec![page.title.clone()];
        text.extend(lines(&page.text));
        self.push(at, Kind::Page, page.from.clone(), Tone::Bad, text);
    }

    fn started(&self, at: Elapsed, by: &Id, who: &Id, action: &Id, event: &Event) -> String {
        let Event::ActionStarted { typed, .. } = event else {
            return String::new();
        };
        let scenario = self.scene.scenario();
        // Beginning something changes nothing: the world at that time is the one it began in.
        let past = self
            .scene
            .past()
            .iter()
            .rev()
            .find(|(since, _)| *since <= at);
        let until = scenario
            .action(action.as_str())
            .zip(past)
            .map(|(it, (_, world))| at + scenario.actions[it.0].takes_in(*world));
        let until = until.map_or_else(String::new, |until| format!("  (until {until})"));
        let asked = if by == who {
            String::new()
        } else {
            format!("  asked by {}", self.called(by))
        };
        format!("$ {}{until}{asked}", clean(typed))
    }

    fn output(
        &self,
        at: Elapsed,
        seq: u64,
        who: &Id,
        action: &Id,
        result: Option<usize>,
    ) -> Vec<String> {
        let scenario = self.scene.scenario();
        let journal = self.scene.session.journal().iter();
        let typed = journal
            .rev()
            .skip_while(|it| it.seq >= seq)
            .find_map(|it| match &it.event {
                Event::ActionStarted {
                    who: doer,
                    action: began,
                    typed,
                    ..
                } if doer == who && began == action => Some(clean(typed)),
                _ => None,
            });
        let mut block = vec![format!("$ {}", typed.unwrap_or_default())];
        let output = scenario.action(action.as_str()).and_then(|action| {
            let result = scenario.actions[action.0].results.get(result?)?;
            Some(self.fill(at, &result.output))
        });
        block.extend(output.map_or_else(Vec::new, |output| lines(&output)));
        if block.len() == 1 {
            block.push("(no output)".to_owned());
        }
        block
    }

    /// `{utc}`, `{metric:ID}` and `{log:ID}` as they are when the action finishes.
    fn fill(&self, at: Elapsed, output: &str) -> String {
        let scene = self.scene;
        let scenario = scene.scenario();
        logs::fill(output, |hole| {
            if hole == "utc" {
                return Some(scene.utc(at));
            }
            let seed = scene.session.head().seed;
            if let Some(id) = hole.strip_prefix("log:") {
                let log = scenario.logs.iter().find(|it| it.id.as_str() == id)?;
                let last = logs::tail(scenario, log, scene.past(), seed, at, N_LOG_LINES_MAX);
                let last = last.iter();
                let last = last.map(|line| format!("{} {}", scene.utc(line.at), line.text));
                return Some(last.collect::<Vec<_>>().join("\n"));
            }
            let metric = scenario.metric(hole.strip_prefix("metric:")?)?;
            let metric = &scenario.metrics[metric.0];
            let value = metrics::value(metric, scene.past(), seed, at);
            Some(number(value, metric.decimals))
        })
    }

    fn paged(&self, at: Elapsed, who: &Id) -> String {
        let scenario = self.scene.scenario();
        let arrives = scenario
            .responder(who.as_str())
            .map(|it| at + scenario.responders[it.0].arrives_after);
        let arrives = arrives.map_or_else(String::new, |at| format!(", here at {at}"));
        format!("paged {}{arrives}", self.called(who))
    }

    fn ended(&mut self, at: Elapsed, ended: Ending) {
        let scenario = self.scene.scenario();
        let (text, tone) = match ended {
            Ending::Resolved => ("resolved, and it is: play is over", Tone::Good),
            Ending::Lost => ("there is no way back: play is over", Tone::Bad),
            Ending::OutOfTime => ("the time is up: play is over", Tone::Bad),
        };
        if let (Ending::Lost, Some(says)) = (ended, &scenario.truth.lost_says) {
            self.world(at, Kind::Ending, tone, prose(says).join("\n"));
        }
        self.world(at, Kind::Ending, tone, text);
    }

    pub(super) fn alerts(&mut self, after: Option<Elapsed>) {
        let (scene, scenario) = (self.scene, self.scene.scenario());
        let new = |at: Elapsed| at <= scene.now && after.is_none_or(|after| at > after);
        for alert in &scenario.alerts {
            for firing in alerts::firings(scenario, alert, scene.past()) {
                if new(firing.from) {
                    let text = format!("FIRING {}: {}", level(alert), alert.label);
                    self.world(firing.from, Kind::Alert, tone(alert), text);
                }
                if let Some(until) = firing.until.filter(|until| new(*until)) {
                    let text = format!("cleared: {}", alert.label);
                    self.world(until, Kind::Alert, Tone::Good, text);
                }
            }
        }
    }
}
