//! What each bot does next: a function of the session it sees, its seed and what it has done.

use rand_chacha::ChaCha8Rng;

use super::Bot;
use super::expert::Expert;
use crate::engine::command::Command;
use crate::engine::event::Event;
use crate::engine::id::{ActionIdx, ResponderIdx};
use crate::engine::scenario::{ActionKind, Scenario};
use crate::engine::seed::{Seed, Stream, below};
use crate::engine::session::Session;
use crate::engine::state::{Phase, Place};
use crate::engine::time::{Elapsed, Span};

/// What a bot does next.
pub(super) enum Turn {
    /// Types that, now.
    Type(String),
    /// Sits there until then.
    Until(Elapsed),
    /// Has nothing more to do.
    Done,
}

/// How long the slow ones sit between two things.
const PAUSE: Span = Span::from_mins(1);

/// How long it takes the impatient to give up on somebody who is not free.
const NUDGE: Span = Span::from_secs(30);

/// Hints after which nobody listens any more.
const HINTS_MAX: usize = 24;

/// How often the novice speaks.
const CHATTER: Span = Span::from_mins(6);

/// A bot in the middle of play.
pub(super) struct Mind {
    bot: Bot,
    chance: ChaCha8Rng,
    expert: Option<Expert>,
    /// How far it is in what it does in order.
    step: usize,
    /// When it last did something, for what counts from there.
    last: Elapsed,
    /// It has waited for the time of its next step.
    is_due: bool,
}

impl Mind {
    pub(super) fn new(scenario: &Scenario, bot: Bot, seed: Seed) -> Self {
        let speaks = bot == Bot::Oracle;
        let is_expert = speaks || bot == Bot::SilentExpert;
        Self {
            bot,
            chance: seed.stream(Stream::Bot),
            expert: is_expert.then(|| Expert::new(scenario, speaks)),
            step: 0,
            last: Elapsed::ZERO,
            is_due: false,
        }
    }

    /// What it does next.
    pub(super) fn turn(&mut self, session: &Session) -> Turn {
        let state = session.state();
        if state.ended.is_some() {
            return Turn::Done;
        }
        if let Some(expert) = &mut self.expert {
            return expert.turn(session);
        }
        if state.acknowledged.is_none() && self.bot != Bot::Idle {
            return typed("ack");
        }
        match self.bot {
            Bot::Idle | Bot::AckOnly | Bot::SilentExpert | Bot::Oracle => Turn::Done,
            Bot::MenuMash => self.mash(session),
            Bot::RestartAll => self.restart(session),
            Bot::ClaimSpam => self.each_pause(session, "resolved"),
            Bot::HintOnly => self.ask(session),
            Bot::ChattyNovice => self.chatter(session),
        }
    }

    /// What it says at the debrief.
    pub(super) fn debrief(&self, session: &Session) -> Vec<String> {
        match self.bot {
            Bot::Oracle | Bot::SilentExpert => {
                let expert = self.expert.as_ref();
                expert.map_or_else(Vec::new, |it| it.debrief(session.scenario()))
            }
            Bot::ChattyNovice => {
                let all = &session.scenario().hypotheses;
                let named = all.iter().map(|it| format!("cause {}", it.id));
                named
                    .chain(["commit all 2030-01-01 be more careful".to_owned()])
                    .collect()
            }
            Bot::Idle
            | Bot::AckOnly
            | Bot::MenuMash
            | Bot::RestartAll
            | Bot::ClaimSpam
            | Bot::HintOnly => Vec::new(),
        }
    }

    /// For a hint once a minute, until there is none or it has heard enough.
    fn ask(&mut self, session: &Session) -> Turn {
        let journal = session.journal().iter();
        let given = journal.filter(|it| matches!(it.event, Event::HintGiven { .. }));
        let given = given.count();
        if given < self.step || given >= HINTS_MAX {
            return Turn::Done;
        }
        self.is_due = !self.is_due;
        if self.is_due {
            self.step += 1;
            return typed("hint");
        }
        Turn::Until(session.state().now + PAUSE)
    }

    /// The same word once a minute.
    fn each_pause(&mut self, session: &Session, word: &str) -> Turn {
        self.is_due = !self.is_due;
        if self.is_due {
            typed(word)
        } else {
            Turn::Until(session.state().now + PAUSE)
        }
    }

    fn draw(&mut self, n: usize) -> usize {
        let drawn = below(&mut self.chance, n as u64);
        usize::try_from(drawn).expect("below a length")
    }

    /// One of the things that may be done now.
    fn mash(&mut self, session: &Session) -> Turn {
        let state = session.state();
        let scenario = session.scenario();
        match self.draw(20) {
            0 if state.phase() < Phase::Mitigated => return typed("mitigated"),
            1 if state.phase() < Phase::Resolved => return typed("resolved"),
            2 | 3 => {
                let idx = self.draw(scenario.hypotheses.len().max(1));
                let confidence = self.draw(101);
                if let Some(it) = scenario.hypotheses.get(idx) {
                    return Turn::Type(format!("hyp {} {confidence}", it.id));
                }
            }
            4..=6 => {
                let away: Vec<usize> = (0..scenario.responders.len())
                    .filter(|idx| state.people[*idx].place == Place::Away)
                    .collect();
                if !away.is_empty() {
                    let who = away[self.draw(away.len())];
                    return Turn::Type(format!("page {}", scenario.responders[who].id));
                }
            }
            _ => {}
        }
        let allowed: Vec<(ResponderIdx, ActionIdx)> = (0..scenario.actions.len())
            .map(ActionIdx)
            .filter_map(|action| Some((able(session, action)?, action)))
            .collect();
        if allowed.is_empty() {
            return Turn::Until(state.now + NUDGE);
        }
        let (who, action) = allowed[self.draw(allowed.len())];
        Turn::Type(asked(scenario, who, action))
    }

    /// Everybody is called, every change is made, and then it is said to be over.
    fn restart(&mut self, session: &Session) -> Turn {
        let state = session.state();
        let scenario = session.scenario();
        let away = state.people.iter().position(|it| it.place == Place::Away);
        if let Some(away) = away {
            return Turn::Type(format!("page {}", scenario.responders[away].id));
        }
        let mut changes = (0..scenario.actions.len())
            .map(ActionIdx)
            .filter(|it| scenario.actions[it.0].kind == ActionKind::Change);
        let Some(next) = changes.nth(self.step) else {
            return self.claim(session);
        };
        if let Some(who) = able(session, next) {
            self.step += 1;
            self.last = state.now;
            return Turn::Type(asked(scenario, who, next));
        }
        let nobody_comes = state.people.iter().all(|it| it.place == Place::Here);
        let all_idle = (0..state.people.len()).all(|who| state.is_free(ResponderIdx(who)));
        if nobody_comes && all_idle {
            self.step += 1;
        }
        Turn::Until(state.now + NUDGE)
    }

    /// Both claims, again and again, ten minutes apart.
    fn claim(&mut self, session: &Session) -> Turn {
        let state = session.state();
        self.is_due = !self.is_due;
        match (self.is_due, state.phase()) {
            (false, _) => Turn::Until(state.now + Span::from_mins(10)),
            (true, Phase::Paging | Phase::Acknowledged) => typed("mitigated"),
            (true, Phase::Mitigated | Phase::Resolved | Phase::Over) => typed("resolved"),
        }
    }

    /// Words to everybody all the time; now and then a look at something.
    fn chatter(&mut self, session: &Session) -> Turn {
        let state = session.state();
        let scenario = session.scenario();
        let n_audiences = scenario.audiences.len();
        if self.step == 0 {
            self.step = 1;
            return typed("sev 3");
        }
        let round = self.step - 1;
        self.step += 1;
        let place = round % (n_audiences + 2);
        if let Some(audience) = scenario.audiences.get(place) {
            let impact = scenario.impact_words.first().map_or("it", String::as_str);
            return Turn::Type(format!(
                "post {} We are aware of problems: {impact}. We are working on it. Next update in \
                 15 minutes.",
                audience.id
            ));
        }
        if place == n_audiences {
            return Turn::Until(state.now + CHATTER);
        }
        let looks: Vec<(ResponderIdx, ActionIdx)> = (0..scenario.actions.len())
            .map(ActionIdx)
            .filter(|it| scenario.actions[it.0].kind == ActionKind::Probe)
            .filter_map(|action| Some((able(session, action)?, action)))
            .collect();
        if looks.is_empty() || self.draw(3) > 0 {
            return Turn::Until(state.now);
        }
        let (who, action) = looks[self.draw(looks.len())];
        Turn::Type(asked(scenario, who, action))
    }
}

fn typed(word: &str) -> Turn {
    Turn::Type(word.to_owned())
}

/// Somebody who may do that now; you rather than others.
fn able(session: &Session, action: ActionIdx) -> Option<ResponderIdx> {
    let scenario = session.scenario();
    let you = scenario.you;
    let state = session.state();
    // What `decide` would say too, only sooner: bots ask this a million times.
    if !state.is_free(you) || state.spent[action.0] {
        return None;
    }
    let others = (0..scenario.responders.len()).map(ResponderIdx);
    [you].into_iter().chain(others).find(|who| {
        let command = Command::Act {
            action,
            who: *who,
            typed: "-".to_owned(),
            confirmed: true,
        };
        state.is_free(*who)
            && scenario.can(*who, action)
            && state.decide(scenario, you, &command).is_ok()
    })
}

/// How somebody is asked for an action at the prompt.
fn asked(scenario: &Scenario, who: ResponderIdx, action: ActionIdx) -> String {
    let command = &scenario.actions[action.0].commands[0];
    if who == scenario.you {
        command.clone()
    } else {
        format!("ask {} {command}", scenario.responders[who.0].id)
    }
}
