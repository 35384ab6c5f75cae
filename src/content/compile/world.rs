//! Facts, clues, and what the world shows and does by itself.

use crate::engine::guard::Guard;
use crate::engine::id::MetricIdx;
use crate::engine::scenario::{
    Alert, Clue, Cue, Damage, DamageKind, Fact, Level, Log, LogLine, Metric, Trigger, Watches,
    Worse,
};
use crate::engine::time::Span;

use super::{Compiler, elapsed, prose};
use crate::content::complaint::meaning;
use crate::content::{file, placeholders};

/// Most facts that may become false again.
const REVERSIBLE_MAX: usize = 8;

impl Compiler<'_> {
    pub(super) fn facts(&mut self) -> Vec<Fact> {
        let file = self.file;
        let reversible = self.file.facts.iter().filter(|fact| fact.reversible);
        if let Some(one_more) = reversible.clone().nth(REVERSIBLE_MAX) {
            let span = one_more.id.span();
            self.out
                .push(meaning::too_many_reversible(span, REVERSIBLE_MAX));
        }
        let fact = |it: &file::Fact| Fact {
            id: it.id.as_str().into(),
            about: prose(&it.about),
            reversible: it.reversible,
            damage: it.damage.as_ref().map(damage),
        };
        file.facts.iter().map(fact).collect()
    }

    pub(super) fn clues(&self) -> Vec<Clue> {
        let clue = |it: &file::Clue| Clue {
            id: it.id.as_str().into(),
            text: prose(&it.text),
            key: it.key,
        };
        self.file.clues.iter().map(clue).collect()
    }

    pub(super) fn metrics(&mut self) -> Vec<Metric> {
        self.file.metrics.iter().map(|it| self.metric(it)).collect()
    }

    fn metric(&mut self, it: &file::Metric) -> Metric {
        let [low, high] = *it.range;
        if low >= high {
            self.out
                .push(meaning::empty_range(it.range.span(), low, high));
        } else {
            let levels = it.levels.iter().map(|level| ("level", &level.value));
            for (what, value) in std::iter::once(("baseline", &it.baseline)).chain(levels) {
                if **value < low || **value > high {
                    let (span, range) = (value.span(), it.range.span());
                    self.out
                        .push(meaning::outside_range(span, what, **value, range));
                }
            }
        }
        Metric {
            id: it.id.as_str().into(),
            label: prose(&it.label),
            unit: prose(&it.unit),
            baseline: *it.baseline,
            noise: it.noise,
            range: (low, high),
            decimals: it.decimals,
            worse: match it.worse {
                file::Worse::Up => Worse::Up,
                file::Worse::Down => Worse::Down,
                file::Worse::Neither => Worse::Neither,
            },
            levels: it.levels.iter().map(|level| self.level(level)).collect(),
            reconstructed: it.reconstructed,
        }
    }

    fn level(&mut self, it: &file::Level) -> Level {
        Level {
            when: self.guard(&it.when),
            value: *it.value,
            over: it.over.map_or(Span::ZERO, |dur| dur.0),
        }
    }

    pub(super) fn alerts(&mut self) -> Vec<Alert> {
        let file = self.file;
        let alert = |it: &file::Alert| Alert {
            id: it.id.as_str().into(),
            label: prose(&it.label),
            critical: it.level == file::AlertLevel::Critical,
            watches: self.watches(it),
            hold: it.hold.map_or(Span::ZERO, |dur| dur.0),
            reconstructed: it.reconstructed,
        };
        file.alerts.iter().map(alert).collect()
    }

    fn watches(&mut self, it: &file::Alert) -> Watches {
        let metric = it.metric.as_ref().and_then(|id| {
            let idx = self.names.metrics.find(id, id.span(), &mut self.out)?;
            Some(MetricIdx(idx))
        });
        let metric = metric.unwrap_or(MetricIdx(0));
        let span = it.id.span();
        match (&it.metric, it.above, it.below, &it.when) {
            (Some(_), Some(above), None, None) => Watches::Above(metric, above),
            (Some(_), None, Some(below), None) => Watches::Below(metric, below),
            (None, None, None, Some(when)) => Watches::Condition(self.guard(when)),
            (_, None, None, None) | (None, _, _, None) => {
                self.out.push(meaning::alert_watches_nothing(span, &it.id));
                Watches::Condition(Guard::never())
            }
            (_, _, _, Some(_)) | (_, Some(_), Some(_), None) => {
                self.out.push(meaning::alert_watches_twice(span, &it.id));
                Watches::Condition(Guard::never())
            }
        }
    }

    pub(super) fn logs(&mut self) -> Vec<Log> {
        let file = self.file;
        let log = |it: &file::Log| {
            if it.every.0 == Span::ZERO {
                self.out.push(meaning::no_time(it.every.span(), "`every`"));
            }
            Log {
                id: it.id.as_str().into(),
                label: prose(&it.label),
                every: it.every.0,
                lines: it.lines.iter().map(|line| self.log_line(line)).collect(),
                reconstructed: it.reconstructed,
            }
        };
        file.logs.iter().map(log).collect()
    }

    fn log_line(&mut self, it: &file::LogLine) -> LogLine {
        placeholders::check_log_line(&it.text, &mut self.out);
        LogLine {
            when: self.guard_or(it.when.as_ref(), Guard::always()),
            text: prose(&it.text),
            weight: it.weight,
        }
    }

    pub(super) fn cues(&mut self) -> Vec<Cue> {
        let file = self.file;
        let cue = |it: &file::Cue| Cue {
            id: it.id.as_str().into(),
            trigger: self.trigger(it),
            effect: self.effect(&it.set, &it.clear, &it.learn, &it.says),
            reconstructed: it.reconstructed,
        };
        file.cues.iter().map(cue).collect()
    }

    fn trigger(&mut self, it: &file::Cue) -> Trigger {
        let span = it.id.span();
        let when = self.guard_or(it.when.as_ref(), Guard::always());
        match (it.at, &it.when, it.after) {
            (Some(_), _, Some(_)) => {
                self.out.push(meaning::cue_waits_at_a_time(span, &it.id));
            }
            (None, None, _) => self.out.push(meaning::cue_without_trigger(span, &it.id)),
            (Some(_), _, None) | (None, Some(_), _) => {}
        }
        match it.at {
            Some(at) => Trigger::At(elapsed(at), when),
            None => Trigger::After(when, it.after.map_or(Span::ZERO, |dur| dur.0)),
        }
    }
}

fn damage(it: &file::Damage) -> Damage {
    Damage {
        kind: match it.kind {
            file::DamageKind::Data => DamageKind::Data,
            file::DamageKind::Service => DamageKind::Service,
            file::DamageKind::Option => DamageKind::Option,
            file::DamageKind::Evidence => DamageKind::Evidence,
            file::DamageKind::Trust => DamageKind::Trust,
            file::DamageKind::Money => DamageKind::Money,
        },
        points: it.points,
        why: prose(&it.why),
    }
}
