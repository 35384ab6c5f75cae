//! What may be asked, and what comes of it: events or a refusal. Looks and does not touch.

use super::{Place, State};
use crate::engine::command::{Command, Nudge, Rejection, Scale, TEXT_CHARS_MAX};
use crate::engine::event::{Event, Told};
use crate::engine::id::{HypothesisIdx, Id, ResponderIdx};
use crate::engine::prompt::printable;
use crate::engine::scenario::{Claim, Scenario};

impl State {
    /// What a command by the responder in seat `by` would make happen now.
    ///
    /// # Errors
    /// The reason why it may not be.
    pub fn decide(
        &self,
        scenario: &Scenario,
        by: ResponderIdx,
        command: &Command,
    ) -> Result<Event, Rejection> {
        let debrief = matches!(
            command,
            Command::OpenDebrief
                | Command::NameCause(_)
                | Command::Commit { .. }
                | Command::Answer(..)
                | Command::Rate(..)
        );
        let anytime = matches!(
            command,
            Command::Note(_)
                | Command::ReadRunbook(_)
                | Command::Post(..)
                | Command::LeaveOff
                | Command::Resume
        );
        if !anytime {
            match (self.ended.is_some(), debrief) {
                (true, false) => return Err(Rejection::Over),
                (false, true) => return Err(Rejection::NotOver),
                (true, true) | (false, false) => {}
            }
        }
        let by_id = scenario.responders[by.0].id.clone();
        self.decide_open(scenario, by, by_id, command)
    }

    fn decide_open(
        &self,
        scenario: &Scenario,
        by: ResponderIdx,
        by_id: Id,
        command: &Command,
    ) -> Result<Event, Rejection> {
        match command {
            Command::Acknowledge => {
                self.may_acknowledge()?;
                Ok(Event::Acknowledged { by: by_id })
            }
            Command::DeclareSeverity(level) => {
                in_range(*level, Scale::Severity)?;
                Ok(Event::SeverityDeclared {
                    by: by_id,
                    level: *level,
                })
            }
            Command::TakeCommand(who) => {
                self.there(*who)?;
                Ok(Event::CommandTaken {
                    by: by_id,
                    who: scenario.responders[who.0].id.clone(),
                })
            }
            Command::StateHypothesis(hypothesis, confidence) => {
                in_range(*confidence, Scale::Confidence)?;
                let hypothesis = self.listed(scenario, *hypothesis)?;
                Ok(Event::HypothesisStated {
                    by: by_id,
                    hypothesis,
                    confidence: *confidence,
                })
            }
            Command::DropHypothesis(hypothesis) => {
                let standing = self.board[hypothesis.0].filter(|it| it.dropped.is_none());
                standing.ok_or(Rejection::NotOnBoard)?;
                Ok(Event::HypothesisDropped {
                    by: by_id,
                    hypothesis: scenario.hypotheses[hypothesis.0].id.clone(),
                })
            }
            Command::Page(who) => {
                self.may_page(*who)?;
                Ok(Event::ResponderPaged {
                    by: by_id,
                    who: scenario.responders[who.0].id.clone(),
                })
            }
            Command::Act {
                action,
                who,
                typed,
                confirmed,
            } => {
                self.may_act(scenario, by, *who, *action, *confirmed)?;
                Ok(Event::ActionStarted {
                    by: by_id,
                    who: scenario.responders[who.0].id.clone(),
                    action: scenario.actions[action.0].id.clone(),
                    typed: said(typed)?,
                })
            }
            Command::Post(audience, text) => {
                self.may_post(scenario, *audience)?;
                Ok(Event::Posted {
                    by: by_id,
                    audience: scenario.audiences[audience.0].id.clone(),
                    text: said(text)?,
                })
            }
            Command::ClaimMitigated => self.claimed(by_id, Claim::Mitigated),
            Command::ClaimResolved => self.claimed(by_id, Claim::Resolved),
            Command::Hint(nudge) => self.hint(scenario, by_id, nudge.as_deref()),
            Command::Note(text) => Ok(Event::Noted {
                by: by_id,
                text: said(text)?,
            }),
            Command::ReadRunbook(runbook) => Ok(Event::RunbookRead {
                by: by_id,
                runbook: scenario.runbooks[runbook.0].id.clone(),
            }),
            Command::Mumble(text) => Ok(Event::NotUnderstood {
                by: by_id,
                text: said(text)?,
            }),
            Command::Inject(inject) => Ok(Event::Injected {
                inject: scenario.injects[inject.0].id.clone(),
            }),
            Command::LeaveOff => Ok(Event::LeftOff {}),
            Command::Resume => Ok(Event::Resumed {}),
            Command::OpenDebrief => Ok(Event::Debriefed {}),
            Command::NameCause(hypothesis) => Ok(Event::CauseNamed {
                by: by_id,
                hypothesis: scenario.hypotheses[hypothesis.0].id.clone(),
            }),
            Command::Commit { owner, due, text } => Ok(Event::CommitmentMade {
                by: by_id,
                owner: said(owner)?,
                due: *due,
                text: said(text)?,
            }),
            Command::Answer(number, text) => {
                in_range(*number, Scale::Question)?;
                Ok(Event::Answered {
                    by: by_id,
                    question: usize::from(*number) - 1,
                    text: said(text)?,
                })
            }
            Command::Rate(roti, raise) => {
                in_range(*roti, Scale::Rating)?;
                Ok(Event::Rated {
                    by: by_id,
                    roti: *roti,
                    raise: said(raise).or_else(|why| match why {
                        Rejection::Empty => Ok(String::new()),
                        other => Err(other),
                    })?,
                })
            }
        }
    }

    /// A hint made for this team, as long as it has more to say; then the scenario's own.
    fn hint(&self, scenario: &Scenario, by: Id, nudge: Option<&Nudge>) -> Result<Event, Rejection> {
        if let Some(nudge) = nudge {
            let before = self.nudged.as_ref().filter(|it| it.0 == nudge.about);
            let level = before.map_or(0, |(_, level)| *level) + 1;
            let text = nudge.texts.get(usize::from(level) - 1);
            if let Some(text) = text {
                let own = nudge.authored.filter(|hint| {
                    level == 1 && *hint >= self.next_hint && *hint < scenario.hints.len()
                });
                let told = Told {
                    about: nudge.about.clone(),
                    level,
                    text: own.map_or_else(|| text.clone(), |_| String::new()),
                };
                return Ok(Event::HintGiven {
                    by,
                    hint: own,
                    told: Some(told),
                });
            }
        }
        let hint = scenario
            .hints
            .iter()
            .enumerate()
            .skip(self.next_hint)
            .find(|(_, hint)| hint.until.is_always() || !hint.until.holds(self.world))
            .map(|(idx, _)| idx);
        let hint = hint.ok_or(Rejection::NoHint)?;
        Ok(Event::HintGiven {
            by,
            hint: Some(hint),
            told: None,
        })
    }

    fn claimed(&self, by: Id, claim: Claim) -> Result<Event, Rejection> {
        self.may_claim(claim)?;
        Ok(Event::Claimed { by, claim })
    }

    fn there(&self, who: ResponderIdx) -> Result<(), Rejection> {
        match self.people[who.0].place {
            Place::Here => Ok(()),
            Place::Away | Place::OnTheWay(_) => Err(Rejection::NotThere(who)),
        }
    }

    fn listed(&self, scenario: &Scenario, hypothesis: HypothesisIdx) -> Result<Id, Rejection> {
        let listed = &scenario.hypotheses[hypothesis.0];
        if !listed.when.holds(self.world) && self.board[hypothesis.0].is_none() {
            return Err(Rejection::NotOnBoard);
        }
        Ok(listed.id.clone())
    }
}

fn in_range(value: u8, scale: Scale) -> Result<(), Rejection> {
    let (min, max) = scale.bounds();
    if (min..=max).contains(&value) {
        Ok(())
    } else {
        Err(Rejection::OutOfRange(scale))
    }
}

/// The text as it is kept: trimmed, without control characters, not empty, not too long.
fn said(text: &str) -> Result<String, Rejection> {
    let clean: String = printable(&text.replace(['\n', '\t'], " ")).collect();
    let clean = clean.trim();
    if clean.is_empty() {
        return Err(Rejection::Empty);
    }
    if clean.chars().count() > TEXT_CHARS_MAX {
        return Err(Rejection::TooLong(TEXT_CHARS_MAX));
    }
    Ok(clean.to_owned())
}
