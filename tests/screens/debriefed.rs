//! The debrief: its sections, and the ways on from it.

use misfortune::engine::event::Event;
use misfortune::engine::event::Stress;
use misfortune::tui::app::Effect;
use misfortune::tui::input::Input;
use misfortune::tui::input::Key;
use misfortune::tui::input::Mouse;
use misfortune::tui::keys::Context;
use misfortune::view::Scene;
use ratatui::layout::Position;

use super::Seat;

const SIZE: (u16, u16) = (80, 24);

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
fn a_debrief_that_is_read_again_goes_back_to_the_history_without_a_question() {
    let mut seat = Seat::new(SIZE, Stress::Untimed);
    super::pictures::to_the_debrief(&mut seat);
    let play = seat.play.as_ref().unwrap();
    seat.app.enter(&Scene::new(play.shown(), play.now()));
    assert_eq!(seat.context(), Context::DebriefAgain);
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

/// What steps cost is known when somebody reads already: what is read stays where it is.
#[test]
fn what_is_worked_out_late_does_not_move_what_is_read() {
    for size in [SIZE, (200, 60)] {
        let mut seat = Seat::new(size, Stress::Untimed);
        seat.knows = false;
        super::pictures::to_the_debrief(&mut seat);
        seat.key(Key::Char('3'));
        let _ = seat.picture();
        assert!(seat.shows("is being worked"), "{}", seat.picture());
        seat.key(Key::Char('6'));
        let before = seat.picture();
        seat.knows = true;
        assert_eq!(before, seat.picture());
        seat.key(Key::Char('3'));
        assert!(!seat.shows("is being worked"), "{}", seat.picture());
    }
}

/// What is said at the debrief is laid out where it belongs, and nothing else anew: it reads as if
/// all of it were.
#[test]
fn what_is_said_late_stands_where_it_would_if_it_had_been_there_before() {
    for size in [SIZE, (200, 60)] {
        for keys in [vec![Key::End], vec![Key::Char('2')], vec![]] {
            let mut seat = Seat::new(size, Stress::Untimed);
            seat.knows = false;
            super::pictures::to_the_debrief(&mut seat);
            seat.keys(keys);
            let _ = seat.picture();
            seat.knows = true;
            let _ = seat.picture();
            for line in [
                "answer 2 the log, then the database; then we asked who had changed what, and when",
                "commit ops 2030-01-01 if a certificate has 30 days left, then it pages",
                "roti 4",
                "answer 1 at once",
                "commit dev 2030-01-01 if a release is rolled back then we look at its last change",
                "roti 4 a drill a month",
            ] {
                seat.line(line);
                let _ = seat.picture();
            }
            let sections = |seat: &mut Seat| -> Vec<String> {
                let all = ('1'..='9').map(|section| {
                    seat.key(Key::Char(section));
                    seat.picture()
                });
                all.collect()
            };
            let gone_on = sections(&mut seat);
            seat.size.width -= 1;
            let _ = seat.picture();
            seat.size.width += 1;
            assert!(gone_on.concat().contains("a drill a month"));
            for (there, anew) in gone_on.iter().zip(sections(&mut seat)) {
                assert_eq!(*there, anew);
            }
        }
    }
}
