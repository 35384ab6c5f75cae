//! What players suppose, whom they tell, and what the debrief tells them.

use crate::engine::guard::Guard;
use crate::engine::id::{FactIdx, Id};
use crate::engine::scenario::{
    Audience, Coach, CoachKey, CoachStage, Complication, Deed, Harm, Hint, History, HistoryEntry,
    Hypothesis, Inject, Lesson, LessonFrom, Question, Unfounded,
};

use super::{Compiler, elapsed, optional_prose, prose};
use crate::content::complaint::meaning;
use crate::content::file;
use crate::content::spanned::Sp;

impl Compiler<'_> {
    pub(super) fn hypotheses(&mut self) -> Vec<Hypothesis> {
        let file = self.file;
        let hypothesis = |it: &file::Hypothesis| Hypothesis {
            id: it.id.as_str().into(),
            text: prose(&it.text),
            is_true: it.is_true,
            when: self.guard_or(it.when.as_ref(), Guard::always()),
            supports: self.clue_bits(&it.supports),
            against: self.clue_bits(&it.against),
            about: prose(&it.about),
        };
        file.hypotheses.iter().map(hypothesis).collect()
    }

    pub(super) fn audiences(&mut self) -> Vec<Audience> {
        let file = self.file;
        let audience = |it: &file::Audience| Audience {
            id: it.id.as_str().into(),
            label: prose(&it.label),
            public: it.public,
            first: elapsed(it.first),
            every: it.every.map(|dur| dur.0),
            informs: self.informs(it.informs.as_ref()),
            when: self.guard_or(it.when.as_ref(), Guard::always()),
            unreachable: optional_prose(it.unreachable.as_ref()),
            reconstructed: it.reconstructed,
        };
        file.comms.audiences.iter().map(audience).collect()
    }

    fn informs(&mut self, id: Option<&Sp<String>>) -> u64 {
        id.and_then(|id| self.names.facts.find(id, id.span(), &mut self.out))
            .map_or(0, |idx| FactIdx(idx).bit())
    }

    pub(super) fn unfounded(&mut self) -> Vec<Unfounded> {
        let file = self.file;
        let unfounded = |it: &file::Unfounded| Unfounded {
            words: it.words.iter().map(|word| word.to_lowercase()).collect(),
            unless: self.guard_or(it.unless.as_ref(), Guard::never()),
            why: prose(&it.why),
        };
        file.comms.unfounded.iter().map(unfounded).collect()
    }

    pub(super) fn harm(&mut self) -> Vec<Harm> {
        let file = self.file;
        let harm = |it: &file::Harm| Harm {
            id: it.id.as_str().into(),
            label: prose(&it.label),
            unit: prose(&it.unit),
            when: self.guard(&it.when),
            per_minute: it.per_minute,
            weight: it.weight.into(),
            reconstructed: it.reconstructed,
        };
        file.harm.iter().map(harm).collect()
    }

    pub(super) fn complications(&mut self) -> Vec<Complication> {
        let file = self.file;
        let complication = |it: &file::Complication| Complication {
            id: it.id.as_str().into(),
            about: prose(&it.about),
            set: self.fact_bits(&it.set),
        };
        file.complications.iter().map(complication).collect()
    }

    pub(super) fn injects(&mut self) -> Vec<Inject> {
        let file = self.file;
        let inject = |it: &file::Inject| Inject {
            id: it.id.as_str().into(),
            label: prose(&it.label),
            effect: self.effect(&it.set, &it.clear, &[], &it.says),
        };
        file.injects.iter().map(inject).collect()
    }

    pub(super) fn questions(&self) -> Vec<Question> {
        let question = |it: &file::Question| Question {
            ask: prose(&it.ask),
            answer: prose(&it.answer),
        };
        self.file.questions.iter().map(question).collect()
    }

    pub(super) fn hints(&mut self) -> Vec<Hint> {
        let file = self.file;
        let hint = |it: &file::Hint| Hint {
            text: prose(&it.text),
            until: self.guard_or(it.until.as_ref(), Guard::never()),
        };
        file.hints.iter().map(hint).collect()
    }

    pub(super) fn coach(&mut self) -> Vec<Coach> {
        let file = self.file;
        let coach = |it: &file::Coach| Coach {
            stage: match it.stage {
                file::CoachStage::Pager => CoachStage::Pager,
                file::CoachStage::Room => CoachStage::Room,
                file::CoachStage::Over => CoachStage::Over,
                file::CoachStage::Debrief => CoachStage::Debrief,
            },
            when: self.guard_or(it.when.as_ref(), Guard::always()),
            until: self.guard_or(it.until.as_ref(), Guard::never()),
            done: it.done.map(deed),
            says: prose(&it.says),
            in_lines: optional_prose(it.in_lines.as_ref()),
            types: optional_prose(it.types.as_ref()),
            keys: it.keys.iter().copied().map(coach_key).collect(),
        };
        file.coach.iter().map(coach).collect()
    }

    pub(super) fn history(&mut self) -> History {
        let Some(it) = &self.file.history else {
            return History::default();
        };
        let mut timeline: Vec<HistoryEntry> = it
            .timeline
            .iter()
            .map(|it| self.history_entry(it))
            .collect();
        timeline.sort_by_key(|it| {
            let at = i128::from(it.at.0);
            if it.before { -at } else { at }
        });
        History {
            summary: prose(&it.summary),
            cause: prose(&it.cause),
            contributing: it.contributing.iter().map(prose).collect(),
            acknowledged: it.acknowledged.map(elapsed),
            first_update: it.first_update.map(elapsed),
            mitigated: it.mitigated.map(elapsed),
            resolved: it.resolved.map(elapsed),
            harm: it.harm.as_ref().map(|harm| **harm),
            timeline,
            open_questions: it.open_questions.iter().map(prose).collect(),
        }
    }

    fn history_entry(&mut self, it: &file::HistoryEntry) -> HistoryEntry {
        if it.source.is_none() && !it.unknown {
            self.out.push(meaning::unsourced_history(it.text.span()));
        }
        HistoryEntry {
            at: elapsed(it.at),
            before: it.before,
            text: prose(&it.text),
            source: self.source(it.source.as_ref()),
            unknown: it.unknown,
            about: it.about,
        }
    }

    pub(super) fn lessons(&mut self) -> Vec<Lesson> {
        let file = self.file;
        let lesson = |it: &file::Lesson| Lesson {
            text: prose(&it.text),
            from: match it.from {
                file::LessonFrom::Official => LessonFrom::Official,
                file::LessonFrom::Talk => LessonFrom::Talk,
                file::LessonFrom::Author => LessonFrom::Author,
            },
            source: self.source(it.source.as_ref()),
        };
        file.lessons.iter().map(lesson).collect()
    }

    fn source(&mut self, id: Option<&Sp<String>>) -> Option<Id> {
        let id = id?;
        self.names.sources.find(id, id.span(), &mut self.out);
        Some(id.as_str().into())
    }
}

const fn deed(it: file::Deed) -> Deed {
    match it {
        file::Deed::Act => Deed::Act,
        file::Deed::Hyp => Deed::Hyp,
        file::Deed::Drop => Deed::Drop,
        file::Deed::Page => Deed::Page,
        file::Deed::Ic => Deed::Ic,
        file::Deed::Post => Deed::Post,
        file::Deed::Wait => Deed::Wait,
        file::Deed::Cause => Deed::Cause,
        file::Deed::Commit => Deed::Commit,
    }
}

const fn coach_key(it: file::CoachKey) -> CoachKey {
    match it {
        file::CoachKey::Acknowledge => CoachKey::Acknowledge,
        file::CoachKey::Do => CoachKey::Do,
        file::CoachKey::Complete => CoachKey::Complete,
        file::CoachKey::Take => CoachKey::Take,
        file::CoachKey::Panes => CoachKey::Panes,
        file::CoachKey::NextPane => CoachKey::NextPane,
        file::CoachKey::Look => CoachKey::Look,
        file::CoachKey::Scroll => CoachKey::Scroll,
        file::CoachKey::Earlier => CoachKey::Earlier,
        file::CoachKey::Help => CoachKey::Help,
        file::CoachKey::Leave => CoachKey::Leave,
    }
}
