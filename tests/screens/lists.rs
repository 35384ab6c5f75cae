//! Lists: home, library, briefing, history, settings.

use std::time::Duration;

use misfortune::content::config::Setting;
use misfortune::content::config::Value;
use misfortune::engine::event::Stress;
use misfortune::tui::app::Effect;
use misfortune::tui::input::Input;
use misfortune::tui::input::Key;
use misfortune::tui::input::Mouse;
use misfortune::tui::keys::Context;
use ratatui::layout::Position;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::Seat;

const SIZE: (u16, u16) = (80, 24);

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
fn what_is_open_says_so_in_the_library_and_is_taken_up_from_there() {
    for size in [(60, 16), SIZE, (120, 40)] {
        let mut seat = Seat::new(size, Stress::Untimed);
        seat.key(Key::Char('l'));
        let chosen = |seat: &mut Seat| {
            let picture = seat.picture();
            let row = picture.lines().find(|it| it.starts_with("  > "));
            row.map(str::to_owned).unwrap()
        };
        let row = chosen(&mut seat);
        assert!(row.contains("No bread") && row.contains("open"), "{row}");
        assert!(seat.shows("r take up"), "{}", seat.picture());
        seat.key(Key::Down);
        let row = chosen(&mut seat);
        assert!(!row.contains("open"), "{row}");
        assert!(!seat.shows("take up"));
        seat.key(Key::Char('r'));
        assert!(seat.play.is_none(), "there is nothing to take up");
        seat.keys([Key::Up, Key::Char('r')]);
        assert!(seat.play.is_some());
    }
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
    assert_eq!(play.shown().head().stress, Stress::Untimed, "the dial ends");
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
fn in_lists_a_click_selects_and_on_what_is_selected_it_is_enter() {
    for size in [(80, 24), (200, 60)] {
        let mut seat = Seat::new(size, Stress::Untimed);
        seat.click("Library: ");
        assert!(seat.shows("> Library: "), "{}", seat.picture());
        seat.click("Library: ");
        assert_eq!(seat.context(), Context::Library);
        seat.click("What happened at Fastly");
        assert_eq!(seat.context(), Context::Library);
        let picture = seat.picture();
        let mut rows = picture.lines().filter(|it| it.contains("> "));
        assert!(
            rows.any(|it| it.contains("What happened at Fastly")),
            "{picture}"
        );
        seat.click("> ");
        assert_eq!(seat.context(), Context::Briefing);
        // Beside the rows there is nothing to click.
        let mut seat = Seat::new(size, Stress::Untimed);
        seat.point(Mouse::Click, (0, 1));
        assert!(matches!(seat.context(), Context::Home | Context::HomeOpen));
        let mut entries = 0;
        while !seat.shows("> Settings") {
            seat.point(Mouse::WheelDown, (50, 6));
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
        seat.click(&number);
        assert!(seat.shows(&format!("> {number}")), "{}", seat.picture());
        assert_eq!(seat.context(), Context::History);
    }
}

#[test]
fn in_the_settings_a_click_selects_and_then_changes() {
    let mut seat = Seat::new(SIZE, Stress::Untimed);
    seat.key(Key::Char(','));
    assert_eq!(seat.context(), Context::Settings);
    seat.click("glyphs");
    assert!(seat.shows("> glyphs"));
    let at = Input::Mouse(Mouse::Click, Position::new(4, 4));
    let asked = seat.app.update(None, Duration::ZERO, &at);
    assert!(
        matches!(asked[..], [Effect::Set(Setting::Glyphs, _)]),
        "{asked:?}"
    );
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
