//! What lies over a screen: the palette, the composer, cards, runbooks.

use std::sync::Arc;

use misfortune::content;
use misfortune::engine::event::Stress;
use misfortune::engine::scenario::ActionKind;
use misfortune::tui::input::Key;
use misfortune::tui::keys::Context;

use super::Seat;

const SIZE: (u16, u16) = (80, 24);

/// Opens the palette in the room and types letters into it.
fn look_for(seat: &mut Seat, letters: &str) {
    seat.key(Key::Char(':'));
    assert_eq!(seat.context(), Context::Palette);
    seat.text(letters);
}

#[test]
fn the_palette_runs_what_is_whole_and_writes_what_needs_more() {
    let mut seat = Seat::in_room(SIZE, Stress::Untimed);
    look_for(&mut seat, "shoplog");
    seat.key(Key::Enter);
    assert!(seat.shows("$ tail -n 20 shop.log"));
    look_for(&mut seat, "sev");
    seat.key(Key::Enter);
    assert_eq!(seat.context(), Context::Prompt);
    assert!(seat.shows("you> sev"));
    seat.key(Key::Char('2'));
    seat.key(Key::Enter);
    let state = seat.play.as_ref().unwrap().shown().state();
    assert_eq!(state.severity, Some(2));
}

#[test]
fn what_may_not_be_now_says_why_and_stays() {
    let mut seat = Seat::in_room(SIZE, Stress::Untimed);
    look_for(&mut seat, "roti");
    assert!(seat.shows("not now: this belongs to the debrief"));
    seat.key(Key::Enter);
    assert_eq!(seat.context(), Context::Palette);
    seat.key(Key::Esc);
    assert_eq!(seat.context(), Context::PromptEmpty);
}

#[test]
fn the_palette_presses_the_keys_of_the_screen_under_it() {
    let mut seat = Seat::new(SIZE, Stress::Untimed);
    seat.key(Key::Ctrl('p'));
    assert_eq!(seat.context(), Context::Palette);
    seat.text("library");
    seat.key(Key::Enter);
    assert_eq!(seat.context(), Context::Library);
    let mut seat = Seat::in_room(SIZE, Stress::Untimed);
    look_for(&mut seat, "alerts and graphs");
    seat.key(Key::Enter);
    assert!(seat.shows("2>signals"));
}

#[test]
fn the_palette_keeps_what_was_typed() {
    let mut seat = Seat::in_room(SIZE, Stress::Untimed);
    seat.text("note half a th");
    seat.key(Key::F(10));
    assert!(seat.shows("> note half a th"));
    seat.key(Key::Esc);
    assert!(seat.shows("you> note half a th"));
    seat.keys([Key::F(10), Key::Ctrl('u')]);
    seat.text("board");
    seat.key(Key::Enter);
    assert!(seat.shows("you> note half a th"));
}

#[test]
fn an_update_is_composed_and_posted_as_one_line() {
    let mut seat = Seat::in_room(SIZE, Stress::Untimed);
    seat.line("post public");
    assert_eq!(seat.context(), Context::Update);
    seat.text("Orders fail: nobody can pay");
    seat.key(Key::Tab);
    assert!(seat.shows("says: impact; does not say yet: what we do, next update"));
    seat.key(Key::Esc);
    assert!(seat.shows("the draft is kept"));
    seat.line("post");
    assert!(seat.shows("Orders fail: nobody can pay."));
    seat.keys([Key::Tab]);
    seat.text("We are investigating");
    seat.key(Key::Enter);
    seat.text("20m");
    let posted = "Orders fail: nobody can pay. We are investigating. Next update in 20 min.";
    let told = seat.picture().replace(['\u{2502}', '\n'], " ");
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains(posted), "{told}");
    assert!(
        told.contains("says: impact, what we do, next update"),
        "{told}"
    );
    assert!(told.contains("promises the next update at"), "{told}");
    seat.key(Key::Enter);
    assert_eq!(seat.context(), Context::PromptEmpty);
    let journal = seat.play.as_ref().unwrap().shown().journal();
    let event = &journal.last().unwrap().event;
    let expected = format!("{event:?}");
    assert!(expected.contains(posted), "{expected}");
    seat.keys([Key::Up, Key::Home]);
    assert!(seat.shows("you> post public Orders fail"));
    // The draft is done with.
    seat.keys([Key::Ctrl('k'), Key::F(9)]);
    assert!(seat.shows("nothing yet"));
}

#[test]
fn what_is_written_and_says_nothing_is_not_taken_for_said() {
    let mut seat = Seat::in_room(SIZE, Stress::Untimed);
    seat.line("post public");
    for (noise, key) in [("asdf", Key::Tab), ("qwer", Key::Tab), ("zxcv", Key::Left)] {
        seat.text(noise);
        seat.key(key);
    }
    assert!(seat.shows("does not say yet: impact, what we do, next update"));
    assert!(!seat.shows("says: impact"));
    assert!(seat.shows("next update wants a time: `30m`"));
    assert!(!seat.shows("promises the next update"));
}

#[test]
fn an_update_that_cannot_be_sent_stays_with_the_reason() {
    let mut seat = Seat::in_room(SIZE, Stress::Untimed);
    seat.line("post owner");
    seat.text("hello");
    seat.key(Key::F(9));
    assert_eq!(seat.context(), Context::Update);
    assert!(seat.shows("hello"));
    seat.keys([Key::BackTab, Key::Left]);
    seat.key(Key::Esc);
    assert_eq!(seat.context(), Context::PromptEmpty);
}

#[test]
fn what_stands_in_an_empty_part_of_an_update_is_not_taken_for_text() {
    let mut seat = Seat::in_room(SIZE, Stress::Untimed);
    seat.key(Key::F(9));
    assert!(seat.shows("(what is known and what is being done)"));
    assert!(seat.shows("Left and Right choose; also owner"));
    assert!(!seat.shows("owner (first word due in.."));
}

#[test]
fn a_hypothesis_is_weighed_with_arrows_and_digits() {
    let mut seat = Seat::in_room(SIZE, Stress::Untimed);
    seat.line("tail -n 20 shop.log");
    seat.line("wait 1m");
    seat.line("hyp certificate");
    assert_eq!(seat.context(), Context::Hypotheses);
    seat.keys([Key::Right, Key::PageUp]);
    assert!(seat.shows("hyp certificate 75"));
    seat.keys([Key::Char('4'), Key::Char('0')]);
    assert!(seat.shows("hyp certificate 40"));
    seat.key(Key::Enter);
    assert_eq!(seat.context(), Context::Hypotheses);
    assert!(seat.shows("40 %  since"));
    seat.key(Key::Char('d'));
    assert!(seat.shows("dropped"));
    seat.key(Key::Esc);
    assert_eq!(seat.context(), Context::PromptEmpty);
}

#[test]
fn what_has_no_room_on_the_card_of_hypotheses_is_read_with_tab() {
    let mut seat = Seat::new((60, 16), Stress::Untimed);
    let file = include_str!("../../scenarios/facebook-bgp-2021/scenario.toml");
    let scenario = Arc::new(content::load(None, file).scenario.unwrap());
    seat.scenario = Arc::clone(&scenario);
    seat.keys([Key::Char('t'), Key::Enter, Key::Enter]);
    let probes = scenario.actions.iter();
    let probes = probes.filter(|it| it.kind == ActionKind::Probe && it.skill.is_none());
    for probe in probes.take(8) {
        seat.line(&probe.commands[0]);
        seat.line("wait 10m");
    }
    seat.line("hyp");
    assert_eq!(seat.context(), Context::Hypotheses);
    let mut n_hypotheses = 0..scenario.hypotheses.len();
    while n_hypotheses.next().is_some() && !seat.shows("more below") {
        assert!(!seat.shows("read on"), "where all has room");
        seat.key(Key::Down);
    }
    assert!(seat.shows("Tab read on"), "{}", seat.picture());
    let mut n_pages = 0..9;
    while n_pages.next().is_some() && seat.shows("more below") {
        seat.key(Key::Tab);
    }
    assert!(!seat.shows("more below"), "{}", seat.picture());
    seat.key(Key::Tab);
    assert!(
        seat.shows("more below"),
        "and from its end to its beginning"
    );
}

#[test]
fn a_responder_is_paged_and_asked_from_their_card() {
    let mut seat = Seat::in_room(SIZE, Stress::Untimed);
    seat.line("page");
    assert_eq!(seat.context(), Context::People);
    seat.keys([Key::Esc, Key::Char('4'), Key::Esc, Key::Enter]);
    assert_eq!(seat.context(), Context::People);
    for _ in 0..9 {
        if !seat.shows("> netops") {
            seat.key(Key::Down);
        }
    }
    seat.key(Key::Char('p'));
    assert!(seat.shows("called, here at"));
    seat.key(Key::Esc);
    for _ in 0..4 {
        seat.line("wait 10m");
    }
    seat.line("ask netops");
    assert_eq!(seat.context(), Context::People);
    seat.key(Key::Char('a'));
    assert!(seat.shows("you> ask netops"), "{}", seat.picture());
    assert_eq!(seat.context(), Context::Prompt);
}

#[test]
fn reading_a_runbook_is_on_record_and_a_letter_goes_to_the_line() {
    use misfortune::engine::event::Event;
    let mut seat = Seat::in_room(SIZE, Stress::Untimed);
    seat.key(Key::F(11));
    assert_eq!(seat.context(), Context::Runbooks);
    seat.key(Key::Enter);
    assert_eq!(seat.context(), Context::Runbook);
    assert!(seat.shows("last changed 2022-05-30"));
    assert!(seat.shows("(https://example.com/status)"));
    let journal = seat.play.as_ref().unwrap().shown().journal();
    let is_read = |event: &Event| matches!(event, Event::RunbookRead { .. });
    assert_eq!(journal.iter().filter(|it| is_read(&it.event)).count(), 1);
    seat.keys("sev 1".chars().map(Key::Char));
    assert_eq!(seat.context(), Context::Prompt);
    assert!(seat.shows("you> sev 1"));
}
