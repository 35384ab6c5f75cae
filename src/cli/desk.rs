//! What the screens ask of the library, the store and chance.

use std::path::Path;

use super::args::Common;
use super::out::Failure;
use super::settings::{Complaint, Settings};
use super::{play, saved, spin};
use crate::content::config::{Setting, Value};
use crate::engine::event::{Head, Stress};
use crate::engine::scenario::Metadata;
use crate::engine::seed::Seed;
use crate::engine::wheel::Wheel;
use crate::library::{self, Library};
use crate::os::clock::RealClock;
use crate::os::entropy;
use crate::play::{Left, Play, Unsaved};
use crate::store::{JournalStore, SessionId, Summary, portable};
use crate::tui::ground::Ground;
use crate::tui::spin::ROUND_SLICES_MAX;
use crate::tui::{self, Brief, LookUp, Manner};
use crate::view::briefing::briefing;
use crate::view::debrief::next::Next;
use crate::view::home::{self, Home, Resume};
use crate::view::listing::{self, Played, Preview};
use crate::view::settings::Sheet;
use crate::view::{Scene, history, prompt, screens};

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
    /// That session.
    pub left: Option<SessionId>,
}

impl Desk<'_> {
    fn try_begin(&self, id: &str, stress: Stress, seed: Seed) -> Result<Play, Failure> {
        let scenario = saved::scenario(self.library, id)?;
        let store = Box::new(saved::open_store(self.common)?);
        let roster = play::seats(&scenario, &self.settings);
        let head = Head::new(&scenario, seed, stress, roster);
        let real = saved::real_run(self.library, id);
        Play::begin(scenario, head, store, Box::new(RealClock::start()))
            .map(|play| play.with_real_run(real))
            .map_err(Failure::new)
    }

    fn try_resume(&self, session: &str) -> Result<Play, Failure> {
        let store = saved::open_store(self.common)?;
        let number = saved::pick(&store, Some(session))?;
        let head = store.head(number).map_err(Failure::new)?;
        let scenario = saved::scenario(self.library, head.scenario.as_str())?;
        let real = saved::real_run(self.library, head.scenario.as_str());
        Play::resume(
            scenario,
            Box::new(store),
            number,
            Box::new(RealClock::start()),
        )
        .map(|play| play.with_real_run(real))
        .map_err(Failure::new)
    }

    fn try_export(&self, session: &str) -> Result<String, Failure> {
        let (head, events, _) = saved::journal(Some(session), self.common)?;
        let mut text = Vec::new();
        portable::write(&head, &events, &mut text).map_err(Failure::new)?;
        let name = format!("misfortune-session-{session}");
        let written = saved::write_new(Path::new("."), &name, "jsonl", &text);
        written
            .map(|path| home::exported(session, &path))
            .map_err(Failure::new)
    }
}

/// The home screen. Needs the heads of the scenarios and the list of the sessions; no scenario's
/// body, no journal.
fn look_up(library: &Library, data_dir: Option<&Path>, left: Option<SessionId>) -> (Home, Wheel) {
    let summaries = saved::summaries(data_dir);
    let entries = library.list();
    let (mut heads, wheel) = spin::wheel_over(&entries, &[], &summaries)
        .unwrap_or_else(|_| (Vec::new(), Wheel::fair(0)));
    let all = entries.iter().filter_map(|it| it.head.as_ref().ok());
    let beside: Vec<Metadata> = all.filter(|head| head.fictional).cloned().collect();
    heads.extend(beside);
    let played = saved::all_played(&summaries);
    let rows = heads
        .iter()
        .map(|head| {
            let played = played.get(head.id.as_str()).copied();
            listing::row(head, played.unwrap_or_default())
        })
        .collect();
    let broken = entries.iter().filter_map(|it| {
        let complaint = it.head.as_ref().err()?;
        Some(listing::broken(&it.id, complaint))
    });
    let history = history::history(&super::history::past(&summaries), &heads);
    let home = home::home(rows, &wheel, open_session(&summaries, &heads, left))
        .with_history(history)
        .with_broken(broken.collect())
        .with_tutorial(library::TUTORIAL);
    (home, wheel)
}

/// The session that was left last here, else the newest one, of those that are not over and whose
/// scenario is there.
fn open_session(
    summaries: &[Summary],
    heads: &[Metadata],
    left: Option<SessionId>,
) -> Option<Resume> {
    let head_of = |it: &Summary| heads.iter().find(|head| head.id == it.scenario);
    let open = summaries.iter().filter(|it| it.ending.is_none());
    let open = open.filter_map(|it| Some((it, head_of(it)?)));
    let (last, head) = open.max_by_key(|(it, _)| (Some(it.session) == left, it.session))?;
    let started = last.started.utc().format("%Y-%m-%d %H:%M").to_string();
    Some(home::resume(
        &last.session.to_string(),
        &head.title,
        last.elapsed,
        &started,
    ))
}

impl tui::Desk for Desk<'_> {
    fn home(&mut self) -> Home {
        let has_played = saved::has_sessions(self.common.data_dir.as_deref());
        let n_slices = self.library.about_so_many(ROUND_SLICES_MAX + 1);
        home::awaited(n_slices, has_played).with_tutorial(library::TUTORIAL)
    }

    fn look_up(&mut self) -> LookUp {
        let (library, data_dir) = (self.library.clone(), self.common.data_dir.clone());
        let left = self.left;
        Box::new(move || look_up(&library, data_dir.as_deref(), left))
    }

    fn seed(&mut self) -> Seed {
        self.seed.unwrap_or_else(entropy::fresh_seed)
    }

    fn preview(&mut self, id: &str) -> Result<Preview, String> {
        let scenario = saved::scenario(self.library, id).map_err(|it| it.sentence())?;
        // The list knows how often.
        Ok(listing::preview(&scenario, Played::default()))
    }

    fn briefing(&mut self, id: &str) -> Result<Brief, String> {
        let scenario = saved::scenario(self.library, id).map_err(|it| it.sentence())?;
        Ok(Brief {
            briefing: briefing(&scenario, self.stress),
            stress: self.stress,
            seed: self.seed.unwrap_or_else(entropy::fresh_seed),
        })
    }

    fn begin(&mut self, id: &str, stress: Stress, seed: Seed) -> Result<Play, String> {
        self.try_begin(id, stress, seed).map_err(|it| it.sentence())
    }

    fn export(&mut self, session: &str) -> Result<String, String> {
        self.try_export(session).map_err(|it| it.sentence())
    }

    fn report(&mut self, session: &str, markdown: &str) -> Result<String, String> {
        let written = saved::write_report(Path::new("."), session, markdown);
        written.map(|path| screens::reported(&path))
    }

    fn next(&mut self, after: &str) -> Option<Next> {
        saved::next(self.library, self.common, after)
    }

    fn resume(&mut self, session: &str) -> Result<Play, String> {
        self.try_resume(session).map_err(|it| it.sentence())
    }

    fn way(&self) -> String {
        saved::way(self.common)
    }

    fn left(&mut self, left: Result<Left, Unsaved>) -> Option<String> {
        match left {
            Ok(left) => {
                self.left = Some(left.number);
                let scene = Scene::new(&left.session, left.session.state().now);
                let number = left.number.to_string();
                let way_back = prompt::left(&scene, &number, &saved::way(self.common));
                self.way_back = Some(way_back);
                prompt::left_open(&scene, &number)
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

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;
    use crate::content;
    use crate::engine::event::Ending;
    use crate::engine::time::Elapsed;
    use crate::os::clock::WallTime;

    #[test]
    fn home_takes_up_what_was_left_there_else_the_newest_that_is_open() {
        let source = include_str!("../../scenarios/fastly-2021/scenario.toml");
        let heads = [content::load(None, source)
            .scenario
            .unwrap()
            .metadata
            .clone()];
        let played = |session: u32, ending| Summary {
            session: SessionId(session),
            scenario: heads[0].id.clone(),
            started: WallTime { unix_ms: 0 },
            n_events: 3,
            elapsed: Elapsed::from_secs(60),
            ending,
            marks: None,
        };
        let open = |sessions: &[Summary], left| {
            let resume = open_session(sessions, &heads, left);
            resume.map(|it| it.session)
        };
        let two_open = [
            played(1, None),
            played(2, None),
            played(3, Some(Ending::Lost)),
        ];
        assert_eq!(open(&two_open, None).as_deref(), Some("2"));
        assert_eq!(open(&two_open, Some(SessionId(1))).as_deref(), Some("1"));
        assert_eq!(open(&two_open[2..], Some(SessionId(3))), None);
    }
}
