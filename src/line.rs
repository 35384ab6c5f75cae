//! Line mode: the whole game as plain lines with a prompt.
//!
//! For screen readers, pipes, poor terminals and tests. Whatever the incident room tells, these
//! lines tell, in the words of `view`; decoration is ASCII. What is typed comes from a thread
//! that reads; the face waits for it and for the world at once, and never for a fixed time.
//!
//! Invariants: nothing is told twice or left out; what is told is on disk; the end of the input
//! is leaving; a reader that has gone away (`| head`) ends it without a word.

mod ears;
pub mod page;

use std::io::{self, BufRead, ErrorKind, Write};
use std::time::Duration;

use crate::engine::command::Rejection;
use crate::engine::event::{Event, Stress};
use crate::engine::prompt::Show;
use crate::engine::scenario::Scenario;
use crate::os::signals::Stop;
use crate::play::{Left, Outcome, Play, Unsaved};
use crate::report::text;
use crate::view::cards::Card;
use crate::view::confirm::Confirm;
use crate::view::debrief::next::Next;
use crate::view::debrief::sheets;
use crate::view::timeline::{self, Kind, Place};
use crate::view::words::Tone;
use crate::view::{
    Scene, board, briefing, chart, coach, confirm, debrief, help, map, prompt, refusal, room,
    runbook,
};
use ears::{Ears, Heard};

/// A face that reads lines and writes lines.
#[derive(Debug)]
pub struct Face<W> {
    ears: Ears,
    out: W,
    /// Somebody sits there: the prompt waits on the last line, the page rings the bell.
    is_terminal: bool,
    /// The options that lead back to the data folder, for commands that are suggested.
    way: String,
    /// What to play next, if there is something.
    next: Option<Next>,
    /// The bell may ring.
    bell: bool,
}

/// How a play in line mode came to its end.
#[derive(Debug)]
pub struct End {
    /// What is left of the play.
    pub left: Left,
    /// The signal that ended it, if one did.
    pub stop: Option<Stop>,
}

/// Why a play in line mode could not go on.
#[derive(Debug, thiserror::Error)]
pub enum LineError {
    /// The last events could not be kept.
    #[error(transparent)]
    Unsaved(#[from] Box<Unsaved>),
    /// Lines could not be written. The session is kept.
    #[error("cannot write: {0}")]
    Output(#[from] io::Error),
}

/// Whether the face goes on.
enum Go {
    On,
    Leave(Option<Stop>),
}

/// How far a play that is over has been talked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// It is not over.
    Playing,
    /// The causes were asked for; the debrief waits, because it names them.
    CausesAsked,
    /// The debrief was told.
    Debriefed,
}

impl<W: Write> Face<W> {
    /// A face that reads `input` to its end. `is_terminal` says that somebody sits there.
    ///
    /// # Errors
    /// If the system refuses a thread or a signal handler.
    pub fn new(
        input: impl BufRead + Send + 'static,
        out: W,
        is_terminal: bool,
    ) -> io::Result<Self> {
        Ok(Self {
            ears: Ears::open(input)?,
            out,
            is_terminal,
            way: String::new(),
            next: None,
            bell: true,
        })
    }

    /// With the bell, or without.
    #[must_use]
    pub const fn ringing(mut self, bell: bool) -> Self {
        self.bell = bell;
        self
    }

    /// With the options that lead back to the data folder, a space before them.
    #[must_use]
    pub fn found_with(mut self, way: String) -> Self {
        self.way = way;
        self
    }

    /// With something to play next.
    #[must_use]
    pub fn suggesting(mut self, next: Option<Next>) -> Self {
        self.next = next;
        self
    }

    /// Tells the briefing; where somebody sits and time will run, it waits for Enter, because the
    /// page rings next. Says whether to go on.
    ///
    /// # Errors
    /// If lines cannot be written.
    pub fn brief(&mut self, scenario: &Scenario, stress: Stress) -> io::Result<bool> {
        let told = briefing::briefing(scenario, stress);
        quiet(self.brief_and_ask(&told, stress)).map(|ready| ready.unwrap_or(false))
    }

    fn brief_and_ask(&mut self, told: &briefing::Briefing, stress: Stress) -> io::Result<bool> {
        self.out.write_all(page::briefing(told).as_bytes())?;
        self.out.flush()?;
        if !self.is_terminal || stress == Stress::Untimed {
            return Ok(true);
        }
        writeln!(self.out, "{}", told.ready)?;
        write!(self.out, "{} ", told.press)?;
        self.out.flush()?;
        Ok(match self.ears.wait(None) {
            Some(Heard::Line(line)) => !matches!(line.trim(), "quit" | "exit"),
            Some(Heard::End | Heard::Stop(_)) | None => false,
        })
    }

    /// Plays until it is left.
    ///
    /// # Errors
    /// If the journal or the lines cannot be written.
    pub fn play(&mut self, mut play: Play) -> Result<End, LineError> {
        let mut table = Table {
            out: &mut self.out,
            is_terminal: self.is_terminal,
            rings: self.is_terminal && self.bell,
            way: &self.way,
            next: self.next.as_ref(),
            place: Place::default(),
            stage: Stage::Playing,
            coached: None,
            asks: None,
            has_prompt: false,
            told_trouble: false,
        };
        if !self.is_terminal {
            // What a program reads must not hang on how fast this machine is.
            play.set_hint_wait_max(PATIENCE);
        }
        let stop = quiet(table.run(&mut play, &self.ears));
        let left = play.leave().map_err(Box::new)?;
        let stop = match stop {
            Ok(stop) => stop.flatten(),
            // A terminal that takes no more lines is gone.
            Err(_) if self.is_terminal => Some(Stop::TerminalGone),
            Err(error) => return Err(error.into()),
        };
        Ok(End { left, stop })
    }
}

/// How long to wait for a hint where nobody sits and waits for it.
const PATIENCE: Duration = Duration::from_secs(10);

/// A reader that has gone away is no error: there is nobody to tell.
fn quiet<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(None),
        Err(error) => Err(error),
    }
}

/// A play on the table.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
struct Table<'w, W> {
    out: &'w mut W,
    is_terminal: bool,
    /// The bell may ring.
    rings: bool,
    way: &'w str,
    next: Option<&'w Next>,
    place: Place,
    stage: Stage,
    /// The coach's step that was told last.
    coached: Option<usize>,
    /// What waits to be confirmed, and what was typed for it.
    asks: Option<(Confirm, String)>,
    /// The last line is a prompt that somebody may be typing behind.
    has_prompt: bool,
    told_trouble: bool,
}

impl<W: Write> Table<'_, W> {
    fn run(&mut self, play: &mut Play, ears: &Ears) -> io::Result<Option<Stop>> {
        self.recap(play)?;
        loop {
            play.tick();
            self.tell(play)?;
            self.debrief_if_over(play)?;
            self.coach(play)?;
            self.prompt(play)?;
            let go = match ears.wait(self.wait_at_most(play)) {
                None => Go::On,
                Some(Heard::Line(line)) => self.heard(play, &line)?,
                Some(Heard::End) => Go::Leave(None),
                Some(Heard::Stop(stop)) => Go::Leave(Some(stop)),
            };
            match go {
                Go::On => {}
                Go::Leave(None) => {
                    self.leave(play, None)?;
                    return Ok(None);
                }
                Go::Leave(stop @ Some(_)) => {
                    // With the connection gone there may be nobody to say good-bye to.
                    let _ = self.leave(play, stop);
                    return Ok(stop);
                }
            }
        }
    }

    /// With trouble told there is nothing to look at until somebody presses Enter.
    fn wait_at_most(&self, play: &Play) -> Option<Duration> {
        if self.told_trouble && play.trouble().is_some() {
            return None;
        }
        play.wake_in()
    }

    fn line(&mut self, line: &str) -> io::Result<()> {
        if self.has_prompt {
            self.has_prompt = false;
            writeln!(self.out)?;
        }
        writeln!(self.out, "{line}")
    }

    fn page(&mut self, text: &str) -> io::Result<()> {
        text.lines().try_for_each(|line| self.line(line))
    }

    /// A session that is taken up again begins with what has happened.
    fn recap(&mut self, play: &Play) -> io::Result<()> {
        let mut journal = play.shown().journal().iter();
        if journal.any(|it| matches!(it.event, Event::Resumed {})) {
            if play.shown().state().ended.is_none() {
                self.line(&prompt::taken_up(&scene(play)))?;
            }
            self.line(prompt::RECAP)?;
        }
        Ok(())
    }

    /// Tells what is new.
    fn tell(&mut self, play: &Play) -> io::Result<()> {
        let scene = scene(play);
        let (entries, place) = timeline::since(&scene, self.place);
        self.place = place;
        let mut rings = false;
        for entry in &entries {
            rings |= entry.kind == Kind::Page;
            rings |= entry.kind == Kind::Alert && entry.tone == Tone::Bad;
            for line in page::entry(entry) {
                self.line(&line)?;
            }
        }
        if rings && self.rings {
            self.out.write_all(crate::os::alarm::BELL.as_bytes())?;
        }
        match play.trouble() {
            None if self.told_trouble => {
                self.told_trouble = false;
                self.line(refusal::WRITTEN_AGAIN)?;
            }
            Some(trouble) if !self.told_trouble => {
                let told = refusal::halted(&trouble.to_string()).line();
                self.told_trouble = true;
                self.page(&page::wrap(&told))?;
            }
            None | Some(_) => {}
        }
        Ok(())
    }

    /// Each step of the coach is told once.
    fn coach(&mut self, play: &Play) -> io::Result<()> {
        let Some(told) = coach::coach(&scene(play)) else {
            return Ok(());
        };
        // In lines, a command that takes its time says so itself.
        if self.coached != Some(told.idx) && !told.is_aside && self.asks.is_none() {
            self.coached = Some(told.idx);
            self.page(&page::coach(&told))?;
        }
        Ok(())
    }

    fn prompt(&mut self, play: &Play) -> io::Result<()> {
        if self.is_terminal && !self.has_prompt {
            write!(self.out, "{} ", prompt::prompt(&scene(play)).label)?;
            self.has_prompt = true;
        }
        self.out.flush()
    }

    fn heard(&mut self, play: &mut Play, typed: &str) -> io::Result<Go> {
        play.tick();
        if self.is_terminal {
            // Enter moved on to the next line.
            self.has_prompt = false;
        } else {
            let label = prompt::prompt(&scene(play)).label;
            self.line(&format!("{label} {typed}"))?;
        }
        if play.trouble().is_some() {
            play.retry();
            if play.flush().is_err() {
                self.told_trouble = false;
                return Ok(Go::On);
            }
        }
        if let Some((confirm, asked)) = self.asks.take() {
            if confirm.is_accepted(typed) {
                return self.does(play, &asked, true);
            }
            self.page(&page::wrap(&confirm::not_confirmed(&confirm, typed)))?;
            return Ok(Go::On);
        }
        let word = typed.trim();
        let asks_for_it = word.eq_ignore_ascii_case("debrief");
        let goes_on = word.is_empty() && self.stage == Stage::CausesAsked;
        if self.stage != Stage::Playing && (asks_for_it || goes_on) {
            self.open_debrief(play)?;
            return Ok(Go::On);
        }
        self.does(play, typed, false)
    }

    fn does(&mut self, play: &mut Play, typed: &str, confirmed: bool) -> io::Result<Go> {
        let outcome = play.typed(typed, confirmed);
        // Lines are told in the order of what was typed; what fails here is told by `tell`.
        let _ = play.flush();
        self.tell(play)?;
        let scene = scene(play);
        match outcome {
            Outcome::Done | Outcome::Nothing | Outcome::Halted => {}
            Outcome::Show(Show::Help(word)) => {
                let told = help::help(&scene, word.as_deref());
                self.page(&page::help(&told))?;
            }
            Outcome::Show(Show::Status) => {
                let window = crate::view::signals::window(scene.scenario());
                let extent = room::Extent {
                    window,
                    n_points: 2,
                    n_log_lines: page::LOG_LINES,
                };
                let room = room::room(&scene, extent);
                self.page(&page::room(&room))?;
            }
            Outcome::Show(Show::Board) => self.page(&page::board(&board::board(&scene)))?,
            Outcome::Show(Show::Map) => self.page(&page::map(&map::map(&scene)))?,
            Outcome::Show(Show::Chart(None)) => {
                self.page(&page::charts(&chart::charts(&scene)))?;
            }
            Outcome::Show(Show::Chart(Some(metric))) => {
                let wanted = chart::Wanted {
                    metric,
                    window: crate::view::signals::window(scene.scenario()),
                    cursor: None,
                    before: false,
                    n_points: page::CHART_POINTS,
                    n_values: 2,
                    n_times: 2,
                };
                let entries = timeline::timeline(&scene);
                self.page(&page::chart(&chart::chart(&scene, &entries, wanted)))?;
            }
            Outcome::Show(Show::Runbook(None)) => {
                self.page(&page::runbooks(&runbook::runbooks(&scene)))?;
            }
            Outcome::Show(Show::Runbook(Some(idx))) => {
                self.page(&page::runbook(&runbook::page(&scene, idx)))?;
            }
            Outcome::Refused(rejection) => {
                let session = play.number().to_string();
                let elsewhere = refusal::elsewhere(typed, &session, self.way);
                let elsewhere = elsewhere.filter(|_| rejection == Rejection::Over);
                let refusal = elsewhere.unwrap_or_else(|| refusal::rejected(&scene, &rejection));
                let told = if refusal::passes(&scene, &rejection) {
                    refusal.to_repeat(typed)
                } else {
                    refusal.line()
                };
                self.page(&page::wrap(&told))?;
            }
            Outcome::Misread(misread) => {
                if let Some((card, id)) = Card::asked_for(&scene, typed) {
                    let told = card.lines(&scene, id.as_deref());
                    self.page(&page::card(&told))?;
                }
                let told = refusal::misread(&scene, &misread).line();
                self.page(&page::wrap(&told))?;
            }
            Outcome::Confirm { action } => {
                self.ask(confirm::confirm(&scene, action, typed), typed)?;
            }
            Outcome::Doubt { claim } => {
                self.ask(confirm::claim(&scene, claim), typed)?;
            }
            Outcome::Quit => return Ok(Go::Leave(None)),
        }
        Ok(Go::On)
    }

    fn ask(&mut self, confirm: Confirm, typed: &str) -> io::Result<()> {
        self.page(&page::confirm(&confirm))?;
        self.asks = Some((confirm, typed.to_owned()));
        Ok(())
    }

    /// When play is over: first the causes, because the debrief names them.
    fn debrief_if_over(&mut self, play: &mut Play) -> io::Result<()> {
        if self.stage != Stage::Playing || play.shown().state().ended.is_none() {
            return Ok(());
        }
        if play.shown().state().debriefed {
            return self.debrief(play);
        }
        self.stage = Stage::CausesAsked;
        let scene = scene(play);
        self.page(&page::causes(&board::board(&scene)))
    }

    /// The debrief, on record: who named a cause before, named it.
    fn open_debrief(&mut self, play: &mut Play) -> io::Result<()> {
        if !play.shown().state().debriefed {
            play.typed("debrief", false);
            let _ = play.flush();
            self.tell(play)?;
        }
        self.debrief(play)
    }

    fn debrief(&mut self, play: &mut Play) -> io::Result<()> {
        self.stage = Stage::Debriefed;
        play.wait_for_regret();
        let told = sheets(&scene(play));
        play.keep_score(told.score.marks());
        self.line("")?;
        self.page(&text::debrief(&told))?;
        self.line("")?;
        self.page(&page::wrap(&prompt::after_debrief(&scene(play))))?;
        let session = play.number().to_string();
        for line in prompt::what_next(&scene(play), &session, self.way, self.next) {
            self.page(&page::wrap(&line))?;
        }
        Ok(())
    }

    fn leave(&mut self, play: &mut Play, stop: Option<Stop>) -> io::Result<()> {
        let _ = play.flush();
        self.tell(play)?;
        if stop.is_none() && self.stage != Stage::Debriefed {
            self.debrief_if_over(play)?;
            if self.stage == Stage::CausesAsked {
                self.open_debrief(play)?;
            }
        }
        let scene = scene(play);
        if self.stage == Stage::Debriefed {
            let score = debrief::score_sheet(&scene);
            play.keep_score(score.marks());
            self.line(&score.line)?;
        }
        let told = prompt::left(&scene, &play.number().to_string(), self.way);
        self.page(&page::wrap(&told))?;
        self.out.flush()
    }
}

fn scene(play: &Play) -> Scene<'_> {
    Scene::new(play.shown(), play.now())
        .from_seat(play.seat())
        .with_regret(play.regret())
        .with_real(play.real())
        .on(play.today())
}
