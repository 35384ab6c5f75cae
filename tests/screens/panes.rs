//! The panes of the room: zoomed, scrolled, filtered, counted.

use std::sync::Arc;
use std::time::Duration;

use misfortune::content;
use misfortune::engine::event::Stress;
use misfortune::store::StoreError;
use misfortune::tui::input::Key;
use misfortune::tui::input::Mouse;
use misfortune::tui::keys::Context;

use super::Seat;

const SIZE: (u16, u16) = (80, 24);

#[test]
fn the_clock_on_the_screen_runs_with_the_real_one() {
    let mut seat = Seat::in_room(SIZE, Stress::Real);
    seat.pass(Duration::from_secs(75));
    assert!(seat.shows("T+01:15"));
}

#[test]
fn scrolling_back_stays_while_news_come_in() {
    let mut seat = Seat::in_room(SIZE, Stress::Untimed);
    for n in 0..40 {
        seat.line(&format!("note number {n}"));
    }
    assert!(seat.shows("number 39"));
    seat.keys([Key::PageUp, Key::PageUp]);
    assert!(!seat.shows("number 39"));
    let tabs = |seat: &mut Seat| seat.picture().lines().nth(3).unwrap().to_owned();
    assert!(tabs(&mut seat).contains('\u{2193}'));
    let before = seat.picture().lines().nth(8).unwrap().to_owned();
    seat.news("note of another kind");
    assert_eq!(seat.picture().lines().nth(8).unwrap(), before);
    seat.keys([Key::Esc, Key::End]);
    assert!(seat.shows("another kind"));
    seat.key(Key::Esc);
    seat.keys([Key::PageUp, Key::PageUp]);
    assert!(!seat.shows("another kind"));
    assert!(seat.shows("End newest"));
    seat.key(Key::End);
    assert!(seat.shows("another kind") && !seat.shows("End newest"));
    // Who does something wants to see what comes of it.
    seat.keys([Key::PageUp, Key::PageUp, Key::Esc]);
    assert!(!seat.shows("number 39"));
    seat.line("note one more");
    assert!(seat.shows("one more"));
}

#[test]
fn a_panes_number_twice_zooms_it_and_esc_goes_back_step_by_step() {
    let mut seat = Seat::in_room((120, 40), Stress::Untimed);
    assert!(seat.shows("4 people \u{2500}"));
    seat.keys([Key::Char('2'), Key::Char('2')]);
    assert_eq!(seat.context(), Context::ZoomSignals);
    assert!(seat.shows(" ZOOM"));
    assert!(!seat.shows("4 people \u{2500}"));
    seat.key(Key::Enter);
    assert_eq!(seat.context(), Context::Chart);
    for expected in [
        Context::ZoomSignals,
        Context::LookSignals,
        Context::PromptEmpty,
    ] {
        seat.key(Key::Esc);
        assert_eq!(seat.context(), expected);
    }
}

#[test]
fn the_phase_and_its_claim_are_told_once() {
    for size in [SIZE, (100, 30), (120, 40), (200, 60)] {
        let mut seat = Seat::in_room(size, Stress::Untimed);
        let state = |seat: &mut Seat| seat.picture().lines().nth(1).unwrap().to_owned();
        let line = state(&mut seat);
        assert_eq!(line.matches("acknowledged").count(), 1, "{line}");
        seat.line("wait 1m");
        for line in ["mitigated", "mitigated"] {
            seat.line(line);
        }
        let line = state(&mut seat);
        assert_eq!(line.matches("mitigated").count(), 1, "{line}");
        assert!(line.contains("mitigated T+"), "{line}");
    }
}

#[test]
fn enter_is_offered_where_it_does_something() {
    let mut seat = Seat::in_room(SIZE, Stress::Untimed);
    assert!(!seat.shows("Enter do"));
    seat.key(Key::Char('s'));
    assert!(seat.shows("Enter do"));
}

#[test]
fn a_zoomed_pane_takes_no_letter_from_who_types() {
    let mut seat = Seat::in_room(SIZE, Stress::Untimed);
    seat.keys([Key::Esc, Key::Char('z')]);
    assert_eq!(seat.context(), Context::ZoomTimeline);
    seat.keys("note zf/+-".chars().map(Key::Char));
    assert_eq!(seat.context(), Context::Prompt);
    assert!(seat.shows("you> note zf/+-"));
    seat.key(Key::Enter);
    assert!(seat.shows("note    you: zf/+-"));
}

#[test]
fn the_chart_reads_the_number_of_the_graph_and_the_cursor_moves_it() {
    let mut seat = Seat::in_room(SIZE, Stress::Untimed);
    seat.line("wait 10m");
    seat.key(Key::Char('2'));
    let graph = seat.picture();
    let row = graph.lines().find(|it| it.contains("Checkout")).unwrap();
    let value = row.split_whitespace().nth(2).unwrap().to_owned();
    seat.line("chart latency");
    seat.key(Key::Esc);
    assert_eq!(seat.context(), Context::Chart);
    let now = seat.play.as_ref().unwrap().now();
    assert!(seat.shows(&format!("{now}, ")), "{}", seat.picture());
    assert!(seat.shows(&format!(" UTC: {value} ms")));
    seat.keys([Key::Left, Key::Left]);
    assert!(!seat.shows(&format!("{now}, ")));
    seat.key(Key::End);
    assert!(seat.shows(&format!("{now}, ")));
}

#[test]
fn a_chart_shows_as_much_of_the_time_before_the_page_as_its_graph() {
    for size in [SIZE, (120, 40), (200, 60)] {
        let mut seat = Seat::in_room(size, Stress::Untimed);
        seat.keys([Key::Char('2'), Key::Esc, Key::Enter]);
        assert_eq!(seat.context(), Context::Chart);
        assert!(
            seat.shows("   1 h") && seat.shows("T-30:00"),
            "{}",
            seat.picture()
        );
        assert!(seat.shows(". . normal"));
        let curve = |it: char| ('\u{2801}'..='\u{28ff}').contains(&it);
        let picture = seat.picture();
        let normal = picture
            .lines()
            .find(|it| it.contains("40 \u{2502}"))
            .unwrap();
        let n_cells = normal.chars().filter(|it| curve(*it)).count();
        assert!(n_cells > usize::from(size.0) / 3, "{picture}");
    }
}

#[test]
fn a_filter_takes_letters_shows_what_holds_them_and_goes_with_esc() {
    let mut seat = Seat::in_room(SIZE, Stress::Untimed);
    for _ in 0..4 {
        seat.line("wait 10m");
    }
    seat.keys([Key::Char('3'), Key::Esc, Key::Char('/')]);
    assert_eq!(seat.context(), Context::LogFilter);
    let shown = |seat: &mut Seat| seat.picture().matches("ERROR order").count();
    let all = shown(&mut seat);
    seat.keys("order 1:".chars().map(Key::Char));
    assert_eq!(shown(&mut seat), 1, "{}", seat.picture());
    seat.keys([Key::Home, Key::Char('!')]);
    assert!(shown(&mut seat) > 1);
    seat.key(Key::Enter);
    assert_eq!(seat.context(), Context::LookLogs);
    assert!(seat.shows("/!order 1:"));
    seat.key(Key::Esc);
    assert!(!seat.shows("/!order 1:"));
    assert_eq!(shown(&mut seat), all);
}

#[test]
fn logs_that_stand_say_how_much_came() {
    let mut seat = Seat::in_room(SIZE, Stress::Untimed);
    seat.line("wait 5m");
    seat.keys([Key::Char('3'), Key::Char('3'), Key::Char('f')]);
    assert!(seat.shows("stands at"));
    let before = seat.picture().lines().nth(8).unwrap().to_owned();
    seat.line("wait 5m");
    assert_eq!(seat.picture().lines().nth(8).unwrap(), before);
    assert!(!seat.shows(", 0 new"));
    seat.keys([Key::Esc, Key::End]);
    assert!(!seat.shows("stands at"));
}

#[test]
fn what_comes_elsewhere_is_counted_until_it_is_seen() {
    let mut seat = Seat::in_room(SIZE, Stress::Untimed);
    seat.key(Key::Char('5'));
    seat.line("note one");
    assert!(seat.shows("1 timeline+1 "));
    assert!(seat.shows("5>board"));
    seat.key(Key::Char('1'));
    assert!(!seat.shows("timeline+1"));
    assert!(seat.shows("T+00:00*note"));
}

#[test]
fn a_movement_ends_by_itself_or_with_any_key_and_then_nothing_moves() {
    let mut seat = Seat::new(SIZE, Stress::Untimed);
    seat.settled = false;
    seat.key(Key::Char('l'));
    assert!(seat.app.moves(seat.now()));
    let coming = seat.picture();
    seat.pass(Duration::from_secs(1));
    assert!(!seat.app.moves(seat.now()));
    let there = seat.picture();
    assert_ne!(coming, there);
    seat.keys([Key::Esc, Key::Char('l')]);
    let _ = seat.picture();
    seat.key(Key::Up);
    assert!(!seat.app.moves(seat.now()));
    assert_eq!(seat.picture(), there);

    seat.keys([Key::Enter, Key::Enter]);
    assert_eq!(seat.context(), Context::Pager);
    assert!(seat.app.moves(seat.now()), "the page arrives");
    seat.key(Key::Enter);
    assert_eq!(seat.context(), Context::PromptEmpty, "and waits for nobody");
}

#[test]
fn an_alert_that_changes_is_seen_to_and_an_old_one_is_not() {
    let mut seat = Seat::in_room(SIZE, Stress::Untimed);
    seat.settled = false;
    let _ = seat.picture();
    seat.pass(Duration::from_secs(2));
    let _ = seat.picture();
    assert!(!seat.app.moves(seat.now()));
    for _ in 0..30 {
        seat.line("wait");
        if seat.app.moves(seat.now()) {
            assert!(seat.shows("alert"), "{}", seat.picture());
            return;
        }
    }
    panic!("no alert in all that time");
}

#[test]
fn the_window_is_called_after_the_scenario_and_nothing_is_told_by_it() {
    let mut seat = Seat::new(SIZE, Stress::Untimed);
    assert_eq!(seat.app.title(None), "Wheel of Misfortune");
    seat.keys([Key::Char('l'), Key::Enter]);
    assert_eq!(seat.app.title(None), "No bread on Saturday - misfortune");
    seat.key(Key::Enter);
    let play = seat.play.as_ref().unwrap();
    let scene = misfortune::view::Scene::new(play.shown(), play.now());
    let title = seat.app.title(Some(&scene));
    assert_eq!(title, "paging: No bread on Saturday - misfortune");
}

#[test]
fn a_click_goes_where_it_points_and_accepts_nothing() {
    let mut seat = Seat::in_room((120, 40), Stress::Untimed);
    seat.click("3 logs");
    assert!(seat.shows("3>logs"));
    seat.click("people \u{2500}");
    assert!(seat.shows("4>people"));
    seat.click(": commands");
    assert_eq!(seat.context(), Context::Palette);
    seat.click("mitigated  ");
    assert!(seat.shows("> mitigated"));
    assert_eq!(seat.context(), Context::Palette);
    let state = seat.play.as_ref().unwrap().shown().state();
    assert!(state.mitigated.since.is_none());
    seat.click("Esc close");
    assert_eq!(seat.context(), Context::PromptEmpty);
    seat.line("hyp");
    seat.click("payments-down  [");
    assert!(seat.shows("hyp payments-down"));
    seat.key(Key::Esc);
    seat.line("post public");
    seat.click("what we do");
    seat.text("We look");
    assert!(seat.shows("We look."));
}

#[test]
fn the_wheel_scrolls_the_pane_under_the_pointer_and_takes_no_keys_away() {
    let mut seat = Seat::in_room(SIZE, Stress::Untimed);
    for n in 0..40 {
        seat.line(&format!("note number {n}"));
    }
    seat.text("sev");
    assert!(seat.shows("number 39"));
    for _ in 0..9 {
        seat.point(Mouse::WheelUp, (10, 10));
    }
    assert!(!seat.shows("number 39"));
    assert_eq!(seat.context(), Context::Prompt);
    for _ in 0..9 {
        seat.point(Mouse::WheelDown, (10, 10));
    }
    assert!(seat.shows("number 39"));
}

#[test]
fn trouble_with_the_disk_is_said_once_and_keeps_everything() {
    let mut seat = Seat::in_room(SIZE, Stress::Normal);
    let full = StoreError::Full {
        file: "sessions.db".into(),
    };
    seat.faults.fail_next(1, full);
    seat.line("note kept all the same");
    seat.pass(Duration::from_secs(1));
    assert_eq!(seat.context(), Context::Trouble);
    assert!(seat.shows("Play stands"));
    let at = seat.play.as_ref().unwrap().now();
    seat.pass(Duration::from_secs(30));
    assert_eq!(seat.play.as_ref().unwrap().now(), at);
    // Who was typing when the news came types on; nothing of it leaves or retries.
    seat.keys("note q".chars().map(Key::Char));
    assert_eq!(seat.context(), Context::Trouble);
    assert!(seat.asked.is_empty());
    seat.key(Key::Esc);
    assert_eq!(seat.context(), Context::Leave);
    seat.key(Key::Esc);
    seat.key(Key::Enter);
    seat.pass(Duration::from_secs(1));
    assert_eq!(seat.context(), Context::Prompt);
    assert!(seat.shows("you> note q"));
    assert!(seat.shows("kept all the same"));
}

#[test]
fn a_command_that_comes_up_is_counted_on_its_tab() {
    let text = include_str!("../fixtures/told/bakery.toml");
    let listed = "id = \"flush\"\nlisted = [\"clue:tls-errors\"]";
    let text = text.replace("id = \"flush\"", listed);
    assert!(text.contains(listed));
    let mut seat = Seat::new((120, 40), Stress::Untimed);
    seat.scenario = Arc::new(content::load(None, &text).scenario.unwrap());
    seat.keys([Key::Char('l'), Key::Enter, Key::Enter, Key::Enter]);
    assert!(!seat.shows("6 commands+"));
    seat.line("tail -n 20 shop.log");
    assert!(seat.shows("6 commands+1"), "{}", seat.picture());
    // The pane that is shown already gets the whole width, and the tabs stay where they are.
    seat.key(Key::Char('1'));
    assert!(seat.shows("6 commands+1 7 map"), "{}", seat.picture());
    seat.key(Key::Char('6'));
    assert!(seat.shows("6>commands   7 map"), "{}", seat.picture());
    assert!(seat.shows("1 command is new since you last looked here, marked *"));
    seat.keys([Key::PageDown, Key::PageDown]);
    assert!(seat.shows("* redis-cli flushall"), "{}", seat.picture());
    seat.keys([Key::Char('1'), Key::Char('6')]);
    assert!(!seat.shows("since you last looked"));
}

#[test]
fn what_comes_of_a_command_is_said_where_the_timeline_is_not_shown() {
    let mut seat = Seat::in_room(SIZE, Stress::Untimed);
    seat.keys([Key::Char('6')]);
    seat.line("frobnicate the shop");
    let line = |seat: &mut Seat| seat.picture().lines().nth(21).unwrap().to_owned();
    assert!(line(&mut seat).contains("frobnicate: command not found"));
    // Seen once, it is said no more.
    seat.keys([Key::Char('1'), Key::Char('6')]);
    assert!(line(&mut seat).contains("`help` shows what there is"));
}
