//! What stays where it is, and what is never cut, however full the room is.

use misfortune::engine::event::Stress;
use misfortune::engine::time::Elapsed;
use misfortune::tui::input::Key;
use misfortune::view::screens::PANES;

use super::Seat;

/// The row of the tabs.
fn tabs(seat: &mut Seat) -> String {
    let text = seat.picture();
    text.lines().nth(3).unwrap().to_owned()
}

/// At which column the name of each tab stands.
fn places(seat: &mut Seat) -> Vec<usize> {
    let row = tabs(seat);
    let place = |it: &&str| row.find(it).unwrap_or_else(|| panic!("{it} in {row}"));
    PANES.iter().map(place).collect()
}

#[test]
fn the_tabs_stay_where_they_are_whatever_comes() {
    for size in [(80, 24), (120, 40), (200, 60)] {
        let mut seat = Seat::in_room(size, Stress::Untimed);
        seat.key(Key::Char('4'));
        let before = places(&mut seat);
        for n in 0..12 {
            seat.line(&format!("note number {n}"));
            assert_eq!(places(&mut seat), before, "{}", tabs(&mut seat));
        }
        seat.line("tail -n 20 shop.log");
        seat.line("wait 20m");
        seat.key(Key::Esc);
        assert_eq!(places(&mut seat), before, "{}", tabs(&mut seat));
        assert!(tabs(&mut seat).contains("LOOK"));
        assert!(tabs(&mut seat).contains("1 timeline"));
        let is_counted = ["timeline+ ", "timeline+1"].map(|it| tabs(&mut seat).contains(it));
        // Beside the main pane it is seen.
        let is_seen = size.0 > 80;
        assert!(is_counted.contains(&true) || is_seen, "{}", tabs(&mut seat));
    }
}

#[test]
fn a_star_after_a_time_is_explained_where_it_stands() {
    let mut seat = Seat::in_room((80, 24), Stress::Untimed);
    assert!(!seat.shows("* new"));
    seat.key(Key::Char('5'));
    seat.line("note one");
    assert!(!seat.shows("* new"));
    seat.key(Key::Char('1'));
    assert!(seat.shows("T+00:00*note"));
    assert!(seat.shows("* new"));
    seat.key(Key::F(1));
    let mut n_pages = 0..6;
    while n_pages.next().is_some() && !seat.shows("* after a time") {
        seat.key(Key::PageDown);
    }
    assert!(seat.shows("* after a time"), "{}", seat.picture());
}

#[test]
fn an_audience_that_waits_behind_another_is_counted() {
    let mut seat = Seat::in_room((80, 24), Stress::Untimed);
    seat.line("page netops");
    let waits_until = |seat: &mut Seat, what: &str| {
        let mut n_waits = 0..20;
        while n_waits.next().is_some() && !seat.shows(what) {
            seat.line("wait 10m");
        }
        assert!(seat.shows(what), "{}", seat.picture());
    };
    waits_until(&mut seat, "overdue by");
    assert!(!seat.shows("+1 more"), "{}", seat.picture());
    waits_until(&mut seat, "+1 more");
    seat.line("post public Orders fail at checkout. We are working on it. Next update at 09:00.");
    assert!(!seat.shows("+1 more"), "{}", seat.picture());
}

#[test]
fn until_when_and_how_late_is_whole_past_an_hour() {
    for size in [(60, 16), (80, 24), (120, 40)] {
        let mut seat = Seat::in_room(size, Stress::Real);
        seat.line("page netops");
        let mut n_waits = 0..30;
        while n_waits.next().is_some() && !seat.shows("overdue by 1:") {
            seat.line("wait 10m");
        }
        seat.line("tail -n 20 shop.log");
        let text = seat.picture();
        let status = text.lines().rev().nth(3).unwrap().to_owned();
        let until = status.split("until ").nth(1).unwrap_or_default();
        let until = until.split(' ').next().unwrap_or_default();
        assert_eq!(until.len(), "T+1:15:30".len(), "{status}");
        let late = status.split("overdue by ").nth(1).unwrap_or_default();
        let late = late.split(' ').next().unwrap_or_default();
        assert_eq!(late.len(), "1:05:00".len(), "{status}");
    }
}

#[test]
fn beside_the_main_pane_no_name_is_cut_and_what_has_no_room_is_counted() {
    let mut seat = Seat::in_room((120, 40), Stress::Untimed);
    for line in ["page netops", "hyp payments-down 70", "wait 10m"] {
        seat.line(line);
    }
    let names: Vec<String> = seat
        .scenario
        .responders
        .iter()
        .map(|it| it.name.clone())
        .collect();
    let labels: Vec<String> = seat
        .scenario
        .metrics
        .iter()
        .map(|it| it.label.clone())
        .collect();
    let text = seat.picture();
    let aside: Vec<String> = text
        .lines()
        .map(|it| it.chars().skip(83).collect::<String>())
        .collect();
    for label in labels {
        assert!(
            aside.iter().any(|it| it.contains(&label)),
            "{label}\n{text}"
        );
    }
    let flowing: Vec<&str> = aside.iter().map(|it| it.trim()).collect();
    let flowing = flowing.join(" ");
    // Who is not called stands with others, by id; you are you.
    for name in names.iter().filter(|it| **it != "you") {
        let id = seat.scenario.responders.iter().find(|it| it.name == *name);
        let id = id.map(|it| it.id.to_string()).unwrap();
        assert!(
            flowing.contains(name.as_str()) || flowing.contains(&id),
            "{name}\n{text}"
        );
    }
    seat.size.height = 26;
    assert!(seat.shows(" more below"), "{}", seat.picture());
}

#[test]
fn nothing_torn_looks_out_from_under_the_help() {
    for size in [(60, 16), (80, 24)] {
        let mut seat = Seat::in_room(size, Stress::Untimed);
        seat.key(Key::F(1));
        let text = seat.picture();
        let rows: Vec<&str> = text.lines().collect();
        let last = rows.len() - 2;
        assert!(rows[1].starts_with('\u{250c}'), "{text}");
        assert!(rows[last].starts_with('\u{2514}'), "{text}");
    }
}

#[test]
fn what_has_just_jumped_is_not_steady() {
    let mut seat = Seat::in_room((80, 24), Stress::Untimed);
    seat.key(Key::Char('2'));
    // The page rang because of it: a moment ago it was normal, and the graph shows that.
    assert!(seat.shows("rising, far above normal"), "{}", seat.picture());
    let mut n_waits = 0..30;
    while n_waits.next().is_some() && seat.shows("rising") {
        seat.line("wait 10m");
    }
    assert!(seat.shows("steady, far above normal"), "{}", seat.picture());
}

#[test]
fn esc_at_home_leaves_nothing_and_the_help_says_what_does() {
    let mut seat = Seat::new((120, 40), Stress::Untimed);
    let before = seat.picture();
    seat.keys([Key::Esc, Key::Esc]);
    assert_eq!(seat.asked, []);
    assert_eq!(seat.picture(), before);
    seat.key(Key::Char('?'));
    let text = seat.picture();
    let leaving = text.split("Going back and leaving").nth(1).unwrap();
    assert!(
        leaving.contains("q  ") && leaving.contains("Ctrl-C"),
        "{text}"
    );
}

#[test]
fn past_an_hour_what_comes_after_a_time_is_still_one_column() {
    for size in [(80, 24), (120, 40), (200, 60)] {
        let mut seat = Seat::in_room(size, Stress::Untimed);
        seat.line("note before");
        while seat.play.as_ref().unwrap().now() < Elapsed::from_secs(3600) {
            seat.line("wait 30m");
        }
        seat.line("note after");
        seat.keys([Key::Esc, Key::Home]);
        let column = |seat: &mut Seat, what: &str| {
            let picture = seat.picture();
            let row = picture.lines().find(|it| it.contains(what)).unwrap();
            row.find("note ")
        };
        let before = column(&mut seat, "you: before");
        seat.key(Key::End);
        let after = column(&mut seat, "you: after");
        assert_eq!(before, after, "{}", seat.picture());
        assert_eq!(before, Some("T+1:00:00 ".len()));
    }
}
