//! Line mode, driven through its input and output.

use std::io::{self, BufRead, Cursor, Read, Write};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use misfortune::engine::event::{Event, Head, Stress};
use misfortune::engine::script::alone;
use misfortune::engine::seed::Seed;
use misfortune::line::{End, Face, LineError};
use misfortune::os::clock::HandClock;
use misfortune::play::Play;
use misfortune::store::faults::{Faults, Faulty};
use misfortune::store::memory::Memory;
use misfortune::store::{JournalStore, StoreError};

use crate::bakery::scenario;

/// An end, the debrief opened, and then these lines; without line breaks.
fn after_the_debrief(lines: &str) -> String {
    let (told, end) = piped(&format!(
        "ack\nsev 1\nic me\npage netops\ntail -n 20 shop.log\nproxyctl set payments=later\npayments\n\
         mitigated\nmitigated\nwait\nwait 10m\nask netops certctl renew payments\nwait 10m\n\
         wait 10m\nresolved\nwait\nwait\nwait\ncause certificate\n\n{lines}"
    ));
    assert!(end.left.session.state().debriefed, "{told}");
    told.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_commitment_shows_its_form_beforehand_and_stands_once() {
    let commit = "commit ops 2030-01-01 if a certificate ages, then it pages\n";
    let told = after_the_debrief(&format!(
        "{commit}{commit}commit ops soon we write it down\n"
    ));
    // The clock of this play stands at the beginning of 1970.
    let shown = told.find("the date as 1970-01-15").expect(&told);
    assert!(shown < told.find("commit ops").unwrap(), "{told}");
    assert!(
        told.contains("`soon` is no day: write it as 1970-01-15"),
        "{told}"
    );
    assert_eq!(told.matches("commitment of ops by 2030-01-01").count(), 2);
    assert_eq!(told.matches("it stands already").count(), 1, "{told}");
}

#[test]
fn export_after_the_debrief_names_the_command() {
    let told = after_the_debrief("export\n");
    assert!(
        told.contains("after `quit`: `misfortune export 1 -o session-1.jsonl`"),
        "{told}"
    );
}

fn play(stress: Stress, store: impl JournalStore + 'static, clock: &HandClock) -> Play {
    let scenario = scenario();
    let head = Head::new(&scenario, Seed(7), stress, alone(&scenario));
    Play::begin(scenario, head, Box::new(store), Box::new(clock.clone())).unwrap()
}

/// Plays piped lines untimed.
fn piped(lines: &str) -> (String, End) {
    let mut out = Vec::new();
    let input = Cursor::new(lines.to_owned());
    let mut face = Face::new(input, &mut out, false).unwrap();
    let play = play(Stress::Untimed, Memory::default(), &HandClock::default());
    let end = face.play(play).unwrap();
    drop(face);
    (String::from_utf8(out).unwrap(), end)
}

/// An input that gives what a test sends, when it sends it.
struct Typed {
    lines: Receiver<String>,
    rest: Cursor<Vec<u8>>,
}

fn typing() -> (Sender<String>, impl BufRead + Send + 'static) {
    let (send, lines) = channel();
    let typed = Typed {
        lines,
        rest: Cursor::default(),
    };
    (send, io::BufReader::new(typed))
}

impl Read for Typed {
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

/// An output that says each time it was flushed, with all there is so far.
struct Screen {
    text: Vec<u8>,
    flushed: Sender<String>,
}

impl Write for Screen {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        self.text.extend(buf);
        Ok(buf.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let text = String::from_utf8_lossy(&self.text).into_owned();
        let _ = self.flushed.send(text);
        Ok(())
    }
}

#[test]
fn a_whole_game_in_a_pipe() {
    let (told, end) = piped(
        "ack\nsev 1\nic me\npage netops\nstatus\ntail -n 20 shop.log\nhyp certificate 60\nboard\n\
         wibble\nproxyctl set payments=later\npayments\nmitigated\nmitigated\nwait\nwait 10m\n\
         ask netops certctl renew payments\n\
         post public Orders go through again. We are watching. Next update in 20 minutes.\n\
         wait 10m\nwait 10m\nresolved\nwait\ncause certificate\n\nanswer 1 the log said so\nroti 4 more time\n\
         commit netops 2024-07-01 if a certificate ages then we are paged\n",
    );
    for line in told.lines() {
        assert!(line.is_ascii(), "{line}");
        assert!(line.len() <= 80 || line.contains("you> "), "{line}");
    }
    insta::assert_snapshot!(told);
    assert!(end.left.session.state().ended.is_some());
    assert_eq!(end.stop, None);
}

#[test]
fn a_risk_that_is_not_confirmed_is_not_taken() {
    let (told, end) =
        piped("ack\nproxyctl set payments=later\nno\nproxyctl set payments=later\n PAYMENTS \n");
    assert!(told.contains("RISK: Let orders through"));
    assert!(told.contains("nothing was done"));
    let started =
        |it: &&misfortune::engine::event::Recorded| matches!(it.event, Event::ActionStarted { .. });
    assert_eq!(end.left.session.journal().iter().filter(started).count(), 1);
}

#[test]
fn what_is_typed_instead_of_the_name_is_not_run_and_says_so() {
    let (told, _) = piped("ack\nproxyctl set payments=later\nstatus\n");
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        told.contains("nothing was done; `status` was not run either"),
        "{told}"
    );
}

#[test]
fn a_word_without_the_rest_tells_what_its_card_shows() {
    let (told, _) = piped("ack\npost public\nhyp\nask netops\nhyp nothing\n");
    assert!(told.contains("A good update holds"), "{told}");
    assert!(told.contains("public (Status page): first word due"));
    assert!(told.contains("database: The database is too slow"));
    assert!(told.contains("Knows every certificate"));
    assert!(told.contains("there is no hypothesis `nothing`"));
}

/// A game to its end, with that typed after it.
fn to_the_end_and(typed: &str) -> (String, misfortune::line::End) {
    piped(&format!("ack\n{}{typed}", "wait 2h\n".repeat(12)))
}

#[test]
fn only_going_on_opens_the_debrief() {
    for typed in ["help", "status", "wibble", "wait", "hint", "board"] {
        let (told, _) = to_the_end_and(&format!("{typed}\ncause certificate\n"));
        let opened = told.find("the debrief is opened").expect("at the end");
        let named = told.find("named a cause").expect("before it");
        assert!(named < opened, "{typed}");
    }
    for typed in ["debrief", ""] {
        let (told, end) = to_the_end_and(&format!("{typed}\ncause certificate\n"));
        let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(told.contains("it does not count"), "{typed}");
        assert!(end.left.session.state().debriefed);
    }
}

#[test]
fn the_end_of_the_input_is_leaving() {
    let (told, end) = piped("ack\n");
    assert!(
        told.ends_with("left at T+00:00: `misfortune resume 1` goes on\n"),
        "{told}"
    );
    assert!(end.left.session.state().left_off);
}

#[test]
fn help_tells_every_word_and_every_action() {
    let (told, _) = piped("help\nhelp cert\nhelp zebra\n");
    let scenario = scenario();
    let words = misfortune::engine::prompt::USAGE
        .iter()
        .map(|(usage, _)| *usage);
    let commands = scenario.actions.iter().map(|it| it.commands[0].as_str());
    for word in words.chain(commands) {
        assert!(told.contains(word), "{word}");
    }
}

#[test]
fn help_says_why_something_may_not_be_now() {
    let (told, end) = piped("help\n");
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    let scene = crate::bakery::scene(&end.left.session);
    let all = misfortune::view::palette::entries(&scene);
    let refused = all.iter().filter(|it| !it.refused.is_empty());
    let mut n_refused = 0;
    for it in refused {
        // Why is told once, then that it is so.
        let why = format!("not now: {}", it.refused);
        let row = |why: &str| {
            let row = format!("{} {} {why}", it.shown, it.about);
            row.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let is_told = told.contains(&row(&why)) || told.contains(&row("not now, as above"));
        assert!(is_told, "{}", it.shown);
        n_refused += 1;
    }
    assert!(n_refused > 5, "while the page rings little may be done");
    assert!(
        told.matches("the page still rings").count() < n_refused / 2,
        "{told}"
    );
}

#[test]
fn several_people_are_called_in_one_line_or_nobody_is() {
    let (told, end) = piped("ack\npage netops, baker\npage netops nobody\n");
    let paged = |end: &End| {
        let journal = end.left.session.journal().iter();
        let paged = journal.filter(|it| matches!(it.event, Event::ResponderPaged { .. }));
        paged.count()
    };
    // The baker is there already; whoever is not is called.
    assert_eq!(paged(&end), 1);
    assert!(told.contains("there is no responder `nobody`"), "{told}");
    let (_, end) = piped("ack\npage netops nobody\n");
    assert_eq!(paged(&end), 0);
}

#[test]
fn a_line_that_has_to_wait_is_said_again_as_it_is_to_be_typed() {
    let (told, _) = piped(
        "ack\npage netops\nwait 2m\nwait 2m\nwait 2m\n\
         ask netops certctl renew payments\nask netops call payments\n",
    );
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("netops is busy, free at T+"), "{told}");
    assert!(
        told.contains("type `ask netops call payments` again then"),
        "{told}"
    );
}

#[test]
fn line_mode_tells_whatever_the_timeline_tells() {
    let (told, end) =
        piped("ack\ntail -n 20 shop.log\nhint\nwait\nwait\nwait\nwait\nnonsense\nnote x\n");
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let told = words(&told);
    let scene = crate::bakery::scene(&end.left.session);
    for entry in misfortune::view::timeline::timeline(&scene) {
        for line in &entry.lines {
            // Leaving is told after the last line by its own sentence.
            assert!(
                told.contains(&words(line)) || line == "play is paused",
                "{line}"
            );
        }
    }
}

#[test]
fn what_happens_while_the_prompt_waits_is_told_when_it_happens() {
    let clock = HandClock::default();
    let play = play(Stress::Normal, Memory::default(), &clock);
    let (keys, input) = typing();
    let (flushed, screens) = channel();
    let screen = Screen {
        text: Vec::new(),
        flushed,
    };
    let running = std::thread::spawn(move || Face::new(input, screen, true).unwrap().play(play));
    let until = |what: &str| loop {
        let text = screens
            .recv_timeout(Duration::from_secs(20))
            .unwrap_or_else(|_| panic!("no {what}"));
        if text.contains(what) {
            return text;
        }
    };
    until("T+00:00 you> ");
    // The alert fires at T+00:30; ten incident seconds are one real one.
    let mut text = String::new();
    for _ in 0..10 {
        clock.advance(Duration::from_millis(4500));
        text = screens.recv_timeout(Duration::from_secs(20)).unwrap();
        if text.contains("FIRING CRITICAL: Orders below 5 a minute") {
            break;
        }
    }
    let rung = text.rfind("you>").unwrap();
    assert!(
        rung > text.find("FIRING").unwrap(),
        "the prompt is there again: {text}"
    );
    keys.send("ack\n".to_owned()).unwrap();
    until("took the page");
    drop(keys);
    let end = running.join().unwrap().unwrap();
    assert!(end.left.session.state().acknowledged.is_some());
}

#[test]
fn a_journal_that_cannot_be_written_is_told_once_and_mended() {
    let faults = Faults::default();
    let store = Faulty::new(Memory::default(), faults.clone());
    let play = play(Stress::Untimed, store, &HandClock::default());
    faults.fail_next(
        1,
        StoreError::Full {
            file: "sessions.db".into(),
        },
    );
    let mut out = Vec::new();
    let input = Cursor::new("ack\n\nsev 1\n".to_owned());
    let mut face = Face::new(input, &mut out, false).unwrap();
    let end = face.play(play).unwrap();
    drop(face);
    let told = String::from_utf8(out).unwrap();
    assert_eq!(
        told.matches("the journal cannot be written").count(),
        1,
        "{told}"
    );
    assert_eq!(
        told.matches("the journal is written again").count(),
        1,
        "{told}"
    );
    assert_eq!(told.matches("took the page").count(), 1, "{told}");
    assert_eq!(end.left.session.state().severity, Some(1));
}

/// A reader that goes away after some lines.
struct Head10 {
    left: usize,
    seen: Arc<Mutex<usize>>,
}

impl Write for Head10 {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        let lines = buf.split(|b| *b == b'\n').count() - 1;
        if lines > self.left {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        self.left -= lines;
        *self.seen.lock().unwrap() += buf.len();
        Ok(buf.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_reader_that_has_gone_away_is_no_error() {
    let seen = Arc::default();
    let out = Head10 {
        left: 10,
        seen: Arc::clone(&seen),
    };
    let input = Cursor::new("ack\nhelp\nstatus\n".to_owned());
    let mut face = Face::new(input, out, false).unwrap();
    assert!(
        face.brief(&scenario(), Stress::Untimed)
            .is_ok_and(|ready| !ready)
    );
    let play = play(Stress::Untimed, Memory::default(), &HandClock::default());
    let end: Result<End, LineError> = face.play(play);
    assert!(end.is_ok());
    assert!(*seen.lock().unwrap() > 0);
}

#[test]
fn a_session_taken_up_again_begins_with_what_has_happened() {
    let store = Memory::default();
    let mut out = Vec::new();
    let mut face = Face::new(Cursor::new("ack\n".to_owned()), &mut out, false).unwrap();
    let left = face
        .play(play(Stress::Untimed, store.clone(), &HandClock::default()))
        .unwrap()
        .left;
    drop(face);
    let resumed = Play::resume(
        scenario(),
        Box::new(store),
        left.number,
        Box::new(HandClock::default()),
    );
    let mut out = Vec::new();
    let mut face = Face::new(Cursor::new("quit\n".to_owned()), &mut out, false).unwrap();
    face.play(resumed.unwrap()).unwrap();
    drop(face);
    insta::assert_snapshot!(String::from_utf8(out).unwrap());
}

#[test]
fn the_briefing_as_lines() {
    let mut out = Vec::new();
    let mut face = Face::new(Cursor::new("\n".to_owned()), &mut out, true).unwrap();
    assert!(face.brief(&scenario(), Stress::Normal).unwrap());
    drop(face);
    insta::assert_snapshot!(String::from_utf8(out).unwrap());
}
