//! Who wants a word every so often, and who does not: the composer, the room and the score agree.

use super::*;
use misfortune::view::composer::{Draft, composer};
use misfortune::view::timeline;

const CALLED: &str = "00:30 ack\n01:00 page netops\n09:00\n";

/// What a draft to somebody is heard to say, and when the next word to them would be due.
fn drafted(session: &Session, audience: &str, next: &str) -> (String, String) {
    let scene = Scene::new(session, session.state().now);
    let draft = Draft {
        audience: audience.to_owned(),
        impact: "No orders".to_owned(),
        action: "we are restoring them".to_owned(),
        next: next.to_owned(),
    };
    let composer = composer(&scene, &draft);
    (composer.heard, composer.promise)
}

#[test]
fn whoever_keeps_no_rhythm_is_owed_no_next_word() {
    let n_without_next = |lines: &str| {
        let session = play(&[], &format!("{CALLED}{lines}"));
        let line = line(&score(&session), Dimension::Communication, |it| {
            matches!(it, Finding::Content { .. })
        });
        match line.finding {
            Finding::Content { no_next, .. } => (no_next.len(), line.points == line.of),
            other => unreachable!("{other:?}"),
        }
    };
    let says = "No orders, we are restoring them";
    // The owner is told when there is something to tell.
    assert_eq!(
        n_without_next(&format!("10:00 post owner {says}")),
        (0, true)
    );
    assert_eq!(
        n_without_next(&format!("10:00 post public {says}")),
        (1, false)
    );
    let session = play(&[], CALLED);
    let (owner, _) = drafted(&session, "owner", "");
    assert_eq!(owner, "says: impact, what we do; need not say: next update");
    let (public, _) = drafted(&session, "public", "");
    assert_eq!(
        public,
        "says: impact, what we do; does not say yet: next update"
    );
}

#[test]
fn a_promise_beyond_the_rhythm_is_answered_with_when_and_why() {
    let posted = |next: &str| {
        let lines =
            format!("00:30 ack\n10:00 post public No orders. Next update in {next}.\n11:00");
        let session = play(&[], &lines);
        let scene = Scene::new(&session, session.state().now);
        let told = timeline::timeline(&scene);
        let told: Vec<String> = told.into_iter().flat_map(|it| it.lines).collect();
        told.join(" ")
    };
    let answer = "public wants a word every 20 min: due at T+30:00, before the T+55:00 promised";
    assert!(posted("45 min").contains(answer), "{}", posted("45 min"));
    assert!(!posted("15 min").contains("wants a word"));
    let session = play(&[], "00:30 ack\n10:00");
    let (_, promise) = drafted(&session, "public", "45m");
    assert!(promise.ends_with(answer), "{promise}");
}

#[test]
fn a_cause_named_after_the_debrief_told_does_not_count() {
    let over = "00:30 ack\n01:00 tail shop.log\n02:00 proxyctl set payments=later\n3:00:00";
    let named = |lines: &str| {
        let session = play(&[], &format!("{over} {lines}"));
        let score = score(&session);
        let lines = &score.dimensions[5].lines;
        lines.iter().find_map(|line| match &line.finding {
            Finding::CausesNamed { right, .. } => Some((right.len(), line.points)),
            _ => None,
        })
    };
    assert!(named("cause certificate").is_some_and(|it| it.0 == 1));
    let late = named("debrief\n3:00:00 cause certificate");
    assert!(late.is_none_or(|it| it == (0, 0)), "{late:?}");
    let said = misfortune::view::prompt::kept_here("cause certificate");
    assert!(said.contains("does not count"), "{said}");
}
