//! Ways through the screens: what keys do, and that none loses anything.

use std::sync::Arc;
use std::time::Duration;

use misfortune::content;
use misfortune::content::config::{Setting, Value};
use misfortune::engine::event::{Event, Stress};
use misfortune::store::StoreError;
use misfortune::tui::app::Effect;
use misfortune::tui::input::{Input, Key, Mouse};
use misfortune::tui::keys::Context;
use misfortune::view::Scene;
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;

use super::Seat;

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
    assert!(seat.shows(">5 board"));
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
    assert_eq!(seat.asked, [Effect::Quit]);
}

#[test]
fn a_stray_esc_in_the_debrief_goes_nowhere() {
    let mut seat = Seat::in_room(SIZE, Stress::Untimed);
    for _ in 0..9 {
        seat.line("wait 10h");
    }
    seat.key(Key::Enter);
    assert_eq!(seat.context(), Context::Debrief);
    seat.key(Key::Esc);
    assert_eq!(seat.context(), Context::LeaveDebrief);
    seat.line("roti 4 worth it");
    assert_eq!(seat.context(), Context::Debrief);
    seat.key(Key::Char('8'));
    assert!(seat.shows("worth it"));
    seat.keys([Key::Esc, Key::Enter]);
    assert_eq!(seat.context(), Context::HomeOpen);
}

#[test]
fn in_the_debrief_enter_opens_what_is_marked_and_letters_stay_text() {
    let mut seat = Seat::new(SIZE, Stress::Untimed);
    super::pictures::to_the_debrief(&mut seat);
    assert!(!seat.shows("was the page taken, weighed"));
    seat.key(Key::Enter);
    assert!(seat.shows("was the page taken, weighed"));
    assert!(seat.shows("from `ack` (event 1)"));
    seat.key(Key::Char(' '));
    assert!(!seat.shows("was the page taken, weighed"));
    seat.keys([Key::Char('5'), Key::Down, Key::Enter]);
    assert!(seat.shows("debrief> answer 2"));
    seat.line("the log, then the database; 3 of us");
    assert!(seat.shows("the log, then the database; 3 of us"));
    let journal = seat.play.as_ref().unwrap().shown().journal();
    assert!(matches!(
        &journal.last().unwrap().event,
        Event::Answered { question: 1, text, .. } if text == "the log, then the database; 3 of us"
    ));
    seat.keys([Key::Char('8'), Key::Down, Key::Enter]);
    seat.line("4");
    assert!(seat.shows("What would have made it a 5?"));
    seat.keys([Key::Down, Key::Enter]);
    assert!(seat.shows("debrief> roti 4"));
    seat.line("a drill a month");
    assert!(seat.shows("rated 4 of 5; to raise it: a drill a month"));
    assert!(!seat.shows("What would have made it a 5?"));
}

#[test]
fn every_section_is_reached_by_tab_and_by_the_mouse() {
    for size in [SIZE, (60, 16), (120, 40), (200, 60)] {
        let mut seat = Seat::new(size, Stress::Untimed);
        super::pictures::to_the_debrief(&mut seat);
        for name in [
            "2 timelines",
            "3 harm",
            "4 steps",
            "5 moments",
            "6 story",
            "7 lessons",
            "8 commit",
            "9 next",
            "1 score",
        ] {
            seat.key(Key::Tab);
            let here = |it: &mut Seat| {
                let text = it.picture();
                text.contains(&format!(">{name}")) || text.contains(&format!("> {name}"))
            };
            assert!(here(&mut seat), "{name} at {size:?}\n{}", seat.picture());
            seat.key(Key::BackTab);
            assert!(!here(&mut seat), "{name} at {size:?}");
            let text = seat.picture();
            let number = &name[..1];
            let (y, x) = text
                .lines()
                .enumerate()
                .skip(1)
                .find_map(|(y, line)| {
                    let at = line.find(&format!(" {number}"))?;
                    let is_section = if size.0 > 100 { at < 3 } else { y == 1 };
                    is_section.then_some(())?;
                    Some((y, line[..at].chars().count() + 1))
                })
                .unwrap();
            let at = Position::new(u16::try_from(x).unwrap(), u16::try_from(y).unwrap());
            seat.input(&Input::Mouse(Mouse::Click, at));
            assert!(
                here(&mut seat),
                "{name} clicked at {size:?}\n{}",
                seat.picture()
            );
        }
    }
}

#[test]
fn after_the_debrief_each_way_on_is_one_key() {
    let mut seat = Seat::new(SIZE, Stress::Untimed);
    super::pictures::to_the_debrief(&mut seat);
    seat.keys([Key::F(2), Key::F(3), Key::F(4)]);
    let again = |another_seed| Effect::Again { another_seed };
    assert_eq!(seat.asked, [Effect::Report, again(false), again(true)]);
    seat.asked.clear();
    // The same from the list.
    seat.keys([Key::Char('9'), Key::Enter, Key::Down, Key::Enter]);
    seat.keys([Key::Down, Key::Enter]);
    assert_eq!(seat.asked, [Effect::Report, again(false), again(true)]);
    seat.key(Key::F(5));
    assert_eq!(seat.context(), Context::Briefing);
}

#[test]
fn the_palette_lists_the_ways_on_from_the_debrief() {
    let mut seat = Seat::new(SIZE, Stress::Untimed);
    super::pictures::to_the_debrief(&mut seat);
    seat.key(Key::Char(':'));
    seat.keys("new seed".chars().map(Key::Char));
    seat.key(Key::Enter);
    assert_eq!(seat.asked, [Effect::Again { another_seed: true }]);
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
    assert!(tabs(&mut seat).contains("more"));
    let before = seat.picture().lines().nth(8).unwrap().to_owned();
    seat.line("note one more");
    assert_eq!(seat.picture().lines().nth(8).unwrap(), before);
    seat.keys([Key::Esc, Key::End]);
    assert!(seat.shows("one more"));
}

#[test]
fn what_is_selected_is_reversed_and_marked() {
    let mut seat = Seat::new(SIZE, Stress::Untimed);
    for keys in [vec![], vec![Key::Char('l'), Key::Down]] {
        seat.keys(keys);
        let buffer = seat.buffer();
        let reversed = |at: &Position| buffer[*at].modifier.contains(Modifier::REVERSED);
        let below_title = Rect::new(0, 1, buffer.area.width, buffer.area.height - 1);
        let marked: Vec<Position> = below_title
            .positions()
            .filter(|at| buffer[*at].symbol() == ">")
            .collect();
        assert_eq!(marked.len(), 1, "{}", seat.picture());
        assert!(reversed(&marked[0]));
    }
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
fn the_word_quit_leaves() {
    let mut seat = Seat::in_room(SIZE, Stress::Untimed);
    seat.line("quit");
    assert_eq!(seat.asked, [Effect::Quit]);
}

fn text(seat: &mut Seat, text: &str) {
    seat.keys(text.chars().map(Key::Char));
}

#[test]
fn the_palette_runs_what_is_whole_and_writes_what_needs_more() {
    let mut seat = Seat::in_room(SIZE, Stress::Untimed);
    seat.key(Key::Char(':'));
    assert_eq!(seat.context(), Context::Palette);
    text(&mut seat, "shoplog");
    seat.key(Key::Enter);
    assert!(seat.shows("$ tail -n 20 shop.log"));
    seat.keys([Key::Char(':')]);
    text(&mut seat, "sev");
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
    seat.keys([Key::Char(':')]);
    text(&mut seat, "roti");
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
    text(&mut seat, "library");
    seat.key(Key::Enter);
    assert_eq!(seat.context(), Context::Library);
    let mut seat = Seat::in_room(SIZE, Stress::Untimed);
    seat.key(Key::Char(':'));
    text(&mut seat, "alerts and graphs");
    seat.key(Key::Enter);
    assert!(seat.shows(">2 signals"));
}

#[test]
fn the_palette_keeps_what_was_typed() {
    let mut seat = Seat::in_room(SIZE, Stress::Untimed);
    text(&mut seat, "note half a th");
    seat.key(Key::F(10));
    assert!(seat.shows("> note half a th"));
    seat.key(Key::Esc);
    assert!(seat.shows("you> note half a th"));
    seat.keys([Key::F(10), Key::Ctrl('u')]);
    text(&mut seat, "board");
    seat.key(Key::Enter);
    assert!(seat.shows("you> note half a th"));
}

#[test]
fn an_update_is_composed_and_posted_as_one_line() {
    let mut seat = Seat::in_room(SIZE, Stress::Untimed);
    seat.line("post public");
    assert_eq!(seat.context(), Context::Update);
    text(&mut seat, "Orders fail: nobody can pay");
    seat.key(Key::Tab);
    assert!(seat.shows("does not say yet: what we do, next update"));
    seat.key(Key::Esc);
    assert!(seat.shows("the draft is kept"));
    seat.line("post");
    assert!(seat.shows("Orders fail: nobody can pay."));
    seat.keys([Key::Tab]);
    text(&mut seat, "We are investigating");
    seat.key(Key::Enter);
    text(&mut seat, "20m");
    let posted = "Orders fail: nobody can pay. We are investigating. Next update in 20 min.";
    let told = seat.picture().replace(['\u{2502}', '\n'], " ");
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains(posted), "{told}");
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
fn an_update_that_cannot_be_sent_stays_with_the_reason() {
    let mut seat = Seat::in_room(SIZE, Stress::Untimed);
    seat.line("post owner");
    text(&mut seat, "hello");
    seat.key(Key::F(9));
    assert_eq!(seat.context(), Context::Update);
    assert!(seat.shows("hello"));
    seat.keys([Key::BackTab, Key::Left]);
    seat.key(Key::Esc);
    assert_eq!(seat.context(), Context::PromptEmpty);
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
    assert!(seat.shows("40 % since"));
    seat.key(Key::Char('d'));
    assert!(seat.shows("dropped"));
    seat.key(Key::Esc);
    assert_eq!(seat.context(), Context::PromptEmpty);
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
fn a_session_taken_up_remembers_what_was_typed() {
    let mut seat = Seat::in_room(SIZE, Stress::Untimed);
    seat.line("sev 1");
    let play = seat.play.as_ref().unwrap();
    seat.app.enter(&Scene::new(play.shown(), play.now()));
    seat.key(Key::Up);
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

#[test]
fn a_setting_is_changed_by_keys_and_written_by_another() {
    let mut seat = Seat::new((80, 24), Stress::Untimed);
    seat.key(Key::Char(','));
    assert_eq!(seat.context(), Context::Settings);
    // The theme is dark; light is the next one, auto the one before.
    seat.keys([Key::Enter, Key::Left, Key::Char('w')]);
    let themed = |name: &str| Effect::Set(Setting::Theme, Value::Text(name.to_owned()));
    assert_eq!(
        seat.asked,
        [themed("light"), themed("auto"), Effect::SaveSettings]
    );
    seat.keys([Key::End, Key::Enter]);
    assert!(seat.shows("--data-dir DIR"), "it says how this one is set");
    seat.key(Key::Esc);
    assert_eq!(seat.context(), Context::HomeOpen);
}

#[test]
fn a_name_is_typed_and_letters_are_text_meanwhile() {
    let mut seat = Seat::new((80, 24), Stress::Untimed);
    seat.key(Key::Char(','));
    seat.keys([Key::Down; 7]);
    seat.key(Key::Enter);
    assert_eq!(seat.context(), Context::SettingsTyping);
    seat.keys("Ana, qw".chars().map(Key::Char));
    seat.key(Key::Enter);
    let name = Value::Text("Ana, qw".to_owned());
    assert_eq!(seat.asked, [Effect::Set(Setting::Name, name)]);
    seat.keys([Key::Enter, Key::Char('x'), Key::Esc]);
    assert_eq!((seat.asked.len(), seat.context()), (1, Context::Settings));
}

#[test]
fn what_comes_elsewhere_is_counted_until_it_is_seen() {
    let mut seat = Seat::in_room(SIZE, Stress::Untimed);
    seat.key(Key::Char('5'));
    seat.line("note one");
    assert!(seat.shows("1 timeline +1") || seat.shows("1 timeline+1"));
    assert!(seat.shows("> 5 board") || seat.shows(">5 board"));
    seat.key(Key::Char('1'));
    assert!(!seat.shows("timeline +1") && !seat.shows("timeline+1"));
    assert!(seat.shows("T+00:00*note"));
}

#[test]
fn looking_for_something_takes_letters_as_letters_and_esc_step_by_step_back() {
    let mut seat = Seat::new(SIZE, Stress::Untimed);
    seat.keys("l/qs".chars().map(Key::Char));
    assert_eq!(seat.context(), Context::LibraryFilter);
    assert!(seat.shows("/ qs"));
    seat.input(&Input::Pasted("\u{7}web\n".to_owned()));
    assert!(seat.shows("/ qsweb"));
    seat.key(Key::Esc);
    assert_eq!(seat.context(), Context::Library);
    assert!(seat.shows("4 scenarios, by title"));
    seat.key(Key::Tab);
    assert_eq!(seat.context(), Context::Preview);
    seat.keys([Key::Esc, Key::Esc]);
    assert_eq!(seat.context(), Context::HomeOpen);
}

#[test]
fn what_is_chosen_in_the_briefing_is_what_is_begun_with() {
    let mut seat = Seat::new(SIZE, Stress::Normal);
    seat.keys([Key::Char('l'), Key::Enter, Key::Right]);
    seat.keys("s90210q".chars().map(Key::Char));
    assert_eq!(seat.context(), Context::BriefingSeed);
    seat.keys([Key::Enter, Key::Enter]);
    let play = seat.play.as_ref().unwrap();
    assert_eq!(play.shown().head().seed.0, 90210);
    assert_eq!(play.shown().head().stress, Stress::Real);
    let mut seat = Seat::new(SIZE, Stress::Normal);
    seat.keys([Key::Char('l'), Key::Enter, Key::Char('s'), Key::Enter]);
    seat.keys([Key::Left, Key::Left, Key::Left, Key::Left, Key::Enter]);
    let play = seat.play.as_ref().unwrap();
    assert_eq!(play.shown().head().seed.0, 7, "an empty seed is no seed");
    assert_eq!(play.shown().head().stress, Stress::Normal, "once round");
}

#[test]
fn a_session_in_the_history_is_opened_and_written_to_a_file() {
    let mut seat = Seat::new(SIZE, Stress::Untimed);
    seat.keys([Key::Char('h'), Key::Down, Key::Char('e')]);
    assert!(seat.shows("session 4 is in a file"));
    seat.key(Key::Tab);
    assert!(seat.shows("Kinds of failure"));
    seat.keys([Key::Tab, Key::Up, Key::Enter]);
    assert_eq!(seat.context(), Context::Pager);
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

fn click(seat: &mut Seat, what: &str) {
    let picture = seat.picture();
    let mut lines = picture.lines().enumerate();
    let (y, line) = lines.find(|(_, line)| line.contains(what)).unwrap();
    let column = line[..line.find(what).unwrap()].chars().count();
    point(seat, Mouse::Click, (column, y));
}

fn point(seat: &mut Seat, mouse: Mouse, (x, y): (usize, usize)) {
    let at = Position::new(u16::try_from(x).unwrap(), u16::try_from(y).unwrap());
    seat.input(&Input::Mouse(mouse, at));
}

#[test]
fn in_lists_a_click_selects_and_on_what_is_selected_it_is_enter() {
    for size in [(80, 24), (200, 60)] {
        let mut seat = Seat::new(size, Stress::Untimed);
        click(&mut seat, "Library: ");
        assert!(seat.shows("> Library: "), "{}", seat.picture());
        click(&mut seat, "Library: ");
        assert_eq!(seat.context(), Context::Library);
        click(&mut seat, "What happened at Fastly");
        assert_eq!(seat.context(), Context::Library);
        let picture = seat.picture();
        let mut rows = picture.lines().filter(|it| it.contains("> "));
        assert!(
            rows.any(|it| it.contains("What happened at Fastly")),
            "{picture}"
        );
        click(&mut seat, "> ");
        assert_eq!(seat.context(), Context::Briefing);
        // Beside the rows there is nothing to click.
        let mut seat = Seat::new(size, Stress::Untimed);
        point(&mut seat, Mouse::Click, (0, 1));
        assert!(matches!(seat.context(), Context::Home | Context::HomeOpen));
        let mut entries = 0;
        while !seat.shows("> Settings") {
            point(&mut seat, Mouse::WheelDown, (50, 6));
            entries += 1;
            assert!(entries < 20, "{}", seat.picture());
        }
        seat.key(Key::Char('h'));
        assert_eq!(seat.context(), Context::History);
        let before = seat.picture();
        let second = before
            .lines()
            .filter(|it| it.contains("not over") || it.contains("resolved"))
            .nth(1);
        let second = second.unwrap().trim().to_owned();
        let number: String = second.chars().take(14).collect();
        click(&mut seat, &number);
        assert!(seat.shows(&format!("> {number}")), "{}", seat.picture());
        assert_eq!(seat.context(), Context::History);
    }
}

#[test]
fn in_the_settings_a_click_selects_and_then_changes() {
    let mut seat = Seat::new(SIZE, Stress::Untimed);
    seat.key(Key::Char(','));
    assert_eq!(seat.context(), Context::Settings);
    click(&mut seat, "glyphs");
    assert!(seat.shows("> glyphs"));
    let at = Input::Mouse(Mouse::Click, Position::new(4, 4));
    let asked = seat.app.update(None, Duration::ZERO, &at);
    assert!(
        matches!(asked[..], [Effect::Set(Setting::Glyphs, _)]),
        "{asked:?}"
    );
}

#[test]
fn a_click_goes_where_it_points_and_accepts_nothing() {
    let mut seat = Seat::in_room((120, 40), Stress::Untimed);
    click(&mut seat, "3 logs");
    assert!(seat.shows("> 3 logs") || seat.shows(">3 logs"));
    click(&mut seat, "people \u{2500}");
    assert!(seat.shows("> 4 people") || seat.shows(">4 people"));
    click(&mut seat, ": commands");
    assert_eq!(seat.context(), Context::Palette);
    click(&mut seat, "mitigated  ");
    assert!(seat.shows("> mitigated"));
    assert_eq!(seat.context(), Context::Palette);
    let state = seat.play.as_ref().unwrap().shown().state();
    assert!(state.mitigated.since.is_none());
    click(&mut seat, "Esc close");
    assert_eq!(seat.context(), Context::PromptEmpty);
    seat.line("hyp");
    click(&mut seat, "payments-down  [");
    assert!(seat.shows("hyp payments-down"));
    seat.key(Key::Esc);
    seat.line("post public");
    click(&mut seat, "what we do");
    text(&mut seat, "We look");
    assert!(seat.shows("We look."));
}

#[test]
fn the_wheel_scrolls_the_pane_under_the_pointer_and_takes_no_keys_away() {
    let mut seat = Seat::in_room(SIZE, Stress::Untimed);
    for n in 0..40 {
        seat.line(&format!("note number {n}"));
    }
    text(&mut seat, "sev");
    assert!(seat.shows("number 39"));
    for _ in 0..9 {
        point(&mut seat, Mouse::WheelUp, (10, 10));
    }
    assert!(!seat.shows("number 39"));
    assert_eq!(seat.context(), Context::Prompt);
    for _ in 0..9 {
        point(&mut seat, Mouse::WheelDown, (10, 10));
    }
    assert!(seat.shows("number 39"));
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
    text(&mut seat, "sev 1");
    seat.key(Key::Ctrl('o'));
    assert_eq!(seat.asked, [Effect::Copy("sev 1".to_owned())]);
    assert!(seat.shows("you> sev 1"));
    seat.keys([Key::Ctrl('u'), Key::Char(':')]);
    text(&mut seat, "shoplog");
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
fn a_debrief_that_is_read_again_goes_back_to_the_history_without_a_question() {
    let mut seat = Seat::new(SIZE, Stress::Untimed);
    super::pictures::to_the_debrief(&mut seat);
    let play = seat.play.as_ref().unwrap();
    seat.app.enter(&Scene::new(play.shown(), play.now()));
    assert_eq!(seat.context(), Context::Debrief);
    seat.key(Key::Esc);
    assert_eq!(seat.context(), Context::History);
}

#[test]
fn a_commitment_is_confirmed_by_name_and_the_score_says_how_to_make_one() {
    let mut seat = Seat::new((120, 40), Stress::Untimed);
    super::pictures::to_the_debrief(&mut seat);
    seat.line("commit ops 2030-01-01 if a certificate has 30 days left, then it pages");
    assert!(seat.shows("kept: a commitment of ops by 2030-01-01; it stands under `commit`"));
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
fn the_library_shows_whose_outage_it_was_and_whole_titles() {
    for size in [(80, 24), (120, 40), (200, 60)] {
        let mut seat = Seat::new(size, Stress::Untimed);
        seat.key(Key::Char('l'));
        for organisation in ["GitLab.com", "Fastly", "NewsBlur", "Facebook"] {
            let picture = seat.picture();
            let mut rows = picture.lines();
            let of = |row: &&str| row.contains(organisation) && row.contains(" min ");
            let row = rows
                .find(of)
                .unwrap_or_else(|| panic!("{organisation}\n{picture}"));
            assert!(!row.contains(".."), "{row}");
        }
    }
}

#[test]
fn beside_the_wheel_stands_every_name_also_with_a_session_open() {
    for size in [(80, 24), (120, 40)] {
        let mut seat = Seat::new(size, Stress::Untimed);
        let picture = seat.picture();
        let beside = picture.split("Quit").nth(1).unwrap();
        for organisation in ["GitLab.com", "Fastly", "NewsBlur", "Facebook"] {
            let stands = beside.lines().any(|row| row.ends_with(organisation));
            assert!(stands, "{organisation}\n{picture}");
        }
    }
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
    seat.key(Key::Char('6'));
    assert!(!seat.shows("6 commands+"));
}
