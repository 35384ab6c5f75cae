//! The briefing: what players read before the clock starts.

use super::listing::whose;
use super::room::stress;
use super::words::{about, counted, flowing, lines, prose};
use crate::engine::event::Stress;
use crate::engine::id::ResponderIdx;
use crate::engine::scenario::{Responder, Scenario};
use crate::engine::time::{Elapsed, Span};

/// The briefing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Briefing {
    /// The scenario's title.
    pub title: String,
    /// `GitLab.com, 2017-01-31`
    pub subtitle: String,
    /// Who you are.
    pub role: String,
    /// The context, as lines; empty ones part paragraphs.
    pub text: Vec<String>,
    /// The system, as lines of ASCII; empty if there is none.
    pub diagram: Vec<String>,
    /// What normal looks like.
    pub normal: Vec<String>,
    /// What you can reach.
    pub access: Vec<String>,
    /// Who can be called: `dba: Database engineer (database); here 15 min after being paged`.
    pub roster: Vec<String>,
    /// Who has to be told: `public: Status page; first word by T+15:00, then every 30 min`.
    pub audiences: Vec<String>,
    /// How time runs.
    pub time: Vec<String>,
    /// The same for each stress, gentlest first.
    pub dials: [Dial; 4],
    /// `ready? the clock starts when the page rings`
    pub ready: &'static str,
    /// `press Enter`, where there is no key for it.
    pub press: &'static str,
}

/// What a stress means in a scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dial {
    /// Which.
    pub stress: Stress,
    /// Its word: `normal`.
    pub word: &'static str,
    /// `a minute at your desk is 25 min of the incident; up to one twist`
    pub means: String,
}

impl Briefing {
    /// How time runs, whatever the stress.
    #[must_use]
    pub fn clock(&self) -> [&str; 2] {
        [&self.time[0], &self.time[2]]
    }

    /// Its lists with their headings, in order; empty ones too.
    #[must_use]
    pub fn lists(&self) -> [(&'static str, &[String]); 5] {
        [
            ("What normal looks like", &self.normal),
            ("What you can reach", &self.access),
            ("Who can be called", &self.roster),
            ("Who has to be told", &self.audiences),
            ("How time runs", &self.time),
        ]
    }
}

/// The briefing of a scenario at a stress.
#[must_use]
pub fn briefing(scenario: &Scenario, dial: Stress) -> Briefing {
    let briefing = &scenario.briefing;
    let metadata = &scenario.metadata;
    Briefing {
        title: metadata.title.clone(),
        subtitle: whose(metadata),
        role: flowing(&briefing.role),
        text: prose(&briefing.text),
        diagram: briefing.diagram.as_deref().map_or_else(Vec::new, lines),
        normal: briefing.normal.iter().map(|it| flowing(it)).collect(),
        access: briefing.access.iter().map(|it| flowing(it)).collect(),
        roster: scenario
            .responders
            .iter()
            .enumerate()
            .map(|(idx, it)| roster_line(it, ResponderIdx(idx) == scenario.you))
            .collect(),
        audiences: scenario
            .audiences
            .iter()
            .map(|audience| {
                let every = audience.every.map_or_else(String::new, |every| {
                    format!(", then at least every {}", about(every))
                });
                let (id, label) = (&audience.id, &audience.label);
                format!("{id}: {label}; first word by {}{every}", audience.first)
            })
            .collect(),
        time: time(scenario, dial),
        dials: Stress::ALL.map(|it| self::dial(scenario, it)),
        ready: "ready? the clock starts when the page rings",
        press: "press Enter:",
    }
}

fn roster_line(responder: &Responder, you: bool) -> String {
    let skills = if responder.skills.is_empty() {
        String::new()
    } else {
        format!(" ({})", responder.skills.join(", "))
    };
    let when = if you && responder.id.as_str() == "you" {
        String::new()
    } else if you {
        "; you".to_owned()
    } else if responder.present {
        "; here".to_owned()
    } else {
        let after = about(responder.arrives_after);
        format!("; here {after} after being paged")
    };
    format!("{}: {}{skills}{when}", responder.id, responder.name)
}

fn time(scenario: &Scenario, stress: Stress) -> Vec<String> {
    let begins = scenario.clock.starts.format("%Y-%m-%d %H:%M UTC");
    let limit = about(scenario.clock.limit.since(Elapsed::ZERO));
    let dial = dial(scenario, stress);
    vec![
        format!("it begins at {begins}; play ends after {limit} at the latest"),
        format!("stress {}: {}", dial.word, dial.means),
        "`wait` jumps over dead time, up to the next thing that happens".to_owned(),
    ]
}

fn dial(scenario: &Scenario, dial: Stress) -> Dial {
    let runs = match dial {
        Stress::Untimed => "the clock moves only when you act or wait".to_owned(),
        Stress::Calm | Stress::Normal | Stress::Real => {
            let a_minute = Span(dial.incident_ms(scenario.clock.pace, 60_000));
            format!(
                "a minute at your desk is {} of the incident",
                about(a_minute)
            )
        }
    };
    let n_twists = dial.complications().min(scenario.complications.len());
    let means = match n_twists {
        0 => runs,
        n => format!("{runs}; up to {}", counted(n, "twist", "twists")),
    };
    Dial {
        stress: dial,
        word: stress(dial),
        means,
    }
}
