//! The ids of a scenario file: which there are, where, and what a reference means.

use std::collections::BTreeMap;
use std::ops::Range;

use super::complaint::names as complaint;
use super::diagnostic::{Diagnostic, nearest};
use super::file;
use super::spanned::{Name, Sp};

/// The ids of one table of a file. A thing's place is its entry's place in the file.
#[derive(Debug)]
pub(super) struct Table<'f> {
    kind: &'static str,
    by_id: BTreeMap<&'f str, (usize, Range<usize>)>,
    /// An id was missing or mistyped, which has been complained about.
    has_hole: bool,
}

impl<'f> Table<'f> {
    fn new(
        kind: &'static str,
        kinds: &'static str,
        ids: impl Iterator<Item = (&'f str, Range<usize>)>,
        dropped: &[String],
        out: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut table = Self {
            kind,
            by_id: BTreeMap::new(),
            has_hole: dropped.iter().any(|name| name == kinds),
        };
        for (idx, (id, span)) in ids.enumerate() {
            if id.is_empty() {
                table.has_hole = true;
            } else if let Some((_, first)) = table.by_id.get(id) {
                out.push(complaint::duplicate_id(span, kinds, id, first.clone()));
            } else {
                table.by_id.insert(id, (idx, span));
            }
        }
        table
    }

    /// The place of the thing with that id; if there is none, says so.
    pub fn find(&self, id: &str, span: Range<usize>, out: &mut Vec<Diagnostic>) -> Option<usize> {
        if let Some((idx, _)) = self.by_id.get(id) {
            return Some(*idx);
        }
        if !self.has_hole && !id.is_empty() {
            let near = nearest(id, self.by_id.keys().copied());
            let near = near.map(|word| (word, self.by_id[word].1.clone()));
            let mut known: Vec<_> = self.by_id.iter().collect();
            known.sort_by_key(|(_, (idx, _))| *idx);
            let known: Vec<&str> = known.into_iter().map(|(id, _)| *id).collect();
            let kind = self.kind;
            out.push(complaint::unknown_reference(span, kind, id, near, &known));
        }
        None
    }
}

/// The ids of all tables.
#[derive(Debug)]
pub(super) struct Names<'f> {
    pub sources: Table<'f>,
    pub facts: Table<'f>,
    pub clues: Table<'f>,
    pub metrics: Table<'f>,
    pub logs: Table<'f>,
    pub responders: Table<'f>,
    pub alerts: Table<'f>,
    pub services: Table<'f>,
}

impl<'f> Names<'f> {
    /// Collects them, and complains about those that are there twice.
    pub fn collect(
        file: &'f file::Scenario,
        dropped: &[String],
        out: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut table = |kind, kinds, ids: Vec<&'f Sp<Name>>| {
            let ids = ids.into_iter().map(|id| (id.as_str(), id.span()));
            Table::new(kind, kinds, ids, dropped, &mut *out)
        };
        let facts = table(
            "fact",
            "facts",
            file.facts.iter().map(|it| &it.id).collect(),
        );
        let clues = table(
            "clue",
            "clues",
            file.clues.iter().map(|it| &it.id).collect(),
        );
        let metrics = table(
            "metric",
            "metrics",
            file.metrics.iter().map(|it| &it.id).collect(),
        );
        let responders = table(
            "responder",
            "responders",
            file.responders.iter().map(|it| &it.id).collect(),
        );
        let alerts = table(
            "alert",
            "alerts",
            file.alerts.iter().map(|it| &it.id).collect(),
        );
        let services = table(
            "service",
            "services",
            file.services.iter().map(|it| &it.id).collect(),
        );
        table(
            "runbook",
            "runbooks",
            file.runbooks.iter().map(|it| &it.id).collect(),
        );
        let logs = table(
            "log",
            "log streams",
            file.logs.iter().map(|it| &it.id).collect(),
        );
        table("cue", "cues", file.cues.iter().map(|it| &it.id).collect());
        table(
            "action",
            "actions",
            file.actions.iter().map(|it| &it.id).collect(),
        );
        table(
            "hypothesis",
            "hypotheses",
            file.hypotheses.iter().map(|it| &it.id).collect(),
        );
        table(
            "audience",
            "audiences",
            file.comms.audiences.iter().map(|it| &it.id).collect(),
        );
        table(
            "harm",
            "harm rows",
            file.harm.iter().map(|it| &it.id).collect(),
        );
        table(
            "complication",
            "complications",
            file.complications.iter().map(|it| &it.id).collect(),
        );
        table(
            "inject",
            "injects",
            file.injects.iter().map(|it| &it.id).collect(),
        );
        let keys = file.sources.iter().map(|it| (it.id.as_str(), it.id.span()));
        Self {
            sources: Table::new("source", "sources", keys, dropped, out),
            facts,
            clues,
            metrics,
            logs,
            responders,
            alerts,
            services,
        }
    }
}
