//! The service map: the parts of the system, what each needs, and how each looks from here.
//!
//! Invariant: how a service looks is made of what players see and know anyway, the alerts that
//! fire, the metrics on the graphs, the clues learned; never of what is so.

use super::Scene;
use super::signals::{is_past_threshold, level, standing_now};
use super::words::{Tone, all_of, in_a_row, with_unit};
use crate::engine::guard::Guard;
use crate::engine::id::ServiceIdx;
use crate::engine::scenario::{Alert, Metric, Service, Worse};
use crate::engine::signals::alerts;
use crate::view::words::number;

/// The service map.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Map {
    /// The services, in the scenario's order.
    pub services: Vec<ServiceRow>,
}

/// A service on the map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceRow {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How it looks from here.
    pub health: Health,
    /// What it needs: places on the map.
    pub needs: Vec<usize>,
    /// Why it is so marked, a sentence each.
    pub why: Vec<String>,
    /// What it needs and what needs it, with how those look.
    pub ties: Vec<String>,
}

impl ServiceRow {
    /// All of it in a line.
    #[must_use]
    pub fn line(&self) -> String {
        let why = self.why.join("; ");
        format!("{}: {} ({why})", self.name, self.health.word())
    }
}

/// How a service looks from here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Health {
    /// Something watches it, and nothing is wrong.
    Ok,
    /// Something is wrong.
    Degraded,
    /// It does not work.
    Down,
    /// Nothing says.
    Unknown,
}

impl Health {
    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Degraded => "degraded",
            Self::Down => "DOWN",
            Self::Unknown => "unknown",
        }
    }

    /// A sign for where there is no room for the word.
    #[must_use]
    pub const fn sign(self) -> char {
        match self {
            Self::Ok => '+',
            Self::Degraded => '*',
            Self::Down => '!',
            Self::Unknown => '?',
        }
    }

    /// How it feels.
    #[must_use]
    pub const fn tone(self) -> Tone {
        match self {
            Self::Ok => Tone::Good,
            Self::Degraded => Tone::Warning,
            Self::Down => Tone::Bad,
            Self::Unknown => Tone::Quiet,
        }
    }
}

/// Instead of a map.
pub const NO_SERVICE: &str = "this scenario has no service map; the briefing has a diagram";

/// The map as it stands.
#[must_use]
pub fn map(scene: &Scene) -> Map {
    let services = &scene.scenario().services;
    let looks: Vec<(Health, Vec<String>)> = services.iter().map(|it| look(scene, it)).collect();
    let called = |idx: usize| format!("{} ({})", services[idx].name, looks[idx].0.word());
    let row = |(idx, service): (usize, &Service)| {
        let needs: Vec<usize> = service.needs.iter().map(|it| it.0).collect();
        let users = services.iter().enumerate();
        let users = users.filter(|(_, it)| it.needs.contains(&ServiceIdx(idx)));
        let users: Vec<String> = users.map(|(user, _)| called(user)).collect();
        let needed: Vec<String> = needs.iter().map(|it| called(*it)).collect();
        let tie = |what: &str, all: &[String]| {
            (!all.is_empty()).then(|| format!("{what} {}", all_of(all)))
        };
        let ties = [tie("needs", &needed), tie("needed by", &users)];
        ServiceRow {
            id: service.id.to_string(),
            name: service.name.clone(),
            health: looks[idx].0,
            needs,
            why: looks[idx].1.clone(),
            ties: ties.into_iter().flatten().collect(),
        }
    };
    Map {
        services: services.iter().enumerate().map(row).collect(),
    }
}

fn look(scene: &Scene, service: &Service) -> (Health, Vec<String>) {
    let mut health = None;
    let mut why = Vec::new();
    let mut say = |worse: Health, because: String| {
        health = health.max(Some(worse));
        why.push(because);
    };
    let scenario = scene.scenario();
    for alert in service.alerts.iter().map(|it| &scenario.alerts[it.0]) {
        if let Some(since) = alerts::firing_since(scenario, alert, scene.past(), scene.now) {
            let because = format!("{} {} since {since}", level(alert), alert.label);
            say(health_of(alert), because);
        }
    }
    let mut normal = Vec::new();
    let mut harmless = Vec::new();
    for metric in service.metrics.iter().map(|it| &scenario.metrics[it.0]) {
        match reading(scene, metric) {
            Reading::Normal => normal.push(metric.label.clone()),
            Reading::Harmless(because) => harmless.push(because),
            Reading::Off(because) => say(Health::Degraded, because),
        }
    }
    let guards = [
        (Health::Down, &service.down),
        (Health::Degraded, &service.degraded),
    ];
    for (worse, guard) in guards {
        for because in known(scene, guard) {
            say(worse, because);
        }
    }
    if let Some(health) = health {
        return (health, why);
    }
    let well = known(scene, &service.ok);
    if !well.is_empty() {
        return (Health::Ok, well);
    }
    let alerts = service.alerts.iter();
    let alerts = alerts.map(|it| scenario.alerts[it.0].label.clone());
    let told = |what: &str, labels: Vec<String>| {
        (!labels.is_empty()).then(|| format!("{what}: {}", in_a_row(&labels)))
    };
    let quiet = [
        told("normal", normal),
        told("does not fire", alerts.collect()),
    ];
    let quiet: Vec<String> = quiet.into_iter().flatten().chain(harmless).collect();
    if quiet.is_empty() {
        (Health::Unknown, vec!["nothing here watches it".to_owned()])
    } else {
        (Health::Ok, quiet)
    }
}

const fn health_of(alert: &Alert) -> Health {
    if alert.critical {
        Health::Down
    } else {
        Health::Degraded
    }
}

/// What a metric says of the service that it is of.
enum Reading {
    /// What noise alone does.
    Normal,
    /// Away from normal on the side where nothing is bad.
    Harmless(String),
    /// Outside normal as its graph marks it, or past the threshold of an alert.
    Off(String),
}

/// A metric as the signals pane marks it: one threshold for the map and for the graphs.
fn reading(scene: &Scene, metric: &Metric) -> Reading {
    let (value, standing, tone) = standing_now(scene, metric);
    let is_past = is_past_threshold(scene.scenario(), metric, value);
    let shown = with_unit(&number(value, metric.decimals), &metric.unit);
    let because = format!("{}: {shown}, {standing}", metric.label);
    let is_normal = standing == "normal";
    let is_bad = tone != Tone::Plain || (metric.worse == Worse::Neither && !is_normal);
    if is_past || is_bad {
        Reading::Off(because)
    } else if is_normal {
        Reading::Normal
    } else {
        Reading::Harmless(because)
    }
}

/// What is known that makes a guard hold: its clues in their own words.
fn known(scene: &Scene, guard: &Guard) -> Vec<String> {
    let world = scene.state().world;
    let holds = |way: &&crate::engine::guard::Conjunction| {
        world.contains(way.need) && !world.meets(way.forbid)
    };
    let Some(way) = guard.any.iter().find(holds) else {
        return Vec::new();
    };
    let clues = scene.scenario().clues.iter().enumerate();
    let known = clues.filter(|(idx, _)| way.need.clues & (1 << idx) != 0);
    let mut because: Vec<String> = known
        .map(|(_, clue)| format!("learned: {}", clue.text))
        .collect();
    if because.is_empty() {
        because.push("as you declared it".to_owned());
    }
    because
}
