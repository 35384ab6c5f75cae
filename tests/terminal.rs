//! The real program in a pseudo terminal, read through a terminal emulator: however it ends,
//! the terminal is as it was, the journal is whole, and the way back is told.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "tests")]

#[path = "terminal/desk.rs"]
mod desk;
#[path = "terminal/pty.rs"]
mod pty;
#[path = "terminal/themes.rs"]
mod themes;

use std::os::unix::net::UnixListener;

use pty::{Pty, misfortune};
use rustix::process::Signal;

const ALT_OFF: &str = "the alternate screen is left, the cursor shown, paste unbracketed";

/// Starts an incident at the home screen's side, up to the page.
fn paged(pty: &mut Pty) {
    pty.until("the briefing", |it| it.contains("ready?"));
    pty.send("\r");
    pty.until("the page", |it| it.contains("PAGE from"));
}

/// Up to the incident room.
fn in_room(pty: &mut Pty) {
    paged(pty);
    pty.send("\r");
    pty.until("the room", |it| it.contains("you>"));
}

#[test]
fn it_starts_and_a_key_quits_it() {
    let mut pty = Pty::start(&misfortune(&["--reduced-motion"]), (80, 24));
    pty.until("home", |it| it.contains("Spin the wheel"));
    assert!(pty.is_alternate());
    pty.send("q");
    let end = pty.end();
    assert_eq!(end.code, 0);
    assert!(end.is_restored, "{ALT_OFF}");
}

#[test]
fn home_stands_before_the_disk_answers_and_keys_wait_for_it_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("disk");
    let disk = UnixListener::bind(&socket).unwrap();
    let slow = format!("{}{}", desk::SLOW_DISK, socket.display());
    let mut pty = Pty::start(&desk::child(&slow), (80, 24));
    let (asked, _) = disk.accept().unwrap();
    pty.until("home", |it| it.contains("Spin the wheel"));
    pty.send("l/Bakery");
    pty.until("nothing is counted yet", |it| !it.contains("Library: "));
    drop(asked);
    pty.until("what was looked for in the library", |it| {
        it.contains("/ Bakery") && it.contains("> Example Bakery")
    });
    pty.send("\x03\x03");
    assert!(pty.end().is_restored, "{ALT_OFF}");
}

#[test]
fn a_disk_that_never_answers_holds_nobody_who_leaves() {
    for leaving in ["q", "l\x03\x03"] {
        let folder = tempfile::tempdir().unwrap();
        let socket = folder.path().join("disk");
        let disk = UnixListener::bind(&socket).unwrap();
        let slow = format!("{}{}", desk::SLOW_DISK, socket.display());
        let mut pty = Pty::start(&desk::child(&slow), (80, 24));
        let _asked = disk.accept().unwrap();
        pty.until("home", |it| it.contains("Spin the wheel"));
        pty.send(leaving);
        assert!(pty.end().is_restored, "{leaving:?}: {ALT_OFF}");
    }
}

#[test]
fn the_wheel_stops_and_leads_to_a_briefing() {
    // The last frame comes by itself, with motion and without.
    for args in [&["--reduced-motion"][..], &[]] {
        let mut pty = Pty::start(&misfortune(args), (80, 24));
        pty.until("home", |it| it.contains("Spin the wheel"));
        assert_eq!(pty.title(), "Wheel of Misfortune");
        pty.send("s");
        pty.until("the pick", |it| it.contains("spin again"));
        pty.send("q");
        pty.until("home", |it| it.contains("choose"));
        pty.send("q");
        assert!(pty.end().is_restored);
    }
    let mut pty = Pty::start(&misfortune(&["--reduced-motion"]), (80, 24));
    pty.until("home", |it| it.contains("Spin the wheel"));
    pty.send("s");
    pty.until("the pick", |it| it.contains("spin again"));
    pty.send("\r");
    pty.until("the briefing", |it| it.contains("ready?"));
    pty.send("\x1b");
    pty.until("home", |it| it.contains("Spin the wheel"));
    pty.send("q");
    assert_eq!(pty.end().code, 0);
}

#[test]
fn it_follows_every_size() {
    let mut pty = Pty::start(&misfortune(&["play", "bakery"]), (80, 24));
    in_room(&mut pty);
    pty.resize(120, 40);
    pty.until("a second column", |it| it.contains("2 signals \u{2500}"));
    pty.resize(20, 5);
    pty.until("a word for room", |it| it.contains("needs 60x16"));
    for width in [1, 300, 2, 80, 59, 100] {
        for height in [1, 100, 24] {
            pty.resize(width, height);
        }
    }
    pty.resize(200, 60);
    pty.until("two columns", |it| it.contains("3 logs \u{2500}"));
    pty.resize(80, 24);
    pty.until("one column", |it| {
        it.contains("you>") && !it.contains('\u{2500}')
    });
    pty.send("\x03\x03");
    assert!(pty.end().is_restored, "{ALT_OFF}");
}

#[test]
fn a_storm_of_sizes_ends_in_the_size_it_ends_in() {
    let mut pty = Pty::start(&misfortune(&["play", "bakery"]), (80, 24));
    in_room(&mut pty);
    // Steps that have no factor in common with the ranges, so that all kinds of sizes come up.
    let sizes = (0_u16..1000).map(|n| (1 + n.wrapping_mul(97) % 300, 1 + n.wrapping_mul(31) % 100));
    for (cols, rows) in sizes {
        pty.resize(cols, rows);
    }
    pty.resize(120, 40);
    pty.send("note after the storm\r");
    pty.until("the note in the room", |it| {
        it.contains("after the storm") && it.contains("2 signals \u{2500}")
    });
    pty.send("\x03\x03");
    assert!(pty.end().is_restored, "{ALT_OFF}");
}

#[test]
fn a_slow_terminal_gets_the_newest_frame_and_no_queue_of_stale_ones() {
    const N_KEYS: usize = 600;
    let mut pty = Pty::start(&misfortune(&["play", "bakery"]), (80, 24));
    in_room(&mut pty);
    let n_before = pty.n_bytes();
    pty.read_slowly();
    for _ in 0..N_KEYS / 2 {
        // Each of these draws all of a pane anew.
        pty.send("\x1bOR\x1bOQ");
        pty.let_read(64);
    }
    pty.send("note the newest\r");
    pty.read_freely();
    pty.until("the newest frame", |it| it.contains("the newest"));
    let n_drawn = pty.n_bytes() - n_before;
    // A frame a key would be some 600 times a thousand bytes.
    assert!(n_drawn < 200_000, "{n_drawn} bytes");
    pty.send("\x03\x03");
    assert!(pty.end().is_restored, "{ALT_OFF}");
}

#[test]
fn stopped_and_continued_from_outside_it_goes_on_with_what_was_typed() {
    let mut pty = Pty::start(&misfortune(&["play", "bakery"]), (80, 24));
    in_room(&mut pty);
    pty.send("note half a");
    pty.until("the line", |it| it.contains("half a"));
    pty.signal(Signal::STOP);
    pty.send(" line\r");
    pty.signal(Signal::CONT);
    pty.until("the whole note", |it| {
        it.contains("half a line") && !it.contains("you> note")
    });
    pty.send("\x03\x03");
    assert!(pty.end().is_restored, "{ALT_OFF}");
}

#[test]
fn a_sequence_that_comes_in_pieces_is_one_key() {
    let mut pty = Pty::start(&misfortune(&["play", "bakery"]), (80, 24));
    in_room(&mut pty);
    pty.send("note first\r");
    pty.until("the note", |it| {
        it.contains("first") && !it.contains("you> note")
    });
    // The arrow for what was typed before. An escape byte alone is a key of its own.
    pty.send_bytes(b"\x1b[");
    pty.send_bytes(b"A");
    pty.until("the line again", |it| it.contains("you> note first"));
    pty.send("\x03\x03");
    assert!(pty.end().is_restored, "{ALT_OFF}");
}

#[test]
fn born_without_a_size_it_waits_for_one() {
    let mut pty = Pty::start(&misfortune(&["--reduced-motion"]), (0, 0));
    pty.resize(80, 24);
    pty.until("home", |it| it.contains("Spin the wheel"));
    pty.send("q");
    assert_eq!(pty.end().code, 0);
}

#[test]
fn signals_end_it_with_the_terminal_restored_and_the_way_back_told() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130)] {
        let mut pty = Pty::start(&misfortune(&["play", "bakery"]), (80, 24));
        in_room(&mut pty);
        pty.send("note kept\r");
        pty.until("the note", |it| it.contains("kept"));
        pty.signal(signal);
        let end = pty.end();
        assert_eq!(end.code, code, "{signal:?}");
        assert!(end.is_restored, "{signal:?}: {ALT_OFF}");
        assert!(end.screen.contains("misfortune resume"), "{}", end.screen);
    }
}

#[test]
fn who_leaves_an_incident_begun_at_home_is_home_again_and_told_the_way_back() {
    let mut pty = Pty::start(&misfortune(&["--reduced-motion"]), (80, 24));
    pty.until("home", |it| it.contains("Spin the wheel"));
    pty.send("l/Kites");
    pty.until("the library", |it| it.contains("> Windfall Kites"));
    pty.send("\r");
    in_room(&mut pty);
    pty.send("quit\r");
    pty.until("home with the way back", |it| {
        it.contains("session 1 is kept") && it.contains("> Take up the open session")
    });
    pty.send("q");
    let end = pty.end();
    assert_eq!(end.code, 0);
    assert!(end.screen.contains("misfortune resume 1"), "{}", end.screen);
}

#[test]
fn ctrl_c_twice_keeps_everything_and_resume_brings_it_back() {
    let program = misfortune(&["play", "bakery"]);
    let mut pty = Pty::start(&program, (80, 24));
    in_room(&mut pty);
    pty.send("note this has to last\r");
    pty.until("the note", |it| it.contains("has to last"));
    pty.send("\x03");
    pty.until("a warning", |it| it.contains("Ctrl-C again"));
    pty.send("\x03");
    let end = pty.end();
    assert_eq!(end.code, 0);
    assert!(end.screen.contains("misfortune resume"), "{}", end.screen);
    let mut pty = Pty::start(&program.again(&["resume"]), (80, 24));
    pty.until("the room as it was", |it| {
        it.contains("has to last") && it.contains("you>")
    });
    pty.send("quit\r");
    assert_eq!(pty.end().code, 0);
}

#[test]
fn a_closed_terminal_ends_it_within_a_second() {
    for hup_is_ignored in [false, true] {
        let mut program = misfortune(&["play", "bakery"]);
        if hup_is_ignored {
            program = program.ignoring_hup();
        }
        let mut pty = Pty::start(&program, (80, 24));
        in_room(&mut pty);
        let ended_in = pty.close();
        assert!(
            ended_in.as_secs_f64() < 1.0,
            "{ended_in:?}, hup ignored: {hup_is_ignored}"
        );
    }
}

#[test]
fn a_terminal_that_takes_no_more_does_not_hold_it() {
    let mut pty = Pty::start(&desk::child("drawing for ever"), (80, 24));
    pty.until("home", |it| it.contains("Spin the wheel"));
    pty.send("s");
    pty.until("more than anybody reads", |it| it.contains("and on and on"));
    pty.stop_reading();
    pty.signal(Signal::TERM);
    assert_eq!(pty.end_unread(), 143);
}

#[test]
fn without_colour_what_is_selected_is_still_seen() {
    for program in [
        misfortune(&["--color", "never"]),
        misfortune(&[]).told("NO_COLOR", "1"),
    ] {
        let mut pty = Pty::start(&program, (80, 24));
        pty.until("home", |it| it.contains("> Tutorial"));
        let (selected, is_coloured) = pty.look("> Tutorial");
        assert!(selected.inverse());
        assert!(!is_coloured);
        pty.send("q");
        pty.end();
    }
    let mut pty = Pty::start(&misfortune(&["--color", "always"]), (80, 24));
    pty.until("home", |it| it.contains("> Tutorial"));
    assert!(pty.look("> Tutorial").1);
    pty.send("q");
    pty.end();
}

fn is_at_prompt(screen: &str) -> bool {
    screen.trim_end().ends_with("ready$")
}

#[test]
fn a_shell_stops_it_and_brings_it_back() {
    let program = misfortune(&["play", "bakery"]);
    let mut pty = Pty::start(&program.shell(), (80, 24));
    pty.until("a shell", |it| it.contains("ready$"));
    pty.send(&format!("{}\r", program.line()));
    in_room(&mut pty);
    pty.send("note still here");
    pty.until("the line", |it| it.contains("still here"));
    pty.send("\x1a");
    pty.until("the shell", |it| it.contains("Stopped") && is_at_prompt(it));
    assert!(!pty.is_alternate());
    pty.send("fg\r");
    pty.until("what was typed", |it| it.contains("you> note still here"));
    assert!(pty.is_alternate());
    pty.send("\x03\x03");
    // What is typed before the shell has its terminal back is lost.
    pty.until("the shell", |it| {
        it.contains("misfortune resume") && is_at_prompt(it)
    });
    assert!(!pty.is_alternate());
    pty.send("exit\r");
    pty.end();
}

#[test]
fn a_huge_paste_and_garbage_leave_it_standing() {
    let mut pty = Pty::start(&misfortune(&["play", "bakery"]), (80, 24));
    in_room(&mut pty);
    let paste = "long words ".repeat(100_000);
    pty.send(&format!("\x1b[200~{paste}\x1b[201~"));
    pty.until("the end of what was kept", |it| {
        it.contains("you> ") && it.contains("long words")
    });
    pty.send("\x15");
    pty.send_bytes(b"\xff\xfe\x1b[\x1b[999;999;999~\x1b]0;x\x1b[<0;1;1M\xc3");
    // A broken sequence may swallow what follows it, a whole key later it is over.
    pty.send("\x1b\x1b\x15");
    pty.send("\x15note alive");
    pty.until("typing again", |it| it.contains("alive"));
    pty.send("\x03\x03");
    assert!(pty.end().is_restored, "{ALT_OFF}");
}

#[test]
fn a_panic_gives_the_terminal_back_and_is_reported() {
    for where_it_panics in ["panics", "a thread panics"] {
        let mut pty = Pty::start(&desk::child(where_it_panics), (80, 24));
        pty.until("home", |it| it.contains("Spin the wheel"));
        pty.send("l");
        pty.until("the library", |it| it.contains("> Example Bakery"));
        pty.send("\r");
        let end = pty.end();
        assert!(end.is_restored, "{where_it_panics}: {ALT_OFF}");
        assert!(end.screen.contains("a mistake of ours"), "{}", end.screen);
        assert!(end.screen.contains("ended: Panicked"), "{}", end.screen);
    }
}

#[test]
fn a_panic_in_any_screen_and_in_the_journals_thread_does_so_too() {
    let over = "wait 10h\rwait 10h\r";
    let ways: [(&str, &str, &str); 4] = [
        (desk::SCREEN_PANICS, "", "the pager"),
        (desk::SCREEN_PANICS, "ack\r", "the room"),
        (desk::SCREEN_PANICS, over, "the causes and the debrief"),
        (desk::JOURNAL_PANICS, "ack\r", "the journal's thread"),
    ];
    for (mistake, first, where_it_panics) in ways {
        let mut pty = Pty::start(&desk::child(mistake), (80, 24));
        pty.until("the page", |it| it.contains("PAGE from"));
        pty.send(first);
        pty.send(&format!("note {}\r", desk::WORD));
        let end = pty.end();
        assert!(end.is_restored, "{where_it_panics}: {ALT_OFF}");
        assert!(end.screen.contains("a mistake of ours"), "{}", end.screen);
        assert!(end.screen.contains("ended: Panicked"), "{}", end.screen);
    }
    let pty = Pty::start(&desk::child(desk::LOOK_UP_PANICS), (80, 24));
    let end = pty.end();
    assert!(end.is_restored, "the look-up: {ALT_OFF}");
    assert!(end.screen.contains("ended: Panicked"), "{}", end.screen);
    let mut pty = Pty::start(&desk::child("the home screen panics"), (80, 24));
    pty.until("home", |it| it.contains("Spin the wheel"));
    pty.send("s");
    let end = pty.end();
    assert!(end.is_restored, "home: {ALT_OFF}");
    assert!(end.screen.contains("ended: Panicked"), "{}", end.screen);
}

/// Not a test: the program with mistakes in it, when a test above runs it.
#[test]
fn child() {
    desk::run_if_child();
}
