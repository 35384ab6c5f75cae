//! What is typed: letters, keys, and the line between them.

use std::time::Duration;

use misfortune::engine::event::Event;
use misfortune::engine::event::Stress;
use misfortune::tui::app::{App, Effect};
use misfortune::tui::input::Input;
use misfortune::tui::input::Key;
use misfortune::tui::keys::Context;
use misfortune::view::Scene;

use super::{Seat, wheel_and_home};

const SIZE: (u16, u16) = (80, 24);

#[test]
fn letters_are_text_while_typing() {
    let mut seat = Seat::in_room(SIZE, Stress::Untimed);
    seat.keys("note qjk?15:/".chars().map(Key::Char));
    assert!(seat.shows("note qjk?15:/"));
    assert_eq!(seat.context(), Context::Prompt);
}

#[test]
fn with_nothing_typed_digits_and_the_question_mark_are_keys() {
    let mut seat = Seat::in_room(SIZE, Stress::Untimed);
    seat.key(Key::Char('5'));
    assert!(seat.shows("5>board"));
    seat.key(Key::Char('?'));
    assert_eq!(seat.context(), Context::Help);
    seat.key(Key::Esc);
    assert_eq!(seat.context(), Context::PromptEmpty);
}

#[test]
fn looking_around_keeps_what_is_typed_and_every_letter() {
    let mut seat = Seat::in_room(SIZE, Stress::Untimed);
    seat.keys("se".chars().map(Key::Char));
    seat.key(Key::Esc);
    assert_eq!(seat.context(), Context::PanesTyped);
    seat.keys([Key::Up, Key::Tab, Key::Esc]);
    assert_eq!(seat.context(), Context::Prompt);
    seat.key(Key::Esc);
    seat.keys("v i2?".chars().map(Key::Char));
    assert_eq!(seat.context(), Context::Prompt);
    assert!(seat.shows("you> sev i2?"));
    let mut seat = Seat::in_room(SIZE, Stress::Untimed);
    seat.key(Key::Esc);
    seat.line("sev 1");
    assert_eq!(
        seat.play.as_ref().unwrap().shown().state().severity,
        Some(1)
    );
}

#[test]
fn while_the_page_rings_a_line_is_a_line() {
    let mut seat = Seat::new(SIZE, Stress::Untimed);
    seat.keys([Key::Char('l'), Key::Enter, Key::Enter]);
    seat.line("sev 1");
    assert_eq!(seat.context(), Context::Pager);
    assert!(seat.shows("sev 1"));
    seat.line("psql -c 'select 1'");
    assert!(seat.shows("the page still rings"));
    assert_eq!(seat.context(), Context::Pager);
    seat.line("ack");
    assert_eq!(seat.context(), Context::PromptEmpty);
    seat.keys([Key::Up, Key::Up]);
    assert!(seat.shows("you> psql"));
}

#[test]
fn a_slip_while_the_page_rings_is_answered_there() {
    for size in [SIZE, (60, 16)] {
        let mut seat = Seat::new(size, Stress::Untimed);
        seat.keys([Key::Char('l'), Key::Enter, Key::Enter]);
        seat.line("akc");
        assert_eq!(seat.context(), Context::Pager);
        assert!(seat.shows("akc: command not found; did you mean `ack`?"));
        // The next line has its own answer.
        seat.line("sev 1");
        assert!(!seat.shows("akc"));
        seat.line("akc");
        assert!(seat.shows("did you mean `ack`?"));
        // Nor does it come back once a line after it was refused, or could not be read.
        for (later, told) in [
            ("psql -c 'select 1'", "the page still rings"),
            ("sev 9", "1"),
        ] {
            seat.line(later);
            assert!(seat.shows(told), "{}", seat.picture());
            seat.keys("x".chars().map(Key::Char));
            assert!(!seat.shows("akc"), "{}", seat.picture());
            seat.key(Key::Backspace);
            seat.line("akc");
            assert!(seat.shows("did you mean `ack`?"));
        }
        seat.line("ack");
        assert_eq!(seat.context(), Context::PromptEmpty);
    }
}

#[test]
fn the_line_that_is_meant_is_shown_and_taken_where_none_begins_like_it() {
    let mut seat = Seat::in_room(SIZE, Stress::Untimed);
    seat.keys("flush".chars().map(Key::Char));
    assert!(seat.shows("you> flush  \u{2192} redis-cli flushall"));
    seat.key(Key::Right);
    assert!(seat.shows("you> redis-cli flushall"));
    assert!(!seat.shows("\u{2192}"));
    // What begins like it is shown as its rest, and Enter runs what is typed, not what is shown.
    let mut seat = Seat::in_room(SIZE, Stress::Untimed);
    seat.keys("redis".chars().map(Key::Char));
    assert!(seat.shows("you> redis-cli flushall"));
    seat.keys("x".chars().map(Key::Char));
    seat.key(Key::Enter);
    assert!(seat.shows("redisx: command not found"));
    // Tab finds by letters as well.
    let mut seat = Seat::in_room(SIZE, Stress::Untimed);
    seat.keys("flush".chars().map(Key::Char));
    seat.key(Key::Tab);
    assert!(seat.shows("you> redis-cli flushall"));
}

#[test]
fn a_letter_closes_the_help_and_is_typed() {
    let mut seat = Seat::in_room(SIZE, Stress::Untimed);
    seat.key(Key::F(1));
    assert_eq!(seat.context(), Context::Help);
    seat.keys("sev 1".chars().map(Key::Char));
    assert!(seat.shows("you> sev 1"));
    seat.key(Key::Enter);
    seat.line("help");
    assert!(seat.shows("At the prompt"));
}

#[test]
fn what_stands_in_the_way_is_not_said_when_it_is_over() {
    let mut seat = Seat::in_room(SIZE, Stress::Real);
    seat.line("tail -n 20 shop.log");
    seat.line("psql -c 'select 1'");
    assert!(seat.shows("your hands are full"));
    seat.pass(Duration::from_secs(31));
    assert!(!seat.shows("your hands are full"));
}

#[test]
fn a_line_refused_for_full_hands_stays_and_enter_sends_it_later() {
    let mut seat = Seat::in_room(SIZE, Stress::Real);
    seat.line("tail -n 20 shop.log");
    seat.line("psql -c 'select 1'");
    assert!(seat.shows("the line stays, Enter sends it"));
    assert!(seat.shows("you> psql -c 'select 1'"));
    seat.pass(Duration::from_secs(31));
    assert!(seat.shows("Enter sends this line again"));
    seat.key(Key::Enter);
    assert!(seat.shows("you $ psql -c 'select 1'"));
    assert!(!seat.shows("you> psql"));
    // Who types on means a new line; the history has the other.
    seat.line("call payments");
    assert!(seat.shows("you> call payments"));
    seat.line("sev 1");
    let state = seat.play.as_ref().unwrap().shown().state();
    assert_eq!(state.severity, Some(1));
    seat.keys([Key::Up, Key::Up]);
    assert!(seat.shows("you> call payments"));
}

#[test]
fn a_command_typed_into_the_box_is_no_answer_and_is_not_lost() {
    let mut seat = Seat::in_room(SIZE, Stress::Untimed);
    seat.line("proxyctl set payments=later");
    assert_eq!(seat.context(), Context::Confirm);
    assert!(seat.shows("Orders go out unpaid until it is undone"));
    seat.line("post public Orders fail, we look. Next update in 20 minutes.");
    assert_eq!(seat.context(), Context::Prompt);
    assert!(seat.shows("nothing was done: that was not `payments`"));
    assert!(seat.shows("you> post public Orders fail"));
    seat.key(Key::Enter);
    let play = seat.play.as_ref().unwrap();
    let last = &play.shown().journal().last().unwrap().event;
    assert!(matches!(last, Event::Posted { .. }), "{last:?}");
    // A word that is neither is no line.
    seat.line("proxyctl set payments=later");
    seat.line("paymnets");
    assert!(seat.shows("that was not `payments`; nothing was done"));
    assert_eq!(seat.context(), Context::PromptEmpty);
}

#[test]
fn a_long_refusal_is_told_whole() {
    let mut seat = Seat::in_room((60, 16), Stress::Untimed);
    seat.line("page nobody");
    let told = seat.picture();
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    let whole = "there is no responder `nobody`: you (On-call engineer), \
                 netops (Network engineer) or baker (Head baker)";
    assert!(told.contains(whole), "{told}");
}

#[test]
fn leaving_an_incident_asks_once_and_its_clock_stands_meanwhile() {
    let mut seat = Seat::in_room(SIZE, Stress::Real);
    seat.key(Key::Ctrl('d'));
    assert_eq!(seat.context(), Context::Leave);
    let at = seat.play.as_ref().unwrap().now();
    seat.pass(Duration::from_secs(20));
    assert_eq!(seat.play.as_ref().unwrap().now(), at);
    seat.key(Key::Esc);
    assert!(seat.asked.is_empty());
    seat.pass(Duration::from_secs(20));
    assert!(seat.play.as_ref().unwrap().now() > at);
    seat.keys([Key::Ctrl('d'), Key::Char('y')]);
    assert!(seat.play.is_none() && seat.asked.is_empty());
    assert_eq!(seat.context(), Context::HomeOpen);
}

#[test]
fn leaving_an_incident_leads_to_where_it_was_begun() {
    // At home: back to it.
    let mut seat = Seat::in_room(SIZE, Stress::Untimed);
    seat.key(Key::Ctrl('d'));
    assert!(seat.shows("go to the home screen?"));
    seat.key(Key::Esc);
    seat.line("quit");
    assert_eq!(seat.context(), Context::HomeOpen);
    assert!(seat.asked.is_empty());
    // By a command: out. Who was home meanwhile comes back there.
    let mut seat = Seat::in_room(SIZE, Stress::Untimed);
    seat.app = App::new(wheel_and_home().0, true).without_home();
    let play = seat.play.as_ref().unwrap();
    seat.app.enter(&Scene::new(play.shown(), play.now()));
    seat.line("ack");
    seat.key(Key::Ctrl('d'));
    assert!(seat.shows("how to take it up again is told"));
    seat.key(Key::Char('y'));
    assert_eq!(seat.asked, [Effect::Quit]);
    seat.app.home(wheel_and_home().0);
    let play = seat.play.as_ref().unwrap();
    seat.app.enter(&Scene::new(play.shown(), play.now()));
    seat.line("quit");
    assert_eq!(seat.context(), Context::HomeOpen);
}

#[test]
fn ctrl_c_twice_leaves_and_once_does_not() {
    let mut seat = Seat::in_room(SIZE, Stress::Untimed);
    seat.key(Key::Ctrl('c'));
    assert!(seat.asked.is_empty());
    assert!(seat.shows("Ctrl-C again leaves now"));
    seat.pass(Duration::from_mins(1));
    seat.key(Key::Ctrl('c'));
    seat.key(Key::Char('x'));
    seat.key(Key::Ctrl('c'));
    assert!(seat.asked.is_empty(), "late, or not in a row");
    seat.key(Key::Ctrl('c'));
    assert_eq!(seat.asked, [Effect::Quit]);
}

#[test]
fn a_risk_that_is_not_taken_leaves_an_empty_line_and_the_history_has_it() {
    let mut seat = Seat::in_room(SIZE, Stress::Untimed);
    seat.line("proxyctl set payments=later");
    assert_eq!(seat.context(), Context::Confirm);
    // Enter out of habit takes no risk, and neither does the word in what was typed ahead.
    seat.line("payments, mitigated");
    assert_eq!(seat.context(), Context::PromptEmpty);
    assert!(seat.shows("that was not `payments`; nothing was done"));
    assert!(!seat.shows("you> proxyctl set payments=later"));
    seat.key(Key::Up);
    assert!(seat.shows("you> proxyctl set payments=later"));
    seat.key(Key::Enter);
    seat.line("payments");
    assert!(seat.shows("runs    you $ proxyctl set payments=later"));
}

#[test]
fn refusals_say_a_way_out_until_the_next_key() {
    let mut seat = Seat::in_room(SIZE, Stress::Untimed);
    seat.line("drop nothing-like-it");
    assert!(seat.shows("there is no hypothesis `nothing-like-it`"));
    seat.key(Key::Char('x'));
    assert!(!seat.shows("there is no hypothesis"));
}

#[test]
fn a_paste_is_typed_and_never_entered() {
    let mut seat = Seat::in_room(SIZE, Stress::Untimed);
    seat.key(Key::Esc);
    seat.input(&Input::Pasted("resolved\nresolved\n".to_owned()));
    assert!(seat.shows("you> resolved resolved"));
    let state = seat.play.as_ref().unwrap().shown().state();
    assert!(state.resolved.since.is_none());
}

#[test]
fn a_session_taken_up_remembers_what_was_typed() {
    let mut seat = Seat::in_room(SIZE, Stress::Untimed);
    seat.line("sev 1");
    let play = seat.play.as_ref().unwrap();
    seat.app.enter(&Scene::new(play.shown(), play.now()));
    seat.key(Key::Up);
}

#[test]
fn what_is_typed_or_came_out_last_is_copied() {
    let mut seat = Seat::in_room(SIZE, Stress::Untimed);
    seat.key(Key::Ctrl('o'));
    assert!(seat.shows("nothing to copy here yet"));
    seat.line("tail -n 20 shop.log");
    seat.line("wait 1m");
    seat.key(Key::Ctrl('o'));
    let Some(Effect::Copy(copied)) = seat.asked.pop() else {
        panic!("an output is copied: {:?}", seat.asked);
    };
    assert!(copied.starts_with("$ tail -n 20 shop.log\n"), "{copied}");
    seat.text("sev 1");
    seat.key(Key::Ctrl('o'));
    assert_eq!(seat.asked, [Effect::Copy("sev 1".to_owned())]);
    assert!(seat.shows("you> sev 1"));
    seat.keys([Key::Ctrl('u'), Key::Char(':')]);
    seat.text("shoplog");
    seat.key(Key::Ctrl('o'));
    let line = "tail -n 20 shop.log".to_owned();
    assert_eq!(seat.asked.last(), Some(&Effect::Copy(line)));
}

#[test]
fn a_claim_that_alerts_speak_against_is_asked_about_before_it_is_made() {
    let mut seat = Seat::in_room(SIZE, Stress::Untimed);
    seat.line("wait 5m");
    let claimed = |seat: &Seat| {
        let play = seat.play.as_ref().unwrap();
        play.shown().state().mitigated.since.is_some()
    };
    seat.line("mitigated");
    assert_eq!(seat.context(), Context::Confirm);
    assert!(seat.shows("1 critical alert fires: Orders below 5 a minute."));
    assert!(seat.shows("To claim it all the same, type: mitigated"));
    seat.key(Key::Esc);
    assert!(!claimed(&seat));
    seat.line("mitigated");
    seat.line("mitigated");
    assert!(claimed(&seat));
}

#[test]
fn what_is_half_understood_says_so_in_the_timeline_and_opens_no_box() {
    let mut seat = Seat::in_room(SIZE, Stress::Untimed);
    seat.line("proxyctl set payments=later");
    assert_eq!(seat.context(), Context::Confirm);
    seat.key(Key::Esc);
    seat.line("certctl renew payments certctl renew payments");
    assert_eq!(seat.context(), Context::PromptEmpty);
    let play = seat.play.as_ref().unwrap();
    let last = &play.shown().journal().last().unwrap().event;
    assert!(matches!(last, Event::NotUnderstood { .. }), "{last:?}");
}

#[test]
fn who_ends_a_shell_ends_no_incident() {
    for typed in ["exit", "logout"] {
        let mut seat = Seat::in_room((80, 24), Stress::Untimed);
        seat.line(typed);
        assert_eq!(seat.asked, []);
        assert!(seat.shows("no shell is open"), "{}", seat.picture());
        assert!(
            seat.shows("`quit` leaves the incident"),
            "{}",
            seat.picture()
        );
        seat.line("quit");
        assert_eq!(seat.context(), Context::HomeOpen);
    }
}
