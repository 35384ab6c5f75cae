//! Responders, and what they can do.

use crate::engine::guard::Guard;
use crate::engine::id::ResponderIdx;
use crate::engine::scenario::{Action, ActionKind, ActionResult, Responder};
use crate::engine::time::Span;

use super::{Compiler, optional_prose, prose};
use crate::content::complaint::{meaning, names};
use crate::content::{commands, file, placeholders};

impl Compiler<'_> {
    /// The responders, and which of them is the player.
    pub(super) fn responders(&mut self, narrated: bool) -> (Vec<Responder>, ResponderIdx) {
        let file = self.file;
        let mut players = file.responders.iter().enumerate().filter(|(_, it)| it.you);
        let you = players.next();
        if let Some((_, first)) = you {
            for (_, second) in players {
                let (span, first) = (second.id.span(), first.id.span());
                self.out.push(meaning::second_player(span, first));
            }
        } else if let Some(first) = file.responders.first().filter(|_| !narrated) {
            self.out.push(meaning::no_player(first.id.span()));
        }
        let responders = file
            .responders
            .iter()
            .map(|it| self.responder(it))
            .collect();
        (responders, ResponderIdx(you.map_or(0, |(idx, _)| idx)))
    }

    fn responder(&mut self, it: &file::Responder) -> Responder {
        if !it.you && !it.present && it.arrives_after.is_none() {
            self.out.push(meaning::never_arrives(it.id.span(), &it.id));
        }
        Responder {
            id: it.id.as_str().into(),
            name: prose(&it.name),
            skills: it.skills.iter().map(prose).collect(),
            present: it.present || it.you,
            arrives_after: it.arrives_after.map_or(Span::ZERO, |dur| dur.0),
            about: optional_prose(it.about.as_ref()),
            arrival: self.effect(&it.set, &[], &[], &it.says),
            reconstructed: it.reconstructed,
        }
    }

    pub(super) fn actions(&mut self) -> Vec<Action> {
        commands::check(&self.file.actions, &mut self.out);
        self.file.actions.iter().map(|it| self.action(it)).collect()
    }

    fn action(&mut self, it: &file::Action) -> Action {
        if let Some(skill) = &it.skill {
            let skills = self.file.responders.iter().flat_map(|it| &it.skills);
            let known: Vec<&str> = skills.map(|it| it.as_str()).collect();
            if !known.contains(&skill.as_str()) {
                self.out
                    .push(names::unknown_skill(skill.span(), skill, &known));
            }
        }
        Action {
            id: it.id.as_str().into(),
            kind: match it.kind {
                file::ActionKind::Probe => ActionKind::Probe,
                file::ActionKind::Change => ActionKind::Change,
                file::ActionKind::Communicate => ActionKind::Communicate,
                file::ActionKind::Escalate => ActionKind::Escalate,
            },
            label: prose(&it.label),
            commands: it.commands.iter().map(|it| commands::folded(it)).collect(),
            listed: self.guard_or(it.listed.as_ref(), Guard::always()),
            takes: it.takes.0,
            skill: optional_prose(it.skill.as_ref()),
            risk: optional_prose(it.risk.as_ref()),
            repeatable: it.repeatable,
            checks: self.clue_bits(&it.checks),
            results: it.results.iter().map(|it| self.result(it)).collect(),
            reconstructed: it.reconstructed,
        }
    }

    fn result(&mut self, it: &file::ActionResult) -> ActionResult {
        placeholders::check_output(&it.output, &self.names, &mut self.out);
        ActionResult {
            when: self.guard_or(it.when.as_ref(), Guard::always()),
            takes: it.takes.map(|it| it.0),
            output: prose(&it.output),
            effect: self.effect(&it.set, &it.clear, &it.learn, &it.says),
            dry: it.dry,
            why: optional_prose(it.why.as_ref()),
        }
    }
}
