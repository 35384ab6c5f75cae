//! Waits, claims and commands as somebody meets them who plays: a wait says why it stopped, what
//! the screen speaks against is asked about, and what is half understood begins nothing.
#![expect(clippy::unwrap_used, reason = "tests")]

#[path = "support/scenarios.rs"]
mod scenarios;

use std::path::Path;
use std::sync::Arc;

use misfortune::content::{self, script as file};
use misfortune::engine::event::{Event, Head, Stress};
use misfortune::engine::scenario::{Claim, Scenario};
use misfortune::engine::script::{self, alone};
use misfortune::engine::seed::Seed;
use misfortune::engine::session::{OWING_WAIT_MAX, Session, WORD_AHEAD};
use misfortune::engine::time::{Elapsed, Span};
use misfortune::os::clock::HandClock;
use misfortune::play::{Outcome, Play};
use misfortune::store::memory::Memory;
use misfortune::view::Scene;
use misfortune::view::confirm;
use misfortune::view::timeline::{Kind, timeline};

fn bakery() -> Arc<Scenario> {
    scenarios::load(&scenarios::root().join("tests/fixtures/told/bakery.toml"))
}

fn shipped(name: &str) -> Arc<Scenario> {
    let folder = scenarios::root().join("scenarios").join(name);
    scenarios::load(&folder.join("scenario.toml"))
}

fn begin(scenario: &Arc<Scenario>) -> Play {
    let head = Head::new(scenario, Seed(7), Stress::Untimed, alone(scenario));
    let clock = Box::new(HandClock::default());
    let store = Box::new(Memory::default());
    Play::begin(Arc::clone(scenario), head, store, clock).unwrap()
}

/// Types lines, risks accepted.
fn enter(play: &mut Play, lines: &[&str]) {
    for line in lines {
        let outcome = play.typed(line, true);
        assert_eq!(outcome, Outcome::Done, "{line}");
    }
    play.flush().unwrap();
}

/// What the clock's entries say.
fn clock(session: &Session) -> Vec<String> {
    let scene = Scene::new(session, session.state().now);
    let entries = timeline(&scene).into_iter();
    let entries = entries.filter(|it| it.kind == Kind::Clock);
    entries.map(|it| it.lines.join(" ")).collect()
}

fn answer(play: &Play) -> String {
    let scene = Scene::new(play.shown(), play.now());
    timeline(&scene).last().unwrap().lines.join("\n")
}

/// What ends the outage of the bakery, and a word to everybody.
const MENDED: [&str; 7] = [
    "ack",
    "page netops",
    "wait 2m",
    "wait 2m",
    "wait 2m",
    "ask netops certctl renew payments",
    "post public Orders fail at checkout. We are renewing a certificate. Next update in 20 minutes.",
];

const CALM: &str = "all signals normal for 10 min, nothing is claimed";

#[test]
fn an_open_wait_stops_once_when_all_is_calm_and_nobody_says_so() {
    let mut play = begin(&bakery());
    enter(&mut play, &MENDED);
    while play.shown().state().ended.is_none() {
        enter(&mut play, &["wait"]);
    }
    let told = clock(play.shown());
    let calm = told.iter().filter(|it| it.ends_with(CALM));
    assert_eq!(calm.count(), 1, "{told:#?}");
    play.shown().verify().unwrap();
}

#[test]
fn while_somebody_still_changes_something_no_claim_is_suggested() {
    let source = include_str!("fixtures/told/bakery.toml");
    let flush = "commands = [\"redis-cli flushall\"]\ntakes = \"10s\"";
    assert!(source.contains(flush));
    let source = source.replacen(flush, &flush.replace("10s", "50m"), 1);
    let scenario = content::load(None, &source).scenario.unwrap();
    let mut play = begin(&Arc::new(scenario));
    enter(&mut play, &MENDED);
    enter(&mut play, &["wait 1m"; 6]);
    enter(&mut play, &["ask netops redis-cli flushall"]);
    for _ in 0..6 {
        enter(&mut play, &["wait"]);
    }
    let told = clock(play.shown());
    let calm = "all signals normal for 10 min; \
                Network engineer still runs `redis-cli flushall`";
    assert!(told.iter().any(|it| it.ends_with(calm)), "{told:#?}");
    assert!(!told.iter().any(|it| it.contains("claimed")), "{told:#?}");
}

#[test]
fn what_was_claimed_too_early_is_not_claimed_any_more() {
    let mut play = begin(&bakery());
    enter(&mut play, &["ack", "page netops", "resolved"]);
    enter(&mut play, &["wait 2m"; 6]);
    let journal = play.shown().journal().iter();
    let mut disproved = journal.filter(|it| matches!(it.event, Event::ClaimDisproved { .. }));
    assert!(disproved.next().is_some());
    enter(&mut play, &MENDED[5..]);
    for _ in 0..6 {
        enter(&mut play, &["wait"]);
    }
    let told = clock(play.shown());
    let calm = told.iter().filter(|it| it.ends_with(CALM));
    assert_eq!(calm.count(), 1, "{told:#?}");
}

#[test]
fn nothing_is_calm_while_something_is_not_normal() {
    let mut play = begin(&bakery());
    enter(&mut play, &["ack"]);
    while play.shown().state().ended.is_none() {
        enter(&mut play, &["wait"]);
    }
    let told = clock(play.shown());
    assert!(
        !told.iter().any(|it| it.contains("all signals")),
        "{told:#?}"
    );
}

#[test]
fn an_open_wait_does_not_forget_who_is_owed_a_word() {
    let mut play = begin(&bakery());
    enter(&mut play, &["ack"]);
    let mut owed = 0;
    while play.shown().state().ended.is_none() {
        let (before, is_owed) = (play.now(), !play.shown().owed(play.now()).is_empty());
        enter(&mut play, &["wait"]);
        if is_owed {
            owed += 1;
            assert!(play.now().since(before) <= OWING_WAIT_MAX);
        }
    }
    assert!(owed > 2);
    let told = clock(play.shown());
    let says =
        |it: &String| it.starts_with("nothing happened for 15 min; public: first word overdue by ");
    assert!(told.iter().any(says), "{told:#?}");
}

#[test]
fn an_open_wait_leaves_time_to_write_the_word_that_is_due() {
    let mut play = begin(&bakery());
    enter(&mut play, &MENDED);
    let posted = play.now();
    let promised = posted + Span::from_mins(20);
    let mut ends = Vec::new();
    while play.now() < promised {
        enter(&mut play, &["wait"]);
        ends.push(play.now());
    }
    assert!(ends.contains(&(promised - WORD_AHEAD)), "{ends:?}");
    assert_eq!(
        ends.last(),
        Some(&promised),
        "asked again, it goes on to it"
    );
    let told = clock(play.shown());
    let says = |it: &String| it.ends_with("; public: next update due in 2 min");
    assert!(told.iter().any(says), "{told:#?}");
}

#[test]
fn a_wait_that_ends_early_says_what_ended_it() {
    let mut wrong = Vec::new();
    let mut n_early = 0;
    for folder in scenarios::shipped() {
        let scenario = scenarios::load(&folder.join("scenario.toml"));
        for run in std::fs::read_dir(folder.join("runs")).unwrap() {
            each_moment(&scenario, &run.unwrap().path(), |session| {
                let mut session = session.clone();
                let until = session.state().now + Span::from_mins(2);
                session.wait(scenario.you, Some(until));
                if session.state().now == until || session.state().ended.is_some() {
                    return;
                }
                n_early += 1;
                let told = clock(&session).pop().unwrap_or_default();
                if !told.contains(", until ") && !told.contains(" due now") {
                    wrong.push(format!("{} at {until}: {told}", scenario.metadata.id));
                }
            });
        }
    }
    assert!(n_early > 100, "{n_early}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Plays a golden run and looks at it before each step.
fn each_moment(scenario: &Arc<Scenario>, run: &Path, mut look: impl FnMut(&Session)) {
    let source = std::fs::read_to_string(run).unwrap();
    let script = file::load(&source, Some(scenario)).script.unwrap();
    let head = Head::new(scenario, script.seed, script.stress, alone(scenario));
    let mut session = Session::begin(Arc::clone(scenario), head);
    let mut last = Elapsed::ZERO;
    for step in &script.steps {
        script::reach(&mut session, step.when, last);
        last = session.state().now;
        if session.state().ended.is_none() {
            look(&session);
        }
        if let Some(typed) = &step.typed {
            let _refused_too = script::enter(&mut session, typed);
        }
    }
}

#[test]
fn a_claim_that_critical_alerts_speak_against_is_asked_about_once() {
    for (typed, claim) in [
        ("mitigated", Claim::Mitigated),
        (" Resolved ", Claim::Resolved),
    ] {
        let mut play = begin(&bakery());
        enter(&mut play, &["ack", "wait 5m"]);
        let n_events = play.shown().journal().len();
        assert_eq!(play.typed(typed, false), Outcome::Doubt { claim });
        play.flush().unwrap();
        assert_eq!(play.shown().journal().len(), n_events, "nothing happened");
        let scene = Scene::new(play.shown(), play.now());
        let asked = confirm::claim(&scene, claim);
        assert_eq!(
            asked.risk,
            "1 critical alert fires: Orders below 5 a minute."
        );
        assert!(asked.is_accepted(typed));
        assert_eq!(play.typed(typed, true), Outcome::Done);
    }
}

#[test]
fn a_claim_that_nothing_seen_speaks_against_is_not() {
    let mut play = begin(&bakery());
    enter(
        &mut play,
        &["ack", "proxyctl set payments=later", "wait 10m"],
    );
    assert_eq!(play.typed("mitigated", false), Outcome::Done);
    assert!(matches!(
        play.typed("mitigated", false),
        Outcome::Refused(_)
    ));
}

#[test]
fn a_line_that_is_understood_in_part_begins_nothing_and_says_which_part() {
    for (scenario, typed, part, meant) in [
        (
            "tutorial",
            "settings rollback 41settings rollback 41",
            "41settings rollback 41",
            "settings rollback 41",
        ),
        (
            "fastly-2021",
            "origin-guard on --globalwaitpost status most fail",
            "--globalwaitpost status most fail",
            "origin-guard on",
        ),
        (
            "fastly-2021",
            "origin-guard on --global waitpost status most fail",
            "waitpost status most fail",
            "origin-guard on --global",
        ),
        (
            "fastly-2021",
            "config disable svc-c3e8 --version 71 and rest",
            "and rest",
            "config disable svc-c3e8 --version 71",
        ),
    ] {
        let scenario = shipped(scenario);
        let mut play = begin(&scenario);
        enter(&mut play, &["ack"]);
        // Not even with the risk accepted.
        enter(&mut play, &[typed]);
        let last = &play.shown().journal().last().unwrap().event;
        assert!(matches!(last, Event::NotUnderstood { .. }), "{last:?}");
        let told = answer(&play);
        let says = format!("`{part}` means nothing here; nothing was begun");
        assert!(told.contains(&says), "{told}");
        if told.contains("did you mean") {
            assert!(told.contains(&format!("did you mean `{meant}`?")), "{told}");
        }
    }
}

#[test]
fn who_types_a_dry_run_that_there_is_not_is_not_offered_the_real_thing() {
    let scenario = shipped("tutorial");
    for (typed, says) in [
        (
            "settings rollback 41 --dry-run",
            "`--dry-run` means nothing here: there is no dry run of this; nothing was begun",
        ),
        (
            "ask dev settings apply 43 --check",
            "dev does not know what `--check` means here: there is no dry run of this; \
             nothing was begun",
        ),
    ] {
        let mut play = begin(&scenario);
        enter(&mut play, &["ack", typed]);
        let told = answer(&play);
        assert!(told.contains(says), "{told}");
        assert!(!told.contains("did you mean"), "{told}");
    }
}

#[test]
fn what_somebody_else_was_asked_for_is_suggested_as_asked_of_them() {
    let scenario = shipped("tutorial");
    for (typed, meant) in [
        (
            "ask dev settings rollback 41settings rollback 41",
            "ask dev settings rollback 41",
        ),
        (
            "ask me settings rollback 41settings rollback 41",
            "settings rollback 41",
        ),
    ] {
        let mut play = begin(&scenario);
        enter(&mut play, &["ack", typed]);
        let told = answer(&play);
        assert!(told.contains(&format!("did you mean `{meant}`?")), "{told}");
    }
}

#[test]
fn every_command_that_a_scenario_lists_is_understood() {
    for folder in scenarios::shipped() {
        let scenario = scenarios::load(&folder.join("scenario.toml"));
        for action in &scenario.actions {
            let plain = action.commands.iter().filter(|it| !it.contains('*'));
            for command in plain {
                let found = misfortune::engine::prompt::find_action(&scenario, command);
                assert!(found.is_some(), "{command}");
            }
        }
    }
}
