//! The loop: everything that came in is folded, then one frame is drawn, then we sleep.
//!
//! Invariants: no key waits for the disk; while nothing moves nothing wakes us; whatever ends
//! the loop, the terminal is given back first and the session is left second.

mod perform;

use std::cell::Cell;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::app::App;
use super::ground::{Awaited, Ground, Heard, QUESTION};
use super::input::{Input, Key};
use super::spin::FRAME;
use super::terminal::{PanicGuard, Screen};
use super::{Desk, Exit, Launch, Manner, Start, TuiError, Why};
use crate::engine::state::Phase;
use crate::engine::wheel::Wheel;
use crate::os::alarm::BELL;
use crate::os::clock::Clock;
use crate::os::signals::{GRACE, Listening, Stop};
use crate::play::Play;
use crate::store::SessionId;
use crate::view::Scene;
use crate::view::home::Home;
use crate::view::pager::pager;
use crate::view::screens::page_from;

/// What reaches the loop.
#[derive(Debug)]
enum Msg {
    /// From the terminal.
    Input(Input),
    /// The process was continued; somebody else had the terminal meanwhile.
    Continued,
    /// The process should end.
    Stop(Stop),
    /// A thread panicked.
    Panicked,
    /// What the home screen waits for: the how manyeth look-up it is, and what it found.
    Home(u32, Box<(Home, Wheel)>),
}

/// Most messages that are folded before a frame is drawn.
const FOLDED_MAX: usize = 4096;

/// A frame that takes this long to send comes too late to move anything.
const LATE: Duration = Duration::from_millis(150);

/// Runs the screens until somebody leaves or something ends them.
///
/// # Errors
/// If the terminal cannot be used.
pub fn run(desk: &mut dyn Desk, launch: Launch) -> Result<Exit, TuiError> {
    let (tell, told) = channel();
    let panicked = tell.clone();
    let _hook = PanicGuard::new(move || drop(panicked.send(Msg::Panicked)));
    let stopped = tell.clone();
    let (alive, is_up) = channel();
    let is_up = Arc::new(Mutex::new(is_up));
    let mut listening = Listening::start(move |stop| {
        drop(stopped.send(Msg::Stop(stop)));
        end_if_stuck(stop, &is_up);
    })?;
    let screen = Screen::enter(launch.manner.mouse)?;
    let session = Cell::new(None);
    let ended = catch_unwind(AssertUnwindSafe(|| {
        let mut shell = Shell::new(desk, launch, ((screen, alive), tell), &session);
        // What fails while the screens are up is the terminal, and it does not come back.
        let why = shell.turn(&told, &mut listening);
        shell.close();
        why.unwrap_or(Why::Stopped(Stop::TerminalGone))
    }));
    listening.leave();
    let why = ended.unwrap_or(Why::Panicked);
    Ok(Exit {
        why,
        session: session.get(),
    })
}

/// Ends the process if the screens do not give the terminal back soon after they were told to:
/// a terminal that takes no more bytes holds the drawing thread for ever. What happened is with
/// the journal's own thread by then, which is not held.
fn end_if_stuck(stop: Stop, is_up: &Arc<Mutex<Receiver<Never>>>) {
    let is_up = Arc::clone(is_up);
    let thread = std::thread::Builder::new().name("last resort".to_owned());
    // Without the thread we only lose the last resort.
    let _unwatched = thread.spawn(move || {
        let is_up = is_up.lock().unwrap_or_else(PoisonError::into_inner);
        if is_up.recv_timeout(GRACE) == Err(RecvTimeoutError::Timeout) {
            let _gone = crossterm::terminal::disable_raw_mode();
            std::process::exit(i32::from(stop.exit_code()));
        }
    });
}

/// Nothing is ever sent: what is listened for is that the other end is gone.
#[derive(Debug, PartialEq, Eq)]
enum Never {}

/// Reads the terminal on a thread of its own, for as long as the process lives.
fn read_input(tell: Sender<Msg>) -> io::Result<()> {
    let thread = std::thread::Builder::new().name("input".to_owned());
    thread.spawn(move || {
        loop {
            let msg = match crossterm::event::read() {
                Ok(event) => Input::from_event(event).map(Msg::Input),
                Err(_) => Some(Msg::Stop(Stop::TerminalGone)),
            };
            let is_gone = matches!(msg, Some(Msg::Stop(_)));
            let is_heard = msg.is_none_or(|msg| tell.send(msg).is_ok());
            if is_gone || !is_heard {
                break;
            }
        }
    })?;
    Ok(())
}

#[cfg(unix)]
fn listen_for_continue(tell: Sender<Msg>) -> io::Result<()> {
    let mut signals = signal_hook::iterator::Signals::new([signal_hook::consts::SIGCONT])?;
    let thread = std::thread::Builder::new().name("continue".to_owned());
    thread.spawn(move || {
        for _ in signals.forever() {
            if tell.send(Msg::Continued).is_err() {
                break;
            }
        }
    })?;
    Ok(())
}

#[cfg(not(unix))]
fn listen_for_continue(_tell: Sender<Msg>) -> io::Result<()> {
    Ok(())
}

/// What the loop holds.
struct Shell<'a> {
    desk: &'a mut dyn Desk,
    clock: Box<dyn Clock>,
    manner: Manner,
    /// What the terminal was asked.
    asked: Option<Awaited>,
    /// The terminal, and what tells the last resort that we still have it.
    screen: Option<(Screen, Sender<Never>)>,
    app: App,
    wheel: Wheel,
    /// The home screen as it was found last.
    home: Option<Home>,
    /// Where look-ups are told, and how many there have been.
    tell: Sender<Msg>,
    n_looked_up: u32,
    /// The home screen comes first.
    wants_home: bool,
    /// What came in while it had to wait for one.
    held: Vec<Input>,
    play: Option<Play>,
    session: &'a Cell<Option<SessionId>>,
    /// What the last frame showed of the play.
    drawn: Option<Drawn>,
    /// The journal's place at which the score was kept.
    scored: u64,
    rang: bool,
    /// What the terminal's window is called.
    title: String,
}

/// What a frame depends on besides keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Drawn {
    next_seq: u64,
    second: u64,
    has_regret: bool,
    has_real: bool,
}

impl<'a> Shell<'a> {
    fn new(
        desk: &'a mut dyn Desk,
        launch: Launch,
        (screen, tell): ((Screen, Sender<Never>), Sender<Msg>),
        session: &'a Cell<Option<SessionId>>,
    ) -> Self {
        let home = desk.home();
        let mut shell = Self {
            desk,
            clock: launch.clock,
            asked: None,
            screen: Some(screen),
            app: App::new(home, launch.manner.still),
            manner: launch.manner,
            wheel: Wheel::fair(0),
            home: None,
            tell,
            n_looked_up: 0,
            wants_home: false,
            held: Vec::new(),
            play: None,
            session,
            drawn: None,
            scored: 0,
            rang: false,
            title: String::new(),
        };
        if !matches!(launch.start, Start::Home) {
            shell.app = shell.app.without_home();
        }
        match launch.start {
            Start::Home => shell.wants_home = true,
            Start::Briefing(id) => shell.brief(id, None),
            Start::Play(play) => shell.enter(*play),
        }
        if let Some(says) = launch.says {
            shell.app.say(&says);
        }
        shell
    }

    /// Has the home screen looked up, while this one is drawn already.
    fn look_up(&mut self) {
        self.n_looked_up += 1;
        let (nth, tell) = (self.n_looked_up, self.tell.clone());
        let look_up = self.desk.look_up();
        let thread = std::thread::Builder::new().name("look-up".to_owned());
        let started = thread.spawn(move || drop(tell.send(Msg::Home(nth, Box::new(look_up())))));
        if started.is_err() {
            let (home, wheel) = self.desk.look_up()();
            self.looked_up(home, wheel);
        }
    }

    fn looked_up(&mut self, home: Home, wheel: Wheel) {
        self.wheel = wheel;
        self.app.fill(home.clone());
        self.home = Some(home);
    }

    /// Turns until something ends it.
    fn turn(&mut self, told: &Receiver<Msg>, listening: &mut Listening) -> io::Result<Why> {
        self.tick();
        self.draw()?;
        // What can wait does not hold up the first frame.
        listening.watch_terminal()?;
        read_input(self.tell.clone())?;
        listen_for_continue(self.tell.clone())?;
        self.ask_ground()?;
        if self.wants_home {
            self.look_up();
        }
        let mut is_news = false;
        let mut is_in_motion = false;
        loop {
            self.tick();
            is_news |= self.has_changed();
            let moves = self.app.moves(self.clock.reading());
            // What moved is drawn once more when it stands.
            if is_news || moves || is_in_motion {
                self.draw()?;
            }
            is_in_motion = moves || self.app.moves(self.clock.reading());
            is_news = false;
            self.hold_clock();
            let mut next = match self.sleep(told, is_in_motion) {
                Ok(msg) => Some(msg),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => return Ok(Why::Stopped(Stop::TerminalGone)),
            };
            let mut n_folded = 0;
            while let Some(msg) = next {
                is_news = true;
                if let Some(why) = self.take(msg)? {
                    return Ok(why);
                }
                n_folded += 1;
                next = match told.try_recv() {
                    Ok(msg) if n_folded < FOLDED_MAX => Some(msg),
                    Ok(msg) => {
                        if let Some(why) = self.take(msg)? {
                            return Ok(why);
                        }
                        None
                    }
                    Err(TryRecvError::Empty | TryRecvError::Disconnected) => None,
                };
            }
        }
    }

    /// Sleeps until something comes in or something is due.
    fn sleep(&self, told: &Receiver<Msg>, moves: bool) -> Result<Msg, RecvTimeoutError> {
        let moves = moves.then_some(FRAME);
        let due = self.play.as_ref().and_then(Play::wake_in);
        match [moves, due].into_iter().flatten().min() {
            Some(timeout) => told.recv_timeout(timeout),
            None => told.recv().map_err(|_| RecvTimeoutError::Disconnected),
        }
    }

    /// Lets time pass in the play, and hears of its troubles.
    fn tick(&mut self) {
        let Some(play) = &mut self.play else {
            return;
        };
        play.tick();
        self.app.trouble(play.trouble().map(ToString::to_string));
        let state = play.shown().state();
        if !self.rang && state.phase() == Phase::Paging {
            self.rang = true;
            let mut voice = String::new();
            if let Some(notifier) = self.manner.notify {
                let pager = pager(&Scene::new(play.shown(), play.now()));
                voice = notifier.notification(&page_from(&pager.from), &pager.title);
            }
            if self.manner.bell {
                voice.push_str(BELL);
            }
            if let Some((screen, _)) = self.screen.as_mut() {
                // A terminal that takes no bell will not take the next frame either.
                let _silent = screen.send(&voice);
            }
        }
    }

    /// The clock stands for as long as somebody is asked whether to leave.
    fn hold_clock(&mut self) {
        let holds = self.app.holds_clock();
        match &mut self.play {
            Some(play) if holds && !play.is_paused() => play.pause(),
            Some(play) if !holds && play.is_paused() => play.unpause(),
            Some(_) | None => {}
        }
    }

    fn has_changed(&self) -> bool {
        let drawn = self.play.as_ref().map(drawn);
        drawn != self.drawn
    }

    fn draw(&mut self) -> io::Result<()> {
        let now = self.clock.reading();
        let Some((screen, _)) = &mut self.screen else {
            return Ok(());
        };
        let size = screen.size()?;
        let scene = self.play.as_ref().map(scene);
        self.app.arrange(scene.as_ref(), size);
        if let Some(id) = self.app.wants_preview() {
            let preview = self.desk.preview(&id);
            self.app.preview(id, preview);
        }
        if let (true, Some(scene)) = (self.app.wants_next(), &scene) {
            let next = self.desk.next(scene.scenario().metadata.id.as_str());
            self.app.suggest(next);
            self.app.arrange(Some(scene), size);
        }
        let title = self.app.title(scene.as_ref());
        if self.title != title {
            screen.title(&title)?;
            self.title = title;
        }
        let app = &self.app;
        let dress = &self.manner.dress;
        screen.draw(size, dress, |buf| app.paint(now, buf.area, buf))?;
        if self.clock.reading().saturating_sub(now) > LATE {
            self.app.stop_moving();
        }
        self.drawn = self.play.as_ref().map(drawn);
        self.keep_score();
        Ok(())
    }

    /// Once play has ended: keeps the score, and has the debrief ready before somebody opens it.
    fn keep_score(&mut self) {
        let Some(play) = &self.play else { return };
        let state = play.shown().state();
        if state.ended.is_none() {
            return;
        }
        let marks = self.app.make_ready(&scene(play));
        if self.scored != state.next_seq {
            self.scored = state.next_seq;
            play.keep_score(marks);
        }
    }

    fn take(&mut self, msg: Msg) -> io::Result<Option<Why>> {
        match msg {
            Msg::Stop(stop) => return Ok(Some(Why::Stopped(stop))),
            Msg::Panicked => return Ok(Some(Why::Panicked)),
            Msg::Home(nth, found) if nth == self.n_looked_up => {
                let (home, wheel) = *found;
                self.looked_up(home, wheel);
                for input in std::mem::take(&mut self.held) {
                    if let Some(why) = self.input(&input)? {
                        return Ok(Some(why));
                    }
                }
            }
            // What has changed since is being looked up.
            Msg::Home(..) => {}
            Msg::Continued => {
                if let Some((screen, _)) = &mut self.screen {
                    screen.retake()?;
                    self.title.clear();
                }
            }
            Msg::Input(input) => {
                let heard = match &mut self.asked {
                    Some(asked) => asked.hear(input),
                    None => return self.input(&input),
                };
                match heard {
                    Heard::Answer(ground) => self.ground(ground),
                    Heard::Inputs(inputs) => {
                        for input in &inputs {
                            if let Some(why) = self.input(input)? {
                                return Ok(Some(why));
                            }
                        }
                    }
                }
            }
        }
        Ok(None)
    }

    fn input(&mut self, input: &Input) -> io::Result<Option<Why>> {
        let now = self.clock.reading();
        if self.must_wait(now, input) {
            self.held.push(input.clone());
            return Ok(None);
        }
        let scene = self.play.as_ref().map(scene);
        let effects = self.app.update(scene.as_ref(), now, input);
        for effect in effects {
            if let Some(why) = self.perform(effect)? {
                return Ok(Some(why));
            }
        }
        Ok(None)
    }

    /// Whether that waits for the home screen to be looked up; what follows it waits with it, so
    /// that keys are obeyed in their order.
    fn must_wait(&self, now: Duration, input: &Input) -> bool {
        let leaves = matches!(input, Input::Resized | Input::Key(Key::Ctrl('c')));
        self.app.awaits(now, input) || !(leaves || self.held.is_empty())
    }

    /// Asks the terminal for its ground, if the colours are to follow it. The answer comes among
    /// the keys, or never.
    fn ask_ground(&mut self) -> io::Result<()> {
        let screen = self.screen.as_mut().filter(|_| self.manner.asks_ground);
        if let Some((screen, _)) = screen {
            self.asked.get_or_insert_default();
            screen.send(QUESTION)?;
        }
        Ok(())
    }

    fn ground(&mut self, ground: Ground) {
        self.asked = None;
        let manner = self.desk.ground(ground);
        if self.manner.asks_ground {
            self.wear(manner);
        }
    }

    fn wear(&mut self, manner: Manner) {
        self.app.keep_still(manner.still);
        if let Some((screen, _)) = &mut self.screen {
            if self.manner.dress != manner.dress {
                screen.change();
            }
            // A terminal that does not take it has no mouse either.
            let _without = screen.listen_to_mouse(manner.mouse);
        }
        self.manner = manner;
    }

    /// Gives the terminal back, then leaves the session: the disk may take its time.
    fn close(&mut self) {
        if let Some((screen, _)) = self.screen.take() {
            screen.leave();
        }
        // Whatever there is to say now is the desk's to print.
        let _said = self.leave();
    }
}

fn scene(play: &Play) -> Scene<'_> {
    Scene::new(play.shown(), play.now())
        .with_regret(play.regret())
        .with_real(play.real())
        .on(play.today())
}

fn drawn(play: &Play) -> Drawn {
    Drawn {
        next_seq: play.shown().state().next_seq,
        second: play.now().as_secs(),
        has_regret: play.regret().is_some(),
        has_real: play.real().is_some(),
    }
}
