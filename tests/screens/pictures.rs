//! What each screen looks like at the design size, wide, very wide, and too small.

use std::time::Duration;

use misfortune::engine::event::Stress;
use misfortune::engine::wheel::Wheel;
use misfortune::tui::input::Key;
use misfortune::tui::keys::Context;
use misfortune::view::home;

use super::Seat;

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (200, 60)];

/// Snapshots what some keys lead to, at each size.
fn check(name: &str, sizes: &[(u16, u16)], go: impl Fn(&mut Seat)) {
    for size in sizes {
        let mut seat = Seat::new(*size, Stress::Untimed);
        go(&mut seat);
        super::poor::holds(name, &seat.buffer());
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!(format!("{name}_{}x{}", size.0, size.1), seat.picture());
        });
    }
}

fn enter_room(seat: &mut Seat) {
    seat.keys([Key::Char('l'), Key::Enter, Key::Enter, Key::Enter]);
}

/// Some minutes of play.
pub fn work(seat: &mut Seat) {
    enter_room(seat);
    for line in [
        "sev 1",
        "page netops",
        "tail -n 20 shop.log",
        "hyp payments-down 70",
        "hyp certificate 20",
        "post public We are investigating: orders fail at checkout. Next update in 20 minutes.",
        "psql -c 'select 1'",
        "wait 10m",
    ] {
        seat.line(line);
    }
}

#[test]
fn home() {
    check("home", &SIZES, |_| ());
}

#[test]
fn the_wheel_turns() {
    check("wheel_turns", &SIZES[..1], |seat| {
        seat.key(Key::Char('s'));
        seat.pass(Duration::from_secs(3));
    });
}

#[test]
fn the_wheel_stands_at_the_pick() {
    check("wheel_stands", &SIZES, |seat| {
        seat.keys([Key::Char('o'), Key::Char('s')]);
        seat.pass(Duration::from_secs(10));
    });
}

#[test]
fn odds_are_told_when_they_are_asked_for() {
    check("odds", &SIZES[..1], |seat| seat.key(Key::Char('o')));
}

#[test]
fn with_reduced_motion_the_wheel_stands_at_once() {
    let mut seat = Seat::new((80, 24), Stress::Untimed);
    seat.app = misfortune::tui::app::App::new(super::wheel_and_home().0, true);
    seat.key(Key::Char('s'));
    assert_eq!(seat.context(), Context::Picked);
    assert!(!seat.app.moves(seat.now()));
}

#[test]
fn many_slices_or_few_rows_are_a_reel() {
    check("reel", &[(60, 16)], |seat| {
        seat.key(Key::Char('s'));
        seat.pass(Duration::from_secs(10));
    });
    let names: Vec<String> = (0..400).map(|n| format!("Organisation {n}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    check("reel_of_many", &SIZES[..2], |seat| {
        seat.app.home(super::home_of(&names).0);
    });
    let sixteen = &names[..16];
    check("sixteen_slices", &SIZES[..2], |seat| {
        seat.app.home(super::home_of(sixteen).0);
    });
}

#[test]
fn home_before_the_disk_has_answered() {
    check("home_awaited", &SIZES, |seat| {
        let home = home::awaited(4, false).with_tutorial("tutorial");
        seat.app.home(home);
    });
}

#[test]
fn an_empty_home_says_the_next_key() {
    check("home_empty", &SIZES[..1], |seat| {
        let wheel = Wheel::fair(0);
        seat.app.home(home::home(Vec::new(), &wheel, None));
        seat.keys([Key::Down, Key::Up]);
    });
    for (key, name) in [('l', "library_empty"), ('h', "history_empty")] {
        check(name, &SIZES[..1], |seat| {
            let wheel = Wheel::fair(0);
            seat.app.home(home::home(Vec::new(), &wheel, None));
            seat.key(Key::Char(key));
        });
    }
}

#[test]
fn library() {
    check("library", &SIZES, |seat| {
        seat.keys([Key::Char('l'), Key::Down]);
    });
    check("library_filtered", &SIZES[..1], |seat| {
        seat.keys("l/web !fast".chars().map(Key::Char));
    });
    check("library_by_best", &SIZES[..1], |seat| {
        seat.keys("lssss".chars().map(Key::Char));
    });
    check("library_preview", &SIZES[..1], |seat| {
        seat.keys([Key::Char('l'), Key::Tab]);
    });
    check("library_found_nothing", &SIZES[..1], |seat| {
        seat.keys("l/zebra".chars().map(Key::Char));
    });
}

#[test]
fn history() {
    check("history", &SIZES, |seat| {
        seat.keys([Key::Char('h'), Key::Down]);
    });
    check("history_figures", &SIZES[..1], |seat| {
        seat.keys([Key::Char('h'), Key::Tab]);
    });
}

#[test]
fn settings() {
    check("settings", &SIZES, |seat| {
        seat.keys([Key::Char(','), Key::Down]);
    });
    check("settings_name", &SIZES[..1], |seat| {
        seat.key(Key::Char(','));
        seat.keys([Key::Down; 7]);
        seat.key(Key::Enter);
        seat.keys("Ana 漢".chars().map(Key::Char));
    });
}

#[test]
fn briefing() {
    check("briefing", &SIZES, |seat| {
        seat.keys([Key::Char('l'), Key::Enter]);
    });
    check("briefing_seed", &SIZES[..1], |seat| {
        seat.keys([Key::Char('l'), Key::Enter, Key::Right]);
        seat.keys("s12x34".chars().map(Key::Char));
    });
}

#[test]
fn pager() {
    check("pager", &SIZES, |seat| {
        seat.keys([Key::Char('l'), Key::Enter, Key::Enter]);
    });
}

#[test]
fn what_is_typed_while_the_page_rings_stays() {
    check("pager_typed", &SIZES[..1], |seat| {
        seat.keys([Key::Char('l'), Key::Enter, Key::Enter]);
        seat.line("sev 1");
        seat.keys("ac".chars().map(Key::Char));
    });
}

#[test]
fn looking_around() {
    check("looking", &SIZES[..1], |seat| {
        work(seat);
        seat.keys([Key::Esc, Key::Up, Key::Up]);
    });
}

#[test]
fn room() {
    check("room", &SIZES, work);
}

#[test]
fn panes() {
    for (key, name) in [
        ('2', "signals"),
        ('3', "logs"),
        ('4', "people"),
        ('5', "board"),
    ] {
        check(name, &SIZES[..1], |seat| {
            work(seat);
            seat.key(Key::Char(key));
        });
    }
    check("commands", &SIZES[..2], |seat| {
        work(seat);
        seat.key(Key::Char('6'));
    });
}

#[test]
fn a_graph_as_a_large_chart() {
    check("chart", &SIZES, |seat| {
        work(seat);
        seat.keys([Key::Char('2'), Key::Esc, Key::Enter]);
        seat.keys([Key::Left; 9]);
    });
}

#[test]
fn the_service_map() {
    check("map", &SIZES, |seat| {
        work(seat);
        seat.keys([Key::Char('7'), Key::Esc, Key::Down, Key::Down]);
    });
    check("map_zoomed", &SIZES[1..], |seat| {
        work(seat);
        seat.keys([Key::Char('7'), Key::Esc, Key::Enter, Key::End]);
    });
}

#[test]
fn logs_are_filtered_as_one_types() {
    check("logs_filter", &SIZES, |seat| {
        work(seat);
        seat.keys([Key::Char('3'), Key::Char('3'), Key::Char('/')]);
        seat.keys("ORDER 1".chars().map(Key::Char));
    });
    check("logs_held", &SIZES[..1], |seat| {
        work(seat);
        seat.keys([Key::Char('3'), Key::Char('3'), Key::Right, Key::Char('f')]);
        seat.line("wait 3m");
        seat.key(Key::Esc);
    });
}

#[test]
fn runbooks() {
    check("runbooks", &SIZES[..2], |seat| {
        work(seat);
        seat.keys([Key::F(11), Key::Down]);
    });
    check("runbook", &SIZES, |seat| {
        work(seat);
        seat.line("runbook payments");
    });
}

#[test]
fn the_board_with_the_whole_width() {
    check("board_zoomed", &SIZES, |seat| {
        work(seat);
        seat.line("page baker");
        seat.keys([Key::Char('5'), Key::Char('5')]);
    });
}

#[test]
fn what_came_unseen_is_counted_and_marked() {
    check("unread", &SIZES[..1], |seat| {
        work(seat);
        // What was painted says how far a page goes.
        let _ = seat.picture();
        seat.keys([Key::PageUp, Key::PageUp]);
        let _ = seat.picture();
        seat.news("note one");
        seat.news("note two");
        let _ = seat.picture();
        seat.keys([Key::PageDown, Key::PageDown]);
    });
    check("notes", &SIZES[..1], |seat| {
        work(seat);
        seat.line("note the database is fine");
        seat.keys([Key::Char('1'), Key::Left]);
    });
}

#[test]
fn typing_shows_what_it_may_become() {
    check("typing", &SIZES[..1], |seat| {
        work(seat);
        seat.keys("pro".chars().map(Key::Char));
    });
    check("completing", &SIZES[..1], |seat| {
        work(seat);
        seat.keys("hyp ".chars().map(Key::Char));
        seat.keys([Key::Tab, Key::Tab]);
    });
}

#[test]
fn help() {
    check("help", &SIZES[..2], |seat| {
        work(seat);
        seat.key(Key::Char('?'));
    });
}

#[test]
fn palette() {
    check("palette", &SIZES, |seat| {
        work(seat);
        seat.key(Key::Char(':'));
    });
    check("palette_refused", &SIZES[..1], |seat| {
        work(seat);
        seat.key(Key::Char(':'));
        seat.keys("certctl".chars().map(Key::Char));
    });
    check("palette_home", &SIZES[..1], |seat| seat.key(Key::Char(':')));
}

#[test]
fn composing_an_update() {
    check("update", &SIZES, |seat| {
        work(seat);
        seat.line("post public");
        seat.keys(
            "Orders fail at checkout since 07:00 UTC"
                .chars()
                .map(Key::Char),
        );
        seat.key(Key::Tab);
        seat.keys(
            "We found the cause, a certificate that has run out, and are renewing it"
                .chars()
                .map(Key::Char),
        );
        seat.key(Key::Tab);
    });
    check("update_empty", &SIZES[..1], |seat| {
        enter_room(seat);
        seat.line("post");
    });
}

#[test]
fn hypotheses() {
    check("hypotheses", &SIZES, |seat| {
        work(seat);
        seat.line("hyp certificate");
        seat.keys([Key::PageUp, Key::Right]);
    });
}

#[test]
fn responders() {
    check("responders", &SIZES, |seat| {
        work(seat);
        seat.line("ask netops");
    });
}

#[test]
fn a_risk_is_told_before_it_is_taken() {
    check("confirm", &SIZES[..1], |seat| {
        work(seat);
        seat.line("proxyctl set payments=later");
        seat.keys("pay".chars().map(Key::Char));
    });
}

#[test]
fn leaving_asks_once() {
    check("leave", &SIZES[..1], |seat| {
        work(seat);
        seat.key(Key::Ctrl('d'));
    });
}

/// Plays the whole of it to its end.
pub fn to_the_end(seat: &mut Seat) {
    work(seat);
    for line in [
        "proxyctl set payments=later",
        "payments",
        // The alert still fires: claimed all the same.
        "mitigated",
        "mitigated",
        "ask netops certctl renew payments",
        "wait 30m",
        "hyp certificate 95",
        "resolved",
        "wait 1h",
        "wait 1h",
        "wait 10h",
        "wait 10h",
        "wait 10h",
    ] {
        seat.line(line);
    }
    assert!(seat.play.as_ref().unwrap().shown().state().ended.is_some());
}

/// Plays it to its end and opens the debrief.
pub fn to_the_debrief(seat: &mut Seat) {
    to_the_end(seat);
    seat.key(Key::Enter);
    // What was painted says how far a page goes.
    let _ = seat.picture();
}

#[test]
fn the_end_leads_to_the_debrief() {
    check("over", &SIZES[..1], to_the_end);
    check("debrief", &SIZES, to_the_debrief);
}

#[test]
fn each_section_of_the_debrief_is_one_digit_away() {
    let sections = [
        ('2', "timelines"),
        ('3', "harm"),
        ('4', "steps"),
        ('5', "moments"),
        ('6', "story"),
        ('7', "lessons"),
        ('8', "commitments"),
        ('9', "next"),
    ];
    for (digit, name) in sections {
        check(&format!("debrief_{name}"), &SIZES, |seat| {
            to_the_debrief(seat);
            seat.key(Key::Char(digit));
        });
    }
}

#[test]
fn a_dimension_shows_its_lines_when_it_is_opened() {
    check("debrief_open", &SIZES, |seat| {
        to_the_debrief(seat);
        seat.keys([Key::Down, Key::Enter]);
    });
}

#[test]
fn the_debrief_takes_answers() {
    check("answering", &SIZES[..1], |seat| {
        to_the_debrief(seat);
        seat.keys([Key::Char('5'), Key::Enter]);
        seat.keys("the log of whoever complained".chars().map(Key::Char));
    });
    check("answered", &SIZES, |seat| {
        to_the_debrief(seat);
        seat.keys([Key::Char('5'), Key::Enter]);
        seat.line(
            "we read the log of whoever complained, and asked nobody; next time the one \
                   who knows the certificates is called before the first guess",
        );
    });
    check("promised", &SIZES[..1], |seat| {
        to_the_debrief(seat);
        seat.line("commit ops 2030-01-01 if a certificate has 30 days left, then it pages");
        seat.line("roti 4");
        seat.key(Key::Char('8'));
    });
    check("rated", &SIZES[..1], |seat| {
        to_the_debrief(seat);
        seat.line("roti 4 a map of who owns which certificate");
        seat.keys([Key::Char('8')]);
    });
}

#[test]
fn a_terminal_that_is_too_small_is_asked_for_room() {
    check("too_small", &[(59, 16), (60, 15), (12, 2)], work);
    let mut seat = Seat::in_room((80, 24), Stress::Normal);
    let before = seat.play.as_ref().unwrap().now();
    seat.size = ratatui::layout::Size::new(20, 5);
    seat.line("resolved");
    seat.pass(Duration::from_secs(30));
    let play = seat.play.as_ref().unwrap();
    assert!(play.now() > before, "the game goes on");
    assert!(
        play.shown().state().resolved.since.is_none(),
        "nothing is typed blindly"
    );
}
