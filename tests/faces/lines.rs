//! A golden run in line mode, driven through its input and output.

use std::io::{self, BufReader, Cursor, Read, Write};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use misfortune::line::{End, Face};
use misfortune::os::clock::HandClock;
use misfortune::play::Play;
use misfortune::store::memory::Memory;
use misfortune::view::palette::AS_ABOVE;

use crate::told::Told;
use crate::walk::Walk;

/// Words that show what stands beside the timeline.
pub const LOOKS: [&str; 3] = ["status", "board", "map"];

/// Plays it, and says what was told.
pub fn play(walk: &Walk) -> Told {
    let pipe = Pipe::open(walk);
    let (mut after, mut looked) = (Vec::new(), false);
    for stop in &walk.stops {
        let from = pipe.told_len();
        pipe.pass(&stop.passes);
        pipe.enter(&stop.typed);
        if let Some(word) = &stop.accepts {
            pipe.enter(word);
        }
        if stop.looks {
            for word in LOOKS {
                pipe.enter(word);
            }
            // Like the screens' charts and palette: once.
            if !std::mem::replace(&mut looked, true) {
                pipe.enter("help");
                pipe.enter("help sev");
                for metric in &walk.scenario.metrics {
                    pipe.enter(&format!("chart {}", metric.id));
                }
            }
        }
        after.push(reasons_repeated(&pipe.told_since(from)));
    }
    pipe.pass(&walk.rest);
    // A wait can have ended it; then a line more would already open the debrief.
    let from = pipe.told_len();
    pipe.enter("debrief");
    let debrief = pipe.told_since(from);
    let (text, end) = pipe.close();
    let before = text.split("T+00:00").next().unwrap_or_default();
    let mut told = Told::new(end.left.session, text.clone());
    told.before(before);
    told.timeline(text.lines());
    told.after(&after);
    told.debrief(&debrief);
    told
}

/// The text with the reason in place of `as above`, as who reads it takes it.
fn reasons_repeated(text: &str) -> String {
    let (mut all, mut reason) = (String::new(), String::new());
    let mut is_reason = false;
    for line in text.lines() {
        is_reason = if line.trim_start().starts_with("not now: ") {
            line.clone_into(&mut reason);
            true
        } else if is_reason && line.starts_with("        ") {
            reason.push_str(line);
            true
        } else {
            false
        };
        let is_short = line.trim() == AS_ABOVE;
        all.push_str(if is_short { &reason } else { line });
        all.push('\n');
    }
    all
}

/// Line mode behind a pipe. A line is sent when the one before it is done with.
struct Pipe {
    clock: HandClock,
    keys: Sender<String>,
    flushed: Receiver<()>,
    text: Arc<Mutex<Vec<u8>>>,
    running: JoinHandle<End>,
}

impl Pipe {
    fn open(walk: &Walk) -> Self {
        let clock = HandClock::default();
        let (keys, lines) = channel();
        let (tell, flushed) = channel();
        let text = Arc::default();
        let output = Output {
            text: Arc::clone(&text),
            flushed: tell,
        };
        let input = BufReader::new(Input {
            lines,
            rest: Cursor::default(),
        });
        let mut face = Face::new(input, output, false).unwrap();
        let (scenario, head) = (Arc::clone(&walk.scenario), walk.head.clone());
        assert!(face.brief(&scenario, head.stress).unwrap());
        while flushed.try_recv().is_ok() {}
        let store = Box::new(Memory::default());
        let play = Play::begin(scenario, head, store, Box::new(clock.clone())).unwrap();
        let running = std::thread::spawn(move || face.play(play).unwrap());
        let pipe = Self {
            clock,
            keys,
            flushed,
            text,
            running,
        };
        pipe.flushed.recv().unwrap();
        pipe
    }

    fn told_len(&self) -> usize {
        self.text.lock().unwrap().len()
    }

    fn told_since(&self, from: usize) -> String {
        String::from_utf8(self.text.lock().unwrap()[from..].to_vec()).unwrap()
    }

    /// Lets time pass; an empty line is what makes the face look at the clock now.
    fn pass(&self, steps: &[Duration]) {
        for step in steps {
            self.clock.advance(*step);
            self.enter("");
        }
    }

    /// Types a line and waits until everything it does is told.
    fn enter(&self, line: &str) {
        let from = self.told_len();
        self.keys.send(format!("{line}\n")).unwrap();
        let echo = format!("you> {line}").trim_end().to_owned();
        loop {
            self.flushed.recv().unwrap();
            let told = self.told_since(from);
            if told.lines().any(|it| it.trim_end().ends_with(&echo)) {
                return;
            }
        }
    }

    /// The end of the input; everything that was told, and the end.
    fn close(self) -> (String, End) {
        drop(self.keys);
        let end = self.running.join().unwrap();
        let text = self.text.lock().unwrap().clone();
        (String::from_utf8(text).unwrap(), end)
    }
}

/// Lines when they are sent.
struct Input {
    lines: Receiver<String>,
    rest: Cursor<Vec<u8>>,
}

impl Read for Input {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        if self.rest.position() == self.rest.get_ref().len() as u64 {
            match self.lines.recv() {
                Ok(line) => self.rest = Cursor::new(line.into_bytes()),
                Err(_) => return Ok(0),
            }
        }
        self.rest.read(buf)
    }
}

/// Says each time that a turn is over.
struct Output {
    text: Arc<Mutex<Vec<u8>>>,
    flushed: Sender<()>,
}

impl Write for Output {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        self.text.lock().unwrap().extend(buf);
        Ok(buf.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let _ = self.flushed.send(());
        Ok(())
    }
}
