//! The measurements, one function each, in the order of the table.

use std::fs;
use std::path::Path;
use std::time::Duration;

use tempfile::TempDir;

use super::figures::{Sample, head, ms, row};
use super::pty::{Program, Pty};
use super::{bare, draws, process, slow_disk};

/// Starts, quits and the like are repeated so often.
const N_STARTS: usize = 20;
/// Keys that are pressed one after the other.
const N_KEYS: usize = 300;
/// Keys that are pressed at once.
const N_QUEUED: usize = 200;
/// How long nobody does anything.
const IDLE: Duration = Duration::from_secs(10);
/// What the home screen shows.
const HOME: &str = "Spin the wheel";

/// What it shows once the scenarios and sessions are looked up.
const COUNTED: &str = "Library: ";

/// A measurement, by the name it is asked for with.
type Measure = (&'static str, fn(&Folder));

/// Takes those measurements whose name holds one of the words; all of them without words.
pub fn all(words: &[String]) {
    let folder = Folder::new();
    head();
    let measures: [Measure; 8] = [
        ("first frame", first_frame),
        ("key", key_to_screen),
        ("queued keys", queued_keys),
        ("draw", draw),
        ("idle", idle),
        ("memory", memory),
        ("quit", quit),
        ("slow disk", slow_sync),
    ];
    for (name, measure) in measures {
        if words.is_empty() || words.iter().any(|word| name.contains(word.as_str())) {
            measure(&folder);
        }
    }
}

/// Where the measured programs keep their sessions and find a library of a thousand.
struct Folder {
    data: TempDir,
    library: TempDir,
}

impl Folder {
    fn new() -> Self {
        let library = TempDir::new().unwrap();
        let text = include_str!("../../scenarios/fastly-2021/scenario.toml");
        for n in 0..1000 {
            let id = format!("copy-{n:04}");
            let folder = library.path().join(&id);
            fs::create_dir(&folder).unwrap();
            let text = text.replacen("fastly-2021", &id, 1);
            fs::write(folder.join("scenario.toml"), text).unwrap();
        }
        Self {
            data: TempDir::new().unwrap(),
            library,
        }
    }

    fn misfortune(&self, args: &[&str]) -> Program {
        let words = [env!("CARGO_BIN_EXE_misfortune")]
            .into_iter()
            .chain(args.iter().copied());
        Program {
            words: words.map(str::to_owned).collect(),
            vars: vec![
                var("MISFORTUNE_DATA_DIR", self.data.path()),
                var("HOME", self.data.path()),
            ],
        }
    }

    fn with_library(&self) -> Program {
        let mut program = self.misfortune(&["--reduced-motion"]);
        program
            .vars
            .push(var("MISFORTUNE_LIBRARY", self.library.path()));
        program
    }

    /// The incident room, the page taken.
    fn room(&self) -> Pty {
        let program = self.misfortune(&["play", "fastly-2021", "--seed", "7", "--stress", "calm"]);
        in_room(&program)
    }
}

fn var(name: &str, value: &Path) -> (String, String) {
    (name.to_owned(), value.display().to_string())
}

fn own_program(role: &str, value: &str) -> Program {
    let own = std::env::current_exe().unwrap();
    Program {
        words: vec![own.display().to_string()],
        vars: vec![(role.to_owned(), value.to_owned())],
    }
}

fn bare() -> Program {
    own_program(bare::ROLE, "yes")
}

fn in_room(program: &Program) -> Pty {
    let mut pty = Pty::start(program);
    pty.until("ready?");
    pty.send("\r");
    pty.until("PAGE from");
    pty.send("\r");
    pty.until("you>");
    pty.until_quiet();
    pty
}

fn starts(program: &Program, shown: &str) -> Sample {
    let took = (0..N_STARTS).map(|_| {
        let mut pty = Pty::start(program);
        let took = pty.until(shown) - pty.began;
        pty.until_quiet();
        pty.send("q");
        pty.end();
        took
    });
    Sample::of(took.collect())
}

fn first_frame(folder: &Folder) {
    let bare = starts(&bare(), bare::SHOWN);
    let own = starts(&folder.misfortune(&["--reduced-motion"]), HOME);
    let full = starts(&folder.with_library(), HOME);
    let own_told = starts(&folder.misfortune(&["--reduced-motion"]), COUNTED);
    let full_told = starts(&folder.with_library(), COUNTED);
    let aim = format!("at most {}", ms(bare.median().mul_f64(1.5)));
    row("first frame, bare ratatui", &ms(bare.median()), "");
    row("first frame, home", &ms(own.median()), &aim);
    row(
        "first frame, home, 1,000 in the library",
        &ms(full.median()),
        &aim,
    );
    row("all of home", &ms(own_told.median()), "");
    row(
        "all of home, 1,000 in the library",
        &ms(full_told.median()),
        "",
    );
}

/// Presses keys one after the other; gives how long each took to show, and the bytes of each.
fn pressed(pty: &mut Pty, keys: &[&str]) -> (Sample, usize) {
    let mut took = Vec::new();
    let mut bytes = Vec::new();
    for n in 0..N_KEYS {
        let began = super::pty::now();
        pty.send(keys[n % keys.len()]);
        let (at, n_bytes) = pty.until_changed();
        took.push(at - began);
        bytes.push(n_bytes);
    }
    bytes.sort_unstable();
    (Sample::of(took), bytes[bytes.len() / 2])
}

fn percentiles(sample: &Sample) -> String {
    format!("{} / {}", ms(sample.median()), ms(sample.percentile(99)))
}

fn key_to_screen(folder: &Folder) {
    let mut pty = Pty::start(&bare());
    pty.until(bare::SHOWN);
    let (keys, _) = pressed(&mut pty, &["x"]);
    row(
        "key to screen, bare ratatui, p50 / p99",
        &percentiles(&keys),
        "",
    );
    pty.send("q");
    pty.end();
    let aim = "best peer: 0.84 / 1.04 ms";
    let mut pty = Pty::start(&folder.misfortune(&["--reduced-motion"]));
    pty.until(HOME);
    pty.until_quiet();
    let (keys, _) = pressed(&mut pty, &["\x1b[B", "\x1b[A"]);
    row("key to screen, home, p50 / p99", &percentiles(&keys), aim);
    pty.send("q");
    pty.end();
    let mut pty = folder.room();
    let (keys, n_bytes) = pressed(&mut pty, &["a", "b", "\x7f", "\x7f"]);
    row("key to screen, room, p50 / p99", &percentiles(&keys), aim);
    let bytes = format!("{n_bytes} bytes");
    row(
        "bytes of a changed frame, room, median",
        &bytes,
        "at most 267 bytes",
    );
    pty.send("\x03\x03");
    pty.end();
}

fn queued_keys(folder: &Folder) {
    let took = (0..N_STARTS).map(|_| {
        let mut pty = folder.room();
        let began = super::pty::now();
        let keys: String = ('a'..='j').cycle().take(N_QUEUED - 1).collect();
        pty.send(&format!("{keys}Z"));
        let at = pty.until("Z");
        pty.send("\x03\x03");
        pty.end();
        at - began
    });
    let took = Sample::of(took.collect());
    row(
        "200 queued keys drawn, room",
        &ms(took.median()),
        "at most 20.75 ms",
    );
}

fn draw(_folder: &Folder) {
    for (screen, took) in draws::all() {
        let figure = format!("{}, worst {}", ms(took.median()), ms(took.worst()));
        row(
            &format!("view and draw, {screen}"),
            &figure,
            "0.50 ms, worst 1 ms",
        );
    }
}

fn idle(folder: &Folder) {
    let mut home = Pty::start(&folder.misfortune(&["--reduced-motion"]));
    home.until(HOME);
    idled(&mut home, "home", "0 wake-ups, 0 bytes");
    home.send("q");
    home.end();
    let mut room = folder.room();
    idled(&mut room, "running room", "2 wake-ups/s, 0.1 % of a core");
    room.send("\x03\x03");
    room.end();
}

fn idled(pty: &mut Pty, screen: &str, aim: &str) {
    pty.until_quiet();
    let (before, n_bytes) = (process::read(pty.pid()), pty.n_bytes);
    pty.pass(IDLE);
    let (Some(before), Some(after)) = (before, process::read(pty.pid())) else {
        row(&format!("idle, {screen}"), "no /proc here", aim);
        return;
    };
    let seconds = IDLE.as_secs_f64();
    let n_wakes = f64::from(u32::try_from(after.n_wakes - before.n_wakes).unwrap()) / seconds;
    let share = after.ran.saturating_sub(before.ran).as_secs_f64() / seconds * 100.0;
    let n_bytes = pty.n_bytes - n_bytes;
    let figure =
        format!("{n_wakes:.1} wake-ups/s, {share:.3} % of a core, {n_bytes} bytes in 10 s");
    row(&format!("idle, {screen}"), &figure, aim);
}

fn memory(folder: &Folder) {
    let mut pty = folder.room();
    for _ in 0..12 {
        pty.send("wait 5m\r");
        pty.until_quiet();
    }
    let peak = process::memory_peak(pty.pid());
    let figure = peak.map_or("no /proc here".to_owned(), |it| format!("{it} KiB"));
    row("most memory in an hour of play", &figure, "20,480 KiB");
    pty.send("\x03\x03");
    pty.end();
}

fn quit(folder: &Folder) {
    let gone = |program: &Program, shown: &str| {
        let took = (0..N_STARTS).map(|_| {
            let mut pty = Pty::start(program);
            pty.until(shown);
            pty.until_quiet();
            let began = super::pty::now();
            pty.send("q");
            pty.end() - began
        });
        Sample::of(took.collect())
    };
    let bare = gone(&bare(), bare::SHOWN);
    let own = gone(&folder.misfortune(&["--reduced-motion"]), HOME);
    let aim = format!("at most {}", ms(bare.median() * 2));
    row("quit key to gone, bare ratatui", &ms(bare.median()), "");
    row("quit key to gone, home", &ms(own.median()), &aim);
}

fn slow_sync(_folder: &Folder) {
    let keys_with = |sync: &str| {
        let mut pty = Pty::start(&own_program(slow_disk::ROLE, sync));
        pty.until("PAGE from");
        pty.send("\r");
        pty.until("you>");
        pty.until_quiet();
        // Each `b` stands in a line that ends as an event for the disk.
        let keys = ["n", "o", "t", "e", " ", "a", "b", "c", "d", "\r"];
        let (sample, _) = pressed(&mut pty, &keys);
        pty.send("\x03\x03");
        pty.end();
        sample
    };
    let (sound, slow) = (keys_with("0"), keys_with("500"));
    let aim = ms(sound.percentile(99).mul_f64(1.2));
    row(
        "key to screen, no sync time, p99",
        &ms(sound.percentile(99)),
        "",
    );
    row(
        "key to screen, each sync 500 ms, p99",
        &ms(slow.percentile(99)),
        &aim,
    );
}
