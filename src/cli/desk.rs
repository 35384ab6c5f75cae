//! What the screens ask of the library, the store and chance.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::args::Common;
use super::out::Failure;
use super::settings::{Complaint, Settings};
use super::{play, saved, spin};
use crate::content::config::{Setting, Value};
use crate::engine::event::{Head, Stress};
use crate::engine::seed::Seed;
use crate::engine::session::Session;
use crate::engine::wheel::Wheel;
use crate::library::{self, Library};
use crate::os::clock::RealClock;
use crate::os::entropy;
use crate::play::{Left, Play, Unsaved};
use crate::store::{JournalStore, Summary};
use crate::tui::ground::Ground;
use crate::tui::{self, Manner};
use crate::view::briefing::{Briefing, briefing};
use crate::view::home::{self, Home, Kept, Resume};
use crate::view::settings::Sheet;
use crate::view::{Scene, listing, prompt};

/// The composition root's side of the screens.
pub struct Desk<'a> {
    pub library: &'a Library,
    pub common: &'a Common,
    /// What is set, changes made on the screens among it.
    pub settings: Settings,
    /// The dial for sessions that are begun here.
    pub stress: Stress,
    /// The seed for them, if one was given.
    pub seed: Option<Seed>,
    /// How to go on with the session that was left last.
    pub way_back: Option<String>,
}

impl Desk<'_> {
    fn try_begin(&self, id: &str) -> Result<Play, Failure> {
        let scenario = saved::scenario(self.library, id)?;
        let store = Box::new(saved::open_store(self.common)?);
        let seed = self.seed.unwrap_or_else(entropy::fresh_seed);
        let roster = play::seats(&scenario, &self.settings);
        let head = Head::new(&scenario, seed, self.stress, roster);
        Play::begin(scenario, head, store, Box::new(RealClock::start())).map_err(Failure::new)
    }

    fn try_resume(&self, session: &str) -> Result<Play, Failure> {
        let store = saved::open_store(self.common)?;
        let number = saved::pick(&store, Some(session))?;
        let head = store.head(number).map_err(Failure::new)?;
        let scenario = saved::scenario(self.library, head.scenario.as_str())?;
        Play::resume(
            scenario,
            Box::new(store),
            number,
            Box::new(RealClock::start()),
        )
        .map_err(Failure::new)
    }

    /// The last session, if it is not over and can be taken up.
    fn open_session(&self, summaries: &[Summary]) -> Option<Resume> {
        let last = summaries.last().filter(|it| it.ending.is_none())?;
        let store = saved::open_store(self.common).ok()?;
        let head = store.head(last.session).ok()?;
        let scenario = saved::scenario(self.library, last.scenario.as_str()).ok()?;
        let title = scenario.metadata.title.clone();
        let events = store.read(last.session, 0).ok()?;
        let session = Session::replay(Arc::clone(&scenario), head, events).ok()?;
        let number = last.session.to_string();
        Some(home::resume(
            &number,
            &title,
            last.elapsed,
            session.state().phase(),
        ))
    }

    /// The sessions so far, the last one first.
    fn kept(&self, summaries: &[Summary]) -> Vec<Kept> {
        let title = |id: &str| {
            let scenario = saved::scenario(self.library, id);
            scenario.map_or_else(|_| id.to_owned(), |it| it.metadata.title.clone())
        };
        let mut titles = BTreeMap::new();
        let kept = summaries.iter().rev().map(|it| {
            let id = it.scenario.as_str();
            let title = titles.entry(id).or_insert_with(|| title(id));
            let started = it.started.utc().format("%Y-%m-%d %H:%M").to_string();
            let outcome = (it.ending, it.score);
            home::kept(
                &it.session.to_string(),
                title,
                &started,
                it.elapsed,
                outcome,
            )
        });
        kept.collect()
    }
}

impl tui::Desk for Desk<'_> {
    fn home(&mut self) -> (Home, Wheel) {
        let summaries = saved::summaries(self.common);
        let (heads, wheel) = spin::wheel_of(self.library, &[], &summaries)
            .unwrap_or_else(|_| (Vec::new(), Wheel::fair(0)));
        let rows = heads
            .iter()
            .map(|head| listing::row(head, saved::played(&summaries, head.id.as_str())))
            .collect();
        let home = home::home(rows, &wheel, self.open_session(&summaries))
            .with_sessions(self.kept(&summaries))
            .with_tutorial(library::TUTORIAL);
        (home, wheel)
    }

    fn seed(&mut self) -> Seed {
        self.seed.unwrap_or_else(entropy::fresh_seed)
    }

    fn briefing(&mut self, id: &str) -> Result<Briefing, String> {
        let scenario = saved::scenario(self.library, id).map_err(|it| it.sentence())?;
        Ok(briefing(&scenario, self.stress))
    }

    fn begin(&mut self, id: &str) -> Result<Play, String> {
        self.try_begin(id).map_err(|it| it.sentence())
    }

    fn resume(&mut self, session: &str) -> Result<Play, String> {
        self.try_resume(session).map_err(|it| it.sentence())
    }

    fn left(&mut self, left: Result<Left, Unsaved>) -> Option<String> {
        match left {
            Ok(left) => {
                let scene = Scene::new(&left.session, left.session.state().now);
                self.way_back = Some(prompt::left(
                    &scene,
                    &left.number.to_string(),
                    &saved::way(self.common),
                ));
                None
            }
            Err(unsaved) => Some(saved::rescue(&unsaved)),
        }
    }

    fn ground(&mut self, ground: Ground) -> Manner {
        self.settings.stand_on(ground);
        self.settings.manner()
    }

    fn settings(&mut self) -> Sheet {
        self.settings.sheet()
    }

    fn set(&mut self, setting: Setting, value: Value) -> (Manner, Option<String>) {
        self.settings.set(setting, value);
        if setting == Setting::Stress {
            self.stress = play::dial(&self.settings);
        }
        // Only what this change is about.
        self.settings.complaints.clear();
        self.settings.remarks.clear();
        let manner = self.settings.manner();
        let complaints = self.settings.complaints.iter().map(Complaint::line);
        let says = complaints
            .chain(self.settings.remarks.iter().cloned())
            .next();
        (manner, says)
    }

    fn save_settings(&mut self) -> String {
        self.settings.save()
    }
}
