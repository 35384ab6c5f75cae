//! The coach on the screens, and the way to it for who has never played.

use std::sync::Arc;

use misfortune::content;
use misfortune::engine::event::Stress;
use misfortune::engine::scenario::Scenario;
use misfortune::tui::app::{App, Effect};
use misfortune::tui::input::{Input, Key};

use super::{Seat, wheel_and_home};

const SIZE: (u16, u16) = (80, 24);

fn tutorial() -> Arc<Scenario> {
    let loaded = content::load(None, include_str!("../../scenarios/tutorial/scenario.toml"));
    Arc::new(loaded.scenario.unwrap())
}

/// In front of the tutorial's page.
fn seat(size: (u16, u16)) -> Seat {
    let mut seat = Seat::new(size, Stress::Untimed);
    seat.scenario = tutorial();
    seat.keys([Key::Char('t'), Key::Enter]);
    seat
}

fn row_of(seat: &mut Seat, what: &str) -> Option<usize> {
    seat.picture().lines().position(|line| line.contains(what))
}

#[test]
fn who_has_never_played_is_offered_the_tutorial_first() {
    let (mut home, _) = wheel_and_home();
    home.resume = None;
    let mut history = std::mem::take(&mut home.history);
    history.sessions.clear();
    let mut app = App::new(home.with_history(history), true);
    let enter = Input::Key(Key::Enter);
    let asked = app.update(None, std::time::Duration::ZERO, &enter);
    assert_eq!(asked, [Effect::Brief("tutorial".to_owned())]);
    // Who has played finds it further down.
    let mut seat = Seat::new(SIZE, Stress::Untimed);
    assert!(!seat.shows("> Tutorial"));
    assert!(row_of(&mut seat, "Tutorial") > row_of(&mut seat, "Spin the wheel"));
}

#[test]
fn the_coach_looks_like_this() {
    for (size, name) in [
        ((80, 24), "80x24"),
        ((120, 40), "120x40"),
        ((60, 16), "60x16"),
    ] {
        let mut seat = seat(size);
        let snap = |what: &str, seat: &mut Seat| {
            insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
                insta::assert_snapshot!(format!("coach_{what}_{name}"), seat.picture());
            });
        };
        snap("pager", &mut seat);
        seat.key(Key::Enter);
        seat.line("sev 1");
        seat.keys("ta".chars().map(Key::Char));
        snap("room", &mut seat);
    }
}

#[test]
fn while_a_risk_is_asked_for_the_coach_names_its_word() {
    let mut seat = seat(SIZE);
    seat.key(Key::Enter);
    seat.line("settings rollback 41");
    assert!(seat.shows("To go ahead, type: settings"));
    // The coach is not there yet: of what nobody spoke of it says no.
    assert!(seat.shows("of something else than what we are at"));
    assert!(seat.shows("\n type no"));
    seat.line("settings rollback 41");
    assert!(seat.shows("nothing was done: that was not `settings`"));
    assert!(seat.shows("you> settings rollback 41"));
    assert!(!seat.shows("of something else"));
}

#[test]
fn a_claim_that_alerts_speak_against_is_not_urged() {
    let mut seat = seat(SIZE);
    seat.key(Key::Enter);
    seat.line("wait 1m");
    seat.line("mitigated");
    assert!(seat.shows("To claim it all the same, type: mitigated"));
    assert!(seat.shows("Alerts speak against that."));
    assert!(!seat.shows("\n type mitigated"));
    seat.line("no");
    assert!(seat.shows("coach 2 of"));
}

#[test]
fn a_claim_made_too_early_passes_over_no_step() {
    let mut seat = seat(SIZE);
    seat.key(Key::Enter);
    for claim in ["mitigated", "resolved"] {
        seat.line(claim);
        if seat.shows("To claim it all the same") {
            seat.line(claim);
        }
        assert!(seat.shows("\n type sev 1"), "{}", seat.picture());
    }
    seat.line("sev 1");
    assert!(seat.shows("\n type ic me"));
    // What was claimed when it could be passes over what led to it.
    let mut seat = self::seat(SIZE);
    seat.key(Key::Enter);
    for line in ["settings rollback 41", "settings", "wait", "wait", "wait"] {
        seat.line(line);
    }
    assert!(seat.shows("\n type sev 1"));
    seat.line("mitigated");
    assert!(seat.shows("\n type page dev"), "{}", seat.picture());
    for line in ["page dev", "wait", "wait", "wait"] {
        seat.line(line);
    }
    seat.line("resolved");
    // The owner has asked for a word meanwhile, and gets it first.
    assert!(seat.shows("\n type post banner Orders work"));
    seat.line("post banner Orders work, express not yet. Next update in 20 minutes.");
    assert!(
        seat.shows("\n type settings diff 41 42"),
        "nothing is mended"
    );
    // Whom one told of the trouble hears of its end, whatever was claimed.
    let mut seat = self::seat(SIZE);
    seat.key(Key::Enter);
    for line in [
        "page dev",
        "settings rollback 41",
        "settings",
        "wait",
        "wait",
        "mitigated",
        "settings diff 41 42",
        "wait 8m",
        "wait 8m",
        "ask dev settings apply 43",
        "settings",
        "wait 9m",
        "wait 9m",
        "resolved",
    ] {
        seat.line(line);
    }
    assert!(
        seat.shows("\n type post banner It is over"),
        "{}",
        seat.picture()
    );
}

#[test]
fn who_types_what_the_coach_says_gets_to_the_debrief() {
    let mut seat = seat(SIZE);
    let mut said = Vec::new();
    for _ in 0..60 {
        let picture = seat.picture();
        if picture.contains("cause settings") {
            break;
        }
        // Where the coach says nothing, the clock is what is left.
        let told = picture.lines().skip_while(|it| !it.starts_with("coach "));
        let typed = told.filter_map(|it| it.strip_prefix(" type ")).last();
        let typed = typed.and_then(|it| it.split("  ").next());
        let typed = typed.unwrap_or("wait").trim().to_owned();
        seat.line(&typed);
        said.push(typed);
    }
    let all = said.join("\n");
    assert!(all.contains("settings rollback 41\nsettings\n"), "{all}");
    let end = "wait 2m\npost banner It is over: checkout and express delivery work again.\n\
               post counter It is over: orders go through again. Thank you all.\n\
               resolved";
    assert!(all.ends_with(end), "{all}");
    // Something happens after a minute: the coach has the rest waited for.
    assert!(all.contains("wait 2m\nwait 2m\n"), "{all}");
    // The owner asks for a word meanwhile, and is not left without one.
    assert!(
        all.contains("\npost banner Orders work, express not yet."),
        "{all}"
    );
}

#[test]
fn nothing_moves_from_one_step_to_the_next() {
    let mut seat = seat(SIZE);
    seat.key(Key::Enter);
    let prompt = row_of(&mut seat, "you>");
    for line in [
        "sev 1",
        "ic me",
        "page dev",
        "tail shop.log",
        "hyp post 50",
        "curl post.example.com/price",
    ] {
        let before = row_of(&mut seat, "coach ");
        seat.line(line);
        assert_eq!(row_of(&mut seat, "you>"), prompt, "{line}");
        assert_eq!(row_of(&mut seat, "coach "), before, "{line}");
    }
    assert!(seat.shows("drop post"));
}

#[test]
fn the_coach_goes_when_it_is_sent_away_and_comes_when_it_is_called() {
    let mut seat = seat(SIZE);
    seat.key(Key::Enter);
    seat.keys("se".chars().map(Key::Char));
    seat.key(Key::F(12));
    assert!(!seat.shows("coach 2 of"));
    seat.keys("v 1".chars().map(Key::Char));
    seat.key(Key::Enter);
    assert!(!seat.shows("coach"));
    seat.key(Key::F(12));
    assert!(seat.shows("coach 3 of"));
}

#[test]
fn without_a_coach_there_is_no_trace_of_one() {
    let mut seat = Seat::in_room(SIZE, Stress::Untimed);
    seat.key(Key::F(12));
    assert!(!seat.shows("coach"));
}
