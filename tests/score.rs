//! The score is just: each rule is shown on a small made-up outage, changed where a rule needs it.

#[path = "score/rhythm.rs"]
mod rhythm;
#[path = "score/safety.rs"]
mod safety;

use std::sync::Arc;

use misfortune::content;
use misfortune::engine::event::{Head, Stress};
use misfortune::engine::id::AudienceIdx;
use misfortune::engine::prompt::{self, Request};
use misfortune::engine::scenario::Claim;
use misfortune::engine::score::{Dimension, Finding, Line, Score, score};
use misfortune::engine::script::alone;
use misfortune::engine::seed::Seed;
use misfortune::engine::session::Session;
use misfortune::engine::time::{Elapsed, Span};
use misfortune::view::Scene;
use misfortune::view::score::sheet;

/// A place in the scenario file, and what stands there instead.
type Edit = (&'static str, &'static str);

/// Plays lines of `time what` on the bakery, with edits to its file.
fn play(edits: &[Edit], lines: &str) -> Session {
    let mut source = include_str!("fixtures/told/bakery.toml").to_owned();
    for (from, to) in edits {
        assert!(source.contains(from), "{from}");
        source = source.replacen(from, to, 1);
    }
    let loaded = content::load(None, &source);
    let scenario = loaded.scenario.map(Arc::new);
    let scenario = scenario.unwrap_or_else(|| panic!("{:#?}", loaded.diagnostics));
    let you = scenario.you;
    let head = Head::new(&scenario, Seed(7), Stress::Calm, alone(&scenario));
    let mut session = Session::begin(Arc::clone(&scenario), head);
    for line in lines.lines().map(str::trim).filter(|it| !it.is_empty()) {
        let (at, typed) = line.split_once(' ').unwrap_or((line, ""));
        session.advance(Elapsed::parse(at).expect("a time"));
        let now = session.state().now;
        match prompt::read(&scenario, you, typed, true).expect("something the prompt knows") {
            Request::Command(command) => session
                .submit(now, you, &command)
                .unwrap_or_else(|why| panic!("{line}: {why:?}")),
            Request::Page(_)
            | Request::Wait(_)
            | Request::Show(_)
            | Request::Quit
            | Request::Nothing => {}
        }
    }
    session
}

/// The line of a dimension that found something like that.
fn line(score: &Score, dimension: Dimension, like: impl Fn(&Finding) -> bool) -> Line {
    let mut all = score.dimensions.iter();
    let dimension = all.find(|it| it.dimension == dimension).expect("all six");
    let mut lines = dimension.lines.iter();
    let found = lines.find(|line| like(&line.finding));
    found
        .unwrap_or_else(|| panic!("no such line: {:#?}", dimension.lines))
        .clone()
}

/// What a line of the score says.
fn told(session: &Session, words: &str) -> String {
    let scene = Scene::new(session, session.state().now);
    let sheet = sheet(&scene, &score(session));
    let mut lines = sheet.dimensions.into_iter().flat_map(|it| it.lines);
    let line = lines.find(|line| line.what.contains(words));
    line.unwrap_or_else(|| panic!("nothing says `{words}`"))
        .what
}

/// A change that undoes the mitigation.
const UNDO: [Edit; 2] = [
    (
        "about = \"HIDDEN The proxy lets orders through to be paid later.\"",
        "about = \"HIDDEN The proxy lets orders through.\"\nreversible = true",
    ),
    (
        "[[actions]]\nid = \"new-cert\"",
        "[[actions]]\nid = \"pay-now\"\nkind = \"change\"\nlabel = \"Undo\"\ncommands = [\"proxyctl set payments=now\"]\ntakes = \"1m\"\nrepeatable = true\nresults = [{ output = \"ok\", clear = [\"hidden_proxy_off\"] }]\n\n[[actions]]\nid = \"new-cert\"",
    ),
];

#[test]
fn what_did_not_last_is_no_mitigation() {
    let broken = "00:30 ack\n01:00 tail shop.log\n02:00 proxyctl set payments=later\n20:00 proxyctl set payments=now\n3:00:00";
    let session = play(&UNDO, broken);
    let score = score(&session);
    let line = line(&score, Dimension::Mitigation, |it| {
        matches!(it, Finding::TimeToMitigate { .. })
    });
    let Finding::TimeToMitigate { timed, first } = line.finding else {
        unreachable!("asked for above")
    };
    assert_eq!((timed.took, line.points), (None, 0));
    assert_eq!(first, Some(Elapsed::from_secs(180)));
    assert!(told(&session, "users were helped").contains("T+03:00, and it did not last"));
    assert!(score.total <= 20);
}

fn claims(session: &Session) -> Line {
    line(&score(session), Dimension::Mitigation, |it| {
        matches!(it, Finding::Claims { .. })
    })
}

const HELPED: &str = "00:30 ack\n01:00 tail shop.log\n02:00 proxyctl set payments=later\n";

#[test]
fn a_claim_that_comes_true_before_it_is_contradicted_is_not_false() {
    // Claimed while the step that makes it so still runs.
    let early = play(&[], &format!("{HELPED}02:30 mitigated\n10:00"));
    assert_eq!(claims(&early).points, claims(&early).of);
    let false_alarm = play(&[], "00:30 ack\n01:00 mitigated\n10:00");
    assert_eq!(claims(&false_alarm).points, 0);
}

#[test]
fn saying_resolved_alone_does_not_hide_that_users_were_told_late() {
    let fixed = "04:00 page netops\n09:00 ask netops certctl renew payments\n";
    let resolved_late = play(&[], &format!("{HELPED}{fixed}1:30:00 resolved\n2:00:00"));
    let Finding::Claims { late, unsaid, .. } = claims(&resolved_late).finding else {
        unreachable!("claims were asked for")
    };
    assert!(late.iter().any(|(claim, _)| *claim == Claim::Mitigated));
    assert_eq!(unsaid, []);
}

#[test]
fn a_resolved_that_comes_late_costs_what_a_late_mitigated_costs() {
    let fixed = format!(
        "{HELPED}03:30 mitigated\n03:40 page netops\n08:00 ask netops certctl renew payments\n"
    );
    let soon = play(&[], &format!("{fixed}30:00 resolved\n2:00:00"));
    assert_eq!(claims(&soon).points, claims(&soon).of);
    let late = play(&[], &format!("{fixed}1:30:00 resolved\n2:00:00"));
    assert!(told(&late, "before anybody said so").contains("it was over 1 h 19 min"));
    let untold = play(
        &[],
        &format!(
            "{HELPED}03:40 page netops\n45:00 ask netops certctl renew payments\n\
             55:00 mitigated\n1:00:00 resolved\n2:00:00"
        ),
    );
    assert!(told(&untold, "before anybody said so").starts_with("users were helped"));
    assert!(claims(&late).points < claims(&soon).points);
    assert_eq!(claims(&late).points, claims(&untold).points);
}

/// One can solve it alone: the certificate does not count.
const ALONE: Edit = (
    "resolved = [\"hidden_cert_new\"]",
    "resolved = [\"hidden_proxy_off\"]",
);

#[test]
fn who_is_done_before_anybody_had_to_be_called_needed_nobody() {
    let called_in = |session: &Session| {
        line(&score(session), Dimension::Response, |it| {
            matches!(it, Finding::CalledIn { .. })
        })
    };
    let quick = play(&[ALONE], &format!("{HELPED}20:00 resolved\n40:00"));
    assert_eq!(called_in(&quick).points, called_in(&quick).of);
    assert!(told(&quick, "nobody had to be called").contains("T+03:00"));
    let slow = "00:30 ack\n01:00 tail shop.log\n1:50:00 proxyctl set payments=later\n2:30:00";
    assert_eq!(called_in(&play(&[ALONE], slow)).points, 0);
    let blind = "00:30 ack\n02:00 proxyctl set payments=later\n20:00 resolved\n40:00";
    assert_eq!(called_in(&play(&[ALONE], blind)).points, 0);
}

#[test]
fn what_has_only_just_become_so_need_not_have_been_said() {
    let session = play(&[], &format!("{HELPED}04:00"));
    let Finding::Claims { unsaid, .. } = claims(&session).finding else {
        unreachable!("claims were asked for")
    };
    assert_eq!(unsaid, []);
}

#[test]
fn a_resolved_that_was_not_so_has_no_stability() {
    let session = play(&[], "00:30 ack\n01:00 resolved\n10:00");
    let line = line(&score(&session), Dimension::Mitigation, |it| {
        matches!(it, Finding::Stability { .. })
    });
    assert_eq!(line.points, 0);
    assert!(told(&session, "resolved was claimed").contains("and it was not so"));
}

#[test]
fn a_resolved_that_came_too_early_is_told_as_that() {
    let early = play(
        &[],
        &format!(
            "{HELPED}03:30 resolved\n03:40 page netops\n30:00 ask netops certctl renew payments\n2:00:00"
        ),
    );
    let said = told(&early, "resolved was claimed");
    assert!(said.ends_with(" before it was so"), "{said}");
    let held = play(
        &[],
        &format!(
            "{HELPED}03:40 page netops\n08:00 ask netops certctl renew payments\n30:00 resolved\n2:00:00"
        ),
    );
    assert!(told(&held, "resolved was claimed").contains("after it had held for"));
}

#[test]
fn a_public_that_was_told_too_early_was_not_never_told() {
    let over = "post public The incident is over, orders work again. Thank you.";
    let fixed = "03:40 page netops\n30:00 ask netops certctl renew payments\n";
    let early = play(&[], &format!("{HELPED}20:00 {over}\n{fixed}2:00:00"));
    let said = told(&early, "that it is over");
    assert!(said.contains("too early"), "{said}");
    assert!(said.contains("T+20:00, and not again"), "{said}");
    let never = play(&[], &format!("{HELPED}{fixed}2:00:00"));
    assert!(told(&never, "that it is over").contains("was never told"));
    let again = format!("{HELPED}20:00 {over}\n{fixed}1:00:00 {over}\n2:00:00");
    assert_eq!(
        told(&play(&[], &again), "that it is over"),
        "the public was told that it is over"
    );
}

#[test]
fn an_all_clear_counts_from_the_recovery_on_whatever_is_claimed() {
    let closing = |lines: &str| {
        let session = play(&[], lines);
        let line = line(&score(&session), Dimension::Communication, |it| {
            matches!(it, Finding::Closing { .. })
        });
        (line.points, line.of, told(&session, "that it is over"))
    };
    let over = "post public The incident is over, orders work again. Thank you.";
    let fixed = "03:40 page netops\n30:00 ask netops certctl renew payments\n";
    // It is over, and a few seconds later it is claimed.
    let (points, of, said) = closing(&format!(
        "{HELPED}{fixed}1:00:00 {over}\n1:00:10 resolved\n2:00:00"
    ));
    assert_eq!(points, of, "{said}");
    // Users were helped, and the cause was still there: worth something, and told as what it is.
    let (points, of, said) = closing(&format!(
        "{HELPED}{fixed}20:00 {over}\n1:00:10 resolved\n2:00:00"
    ));
    assert!(0 < points && points < of, "{said}");
    assert!(said.contains("users were helped by then"), "{said}");
    // Nobody was helped.
    let (points, _, said) = closing(&format!(
        "00:30 ack\n01:00 tail shop.log\n01:30 {over}\n{fixed}1:00:10 resolved\n2:00:00"
    ));
    assert_eq!(points, 0, "{said}");
    assert!(said.contains("it was not so before T+"), "{said}");
}

#[test]
fn a_promised_update_falls_due_when_it_was_promised_if_that_is_sooner() {
    let due = |post: &str| {
        let session = play(&[], &format!("00:30 ack\n10:00 post public {post}"));
        let public = AudienceIdx(0);
        assert!(session.scenario().audiences[public.0].public);
        let due = session.state().word_due(session.scenario(), public);
        due.map(|it| it.as_secs() / 60)
    };
    // The status page of the bakery wants a word every 20 minutes; its clock began at 07:00.
    assert_eq!(due("Orders fail."), Some(30));
    assert_eq!(due("Orders fail. Next update in 12 minutes."), Some(22));
    assert_eq!(due("Orders fail. Next update at 07:25 UTC."), Some(25));
    assert_eq!(due("Orders fail. Next update within the hour."), Some(30));
    assert_eq!(due("Orders fail. Next update soon."), Some(30));
}

#[test]
fn a_promised_update_that_does_not_come_is_told() {
    let promised = |lines: &str| {
        let session = play(&[], &format!("00:30 ack\n{lines}"));
        let line = line(&score(&session), Dimension::Communication, |it| {
            matches!(it, Finding::NextWords { .. })
        });
        (line.points, line.of, told(&session, "promised update"))
    };
    let first = "02:00 post public Orders fail, we are investigating. Next update in 10 minutes.";
    let (points, of, said) = promised(&format!("{first}\n12:30 post public Still.\n50:00"));
    assert_eq!(points, of, "{said}");
    assert_eq!(said, "1 promised update came in time");
    let (points, _, said) = promised(&format!("{first}\n41:00 post public Still.\n50:00"));
    assert_eq!(points, 0);
    assert_eq!(
        said,
        "0 of 1 promised updates came in time; promised public by T+12:00, came T+41:00"
    );
    let (_, _, said) = promised(&format!("{first}\n50:00"));
    assert!(
        said.ends_with("promised public by T+12:00, never came"),
        "{said}"
    );
    // Who promised nothing that has fallen due has neither kept nor broken it.
    let open = play(&[], &format!("00:30 ack\n{first}\n05:00"));
    let score = score(&open);
    let mut lines = score.dimensions.iter().flat_map(|it| &it.lines);
    assert!(!lines.any(|it| matches!(it.finding, Finding::NextWords { .. })));
}

#[test]
fn posts_after_the_end_are_counted_and_not_judged() {
    let ended = play(
        &[ALONE],
        &format!(
            "{HELPED}03:00 post public Orders fail, we are investigating. Next update in 10 minutes.\n\
             20:00 resolved\n40:00 post public Over."
        ),
    );
    let said = told(&ended, "post (");
    assert!(
        said.starts_with("1 post (and 1 after the end, not judged)"),
        "{said}"
    );
}

/// What the posts of a session lack, and its points.
fn lacking(lines: &str) -> (String, u8, u8) {
    let session = play(&[], lines);
    let line = line(&score(&session), Dimension::Communication, |it| {
        matches!(it, Finding::Content { .. })
    });
    let said = told(&session, "post");
    (said, line.points, line.of)
}

#[test]
fn an_all_clear_owes_no_next_word_and_no_work() {
    let (said, points, of) = lacking(&format!(
        "{HELPED}03:00 post public All orders are taken again, this is resolved. Thank you.\n\
         03:30 resolved\n20:00"
    ));
    assert_eq!(points, of, "{said}");
    // Who only writes so and claims nothing has still to say when the next word comes.
    let (said, points, of) = lacking(&format!(
        "{HELPED}03:00 post public All orders are taken again, this is resolved. Thank you.\n20:00"
    ));
    assert!(
        points < of && said.contains("when the next word comes"),
        "{said}"
    );
}

#[test]
fn what_a_post_lacks_names_who_got_it_and_what_it_said() {
    let (said, ..) =
        lacking("00:30 ack\n02:00 post public We look into it and write more soon\n10:00");
    assert!(
        said.contains("1 without what users feel: to public at T+02:00 \"We look into it"),
        "{said}"
    );
    // The scenario's word is `order`.
    let (said, ..) = lacking("00:30 ack\n02:00 post public Ordering fails\n10:00");
    assert!(!said.contains("what users feel"), "{said}");
}

fn silence(lines: &str) -> Option<Span> {
    let score = score(&play(&[], lines));
    let line = line(&score, Dimension::Communication, |it| {
        matches!(it, Finding::LongestSilence { .. })
    });
    let Finding::LongestSilence { longest, .. } = line.finding else {
        unreachable!("asked for above")
    };
    longest
}

#[test]
fn one_more_post_never_lengthens_the_silence() {
    let fixed = "00:30 ack\n01:00 page netops\n05:00 ask netops certctl renew payments\n";
    // The later a first and only word, the longer the silence before it.
    assert_eq!(silence("00:30 ack\n1:00:00"), None);
    let late = "00:30 ack\n50:00 post public orders fail\n1:00:00";
    assert_eq!(silence(late), Some(Span::from_mins(50)));
    let sooner = "00:30 ack\n10:00 post public orders fail\n50:00 post public still\n1:00:00";
    assert_eq!(silence(sooner), Some(Span::from_mins(40)));
    // Nor does a closing word, however late; without one the silence lasts until the end.
    let open = format!("{fixed}06:00 post public orders fail\n1:00:00");
    let closed = format!("{fixed}06:00 post public orders fail\n40:00 post public over\n1:00:00");
    assert_eq!(silence(&open), Some(Span::from_mins(54)));
    assert_eq!(silence(&closed), Some(Span::from_mins(34)));
}

#[test]
fn nobody_is_owed_a_word_while_they_cannot_be_reached() {
    let audiences = |lines: &str| {
        let session = play(&[], lines);
        let score = score(&session);
        let line = line(&score, Dimension::Communication, |it| {
            matches!(it, Finding::Audiences { .. })
        });
        match line.finding {
            Finding::Audiences {
                in_time,
                late,
                never,
            } => [in_time.len(), late.len(), never.len()],
            other => unreachable!("{other:?}"),
        }
    };
    // The owner can be reached only once the network engineer is there.
    assert_eq!(audiences("00:30 ack\n2:00:00"), [0, 0, 1]);
    assert_eq!(
        audiences("00:30 ack\n1:00:00 page netops\n1:10:00 post owner hello\n2:00:00"),
        [1, 0, 1]
    );
    assert_eq!(
        audiences("00:30 ack\n1:00:00 page netops\n1:30:00 post owner hello\n2:00:00"),
        [0, 1, 1]
    );
    assert_eq!(
        audiences("00:30 ack\n01:00 page netops\n2:00:00"),
        [0, 0, 2]
    );
}

#[test]
fn a_promise_is_told_in_the_words_that_made_it() {
    let session = play(
        &[],
        "00:30 ack\n02:00 post public Orders are BACK  to normal!",
    );
    assert!(told(&session, "promised without").contains("\"back to normal\" at T+02:00"));
    let hedged = "00:30 ack\n02:00 post public we don\u{2019}t know when it is fixed";
    assert!(!told(&play(&[], hedged), "promise").contains("fixed"));
}

#[test]
fn help_and_guesses_are_no_substitute_for_looking() {
    // The world tells of the log by itself; nobody looks.
    let told: Edit = (
        "id = \"hidden-owner\"",
        "id = \"hidden-teacher\"\nat = \"1m\"\nlearn = [\"tls-errors\"]\n\n[[cues]]\nid = \"hidden-owner\"",
    );
    let guesses = "00:30 ack\n02:00 hyp certificate 90\n02:00 hyp database 20\n";
    let of = |lines: &str| score(&play(&[told], lines));
    let blind = of(&format!("{guesses}10:00"));
    let line_of = |score: &Score, like: fn(&Finding) -> bool| {
        let line = line(score, Dimension::Diagnosis, like);
        (line.points, line.of)
    };
    let rivals = |it: &Finding| matches!(it, Finding::Rivals(_));
    let calibration = |it: &Finding| matches!(it, Finding::Calibration { .. });
    assert_eq!(line_of(&blind, rivals).0, 0);
    assert_eq!(line_of(&blind, calibration).0, 0);
    let diagnosis = &blind.dimensions[1].lines;
    assert!(
        !diagnosis
            .iter()
            .any(|it| matches!(it.finding, Finding::Hints(_)))
    );
    let seen = of(&format!("{guesses}03:00 tail shop.log\n10:00"));
    let (points, of) = line_of(&seen, rivals);
    assert_eq!(points, of);
    assert!(line_of(&seen, calibration).0 > 0);
}

#[test]
fn a_rival_is_somebody_thought_possible() {
    let n_rivals = |lines: &str| {
        let score = score(&play(
            &[],
            &format!("00:30 ack\n01:00 tail shop.log\n{lines}"),
        ));
        let line = line(&score, Dimension::Diagnosis, |it| {
            matches!(it, Finding::Rivals(_))
        });
        line.finding
    };
    let ruled_out = "02:00 hyp certificate 90\n02:00 hyp database 0\n03:00";
    assert_eq!(n_rivals(ruled_out), Finding::Rivals(1));
    let considered = "02:00 hyp certificate 60\n02:00 hyp database 30\n03:00 drop database";
    assert_eq!(n_rivals(considered), Finding::Rivals(2));
}

#[test]
fn dropped_is_dropped_for_good() {
    let dropped = |lines: &str| {
        let score = score(&play(&[], &format!("00:30 ack\n{lines}")));
        let lines = &score.dimensions[1].lines;
        lines.iter().find_map(|line| match &line.finding {
            Finding::WrongDropped { dropped, kept } => Some((
                dropped.iter().map(|(_, took)| took.as_secs()).collect(),
                kept.len(),
            )),
            _ => None,
        })
    };
    let evidence = "01:00 hyp database 50\n02:00 psql select 1\n";
    assert_eq!(
        dropped(&format!("{evidence}03:00 drop database")),
        Some((vec![40], 0))
    );
    assert_eq!(dropped(&format!("{evidence}05:00")), Some((vec![], 1)));
    // Taken up again, it counts from when it went for good.
    let again = "03:00 drop database\n04:00 hyp database 60\n09:20 drop database";
    assert_eq!(dropped(&format!("{evidence}{again}")), Some((vec![420], 0)));
    // Who never held it for possible had nothing to drop.
    assert_eq!(
        dropped("01:00 hyp database 5\n02:00 psql select 1\n04:00"),
        None
    );
}

#[test]
fn a_commander_may_do_what_nobody_else_there_could() {
    let commander = |edits: &[Edit]| {
        let lines = "00:30 ack\n00:40 ic me\n02:00 tail shop.log\n03:00 psql select 1\n05:00";
        let session = play(edits, lines);
        line(&score(&session), Dimension::Response, |it| {
            matches!(it, Finding::Commander { .. })
        })
    };
    // The head baker stands by with free hands.
    let watched = commander(&[]);
    assert!(watched.points < watched.of);
    // The head baker is at home.
    let away = (
        "present = true\nskills = [\"bread\"]",
        "arrives_after = \"10m\"\nskills = [\"bread\"]",
    );
    let alone = commander(&[away]);
    assert_eq!(alone.points, alone.of);
    // Nobody but the one at the keyboard may use a shell.
    let shell = [(
        "id = \"read-log\"\nkind = \"probe\"",
        "id = \"read-log\"\nskill = \"shell\"\nkind = \"probe\"",
    )];
    let able = commander(&shell);
    assert_eq!(able.points, able.of);
}

#[test]
fn a_commander_who_hands_over_is_free_to_work() {
    let hands_on = |lines: &str| {
        let session = play(&[], &format!("00:30 ack\n{lines}"));
        let line = line(&score(&session), Dimension::Response, |it| {
            matches!(it, Finding::Commander { .. })
        });
        match line.finding {
            Finding::Commander { who, hands_on, .. } => (who.map(|it| it.0), hands_on),
            other => unreachable!("{other:?}"),
        }
    };
    let work = "02:00 tail shop.log\n03:00 psql select 1\n";
    assert_eq!(hands_on(&format!("00:40 ic me\n{work}")), (Some(0), true));
    assert_eq!(
        hands_on(&format!("00:40 ic me\n01:00 ic baker\n{work}")),
        (Some(2), false)
    );
    assert_eq!(
        hands_on(&format!("00:40 ic baker\n{work}05:00 ic me")),
        (Some(0), false)
    );
}

#[test]
fn harm_is_told_row_by_row() {
    let session = play(
        &[],
        "00:30 ack\n01:00 tail shop.log\n02:00 proxyctl set payments=later\n10:00",
    );
    assert_eq!(
        told(&session, "users suffered"),
        "users suffered 114 orders (Orders not taken)"
    );
}

#[test]
fn the_debrief_only_lifts() {
    let whole = "00:30 ack\n01:00 tail shop.log\n02:00 proxyctl set payments=later\n";
    let silent = score(&play(&[], &format!("{whole}3:00:00"))).before_caps;
    let wrong = score(&play(&[], &format!("{whole}3:00:00 cause database"))).before_caps;
    let right = format!(
        "{whole}3:00:00 cause certificate\n3:00:00 commit us 2024-07-01 if a certificate is 30 days from its end then we page\n3:00:00 commit us 2024-07-01 when we pay later we will tell the owner"
    );
    let right = score(&play(&[], &right)).before_caps;
    assert_eq!(wrong, silent);
    assert!(right > silent, "{right} {silent}");
}
