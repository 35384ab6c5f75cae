//! The room, its timeline, the briefing and the lists.

use std::sync::Arc;

use misfortune::engine::event::{Head, Stress};
use misfortune::engine::script::alone;
use misfortune::engine::seed::Seed;
use misfortune::engine::session::Session;
use misfortune::engine::time::{Elapsed, Span};
use misfortune::engine::wheel::Wheel;
use misfortune::view::listing::{Played, preview, row};
use misfortune::view::room::Extent;
use misfortune::view::timeline::{Entry, Place, since, timeline};
use misfortune::view::{Scene, briefing, home, pager, room};

use crate::scenarios;

use crate::bakery::{begin, play, scenario, scene, whole};

fn lines(entries: &[Entry]) -> String {
    let line = |entry: &Entry| {
        format!(
            "{} {:<8} {}: {}",
            entry.time,
            entry.kind.word(),
            entry.who,
            entry.lines.join("\n                    ")
        )
    };
    entries.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_timeline_tells_a_whole_play() {
    insta::assert_snapshot!(lines(&timeline(&scene(&whole()))));
}

#[test]
fn the_timeline_in_parts_is_the_timeline() {
    let whole = whole();
    let all = timeline(&scene(&whole));
    let mut session = begin(Stress::Normal);
    let (mut place, mut parts) = (Place::default(), Vec::new());
    for line in crate::bakery::WHOLE.lines() {
        play(&mut session, line);
        let (new, next) = since(&scene(&session), place);
        parts.extend(new);
        place = next;
    }
    assert_eq!(since(&scene(&session), place).0, []);
    let sorted = |mut entries: Vec<Entry>| {
        entries.sort_by_key(|it| (it.at, it.kind));
        entries
    };
    assert_eq!(lines(&sorted(parts)), lines(&sorted(all)));
}

#[test]
fn the_room_shows_where_the_incident_stands() {
    let mut session = begin(Stress::Calm);
    play(
        &mut session,
        "00:40 ack
         00:50 page netops
         01:00 tail -n 20 shop.log
         01:40 hyp payments-down 70
         02:00 psql -c 'select 1'",
    );
    let extent = Extent {
        window: Span::from_mins(20),
        n_points: 6,
        n_log_lines: 2,
    };
    let scene = Scene::new(&session, Elapsed::from_secs(130));
    insta::assert_debug_snapshot!(room::room(&scene, extent));
}

#[test]
fn a_graph_keeps_its_points_while_time_passes() {
    let session = begin(Stress::Calm);
    let extent = |now| {
        let scene = Scene::new(&session, Elapsed::from_secs(now));
        misfortune::view::signals::metrics(&scene, Span::from_mins(10), 20)[0]
            .series
            .clone()
    };
    for now in [0, 10, 29, 30, 31, 299, 300, 600, 5000] {
        assert_eq!(extent(now).len(), 20, "at {now}");
    }
    let (before, after) = (extent(601), extent(629));
    assert_eq!(
        before[..19],
        after[..19],
        "within a step only the last point moves"
    );
    let next = extent(631);
    assert_eq!(before[1..19], next[..18], "a step shifts the points");
}

#[test]
fn right_after_a_fix_graphs_are_told_as_they_go_since() {
    let scenario = scenarios::load(&scenarios::root().join("scenarios/tutorial/scenario.toml"));
    let head = Head::new(&scenario, Seed(7), Stress::Calm, alone(&scenario));
    let mut session = Session::begin(Arc::clone(&scenario), head);
    let direction = |session: &Session, id: &str| {
        let row = misfortune::view::signals::metric(&scene(session), id, Span::from_mins(10), 9);
        row.unwrap().direction
    };
    session.advance(Elapsed::from_secs(5));
    let id = |nth: usize| scenario.metrics[nth].id.as_str();
    let (orders, failing) = (id(0), id(1));
    assert_eq!(direction(&session, orders), "falling");
    assert_eq!(direction(&session, failing), "rising");
    play(&mut session, "00:05 ack\n00:10 settings rollback 41");
    // It has jumped a moment ago, and has been coming back for a shorter one.
    session.advance(Elapsed::from_secs(80));
    assert_eq!(direction(&session, orders), "rising");
    assert_eq!(direction(&session, failing), "falling");
    session.advance(Elapsed::from_secs(1200));
    assert_eq!(direction(&session, failing), "steady");
}

#[test]
fn the_page_rings_until_somebody_takes_it() {
    let mut session = begin(Stress::Calm);
    session.advance(Elapsed::from_secs(100));
    insta::assert_debug_snapshot!(pager::pager(&scene(&session)));
    play(&mut session, "01:50 ack");
    let after = pager::pager(&scene(&session));
    assert!(!after.rings);
    assert_eq!(after.standing, "acknowledged T+01:50");
}

#[test]
fn overdue_audiences_are_said_to_be_so() {
    let mut session = begin(Stress::Calm);
    let due = |session: &misfortune::engine::session::Session| {
        let rows = room::audiences(&scene(session)).into_iter();
        rows.map(|it| format!("{}: {}", it.id, it.due))
            .collect::<Vec<_>>()
    };
    session.advance(Elapsed::from_secs(400));
    assert_eq!(
        due(&session),
        [
            "public: first word due in 03:20",
            "owner: first word due in 08:20"
        ]
    );
    session.advance(Elapsed::from_secs(630));
    assert_eq!(
        due(&session),
        [
            "public: first word overdue by 00:30",
            "owner: first word due in 04:30"
        ]
    );
    play(&mut session, "10:40 post public orders fail");
    session.advance(Elapsed::from_secs(900));
    assert_eq!(
        due(&session),
        [
            "owner: first word due in 00:00",
            "public: next update due in 15:40"
        ]
    );
}

#[test]
fn the_briefing_says_who_you_are_and_how_time_runs() {
    insta::assert_debug_snapshot!(briefing::briefing(&scenario(), Stress::Normal));
}

#[test]
fn the_list_and_the_preview_tell_what_it_is_about() {
    let scenario = scenario();
    let played = Played {
        open: Some(4),
        times: 2,
        best: Some(71),
        last: None,
    };
    let row = row(&scenario.metadata, played);
    assert_eq!(row.played, "played 2 times, best 71; open as session 4");
    let unfinished = Played {
        open: Some(4),
        ..Played::default()
    };
    let unfinished = self::row(&scenario.metadata, unfinished);
    assert_eq!(unfinished.played, "open as session 4");
    insta::assert_debug_snapshot!(preview(&scenario, Played::default()));
    let home = home::home(vec![row], &Wheel::fair(1), None);
    assert_eq!(home.slices[0].odds, "100.0 %");
}
