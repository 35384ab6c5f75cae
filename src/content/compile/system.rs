//! The parts of the system, and what the team wrote down.

use crate::engine::guard::Guard;
use crate::engine::id::{AlertIdx, MetricIdx, ServiceIdx};
use crate::engine::scenario::{Runbook, Service};

use super::{Compiler, optional_prose, prose};
use crate::content::complaint::meaning;
use crate::content::file;
use crate::content::spanned::{GuardText, Sp};

impl Compiler<'_> {
    pub(super) fn services(&mut self) -> Vec<Service> {
        let file = self.file;
        file.services.iter().map(|it| self.service(it)).collect()
    }

    fn service(&mut self, it: &file::Service) -> Service {
        let out = &mut self.out;
        let names = &self.names;
        let find = |id: &Sp<String>, out: &mut Vec<_>| names.services.find(id, id.span(), out);
        let needs = it.needs.iter().filter_map(|id| find(id, out));
        let needs = needs.map(ServiceIdx).collect();
        let alerts = it.alerts.iter();
        let alerts = alerts.filter_map(|id| names.alerts.find(id, id.span(), out));
        let alerts = alerts.map(AlertIdx).collect();
        let metrics = it.metrics.iter();
        let metrics = metrics.filter_map(|id| names.metrics.find(id, id.span(), out));
        let metrics = metrics.map(MetricIdx).collect();
        Service {
            id: it.id.as_str().into(),
            name: prose(&it.name),
            needs,
            alerts,
            metrics,
            down: self.known(it.down.as_ref()),
            degraded: self.known(it.degraded.as_ref()),
            ok: self.known(it.ok.as_ref()),
        }
    }

    /// A guard over what players know: one that asks about a fact would show it.
    fn known(&mut self, text: Option<&Sp<GuardText>>) -> Guard {
        let Some(text) = text else {
            return Guard::never();
        };
        for literal in text.0.iter().flatten() {
            if !literal.contains(':') {
                self.out
                    .push(meaning::health_of_a_fact(literal.span(), literal));
            }
        }
        self.guard(text)
    }

    pub(super) fn runbooks(&self) -> Vec<Runbook> {
        let runbook = |it: &file::Runbook| Runbook {
            id: it.id.as_str().into(),
            title: prose(&it.title),
            text: prose(&it.text),
            edited: it.edited.as_ref().map(|date| date.0),
            wrong: optional_prose(it.wrong.as_ref()),
        };
        self.file.runbooks.iter().map(runbook).collect()
    }
}
