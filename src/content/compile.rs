//! From a file whose structure is right to a scenario that can be played: ids become places,
//! guards become masks, and everything that makes no sense is complained about.
//!
//! Things keep their place: entry n of a table in the file is entry n in the scenario, so whoever
//! finds something wrong with a scenario can point into its file.

mod people;
mod system;
mod telling;
mod world;

use sha2::{Digest, Sha256};

use crate::engine::guard::Guard;
use crate::engine::id::{ClueIdx, FactIdx, Id};
use crate::engine::scenario::{
    Briefing, Clock, Effect, Message, Metadata, Page, Scenario, Source, Targets, Truth,
};
use crate::engine::time::{Elapsed, Span};

use super::complaint::{meaning, names as naming};
use super::diagnostic::Diagnostic;
use super::file;
use super::guards;
use super::names::Names;
use super::spanned::{Dur, GuardText, Sp};

/// Compiles the file. The scenario means nothing when there is an error among the complaints.
/// `dropped` names tables that are in the file and could not be read.
pub(super) fn compile(
    file: &file::Scenario,
    dropped: &[String],
    folder: Option<&str>,
    source: &str,
) -> (Scenario, Vec<Diagnostic>) {
    let mut out = Vec::new();
    let names = Names::collect(file, dropped, &mut out);
    let mut compiler = Compiler {
        file,
        dropped,
        names,
        out,
    };
    let scenario = compiler.scenario(folder, source);
    (scenario, compiler.out)
}

struct Compiler<'f> {
    file: &'f file::Scenario,
    dropped: &'f [String],
    names: Names<'f>,
    out: Vec<Diagnostic>,
}

impl Compiler<'_> {
    fn scenario(&mut self, folder: Option<&str>, source: &str) -> Scenario {
        let file = self.file;
        let narrated = self.is_narrated();
        let (responders, you) = self.responders(narrated);
        Scenario {
            content_hash: hex(&Sha256::digest(source.as_bytes())),
            metadata: self.metadata(folder),
            sources: file.sources.iter().map(source_of).collect(),
            briefing: briefing(&file.briefing),
            narrated,
            clock: self.clock(),
            targets: targets(file.targets.as_deref()),
            truth: self.truth(),
            facts: self.facts(),
            initial_facts: initial_facts(file),
            clues: self.clues(),
            metrics: self.metrics(),
            alerts: self.alerts(),
            logs: self.logs(),
            services: self.services(),
            runbooks: self.runbooks(),
            cues: self.cues(),
            responders,
            you,
            actions: self.actions(),
            hypotheses: self.hypotheses(),
            audiences: self.audiences(),
            impact_words: file
                .comms
                .impact_words
                .iter()
                .map(|it| it.to_lowercase())
                .collect(),
            unfounded: self.unfounded(),
            harm: self.harm(),
            complications: self.complications(),
            injects: self.injects(),
            questions: self.questions(),
            hints: self.hints(),
            coach: self.coach(),
            history: self.history(),
            lessons: self.lessons(),
        }
    }

    /// Whether only a facilitator can rule on it; complains when it is neither that nor playable.
    fn is_narrated(&mut self) -> bool {
        let file = self.file;
        let tables = [
            ("clock", file.clock.as_ref().map(Sp::span)),
            ("targets", file.targets.as_ref().map(Sp::span)),
            ("truth", file.truth.as_ref().map(Sp::span)),
            ("actions", file.actions.first().map(|it| it.id.span())),
            ("responders", file.responders.first().map(|it| it.id.span())),
        ];
        let others = [
            ("facts", file.facts.first().map(|it| it.id.span())),
            ("clues", file.clues.first().map(|it| it.id.span())),
            ("metrics", file.metrics.first().map(|it| it.id.span())),
            ("alerts", file.alerts.first().map(|it| it.id.span())),
            ("logs", file.logs.first().map(|it| it.id.span())),
            ("services", file.services.first().map(|it| it.id.span())),
            ("cues", file.cues.first().map(|it| it.id.span())),
            ("hypotheses", file.hypotheses.first().map(|it| it.id.span())),
            ("harm", file.harm.first().map(|it| it.id.span())),
        ];
        let all = tables.iter().chain(&others);
        let Some((there, span)) = all.clone().find_map(|(name, at)| Some((name, at.clone()?)))
        else {
            return true;
        };
        for (name, at) in &tables {
            if at.is_none() && !self.dropped.iter().any(|it| it == name) {
                self.out
                    .push(meaning::half_narrated(span.clone(), name, there));
            }
        }
        false
    }

    fn metadata(&mut self, folder: Option<&str>) -> Metadata {
        let it = &self.file.metadata;
        if let Some(folder) = folder
            && !it.id.is_empty()
            && it.id.as_str() != folder
        {
            self.out
                .push(naming::other_folder(it.id.span(), &it.id, folder));
        }
        metadata(it)
    }

    fn clock(&mut self) -> Clock {
        let Some(it) = self.file.clock.as_deref() else {
            let midnight = chrono::NaiveTime::MIN;
            return Clock {
                starts: self.file.metadata.date.0.and_time(midnight).and_utc(),
                limit: Elapsed::from_secs(86_400),
                pace: 1,
            };
        };
        if it.limit.0 == Span::ZERO {
            self.out
                .push(meaning::no_time(it.limit.span(), "the clock's limit"));
        }
        Clock {
            starts: it.starts.0,
            limit: elapsed(*it.limit),
            pace: it.pace,
        }
    }

    fn truth(&mut self) -> Truth {
        let Some(it) = self.file.truth.as_deref() else {
            return Truth {
                mitigated: Guard::never(),
                resolved: Guard::never(),
                lost: Guard::never(),
                lost_says: None,
                disproved: Vec::new(),
            };
        };
        match (&it.lost, &it.lost_says) {
            (Some(lost), None) => self.out.push(meaning::silent_loss(lost.span())),
            (None, Some(says)) => self.out.push(meaning::idle_lost_says(says.span())),
            (Some(_), Some(_)) | (None, None) => {}
        }
        Truth {
            mitigated: self.guard(&it.mitigated),
            resolved: self.guard(&it.resolved),
            lost: self.guard_or(it.lost.as_ref(), Guard::never()),
            lost_says: optional_prose(it.lost_says.as_ref()),
            disproved: messages(&it.disproved),
        }
    }

    fn guard(&mut self, text: &Sp<GuardText>) -> Guard {
        guards::compile(text, &self.names, &mut self.out)
    }

    fn guard_or(&mut self, text: Option<&Sp<GuardText>>, otherwise: Guard) -> Guard {
        text.map_or(otherwise, |text| self.guard(text))
    }

    fn fact_bits(&mut self, ids: &[Sp<String>]) -> u64 {
        let found = ids.iter().filter_map(|id| {
            let idx = self.names.facts.find(id, id.span(), &mut self.out)?;
            Some(FactIdx(idx).bit())
        });
        found.fold(0, |bits, bit| bits | bit)
    }

    fn clue_bits(&mut self, ids: &[Sp<String>]) -> u64 {
        let found = ids.iter().filter_map(|id| {
            let idx = self.names.clues.find(id, id.span(), &mut self.out)?;
            Some(ClueIdx(idx).bit())
        });
        found.fold(0, |bits, bit| bits | bit)
    }

    fn effect(
        &mut self,
        set: &[Sp<String>],
        clear: &[Sp<String>],
        learn: &[Sp<String>],
        says: &[file::Message],
    ) -> Effect {
        for id in clear {
            let fact = self
                .file
                .facts
                .iter()
                .find(|fact| fact.id.as_str() == id.as_str());
            if let Some(fact) = fact.filter(|fact| !fact.reversible) {
                self.out
                    .push(meaning::clear_irreversible(id.span(), id, fact.id.span()));
            }
            if let Some(same) = set.iter().find(|it| it.as_str() == id.as_str()) {
                self.out
                    .push(meaning::set_and_clear(id.span(), id, same.span()));
            }
        }
        Effect {
            set: self.fact_bits(set),
            clear: self.fact_bits(clear),
            learn: self.clue_bits(learn),
            says: messages(says),
        }
    }
}

/// What lists show of a file.
pub(super) fn metadata(it: &file::Metadata) -> Metadata {
    Metadata {
        id: Id::from(it.id.as_str()),
        title: prose(&it.title),
        organisation: prose(&it.organisation),
        date: it.date.0,
        summary: prose(&it.summary),
        difficulty: it.difficulty,
        severity: it.severity,
        minutes: it.minutes,
        tags: it.tags.iter().map(prose).collect(),
        authors: it.authors.clone(),
        fictional: it.fictional,
    }
}

fn source_of(it: &file::Source) -> Source {
    Source {
        id: Id::from(it.id.as_str()),
        title: prose(&it.title),
        url: optional_prose(it.url.as_ref()),
        note: optional_prose(it.note.as_ref()),
    }
}

fn briefing(it: &file::Briefing) -> Briefing {
    Briefing {
        role: prose(&it.role),
        text: prose(&it.text),
        diagram: optional_prose(it.diagram.as_ref()),
        normal: it.normal.iter().map(prose).collect(),
        access: it.access.iter().map(prose).collect(),
        page: it.page.as_ref().map(|page| Page {
            from: prose(&page.from),
            title: prose(&page.title),
            text: prose(&page.text),
        }),
    }
}

fn targets(it: Option<&file::Targets>) -> Targets {
    let at = |dur: fn(&file::Targets) -> Dur| it.map_or(Elapsed::ZERO, |it| elapsed(dur(it)));
    Targets {
        acknowledge: at(|it| it.acknowledge),
        first_update: at(|it| it.first_update),
        mitigate: at(|it| it.mitigate),
        resolve: at(|it| it.resolve),
        hold: it.map_or(Span::ZERO, |it| it.hold.0),
        harm: it.and_then(|it| it.harm.as_ref()).map(|harm| **harm),
    }
}

fn initial_facts(file: &file::Scenario) -> u64 {
    let facts = file.facts.iter().enumerate();
    facts
        .filter(|(_, fact)| fact.initially)
        .fold(0, |bits, (idx, _)| bits | FactIdx(idx).bit())
}

fn messages(says: &[file::Message]) -> Vec<Message> {
    let message = |it: &file::Message| Message {
        from: prose(&it.from),
        text: prose(&it.text),
    };
    says.iter().map(message).collect()
}

/// A text without the line break that a `"""` leaves at its end.
fn prose(text: &Sp<String>) -> String {
    text.trim_end().to_owned()
}

fn optional_prose(text: Option<&Sp<String>>) -> Option<String> {
    text.map(prose)
}

const fn elapsed(dur: Dur) -> Elapsed {
    Elapsed(dur.0.0)
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a String takes what is written to it");
        text
    })
}
