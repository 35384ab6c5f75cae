//! A golden run on the screens, driven by keys, every pane read to its end.

use std::sync::Arc;
use std::time::Duration;

use misfortune::engine::event::Head;
use misfortune::engine::scenario::Scenario;
use misfortune::engine::wheel::Wheel;
use misfortune::os::clock::{Clock, HandClock};
use misfortune::play::{Outcome, Play};
use misfortune::store::memory::Memory;
use misfortune::tui::Brief;
use misfortune::tui::app::{App, Effect};
use misfortune::tui::input::{Input, Key};
use misfortune::tui::keys::Context;
use misfortune::view::Scene;
use misfortune::view::briefing::briefing;
use misfortune::view::coach::coach;
use misfortune::view::confirm::{self, Confirm};
use misfortune::view::debrief::sheets;
use misfortune::view::home::home;
use misfortune::view::palette::palette;
use misfortune::view::refusal;
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};

use crate::facts::{self, Fact};
use crate::told::Told;
use crate::walk::Walk;

const SIZE: Size = Size::new(120, 40);

/// At which the debrief is read: nothing stands beside anything else.
const NARROW: Size = Size::new(80, 40);

/// How long to wait for a hint: both faces have to get the same one.
const PATIENCE: Duration = Duration::from_secs(10);

/// Plays it, and says what was told and what there was to tell beside the journal.
pub fn play(walk: &Walk) -> (Told, Vec<Fact>) {
    let mut seat = Seat::sit_down(walk);
    let mut before = seat.read();
    before.extend(seat.all_rows());
    let stress = walk.head.stress;
    let told = briefing(&walk.scenario, stress);
    seat.facts.extend(facts::briefing(&told, stress));
    seat.key(Key::Enter);
    let (mut after, mut timeline) = (Vec::new(), Vec::new());
    for (step, stop) in walk.stops.iter().enumerate() {
        seat.step = step;
        seat.pass(&stop.passes);
        if stop.typed == "debrief" {
            timeline = seat.pane('1');
        }
        seat.enter(&stop.typed);
        let mut seen = seat.seen();
        if seat.context() == Context::Runbook {
            seat.key(Key::Esc);
        }
        if let Some(word) = &stop.accepts {
            seat.enter(word);
            seen.push_str(&seat.seen());
        }
        seat.coach();
        if stop.looks {
            seen.push_str(&seat.look_around());
        }
        after.push(seen);
    }
    seat.pass(&walk.rest);
    if timeline.is_empty() {
        timeline = seat.pane('1');
        seat.back_to_the_line();
        seat.key(Key::Enter);
    }
    assert_eq!(seat.context(), Context::Debrief);
    let play = seat.play.as_mut().expect("it was begun");
    play.wait_for_regret();
    seat.facts.extend(facts::debriefed(&sheets(&seat.scene())));
    let debrief = seat.debrief();
    let end = seat.play.take().expect("it was begun").leave().unwrap();
    let mut told = Told::new(end.session, String::new());
    told.before(&before.join("\n"));
    told.timeline(timeline.iter().map(String::as_str));
    told.after(&after);
    told.debrief(&debrief.join("\n"));
    (told, seat.facts)
}

/// Somebody in front of the screens.
struct Seat {
    app: App,
    clock: HandClock,
    size: Size,
    scenario: Arc<Scenario>,
    head: Head,
    play: Option<Play>,
    /// Which line of the run was typed last.
    step: usize,
    /// The coach's step that was told last.
    coached: Option<usize>,
    /// The charts and the palette were read.
    looked: bool,
    facts: Vec<Fact>,
}

impl Seat {
    fn sit_down(walk: &Walk) -> Self {
        let home = home(Vec::new(), &Wheel::fair(0), None);
        let (scenario, head) = (Arc::clone(&walk.scenario), walk.head.clone());
        let brief = Brief {
            briefing: briefing(&scenario, head.stress),
            stress: head.stress,
            seed: head.seed,
        };
        let mut app = App::new(home, true);
        app.brief(scenario.metadata.id.to_string(), brief);
        Self {
            app,
            clock: HandClock::default(),
            size: SIZE,
            scenario,
            head,
            play: None,
            step: 0,
            coached: None,
            looked: false,
            facts: Vec::new(),
        }
    }

    fn scene(&self) -> Scene<'_> {
        let play = self.play.as_ref().expect("it was begun");
        Scene::new(play.shown(), play.now()).with_regret(play.regret())
    }

    fn context(&self) -> Context {
        self.app.context(self.clock.reading())
    }

    fn arrange(&mut self) {
        let scene = self
            .play
            .as_ref()
            .map(|play| Scene::new(play.shown(), play.now()).with_regret(play.regret()));
        self.app.arrange(scene.as_ref(), self.size);
    }

    fn key(&mut self, key: Key) {
        self.input(&Input::Key(key));
    }

    fn input(&mut self, input: &Input) {
        self.arrange();
        let scene = self
            .play
            .as_ref()
            .map(|play| Scene::new(play.shown(), play.now()).with_regret(play.regret()));
        let effects = self.app.update(scene.as_ref(), self.clock.reading(), input);
        for effect in effects {
            self.perform(effect);
        }
    }

    fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Begin { .. } => {
                let (scenario, head) = (Arc::clone(&self.scenario), self.head.clone());
                let clock = Box::new(self.clock.clone());
                let store = Box::new(Memory::default());
                let mut play = Play::begin(scenario, head, store, clock).unwrap();
                play.set_hint_wait_max(PATIENCE);
                self.app.enter(&Scene::new(play.shown(), play.now()));
                self.play = Some(play);
            }
            Effect::Typed { text, confirmed } => {
                let play = self.play.as_mut().expect("it was begun");
                let outcome = play.typed(&text, confirmed);
                play.flush().unwrap();
                let scene = Scene::new(play.shown(), play.now());
                self.facts
                    .extend(answer(self.step, &scene, &text, &outcome));
                if let Some(effect) = self.app.told(&scene, &text, outcome) {
                    self.perform(effect);
                }
            }
            other => panic!("nobody asked for it: {other:?}"),
        }
    }

    /// Lets time pass.
    fn pass(&mut self, steps: &[Duration]) {
        for step in steps {
            self.clock.advance(*step);
            let play = self.play.as_mut().expect("it was begun");
            play.tick();
            play.flush().unwrap();
        }
    }

    /// Types a line.
    fn enter(&mut self, line: &str) {
        self.input(&Input::Pasted(line.to_owned()));
        self.key(Key::Enter);
    }

    /// What the coach says, if it has gone on.
    fn coach(&mut self) {
        let told = coach(&self.scene()).filter(|it| !it.is_aside && self.coached != Some(it.idx));
        if let Some(told) = told {
            self.coached = Some(told.idx);
            self.facts.push(facts::coached(self.step, &told));
        }
    }

    /// The screen as it stands.
    fn all_rows(&mut self) -> Vec<String> {
        self.rows(self.size.height)
    }

    /// The uppermost rows as they stand.
    fn rows(&mut self, n: u16) -> Vec<String> {
        self.arrange();
        let area = Rect::new(0, 0, self.size.width, self.size.height);
        let mut buffer = Buffer::empty(area);
        self.app.stop_moving();
        let _cursor = self.app.paint(self.clock.reading(), area, &mut buffer);
        let row = |y: u16| {
            let mut text = String::new();
            let mut skip = 0;
            for x in 0..self.size.width {
                let symbol = buffer[(x, y)].symbol();
                if skip == 0 {
                    text.push_str(symbol);
                    skip = unicode_width::UnicodeWidthStr::width(symbol).max(1);
                }
                skip -= 1;
            }
            text.trim_end().to_owned()
        };
        (0..n).map(row).collect()
    }

    /// The screen as it stands, then what lies over it.
    fn seen(&mut self) -> String {
        let mut rows = self.all_rows();
        rows.extend(self.inside());
        rows.join("\n")
    }

    /// What scrolls, from its beginning to its end.
    fn read(&mut self) -> Vec<String> {
        let mut page = self.body();
        loop {
            self.key(Key::PageUp);
            let before = std::mem::replace(&mut page, self.body());
            if before == page {
                break;
            }
        }
        let mut all = page.clone();
        loop {
            self.key(Key::PageDown);
            let next = self.body();
            if next == page {
                return all;
            }
            append(&mut all, &next);
            page = next;
        }
    }

    /// The rows that scroll: between the tabs or the title, and what stands over the prompt.
    fn body(&mut self) -> Vec<String> {
        let rows = self.all_rows();
        let is_tabs = |it: &String| {
            it.contains("2 signals") || it.contains("2>signals") || it.contains("2 timelines")
        };
        let top = rows.iter().position(is_tabs);
        let bottom = rows.iter().position(|it| it.starts_with("coach "));
        // Over the keys: the line, what stands beside it, in the room what can be typed.
        let in_room = self.context() != Context::Debrief && top.is_some();
        let n_below = if in_room { 3 } else { 2 };
        let bottom = bottom.unwrap_or(rows.len() - 1) - n_below;
        rows[top.map_or(1, |it| it + 1)..bottom].to_vec()
    }

    /// A pane, the whole width for it.
    fn pane(&mut self, digit: char) -> Vec<String> {
        self.key(Key::Char(digit));
        if !self.all_rows().iter().any(|it| it.ends_with("ZOOM")) {
            self.key(Key::Char(digit));
        }
        self.read()
    }

    /// Back to the line from wherever one looks.
    fn back_to_the_line(&mut self) {
        while self.context() != Context::PromptEmpty {
            self.key(Key::Esc);
        }
    }

    /// Everything there is to see beside the timeline.
    fn look_around(&mut self) -> String {
        let told = facts::standing(self.step, &self.scene());
        self.facts.extend(told);
        let mut seen = self.rows(3);
        for digit in ['2', '3', '4', '5'] {
            seen.extend(self.pane(digit));
        }
        seen.extend(self.map());
        if !std::mem::replace(&mut self.looked, true) {
            let (charted, typed) = (
                facts::charted(self.step, &self.scene()),
                facts::possible(self.step, &self.scene()),
            );
            self.facts.extend(charted);
            self.facts.extend(typed);
            seen.extend(self.charts());
            seen.extend(self.palette());
        }
        self.back_to_the_line();
        self.key(Key::Char('1'));
        seen.join("\n")
    }

    /// The map: what there is to say of a service is said when it is chosen.
    fn map(&mut self) -> Vec<String> {
        let mut seen = self.pane('7');
        while self.context() != Context::ZoomMap {
            self.key(Key::Esc);
        }
        self.key(Key::Home);
        for _ in 0..self.scenario.services.len() {
            seen.extend(self.body());
            self.key(Key::Down);
        }
        seen
    }

    /// The charts, one after the other.
    fn charts(&mut self) -> Vec<String> {
        self.pane('2');
        while self.context() != Context::ZoomSignals {
            self.key(Key::Esc);
        }
        self.key(Key::Home);
        let mut seen = Vec::new();
        for _ in 0..self.scenario.metrics.len() {
            self.key(Key::Enter);
            assert_eq!(self.context(), Context::Chart);
            let body = self.body();
            // The legend stands beside the curve: its lines are read by themselves.
            let legend = body.iter().map(|it| it.chars().skip(LEGEND_FROM).collect());
            let legend: Vec<String> = legend.collect();
            seen.extend(body);
            seen.extend(legend);
            self.key(Key::Esc);
            self.key(Key::Down);
        }
        seen
    }

    /// The palette, entry by entry: the chosen one says all there is.
    fn palette(&mut self) -> Vec<String> {
        self.key(Key::F(10));
        assert_eq!(self.context(), Context::Palette);
        let mut seen = Vec::new();
        for _ in palette(&self.scene()) {
            seen.extend(self.inside());
            self.key(Key::Down);
        }
        self.key(Key::Esc);
        seen
    }

    /// The debrief, all that can be opened in the score open.
    fn debrief(&mut self) -> Vec<String> {
        let mut seen = self.rows(1);
        self.size = NARROW;
        // The last dimension first: what is opened pushes down what stands under it.
        let is_last = |row: &String| row.starts_with(" > Follow-through");
        let mut n_tries = 0..8;
        while n_tries.next().is_some() && !self.all_rows().iter().any(is_last) {
            self.key(Key::Down);
        }
        if self.all_rows().iter().any(is_last) {
            for _ in 0..6 {
                self.key(Key::Enter);
                let _ = self.all_rows();
                self.key(Key::Up);
            }
        }
        seen.extend(self.read());
        seen
    }

    /// What stands in the frame that lies over the screen.
    fn inside(&mut self) -> Vec<String> {
        let rows = self.all_rows();
        let rows: Vec<Vec<char>> = rows.iter().map(|it| it.chars().collect()).collect();
        let place = |row: &Vec<char>, corner| row.iter().position(|c| *c == corner);
        let mut tops = rows
            .iter()
            .filter_map(|it| Some((place(it, '\u{250c}')?, place(it, '\u{2510}')?)));
        let Some((left, right)) = tops.next() else {
            return Vec::new();
        };
        let inner = rows.iter().filter(|it| it.get(left) == Some(&BAR));
        let inner = inner.map(|it| it[left + 1..right.min(it.len())].iter().collect::<String>());
        inner.map(|it| it.trim_end().to_owned()).collect()
    }
}

/// The column at which the legend of a chart begins.
const LEGEND_FROM: usize = 75;

/// The sides of a frame.
const BAR: char = '\u{2502}';

/// What there is to say of a line that was typed, besides what happened.
fn answer(step: usize, scene: &Scene, typed: &str, outcome: &Outcome) -> Vec<Fact> {
    match outcome {
        Outcome::Refused(why) => {
            let told = refusal::rejected(scene, why);
            let fact = |text: &str| facts::answered(step, "refused", text);
            vec![fact(&told.why), fact(&told.way_out)]
        }
        Outcome::Misread(why) => {
            let told = refusal::misread(scene, why);
            vec![facts::answered(step, "misread", &told.line())]
        }
        Outcome::Confirm { action } => asked(step, &confirm::confirm(scene, *action, typed)),
        Outcome::Doubt { claim } => asked(step, &confirm::claim(scene, *claim)),
        Outcome::Done | Outcome::Nothing | Outcome::Quit | Outcome::Halted | Outcome::Show(_) => {
            Vec::new()
        }
    }
}

fn asked(step: usize, told: &Confirm) -> Vec<Fact> {
    let fact = |text: &str| facts::answered(step, "risk", text);
    vec![fact(&told.title), fact(&told.risk), fact(&told.ask)]
}

/// Adds a page to what was read, without what stood on the page before, marked or not.
fn append(all: &mut Vec<String>, page: &[String]) {
    let bare = |row: &String| row.replacen('>', " ", 1).trim_start().to_owned();
    let same = |n: usize| {
        all[all.len() - n..]
            .iter()
            .map(bare)
            .eq(page[..n].iter().map(bare))
    };
    let longest = page.len().min(all.len());
    let n_again = (0..=longest).rev().find(|n| same(*n)).unwrap_or(0);
    all.extend_from_slice(&page[n_again..]);
}
