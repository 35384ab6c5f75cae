//! Colours, glyphs and settings as a real terminal gets them.

use std::fs;

use misfortune::content::theme::BUILT_IN;

use super::pty::{Pty, misfortune};
use super::{in_room, paged};

const HOME: &str = "Spin the wheel";

fn at_home(program: &super::pty::Program) -> Pty {
    let mut pty = Pty::start(program, (80, 24));
    pty.until("home", |it| it.contains(HOME));
    pty
}

fn quit(mut pty: Pty) {
    pty.send("q");
    assert_eq!(pty.end().code, 0);
}

/// From one step beyond home.
fn back_and_quit(mut pty: Pty) {
    pty.send("\x1b");
    // Together they would be one key.
    pty.until("home", |it| it.contains(HOME));
    quit(pty);
}

#[test]
fn what_is_selected_is_reversed_and_marked_under_every_theme() {
    for (theme, _) in BUILT_IN {
        for no_color in ["", "1"] {
            let program = misfortune(&["--theme", theme]).told("NO_COLOR", no_color);
            let mut pty = at_home(&program);
            pty.until("the menu to its end", |it| it.contains("Quit"));
            let (selected, is_coloured) = pty.look("> Tutorial");
            assert!(selected.inverse(), "{theme}, NO_COLOR={no_color}");
            let is_plain = no_color == "1" || theme == "mono";
            assert_eq!(is_coloured, !is_plain, "{theme}, NO_COLOR={no_color}");
            quit(pty);
        }
    }
}

#[test]
fn the_terminal_says_what_its_ground_is_and_no_key_is_lost() {
    for (answer, ground) in [
        ("\x1b]11;rgb:ffff/ffff/ffff\x1b\\", 231),
        ("\x1b]11;rgb:1c/1c/1c\x07", 234),
    ] {
        let program = misfortune(&["--reduced-motion"]).told("COLORTERM", "");
        let mut pty = at_home(&program);
        let before = pty.look(HOME).0;
        assert_eq!(before.fgcolor(), vt100::Color::Default);
        // Keys on both sides of the answer: the library opens, and its second entry is chosen.
        pty.send(&format!("l{answer}\x1b[B"));
        pty.until_screen("the theme for that ground", |screen| {
            screen.cell(23, 60).unwrap().bgcolor() == vt100::Color::Idx(ground)
        });
        pty.until("the library", |it| it.contains("> Windfall Kites"));
        assert!(!pty.text().contains("rgb"), "{}", pty.text());
        back_and_quit(pty);
    }
}

#[test]
fn a_terminal_that_is_told_its_theme_is_asked_nothing() {
    let asked = |args: &[&str], term: &str| {
        let program = misfortune(args).told("TERM", term);
        let pty = at_home(&program);
        let asked = pty.was_sent("\x1b]11;?");
        quit(pty);
        asked
    };
    // The question follows the first frame, so a frame later it is out.
    let later = |args: &[&str]| {
        let mut pty = at_home(&misfortune(args));
        pty.send("l");
        pty.until("the library", |it| it.contains("> Fastly"));
        let asked = pty.was_sent("\x1b]11;?");
        back_and_quit(pty);
        asked
    };
    assert!(later(&[]));
    assert!(!later(&["--theme", "dark"]));
    assert!(!later(&["--color", "never"]));
    assert!(!asked(&[], "linux"));
}

#[test]
fn without_utf8_or_by_wish_there_is_only_ascii() {
    for program in [
        misfortune(&["play", "bakery"]).told("LC_ALL", "C"),
        misfortune(&["play", "bakery", "--ascii"]),
        misfortune(&["play", "bakery"]).told("MISFORTUNE_GLYPHS", "ascii"),
    ] {
        let mut pty = Pty::start(&program, (120, 40));
        in_room(&mut pty);
        pty.until("a second column", |it| it.contains("2 signals -"));
        assert!(pty.text().is_ascii(), "{}", pty.text());
        pty.send("\x03\x03");
        pty.end();
    }
}

#[test]
fn a_setting_holds_at_once_and_is_written_when_asked_for() {
    let program = misfortune(&[]);
    let folder = program.home().join(".config/misfortune");
    let file = folder.join("config.toml");
    fs::create_dir_all(&folder).unwrap();
    fs::write(&file, "# by hand\ntheme = \"16\" # mine\n").unwrap();
    let mut pty = at_home(&program);
    pty.send(",");
    pty.until("the settings", |it| it.contains("> theme"));
    let text = pty.text();
    assert!(text.contains("16") && text.contains("file"), "{text}");
    // To the left of `16` is `light`.
    pty.send("h");
    pty.until_screen("a light ground", |screen| {
        screen.contents().contains("changed, not written")
            && screen.cell(12, 60).unwrap().bgcolor() == vt100::Color::Idx(231)
    });
    assert!(fs::read_to_string(&file).unwrap().contains("\"16\""));
    pty.send("w");
    pty.until("a word", |it| it.contains("written: "));
    let written = fs::read_to_string(&file).unwrap();
    assert_eq!(written, "# by hand\ntheme = \"light\" # mine\n");
    back_and_quit(pty);
    let mut pty = at_home(&program);
    pty.until_screen("the light ground at the next start", |screen| {
        screen.cell(12, 60).unwrap().bgcolor() == vt100::Color::Idx(231)
    });
    quit(pty);
}

#[test]
fn a_wrong_theme_is_told_and_used_as_far_as_it_goes() {
    let program = misfortune(&["--theme", "mine"]);
    let folder = program.home().join(".config/misfortune/themes");
    fs::create_dir_all(&folder).unwrap();
    let theme = "base = \"light\"\n[roles]\nbad = { fg = \"crimson\" }\ngood = 3\n";
    fs::write(folder.join("mine.toml"), theme).unwrap();
    let mut pty = at_home(&program);
    pty.until("a word about it", |it| it.contains("2 mistakes in "));
    assert_eq!(pty.cell_at(12, 60).bgcolor(), vt100::Color::Idx(231));
    quit(pty);
    let missing = program.again(&["--theme", "mien"]);
    let mut pty = at_home(&missing);
    pty.until("a word about it", |it| {
        it.contains("no theme `mien`: did you mean `mine`?")
    });
    quit(pty);
}

#[test]
fn a_page_notifies_and_rings_unless_it_is_set_otherwise() {
    let heard = |args: &[&str], vars: &[(&str, &str)]| {
        let mut program = misfortune(&[&["play", "bakery"], args].concat());
        for (name, value) in vars {
            program = program.told(name, value);
        }
        let mut pty = Pty::start(&program, (80, 24));
        paged(&mut pty);
        pty.send("\r");
        pty.until("the room", |it| it.contains("you>"));
        let heard = (
            pty.was_sent("\x1b]9; PAGE from pager: Orders have stopped\x1b\\"),
            pty.was_sent("\x1b\\\x07") || pty.was_sent("\x1b[?2026l\x07"),
        );
        pty.send("\x03\x03");
        pty.end();
        heard
    };
    assert_eq!(heard(&[], &[]), (true, true));
    assert_eq!(heard(&["--no-notify"], &[]), (false, true));
    assert_eq!(heard(&["--no-bell"], &[]), (true, false));
    let quiet = [("MISFORTUNE_BELL", "no"), ("MISFORTUNE_NOTIFY", "no")];
    assert_eq!(heard(&[], &quiet), (false, false));
}

#[test]
fn a_terminal_that_cannot_place_text_gets_lines_and_a_word_why() {
    let program = misfortune(&["play", "bakery", "--stress", "untimed"]).told("TERM", "dumb");
    let mut pty = Pty::start(&program, (80, 24));
    pty.until("a word why", |it| it.contains("TERM=dumb"));
    pty.until("the page", |it| it.contains("Orders have stopped"));
    assert!(!pty.is_alternate());
    assert!(!pty.was_sent("\x1b"), "no escape is sent");
    assert!(pty.text().is_ascii(), "{}", pty.text());
    pty.send("quit\r");
    pty.end();
}
