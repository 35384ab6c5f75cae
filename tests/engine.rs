//! The laws of the engine: plays are scripts, and any play replays to the same state.

#[path = "support/scenarios.rs"]
mod scenarios;

use std::fmt::Write as _;
use std::sync::Arc;

use misfortune::content;
use misfortune::engine::command::Command;
use misfortune::engine::event::{Event, Head, Recorded, Stress};
use misfortune::engine::guard::World;
use misfortune::engine::harm;
use misfortune::engine::id::{ActionIdx, AudienceIdx, HypothesisIdx, ResponderIdx};
use misfortune::engine::prompt::{self, Request};
use misfortune::engine::scenario::Scenario;
use misfortune::engine::score::score;
use misfortune::engine::script;
use misfortune::engine::seed::Seed;
use misfortune::engine::session::{Misfit, Session};
use misfortune::engine::signals::{alerts, logs, metrics};
use misfortune::engine::time::{Elapsed, Span};
use proptest::prelude::*;

fn minimal() -> Arc<Scenario> {
    scenarios::load(&scenarios::root().join("tests/fixtures/scenarios/valid/minimal.toml"))
}

fn begin(scenario: &Arc<Scenario>, seed: u64, stress: Stress) -> Session {
    let head = Head::new(scenario, Seed(seed), stress, script::alone(scenario));
    Session::begin(Arc::clone(scenario), head)
}

/// Plays lines of `time what` on the smallest scenario, prints what comes of it, and holds the
/// law: the journal replays to the same state, and the scenario would have done the same.
fn check(lines: &str) -> String {
    let scenario = minimal();
    let mut session = begin(&scenario, 1, Stress::Normal);
    let mut told = String::new();
    let mut seq = 0;
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (at, typed) = line.split_once(' ').unwrap_or((line, ""));
        let at = Elapsed::parse(at).expect("a time");
        let refused = enter(&mut session, at, typed, true);
        for recorded in session.since(seq) {
            writeln!(told, "{} {:?}", recorded.at, recorded.event).expect("a string");
        }
        seq = session.state().next_seq;
        if let Some(refused) = refused {
            writeln!(told, "! {typed}: {refused}").expect("a string");
        }
    }
    holds_the_law(&session);
    told
}

fn enter(session: &mut Session, at: Elapsed, typed: &str, confirmed: bool) -> Option<String> {
    let scenario = Arc::clone(session.scenario());
    match prompt::read(&scenario, scenario.you, typed, confirmed) {
        Ok(Request::Command(command)) => {
            let said = session.submit(at, scenario.you, &command);
            said.err().map(|rejection| format!("{rejection:?}"))
        }
        Ok(Request::Page(all)) => {
            let mut all = all.into_iter();
            let said =
                all.try_for_each(|who| session.submit(at, scenario.you, &Command::Page(who)));
            said.err().map(|rejection| format!("{rejection:?}"))
        }
        Ok(Request::Wait(span)) => {
            session.advance(at);
            session.wait(scenario.you, span.map(|span| at + span));
            None
        }
        Ok(Request::Show(_) | Request::Quit | Request::Nothing) => {
            session.advance(at);
            None
        }
        Err(misread) => Some(format!("{misread:?}")),
    }
}

fn holds_the_law(session: &Session) {
    let again = Session::replay(
        Arc::clone(session.scenario()),
        session.head().clone(),
        session.journal().iter().cloned(),
    )
    .expect("a journal replays");
    // Time may have passed since the last event; nothing else may differ.
    let mut again = again;
    again.advance(session.state().now);
    assert_eq!(again.state(), session.state());
    session
        .verify()
        .expect("the scenario would have done the same");
    let times: Vec<Elapsed> = session.journal().iter().map(|it| it.at).collect();
    assert!(times.is_sorted(), "time runs backwards");
    assert_eq!(
        harm::ledger(
            session.scenario(),
            &session.state().past,
            session.state().now
        )
        .rows,
        harm_again(session)
    );
    let score = score(session);
    assert!(score.total <= 100);
    for dimension in &score.dimensions {
        let sum: u32 = dimension
            .lines
            .iter()
            .map(|line| u32::from(line.points))
            .sum();
        assert_eq!(
            dimension.points.map(u32::from),
            (!dimension.lines.is_empty()).then_some(sum)
        );
        let of: u32 = dimension.lines.iter().map(|line| u32::from(line.of)).sum();
        assert!(dimension.lines.is_empty() || of == 100);
        assert!(dimension.lines.iter().all(|line| line.points <= line.of));
    }
}

/// Harm, counted another way: second by second, from the journal alone.
fn harm_again(session: &Session) -> Vec<u64> {
    let scenario = session.scenario();
    let mut replayed = Session::replay(Arc::clone(scenario), session.head().clone(), [])
        .expect("an empty journal");
    let mut sums = vec![0_u128; scenario.harm.len()];
    let mut now = Elapsed::ZERO;
    let mut count = |world: World, ms: u64| {
        for (sum, harm) in sums.iter_mut().zip(&scenario.harm) {
            if harm.when.holds(world) {
                *sum += u128::from(ms) * u128::from(harm.per_minute);
            }
        }
    };
    for recorded in session.journal() {
        count(replayed.state().world, recorded.at.since(now).0);
        now = recorded.at;
        replayed.follow(recorded.clone()).expect("the same journal");
    }
    count(replayed.state().world, session.state().now.since(now).0);
    sums.into_iter()
        .map(|sum| u64::try_from(sum / 60_000).expect("small"))
        .collect()
}

#[test]
fn acting_before_acknowledging_is_refused() {
    insta::assert_snapshot!(check("00:05 df -h\n00:06 ack\n00:10 df -h\n00:30"), @r#"
    T+00:00 PageRang
    ! df -h: AcknowledgeFirst
    T+00:06 Acknowledged { by: Id("you") }
    T+00:10 ActionStarted { by: Id("you"), who: Id("you"), action: Id("look"), typed: "df -h" }
    T+00:20 ActionFinished { who: Id("you"), action: Id("look"), result: Some(0) }
    "#);
}

#[test]
fn somebody_busy_does_one_thing_at_a_time() {
    insta::assert_snapshot!(check("00:01 ack\n00:02 rm -f /var/log/app/debug.log\n00:30 df -h\n01:10 df -h\n01:20"), @r#"
    T+00:00 PageRang
    T+00:01 Acknowledged { by: Id("you") }
    T+00:02 ActionStarted { by: Id("you"), who: Id("you"), action: Id("delete-logs"), typed: "rm -f /var/log/app/debug.log" }
    ! df -h: Busy(ResponderIdx(0), Elapsed(62000))
    T+01:02 ActionFinished { who: Id("you"), action: Id("delete-logs"), result: Some(0) }
    T+01:10 ActionStarted { by: Id("you"), who: Id("you"), action: Id("look"), typed: "df -h" }
    T+01:20 ActionFinished { who: Id("you"), action: Id("look"), result: Some(0) }
    "#);
}

#[test]
fn a_claim_that_is_not_so_is_contradicted_and_play_goes_on() {
    insta::assert_snapshot!(check("00:01 ack\n00:02 resolved\n02:01\n02:02\n03:00"), @r#"
    T+00:00 PageRang
    T+00:01 Acknowledged { by: Id("you") }
    T+00:02 Claimed { by: Id("you"), claim: Resolved }
    T+02:02 ClaimDisproved { claim: Resolved }
    "#);
}

#[test]
fn play_ends_when_resolved_is_claimed_and_has_held() {
    insta::assert_snapshot!(check("00:01 ack\n00:02 rm debug.log\n02:00 mitigated\n03:00 resolved\n06:01\n06:03\n07:00 note late thought\n07:00 df -h\n07:01 cause disk-is-full\n07:02 commit sre 2024-06-01 if a disk fills then we rotate"), @r#"
    T+00:00 PageRang
    T+00:01 Acknowledged { by: Id("you") }
    T+00:02 ActionStarted { by: Id("you"), who: Id("you"), action: Id("delete-logs"), typed: "rm debug.log" }
    T+01:02 ActionFinished { who: Id("you"), action: Id("delete-logs"), result: Some(0) }
    T+02:00 Claimed { by: Id("you"), claim: Mitigated }
    T+03:00 Claimed { by: Id("you"), claim: Resolved }
    T+06:02 Ended { ending: Resolved }
    T+06:02 Noted { by: Id("you"), text: "late thought" }
    ! df -h: Over
    T+06:02 CauseNamed { by: Id("you"), hypothesis: Id("disk-is-full") }
    T+06:02 CommitmentMade { by: Id("you"), owner: "sre", due: 2024-06-01, text: "if a disk fills then we rotate" }
    "#);
}

#[test]
fn who_does_nothing_passes_the_point_of_no_return() {
    insta::assert_snapshot!(check("2:00:00"), @r#"
    T+00:00 PageRang
    T+1:00:00 CueHappened { cue: Id("database-breaks") }
    T+1:00:00 Ended { ending: Lost }
    "#);
}

#[test]
fn words_that_mean_nothing_here_cost_nothing_and_are_kept() {
    insta::assert_snapshot!(check("00:01 ack\n00:02 kubectl get pods\n00:02 hyp disk-is-full 200\n00:02 hyp nothing 5\n00:02 post nobody hello\n00:02 drop network\n00:03 wait"), @r#"
    T+00:00 PageRang
    T+00:01 Acknowledged { by: Id("you") }
    T+00:02 NotUnderstood { by: Id("you"), text: "kubectl get pods" }
    ! hyp disk-is-full 200: OutOfRange(Confidence)
    ! hyp nothing 5: Unknown { what: "hypothesis", typed: "nothing", choices: [Named { id: "disk-is-full", name: "The disk has no room left" }, Named { id: "network", name: "The network drops uploads" }] }
    ! post nobody hello: Unknown { what: "audience", typed: "nobody", choices: [Named { id: "public", name: "Status page" }] }
    ! drop network: NotOnBoard
    T+01:23 Waited { by: Id("you"), since: Elapsed(3000) }
    "#);
}

#[test]
fn a_wait_stops_where_something_shows() {
    let scenario = minimal();
    let mut session = begin(&scenario, 1, Stress::Normal);
    session
        .submit(Elapsed(1000), scenario.you, &Command::Acknowledge)
        .expect("the page rings");
    // The disk alert fires by itself: full at the start, two minutes into the climb.
    let stopped = session.wait(scenario.you, None);
    let firing = alerts::firing_since(
        &scenario,
        &scenario.alerts[0],
        &session.state().past,
        stopped,
    );
    assert_eq!(firing, Some(stopped));
    let stopped = session.wait(scenario.you, Some(stopped + Span::from_mins(1)));
    assert_eq!(session.journal().last().map(|it| it.at), Some(stopped));
}

#[test]
fn a_metric_read_alone_is_the_metric_read_in_a_row() {
    for folder in scenarios::shipped() {
        let scenario = scenarios::load(&folder.join("scenario.toml"));
        let mut session = begin(&scenario, 3, Stress::Normal);
        session.advance(Elapsed::from_secs(4000));
        let past = &session.state().past;
        let times: Vec<Elapsed> = (0..400).map(|n| Elapsed::from_secs(n * 10)).collect();
        for metric in &scenario.metrics {
            let row = metrics::values(metric, past, Seed(3), &times);
            for (at, value) in times.iter().zip(&row) {
                assert!((metrics::value(metric, past, Seed(3), *at) - value).abs() < 1e-12);
                assert!(
                    (metric.range.0..=metric.range.1).contains(value),
                    "{}",
                    metric.id
                );
            }
        }
        for log in &scenario.logs {
            let tail = logs::tail(&scenario, log, past, Seed(3), Elapsed::from_secs(3000), 20);
            for line in &tail {
                let alone = logs::line(&scenario, log, past, Seed(3), line.n);
                assert_eq!(alone.as_ref(), Some(line));
            }
        }
    }
}

/// The smallest scenario with changes to its file.
fn minimal_with(edits: &[(&str, &str)]) -> Arc<Scenario> {
    let mut source = include_str!("fixtures/scenarios/valid/minimal.toml").to_owned();
    for (from, to) in edits {
        assert!(source.contains(from), "{from}");
        source = source.replacen(from, to, 1);
    }
    let loaded = content::load(None, &source);
    let scenario = loaded.scenario.map(Arc::new);
    scenario.unwrap_or_else(|| panic!("{:#?}", loaded.diagnostics))
}

#[test]
fn a_wait_stops_at_an_alert_that_nothing_else_tells_of() {
    let scenario = minimal_with(&[
        (
            "[[clues]]",
            "[[facts]]\nid = \"quietly_bad\"\nabout = \"It went bad.\"\n\n[[clues]]",
        ),
        (
            "[[responders]]",
            "[[alerts]]\nid = \"late\"\nlabel = \"Late\"\nwhen = [\"quietly_bad\"]\n\n\
             [[cues]]\nid = \"silent\"\nat = \"20m\"\nset = [\"quietly_bad\"]\n\n[[responders]]",
        ),
    ]);
    let mut session = begin(&scenario, 1, Stress::Normal);
    let _ = session.submit(Elapsed::ZERO, scenario.you, &Command::Acknowledge);
    // The first word to the public has been due for a minute, and stops no wait any more.
    session.advance(Elapsed::from_secs(960));
    assert_eq!(
        session.wait(scenario.you, None),
        Elapsed::from_secs(20 * 60)
    );
    holds_the_law(&session);
}

#[test]
fn an_alert_above_nothing_fires_and_stops() {
    let scenario = minimal_with(&[
        ("baseline = 60", "baseline = 0"),
        (
            "when = [\"!space_made\"]\nvalue",
            "when = [\"logs_growing\"]\nvalue",
        ),
        ("above = 90.5", "above = 0"),
    ]);
    let mut session = begin(&scenario, 1, Stress::Normal);
    for (at, typed) in [(1, "ack"), (600, "rm debug.log")] {
        enter(&mut session, Elapsed::from_secs(at), typed, true);
    }
    session.advance(Elapsed::from_secs(3600));
    let firings = alerts::firings(&scenario, &scenario.alerts[0], &session.state().past);
    let rang: Vec<_> = firings
        .iter()
        .map(|it| (it.from.as_secs(), it.until.map(Elapsed::as_secs)))
        .collect();
    // A minute into the climb, until it is as good as nothing again.
    assert_eq!(rang, [(60, Some(660 + 600))]);
}

#[test]
fn a_log_is_read_from_its_end_however_long_it_was_silent() {
    let scenario = minimal_with(&[
        (
            "lines = [{ text",
            "lines = [{ when = [\"logs_growing\"], text",
        ),
        ("{int:1-9}", "{int:0-18446744073709551615}"),
    ]);
    let mut session = begin(&scenario, 1, Stress::Normal);
    for (at, typed) in [(1, "ack"), (600, "rm debug.log")] {
        enter(&mut session, Elapsed::from_secs(at), typed, true);
    }
    session.advance(Elapsed::from_secs(700));
    let (log, past) = (&scenario.logs[0], &session.state().past);
    let all = |now, n_max| logs::tail(&scenario, log, past, Seed(1), now, n_max);
    for now in [5, 333, 650, 661, 700].map(Elapsed::from_secs) {
        let one_by_one: Vec<_> = (0..=now.0 / log.every.0)
            .filter_map(|n| logs::line(&scenario, log, past, Seed(1), n))
            .filter(|line| line.at <= now)
            .collect();
        assert_eq!(all(now, 1000), one_by_one);
        let last = one_by_one.len().saturating_sub(3);
        assert_eq!(all(now, 3), one_by_one[last..]);
    }
    assert_eq!(all(Elapsed(u64::MAX / 2), 3).len(), 3);
}

#[test]
fn a_journal_from_elsewhere_that_says_too_much_is_scored() {
    let scenario = minimal();
    let session = begin(&scenario, 1, Stress::Normal);
    let mut journal = session.journal().to_vec();
    journal.push(Recorded {
        seq: session.state().next_seq,
        at: Elapsed::from_secs(1),
        event: Event::HypothesisStated {
            by: "you".into(),
            hypothesis: "disk-is-full".into(),
            confidence: 255,
        },
    });
    let session = Session::replay(Arc::clone(&scenario), session.head().clone(), journal)
        .expect("nothing strange in it");
    assert!(score(&session).total <= 100);
    assert_eq!(
        session.verify(),
        Err(Misfit::Edited {
            seq: session.state().next_seq - 1,
            at: Elapsed::from_secs(1)
        })
    );
}

#[test]
fn a_journal_in_which_players_do_what_they_may_not_is_edited() {
    let scenario = minimal();
    let mut session = begin(&scenario, 1, Stress::Normal);
    for (at, typed) in [
        (1, "ack"),
        (2, "df -h"),
        (30, "rm debug.log"),
        (100, "hint"),
    ] {
        enter(&mut session, Elapsed::from_secs(at), typed, true);
    }
    session.advance(Elapsed::from_secs(200));
    session.verify().expect("as it was played");
    // Without the page having been taken, nobody may act.
    let mut journal = session.journal().to_vec();
    journal.remove(1);
    for (seq, recorded) in (0..).zip(&mut journal) {
        recorded.seq = seq;
    }
    let head = session.head().clone();
    let edited = Session::replay(scenario, head, journal).expect("it folds");
    assert!(matches!(
        edited.verify(),
        Err(Misfit::Edited { seq: 1, .. })
    ));
}

#[derive(Debug, Clone)]
enum Move {
    Pass(u64),
    Wait(Option<u64>),
    Do(usize),
    Page(usize),
    Ask(usize, usize),
    Believe(usize, u8),
    Drop(usize),
    Post(usize, String),
    Claim(bool),
    Severity(u8),
    Command(usize),
    Hint,
    Mumble(String),
}

fn any_move() -> impl Strategy<Value = Move> {
    prop_oneof![
        6 => (0_u64..2_000_000).prop_map(Move::Pass),
        2 => proptest::option::of(0_u64..4_000_000).prop_map(Move::Wait),
        10 => (0_usize..128).prop_map(Move::Do),
        2 => (0_usize..8).prop_map(Move::Page),
        3 => (0_usize..8, 0_usize..64).prop_map(|(who, action)| Move::Ask(who, action)),
        2 => (0_usize..12, 0_u8..=120).prop_map(|(it, pc)| Move::Believe(it, pc)),
        1 => (0_usize..12).prop_map(Move::Drop),
        1 => (0_usize..6, ".{0,40}").prop_map(|(it, text)| Move::Post(it, text)),
        1 => any::<bool>().prop_map(Move::Claim),
        1 => (0_u8..8).prop_map(Move::Severity),
        1 => (0_usize..8).prop_map(Move::Command),
        1 => Just(Move::Hint),
        1 => ".{0,40}".prop_map(Move::Mumble),
    ]
}

fn make(session: &mut Session, it: &Move) {
    let scenario = Arc::clone(session.scenario());
    let you = scenario.you;
    let now = session.state().now;
    let responder = |n: usize| ResponderIdx(n % scenario.responders.len());
    let action = |n: usize| ActionIdx(n % scenario.actions.len());
    let act = |who, what: usize| Command::Act {
        action: action(what),
        who,
        typed: scenario.actions[action(what).0].commands[0].clone(),
        confirmed: true,
    };
    let command = match it {
        Move::Pass(ms) => return session.advance(now + Span(*ms)),
        Move::Wait(ms) => {
            session.wait(you, ms.map(|ms| now + Span(ms)));
            return;
        }
        Move::Do(what) => act(you, *what),
        Move::Page(who) => Command::Page(responder(*who)),
        Move::Ask(who, what) => act(responder(*who), *what),
        Move::Believe(n, pc) => {
            Command::StateHypothesis(HypothesisIdx(n % scenario.hypotheses.len()), *pc)
        }
        Move::Drop(n) => Command::DropHypothesis(HypothesisIdx(n % scenario.hypotheses.len())),
        Move::Post(n, text) => {
            Command::Post(AudienceIdx(n % scenario.audiences.len()), text.clone())
        }
        Move::Claim(true) => Command::ClaimMitigated,
        Move::Claim(false) => Command::ClaimResolved,
        Move::Severity(level) => Command::DeclareSeverity(*level),
        Move::Command(who) => Command::TakeCommand(responder(*who)),
        Move::Hint => Command::Hint(None),
        Move::Mumble(text) => Command::Mumble(text.clone()),
    };
    let before = session.state().clone();
    if session.submit(now, you, &command).is_err() {
        // A refusal changes nothing.
        assert_eq!(session.state(), &before);
    }
}

fn any_scenario() -> impl Strategy<Value = Arc<Scenario>> {
    let mut all: Vec<Arc<Scenario>> = scenarios::shipped()
        .iter()
        .map(|folder| scenarios::load(&folder.join("scenario.toml")))
        .collect();
    all.push(minimal());
    proptest::sample::select(all)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_play_replays_to_the_same_state(
        scenario in any_scenario(),
        seed in any::<u64>(),
        stress in proptest::sample::select(Stress::ALL.to_vec()),
        moves in proptest::collection::vec(any_move(), 0..60),
    ) {
        let mut session = begin(&scenario, seed, stress);
        let _ = session.submit(Elapsed::ZERO, scenario.you, &Command::Acknowledge);
        for it in &moves {
            make(&mut session, it);
        }
        holds_the_law(&session);
    }

    #[test]
    fn one_step_or_a_thousand_give_the_same_journal(
        scenario in any_scenario(),
        seed in any::<u64>(),
        moves in proptest::collection::vec(any_move(), 0..20),
    ) {
        let mut in_one = begin(&scenario, seed, Stress::Real);
        for it in &moves {
            make(&mut in_one, it);
        }
        let mut in_many = in_one.clone();
        let until = in_one.state().now + Span::from_mins(600);
        let from = in_one.state().now;
        in_one.advance(until);
        for step in 1..=1000_u64 {
            in_many.advance(Elapsed(from.0 + (until.0 - from.0) * step / 1000));
        }
        prop_assert_eq!(in_one, in_many);
    }
}

#[test]
fn a_cause_named_after_the_debrief_was_opened_counts_for_nothing() {
    let named = |lines: &str| {
        let scenario = minimal();
        let mut session = begin(&scenario, 1, Stress::Normal);
        session.advance(scenario.clock.limit);
        for typed in lines.lines() {
            let now = session.state().now;
            assert_eq!(enter(&mut session, now, typed, true), None, "{typed}");
        }
        holds_the_law(&session);
        let score = score(&session);
        let follow_through = score
            .dimensions
            .iter()
            .find(|it| it.dimension.word() == "follow_through");
        follow_through.and_then(|it| it.points)
    };
    let scenario = minimal();
    let truth = scenario.hypotheses.iter().find(|it| it.is_true);
    let cause = format!("cause {}", truth.expect("one is true").id);
    assert!(named(&cause) > Some(0));
    assert_eq!(named(&cause), named(&format!("{cause}\ndebrief")));
    assert_eq!(named(&format!("debrief\n{cause}")), None);
}

#[test]
fn a_word_after_the_end_is_kept_and_moves_nothing() {
    let scenario = minimal();
    let mut session = begin(&scenario, 1, Stress::Normal);
    session.advance(scenario.clock.limit);
    let before = (session.state().world, score(&session));
    let typed = format!("post {} It is over.", scenario.audiences[0].id);
    let now = session.state().now;
    assert_eq!(enter(&mut session, now, &typed, true), None);
    holds_the_law(&session);
    assert_eq!((session.state().world, score(&session)), before);
}
