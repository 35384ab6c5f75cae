//! A session being played: by real time or without, over trouble with the disk, left and resumed.
#![expect(clippy::unwrap_used, reason = "tests")]

#[path = "support/fixture.rs"]
mod fixture;

use std::sync::Arc;
use std::time::Duration;

use misfortune::engine::command::Rejection;
use misfortune::engine::event::{Ending, Event, Head, Recorded, Stress};
use misfortune::engine::prompt::Show;
use misfortune::engine::scenario::Scenario;
use misfortune::engine::score::score;
use misfortune::engine::script;
use misfortune::engine::seed::Seed;
use misfortune::engine::session::Session;
use misfortune::engine::time::Elapsed;
use misfortune::os::clock::{Clock, HandClock, WallTime};
use misfortune::play::{CONFIRMATION_LOOK, Outcome, Play, PlayError, WAKE_MAX};
use misfortune::store::faults::{Faults, Faulty};
use misfortune::store::memory::Memory;
use misfortune::store::{JournalStore, SessionId, StoreError, portable};

/// A play with everything around it in the test's hands.
struct Desk {
    scenario: Arc<Scenario>,
    clock: HandClock,
    memory: Memory,
    faults: Faults,
    stress: Stress,
}

impl Desk {
    fn new(stress: Stress) -> Self {
        Self {
            scenario: fixture::valid("minimal.toml"),
            clock: HandClock::default(),
            memory: Memory::default(),
            faults: Faults::default(),
            stress,
        }
    }

    fn store(&self) -> Box<dyn JournalStore> {
        Box::new(Faulty::new(self.memory.clone(), self.faults.clone()))
    }

    fn clock(&self) -> Box<dyn Clock> {
        Box::new(self.clock.clone())
    }

    fn begin(&self) -> Play {
        let roster = script::alone(&self.scenario);
        let head = Head::new(&self.scenario, Seed(1), self.stress, roster);
        Play::begin(Arc::clone(&self.scenario), head, self.store(), self.clock()).unwrap()
    }

    fn resume(&self, number: SessionId) -> Result<Play, PlayError> {
        Play::resume(
            Arc::clone(&self.scenario),
            self.store(),
            number,
            self.clock(),
        )
    }

    fn kept(&self, play: &Play) -> Vec<Recorded> {
        self.memory.read(play.number(), 0).unwrap()
    }

    /// Lets real time pass in steps that a face would make.
    fn pass(&self, play: &mut Play, real: Duration) {
        let mut left = real;
        while !left.is_zero() {
            let step = left.min(WAKE_MAX);
            self.clock.advance(step);
            play.tick();
            left = left.saturating_sub(step);
        }
        play.flush().unwrap();
    }
}

fn secs(secs: u64) -> Duration {
    Duration::from_secs(secs)
}

fn full() -> StoreError {
    StoreError::Full {
        file: "sessions.db".into(),
    }
}

fn last(session: &Session) -> &Event {
    &session.journal().last().unwrap().event
}

#[test]
fn a_begun_session_is_on_disk_and_on_screen() {
    let desk = Desk::new(Stress::Normal);
    let play = desk.begin();
    assert_eq!(last(play.shown()), &Event::PageRang {});
    assert_eq!(desk.kept(&play), play.shown().journal());
    assert_eq!(play.now(), Elapsed::ZERO);
}

#[test]
fn the_clock_runs_at_the_scenarios_pace() {
    for (stress, elapsed) in [
        (Stress::Calm, 150),
        (Stress::Normal, 300),
        (Stress::Real, 30),
        (Stress::Untimed, 0),
    ] {
        let desk = Desk::new(stress);
        let mut play = desk.begin();
        desk.pass(&mut play, secs(30));
        assert_eq!(play.now(), Elapsed::from_secs(elapsed), "{stress:?}");
    }
}

#[test]
fn nothing_is_on_screen_before_it_is_on_disk() {
    let desk = Desk::new(Stress::Normal);
    let mut play = desk.begin();
    desk.pass(&mut play, secs(1));
    desk.faults.stall();
    assert_eq!(play.typed("ack", false), Outcome::Done);
    for _ in 0..5 {
        desk.clock.advance(secs(1));
        play.tick();
        assert_eq!(last(play.shown()), &Event::PageRang {});
        assert_eq!(play.now(), Elapsed::from_secs(10), "the clock waits too");
        assert_eq!(play.wake_in(), Some(CONFIRMATION_LOOK));
    }
    desk.faults.release();
    play.flush().unwrap();
    assert!(matches!(last(play.shown()), Event::Acknowledged { .. }));
    assert_eq!(
        play.shown().state().acknowledged,
        Some(Elapsed::from_secs(10))
    );
    assert_eq!(play.now(), Elapsed::from_secs(60));
    assert_eq!(desk.kept(&play), play.shown().journal());
}

#[test]
fn a_face_that_sleeps_as_told_misses_nothing() {
    let desk = Desk::new(Stress::Normal);
    let mut play = desk.begin();
    let mut told = Vec::new();
    while let Some(wake_in) = play.wake_in() {
        assert!(wake_in <= WAKE_MAX);
        desk.clock.advance(wake_in);
        play.tick();
        let seq = play.shown().state().next_seq;
        play.flush().unwrap();
        for recorded in play.shown().since(seq) {
            assert_eq!(play.now(), recorded.at, "woken when it happens");
            told.push(recorded.event.clone());
        }
    }
    assert!(matches!(told[0], Event::CueHappened { .. }));
    let ending = Ending::Lost;
    assert_eq!(told[1..], [Event::Ended { ending }]);
    desk.pass(&mut play, secs(60));
    assert_eq!(
        play.now(),
        Elapsed::from_secs(3600),
        "the clock stands at the end"
    );
}

#[test]
fn untimed_the_clock_moves_by_what_is_done() {
    let desk = Desk::new(Stress::Untimed);
    let mut play = desk.begin();
    assert_eq!(play.wake_in(), None);
    assert_eq!(play.typed("ack", false), Outcome::Done);
    assert_eq!(play.typed("df -h", false), Outcome::Done);
    play.flush().unwrap();
    assert!(matches!(last(play.shown()), Event::ActionFinished { .. }));
    assert_eq!(play.now(), Elapsed::from_secs(10));
    assert_eq!(play.typed("wait 5m", false), Outcome::Done);
    play.flush().unwrap();
    let alert_fires = play.now();
    assert!(alert_fires > Elapsed::from_secs(10) && alert_fires < Elapsed::from_secs(310));
    assert_eq!(play.typed("wait 5m", false), Outcome::Done);
    play.flush().unwrap();
    assert_eq!(play.now().0, alert_fires.0 + 300_000);
    play.shown().verify().unwrap();
}

#[test]
fn a_wait_jumps_in_timed_play_too_and_the_clock_goes_on_from_there() {
    let desk = Desk::new(Stress::Normal);
    let mut play = desk.begin();
    play.typed("ack", false);
    play.typed("wait 1m", false);
    play.flush().unwrap();
    assert_eq!(play.now(), Elapsed::from_secs(60));
    desk.pass(&mut play, secs(2));
    assert_eq!(play.now(), Elapsed::from_secs(80));
}

#[test]
fn what_is_typed_is_answered() {
    let desk = Desk::new(Stress::Untimed);
    let mut play = desk.begin();
    assert_eq!(play.typed("  ", false), Outcome::Nothing);
    assert_eq!(play.typed("quit", false), Outcome::Quit);
    assert_eq!(play.typed("status", false), Outcome::Show(Show::Status));
    assert!(matches!(play.typed("sev high", false), Outcome::Misread(_)));
    let refused = Outcome::Refused(Rejection::AcknowledgeFirst);
    assert_eq!(play.typed("df -h", false), refused);
    assert_eq!(
        play.typed("make\u{1b}[2J tea\u{202e}", false),
        Outcome::Done
    );
    play.flush().unwrap();
    assert!(
        matches!(last(play.shown()), Event::NotUnderstood { text, .. } if text == "make[2J tea")
    );
    play.typed("ack", false);
    play.typed("df \u{1b}[2J -h", false);
    play.flush().unwrap();
    let n_events = play.shown().journal().len();
    let started = &play.shown().journal()[n_events - 2].event;
    assert!(matches!(started, Event::ActionStarted { typed, .. } if typed == "df [2J -h"));
}

#[test]
fn a_risky_action_asks_first() {
    let mut desk = Desk::new(Stress::Untimed);
    let mut scenario = Scenario::clone(&desk.scenario);
    scenario.actions[1].risk = Some("Deletes for good.".to_owned());
    desk.scenario = Arc::new(scenario);
    let mut play = desk.begin();
    play.typed("ack", false);
    let typed = "rm debug.log";
    assert!(matches!(play.typed(typed, false), Outcome::Confirm { action } if action.0 == 1));
    assert_eq!(play.typed(typed, true), Outcome::Done);
}

#[test]
fn a_paused_clock_stands() {
    let desk = Desk::new(Stress::Normal);
    let mut play = desk.begin();
    desk.pass(&mut play, secs(3));
    play.pause();
    assert!(play.is_paused());
    assert_eq!(play.wake_in(), None);
    desk.pass(&mut play, secs(30));
    play.unpause();
    desk.pass(&mut play, secs(2));
    assert_eq!(play.now(), Elapsed::from_secs(50));
}

#[test]
fn a_full_disk_stops_play_says_so_and_keeps_everything() {
    let desk = Desk::new(Stress::Normal);
    let mut play = desk.begin();
    desk.pass(&mut play, secs(1));
    desk.faults.fail_next(2, full());
    assert_eq!(play.typed("ack", false), Outcome::Done);
    assert_eq!(play.flush(), Err(full()));
    assert_eq!(play.trouble(), Some(&full()));
    assert_eq!(play.wake_in(), None);

    // The clock stands, and what would be lost is not accepted.
    desk.clock.advance(secs(4));
    play.tick();
    assert_eq!(play.typed("sev 1", false), Outcome::Halted);
    assert_eq!(play.typed("wait", false), Outcome::Halted);
    assert_eq!(play.typed("status", false), Outcome::Show(Show::Status));
    assert_eq!(play.now(), Elapsed::from_secs(10));

    play.retry();
    assert_eq!(
        play.trouble(),
        Some(&full()),
        "until it is known to be over"
    );
    assert_eq!(play.flush(), Err(full()));
    play.retry();
    assert_eq!(play.flush(), Ok(()));
    assert_eq!(play.trouble(), None);
    assert_eq!(
        play.shown().state().acknowledged,
        Some(Elapsed::from_secs(10))
    );
    desk.pass(&mut play, secs(1));
    assert_eq!(play.now(), Elapsed::from_secs(20));
    assert_eq!(desk.kept(&play), play.shown().journal());
}

#[test]
fn what_cannot_be_kept_is_handed_back_on_leaving() {
    let desk = Desk::new(Stress::Normal);
    let mut play = desk.begin();
    desk.faults.fail_next(100, full());
    play.typed("ack", false);
    let unsaved = play.leave().unwrap_err();
    assert_eq!(unsaved.trouble, full());
    assert_eq!(unsaved.n_unwritten, 2);
    let mut file = Vec::new();
    let session = &unsaved.session;
    portable::write(session.head(), session.journal(), &mut file).unwrap();
    let (head, events) = portable::read(&file).unwrap();
    let again = Session::replay(Arc::clone(&desk.scenario), head, events).unwrap();
    again.verify().unwrap();
    assert_eq!(last(&again), &Event::LeftOff {});
}

#[test]
fn a_session_left_off_goes_on_where_it_stood() {
    let desk = Desk::new(Stress::Normal);
    let mut play = desk.begin();
    desk.pass(&mut play, secs(2));
    play.typed("ack", false);
    desk.pass(&mut play, secs(2));
    let left = play.leave().unwrap();
    assert_eq!(last(&left.session), &Event::LeftOff {});

    desk.clock.advance(secs(86_400));
    let mut play = desk.resume(left.number).unwrap();
    assert_eq!(last(play.shown()), &Event::Resumed {});
    assert_eq!(play.now(), Elapsed::from_secs(40));
    desk.pass(&mut play, secs(1));
    assert_eq!(play.now(), Elapsed::from_secs(50));
    play.shown().verify().unwrap();
}

#[test]
fn a_session_that_was_cut_off_goes_on_where_its_journal_ends() {
    let desk = Desk::new(Stress::Normal);
    let mut play = desk.begin();
    desk.pass(&mut play, secs(2));
    play.typed("ack", false);
    play.flush().unwrap();
    desk.pass(&mut play, secs(2));
    let number = play.number();
    drop(play);
    let play = desk.resume(number).unwrap();
    assert_eq!(last(play.shown()), &Event::Resumed {});
    assert_eq!(play.now(), Elapsed::from_secs(20));
}

#[test]
fn a_session_that_was_cut_off_before_its_first_event_begins() {
    let mut desk = Desk::new(Stress::Normal);
    let roster = script::alone(&desk.scenario);
    let head = Head::new(&desk.scenario, Seed(1), desk.stress, roster);
    let number = desk.memory.create(&head, WallTime::default()).unwrap();
    let play = desk.resume(number).unwrap();
    assert_eq!(last(play.shown()), &Event::PageRang {});
}

#[test]
fn an_ended_session_is_resumed_for_its_debrief() {
    let desk = Desk::new(Stress::Untimed);
    let mut play = desk.begin();
    for typed in [
        "ack",
        "df -h",
        "rm debug.log",
        "resolved",
        "wait",
        "wait",
        "wait",
    ] {
        play.typed(typed, true);
    }
    play.keep_score(88.into());
    let left = play.leave().unwrap();
    let ending = Ending::Resolved;
    assert_eq!(last(&left.session), &Event::Ended { ending });
    let mut play = desk.resume(left.number).unwrap();
    assert_eq!(last(play.shown()), &Event::Ended { ending });
    assert_eq!(play.typed("ack", false), Outcome::Refused(Rejection::Over));
    assert_eq!(play.typed("wait", false), Outcome::Refused(Rejection::Over));
    assert_eq!(play.typed("roti 4 more coffee", false), Outcome::Done);
    play.leave().unwrap();
    let summary = desk.memory.list().unwrap().remove(0);
    assert_eq!(
        (summary.ending, summary.marks),
        (Some(ending), Some(88.into()))
    );
}

#[test]
fn a_session_is_played_once_at_a_time() {
    let desk = Desk::new(Stress::Normal);
    let play = desk.begin();
    let number = play.number();
    let error = desk.resume(number).unwrap_err();
    assert!(matches!(error, PlayError::Store(StoreError::Held { .. })));
    drop(play);
    desk.resume(number).unwrap();
}

#[test]
fn a_journal_that_names_what_is_not_there_is_refused() {
    let desk = Desk::new(Stress::Normal);
    let session = desk.begin().leave().unwrap().session;
    for hint in [0, usize::MAX] {
        let by = "you".into();
        let hostile = Recorded {
            seq: session.state().next_seq,
            at: session.state().now,
            event: Event::HintGiven {
                by,
                hint: Some(hint),
                told: None,
            },
        };
        let events = session.journal().iter().cloned().chain([hostile]);
        let scenario = Arc::clone(&desk.scenario);
        Session::replay(scenario, session.head().clone(), events).unwrap_err();
    }
}

#[test]
fn another_version_of_the_scenario_is_not_played_on() {
    let mut desk = Desk::new(Stress::Normal);
    let left = desk.begin().leave().unwrap();
    let mut scenario = Scenario::clone(&desk.scenario);
    scenario.content_hash = "another".to_owned();
    desk.scenario = Arc::new(scenario);
    let error = desk.resume(left.number).unwrap_err();
    assert!(matches!(error, PlayError::Misfit { .. }), "{error}");
}

#[test]
fn a_narrated_scenario_is_refused_with_a_reason() {
    let mut desk = Desk::new(Stress::Normal);
    desk.scenario = fixture::valid("narrated.toml");
    let head = Head::new(&desk.scenario, Seed(1), Stress::Normal, Vec::new());
    let scenario = Arc::clone(&desk.scenario);
    let error = Play::begin(scenario, head, desk.store(), desk.clock()).unwrap_err();
    assert!(error.to_string().contains("needs a facilitator"), "{error}");
    assert_eq!(desk.memory.list(), Ok(vec![]), "nothing was begun");
}

/// The same play, with a clock that does something between its steps.
fn played(meddle: impl Fn(&HandClock)) -> Session {
    let desk = Desk::new(Stress::Normal);
    desk.clock.set_wall(WallTime {
        unix_ms: 1_700_000_000_000,
    });
    let mut play = desk.begin();
    for typed in [
        "ack",
        "sev 2",
        "df -h",
        "rm debug.log",
        "mitigated",
        "resolved",
        "",
    ] {
        play.typed(typed, true);
        meddle(&desk.clock);
        play.tick();
        desk.pass(&mut play, secs(7));
    }
    desk.pass(&mut play, secs(60));
    play.shown().clone()
}

#[test]
fn a_clock_that_jumps_changes_neither_time_nor_score() {
    let calm = played(|_| ());
    assert!(matches!(last(&calm), Event::Ended { .. }));
    let hour = secs(3600);
    let day = secs(86_400);
    let meddlers: [&dyn Fn(&HandClock); 5] = [
        &|clock| clock.advance(hour),
        &|clock| clock.advance(day),
        &|clock| clock.set(Duration::ZERO),
        &|clock| clock.set_wall(WallTime { unix_ms: 0 }),
        &|clock| clock.set_wall(WallTime { unix_ms: i64::MAX }),
    ];
    for meddle in meddlers {
        let jumpy = played(meddle);
        assert_eq!(jumpy.journal(), calm.journal());
        assert_eq!(score(&jumpy), score(&calm));
    }
}
