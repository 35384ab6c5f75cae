//! What one did is seen, more is said where there is more, and a key in the bottom line does
//! something.

use misfortune::engine::event::Stress;
use misfortune::tui::input::Key;
use misfortune::tui::keys::Context;
use misfortune::view::Scene;
use ratatui::layout::Size;

use super::Seat;

const SIZE: (u16, u16) = (80, 24);

/// The bottom line.
fn bar(seat: &mut Seat) -> String {
    let height = usize::from(seat.size.height);
    seat.picture().lines().nth(height - 1).unwrap().to_owned()
}

/// The row of the tabs.
fn tabs(seat: &mut Seat) -> String {
    let picture = seat.picture();
    let mut rows = picture.lines();
    let is_tabs = |it: &&str| it.contains("2 sig") || it.contains("2>sig");
    rows.find(is_tabs).unwrap_or(&picture).to_owned()
}

/// Opens the card of people at somebody who is not here.
fn at_netops(seat: &mut Seat) {
    seat.line("page");
    assert_eq!(seat.context(), Context::People);
    for _ in 0..9 {
        if !seat.shows("> netops") {
            seat.key(Key::Down);
        }
    }
}

#[test]
fn what_came_of_a_key_in_the_card_of_people_is_seen_in_it() {
    for size in [SIZE, (60, 16), (120, 40)] {
        let mut seat = Seat::in_room(size, Stress::Untimed);
        seat.line("ic netops");
        let height = usize::from(size.1);
        let refused = seat.picture().lines().nth(height - 3).unwrap().to_owned();
        let refused: String = refused.trim().chars().take(30).collect();
        assert!(refused.contains("netops"), "{refused}");
        at_netops(&mut seat);
        let in_card = |seat: &mut Seat, what: &str| {
            let picture = seat.picture();
            let mut rows = picture.lines().map(str::trim);
            rows.any(|it| it.starts_with('\u{2502}') && it.contains(what))
        };
        assert!(!in_card(&mut seat, &refused));
        seat.key(Key::Char('i'));
        assert!(in_card(&mut seat, &refused), "{}", seat.picture());
        assert_eq!(seat.context(), Context::People);
        // Nothing can be asked of who is not here, and the key says so.
        let before = seat.picture();
        seat.key(Key::Char('a'));
        assert_ne!(seat.picture(), before);
        assert_eq!(seat.context(), Context::People);
        seat.key(Key::Char('p'));
        assert!(in_card(&mut seat, "called"), "{}", seat.picture());
    }
}

#[test]
fn what_the_card_of_people_has_no_room_for_is_scrolled_to() {
    let mut seat = Seat::in_room((60, 16), Stress::Untimed);
    at_netops(&mut seat);
    assert!(seat.shows("more below"), "{}", seat.picture());
    assert!(bar(&mut seat).contains("Esc close"));
    let before = seat.picture();
    for _ in 0..9 {
        seat.key(Key::PageDown);
    }
    assert_ne!(seat.picture(), before);
    assert!(!seat.shows("more below"));
    // The line that tells what came of a key is never covered.
    let row = seat.picture().lines().nth(14).unwrap().to_owned();
    assert!(row.contains("you>"), "{row}");
}

#[test]
fn more_stands_in_its_place_at_once_whoever_has_the_arrows() {
    let mut seat = Seat::in_room(SIZE, Stress::Untimed);
    seat.key(Key::Char('6'));
    let typing = tabs(&mut seat);
    let column = typing.find('\u{2193}');
    assert!(column.is_some(), "{typing}");
    seat.key(Key::Esc);
    let looking = tabs(&mut seat);
    assert_eq!(looking.find('\u{2193}'), column, "{looking}");
    assert!(!looking.contains('\u{2191}'), "{looking}");
    seat.key(Key::End);
    let end = tabs(&mut seat);
    assert!(
        !end.contains('\u{2193}') && end.contains('\u{2191}'),
        "{end}"
    );
}

#[test]
fn the_moment_at_which_logs_stand_is_never_cut_and_moves_no_tab() {
    for size in [SIZE, (60, 16), (120, 40)] {
        let mut seat = Seat::in_room(size, Stress::Untimed);
        seat.line("wait 70m");
        seat.keys([Key::Char('3'), Key::Char('3')]);
        let before = tabs(&mut seat);
        seat.keys([Key::Char('f'), Key::Right]);
        let now = seat.play.as_ref().unwrap().now();
        let stands = format!("stands at {now}, 0 new");
        assert!(seat.shows(&stands), "{}", seat.picture());
        let names = |row: &str| row.find("7 map").or_else(|| row.find(" 7"));
        assert_eq!(names(&tabs(&mut seat)), names(&before));
    }
}

#[test]
fn one_goes_back_to_the_list_one_came_from() {
    let mut seat = Seat::new(SIZE, Stress::Untimed);
    seat.keys([Key::Char('l'), Key::Down]);
    let before = seat.picture();
    seat.key(Key::Enter);
    assert_eq!(seat.context(), Context::Briefing);
    seat.key(Key::Esc);
    assert_eq!(seat.context(), Context::Library);
    assert_eq!(seat.picture(), before);
    // What is looked up meanwhile takes nobody away.
    seat.app.fill(super::wheel_and_home().0);
    assert_eq!(seat.context(), Context::Library);
    assert_eq!(seat.picture(), before);

    let mut seat = Seat::new(SIZE, Stress::Untimed);
    super::pictures::to_the_debrief(&mut seat);
    let play = seat.play.as_ref().unwrap();
    seat.app.enter(&Scene::new(play.shown(), play.now()));
    assert_eq!(seat.context(), Context::DebriefAgain);
    assert!(bar(&mut seat).contains("Esc history"));
    seat.key(Key::Esc);
    assert_eq!(seat.context(), Context::History);
    seat.app.fill(super::wheel_and_home().0);
    assert_eq!(seat.context(), Context::History);
}

#[test]
fn a_key_in_the_bottom_line_does_something_now() {
    let mut seat = Seat::new(SIZE, Stress::Untimed);
    seat.text("l/zzz");
    for dead in ["Enter briefing", "Down choose", "Tab preview"] {
        assert!(!bar(&mut seat).contains(dead), "{dead}");
    }
    let mut seat = Seat::new(SIZE, Stress::Untimed);
    seat.text("h");
    assert!(bar(&mut seat).contains("Enter open"));
    seat.key(Key::Tab);
    assert!(!bar(&mut seat).contains("Enter open"));
    seat.key(Key::Enter);
    assert_eq!(seat.context(), Context::History);
    let mut seat = Seat::new(SIZE, Stress::Untimed);
    seat.keys([Key::Char(','), Key::End]);
    assert!(!bar(&mut seat).contains("Enter change"));
    let mut seat = Seat::new((200, 60), Stress::Untimed);
    seat.keys([Key::Char('?')]);
    assert!(!bar(&mut seat).contains("scroll"), "{}", seat.picture());
    seat.keys([Key::Esc, Key::Char(':')]);
    assert!(!bar(&mut seat).contains("Tab write"));
    let mut seat = Seat::in_room(SIZE, Stress::Untimed);
    seat.line("wait 2m");
    seat.keys([Key::Char('2'), Key::Esc, Key::Enter]);
    assert_eq!(seat.context(), Context::Chart);
    // What was before the page is shown, too: there is less to be shown at once.
    assert!(bar(&mut seat).contains("+/-"));
    let before = seat.picture();
    seat.key(Key::Char('-'));
    assert_ne!(seat.picture(), before);
    seat.key(Key::Char('+'));
    let mut seat = Seat::new(SIZE, Stress::Untimed);
    super::pictures::to_the_debrief(&mut seat);
    assert!(bar(&mut seat).contains("Enter open"));
    seat.key(Key::Char('6'));
    assert!(!bar(&mut seat).contains("Enter open"), "{}", seat.picture());
}

#[test]
fn a_chart_closes_into_what_it_was_opened_from_and_a_card_opens_from_a_zoomed_pane() {
    let mut seat = Seat::in_room(SIZE, Stress::Untimed);
    seat.keys([Key::Char('2'), Key::Esc, Key::Enter]);
    assert_eq!(seat.context(), Context::Chart);
    seat.key(Key::Esc);
    assert_eq!(seat.context(), Context::LookSignals);
    seat.keys([Key::Char('4'), Key::Char('z')]);
    assert_eq!(seat.context(), Context::ZoomCards);
    assert!(bar(&mut seat).contains("Enter open"));
    assert!(!seat.shows("no IC"), "zoomed, it has the rows above");
    seat.key(Key::Enter);
    assert_eq!(seat.context(), Context::People);
}

#[test]
fn the_sessions_have_headings_and_the_figures_say_that_there_is_more() {
    let mut seat = Seat::new(SIZE, Stress::Untimed);
    seat.text("h");
    let picture = seat.picture();
    let heading = picture.lines().find(|it| it.contains("lasted")).unwrap();
    let first = picture.lines().find(|it| it.contains("> 5")).unwrap();
    assert_eq!(heading.find("begun"), first.find("2024"), "{picture}");
    seat.size = Size::new(60, 16);
    seat.key(Key::Tab);
    assert!(seat.shows("more below"), "{}", seat.picture());
    seat.key(Key::End);
    assert!(!seat.shows("more below"));
}

#[test]
fn both_questions_whether_to_leave_have_the_same_keys_in_one_place() {
    let asked = |yes: Key| {
        let mut seat = Seat::in_room(SIZE, Stress::Untimed);
        seat.key(Key::Ctrl('d'));
        assert_eq!(seat.context(), Context::Leave);
        // In the box, and in the line of keys.
        assert_eq!(seat.picture().matches(" stay").count(), 2);
        seat.key(Key::Char('n'));
        assert_eq!(seat.context(), Context::PromptEmpty);
        seat.keys([Key::Ctrl('d'), yes]);
        assert_eq!(seat.context(), Context::HomeOpen);
        let mut seat = Seat::new(SIZE, Stress::Untimed);
        super::pictures::to_the_debrief(&mut seat);
        seat.keys([Key::Esc, Key::Char('n')]);
        assert_eq!(seat.context(), Context::Debrief);
        seat.keys([Key::Esc, yes]);
        assert_eq!(seat.context(), Context::HomeOpen);
    };
    asked(Key::Char('y'));
    asked(Key::Enter);
}

#[test]
fn a_small_terminal_speaks_of_a_game_only_where_one_goes_on() {
    let mut seat = Seat::new((59, 15), Stress::Untimed);
    assert!(!seat.shows("game goes on"));
    let mut seat = Seat::in_room(SIZE, Stress::Untimed);
    seat.size = Size::new(59, 15);
    assert!(seat.shows("game goes on"));
}

#[test]
fn the_help_answers_in_the_box_that_asks_for_a_risk() {
    let mut seat = Seat::in_room(SIZE, Stress::Untimed);
    seat.key(Key::F(11));
    assert!(bar(&mut seat).contains("? keys"));
    let read = bar(&mut seat);
    assert_eq!(seat.picture().matches("Enter read").count(), 1, "{read}");
    seat.key(Key::F(1));
    assert_eq!(seat.context(), Context::Help);
    seat.key(Key::Esc);
    assert_eq!(seat.context(), Context::Runbooks);
}
